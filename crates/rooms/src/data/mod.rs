//! Data: student results in, what they say, and the needs found in them. Calls people and communities.

mod import;
mod queries;
mod sitting;
#[cfg(test)]
mod tests;

pub use import::{Counts, Failed, Given, Import, Mapping, Progress, Refused, Report, import_results, load_results};

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}
