//! What the norms of a community ask the database.

use jiff::civil::Date;
use store::{
    Audience, AudienceId, CommunityId, Conn, Error, PersonId, Principal, Row, Time, Tx, args, audience, events, sees,
    sql,
};
use uuid::Uuid;

use super::community::Community;
use crate::Viewer;

sql! {
    ALL = "select s.id, s.n, s.lines, s.changed, s.look_again, b.name, s.made, s.agreed_at, s.rev, \
           (select count(*) from norms_assent a where a.norms = s.id), \
           (select count(*) from norms_assent a where a.norms = s.id and a.person = $1), s.audience \
           from norms s join person b on b.id = s.by where s.community = $3 and ", sees!("s"), " order by s.n desc limit 40";
    ASSENTS = "select a.norms, a.person, p.name, a.at from norms_assent a join norms s on s.id = a.norms join person p on p.id = a.person \
               where s.community = $1 order by a.at, p.sort";
    NEWEST = "select id from norms where community = $1 order by n desc limit 1";
    BY_OTHERS = "select count(*) from norms_assent where norms = $1 and person <> $2";
    ADD = "insert into norms (id, district, community, n, lines, changed, look_again, audience, by, made, agreed_at, rev) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, 1)";
    SAVE = "update norms set lines = $2, changed = $3, look_again = $4, by = $5, rev = rev + 1 where id = $1";
    FORGET_OWN = "delete from norms_assent where norms = $1 and person = $2";
    ASSENT = "insert into norms_assent (norms, person, at) values ($1, $2, $3) on conflict (norms, person) do nothing";
    MISSING = "select count(*) from membership m where m.community = $1 and m.since <= $2 and m.until > $2 \
               and m.part in ('member', 'facilitator') \
               and not exists (select 1 from norms_assent a where a.norms = $3 and a.person = m.person)";
    SETTLE = "update norms set agreed_at = $2, audience = $3, rev = rev + 1 where id = $1 and agreed_at is null";
}

/// One version of a community's norms.
#[derive(Clone, Debug)]
pub struct Norms {
    pub(super) id: Uuid,
    /// 1, 2, 3 …
    pub n: i64,
    pub lines: Vec<String>,
    /// What changed since the version before, and why.
    pub changed: String,
    /// The day on which the community wants to look at them again.
    pub look_again: Option<Date>,
    pub by_name: String,
    pub made: Time,
    /// Since when they hold.
    pub agreed: Option<Time>,
    pub rev: i64,
    /// How many have said yes.
    pub assents: i64,
    /// Whether the viewer has.
    pub mine: bool,
    /// The members; of norms that hold, the guests too.
    pub audience: AudienceId,
}

/// The versions a viewer may see, the newest first.
pub struct Kept(pub Vec<Norms>);

impl Kept {
    /// The version that holds.
    pub fn holding(&self) -> Option<&Norms> {
        self.0.iter().find(|s| s.agreed.is_some())
    }

    /// The version that is proposed and waits for a yes.
    pub fn proposed(&self) -> Option<&Norms> {
        self.0.first().filter(|s| s.agreed.is_none())
    }

    /// The number of the newest version; 0 when there is none.
    pub fn newest(&self) -> i64 {
        self.0.first().map_or(0, |s| s.n)
    }

    /// Whether the community wants to look at them again on `day` or wanted to before: its day has come and nothing is proposed.
    pub fn due(&self, day: Date) -> bool {
        self.proposed().is_none() && self.holding().is_some_and(|s| s.look_again.is_some_and(|on| on <= day))
    }
}

/// Every version of a community's norms the viewer may see.
pub fn norms(c: &mut Conn, me: &Viewer, community: CommunityId) -> Result<Kept, Error> {
    c.rows(ALL, args![me.person, me.now, community], read).map(Kept)
}

fn read(r: &Row<'_>) -> Result<Norms, Error> {
    let lines: String = r.get(2)?;
    Ok(Norms {
        id: r.get(0)?,
        n: r.get(1)?,
        lines: lines.lines().map(str::to_owned).collect(),
        changed: r.get(3)?,
        look_again: r.maybe(4)?,
        by_name: r.get(5)?,
        made: r.get(6)?,
        agreed: r.maybe(7)?,
        rev: r.get(8)?,
        assents: r.get(9)?,
        mine: r.get::<i64>(10)? > 0,
        audience: r.get(11)?,
    })
}

/// Who said yes to which version, and when, in the order in which they did.
pub(super) fn assents(c: &mut Conn, community: CommunityId) -> Result<Vec<(Uuid, PersonId, String, Time)>, Error> {
    c.rows(ASSENTS, args![community], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// What a community is about to agree on.
pub struct Proposal<'a> {
    pub lines: &'a [String],
    pub changed: &'a str,
    pub look_again: Option<Date>,
}

/// Proposes norms; who proposes them has said yes. What somebody else has said yes to stays as it is: then it is a new version.
pub fn propose(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    kept: &Kept,
    new: &Proposal<'_>,
) -> Result<(), Error> {
    let (now, lines) = (tx.now(), new.lines.join("\n"));
    let day = new.look_again.map(|d| d.to_string());
    let own = match kept.proposed() {
        Some(open) if tx.count(BY_OTHERS, args![open.id, by])? == 0 => Some(open.id),
        _ => None,
    };
    let id = match own {
        Some(id) => {
            tx.exec(SAVE, args![id, lines, new.changed, day, by])?;
            // Said anew, for what stands there now.
            tx.exec(FORGET_OWN, args![id, by])?;
            id
        }
        None => {
            let id = tx.fresh_id();
            let (district, n) = (community.district, kept.newest() + 1);
            tx.exec(ADD, args![id, district, community.id, n, lines, new.changed, day, community.inside, by, now])?;
            id
        }
    };
    tell(tx, by, community, "norms.proposed")?;
    say_yes(tx, by, community, id)
}

/// Somebody says yes to a version. With the last yes of who works there it holds.
pub(super) fn say_yes(tx: &mut Tx<'_>, by: PersonId, community: &Community, id: Uuid) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(ASSENT, args![id, by, now])?;
    if tx.count(MISSING, args![community.id, now, id])? == 0 {
        settle(tx, by, community, id)?;
    }
    Ok(())
}

/// Norms that a community agreed on at once: the first of `people` proposes them, each of the others says yes.
pub fn agreed(tx: &mut Tx<'_>, community: &Community, people: &[PersonId], new: &Proposal<'_>) -> Result<(), Error> {
    let Some((first, others)) = people.split_first() else { return Ok(()) };
    propose(tx, *first, community, &Kept(Vec::new()), new)?;
    let newest: Option<Uuid> = tx.one(NEWEST, args![community.id], |r| r.get(0))?;
    for (person, id) in others.iter().zip(newest.into_iter().cycle()) {
        tell(tx, *person, community, "norms.agreed")?;
        say_yes(tx, *person, community, id)?;
    }
    Ok(())
}

/// Somebody says yes to the version they saw; false when it is another by now, or was passed over.
pub fn agree(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    kept: &Kept,
    seen: (i64, i64),
) -> Result<bool, Error> {
    let open = [kept.proposed(), kept.holding()].into_iter().flatten().find(|s| (s.n, s.rev) == seen);
    let Some(open) = open else { return Ok(false) };
    if !open.mine {
        tell(tx, by, community, "norms.agreed")?;
        say_yes(tx, by, community, open.id)?;
    }
    Ok(true)
}

/// From now on a version holds; its guests see it too.
pub(super) fn settle(tx: &mut Tx<'_>, by: PersonId, community: &Community, id: Uuid) -> Result<(), Error> {
    let now = tx.now();
    let seen = Audience::of([Principal::Community(community.id), Principal::Guests(community.id)]);
    let seen = audience::store(tx, community.district, &seen)?;
    if tx.exec(SETTLE, args![id, now, seen])? > 0 {
        tell(tx, by, community, "norms.settled")?;
    }
    Ok(())
}

pub(super) fn tell(tx: &mut Tx<'_>, by: PersonId, community: &Community, verb: &'static str) -> Result<(), Error> {
    events::write(
        tx,
        &events::Event {
            district: community.district,
            actor: Some(by),
            verb,
            thing: ("community", community.id.0),
            community: Some(community.id),
            org: Some(community.org),
            audience: community.inside,
            about: &community.name,
        },
    )
}
