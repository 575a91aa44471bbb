//! What this room shows on a community's page and at home.

use face::{Markup, form, html};
use store::Conn;

use super::commitments::{self, Commitment};
use super::meeting::State;
use super::queries::Today;
use super::{guests, planning, queries};
use crate::communities::{Community, Part};
use crate::{Stop, Viewer, w};

/// On a community's page: the next meeting and the way to all; for its leaders, whether it meets.
pub(crate) fn community_section(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let all = format!("/communities/{}/meetings", community.id);
    if community.my_part == Some(Part::Guest) {
        return guests::on_community(c, me, community);
    }
    if !community.works_here() {
        let (held, due) = queries::held_and_due(c, community.id)?;
        let leads = me.leads() && due > 0;
        return Ok(html! {
            @if leads {
                section aria-labelledby="meetings-head" data-testid="meeting-status" {
                    h2 #meetings-head { (lang.t(w::MEETINGS)) }
                    p { (lang.say(w::meetings_held(due, held))) }
                }
            }
        });
    }
    let ahead = queries::ahead(c, me, community)?;
    Ok(html! {
        section aria-labelledby="meetings-head" {
            h2 #meetings-head { (lang.t(w::MEETINGS)) }
            @if ahead.is_empty() { p { (lang.t(w::MEETINGS_NONE_WHY)) } }
            ul.list data-testid="next-meetings" {
                @for m in ahead.iter().take(2) { (planning::row(me, m)) }
            }
            p.actions {
                @if ahead.is_empty() { a.button.second href={ (all) "/new" } data-testid="plan-meeting" { (lang.t(w::MEETINGS_PLAN)) } }
                a.button.quiet href=(all) { (lang.t(w::MEETINGS_ALL)) }
            }
        }
    })
}

/// At home: the meetings of today, each with its agenda and the one button that is needed.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn on_home(c: &mut Conn, me: &Viewer) -> Result<Markup, Stop> {
    let lang = me.lang();
    let today = queries::today_of(c, me)?;
    Ok(html! {
        @for meeting in &today {
            div.sheet.meeting data-testid="todays-meeting" {
                time datetime=(meeting.at) { (face::time_of_day(lang, meeting.starts, &me.zone)) }
                div {
                    h2 { a href={ "/meetings/" (meeting.id) } { (meeting.community_name) ", " (meeting.title) } }
                    @if !meeting.place.is_empty() { small { (meeting.place) } }
                    @if meeting.points.is_empty() { p { (lang.t(w::MEETING_AGENDA_EMPTY)) } }
                    ol.items { @for (title, minutes) in meeting.points.iter().take(8) { li { (title) span { (lang.say(w::meeting_minutes(*minutes))) } } } }
                    (go_in(me, meeting))
                }
            }
        }
    })
}

fn go_in(me: &Viewer, meeting: &Today) -> Markup {
    let lang = me.lang();
    html! {
        div.actions {
            @if meeting.state == State::Running {
                a.button href={ "/meetings/" (meeting.id) } data-testid="join-meeting" { (lang.t(w::MEETING_JOIN)) }
            } @else {
                (form(&me.who, &format!("/meetings/{}/begin", meeting.id), None, html! { button.button { (lang.t(w::MEETING_BEGIN)) } }))
                a.button.quiet href={ "/meetings/" (meeting.id) } { (lang.t(w::MEETING_PREPARE)) }
            }
        }
    }
}

/// What the viewer has taken on and is due within a week or has no day: for the list of what is mine to do.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn open_commitments(c: &mut Conn, me: &Viewer) -> Result<Vec<Commitment>, Stop> {
    let soon = me.today().checked_add(jiff::Span::new().days(7)).unwrap_or(me.today());
    let mine = commitments::mine(c, me)?;
    Ok(mine.into_iter().filter(|t| t.due.is_none_or(|d| d <= soon)).collect())
}
