//! A session with a PostgreSQL server, held by one thread. What is asked goes out alone and is waited for; what was
//! noted beforehand goes out together, with one word at its end that all of it is to be answered: a page waits for the way to
//! the server once and not twenty times, and the server answers once and not twenty times (decision 0025).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use bytes::{BufMut as _, BytesMut};
use postgres::Config;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{FromSql, IsNull, ToSql, Type};
use postgres_protocol::message::backend::{DataRowBody, Message};
use postgres_protocol::message::frontend::{self, BindError};

use crate::sight::Audiences;
use crate::wire::{Wire, said, write};
use crate::{Error, Sql, Val};

/// So many bytes of questions are sent before an answer is waited for. What lies between us and the server holds as many: or
/// each would wait for the other to take in what it says.
const AT_ONCE: usize = 32 * 1024;

/// How a view ends.
const END_VIEW: Sql = Sql::registered("commit");

pub(crate) struct Session {
    wire: Wire,
    /// By where their text lies and how long it is.
    prepared: HashMap<(usize, usize), Arc<Prepared>>,
    /// How many names of statements have been given, to those that were refused too.
    named: usize,
    /// An order that goes out with the next question.
    first: Option<Sql>,
    /// The last view is still open: its end goes out before that order, or when this session comes to rest.
    leaving: bool,
    /// What has been asked since [`Session::note`] and is not known, unanswered.
    noted: Option<Vec<Noted>>,
    known: Vec<Known>,
    /// What goes out with the next question, since it will be asked after it.
    beside: Option<Noted>,
    aside: Option<Known>,
    /// How many questions went out.
    asked: u32,
}

/// A statement the server knows.
struct Prepared {
    name: String,
    takes: Vec<Type>,
    gives: Vec<Type>,
}

struct Noted {
    sql: Sql,
    args: Vec<Val>,
    /// What a short form goes by.
    sight: Option<Audiences>,
}

/// What a question noted beforehand gave.
struct Known {
    asked: Noted,
    answer: Result<Answer, Error>,
}

/// A question on its way out.
#[derive(Clone, Copy)]
struct Question<'a> {
    sql: Sql,
    args: &'a [Val],
    sight: Option<&'a Audiences>,
}

/// What a statement gave.
pub(crate) struct Answer {
    of: Arc<Prepared>,
    rows: Vec<DataRowBody>,
    /// Where the cells of all rows lie in their rows, one row after the other; nothing where there is nothing.
    cells: Vec<Option<Range<usize>>>,
    /// How many rows it touched.
    touched: u64,
}

/// A row of an answer.
pub struct Record<'a> {
    types: &'a [Type],
    cells: &'a [Option<Range<usize>>],
    row: &'a [u8],
}

impl Noted {
    fn is(&self, sql: Sql, args: &[Val]) -> bool {
        std::ptr::eq(self.sql.text, sql.text) && self.args == args
    }

    fn question(&self) -> Question<'_> {
        Question { sql: self.sql, args: &self.args, sight: self.sight.as_ref() }
    }
}

impl Answer {
    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = Record<'_>> {
        let types = &self.of.gives[..];
        self.rows.iter().enumerate().map(move |(at, row)| {
            let from = at * types.len();
            Record { types, cells: &self.cells[from..from + types.len()], row: row.buffer() }
        })
    }
}

impl Record<'_> {
    /// The cell at `at`, counted from 0.
    ///
    /// # Errors
    /// [`Error::Ours`] when there is none or it is of another type.
    pub(crate) fn get<'a, T: FromSql<'a>>(&'a self, at: usize) -> Result<T, Error> {
        let wrong = |why: &dyn std::fmt::Display| Error::Ours(format!("column {at}: {why}"));
        let (Some(kind), Some(cell)) = (self.types.get(at), self.cells.get(at)) else {
            return Err(wrong(&"the answer has fewer columns"));
        };
        if !T::accepts(kind) {
            return Err(wrong(&format_args!("{kind} is not what is read")));
        }
        T::from_sql_nullable(kind, cell.clone().map(|cell| &self.row[cell])).map_err(|e| wrong(&e))
    }
}

impl Session {
    pub fn open(config: &Config) -> Result<Session, Error> {
        let wire = Wire::open(config)?;
        let (prepared, known) = (HashMap::new(), Vec::new());
        let (first, leaving, noted) = (None, false, None);
        Ok(Session { wire, prepared, named: 0, first, leaving, noted, known, beside: None, aside: None, asked: 0 })
    }

    /// Whether the server has ended the session, while it rested for instance.
    pub fn is_closed(&mut self) -> bool {
        // Whose last view is still open was heard a moment ago.
        self.wire.is_lost() || (!self.leaving && self.wire.has_ended())
    }

    /// Several statements without parameters.
    pub fn script(&mut self, text: &str) -> Result<(), Error> {
        self.rest()?;
        if let Some(order) = self.first.take() {
            self.script(order.text)?;
        }
        write(frontend::query(text, &mut self.wire.out))?;
        self.wire.send()?;
        let mut outcome = Ok(());
        loop {
            match self.wire.next()? {
                Message::ErrorResponse(e) => outcome = outcome.and(Err(said(&e))),
                Message::ReadyForQuery(_) => return outcome,
                // What a statement of ours could give besides is not asked for here.
                _ => {}
            }
        }
    }

    /// A transaction begins: `order` goes out with the first question.
    pub fn begin(&mut self, order: Sql) {
        // Who noted something before may have broken off.
        self.forget();
        (self.beside, self.aside) = (None, None);
        self.first = Some(order);
    }

    /// The transaction ends. True when nothing was asked in it: then the server knows nothing of it.
    pub fn never_begun(&mut self) -> bool {
        self.first.take().is_some()
    }

    /// The view ends: the server hears of it with what is asked next, or in [`Session::rest`].
    pub fn end(&mut self) {
        self.leaving |= !self.never_begun();
    }

    /// Nothing is asked for now. Nobody waits for the server to say that the last view has ended.
    pub fn rest(&mut self) -> Result<(), Error> {
        if !std::mem::take(&mut self.leaving) {
            return Ok(());
        }
        write(frontend::query(END_VIEW.text, &mut self.wire.out))?;
        self.wire.send_unheard()
    }

    /// Every row of an answer.
    pub fn each(
        &mut self,
        sql: Sql,
        args: &[Val],
        sight: Option<&Audiences>,
        f: &mut dyn FnMut(&Record<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if let Some(known) = self.known.iter().find(|k| k.asked.is(sql, args)) {
            let answer = known.answer.as_ref().map_err(Error::clone)?;
            return answer.rows().try_for_each(|row| f(&row));
        }
        if let Some(noted) = &mut self.noted {
            if !noted.iter().any(|n| n.is(sql, args)) {
                noted.push(Noted { sql, args: args.to_vec(), sight: sight.cloned() });
            }
            return Ok(());
        }
        self.fetch(sql, args, sight)?.rows().try_for_each(|row| f(&row))
    }

    /// The answer to a question, whatever is noted and known.
    pub fn fetch(&mut self, sql: Sql, args: &[Val], sight: Option<&Audiences>) -> Result<Answer, Error> {
        if let Some(known) = self.aside.take_if(|k| k.asked.is(sql, args)) {
            return known.answer;
        }
        let question = Question { sql, args, sight };
        let mut answers = match self.beside.take().filter(|b| !b.is(sql, args)) {
            Some(asked) => {
                let mut answers = self.ask(&[question, asked.question()])?;
                self.aside = answers.pop().map(|answer| Known { asked, answer });
                answers
            }
            None => self.ask(&[question])?,
        };
        answers.pop().unwrap_or_else(|| Err(self.wire.out_of_turn()))
    }

    /// Says that this will be asked soon: it goes out with the next question.
    pub fn expect(&mut self, sql: Sql, args: &[Val]) {
        self.beside = Some(Noted { sql, args: args.to_vec(), sight: None });
    }

    /// How many questions went out since this was asked last.
    pub fn take_asked(&mut self) -> u32 {
        std::mem::take(&mut self.asked)
    }

    /// Runs a statement; gives how many rows it touched.
    pub fn run(&mut self, sql: Sql, args: &[Val]) -> Result<u64, Error> {
        Ok(self.fetch(sql, args, None)?.touched)
    }

    /// From now on what is asked and not known is noted, and answered with nothing. False when that is being done already.
    pub fn note(&mut self) -> bool {
        self.noted.is_none() && self.known.is_empty() && {
            self.noted = Some(Vec::new());
            true
        }
    }

    /// Asks what was noted, all at once; the answers are known until [`Session::forget`]. False when nothing was noted: all
    /// that was asked since is known.
    pub fn ask_noted(&mut self) -> Result<bool, Error> {
        let Some(noted) = self.noted.as_mut().map(std::mem::take).filter(|noted| !noted.is_empty()) else {
            return Ok(false);
        };
        let questions: Vec<_> = noted.iter().map(Noted::question).collect();
        let answers = self.ask(&questions)?;
        self.known.extend(noted.into_iter().zip(answers).map(|(asked, answer)| Known { asked, answer }));
        Ok(true)
    }

    /// What is asked from now on goes out at once, but for what is known.
    pub fn note_no_more(&mut self) {
        self.noted = None;
    }

    /// What was noted and answered holds no longer.
    pub fn forget(&mut self) {
        self.noted = None;
        self.known.clear();
    }

    /// Prepares a statement without asking it.
    pub fn try_out(&mut self, sql: Sql, short: bool) -> Result<(), Error> {
        self.prepare(&[(sql, short)])
    }

    /// Copies rows into a table; gives how many. `into` is a `copy … from stdin binary`, `types` are those of its columns.
    pub fn copy_in(
        &mut self,
        into: &str,
        types: &[Type],
        rows: &mut dyn Iterator<Item = Result<Vec<Val>, Error>>,
    ) -> Result<u64, Error> {
        const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
        if let Some(order) = self.first.take() {
            self.script(order.text)?;
        }
        write(frontend::query(into, &mut self.wire.out))?;
        self.wire.send()?;
        match self.wire.next()? {
            Message::CopyInResponse(_) => {}
            Message::ErrorResponse(e) => {
                let refused = said(&e);
                self.until_ready()?;
                return Err(refused);
            }
            _ => return Err(self.wire.out_of_turn()),
        }
        let mut written = BytesMut::with_capacity(2 * AT_ONCE);
        written.put_slice(HEAD);
        let mut outcome = Ok(0);
        for row in rows {
            if let Err(e) = row.and_then(|row| row_of_copy(&row, types, &mut written)) {
                outcome = Err(e);
                break;
            }
            if written.len() > AT_ONCE {
                self.copied(&mut written)?;
            }
        }
        match &outcome {
            Ok(_) => {
                written.put_i16(-1);
                self.copied(&mut written)?;
                frontend::copy_done(&mut self.wire.out);
            }
            Err(_) => write(frontend::copy_fail("the rows broke off", &mut self.wire.out))?,
        }
        self.wire.send()?;
        loop {
            match self.wire.next()? {
                Message::CommandComplete(done) => outcome = outcome.map(|_| count(done.tag().unwrap_or_default())),
                // Of two reasons ours comes first: the server only repeats it.
                Message::ErrorResponse(e) => outcome = outcome.and(Err(said(&e))),
                Message::ReadyForQuery(_) => return outcome,
                _ => return Err(self.wire.out_of_turn()),
            }
        }
    }

    fn copied(&mut self, written: &mut BytesMut) -> Result<(), Error> {
        let data = frontend::CopyData::new(written.split().freeze()).map_err(|e| Error::Ours(e.to_string()))?;
        data.write(&mut self.wire.out);
        self.wire.send()
    }

    /// Asks questions in one go, as far as they are not too long for it. When one fails, the server passes over those that
    /// were sent after it: they fail for the same reason. An error of all is one of the line or of what was to be sent.
    fn ask(&mut self, questions: &[Question<'_>]) -> Result<Vec<Result<Answer, Error>>, Error> {
        let forms: Vec<_> = questions.iter().map(|q| (q.sql, q.sight.is_some())).collect();
        self.asked += u32::try_from(questions.len()).unwrap_or(u32::MAX);
        self.prepare(&forms)?;
        // One value: a statement is known by where its text lies.
        let end = END_VIEW;
        let orders: Vec<_> = self.first.iter().map(|order| (*order, false)).chain([(end, false)]).collect();
        self.prepare(&orders)?;
        let orders = self.leaving.then_some(end).into_iter().chain(self.first);
        let orders: Vec<_> = orders.map(|sql| self.prepared[&key(sql)].clone()).collect();
        let of: Vec<_> = forms.iter().map(|(sql, _)| self.prepared[&key(*sql)].clone()).collect();
        let mut answers = Vec::with_capacity(questions.len());
        while answers.len() < questions.len() {
            let from = answers.len();
            let before = if from == 0 { orders.as_slice() } else { &[] };
            for order in before {
                self.put(order, &[], None)?;
            }
            let mut to = from;
            while to < questions.len() && (to == from || self.wire.out.len() < AT_ONCE) {
                self.put(&of[to], questions[to].args, questions[to].sight)?;
                to += 1;
            }
            frontend::sync(&mut self.wire.out);
            self.wire.send()?;
            (self.first, self.leaving) = (None, false);
            let mut failed = None;
            for order in before {
                failed = failed.or(self.heard(order)?.err());
            }
            for of in &of[from..to] {
                let answer = match &failed {
                    Some(e) => Err(Error::clone(e)),
                    None => self.heard(of)?,
                };
                if let Err(e) = &answer {
                    failed = Some(e.clone());
                }
                answers.push(answer);
            }
            self.until_ready()?;
        }
        Ok(answers)
    }

    /// Writes a question; when it can't be written, nothing of what was written so far is sent.
    fn put(&mut self, of: &Prepared, args: &[Val], sight: Option<&Audiences>) -> Result<(), Error> {
        let mut written = || {
            let given = args.iter().map(|v| v as &dyn ToSql).chain(sight.map(|all| &**all as &dyn ToSql));
            if args.len() + usize::from(sight.is_some()) != of.takes.len() {
                return Err(Error::Ours(format!("the statement takes {} parameters", of.takes.len())));
            }
            let bind = |(value, kind): (&dyn ToSql, &Type), out: &mut BytesMut| {
                value.to_sql_checked(kind, out).map(|empty| match empty {
                    IsNull::Yes => postgres_protocol::IsNull::Yes,
                    IsNull::No => postgres_protocol::IsNull::No,
                })
            };
            frontend::bind("", &of.name, [1], given.zip(&of.takes), bind, [1], &mut self.wire.out).map_err(|e| {
                Error::Ours(match e {
                    BindError::Conversion(e) => format!("a parameter that can't be sent: {e}"),
                    BindError::Serialization(e) => format!("a question that can't be sent: {e}"),
                })
            })?;
            write(frontend::execute("", 0, &mut self.wire.out))
        };
        let outcome = written();
        if outcome.is_err() {
            self.wire.out.clear();
        }
        outcome
    }

    /// Hears what one question gave, or why it was refused.
    fn heard(&mut self, of: &Arc<Prepared>) -> Result<Result<Answer, Error>, Error> {
        let mut answer = Answer { of: of.clone(), rows: Vec::new(), cells: Vec::new(), touched: 0 };
        loop {
            match self.wire.next()? {
                Message::DataRow(row) => {
                    let before = answer.cells.len();
                    let mut ranges = row.ranges();
                    while let Some(cell) = ranges.next().map_err(|_| self.wire.out_of_turn())? {
                        answer.cells.push(cell);
                    }
                    if answer.cells.len() - before != of.gives.len() {
                        return Err(self.wire.out_of_turn());
                    }
                    answer.rows.push(row);
                }
                Message::BindComplete => {}
                Message::CommandComplete(done) => {
                    answer.touched = count(done.tag().unwrap_or_default());
                    return Ok(Ok(answer));
                }
                Message::EmptyQueryResponse => return Ok(Ok(answer)),
                Message::ErrorResponse(e) => return Ok(Err(said(&e))),
                _ => return Err(self.wire.out_of_turn()),
            }
        }
    }

    /// Hears what is left, until everything sent has been answered.
    fn until_ready(&mut self) -> Result<(), Error> {
        while !matches!(self.wire.next()?, Message::ReadyForQuery(_)) {}
        Ok(())
    }

    /// Makes statements known to the server, all at once, those with true in their short form: it says nowhere of which type
    /// its first two parameters are, a person and a moment.
    fn prepare(&mut self, statements: &[(Sql, bool)]) -> Result<(), Error> {
        let mut new: Vec<(Sql, bool)> = Vec::new();
        for (sql, short) in statements {
            if !self.prepared.contains_key(&key(*sql)) && !new.iter().any(|(n, _)| key(*n) == key(*sql)) {
                new.push((*sql, *short));
            }
        }
        if !new.is_empty() {
            // A view in which something failed knows no new statements.
            self.rest()?;
        }
        // A few at a time: their answers are longer than what is asked.
        for new in new.chunks(8) {
            let names: Vec<_> = (0..new.len()).map(|at| format!("s{}", self.named + at)).collect();
            self.named += names.len();
            for ((sql, short), name) in new.iter().zip(&names) {
                let types: &[Type] = if *short { &[Type::UUID, Type::INT8] } else { &[] };
                write(frontend::parse(name, sql.text, types.iter().map(Type::oid), &mut self.wire.out))?;
                write(frontend::describe(b'S', name, &mut self.wire.out))?;
            }
            frontend::sync(&mut self.wire.out);
            self.wire.send()?;
            let mut refused = None;
            for ((sql, _), name) in new.iter().zip(names) {
                match self.described(name)? {
                    Ok(known) => drop(self.prepared.insert(key(*sql), Arc::new(known))),
                    Err(e) => {
                        refused = Some(e);
                        break;
                    }
                }
            }
            self.until_ready()?;
            if let Some(e) = refused {
                return Err(e);
            }
        }
        Ok(())
    }

    /// Hears of which types a statement's parameters and columns are, or why it was refused.
    fn described(&mut self, name: String) -> Result<Result<Prepared, Error>, Error> {
        let (mut known, mut foreign) = (Prepared { name, takes: Vec::new(), gives: Vec::new() }, None);
        let mut kind = |oid| {
            let known = Type::from_oid(oid);
            foreign = foreign.or(known.is_none().then_some(oid));
            Ok(known.unwrap_or(Type::UNKNOWN))
        };
        loop {
            match self.wire.next()? {
                Message::ParseComplete => {}
                Message::ParameterDescription(p) => {
                    known.takes = p.parameters().map(&mut kind).collect().map_err(|_| self.wire.out_of_turn())?;
                }
                Message::RowDescription(r) => {
                    let columns = r.fields().map(|field| kind(field.type_oid())).collect();
                    known.gives = columns.map_err(|_| self.wire.out_of_turn())?;
                    break;
                }
                Message::NoData => break,
                Message::ErrorResponse(e) => return Ok(Err(said(&e))),
                _ => return Err(self.wire.out_of_turn()),
            }
        }
        Ok(match foreign {
            Some(oid) => Err(Error::Ours(format!("a type that isn't the server's own: {oid}"))),
            None => Ok(known),
        })
    }
}

fn key(sql: Sql) -> (usize, usize) {
    (sql.text.as_ptr().addr(), sql.text.len())
}

/// How many rows a statement touched, by the server's last word of it: `INSERT 0 5`, `UPDATE 3`.
fn count(tag: &str) -> u64 {
    tag.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// A row in the format of a binary copy: how many cells, and each with its length, or -1.
fn row_of_copy(row: &[Val], types: &[Type], out: &mut BytesMut) -> Result<(), Error> {
    let too_large = |_| Error::Ours("a row that is too large".into());
    if row.len() != types.len() {
        return Err(Error::Ours("a row of another width".into()));
    }
    out.put_i16(i16::try_from(row.len()).map_err(too_large)?);
    for (value, kind) in row.iter().zip(types) {
        let at = out.len();
        out.put_i32(-1);
        let given = value.to_sql(kind, out).map_err(|e| Error::Ours(format!("a cell that can't be sent: {e}")))?;
        if matches!(given, IsNull::No) {
            let length = i32::try_from(out.len() - at - 4).map_err(too_large)?;
            out[at..at + 4].copy_from_slice(&length.to_be_bytes());
        }
    }
    Ok(())
}
