//! What can go wrong, in words for the person who has to mend the file.
//!
//! Three sizes: an [`OpenError`] means there is no set to read; a [`Refusal`] means a row (now and then a whole file)
//! cannot be taken; a [`Note`] means it was taken and somebody may want to know how.

use std::fmt;

use crate::FileKind;

/// Why a set could not be opened. Nothing was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// The path or a file of it could not be read: which, and what the system said.
    Unreadable(String, String),
    /// Neither a folder nor a readable zip: what the zip reader said.
    NotAZip(String),
    /// An entry's name leads out of the archive.
    PathEscape(String),
    /// An entry or file is a link, a pipe or a device.
    Link(String),
    /// An entry is locked with a password.
    Encrypted(String),
    /// An entry is packed with a method other than deflate: the entry and the method.
    Compression(String, String),
    /// More entries than allowed.
    TooManyEntries { entries: usize, limit: usize },
    /// Larger unpacked than allowed, in bytes.
    TooLarge { bytes: u64, limit: u64 },
    /// Unpacks to more times its size than any roster does.
    Bomb { ratio: u64, limit: u64 },
    /// Two files of one kind: both paths.
    Twice(String, String),
    /// Tables in more than one folder: two of the folders.
    TwoFolders(String, String),
    /// Not one file whose name OneRoster knows.
    NoRoster,
    /// The manifest is no two-column table, or has a value nobody can act on.
    Manifest(Box<Refusal>),
    /// A version of OneRoster this crate does not know.
    UnknownVersion(String),
    /// The manifest promises a file that is not there. Reading on would look as if everybody in it had left.
    Promised(FileKind),
}

impl std::error::Error for OpenError {}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Unreadable(what, why) => write!(f, "{what} cannot be read: {why}"),
            OpenError::NotAZip(why) => write!(f, "this is neither a folder nor a zip that can be read: {why}"),
            OpenError::PathEscape(name) => write!(f, "the zip has an entry that leads out of it: {name:?}"),
            OpenError::Link(name) => write!(f, "{name:?} is a link or a device, not a plain file"),
            OpenError::Encrypted(name) => write!(f, "{name:?} is locked with a password"),
            OpenError::Compression(name, method) => {
                write!(f, "{name:?} is packed with {method}; only deflate and stored can be read")
            }
            OpenError::TooManyEntries { entries, limit } => write!(f, "{entries} entries; at most {limit} are read"),
            OpenError::TooLarge { bytes, limit } => write!(f, "{bytes} bytes unpacked; at most {limit} are read"),
            OpenError::Bomb { ratio, limit } => {
                write!(f, "the zip unpacks to {ratio} times its size; at most {limit} times is believed")
            }
            OpenError::Twice(a, b) => write!(f, "{a:?} and {b:?} are the same file of the set; which one counts?"),
            OpenError::TwoFolders(a, b) => {
                write!(f, "there are tables in {a:?} and in {b:?}; one set lies in one folder")
            }
            OpenError::NoRoster => write!(f, "there is no file of a OneRoster set here (orgs.csv, users.csv, …)"),
            OpenError::Manifest(refusal) => write!(f, "{refusal}"),
            OpenError::UnknownVersion(version) => {
                write!(f, "manifest.csv says OneRoster {version:?}; versions 1.0, 1.1 and 1.2 are read")
            }
            OpenError::Promised(file) => {
                write!(f, "manifest.csv promises {file}, but it is not there; nothing was read")
            }
        }
    }
}

/// A row that was not taken, and where. Prints as `users.csv:17:email: …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub file: FileKind,
    /// The line of the file on which the row begins, as an editor counts; the header is on line 1.
    pub line: u64,
    /// The row's sourcedId where it can be told, else empty. A refused row is kept as it was, not taken for missing.
    pub sourced_id: String,
    /// The column's name in the specification; none where the whole row is at fault.
    pub column: Option<&'static str>,
    pub problem: Problem,
    /// The cell as it was, at most 200 characters of it.
    pub value: String,
}

impl Refusal {
    pub(crate) fn new(
        file: FileKind,
        line: u64,
        column: Option<&'static str>,
        problem: Problem,
        value: &str,
    ) -> Refusal {
        Refusal { file, line, sourced_id: String::new(), column, problem, value: shortened(value).to_owned() }
    }

    pub(crate) fn of(mut self, sourced_id: &str) -> Refusal {
        sourced_id.clone_into(&mut self.sourced_id);
        self
    }

    /// True if no row after this one could be read: the file must not be taken for complete.
    pub fn ends_file(&self) -> bool {
        matches!(self.problem, Problem::Broken(_) | Problem::NoColumn | Problem::Unclosed)
    }

    /// The message without the place, in plain English.
    pub fn message(&self) -> String {
        let value = Shown(&self.value);
        match &self.problem {
            Problem::Missing => "is empty, and the row means nothing without it".to_owned(),
            Problem::NoColumn => "this column is missing; no row of the file can be read without it".to_owned(),
            Problem::NotADate => format!("{value} is not a date; write it as 2026-09-01"),
            Problem::TwoDigitYear => format!("{value} has a year of two digits; write it as 2026-09-01"),
            Problem::WrongDateOrder => {
                format!("{value} has no such month; if days come before months in this file, say so in its settings")
            }
            Problem::NotABoolean => format!("{value} is neither true nor false"),
            Problem::NotAYear => format!("{value} is not a school year; write the year in which it ends, as 2027"),
            Problem::NotAnEmail => format!("{value} is not an email address"),
            Problem::TooLong(limit) => format!("{value} … is longer than {limit} characters"),
            Problem::UnknownWord(known) => format!("{value} is not one of {known}"),
            Problem::ControlCharacter(code) => {
                format!("there is an invisible control character (U+{code:04X}) in {value}")
            }
            Problem::EndsBeforeItBegins => format!("{value} is before the begin"),
            Problem::NoName => "a person needs a given or a family name".to_owned(),
            Problem::TooManyCells { cells, columns, lines } => {
                let mut message = format!("this row has {cells} cells and the header {columns}");
                message.push_str(match lines {
                    1 => "; is there a comma in a cell that is not in quotation marks?",
                    _ => "",
                });
                if *lines > 1 {
                    message.push_str(&format!(
                        "; it spans {lines} lines, so a quotation mark is probably missing or too many"
                    ));
                }
                message
            }
            Problem::RowTooLong(limit) => {
                format!("this row is longer than {limit} bytes; a quotation mark is probably never closed")
            }
            Problem::Unclosed => {
                "the file ends inside a quotation that begins in this row; a quotation mark is missing".to_owned()
            }
            Problem::Broken(why) => format!("the file cannot be read from here on: {why}"),
            Problem::Duplicate => format!("{value} stands in this file more than once"),
            Problem::NoSuch(file) => format!("{value} is not in {file}"),
            Problem::Circle => format!("{value} is, through its parents, its own parent"),
        }
    }
}

/// At most 200 characters, so that a message stays one.
fn shortened(value: &str) -> &str {
    // 200 bytes are at most 200 characters: nothing to count for nearly all.
    if value.len() <= 200 { value } else { &value[..value.char_indices().nth(200).map_or(value.len(), |(at, _)| at)] }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, "{column}:")?;
        }
        write!(f, " {}", self.message())
    }
}

impl std::error::Error for Refusal {}

/// A cell's text in quotation marks, with what a terminal or a log would act on made visible.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("“")?;
        for character in self.0.chars().take(60) {
            match character.is_control() {
                true => write!(f, "{}", character.escape_default())?,
                false => write!(f, "{character}")?,
            }
        }
        f.write_str(if self.0.chars().nth(60).is_some() { "…”" } else { "”" })
    }
}

/// What is wrong with a row. [`Problem::key`] names it for a translated message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A cell without which the row means nothing is empty.
    Missing,
    /// A column without which no row means anything is not in the header. Ends the file.
    NoColumn,
    NotADate,
    TwoDigitYear,
    /// A month above 12 where the day would fit: the file's order is another.
    WrongDateOrder,
    NotABoolean,
    NotAYear,
    NotAnEmail,
    /// Longer than so many characters.
    TooLong(usize),
    /// Not a word of a closed list: the list.
    UnknownWord(&'static str),
    /// NUL or another control character: its code point.
    ControlCharacter(u32),
    EndsBeforeItBegins,
    /// Neither given nor family name.
    NoName,
    TooManyCells {
        cells: usize,
        columns: usize,
        lines: u64,
    },
    /// Longer than so many bytes; see [`crate::Limits::row_bytes`].
    RowTooLong(usize),
    /// The file ends inside a quotation. Ends the file.
    Unclosed,
    /// Reading failed: a damaged zip, a lost disk. Ends the file.
    Broken(String),
    /// The same sourcedId came before; found by [`crate::check`].
    Duplicate,
    /// A reference to something that is not in that file; found by [`crate::check`].
    NoSuch(FileKind),
    /// A parent that is its own descendant; found by [`crate::check`].
    Circle,
}

impl Problem {
    /// A short stable name, for message files.
    pub fn key(&self) -> &'static str {
        match self {
            Problem::Missing => "missing",
            Problem::NoColumn => "no-column",
            Problem::NotADate => "not-a-date",
            Problem::TwoDigitYear => "two-digit-year",
            Problem::WrongDateOrder => "wrong-date-order",
            Problem::NotABoolean => "not-a-boolean",
            Problem::NotAYear => "not-a-year",
            Problem::NotAnEmail => "not-an-email",
            Problem::TooLong(_) => "too-long",
            Problem::UnknownWord(_) => "unknown-word",
            Problem::ControlCharacter(_) => "control-character",
            Problem::EndsBeforeItBegins => "ends-before-it-begins",
            Problem::NoName => "no-name",
            Problem::TooManyCells { .. } => "too-many-cells",
            Problem::RowTooLong(_) => "row-too-long",
            Problem::Unclosed => "unclosed",
            Problem::Broken(_) => "broken",
            Problem::Duplicate => "duplicate",
            Problem::NoSuch(_) => "no-such",
            Problem::Circle => "circle",
        }
    }
}

/// Something taken in a way somebody may want to know about, counted over a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub file: FileKind,
    pub remark: Remark,
    pub column: Option<&'static str>,
    /// The value it is about where values differ (an unknown word, an extra file), else empty.
    pub value: String,
    /// Where it was met first.
    pub line: u64,
    /// How many rows it was met in.
    pub count: u64,
}

/// What a [`Note`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// Rows that are not UTF-8 were read as Windows-1252.
    Windows1252,
    /// The file was turned from UTF-16.
    Utf16,
    /// Cells are not separated by commas.
    Delimiter,
    /// A row has fewer cells than the header; the rest was taken as empty.
    ShortRow,
    /// A row with nothing in it was left out.
    EmptyRow,
    /// A header and no rows, or nothing at all.
    EmptyFile,
    /// Two columns of one name; the first was read.
    ColumnTwice,
    /// The specification demands a value here and there is none.
    Blank,
    /// The specification demands this column and it is not there.
    NoColumn,
    /// A word outside the specification's list, kept as text.
    UnknownWord,
    /// A sourcedId with characters outside the specification's.
    OddId,
    /// An email address that does not look like one, kept because the options say so.
    OddEmail,
    /// A dateLastModified that is no date and time; taken as none.
    OddTime,
    /// A line break inside a cell.
    LineBreak,
    /// A character was lost before the file reached us (U+FFFD).
    LostCharacter,
    /// An enrollment that ends before it begins, as no-shows are written.
    EndsBeforeItBegins,
    /// `tobedeleted` in a file that is said to be complete.
    DeletedInBulk,
    /// No status in a file of changes; taken as active.
    NoStatusInDelta,
    /// There is no manifest; version and kind were read off the files.
    NoManifest,
    /// No manifest, and rows carry status and time as only a file of changes must: this may be a delta, not a bulk set.
    LooksLikeDelta,
    /// The manifest says a file is absent and it is there; it was not read.
    AbsentButThere,
    /// A table whose name OneRoster does not know.
    UnknownFile,
    /// A manifest value that means nothing to us, or is missing.
    OddManifest,
    /// More distinct values than are listed one by one.
    More,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if self.line > 0 {
            write!(f, "{}:", self.line)?;
        }
        if let Some(column) = self.column {
            write!(f, "{column}:")?;
        }
        let value = Shown(&self.value);
        f.write_str(" ")?;
        match self.remark {
            Remark::Windows1252 => write!(f, "not UTF-8; read as Windows-1252"),
            Remark::Utf16 => write!(f, "UTF-16; turned into UTF-8"),
            Remark::Delimiter => write!(f, "cells are separated by {value}"),
            Remark::ShortRow => write!(f, "fewer cells than the header; the others were taken as empty"),
            Remark::EmptyRow => write!(f, "an empty row was left out"),
            Remark::EmptyFile => write!(f, "there are no rows"),
            Remark::ColumnTwice => write!(f, "this column stands in the header twice; the first was read"),
            Remark::Blank => write!(f, "is empty, though OneRoster demands it"),
            Remark::NoColumn => write!(f, "this column is missing, though OneRoster demands it"),
            Remark::UnknownWord => write!(f, "{value} is not a word OneRoster knows; kept as it is"),
            Remark::OddId => write!(f, "{value} has characters OneRoster does not allow in a sourcedId"),
            Remark::OddEmail => write!(f, "{value} does not look like an email address; kept as it is"),
            Remark::OddTime => write!(f, "{value} is not a date and time; taken as none"),
            Remark::LineBreak => write!(f, "a line break inside a cell"),
            Remark::LostCharacter => write!(f, "a letter was lost before the file came here (U+FFFD)"),
            Remark::EndsBeforeItBegins => write!(f, "ends before it begins"),
            Remark::DeletedInBulk => write!(f, "marked tobedeleted in a file that is said to be complete"),
            Remark::NoStatusInDelta => write!(f, "no status in a file of changes; taken as active"),
            Remark::NoManifest => write!(f, "there is no manifest; taken as a complete set"),
            Remark::LooksLikeDelta => {
                write!(f, "without a manifest this is taken as complete, but the rows look like changes only")
            }
            Remark::AbsentButThere => write!(f, "the manifest says this file is absent; it was not read"),
            Remark::UnknownFile => write!(f, "{value} is no file of a OneRoster set; not read"),
            Remark::OddManifest => write!(f, "{value} says nothing that could be used"),
            Remark::More => write!(f, "further values of this kind are not listed one by one"),
        }?;
        if self.count > 1 {
            write!(f, " ({} rows)", self.count)?;
        }
        Ok(())
    }
}

/// Notes gathered while a file is read: one per remark, column and value, with a count.
#[derive(Debug)]
pub(crate) struct Notes {
    file: FileKind,
    list: Vec<Note>,
}

/// Distinct values listed for one column; past it they are counted under [`Remark::More`].
const VALUES_LISTED: usize = 100;

impl Notes {
    pub fn new(file: FileKind) -> Notes {
        Notes { file, list: Vec::new() }
    }

    pub fn list(&self) -> &[Note] {
        &self.list
    }

    pub fn add(&mut self, line: u64, column: Option<&'static str>, remark: Remark, value: &str) {
        let value = shortened(value);
        if self.count(column, remark, value) {
            return;
        }
        let alike = self.list.iter().filter(|n| n.remark == remark && n.column == column).count();
        let (remark, value) = if alike < VALUES_LISTED { (remark, value) } else { (Remark::More, "") };
        if remark == Remark::More && self.count(column, remark, value) {
            return;
        }
        self.list.push(Note { file: self.file, remark, column, value: value.to_owned(), line, count: 1 });
    }

    fn count(&mut self, column: Option<&'static str>, remark: Remark, value: &str) -> bool {
        let known = self.list.iter_mut().find(|n| n.remark == remark && n.column == column && n.value == value);
        if let Some(note) = known {
            note.count += 1;
            return true;
        }
        false
    }
}
