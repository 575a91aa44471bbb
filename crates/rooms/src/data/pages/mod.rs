//! The pages of the room.

pub(super) mod import;
pub(super) mod needs;
pub(super) mod results;
