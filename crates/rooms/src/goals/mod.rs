//! Goals: what we aim at, from one teacher's to the nation's; measures, run charts, alignment. Calls people, communities and data.

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
