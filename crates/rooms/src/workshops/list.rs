//! The workshops one may see, a new one, and coming in by the code.

use axum::extract::Query;
use axum::response::Response;
use face::{Drawing, Field, Fields, Markup, Page, Room, empty, form, heading, html, problems, submit};
use learning::workshop::{Brings, Workshop as Shape};
use serde::Deserialize;
use store::{Conn, Tx, WaveId};

use super::queries::{self, NewWorkshop};
use super::workshop::{self, State, Workshop};
use crate::communities::{self, Community};
use crate::surveys::{self, Readable};
use crate::{Cx, Go, Sent, Stop, Viewer, people, vision, w};

const TITLE: usize = 120;
const TEXT: usize = 12_000;
const LINK: usize = 400;
const OPTIONS: usize = 800;
const OPTION: usize = 160;
const MOST_OPTIONS: usize = 5;
/// Guesses of a code per person and quarter of an hour.
const MOST_TRIES: i64 = 20;

pub(super) async fn page(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let all = queries::list(c, me)?;
        let begins = me.works_here() && !places(c, me)?.is_empty();
        let running = all.iter().filter(|w| w.state != State::Ended).count();
        let title = match (all.len(), running) {
            (0, _) => lang.t(w::WORKSHOPS_TITLE_NONE).to_owned(),
            (n, 0) => lang.say(w::workshops_title(n)),
            (_, n) => lang.say(w::workshops_title_running(n)),
        };
        let body = html! {
            (heading(html! { a href="/vision" { (lang.t(w::VISION)) } }, &title, html! { (lang.t(w::WORKSHOPS_LEAD)) }))
            @if all.is_empty() {
                @let why = if begins { w::WORKSHOPS_EMPTY_WHY } else { w::WORKSHOPS_EMPTY_WAIT };
                (empty(Drawing::Table, lang.t(w::WORKSHOPS_EMPTY), lang.t(why), begins.then_some(("/workshops/new", lang.t(w::WORKSHOP_BEGIN)))))
            } @else {
                ul.list data-testid="workshops" { @for w in &all { (row(me, w)) } }
                @if begins { p.actions { a.button href="/workshops/new" data-testid="begin-workshop" { (lang.t(w::WORKSHOP_BEGIN)) } } }
            }
            @if me.works_here() { p.actions { a.button.quiet href="/workshops/join" data-testid="by-code" { (lang.t(w::WORKSHOP_HAVE_CODE)) } } }
        };
        Ok(Page::new(Room::Goals, title, lang.t(w::WORKSHOPS_AUDIENCE), body).live(["home".to_owned()]))
    })
    .await
}

fn row(me: &Viewer, w: &Workshop) -> Markup {
    let lang = me.lang();
    let on = face::near(lang, w.ended.unwrap_or(w.made).date_in(&me.zone), me.today());
    html! {
        li {
            div { a href=(w.path()) { (w.title) } small { (w.shape.name.get(lang.tag())) ", " (w.place) } }
            @match w.state {
                State::Ended => span.when { (on) },
                State::Paused => span.when { (lang.t(w::WORKSHOP_STATE_RESTS)) },
                State::Running => span.when.now { (lang.t(w::WORKSHOP_STATE_NOW)) },
            }
        }
    }
}

/// Where the viewer can begin one: communities they facilitate, places they lead.
fn places(c: &mut Conn, me: &Viewer) -> Result<Vec<vision::Place>, Stop> {
    let mut found: Vec<vision::Place> = Vec::new();
    let leads = me.hats.iter().filter(|h| {
        h.role.evaluates() && matches!(h.org_kind.as_str(), "school" | "department" | "district" | "local")
    });
    for hat in leads {
        if found.iter().all(|p| p.org != hat.org) {
            found.push(vision::Place { org: hat.org, community: None, name: hat.org_name.clone() });
        }
    }
    let mine = communities::mine(c, me)?.into_iter().filter(|k| k.facilitates() && k.district == me.district);
    found.extend(mine.map(|k| vision::Place { org: k.org, community: Some(k.id), name: k.name }));
    Ok(found)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    tool: String,
    at: String,
    code: String,
    again: Option<String>,
}

/// What there is to choose from; with one chosen, what it needs.
pub(super) async fn new(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let places = places(c, me)?;
        if places.is_empty() {
            return Err(Stop::NotYours(w::WORKSHOP_WHO_BEGINS));
        }
        let tag = me.lang().tag();
        match Shape::built_in().into_iter().find(|s| s.key == asked.tool) {
            None => Ok(choosing(me, &asked.at)),
            Some(shape) => {
                let place = places.iter().find(|p| p.id().to_string() == asked.at).or(places.first());
                let options: Vec<&str> = shape.options.iter().map(|o| o.get(tag)).collect();
                let f = Fields::prefilled([
                    ("tool", shape.key.clone()),
                    ("place", place.map(|p| p.id().to_string()).unwrap_or_default()),
                    ("title", shape.name.get(tag).to_owned()),
                    ("options", options.join("\n")),
                ]);
                new_page(c, me, &shape, &places, &f)
            }
        }
    })
    .await
}

fn choosing(me: &Viewer, at: &str) -> Page {
    let lang = me.lang();
    let tag = lang.tag();
    let title = lang.t(w::WORKSHOP_NEW_TITLE);
    let at = at.parse::<uuid::Uuid>().ok();
    let body = html! {
        (heading(html! { a href="/workshops" { (lang.t(w::WORKSHOPS)) } }, title, html! { (lang.t(w::WORKSHOP_NEW_LEAD)) }))
        ul.list data-testid="tools" {
            @for shape in Shape::built_in() {
                @let way = match at { Some(at) => format!("/workshops/new?tool={}&at={at}", shape.key), None => format!("/workshops/new?tool={}", shape.key) };
                li {
                    div { a href=(way) { (shape.name.get(tag)) } small { (shape.about.get(tag)) } }
                    span.when { (lang.say(w::workshop_minutes(shape.minutes()))) }
                }
            }
        }
    };
    Page::new(Room::Goals, title, lang.t(w::WORKSHOPS_AUDIENCE), body)
}

/// The reports the viewer may read, for a workshop that reads one.
fn reports(c: &mut Conn, me: &Viewer, shape: &Shape) -> Result<Vec<Readable>, Stop> {
    if shape.brings == Brings::Report { Ok(surveys::readable(c, me)?) } else { Ok(Vec::new()) }
}

fn new_page(c: &mut Conn, me: &Viewer, shape: &Shape, places: &[vision::Place], f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let tag = lang.tag();
    let reports = reports(c, me, shape)?;
    let at: Vec<(String, String)> = places.iter().map(|p| (p.id().to_string(), p.name.clone())).collect();
    let title = shape.name.get(tag);
    let none = (String::new(), lang.t(w::WORKSHOP_NO_REPORT).to_owned());
    let waves: Vec<(String, String)> =
        std::iter::once(none).chain(reports.iter().map(|r| (r.id.to_string(), r.name.clone()))).collect();
    let body = html! {
        (heading(html! { a href="/workshops/new" { (lang.t(w::WORKSHOP_NEW_TITLE)) } }, title, html! { (shape.about.get(tag)) }))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, "/workshops/new", None, html! {
                input type="hidden" name="tool" value=(shape.key);
                (Field::new("place", lang.t(w::WORKSHOP_WITH)).needed().select(lang, f, &at))
                (Field::new("title", lang.t(w::WORKSHOP_TITLE)).needed().input(lang, f, "text"))
                @match shape.brings {
                    Brings::Text => {
                        details.more open[f.problem_of("link").is_some() || f.problem_of("text").is_some()] {
                            summary { (lang.t(w::WORKSHOP_OWN_TEXT)) }
                            (Field::new("text", lang.t(w::WORKSHOP_TEXT)).area(lang, f, 6))
                            (Field::new("link", lang.t(w::WORKSHOP_LINK)).input(lang, f, "url"))
                        }
                    },
                    Brings::Report => (Field::new("wave", lang.t(w::WORKSHOP_REPORT)).hint(lang.t(w::WORKSHOP_REPORT_HINT)).select(lang, f, &waves)),
                    Brings::Nothing => {},
                }
                @if !shape.options.is_empty() { (Field::new("options", lang.t(w::WORKSHOP_OPTIONS)).hint(lang.t(w::WORKSHOP_OPTIONS_HINT)).needed().area(lang, f, 5)) }
                p { span.audience { (lang.t(w::WORKSHOP_NEW_AUDIENCE)) } }
                div.actions { (submit(lang.t(w::WORKSHOP_BEGIN_GO))) a.button.quiet href="/workshops/new" { (lang.t(face::w::CANCEL)) } }
            }))
        }
        section aria-labelledby="way" {
            h2 #way { (lang.say(w::workshop_way(shape.minutes(), shape.stages.len()))) }
            ol.list.tight { @for stage in &shape.stages { li { div { (stage.name.get(tag)) small { (stage.prompt.get(tag)) } } span.when { (lang.say(w::workshop_minutes(stage.minutes))) } } } }
            p.small { (shape.source.get(tag)) }
        }
    };
    Ok(Page::new(Room::Goals, title, lang.t(w::WORKSHOP_NEW_AUDIENCE), body))
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let places = places(tx, me)?;
        if places.is_empty() {
            return Err(Stop::NotYours(w::WORKSHOP_WHO_BEGINS));
        }
        let shape = Shape::built_in().into_iter().find(|s| s.key == f.raw("tool")).ok_or(Stop::Nothing)?;
        let asked = f.pick::<uuid::Uuid>("place");
        let place = places.iter().find(|p| Some(p.id()) == asked).cloned();
        if place.is_none() && f.problem_of("place").is_none() {
            f.wrong("place", face::w::ERROR_CHOICE);
        }
        let (title, text) = (f.needed("title", TITLE), f.text("text", TEXT));
        let link = f.text("link", LINK);
        if !(link.is_empty() || link.starts_with("https://") || link.starts_with("http://")) {
            f.wrong("link", w::WORKSHOP_LINK_WRONG);
        }
        let wave = chosen_report(tx, me, &shape, place.as_ref(), f)?;
        let options = chosen_options(&shape, f);
        let (Some(place), false) = (place, f.refused()) else {
            return Err(Stop::again(new_page(tx, me, &shape, &places, f)?));
        };
        let reads = shape.brings == Brings::Text;
        let (text, link) = if reads { (text.as_str(), link.as_str()) } else { ("", "") };
        let (district, lang) = (me.district, me.lang());
        let new = NewWorkshop { district, place, shape, title: &title, text, link, wave, options, lang };
        let id = queries::begin(tx, me.person, &new)?;
        Ok(Go::to(format!("/workshops/{id}")))
    })
    .await
}

/// The report that was chosen: one the workshop's people may see too.
fn chosen_report(
    tx: &mut Tx<'_>,
    me: &Viewer,
    shape: &Shape,
    place: Option<&vision::Place>,
    f: &mut Fields,
) -> Result<Option<WaveId>, Stop> {
    let (Some(wave), Some(place)) = (f.pick::<WaveId>("wave"), place) else { return Ok(None) };
    let report = reports(tx, me, shape)?.into_iter().find(|r| r.id == wave).ok_or(Stop::Nothing)?;
    let all_read = if place.community.is_none() && place.org.0 == me.district.0 {
        // To a district's workshop come those who work there; guests of the district are asked nothing.
        report.org == place.org
    } else {
        let who = workshop::asked(tx, me.district, place)?;
        let asked = store::audience::store(tx, me.district, &who)?;
        let readers = store::audience::holders(tx, report.audience)?;
        store::audience::holders(tx, asked)?.iter().all(|person| readers.contains(person))
    };
    if !all_read {
        f.wrong("wave", w::WORKSHOP_REPORT_ELSEWHERE);
    }
    Ok(Some(wave))
}

/// What is compared: two to five, one a line.
fn chosen_options(shape: &Shape, f: &mut Fields) -> Vec<String> {
    if shape.options.is_empty() {
        return Vec::new();
    }
    let text = f.needed("options", OPTIONS);
    let mut found: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if found.iter().all(|known| known != line) {
            found.push(line.to_owned());
        }
    }
    if !text.is_empty() && !(2..=MOST_OPTIONS).contains(&found.len()) {
        f.wrong("options", w::WORKSHOP_OPTIONS_COUNT);
    } else if found.iter().any(|o| o.chars().count() > OPTION) {
        f.problem("options", face::Problem::Long(OPTION));
    }
    found
}

/// The field for the code; a link that holds it fills it in.
pub(super) async fn join(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |_, me| {
        let lang = me.lang();
        if !me.works_here() {
            return Err(Stop::NotYours(w::WORKSHOP_WHO_TAKES_PART));
        }
        let mut f = Fields::prefilled([("code", plain(&asked.code))]);
        if asked.again.is_some() {
            f.wrong("code", w::WORKSHOP_CODE_WRONG);
        }
        let title = lang.t(w::WORKSHOP_JOIN_TITLE);
        let body = html! {
            (heading(html! { a href="/workshops" { (lang.t(w::WORKSHOPS)) } }, title, html! { (lang.t(w::WORKSHOP_JOIN_LEAD)) }))
            div.narrow {
                (form(&me.who, "/workshops/join", None, html! {
                    (Field::new("code", lang.t(w::WORKSHOP_CODE)).needed().input(lang, &f, "text"))
                    p { span.audience { (lang.t(w::WORKSHOP_JOIN_AUDIENCE)) } }
                    div.actions { (submit(lang.t(w::WORKSHOP_JOIN))) }
                }))
            }
        };
        Ok(Page::new(Room::Goals, title, lang.t(w::WORKSHOP_JOIN_AUDIENCE), body))
    })
    .await
}

/// A code as it is stored: capital letters and digits alone.
fn plain(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(6).collect()
}

/// Comes in by the code. A wrong one, an old one and one of another district get the same answer.
pub(super) async fn enter(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        if !me.works_here() {
            return Err(Stop::NotYours(w::WORKSHOP_WHO_TAKES_PART));
        }
        if people::tried(tx, &format!("workshop {}", me.person))? > MOST_TRIES {
            return Err(Stop::TooMany(people::WINDOW_SECONDS));
        }
        let Some(known) = queries::by_code(tx, me, &plain(f.raw("code")))? else {
            // Not refused: what is refused is rolled back, and the guess must stay counted.
            return Ok(Go::to("/workshops/join?again=1"));
        };
        queries::lock(tx, known.id)?;
        let known = queries::known(tx, known.id)?.ok_or(Stop::Nothing)?;
        if queries::find(tx, me, known.id)?.is_none() {
            queries::let_in(tx, &known, me.person)?;
        }
        let w = queries::find(tx, me, known.id)?.ok_or(Stop::Nothing)?;
        if queries::here(tx, w.district, w.id, me.person)? {
            queries::stirred(tx, &w)?;
        }
        Ok(Go::to(w.path()))
    })
    .await
}

/// At home: what goes on now.
pub(crate) fn on_home(c: &mut Conn, me: &Viewer) -> Result<Markup, Stop> {
    let found = if me.works_here() { queries::running(c, me)? } else { Vec::new() };
    Ok(html! {
        @if !found.is_empty() {
            section aria-labelledby="workshops-now" data-testid="workshops-now" {
                h2 #workshops-now { (me.lang().t(w::WORKSHOP_ON_HOME)) }
                ul.list { @for w in &found { (row(me, w)) } }
            }
        }
    })
}

/// On a community's page: the workshop under way, and the way to one for who facilitates.
pub(crate) fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let found = queries::of_community(c, me, community)?;
    let begins = community.facilitates() && me.works_here() && community.district == me.district;
    let new = format!("/workshops/new?at={}", community.id);
    Ok(html! {
        @if !found.is_empty() {
            section aria-labelledby="workshops-head" data-testid="community-workshops" {
                h2 #workshops-head { (lang.t(w::WORKSHOPS)) }
                ul.list { @for w in &found { (row(me, w)) } }
                @if begins { p.actions { a.button.quiet href=(new) { (lang.t(w::WORKSHOP_BEGIN)) } } }
            }
        } @else if begins { p.small { a href=(new) data-testid="begin-workshop" { (lang.t(w::WORKSHOP_OF_COMMUNITY)) } } }
    })
}
