//! One text that several people write at once, beside the lines of a meeting. It is merged by a conflict-free data type, with
//! `yrs` here and Yjs in the browser; an update is acknowledged once it is stored; when the meeting ends, what stands there becomes
//! part of the minutes. See `docs/decisions/0012-shared-text.md`.

mod doc;
mod history;
mod pages;
mod queries;
mod room;
mod socket;
#[cfg(test)]
mod tests;
mod wire;

pub(super) use pages::on_meeting;
pub use room::Texts;
pub(crate) use room::run;

use store::{Error, MeetingId, PersonId, Tx, jobs};

use super::Meeting;
use crate::{Routes, Rule, Stop, w};

/// The job that folds updates into a version.
pub(crate) const FOLD_JOB: &str = "shared text";
/// So many seconds of writing become one version.
const FOLD_SECONDS: i64 = 120;
/// So many bytes that arrive after the end are kept for each author.
const MOST_LATE: i64 = 1024 * 1024;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/meetings/{id}/text", Rule::SignedIn, pages::show)
        .post("/meetings/{id}/text", Rule::SignedIn, pages::append)
        .get("/meetings/{id}/text/socket", Rule::SignedIn, socket::join)
        .post("/meetings/{id}/text/late", Rule::SignedIn, pages::late)
        .get("/meetings/{id}/text/history", Rule::SignedIn, history::page)
        .post("/meetings/{id}/text/restore", Rule::SignedIn, history::restore)
}

/// Adds paragraphs at the end of a meeting's shared text, one for each line, as its author.
///
/// # Errors
/// [`Stop::Refused`] when the meeting is over.
pub fn write_together(tx: &mut Tx<'_>, by: PersonId, meeting: &Meeting, words: &str) -> Result<(), Stop> {
    meeting.still_open()?;
    let client = pages::writer(tx);
    let (text, _) = queries::text(tx, meeting.id, client)?;
    let update = text.append(words.lines().map(str::trim).filter(|l| !l.is_empty()));
    match queries::add(tx, meeting.id, meeting.district, &[(by, update)])? {
        Some(_) => Ok(()),
        None => Err(Stop::Refused(w::MEETING_IS_CLOSED)),
    }
}

/// Keeps what was written until now as a version, without waiting for the job.
///
/// # Errors
/// [`Error`] when the database fails.
pub fn keep_version(tx: &mut Tx<'_>, id: MeetingId) -> Result<(), Error> {
    queries::fold(tx, id, None).map(drop)
}

/// Makes what stands in a meeting's shared text part of its minutes.
pub(super) fn freeze(tx: &mut Tx<'_>, id: MeetingId) -> Result<(), Error> {
    queries::freeze(tx, id)
}

/// Folds what was written into a version: the job that [`FOLD_JOB`] names.
pub(crate) fn fold(tx: &mut Tx<'_>, job: &jobs::Job) -> Result<(), Error> {
    if let Ok(id) = job.what.parse() {
        queries::fold(tx, id, None)?;
    }
    jobs::done(tx, job)
}
