//! Standards: dated sets of standards for professional learning, which one holds here since when, and a page for each standard.
//! They are shown whole and talked over, and nothing in this room can be ticked off. Calls people, communities, goals, cycles,
//! lessons, meetings, files and vision.

mod adopting;
mod citing;
mod continua;
mod continua_pages;
mod editing;
mod lenses;
mod list;
#[cfg(test)]
mod lived_tests;
mod look;
mod look_pages;
mod materials;
mod queries;
mod seen;
mod set;
mod set_page;
mod standard_page;
mod study;
mod talk;
#[cfg(test)]
mod tests;

pub(crate) use citing::{on_cycle, on_goal, on_lesson, on_meeting};
pub use continua::{begin as begin_continuum, mark as mark_continuum};
pub(crate) use lenses::of_community;
pub(crate) use list::in_force;
pub use look::{About, NewList, Whose, begin as begin_look_fors};
pub use materials::{Captions, NewMaterial, add as add_material};
pub use queries::{adopt, keep, known};
pub use seen::cite;
pub use set::{Adoption, Known};
pub use study::plan as plan_study;
pub use talk::{NewRemark, Reach, remark};

pub use crate::vision::Thing;
use crate::vision::{opens, saves};
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
        .post("/standards/sets/{key}/standard/{standard}/remarks", Rule::SignedIn, talk::create)
        .get("/standards/remarks/{id}/edit", Rule::SignedIn, talk::edit)
        .post("/standards/remarks/{id}/edit", Rule::SignedIn, talk::save)
        .post("/standards/remarks/{id}/back", Rule::SignedIn, talk::take_back)
        .get("/standards/look-fors", Rule::SignedIn, look_pages::all)
        .get("/standards/look-fors/new", Rule::SignedIn, look_pages::new)
        .post("/standards/look-fors/new", Rule::SignedIn, look_pages::create)
        .get("/standards/look-fors/{id}", Rule::SignedIn, look_pages::show)
        .get("/standards/look-fors/{id}/edit", Rule::SignedIn, look_pages::edit)
        .post("/standards/look-fors/{id}/edit", Rule::SignedIn, look_pages::save)
        .get("/standards/continua", Rule::SignedIn, continua_pages::all)
        .get("/standards/continua/new", Rule::SignedIn, continua_pages::new)
        .post("/standards/continua/new", Rule::SignedIn, continua_pages::create)
        .get("/standards/continua/{id}", Rule::SignedIn, continua_pages::show)
        .get("/standards/continua/{id}/copy", Rule::SignedIn, continua_pages::copy)
        .get("/standards/continua/{id}/edit", Rule::SignedIn, continua_pages::edit)
        .post("/standards/continua/{id}/edit", Rule::SignedIn, continua_pages::save)
        .get("/standards/continua/{id}/mark", Rule::SignedIn, continua_pages::marking)
        .post("/standards/continua/{id}/mark", Rule::SignedIn, continua_pages::mark)
        .get("/standards/study", Rule::SignedIn, study::page)
        .post("/standards/study", Rule::SignedIn, study::create)
        .post("/standards/study/{id}/agenda", Rule::SignedIn, study::agenda)
        .post("/standards/study/{id}/remove", Rule::SignedIn, study::remove)
        .get("/goals/{id}/standards", Rule::SignedIn, opens(Thing::Goal, citing::open))
        .post("/goals/{id}/standards", Rule::SignedIn, saves(Thing::Goal, citing::save))
        .get("/items/{id}/standards", Rule::SignedIn, opens(Thing::Item, citing::open))
        .post("/items/{id}/standards", Rule::SignedIn, saves(Thing::Item, citing::save))
        .get("/decisions/{id}/standards", Rule::SignedIn, opens(Thing::Decision, citing::open))
        .post("/decisions/{id}/standards", Rule::SignedIn, saves(Thing::Decision, citing::save))
        .get("/lessons/{id}/standards", Rule::SignedIn, opens(Thing::Lesson, citing::open))
        .post("/lessons/{id}/standards", Rule::SignedIn, saves(Thing::Lesson, citing::save))
        .get("/cycles/{id}/standards", Rule::SignedIn, opens(Thing::Cycle, citing::open))
        .post("/cycles/{id}/standards", Rule::SignedIn, saves(Thing::Cycle, citing::save))
        .get("/entries/{id}/standards", Rule::SignedIn, opens(Thing::Entry, citing::open))
        .post("/entries/{id}/standards", Rule::SignedIn, saves(Thing::Entry, citing::save))
}
