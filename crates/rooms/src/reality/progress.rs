//! How far a statement has come, passage by passage: where it is lived, what was put first for it, what stands in its way, what is
//! gone. What its reader may see, and no score.

use axum::extract::Path;
use axum::response::Response;
use face::{Markup, Page, Room, heading, html};
use store::{CommunityId, Conn, StatementId};
use uuid::Uuid;

use super::priority_queries::{self, Priority};
use super::question_page;
use super::question_queries;
use super::thing::{Brief, Side, State};
use super::{list, priorities, queries};
use crate::vision::{self, Clause, Statement};
use crate::{Cx, Stop, Viewer, w};

/// So many of the last answers stand below the passages.
const ANSWERS: usize = 4;

pub(super) async fn page(cx: Cx, Path(id): Path<StatementId>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        if !me.works_here() {
            return Err(Stop::Nothing);
        }
        let (statement, kept) = vision::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let held = kept.holding().ok_or(Stop::Nothing)?;
        let lived = vision::lived(c, me, id)?;
        let things = queries::of_statement(c, me, id)?;
        let first = priority_queries::of_statement(c, me, id)?;
        let answers = question_queries::answers_at(c, me, statement.org, statement.community)?;
        // More than the statement's words is shown here: an open statement doesn't open this page.
        let audience = lang.t(w::PROGRESS_AUDIENCE);
        let open = things.iter().filter(|t| t.side == Side::Barrier && !t.state.settled()).count();
        let gone = things.iter().filter(|t| t.side == Side::Barrier && t.state == State::Gone).count();
        let kind = vision::kind_of(me, &statement);
        let title = lang.say(w::progress_title(gone, open, statement.place.as_str()));
        let body = html! {
            (heading(html! { a href={ "/vision/" (id) } { (kind) } }, &title, html! { (lang.t(w::PROGRESS_LEAD)) }))
            @for clause in &held.clauses {
                (passage(me, clause, lived.get(&clause.id).map_or(&[], Vec::as_slice), &things, &first))
            }
            @if !answers.is_empty() {
                section.narrow aria-labelledby="answers" {
                    h2 #answers { (lang.t(w::PROGRESS_ANSWERS)) }
                    @for answer in answers.iter().take(ANSWERS) {
                        h3 { (answer.question_text(lang)) }
                        (question_page::entry(me, answer, true))
                    }
                }
            }
            (begin(me, &statement))
        };
        Ok(Page::new(Room::Goals, title, audience, body).live([format!("statement:{id}")]))
    })
    .await
}

/// A passage with what carries it and what holds it back.
fn passage(me: &Viewer, clause: &Clause, lived: &[vision::Lived], things: &[Brief], first: &[Priority]) -> Markup {
    let lang = me.lang();
    let things: Vec<&Brief> = things.iter().filter(|t| t.clause == Some(clause.id)).collect();
    let first: Vec<&Priority> =
        first.iter().filter(|p| p.about.as_ref().is_some_and(|a| a.clause == clause.id)).collect();
    let head = format!("p-{}", clause.id);
    html! {
        section aria-labelledby=(head) data-testid="passage" {
            h2.said id=(head) { (clause.text) }
            @if lived.is_empty() && things.is_empty() && first.is_empty() { p.small { (lang.t(w::PROGRESS_NOTHING)) } }
            @else {
                @if !lived.is_empty() { (vision::lived_line(me, lived)) }
                @if !first.is_empty() { h3 { (lang.t(w::PROGRESS_FIRST)) } ul.list { @for p in &first { (priorities::row(me, p)) } } }
                @for (side, head) in [(Side::Barrier, w::REALITY_BARRIERS), (Side::Opportunity, w::REALITY_CHANCES)] {
                    @let of_side: Vec<&&Brief> = things.iter().filter(|t| t.side == side).collect();
                    @if !of_side.is_empty() { h3 { (lang.t(head)) } ul.list { @for thing in of_side { (list::row(me, thing)) } } }
                }
            }
        }
    }
}

/// What can be done from here, for who works at the place.
fn begin(me: &Viewer, statement: &Statement) -> Markup {
    let id: Uuid = statement.community.map_or(statement.org.0, |k: CommunityId| k.0);
    html! {
        @if statement.takes_part { p.actions { a.button.quiet href={ "/reality?at=" (id) } { (me.lang().t(w::PROGRESS_PLACE)) } } }
    }
}

/// On a statement's page: the way here, once something holds.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub(crate) fn on_statement(_: &mut Conn, me: &Viewer, statement: &Statement) -> Result<Markup, Stop> {
    Ok(html! {
        @if me.works_here() {
            p.actions { a.button.quiet href={ "/vision/" (statement.id) "/progress" } data-testid="progress" { (me.lang().t(w::PROGRESS)) } }
        }
    })
}
