//! Reality: what stands in the way of a vision and what can help, said plainly and kept until it is settled; and questions that
//! are answered, kept and answered again; and the few things that a place puts first.
//! Calls people, communities, goals and vision.

mod door;
mod editing;
mod here;
mod list;
mod one;
mod priorities;
mod priority_queries;
#[cfg(test)]
mod priority_tests;
mod process_queries;
mod processes;
mod progress;
mod queries;
mod question_list;
mod question_page;
mod question_queries;
#[cfg(test)]
mod question_tests;
mod questions;
mod sections;
#[cfg(test)]
mod tests;
mod thing;
mod told;

pub use door::{Kind, Place};
pub(crate) use door::{came_from, href, note};
pub use priority_queries::{NewPriority, lay, look, prefer};
pub use process_queries::{Carrier, NewProcess, Verdict, carry, look_again};
pub(crate) use progress::on_statement;
pub use queries::{NewReality, add, step};
pub use question_queries::{NewAnswer, NewQuestion, ask, reflect};
pub(crate) use sections::{Waiting, beside_vision, of_community, waiting};
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
        .get("/priorities/new", Rule::SignedIn, priorities::new)
        .post("/priorities/new", Rule::SignedIn, priorities::create)
        .get("/priorities/{id}", Rule::SignedIn, priorities::show)
        .get("/priorities/{id}/edit", Rule::SignedIn, priorities::edit)
        .post("/priorities/{id}/edit", Rule::SignedIn, priorities::save)
        .post("/priorities/{id}/looks", Rule::SignedIn, priorities::look)
        .post("/priorities/{id}/lay", Rule::SignedIn, priorities::lay)
        .get("/processes", Rule::SignedIn, processes::list)
        .get("/processes/new", Rule::SignedIn, processes::new)
        .post("/processes/new", Rule::SignedIn, processes::create)
        .get("/processes/{id}", Rule::SignedIn, processes::show)
        .get("/processes/{id}/edit", Rule::SignedIn, processes::edit)
        .post("/processes/{id}/edit", Rule::SignedIn, processes::save)
        .get("/vision/{id}/progress", Rule::SignedIn, progress::page)
        .get("/questions", Rule::SignedIn, question_list::page)
        .post("/questions", Rule::SignedIn, question_list::ask)
        .get("/questions/{key}", Rule::SignedIn, question_page::show)
        .post("/questions/{key}", Rule::SignedIn, question_page::answer)
        .get("/answers/{id}", Rule::SignedIn, question_page::one)
        .get("/answers/{id}/edit", Rule::SignedIn, question_page::edit)
        .post("/answers/{id}/edit", Rule::SignedIn, question_page::save)
}
