//! Goals: what we aim at, from one teacher's to the nation's; measures, run charts, alignment. Calls people, communities and data.

mod align;
mod goal;
mod measure;
mod pages;
mod queries;

pub use align::{Answer, Brief, Link, Offered, Refusal, Step, answer, offer, way_in_short};
pub use goal::{Ending, Goal, Kind, Level, NewGoal, Owner, Sight, add, end, level_name, level_named, seen_by, shorten};
pub use learning::alignment::End;
pub use measure::{Better, Measure, NewMeasure, NewObservation, Observation, Watched, add_measure, observe};
pub use queries::{find, links, measures, measures_of, mine, of_community, of_district, of_measure, offered};

use face::{Markup, html};
use store::Conn;

use crate::communities::Community;
use crate::{Routes, Rule, Stop, Viewer, w};

/// What a room above shows on a goal's page, as much as this viewer may see.
pub type Section = fn(&mut Conn, &Viewer, &Goal) -> Result<Markup, Stop>;

/// The ways into the room.
pub fn routes() -> Routes {
    use pages::{aligning, measuring, one, setting, tree};
    Routes::new()
        .get("/goals", Rule::SignedIn, tree::page)
        .get("/goals/new", Rule::SignedIn, setting::new)
        .post("/goals/new", Rule::SignedIn, setting::create)
        .get("/goals/{id}", Rule::SignedIn, one::show)
        .get("/goals/{id}/edit", Rule::SignedIn, setting::edit)
        .post("/goals/{id}/edit", Rule::SignedIn, setting::save)
        .post("/goals/{id}/end", Rule::SignedIn, setting::end)
        .get("/goals/{id}/align", Rule::SignedIn, aligning::page)
        .post("/goals/{id}/align", Rule::SignedIn, aligning::offer)
        .post("/goals/{id}/alignments/{link}", Rule::SignedIn, aligning::answer)
        .get("/goals/{id}/measures/new", Rule::SignedIn, measuring::new)
        .post("/goals/{id}/measures/new", Rule::SignedIn, measuring::create)
        .get("/goals/{id}/measures/{measure}", Rule::SignedIn, measuring::show)
        .post("/goals/{id}/measures/{measure}", Rule::SignedIn, measuring::note)
        .post("/goals/{id}/measures/{measure}/paste", Rule::SignedIn, measuring::paste)
        .get("/goals/{id}/measures/{measure}/edit", Rule::SignedIn, measuring::edit)
        .post("/goals/{id}/measures/{measure}/edit", Rule::SignedIn, measuring::save)
}

/// What a community aims at, on its page: each goal with its newest value.
pub(crate) fn of_community_section(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let goals = queries::aims_of_community(c, me, community)?;
    if goals.is_empty() && !community.works_here() {
        return Ok(html! {});
    }
    Ok(html! {
        section aria-labelledby="goals" data-testid="community-goals" {
            h2 #goals { (lang.t(w::GOALS_OF_COMMUNITY)) }
            @if goals.is_empty() { p { (lang.t(w::GOALS_OF_COMMUNITY_NONE)) } }
            ul.list { @for aim in &goals { (community_row(me, community, aim)) } }
            @if community.works_here() {
                p.actions { a.button.quiet href={ "/goals/new?community=" (community.id) } { (lang.t(w::GOALS_SET)) } }
            }
        }
    })
}

fn community_row(me: &Viewer, community: &Community, aim: &queries::Aim) -> Markup {
    let lang = me.lang();
    let first = aim.watched.first();
    let kept = !community.works_here() && measure::values_stay(aim.kind, aim.level);
    html! {
        li {
            div {
                a href={ "/goals/" (aim.id) } { (aim.text) }
                small {
                    (lang.t(pages::kind_word(aim.kind))) ". "
                    @if let Some(first) = first { @if !kept { (pages::chart::gist(me, first)) } }
                    @else { (lang.t(w::GOALS_NOTHING_WATCHED)) }
                }
            }
            span.when {
                @if let Some(first) = first { (pages::chart::spark(first)) }
                @else if community.works_here() { a href={ "/goals/" (aim.id) "/align" } { (lang.t(w::GOALS_ALIGN)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests;
