//! Runs over real sets where `PERENNIAL_SHARED_DATA` names a folder that has them; says so where it does not.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use oneroster::{FileKind, Problem, Processing, Role, RoleType, Source, Version};

fn shared(set: &str) -> Option<Source> {
    let Some(folder) = std::env::var_os("PERENNIAL_SHARED_DATA") else {
        println!("skipped: PERENNIAL_SHARED_DATA names no folder with oneroster/{set}");
        return None;
    };
    Some(Source::open(PathBuf::from(folder).join("oneroster").join(set)).unwrap())
}

#[test]
fn the_ed_fi_sample_is_read_whole() {
    let Some(source) = shared("edfi-lms-toolkit-v1.1") else { return };
    assert_eq!(source.version(), Version::V1_1);
    assert_eq!(source.processing(FileKind::Users), Processing::Bulk);
    assert_eq!(source.manifest().system_code, "ClassLink");
    let users: Vec<_> = source.users().map(|row| row.unwrap().record).collect();
    assert_eq!(users.len(), 10);
    assert_eq!(users[0].username, "Mary Archer");
    assert_eq!(users[0].user_ids.iter().collect::<Vec<_>>(), [("Local", "863")]);
    assert_eq!(source.enrollments().filter(|row| row.is_ok()).count(), 24);
    assert_eq!(source.academic_sessions().map(|row| row.unwrap().record.school_year.unwrap().0).max(), Some(2021));
    let orgs: Vec<_> = source.orgs().extra_columns().map(str::to_owned).collect();
    assert_eq!(orgs.len(), 5);
    assert_eq!(orgs[0], "metadata.address1");
    let roles: Vec<_> = source.role_assignments().map(|row| row.unwrap().record).collect();
    assert!(roles.iter().all(|r| r.role_type == Some(RoleType::Primary) && r.org_sourced_id == "255901001"));
    assert!(roles.iter().any(|r| r.role == Role::Teacher));
    assert_eq!(source.courses().count(), 2, "the last row has no final newline");
    assert_eq!(source.demographics().filter(|row| row.is_ok()).count(), 8);
}

#[test]
fn the_awkward_set_is_read_as_far_as_it_means_anything() {
    let Some(source) = shared("oat-sa-v1p1-base") else { return };
    let users: Vec<_> = source.users().map(|row| row.unwrap().record).collect();
    assert_eq!(users.len(), 2);
    assert_eq!(users[0].enabled_user, Some(true));
    assert_eq!(users[0].user_ids.iter().collect::<Vec<_>>(), [("", "abc")]);
    assert_eq!(source.classes().map(|row| row.unwrap().record.grades.0).next().as_deref(), Some("2"));
    assert_eq!(source.academic_sessions().count(), 0, "a header and nothing else");
    assert_eq!(source.courses().count(), 0);
    let demographics: Vec<_> = source.demographics().collect();
    assert!(demographics.iter().all(|row| row.as_ref().err().is_none_or(|r| r.problem != Problem::NoColumn)));
}
