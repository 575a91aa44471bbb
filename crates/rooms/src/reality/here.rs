//! Here: the place or community a page is about, for somebody who works there.

use store::{CommunityId, Conn, OrgId};
use uuid::Uuid;

use super::door;
use crate::vision::{self, Place};
use crate::{Stop, Viewer, people, w};

/// A place or a community, as its viewer may work on it.
#[derive(Clone, Debug)]
pub(super) struct Here {
    pub place: Place,
}

impl Here {
    /// The page of what stands in the way and what can help here.
    pub fn path(&self) -> String {
        format!("/reality?at={}", self.place.id())
    }
}

/// The places and communities the viewer notes for, the nearest first: those whose statements they write.
///
/// # Errors
/// [`Stop::NotYours`] for guests.
pub(crate) fn places(c: &mut Conn, me: &Viewer) -> Result<Vec<Place>, Stop> {
    vision::places(c, me, None)
}

/// One of them by what the door is told, or a place above or below that the viewer leads.
pub(super) fn find(c: &mut Conn, me: &Viewer, place: door::Place) -> Result<Here, Stop> {
    let id = match place {
        door::Place::Org(id) => id.0,
        door::Place::Community(id) => id.0,
    };
    let here = of_id(c, me, id)?;
    let fits = matches!(place, door::Place::Community(_)) == here.place.community.is_some();
    if fits { Ok(here) } else { Err(Stop::Nothing) }
}

/// The same by the id that stands for it in forms and addresses.
pub(super) fn of_id(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Here, Stop> {
    if !me.works_here() {
        return Err(Stop::NotYours(w::REALITY_WHO));
    }
    let all = places(c, me)?;
    if let Some(place) = all.into_iter().find(|p| p.id() == id) {
        return Ok(Here { place });
    }
    // What the viewer leads without working there. Whether there is such a place, nobody else learns.
    match vision::places(c, me, Some(OrgId(id))) {
        Ok(all) => all.into_iter().find(|p| p.id() == id).map(|place| Here { place }).ok_or(Stop::Nothing),
        Err(Stop::NotYours(_)) => Err(Stop::Nothing),
        Err(stop) => Err(stop),
    }
}

/// The one that was asked for; with none, the viewer's nearest place. And all of theirs.
pub(super) fn asked(c: &mut Conn, me: &Viewer, at: &str) -> Result<(Option<Here>, Vec<Place>), Stop> {
    if !me.works_here() {
        return Err(Stop::NotYours(w::REALITY_WHO));
    }
    let all = places(c, me)?;
    let here = match at.parse::<Uuid>() {
        Ok(id) => match all.iter().find(|p| p.id() == id) {
            Some(place) => Some(Here { place: place.clone() }),
            None => Some(of_id(c, me, id)?),
        },
        Err(_) => all.first().map(|place| Here { place: place.clone() }),
    };
    Ok((here, all))
}

/// Whether the viewer works on what belongs to a place: one of theirs, or one they lead.
pub(super) fn works_on(c: &mut Conn, me: &Viewer, org: OrgId, community: Option<CommunityId>) -> Result<bool, Stop> {
    let id = community.map_or(org.0, |k| k.0);
    match of_id(c, me, id) {
        Ok(_) => Ok(true),
        Err(Stop::Nothing | Stop::NotYours(_)) => Ok(false),
        Err(stop) => Err(stop),
    }
}

/// Who sees what is noted for a place, in a sentence, before anything is noted.
pub(super) fn seen_by(c: &mut Conn, me: &Viewer, place: &Place) -> Result<String, Stop> {
    let lang = me.lang();
    Ok(match place.community {
        Some(_) => lang.say(w::reality_seen_community(place.name.as_str())),
        None if people::org_kind(c, place.org)? == "district" => {
            lang.say(w::reality_seen_district(place.name.as_str()))
        }
        None => lang.say(w::reality_seen_place(place.name.as_str())),
    })
}
