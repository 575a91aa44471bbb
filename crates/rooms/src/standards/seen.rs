//! Seen: where a standard is seen in people's own work, asked with the eyes of whoever reads.

use std::collections::HashMap;

use store::{Conn, CycleId, DistrictId, Error, MeetingId, PersonId, Tx, args, events, sql};
use uuid::Uuid;

use crate::Viewer;
use crate::vision::{self, Lived, Thing, of_thing, thing_of, what_cites};

/// Which set holds for the viewer today, and what of it is seen by the citations `$which`: a row at least when one holds.
macro_rules! here {
    ($which:expr) => {
        concat!(
            "select h.id, ", thing_of!(), ", ci.standard, ci.element from (select s.id, s.key from standard_adoption a \
             join standard_set s on s.id = a.edition where a.district = $3 and a.taken_back_at is null and a.holds_from <= $4 and ",
            store::sees!("a"),
            " order by a.holds_from desc, a.n desc limit 1) h left join (",
            $which,
            ") ci on ci.district = $3 and ci.set_key = h.key order by ci.at, ci.id"
        )
    };
}

sql! {
    SEEN = what_cites!("ci.standard, ci.element", "standard_citation",
           "ci.district = $3 and ci.set_key = $4 and (ci.standard = $5 or $5 = '')"), " order by 8 desc, 4 limit 500";
    OF = here!(concat!("select x.* from standard_citation x where ", of_thing!("$5")));
    // Each way in by its own index, as with passages.
    OF_CYCLE = here!("select x.* from standard_citation x where x.cycle = $5 \
               union all select x.* from entry e join standard_citation x on x.entry = e.id where e.cycle = $5");
    OF_MEETING = here!("select x.* from item i join standard_citation x on x.item = i.id where i.meeting = $5 \
                 union all select x.* from decision t join standard_citation x on x.decision = t.id where t.meeting = $5");
    ADD = "insert into standard_citation (id, district, set_key, standard, element, goal, item, decision, lesson, cycle, entry, by, at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing";
    END = "delete from standard_citation where set_key = $1 and standard = $2 and ", of_thing!("$3"), " and element = $4";
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

/// What is seen somewhere, of the set that holds.
pub(super) struct Here {
    /// The version of the set that was adopted.
    pub edition: Uuid,
    pub cites: Vec<Cite>,
}

fn here(c: &mut Conn, me: &Viewer, sql: store::Sql, id: Uuid) -> Result<Option<Here>, Error> {
    let mut found: Option<Here> = None;
    c.each(sql, args![me.person, me.now, me.district, me.today(), id], &mut |r| {
        let edition = r.get(0)?;
        let here = found.get_or_insert_with(|| Here { edition, cites: Vec::new() });
        if let Some(thing) = r.maybe(1)? {
            here.cites.push((thing, r.get(2)?, r.get(3)?));
        }
        Ok(())
    })?;
    Ok(found)
}

/// What is seen in a thing, of the set that holds; nothing when none does. Ask only for a thing the viewer may see.
pub(super) fn of(c: &mut Conn, me: &Viewer, thing: Thing) -> Result<Option<Here>, Error> {
    here(c, me, OF, thing.id())
}

/// What is seen in the points and decisions of a meeting. Ask only for a meeting the viewer may see.
pub(super) fn of_meeting(c: &mut Conn, me: &Viewer, meeting: MeetingId) -> Result<Option<Here>, Error> {
    here(c, me, OF_MEETING, meeting.0)
}

/// What is seen in a cycle and in what was written in it. Show only what stands with a thing the viewer may see.
pub(super) fn of_cycle(c: &mut Conn, me: &Viewer, cycle: CycleId) -> Result<Option<Here>, Error> {
    here(c, me, OF_CYCLE, cycle.0)
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
