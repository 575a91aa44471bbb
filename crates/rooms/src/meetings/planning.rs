//! A community's meetings: those to come, those that were, and planning one or a row of them.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Drawing, Field, Fields, Lang, Markup, Page, Room, empty, form, heading, html, problems, submit};
use store::{CommunityId, Conn, MeetingId, PersonId};

use super::meeting::{self, Change, Lane, Meeting, NewItem, NewMeeting, State, lane_name};
use super::{page, queries, rows, steps};
use crate::communities::{self, Community, Part};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

const TITLE: usize = 120;
const PLACE: usize = 200;
/// How a new agenda begins.
const AGENDAS: [&str; 3] = ["last", "usual", "empty"];
const ROLES: [&str; 3] = ["facilitator", "scribe", "timekeeper"];

/// A community whose work the viewer sees.
pub(super) fn community_seen(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Community, Stop> {
    let community = communities::find(c, me, id)?.ok_or(Stop::Nothing)?;
    match community.my_part {
        Some(Part::Member | Part::Facilitator) => Ok(community),
        _ => Err(Stop::NotYours(w::MEETING_MEMBERS_ONLY)),
    }
}

/// A community the viewer works in.
pub(super) fn community_to_change(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Community, Stop> {
    let community = community_seen(c, me, id)?;
    if community.works_here() { Ok(community) } else { Err(Stop::NotYours(w::MEETING_MEMBERS_ONLY)) }
}

/// Whole minutes from one to `most`.
pub(super) fn minutes(f: &mut Fields, name: &str, most: i64) -> i64 {
    let given = f.number(name);
    if f.problem_of(name).is_some() {
        return 0;
    }
    match given {
        Some(n) if n.fract() == 0.0 && n >= 1.0 && n <= most as f64 => n as i64,
        Some(_) => {
            f.wrong(name, w::MEETING_MINUTES_WRONG);
            0
        }
        None => {
            f.wrong(name, face::w::ERROR_NEEDED);
            0
        }
    }
}

pub(super) async fn list(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let community = community_seen(c, me, id)?;
        let fields = Fields::prefilled([("minutes", "10".to_owned()), ("lane", "learning".to_owned())]);
        list_page(c, me, &community, &fields)
    })
    .await
}

pub(super) fn list_page(c: &mut Conn, me: &Viewer, community: &Community, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let ahead = queries::ahead(c, me, community)?;
    let past = queries::past(c, me, community)?;
    let backlog = queries::backlog(c, community.id)?;
    let audience = community.audience_line(c, me, community.inside)?;
    let plan = format!("/communities/{}/meetings/new", community.id);
    let writes = community.works_here();
    let lanes = [
        (lane_name(Lane::Learning).to_owned(), lang.t(w::LANE_LEARNING).to_owned()),
        (lane_name(Lane::Housekeeping).to_owned(), lang.t(w::LANE_HOUSEKEEPING).to_owned()),
    ];
    let title = lang.t(w::MEETINGS);
    let body = html! {
        (heading(html! { a href={ "/communities/" (community.id) } { (community.name) } }, title, html! {}))
        (problems(lang, f))
        section aria-labelledby="ahead" {
            h2 #ahead { (lang.t(w::MEETINGS_AHEAD)) }
            @if ahead.is_empty() {
                (empty(Drawing::Table, lang.t(w::MEETINGS_NONE), lang.t(w::MEETINGS_NONE_WHY), writes.then_some((&plan, lang.t(w::MEETINGS_PLAN)))))
            } @else {
                ul.list data-testid="ahead" { @for m in ahead.iter().take(6) { (row(me, m)) } }
                @if ahead.len() > 6 { details.more { summary { (lang.t(face::w::SEE_MORE)) } ul.list { @for m in ahead.iter().skip(6) { (row(me, m)) } } } }
                @if writes { p.actions { a.button.second href=(plan) { (lang.t(w::MEETINGS_PLAN)) } a.button.quiet href="/protocols" { (lang.t(w::PROTOCOLS)) } } }
            }
        }
        section aria-labelledby="backlog-head" #backlog {
            h2 #backlog-head { (lang.t(w::MEETING_BACKLOG)) }
            p.small { (lang.t(w::MEETING_BACKLOG_WHY)) }
            @if !backlog.is_empty() {
                ul.list.tight { @for item in &backlog { li { div { @if writes { a href={ "/items/" (item.id) } { (item.title) } } @else { (item.title) } small { (lang.say(w::meeting_minutes(item.minutes))) } } } } }
            }
            @if writes {
                (form(&me.who, &format!("/communities/{}/backlog", community.id), None, html! {
                    (Field::new("item", lang.t(w::ITEM_TITLE)).needed().input(lang, f, "text"))
                    div.row {
                        (Field::new("minutes", lang.t(w::ITEM_MINUTES)).needed().input(lang, f, "number"))
                        (Field::new("lane", lang.t(w::ITEM_LANE)).needed().select(lang, f, &lanes))
                    }
                    div.actions { button.button.second { (lang.t(w::ITEM_PARK_NEW)) } }
                }))
            }
        }
        @if !past.is_empty() {
            section aria-labelledby="past" {
                h2 #past { (lang.t(w::MEETINGS_PAST)) }
                ul.list data-testid="past" { @for m in &past { (row(me, m)) } }
                p.actions {
                    a.button.quiet href={ "/decisions?community=" (community.id) } { (lang.t(w::DECISIONS_TITLE)) }
                    a.button.quiet href={ "/communities/" (community.id) "/time" } data-testid="time" { (lang.t(w::TIME_OPEN)) }
                }
            }
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body).live([format!("community:{}", community.id)]))
}

/// A meeting in a list.
pub(super) fn row(me: &Viewer, m: &Meeting) -> Markup {
    let lang = me.lang();
    html! {
        li {
            div {
                a href={ "/meetings/" (m.id) } { (face::date_long(lang, m.on)) }
                small {
                    (m.title)
                    @if m.state != State::Closed { ", " (face::time_of_day(lang, m.starts, &me.zone)) }
                    @if m.points > 0 { ", " (lang.say(w::meeting_items(m.points))) }
                }
            }
            span.when {
                @match m.state {
                    State::Running => span.chip.good { (lang.t(w::MEETING_IS_RUNNING)) },
                    // The day itself stands before it already.
                    _ if (m.on - me.today()).get_days().abs() <= 7 => (face::near(lang, m.on, me.today())),
                    _ => {}
                }
            }
        }
    }
}

pub(super) async fn new(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let community = community_to_change(c, me, id)?;
        let last = queries::past(c, me, &community)?
            .into_iter()
            .next()
            .or(queries::ahead(c, me, &community)?.into_iter().next_back());
        let today = me.today();
        // A week after the last one, at the same time; else tomorrow after school.
        let on = last
            .as_ref()
            .and_then(|m| m.on.checked_add(jiff::Span::new().weeks(1)).ok())
            .filter(|d| *d >= today)
            .or_else(|| today.tomorrow().ok());
        let fields = Fields::prefilled([
            (
                "title",
                last.as_ref().map_or_else(|| me.lang().t(w::MEETING_TITLE_USUAL).to_owned(), |m| m.title.clone()),
            ),
            ("on", on.map(|d| d.to_string()).unwrap_or_default()),
            ("at", last.as_ref().map_or("15:15".to_owned(), |m| m.at.clone())),
            ("length", last.as_ref().map_or("45".to_owned(), |m| m.minutes.to_string())),
            ("place", last.as_ref().map(|m| m.place.clone()).unwrap_or_default()),
            ("every", "0".to_owned()),
            ("agenda", if last.is_some() { "last" } else { "usual" }.to_owned()),
        ]);
        new_page(c, me, &community, &fields)
    })
    .await
}

fn when_fields(lang: Lang, f: &Fields) -> Markup {
    html! {
        (Field::new("title", lang.t(w::MEETING_TITLE)).needed().input(lang, f, "text"))
        div.row {
            (Field::new("on", lang.t(w::MEETING_ON)).needed().input(lang, f, "date"))
            (Field::new("at", lang.t(w::MEETING_AT)).needed().input(lang, f, "time"))
            (Field::new("length", lang.t(w::MEETING_LENGTH)).needed().input(lang, f, "number"))
        }
        (Field::new("place", lang.t(w::MEETING_PLACE)).hint(lang.t(w::MEETING_PLACE_HINT)).input(lang, f, "text"))
    }
}

fn new_page(c: &mut Conn, me: &Viewer, community: &Community, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = community.audience_line(c, me, community.inside)?;
    let every: Vec<(String, String)> = [
        ("0", lang.t(w::MEETING_ONCE)),
        ("1", lang.t(w::MEETING_WEEKLY)),
        ("2", lang.t(w::MEETING_FORTNIGHTLY)),
        ("4", lang.t(w::MEETING_MONTHLY)),
    ]
    .map(|(v, l)| (v.to_owned(), l.to_owned()))
    .into();
    let agendas = [
        ("last", lang.t(w::AGENDA_LAST), lang.t(w::AGENDA_LAST_WHAT)),
        ("usual", lang.t(w::AGENDA_USUAL), lang.t(w::AGENDA_USUAL_WHAT)),
        ("empty", lang.t(w::AGENDA_EMPTY), ""),
    ];
    let title = lang.t(w::MEETINGS_PLAN);
    let back = format!("/communities/{}/meetings", community.id);
    let body = html! {
        (heading(html! { a href=(back) { (community.name) } }, title, html! { (lang.t(w::MEETINGS_PLAN_LEAD)) }))
        (problems(lang, f))
        div.narrow {
            (form(&me.who, &format!("{back}/new"), None, html! {
                (when_fields(lang, f))
                div.row {
                    (Field::new("every", lang.t(w::MEETING_EVERY)).needed().select(lang, f, &every))
                    (Field::new("until", lang.t(w::MEETING_UNTIL)).input(lang, f, "date"))
                }
                (Field::new("agenda", lang.t(w::MEETING_AGENDA)).needed().choices(lang, f, &agendas))
                div.actions { (submit(lang.t(w::MEETINGS_PLAN))) a.button.quiet href=(back) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body))
}

/// What every form of a meeting gives.
struct Given {
    title: String,
    on: jiff::civil::Date,
    at: jiff::civil::Time,
    minutes: i64,
    place: String,
}

fn parse(f: &mut Fields) -> Given {
    let (title, place, minutes) = (f.needed("title", TITLE), f.text("place", PLACE), minutes(f, "length", 600));
    let on = f.date("on");
    if on.is_none() && f.problem_of("on").is_none() {
        f.wrong("on", face::w::ERROR_NEEDED);
    }
    // "15:15", as browsers send it; seconds are cut.
    let at = f.raw("at").trim().parse::<jiff::civil::Time>().ok();
    if at.is_none() {
        f.wrong("at", w::MEETING_AT_WRONG);
    }
    Given { title, on: on.unwrap_or_default(), at: at.unwrap_or_default(), minutes, place }
}

pub(super) async fn create(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = community_to_change(tx, me, id)?;
        let given = parse(f);
        let weeks = match f.choice("every", &["0", "1", "2", "4"]) {
            "1" => 1,
            "2" => 2,
            "4" => 4,
            _ => 0,
        };
        let until = f.date("until");
        if weeks > 0 && f.problem_of("until").is_none() && until.is_none_or(|u| u < given.on) {
            f.wrong("until", w::MEETING_UNTIL_WRONG);
        }
        let agenda = f.choice("agenda", &AGENDAS);
        if f.refused() {
            return Err(Stop::again(new_page(tx, me, &community, f)?));
        }
        let new = NewMeeting {
            title: &given.title,
            on: given.on,
            at: given.at,
            minutes: given.minutes,
            place: &given.place,
            every: until.filter(|_| weeks > 0).map(|u| (weeks, u)),
        };
        let zone = rows::zone(tx, &community)?;
        let meeting = meeting::plan(tx, me.person, &community, &zone, &new)?;
        let starts = meeting::moment(given.on, given.at, &zone);
        match agenda {
            "last" => {
                for item in queries::last_agenda(tx, id, starts)? {
                    let new =
                        NewItem { title: &item.title, purpose: &item.purpose, lane: item.lane, minutes: item.minutes };
                    let again = meeting::add_item(tx, me.person, &community, Some(meeting), &new, None)?;
                    steps::copy(tx, item.id, again)?;
                }
            }
            "usual" => {
                let lang = me.lang();
                // Looking at evidence gets what the others leave.
                let part = |share: i64| (given.minutes * share / 100).max(1);
                let rest = (given.minutes - 3 * part(10) - part(30)).max(1);
                for (title, purpose, lane, minutes) in [
                    (w::USUAL_CHECK_IN, w::USUAL_CHECK_IN_WHY, Lane::Learning, part(10)),
                    (w::USUAL_EVIDENCE, w::USUAL_EVIDENCE_WHY, Lane::Learning, rest),
                    (w::USUAL_STEP, w::USUAL_STEP_WHY, Lane::Learning, part(30)),
                    (w::USUAL_PLUS_DELTA, w::USUAL_PLUS_DELTA_WHY, Lane::Learning, part(10)),
                    (w::USUAL_HOUSE, w::USUAL_HOUSE_WHY, Lane::Housekeeping, part(10)),
                ] {
                    let new = NewItem { title: lang.t(title), purpose: lang.t(purpose), lane, minutes };
                    meeting::add_item(tx, me.person, &community, Some(meeting), &new, None)?;
                }
            }
            _ => {}
        }
        Ok(Go::to(format!("/meetings/{meeting}")))
    })
    .await
}

/// A meeting that hasn't begun, to change its time, place and roles.
fn to_edit(c: &mut Conn, me: &Viewer, id: MeetingId) -> Result<(Meeting, Community), Stop> {
    let (meeting, community) = page::find_to_change(c, me, id)?;
    if meeting.state == State::Planned { Ok((meeting, community)) } else { Err(Stop::Refused(w::MEETING_HAS_BEGUN)) }
}

pub(super) async fn edit(cx: Cx, Path(id): Path<MeetingId>) -> Response {
    cx.page(move |c, me| {
        let (meeting, community) = to_edit(c, me, id)?;
        let person = |p: Option<PersonId>| p.map(|p| p.to_string()).unwrap_or_default();
        let fields = Fields::prefilled([
            ("title", meeting.title.clone()),
            ("on", meeting.on.to_string()),
            ("at", meeting.at.clone()),
            ("length", meeting.minutes.to_string()),
            ("place", meeting.place.clone()),
            ("facilitator", person(meeting.facilitator)),
            ("scribe", person(meeting.scribe)),
            ("timekeeper", person(meeting.timekeeper)),
            ("which", "one".to_owned()),
        ]);
        edit_page(c, me, &meeting, &community, &fields)
    })
    .await
}

fn edit_page(c: &mut Conn, me: &Viewer, meeting: &Meeting, community: &Community, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = community.audience_line(c, me, community.inside)?;
    let who: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::MEETING_NOBODY).to_owned()))
        .chain(workers(c, community)?.into_iter().map(|(id, name)| (id.to_string(), name)))
        .collect();
    let in_row = meeting.series.is_some();
    let labels = [w::MEETING_FACILITATES, w::MEETING_WRITES, w::MEETING_KEEPS_TIME];
    let title = lang.t(w::MEETING_EDIT);
    let back = format!("/meetings/{}", meeting.id);
    let body = html! {
        (heading(html! { a href=(back) { (meeting.title) } }, title, html! {}))
        (problems(lang, f))
        div.narrow {
            (form(&me.who, &format!("{back}/edit"), Some(meeting.rev), html! {
                (when_fields(lang, f))
                @for (name, label) in ROLES.iter().zip(labels) { (Field::new(name, lang.t(label)).select(lang, f, &who)) }
                @if in_row {
                    (Field::new("which", lang.t(w::MEETING_WHICH)).needed().choices(lang, f, &[
                        ("one", lang.t(w::MEETING_WHICH_ONE), ""), ("following", lang.t(w::MEETING_WHICH_FOLLOWING), lang.t(w::MEETING_WHICH_WHAT))]))
                }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(back) { (lang.t(face::w::CANCEL)) } }
            }))
        }
        section aria-labelledby="off" {
            h2 #off { (lang.t(w::MEETING_CANCEL)) }
            p { (lang.t(w::MEETING_CANCEL_WHY)) }
            (form(&me.who, &format!("{back}/cancel"), None, html! {
                div.actions {
                    button.button.second name="which" value="one" data-testid="cancel-meeting" { (lang.t(w::MEETING_CANCEL)) }
                    @if in_row { button.button.quiet name="which" value="following" data-testid="cancel-row" { (lang.t(w::MEETING_CANCEL_FOLLOWING)) } }
                }
            }))
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body))
}

/// Who does the work of a community: members and facilitators.
fn workers(c: &mut Conn, community: &Community) -> Result<Vec<(PersonId, String)>, Stop> {
    let members = communities::members(c, community.id)?;
    let works = members.into_iter().filter(|m| m.works());
    Ok(works.map(|m| (m.person, m.name)).collect())
}

pub(super) async fn save(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = to_edit(tx, me, id)?;
        let given = parse(f);
        let who = workers(tx, &community)?;
        let mut roles = [None; 3];
        for (role, name) in roles.iter_mut().zip(ROLES) {
            *role = f.pick::<PersonId>(name);
            if role.is_some_and(|p| !who.iter().any(|(id, _)| *id == p)) {
                f.wrong(name, face::w::ERROR_CHOICE);
            }
        }
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &meeting, &community, f)?));
        }
        let to = Change {
            title: &given.title,
            on: given.on,
            at: given.at,
            minutes: given.minutes,
            place: &given.place,
            roles,
        };
        let zone = rows::zone(tx, &community)?;
        let change =
            if rows::is_following(f.raw("which"), &meeting) { rows::change_following } else { meeting::change };
        if f.rev() != meeting.rev || !change(tx, me.person, &community, &zone, &meeting, &to)? {
            return Err(Stop::stale(both(tx, me, &meeting, &community, &to, f.raw("which"))?));
        }
        Ok(Go::to(format!("/meetings/{id}")))
    })
    .await
}

/// Somebody saved first: both texts, and a form to put them together.
fn both(
    c: &mut Conn,
    me: &Viewer,
    was: &Meeting,
    community: &Community,
    to: &Change<'_>,
    which: &str,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let action = format!("/meetings/{}/edit", was.id);
    let mut hidden = vec![("length", to.minutes.to_string()), ("which", which.to_owned())];
    for (name, person) in ROLES.into_iter().zip(to.roles) {
        hidden.push((name, person.map(|p| p.to_string()).unwrap_or_default()));
    }
    let names = people::names(c, [], [was.by])?;
    let conflict = Conflict {
        action: &action,
        rev: was.rev,
        by: names.of(was.by),
        fields: vec![
            ("title", lang.t(w::MEETING_TITLE), to.title.to_owned(), was.title.clone()),
            ("on", lang.t(w::MEETING_ON), to.on.to_string(), was.on.to_string()),
            ("at", lang.t(w::MEETING_AT), meeting::clock_text(to.at), was.at.clone()),
            ("place", lang.t(w::MEETING_PLACE), to.place.to_owned(), was.place.clone()),
        ],
        hidden,
    };
    let audience = community.audience_line(c, me, community.inside)?;
    Ok(Page::new(Room::Communities, lang.t(w::MEETING_EDIT), audience, conflict.view(&me.who)))
}

pub(super) async fn cancel(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        let cancel =
            if rows::is_following(f.raw("which"), &meeting) { rows::cancel_following } else { meeting::cancel };
        cancel(tx, me.person, &community, &meeting)?;
        Ok(Go::to(format!("/communities/{}/meetings", community.id)))
    })
    .await
}
