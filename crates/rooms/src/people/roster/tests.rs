//! The roster, as districts send it and as it goes wrong.

use std::path::Path;

use oneroster::generate::District;
use oneroster::{Source, Version};
use store::{DistrictId, args};

use super::{Counts, Progress, RosterError, RosterOptions, RosterReport, import_roster};
use crate::testing::{World, on_each};

store::sql! {
    HOLDINGS = "select person, kind, who, since, until, district from holding order by person, kind, who, district";
    PEOPLE = "select count(*) from person where source = 'sis' and active";
    STUDENTS = "select count(*) from student where source = 'sis' and active";
    SEATS = "select count(*) from attends where active";
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
        assert_eq!(count(&world, SEATS, &[]), 1_700 * 4);
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

#[test]
fn every_statement_of_the_rooms_prepares_on_both_engines() {
    on_each(|world| async move {
        world.write(|tx| {
            for s in store::register().filter(|s| s.text.starts_with("create temporary table")) {
                tx.exec(store::Sql::registered(s.text), &[])?;
            }
            for s in store::register().filter(|s| !s.text.starts_with("create temporary")) {
                if let Err(e) = tx.prepare_only(s.text, false) {
                    panic!("{} in {}: {e}\n{}", s.name, s.file, s.text);
                }
            }
            Ok(())
        });
        let _: DistrictId = world.district;
    });
}
