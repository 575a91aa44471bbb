//! A barrier or an opportunity: what it is, how it stands, who can change it.

use face::Word;
use jiff::civil::Date;
use store::{AudienceId, CommunityId, OrgId, PersonId, RealityId, StatementId, Time};
use uuid::Uuid;

use crate::w;

/// On which side of the way it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Barrier,
    Opportunity,
}

impl Side {
    /// Both.
    pub const ALL: [Side; 2] = [Side::Barrier, Side::Opportunity];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Side::Barrier => "barrier",
            Side::Opportunity => "opportunity",
        }
    }

    /// The side of a stored name.
    pub fn named(name: &str) -> Option<Side> {
        Side::ALL.into_iter().find(|s| s.stored() == name)
    }

    /// What it is called.
    pub fn word(self) -> Word {
        match self {
            Side::Barrier => w::REALITY_BARRIER,
            Side::Opportunity => w::REALITY_OPPORTUNITY,
        }
    }
}

/// What a structural obstacle is made of: what holds things as they are whoever works there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Structure {
    Schedule,
    Policy,
    Contract,
    Money,
    Space,
    Habit,
}

impl Structure {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Structure; 6] = [
        Structure::Schedule,
        Structure::Policy,
        Structure::Contract,
        Structure::Money,
        Structure::Space,
        Structure::Habit,
    ];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Structure::Schedule => "schedule",
            Structure::Policy => "policy",
            Structure::Contract => "contract",
            Structure::Money => "money",
            Structure::Space => "space",
            Structure::Habit => "habit",
        }
    }

    /// The one of a stored name.
    pub fn named(name: &str) -> Option<Structure> {
        Structure::ALL.into_iter().find(|s| s.stored() == name)
    }

    /// What it is called.
    pub fn word(self) -> Word {
        match self {
            Structure::Schedule => w::REALITY_SCHEDULE,
            Structure::Policy => w::REALITY_POLICY,
            Structure::Contract => w::REALITY_CONTRACT,
            Structure::Money => w::REALITY_MONEY,
            Structure::Space => w::REALITY_SPACE,
            Structure::Habit => w::REALITY_HABIT,
        }
    }
}

/// How it stands with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Open,
    Worked,
    /// A barrier that is gone; an opportunity that has passed.
    Gone,
    /// A barrier one lives with; an opportunity that was taken up.
    Lived,
}

impl State {
    /// Every one, in the order of its life.
    pub const ALL: [State; 4] = [State::Open, State::Worked, State::Gone, State::Lived];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Worked => "worked",
            State::Gone => "gone",
            State::Lived => "lived",
        }
    }

    /// The one of a stored name.
    pub fn named(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.stored() == name)
    }

    /// Whether it is settled, and so needs a reason.
    pub fn settled(self) -> bool {
        matches!(self, State::Gone | State::Lived)
    }

    /// As it is said of a barrier or an opportunity.
    pub fn word(self, side: Side) -> Word {
        match (side, self) {
            (Side::Barrier, State::Open) => w::REALITY_OPEN,
            (Side::Barrier, State::Worked) => w::REALITY_WORKED,
            (Side::Barrier, State::Gone) => w::REALITY_GONE,
            (Side::Barrier, State::Lived) => w::REALITY_LIVED,
            (Side::Opportunity, State::Open) => w::REALITY_CHANCE_OPEN,
            (Side::Opportunity, State::Worked) => w::REALITY_CHANCE_WORKED,
            (Side::Opportunity, State::Gone) => w::REALITY_CHANCE_GONE,
            (Side::Opportunity, State::Lived) => w::REALITY_CHANCE_LIVED,
        }
    }
}

/// The passage of a statement that something is about.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub statement: StatementId,
    pub clause: Uuid,
    /// Its words, when a wording that the viewer may read was adopted with it.
    pub text: Option<String>,
}

/// A barrier or an opportunity.
#[derive(Clone, Debug)]
pub(super) struct Reality {
    pub id: RealityId,
    pub org: OrgId,
    pub community: Option<CommunityId>,
    /// The community or the organization, by name.
    pub place: String,
    pub side: Side,
    pub text: String,
    pub about: Option<About>,
    pub structure: Option<Structure>,
    pub changer: String,
    pub tried: String,
    pub state: State,
    pub why: String,
    pub since: Date,
    pub owner: Option<(PersonId, String)>,
    /// The page it was made from, and what that is called.
    pub source: (String, String),
    pub audience: AudienceId,
    pub by_name: String,
    pub made: Time,
    pub changed_by: String,
    pub rev: i64,
}

/// What a line of a list says of one.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    pub id: RealityId,
    pub side: Side,
    pub text: String,
    pub structure: Option<Structure>,
    pub changer: String,
    pub state: State,
    pub why: String,
    /// The passage of a statement that it is about.
    pub clause: Option<Uuid>,
}

impl Reality {
    /// The id that stands for its place in forms and addresses.
    pub fn place_id(&self) -> Uuid {
        self.community.map_or(self.org.0, |k| k.0)
    }
}

/// How it stood at some time.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub state: State,
    pub why: String,
    pub since: Date,
    pub by_name: String,
}
