//! Time to learn together: how much of a community's meetings it gets, whether they were held, and whether they lie in the time of
//! the workday that is kept free for them. For a community itself; for who leads, over their places. Counts only: no content, no
//! names, nothing beside anything else.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Lang, Markup, Page, Room, heading, html};
use jiff::civil::Date;
use serde::Deserialize;
use store::{CommunityId, OrgId};
use uuid::Uuid;

use super::planning::community_seen;
use super::protected;
use super::time_queries::{self as queries, Month, total};
use crate::{Cx, Stop, Viewer, w};

/// The last twelve months.
fn year(me: &Viewer) -> (Date, Date) {
    let today = me.today();
    let back = today.checked_sub(jiff::Span::new().months(11)).unwrap_or(today);
    (back.first_of_month(), today)
}

/// Whole percent of the time on items that went to learning; none when no time has passed.
fn share(m: &Month) -> Option<i64> {
    let all = m.learning + m.housekeeping;
    (all > 0).then(|| (m.learning * 100 + all / 2) / all)
}

pub(super) async fn of_community(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let community = community_seen(c, me, id)?;
        let met = queries::of_community(c, id, year(me))?;
        let times = queries::protected(c, community.org)?;
        let months = queries::by_month(&met);
        let sum = total(&months);
        let audience = community.audience_line(c, me, community.inside)?;
        let title = title(lang, &sum);
        let body = html! {
            (heading(html! { a href={ "/communities/" (id) } { (community.name) } }, &title, html! { (lang.t(w::TIME_LEAD)) }))
            (findings(lang, &sum, queries::inside(&met, &times), !times.is_empty()))
            (picture(lang, &months))
            (protected::times(me, &times, &community.org_name))
            p.small { (lang.t(w::TIME_HOW)) }
        };
        Ok(Page::new(Room::Communities, title, audience, body))
    })
    .await
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    school: Option<Uuid>,
}

pub(super) async fn for_leaders(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let places = queries::led(c, me)?;
        // Who leads one place sees that one.
        let chosen = match (asked.school.map(OrgId), places.as_slice()) {
            (Some(org), _) => Some((org, queries::leads(c, me, org)?.ok_or(Stop::Nothing)?)),
            (None, [one]) => Some(one.clone()),
            (None, _) => None,
        };
        let (months, inside, times) = match &chosen {
            Some((org, _)) => {
                let met = queries::of_org(c, me, *org, year(me))?;
                let times = queries::protected(c, *org)?;
                (queries::by_month(&met), queries::inside(&met, &times), Some(times))
            }
            None => (queries::of_all_led(c, me, year(me))?, None, None),
        };
        let sum = total(&months);
        let title = title(lang, &sum);
        let how_many = queries::communities(c, me)?;
        let body = html! {
            (heading(
                html! { a href="/communities" { (lang.t(face::w::ROOM_COMMUNITIES)) } @if let Some((_, name)) = &chosen { ", " (name) } },
                &title,
                html! { (lang.t(w::TIME_LEAD_LEADERS)) @if chosen.is_none() { " " (lang.say(w::time_communities(how_many, places.len()))) } },
            ))
            (findings(lang, &sum, inside, times.as_ref().is_some_and(|t| !t.is_empty())))
            (picture(lang, &months))
            @if let (Some(times), Some((org, name))) = (&times, &chosen) {
                (protected::times(me, times, name))
                p.actions { a.button.quiet href={ "/communities/time/protected?school=" (org) } data-testid="keep-time" { (lang.t(w::TIME_KEEP)) } }
            }
            @if places.len() > 1 {
                form.filters method="get" {
                    div.field {
                        label for="f-school" { (lang.t(w::TIME_PLACE)) }
                        select #f-school name="school" {
                            @for (id, name) in &places { option value=(id) selected[chosen.as_ref().is_some_and(|(at, _)| at == id)] { (name) } }
                        }
                    }
                    button.button.second { (lang.t(w::TIME_LOOK)) }
                }
                @if chosen.is_some() { p { a href="/communities/time" { (lang.t(w::TIME_ALL)) } } }
            }
            p.small { (lang.t(w::TIME_HOW)) }
        };
        Ok(Page::new(Room::Communities, title, lang.t(w::COVERAGE_AUDIENCE), body))
    })
    .await
}

fn title(lang: Lang, sum: &Month) -> String {
    match share(sum) {
        Some(percent) => lang.say(w::time_title(percent)),
        None => lang.t(w::TIME_TITLE_NONE).to_owned(),
    }
}

/// What the numbers say, in sentences.
fn findings(lang: Lang, sum: &Month, inside: Option<(i64, i64)>, any_kept: bool) -> Markup {
    html! {
        dl.counts data-testid="time" {
            div { dt { (lang.t(w::TIME_HELD)) small { (lang.say(w::time_of(sum.planned()))) } } dd { (sum.held) } }
            div { dt { (lang.t(w::TIME_OFF)) } dd { (sum.called_off) } }
            div { dt { (lang.t(w::TIME_HOURS)) } dd { (face::number(sum.learning as f64 / 3600.0, 1)) } }
            @if let Some((inside, all)) = inside { div { dt { (lang.t(w::TIME_INSIDE)) small { (lang.say(w::time_of(all))) } } dd { (inside) } } }
        }
        @if let Some((inside, all)) = inside && inside < all { p { (lang.say(w::time_outside(all - inside))) } }
        @else if !any_kept { p { (lang.t(w::TIME_NOTHING_KEPT)) } }
    }
}

/// The months as bars of minutes, and as a table.
fn picture(lang: Lang, months: &[Month]) -> Markup {
    let (wide, high, left, top, bottom) = (440.0, 200.0, 34.0, 12.0, 172.0);
    let most = months.iter().map(|m| (m.learning + m.housekeeping) as f64 / 3600.0).fold(0.0, f64::max);
    if most <= 0.0 {
        return html! {};
    }
    // A round number of hours above the longest month: 1, 2 or 5 times a power of ten.
    let step = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 5000.0, 50_000.0];
    let step = step.into_iter().find(|s| most / s <= 4.0).unwrap_or(most / 4.0);
    let ceiling = (most / step).ceil() * step;
    let y = |hours: f64| bottom - hours / ceiling * (bottom - top);
    let room = (wide - left - 6.0) / months.len() as f64;
    let bar = (room * 0.6).min(34.0);
    let p = |v: f64| format!("{v:.1}");
    let hours = |seconds: i64| seconds as f64 / 3600.0;
    html! {
        figure.figure {
            p.key {
                span { svg.chart viewBox="0 0 12 12" aria-hidden="true" { rect.bar width="12" height="12" rx="3" {} } (lang.t(w::TIME_LEARNING)) }
                span { svg.chart viewBox="0 0 12 12" aria-hidden="true" { rect.bar.soft width="12" height="12" rx="3" {} } (lang.t(w::TIME_HOUSEKEEPING)) }
            }
            svg.chart viewBox={ "0 0 " (wide) " " (high) } role="img" aria-label=(lang.t(w::TIME_CHART)) {
                @for n in 0..=((ceiling / step).round() as u32) {
                    @let at = y(f64::from(n) * step);
                    line.grid x1=(p(left)) x2=(p(wide)) y1=(p(at)) y2=(p(at)) {}
                    text.label.end x=(p(left - 6.0)) y=(p(at + 4.0)) { (face::number(f64::from(n) * step, if step < 1.0 { 2 } else { 0 })) }
                }
                @for (n, m) in months.iter().enumerate() {
                    @let x = left + 6.0 + room * n as f64 + (room - bar) / 2.0;
                    @let (learned, all) = (y(hours(m.learning)), y(hours(m.learning + m.housekeeping)));
                    rect.bar x=(p(x)) y=(p(learned)) width=(p(bar)) height=(p(bottom - learned)) {}
                    rect.bar.soft x=(p(x)) y=(p(all)) width=(p(bar)) height=(p(learned - all)) {}
                    text.label.middle x=(p(x + bar / 2.0)) y=(p(bottom + 18.0)) { (month_short(lang, &m.month)) }
                }
            }
            figcaption { (lang.t(w::TIME_CHART)) }
            details.more { summary { (lang.t(w::TIME_TABLE)) }
                div.scroll tabindex="0" role="region" aria-label=(lang.t(w::TIME_CHART)) {
                    table.figures data-testid="months" {
                        caption.visually-hidden { (lang.t(w::TIME_CHART)) }
                        thead { tr {
                            td {}
                            th scope="col" { (lang.t(w::TIME_HELD)) }
                            th scope="col" { (lang.t(w::TIME_PLANNED)) }
                            th scope="col" { (lang.t(w::TIME_OFF)) }
                            th scope="col" { (lang.t(w::TIME_LEARNING)) }
                            th scope="col" { (lang.t(w::TIME_HOUSEKEEPING)) }
                            th scope="col" { (lang.t(w::TIME_SHARE)) }
                        } }
                        tbody {
                            @for m in months {
                                tr {
                                    th scope="row" { (month_long(lang, &m.month)) }
                                    td { (m.held) } td { (m.planned()) } td { (m.called_off) }
                                    td { (m.learning / 60) } td { (m.housekeeping / 60) }
                                    td { @match share(m) { Some(percent) => { (percent) " %" } None => "–" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn first_day(month: &str) -> Option<Date> {
    format!("{month}-01").parse().ok()
}

fn month_long(lang: Lang, month: &str) -> String {
    first_day(month).map_or_else(|| month.to_owned(), |day| face::date_month(lang, day))
}

/// The first three letters of its name.
fn month_short(lang: Lang, month: &str) -> String {
    month_long(lang, month).chars().take(3).collect()
}
