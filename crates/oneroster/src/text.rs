//! Bytes into UTF-8: byte order marks taken off, UTF-16 turned. Windows-1252 is told row by row, by the rows themselves
//! (see `table`), because whether a file is UTF-8 is only known at its end.

use std::io::{self, Cursor, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};

/// The reader with its text in UTF-8, and whether it had to be turned from UTF-16.
pub(crate) fn as_utf8(mut inner: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, bool)> {
    let mut head = Vec::with_capacity(4);
    inner.by_ref().take(4).read_to_end(&mut head)?;
    let (mark, utf16) = match head[..] {
        [0xEF, 0xBB, 0xBF, ..] => (3, None),
        [0xFF, 0xFE, ..] => (2, Some(UTF_16LE)),
        [0xFE, 0xFF, ..] => (2, Some(UTF_16BE)),
        // No mark, but every other byte of the first letters is zero.
        [a, 0, b, 0] if a != 0 && b != 0 => (0, Some(UTF_16LE)),
        [0, a, 0, b] if a != 0 && b != 0 => (0, Some(UTF_16BE)),
        _ => (0, None),
    };
    head.drain(..mark);
    let whole: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(inner));
    Ok(match utf16 {
        None => (whole, false),
        Some(encoding) => {
            let decoder = encoding.new_decoder_without_bom_handling();
            let (raw, text) = (vec![0; 32 * 1024], Vec::with_capacity(64 * 1024));
            (Box::new(FromUtf16 { inner: whole, decoder, raw, text, given: 0, ended: false }), true)
        }
    })
}

struct FromUtf16 {
    inner: Box<dyn Read + Send>,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl Read for FromUtf16 {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            let got = self.inner.read(&mut self.raw)?;
            self.ended = got == 0;
            let room = self.decoder.max_utf8_buffer_length(got).unwrap_or(self.raw.len() * 3 + 16);
            self.text.resize(room, 0);
            // The room is enough for all that was read, so one call takes everything.
            let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..got], &mut self.text, self.ended);
            self.text.truncate(written);
            self.given = 0;
        }
        let give = out.len().min(self.text.len() - self.given);
        out[..give].copy_from_slice(&self.text[self.given..self.given + give]);
        self.given += give;
        Ok(give)
    }
}
