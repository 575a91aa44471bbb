//! Zips from anybody: read where they are rosters, refused where they are traps.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use oneroster::generate::District;
use oneroster::{Limits, OpenError, Options, Problem, Source, Version};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ORGS: &[u8] = b"sourcedId,type,name\ns1,school,One\n";

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: Vec<u8>) -> Result<Source, OpenError> {
    Source::from_zip_reader(Cursor::new(bytes), Options::default())
}

#[test]
fn files_may_lie_at_the_top_or_in_one_folder() {
    for entries in [
        &[("orgs.csv", ORGS), ("__MACOSX/._orgs.csv", b"x")][..],
        &[("export 2026/ORGS.CSV", ORGS), ("export 2026/notes.txt", b"x")],
    ] {
        let source = open(zip_of(entries)).unwrap();
        assert_eq!(source.orgs().map(|row| row.unwrap().record.name).collect::<Vec<_>>(), ["One"]);
    }
    assert!(matches!(
        open(zip_of(&[("a/orgs.csv", ORGS), ("b/users.csv", b"sourcedId\n")])),
        Err(OpenError::TwoFolders(..))
    ));
    assert!(matches!(open(zip_of(&[("orgs.csv", ORGS), ("Orgs.csv", ORGS)])), Err(OpenError::Twice(..))));
    assert_eq!(open(zip_of(&[("letter.txt", b"x")])).unwrap_err(), OpenError::NoRoster);
    assert!(matches!(open(b"not a zip at all".to_vec()), Err(OpenError::NotAZip(_))));
}

#[test]
fn a_folder_may_have_the_files_in_one_subfolder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("log.csv"), "sent,ok").unwrap();
    for (sub, readable) in [("a", true), ("b", false)] {
        std::fs::create_dir(folder.path().join(sub)).unwrap();
        std::fs::write(folder.path().join(sub).join("orgs.csv"), ORGS).unwrap();
        assert_eq!(Source::open(folder.path()).is_ok_and(|source| source.orgs().count() == 1), readable);
    }
    assert!(matches!(Source::open(folder.path()), Err(OpenError::TwoFolders(..))));
}

#[test]
fn tables_of_one_zip_are_read_side_by_side() {
    let district = District { people: 700, seed: 3, version: Version::V1_2 };
    let bytes = district.write_zip(Cursor::new(Vec::new())).unwrap().into_inner();
    let source = open(bytes).unwrap();
    let pairs = source.users().zip(source.role_assignments());
    assert!(pairs.take(600).all(|(user, role)| user.is_ok() && role.is_ok()));
}

#[test]
fn names_that_lead_out_are_refused() {
    for name in ["../orgs.csv", "/orgs.csv", "a/../../orgs.csv", "C:orgs.csv", "a\\..\\orgs.csv"] {
        // The writer would tidy some of these names, so they are put over one of the same length afterwards.
        let plain = "x".repeat(name.len());
        let mut bytes = zip_of(&[(&plain, ORGS)]);
        let places: Vec<_> =
            (0..bytes.len() - name.len()).filter(|at| &bytes[*at..*at + name.len()] == plain.as_bytes()).collect();
        assert_eq!(places.len(), 2, "the entry and the directory");
        for at in places {
            bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
        }
        assert_eq!(open(bytes).unwrap_err(), OpenError::PathEscape(name.into()), "{name}");
    }
}

#[test]
fn links_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("orgs.csv", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert_eq!(open(zip.finish().unwrap().into_inner()).unwrap_err(), OpenError::Link("orgs.csv".into()));
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("elsewhere"), ORGS).unwrap();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), folder.path().join("orgs.csv")).unwrap();
    assert_eq!(Source::open(folder.path()).unwrap_err(), OpenError::Link("orgs.csv".into()));
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    let bomb = zip_of(&[("orgs.csv", &vec![b'a'; 40 << 20])]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(open(bomb), Err(OpenError::Bomb { .. })));

    let limits = Limits { total_bytes: 60, entries: 2, ..Limits::default() };
    let with =
        |bytes| Source::from_zip_reader(Cursor::new(bytes), Options { limits: limits.clone(), ..Options::default() });
    assert!(with(zip_of(&[("orgs.csv", ORGS)])).is_ok());
    assert!(matches!(with(zip_of(&[("orgs.csv", ORGS), ("x.csv", ORGS)])), Err(OpenError::TooLarge { .. })));
    assert!(matches!(with(zip_of(&[("a", b""), ("b", b""), ("c", b"")])), Err(OpenError::TooManyEntries { .. })));
}

/// The directory of a zip says how large an entry is; a bomb says less.
#[test]
fn an_entry_larger_than_it_says_stops() {
    let rows = format!("sourcedId,type,name\n{}", "s1,school,One\n".repeat(5_000));
    let mut bytes = zip_of(&[("orgs.csv", rows.as_bytes())]);
    let size = u32::try_from(rows.len()).unwrap().to_le_bytes();
    let places: Vec<_> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == size).collect();
    for at in &places {
        bytes[*at..*at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    assert!(!places.is_empty());
    let source = open(bytes).unwrap();
    let last = source.orgs().last().unwrap().unwrap_err();
    assert!(matches!(&last.problem, Problem::Broken(why) if why.contains("more than the zip says")), "{last}");
    assert!(last.ends_file());
}

#[test]
fn a_damaged_zip_is_noticed_even_where_it_unpacks() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("orgs.csv", stored).unwrap();
    zip.write_all(ORGS).unwrap();
    let mut bytes = zip.finish().unwrap().into_inner();
    let at = bytes.windows(3).position(|w| w == b"One").unwrap();
    bytes[at] = b'0';
    let last = open(bytes).unwrap().orgs().last().unwrap().unwrap_err();
    assert!(matches!(&last.problem, Problem::Broken(why) if why.contains("checksum")), "{last}");
}

#[test]
fn a_locked_entry_is_refused() {
    let mut bytes = zip_of(&[("orgs.csv", ORGS)]);
    // Bit 0 of the flags: offset 8 of the directory's record.
    let at = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[at + 8] |= 1;
    assert_eq!(open(bytes).unwrap_err(), OpenError::Encrypted("orgs.csv".into()));
}
