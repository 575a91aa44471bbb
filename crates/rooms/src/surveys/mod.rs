//! Surveys: where people say what they see, without anybody being able to find out who said it. An instrument is asked in waves; who is
//! asked takes a blindly signed ballot; answers lie in an urn until the wave ends; then there is a report for those who were asked.
//! Calls people.

mod answering;
mod groups;
mod queries;
mod report;
#[cfg(test)]
mod tests;
mod urns;
mod waves;

pub use urns::{Urns, run};
pub(crate) use waves::waiting;
pub use waves::{Said, begin, conclude};

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/surveys", Rule::SignedIn, waves::list)
        .get("/surveys/new", Rule::Leader, waves::new)
        .post("/surveys/new", Rule::Leader, waves::open)
        .get("/surveys/{id}", Rule::SignedIn, waves::show)
        .post("/surveys/{id}/ballot", Rule::SignedIn, answering::take)
        .post("/surveys/{id}/answers", Rule::Public, answering::answer)
        .post("/surveys/{id}/end", Rule::Leader, waves::end)
}
