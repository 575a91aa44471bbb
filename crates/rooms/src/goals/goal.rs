//! A goal: whose it is, whose learning it is about, and who can see it.
//!
//! Who may: one's own goals oneself; a team's goals its members and facilitators; those of a school or the district its
//! leaders, and those of the organizations above it. State and national texts that concern the district are noted by the
//! district's leaders when the state itself isn't here to do it.

use store::{
    Audience, AudienceId, CommunityId, DistrictId, Error, GoalId, NeedId, OrgId, PersonId, Principal, Time, Tx, args,
    audience, events, sql,
};

pub use learning::alignment::Level;
use learning::alignment::{self, About};

use super::queries;

/// The name a level is stored under, and in addresses.
pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Individual => "individual",
        Level::Team => "team",
        Level::School => "school",
        Level::District => "district",
        Level::State => "state",
        Level::National => "national",
    }
}

/// The level of a stored name.
pub fn level_named(name: &str) -> Option<Level> {
    Level::ALL.into_iter().find(|l| level_name(*l) == name)
}

/// Whose learning a goal is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What students will know or do.
    Student,
    /// What educators will learn for it.
    Educator,
}

impl Kind {
    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Kind::Student => "student",
            Kind::Educator => "educator",
        }
    }

    /// The kind of a stored name.
    pub fn named(name: &str) -> Kind {
        if name == "educator" { Kind::Educator } else { Kind::Student }
    }
}

/// Whose goal it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    Person(PersonId),
    Community(CommunityId),
    Org(OrgId),
}

impl Owner {
    /// Those who speak for the owner, as one principal.
    pub(super) fn principal(self) -> Principal {
        match self {
            Owner::Person(id) => Principal::Person(id),
            Owner::Community(id) => Principal::Community(id),
            Owner::Org(id) => Principal::Leaders(id),
        }
    }
}

/// How far a goal can be seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sight {
    /// One's own: oneself. A team's: its members, everyone at its school and the leaders. A school's and above: the district.
    Usual,
    /// A team's goal that only its members see.
    Inside,
    /// One's own goal that a community of one's own sees too.
    With(CommunityId),
}

/// How a goal ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    Reached,
    Partly,
    LetGo,
}

impl Ending {
    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Ending::Reached => "reached",
            Ending::Partly => "partly",
            Ending::LetGo => "let-go",
        }
    }

    /// The ending of a stored name.
    pub fn named(name: &str) -> Option<Ending> {
        [Ending::Reached, Ending::Partly, Ending::LetGo].into_iter().find(|e| e.stored() == name)
    }
}

/// A goal as its viewer sees it.
#[derive(Clone, Debug)]
pub struct Goal {
    pub id: GoalId,
    pub district: DistrictId,
    pub level: Level,
    pub kind: Kind,
    pub owner: Owner,
    pub owner_name: String,
    /// Where it is at home: the owner itself, or the organization of the community. None for a person's own.
    pub org: Option<OrgId>,
    /// The student goal that an educator goal serves. It may be one the viewer can't see.
    pub serves: Option<GoalId>,
    pub need: Option<NeedId>,
    pub text: String,
    pub audience: AudienceId,
    pub by: Option<PersonId>,
    pub at: Time,
    pub rev: i64,
    pub ended: Option<(Time, Ending)>,
    /// Whether the viewer speaks for its owner: may change it, measure it, offer and answer for it.
    pub ours: bool,
}

impl Goal {
    /// What the rules of alignment need to know.
    pub fn to_align(&self) -> alignment::Goal<GoalId> {
        let about = match self.kind {
            Kind::Student => About::Students,
            Kind::Educator => About::Educators { serves: self.serves },
        };
        alignment::Goal { id: self.id, level: self.level, about }
    }

    /// The community whose goal it is, if it is one's.
    pub fn community(&self) -> Option<CommunityId> {
        match self.owner {
            Owner::Community(id) => Some(id),
            _ => None,
        }
    }

    /// Whose own goal it is, if it is somebody's.
    pub fn person(&self) -> Option<PersonId> {
        match self.owner {
            Owner::Person(id) => Some(id),
            _ => None,
        }
    }

    /// Its first words, for events and titles.
    pub fn short(&self) -> String {
        shorten(&self.text, 120)
    }
}

/// The words of a text that have room in `most` characters.
pub fn shorten(text: &str, most: usize) -> String {
    // Lists shorten much that is plain: there every byte is a character.
    if text.is_ascii() {
        fit(text.split_ascii_whitespace(), str::len, most)
    } else {
        fit(text.split_whitespace(), |word| word.chars().count(), most)
    }
}

fn fit<'a>(words: impl Iterator<Item = &'a str>, length: impl Fn(&str) -> usize, most: usize) -> String {
    let mut line = String::with_capacity(most + 8);
    let mut room = most;
    for word in words {
        let gap = usize::from(!line.is_empty());
        let long = length(word) + gap;
        if long > room {
            if line.is_empty() {
                line.extend(word.chars().take(most));
            }
            line.truncate(line.trim_end_matches([',', ';', '.', ':']).len());
            line.push('…');
            break;
        }
        if gap == 1 {
            line.push(' ');
        }
        line += word;
        room -= long;
    }
    line
}

/// A goal about to be set.
#[derive(Clone, Debug)]
pub struct NewGoal<'a> {
    pub district: DistrictId,
    pub level: Level,
    pub kind: Kind,
    pub owner: Owner,
    /// The student goal it serves; an educator goal needs one, a student goal has none.
    pub serves: Option<GoalId>,
    pub need: Option<NeedId>,
    pub text: &'a str,
    pub sight: Sight,
    /// Who writes it down.
    pub by: Option<PersonId>,
}

sql! {
    INSERT = "insert into goal (id, district, level, kind, owner_person, owner_community, owner_org, serves, need, text, audience, by, at, \
              rev, ended_at, ended_by, ending) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, null, null, null)";
    CHANGE = "update goal set text = $2, audience = $3, serves = $4, rev = rev + 1 where id = $1";
    END = "update goal set ended_at = $2, ended_by = $3, ending = $4, rev = rev + 1 where id = $1 and ended_at is null";
    RESUME = "update goal set ended_at = null, ended_by = null, ending = null, rev = rev + 1 where id = $1 and ended_at is not null";
    KIND_OF = "select kind, district from goal where id = $1";
    ORG_OF_COMMUNITY = "select org from community where id = $1";
    DISTRICTS_BELOW = "select o.district from org_above a join org o on o.id = a.below where a.above = $1 and o.kind = 'district'";
    IS_ABOVE = "select count(*) from org_above where below = $1 and above = $2";
}

/// Sets a goal. The caller has asked whether `by` may, and whether they can see `serves`.
///
/// # Errors
/// [`Error::Ours`] when an educator goal doesn't name a student goal, or a student goal names one.
pub fn add(tx: &mut Tx<'_>, new: &NewGoal<'_>) -> Result<GoalId, Error> {
    check_serves(tx, new.kind, new.serves)?;
    let id = GoalId(tx.fresh_id());
    let now = tx.now();
    let who = audience_for(tx, new.district, new.level, new.owner, new.sight)?;
    let audience = audience::store(tx, new.district, &who)?;
    let (person, community, org) = match new.owner {
        Owner::Person(id) => (Some(id), None, None),
        Owner::Community(id) => (None, Some(id), None),
        Owner::Org(id) => (None, None, Some(id)),
    };
    tx.exec(
        INSERT,
        args![
            id,
            new.district,
            level_name(new.level),
            new.kind.stored(),
            person,
            community,
            org,
            new.serves,
            new.need,
            new.text,
            audience,
            new.by,
            now
        ],
    )?;
    events::write(
        tx,
        &events::Event {
            district: new.district,
            actor: new.by,
            verb: "goal.set",
            thing: ("goal", id.0),
            community,
            org,
            audience,
            about: &shorten(new.text, 120),
        },
    )?;
    Ok(id)
}

fn check_serves(tx: &mut Tx<'_>, kind: Kind, serves: Option<GoalId>) -> Result<(), Error> {
    match (kind, serves) {
        (Kind::Student, None) => Ok(()),
        (Kind::Student, Some(_)) => Err(Error::Ours("a student goal serves by alignment, not by itself".into())),
        (Kind::Educator, None) => Err(Error::Ours("an educator goal names the student goal it serves".into())),
        (Kind::Educator, Some(id)) => {
            let kind: Option<String> = tx.one(KIND_OF, args![id], |r| r.get(0))?;
            match kind.as_deref() {
                Some("student") => Ok(()),
                _ => Err(Error::Ours("an educator goal serves a student goal".into())),
            }
        }
    }
}

/// Who sees a goal of this owner.
pub(super) fn audience_for(
    tx: &mut Tx<'_>,
    district: DistrictId,
    level: Level,
    owner: Owner,
    sight: Sight,
) -> Result<Audience, Error> {
    Ok(match (owner, sight) {
        (Owner::Person(id), Sight::With(community)) => {
            Audience::of([Principal::Person(id), Principal::Community(community)])
        }
        (Owner::Person(id), _) => Audience::of([Principal::Person(id)]),
        (Owner::Community(id), Sight::Inside) => Audience::of([Principal::Community(id)]),
        (Owner::Community(id), _) => {
            let org: Option<OrgId> = tx.one(ORG_OF_COMMUNITY, args![id], |r| r.get(0))?;
            let org = org.ok_or_else(|| Error::Ours("a goal of no community".into()))?;
            Audience::of([Principal::Community(id), Principal::Staff(org), Principal::Leaders(org)])
        }
        // What a state or the nation aims at is for every district under it.
        (Owner::Org(id), _) if level >= Level::State => {
            let below: Vec<DistrictId> = tx.rows(DISTRICTS_BELOW, args![id], |r| r.get(0))?;
            Audience::of(below.into_iter().chain([district]).map(Principal::District))
        }
        (Owner::Org(_), _) => Audience::of([Principal::District(district)]),
    })
}

/// Changes the text, the sight or the goal served. The caller has checked the version, and that they speak for the owner.
pub(super) fn change(
    tx: &mut Tx<'_>,
    goal: &Goal,
    text: &str,
    sight: Option<Sight>,
    serves: Option<GoalId>,
    by: PersonId,
) -> Result<(), Error> {
    check_serves(tx, goal.kind, serves)?;
    let audience = match sight {
        Some(sight) => {
            let who = audience_for(tx, goal.district, goal.level, goal.owner, sight)?;
            audience::store(tx, goal.district, &who)?
        }
        None => goal.audience,
    };
    tx.exec(CHANGE, args![goal.id, text, audience, serves])?;
    // What it said before is kept in the event, for whoever may see it now.
    let about = if text == goal.text { goal.short() } else { format!("{} → {}", goal.short(), shorten(text, 120)) };
    tell(tx, goal, by, "goal.changed", audience, &about)
}

/// Ends a goal: it stays where it is, with how it ended. False when it had ended already.
pub fn end(tx: &mut Tx<'_>, goal: &Goal, ending: Ending, by: PersonId) -> Result<bool, Error> {
    let now = tx.now();
    if tx.exec(END, args![goal.id, now, by, ending.stored()])? == 0 {
        return Ok(false);
    }
    let verb = match ending {
        Ending::Reached => "goal.reached",
        Ending::Partly => "goal.partly",
        Ending::LetGo => "goal.let-go",
    };
    tell(tx, goal, by, verb, goal.audience, &goal.short())?;
    Ok(true)
}

/// Takes up again a goal that had ended.
pub(super) fn resume(tx: &mut Tx<'_>, goal: &Goal, by: PersonId) -> Result<(), Error> {
    if tx.exec(RESUME, args![goal.id])? == 1 {
        tell(tx, goal, by, "goal.resumed", goal.audience, &goal.short())?;
    }
    Ok(())
}

/// Writes an event about a goal.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    goal: &Goal,
    by: PersonId,
    verb: &'static str,
    audience: AudienceId,
    about: &str,
) -> Result<(), Error> {
    events::write(
        tx,
        &events::Event {
            district: goal.district,
            actor: Some(by),
            verb,
            thing: ("goal", goal.id.0),
            community: goal.community(),
            org: goal.org,
            audience,
            about,
        },
    )
}

/// Whether a goal of this district, or of a state or nation above it, may be linked to one of `district`.
pub(super) fn in_reach(tx: &mut Tx<'_>, district: DistrictId, above: &Goal) -> Result<bool, Error> {
    if above.district == district {
        return Ok(true);
    }
    match above.owner {
        Owner::Org(org) if above.level >= Level::State => Ok(tx.count(IS_ABOVE, args![OrgId(district.0), org])? > 0),
        _ => Ok(false),
    }
}

/// The goal, if this person can see it; for writes, where there is no page.
pub fn seen_by(tx: &mut Tx<'_>, person: PersonId, id: GoalId) -> Result<Option<Goal>, Error> {
    let now = tx.now();
    queries::find_for(tx, person, now, id)
}
