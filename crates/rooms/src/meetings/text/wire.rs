//! What a browser may send: an update of Yjs, version 1, read here by hand before anything is done with it.
//!
//! The library that applies updates trusts them in ways a stranger could use: values may be nested without end, a document may hold
//! another, a root may be of any name. This reader takes exactly what the editor writes – elements of a few names, texts, marks and
//! their values – with bounds on every length and depth, keeps nothing and never calls itself.
//! The format is that of Yjs 13, `src/utils/encoding.js` and `src/structs/*.js`.

/// The most bytes of one update: a page pasted at once, not a book.
pub(super) const MOST: usize = 256 * 1024;
/// The elements the editor knows, by the names they have in the shared text.
pub(super) const ELEMENTS: [&str; 6] =
    ["paragraph", "heading", "bullet_list", "ordered_list", "list_item", "hard_break"];
/// The root everything hangs on.
pub(super) const ROOT: &str = "text";

/// Not an update this program takes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Foreign;

/// Reads a whole update; whether it says anything at all.
pub(super) fn says_something(update: &[u8]) -> Result<bool, Foreign> {
    if update.len() > MOST {
        return Err(Foreign);
    }
    let mut left = Left(update);
    let clients = left.number()?;
    let mut blocks = 0_u64;
    for _ in 0..clients {
        let count = left.number()?;
        left.client()?;
        left.number()?;
        blocks = blocks.saturating_add(count);
        for _ in 0..count {
            left.block()?;
        }
    }
    let mut deleted = 0_u64;
    for _ in 0..left.number()? {
        left.client()?;
        for _ in 0..left.number()? {
            left.number()?;
            left.number()?;
            deleted += 1;
        }
    }
    if left.0.is_empty() { Ok(blocks + deleted > 0) } else { Err(Foreign) }
}

/// Reads a state vector: pairs of a client and how far it is known.
pub(super) fn is_vector(vector: &[u8]) -> bool {
    let mut left = Left(vector);
    let whole = (|| {
        for _ in 0..left.number()? {
            left.client()?;
            left.number()?;
        }
        Ok::<_, Foreign>(())
    })();
    vector.len() <= MOST && whole.is_ok() && left.0.is_empty()
}

/// What is still to be read.
struct Left<'a>(&'a [u8]);

impl<'a> Left<'a> {
    fn byte(&mut self) -> Result<u8, Foreign> {
        let (first, rest) = self.0.split_first().ok_or(Foreign)?;
        self.0 = rest;
        Ok(*first)
    }

    /// A number in groups of seven bits, below 2^53.
    fn number(&mut self) -> Result<u64, Foreign> {
        let mut found = 0_u64;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            found |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return if found < 1 << 53 { Ok(found) } else { Err(Foreign) };
            }
        }
        Err(Foreign)
    }

    fn client(&mut self) -> Result<(), Foreign> {
        self.number().map(drop)
    }

    /// A place in the text: who wrote it and as which of their characters.
    fn place(&mut self) -> Result<(), Foreign> {
        self.client()?;
        self.number().map(drop)
    }

    fn skip(&mut self, length: u64) -> Result<&'a [u8], Foreign> {
        let length = usize::try_from(length).map_err(|_| Foreign)?;
        let taken = self.0.get(..length).ok_or(Foreign)?;
        self.0 = &self.0[length..];
        Ok(taken)
    }

    fn text(&mut self, most: u64) -> Result<&'a str, Foreign> {
        let length = self.number()?;
        if length > most {
            return Err(Foreign);
        }
        std::str::from_utf8(self.skip(length)?).map_err(|_| Foreign)
    }

    fn block(&mut self) -> Result<(), Foreign> {
        let info = self.byte()?;
        let kind = info & 0x1f;
        if matches!(kind, 0 | 10) {
            return self.number().map(drop);
        }
        if info & 0x80 != 0 {
            self.place()?;
        }
        if info & 0x40 != 0 {
            self.place()?;
        }
        if info & 0xc0 == 0 {
            match self.number()? {
                1 => {
                    if self.text(64)? != ROOT {
                        return Err(Foreign);
                    }
                }
                0 => self.place()?,
                _ => return Err(Foreign),
            }
            if info & 0x20 != 0 {
                self.text(64)?;
            }
        }
        match kind {
            1 => self.number().map(drop),
            4 => self.text(MOST as u64).map(drop),
            6 => {
                self.text(64)?;
                let value = self.text(4096)?;
                // A value that is a mark's: nothing, or an object of plain fields. The reader has its own bound on depth.
                serde_json::from_str::<serde_json::Value>(value).map(drop).map_err(|_| Foreign)
            }
            7 => match self.number()? {
                3 => {
                    if ELEMENTS.contains(&self.text(64)?) {
                        Ok(())
                    } else {
                        Err(Foreign)
                    }
                }
                6 => Ok(()),
                _ => Err(Foreign),
            },
            8 => {
                for _ in 0..self.number()? {
                    self.plain_value()?;
                }
                Ok(())
            }
            _ => Err(Foreign),
        }
    }

    /// A value of an element's attribute: nothing, a number, a yes or no, a short text. Never a list or an object.
    fn plain_value(&mut self) -> Result<(), Foreign> {
        match self.byte()? {
            126 | 127 | 120 | 121 => Ok(()),
            125 => {
                // A signed number: six bits and its sign first, then groups of seven.
                let mut byte = self.byte()?;
                for _ in 0..9 {
                    if byte & 0x80 == 0 {
                        return Ok(());
                    }
                    byte = self.byte()?;
                }
                Err(Foreign)
            }
            124 => self.skip(4).map(drop),
            122 | 123 => self.skip(8).map(drop),
            119 => self.text(4096).map(drop),
            _ => Err(Foreign),
        }
    }
}
