//! Surveys: where people say what they see, without anybody being able to find out who said it. An instrument is asked in waves; who is
//! asked takes a blindly signed ballot; answers lie in an urn until the wave ends; then there is a report for those who were asked.
//! Calls people, communities, data and reality.

mod answering;
mod asking;
mod codes;
#[cfg(test)]
mod codes_tests;
mod drawing;
mod editor;
mod editor_form;
mod editor_import;
mod editor_queries;
#[cfg(test)]
mod editor_tests;
mod families;
mod groups;
mod heard;
#[cfg(test)]
mod kept_tests;
mod lately;
mod paper;
mod pulse;
mod pulse_queries;
#[cfg(test)]
mod pulse_tests;
mod queries;
mod question;
mod reading;
mod reminders;
mod replies;
#[cfg(test)]
mod replies_tests;
mod report;
mod said;
mod taking_up;
#[cfg(test)]
mod tests;
mod told;
#[cfg(test)]
mod told_tests;
mod trend;
mod urns;
mod waves;

pub use asking::{Asking, begin};
pub use editor_queries::add as add_instrument;
pub use families::begin as ask_families;
pub use heard::{open_to_families, tell_of};
pub(crate) use pulse::of_community;
pub use pulse::{Pulse, ask_communities};
pub(crate) use queries::{may_tell, still_asked};
pub(crate) use reminders::{REMIND, claim, let_go, to_remind};
pub use replies::talked;
#[cfg(test)]
pub(crate) use urns::tend;
pub use urns::{Urns, run};
pub(crate) use waves::{OnHome, Readable, named, on_home, readable};
pub use waves::{Said, conclude, conclude_families};

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/surveys", Rule::SignedIn, waves::list)
        .get("/surveys/instruments", Rule::Leader, editor::list)
        .post("/surveys/instruments", Rule::Leader, editor::make)
        .get("/surveys/instruments/import", Rule::Leader, editor_import::page)
        .upload("/surveys/instruments/import", Rule::Leader, editor_import::take, editor_import::LARGEST + 64 * 1024)
        .get("/surveys/instruments/{id}", Rule::Leader, editor::one)
        .get("/surveys/instruments/{id}/edit", Rule::Leader, editor_form::edit)
        .post("/surveys/instruments/{id}/edit", Rule::Leader, editor_form::save)
        .post("/surveys/instruments/{id}/state", Rule::Leader, editor::state)
        .get("/surveys/new", Rule::Leader, asking::new)
        .post("/surveys/new", Rule::Leader, asking::open)
        .get("/communities/{id}/pulse", Rule::SignedIn, pulse::page)
        .post("/communities/{id}/pulse", Rule::SignedIn, pulse::open)
        .get("/surveys/families", Rule::Leader, families::page)
        .post("/surveys/families", Rule::Leader, families::open)
        .get("/surveys/{id}/codes", Rule::Leader, codes::page)
        .post("/surveys/{id}/codes", Rule::Leader, codes::make)
        .get("/surveys/{id}/codes/sheet", Rule::Leader, codes::sheet)
        .post("/surveys/{id}/paper", Rule::SignedIn, codes::paper)
        .get("/answer", Rule::Public, codes::answer_page)
        .post("/answer", Rule::Public, codes::answer)
        .get("/answer/thanks", Rule::Public, codes::thanks)
        .get("/answer/reply", Rule::Public, replies::page)
        .post("/answer/reply", Rule::Public, replies::open)
        .get("/answer/reply/sent", Rule::Public, replies::sent)
        .get("/surveys/{id}", Rule::SignedIn, waves::show)
        .post("/surveys/{id}/ballot", Rule::SignedIn, answering::take)
        .post("/surveys/{id}/answers", Rule::Public, answering::answer)
        .get("/surveys/{id}/report.csv", Rule::SignedIn, report::csv)
        .get("/surveys/{id}/items/{key}", Rule::SignedIn, taking_up::show)
        .post("/surveys/{id}/items/{key}", Rule::SignedIn, taking_up::take_up)
        .get("/surveys/{id}/words/{key}", Rule::SignedIn, said::show)
        .post("/surveys/{id}/words/{key}", Rule::SignedIn, said::sort)
        .get("/surveys/{id}/words/{key}/{voice}", Rule::SignedIn, replies::show)
        .post("/surveys/{id}/words/{key}/{voice}", Rule::SignedIn, replies::say)
        .get("/surveys/{id}/tell", Rule::SignedIn, heard::new)
        .post("/surveys/{id}/tell", Rule::SignedIn, heard::tell)
        .post("/surveys/{id}/tell/{note}/away", Rule::SignedIn, heard::away)
        .post("/surveys/{id}/tell/{note}/families", Rule::Leader, heard::families)
        .get("/heard", Rule::Public, told::seek)
        .get("/heard/{key}", Rule::Public, told::page)
        .post("/surveys/{id}/end", Rule::SignedIn, waves::end)
}
