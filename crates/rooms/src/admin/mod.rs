//! Administration: roster imports, settings, mailbox in demo mode. Calls people, communities and data.

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
