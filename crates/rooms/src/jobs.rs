//! Does what was promised: takes jobs from the database, one at a time, and says how they went.

use std::sync::Arc;
use std::time::Duration;

use store::jobs;

use crate::{App, mailer, meetings};

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
    let outcome = match job.kind.as_str() {
        "mail" => match job.what.parse() {
            Ok(id) => mailer::deliver(app, id).await,
            Err(_) => Err("not a letter".into()),
        },
        other => Err(format!("nobody knows the job {other}")),
    };
    let noted = app
        .db
        .write(move |tx| match outcome {
            Ok(()) => jobs::done(tx, &job),
            Err(why) => {
                tracing::warn!(kind = job.kind, tries = job.tries, "a job failed: {why}");
                jobs::failed(tx, &job, &why)
            }
        })
        .await;
    if let Err(e) = noted {
        tracing::warn!("could not note how a job went: {e}");
    }
}
