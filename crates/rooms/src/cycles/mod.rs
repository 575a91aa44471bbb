//! Cycles: one engine for every shape of improvement cycle; the shape is data. Calls people, communities, data, goals and library.

mod begin;
mod cycle;
mod entry;
mod growth;
mod handlers;
mod list;
mod moves_it;
mod page;
mod queries;
mod shapes;
mod step_form;
mod story;
#[cfg(test)]
pub(crate) mod tests;

pub use cycle::{
    Cycle, Links, Moved, NewCycle, State, Turn, begin, close, go, link, open_without_prediction, prediction_missing,
    rename,
};
pub use entry::{Entry, Evidence, Kind, NewEntry, NewEvidence, Written, change_entry, take_out, write_entry};
pub use growth::{Growth, Stage, growth};
pub use handlers::{seen, to_close};
pub use learning::moves::Move;
pub use list::{Waiting, community_section, waiting};
pub use queries::{
    Standing, Status, ended, entries, entry, find, mine, of_community, open_of, status_of, trails, turn_of, written,
};
pub use shapes::{Stored as StoredShape, ensure_shapes, offered as shapes_offered};

use face::Markup;
use store::Conn;

use crate::communities::Community;
use crate::{Routes, Rule, Stop, Viewer};

/// What another room shows on a cycle's page.
pub type Section = fn(&mut Conn, &Viewer, &Here<'_>) -> Result<Markup, Stop>;

/// A cycle where it is shown: whose it is, and what the viewer sees of what was written in it, oldest first.
pub struct Here<'a> {
    pub cycle: &'a Cycle,
    pub community: &'a Community,
    pub entries: &'a [Entry],
}

/// What a room above writes down, in the same transaction, when somebody recorded something at a step, with its kind; without a
/// kind, when an entry was taken out.
pub type After =
    fn(&mut store::Tx<'_>, &Cycle, store::PersonId, store::EntryId, Option<&'static str>) -> Result<(), Stop>;

/// The ways into the room. Ending a cycle belongs to the lessons: a lesson is drafted from it.
pub fn routes() -> Routes {
    Routes::new()
        .get("/cycles", Rule::SignedIn, list::mine)
        .get("/communities/{id}/cycles/new", Rule::SignedIn, begin::new)
        .post("/communities/{id}/cycles", Rule::SignedIn, begin::create)
        .get("/cycles/{id}", Rule::SignedIn, page::show)
        .get("/cycles/{id}/edit", Rule::SignedIn, handlers::edit)
        .post("/cycles/{id}/edit", Rule::SignedIn, handlers::rename)
        .post("/cycles/{id}/move", Rule::SignedIn, handlers::step_on)
        .post("/cycles/{id}/predict", Rule::SignedIn, handlers::predict)
        .upload("/cycles/{id}/entries", Rule::SignedIn, handlers::write, handlers::MOST_SENT)
        .get("/cycles/{id}/entries/{entry}", Rule::SignedIn, handlers::edit_entry)
        .post("/cycles/{id}/entries/{entry}", Rule::SignedIn, handlers::save_entry)
        .post("/cycles/{id}/entries/{entry}/remove", Rule::SignedIn, handlers::remove_entry)
}
