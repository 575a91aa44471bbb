//! What the room asks the database about certificates.

use face::Lang;
use jiff::civil::Date;
use learning::hours::Terms;
use store::{AwardId, CertificateId, CommunityId, Conn, DistrictId, Error, PersonId, Row, Time, args, sql};

use super::award::{Award, Standing};
use super::queries::day;
use crate::Viewer;

/// The columns [`read_award`] reads, of alias `a`.
macro_rules! award {
    () => {
        "select a.id, a.district, a.community, c.name, a.title, a.from_date, a.until_date, a.at_least, a.least_minutes, a.expires_on, \
         a.renews, a.letter, a.by, b.name, a.at, a.done_at from award a left join community c on c.id = a.community join person b on b.id = a.by "
    };
}

/// The columns [`read_certificate`] reads, of alias `k`.
macro_rules! certificate {
    () => {
        "select k.id, k.district, k.award, a.community, c.name, a.title, a.from_date, a.until_date, k.person, k.code, k.name, k.minutes, k.times, \
         k.issued_on, k.expires_on, k.renews, k.revoked_at, k.revoked_why, b.name, d.name from certificate k join award a on a.id = k.award \
         left join community c on c.id = a.community join person b on b.id = a.by join org d on d.id = k.district "
    };
}

sql! {
    KNOWN = award!(), "where a.id = $1";
    OF_COMMUNITY = award!(), "where a.community = $1 order by a.at desc, a.id limit 60";
    OF_DISTRICT = award!(), "where a.district = $1 and a.community is null order by a.at desc, a.id limit 60";
    HELD = "select count(*) from meeting where community = $1 and state = 'closed' and on_date >= $2 and on_date <= $3";
    THERE = "select p.id, p.name, p.email, coalesce(p.lang, d.lang), t.times, cast(coalesce((select sum(h.minutes) from hours h \
             where h.community = $1 and h.person = p.id and h.on_date >= $2 and h.on_date <= $3), 0) as bigint) \
             from (select a.person, count(*) as times from attendance a join meeting m on m.id = a.meeting \
                   where m.community = $1 and m.state = 'closed' and m.on_date >= $2 and m.on_date <= $3 and a.how in ('here', 'online') \
                   group by a.person) t \
             join person p on p.id = t.person join org d on d.id = p.district where p.active and p.left_at is null order by p.sort, p.id limit 1000";
    ON_RECORD = "select p.id, p.name, p.email, coalesce(p.lang, d.lang), s.times, s.minutes \
                 from (select h.person, count(distinct h.thing) as times, cast(sum(h.minutes) as bigint) as minutes from hours h \
                       left join own_hours o on o.id = h.thing and h.source = 'own' \
                       where h.district = $1 and h.on_date >= $2 and h.on_date <= $3 and (h.source <> 'own' or o.answer = 'so') group by h.person) s \
                 join person p on p.id = s.person join org d on d.id = p.district where p.active and p.left_at is null order by p.sort, p.id";
    OF_AWARD_IDS = "select person, id from certificate where award = $1 order by person";
    OF_AWARD = certificate!(), "where k.award = $1 order by k.name, k.id limit 2000";
    MINE = certificate!(), "where k.person = $1 order by k.issued_on desc, k.id limit 200";
    ONE = certificate!(), "where k.id = $1";
    BY_CODE = certificate!(), "where k.code = $1";
    TO_REMIND = "select p.id, p.name, p.email, coalesce(p.lang, d.lang) from certificate k join person p on p.id = k.person \
                 join org d on d.id = p.district where k.id = $1 and k.revoked_at is null and p.active and p.left_at is null \
                 and not exists (select 1 from certificate n where n.renews = k.id)";
}

/// Somebody who may get a certificate.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub person: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub lang: Lang,
    /// At how many meetings they were; in a whole district, in how many happenings.
    pub times: i64,
    pub minutes: i64,
}

/// A certificate.
#[derive(Clone, Debug)]
pub struct Certificate {
    pub id: CertificateId,
    pub district: DistrictId,
    pub award: AwardId,
    pub community: Option<CommunityId>,
    pub community_name: Option<String>,
    pub title: String,
    pub from: Date,
    pub until: Date,
    pub person: PersonId,
    pub code: String,
    pub name: String,
    pub minutes: i64,
    pub times: i64,
    pub issued: Date,
    pub expires: Option<Date>,
    /// The one it renews.
    pub renews: Option<CertificateId>,
    pub revoked: Option<Time>,
    pub revoked_why: String,
    pub by_name: String,
    pub district_name: String,
}

impl Certificate {
    /// How it stands on a day.
    pub fn standing(&self, today: Date) -> Standing {
        match (self.revoked, self.expires) {
            (Some(_), _) => Standing::Revoked,
            (None, Some(last)) if today > last => Standing::Expired,
            _ => Standing::Valid,
        }
    }
}

/// An award as it stands, whoever asks: the caller asks whether they may.
pub(super) fn known(c: &mut Conn, id: AwardId) -> Result<Option<Award>, Error> {
    c.one(KNOWN, args![id], read_award)
}

pub(super) fn of_community(c: &mut Conn, id: CommunityId) -> Result<Vec<Award>, Error> {
    c.rows(OF_COMMUNITY, args![id], read_award)
}

/// The awards for what was learned anywhere in a district.
pub(super) fn of_district(c: &mut Conn, id: DistrictId) -> Result<Vec<Award>, Error> {
    c.rows(OF_DISTRICT, args![id], read_award)
}

/// How many meetings a community held from a day to another, both included.
pub(super) fn held(c: &mut Conn, id: CommunityId, from: Date, until: Date) -> Result<i64, Error> {
    c.count(HELD, args![id, from.to_string(), until.to_string()])
}

/// Who was at a community's meetings, with the minutes on record there.
pub(super) fn there(c: &mut Conn, id: CommunityId, from: Date, until: Date) -> Result<Vec<Candidate>, Error> {
    c.rows(THERE, args![id, from.to_string(), until.to_string()], read_candidate)
}

/// Who has confirmed hours on record anywhere in a district.
pub(super) fn on_record(c: &mut Conn, id: DistrictId, from: Date, until: Date) -> Result<Vec<Candidate>, Error> {
    c.rows(ON_RECORD, args![id, from.to_string(), until.to_string()], read_candidate)
}

pub(super) fn of_award_ids(c: &mut Conn, id: AwardId) -> Result<Vec<(PersonId, CertificateId)>, Error> {
    c.rows(OF_AWARD_IDS, args![id], |r| Ok((r.get(0)?, r.get(1)?)))
}

pub(super) fn of_award(c: &mut Conn, id: AwardId) -> Result<Vec<Certificate>, Error> {
    c.rows(OF_AWARD, args![id], read_certificate)
}

/// The viewer's own certificates, the newest first.
pub(super) fn mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Certificate>, Error> {
    c.rows(MINE, args![me.person], read_certificate)
}

/// A certificate, whoever asks: the caller asks whether they may.
pub(super) fn one(c: &mut Conn, id: CertificateId) -> Result<Option<Certificate>, Error> {
    c.one(ONE, args![id], read_certificate)
}

/// The certificate with a code, for anybody who was shown it.
pub(super) fn by_code(c: &mut Conn, code: &str) -> Result<Option<Certificate>, Error> {
    c.one(BY_CODE, args![code], read_certificate)
}

/// Whom to tell that a certificate ends soon; nobody when it was revoked or renewed, or its holder has left.
pub(super) fn to_remind(c: &mut Conn, id: CertificateId) -> Result<Option<(Candidate, Certificate)>, Error> {
    let to = c.one(TO_REMIND, args![id], |r| {
        Ok(Candidate {
            person: r.get(0)?,
            name: r.get(1)?,
            email: r.get(2)?,
            lang: lang(&r.get::<String>(3)?),
            times: 0,
            minutes: 0,
        })
    })?;
    Ok(to.zip(one(c, id)?))
}

fn lang(tag: &str) -> Lang {
    Lang::from_tag(tag).unwrap_or_default()
}

fn read_candidate(r: &Row<'_>) -> Result<Candidate, Error> {
    Ok(Candidate {
        person: r.get(0)?,
        name: r.get(1)?,
        email: r.get(2)?,
        lang: lang(&r.get::<String>(3)?),
        times: r.get(4)?,
        minutes: r.get(5)?,
    })
}

fn read_award(r: &Row<'_>) -> Result<Award, Error> {
    Ok(Award {
        id: r.get(0)?,
        district: r.get(1)?,
        community: r.maybe(2)?,
        community_name: r.get(3)?,
        title: r.get(4)?,
        from: day(&r.get::<String>(5)?),
        until: day(&r.get::<String>(6)?),
        terms: Terms { at_least: u32::try_from(r.get::<i64>(7)?).unwrap_or(100), least_minutes: r.get(8)? },
        expires: r.get::<Option<String>>(9)?.map(|d| day(&d)),
        renews: r.maybe(10)?,
        letter: r.get(11)?,
        by: r.get(12)?,
        by_name: r.get(13)?,
        at: r.get(14)?,
        done: r.maybe(15)?,
    })
}

fn read_certificate(r: &Row<'_>) -> Result<Certificate, Error> {
    Ok(Certificate {
        id: r.get(0)?,
        district: r.get(1)?,
        award: r.get(2)?,
        community: r.maybe(3)?,
        community_name: r.get(4)?,
        title: r.get(5)?,
        from: day(&r.get::<String>(6)?),
        until: day(&r.get::<String>(7)?),
        person: r.get(8)?,
        code: r.get(9)?,
        name: r.get(10)?,
        minutes: r.get(11)?,
        times: r.get(12)?,
        issued: day(&r.get::<String>(13)?),
        expires: r.get::<Option<String>>(14)?.map(|d| day(&d)),
        renews: r.maybe(15)?,
        revoked: r.maybe(16)?,
        revoked_why: r.get(17)?,
        by_name: r.get(18)?,
        district_name: r.get(19)?,
    })
}
