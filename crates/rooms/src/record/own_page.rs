//! One's own record: how much, of what, with whom. One page; nobody else sees it.

use axum::extract::Query;
use axum::response::Response;
use face::{Drawing, Lang, Markup, Page, Room, empty, heading, html, tabs};
use jiff::civil::{Date, date};
use learning::hours::Level;
use serde::Deserialize;

use super::ledger::Source;
use super::queries::{self, Line};
use crate::{Cx, Viewer, w};

/// School years begin on the first of July.
const YEAR_BEGINS: i8 = 7;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    /// The calendar year in which the school year begins; none for this one.
    year: Option<i16>,
}

/// The school year in which a day lies: the calendar year it begins in.
pub(super) fn school_year(on: Date) -> i16 {
    if on.month() >= YEAR_BEGINS { on.year() } else { on.year() - 1 }
}

/// The first day of a school year, and the first of the next.
pub(super) fn year_span(year: i16) -> (Date, Date) {
    let first = |year: i16| date(year.clamp(1900, 2200), YEAR_BEGINS, 1);
    (first(year), first(year.saturating_add(1)))
}

/// "2026–27".
pub(super) fn year_name(year: i16) -> String {
    format!("{year}–{:02}", (i32::from(year) + 1).rem_euclid(100))
}

/// Minutes as hours, in words: "12.5".
pub(super) fn hours(minutes: i64) -> String {
    // Whole minutes of a lifetime stand exactly in a double.
    face::number(minutes as f64 / 60.0, 1)
}

pub(super) async fn show(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let this = school_year(me.today());
        let year = asked.year.unwrap_or(this);
        let (from, before) = year_span(year);
        let lines = queries::ledger(c, me.person, from, before)?;
        let span = queries::span(c, me.person)?;
        let figures = queries::figures(c, me.district)?;
        let lang = me.lang();
        let minutes = |of: &dyn Fn(&Line) -> bool| lines.iter().filter(|l| of(l)).map(|l| l.minutes).sum::<i64>();
        let verified = minutes(&|l| l.verified);
        let own = minutes(&|l| !l.verified);
        let title = match verified + own {
            0 => lang.t(w::RECORD_TITLE_NONE).to_owned(),
            all if year == this => lang.say(w::record_title(hours(all))),
            all => lang.say(w::record_title_then(hours(all), year_name(year))),
        };
        let body = html! {
            (heading(html! { a href="/account" { (lang.t(face::w::ACCOUNT)) } }, &title, html! { (lang.t(w::RECORD_LEAD)) }))
            (years(lang, span, this, year))
            @if lines.is_empty() {
                (empty(Drawing::Seed, lang.t(w::RECORD_EMPTY), lang.t(w::RECORD_EMPTY_WHY), Some(("/communities", lang.t(w::RECORD_EMPTY_GO)))))
            } @else {
                dl.counts data-testid="hours" {
                    div { dt { (lang.t(w::RECORD_VERIFIED)) small { (lang.t(w::RECORD_VERIFIED_WHY)) } } dd data-testid="verified" { (hours(verified)) } }
                    div { dt { (lang.t(w::RECORD_OWN)) small { (lang.t(w::RECORD_OWN_WHY)) } } dd data-testid="own" { (hours(own)) } }
                }
                (what_came_of_it(lang, &lines))
                (with_whom(lang, &lines))
                section aria-labelledby="happened" {
                    h2 #happened { (lang.t(w::RECORD_HAPPENED)) }
                    (face::folded(lang, "happenings", &lines.iter().map(|l| row(me, l)).collect::<Vec<_>>(), 8))
                }
            }
            section aria-labelledby="counted" {
                details.more {
                    summary #counted { (lang.t(w::RECORD_HOW)) }
                    p { (lang.say(w::record_how_meeting(figures.over))) }
                    p { (lang.say(w::record_how_cycle(figures.evidence, figures.most_a_day, figures.note, figures.prediction, figures.result, figures.a_try))) }
                    p { (lang.t(w::RECORD_HOW_CORRECTED)) }
                }
            }
        };
        Ok(Page::new(Room::Door, title, lang.t(face::w::AUDIENCE_YOU), body))
    })
    .await
}

/// The school years for which something is counted, as ways to go.
fn years(lang: Lang, span: Option<(Date, Date)>, this: i16, year: i16) -> Markup {
    let Some((first, last)) = span else { return html! {} };
    let (first, last) = (school_year(first), school_year(last).max(this));
    let all: Vec<i16> = (first..=last).rev().take(8).collect();
    let items: Vec<(String, String, bool)> =
        all.iter().map(|y| (format!("/record?year={y}"), year_name(*y), *y == year)).collect();
    let items: Vec<(String, &str, bool)> =
        items.iter().map(|(to, name, here)| (to.clone(), name.as_str(), *here)).collect();
    html! { @if items.len() > 1 { (tabs(lang.t(w::RECORD_YEARS), &items)) } }
}

/// What a level is called, and what it means.
pub(super) fn level_words(level: Level) -> (face::Word, face::Word) {
    match level {
        Level::Knowledge => (w::RECORD_KNOWLEDGE, w::RECORD_KNOWLEDGE_WHY),
        Level::Application => (w::RECORD_APPLICATION, w::RECORD_APPLICATION_WHY),
        Level::Impact => (w::RECORD_IMPACT, w::RECORD_IMPACT_WHY),
    }
}

fn what_came_of_it(lang: Lang, lines: &[Line]) -> Markup {
    html! {
        section aria-labelledby="came" {
            h2 #came { (lang.t(w::RECORD_CAME)) }
            dl.counts {
                @for level in Level::ALL {
                    @let (name, why) = level_words(level);
                    div {
                        dt { (lang.t(name)) small { (lang.t(why)) } }
                        dd data-testid={ "level-" (level.stored()) } { (hours(lines.iter().filter(|l| l.level == level).map(|l| l.minutes).sum())) }
                    }
                }
            }
        }
    }
}

fn with_whom(lang: Lang, lines: &[Line]) -> Markup {
    let mut by: Vec<(Option<&(store::CommunityId, String)>, i64)> = Vec::new();
    for line in lines {
        match by.iter_mut().find(|(of, _)| of.map(|o| o.0) == line.community.as_ref().map(|o| o.0)) {
            Some((_, sum)) => *sum += line.minutes,
            None => by.push((line.community.as_ref(), line.minutes)),
        }
    }
    by.sort_by_key(|(_, minutes)| -minutes);
    html! {
        section aria-labelledby="whom" {
            h2 #whom { (lang.t(w::RECORD_WHOM)) }
            ul.list.tight data-testid="by-community" {
                @for (of, minutes) in &by {
                    li {
                        div { @match of { Some((id, name)) => a href={ "/communities/" (id) } { (name) }, None => (lang.t(w::RECORD_ALONE)) } }
                        span.when { (lang.say(w::record_hours(hours(*minutes)))) }
                    }
                }
            }
        }
    }
}

fn row(me: &Viewer, line: &Line) -> Markup {
    let lang = me.lang();
    let to = match line.source {
        Source::Meeting => Some(format!("/meetings/{}", line.thing)),
        Source::Entry | Source::Own => None,
    };
    let kind = match line.source {
        Source::Meeting => w::RECORD_AT_MEETING,
        Source::Entry => w::RECORD_AT_CYCLE,
        Source::Own => w::RECORD_AT_OWN,
    };
    html! {
        li {
            div {
                @match &to { Some(to) => a href=(to) { (line.what) }, None => (line.what) }
                small {
                    (face::date_short(lang, line.on, me.today())) ", " (lang.t(kind))
                    @if let Some((_, name)) = &line.community { ", " (name) }
                    @if let Some(why) = &line.corrected { ". " (lang.t(w::RECORD_CORRECTED)) @if !why.is_empty() { ": " (why) } }
                }
            }
            span.when { (lang.say(w::meeting_minutes(line.minutes))) }
        }
    }
}
