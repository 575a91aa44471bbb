//! What the room asks the database.

use std::collections::BTreeMap;

use learning::instrument::Instrument;
use store::{
    AudienceId, Conn, DistrictId, Error, OrgId, PersonId, Time, Tx, WaveGroupId, WaveId, args, events, sees, sql,
};
use uuid::Uuid;

use super::groups::{Group, Part, Works};
use crate::Viewer;

/// The columns of a [`Wave`].
macro_rules! wave {
    () => {
        "v.id, v.org, case when v.called = '' then o.name else v.called end, v.body, v.threshold, v.asked, v.audience, v.state, v.until, v.ended, v.at, \
         (select a.taken from wave_asked a where a.wave = v.id and a.person = $1), v.called "
    };
}

/// True for places `a` of the person in `$1` in waves that they haven't answered; forgotten when a wave ends.
macro_rules! still_asked {
    () => {
        "a.person = $1 and a.taken = 0"
    };
}
pub(crate) use still_asked;

/// True for waves `v` of a district that have ended, may have news since a moment and that the viewer may read.
macro_rules! may_tell {
    ($district:literal, $since:literal) => {
        concat!("v.district = ", $district, " and v.news > ", $since, " and v.state = 'closed' and ", store::sees!("v"))
    };
}
pub(crate) use may_tell;

sql! {
    PLACES = "select o.id, o.name from org o where o.district = $3 and o.active and o.kind in ('school', 'district', 'department') and exists ( \
              select 1 from holding k where k.person = $1 and k.kind = 6 and k.who = o.id and k.since <= $2 and k.until > $2) \
              order by case when o.id = $3 then 0 else 1 end, o.name";
    STAFF = "select s.person, s.org, s.school, max(s.leads), max(s.teaches) from ( \
             select p.id as person, r.org, case when o.kind = 'school' then 1 else 0 end as school, \
             case when r.role in ('principal', 'siteAdministrator', 'districtAdministrator') then 1 else 0 end as leads, \
             case when r.role = 'teacher' then 1 else 0 end as teaches \
             from person p join role r on r.person = p.id join org_above u on u.below = r.org and u.above = $2 join org o on o.id = r.org and o.active \
             where p.district = $1 and p.active and p.left_at is null and r.since <= $3 and r.until > $3 \
             and r.role in ('teacher', 'coach', 'aide', 'counselor', 'principal', 'siteAdministrator', 'districtAdministrator', 'other')) s \
             group by s.person, s.org, s.school order by s.person, max(s.leads) desc, s.org";
    BELOW = "select o.id, o.name, o.id = $2 from org_above u join org o on o.id = u.below and o.active \
             where o.district = $1 and u.above = $2 and o.kind in ('school', 'district', 'department', 'local') \
             order by case when o.id = $2 then 0 else 1 end, o.name limit 500";
    BEFORE = "select ", wave!(), " from wave v join org o on o.id = v.org where v.district = $3 and v.org = $4 and v.instrument = $5 \
              and v.state = 'closed' and v.at < $6 and v.whom = (select x.whom from wave x where x.id = $7) and ", sees!("v"), " order by v.at desc limit 4";
    LAST = "select v.body from wave v where v.org = $1 and v.instrument = $2 and v.called = '' order by v.at desc limit 1";
    ADD = "insert into wave (id, district, org, instrument, body, threshold, asked, audience, state, until, ended, by, at, whom, called) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, null, $10, $11, $12, $13)";
    ADD_GROUP = "insert into wave_group (id, district, wave, org, part, side, people, key, public) values ($1, $2, $3, $4, $5, $6, $7, null, null)";
    ADD_ASKED = "insert into wave_asked (wave, person, district, grp, taken, blinded) values ($1, $2, $3, $4, 0, '')";
    FIND = "select ", wave!(), " from wave v join org o on o.id = v.org where v.id = $3 and ", sees!("v");
    LIST = "select ", wave!(), " from wave v join org o on o.id = v.org where v.district = $3 and ", sees!("v"),
           " order by v.at desc limit 60";
    ON_HOME = "select v.id, v.body, v.until, 0, v.until, v.until from wave_asked a join wave v on v.id = a.wave \
               where ", still_asked!(), " and v.state = 'open' and v.until > $2 \
               union all select v.id, v.body, v.ended, 1, (select max(n.at) from wave_note n where n.wave = v.id), \
               (select max(e.at) from event e where e.thing = v.id and e.verb = 'wave.words_answered') from wave v \
               where ", may_tell!("$3", "$4"), " and (v.ended > $4 or exists (select 1 from wave_note n where n.wave = v.id and n.at > $4) \
               or exists (select 1 from event e where e.thing = v.id and e.at > $4 and e.verb = 'wave.words_answered')) order by 4, 3";
    STATE = "select v.district, v.state, v.until, v.body from wave v where v.id = $1";
    MINE = "select a.grp, g.public, g.key, a.taken, a.blinded from wave_asked a join wave_group g on g.id = a.grp \
            where a.wave = $1 and a.person = $2";
    SIDE = "select g.side from wave_asked a join wave_group g on g.id = a.grp where a.wave = $1 and a.person = $2";
    TAKE = "update wave_asked set taken = 1, blinded = $3 where wave = $1 and person = $2 and taken = 0";
    TAKEN = "select cast(coalesce(sum(taken), 0) as bigint) from wave_asked where wave = $1";
    PUBLIC = "select public from wave_group where id = $1 and wave = $2";
    KEYLESS = "select g.id from wave_group g join wave v on v.id = g.wave where v.state = 'open' and g.key is null order by v.at, g.id limit 1";
    SET_KEY = "update wave_group set key = $2, public = $3 where id = $1 and key is null \
               and exists (select 1 from wave v where v.id = wave_group.wave and v.state = 'open')";
    ASKED_LATELY = "select count(*) from wave v where v.instrument = $2 and ((v.state = 'open' and v.until > $3) or (v.ended > $4 and \
                 (select count(*) from wave_ballot b where b.wave = v.id) >= v.threshold)) and v.called = '' and v.org in ( \
                 select u.below from org_above u where u.above = $1 union all select u.above from org_above u where u.below = $1)";
    LEADS = "select count(*) from holding where person = $1 and kind = 6 and who = $2 and since <= $3 and until > $3";
    FACILITATES = "select count(*) from wave_community x join membership m on m.community = x.community and m.person = $2 and m.part = 'facilitator' \
                   and m.since <= $3 and m.until > $3 where x.wave = $1";
    DUE = "select id from wave where state = 'open' and until <= $1 order by until";
    END = "update wave set state = 'closed', ended = $2, news = $2 where id = $1 and state = 'open'";
    ASKED = "select a.person, a.grp from wave_asked a where a.wave = $1 order by a.person";
    END_NOW = "update wave set until = $2 where id = $1 and state = 'open' and until > $2";
    NEWS = "update wave set news = $2 where id = $1";
    OF = "select district, org, audience from wave where id = $1";
    FORGET = "delete from wave_asked where wave = $1";
    DESTROY = "update wave_group set key = null, public = null where wave = $1";
    BALLOT = "insert into wave_ballot (id, district, wave, grp, codes) values ($1, $2, $3, $4, $5) on conflict (id) do nothing";
    WORDS = "insert into wave_words (id, district, wave, item, text, reply) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing";
    GROUPS = "select g.id, g.org, coalesce(o.name, ''), g.part, g.side from wave_group g left join org o on o.id = g.org \
              where g.wave = $1 order by o.name, g.part desc, g.id";
    BALLOTS = "select grp, codes from wave_ballot where wave = $1 order by id";
    HOW_MANY = "select count(*) from wave_ballot where wave = $1";
    GROUPS_OF = "select g.wave, g.id, g.org, coalesce(o.name, ''), g.part, g.side from wave_group g left join org o on o.id = g.org \
                 where g.wave in ($1, $2, $3, $4) order by o.name, g.part desc, g.id";
    BALLOTS_OF = "select wave, grp, codes from wave_ballot where wave in ($1, $2, $3, $4) order by id";
    SAID = "select id, item, text, heading, reply <> '' from wave_words where wave = $1 order by item, id";
    SORT = "update wave_words set heading = $4 where wave = $1 and item = $2 and id = $3";
    NOTES = "select n.id, n.kind, n.item, n.text, n.by, p.name, n.at, n.open, n.lang, n.others from wave_note n join person p on p.id = n.by \
             where n.wave = $1 order by n.at, n.id limit 300";
    ADD_NOTE = "insert into wave_note (id, district, wave, kind, item, text, by, at, open, lang, others) \
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    REWORD_NOTE = "update wave_note set others = $2 where id = $1";
    DROP_NOTE = "delete from wave_note where id = $1 and wave = $2 and by = $3";
}

/// One asking of an instrument, as the viewer may see it.
#[derive(Clone, Debug)]
pub(super) struct Wave {
    pub id: WaveId,
    pub org: OrgId,
    /// What the place is called, or the communities that are asked.
    pub org_name: String,
    pub body: String,
    pub threshold: i64,
    pub asked: i64,
    pub audience: AudienceId,
    pub open: bool,
    pub until: Time,
    pub ended: Option<Time>,
    /// When it began.
    pub at: Time,
    /// Whether the viewer has taken their ballot; `None` when they aren't asked, or it was forgotten.
    pub taken: Option<bool>,
    /// It asks communities, not everybody who works at the place.
    pub of_communities: bool,
}

fn read(r: &store::Row<'_>) -> Result<Wave, Error> {
    Ok(Wave {
        id: r.get(0)?,
        org: r.get(1)?,
        org_name: r.get(2)?,
        body: r.get(3)?,
        threshold: r.get(4)?,
        asked: r.get(5)?,
        audience: r.get(6)?,
        open: r.get::<String>(7)? == "open",
        until: r.get(8)?,
        ended: r.maybe(9)?,
        at: r.get(10)?,
        taken: r.get::<Option<i64>>(11)?.map(|taken| taken != 0),
        of_communities: !r.get::<String>(12)?.is_empty(),
    })
}

/// The places the viewer leads, their district first.
pub(super) fn places(c: &mut Conn, me: &Viewer) -> Result<Vec<(OrgId, String)>, Error> {
    c.rows(PLACES, args![me.person, me.now, me.district], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Whether the viewer leads a place.
pub(super) fn leads(c: &mut Conn, me: &Viewer, org: OrgId) -> Result<bool, Error> {
    Ok(c.count(LEADS, args![me.person, org, me.now])? > 0)
}

/// Whether the viewer tends a wave: ends it, tells what came of it. Who leads its place does; of communities, who facilitates them.
pub(super) fn tends(c: &mut Conn, me: &Viewer, wave: &Wave) -> Result<bool, Error> {
    match wave.of_communities {
        true => Ok(c.count(FACILITATES, args![wave.id, me.person, me.now])? > 0),
        false => leads(c, me, wave.org),
    }
}

/// Whether an instrument is being asked at a place, above or below it, or was since `lately`: two waves of the same people at once, or soon
/// one after the other, could be subtracted.
pub(super) fn asked_lately(c: &mut Conn, org: OrgId, instrument: &str, lately: Time) -> Result<bool, Error> {
    let now = c.now();
    Ok(c.count(ASKED_LATELY, args![org, instrument, now, lately])? > 0)
}

/// Who works at a place or below it; who works at several comes once for each, first where they lead.
pub(super) fn staff(c: &mut Conn, district: DistrictId, org: OrgId) -> Result<Vec<Works>, Error> {
    let now = c.now();
    c.rows(STAFF, args![district, org, now], |r| {
        let yes = |at| r.get::<i64>(at).map(|n| n == 1);
        Ok(Works { person: r.get(0)?, org: r.get(1)?, school: yes(2)?, leads: yes(3)?, teaches: yes(4)? })
    })
}

/// A place and those below it, with whether it is the place itself; the place first.
pub(super) fn below(c: &mut Conn, district: DistrictId, org: OrgId) -> Result<Vec<(OrgId, String, bool)>, Error> {
    c.rows(BELOW, args![district, org], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// The waves of the same instrument at the same place that ended before this one and that the viewer may see, the latest first.
pub(super) fn before(c: &mut Conn, me: &Viewer, wave: &Wave, instrument: &str) -> Result<Vec<Wave>, Error> {
    c.rows(BEFORE, args![me.person, me.now, me.district, wave.org, instrument, wave.at, wave.id], read)
}

/// How an instrument was worded when it was last asked at a place.
pub(super) fn last(c: &mut Conn, org: OrgId, instrument: &str) -> Result<Option<String>, Error> {
    c.one(LAST, args![org, instrument], |r| r.get(0))
}

/// What a wave begins with.
pub(super) struct NewWave<'a> {
    pub district: DistrictId,
    pub org: OrgId,
    pub instrument: &'a Instrument,
    pub threshold: usize,
    pub audience: AudienceId,
    pub until: Time,
    pub by: PersonId,
    /// Which places are asked, and how widely.
    pub whom: &'a str,
    /// What the communities that are asked are called; nothing where a place is asked.
    pub called: &'a str,
}

/// So many, as the database counts.
fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Begins a wave with its groups.
pub(super) fn add(tx: &mut Tx<'_>, new: &NewWave<'_>, groups: &[Group]) -> Result<WaveId, Error> {
    let asked = number(groups.iter().map(|g| g.people.len()).sum());
    let id = add_wave(tx, new, asked)?;
    for group in groups {
        let grp = add_group(tx, new, id, (group.org, group.part, &group.side, number(group.people.len())))?;
        for person in &group.people {
            tx.exec(ADD_ASKED, args![id, *person, new.district, grp])?;
        }
    }
    Ok(id)
}

/// Begins a wave that asks so many people, without its groups.
pub(super) fn add_wave(tx: &mut Tx<'_>, new: &NewWave<'_>, asked: i64) -> Result<WaveId, Error> {
    let (id, now) = (WaveId(tx.fresh_id()), tx.now());
    let body = serde_json::to_string(new.instrument).map_err(|e| Error::Ours(e.to_string()))?;
    let given = args![
        id,
        new.district,
        new.org,
        new.instrument.key.as_str(),
        body,
        number(new.threshold),
        asked,
        new.audience,
        new.until,
        new.by,
        now,
        new.whom,
        new.called
    ];
    tx.exec(ADD, given)?;
    Ok(id)
}

/// Adds a group to a wave: of a place or of several, which part, on which side, how many.
pub(super) fn add_group(
    tx: &mut Tx<'_>,
    new: &NewWave<'_>,
    wave: WaveId,
    (org, part, side, people): (Option<OrgId>, Part, &str, i64),
) -> Result<WaveGroupId, Error> {
    let grp = WaveGroupId(tx.blind_id());
    tx.exec(ADD_GROUP, args![grp, new.district, wave, org, part.name(), side, people])?;
    Ok(grp)
}

/// A wave the viewer may see.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: WaveId) -> Result<Option<Wave>, Error> {
    c.one(FIND, args![me.person, me.now, id], read)
}

/// The waves the viewer may see, the newest first.
pub(super) fn list(c: &mut Conn, me: &Viewer) -> Result<Vec<Wave>, Error> {
    c.rows(LIST, args![me.person, me.now, me.district], read)
}

/// A wave for home: its instrument, when it ends or ended, whether it has, the last thing that was told, when answers to comments were
/// written last.
pub(super) type News = (WaveId, String, Time, bool, Option<Time>, Option<Time>);

/// The open waves in which the viewer is asked and has taken no ballot, and those of which there is something new since a moment: the wave,
/// what [`News`] says of it.
pub(super) fn on_home(c: &mut Conn, me: &Viewer, since: Time) -> Result<Vec<News>, Error> {
    c.rows(ON_HOME, args![me.person, me.now, me.district, since], |r| {
        Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get::<i64>(3)? == 1, r.maybe(4)?, r.maybe(5)?))
    })
}

/// What answering has to know of a wave: its district, whether it is open, its instrument.
pub(super) fn state(c: &mut Conn, id: WaveId) -> Result<Option<(DistrictId, bool, String)>, Error> {
    let now = c.now();
    c.one(STATE, args![id], |r| {
        let (state, until): (String, Time) = (r.get(1)?, r.get(2)?);
        Ok((r.get(0)?, state == "open" && until > now, r.get(3)?))
    })
}

/// What somebody who is asked has to do with a wave.
pub(super) struct Mine {
    pub group: WaveGroupId,
    /// The group's public key and key in hexadecimal, when they are made.
    pub keys: Option<(String, String)>,
    pub taken: bool,
    pub blinded: String,
}

/// The place of somebody in a wave.
pub(super) fn mine(c: &mut Conn, wave: WaveId, person: PersonId) -> Result<Option<Mine>, Error> {
    c.one(MINE, args![wave, person], |r| {
        let (public, key): (Option<String>, Option<String>) = (r.get(1)?, r.get(2)?);
        Ok(Mine { group: r.get(0)?, keys: public.zip(key), taken: r.get::<i64>(3)? != 0, blinded: r.get(4)? })
    })
}

/// The side on which the viewer is asked; `None` where there are no sides.
pub(super) fn side(c: &mut Conn, me: &Viewer, wave: WaveId) -> Result<Option<String>, Error> {
    let side: Option<String> = c.one(SIDE, args![wave, me.person], |r| r.get(0))?;
    Ok(side.filter(|side| !side.is_empty()))
}

/// Notes that somebody has taken their ballot. False when they had.
pub(super) fn take(tx: &mut Tx<'_>, wave: WaveId, person: PersonId, blinded: &str) -> Result<bool, Error> {
    Ok(tx.exec(TAKE, args![wave, person, blinded])? == 1)
}

/// How many have taken a ballot.
pub(super) fn taken(c: &mut Conn, wave: WaveId) -> Result<i64, Error> {
    c.count(TAKEN, args![wave])
}

/// The public key of a wave's group, in hexadecimal.
pub(super) fn public(c: &mut Conn, wave: WaveId, group: WaveGroupId) -> Result<Option<String>, Error> {
    Ok(c.one(PUBLIC, args![group, wave], |r| r.get::<Option<String>>(0))?.flatten())
}

/// A group of an open wave that has no key yet.
pub(super) fn keyless(c: &mut Conn) -> Result<Option<WaveGroupId>, Error> {
    c.one(KEYLESS, &[], |r| r.get(0))
}

/// Gives a group its key, unless it has one.
pub(super) fn set_key(tx: &mut Tx<'_>, group: WaveGroupId, key: &str, public: &str) -> Result<(), Error> {
    tx.exec(SET_KEY, args![group, key, public]).map(drop)
}

/// Open waves whose time is over.
pub(super) fn due(c: &mut Conn) -> Result<Vec<WaveId>, Error> {
    let now = c.now();
    c.rows(DUE, args![now], |r| r.get(0))
}

/// Ends a wave: who was asked is forgotten, the keys are destroyed. False when it had ended.
pub(super) fn end(tx: &mut Tx<'_>, wave: WaveId) -> Result<bool, Error> {
    let now = tx.now();
    if tx.exec(END, args![wave, now])? == 0 {
        return Ok(false);
    }
    tx.exec(FORGET, args![wave])?;
    tx.exec(DESTROY, args![wave])?;
    super::codes::forget(tx, wave)?;
    Ok(true)
}

/// Who is asked, with their groups.
pub(super) fn asked(c: &mut Conn, wave: WaveId) -> Result<Vec<(PersonId, WaveGroupId)>, Error> {
    c.rows(ASKED, args![wave], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// A ballot as it is stored: its id, its group, its codes with commas.
pub(super) type Ballot = (Uuid, WaveGroupId, String);
/// What was said in one's own words: an id of its own, the item, the text, the hash of what opens an answer to it (or nothing).
pub(super) type Words = (Uuid, String, String, String);

/// Ballots and words as they come out of the urn, each in the order of their own ids, which says nothing: in any other order the rows of the
/// two tables would tell which belong together.
pub(super) fn pour(
    tx: &mut Tx<'_>,
    district: DistrictId,
    wave: WaveId,
    mut ballots: Vec<Ballot>,
    mut words: Vec<Words>,
) -> Result<(), Error> {
    ballots.sort_unstable();
    words.sort_unstable();
    for (id, group, codes) in ballots {
        tx.exec(BALLOT, args![id, district, wave, group, codes])?;
    }
    for (id, item, text, reply) in words {
        tx.exec(WORDS, args![id, district, wave, item, text, reply])?;
    }
    Ok(())
}

/// Ends a wave before its time: whoever counts finds it over.
pub(super) fn end_now(tx: &mut Tx<'_>, wave: WaveId) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(END_NOW, args![wave, now]).map(drop)
}

/// Writes an event about a wave. Nothing is ever written about a ballot.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    id: WaveId,
    by: Option<PersonId>,
    verb: &'static str,
    about: &str,
) -> Result<(), Error> {
    let Some((district, org, audience)) = tx.one(OF, args![id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))? else {
        return Ok(());
    };
    let thing = ("wave", id.0);
    let event = events::Event { district, actor: by, verb, thing, community: None, org: Some(org), audience, about };
    events::write(tx, &event)
}

/// A group of a report.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub id: WaveGroupId,
    pub org: Option<OrgId>,
    pub org_name: String,
    pub part: Part,
    pub side: String,
}

/// What a wave was answered: its groups, and its ballots with their group and codes.
pub(super) type Answered = (Vec<Told>, Vec<(WaveGroupId, String)>);

/// The groups of a wave.
pub(super) fn groups(c: &mut Conn, wave: WaveId) -> Result<Vec<Told>, Error> {
    c.rows(GROUPS, args![wave], |r| {
        let part = Part::named(&r.get::<String>(3)?);
        Ok(Told { id: r.get(0)?, org: r.maybe(1)?, org_name: r.get(2)?, part, side: r.get(4)? })
    })
}

/// The ballots of a wave: group and codes.
pub(super) fn ballots(c: &mut Conn, wave: WaveId) -> Result<Vec<(WaveGroupId, String)>, Error> {
    c.rows(BALLOTS, args![wave], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// How many ballots of a wave there are.
pub(super) fn how_many(c: &mut Conn, wave: WaveId) -> Result<usize, Error> {
    Ok(usize::try_from(c.count(HOW_MANY, args![wave])?).unwrap_or(0))
}

/// So many earlier waves stand beside one.
const BEFORE_MOST: usize = 4;

/// Four waves as parameters, nobody's where there are fewer.
fn four(waves: &[Wave]) -> [WaveId; BEFORE_MOST] {
    std::array::from_fn(|at| waves.get(at).map_or(WaveId(Uuid::nil()), |wave| wave.id))
}

/// The groups and ballots of up to four waves, in two questions whatever they hold.
pub(super) fn of_several(c: &mut Conn, waves: &[Wave]) -> Result<BTreeMap<WaveId, Answered>, Error> {
    let mut found: BTreeMap<WaveId, Answered> = BTreeMap::new();
    let [a, b, x, d] = four(waves);
    for (wave, told) in c.rows(GROUPS_OF, args![a, b, x, d], |r| {
        let part = Part::named(&r.get::<String>(4)?);
        let told = Told { id: r.get(1)?, org: r.maybe(2)?, org_name: r.get(3)?, part, side: r.get(5)? };
        Ok((r.get::<WaveId>(0)?, told))
    })? {
        found.entry(wave).or_default().0.push(told);
    }
    for (wave, group, codes) in
        c.rows(BALLOTS_OF, args![a, b, x, d], |r| Ok((r.get::<WaveId>(0)?, r.get(1)?, r.get(2)?)))?
    {
        found.entry(wave).or_default().1.push((group, codes));
    }
    Ok(found)
}

/// Something that was said in one's own words.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    pub id: Uuid,
    pub item: String,
    pub text: String,
    /// The heading people put it under; empty until they do.
    pub heading: String,
    /// Whether who wrote it can be answered.
    pub reply: bool,
}

/// What was said in one's own words, in no order that says anything.
pub(super) fn said(c: &mut Conn, wave: WaveId) -> Result<Vec<Voice>, Error> {
    c.rows(SAID, args![wave], |r| {
        let (id, item, text, heading) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
        Ok(Voice { id, item, text, heading, reply: r.get(4)? })
    })
}

/// Puts something that was said under a heading.
pub(super) fn sort(tx: &mut Tx<'_>, wave: WaveId, item: &str, voice: Uuid, heading: &str) -> Result<(), Error> {
    tx.exec(SORT, args![wave, item, voice, heading]).map(drop)
}

/// What the people who were asked were told afterwards.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub id: Uuid,
    pub kind: String,
    pub item: String,
    pub text: String,
    pub by: PersonId,
    pub by_name: String,
    pub at: Time,
    /// Whether anybody may read it, without an account.
    pub open: bool,
    /// In which language it was written.
    pub lang: String,
    /// The same in other languages.
    pub others: Others,
}

/// A text in other languages, by their tags.
pub(super) type Others = std::collections::BTreeMap<String, String>;

impl Note {
    /// Its words in a language, or as they were written; with the language they are in.
    pub fn words<'a>(&'a self, tag: &'a str) -> (&'a str, &'a str) {
        match self.others.get(tag) {
            Some(text) if self.lang != tag => (text, tag),
            _ => (&self.text, &self.lang),
        }
    }
}

/// What they were told, the first thing first.
pub(super) fn notes(c: &mut Conn, wave: WaveId) -> Result<Vec<Note>, Error> {
    c.rows(NOTES, args![wave], |r| {
        let (id, kind, item, text) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
        let (open, lang, others): (bool, String, String) = (r.get(7)?, r.get(8)?, r.get(9)?);
        let others = serde_json::from_str(&others).map_err(|e| Error::Ours(e.to_string()))?;
        Ok(Note { id, kind, item, text, by: r.get(4)?, by_name: r.get(5)?, at: r.get(6)?, open, lang, others })
    })
}

/// What is told: of which kind, of which item, in which language.
pub(super) struct NewNote<'a> {
    pub kind: &'a str,
    pub item: &'a str,
    pub text: &'a str,
    pub lang: &'a str,
    /// Whether families read it too, and the same in other languages.
    pub open: bool,
    pub others: &'a Others,
}

/// Tells them something; the id of what was told.
pub(super) fn add_note(
    tx: &mut Tx<'_>,
    me: (DistrictId, PersonId),
    wave: WaveId,
    new: &NewNote<'_>,
) -> Result<Uuid, Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let others = serde_json::to_string(new.others).map_err(|e| Error::Ours(e.to_string()))?;
    tx.exec(ADD_NOTE, args![id, me.0, wave, new.kind, new.item, new.text, me.1, now, new.open, new.lang, others])?;
    news(tx, wave)?;
    Ok(id)
}

/// Notes that there is news of a wave.
pub(super) fn news(tx: &mut Tx<'_>, wave: WaveId) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(NEWS, args![wave, now]).map(drop)
}

/// Puts what was told into other languages.
pub(super) fn reword_note(tx: &mut Tx<'_>, note: Uuid, others: &Others) -> Result<(), Error> {
    let others = serde_json::to_string(others).map_err(|e| Error::Ours(e.to_string()))?;
    tx.exec(REWORD_NOTE, args![note, others]).map(drop)
}

/// Takes back what one said. False when it isn't there, or somebody else's.
pub(super) fn drop_note(tx: &mut Tx<'_>, me: PersonId, wave: WaveId, note: Uuid) -> Result<bool, Error> {
    Ok(tx.exec(DROP_NOTE, args![note, wave, me])? == 1)
}
