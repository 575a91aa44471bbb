//! The API: the same things as the pages, as JSON, with the same rules. Stands on top, beside home.

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
