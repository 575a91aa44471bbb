//! What the room asks the database. What was written in silence and whose dots lie where doesn't leave this file.

use std::collections::BTreeMap;

use learning::deciding::{Dots, Rank};
use learning::workshop::{Work, Workshop as Shape};
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Principal, Row, SlipId, Time, Tx,
    WaveId, WorkshopId, args, audience, events, sees, sql,
};
use uuid::Uuid;

use super::workshop::{Draft, Line, Outcome, Slip, State, Table, Workshop, asked};
use crate::communities::Community;
use crate::{Viewer, vision};

/// The columns [`read`] reads, of alias `k`.
macro_rules! workshop {
    () => {
        workshop!(
            "coalesce(m.name, o.name)",
            "join org o on o.id = k.org left join community m on m.id = k.community "
        )
    };
    ($place:literal, $join:literal) => {
        concat!(
            "select k.id, k.district, k.org, k.community, ",
            $place,
            ", k.shape, k.title, k.text, k.link, k.wave, k.base, k.audience, k.by, p.name, k.made, k.state, k.at, k.reached, k.since, \
             k.until, k.ended, k.code, k.rev from workshop k ",
            $join,
            "join person p on p.id = k.by "
        )
    };
}

/// True for workshops of alias `k` that run in a district and began their stage after a moment, and that the viewer may see.
macro_rules! under_way {
    ($district:literal, $since:literal) => {
        concat!(
            "k.district = ",
            $district,
            " and k.state = 'running' and k.since > ",
            $since,
            " and ",
            store::sees!("k")
        )
    };
}
pub(crate) use under_way;

sql! {
    FIND = workshop!(), "where k.id = $3 and k.district = $4 and ", sees!("k");
    KNOWN = workshop!(), "where k.id = $1";
    LIST = workshop!(), "where k.district = $3 and ", sees!("k"), " order by k.made desc limit 60";
    OF_COMMUNITY = workshop!("''", ""), "where k.community = $3 and ", sees!("k"), " order by k.made desc limit 5";
    RUNNING = workshop!(), "where ", under_way!("$3", "$4"), " order by k.made desc limit 3";
    BY_CODE = workshop!(), "where k.district = $1 and k.code = $2 and k.state <> 'ended' order by k.made desc limit 1";
    CODE_TAKEN = "select count(*) from workshop where district = $1 and code = $2 and state <> 'ended'";
    ADD = "insert into workshop (id, district, org, community, shape, title, text, link, wave, base, audience, by, made, state, at, reached, \
           since, until, ended, code, rev) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, 'running', 0, 0, $12, $13, null, $14, 1)";
    MOVE = "update workshop set state = $2, at = $3, reached = $4, since = $5, until = $6, rev = rev + 1 where id = $1 and at = $7 and state <> 'ended'";
    END = "update workshop set state = 'ended', ended = $2, rev = rev + 1 where id = $1 and state <> 'ended'";
    LET_IN = "update workshop set audience = $2 where id = $1";
    HERE = "insert into workshop_person (workshop, person, district, at) values ($1, $2, $3, $4) on conflict (workshop, person) do nothing";
    PEOPLE = "select w.person, p.name from workshop_person w join person p on p.id = w.person where w.workshop = $1 order by p.sort, p.id";
    ADD_LINE = "insert into workshop_line (id, district, workshop, kind, stage, n, given, text) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    NEXT_LINE = "select coalesce(max(n), 0) + 1 from workshop_line where workshop = $1";
    LINES = "select id, kind, stage, given, text from workshop_line where workshop = $1 order by n, id";
    RENAME = "update workshop_line set text = $3 where workshop = $1 and id = $2 and kind = 'heading'";
    ADD_SLIP = "insert into slip (id, district, workshop, stage, question, option, given, text, heading, by) \
                values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9)";
    SLIPS = "select id, stage, question, option, given, text, heading, case when by = $2 then 1 else 0 end from slip where workshop = $1 order by id";
    COUNTS = "select stage, count(*), count(distinct by) from slip where workshop = $1 and given is null group by stage";
    TAKE_BACK = "delete from slip where id = $1 and workshop = $2 and by = $3";
    PUT = "update slip set heading = $3 where workshop = $1 and id = $2";
    BALLOTS = "select person, line, dots from workshop_ballot where workshop = $1 and stage = $2";
    CLEAR_BALLOT = "delete from workshop_ballot where workshop = $1 and stage = $2 and person = $3";
    CAST = "insert into workshop_ballot (workshop, stage, person, district, line, dots) values ($1, $2, $3, $4, $5, $6)";
    VOTED = "select count(distinct person) from workshop_ballot where workshop = $1 and stage = $2";
    POUR = "insert into workshop_tally (workshop, stage, district, line, dots) \
            select workshop, stage, district, line, cast(sum(dots) as bigint) from workshop_ballot where workshop = $1 group by workshop, stage, district, line";
    TALLY = "select line, dots from workshop_tally where workshop = $1 and stage = $2";
    FORGET_BALLOTS = "delete from workshop_ballot where workshop = $1";
    FORGET_AUTHORS = "update slip set by = null where workshop = $1";
    DRAFTS = "select d.stage, d.text, p.name, d.rev from workshop_draft d left join person p on p.id = d.by where d.workshop = $1";
    BEGIN_DRAFT = "insert into workshop_draft (workshop, stage, district, text, by, at, rev) values ($1, $2, $3, $4, $5, $6, 1) \
                   on conflict (workshop, stage) do nothing";
    WORD = "update workshop_draft set text = $3, by = $4, at = $5, rev = rev + 1 where workshop = $1 and stage = $2 and rev = $6";
    OUTCOMES = "select kind, line, text, href from workshop_outcome where workshop = $1 order by at, id";
    ADD_OUTCOME = "insert into workshop_outcome (id, district, workshop, kind, line, text, href, by, at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing";
    LOCK = "update workshop set rev = rev where id = $1";
}

fn read(r: &Row<'_>) -> Result<Workshop, Error> {
    let (shape, state): (String, String) = (r.get(5)?, r.get(15)?);
    let place = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(Workshop {
        id: r.get(0)?,
        district: r.get(1)?,
        org: r.get(2)?,
        community: r.maybe(3)?,
        place: r.get(4)?,
        shape: Shape::from_json(&shape).map_err(|e| Error::Ours(format!("a stored workshop can't be read: {e}")))?,
        title: r.get(6)?,
        text: r.get(7)?,
        link: r.get(8)?,
        wave: r.maybe(9)?,
        base: r.get(10)?,
        audience: r.get(11)?,
        by: r.get(12)?,
        by_name: r.get(13)?,
        made: r.get(14)?,
        state: State::named(&state),
        at: place(r.get(16)?),
        reached: place(r.get(17)?),
        since: r.get(18)?,
        until: r.get(19)?,
        ended: r.maybe(20)?,
        code: r.get(21)?,
        rev: r.get(22)?,
        takes_part: true,
    })
}

fn as_guest(me: &Viewer, mut workshop: Workshop) -> Workshop {
    workshop.takes_part = me.works_here();
    workshop
}

/// A workshop the viewer may see; nothing when there is none they may.
///
/// # Errors
/// When the database fails.
pub fn find(c: &mut Conn, me: &Viewer, id: WorkshopId) -> Result<Option<Workshop>, Error> {
    let found = c.one(FIND, args![me.person, me.now, id, me.district], read)?;
    Ok(found.map(|w| as_guest(me, w)))
}

/// A workshop, whoever asks: for callers that have asked whether they may.
///
/// # Errors
/// When the database fails.
pub fn known(c: &mut Conn, id: WorkshopId) -> Result<Option<Workshop>, Error> {
    c.one(KNOWN, args![id], read)
}

/// The workshops the viewer may see, the newest first.
pub(super) fn list(c: &mut Conn, me: &Viewer) -> Result<Vec<Workshop>, Error> {
    let found = c.rows(LIST, args![me.person, me.now, me.district], read)?;
    Ok(found.into_iter().map(|w| as_guest(me, w)).collect())
}

/// A workshop whose stage began before doesn't run any more, whatever it says.
pub(crate) fn begun_after(me: &Viewer) -> Time {
    me.now.plus_seconds(-6 * 3600)
}

/// Those that go on now: whose stage began in the last hours.
pub(super) fn running(c: &mut Conn, me: &Viewer) -> Result<Vec<Workshop>, Error> {
    c.rows(RUNNING, args![me.person, me.now, me.district, begun_after(me)], read)
}

pub(super) fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Vec<Workshop>, Error> {
    let placed = |r: &Row<'_>| Ok(Workshop { place: community.name.clone(), ..read(r)? });
    c.rows(OF_COMMUNITY, args![me.person, me.now, community.id], placed)
}

/// The workshop under way in the viewer's district that a code opens.
pub(super) fn by_code(c: &mut Conn, me: &Viewer, code: &str) -> Result<Option<Workshop>, Error> {
    c.one(BY_CODE, args![me.district, code], read)
}

/// A workshop about to be begun.
pub struct NewWorkshop<'a> {
    pub district: DistrictId,
    pub place: vision::Place,
    pub shape: Shape,
    pub title: &'a str,
    /// What the group reads in place of ours.
    pub text: &'a str,
    pub link: &'a str,
    pub wave: Option<WaveId>,
    /// What is compared, in place of ours; empty: ours.
    pub options: Vec<String>,
    /// The language of who begins it, in which what is ours is stored.
    pub lang: face::Lang,
}

/// Begins a workshop at its first stage.
///
/// # Errors
/// When the database fails.
pub fn begin(tx: &mut Tx<'_>, by: PersonId, new: &NewWorkshop<'_>) -> Result<WorkshopId, Error> {
    let (id, now, district) = (WorkshopId(tx.fresh_id()), tx.now(), new.district);
    let who = asked(tx, district, &new.place)?;
    let base = audience::store(tx, district, &who)?;
    let shape = serde_json::to_string(&new.shape).map_err(|e| Error::Ours(e.to_string()))?;
    let until = now.plus_seconds(seconds(&new.shape, 0));
    let code = free_code(tx, district)?;
    let (org, community) = (new.place.org, new.place.community);
    tx.exec(
        ADD,
        args![id, district, org, community, shape, new.title, new.text, new.link, new.wave, base, by, now, until, code],
    )?;
    let tag = new.lang.tag();
    let ours: Vec<&str> = new.shape.options.iter().map(|t| t.get(tag)).collect();
    let options: Vec<&str> =
        if new.options.is_empty() { ours.clone() } else { new.options.iter().map(String::as_str).collect() };
    for (n, text) in (1_i64..).zip(options) {
        let line = tx.fresh_id();
        let given = ours.iter().position(|o| *o == text).map(|n| n as i64);
        tx.exec(ADD_LINE, args![line, district, id, "option", "", n, given, text])?;
    }
    let (nobody, no_option): (Option<PersonId>, Option<Uuid>) = (None, None);
    for stage in &new.shape.stages {
        let Work::Write { questions, .. } = &stage.work else { continue };
        for question in questions {
            for (n, text) in (0_i64..).zip(&question.given) {
                let slip = tx.blind_id();
                tx.exec(
                    ADD_SLIP,
                    args![slip, district, id, &stage.key, &question.key, no_option, n, text.get(tag), nobody],
                )?;
            }
        }
    }
    here(tx, district, id, by)?;
    event(tx, (district, org, community, base), id, Some(by), "workshop.begun", new.title)?;
    Ok(id)
}

/// How long a stage is meant to take, in seconds.
pub(super) fn seconds(shape: &Shape, at: usize) -> i64 {
    shape.stage(at).map_or(0, |s| i64::from(s.minutes) * 60)
}

/// Letters and digits that aren't taken for one another when they are read aloud or from the last row.
const SIGNS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

fn free_code(tx: &mut Tx<'_>, district: DistrictId) -> Result<String, Error> {
    loop {
        let chance = tx.blind_id();
        // Six bytes of chance that hold no mark of the id's version.
        let code: String =
            chance.as_bytes()[..6].iter().map(|b| char::from(SIGNS[usize::from(*b) % SIGNS.len()])).collect();
        if tx.count(CODE_TAKEN, args![district, &code])? == 0 {
            return Ok(code);
        }
    }
}

/// Says that somebody takes part. Twice is once.
pub(super) fn here(tx: &mut Tx<'_>, district: DistrictId, id: WorkshopId, person: PersonId) -> Result<bool, Error> {
    let now = tx.now();
    Ok(tx.exec(HERE, args![id, person, district, now])? > 0)
}

/// Who takes part, by name.
pub(super) fn people(c: &mut Conn, id: WorkshopId) -> Result<Vec<(PersonId, String)>, Error> {
    c.rows(PEOPLE, args![id], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Lets somebody in who isn't asked: from now on they see it as those do who are.
pub(super) fn let_in(tx: &mut Tx<'_>, workshop: &Workshop, person: PersonId) -> Result<(), Error> {
    let who = audience::load(tx, workshop.audience)?;
    let wider = Audience::of(who.principals().iter().copied().chain([Principal::Person(person)]));
    let wider = audience::store(tx, workshop.district, &wider)?;
    tx.exec(LET_IN, args![workshop.id, wider])?;
    Ok(())
}

fn event(
    tx: &mut Tx<'_>,
    (district, org, community, audience): (DistrictId, OrgId, Option<CommunityId>, AudienceId),
    id: WorkshopId,
    actor: Option<PersonId>,
    verb: &'static str,
    about: &str,
) -> Result<(), Error> {
    let thing = ("workshop", id.0);
    events::write(tx, &events::Event { district, actor, verb, thing, community, org: Some(org), audience, about })
}

/// Tells every open page that the group is somewhere else.
fn moved(tx: &mut Tx<'_>, w: &Workshop) -> Result<(), Error> {
    event(tx, (w.district, w.org, None, w.audience), w.id, None, "workshop.moved_here", "")
}

/// Tells those pages that something lies on the table: the screen's, the leader's, and whoever sorts or words.
pub(super) fn stirred(tx: &mut Tx<'_>, w: &Workshop) -> Result<(), Error> {
    let thing = ("table", w.id.0);
    let (verb, about) = ("workshop.stirred_here", "");
    let event = events::Event {
        district: w.district,
        actor: None,
        verb,
        thing,
        community: None,
        org: Some(w.org),
        audience: w.audience,
        about,
    };
    events::write(tx, &event)
}

/// Where a workshop is to stand.
pub(super) struct Step {
    pub state: State,
    pub at: usize,
    pub since: store::Time,
    pub until: store::Time,
}

/// Brings a workshop there, unless somebody brought it to another stage meanwhile.
pub(super) fn step(tx: &mut Tx<'_>, w: &Workshop, to: &Step) -> Result<bool, Error> {
    let reached = w.reached.max(to.at);
    let row = args![w.id, to.state.stored(), to.at as i64, reached as i64, to.since, to.until, w.at as i64];
    let done = tx.exec(MOVE, row)? > 0;
    if done {
        moved(tx, w)?;
    }
    Ok(done)
}

/// Ends it: dots become counts, and who wrote what is forgotten.
pub(super) fn end(tx: &mut Tx<'_>, by: PersonId, w: &Workshop) -> Result<bool, Error> {
    let now = tx.now();
    if tx.exec(END, args![w.id, now])? == 0 {
        return Ok(false);
    }
    tx.exec(POUR, args![w.id])?;
    tx.exec(FORGET_BALLOTS, args![w.id])?;
    tx.exec(FORGET_AUTHORS, args![w.id])?;
    event(tx, (w.district, w.org, w.community, w.audience), w.id, Some(by), "workshop.ended", &w.title)?;
    Ok(true)
}

/// Holds a workshop as it is until this transaction ends.
pub(super) fn lock(tx: &mut Tx<'_>, id: WorkshopId) -> Result<(), Error> {
    tx.exec(LOCK, args![id])?;
    Ok(())
}

/// What lies on the table, as far as the viewer may see it: their own slips, and all of what was shown.
pub(super) fn table(c: &mut Conn, me: PersonId, w: &Workshop) -> Result<Table, Error> {
    let lines = c.rows(LINES, args![w.id], |r| {
        Ok(Line {
            id: r.get(0)?,
            option: r.get::<String>(1)? == "option",
            stage: r.get(2)?,
            given: r.maybe(3)?,
            text: r.get(4)?,
        })
    })?;
    let mut slips = c.rows(SLIPS, args![w.id, me], |r| {
        Ok(Slip {
            id: r.get(0)?,
            stage: r.get(1)?,
            question: r.get(2)?,
            option: r.maybe(3)?,
            given: r.maybe(4)?,
            text: r.get(5)?,
            heading: r.maybe(6)?,
            mine: r.get::<i64>(7)? == 1,
        })
    })?;
    // A writing that nobody looked at stays with who wrote it, also after the end.
    slips.retain(|s| s.mine || w.shape.shown(&s.stage, w.reached));
    let drafts = c.rows(DRAFTS, args![w.id], |r| {
        Ok(Draft { stage: r.get(0)?, text: r.get(1)?, by: r.maybe(2)?, rev: r.get(3)? })
    })?;
    let outcomes = c.rows(OUTCOMES, args![w.id], |r| {
        Ok(Outcome { kind: r.get(0)?, line: r.maybe(1)?, text: r.get(2)?, href: r.get(3)? })
    })?;
    let counts = c.rows(COUNTS, args![w.id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(Table { lines, slips, drafts, outcomes, counts })
}

/// Keeps a slip.
pub(super) fn add_slip(
    tx: &mut Tx<'_>,
    by: PersonId,
    w: &Workshop,
    (stage, question, option): (&str, &str, Option<Uuid>),
    text: &str,
) -> Result<SlipId, Error> {
    let (id, given): (_, Option<i64>) = (SlipId(tx.blind_id()), None);
    tx.exec(ADD_SLIP, args![id, w.district, w.id, stage, question, option, given, text, by])?;
    Ok(id)
}

/// Takes back one's own slip.
pub(super) fn take_back(tx: &mut Tx<'_>, by: PersonId, w: &Workshop, id: SlipId) -> Result<bool, Error> {
    Ok(tx.exec(TAKE_BACK, args![id, w.id, by])? > 0)
}

/// A new heading over the slips of a writing.
pub(super) fn add_heading(tx: &mut Tx<'_>, w: &Workshop, stage: &str, text: &str) -> Result<Uuid, Error> {
    let (id, none): (_, Option<i64>) = (tx.fresh_id(), None);
    let n = tx.count(NEXT_LINE, args![w.id])?;
    tx.exec(ADD_LINE, args![id, w.district, w.id, "heading", stage, n, none, text])?;
    Ok(id)
}

pub(super) fn rename(tx: &mut Tx<'_>, w: &Workshop, heading: Uuid, text: &str) -> Result<(), Error> {
    tx.exec(RENAME, args![w.id, heading, text])?;
    Ok(())
}

/// Puts a slip under a heading, or takes it out.
pub(super) fn put(tx: &mut Tx<'_>, w: &Workshop, slip: SlipId, heading: Option<Uuid>) -> Result<(), Error> {
    tx.exec(PUT, args![w.id, slip, heading])?;
    Ok(())
}

/// Gives somebody's dots anew.
pub(super) fn cast(
    tx: &mut Tx<'_>,
    by: PersonId,
    w: &Workshop,
    stage: &str,
    ballot: &BTreeMap<Uuid, u32>,
) -> Result<(), Error> {
    tx.exec(CLEAR_BALLOT, args![w.id, stage, by])?;
    for (line, dots) in ballot.iter().filter(|(_, d)| **d > 0) {
        tx.exec(CAST, args![w.id, stage, by, w.district, *line, i64::from(*dots)])?;
    }
    Ok(())
}

/// How many have given dots.
pub(super) fn voted(c: &mut Conn, w: &Workshop, stage: &str) -> Result<i64, Error> {
    c.count(VOTED, args![w.id, stage])
}

/// One's own dots.
pub(super) fn own_ballot(c: &mut Conn, me: PersonId, w: &Workshop, stage: &str) -> Result<BTreeMap<Uuid, u32>, Error> {
    let all = ballots(c, w, stage)?;
    Ok(all.into_iter().find(|(p, _)| *p == me).map(|(_, b)| b).unwrap_or_default())
}

fn ballots(c: &mut Conn, w: &Workshop, stage: &str) -> Result<BTreeMap<PersonId, BTreeMap<Uuid, u32>>, Error> {
    let mut found: BTreeMap<PersonId, BTreeMap<Uuid, u32>> = BTreeMap::new();
    c.each(BALLOTS, args![w.id, stage], &mut |r| {
        let dots = u32::try_from(r.get::<i64>(2)?).unwrap_or(0);
        found.entry(r.get(0)?).or_default().insert(r.get(1)?, dots);
        Ok(())
    })?;
    Ok(found)
}

/// How the vote of a stage came out, best first; nothing while the group is still at it.
pub(super) fn tally(c: &mut Conn, w: &Workshop, at: usize, options: &[Uuid]) -> Result<Option<Vec<Rank<Uuid>>>, Error> {
    let Some(stage) = w.shape.stage(at) else { return Ok(None) };
    let Work::Vote { dots, .. } = &stage.work else { return Ok(None) };
    // A vote that was on when it ended is counted as it stood.
    let over = w.state == State::Ended && at <= w.reached;
    if !over && !w.shape.counted(at, w.reached) {
        return Ok(None);
    }
    // After the end there are counts only; they are ranked as one ballot without a limit.
    let (rule, ballots) = if w.state == State::Ended {
        let mut all = BTreeMap::new();
        c.each(TALLY, args![w.id, &stage.key], &mut |r| {
            all.insert(r.get::<Uuid>(0)?, u32::try_from(r.get::<i64>(1)?).unwrap_or(0));
            Ok(())
        })?;
        (Dots { per_person: u32::MAX, per_option: u32::MAX }, BTreeMap::from([(PersonId(Uuid::nil()), all)]))
    } else {
        (*dots, ballots(c, w, &stage.key)?)
    };
    let ranks = rule.tally(options, &ballots);
    Ok(Some(ranks.map_err(|e| Error::Ours(format!("a ballot that was kept breaks its rule: {e:?}")))?))
}

/// Begins the draft of a stage, unless there is one.
pub(super) fn begin_draft(
    tx: &mut Tx<'_>,
    by: Option<PersonId>,
    w: &Workshop,
    stage: &str,
    text: &str,
) -> Result<bool, Error> {
    let now = tx.now();
    Ok(tx.exec(BEGIN_DRAFT, args![w.id, stage, w.district, text, by, now])? > 0)
}

/// Words a draft anew; nothing happens when it isn't at `rev` any more.
pub(super) fn word(
    tx: &mut Tx<'_>,
    by: PersonId,
    w: &Workshop,
    stage: &str,
    (text, rev): (&str, i64),
) -> Result<bool, Error> {
    let now = tx.now();
    Ok(tx.exec(WORD, args![w.id, stage, text, by, now, rev])? > 0)
}

/// Keeps what came of it. A line comes to one thing, a kind of statement to one draft.
pub(super) fn add_outcome(tx: &mut Tx<'_>, by: PersonId, w: &Workshop, new: &Outcome) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    tx.exec(ADD_OUTCOME, args![id, w.district, w.id, &new.kind, new.line, &new.text, &new.href, by, now])?;
    Ok(())
}

/// The lines under which slips of a writing stand, and those that stand alone, whoever asks: for building history.
///
/// # Errors
/// When the database fails.
pub fn lines_of(c: &mut Conn, w: &Workshop, stage: &str) -> Result<Vec<(Uuid, String)>, Error> {
    let table = table(c, PersonId(Uuid::nil()), w)?;
    Ok(table.choices(w, "", Some(stage)).into_iter().map(|c| (c.id, c.text)).collect())
}
