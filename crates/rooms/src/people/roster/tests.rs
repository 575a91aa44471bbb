//! The roster, as districts send it and as it goes wrong.

use std::path::Path;

use oneroster::generate::District;
use oneroster::{Source, Version};
use store::args;

use super::{Counts, Progress, RosterError, RosterOptions, RosterReport, import_roster};
use crate::testing::{World, on_each};

store::sql! {
    HOLDINGS = "select person, kind, who, since, until, district from holding order by person, kind, who, district";
    PEOPLE = "select count(*) from person where source = 'sis' and active";
    STUDENTS = "select count(*) from student where source = 'sis' and active";
    TEACHING = "select count(*) from teaches where active";
    ABOVE = "select count(*) from org_above a join org o on o.id = a.below where o.source = 'sis' and a.above = $1";
}

fn import(world: &World, set: &Path, options: RosterOptions) -> Result<RosterReport, RosterError> {
    import_roster(&world.t.db, world.district, "sis", Source::open(set).unwrap(), options, |_: Progress| {})
}

fn count(world: &World, sql: store::Sql, args: &'static [store::Val]) -> i64 {
    world.t.db.read_now(move |c| c.count(sql, args)).unwrap()
}

#[track_caller]
fn is(report: &RosterReport, kind: &str, [new, changed, unchanged, removed, refused]: [u64; 5]) {
    let listed: Vec<_> = report.refused.iter().take(5).map(ToString::to_string).collect();
    assert_eq!(report.counts[kind], Counts { new, changed, unchanged, removed, refused }, "{kind}: {listed:#?}");
}

type Held = (uuid::Uuid, i64, uuid::Uuid, i64, i64, uuid::Uuid);

fn holdings(world: &World) -> Vec<Held> {
    world
        .t
        .db
        .read_now(|c| c.rows(HOLDINGS, &[], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?))))
        .unwrap()
}

#[test]
fn a_district_comes_in_and_a_second_time_nothing_changes() {
    on_each(|world| async move {
        for version in [Version::V1_1, Version::V1_2] {
            let folder = tempfile::tempdir().unwrap();
            District { people: 2_000, seed: 1, version }.write_folder(folder.path()).unwrap();
            // 1.2 knows principals where 1.1 says administrator: many roles end, which somebody has to confirm.
            let confirm = version == Version::V1_2;
            match import(&world, folder.path(), RosterOptions::default()) {
                Ok(first) => {
                    is(&first, "orgs", [4, 0, 1, 0, 0]);
                    is(&first, "users", [2_000, 0, 0, 0, 0]);
                    is(&first, "roles", [320, 0, 0, 0, 0]);
                    is(&first, "classes", [600, 0, 0, 0, 0]);
                    is(&first, "enrollments", [7_400, 0, 0, 0, 0]);
                }
                Err(RosterError::Stopped(report)) => assert_eq!(report.brake.unwrap().kind, "roles"),
                Err(e) => panic!("{e}"),
            }
            let options = RosterOptions { confirm, ..RosterOptions::default() };
            let first = import(&world, folder.path(), options).unwrap();
            assert!(first.applied);
            assert_eq!(first.refused, []);
            is(&first, "users", [0, 0, 2_000, 0, 0]);
            let again = import(&world, folder.path(), RosterOptions::default()).unwrap();
            for (kind, counts) in &again.counts {
                assert_eq!((counts.new, counts.changed, counts.removed, counts.refused), (0, 0, 0, 0), "{kind}");
                assert!(counts.unchanged > 0, "{kind}");
            }
        }
        assert_eq!(count(&world, PEOPLE, &[]), 300);
        assert_eq!(count(&world, STUDENTS, &[]), 1_700);
        assert_eq!(count(&world, SEATS_ACTIVE, &[]), 1_700 * 4);
        assert_eq!(count(&world, TEACHING, &[]), 200 * 3);
        let (district, before) = (world.district, holdings(&world));
        assert!(before.len() > 1_000);
        assert_eq!(world.t.db.read_now(move |c| c.count(ABOVE, args![district])).unwrap(), 4);
        // What everybody holds is the same, worked out together or one by one.
        world.t.db.write_now(move |tx| store::audience::refresh_all(tx, district)).unwrap();
        assert_eq!(holdings(&world), before);
        world.t.db.write_now(one_by_one).unwrap();
        assert_eq!(holdings(&world), before);
    });
}

fn one_by_one(tx: &mut store::Tx<'_>) -> Result<(), store::Error> {
    store::sql! { EVERYBODY = "select id from person"; }
    for person in tx.rows(EVERYBODY, &[], |r| r.get(0))? {
        store::audience::refresh(tx, person)?;
    }
    Ok(())
}

/// A set of these files; a manifest says that they are complete, or changes only.
fn set(kind: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut manifest = String::from("propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n");
    for (name, text) in files {
        std::fs::write(folder.path().join(format!("{name}.csv")), text).unwrap();
        manifest.push_str(&format!("file.{name},{kind}\n"));
    }
    std::fs::write(folder.path().join("manifest.csv"), manifest).unwrap();
    folder
}

const ORGS: &str =
    "sourcedId,name,type,identifier,parentSourcedId\nd,River,district,,\ns1,North,school,,d\ns2,South,school,,d\n";
const USERS: &str = "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,grades\n\
    t1,true,\"s1,s2\",teacher,t1,Ann,Lee,ann@school.test,\n\
    t2,true,s1,teacher,t2,Bo,Kim,bo@school.test,\n\
    p1,true,s1,principal,p1,Cy,Ray,cy@school.test,\n\
    k1,true,\"s1,s2\",student,k1,Dee,Fox,,03\n\
    k2,true,s1,student,k2,Eli,Orr,,03\n\
    g1,true,s1,guardian,g1,Flo,Orr,,\n";
const CLASSES: &str = "sourcedId,title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds,subjects\n\
    c1,Reading,03,,scheduled,s1,,English\nc2,=HYPERLINK(1),03,,scheduled,s1,,Art\n";
const SEATS: &str = "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\n\
    e1,c1,s1,t1,teacher\ne2,c1,s1,k1,student\ne3,c1,s1,k2,student\n";

fn small() -> tempfile::TempDir {
    set("bulk", &[("orgs", ORGS), ("users", USERS), ("classes", CLASSES), ("enrollments", SEATS)])
}

fn users(text: &str) -> tempfile::TempDir {
    set("bulk", &[("orgs", ORGS), ("users", text), ("classes", CLASSES), ("enrollments", SEATS)])
}

fn sure() -> RosterOptions {
    RosterOptions { confirm: true, ..RosterOptions::default() }
}

#[test]
fn one_person_in_two_schools_a_teacher_without_a_class_and_an_empty_class_are_fine() {
    on_each(|world| async move {
        let report = import(&world, small().path(), RosterOptions::default()).unwrap();
        is(&report, "users", [5, 0, 0, 0, 0]);
        is(&report, "roles", [4, 0, 0, 0, 0]);
        is(&report, "classes", [2, 0, 0, 0, 0]);
        is(&report, "enrollments", [3, 0, 0, 0, 0]);
        assert!(report.notes.iter().any(|n| n.contains("1 parents, guardians")), "{:?}", report.notes);
        sql_is(&world, "t1", 2);
        sql_is(&world, "t2", 1);
    });
}

store::sql! {
    ROLES_OF = "select count(*) from role r join person p on p.id = r.person where p.sourced_id = $1 and r.until > $2";
    EMAIL_OF = "select coalesce(email, '') from person where sourced_id = $1 and source = 'sis'";
    ACTIVE = "select active from person where sourced_id = $1 and source = 'sis'";
    ACTIVE_STUDENT = "select active from student where sourced_id = $1";
    ID_OF = "select id from person where sourced_id = $1 and source = 'sis'";
    SIS_ROLES = "select count(*) from role r join person p on p.id = r.person where p.sourced_id = $1 and r.role = 'systemAdministrator'";
    ALL_ROWS = "select (select count(*) from person), (select count(*) from student), (select count(*) from role), (select count(*) from org), \
                (select count(*) from class), (select count(*) from attends), (select count(*) from setting)";
}

#[track_caller]
fn sql_is(world: &World, who: &'static str, roles: i64) {
    let now = world.t.db.now();
    assert_eq!(world.t.db.read_now(move |c| c.count(ROLES_OF, args![who, now])).unwrap(), roles, "{who}");
}

fn text(world: &World, sql: store::Sql, who: &'static str) -> String {
    world.t.db.read_now(move |c| c.one(sql, args![who], |r| r.get(0))).unwrap().unwrap()
}

fn flag(world: &World, sql: store::Sql, who: &'static str) -> bool {
    world.t.db.read_now(move |c| c.one(sql, args![who], |r| r.get(0))).unwrap().unwrap()
}

fn everything(world: &World) -> [i64; 7] {
    let all = world.t.db.read_now(|c| {
        c.one(ALL_ROWS, &[], |r| {
            let mut numbers = [0; 7];
            for (at, n) in numbers.iter_mut().enumerate() {
                *n = r.get(at)?;
            }
            Ok(numbers)
        })
    });
    all.unwrap().unwrap()
}

#[test]
fn a_misspelt_word_refuses_its_row_and_whoever_is_in_it_stays() {
    on_each(|world| async move {
        import(&world, small().path(), RosterOptions::default()).unwrap();
        let slip = users(&USERS.replace("s1,student", "s1,studnet").replace("\"s1,s2\",teacher", "\"s1,s2\",techer"));
        let report = import(&world, slip.path(), RosterOptions::default()).unwrap();
        is(&report, "users", [0, 0, 3, 0, 2]);
        is(&report, "roles", [0, 0, 2, 0, 0]);
        assert_eq!(report.refused[0].to_string(), "users.csv:2:role: “techer” is not a role OneRoster knows");
        assert!(flag(&world, ACTIVE, "t1") && flag(&world, ACTIVE_STUDENT, "k2"));
        sql_is(&world, "t1", 2);
    });
}

#[test]
fn when_half_the_people_are_missing_nothing_is_written_until_somebody_confirms() {
    on_each(|world| async move {
        import(&world, small().path(), RosterOptions::default()).unwrap();
        let half = users(
            &USERS.lines().filter(|l| !l.starts_with("t2") && !l.starts_with("k2")).collect::<Vec<_>>().join("\n"),
        );
        let ida = world.person("Ida", crate::Role::SystemAdministrator, world.office());
        let before = everything(&world);
        let preview = RosterOptions { dry_run: true, ..RosterOptions::default() };
        let report = import(&world, half.path(), preview).unwrap();
        assert!(!report.applied && report.brake.is_some());
        is(&report, "users", [0, 0, 3, 2, 0]);
        let Err(RosterError::Stopped(report)) = import(&world, half.path(), RosterOptions::default()) else { panic!() };
        assert_eq!(count(&world, LETTERS, &[]), 1);
        ida.get("/admin/roster").await.ok().shows("Stopped by the brake");
        assert_eq!((report.brake.clone().unwrap().leaving, report.brake.unwrap().of), (2, 5));
        assert_eq!(everything(&world), before);
        assert!(flag(&world, ACTIVE, "t2"));
        let report = import(&world, half.path(), sure()).unwrap();
        assert!(report.applied);
        assert!(!flag(&world, ACTIVE, "t2") && !flag(&world, ACTIVE_STUDENT, "k2"));
        assert_eq!(count(&world, PEOPLE, &[]), 2);
        assert_eq!(count(&world, LETTERS, &[]), 1);
        // And back again, as they were.
        let report = import(&world, small().path(), RosterOptions::default()).unwrap();
        is(&report, "users", [0, 2, 3, 0, 0]);
        assert!(flag(&world, ACTIVE, "t2"));
        sql_is(&world, "t2", 1);
    });
}

#[test]
fn whoever_is_missing_is_out_at_once_and_in_again_when_they_come_back() {
    on_each(|world| async move {
        import(&world, small().path(), RosterOptions::default()).unwrap();
        let district = world.district;
        let bo = world.write(move |tx| {
            let id: store::PersonId = tx.one(ID_OF, args!["t2"], |r| r.get(0))?.ok_or(crate::Stop::Nothing)?;
            let secret = crate::people::begin_session(tx, district, id, "test")?;
            Ok((id, secret))
        });
        let mut browser = world.stranger();
        browser.sign_in(bo.0, &bo.1);
        browser.get("/account").await.ok().shows("Bo Kim");
        let without = users(&USERS.lines().filter(|l| !l.starts_with("t2")).collect::<Vec<_>>().join("\n"));
        import(&world, without.path(), sure()).unwrap();
        assert_eq!(browser.get("/account").await.leads_to(), "/sign-in?next=/account");
        assert!(holdings(&world).iter().all(|h| h.0 != bo.0.0));
        import(&world, small().path(), RosterOptions::default()).unwrap();
        assert!(holdings(&world).iter().any(|h| h.0 == bo.0.0));
        assert_eq!(browser.get("/account").await.leads_to(), "/sign-in?next=/account");
        // Whom a person of ours has let go stays out, whatever the roster says.
        world.write(move |tx| Ok(crate::people::leave(tx, bo.0)?));
        let report = import(&world, small().path(), RosterOptions::default()).unwrap();
        is(&report, "users", [0, 0, 5, 0, 0]);
        assert!(holdings(&world).iter().all(|h| h.0 != bo.0.0));
    });
}

#[test]
fn an_id_that_stands_twice_is_refused_both_times() {
    on_each(|world| async move {
        import(&world, small().path(), RosterOptions::default()).unwrap();
        let twice = users(&format!("{USERS}t2,true,s2,principal,x,Other,Name,,\n"));
        let report = import(&world, twice.path(), RosterOptions::default()).unwrap();
        is(&report, "users", [0, 0, 4, 0, 2]);
        let lines: Vec<_> = report.refused.iter().map(|r| (r.line, r.column.as_str())).collect();
        assert_eq!(lines, [(3, "sourcedId"), (8, "sourcedId")]);
        sql_is(&world, "t2", 1);
        let seats = format!("{SEATS}e1,c1,s1,t2,teacher\ne9,c9,s1,k1,student\ne8,c1,s1,nobody,student\n");
        let seats = set("bulk", &[("orgs", ORGS), ("users", USERS), ("classes", CLASSES), ("enrollments", &seats)]);
        let report = import(&world, seats.path(), RosterOptions::default()).unwrap();
        is(&report, "enrollments", [0, 0, 2, 0, 4]);
        assert_eq!(count(&world, TEACHING, &[]), 1);
    });
}

#[test]
fn an_address_belongs_to_one_person_and_nobody_takes_it_over() {
    on_each(|world| async move {
        import(&world, small().path(), RosterOptions::default()).unwrap();
        let hand = world.person("Zoe", crate::Role::Principal, world.cedar);
        store::sql! { GIVE = "update person set email = $2 where id = $1"; }
        world.write(move |tx| Ok(tx.exec(GIVE, args![hand.id, "zoe@school.test"])?));
        let both =
            USERS.replace("g1,true", "a0,true").replace("guardian,g1,Flo,Orr,,", "teacher,g1,Flo,Orr,ANN@school.test,");
        let both = format!("{}z9,true,s1,teacher,z,Zed,Ash,zoe@school.test,\n", both);
        let both = users(&both);
        let report = import(&world, both.path(), RosterOptions::default()).unwrap();
        is(&report, "users", [2, 0, 5, 0, 0]);
        assert_eq!(text(&world, EMAIL_OF, "t1"), "ann@school.test");
        assert_eq!((text(&world, EMAIL_OF, "a0"), text(&world, EMAIL_OF, "z9")), (String::new(), String::new()));
        assert_eq!(report.notes.iter().filter(|n| n.contains(":email:")).count(), 2, "{:?}", report.notes);
        let report = import(&world, both.path(), RosterOptions::default()).unwrap();
        assert!(!report.changes());
        // Two people who swap addresses both get what the file says.
        let swap = USERS.replace("ann@", "x@").replace("bo@", "ann@").replace("x@", "bo@");
        let swapped = import(&world, users(&swap).path(), sure()).unwrap();
        is(&swapped, "users", [0, 2, 3, 2, 0]);
        assert_eq!(
            (text(&world, EMAIL_OF, "t1"), text(&world, EMAIL_OF, "t2")),
            ("bo@school.test".into(), "ann@school.test".into())
        );
    });
}

#[test]
fn a_roster_makes_nobody_the_master_of_the_system() {
    on_each(|world| async move {
        let report =
            import(&world, users(&USERS.replace("s1,principal", "d,systemAdministrator")).path(), sure()).unwrap();
        is(&report, "users", [5, 0, 0, 0, 0]);
        is(&report, "roles", [3, 0, 0, 0, 1]);
        assert_eq!(world.t.db.read_now(|c| c.count(SIS_ROLES, args!["p1"])).unwrap(), 0);
    });
}

#[test]
fn changes_only_say_who_is_gone_and_leave_the_rest_alone() {
    on_each(|world| async move {
        import(&world, small().path(), RosterOptions::default()).unwrap();
        let delta = set(
            "delta",
            &[(
                "users",
                "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,grades\n\
             t2,tobedeleted,2026-09-01T00:00:00.000Z,true,s1,teacher,t2,Bo,Kim,,\n\
             t1,active,2026-09-01T00:00:00.000Z,true,s2,teacher,t1,Anna,Lee,ann@school.test,\n\
             k3,active,2026-09-01T00:00:00.000Z,true,s2,student,k3,New,Kid,,04\n",
            )],
        );
        let report = import(&world, delta.path(), sure()).unwrap();
        is(&report, "users", [1, 1, 0, 1, 0]);
        sql_is(&world, "t1", 1);
        sql_is(&world, "p1", 1);
        assert!(!flag(&world, ACTIVE, "t2") && flag(&world, ACTIVE_STUDENT, "k1"));
        assert_eq!(count(&world, SEATS_ACTIVE, &[]), 2);
    });
}

store::sql! { SEATS_ACTIVE = "select count(*) from attends where active"; }

#[test]
fn rows_that_nobody_can_name_stop_anyone_from_being_missing() {
    on_each(|world| async move {
        import(&world, small().path(), RosterOptions::default()).unwrap();
        let cut: String = USERS.lines().take(3).map(|l| format!("{l}\n")).collect();
        let report =
            import(&world, users(&format!("{cut},true,s1,teacher,x,No,Id,,\n")).path(), RosterOptions::default());
        let report = report.unwrap();
        is(&report, "users", [0, 0, 2, 0, 1]);
        assert!(report.notes.iter().any(|n| n.contains("nobody was taken for missing")));
        assert!(flag(&world, ACTIVE, "p1"));
    });
}

#[test]
fn trees_of_organizations_move_and_circles_are_refused() {
    on_each(|world| async move {
        let orgs = format!("{ORGS}a,Area,local,,d\n");
        let files = |orgs: &str| set("bulk", &[("orgs", orgs), ("users", USERS)]);
        import(&world, files(&orgs).path(), RosterOptions::default()).unwrap();
        let moved = orgs.replace("s1,North,school,,d", "s1,North Star,school,77,a");
        let report = import(&world, files(&moved).path(), RosterOptions::default()).unwrap();
        is(&report, "orgs", [0, 1, 3, 0, 0]);
        let circle = format!("{}x,X,school,,y\ny,Y,school,,x\nz,Z,scool,,d\n", moved);
        let report = import(&world, files(&circle).path(), RosterOptions::default()).unwrap();
        is(&report, "orgs", [0, 0, 4, 0, 3]);
        let district = world.district;
        // North Star, South and the Area, all below the district.
        assert_eq!(world.t.db.read_now(move |c| c.count(ABOVE, args![district])).unwrap(), 3);
    });
}

#[test]
fn the_real_sets_come_in_and_stay_the_same() {
    let Ok(data) = std::env::var("PERENNIAL_SHARED_DATA") else { return };
    on_each(|world| {
        let data = data.clone();
        async move {
            for name in ["edfi-lms-toolkit-v1.1", "oat-sa-v1p1-base"] {
                let path = Path::new(&data).join("oneroster").join(name);
                let import = || {
                    import_roster(
                        &world.t.db,
                        world.district,
                        name,
                        Source::open(&path).unwrap(),
                        sure(),
                        |_: Progress| {},
                    )
                };
                let first = import().unwrap();
                assert_eq!(first.refused, [], "{name}");
                assert!(first.changes() && !import().unwrap().changes(), "{name}");
            }
        }
    });
}

#[test]
fn on_the_page_a_set_is_looked_at_before_it_is_taken() {
    on_each(|world| async move {
        let ida = world.person("Ida", crate::Role::SystemAdministrator, world.office());
        let ana = world.person("Ana", crate::Role::Teacher, world.cedar);
        assert_eq!(ana.get("/admin/roster").await.status, axum::http::StatusCode::NOT_FOUND);
        ida.get("/admin/roster").await.ok().shows("No roster has come in yet");
        let zip = District { people: 100, seed: 3, version: Version::V1_2 }.write_zip(std::io::Cursor::new(Vec::new()));
        let zip = zip.unwrap().into_inner();
        let sent = |body: Vec<u8>| {
            let ida = ida.clone();
            async move { ida.upload("/admin/roster", &[], ("set", "set.zip", &body)).await.leads_to() }
        };
        let page = sent(zip.clone()).await;
        settled(&ida, &page).await.shows("This is what the set would change").shows("Bring it in");
        assert_eq!(count(&world, PEOPLE_ALL, &[]), 2);
        assert_eq!(ana.post(&format!("{page}/apply"), &[]).await.status, axum::http::StatusCode::NOT_FOUND);
        assert_eq!(ida.post(&format!("{page}/apply"), &[]).await.leads_to(), page);
        settled(&ida, &page).await.shows("The roster is in");
        assert_eq!(count(&world, PEOPLE_ALL, &[]), 2 + 15);
        let none: Vec<u8> = b"this is no zip".to_vec();
        let page = sent(none).await;
        settled(&ida, &page).await.shows("could not be taken");
        let less = District { people: 20, seed: 3, version: Version::V1_2 }.write_zip(std::io::Cursor::new(Vec::new()));
        let page = sent(less.unwrap().into_inner()).await;
        settled(&ida, &page).await.shows("would leave").shows("name=\"confirm\"");
        ida.post(&format!("{page}/apply"), &[]).await.leads_to();
        ida.get(&page).await.ok().shows("would leave");
        assert_eq!(ida.post(&format!("{page}/drop"), &[]).await.leads_to(), "/admin/roster");
        ida.get("/admin/roster").await.ok().shows("Dropped").shows("The roster last came in");
    });
}

store::sql! { LETTERS = "select count(*) from mail"; }
store::sql! { PEOPLE_ALL = "select count(*) from person where active"; }

async fn settled(who: &crate::testing::Actor, page: &str) -> crate::testing::Answer {
    for _ in 0..400 {
        let answer = who.get(page).await.ok();
        if !answer.headers.contains_key("refresh") {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the set is never read");
}
