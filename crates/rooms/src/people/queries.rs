//! What the room asks the database.

use store::{Audience, AudienceId, Conn, DistrictId, Error, OrgId, PersonId, Principal, Time, Tx, args, sql};

use crate::Viewer;

sql! {
    BY_EMAIL = "select p.id, p.district, p.name, c.password from person p left join credential c on c.person = p.id \
                where p.email = $1 and p.left_at is null and p.active";
    PASS = "select s.person, s.district, s.kind, p.name, p.email from pass s join person p on p.id = s.person \
            where s.hash = $1 and s.used is null and s.expires > $2 and p.left_at is null and p.active";
    USE_PASS = "update pass set used = $2 where hash = $1 and used is null";
    END_SESSION = "delete from session where hash = $1";
    END_OTHERS = "delete from session where person = $1 and hash <> $2";
    SESSIONS = "select hash, device, seen from session where person = $1 and expires > $2 order by seen desc";
    DISTRICT_OF = "select district, name from org where id = $1";
    DISTRICTS = "select id, name from org where id = district order by name, id";
    ANYBODY = "select 1 from person limit 1";
    HAS_PASSWORD = "select count(*) from credential where person = $1";
    TRY = "insert into attempt (what, window_start, count) values ($1, $2, 1) \
           on conflict (what, window_start) do update set count = attempt.count + 1 returning count";
    TRIES = "select count from attempt where what = $1 and window_start = $2";
    FORGET_TRIES = "delete from attempt where window_start < $1";
    PERSONA = "select person, district from persona where name = $1";
    SAVE_LOOK = "update person set lang = $2, theme = $3 where id = $1";
}

/// Somebody who might sign in.
pub(super) struct Known {
    pub person: PersonId,
    pub district: DistrictId,
    pub name: String,
    pub password: Option<String>,
}

/// The person with this address.
pub(super) fn by_email(c: &mut Conn, email: &str) -> Result<Option<Known>, Error> {
    c.one(BY_EMAIL, args![email], |r| {
        Ok(Known { person: r.get(0)?, district: r.get(1)?, name: r.get(2)?, password: r.get(3)? })
    })
}

/// The person who signs in with this address, and their district.
pub fn find_by_email(c: &mut Conn, email: &str) -> Result<Option<(PersonId, DistrictId)>, Error> {
    Ok(by_email(c, &email.to_lowercase())?.map(|known| (known.person, known.district)))
}

/// The district and the name of an organization: for commands, not for pages.
pub fn district_of(c: &mut Conn, org: OrgId) -> Result<Option<(DistrictId, String)>, Error> {
    c.one(DISTRICT_OF, args![org], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Every district here, by name: for commands, not for pages.
pub fn districts(c: &mut Conn) -> Result<Vec<(DistrictId, String)>, Error> {
    c.rows(DISTRICTS, &[], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Whether there is anybody at all; a new server has nobody.
pub fn anybody(c: &mut Conn) -> Result<bool, Error> {
    Ok(c.count(ANYBODY, &[])? > 0)
}

/// A pass that still opens.
pub(super) struct Pass {
    pub person: PersonId,
    pub district: DistrictId,
    pub kind: String,
    pub name: String,
    pub email: Option<String>,
}

/// The pass behind the hash of a secret, unless it was used or has run out.
pub(super) fn pass(c: &mut Conn, hash: &str) -> Result<Option<Pass>, Error> {
    let now = c.now();
    c.one(PASS, args![hash, now], |r| {
        Ok(Pass { person: r.get(0)?, district: r.get(1)?, kind: r.get(2)?, name: r.get(3)?, email: r.get(4)? })
    })
}

/// Marks a pass as used; false when somebody was faster.
pub(super) fn use_pass(tx: &mut Tx<'_>, hash: &str) -> Result<bool, Error> {
    let now = tx.now();
    Ok(tx.exec(USE_PASS, args![hash, now])? == 1)
}

/// Ends one session.
pub(super) fn end_session(tx: &mut Tx<'_>, hash: &str) -> Result<(), Error> {
    tx.exec(END_SESSION, args![hash]).map(drop)
}

/// Ends every session of a person but this one.
pub(super) fn end_others(tx: &mut Tx<'_>, person: PersonId, but: &str) -> Result<(), Error> {
    tx.exec(END_OTHERS, args![person, but]).map(drop)
}

/// A device that is signed in.
pub(super) struct Session {
    pub hash: String,
    pub device: String,
    pub seen: Time,
}

/// Where a person is signed in.
pub(super) fn sessions(c: &mut Conn, person: PersonId) -> Result<Vec<Session>, Error> {
    let now = c.now();
    c.rows(SESSIONS, args![person, now], |r| Ok(Session { hash: r.get(0)?, device: r.get(1)?, seen: r.get(2)? }))
}

/// Whether a person has a password.
pub(super) fn has_password(c: &mut Conn, person: PersonId) -> Result<bool, Error> {
    Ok(c.count(HAS_PASSWORD, args![person])? > 0)
}

/// Counts an attempt at `what`; gives how many there were in this quarter of an hour, this one included.
pub(crate) fn tried(tx: &mut Tx<'_>, what: &str) -> Result<i64, Error> {
    let window = window(tx);
    tx.exec(FORGET_TRIES, args![window - 8 * WINDOW_SECONDS])?;
    Ok(tx.one(TRY, args![what, window], |r| r.get(0))?.unwrap_or(1))
}

/// How many attempts at `what` there were in this quarter of an hour.
pub(crate) fn tries(c: &mut Conn, what: &str) -> Result<i64, Error> {
    let window = window(c);
    c.count(TRIES, args![what, window])
}

/// When the quarter of an hour began that attempts are counted in now, in seconds.
fn window(c: &Conn) -> i64 {
    c.now().seconds().div_euclid(WINDOW_SECONDS) * WINDOW_SECONDS
}

/// How long attempts count together.
pub(crate) const WINDOW_SECONDS: i64 = 900;

/// The person a demo persona stands for.
pub(super) fn persona(c: &mut Conn, name: &str) -> Result<Option<(PersonId, DistrictId)>, Error> {
    c.one(PERSONA, args![name], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Keeps a person's language and theme.
pub(super) fn save_look(
    tx: &mut Tx<'_>,
    person: PersonId,
    lang: Option<&str>,
    theme: Option<&str>,
) -> Result<(), Error> {
    tx.exec(SAVE_LOOK, args![person, lang.map(str::to_owned), theme.map(str::to_owned)]).map(drop)
}

/// Who can see what has this audience, in a full sentence in the viewer's language.
pub fn audience_line(c: &mut Conn, me: &Viewer, id: AudienceId) -> Result<String, Error> {
    let found = store::audience::named(c, id)?;
    let mut names = face::Names { viewer: Some(me.person.0), ..face::Names::default() };
    let audience = Audience::of(found.iter().map(|(principal, ..)| *principal));
    for (principal, name, members) in found {
        let (_, who) = principal.columns();
        if matches!(
            principal,
            Principal::Community(_) | Principal::Peers(_) | Principal::Facilitators(_) | Principal::Guests(_)
        ) {
            names.members.insert(who, members);
        }
        if let Some(name) = name {
            names.of.insert(who, name);
        }
    }
    Ok(face::audience_line(me.lang(), &audience, &names))
}
