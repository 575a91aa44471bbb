//! The pages of the room, and what they share.

pub(super) mod aligning;
pub(super) mod chart;
pub(super) mod map;
pub(super) mod measuring;
pub(super) mod one;
pub(super) mod setting;
pub(super) mod tree;

use face::{Lang, Markup, Word, html};

use super::goal::{Ending, Goal, Kind, Level, Owner};
use crate::{Viewer, w};

/// What a level is called.
pub(super) fn level_word(level: Level) -> Word {
    match level {
        Level::Individual => w::GOALS_LEVEL_INDIVIDUAL,
        Level::Team => w::GOALS_LEVEL_TEAM,
        Level::School => w::GOALS_LEVEL_SCHOOL,
        Level::District => w::GOALS_LEVEL_DISTRICT,
        Level::State => w::GOALS_LEVEL_STATE,
        Level::National => w::GOALS_LEVEL_NATIONAL,
    }
}

/// "for students", "for us who teach".
pub(super) fn kind_word(kind: Kind) -> Word {
    match kind {
        Kind::Student => w::GOALS_KIND_STUDENT,
        Kind::Educator => w::GOALS_KIND_EDUCATOR,
    }
}

/// How a goal ended.
pub(super) fn ending_word(ending: Ending) -> Word {
    match ending {
        Ending::Reached => w::GOALS_ENDED_REACHED,
        Ending::Partly => w::GOALS_ENDED_PARTLY,
        Ending::LetGo => w::GOALS_ENDED_LET_GO,
    }
}

/// Whose goal it is, as the viewer says it.
pub(super) fn owner_said(me: &Viewer, goal: &Goal) -> String {
    if goal.owner == Owner::Person(me.person) {
        return me.lang().t(w::GOALS_MINE).into();
    }
    let noted_for = goal.level >= Level::State && goal.owner == Owner::Org(store::OrgId(goal.district.0));
    if noted_for { me.lang().say(w::goals_noted_by(goal.owner_name.as_str())) } else { goal.owner_name.clone() }
}

/// A goal as a link.
pub(super) fn link(goal: &Goal) -> Markup {
    html! { a href={ "/goals/" (goal.id) } { (goal.text) } }
}

/// Whose it is and what it is about, in a few words.
pub(super) fn about(me: &Viewer, goal: &Goal) -> String {
    let lang: Lang = me.lang();
    format!("{}, {}", owner_said(me, goal), lang.t(kind_word(goal.kind)))
}
