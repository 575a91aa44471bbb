//! Seen: where a standard is seen in people's own work, asked with the eyes of whoever reads.

use std::collections::HashMap;

use store::{Conn, CycleId, DistrictId, Error, MeetingId, PersonId, Tx, args, events, sql};
use uuid::Uuid;

use crate::Viewer;
use crate::vision::{self, Lived, Thing, of_thing, thing_of, what_cites};

sql! {
    SEEN = what_cites!("ci.standard, ci.element", "standard_citation",
           "ci.district = $3 and ci.set_key = $4 and (ci.standard = $5 or $5 = '')"), " order by 8 desc, 4 limit 500";
    OF = "select ", thing_of!(), ", ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 and ", of_thing!(), " order by ci.at, ci.id";
    OF_CYCLE = "select ", thing_of!(), ", ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 \
                and (ci.cycle = $3 or ci.entry in (select e.id from entry e where e.cycle = $3)) order by ci.at, ci.id";
    OF_MEETING = "select ", thing_of!(), ", ci.standard, ci.element from standard_citation ci where ci.district = $1 and ci.set_key = $2 \
                  and (ci.item in (select i.id from item i where i.meeting = $3) or ci.decision in (select x.id from decision x where x.meeting = $3)) \
                  order by ci.at, ci.id";
    ADD = "insert into standard_citation (id, district, set_key, standard, element, goal, item, decision, lesson, cycle, entry, by, at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing";
    END = "delete from standard_citation where set_key = $1 and standard = $2 and ", of_thing!(), " and element = $4";
}

/// Something in which a standard is seen, as its reader may know it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub standard: String,
    pub element: String,
    pub lived: Lived,
}

/// Where the standards of a set are seen, the newest first; of one standard, or with an empty key of all.
pub(super) fn seen(c: &mut Conn, me: &Viewer, set: &str, standard: &str) -> Result<Vec<Seen>, Error> {
    c.rows(SEEN, args![me.person, me.now, me.district, set, standard], |r| {
        Ok(Seen { standard: r.get(0)?, element: r.get(1)?, lived: Lived::read(r, 2)? })
    })
}

/// A thing and what is seen in it: the keys of a standard and of an element, which is empty for the whole.
pub(super) type Cite = (Uuid, String, String);

fn cite_rows(c: &mut Conn, sql: store::Sql, about: &[store::Val]) -> Result<Vec<Cite>, Error> {
    c.rows(sql, about, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// What is seen in a thing. Ask only for a thing the viewer may see.
pub(super) fn of(c: &mut Conn, district: DistrictId, set: &str, thing: Thing) -> Result<Vec<Cite>, Error> {
    cite_rows(c, OF, args![district, set, thing.id()])
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

/// What is seen in a cycle and in what was written in it. Show only what stands with a thing the viewer may see.
pub(super) fn of_cycle(c: &mut Conn, district: DistrictId, set: &str, cycle: CycleId) -> Result<Vec<Cite>, Error> {
    cite_rows(c, OF_CYCLE, args![district, set, cycle])
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
    let [goal, item, decision, lesson, cycle, entry] = thing.columns();
    let added =
        tx.exec(ADD, args![id, district, set, standard, element, goal, item, decision, lesson, cycle, entry, by, now])?;
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
    if tx.exec(END, args![set, standard, thing.id(), element])? == 0 {
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
    let audience = vision::audience_of(tx, thing)?;
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
        if near.iter().all(|n| n.lived.href != one.lived.href || n.lived.title != one.lived.title) {
            near.push(one);
        }
    }
    by
}
