//! A connection inside one closure: one consistent view, or one transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::session::Session;
use crate::sight::{self, Audiences, Seen, Sight};
use crate::{Chance, Error, Row, Sql, Time, Val};

/// Which database this is. Rooms don't ask; the few differences live in this crate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What a transaction on PostgreSQL begins with.
const BEGIN_CHANGE: Sql = Sql::registered("begin");
const BEGIN_VIEW: Sql = Sql::registered("begin isolation level repeatable read read only");

pub(crate) enum Raw {
    Sqlite(rusqlite::Connection, Seen),
    Postgres(Box<Session>),
}

/// Reads. `now` stands still for the whole closure.
pub struct Conn {
    pub(crate) raw: Raw,
    pub(crate) now: Time,
    pub(crate) chance: Chance,
    pub(crate) statements: u32,
    /// A statement of this transaction failed and nobody rolled it back.
    pub(crate) failed: bool,
    /// Shared by every connection of a database: set when the engine says that it is damaged.
    pub(crate) damaged: Arc<AtomicBool>,
    /// What whoever asks sees; goes by nothing in what may write.
    pub(crate) sight: Sight,
    /// A view has begun.
    pub(crate) viewing: bool,
    /// [`Tx::long`] was called and its cache is to be given back.
    pub(crate) long: bool,
}

impl Conn {
    /// The moment this closure began.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match self.raw {
            Raw::Sqlite(..) => Engine::Sqlite,
            Raw::Postgres(_) => Engine::Postgres,
        }
    }

    /// How many statements ran in this closure so far; tests hold pages to it.
    pub fn statements(&mut self) -> u32 {
        if let Raw::Postgres(s) = &mut self.raw {
            self.statements += s.take_asked();
        }
        self.statements
    }

    /// A closure begins.
    pub(crate) fn fresh(&mut self, now: Time) {
        self.statements();
        (self.now, self.statements) = (now, 0);
    }

    /// Every row, mapped.
    pub fn rows<T>(
        &mut self,
        sql: Sql,
        args: &[Val],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        self.each(sql, args, &mut |row| {
            found.push(map(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The first row, mapped, if there is one.
    pub fn one<T>(
        &mut self,
        sql: Sql,
        args: &[Val],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut found = None;
        self.each(sql, args, &mut |row| {
            if found.is_none() {
                found = Some(map(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The single number a counting statement gives; 0 when it gives no row.
    pub fn count(&mut self, sql: Sql, args: &[Val]) -> Result<i64, Error> {
        Ok(self.one(sql, args, |r| r.get(0))?.unwrap_or(0))
    }

    /// Calls `f` for every row. Not generic, so that a query costs little to compile.
    pub fn each(
        &mut self,
        sql: Sql,
        args: &[Val],
        f: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let outcome = self.each_inner(sql, args, f);
        self.noted(outcome)
    }

    fn each_inner(
        &mut self,
        sql: Sql,
        args: &[Val],
        f: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let short = self.short(sql, args)?;
        let (sql, sight) = short.as_ref().map_or((sql, None), |(sql, sight)| (*sql, Some(sight)));
        match &mut self.raw {
            Raw::Sqlite(c, seen) => {
                self.statements += 1;
                if let Some(all) = sight {
                    seen.set(all);
                }
                let mut statement = c.prepare_cached(sql.text)?;
                bind(&mut statement, args, sight.is_some())?;
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next()? {
                    f(&Row::Sqlite(row))?;
                }
            }
            Raw::Postgres(s) => s.each(sql, args, sight, &mut |row| f(&Row::Postgres(row)))?,
        }
        Ok(())
    }

    /// The short form of a statement that asks who can see its rows, with the audiences that whoever asks sees: in a view, and if
    /// they are few.
    fn short(&mut self, sql: Sql, args: &[Val]) -> Result<Option<(Sql, Audiences)>, Error> {
        if !self.viewing {
            return Ok(None);
        }
        let (Some(Val::Id(person)), Some(Val::Int(now))) = (args.first(), args.get(1)) else { return Ok(None) };
        let Some(forms) = sight::short(sql, self.engine()) else { return Ok(None) };
        let form = |known: sight::Known| (forms[usize::from(known.open)], known.all);
        if let Some(known) = self.sight.known(*person, *now) {
            return Ok(Some(form(known)));
        }
        if self.sight.sees_many(*person) {
            return Ok(None);
        }
        let mut found = self.look_up(self.sight.question(*person), &args[..2])?;
        if self.sight.wants_more(*person, found.len()) {
            found = self.look_up(self.sight.question(*person), &args[..2])?;
        }
        Ok(self.sight.keep(*person, *now, found).map(form))
    }

    /// Audiences, each with the kind of principal by which it is seen.
    fn look_up(&mut self, sight: Sql, about: &[Val]) -> Result<Vec<(uuid::Uuid, i64)>, Error> {
        match &mut self.raw {
            Raw::Sqlite(c, _) => {
                self.statements += 1;
                let mut statement = c.prepare_cached(sight.text)?;
                bind(&mut statement, about, false)?;
                let (mut rows, mut found) = (statement.raw_query(), Vec::new());
                while let Some(row) = rows.next()? {
                    let row = Row::Sqlite(row);
                    found.push((row.get(0)?, row.get(1)?));
                }
                Ok(found)
            }
            Raw::Postgres(s) => {
                let answer = s.fetch(sight, about, None)?;
                let read = |row| Ok((Row::Postgres(&row).get(0)?, Row::Postgres(&row).get(1)?));
                answer.rows().map(read).collect()
            }
        }
    }

    /// Whether a person sees an audience now, when that has been looked up in this view.
    pub(crate) fn in_sight(&self, person: uuid::Uuid, audience: uuid::Uuid) -> Option<bool> {
        let known = self.sight.known(person, self.now.0).filter(|_| self.viewing)?;
        let found = known.all.binary_search(&audience).is_ok();
        (found || !known.open).then_some(found)
    }

    pub(crate) fn run(&mut self, sql: Sql, args: &[Val]) -> Result<u64, Error> {
        let outcome = self.run_inner(sql, args);
        self.noted(outcome)
    }

    /// Whatever a room makes of a failure, the connection remembers it.
    fn noted<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        self.failed |= outcome.is_err();
        if matches!(outcome, Err(Error::Damaged(_))) {
            self.damaged.store(true, Ordering::Relaxed);
        }
        outcome
    }

    fn run_inner(&mut self, sql: Sql, args: &[Val]) -> Result<u64, Error> {
        match &mut self.raw {
            Raw::Sqlite(c, _) => {
                self.statements += 1;
                let mut statement = c.prepare_cached(sql.text)?;
                bind(&mut statement, args, false)?;
                Ok(statement.raw_execute()? as u64)
            }
            Raw::Postgres(s) => s.run(sql, args),
        }
    }

    /// Runs a text of several statements without parameters: migrations and engine settings only.
    pub(crate) fn script(&mut self, text: &str) -> Result<(), Error> {
        match &mut self.raw {
            Raw::Sqlite(c, _) => c.execute_batch(text)?,
            Raw::Postgres(s) => s.script(text)?,
        }
        Ok(())
    }

    /// A consistent view begins.
    pub(crate) fn begin_view(&mut self) -> Result<(), Error> {
        self.sight.close();
        self.viewing = true;
        match &mut self.raw {
            Raw::Sqlite(c, _) => c.prepare_cached("begin")?.raw_execute().map(drop)?,
            Raw::Postgres(s) => s.begin(BEGIN_VIEW),
        }
        Ok(())
    }

    /// It ends.
    pub(crate) fn end_view(&mut self) -> Result<(), Error> {
        self.viewing = false;
        match &mut self.raw {
            Raw::Sqlite(c, _) => c.prepare_cached("commit")?.raw_execute().map(drop)?,
            Raw::Postgres(s) => s.end(),
        }
        Ok(())
    }

    /// Nothing is asked for now: nothing of the last view stays open.
    pub(crate) fn rest(&mut self) -> Result<(), Error> {
        match &mut self.raw {
            Raw::Sqlite(..) => Ok(()),
            Raw::Postgres(s) => s.rest(),
        }
    }

    /// Asks in as few ways to a server and back as it can what `f` asks: `f` runs with nothing for an answer, to see what it
    /// would ask, then with those answers, to see what it asks then, until all that it asks is known. For what a page asks of
    /// several rooms; `f` reads and does nothing else.
    pub fn together<T, E: From<Error>>(&mut self, mut f: impl FnMut(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        // Deeper than any page goes. What asks something else each time it runs is asked one by one.
        const AT_MOST: usize = 8;
        let noting = match &mut self.raw {
            Raw::Sqlite(..) => false,
            Raw::Postgres(s) => s.note(),
        };
        if !noting {
            return f(self);
        }
        for _ in 0..AT_MOST {
            let answer = f(self);
            let Raw::Postgres(s) = &mut self.raw else { return answer };
            match s.ask_noted() {
                Ok(true) => {}
                Ok(false) => {
                    s.forget();
                    return answer;
                }
                Err(e) => {
                    s.forget();
                    self.failed = true;
                    return Err(e.into());
                }
            }
        }
        if let Raw::Postgres(s) = &mut self.raw {
            s.note_no_more();
        }
        let answer = f(self);
        if let Raw::Postgres(s) = &mut self.raw {
            s.forget();
        }
        answer
    }

    /// Says that what is asked next tells who shows `sign`, a session's for instance. Where this connection has met it before,
    /// their sight is looked up on the same way to the server.
    pub fn expect(&mut self, sign: &str) {
        if let (true, Raw::Postgres(s), Some(person)) = (self.viewing, &mut self.raw, self.sight.met(sign)) {
            s.expect(self.sight.question(person), crate::args![person, self.now]);
        }
    }

    /// Remembers who shows a sign, for [`Conn::expect`]. A hint: what is looked up for somebody else is not used.
    pub fn meet(&mut self, sign: &str, person: uuid::Uuid) {
        if self.viewing && matches!(self.raw, Raw::Postgres(_)) {
            self.sight.meet(sign, person);
        }
    }

    /// A transaction that may write begins; as part of one for several on SQLite's one writer.
    pub(crate) fn begin_change(&mut self, grouped: bool) -> Result<(), Error> {
        match &mut self.raw {
            Raw::Postgres(s) => s.begin(BEGIN_CHANGE),
            Raw::Sqlite(..) => self.script(if grouped { "begin immediate" } else { "begin" })?,
        }
        Ok(())
    }

    /// It ends; what it wrote holds, or is gone.
    pub(crate) fn end_change(&mut self, keep: bool) -> Result<(), Error> {
        if let Raw::Postgres(s) = &mut self.raw
            && s.never_begun()
        {
            return Ok(());
        }
        self.script(if keep { "commit" } else { "rollback" })
    }

    /// Prepares a statement in every form it is sent in, without running it: for the tests over the register.
    pub fn prepare_only(&mut self, sql: Sql) -> Result<(), Error> {
        let short = sight::short(sql, self.engine()).into_iter().flatten();
        for (form, short) in std::iter::once((sql, false)).chain(short.map(|form| (form, true))) {
            match &mut self.raw {
                Raw::Sqlite(c, _) => drop(c.prepare(form.text)?),
                Raw::Postgres(s) => s.try_out(form, short)?,
            }
        }
        Ok(())
    }
}

/// A short form may have no use for the person and the moment that the long one asks by.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, args: &[Val], short: bool) -> Result<(), Error> {
    // SQLite numbers `$2` by first occurrence, so parameters are bound by name.
    const NAMES: [&str; 32] = [
        "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15", "$16", "$17",
        "$18", "$19", "$20", "$21", "$22", "$23", "$24", "$25", "$26", "$27", "$28", "$29", "$30", "$31", "$32",
    ];
    for (value, name) in args.iter().zip(NAMES) {
        match statement.parameter_index(name)? {
            Some(at) => statement.raw_bind_parameter(at, value)?,
            None if short && matches!(name, "$1" | "$2") => {}
            None => return Err(Error::Ours(format!("{name} is given but not in the statement"))),
        }
    }
    Ok(())
}

/// Writes: one transaction, rolled back unless the closure ends well. Everything a [`Conn`] can read, it can read too.
pub struct Tx<'a> {
    pub(crate) conn: &'a mut Conn,
    pub(crate) told: bool,
}

impl std::ops::Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl std::ops::DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}

impl Tx<'_> {
    /// Runs a statement; gives how many rows it touched.
    pub fn exec(&mut self, sql: Sql, args: &[Val]) -> Result<u64, Error> {
        self.conn.run(sql, args)
    }

    /// Runs `f` so that its failure undoes only what `f` did; for "insert unless it is there".
    pub fn attempt<T>(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.conn.script("savepoint attempt")?;
        match f(self) {
            Ok(done) => {
                self.conn.script("release savepoint attempt")?;
                Ok(done)
            }
            Err(e) => {
                self.conn.script("rollback to savepoint attempt; release savepoint attempt")?;
                self.conn.failed = false;
                Err(e)
            }
        }
    }

    /// Goes on at `time`: what this transaction writes from here on happened then. For building history only; the next
    /// transaction begins at the clock's time again.
    pub fn travel(&mut self, time: crate::Time) {
        self.conn.now = time;
    }

    /// A new id for a thing; sorts by time.
    pub fn fresh_id(&self) -> uuid::Uuid {
        self.conn.chance.id(self.conn.now)
    }

    /// A new id that says nothing about order or time.
    pub fn blind_id(&self) -> uuid::Uuid {
        self.conn.chance.blind_id()
    }

    /// A secret to hand out once; store only its hash.
    pub fn secret(&self) -> String {
        self.conn.chance.secret()
    }

    /// Inserts many rows in one go: a prepared insert on SQLite, binary COPY on PostgreSQL. `table` and `columns` are ours,
    /// never a person's. Gives the number of rows. `types` are the PostgreSQL types of the columns, in order.
    ///
    /// # Errors
    /// [`Error::Taken`] when a row's key is there already; then the transaction can't go on.
    pub fn load(
        &mut self,
        table: &'static str,
        columns: &[(&'static str, Kind)],
        rows: &mut dyn Iterator<Item = Result<Vec<Val>, Error>>,
    ) -> Result<u64, Error> {
        let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let mut count = 0;
        match &mut self.conn.raw {
            Raw::Sqlite(c, _) => {
                self.conn.statements += 1;
                let marks = vec!["?"; columns.len()].join(", ");
                let mut statement = c.prepare(&format!("insert into {table} ({names}) values ({marks})"))?;
                for row in rows {
                    for (at, value) in row?.iter().enumerate() {
                        statement.raw_bind_parameter(at + 1, value)?;
                    }
                    statement.raw_execute()?;
                    count += 1;
                }
            }
            Raw::Postgres(s) => {
                let types: Vec<_> = columns.iter().map(|(_, kind)| kind.postgres()).collect();
                count = s.copy_in(&format!("copy {table} ({names}) from stdin binary"), &types, rows)?;
            }
        }
        Ok(count)
    }

    /// Says that this transaction moves very many rows: it may take long and use some memory for it (on SQLite 64 MB of cache
    /// instead of 8, given back when the connection is next used; on PostgreSQL 64 MB a sort, and no limit of time).
    pub fn long(&mut self) -> Result<(), Error> {
        self.conn.long = true;
        self.conn.script(match self.conn.raw {
            Raw::Sqlite(..) => "pragma cache_size = -64000",
            Raw::Postgres(_) => "set local statement_timeout = 0; set local work_mem = '64MB'",
        })
    }

    /// Says that `table` has grown a lot in this transaction. PostgreSQL plans what follows by what it last counted, which in
    /// the transaction that fills a table is nothing; SQLite goes by the indexes and need not be told.
    pub fn grown(&mut self, table: &'static str) -> Result<(), Error> {
        match self.conn.raw {
            Raw::Sqlite(..) => Ok(()),
            Raw::Postgres(_) => self.analyze(table),
        }
    }

    /// The same for every table: at the end of what fills an empty database.
    pub fn grown_all(&mut self) -> Result<(), Error> {
        match self.conn.raw {
            Raw::Sqlite(..) => Ok(()),
            Raw::Postgres(_) => self.conn.script("analyze"),
        }
    }

    /// Refreshes what the engine knows about table sizes after a large load.
    pub fn analyze(&mut self, table: &'static str) -> Result<(), Error> {
        self.conn.script(&format!("analyze {table}"))
    }
}

/// The type of a column, for [`Tx::load`].
#[derive(Clone, Copy)]
pub enum Kind {
    Id,
    Int,
    Real,
    Bool,
    Text,
}

impl Kind {
    fn postgres(self) -> postgres::types::Type {
        use postgres::types::Type;
        match self {
            Kind::Id => Type::UUID,
            Kind::Int => Type::INT8,
            Kind::Real => Type::FLOAT8,
            Kind::Bool => Type::BOOL,
            Kind::Text => Type::TEXT,
        }
    }
}
