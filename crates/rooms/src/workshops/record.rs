//! A workshop that is over: who took part, what was said, how it was weighed, what was worded, what came of it.

use face::{Markup, Page, Room, heading, html};
use learning::workshop::{Stage, Work};
use store::Conn;

use super::workshop::{Table, Workshop};
use super::{outcomes, page, queries, stages};
use crate::{Stop, Viewer, surveys, w};

/// The lasting page.
pub(super) fn page(c: &mut Conn, me: &Viewer, w: &Workshop) -> Result<Page, Stop> {
    let lang = me.lang();
    let tag = lang.tag();
    let audience = page::audience(c, me, w)?;
    let table = queries::table(c, me.person, w)?;
    let people = queries::people(c, w.id)?;
    let leads = w.leads(c, me)?;
    let votes = outcomes::votes(c, me, w, &table)?;
    let report = match w.wave {
        Some(wave) => surveys::named(c, me, wave)?,
        None => None,
    };
    let on = face::date_long(lang, w.ended.unwrap_or(w.made).date_in(&me.zone));
    let title = lang.say(w::workshop_was(people.len(), w.title.as_str()));
    let names: Vec<&str> = people.iter().map(|(_, n)| n.as_str()).collect();
    let writings: Vec<&Stage> = w
        .shape
        .stages
        .iter()
        .filter(|s| matches!(s.work, Work::Write { .. }) && w.shape.shown(&s.key, w.reached))
        .collect();
    let ours = w.shape.stages.iter().find_map(|s| match &s.work {
        Work::Read { text } => Some(text.get(tag)),
        _ => None,
    });
    let kicker = html! { a href="/workshops" { (lang.t(w::WORKSHOPS)) } ", " (w.place) };
    let lead = html! { (w.shape.name.get(tag)) ". " (lang.say(w::workshop_led(on, w.by_name.as_str()))) };
    let body = html! {
        // Pages that are open still learn here that it is over.
        div #workshop-head data-live-over { (heading(kicker, &title, lead)) }
        (drafts(me, w, &table))
        (outcomes::came(me, &table))
        @if leads { (outcomes::to_keep(me, w, &table)) }
        @if !votes.is_empty() {
            section aria-labelledby="votes" { h2 #votes { (lang.t(w::WORKSHOP_HOW_VOTED)) } @for vote in &votes { (vote) } }
        }
        @for stage in &writings { (said(me, w, &table, stage)) }
        section.narrow aria-labelledby="who" {
            h2 #who { (lang.say(w::workshop_took_part(people.len()))) }
            p data-testid="took-part" { (names.join(", ")) }
            p.small { (lang.t(w::WORKSHOP_FORGOTTEN)) }
        }
        @if w.wave.is_some() || !w.link.is_empty() || !w.text.is_empty() || ours.is_some_and(|t| !t.is_empty()) {
            details.more { summary { (lang.t(w::WORKSHOP_WAS_READ)) } (stages::reading(w, lang, ours.unwrap_or_default(), report.as_deref())) }
        }
        p.small { (w.shape.source.get(tag)) }
    };
    Ok(Page::new(Room::Goals, w.title.clone(), audience, body))
}

fn drafts(me: &Viewer, w: &Workshop, table: &Table) -> Markup {
    let lang = me.lang();
    html! {
        @for stage in &w.shape.stages {
            @if let Some(draft) = table.draft(&stage.key).filter(|d| !d.text.trim().is_empty()) {
                section.poster data-testid="worded" {
                    h2.kicker { (stage.name.get(lang.tag())) }
                    blockquote { @for line in draft.text.lines().filter(|l| !l.trim().is_empty()) { p { (line) } } }
                }
            }
        }
    }
}

/// What was said in one writing: under its headings, the rest after.
fn said(me: &Viewer, w: &Workshop, table: &Table, stage: &Stage) -> Markup {
    let lang = me.lang();
    let tag = lang.tag();
    let headed = table.headings(&stage.key).next().is_some();
    let n = table.of(&stage.key).count();
    html! {
        @if n > 0 {
            section aria-label=(stage.name.get(tag)) data-testid="said" {
                h2 { (lang.say(w::workshop_said(n))) }
                @if headed {
                    (stages::clusters(me, w, table, &stage.key, false))
                    ul.slips { @for s in table.of(&stage.key).filter(|s| s.heading.is_none()) { li { (w.slip_text(tag, s)) } } }
                } @else { (stages::shown(me, w, table, &stage.key)) }
            }
        }
    }
}
