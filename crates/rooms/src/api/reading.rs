//! What can be read.

use axum::extract::{Path, Query};
use axum::response::Response;
use serde_json::{Value, json};
use store::{CommunityId, CycleId, GoalId, Time};

use super::asked::Paged;
use crate::communities::{self, Community};
use crate::cycles::{self, Entry, Evidence};
use crate::goals::{self, Goal, Owner};
use crate::{Cx, Stop};

/// A moment as RFC 3339 in UTC.
pub(super) fn moment(at: Time) -> String {
    at.stamp().to_string()
}

pub(super) async fn me(cx: Cx) -> Response {
    cx.json(|_, me| {
        let roles: Vec<_> = me
            .hats
            .iter()
            .map(|h| json!({ "role": h.role.stored(), "organization": h.org, "organizationName": h.org_name }))
            .collect();
        Ok(json!({ "id": me.person, "name": me.name, "district": me.district, "language": me.lang().tag(), "roles": roles }))
    })
    .await
}

fn community_json(c: &Community) -> Value {
    json!({
        "id": c.id, "organization": c.org, "organizationName": c.org_name, "name": c.name, "purpose": c.purpose, "basis": c.basis,
        "composition": c.composition, "mode": c.mode, "grades": c.grades, "subjects": c.subjects, "members": c.members,
        "part": c.my_part.map(|p| p.stored()), "archived": c.archived, "rev": c.rev,
    })
}

pub(super) async fn communities(cx: Cx, Query(paged): Query<Paged>) -> Response {
    cx.json(move |c, me| paged.page(communities::mine(c, me)?, |x| x.id.0, community_json)).await
}

pub(super) async fn community(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.json(move |c, me| communities::find(c, me, id)?.map(|x| community_json(&x)).ok_or(Stop::Nothing)).await
}

pub(super) async fn members(cx: Cx, Path(id): Path<CommunityId>, Query(paged): Query<Paged>) -> Response {
    cx.json(move |c, me| {
        let community = communities::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let mut members = communities::members(c, id)?;
        // Who was asked and hasn't answered is between them and who facilitates, as on the page.
        let mine = |m: &communities::Membership| {
            m.person == me.person || community.my_part == Some(communities::Part::Facilitator)
        };
        members.retain(|m| m.part != communities::Part::Invited || mine(m));
        paged.page(
            members,
            |m| m.person.0,
            |m| json!({ "person": m.person, "name": m.name, "part": m.part.stored(), "since": moment(m.since) }),
        )
    })
    .await
}

pub(super) fn goal_json(g: &Goal) -> Value {
    let (owner, id) = match g.owner {
        Owner::Person(id) => ("person", id.0),
        Owner::Community(id) => ("community", id.0),
        Owner::Org(id) => ("organization", id.0),
    };
    json!({
        "id": g.id, "level": goals::level_name(g.level), "kind": g.kind.stored(), "owner": { "kind": owner, "id": id, "name": g.owner_name },
        "serves": g.serves, "need": g.need, "text": g.text, "at": moment(g.at), "ended": g.ended.map(|(at, _)| moment(at)), "rev": g.rev,
    })
}

pub(super) async fn goals(cx: Cx, Query(paged): Query<Paged>) -> Response {
    cx.json(move |c, me| paged.page(goals::of_district(c, me)?, |g| g.id.0, goal_json)).await
}

pub(super) async fn goal(cx: Cx, Path(id): Path<GoalId>) -> Response {
    cx.json(move |c, me| goals::find(c, me, id)?.map(|g| goal_json(&g)).ok_or(Stop::Nothing)).await
}

pub(super) async fn measures(cx: Cx, Path(id): Path<GoalId>, Query(paged): Query<Paged>) -> Response {
    cx.json(move |c, me| {
        let goal = goals::find(c, me, id)?.ok_or(Stop::Nothing)?;
        paged.page(goals::measures(c, me, &goal)?, |w| w.measure.id.0, |w| {
            let m = &w.measure;
            let observations: Vec<_> = w
                .observations
                .iter()
                .map(|o| json!({ "id": o.id, "date": o.on.to_string(), "value": o.value, "n": o.n, "note": o.note }))
                .collect();
            json!({
                "id": m.id, "goal": m.goal, "name": m.name, "unit": m.unit, "baseline": m.baseline, "target": m.target,
                "baselineDate": m.baseline_on.map(|d| d.to_string()), "targetDate": m.target_on.map(|d| d.to_string()),
                "better": m.better.stored(), "observations": observations, "withheld": w.withheld, "rev": m.rev,
            })
        })
    })
    .await
}

pub(super) async fn cycles(cx: Cx, Query(paged): Query<Paged>) -> Response {
    cx.json(move |c, me| {
        let since = me.looked_at;
        paged.page(
            cycles::growth(c, me, since)?,
            |g| g.cycle.0,
            |g| {
                json!({
                    "id": g.cycle, "community": g.community, "title": g.title, "state": g.state, "step": g.step,
                    "due": g.due.map(|d| d.to_string()), "studentGoal": g.student_goal,
                })
            },
        )
    })
    .await
}

pub(super) async fn cycle(cx: Cx, Path(id): Path<CycleId>) -> Response {
    cx.json(move |c, me| {
        let cycle = cycles::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let turn = cycles::turn_of(c, cycle)?;
        let cycle = &turn.cycle;
        let steps: Vec<_> = turn.shape.steps.iter().map(|s| json!({ "key": s.key, "name": s.name.get(me.lang().tag()) })).collect();
        Ok(json!({
            "id": cycle.id, "community": cycle.community, "title": cycle.title, "shape": turn.shape.key, "steps": steps,
            "step": cycle.step, "state": cycle.state.stored(), "outcome": cycle.outcome, "began": moment(cycle.began),
            "closed": cycle.closed.map(moment), "due": cycle.due.map(|d| d.to_string()), "grewFrom": cycle.grew_from,
            "studentNeed": cycle.links.student_need, "educatorNeed": cycle.links.educator_need,
            "studentGoal": cycle.links.student_goal, "educatorGoal": cycle.links.educator_goal, "strategy": cycle.links.strategy,
            "rev": cycle.rev,
        }))
    })
    .await
}

pub(super) fn entry_json(e: &Entry, evidence: &[Evidence]) -> Value {
    let beside: Vec<_> = evidence
        .iter()
        .map(|v| json!({ "id": v.id, "kind": v.kind.stored(), "text": v.text, "value": v.value, "link": v.link, "file": v.file }))
        .collect();
    json!({
        "id": e.id, "cycle": e.cycle, "step": e.step, "kind": e.kind, "fields": e.fields, "by": e.by, "byName": e.by_name,
        "at": moment(e.at), "changed": moment(e.changed), "evidence": beside, "rev": e.rev,
    })
}

pub(super) async fn entries(cx: Cx, Path(id): Path<CycleId>, Query(paged): Query<Paged>) -> Response {
    cx.json(move |c, me| {
        cycles::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let (entries, evidence) = cycles::written(c, me, id)?;
        paged.page(entries, |e| e.id.0, |e| entry_json(e, evidence.get(&e.id).map_or(&[], Vec::as_slice)))
    })
    .await
}
