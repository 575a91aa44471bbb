//! Rows of one table, one at a time.

use std::marker::PhantomData;

use crate::cell::{self, Cell, Reading};
use crate::records::{Column, Need, Record};
use crate::refusal::{Note, Notes, Problem, Refusal, Remark};
use crate::source::Processing;
use crate::table::{Cells, Next, Table};
use crate::{FileKind, Version};

/// A record and the line of the file on which its row begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    pub line: u64,
    pub record: T,
}

/// A record that lies in the reader's buffer, with the columns the specification does not know.
#[derive(Debug)]
pub struct RowRef<'r, T> {
    pub line: u64,
    pub record: T,
    cells: Cells<'r>,
    extra: &'r [(usize, String)],
}

impl<'r, T> RowRef<'r, T> {
    /// Columns beyond the specification, such as `metadata.jobTitle`, by their names in the header, with their values
    /// in this row.
    pub fn extra(&self) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.extra.iter().map(|(index, name)| (name.as_str(), self.cells.get(*index).unwrap_or("").trim()))
    }
}

/// The rows of one file. As an iterator it gives records that own their text; [`Rows::next_row`] gives records that
/// borrow it and allocates nothing.
///
/// Memory is bounded: one row, at most [`crate::Limits::row_bytes`], and a buffer.
pub struct Rows<R> {
    table: Option<Table>,
    layout: Layout,
    notes: Notes,
    reading: Reading,
    row_bytes: usize,
    rows: u64,
    /// A refusal that was found before the first row and ends the file.
    broken: Option<Refusal>,
    record: PhantomData<fn() -> R>,
}

impl<R> std::fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("layout", &self.layout).field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// Where the columns are in this file.
#[derive(Debug)]
struct Layout {
    file: FileKind,
    /// For each column of the record its place in the file.
    places: Vec<Option<usize>>,
    extra: Vec<(usize, String)>,
    width: usize,
    delta: bool,
}

/// What is wrong with a row, before file and line are known.
#[derive(Debug)]
#[doc(hidden)]
pub struct Finding {
    column: Option<&'static str>,
    problem: Problem,
    value: String,
}

impl Finding {
    pub(crate) fn new(column: Option<&'static str>, problem: Problem, value: &str) -> Finding {
        Finding { column, problem, value: value.to_owned() }
    }
}

impl<R: Record> Rows<R> {
    /// The rows of a file, or of none: then there are no rows.
    pub(crate) fn new(
        file: Option<(Table, bool)>,
        processing: Processing,
        version: Version,
        reading: Reading,
        row_bytes: usize,
    ) -> Self {
        let mut rows = Rows {
            table: None,
            layout: Layout {
                file: R::FILE,
                places: Vec::new(),
                extra: Vec::new(),
                width: 0,
                delta: processing == Processing::Delta,
            },
            notes: Notes::new(R::FILE),
            reading,
            row_bytes,
            rows: 0,
            broken: None,
            record: PhantomData,
        };
        if let Some((table, utf16)) = file {
            rows.read_header(table, utf16, version);
        }
        rows
    }

    /// Rows of a file that could not even be opened: one refusal.
    pub(crate) fn broken(refusal: Refusal) -> Self {
        let mut rows = Self::new(None, Processing::Absent, Version::V1_1, Reading::default(), 0);
        rows.broken = Some(refusal);
        rows
    }

    fn read_header(&mut self, mut table: Table, utf16: bool, version: Version) {
        if utf16 {
            self.notes.add(1, None, Remark::Utf16, "");
        }
        let file = self.layout.file;
        let line = match table.next() {
            Ok(Next::Row { line, .. }) => line,
            Ok(Next::End) => return self.notes.add(0, None, Remark::EmptyFile, ""),
            Ok(Next::TooLong { line }) => {
                // A header that long is no header; nothing after it has meaning.
                let why = format!("the header is longer than {} bytes", self.row_bytes);
                self.broken = Some(Refusal::new(file, line, None, Problem::Broken(why), ""));
                return;
            }
            Ok(Next::Unclosed { line }) => {
                self.broken = Some(Refusal::new(file, line, None, Problem::Unclosed, ""));
                return;
            }
            Err(error) => {
                self.broken = Some(Refusal::new(file, 1, None, Problem::Broken(error.to_string()), ""));
                return;
            }
        };
        if table.delimiter() != ',' {
            let shown = if table.delimiter() == '\t' { "tab".to_owned() } else { table.delimiter().to_string() };
            self.notes.add(line, None, Remark::Delimiter, &shown);
        }
        if table.decode() {
            self.notes.add(line, None, Remark::Windows1252, "");
        }
        let header = table.cells();
        let names: Vec<&str> = (0..header.len()).map(|i| header.get(i).unwrap_or("").trim()).collect();
        let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
        let columns = R::COLUMNS;
        let mut places = vec![None; columns.len()];
        // Names of the specification first, so that an alias never takes a column's place from it; and one column of
        // the file never serves two: `userId` is a person's other ids here and a reference there.
        let mut taken = vec![false; names.len()];
        for (place, column) in places.iter_mut().zip(columns) {
            *place = find(&plain, &taken, column.name);
            if let Some(index) = *place {
                taken[index] = true;
                if plain.iter().filter(|name| **name == plain[index]).count() > 1 {
                    self.notes.add(line, Some(column.name), Remark::ColumnTwice, "");
                }
            }
        }
        for (place, column) in places.iter_mut().zip(columns) {
            if place.is_none() {
                *place = column.aliases.iter().find_map(|alias| find(&plain, &taken, alias));
                if let Some(index) = *place {
                    taken[index] = true;
                }
            }
        }
        for (place, column) in places.iter().zip(columns) {
            match column.need {
                _ if place.is_some() || !column.in_version(version) => {}
                Need::Must if self.broken.is_none() => {
                    self.broken = Some(Refusal::new(file, line, Some(column.name), Problem::NoColumn, ""));
                }
                Need::Should => self.notes.add(line, Some(column.name), Remark::NoColumn, ""),
                Need::Must | Need::May => {}
            }
        }
        self.layout.extra = (0..names.len())
            .filter(|index| !taken[*index] && !names[*index].is_empty())
            .map(|index| (index, names[index].to_owned()))
            .collect();
        self.layout.places = places;
        self.layout.width = names.len();
        self.table = Some(table);
    }

    /// The next row, borrowed from the reader; none at the end. A refused row does not end the file unless
    /// [`Refusal::ends_file`] says so.
    pub fn next_row(&mut self) -> Option<Result<RowRef<'_, R::Ref<'_>>, Refusal>> {
        let (line, short) = match self.advance()? {
            Ok(found) => found,
            Err(refusal) => return Some(Err(refusal)),
        };
        let Rows { table, layout, notes, reading, .. } = self;
        let cells = table.as_ref()?.cells();
        let mut row = RowReader {
            cells,
            columns: R::COLUMNS,
            layout,
            notes,
            reading: *reading,
            line,
            next: 0,
            deleted: false,
            short,
        };
        Some(match R::read(&mut row) {
            Ok(record) => Ok(RowRef { line, record, cells, extra: &layout.extra }),
            Err(Finding { column, problem, value }) => {
                let id = layout.places.first().copied().flatten().and_then(|place| cells.get(place)).unwrap_or("");
                // An id too long to be one names no row.
                let id = if id.chars().count() > 255 { "" } else { id.trim() };
                Err(Refusal::new(layout.file, line, column, problem, value.trim()).of(id))
            }
        })
    }

    /// Steps to the next row with anything in it: its line, and whether it is shorter than the header.
    fn advance(&mut self) -> Option<Result<(u64, bool), Refusal>> {
        let file = self.layout.file;
        loop {
            let Some(table) = self.table.as_mut() else { return self.broken.take().map(Err) };
            let (line, lines) = match table.next() {
                Ok(Next::Row { line, lines }) => (line, lines),
                Ok(Next::End) => {
                    self.table = None;
                    // A column may well be missing where there are no rows.
                    self.broken = None;
                    if self.rows == 0 {
                        self.notes.add(0, None, Remark::EmptyFile, "");
                    }
                    return None;
                }
                Ok(Next::TooLong { line }) => {
                    self.rows += 1;
                    return Some(Err(Refusal::new(file, line, None, Problem::RowTooLong(self.row_bytes), "")));
                }
                Ok(Next::Unclosed { line }) => {
                    self.table = None;
                    return Some(Err(Refusal::new(file, line, None, Problem::Unclosed, "")));
                }
                Err(error) => {
                    self.table = None;
                    return Some(Err(Refusal::new(file, 0, None, Problem::Broken(error.to_string()), "")));
                }
            };
            if table.decode() {
                self.notes.add(line, None, Remark::Windows1252, "");
            }
            let cells = table.cells();
            if cells.text().trim().is_empty() {
                self.notes.add(line, None, Remark::EmptyRow, "");
                continue;
            }
            self.rows += 1;
            if self.broken.is_some() {
                self.table = None;
                return self.broken.take().map(Err);
            }
            if let Some((code, value)) = control_character(cells) {
                return Some(Err(Refusal::new(file, line, None, Problem::ControlCharacter(code), value)));
            }
            let width = self.layout.width;
            if cells.len() > width && (width..cells.len()).any(|i| cells.get(i).is_some_and(|c| !c.trim().is_empty())) {
                let problem = Problem::TooManyCells { cells: cells.len(), columns: width, lines };
                return Some(Err(Refusal::new(file, line, None, problem, "")));
            }
            if lines > 1 && cells.text().contains(['\n', '\r']) {
                self.notes.add(line, None, Remark::LineBreak, "");
            }
            if !cells.text().is_ascii() && cells.text().contains('\u{FFFD}') {
                self.notes.add(line, None, Remark::LostCharacter, "");
            }
            return Some(Ok((line, cells.len() < width)));
        }
    }

    /// What was noted so far; complete once the rows are read to the end.
    pub fn notes(&self) -> &[Note] {
        self.notes.list()
    }

    /// Columns of the header beyond the specification, as they are written.
    pub fn extra_columns(&self) -> impl Iterator<Item = &str> {
        self.layout.extra.iter().map(|(_, name)| name.as_str())
    }
}

impl<R: Record> Iterator for Rows<R> {
    type Item = Result<Row<R>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.next_row()?.map(|row| Row { line: row.line, record: R::keep(row.record) }))
    }
}

/// Letters and digits in lower case: `Sourced_ID` and `sourced id` are `sourcedId`.
fn plain_name(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '\u{FEFF}')).flat_map(char::to_lowercase).collect()
}

fn find(plain: &[String], taken: &[bool], name: &str) -> Option<usize> {
    plain.iter().zip(taken).position(|(plain, taken)| !taken && plain.eq_ignore_ascii_case(name))
}

/// The first character that nobody can have meant, with its cell. Tabs and line breaks are let through.
fn control_character(cells: Cells<'_>) -> Option<(u32, &str)> {
    let text = cells.text();
    let suspect = text.bytes().any(|b| b < 0x20 || b == 0x7F || b == 0xC2);
    if !suspect {
        return None;
    }
    let bad = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    (0..cells.len()).filter_map(|index| cells.get(index)).find_map(|cell| {
        let found = cell.chars().find(bad)?;
        Some((u32::from(found), cell))
    })
}

/// Hands the cells of one row to a record, in the order of its columns.
#[derive(Debug)]
#[doc(hidden)]
pub struct RowReader<'a, 'n> {
    cells: Cells<'a>,
    columns: &'static [Column],
    layout: &'n Layout,
    notes: &'n mut Notes,
    reading: Reading,
    line: u64,
    next: usize,
    deleted: bool,
    short: bool,
}

impl<'a> RowReader<'a, '_> {
    /// Looks at the status first: a row that only says that something is gone needs nothing but its id.
    pub(crate) fn begin(&mut self) -> Result<(), Finding> {
        let status = self.raw(1);
        self.deleted = status.eq_ignore_ascii_case("tobedeleted");
        if self.deleted && !self.layout.delta {
            self.note(Some("status"), Remark::DeletedInBulk, "");
        }
        if status.is_empty() && self.layout.delta {
            self.note(Some("status"), Remark::NoStatusInDelta, "");
        }
        if self.short {
            self.note(None, Remark::ShortRow, "");
        }
        let id = self.raw(0);
        if !cell::strict_id(id) {
            self.note(Some("sourcedId"), Remark::OddId, "");
        }
        Ok(())
    }

    /// True for a row marked `tobedeleted`.
    pub(crate) fn deleted(&self) -> bool {
        self.deleted
    }

    pub(crate) fn note(&mut self, column: Option<&'static str>, remark: Remark, value: &str) {
        self.notes.add(self.line, column, remark, value);
    }

    fn raw(&self, column: usize) -> &'a str {
        match self.layout.places.get(column) {
            Some(Some(place)) => trimmed(self.cells.get(*place).unwrap_or("")),
            _ => "",
        }
    }

    /// The next column's cell.
    pub(crate) fn cell<C: Cell<'a>>(&mut self, check: Option<Check>) -> Result<C, Finding> {
        let (index, column) = (self.next, &self.columns[self.next]);
        self.next += 1;
        let raw = self.raw(index);
        if raw.is_empty() {
            match column.need {
                Need::Must if index == 0 || !self.deleted => {
                    return Err(Finding::new(Some(column.name), Problem::Missing, ""));
                }
                Need::Should if !self.deleted && self.layout.places[index].is_some() => {
                    self.note(Some(column.name), Remark::Blank, "");
                }
                _ => {}
            }
            return Ok(C::default());
        }
        match check.map_or(Ok(()), |check| check(raw)) {
            Ok(()) => {}
            Err(Problem::NotAnEmail) if self.reading.keep_odd_emails => {
                self.note(Some(column.name), Remark::OddEmail, "");
            }
            Err(problem) => return Err(Finding::new(Some(column.name), problem, raw)),
        }
        let value = C::read(raw, self.reading).map_err(|problem| Finding::new(Some(column.name), problem, raw))?;
        if let Some(remark) = value.remark() {
            self.note(Some(column.name), remark, raw);
        }
        Ok(value)
    }
}

/// What a cell must be beyond its type.
pub(crate) type Check = fn(&str) -> Result<(), Problem>;

/// Without spaces around; most cells have none, so look before searching.
fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        [only] if only.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}
