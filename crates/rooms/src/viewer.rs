//! Who is looking: a person, what they do where, their language and zone. Read anew with every request.

use face::{Lang, Who};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::{Conn, DistrictId, Error, OrgId, PersonId, Time, args, sql};

/// A role at an organization that holds now.
#[derive(Clone, Debug)]
pub struct Hat {
    pub role: Role,
    pub org: OrgId,
    pub org_name: String,
    pub org_kind: String,
}

/// What a person does at an organization, in OneRoster's terms and three of ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Teacher,
    Coach,
    Aide,
    Counselor,
    Principal,
    SiteAdministrator,
    DistrictAdministrator,
    SystemAdministrator,
    NetworkFacilitator,
    /// A family member, community member or official: a guest with limited sight.
    Guest,
    Other,
}

impl Role {
    /// The role of a stored name.
    pub fn named(name: &str) -> Role {
        match name {
            "teacher" => Role::Teacher,
            "coach" => Role::Coach,
            "aide" => Role::Aide,
            "counselor" => Role::Counselor,
            "principal" => Role::Principal,
            "siteAdministrator" => Role::SiteAdministrator,
            "districtAdministrator" => Role::DistrictAdministrator,
            "systemAdministrator" => Role::SystemAdministrator,
            "networkFacilitator" => Role::NetworkFacilitator,
            "guest" | "parent" | "guardian" | "relative" => Role::Guest,
            _ => Role::Other,
        }
    }

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Role::Teacher => "teacher",
            Role::Coach => "coach",
            Role::Aide => "aide",
            Role::Counselor => "counselor",
            Role::Principal => "principal",
            Role::SiteAdministrator => "siteAdministrator",
            Role::DistrictAdministrator => "districtAdministrator",
            Role::SystemAdministrator => "systemAdministrator",
            Role::NetworkFacilitator => "networkFacilitator",
            Role::Guest => "guest",
            Role::Other => "other",
        }
    }

    /// Whether the role evaluates staff; such a person holds no peer principal.
    pub fn evaluates(self) -> bool {
        matches!(self, Role::Principal | Role::SiteAdministrator | Role::DistrictAdministrator)
    }
}

/// The person who looks at a page or does something.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub person: PersonId,
    /// Their home district: new things are made in it, and every query names it.
    pub district: DistrictId,
    pub district_name: String,
    pub name: String,
    pub given: String,
    pub zone: TimeZone,
    pub hats: Vec<Hat>,
    pub now: Time,
    /// When they last looked at home: what is newer is new to them.
    pub looked_at: Time,
    /// What the frame needs.
    pub who: Who,
    /// The hash of their session or token.
    pub session: String,
}

impl Viewer {
    /// Their language.
    pub fn lang(&self) -> Lang {
        self.who.lang
    }

    /// Today in their district's zone.
    pub fn today(&self) -> Date {
        self.now.date_in(&self.zone)
    }

    /// The moment at which a day begins in their district's zone.
    pub fn begin_of(&self, day: Date) -> Time {
        day.to_zoned(self.zone.clone()).map_or(Time::NEVER, |z| z.timestamp().into())
    }

    /// The day so many days after (or before) today.
    pub fn in_days(&self, days: i64) -> Date {
        self.today().saturating_add(jiff::Span::new().days(days))
    }

    /// Whether they have this role anywhere.
    pub fn is(&self, role: Role) -> bool {
        self.hats.iter().any(|h| h.role == role)
    }

    /// Whether they administer the system.
    pub fn is_admin(&self) -> bool {
        self.is(Role::SystemAdministrator)
    }

    /// Whether they work here: a guest reads what is shared with them and writes nothing of the district's.
    pub fn works_here(&self) -> bool {
        self.hats.iter().any(|h| h.role != Role::Guest)
    }

    /// Whether they lead the whole district.
    pub fn leads_district(&self) -> bool {
        self.is(Role::DistrictAdministrator)
    }

    /// Whether they lead a school or the district.
    pub fn leads(&self) -> bool {
        self.hats.iter().any(|h| h.role.evaluates())
    }

    /// Whether they lead this organization, directly or from above. `above` are the organizations above it, itself included.
    pub fn leads_any(&self, above: &[OrgId]) -> bool {
        self.hats.iter().any(|h| h.role.evaluates() && above.contains(&h.org))
    }

    /// The schools they work at.
    pub fn schools(&self) -> impl Iterator<Item = &Hat> {
        self.hats.iter().filter(|h| h.org_kind == "school")
    }
}

sql! {
    BY_SESSION = "select p.id, p.district, d.name, p.name, p.given, p.lang, p.theme, d.zone, d.lang, p.looked_at, s.seen, \
                  r.role, r.org, o.name, o.kind \
                  from session s join person p on p.id = s.person join org d on d.id = p.district \
                  left join role r on r.person = p.id and r.since <= $2 and r.until > $2 left join org o on o.id = r.org and o.active \
                  where s.hash = $1 and s.expires > $2 and p.left_at is null and p.active order by r.since, r.id";
    BY_TOKEN = "select p.id, p.district, d.name, p.name, p.given, p.lang, p.theme, d.zone, d.lang, p.looked_at, 0, \
                r.role, r.org, o.name, o.kind \
                from token s join person p on p.id = s.person join org d on d.id = p.district \
                left join role r on r.person = p.id and r.since <= $2 and r.until > $2 left join org o on o.id = r.org and o.active \
                where s.hash = $1 and s.expires > $2 and s.ended is null and p.left_at is null and p.active order by r.since, r.id";
    BY_PERSON = "select p.id, p.district, d.name, p.name, p.given, p.lang, p.theme, d.zone, d.lang, p.looked_at, 0, \
                 r.role, r.org, o.name, o.kind \
                 from person p join org d on d.id = p.district \
                 left join role r on r.person = p.id and r.since <= $2 and r.until > $2 left join org o on o.id = r.org and o.active \
                 where p.id = $1 and p.left_at is null and p.active order by r.since, r.id";
}

/// How a request says who it is from.
#[derive(Clone, Debug)]
pub(crate) enum Proof {
    Session(String),
    Token(String),
}

/// The viewer behind a proof, and when the session was last seen; nothing when it has ended.
pub(crate) fn find(
    c: &mut Conn,
    proof: &Proof,
    asked: Option<Lang>,
    path: &str,
) -> Result<Option<(Viewer, Time)>, Error> {
    let now = c.now();
    let (sql, hash) = match proof {
        Proof::Session(hash) => (BY_SESSION, hash),
        Proof::Token(hash) => (BY_TOKEN, hash),
    };
    c.expect(hash);
    let found = read(c, sql, args![hash, now], asked, path, hash)?;
    if let Some((me, _)) = &found {
        c.meet(hash, me.person.0);
    }
    Ok(found)
}

/// A person as they would see things now, without their being here: for what is written to them. Nothing when they have left.
pub(crate) fn of(c: &mut Conn, person: PersonId) -> Result<Option<Viewer>, Error> {
    let now = c.now();
    Ok(read(c, BY_PERSON, args![person, now], None, "/", "")?.map(|(viewer, _)| viewer))
}

fn read(
    c: &mut Conn,
    sql: store::Sql,
    about: &[store::Val],
    asked: Option<Lang>,
    path: &str,
    session: &str,
) -> Result<Option<(Viewer, Time)>, Error> {
    let now = c.now();
    let mut found: Option<(Viewer, Time)> = None;
    c.each(sql, about, &mut |r| {
        if found.is_none() {
            let own: Option<String> = r.get(5)?;
            let district_lang: String = r.get(8)?;
            let lang =
                asked.or_else(|| own.as_deref().and_then(Lang::from_tag)).or_else(|| Lang::from_tag(&district_lang));
            let zone: String = r.get(7)?;
            let name: String = r.get(3)?;
            let who = Who {
                lang: lang.unwrap_or_default(),
                name: Some(name.clone()),
                theme: r.get(6)?,
                path: path.to_owned(),
                admin: false,
                guest: false,
                once: String::new(),
            };
            found = Some((
                Viewer {
                    person: r.get(0)?,
                    district: r.get(1)?,
                    district_name: r.get(2)?,
                    name,
                    given: r.get(4)?,
                    zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
                    hats: Vec::new(),
                    now,
                    looked_at: r.get(9)?,
                    who,
                    session: session.to_owned(),
                },
                r.get(10)?,
            ));
        }
        // A role at a place that is closed counts for nothing.
        if let (Some((viewer, _)), Some(org_name)) = (&mut found, r.get::<Option<String>>(13)?) {
            let role: String = r.get(11)?;
            viewer.hats.push(Hat { role: Role::named(&role), org: r.get(12)?, org_name, org_kind: r.get(14)? });
        }
        Ok(())
    })?;
    Ok(found.map(|(mut viewer, seen)| {
        viewer.who.admin = viewer.is_admin();
        viewer.who.guest = viewer.hats.iter().all(|h| h.role == Role::Guest);
        (viewer, seen)
    }))
}
