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

/// So often what is compared is measured in turn.
const TURNS: u32 = 6;

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
            // The floor writes as much as the page it is compared with.
            let size = load(&ours.address, ours.pid(), &path, &scene.cookie, 1, 0.1).await.size;
            let bare = [format!("/{size}")];
            // In turn, so that a machine that slows down slows both.
            let (mut rates, mut costs) = (Vec::new(), Vec::new());
            let each = plan.seconds / f64::from(TURNS);
            for _ in 0..TURNS {
                let reference = load(&floor.address, floor.pid(), &bare, &scene.cookie, connections, each).await;
                let seen = load(&ours.address, ours.pid(), &path, &scene.cookie, connections, each).await;
                rates.push((seen.rate, reference.rate));
                costs.push((seen.cpu, reference.cpu));
            }
            let ((rate, floor_rate), (cpu, floor_cpu)) = (mean(&rates), mean(&costs));
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

/// The mean of each side.
fn mean(turns: &[(f64, f64)]) -> (f64, f64) {
    let n = turns.len() as f64;
    turns.iter().fold((0.0, 0.0), |sum, turn| (sum.0 + turn.0 / n, sum.1 + turn.1 / n))
}

/// The main pages with a thousand people, ten thousand, and so on, each in turn with the same page of the thousand: between the
/// first and the last lies a quarter of an hour, in which the machine itself gets faster or slower.
async fn growth(plan: &Plan, kind: Kind, table: &mut Table, data: &std::path::Path) {
    let mut smallest: Option<(Scene, server::Server, Database)> = None;
    let mut size = 1000;
    while size <= plan.people {
        let database = database::fresh(plan, kind, &format!("growth{size}"));
        database::sample(&database);
        let start = scene(&database);
        let copies = u16::try_from((size as i64 / start.people).max(1)).expect("fewer than 65,536 districts");
        multiply(&database.url, kind, copies);
        let now = scene(&database);
        let ours = server::ours(&database.url, &data.join(size.to_string()));
        let (first, there) = smallest.as_ref().map_or((&now, &ours), |(scene, server, _)| (scene, server));
        for ((name, path, _), (_, then, _)) in now.paths[..MAIN.len()].iter().zip(&first.paths) {
            let (path, then) = ([path.clone()], [then.clone()]);
            let mut times = Vec::new();
            for turn in 0..=TURNS {
                let each = plan.seconds / f64::from(TURNS);
                let small = load(&there.address, there.pid(), &then, &first.cookie, 1, each).await.p50;
                let seen = load(&ours.address, ours.pid(), &path, &now.cookie, 1, each).await.p50;
                // The first warms.
                if turn > 0 {
                    times.push((seen, small));
                }
            }
            let (seen, small) = mean(&times);
            let what = format!("{}: growth {name}, {} people", kind.name(), now.people);
            table.add(what, format!("{seen:.2} ms"), format!("{small:.2} ms"), seen / small, Bound::AtMost(1.3));
        }
        if smallest.is_none() {
            smallest = Some((now, ours, database));
        }
        size *= 10;
    }
}
