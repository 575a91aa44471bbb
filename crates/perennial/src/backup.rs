//! Backup, verify, restore: one .zip with the database, the files and a manifest that says what is in it.
//!
//! The database is copied as it is at one moment while the server goes on. Files are never changed once written and are copied
//! after the database, so that every file the copy speaks of is there.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Chance, Clock, Db};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::commands::Stop;
use crate::settings::Settings;

/// The layout of the archive that this program writes and the newest it reads.
const FORMAT: u32 = 1;
const DATABASE: &str = "perennial.db";
const FILES: &str = "files";
const MANIFEST: &str = "manifest.json";
/// A manifest names every file; a hundred megabytes of names are more than any server has.
const LARGEST_MANIFEST: u64 = 100 * 1024 * 1024;

/// What stands in `manifest.json`.
#[derive(Serialize, Deserialize)]
struct Manifest {
    format: u32,
    /// The program that wrote it.
    program: String,
    /// The version of the tables.
    version: i64,
    /// When, in UTC.
    made: String,
    /// Every member of the archive but the manifest.
    members: BTreeMap<String, Member>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Member {
    size: u64,
    sha256: String,
}

/// What stands in `backup.json` of the data folder: the last backup that was read back whole.
#[derive(Serialize)]
struct Note<'a> {
    verified: &'a str,
    file: &'a str,
}

/// Reads and counts and hashes at once.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
    size: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.hash.update(&buf[..n]);
        self.size += n as u64;
        Ok(n)
    }
}

/// Copies everything, up to `most` bytes, and says what it was.
fn copy(from: impl Read, to: &mut impl Write, most: u64) -> io::Result<Member> {
    let mut from = Hashing { inner: from.take(most), hash: Sha256::new(), size: 0 };
    io::copy(&mut from, to)?;
    Ok(Member { size: from.size, sha256: store::hex(&from.hash.finalize()) })
}

fn embedded(settings: &Settings) -> Result<PathBuf, Stop> {
    settings.options().file().ok_or_else(|| {
        Stop::Failed(
            "this database is PostgreSQL: take its backup with pg_dump, and copy the data folder after it. \
             `perennial backup` works for the embedded database only."
                .into(),
        )
    })
}

/// Writes a backup to `target`, reads it back, and notes that it was whole.
pub(crate) fn backup(settings: &Settings, target: &Path) -> Result<(), Stop> {
    let database = embedded(settings)?;
    if !database.is_file() {
        return Err(Stop::Failed(format!("there is no database at {}", database.display())));
    }
    if target.exists() {
        return Err(Stop::Failed(format!("{} is there already; a backup never replaces one", target.display())));
    }
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // On the same disk as the target: what fits there fits here, and the last step is a rename.
    let work = tempfile::Builder::new().prefix(".perennial-backup-").tempdir_in(folder)?;
    let snapshot = work.path().join(DATABASE);
    store::inspect::copy(&database, &snapshot)?;
    let version = store::inspect::version(&store::Options::new(format!("sqlite:{}", snapshot.display())))?;
    let part = work.path().join("backup.zip");
    let made = Clock::system().now().stamp().to_string();
    write(&part, &snapshot, &settings.data.join(FILES), version, &made)?;
    let checked = read_back(&part, work.path())?;
    std::fs::rename(&part, target)?;
    note(settings, target, &made);
    println!("{} holds {checked}", target.display());
    Ok(())
}

/// For `/health/ready` and the administration page. A backup is good even when this can't be noted.
fn note(settings: &Settings, target: &Path, made: &str) {
    let file = target.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let text = serde_json::json!(Note { verified: made, file: &file }).to_string();
    if let Err(e) = std::fs::write(settings.data.join("backup.json"), text) {
        tracing::warn!("the backup could not be noted in the data folder: {e}");
    }
}

fn write(to: &Path, database: &Path, files: &Path, version: i64, made: &str) -> Result<(), Stop> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create_new(to)?));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(true);
    let mut sources = vec![(DATABASE.to_owned(), database.to_owned())];
    list(files, FILES, &mut sources)?;
    let bar = indicatif::ProgressBar::new(sources.len() as u64).with_message("Writing the backup");
    let mut members = BTreeMap::new();
    for (name, path) in sources {
        match File::open(&path) {
            Ok(file) => {
                zip.start_file(name.as_str(), options).map_err(broken)?;
                members.insert(name, copy(BufReader::new(file), &mut zip, u64::MAX)?);
            }
            // Removed since it was listed; then the database doesn't speak of it either.
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e.into()),
        }
        bar.inc(1);
    }
    let manifest =
        Manifest { format: FORMAT, program: env!("CARGO_PKG_VERSION").into(), version, made: made.into(), members };
    zip.start_file(MANIFEST, options).map_err(broken)?;
    serde_json::to_writer_pretty(&mut zip, &manifest).map_err(|e| Stop::Failed(e.to_string()))?;
    let file = zip.finish().map_err(broken)?.into_inner().map_err(|e| Stop::Failed(e.to_string()))?;
    file.sync_all()?;
    bar.finish_and_clear();
    Ok(())
}

/// Every file under `folder`, with the name it gets in the archive.
fn list(folder: &Path, name: &str, into: &mut Vec<(String, PathBuf)>) -> Result<(), Stop> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(e.into()),
    };
    for entry in entries {
        let entry = entry?;
        let Ok(own) = entry.file_name().into_string() else { continue };
        let name = format!("{name}/{own}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            list(&entry.path(), &name, into)?;
        } else if kind.is_file() {
            into.push((name, entry.path()));
        }
    }
    Ok(())
}

fn broken(e: zip::result::ZipError) -> Stop {
    Stop::Failed(format!("the archive: {e}"))
}

/// What an archive that was read whole holds.
struct Checked {
    version: i64,
    program: String,
    made: String,
    files: usize,
    people: i64,
    events: i64,
    work: PathBuf,
}

impl std::fmt::Display for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the database of {} (version {}, written by {}) with {} people and {} events, and {} files; \
             every hash fits, the database is sound, and this program opens it",
            self.made, self.version, self.program, self.people, self.events, self.files
        )
    }
}

/// Unpacks an archive into a folder of its own under `folder` and checks everything: names, sizes, hashes, the database's own
/// checks, and that this program opens the database.
fn read_back(archive: &Path, folder: &Path) -> Result<Checked, Stop> {
    let work = folder.join("read-back");
    std::fs::create_dir(&work)?;
    let file = File::open(archive).map_err(|e| Stop::Failed(format!("{}: {e}", archive.display())))?;
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let manifest = {
        let member =
            zip.by_name(MANIFEST).map_err(|_| Stop::Failed("this is not a backup: it has no manifest".into()))?;
        let mut text = Vec::new();
        member.take(LARGEST_MANIFEST).read_to_end(&mut text)?;
        serde_json::from_slice::<Manifest>(&text).map_err(|e| Stop::Failed(format!("the manifest: {e}")))?
    };
    if manifest.format > FORMAT || manifest.version > store::VERSION {
        return Err(Stop::Failed(format!(
            "this backup was written by version {} of the program; restore it with that version or a newer one",
            manifest.program
        )));
    }
    let mut seen = 0;
    for at in 0..zip.len() {
        let member = zip.by_index(at).map_err(broken)?;
        let name = member.name().map_err(broken)?.into_owned();
        if name == MANIFEST {
            continue;
        }
        let Some(promised) = manifest.members.get(&name) else {
            return Err(Stop::Failed(format!("{name} is in the archive but not in its manifest")));
        };
        if !member.is_file() || !safe(&name) {
            return Err(Stop::Failed(format!("{name}: such a member can't be in a backup")));
        }
        let to = work.join(&name);
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let mut out = File::create_new(&to)?;
        // One byte more than promised is enough to see that it is too large.
        let found = copy(member, &mut out, promised.size.saturating_add(1))
            .map_err(|e| Stop::Failed(format!("{name}: {e}")))?;
        out.sync_all()?;
        if found != *promised {
            return Err(Stop::Failed(format!("{name} is damaged: it isn't what was backed up")));
        }
        seen += 1;
    }
    if seen != manifest.members.len() || !manifest.members.contains_key(DATABASE) {
        let missing: Vec<_> = manifest.members.keys().filter(|n| !work.join(n).exists()).take(5).cloned().collect();
        return Err(Stop::Failed(format!("the archive is not whole; missing: {}", missing.join(", "))));
    }
    let database = work.join(DATABASE);
    let found = store::inspect::examine(&database)?;
    if let Some(problem) = found.problems.first() {
        return Err(Stop::Failed(format!("the database in the backup is damaged: {problem}")));
    }
    opens(&database, &work)?;
    let rows = |table: &str| found.rows.iter().find(|(name, _)| name == table).map_or(0, |(_, n)| *n);
    Ok(Checked {
        version: manifest.version,
        program: manifest.program,
        made: manifest.made,
        files: seen - 1,
        people: rows("person"),
        events: rows("event"),
        work,
    })
}

/// Opens a copy of the database the way the server would, migrations included.
fn opens(database: &Path, work: &Path) -> Result<(), Stop> {
    let trial = work.join("trial.db");
    std::fs::copy(database, &trial)?;
    let options = store::Options { url: format!("sqlite:{}", trial.display()), threads: 1 };
    drop(Db::open(&options, Clock::system(), Chance::system())?);
    for entry in std::fs::read_dir(work)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with("trial.") {
            // The writer's thread may still be closing it; it goes with the folder then.
            drop(std::fs::remove_file(entry.path()));
        }
    }
    Ok(())
}

/// Only what a backup has, and no way out of the folder.
fn safe(name: &str) -> bool {
    let plain = Path::new(name).components().all(|c| matches!(c, Component::Normal(_)));
    plain && !name.contains('\\') && (name == DATABASE || name.starts_with("files/"))
}

/// Reads a backup whole, as a restore would, and changes nothing.
pub(crate) fn verify(archive: &Path) -> Result<(), Stop> {
    let work = tempfile::Builder::new().prefix("perennial-verify-").tempdir()?;
    let checked = read_back(archive, work.path())?;
    println!("{} holds {checked}", archive.display());
    Ok(())
}

/// Puts a backup into an empty data folder.
pub(crate) fn restore(settings: &Settings, archive: &Path) -> Result<(), Stop> {
    let database = embedded(settings)?;
    let files = settings.data.join(FILES);
    let full = std::fs::read_dir(&files).is_ok_and(|mut entries| entries.next().is_some());
    if database.exists() || full {
        return Err(Stop::Failed(format!(
            "{} isn't empty: move what is there away first, or name another folder with --data",
            settings.data.display()
        )));
    }
    std::fs::create_dir_all(&settings.data)?;
    if let Some(parent) = database.parent() {
        std::fs::create_dir_all(parent)?;
    }
    // On the same disk as the data, so that the last steps are renames and nothing half done is ever in place.
    let work = tempfile::Builder::new().prefix(".perennial-restore-").tempdir_in(&settings.data)?;
    let checked = read_back(archive, work.path())?;
    let restored = checked.work.join(FILES);
    if restored.exists() {
        if files.exists() {
            std::fs::remove_dir(&files)?;
        }
        std::fs::rename(restored, &files)?;
    }
    std::fs::rename(checked.work.join(DATABASE), &database)?;
    println!("Restored {checked}. Start it with `perennial serve`.");
    Ok(())
}
