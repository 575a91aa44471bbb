//! Writes tables in the strict form: the columns of the version in their order, `\r\n` after each row, dates, times and
//! booleans as the specification spells them, no line break inside a cell.
//!
//! What the records say is written as it is: words outside a version's lists, blank required cells and the rule that
//! bulk rows have no status are the caller's to keep. Cells that a spreadsheet would take for formulas are not defused,
//! for the reader on the other side is a program; see [`Source`](crate::Source) for what happens to them on the way in.

use std::io::{self, Write};
use std::marker::PhantomData;

use crate::source::Processing;
use crate::{FileKind, Record, Version, Writable};

/// One table being written. The header is written at once; call [`Writer::finish`] at the end.
#[derive(Debug)]
pub struct Writer<W: Write, R> {
    out: csv::Writer<W>,
    version: Version,
    cell: String,
    rows: u64,
    record: PhantomData<fn(&R)>,
}

impl<W: Write, R: Writable> Writer<W, R> {
    /// Writes the header.
    pub fn new(out: W, version: Version) -> io::Result<Self> {
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let header = R::columns().iter().filter(|column| column.in_version(version)).map(|column| column.name);
        out.write_record(header)?;
        Ok(Writer { out, version, cell: String::new(), rows: 0, record: PhantomData })
    }

    /// Writes a row.
    pub fn write(&mut self, record: &R) -> io::Result<()> {
        let Writer { out, version, cell, .. } = self;
        let mut result = Ok(());
        record.cells(&mut |column, value| {
            if result.is_ok() && column.in_version(*version) {
                cell.clear();
                value.write(cell);
                if cell.contains(['\n', '\r']) {
                    *cell = cell.replace("\r\n", " ").replace(['\n', '\r'], " ");
                }
                result = out.write_field(&*cell);
            }
        });
        result?;
        // Ends the row whose cells were written above.
        out.write_record(None::<&[u8]>)?;
        self.rows += 1;
        Ok(())
    }

    /// How many rows were written. A table without any must be left out of a strict set.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Writes what is still held back and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

/// Writes all records of an iterator as one table.
pub fn write_all<W: Write, R: Record + Writable>(
    out: W,
    version: Version,
    records: impl IntoIterator<Item = R>,
) -> io::Result<W> {
    let mut writer = Writer::new(out, version)?;
    for record in records {
        writer.write(&record)?;
    }
    writer.finish()
}

/// Writes a manifest that names every file of the version; those not in `present` are absent.
pub fn write_manifest<W: Write>(
    out: W,
    version: Version,
    system_name: &str,
    present: &[(FileKind, Processing)],
) -> io::Result<W> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    out.write_record(["propertyName", "value"])?;
    out.write_record(["manifest.version", "1.0"])?;
    out.write_record(["oneroster.version", version.as_str()])?;
    for file in FileKind::ALL.iter().filter(|file| **file != FileKind::Manifest && file.in_version(version)) {
        let processing = present.iter().find(|(kind, _)| kind == file).map_or(Processing::Absent, |(_, how)| *how);
        let word = match processing {
            Processing::Absent => "absent",
            Processing::Bulk => "bulk",
            Processing::Delta => "delta",
        };
        out.write_record([format!("file.{}", file.name()).as_str(), word])?;
    }
    if !system_name.is_empty() {
        out.write_record(["source.systemName", system_name])?;
    }
    out.into_inner().map_err(|error| io::Error::other(error.to_string()))
}
