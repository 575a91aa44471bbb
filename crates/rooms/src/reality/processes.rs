//! What carries learning at a place, and what is expected of it: two plain lists that are looked at now and then.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use serde::Deserialize;
use store::{Conn, PersonId, ProcessId};
use uuid::Uuid;

use super::editing;
use super::here::{self, Here};
use super::list::Asked;
use super::process_queries::{self, Carrier, NewProcess, Process, Verdict};
use crate::{Cx, Go, Sent, Stop, Viewer, people, vision, w};

/// What the fields take, in characters.
const NAME: usize = 160;
const WHOM: usize = 200;
const WELL: usize = 600;

#[derive(Deserialize, Default)]
pub(super) struct AskedNew {
    #[serde(default)]
    at: String,
    #[serde(default)]
    kind: String,
}

/// The page of a place's lists.
pub(super) fn path(id: Uuid) -> String {
    format!("/processes?at={id}")
}

pub(super) async fn list(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let here = here::asked(c, me, &asked.at)?.0.ok_or(Stop::NotYours(w::REALITY_WHO))?;
        let all = process_queries::of_place(c, me, &here.place)?;
        let audience = here::seen_by(c, me, &here.place)?;
        let change = all.iter().filter(|p| p.verdict.is_some_and(|v| v != Verdict::Keep)).count();
        let title = lang.say(w::process_title(all.len(), change, here.place.name.as_str()));
        let body = html! {
            (heading(html! { a href=(here.path()) { (here.place.name) } }, &title, html! { (lang.t(w::PROCESS_LEAD)) }))
            @for kind in Carrier::ALL { (list_of(me, &here, kind, &all)) }
        };
        Ok(Page::new(Room::Goals, title, audience, body))
    })
    .await
}

fn list_of(me: &Viewer, here: &Here, kind: Carrier, all: &[Process]) -> Markup {
    let lang = me.lang();
    let of: Vec<&Process> = all.iter().filter(|p| p.kind == kind).collect();
    let (head, none, go) = match kind {
        Carrier::Process => (w::PROCESS_HEAD, w::PROCESS_NONE, w::PROCESS_NEW),
        Carrier::Expectation => (w::PROCESS_HEAD_EXPECTED, w::PROCESS_NONE_EXPECTED, w::PROCESS_NEW_EXPECTED),
    };
    let new = format!("/processes/new?at={}&kind={}", here.place.id(), kind.stored());
    html! {
        section aria-labelledby=(kind.stored()) {
            h2 id=(kind.stored()) { (lang.t(head)) }
            @if of.is_empty() { p.small { (lang.t(none)) } }
            @else {
                ul.list data-testid={ "list-" (kind.stored()) } {
                    @for p in &of {
                        li {
                            div {
                                a href={ "/processes/" (p.id) } { (p.name) }
                                @if !p.whom.is_empty() { small { (lang.say(whom_line(kind, &p.whom))) } }
                                @if !p.well.is_empty() { small { (p.well) } }
                            }
                            span.when { (lang.t(p.verdict.map_or(w::PROCESS_UNDECIDED, Verdict::word))) }
                        }
                    }
                }
            }
            p.actions { a.button.quiet href=(new) data-testid={ "new-" (kind.stored()) } { (lang.t(go)) } }
        }
    }
}

fn whom_line(kind: Carrier, whom: &str) -> face::Said<'_> {
    match kind {
        Carrier::Process => w::process_serves(whom),
        Carrier::Expectation => w::process_expected_of(whom),
    }
}

/// Its form: the kind in view says how the fields are called.
fn form_page(
    c: &mut Conn,
    me: &Viewer,
    here: &Here,
    (kind, now): (Carrier, Option<&Process>),
    f: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let owners = editing::owners(c, me, here.place.community, now.and_then(|p| p.owner.as_ref()))?;
    let audience = here::seen_by(c, me, &here.place)?;
    let (title, whom, well) = match (kind, now.is_some()) {
        (Carrier::Process, false) => (w::PROCESS_NEW, w::PROCESS_WHOM, w::PROCESS_WELL),
        (Carrier::Process, true) => (w::PROCESS_LOOK, w::PROCESS_WHOM, w::PROCESS_WELL),
        (Carrier::Expectation, false) => (w::PROCESS_NEW_EXPECTED, w::PROCESS_OF_WHOM, w::PROCESS_MET),
        (Carrier::Expectation, true) => (w::PROCESS_LOOK, w::PROCESS_OF_WHOM, w::PROCESS_MET),
    };
    let (name, hint) = match kind {
        Carrier::Process => (w::PROCESS_NAME, w::PROCESS_NAME_HINT),
        Carrier::Expectation => (w::PROCESS_NAME_EXPECTED, w::PROCESS_NAME_EXPECTED_HINT),
    };
    let mut verdicts = vec![(String::new(), lang.t(w::PROCESS_UNDECIDED).to_owned())];
    verdicts.extend(Verdict::ALL.map(|v| (v.stored().to_owned(), lang.t(v.word()).to_owned())));
    let action = now.map_or("/processes/new".to_owned(), |p| format!("/processes/{}/edit", p.id));
    let back = now.map_or(path(here.place.id()), |p| format!("/processes/{}", p.id));
    let body = html! {
        (heading(html! { a href=(path(here.place.id())) { (here.place.name) } }, lang.t(title), html! { @if let Some(p) = now { (p.name) } }))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, &action, now.map(|p| p.rev), html! {
                @if now.is_none() {
                    input type="hidden" name="place" value=(here.place.id());
                    input type="hidden" name="kind" value=(kind.stored());
                }
                (Field::new("name", lang.t(name)).hint(lang.t(hint)).needed().input(lang, f, "text"))
                (Field::new("whom", lang.t(whom)).input(lang, f, "text"))
                (Field::new("well", lang.t(well)).area(lang, f, 2))
                (Field::new("verdict", lang.t(w::PROCESS_VERDICT)).select(lang, f, &verdicts))
                (editing::owner_field(me, f, &owners, lang.t(w::REALITY_OWNER)))
                (Field::new("on", lang.t(w::PROCESS_ON)).needed().input(lang, f, "date"))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(back) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Ok(Page::new(Room::Goals, lang.t(title), audience, body))
}

/// What was sent.
struct Typed {
    name: String,
    whom: String,
    well: String,
    verdict: Option<Verdict>,
    owner: Option<PersonId>,
    on: Option<jiff::civil::Date>,
}

impl Typed {
    fn as_new(&self, kind: Carrier) -> Option<NewProcess<'_>> {
        let Typed { name, whom, well, verdict, owner, on } = self;
        Some(NewProcess { kind, name, whom, well, verdict: *verdict, owner: *owner, on: (*on)? })
    }
}

fn parse(me: &Viewer, f: &mut Fields, owners: &[(PersonId, String)]) -> Typed {
    let verdict = f.raw("verdict").to_owned();
    if !verdict.is_empty() && Verdict::named(&verdict).is_none() {
        f.wrong("verdict", face::w::ERROR_CHOICE);
    }
    let on = f.date("on");
    match on {
        None if f.problem_of("on").is_none() => f.wrong("on", face::w::ERROR_NEEDED),
        Some(day) if day > me.today() => f.wrong("on", w::REALITY_SINCE_LATER),
        _ => {}
    }
    Typed {
        name: f.needed("name", NAME),
        whom: f.text("whom", WHOM),
        well: f.text("well", WELL),
        verdict: Verdict::named(&verdict),
        owner: editing::chosen_owner(me, f, owners),
        on,
    }
}

pub(super) async fn new(cx: Cx, Query(asked): Query<AskedNew>) -> Response {
    cx.page(move |c, me| {
        let here = here::asked(c, me, &asked.at)?.0.ok_or(Stop::NotYours(w::REALITY_WHO))?;
        let kind = Carrier::named(&asked.kind).unwrap_or(Carrier::Process);
        let f = Fields::prefilled([("on", me.today().to_string())]);
        form_page(c, me, &here, (kind, None), &f)
    })
    .await
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let asked: Uuid = f.pick("place").ok_or(Stop::Nothing)?;
        let here = here::of_id(tx, me, asked)?;
        let kind = Carrier::named(f.raw("kind")).ok_or(Stop::Nothing)?;
        let owners = editing::owners(tx, me, here.place.community, None)?;
        let typed = parse(me, f, &owners);
        let (Some(new), false) = (typed.as_new(kind), f.refused()) else {
            return Err(Stop::again(form_page(tx, me, &here, (kind, None), f)?));
        };
        process_queries::carry(tx, me.person, me.district, &here.place, &new)?;
        Ok(Go::to(path(here.place.id())))
    })
    .await
}

pub(super) async fn show(cx: Cx, Path(id): Path<ProcessId>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let p = process_queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let looks = process_queries::looks(c, me, id)?;
        let audience = people::audience_line(c, me, p.audience)?;
        let works = here::works_on(c, me, p.org, p.community)?;
        let verdict = |v: Option<Verdict>| lang.t(v.map_or(w::PROCESS_UNDECIDED, Verdict::word));
        let body = html! {
            (heading(
                html! { a href=(path(p.place_id())) { (p.place) } },
                &p.name,
                html! { @if !p.whom.is_empty() { (lang.say(whom_line(p.kind, &p.whom))) } },
            ))
            section #stands data-live-on={ "process:" (id) } data-live-get={ "/processes/" (id) } {
                dl.facts data-testid="facts" {
                    @if !p.well.is_empty() { dt { (lang.t(if p.kind == Carrier::Process { w::PROCESS_WELL } else { w::PROCESS_MET })) } dd { (p.well) } }
                    dt { (lang.t(w::PROCESS_VERDICT)) } dd { (verdict(p.verdict)) }
                    dt { (lang.t(w::PROCESS_ON)) } dd { (vision::day(me, p.looked_on)) small { (p.changed_by) } }
                    dt { (lang.t(w::REALITY_OWNER)) }
                    dd { @if let Some((id, name)) = &p.owner { a href={ "/people/" (id) } { (name) } } @else { (lang.t(w::REALITY_NOBODY)) } }
                }
                @if works { p.actions { a.button.second href={ "/processes/" (id) "/edit" } data-testid="look-again" { (lang.t(w::PROCESS_LOOK)) } } }
            }
            @if !looks.is_empty() {
                section.narrow aria-labelledby="before" {
                    h2 #before { (lang.t(w::PROCESS_BEFORE)) }
                    ul.list.tight data-testid="history" {
                        @for (well, was, on, by) in &looks {
                            li { div { (verdict(*was)) small { (by) @if !well.is_empty() { ": " (well) } } } span.when { (vision::day(me, *on)) } }
                        }
                    }
                }
            }
        };
        Ok(Page::new(Room::Goals, &p.name, audience, body).live([format!("process:{id}")]))
    })
    .await
}

/// One the viewer may look at again, and its place.
fn mine(c: &mut Conn, me: &Viewer, id: ProcessId) -> Result<(Process, Here), Stop> {
    let p = process_queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    match here::of_id(c, me, p.place_id()) {
        Ok(here) => Ok((p, here)),
        Err(Stop::Nothing) => Err(Stop::NotYours(w::REALITY_WHO)),
        Err(stop) => Err(stop),
    }
}

pub(super) async fn edit(cx: Cx, Path(id): Path<ProcessId>) -> Response {
    cx.page(move |c, me| {
        let (p, here) = mine(c, me, id)?;
        let f = Fields::prefilled([
            ("name", p.name.clone()),
            ("whom", p.whom.clone()),
            ("well", p.well.clone()),
            ("verdict", p.verdict.map_or("", Verdict::stored).to_owned()),
            ("owner", p.owner.as_ref().map(|(id, _)| editing::owner_value(me, *id)).unwrap_or_default()),
            ("on", me.today().to_string()),
        ]);
        form_page(c, me, &here, (p.kind, Some(&p)), &f)
    })
    .await
}

pub(super) async fn save(cx: Cx, Path(id): Path<ProcessId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (p, here) = mine(tx, me, id)?;
        let owners = editing::owners(tx, me, here.place.community, p.owner.as_ref())?;
        let typed = parse(me, f, &owners);
        let (Some(new), false) = (typed.as_new(p.kind), f.refused()) else {
            return Err(Stop::again(form_page(tx, me, &here, (p.kind, Some(&p)), f)?));
        };
        if f.rev() != p.rev {
            let lang = me.lang();
            let view = Conflict {
                action: &format!("/processes/{id}/edit"),
                rev: p.rev,
                by: &p.changed_by,
                fields: vec![
                    ("name", lang.t(w::PROCESS_NAME), typed.name.clone(), p.name.clone()),
                    ("whom", lang.t(w::PROCESS_WHOM), typed.whom.clone(), p.whom.clone()),
                    ("well", lang.t(w::PROCESS_WELL), typed.well.clone(), p.well.clone()),
                ],
                hidden: ["verdict", "owner", "on"].map(|name| (name, f.raw(name).to_owned())).to_vec(),
            };
            let audience = people::audience_line(tx, me, p.audience)?;
            return Err(Stop::stale(Page::new(Room::Goals, &p.name, audience, view.view(&me.who))));
        }
        process_queries::look_again(tx, me.person, id, &new)?;
        Ok(Go::to(format!("/processes/{id}")))
    })
    .await
}
