//! Citing: a goal, a decision, a lesson, a try names the passages it lives; and where that is shown.

use axum::response::Response;
use face::{Drawing, Fields, Markup, Page, Word, empty, form, heading, html, submit};
use store::Conn;
use uuid::Uuid;

use super::cited::{self, Lived, Standing, Thing};
use super::list::label;
use super::lived::{self, Cite};
use super::queries::{self, Near};
use super::statement::Draft;
use crate::cycles::Here;
use crate::goals::{self, Goal};
use crate::lessons::Lesson;
use crate::{Cx, Go, Sent, Stop, Viewer, meetings, people, w};

/// The thing, for somebody who may say what it lives.
fn to_cite(c: &mut Conn, me: &Viewer, thing: Thing) -> Result<Standing, Stop> {
    cited::standing(c, me, thing, ("cite", "lives"), w::VISION_WHO_CITES)
}

pub(super) async fn open(cx: Cx, thing: Thing) -> Response {
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

pub(super) async fn save(cx: Cx, thing: Thing, sent: Sent) -> Response {
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

/// On the page of a thing: the passages it lives, and for those whose work it is the way to say so.
fn on_thing(c: &mut Conn, me: &Viewer, thing: Thing, may: bool, (go, ask): (&str, Word)) -> Result<Markup, Stop> {
    let lang = me.lang();
    let cites = lived::cites(c, me, thing)?;
    let may = may && me.works_here();
    Ok(html! {
        @if !cites.is_empty() {
            section #lives aria-labelledby="lives-head" data-testid="cites" {
                h2 #lives-head { (lang.t(w::VISION_LIVES)) }
                ul.list { @for cite in &cites { li { div { (passage(me, cite)) } } } }
                @if may { p.actions { a.button.quiet href=(go) { (lang.t(w::VISION_CITE)) } } }
            }
        } @else if may { p #lives.small { a href=(go) data-testid="cite" { (lang.t(ask)) } } }
    })
}

/// On a goal's page.
pub(crate) fn on_goal(c: &mut Conn, me: &Viewer, goal: &Goal) -> Result<Markup, Stop> {
    let go = format!("/goals/{}/cite", goal.id);
    on_thing(c, me, Thing::Goal(goal.id), goal.ours && goal.ended.is_none(), (&go, w::VISION_CITE_GOAL))
}

/// On a lesson's page.
pub(crate) fn on_lesson(c: &mut Conn, me: &Viewer, lesson: &Lesson, ours: bool) -> Result<Markup, Stop> {
    let go = format!("/lessons/{}/cite", lesson.id);
    on_thing(c, me, Thing::Lesson(lesson.id), ours, (&go, w::VISION_CITE_LESSON))
}

/// The things that cite with their passages, and the way for another.
fn cited_here(me: &Viewer, things: &[(Thing, String)], cites: &[Cite], works: bool, ask: Word) -> Markup {
    let of = |thing: &Thing| cites.iter().filter(|k| k.thing == thing.id()).collect::<Vec<&Cite>>();
    html! {
        @if !cites.is_empty() {
            h2 #lives-head { (me.lang().t(w::VISION_LIVES)) }
            ul.list data-testid="cites" {
                @for (thing, title) in things.iter().filter(|(t, _)| !of(t).is_empty()) {
                    li { div { strong { (goals::shorten(title, 200)) } @for cite in of(thing) { div { (passage(me, cite)) } } } }
                }
            }
        }
        @if works && !things.is_empty() { (cited::choose(me, things, "cite", (ask, "cite"))) }
    }
}

/// On a cycle's page: what it and what was written in it live. Who can't see a try doesn't learn that it cites something.
pub(crate) fn on_cycle(c: &mut Conn, me: &Viewer, here: &Here<'_>) -> Result<Markup, Stop> {
    if !me.works_here() {
        return Ok(html! {});
    }
    let Some(cites) = lived::cites_of_cycle(c, me, here.community, here.cycle.id)? else { return Ok(html! {}) };
    let things = cited::in_cycle(here);
    let body = cited_here(me, &things, &cites, here.community.works_here(), w::VISION_CITE_CYCLE);
    Ok(html! { @if !body.0.is_empty() { section #lives aria-label=(me.lang().t(w::VISION_LIVES)) { (body) } } })
}

/// On a meeting's page: what its points and decisions live, and the way to say so.
pub(crate) fn on_meeting(c: &mut Conn, me: &Viewer, here: &meetings::Here<'_>) -> Result<Markup, Stop> {
    let meetings::Here { meeting, community, .. } = *here;
    if !me.works_here() {
        return Ok(html! {});
    }
    let Some(cites) = lived::cites_of_meeting(c, me, community, meeting.id)? else { return Ok(html! {}) };
    Ok(html! {
        section #lives aria-label=(me.lang().t(w::VISION_LIVES)) data-live-on={ "meeting:" (meeting.id) } data-live-get={ "/meetings/" (meeting.id) } {
            (cited_here(me, &cited::in_meeting(here), &cites, community.works_here(), w::VISION_CITE_MEETING))
        }
    })
}

/// Under a passage: where it is lived, as far as the reader may know.
pub(crate) fn lived_line(me: &Viewer, lived: &[Lived]) -> Markup {
    let lang = me.lang();
    html! {
        @if lived.is_empty() { p.lived { (lang.t(w::VISION_NOT_LIVED)) } }
        @else {
            div.lived {
                p { (lang.say(w::vision_lived(lived.len()))) }
                (cited::lines(me, &lived.iter().collect::<Vec<_>>()))
            }
        }
    }
}
