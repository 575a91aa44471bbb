//! Lessons: what was learned, written for others. Calls people, communities and cycles.

mod closing;
mod draft;
mod lesson;
mod pages;
mod queries;
mod sections;
#[cfg(test)]
mod tests;

pub use draft::draft_from;
pub use lesson::{Lesson, Reach, Text, add, share, take_back};
pub use queries::{find, of_cycle, recent_for};
pub(crate) use sections::{on_cycle, on_strategy};

use crate::{Routes, Rule, Stop, Viewer};

/// What a room above shows on a lesson's page; with whether the viewer works in its community.
pub type Section = fn(&mut store::Conn, &Viewer, &Lesson, bool) -> Result<face::Markup, Stop>;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/cycles/{id}/close", Rule::SignedIn, closing::page)
        .post("/cycles/{id}/close", Rule::SignedIn, closing::close)
        .get("/lessons", Rule::SignedIn, pages::list)
        .get("/lessons/{id}", Rule::SignedIn, pages::show)
        .get("/lessons/{id}/edit", Rule::SignedIn, pages::edit)
        .post("/lessons/{id}", Rule::SignedIn, pages::save)
        .post("/lessons/{id}/share", Rule::SignedIn, pages::share)
        .get("/public/lessons/{id}", Rule::Public, pages::public)
}
