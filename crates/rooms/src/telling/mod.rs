//! Telling: what reaches people outside the pages. A calendar address of one's own, a digest, letters about meetings; chosen on
//! one page, ended from any letter. Stands above home and says things as home does.

mod choices;
mod digest;
mod feed;
mod ical;
mod letter;
mod letters;
mod page;
#[cfg(test)]
mod post_office;
mod queries;
#[cfg(test)]
mod reminder_tests;
mod reminders;
mod stop;
#[cfg(test)]
mod tests;

pub use choices::{AtOnce, Choices, Digest};
pub(crate) use digest::{DIGEST, run, send_digest};
pub use feed::make as make_feed;
pub(crate) use letter::SENDS;
pub(crate) use letters::{LETTER, fan_out, send_letter};
pub use queries::choose;
pub(crate) use reminders::remind;

#[cfg(test)]
pub(crate) use stop::for_digest as stop_link;

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/telling", Rule::SignedIn, page::show)
        .post("/telling", Rule::SignedIn, page::save)
        .get("/telling/next", Rule::SignedIn, page::next)
        .get("/telling/stop/{secret}", Rule::Public, stop::show)
        .post("/telling/stop/{secret}", Rule::Public, stop::done)
        .post("/telling/feed", Rule::SignedIn, page::new_feed)
        .post("/telling/feed/end", Rule::SignedIn, page::end_feed)
        .get("/calendar/{secret}", Rule::Public, feed::show)
}
