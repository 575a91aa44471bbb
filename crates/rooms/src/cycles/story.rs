//! What a cycle's page tells about each step: what was written, in a few words and in full.

use face::{Lang, Markup, form, html};
use learning::shape::{Field, FieldKind, Shape, Step};

use super::cycle::{State, Turn};
use super::entry::{Entry, Evidence, Kind};
use super::queries::Beside;
use crate::{Viewer, w};

/// How a step looks on the stem.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    Done,
    Now,
    Ahead,
    Skipped,
    Paused,
}

impl Look {
    /// The class of `web/styles/stem.css`; a step that is done needs none.
    pub fn class(self) -> &'static str {
        match self {
            Look::Done => "done",
            Look::Now => "now",
            Look::Ahead => "ahead",
            Look::Skipped => "skipped",
            Look::Paused => "now paused",
        }
    }

    /// What a reader hears.
    pub fn word(self) -> face::Word {
        match self {
            Look::Done => w::CYCLE_LOOK_DONE,
            Look::Now => w::CYCLE_LOOK_NOW,
            Look::Ahead => w::CYCLE_LOOK_AHEAD,
            Look::Skipped => w::CYCLE_LOOK_SKIPPED,
            Look::Paused => w::CYCLE_LOOK_PAUSED,
        }
    }
}

/// How the step at place `n` looks, from where the cycle stands. `been` says whether it was at a step.
pub(super) fn look(shape: &Shape, at: &str, state: State, been: impl Fn(&str) -> bool, n: usize) -> Look {
    let here = shape.step(at).map_or(0, |(place, _)| place);
    let step = &shape.steps[n];
    match state {
        State::Closed if been(&step.key) => Look::Done,
        State::Closed => Look::Skipped,
        State::Paused if n == here => Look::Paused,
        State::Open if n == here => Look::Now,
        _ if n > here => Look::Ahead,
        _ if been(&step.key) => Look::Done,
        _ => Look::Skipped,
    }
}

/// The way of a cycle in one line, for lists.
pub(super) fn line(lang: Lang, shape: &Shape, at: &str, state: State) -> Markup {
    html! {
        ol.stem-line {
            @for (n, step) in shape.steps.iter().enumerate() {
                // A list doesn't ask which steps were skipped; what lies behind counts as been to.
                @let look = look(shape, at, state, |_| true, n);
                li class=(look.class()) { span { (step.name.get(lang.tag())) ": " (lang.t(look.word())) } }
            }
        }
    }
}

/// What a field says, as a person reads it: the words of a choice instead of its key.
pub(super) fn answer<'a>(lang: Lang, field: &'a Field, text: &'a str) -> &'a str {
    match field.kind {
        FieldKind::Choice => field.choices.iter().find(|c| c.key == text).map_or(text, |c| c.label.get(lang.tag())),
        _ => text,
    }
}

/// A step in a few words: the fields it is complete with, from the newest entry that has them.
pub(super) fn gist(lang: Lang, step: &Step, entries: &[&Entry]) -> Option<String> {
    let main = step.fields.iter().filter(|f| f.required || f.prediction);
    let said: Vec<String> = main
        .filter_map(|f| entries.iter().rev().find_map(|e| e.fields.get(&f.key)).map(|t| (f, t)))
        .map(|(f, t)| if f.prediction { lang.say(w::cycle_expected(short(t))) } else { short(answer(lang, f, t)) })
        .collect();
    if said.is_empty() {
        entries.last().and_then(|e| e.fields.values().next()).map(|t| short(t))
    } else {
        Some(said.join(" "))
    }
}

/// The first sentences of a text, at most about 160 characters, ending in a sign.
pub(super) fn short(text: &str) -> String {
    let mut line = crate::goals::shorten(text, 160);
    if !line.ends_with(['.', '?', '!', '…']) {
        line.push('.');
    }
    line
}

/// What the page needs to show the entries.
pub(super) struct Shown<'a> {
    pub me: &'a Viewer,
    pub turn: &'a Turn,
    pub evidence: &'a Beside,
    /// Whether the viewer works here and the cycle isn't closed.
    pub writes: bool,
}

impl Shown<'_> {
    /// One entry: what was written, who and when, what lies beside it, and for its writer the way to change it.
    pub fn entry(&self, step: &Step, entry: &Entry) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let evidence = self.evidence.get(&entry.id).map_or(&[][..], Vec::as_slice);
        let many = entry.fields.len() > 1;
        let peers_only = entry.audience != self.turn.cycle.audience;
        html! {
            div.entry.new[entry.at > me.looked_at && entry.by != me.person] id={ "e-" (entry.id) } data-testid="entry" {
                @for field in &step.fields {
                    @if let Some(text) = entry.fields.get(&field.key) {
                        @if many { small { (field.label.get(lang.tag())) } }
                        @for part in answer(lang, field, text).split('\n').filter(|p| !p.trim().is_empty()) { p { (part) } }
                    }
                }
                @for e in evidence { (self.beside(e)) }
                small {
                    (entry.by_name) ", " (face::since(lang, entry.at, me.now, &me.zone))
                    @if entry.rev > 1 { ", " (lang.t(w::CYCLE_ENTRY_CHANGED)) }
                    @if peers_only { ". " (lang.t(w::CYCLE_ENTRY_PEERS)) }
                    @if self.writes && entry.by == me.person {
                        " · " a href={ "/cycles/" (entry.cycle) "/entries/" (entry.id) } data-testid="edit-entry" { (lang.t(w::CYCLE_ENTRY_EDIT)) }
                    }
                }
            }
        }
    }

    fn beside(&self, e: &Evidence) -> Markup {
        let lang = self.me.lang();
        let words = if e.text.is_empty() { lang.t(w::CYCLE_EVIDENCE_UNNAMED) } else { e.text.as_str() };
        html! {
            p.small data-testid="evidence" {
                @match (e.kind, e.value, &e.link, e.file) {
                    (Kind::Number, Some(value), ..) => {
                        strong { (face::number(value, 2)) } " " (e.text)
                        @if e.observed { " (" (lang.t(w::CYCLE_EVIDENCE_ON_CHART)) ")" }
                    },
                    (_, _, Some(link), _) => a href=(link) rel="noopener noreferrer" { (words) },
                    (kind, _, _, Some(file)) => {
                        (lang.t(if kind == Kind::Photo { w::CYCLE_EVIDENCE_PHOTO } else { w::CYCLE_EVIDENCE_FILE })) " "
                        a href={ "/files/" (file) } { (words) }
                    },
                    _ => (e.text),
                }
            }
        }
    }

    /// How the cycle went: every move with who, when and why.
    pub fn way(&self) -> Markup {
        let (me, lang) = (self.me, self.me.lang());
        let name =
            |key: &str| self.turn.shape.step(key).map_or(key.to_owned(), |(_, s)| s.name.get(lang.tag()).to_owned());
        html! {
            details.more {
                summary { (lang.t(w::CYCLE_WAY)) }
                ul.days {
                    @for m in &self.turn.moved {
                        li {
                            time { (face::since(lang, m.at, me.now, &me.zone)) }
                            div {
                                (m.by_name) " "
                                @match m.kind.as_str() {
                                    "begin" => (lang.t(w::CYCLE_MOVED_BEGIN)),
                                    "on" => (lang.say(w::cycle_moved_on(name(&m.to)))),
                                    "back" => (lang.say(w::cycle_moved_back(name(&m.to)))),
                                    "pause" => (lang.t(w::CYCLE_MOVED_PAUSE)),
                                    "resume" => (lang.t(w::CYCLE_MOVED_RESUME)),
                                    _ => (lang.t(w::CYCLE_MOVED_CLOSE)),
                                }
                                @if !m.why.is_empty() { small { " " (m.why) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The ways on from here: the next step first, the others where one looks for them.
    pub fn ways_on(&self) -> Markup {
        use learning::moves::{self, Move};
        let (lang, cycle, shape) = (self.me.lang(), &self.turn.cycle, &self.turn.shape);
        let action = format!("/cycles/{}/move", cycle.id);
        let open = moves::moves(shape, &self.turn.standing);
        let name = |key: &str| shape.step(key).map_or("", |(_, s)| s.name.get(lang.tag()));
        let next = open.iter().find_map(|m| if let Move::GoOn { to } = m { Some(to.clone()) } else { None });
        let button = |kind: &str, to: &str, label: String, class: &str| {
            form(
                &self.me.who,
                &action,
                Some(cycle.rev),
                html! {
                    input type="hidden" name="kind" value=(kind);
                    input type="hidden" name="to" value=(to);
                    button class={ "button " (class) } data-testid={ "move-" (kind) } { (label) }
                },
            )
        };
        html! {
            div.actions {
                @if cycle.state == State::Paused { (button("resume", "", lang.t(w::CYCLE_TAKE_UP).into(), "")) }
                @if let Some(next) = &next { (button("on", next, lang.say(w::cycle_go_on(name(next))), "second")) }
                @if next.is_none() && cycle.state == State::Open {
                    a.button.second href={ "/cycles/" (cycle.id) "/close" } data-testid="close-link" { (lang.t(w::CYCLE_CLOSE_LINK)) }
                }
            }
            details.more {
                summary { (lang.t(w::CYCLE_OTHER_WAYS)) }
                div.actions {
                    @for m in &open {
                        @match m {
                            Move::GoOn { to } if Some(to) != next.as_ref() => (button("on", to, lang.say(w::cycle_skip_to(name(to))), "small quiet")),
                            Move::GoBack { to } => (button("back", to, lang.say(w::cycle_go_back(name(to))), "small quiet")),
                            Move::Pause => (button("pause", "", lang.t(w::CYCLE_PAUSE).into(), "small quiet")),
                            _ => {},
                        }
                    }
                    a.button.small.quiet href={ "/cycles/" (cycle.id) "/close" } { (lang.t(w::CYCLE_CLOSE_LINK)) }
                    a.button.small.quiet href={ "/cycles/" (cycle.id) "/edit" } { (lang.t(w::CYCLE_RENAME)) }
                }
            }
        }
    }
}
