//! Offering that one goal leads to another, from either side, and answering.

use std::collections::BTreeSet;

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Markup, Page, Room, form, heading, html};
use learning::alignment::{End, everything_above, may_serve};
use serde::Deserialize;
use store::{AlignmentId, Conn, GoalId};

use super::{about, level_word, link};
use crate::goals::align::{self, Answer, Link};
use crate::goals::goal::{Goal, Level};
use crate::goals::queries;
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// How many goals are offered to choose from at once; looking for words finds the others.
const MOST: usize = 40;

#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    find: String,
}

pub(crate) async fn page(cx: Cx, Path(id): Path<GoalId>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let goal = ours(c, me, id)?;
        align_page(c, me, &goal, &asked.find)
    })
    .await
}

fn ours(c: &mut Conn, me: &Viewer, id: GoalId) -> Result<Goal, Stop> {
    let goal = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    match (goal.ours, &goal.ended) {
        (false, _) => Err(Stop::NotYours(w::GOALS_ONLY_OWNER)),
        (true, Some(_)) => Err(Stop::Refused(w::GOALS_HAS_ENDED)),
        (true, None) => Ok(goal),
    }
}

fn align_page(c: &mut Conn, me: &Viewer, goal: &Goal, find: &str) -> Result<Page, Stop> {
    let lang = me.lang();
    let all = queries::of_district(c, me)?;
    let links = queries::links(c, me)?;
    let audience = people::audience_line(c, me, goal.audience)?;
    let words: Vec<String> = find.to_lowercase().split_whitespace().take(8).map(str::to_owned).collect();
    let matches = |g: &&Goal| {
        let text = format!("{} {}", g.text, g.owner_name).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let near = Near::of(goal, &links);
    let mut up: Vec<&Goal> = all.iter().filter(|g| near.could_serve(goal, g)).filter(matches).collect();
    let mut down: Vec<&Goal> = all.iter().filter(|g| near.could_be_served(goal, g)).filter(matches).collect();
    // Nearest levels first, and there the goals of one's own place; those of other places on the same level last.
    let aside = |g: &Goal| g.level == goal.level && g.org != goal.org;
    up.sort_by_key(|g| (aside(g), g.level, g.org != goal.org));
    down.sort_by_key(|g| (aside(g), std::cmp::Reverse(g.level), g.org != goal.org));
    let body = html! {
        (heading(html! { a href={ "/goals/" (goal.id) } { (about(me, goal)) } }, lang.t(w::GOALS_ALIGN), html! { (goal.text) }))
        section {
            p { (lang.t(w::GOALS_ALIGN_LEAD)) }
            form.find.actions method="get" role="search" {
                input type="search" name="find" value=(find) aria-label=(lang.t(w::GOALS_FIND)) placeholder=(lang.t(w::GOALS_FIND));
                button.button.second { (lang.t(w::GOALS_FIND_GO)) }
            }
        }
        (choices(me, goal, &up, "above"))
        @if goal.level > Level::Individual { (choices(me, goal, &down, "below")) }
    };
    Ok(Page::new(Room::Goals, lang.t(w::GOALS_ALIGN), audience, body))
}

/// What the rules of alignment say about every other goal, worked out once.
struct Near {
    /// Linked with it directly.
    linked: BTreeSet<GoalId>,
    /// Everything it leads to, and everything that leads to it.
    above: BTreeSet<GoalId>,
    below: BTreeSet<GoalId>,
}

impl Near {
    fn of(goal: &Goal, links: &[Link]) -> Near {
        let ways: Vec<_> = links.iter().map(Link::to_align).collect();
        let back: Vec<_> =
            ways.iter().map(|l| learning::alignment::Link { child: l.parent, parent: l.child, ..l.clone() }).collect();
        Near {
            linked: links
                .iter()
                .filter(|l| l.below == goal.id || l.above == goal.id)
                .flat_map(|l| [l.below, l.above])
                .chain([goal.id])
                .collect(),
            above: everything_above(&ways, &goal.id),
            below: everything_above(&back, &goal.id),
        }
    }

    fn could_serve(&self, goal: &Goal, other: &Goal) -> bool {
        goal.kind == other.kind
            && may_serve(goal.level, other.level)
            && !self.linked.contains(&other.id)
            && !self.below.contains(&other.id)
    }

    fn could_be_served(&self, goal: &Goal, other: &Goal) -> bool {
        goal.kind == other.kind
            && may_serve(other.level, goal.level)
            && !self.linked.contains(&other.id)
            && !self.above.contains(&other.id)
    }
}

fn choices(me: &Viewer, goal: &Goal, goals: &[&Goal], side: &'static str) -> Markup {
    let lang = me.lang();
    let (title, why, verb, none) = if side == "above" {
        (w::GOALS_ALIGN_UP, w::GOALS_ALIGN_UP_WHO, w::GOALS_OFFER, w::GOALS_ALIGN_UP_NONE)
    } else {
        (w::GOALS_ALIGN_DOWN, w::GOALS_ALIGN_DOWN_WHO, w::GOALS_PROPOSE, w::GOALS_ALIGN_DOWN_NONE)
    };
    html! {
        section aria-labelledby=(side) data-testid={ "align-" (side) } {
            h2 id=(side) { (lang.t(title)) }
            @if goals.is_empty() { p { (lang.t(none)) } } @else {
                p { span.audience { (lang.t(why)) } }
                (form(&me.who, &format!("/goals/{}/align", goal.id), None, html! {
                    (face::folded(lang, "choices", &goals.iter().take(MOST).map(|other| html! {
                        li {
                            div { (link(other)) small { (lang.t(level_word(other.level))) ": " (about(me, other)) } }
                            span.when { button.button.small.second name=(side) value=(other.id) { (lang.t(verb)) } }
                        }
                    }).collect::<Vec<_>>(), 8))
                }))
                @if goals.len() > MOST { p.small { (lang.say(w::goals_more(goals.len() - MOST))) } }
            }
        }
    }
}

pub(crate) async fn offer(cx: Cx, Path(id): Path<GoalId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        match (f.pick::<GoalId>("above"), f.pick::<GoalId>("below")) {
            (Some(above), None) => align::offer(tx, me.person, id, above, End::Child)?,
            (None, Some(below)) => align::offer(tx, me.person, below, id, End::Parent)?,
            _ => return Err(Stop::Nothing),
        };
        Ok(Go::to(format!("/goals/{id}")))
    })
    .await
}

pub(crate) async fn answer(cx: Cx, Path((id, link)): Path<(GoalId, AlignmentId)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let how = Answer::named(f.raw("answer")).ok_or(Stop::Nothing)?;
        align::find(tx, link)?.filter(|l| l.below == id || l.above == id).ok_or(Stop::Nothing)?;
        align::answer(tx, me.person, link, how)?;
        let seen = queries::find(tx, me, id)?.is_some();
        Ok(Go::to(if seen { format!("/goals/{id}") } else { "/goals".to_owned() }))
    })
    .await
}
