//! Cycles: one engine for every shape of improvement cycle; the shape is data. Calls people, communities, data, goals and library.

mod cycle;
mod entry;
mod growth;
mod queries;
mod shapes;
#[cfg(test)]
mod tests;

pub use cycle::{
    Cycle, Links, Moved, NewCycle, State, Turn, begin, close, go, link, open_without_prediction, prediction_missing,
    rename,
};
pub use entry::{Entry, Evidence, Kind, NewEntry, NewEvidence, Written, change_entry, take_out, write_entry};
pub use growth::{Growth, Stage, growth};
pub use learning::moves::Move;
pub use queries::{entries, evidence, find, trails, turn_of};
pub use shapes::{Stored as StoredShape, ensure_shapes, offered as shapes_offered};

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
