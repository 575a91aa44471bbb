//! The list of communities and the page of one.

use std::collections::BTreeSet;

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Drawing, Markup, Page, Room, Word, empty, form, heading, html};
use serde::Deserialize;
use store::{CommunityId, Conn, OrgId};

use super::community::{Community, Membership, Part};
use super::norms_queries::Kept;
use super::{coming, norms, norms_queries, queries, resting};
use crate::{Cx, Role, Stop, Viewer, people, w};

/// How many a page of the list shows.
const PAGE: usize = 50;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    find: String,
    #[serde(default)]
    after: String,
}

pub(super) async fn list(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let mine = queries::mine(c, me)?;
        let find: String = asked.find.trim().chars().take(80).collect();
        let mut all = queries::all(c, me, &find, &asked.after, PAGE + 1)?;
        let more = all.len() > PAGE;
        all.truncate(PAGE);
        let invited = mine.iter().filter(|c| c.my_part == Some(Part::Invited)).count();
        let working = mine.len() - invited;
        let title = lang.say(w::communities_title(working));
        let lead = if invited > 0 { lang.say(w::communities_invited(invited)) } else { lang.t(w::COMMUNITIES_LEAD).into() };
        // A guest, a parent for instance, founds none; the page that would ask answers "not yours".
        let may_found = me.hats.iter().any(|h| h.role != Role::Guest);
        let found = may_found.then(|| ("/communities/new", lang.t(w::COMMUNITIES_FOUND)));
        let body = html! {
            (heading(html! {}, &title, html! { (lead) }))
            @if mine.is_empty() {
                section { (empty(Drawing::Table, lang.t(w::COMMUNITIES_NONE), lang.t(w::COMMUNITIES_NONE_WHY), found)) }
            } @else {
                section aria-labelledby="mine" {
                    h2 #mine { (lang.t(w::COMMUNITIES_MINE)) }
                    ul.list data-testid="my-communities" { @for community in &mine { (row(me, community)) } }
                    @if let Some((href, label)) = found { p.actions { a.button.quiet href=(href) { (label) } } }
                }
            }
            @if !me.who.guest { section aria-labelledby="all" {
                h2 #all { (lang.say(w::communities_all(me.district_name.as_str()))) }
                form.find method="get" role="search" {
                    input type="search" name="find" value=(find) aria-label=(lang.t(w::COMMUNITIES_FIND)) placeholder=(lang.t(w::COMMUNITIES_FIND));
                    button.button.second { (lang.t(w::COMMUNITIES_FIND_GO)) }
                }
                @if all.is_empty() { p { (lang.t(w::COMMUNITIES_FIND_NONE)) } }
                ul.list { @for community in &all { (row(me, community)) } }
                @if me.works_here() {
                    p.actions {
                        a.button.quiet href="/communities/archived" { (lang.t(w::RESTING)) }
                        @if me.leads() {
                            a.button.quiet href="/communities/coverage" { (lang.t(w::PEOPLE_COVERAGE)) }
                            a.button.quiet href="/communities/time" { (lang.t(w::TIME_OPEN)) }
                        }
                    }
                }
                @if more && let Some(last) = all.last() {
                    p { a.button.quiet href={ "/communities?find=" (crate::cx::encode(&find)) "&after=" (crate::cx::encode(&last.name)) } { (lang.t(face::w::SEE_MORE)) } }
                }
            } }
        };
        let audience = lang.say(face::w::audience_seen(lang.say(face::w::audience_district(me.district_name.as_str()))));
        Ok(Page::new(Room::Communities, title, audience, body))
    })
    .await
}

fn row(me: &Viewer, community: &Community) -> Markup {
    let lang = me.lang();
    html! {
        li {
            div {
                a href={ "/communities/" (community.id) } { (community.name) }
                small { (community.org_name) ", " (lang.say(w::community_members(community.members))) }
            }
            span.when {
                @match community.my_part {
                    Some(Part::Facilitator) => (lang.t(w::PART_FACILITATOR)),
                    Some(Part::Member) => (lang.t(w::PART_MEMBER)),
                    Some(Part::Guest) => (lang.t(w::PART_GUEST)),
                    Some(Part::Invited) => span.chip.needs { (lang.t(w::PART_INVITED)) },
                    None => "",
                }
            }
        }
    }
}

pub(super) async fn show(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let community = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        community_page(c, me, &community)
    })
    .await
}

/// What the page asks about a community, of several rooms at once.
struct Around {
    members: Vec<Membership>,
    schools: BTreeSet<OrgId>,
    leads: bool,
    rests: Markup,
    door: Markup,
    norms: Kept,
    audience: String,
    sections: Vec<Markup>,
}

fn ask(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Around, Stop> {
    let leads = may_lead(me, community, c)?;
    let audience = if community.works_here() { community.inside } else { community.audience };
    let (members, schools) = queries::members_and_schools(c, community.id)?;
    Ok(Around {
        members,
        schools,
        leads,
        rests: if community.archived {
            resting::note(c, me, community, leads)?
        } else {
            html! {}
        },
        door: coming::door(c, me, community, leads)?,
        norms: norms_queries::norms(c, me, community.id)?,
        audience: community.audience_line(c, me, audience)?,
        sections: crate::COMMUNITY_SECTIONS
            .iter()
            .map(|section| section(c, me, community))
            .collect::<Result<_, _>>()?,
    })
}

fn community_page(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Page, Stop> {
    let lang = me.lang();
    let Around { members, schools, leads, rests, door, norms, audience, sections } =
        c.together(|c| ask(c, me, community))?;
    let norms = norms::section(me, community, &norms, members.iter().filter(|m| m.works()).count());
    let body = html! {
        (heading(
            html! { a href="/communities" { (community.org_name) } ", " (lang.t(basis_word(&community.basis))) ", " (lang.t(composition_word(&community.composition))) },
            &community.name,
            html! { (community.purpose) },
        ))
        (rests)
        (door)
        @if community.my_part == Some(Part::Invited) {
            div.sheet data-testid="invitation" {
                p { (lang.say(w::community_invitation(community.name.as_str()))) }
                (form(&me.who, &format!("/communities/{}/answer", community.id), None, html! {
                    div.actions {
                        button.button name="answer" value="yes" { (lang.t(w::COMMUNITY_JOIN)) }
                        button.button.quiet name="answer" value="no" { (lang.t(w::COMMUNITY_DECLINE)) }
                    }
                }))
            }
        }
        @for section in &sections { (section) }
        (norms)
        section aria-labelledby="members" #people {
            h2 #members { (lang.say(w::community_members(community.members))) }
            @if schools.len() > 1 { p.small { (lang.say(w::community_schools(schools.len()))) } }
            ul.people {
                @for member in members.iter().filter(|m| m.part != Part::Invited) {
                    li {
                        span.avatar aria-hidden="true" { (initials(&member.name)) }
                        span {
                            @if me.who.guest { (member.name) } @else { a href={ "/people/" (member.person) } { (member.name) } }
                            @if member.part == Part::Facilitator { " " small { (lang.t(w::PART_FACILITATOR)) } }
                            @if member.part == Part::Guest { " " small { (lang.t(w::PART_GUEST)) } }
                        }
                    }
                }
            }
            div.actions {
                @if leads {
                    a.button.quiet href={ "/communities/" (community.id) "/members" } data-testid="invite" { (lang.t(w::COMMUNITY_INVITE)) }
                    a.button.quiet href={ "/communities/" (community.id) "/edit" } { (lang.t(w::COMMUNITY_EDIT)) }
                }
                @if community.my_part.is_some_and(|part| part != Part::Invited) {
                    a.button.quiet href={ "/communities/" (community.id) "/leave" } { (lang.t(w::COMMUNITY_LEAVE)) }
                }
            }
        }
    };
    let live = [format!("community:{}", community.id)];
    Ok(Page::new(Room::Communities, community.name.clone(), audience, body).live(live))
}

/// Whether the viewer may change who is in and what it is for: its facilitators, and the leaders of its organization.
pub(super) fn may_lead(me: &Viewer, community: &Community, c: &mut Conn) -> Result<bool, Stop> {
    if community.my_part == Some(Part::Facilitator) {
        return Ok(true);
    }
    if !me.leads() {
        return Ok(false);
    }
    Ok(me.leads_any(&people::orgs_above(c, community.org)?))
}

pub(super) fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|part| part.chars().next()).take(2).collect()
}

pub(super) fn basis_word(basis: &str) -> Word {
    match basis {
        "students" => w::BASIS_STUDENTS,
        "responsibility" => w::BASIS_RESPONSIBILITY,
        "role" => w::BASIS_ROLE,
        "interest" => w::BASIS_INTEREST,
        _ => w::BASIS_GOAL,
    }
}

pub(super) fn composition_word(composition: &str) -> Word {
    match composition {
        "vertical" => w::COMPOSITION_VERTICAL,
        "horizontal" => w::COMPOSITION_HORIZONTAL,
        _ => w::COMPOSITION_MIXED,
    }
}
