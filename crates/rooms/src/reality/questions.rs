//! Questions to think about, and answers that stay: what a question is, who answers it, when it is due again.

use face::Lang;
use jiff::ToSpan as _;
use jiff::civil::Date;
use learning::reflection::{Asked, Question as BuiltIn};
use store::{AudienceId, CommunityId, Conn, OrgId, PersonId, QuestionId, ReflectionId, Time};
use uuid::Uuid;

use super::here::{self, Here};
use crate::{Stop, Viewer, people, w};

/// Who answers: the viewer for themself, or a place or community together.
#[derive(Clone, Debug)]
pub(super) enum Whose {
    Me,
    Place(Here),
}

impl Whose {
    /// What stands for it in forms and addresses.
    pub fn value(&self) -> String {
        match self {
            Whose::Me => "me".to_owned(),
            Whose::Place(here) => here.place.id().to_string(),
        }
    }

    /// Which questions are asked of it.
    pub fn asked(&self) -> Asked {
        match self {
            Whose::Me => Asked::Person,
            Whose::Place(here) if here.place.community.is_some() => Asked::Community,
            Whose::Place(_) => Asked::Place,
        }
    }

    /// What it is called.
    pub fn name(&self, me: &Viewer) -> String {
        match self {
            Whose::Me => me.lang().t(w::QUESTION_MINE).to_owned(),
            Whose::Place(here) => here.place.name.clone(),
        }
    }

    /// The page of its questions.
    pub fn path(&self) -> String {
        format!("/questions?for={}", self.value())
    }

    /// Whether an answer is its own.
    pub fn gave(&self, me: &Viewer, answer: &Answer) -> bool {
        match self {
            Whose::Me => answer.person == Some(me.person),
            Whose::Place(here) => {
                answer.person.is_none()
                    && match here.place.community {
                        Some(id) => answer.community == Some(id),
                        None => answer.community.is_none() && answer.org == Some(here.place.org),
                    }
            }
        }
    }

    /// Who sees what is answered, in a sentence, before anything is answered.
    pub fn seen_by(&self, c: &mut Conn, me: &Viewer) -> Result<String, Stop> {
        match self {
            Whose::Me => Ok(me.lang().t(w::QUESTION_SEEN_ME).to_owned()),
            Whose::Place(here) => here::seen_by(c, me, &here.place),
        }
    }
}

/// The one that was asked for, when the viewer can answer for it.
pub(super) fn whose(c: &mut Conn, me: &Viewer, value: &str) -> Result<Whose, Stop> {
    if !me.works_here() {
        return Err(Stop::NotYours(w::REALITY_WHO));
    }
    match value {
        "" | "me" => Ok(Whose::Me),
        id => Ok(Whose::Place(here::of_id(c, me, id.parse::<Uuid>().map_err(|_| Stop::Nothing)?)?)),
    }
}

/// A question somebody here asked, as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub id: QuestionId,
    pub org: Option<OrgId>,
    pub community: Option<CommunityId>,
    pub person: Option<PersonId>,
    pub text: String,
    pub source: (String, String),
    pub by_name: String,
}

/// A question, whether it came with the program or was asked here.
#[derive(Clone, Debug)]
pub(super) enum Question {
    BuiltIn(BuiltIn),
    Kept(Kept),
}

impl Question {
    /// What stands for it in addresses and with its answers.
    pub fn key(&self) -> String {
        match self {
            Question::BuiltIn(q) => q.key.clone(),
            Question::Kept(q) => q.id.to_string(),
        }
    }

    /// The question itself.
    pub fn text(&self, lang: Lang) -> &str {
        match self {
            Question::BuiltIn(q) => q.text.get(lang.tag()),
            Question::Kept(q) => &q.text,
        }
    }

    /// Whether it is asked of somebody: what comes along of whom it fits; what was asked here of whose it is, and of each
    /// person who may read it.
    pub fn is_for(&self, whose: &Whose) -> bool {
        match (self, whose) {
            (Question::BuiltIn(q), whose) => q.is_for(whose.asked()),
            (Question::Kept(_), Whose::Me) => true,
            (Question::Kept(q), Whose::Place(here)) => match here.place.community {
                Some(id) => q.community == Some(id),
                None => q.community.is_none() && q.org == Some(here.place.org),
            },
        }
    }
}

/// What somebody answered on a day.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub id: ReflectionId,
    /// The key of its question.
    pub question: String,
    /// The words of a question that was asked here: who may read an answer may read what it answers.
    pub asked: Option<String>,
    pub org: Option<OrgId>,
    pub community: Option<CommunityId>,
    /// Whose own it is; none when a place or a community answered together.
    pub person: Option<PersonId>,
    /// The person, the community or the place, by name.
    pub whose: String,
    /// A person's own: with which community they share it.
    pub shared: Option<(CommunityId, String)>,
    pub text: String,
    pub again_on: Option<Date>,
    pub audience: AudienceId,
    pub by_name: String,
    pub made: Time,
    pub changed_by: String,
    pub rev: i64,
}

impl Answer {
    /// What stands for whose it is in forms and addresses, for its own.
    pub fn value(&self) -> String {
        value(self.person, self.community, self.org)
    }

    /// Whether the viewer may word it anew: their own, or of a place or a community they work on.
    pub fn is_mine(&self, c: &mut Conn, me: &Viewer) -> Result<bool, Stop> {
        match (self.person, self.org) {
            (Some(person), _) => Ok(person == me.person),
            (None, Some(org)) => here::works_on(c, me, org, self.community),
            (None, None) => Ok(false),
        }
    }

    /// The question it answers.
    pub fn question_text(&self, lang: Lang) -> String {
        text(&self.question, self.asked.clone(), lang)
    }

    /// Who sees it, in a sentence.
    pub fn seen_by(&self, c: &mut Conn, me: &Viewer) -> Result<String, Stop> {
        Ok(people::audience_line(c, me, self.audience)?)
    }
}

/// An answer whose day to be looked at again has come.
pub(super) struct Due {
    /// The key of its question, whose answer it is as an address has it, and both in words.
    pub question: String,
    pub value: String,
    pub text: String,
    pub whose: String,
}

/// Whose answers are meant, as an address has it: of a person, of a community, of a place.
pub(super) fn value(person: Option<PersonId>, community: Option<CommunityId>, org: Option<OrgId>) -> String {
    match (person, community, org) {
        (Some(_), ..) => "me".to_owned(),
        (None, Some(id), _) => id.to_string(),
        (None, None, Some(id)) => id.to_string(),
        (None, None, None) => String::new(),
    }
}

/// The words of a question: as it was kept, or of one that comes along.
pub(super) fn text(question: &str, kept: Option<String>, lang: Lang) -> String {
    let along = || BuiltIn::built_in().iter().find(|q| q.key == question);
    kept.or_else(|| along().map(|q| q.text.get(lang.tag()).to_owned())).unwrap_or_default()
}

/// The day on which an answer is usually looked at again: the same day a year later (for February 29 the 28th).
pub(super) fn usual_look(answered: Date) -> Date {
    answered.saturating_add(1.year())
}

/// Whether the newest of the answers, which come newest first, is due for another look.
pub(super) fn due(answers: &[&Answer], today: Date) -> bool {
    answers.first().is_some_and(|newest| newest.again_on.is_some_and(|day| day <= today))
}
