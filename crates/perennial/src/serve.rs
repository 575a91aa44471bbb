//! The server: opens the database, starts what runs beside the requests, answers until it is told to stop.

use std::future::Future;
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::time::Duration;

use rooms::App;
use store::{Chance, Clock, Db};
use tower_http::compression::CompressionLayer;

use crate::commands::Stop;
use crate::settings::{LogFormat, Settings};

/// How long requests in progress may take after the server was told to stop; open live connections end then.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Serves until SIGTERM or ctrl-c.
pub(crate) fn run(settings: &Settings) -> Result<(), Stop> {
    log(settings);
    let ready = |address: &str| tracing::info!("listening on {address}");
    match open_store(settings)? {
        Ok(db) => serve(settings, db, false, ready),
        Err(damage) => {
            tracing::error!("{damage}; nothing is served until a backup is restored");
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(async {
                let listener = listen(settings).await?;
                let stop = told_to_stop()?;
                ready(&format!("http://{}", reachable(listener.local_addr()?)));
                tokio::select! {
                    served = axum::serve(listener, rooms::closed(&damage)).into_future() => Ok(served?),
                    () = stop => Ok(()),
                }
            })
        }
    }
}

/// The database, or the damage because of which it can't be opened.
fn open_store(settings: &Settings) -> Result<Result<Db, store::Error>, Stop> {
    std::fs::create_dir_all(&settings.data)
        .map_err(|e| Stop::Failed(format!("the data folder {}: {e}", settings.data.display())))?;
    match Db::open(&settings.options(), Clock::system(), Chance::system()) {
        Err(damage @ store::Error::Damaged(_)) => Ok(Err(damage)),
        other => Ok(Ok(other?)),
    }
}

async fn listen(settings: &Settings) -> Result<tokio::net::TcpListener, Stop> {
    let listening = tokio::net::TcpListener::bind(settings.listen).await;
    listening.map_err(|e| Stop::Failed(format!("can't listen on {}: {e}", settings.listen)))
}

/// Opens the database that the settings name; its folder is made when it isn't there.
pub(crate) fn open(settings: &Settings) -> Result<Db, Stop> {
    Ok(open_store(settings)??)
}

/// Answers on the address of the settings; `ready` is called once with the address that people can open.
pub(crate) fn serve(settings: &Settings, db: Db, demo: bool, ready: impl FnOnce(&str)) -> Result<(), Stop> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(async {
        let listener = listen(settings).await?;
        let at = listener.local_addr()?;
        let address = settings.address.clone().unwrap_or_else(|| format!("http://{}", reachable(at)));
        let options = rooms::Options {
            demo,
            secure: address.starts_with("https:"),
            address: address.clone(),
            data: settings.data.clone(),
            smtp: settings.smtp.clone(),
            metrics: settings.metrics,
            sample: Some(|tx| {
                let built = sample::build_in(tx, sample::Options { personas: false, ..sample::Options::default() })?;
                built
                    .districts
                    .first()
                    .copied()
                    .ok_or_else(|| store::Error::Ours("no sample district was built".into()))
            }),
        };
        let app = App::new(db, options);
        let background = rooms::start_background(&app);
        let router = rooms::router(app, rooms::routes()).layer(CompressionLayer::new());
        let stop = told_to_stop()?;
        ready(&address);
        let (told, stopping) = tokio::sync::watch::channel(false);
        let mut until = stopping.clone();
        let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
            .with_graceful_shutdown(async move {
                let _ = until.wait_for(|stop| *stop).await;
            });
        let serving = tokio::spawn(serving.into_future());
        stop.await;
        tracing::info!("stopping");
        told.send_replace(true);
        let ended = tokio::time::timeout(LAST_WORDS, serving).await;
        drop(background);
        match ended {
            Ok(Ok(done)) => done.map_err(Stop::from),
            Ok(Err(e)) => Err(Stop::Failed(e.to_string())),
            Err(_) => Ok(()),
        }
    });
    runtime.shutdown_timeout(LAST_WORDS);
    outcome
}

/// An address that a browser on this machine can open.
fn reachable(at: SocketAddr) -> SocketAddr {
    if at.ip().is_unspecified() { SocketAddr::from(([127, 0, 0, 1], at.port())) } else { at }
}

/// Listens for the wish to stop from this moment on; the future ends when it comes.
fn told_to_stop() -> Result<impl Future<Output = ()>, Stop> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut term, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Logs to standard error, in the form and detail the settings name.
pub(crate) fn log(settings: &Settings) {
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.log).unwrap_or_default();
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // Only the first call in a process takes effect; tests may call again.
    let _ = match settings.log_format {
        LogFormat::Text => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}
