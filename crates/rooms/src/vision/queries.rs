//! What the room asks the database.

use std::collections::HashMap;

use jiff::civil::Date;
use store::{
    Audience, CommunityId, Conn, DistrictId, DraftId, Error, OrgId, PersonId, Row, StatementId, Time, Tx, args,
    audience, events, sees, sql,
};
use uuid::Uuid;

use super::statement::{Adoption, Draft, How, Kept, Kind, Place, Remark, Stand, Statement, Talk, drafting};
use super::wording::{Clause, carry};
use crate::{Stop, Viewer};

/// The columns [`read_statement`] reads, of alias `s`.
macro_rules! statement {
    () => {
        concat!(
            "select s.id, s.district, s.org, s.community, coalesce(m.name, o.name), s.kind, s.name, s.audience, case when ",
            sees!("s"),
            " then 1 else 0 end from statement s join org o on o.id = s.org left join community m on m.id = s.community "
        )
    };
}

/// Of alias `s`: those the viewer drafts, or reads because a wording of theirs holds.
macro_rules! known {
    () => {
        concat!(
            " s.district = $3 and (",
            sees!("s"),
            " or exists (select 1 from statement_draft d where d.statement = s.id and d.adopted_at is not null and ",
            sees!("d"),
            ")) "
        )
    };
}

/// Of alias `s`: those of the organization `$4` and the ones above it; with none, of the viewer's own places and communities.
macro_rules! near {
    () => {
        " case when cast($4 as uuid) is null then \
          (s.community is null and s.org in (select a.above from role r join org w on w.id = r.org and w.active \
          join org_above a on a.below = r.org where r.person = $1 and r.since <= $2 and r.until > $2)) \
          or s.community in (select x.community from membership x where x.person = $1 and x.since <= $2 and x.until > $2) \
          else s.community is null and s.org in (select a.above from org_above a where a.below = $4) end "
    };
}

/// Of alias `ci`: what cites is one the viewer sees.
macro_rules! seen {
    () => {
        concat!(
            " (exists (select 1 from goal g where g.id = ci.goal and ",
            sees!("g"),
            ") \
             or exists (select 1 from item i join meeting m on m.id = i.meeting where i.id = ci.item and ",
            sees!("m"),
            ") \
             or exists (select 1 from decision x where x.id = ci.decision and ",
            sees!("x"),
            ") \
             or exists (select 1 from lesson l where l.id = ci.lesson and ",
            sees!("l"),
            ") \
             or exists (select 1 from cycle k where k.id = ci.cycle and ",
            sees!("k"),
            ") \
             or exists (select 1 from entry e where e.id = ci.entry and e.gone_at is null and ",
            sees!("e"),
            ")) "
        )
    };
}

/// The columns [`read_draft`] reads, of alias `d`.
macro_rules! draft {
    () => {
        "select d.id, d.statement, d.n, d.grew_from, d.replaces, d.why, d.audience, d.by, p.name, d.made, d.passed_at is not null, \
         d.adopted_at, a.name, d.adopted_on, d.review_on, d.heard, d.ended_at, d.rev, \
         exists (select 1 from audience_member ev where ev.audience = d.audience and ev.kind = 0) \
         from statement_draft d join person p on p.id = d.by left join person a on a.id = d.adopted_by "
    };
}

/// The visions that hold at the places `$near`, each with its first passage and how far above it is. From the viewer's places up:
/// otherwise PostgreSQL begins with everybody below each place that has a vision.
macro_rules! visions {
    ($with:literal, $near:literal) => {
        concat!(
            $with,
            "select s.id, s.name, near.name, c.text, near.distance from ",
            $near,
            " join statement s on s.org = near.above join statement_draft d on d.statement = s.id join clause c on c.draft = d.id \
             where s.district = $3 and s.kind = 'vision' and s.community is null and d.adopted_at is not null and d.ended_at is null \
             and c.n = 1 and ",
            sees!("d"),
            " order by s.made"
        )
    };
}

sql! {
    FIND = statement!(), "where s.id = $4 and ", known!();
    ALL_NEAR = statement!(), "where ", near!(), " and ", known!(), " order by s.kind, s.made limit 300";
    SAME = "select id from statement where org = $1 and community is null and kind = $2 and name = $3";
    SAME_OF_COMMUNITY = "select id from statement where community = $1 and kind = $2 and name = $3";
    DRAFTS = draft!(), "where d.statement = $3 and ", sees!("d"), " order by d.n desc limit 200";
    CLAUSES = "select c.draft, c.id, c.text from clause c join statement_draft d on d.id = c.draft \
               where d.statement = $3 and ", sees!("d"), " order by c.draft, c.n";
    DRAFTS_NEAR = draft!(), "join statement s on s.id = d.statement where d.ended_at is null and d.passed_at is null and ", near!(),
                  " and s.district = $3 and ", sees!("d"), " order by d.n desc limit 600";
    CLAUSES_NEAR = "select c.draft, c.id, c.text from clause c join statement_draft d on d.id = c.draft join statement s on s.id = d.statement \
                    where d.adopted_at is not null and d.ended_at is null and ", near!(),
                   " and s.district = $3 and ", sees!("d"), " order by c.draft, c.n";
    STANDS_NEAR = "select t.draft, t.how, count(*) from stand t join statement_draft d on d.id = t.draft join statement s on s.id = d.statement \
                   where d.adopted_at is null and d.passed_at is null and ", near!(),
                  " and s.district = $3 and ", sees!("s"), " group by t.draft, t.how";
    LIVED_NEAR = "select ci.statement, count(*) from statement s join citation ci on ci.statement = s.id where ", near!(), " and s.district = $3 and ",
                 seen!(), " group by ci.statement";
    VISIONS_ABOVE = visions!("with near as materialized (select a.above, o.name, a.distance from role r join org w on w.id = r.org and w.active \
                    join org_above a on a.below = r.org join org o on o.id = a.above \
                    where r.person = $1 and r.since <= $2 and r.until > $2) ", "near");
    VISIONS_ABOVE_ONE = visions!("", "(select a.above, o.name, a.distance from org_above a join org o on o.id = a.above where a.below = $4) near");
    OF_COMMUNITY = statement!(), "where s.community = $4 and ", known!(), " order by s.kind, s.made limit 20";
    CLAUSES_OF_COMMUNITY = "select d.statement, c.text from clause c join statement_draft d on d.id = c.draft join statement s on s.id = d.statement \
                            where s.community = $3 and c.n = 1 and d.adopted_at is not null and d.ended_at is null and ", sees!("d");
    KNOWN = "select s.id, s.district, s.org, s.community, coalesce(m.name, o.name), s.kind, s.name, s.audience, 1 from statement s \
             join org o on o.id = s.org left join community m on m.id = s.community where s.id = $1";
    DRAFTS_KNOWN = draft!(), "where d.statement = $1 order by d.n desc";
    CLAUSES_KNOWN = "select c.draft, c.id, c.text from clause c join statement_draft d on d.id = c.draft where d.statement = $1 order by c.draft, c.n";
    STATEMENT_OF = "select statement from statement_draft where id = $1";
    REMARKS = "select r.draft, r.clause, r.text, r.by, p.name, r.at from remark r join statement_draft d on d.id = r.draft \
               join person p on p.id = r.by where d.statement = $3 and ", sees!("r"), " order by r.at, r.id limit 1000";
    STANDS = "select t.draft, t.person, p.name, t.how, t.why, t.at from stand t join statement_draft d on d.id = t.draft \
              join statement s on s.id = d.statement join person p on p.id = t.person \
              where d.statement = $3 and ", sees!("s"), " order by t.at, p.sort limit 5000";
    PLACES = "select distinct o.id, o.name, o.kind from role r join org w on w.id = r.org and w.active join org_above a on a.below = r.org \
              join org o on o.id = a.above where r.person = $1 and r.since <= $2 and r.until > $2 \
              and r.role not in ('guest', 'parent', 'guardian', 'relative', 'student') \
              and o.district = $3 and o.active and o.kind in ('school', 'department', 'district', 'local') order by o.name";
    ORG = "select name from org where id = $1 and district = $2 and active and kind in ('school', 'department', 'district', 'local')";
    ADD_STATEMENT = "insert into statement (id, district, org, community, kind, name, audience, by, made) \
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    NEXT = "select coalesce(max(n), 0) + 1 from statement_draft where statement = $1";
    ADD_DRAFT = "insert into statement_draft (id, district, statement, n, grew_from, replaces, why, audience, by, made, rev) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    ADD_CLAUSE = "insert into clause (draft, id, district, n, text) values ($1, $2, $3, $4, $5)";
    CLEAR = "delete from clause where draft = $1";
    SAVE = "update statement_draft set why = $2, rev = rev + 1 where id = $1";
    PASS = "update statement_draft set passed_at = $2, rev = rev + 1 where id = $1";
    PASS_OTHERS = "update statement_draft set passed_at = $3, rev = rev + 1 where statement = $1 and id <> $2 and adopted_at is null and passed_at is null";
    END = "update statement_draft set ended_at = $3, audience = $4, rev = rev + 1 where statement = $1 and id <> $2 and adopted_at is not null and ended_at is null";
    ADOPT = "update statement_draft set adopted_at = $2, adopted_by = $3, adopted_on = $4, review_on = $5, heard = $6, audience = $7, rev = rev + 1 \
             where id = $1 and adopted_at is null and passed_at is null";
    SHOW = "update statement_draft set audience = $2, rev = rev + 1 where id = $1";
    OTHERS_SPOKE = "select (select count(*) from stand t where t.draft = $1 and t.person <> $2) \
                    + (select count(*) from remark r where r.draft = $1 and r.by <> $2)";
    ADD_REMARK = "insert into remark (id, district, draft, clause, text, audience, by, at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    STAND = "insert into stand (draft, person, district, how, why, at) values ($1, $2, $3, $4, $5, $6) \
             on conflict (draft, person) do update set how = excluded.how, why = excluded.why, at = excluded.at";
    FORGET_STAND = "delete from stand where draft = $1 and person = $2";
    PUBLIC = "select d.statement, s.kind, s.name, coalesce(m.name, o.name), d.adopted_on, d.review_on from statement s \
              join statement_draft d on d.statement = s.id join org o on o.id = s.org left join community m on m.id = s.community \
              where s.id = $1 and d.adopted_at is not null and d.ended_at is null \
              and exists (select 1 from audience_member a where a.audience = d.audience and a.kind = 0)";
    PUBLIC_CLAUSES = "select c.text from clause c join statement_draft d on d.id = c.draft \
                      where d.statement = $1 and d.adopted_at is not null and d.ended_at is null \
                      and exists (select 1 from audience_member a where a.audience = d.audience and a.kind = 0) order by c.n";
}

fn read_statement(r: &Row<'_>) -> Result<Statement, Error> {
    let kind: String = r.get(5)?;
    Ok(Statement {
        id: r.get(0)?,
        district: r.get(1)?,
        org: r.get(2)?,
        community: r.maybe(3)?,
        place: r.get(4)?,
        kind: Kind::named(&kind).ok_or_else(|| Error::Ours(format!("a statement of unknown kind {kind}")))?,
        name: r.get(6)?,
        audience: r.get(7)?,
        takes_part: r.get::<i64>(8)? == 1,
    })
}

fn read_draft(r: &Row<'_>) -> Result<Draft, Error> {
    let adopted: Option<Time> = r.maybe(11)?;
    let adopted = match adopted {
        None => None,
        Some(at) => Some(Adoption {
            at,
            by_name: r.get::<Option<String>>(12)?.unwrap_or_default(),
            on: r.maybe::<Date>(13)?.unwrap_or_default(),
            review: r.maybe(14)?,
            heard: r.get::<Option<String>>(15)?.unwrap_or_default(),
        }),
    };
    Ok(Draft {
        id: r.get(0)?,
        statement: r.get(1)?,
        n: r.get(2)?,
        grew_from: r.maybe(3)?,
        replaces: r.get(4)?,
        why: r.get(5)?,
        audience: r.get(6)?,
        by: r.get(7)?,
        by_name: r.get(8)?,
        made: r.get(9)?,
        passed: r.get(10)?,
        adopted,
        ended: r.maybe(16)?,
        rev: r.get(17)?,
        public: r.get(18)?,
        clauses: Vec::new(),
    })
}

/// Guests read what holds and take no part.
fn as_guest(me: &Viewer, mut statement: Statement) -> Statement {
    statement.takes_part &= me.works_here();
    statement
}

/// A statement with the wordings the viewer may read; nothing when there is none they may.
///
/// # Errors
/// When the database fails.
pub fn find(c: &mut Conn, me: &Viewer, id: StatementId) -> Result<Option<(Statement, Kept)>, Error> {
    let found = c.one(FIND, args![me.person, me.now, me.district, id], read_statement)?;
    let Some(statement) = found.map(|s| as_guest(me, s)) else { return Ok(None) };
    let mut drafts = c.rows(DRAFTS, args![me.person, me.now, id], read_draft)?;
    let mut clauses = by_draft(c, CLAUSES, args![me.person, me.now, id])?;
    if !statement.takes_part {
        // Who doesn't draft reads what holds, and what held.
        drafts.retain(|d| d.adopted.is_some());
        if drafts.is_empty() {
            return Ok(None);
        }
    }
    for draft in &mut drafts {
        draft.clauses = clauses.remove(&draft.id).unwrap_or_default();
    }
    Ok(Some((statement, Kept(drafts))))
}

/// A statement with all its wordings, whoever asks: for callers that have asked whether they may.
///
/// # Errors
/// When the database fails.
pub fn known(c: &mut Conn, id: StatementId) -> Result<Option<(Statement, Kept)>, Error> {
    let Some(statement) = c.one(KNOWN, args![id], read_statement)? else { return Ok(None) };
    let mut drafts = c.rows(DRAFTS_KNOWN, args![id], read_draft)?;
    let mut clauses = by_draft(c, CLAUSES_KNOWN, args![id])?;
    for draft in &mut drafts {
        draft.clauses = clauses.remove(&draft.id).unwrap_or_default();
    }
    Ok(Some((statement, Kept(drafts))))
}

/// The statement of a draft, whoever asks; [`find`] says whether they may.
pub(super) fn statement_of(c: &mut Conn, draft: DraftId) -> Result<Option<StatementId>, Error> {
    c.one(STATEMENT_OF, args![draft], |r| r.get(0))
}

fn by_draft(c: &mut Conn, sql: store::Sql, args: &[store::Val]) -> Result<HashMap<DraftId, Vec<Clause>>, Error> {
    let mut found: HashMap<DraftId, Vec<Clause>> = HashMap::new();
    c.each(sql, args, &mut |r| {
        found.entry(r.get(0)?).or_default().push(Clause { id: r.get(1)?, text: r.get(2)? });
        Ok(())
    })?;
    Ok(found)
}

/// What is said of a statement, for who drafts it.
pub(super) fn talk(c: &mut Conn, me: &Viewer, statement: &Statement) -> Result<Talk, Error> {
    if !statement.takes_part {
        return Ok(Talk::default());
    }
    let about = args![me.person, me.now, statement.id];
    let remarks = c.rows(REMARKS, about, |r| {
        Ok(Remark {
            draft: r.get(0)?,
            clause: r.get(1)?,
            text: r.get(2)?,
            by: r.get(3)?,
            by_name: r.get(4)?,
            at: r.get(5)?,
        })
    })?;
    let stands = c.rows(STANDS, about, |r| {
        let how: String = r.get(3)?;
        Ok(Stand {
            draft: r.get(0)?,
            person: r.get(1)?,
            name: r.get(2)?,
            how: How::named(&how).unwrap_or(How::NotYet),
            why: r.get(4)?,
            at: r.get(5)?,
        })
    })?;
    Ok(Talk { remarks, stands })
}

/// A statement as a list shows it: what holds, with its passages, and the open drafts, without.
pub struct Near {
    pub statement: Statement,
    pub kept: Kept,
    /// How many stand where, on all open drafts together.
    pub stands: Vec<(How, i64)>,
}

/// The statements of a place and of those above it, or with none of the viewer's own places and communities.
///
/// # Errors
/// When the database fails.
pub fn near(c: &mut Conn, me: &Viewer, at: Option<OrgId>) -> Result<Vec<Near>, Error> {
    let about = args![me.person, me.now, me.district, at];
    let statements: Vec<Statement> =
        c.rows(ALL_NEAR, about, read_statement)?.into_iter().map(|s| as_guest(me, s)).collect();
    if statements.is_empty() {
        return Ok(Vec::new());
    }
    let mut drafts = c.rows(DRAFTS_NEAR, about, read_draft)?;
    let mut clauses = by_draft(c, CLAUSES_NEAR, about)?;
    for draft in &mut drafts {
        draft.clauses = clauses.remove(&draft.id).unwrap_or_default();
    }
    let stands: Vec<(DraftId, String, i64)> = c.rows(STANDS_NEAR, about, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let all = statements.into_iter().map(|statement| {
        let (mut own, rest): (Vec<Draft>, Vec<Draft>) =
            std::mem::take(&mut drafts).into_iter().partition(|d| d.statement == statement.id);
        drafts = rest;
        own.retain(|d| statement.takes_part || d.adopted.is_some());
        let of_own = stands.iter().filter(|(id, ..)| statement.takes_part && own.iter().any(|d| d.id == *id));
        let stands = of_own.filter_map(|(_, how, n)| Some((How::named(how)?, *n))).collect();
        Near { statement, kept: Kept(own), stands }
    });
    Ok(all.filter(|n| !n.kept.0.is_empty()).collect())
}

/// How often the same statements are cited by what the viewer sees.
pub(super) fn lived_near(c: &mut Conn, me: &Viewer, at: Option<OrgId>) -> Result<HashMap<StatementId, i64>, Error> {
    let found = c.rows(LIVED_NEAR, args![me.person, me.now, me.district, at], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.into_iter().collect())
}

/// A vision in short: what it is called, where it holds, its first passage.
pub(super) struct Nearest {
    pub id: StatementId,
    pub name: String,
    pub place: String,
    pub text: String,
}

/// The vision that holds at the viewer's own place, or at the nearest one above, with its first passage.
pub(super) fn nearest_vision(c: &mut Conn, me: &Viewer) -> Result<Option<Nearest>, Error> {
    let mut all: Vec<(i64, Nearest)> = Vec::new();
    let mut read = |r: &Row<'_>| {
        let (id, away): (StatementId, i64) = (r.get(0)?, r.get(4)?);
        // Who works at a school and for its district finds the school nearer: what counts is the longest way to a vision.
        match all.iter_mut().find(|(_, known)| known.id == id) {
            Some((longest, _)) => *longest = away.max(*longest),
            None => all.push((away, Nearest { id, name: r.get(1)?, place: r.get(2)?, text: r.get(3)? })),
        }
        Ok(())
    };
    // Most work at one place.
    match me.hats.split_first() {
        Some((hat, others)) if others.iter().all(|other| other.org == hat.org) => {
            c.each(VISIONS_ABOVE_ONE, args![me.person, me.now, me.district, hat.org], &mut read)?;
        }
        _ => c.each(VISIONS_ABOVE, args![me.person, me.now, me.district], &mut read)?,
    }
    Ok(all.into_iter().min_by_key(|(away, _)| *away).map(|(_, nearest)| nearest))
}

/// What a community says of itself, as far as the viewer may know: with the first passage of what holds, and whether it does.
pub(super) fn of_community(
    c: &mut Conn,
    me: &Viewer,
    community: CommunityId,
) -> Result<Vec<(Statement, Option<String>, bool)>, Error> {
    let found = c.rows(OF_COMMUNITY, args![me.person, me.now, me.district, community], read_statement)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut first: HashMap<StatementId, String> = HashMap::new();
    c.each(CLAUSES_OF_COMMUNITY, args![me.person, me.now, community], &mut |r| {
        first.insert(r.get(0)?, r.get(1)?);
        Ok(())
    })?;
    let all = found.into_iter().map(|s| as_guest(me, s)).map(|statement| {
        let text = first.remove(&statement.id);
        let holds = text.is_some();
        (statement, text, holds)
    });
    Ok(all.filter(|(statement, _, holds)| *holds || statement.takes_part).collect())
}

/// The places the viewer works at or under, in their district, by name; the district itself last.
pub(super) fn places(c: &mut Conn, me: &Viewer) -> Result<Vec<Place>, Error> {
    let mut found = c.rows(PLACES, args![me.person, me.now, me.district], |r| {
        Ok((r.get::<String>(2)?, Place { org: r.get(0)?, community: None, name: r.get(1)? }))
    })?;
    found.sort_by_key(|(kind, _)| kind == "district");
    Ok(found.into_iter().map(|(_, place)| place).collect())
}

/// A place of the viewer's district by id.
pub(super) fn place(c: &mut Conn, district: DistrictId, org: OrgId) -> Result<Option<Place>, Error> {
    c.one(ORG, args![org, district], |r| Ok(Place { org, community: None, name: r.get(0)? }))
}

/// A wording about to be kept.
pub struct NewDraft<'a> {
    pub passages: Vec<String>,
    pub why: &'a str,
    /// The wording it grows out of: passages that are alike stay who they are.
    pub from: Option<&'a Draft>,
}

/// The statement of this kind and name at a place, with its first draft, or with one more beside those it has.
///
/// # Errors
/// When the database fails.
pub fn begin(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    place: &Place,
    (kind, name): (Kind, &str),
    draft: NewDraft<'_>,
) -> Result<(StatementId, DraftId), Error> {
    let known: Option<StatementId> = match place.community {
        Some(id) => tx.one(SAME_OF_COMMUNITY, args![id, kind.stored(), name], |r| r.get(0))?,
        None => tx.one(SAME, args![place.org, kind.stored(), name], |r| r.get(0))?,
    };
    let who = drafting(tx, district, place)?;
    let seen = audience::store(tx, district, &who)?;
    let id = match known {
        Some(id) => id,
        None => {
            let (id, now) = (StatementId(tx.fresh_id()), tx.now());
            tx.exec(
                ADD_STATEMENT,
                args![id, district, place.org, place.community, kind.stored(), name, seen, by, now],
            )?;
            id
        }
    };
    let statement = Statement {
        id,
        district,
        org: place.org,
        community: place.community,
        place: place.name.clone(),
        kind,
        name: name.to_owned(),
        audience: seen,
        takes_part: true,
    };
    let verb = if known.is_some() { "statement.drafted" } else { "statement.begun" };
    Ok((id, add(tx, by, &statement, draft, false, verb)?))
}

/// Puts a draft beside the others.
///
/// # Errors
/// When the database fails.
pub fn beside(tx: &mut Tx<'_>, by: PersonId, statement: &Statement, draft: NewDraft<'_>) -> Result<DraftId, Error> {
    add(tx, by, statement, draft, false, "statement.drafted")
}

fn add(
    tx: &mut Tx<'_>,
    by: PersonId,
    statement: &Statement,
    new: NewDraft<'_>,
    replaces: bool,
    verb: &'static str,
) -> Result<DraftId, Error> {
    let (id, now) = (DraftId(tx.fresh_id()), tx.now());
    let n = tx.count(NEXT, args![statement.id])?;
    let from = new.from.map(|d| d.id);
    tx.exec(
        ADD_DRAFT,
        args![id, statement.district, statement.id, n, from, replaces, new.why, statement.audience, by, now],
    )?;
    keep_clauses(tx, statement.district, id, new.from.map_or(&[], |d| &d.clauses), new.passages)?;
    tell(tx, by, statement, verb)?;
    Ok(id)
}

fn keep_clauses(
    tx: &mut Tx<'_>,
    district: DistrictId,
    draft: DraftId,
    old: &[Clause],
    passages: Vec<String>,
) -> Result<(), Error> {
    let clauses = carry(old, passages, || tx.fresh_id());
    for (n, clause) in (1_i64..).zip(&clauses) {
        tx.exec(ADD_CLAUSE, args![draft, clause.id, district, n, &clause.text])?;
    }
    Ok(())
}

/// Words a draft anew. What others have said something of stays as it is: then it is a new wording in its place.
///
/// # Errors
/// When the database fails.
pub fn reword(
    tx: &mut Tx<'_>,
    by: PersonId,
    statement: &Statement,
    draft: &Draft,
    (passages, why): (Vec<String>, &str),
) -> Result<DraftId, Error> {
    if draft.by == by && tx.count(OTHERS_SPOKE, args![draft.id, by])? == 0 {
        tx.exec(CLEAR, args![draft.id])?;
        keep_clauses(tx, statement.district, draft.id, &draft.clauses, passages)?;
        tx.exec(SAVE, args![draft.id, why])?;
        // Said anew, for what stands there now.
        tx.exec(FORGET_STAND, args![draft.id, by])?;
        tell(tx, by, statement, "statement.reworded")?;
        return Ok(draft.id);
    }
    let now = tx.now();
    tx.exec(PASS, args![draft.id, now])?;
    add(tx, by, statement, NewDraft { passages, why, from: Some(draft) }, true, "statement.reworded")
}

/// Says something of a passage.
///
/// # Errors
/// When the database fails.
pub fn remark(
    tx: &mut Tx<'_>,
    by: PersonId,
    statement: &Statement,
    draft: DraftId,
    (clause, text): (Uuid, &str),
) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    tx.exec(ADD_REMARK, args![id, statement.district, draft, clause, text, statement.audience, by, now])?;
    tell(tx, by, statement, "statement.remarked")
}

/// Says where somebody stands on a wording; the last word counts.
///
/// # Errors
/// When the database fails.
pub fn stand(
    tx: &mut Tx<'_>,
    by: PersonId,
    statement: &Statement,
    draft: DraftId,
    (how, why): (How, &str),
) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(STAND, args![draft, by, statement.district, how.stored(), why, now])?;
    tell(tx, by, statement, "statement.stood")
}

/// How a wording is about to be adopted.
pub struct NewAdoption<'a> {
    pub on: Date,
    pub review: Option<Date>,
    pub heard: &'a str,
    /// Whether anyone at all may read it.
    pub open: bool,
}

/// Adopts a wording: from now on it holds; what held before has ended, and the drafts beside it are laid aside. False when it was
/// no open draft any more.
///
/// # Errors
/// When the database fails.
pub fn adopt(
    tx: &mut Tx<'_>,
    by: PersonId,
    statement: &Statement,
    draft: DraftId,
    new: &NewAdoption<'_>,
) -> Result<bool, Error> {
    let now = tx.now();
    let seen = audience::store(tx, statement.district, &statement.held_audience(new.open))?;
    let (on, review) = (new.on.to_string(), new.review.map(|d| d.to_string()));
    if tx.exec(ADOPT, args![draft, now, by, on, review, new.heard, seen])? == 0 {
        return Ok(false);
    }
    // What held stays to be read by those it is for; the public reads what holds.
    let within = audience::store(tx, statement.district, &statement.held_audience(false))?;
    tx.exec(END, args![statement.id, draft, now, within])?;
    tx.exec(PASS_OTHERS, args![statement.id, draft, now])?;
    tell_to(tx, by, statement, "statement.adopted", within)?;
    Ok(true)
}

/// Opens what holds to everybody, or closes it to all but those it is for.
pub(super) fn show(
    tx: &mut Tx<'_>,
    by: PersonId,
    statement: &Statement,
    draft: &Draft,
    open: bool,
) -> Result<(), Error> {
    if draft.public == open {
        return Ok(());
    }
    let who: Audience = statement.held_audience(open);
    let seen = audience::store(tx, statement.district, &who)?;
    tx.exec(SHOW, args![draft.id, seen])?;
    let within = audience::store(tx, statement.district, &statement.held_audience(false))?;
    tell_to(tx, by, statement, if open { "statement.opened" } else { "statement.closed" }, within)
}

pub(super) fn tell(tx: &mut Tx<'_>, by: PersonId, statement: &Statement, verb: &'static str) -> Result<(), Error> {
    tell_to(tx, by, statement, verb, statement.audience)
}

pub(super) fn tell_to(
    tx: &mut Tx<'_>,
    by: PersonId,
    statement: &Statement,
    verb: &'static str,
    audience: store::AudienceId,
) -> Result<(), Error> {
    events::write(
        tx,
        &events::Event {
            district: statement.district,
            actor: Some(by),
            verb,
            thing: ("statement", statement.id.0),
            community: statement.community,
            org: Some(statement.org),
            audience,
            about: statement.about(),
        },
    )
}

/// A statement as anybody reads it.
pub(super) struct Public {
    pub kind: Kind,
    pub name: String,
    pub place: String,
    pub on: Option<Date>,
    pub review: Option<Date>,
    pub passages: Vec<String>,
}

/// What holds, if it was opened to everybody.
pub(super) fn public(c: &mut Conn, id: StatementId) -> Result<Option<Public>, Stop> {
    let found = c.one(PUBLIC, args![id], |r| {
        let kind: String = r.get(1)?;
        Ok(Public {
            kind: Kind::named(&kind).unwrap_or(Kind::Vision),
            name: r.get(2)?,
            place: r.get(3)?,
            on: r.maybe(4)?,
            review: r.maybe(5)?,
            passages: Vec::new(),
        })
    })?;
    let Some(mut found) = found else { return Ok(None) };
    found.passages = c.rows(PUBLIC_CLAUSES, args![id], |r| r.get(0))?;
    Ok(Some(found))
}
