//! What the room asks the database.

use std::collections::HashMap;

use store::{
    AudienceId, CommunityId, Conn, CycleId, DistrictId, EntryId, Error, Row, StrategyId, Time, Tx, args, sees, sql,
};

use super::cycle::{Cycle, Links, Moved, State, Turn, standing};
use super::entry::{Entry, Evidence, Kind};
use super::shapes;
use crate::Viewer;
use crate::library::Trail;

sql! {
    FIND = "select c.id, c.district, c.community, m.name, c.shape, c.title, c.step, c.state, c.student_need, c.educator_need, \
            c.student_goal, c.educator_goal, c.strategy, c.grew_from, c.outcome, c.began, c.began_by, c.closed, c.next, c.due, \
            c.audience, c.rev from cycle c join community m on m.id = c.community where c.id = $3 and ", sees!("c");
    LOAD = "select c.id, c.district, c.community, m.name, c.shape, c.title, c.step, c.state, c.student_need, c.educator_need, \
            c.student_goal, c.educator_goal, c.strategy, c.grew_from, c.outcome, c.began, c.began_by, c.closed, c.next, c.due, \
            c.audience, c.rev from cycle c join community m on m.id = c.community where c.id = $1";
    LOCK = "update cycle set rev = rev where id = $1";
    MOVES = "select v.kind, v.from_step, v.to_step, v.why, v.by, p.name, v.at from move v join person p on p.id = v.by \
             where v.cycle = $1 order by v.n";
    PLACE = "select district, inside, status, peers from community where id = $1";
    PREDICTED = "select count(*) from entry where cycle = $1 and kind = 'prediction' and gone_at is null";
    ENTRIES = "select e.id, e.cycle, e.step, e.kind, e.fields, e.audience, e.by, p.name, e.at, e.changed, e.rev \
               from entry e join person p on p.id = e.by \
               where e.cycle = $3 and e.gone_at is null and ", sees!("e"), " order by e.at, e.id";
    ENTRY = "select e.id, e.cycle, e.step, e.kind, e.fields, e.audience, e.by, p.name, e.at, e.changed, e.rev \
             from entry e join person p on p.id = e.by where e.id = $3 and e.gone_at is null and ", sees!("e");
    EVIDENCE = "select v.id, v.entry, v.kind, v.text, v.value, v.link, v.file, v.observation is not null \
                from evidence v join entry e on e.id = v.entry \
                where e.cycle = $3 and e.gone_at is null and ", sees!("e"), " order by v.at, v.id";
    TRAILS = "select c.strategy, \
              count(distinct case when c.state = 'closed' or exists (select 1 from entry e where e.cycle = c.id and e.kind = 'try' \
                                  and e.gone_at is null) then c.community end), \
              count(distinct case when c.outcome in ('adopt', 'adapt') then c.community end), \
              count(distinct case when c.outcome = 'abandon' then c.community end) \
              from cycle c where c.district = $1 and c.strategy is not null group by c.strategy";
}

/// The cycle, if the viewer can see it.
pub fn find(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<Option<Cycle>, Error> {
    c.one(FIND, args![me.person, me.now, id], read)
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

/// A cycle with its shape, its moves and where it stands.
pub fn turn_of(c: &mut Conn, cycle: Cycle) -> Result<Turn, Error> {
    let shape = shapes::one(c, cycle.shape)?;
    let moved = c.rows(MOVES, args![cycle.id], |r| {
        Ok(Moved {
            kind: r.get(0)?,
            from: r.get(1)?,
            to: r.get(2)?,
            why: r.get(3)?,
            by: r.get(4)?,
            by_name: r.get(5)?,
            at: r.get(6)?,
        })
    })?;
    let standing = standing(&cycle, &moved);
    Ok(Turn { cycle, shape, standing, moved })
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
pub fn evidence(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<HashMap<EntryId, Vec<Evidence>>, Error> {
    let mut found: HashMap<EntryId, Vec<Evidence>> = HashMap::new();
    let rows = c.rows(EVIDENCE, args![me.person, me.now, id], |r| {
        Ok(Evidence {
            id: r.get(0)?,
            entry: r.get(1)?,
            kind: Kind::named(&r.get::<String>(2)?),
            text: r.get(3)?,
            value: r.get(4)?,
            link: r.get(5)?,
            file: r.maybe(6)?,
            observed: r.get(7)?,
        })
    })?;
    for e in rows {
        found.entry(e.entry).or_default().push(e);
    }
    Ok(found)
}

/// Where each strategy of the viewer's district was tried: counts of teams.
pub fn trails(c: &mut Conn, me: &Viewer) -> Result<HashMap<StrategyId, Trail>, crate::Stop> {
    let rows = c.rows(TRAILS, args![me.district], |r| {
        Ok((r.get(0)?, Trail { tried: r.get(1)?, kept: r.get(2)?, dropped: r.get(3)? }))
    })?;
    Ok(rows.into_iter().collect())
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
        fields: serde_json::from_str(&fields).map_err(|e| Error::Ours(format!("an entry can't be read: {e}")))?,
        audience: r.get(5)?,
        by: r.get(6)?,
        by_name: r.get(7)?,
        at: r.get(8)?,
        changed: r.get(9)?,
        rev: r.get(10)?,
    })
}
