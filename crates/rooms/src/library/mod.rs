//! Library: evidence-based strategies and where they were tried and kept. Calls people and communities.

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
