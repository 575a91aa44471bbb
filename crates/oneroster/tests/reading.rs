//! Sets as districts send them, in `fixtures`.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use oneroster::{
    DateOrder, FileKind, OpenError, Options, OrgType, Problem, Processing, Refusal, Remark, Role, RoleType, SchoolYear,
    SessionType, Source, Status, Version, check,
};

fn fixture(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(set)
}

fn awkward() -> Source {
    Source::open(fixture("awkward")).unwrap()
}

fn refusals<T>(rows: impl Iterator<Item = Result<T, Refusal>>) -> Vec<String> {
    rows.filter_map(Result::err).map(|refusal| refusal.to_string()).collect()
}

#[test]
fn an_awkward_users_file_gives_the_people_it_means() {
    let source = awkward();
    let people: Vec<_> = source.users().filter_map(Result::ok).collect();
    let lines: Vec<_> = people.iter().map(|row| (row.line, row.record.sourced_id.as_str())).collect();
    assert_eq!(lines, [(2, "u1"), (4, "u2"), (8, "u5"), (12, "u8"), (14, "u1")], "lines as an editor counts them");

    let mary = &people[0].record;
    assert_eq!((mary.given_name.as_str(), mary.family_name.as_str()), ("Mary", "Archer"));
    assert_eq!(mary.enabled_user, Some(true));
    assert_eq!(mary.status, Some(Status::Active));
    assert_eq!(mary.date_last_modified.at().unwrap().to_string(), "2017-05-06T08:01:05Z");
    assert_eq!(mary.role, Role::Teacher);
    assert_eq!(mary.user_ids.iter().collect::<Vec<_>>(), [("", "abc")]);
    assert!(!format!("{mary:?}").contains("secret"), "a password never gets in");

    let zoe = &people[1].record;
    assert_eq!((zoe.given_name.as_str(), zoe.family_name.as_str()), ("Zoë \"Zo\"", "King, Jr."));
    assert_eq!(zoe.grades.iter().collect::<Vec<_>>(), ["09", "10"]);

    let formula = &people[2].record;
    assert_eq!((formula.given_name.as_str(), formula.family_name.as_str()), ("=HYPERLINK(\"\"x\"\")", "+Lee"));
    assert_eq!(formula.role, Role::Other("ext:coach".into()));

    let short = &people[3].record;
    assert_eq!((short.given_name.as_str(), short.email.as_str()), ("@Sam", ""));
    assert_eq!(short.role, Role::Other("paraprofessional".into()));
}

#[test]
fn a_refused_row_says_file_line_column_and_why() {
    assert_eq!(
        refusals(awkward().users()),
        [
            "users.csv:5:enabledUser: “treu” is neither true nor false",
            "users.csv:6:email: “bo at example” is not an email address",
            "users.csv:9:sourcedId: is empty, and the row means nothing without it",
            "users.csv:10: there is an invisible control character (U+0000) in “Li\\u{0}”",
            "users.csv:11: this row has 16 cells and the header 14; is there a comma in a cell that is not in quotation marks?",
        ]
    );
    let named: Vec<_> = awkward().users().filter_map(Result::err).map(|refusal| refusal.sourced_id).collect();
    assert_eq!(named[..2], ["u3", "u4"], "so that these people are kept as they were, not taken for gone");
}

#[test]
fn what_was_taken_in_an_unusual_way_is_noted_and_counted() {
    let mut rows = awkward().users();
    while rows.next().is_some() {}
    let noted = |remark, column| rows.notes().iter().filter(|n| n.remark == remark && n.column == column).count();
    assert_eq!(noted(Remark::UnknownWord, Some("role")), 2, "studnt and paraprofessional, not ext:coach");
    assert_eq!(noted(Remark::ShortRow, None), 1);
    assert_eq!(noted(Remark::EmptyRow, None), 1);
    assert_eq!(noted(Remark::LineBreak, None), 1);
    let blank = rows.notes().iter().find(|n| n.remark == Remark::Blank && n.column == Some("username")).unwrap();
    assert_eq!((blank.line, blank.count), (4, 4));
    assert!(
        rows.notes()
            .iter()
            .any(|n| n.to_string() == "users.csv:6:role: “studnt” is not a word OneRoster knows; kept as it is")
    );
    let source = awkward();
    assert!(source.notes().iter().any(|n| n.remark == Remark::NoManifest));
    assert!(source.notes().iter().any(|n| n.remark == Remark::UnknownFile && n.value == "readme.csv"));
    assert!(
        source.notes().iter().any(|n| n.remark == Remark::LooksLikeDelta),
        "nobody told us that this is everybody: rows with status and time may be changes only"
    );
    assert_eq!((source.version(), source.manifest().inferred), (Version::V1_1, true));
    assert_eq!(source.processing(FileKind::Users), Processing::Bulk);
    assert_eq!(source.processing(FileKind::Roles), Processing::Absent);
}

#[test]
fn columns_beyond_the_specification_can_be_asked_for() {
    let mut rows = awkward().users();
    assert_eq!(rows.extra_columns().collect::<Vec<_>>(), ["metadata.jobTitle"]);
    let row = rows.next_row().unwrap().unwrap();
    assert_eq!(row.extra().collect::<Vec<_>>(), [("metadata.jobTitle", "Coach")]);
}

#[test]
fn old_letters_and_old_line_ends_are_read() {
    let source = awkward();
    let mut rows = source.orgs();
    let orgs: Vec<_> = rows.by_ref().map(Result::unwrap).collect();
    assert_eq!(orgs.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    assert_eq!(orgs[1].record.name, "École");
    assert_eq!(orgs[0].record.org_type, OrgType::District);
    assert_eq!(orgs[2].record.org_type, OrgType::Other("ext:annex".into()));
    let note = rows.notes().iter().find(|n| n.remark == Remark::Windows1252).unwrap();
    assert_eq!((note.line, note.count), (3, 1));
}

#[test]
fn utf_16_with_tabs_is_read() {
    let mut rows = awkward().academic_sessions();
    let year = rows.next().unwrap().unwrap().record;
    assert_eq!(year.title, "2026–27");
    assert_eq!(year.session_type, SessionType::SchoolYear);
    assert_eq!(year.start_date, Some(Date::constant(2026, 8, 17)));
    assert_eq!(year.end_date, Some(Date::constant(2027, 5, 28)));
    assert_eq!(year.school_year, Some(SchoolYear(2027)));
    assert_eq!(
        refusals(rows.by_ref()),
        [
            "academicSessions.csv:3:endDate: “2026-08-17” is before the begin",
            "academicSessions.csv:4:startDate: “8/17/26” has a year of two digits; write it as 2026-09-01",
        ]
    );
    assert!(rows.notes().iter().any(|n| n.remark == Remark::Utf16));
    assert!(rows.notes().iter().any(|n| n.remark == Remark::Delimiter && n.value == "tab"));
}

#[test]
fn a_header_alone_is_an_empty_table() {
    let mut rows = awkward().courses();
    assert!(rows.next().is_none());
    assert!(rows.notes().iter().any(|n| n.remark == Remark::EmptyFile));
}

#[test]
fn an_old_set_gives_its_roles_in_the_new_form() {
    let source = awkward();
    let roles: Vec<_> = source.role_assignments().map(|row| row.unwrap().record).collect();
    let told: Vec<_> = roles.iter().map(|r| (r.user_sourced_id.as_str(), r.org_sourced_id.as_str())).collect();
    assert_eq!(told, [("u1", "s1"), ("u1", "s2"), ("u2", "s1"), ("u5", "s1"), ("u8", "s2"), ("u1", "s1")]);
    assert_eq!(roles[0].role_type, Some(RoleType::Primary));
    assert_eq!(roles[1].role_type, Some(RoleType::Secondary));
}

#[test]
fn a_new_set_says_what_it_is() {
    let source = Source::open(fixture("plain-1.2")).unwrap();
    assert_eq!(source.version(), Version::V1_2);
    assert_eq!(source.manifest().system_name, "Made up by hand");
    assert_eq!(source.processing(FileKind::Orgs), Processing::Bulk);
    assert_eq!(source.processing(FileKind::Users), Processing::Delta);
    assert!(source.notes().iter().any(|n| n.remark == Remark::OddManifest && n.value == "file.x,strange"));
    let users: Vec<_> = source.users().map(|row| row.unwrap().record).collect();
    assert_eq!((users[0].preferred_given_name.as_str(), users[0].pronouns.as_str()), ("Annie", "she/her"));
    assert_eq!(users[1].status, Some(Status::ToBeDeleted), "who is gone needs no name");
    let roles: Vec<_> = source.role_assignments().filter_map(Result::ok).map(|row| row.record).collect();
    assert_eq!(roles.iter().map(|r| r.role.as_str()).collect::<Vec<_>>(), ["principal", "teacher"]);
    assert_eq!(refusals(source.role_assignments()), ["roles.csv:4:roleType: “third” is not one of primary, secondary"]);
    assert!(check(&source).is_empty(), "{:?}", check(&source));
}

#[test]
fn the_options_say_how_days_and_addresses_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("demographics.csv", "sourcedId,birthDate\nu1,3/4/2015\nu2,25/4/2015\n");
    write("users.csv", "sourcedId,enabledUser,username,givenName,familyName,email\nu1,true,u1,A,B,none\n");
    let source = Source::open(folder.path()).unwrap();
    assert_eq!(source.demographics().next().unwrap().unwrap().record.birth_date, Some(Date::constant(2015, 3, 4)));
    assert_eq!(source.demographics().nth(1).unwrap().unwrap_err().problem, Problem::WrongDateOrder);
    assert_eq!(source.users().next().unwrap().unwrap_err().problem, Problem::NotAnEmail);

    let options = Options { date_order: DateOrder::DayFirst, keep_odd_emails: true, ..Options::default() };
    let source = Source::open_with(folder.path(), options).unwrap();
    assert_eq!(source.demographics().next().unwrap().unwrap().record.birth_date, Some(Date::constant(2015, 4, 3)));
    assert_eq!(source.users().next().unwrap().unwrap().record.email, "none");
}

#[test]
fn the_check_finds_what_no_row_can_know() {
    let found: Vec<_> = check(&awkward()).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "orgs.csv:4:parentSourcedId: “d9” is not in orgs.csv",
            "orgs.csv:5:parentSourcedId: “c1” is, through its parents, its own parent",
            "orgs.csv:6:parentSourcedId: “c2” is, through its parents, its own parent",
            "users.csv:14:sourcedId: “u1” stands in this file more than once",
            "enrollments.csv:3:sourcedId: “e1” stands in this file more than once",
        ],
        "users.csv has a row without an id, so nobody in enrollments can be said to be missing; there is no classes.csv"
    );
}

#[test]
fn a_column_without_which_nothing_means_anything_refuses_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("orgs.csv"), "sourcedId,type\ns1,school\ns2,school\n").unwrap();
    let source = Source::open(folder.path()).unwrap();
    let refused: Vec<_> = source.orgs().map(Result::unwrap_err).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(
        refused[0].to_string(),
        "orgs.csv:1:name: this column is missing; no row of the file can be read without it"
    );
    assert!(refused[0].ends_file());
}

#[test]
fn a_quotation_mark_never_closed_costs_one_refusal_and_no_memory() {
    let folder = tempfile::tempdir().unwrap();
    let rest = "s3,school,Three\n".repeat(200_000);
    std::fs::write(
        folder.path().join("orgs.csv"),
        format!("sourcedId,type,name\ns1,school,One\ns2,school,\"Two\n{rest}"),
    )
    .unwrap();
    let source = Source::open(folder.path()).unwrap();
    let rows: Vec<_> = source.orgs().collect();
    assert_eq!(rows.len(), 2);
    let refusal = rows[1].as_ref().unwrap_err();
    assert_eq!((refusal.line, &refusal.problem), (3, &Problem::Unclosed));
    assert!(refusal.ends_file());
}

#[test]
fn a_promise_not_kept_stops_everything() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("orgs.csv", "sourcedId,type,name\ns1,school,One\n");
    write("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\n");
    assert_eq!(Source::open(folder.path()).unwrap_err(), OpenError::Promised(FileKind::Users));
    write("manifest.csv", "propertyName,value\noneroster.version,2.0\nfile.orgs,bulk\n");
    assert_eq!(Source::open(folder.path()).unwrap_err(), OpenError::UnknownVersion("2.0".into()));
    write("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.orgs,bluk\n");
    assert_eq!(
        Source::open(folder.path()).unwrap_err().to_string(),
        "manifest.csv:3:value: “bluk” is not one of bulk, delta, absent"
    );
    write("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.orgs,absent\n");
    let source = Source::open(folder.path()).unwrap();
    assert_eq!(source.orgs().count(), 0);
    assert!(source.notes().iter().any(|n| n.remark == Remark::AbsentButThere && n.file == FileKind::Orgs));
}
