//! What holds for every input.
#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use jiff::civil::Date;
use oneroster::generate::District;
use oneroster::writer::{Writer, write_all};
use oneroster::{List, Options, Org, OrgType, Problem, Record, Role, Source, User, UserIds, Version, check};
use proptest::prelude::*;

fn set_of(name: &str, bytes: &[u8]) -> (tempfile::TempDir, Source) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let source = Source::open(folder.path()).unwrap();
    (folder, source)
}

fn read_all<R: Record>(source: &Source) -> (usize, usize) {
    let (mut good, mut refused) = (0, 0);
    let mut rows = source.rows::<R>();
    while let Some(row) = rows.next_row() {
        match row {
            Ok(_) => good += 1,
            Err(refusal) => {
                assert!(!refusal.to_string().chars().any(char::is_control), "a message is one line");
                refused += 1;
            }
        }
    }
    for note in rows.notes() {
        assert!(!note.to_string().is_empty());
    }
    (good, refused)
}

/// Text of a cell: no control characters, no spaces at the ends.
fn text() -> impl Strategy<Value = String> {
    "[ -~À-ÿ“”Ā-ž一-三]{0,12}".prop_map(|text| text.trim().to_owned())
}

fn id() -> impl Strategy<Value = String> {
    "[0-9A-Za-z./@_-]{1,20}"
}

fn date() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of((1900i16..2199, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap()))
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![
        Just(Role::Student),
        Just(Role::Teacher),
        Just(Role::SystemAdministrator),
        "ext:[a-z]{1,8}".prop_map(Role::Other)
    ]
}

fn user() -> impl Strategy<Value = User> {
    (id(), proptest::option::of(any::<bool>()), role(), proptest::collection::vec(id(), 0..3), text(), text(), text())
        .prop_map(|(sourced_id, enabled_user, role, orgs, username, middle_name, family)| User {
            sourced_id,
            enabled_user,
            role,
            org_sourced_ids: List(orgs.join(",")),
            user_ids: UserIds(format!("{{SIS:{}}}", orgs.len())),
            username,
            given_name: "Ann".into(),
            family_name: family,
            middle_name,
            ..User::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for name in ["users.csv", "orgs.csv", "demographics.csv", "enrollments.csv"] {
            let (_folder, source) = set_of(name, &bytes);
            read_all::<User>(&source);
            read_all::<Org>(&source);
            read_all::<oneroster::Demographics>(&source);
            read_all::<oneroster::Enrollment>(&source);
            check(&source);
        }
    }

    #[test]
    fn no_cells_make_it_panic(cells in proptest::collection::vec(
        prop_oneof![
            Just(","), Just("\n"), Just("\r"), Just("\""), Just("true"), Just("é"), Just("1/2/2026"), Just("2026-01-01"),
            Just("student"), Just("{a:b}"), Just(" "), Just("\u{FFFD}"), Just("\u{85}"), Just("2026-01-0é"), Just("9"),
        ], 0..200)) {
        let users = "sourcedId,status,dateLastModified,enabledUser,role,orgSourcedIds,givenName,email,primaryOrgSourcedId\n";
        let (_folder, source) = set_of("users.csv", (users.to_owned() + &cells.concat()).as_bytes());
        read_all::<User>(&source);
        source.role_assignments().for_each(drop);
        check(&source);
        let sessions = "sourcedId,dateLastModified,title,type,startDate,endDate,schoolYear\n";
        let (_folder, source) = set_of("academicSessions.csv", (sessions.to_owned() + &cells.concat()).as_bytes());
        read_all::<oneroster::AcademicSession>(&source);
        check(&source);
    }

    #[test]
    fn no_damaged_zip_makes_it_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let district = District { people: 25, seed: 1, version: Version::V1_2 };
        let mut bytes = district.write_zip(Cursor::new(Vec::new())).unwrap().into_inner();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(source) = Source::from_zip_reader(Cursor::new(bytes), Options::default()) {
            read_all::<User>(&source);
            check(&source);
        }
    }

    /// What is written strictly is read as it was, from either version, whole or split anywhere.
    #[test]
    fn what_is_written_is_read(users in proptest::collection::vec(user(), 1..20)) {
        let bytes = write_all(Vec::new(), Version::V1_1, users.clone()).unwrap();
        let (_folder, source) = set_of("users.csv", &bytes);
        let read: Vec<_> = source.users().map(|row| row.unwrap().record).collect();
        prop_assert_eq!(&read, &users);

        let bytes = write_all(Vec::new(), Version::V1_2, users.clone()).unwrap();
        let (_folder, source) = set_of("users.csv", &bytes);
        let read: Vec<_> = source.users().map(|row| row.unwrap().record).collect();
        let new: Vec<_> = users.into_iter()
            .map(|user| User { org_sourced_ids: List::default(), role: Role::default(), ..user }).collect();
        prop_assert_eq!(&read, &new, "1.2 has no role and no organizations in users.csv");
    }

    #[test]
    fn dates_are_written_as_they_are_read(begin in date(), end in date()) {
        let row = oneroster::Enrollment {
            sourced_id: "e".into(), class_sourced_id: "c".into(), user_sourced_id: "u".into(),
            role: oneroster::EnrollmentRole::Student, begin_date: begin, end_date: end,
            ..oneroster::Enrollment::default()
        };
        let bytes = write_all(Vec::new(), Version::V1_2, [row.clone()]).unwrap();
        let (_folder, source) = set_of("enrollments.csv", &bytes);
        prop_assert_eq!(source.enrollments().next().unwrap().unwrap().record, row);
    }

    /// The same cells as the csv crate finds, and lines as an editor counts them, whatever ends them.
    #[test]
    fn rows_are_those_of_the_csv_crate(
        rows in proptest::collection::vec(("[a-z\"\n,;é ]{0,8}", 0usize..3), 1..30),
        ending in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
    ) {
        let (mut file, mut lines) = (format!("sourcedId,name,type{ending}"), Vec::new());
        let mut line = 2;
        for (index, (name, blank)) in rows.iter().enumerate() {
            file.push_str(&ending.repeat(*blank));
            line += blank;
            lines.push(line as u64);
            let name = name.replace('\n', ending);
            line += 1 + name.matches(ending).count();
            file.push_str(&format!("o{index},\"x{}\",school{ending}", name.replace('"', "\"\"")));
        }
        let (_folder, source) = set_of("orgs.csv", file.as_bytes());
        let read: Vec<_> = source.orgs().map(|row| row.unwrap()).collect();
        prop_assert_eq!(read.iter().map(|row| row.line).collect::<Vec<_>>(), lines);
        let mut oracle = csv::ReaderBuilder::new().from_reader(file.as_bytes());
        let names: Vec<_> = oracle.records().map(|row| row.unwrap()[1].trim().to_owned()).collect();
        prop_assert_eq!(read.into_iter().map(|row| row.record.name).collect::<Vec<_>>(), names);
    }
}

#[test]
fn a_made_up_district_is_valid_and_the_same_each_time() {
    for version in [Version::V1_1, Version::V1_2] {
        let district = District { people: 1_203, seed: 11, version };
        let folder = tempfile::tempdir().unwrap();
        district.write_folder(folder.path()).unwrap();
        let source = Source::open(folder.path()).unwrap();
        assert_eq!(source.version(), version);
        assert!(source.notes().is_empty(), "{:?}", source.notes());
        assert_eq!(check(&source), []);
        assert_eq!(read_all::<User>(&source), (1_203, 0));
        assert_eq!(read_all::<Org>(&source), (4, 0));
        assert!(read_all::<oneroster::Enrollment>(&source).0 > 4_000);
        let users: Vec<_> = source.users().map(|row| row.unwrap().record).collect();
        assert!(users.iter().eq(district.users().collect::<Vec<_>>().iter()));
        let mut rows = source.users();
        rows.by_ref().for_each(drop);
        assert!(rows.notes().is_empty(), "{:?}", rows.notes());
        assert_eq!(source.role_assignments().count(), district.role_assignments().count());

        let again = district.write_zip(Cursor::new(Vec::new())).unwrap().into_inner();
        assert_eq!(again, district.write_zip(Cursor::new(Vec::new())).unwrap().into_inner());
        let other = District { seed: 12, ..district }.write_zip(Cursor::new(Vec::new())).unwrap().into_inner();
        assert_ne!(again, other);
    }
}

#[test]
fn headers_are_exactly_those_of_the_specification() {
    let header = |version| String::from_utf8(Writer::<_, User>::new(Vec::new(), version).unwrap().finish().unwrap());
    assert_eq!(
        header(Version::V1_1).unwrap(),
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,\
         middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\r\n"
    );
    assert_eq!(
        header(Version::V1_2).unwrap(),
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,\
         email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,\
         preferredFamilyName,primaryOrgSourcedId,pronouns\r\n"
    );
    let of = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let none = Version::V1_2;
    let classes = of(write_all(Vec::new(), none, std::iter::empty::<oneroster::Class>()).unwrap());
    assert_eq!(
        classes,
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,\
         termSourcedIds,subjects,subjectCodes,periods\r\n"
    );
    let roles = of(write_all(Vec::new(), none, std::iter::empty::<oneroster::RoleAssignment>()).unwrap());
    assert_eq!(
        roles,
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,\
         userProfileSourcedId\r\n"
    );
}

#[test]
fn a_row_longer_than_allowed_is_refused_and_the_next_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(5_000);
    let file =
        format!("sourcedId,name,type\na,{long},school\nb,Two,school\nc,{}school\nd,Four,school\n", ",".repeat(5_000));
    std::fs::write(folder.path().join("orgs.csv"), file).unwrap();
    let mut options = Options::default();
    options.limits.row_bytes = 4_096;
    let source = Source::open_with(folder.path(), options).unwrap();
    let rows: Vec<_> = source.orgs().collect();
    assert_eq!(rows[0].as_ref().unwrap_err().problem, Problem::RowTooLong(4_096));
    let two = &rows[1].as_ref().unwrap().record;
    assert_eq!((two.name.as_str(), &two.org_type), ("Two", &OrgType::School));
    assert!(rows[2].is_err());
    assert_eq!(rows[3].as_ref().unwrap().line, 5);
}
