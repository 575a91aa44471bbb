//! Jobs: work that is promised in the transaction of a change and done afterwards, once, on whichever node is free.

use crate::{Conn, Error, Time, Tx, args, sql};

/// A job taken by this node.
#[derive(Debug)]
pub struct Job {
    pub id: uuid::Uuid,
    pub kind: String,
    /// What to do, as JSON.
    pub what: String,
    /// How often it was begun before.
    pub tries: i64,
}

/// How long a node may work on a job before another takes it.
const LEASE_SECONDS: i64 = 300;
/// After so many tries a job rests until a person looks at it.
const MOST_TRIES: i64 = 12;

sql! {
    PROMISE = "insert into job (id, kind, what, due, lease, tries, error, made) values ($1, $2, $3, $4, 0, 0, null, $5)";
    TAKE = "update job set lease = $2, tries = tries + 1 where id = (select id from job where due <= $1 and lease <= $1 and tries < $3 \
            order by due limit 1) and lease <= $1 returning id, kind, what, tries - 1";
    FREE = "update job set lease = 0 where lease > $1";
    DONE = "delete from job where id = $1";
    LATER = "update job set due = $2, lease = 0, error = $3 where id = $1";
    PUT_OFF = "update job set due = $2, lease = 0, tries = 0, error = null where id = $1";
    UNANSWERED = "update job set due = $2, lease = 0, error = $3, tries = case when tries > $4 then $4 else tries end where id = $1";
    ANSWERED = "update job set due = $1 where due > $1 and lease <= $1 and error like 'no answer: %'";
    RENEW = "update job set due = $3, tries = 0 where kind = $1 and what = $2";
    WAITING = "select count(*) from job where due <= $1";
    RESTING = "select count(*) from job where tries >= $1";
}

/// Promises a job of `kind`, to be done at `due` or soon after.
pub fn promise(tx: &mut Tx<'_>, kind: &'static str, what: &str, due: Time) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    tx.exec(PROMISE, args![id, kind, what, due, now])?;
    Ok(())
}

/// Takes the job that has waited longest, if one is due.
pub fn take(tx: &mut Tx<'_>) -> Result<Option<Job>, Error> {
    let now = tx.now();
    tx.one(TAKE, args![now, now.plus_seconds(LEASE_SECONDS), MOST_TRIES], |r| {
        Ok(Job { id: r.get(0)?, kind: r.get(1)?, what: r.get(2)?, tries: r.get(3)? })
    })
}

/// Gives back what was taken and not finished. Only when nobody else can be at work: at the start of the one program that has
/// an embedded database.
pub fn free(tx: &mut Tx<'_>) -> Result<u64, Error> {
    let now = tx.now();
    tx.exec(FREE, args![now])
}

/// Says that a job is done. Call it in the transaction that records its effect, so that both happen or neither.
pub fn done(tx: &mut Tx<'_>, job: &Job) -> Result<(), Error> {
    tx.exec(DONE, args![job.id])?;
    Ok(())
}

/// Says that a job failed and when to try again: after 1, 2, 4 … minutes, at most a day.
pub fn failed(tx: &mut Tx<'_>, job: &Job, why: &str) -> Result<(), Error> {
    let wait = 60_i64.saturating_mul(1 << job.tries.clamp(0, 11)).min(86_400);
    let due = tx.now().plus_seconds(wait);
    tx.exec(LATER, args![job.id, due, why])?;
    Ok(())
}

/// Says that a job found nobody to hand its work to, which says nothing about the job: it tries again within an hour, for as long
/// as it takes, and never rests.
pub fn unanswered(tx: &mut Tx<'_>, job: &Job, why: &str) -> Result<(), Error> {
    const SLOWEST: i64 = 6;
    let due = tx.now().plus_seconds(60 << job.tries.clamp(0, SLOWEST));
    tx.exec(UNANSWERED, args![job.id, due, format!("no answer: {why}"), SLOWEST])?;
    Ok(())
}

/// Somebody answers again: what waited for that is due.
pub fn answered(tx: &mut Tx<'_>) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(ANSWERED, args![now]).map(drop)
}

/// Puts a job off that is well and not due yet.
pub fn later(tx: &mut Tx<'_>, job: &Job, due: Time) -> Result<(), Error> {
    tx.exec(PUT_OFF, args![job.id, due]).map(drop)
}

/// Promises a job once: one of the same kind that is there for the same already is made due instead, even if it rests.
pub fn promise_once(tx: &mut Tx<'_>, kind: &'static str, what: &str, due: Time) -> Result<(), Error> {
    if tx.exec(RENEW, args![kind, what, due])? == 0 {
        promise(tx, kind, what, due)?;
    }
    Ok(())
}

/// How many jobs are due and how many rest after too many tries.
pub fn queue(c: &mut Conn) -> Result<(i64, i64), Error> {
    let now = c.now();
    Ok((c.count(WAITING, args![now])?, c.count(RESTING, args![MOST_TRIES])?))
}
