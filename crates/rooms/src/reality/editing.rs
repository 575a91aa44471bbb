//! Noting what stands in the way or can help, and wording it anew.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use serde::Deserialize;
use store::{CommunityId, Conn, OrgId, PersonId, RealityId, StatementId};
use uuid::Uuid;

use super::here::{self, Here};
use super::one::mine;
use super::queries::{self, NewReality};
use super::thing::{Reality, Side, Structure};
use crate::vision;
use crate::{Cx, Go, Sent, Stop, Viewer, communities, people, w};

/// What the fields take, in characters.
const TEXT: usize = 600;
const CHANGER: usize = 160;
const TRIED: usize = 2000;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    at: String,
    #[serde(default)]
    kind: String,
    /// The passage it is about: `statement:clause`.
    #[serde(default)]
    about: String,
}

/// The passages of what holds here and above: statement, clause, words.
pub(super) struct Passage {
    pub statement: StatementId,
    pub clause: Uuid,
    pub label: String,
    pub text: String,
}

impl Passage {
    /// What stands for it in a form.
    pub fn value(&self) -> String {
        format!("{}:{}", self.statement, self.clause)
    }
}

/// The passages of the visions, missions and descriptions that hold at a place and above it, or in a community and at the
/// viewer's places.
pub(super) fn passages(
    c: &mut Conn,
    me: &Viewer,
    org: OrgId,
    community: Option<CommunityId>,
) -> Result<Vec<Passage>, Stop> {
    let mut near = vision::near(c, me, community.is_none().then_some(org))?;
    near.retain(|n| n.statement.kind.poster() || n.statement.kind == vision::Kind::Description);
    near.retain(|n| n.statement.community.is_none() || n.statement.community == community);
    // What is nearest comes first: the community's own, the school's, the district's.
    near.sort_by_key(|n| (n.statement.community.is_none(), n.statement.org.0 == n.statement.district.0));
    let mut found = Vec::new();
    for n in &near {
        let Some(held) = n.kept.holding() else { continue };
        let label = vision::kind_of(me, &n.statement);
        found.extend(held.clauses.iter().map(|clause| Passage {
            statement: n.statement.id,
            clause: clause.id,
            label: label.clone(),
            text: clause.text.clone(),
        }));
    }
    Ok(found)
}

/// A choice of one passage, or none.
pub(super) fn passage_field(me: &Viewer, f: &Fields, all: &[Passage]) -> Markup {
    let lang = me.lang();
    let mut options = vec![(String::new(), lang.t(w::REALITY_ABOUT_NONE).to_owned())];
    options.extend(all.iter().map(|p| (p.value(), format!("{}: {}", p.label, crate::goals::shorten(&p.text, 90)))));
    html! { @if !all.is_empty() || f.problem_of("about").is_some() { (Field::new("about", lang.t(w::REALITY_ABOUT)).hint(lang.t(w::REALITY_ABOUT_HINT)).select(lang, f, &options)) } }
}

/// The passage that was chosen: one that was offered, or the one it already had.
pub(super) fn chosen_passage(
    f: &mut Fields,
    all: &[Passage],
    had: Option<(StatementId, Uuid)>,
) -> Option<(StatementId, Uuid)> {
    let value = f.raw("about").to_owned();
    if value.is_empty() {
        return None;
    }
    let offered = all.iter().find(|p| p.value() == value).map(|p| (p.statement, p.clause));
    let kept = had.filter(|(statement, clause)| format!("{statement}:{clause}") == value);
    let found = offered.or(kept);
    if found.is_none() {
        f.wrong("about", face::w::ERROR_CHOICE);
    }
    found
}

/// Who can be named as taking care of something: the viewer, who does now, and in a community its members.
pub(super) fn owners(
    c: &mut Conn,
    me: &Viewer,
    community: Option<CommunityId>,
    now: Option<&(PersonId, String)>,
) -> Result<Vec<(PersonId, String)>, Stop> {
    let mut all = vec![(me.person, me.name.clone())];
    if let Some(community) = community {
        let members = communities::members(c, community)?.into_iter();
        let works = members.filter(|m| matches!(m.part, communities::Part::Member | communities::Part::Facilitator));
        all.extend(works.map(|m| (m.person, m.name)));
    }
    all.extend(now.cloned());
    let mut seen: Vec<PersonId> = Vec::new();
    all.retain(|(id, _)| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    Ok(all)
}

/// What stands for the viewer among those who can take care of something: the same for whoever sends it.
const ME: &str = "me";

/// A choice of who takes care of it.
pub(super) fn owner_field(me: &Viewer, f: &Fields, all: &[(PersonId, String)], label: &str) -> Markup {
    let lang = me.lang();
    let mut options = vec![(String::new(), lang.t(w::REALITY_NOBODY).to_owned())];
    options.extend(all.iter().map(|(id, name)| (owner_value(me, *id), name.clone())));
    Field::new("owner", label).hint(lang.t(w::REALITY_OWNER_HINT)).select(lang, f, &options)
}

/// What stands for somebody in that choice.
pub(super) fn owner_value(me: &Viewer, id: PersonId) -> String {
    if id == me.person { ME.to_owned() } else { id.to_string() }
}

/// Who was chosen: one of those who were offered.
pub(super) fn chosen_owner(me: &Viewer, f: &mut Fields, all: &[(PersonId, String)]) -> Option<PersonId> {
    if f.raw("owner") == ME {
        return Some(me.person);
    }
    let id: Option<PersonId> = f.pick("owner");
    if id.is_some_and(|id| all.iter().all(|(known, _)| *known != id)) {
        f.wrong("owner", face::w::ERROR_CHOICE);
        return None;
    }
    id
}

/// What the form offers.
struct Offered {
    passages: Vec<Passage>,
    owners: Vec<(PersonId, String)>,
    audience: String,
}

fn offered(c: &mut Conn, me: &Viewer, here: &Here, now: Option<&Reality>) -> Result<Offered, Stop> {
    let audience = match now {
        Some(thing) => people::audience_line(c, me, thing.audience)?,
        None => here::seen_by(c, me, &here.place)?,
    };
    Ok(Offered {
        passages: passages(c, me, here.place.org, here.place.community)?,
        owners: owners(c, me, here.place.community, now.and_then(|t| t.owner.as_ref()))?,
        audience,
    })
}

pub(super) async fn new(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let here = here::asked(c, me, &asked.at)?.0.ok_or(Stop::NotYours(w::REALITY_WHO))?;
        let kind = Side::named(&asked.kind).unwrap_or(Side::Barrier).stored().to_owned();
        let f = Fields::prefilled([("kind", kind), ("about", asked.about), ("owner", String::new())]);
        form_page(c, me, &here, None, &f)
    })
    .await
}

fn form_page(c: &mut Conn, me: &Viewer, here: &Here, thing: Option<&Reality>, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let offered = offered(c, me, here, thing)?;
    let (title, action, back) = match thing {
        Some(thing) => (w::REALITY_EDIT, format!("/reality/{}/edit", thing.id), format!("/reality/{}", thing.id)),
        None => (w::REALITY_NEW, "/reality/new".to_owned(), here.path()),
    };
    let sides = [
        (Side::Barrier.stored(), lang.t(w::REALITY_HEAD_BARRIER), lang.t(w::REALITY_WHAT_BARRIER)),
        (Side::Opportunity.stored(), lang.t(w::REALITY_HEAD_OPPORTUNITY), lang.t(w::REALITY_WHAT_OPPORTUNITY)),
    ];
    let mut structures = vec![(String::new(), lang.t(w::REALITY_STRUCTURE_NONE).to_owned())];
    structures.extend(Structure::ALL.map(|s| (s.stored().to_owned(), lang.t(s.word()).to_owned())));
    let body = html! {
        (heading(html! { a href=(here.path()) { (here.place.name) } }, lang.t(title), html! { @if thing.is_none() { (lang.t(w::REALITY_NEW_LEAD)) } }))
        div.narrow {
            (problems(lang, f))
            (form(&me.who, &action, thing.map(|t| t.rev), html! {
                @if thing.is_none() { input type="hidden" name="place" value=(here.place.id()); (Field::new("kind", lang.t(w::REALITY_KIND)).needed().choices(lang, f, &sides)) }
                (Field::new("text", lang.t(w::REALITY_TEXT)).hint(lang.t(w::REALITY_TEXT_HINT)).needed().area(lang, f, 3))
                details.more open[thing.is_some() || f.refused()] {
                    summary { (lang.t(w::REALITY_MORE)) }
                    (passage_field(me, f, &offered.passages))
                    (Field::new("structure", lang.t(w::REALITY_STRUCTURE)).hint(lang.t(w::REALITY_STRUCTURE_HINT)).select(lang, f, &structures))
                    (Field::new("changer", lang.t(w::REALITY_CHANGER)).hint(lang.t(w::REALITY_CHANGER_HINT)).input(lang, f, "text"))
                    (Field::new("tried", lang.t(w::REALITY_TRIED)).area(lang, f, 3))
                    (owner_field(me, f, &offered.owners, lang.t(w::REALITY_OWNER)))
                }
                p { span.audience { (offered.audience) } }
                div.actions { (submit(lang.t(if thing.is_some() { face::w::SAVE } else { w::REALITY_NOTE_GO }))) a.button.quiet href=(back) { (lang.t(face::w::CANCEL)) } }
            }))
        }
    };
    Ok(Page::new(Room::Goals, lang.t(title), offered.audience.clone(), body))
}

/// What was sent; the words are owned by the caller.
struct Typed {
    text: String,
    about: Option<(StatementId, Uuid)>,
    structure: Option<Structure>,
    changer: String,
    tried: String,
    owner: Option<PersonId>,
}

fn parse(me: &Viewer, f: &mut Fields, offered: &Offered, had: Option<(StatementId, Uuid)>) -> Typed {
    let structure = f.raw("structure").to_owned();
    if !structure.is_empty() && Structure::named(&structure).is_none() {
        f.wrong("structure", face::w::ERROR_CHOICE);
    }
    Typed {
        text: f.needed("text", TEXT),
        about: chosen_passage(f, &offered.passages, had),
        structure: Structure::named(&structure),
        changer: f.text("changer", CHANGER),
        tried: f.text("tried", TRIED),
        owner: chosen_owner(me, f, &offered.owners),
    }
}

impl Typed {
    fn as_new(&self, side: Side, since: jiff::civil::Date) -> NewReality<'_> {
        NewReality {
            about: self.about,
            structure: self.structure,
            changer: &self.changer,
            tried: &self.tried,
            owner: self.owner,
            ..NewReality::of(side, &self.text, since)
        }
    }
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let asked: Uuid = f.pick("place").ok_or(Stop::Nothing)?;
        let here = here::of_id(tx, me, asked)?;
        let side = Side::named(f.choice("kind", &Side::ALL.map(Side::stored)));
        let offered = offered(tx, me, &here, None)?;
        let typed = parse(me, f, &offered, None);
        let (Some(side), false) = (side, f.refused()) else {
            return Err(Stop::again(form_page(tx, me, &here, None, f)?));
        };
        queries::add(tx, me.person, me.district, &here.place, &typed.as_new(side, me.today()))?;
        Ok(Go::to(here.path()))
    })
    .await
}

/// The fields of the form, as it stands.
fn prefilled(me: &Viewer, thing: &Reality) -> Fields {
    let about = thing.about.as_ref().map(|a| format!("{}:{}", a.statement, a.clause));
    Fields::prefilled([
        ("text", thing.text.clone()),
        ("about", about.unwrap_or_default()),
        ("structure", thing.structure.map_or("", Structure::stored).to_owned()),
        ("changer", thing.changer.clone()),
        ("tried", thing.tried.clone()),
        ("owner", thing.owner.as_ref().map(|(id, _)| owner_value(me, *id)).unwrap_or_default()),
    ])
}

pub(super) async fn edit(cx: Cx, Path(id): Path<RealityId>) -> Response {
    cx.page(move |c, me| {
        let thing = mine(c, me, id)?;
        let here = here::of_id(c, me, thing.place_id())?;
        form_page(c, me, &here, Some(&thing), &prefilled(me, &thing))
    })
    .await
}

pub(super) async fn save(cx: Cx, Path(id): Path<RealityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let thing = mine(tx, me, id)?;
        let here = here::of_id(tx, me, thing.place_id())?;
        let offered = offered(tx, me, &here, Some(&thing))?;
        let had = thing.about.as_ref().map(|a| (a.statement, a.clause));
        let typed = parse(me, f, &offered, had);
        if f.refused() {
            return Err(Stop::again(form_page(tx, me, &here, Some(&thing), f)?));
        }
        if f.rev() != thing.rev {
            return Err(Stop::stale(conflict(tx, me, &thing, &typed, f)?));
        }
        queries::save(tx, me.person, id, &typed.as_new(thing.side, me.today()))?;
        Ok(Go::to(format!("/reality/{id}")))
    })
    .await
}

/// Somebody saved first: both texts; what was chosen goes along.
fn conflict(c: &mut Conn, me: &Viewer, thing: &Reality, typed: &Typed, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let action = format!("/reality/{}/edit", thing.id);
    let view = Conflict {
        action: &action,
        rev: thing.rev,
        by: &thing.changed_by,
        fields: vec![
            ("text", lang.t(w::REALITY_TEXT), typed.text.clone(), thing.text.clone()),
            ("changer", lang.t(w::REALITY_CHANGER), typed.changer.clone(), thing.changer.clone()),
            ("tried", lang.t(w::REALITY_TRIED), typed.tried.clone(), thing.tried.clone()),
        ],
        hidden: ["about", "structure", "owner"].map(|name| (name, f.raw(name).to_owned())).to_vec(),
    };
    let audience = people::audience_line(c, me, thing.audience)?;
    Ok(Page::new(Room::Goals, &thing.text, audience, view.view(&me.who)))
}
