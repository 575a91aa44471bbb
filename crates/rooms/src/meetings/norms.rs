//! A community's norms on the page of its meeting: in sight, and offered to the agenda when their day has come.

use face::{Lang, Markup, form, html};
use store::Conn;

use super::meeting::{Item, Lane, Meeting, State, lane_name};
use crate::communities::{self, Community};
use crate::{Stop, Viewer, w};

/// How long a second look takes.
const MINUTES: i64 = 10;

/// The norms that hold; before the meeting also the offer to look at them again, until that is on the agenda.
pub(super) fn in_sight(
    c: &mut Conn,
    me: &Viewer,
    community: &Community,
    meeting: &Meeting,
    items: &[Item],
) -> Result<Markup, Stop> {
    let lang = me.lang();
    let kept = communities::norms(c, me, community.id)?;
    let there = items.iter().any(|i| Lang::ALL.iter().any(|l| l.t(w::NORMS_ITEM) == i.title));
    let offered = meeting.state == State::Planned && community.works_here() && kept.due(meeting.on) && !there;
    Ok(html! {
        (communities::norms_in_sight(me, community, &kept))
        @if offered {
            (form(&me.who, &format!("/meetings/{}/items", meeting.id), None, html! {
                input type="hidden" name="item" value=(lang.t(w::NORMS_ITEM));
                input type="hidden" name="purpose" value=(lang.t(w::NORMS_ITEM_WHY));
                input type="hidden" name="minutes" value=(MINUTES);
                input type="hidden" name="lane" value=(lane_name(Lane::Learning));
                p { (lang.t(w::NORMS_ITEM_OFFER)) }
                div.actions { button.button.small.second data-testid="offer-norms" { (lang.t(w::NORMS_ITEM_ADD)) } }
            }))
        }
    })
}
