//! Communities: who learns together, why, and who is in. Calls people; every room above calls it.

mod coming;
mod coming_queries;
#[cfg(test)]
mod coming_tests;
mod community;
mod coverage;
mod coverage_queries;
mod editing;
mod joining;
mod norms;
mod norms_queries;
#[cfg(test)]
mod norms_tests;
mod pages;
mod queries;
mod resting;
#[cfg(test)]
mod tests;

pub use coming_queries::asked_of_me;
pub use community::{Community, Membership, NewCommunity, Part, add, depart, join};
pub use coverage::of_person;
pub use norms::norms_in_sight;
pub use norms_queries::{
    Kept, Norms, Proposal, agree as agree_on_norms, agreed as norms_agreed, norms, propose as propose_norms,
};
pub use queries::{Own, around, find, known, members, mine, own};

use face::Markup;
use store::Conn;

use crate::{Routes, Rule, Stop, Viewer};

/// What another room shows on a community's page: given the community, as much as this viewer may see of it.
pub type Section = fn(&mut Conn, &Viewer, &Community) -> Result<Markup, Stop>;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/communities", Rule::SignedIn, pages::list)
        .get("/communities/new", Rule::SignedIn, editing::new)
        .post("/communities/new", Rule::SignedIn, editing::create)
        .get("/communities/coverage", Rule::Leader, coverage::page)
        .get("/communities/archived", Rule::SignedIn, resting::list)
        .get("/communities/{id}", Rule::SignedIn, pages::show)
        .get("/communities/{id}/edit", Rule::SignedIn, editing::edit)
        .post("/communities/{id}/edit", Rule::SignedIn, editing::save)
        .post("/communities/{id}/archive", Rule::SignedIn, resting::archive)
        .get("/communities/{id}/members", Rule::SignedIn, joining::page)
        .post("/communities/{id}/members", Rule::SignedIn, joining::invite)
        .post("/communities/{id}/members/change", Rule::SignedIn, joining::change)
        .post("/communities/{id}/answer", Rule::SignedIn, joining::answer)
        .post("/communities/{id}/join", Rule::SignedIn, coming::enter)
        .post("/communities/{id}/join/withdraw", Rule::SignedIn, coming::withdraw)
        .post("/communities/{id}/requests", Rule::SignedIn, coming::answer)
        .get("/communities/{id}/leave", Rule::SignedIn, resting::leaving)
        .post("/communities/{id}/leave", Rule::SignedIn, resting::leave)
        .get("/communities/{id}/norms", Rule::SignedIn, norms::page)
        .post("/communities/{id}/norms", Rule::SignedIn, norms::propose)
        .post("/communities/{id}/norms/agree", Rule::SignedIn, norms::agree)
        .post("/communities/{id}/norms/settle", Rule::SignedIn, norms::settle)
}
