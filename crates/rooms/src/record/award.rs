//! Certificates: given for a time of learning to those who were there for long enough. Who gives them sees first who would get
//! one; the job that gives them asks the rule again at that moment, gives each person one however often it runs, and writes to
//! whoever got one. Nobody gives one to oneself. A certificate ends on its day or is revoked with a reason, and anyone who is shown its
//! code can see which.

use jiff::civil::Date;
use learning::hours::Terms;
use sha2::{Digest as _, Sha256};
use store::{
    Audience, AudienceId, AwardId, CertificateId, CommunityId, CycleId, DistrictId, Error, PersonId, Principal, Time,
    Tx, args, audience, events, jobs, sql,
};
use uuid::Uuid;

use super::award_queries::{self as queries, Candidate};
use crate::communities::Community;
use crate::{Mail, Stop, Viewer, post, w};

/// The job that gives the certificates of an award.
pub const GIVING: &str = "certificates";
/// The job that says that a certificate ends soon.
pub const REMINDING: &str = "certificate-ends";
/// How long before its end its holder is told, in days.
const TOLD_BEFORE: i64 = 30;

/// One issuing of certificates: for what, under which terms, by whom.
#[derive(Clone, Debug)]
pub struct Award {
    pub id: AwardId,
    pub district: DistrictId,
    /// None: for what was learned anywhere in the district.
    pub community: Option<CommunityId>,
    pub community_name: Option<String>,
    pub title: String,
    pub from: Date,
    pub until: Date,
    pub terms: Terms,
    pub expires: Option<Date>,
    pub renews: Option<AwardId>,
    /// Whether whoever gets one is written to.
    pub letter: bool,
    pub by: PersonId,
    pub by_name: String,
    pub at: Time,
    /// When they were given; none while the job is still to come.
    pub done: Option<Time>,
}

/// An award about to be made.
pub struct NewAward<'a> {
    pub title: &'a str,
    pub cycle: Option<CycleId>,
    pub from: Date,
    pub until: Date,
    pub terms: Terms,
    pub expires: Option<Date>,
    pub renews: Option<AwardId>,
    pub letter: bool,
}

/// How a certificate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Valid,
    /// Its day has passed.
    Expired,
    /// It was taken back.
    Revoked,
}

/// How the holder's name stands on a certificate. Only of these: a certificate isn't made out to somebody else.
pub const NAMES: [&str; 3] = ["full", "short", "initials"];

/// The name in one of the [`NAMES`]' ways: "Ana Ruiz", "Ana R.", "A. R.".
pub fn name_as(name: &str, how: &str) -> String {
    let initial = |word: &str| word.chars().next().map(|c| format!("{c}.")).unwrap_or_default();
    let words: Vec<&str> = name.split_whitespace().collect();
    match (how, words.as_slice()) {
        ("short", [first, .., last]) => format!("{first} {}", initial(last)),
        ("initials", [first, .., last]) => format!("{} {}", initial(first), initial(last)),
        _ => name.to_owned(),
    }
}

/// The letters of a code: none that looks like another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// A code has so many letters, five bits each: 100 bits, which nobody guesses.
const CODE: usize = 20;

/// A code made from a secret.
fn code_of(secret: &str) -> String {
    let hash = Sha256::digest(secret.as_bytes());
    hash.iter().take(CODE).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// A code as it is written: in groups of five.
pub fn code_shown(code: &str) -> String {
    code.as_bytes().chunks(5).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

/// The code somebody means: small letters, blanks, strokes, and signs that look alike are understood. None when it can't be one.
pub fn code_meant(text: &str) -> Option<String> {
    let mut code = String::with_capacity(CODE);
    for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–')) {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        if code.len() >= CODE || !LETTERS.iter().any(|l| char::from(*l) == c) {
            return None;
        }
        code.push(c);
    }
    (code.len() == CODE).then_some(code)
}

sql! {
    ADD = "insert into award (id, district, community, cycle, title, from_date, until_date, at_least, least_minutes, expires_on, renews, \
           letter, audience, by, at, done_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, null)";
    GIVEN = "update award set done_at = $2 where id = $1 and done_at is null";
    GIVE = "insert into certificate (id, district, award, person, code, name, minutes, times, issued_on, expires_on, renews, at, \
            revoked_at, revoked_by, revoked_why, reminded_at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, null, null, '', null) on conflict (award, person) do nothing";
    REVOKE = "update certificate set revoked_at = $2, revoked_by = $3, revoked_why = $4 where id = $1 and revoked_at is null";
    NAME = "update certificate set name = $3 where id = $1 and person = $2";
    REMINDED = "update certificate set reminded_at = $2 where id = $1 and reminded_at is null";
}

/// Whether the viewer may give certificates for what a community learned: its facilitators, and who leads the district.
pub fn may_give(me: &Viewer, community: &Community) -> bool {
    me.district == community.district && (community.facilitates() || me.leads_district())
}

/// Decides that certificates are given; a job gives them.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn decide(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    community: Option<&Community>,
    new: &NewAward<'_>,
) -> Result<AwardId, Stop> {
    let (id, now) = (AwardId(tx.fresh_id()), tx.now());
    let audience = community.map(|c| c.inside);
    let audience = match audience {
        Some(inside) => inside,
        None => audience::store(tx, district, &Audience::of([Principal::Leaders(store::OrgId(district.0))]))?,
    };
    tx.exec(
        ADD,
        args![
            id,
            district,
            community.map(|c| c.id),
            new.cycle,
            new.title,
            new.from.to_string(),
            new.until.to_string(),
            i64::from(new.terms.at_least),
            new.terms.least_minutes,
            new.expires.map(|d| d.to_string()),
            new.renews,
            new.letter,
            audience,
            by,
            now
        ],
    )?;
    events::write(
        tx,
        &event(district, Some(by), ("award", id.0), community.map(|c| c.id), audience, "certificate.given", new.title),
    )?;
    jobs::promise(tx, GIVING, &id.to_string(), now)?;
    Ok(id)
}

fn event<'a>(
    district: DistrictId,
    actor: Option<PersonId>,
    thing: (&'static str, Uuid),
    community: Option<CommunityId>,
    audience: AudienceId,
    verb: &'static str,
    about: &'a str,
) -> events::Event<'a> {
    events::Event { district, actor, verb, thing, community, org: None, audience, about }
}

/// Who gets one under the terms of an award, as things stand now, and who doesn't yet. Whoever gives them isn't among them.
///
/// # Errors
/// When the database fails.
pub fn earned(
    c: &mut store::Conn,
    district: DistrictId,
    community: Option<CommunityId>,
    (from, until): (Date, Date),
    terms: Terms,
    by: PersonId,
) -> Result<(Vec<Candidate>, Vec<Candidate>, i64), Error> {
    let held = match community {
        Some(id) => queries::held(c, id, from, until)?,
        None => 0,
    };
    let all = match community {
        Some(id) => queries::there(c, id, from, until)?,
        None => queries::on_record(c, district, from, until)?,
    };
    // In the whole district there are no meetings of one row: only the hours count.
    let terms = if community.is_some() { terms } else { Terms { at_least: 0, ..terms } };
    let others = all.into_iter().filter(|p| p.person != by);
    let (get, not) = others.partition(|p| terms.met(p.times, held, p.minutes));
    Ok((get, not, held))
}

/// Gives the certificates of an award: to whoever meets its terms at this moment, one each, with a letter. Run again, it gives
/// nothing and writes to nobody. Gives how many were given.
///
/// # Errors
/// [`Stop::Broken`] when the database fails; then none was given and no letter was written.
pub fn give(tx: &mut Tx<'_>, address: &str, id: AwardId) -> Result<usize, Stop> {
    let now = tx.now();
    // Whoever marks it first gives them; somebody who comes second finds it marked.
    if tx.exec(GIVEN, args![id, now])? == 0 {
        return Ok(0);
    }
    let Some(award) = queries::known(tx, id)? else { return Ok(0) };
    let today = now.date_in(&super::queries::zone_of(tx, award.district)?);
    let span = (award.from, award.until);
    let (get, _, _) = earned(tx, award.district, award.community, span, award.terms, award.by)?;
    let before = match award.renews {
        Some(before) => queries::of_award_ids(tx, before)?,
        None => Vec::new(),
    };
    let mut given = 0;
    for person in &get {
        let certificate = CertificateId(tx.fresh_id());
        let code = code_of(&tx.secret());
        let renews = before.iter().find(|(of, _)| *of == person.person).map(|(_, id)| *id);
        let added = tx.exec(
            GIVE,
            args![
                certificate,
                award.district,
                id,
                person.person,
                &code,
                &person.name,
                person.minutes,
                person.times,
                today.to_string(),
                award.expires.map(|d| d.to_string()),
                renews,
                now
            ],
        )?;
        if added == 0 {
            continue;
        }
        given += 1;
        let own = audience::store(tx, award.district, &Audience::of([Principal::Person(person.person)]))?;
        let what = ("certificate", certificate.0);
        events::write(
            tx,
            &event(award.district, Some(award.by), what, award.community, own, "certificate.received", &award.title),
        )?;
        if award.letter
            && let Some(email) = &person.email
        {
            let lang = person.lang;
            let link = format!("{address}/certificates/{certificate}");
            let mail = Mail {
                district: Some(award.district),
                person: Some(person.person),
                to: email,
                subject: lang.say(w::certificate_letter_subject(award.title.as_str())),
                body: lang.say(w::certificate_letter(
                    award.by_name.as_str(),
                    link,
                    person.name.as_str(),
                    award.title.as_str(),
                )),
            };
            post(tx, mail)?;
        }
        if let Some(expires) = award.expires {
            let day = expires.saturating_sub(jiff::Span::new().days(TOLD_BEFORE));
            let due = super::queries::start_of(day, &super::queries::zone_of(tx, award.district)?);
            if due > now {
                jobs::promise(tx, REMINDING, &certificate.to_string(), due)?;
            }
        }
    }
    Ok(given)
}

/// Tells the holder of a certificate that it ends soon: once, and not when it was revoked or renewed meanwhile.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn remind(tx: &mut Tx<'_>, address: &str, id: CertificateId) -> Result<(), Stop> {
    let now = tx.now();
    let Some((to, certificate)) = queries::to_remind(tx, id)? else { return Ok(()) };
    if tx.exec(REMINDED, args![id, now])? == 0 {
        return Ok(());
    }
    let (Some(email), Some(expires)) = (&to.email, certificate.expires) else { return Ok(()) };
    let lang = to.lang;
    let day = face::date_long(lang, expires);
    let mail = Mail {
        district: Some(certificate.district),
        person: Some(to.person),
        to: email,
        subject: lang.say(w::certificate_ends_subject(day.as_str(), certificate.title.as_str())),
        body: lang.say(w::certificate_ends(
            day.as_str(),
            format!("{address}/certificates/{id}"),
            to.name.as_str(),
            certificate.title.as_str(),
        )),
    };
    Ok(post(tx, mail)?)
}

/// Takes a certificate back, with the reason, which its holder reads. It stays where it is, marked as revoked.
///
/// # Errors
/// [`Stop::Refused`] when it was taken back already.
pub fn revoke(tx: &mut Tx<'_>, by: PersonId, certificate: &queries::Certificate, why: &str) -> Result<(), Stop> {
    let now = tx.now();
    if tx.exec(REVOKE, args![certificate.id, now, by, why])? == 0 {
        return Err(Stop::Refused(w::CERTIFICATE_REVOKED_ALREADY));
    }
    let own = audience::store(tx, certificate.district, &Audience::of([Principal::Person(certificate.person)]))?;
    let what = ("certificate", certificate.id.0);
    let told = event(
        certificate.district,
        Some(by),
        what,
        certificate.community,
        own,
        "certificate.revoked",
        &certificate.title,
    );
    Ok(events::write(tx, &told)?)
}

/// How the holder wants to be called on it.
pub(super) fn rename(tx: &mut Tx<'_>, certificate: CertificateId, holder: PersonId, name: &str) -> Result<(), Error> {
    tx.exec(NAME, args![certificate, holder, name]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_understood_as_people_write_it() {
        let code = code_of("a secret");
        assert_eq!(code.len(), CODE);
        assert_eq!(code_meant(&code_shown(&code)), Some(code.clone()));
        assert_eq!(code_meant(&format!(" {} ", code_shown(&code).to_lowercase())), Some(code.clone()));
        let alike = code.replace('0', "o").replace('1', "l");
        assert_eq!(code_meant(&alike), Some(code.clone()));
        for bad in ["", "ABC", &code[1..], &format!("{code}A"), "!!!!!!!!!!!!!!!!!!!!", "ééééééééééé"] {
            assert_eq!(code_meant(bad), None, "{bad}");
        }
        assert_ne!(code, code_of("another secret"));
    }

    #[test]
    fn a_name_is_ones_own_or_shorter() {
        assert_eq!(NAMES.map(|how| name_as("Ana María Ruiz", how)), ["Ana María Ruiz", "Ana R.", "A. R."]);
        assert_eq!(NAMES.map(|how| name_as("Ana", how)), ["Ana", "Ana", "Ana"]);
    }
}
