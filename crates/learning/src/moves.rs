//! Where may a cycle go next? On, back, to rest, up again, to an end. Nothing blocks, steps may be skipped; one thing only is
//! guarded, because it can't be had later: a prediction is written before results are seen.

use crate::shape::{Outcome, Shape};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where a cycle stands. What led here stays in the events; this is what the rules need of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Key of the step it is at.
    pub at: String,
    /// Running, resting, or ended.
    pub status: Status,
    /// Keys of all steps it has been at, this one included.
    pub been: BTreeSet<String>,
}

/// Running, resting, or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// Work goes on.
    Running,
    /// It rests, and may be taken up again.
    Paused,
    /// It ended with this outcome (key).
    Closed {
        /// The outcome's key.
        outcome: String,
    },
}

/// One thing that may be done with a cycle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum Move {
    /// To a later step; usually the next.
    GoOn {
        /// The step's key.
        to: String,
    },
    /// To an earlier step, to refine.
    GoBack {
        /// The step's key.
        to: String,
    },
    /// Let it rest.
    Pause,
    /// Take it up again where it rested.
    TakeUp,
    /// End it.
    Close {
        /// The outcome's key.
        outcome: String,
    },
}

/// The move isn't one of those that [`moves`] lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAllowed;

impl std::fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "this cycle cannot make that move from where it stands")
    }
}

impl std::error::Error for NotAllowed {}

/// A new cycle, at the first step of its shape; `None` for a shape without steps.
pub fn begin(shape: &Shape) -> Option<Standing> {
    let at = shape.steps.first()?.key.clone();
    Some(Standing { been: BTreeSet::from([at.clone()]), at, status: Status::Running })
}

/// All that may be done now, the natural thing first: on to the next step and those after it, back to the nearest and those
/// before it, pause, close.
pub fn moves(shape: &Shape, now: &Standing) -> Vec<Move> {
    let ends = shape.outcomes.iter().filter(|o| may_end_with(shape, now, o));
    let ends = ends.map(|o| Move::Close { outcome: o.key.clone() });
    match now.status {
        Status::Closed { .. } => Vec::new(),
        Status::Paused => std::iter::once(Move::TakeUp).chain(ends).collect(),
        Status::Running => {
            // A step that a later edit took out of the shape leaves no "on" or "back", but every step may be gone to.
            let here = shape.step(&now.at).map(|(place, _)| place);
            let after = here.map_or(0, |place| place + 1);
            let on = shape.steps[after..].iter().map(|s| Move::GoOn { to: s.key.clone() });
            let back = shape.steps[..here.unwrap_or(0)].iter().rev().map(|s| Move::GoBack { to: s.key.clone() });
            on.chain(back).chain([Move::Pause]).chain(ends).collect()
        }
    }
}

fn may_end_with(shape: &Shape, now: &Standing, outcome: &Outcome) -> bool {
    !outcome.needs_evidence || results_seen(shape, now)
}

/// Whether a step in which results come in was ever opened.
pub fn results_seen(shape: &Shape, now: &Standing) -> bool {
    shape.steps.iter().any(|s| s.evidence && now.been.contains(&s.key))
}

/// Whether a prediction may still be written or changed: not once results were seen, even after going back.
pub fn prediction_open(shape: &Shape, now: &Standing) -> bool {
    !matches!(now.status, Status::Closed { .. }) && !results_seen(shape, now)
}

/// Whether this move opens the results for the first time, so that a page can ask for the prediction now or never.
pub fn opens_results(shape: &Shape, now: &Standing, step: &Move) -> bool {
    match step {
        Move::GoOn { to } | Move::GoBack { to } => {
            !results_seen(shape, now) && shape.step(to).is_some_and(|(_, s)| s.evidence)
        }
        _ => false,
    }
}

/// The standing after a move.
pub fn apply(shape: &Shape, now: &Standing, step: &Move) -> Result<Standing, NotAllowed> {
    if !moves(shape, now).contains(step) {
        return Err(NotAllowed);
    }
    let mut next = now.clone();
    match step {
        Move::GoOn { to } | Move::GoBack { to } => {
            next.at = to.clone();
            next.been.insert(to.clone());
        }
        Move::Pause => next.status = Status::Paused,
        Move::TakeUp => next.status = Status::Running,
        Move::Close { outcome } => next.status = Status::Closed { outcome: outcome.clone() },
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn to(key: &str) -> Move {
        Move::GoOn { to: key.into() }
    }

    #[test]
    fn a_prediction_can_not_be_written_once_results_were_seen() {
        for shape in Shape::built_in() {
            let mut now = begin(&shape).unwrap();
            let results = shape.steps[shape.first_evidence().unwrap()].key.clone();
            assert!(prediction_open(&shape, &now));
            assert!(opens_results(&shape, &now, &to(&results)));
            now = apply(&shape, &now, &to(&results)).unwrap();
            assert!(!prediction_open(&shape, &now));
            now = apply(&shape, &now, &Move::GoBack { to: shape.steps[0].key.clone() }).unwrap();
            assert!(!prediction_open(&shape, &now), "going back does not help");
            assert!(!opens_results(&shape, &now, &to(&results)));
        }
    }

    #[test]
    fn adopting_needs_results_and_giving_up_does_not() {
        for shape in Shape::built_in() {
            let now = begin(&shape).unwrap();
            let close = |key: &str| Move::Close { outcome: key.into() };
            let early = moves(&shape, &now);
            assert!(early.contains(&close("abandon")));
            assert!(!early.contains(&close("adopt")) && !early.contains(&close("adapt")));
            let late = apply(&shape, &now, &to(&shape.steps.last().unwrap().key)).unwrap();
            let late = apply(&shape, &late, &Move::Pause).unwrap();
            let late = apply(&shape, &late, &close("adopt"));
            let opened_evidence = shape.steps.last().unwrap().evidence;
            assert_eq!(late.is_ok(), opened_evidence);
        }
    }

    #[test]
    fn a_paused_cycle_is_taken_up_where_it_rested_and_a_closed_one_stays_closed() {
        let shape = Shape::built_in().remove(0);
        let now = begin(&shape).unwrap();
        let paused = apply(&shape, &now, &Move::Pause).unwrap();
        assert_eq!(apply(&shape, &paused, &to(&shape.steps[1].key)), Err(NotAllowed));
        assert_eq!(apply(&shape, &paused, &Move::TakeUp).unwrap(), now);
        let closed = apply(&shape, &paused, &Move::Close { outcome: "abandon".into() }).unwrap();
        assert_eq!(moves(&shape, &closed), []);
        assert!(!prediction_open(&shape, &closed));
    }

    #[test]
    fn a_step_that_was_edited_away_leaves_all_steps_open() {
        let shape = Shape::built_in().remove(0);
        let lost = Standing { at: "gone".into(), status: Status::Running, been: BTreeSet::new() };
        assert_eq!(moves(&shape, &lost).iter().filter(|m| matches!(m, Move::GoOn { .. })).count(), shape.steps.len());
        assert_eq!(moves(&shape, &lost)[0], to(&shape.steps[0].key));
    }

    proptest! {
        /// Any walk through listed moves keeps its standing sound, and every other move is refused.
        #[test]
        fn walks_stay_inside_the_shape(which in 0usize..3, picks in prop::collection::vec(0usize..20, 0..40)) {
            let shape = Shape::built_in().remove(which);
            let mut now = begin(&shape).unwrap();
            for pick in picks {
                let may = moves(&shape, &now);
                let Some(step) = may.get(pick % may.len().max(1)).filter(|m| !matches!(m, Move::Close { .. })) else { continue };
                let next = apply(&shape, &now, step).unwrap();
                prop_assert!(next.been.is_superset(&now.been) && next.been.contains(&next.at));
                prop_assert!(shape.step(&next.at).is_some());
                prop_assert_eq!(apply(&shape, &now, &to("nowhere")), Err(NotAllowed));
                prop_assert!(prediction_open(&shape, &next) <= prediction_open(&shape, &now));
                now = next;
            }
        }
    }
}
