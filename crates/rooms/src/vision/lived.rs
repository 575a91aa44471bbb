//! Lived: what cites a passage, asked with the eyes of whoever reads.

use std::collections::HashMap;

use store::{Conn, CycleId, Error, MeetingId, PersonId, Sql, StatementId, Tx, Val, args, sees, sql};
use uuid::Uuid;

use super::cited::{self, Lived, Thing, of_thing, thing_of, what_cites};
use super::queries;
use super::statement::{Kind, Statement};
use crate::Viewer;
use crate::communities::Community;

/// The columns [`read_cites`] reads and those in `$more`: a passage that a citation `ci` of those in `$from` cites, once for each
/// wording that was adopted and has it.
macro_rules! cite {
    ($more:literal, $from:expr) => {
        concat!(
            "select ", thing_of!(), " as thing, s.id, s.kind, s.name, coalesce(k.name, o.name) as place, ci.clause, c.text", $more,
            " from ", $from, " ci \
             join statement s on s.id = ci.statement join org o on o.id = s.org left join community k on k.id = s.community \
             join clause c on c.id = ci.clause join statement_draft d on d.id = c.draft and d.adopted_at is not null and ",
            sees!("d")
        )
    };
}

/// Where anything holds at the place $5 of district $4 or above it that the viewer may read, what the citations that `$from`
/// selects cite, once with nothing where nothing is; no row where nothing holds.
macro_rules! where_anything_holds {
    ($from:expr) => {
        concat!(
            "select q.* from (select 1 as holds from org_above a join statement s on s.org = a.above join statement_draft d on d.statement = s.id \
             where a.below = $5 and s.district = $4 and d.adopted_at is not null and d.ended_at is null and ", sees!("d"), " limit 1) h left join (",
            cite!(", ci.at as at, s.made as made, d.n as wording, c.n as n", concat!("(", $from, ")")),
            ") q on true order by q.at, q.made, q.wording desc, q.n limit 2000"
        )
    };
}

/// What the citations cite of which `$which` is true.
macro_rules! of {
    ($which:expr) => {
        concat!(cite!("", "citation"), " where ", $which, " order by s.made, d.n desc, c.n limit 600")
    };
}

sql! {
    LIVED = what_cites!("ci.clause", "citation", "ci.statement = $3"), " order by 7 desc, 3 limit 500";
    OF = of!(of_thing!("$3"));
    // Of which kind of thing most pages know: then one index does.
    OF_GOAL = of!("ci.goal = $3");
    OF_LESSON = of!("ci.lesson = $3");
    // Each way in by its own index: with "or", and where these are only the ids of citations, PostgreSQL reads every one there is.
    OF_MEETING = where_anything_holds!("select x.* from item i join citation x on x.item = i.id where i.meeting = $3 \
                 union all select x.* from decision t join citation x on x.decision = t.id where t.meeting = $3");
    OF_CYCLE = where_anything_holds!(concat!("select x.* from citation x where x.cycle = $3 union all select x.* from entry e \
               join citation x on x.entry = e.id where e.cycle = $3 and e.gone_at is null and ", sees!("e")));
    ADD = "insert into citation (id, district, statement, clause, goal, item, decision, lesson, cycle, entry, by, at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing";
    END = "delete from citation where clause = $1 and ", of_thing!("$2");
}

/// What lives each passage of a statement, the newest first.
pub(crate) fn lived(c: &mut Conn, me: &Viewer, statement: StatementId) -> Result<HashMap<Uuid, Vec<Lived>>, Error> {
    let mut found: HashMap<Uuid, Vec<Lived>> = HashMap::new();
    c.each(LIVED, args![me.person, me.now, statement], &mut |r| {
        found.entry(r.get(0)?).or_default().push(Lived::read(r, 1)?);
        Ok(())
    })?;
    Ok(found)
}

/// A passage that something cites.
#[derive(Clone, Debug)]
pub(super) struct Cite {
    /// What cites.
    pub thing: Uuid,
    pub statement: StatementId,
    pub kind: Kind,
    pub name: String,
    pub place: String,
    pub clause: Uuid,
    pub text: String,
}

/// Reads the rows of [`cite!`], of each passage only its newest wording, which comes first. True when there was a row at all.
fn read_cites(c: &mut Conn, sql: Sql, about: &[Val]) -> Result<(bool, Vec<Cite>), Error> {
    let (mut any, mut all): (bool, Vec<Cite>) = (false, Vec::new());
    c.each(sql, about, &mut |r| {
        any = true;
        let Some(thing) = r.get::<Option<Uuid>>(0)? else { return Ok(()) };
        let (kind, clause): (String, Uuid) = (r.get(2)?, r.get(5)?);
        if all.iter().all(|known| known.thing != thing || known.clause != clause) {
            let (kind, text) = (Kind::named(&kind).unwrap_or(Kind::Vision), r.get(6)?);
            all.push(Cite { thing, statement: r.get(1)?, kind, name: r.get(3)?, place: r.get(4)?, clause, text });
        }
        Ok(())
    })?;
    Ok((any, all))
}

/// What a thing cites, as far as the viewer may read it.
pub(super) fn cites(c: &mut Conn, me: &Viewer, thing: Thing) -> Result<Vec<Cite>, Error> {
    let sql = match thing {
        Thing::Goal(_) => OF_GOAL,
        Thing::Lesson(_) => OF_LESSON,
        Thing::Item(_) | Thing::Decision(_) | Thing::Cycle(_) | Thing::Entry(_) => OF,
    };
    Ok(read_cites(c, sql, args![me.person, me.now, thing.id()])?.1)
}

/// What the points and decisions of a meeting cite; nothing where nothing holds that the viewer may read.
pub(super) fn cites_of_meeting(
    c: &mut Conn,
    me: &Viewer,
    community: &Community,
    meeting: MeetingId,
) -> Result<Option<Vec<Cite>>, Error> {
    where_anything_holds(c, me, community, (OF_MEETING, meeting.0))
}

/// What a cycle cites, and what the viewer sees of what was written in it; nothing where nothing holds that they may read.
pub(super) fn cites_of_cycle(
    c: &mut Conn,
    me: &Viewer,
    community: &Community,
    cycle: CycleId,
) -> Result<Option<Vec<Cite>>, Error> {
    where_anything_holds(c, me, community, (OF_CYCLE, cycle.0))
}

fn where_anything_holds(
    c: &mut Conn,
    me: &Viewer,
    community: &Community,
    (sql, id): (Sql, Uuid),
) -> Result<Option<Vec<Cite>>, Error> {
    let (holds, cites) = read_cites(c, sql, args![me.person, me.now, id, community.district, community.org])?;
    Ok(holds.then_some(cites))
}

/// A thing cites a passage from now on; citing it again changes nothing.
///
/// # Errors
/// When there is no such thing, or the database fails.
pub fn cite(tx: &mut Tx<'_>, by: PersonId, statement: &Statement, clause: Uuid, thing: Thing) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let [goal, item, decision, lesson, cycle, entry] = thing.columns();
    let (district, of) = (statement.district, statement.id);
    let added = tx.exec(ADD, args![id, district, of, clause, goal, item, decision, lesson, cycle, entry, by, now])?;
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
    if tx.exec(END, args![clause, thing.id()])? == 0 {
        return Ok(());
    }
    tell(tx, by, statement, thing, "statement.uncited")
}

/// Told to those who see what cites, who may be fewer than those who read the statement.
fn tell(tx: &mut Tx<'_>, by: PersonId, statement: &Statement, thing: Thing, verb: &'static str) -> Result<(), Error> {
    let audience = cited::audience_of(tx, thing)?;
    queries::tell_to(tx, by, statement, verb, audience)
}
