//! One barrier or opportunity: what is known of it, how it stands and stood.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use store::{Conn, PriorityId, RealityId};

use super::queries;
use super::thing::{Reality, State, Step};
use super::{here, priority_queries, thing};
use crate::vision;
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// What may be said of how it stands, in characters.
const WHY: usize = 600;

pub(super) async fn show(cx: Cx, Path(id): Path<RealityId>) -> Response {
    cx.page(move |c, me| {
        let thing = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let f = Fields::prefilled([
            ("state", thing.state.stored().to_owned()),
            ("since", me.today().to_string()),
            ("why", String::new()),
        ]);
        one_page(c, me, &thing, &f)
    })
    .await
}

pub(super) fn one_page(c: &mut Conn, me: &Viewer, thing: &Reality, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = people::audience_line(c, me, thing.audience)?;
    let works = here::works_on(c, me, thing.org, thing.community)?;
    let steps = queries::steps(c, me, thing.id)?;
    let taken_by = priority_queries::taken_by(c, me, thing.id)?;
    let topic = format!("reality:{}", thing.id);
    let path = format!("/reality/{}", thing.id);
    let word = lang.t(thing.side.word());
    let since = face::since(lang, thing.made, me.now, &me.zone);
    let body = html! {
        (heading(
            html! { a href={ "/reality?at=" (thing.place_id()) } { (lang.say(w::reality_of(word, thing.place.as_str()))) } },
            &thing.text,
            html! {
                (lang.say(w::reality_noted(thing.by_name.as_str(), since)))
                @if !thing.source.0.is_empty() {
                    " " (lang.t(w::REALITY_FROM)) " "
                    a href=(thing.source.0) data-testid="came-from" { @if thing.source.1.is_empty() { (thing.source.0) } @else { (thing.source.1) } }
                }
            },
        ))
        section #stands data-live-on=(topic) data-live-get=(path) {
            (facts(me, thing, &taken_by))
            @if works { p.actions { a.button.quiet href={ (path) "/edit" } data-testid="reword" { (lang.t(w::REALITY_EDIT)) } } }
        }
        @if works { (step_form(me, thing, f, &audience)) }
        @if !steps.is_empty() { (history(me, thing, &steps)) }
    };
    Ok(Page::new(Room::Goals, &thing.text, audience, body).live([topic]))
}

fn facts(me: &Viewer, thing: &Reality, taken_by: &[(PriorityId, String, bool)]) -> Markup {
    let lang = me.lang();
    html! {
        dl.facts data-testid="facts" {
            dt { (lang.t(w::REALITY_STANDS)) }
            dd {
                (lang.t(thing.state.word(thing.side)))
                small { (lang.say(w::reality_since(vision::day(me, thing.since)))) @if !thing.why.is_empty() { " " (thing.why) } }
            }
            @if let Some(about) = &thing.about && let Some(text) = &about.text {
                dt { (lang.t(w::REALITY_ABOUT)) }
                dd { a href={ "/vision/" (about.statement) "#c-" (about.clause) } { (text) } }
            }
            @if let Some(structure) = thing.structure { dt { (lang.t(w::REALITY_STRUCTURE)) } dd { (lang.t(structure.word())) } }
            @if !thing.changer.is_empty() { dt { (lang.t(w::REALITY_CHANGER)) } dd { (thing.changer) } }
            @if !thing.tried.is_empty() { dt { (lang.t(w::REALITY_TRIED)) } dd { (thing.tried) } }
            @if !taken_by.is_empty() {
                dt { (lang.t(w::REALITY_TAKEN_ON)) }
                dd { @for (id, text, carried) in taken_by { a href={ "/priorities/" (id) } { (text) } @if !carried { small { (lang.t(w::PRIORITY_LAID)) } } br; } }
            }
            dt { (lang.t(w::REALITY_OWNER)) }
            dd { @if let Some((id, name)) = &thing.owner { a href={ "/people/" (id) } { (name) } } @else { (lang.t(w::REALITY_NOBODY)) } }
        }
    }
}

fn step_form(me: &Viewer, thing: &Reality, f: &Fields, audience: &str) -> Markup {
    let lang = me.lang();
    let states = State::ALL.map(|s| (s.stored(), lang.t(s.word(thing.side)), ""));
    html! {
        section.narrow aria-labelledby="step" {
            h2 #step { (lang.t(w::REALITY_STEP)) }
            (problems(lang, f))
            (form(&me.who, &format!("/reality/{}/state", thing.id), Some(thing.rev), html! {
                (Field::new("state", lang.t(w::REALITY_STEP_NOW)).needed().choices(lang, f, &states))
                (Field::new("why", lang.t(w::REALITY_WHY)).hint(lang.t(w::REALITY_WHY_HINT)).area(lang, f, 2))
                (Field::new("since", lang.t(w::REALITY_SINCE_LABEL)).needed().input(lang, f, "date"))
                p { span.audience { (audience) } }
                div.actions { (submit(lang.t(w::REALITY_STEP_GO))) }
            }))
        }
    }
}

fn history(me: &Viewer, thing: &Reality, steps: &[Step]) -> Markup {
    let lang = me.lang();
    html! {
        section.narrow aria-labelledby="before" {
            h2 #before { (lang.t(w::REALITY_BEFORE)) }
            ul.list.tight data-testid="history" {
                @for step in steps {
                    li {
                        div { (lang.t(step.state.word(thing.side))) small { (step.by_name) @if !step.why.is_empty() { ": " (step.why) } } }
                        span.when { (lang.say(w::reality_since(vision::day(me, step.since)))) }
                    }
                }
            }
        }
    }
}

/// Something the viewer sees and works on.
pub(super) fn mine(c: &mut Conn, me: &Viewer, id: RealityId) -> Result<Reality, Stop> {
    let thing: thing::Reality = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if here::works_on(c, me, thing.org, thing.community)? { Ok(thing) } else { Err(Stop::NotYours(w::REALITY_WHO)) }
}

pub(super) async fn step(cx: Cx, Path(id): Path<RealityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let thing = mine(tx, me, id)?;
        let state = State::named(f.choice("state", &State::ALL.map(State::stored)));
        let why = f.text("why", WHY);
        let since = f.date("since");
        if state.is_some_and(State::settled) && why.is_empty() {
            f.wrong("why", w::REALITY_WHY_NEEDED);
        }
        match since {
            None if f.problem_of("since").is_none() => f.wrong("since", face::w::ERROR_NEEDED),
            Some(day) if day > me.today() => f.wrong("since", w::REALITY_SINCE_LATER),
            _ => {}
        }
        let (Some(state), Some(since), false) = (state, since, f.refused()) else {
            return Err(Stop::again(one_page(tx, me, &thing, f)?));
        };
        if f.rev() != thing.rev {
            // Nothing is overwritten: how it stands now is on the page above what was written.
            f.wrong("state", w::REALITY_CHANGED_SINCE);
            return Err(Stop::stale(one_page(tx, me, &thing, f)?));
        }
        queries::step(tx, me.person, id, (state, &why, since))?;
        Ok(Go::to(format!("/reality/{id}")))
    })
    .await
}
