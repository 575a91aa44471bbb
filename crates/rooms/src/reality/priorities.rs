//! Priorities: what a place or a community puts first on its way to its vision. Three at most: a fourth is answered with the three.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use store::{CommunityId, Conn, OrgId, PersonId, PriorityId, RealityId, StatementId};
use uuid::Uuid;

use super::editing::{self, Passage};
use super::here::{self, Here};
use super::list::Asked;
use super::priority_queries::{self, MOST, NewPriority, Priority};
use super::queries;
use super::thing::Brief;
use crate::{Cx, Go, Sent, Stop, Viewer, people, vision, w};

/// What the fields take, in characters.
const TEXT: usize = 300;
const KNOW: usize = 1000;
const LOOK: usize = 2000;
const WHY: usize = 600;

/// Whether the viewer names the priorities of a place: who leads it, and in a community every member.
pub(super) fn names(c: &mut Conn, me: &Viewer, here: &Here) -> Result<bool, Stop> {
    Ok(here.place.community.is_some() || me.leads_any(&people::orgs_above(c, here.place.org)?))
}

fn to_name(c: &mut Conn, me: &Viewer, here: &Here) -> Result<(), Stop> {
    if names(c, me, here)? { Ok(()) } else { Err(Stop::NotYours(w::PRIORITY_WHO)) }
}

/// What the form offers.
struct Offered {
    passages: Vec<Passage>,
    people: Vec<(PersonId, String)>,
    things: Vec<Brief>,
    audience: String,
}

fn offered(c: &mut Conn, me: &Viewer, here: &Here, now: Option<&Priority>) -> Result<Offered, Stop> {
    let (org, community) = (here.place.org, here.place.community);
    let mut people = editing::owners(c, me, community, now.and_then(|p| p.lead.as_ref()))?;
    if community.is_none() {
        let staff = priority_queries::staff(c, me, org)?;
        people.extend(
            staff.into_iter().filter(|(id, _)| people.iter().all(|(known, _)| known != id)).collect::<Vec<_>>(),
        );
    }
    let mut things = queries::of_place(c, me, org, community)?;
    things.retain(|t| !t.state.settled());
    Ok(Offered {
        passages: editing::passages(c, me, org, community)?,
        people,
        things,
        audience: here::seen_by(c, me, &here.place)?,
    })
}

/// Those that are carried now.
pub(super) fn carried(all: &[Priority]) -> Vec<&Priority> {
    all.iter().filter(|p| p.laid.is_none()).collect()
}

pub(super) async fn new(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let here = here::asked(c, me, &asked.at)?.0.ok_or(Stop::NotYours(w::REALITY_WHO))?;
        to_name(c, me, &here)?;
        let f = Fields::prefilled([
            ("from", me.today().to_string()),
            ("until", super::questions::usual_look(me.today()).to_string()),
        ]);
        form_page(c, me, &here, None, &f, false)
    })
    .await
}

/// The form. With three carried already they stand above it: one is laid aside first.
fn form_page(
    c: &mut Conn,
    me: &Viewer,
    here: &Here,
    now: Option<&Priority>,
    f: &Fields,
    refused: bool,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let offered = offered(c, me, here, now)?;
    let taken: Vec<String> = match now {
        Some(p) if !f.refused() => {
            priority_queries::takes(c, me, p.id)?.into_iter().map(|(id, _)| id.to_string()).collect()
        }
        _ => f.all("takes").map(str::to_owned).collect(),
    };
    let all = priority_queries::of_place(c, me, here.place.org, here.place.community)?;
    let carried = carried(&all);
    let full = now.is_none() && carried.len() >= MOST;
    let (title, action, back) = match now {
        Some(p) => (lang.t(w::PRIORITY_EDIT), format!("/priorities/{}/edit", p.id), format!("/priorities/{}", p.id)),
        None if full => (lang.t(w::PRIORITY_FULL), "/priorities/new".to_owned(), here.path()),
        None => (lang.t(w::PRIORITY_NEW), "/priorities/new".to_owned(), here.path()),
    };
    let lead = if full { w::PRIORITY_FULL_WHY } else { w::PRIORITY_NEW_LEAD };
    let body = html! {
        (heading(html! { a href=(here.path()) { (here.place.name) } }, title, html! { @if now.is_none() { (lang.t(lead)) } }))
        @if full {
            section aria-labelledby="carried" {
                h2 #carried { (lang.t(w::PRIORITY_CARRIED)) }
                ul.list data-testid="carried" {
                    @for p in &carried {
                        li { div { (p.text) } a.button.quiet.small href={ "/priorities/" (p.id) "#lay" } { (lang.t(w::PRIORITY_LAY)) } }
                    }
                }
            }
        }
        @if !full || refused {
            div.narrow {
                (problems(lang, f))
                (form(&me.who, &action, now.map(|p| p.rev), html! {
                    @if now.is_none() { input type="hidden" name="place" value=(here.place.id()); }
                    (Field::new("text", lang.t(w::PRIORITY_TEXT)).hint(lang.t(w::PRIORITY_TEXT_HINT)).needed().area(lang, f, 2))
                    (Field::new("know", lang.t(w::PRIORITY_KNOW)).hint(lang.t(w::PRIORITY_KNOW_HINT)).area(lang, f, 2))
                    (editing::passage_field(me, f, &offered.passages))
                    @if !offered.things.is_empty() {
                        fieldset.field {
                            legend { (lang.t(w::PRIORITY_TAKES)) " " small.optional { (lang.t(face::w::OPTIONAL)) } }
                            @for thing in &offered.things {
                                label.check {
                                    input type="checkbox" name="takes" value=(thing.id) checked[taken.contains(&thing.id.to_string())];
                                    span { (thing.text) small { (lang.t(thing.side.word())) } }
                                }
                            }
                        }
                    }
                    (editing::owner_field(me, f, &offered.people, lang.t(w::PRIORITY_LEAD)))
                    div.row {
                        (Field::new("from", lang.t(w::PRIORITY_FROM)).needed().input(lang, f, "date"))
                        (Field::new("until", lang.t(w::PRIORITY_UNTIL_LABEL)).needed().input(lang, f, "date"))
                    }
                    p { span.audience { (offered.audience) } }
                    div.actions { (submit(lang.t(if now.is_some() { face::w::SAVE } else { w::PRIORITY_NAME }))) a.button.quiet href=(back) { (lang.t(face::w::CANCEL)) } }
                }))
            }
        }
    };
    Ok(Page::new(Room::Goals, title, offered.audience.clone(), body))
}

/// What was sent.
struct Typed {
    text: String,
    know: String,
    about: Option<(StatementId, Uuid)>,
    takes: Vec<RealityId>,
    lead: Option<PersonId>,
    from: Option<jiff::civil::Date>,
    until: Option<jiff::civil::Date>,
}

impl Typed {
    fn as_new(&self) -> Option<NewPriority<'_>> {
        Some(NewPriority {
            text: &self.text,
            know: &self.know,
            about: self.about,
            takes: &self.takes,
            lead: self.lead,
            from: self.from?,
            until: self.until?,
        })
    }
}

fn parse(
    me: &Viewer,
    f: &mut Fields,
    offered: &Offered,
    kept: &[RealityId],
    had: Option<(StatementId, Uuid)>,
) -> Typed {
    let (text, know) = (f.needed("text", TEXT), f.text("know", KNOW));
    let about = editing::chosen_passage(f, &offered.passages, had);
    let asked: Vec<Option<RealityId>> = f.all("takes").map(|id| id.parse().ok()).collect();
    let known = |id: &RealityId| kept.contains(id) || offered.things.iter().any(|t| t.id == *id);
    let takes: Vec<RealityId> = asked.iter().flatten().copied().filter(known).collect();
    if takes.len() != asked.len() {
        f.wrong("takes", face::w::ERROR_CHOICE);
    }
    let lead = editing::chosen_owner(me, f, &offered.people);
    let (from, until) = (f.date("from"), f.date("until"));
    for (name, day) in [("from", from), ("until", until)] {
        if day.is_none() && f.problem_of(name).is_none() {
            f.wrong(name, face::w::ERROR_NEEDED);
        }
    }
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        f.wrong("until", w::PRIORITY_UNTIL_BEFORE);
    }
    Typed { text, know, about, takes, lead, from, until }
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let asked: Uuid = f.pick("place").ok_or(Stop::Nothing)?;
        let here = here::of_id(tx, me, asked)?;
        to_name(tx, me, &here)?;
        let offered = offered(tx, me, &here, None)?;
        let typed = parse(me, f, &offered, &[], None);
        let (Some(new), false) = (typed.as_new(), f.refused()) else {
            return Err(Stop::again(form_page(tx, me, &here, None, f, true)?));
        };
        if priority_queries::prefer(tx, me.person, me.district, &here.place, &new)?.is_none() {
            f.wrong("text", w::PRIORITY_FOURTH);
            return Err(Stop::again(form_page(tx, me, &here, None, f, true)?));
        }
        Ok(Go::to(here.path()))
    })
    .await
}

/// A priority the viewer sees, and its place when they work on it.
fn of(c: &mut Conn, me: &Viewer, id: PriorityId) -> Result<(Priority, Option<Here>), Stop> {
    let priority = priority_queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    match here::of_id(c, me, priority.place_id()) {
        Ok(here) => Ok((priority, Some(here))),
        Err(Stop::Nothing | Stop::NotYours(_)) => Ok((priority, None)),
        Err(stop) => Err(stop),
    }
}

/// One that the viewer may word anew or lay aside.
fn to_change(c: &mut Conn, me: &Viewer, id: PriorityId) -> Result<(Priority, Here), Stop> {
    let (priority, here) = of(c, me, id)?;
    let here = here.ok_or(Stop::NotYours(w::PRIORITY_WHO))?;
    to_name(c, me, &here)?;
    if priority.laid.is_some() { Err(Stop::Refused(w::PRIORITY_IS_LAID)) } else { Ok((priority, here)) }
}

pub(super) async fn show(cx: Cx, Path(id): Path<PriorityId>) -> Response {
    cx.page(move |c, me| one_page(c, me, id, &Fields::default())).await
}

fn one_page(c: &mut Conn, me: &Viewer, id: PriorityId, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let (priority, here) = of(c, me, id)?;
    let takes = priority_queries::takes(c, me, id)?;
    let looks = priority_queries::looks(c, me, id)?;
    let audience = people::audience_line(c, me, priority.audience)?;
    let carried = priority.laid.is_none();
    let names = match &here {
        Some(here) => names(c, me, here)?,
        None => false,
    };
    let path = format!("/priorities/{id}");
    let topic = format!("priority:{id}");
    let body = html! {
        (heading(
            html! { a href={ "/reality?at=" (priority.place_id()) } { (lang.say(w::priority_of(priority.place.as_str()))) } },
            &priority.text,
            html! { (lang.say(w::priority_span(vision::day(me, priority.from), vision::day(me, priority.until)))) },
        ))
        section #stands data-live-on=(topic) data-live-get=(path) {
            (facts(me, &priority, &takes))
            @if names && carried { p.actions { a.button.quiet href={ (path) "/edit" } { (lang.t(w::PRIORITY_EDIT)) } } }
        }
        section.narrow aria-labelledby="looks" {
            h2 #looks { (lang.t(w::PRIORITY_LOOKS)) }
            @if looks.is_empty() { p.small { (lang.t(w::PRIORITY_LOOKS_NONE)) } }
            div data-testid="looks" {
                @for (text, by, at) in &looks {
                    div.entry { p.said { (text) } small { (by) ", " (vision::day(me, at.date_in(&me.zone))) } }
                }
            }
            @if here.is_some() {
                section aria-label=(lang.t(w::PRIORITY_LOOK)) {
                    (problems(lang, f))
                    (form(&me.who, &format!("{path}/looks"), None, html! {
                        (Field::new("look", lang.t(w::PRIORITY_LOOK)).hint(lang.t(w::PRIORITY_LOOK_HINT)).needed().area(lang, f, 3))
                        p { span.audience { (audience) } }
                        div.actions { button.button.second { (lang.t(w::PRIORITY_LOOK_GO)) } }
                    }))
                }
            }
        }
        @if names && carried {
            section.narrow aria-labelledby="lay" {
                h2 #lay { (lang.t(w::PRIORITY_LAY_HEAD)) }
                (form(&me.who, &format!("{path}/lay"), Some(priority.rev), html! {
                    (Field::new("why", lang.t(w::PRIORITY_LAY_WHY)).hint(lang.t(w::PRIORITY_LAY_HINT)).needed().area(lang, f, 2))
                    div.actions { button.button.second { (lang.t(w::PRIORITY_LAY)) } }
                }))
            }
        }
    };
    Ok(Page::new(Room::Goals, &priority.text, audience, body).live([topic]))
}

fn facts(me: &Viewer, priority: &Priority, takes: &[(RealityId, String)]) -> Markup {
    let lang = me.lang();
    html! {
        dl.facts data-testid="facts" {
            @if let Some(at) = priority.laid {
                dt { (lang.t(w::PRIORITY_LAID)) }
                dd { (vision::day(me, at.date_in(&me.zone))) small { (priority.laid_why) } }
            }
            @if !priority.know.is_empty() { dt { (lang.t(w::PRIORITY_KNOW)) } dd { (priority.know) } }
            @if let Some(about) = &priority.about && let Some(text) = &about.text {
                dt { (lang.t(w::PRIORITY_ABOUT)) } dd { a href={ "/vision/" (about.statement) "#c-" (about.clause) } { (text) } }
            }
            @if !takes.is_empty() {
                dt { (lang.t(w::PRIORITY_TAKES)) }
                dd { @for (id, text) in takes { a href={ "/reality/" (id) } { (text) } br; } }
            }
            dt { (lang.t(w::PRIORITY_LEAD)) }
            dd { @if let Some((id, name)) = &priority.lead { a href={ "/people/" (id) } { (name) } } @else { (lang.t(w::REALITY_NOBODY)) } }
        }
    }
}

pub(super) async fn look(cx: Cx, Path(id): Path<PriorityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (_, here) = of(tx, me, id)?;
        if here.is_none() {
            return Err(Stop::NotYours(w::REALITY_WHO));
        }
        let text = f.needed("look", LOOK);
        if f.refused() {
            return Err(Stop::again(one_page(tx, me, id, f)?));
        }
        priority_queries::look(tx, me.person, me.district, id, &text)?;
        Ok(Go::to(format!("/priorities/{id}#looks")))
    })
    .await
}

pub(super) async fn lay(cx: Cx, Path(id): Path<PriorityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (priority, here) = to_change(tx, me, id)?;
        let why = f.needed("why", WHY);
        if f.refused() {
            return Err(Stop::again(one_page(tx, me, id, f)?));
        }
        if f.rev() != priority.rev {
            return Err(Stop::Refused(w::PRIORITY_CHANGED_SINCE));
        }
        priority_queries::lay(tx, me.person, id, &why)?;
        Ok(Go::to(here.path()))
    })
    .await
}

pub(super) async fn edit(cx: Cx, Path(id): Path<PriorityId>) -> Response {
    cx.page(move |c, me| {
        let (priority, here) = to_change(c, me, id)?;
        let about = priority.about.as_ref().map(|a| format!("{}:{}", a.statement, a.clause));
        let f = Fields::prefilled([
            ("text", priority.text.clone()),
            ("know", priority.know.clone()),
            ("about", about.unwrap_or_default()),
            ("owner", priority.lead.as_ref().map(|(id, _)| editing::owner_value(me, *id)).unwrap_or_default()),
            ("from", priority.from.to_string()),
            ("until", priority.until.to_string()),
        ]);
        form_page(c, me, &here, Some(&priority), &f, false)
    })
    .await
}

pub(super) async fn save(cx: Cx, Path(id): Path<PriorityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (priority, here) = to_change(tx, me, id)?;
        let offered = offered(tx, me, &here, Some(&priority))?;
        let kept: Vec<RealityId> = priority_queries::takes(tx, me, id)?.into_iter().map(|(id, _)| id).collect();
        let had = priority.about.as_ref().map(|a| (a.statement, a.clause));
        let typed = parse(me, f, &offered, &kept, had);
        let (Some(new), false) = (typed.as_new(), f.refused()) else {
            return Err(Stop::again(form_page(tx, me, &here, Some(&priority), f, true)?));
        };
        if f.rev() != priority.rev {
            return Err(Stop::stale(conflict(tx, me, &priority, &typed, f)?));
        }
        priority_queries::save(tx, me, id, &new)?;
        Ok(Go::to(format!("/priorities/{id}")))
    })
    .await
}

/// Somebody saved first: both texts; what was chosen goes along.
fn conflict(c: &mut Conn, me: &Viewer, priority: &Priority, typed: &Typed, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let mut hidden = ["about", "owner", "from", "until"].map(|name| (name, f.raw(name).to_owned())).to_vec();
    hidden.extend(f.all("takes").map(|id| ("takes", id.to_owned())));
    let view = Conflict {
        action: &format!("/priorities/{}/edit", priority.id),
        rev: priority.rev,
        by: &priority.changed_by,
        fields: vec![
            ("text", lang.t(w::PRIORITY_TEXT), typed.text.clone(), priority.text.clone()),
            ("know", lang.t(w::PRIORITY_KNOW), typed.know.clone(), priority.know.clone()),
        ],
        hidden,
    };
    let audience = people::audience_line(c, me, priority.audience)?;
    Ok(Page::new(Room::Goals, &priority.text, audience, view.view(&me.who)))
}

/// On a place's page: its priorities, and the way to another while there is room.
pub(super) fn section(
    c: &mut Conn,
    me: &Viewer,
    (org, community): (OrgId, Option<CommunityId>),
    here: &Here,
) -> Result<Markup, Stop> {
    let lang = me.lang();
    let all = priority_queries::of_place(c, me, org, community)?;
    let names = names(c, me, here)?;
    let (laid, carried): (Vec<&Priority>, Vec<&Priority>) = all.iter().partition(|p| p.laid.is_some());
    let new = format!("/priorities/new?at={}", here.place.id());
    Ok(html! {
        section aria-labelledby="priorities" data-testid="priorities" {
            h2 #priorities { (lang.say(w::priority_head(carried.len()))) }
            @if carried.is_empty() { p.small { (lang.t(w::PRIORITY_NONE)) } }
            @else { ol.list { @for p in &carried { (row(me, p)) } } }
            @if names && carried.len() < MOST { p.actions { a.button.quiet href=(new) data-testid="new-priority" { (lang.t(w::PRIORITY_NEW)) } } }
            @if names && carried.len() >= MOST { p.small { a href=(new) data-testid="fourth" { (lang.t(w::PRIORITY_FOURTH_ASK)) } } }
            @if !laid.is_empty() {
                details.more {
                    summary { (lang.say(w::priority_laid_count(laid.len()))) }
                    ul.list { @for p in &laid { (row(me, p)) } }
                }
            }
        }
    })
}

/// One of them, as lists show it.
pub(super) fn row(me: &Viewer, p: &Priority) -> Markup {
    let lang = me.lang();
    html! {
        li {
            div {
                a href={ "/priorities/" (p.id) } { (p.text) }
                @if p.laid.is_some() { small { (p.laid_why) } }
                @else if let Some((_, name)) = &p.lead { small { (lang.say(w::priority_led_by(name.as_str()))) } }
            }
            span.when.now[p.laid.is_none() && p.until < me.today()] {
                @if let Some(at) = p.laid { (vision::day(me, at.date_in(&me.zone))) }
                @else { (lang.say(w::priority_until(vision::day(me, p.until)))) }
            }
        }
    }
}
