//! Does what was promised: takes jobs from the database, one at a time, and says how they went.

use std::sync::Arc;
use std::time::Duration;

use store::{Time, jobs};

use crate::mailer::{self, Failure};
use crate::{App, meetings, record, surveys, telling};

/// Runs until the program ends.
pub(crate) async fn run(app: Arc<App>) {
    if app.db.engine() == store::Engine::Sqlite
        && let Err(e) = app.db.write(jobs::free).await
    {
        tracing::warn!("jobs that were begun wait until their time is over: {e}");
    }
    loop {
        match app.db.write(jobs::take).await {
            Ok(Some(job)) => one(&app, job).await,
            Ok(None) => tokio::time::sleep(Duration::from_secs(1)).await,
            Err(e) => {
                tracing::warn!("jobs wait: {e}");
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        }
    }
}

/// Does everything that is due, and ends: what [`run`] does without an end.
#[cfg(test)]
pub(crate) async fn all_due(app: &Arc<App>) {
    while let Some(job) = app.db.write(jobs::take).await.unwrap() {
        one(app, job).await;
    }
}

async fn one(app: &Arc<App>, job: jobs::Job) {
    if job.kind == meetings::text::FOLD_JOB {
        // What it does and that it is done are one transaction.
        let job = Arc::new(job);
        let mine = job.clone();
        let done = app.db.write(move |tx| meetings::text::fold(tx, &mine)).await;
        if let Err(e) = done {
            let why = e.to_string();
            tracing::warn!(kind = job.kind, tries = job.tries, "a job failed: {why}");
            let _ = app.db.write(move |tx| jobs::failed(tx, &job, &why)).await;
        }
        return;
    }
    // When it went well and isn't done, it has its time still before it.
    let outcome: Result<Option<Time>, Failure> = match job.kind.as_str() {
        "mail" => match job.what.parse() {
            Ok(id) => mailer::deliver(app, id).await.map(|()| None),
            Err(_) => Err(Failure::Refused("not a letter".into())),
        },
        crate::meetings::MOVED => telling::fan_out(app, &job.what).await,
        telling::LETTER => telling::send_letter(app, &job.what).await,
        telling::DIGEST => telling::send_digest(app, &job.what).await,
        surveys::REMIND => telling::remind(app, &job.what).await,
        record::GIVING | record::REMINDING => record::do_job(app, &job).await.map(|()| None).map_err(Failure::Refused),
        other => Err(Failure::Refused(format!("nobody knows the job {other}"))),
    };
    let noted = app
        .db
        .write(move |tx| match outcome {
            Ok(None) => {
                jobs::done(tx, &job)?;
                // Mail goes again: what waited for it waits no longer.
                if job.kind == "mail" || telling::SENDS.contains(&job.kind.as_str()) {
                    jobs::answered(tx)
                } else {
                    Ok(())
                }
            }
            Ok(Some(due)) => jobs::later(tx, &job, due),
            Err(Failure::Away(why)) => {
                tracing::warn!(kind = job.kind, tries = job.tries, "a job waits: {why}");
                jobs::unanswered(tx, &job, &why)
            }
            Err(Failure::Refused(why)) => {
                tracing::warn!(kind = job.kind, tries = job.tries, "a job failed: {why}");
                jobs::failed(tx, &job, &why)
            }
        })
        .await;
    if let Err(e) = noted {
        tracing::warn!("could not note how a job went: {e}");
    }
}
