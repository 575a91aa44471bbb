//! A page for a standard: its stem and statement, its elements, and what the district has to understand it.

use axum::extract::Path;
use axum::response::Response;
use face::{Markup, Page, Room, heading, html};
use learning::standards::{Set, Standard};
use store::Conn;

use super::list::{day, quoted, tongue};
use super::seen::{self, Seen};
use super::set::{said, set_path};
use super::{citing, look_pages, materials, queries, talk};
use crate::{Cx, Stop, Viewer, w};

/// A standard as the viewer's district words it: as adopted while its set holds, else in the newest version.
pub(super) struct Known {
    pub set: Set,
    pub standard: Standard,
    /// Since when its set holds here.
    pub since: Option<jiff::civil::Date>,
}

impl Known {
    /// The address of its page.
    pub fn path(&self) -> String {
        super::set::standard_path(&self.set.key, &self.standard.key)
    }
}

/// The standard at this address.
pub(super) fn find(c: &mut Conn, me: &Viewer, key: &str, standard: &str) -> Result<Known, Stop> {
    let adopted = queries::adoptions(c, me)?;
    let holding = adopted.holding(me.today()).filter(|a| a.set.key == key);
    let (set, since) = match holding {
        Some(a) if a.set.standard(standard).is_some() => (a.set.clone(), Some(a.from)),
        _ => (queries::known(c, me, key)?.ok_or(Stop::Nothing)?.set, None),
    };
    let found = set.standard(standard).cloned().ok_or(Stop::Nothing)?;
    Ok(Known { set, standard: found, since })
}

pub(super) async fn show(cx: Cx, Path((key, standard)): Path<(String, String)>) -> Response {
    cx.page(move |c, me| {
        let known = find(c, me, &key, &standard)?;
        page(c, me, &known, Again::No)
    })
    .await
}

/// A form of the page that needs another look.
#[derive(Clone, Copy)]
pub(super) enum Again<'a> {
    No,
    Material(&'a face::Fields),
    Talk(&'a face::Fields),
}

/// The page, with a form that needs another look.
pub(super) fn page(c: &mut Conn, me: &Viewer, known: &Known, again: Again<'_>) -> Result<Page, Stop> {
    let lang = me.lang();
    let (set, standard) = (&known.set, &known.standard);
    let materials = materials::of(c, me, set, standard)?;
    let remarks = talk::of(c, me, set, standard)?;
    let seen = if me.works_here() { seen::seen(c, me, &set.key, &standard.key)? } else { Vec::new() };
    let (material, said_again) = match again {
        Again::No => (None, None),
        Again::Material(f) => (Some(f), None),
        Again::Talk(f) => (None, Some(f)),
    };
    let talk = talk::section(c, me, known, &remarks, said_again)?;
    let look = look_pages::of_standard(c, me, set, &standard.key)?;
    let name = said(me, &standard.name);
    let title = match known.since {
        _ if !seen.is_empty() => lang.say(w::standard_title_seen(things(&seen), name)),
        Some(from) => lang.say(w::standard_title_holds(day(me, from), name)),
        None => lang.say(w::standard_title(name)),
    };
    let body = html! {
        (heading(html! { a href=(set_path(&set.key)) { (said(me, &set.title)) } }, &title, html! {}))
        (words(me, set, standard, &seen))
        (look)
        (talk)
        (materials::section(me, known, &materials, material))
        (beside(me, set, standard))
        section.narrow aria-labelledby="from-where" { h2 #from-where { (lang.t(w::STANDARDS_FROM_WHERE)) } (quoted(me, set)) }
    };
    Ok(Page::new(Room::Goals, title, lang.say(w::standards_audience(me.district_name.as_str())), body))
}

/// Stem, statement and elements.
fn words(me: &Viewer, set: &Set, standard: &Standard, seen: &[Seen]) -> Markup {
    let lang = me.lang();
    let at = |element: &str| seen.iter().filter(|s| s.element == element).collect::<Vec<&Seen>>();
    let whole: Vec<&Seen> = seen.iter().filter(|s| standard.elements.iter().all(|e| e.key != s.element)).collect();
    let (stem, text, missing) = (said(me, &set.stem), said(me, &standard.text), said(me, &standard.missing));
    html! {
        section.poster aria-labelledby="words" lang=[tongue(me, set)] data-testid="standard" {
            h2.kicker #words { (said(me, &standard.name)) }
            @if !text.is_empty() {
                blockquote { p { @if !stem.is_empty() { span.soft { (stem) " " } } (text) @if !text.ends_with('.') { "." } } }
            }
        }
        section aria-labelledby="elements" lang=[tongue(me, set)] {
            h2 #elements { (lang.say(w::standard_elements(standard.elements.len()))) }
            @if !standard.elements.is_empty() {
                ul.passages data-testid="elements" { @for element in &standard.elements { li id={ "e-" (element.key) } { p.said { (said(me, &element.text)) } (citing::seen_lines(me, &at(&element.key))) } } }
            }
            @if !missing.is_empty() { p.soft data-testid="missing" { (missing) } }
            @if !whole.is_empty() { h3 { (lang.t(w::STANDARD_SEEN_WHOLE)) } (citing::seen_lines(me, &whole)) }
            @if seen.is_empty() && me.works_here() { p.small { (lang.t(w::STANDARD_NOT_SEEN)) } }
        }
    }
}

/// In how many things a standard is seen: one that shows two elements is one thing.
fn things(seen: &[Seen]) -> usize {
    seen.iter()
        .map(|s| (s.lived.href.as_str(), s.lived.title.as_str()))
        .collect::<std::collections::BTreeSet<_>>()
        .len()
}

/// The way to the other standards: none stands alone.
fn beside(me: &Viewer, set: &Set, standard: &Standard) -> Markup {
    let lang = me.lang();
    let at = set.standards.iter().position(|s| s.key == standard.key).unwrap_or(0);
    let way = |s: &Standard| super::set::standard_path(&set.key, &s.key);
    html! {
        nav.way-on aria-label=(lang.t(w::STANDARDS_OTHERS)) {
            @if let Some(before) = at.checked_sub(1).and_then(|n| set.standards.get(n)) { a href=(way(before)) rel="prev" { (said(me, &before.name)) } }
            @if let Some(after) = set.standards.get(at + 1) { a href=(way(after)) rel="next" { (said(me, &after.name)) } }
        }
    }
}
