//! The pages of continua: all of them, one as a picture with what communities said of themselves, the form, and the marking.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Drawing, Field, Fields, Markup, Page, Room, empty, form, heading, html, problems, submit};
use learning::continuum::{Continuum, Mark, Marks, What, Wrong};
use serde::Deserialize;
use store::{CommunityId, Conn};
use uuid::Uuid;

use super::continua::{self, Known, Marking};
use super::list::day;
use super::look::Whose;
use super::look_pages::{owners, value};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

const TEXT: usize = 40_000;
const TITLE: usize = 160;
const ABOUT: usize = 600;
const EVIDENCE: usize = 300;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    example: String,
    #[serde(default)]
    community: String,
}

fn path(id: Uuid) -> String {
    format!("/standards/continua/{id}")
}

pub(super) async fn all(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let found = continua::all(c, me)?;
        let marked = continua::marked(c, me)?;
        let may = !owners(c, me)?.is_empty();
        let title = if found.is_empty() { lang.t(w::CONTINUA_NONE).to_owned() } else { lang.say(w::continua_title(found.len())) };
        let body = html! {
            (heading(html! { a href="/standards" { (lang.t(w::STANDARDS)) } }, &title, html! { (lang.t(w::CONTINUA_LEAD)) }))
            @if found.is_empty() { (empty(Drawing::Table, lang.t(w::CONTINUA_EMPTY), lang.t(w::CONTINUA_EMPTY_WHY), may.then(|| ("/standards/continua/new?example=yes", lang.t(w::CONTINUA_EXAMPLE_GO))))) }
            @else {
                ul.list data-testid="continua" {
                    @for known in &found {
                        li {
                            div { a href=(path(known.id)) { (known.continuum.title) } small { (known.whose_name) } }
                            span.when { @if let Some(n) = marked.get(&known.id) { (lang.say(w::continua_marked(*n))) } }
                        }
                    }
                }
            }
            @if may { p.actions { a.button.second href="/standards/continua/new" data-testid="begin-continuum" { (lang.t(w::CONTINUA_BEGIN)) } } }
        };
        Ok(Page::new(Room::Goals, title, lang.say(w::look_audience(me.district_name.as_str())), body))
    })
    .await
}

pub(super) async fn show(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let known = continua::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let wordings = continua::wordings(c, me, id)?;
        let markings = if me.works_here() { continua::markings(c, me, id)? } else { Vec::new() };
        let audience = people::audience_line(c, me, known.audience)?;
        let may = may_write(c, me, &known)?;
        let mine: Vec<Community> = mine(c, me)?;
        let title = match last_of_each(&markings).len() {
            0 => known.continuum.title.clone(),
            n => lang.say(w::continuum_title(n, known.continuum.title.as_str())),
        };
        let body = html! {
            (heading(html! { a href="/standards/continua" { (lang.t(w::CONTINUA)) } ", " (known.whose_name) }, &title, html! { @if !known.continuum.about.is_empty() { (known.continuum.about) } @else { (lang.t(w::CONTINUUM_LEAD)) } }))
            (picture(me, &known, &wordings, &markings))
            @if !mine.is_empty() {
                p.actions {
                    @for community in &mine { a.button.second href={ (path(id)) "/mark?community=" (community.id) } data-testid="mark" { (lang.say(w::continuum_mark_as(community.name.as_str()))) } }
                }
            }
            (history(me, &wordings, &markings))
            section.narrow aria-label=(lang.t(w::CONTINUUM_MORE)) {
                p.actions {
                    @if may { a.button.quiet href={ (path(id)) "/edit" } { (lang.t(w::LOOK_REWORD)) } }
                    @if !owners(c, me)?.is_empty() { a.button.quiet href={ (path(id)) "/copy" } { (lang.t(w::CONTINUUM_COPY)) } }
                }
                @if wordings.len() > 1 && me.works_here() {
                    details.more {
                        summary { (lang.say(w::standards_versions(wordings.len()))) }
                        ul.list.tight { @for was in &wordings { li { div { (lang.say(w::standards_version(was.n, was.by_name.as_str()))) @if !was.why.is_empty() { small { (was.why) } } } span.when { (face::since(lang, was.at, me.now, &me.zone)) } } } }
                    }
                }
            }
        };
        Ok(Page::new(Room::Goals, title, audience, body))
    })
    .await
}

/// The newest marking of each community.
fn last_of_each(markings: &[Marking]) -> Vec<&Marking> {
    let mut last: Vec<&Marking> = Vec::new();
    for marking in markings {
        if last.iter().all(|m| m.community != marking.community) {
            last.push(marking);
        }
    }
    last
}

/// The communities that can mark: the viewer's own, in this district.
fn mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Community>, Stop> {
    if !me.works_here() {
        return Ok(Vec::new());
    }
    Ok(communities::mine(c, me)?.into_iter().filter(|k| k.works_here() && k.district == me.district).collect())
}

/// The rows, the most desired on the left; in each cell who sees itself there, since when and why.
fn picture(me: &Viewer, known: &Known, wordings: &[Known], markings: &[Marking]) -> Markup {
    let lang = me.lang();
    let continuum = &known.continuum;
    let columns = continuum.columns();
    // What was said on an earlier wording still stands where the component reads as it did.
    let here = |marking: &Marking| -> Vec<(usize, Mark)> {
        let Some(was) = wordings.iter().find(|w| w.n == marking.n) else { return Vec::new() };
        let places = continuum.alike(&was.continuum);
        let moved = |m: &Mark| places.iter().find(|(then, _)| *then == m.component).map(|(_, now)| (*now, m.clone()));
        marking.marks.0.iter().filter_map(moved).collect()
    };
    // Only the ends are named: what lies between has no number, or numbers would be added up.
    let end = |n: usize| match n {
        0 => Some(lang.t(w::CONTINUUM_MOST)),
        n if n + 1 == columns => Some(lang.t(w::CONTINUUM_LEAST)),
        _ => None,
    };
    let last: Vec<(&Marking, Vec<(usize, Mark)>)> = last_of_each(markings).into_iter().map(|m| (m, here(m))).collect();
    html! {
        div.scroll tabindex="0" role="region" aria-label=(continuum.title) {
            table.stacks.continuum data-testid="continuum" {
                caption.visually-hidden { (lang.t(w::CONTINUUM_CAPTION)) }
                thead {
                    tr {
                        th scope="col" { (lang.t(w::CONTINUUM_COMPONENT)) }
                        @for n in 0..columns { th scope="col" { @if let Some(end) = end(n) { (end) } @else { span.visually-hidden { (n + 1) } } } }
                    }
                }
                tbody {
                    @for (row, component) in continuum.components.iter().enumerate() {
                        tr {
                            th scope="row" { (component.name) }
                            @for n in 0..columns {
                                @if let Some(text) = component.variations.get(n) {
                                    td data-label=[end(n)] {
                                        (text)
                                        @for (marking, marks) in &last {
                                            @for (_, mark) in marks.iter().filter(|(at, m)| *at == row && m.variation == n) {
                                                p.seen-here { strong { (marking.community_name) } ", " (day(me, marking.on)) ": " span.said { (mark.evidence) } }
                                            }
                                        }
                                    }
                                } @else { td.soft aria-hidden="true" {} }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What each community said before.
fn history(me: &Viewer, wordings: &[Known], markings: &[Marking]) -> Markup {
    let lang = me.lang();
    html! {
        @if !markings.is_empty() {
            section.narrow aria-labelledby="said" {
                h2 #said { (lang.say(w::continuum_said(markings.len()))) }
                @for marking in markings {
                    details.more data-testid="marking" {
                        summary { (marking.community_name) ", " (day(me, marking.on)) }
                        @if let Some(was) = wordings.iter().find(|w| w.n == marking.n) {
                            ul.list {
                                @for (row, component) in was.continuum.components.iter().enumerate() {
                                    @if let Some(mark) = marking.marks.on(row) && let Some(text) = component.variations.get(mark.variation) {
                                        li { div { strong { (component.name) } ": " (text) small { (mark.evidence) } } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who works in the community whose it is; a district's, who leads the district.
fn may_write(c: &mut Conn, me: &Viewer, known: &Known) -> Result<bool, Stop> {
    Ok(match known.whose {
        Whose::District => me.leads_district(),
        Whose::Community(id) => me.works_here() && communities::find(c, me, id)?.is_some_and(|k| k.works_here()),
    })
}

/// Our own example, in the viewer's language.
fn example(me: &Viewer) -> Fields {
    let lang = me.lang();
    Fields::prefilled([
        ("title", lang.t(w::CONTINUUM_EXAMPLE_TITLE).to_owned()),
        ("about", lang.t(w::CONTINUUM_EXAMPLE_ABOUT).to_owned()),
        ("rows", lang.t(w::CONTINUUM_EXAMPLE_ROWS).to_owned()),
    ])
}

fn to_begin(c: &mut Conn, me: &Viewer) -> Result<Vec<(Whose, String)>, Stop> {
    let owners = owners(c, me)?;
    if owners.is_empty() { Err(Stop::NotYours(w::LOOK_WHO_WRITES)) } else { Ok(owners) }
}

pub(super) async fn new(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let owners = to_begin(c, me)?;
        let f = if asked.example.is_empty() { Fields::default() } else { example(me) };
        Ok(new_page(me, &owners, &f, &[]))
    })
    .await
}

/// A form that begins with what is there, to be reworded as one's own.
pub(super) async fn copy(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.page(move |c, me| {
        let known = continua::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let owners = to_begin(c, me)?;
        let mut f = prefilled(&known.continuum);
        f.set("from", id.to_string());
        Ok(new_page(me, &owners, &f, &[]))
    })
    .await
}

fn prefilled(continuum: &Continuum) -> Fields {
    Fields::prefilled([
        ("title", continuum.title.clone()),
        ("about", continuum.about.clone()),
        ("rows", continuum.typed()),
    ])
}

fn new_page(me: &Viewer, owners: &[(Whose, String)], f: &Fields, wrong: &[Wrong]) -> Page {
    let lang = me.lang();
    let title = lang.t(w::CONTINUA_BEGIN_TITLE);
    let audience = lang.t(w::LOOK_NEW_AUDIENCE);
    let whose: Vec<(String, String)> = owners.iter().map(|(o, name)| (value(*o), name.clone())).collect();
    let body = html! {
        (heading(html! { a href="/standards/continua" { (lang.t(w::CONTINUA)) } }, title, html! { (lang.t(w::CONTINUA_BEGIN_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            p.small { a href="/standards/continua/new?example=yes" { (lang.t(w::CONTINUA_EXAMPLE_GO)) } }
            (form(&me.who, "/standards/continua/new", None, html! {
                input type="hidden" name="from" value=(f.raw("from"));
                (Field::new("whose", lang.t(w::CONTINUUM_WHOSE)).needed().select(lang, f, &whose))
                (fields(me, f, wrong))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href="/standards/continua" { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Page::new(Room::Goals, title, audience, body)
}

fn fields(me: &Viewer, f: &Fields, wrong: &[Wrong]) -> Markup {
    let lang = me.lang();
    html! {
        (Field::new("title", lang.t(w::CONTINUUM_PRACTICE)).needed().input(lang, f, "text"))
        (Field::new("about", lang.t(w::CONTINUUM_ABOUT)).hint(lang.t(w::CONTINUUM_ABOUT_HINT)).area(lang, f, 2))
        @if !wrong.is_empty() {
            ul.error data-testid="faults" {
                @for one in wrong.iter().take(30) { li { (lang.say(w::standards_line(i64::try_from(one.line).unwrap_or(0), lang.t(said(one.what))))) } }
            }
        }
        (Field::new("rows", lang.t(w::CONTINUUM_ROWS)).hint(lang.t(w::CONTINUUM_ROWS_HINT)).needed().area(lang, f, 16))
    }
}

fn said(what: What) -> face::Word {
    match what {
        What::Empty => w::CONTINUUM_WRONG_EMPTY,
        What::Components => w::CONTINUUM_WRONG_COMPONENTS,
        What::Variations => w::CONTINUUM_WRONG_VARIATIONS,
        What::Long => w::CONTINUUM_WRONG_LONG,
        What::Twice => w::CONTINUUM_WRONG_TWICE,
    }
}

/// The continuum that was typed, or what is wrong with its lines.
fn parse(f: &mut Fields) -> (Option<Continuum>, Vec<Wrong>) {
    let (title, about) = (f.needed("title", TITLE), f.text("about", ABOUT));
    let rows = f.needed("rows", TEXT);
    if f.problem_of("rows").is_some() {
        return (None, Vec::new());
    }
    match Continuum::read(&rows) {
        Ok(components) if !f.refused() => (Some(Continuum { title, about, components }), Vec::new()),
        Ok(_) => (None, Vec::new()),
        Err(wrong) => {
            f.wrong("rows", w::CONTINUUM_NOT_READ);
            (None, wrong)
        }
    }
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let owners = to_begin(tx, me)?;
        let whose = owners.iter().find(|(o, _)| value(*o) == f.raw("whose")).map(|(o, _)| *o);
        if whose.is_none() {
            f.wrong("whose", face::w::ERROR_CHOICE);
        }
        let from = match f.pick::<Uuid>("from") {
            Some(from) => Some(continua::find(tx, me, from)?.ok_or(Stop::Nothing)?.id),
            None => None,
        };
        let (continuum, wrong) = parse(f);
        let (Some(whose), Some(continuum)) = (whose, continuum) else {
            return Err(Stop::again(new_page(me, &owners, f, &wrong)));
        };
        let id = continua::begin(tx, me.person, me.district, whose, &continuum, from)?;
        Ok(Go::to(path(id)))
    })
    .await
}

fn to_write(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Known, Stop> {
    let known = continua::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if may_write(c, me, &known)? { Ok(known) } else { Err(Stop::NotYours(w::LOOK_WHO_WRITES)) }
}

pub(super) async fn edit(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.page(move |c, me| {
        let known = to_write(c, me, id)?;
        edit_page(c, me, &known, &prefilled(&known.continuum), &[])
    })
    .await
}

fn edit_page(c: &mut Conn, me: &Viewer, known: &Known, f: &Fields, wrong: &[Wrong]) -> Result<Page, Stop> {
    let lang = me.lang();
    let title = lang.t(w::CONTINUUM_REWORD_TITLE);
    let audience = people::audience_line(c, me, known.audience)?;
    let body = html! {
        (heading(html! { a href=(path(known.id)) { (known.continuum.title) } }, title, html! { (lang.t(w::CONTINUUM_REWORD_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, &format!("{}/edit", path(known.id)), Some(known.n), html! {
                (fields(me, f, wrong))
                (Field::new("why", lang.t(w::STANDARDS_CHANGE_WHY)).input(lang, f, "text"))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(path(known.id)) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Ok(Page::new(Room::Goals, title, audience.clone(), body))
}

pub(super) async fn save(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = to_write(tx, me, id)?;
        let why = f.text("why", ABOUT);
        let (continuum, wrong) = parse(f);
        let Some(continuum) = continuum.filter(|_| !f.refused()) else {
            return Err(Stop::again(edit_page(tx, me, &known, f, &wrong)?));
        };
        if f.rev() != known.n {
            let lang = me.lang();
            let (now, saved) = (&continuum, &known.continuum);
            let conflict = Conflict {
                action: &format!("{}/edit", path(id)),
                rev: known.n,
                by: &known.by_name,
                fields: vec![
                    ("title", lang.t(w::CONTINUUM_PRACTICE), now.title.clone(), saved.title.clone()),
                    ("about", lang.t(w::CONTINUUM_ABOUT), now.about.clone(), saved.about.clone()),
                    ("rows", lang.t(w::CONTINUUM_ROWS), now.typed(), saved.typed()),
                ],
                hidden: vec![("why", why)],
            };
            let audience = people::audience_line(tx, me, known.audience)?;
            return Err(Stop::stale(Page::new(Room::Goals, saved.title.clone(), audience, conflict.view(&me.who))));
        }
        if continuum != known.continuum {
            continua::reword(tx, me.person, me.district, &known, (&continuum, &why))?;
        }
        Ok(Go::to(path(id)))
    })
    .await
}

/// A continuum and the viewer's community that is about to mark it.
fn to_mark(c: &mut Conn, me: &Viewer, id: Uuid, community: &str) -> Result<(Known, Community), Stop> {
    let known = continua::find(c, me, id)?.ok_or(Stop::Nothing)?;
    let asked: Option<CommunityId> = community.parse().ok();
    let found = mine(c, me)?.into_iter().find(|k| asked.is_none_or(|id| k.id == id));
    match (found, asked) {
        (Some(community), _) => Ok((known, community)),
        (None, Some(_)) => Err(Stop::Nothing),
        (None, None) => Err(Stop::NotYours(w::CONTINUUM_WHO_MARKS)),
    }
}

pub(super) async fn marking(cx: Cx, Path(id): Path<Uuid>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let (known, community) = to_mark(c, me, id, &asked.community)?;
        let f = Fields::prefilled([("on", me.today().to_string()), ("seen", "us".to_owned())]);
        Ok(mark_page(me, &known, &community, &f))
    })
    .await
}

fn mark_page(me: &Viewer, known: &Known, community: &Community, f: &Fields) -> Page {
    let lang = me.lang();
    let title = lang.say(w::continuum_where(community.name.as_str()));
    let body = html! {
        (heading(html! { a href=(path(known.id)) { (known.continuum.title) } }, &title, html! { (lang.t(w::CONTINUUM_MARK_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, &format!("{}/mark", path(known.id)), Some(known.n), html! {
                input type="hidden" name="community" value=(community.id);
                @for (row, component) in known.continuum.components.iter().enumerate() {
                    fieldset.field.choices {
                        legend { (component.name) }
                        @let name = format!("at-{row}");
                        @for (n, text) in component.variations.iter().enumerate() {
                            label { input type="radio" name=(name) value=(n) checked[f.raw(&name) == n.to_string()]; span { (text) } }
                        }
                        label { input type="radio" name=(name) value="" checked[f.raw(&name).is_empty()]; span { (lang.t(w::CONTINUUM_NOT_NOW)) } }
                    }
                    @let why = format!("why-{row}");
                    (Field::new(&why, lang.t(w::CONTINUUM_EVIDENCE)).main().input(lang, f, "text"))
                }
                (Field::new("on", lang.t(w::CONTINUUM_ON)).needed().input(lang, f, "date"))
                (Field::new("seen", lang.t(w::STANDARD_SEEN_BY)).needed().choices(lang, f, &[
                    ("us", lang.t(w::CONTINUUM_SEEN_US), ""),
                    ("district", lang.t(w::CONTINUUM_SEEN_DISTRICT), ""),
                ]))
                div.actions { (submit(lang.t(w::CONTINUUM_MARK_SAVE))) a.button.quiet href=(path(known.id)) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Page::new(Room::Goals, title, lang.t(w::LOOK_NEW_AUDIENCE), body)
}

pub(super) async fn mark(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (known, community) = to_mark(tx, me, id, f.raw("community"))?;
        if f.rev() != known.n {
            return Err(Stop::Refused(w::CONTINUUM_CHANGED_SINCE));
        }
        let mut marks = Vec::new();
        for (row, component) in known.continuum.components.iter().enumerate() {
            let (at, why) = (format!("at-{row}"), format!("why-{row}"));
            let evidence = f.text(&why, EVIDENCE);
            match f.pick::<usize>(&at) {
                Some(variation) if variation < component.variations.len() && !evidence.is_empty() => {
                    marks.push(Mark { component: row, variation, evidence });
                }
                Some(variation) if variation < component.variations.len() => f.wrong(&why, w::CONTINUUM_NO_EVIDENCE),
                Some(_) => f.wrong(&why, face::w::ERROR_CHOICE),
                None => {}
            }
        }
        let marks = Marks(marks);
        let on = f.date("on");
        let open = f.choice("seen", &["us", "district"]) == "district";
        if on.is_none_or(|on| on > me.today()) && f.problem_of("on").is_none() {
            f.wrong("on", face::w::ERROR_DATE);
        }
        if !f.refused() && !marks.fit(&known.continuum) {
            f.wrong("why-0", w::CONTINUUM_NOTHING_MARKED);
        }
        let (Some(on), false) = (on, f.refused()) else {
            return Err(Stop::again(mark_page(me, &known, &community, f)));
        };
        let what = (known.id, known.n, known.continuum.title.as_str());
        continua::mark(tx, me.person, &community, what, (on, &marks), open)?;
        Ok(Go::to(path(id)))
    })
    .await
}
