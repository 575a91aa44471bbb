//! Rows of cells out of a stream, in bounded memory, each with the line of the file on which it begins.
//!
//! The tokenizer is `csv-core`. The reader of the `csv` crate above it would do but for two things: it grows a row
//! without limit when a quotation mark is never closed, and it counts only `\n`, after blank lines and `\r\n` from the
//! wrong place. Who mends a file by hand needs the line their editor shows.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

/// One row was read, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// A row beginning on `line` and covering `lines` lines of the file.
    Row {
        line: u64,
        lines: u64,
    },
    /// The row is longer than allowed; it was skipped.
    TooLong {
        line: u64,
    },
    /// The file ended inside a quotation that began in this row.
    Unclosed {
        line: u64,
    },
    End,
}

pub(crate) struct Table {
    input: Box<dyn Read + Send>,
    buffer: Box<[u8]>,
    from: usize,
    to: usize,
    ended: bool,
    tokens: Reader,
    delimiter: u8,
    lines: Lines,
    row_bytes: usize,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    cells: usize,
    /// The row's text when it was not UTF-8, and where its cells end in it.
    turned: Option<(String, Vec<usize>)>,
}

/// The cells of one row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells<'a> {
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Cells<'a> {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, index: usize) -> Option<&'a str> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        self.text.get(start..end)
    }

    pub fn text(&self) -> &'a str {
        self.text
    }
}

impl Table {
    pub fn new(input: Box<dyn Read + Send>, row_bytes: usize) -> io::Result<Table> {
        let mut table = Table {
            input,
            buffer: vec![0; 128 * 1024].into_boxed_slice(),
            from: 0,
            to: 0,
            ended: false,
            tokens: Reader::new(),
            delimiter: b',',
            lines: Lines { next: 1, after_return: false },
            row_bytes,
            bytes: vec![0; 4 * 1024],
            ends: vec![0; 64],
            cells: 0,
            turned: None,
        };
        // The whole first line, however small the pieces it comes in, for the delimiter is read off it.
        while !table.ended && table.to < table.buffer.len() && !table.buffer[..table.to].contains(&b'\n') {
            match table.input.read(&mut table.buffer[table.to..]) {
                Ok(0) => table.ended = true,
                Ok(got) => table.to += got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        table.delimiter = likely_delimiter(&table.buffer[..table.to]);
        table.tokens = ReaderBuilder::new().delimiter(table.delimiter).build();
        Ok(table)
    }

    /// The character between cells, as the header line shows it.
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    fn fill(&mut self) -> io::Result<()> {
        self.from = 0;
        self.to = 0;
        while self.to == 0 && !self.ended {
            match self.input.read(&mut self.buffer) {
                Ok(0) => self.ended = true,
                Ok(got) => self.to = got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads one row; blank lines are stepped over. After `Row`, `cells` has it.
    pub fn next(&mut self) -> io::Result<Next> {
        self.skip_line_breaks()?;
        let line = self.lines.next;
        let (mut bytes, mut cells, mut too_long, mut last) = (0, 0, false, 0u8);
        self.turned = None;
        loop {
            if self.from == self.to && !self.ended {
                self.fill()?;
            }
            let input = &self.buffer[self.from..self.to];
            let (result, read, wrote, ended) =
                self.tokens.read_record(input, &mut self.bytes[bytes..], &mut self.ends[cells..]);
            let seen = &input[..read];
            self.lines.pass(seen);
            last = seen.last().copied().unwrap_or(last);
            let at_end = input.is_empty();
            self.from += read;
            bytes += wrote;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if bytes >= self.row_bytes => {
                    too_long = true;
                    (bytes, cells) = (0, 0);
                }
                ReadRecordResult::OutputFull => {
                    let longer = (self.bytes.len() * 2).min(self.row_bytes.max(self.bytes.len() + 1));
                    self.bytes.resize(longer, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() > self.row_bytes => {
                    too_long = true;
                    (bytes, cells) = (0, 0);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::End => return Ok(Next::End),
                ReadRecordResult::Record => {
                    self.cells = cells;
                    // Outside a quotation a line break ends the row; if the end of the file did, it was inside one.
                    if at_end && matches!(last, b'\n' | b'\r') {
                        return Ok(Next::Unclosed { line });
                    }
                    if too_long {
                        return Ok(Next::TooLong { line });
                    }
                    let lines = (self.lines.next - line).max(1);
                    return Ok(Next::Row { line, lines });
                }
            }
        }
    }

    fn skip_line_breaks(&mut self) -> io::Result<()> {
        loop {
            let unread = &self.buffer[self.from..self.to];
            let breaks = unread.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            self.lines.pass(&unread[..breaks]);
            self.from += breaks;
            if self.from < self.to || self.ended {
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// Makes the row text; true if it was not UTF-8 and was read as Windows-1252.
    pub fn decode(&mut self) -> bool {
        let ends = &self.ends[..self.cells];
        let bytes = &self.bytes[..ends.last().copied().unwrap_or(0)];
        if bytes.is_ascii() {
            return false;
        }
        // Bytes that are no UTF-8 cell by cell may become it when the cells stand side by side.
        if let Ok(text) = std::str::from_utf8(bytes)
            && ends.iter().all(|end| text.is_char_boundary(*end))
        {
            return false;
        }
        let (mut turned, mut turned_ends, mut start) = (String::with_capacity(bytes.len() * 2), Vec::new(), 0);
        for end in ends {
            turned.push_str(&WINDOWS_1252.decode_without_bom_handling(&bytes[start..*end]).0);
            turned_ends.push(turned.len());
            start = *end;
        }
        self.turned = Some((turned, turned_ends));
        true
    }

    /// The cells of the row last read and decoded.
    pub fn cells(&self) -> Cells<'_> {
        if let Some((text, ends)) = &self.turned {
            return Cells { text, ends };
        }
        let ends = &self.ends[..self.cells];
        let bytes = &self.bytes[..ends.last().copied().unwrap_or(0)];
        // `decode` found it to be UTF-8; an empty row is the honest answer to a row never decoded.
        match std::str::from_utf8(bytes) {
            Ok(text) => Cells { text, ends },
            Err(_) => Cells { text: "", ends: &[] },
        }
    }
}

/// Counts lines as editors do: `\n`, `\r\n` and a lone `\r` each end one.
struct Lines {
    next: u64,
    after_return: bool,
}

impl Lines {
    fn pass(&mut self, bytes: &[u8]) {
        let Some(last) = bytes.last() else { return };
        let returns = bytes.iter().filter(|byte| **byte == b'\r').count();
        let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
        let pairs = if returns == 0 { 0 } else { bytes.windows(2).filter(|pair| pair == b"\r\n").count() };
        let split_pair = usize::from(self.after_return && bytes[0] == b'\n');
        self.next += (returns + feeds - pairs - split_pair) as u64;
        self.after_return = *last == b'\r';
    }
}

/// Comma, unless the first line has none and tabs or semicolons instead.
fn likely_delimiter(head: &[u8]) -> u8 {
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.is_empty()).unwrap_or(b"");
    if line.contains(&b',') {
        return b',';
    }
    [b'\t', b';', b'|'].into_iter().find(|delimiter| line.contains(delimiter)).unwrap_or(b',')
}
