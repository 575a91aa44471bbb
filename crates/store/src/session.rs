//! A session with a PostgreSQL server, held by one thread. What is asked goes out alone and is waited for; what was
//! noted beforehand goes out together, so that a page waits for the way to the server once and not twenty times.

use std::collections::HashMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::Poll;

use futures_util::future::{FutureExt as _, join, join_all};
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Config, NoTls, Row, Statement};

use crate::sight::Audiences;
use crate::{Error, Sql, Val};

/// The other half of a client: carries what is asked to the server and what is answered back, while it is looked at.
type Wire = Pin<Box<dyn Future<Output = ()> + Send>>;

pub(crate) struct Session {
    client: Client,
    wire: Wire,
    runtime: tokio::runtime::Runtime,
    /// By where their text lies and how long it is.
    prepared: HashMap<(usize, usize), Statement>,
    /// An order that goes out with the next question.
    first: Option<&'static str>,
    /// What has been asked since [`Session::note`], unanswered.
    noted: Option<Vec<Noted>>,
    known: Vec<Answer>,
}

struct Noted {
    sql: Sql,
    args: Vec<Val>,
    /// What a short form goes by.
    sight: Option<Audiences>,
}

/// What a question noted beforehand gave.
struct Answer {
    asked: Noted,
    rows: Result<Vec<Row>, tokio_postgres::Error>,
}

impl Noted {
    fn is(&self, sql: Sql, args: &[Val]) -> bool {
        std::ptr::eq(self.sql.text, sql.text) && self.args == args
    }
}

impl Session {
    pub fn open(config: &Config) -> Result<Session, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| Error::Away(format!("no session with the database: {e}")))?;
        let (client, connection) = runtime.block_on(config.connect(NoTls))?;
        // Why a connection ended is told to whoever waits for an answer.
        let wire = Box::pin(async { drop(connection.await) }.fuse());
        Ok(Session { client, wire, runtime, prepared: HashMap::new(), first: None, noted: None, known: Vec::new() })
    }

    /// Whether the server has ended the session, while nothing was asked for instance: what it last said is heard first.
    pub fn is_closed(&mut self) -> bool {
        let wire = &mut self.wire;
        self.runtime.block_on(async {
            // Lets the runtime ask the system what has come, without waiting.
            tokio::task::yield_now().await;
            std::future::poll_fn(|cx| {
                let _ = wire.as_mut().poll(cx);
                Poll::Ready(())
            })
            .await;
        });
        self.client.is_closed()
    }

    /// Several statements without parameters.
    pub fn script(&mut self, text: &str) -> Result<(), Error> {
        self.begun()?;
        Ok(drive(&self.runtime, &mut self.wire, self.client.batch_execute(text))?)
    }

    /// A view begins: `order` goes out with the first question.
    pub fn begin(&mut self, order: &'static str) {
        self.first = Some(order);
    }

    /// The view ends. Nobody waits for the server to say so.
    pub fn end(&mut self) {
        if self.first.take().is_some() {
            return;
        }
        let (mut told, wire) = (pin!(self.client.batch_execute("commit")), &mut self.wire);
        self.runtime.block_on(std::future::poll_fn(|cx| {
            let _ = (told.as_mut().poll(cx), wire.as_mut().poll(cx));
            Poll::Ready(())
        }));
    }

    /// Every row of an answer.
    pub fn each(
        &mut self,
        sql: Sql,
        args: &[Val],
        sight: Option<&Audiences>,
        f: &mut dyn FnMut(&Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if let Some(noted) = &mut self.noted {
            if !noted.iter().any(|n| n.is(sql, args)) {
                noted.push(Noted { sql, args: args.to_vec(), sight: sight.cloned() });
            }
            return Ok(());
        }
        let known = self.known.iter().position(|k| k.asked.is(sql, args));
        if let Some(at) = known {
            if self.known[at].rows.is_err() {
                return self.known.swap_remove(at).rows.map(drop).map_err(Error::from);
            }
            return self.known[at].rows.iter().flatten().try_for_each(f);
        }
        self.fetch(sql, args, sight)?.iter().try_for_each(f)
    }

    /// The rows of an answer, whatever is noted and known.
    pub fn fetch(&mut self, sql: Sql, args: &[Val], sight: Option<&Audiences>) -> Result<Vec<Row>, Error> {
        let statement = self.prepare(sql, sight.is_some())?;
        let given = bound(args, sight);
        let asked = self.client.query(&statement, &given);
        let (runtime, wire) = (&self.runtime, &mut self.wire);
        match self.first.take() {
            // Both are sent before the first is answered; what is asked first is sent first.
            Some(order) => {
                let (begun, rows) = drive(runtime, wire, join(self.client.batch_execute(order), asked));
                begun?;
                Ok(rows?)
            }
            None => Ok(drive(runtime, wire, asked)?),
        }
    }

    /// Runs a statement; gives how many rows it touched.
    pub fn run(&mut self, sql: Sql, args: &[Val]) -> Result<u64, Error> {
        self.begun()?;
        let statement = self.prepare(sql, false)?;
        Ok(drive(&self.runtime, &mut self.wire, self.client.execute(&statement, &bound(args, None)))?)
    }

    /// From now on what is asked is noted and answered with nothing. False when that is being done already.
    pub fn note(&mut self) -> bool {
        self.noted.is_none() && self.known.is_empty() && {
            self.noted = Some(Vec::new());
            true
        }
    }

    /// Whether what is asked is noted only.
    pub fn notes(&self) -> bool {
        self.noted.is_some()
    }

    /// Asks what was noted, all at once; the answers are there until [`Session::forget`].
    pub fn ask_noted(&mut self) -> Result<(), Error> {
        let noted = self.noted.take().unwrap_or_default();
        if noted.len() < 2 {
            return Ok(());
        }
        let statements = noted.iter().map(|n| self.prepare(n.sql, n.sight.is_some())).collect::<Result<Vec<_>, _>>()?;
        self.begun()?;
        let given: Vec<_> = noted.iter().map(|n| bound(&n.args, n.sight.as_ref())).collect();
        let asked = statements.iter().zip(&given).map(|(s, given)| self.client.query(s, given));
        let answers = drive(&self.runtime, &mut self.wire, join_all(asked));
        self.known = noted.into_iter().zip(answers).map(|(asked, rows)| Answer { asked, rows }).collect();
        Ok(())
    }

    /// What was noted and answered holds no longer.
    pub fn forget(&mut self) {
        self.noted = None;
        self.known.clear();
    }

    /// Prepares a statement without asking it.
    pub fn try_out(&mut self, sql: Sql, short: bool) -> Result<(), Error> {
        self.prepare(sql, short).map(drop)
    }

    /// Copies rows into a table; gives how many.
    pub fn copy_in(
        &mut self,
        into: &str,
        types: &[Type],
        rows: &mut dyn Iterator<Item = Result<Vec<Val>, Error>>,
    ) -> Result<u64, Error> {
        self.begun()?;
        let client = &self.client;
        drive(&self.runtime, &mut self.wire, async {
            let sink = client.copy_in(into).await?;
            let mut writer = pin!(tokio_postgres::binary_copy::BinaryCopyInWriter::new(sink, types));
            for row in rows {
                writer.as_mut().write(&bound(&row?, None)).await?;
            }
            Ok(writer.finish().await?)
        })
    }

    /// Sends the order that waits for the first question.
    fn begun(&mut self) -> Result<(), Error> {
        match self.first.take() {
            Some(order) => Ok(drive(&self.runtime, &mut self.wire, self.client.batch_execute(order))?),
            None => Ok(()),
        }
    }

    /// A short form says nowhere of which type its first two parameters are: a person and a moment.
    fn prepare(&mut self, sql: Sql, short: bool) -> Result<Statement, Error> {
        let key = (sql.text.as_ptr().addr(), sql.text.len());
        if let Some(statement) = self.prepared.get(&key) {
            return Ok(statement.clone());
        }
        let types: &[Type] = if short { &[Type::UUID, Type::INT8] } else { &[] };
        let statement = drive(&self.runtime, &mut self.wire, self.client.prepare_typed(sql.text, types))?;
        self.prepared.insert(key, statement.clone());
        Ok(statement)
    }
}

fn bound<'a>(args: &'a [Val], sight: Option<&'a Audiences>) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|v| v as _).chain(sight.map(|all| &**all as _)).collect()
}

/// Waits for `asked` and carries its questions and answers meanwhile, on this thread.
fn drive<T>(runtime: &tokio::runtime::Runtime, wire: &mut Wire, asked: impl Future<Output = T>) -> T {
    let mut asked = pin!(asked);
    runtime.block_on(std::future::poll_fn(move |cx| {
        loop {
            if let Poll::Ready(answer) = asked.as_mut().poll(cx) {
                return Poll::Ready(answer);
            }
            // Once the wire has ended, whoever asks learns it from the client.
            if wire.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
        }
    }))
}
