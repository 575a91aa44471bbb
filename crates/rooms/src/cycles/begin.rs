//! Beginning a cycle: which kind, and what about. The rest is written step by step.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Field, Fields, Page, Room, form, heading, html, problems, submit};
use serde::Deserialize;
use store::{CommunityId, Conn, CycleId, StrategyId};

use super::cycle::{self, Cycle, Links, NewCycle};
use super::{handlers, queries};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, goals, library, w};

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// The closed cycle this one grows out of.
    from: Option<CycleId>,
    /// A strategy that was chosen in the library.
    strategy: Option<StrategyId>,
}

fn place(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Community, Stop> {
    let community = communities::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if community.works_here() { Ok(community) } else { Err(Stop::NotYours(w::CYCLE_MEMBERS_ONLY)) }
}

/// The cycle a new one grows out of: one of the same community that the viewer can see.
fn earlier(c: &mut Conn, me: &Viewer, community: &Community, id: Option<CycleId>) -> Result<Option<Cycle>, Stop> {
    match id {
        None => Ok(None),
        Some(id) => queries::find(c, me, id)?.filter(|e| e.community == community.id).map(Some).ok_or(Stop::Nothing),
    }
}

pub(super) async fn new(cx: Cx, Path(id): Path<CommunityId>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let community = place(c, me, id)?;
        let earlier = earlier(c, me, &community, asked.from)?;
        let mut fields = Fields::default();
        fields.set("shape", "six-actions");
        if let Some(e) = &earlier {
            let words = if e.next.is_empty() { e.title.clone() } else { goals::shorten(&e.next, 120) };
            fields.set("title", words);
            fields.set("from", e.id.to_string());
            if let Some(strategy) = e.links.strategy.filter(|_| e.outcome.as_deref() != Some("abandon")) {
                fields.set("strategy", strategy.to_string());
            }
            if let Some(goal) = e.links.student_goal {
                fields.set("goal", goal.to_string());
            }
            fields.set("shape", queries::turn_of(c, e.clone())?.shape.key.clone());
        }
        if let Some(strategy) = asked.strategy {
            fields.set("strategy", strategy.to_string());
        }
        begin_page(c, me, &community, earlier.as_ref(), &fields)
    })
    .await
}

fn begin_page(
    c: &mut Conn,
    me: &Viewer,
    community: &Community,
    earlier: Option<&Cycle>,
    fields: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let shapes = handlers::offered(c, community)?;
    let kinds: Vec<(&str, &str, &str)> = shapes
        .iter()
        .map(|s| (s.shape.key.as_str(), s.shape.name.get(lang.tag()), s.shape.about.get(lang.tag())))
        .collect();
    let none = |word| (String::new(), lang.t(word).to_owned());
    let aims = goals::of_community(c, me, community)?.into_iter().filter(|g| g.kind == goals::Kind::Student);
    let aims: Vec<(String, String)> = std::iter::once(none(w::CYCLE_LATER))
        .chain(aims.map(|g| (g.id.to_string(), goals::shorten(&g.text, 90))))
        .collect();
    let strategies = library::names(c, me, community.district)?.into_iter();
    let strategies: Vec<(String, String)> =
        std::iter::once(none(w::CYCLE_LATER)).chain(strategies.map(|(id, name)| (id.to_string(), name))).collect();
    let audience = community.audience_line(c, me, community.inside)?;
    let title = lang.t(w::CYCLE_NEW_TITLE);
    let body = html! {
        (heading(html! { a href={ "/communities/" (community.id) } { (community.name) } }, title, html! { (lang.t(w::CYCLE_NEW_LEAD)) }))
        div.narrow {
            @if let Some(e) = earlier {
                p.notice { span { (lang.say(w::cycle_grows_from(e.title.as_str()))) } }
            }
            (problems(lang, fields))
            (form(&me.who, &format!("/communities/{}/cycles", community.id), None, html! {
                @if let Some(e) = earlier { input type="hidden" name="from" value=(e.id); }
                (Field::new("title", lang.t(w::CYCLE_TITLE)).hint(lang.t(w::CYCLE_TITLE_HINT)).needed().input(lang, fields, "text"))
                (Field::new("shape", lang.t(w::CYCLE_KIND)).needed().choices(lang, fields, &kinds))
                details.more open[earlier.is_some() || !fields.raw("strategy").is_empty()] {
                    summary { (lang.t(w::CYCLE_KNOWN_ALREADY)) }
                    div {
                        @if aims.len() > 1 { (Field::new("goal", lang.t(w::CYCLE_FOR_STUDENTS)).select(lang, fields, &aims)) }
                        @if strategies.len() > 1 { (Field::new("strategy", lang.t(w::CYCLE_STRATEGY)).select(lang, fields, &strategies)) }
                        (Field::new("due", lang.t(w::CYCLE_DUE_LABEL)).hint(lang.t(w::CYCLE_DUE_HINT)).input(lang, fields, "date"))
                    }
                }
                div.actions { (submit(lang.t(w::CYCLE_BEGIN))) }
                p.audience { (audience) }
            }))
        }
    };
    Ok(Page::new(Room::Cycles, title, audience.clone(), body))
}

pub(super) async fn create(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = place(tx, me, id)?;
        let from = f.pick("from");
        let earlier = earlier(tx, me, &community, from)?;
        let title = f.needed("title", 120);
        let due = f.date("due");
        let goal: Option<store::GoalId> = f.pick("goal");
        let strategy: Option<StrategyId> = f.pick("strategy");
        let shape = f.raw("shape").to_owned();
        if !handlers::offered(tx, &community)?.iter().any(|s| s.shape.key == shape) {
            f.wrong("shape", face::w::ERROR_CHOICE);
        }
        let mut links = Links { student_goal: goal, strategy, ..Links::default() };
        if let Some(goal) = goal {
            let aims = goals::of_community(tx, me, &community)?;
            aims.iter().find(|g| g.id == goal && g.kind == goals::Kind::Student).ok_or(Stop::Nothing)?;
        }
        if let Some(strategy) = strategy {
            library::find(tx, me, strategy)?.filter(|s| s.district == community.district).ok_or(Stop::Nothing)?;
        }
        if f.refused() {
            return Err(Stop::again(begin_page(tx, me, &community, earlier.as_ref(), f)?));
        }
        if let Some(e) = &earlier {
            // The same students and the same learning go on; the goals can be changed at their step.
            links.student_need = e.links.student_need;
            links.educator_need = e.links.educator_need;
            links.educator_goal = e.links.educator_goal.filter(|_| links.student_goal == e.links.student_goal);
        }
        let new = NewCycle { community: id, shape: &shape, title: &title, links, grew_from: from, due };
        let cycle = cycle::begin(tx, me.person, &new)?;
        Ok(Go::to(format!("/cycles/{cycle}")))
    })
    .await
}
