//! Cycles: one engine for every shape of improvement cycle; the shape is data. Calls people, communities, data, goals and library.

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
