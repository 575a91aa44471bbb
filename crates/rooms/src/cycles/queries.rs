//! What the room asks the database.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use learning::shape::Shape;
use store::{
    AudienceId, CommunityId, Conn, CycleId, DistrictId, EntryId, Error, Row, Sql, StrategyId, Time, Tx, Val, args,
    sees, sql,
};
use uuid::Uuid;

use super::cycle::{Cycle, Links, Moved, State, Turn, standing};
use super::entry::{Entry, Evidence, Kind, Written};
use super::shapes;
use crate::Viewer;
use crate::communities::Community;
use crate::library::Trail;

/// The columns [`read`] reads of a cycle `c` of community `m`.
macro_rules! cycle {
    () => {
        "c.id, c.district, c.community, m.name, c.shape, c.title, c.step, c.state, c.student_need, c.educator_need, \
         c.student_goal, c.educator_goal, c.strategy, c.grew_from, c.outcome, c.began, c.began_by, c.closed, c.next, c.due, \
         c.audience, c.rev"
    };
}

/// The columns [`standings`] reads of a cycle `c`. How long it has been at its step, and what the viewer wrote there, is asked of
/// one that goes on.
macro_rules! standing {
    // Of community `m`.
    () => {
        standing!(
            "m.name",
            "case when c.state = 'open' then \
             (select max(e.at) from entry e where e.cycle = c.id and e.step = c.step and e.by = $1 and e.gone_at is null) end "
        )
    };
    ($community:literal, $mine:literal) => {
        concat!(
            "c.id, ",
            $community,
            ", c.shape, c.title, c.step, c.state, c.outcome, c.began, c.closed, c.due, \
         (select count(*) from entry e where e.cycle = c.id and e.kind = 'try' and e.gone_at is null), \
         case when c.state = 'open' then (select max(v.at) from move v where v.cycle = c.id and v.kind in ('begin', 'on', 'back')) end, \
         (select max(e.at) from entry e where e.cycle = c.id and e.gone_at is null), ",
            $mine
        )
    };
}

/// The columns [`read_entry`] reads, of alias `e`, and those in `$more` of what `$beside` joins.
macro_rules! entry {
    () => {
        entry!("", "")
    };
    ($more:literal, $beside:literal) => {
        concat!(
            "select e.id, e.cycle, e.step, e.kind, e.fields, e.audience, e.by, p.name, e.at, e.changed, e.rev",
            $more,
            " from entry e join person p on p.id = e.by ",
            $beside
        )
    };
}

sql! {
    FIND = "select ", cycle!(), " from cycle c join community m on m.id = c.community where c.id = $3 and ", sees!("c");
    LOAD = "select ", cycle!(), " from cycle c join community m on m.id = c.community where c.id = $1";
    LOCK = "update cycle set rev = rev where id = $1";
    MOVES = "select v.kind, v.from_step, v.to_step, v.why, v.by, p.name, v.at from move v join person p on p.id = v.by \
             where v.cycle = $1 order by v.n";
    PLACE = "select district, inside, status, peers from community where id = $1";
    PREDICTED = "select count(*) from entry where cycle = $1 and kind = 'prediction' and gone_at is null";
    ENTRIES = entry!(), "where e.cycle = $3 and e.gone_at is null and ", sees!("e"), " order by e.at, e.id";
    // With what lies beside each, so that both are one question.
    WRITTEN = entry!(", v.id, v.kind, v.text, v.value, v.link, v.file, v.observation is not null", "left join evidence v on v.entry = e.id "),
              "where e.cycle = $3 and e.gone_at is null and ", sees!("e"), " order by e.at, e.id, v.at, v.id";
    ENTRY = entry!(), "where e.id = $3 and e.gone_at is null and ", sees!("e");
    PAST = "select t.at, t.fields from entry_past t join entry e on e.id = t.entry where t.entry = $3 and ", sees!("e"), " order by t.at desc, t.id desc limit 20";
    HOW_MANIETH = "select count(*) from cycle where community = $1 and (began < $2 or (began = $2 and id <= $3))";
    MINE = "select ", standing!(), "from membership b join cycle c on c.community = b.community join community m on m.id = c.community \
            where b.person = $1 and b.since <= $2 and b.until > $2 and b.part in ('member', 'facilitator') and m.archived_at is null \
            and ", sees!("c"), " order by case c.state when 'open' then 0 when 'paused' then 1 else 2 end, c.began desc, c.id limit 200";
    // What the viewer wrote is asked on the list of their own; what the community is called, whoever asks knows.
    OF_COMMUNITY = "select ", standing!("''", "cast(null as bigint) "), "from cycle c where c.community = $3 and ", sees!("c"), " order by case c.state when 'open' then 0 when 'paused' then 1 else 2 end, c.began desc, c.id limit 200";
    STATUS = "select c.shape, c.step, c.state, c.outcome, c.began, c.closed, \
              (select count(*) from entry e where e.cycle = c.id and e.kind = 'try' and e.gone_at is null), \
              (select count(*) from entry e where e.cycle = c.id and e.gone_at is null), \
              (select max(v.at) from move v where v.cycle = c.id and v.kind in ('begin', 'on', 'back')), \
              (select max(e.at) from entry e where e.cycle = c.id and e.gone_at is null) \
              from cycle c join (select id, status as audience from community) m on m.id = c.community \
              where c.community = $3 and ", sees!("m"), " order by case c.state when 'open' then 0 when 'paused' then 1 else 2 end, c.began desc, c.id limit 50";
    OPEN_OF = "select id, step from cycle where community = $1 and state = 'open' order by began desc, id desc limit 1";
    TRAILS = "select c.strategy, \
              count(distinct case when c.state = 'closed' then c.community when (select 1 from entry e where e.cycle = c.id and e.kind = 'try' \
                                  and e.gone_at is null limit 1) is not null then c.community end), \
              count(distinct case when c.outcome in ('adopt', 'adapt') then c.community end), \
              count(distinct case when c.outcome = 'abandon' then c.community end) \
              from cycle c where c.district = $1 and c.strategy is not null group by c.strategy";
}

/// The cycle, if the viewer can see it.
pub fn find(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<Option<Cycle>, Error> {
    c.one(FIND, args![me.person, me.now, id], read)
}

/// The cycle a community works on, the newest that is open, and the key of the step it is at; whoever asks.
pub fn open_of(c: &mut Conn, community: CommunityId) -> Result<Option<(CycleId, String)>, Error> {
    c.one(OPEN_OF, args![community], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The cycle, whoever asks: only for the engine.
pub(super) fn load(c: &mut Conn, id: CycleId) -> Result<Option<Cycle>, Error> {
    c.one(LOAD, args![id], read)
}

/// The cycle with its shape, its moves and where it stands, whoever asks: only for the engine.
pub(super) fn turn(c: &mut Conn, id: CycleId) -> Result<Option<Turn>, Error> {
    match load(c, id)? {
        Some(cycle) => turn_of(c, cycle).map(Some),
        None => Ok(None),
    }
}

/// The same, held until the transaction ends: two moves at once come one after the other.
pub(super) fn turn_to_change(tx: &mut Tx<'_>, id: CycleId) -> Result<Option<Turn>, Error> {
    tx.exec(LOCK, args![id])?;
    turn(tx, id)
}

/// A cycle that has ended, whoever asks: for what grows out of it.
pub fn ended(c: &mut Conn, id: CycleId) -> Result<Option<Cycle>, Error> {
    Ok(load(c, id)?.filter(|cycle| cycle.state == State::Closed))
}

/// A cycle with its shape, its moves and where it stands.
pub fn turn_of(c: &mut Conn, cycle: Cycle) -> Result<Turn, Error> {
    let moved = moves(c, cycle.id)?;
    turn_that(c, cycle, moved)
}

/// The same of a cycle that moved so.
pub(super) fn turn_that(c: &mut Conn, cycle: Cycle, moved: Vec<Moved>) -> Result<Turn, Error> {
    let shape = shapes::one(c, cycle.shape)?;
    let standing = standing(&cycle, &moved);
    Ok(Turn { cycle, shape, standing, moved })
}

/// How a cycle moved, from the first time on, whoever asks.
pub(super) fn moves(c: &mut Conn, cycle: CycleId) -> Result<Vec<Moved>, Error> {
    c.rows(MOVES, args![cycle], |r| {
        Ok(Moved {
            kind: r.get(0)?,
            from: r.get(1)?,
            to: r.get(2)?,
            why: r.get(3)?,
            by: r.get(4)?,
            by_name: r.get(5)?,
            at: r.get(6)?,
        })
    })
}

/// A community as the engine needs it.
pub(super) struct Place {
    pub district: DistrictId,
    pub inside: AudienceId,
    pub status: AudienceId,
    pub peers: AudienceId,
}

/// The audiences of a community.
pub(super) fn place(c: &mut Conn, id: CommunityId) -> Result<Option<Place>, Error> {
    c.one(PLACE, args![id], |r| {
        Ok(Place { district: r.get(0)?, inside: r.get(1)?, status: r.get(2)?, peers: r.get(3)? })
    })
}

/// Whether somebody wrote what they expect.
pub(super) fn has_prediction(c: &mut Conn, id: CycleId) -> Result<bool, Error> {
    Ok(c.count(PREDICTED, args![id])? > 0)
}

/// What the viewer can see of what was written, oldest first.
pub fn entries(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<Vec<Entry>, Error> {
    c.rows(ENTRIES, args![me.person, me.now, id], read_entry)
}

/// One entry, if the viewer can see it.
pub fn entry(c: &mut Conn, me: &Viewer, id: EntryId) -> Result<Option<Entry>, Error> {
    c.one(ENTRY, args![me.person, me.now, id], read_entry)
}

/// What lies beside the entries of a cycle, by entry.
pub type Beside = HashMap<EntryId, Vec<Evidence>>;

/// What [`entries`] gives, and what lies beside each.
pub fn written(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<(Vec<Entry>, Beside), Error> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut evidence = Beside::new();
    c.each(WRITTEN, args![me.person, me.now, id], &mut |r| {
        let entry: EntryId = r.get(0)?;
        if entries.last().is_none_or(|e| e.id != entry) {
            entries.push(read_entry(r)?);
        }
        if let Some(id) = r.maybe(11)? {
            evidence.entry(entry).or_default().push(Evidence {
                id,
                entry,
                kind: Kind::named(&r.get::<String>(12)?),
                text: r.get(13)?,
                value: r.get(14)?,
                link: r.get(15)?,
                file: r.maybe(16)?,
                observed: r.get(17)?,
            });
        }
        Ok(())
    })?;
    Ok((entries, evidence))
}

/// Where each strategy of the viewer's district was tried: counts of teams.
pub fn trails(c: &mut Conn, me: &Viewer) -> Result<HashMap<StrategyId, Trail>, crate::Stop> {
    let rows = c.rows(TRAILS, args![me.district], |r| {
        Ok((r.get(0)?, Trail { tried: r.get(1)?, kept: r.get(2)?, dropped: r.get(3)? }))
    })?;
    Ok(rows.into_iter().collect())
}

/// What an entry said before, newest first: for its writer.
pub(super) fn past(c: &mut Conn, me: &Viewer, entry: EntryId) -> Result<Vec<(Time, Written)>, Error> {
    let rows: Vec<(Time, String)> = c.rows(PAST, args![me.person, me.now, entry], |r| Ok((r.get(0)?, r.get(1)?)))?;
    rows.into_iter().map(|(at, body)| Ok((at, words_of(&body)?))).collect()
}

/// The how-manieth cycle of its community this is.
pub(super) fn how_manieth(c: &mut Conn, cycle: &Cycle) -> Result<i64, Error> {
    c.count(HOW_MANIETH, args![cycle.community, cycle.began, cycle.id])
}

/// A cycle in a list, with where it stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub id: CycleId,
    pub community_name: String,
    pub shape: Arc<Shape>,
    pub title: String,
    /// The key of the step it is at.
    pub step: String,
    pub state: State,
    pub outcome: Option<String>,
    pub began: Time,
    pub closed: Option<Time>,
    pub due: Option<Date>,
    pub tries: i64,
    /// When it came to the step it is at.
    pub at_step_since: Time,
    /// When somebody last wrote something.
    pub written: Option<Time>,
    /// When the viewer last wrote at the step it is at; not asked by [`of_community`].
    pub mine_at_step: Option<Time>,
}

/// The cycles of the viewer's communities: those that go on first.
pub fn mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Standing>, Error> {
    standings(c, MINE, args![me.person, me.now])
}

/// The cycles of a community that the viewer can see: those that go on first.
pub fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Vec<Standing>, Error> {
    let mut all = standings(c, OF_COMMUNITY, args![me.person, me.now, community.id])?;
    all.iter_mut().for_each(|s| s.community_name.clone_from(&community.name));
    Ok(all)
}

fn standings(c: &mut Conn, sql: Sql, args: &[Val]) -> Result<Vec<Standing>, Error> {
    let rows: Vec<(Uuid, _)> = c.rows(sql, args, |r| {
        let (id, community_name, title, step) = (r.get(0)?, r.get(1)?, r.get(3)?, r.get(4)?);
        let (state, outcome) = (State::named(&r.get::<String>(5)?), r.get(6)?);
        let (began, closed, due): (Time, _, Option<String>) = (r.get(7)?, r.maybe(8)?, r.get(9)?);
        let (tries, since, written, mine_at_step) = (r.get(10)?, r.maybe(11)?, r.maybe(12)?, r.maybe(13)?);
        let of = move |shape| Standing {
            id,
            community_name,
            shape,
            title,
            step,
            state,
            outcome,
            began,
            closed,
            due: due.and_then(|d| d.parse().ok()),
            tries,
            at_step_since: since.unwrap_or(began),
            written,
            mine_at_step,
        };
        Ok((r.get(2)?, of))
    })?;
    rows.into_iter().map(|(shape, of)| Ok(of(shapes::one(c, shape)?))).collect()
}

/// How a community's cycle stands, for whoever may know that work is done there, but not what it says.
#[derive(Clone, Debug)]
pub struct Status {
    pub shape: Arc<Shape>,
    /// The key of the step it is at.
    pub step: String,
    pub state: State,
    pub outcome: Option<String>,
    pub began: Time,
    pub closed: Option<Time>,
    pub tries: i64,
    pub entries: i64,
    pub at_step_since: Time,
    pub written: Option<Time>,
}

/// How the cycles of a community stand: steps and counts, no titles, no names. Empty for whoever may not know even that.
pub fn status_of(c: &mut Conn, me: &Viewer, community: CommunityId) -> Result<Vec<Status>, Error> {
    let rows: Vec<(Uuid, _)> = c.rows(STATUS, args![me.person, me.now, community], |r| {
        let began: Time = r.get(4)?;
        let stands = (r.get(1)?, State::named(&r.get::<String>(2)?), r.get(3)?, began, r.maybe(5)?);
        let work = (r.get(6)?, r.get(7)?, r.maybe(8)?.unwrap_or(began), r.maybe(9)?);
        Ok((r.get(0)?, (stands, work)))
    })?;
    rows.into_iter()
        .map(|(shape, ((step, state, outcome, began, closed), (tries, entries, at_step_since, written)))| {
            let shape = shapes::one(c, shape)?;
            Ok(Status { shape, step, state, outcome, began, closed, tries, entries, at_step_since, written })
        })
        .collect()
}

fn words_of(body: &str) -> Result<Written, Error> {
    serde_json::from_str(body).map_err(|e| Error::Ours(format!("an entry can't be read: {e}")))
}

pub(super) fn read(r: &Row<'_>) -> Result<Cycle, Error> {
    let due: Option<String> = r.get(19)?;
    Ok(Cycle {
        id: r.get(0)?,
        district: r.get(1)?,
        community: r.get(2)?,
        community_name: r.get(3)?,
        shape: r.get(4)?,
        title: r.get(5)?,
        step: r.get(6)?,
        state: State::named(&r.get::<String>(7)?),
        links: Links {
            student_need: r.maybe(8)?,
            educator_need: r.maybe(9)?,
            student_goal: r.maybe(10)?,
            educator_goal: r.maybe(11)?,
            strategy: r.maybe(12)?,
        },
        grew_from: r.maybe(13)?,
        outcome: r.get(14)?,
        began: r.get(15)?,
        began_by: r.get(16)?,
        closed: r.maybe::<Time>(17)?,
        next: r.get(18)?,
        due: due.and_then(|d| d.parse().ok()),
        audience: r.get(20)?,
        rev: r.get(21)?,
    })
}

fn read_entry(r: &Row<'_>) -> Result<Entry, Error> {
    let fields: String = r.get(4)?;
    Ok(Entry {
        id: r.get(0)?,
        cycle: r.get(1)?,
        step: r.get(2)?,
        kind: r.get(3)?,
        fields: words_of(&fields)?,
        audience: r.get(5)?,
        by: r.get(6)?,
        by_name: r.get(7)?,
        at: r.get(8)?,
        changed: r.get(9)?,
        rev: r.get(10)?,
    })
}
