//! What the room asks the database about what stands in the way and what can help.

use jiff::civil::Date;
use store::{
    CommunityId, Conn, DistrictId, Error, OrgId, PersonId, RealityId, Row, StatementId, Tx, args, audience, sees, sql,
};
use uuid::Uuid;

use super::door::Kind;
use super::thing::{About, Brief, Reality, Side, State, Step, Structure};
use super::told;
use crate::Viewer;
use crate::vision::{self, Place};

/// The columns [`read_brief`] reads, of alias `r`.
macro_rules! brief {
    () => {
        "select r.id, r.kind, r.text, r.structure, r.changer, r.state, r.why, r.clause from reality r "
    };
}

sql! {
    // With the words of its passage as they hold or held last, for who may read them.
    FIND = "select r.id, r.org, r.community, coalesce(m.name, o.name), r.kind, r.text, r.statement, r.clause, \
            (select c.text from clause c join statement_draft d on d.id = c.draft where d.statement = r.statement and c.id = r.clause \
            and d.adopted_at is not null and ", sees!("d"), " order by d.n desc limit 1), r.structure, r.changer, r.tried, r.state, r.why, \
            r.since, r.owner, w.name, r.source, r.source_label, r.audience, p.name, r.made, x.name, r.rev from reality r \
            join org o on o.id = r.org left join community m on m.id = r.community left join person w on w.id = r.owner \
            join person p on p.id = r.by join person x on x.id = r.changed_by where r.id = $4 and r.district = $3 and ", sees!("r");
    OF_ORG = brief!(), "where r.org = $4 and r.community is null and r.district = $3 and ", sees!("r"), " order by r.made desc, r.id limit 300";
    OF_COMMUNITY = brief!(), "where r.community = $4 and r.district = $3 and ", sees!("r"), " order by r.made desc, r.id limit 300";
    OF_STATEMENT = brief!(), "where r.statement = $4 and r.district = $3 and ", sees!("r"), " order by r.made desc, r.id limit 300";
    STEPS = "select s.state, s.why, s.since, p.name from reality_step s join reality r on r.id = s.reality join person p on p.id = s.by \
             where s.reality = $3 and ", sees!("r"), " order by s.at desc, s.id desc limit 100";
    CAME_FROM = "select r.kind, r.id, r.text, r.made from reality r where r.district = $3 and r.source = $4 and ", sees!("r"), " \
                 union all select 'question', q.id, q.text, q.made from question q where q.district = $3 and q.source = $4 and ", sees!("q"), " \
                 order by 4, 1, 2 limit 200";
    ADD = "insert into reality (id, district, org, community, kind, text, statement, clause, structure, changer, tried, state, why, since, owner, \
           source, source_label, audience, by, made, changed_by, rev) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', '', $12, $13, \
           $14, $15, $16, $17, $18, $17, 1)";
    SAVE = "update reality set text = $2, statement = $3, clause = $4, structure = $5, changer = $6, tried = $7, owner = $8, changed_by = $9, \
            rev = rev + 1 where id = $1";
    KEEP_STEP = "insert into reality_step (id, district, reality, state, why, since, by, at) \
                 select $2, r.district, r.id, r.state, r.why, r.since, r.changed_by, $3 from reality r where r.id = $1";
    STEP = "update reality set state = $2, why = $3, since = $4, changed_by = $5, rev = rev + 1 where id = $1";
    KNOWN = "select r.org, r.community, coalesce(m.name, o.name), r.district, r.audience from reality r join org o on o.id = r.org \
             left join community m on m.id = r.community where r.id = $1";
}

fn read(r: &Row<'_>) -> Result<Reality, Error> {
    let (side, structure, state): (String, String, String) = (r.get(4)?, r.get(9)?, r.get(12)?);
    let about = match (r.maybe::<StatementId>(6)?, r.maybe::<Uuid>(7)?) {
        (Some(statement), Some(clause)) => Some(About { statement, clause, text: r.get(8)? }),
        _ => None,
    };
    let owner = r.maybe::<PersonId>(15)?;
    let owner_name: Option<String> = r.get(16)?;
    Ok(Reality {
        id: r.get(0)?,
        org: r.get(1)?,
        community: r.maybe(2)?,
        place: r.get(3)?,
        side: side_named(&side)?,
        text: r.get(5)?,
        about,
        structure: Structure::named(&structure),
        changer: r.get(10)?,
        tried: r.get(11)?,
        state: State::named(&state).unwrap_or(State::Open),
        why: r.get(13)?,
        since: r.maybe::<Date>(14)?.unwrap_or_default(),
        owner: owner.zip(owner_name),
        source: (r.get(17)?, r.get(18)?),
        audience: r.get(19)?,
        by_name: r.get(20)?,
        made: r.get(21)?,
        changed_by: r.get(22)?,
        rev: r.get(23)?,
    })
}

fn read_brief(r: &Row<'_>) -> Result<Brief, Error> {
    let (side, structure, state): (String, String, String) = (r.get(1)?, r.get(3)?, r.get(5)?);
    Ok(Brief {
        id: r.get(0)?,
        side: side_named(&side)?,
        text: r.get(2)?,
        structure: Structure::named(&structure),
        changer: r.get(4)?,
        state: State::named(&state).unwrap_or(State::Open),
        why: r.get(6)?,
        clause: r.maybe(7)?,
    })
}

fn side_named(name: &str) -> Result<Side, Error> {
    Side::named(name).ok_or_else(|| Error::Ours(format!("neither barrier nor opportunity: {name}")))
}

/// A barrier or an opportunity the viewer may see.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: RealityId) -> Result<Option<Reality>, Error> {
    // Guests of a district hold what is said to the whole district; what stands in its way isn't said to them.
    if !me.works_here() {
        return Ok(None);
    }
    c.one(FIND, args![me.person, me.now, me.district, id], read)
}

/// What stands in the way of a place or a community and what can help it, the newest first.
pub(super) fn of_place(
    c: &mut Conn,
    me: &Viewer,
    org: OrgId,
    community: Option<CommunityId>,
) -> Result<Vec<Brief>, Error> {
    if !me.works_here() {
        return Ok(Vec::new());
    }
    match community {
        Some(id) => c.rows(OF_COMMUNITY, args![me.person, me.now, me.district, id], read_brief),
        None => c.rows(OF_ORG, args![me.person, me.now, me.district, org], read_brief),
    }
}

/// What is about a statement, the newest first.
pub(super) fn of_statement(c: &mut Conn, me: &Viewer, id: StatementId) -> Result<Vec<Brief>, Error> {
    c.rows(OF_STATEMENT, args![me.person, me.now, me.district, id], read_brief)
}

/// How it stood before, the newest first.
pub(super) fn steps(c: &mut Conn, me: &Viewer, id: RealityId) -> Result<Vec<Step>, Error> {
    c.rows(STEPS, args![me.person, me.now, id], |r| {
        let state: String = r.get(0)?;
        Ok(Step {
            state: State::named(&state).unwrap_or(State::Open),
            why: r.get(1)?,
            since: r.maybe::<Date>(2)?.unwrap_or_default(),
            by_name: r.get(3)?,
        })
    })
}

/// What was made from a page.
pub(super) fn came_from(c: &mut Conn, me: &Viewer, from: &str) -> Result<Vec<(Kind, Uuid, String)>, Error> {
    c.rows(CAME_FROM, args![me.person, me.now, me.district, from], |r| {
        let kind: String = r.get(0)?;
        let kind = match Side::named(&kind) {
            Some(Side::Barrier) => Kind::Barrier,
            Some(Side::Opportunity) => Kind::Opportunity,
            None => Kind::Question,
        };
        Ok((kind, r.get(1)?, r.get(2)?))
    })
}

/// A barrier or an opportunity about to be noted.
#[derive(Clone, Debug)]
pub struct NewReality<'a> {
    pub side: Side,
    pub text: &'a str,
    /// The passage of a statement it is about.
    pub about: Option<(StatementId, Uuid)>,
    pub structure: Option<Structure>,
    /// Who can change it, in words.
    pub changer: &'a str,
    /// What was tried.
    pub tried: &'a str,
    pub owner: Option<PersonId>,
    /// Since which day it is known.
    pub since: Date,
    /// The page it comes from, a path, and what that is called; or nothing.
    pub source: (&'a str, &'a str),
}

impl<'a> NewReality<'a> {
    /// One that only says what it is, and since which day it is known.
    pub fn of(side: Side, text: &'a str, since: Date) -> NewReality<'a> {
        let (changer, tried, source) = ("", "", ("", ""));
        NewReality { side, text, about: None, structure: None, changer, tried, owner: None, since, source }
    }
}

/// Notes what stands in the way of a place or a community, or what can help it.
///
/// # Errors
/// When the database fails.
pub fn add(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    place: &Place,
    new: &NewReality<'_>,
) -> Result<RealityId, Error> {
    let (id, now) = (RealityId(tx.fresh_id()), tx.now());
    let who = vision::drafting(tx, district, place)?;
    let seen = audience::store(tx, district, &who)?;
    let (statement, clause) = (new.about.map(|a| a.0), new.about.map(|a| a.1));
    let structure = new.structure.map_or("", Structure::stored);
    let since = new.since.to_string();
    tx.exec(
        ADD,
        args![
            id,
            district,
            place.org,
            place.community,
            new.side.stored(),
            new.text,
            statement,
            clause,
            structure,
            new.changer,
            new.tried,
            since,
            new.owner,
            new.source.0,
            new.source.1,
            seen,
            by,
            now
        ],
    )?;
    told::tell(tx, by, KNOWN, ("reality", id.0), "reality.noted")?;
    Ok(id)
}

/// Words it anew.
pub(super) fn save(tx: &mut Tx<'_>, by: PersonId, id: RealityId, new: &NewReality<'_>) -> Result<(), Error> {
    let (statement, clause) = (new.about.map(|a| a.0), new.about.map(|a| a.1));
    let structure = new.structure.map_or("", Structure::stored);
    tx.exec(SAVE, args![id, new.text, statement, clause, structure, new.changer, new.tried, new.owner, by])?;
    told::tell(tx, by, KNOWN, ("reality", id.0), "reality.reworded")
}

/// Says how it stands from a day on, and keeps how it stood.
///
/// # Errors
/// When the database fails.
pub fn step(
    tx: &mut Tx<'_>,
    by: PersonId,
    id: RealityId,
    (state, why, since): (State, &str, Date),
) -> Result<(), Error> {
    let (kept, now) = (tx.fresh_id(), tx.now());
    tx.exec(KEEP_STEP, args![id, kept, now])?;
    tx.exec(STEP, args![id, state.stored(), why, since.to_string(), by])?;
    told::tell(tx, by, KNOWN, ("reality", id.0), "reality.moved")
}
