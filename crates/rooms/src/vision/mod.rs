//! Vision: what a district, a school or a community says it is here for; drafted together, adopted, looked at again, and lived.
//! Calls people, communities, goals, cycles, lessons and meetings.

mod cited;
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

pub use cited::Thing;
pub(crate) use cited::{
    Lived, Standing, audience_of, choose, in_cycle, in_meeting, lines, of_thing, opens, saves, standing, thing_of,
    what_cites,
};
pub(crate) use citing::{lived_line, on_cycle, on_goal, on_lesson, on_meeting};
pub(crate) use list::{day, kind_of};
pub use lived::cite;
pub(crate) use lived::lived;
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
        .get("/goals/{id}/cite", Rule::SignedIn, opens(Thing::Goal, citing::open))
        .post("/goals/{id}/cite", Rule::SignedIn, saves(Thing::Goal, citing::save))
        .get("/items/{id}/cite", Rule::SignedIn, opens(Thing::Item, citing::open))
        .post("/items/{id}/cite", Rule::SignedIn, saves(Thing::Item, citing::save))
        .get("/decisions/{id}/cite", Rule::SignedIn, opens(Thing::Decision, citing::open))
        .post("/decisions/{id}/cite", Rule::SignedIn, saves(Thing::Decision, citing::save))
        .get("/lessons/{id}/cite", Rule::SignedIn, opens(Thing::Lesson, citing::open))
        .post("/lessons/{id}/cite", Rule::SignedIn, saves(Thing::Lesson, citing::save))
        .get("/cycles/{id}/cite", Rule::SignedIn, opens(Thing::Cycle, citing::open))
        .post("/cycles/{id}/cite", Rule::SignedIn, saves(Thing::Cycle, citing::save))
        .get("/entries/{id}/cite", Rule::SignedIn, opens(Thing::Entry, citing::open))
        .post("/entries/{id}/cite", Rule::SignedIn, saves(Thing::Entry, citing::save))
        .get("/public/vision/{id}", Rule::Public, page::public)
}
