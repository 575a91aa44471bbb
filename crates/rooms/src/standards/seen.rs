//! Seen: where a standard is seen in people's own work, asked with the eyes of whoever reads.

use std::collections::HashMap;

use store::{
    AudienceId, CommunityId, Conn, CycleId, DistrictId, Error, GoalId, ItemId, LessonId, MeetingId, PersonId, Tx, args,
    events, sees, sql,
};
use uuid::Uuid;

use crate::Viewer;

/// What a standard can be seen in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    Goal(GoalId),
    Item(ItemId),
    Decision(Uuid),
    Lesson(LessonId),
    Cycle(CycleId),
}

impl Thing {
    /// Its id, whatever it is.
    pub fn id(self) -> Uuid {
        match self {
            Thing::Goal(id) => id.0,
            Thing::Item(id) => id.0,
            Thing::Decision(id) => id,
            Thing::Lesson(id) => id.0,
            Thing::Cycle(id) => id.0,
        }
    }

    /// The five columns of which one names it.
    fn columns(self) -> [Option<Uuid>; 5] {
        let at = match self {
            Thing::Goal(_) => 0,
            Thing::Item(_) => 1,
            Thing::Decision(_) => 2,
            Thing::Lesson(_) => 3,
            Thing::Cycle(_) => 4,
        };
        std::array::from_fn(|n| (n == at).then(|| self.id()))
    }
}

/// Of alias `ci`: of the district, the set and the standard that are asked for; any standard when that is empty.
macro_rules! asked {
    () => {
        " ci.district = $3 and ci.set_key = $4 and (ci.standard = $5 or $5 = '') and "
    };
}

sql! {
    SEEN = "select ci.standard, ci.element, 'goal', g.id, g.text, coalesce(gm.name, go.name, gp.name), ci.at from standard_citation ci join goal g on g.id = ci.goal \
            left join community gm on gm.id = g.owner_community left join org go on go.id = g.owner_org left join person gp on gp.id = g.owner_person \
            where ", asked!(), sees!("g"), " \
            union all select ci.standard, ci.element, 'item', m.id, i.title, q.name, ci.at from standard_citation ci join item i on i.id = ci.item \
            join meeting m on m.id = i.meeting join community q on q.id = m.community where ", asked!(), sees!("m"), " \
            union all select ci.standard, ci.element, 'decision', x.meeting, x.text, y.name, ci.at from standard_citation ci join decision x on x.id = ci.decision \
            join community y on y.id = x.community where ", asked!(), sees!("x"), " \
            union all select ci.standard, ci.element, 'lesson', l.id, l.title, z.name, ci.at from standard_citation ci join lesson l on l.id = ci.lesson \
            join community z on z.id = l.community where ", asked!(), sees!("l"), " \
            union all select ci.standard, ci.element, 'cycle', k.id, k.title, v.name, ci.at from standard_citation ci join cycle k on k.id = ci.cycle \
            join community v on v.id = k.community where ", asked!(), sees!("k"), " order by 7 desc, 4 limit 500";
    OF_GOAL = "select ci.goal, ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 and ci.goal = $3 order by ci.at, ci.id";
    OF_ITEM = "select ci.item, ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 and ci.item = $3 order by ci.at, ci.id";
    OF_DECISION = "select ci.decision, ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 and ci.decision = $3 order by ci.at, ci.id";
    OF_LESSON = "select ci.lesson, ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 and ci.lesson = $3 order by ci.at, ci.id";
    OF_CYCLE = "select ci.cycle, ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 and ci.cycle = $3 order by ci.at, ci.id";
    OF_MEETING = "select coalesce(ci.item, ci.decision), ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 \
                  and (ci.item in (select i.id from item i where i.meeting = $3) or ci.decision in (select x.id from decision x where x.meeting = $3)) \
                  order by ci.at, ci.id";
    IN_MEETING = "select 'item', i.id, i.title, i.n from item i join meeting m on m.id = i.meeting where i.meeting = $3 and ", sees!("m"), " \
                  union all select 'decision', x.id, x.text, x.at from decision x where x.meeting = $3 and ", sees!("x"), " order by 1 desc, 4 limit 80";
    ITEM = "select i.title, m.id, m.community, m.audience from item i join meeting m on m.id = i.meeting where i.id = $3 and ", sees!("m");
    DECISION = "select x.text, x.meeting, x.community, x.audience from decision x where x.id = $3 and ", sees!("x");
    ADD = "insert into standard_citation (id, district, set_key, standard, element, goal, item, decision, lesson, cycle, by, at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing";
    END = "delete from standard_citation where set_key = $1 and standard = $2 and element = $3 \
           and (goal = $4 or item = $5 or decision = $6 or lesson = $7 or cycle = $8)";
    AUDIENCE_OF = "select audience from goal where id = $1 union all select coalesce(m.audience, k.inside) from item i join community k on k.id = i.community left join meeting m on m.id = i.meeting where i.id = $1 \
                   union all select audience from decision where id = $1 union all select audience from lesson where id = $1 \
                   union all select audience from cycle where id = $1";
}

/// Something in which a standard is seen, as its reader may know it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub standard: String,
    pub element: String,
    pub what: String,
    pub href: String,
    pub title: String,
    pub whose: String,
}

/// Where the standards of a set are seen, the newest first; of one standard, or with an empty key of all.
pub(super) fn seen(c: &mut Conn, me: &Viewer, set: &str, standard: &str) -> Result<Vec<Seen>, Error> {
    c.rows(SEEN, args![me.person, me.now, me.district, set, standard], |r| {
        let what: String = r.get(2)?;
        let id: Uuid = r.get(3)?;
        let href = match what.as_str() {
            "goal" => format!("/goals/{id}"),
            "item" => format!("/meetings/{id}#agenda-head"),
            "decision" => format!("/meetings/{id}#decided"),
            "lesson" => format!("/lessons/{id}"),
            _ => format!("/cycles/{id}"),
        };
        Ok(Seen {
            standard: r.get(0)?,
            element: r.get(1)?,
            what,
            href,
            title: r.get(4)?,
            whose: r.get::<Option<String>>(5)?.unwrap_or_default(),
        })
    })
}

/// A thing and what is seen in it: the keys of a standard and of an element, which is empty for the whole.
pub(super) type Cite = (Uuid, String, String);

fn cite_rows(c: &mut Conn, sql: store::Sql, about: &[store::Val]) -> Result<Vec<Cite>, Error> {
    c.rows(sql, about, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// What is seen in a thing. Ask only for a thing the viewer may see.
pub(super) fn of(c: &mut Conn, district: DistrictId, set: &str, thing: Thing) -> Result<Vec<Cite>, Error> {
    let sql = match thing {
        Thing::Goal(_) => OF_GOAL,
        Thing::Item(_) => OF_ITEM,
        Thing::Decision(_) => OF_DECISION,
        Thing::Lesson(_) => OF_LESSON,
        Thing::Cycle(_) => OF_CYCLE,
    };
    cite_rows(c, sql, args![district, set, thing.id()])
}

/// What is seen in the points and decisions of a meeting. Ask only for a meeting the viewer may see.
pub(super) fn of_meeting(
    c: &mut Conn,
    district: DistrictId,
    set: &str,
    meeting: MeetingId,
) -> Result<Vec<Cite>, Error> {
    cite_rows(c, OF_MEETING, args![district, set, meeting])
}

/// The points and decisions of a meeting, with their words.
pub(super) fn in_meeting(c: &mut Conn, me: &Viewer, meeting: MeetingId) -> Result<Vec<(Thing, String)>, Error> {
    c.rows(IN_MEETING, args![me.person, me.now, meeting], |r| {
        let (kind, id): (String, Uuid) = (r.get(0)?, r.get(1)?);
        let thing = if kind == "item" { Thing::Item(ItemId(id)) } else { Thing::Decision(id) };
        Ok((thing, r.get(2)?))
    })
}

/// A point or a decision of a meeting the viewer sees: its words, the meeting, the community.
pub(super) fn met(
    c: &mut Conn,
    me: &Viewer,
    thing: Thing,
) -> Result<Option<(String, MeetingId, CommunityId, AudienceId)>, Error> {
    let sql = match thing {
        Thing::Item(_) => ITEM,
        Thing::Decision(_) => DECISION,
        _ => return Ok(None),
    };
    c.one(sql, args![me.person, me.now, thing.id()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// A standard is seen in a thing from now on; saying so again changes nothing.
///
/// # Errors
/// When there is no such thing, or the database fails.
pub fn cite(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (set, standard, element): (&str, &str, &str),
    thing: Thing,
) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let [goal, item, decision, lesson, cycle] = thing.columns();
    let added =
        tx.exec(ADD, args![id, district, set, standard, element, goal, item, decision, lesson, cycle, by, now])?;
    if added == 0 { Ok(()) } else { tell(tx, by, district, (id, "standards.seen"), thing) }
}

/// A standard is not said to be seen in a thing any more.
pub(super) fn end(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (set, standard, element): (&str, &str, &str),
    thing: Thing,
) -> Result<(), Error> {
    let [goal, item, decision, lesson, cycle] = thing.columns();
    if tx.exec(END, args![set, standard, element, goal, item, decision, lesson, cycle])? == 0 {
        return Ok(());
    }
    let id = tx.fresh_id();
    tell(tx, by, district, (id, "standards.unseen"), thing)
}

/// Told to those who see the thing, who may be fewer than those who read the standard; and without its words.
fn tell(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (id, verb): (Uuid, &'static str),
    thing: Thing,
) -> Result<(), Error> {
    let seen: Option<AudienceId> = tx.one(AUDIENCE_OF, args![thing.id()], |r| r.get(0))?;
    let audience = seen.ok_or_else(|| Error::Ours("nothing in which a standard could be seen".into()))?;
    let thing = ("standards", id);
    events::write(
        tx,
        &events::Event { district, actor: Some(by), verb, thing, community: None, org: None, audience, about: "" },
    )
}

/// What is seen near each standard, by its key.
pub(super) fn by_standard(found: Vec<Seen>) -> HashMap<String, Vec<Seen>> {
    let mut by: HashMap<String, Vec<Seen>> = HashMap::new();
    for one in found {
        let near = by.entry(one.standard.clone()).or_default();
        // Seen in two elements it is still one thing.
        if near.iter().all(|n| n.href != one.href || n.title != one.title) {
            near.push(one);
        }
    }
    by
}
