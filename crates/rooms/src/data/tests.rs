//! What people do with results, as they would tell it.

use store::{DistrictId, args, sql};

use super::{Import, Mapping, Report, import_results};
use crate::Role;
use crate::communities::{self, NewCommunity, Part};
use crate::testing::{Actor, World, on_each};
use store::CommunityId;

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

fn try_run(w: &World, import: &Import, text: &str) -> Result<Report, super::Failed> {
    let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
    import_results(&w.t.db, import, Box::new(bytes), &|_| ())
}

fn run(w: &World, import: &Import, text: &str) -> Report {
    try_run(w, import, text).unwrap()
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
        let failed = try_run(&w, &fluency, FALL).unwrap_err().to_string();
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

/// Scores in two schools: enough girls and boys everywhere, but three Asian students at Cedar Street, and four whose lunch nobody noted.
fn spring(shift: f64) -> String {
    let mut text = String::from("id,date,grade,school,gender,lunch,ethnicity,wpm\n");
    for (at, school) in ["Cedar Street", "Oak Hill"].iter().enumerate() {
        for n in 0..40 {
            let gender = if n % 2 == 0 { "female" } else { "male" };
            let lunch = match n {
                0..4 if at == 0 => "",
                _ if n % 3 == 0 => "F",
                _ => "N",
            };
            let ethnicity = match (at, n) {
                (0, 0..3) => "asian",
                (_, 3..20) => "black",
                _ => "white",
            };
            let score = 60.0 + f64::from(n) + if lunch == "N" { 30.0 } else { 0.0 } + 5.0 * at as f64 + shift;
            text += &format!("{at}-{n},2026-05-12,3,{school},{gender},{lunch},{ethnicity},{score}\n");
        }
    }
    text
}

const FACETS: &str = "[facets]\nethnicity = \"ethnicity\"";

fn spring_results(w: &World, shift: f64) -> Report {
    run(w, &import(w.district, &LONG.replace("[facets]", FACETS)), &spring(shift))
}

fn community(w: &World, org: store::OrgId, by: &Actor) -> CommunityId {
    let (district, by) = (w.district, by.id);
    w.write(move |tx| {
        let new = NewCommunity {
            district,
            org,
            name: "Grade 3 Readers",
            purpose: "Reading",
            basis: "students",
            composition: "horizontal",
            mode: "face-to-face",
            grades: "03",
            subjects: "reading",
        };
        Ok(communities::add(tx, &new, Some(by))?)
    })
}

const PAGE: &str = "/data/oral-reading-fluency";

#[test]
fn a_page_says_what_the_scores_say() {
    on_each(|w| async move {
        assert!(spring_results(&w, 0.0).applied);
        let ana = w.person("Ana", Role::Teacher, w.cedar);
        let scores: Vec<f64> = spring(0.0)
            .lines()
            .filter(|l| l.contains("Oak Hill") && l.contains(",N,"))
            .map(|l| l.rsplit(',').next().unwrap().parse().unwrap())
            .collect();
        let paid = learning::difference::mean_interval(&scores, 0.95).unwrap();
        let lisa = w.person("Lisa", Role::DistrictAdministrator, w.office());
        let by_lunch = format!("{PAGE}?school={}&by=by-lunch", w.oak);
        let page = lisa.get(&by_lunch).await.ok().shows("students without free lunch score");
        page.shows(&face::number(paid.mean, 1)).shows("Welch").shows("Seen by who works at Oak Hill");
        let csv = lisa.get(&format!("{PAGE}/table.csv?school={}&by=by-lunch", w.oak)).await.ok();
        let wished = format!("{},{:.4},{:.4},{:.4}", scores.len(), paid.mean, paid.interval.low, paid.interval.high);
        csv.shows(&wished);
        for by in ["all", "by-gender", "by-ethnicity", "school", "class", "grade", "time"] {
            ana.get(&format!("{PAGE}?by={by}")).await.ok().shows("How sure are we?").hides("NaN").hides("style=");
            ana.get(&format!("{PAGE}?by={by}&school={}&lang=es", w.cedar)).await.ok().shows("seguros");
        }
        let home = ana.get("/data?lang=en").await.ok();
        home.shows("In grade 3 at Cedar Street, students without free lunch score").shows("Make this a need");
    });
}

#[test]
fn who_may_look_and_who_may_not() {
    on_each(|w| async move {
        spring_results(&w, 0.0);
        let ana = w.person("Ana", Role::Teacher, w.cedar);
        let far = w.person("Fay", Role::DistrictAdministrator, w.elsewhere.0.into_org());
        let family = w.person("Gus", Role::Guest, w.cedar);
        ana.get(&format!("{PAGE}?school={}", w.cedar)).await.ok();
        for (who, path) in [
            (&ana, format!("{PAGE}?school={}", w.oak)),
            (&ana, format!("{PAGE}/table.csv?school={}", w.oak)),
            (&ana, format!("{PAGE}/need?school={}", w.oak)),
            (&ana, "/data/no-such-test".into()),
            (&ana, format!("{PAGE}?by=by-nothing")),
            (&far, PAGE.to_owned()),
            (&far, format!("{PAGE}/table.csv")),
            (&family, PAGE.to_owned()),
            (&family, "/data".into()),
        ] {
            assert_eq!(who.get(&path).await.status, 404, "{path}");
        }
        assert_eq!(ana.get("/data/import").await.status, 404, "a teacher imports nothing");
        far.get("/data").await.ok().shows("There are no results here yet").hides("Oral reading");
        ana.get(&format!("{PAGE}?by=school&school={}", w.cedar)).await.ok().shows("Cedar Street").hides("Oak Hill");
    });
}

trait IntoOrg {
    fn into_org(self) -> store::OrgId;
}
impl IntoOrg for uuid::Uuid {
    fn into_org(self) -> store::OrgId {
        store::OrgId(self)
    }
}

/// What a CSV shows: name and number of students, where it is shown.
fn counts(csv: &str) -> Vec<(String, Option<u64>)> {
    csv.lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            (cells.next().unwrap().to_owned(), cells.next().and_then(|n| n.parse().ok()))
        })
        .collect()
}

#[test]
fn no_subtraction_leaves_a_small_group() {
    on_each(|w| async move {
        spring_results(&w, 0.0);
        let lisa = w.person("Lisa", Role::DistrictAdministrator, w.office());
        for by in ["by-ethnicity", "by-gender", "by-lunch"] {
            let mut tables = Vec::new();
            for (school, total) in [(String::new(), 80), (w.cedar.to_string(), 40), (w.oak.to_string(), 40)] {
                let csv = lisa.get(&format!("{PAGE}/table.csv?school={school}&by={by}")).await.ok().body;
                let shown = counts(&csv);
                let left = total - shown.iter().filter_map(|(_, n)| *n).sum::<u64>();
                assert!(left == 0 || left >= 10, "{by} {school}: {left} are left\n{csv}");
                assert!(shown.iter().all(|(_, n)| n.is_none_or(|n| n >= 10)), "{csv}");
                tables.push(shown);
            }
            for (name, everywhere) in &tables[0] {
                let at =
                    |t: &Vec<(String, Option<u64>)>| t.iter().find(|(n, _)| n == name).map_or(Some(0), |(_, n)| *n);
                if let (Some(all), Some(a), Some(b)) = (everywhere, at(&tables[1]), at(&tables[2])) {
                    assert_eq!(*all, a + b, "{name}");
                } else if let (Some(all), one) = (everywhere, at(&tables[1]).or(at(&tables[2])).unwrap_or(0)) {
                    assert!(all - one == 0 || all - one >= 10, "{by} {name}: {} are left", all - one);
                }
            }
        }
        let page = lisa.get(&format!("{PAGE}?school={}&by=by-ethnicity", w.cedar)).await.ok();
        // The three have 60, 61 and 62 words.
        page.shows("not shown").hides(">61<").hides("61.0");
        let all = lisa.get(&format!("{PAGE}?school={}&by=all", w.cedar)).await.ok();
        all.hides("of 3 students");
    });
}

#[test]
fn a_need_keeps_what_it_was_made_of() {
    on_each(|w| async move {
        spring_results(&w, 0.0);
        let ana = w.person("Ana", Role::Teacher, w.cedar);
        let place = community(&w, w.cedar, &ana).to_string();
        let query = format!("school={}&by=by-lunch", w.cedar);
        let school = w.cedar.to_string();
        ana.get(&format!("{PAGE}/need?{query}"))
            .await
            .ok()
            .shows("students without free lunch score")
            .shows("Grade 3 Readers");
        let fields = [
            ("text", "Our students with free lunch read too few words"),
            ("community", place.as_str()),
            ("school", school.as_str()),
            ("by", "by-lunch"),
            ("seen", "inside"),
            ("finding", "{\"forged\": true}"),
        ];
        let need = ana.post(&format!("{PAGE}/need"), &fields).await.leads_to();
        let then = ana
            .get(&need)
            .await
            .ok()
            .shows("read too few words")
            .shows("Later results don&#39;t change it".replace("&#39;", "'").as_str());
        let figure = then.body.split("points higher").next().unwrap().rsplit("score ").next().unwrap().to_owned();
        assert!(spring_results(&w, 7.0).applied);
        let lisa = w.person("Lisa", Role::DistrictAdministrator, w.office());
        let text = |body: &str| {
            body.split("data-testid=\"finding\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned()
        };
        let now = ana.get(&need).await.ok();
        assert_eq!(text(&now.body), text(&then.body), "frozen, figures and all");
        assert!(now.body.contains(&figure));
        // Only the community sees it; a wish to write into a community one isn't in is no choice.
        assert_eq!(lisa.get(&need).await.status, 404);
        let ben = w.person("Ben", Role::Teacher, w.cedar);
        assert_eq!(ben.post(&format!("{PAGE}/need"), &fields).await.status, 422);
        assert_eq!(ben.post(&need, &[("text", "mine"), ("_rev", "1")]).await.status, 404);
        // Two people edit: the second keeps both texts.
        let (community, by) = (place.parse().unwrap(), ben.id);
        w.write(move |tx| Ok(communities::join(tx, community, by, Part::Member, None)?));
        ana.get(&format!("{need}/edit")).await.ok();
        ana.post(&need, &[("text", "They read 30 words too few"), ("_rev", "1")]).await.leads_to();
        let stale = ben.post(&need, &[("text", "Fluency"), ("_rev", "1")]).await;
        assert_eq!(stale.status, 409);
        stale.shows("Fluency").shows("They read 30 words too few");
        // An educator need for it, seen by the district; others with the same need find it.
        let id = need.rsplit('/').next().unwrap();
        let fields =
            [("kind", "educator"), ("text", "None of us was taught fluency"), ("need", id), ("seen", "district")];
        let own = ana.post(&format!("/communities/{place}/needs"), &fields).await.leads_to();
        lisa.get(&own).await.ok().shows("None of us was taught fluency").hides("They read 30 words");
        ben.get(&own).await.ok().shows("They read 30 words too few");
        ana.get(&format!("/communities/{place}"))
            .await
            .ok()
            .shows("None of us was taught fluency")
            .shows("They read 30 words too few");
        let far = w.person("Fay", Role::Teacher, w.lake);
        assert_eq!(far.get(&own).await.status, 404);
    });
}

#[test]
fn a_principal_imports_by_hand() {
    on_each(|w| async move {
        let pia = w.person("Pia", Role::Principal, w.cedar);
        let text: String = FALL.lines().take(3).map(|l| format!("{l}\n")).collect();
        let file = ("file", "fall.csv", text.as_bytes());
        pia.get("/data/import").await.ok().shows("Send a table");
        let page = pia.upload("/data/import", &[("source", "sis")], file).await.leads_to();
        // "wpm" says nothing to the guess, and no test is named: the page asks.
        pia.get(&page).await.ok().shows("Say what is what").shows("wpm");
        let parts = [
            ("how", "parts"),
            ("c_student", "id"),
            ("c_score", "wpm"),
            ("unit", "words a minute"),
            ("v_test", "Fluency"),
            ("c_period", "date"),
            ("c_grade", "grade"),
            ("c_school", "school"),
        ];
        pia.post(&format!("{page}/mapping"), &parts).await.leads_to();
        pia.get(&page).await.ok().shows("2 results would be new or changed").shows("Fluency");
        assert_eq!(count(&w, RESULTS), 0, "nothing is written before the last step");
        let other = w.person("Olga", Role::Principal, w.oak);
        assert_eq!(other.get(&page).await.status, 404);
        assert_eq!(other.post(&format!("{page}/apply"), &[]).await.status, 404);
        let done = pia.post(&format!("{page}/apply"), &[]).await.leads_to();
        pia.get(&done).await.ok().shows("2 results were imported");
        assert_eq!(count(&w, RESULTS), 2);
        pia.post(&format!("{page}/apply"), &[]).await.leads_to();
        assert_eq!(count(&w, RESULTS), 2);
        // The principal of Oak Hill can't bring in Cedar Street's.
        let theirs = other.upload("/data/import", &[("source", "sis")], file).await.leads_to();
        other.post(&format!("{theirs}/mapping"), &parts).await.leads_to();
        other.get(&theirs).await.ok().shows("is not a school you lead");
        assert_eq!(other.post(&format!("{theirs}/apply"), &[]).await.status, 422);
        let junk = pia.upload("/data/import", &[("source", "sis")], ("file", "x.csv", b"")).await;
        assert_eq!(junk.status, 422);
    });
}
