//! Home, the kitchen window: what is mine to do, where my cycles stand, the smallest real signs of growth since I last looked,
//! where it leads, what others found. Stands on top of the house and knows every room.

mod page;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use page::{page_of, said};

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new().get("/", Rule::SignedIn, page::show).post("/seen", Rule::SignedIn, page::seen)
}
