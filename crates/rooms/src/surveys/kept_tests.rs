//! T9: anonymity cannot be undone. From the first answer on nothing that anybody can do to the program makes an answer somebody's, or
//! shows it to more people, or shows fewer of them together.

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use store::{Row, args, sql};
use uuid::Uuid;

use super::tests::{ITEMS, NAMES, answer, at, begin, take};
use super::urns::tend;
use crate::testing::{Actor, World, on_each};
use crate::{Method, Role, routes};

sql! {
    WAVE = "select district, org, instrument, body, threshold, asked, audience, by, at, whom from wave";
    GROUPS = "select id, district, wave, org, part, side, people from wave_group order by id";
    WHO_SEES = "select m.kind, m.who from wave w join audience_member m on m.audience = w.audience order by m.kind, m.who";
    LOWER = "insert into setting (district, name, value, at) values ($1, 'minimum_group', '1', $2)";
}

/// What a program that wanted to know more would ask for.
const LOOSER: [(&str, &str); 14] = [
    ("threshold", "1"),
    ("minimum", "1"),
    ("minimum_group", "1"),
    ("anonymous", "false"),
    ("named", "on"),
    ("names", "on"),
    ("identify", "on"),
    ("state", "open"),
    ("part", "leaders"),
    ("people", "1"),
    ("audience", "everyone"),
    ("title", "Again"),
    ("text", "Again"),
    ("until", "2026-10-02"),
];

/// What was settled when people were asked, as it stands now.
fn settled(world: &World) -> Vec<String> {
    world.write(|tx| {
        let id = |r: &Row<'_>, at| r.maybe::<Uuid>(at);
        let (text, number) = (|r: &Row<'_>, at| r.get::<String>(at), |r: &Row<'_>, at| r.get::<i64>(at));
        let mut all = tx.rows(WAVE, args![], |r| {
            let ids = [id(r, 0)?, id(r, 1)?, id(r, 6)?, id(r, 7)?];
            let (texts, numbers) =
                ([text(r, 2)?, text(r, 3)?, text(r, 9)?], [number(r, 4)?, number(r, 5)?, number(r, 8)?]);
            Ok(format!("{ids:?} {texts:?} {numbers:?}"))
        })?;
        all.extend(tx.rows(GROUPS, args![], |r| {
            let ids = [id(r, 0)?, id(r, 1)?, id(r, 2)?, id(r, 3)?];
            Ok(format!("{ids:?} {} {} {}", text(r, 4)?, text(r, 5)?, number(r, 6)?))
        })?);
        all.extend(tx.rows(WHO_SEES, args![], |r| Ok(format!("{} {:?}", number(r, 0)?, id(r, 1)?)))?);
        Ok(all)
    })
}

/// Tries every way in that changes anything, on the wave, as each of these.
async fn try_everything(world: &World, who: &[&Actor], wave: &str) {
    let id = wave.trim_start_matches("/surveys/");
    let before = settled(world);
    let ways = routes();
    // Signing out would end the attempt; ending the survey is meant to be possible, and is tried apart.
    let ways = ways
        .list()
        .iter()
        .filter(|r| r.method != Method::Get && !r.path.contains("sign") && r.path != "/surveys/{id}/end");
    for route in ways {
        let mut path = String::new();
        for (at, part) in route.path.split('/').enumerate() {
            path.push_str(if at == 0 { "" } else { "/" });
            path.push_str(match part {
                "{key}" => "vision",
                part if part.starts_with('{') => id,
                part => part,
            });
        }
        for actor in who {
            let answer = actor.post(&path, &LOOSER).await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.gist());
        }
        assert_eq!(settled(world), before, "{path}");
    }
}

#[test]
fn t9_after_the_first_answer_nothing_makes_answers_somebodys_or_lowers_the_threshold() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let dora = world.person("Dora", Role::DistrictAdministrator, world.office());
        let here: Vec<Actor> = NAMES[..6].iter().map(|name| world.person(name, Role::Teacher, world.cedar)).collect();
        let wave = begin(&ruth, &world.cedar.to_string()).await;
        tend(&world.app).await.unwrap();
        let chance = &mut StdRng::seed_from_u64(9);
        let says: Vec<(&str, &str)> =
            ITEMS.iter().map(|item| (*item, "3")).chain([("a.first-change", "zqonly")]).collect();
        let ballot = take(&here[0], &wave, chance).await;
        assert_eq!(answer(&world, &wave, &ballot, &says).await, 200);

        // Every way in, by who leads, by who administers and by who was asked; and what can be configured.
        try_everything(&world, &[&ruth, &dora, &here[5]], &wave).await;
        world.write({
            let district = world.district;
            move |tx| Ok(tx.exec(LOWER, args![district, tx.now()])?)
        });
        // Asking the same people again at once is no way either, of the same words or of words of one's own that show sooner.
        let again = [("instrument", "where-are-we-now"), ("org", &world.cedar.to_string()), ("until", "2026-10-01")];
        assert_eq!(dora.post("/surveys/new", &again).await.status, 422);
        let file = serde_json::to_string(&learning::instrument::Instrument {
            threshold: 1,
            key: "own-sooner".into(),
            ..learning::instrument::Instrument::built_in().into_iter().find(|i| i.key == "where-are-we-now").unwrap()
        })
        .unwrap();
        let import = ruth.upload("/surveys/instruments/import", &[], ("file", "sooner.json", file.as_bytes())).await;
        assert_eq!(import.status, 422, "{}", import.gist());

        // Three more answer: four of seven. Then somebody makes a copy of everything, and puts it up beside.
        for who in &here[1..4] {
            let ballot = take(who, &wave, chance).await;
            assert_eq!(answer(&world, &wave, &ballot, &says).await, 200);
        }
        let kept = world.keep();
        for ended in [true, false] {
            let copy = kept.open();
            let (ruth, dora, ana) = (ruth.on(&copy), dora.on(&copy), here[4].on(&copy));
            if ended {
                ruth.post(&format!("{wave}/end"), &[]).await.leads_to();
            } else {
                copy.t.clock.travel(at(2, 0, 1));
            }
            tend(&copy.app).await.unwrap();
            for who in [&ruth, &dora, &ana] {
                for page in ["", "/report.csv", "/items/vision", "/words/first-change", "/tell", "/codes"] {
                    who.get(&format!("{wave}{page}")).await.hides("zqonly").hides(" percent").hides("Strongly agree");
                }
            }
            ruth.get(&wave).await.ok().shows("Fewer than 5 answered.");
            try_everything(&copy, &[&ruth, &dora, &ana], &wave).await;
            // It stays ended: no fifth answer comes, and who had taken a ballot is written nowhere.
            ana.post(&format!("{wave}/ballot"), &[]).await.hides("public").hides("wait");
            assert!(copy.t.dump()["wave_asked"].is_empty());
            ruth.get(&wave).await.ok().shows("Fewer than 5 answered.").hides("zqonly");
        }
    });
}

/// The statements of all rooms that change a wave, its groups or what was answered: what they may set is said here. A column that tells a
/// person or a time beside an answer, or a statement that sets a threshold, stops this test.
#[test]
fn t9_no_statement_of_the_program_changes_what_was_settled_and_no_column_beside_an_answer_tells_whose_it_is() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources = Vec::new();
    collect(&root, "rs", &mut sources);
    let may: [(&str, &[&str]); 5] = [
        // Who is asked is named in the transaction that asks; the address is where what came of it is told; when there was news is
        // when it ended, was told of or was answered by who leads, which its notes and events say too.
        ("wave", &["state", "ended", "until", "address", "news"]),
        ("wave_group", &["key", "public", "codes"]),
        ("wave_asked", &["taken", "blinded", "reminded"]),
        ("wave_ballot", &[]),
        ("wave_words", &["heading", "reply"]),
    ];
    let mut found = 0;
    for (path, text) in sources.iter().filter(|(path, _)| !path.contains("tests")) {
        for (table, columns) in may {
            for statement in text.split(&format!("update {table} set ")).skip(1) {
                let set = statement.split(" where ").next().unwrap_or_default();
                for one in set.split(", ") {
                    let column = one.split_whitespace().next().unwrap_or_default();
                    assert!(columns.contains(&column), "{path} sets {column} of {table}");
                    found += 1;
                }
            }
            assert!(
                !text.contains(&format!("insert into {table} ")) || path.contains("surveys"),
                "{path} adds to {table}"
            );
        }
    }
    assert!(found >= 8, "the statements are found: {found}");

    let mut migrations = Vec::new();
    collect(&root.join("store/migrations"), "sql", &mut migrations);
    migrations.sort();
    let all: String = migrations.into_iter().map(|(_, text)| text).collect();
    for (table, columns) in [
        ("wave_ballot", &["id", "district", "wave", "grp", "codes"][..]),
        ("wave_words", &["id", "district", "wave", "item", "text", "heading", "reply"]),
    ] {
        let body = all.split(&format!("create table {table} (")).nth(1).and_then(|b| b.split("\n);").next()).unwrap();
        let first = |line: &str| line.split_whitespace().next().unwrap_or_default().to_owned();
        let mut has: Vec<String> = body.lines().map(first).filter(|c| !c.is_empty() && c != "--").collect();
        has.extend(all.split(&format!("alter table {table} add column ")).skip(1).map(first));
        assert_eq!(has, columns, "{table}");
    }
}

fn collect(folder: &std::path::Path, ending: &str, into: &mut Vec<(String, String)>) {
    for found in std::fs::read_dir(folder).unwrap().flatten() {
        let path = found.path();
        if path.is_dir() {
            collect(&path, ending, into);
        } else if path.extension().is_some_and(|e| e == ending) {
            into.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}
