//! Meetings: planned with an agenda, held from one page, kept as minutes; what was decided and who took on what.
//! Calls people, communities and goals.

mod agenda;
mod commitments;
mod deciding;
mod meeting;
mod norms;
mod page;
mod planning;
mod queries;
mod running;
mod sections;
#[cfg(test)]
mod tests;
pub(crate) mod text;

pub use commitments::{Commitment, commit, done};
pub use deciding::keep as decide;
pub use meeting::{Lane, Meeting, NewItem, NewMeeting, State, add_item, begin, end, plan};
pub use queries::{agenda_of, find, known, present};
pub use running::{attend, go_on, write_down};
pub(crate) use sections::community_section;
pub use sections::{on_home, open_commitments};

use crate::{Routes, Rule, Stop};

/// What a room above writes down when a meeting has ended, in the same transaction.
pub type After = fn(&mut store::Tx<'_>, &crate::communities::Community, store::MeetingId) -> Result<(), Stop>;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/communities/{id}/meetings", Rule::SignedIn, planning::list)
        .get("/communities/{id}/meetings/new", Rule::SignedIn, planning::new)
        .post("/communities/{id}/meetings/new", Rule::SignedIn, planning::create)
        .post("/communities/{id}/backlog", Rule::SignedIn, agenda::park_new)
        .get("/meetings/{id}", Rule::SignedIn, page::show)
        .get("/meetings/{id}/edit", Rule::SignedIn, planning::edit)
        .post("/meetings/{id}/edit", Rule::SignedIn, planning::save)
        .post("/meetings/{id}/cancel", Rule::SignedIn, planning::cancel)
        .post("/meetings/{id}/items", Rule::SignedIn, agenda::add)
        .get("/items/{id}", Rule::SignedIn, agenda::edit)
        .post("/items/{id}", Rule::SignedIn, agenda::save)
        .post("/items/{id}/move", Rule::SignedIn, agenda::shift)
        .post("/meetings/{id}/begin", Rule::SignedIn, running::begin)
        .post("/meetings/{id}/on", Rule::SignedIn, running::on)
        .post("/meetings/{id}/here", Rule::SignedIn, running::here)
        .post("/meetings/{id}/notes", Rule::SignedIn, running::note)
        .post("/meetings/{id}/decisions", Rule::SignedIn, deciding::decide)
        .post("/meetings/{id}/commitments", Rule::SignedIn, commitments::add)
        .post("/meetings/{id}/end", Rule::SignedIn, running::end)
        .get("/decisions", Rule::SignedIn, deciding::log)
        .get("/commitments", Rule::SignedIn, commitments::page)
        .post("/commitments/{id}", Rule::SignedIn, commitments::settle)
        .and(text::routes())
}
