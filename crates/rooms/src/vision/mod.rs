//! Vision: what a district, a school or a community says it is here for; drafted together, adopted, looked at again, and lived.
//! Calls people, communities, goals and meetings.

mod citing;
mod draft_page;
mod list;
mod lived;
mod page;
mod queries;
mod sections;
mod statement;
#[cfg(test)]
mod tests;
mod wording;
mod writing;

pub(crate) use citing::{lived_line, on_goal, on_meeting};
pub(crate) use list::{day, kind_of};
pub(crate) use lived::{Lived, lived};
pub use lived::{Thing, cite};
pub(crate) use queries::near;
pub use queries::{NewAdoption, NewDraft, adopt, begin, beside, find, known, remark, reword, stand};
pub(crate) use sections::{of_community, on_home};
pub(crate) use statement::drafting;
pub use statement::{Draft, How, Kept, Kind, Place, Statement};
pub use wording::{Clause, passages};
pub(crate) use writing::choices as places;

use crate::{Routes, Rule, Stop, Viewer};

/// What a room above shows beside the statements of a place: given the place, or none for the viewer's own.
pub type Section = fn(&mut store::Conn, &Viewer, Option<&Place>) -> Result<face::Markup, Stop>;

/// What the room above answers when it is asked which standards are in force in the viewer's district.
pub type InForce = fn(&mut store::Conn, &crate::Viewer) -> Result<face::Markup, crate::Stop>;

/// What a room above shows on a statement's page.
pub type StatementSection = fn(&mut store::Conn, &Viewer, &Statement) -> Result<face::Markup, Stop>;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/vision", Rule::SignedIn, list::page)
        .get("/vision/new", Rule::SignedIn, writing::new)
        .post("/vision/new", Rule::SignedIn, writing::create)
        .get("/vision/{id}", Rule::SignedIn, page::show)
        .get("/vision/{id}/drafts", Rule::SignedIn, page::side_by_side)
        .get("/vision/{id}/drafts/new", Rule::SignedIn, writing::beside)
        .post("/vision/{id}/drafts/new", Rule::SignedIn, writing::put_beside)
        .get("/vision/{id}/versions", Rule::SignedIn, page::versions)
        .post("/vision/{id}/public", Rule::SignedIn, page::public_or_not)
        .get("/drafts/{id}", Rule::SignedIn, draft_page::show)
        .get("/drafts/{id}/edit", Rule::SignedIn, writing::edit)
        .post("/drafts/{id}/edit", Rule::SignedIn, writing::reword)
        .post("/drafts/{id}/remarks", Rule::SignedIn, draft_page::remark)
        .post("/drafts/{id}/stand", Rule::SignedIn, draft_page::stand)
        .post("/drafts/{id}/adopt", Rule::SignedIn, draft_page::adopt)
        .get("/goals/{id}/cite", Rule::SignedIn, citing::goal)
        .post("/goals/{id}/cite", Rule::SignedIn, citing::save_goal)
        .get("/items/{id}/cite", Rule::SignedIn, citing::item)
        .post("/items/{id}/cite", Rule::SignedIn, citing::save_item)
        .get("/decisions/{id}/cite", Rule::SignedIn, citing::decision)
        .post("/decisions/{id}/cite", Rule::SignedIn, citing::save_decision)
        .get("/public/vision/{id}", Rule::Public, page::public)
}
