//! Lived: what cites a passage, a goal, a point of an agenda or a decision, asked with the eyes of whoever reads.

use std::collections::HashMap;

use store::{
    AudienceId, CommunityId, Conn, DistrictId, Error, GoalId, ItemId, MeetingId, OrgId, PersonId, Row, StatementId, Tx,
    args, sees, sql,
};
use uuid::Uuid;

use super::queries;
use super::statement::{Kind, Statement};
use crate::Viewer;

/// What can cite a passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    Goal(GoalId),
    Item(ItemId),
    Decision(Uuid),
}

impl Thing {
    /// The three columns of which one names it.
    fn columns(self) -> (Option<Uuid>, Option<Uuid>, Option<Uuid>) {
        match self {
            Thing::Goal(id) => (Some(id.0), None, None),
            Thing::Item(id) => (None, Some(id.0), None),
            Thing::Decision(id) => (None, None, Some(id)),
        }
    }
}

/// The columns [`read_cite`] reads: a passage that is cited, in the newest wording that was adopted and has it.
macro_rules! cite {
    () => {
        concat!(
            "select coalesce(ci.goal, ci.item, ci.decision), s.id, s.kind, s.name, coalesce(k.name, o.name), ci.clause, c.text \
             from citation ci join statement s on s.id = ci.statement join org o on o.id = s.org left join community k on k.id = s.community \
             join clause c on c.id = ci.clause join statement_draft d on d.id = c.draft and d.adopted_at is not null and ",
            sees!("d"),
            " and not exists (select 1 from clause l join statement_draft e on e.id = l.draft where l.id = ci.clause \
             and e.adopted_at is not null and e.n > d.n) "
        )
    };
}

sql! {
    LIVED = "select ci.clause, 'goal', g.id, g.text, coalesce(gm.name, go.name, gp.name), ci.at from citation ci join goal g on g.id = ci.goal \
             left join community gm on gm.id = g.owner_community left join org go on go.id = g.owner_org left join person gp on gp.id = g.owner_person \
             where ci.statement = $3 and ", sees!("g"), " \
             union all select ci.clause, 'item', m.id, i.title, q.name, ci.at from citation ci join item i on i.id = ci.item \
             join meeting m on m.id = i.meeting join community q on q.id = m.community where ci.statement = $3 and ", sees!("m"), " \
             union all select ci.clause, 'decision', x.meeting, x.text, y.name, ci.at from citation ci join decision x on x.id = ci.decision \
             join community y on y.id = x.community where ci.statement = $3 and ", sees!("x"), " order by 6 desc, 3 limit 500";
    OF_GOAL = cite!(), " where ci.goal = $3 order by s.made, c.n limit 60";
    OF_ITEM = cite!(), " where ci.item = $3 order by s.made, c.n limit 60";
    OF_DECISION = cite!(), " where ci.decision = $3 order by s.made, c.n limit 60";
    OF_MEETING = cite!(), " where ci.item in (select i.id from item i where i.meeting = $3) \
                 or ci.decision in (select x.id from decision x where x.meeting = $3) order by ci.at, s.made, c.n limit 200";
    IN_MEETING = "select 'item', i.id, i.title, i.n from item i join meeting m on m.id = i.meeting where i.meeting = $3 and ", sees!("m"), " \
                  union all select 'decision', x.id, x.text, x.at from decision x where x.meeting = $3 and ", sees!("x"), " order by 1 desc, 4 limit 80";
    ITEM = "select i.title, m.id, m.community, m.audience from item i join meeting m on m.id = i.meeting where i.id = $3 and ", sees!("m");
    DECISION = "select x.text, x.meeting, x.community, x.audience from decision x where x.id = $3 and ", sees!("x");
    ANY_HOLDS = "select count(*) from statement s join statement_draft d on d.statement = s.id and d.adopted_at is not null and d.ended_at is null \
                 where s.district = $3 and s.org in (select a.above from org_above a where a.below = $4) and ", sees!("d");
    ADD = "insert into citation (id, district, statement, clause, goal, item, decision, by, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
           on conflict do nothing";
    END = "delete from citation where clause = $1 and (goal = $2 or item = $3 or decision = $4)";
    AUDIENCE_OF_GOAL = "select audience from goal where id = $1";
    AUDIENCE_OF_ITEM = "select m.audience from item i join meeting m on m.id = i.meeting where i.id = $1";
    AUDIENCE_OF_DECISION = "select audience from decision where id = $1";
}

/// Something that lives a passage, as its reader may know it.
#[derive(Clone, Debug)]
pub struct Lived {
    /// Where it can be seen.
    pub href: String,
    pub what: String,
    pub title: String,
    /// Whose it is.
    pub whose: String,
}

/// What lives each passage of a statement, the newest first.
pub(crate) fn lived(c: &mut Conn, me: &Viewer, statement: StatementId) -> Result<HashMap<Uuid, Vec<Lived>>, Error> {
    let mut found: HashMap<Uuid, Vec<Lived>> = HashMap::new();
    c.each(LIVED, args![me.person, me.now, statement], &mut |r| {
        let what: String = r.get(1)?;
        let id: Uuid = r.get(2)?;
        let href = match what.as_str() {
            "goal" => format!("/goals/{id}"),
            "item" => format!("/meetings/{id}#agenda-head"),
            _ => format!("/meetings/{id}#decided"),
        };
        let whose = r.get::<Option<String>>(4)?.unwrap_or_default();
        found.entry(r.get(0)?).or_default().push(Lived { href, what, title: r.get(3)?, whose });
        Ok(())
    })?;
    Ok(found)
}

/// A passage that something cites.
#[derive(Clone, Debug)]
pub(super) struct Cite {
    /// The goal, point or decision.
    pub thing: Uuid,
    pub statement: StatementId,
    pub kind: Kind,
    pub name: String,
    pub place: String,
    pub clause: Uuid,
    pub text: String,
}

fn read_cite(r: &Row<'_>) -> Result<Cite, Error> {
    let kind: String = r.get(2)?;
    Ok(Cite {
        thing: r.get(0)?,
        statement: r.get(1)?,
        kind: Kind::named(&kind).unwrap_or(Kind::Vision),
        name: r.get(3)?,
        place: r.get(4)?,
        clause: r.get(5)?,
        text: r.get(6)?,
    })
}

/// What a thing cites, as far as the viewer may read it.
pub(super) fn cites(c: &mut Conn, me: &Viewer, thing: Thing) -> Result<Vec<Cite>, Error> {
    let (sql, id) = match thing {
        Thing::Goal(id) => (OF_GOAL, id.0),
        Thing::Item(id) => (OF_ITEM, id.0),
        Thing::Decision(id) => (OF_DECISION, id),
    };
    c.rows(sql, args![me.person, me.now, id], read_cite)
}

/// What the points and decisions of a meeting cite.
pub(super) fn cites_of_meeting(c: &mut Conn, me: &Viewer, meeting: MeetingId) -> Result<Vec<Cite>, Error> {
    c.rows(OF_MEETING, args![me.person, me.now, meeting], read_cite)
}

/// The points and decisions of a meeting that can cite, with their words.
pub(super) fn in_meeting(c: &mut Conn, me: &Viewer, meeting: MeetingId) -> Result<Vec<(Thing, String)>, Error> {
    c.rows(IN_MEETING, args![me.person, me.now, meeting], |r| {
        let (kind, id): (String, Uuid) = (r.get(0)?, r.get(1)?);
        let thing = if kind == "item" { Thing::Item(ItemId(id)) } else { Thing::Decision(id) };
        Ok((thing, r.get(2)?))
    })
}

/// Whether anything holds at a place or above it that the viewer may read.
pub(super) fn any_holds(c: &mut Conn, me: &Viewer, district: DistrictId, org: OrgId) -> Result<bool, Error> {
    Ok(c.count(ANY_HOLDS, args![me.person, me.now, district, org])? > 0)
}

/// A point or a decision of a meeting the viewer sees: its words, the meeting, the community.
pub(super) fn of_meeting(
    c: &mut Conn,
    me: &Viewer,
    thing: Thing,
) -> Result<Option<(String, MeetingId, CommunityId, AudienceId)>, Error> {
    let (sql, id) = match thing {
        Thing::Item(id) => (ITEM, id.0),
        Thing::Decision(id) => (DECISION, id),
        Thing::Goal(_) => return Ok(None),
    };
    c.one(sql, args![me.person, me.now, id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// A thing cites a passage from now on; citing it again changes nothing.
///
/// # Errors
/// When there is no such thing, or the database fails.
pub fn cite(tx: &mut Tx<'_>, by: PersonId, statement: &Statement, clause: Uuid, thing: Thing) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let (goal, item, decision) = thing.columns();
    let added = tx.exec(ADD, args![id, statement.district, statement.id, clause, goal, item, decision, by, now])?;
    if added == 0 { Ok(()) } else { tell(tx, by, statement, thing, "statement.cited") }
}

/// A thing doesn't cite a passage any more.
///
/// # Errors
/// When the database fails.
pub(super) fn end(
    tx: &mut Tx<'_>,
    by: PersonId,
    statement: &Statement,
    clause: Uuid,
    thing: Thing,
) -> Result<(), Error> {
    let (goal, item, decision) = thing.columns();
    if tx.exec(END, args![clause, goal, item, decision])? == 0 {
        return Ok(());
    }
    tell(tx, by, statement, thing, "statement.uncited")
}

/// Told to those who see what cites, who may be fewer than those who read the statement.
fn tell(tx: &mut Tx<'_>, by: PersonId, statement: &Statement, thing: Thing, verb: &'static str) -> Result<(), Error> {
    let (sql, id) = match thing {
        Thing::Goal(id) => (AUDIENCE_OF_GOAL, id.0),
        Thing::Item(id) => (AUDIENCE_OF_ITEM, id.0),
        Thing::Decision(id) => (AUDIENCE_OF_DECISION, id),
    };
    let seen: Option<AudienceId> = tx.one(sql, args![id], |r| r.get(0))?;
    let audience = seen.ok_or_else(|| Error::Ours("nothing that could cite".into()))?;
    queries::tell_to(tx, by, statement, verb, audience)
}
