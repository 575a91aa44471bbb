//! Founding a community, and changing what it is for and how people come in.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Page, Room, form, heading, html, problems, submit};
use store::{CommunityId, Conn, OrgId};

use super::community::{self, NewCommunity};
use super::{coming::WAYS, pages::may_lead, queries};
use crate::{Cx, Go, Role, Sent, Stop, Viewer, people, w};

const BASES: [&str; 5] = ["students", "responsibility", "role", "interest", "goal"];
const COMPOSITIONS: [&str; 3] = ["horizontal", "vertical", "mixed"];
const MODES: [&str; 3] = ["face-to-face", "virtual", "blended"];

pub(super) async fn new(cx: Cx) -> Response {
    cx.page(|c, me| {
        let places = places(c, me)?;
        let org = places.first().map(|(id, _)| id.to_string()).unwrap_or_default();
        let defaults = [
            ("org", org),
            ("basis", "students".into()),
            ("composition", "horizontal".into()),
            ("mode", "face-to-face".into()),
        ];
        new_page(c, me, &Fields::prefilled(defaults))
    })
    .await
}

/// Where the viewer may found one: where they work, and everywhere in the district for who works in its office.
fn places(c: &mut Conn, me: &Viewer) -> Result<Vec<(OrgId, String)>, Stop> {
    let mut places: Vec<(OrgId, String)> =
        me.hats.iter().filter(|h| !matches!(h.role, Role::Guest)).map(|h| (h.org, h.org_name.clone())).collect();
    if me.hats.iter().any(|h| h.org.0 == me.district.0 && h.role != Role::Guest) {
        places.extend(queries::schools(c, me.district)?);
    }
    places.dedup_by_key(|(id, _)| *id);
    Ok(places)
}

fn fields_markup(me: &Viewer, f: &Fields) -> maud::Markup {
    let lang = me.lang();
    let basis = [
        ("students", lang.t(w::BASIS_STUDENTS), lang.t(w::BASIS_STUDENTS_WHAT)),
        ("responsibility", lang.t(w::BASIS_RESPONSIBILITY), lang.t(w::BASIS_RESPONSIBILITY_WHAT)),
        ("role", lang.t(w::BASIS_ROLE), lang.t(w::BASIS_ROLE_WHAT)),
        ("interest", lang.t(w::BASIS_INTEREST), lang.t(w::BASIS_INTEREST_WHAT)),
        ("goal", lang.t(w::BASIS_GOAL), lang.t(w::BASIS_GOAL_WHAT)),
    ];
    let composition = [
        ("horizontal", lang.t(w::COMPOSITION_HORIZONTAL), lang.t(w::COMPOSITION_HORIZONTAL_WHAT)),
        ("vertical", lang.t(w::COMPOSITION_VERTICAL), lang.t(w::COMPOSITION_VERTICAL_WHAT)),
        ("mixed", lang.t(w::COMPOSITION_MIXED), lang.t(w::COMPOSITION_MIXED_WHAT)),
    ];
    let mode = [
        ("face-to-face", lang.t(w::MODE_FACE), ""),
        ("virtual", lang.t(w::MODE_VIRTUAL), ""),
        ("blended", lang.t(w::MODE_BLENDED), ""),
    ];
    html! {
        (Field::new("name", lang.t(w::COMMUNITY_NAME)).hint(lang.t(w::COMMUNITY_NAME_HINT)).needed().input(lang, f, "text"))
        (Field::new("purpose", lang.t(w::COMMUNITY_PURPOSE)).hint(lang.t(w::COMMUNITY_PURPOSE_HINT)).area(lang, f, 2))
        (Field::new("basis", lang.t(w::COMMUNITY_BASIS)).needed().choices(lang, f, &basis))
        (Field::new("composition", lang.t(w::COMMUNITY_COMPOSITION)).needed().choices(lang, f, &composition))
        (Field::new("mode", lang.t(w::COMMUNITY_MODE)).needed().choices(lang, f, &mode))
        (Field::new("grades", lang.t(w::COMMUNITY_GRADES)).hint(lang.t(w::COMMUNITY_GRADES_HINT)).input(lang, f, "text"))
        (Field::new("subjects", lang.t(w::COMMUNITY_SUBJECTS)).input(lang, f, "text"))
    }
}

fn new_page(c: &mut Conn, me: &Viewer, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let places: Vec<_> = places(c, me)?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    if places.is_empty() {
        return Err(Stop::NotYours(w::COMMUNITIES_FOUND_WHO));
    }
    let audience = lang.say(face::w::audience_seen(lang.say(face::w::audience_district(me.district_name.as_str()))));
    let body = html! {
        (heading(html! { a href="/communities" { (lang.t(face::w::ROOM_COMMUNITIES)) } }, lang.t(w::COMMUNITIES_FOUND), html! { (lang.t(w::COMMUNITIES_FOUND_LEAD)) }))
        (problems(lang, f))
        (form(&me.who, "/communities/new", None, html! {
            (Field::new("org", lang.t(w::COMMUNITY_ORG)).needed().select(lang, f, &places))
            (fields_markup(me, f))
            p { span.audience { (lang.t(w::COMMUNITY_WHO_KNOWS)) } }
            div.actions { (submit(lang.t(w::COMMUNITIES_FOUND))) }
        }))
    };
    Ok(Page::new(Room::Communities, lang.t(w::COMMUNITIES_FOUND), audience, body))
}

/// What the form of a community gives.
struct Given {
    name: String,
    purpose: String,
    basis: &'static str,
    composition: &'static str,
    mode: &'static str,
    grades: String,
    subjects: String,
}

fn parse(f: &mut Fields) -> Given {
    Given {
        name: f.needed("name", 120),
        purpose: f.text("purpose", 500),
        basis: f.choice("basis", &BASES),
        composition: f.choice("composition", &COMPOSITIONS),
        mode: f.choice("mode", &MODES),
        grades: f.text("grades", 80),
        subjects: f.text("subjects", 120),
    }
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, f| {
        let given = parse(f);
        let org = f.pick::<OrgId>("org");
        let allowed = places(tx, me)?;
        let Some(org) = org.filter(|o| allowed.iter().any(|(id, _)| id == o)) else {
            f.wrong("org", face::w::ERROR_CHOICE);
            return Err(Stop::again(new_page(tx, me, f)?));
        };
        if f.refused() {
            return Err(Stop::again(new_page(tx, me, f)?));
        }
        let new = NewCommunity {
            district: me.district,
            org,
            name: &given.name,
            purpose: &given.purpose,
            basis: given.basis,
            composition: given.composition,
            mode: given.mode,
            grades: &given.grades,
            subjects: &given.subjects,
        };
        let id = community::add(tx, &new, Some(me.person))?;
        Ok(Go::to(format!("/communities/{id}/members")))
    })
    .await
}

pub(super) async fn edit(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let known = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        if !may_lead(me, &known, c)? {
            return Err(Stop::NotYours(w::COMMUNITY_EDIT_WHO));
        }
        let fields = Fields::prefilled([
            ("name", known.name.clone()),
            ("purpose", known.purpose.clone()),
            ("basis", known.basis.clone()),
            ("composition", known.composition.clone()),
            ("mode", known.mode.clone()),
            ("joining", known.joining.clone()),
            ("grades", known.grades.clone()),
            ("subjects", known.subjects.clone()),
        ]);
        edit_page(c, me, &known, &fields)
    })
    .await
}

fn edit_page(c: &mut Conn, me: &Viewer, known: &super::Community, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = people::audience_line(c, me, known.audience)?;
    let id = known.id;
    let joining = [
        ("open", lang.t(w::JOINING_OPEN), lang.t(w::JOINING_OPEN_WHAT)),
        ("ask", lang.t(w::JOINING_ASK), lang.t(w::JOINING_ASK_WHAT)),
        ("closed", lang.t(w::JOINING_CLOSED), lang.t(w::JOINING_CLOSED_WHAT)),
    ];
    let body = html! {
        (heading(html! { a href={ "/communities/" (id) } { (known.name) } }, lang.t(w::COMMUNITY_EDIT), html! {}))
        (problems(lang, f))
        (form(&me.who, &format!("/communities/{id}/edit"), Some(known.rev), html! {
            (fields_markup(me, f))
            (Field::new("joining", lang.t(w::COMMUNITY_JOINING)).needed().choices(lang, f, &joining))
            p { span.audience { (audience) } }
            div.actions { (submit(lang.t(face::w::SAVE))) }
        }))
        @if !known.archived {
            section {
                h2 { (lang.t(w::COMMUNITY_ARCHIVE)) }
                p { (lang.t(w::COMMUNITY_ARCHIVE_WHY)) }
                (form(&me.who, &format!("/communities/{id}/archive"), Some(known.rev), html! {
                    button.button.second name="to" value="archive" { (lang.t(w::COMMUNITY_ARCHIVE)) }
                }))
            }
        }
    };
    Ok(Page::new(Room::Communities, lang.t(w::COMMUNITY_EDIT), audience, body))
}

pub(super) async fn save(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let known = queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        if !may_lead(me, &known, tx)? {
            return Err(Stop::NotYours(w::COMMUNITY_EDIT_WHO));
        }
        let given = parse(f);
        // A program or a page from before the question leaves it as it is.
        let joining = if f.has("joining") { f.choice("joining", &WAYS) } else { known.joining.as_str() };
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &known, f)?));
        }
        if f.rev() != known.rev {
            return Err(Stop::stale(conflict(tx, me, &known, &given, joining)?));
        }
        let texts = [&given.name, &given.purpose, &given.grades, &given.subjects].map(String::as_str);
        queries::save(tx, me, &known, texts, [given.basis, given.composition, given.mode, joining])?;
        Ok(Go::to(format!("/communities/{id}")))
    })
    .await
}

/// Somebody saved first: both texts, and a form to put them together.
fn conflict(c: &mut Conn, me: &Viewer, known: &super::Community, given: &Given, joining: &str) -> Result<Page, Stop> {
    let lang = me.lang();
    let by = queries::last_changer(c, me, known.id)?.unwrap_or_default();
    let action = format!("/communities/{}/edit", known.id);
    let conflict = Conflict {
        action: &action,
        rev: known.rev,
        by: &by,
        fields: vec![
            ("name", lang.t(w::COMMUNITY_NAME), given.name.clone(), known.name.clone()),
            ("purpose", lang.t(w::COMMUNITY_PURPOSE), given.purpose.clone(), known.purpose.clone()),
        ],
        hidden: vec![
            ("basis", given.basis.into()),
            ("composition", given.composition.into()),
            ("mode", given.mode.into()),
            ("joining", joining.into()),
            ("grades", given.grades.clone()),
            ("subjects", given.subjects.clone()),
        ],
    };
    let audience = people::audience_line(c, me, known.audience)?;
    Ok(Page::new(Room::Communities, known.name.clone(), audience, conflict.view(&me.who)))
}
