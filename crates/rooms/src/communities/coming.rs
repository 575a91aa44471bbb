//! Coming in by oneself: at once where the door is open, else by asking, which whoever facilitates answers with one tap.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, form, html};
use store::{CommunityId, Conn, PersonId};

use super::coming_queries::{self as queries, Asking, Mine};
use super::community::{Community, Part, join};
use super::pages::may_lead;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// How a community lets people in.
pub(super) const WAYS: [&str; 3] = ["open", "ask", "closed"];
const TEXT: usize = 300;
/// For so many days whoever was not let in reads that it was answered.
const ANSWER_DAYS: i64 = 14;

/// Whether the viewer could come in at all: works in its district, isn't in it in any part, and it doesn't rest.
fn could(me: &Viewer, community: &Community) -> bool {
    !community.archived && community.my_part.is_none() && me.works_here() && me.district == community.district
}

/// On the community's page: the way in for who isn't in it; for who leads it, who waits at the door.
pub(super) fn door(c: &mut Conn, me: &Viewer, community: &Community, leads: bool) -> Result<Markup, Stop> {
    if could(me, community) {
        return Ok(way_in(me, community, queries::mine(c, me, community.id)?.as_ref()));
    }
    if !leads || community.archived {
        return Ok(html! {});
    }
    Ok(at_the_door(me, community, &queries::waiting(c, community.id)?))
}

fn way_in(me: &Viewer, community: &Community, asked: Option<&Mine>) -> Markup {
    let lang = me.lang();
    let path = format!("/communities/{}/join", community.id);
    let waits = asked.filter(|a| a.answer.is_none());
    let refused = asked
        .and_then(|a| a.answer.as_ref())
        .is_some_and(|(answer, at)| answer == "no" && *at > me.now.plus_days(-ANSWER_DAYS));
    html! {
        div.sheet data-testid="way-in" {
            @if let Some(asked) = waits {
                p { (lang.say(w::join_asked(face::near(lang, asked.at.date_in(&me.zone), me.today())))) }
                (form(&me.who, &format!("{path}/withdraw"), None, html! { button.button.quiet { (lang.t(w::JOIN_WITHDRAW)) } }))
            } @else if community.joining == "open" {
                p { (lang.t(w::JOIN_OPEN)) }
                (form(&me.who, &path, None, html! { button.button data-testid="join" { (lang.t(w::COMMUNITY_JOIN)) } }))
            } @else if community.joining == "closed" {
                p { (lang.t(w::JOIN_CLOSED)) }
            } @else {
                @if refused { p { (lang.t(w::JOIN_NOT_NOW)) } }
                p { (lang.t(w::JOIN_ASK_HOW)) }
                (form(&me.who, &path, None, html! {
                    (Field::new("text", lang.t(w::JOIN_TEXT)).input(lang, &Fields::default(), "text"))
                    p { span.audience { (lang.t(w::JOIN_WHO_SEES)) } }
                    div.actions { button.button.second data-testid="ask-in" { (lang.t(w::JOIN_ASK)) } }
                }))
            }
        }
    }
}

fn at_the_door(me: &Viewer, community: &Community, waiting: &[Asking]) -> Markup {
    let lang = me.lang();
    html! {
        @if !waiting.is_empty() {
            section #door aria-labelledby="door-head" data-live-on={ "community:" (community.id) } data-live-get={ "/communities/" (community.id) } {
                h2 #door-head { (lang.say(w::join_waiting(waiting.len()))) }
                ul.list.tight data-testid="at-the-door" {
                    @for asking in waiting {
                        li {
                            div { a href={ "/people/" (asking.person) } { (asking.name) } small { @if !asking.text.is_empty() { "“" (asking.text) "” " } (face::near(lang, asking.at.date_in(&me.zone), me.today())) } }
                            (form(&me.who, &format!("/communities/{}/requests", community.id), None, html! {
                                input type="hidden" name="person" value=(asking.person);
                                button.button.small.second name="answer" value="yes" { (lang.t(w::JOIN_YES)) }
                                button.button.small.quiet name="answer" value="no" { (lang.t(w::JOIN_NO)) }
                            }))
                        }
                    }
                }
                p.small { (lang.t(w::JOIN_YES_MEANS)) }
            }
        }
    }
}

/// Comes in where the door is open; else asks. Whoever asked already waits on.
pub(super) async fn enter(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = super::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        if community.my_part.is_some_and(|part| part != Part::Invited) {
            return Ok(Go::to(format!("/communities/{id}")));
        }
        // Who was asked in says yes by coming in.
        if community.my_part == Some(Part::Invited) && me.works_here() && !community.archived {
            join(tx, id, me.person, Part::Member, Some(me.person))?;
            return Ok(Go::to(format!("/communities/{id}")));
        }
        if !could(me, &community) || community.joining == "closed" {
            return Err(Stop::NotYours(w::JOIN_CLOSED));
        }
        let text = f.text("text", TEXT);
        if f.refused() {
            return Err(Stop::Refused(w::JOIN_TEXT_LONG));
        }
        if community.joining == "open" {
            join(tx, id, me.person, Part::Member, Some(me.person))?;
            queries::came_in(tx, id, me.person, me.person)?;
        } else if queries::mine(tx, me, id)?.is_none_or(|asked| asked.answer.is_some()) {
            queries::ask(tx, me, &community, &text)?;
        }
        Ok(Go::to(format!("/communities/{id}")))
    })
    .await
}

/// Takes back one's own question.
pub(super) async fn withdraw(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let asked = queries::mine(tx, me, id)?.filter(|a| a.answer.is_none()).ok_or(Stop::Nothing)?;
        queries::withdraw(tx, me, asked.id)?;
        Ok(Go::to(format!("/communities/{id}")))
    })
    .await
}

/// Answers somebody at the door, with one tap. Who changed their mind or was answered by another is left as they are.
pub(super) async fn answer(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = super::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        if community.archived || !may_lead(me, &community, tx)? {
            return Err(Stop::NotYours(w::COMMUNITY_EDIT_WHO));
        }
        let person = f.pick::<PersonId>("person").ok_or(Stop::Nothing)?;
        let yes = match f.choice("answer", &["yes", "no"]) {
            "yes" => true,
            "no" => false,
            _ => return Err(Stop::Nothing),
        };
        match queries::waiting(tx, id)?.into_iter().find(|a| a.person == person) {
            Some(asking) => drop(queries::answer(tx, me, id, &asking, yes)?),
            None if queries::ever_asked(tx, id, person)? => {}
            None => return Err(Stop::Nothing),
        }
        Ok(Go::to(format!("/communities/{id}")))
    })
    .await
}
