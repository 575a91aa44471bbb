//! Workshops: a group looks for a vision on one screen and everyone's phones. It reads, writes in silence, looks together, sorts, gives
//! dots, words a draft; what came of it goes on as a statement's draft, as barriers, openings and questions.
//! Calls people, communities, vision and surveys.

mod acts;
mod leading;
mod list;
mod outcomes;
mod page;
mod queries;
mod record;
mod screen;
mod stages;
#[cfg(test)]
mod tests;
mod workshop;

pub use acts::{give_dots, on_ballot, put_under, word, write};
pub use leading::{end, go};
pub(crate) use list::{of_community, on_home};
pub use outcomes::{keep_line, make_statement};
pub use queries::{NewWorkshop, begin, find, known, lines_of};
pub(crate) use queries::{begun_after, under_way};
pub use workshop::{State, Workshop};

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/workshops", Rule::SignedIn, list::page)
        .get("/workshops/new", Rule::SignedIn, list::new)
        .post("/workshops/new", Rule::SignedIn, list::create)
        .get("/workshops/join", Rule::SignedIn, list::join)
        .post("/workshops/join", Rule::SignedIn, list::enter)
        .get("/workshops/{id}", Rule::SignedIn, page::show)
        .get("/workshops/{id}/screen", Rule::SignedIn, screen::show)
        .post("/workshops/{id}/stage", Rule::SignedIn, leading::stage)
        .get("/workshops/{id}/end", Rule::SignedIn, leading::ending)
        .post("/workshops/{id}/end", Rule::SignedIn, leading::finish)
        .post("/workshops/{id}/here", Rule::SignedIn, acts::come)
        .post("/workshops/{id}/slips", Rule::SignedIn, acts::slips)
        .post("/workshops/{id}/back", Rule::SignedIn, acts::back)
        .post("/workshops/{id}/headings", Rule::SignedIn, acts::headings)
        .post("/workshops/{id}/dots", Rule::SignedIn, acts::dots)
        .post("/workshops/{id}/draft", Rule::SignedIn, acts::draft)
        .post("/workshops/{id}/statement", Rule::SignedIn, outcomes::statement)
        .post("/workshops/{id}/outcomes", Rule::SignedIn, outcomes::keep)
}
