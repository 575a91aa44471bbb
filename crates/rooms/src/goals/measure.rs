//! What is watched for a goal: a measure, and its dated values.

use jiff::civil::Date;
use store::{Audience, AudienceId, Error, GoalId, MeasureId, PersonId, Time, Tx, args, audience, sql};

use super::goal::{self, Goal, Kind, Level};
use super::queries;

/// Which way is good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Better {
    Higher,
    Lower,
}

impl Better {
    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Better::Higher => "higher",
            Better::Lower => "lower",
        }
    }

    /// The direction of a stored name.
    pub fn named(name: &str) -> Better {
        if name == "lower" { Better::Lower } else { Better::Higher }
    }
}

/// What is watched for a goal.
#[derive(Clone, Debug)]
pub struct Measure {
    pub id: MeasureId,
    pub goal: GoalId,
    pub name: String,
    /// "words a minute", "%", "students".
    pub unit: String,
    pub baseline: Option<f64>,
    pub baseline_on: Option<Date>,
    pub target: Option<f64>,
    pub target_on: Option<Date>,
    pub better: Better,
    /// The day something was changed, marked in the chart, and what it was.
    pub change_on: Option<Date>,
    pub change: String,
    pub rev: i64,
}

/// One dated value.
#[derive(Clone, Debug)]
pub struct Observation {
    pub id: uuid::Uuid,
    pub on: Date,
    /// In the measure's unit.
    pub value: f64,
    /// On how many students (or educators) it rests, when that is known.
    pub n: Option<i64>,
    pub note: String,
    pub by: Option<PersonId>,
    pub at: Time,
}

/// A measure with the values its viewer may see, in the order of time.
#[derive(Clone, Debug)]
pub struct Watched {
    pub measure: Measure,
    pub observations: Vec<Observation>,
    /// How many values are for the goal's own people alone.
    pub withheld: usize,
}

impl Watched {
    /// The newest value the viewer may see.
    pub fn last(&self) -> Option<&Observation> {
        self.observations.last()
    }

    /// The values alone, in the order of time.
    pub fn values(&self) -> Vec<f64> {
        self.observations.iter().map(|o| o.value).collect()
    }
}

/// A measure about to be added.
#[derive(Clone, Debug)]
pub struct NewMeasure<'a> {
    pub name: &'a str,
    pub unit: &'a str,
    pub baseline: Option<f64>,
    pub baseline_on: Option<Date>,
    pub target: Option<f64>,
    pub target_on: Option<Date>,
    pub better: Better,
    pub change_on: Option<Date>,
    pub change: &'a str,
}

/// A value about to be noted.
#[derive(Clone, Debug)]
pub struct NewObservation<'a> {
    pub on: Date,
    /// In the measure's unit; finite.
    pub value: f64,
    pub n: Option<i64>,
    pub note: &'a str,
}

/// Values that rest on fewer than this many people stay with the goal's own people.
pub const FEWEST_SHOWN: i64 = 10;

sql! {
    INSERT = "insert into measure (id, district, goal, name, unit, baseline, baseline_on, target, target_on, better, change_on, change, rev) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    CHANGE = "update measure set name = $2, unit = $3, baseline = $4, baseline_on = $5, target = $6, target_on = $7, better = $8, \
              change_on = $9, change = $10, rev = rev + 1 where id = $1";
    WAS = "select value, n from observation where measure = $1 and on_date = $2";
    SAVE = "insert into observation (id, district, measure, on_date, value, n, note, by, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
            on conflict (measure, on_date) do update set value = excluded.value, n = excluded.n, note = excluded.note, \
            by = excluded.by, at = excluded.at returning id";
}

/// Adds a measure to a goal. The caller has asked whether `by` may.
pub fn add_measure(tx: &mut Tx<'_>, goal: &Goal, new: &NewMeasure<'_>, by: PersonId) -> Result<MeasureId, Error> {
    let id = MeasureId(tx.fresh_id());
    tx.exec(
        INSERT,
        args![
            id,
            goal.district,
            goal.id,
            new.name,
            new.unit,
            new.baseline,
            new.baseline_on,
            new.target,
            new.target_on,
            new.better.stored(),
            new.change_on,
            new.change
        ],
    )?;
    goal::tell(tx, goal, by, "measure.added", goal.audience, new.name)?;
    Ok(id)
}

/// Changes a measure. The caller has checked the version.
pub(super) fn change_measure(
    tx: &mut Tx<'_>,
    goal: &Goal,
    id: MeasureId,
    new: &NewMeasure<'_>,
    by: PersonId,
) -> Result<(), Error> {
    tx.exec(
        CHANGE,
        args![
            id,
            new.name,
            new.unit,
            new.baseline,
            new.baseline_on,
            new.target,
            new.target_on,
            new.better.stored(),
            new.change_on,
            new.change
        ],
    )?;
    goal::tell(tx, goal, by, "measure.changed", goal.audience, new.name)
}

/// Notes a value, or corrects the one of the same day: then what it was stays in the event.
///
/// # Errors
/// [`Error::Ours`] when `by` doesn't see the measure or doesn't speak for its goal, or the value isn't a number.
pub fn observe(
    tx: &mut Tx<'_>,
    by: PersonId,
    measure: MeasureId,
    new: &NewObservation<'_>,
) -> Result<uuid::Uuid, Error> {
    let now = tx.now();
    let not = || Error::Ours("a value for a measure that isn't one's own".into());
    let measure = queries::measure_for(tx, by, now, measure)?.ok_or_else(not)?;
    let goal = goal::seen_by(tx, by, measure.goal)?.filter(|g| g.ours).ok_or_else(not)?;
    note(tx, &goal, &measure, by, new)
}

/// Notes a value for a measure that was found, by somebody who may.
pub(super) fn note(
    tx: &mut Tx<'_>,
    goal: &Goal,
    measure: &Measure,
    by: PersonId,
    new: &NewObservation<'_>,
) -> Result<uuid::Uuid, Error> {
    let (id, was) = save(tx, goal, measure, by, new)?;
    match was {
        Some(was) => corrected(tx, goal, measure, by, new, was)?,
        None => {
            let about = format!("{}: {}", measure.name, said(measure, new.value));
            let seen = watchers(tx, goal, few(new.n))?;
            goal::tell(tx, goal, by, "observation.noted", seen, &about)?;
        }
    }
    Ok(id)
}

/// Notes many values: one event for all that are new, one for each that corrects another.
pub(super) fn note_all(
    tx: &mut Tx<'_>,
    goal: &Goal,
    measure: &Measure,
    by: PersonId,
    values: &[Pasted],
) -> Result<(), Error> {
    let mut fresh: Vec<&Pasted> = Vec::new();
    for value in values {
        let new = NewObservation { on: value.0, value: value.1, n: value.2, note: "" };
        match save(tx, goal, measure, by, &new)?.1 {
            Some(was) => corrected(tx, goal, measure, by, &new, was)?,
            None => fresh.push(value),
        }
    }
    if fresh.is_empty() {
        return Ok(());
    }
    let about = format!("{}: {} ×", measure.name, fresh.len());
    let seen = watchers(tx, goal, fresh.iter().all(|v| few(v.2)))?;
    goal::tell(tx, goal, by, "observation.noted", seen, &about)
}

/// The value and the count that stood there before.
type Was = (f64, Option<i64>);

fn save(
    tx: &mut Tx<'_>,
    goal: &Goal,
    measure: &Measure,
    by: PersonId,
    new: &NewObservation<'_>,
) -> Result<(uuid::Uuid, Option<Was>), Error> {
    if !new.value.is_finite() {
        return Err(Error::Ours("a value that isn't a number".into()));
    }
    let was = tx.one(WAS, args![measure.id, new.on], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let (id, now) = (tx.fresh_id(), tx.now());
    let kept =
        tx.one(SAVE, args![id, goal.district, measure.id, new.on, new.value, new.n, new.note, by, now], |r| r.get(0))?;
    Ok((kept.unwrap_or(id), was))
}

/// What a value was before it was corrected stays in the event, for whoever may see both.
fn corrected(
    tx: &mut Tx<'_>,
    goal: &Goal,
    measure: &Measure,
    by: PersonId,
    new: &NewObservation<'_>,
    was: Was,
) -> Result<(), Error> {
    let about = format!("{}: {}: {} → {}", measure.name, new.on, said(measure, was.0), said(measure, new.value));
    let seen = watchers(tx, goal, few(new.n) || few(was.1))?;
    goal::tell(tx, goal, by, "observation.corrected", seen, &about)
}

fn said(measure: &Measure, value: f64) -> String {
    format!("{} {}", face::number(value, 2), measure.unit).trim().to_owned()
}

fn few(n: Option<i64>) -> bool {
    n.is_some_and(|n| n < FEWEST_SHOWN)
}

/// Whether only the goal's own people see its values: what a team or one person notes of its own learning.
pub fn values_stay(kind: Kind, level: Level) -> bool {
    kind == Kind::Educator && level <= Level::Team
}

/// Who sees a value: whoever sees the goal, or the goal's own people alone.
fn watchers(tx: &mut Tx<'_>, goal: &Goal, narrow: bool) -> Result<AudienceId, Error> {
    if narrow || values_stay(goal.kind, goal.level) {
        audience::store(tx, goal.district, &Audience::of([goal.owner.principal()]))
    } else {
        Ok(goal.audience)
    }
}

/// The day, the value, and from how many.
pub type Pasted = (Date, f64, Option<i64>);

/// Reads pasted lines "date value [n]": tabs, commas, semicolons or spaces between. Gives the values in order, or the number
/// (from 1) and the text of each line that can't be read. `latest` is the last day a value can be of.
pub fn pasted(text: &str, latest: Date) -> Result<Vec<Pasted>, Vec<(usize, String)>> {
    let mut found = Vec::new();
    let mut bad = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match pasted_line(line).filter(|(on, ..)| *on <= latest) {
            Some(value) => found.push(value),
            None => bad.push((at + 1, goal::shorten(line, 60))),
        }
    }
    if bad.is_empty() { Ok(found) } else { Err(bad) }
}

fn pasted_line(line: &str) -> Option<Pasted> {
    let mut parts = line.split(|c: char| c.is_whitespace() || c == ';').filter(|p| !p.is_empty());
    let first = parts.next()?;
    // "2026-09-14,78" from a spreadsheet: a comma right after the date separates, one inside a number is a decimal comma.
    let (day, rest) = match first.split_once(',') {
        Some((day, rest)) if day.len() == 10 => (day, Some(rest).filter(|r| !r.is_empty())),
        _ => (first.trim_end_matches(','), None),
    };
    let on: Date = day.parse().ok().filter(|d: &Date| (1900..=2200).contains(&d.year()))?;
    let (value, n) = match rest {
        Some(rest) => match rest.split_once(',') {
            Some((value, n)) => (value, Some(n)),
            None => (rest, parts.next()),
        },
        None => (parts.next()?, parts.next()),
    };
    let value = value.trim_end_matches(',').replace(',', ".").replace('−', "-");
    let value: f64 = value.parse().ok().filter(|v: &f64| v.is_finite() && v.abs() < 1e12)?;
    let n = match n {
        Some(n) => Some(n.parse::<i64>().ok().filter(|n| (1..=10_000_000).contains(n))?),
        None => None,
    };
    parts.next().is_none().then_some((on, value, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn pasted_values_are_read_as_people_paste_them() {
        let text = "2026-08-31\t78\n\n2026-09-07 79,5 112\n2026-09-14, 81\n2026-09-21,82.5,118\n2026-09-28;−3";
        let values = pasted(text, date(2026, 12, 1)).unwrap();
        assert_eq!(
            values,
            [
                (date(2026, 8, 31), 78.0, None),
                (date(2026, 9, 7), 79.5, Some(112)),
                (date(2026, 9, 14), 81.0, None),
                (date(2026, 9, 21), 82.5, Some(118)),
                (date(2026, 9, 28), -3.0, None)
            ]
        );
    }

    #[test]
    fn lines_that_cannot_be_read_are_named() {
        let text = "2026-02-30 5\n2026-09-14 NaN\n2026-09-14 5 0\n2027-01-01 5\n2026-09-14 5 6 7\n2026-09-14\nlast week 5\n2026-09-14 inf";
        let bad: Vec<usize> = pasted(text, date(2026, 12, 1)).unwrap_err().into_iter().map(|(at, _)| at).collect();
        assert_eq!(bad, [1, 2, 3, 4, 5, 6, 7, 8]);
    }
}
