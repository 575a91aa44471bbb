//! Communities: who learns together, why, and who is in. Calls people; every room above calls it.

mod community;
mod queries;

pub use community::{Community, Membership, NewCommunity, Part, add, depart, join};
pub use queries::{find, members, mine};

use face::Markup;
use store::Conn;

use crate::{Routes, Stop, Viewer};

/// What another room shows on a community's page: given the community, as much as this viewer may see of it.
pub type Section = fn(&mut Conn, &Viewer, &Community) -> Result<Markup, Stop>;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
