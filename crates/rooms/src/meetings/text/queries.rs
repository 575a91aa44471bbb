//! What the shared text asks the database.

use std::collections::HashSet;

use store::{CommunityId, Conn, DistrictId, Error, MeetingId, PersonId, Time, Tx, args, jobs, sql};

use super::doc::{Bad, Text, merged};
use crate::Stop;
use crate::meetings::State;

sql! {
    HEAD = "select m.state, m.community, m.district, t.n, t.folded, t.frozen, t.minutes, t.size from meeting m left join shared_text t on t.meeting = m.id where m.id = $1";
    STATE = "select state from shared_text where meeting = $1";
    AFTER = "select bytes, n from shared_update where meeting = $1 and n > $2 order by n";
    WRITERS = "select w.person from membership w join community c on c.id = w.community where w.community = $1 and w.since <= $2 and w.until > $2 \
               and w.part in ('member', 'facilitator') and c.archived_at is null";
    BEGIN = "insert into shared_text (meeting, district, n, changed, folded, state, size, frozen, minutes) values ($1, $2, 0, $3, 0, null, 0, null, null) \
             on conflict (meeting) do nothing";
    TURN = "update shared_text set n = n + $2, changed = $3, size = size + $4 where meeting = $1 and frozen is null returning n, folded";
    ADD = "insert into shared_update (id, district, meeting, n, by, at, bytes) values ($1, $2, $3, $4, $5, $6, $7)";
    HOLD = "update shared_text set changed = $2 where meeting = $1 returning n, folded";
    UNFOLDED = "select by, at, bytes from shared_update where meeting = $1 and n > $2 order by n";
    FOLD = "update shared_text set folded = $2, state = $3 where meeting = $1";
    FOLDED = "delete from shared_update where meeting = $1 and n <= $2";
    ADD_VERSION = "insert into shared_version (id, district, meeting, n, since, at, bytes, restores) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_WRITER = "insert into shared_writer (version, person, district) values ($1, $2, $3) on conflict (version, person) do nothing";
    FREEZE = "update shared_text set frozen = $2, minutes = $3 where meeting = $1 and frozen is null";
    VERSIONS = "select v.n, v.since, v.at, v.restores, p.name from shared_version v join shared_writer w on w.version = v.id join person p on p.id = w.person \
                where v.meeting = $1 order by v.n desc, p.sort limit 400";
    UP_TO = "select bytes from shared_version where meeting = $1 and n <= $2 order by n";
    ADD_LATE = "insert into shared_late (id, district, meeting, by, at, bytes, settled) values ($1, $2, $3, $4, $5, $6, null)";
    LATE_SIZE = "select cast(coalesce(sum(length(bytes)), 0) as bigint) from shared_late where meeting = $1 and by = $2";
    LATE = "select bytes from shared_late where meeting = $1 and by = $2 and settled is null order by at, id";
    SETTLE = "update shared_late set settled = $3 where meeting = $1 and by = $2 and settled is null";
    ADD_ADDITION = "insert into shared_addition (id, district, meeting, by, at, text) values ($1, $2, $3, $4, $5, $6)";
    // First what became part of the minutes and whether something of this person's came after the end, then what was added since.
    OVER = "select 0 as part, t.minutes, case when exists (select 1 from shared_late l where l.meeting = t.meeting and l.by = $2 \
            and l.settled is null) then 1 else 0 end, null, null, null from shared_text t where t.meeting = $1 \
            union all select 1, a.text, 0, p.name, a.at, a.id from shared_addition a join person p on p.id = a.by where a.meeting = $1 \
            order by 1, 5, 6 limit 101";
}

/// How a shared text stands.
pub(super) struct Head {
    pub state: State,
    pub community: CommunityId,
    pub district: DistrictId,
    /// How many updates there were, and up to which they are folded; none when nobody wrote yet.
    pub n: i64,
    pub folded: i64,
    pub frozen: Option<Time>,
    /// What became part of the minutes, as JSON.
    pub minutes: Option<String>,
    /// Bytes sent in all.
    pub size: i64,
}

/// How the shared text of a meeting stands.
pub(super) fn head(c: &mut Conn, id: MeetingId) -> Result<Option<Head>, Error> {
    c.one(HEAD, args![id], |r| {
        let state: String = r.get(0)?;
        Ok(Head {
            state: State::named(&state),
            community: r.get(1)?,
            district: r.get(2)?,
            n: r.get::<Option<i64>>(3)?.unwrap_or(0),
            folded: r.get::<Option<i64>>(4)?.unwrap_or(0),
            frozen: r.maybe(5)?,
            minutes: r.get(6)?,
            size: r.get::<Option<i64>>(7)?.unwrap_or(0),
        })
    })
}

/// The updates after `n`, each with its number.
pub(super) fn after(c: &mut Conn, id: MeetingId, n: i64) -> Result<Vec<(Vec<u8>, i64)>, Error> {
    c.rows(AFTER, args![id, n], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The text as it stands, to be read or written as `client`, and how many updates are in it.
pub(super) fn text(c: &mut Conn, id: MeetingId, client: u32) -> Result<(Text, i64), Error> {
    let state: Option<Vec<u8>> = c.one(STATE, args![id], |r| r.get::<Option<Vec<u8>>>(0))?.flatten();
    let folded = head(c, id)?.map_or(0, |h| h.folded);
    let rows = after(c, id, folded)?;
    let n = rows.last().map_or(folded, |(_, n)| *n);
    let text = Text::of(client, state.iter().chain(rows.iter().map(|(bytes, _)| bytes))).map_err(broken)?;
    Ok((text, n))
}

fn broken(_: Bad) -> Error {
    Error::Ours("a shared text in the database can't be read".into())
}

/// Who may write in the texts of a community's meetings now.
pub(super) fn writers(c: &mut Conn, community: CommunityId) -> Result<HashSet<PersonId>, Error> {
    let now = c.now();
    Ok(c.rows(WRITERS, args![community, now], |r| r.get(0))?.into_iter().collect())
}

/// Adds updates, each by one person, in their order. Gives the numbers of the first and the last; none when the text is part of
/// the minutes already. The row of the text is locked until the end of the transaction, so that numbers have no gaps and appear
/// in their order on every node.
pub(super) fn add(
    tx: &mut Tx<'_>,
    id: MeetingId,
    district: DistrictId,
    updates: &[(PersonId, Vec<u8>)],
) -> Result<Option<(i64, i64)>, Stop> {
    let now = tx.now();
    let count = updates.len();
    let size: usize = updates.iter().map(|(_, bytes)| bytes.len()).sum();
    let turn = |tx: &mut Tx<'_>| -> Result<Option<(i64, i64)>, Error> {
        tx.one(TURN, args![id, count, now, size], |r| Ok((r.get(0)?, r.get(1)?)))
    };
    let mut turned = turn(tx)?;
    if turned.is_none() {
        tx.exec(BEGIN, args![id, district, now])?;
        turned = turn(tx)?;
    }
    let Some((last, folded)) = turned else { return Ok(None) };
    let first = last - i64::try_from(count).unwrap_or(0) + 1;
    for (n, (by, bytes)) in (first..).zip(updates) {
        let row = tx.fresh_id();
        tx.exec(ADD, args![row, district, id, n, *by, now, bytes.clone()])?;
    }
    if first == folded + 1 {
        // The first since the last fold: what is written from here on becomes a version in two minutes.
        jobs::promise(tx, super::FOLD_JOB, &id.to_string(), now.plus_seconds(super::FOLD_SECONDS))?;
    }
    Ok(Some((first, last)))
}

/// Folds what isn't folded yet into a version and into the state. Gives the version's number, or none when there was nothing.
pub(super) fn fold(tx: &mut Tx<'_>, id: MeetingId, restores: Option<i64>) -> Result<Option<i64>, Error> {
    let now = tx.now();
    let Some((n, folded)) = tx.one(HOLD, args![id, now], |r| Ok((r.get::<i64>(0)?, r.get::<i64>(1)?)))? else {
        return Ok(None);
    };
    let Some(head) = head(tx, id)? else { return Ok(None) };
    let rows: Vec<(PersonId, Time, Vec<u8>)> =
        tx.rows(UNFOLDED, args![id, folded], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let (Some(since), Some(at)) = (rows.iter().map(|r| r.1).min(), rows.iter().map(|r| r.1).max()) else {
        return Ok(None);
    };
    let writers: HashSet<PersonId> = rows.iter().map(|r| r.0).collect();
    let bytes: Vec<Vec<u8>> = rows.into_iter().map(|r| r.2).collect();
    let bytes = merged(&bytes).map_err(broken)?;
    let (text, _) = text(tx, id, 0)?;
    let version = tx.fresh_id();
    tx.exec(ADD_VERSION, args![version, head.district, id, n, since, at, bytes, restores])?;
    for person in writers {
        tx.exec(ADD_WRITER, args![version, person, head.district])?;
    }
    tx.exec(FOLD, args![id, n, text.whole()])?;
    tx.exec(FOLDED, args![id, n])?;
    Ok(Some(n))
}

/// Makes what stands there part of the minutes; from then on nothing is added.
pub(super) fn freeze(tx: &mut Tx<'_>, id: MeetingId) -> Result<(), Error> {
    let now = tx.now();
    let Some(head) = head(tx, id)? else { return Ok(()) };
    tx.exec(BEGIN, args![id, head.district, now])?;
    fold(tx, id, None)?;
    let (text, _) = text(tx, id, 0)?;
    let minutes = serde_json::to_string(&text.blocks()).map_err(|e| Error::Ours(e.to_string()))?;
    tx.exec(FREEZE, args![id, now, minutes])?;
    Ok(())
}

/// What was written between two moments, by whom.
pub(super) struct Version {
    pub n: i64,
    pub since: Time,
    pub at: Time,
    pub restores: Option<i64>,
    pub who: Vec<String>,
}

/// The versions of a text, the last first.
pub(super) fn versions(c: &mut Conn, id: MeetingId) -> Result<Vec<Version>, Error> {
    let mut found: Vec<Version> = Vec::new();
    c.each(VERSIONS, args![id], &mut |r| {
        let (n, name): (i64, String) = (r.get(0)?, r.get(4)?);
        match found.last_mut().filter(|v| v.n == n) {
            Some(version) => version.who.push(name),
            None => {
                found.push(Version { n, since: r.get(1)?, at: r.get(2)?, restores: r.get(3)?, who: vec![name] });
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// The text as it stood with version `n`; none when there is no such version.
pub(super) fn version(c: &mut Conn, id: MeetingId, n: i64) -> Result<Option<Text>, Error> {
    if !versions(c, id)?.iter().any(|v| v.n == n) {
        return Ok(None);
    }
    let parts: Vec<Vec<u8>> = c.rows(UP_TO, args![id, n], |r| r.get(0))?;
    Text::of(0, &parts).map(Some).map_err(broken)
}

/// Keeps what came after the end for its author, as long as it is of a size that somebody could have written.
pub(super) fn keep_late(
    tx: &mut Tx<'_>,
    id: MeetingId,
    district: DistrictId,
    by: PersonId,
    bytes: Vec<u8>,
) -> Result<(), Error> {
    if tx.count(LATE_SIZE, args![id, by])? < super::MOST_LATE {
        let (row, now) = (tx.fresh_id(), tx.now());
        tx.exec(ADD_LATE, args![row, district, id, by, now, bytes])?;
    }
    Ok(())
}

/// What of this person's writing came after the end and isn't settled.
pub(super) fn late(c: &mut Conn, id: MeetingId, by: PersonId) -> Result<Vec<Vec<u8>>, Error> {
    c.rows(LATE, args![id, by], |r| r.get(0))
}

/// Says that this person's late writing is settled; how much there was.
pub(super) fn settle(tx: &mut Tx<'_>, id: MeetingId, by: PersonId) -> Result<u64, Error> {
    let now = tx.now();
    tx.exec(SETTLE, args![id, by, now])
}

/// Adds to the minutes of a meeting that is over, beneath them.
pub(super) fn add_addition(
    tx: &mut Tx<'_>,
    id: MeetingId,
    district: DistrictId,
    by: PersonId,
    text: &str,
) -> Result<(), Error> {
    let (row, now) = (tx.fresh_id(), tx.now());
    tx.exec(ADD_ADDITION, args![row, district, id, by, now, text])?;
    Ok(())
}

/// The text of a meeting that is over.
#[derive(Default)]
pub(super) struct Over {
    /// What became part of the minutes, as JSON.
    pub minutes: Option<String>,
    /// Whether something this person wrote came after the end and isn't settled.
    pub late: bool,
    /// What was added after the end: blocks as JSON, who, when.
    pub added: Vec<(String, String, Time)>,
}

/// The text of a meeting that is over, for this person; nothing in it where nobody wrote one.
pub(super) fn over(c: &mut Conn, id: MeetingId, by: PersonId) -> Result<Over, Error> {
    let mut over = Over::default();
    c.each(OVER, args![id, by], &mut |r| {
        if r.get::<i64>(0)? == 0 {
            (over.minutes, over.late) = (r.get(1)?, r.get::<i64>(2)? == 1);
        } else {
            over.added.push((r.get(1)?, r.get(3)?, r.get(4)?));
        }
        Ok(())
    })?;
    Ok(over)
}
