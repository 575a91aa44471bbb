//! Data: student results in, what they say, and the needs found in them. Calls people and communities.

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
