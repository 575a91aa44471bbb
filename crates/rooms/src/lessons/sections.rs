//! What this room shows on the pages of rooms below it.

use face::{Markup, html};
use store::Conn;

use super::queries;
use crate::cycles::{Here, State};
use crate::library::Strategy;
use crate::{Stop, Viewer, w};

/// On a cycle that ended: the way to its lesson.
pub(crate) fn on_cycle(c: &mut Conn, me: &Viewer, here: &Here<'_>) -> Result<Markup, Stop> {
    let cycle = here.cycle;
    if cycle.state != State::Closed {
        return Ok(html! {});
    }
    let lang = me.lang();
    let Some(lesson) = queries::of_cycle(c, me, cycle.id)? else { return Ok(html! {}) };
    Ok(html! {
        section aria-labelledby="lesson" {
            h2 #lesson { (lang.t(w::LESSON_OF_CYCLE)) }
            p {
                a href={ "/lessons/" (lesson.id) } data-testid="lesson-link" { (lesson.title) }
                " " span.chip.good[lesson.shared.is_some()] { (lang.t(if lesson.shared.is_some() { w::LESSON_SHARED } else { w::LESSON_DRAFT })) }
            }
        }
    })
}

/// On a strategy's page: what teams found, those that let it go too.
pub(crate) fn on_strategy(c: &mut Conn, me: &Viewer, strategy: &Strategy) -> Result<Markup, Stop> {
    let lang = me.lang();
    let lessons = queries::of_strategy(c, me, strategy.id)?;
    Ok(html! {
        @if !lessons.is_empty() {
            section aria-labelledby="lessons" {
                h2 #lessons { (lang.t(w::LESSONS_OF_STRATEGY)) }
                (face::folded(me.lang(), "lessons-of", &lessons.iter().map(|l| super::pages::row(me, l)).collect::<Vec<_>>(), 5))
            }
        }
    })
}
