//! The record: what each educator has learned, which fills itself from meetings and from work on cycles. A by-product: it is one
//! page, off the front, and it is the person's own. Calls people, communities, cycles and meetings.

mod ledger;
mod own_page;
mod queries;
#[cfg(test)]
mod tests;

pub use ledger::{correct, entry_written, meeting_ended};

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new().get("/record", Rule::SignedIn, own_page::show)
}
