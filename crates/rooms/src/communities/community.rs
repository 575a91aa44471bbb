//! A community and its members: the thing and its rules.

use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Principal, Time, Tx, args, audience,
    events, sql,
};

use crate::{Viewer, people};

/// What a person is in a community.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Member,
    Facilitator,
    /// Somebody from outside with limited sight.
    Guest,
    /// Asked, has not answered: sees nothing yet.
    Invited,
}

impl Part {
    /// The part of a stored name.
    pub fn named(name: &str) -> Part {
        match name {
            "facilitator" => Part::Facilitator,
            "guest" => Part::Guest,
            "invited" => Part::Invited,
            _ => Part::Member,
        }
    }

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Part::Member => "member",
            Part::Facilitator => "facilitator",
            Part::Guest => "guest",
            Part::Invited => "invited",
        }
    }
}

/// A community as its viewer may know it.
#[derive(Clone, Debug)]
pub struct Community {
    pub id: CommunityId,
    pub district: DistrictId,
    pub org: OrgId,
    pub org_name: String,
    pub name: String,
    pub purpose: String,
    pub basis: String,
    pub composition: String,
    pub mode: String,
    pub grades: String,
    pub subjects: String,
    /// Who knows of it.
    pub audience: AudienceId,
    /// Its members: who sees its work.
    pub inside: AudienceId,
    /// Members, and the leaders who see that work is done but not what it says.
    pub status: AudienceId,
    /// The members who evaluate nobody in it.
    pub peers: AudienceId,
    pub rev: i64,
    pub archived: bool,
    /// What the viewer is in it, now.
    pub my_part: Option<Part>,
    /// Its members and facilitators.
    pub members: i64,
    /// How people come in: open, ask, closed.
    pub joining: String,
}

/// Who sees the work of a community: who is in it.
fn inside(id: CommunityId) -> Audience {
    Audience::of([Principal::Community(id)])
}

impl Community {
    /// Who can see what is near it and has this audience, in a full sentence. Most of it is seen by who is in the community: then
    /// all there is to say is known here.
    pub fn audience_line(&self, c: &mut Conn, me: &Viewer, id: AudienceId) -> Result<String, Error> {
        if id != self.inside {
            return people::audience_line(c, me, id);
        }
        let mut names = face::Names { viewer: Some(me.person.0), ..face::Names::default() };
        names.of.insert(self.id.0, self.name.clone());
        names.members.insert(self.id.0, self.members);
        Ok(face::audience_line(me.lang(), &inside(self.id), &names))
    }

    /// Whether the viewer does its work: a member or a facilitator of one that isn't archived.
    pub fn works_here(&self) -> bool {
        !self.archived && matches!(self.my_part, Some(Part::Member | Part::Facilitator))
    }

    /// Whether the viewer facilitates it.
    pub fn facilitates(&self) -> bool {
        !self.archived && self.my_part == Some(Part::Facilitator)
    }
}

/// Somebody in a community.
#[derive(Clone, Debug)]
pub struct Membership {
    pub person: PersonId,
    pub name: String,
    /// By what a list of names is ordered.
    pub sort: String,
    pub part: Part,
    pub since: Time,
}

impl Membership {
    /// Whether they do its work: as a member or a facilitator.
    pub fn works(&self) -> bool {
        matches!(self.part, Part::Member | Part::Facilitator)
    }
}

/// A community about to be founded.
pub struct NewCommunity<'a> {
    pub district: DistrictId,
    pub org: OrgId,
    pub name: &'a str,
    pub purpose: &'a str,
    /// students, responsibility, role, interest, goal
    pub basis: &'a str,
    /// vertical, horizontal, mixed
    pub composition: &'a str,
    /// face-to-face, virtual, blended
    pub mode: &'a str,
    pub grades: &'a str,
    pub subjects: &'a str,
}

sql! {
    INSERT = "insert into community (id, district, org, name, purpose, basis, composition, mode, grades, subjects, audience, inside, \
              status, peers, rev, made, made_by, archived_at) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16, null)";
    END_PART = "update membership set until = $3 where community = $1 and person = $2 and until > $3";
    INSERT_PART = "insert into membership (id, district, community, person, part, since, until, by) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8)";
    PLACE = "select district, org, name, status from community where id = $1";
}

/// Founds a community. `by` becomes its first facilitator.
pub fn add(tx: &mut Tx<'_>, new: &NewCommunity<'_>, by: Option<PersonId>) -> Result<CommunityId, Error> {
    let id = CommunityId(tx.fresh_id());
    let now = tx.now();
    let known = audience::store(tx, new.district, &Audience::of([Principal::District(new.district)]))?;
    let inside = audience::store(tx, new.district, &inside(id))?;
    let status =
        audience::store(tx, new.district, &Audience::of([Principal::Community(id), Principal::Leaders(new.org)]))?;
    let peers = audience::store(tx, new.district, &Audience::of([Principal::Peers(id)]))?;
    tx.exec(
        INSERT,
        args![
            id,
            new.district,
            new.org,
            new.name,
            new.purpose,
            new.basis,
            new.composition,
            new.mode,
            new.grades,
            new.subjects,
            known,
            inside,
            status,
            peers,
            now,
            by
        ],
    )?;
    events::write(
        tx,
        &events::Event {
            district: new.district,
            actor: by,
            verb: "community.founded",
            thing: ("community", id.0),
            community: Some(id),
            org: Some(new.org),
            audience: known,
            about: new.name,
        },
    )?;
    if let Some(by) = by {
        join(tx, id, by, Part::Facilitator, Some(by))?;
    }
    Ok(id)
}

/// Makes a person what `part` says, from now on; what they were before ends.
pub fn join(
    tx: &mut Tx<'_>,
    community: CommunityId,
    person: PersonId,
    part: Part,
    by: Option<PersonId>,
) -> Result<(), Error> {
    let now = tx.now();
    let Some((district, org, name, status)) = place(tx, community)? else {
        return Err(Error::Ours("no such community".into()));
    };
    tx.exec(END_PART, args![community, person, now])?;
    let id = tx.fresh_id();
    tx.exec(INSERT_PART, args![id, district, community, person, part.stored(), now, Time::NEVER, by])?;
    audience::refresh(tx, person)?;
    events::write(
        tx,
        &events::Event {
            district,
            actor: Some(person),
            verb: if part == Part::Invited { "community.invited" } else { "community.joined" },
            thing: ("community", community.0),
            community: Some(community),
            org: Some(org),
            audience: status,
            about: &name,
        },
    )
}

/// Ends what a person is in a community. What they wrote stays.
pub fn depart(tx: &mut Tx<'_>, community: CommunityId, person: PersonId) -> Result<(), Error> {
    let now = tx.now();
    let Some((district, org, name, status)) = place(tx, community)? else {
        return Err(Error::Ours("no such community".into()));
    };
    tx.exec(END_PART, args![community, person, now])?;
    audience::refresh(tx, person)?;
    events::write(
        tx,
        &events::Event {
            district,
            actor: Some(person),
            verb: "community.left",
            thing: ("community", community.0),
            community: Some(community),
            org: Some(org),
            audience: status,
            about: &name,
        },
    )
}

type Place = (DistrictId, OrgId, String, AudienceId);

fn place(tx: &mut Tx<'_>, community: CommunityId) -> Result<Option<Place>, Error> {
    tx.one(PLACE, args![community], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}
