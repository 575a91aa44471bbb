//! What the room asks the database.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use learning::credit::Rule;
use learning::hours::{Figures, Level};
use store::{CommunityId, Conn, DistrictId, Error, FileId, MeetingId, OrgId, PersonId, Time, args, sql};
use uuid::Uuid;

use super::ledger::Source;
use crate::Viewer;

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
    OWN = "select o.district, o.person, p.name, h.what, h.on_date, h.level, o.reflection, o.link, o.file, f.name, o.asked, a.name, o.answer, \
           o.why, b.name, (select cast(sum(s.minutes) as bigint) from hours s where s.thing = o.id and s.source = 'own') \
           from own_hours o join hours h on h.thing = o.id and h.source = 'own' and h.n = 0 join person p on p.id = o.person \
           left join file f on f.id = o.file left join person a on a.id = o.asked left join person b on b.id = o.answered_by where o.id = $1";
    ASKED_OF = "select o.id, p.name, h.what, (select cast(sum(s.minutes) as bigint) from hours s where s.thing = o.id and s.source = 'own') as left_minutes, \
                o.at from own_hours o join hours h on h.thing = o.id and h.source = 'own' and h.n = 0 join person p on p.id = o.person \
                where o.asked = $1 and o.answer is null \
                and (select sum(s.minutes) from hours s where s.thing = o.id and s.source = 'own') > 0 order by o.at, o.id limit 50";
    ASKABLE = "select p.id, p.name, p.sort from person p where p.district = $3 and p.id <> $1 and p.active and p.left_at is null and ( \
               exists (select 1 from membership f join membership m on m.community = f.community and m.person = $1 and m.since <= $2 and m.until > $2 \
                       and m.part in ('member', 'facilitator') where f.person = p.id and f.part = 'facilitator' and f.since <= $2 and f.until > $2) \
               or exists (select 1 from role l join role r on r.org = l.org and r.person = $1 and r.since <= $2 and r.until > $2 \
                       where l.person = p.id and l.since <= $2 and l.until > $2 and l.role in ('principal', 'siteAdministrator', 'districtAdministrator'))) \
               order by p.sort, p.id limit 100";
    NAME_OF = "select name from person where id = $1";
    LICENCE = "select begins from licence where person = $1";
    OF_COMMUNITY = "select m.id, m.title, m.on_date, cast(sum(h.minutes) as bigint), count(distinct h.person) from hours h join meeting m on m.id = h.thing \
                    where h.community = $1 and h.source = 'meeting' and h.on_date >= $2 and h.on_date < $3 group by m.id, m.title, m.on_date \
                    order by m.on_date desc, m.id limit 200";
    OF_MEETING = "select h.person, p.name, p.sort, cast(sum(h.minutes) as bigint), max(case when h.n > 0 then h.what else '' end) from hours h \
                  join person p on p.id = h.person where h.thing = $1 and h.source = 'meeting' group by h.person, p.name, p.sort order by p.sort, h.person";
    STAFF = "select s.org, s.name, s.level, count(*), cast(sum(case when s.last >= $4 then 1 else 0 end) as bigint), \
             cast(sum(case when s.last >= $5 then 1 else 0 end) as bigint) from ( \
             select r.org, o.name, p.id, max(case when r.role in ('principal', 'siteAdministrator', 'districtAdministrator') then 3 \
                    when r.role = 'coach' then 2 else 1 end) as level, \
                    coalesce((select max(h.on_date) from hours h where h.person = p.id and h.source <> 'own' and h.n = 0), '') as last \
             from person p join role r on r.person = p.id join org o on o.id = r.org and o.active \
             where p.district = $3 and p.active and p.left_at is null and r.since <= $2 and r.until > $2 \
             and r.role in ('teacher', 'coach', 'aide', 'counselor', 'principal', 'siteAdministrator', 'districtAdministrator') \
             and exists (select 1 from holding k where k.person = $1 and k.kind = 6 and k.who = r.org and k.since <= $2 and k.until > $2) \
             group by r.org, o.name, p.id) s group by s.org, s.name, s.level order by s.name, s.org, s.level";
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

/// The name the key of a district's credit rule is set under; empty for none.
pub(super) const RULE: &str = "record.rule";

/// The credit rule a district chose, if it chose one.
pub(super) fn rule(c: &mut Conn, district: DistrictId) -> Result<Option<Rule>, Error> {
    Ok(setting(c, district, RULE)?.and_then(|key| Rule::named(&key)))
}

/// Since when somebody's licence period runs, as they said.
pub(super) fn licence(c: &mut Conn, person: PersonId) -> Result<Option<Date>, Error> {
    Ok(c.one(LICENCE, args![person], |r| r.get::<String>(0))?.map(|d| day(&d)))
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

/// What somebody said of themselves.
pub(super) struct Own {
    pub district: DistrictId,
    pub person: PersonId,
    pub name: String,
    pub what: String,
    pub on: Date,
    pub level: Level,
    /// For that person alone.
    pub reflection: String,
    pub link: String,
    pub file: Option<(FileId, String)>,
    pub asked: Option<(PersonId, String)>,
    pub answer: Option<String>,
    pub why: String,
    pub answered_by: String,
    /// Nothing when it was withdrawn.
    pub minutes: i64,
}

/// What somebody said of themselves, whoever asks: the caller asks whether they may.
pub(super) fn own(c: &mut Conn, id: Uuid) -> Result<Option<Own>, Error> {
    c.one(OWN, args![id], |r| {
        let (file, file_name): (Option<FileId>, Option<String>) = (r.maybe(8)?, r.get(9)?);
        let (asked, asked_name): (Option<PersonId>, Option<String>) = (r.maybe(10)?, r.get(11)?);
        Ok(Own {
            district: r.get(0)?,
            person: r.get(1)?,
            name: r.get(2)?,
            what: r.get(3)?,
            on: day(&r.get::<String>(4)?),
            level: Level::named(&r.get::<String>(5)?),
            reflection: r.get(6)?,
            link: r.get(7)?,
            file: file.zip(file_name),
            asked: asked.zip(asked_name),
            answer: r.get(12)?,
            why: r.get(13)?,
            answered_by: r.get::<Option<String>>(14)?.unwrap_or_default(),
            minutes: r.get(15)?,
        })
    })
}

/// What waits for somebody's word: id, whose, what, minutes, since when.
pub(super) type Waiting = (Uuid, String, String, i64, Time);

/// What waits for the viewer's word.
pub(super) fn asked_of(c: &mut Conn, me: &Viewer) -> Result<Vec<Waiting>, Error> {
    c.rows(ASKED_OF, args![me.person], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))
}

/// Whom the viewer may ask to confirm: facilitators of their communities and who leads where they work.
pub(super) fn askable(c: &mut Conn, me: &Viewer) -> Result<Vec<(PersonId, String)>, Error> {
    c.rows(ASKABLE, args![me.person, me.now, me.district], |r| Ok((r.get(0)?, r.get(1)?)))
}

pub(super) fn name_of(c: &mut Conn, person: PersonId) -> Result<Option<String>, Error> {
    c.one(NAME_OF, args![person], |r| r.get(0))
}

/// A meeting that counted for somebody.
pub(super) struct Held {
    pub id: MeetingId,
    pub title: String,
    pub on: Date,
    /// Of all who were there together.
    pub minutes: i64,
    pub people: i64,
}

/// The meetings of a community that counted, the last first. Ask only for one the viewer works in.
pub(super) fn of_community(c: &mut Conn, id: CommunityId, from: Date, before: Date) -> Result<Vec<Held>, Error> {
    c.rows(OF_COMMUNITY, args![id, from.to_string(), before.to_string()], |r| {
        Ok(Held {
            id: r.get(0)?,
            title: r.get(1)?,
            on: day(&r.get::<String>(2)?),
            minutes: r.get(3)?,
            people: r.get(4)?,
        })
    })
}

/// What one meeting counts for somebody.
pub(super) struct There {
    pub person: PersonId,
    pub name: String,
    pub minutes: i64,
    /// The reason of a correction.
    pub why: String,
}

/// What a meeting counts for whom. Ask only for one the viewer can see.
pub(super) fn of_meeting(c: &mut Conn, id: MeetingId) -> Result<Vec<There>, Error> {
    c.rows(OF_MEETING, args![id], |r| {
        Ok(There { person: r.get(0)?, name: r.get(1)?, minutes: r.get(3)?, why: r.get(4)? })
    })
}

/// A group of staff: who works at one place at one level.
pub(super) struct Staff {
    pub org: OrgId,
    pub name: String,
    /// 1 who teaches or supports, 2 coaches, 3 who leads.
    pub level: i64,
    pub all: i64,
    /// Who has something on record since a recent day, and since the year began.
    pub recent: i64,
    pub year: i64,
}

/// The staff of the places the viewer leads, in groups.
pub(super) fn staff(c: &mut Conn, me: &Viewer, recent: Date, year: Date) -> Result<Vec<Staff>, Error> {
    c.rows(STAFF, args![me.person, me.now, me.district, recent.to_string(), year.to_string()], |r| {
        Ok(Staff {
            org: r.get(0)?,
            name: r.get(1)?,
            level: r.get(2)?,
            all: r.get(3)?,
            recent: r.get(4)?,
            year: r.get(5)?,
        })
    })
}

/// A day as it is stored.
pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap_or(Date::MIN)
}

/// The moment a day begins in a zone.
pub(super) fn start_of(on: Date, zone: &TimeZone) -> Time {
    on.at(0, 0, 0, 0).to_zoned(zone.clone()).map_or(Time::NEVER, |z| z.timestamp().into())
}
