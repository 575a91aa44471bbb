//! Who is in: inviting, answering, changing a part.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Fields, Page, Room, form, heading, html, notice};
use serde::Deserialize;
use store::{CommunityId, Conn, PersonId};

use super::community::{Community, Part, depart, join};
use super::{coming_queries, pages::may_lead, queries};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    find: String,
}

fn led(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Community, Stop> {
    let community = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if may_lead(me, &community, c)? { Ok(community) } else { Err(Stop::NotYours(w::COMMUNITY_EDIT_WHO)) }
}

pub(super) async fn page(cx: Cx, Path(id): Path<CommunityId>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let community = led(c, me, id)?;
        members_page(c, me, &community, &asked.find)
    })
    .await
}

fn members_page(c: &mut Conn, me: &Viewer, community: &Community, find: &str) -> Result<Page, Stop> {
    let lang = me.lang();
    let id = community.id;
    let find: String = find.trim().chars().take(80).collect();
    let members = queries::members(c, id)?;
    let found = queries::candidates(c, community, &find)?;
    let audience = community.audience_line(c, me, community.inside)?;
    let part = |p: Part| match p {
        Part::Member => w::PART_MEMBER,
        Part::Facilitator => w::PART_FACILITATOR,
        Part::Guest => w::PART_GUEST,
        Part::Invited => w::PART_INVITED,
    };
    let body = html! {
        (heading(html! { a href={ "/communities/" (id) } { (community.name) } }, lang.t(w::COMMUNITY_WHO), html! { (lang.t(w::COMMUNITY_WHO_LEAD)) }))
        section aria-labelledby="in" {
            h2 #in { (lang.say(w::community_members(community.members))) }
            ul.list.tight data-testid="members" {
                @for m in &members {
                    li {
                        div { a href={ "/people/" (m.person) } { (m.name) } small { (lang.t(part(m.part))) } }
                        (form(&me.who, &format!("/communities/{id}/members/change"), None, html! {
                            input type="hidden" name="person" value=(m.person);
                            @if m.part == Part::Member { button.button.small.quiet name="part" value="facilitator" { (lang.t(w::PART_MAKE_FACILITATOR)) } }
                            @if m.part == Part::Facilitator { button.button.small.quiet name="part" value="member" { (lang.t(w::PART_MAKE_MEMBER)) } }
                            button.button.small.quiet name="part" value="none" { (lang.t(w::PART_END)) }
                        }))
                    }
                }
            }
        }
        section aria-labelledby="ask" {
            h2 #ask { (lang.t(w::COMMUNITY_INVITE)) }
            form.find method="get" role="search" {
                input type="search" name="find" value=(find) aria-label=(lang.t(w::COMMUNITY_FIND_PERSON)) placeholder=(lang.t(w::COMMUNITY_FIND_PERSON));
                button.button.second { (lang.t(w::COMMUNITIES_FIND_GO)) }
            }
            p.small { (lang.t(w::COMMUNITY_GUESTS_SEE)) }
            @if !find.is_empty() && found.is_empty() { (notice(lang.t(w::COMMUNITY_FIND_NOBODY))) }
            ul.list.tight data-testid="candidates" {
                @for (person, name, place, works) in &found {
                    li {
                        div { span { (name) } small { (place) } }
                        (form(&me.who, &format!("/communities/{id}/members"), None, html! {
                            input type="hidden" name="person" value=(person);
                            @if *works { button.button.small.second name="part" value="invited" { (lang.t(w::COMMUNITY_ASK)) } }
                            button.button.small.quiet name="part" value="guest" { (lang.t(w::COMMUNITY_ASK_GUEST)) }
                        }))
                    }
                }
            }
        }
    };
    Ok(Page::new(Room::Communities, lang.t(w::COMMUNITY_WHO), audience, body))
}

pub(super) async fn invite(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = led(tx, me, id)?;
        let person = candidate(tx, &community, f)?;
        // Who works nowhere here is a guest, whatever was pressed: a member sees everything.
        let guest = f.raw("part") == "guest" || !queries::works(tx, person)?;
        if guest && !queries::is_in(tx, id, person)? {
            join(tx, id, person, Part::Guest, Some(me.person))?;
        }
        if !queries::is_in(tx, id, person)? {
            // Who stands at the door already is let in instead.
            let asking = coming_queries::waiting(tx, id)?.into_iter().find(|a| a.person == person);
            match asking {
                Some(asking) => drop(coming_queries::answer(tx, me, id, &asking, true)?),
                None => join(tx, id, person, Part::Invited, Some(me.person))?,
            }
        }
        Ok(Go::to(format!("/communities/{id}/members")))
    })
    .await
}

/// A person of the same district who is here now; anyone else answers as nobody.
fn candidate(c: &mut Conn, community: &Community, f: &mut Fields) -> Result<PersonId, Stop> {
    let person = f.pick::<PersonId>("person").ok_or(Stop::Nothing)?;
    if queries::could_join(c, community, person)? { Ok(person) } else { Err(Stop::Nothing) }
}

pub(super) async fn change(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        led(tx, me, id)?;
        let person = f.pick::<PersonId>("person").ok_or(Stop::Nothing)?;
        let part = f.choice("part", &["facilitator", "member", "none"]);
        if f.refused() || !queries::is_in(tx, id, person)? {
            return Err(Stop::Nothing);
        }
        // An invitation is answered by who got it, never by who sent it.
        let invited = queries::members(tx, id)?.iter().any(|m| m.person == person && m.part == Part::Invited);
        if part != "none" && !queries::works(tx, person)? {
            return Err(Stop::NotYours(w::COMMUNITY_GUEST_STAYS));
        }
        match part {
            "none" => {
                keep_one_facilitator(tx, id, person)?;
                depart(tx, id, person)?;
            }
            _ if invited => return Err(Stop::NotYours(w::COMMUNITY_ANSWER_WHO)),
            "facilitator" => join(tx, id, person, Part::Facilitator, Some(me.person))?,
            _ => {
                keep_one_facilitator(tx, id, person)?;
                join(tx, id, person, Part::Member, Some(me.person))?;
            }
        }
        Ok(Go::to(format!("/communities/{id}/members")))
    })
    .await
}

/// A community keeps at least one facilitator, so that nobody is locked out of it.
fn keep_one_facilitator(c: &mut Conn, id: CommunityId, but: PersonId) -> Result<(), Stop> {
    let members = queries::members(c, id)?;
    let is_one = members.iter().any(|m| m.person == but && m.part == Part::Facilitator);
    let others = members.iter().any(|m| m.person != but && m.part == Part::Facilitator);
    if is_one && !others { Err(Stop::NotYours(w::COMMUNITY_LAST_FACILITATOR)) } else { Ok(()) }
}

pub(super) async fn answer(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        if community.my_part != Some(Part::Invited) {
            return Err(Stop::Nothing);
        }
        match f.choice("answer", &["yes", "no"]) {
            "yes" if me.works_here() => join(tx, id, me.person, Part::Member, Some(me.person))?,
            "yes" => join(tx, id, me.person, Part::Guest, Some(me.person))?,
            "no" => depart(tx, id, me.person)?,
            _ => return Err(Stop::Nothing),
        }
        Ok(Go::to(format!("/communities/{id}")))
    })
    .await
}
