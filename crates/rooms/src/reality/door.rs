//! The door to the rooms above: what was seen there is noted here, and every page can tell what was made from it.

use store::{CommunityId, Conn, Error, OrgId, Tx};
use uuid::Uuid;

use super::here;
use super::queries::{self, NewReality};
use super::question_queries::{self, NewQuestion};
use super::thing::Side;
use crate::{Stop, Viewer, w};

/// What is noted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Stands in the way of the vision.
    Barrier,
    /// Can help on the way to it.
    Opportunity,
    /// To be thought about, and answered when there is an answer.
    Question,
}

/// For whom it is noted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Org(OrgId),
    Community(CommunityId),
}

/// What may be noted at once, in characters.
const TEXT: usize = 1000;
const LABEL: usize = 200;

/// Notes a barrier, an opportunity or a question for a place or a community the viewer works in, and gives its id. `from` is the
/// path of the page it comes from (or empty), `from_label` what that page is called.
///
/// # Errors
/// [`Stop::Nothing`] when the place isn't one the viewer notes for (whether it exists or not), or `from` is no path of ours;
/// [`Stop::Refused`] when there are no words, or too many.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    me: &Viewer,
    kind: Kind,
    place: Place,
    text: &str,
    from: &str,
    from_label: &str,
) -> Result<Uuid, Stop> {
    let here = here::find(tx, me, place)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Stop::Refused(face::w::ERROR_NEEDED));
    }
    if text.chars().count() > TEXT {
        return Err(Stop::Refused(w::REALITY_TOO_LONG));
    }
    if !(from.is_empty() || from.starts_with('/') && !from.starts_with("//")) || from.len() > LABEL {
        return Err(Stop::Nothing);
    }
    let label: String = from_label.trim().chars().take(LABEL).collect();
    let source = (from, label.as_str());
    let side = match kind {
        Kind::Barrier => Side::Barrier,
        Kind::Opportunity => Side::Opportunity,
        Kind::Question => {
            return Ok(question_queries::ask(
                tx,
                me.person,
                me.district,
                Some(&here.place),
                &NewQuestion { text, source },
            )?
            .0);
        }
    };
    let new = NewReality { source, ..NewReality::of(side, text, me.today()) };
    Ok(queries::add(tx, me.person, me.district, &here.place, &new)?.0)
}

/// What was made from a page, as far as the viewer may see it, the oldest first: its kind, its id, its words.
///
/// # Errors
/// When the database fails.
pub(crate) fn came_from(c: &mut Conn, me: &Viewer, from: &str) -> Result<Vec<(Kind, Uuid, String)>, Error> {
    if from.is_empty() || !me.works_here() {
        return Ok(Vec::new());
    }
    queries::came_from(c, me, from)
}

/// Where something that was noted can be seen.
pub(crate) fn href(kind: Kind, id: Uuid) -> String {
    match kind {
        Kind::Barrier | Kind::Opportunity => format!("/reality/{id}"),
        Kind::Question => format!("/questions/{id}"),
    }
}
