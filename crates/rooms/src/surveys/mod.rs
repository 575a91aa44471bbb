//! Surveys: where people say what they see, without anybody being able to find out who said it. An instrument is asked in waves; who is
//! asked takes a blindly signed ballot; answers lie in an urn until the wave ends; then there is a report for those who were asked.
//! Calls people.

mod answering;
mod asking;
mod editor;
mod editor_form;
mod editor_import;
mod editor_queries;
#[cfg(test)]
mod editor_tests;
mod groups;
mod queries;
mod report;
#[cfg(test)]
mod tests;
mod urns;
mod waves;

pub use editor_queries::add as add_instrument;
pub use urns::{Urns, run};
pub use waves::{Said, begin, conclude};
pub(crate) use waves::{named, readable, waiting};

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/surveys", Rule::SignedIn, waves::list)
        .get("/surveys/new", Rule::Leader, waves::new)
        .post("/surveys/new", Rule::Leader, waves::open)
        .get("/surveys/instruments", Rule::Leader, editor::list)
        .post("/surveys/instruments", Rule::Leader, editor::make)
        .get("/surveys/instruments/import", Rule::Leader, editor_import::page)
        .upload("/surveys/instruments/import", Rule::Leader, editor_import::take, editor_import::LARGEST + 64 * 1024)
        .get("/surveys/instruments/{id}", Rule::Leader, editor::one)
        .get("/surveys/instruments/{id}/edit", Rule::Leader, editor_form::edit)
        .post("/surveys/instruments/{id}/edit", Rule::Leader, editor_form::save)
        .post("/surveys/instruments/{id}/state", Rule::Leader, editor::state)
        .get("/surveys/{id}", Rule::SignedIn, waves::show)
        .post("/surveys/{id}/ballot", Rule::SignedIn, answering::take)
        .post("/surveys/{id}/answers", Rule::Public, answering::answer)
        .post("/surveys/{id}/end", Rule::Leader, waves::end)
}
