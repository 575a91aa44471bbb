//! What the others hear of what is written in this room: the name of its place and never its words, which stay on its page.

use store::{AudienceId, CommunityId, DistrictId, Error, OrgId, PersonId, Sql, Tx, args, events};
use uuid::Uuid;

/// Tells those who may see it, by the name of its place. `known` is asked with the id: place, community, the name of whichever
/// it is of, district, audience.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    by: PersonId,
    known: Sql,
    (kind, id): (&'static str, Uuid),
    verb: &'static str,
) -> Result<(), Error> {
    let found =
        tx.one(known, args![id], |r| Ok((r.get(0)?, r.maybe(1)?, r.get::<String>(2)?, r.get(3)?, r.get(4)?)))?;
    let Some((org, community, place, district, audience)) = found else { return Ok(()) };
    say(tx, by, district, (verb, kind, id), (Some(org), community), (audience, &place))
}

/// Tells it to an audience, by the name of whose it is.
pub(super) fn say(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (verb, kind, thing): (&'static str, &'static str, Uuid),
    (org, community): (Option<OrgId>, Option<CommunityId>),
    (audience, about): (AudienceId, &str),
) -> Result<(), Error> {
    events::write(
        tx,
        &events::Event { district, actor: Some(by), verb, thing: (kind, thing), community, org, audience, about },
    )
}
