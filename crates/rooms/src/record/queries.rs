//! What the room asks the database.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use learning::hours::{Figures, Level};
use store::{CommunityId, Conn, DistrictId, Error, PersonId, args, sql};
use uuid::Uuid;

use super::ledger::Source;

sql! {
    ZONE = "select zone from org where id = $1";
    SETTING = "select value from setting where district = $1 and name = $2";
    WORK_ON = "select cast(coalesce(sum(minutes), 0) as bigint) from hours where person = $1 and on_date = $2 and source = 'entry'";
    OF_THING = "select person, cast(sum(minutes) as bigint) from hours where thing = $1 and source = $2 group by person order by person";
    FIRST_OF = "select f.district, f.community, f.on_date, f.level, (select count(*) from hours a where a.person = $1 and a.source = $2 and a.thing = $3), \
                (select cast(sum(s.minutes) as bigint) from hours s where s.person = $1 and s.source = $2 and s.thing = $3) \
                from hours f where f.person = $1 and f.source = $2 and f.thing = $3 and f.n = 0";
    LEDGER = "select h.source, h.thing, h.community, c.name, min(h.on_date), cast(sum(h.minutes) as bigint), min(h.level), \
              min(case when h.n = 0 then h.what end), count(*), max(case when h.n > 0 then h.what else '' end), o.answer \
              from hours h left join community c on c.id = h.community left join own_hours o on o.id = h.thing and h.source = 'own' \
              where h.person = $1 and h.on_date >= $2 and h.on_date < $3 group by h.source, h.thing, h.community, c.name, o.answer \
              order by min(h.on_date) desc, h.thing limit 2000";
    YEARS = "select min(on_date), max(on_date) from hours where person = $1";
}

/// The zone a district lives in.
pub(super) fn zone_of(c: &mut Conn, district: DistrictId) -> Result<TimeZone, Error> {
    let name: Option<String> = c.one(ZONE, args![district], |r| r.get(0))?;
    Ok(name.and_then(|n| TimeZone::get(&n).ok()).unwrap_or(TimeZone::UTC))
}

/// What a district has set under a name.
pub(super) fn setting(c: &mut Conn, district: DistrictId, name: &str) -> Result<Option<String>, Error> {
    c.one(SETTING, args![district, name], |r| r.get(0))
}

/// The name a district's own figures are set under.
pub(super) const FIGURES: &str = "record.figures";

/// The figures that hold in a district: its own, or the usual ones.
pub(super) fn figures(c: &mut Conn, district: DistrictId) -> Result<Figures, Error> {
    Ok(setting(c, district, FIGURES)?.and_then(|text| Figures::read(&text)).unwrap_or_else(Figures::usual))
}

/// How many minutes of somebody's work on cycles are counted on a day.
pub(super) fn work_on(c: &mut Conn, person: PersonId, on: Date) -> Result<i64, Error> {
    c.count(WORK_ON, args![person, on.to_string()])
}

/// What is counted for whom of one happening.
pub(super) fn of_thing(c: &mut Conn, source: Source, thing: Uuid) -> Result<Vec<(PersonId, i64)>, Error> {
    c.rows(OF_THING, args![thing, source.stored()], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// What is counted for one person of one happening.
pub(super) struct Counted {
    pub district: DistrictId,
    pub community: Option<CommunityId>,
    pub on: Date,
    pub level: Level,
    /// How many rows there are, the first one included.
    pub rows: i64,
    pub minutes: i64,
}

pub(super) fn first_of(c: &mut Conn, person: PersonId, source: Source, thing: Uuid) -> Result<Option<Counted>, Error> {
    c.one(FIRST_OF, args![person, source.stored(), thing], |r| {
        Ok(Counted {
            district: r.get(0)?,
            community: r.maybe(1)?,
            on: day(&r.get::<String>(2)?),
            level: Level::named(&r.get::<String>(3)?),
            rows: r.get(4)?,
            minutes: r.get(5)?,
        })
    })
}

/// Something that is counted for somebody, its corrections included.
pub(super) struct Line {
    pub source: Source,
    pub thing: Uuid,
    pub community: Option<(CommunityId, String)>,
    pub on: Date,
    pub minutes: i64,
    pub level: Level,
    pub what: String,
    /// The reason of a correction, when there was one.
    pub corrected: Option<String>,
    /// Whether somebody was there to say so: of what one says of oneself only when it was answered.
    pub verified: bool,
}

/// Somebody's own ledger from a day on and before another, the newest first: for that person alone.
pub(super) fn ledger(c: &mut Conn, person: PersonId, from: Date, before: Date) -> Result<Vec<Line>, Error> {
    c.rows(LEDGER, args![person, from.to_string(), before.to_string()], |r| {
        let source = Source::named(&r.get::<String>(0)?);
        let answer: Option<String> = r.get(10)?;
        let community: Option<CommunityId> = r.maybe(2)?;
        let name: Option<String> = r.get(3)?;
        Ok(Line {
            source,
            thing: r.get(1)?,
            community: community.zip(name),
            on: day(&r.get::<String>(4)?),
            minutes: r.get(5)?,
            level: Level::named(&r.get::<String>(6)?),
            what: r.get::<Option<String>>(7)?.unwrap_or_default(),
            corrected: if r.get::<i64>(8)? > 1 { Some(r.get(9)?) } else { None },
            verified: source != Source::Own || answer.as_deref() == Some("so"),
        })
    })
}

/// The first and the last day that is counted for somebody.
pub(super) fn span(c: &mut Conn, person: PersonId) -> Result<Option<(Date, Date)>, Error> {
    let found: Option<(Option<String>, Option<String>)> =
        c.one(YEARS, args![person], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.and_then(|(first, last)| Some((day(&first?), day(&last?)))))
}

/// A day as it is stored.
pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap_or(Date::MIN)
}
