//! Goals: what we aim at, from one teacher's to the nation's; measures, run charts, alignment. Calls people, communities and data.

mod align;
mod goal;
mod measure;
mod queries;

pub use align::{Answer, Link, Refusal, Step, Waiting, answer, offer, way_up};
pub use goal::{Ending, Goal, Kind, Level, NewGoal, Owner, Sight, add, end, level_name, level_named};
pub use learning::alignment::End;
pub use measure::{Better, Measure, NewMeasure, NewObservation, Observation, Watched, add_measure, observe};
pub use queries::{find, links, measures_of, measures_of_community, mine, of_community, of_district, waiting_for};

use crate::Routes;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
}

#[cfg(test)]
mod tests;
