//! A table as it arrives: packed or not, in whatever encoding, with whatever separator.

use std::io::{self, BufRead, BufReader, Read};

/// More than this after unpacking is not a table of results but an accident or an attack.
const MOST_BYTES: u64 = 8 * 1024 * 1024 * 1024;

/// A table ready to be read, record by record, and its heads.
pub(super) struct Table {
    pub reader: csv::Reader<Box<dyn Read + Send>>,
    pub headers: Vec<String>,
}

/// Opens a table. `encoding` and `delimiter` as in a mapping; what isn't said is found out.
pub(super) fn open(
    reader: Box<dyn Read + Send>,
    encoding: Option<&str>,
    delimiter: Option<char>,
) -> Result<Table, String> {
    let mut packed = BufReader::with_capacity(1 << 16, reader);
    let magic = packed.fill_buf().map_err(|e| e.to_string())?.starts_with(&[0x1f, 0x8b]);
    let plain: Box<dyn Read + Send> =
        if magic { Box::new(flate2::read::MultiGzDecoder::new(packed)) } else { Box::new(packed) };
    let mut plain = BufReader::with_capacity(1 << 16, plain.take(MOST_BYTES));
    let start = plain.fill_buf().map_err(|e| e.to_string())?;
    let marked = encoding_rs::Encoding::for_bom(start);
    let named = match encoding {
        Some(label) => Some(
            encoding_rs::Encoding::for_label(label.as_bytes())
                .ok_or_else(|| format!("the encoding \"{label}\" is not known"))?,
        ),
        None => None,
    };
    let text: Box<dyn Read + Send> = match (marked, named) {
        (Some((encoding, _)), _) if encoding != encoding_rs::UTF_8 => Box::new(Decoded::new(plain, encoding)),
        (Some((_, length)), _) => {
            plain.consume(length);
            Box::new(plain)
        }
        (None, Some(encoding)) if encoding != encoding_rs::UTF_8 => Box::new(Decoded::new(plain, encoding)),
        _ => Box::new(plain),
    };
    let mut text = BufReader::with_capacity(1 << 16, text);
    let separator = match delimiter {
        Some(c) => u8::try_from(c).map_err(|_| "the delimiter must be a plain character".to_owned())?,
        None => separator(text.fill_buf().map_err(|e| e.to_string())?),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(Box::new(text) as Box<dyn Read + Send>);
    let headers = reader.byte_headers().map_err(|e| e.to_string())?.clone();
    let headers: Vec<String> = headers.iter().map(|h| cell(h).trim().to_owned()).collect();
    if headers.iter().all(String::is_empty) {
        return Err("the file is empty".into());
    }
    Ok(Table { reader, headers })
}

/// What most likely separates the columns, by the first line.
fn separator(start: &[u8]) -> u8 {
    let line = start.split(|b| *b == b'\n').next().unwrap_or(start);
    let count = |s: u8| line.iter().filter(|b| **b == s).count();
    [b',', b';', b'\t', b'|'].into_iter().max_by_key(|s| (count(*s), *s == b',')).unwrap_or(b',')
}

/// A cell as text: UTF-8, or else what Windows has long written.
pub(super) fn cell(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Turns bytes of another encoding into UTF-8 while they are read.
struct Decoded<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: BufRead> Decoded<R> {
    fn new(inner: R, encoding: &'static encoding_rs::Encoding) -> Decoded<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Decoded { inner, decoder, ready: Vec::new(), given: 0, ended: false }
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            let bytes = self.inner.fill_buf()?;
            self.ended = bytes.is_empty();
            let room = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(1 << 18);
            self.ready.resize(room, 0);
            let (_, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.given = 0;
            self.inner.consume(read);
        }
        let count = (self.ready.len() - self.given).min(out.len());
        out[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn read(bytes: Vec<u8>, encoding: Option<&str>) -> (Vec<String>, Vec<Vec<String>>) {
        let mut table = open(Box::new(io::Cursor::new(bytes)), encoding, None).unwrap();
        let rows = table.reader.byte_records().map(|r| r.unwrap().iter().map(|c| cell(c).into_owned()).collect());
        let rows = rows.collect();
        (table.headers, rows)
    }

    #[test]
    fn every_encoding_that_schools_send() {
        let text = "id;escuela\r\n1;Muñoz\r\n";
        let wished = (vec!["id".to_owned(), "escuela".into()], vec![vec!["1".to_owned(), "Muñoz".into()]]);
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        let old = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(text.as_bytes()).unwrap();
        for bytes in [text.as_bytes().to_vec(), marked, old.clone(), utf16, gz.finish().unwrap()] {
            assert_eq!(read(bytes, None), wished);
        }
        assert_eq!(read(old, Some("windows-1252")), wished);
        assert!(open(Box::new(io::Cursor::new(b"a".to_vec())), Some("klingon"), None).is_err());
        assert!(open(Box::new(io::empty()), None, None).is_err());
    }
}
