//! What the instruments of a district's own ask the database.

use learning::instrument::Instrument;
use store::{
    Audience, Conn, DistrictId, Error, InstrumentId, OrgId, PersonId, Principal, Time, Tx, args, audience, events, sql,
};

use crate::{Stop, Viewer};

sql! {
    OWN = "select i.id, i.body, i.state, i.made_by, b.name, i.rev from instrument i join person b on b.id = i.by \
           where i.district = $1 order by case i.state when 'draft' then 0 when 'ready' then 1 else 2 end, i.at desc, i.id limit 200";
    READY = "select i.body from instrument i where i.district = $1 and i.state = 'ready' order by i.at desc, i.id limit 200";
    ONE = "select i.id, i.body, i.state, i.made_by, b.name, i.rev from instrument i join person b on b.id = i.by \
           where i.id = $1 and i.district = $2";
    VERSIONS = "select v.rev, b.name, v.at from instrument_version v join person b on b.id = v.by where v.instrument = $1 and v.district = $2 \
                order by v.rev desc limit 100";
    INSERT = "insert into instrument (id, district, key, body, state, made_by, by, at, rev) values ($1, $2, $3, $4, 'draft', $5, $5, $6, 1)";
    KEEP = "insert into instrument_version (instrument, rev, district, body, by, at) values ($1, $2, $3, $4, $5, $6)";
    SAVE = "update instrument set body = $3, by = $4, at = $5, rev = rev + 1 where id = $1 and rev = $2";
    SET_STATE = "update instrument set state = $3 where id = $1 and district = $2";
    HAS_KEY = "select count(*) from instrument where district = $1 and key = $2";
}

/// Where an instrument stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    /// Being written.
    Draft,
    /// Can be asked.
    Ready,
    /// Not asked any more; what was asked stays.
    Away,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Ready => "ready",
            State::Away => "away",
        }
    }

    pub fn named(name: &str) -> Option<State> {
        [State::Draft, State::Ready, State::Away].into_iter().find(|s| s.name() == name)
    }
}

/// An instrument of the district's own. A draft may not be fit to be asked yet.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub id: InstrumentId,
    pub instrument: Instrument,
    pub state: State,
    pub made_by: PersonId,
    pub by_name: String,
    pub rev: i64,
}

impl Own {
    /// Whether the viewer may change it: who made it, and who leads the district.
    pub fn may_change(&self, me: &Viewer) -> bool {
        me.leads() && (self.made_by == me.person || me.leads_district())
    }
}

fn read(r: &store::Row<'_>) -> Result<Own, Error> {
    Ok(Own {
        id: r.get(0)?,
        instrument: serde_json::from_str(&r.get::<String>(1)?).map_err(|e| Error::Ours(e.to_string()))?,
        state: State::named(&r.get::<String>(2)?).unwrap_or(State::Away),
        made_by: r.get(3)?,
        by_name: r.get(4)?,
        rev: r.get(5)?,
    })
}

/// The district's own instruments: drafts, then those that can be asked, then those put away.
pub(super) fn own(c: &mut Conn, district: DistrictId) -> Result<Vec<Own>, Error> {
    c.rows(OWN, args![district], read)
}

/// Those of the district's own that can be asked.
pub(super) fn ready(c: &mut Conn, district: DistrictId) -> Result<Vec<Instrument>, Error> {
    let bodies: Vec<String> = c.rows(READY, args![district], |r| r.get(0))?;
    // What was ready and can't be asked by the rules of today is left out rather than asked.
    Ok(bodies.iter().filter_map(|body| Instrument::parse(body).ok()).collect())
}

/// One of the viewer's district's own.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: InstrumentId) -> Result<Own, Stop> {
    c.one(ONE, args![id, me.district], read)?.ok_or(Stop::Nothing)
}

/// The versions that were kept, the newest first: number, who kept it, when.
pub(super) fn versions(c: &mut Conn, me: &Viewer, id: InstrumentId) -> Result<Vec<(i64, String, Time)>, Error> {
    c.rows(VERSIONS, args![id, me.district], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Whether the district has an instrument of this key.
pub(super) fn has_key(c: &mut Conn, district: DistrictId, key: &str) -> Result<bool, Error> {
    Ok(c.count(HAS_KEY, args![district, key])? > 0)
}

fn body(instrument: &Instrument) -> Result<String, Error> {
    serde_json::to_string(instrument).map_err(|e| Error::Ours(e.to_string()))
}

/// Keeps a new instrument of the district's own, as a draft, under its key; an empty key is filled with the row's id.
///
/// # Errors
/// When the database fails; also when the district has one of this key.
pub fn add(
    tx: &mut Tx<'_>,
    (district, org): (DistrictId, OrgId),
    by: PersonId,
    new: &Instrument,
) -> Result<InstrumentId, Error> {
    let (id, now) = (InstrumentId(tx.fresh_id()), tx.now());
    let mut new = new.clone();
    new.version = 1;
    if new.key.is_empty() {
        new.key = id.to_string();
    }
    let text = body(&new)?;
    tx.exec(INSERT, args![id, district, &new.key, &text, by, now])?;
    tx.exec(KEEP, args![id, 1i64, district, text, by, now])?;
    tell(tx, (district, org), by, id, "instrument.made", new.title.get("en"))?;
    Ok(id)
}

/// Keeps the next version; false when somebody saved first.
pub(super) fn save(tx: &mut Tx<'_>, me: &Viewer, was: &Own, next: &Instrument) -> Result<bool, Error> {
    let (now, rev) = (tx.now(), was.rev + 1);
    let mut next = next.clone();
    next.version = u32::try_from(rev).unwrap_or(u32::MAX);
    let text = body(&next)?;
    if tx.exec(SAVE, args![was.id, was.rev, &text, me.person, now])? == 0 {
        return Ok(false);
    }
    tx.exec(KEEP, args![was.id, rev, me.district, text, me.person, now])?;
    tell(tx, (me.district, home(me)), me.person, was.id, "instrument.changed", next.title.get("en"))?;
    Ok(true)
}

/// Makes it one that can be asked, puts it away, or takes it back to be written on.
pub(super) fn set_state(tx: &mut Tx<'_>, me: &Viewer, own: &Own, state: State) -> Result<(), Error> {
    tx.exec(SET_STATE, args![own.id, me.district, state.name()])?;
    let verb = match state {
        State::Ready => "instrument.ready",
        State::Away => "instrument.put_away",
        State::Draft => "instrument.changed",
    };
    tell(tx, (me.district, home(me)), me.person, own.id, verb, own.instrument.title.get("en"))
}

/// The place a leader leads; their district when they lead none.
pub(super) fn home(me: &Viewer) -> OrgId {
    me.hats.iter().find(|h| h.role.evaluates()).map_or(OrgId(me.district.0), |h| h.org)
}

/// Told to the leaders of the place whose leader did it, and of those above.
fn tell(
    tx: &mut Tx<'_>,
    (district, org): (DistrictId, OrgId),
    by: PersonId,
    id: InstrumentId,
    verb: &'static str,
    about: &str,
) -> Result<(), Error> {
    let audience = audience::store(tx, district, &Audience::of([Principal::Leaders(org)]))?;
    let thing = ("instrument", id.0);
    let event =
        events::Event { district, actor: Some(by), verb, thing, community: None, org: Some(org), audience, about };
    events::write(tx, &event)
}
