//! Writing: a statement begun, another draft beside the others, a draft worded anew.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Field, Fields, Page, Room, form, heading, html, problems, submit};
use serde::Deserialize;
use store::{Conn, DraftId, OrgId, StatementId};
use uuid::Uuid;

use super::list::{heading_word, kind_of};
use super::queries::{self, NewDraft};
use super::statement::{Draft, Kept, Kind, Place, Statement};
use super::wording::{passages, typed};
use crate::{Cx, Go, Sent, Stop, Viewer, communities, people, w};

/// What a statement may hold: a policy of some pages.
const TEXT: usize = 20_000;
const MOST_PASSAGES: usize = 60;
const WHY: usize = 600;
const NAME: usize = 120;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    at: String,
    #[serde(default)]
    community: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    from: String,
}

/// Where the viewer can begin a statement: their places, the one they lead and asked for, their communities.
///
/// # Errors
/// [`Stop::NotYours`] for who works nowhere here or asks for a place that isn't theirs, [`Stop::Nothing`] for no place.
pub(crate) fn choices(c: &mut Conn, me: &Viewer, asked: Option<OrgId>) -> Result<Vec<Place>, Stop> {
    if !me.works_here() {
        return Err(Stop::NotYours(w::VISION_WHO_WRITES));
    }
    let mut found = queries::places(c, me)?;
    if let Some(org) = asked.filter(|org| found.iter().all(|p| p.org != *org)) {
        let place = queries::place(c, me.district, org)?.ok_or(Stop::Nothing)?;
        if !me.leads_any(&people::orgs_above(c, org)?) {
            return Err(Stop::NotYours(w::VISION_WHO_WRITES));
        }
        found.insert(0, place);
    }
    let mine = communities::mine(c, me)?;
    let works = mine.into_iter().filter(|m| m.works_here() && m.district == me.district);
    found.extend(works.map(|m| Place { org: m.org, community: Some(m.id), name: m.name }));
    Ok(found)
}

pub(super) async fn new(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let at = asked.at.parse::<OrgId>().ok();
        let places = choices(c, me, at)?;
        let community = places.iter().find(|p| p.community.is_some_and(|id| id.to_string() == asked.community));
        let first = community.or(places.first());
        let place = at.map(|o| o.to_string()).or(first.map(|p| p.id().to_string())).unwrap_or_default();
        let kind = Kind::named(&asked.kind).unwrap_or(Kind::Vision).stored().to_owned();
        let f = Fields::prefilled([("place", place), ("kind", kind)]);
        new_page(me, &places, &f)
    })
    .await
}

fn new_page(me: &Viewer, places: &[Place], f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let options: Vec<(String, String)> = places.iter().map(|p| (p.id().to_string(), p.name.clone())).collect();
    let kinds = Kind::ALL.map(|k| (k.stored(), lang.t(heading_word(k)), lang.t(what_of(k))));
    let title = lang.t(w::VISION_BEGIN_TITLE);
    let body = html! {
        (heading(html! { a href="/vision" { (lang.t(w::VISION)) } }, title, html! { (lang.t(w::VISION_BEGIN_LEAD)) }))
        div.narrow {
            (problems(lang, f))
            @if places.is_empty() { p { (lang.t(w::VISION_NO_PLACE)) } }
            @else {
                (form(&me.who, "/vision/new", None, html! {
                    (Field::new("place", lang.t(w::VISION_PLACE)).needed().select(lang, f, &options))
                    (Field::new("kind", lang.t(w::VISION_KIND)).needed().choices(lang, f, &kinds))
                    (Field::new("name", lang.t(w::VISION_NAME)).hint(lang.t(w::VISION_NAME_HINT)).input(lang, f, "text"))
                    (Field::new("text", lang.t(w::VISION_TEXT)).hint(lang.t(w::VISION_TEXT_HINT)).needed().area(lang, f, 8))
                    p { span.audience { (lang.t(w::VISION_DRAFT_AUDIENCE)) } }
                    div.actions { (submit(lang.t(w::VISION_PUT))) a.button.quiet href="/vision" { (lang.t(face::w::CANCEL)) } }
                }))
            }
        }
    };
    Ok(Page::new(Room::Goals, title, lang.t(w::VISION_DRAFT_AUDIENCE), body))
}

fn what_of(kind: Kind) -> face::Word {
    match kind {
        Kind::Vision => w::VISION_WHAT_VISION,
        Kind::Mission => w::VISION_WHAT_MISSION,
        Kind::Definition => w::VISION_WHAT_DEFINITION,
        Kind::Policy => w::VISION_WHAT_POLICY,
        Kind::Description => w::VISION_WHAT_DESCRIPTION,
    }
}

/// The passages as they were typed.
fn parse_text(f: &mut Fields) -> Vec<String> {
    let text = f.needed("text", TEXT);
    let found = passages(&text);
    if found.len() > MOST_PASSAGES {
        f.wrong("text", w::VISION_TOO_MANY);
    }
    found
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let asked: Option<Uuid> = f.pick("place");
        let mut places = choices(tx, me, None)?;
        // A place the viewer leads without working there.
        if let Some(id) = asked.filter(|id| places.iter().all(|p| p.id() != *id)) {
            places = choices(tx, me, Some(OrgId(id)))?;
        }
        let place = places.iter().find(|p| Some(p.id()) == asked).cloned();
        let kind = Kind::named(f.choice("kind", &Kind::ALL.map(Kind::stored)));
        let name = f.text("name", NAME);
        let text = parse_text(f);
        if place.is_none() && f.problem_of("place").is_none() {
            f.wrong("place", face::w::ERROR_CHOICE);
        }
        if place.as_ref().is_some_and(|p| p.community.is_some()) && kind.is_some_and(|k| !k.fits_community()) {
            f.wrong("kind", w::VISION_NOT_FOR_COMMUNITIES);
        }
        let (Some(place), Some(kind), false) = (place, kind, f.refused()) else {
            return Err(Stop::again(new_page(me, &places, f)?));
        };
        // Of policies there are several, told apart by name; of everything else one at a place.
        let name = if kind == Kind::Policy { name.as_str() } else { "" };
        let draft = NewDraft { passages: text, why: "", from: None };
        let (_, draft) = queries::begin(tx, me.person, me.district, &place, (kind, name), draft)?;
        Ok(Go::to(format!("/drafts/{draft}")))
    })
    .await
}

/// A statement the viewer drafts, with its wordings.
pub(super) fn to_draft(c: &mut Conn, me: &Viewer, id: StatementId) -> Result<(Statement, Kept), Stop> {
    let (statement, kept) = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if statement.takes_part { Ok((statement, kept)) } else { Err(Stop::NotYours(w::VISION_WHO_WRITES)) }
}

/// The statement of a draft the viewer may read.
pub(super) fn of_draft(c: &mut Conn, me: &Viewer, id: DraftId) -> Result<(Statement, Kept), Stop> {
    let of = queries::statement_of(c, id)?.ok_or(Stop::Nothing)?;
    let (statement, kept) = queries::find(c, me, of)?.ok_or(Stop::Nothing)?;
    if kept.find(id).is_some() { Ok((statement, kept)) } else { Err(Stop::Nothing) }
}

pub(super) async fn beside(cx: Cx, Path(id): Path<StatementId>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let (statement, kept) = to_draft(c, me, id)?;
        let from = asked.from.parse::<DraftId>().ok().and_then(|d| kept.find(d));
        let f = Fields::prefilled([
            ("text", from.map(|d| typed(&d.clauses)).unwrap_or_default()),
            ("from", from.map(|d| d.id.to_string()).unwrap_or_default()),
        ]);
        draft_page(c, me, &statement, None, &f)
    })
    .await
}

/// The form of a draft: a new one beside the others, or `draft` worded anew.
fn draft_page(
    c: &mut Conn,
    me: &Viewer,
    statement: &Statement,
    draft: Option<&Draft>,
    f: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = people::audience_line(c, me, statement.audience)?;
    let (title, lead, action, back) = match draft {
        Some(d) => {
            (w::VISION_REWORD, w::VISION_REWORD_LEAD, format!("/drafts/{}/edit", d.id), format!("/drafts/{}", d.id))
        }
        None => (
            w::VISION_BESIDE,
            w::VISION_BESIDE_LEAD,
            format!("/vision/{}/drafts/new", statement.id),
            format!("/vision/{}", statement.id),
        ),
    };
    let body = html! {
        (heading(html! { a href={ "/vision/" (statement.id) } { (kind_of(me, statement)) } }, lang.t(title), html! { (lang.t(lead)) }))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, &action, draft.map(|d| d.rev), html! {
                @if draft.is_none() { input type="hidden" name="from" value=(f.raw("from")); }
                (Field::new("text", lang.t(w::VISION_TEXT)).hint(lang.t(w::VISION_TEXT_HINT)).needed().area(lang, f, 12))
                (Field::new("why", lang.t(w::VISION_WHY)).hint(lang.t(w::VISION_WHY_HINT)).area(lang, f, 2))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(if draft.is_some() { face::w::SAVE } else { w::VISION_PUT }))) a.button.quiet href=(back) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Ok(Page::new(Room::Goals, lang.t(title), audience.clone(), body))
}

pub(super) async fn put_beside(cx: Cx, Path(id): Path<StatementId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (statement, kept) = to_draft(tx, me, id)?;
        let from = match f.pick::<DraftId>("from") {
            Some(from) => Some(kept.find(from).ok_or(Stop::Nothing)?),
            None => None,
        };
        let (text, why) = (parse_text(f), f.text("why", WHY));
        if f.refused() {
            return Err(Stop::again(draft_page(tx, me, &statement, None, f)?));
        }
        queries::beside(tx, me.person, &statement, NewDraft { passages: text, why: &why, from })
            .map(|draft| Go::to(format!("/drafts/{draft}")))
            .map_err(Stop::from)
    })
    .await
}

pub(super) async fn edit(cx: Cx, Path(id): Path<DraftId>) -> Response {
    cx.page(move |c, me| {
        let (statement, kept) = of_draft(c, me, id)?;
        let draft = kept.find(id).ok_or(Stop::Nothing)?;
        open_to(&statement, draft)?;
        let f = Fields::prefilled([("text", typed(&draft.clauses)), ("why", draft.why.clone())]);
        draft_page(c, me, &statement, Some(draft), &f)
    })
    .await
}

/// Whether the viewer works on a draft that is open.
pub(super) fn open_to(statement: &Statement, draft: &Draft) -> Result<(), Stop> {
    if !statement.takes_part {
        return Err(Stop::NotYours(w::VISION_WHO_WRITES));
    }
    if draft.open() { Ok(()) } else { Err(Stop::Refused(w::VISION_DRAFT_CLOSED)) }
}

pub(super) async fn reword(cx: Cx, Path(id): Path<DraftId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (statement, kept) = of_draft(tx, me, id)?;
        let draft = kept.find(id).ok_or(Stop::Nothing)?;
        if !statement.takes_part {
            return Err(Stop::NotYours(w::VISION_WHO_WRITES));
        }
        let (text, why) = (parse_text(f), f.text("why", WHY));
        if f.refused() {
            return Err(Stop::again(draft_page(tx, me, &statement, Some(draft), f)?));
        }
        if !draft.open() || f.rev() != draft.rev {
            return Err(Stop::stale(conflict(tx, me, &statement, &kept, draft, (&text.join("\n\n"), &why))?));
        }
        if text == draft.clauses.iter().map(|c| c.text.as_str()).collect::<Vec<_>>() && why == draft.why {
            return Ok(Go::to(format!("/drafts/{id}")));
        }
        let kept = queries::reword(tx, me.person, &statement, draft, (text, &why))?;
        Ok(Go::to(format!("/drafts/{kept}")))
    })
    .await
}

/// Somebody saved first, in this draft or in the wording that took its place, or it was adopted: both texts, and a form to put
/// them together.
fn conflict(
    c: &mut Conn,
    me: &Viewer,
    statement: &Statement,
    kept: &Kept,
    draft: &Draft,
    (text, why): (&str, &str),
) -> Result<Page, Stop> {
    let lang = me.lang();
    let later = kept.successor(draft.id).or(Some(draft)).filter(|d| d.open());
    let now = later.or(kept.holding()).unwrap_or(draft);
    // What is closed is not worded anew: then it goes beside what holds.
    let (action, hidden) = if now.open() {
        (format!("/drafts/{}/edit", now.id), Vec::new())
    } else {
        (format!("/vision/{}/drafts/new", statement.id), vec![("from", now.id.to_string())])
    };
    let conflict = Conflict {
        action: &action,
        rev: now.rev,
        by: &now.by_name,
        fields: vec![
            ("text", lang.t(w::VISION_TEXT), text.to_owned(), typed(&now.clauses)),
            ("why", lang.t(w::VISION_WHY), why.to_owned(), now.why.clone()),
        ],
        hidden,
    };
    let audience = people::audience_line(c, me, statement.audience)?;
    Ok(Page::new(Room::Goals, kind_of(me, statement), audience, conflict.view(&me.who)))
}
