//! The door: closures go to threads that own a connection, answers come back.
//!
//! SQLite: some readers, and one writer that runs every waiting transaction as a savepoint of one, so that one flush to disk
//! serves them all. PostgreSQL: equal threads, each with a session, that read and write. A closure that fails or panics leaves
//! nothing behind; an answer to a write is sent only after it is durable.

use std::path::{Path, PathBuf};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use std::time::Duration;

use crate::conn::Raw;
use crate::queue::Queue;
use crate::session::Session;
use crate::sight::{Seen, Sight};
use crate::{Chance, Clock, Conn, Engine, Error, Time, Tx, migrate};

/// A question of reading; runs on a connection.
type Read = Box<dyn FnOnce(Result<&mut Conn, Error>) + Send>;

/// A transaction: `run` does it and keeps its result, `done` is told after the commit (or why there was none).
struct Write {
    run: Box<dyn FnOnce(&mut Tx<'_>) -> bool + Send>,
    done: Done,
}

type Done = Box<dyn FnOnce(Result<(), Error>) + Send>;

enum Job {
    Read(Read),
    Write(Write),
}

/// Where the database is and how wide its door.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Threads that read (SQLite) or that do anything (PostgreSQL).
    pub threads: usize,
}

impl Options {
    /// The usual width for a URL: one thread more than two cores keep busy.
    pub fn new(url: impl Into<String>) -> Options {
        Options { url: url.into(), threads: 4 }
    }

    /// The file of an embedded database.
    pub fn file(&self) -> Option<PathBuf> {
        let path = self.url.strip_prefix("sqlite:")?;
        Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
    }

    /// A session with the server of this URL, as it begins.
    ///
    /// # Errors
    /// [`Error::Ours`] when the URL is no server's, [`Error::Away`] when it can't be reached.
    pub(crate) fn session(&self) -> Result<Session, Error> {
        match self.place()? {
            Place::Postgres(config) => Session::open(&config),
            Place::Sqlite(_) => Err(Error::Ours("an embedded database has no server".into())),
        }
    }

    fn place(&self) -> Result<Place, Error> {
        if let Some(path) = self.file() {
            return Ok(Place::Sqlite(path));
        }
        if self.url.starts_with("postgres://") || self.url.starts_with("postgresql://") {
            let mut config: postgres::Config =
                self.url.parse().map_err(|e: postgres::Error| Error::Ours(format!("the database URL: {e}")))?;
            config.application_name("perennial").connect_timeout(Duration::from_secs(5));
            return Ok(Place::Postgres(Box::new(config)));
        }
        Err(Error::Ours("the database URL must begin with sqlite: or postgres://".into()))
    }
}

#[derive(Clone)]
enum Place {
    Sqlite(PathBuf),
    Postgres(Box<postgres::Config>),
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    jobs: Arc<Queue<Job>>,
    writes: Option<Arc<Queue<Job>>>,
    engine: Engine,
    place: Place,
    clock: Clock,
    chance: Chance,
    /// Counts commits that wrote events, for whoever waits for news.
    news: tokio::sync::watch::Sender<u64>,
    /// Set when the engine says the file is damaged; nothing is written from then on.
    damaged: Arc<AtomicBool>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.jobs.close();
        if let Some(writes) = &self.writes {
            writes.close();
        }
    }
}

impl Db {
    /// Opens the database, migrates it to this program's version, and starts the threads.
    ///
    /// # Errors
    /// [`Error::Newer`] when a newer program has written it, [`Error::Damaged`] when it isn't a database of ours,
    /// [`Error::Away`] when it can't be reached.
    pub fn open(options: &Options, clock: Clock, chance: Chance) -> Result<Db, Error> {
        let place = options.place()?;
        let damaged = Arc::new(AtomicBool::new(false));
        let mut first = connect(&place, Role::Writes, &clock, &chance, &damaged)?;
        migrate::up(&mut first, place.path())?;
        let (news, _) = tokio::sync::watch::channel(0);
        let jobs = Arc::new(Queue::new());
        let engine = first.engine();
        let worker = |conn, role| Worker {
            conn: Some(conn),
            place: place.clone(),
            role,
            clock: clock.clone(),
            chance: chance.clone(),
            news: news.clone(),
            damaged: damaged.clone(),
        };
        let writes = match engine {
            Engine::Sqlite => {
                let writes = Arc::new(Queue::new());
                worker(first, Role::Writes).start("db-writer", writes.clone());
                Some(writes)
            }
            Engine::Postgres => {
                worker(first, Role::Both).start("db", jobs.clone());
                None
            }
        };
        let role = if engine == Engine::Sqlite { Role::Reads } else { Role::Both };
        let more = if engine == Engine::Sqlite { options.threads } else { options.threads.saturating_sub(1) };
        for _ in 0..more {
            worker(connect(&place, role, &clock, &chance, &damaged)?, role).start("db", jobs.clone());
        }
        Ok(Db(Arc::new(Inner { jobs, writes, engine, place, clock, chance, news, damaged })))
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// The clock everything in this database goes by.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The chance everything in this database draws from.
    pub fn chance(&self) -> &Chance {
        &self.0.chance
    }

    /// The file of an embedded database.
    pub fn path(&self) -> Option<&Path> {
        self.0.place.path()
    }

    /// Changes whenever a commit on this node wrote events.
    pub fn news(&self) -> tokio::sync::watch::Receiver<u64> {
        self.0.news.subscribe()
    }

    /// True once the engine has said that the database is damaged.
    pub fn damaged(&self) -> bool {
        self.0.damaged.load(Ordering::Relaxed)
    }

    /// Looks through the whole embedded database, which takes as long as reading its file. From the moment something is found
    /// to be wrong, nothing is read or written. PostgreSQL looks after itself.
    ///
    /// # Errors
    /// [`Error::Damaged`] with what is wrong; [`Error::Away`] when the file can't be read now.
    pub fn examine(&self) -> Result<(), Error> {
        let Some(path) = self.path() else { return Ok(()) };
        let look = || -> Result<String, Error> {
            let c = rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            c.busy_timeout(Duration::from_secs(30))?;
            Ok(c.query_row("pragma quick_check(1)", [], |r| r.get(0))?)
        };
        let found = match look() {
            Ok(text) if text == "ok" => Ok(()),
            Ok(text) => Err(Error::Damaged(text)),
            Err(e) => Err(e),
        };
        if matches!(found, Err(Error::Damaged(_))) {
            self.0.damaged.store(true, Ordering::Relaxed);
        }
        found
    }

    /// Runs `f` on one consistent view.
    pub async fn read<T, E>(&self, f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (answer, reply) = tokio::sync::oneshot::channel();
        self.send_read(f, move |r| drop(answer.send(r)));
        reply.await.unwrap_or_else(|_| Err(panicked().into()))
    }

    /// Runs `f` in one transaction. The answer comes after the commit is durable; an `Err` or a panic rolls back.
    pub async fn write<T, E>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (answer, reply) = tokio::sync::oneshot::channel();
        self.send_write(f, move |r| drop(answer.send(r)));
        reply.await.unwrap_or_else(|_| Err(panicked().into()))
    }

    /// [`Db::read`] for a thread that isn't async.
    pub fn read_now<T, E>(&self, f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (answer, reply) = std::sync::mpsc::sync_channel(1);
        self.send_read(f, move |r| drop(answer.send(r)));
        reply.recv().unwrap_or_else(|_| Err(panicked().into()))
    }

    /// [`Db::write`] for a thread that isn't async.
    pub fn write_now<T, E>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (answer, reply) = std::sync::mpsc::sync_channel(1);
        self.send_write(f, move |r| drop(answer.send(r)));
        reply.recv().unwrap_or_else(|_| Err(panicked().into()))
    }

    fn send_read<T, E>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        answer: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let job: Read = Box::new(move |conn| answer(conn.map_err(E::from).and_then(f)));
        self.0.jobs.put(Job::Read(job));
    }

    fn send_write<T, E>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        answer: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let slot = Arc::new(std::sync::Mutex::new(None));
        let kept = slot.clone();
        let run = Box::new(move |tx: &mut Tx<'_>| {
            let result = f(tx);
            let well = result.is_ok();
            *kept.lock().unwrap_or_else(|p| p.into_inner()) = Some(result);
            well
        });
        let done = Box::new(move |committed: Result<(), Error>| {
            let result = slot.lock().unwrap_or_else(|p| p.into_inner()).take();
            answer(match (committed, result) {
                (_, Some(Err(e))) => Err(e),
                (Err(e), _) => Err(e.into()),
                (Ok(()), Some(ok)) => ok,
                (Ok(()), None) => Err(panicked().into()),
            });
        });
        let job = Job::Write(Write { run, done });
        self.0.writes.as_ref().unwrap_or(&self.0.jobs).put(job);
    }
}

fn damage() -> Error {
    Error::Damaged("nothing is read or written until it is restored".into())
}

fn panicked() -> Error {
    Error::Ours("a question to the database broke off".into())
}

impl Place {
    fn path(&self) -> Option<&Path> {
        match self {
            Place::Sqlite(path) => Some(path),
            Place::Postgres(_) => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Reads,
    Writes,
    Both,
}

fn connect(
    place: &Place,
    role: Role,
    clock: &Clock,
    chance: &Chance,
    damaged: &Arc<AtomicBool>,
) -> Result<Conn, Error> {
    let raw = match place {
        Place::Sqlite(path) => {
            let c = rusqlite::Connection::open(path)?;
            c.busy_timeout(Duration::from_secs(30))?;
            c.set_prepared_statement_cache_capacity(512);
            // Plans stay as they are made. Without this, what is bound may change a plan, so that SQLite parses and plans many
            // statements anew at every use: most of a page's time.
            c.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            c.execute_batch(
                "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
                 pragma temp_store = memory; pragma cache_size = -8000; pragma trusted_schema = off;",
            )?;
            if role == Role::Writes {
                // What an import stages lies in a file that is gone afterwards: memory must not grow with the import.
                c.execute_batch("pragma temp_store = file; pragma temp.cache_size = -16000;")?;
            }
            if role == Role::Reads {
                c.execute_batch("pragma query_only = on;")?;
            }
            let seen = Seen::default();
            seen.teach(&c)?;
            Raw::Sqlite(c, seen)
        }
        Place::Postgres(config) => {
            let mut session = Session::open(config)?;
            session.script(
                // Plans are made once, as on SQLite; no page asks for so much that compiling the question would pay; and what
                // pages ask for lies in memory: a page of a table costs little beside looking through its rows, so that those of
                // a small table are found over its index too. A few rows are joined to a few: merging would read an index from
                // its beginning, and so take longer with every district on the server.
                "set statement_timeout = '120s'; set timezone = 'UTC'; set client_min_messages = warning; \
                 set plan_cache_mode = force_generic_plan; set jit = off; \
                 set seq_page_cost = 0.1; set random_page_cost = 0.1; set enable_mergejoin = off",
            )?;
            Raw::Postgres(Box::new(session))
        }
    };
    Ok(Conn {
        raw,
        now: clock.now(),
        chance: chance.clone(),
        statements: 0,
        failed: false,
        damaged: damaged.clone(),
        sight: Sight::default(),
        viewing: false,
        long: false,
    })
}

struct Worker {
    conn: Option<Conn>,
    place: Place,
    role: Role,
    clock: Clock,
    chance: Chance,
    news: tokio::sync::watch::Sender<u64>,
    damaged: Arc<AtomicBool>,
}

impl Worker {
    fn start(mut self, name: &str, waiting: Arc<Queue<Job>>) {
        let started = std::thread::Builder::new().name(name.into()).spawn(move || {
            while let Some(job) = self.next(&waiting) {
                match job {
                    Job::Read(read) => self.answer(read),
                    Job::Write(write) => self.commit(write, &waiting),
                }
            }
        });
        // A machine that can't start a thread can't serve: better to stop here than to hang later.
        drop(started.expect("a thread for the database"));
    }

    /// The next job; the connection comes to rest when there is none yet.
    fn next(&mut self, waiting: &Queue<Job>) -> Option<Job> {
        if let Some(job) = waiting.take_waiting() {
            return Some(job);
        }
        if self.conn.as_mut().is_some_and(|conn| conn.rest().is_err()) {
            self.conn = None;
        }
        waiting.take()
    }

    /// The connection, opened again if it was lost; its time is now.
    fn conn(&mut self) -> Result<&mut Conn, Error> {
        if let Some(Conn { raw: Raw::Postgres(session), .. }) = &mut self.conn
            && session.is_closed()
        {
            self.conn = None;
        }
        let now = self.clock.now();
        let conn = match self.conn.take() {
            Some(conn) => conn,
            None => connect(&self.place, self.role, &self.clock, &self.chance, &self.damaged)?,
        };
        let conn = self.conn.insert(conn);
        if std::mem::take(&mut conn.long) && self.role == Role::Writes {
            conn.script("pragma cache_size = -8000; pragma shrink_memory")?;
        }
        conn.fresh(now);
        Ok(conn)
    }

    fn answer(&mut self, read: Read) {
        // What a damaged database says may be wrong: it says nothing any more.
        if self.damaged.load(Ordering::Relaxed) {
            return read(Err(damage()));
        }
        let started = self.conn().and_then(|c| c.begin_view().map(|()| c));
        let conn = match started {
            Ok(conn) => conn,
            Err(e) => {
                self.conn = None;
                return read(Err(e));
            }
        };
        let unharmed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(Ok(conn)))).is_ok();
        if self.conn.as_mut().is_some_and(|c| c.end_view().is_err()) || !unharmed {
            self.conn = None;
        }
    }

    /// One commit for everything that waits (SQLite), or for this one (PostgreSQL).
    fn commit(&mut self, first: Write, waiting: &Queue<Job>) {
        let mut told = false;
        let mut done: Vec<(Done, bool)> = Vec::new();
        let grouped = self.role == Role::Writes;
        let damaged = self.damaged.clone();
        let outcome = (|| {
            if damaged.load(Ordering::Relaxed) {
                return Err(damage());
            }
            let conn = self.conn()?;
            conn.begin_change(grouped)
        })();
        if let Err(e) = outcome {
            if matches!(e, Error::Damaged(_)) {
                self.damaged.store(true, Ordering::Relaxed);
            }
            self.conn = None;
            return (first.done)(Err(e));
        }
        let mut next = Some(first);
        while let Some(write) = next.take() {
            let Some(conn) = self.conn.as_mut() else { break };
            conn.fresh(self.clock.now());
            let well = run_one(conn, write.run, grouped, &mut told);
            done.push((write.done, well));
            if grouped && done.len() < 256 {
                next = waiting.take_waiting().and_then(|job| match job {
                    Job::Write(write) => Some(write),
                    Job::Read(_) => None,
                });
            }
        }
        let any = done.iter().any(|(_, well)| *well);
        let committed = match self.conn.as_mut() {
            Some(conn) => conn.end_change(any || grouped),
            None => Err(Error::Away("the connection was lost".into())),
        };
        if let Err(e) = &committed {
            if matches!(e, Error::Damaged(_)) {
                self.damaged.store(true, Ordering::Relaxed);
            }
            if self.conn.as_mut().is_some_and(|c| c.script("rollback").is_err()) {
                self.conn = None;
            }
        } else if told {
            self.news.send_modify(|n| *n += 1);
        }
        let why = committed.err().map(|e| e.to_string());
        for (done, well) in done {
            done(match &why {
                None if well => Ok(()),
                None => Err(Error::Ours("a statement failed and was passed over".into())),
                Some(text) => Err(Error::Away(text.clone())),
            });
        }
    }
}

/// Runs one transaction; with `nested` as a savepoint of a larger one. True when it ended well.
fn run_one(conn: &mut Conn, run: Box<dyn FnOnce(&mut Tx<'_>) -> bool + Send>, nested: bool, told: &mut bool) -> bool {
    if nested && conn.script("savepoint one").is_err() {
        return false;
    }
    conn.failed = false;
    let mut tx = Tx { conn, told: false };
    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&mut tx))).unwrap_or(false);
    let told_here = tx.told;
    let conn = tx.conn;
    // PostgreSQL turns the commit of a failed transaction into a silent rollback: a failure passed over is a failure.
    let well = ran && !conn.failed;
    let kept = match (well, nested) {
        (true, true) => conn.script("release one").is_ok(),
        (true, false) => true,
        (false, true) => {
            let _ = conn.script("rollback to one; release one");
            false
        }
        (false, false) => false,
    };
    *told |= kept && told_here;
    kept
}

/// The moment a closure sees, for code that runs outside one.
impl Db {
    /// What time it is by this database's clock.
    pub fn now(&self) -> Time {
        self.0.clock.now()
    }
}
