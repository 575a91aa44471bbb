//! manifest.csv: which version, and for each file whether it is complete, changes only, or absent.

use std::collections::BTreeMap;
use std::fmt;

use crate::FileKind;
use crate::refusal::{Notes, OpenError, Problem, Refusal, Remark};
use crate::source::{Processing, Source};
use crate::table::Next;

/// A version of OneRoster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Version {
    V1_0,
    #[default]
    V1_1,
    /// 1.2 and its binding 1.2.1.
    V1_2,
}

impl Version {
    /// As a manifest says it. Two well-known implementations refuse each other over `1.2` and `1.2.1`; 1.2 is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Version::V1_0 => "1.0",
            Version::V1_1 => "1.1",
            Version::V1_2 => "1.2",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a set says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    pub version: Version,
    /// True if there was no manifest, or it did not say the version.
    pub inferred: bool,
    /// The name of the student information system, if said.
    pub system_name: String,
    pub system_code: String,
    pub(crate) files: BTreeMap<FileKind, Processing>,
}

impl Manifest {
    /// How a file is to be taken.
    pub fn processing(&self, file: FileKind) -> Processing {
        self.files.get(&file).copied().unwrap_or_default()
    }
}

/// Reads the manifest, or makes one up from the files that are there.
pub(crate) fn read(source: &Source, notes: &mut Notes) -> Result<Manifest, OpenError> {
    let broken = |why: String| {
        OpenError::Manifest(Box::new(Refusal::new(FileKind::Manifest, 0, None, Problem::Broken(why), "")))
    };
    let mut manifest = Manifest::default();
    let mut version = None;
    let mut mentioned = Vec::new();
    let table = source.table(FileKind::Manifest).map_err(|error| broken(error.to_string()))?;
    let there = table.is_some();
    if let Some((mut table, _)) = table {
        loop {
            let line = match table.next().map_err(|error| broken(error.to_string()))? {
                Next::Row { line, .. } => line,
                Next::End => break,
                Next::TooLong { .. } | Next::Unclosed { .. } => {
                    return Err(broken("a quotation mark is never closed".to_owned()));
                }
            };
            table.decode();
            let cells = table.cells();
            let (name, value) = (cells.get(0).unwrap_or("").trim(), cells.get(1).unwrap_or("").trim());
            let plain = name.to_ascii_lowercase();
            match plain.as_str() {
                "propertyname" | "" => {}
                "manifest.version" if matches!(value, "1" | "1.0" | "1.0.0") => {}
                "oneroster.version" => version = Some(known_version(value)?),
                "source.systemname" => value.clone_into(&mut manifest.system_name),
                "source.systemcode" => value.clone_into(&mut manifest.system_code),
                _ => {
                    let file = plain.strip_prefix("file.").and_then(FileKind::named);
                    let processing = match value.to_ascii_lowercase().as_str() {
                        "bulk" => Some(Processing::Bulk),
                        "delta" => Some(Processing::Delta),
                        "absent" => Some(Processing::Absent),
                        _ => None,
                    };
                    match (file, processing) {
                        (Some(file), Some(processing)) => {
                            manifest.files.insert(file, processing);
                            mentioned.push(file);
                        }
                        // Guessing here could make a file of changes a complete one, and everybody else would leave.
                        (Some(file), None) if file.is_read() => {
                            let problem = Problem::UnknownWord("bulk, delta, absent");
                            let refusal = Refusal::new(FileKind::Manifest, line, Some("value"), problem, value);
                            return Err(OpenError::Manifest(Box::new(refusal)));
                        }
                        _ => notes.add(line, Some("value"), Remark::OddManifest, &format!("{name},{value}")),
                    }
                }
            }
        }
    }
    if !there {
        notes.add(0, None, Remark::NoManifest, "");
    }
    manifest.inferred = version.is_none();
    manifest.version = version.unwrap_or(match source.files().any(|file| file == FileKind::Roles) {
        true => Version::V1_2,
        false => Version::V1_1,
    });
    // A file the manifest is silent about is taken as the others are: all the same, or complete.
    let said: Vec<Processing> = manifest.files.values().copied().filter(|p| *p != Processing::Absent).collect();
    let usual = if !said.is_empty() && said.iter().all(|p| *p == Processing::Delta) {
        Processing::Delta
    } else {
        Processing::Bulk
    };
    for file in source.files().filter(|file| *file != FileKind::Manifest && !mentioned.contains(file)) {
        manifest.files.insert(file, usual);
    }
    Ok(manifest)
}

fn known_version(value: &str) -> Result<Version, OpenError> {
    let mut parts = value.trim_start_matches(['v', 'V']).split('.').map(str::trim);
    match (parts.next(), parts.next()) {
        (Some("1"), Some("0") | None) => Ok(Version::V1_0),
        (Some("1"), Some("1")) => Ok(Version::V1_1),
        (Some("1"), Some("2")) => Ok(Version::V1_2),
        _ => Err(OpenError::UnknownVersion(value.to_owned())),
    }
}
