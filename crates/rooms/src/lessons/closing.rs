//! Ending a cycle: how, why, and what next. A lesson is drafted in the same move.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Page, Room, form, heading, html, problems};
use learning::moves::{self, Move};
use store::{Conn, CycleId};

use super::{draft, lesson};
use crate::communities::Community;
use crate::cycles::{self, Turn};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

pub(super) async fn page(cx: Cx, Path(id): Path<CycleId>) -> Response {
    cx.page(move |c, me| {
        let (turn, community) = cycles::to_close(c, me, id)?;
        if turn.cycle.state == cycles::State::Closed {
            return Err(Stop::Refused(w::CYCLE_IS_CLOSED));
        }
        closing_page(c, me, &turn, &community, &Fields::default())
    })
    .await
}

/// The outcomes that can be chosen from where the cycle stands.
fn open_outcomes(turn: &Turn) -> Vec<&learning::shape::Outcome> {
    let ways = moves::moves(&turn.shape, &turn.standing);
    let open = |key: &str| ways.iter().any(|m| matches!(m, Move::Close { outcome } if outcome == key));
    turn.shape.outcomes.iter().filter(|o| open(&o.key)).collect()
}

fn closing_page(c: &mut Conn, me: &Viewer, turn: &Turn, community: &Community, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let tag = lang.tag();
    let open = open_outcomes(turn);
    let choices: Vec<(&str, &str, &str)> =
        open.iter().map(|o| (o.key.as_str(), o.name.get(tag), o.why.get(tag))).collect();
    let audience = community.audience_line(c, me, turn.cycle.audience)?;
    let kicker = html! { a href={ "/communities/" (community.id) } { (community.name) } ", " a href={ "/cycles/" (turn.cycle.id) } { (turn.cycle.title) } };
    let title = lang.t(w::LESSON_CLOSE_TITLE);
    let body = html! {
        (heading(kicker, title, html! { (lang.t(w::LESSON_CLOSE_LEAD)) }))
        div.narrow {
            (problems(lang, fields))
            @if open.len() < turn.shape.outcomes.len() { p.notice { span { (lang.t(w::CYCLE_NEEDS_RESULTS)) } } }
            (form(&me.who, &format!("/cycles/{}/close", turn.cycle.id), Some(turn.cycle.rev), html! {
                (Field::new("outcome", lang.t(w::LESSON_OUTCOME)).needed().choices(lang, fields, &choices))
                (Field::new("why", lang.t(w::LESSON_WHY)).hint(lang.t(w::LESSON_WHY_HINT)).needed().area(lang, fields, 3))
                (Field::new("next", lang.t(w::LESSON_NEXT)).hint(lang.t(w::LESSON_NEXT_HINT)).input(lang, fields, "text"))
                div.actions {
                    button.button data-testid="close-cycle" { (lang.t(w::LESSON_CLOSE)) }
                    a.button.quiet href={ "/cycles/" (turn.cycle.id) } { (lang.t(face::w::CANCEL)) }
                }
                p.audience { (audience) }
            }))
        }
    };
    Ok(Page::new(Room::Cycles, title, audience.clone(), body))
}

pub(super) async fn close(cx: Cx, Path(id): Path<CycleId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (turn, community) = cycles::to_close(tx, me, id)?;
        if turn.cycle.state == cycles::State::Closed {
            return Err(Stop::Refused(w::CYCLE_IS_CLOSED));
        }
        let outcome = f.raw("outcome").to_owned();
        if turn.shape.outcome(&outcome).is_none() {
            f.wrong("outcome", face::w::ERROR_CHOICE);
        } else if !open_outcomes(&turn).iter().any(|o| o.key == outcome) {
            f.wrong("outcome", w::CYCLE_NEEDS_RESULTS);
        }
        let (why, next) = (f.needed("why", 2000), f.text("next", 300));
        if f.refused() {
            return Err(Stop::again(closing_page(tx, me, &turn, &community, f)?));
        }
        cycles::close(tx, me.person, id, &outcome, &why, &next)?;
        let ended = cycles::seen(tx, me, id)?;
        let text = draft::draft_from(tx, me, &ended)?;
        let lesson = lesson::add(tx, me.person, id, &text)?;
        Ok(Go::to(format!("/lessons/{lesson}")))
    })
    .await
}
