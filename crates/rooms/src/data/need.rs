//! Needs: what students, or we ourselves, need to learn, with the finding it rests on. The finding is frozen: it stays as it was read
//! when results change later.

use face::Lang;
use store::{
    AudienceId, CommunityId, Conn, DistrictId, Error, NeedId, PersonId, Row, Time, Tx, args, events, sees, sql,
};

use super::finding::{By, Finding, Named};
use super::saying::says;
use crate::Viewer;
use crate::communities::Community;

/// Whose need it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    Students,
    Educators,
}

impl Whose {
    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Whose::Students => "student",
            Whose::Educators => "educator",
        }
    }

    /// Of a stored name.
    pub fn named(name: &str) -> Whose {
        if name == "educator" { Whose::Educators } else { Whose::Students }
    }
}

/// A need as its viewer may see it.
#[derive(Clone, Debug)]
pub struct Need {
    pub id: NeedId,
    pub district: DistrictId,
    pub community: CommunityId,
    pub community_name: String,
    pub whose: Whose,
    pub text: String,
    /// The data it rests on, as they were when it was named; only of a need that is read alone, not of those in a list.
    pub finding: Option<Finding>,
    /// The finding in a sentence, as it was read then.
    pub shown: Option<String>,
    pub topic: String,
    /// The page `shown` stood on, when the need rests on no student results.
    pub source: String,
    /// An educator need: the student need it answers.
    pub for_need: Option<NeedId>,
    pub audience: AudienceId,
    pub by: PersonId,
    pub at: Time,
    pub rev: i64,
}

/// A need about to be named.
pub struct NewNeed<'a> {
    pub district: DistrictId,
    pub community: CommunityId,
    pub whose: Whose,
    pub text: &'a str,
    pub finding: Option<&'a Finding>,
    pub for_need: Option<NeedId>,
    pub audience: AudienceId,
    /// The language the finding was read in.
    pub lang: Lang,
}

/// Needs as [`read`] reads them; a list has no use for what they rest on, which is large.
macro_rules! needs {
    ($finding:literal) => {
        needs!($finding, "c.name", "join community c on c.id = n.community ")
    };
    ($finding:literal, $community:literal, $join:literal) => {
        concat!(
            "select n.id, n.district, n.community, ",
            $community,
            ", n.kind, n.text, ",
            $finding,
            ", n.shown, n.topic, n.for_need, n.audience, n.by, n.at, n.rev, n.source from need n ",
            $join
        )
    };
}

sql! {
    INSERT = "insert into need (id, district, community, cycle, kind, text, finding, shown, topic, for_need, audience, by, at, rev) \
              values ($1, $2, $3, null, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    CHANGE = "update need set text = $3, rev = rev + 1 where id = $1 and rev = $2";
    REST = "update need set shown = $2, source = $3, topic = $4 where id = $1 and finding is null";
    TOPIC = "select topic from need where id = $1 and district = $2";
    ONE = needs!("n.finding"), "where n.id = $3 and ", sees!("n");
    OF_COMMUNITY = needs!("cast(null as text)", "''", ""), "where n.community = $3 and ", sees!("n"), " order by n.at desc, n.id desc limit 100";
    LIKE = needs!("cast(null as text)"), "where n.district = $3 and n.topic = $4 and n.kind = $5 and n.id <> $6 and ", sees!("n"),
        " order by n.at desc limit 20";
}

/// A need, if the viewer may see it.
pub fn need(c: &mut Conn, me: &Viewer, id: NeedId) -> Result<Option<Need>, Error> {
    c.one(ONE, args![me.person, me.now, id], read)
}

/// The needs of a community that the viewer may see, the latest first.
pub fn needs_of(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Vec<Need>, Error> {
    let named = |r: &Row<'_>| Ok(Need { community_name: community.name.clone(), ..read(r)? });
    c.rows(OF_COMMUNITY, args![me.person, me.now, community.id], named)
}

/// Others in the district who named the same need, as far as the viewer may see theirs.
pub fn needs_like(c: &mut Conn, me: &Viewer, need: &Need) -> Result<Vec<Need>, Error> {
    if need.topic.is_empty() {
        return Ok(Vec::new());
    }
    c.rows(LIKE, args![me.person, me.now, need.district, &need.topic, need.whose.stored(), need.id], read)
}

fn read(r: &Row<'_>) -> Result<Need, Error> {
    let (kind, finding): (String, Option<String>) = (r.get(4)?, r.get(6)?);
    Ok(Need {
        id: r.get(0)?,
        district: r.get(1)?,
        community: r.get(2)?,
        community_name: r.get(3)?,
        whose: Whose::named(&kind),
        text: r.get(5)?,
        finding: finding.and_then(|f| serde_json::from_str(&f).ok()),
        shown: r.get(7)?,
        topic: r.get(8)?,
        for_need: r.maybe(9)?,
        audience: r.get(10)?,
        by: r.get(11)?,
        at: r.get(12)?,
        rev: r.get(13)?,
        source: r.get(14)?,
    })
}

/// Subject and division: what makes two needs the same.
fn topic_of(f: &Finding) -> String {
    format!("{} {}", f.subject.to_lowercase(), f.by.stored())
}

/// What of a finding goes with a need to a whole community: nobody's class, and no list of other schools by name.
pub(super) fn fit_to_share(mut f: Finding) -> Finding {
    if f.by == By::School {
        f.lines.retain(|l| l.mine || !matches!(l.name, Named::Place(_)));
    }
    f
}

/// Freezes beside a need what stood on another page: what it said, where, and what makes two needs of this kind the same. Does nothing to a
/// need that rests on a finding.
///
/// # Errors
/// When the database fails.
pub fn rest_need_on(tx: &mut Tx<'_>, id: NeedId, said: &str, source: &str, topic: &str) -> Result<(), Error> {
    tx.exec(REST, args![id, said, source, topic]).map(drop)
}

/// Names a need. The caller has asked whether `by` works in the community.
pub fn add_need(tx: &mut Tx<'_>, new: &NewNeed<'_>, by: PersonId) -> Result<NeedId, Error> {
    let (id, now) = (NeedId(tx.fresh_id()), tx.now());
    let finding = new.finding.filter(|f| f.by != By::Class).cloned().map(fit_to_share);
    let shown = finding.as_ref().map(|f| says(new.lang, f));
    let topic = match (&finding, new.for_need) {
        (Some(f), _) => topic_of(f),
        (None, Some(other)) => tx.one(TOPIC, args![other, new.district], |r| r.get(0))?.unwrap_or_default(),
        (None, None) => String::new(),
    };
    let frozen = finding.as_ref().and_then(|f| serde_json::to_string(f).ok());
    tx.exec(
        INSERT,
        args![
            id,
            new.district,
            new.community,
            new.whose.stored(),
            new.text,
            frozen,
            shown,
            topic,
            new.for_need,
            new.audience,
            by,
            now
        ],
    )?;
    tell(tx, "need.named", id, new.district, new.community, new.audience, by, new.text)?;
    Ok(id)
}

/// Says a need in other words. False when somebody saved first.
pub(super) fn change(tx: &mut Tx<'_>, was: &Need, text: &str, rev: i64, by: PersonId) -> Result<bool, Error> {
    if tx.exec(CHANGE, args![was.id, rev, text])? == 0 {
        return Ok(false);
    }
    tell(tx, "need.changed", was.id, was.district, was.community, was.audience, by, text)?;
    Ok(true)
}

#[expect(clippy::too_many_arguments, reason = "the parts of one event")]
fn tell(
    tx: &mut Tx<'_>,
    verb: &'static str,
    id: NeedId,
    district: DistrictId,
    community: CommunityId,
    audience: AudienceId,
    by: PersonId,
    text: &str,
) -> Result<(), Error> {
    let about: String = text.chars().take(120).collect();
    let thing = ("need", id.0);
    let (actor, community) = (Some(by), Some(community));
    let event = events::Event { district, actor, verb, thing, community, org: None, audience, about: &about };
    events::write(tx, &event)
}
