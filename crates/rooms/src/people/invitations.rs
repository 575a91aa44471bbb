//! Bringing people in by hand, and what leaders and administrators do for one person: a role, an invitation, the end of access.
//!
//! An invitation is a link for one person that works once. Nobody gets a role because an address fits: the role is given to the
//! person who is added, and the link signs in that person alone.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use store::{Audience, Conn, DistrictId, OrgId, PersonId, Principal, Tx, audience, events};
use uuid::Uuid;

use super::account::role_word;
use super::directory::{district_line, known, person_page};
use super::directory_queries::{self as queries, Somebody};
use super::{NewPerson, add_person, give_role, leave, make_pass, orgs_above};
use crate::{App, Cx, Go, Mail, Role, Sent, Stop, Viewer, post, w};

/// How long an invitation works.
const INVITE_DAYS: i64 = 14;

/// What an administrator may make of somebody.
const ANY: [Role; 10] = [
    Role::Teacher,
    Role::Coach,
    Role::Aide,
    Role::Counselor,
    Role::Principal,
    Role::SiteAdministrator,
    Role::DistrictAdministrator,
    Role::SystemAdministrator,
    Role::NetworkFacilitator,
    Role::Guest,
];
/// What who leads a place may: nobody who leads or administers.
const BELOW: [Role; 5] = [Role::Teacher, Role::Coach, Role::Aide, Role::Counselor, Role::Guest];

fn may_give(me: &Viewer) -> &'static [Role] {
    if me.is_admin() { &ANY } else { &BELOW }
}

/// Whether the viewer may say who is what at an organization of their district.
fn may_at(c: &mut Conn, me: &Viewer, org: OrgId) -> Result<bool, Stop> {
    if !queries::org_here(c, org, me.district)? {
        return Ok(false);
    }
    Ok(me.is_admin() || me.leads_any(&orgs_above(c, org)?))
}

/// The organizations at which the viewer may, for a list to choose from.
fn places(c: &mut Conn, me: &Viewer) -> Result<Vec<(String, String)>, Stop> {
    let all = queries::orgs(c, me.district)?;
    if me.is_admin() || me.leads_district() {
        return Ok(all.into_iter().map(|(id, name, _)| (id.to_string(), name)).collect());
    }
    // Who leads a school leads it and what is below; those few are asked one by one.
    let mut mine = Vec::new();
    for hat in me.hats.iter().filter(|h| h.role.evaluates()) {
        mine.push((hat.org.to_string(), hat.org_name.clone()));
    }
    mine.dedup();
    Ok(mine)
}

fn role_choices(me: &Viewer) -> Vec<(String, String)> {
    may_give(me).iter().map(|r| (r.stored().to_owned(), me.lang().t(role_word(*r)).to_owned())).collect()
}

pub(super) async fn new(cx: Cx) -> Response {
    cx.page(|c, me| new_page(c, me, &Fields::default())).await
}

fn new_page(c: &mut Conn, me: &Viewer, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let places = places(c, me)?;
    let body = html! {
        (heading(html! { a href="/people" { (lang.t(face::w::ROOM_PEOPLE)) } }, lang.t(w::PERSON_NEW), html! { (lang.t(w::PERSON_NEW_LEAD)) }))
        (problems(lang, fields))
        (form(&me.who, "/people/new", None, html! {
            div.row {
                (Field::new("given", lang.t(w::PERSON_GIVEN)).needed().input(lang, fields, "text"))
                (Field::new("family", lang.t(w::PERSON_FAMILY)).needed().input(lang, fields, "text"))
            }
            (Field::new("email", lang.t(w::SIGN_IN_EMAIL)).needed().input(lang, fields, "email"))
            div.row {
                (Field::new("role", lang.t(w::PEOPLE_ROLE)).needed().select(lang, fields, &role_choices(me)))
                (Field::new("org", lang.t(w::PEOPLE_WHERE)).needed().select(lang, fields, &places))
            }
            p { span.audience { (district_line(me)) } }
            (submit(lang.t(w::PERSON_NEW_GO)))
        }))
    };
    Ok(Page::new(Room::People, lang.t(w::PERSON_NEW), district_line(me), body))
}

/// The role and organization a form names, when the viewer may give that role there.
fn asked_role(c: &mut Conn, me: &Viewer, f: &mut Fields) -> Result<Option<(OrgId, Role)>, Stop> {
    let role = may_give(me).iter().copied().find(|r| r.stored() == f.raw("role"));
    let org = f.pick::<OrgId>("org");
    let there = match org {
        Some(org) => may_at(c, me, org)?,
        None => false,
    };
    if role.is_none() {
        f.wrong("role", face::w::ERROR_CHOICE);
    }
    if !there {
        f.wrong("org", face::w::ERROR_CHOICE);
    }
    Ok(role.zip(org).filter(|_| there).map(|(role, org)| (org, role)))
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    let app = cx.app.clone();
    cx.act(sent.fields, move |tx, me, f| {
        let (given, family) = (f.needed("given", 80), f.needed("family", 80));
        let email = f.email("email");
        let asked = asked_role(tx, me, f)?;
        if !f.refused() && queries::taken(tx, &email)? {
            f.wrong("email", w::PERSON_EMAIL_TAKEN);
        }
        let (Some((org, role)), false) = (asked, f.refused()) else { return Err(Stop::again(new_page(tx, me, f)?)) };
        let new = NewPerson {
            district: me.district,
            given: &given,
            family: &family,
            email: Some(&email),
            source: "",
            sourced_id: "",
        };
        let person = add_person(tx, &new)?;
        give_role(tx, me.district, person, org, role, "", "")?;
        told(tx, me, person, org, "person.added", &format!("{given} {family}"))?;
        invite(tx, &app, me, me.district, person, &given, &email)?;
        Ok(Go::to(format!("/people/{person}")))
    })
    .await
}

fn invite(
    tx: &mut Tx<'_>,
    app: &App,
    me: &Viewer,
    district: DistrictId,
    person: PersonId,
    name: &str,
    email: &str,
) -> Result<(), Stop> {
    queries::spoil_invites(tx, person)?;
    let secret = make_pass(tx, district, person, "invite", INVITE_DAYS * 86_400)?;
    let lang = me.lang();
    let address = format!("{}/sign-in/with/{secret}", app.options.address);
    post(
        tx,
        Mail {
            district: Some(district),
            person: Some(person),
            to: email,
            subject: lang.say(w::invite_mail_subject(me.district_name.as_str())),
            body: lang.say(w::invite_mail_body(
                address,
                me.name.clone(),
                INVITE_DAYS,
                me.district_name.clone(),
                name.to_owned(),
            )),
        },
    )?;
    Ok(())
}

/// Tells who leads the place; a role is nobody else's news.
fn told(
    tx: &mut Tx<'_>,
    me: &Viewer,
    person: PersonId,
    org: OrgId,
    verb: &'static str,
    name: &str,
) -> Result<(), Stop> {
    let leaders = audience::store(tx, me.district, &Audience::of([Principal::Leaders(org)]))?;
    events::write(
        tx,
        &events::Event {
            district: me.district,
            actor: Some(me.person),
            verb,
            thing: ("person", person.0),
            community: None,
            org: Some(org),
            audience: leaders,
            about: name,
        },
    )?;
    Ok(())
}

/// What the viewer may do for a person, on that person's page.
pub(super) fn care(c: &mut Conn, me: &Viewer, person: &Somebody, fields: &Fields) -> Result<Markup, Stop> {
    if !(me.is_admin() || me.leads()) || person.id == me.person {
        return Ok(html! {});
    }
    let lang = me.lang();
    let mut mine = Vec::new();
    for role in &person.roles {
        mine.push(may_at(c, me, role.org)? && may_give(me).contains(&role.role));
    }
    let at_mine = mine.contains(&true) || me.is_admin();
    let waits = person.here && person.email.is_some() && at_mine && !queries::ever_in(c, person.id)?;
    let places = places(c, me)?;
    let at = format!("/people/{}", person.id);
    Ok(html! {
        section aria-labelledby="care" data-testid="care" {
            h2 #care { (lang.t(w::PERSON_CARE)) }
            (problems(lang, fields))
            @if waits {
                p { (lang.t(w::PERSON_WAITS)) }
                (form(&me.who, &format!("{at}/invite"), None, html! { button.button.second { (lang.t(w::PERSON_INVITE_AGAIN)) } }))
            }
            ul.list {
                @for (role, mine) in person.roles.iter().zip(&mine) {
                    li {
                        div {
                            (lang.say(w::person_role_at(role.org_name.as_str(), lang.t(role_word(role.role)))))
                            @if !role.source.is_empty() { small { (lang.t(w::PERSON_ROLE_ROSTER)) } }
                        }
                        @if *mine && role.source.is_empty() {
                            (form(&me.who, &format!("{at}/roles/end"), None, html! {
                                button.button.small.quiet name="id" value=(role.id) { (lang.t(w::PERSON_ROLE_END)) }
                            }))
                        }
                    }
                }
            }
            @if person.here {
                (form(&me.who, &format!("{at}/roles"), None, html! {
                    div.row {
                        (Field::new("role", lang.t(w::PEOPLE_ROLE)).needed().select(lang, fields, &role_choices(me)))
                        (Field::new("org", lang.t(w::PEOPLE_WHERE)).needed().select(lang, fields, &places))
                    }
                    button.button.second { (lang.t(w::PERSON_ROLE_GIVE)) }
                }))
                @if me.is_admin() {
                    details.more {
                        summary { (lang.t(w::PERSON_END)) }
                        p { (lang.say(w::person_end_why(person.given.as_str()))) }
                        (form(&me.who, &format!("{at}/end"), None, html! { button.button.danger.sure { (lang.t(w::PERSON_END_GO)) } }))
                    }
                }
            }
        }
    })
}

pub(super) async fn give(cx: Cx, Path(id): Path<PersonId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let person = known(tx, me, id)?;
        let Some((org, role)) = asked_role(tx, me, f)? else { return Err(Stop::again(person_page(tx, me, id, f)?)) };
        if id == me.person {
            return Err(Stop::NotYours(w::PERSON_NOT_YOURSELF));
        }
        // Given twice is given once.
        if person.here && !queries::has_role(tx, id, org, role)? {
            give_role(tx, me.district, id, org, role, "", "")?;
            told(tx, me, id, org, "role.given", &person.name)?;
        }
        Ok(Go::to(format!("/people/{id}")))
    })
    .await
}

pub(super) async fn end_role(cx: Cx, Path(id): Path<PersonId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let person = known(tx, me, id)?;
        let role = f.pick::<Uuid>("id").ok_or(Stop::Nothing)?;
        // Ended before: then it is as it was wanted.
        if let Some((org, what)) = queries::by_hand(tx, role, id)? {
            if !may_at(tx, me, org)? || !may_give(me).contains(&what) {
                return Err(Stop::NotYours(w::PERSON_CARE_WHO));
            }
            if id == me.person {
                return Err(Stop::NotYours(w::PERSON_NOT_YOURSELF));
            }
            queries::end_role(tx, role, id)?;
            told(tx, me, id, org, "role.ended", &person.name)?;
        }
        Ok(Go::to(format!("/people/{id}")))
    })
    .await
}

pub(super) async fn again(cx: Cx, Path(id): Path<PersonId>, sent: Sent) -> Response {
    let app = cx.app.clone();
    cx.act(sent.fields, move |tx, me, _| {
        let person = known(tx, me, id)?;
        let mut mine = me.is_admin();
        for role in &person.roles {
            mine = mine || (may_at(tx, me, role.org)? && may_give(me).contains(&role.role));
        }
        if !mine {
            return Err(Stop::NotYours(w::PERSON_CARE_WHO));
        }
        if let (Some(email), true, false) = (&person.email, person.here, queries::ever_in(tx, id)?) {
            invite(tx, &app, me, me.district, id, &person.given, email)?;
        }
        Ok(Go::to(format!("/people/{id}")))
    })
    .await
}

pub(super) async fn end(cx: Cx, Path(id): Path<PersonId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let person = known(tx, me, id)?;
        if id == me.person {
            return Err(Stop::NotYours(w::PERSON_NOT_YOURSELF));
        }
        leave(tx, id)?;
        told(tx, me, id, OrgId(me.district.0), "person.ended", &person.name)?;
        Ok(Go::to(format!("/people/{id}")))
    })
    .await
}
