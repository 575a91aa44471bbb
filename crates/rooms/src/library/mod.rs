//! Library: evidence-based strategies and where they were tried and kept. Calls people and communities.

mod pages;
mod queries;
mod strategy;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use face::Markup;
use store::{Conn, StrategyId};

pub use queries::{all, find, names};
pub use strategy::{Evidence, NewStrategy, Strategy, add, change};

use crate::{Routes, Rule, Stop, Viewer};

/// Where a strategy was tried: teams, not cycles, so that three cycles of one team count once.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Trail {
    /// Teams that tried it: made a try, or closed a cycle with it.
    pub tried: i64,
    /// Teams that kept it, as it was or changed.
    pub kept: i64,
    /// Teams that let it go.
    pub dropped: i64,
}

/// How the rooms above answer where each strategy of the viewer's district was tried: counts only, never whose.
pub type TrailOf = fn(&mut Conn, &Viewer) -> Result<HashMap<StrategyId, Trail>, Stop>;

/// What another room shows on a strategy's page.
pub type Section = fn(&mut Conn, &Viewer, &Strategy) -> Result<Markup, Stop>;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/library", Rule::SignedIn, pages::list)
        .get("/library/strategies/new", Rule::SignedIn, pages::new)
        .post("/library/strategies", Rule::SignedIn, pages::create)
        .get("/library/strategies/{id}", Rule::SignedIn, pages::one)
        .get("/library/strategies/{id}/edit", Rule::SignedIn, pages::edit)
        .post("/library/strategies/{id}", Rule::SignedIn, pages::save)
}
