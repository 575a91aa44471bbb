//! A strategy: a practice with its evidence.

use store::{
    Audience, AudienceId, DistrictId, Error, PersonId, Principal, StrategyId, Time, Tx, args, audience, events, sql,
};

/// How well a practice is supported: the four levels of the Every Student Succeeds Act (20 U.S.C. 7801(21)(A)).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Evidence {
    /// At least one well-designed experiment.
    Strong,
    /// At least one well-designed quasi-experiment.
    Moderate,
    /// At least one well-designed correlational study that allows for who took part.
    Promising,
    /// Research gives a reason to expect it, and its effects are being looked at.
    Rationale,
}

impl Evidence {
    /// All levels, strongest first.
    pub const ALL: [Evidence; 4] = [Evidence::Strong, Evidence::Moderate, Evidence::Promising, Evidence::Rationale];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Evidence::Strong => "strong",
            Evidence::Moderate => "moderate",
            Evidence::Promising => "promising",
            Evidence::Rationale => "rationale",
        }
    }

    /// The level of a stored name; the weakest for one we don't know.
    pub fn named(name: &str) -> Evidence {
        Evidence::ALL.into_iter().find(|e| e.stored() == name).unwrap_or(Evidence::Rationale)
    }
}

/// A strategy in the library.
#[derive(Clone, Debug)]
pub struct Strategy {
    pub id: StrategyId,
    pub district: DistrictId,
    pub name: String,
    /// What one does, in plain words.
    pub what: String,
    pub evidence: Evidence,
    /// Where the evidence can be read; empty when nobody has said.
    pub source: String,
    pub audience: AudienceId,
    /// Who put it here.
    pub by: Option<PersonId>,
    pub by_name: Option<String>,
    pub at: Time,
    pub rev: i64,
}

/// A strategy about to be put into the library, or its new text.
pub struct NewStrategy<'a> {
    pub district: DistrictId,
    pub name: &'a str,
    pub what: &'a str,
    pub evidence: Evidence,
    pub source: &'a str,
}

sql! {
    INSERT = "insert into strategy (id, district, name, what, evidence, source, audience, by, at, rev) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    UPDATE = "update strategy set name = $3, what = $4, evidence = $5, source = $6, by = $7, at = $8, rev = rev + 1 \
              where id = $1 and rev = $2 and district = $9";
}

/// Puts a strategy into the library, for everyone in the district.
pub fn add(tx: &mut Tx<'_>, new: &NewStrategy<'_>, by: Option<PersonId>) -> Result<StrategyId, Error> {
    let id = StrategyId(tx.fresh_id());
    let now = tx.now();
    let seen = audience::store(tx, new.district, &Audience::of([Principal::District(new.district)]))?;
    let level = new.evidence.stored();
    tx.exec(INSERT, args![id, new.district, new.name, new.what, level, new.source, seen, by, now])?;
    note(tx, "strategy.added", id, seen, new, by)?;
    Ok(id)
}

/// Changes a strategy that was read at version `was.rev`; false when somebody saved first.
pub fn change(tx: &mut Tx<'_>, was: &Strategy, new: &NewStrategy<'_>, by: PersonId) -> Result<bool, Error> {
    let now = tx.now();
    let level = new.evidence.stored();
    let changed =
        tx.exec(UPDATE, args![was.id, was.rev, new.name, new.what, level, new.source, by, now, was.district])? == 1;
    if changed {
        note(tx, "strategy.changed", was.id, was.audience, new, Some(by))?;
    }
    Ok(changed)
}

fn note(
    tx: &mut Tx<'_>,
    verb: &'static str,
    id: StrategyId,
    audience: AudienceId,
    new: &NewStrategy<'_>,
    by: Option<PersonId>,
) -> Result<(), Error> {
    events::write(
        tx,
        &events::Event {
            district: new.district,
            actor: by,
            verb,
            thing: ("strategy", id.0),
            community: None,
            org: None,
            audience,
            about: new.name,
        },
    )
}
