//! Pages against the floor, and the same pages as the number of people grows.

use rooms::people;
use store::{Chance, Clock, Db, DistrictId, Options, PersonId, args, sql};

use crate::Plan;
use crate::database::{self, Database, Kind};
use crate::load::{load, questions, resident};
use crate::multiply::multiply;
use crate::server;
use crate::table::{Bound, Table};

sql! {
    TEACHER = "select person, district from persona where name = 'teacher'";
    COMMUNITY = "select m.community from membership m join cycle c on c.community = m.community where m.person = $1 order by c.began desc limit 1";
    CYCLE = "select id from cycle where community = $1 order by began desc limit 1";
    MEETING = "select m.id from meeting m where m.community = $1 and m.ended is not null \
               order by (select count(*) from item i where i.meeting = m.id) desc, m.id limit 1";
    GOAL = "select id from goal where owner_community = $1 order by id limit 1";
    PEOPLE = "select count(*) from person";
}

/// The pages people live in; and all that are measured.
const MAIN: [&str; 5] = ["home", "community", "meeting", "cycle", "goal"];
const PAGES: [&str; 12] = [
    "home",
    "community",
    "meeting",
    "cycle",
    "goal",
    "goals",
    "cycles",
    "communities",
    "people",
    "lessons",
    "strategies",
    "account",
];

/// So many questions a page may ask the database.
const MOST_QUESTIONS: f64 = 15.0;

struct Scene {
    cookie: String,
    people: i64,
    paths: Vec<(&'static str, String, f64)>,
}

/// Signs the sample's teacher in and finds what is theirs.
fn scene(database: &Database) -> Scene {
    let db = Db::open(&Options { url: database.url.clone(), threads: 1 }, Clock::system(), Chance::system())
        .expect("the database");
    db.write_now(|tx| {
        let (person, district): (PersonId, DistrictId) =
            tx.one(TEACHER, &[], |r| Ok((r.get(0)?, r.get(1)?)))?.expect("the sample has a teacher");
        let secret = people::begin_session(tx, district, person, "bench")?;
        let community: uuid::Uuid =
            tx.one(COMMUNITY, args![person], |r| r.get(0))?.expect("the teacher's community has a cycle");
        let cycle: uuid::Uuid = tx.one(CYCLE, args![community], |r| r.get(0))?.expect("a cycle");
        let meeting: uuid::Uuid = tx.one(MEETING, args![community], |r| r.get(0))?.expect("a meeting that was held");
        let goal: uuid::Uuid = tx.one(GOAL, args![community], |r| r.get(0))?.expect("a goal");
        let people = tx.count(PEOPLE, &[])?;
        let paths = vec![
            ("home", "/".to_owned(), 0.3),
            ("community", format!("/communities/{community}"), 0.3),
            ("meeting", format!("/meetings/{meeting}"), 0.3),
            ("cycle", format!("/cycles/{cycle}"), 0.3),
            ("goal", format!("/goals/{goal}"), 0.3),
            ("goals", "/goals".to_owned(), 0.15),
            ("cycles", "/cycles".to_owned(), 0.15),
            ("communities", "/communities".to_owned(), 0.15),
            ("people", "/people".to_owned(), 0.15),
            ("lessons", "/lessons".to_owned(), 0.15),
            ("strategies", "/library".to_owned(), 0.15),
            ("account", "/account".to_owned(), 0.15),
        ];
        Ok::<_, store::Error>(Scene { cookie: format!("perennial={secret}"), people, paths })
    })
    .expect("a scene")
}

/// The rows of one engine.
pub async fn measure(plan: &Plan, kind: Kind, table: &mut Table) {
    let data = plan.folder.join(format!("data-{}", kind.name()));
    if PAGES.iter().any(|name| plan.wants(&format!("page {name}"))) {
        against_floor(plan, kind, table, &data).await;
    }
    if MAIN.iter().any(|name| plan.wants(&format!("growth {name}"))) {
        growth(plan, kind, table, &data).await;
    }
}

async fn against_floor(plan: &Plan, kind: Kind, table: &mut Table, data: &std::path::Path) {
    let database = database::fresh(plan, kind, "pages");
    database::sample(&database);
    let scene = scene(&database);
    let floor = server::floor(&database.url);
    let ours = server::ours(&database.url, data);
    let idle = resident(ours.pid());
    let at_home = ["/".to_owned()];
    for (name, path, bound) in scene.paths.iter().filter(|(name, ..)| plan.wants(&format!("page {name}"))) {
        // What a process reads once and keeps, the shapes of cycles for instance, is no question of the page.
        questions(&ours.address, path, &scene.cookie).await;
        let asked = questions(&ours.address, path, &scene.cookie).await;
        // The pages people live in keep to so many.
        let bound = if *bound >= 0.3 { Bound::AtMost(1.0) } else { Bound::None };
        let what = format!("{}: page {name}, questions", kind.name());
        table.add(what, format!("{asked}"), format!("{MOST_QUESTIONS}"), asked / MOST_QUESTIONS, bound);
    }
    for connections in [1, 8] {
        for (name, path, bound) in scene.paths.iter().filter(|(name, ..)| plan.wants(&format!("page {name}"))) {
            let path = [path.clone()];
            // In turn, twice, so that a machine that slows down slows both.
            let (mut rates, mut costs, mut size, mut slow) = (Vec::new(), Vec::new(), 0, 0.0f64);
            for _ in 0..2 {
                let reference =
                    load(&floor.address, floor.pid(), &at_home, &scene.cookie, connections, plan.seconds / 2.0).await;
                let seen = load(&ours.address, ours.pid(), &path, &scene.cookie, connections, plan.seconds / 2.0).await;
                rates.push((seen.rate, reference.rate));
                costs.push((seen.cpu, reference.cpu));
                size = seen.size;
                slow = slow.max(seen.p99);
            }
            let sum = |v: &[(f64, f64)]| v.iter().fold((0.0, 0.0), |a, b| (a.0 + b.0 / 2.0, a.1 + b.1 / 2.0));
            let ((rate, floor_rate), (cpu, floor_cpu)) = (sum(&rates), sum(&costs));
            let what = format!("{}: page {name}, {connections} connections, {} KB", kind.name(), size / 1024);
            table.add(
                what.clone(),
                format!("{rate:.0}/s"),
                format!("{floor_rate:.0}/s"),
                rate / floor_rate,
                Bound::AtLeast(*bound),
            );
            let what = format!("{what}, processor time");
            table.add(
                what,
                format!("{cpu:.2} ms"),
                format!("{floor_cpu:.2} ms"),
                floor_cpu / cpu,
                Bound::AtLeast(*bound),
            );
        }
    }
    let busy = resident(ours.pid());
    table.add(
        format!("{}: memory idle", kind.name()),
        format!("{idle:.0} MB"),
        "64 MB".into(),
        idle / 64.0,
        Bound::AtMost(1.0),
    );
    table.add(
        format!("{}: memory after load", kind.name()),
        format!("{busy:.0} MB"),
        "200 MB".into(),
        busy / 200.0,
        Bound::AtMost(1.0),
    );
}

/// The main pages with a thousand people, ten thousand, and so on.
async fn growth(plan: &Plan, kind: Kind, table: &mut Table, data: &std::path::Path) {
    let mut first: Vec<f64> = Vec::new();
    let mut size = 1000;
    while size <= plan.people {
        let database = database::fresh(plan, kind, &format!("growth{size}"));
        database::sample(&database);
        let start = scene(&database);
        let copies = u16::try_from((size as i64 / start.people).max(1)).expect("fewer than 65,536 districts");
        multiply(&database.url, kind, copies);
        let scene = scene(&database);
        let ours = server::ours(&database.url, data);
        let mut now = Vec::new();
        for (_, path, _) in &scene.paths[..MAIN.len()] {
            let path = [path.clone()];
            load(&ours.address, ours.pid(), &path, &scene.cookie, 1, plan.seconds / 4.0).await;
            now.push(load(&ours.address, ours.pid(), &path, &scene.cookie, 1, plan.seconds / 2.0).await.p50);
        }
        if first.is_empty() {
            first.clone_from(&now);
        }
        for (at, (name, _, _)) in scene.paths[..MAIN.len()].iter().enumerate() {
            let what = format!("{}: growth {name}, {} people", kind.name(), scene.people);
            let ratio = now[at] / first[at];
            table.add(what, format!("{:.2} ms", now[at]), format!("{:.2} ms", first[at]), ratio, Bound::AtMost(1.3));
        }
        size *= 10;
    }
}
