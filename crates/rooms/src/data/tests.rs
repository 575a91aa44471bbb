//! What people do with results, as they would tell it.

use store::{DistrictId, args, sql};

use super::{Import, Mapping, Report, import_results};
use crate::testing::{World, on_each};

sql! {
    RESULTS = "select count(*) from result where district = $1";
    STUDENTS = "select count(*) from student where district = $1";
    RUNS = "select count(*) from import_run where district = $1";
    SCORE = "select r.score from result r join student s on s.id = r.student where r.district = $1 and s.sourced_id = $2";
    SITTINGS = "select cast(sum(results) as bigint) from sitting where district = $1";
}

const LONG: &str = r#"
name = "Fluency"
unit = "words a minute"
test = { value = "Oral reading fluency" }
subject = { value = "Reading" }
period = "date"
grade = "grade"
school = "school"
[student]
id = "id"
[facets]
gender = "gender"
lunch = { column = "lunch", map = { F = "free", R = "free", N = "non-free" } }
[[score]]
column = "wpm"
low = 0
high = 300
"#;

fn import(district: DistrictId, mapping: &str) -> Import {
    Import {
        district,
        source: "sis".into(),
        file: "fluency.csv".into(),
        mapping: Mapping::parse(mapping).unwrap(),
        dry_run: false,
        skip_refused: false,
        schools: None,
        by: None,
        run: None,
    }
}

fn run(w: &World, import: &Import, text: &str) -> Report {
    let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
    import_results(&w.t.db, import, Box::new(bytes), &|_| ()).unwrap()
}

fn count(w: &World, sql: store::Sql) -> i64 {
    let district = w.district;
    w.t.db.read_now(move |c| c.count(sql, args![district])).unwrap()
}

const FALL: &str = "id,date,grade,school,gender,lunch,wpm\n\
    1,9/15/2026,3,Cedar Street,female,F,61\n\
    2,9/15/2026,3,Cedar Street,male,N,88\n\
    3,9/15/2026,3,oak hill,female,N,\n";

#[test]
fn a_file_imported_twice_changes_nothing_and_a_correction_changes_one_result() {
    on_each(|w| async move {
        let fluency = import(w.district, LONG);
        let dry = run(&w, &Import { dry_run: true, ..fluency.clone() }, FALL);
        assert!(!dry.applied);
        assert_eq!((dry.results().new, count(&w, RESULTS), count(&w, STUDENTS)), (2, 0, 0));
        let first = run(&w, &fluency, FALL);
        assert!(first.applied);
        assert_eq!(first.kinds, dry.kinds, "the preview was right");
        assert_eq!((first.kinds["students"].new, first.kinds["tests"].new), (2, 1));
        assert_eq!((count(&w, RESULTS), count(&w, SITTINGS), count(&w, RUNS)), (2, 2, 1));
        let again = run(&w, &fluency, FALL);
        assert_eq!((again.results().new, again.results().changed, again.results().unchanged), (0, 0, 2));
        assert_eq!((count(&w, RESULTS), count(&w, RUNS)), (2, 1), "nothing written, not even a note of it");
        let corrected = run(&w, &fluency, &FALL.replace(",61", ",64"));
        assert_eq!((corrected.results().changed, corrected.results().unchanged), (1, 1));
        let district = w.district;
        let score: Option<f64> = w.t.db.read_now(move |c| c.one(SCORE, args![district, "1"], |r| r.get(0))).unwrap();
        assert_eq!(score, Some(64.0));
        let shown = corrected.json();
        assert_eq!(shown["kinds"]["results"]["changed"], 1);
        assert_eq!(shown["applied"], true);
    });
}

#[test]
fn what_is_wrong_is_named_by_line_and_column_and_nothing_is_written() {
    on_each(|w| async move {
        let fluency = import(w.district, LONG);
        let bad = format!(
            "{FALL}1,2026-09-15,3,Cedar Street,female,F,75\n4,9/15/2026,3,Nowhere,male,N,80\n5,9/15/2026,3,Cedar Street,male,N,NaN\n\
             6,9/15/2026,3,Cedar Street,male,N,900\n7,someday,3,Cedar Street,male,N,80\n,9/15/2026,3,Cedar Street,male,N,80\n\
             8,9/15/2026,3,Cedar Street,ma\u{7}le,N,80\n9,9/15/2026,3,Lake School,male,N,80\n"
        );
        let report = run(&w, &fluency, &bad);
        assert!(!report.applied);
        assert_eq!((count(&w, RESULTS), count(&w, STUDENTS), count(&w, RUNS)), (0, 0, 0));
        let lines: Vec<String> = report.refused.iter().map(ToString::to_string).collect();
        assert_eq!(report.results().refused, 9, "{lines:#?}");
        for wished in [
            "fluency.csv:2:7: line 5 says something else",
            "fluency.csv:5:7: line 2 says something else",
            "fluency.csv:6:4: unknown school \"Nowhere\"; add it first",
            "fluency.csv:7:7: \"NaN\" is not a number",
            "fluency.csv:8:7: 900 is a score this test can't give",
            "fluency.csv:9:2: \"someday\" is not a date",
            "fluency.csv:10:1: no student id",
            "fluency.csv:11:5: this cell has characters",
            "fluency.csv:12:4: unknown school \"Lake School\"",
        ] {
            assert!(lines.iter().any(|l| l.starts_with(wished)), "{wished} in {lines:#?}");
        }
        let rest = run(&w, &Import { skip_refused: true, ..fluency.clone() }, &bad);
        assert!(rest.applied);
        assert_eq!((rest.results().new, count(&w, RESULTS)), (1, 1));
        let limited = Import { schools: Some(vec![w.oak]), ..fluency.clone() };
        assert_eq!(run(&w, &limited, FALL).refused.len(), 2, "a leader of Oak Hill can't write Cedar Street's results");
        let known = import(w.district, &LONG.replace("id = \"id\"", "id = \"id\"\nknown_only = true"));
        let known = run(&w, &known, FALL);
        assert_eq!(known.refused.len(), 1, "student 2 was imported above, student 1 never: {known:?}");
    });
}

#[test]
fn a_mapping_that_does_not_fit_says_which_column() {
    on_each(|w| async move {
        let fluency = import(w.district, &LONG.replace("column = \"wpm\"", "column = \"words\""));
        let bytes = std::io::Cursor::new(FALL.as_bytes().to_vec());
        let failed = import_results(&w.t.db, &fluency, Box::new(bytes), &|_| ()).unwrap_err().to_string();
        assert!(failed.contains("no column \"words\" (score)") && failed.contains("wpm"), "{failed}");
    });
}

/// The district of Project STAR: a school for every id of the file.
fn star_schools(w: &World) {
    let (district, office) = (w.district, w.office());
    w.write(move |tx| {
        for id in 1..=80 {
            let (name, sourced_id) = (format!("School {id}"), id.to_string());
            let school = crate::people::NewOrg {
                district: Some(district),
                parent: Some(office),
                kind: "school",
                name: &name,
                zone: "America/Chicago",
                lang: "en",
                source: "star",
                sourced_id: &sourced_id,
            };
            crate::people::add_org(tx, &school)?;
        }
        Ok(())
    });
}

#[test]
fn project_star_comes_in_whole() {
    on_each(|w| async move {
        star_schools(&w);
        let mapping = include_str!("../../../../sample/star/results.toml");
        let star = Import { source: "star".into(), file: "AER__STAR.csv.gz".into(), ..import(w.district, mapping) };
        let file = || Box::new(std::fs::File::open("../../sample/star/AER__STAR.csv.gz").unwrap());
        let report = import_results(&w.t.db, &star, file(), &|_| ()).unwrap();
        assert_eq!(report.refused, []);
        // Counted in the file by another program: 48,875 scores of 10,786 students.
        assert_eq!((report.results().new, report.kinds["students"].new), (48_875, 10_786));
        assert_eq!(report.sittings.len(), 8);
        let again = import_results(&w.t.db, &star, file(), &|_| ()).unwrap();
        assert_eq!((again.results().unchanged, again.results().new + again.results().changed), (48_875, 0));
    });
}
