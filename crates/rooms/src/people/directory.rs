//! The directory: who is here and what they do. And one person's page.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Drawing, Fields, Markup, Page, Room, empty, heading, html};
use store::{Conn, PersonId};

use super::account::role_word;
use super::directory_queries::{self as queries, Asked, Listed, Somebody};
use super::invitations;
use crate::{Cx, Role, Stop, Viewer, w};

const PAGE: usize = 50;

/// The roles one can look for.
const LOOKED_FOR: [Role; 9] = [
    Role::Teacher,
    Role::Coach,
    Role::Aide,
    Role::Counselor,
    Role::Principal,
    Role::SiteAdministrator,
    Role::DistrictAdministrator,
    Role::NetworkFacilitator,
    Role::Other,
];

/// Whether the viewer sees people at all: guests see only what they were asked to.
pub(super) fn sees_people(me: &Viewer) -> bool {
    me.hats.iter().any(|h| h.role != Role::Guest)
}

pub(super) async fn list(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        if !sees_people(me) {
            let body = html! {
                (heading(html! {}, lang.t(w::PEOPLE_GUEST_TITLE), html! { (lang.t(w::PEOPLE_GUEST_LEAD)) }))
            };
            return Ok(Page::new(Room::People, lang.t(w::PEOPLE_GUEST_TITLE), lang.t(face::w::AUDIENCE_YOU), body));
        }
        let orgs = queries::orgs(c, me.district)?;
        let mut found = queries::list(c, me, &asked)?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let title = lang.say(w::people_title(me.district_name.as_str()));
        let body = html! {
            (heading(html! {}, &title, html! { (lang.t(w::PEOPLE_LEAD)) }))
            (filters(me, &asked, &orgs))
            @if found.is_empty() {
                (empty(Drawing::Table, lang.t(w::PEOPLE_NONE), lang.t(w::PEOPLE_NONE_WHY), None))
            }
            ul.list.faces data-testid="people" { @for person in &found { (row(me, person)) } }
            @if more && let Some(last) = found.last() {
                p { a.button.quiet rel="next" href=(next(&asked, last)) { (lang.t(face::w::SEE_MORE)) } }
            }
            p.actions {
                @if me.is_admin() || me.leads() {
                    a.button.quiet href="/communities/coverage" { (lang.t(w::PEOPLE_COVERAGE)) }
                    a.button.quiet href="/people/new" data-testid="add-person" { (lang.t(w::PEOPLE_ADD)) }
                }
            }
        };
        Ok(Page::new(Room::People, title, district_line(me), body))
    })
    .await
}

/// "Seen by everyone in the district."
pub(super) fn district_line(me: &Viewer) -> String {
    let lang = me.lang();
    lang.say(face::w::audience_seen(lang.say(face::w::audience_district(me.district_name.as_str()))))
}

fn filters(me: &Viewer, asked: &Asked, orgs: &[(store::OrgId, String, String)]) -> Markup {
    let lang = me.lang();
    html! {
        form.filters method="get" role="search" data-light {
            div.field { label for="find" { (lang.t(w::PEOPLE_FIND)) } input #find type="search" name="find" value=(asked.find); }
            div.field {
                label for="school" { (lang.t(w::PEOPLE_WHERE)) }
                select #school name="school" {
                    option value="" { (lang.t(w::PEOPLE_ANY)) }
                    @for (id, name, _) in orgs { option value=(id) selected[id.to_string() == asked.school] { (name) } }
                }
            }
            div.field {
                label for="role" { (lang.t(w::PEOPLE_ROLE)) }
                select #role name="role" {
                    option value="" { (lang.t(w::PEOPLE_ANY)) }
                    @for role in LOOKED_FOR { option value=(role.stored()) selected[role.stored() == asked.role] { (lang.t(role_word(role))) } }
                }
            }
            div.field.short { label for="grade" { (lang.t(w::PEOPLE_GRADE)) } input #grade name="grade" value=(asked.grade); }
            div.field.short { label for="subject" { (lang.t(w::PEOPLE_SUBJECT)) } input #subject name="subject" value=(asked.subject); }
            button.button.second { (lang.t(w::PEOPLE_GO)) }
        }
    }
}

fn next(asked: &Asked, last: &Listed) -> String {
    let mut to = String::from("/people?");
    let pairs = [
        ("find", &asked.find),
        ("school", &asked.school),
        ("role", &asked.role),
        ("grade", &asked.grade),
        ("subject", &asked.subject),
    ];
    for (name, value) in pairs.iter().filter(|(_, v)| !v.is_empty()) {
        to.push_str(&format!("{name}={}&", crate::cx::encode(value)));
    }
    to.push_str(&format!("after={}", crate::cx::encode(&format!("{} {}", last.id, last.sort))));
    to
}

fn row(me: &Viewer, person: &Listed) -> Markup {
    let lang = me.lang();
    html! {
        li {
            span.avatar aria-hidden="true" { (initials(&person.name)) }
            div {
                a href={ "/people/" (person.id) } { (person.name) }
                small {
                    @for (n, (role, org)) in person.roles.iter().enumerate() {
                        @if n > 0 { "; " }
                        (lang.t(role_word(*role))) ", " (org)
                    }
                }
            }
        }
    }
}

/// The first letters of the first and the last name.
pub(super) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|w| w.chars().next());
    let last = words.next_back().and_then(|w| w.chars().next());
    first.into_iter().chain(last).collect()
}

pub(super) async fn show(cx: Cx, Path(id): Path<PersonId>) -> Response {
    cx.page(move |c, me| person_page(c, me, id, &Fields::default())).await
}

/// A person of the viewer's district whom the viewer may know of.
pub(super) fn known(c: &mut Conn, me: &Viewer, id: PersonId) -> Result<Somebody, Stop> {
    let person = queries::one(c, me, id)?.ok_or(Stop::Nothing)?;
    let gone = !person.here && !me.is_admin();
    if id != me.person && (!sees_people(me) || gone) { Err(Stop::Nothing) } else { Ok(person) }
}

/// The page of one person, with what the viewer may do for them.
pub(super) fn person_page(c: &mut Conn, me: &Viewer, id: PersonId, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let person = known(c, me, id)?;
    let mut sections = Vec::new();
    for section in crate::PERSON_SECTIONS {
        sections.push(section(c, me, id)?);
    }
    let care = invitations::care(c, me, &person, fields)?;
    let roles: Vec<String> = person
        .roles
        .iter()
        .map(|r| lang.say(w::person_role_at(r.org_name.as_str(), lang.t(role_word(r.role)))))
        .collect();
    let body = html! {
        (heading(html! { a href="/people" { (lang.t(face::w::ROOM_PEOPLE)) } }, &person.name, html! { (roles.join("; ")) }))
        @if !person.here { p.notice { (lang.t(w::PERSON_LEFT)) } }
        @if let Some(email) = person.email.as_ref().filter(|_| person.here) {
            section { dl.facts { dt { (lang.t(w::SIGN_IN_EMAIL)) } dd { a href={ "mailto:" (email) } { (email) } } } }
        }
        @if !person.classes.is_empty() {
            section aria-labelledby="classes" {
                h2 #classes { (lang.t(w::PERSON_TEACHES)) }
                ul.list.tight {
                    @for [title, grades, subjects, school] in &person.classes {
                        li.plain { div { (title) small { (school) @if !subjects.is_empty() { ", " (each(subjects, |s| face::subject(lang, s))) } } } span.when { (each(grades, |g| face::grade(lang, g))) } }
                    }
                }
            }
        }
        @for section in &sections { (section) }
        (care)
    };
    Ok(Page::new(Room::People, person.name.clone(), district_line(me), body))
}

/// A list with commas, each of its parts in words.
fn each(list: &str, say: impl Fn(&str) -> String) -> String {
    list.split(',').map(|part| say(part.trim())).collect::<Vec<_>>().join(", ")
}
