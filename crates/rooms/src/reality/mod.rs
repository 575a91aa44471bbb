//! Reality: what stands in the way of a vision and what can help, said plainly and kept until it is settled.
//! Calls people, communities, goals and vision.

mod door;
mod editing;
mod here;
mod list;
mod one;
mod queries;
mod sections;
#[cfg(test)]
mod tests;
mod thing;

pub use door::{Kind, Place};
#[allow(unused_imports, reason = "the rooms above take these from here")]
pub(crate) use door::{came_from, href, note};
#[allow(unused_imports, reason = "the rooms above offer these places in their forms")]
pub(crate) use here::places;
pub use queries::{NewReality, add, step};
pub(crate) use sections::{beside_vision, of_community};
pub use thing::{Side, State, Structure};

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/reality", Rule::SignedIn, list::page)
        .get("/reality/new", Rule::SignedIn, editing::new)
        .post("/reality/new", Rule::SignedIn, editing::create)
        .get("/reality/{id}", Rule::SignedIn, one::show)
        .get("/reality/{id}/edit", Rule::SignedIn, editing::edit)
        .post("/reality/{id}/edit", Rule::SignedIn, editing::save)
        .post("/reality/{id}/state", Rule::SignedIn, one::step)
}
