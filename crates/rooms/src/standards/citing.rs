//! Saying where a standard is seen: in a goal, a point of an agenda, a decision, a lesson, a cycle or a try of one's own; and where that
//! is shown. What is said is "we see it here", never "it is done".

use axum::response::Response;
use face::{Drawing, Markup, Page, Word, empty, form, heading, html, submit};
use learning::standards::{Set, Standard};
use store::Conn;

use super::list::tongue;
use super::queries;
use super::seen::{self, Cite, Here, Seen};
use super::set::{said, standard_path};
use crate::goals::{self, Goal};
use crate::lessons::Lesson;
use crate::vision::{self, Standing, Thing};
use crate::{Cx, Go, Sent, Stop, Viewer, cycles, meetings, people, w};

/// The thing, for somebody whose work it is.
fn to_cite(c: &mut Conn, me: &Viewer, thing: Thing) -> Result<Standing, Stop> {
    vision::standing(c, me, thing, ("standards", "standards"), w::STANDARDS_WHO_CITES)
}

pub(super) async fn open(cx: Cx, thing: Thing) -> Response {
    cx.page(move |c, me| {
        let citing = to_cite(c, me, thing)?;
        let set = queries::holding(c, me)?;
        let lang = me.lang();
        let title = lang.t(w::STANDARDS_CITE_TITLE);
        let audience = people::audience_line(c, me, citing.audience)?;
        let cited = seen::of(c, me, thing)?.map(|here| here.cites).unwrap_or_default();
        let body = html! {
            (heading(html! { a href=(citing.back) { (goals::shorten(&citing.title, 120)) } }, title, html! { (lang.t(w::STANDARDS_CITE_LEAD)) }))
            @if let Some(set) = &set {
                div.narrow {
                    (form(&me.who, &citing.path, None, html! {
                        input type="hidden" name="set" value=(set.key);
                        @for standard in &set.standards { (choice(me, set, standard, &cited)) }
                        p { span.audience { (audience) } }
                        div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href=(citing.back) { (lang.t(face::w::CANCEL)) } }
                    }))
                }
            } @else {
                (empty(Drawing::Seed, lang.t(w::STANDARDS_TITLE_NONE), lang.t(w::STANDARDS_EMPTY_WHY), Some(("/standards", lang.t(w::STANDARDS)))))
            }
        };
        Ok(Page::new(citing.room, title, audience, body))
    })
    .await
}

/// A standard and its elements, to be chosen; folded unless something of it is seen already.
fn choice(me: &Viewer, set: &Set, standard: &Standard, cited: &[Cite]) -> Markup {
    let lang = me.lang();
    let here = |element: &str| cited.iter().any(|(_, s, e)| *s == standard.key && e == element);
    let any = cited.iter().any(|(_, s, _)| *s == standard.key);
    let row = |element: &str, words: &str| {
        let value = format!("{}/{element}", standard.key);
        html! {
            // What stood chosen when the page was opened: another tab's choices aren't taken away by this one.
            @if here(element) { input type="hidden" name="was" value=(value); }
            label.check { input type="checkbox" name="at" value=(value) checked[here(element)]; span { (words) } }
        }
    };
    html! {
        fieldset.field lang=[tongue(me, set)] {
            legend { (said(me, &standard.name)) }
            details.more open[any] {
                summary { (lang.t(w::STANDARDS_CITE_WHICH)) }
                (row("", lang.t(w::STANDARDS_CITE_WHOLE)))
                @for element in &standard.elements { (row(&element.key, said(me, &element.text))) }
            }
        }
    }
}

pub(super) async fn save(cx: Cx, thing: Thing, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let citing = to_cite(tx, me, thing)?;
        let set = queries::holding(tx, me)?.ok_or(Stop::Nothing)?;
        if f.raw("set") != set.key {
            return Err(Stop::Refused(w::STANDARDS_CHANGED_SINCE));
        }
        let known = |at: &&str| {
            at.split_once('/').is_some_and(|(standard, element)| {
                let found = set.standard(standard);
                found.is_some_and(|s| element.is_empty() || s.elements.iter().any(|e| e.key == element))
            })
        };
        let chosen: Vec<&str> = f.all("at").collect();
        let was: Vec<&str> = f.all("was").collect();
        if !chosen.iter().chain(&was).all(known) {
            return Err(Stop::Nothing);
        }
        let part = |at: &str| at.split_once('/').map(|(s, e)| (s.to_owned(), e.to_owned())).unwrap_or_default();
        for at in &chosen {
            let (standard, element) = part(at);
            seen::cite(tx, me.person, me.district, (&set.key, &standard, &element), citing.thing)?;
        }
        for at in was.iter().filter(|at| !chosen.contains(at)) {
            let (standard, element) = part(at);
            seen::end(tx, me.person, me.district, (&set.key, &standard, &element), citing.thing)?;
        }
        Ok(Go::to(citing.back))
    })
    .await
}

/// What is seen in a thing, as words that lead to the standards.
fn words(me: &Viewer, set: &Set, cites: &[Cite]) -> Markup {
    let here = |standard: &str, element: &str| cites.iter().any(|(_, s, e)| s == standard && e == element);
    let seen = set.standards.iter().filter(|s| cites.iter().any(|(_, key, _)| *key == s.key));
    let rows: Vec<(&Standard, Vec<&str>)> = seen
        .map(|s| (s, s.elements.iter().filter(|e| here(&s.key, &e.key)).map(|e| said(me, &e.text)).collect()))
        .collect();
    html! {
        @for (standard, elements) in &rows {
            div lang=[tongue(me, set)] {
                a href=(standard_path(&set.key, &standard.key)) { (said(me, &standard.name)) }
                @if !elements.is_empty() { small { (elements.join("; ")) } }
            }
        }
    }
}

/// How to put into words what is seen; nothing when nothing is, for then the set isn't read.
fn words_of(c: &mut Conn, me: &Viewer, here: &Here) -> Result<Option<impl Fn(&[Cite]) -> Markup>, Stop> {
    if here.cites.is_empty() {
        return Ok(None);
    }
    let set = queries::edition(c, here.edition)?;
    let me = me.clone();
    Ok(Some(move |cites: &[Cite]| words(&me, &set, cites)))
}

/// On the page of a thing: which standards are seen in it, and for those whose work it is the way to say so.
fn on_thing(c: &mut Conn, me: &Viewer, thing: Thing, may: bool, way: &str) -> Result<Markup, Stop> {
    if !me.works_here() {
        return Ok(html! {});
    }
    let Some(here) = seen::of(c, me, thing)? else { return Ok(html! {}) };
    let lang = me.lang();
    let said = words_of(c, me, &here)?;
    Ok(html! {
        @if let Some(said) = said {
            section #standards aria-labelledby="standards-head" data-testid="standards-here" {
                h2 #standards-head { (lang.t(w::STANDARDS_SEEN_HERE)) }
                ul.list { li { div { (said(&here.cites)) } } }
                @if may { p.actions { a.button.quiet href=(way) { (lang.t(w::STANDARDS_CITE)) } } }
            }
        } @else if may { p #standards.small { a href=(way) data-testid="see-standard" { (lang.t(w::STANDARDS_CITE_GO)) } } }
    })
}

/// On a goal's page.
pub(crate) fn on_goal(c: &mut Conn, me: &Viewer, goal: &Goal) -> Result<Markup, Stop> {
    let way = format!("/goals/{}/standards", goal.id);
    on_thing(c, me, Thing::Goal(goal.id), goal.ours && goal.ended.is_none(), &way)
}

/// On a lesson's page.
pub(crate) fn on_lesson(c: &mut Conn, me: &Viewer, lesson: &Lesson, ours: bool) -> Result<Markup, Stop> {
    on_thing(c, me, Thing::Lesson(lesson.id), ours, &format!("/lessons/{}/standards", lesson.id))
}

/// The things in which standards are seen, and the way to say so of another.
fn seen_here(
    c: &mut Conn,
    me: &Viewer,
    things: &[(Thing, String)],
    here: &Here,
    (works, ask): (bool, Word),
) -> Result<Markup, Stop> {
    let of = |thing: &Thing| here.cites.iter().filter(|(id, ..)| *id == thing.id()).cloned().collect::<Vec<Cite>>();
    let cited: Vec<(&str, Vec<Cite>)> =
        things.iter().map(|(t, title)| (title.as_str(), of(t))).filter(|(_, k)| !k.is_empty()).collect();
    let said = words_of(c, me, here)?;
    Ok(html! {
        @if let (Some(said), false) = (said, cited.is_empty()) {
            h2 #standards-head { (me.lang().t(w::STANDARDS_SEEN_HERE)) }
            ul.list data-testid="standards-here" { @for (title, cites) in &cited { li { div { strong { (goals::shorten(title, 200)) } (said(cites)) } } } }
        }
        @if works && !things.is_empty() { (vision::choose(me, things, "standards", (ask, "see-standard"))) }
    })
}

/// On a cycle's page: of it and of what the reader sees of what was written in it.
pub(crate) fn on_cycle(c: &mut Conn, me: &Viewer, on: &cycles::Here<'_>) -> Result<Markup, Stop> {
    if !me.works_here() {
        return Ok(html! {});
    }
    let Some(here) = seen::of_cycle(c, me, on.cycle.id)? else { return Ok(html! {}) };
    let asks = (on.community.works_here(), w::STANDARDS_CITE_CYCLE);
    let body = seen_here(c, me, &vision::in_cycle(on), &here, asks)?;
    Ok(
        html! { @if !body.0.is_empty() { section #standards aria-label=(me.lang().t(w::STANDARDS_SEEN_HERE)) { (body) } } },
    )
}

/// On a meeting's page: of its points and decisions.
pub(crate) fn on_meeting(c: &mut Conn, me: &Viewer, on: &meetings::Here<'_>) -> Result<Markup, Stop> {
    let meetings::Here { meeting, community, .. } = *on;
    if !me.works_here() {
        return Ok(html! {});
    }
    let Some(here) = seen::of_meeting(c, me, meeting.id)? else { return Ok(html! {}) };
    let body = seen_here(c, me, &vision::in_meeting(on), &here, (community.works_here(), w::STANDARDS_CITE_MEETING))?;
    Ok(html! {
        section #standards aria-label=(me.lang().t(w::STANDARDS_SEEN_HERE)) data-live-on={ "meeting:" (meeting.id) } data-live-get={ "/meetings/" (meeting.id) } {
            (body)
        }
    })
}

/// Under an element: where it is seen, as far as the reader may know.
pub(super) fn seen_lines(me: &Viewer, found: &[&Seen]) -> Markup {
    html! {
        @if !found.is_empty() { div.lived data-testid="seen" { (vision::lines(me, &found.iter().map(|s| &s.lived).collect::<Vec<_>>())) } }
    }
}

/// Near a standard among the others: up to two things in which it is seen.
pub(super) fn near(me: &Viewer, found: &[Seen]) -> Markup {
    let lang = me.lang();
    html! {
        @if !found.is_empty() {
            p.near {
                (lang.t(w::STANDARDS_NEAR)) " "
                @for (n, one) in found.iter().take(2).enumerate() { @if n > 0 { "; " } a href=(one.lived.href) { (goals::shorten(&one.lived.title, 70)) } }
                @if found.len() > 2 { " " (lang.t(w::STANDARDS_NEAR_MORE)) }
            }
        }
    }
}
