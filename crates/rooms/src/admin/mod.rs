//! Administration: roster imports, settings, mailbox in demo mode. Calls people, communities and data.

mod home;
#[cfg(test)]
mod tests;
mod welcome;

pub use welcome::SampleBuilder;

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new().get("/admin", Rule::Admin, home::page).get("/welcome", Rule::Public, welcome::page).post(
        "/welcome",
        Rule::Public,
        welcome::begin,
    )
}
