//! What the room shows elsewhere: beside a place's vision, and quietly on a community's page.

use face::{Markup, html};
use store::{Conn, Error};

use super::thing::{Brief, Side};
use super::{here, list, queries, question_queries};
use crate::communities::Community;
use crate::vision::Place;
use crate::{Stop, Viewer, w};

/// So many lie open on other rooms' pages; the rest is one tap away.
const IN_SIGHT: usize = 3;

/// Beside what a place says it is here for: what stands in the way there, and what can help.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub(crate) fn beside_vision(c: &mut Conn, me: &Viewer, place: Option<&Place>) -> Result<Markup, Stop> {
    let own = match place {
        Some(place) => here::works_on(c, me, place.org, place.community)?.then(|| place.clone()),
        None => here::places(c, me)?.into_iter().next(),
    };
    let Some(place) = own else { return Ok(html! {}) };
    let found = queries::of_place(c, me, place.org, place.community)?;
    Ok(section(me, &place, &found))
}

/// On a community's page.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub(crate) fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    if !community.works_here() || !me.works_here() || community.district != me.district {
        return Ok(html! {});
    }
    let found = queries::of_place(c, me, community.org, Some(community.id))?;
    let place = Place { org: community.org, community: Some(community.id), name: community.name.clone() };
    Ok(section(me, &place, &found))
}

fn section(me: &Viewer, place: &Place, found: &[Brief]) -> Markup {
    let lang = me.lang();
    let path = format!("/reality?at={}", place.id());
    let alive: Vec<&Brief> = found.iter().filter(|r| !r.state.settled()).collect();
    let count = |side: Side| alive.iter().filter(|r| r.side == side).count();
    html! {
        @if alive.is_empty() {
            p.small { a href=(path) data-testid="reality" { (lang.say(w::reality_title_none(place.name.as_str()))) } }
        } @else {
            section aria-labelledby="reality-head" data-testid="reality" {
                h2 #reality-head { a href=(path) { (lang.say(w::reality_head(place.name.as_str()))) } }
                p.small { (lang.say(w::reality_title(count(Side::Barrier), count(Side::Opportunity), place.name.as_str()))) }
                ul.list { @for thing in alive.iter().take(IN_SIGHT) { (list::row(me, thing)) } }
            }
        }
    }
}

/// An answer whose day to be looked at again has come: where it is looked at, the question, whose it is.
pub(crate) struct Waiting {
    pub href: String,
    pub question: String,
    pub whose: String,
}

/// The viewer's answers to be looked at again, and those of what they lead or facilitate.
///
/// # Errors
/// When the database fails.
pub(crate) fn waiting(c: &mut Conn, me: &Viewer) -> Result<Vec<Waiting>, Error> {
    let due = question_queries::due(c, me, me.today())?.into_iter();
    Ok(due
        .map(|answer| Waiting {
            href: format!("/questions/{}?for={}", answer.question, answer.value),
            question: answer.text,
            whose: answer.whose,
        })
        .collect())
}
