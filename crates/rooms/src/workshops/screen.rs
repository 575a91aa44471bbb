//! The screen in the room: to be read from the last row. It follows the group, also without script.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::response::Response;
use face::{Markup, Page, Room, html};
use learning::workshop::Work;
use store::{Conn, WorkshopId};

use super::page::{self, Desk};
use super::workshop::{State, Workshop};
use super::{queries, stages};
use crate::{Cx, Stop, Viewer, w};

pub(super) async fn show(cx: Cx, Path(id): Path<WorkshopId>) -> Response {
    let address = cx.app.options.address.clone();
    let mut response = cx
        .page(move |c, me| {
            let w = page::find_to_lead(c, me, id)?;
            let audience = page::audience(c, me, &w)?;
            if w.state == State::Ended {
                return over(c, me, &w, audience);
            }
            let d = page::desk(c, me, &w)?;
            let stage = w.stage().ok_or(Stop::Nothing)?;
            let lang = me.lang();
            let name = stage.name.get(lang.tag());
            let path = format!("{}/screen", w.path());
            let body = html! {
                div.projector #projector data-live-on={ (d.topic()) " " (d.table_topic()) } data-live-get=(path) {
                    header.page {
                        p.kicker { a href=(w.path()) { (w.title) ", " (w.place) } }
                        h1 data-testid="screen-stage" { (name) }
                    }
                    div.at-work {
                        p.turn { (stage.prompt.get(lang.tag())) }
                        @if w.runs() { div { (page::counting(me, w.since, w.until)) } }
                        @else { p.notice { span { (lang.t(w::WORKSHOP_RESTS)) } } }
                    }
                    p.progress data-testid="screen-count" { (page::progress(&d)) }
                    (on(&d))
                    p.join { (lang.say(w::workshop_join_at(format!("{address}/workshops/join"), page::spaced(&w.code)))) }
                }
            };
            let page = Page::new(Room::Goals, format!("{}: {name}", w.title), audience, body);
            Ok(page.live([d.topic(), d.table_topic()]))
        })
        .await;
    if response.status().is_success() {
        // Without script it looks again by itself; with it, this is a safety net.
        response.headers_mut().insert("refresh", HeaderValue::from_static("30"));
    }
    response
}

/// When it is over: what was worded, until somebody turns the screen off.
fn over(c: &mut Conn, me: &Viewer, w: &Workshop, audience: String) -> Result<Page, Stop> {
    let lang = me.lang();
    let table = queries::table(c, me.person, w)?;
    let people = queries::people(c, w.id)?.len();
    let body = html! {
        div.projector #projector data-live-over {
            header.page {
                p.kicker { a href=(w.path()) { (w.title) ", " (w.place) } }
                h1 { (lang.say(w::workshop_was(people, w.title.as_str()))) }
            }
            @for draft in table.drafts.iter().filter(|d| !d.text.trim().is_empty()) {
                section.poster { blockquote { @for line in draft.text.lines() { p { (line) } } } }
            }
        }
    };
    Ok(Page::new(Room::Goals, w.title.clone(), audience, body))
}

/// What lies on the table now: never what is written in silence, and dots only when the vote is over.
fn on(d: &Desk<'_>) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    let Some(stage) = w.stage() else { return html! {} };
    let votes = |at: usize| {
        d.tally
            .as_ref()
            .filter(|(n, _)| *n == at)
            .map(|(_, ranks)| stages::ranking(me, &stages::choices(w, me, &d.table, at), ranks))
    };
    html! {
        @match &stage.work {
            Work::Read { text } => (stages::reading(w, lang, text.get(lang.tag()), d.report.as_deref())),
            Work::Write { questions, .. } => ul.asked { @for q in questions { li { (q.label.get(lang.tag())) } } },
            Work::Reveal { of } => (stages::slips(d, of)),
            Work::Cluster { of } => {
                (stages::clusters(me, w, &d.table, of, false))
                ul.slips { @for s in d.table.of(of).filter(|s| s.heading.is_none()) { li { (w.slip_text(lang.tag(), s)) } } }
            },
            Work::Vote { .. } => {
                @if w.at < w.reached { (votes(w.at).unwrap_or_default()) }
                @else { ul.slips { @for choice in stages::choices(w, me, &d.table, w.at) { li { (choice.text) } } } }
            },
            Work::Draft { .. } => {
                section.poster { blockquote data-testid="screen-draft" { @for line in d.table.draft(&stage.key).map_or("", |k| k.text.as_str()).lines() { p { (line) } } } }
                @if let Some((at, _)) = &d.tally { (votes(*at).unwrap_or_default()) }
            },
            Work::Talk => {
                @if let Some((at, _)) = &d.tally { (votes(*at).unwrap_or_default()) }
                @else if let Some(of) = stages::written_before(w) { (stages::slips(d, of)) }
            },
        }
    }
}
