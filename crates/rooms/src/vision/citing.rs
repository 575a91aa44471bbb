//! Citing: a goal, a point of an agenda or a decision names the passages it lives; and where that is shown.

use axum::extract::Path;
use axum::response::Response;
use face::{Drawing, Fields, Markup, Page, Room, empty, form, heading, html, submit};
use store::{AudienceId, Conn, GoalId, ItemId};
use uuid::Uuid;

use super::list::label;
use super::lived::{self, Cite, Lived, Thing};
use super::queries::{self, Near};
use super::statement::Draft;
use crate::communities::{self, Community};
use crate::goals::{self, Goal};
use crate::meetings::Meeting;
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// What is about to cite: its words, where it stands, who sees it.
struct Citing {
    thing: Thing,
    title: String,
    back: String,
    path: String,
    room: Room,
    audience: AudienceId,
}

/// The thing, for somebody who may say what it lives.
fn to_cite(c: &mut Conn, me: &Viewer, thing: Thing) -> Result<Citing, Stop> {
    let (path, known) = match thing {
        Thing::Goal(id) => {
            let goal = goals::find(c, me, id)?.ok_or(Stop::Nothing)?;
            if !goal.ours || !me.works_here() {
                return Err(Stop::NotYours(w::VISION_WHO_CITES));
            }
            let path = format!("/goals/{id}");
            let (title, back, audience) = (goal.text, path.clone(), goal.audience);
            return Ok(Citing { thing, title, back, path: path + "/cite", room: Room::Goals, audience });
        }
        Thing::Item(id) => (format!("/items/{id}/cite"), lived::of_meeting(c, me, thing)?),
        Thing::Decision(id) => (format!("/decisions/{id}/cite"), lived::of_meeting(c, me, thing)?),
    };
    let (title, meeting, community, audience) = known.ok_or(Stop::Nothing)?;
    // As with the agenda itself: who doesn't work in the community doesn't learn that it is there.
    if !communities::find(c, me, community)?.is_some_and(|k| k.works_here()) {
        return Err(Stop::Nothing);
    }
    Ok(Citing { thing, title, back: format!("/meetings/{meeting}#lives"), path, room: Room::Communities, audience })
}

pub(super) async fn goal(cx: Cx, Path(id): Path<GoalId>) -> Response {
    open(cx, Thing::Goal(id)).await
}

pub(super) async fn item(cx: Cx, Path(id): Path<ItemId>) -> Response {
    open(cx, Thing::Item(id)).await
}

pub(super) async fn decision(cx: Cx, Path(id): Path<Uuid>) -> Response {
    open(cx, Thing::Decision(id)).await
}

pub(super) async fn save_goal(cx: Cx, Path(id): Path<GoalId>, sent: Sent) -> Response {
    save(cx, Thing::Goal(id), sent).await
}

pub(super) async fn save_item(cx: Cx, Path(id): Path<ItemId>, sent: Sent) -> Response {
    save(cx, Thing::Item(id), sent).await
}

pub(super) async fn save_decision(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    save(cx, Thing::Decision(id), sent).await
}

async fn open(cx: Cx, thing: Thing) -> Response {
    cx.page(move |c, me| {
        let citing = to_cite(c, me, thing)?;
        let cited: Vec<Uuid> = lived::cites(c, me, thing)?.iter().map(|k| k.clause).collect();
        let found = offered(c, me)?;
        let lang = me.lang();
        let title = lang.say(w::vision_cite_title(cited.len()));
        let audience = people::audience_line(c, me, citing.audience)?;
        let body = html! {
            (heading(html! { a href=(citing.back) { (goals::shorten(&citing.title, 120)) } }, &title, html! { (lang.t(w::VISION_CITE_LEAD)) }))
            @if found.is_empty() {
                (empty(Drawing::Seed, lang.t(w::VISION_CITE_NONE), lang.t(w::VISION_CITE_NONE_WHY), Some(("/vision", lang.t(w::VISION)))))
            } @else {
                div.narrow {
                    (form(&me.who, &citing.path, None, html! {
                        @for (near, held) in &found { (choice(me, near, held, &cited)) }
                        p { span.audience { (audience) } }
                        div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(citing.back) { (lang.t(face::w::CANCEL)) } }
                    }))
                }
            }
        };
        Ok(Page::new(citing.room, title, audience, body))
    })
    .await
}

/// What holds at the viewer's places and in their communities: what can be cited.
fn offered(c: &mut Conn, me: &Viewer) -> Result<Vec<(Near, Draft)>, Stop> {
    let near = queries::near(c, me, None)?;
    Ok(near.into_iter().filter_map(|n| n.kept.holding().cloned().map(|held| (n, held))).collect())
}

/// The passages of a statement, to be ticked. What is long stays folded.
fn choice(me: &Viewer, near: &Near, held: &Draft, cited: &[Uuid]) -> Markup {
    let any = held.clauses.iter().any(|c| cited.contains(&c.id));
    let passages = html! {
        @for clause in &held.clauses {
            @let here = cited.contains(&clause.id);
            // What stood ticked when the page was opened: another tab's ticks aren't taken away by this one.
            @if here { input type="hidden" name="was" value=(clause.id); }
            label.check { input type="checkbox" name="clause" value=(clause.id) checked[here]; span.said { (clause.text) } }
        }
    };
    html! {
        fieldset.field {
            legend { (label(me.lang(), near.statement.kind, &near.statement.place, &near.statement.name)) }
            @if near.statement.kind.poster() || any { (passages) }
            @else { details.more { summary { (me.lang().say(w::vision_passages(held.clauses.len()))) } (passages) } }
        }
    }
}

async fn save(cx: Cx, thing: Thing, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let citing = to_cite(tx, me, thing)?;
        let found = offered(tx, me)?;
        let ids = |f: &Fields, name: &str| -> Result<Vec<Uuid>, Stop> {
            f.all(name).map(|id| id.parse().map_err(|_| Stop::Nothing)).collect()
        };
        let (chosen, was) = (ids(f, "clause")?, ids(f, "was")?);
        let of = |id: Uuid| found.iter().find(|(_, held)| held.clauses.iter().any(|c| c.id == id)).map(|(n, _)| n);
        for id in &chosen {
            let near = of(*id).ok_or(Stop::Nothing)?;
            lived::cite(tx, me.person, &near.statement, *id, citing.thing)?;
        }
        for id in was.iter().filter(|id| !chosen.contains(id)) {
            let near = of(*id).ok_or(Stop::Nothing)?;
            lived::end(tx, me.person, &near.statement, *id, citing.thing)?;
        }
        Ok(Go::to(citing.back))
    })
    .await
}

/// A passage as a line that leads to it.
fn passage(me: &Viewer, cite: &Cite) -> Markup {
    html! {
        a href={ "/vision/" (cite.statement) "#c-" (cite.clause) } { (goals::shorten(&cite.text, 200)) }
        small { (label(me.lang(), cite.kind, &cite.place, &cite.name)) }
    }
}

/// On a goal's page: the passages it lives.
pub(crate) fn on_goal(c: &mut Conn, me: &Viewer, goal: &Goal) -> Result<Markup, Stop> {
    let lang = me.lang();
    let cites = lived::cites(c, me, Thing::Goal(goal.id))?;
    let may = goal.ours && goal.ended.is_none() && me.works_here();
    let go = format!("/goals/{}/cite", goal.id);
    Ok(html! {
        @if !cites.is_empty() {
            section #lives aria-labelledby="lives-head" data-testid="cites" {
                h2 #lives-head { (lang.t(w::VISION_LIVES)) }
                ul.list { @for cite in &cites { li { div { (passage(me, cite)) } } } }
                @if may { p.actions { a.button.quiet href=(go) { (lang.t(w::VISION_CITE)) } } }
            }
        } @else if may { p #lives.small { a href=(go) data-testid="cite" { (lang.t(w::VISION_CITE_GOAL)) } } }
    })
}

/// On a meeting's page: what its points and decisions live, and the way to say so.
pub(crate) fn on_meeting(c: &mut Conn, me: &Viewer, meeting: &Meeting, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    if !me.works_here() || !lived::any_holds(c, me, community.district, community.org)? {
        return Ok(html! {});
    }
    let things = lived::in_meeting(c, me, meeting.id)?;
    let cites = lived::cites_of_meeting(c, me, meeting.id)?;
    let works = community.works_here() && !things.is_empty();
    let id = |thing: &Thing| match thing {
        Thing::Goal(id) => id.0,
        Thing::Item(id) => id.0,
        Thing::Decision(id) => *id,
    };
    Ok(html! {
        section #lives aria-label=(lang.t(w::VISION_LIVES)) data-live-on={ "meeting:" (meeting.id) } data-live-get={ "/meetings/" (meeting.id) } {
            @if !cites.is_empty() {
                h2 #lives-head { (lang.t(w::VISION_LIVES)) }
                ul.list data-testid="cites" {
                    @for (thing, title) in things.iter().filter(|(t, _)| cites.iter().any(|k| k.thing == id(t))) {
                        li { div { strong { (title) } @for cite in cites.iter().filter(|k| k.thing == id(thing)) { div { (passage(me, cite)) } } } }
                    }
                }
            }
            @if works {
                details.more {
                    summary data-testid="cite" { (lang.t(w::VISION_CITE_MEETING)) }
                    ul.list.tight {
                        @for (thing, title) in &things {
                            @match thing {
                                Thing::Decision(id) => li { a href={ "/decisions/" (id) "/cite" } { (title) } span.when { (lang.t(w::VISION_A_DECISION)) } },
                                Thing::Item(id) => li { a href={ "/items/" (id) "/cite" } { (title) } span.when { (lang.t(w::VISION_AN_ITEM)) } },
                                Thing::Goal(_) => {},
                            }
                        }
                    }
                }
            }
        }
    })
}

/// So many things that live a passage are named at once.
const IN_SIGHT: usize = 3;

/// Under a passage: where it is lived, as far as the reader may know.
pub(crate) fn lived_line(me: &Viewer, lived: &[Lived]) -> Markup {
    let lang = me.lang();
    let (first, rest) = lived.split_at(lived.len().min(IN_SIGHT));
    let row = |one: &Lived| {
        let what = lang.t(match one.what.as_str() {
            "goal" => w::VISION_A_GOAL,
            "item" => w::VISION_AN_ITEM,
            _ => w::VISION_A_DECISION,
        });
        html! { li { a href=(one.href) { (goals::shorten(&one.title, 110)) } " " small { (what) ", " (one.whose) } } }
    };
    html! {
        @if lived.is_empty() { p.lived { (lang.t(w::VISION_NOT_LIVED)) } }
        @else {
            div.lived {
                p { (lang.say(w::vision_lived(lived.len()))) }
                ul { @for one in first { (row(one)) } }
                @if !rest.is_empty() { details.more { summary { (lang.say(face::w::more_of(rest.len()))) } ul { @for one in rest { (row(one)) } } } }
            }
        }
    }
}
