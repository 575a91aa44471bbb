//! Lessons: what was learned, written for others. Calls people, communities and cycles.

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
