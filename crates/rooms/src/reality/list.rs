//! What stands between a place and its vision: barriers, opportunities, and who can change the structures among them.

use axum::extract::Query;
use axum::response::Response;
use face::{Drawing, Markup, Page, Room, empty, heading, html};
use serde::Deserialize;
use store::Conn;

use super::here::{self, Here};
use super::questions::{self, Answer, Question, Whose};
use super::thing::{Brief, Side};
use super::{priorities, queries, question_list, question_queries};
use crate::vision::Place;
use crate::{Cx, Stop, Viewer, w};

/// So many questions stand on the page; the rest is one tap away.
const QUESTIONS: usize = 4;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// A place or a community; with none, the viewer's nearest place.
    #[serde(default)]
    pub at: String,
}

pub(super) async fn page(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let (here, all) = here::asked(c, me, &asked.at)?;
        match here {
            Some(here) => place_page(c, me, &here, &all),
            None => Err(Stop::NotYours(w::REALITY_WHO)),
        }
    })
    .await
}

fn place_page(c: &mut Conn, me: &Viewer, here: &Here, all: &[Place]) -> Result<Page, Stop> {
    let lang = me.lang();
    let name = here.place.name.as_str();
    let found = queries::of_place(c, me, here.place.org, here.place.community)?;
    let audience = here::seen_by(c, me, &here.place)?;
    let first = priorities::section(c, me, (here.place.org, here.place.community), here)?;
    let whose = Whose::Place(here.clone());
    let questions = question_queries::questions_of(c, me, &whose)?;
    let answers = question_queries::answers_of(c, me, &whose)?;
    let (settled, alive): (Vec<&Brief>, Vec<&Brief>) = found.iter().partition(|r| r.state.settled());
    let of = |side: Side| -> Vec<&Brief> { alive.iter().copied().filter(|r| r.side == side).collect() };
    let (barriers, chances) = (of(Side::Barrier), of(Side::Opportunity));
    let title = if found.is_empty() {
        lang.say(w::reality_title_none(name))
    } else {
        lang.say(w::reality_title(barriers.len(), chances.len(), name))
    };
    let new = |side: Side| format!("/reality/new?at={}&kind={}", here.place.id(), side.stored());
    let begin = new(Side::Barrier);
    let body = html! {
        (heading(html! { a href="/vision" { (lang.t(w::VISION)) } }, &title, html! { (lang.t(w::REALITY_LEAD)) }))
        @if found.is_empty() {
            (empty(Drawing::Seed, lang.t(w::REALITY_EMPTY), lang.t(w::REALITY_EMPTY_WHY), Some((begin.as_str(), lang.t(w::REALITY_NOTE)))))
        } @else {
            div.two {
                (side(me, Side::Barrier, &barriers, &new(Side::Barrier)))
                (side(me, Side::Opportunity, &chances, &new(Side::Opportunity)))
            }
            (structures(me, &barriers))
            @if !settled.is_empty() {
                section aria-labelledby="settled" {
                    h2 #settled { (lang.t(w::REALITY_SETTLED)) }
                    ul.list data-testid="settled-list" { @for thing in &settled { (row(me, thing)) } }
                }
            }
        }
        (first)
        (asked(me, &whose, &questions, &answers))
        (elsewhere(me, here, all))
    };
    Ok(Page::new(Room::Goals, title, audience, body))
}

fn side(me: &Viewer, side: Side, things: &[&Brief], new: &str) -> Markup {
    let lang = me.lang();
    let (head, none, go) = match side {
        Side::Barrier => (w::REALITY_BARRIERS, w::REALITY_BARRIERS_NONE, w::REALITY_NOTE),
        Side::Opportunity => (w::REALITY_CHANCES, w::REALITY_CHANCES_NONE, w::REALITY_NOTE_CHANCE),
    };
    html! {
        section aria-labelledby=(side.stored()) {
            h2 id=(side.stored()) { (lang.t(head)) }
            @if things.is_empty() { p.small { (lang.t(none)) } }
            @else { ul.list data-testid={ "list-" (side.stored()) } { @for thing in things { (row(me, thing)) } } }
            p.actions { a.button.quiet href=(new) data-testid={ "note-" (side.stored()) } { (lang.t(go)) } }
        }
    }
}

/// One of them, as lists show it.
pub(super) fn row(me: &Viewer, thing: &Brief) -> Markup {
    let lang = me.lang();
    html! {
        li {
            div {
                a href={ "/reality/" (thing.id) } { (thing.text) }
                @if let Some(structure) = thing.structure {
                    small { (lang.t(structure.word())) @if !thing.changer.is_empty() { ". " (lang.say(w::reality_changed_by(thing.changer.as_str()))) } }
                } @else if !thing.changer.is_empty() { small { (lang.say(w::reality_changed_by(thing.changer.as_str()))) } }
                @if thing.state.settled() { small { (thing.why) } }
            }
            span.when { (lang.t(thing.state.word(thing.side))) }
        }
    }
}

/// Structural obstacles by who can change them, where more than one is known: with whom to speak.
fn structures(me: &Viewer, barriers: &[&Brief]) -> Markup {
    let lang = me.lang();
    let mut by: Vec<(&str, Vec<&Brief>)> = Vec::new();
    for thing in barriers.iter().copied().filter(|b| b.structure.is_some() && !b.changer.is_empty()) {
        match by.iter_mut().find(|(who, _)| who.to_lowercase() == thing.changer.to_lowercase()) {
            Some((_, things)) => things.push(thing),
            None => by.push((&thing.changer, vec![thing])),
        }
    }
    let some = by.iter().map(|(_, things)| things.len()).sum::<usize>();
    html! {
        @if some > 1 {
            section aria-labelledby="structures" data-testid="structures" {
                h2 #structures { (lang.t(w::REALITY_STRUCTURES)) }
                p.small { (lang.t(w::REALITY_STRUCTURES_WHY)) }
                ul.list {
                    @for (who, things) in &by {
                        li { div { strong { (who) } @for thing in things { small { a href={ "/reality/" (thing.id) } { (crate::goals::shorten(&thing.text, 90)) } } } } }
                    }
                }
            }
        }
    }
}

/// What is asked here: what is due, what nobody has answered of what was asked here, and the way to the rest.
fn asked(me: &Viewer, whose: &Whose, all: &[Question], answers: &[Answer]) -> Markup {
    let lang = me.lang();
    let of = |q: &Question| -> Vec<&Answer> { answers.iter().filter(|a| a.question == q.key()).collect() };
    let shown: Vec<&Question> = all
        .iter()
        .filter(|q| match of(q) {
            given if given.is_empty() => matches!(q, Question::Kept(_)),
            given => questions::due(&given, me.today()),
        })
        .take(QUESTIONS)
        .collect();
    html! {
        section aria-labelledby="asked" {
            h2 #asked { (lang.t(w::QUESTION_HERE)) }
            @if !shown.is_empty() { ul.list data-testid="asked" { @for q in &shown { (question_list::row(me, whose, q, &of(q))) } } }
            p.actions {
                a.button.quiet href=(whose.path()) data-testid="all-questions" { (lang.t(w::QUESTION_ALL)) }
                a.button.quiet href={ "/processes?at=" (whose.value()) } data-testid="all-processes" { (lang.t(w::PROCESS_ALL)) }
            }
        }
    }
}

/// The viewer's other places and communities.
fn elsewhere(me: &Viewer, here: &Here, all: &[Place]) -> Markup {
    let others: Vec<&Place> = all.iter().filter(|p| p.id() != here.place.id()).collect();
    html! {
        @if !others.is_empty() {
            p.small data-testid="elsewhere" {
                (me.lang().t(w::REALITY_ELSEWHERE)) " "
                @for (n, place) in others.iter().enumerate() {
                    @if n > 0 { ", " }
                    a href={ "/reality?at=" (place.id()) } { (place.name) }
                }
            }
        }
    }
}
