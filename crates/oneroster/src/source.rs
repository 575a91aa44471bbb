//! A set of files: what is there, what the manifest says about it, and a door to each table.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

use crate::archive::{self, Entry, Limits, ReadSeek};
use crate::assignments::RoleAssignments;
use crate::cell::{DateOrder, Modified, Reading};
use crate::manifest;
use crate::records::{AcademicSession, Class, Course, Demographics, Enrollment, Org, Record, RoleAssignment, User};
use crate::refusal::{Note, Notes, OpenError, Problem, Refusal, Remark};
use crate::rows::Rows;
use crate::table::Table;
use crate::text;
use crate::{FileKind, Manifest, Version};

/// How a file is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Processing {
    /// There is none.
    #[default]
    Absent,
    /// Complete: what is not in it is no longer so at the source.
    Bulk,
    /// Changes only; each row says whether it is active or gone.
    Delta,
}

/// How a set is read. `Options::default()` suits most.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    pub limits: Limits,
    /// Which comes first in `9/1/2026`.
    pub date_order: DateOrder,
    /// Keep what stands in `email` without looking like an address, with a note, instead of refusing the row.
    pub keep_odd_emails: bool,
}

/// A set of OneRoster files in a folder or a zip. Its tables can be read any number of times, also at the same time.
#[derive(Debug)]
pub struct Source {
    files: BTreeMap<FileKind, Entry>,
    manifest: Manifest,
    notes: Vec<Note>,
    options: Options,
}

impl Source {
    /// Opens a folder or a zip with the default options.
    pub fn open(path: impl AsRef<Path>) -> Result<Source, OpenError> {
        Source::open_with(path, Options::default())
    }

    /// Opens a folder or a zip.
    pub fn open_with(path: impl AsRef<Path>, options: Options) -> Result<Source, OpenError> {
        let path = path.as_ref();
        let unreadable = |error: io::Error| OpenError::Unreadable(path.display().to_string(), error.to_string());
        if path.is_dir() {
            return Source::of(archive::folder(path, &options.limits)?, options);
        }
        let file = File::open(path).map_err(unreadable)?;
        Source::from_zip_reader(file, options)
    }

    /// Reads a zip from wherever it is: an upload, memory.
    pub fn from_zip_reader(reader: impl ReadSeek + 'static, options: Options) -> Result<Source, OpenError> {
        Source::of(archive::zip(Box::new(reader), &options.limits)?, options)
    }

    fn of(entries: Vec<Entry>, options: Options) -> Result<Source, OpenError> {
        let mut files: BTreeMap<FileKind, Entry> = BTreeMap::new();
        let mut unknown = Notes::new(FileKind::Manifest);
        for entry in entries {
            let Some(kind) = FileKind::named(&entry.name) else {
                unknown.add(0, None, Remark::UnknownFile, &entry.name);
                continue;
            };
            if let Some(other) = files.values().find(|other| other.folder != entry.folder) {
                return Err(OpenError::TwoFolders(other.folder.clone(), entry.folder));
            }
            if let Some(other) = files.insert(kind, entry.clone()) {
                return Err(OpenError::Twice(other.name, entry.name));
            }
        }
        if files.keys().all(|kind| *kind == FileKind::Manifest) {
            return Err(OpenError::NoRoster);
        }
        let mut source = Source { files, manifest: Manifest::default(), notes: Vec::new(), options };
        let mut notes = unknown;
        source.manifest = manifest::read(&source, &mut notes)?;
        source.notes = notes.list().to_vec();
        if !source.files.contains_key(&FileKind::Manifest) && source.looks_like_changes() {
            let mut note = Notes::new(FileKind::Users);
            note.add(0, None, Remark::LooksLikeDelta, "");
            source.notes.extend_from_slice(note.list());
        }
        for kind in FileKind::ALL {
            match (source.manifest.processing(*kind), source.files.contains_key(kind)) {
                (Processing::Bulk | Processing::Delta, false) if kind.is_read() => {
                    return Err(OpenError::Promised(*kind));
                }
                (Processing::Absent, true) if *kind != FileKind::Manifest => {
                    let mut note = Notes::new(*kind);
                    note.add(0, None, Remark::AbsentButThere, "");
                    source.notes.extend_from_slice(note.list());
                }
                _ => {}
            }
        }
        Ok(source)
    }

    /// Whether the first person has both status and time, which only a file of changes must have.
    fn looks_like_changes(&self) -> bool {
        let mut users = self.users();
        matches!(users.next_row(), Some(Ok(row))
            if row.record.status.is_some() && row.record.date_last_modified != Modified::Unsaid)
    }

    /// What the set says about itself, or what was read off its files where it says nothing.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The version the set is in.
    pub fn version(&self) -> Version {
        self.manifest.version
    }

    /// Whether a file is complete, changes only, or not there. Only complete files say who has left.
    pub fn processing(&self, file: FileKind) -> Processing {
        self.manifest.processing(file)
    }

    /// The files that lie there and have a name OneRoster knows, whether or not this crate reads them.
    pub fn files(&self) -> impl Iterator<Item = FileKind> {
        self.files.keys().copied()
    }

    /// What was noted on opening; each table has notes of its own.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The rows of any of the tables; none if the set has no such file.
    pub fn rows<R: Record>(&self) -> Rows<R> {
        if self.processing(R::FILE) == Processing::Absent {
            return Rows::new(None, Processing::Absent, self.version(), self.reading(), 0);
        }
        match self.table(R::FILE) {
            Ok(file) => {
                let row_bytes = self.options.limits.row_bytes;
                Rows::new(file, self.processing(R::FILE), self.version(), self.reading(), row_bytes)
            }
            Err(error) => Rows::broken(Refusal::new(R::FILE, 0, None, Problem::Broken(error.to_string()), "")),
        }
    }

    /// Organizations.
    pub fn orgs(&self) -> Rows<Org> {
        self.rows()
    }

    /// School years and their parts.
    pub fn academic_sessions(&self) -> Rows<AcademicSession> {
        self.rows()
    }

    /// Courses.
    pub fn courses(&self) -> Rows<Course> {
        self.rows()
    }

    /// Classes.
    pub fn classes(&self) -> Rows<Class> {
        self.rows()
    }

    /// People.
    pub fn users(&self) -> Rows<User> {
        self.rows()
    }

    /// The rows of roles.csv as they are. [`Source::role_assignments`] also knows 1.1.
    pub fn roles(&self) -> Rows<RoleAssignment> {
        self.rows()
    }

    /// Who is what where, in one form for all versions: from roles.csv if that has rows, else from users.csv. Rows of
    /// users.csv that [`Source::users`] refuses are left out here without a second word.
    pub fn role_assignments(&self) -> RoleAssignments {
        RoleAssignments::of(self)
    }

    /// People in classes.
    pub fn enrollments(&self) -> Rows<Enrollment> {
        self.rows()
    }

    /// What is kept about people for reporting.
    pub fn demographics(&self) -> Rows<Demographics> {
        self.rows()
    }

    fn reading(&self) -> Reading {
        Reading { date_order: self.options.date_order, keep_odd_emails: self.options.keep_odd_emails }
    }

    /// The cells of a file, and whether it was UTF-16.
    pub(crate) fn table(&self, file: FileKind) -> io::Result<Option<(Table, bool)>> {
        let Some(entry) = self.files.get(&file) else { return Ok(None) };
        let (utf8, turned) = text::as_utf8(entry.open()?)?;
        Ok(Some((Table::new(utf8, self.options.limits.row_bytes)?, turned)))
    }
}
