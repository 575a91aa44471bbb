//! What was decided, why, and for which goal; and the log that answers "what did we decide about …" in one search.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Drawing, Markup, Page, Room, empty, heading, html};
use jiff::civil::Date;
use serde::Deserialize;
use store::{CommunityId, GoalId, MeetingId, PersonId, Tx, args, sql};

use super::meeting::{self, Meeting};
use super::{page, queries, vote_view};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, goals, w};

/// Something that was decided at a meeting.
#[derive(Clone, Debug)]
pub struct Decision {
    pub id: uuid::Uuid,
    pub text: String,
    pub why: String,
    /// The goal it serves.
    pub goal: Option<(GoalId, String)>,
    /// How many showed each number of fingers, round by round, when it was agreed so: `0,0,1,2,1,0;0,0,0,3,1,0`.
    pub hands: Option<String>,
}

/// A decision in the log, with where it was made.
pub(super) struct Logged {
    pub decision: Decision,
    pub community_name: String,
    pub meeting: MeetingId,
    pub on: Date,
    pub meeting_title: String,
    /// How many were there.
    pub present: i64,
}

sql! {
    INSERT = "insert into decision (id, district, community, meeting, item, text, why, goal, audience, by, at) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}

/// Keeps a decision, its words and why, at the item that is on, and gives its id. The caller has asked whether the goal is the community's.
///
/// # Errors
/// [`Stop::Refused`] when the meeting doesn't run.
pub fn keep(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    (text, why): (&str, &str),
    goal: Option<GoalId>,
) -> Result<uuid::Uuid, Stop> {
    meeting.runs()?;
    let (id, now) = (tx.fresh_id(), tx.now());
    let item = meeting.now.map(|(item, _)| item);
    tx.exec(
        INSERT,
        args![id, community.district, community.id, meeting.id, item, text, why, goal, community.inside, by, now],
    )?;
    meeting::tell(tx, community, meeting.id, Some(by), "decision.made", text)?;
    Ok(id)
}

/// Notes a decision while the meeting runs.
pub(super) async fn decide(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting.runs()?;
        let (text, why) = (f.needed("decision", 400), f.text("why", 600));
        let goal = f.pick::<GoalId>("goal");
        if let Some(goal) = goal
            && !goals::of_community(tx, me, &community)?.iter().any(|g| g.id == goal)
        {
            f.wrong("goal", face::w::ERROR_CHOICE);
        }
        if f.refused() {
            return Err(Stop::again(page::meeting_page(tx, me, &meeting, &community, f)?));
        }
        keep(tx, me.person, &community, &meeting, (&text, &why), goal)?;
        Ok(Go::to(format!("/meetings/{id}#decided")))
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    find: String,
    #[serde(default)]
    community: String,
}

/// The decision log.
pub(super) async fn log(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let find: String = asked.find.trim().chars().take(80).collect();
        let community = match asked.community.parse::<CommunityId>() {
            Ok(id) => communities::find(c, me, id)?,
            Err(_) => None,
        };
        let found = queries::decisions(c, me, community.as_ref().map(|c| c.id), &find)?;
        let title = match &community {
            Some(community) => lang.say(w::decisions_title_of(community.name.as_str())),
            None => lang.t(w::DECISIONS_TITLE).to_owned(),
        };
        let kicker = html! {
            @if let Some(community) = &community { a href={ "/communities/" (community.id) } { (community.name) } }
            @else { a href="/communities" { (lang.t(face::w::ROOM_COMMUNITIES)) } }
        };
        let body = html! {
            (heading(kicker, &title, html! { (lang.t(w::DECISIONS_LEAD)) }))
            @if found.is_empty() && find.is_empty() {
                section { (empty(Drawing::Table, lang.t(w::DECISIONS_NONE), lang.t(w::DECISIONS_NONE_WHY), Some(("/communities", lang.t(face::w::ROOM_COMMUNITIES))))) }
            } @else {
                section aria-label=(title) {
                    form.find method="get" role="search" {
                        @if let Some(community) = &community { input type="hidden" name="community" value=(community.id); }
                        input type="search" name="find" value=(find) aria-label=(lang.t(w::DECISIONS_FIND)) placeholder=(lang.t(w::DECISIONS_FIND));
                        button.button.second { (lang.t(w::DECISIONS_FIND_GO)) }
                    }
                    @if found.is_empty() { p { (lang.say(w::decisions_found_none(find.as_str()))) } }
                    ul.list data-testid="decisions" { @for d in &found { (row(me, d)) } }
                }
            }
        };
        Ok(Page::new(Room::Communities, title, lang.t(w::DECISIONS_AUDIENCE), body))
    })
    .await
}

fn row(me: &Viewer, d: &Logged) -> Markup {
    let lang = me.lang();
    html! {
        li {
            div {
                a href={ "/meetings/" (d.meeting) "#decided" } { (d.decision.text) }
                (because(me, &d.decision))
                small { (d.community_name) ", " (d.meeting_title) @if d.present > 0 { ", " (lang.say(w::decision_present(d.present))) } }
            }
            span.when { (face::date_short(lang, d.on, me.today())) }
        }
    }
}

/// Why it was decided, and what it is for.
pub(super) fn because(me: &Viewer, d: &Decision) -> Markup {
    let lang = me.lang();
    html! {
        @if !d.why.is_empty() { p.small { (lang.say(w::decision_because(d.why.as_str()))) } }
        @if let Some(hands) = &d.hands {
            p.small {
                @for (n, round) in hands.split(';').enumerate() { (lang.say(w::decision_hands(vote_view::counted(lang, round), n + 1))) " " }
            }
        }
        @if let Some((goal, text)) = &d.goal { p.small { (lang.t(w::DECISION_FOR)) " " a href={ "/goals/" (goal) } { (text) } } }
    }
}
