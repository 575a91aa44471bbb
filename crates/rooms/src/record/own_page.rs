//! One's own record: how much, of what, with whom. One page; nobody else sees it.

use axum::extract::Query;
use axum::response::Response;
use face::{Drawing, Field, Fields, Lang, Markup, Page, Room, empty, form, heading, html, tabs};
use jiff::civil::{Date, date};
use learning::credit::Rule;
use learning::hours::Level;
use serde::Deserialize;
use store::Conn;

use super::ledger::{self, Source};
use super::queries::{self, Line};
use super::{award_queries, certificate_pages, own, paper};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// School years begin on the first of July.
const YEAR_BEGINS: i8 = 7;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    /// The calendar year in which the school year begins; none for this one.
    year: Option<i16>,
    /// All of the licence period instead.
    period: Option<String>,
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

/// Minutes as hours: "12.5".
pub(super) fn hours(minutes: i64) -> String {
    // Whole minutes of a lifetime stand exactly in a double.
    face::number(minutes as f64 / 60.0, 1)
}

/// A day with its year.
pub(super) fn full_date(lang: Lang, on: Date) -> String {
    face::date_short(lang, on, Date::MIN)
}

/// What lines add up to, in minutes.
pub(super) struct Sums {
    /// From meetings and cycles, or confirmed by somebody.
    pub verified: i64,
    /// What one says of oneself and nobody has confirmed.
    pub own: i64,
    pub levels: [(Level, i64); 3],
}

impl Sums {
    pub fn of(lines: &[Line]) -> Sums {
        let minutes = |of: &dyn Fn(&Line) -> bool| lines.iter().filter(|l| of(l)).map(|l| l.minutes).sum::<i64>();
        Sums {
            verified: minutes(&|l| l.verified),
            own: minutes(&|l| !l.verified),
            levels: Level::ALL.map(|level| (level, minutes(&|l| l.level == level))),
        }
    }
}

/// A time one looks at, and its lines.
struct Shown {
    /// The school year; none when it is the licence period.
    year: Option<i16>,
    name: String,
    lines: Vec<Line>,
    span: Option<(Date, Date)>,
    /// The rule the district chose, and the period that holds for this person.
    rule: Option<(Rule, Date, Date)>,
}

fn shown(c: &mut Conn, me: &Viewer, asked: &Asked) -> Result<Shown, Stop> {
    let rule = queries::rule(c, me.district)?;
    let begun = queries::licence(c, me.person)?;
    let rule = rule.map(|rule| {
        let years = i16::try_from(rule.years).unwrap_or(5);
        let (begins, ends) = period(me.today(), begun, years);
        (rule, begins, ends)
    });
    let (year, name, (from, before)) = match (&rule, &asked.period) {
        (Some((_, begins, ends)), Some(_)) => (None, me.lang().t(w::CREDIT_PERIOD).to_owned(), (*begins, *ends)),
        _ => {
            let year = asked.year.unwrap_or(school_year(me.today()));
            (Some(year), year_name(year), year_span(year))
        }
    };
    let lines = queries::ledger(c, me.person, from, before)?;
    Ok(Shown { year, name, lines, span: queries::span(c, me.person)?, rule })
}

/// The period in which today lies: periods follow each other from the day the first began; without one, school years ago.
fn period(today: Date, begun: Option<Date>, years: i16) -> (Date, Date) {
    let first = begun.unwrap_or_else(|| year_span(school_year(today)).0);
    // Whole years: what began on a 29 February ends with the February of a year that has none, and the next begins in March.
    let turned = |n: i16| {
        let then = first.checked_add(jiff::Span::new().years(n)).unwrap_or(Date::MAX);
        if then.day() < first.day() { then.tomorrow().unwrap_or(Date::MAX) } else { then }
    };
    let mut n = 0;
    while n < 400 && turned(n + years) <= today {
        n += years;
    }
    (turned(n), turned(n + years))
}

pub(super) async fn show(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let shown = shown(c, me, &asked)?;
        let waiting = own::waiting(c, me)?;
        let certificates = award_queries::mine(c, me)?;
        let credits = credits(c, me, &shown)?;
        let figures = queries::figures(c, me.district)?;
        let lang = me.lang();
        let lines = &shown.lines;
        let sums = Sums::of(lines);
        let this = school_year(me.today());
        let title = match (sums.verified + sums.own, shown.year) {
            (0, _) => lang.t(w::RECORD_TITLE_NONE).to_owned(),
            (all, Some(year)) if year == this => lang.say(w::record_title(hours(all))),
            (all, Some(_)) => lang.say(w::record_title_then(hours(all), shown.name.as_str())),
            (all, None) => lang.say(w::record_title_period(hours(all))),
        };
        let which = match shown.year {
            Some(year) => format!("?year={year}"),
            None => "?period=1".to_owned(),
        };
        let body = html! {
            (heading(html! { a href="/account" { (lang.t(face::w::ACCOUNT)) } }, &title, html! { (lang.t(w::RECORD_LEAD)) }))
            (own::asked_of_me(me, &waiting))
            (times(lang, &shown, this))
            @if lines.is_empty() {
                (empty(Drawing::Seed, lang.t(w::RECORD_EMPTY), lang.t(w::RECORD_EMPTY_WHY), Some(("/communities", lang.t(w::RECORD_EMPTY_GO)))))
            } @else {
                dl.counts data-testid="hours" {
                    div { dt { (lang.t(w::RECORD_VERIFIED)) small { (lang.t(w::RECORD_VERIFIED_WHY)) } } dd data-testid="verified" { (hours(sums.verified)) } }
                    div { dt { (lang.t(w::RECORD_OWN)) small { (lang.t(w::RECORD_OWN_WHY)) } } dd data-testid="own" { (hours(sums.own)) } }
                }
                (what_came_of_it(lang, &sums))
                (with_whom(lang, lines))
                section aria-labelledby="happened" {
                    h2 #happened { (lang.t(w::RECORD_HAPPENED)) }
                    (face::folded(lang, "happenings", &lines.iter().map(|l| row(me, l)).collect::<Vec<_>>(), 8))
                }
            }
            p.actions {
                @if !lines.is_empty() { a.button.second href={ "/record/paper.pdf" (which) } data-testid="paper" { (lang.t(w::RECORD_PAPER)) } }
                @if me.works_here() { a.button.quiet href="/record/own" data-testid="report-own" { (lang.t(w::RECORD_OWN_NEW)) } }
                @if me.leads() { a.button.quiet href="/record/reach" { (lang.t(w::REACH)) } }
            }
            (certificate_pages::list(me, &certificates))
            (credits)
            section aria-labelledby="counted" {
                details.more {
                    summary #counted { (lang.t(w::RECORD_HOW)) }
                    p { (lang.say(w::record_how_meeting(figures.over))) }
                    p { (lang.say(w::record_how_cycle(figures.evidence, figures.most_a_day, figures.note, figures.prediction, figures.result, figures.a_try))) }
                    p { (lang.t(w::RECORD_HOW_CORRECTED)) }
                }
            }
        };
        Ok(Page::new(Room::Door, title, lang.t(w::RECORD_AUDIENCE), body))
    })
    .await
}

pub(super) async fn print(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.read(move |c, me| {
        let shown = shown(c, me, &asked)?;
        let rule = match &shown.rule {
            Some((rule, begins, ends)) => Some(said(c, me, rule, *begins, *ends)?),
            None => None,
        };
        paper::record(me, &shown.name, &shown.lines, rule)
    })
    .await
}

/// How far somebody is under a rule, in a sentence.
fn said(c: &mut Conn, me: &Viewer, rule: &Rule, begins: Date, ends: Date) -> Result<String, Stop> {
    let lang = me.lang();
    let minutes = Sums::of(&queries::ledger(c, me.person, begins, ends)?).verified;
    let progress = rule.progress(minutes);
    let until = full_date(lang, ends.yesterday().unwrap_or(ends));
    Ok(lang.say(w::credit_progress(rule.credits, progress.credits, rule.unit.of(lang.tag()), until)))
}

/// What the district's rule asks for and how far one is: below everything else.
fn credits(c: &mut Conn, me: &Viewer, shown: &Shown) -> Result<Markup, Stop> {
    let lang = me.lang();
    let Some((rule, begins, ends)) = &shown.rule else { return Ok(html! {}) };
    let sentence = said(c, me, rule, *begins, *ends)?;
    let fields = Fields::prefilled([("begins", begins.to_string())]);
    Ok(html! {
        section aria-labelledby="credit" data-testid="credit" {
            h2 #credit { (lang.t(w::CREDIT)) }
            p { (sentence) }
            p { a href="/record?period=1" { (lang.t(w::CREDIT_SEE_PERIOD)) } }
            details.more {
                summary { (rule.name.of(lang.tag())) }
                (rule_text(lang, rule))
            }
            details.more {
                summary { (lang.t(w::CREDIT_BEGINS)) }
                (form(&me.who, "/record/licence", None, html! {
                    (Field::new("begins", lang.t(w::CREDIT_BEGINS)).hint(lang.t(w::CREDIT_BEGINS_HINT)).needed().input(lang, &fields, "date"))
                    p { span.audience { (lang.t(face::w::AUDIENCE_YOU)) } }
                    (face::submit(lang.t(face::w::SAVE)))
                }))
            }
        }
    })
}

/// A rule in words: what it asks for, of what kind, where it is from, and that this is no advice.
pub(super) fn rule_text(lang: Lang, rule: &Rule) -> Markup {
    let tag = lang.tag();
    html! {
        p { (lang.say(w::credit_asks(rule.credits, rule.minutes_per_credit, rule.unit.of(tag), rule.years))) }
        @for category in &rule.categories {
            @let (least, most) = rule.of_category(category);
            @if let Some(n) = least { p { (lang.say(w::credit_at_least(n, category.name.of(tag)))) } }
            @if let Some(n) = most { p { (lang.say(w::credit_at_most(n, category.name.of(tag)))) } }
        }
        p { (rule.notes.of(tag)) }
        @if !rule.categories.is_empty() { p { (lang.t(w::CREDIT_NOT_SORTED)) } }
        p.small { (rule.law) ". " (lang.say(w::credit_read(rule.read_on.as_str()))) " " a href=(rule.source) rel="noreferrer" { (rule.source) } }
        p.small { (lang.t(w::CREDIT_NO_ADVICE)) }
    }
}

pub(super) async fn licence(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, f| {
        own::works(me)?;
        let Some(begins) = f.date("begins") else { return Err(Stop::Refused(face::w::ERROR_DATE)) };
        ledger::licence_begins(tx, me.person, me.district, begins)?;
        Ok(Go::to("/record#credit"))
    })
    .await
}

/// The school years for which something is counted, and the licence period, as ways to go.
fn times(lang: Lang, shown: &Shown, this: i16) -> Markup {
    let Some((first, last)) = shown.span else { return html! {} };
    let (first, last) = (school_year(first), school_year(last).max(this));
    let years =
        (first..=last).rev().take(8).map(|y| (format!("/record?year={y}"), year_name(y), shown.year == Some(y)));
    let period = shown
        .rule
        .as_ref()
        .map(|_| ("/record?period=1".to_owned(), lang.t(w::CREDIT_PERIOD).to_owned(), shown.year.is_none()));
    let items: Vec<(String, String, bool)> = years.chain(period).collect();
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

/// What a source is called.
pub(super) fn kind_word(source: Source) -> face::Word {
    match source {
        Source::Meeting => w::RECORD_AT_MEETING,
        Source::Entry => w::RECORD_AT_CYCLE,
        Source::Own => w::RECORD_AT_OWN,
    }
}

fn what_came_of_it(lang: Lang, sums: &Sums) -> Markup {
    html! {
        section aria-labelledby="came" {
            h2 #came { (lang.t(w::RECORD_CAME)) }
            dl.counts {
                @for (level, minutes) in sums.levels {
                    @let (name, why) = level_words(level);
                    div { dt { (lang.t(name)) small { (lang.t(why)) } } dd data-testid={ "level-" (level.stored()) } { (hours(minutes)) } }
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
        Source::Meeting => Some(format!("/meetings/{}/hours", line.thing)),
        Source::Own => Some(format!("/record/own/{}", line.thing)),
        Source::Entry => None,
    };
    html! {
        li {
            div {
                @match &to { Some(to) => a href=(to) { (line.what) }, None => (line.what) }
                small {
                    (face::date_short(lang, line.on, me.today())) ", " (lang.t(kind_word(line.source)))
                    @if let Some((_, name)) = &line.community { ", " (name) }
                    @if line.source == Source::Own { ", " (lang.t(if line.verified { w::RECORD_CONFIRMED } else { w::RECORD_NOT_CONFIRMED })) }
                    @if let Some(why) = &line.corrected { ". " (lang.t(w::RECORD_CORRECTED)) @if !why.is_empty() { ": " (why) } }
                }
            }
            span.when { (lang.say(w::meeting_minutes(line.minutes))) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_the_one_in_which_today_lies() {
        let today = date(2026, 11, 22);
        assert_eq!(period(today, Some(date(2020, 7, 1)), 5), (date(2025, 7, 1), date(2030, 7, 1)));
        assert_eq!(period(today, Some(date(2021, 11, 22)), 5), (date(2026, 11, 22), date(2031, 11, 22)));
        assert_eq!(period(today, Some(date(2021, 11, 23)), 5), (date(2021, 11, 23), date(2026, 11, 23)));
        assert_eq!(period(today, None, 5), (date(2026, 7, 1), date(2031, 7, 1)));
    }
}
