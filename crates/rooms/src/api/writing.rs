//! What can be changed.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use store::{CommunityId, CycleId, EntryId, GoalId, MeasureId, OrgId, PersonId};

use super::asked::{Body, key, revision};
use super::reading::{entry_json, goal_json};
use crate::cycles::{self, NewEntry};
use crate::goals::{self, Answer, End, Kind, NewGoal, NewObservation, Owner, Sight};
use crate::{Cx, Stop, communities, people, w};

pub(super) async fn write_entry(cx: Cx, Path(id): Path<CycleId>, headers: HeaderMap, bytes: Bytes) -> Response {
    cx.json_act(StatusCode::CREATED, key(&headers), move |tx, me| {
        let mut body = Body::read(&bytes)?;
        let step = body.fields.needed("step", 60);
        body.checked()?;
        let cycle = cycles::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        let community = communities::find(tx, me, cycle.community)?.ok_or(Stop::Nothing)?;
        if !community.works_here() {
            return Err(Stop::NotYours(w::API_MEMBERS_ONLY));
        }
        let fields = written(&body)?;
        let peers = body.object.get("peersOnly").and_then(Value::as_bool).unwrap_or(false);
        let new = NewEntry { cycle: id, step: &step, fields, peers, evidence: Vec::new() };
        let id = cycles::write_entry(tx, me.person, &new)?;
        let entry = cycles::entry(tx, me, id)?.ok_or(Stop::Nothing)?;
        Ok(entry_json(&entry, &[]))
    })
    .await
}

/// The `fields` of an entry: an object of texts, each checked as a form's would be.
fn written(body: &Body) -> Result<BTreeMap<String, String>, Stop> {
    let Some(Value::Object(object)) = body.object.get("fields") else { return Err(Stop::Refused(w::API_FIELDS)) };
    let texts = object.iter().filter_map(|(k, v)| v.as_str().map(|t| (k.clone(), t.to_owned()))).collect::<Vec<_>>();
    let mut fields = face::Fields::new(texts.clone());
    let mut written = BTreeMap::new();
    for (name, _) in &texts {
        written.insert(name.clone(), fields.text(name, 5000));
    }
    if fields.refused() { Err(Stop::Invalid(fields.problems().to_vec())) } else { Ok(written) }
}

pub(super) async fn change_entry(cx: Cx, Path(id): Path<EntryId>, headers: HeaderMap, bytes: Bytes) -> Response {
    cx.json_act(StatusCode::OK, key(&headers), move |tx, me| {
        let body = Body::read(&bytes)?;
        let rev = revision(&headers)?;
        let entry = cycles::entry(tx, me, id)?.ok_or(Stop::Nothing)?;
        if entry.by != me.person {
            return Err(Stop::NotYours(w::API_OWN_ONLY));
        }
        let fields = written(&body)?;
        if rev != entry.rev || !cycles::change_entry(tx, me.person, &entry, &fields)? {
            let now = cycles::entry(tx, me, id)?.ok_or(Stop::Nothing)?;
            return Err(Stop::Outdated { yours: json!(fields), theirs: entry_json(&now, &[]) });
        }
        let now = cycles::entry(tx, me, id)?.ok_or(Stop::Nothing)?;
        Ok(entry_json(&now, &[]))
    })
    .await
}

pub(super) async fn set_goal(cx: Cx, headers: HeaderMap, bytes: Bytes) -> Response {
    cx.json_act(StatusCode::CREATED, key(&headers), move |tx, me| {
        let mut body = Body::read(&bytes)?;
        let f = &mut body.fields;
        let text = f.needed("text", 500);
        let kind = f.choice("kind", &["student", "educator"]);
        let (person, community, org): (Option<PersonId>, Option<CommunityId>, Option<OrgId>) =
            (f.pick("ownerPerson"), f.pick("ownerCommunity"), f.pick("ownerOrganization"));
        let serves: Option<GoalId> = f.pick("serves");
        if kind == "educator" && serves.is_none() {
            f.wrong("serves", face::w::ERROR_NEEDED);
        }
        body.checked()?;
        let owner = owner(tx, me, person, community, org)?.ok_or(Stop::Nothing)?;
        let level = level_of(tx, owner)?;
        if let Some(goal) = serves {
            goals::find(tx, me, goal)?.filter(|g| g.kind == Kind::Student).ok_or(Stop::Nothing)?;
        }
        let kind = if kind == "educator" { Kind::Educator } else { Kind::Student };
        let new = NewGoal {
            district: me.district,
            level,
            kind,
            owner,
            serves: serves.filter(|_| kind == Kind::Educator),
            need: None,
            text: &text,
            sight: Sight::Usual,
            by: Some(me.person),
        };
        let id = goals::add(tx, &new)?;
        goals::find(tx, me, id)?.map(|g| goal_json(&g)).ok_or(Stop::Nothing)
    })
    .await
}

/// The owner a goal is set for, if the viewer speaks for it: themselves, a community they work in, an organization they lead.
fn owner(
    tx: &mut store::Tx<'_>,
    me: &crate::Viewer,
    person: Option<PersonId>,
    community: Option<CommunityId>,
    org: Option<OrgId>,
) -> Result<Option<Owner>, Stop> {
    Ok(match (person, community, org) {
        (Some(p), None, None) if p == me.person => Some(Owner::Person(p)),
        (None, Some(id), None) => {
            let community = communities::find(tx, me, id)?.ok_or(Stop::Nothing)?;
            community.works_here().then_some(Owner::Community(id))
        }
        (None, None, Some(id)) => me.leads_any(&people::orgs_above(tx, id)?).then_some(Owner::Org(id)),
        _ => None,
    })
}

/// The level of a goal follows from whose it is.
fn level_of(tx: &mut store::Tx<'_>, owner: Owner) -> Result<goals::Level, Stop> {
    Ok(match owner {
        Owner::Person(_) => goals::Level::Individual,
        Owner::Community(_) => goals::Level::Team,
        Owner::Org(id) => match people::org_kind(tx, id)?.as_str() {
            "school" | "department" => goals::Level::School,
            "state" => goals::Level::State,
            "national" => goals::Level::National,
            _ => goals::Level::District,
        },
    })
}

pub(super) async fn observe(cx: Cx, Path(id): Path<MeasureId>, headers: HeaderMap, bytes: Bytes) -> Response {
    cx.json_act(StatusCode::CREATED, key(&headers), move |tx, me| {
        let mut body = Body::read(&bytes)?;
        let f = &mut body.fields;
        let (on, value, n, note) = (f.date("date"), f.number("value"), f.number("n"), f.text("note", 500));
        for (name, missing) in [("date", on.is_none()), ("value", value.is_none())] {
            if missing && f.problem_of(name).is_none() {
                f.wrong(name, face::w::ERROR_NEEDED);
            }
        }
        body.checked()?;
        let (Some(on), Some(value)) = (on, value) else { return Err(Stop::Nothing) };
        #[expect(clippy::cast_possible_truncation, reason = "a count of people is far below the largest whole number")]
        let n = n.map(|n| n as i64);
        let goal = goals::of_measure(tx, me, id)?.ok_or(Stop::Nothing)?;
        if !goal.ours {
            return Err(Stop::NotYours(w::API_OWN_ONLY));
        }
        let id = goals::observe(tx, me.person, id, &NewObservation { on, value, n, note: &note })?;
        Ok(json!({ "id": id, "goal": goal.id, "date": on.to_string(), "value": value, "n": n, "note": note }))
    })
    .await
}

pub(super) async fn offer(cx: Cx, headers: HeaderMap, bytes: Bytes) -> Response {
    cx.json_act(StatusCode::CREATED, key(&headers), move |tx, me| {
        let mut body = Body::read(&bytes)?;
        let f = &mut body.fields;
        let (below, above): (Option<GoalId>, Option<GoalId>) = (f.pick("below"), f.pick("above"));
        let side = f.choice("from", &["below", "above"]);
        body.checked()?;
        let (Some(below), Some(above)) = (below, above) else { return Err(Stop::Nothing) };
        let from = if side == "above" { End::Parent } else { End::Child };
        let id = goals::offer(tx, me.person, below, above, from)?;
        Ok(json!({ "id": id, "below": below, "above": above, "from": side }))
    })
    .await
}

pub(super) async fn answer(cx: Cx, Path(id): Path<store::AlignmentId>, headers: HeaderMap, bytes: Bytes) -> Response {
    cx.json_act(StatusCode::OK, key(&headers), move |tx, me| {
        let mut body = Body::read(&bytes)?;
        let said = body.fields.choice("answer", &["accepted", "declined", "withdrawn"]);
        body.checked()?;
        let answer = match said {
            "accepted" => Answer::Accepted,
            "declined" => Answer::Declined,
            _ => Answer::Withdrawn,
        };
        goals::answer(tx, me.person, id, answer)?;
        Ok(json!({ "id": id, "answer": said }))
    })
    .await
}
