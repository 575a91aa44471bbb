//! What the room shows elsewhere: the vision at home, and what a community says it is.

use face::{Markup, html};
use store::Conn;

use super::list::{kind_of, label};
use super::queries;
use super::statement::Kind;
use crate::communities::Community;
use crate::{Stop, Viewer, w};

/// At home: the vision of the viewer's own place, or of the nearest one above that has one.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub(crate) fn on_home(c: &mut Conn, me: &Viewer) -> Result<Markup, Stop> {
    let Some(vision) = queries::nearest_vision(c, me)? else { return Ok(html! {}) };
    let called = label(me.lang(), Kind::Vision, &vision.place, &vision.name);
    Ok(html! {
        section.poster.quiet aria-labelledby="vision-head" data-testid="vision" {
            h2.kicker #vision-head { a href={ "/vision/" (vision.id) } { (called) } }
            blockquote { p { (vision.text) } }
            p.small { a href="/vision" { (me.lang().t(w::VISION)) } }
        }
    })
}

/// On a community's page: what it says it is here for.
pub(crate) fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let found = queries::of_community(c, me, community.id)?;
    let begins = community.works_here() && me.works_here() && community.district == me.district;
    Ok(html! {
        @if !found.is_empty() {
            section aria-labelledby="says-head" data-testid="community-statements" {
                h2 #says-head { (lang.t(w::VISION)) }
                ul.list {
                    @for (statement, text, holds) in &found {
                        li {
                            div { a href={ "/vision/" (statement.id) } { (kind_of(me, statement)) } @if let Some(text) = text { p.said { (text) } } }
                            @if !holds { span.when { (lang.t(w::VISION_A_DRAFT)) } }
                        }
                    }
                }
                @if begins { p.actions { a.button.quiet href={ "/vision/new?kind=description&community=" (community.id) } { (lang.t(w::VISION_BEGIN)) } } }
            }
        } @else if begins {
            p.small { a href={ "/vision/new?kind=description&community=" (community.id) } data-testid="say-what-for" { (lang.t(w::VISION_OF_COMMUNITY_BEGIN)) } }
        }
    })
}
