//! The pages of protocols: all of them, one to read, a copy of one's own to change, and taking one into a meeting.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Lang, Markup, Page, Room, form, heading, html, submit};
use learning::protocol::{Protocol, Step, Who};
use store::{CommunityId, Conn, MeetingId};

use super::meeting::{self, Lane, NewItem};
use super::protocols::{self, Known};
use super::{page, queries, steps};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// What the form of a copy takes for "the whole district".
const DISTRICT: &str = "district";

pub(super) async fn list(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let own = protocols::own(c, me)?;
        let title = lang.say(w::protocols_title(protocols::built_in().len(), own.len()));
        let row = |at: &str, p: &Protocol, whose: Option<&str>| {
            html! {
                li {
                    div {
                        a href={ "/protocols/" (at) } { (p.name.get(lang.tag())) }
                        small { (p.about.get(lang.tag())) }
                        @if let Some(whose) = whose { small { (whose) } }
                    }
                    span.when { (lang.say(w::meeting_minutes(p.minutes()))) }
                }
            }
        };
        let body = html! {
            (heading(html! { a href="/communities" { (lang.t(face::w::ROOM_COMMUNITIES)) } }, &title, html! { (lang.t(w::PROTOCOLS_LEAD)) }))
            @if !own.is_empty() {
                section aria-labelledby="own" {
                    h2 #own { (lang.t(w::PROTOCOLS_OWN)) }
                    ul.list data-testid="own-protocols" {
                        @for p in &own { (row(&p.at, &p.protocol, Some(&whose(me, p)))) }
                    }
                }
            }
            section aria-labelledby="ours" {
                h2 #ours { (lang.t(w::PROTOCOLS_OURS)) }
                ul.list data-testid="protocols" { @for p in protocols::built_in() { (row(&p.key, p, None)) } }
            }
        };
        Ok(Page::new(Room::Communities, title, district_line(me), body))
    })
    .await
}

/// Whose a copy is, in words.
fn whose(me: &Viewer, p: &Known) -> String {
    let lang = me.lang();
    match p.own.as_ref().and_then(|o| o.community.as_ref()) {
        Some((_, community)) => lang.say(w::protocol_of(community.as_str())),
        None => lang.say(w::protocol_of(me.district_name.as_str())),
    }
}

/// Lists of protocols are the district's; each row is there only for who may see it.
fn district_line(me: &Viewer) -> String {
    me.lang().t(w::PROTOCOLS_AUDIENCE).to_owned()
}

/// Who may see one protocol.
pub(super) fn audience_of(c: &mut Conn, me: &Viewer, p: &Known) -> Result<String, Stop> {
    Ok(match &p.own {
        Some(own) => people::audience_line(c, me, own.audience)?,
        None => me.lang().t(w::PROTOCOL_COMES_WITH).to_owned(),
    })
}

pub(super) async fn one(cx: Cx, Path(at): Path<String>) -> Response {
    cx.page(move |c, me| {
        let known = protocols::find(c, me, &at)?.ok_or(Stop::Nothing)?;
        one_page(c, me, &known, &Fields::default())
    })
    .await
}

fn one_page(c: &mut Conn, me: &Viewer, known: &Known, f: &Fields) -> Result<Page, Stop> {
    let (lang, p) = (me.lang(), &known.protocol);
    let name = p.name.get(lang.tag()).to_owned();
    let audience = audience_of(c, me, known)?;
    let changes = known.may_change(c, me)?;
    let teams: Vec<Community> = communities::mine(c, me)?.into_iter().filter(|t| t.works_here()).collect();
    let ahead = if teams.is_empty() { Vec::new() } else { queries::ahead_of_mine(c, me)? };
    let meetings: Vec<(String, String)> = ahead
        .iter()
        .map(|m| (m.id.to_string(), format!("{}, {}", m.community_name, face::date_long(lang, m.on))))
        .collect();
    let source = p.source.get(lang.tag());
    let made_from = p.copied_from.as_ref().and_then(|o| protocols::built_in().iter().find(|b| b.key == o.key));
    let body = html! {
        (heading(html! { a href="/protocols" { (lang.t(w::PROTOCOLS)) } @if known.own.is_some() { ", " (whose(me, known)) } }, &name, html! { (p.about.get(lang.tag())) }))
        div.two {
            section aria-labelledby="steps" {
                h2 #steps { (lang.say(w::protocol_steps(p.minutes(), p.steps.len()))) }
                ol.list.steps-of data-testid="steps" { @for step in &p.steps { (step_row(lang, step)) } }
                p.small {
                    (lang.say(w::protocol_people(p.min_people, p.max_people)))
                    @if p.needs_presenter() { " " (lang.t(w::PROTOCOL_PRESENTS)) }
                    @if !source.is_empty() { " " (source) }
                    @if let Some(from) = made_from { " " (lang.t(w::PROTOCOL_MADE_FROM)) " " a href={ "/protocols/" (from.key) } { (from.name.get(lang.tag())) } "." }
                }
            }
            div {
                @if !meetings.is_empty() {
                    section aria-labelledby="use" {
                        h2 #use { (lang.t(w::PROTOCOL_USE)) }
                        (form(&me.who, &format!("/protocols/{}/use", known.at), None, html! {
                            (Field::new("meeting", lang.t(w::PROTOCOL_WHICH_MEETING)).needed().select(lang, f, &meetings))
                            div.actions { button.button data-testid="use-protocol" { (lang.t(w::PROTOCOL_USE_GO)) } }
                        }))
                    }
                }
                @if me.works_here() {
                    section aria-labelledby="copy" {
                        h2 #copy { (lang.t(w::PROTOCOL_COPY)) }
                        p.small { (lang.t(w::PROTOCOL_COPY_WHY)) }
                        (form(&me.who, &format!("/protocols/{}/copy", known.at), None, html! {
                            (whose_field(me, &teams, f))
                            div.actions { button.button.second data-testid="copy-protocol" { (lang.t(w::PROTOCOL_COPY_GO)) } }
                            p { span.audience { (lang.t(w::PROTOCOL_COPY_AUDIENCE)) } }
                        }))
                    }
                }
                @if changes {
                    p.actions { a.button.quiet href={ "/protocols/" (known.at) "/edit" } data-testid="edit-protocol" { (lang.t(w::PROTOCOL_EDIT)) } }
                }
            }
        }
    };
    Ok(Page::new(Room::Communities, name, audience, body))
}

/// For whom a copy is: one of one's communities, or the district.
fn whose_field(me: &Viewer, teams: &[Community], f: &Fields) -> Markup {
    let lang = me.lang();
    let district = (DISTRICT.to_owned(), lang.say(w::protocol_for_district(me.district_name.as_str())));
    let choices: Vec<(String, String)> =
        teams.iter().map(|t| (t.id.to_string(), t.name.clone())).chain([district]).collect();
    Field::new("whose", lang.t(w::PROTOCOL_WHOSE)).needed().select(lang, f, &choices)
}

fn step_row(lang: Lang, step: &Step) -> Markup {
    html! {
        li {
            div {
                strong { (step.name.get(lang.tag())) }
                small { (who_speaks(lang, step.who, None, None)) }
                p { (step.prompt.get(lang.tag())) }
                @if !step.capture.is_empty() {
                    small {
                        (lang.t(w::STEP_WRITE_DOWN)) " "
                        @for (n, capture) in step.capture.iter().enumerate() { @if n > 0 { "; " } (capture.label.get(lang.tag())) }
                    }
                }
            }
            span.when { (lang.say(w::meeting_minutes(step.minutes))) }
        }
    }
}

/// Who speaks in a step, with the names when they are known.
pub(super) fn who_speaks(lang: Lang, who: Who, presenter: Option<&str>, facilitator: Option<&str>) -> String {
    match (who, presenter, facilitator) {
        (Who::Everyone, ..) => lang.t(w::SPEAKS_EVERYONE).to_owned(),
        (Who::Silent, ..) => lang.t(w::SPEAKS_NOBODY).to_owned(),
        (Who::Presenter, Some(name), _) => lang.say(w::speaks_name(name)),
        (Who::Presenter, None, _) => lang.t(w::SPEAKS_PRESENTER).to_owned(),
        (Who::Participants, Some(name), _) => lang.say(w::speaks_others(name)),
        (Who::Participants, None, _) => lang.t(w::SPEAKS_PARTICIPANTS).to_owned(),
        (Who::Facilitator, _, Some(name)) => lang.say(w::speaks_name(name)),
        (Who::Facilitator, _, None) => lang.t(w::SPEAKS_FACILITATOR).to_owned(),
    }
}

/// Makes a copy for one of one's communities or for the district, and opens it to be changed.
pub(super) async fn copy(cx: Cx, Path(at): Path<String>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = protocols::find(tx, me, &at)?.ok_or(Stop::Nothing)?;
        if !me.works_here() {
            return Err(Stop::NotYours(w::PROTOCOL_STAFF_ONLY));
        }
        let community = match f.raw("whose") {
            DISTRICT => None,
            other => {
                let id = other.parse::<CommunityId>().map_err(|_| Stop::Nothing)?;
                let found = communities::find(tx, me, id)?.filter(|t| t.works_here() && t.district == me.district);
                Some(found.ok_or(Stop::Nothing)?)
            }
        };
        let lang = me.lang();
        let name = lang.say(w::protocol_copy_name(known.protocol.name.get(lang.tag())));
        let wide = community.is_none();
        let named = (lang.tag(), name.as_str());
        let id = protocols::copy(tx, me.person, &known.protocol, named, me.district, community.as_ref(), wide)?;
        Ok(Go::to(format!("/protocols/{id}/edit")))
    })
    .await
}

/// Puts a protocol on a meeting's agenda, with the time it asks for.
pub(super) async fn take(cx: Cx, Path(at): Path<String>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = protocols::find(tx, me, &at)?.ok_or(Stop::Nothing)?;
        let meeting = f.raw("meeting").parse::<MeetingId>().map_err(|_| Stop::Nothing)?;
        let (meeting, community) = page::find_to_change(tx, me, meeting)?;
        let (minutes, lang) = (i64::from(known.protocol.minutes()), me.lang());
        let title = known.protocol.name.get(lang.tag());
        let new = NewItem { title, purpose: "", lane: Lane::Learning, minutes };
        let item = meeting::add_item(tx, me.person, &community, Some(meeting.id), &new, None)?;
        steps::choose(tx, community.district, item, &known.protocol, None)?;
        Ok(Go::to(format!("/items/{item}")))
    })
    .await
}

/// The button that keeps a form of this room, with the line of who will see it.
pub(super) fn keep_line(label: &str, audience: &str) -> Markup {
    html! {
        div.actions { (submit(label)) }
        p { span.audience { (audience) } }
    }
}
