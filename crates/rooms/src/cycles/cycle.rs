//! A cycle and its way: beginning, moving, ending. One engine for every shape; the rules are `learning::moves`.

use std::collections::BTreeSet;

use jiff::civil::Date;
use learning::moves::{self, Move, Standing, Status};
use learning::shape::{Shape, Step};
use store::{
    AudienceId, CommunityId, CycleId, DistrictId, Error, GoalId, NeedId, PersonId, StrategyId, Time, Tx, args, events,
    sql,
};
use uuid::Uuid;

use super::{entry, queries, shapes};
use crate::{Stop, w};

/// Whether a cycle goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Open,
    Paused,
    Closed,
}

impl State {
    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Paused => "paused",
            State::Closed => "closed",
        }
    }

    /// The state of a stored name.
    pub fn named(name: &str) -> State {
        match name {
            "paused" => State::Paused,
            "closed" => State::Closed,
            _ => State::Open,
        }
    }
}

/// What a cycle is about: the things it is tied to. Any of them may be missing.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Links {
    pub student_need: Option<NeedId>,
    pub educator_need: Option<NeedId>,
    pub student_goal: Option<GoalId>,
    pub educator_goal: Option<GoalId>,
    pub strategy: Option<StrategyId>,
}

/// A cycle.
#[derive(Clone, Debug)]
pub struct Cycle {
    pub id: CycleId,
    pub district: DistrictId,
    pub community: CommunityId,
    pub community_name: String,
    /// The id of its shape, in the version it began with.
    pub shape: Uuid,
    pub title: String,
    /// The key of the step it is at.
    pub step: String,
    pub state: State,
    pub links: Links,
    /// The cycle it grew out of.
    pub grew_from: Option<CycleId>,
    /// How it ended (a key of its shape's outcomes): adopt, adapt, abandon.
    pub outcome: Option<String>,
    pub began: Time,
    pub began_by: PersonId,
    pub closed: Option<Time>,
    /// What the team wants to do next, said when it closed.
    pub next: String,
    pub due: Option<Date>,
    pub audience: AudienceId,
    pub rev: i64,
}

/// One move a cycle made.
#[derive(Clone, Debug)]
pub struct Moved {
    /// begin, on, back, pause, resume, close
    pub kind: String,
    pub from: String,
    pub to: String,
    pub why: String,
    pub by: PersonId,
    pub by_name: String,
    pub at: Time,
}

/// A cycle with its shape and where it stands: what the rules need.
pub struct Turn {
    pub cycle: Cycle,
    pub shape: std::sync::Arc<Shape>,
    pub standing: Standing,
    pub moved: Vec<Moved>,
}

impl Turn {
    /// The step it is at.
    pub fn at(&self) -> Option<(usize, &Step)> {
        self.shape.step(&self.cycle.step)
    }

    /// When it came to the step it is at.
    pub fn since(&self) -> Time {
        let arrived = self.moved.iter().rev().find(|m| m.to == self.cycle.step && m.from != m.to);
        arrived.map_or(self.cycle.began, |m| m.at)
    }
}

/// A cycle about to begin.
pub struct NewCycle<'a> {
    pub community: CommunityId,
    /// The key of a shape that is offered in the district.
    pub shape: &'a str,
    pub title: &'a str,
    pub links: Links,
    /// The closed cycle it grows out of.
    pub grew_from: Option<CycleId>,
    pub due: Option<Date>,
}

sql! {
    INSERT = "insert into cycle (id, district, community, shape, title, step, state, student_need, educator_need, student_goal, \
              educator_goal, strategy, grew_from, outcome, began, began_by, closed, next, due, audience, rev) \
              values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, $11, $12, null, $13, $14, null, '', $15, $16, 1)";
    INSERT_MOVE = "insert into move (id, district, cycle, kind, from_step, to_step, why, by, at, n) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select count(*) from move m where m.cycle = $3))";
    STEP = "update cycle set step = $2, state = $3, rev = rev + 1 where id = $1";
    CLOSE = "update cycle set state = 'closed', outcome = $2, closed = $3, next = $4, rev = rev + 1 where id = $1";
    LINK = "update cycle set student_need = $2, educator_need = $3, student_goal = $4, educator_goal = $5, strategy = $6, \
            rev = rev + 1 where id = $1";
    NAME = "update cycle set title = $2, due = $3, rev = rev + 1 where id = $1 and rev = $4";
}

/// Begins a cycle at the first step of its shape. The caller has asked whether `by` works in the community, and whether the
/// linked things are theirs to see.
///
/// # Errors
/// [`Stop::Refused`] when no such shape is offered; [`Stop::Nothing`] when the community or the earlier cycle isn't there.
pub fn begin(tx: &mut Tx<'_>, by: PersonId, new: &NewCycle<'_>) -> Result<CycleId, Stop> {
    shapes::ensure_shapes(tx)?;
    let place = queries::place(tx, new.community)?.ok_or(Stop::Nothing)?;
    let offered = shapes::offered(tx, place.district)?;
    let stored = offered.iter().find(|s| s.shape.key == new.shape).ok_or(Stop::Refused(w::CYCLE_NO_SHAPE))?;
    let (Some(shape), Some(standing)) = (stored.id, moves::begin(&stored.shape)) else {
        return Err(Stop::Refused(w::CYCLE_NO_SHAPE));
    };
    if let Some(earlier) = new.grew_from {
        let earlier = queries::turn(tx, earlier)?.ok_or(Stop::Nothing)?;
        if earlier.cycle.community != new.community {
            return Err(Stop::Nothing);
        }
    }
    let id = CycleId(tx.fresh_id());
    let now = tx.now();
    let links = new.links;
    let due = new.due.map(|d| d.to_string());
    tx.exec(
        INSERT,
        args![
            id,
            place.district,
            new.community,
            shape,
            new.title,
            &standing.at,
            links.student_need,
            links.educator_need,
            links.student_goal,
            links.educator_goal,
            links.strategy,
            new.grew_from,
            now,
            by,
            due,
            place.inside
        ],
    )?;
    let cycle = queries::load(tx, id)?.ok_or(Stop::Nothing)?;
    note_move(tx, &cycle, "begin", "", &standing.at, "", by)?;
    tell(tx, &cycle, by, "cycle.began", cycle.audience)?;
    let status = events::Event { audience: place.status, about: "", ..event(&cycle, None, "cycle.began_here") };
    events::write(tx, &status)?;
    Ok(id)
}

/// Moves a cycle: on, back, to rest, up again. Ending it is [`close`].
///
/// # Errors
/// [`Stop::Refused`] when the move isn't open from where it stands, and when results would be opened before a prediction was
/// written: see [`open_without_prediction`].
pub fn go(tx: &mut Tx<'_>, by: PersonId, cycle: CycleId, step: &Move, why: &str) -> Result<(), Stop> {
    let turn = queries::turn_to_change(tx, cycle)?.ok_or(Stop::Nothing)?;
    if prediction_missing(tx, &turn, step)? {
        return Err(Stop::Refused(w::CYCLE_PREDICTION_FIRST));
    }
    step_on(tx, by, &turn, step, why)
}

/// Opens the results although nobody wrote what they expected. That is said on the cycle from then on.
///
/// # Errors
/// [`Stop::Refused`] when the move isn't open from where it stands.
pub fn open_without_prediction(tx: &mut Tx<'_>, by: PersonId, cycle: CycleId, step: &Move) -> Result<(), Stop> {
    let turn = queries::turn_to_change(tx, cycle)?.ok_or(Stop::Nothing)?;
    step_on(tx, by, &turn, step, "")
}

/// Whether this move would show results to a team that hasn't written what it expects.
pub fn prediction_missing(c: &mut store::Conn, turn: &Turn, step: &Move) -> Result<bool, Error> {
    Ok(moves::opens_results(&turn.shape, &turn.standing, step) && !queries::has_prediction(c, turn.cycle.id)?)
}

fn step_on(tx: &mut Tx<'_>, by: PersonId, turn: &Turn, step: &Move, why: &str) -> Result<(), Stop> {
    let (cycle, shape, now) = (&turn.cycle, &turn.shape, &turn.standing);
    if matches!(now.status, Status::Closed { .. }) {
        return Err(Stop::Refused(w::CYCLE_IS_CLOSED));
    }
    if matches!(step, Move::Close { .. }) {
        return Err(Stop::Refused(w::CYCLE_CANT_MOVE));
    }
    let next = moves::apply(shape, now, step).map_err(|_| Stop::Refused(w::CYCLE_CANT_MOVE))?;
    let (kind, verb) = match step {
        Move::GoOn { .. } => ("on", "cycle.went_on"),
        Move::GoBack { .. } => ("back", "cycle.went_back"),
        Move::Pause => ("pause", "cycle.paused"),
        Move::TakeUp => ("resume", "cycle.taken_up"),
        Move::Close { .. } => return Err(Stop::Refused(w::CYCLE_CANT_MOVE)),
    };
    let state = if next.status == Status::Paused { State::Paused } else { State::Open };
    tx.exec(STEP, args![cycle.id, &next.at, state.stored()])?;
    note_move(tx, cycle, kind, &now.at, &next.at, why, by)?;
    tell(tx, cycle, by, verb, cycle.audience)?;
    let place = queries::place(tx, cycle.community)?.ok_or(Stop::Nothing)?;
    events::write(tx, &events::Event { audience: place.status, about: "", ..event(cycle, None, "cycle.moved_here") })?;
    Ok(())
}

/// Ends a cycle: `outcome` is a key of its shape's outcomes, `why` and `next` are the team's words.
///
/// # Errors
/// [`Stop::Refused`] when it is closed already, or when the outcome needs results and none came in.
pub fn close(tx: &mut Tx<'_>, by: PersonId, cycle: CycleId, outcome: &str, why: &str, next: &str) -> Result<(), Stop> {
    let turn = queries::turn_to_change(tx, cycle)?.ok_or(Stop::Nothing)?;
    let (cycle, now) = (&turn.cycle, &turn.standing);
    if matches!(now.status, Status::Closed { .. }) {
        return Err(Stop::Refused(w::CYCLE_IS_CLOSED));
    }
    let step = Move::Close { outcome: outcome.to_owned() };
    moves::apply(&turn.shape, now, &step).map_err(|_| Stop::Refused(w::CYCLE_NEEDS_RESULTS))?;
    let at = tx.now();
    tx.exec(CLOSE, args![cycle.id, outcome, at, next])?;
    note_move(tx, cycle, "close", &now.at, &now.at, why, by)?;
    tell(tx, cycle, by, "cycle.closed", cycle.audience)?;
    let place = queries::place(tx, cycle.community)?.ok_or(Stop::Nothing)?;
    events::write(tx, &events::Event { audience: place.status, about: "", ..event(cycle, None, "cycle.closed_here") })?;
    Ok(())
}

/// Ties a cycle to other things, in place of what it was tied to. The caller has asked whether they are theirs to see.
///
/// # Errors
/// [`Stop::Refused`] when it is closed.
pub fn link(tx: &mut Tx<'_>, by: PersonId, cycle: CycleId, links: Links) -> Result<(), Stop> {
    let turn = queries::turn_to_change(tx, cycle)?.ok_or(Stop::Nothing)?;
    if turn.cycle.state == State::Closed {
        return Err(Stop::Refused(w::CYCLE_IS_CLOSED));
    }
    if turn.cycle.links == links {
        return Ok(());
    }
    let Links { student_need, educator_need, student_goal, educator_goal, strategy } = links;
    tx.exec(LINK, args![cycle, student_need, educator_need, student_goal, educator_goal, strategy])?;
    tell(tx, &turn.cycle, by, "cycle.changed", turn.cycle.audience)?;
    Ok(())
}

/// Gives a cycle another title and day; false when somebody saved first.
pub fn rename(tx: &mut Tx<'_>, by: PersonId, was: &Cycle, title: &str, due: Option<Date>) -> Result<bool, Stop> {
    if was.state == State::Closed {
        return Err(Stop::Refused(w::CYCLE_IS_CLOSED));
    }
    if tx.exec(NAME, args![was.id, title, due.map(|d| d.to_string()), was.rev])? == 0 {
        return Ok(false);
    }
    tell(tx, was, by, "cycle.changed", was.audience)?;
    Ok(true)
}

fn note_move(
    tx: &mut Tx<'_>,
    cycle: &Cycle,
    kind: &str,
    from: &str,
    to: &str,
    why: &str,
    by: PersonId,
) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    tx.exec(INSERT_MOVE, args![id, cycle.district, cycle.id, kind, from, to, why, by, now])?;
    Ok(())
}

/// An event about a cycle, as its members may know it.
pub(super) fn event<'a>(cycle: &'a Cycle, actor: Option<PersonId>, verb: &'static str) -> events::Event<'a> {
    events::Event {
        district: cycle.district,
        actor,
        verb,
        thing: ("cycle", cycle.id.0),
        community: Some(cycle.community),
        org: None,
        audience: cycle.audience,
        about: &cycle.title,
    }
}

pub(super) fn tell(
    tx: &mut Tx<'_>,
    cycle: &Cycle,
    by: PersonId,
    verb: &'static str,
    audience: AudienceId,
) -> Result<(), Error> {
    events::write(tx, &events::Event { audience, ..event(cycle, Some(by), verb) })
}

/// Where a cycle stands, from its row and its moves.
pub(super) fn standing(cycle: &Cycle, moved: &[Moved]) -> Standing {
    let status = match cycle.state {
        State::Open => Status::Running,
        State::Paused => Status::Paused,
        State::Closed => Status::Closed { outcome: cycle.outcome.clone().unwrap_or_default() },
    };
    let been: BTreeSet<String> = moved.iter().map(|m| m.to.clone()).chain([cycle.step.clone()]).collect();
    Standing { at: cycle.step.clone(), status, been }
}

/// Whether entries may be written at this step: the cycle goes on, and has been there. What one expects may be written at any
/// time before results, also when the step that asks for it was passed over.
pub(super) fn may_write_at(turn: &Turn, step: &str) -> Result<(), Stop> {
    match turn.cycle.state {
        State::Closed => Err(Stop::Refused(w::CYCLE_IS_CLOSED)),
        State::Paused => Err(Stop::Refused(w::CYCLE_RESTS)),
        State::Open if turn.standing.been.contains(step) => Ok(()),
        State::Open if turn.shape.step(step).is_some_and(|(_, s)| s.asks_prediction) => {
            if moves::prediction_open(&turn.shape, &turn.standing) {
                Ok(())
            } else {
                Err(Stop::Refused(w::CYCLE_PREDICTION_LATE))
            }
        }
        State::Open if turn.shape.step(step).is_some_and(|(_, s)| s.evidence) => {
            Err(Stop::Refused(w::CYCLE_PREDICTION_FIRST))
        }
        State::Open => Err(Stop::Refused(w::CYCLE_NOT_THERE_YET)),
    }
}

/// What an entry at a step is called in the records.
pub(super) fn kind_of(step: &Step, fields: &entry::Written, has_evidence: bool) -> &'static str {
    use learning::shape::StepKind;
    let says = |key: &str| fields.get(key).is_some_and(|text| !text.trim().is_empty());
    if step.fields.iter().any(|f| f.prediction && says(&f.key)) {
        "prediction"
    } else if step.evidence {
        "result"
    } else if step.kind == StepKind::Apply {
        "try"
    } else if has_evidence && !step.fields.iter().any(|f| says(&f.key)) {
        "evidence"
    } else {
        "note"
    }
}
