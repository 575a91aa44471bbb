//! What the room asks the database about priorities.

use jiff::civil::Date;
use store::{
    AudienceId, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, PriorityId, RealityId, Row, StatementId, Time,
    Tx, args, audience, sees, sql,
};
use uuid::Uuid;

use super::thing::About;
use super::told;
use crate::Viewer;
use crate::vision::{self, Place};

/// So many are carried at once.
pub const MOST: usize = 3;

/// The columns [`read`] reads, of alias `r`, with the words of the passage as in the register of barriers.
macro_rules! priority {
    () => {
        concat!(
            "select r.id, r.org, r.community, coalesce(m.name, o.name), r.text, r.know, r.statement, r.clause, \
             (select c.text from clause c join statement_draft d on d.id = c.draft where d.statement = r.statement and c.id = r.clause \
             and d.adopted_at is not null and ",
            sees!("d"),
            " order by d.n desc limit 1), r.lead, w.name, r.from_on, r.until_on, r.laid_at, r.laid_why, r.audience, x.name, r.rev \
             from priority r join org o on o.id = r.org left join community m on m.id = r.community left join person w on w.id = r.lead \
             join person x on x.id = r.changed_by "
        )
    };
}

sql! {
    FIND = priority!(), "where r.id = $4 and r.district = $3 and ", sees!("r");
    OF_ORG = priority!(), "where r.org = $4 and r.community is null and r.district = $3 and ", sees!("r"), " order by r.made, r.id limit 60";
    OF_COMMUNITY = priority!(), "where r.community = $4 and r.district = $3 and ", sees!("r"), " order by r.made, r.id limit 60";
    OF_STATEMENT = priority!(), "where r.statement = $4 and r.district = $3 and ", sees!("r"), " order by r.made, r.id limit 100";
    TAKES = "select r.id, r.text from priority_takes t join reality r on r.id = t.reality where t.priority = $3 and ", sees!("r"), " order by r.made, r.id limit 60";
    TAKEN_BY = "select r.id, r.text, r.laid_at from priority_takes t join priority r on r.id = t.priority where t.reality = $3 and ", sees!("r"), " order by r.made, r.id limit 20";
    LOOKS = "select l.text, p.name, l.at from priority_look l join priority r on r.id = l.priority join person p on p.id = l.by \
             where l.priority = $3 and ", sees!("r"), " order by l.at desc, l.id desc limit 100";
    STAFF = "select distinct p.id, p.name, p.sort from role r join person p on p.id = r.person where r.org = $3 and r.since <= $2 and r.until > $2 \
             and r.role not in ('guest', 'parent', 'guardian', 'relative', 'student') and p.left_at is null and p.active and r.district = $1 order by p.sort limit 300";
    SLOTS_OF_ORG = "select slot from priority where org = $1 and community is null and laid_at is null";
    SLOTS_OF_COMMUNITY = "select slot from priority where community = $1 and laid_at is null";
    ADD = "insert into priority (id, district, org, community, slot, text, know, statement, clause, lead, from_on, until_on, laid_why, audience, by, made, \
           changed_by, rev) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', $13, $14, $15, $14, 1) on conflict do nothing";
    SAVE = "update priority set text = $2, know = $3, statement = $4, clause = $5, lead = $6, from_on = $7, until_on = $8, changed_by = $9, \
            rev = rev + 1 where id = $1";
    LAY = "update priority set laid_at = $2, laid_why = $3, changed_by = $4, rev = rev + 1 where id = $1 and laid_at is null";
    CLEAR_TAKES = "delete from priority_takes where priority = $1";
    ADD_TAKES = "insert into priority_takes (priority, reality, district) values ($1, $2, $3) on conflict do nothing";
    ADD_LOOK = "insert into priority_look (id, district, priority, text, by, at) values ($1, $2, $3, $4, $5, $6)";
    KNOWN = "select r.org, r.community, coalesce(m.name, o.name), r.district, r.audience from priority r join org o on o.id = r.org \
             left join community m on m.id = r.community where r.id = $1";
}

/// What is put first.
#[derive(Clone, Debug)]
pub(super) struct Priority {
    pub id: PriorityId,
    pub org: OrgId,
    pub community: Option<CommunityId>,
    pub place: String,
    pub text: String,
    pub know: String,
    pub about: Option<About>,
    pub lead: Option<(PersonId, String)>,
    pub from: Date,
    pub until: Date,
    pub laid: Option<Time>,
    pub laid_why: String,
    pub audience: AudienceId,
    pub changed_by: String,
    pub rev: i64,
}

impl Priority {
    /// The id that stands for its place in forms and addresses.
    pub fn place_id(&self) -> Uuid {
        self.community.map_or(self.org.0, |k| k.0)
    }
}

fn read(r: &Row<'_>) -> Result<Priority, Error> {
    let about = match (r.maybe::<StatementId>(6)?, r.maybe::<Uuid>(7)?) {
        (Some(statement), Some(clause)) => Some(About { statement, clause, text: r.get(8)? }),
        _ => None,
    };
    let lead = r.maybe::<PersonId>(9)?;
    let name: Option<String> = r.get(10)?;
    Ok(Priority {
        id: r.get(0)?,
        org: r.get(1)?,
        community: r.maybe(2)?,
        place: r.get(3)?,
        text: r.get(4)?,
        know: r.get(5)?,
        about,
        lead: lead.zip(name),
        from: r.maybe::<Date>(11)?.unwrap_or_default(),
        until: r.maybe::<Date>(12)?.unwrap_or_default(),
        laid: r.maybe(13)?,
        laid_why: r.get(14)?,
        audience: r.get(15)?,
        changed_by: r.get(16)?,
        rev: r.get(17)?,
    })
}

/// A priority the viewer may see.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: PriorityId) -> Result<Option<Priority>, Error> {
    if !me.works_here() {
        return Ok(None);
    }
    c.one(FIND, args![me.person, me.now, me.district, id], read)
}

/// The priorities of a place or a community, those that were laid aside too, the oldest first.
pub(super) fn of_place(
    c: &mut Conn,
    me: &Viewer,
    org: OrgId,
    community: Option<CommunityId>,
) -> Result<Vec<Priority>, Error> {
    if !me.works_here() {
        return Ok(Vec::new());
    }
    match community {
        Some(id) => c.rows(OF_COMMUNITY, args![me.person, me.now, me.district, id], read),
        None => c.rows(OF_ORG, args![me.person, me.now, me.district, org], read),
    }
}

/// What is put first for a statement, the oldest first.
pub(super) fn of_statement(c: &mut Conn, me: &Viewer, id: StatementId) -> Result<Vec<Priority>, Error> {
    c.rows(OF_STATEMENT, args![me.person, me.now, me.district, id], read)
}

/// What a priority takes on.
pub(super) fn takes(c: &mut Conn, me: &Viewer, id: PriorityId) -> Result<Vec<(RealityId, String)>, Error> {
    c.rows(TAKES, args![me.person, me.now, id], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The priorities that take on a barrier or an opportunity; and whether they are still carried.
pub(super) fn taken_by(c: &mut Conn, me: &Viewer, id: RealityId) -> Result<Vec<(PriorityId, String, bool)>, Error> {
    c.rows(TAKEN_BY, args![me.person, me.now, id], |r| Ok((r.get(0)?, r.get(1)?, r.maybe::<Time>(2)?.is_none())))
}

/// What was seen when looking back: words, who, when; the newest first.
pub(super) fn looks(c: &mut Conn, me: &Viewer, id: PriorityId) -> Result<Vec<(String, String, Time)>, Error> {
    c.rows(LOOKS, args![me.person, me.now, id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Who works at a place itself, by name.
pub(super) fn staff(c: &mut Conn, me: &Viewer, org: OrgId) -> Result<Vec<(PersonId, String)>, Error> {
    c.rows(STAFF, args![me.district, me.now, org], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// A priority about to be named.
#[derive(Clone, Debug)]
pub struct NewPriority<'a> {
    pub text: &'a str,
    /// How we would know.
    pub know: &'a str,
    /// The passage it serves.
    pub about: Option<(StatementId, Uuid)>,
    /// What it takes on.
    pub takes: &'a [RealityId],
    pub lead: Option<PersonId>,
    pub from: Date,
    pub until: Date,
}

/// Names a priority of a place or a community; none when three are carried already.
///
/// # Errors
/// When the database fails.
pub fn prefer(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    place: &Place,
    new: &NewPriority<'_>,
) -> Result<Option<PriorityId>, Error> {
    let (id, now) = (PriorityId(tx.fresh_id()), tx.now());
    let who = vision::drafting(tx, district, place)?;
    let seen = audience::store(tx, district, &who)?;
    let (statement, clause) = (new.about.map(|a| a.0), new.about.map(|a| a.1));
    let (from, until) = (new.from.to_string(), new.until.to_string());
    let (slots, of) = match place.community {
        Some(community) => (SLOTS_OF_COMMUNITY, community.0),
        None => (SLOTS_OF_ORG, place.org.0),
    };
    let taken: Vec<i64> = tx.rows(slots, args![of], |r| r.get(0))?;
    // Should somebody else take the slot in this very moment, the next one is tried; after three there is none.
    for slot in (1..=MOST as i64).filter(|slot| !taken.contains(slot)) {
        let added = tx.exec(
            ADD,
            args![
                id,
                district,
                place.org,
                place.community,
                slot,
                new.text,
                new.know,
                statement,
                clause,
                new.lead,
                &from,
                &until,
                seen,
                by,
                now
            ],
        )?;
        if added > 0 {
            keep_takes(tx, district, id, new.takes)?;
            told::tell(tx, by, KNOWN, ("priority", id.0), "priority.named")?;
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn keep_takes(tx: &mut Tx<'_>, district: DistrictId, id: PriorityId, takes: &[RealityId]) -> Result<(), Error> {
    for reality in takes {
        tx.exec(ADD_TAKES, args![id, *reality, district])?;
    }
    Ok(())
}

/// Words it anew.
pub(super) fn save(tx: &mut Tx<'_>, me: &Viewer, id: PriorityId, new: &NewPriority<'_>) -> Result<(), Error> {
    let (statement, clause) = (new.about.map(|a| a.0), new.about.map(|a| a.1));
    let (from, until) = (new.from.to_string(), new.until.to_string());
    tx.exec(SAVE, args![id, new.text, new.know, statement, clause, new.lead, from, until, me.person])?;
    tx.exec(CLEAR_TAKES, args![id])?;
    keep_takes(tx, me.district, id, new.takes)?;
    told::tell(tx, me.person, KNOWN, ("priority", id.0), "priority.reworded")
}

/// Lays it aside, with why; what was laid aside already stays as it is.
///
/// # Errors
/// When the database fails.
pub fn lay(tx: &mut Tx<'_>, by: PersonId, id: PriorityId, why: &str) -> Result<(), Error> {
    let now = tx.now();
    if tx.exec(LAY, args![id, now, why, by])? == 0 {
        Ok(())
    } else {
        told::tell(tx, by, KNOWN, ("priority", id.0), "priority.laid")
    }
}

/// Looks back at it.
///
/// # Errors
/// When the database fails.
pub fn look(tx: &mut Tx<'_>, by: PersonId, district: DistrictId, id: PriorityId, text: &str) -> Result<(), Error> {
    let (look, now) = (tx.fresh_id(), tx.now());
    tx.exec(ADD_LOOK, args![look, district, id, text, by, now])?;
    told::tell(tx, by, KNOWN, ("priority", id.0), "priority.looked")
}
