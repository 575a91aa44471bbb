//! What the directory asks the database. Whoever has a role in a district sees who else has one; guests see nobody.

use store::{Conn, DistrictId, Error, OrgId, PersonId, Time, Tx, args, pattern, sql};
use uuid::Uuid;

use crate::{Role, Viewer};

/// Who of district `$1` is in the directory at `$2`, with the filters of [`Asked`]. A filter that isn't used is a case of its own, so
/// that PostgreSQL doesn't take it for one that leaves few and sort what an index gives in order.
macro_rules! listed {
    () => {
        "p.district = $1 and p.active and p.left_at is null and (p.sort, p.id) > ($3, $4) \
         and case when $5 = '' then true else p.sort like $5 escape '!' or lower(p.name) like $5 escape '!' end \
         and (select 1 from role r where r.person = p.id and r.since <= $2 and r.until > $2 \
             and r.role not in ('guest', 'parent', 'guardian', 'relative') and (r.org = $6 or $6 = $10) and ($7 = '' or r.role = $7) limit 1) is not null \
         and case when $8 = '' then true else exists (select 1 from role r where r.person = p.id and r.until > $2 \
                 and ',' || lower(r.grades) || ',' like $8 escape '!') \
             or exists (select 1 from teaches t join class c on c.id = t.class where t.person = p.id and t.active and c.active \
                 and ',' || lower(c.grades) || ',' like $8 escape '!') end \
         and case when $9 = '' then true else exists (select 1 from role r where r.person = p.id and r.until > $2 \
                 and lower(r.subjects) like $9 escape '!') \
             or exists (select 1 from teaches t join class c on c.id = t.class where t.person = p.id and t.active and c.active \
                 and lower(c.subjects) like $9 escape '!') end"
    };
}

sql! {
    LIST = "select p.id, p.name, p.sort, r.role, o.name \
        from (select p.id, p.name, p.sort from person p where ", listed!(), " order by p.sort, p.id limit 51) p \
        join role r on r.person = p.id and r.since <= $2 and r.until > $2 join org o on o.id = r.org order by p.sort, p.id, r.since, r.id";
    ORGS = "select id, name, kind from org where district = $1 and active order by case when kind = 'school' then 1 else 0 end, name limit 3000";
    ONE = "select p.name, p.given, p.email, p.active and p.left_at is null from person p where p.id = $1 and p.district = $2";
    ROLES_OF = "select r.id, r.role, r.org, o.name, r.source from role r join org o on o.id = r.org \
        where r.person = $1 and r.since <= $2 and r.until > $2 order by r.since, r.id";
    CLASSES_OF = "select c.title, c.grades, c.subjects, o.name from teaches t join class c on c.id = t.class join org o on o.id = c.school \
        where t.person = $1 and t.active and c.active order by c.title limit 40";
    ORG_HERE = "select count(*) from org where id = $1 and district = $2 and active";
    END_ROLE = "update role set until = $3 where id = $1 and person = $2 and source = '' and until > $3";
    ROLE_ORG = "select r.org, r.role from role r where r.id = $1 and r.person = $2 and r.source = '' and r.until > $3";
    HAS_ROLE = "select count(*) from role where person = $1 and org = $2 and role = $3 and until > $4";
    TAKEN = "select count(*) from person where email = $1";
    EVER_IN = "select (select count(*) from credential where person = $1) + (select count(*) from session where person = $1)";
    SPOIL_INVITES = "update pass set used = $2 where person = $1 and kind = 'invite' and used is null";
    TOKENS = "select hash, name, made, expires from token where person = $1 and ended is null and expires > $2 order by made desc";
    END_TOKEN = "update token set ended = $3 where hash = $1 and person = $2 and ended is null";
    MAILBOX = "select id, address, subject, body, made from mail order by made desc, id desc limit 100";
}

/// What one looks for in the directory.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub find: String,
    /// An organization's id.
    pub school: String,
    pub role: String,
    pub grade: String,
    pub subject: String,
    /// The last name of the page before, `id sort`.
    pub after: String,
}

/// Somebody in the directory and what they do where.
pub(super) struct Listed {
    pub id: PersonId,
    pub name: String,
    pub sort: String,
    pub roles: Vec<(Role, String)>,
}

/// Up to 51 people: one more than a page shows.
pub(super) fn list(c: &mut Conn, me: &Viewer, asked: &Asked) -> Result<Vec<Listed>, Error> {
    let (id, sort) = asked.after.split_once(' ').unwrap_or(("", ""));
    let id: Uuid = id.parse().unwrap_or(Uuid::nil());
    // A school that isn't an id is a school nobody is at.
    let school = if asked.school.is_empty() { Uuid::nil() } else { asked.school.parse().unwrap_or(Uuid::max()) };
    let given = args![
        me.district,
        me.now,
        sort,
        id,
        pattern(&asked.find, "%", "%"),
        school,
        asked.role.trim(),
        pattern(&asked.grade, "%,", ",%"),
        pattern(&asked.subject, "%", "%"),
        Uuid::nil(),
    ];
    let mut found: Vec<Listed> = Vec::new();
    c.each(LIST, given, &mut |r| {
        let id: PersonId = r.get(0)?;
        if found.last().is_none_or(|l| l.id != id) {
            found.push(Listed { id, name: r.get(1)?, sort: r.get(2)?, roles: Vec::new() });
        }
        if let Some(listed) = found.last_mut() {
            listed.roles.push((Role::named(&r.get::<String>(3)?), r.get(4)?));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The organizations of a district: id, name, kind; what isn't a school first.
pub(super) fn orgs(c: &mut Conn, district: DistrictId) -> Result<Vec<(OrgId, String, String)>, Error> {
    c.rows(ORGS, args![district], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Somebody of the viewer's district.
pub(super) struct Somebody {
    pub id: PersonId,
    pub name: String,
    pub given: String,
    pub email: Option<String>,
    /// Whether they may sign in.
    pub here: bool,
    pub roles: Vec<Worn>,
    /// Title, grades, subjects, school.
    pub classes: Vec<[String; 4]>,
}

/// A role somebody has now.
pub(super) struct Worn {
    pub id: Uuid,
    pub role: Role,
    pub org: OrgId,
    pub org_name: String,
    pub source: String,
}

pub(super) fn one(c: &mut Conn, me: &Viewer, id: PersonId) -> Result<Option<Somebody>, Error> {
    let found = c.one(ONE, args![id, me.district], |r| {
        Ok(Somebody {
            id,
            name: r.get(0)?,
            given: r.get(1)?,
            email: r.get(2)?,
            here: r.get(3)?,
            roles: Vec::new(),
            classes: Vec::new(),
        })
    })?;
    let Some(mut found) = found else { return Ok(None) };
    found.roles = c.rows(ROLES_OF, args![id, me.now], |r| {
        let role: String = r.get(1)?;
        Ok(Worn { id: r.get(0)?, role: Role::named(&role), org: r.get(2)?, org_name: r.get(3)?, source: r.get(4)? })
    })?;
    found.classes = c.rows(CLASSES_OF, args![id], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get::<String>(3)?]))?;
    Ok(Some(found))
}

/// Whether an organization is one of the district's.
pub(super) fn org_here(c: &mut Conn, org: OrgId, district: DistrictId) -> Result<bool, Error> {
    Ok(c.count(ORG_HERE, args![org, district])? > 0)
}

/// The organization and the role of a role given by hand that holds now.
pub(super) fn by_hand(c: &mut Conn, role: Uuid, person: PersonId) -> Result<Option<(OrgId, Role)>, Error> {
    let now = c.now();
    c.one(ROLE_ORG, args![role, person, now], |r| Ok((r.get(0)?, Role::named(&r.get::<String>(1)?))))
}

pub(super) fn end_role(tx: &mut Tx<'_>, role: Uuid, person: PersonId) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(END_ROLE, args![role, person, now])?;
    store::audience::refresh(tx, person)
}

pub(super) fn has_role(c: &mut Conn, person: PersonId, org: OrgId, role: Role) -> Result<bool, Error> {
    let now = c.now();
    Ok(c.count(HAS_ROLE, args![person, org, role.stored(), now])? > 0)
}

/// Whether anybody, in any district, has this address.
pub(super) fn taken(c: &mut Conn, email: &str) -> Result<bool, Error> {
    Ok(c.count(TAKEN, args![email])? > 0)
}

/// Whether somebody has signed in or can by themselves.
pub(super) fn ever_in(c: &mut Conn, person: PersonId) -> Result<bool, Error> {
    Ok(c.count(EVER_IN, args![person])? > 0)
}

/// Makes earlier invitations useless.
pub(super) fn spoil_invites(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(SPOIL_INVITES, args![person, now]).map(drop)
}

/// A token that still works.
pub(super) struct Token {
    pub hash: String,
    pub name: String,
    pub made: Time,
    pub expires: Time,
}

pub(super) fn tokens(c: &mut Conn, person: PersonId) -> Result<Vec<Token>, Error> {
    let now = c.now();
    c.rows(TOKENS, args![person, now], |r| {
        Ok(Token { hash: r.get(0)?, name: r.get(1)?, made: r.get(2)?, expires: r.get(3)? })
    })
}

pub(super) fn end_token(tx: &mut Tx<'_>, hash: &str, person: PersonId) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(END_TOKEN, args![hash, person, now]).map(drop)
}

/// A letter in the demo's mailbox: id, address, subject, body, when.
pub(super) type Letter = (Uuid, String, String, String, Time);

pub(super) fn mailbox(c: &mut Conn) -> Result<Vec<Letter>, Error> {
    c.rows(MAILBOX, &[], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))
}
