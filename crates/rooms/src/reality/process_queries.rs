//! What the room asks the database about what carries learning at a place, and what is expected of it.

use face::Word;
use jiff::civil::Date;
use store::{
    AudienceId, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, ProcessId, Row, Tx, args, audience, sees, sql,
};
use uuid::Uuid;

use super::told;
use crate::vision::{self, Place};
use crate::{Viewer, w};

/// The columns [`read`] reads, of alias `r`.
macro_rules! process {
    () => {
        "select r.id, r.org, r.community, coalesce(m.name, o.name), r.kind, r.name, r.whom, r.well, r.verdict, r.owner, w.name, r.looked_on, \
         r.audience, x.name, r.rev from process r join org o on o.id = r.org left join community m on m.id = r.community \
         left join person w on w.id = r.owner join person x on x.id = r.changed_by "
    };
}

sql! {
    FIND = process!(), "where r.id = $4 and r.district = $3 and ", sees!("r");
    OF_ORG = process!(), "where r.org = $4 and r.community is null and r.district = $3 and ", sees!("r"), " order by r.name, r.id limit 300";
    OF_COMMUNITY = process!(), "where r.community = $4 and r.district = $3 and ", sees!("r"), " order by r.name, r.id limit 300";
    LOOKS = "select l.well, l.verdict, l.looked_on, p.name from process_look l join process r on r.id = l.process join person p on p.id = l.by \
             where l.process = $3 and ", sees!("r"), " order by l.at desc, l.id desc limit 60";
    ADD = "insert into process (id, district, org, community, kind, name, whom, well, verdict, owner, looked_on, audience, by, made, changed_by, rev) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13, 1)";
    KEEP = "insert into process_look (id, district, process, well, verdict, looked_on, by, at) \
            select $2, r.district, r.id, r.well, r.verdict, r.looked_on, r.changed_by, $3 from process r where r.id = $1";
    SAVE = "update process set name = $2, whom = $3, well = $4, verdict = $5, owner = $6, looked_on = $7, changed_by = $8, rev = rev + 1 where id = $1";
    KNOWN = "select r.org, r.community, coalesce(m.name, o.name), r.district, r.audience from process r join org o on o.id = r.org \
             left join community m on m.id = r.community where r.id = $1";
}

/// What is looked at: what carries learning, or what is expected of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Carrier {
    /// A process that supports the learning of the whole place or of one person.
    Process,
    /// What is expected of professional learning, and of whom.
    Expectation,
}

impl Carrier {
    /// Both.
    pub const ALL: [Carrier; 2] = [Carrier::Process, Carrier::Expectation];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Carrier::Process => "process",
            Carrier::Expectation => "expectation",
        }
    }

    /// The one of a stored name.
    pub fn named(name: &str) -> Option<Carrier> {
        Carrier::ALL.into_iter().find(|k| k.stored() == name)
    }
}

/// What is to become of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Keep,
    Change,
    Stop,
}

impl Verdict {
    /// Every one.
    pub const ALL: [Verdict; 3] = [Verdict::Keep, Verdict::Change, Verdict::Stop];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Verdict::Keep => "keep",
            Verdict::Change => "change",
            Verdict::Stop => "stop",
        }
    }

    /// The one of a stored name.
    pub fn named(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|v| v.stored() == name)
    }

    /// As it is said.
    pub fn word(self) -> Word {
        match self {
            Verdict::Keep => w::PROCESS_KEEP,
            Verdict::Change => w::PROCESS_CHANGE,
            Verdict::Stop => w::PROCESS_STOP,
        }
    }
}

/// A process or an expectation.
#[derive(Clone, Debug)]
pub(super) struct Process {
    pub id: ProcessId,
    pub org: OrgId,
    pub community: Option<CommunityId>,
    pub place: String,
    pub kind: Carrier,
    pub name: String,
    pub whom: String,
    pub well: String,
    pub verdict: Option<Verdict>,
    pub owner: Option<(PersonId, String)>,
    pub looked_on: Date,
    pub audience: AudienceId,
    pub changed_by: String,
    pub rev: i64,
}

impl Process {
    /// The id that stands for its place in forms and addresses.
    pub fn place_id(&self) -> Uuid {
        self.community.map_or(self.org.0, |k| k.0)
    }
}

fn read(r: &Row<'_>) -> Result<Process, Error> {
    let (kind, verdict): (String, String) = (r.get(4)?, r.get(8)?);
    let owner = r.maybe::<PersonId>(9)?;
    let name: Option<String> = r.get(10)?;
    Ok(Process {
        id: r.get(0)?,
        org: r.get(1)?,
        community: r.maybe(2)?,
        place: r.get(3)?,
        kind: Carrier::named(&kind).unwrap_or(Carrier::Process),
        name: r.get(5)?,
        whom: r.get(6)?,
        well: r.get(7)?,
        verdict: Verdict::named(&verdict),
        owner: owner.zip(name),
        looked_on: r.maybe::<Date>(11)?.unwrap_or_default(),
        audience: r.get(12)?,
        changed_by: r.get(13)?,
        rev: r.get(14)?,
    })
}

/// One the viewer may see.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: ProcessId) -> Result<Option<Process>, Error> {
    if !me.works_here() {
        return Ok(None);
    }
    c.one(FIND, args![me.person, me.now, me.district, id], read)
}

/// Those of a place or a community, by name.
pub(super) fn of_place(c: &mut Conn, me: &Viewer, place: &Place) -> Result<Vec<Process>, Error> {
    match place.community {
        Some(id) => c.rows(OF_COMMUNITY, args![me.person, me.now, me.district, id], read),
        None => c.rows(OF_ORG, args![me.person, me.now, me.district, place.org], read),
    }
}

/// What was seen at one time: how well it did, what was to become of it, when, who looked.
pub(super) type Look = (String, Option<Verdict>, Date, String);

/// What was seen before, the newest first.
pub(super) fn looks(c: &mut Conn, me: &Viewer, id: ProcessId) -> Result<Vec<Look>, Error> {
    c.rows(LOOKS, args![me.person, me.now, id], |r| {
        let verdict: String = r.get(1)?;
        Ok((r.get(0)?, Verdict::named(&verdict), r.maybe::<Date>(2)?.unwrap_or_default(), r.get(3)?))
    })
}

/// A process or an expectation as it was looked at.
#[derive(Clone, Debug)]
pub struct NewProcess<'a> {
    pub kind: Carrier,
    pub name: &'a str,
    /// Whom it serves; of whom it is expected.
    pub whom: &'a str,
    /// How well it does, in a sentence; whether it is met.
    pub well: &'a str,
    pub verdict: Option<Verdict>,
    pub owner: Option<PersonId>,
    /// When it was looked at.
    pub on: Date,
}

/// Notes what carries learning at a place or in a community, or what is expected of it.
///
/// # Errors
/// When the database fails.
pub fn carry(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    place: &Place,
    new: &NewProcess<'_>,
) -> Result<ProcessId, Error> {
    let (id, now) = (ProcessId(tx.fresh_id()), tx.now());
    let who = vision::drafting(tx, district, place)?;
    let seen = audience::store(tx, district, &who)?;
    let (kind, verdict, on) = (new.kind.stored(), new.verdict.map_or("", Verdict::stored), new.on.to_string());
    tx.exec(
        ADD,
        args![
            id,
            district,
            place.org,
            place.community,
            kind,
            new.name,
            new.whom,
            new.well,
            verdict,
            new.owner,
            on,
            seen,
            by,
            now
        ],
    )?;
    told::tell(tx, by, KNOWN, ("process", id.0), "process.noted")?;
    Ok(id)
}

/// Looks at it again, and keeps what was seen before.
///
/// # Errors
/// When the database fails.
pub fn look_again(tx: &mut Tx<'_>, by: PersonId, id: ProcessId, new: &NewProcess<'_>) -> Result<(), Error> {
    let (kept, now) = (tx.fresh_id(), tx.now());
    let (verdict, on) = (new.verdict.map_or("", Verdict::stored), new.on.to_string());
    tx.exec(KEEP, args![id, kept, now])?;
    tx.exec(SAVE, args![id, new.name, new.whom, new.well, verdict, new.owner, on, by])?;
    told::tell(tx, by, KNOWN, ("process", id.0), "process.looked")
}
