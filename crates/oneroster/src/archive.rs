//! Where the files lie: a folder, or a zip that may come from anybody.
//!
//! A zip is treated as hostile until shown otherwise: names that leave the archive, links, encrypted entries, too many
//! entries and sizes that only a bomb has are refused before one byte is unpacked, and while unpacking no file may
//! become longer than its entry says. Nothing is ever written to disk.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::FileKind;
use crate::refusal::OpenError;

/// How large a set may be. The defaults leave room for a state of a million people and stop a bomb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all files together once unpacked. Default 8 GiB.
    pub total_bytes: u64,
    /// Unpacked bytes for one packed byte, over the whole zip; looked at once it unpacks to more than 16 MiB. Default
    /// 200: roster tables shrink to between a fifth and a fiftieth, deflate's own limit is 1 032.
    pub ratio: u64,
    /// Entries in a zip, or files in a folder. Default 1 000; a complete set has 22.
    pub entries: usize,
    /// Bytes of one row. Default 1 MiB. A quotation mark that is never closed makes the rest of a file one row; this
    /// keeps it from becoming the memory of the machine.
    pub row_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { total_bytes: 8 << 30, ratio: 200, entries: 1_000, row_bytes: 1 << 20 }
    }
}

/// Below this size the ratio says nothing: a header followed by a thousand like rows packs very well.
const RATIO_MATTERS_FROM: u64 = 16 << 20;

/// Something a zip can be read from.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// A file of the set: its name and how to get at its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The folder inside the set, without the file's name; empty for the top.
    pub folder: String,
    /// The name as it is written, without folder.
    pub name: String,
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    Disk(PathBuf),
    Zip { zip: Shared, start: u64, packed: u64, unpacked: u64, crc: u32, deflated: bool },
}

impl Entry {
    /// Opens the bytes anew; any number may be open at once.
    pub fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match &self.place {
            Place::Disk(path) => Ok(Box::new(File::open(path)?)),
            Place::Zip { zip, start, packed, unpacked, crc, deflated } => {
                let raw = Slice { zip: zip.clone(), at: *start, left: *packed };
                let unpacker: Box<dyn Read + Send> =
                    if *deflated { Box::new(DeflateDecoder::new(raw)) } else { Box::new(raw) };
                Ok(Box::new(Checked { inner: unpacker, left: *unpacked, crc: Crc::new(), expected: *crc }))
            }
        }
    }
}

/// The files of a folder: those at its top or, if no table of a roster is there, those of its subfolders. That they lie in one
/// is for the caller to see.
pub(crate) fn folder(path: &Path, limits: &Limits) -> Result<Vec<Entry>, OpenError> {
    let mut entries = Vec::new();
    let mut total = 0;
    list(path, "", limits, &mut total, &mut entries)?;
    Ok(entries)
}

fn list(
    path: &Path,
    folder: &str,
    limits: &Limits,
    total: &mut u64,
    entries: &mut Vec<Entry>,
) -> Result<(), OpenError> {
    let unreadable = |error: io::Error| OpenError::Unreadable(path.display().to_string(), error.to_string());
    let mut subfolders = Vec::new();
    for found in fs::read_dir(path).map_err(unreadable)? {
        let found = found.map_err(unreadable)?;
        let name = found.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "__MACOSX" {
            continue;
        }
        let meta = fs::symlink_metadata(found.path()).map_err(unreadable)?;
        if meta.is_dir() {
            if folder.is_empty() {
                subfolders.push((found.path(), name));
            }
            continue;
        }
        if !is_table(&name) {
            continue;
        }
        if !meta.is_file() {
            return Err(OpenError::Link(name));
        }
        *total += meta.len();
        if *total > limits.total_bytes {
            return Err(OpenError::TooLarge { bytes: *total, limit: limits.total_bytes });
        }
        entries.push(Entry { folder: folder.to_owned(), name, place: Place::Disk(found.path()) });
        if entries.len() > limits.entries {
            return Err(OpenError::TooManyEntries { entries: entries.len(), limit: limits.entries });
        }
    }
    if folder.is_empty() && entries.iter().all(|entry| FileKind::named(&entry.name).is_none()) {
        for (path, name) in subfolders {
            list(&path, &name, limits, total, entries)?;
        }
    }
    Ok(())
}

/// The files of a zip, after everything about it has been judged by its directory.
pub(crate) fn zip(reader: Box<dyn ReadSeek>, limits: &Limits) -> Result<Vec<Entry>, OpenError> {
    let shared = Shared { reader: Arc::new(Mutex::new(reader)) };
    let broken = |error: &dyn std::fmt::Display| OpenError::NotAZip(error.to_string());
    let mut whole = Whole { zip: shared.clone(), at: 0 };
    let size = whole.seek(SeekFrom::End(0)).map_err(|e| broken(&e))?;
    let mut archive = ZipArchive::new(whole).map_err(|e| broken(&e))?;
    if archive.len() > limits.entries {
        return Err(OpenError::TooManyEntries { entries: archive.len(), limit: limits.entries });
    }
    let (mut total, mut entries) = (0u64, Vec::new());
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(|e| broken(&e))?;
        let written = String::from_utf8_lossy(file.name_raw()).into_owned();
        if leaves_the_archive(&written) || file.enclosed_name().is_none() {
            return Err(OpenError::PathEscape(written));
        }
        let kind = file.unix_mode().unwrap_or(0) & 0o170_000;
        if file.is_symlink() || !matches!(kind, 0 | 0o100_000 | 0o040_000) {
            return Err(OpenError::Link(written));
        }
        if file.is_dir() {
            continue;
        }
        total = total.saturating_add(file.size());
        if total > limits.total_bytes {
            return Err(OpenError::TooLarge { bytes: total, limit: limits.total_bytes });
        }
        if total > RATIO_MATTERS_FROM && total / size.max(1) > limits.ratio {
            return Err(OpenError::Bomb { ratio: total / size.max(1), limit: limits.ratio });
        }
        let (folder, name) = written.rsplit_once('/').unwrap_or(("", &written));
        if name.starts_with('.') || folder.split('/').any(|part| part == "__MACOSX") || !is_table(name) {
            continue;
        }
        if file.encrypted() {
            return Err(OpenError::Encrypted(written));
        }
        let deflated = match file.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            other => return Err(OpenError::Compression(written.clone(), other.to_string())),
        };
        let start = file.data_start().ok_or_else(|| broken(&"an entry has no beginning"))?;
        let place = Place::Zip {
            zip: shared.clone(),
            start,
            packed: file.compressed_size(),
            unpacked: file.size(),
            crc: file.crc32(),
            deflated,
        };
        entries.push(Entry { folder: folder.to_owned(), name: name.to_owned(), place });
    }
    Ok(entries)
}

fn is_table(name: &str) -> bool {
    name.len() >= 4 && name.get(name.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".csv"))
}

/// Absolute names, drive letters, backslashes and `..` have no place in a roster, whatever an unpacker would do.
fn leaves_the_archive(name: &str) -> bool {
    name.starts_with('/') || name.contains(['\\', '\0', ':']) || name.split('/').any(|part| part == "..")
}

/// One reader under many: everyone keeps a place of their own and takes the lock for one read at a time.
#[derive(Clone)]
struct Shared {
    reader: Arc<Mutex<Box<dyn ReadSeek>>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a zip")
    }
}

impl Shared {
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        // A reader that panicked under the lock holds no state of ours: every read seeks first.
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.seek(SeekFrom::Start(at))?;
        reader.read(out)
    }
}

/// The whole zip, for reading its directory.
struct Whole {
    zip: Shared,
    at: u64,
}

impl Read for Whole {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let got = self.zip.read_at(self.at, out)?;
        self.at += got as u64;
        Ok(got)
    }
}

impl Seek for Whole {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::Current(by) => self.at.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?,
            SeekFrom::End(_) => self.zip.reader.lock().unwrap_or_else(PoisonError::into_inner).seek(to)?,
        };
        Ok(self.at)
    }
}

/// The packed bytes of one entry.
struct Slice {
    zip: Shared,
    at: u64,
    left: u64,
}

impl Read for Slice {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = out.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let got = self.zip.read_at(self.at, &mut out[..most])?;
        self.at += got as u64;
        self.left -= got as u64;
        Ok(got)
    }
}

/// Unpacked bytes, never more than the entry promised, with the sum compared at the end.
struct Checked {
    inner: Box<dyn Read + Send>,
    left: u64,
    crc: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(out)?;
        self.crc.update(&out[..got]);
        let Some(left) = self.left.checked_sub(got as u64) else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "unpacks to more than the zip says"));
        };
        self.left = left;
        if got == 0 && !out.is_empty() {
            if left > 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the zip is cut short"));
            }
            if self.crc.sum() != self.expected {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "the zip is damaged: its checksum differs"));
            }
        }
        Ok(got)
    }
}
