//! Who may look at which results. Staff see the district together and the schools they work at; who leads the district, or coaches
//! from its office, sees every school. Guests see nothing. Nobody's page names a student, or another teacher's class.

use store::{Conn, OrgId};

use super::queries;
use crate::{Role, Stop, Viewer};

/// What somebody may look at.
pub(super) struct Scope {
    /// The schools they may choose, by name.
    pub schools: Vec<(OrgId, String)>,
    /// Whether these are all schools of the district.
    pub all: bool,
}

/// The viewer's scope; [`Stop::Nothing`] for who works nowhere in the district.
pub(super) fn of(c: &mut Conn, me: &Viewer) -> Result<Scope, Stop> {
    let works = |h: &&crate::Hat| !matches!(h.role, Role::Guest);
    if !me.hats.iter().any(|h| works(&h)) {
        return Err(Stop::Nothing);
    }
    let office = |h: &crate::Hat| h.org_kind != "school" && (h.role.evaluates() || h.role == Role::Coach);
    let all = me.hats.iter().any(office);
    let mut schools = queries::schools(c, me.district)?;
    if !all {
        schools.retain(|(id, _)| me.hats.iter().filter(works).any(|h| h.org == *id));
    }
    Ok(Scope { schools, all })
}

impl Scope {
    /// The school somebody asked for, if they may see it.
    pub fn school(&self, asked: Option<OrgId>) -> Result<Option<(OrgId, String)>, Stop> {
        match asked {
            None => Ok(None),
            Some(id) => self.schools.iter().find(|(s, _)| *s == id).cloned().map(Some).ok_or(Stop::Nothing),
        }
    }

    /// The school the viewer thinks of first: the one they work at, when it is one.
    pub fn own(&self) -> Option<&(OrgId, String)> {
        if self.all { None } else { self.schools.first() }
    }
}

/// Whether the viewer leads a school, directly or from the office above.
pub(super) fn leads(me: &Viewer, scope: &Scope, school: Option<OrgId>) -> bool {
    let here = |h: &crate::Hat| h.role.evaluates() && (h.org_kind != "school" || Some(h.org) == school);
    scope.all || me.hats.iter().any(here)
}
