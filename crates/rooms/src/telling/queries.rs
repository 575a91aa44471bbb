//! What the room asks the database.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use store::{CommunityId, Conn, DistrictId, Error, MeetingId, PersonId, Time, Tx, args, sees, sql};

use super::choices::{AtOnce, Choices, Digest};
use crate::meetings::Stood;

sql! {
    REACH = "select p.email, d.zone, t.digest, t.hour, t.quiet_from, t.quiet_to, t.weekends, t.at_once, t.due, t.told, t.key \
             from person p join org d on d.id = p.district left join telling t on t.person = p.id \
             where p.id = $1 and p.left_at is null and p.active";
    CHOOSE = "insert into telling (person, district, digest, hour, quiet_from, quiet_to, weekends, at_once, due, told, key) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
              on conflict (person) do update set digest = excluded.digest, hour = excluded.hour, quiet_from = excluded.quiet_from, \
              quiet_to = excluded.quiet_to, weekends = excluded.weekends, at_once = excluded.at_once, due = excluded.due, \
              told = case when telling.digest = 'none' then excluded.told else telling.told end";
    GREET = "insert into telling (person, district, digest, hour, quiet_from, quiet_to, weekends, at_once, due, told, key) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (person) do nothing";
    NEW = "select p.id, p.district, d.zone from person p join org d on d.id = p.district \
           where p.id > $2 and p.email is not null and p.left_at is null and p.active \
           and not exists (select 1 from telling t where t.person = p.id) \
           and exists (select 1 from membership w where w.person = p.id and w.since <= $1 and w.until > $1 and w.part in ('member', 'facilitator')) \
           order by p.id limit 500";
    DUE = "select person from telling where due <= $1 order by due limit 200";
    NEXT = "update telling set due = $3 where person = $1 and due = $2";
    TOLD = "update telling set told = $3 where person = $1 and told = $2";
    STOP_DIGEST = "update telling set digest = 'none', due = $2 where person = $1";
    STOP_AT_ONCE = "update telling set at_once = '' where person = $1";
    DIGEST = "select e.at, p.name, e.verb, e.kind, e.thing, m.id, m.name, e.about \
              from membership w join event e on e.community = w.community join community m on m.id = e.community \
              join person p on p.id = e.actor \
              where w.person = $1 and w.since <= $2 and w.until > $2 and w.part in ('member', 'facilitator') \
              and e.at > $3 and e.at <= $4 and e.actor <> $1 and ", sees!("e"), " order by m.name, m.id, e.at desc, e.id desc limit 2000";
    LISTENERS = "select distinct t.person from membership w join telling t on t.person = w.person \
                 where w.community in (select m.community from meeting m where m.id = $1 or m.series = $1) and w.since <= $2 and w.until > $2 \
                 and w.part in ('member', 'facilitator') and t.at_once <> '' order by t.person";
    HELD = "select m.id, m.series, c.name, m.title, m.starts, m.minutes, m.place, m.state, m.rev, \
            case when m.changed = 0 then m.made else m.changed end, m.slot, coalesce(s.weeks, 0), o.zone \
            from membership w join meeting m on m.community = w.community join community c on c.id = m.community join org o on o.id = c.org \
            left join series s on s.id = m.series \
            where w.person = $1 and w.since <= $2 and w.until > $2 and w.part in ('member', 'facilitator') \
            and (m.id = $3 or m.series = $3) and ", sees!("m"), " order by m.starts, m.id";
    NOTICE = "select told from notice where person = $1 and thing = $2";
    FIRST_NOTICE = "insert into notice (person, thing, district, told, at) \
                    values ($1, $2, (select district from person where id = $1), $3, $4) on conflict (person, thing) do nothing";
    NOTICED = "update notice set told = $4, at = $5 where person = $1 and thing = $2 and told = $3";
    FEED_OF = "select f.person from feed f join person p on p.id = f.person where f.hash = $1 and p.left_at is null and p.active";
    HAS_FEED = "select made from feed where person = $1";
    SET_FEED = "insert into feed (person, district, hash, made) values ($1, $2, $3, $4) \
                on conflict (person) do update set hash = excluded.hash, made = excluded.made";
    END_FEED = "delete from feed where person = $1";
    MEETINGS = "select m.id, c.name, m.title, m.starts, m.minutes, m.place, m.state, m.rev, case when m.changed = 0 then m.made else m.changed end \
                from membership w join meeting m on m.community = w.community join community c on c.id = m.community \
                where w.person = $1 and w.since <= $2 and w.until > $2 and w.part in ('member', 'facilitator') and m.starts > $3 \
                and (c.archived_at is null or m.state = 'closed') and ", sees!("m"), " order by m.starts, m.id limit 2000";
}

/// The person whose calendar address this is the hash of, if they are still here.
pub(super) fn feed_of(c: &mut Conn, hash: &str) -> Result<Option<PersonId>, Error> {
    c.one(FEED_OF, args![hash], |r| r.get(0))
}

/// When a person's calendar address was made, if they have one.
pub(super) fn has_feed(c: &mut Conn, person: PersonId) -> Result<Option<Time>, Error> {
    c.one(HAS_FEED, args![person], |r| r.get(0))
}

/// Keeps the hash of a person's new calendar address, in place of any other.
pub(super) fn set_feed(tx: &mut Tx<'_>, district: DistrictId, person: PersonId, hash: &str) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(SET_FEED, args![person, district, hash, now]).map(drop)
}

/// A person's calendar address ends.
pub(super) fn end_feed(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    tx.exec(END_FEED, args![person]).map(drop)
}

/// A meeting as a calendar shows it: nothing of what is said there.
pub(super) struct Shown {
    pub id: MeetingId,
    pub community: String,
    pub title: String,
    pub starts: Time,
    pub minutes: i64,
    pub place: String,
    pub cancelled: bool,
    pub rev: i64,
    pub changed: Time,
}

/// The meetings of a person's communities that begin after `from`, as far as they may see them now.
pub(super) fn meetings(c: &mut Conn, person: PersonId, from: Time) -> Result<Vec<Shown>, Error> {
    let now = c.now();
    c.rows(MEETINGS, args![person, now, from], |r| {
        let state: String = r.get(6)?;
        Ok(Shown {
            id: r.get(0)?,
            community: r.get(1)?,
            title: r.get(2)?,
            starts: r.get(3)?,
            minutes: r.get(4)?,
            place: r.get(5)?,
            cancelled: state == "cancelled",
            rev: r.get(7)?,
            changed: r.get(8)?,
        })
    })
}

/// How to reach a person.
pub(super) struct Reach {
    pub email: Option<String>,
    pub zone: TimeZone,
    pub choices: Choices,
    /// None until somebody chose or was first told anything.
    pub kept: Option<Kept>,
}

/// What is kept of how far a person was told.
pub(super) struct Kept {
    pub due: Time,
    pub told: Time,
    /// Signs the links in their mail.
    pub key: String,
}

/// How to reach a person, unless they have left.
pub(super) fn reach(c: &mut Conn, person: PersonId) -> Result<Option<Reach>, Error> {
    c.one(REACH, args![person], |r| {
        let zone: String = r.get(1)?;
        let digest: Option<String> = r.get(2)?;
        let mut reach = Reach {
            email: r.get(0)?,
            zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
            choices: Choices::USUAL,
            kept: None,
        };
        if let Some(digest) = digest {
            let hour = |n: i64| i8::try_from(n.clamp(0, 23)).unwrap_or(0);
            let at_once: String = r.get(7)?;
            reach.choices = Choices {
                digest: Digest::named(&digest),
                hour: hour(r.get(3)?),
                quiet: (hour(r.get(4)?), hour(r.get(5)?)),
                weekends: r.get(6)?,
                at_once: AtOnce::named(&at_once),
            };
            reach.kept = Some(Kept { due: r.get(8)?, told: r.get(9)?, key: r.get(10)? });
        }
        Ok(reach)
    })
}

/// Keeps what a person chose. Who had no digest before is told what happens from now on.
///
/// # Errors
/// Whatever the database says.
pub fn choose(
    tx: &mut Tx<'_>,
    district: DistrictId,
    person: PersonId,
    zone: &TimeZone,
    choices: &Choices,
) -> Result<(), Error> {
    row(tx, CHOOSE, district, person, zone, choices)
}

/// Keeps what is usual for a person who has chosen nothing yet.
pub(super) fn greet(tx: &mut Tx<'_>, district: DistrictId, person: PersonId, zone: &TimeZone) -> Result<(), Error> {
    row(tx, GREET, district, person, zone, &Choices::USUAL)
}

fn row(
    tx: &mut Tx<'_>,
    sql: store::Sql,
    district: DistrictId,
    person: PersonId,
    zone: &TimeZone,
    choices: &Choices,
) -> Result<(), Error> {
    let (now, key) = (tx.now(), tx.secret());
    let hour = i64::from;
    let (from, to) = choices.quiet;
    tx.exec(
        sql,
        args![
            person,
            district,
            choices.digest.stored(),
            hour(choices.hour),
            hour(from),
            hour(to),
            choices.weekends,
            choices.at_once.stored(),
            choices.next_digest(now, zone),
            now,
            key
        ],
    )
    .map(drop)
}

/// People in a community who were told nothing yet and chose nothing, after `after`: at most five hundred.
pub(super) fn new_people(c: &mut Conn, after: PersonId) -> Result<Vec<(PersonId, DistrictId, TimeZone)>, Error> {
    let now = c.now();
    c.rows(NEW, args![now, after], |r| {
        let zone: String = r.get(2)?;
        Ok((r.get(0)?, r.get(1)?, TimeZone::get(&zone).unwrap_or(TimeZone::UTC)))
    })
}

/// Whose digest is due: at most two hundred.
pub(super) fn due(c: &mut Conn) -> Result<Vec<PersonId>, Error> {
    let now = c.now();
    c.rows(DUE, args![now], |r| r.get(0))
}

/// Moves a person's next digest from `due` to `next`; false when another node did.
pub(super) fn next(tx: &mut Tx<'_>, person: PersonId, due: Time, next: Time) -> Result<bool, Error> {
    Ok(tx.exec(NEXT, args![person, due, next])? == 1)
}

/// Notes that a person was told everything up to `until`, when they were told up to `since` before.
pub(super) fn told(tx: &mut Tx<'_>, person: PersonId, since: Time, until: Time) -> Result<(), Error> {
    tx.exec(TOLD, args![person, since, until]).map(drop)
}

/// No digest any more.
pub(super) fn stop_digest(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    tx.exec(STOP_DIGEST, args![person, Time::NEVER]).map(drop)
}

/// No letters at once any more.
pub(super) fn stop_at_once(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    tx.exec(STOP_AT_ONCE, args![person]).map(drop)
}

/// Something somebody did in a community.
pub(super) struct Sign {
    pub at: Time,
    pub who: String,
    pub verb: String,
    pub kind: String,
    pub thing: uuid::Uuid,
    pub community: CommunityId,
    pub community_name: String,
    pub about: String,
}

/// What others did in a person's communities after `since` and up to `until`, as far as the person may see it now: by community,
/// newest first.
pub(super) fn signs(c: &mut Conn, person: PersonId, since: Time, until: Time) -> Result<Vec<Sign>, Error> {
    let now = c.now();
    c.rows(DIGEST, args![person, now, since, until], |r| {
        Ok(Sign {
            at: r.get(0)?,
            who: r.get(1)?,
            verb: r.get(2)?,
            kind: r.get(3)?,
            thing: r.get(4)?,
            community: r.get(5)?,
            community_name: r.get(6)?,
            about: r.get(7)?,
        })
    })
}

/// Who in a meeting's or a row's community wants to be told anything at once.
pub(super) fn listeners(c: &mut Conn, thing: uuid::Uuid) -> Result<Vec<PersonId>, Error> {
    let now = c.now();
    c.rows(LISTENERS, args![thing, now], |r| r.get(0))
}

/// A meeting as a letter tells it, with its place in its row.
pub(super) struct Held {
    pub id: MeetingId,
    /// Its row; zeros for a single meeting.
    pub row: uuid::Uuid,
    pub community: String,
    pub title: String,
    pub starts: Time,
    pub minutes: i64,
    pub place: String,
    /// Whether it takes place, or did.
    pub on: bool,
    pub is_past_or_runs: bool,
    pub rev: i64,
    pub changed: Time,
    /// Which of its row it is: the day and time it was planned for at first.
    pub slot: DateTime,
    /// One in so many weeks; zero for a single meeting.
    pub weeks: i64,
    /// The name of the zone in which it has its day and time.
    pub zone: String,
}

impl Held {
    /// What is told of it.
    pub fn stood(&self) -> Stood {
        Stood {
            id: self.id.0,
            starts: self.starts,
            minutes: self.minutes,
            place: self.place.clone(),
            title: self.title.clone(),
            on: self.on,
        }
    }
}

/// A meeting, or every one of a row, as far as a person may see them and works where they are.
pub(super) fn held(c: &mut Conn, person: PersonId, thing: uuid::Uuid) -> Result<Vec<Held>, Error> {
    let now = c.now();
    c.rows(HELD, args![person, now, thing], |r| {
        let (state, slot, zone): (String, String, String) = (r.get(7)?, r.get(10)?, r.get(12)?);
        let starts: Time = r.get(4)?;
        let row: Option<uuid::Uuid> = r.maybe(1)?;
        let planned = TimeZone::get(&zone).unwrap_or(TimeZone::UTC).to_datetime(starts.stamp());
        Ok(Held {
            id: r.get(0)?,
            row: row.unwrap_or_default(),
            community: r.get(2)?,
            title: r.get(3)?,
            starts,
            minutes: r.get(5)?,
            place: r.get(6)?,
            on: state != "cancelled",
            is_past_or_runs: matches!(state.as_str(), "running" | "closed"),
            rev: r.get(8)?,
            changed: r.get(9)?,
            slot: slot.parse().unwrap_or(planned),
            weeks: r.get(11)?,
            zone,
        })
    })
}

/// What a person was last told of a meeting or row.
pub(super) fn notice(c: &mut Conn, person: PersonId, thing: uuid::Uuid) -> Result<Option<String>, Error> {
    c.one(NOTICE, args![person, thing], |r| r.get(0))
}

/// Notes how a meeting or row stood before a person was first told of it.
pub(super) fn first_notice(tx: &mut Tx<'_>, person: PersonId, thing: uuid::Uuid, before: &str) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(FIRST_NOTICE, args![person, thing, before, now]).map(drop)
}

/// Notes what a person was told now, if nobody noted anything since.
pub(super) fn noticed(tx: &mut Tx<'_>, person: PersonId, thing: uuid::Uuid, was: &str, is: &str) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(NOTICED, args![person, thing, was, is, now]).map(drop)
}
