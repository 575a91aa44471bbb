//! Look-fors and expectations: what a district or a community would see where a standard is lived – of the school, of educators,
//! of students – and what the district expects, by role. In their own words, every wording kept.

use learning::standards::Set;
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, PersonId, Principal, Row, Time, Tx, args, audience,
    events, sees, sql,
};
use uuid::Uuid;

use crate::Viewer;

/// What a list is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    School,
    Educator,
    Student,
    /// What the district expects of a role.
    Expect,
}

impl About {
    /// Each of them, in the order in which they are read.
    pub const ALL: [About; 4] = [About::School, About::Educator, About::Student, About::Expect];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            About::School => "school",
            About::Educator => "educator",
            About::Student => "student",
            About::Expect => "expect",
        }
    }

    /// The one of a stored name.
    pub fn named(name: &str) -> Option<About> {
        About::ALL.into_iter().find(|a| a.stored() == name)
    }
}

/// Whose list it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    District,
    Community(CommunityId),
}

/// A list as its reader may know it, in one of its wordings.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub id: Uuid,
    pub whose: Whose,
    /// The community or the district, by name.
    pub whose_name: String,
    pub set: String,
    pub standard: String,
    pub about: About,
    /// For expectations: of whom.
    pub role: String,
    pub audience: AudienceId,
    pub rev: i64,
    pub lines: Vec<Line>,
    pub why: String,
    pub by_name: String,
    pub at: Time,
}

/// One thing to see, and what one would see instead where it isn't so yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub here: String,
    pub instead: String,
}

/// The lines of a text: one a line, with what one would see instead after a bar.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let line = |l: &str| {
        let (here, instead) = l.split_once('|').unwrap_or((l, ""));
        Line { here: here.trim().to_owned(), instead: instead.trim().to_owned() }
    };
    text.lines()
        .map(|l| l.trim_start_matches(['-', '*', '•', ' ']).trim())
        .filter(|l| !l.is_empty())
        .map(line)
        .collect()
}

/// The same as it is typed.
pub(super) fn typed(lines: &[Line]) -> String {
    let line = |l: &Line| if l.instead.is_empty() { l.here.clone() } else { format!("{} | {}", l.here, l.instead) };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The columns [`read`] reads, of aliases `l` and `v`.
macro_rules! list {
    () => {
        "select l.id, l.community, coalesce(k.name, o.name), l.set_key, l.standard, l.about, l.role, l.audience, v.n, v.lines, v.why, p.name, v.at \
         from look_list l join look_wording v on v.list = l.id join org o on o.id = l.district join person p on p.id = v.by \
         left join community k on k.id = l.community "
    };
}

/// Of aliases `l` and `v`: the newest wording.
macro_rules! newest {
    () => {
        " v.n = l.rev and "
    };
}

sql! {
    ALL = list!(), "where l.district = $3 and ", newest!(), sees!("l"), " order by l.made, l.id limit 300";
    OF = list!(), "where l.district = $3 and l.set_key = $4 and l.standard = $5 and ", newest!(), sees!("l"), " order by l.made, l.id limit 100";
    ONE = list!(), "where l.district = $3 and l.id = $4 and ", newest!(), sees!("l");
    WORDINGS = list!(), "where l.district = $3 and l.id = $4 and ", sees!("l"), " order by v.n desc limit 100";
    ADD = "insert into look_list (id, district, community, set_key, standard, about, role, audience, by, made, rev) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    WORD = "insert into look_wording (list, n, district, lines, why, by, at) values ($1, $2, $3, $4, $5, $6, $7)";
    NEXT = "update look_list set rev = rev + 1 where id = $1 and rev = $2";
}

fn read(r: &Row<'_>) -> Result<List, Error> {
    let community: Option<CommunityId> = r.maybe(1)?;
    let about: String = r.get(5)?;
    Ok(List {
        id: r.get(0)?,
        whose: community.map_or(Whose::District, Whose::Community),
        whose_name: r.get(2)?,
        set: r.get(3)?,
        standard: r.get(4)?,
        about: About::named(&about).unwrap_or(About::School),
        role: r.get(6)?,
        audience: r.get(7)?,
        rev: r.get(8)?,
        lines: lines(&r.get::<String>(9)?),
        why: r.get(10)?,
        by_name: r.get(11)?,
        at: r.get(12)?,
    })
}

/// Every list the viewer may read.
pub(super) fn all(c: &mut Conn, me: &Viewer) -> Result<Vec<List>, Error> {
    c.rows(ALL, args![me.person, me.now, me.district], read)
}

/// Those of a standard.
pub(super) fn of(c: &mut Conn, me: &Viewer, set: &str, standard: &str) -> Result<Vec<List>, Error> {
    c.rows(OF, args![me.person, me.now, me.district, set, standard], read)
}

/// One of them.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Option<List>, Error> {
    c.one(ONE, args![me.person, me.now, me.district, id], read)
}

/// Every wording of one, the newest first.
pub(super) fn wordings(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Vec<List>, Error> {
    c.rows(WORDINGS, args![me.person, me.now, me.district, id], read)
}

/// A list about to be begun.
pub struct NewList<'a> {
    pub whose: Whose,
    /// The standard it belongs to, or an empty key: learning as a whole.
    pub standard: &'a str,
    pub about: About,
    pub role: &'a str,
    /// One a line; what one would see instead stands after a bar.
    pub lines: &'a str,
}

/// Begins a list. A district's is seen by everyone in it, a community's by its members.
///
/// # Errors
/// When the database fails.
pub fn begin(tx: &mut Tx<'_>, by: PersonId, district: DistrictId, set: &Set, new: &NewList<'_>) -> Result<Uuid, Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let (principal, community) = match new.whose {
        Whose::District => (Principal::District(district), None),
        Whose::Community(k) => (Principal::Community(k), Some(k)),
    };
    let seen = audience::store(tx, district, &Audience::of([principal]))?;
    let (key, about) = (set.key.as_str(), new.about.stored());
    tx.exec(ADD, args![id, district, community, key, new.standard, about, new.role, seen, by, now])?;
    tx.exec(WORD, args![id, 1i64, district, typed(&lines(new.lines)), "", by, now])?;
    tell(tx, by, district, (id, seen, community), "looklist.begun")?;
    Ok(id)
}

/// Keeps the next wording of a list; false when somebody saved first.
///
/// # Errors
/// When the database fails.
pub(super) fn reword(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    list: &List,
    text: (&[Line], &str),
) -> Result<bool, Error> {
    if tx.exec(NEXT, args![list.id, list.rev])? == 0 {
        return Ok(false);
    }
    let now = tx.now();
    tx.exec(WORD, args![list.id, list.rev + 1, district, typed(text.0), text.1, by, now])?;
    let community = if let Whose::Community(k) = list.whose { Some(k) } else { None };
    tell(tx, by, district, (list.id, list.audience, community), "looklist.reworded")?;
    Ok(true)
}

fn tell(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (id, audience, community): (Uuid, AudienceId, Option<CommunityId>),
    verb: &'static str,
) -> Result<(), Error> {
    let thing = ("looklist", id);
    events::write(
        tx,
        &events::Event { district, actor: Some(by), verb, thing, community, org: None, audience, about: "" },
    )
}
