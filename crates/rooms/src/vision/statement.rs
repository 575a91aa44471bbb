//! A statement: what a place or a community says it is here for; its wordings, where people stand on them, and how one is adopted.
//!
//! Who may: whoever works at the place (a district's statement: anybody who works in the district; a community's: its members)
//! drafts, remarks and says where they stand. Whoever leads the place adopts: principals and district leaders for places,
//! facilitators for communities. Guests read what holds.

use face::Word;
use jiff::civil::Date;
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, DraftId, Error, OrgId, PersonId, Principal, StatementId, Time,
};
use uuid::Uuid;

use super::wording::Clause;
use crate::{Stop, Viewer, communities, people, w};

/// What a statement is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Vision,
    Mission,
    /// The definition of professional learning.
    Definition,
    Policy,
    /// What a learning community is here, or what this one is.
    Description,
}

impl Kind {
    /// Every kind, in the order in which they are read.
    pub const ALL: [Kind; 5] = [Kind::Vision, Kind::Mission, Kind::Definition, Kind::Policy, Kind::Description];

    /// The name it is stored under, and in addresses.
    pub fn stored(self) -> &'static str {
        match self {
            Kind::Vision => "vision",
            Kind::Mission => "mission",
            Kind::Definition => "definition",
            Kind::Policy => "policy",
            Kind::Description => "description",
        }
    }

    /// The kind of a stored name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.stored() == name)
    }

    /// What it is called: "vision".
    pub fn word(self) -> Word {
        match self {
            Kind::Vision => w::VISION_KIND_VISION,
            Kind::Mission => w::VISION_KIND_MISSION,
            Kind::Definition => w::VISION_KIND_DEFINITION,
            Kind::Policy => w::VISION_KIND_POLICY,
            Kind::Description => w::VISION_KIND_DESCRIPTION,
        }
    }

    /// Whether a community can have one: definitions and policies are for places.
    pub fn fits_community(self) -> bool {
        !matches!(self, Kind::Definition | Kind::Policy)
    }

    /// Whether it is short and said large.
    pub fn poster(self) -> bool {
        matches!(self, Kind::Vision | Kind::Mission)
    }
}

/// A statement as its viewer may know it.
#[derive(Clone, Debug)]
pub struct Statement {
    pub id: StatementId,
    pub district: DistrictId,
    pub org: OrgId,
    pub community: Option<CommunityId>,
    /// The community or the organization, by name.
    pub place: String,
    pub kind: Kind,
    /// For policies; else empty.
    pub name: String,
    /// Who drafts it together.
    pub audience: AudienceId,
    /// Whether the viewer is one of them.
    pub takes_part: bool,
}

impl Statement {
    /// Its name, or the place whose it is: for events.
    pub fn about(&self) -> &str {
        if self.name.is_empty() { &self.place } else { &self.name }
    }

    /// Whether the viewer leads the place, and so can adopt.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the database fails.
    pub fn leads(&self, c: &mut Conn, me: &Viewer) -> Result<bool, Stop> {
        if !self.takes_part {
            return Ok(false);
        }
        Ok(match self.community {
            Some(id) => communities::find(c, me, id)?.is_some_and(|community| community.facilitates()),
            None => me.leads_any(&people::orgs_above(c, self.org)?),
        })
    }

    /// Who reads it once it holds.
    pub(super) fn held_audience(&self, open: bool) -> Audience {
        let everyone = open.then_some(Principal::Everyone);
        match self.community {
            None => Audience::of([Principal::District(self.district)].into_iter().chain(everyone)),
            Some(id) => Audience::of(
                [
                    Principal::Community(id),
                    Principal::Guests(id),
                    Principal::Staff(self.org),
                    Principal::Leaders(self.org),
                ]
                .into_iter()
                .chain(everyone),
            ),
        }
    }
}

/// Who drafts a statement together.
pub(crate) fn drafting(c: &mut Conn, district: DistrictId, place: &Place) -> Result<Audience, Error> {
    Ok(match place.community {
        Some(id) => Audience::of([Principal::Community(id)]),
        None if people::org_kind(c, place.org)? == "district" => Audience::of([Principal::District(district)]),
        None => Audience::of([Principal::Staff(place.org), Principal::Leaders(place.org)]),
    })
}

/// A place or a community that can have statements.
#[derive(Clone, Debug)]
pub struct Place {
    pub org: OrgId,
    pub community: Option<CommunityId>,
    pub name: String,
}

impl Place {
    /// The id that stands for it in a form.
    pub fn id(&self) -> Uuid {
        self.community.map_or(self.org.0, |id| id.0)
    }
}

/// How a wording was adopted.
#[derive(Clone, Debug)]
pub struct Adoption {
    pub at: Time,
    pub by_name: String,
    /// The day from which it holds.
    pub on: Date,
    pub review: Option<Date>,
    /// What was done about those who said not yet.
    pub heard: String,
}

/// One wording.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: DraftId,
    pub statement: StatementId,
    pub n: i64,
    pub grew_from: Option<DraftId>,
    /// Whether it takes the place of the draft it grew from.
    pub replaces: bool,
    pub why: String,
    pub audience: AudienceId,
    pub by: PersonId,
    pub by_name: String,
    pub made: Time,
    pub passed: bool,
    pub adopted: Option<Adoption>,
    pub ended: Option<Time>,
    pub rev: i64,
    /// Whether anyone at all can read it.
    pub public: bool,
    pub clauses: Vec<Clause>,
}

impl Draft {
    /// Whether it is a draft that is worked on.
    pub fn open(&self) -> bool {
        self.adopted.is_none() && !self.passed
    }

    /// Whether it is what holds.
    pub fn holds(&self) -> bool {
        self.adopted.is_some() && self.ended.is_none()
    }

    /// Whether its day to be looked at again has come.
    pub fn due(&self, today: Date) -> bool {
        self.holds() && self.adopted.as_ref().is_some_and(|a| a.review.is_some_and(|day| day <= today))
    }
}

/// The wordings of a statement that its viewer may read, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Kept(pub Vec<Draft>);

impl Kept {
    /// What holds.
    pub fn holding(&self) -> Option<&Draft> {
        self.0.iter().find(|d| d.holds())
    }

    /// The drafts that are worked on, in the order in which they were begun.
    pub fn open(&self) -> Vec<&Draft> {
        self.0.iter().rev().filter(|d| d.open()).collect()
    }

    /// One of them.
    pub fn find(&self, id: DraftId) -> Option<&Draft> {
        self.0.iter().find(|d| d.id == id)
    }

    /// What has taken the place of a draft, step by step to the newest; nothing when nothing has.
    pub fn successor(&self, id: DraftId) -> Option<&Draft> {
        let next = |id: DraftId| self.0.iter().find(|d| d.replaces && d.grew_from == Some(id));
        let mut found = next(id);
        while let Some(later) = found.and_then(|d| next(d.id)) {
            found = Some(later);
        }
        found
    }

    /// What held before a wording that was adopted.
    pub fn held_before(&self, draft: &Draft) -> Option<&Draft> {
        let at = draft.adopted.as_ref().map(|a| a.at)?;
        let earlier = self.0.iter().filter(|d| d.id != draft.id && d.adopted.as_ref().is_some_and(|a| a.at < at));
        earlier.max_by_key(|d| d.adopted.as_ref().map(|a| a.at))
    }
}

/// Where somebody stands on a wording.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    Behind,
    Live,
    NotYet,
}

impl How {
    pub const ALL: [How; 3] = [How::Behind, How::Live, How::NotYet];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            How::Behind => "behind",
            How::Live => "live",
            How::NotYet => "not-yet",
        }
    }

    /// The one of a stored name.
    pub fn named(name: &str) -> Option<How> {
        How::ALL.into_iter().find(|h| h.stored() == name)
    }

    /// As it is said: "I stand behind this".
    pub fn word(self) -> Word {
        match self {
            How::Behind => w::VISION_BEHIND,
            How::Live => w::VISION_LIVE,
            How::NotYet => w::VISION_NOT_YET,
        }
    }
}

/// Where one person stands.
#[derive(Clone, Debug)]
pub struct Stand {
    pub draft: DraftId,
    pub person: PersonId,
    pub name: String,
    pub how: How,
    pub why: String,
    pub at: Time,
}

/// What somebody said of a passage.
#[derive(Clone, Debug)]
pub struct Remark {
    pub draft: DraftId,
    pub clause: Uuid,
    pub text: String,
    pub by: PersonId,
    pub by_name: String,
    pub at: Time,
}

/// Everything that is said of a statement: remarks in the order in which they were made, and stands.
#[derive(Clone, Debug, Default)]
pub struct Talk {
    pub remarks: Vec<Remark>,
    pub stands: Vec<Stand>,
}

impl Talk {
    /// Where people stand on one wording.
    pub fn stands_on(&self, draft: DraftId) -> impl Iterator<Item = &Stand> {
        self.stands.iter().filter(move |s| s.draft == draft)
    }

    /// How many of those are at this.
    pub fn count(&self, draft: DraftId, how: How) -> usize {
        self.stands_on(draft).filter(|s| s.how == how).count()
    }

    /// Everybody who wrote, said something or took a stand, by first mention.
    pub fn people<'a>(&'a self, kept: &'a Kept) -> Vec<(PersonId, &'a str)> {
        let wrote = kept.0.iter().rev().map(|d| (d.by, d.by_name.as_str()));
        let said = self.remarks.iter().map(|r| (r.by, r.by_name.as_str()));
        let stood = self.stands.iter().map(|s| (s.person, s.name.as_str()));
        let mut all: Vec<(PersonId, &str)> = Vec::new();
        for (id, name) in wrote.chain(said).chain(stood) {
            if all.iter().all(|(known, _)| *known != id) {
                all.push((id, name));
            }
        }
        all
    }
}
