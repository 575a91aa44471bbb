//! People and what they do where. Every change that moves a principal refreshes what the person holds, in the same transaction.

use store::{DistrictId, Error, OrgId, PersonId, Time, Tx, args, audience, hash_secret, sql};

use crate::Role;

/// A person about to be added.
pub struct NewPerson<'a> {
    pub district: DistrictId,
    pub given: &'a str,
    pub family: &'a str,
    pub email: Option<&'a str>,
    pub source: &'a str,
    pub sourced_id: &'a str,
}

sql! {
    INSERT = "insert into person (id, district, name, sort, given, email, lang, theme, source, sourced_id, active, looked_at, changed, left_at) \
              values ($1, $2, $3, $4, $5, $6, null, null, $7, $8, true, $9, $9, null)";
    INSERT_ROLE = "insert into role (id, district, person, org, role, grades, subjects, since, until, source, sourced_id) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    SET_PASSWORD = "insert into credential (person, password, changed) values ($1, $2, $3) \
                    on conflict (person) do update set password = excluded.password, changed = excluded.changed";
    INSERT_PASS = "insert into pass (hash, person, district, kind, made, expires, used) values ($1, $2, $3, $4, $5, $6, null)";
    INSERT_SESSION = "insert into session (hash, person, district, made, seen, expires, device) values ($1, $2, $3, $4, $4, $5, $6)";
    INSERT_TOKEN = "insert into token (hash, person, district, name, made, expires, ended) values ($1, $2, $3, $4, $5, $6, null)";
    LEAVE = "update person set active = false, left_at = $2, changed = $2 where id = $1";
    END_SESSIONS = "delete from session where person = $1";
    END_TOKENS = "update token set ended = $2 where person = $1 and ended is null";
    END_PASSES = "update pass set used = $2 where person = $1 and used is null";
    END_FEED = "delete from feed where person = $1";
    END_ROLES = "update role set until = $2 where person = $1 and until > $2";
    END_MEMBERSHIPS = "update membership set until = $2 where person = $1 and until > $2";
}

/// Adds a person. They hold nothing but themselves until they have a role.
pub fn add_person(tx: &mut Tx<'_>, new: &NewPerson<'_>) -> Result<PersonId, Error> {
    let id = PersonId(tx.fresh_id());
    let now = tx.now();
    let name = format!("{} {}", new.given, new.family).trim().to_owned();
    let sort = format!("{}, {}", new.family, new.given).to_lowercase();
    let email = new.email.map(str::to_lowercase);
    let sourced = if new.sourced_id.is_empty() { id.to_string() } else { new.sourced_id.to_owned() };
    tx.exec(INSERT, args![id, new.district, name, sort, new.given, email, new.source, sourced, now])?;
    audience::refresh(tx, id)?;
    Ok(id)
}

/// Gives a person a role at an organization from now on. `grades` and `subjects` are lists separated by commas.
pub fn give_role(
    tx: &mut Tx<'_>,
    district: DistrictId,
    person: PersonId,
    org: OrgId,
    role: Role,
    grades: &str,
    subjects: &str,
) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    tx.exec(
        INSERT_ROLE,
        args![id, district, person, org, role.stored(), grades, subjects, now, Time::NEVER, "", id.to_string()],
    )?;
    audience::refresh(tx, person)
}

/// Keeps the hash of a new password.
pub fn set_password_hash(tx: &mut Tx<'_>, person: PersonId, encoded: &str) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(SET_PASSWORD, args![person, encoded, now])?;
    Ok(())
}

/// A secret that signs a person in once, within `seconds`. `kind` is `invite` or `link`.
pub fn make_pass(
    tx: &mut Tx<'_>,
    district: DistrictId,
    person: PersonId,
    kind: &'static str,
    seconds: i64,
) -> Result<String, Error> {
    let secret = tx.secret();
    let now = tx.now();
    tx.exec(INSERT_PASS, args![hash_secret(&secret), person, district, kind, now, now.plus_seconds(seconds)])?;
    Ok(secret)
}

/// A secret under which a program acts as this person, until `expires`. It is shown once; only its hash is kept.
pub fn make_token(
    tx: &mut Tx<'_>,
    district: DistrictId,
    person: PersonId,
    name: &str,
    expires: Time,
) -> Result<String, Error> {
    let secret = tx.secret();
    let now = tx.now();
    tx.exec(INSERT_TOKEN, args![hash_secret(&secret), person, district, name, now, expires])?;
    Ok(secret)
}

/// How long a session lasts, in days.
pub const SESSION_DAYS: i64 = 30;

/// Begins a session; gives its secret, for the cookie.
pub fn begin_session(tx: &mut Tx<'_>, district: DistrictId, person: PersonId, device: &str) -> Result<String, Error> {
    let secret = tx.secret();
    let now = tx.now();
    let device: String = device.chars().take(120).collect();
    tx.exec(INSERT_SESSION, args![hash_secret(&secret), person, district, now, now.plus_days(SESSION_DAYS), device])?;
    Ok(secret)
}

/// A person leaves: every session, token, pass, calendar address, role and membership ends at once. What they wrote stays where it is.
pub fn leave(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(LEAVE, args![person, now])?;
    tx.exec(END_SESSIONS, args![person])?;
    tx.exec(END_FEED, args![person])?;
    for sql in [END_TOKENS, END_PASSES, END_ROLES, END_MEMBERSHIPS] {
        tx.exec(sql, args![person, now])?;
    }
    audience::refresh(tx, person)
}
