//! Standards: dated sets of standards for professional learning, which one holds here since when, and a page for each standard.
//! They are shown whole and talked over, and nothing in this room can be ticked off. Calls people, communities, goals, cycles,
//! lessons, meetings, files and vision.

mod adopting;
mod editing;
mod list;
mod materials;
mod queries;
mod set;
mod set_page;
mod standard_page;
#[cfg(test)]
mod tests;

pub(crate) use list::in_force;
pub use materials::{Captions, NewMaterial, add as add_material};
pub use queries::{adopt, keep, known};
pub use set::{Adoption, Known};

use crate::{Routes, Rule};

/// The largest form with a file that is taken: a material, with the form around it.
const LARGEST_SENT: usize = 26 * 1024 * 1024;
/// The same for a set of standards.
const LARGEST_SET: usize = 1024 * 1024;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/standards", Rule::SignedIn, list::page)
        .get("/standards/adoptions", Rule::SignedIn, adopting::history)
        .post("/standards/adoptions/{id}/back", Rule::SignedIn, adopting::take_back)
        .get("/standards/sets", Rule::SignedIn, set_page::all)
        .get("/standards/sets/new", Rule::SignedIn, editing::new)
        .upload("/standards/sets/new", Rule::SignedIn, editing::create, LARGEST_SET)
        .get("/standards/sets/{key}", Rule::SignedIn, set_page::show)
        .get("/standards/sets/{key}/file", Rule::SignedIn, set_page::file)
        .post("/standards/sets/{key}/copy", Rule::SignedIn, editing::copy)
        .get("/standards/sets/{key}/edit", Rule::SignedIn, editing::edit)
        .post("/standards/sets/{key}/edit", Rule::SignedIn, editing::save)
        .get("/standards/sets/{key}/adopt", Rule::SignedIn, adopting::page)
        .post("/standards/sets/{key}/adopt", Rule::SignedIn, adopting::adopt)
        .get("/standards/sets/{key}/standard/{standard}", Rule::SignedIn, standard_page::show)
        .upload("/standards/sets/{key}/standard/{standard}/materials", Rule::SignedIn, materials::create, LARGEST_SENT)
        .post("/standards/materials/{id}/remove", Rule::SignedIn, materials::remove)
}
