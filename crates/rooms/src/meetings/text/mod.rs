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

use store::{Error, MeetingId, Tx, jobs};

use crate::{Routes, Rule};

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
