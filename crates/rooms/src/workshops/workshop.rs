//! A workshop: what a group does, where it stands, and who may what.
//!
//! Who leads a community or a place begins one there and goes from stage to stage; whoever is asked or came in by the code writes,
//! sorts, gives dots and words drafts. What was written in silence leaves [`super::queries`] only when the group looks at it.

use learning::workshop::{Stage, Work, Workshop as Shape};
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Principal, SlipId, Time, WaveId,
    WorkshopId,
};
use uuid::Uuid;

use crate::{Stop, Viewer, communities, people, vision};

/// Where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Running,
    Paused,
    Ended,
}

impl State {
    /// The name it is stored under.
    pub(super) fn stored(self) -> &'static str {
        match self {
            State::Running => "running",
            State::Paused => "paused",
            State::Ended => "ended",
        }
    }

    pub(super) fn named(name: &str) -> State {
        match name {
            "running" => State::Running,
            "paused" => State::Paused,
            _ => State::Ended,
        }
    }
}

/// A workshop as its viewer may see it.
#[derive(Clone, Debug)]
pub struct Workshop {
    pub id: WorkshopId,
    pub district: DistrictId,
    pub org: OrgId,
    pub community: Option<CommunityId>,
    /// The community or the organization, by name.
    pub place: String,
    /// What is done, as it was when it was begun.
    pub shape: Shape,
    pub title: String,
    /// What the group reads in place of ours; else empty.
    pub text: String,
    pub link: String,
    pub wave: Option<WaveId>,
    /// Who is asked.
    pub base: AudienceId,
    /// And who came in by the code.
    pub audience: AudienceId,
    pub by: PersonId,
    pub by_name: String,
    pub made: Time,
    pub state: State,
    /// The place of the stage that is on.
    pub at: usize,
    /// The furthest that was on.
    pub reached: usize,
    pub since: Time,
    /// Until when the stage is meant to be on; while it is paused, so long after `since`.
    pub until: Time,
    pub ended: Option<Time>,
    pub code: String,
    pub rev: i64,
    /// Whether the viewer works here, and so takes part.
    pub takes_part: bool,
}

impl Workshop {
    /// The stage that is on.
    pub fn stage(&self) -> Option<&Stage> {
        self.shape.stage(self.at)
    }

    /// The page.
    pub fn path(&self) -> String {
        format!("/workshops/{}", self.id)
    }

    /// Whether it goes on.
    pub fn runs(&self) -> bool {
        self.state == State::Running
    }

    /// Whether the viewer leads it: began it, facilitates the community, or leads the place.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the database fails.
    pub fn leads(&self, c: &mut Conn, me: &Viewer) -> Result<bool, Stop> {
        if !self.takes_part {
            return Ok(false);
        }
        if self.by == me.person {
            return Ok(true);
        }
        Ok(match self.community {
            Some(id) => communities::find(c, me, id)?.is_some_and(|community| community.facilitates()),
            None => me.leads() && me.leads_any(&people::orgs_above(c, self.org)?),
        })
    }

    /// The place its statements are of.
    pub fn statements_of(&self) -> vision::Place {
        vision::Place { org: self.org, community: self.community, name: self.place.clone() }
    }

    /// The writing whose slips the stage at a place shows, sorts or votes on; for a writing, itself.
    pub fn writing(&self, at: usize) -> Option<&str> {
        let stage = self.shape.stage(at)?;
        match &stage.work {
            Work::Write { .. } => Some(&stage.key),
            Work::Reveal { of } | Work::Cluster { of } | Work::Vote { of: Some(of), .. } => Some(of),
            _ => None,
        }
    }

    /// The text of a slip that lay there from the start, in the reader's language.
    pub(super) fn given(&self, lang: &str, slip: &Slip) -> Option<&str> {
        let n = usize::try_from(slip.given?).ok()?;
        let question = self.shape.questions(&slip.stage).iter().find(|q| q.key == slip.question)?;
        question.given.get(n).map(|t| t.get(lang))
    }

    /// What a slip says, in the reader's language as far as it is ours; for none, as it was stored.
    pub(super) fn slip_text<'a>(&'a self, lang: &str, slip: &'a Slip) -> &'a str {
        self.given(lang, slip).filter(|_| !lang.is_empty()).unwrap_or(&slip.text)
    }

    /// What a line says, in the reader's language as far as it is ours; for none, as it was stored.
    pub(super) fn line_text<'a>(&'a self, lang: &str, line: &'a Line) -> &'a str {
        let ours = line.given.and_then(|n| usize::try_from(n).ok()).and_then(|n| self.shape.options.get(n));
        ours.filter(|_| !lang.is_empty()).map_or(line.text.as_str(), |t| t.get(lang))
    }
}

/// Who is asked to a workshop of a place.
pub(super) fn asked(c: &mut Conn, district: DistrictId, place: &vision::Place) -> Result<Audience, Error> {
    Ok(match place.community {
        Some(id) => Audience::of([Principal::Community(id)]),
        None if people::org_kind(c, place.org)? == "district" => Audience::of([Principal::District(district)]),
        None => Audience::of([Principal::Staff(place.org), Principal::Leaders(place.org)]),
    })
}

/// A heading, or something that is compared.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: Uuid,
    pub option: bool,
    /// The writing whose slips stand under it.
    pub stage: String,
    pub given: Option<i64>,
    pub text: String,
}

/// What was written, as far as the viewer may see it.
#[derive(Clone, Debug)]
pub struct Slip {
    pub id: SlipId,
    pub stage: String,
    pub question: String,
    pub option: Option<Uuid>,
    pub given: Option<i64>,
    pub text: String,
    pub heading: Option<Uuid>,
    /// Whether the viewer wrote it; never after the end.
    pub mine: bool,
}

/// Words put together.
#[derive(Clone, Debug)]
pub struct Draft {
    pub stage: String,
    pub text: String,
    /// Who changed it last; none when it stands as the dots put it.
    pub by: Option<String>,
    pub rev: i64,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// vision, mission, description, barrier, opportunity, question
    pub kind: String,
    pub line: Option<Uuid>,
    pub text: String,
    pub href: String,
}

/// Something dots can be given to, with how many slips it stands for.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub id: Uuid,
    pub text: String,
    pub slips: usize,
}

/// What lies on the table of a workshop, as far as the viewer may see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub lines: Vec<Line>,
    pub slips: Vec<Slip>,
    pub drafts: Vec<Draft>,
    pub outcomes: Vec<Outcome>,
    /// How many slips of people lie in each writing, and from how many.
    pub counts: Vec<(String, i64, i64)>,
}

impl Table {
    /// The headings of a writing.
    pub fn headings<'a>(&'a self, stage: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |l| !l.option && l.stage == stage)
    }

    pub fn options(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|l| l.option)
    }

    /// The slips of a writing.
    pub fn of<'a>(&'a self, stage: &'a str) -> impl Iterator<Item = &'a Slip> {
        self.slips.iter().filter(move |s| s.stage == stage)
    }

    /// How many slips lie in a writing, and from how many people.
    pub fn count(&self, stage: &str) -> (i64, i64) {
        self.counts.iter().find(|(s, ..)| s == stage).map_or((0, 0), |(_, n, from)| (*n, *from))
    }

    pub fn draft(&self, stage: &str) -> Option<&Draft> {
        self.drafts.iter().find(|d| d.stage == stage)
    }

    /// What the vote at a place is about: options; or headings with slips, then slips that stand alone.
    pub fn choices(&self, workshop: &Workshop, lang: &str, of: Option<&str>) -> Vec<Choice> {
        let Some(of) = of else {
            let all = self.options();
            return all.map(|l| Choice { id: l.id, text: workshop.line_text(lang, l).to_owned(), slips: 0 }).collect();
        };
        let headings = self.headings(of).map(|l| {
            let slips = self.of(of).filter(|s| s.heading == Some(l.id)).count();
            Choice { id: l.id, text: l.text.clone(), slips }
        });
        let alone = self.of(of).filter(|s| s.heading.is_none());
        let alone = alone.map(|s| Choice { id: s.id.0, text: workshop.slip_text(lang, s).to_owned(), slips: 1 });
        headings.filter(|c| c.slips > 0).chain(alone).collect()
    }
}
