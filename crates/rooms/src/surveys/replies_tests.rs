use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use store::testing::MONDAY;
use store::{Engine, WaveId, args, sql};

use super::codes_tests::{begin_families, first_scale, groups, print, send, sheet, texts, texts_of};
use super::paper::ReplyKey;
use super::tests::{answer, begin, take};
use super::urns::tend;
use crate::Role;
use crate::testing::{Actor, Answer, World, on_each, on_engine};

sql! {
    HASHES = "select reply from wave_words where reply <> '' order by reply";
    VOICES = "select id from wave_words where reply <> '' order by item";
}

/// Opens a key as nobody.
async fn open(world: &World, key: &str) -> Answer {
    world.stranger().post("/answer/reply", &[("key", key)]).await
}

/// Writes back as nobody.
async fn back(world: &World, key: &str, which: &str, text: &str) -> Answer {
    let fields = [("key", key), ("which", which), ("text", text), ("send", "1")];
    world.stranger().post("/answer/reply", &fields).await
}

/// The field of the key that a page of questions carries along.
fn key_in(page: &Answer) -> String {
    let html = scraper::Html::parse_document(&page.body);
    let field = scraper::Selector::parse("input[name=key]").unwrap();
    html.select(&field).next().unwrap().attr("value").unwrap().to_owned()
}

/// The ways to answer on a page of words, in its order.
fn ways(page: &Answer) -> Vec<String> {
    let html = scraper::Html::parse_document(&page.body);
    let way = scraper::Selector::parse("[data-testid=to-answer]").unwrap();
    html.select(&way).map(|a| a.attr("href").unwrap().to_owned()).collect()
}

/// Families of a school answer until the survey is ended; the fourth of them wishes for an answer. Gives wave, page of words, key.
async fn answered(world: &World, leader: &Actor, count: usize) -> (String, String, String) {
    let wave = begin_families(world, leader).await;
    let group = groups(leader, &wave).await.remove(0);
    let codes = print(world, leader, &wave, &group, &sheet(1), 12).await;
    let (scale, open_item) = first_scale(world);
    let mut key = String::new();
    for (n, code) in codes.iter().take(count).enumerate() {
        let said = format!("Familia {n:02}");
        let mut fields = vec![(scale.as_str(), "4"), (open_item.as_str(), said.as_str())];
        if n != 3 {
            send(world, code, &fields).await.leads_to();
            continue;
        }
        let questions =
            world.stranger().post("/answer", &[("code", code)]).await.ok().shows("I want to be able to get an answer");
        let carried = key_in(&questions);
        // Another language keeps the key.
        let es = [("code", code.as_str()), ("words", "es"), ("key", carried.as_str()), ("reply", "yes")];
        assert_eq!(key_in(&world.stranger().post("/answer?lang=es", &es).await.ok()), carried);
        fields.extend([("key", carried.as_str()), ("reply", "yes")]);
        for _ in 0..2 {
            let thanks = send(world, code, &fields).await.ok().shows("Your key to an answer").shows("/heard/");
            assert_eq!(
                texts(&thanks, "reply-key"),
                std::slice::from_ref(&carried),
                "sent twice is kept once, and the key is the same"
            );
        }
        key = carried;
        // Who ticks the box and writes nothing gets no key.
    }
    leader.post(&format!("{wave}/end"), &[]).await.leads_to();
    tend(&world.app).await.unwrap();
    let words = format!("{wave}/words/{}", open_item.trim_start_matches("a."));
    (wave, words, key)
}

#[test]
fn who_wrote_without_a_name_gets_an_answer_writes_back_and_stays_unknown() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let ben = world.person("Ben", Role::Principal, world.oak);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        world.stranger().get("/answer/reply").await.ok().shows("Read an answer").shows("Who can find out who you are?");
        assert_eq!(open(&world, "ABCD").await.status, 422);
        let made_up = ReplyKey::of(&[9; 32]).written();
        let closed = open(&world, &made_up).await;
        assert_eq!(closed.status, 404);
        let closed = texts_of(&closed);
        let (wave, words, key) = answered(&world, &ruth, 12).await;
        // Nowhere is the key, nor what comes from it in any other way.
        let stored = format!("{:?}", world.t.dump());
        assert!(!stored.contains(&key) && !stored.contains(&key.replace('-', "")));
        open(&world, &key).await.ok().shows("Nobody has answered yet").shows("Familia 03").hides("Familia 04");

        // Who leads the place answers, and only to whom wishes for it.
        let list = ruth.get(&words).await.ok();
        let way = ways(&list);
        assert_eq!(way.len(), 1);
        let way = way[0].clone();
        let tom_sees = tom.get(&words).await.ok().shows("Familia 03");
        assert!(ways(&tom_sees).is_empty());
        for other in [&tom, &ben, &lea] {
            assert_eq!(other.get(&way).await.status, 404);
            assert_eq!(other.post(&way, &[("text", "Who are you?")]).await.status, 404);
        }
        let other_voice = list.body.split("name=\"voice\" value=\"").skip(1).map(|v| v[..36].to_owned());
        let other_voice = other_voice.filter(|v| !way.ends_with(v.as_str())).last().unwrap();
        let no_wish = format!("{words}/{other_voice}");
        assert_eq!(ruth.get(&no_wish).await.status, 404, "who wishes for no answer gets none");
        assert_eq!(ruth.post(&no_wish, &[("text", "x")]).await.status, 404);
        let elsewhere = format!("{words}/00000000-0000-4000-8000-000000000000");
        assert_eq!(ruth.post(&elsewhere, &[("text", "x")]).await.status, 404);
        ruth.get(&way).await.ok().shows("Familia 03").shows("Don’t ask who they are").hides("Familia 04");
        assert_eq!(ruth.post(&way, &[("text", " ")]).await.status, 422);
        assert_eq!(ruth.post(&way, &[("text", &"x".repeat(2001))]).await.status, 422);
        world.t.clock.travel(MONDAY.plus_seconds(3600));
        let once = [("text", "We will call <b>earlier</b>: https://example.org/who"), ("_once", "abc")];
        for _ in 0..2 {
            assert_eq!(ruth.post(&way, &once).await.leads_to(), way);
        }
        // All learn that answers were written, not to what.
        tom.get(&wave).await.ok().shows("Answers to comments were written.");
        tom.get("/")
            .await
            .ok()
            .shows("Answers to comments were written: How is school for your family?")
            .hides("We will call");

        // Whoever has the key reads it; that leaves nothing behind, also with somebody's session in the same browser.
        let before = world.t.dump();
        let read = tom.post("/answer/reply", &[("key", &key.to_lowercase().replace('-', " "))]).await.ok();
        let read = read
            .shows("You have an answer")
            .shows("Ruth")
            .shows("Don’t write who you are")
            .hides("<b>earlier</b>")
            .hides("href=\"https");
        assert_eq!(read.body.matches("https://example.org/who").count(), 1, "said once, and no link");
        assert!(!read.body.contains(&way) && !read.body.contains(&wave), "no way to what is kept");
        assert_eq!(before, world.t.dump());

        // They write back; what they write lies nowhere but in the urn until the day is over.
        assert_eq!(back(&world, &key, "7", "x").await.status, 404, "nothing of theirs");
        assert_eq!(back(&world, &key, "0", " ").await.status, 422);
        for _ in 0..2 {
            assert_eq!(back(&world, &key, "0", "After six is best").await.leads_to(), "/answer/reply/sent");
        }
        let second = back(&world, &key, "0", "Something else").await;
        assert_eq!(second.status, 422);
        second.shows("You have written back already");
        world.stranger().get("/answer/reply/sent").await.ok();
        tend(&world.app).await.unwrap();
        assert_eq!(before, world.t.dump());
        ruth.get(&way).await.ok().hides("After six is best");
        world.t.clock.travel(MONDAY.plus_days(1));
        tend(&world.app).await.unwrap();
        tend(&world.app).await.unwrap();
        ruth.get(&words).await.ok().shows("Somebody wrote back");
        let page = ruth.get(&way).await.ok().shows("After six is best").shows("Somebody, without a name");
        assert_eq!(page.body.matches("After six is best").count(), 1);
        open(&world, &key).await.ok().shows("It is their turn to answer.").hides("data-testid=\"write-back\"");
        assert_eq!(back(&world, &key, "0", "once more").await.status, 404);
        // Of them there is the day; in what happened there is nothing of them.
        let stored = world.t.dump();
        assert!(stored["wave_reply"].iter().any(|row| row.contains("After six") && row.contains("2026-")));
        assert!(
            stored["event"].iter().all(|e| !e.contains("After six") && !e.contains(way.rsplit('/').next().unwrap()))
        );
        // On it goes.
        ruth.post(&way, &[("text", "Then after six.")]).await.leads_to();
        open(&world, &key).await.ok().shows("Then after six.").shows("data-testid=\"write-back\"");
        // A key of nobody is told what it was told before.
        assert_eq!(texts_of(&open(&world, &made_up).await), closed);
        let urns = std::fs::read_dir(world.app.options.data.join("urns")).map(Iterator::count).unwrap_or(0);
        assert_eq!(urns, 0, "the urn is burnt");
    });
}

#[test]
fn what_too_few_wrote_can_be_answered_by_nobody_and_keys_cannot_be_guessed() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let made_up = ReplyKey::of(&[9; 32]).written();
        let closed = texts_of(&open(&world, &made_up).await);
        let (_, words, key) = answered(&world, &ruth, 4).await;
        let opened = open(&world, &key).await;
        assert_eq!((opened.status.as_u16(), texts_of(&opened)), (404, closed));
        let voice = world.t.db.read_now(|c| c.rows(HASHES, args![], |r| r.get::<String>(0))).unwrap();
        assert_eq!(voice.len(), 1);
        for id in voices(&world) {
            assert_eq!(ruth.get(&format!("{words}/{id}")).await.status, 404);
            assert_eq!(ruth.post(&format!("{words}/{id}"), &[("text", "x")]).await.status, 404);
        }
        // Who guesses is stopped where they guess; who guesses elsewhere isn't.
        let mut stopped = 0;
        for _ in 0..12 {
            stopped += usize::from(open(&world, &made_up).await.status == 429);
        }
        assert!(stopped >= 1);
        assert_eq!(open(&world, &ReplyKey::of(&[10; 32]).written()).await.status, 404);
        let tries = format!("{:?}", world.t.dump()["attempt"]);
        assert!(!tries.contains(&made_up[..4]) && !tries.contains(&key[..4]), "{tries}");
    });
}

fn voices(world: &World) -> Vec<String> {
    world
        .t
        .db
        .read_now(|c| {
            c.rows(VOICES, args![], |r| r.get::<uuid::Uuid>(0)).map(|v| v.iter().map(uuid::Uuid::to_string).collect())
        })
        .unwrap()
}

#[test]
fn a_key_of_a_sealed_ballot_opens_all_its_words_and_they_do_not_tell_that_they_belong_together() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here: Vec<Actor> = ["Ana", "Tom", "Mia", "Wen", "Luis"]
            .into_iter()
            .map(|name| world.person(name, Role::Teacher, world.cedar))
            .collect();
        let wave = begin(&ruth, &world.cedar.to_string()).await;
        tend(&world.app).await.unwrap();
        here[0].get(&wave).await.ok().shows("data-testid=\"wish-reply\"").shows("data-survey-reply");
        let chance = &mut StdRng::seed_from_u64(41);
        let key = ReplyKey::of(&[3; 32]);
        let (first, second) = (key.hash(0), key.hash(1));
        for (n, who) in here.iter().enumerate() {
            let ballot = take(who, &wave, chance).await;
            let (one, two) = (format!("Example {n}"), format!("Change {n}"));
            let mut says = vec![("a.vision", "4"), ("a.example", one.as_str()), ("a.first-change", two.as_str())];
            match n {
                0 => says.extend([("r.example", first.as_str()), ("r.first-change", second.as_str())]),
                // What is no hash is none, and words that aren't there get none.
                1 => says.extend([("r.example", "ABC"), ("r.vision", first.as_str())]),
                _ => {}
            }
            assert_eq!(answer(&world, &wave, &ballot, &says).await, 200);
            assert_eq!(answer(&world, &wave, &ballot, &says).await, 200, "sent twice is kept once");
        }
        assert_eq!(open(&world, &key.written()).await.status, 404, "while it is open nothing can be opened");
        ruth.post(&format!("{wave}/end"), &[]).await.leads_to();
        tend(&world.app).await.unwrap();
        let stored = world.t.db.read_now(|c| c.rows(HASHES, args![], |r| r.get::<String>(0))).unwrap();
        assert_eq!(stored.iter().collect::<BTreeSet<_>>(), BTreeSet::from([&first, &second]));
        let page = open(&world, &key.written()).await.ok().shows("Example 0").shows("Change 0").hides("Example 1");
        assert_eq!(texts(&page, "conversation").len(), 2);
        let words = format!("{wave}/words/first-change");
        let way = ways(&ruth.get(&words).await.ok()).remove(0);
        ruth.post(&way, &[("text", "Which of them first?")]).await.leads_to();
        // Written back to the one that was answered, not to the other.
        assert_eq!(back(&world, &key.written(), "0", "x").await.status, 404);
        assert_eq!(back(&world, &key.written(), "1", "The Tuesdays").await.leads_to(), "/answer/reply/sent");
        // An end in another day's midnight: only then it is handed over.
        world.t.clock.travel(MONDAY.plus_days(2));
        tend(&world.app).await.unwrap();
        ruth.get(&way).await.ok().shows("The Tuesdays");
        // Another wave's words are not reached through this one's page.
        let crossed = way.replace("/words/first-change/", "/words/example/");
        assert_eq!(ruth.get(&crossed).await.status, 404);
    });
}

/// T8 for what is written back: the operator has everything that is stored and knows in which order twenty people wrote back on a day, in
/// between others use the system. The urn, the rows, the file and its log tell which words are whose no better than chance.
#[test]
fn t8_what_is_written_back_lies_in_no_order_and_has_no_time() {
    on_engine(Engine::Sqlite, |world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here: Vec<Actor> = ["Ana", "Tom", "Mia", "Wen"]
            .into_iter()
            .map(|name| world.person(name, Role::Teacher, world.cedar))
            .collect();
        let mut right: BTreeMap<&str, usize> = BTreeMap::new();
        const RUNS: u8 = 12;
        const EACH: u8 = 20;
        let by = ruth.id;
        for run in 0..RUNS {
            let keys: Vec<String> = world.write(move |tx| {
                let mut i =
                    learning::instrument::Instrument::built_in().into_iter().find(|i| i.key == "family-voice").unwrap();
                i.key = format!("run-{run}");
                let item = i.items.iter().find(|x| x.answer.scale().is_none()).unwrap().key.clone();
                let until = tx.now().plus_days(3);
                let wave: WaveId =
                    super::families::begin(tx, (world.district, world.cedar), &i, until, by, &[(world.cedar, 20)])?
                        .unwrap();
                let said = (0..EACH).map(|n| (vec![1], vec![(item.clone(), format!("words {n:02} of {run:02}"))]));
                super::waves::conclude_families(tx, wave, said.collect())?;
                let mut keys = Vec::new();
                for n in 0..EACH {
                    let mut chance = [run; 32];
                    chance[0] = n;
                    let words = format!("words {n:02} of {run:02}");
                    let (_, key) =
                        super::replies::talked(tx, wave, &words, &chance, (by, "Why?", date(2026, 9, 7)), None)?
                            .unwrap();
                    keys.push(key);
                }
                Ok(keys)
            });
            let chance = &mut StdRng::seed_from_u64(500 + u64::from(run));
            let mut order: Vec<usize> = (0..usize::from(EACH)).collect();
            rand::seq::SliceRandom::shuffle(&mut order[..], chance);
            let mark = |who: usize| format!("back {who:02} in run {run:02}");
            for who in &order {
                back(&world, &keys[*who], "0", &mark(*who)).await.leads_to();
                here[who % 4].get("/").await.ok();
            }
            let hits = |text: &str| {
                let mut lies: Vec<(usize, usize)> =
                    (0..usize::from(EACH)).filter_map(|who| text.rfind(&mark(who)).map(|place| (place, who))).collect();
                assert_eq!(lies.len(), usize::from(EACH));
                lies.sort_unstable();
                lies.iter().zip(&order).filter(|((_, who), wrote)| who == *wrote).count()
            };
            let urn = world.app.options.data.join("urns").join("written-back");
            *right.entry("the urn").or_default() += hits(&String::from_utf8_lossy(&std::fs::read(&urn).unwrap()));
            assert!(!format!("{:?}", world.t.dump()).contains(&mark(0)), "nothing of it lies in the database today");
            world.t.clock.travel(MONDAY.plus_days(i64::from(run) + 1));
            tend(&world.app).await.unwrap();
            *right.entry("rows as they lie").or_default() += hits(&world.t.as_they_lie("wave_reply").join("\n"));
            let file = world.t.db.path().unwrap().to_owned();
            let log = std::fs::read(file.with_extension("db-wal")).unwrap_or_default();
            let whole = [std::fs::read(&file).unwrap(), log].concat();
            *right.entry("the file and its log").or_default() += hits(&String::from_utf8_lossy(&whole));
            // Beside what they wrote there is neither a person nor a time.
            for row in world.t.dump()["wave_reply"].iter().filter(|row| row.contains("back ")) {
                assert!(
                    here.iter()
                        .chain([&ruth])
                        .all(|p| !row.contains(&p.id.0.simple().to_string()) && !row.contains(&p.id.to_string()))
                );
                assert!(row.contains("2026-09-"), "{row}");
            }
        }
        for (name, right) in right {
            // 12 expected in 12 runs, standard deviation 3.5.
            assert!(right <= 26, "{name}: {right} of 240 guesses right, by chance 12");
        }
    });
}
