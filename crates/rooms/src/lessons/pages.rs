//! The pages of lessons: all of them, one, its words, and the one for anybody.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{
    Conflict, Drawing, Field, Fields, Lang, Markup, Page, Room, Word, empty, form, heading, html, problems, submit,
};
use serde::Deserialize;
use store::{Conn, LessonId, StrategyId};

use super::lesson::{self, Lesson, Reach, Text};
use super::queries;
use crate::cx::encode;
use crate::{Cx, Go, Sent, Stop, Viewer, communities, library, people, w};

/// What a part of a lesson may hold, in characters.
pub(super) const PART: usize = 4000;
const TITLE: usize = 120;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    strategy: String,
    /// The last lesson of the page before.
    #[serde(default)]
    after: String,
}

/// How many a page of the list shows.
const PAGE: usize = 20;

pub(super) async fn list(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let strategy: Option<StrategyId> = asked.strategy.parse().ok();
        let words: String = asked.q.chars().take(80).collect();
        let outcome = ["adopt", "adapt", "abandon"].into_iter().find(|o| *o == asked.outcome).unwrap_or("");
        let asks = !words.trim().is_empty() || strategy.is_some() || !outcome.is_empty();
        let after: Option<LessonId> = asked.after.parse().ok();
        let mut lessons = queries::search(c, me, outcome, strategy, &words, after, PAGE + 1)?;
        let more = lessons.len() > PAGE;
        lessons.truncate(PAGE);
        let drafts = if asks || after.is_some() { Vec::new() } else { queries::drafts(c, me)? };
        let strategies = library::all(c, me)?;
        let title = match (asks, more || after.is_some()) {
            (true, true) => lang.t(w::LESSONS_FOUND_MANY).to_owned(),
            (true, false) => lang.say(w::lessons_found(lessons.len())),
            (false, _) => lang.say(w::lessons_title(lessons.len())),
        };
        let fields = Fields::prefilled([("q", words.clone()), ("outcome", outcome.to_owned()), ("strategy", asked.strategy.clone())]);
        let body = html! {
            (heading(html! {}, &title, html! { (lang.t(w::LESSONS_LEAD)) }))
            @if !drafts.is_empty() {
                section aria-labelledby="drafts" {
                    h2 #drafts { (lang.t(w::LESSONS_DRAFTS)) }
                    ul.list data-testid="drafts" { @for l in &drafts { (row(me, l)) } }
                }
            }
            @if lessons.is_empty() && !asks {
                (empty(Drawing::WateringCan, lang.t(w::LESSONS_NONE), lang.t(w::LESSONS_NONE_WHY), Some(("/cycles", lang.t(w::LESSONS_TO_CYCLES)))))
            } @else {
                (filters(lang, &fields, &strategies, asks))
                ul.list data-testid="lessons" { @for l in &lessons { (row(me, l)) } }
                @if more && let Some(last) = lessons.last() {
                    p.actions { a.button.quiet rel="next" href=(next(&asked, last)) { (lang.t(face::w::SEE_MORE)) } }
                }
            }
        };
        let audience = lang.say(face::w::audience_seen(lang.say(face::w::audience_district(me.district_name.as_str()))));
        Ok(Page::new(Room::Lessons, title, audience, body))
    })
    .await
}

/// The way to the next page of the same list.
fn next(asked: &Asked, last: &Lesson) -> String {
    let (q, outcome, strategy) = (encode(&asked.q), encode(&asked.outcome), encode(&asked.strategy));
    format!("/lessons?q={q}&outcome={outcome}&strategy={strategy}&after={}", last.id)
}

fn filters(lang: Lang, fields: &Fields, strategies: &[library::Strategy], asks: bool) -> Markup {
    let any = lang.t(w::LESSONS_ANY);
    html! {
        form.filters method="get" action="/lessons" role="search" {
            div.field { label for="f-q" { (lang.t(w::LIBRARY_SEARCH)) } input #f-q type="search" name="q" value=(fields.raw("q")); }
            div.field {
                label for="f-outcome" { (lang.t(w::LESSON_OUTCOME)) }
                select #f-outcome name="outcome" {
                    option value="" { (any) }
                    @for key in ["adopt", "adapt", "abandon"] { option value=(key) selected[key == fields.raw("outcome")] { (lang.t(outcome_word(key))) } }
                }
            }
            div.field {
                label for="f-strategy" { (lang.t(w::CYCLE_STRATEGY)) }
                select #f-strategy name="strategy" {
                    option value="" { (any) }
                    @for s in strategies { option value=(s.id) selected[s.id.to_string() == fields.raw("strategy")] { (s.name) } }
                }
            }
            button.button.second { (lang.t(w::LIBRARY_SEARCH_GO)) }
            @if asks { a.button.quiet href="/lessons" { (lang.t(w::LESSONS_ALL)) } }
        }
    }
}

/// A lesson as a line.
pub(super) fn row(me: &Viewer, l: &Lesson) -> Markup {
    let lang = me.lang();
    let elsewhere = l.district != me.district;
    html! {
        li {
            div {
                a href={ "/lessons/" (l.id) } { (l.title) }
                small { (first_line(&l.found)) }
                small { (l.community_name) ", " (l.place) @if elsewhere { ", " (l.district_name) } }
            }
            span.when {
                (outcome_chip(lang, &l.outcome)) " "
                @match l.shared { Some(at) => (face::since(lang, at, me.now, &me.zone)), None => (lang.t(w::LESSON_DRAFT)) }
            }
        }
    }
}

fn first_line(text: &str) -> String {
    crate::goals::shorten(text, 140)
}

fn outcome_chip(lang: Lang, outcome: &str) -> Markup {
    html! { span.chip.good[outcome == "adopt"].about[outcome == "adapt"] { (lang.t(outcome_word(outcome))) } }
}

/// What became of it, as a word about the past.
pub(super) fn outcome_word(outcome: &str) -> Word {
    match outcome {
        "adopt" => w::LESSON_ADOPTED,
        "adapt" => w::LESSON_ADAPTED,
        _ => w::LESSON_ABANDONED,
    }
}

pub(super) async fn show(cx: Cx, Path(id): Path<LessonId>) -> Response {
    cx.page(move |c, me| {
        let l = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let ours = works_on(c, me, &l)?;
        let strategy = match l.strategy {
            Some(id) => library::find(c, me, id)?,
            None => None,
        };
        let audience = people::audience_line(c, me, l.audience)?;
        let lang = me.lang();
        let mut more = Vec::new();
        for section in crate::LESSON_SECTIONS {
            more.push(section(c, me, &l, ours)?);
        }
        let body = html! {
            (head(lang, &l, ours))
            @if ours && l.shared.is_none() { p.notice { span { (lang.t(w::LESSON_DRAFT_NOTICE)) } } }
            (parts(lang, &l))
            @if let Some(s) = strategy {
                section.narrow { p.small { (lang.t(w::CYCLE_STRATEGY)) ": " a href={ "/library/strategies/" (s.id) } { (s.name) } } }
            }
            @for section in &more { (section) }
            @if ours { (ours_to_do(c, me, &l)?) }
        };
        Ok(Page::new(Room::Lessons, l.title.clone(), audience, body).live([format!("lesson:{}", l.id)]))
    })
    .await
}

fn head(lang: Lang, l: &Lesson, ours: bool) -> Markup {
    let kicker = html! {
        @if ours { a href={ "/cycles/" (l.cycle) } { (l.community_name) } } @else { (l.community_name) }
        ", " (l.place) ", " (l.district_name)
    };
    heading(kicker, &l.title, html! { (outcome_chip(lang, &l.outcome)) })
}

fn parts(lang: Lang, l: &Lesson) -> Markup {
    html! {
        @for (id, word, text) in [("tried", w::LESSON_TRIED, &l.tried), ("found", w::LESSON_FOUND, &l.found), ("advice", w::LESSON_ADVICE, &l.advice)] {
            @if !text.is_empty() {
                section.narrow aria-labelledby=(id) {
                    h2 id=(id) { (lang.t(word)) }
                    @for part in text.split('\n').filter(|p| !p.trim().is_empty()) { p { (part) } }
                }
            }
        }
    }
}

/// For the team: its words, who may read it, what comes next.
fn ours_to_do(c: &mut Conn, me: &Viewer, l: &Lesson) -> Result<Markup, Stop> {
    let lang = me.lang();
    let action = format!("/lessons/{}/share", l.id);
    let button = |to: &str, label: Word, class: &str| {
        form(
            &me.who,
            &action,
            Some(l.rev),
            html! {
                input type="hidden" name="to" value=(to);
                button class={ "button " (class) } data-testid={ "share-" (to) } { (lang.t(label)) }
            },
        )
    };
    let now = people::audience_line(c, me, l.audience)?;
    Ok(html! {
        section.narrow aria-labelledby="share" {
            h2 #share { (lang.t(w::LESSON_SHARE_TITLE)) }
            p { (lang.t(w::LESSON_SHARE_CHECK)) }
            p.audience { (now) }
            div.actions {
                a.button.second href={ "/lessons/" (l.id) "/edit" } data-testid="edit-lesson" { (lang.t(w::LESSON_EDIT)) }
                @if l.shared.is_none() || l.public { (button("district", w::LESSON_SHARE_DISTRICT, "")) }
                @if !l.public { (button("everyone", w::LESSON_SHARE_EVERYONE, "second")) }
                @if l.shared.is_some() { (button("team", w::LESSON_TAKE_BACK, "quiet")) }
            }
            @if l.public { p.small { (lang.t(w::LESSON_PUBLIC_AT)) " " a href={ "/public/lessons/" (l.id) } { "/public/lessons/" (l.id) } } }
        }
        section.narrow aria-labelledby="next" {
            h2 #next { (lang.t(w::LESSON_AND_NEXT)) }
            p.actions { a.button.second href={ "/communities/" (l.community) "/cycles/new?from=" (l.cycle) } data-testid="next-cycle" { (lang.t(w::CYCLE_BEGIN_NEXT)) } }
        }
    })
}

/// Whether the viewer works in the lesson's community.
fn works_on(c: &mut Conn, me: &Viewer, l: &Lesson) -> Result<bool, Stop> {
    Ok(communities::find(c, me, l.community)?.is_some_and(|community| community.works_here()))
}

fn to_change(c: &mut Conn, me: &Viewer, id: LessonId) -> Result<Lesson, Stop> {
    let l = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if works_on(c, me, &l)? { Ok(l) } else { Err(Stop::NotYours(w::LESSON_NOT_YOURS)) }
}

pub(super) async fn edit(cx: Cx, Path(id): Path<LessonId>) -> Response {
    cx.page(move |c, me| {
        let l = to_change(c, me, id)?;
        let fields = Fields::prefilled([
            ("title", l.title.clone()),
            ("tried", l.tried.clone()),
            ("found", l.found.clone()),
            ("advice", l.advice.clone()),
        ]);
        edit_page(c, me, &l, &fields)
    })
    .await
}

fn edit_page(c: &mut Conn, me: &Viewer, l: &Lesson, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = people::audience_line(c, me, l.audience)?;
    let title = lang.t(w::LESSON_EDIT_TITLE);
    let body = html! {
        (heading(html! { a href={ "/lessons/" (l.id) } { (l.title) } }, title, html! { (lang.t(w::LESSON_SHARE_CHECK)) }))
        div.narrow {
            (problems(lang, fields))
            (form(&me.who, &format!("/lessons/{}", l.id), Some(l.rev), html! {
                (Field::new("title", lang.t(w::CYCLE_TITLE)).needed().input(lang, fields, "text"))
                (Field::new("tried", lang.t(w::LESSON_TRIED)).main().area(lang, fields, 4))
                (Field::new("found", lang.t(w::LESSON_FOUND)).main().area(lang, fields, 6))
                (Field::new("advice", lang.t(w::LESSON_ADVICE)).main().area(lang, fields, 4))
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href={ "/lessons/" (l.id) } { (lang.t(face::w::CANCEL)) } }
                p.audience { (audience) }
            }))
        }
    };
    Ok(Page::new(Room::Lessons, title, audience.clone(), body))
}

pub(super) async fn save(cx: Cx, Path(id): Path<LessonId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let was = to_change(tx, me, id)?;
        let text = Text {
            title: f.needed("title", TITLE),
            tried: f.text("tried", PART),
            found: f.text("found", PART),
            advice: f.text("advice", PART),
        };
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &was, f)?));
        }
        if f.rev() != was.rev || !lesson::change(tx, me.person, &was, &text)? {
            return Err(Stop::stale(both(tx, me, &was, text)?));
        }
        Ok(Go::to(format!("/lessons/{id}")))
    })
    .await
}

fn both(c: &mut Conn, me: &Viewer, now: &Lesson, mine: Text) -> Result<Page, Stop> {
    let lang = me.lang();
    let conflict = Conflict {
        action: &format!("/lessons/{}", now.id),
        rev: now.rev,
        by: &now.by_name,
        fields: vec![
            ("title", lang.t(w::CYCLE_TITLE), mine.title, now.title.clone()),
            ("tried", lang.t(w::LESSON_TRIED), mine.tried, now.tried.clone()),
            ("found", lang.t(w::LESSON_FOUND), mine.found, now.found.clone()),
            ("advice", lang.t(w::LESSON_ADVICE), mine.advice, now.advice.clone()),
        ],
        hidden: Vec::new(),
    };
    let audience = people::audience_line(c, me, now.audience)?;
    Ok(Page::new(Room::Lessons, now.title.clone(), audience, conflict.view(&me.who)))
}

pub(super) async fn share(cx: Cx, Path(id): Path<LessonId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let was = to_change(tx, me, id)?;
        if f.rev() != was.rev {
            // What would be shared isn't what was read.
            return Err(Stop::Refused(w::LESSON_CHANGED_SINCE));
        }
        match f.raw("to") {
            "district" => lesson::share(tx, me.person, id, Reach::District)?,
            "everyone" => lesson::share(tx, me.person, id, Reach::Everyone)?,
            "team" => lesson::take_back(tx, me.person, id)?,
            _ => return Err(Stop::Nothing),
        }
        Ok(Go::to(format!("/lessons/{id}")))
    })
    .await
}

/// A lesson for anybody: no names of people, nothing that isn't in the lesson.
pub(super) async fn public(cx: Cx, Path(id): Path<LessonId>) -> Response {
    cx.open_page(move |c, who| {
        let l = queries::public(c, id)?.ok_or(Stop::Nothing)?;
        let body = html! { (head(who.lang, &l, false)) (parts(who.lang, &l)) };
        Ok(Page::new(Room::Lessons, l.title.clone(), who.lang.t(face::w::AUDIENCE_EVERYONE), body))
    })
    .await
}
