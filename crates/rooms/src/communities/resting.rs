//! Leaving a community, and letting one rest. Nothing is lost: what was written stays, and what rests is taken up again.

use axum::extract::Path;
use axum::response::Response;
use face::{Fields, Markup, Page, Room, form, heading, html, problems};
use jiff::civil::Date;
use store::{CommunityId, Conn, PersonId, Time};

use super::community::{Community, Part, depart, join};
use super::{coming_queries, pages::may_lead, queries};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// For so many days whoever led a community takes it up again; afterwards the administrator of the system does.
const DAYS: i64 = 30;

/// The last day on which whoever led it takes it up again: all of it, to its midnight.
fn until(me: &Viewer, rested: Time) -> Date {
    rested.date_in(&me.zone).saturating_add(jiff::Span::new().days(DAYS))
}

/// Whether the viewer may take a resting community up again.
fn may_wake(me: &Viewer, leads: bool, rested: Time) -> bool {
    me.is_admin() || (leads && me.today() <= until(me, rested))
}

/// On the page of a community that rests: what that means, and the way back for who may.
pub(super) fn note(c: &mut Conn, me: &Viewer, community: &Community, leads: bool) -> Result<Markup, Stop> {
    let lang = me.lang();
    let Some(rested) = coming_queries::rested_at(c, community.id)? else { return Ok(html! {}) };
    let may = may_wake(me, leads, rested) && me.district == community.district;
    let last = until(me, rested);
    let day = face::date_long(lang, last);
    Ok(html! {
        div.notice data-testid="rests" {
            p { (lang.t(w::COMMUNITY_ARCHIVED)) " " @if me.today() <= last { (lang.say(w::community_rests_until(day))) } @else { (lang.t(w::COMMUNITY_RESTS_LONG)) } }
            @if may { (wake_form(me, community.id)) }
        }
    })
}

fn wake_form(me: &Viewer, id: CommunityId) -> Markup {
    html! {
        (form(&me.who, &format!("/communities/{id}/archive"), None, html! {
            button.button.small.second name="to" value="open" { (me.lang().t(w::COMMUNITY_TAKE_UP)) }
        }))
    }
}

/// Archives a community, or takes it up again.
pub(super) async fn archive(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        let leads = may_lead(me, &known, tx)?;
        let to = f.choice("to", &["archive", "open"]);
        let may = match (to, coming_queries::rested_at(tx, id)?) {
            ("open", Some(rested)) => may_wake(me, leads, rested) && me.district == known.district,
            ("open", None) | ("archive", _) => leads,
            _ => return Err(Stop::Nothing),
        };
        if !may {
            return Err(Stop::NotYours(if to == "open" && leads {
                w::COMMUNITY_RESTS_LONG
            } else {
                w::COMMUNITY_EDIT_WHO
            }));
        }
        // Said twice, it has happened once.
        if known.archived != (to == "archive") {
            queries::set_archived(tx, me, &known, to == "archive")?;
        }
        Ok(Go::to(format!("/communities/{id}")))
    })
    .await
}

/// The communities that rest: to be read, and to be taken up again.
pub(super) async fn list(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let found = coming_queries::resting(c, me)?;
        let title = lang.say(w::resting_title(found.len()));
        let body = html! {
            (heading(html! { a href="/communities" { (lang.t(face::w::ROOM_COMMUNITIES)) } }, &title, html! { (lang.say(w::resting_lead(DAYS))) }))
            ul.list.tight data-testid="resting" {
                @for r in &found {
                    li {
                        div {
                            a href={ "/communities/" (r.id) } { (r.name) }
                            small {
                                (r.org_name) ", " (lang.say(w::resting_since(face::near(lang, r.since.date_in(&me.zone), me.today()))))
                                @if me.today() <= until(me, r.since) { ", " (lang.say(w::resting_until(face::date_short(lang, until(me, r.since), me.today())))) }
                            }
                        }
                        @if may_wake(me, r.leads || r.part == Some(Part::Facilitator), r.since) { (wake_form(me, r.id)) }
                    }
                }
            }
        };
        Ok(Page::new(Room::Communities, title, lang.t(w::RESTING_AUDIENCE), body))
    })
    .await
}

/// Who facilitates besides this person, and who could when they leave.
struct Others {
    /// This person facilitates and nobody else does.
    last: bool,
    heirs: Vec<(PersonId, String)>,
}

fn others(c: &mut Conn, id: CommunityId, person: PersonId) -> Result<Others, Stop> {
    let members = queries::members(c, id)?;
    let is_one = members.iter().any(|m| m.person == person && m.part == Part::Facilitator);
    let other = members.iter().any(|m| m.person != person && m.part == Part::Facilitator);
    let heirs = members.iter().filter(|m| m.person != person && m.part == Part::Member);
    Ok(Others { last: is_one && !other, heirs: heirs.map(|m| (m.person, m.name.clone())).collect() })
}

/// Before leaving: what stays, and who takes over when nobody else facilitates.
pub(super) async fn leaving(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let community = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        if community.my_part.is_none() {
            return Err(Stop::Nothing);
        }
        leave_page(c, me, &community, &Fields::default())
    })
    .await
}

fn leave_page(c: &mut Conn, me: &Viewer, community: &Community, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let id = community.id;
    let others = others(c, id, me.person)?;
    let alone = others.last && others.heirs.is_empty();
    let audience = people::audience_line(c, me, community.status)?;
    let title = lang.say(w::leave_title(community.name.as_str()));
    let back = format!("/communities/{id}");
    let body = html! {
        (heading(html! { a href=(back) { (community.name) } }, &title, html! { (lang.t(w::LEAVE_LEAD)) }))
        (problems(lang, f))
        div.narrow {
            @if alone {
                p { (lang.t(w::LEAVE_ALONE)) }
                (form(&me.who, &format!("/communities/{id}/archive"), None, html! {
                    div.actions {
                        button.button.second name="to" value="archive" { (lang.t(w::COMMUNITY_ARCHIVE)) }
                        a.button.quiet href={ (back) "/members" } { (lang.t(w::COMMUNITY_INVITE)) }
                    }
                }))
            } @else {
                (form(&me.who, &format!("/communities/{id}/leave"), None, html! {
                    @if others.last {
                        @let heirs: Vec<(String, &str)> = others.heirs.iter().map(|(p, n)| (p.to_string(), n.as_str())).collect();
                        @let choices: Vec<(&str, &str, &str)> = heirs.iter().map(|(p, n)| (p.as_str(), *n, "")).collect();
                        (face::Field::new("heir", lang.t(w::LEAVE_HEIR)).hint(lang.t(w::LEAVE_HEIR_WHY)).needed().choices(lang, f, &choices))
                    }
                    p { span.audience { (lang.t(w::LEAVE_WHO_SEES)) } }
                    div.actions {
                        button.button.second data-testid="leave" { (lang.t(w::COMMUNITY_LEAVE)) }
                        a.button.quiet href=(back) { (lang.t(w::LEAVE_STAY)) }
                    }
                }))
            }
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body))
}

/// Leaves. The last who facilitates hands over to somebody first, in the same step.
pub(super) async fn leave(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        if community.my_part.is_none() {
            return Err(Stop::Nothing);
        }
        let others = others(tx, id, me.person)?;
        if others.last && others.heirs.is_empty() {
            return Err(Stop::NotYours(w::COMMUNITY_LAST_FACILITATOR));
        }
        if others.last {
            let heir = f.pick::<PersonId>("heir").filter(|heir| others.heirs.iter().any(|(p, _)| p == heir));
            let Some(heir) = heir else {
                f.wrong("heir", w::LEAVE_HEIR_MISSING);
                return Err(Stop::again(leave_page(tx, me, &community, f)?));
            };
            join(tx, id, heir, Part::Facilitator, Some(me.person))?;
        }
        depart(tx, id, me.person)?;
        Ok(Go::to("/communities"))
    })
    .await
}
