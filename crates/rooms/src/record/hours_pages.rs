//! What meetings of a community counted, for its members; its facilitators correct what attendance could not say: somebody came
//! late, somebody was forgotten. A correction stands beside what it corrects.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Page, Room, form, heading, html, problems, submit};
use store::{CommunityId, Conn, MeetingId, PersonId};

use super::award_pages::inside_line;
use super::ledger::{self, Source};
use super::own_page::{full_date, hours, school_year, year_name, year_span};
use super::queries;
use crate::communities::{self, Community};
use crate::meetings::{self, Meeting};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

pub(super) async fn of_community(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let community = communities::find(c, me, id)?.ok_or(Stop::Nothing)?;
        if !community.works_here() {
            return Err(Stop::NotYours(w::MEETING_MEMBERS_ONLY));
        }
        let lang = me.lang();
        let year = school_year(me.today());
        let (from, before) = year_span(year);
        let held = queries::of_community(c, id, from, before)?;
        let minutes: i64 = held.iter().map(|m| m.minutes).sum();
        let title = lang.say(w::hours_community_title(hours(minutes)));
        let body = html! {
            (heading(html! { a href={ "/communities/" (id) } { (community.name) } }, &title, html! { (lang.say(w::hours_community_lead(year_name(year)))) }))
            @if held.is_empty() { p { (lang.t(w::RECORD_EMPTY_WHY)) } }
            ul.list data-testid="community-hours" {
                @for m in &held {
                    li {
                        div { a href={ "/meetings/" (m.id) "/hours" } { (m.title) } small { (full_date(lang, m.on)) ", " (lang.say(w::hours_people(m.people))) } }
                        span.when { (lang.say(w::record_hours(hours(m.minutes)))) }
                    }
                }
            }
        };
        let audience = inside_line(c, me, &community)?;
        Ok(Page::new(Room::Communities, title, audience, body))
    })
    .await
}

/// A meeting and its community, for who works in it.
fn find(c: &mut Conn, me: &Viewer, id: MeetingId) -> Result<(Meeting, Community), Stop> {
    let meeting = meetings::find(c, me, id)?.ok_or(Stop::Nothing)?;
    let community = communities::find(c, me, meeting.community)?.ok_or(Stop::Nothing)?;
    Ok((meeting, community))
}

pub(super) async fn of_meeting(cx: Cx, Path(id): Path<MeetingId>) -> Response {
    cx.page(move |c, me| {
        let (meeting, community) = find(c, me, id)?;
        meeting_page(c, me, &meeting, &community, &Fields::default())
    })
    .await
}

fn meeting_page(c: &mut Conn, me: &Viewer, meeting: &Meeting, community: &Community, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let all = queries::of_meeting(c, meeting.id)?;
    let audience = inside_line(c, me, community)?;
    let title = lang.say(w::hours_meeting_title(meeting.title.as_str()));
    let action = format!("/meetings/{}/hours", meeting.id);
    let body = html! {
        (heading(html! { a href={ "/meetings/" (meeting.id) } { (community.name) ", " (full_date(lang, meeting.on)) } }, &title, html! { (lang.t(w::HOURS_MEETING_LEAD)) }))
        (problems(lang, f))
        @if all.is_empty() { p { (lang.t(w::HOURS_MEETING_NONE)) } }
        ul.list.tight data-testid="meeting-hours" {
            @for p in &all {
                li {
                    div { (p.name) @if !p.why.is_empty() { small { (lang.t(w::RECORD_CORRECTED)) ": " (p.why) } } }
                    span.when { (lang.say(w::meeting_minutes(p.minutes))) }
                }
            }
        }
        // Nobody corrects what is counted for oneself.
        @let others: Vec<(String, String)> = all.iter().filter(|p| p.person != me.person).map(|p| (p.person.to_string(), p.name.clone())).collect();
        @if community.facilitates() && !others.is_empty() {
            section aria-labelledby="correct" {
                h2 #correct { (lang.t(w::HOURS_CORRECT)) }
                (form(&me.who, &action, None, html! {
                    (Field::new("person", lang.t(w::HOURS_WHO)).needed().select(lang, f, &others))
                    (Field::new("minutes", lang.t(w::HOURS_MINUTES)).needed().input(lang, f, "number"))
                    (Field::new("why", lang.t(w::CERTIFICATE_WHY)).hint(lang.t(w::HOURS_WHY_HINT)).needed().input(lang, f, "text"))
                    p { span.audience { (audience) } }
                    div.actions { (submit(lang.t(w::HOURS_CORRECT))) }
                }))
            }
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body))
}

pub(super) async fn correct(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = find(tx, me, id)?;
        if !community.facilitates() {
            return Err(Stop::NotYours(w::HOURS_WHO_MAY));
        }
        let person = f.pick::<PersonId>("person");
        let minutes = f.number("minutes");
        let why = f.needed("why", 200);
        let most = meeting.minutes + i64::from(queries::figures(tx, meeting.district)?.over);
        // A few hundred minutes stand exactly in a double.
        let most = most as f64;
        match minutes {
            None if f.problem_of("minutes").is_none() => f.wrong("minutes", face::w::ERROR_NEEDED),
            // Nobody learned longer than the meeting may count.
            Some(m) if m.fract() != 0.0 || !(0.0..=most).contains(&m) => {
                f.problem("minutes", face::Problem::Between(0.0, most))
            }
            _ => {}
        }
        if f.refused() {
            return Err(Stop::again(meeting_page(tx, me, &meeting, &community, f)?));
        }
        let (Some(person), Some(minutes)) = (person, minutes) else { return Err(Stop::Nothing) };
        if person == me.person {
            return Err(Stop::NotYours(w::HOURS_NOT_ONESELF));
        }
        let was = queries::of_meeting(tx, id)?.into_iter().find(|p| p.person == person).ok_or(Stop::Nothing)?;
        ledger::correct(tx, person, me.person, Source::Meeting, id.0, minutes as i64 - was.minutes, &why)?;
        Ok(Go::to(format!("/meetings/{id}/hours")))
    })
    .await
}
