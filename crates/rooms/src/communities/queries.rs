//! What the room asks the database.

use store::{CommunityId, Conn, Error, Row, args, sees, sql};

use super::community::{Community, Membership, Part};
use crate::Viewer;

sql! {
    FIND = "select c.id, c.district, c.org, o.name, c.name, c.purpose, c.basis, c.composition, c.mode, c.grades, c.subjects, \
            c.audience, c.inside, c.status, c.peers, c.rev, c.archived_at is not null, \
            (select m.part from membership m where m.community = c.id and m.person = $1 and m.since <= $2 and m.until > $2 limit 1), \
            (select count(*) from membership m where m.community = c.id and m.since <= $2 and m.until > $2 and m.part <> 'invited') \
            from community c join org o on o.id = c.org where c.id = $3 and ", sees!("c");
    MINE = "select c.id, c.district, c.org, o.name, c.name, c.purpose, c.basis, c.composition, c.mode, c.grades, c.subjects, \
            c.audience, c.inside, c.status, c.peers, c.rev, c.archived_at is not null, mine.part, \
            (select count(*) from membership m where m.community = c.id and m.since <= $2 and m.until > $2 and m.part <> 'invited') \
            from membership mine join community c on c.id = mine.community join org o on o.id = c.org \
            where mine.person = $1 and mine.since <= $2 and mine.until > $2 and c.archived_at is null order by c.name";
    MEMBERS = "select m.person, p.name, m.part, m.since from membership m join person p on p.id = m.person \
               where m.community = $1 and m.since <= $2 and m.until > $2 order by m.part, p.sort";
}

/// The community, if the viewer may know of it.
pub fn find(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Option<Community>, Error> {
    c.one(FIND, args![me.person, me.now, id], read)
}

/// The communities the viewer is in or is invited to, by name.
pub fn mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Community>, Error> {
    c.rows(MINE, args![me.person, me.now], read)
}

/// Who is in a community now: facilitators first, then by name. Ask only for a community the viewer may know of.
pub fn members(c: &mut Conn, id: CommunityId) -> Result<Vec<Membership>, Error> {
    let now = c.now();
    c.rows(MEMBERS, args![id, now], |r| {
        let part: String = r.get(2)?;
        Ok(Membership { person: r.get(0)?, name: r.get(1)?, part: Part::named(&part), since: r.get(3)? })
    })
}

fn read(r: &Row<'_>) -> Result<Community, Error> {
    let part: Option<String> = r.get(17)?;
    Ok(Community {
        id: r.get(0)?,
        district: r.get(1)?,
        org: r.get(2)?,
        org_name: r.get(3)?,
        name: r.get(4)?,
        purpose: r.get(5)?,
        basis: r.get(6)?,
        composition: r.get(7)?,
        mode: r.get(8)?,
        grades: r.get(9)?,
        subjects: r.get(10)?,
        audience: r.get(11)?,
        inside: r.get(12)?,
        status: r.get(13)?,
        peers: r.get(14)?,
        rev: r.get(15)?,
        archived: r.get(16)?,
        my_part: part.as_deref().map(Part::named),
        members: r.get(18)?,
    })
}
