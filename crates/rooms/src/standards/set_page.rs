//! The sets that can be looked at, and one of them: whole, with its source, its versions, and the way to take it along.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use face::{Field, Fields, Markup, Page, Room, form, heading, html, submit};

use super::list::{Near, day, quoted, whole};
use super::queries;
use super::set::{Adoptions, Known, said, set_path};
use crate::{Cx, Stop, Viewer, w};

pub(super) async fn all(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let sets = queries::all(c, me)?;
        let adopted = queries::adoptions(c, me)?;
        let title = lang.say(w::standards_sets_title(sets.len()));
        let body = html! {
            (heading(html! { a href="/standards" { (lang.t(w::STANDARDS)) } }, &title, html! { (lang.t(w::STANDARDS_SETS_LEAD)) }))
            ul.list data-testid="sets" {
                @for known in &sets {
                    li {
                        div {
                            a href=(set_path(&known.set.key)) { (said(me, &known.set.title)) }
                            small { (lang.say(w::standards_count(known.set.frames.len(), known.set.standards.len()))) @if known.own.is_some() { ". " (lang.say(w::standards_own(me.district_name.as_str()))) } }
                        }
                        span.when { (standing(me, known, &adopted)) }
                    }
                }
            }
            @if me.leads_district() { p.actions { a.button.second href="/standards/sets/new" data-testid="load-set" { (lang.t(w::STANDARDS_LOAD)) } } }
        };
        Ok(Page::new(Room::Goals, title, lang.say(w::standards_audience(me.district_name.as_str())), body))
    })
    .await
}

/// Since when a set holds, or from when it will.
fn standing(me: &Viewer, known: &Known, adopted: &Adoptions) -> Markup {
    let lang = me.lang();
    let today = me.today();
    let of = |found: Option<&super::set::Adoption>| found.filter(|a| a.set.key == known.set.key).map(|a| a.from);
    html! {
        @if let Some(from) = of(adopted.holding(today)) { span.chip.good { (lang.say(w::standards_since(day(me, from)))) } }
        @if let Some(from) = of(adopted.coming(today)) { span.chip { (lang.say(w::standards_from(day(me, from)))) } }
    }
}

pub(super) async fn show(cx: Cx, Path(key): Path<String>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let known = queries::known(c, me, &key)?.ok_or(Stop::Nothing)?;
        let adopted = queries::adoptions(c, me)?;
        let versions = if known.own.is_some() { queries::versions(c, me, &key)? } else { Vec::new() };
        let set = &known.set;
        let holding = adopted.holding(me.today()).filter(|a| a.set.key == key);
        let newer = holding.is_some_and(|a| a.set.version < set.version);
        let near = Near::of(c, me, set)?;
        let title = said(me, &set.title).to_owned();
        let lead = match holding {
            Some(a) if newer => lang.say(w::standards_holds_older(day(me, a.from))),
            Some(a) => lang.say(w::standards_holds(day(me, a.from))),
            None => lang.t(w::STANDARDS_NOT_ADOPTED).to_owned(),
        };
        let path = set_path(&key);
        let body = html! {
            (heading(html! { a href="/standards/sets" { (lang.t(w::STANDARDS_SETS)) } }, &title, html! { (lead) }))
            (whole(me, set, &near))
            section.narrow aria-labelledby="about" {
                h2 #about { (lang.t(w::STANDARDS_FROM_WHERE)) }
                (quoted(me, set))
                @if let Some(from) = &set.copied_from { p.small { (lang.t(w::STANDARDS_COPIED_FROM)) " " a href=(set_path(&from.key)) { (from.key) } } }
                p.actions { a.button.quiet href={ (path) "/file" } data-testid="take-along" { (lang.t(w::STANDARDS_FILE)) } }
            }
            @if !versions.is_empty() && me.works_here() { (history(me, &versions)) }
            @if me.leads_district() { (lead_on(me, &known, holding.is_none() || newer)) }
        };
        Ok(Page::new(Room::Goals, title, lang.say(w::standards_audience(me.district_name.as_str())), body))
    })
    .await
}

/// Every version of a district's own set.
fn history(me: &Viewer, versions: &[Known]) -> Markup {
    let lang = me.lang();
    html! {
        section.narrow aria-labelledby="versions" {
            h2 #versions { (lang.say(w::standards_versions(versions.len()))) }
            ul.list.tight data-testid="versions" {
                @for known in versions {
                    @if let Some(own) = &known.own {
                        li {
                            div { (lang.say(w::standards_version(i64::from(known.set.version), own.by_name.as_str()))) @if !own.why.is_empty() { small { (own.why) } } }
                            span.when { (face::since(lang, own.made, me.now, &me.zone)) }
                        }
                    }
                }
            }
        }
    }
}

/// What who leads the district can do with a set.
fn lead_on(me: &Viewer, known: &Known, adoptable: bool) -> Markup {
    let lang = me.lang();
    let path = set_path(&known.set.key);
    let f = Fields::prefilled([(
        "title",
        lang.say(w::standards_copy_name(me.district_name.as_str(), said(me, &known.set.title))),
    )]);
    html! {
        section.narrow aria-labelledby="lead-on" {
            h2 #lead-on { (lang.t(w::STANDARDS_LEAD_ON)) }
            p.actions {
                @if adoptable { a.button href={ (path) "/adopt" } data-testid="adopt-set" { (lang.t(w::STANDARDS_ADOPT)) } }
                @if known.own.is_some() { a.button.second href={ (path) "/edit" } { (lang.t(w::STANDARDS_REWORD)) } }
            }
            details.more {
                summary { (lang.t(w::STANDARDS_COPY_GO)) }
                (form(&me.who, &format!("{path}/copy"), None, html! {
                    (Field::new("title", lang.t(w::STANDARDS_SET_NAME)).hint(lang.t(w::STANDARDS_COPY_HINT)).needed().input(lang, &f, "text"))
                    p { span.audience { (lang.say(w::standards_audience(me.district_name.as_str()))) } }
                    div.actions { (submit(lang.t(w::STANDARDS_COPY))) }
                }))
            }
        }
    }
}

/// A set as a file, to be changed elsewhere and loaded again.
pub(super) async fn file(cx: Cx, Path(key): Path<String>) -> Response {
    cx.read(move |c, me| {
        let known = queries::known(c, me, &key)?.ok_or(Stop::Nothing)?;
        let json = serde_json::to_string_pretty(&known.set).map_err(|e| store::Error::Ours(e.to_string()))?;
        // The key holds small letters, digits and hyphens: it can't break out of the header.
        let name = format!("attachment; filename=\"{}.json\"", known.set.key);
        Ok(([(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)], json)
            .into_response())
    })
    .await
}
