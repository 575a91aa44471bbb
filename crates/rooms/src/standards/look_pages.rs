//! The pages of look-fors and expectations: all of them, one to print, and the form.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Drawing, Field, Fields, Markup, Page, Room, empty, form, heading, html, problems, submit};
use learning::standards::Set;
use serde::Deserialize;
use store::Conn;
use uuid::Uuid;

use super::list::{day, tongue};
use super::look::{self, About, Line, List, NewList, Whose};
use super::queries;
use super::set::{said, standard_path};
use crate::{Cx, Go, Sent, Stop, Viewer, communities, people, w};

const TEXT: usize = 12_000;
const MOST_LINES: usize = 60;
const ROLE: usize = 80;
const WHY: usize = 400;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    standard: String,
    #[serde(default)]
    about: String,
    /// Whether to begin with the example.
    #[serde(default)]
    example: String,
}

fn head(about: About) -> face::Word {
    match about {
        About::School => w::LOOK_SCHOOL,
        About::Educator => w::LOOK_EDUCATOR,
        About::Student => w::LOOK_STUDENT,
        About::Expect => w::LOOK_EXPECT,
    }
}

/// What a list is called: "Students", or for expectations the role.
fn called(me: &Viewer, list: &List) -> String {
    let name = me.lang().t(head(list.about));
    if list.role.is_empty() { name.to_owned() } else { format!("{name}: {}", list.role) }
}

/// Whose the viewer's lists can be: the district's for who leads it, and their communities'.
pub(super) fn owners(c: &mut Conn, me: &Viewer) -> Result<Vec<(Whose, String)>, Stop> {
    let mut found = Vec::new();
    if me.leads_district() {
        found.push((Whose::District, me.district_name.clone()));
    }
    let mine = if me.works_here() { communities::mine(c, me)? } else { Vec::new() };
    let works = mine.into_iter().filter(|k| k.works_here() && k.district == me.district);
    found.extend(works.map(|k| (Whose::Community(k.id), k.name)));
    Ok(found)
}

pub(super) fn value(whose: Whose) -> String {
    match whose {
        Whose::District => "district".into(),
        Whose::Community(id) => id.to_string(),
    }
}

pub(super) async fn all(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let lists = look::all(c, me)?;
        let set = queries::holding(c, me)?;
        let may = set.is_some() && !owners(c, me)?.is_empty();
        let title = if lists.is_empty() { lang.t(w::LOOK_NONE).to_owned() } else { lang.say(w::look_title(lists.len())) };
        let body = html! {
            (heading(html! { a href="/standards" { (lang.t(w::STANDARDS)) } }, &title, html! { (lang.t(w::LOOK_LEAD)) }))
            @if lists.is_empty() { (empty(Drawing::OpenDoor, lang.t(w::LOOK_EMPTY), lang.t(w::LOOK_EMPTY_WHY), may.then(|| ("/standards/look-fors/new", lang.t(w::LOOK_BEGIN))))) }
            @for about in About::ALL {
                @let here: Vec<&List> = lists.iter().filter(|l| l.about == about).collect();
                @if !here.is_empty() {
                    section aria-labelledby=(about.stored()) {
                        h2 id=(about.stored()) { (lang.t(head(about))) }
                        @for list in here { (shown(me, set.as_ref(), list)) }
                    }
                }
            }
            @if may && !lists.is_empty() { p.actions { a.button.second href="/standards/look-fors/new" data-testid="begin-look" { (lang.t(w::LOOK_BEGIN)) } } }
        };
        Ok(Page::new(Room::Goals, title, lang.say(w::look_audience(me.district_name.as_str())), body))
    })
    .await
}

/// The name of the standard a list belongs to.
fn standard_name(me: &Viewer, set: Option<&Set>, list: &List) -> Option<String> {
    let set = set.filter(|s| s.key == list.set)?;
    set.standard(&list.standard).map(|s| said(me, &s.name).to_owned())
}

/// A list with its head, among others.
fn shown(me: &Viewer, set: Option<&Set>, list: &List) -> Markup {
    html! {
        div.look {
            h3 {
                a href={ "/standards/look-fors/" (list.id) } { (standard_name(me, set, list).unwrap_or_else(|| me.lang().t(w::LOOK_WHOLE).to_owned())) }
                @if !list.role.is_empty() { ": " (list.role) }
                " " small.soft { (list.whose_name) }
            }
            (lines(me, &list.lines))
        }
    }
}

/// The lines: beside each other where one says what one would see instead.
fn lines(me: &Viewer, all: &[Line]) -> Markup {
    let lang = me.lang();
    html! {
        @if all.iter().any(|l| !l.instead.is_empty()) {
            table.stacks.side {
                thead { tr { th scope="col" { (lang.t(w::LOOK_HERE)) } th scope="col" { (lang.t(w::LOOK_INSTEAD)) } } }
                tbody { @for line in all { tr { td data-label=(lang.t(w::LOOK_HERE)) { (line.here) } td data-label=(lang.t(w::LOOK_INSTEAD)) { (line.instead) } } } }
            }
        } @else { div.prose { ul { @for line in all { li { (line.here) } } } } }
    }
}

/// On a standard's page: what one would see, and the way to another list.
pub(super) fn of_standard(c: &mut Conn, me: &Viewer, set: &Set, standard: &str) -> Result<Markup, Stop> {
    let lang = me.lang();
    let lists = if me.works_here() { look::of(c, me, &set.key, standard)? } else { Vec::new() };
    // A list is about a standard of the set that holds.
    let may = me.works_here()
        && queries::holding(c, me)?.is_some_and(|holds| holds.key == set.key)
        && !owners(c, me)?.is_empty();
    Ok(html! {
        @if !lists.is_empty() || may {
            section #look aria-labelledby="look-head" data-testid="look-fors" {
                h2 #look-head { (lang.t(w::LOOK_FORS)) }
                @if lists.is_empty() { p { (lang.t(w::LOOK_STANDARD_NONE)) } }
                @for list in &lists {
                    div.look { h3 { a href={ "/standards/look-fors/" (list.id) } { (called(me, list)) } " " small.soft { (list.whose_name) } } (lines(me, &list.lines)) }
                }
                p.actions {
                    @if may { a.button.quiet href={ "/standards/look-fors/new?standard=" (standard) } { (lang.t(w::LOOK_BEGIN)) } }
                    a.button.quiet href="/standards/look-fors" { (lang.t(w::LOOK_ALL)) }
                }
            }
        }
    })
}

pub(super) async fn show(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let list = look::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let wordings = look::wordings(c, me, id)?;
        let set = queries::holding(c, me)?;
        let audience = people::audience_line(c, me, list.audience)?;
        let standard = standard_name(me, set.as_ref(), &list);
        let title = match list.about {
            About::Expect => lang.say(w::look_expects(list.whose_name.as_str())),
            _ => lang.say(w::look_sees(list.lines.len())),
        };
        let may = may_write(c, me, &list)?;
        let body = html! {
            (heading(html! { a href="/standards/look-fors" { (lang.t(w::LOOK_FORS)) } }, &title, html! {
                (called(me, &list)) ", " (list.whose_name) "."
                @if let (Some(name), Some(set)) = (&standard, &set) { " " a href=(standard_path(&set.key, &list.standard)) lang=[tongue(me, set)] { (name) } }
            }))
            section.narrow aria-label=(called(me, &list)) data-testid="look-list" { (lines(me, &list.lines)) }
            @if may { p.actions { a.button.second href={ "/standards/look-fors/" (id) "/edit" } { (lang.t(w::LOOK_REWORD)) } } }
            @if wordings.len() > 1 && me.works_here() {
                section.narrow aria-labelledby="wordings" {
                    h2 #wordings { (lang.say(w::standards_versions(wordings.len()))) }
                    @for was in &wordings {
                        details.more {
                            summary { (lang.say(w::standards_version(was.rev, was.by_name.as_str()))) ", " (day(me, was.at.date_in(&me.zone))) @if !was.why.is_empty() { ": " (was.why) } }
                            (lines(me, &was.lines))
                        }
                    }
                }
            }
        };
        Ok(Page::new(Room::Goals, title, audience, body))
    })
    .await
}

/// Who works in the community whose it is; a district's, who leads the district.
fn may_write(c: &mut Conn, me: &Viewer, list: &List) -> Result<bool, Stop> {
    Ok(match list.whose {
        Whose::District => me.leads_district(),
        Whose::Community(id) => me.works_here() && communities::find(c, me, id)?.is_some_and(|k| k.works_here()),
    })
}

/// An example in our own words, to be reworded.
fn example(me: &Viewer, about: About) -> &'static str {
    me.lang().t(match about {
        About::School => w::LOOK_EXAMPLE_SCHOOL,
        About::Educator => w::LOOK_EXAMPLE_EDUCATOR,
        About::Student => w::LOOK_EXAMPLE_STUDENT,
        About::Expect => w::LOOK_EXAMPLE_EXPECT,
    })
}

pub(super) async fn new(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let (set, owners) = to_begin(c, me)?;
        let about = About::named(&asked.about).unwrap_or(About::Student);
        let text = if asked.example.is_empty() { String::new() } else { example(me, about).to_owned() };
        let standard = set.standard(&asked.standard).map(|s| s.key.clone()).unwrap_or_default();
        let f = Fields::prefilled([("about", about.stored().to_owned()), ("standard", standard), ("lines", text)]);
        Ok(new_page(me, &set, &owners, &f))
    })
    .await
}

fn to_begin(c: &mut Conn, me: &Viewer) -> Result<(Set, Vec<(Whose, String)>), Stop> {
    let owners = owners(c, me)?;
    if owners.is_empty() {
        return Err(Stop::NotYours(w::LOOK_WHO_WRITES));
    }
    Ok((queries::holding(c, me)?.ok_or(Stop::Refused(w::LOOK_NO_SET))?, owners))
}

fn new_page(me: &Viewer, set: &Set, owners: &[(Whose, String)], f: &Fields) -> Page {
    let lang = me.lang();
    let title = lang.t(w::LOOK_BEGIN_TITLE);
    let audience = lang.t(w::LOOK_NEW_AUDIENCE);
    let whose: Vec<(String, String)> = owners.iter().map(|(o, name)| (value(*o), name.clone())).collect();
    let standards: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::LOOK_WHOLE).to_owned()))
        .chain(set.standards.iter().map(|s| (s.key.clone(), said(me, &s.name).to_owned())))
        .collect();
    let abouts: Vec<(&str, &str, &str)> = About::ALL
        .into_iter()
        .filter(|a| *a != About::Expect || me.leads_district())
        .map(|a| (a.stored(), lang.t(head(a)), if a == About::Expect { lang.t(w::LOOK_EXPECT_WHAT) } else { "" }))
        .collect();
    let body = html! {
        (heading(html! { a href="/standards/look-fors" { (lang.t(w::LOOK_FORS)) } }, title, html! { (lang.t(w::LOOK_BEGIN_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            p.small {
                (lang.t(w::LOOK_EXAMPLES)) " "
                @for (n, about) in About::ALL.into_iter().filter(|a| *a != About::Expect || me.leads_district()).enumerate() {
                    @if n > 0 { ", " }
                    a href={ "/standards/look-fors/new?example=yes&about=" (about.stored()) "&standard=" (f.raw("standard")) } { (lang.t(head(about))) }
                }
            }
            (form(&me.who, "/standards/look-fors/new", None, html! {
                (Field::new("whose", lang.t(w::LOOK_WHOSE)).needed().select(lang, f, &whose))
                (Field::new("about", lang.t(w::LOOK_ABOUT)).needed().choices(lang, f, &abouts))
                @if me.leads_district() { (Field::new("role", lang.t(w::LOOK_ROLE)).hint(lang.t(w::LOOK_ROLE_HINT)).input(lang, f, "text")) }
                (Field::new("standard", lang.t(w::LOOK_STANDARD)).main().select(lang, f, &standards))
                (Field::new("lines", lang.t(w::LOOK_LINES)).hint(lang.t(w::LOOK_LINES_HINT)).needed().area(lang, f, 10))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href="/standards/look-fors" { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Page::new(Room::Goals, title, audience, body)
}

/// The lines as they were typed.
fn parse_lines(f: &mut Fields) -> Vec<Line> {
    let found = look::lines(&f.needed("lines", TEXT));
    if found.len() > MOST_LINES || found.iter().any(|l| l.here.is_empty()) {
        f.wrong("lines", w::LOOK_LINES_WRONG);
    }
    found
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (set, owners) = to_begin(tx, me)?;
        let whose = owners.iter().find(|(o, _)| value(*o) == f.raw("whose")).map(|(o, _)| *o);
        let about = About::named(f.choice("about", &About::ALL.map(About::stored)));
        let (role, standard) = (f.text("role", ROLE), f.raw("standard").to_owned());
        let found = parse_lines(f);
        if whose.is_none() {
            f.wrong("whose", face::w::ERROR_CHOICE);
        }
        if !standard.is_empty() && set.standard(&standard).is_none() {
            f.wrong("standard", face::w::ERROR_CHOICE);
        }
        if about == Some(About::Expect) && whose != Some(Whose::District) {
            f.wrong("about", w::LOOK_EXPECT_DISTRICT);
        }
        let (Some(whose), Some(about), false) = (whose, about, f.refused()) else {
            return Err(Stop::again(new_page(me, &set, &owners, f)));
        };
        let role = if about == About::Expect { role.as_str() } else { "" };
        let new = NewList { whose, standard: &standard, about, role, lines: &look::typed(&found) };
        let id = look::begin(tx, me.person, me.district, &set, &new)?;
        Ok(Go::to(format!("/standards/look-fors/{id}")))
    })
    .await
}

fn to_write(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<List, Stop> {
    let list = look::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if may_write(c, me, &list)? { Ok(list) } else { Err(Stop::NotYours(w::LOOK_WHO_WRITES)) }
}

pub(super) async fn edit(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.page(move |c, me| {
        let list = to_write(c, me, id)?;
        let f = Fields::prefilled([("lines", look::typed(&list.lines))]);
        edit_page(c, me, &list, &f)
    })
    .await
}

fn edit_page(c: &mut Conn, me: &Viewer, list: &List, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let path = format!("/standards/look-fors/{}", list.id);
    let title = lang.t(w::LOOK_REWORD_TITLE);
    let audience = people::audience_line(c, me, list.audience)?;
    let body = html! {
        (heading(html! { a href=(path) { (called(me, list)) } }, title, html! { (lang.t(w::LOOK_REWORD_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, &format!("{path}/edit"), Some(list.rev), html! {
                (Field::new("lines", lang.t(w::LOOK_LINES)).hint(lang.t(w::LOOK_LINES_HINT)).needed().area(lang, f, 12))
                (Field::new("why", lang.t(w::STANDARDS_CHANGE_WHY)).input(lang, f, "text"))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(path) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Ok(Page::new(Room::Goals, title, audience.clone(), body))
}

pub(super) async fn save(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let list = to_write(tx, me, id)?;
        let (found, why) = (parse_lines(f), f.text("why", WHY));
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &list, f)?));
        }
        let path = format!("/standards/look-fors/{id}");
        if f.rev() != list.rev {
            let label = me.lang().t(w::LOOK_LINES);
            let conflict = Conflict {
                action: &format!("{path}/edit"),
                rev: list.rev,
                by: &list.by_name,
                fields: vec![("lines", label, look::typed(&found), look::typed(&list.lines))],
                hidden: vec![("why", why)],
            };
            let audience = people::audience_line(tx, me, list.audience)?;
            return Err(Stop::stale(Page::new(Room::Goals, called(me, &list), audience, conflict.view(&me.who))));
        }
        if found != list.lines {
            look::reword(tx, me.person, me.district, &list, (&found, &why))?;
        }
        Ok(Go::to(path))
    })
    .await
}
