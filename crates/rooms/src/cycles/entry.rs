//! What people write at the steps of a cycle. Every version is kept; taking an entry out only hides it.

use std::collections::BTreeMap;

use learning::moves;
use learning::shape::Step;
use store::{AudienceId, CycleId, EntryId, Error, FileId, PersonId, Time, Tx, args, events, sql};
use uuid::Uuid;

use super::cycle::{self, Cycle, State, Turn, event, kind_of, tell};
use super::queries;
use crate::{Stop, w};

/// What was written, by field of the step.
pub type Written = BTreeMap<String, String>;

/// Something laid beside an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub id: Uuid,
    pub entry: EntryId,
    pub kind: Kind,
    /// What it is, in a few words.
    pub text: String,
    pub value: Option<f64>,
    pub link: Option<String>,
    pub file: Option<FileId>,
    /// Whether the number also stands on the goal's run chart.
    pub observed: bool,
}

/// What kind of thing is laid beside an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Number,
    File,
    Link,
    Photo,
}

impl Kind {
    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::File => "file",
            Kind::Link => "link",
            Kind::Photo => "photo",
        }
    }

    /// The kind of a stored name.
    pub fn named(name: &str) -> Kind {
        match name {
            "number" => Kind::Number,
            "photo" => Kind::Photo,
            "link" => Kind::Link,
            _ => Kind::File,
        }
    }
}

/// Something about to be laid beside an entry.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    pub kind: Kind,
    pub text: String,
    pub value: Option<f64>,
    pub link: Option<String>,
    pub file: Option<FileId>,
    /// The observation this number was recorded as.
    pub observation: Option<Uuid>,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: EntryId,
    pub cycle: CycleId,
    pub step: String,
    /// note, prediction, try, evidence, result
    pub kind: String,
    pub fields: Written,
    pub audience: AudienceId,
    pub by: PersonId,
    pub by_name: String,
    pub at: Time,
    pub changed: Time,
    pub rev: i64,
}

/// An entry about to be written.
pub struct NewEntry<'a> {
    pub cycle: CycleId,
    /// The key of a step the cycle is or was at.
    pub step: &'a str,
    pub fields: Written,
    /// For the peers only: the members who evaluate nobody in the community.
    pub peers: bool,
    pub evidence: Vec<NewEvidence>,
}

sql! {
    INSERT = "insert into entry (id, district, cycle, step, kind, fields, audience, by, at, changed, rev, gone_at) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 1, null)";
    INSERT_EVIDENCE = "insert into evidence (id, district, entry, kind, text, value, link, file, observation, at) \
                       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    KEEP_PAST = "insert into entry_past (id, district, entry, fields, by, at) values ($1, $2, $3, $4, $5, $6)";
    UPDATE = "update entry set fields = $3, kind = $4, changed = $5, rev = rev + 1 where id = $1 and rev = $2 and gone_at is null";
    TAKE_OUT = "update entry set gone_at = $2, rev = rev + 1 where id = $1 and gone_at is null";
}

/// Writes an entry. The caller has asked whether `by` works in the community.
///
/// # Errors
/// [`Stop::Refused`] when the cycle is closed or rests, has not been at that step, when results come before a prediction, or when
/// there is nothing in it; [`Stop::Nothing`] for a step the shape doesn't have.
pub fn write_entry(tx: &mut Tx<'_>, by: PersonId, new: &NewEntry<'_>) -> Result<EntryId, Stop> {
    let turn = queries::turn_to_change(tx, new.cycle)?.ok_or(Stop::Nothing)?;
    let (_, step) = turn.shape.step(new.step).ok_or(Stop::Nothing)?;
    cycle::may_write_at(&turn, new.step)?;
    let fields = only_known(step, &new.fields);
    if fields.is_empty() && new.evidence.is_empty() {
        return Err(Stop::Refused(w::CYCLE_ENTRY_EMPTY));
    }
    if predicts(step, &fields) && !moves::prediction_open(&turn.shape, &turn.standing) {
        return Err(Stop::Refused(w::CYCLE_PREDICTION_LATE));
    }
    let place = queries::place(tx, turn.cycle.community)?.ok_or(Stop::Nothing)?;
    let audience = if new.peers { place.peers } else { place.inside };
    let kind = kind_of(step, &fields, !new.evidence.is_empty());
    let (id, now) = (EntryId(tx.fresh_id()), tx.now());
    tx.exec(INSERT, args![id, place.district, new.cycle, new.step, kind, json(&fields)?, audience, by, now])?;
    for e in &new.evidence {
        let evidence = tx.fresh_id();
        let link = e.link.as_deref();
        tx.exec(
            INSERT_EVIDENCE,
            args![evidence, place.district, id, e.kind.stored(), &e.text, e.value, link, e.file, e.observation, now],
        )?;
    }
    for after in crate::AFTER_ENTRIES {
        after(tx, &turn.cycle, by, id, Some(kind))?;
    }
    tell(tx, &turn.cycle, by, "entry.written", audience)?;
    if kind == "try" {
        // Leaders see that a try was made: not whose, not what.
        let made = events::Event { audience: place.status, about: "", ..event(&turn.cycle, None, "try.made") };
        events::write(tx, &made)?;
    }
    Ok(id)
}

/// Changes the words of an entry; what it said before is kept. False when somebody saved first.
///
/// # Errors
/// [`Stop::Refused`] when the cycle is closed, or when a prediction would be changed after results were seen.
pub fn change_entry(tx: &mut Tx<'_>, by: PersonId, was: &Entry, fields: &Written) -> Result<bool, Stop> {
    let turn = queries::turn_to_change(tx, was.cycle)?.ok_or(Stop::Nothing)?;
    let (_, step) = turn.shape.step(&was.step).ok_or(Stop::Nothing)?;
    open(&turn.cycle)?;
    let fields = only_known(step, fields);
    if prediction_changes(&turn, step, &was.fields, &fields) {
        return Err(Stop::Refused(w::CYCLE_PREDICTION_LATE));
    }
    if fields.is_empty() {
        return Err(Stop::Refused(w::CYCLE_ENTRY_EMPTY));
    }
    let now = tx.now();
    let kind = kind_of(step, &fields, false);
    if tx.exec(UPDATE, args![was.id, was.rev, json(&fields)?, kind, now])? == 0 {
        return Ok(false);
    }
    let past = tx.fresh_id();
    tx.exec(KEEP_PAST, args![past, turn.cycle.district, was.id, json(&was.fields)?, was.by, was.changed])?;
    tell(tx, &turn.cycle, by, "entry.changed", was.audience)?;
    Ok(true)
}

/// Takes an entry out of sight. It stays in the records.
///
/// # Errors
/// [`Stop::Refused`] when the cycle is closed, and for a prediction once results were seen.
pub fn take_out(tx: &mut Tx<'_>, by: PersonId, entry: &Entry) -> Result<(), Stop> {
    let turn = queries::turn_to_change(tx, entry.cycle)?.ok_or(Stop::Nothing)?;
    open(&turn.cycle)?;
    if entry.kind == "prediction" && !moves::prediction_open(&turn.shape, &turn.standing) {
        return Err(Stop::Refused(w::CYCLE_PREDICTION_LATE));
    }
    let now = tx.now();
    if tx.exec(TAKE_OUT, args![entry.id, now])? == 1 {
        for after in crate::AFTER_ENTRIES {
            after(tx, &turn.cycle, by, entry.id, None)?;
        }
        tell(tx, &turn.cycle, by, "entry.taken_out", entry.audience)?;
    }
    Ok(())
}

fn open(cycle: &Cycle) -> Result<(), Stop> {
    if cycle.state == State::Closed { Err(Stop::Refused(w::CYCLE_IS_CLOSED)) } else { Ok(()) }
}

/// Whether the change touches a prediction that can't be changed any more.
pub(super) fn prediction_changes(turn: &Turn, step: &Step, was: &Written, now: &Written) -> bool {
    !moves::prediction_open(&turn.shape, &turn.standing)
        && step.fields.iter().any(|f| f.prediction && was.get(&f.key) != now.get(&f.key))
}

fn predicts(step: &Step, fields: &Written) -> bool {
    step.fields.iter().any(|f| f.prediction && fields.contains_key(&f.key))
}

/// The fields the step has, without empty ones.
fn only_known(step: &Step, fields: &Written) -> Written {
    let known = step.fields.iter().filter_map(|f| {
        let text = fields.get(&f.key)?.trim();
        (!text.is_empty()).then(|| (f.key.clone(), text.to_owned()))
    });
    known.collect()
}

fn json(fields: &Written) -> Result<String, Error> {
    serde_json::to_string(fields).map_err(|e| Error::Ours(e.to_string()))
}
