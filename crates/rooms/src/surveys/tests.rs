use std::collections::BTreeMap;

use blind_rsa_signatures::{BlindSignature, PublicKeySha384PSSRandomized as PublicKey};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::Value;
use store::Engine;

use super::urns::tend;
use crate::Role;
use crate::testing::{Actor, World, on_each, on_engine};

/// What a browser keeps of its ballot.
struct Ballot {
    group: String,
    token: String,
    seal: String,
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
}

/// Takes a ballot as a browser does; asks for the seal twice, as after an answer that was lost.
async fn take(who: &Actor, wave: &str, chance: &mut StdRng) -> Ballot {
    let path = format!("{wave}/ballot");
    let known: Value = serde_json::from_str(&who.post(&path, &[]).await.ok().body).unwrap();
    let public = PublicKey::from_der(&unhex(known["public"].as_str().unwrap())).unwrap();
    let mut message = [0u8; 32];
    chance.fill_bytes(&mut message);
    let blind = public.blind(chance, message).unwrap();
    let blinded = store::hex(&blind.blind_message.0);
    who.post(&path, &[("blinded", &blinded)]).await.ok();
    let sealed: Value = serde_json::from_str(&who.post(&path, &[("blinded", &blinded)]).await.ok().body).unwrap();
    let seal = public.finalize(&BlindSignature(unhex(sealed["seal"].as_str().unwrap())), &blind, message).unwrap();
    let token = [blind.msg_randomizer.unwrap().0, message].concat();
    Ballot { group: known["group"].as_str().unwrap().to_owned(), token: store::hex(&token), seal: store::hex(&seal.0) }
}

/// Answers as nobody.
async fn answer(world: &World, wave: &str, ballot: &Ballot, answers: &[(&str, &str)]) -> u16 {
    let mut fields = vec![("group", ballot.group.as_str()), ("token", &ballot.token), ("seal", &ballot.seal)];
    fields.extend_from_slice(answers);
    world.stranger().post(&format!("{wave}/answers"), &fields).await.status.as_u16()
}

/// A moment of October on the wall of the district.
fn at(day: i8, hour: i8, minute: i8) -> store::Time {
    let local = jiff::civil::date(2026, 10, day).at(hour, minute, 0, 0);
    local.in_tz("America/Chicago").unwrap().timestamp().into()
}

const ITEMS: [&str; 5] = ["a.vision", "a.definition", "a.leaders", "a.every-day", "a.communities"];

async fn begin(leader: &Actor, org: &str) -> String {
    let fields = [("instrument", "where-are-we-now"), ("org", org), ("until", "2026-10-01")];
    leader.post("/surveys/new", &fields).await.leads_to()
}

#[test]
fn a_school_says_where_it_is_and_nobody_learns_who_said_what() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here: Vec<Actor> = ["Ana", "Tom", "Mia", "Wen", "Luis", "Priya", "Sam"]
            .into_iter()
            .map(|name| world.person(name, Role::Teacher, world.cedar))
            .collect();
        let ben = world.person("Ben", Role::Principal, world.oak);
        let far = world.person("Far", Role::Teacher, world.lake);
        let (cedar, oak) = (world.cedar.to_string(), world.oak.to_string());
        // Who may ask, and whom.
        assert_eq!(here[0].get("/surveys/new").await.status, 404);
        here[0].get("/surveys").await.ok().shows("When your school or district asks").hides("/surveys/new");
        ruth.get("/surveys").await.ok().shows("/surveys/new");
        let fields = |org| [("instrument", "where-are-we-now"), ("org", org), ("until", "2026-10-01")];
        assert_eq!(ruth.post("/surveys/new", &fields(&oak)).await.status, 422, "a place one doesn't lead");
        let few = ben.post("/surveys/new", &fields(&oak)).await;
        assert_eq!(few.status, 422);
        few.shows("Too few people work there");
        let late = [("instrument", "where-are-we-now"), ("org", cedar.as_str()), ("until", "2027-10-01")];
        assert_eq!(ruth.post("/surveys/new", &late).await.status, 422);
        let wave = begin(&ruth, &cedar).await;
        ruth.post("/surveys/new", &fields(&cedar)).await.shows("being asked there already");
        for other in [&ben, &far] {
            assert_eq!(other.get(&wave).await.status, 404);
            assert_eq!(other.post(&format!("{wave}/ballot"), &[]).await.status, 404);
            assert_eq!(other.post(&format!("{wave}/end"), &[]).await.status, 404);
        }
        here[0].get("/").await.ok().shows("Nobody can find out what you say");
        here[0]
            .get(&wave)
            .await
            .ok()
            .shows("Strongly agree")
            .shows("What should change first?")
            .hides("have taken a ballot");
        let waits: Value = serde_json::from_str(&here[0].post(&format!("{wave}/ballot"), &[]).await.ok().body).unwrap();
        assert_eq!(waits["wait"], true, "the keys are being made");
        tend(&world.app).await.unwrap();

        // Seven of eight answer; one of them tries it twice, in every way.
        let chance = &mut StdRng::seed_from_u64(11);
        let mut ballots = Vec::new();
        for (at, who) in here.iter().enumerate() {
            let ballot = take(who, &wave, chance).await;
            let code = ["4", "4", "3", "4", "2", "1", "3"][at];
            let mut answers: Vec<(&str, &str)> = ITEMS.iter().map(|item| (*item, code)).collect();
            answers.push(("a.first-change", "Time to meet"));
            assert_eq!(answer(&world, &wave, &ballot, &answers).await, 200);
            assert_eq!(answer(&world, &wave, &ballot, &answers).await, 200, "sent twice is kept once");
            assert_eq!(answer(&world, &wave, &ballot, &[("a.vision", "1")]).await, 409, "a ballot counts once");
            ballots.push(ballot);
        }
        let again = here[0].post(&format!("{wave}/ballot"), &[("blinded", &"ab".repeat(256))]).await;
        assert_eq!(serde_json::from_str::<Value>(&again.ok().body).unwrap()["said"], "taken");
        assert_eq!(here[0].post(&format!("{wave}/ballot"), &[("blinded", "xyz")]).await.status, 422);
        // Forged, borrowed, unfit.
        let fresh = take(&ruth, &wave, chance).await;
        let seal = ballots[0].seal.clone();
        let forged = Ballot { group: fresh.group.clone(), token: fresh.token.clone(), seal };
        assert_eq!(answer(&world, &wave, &forged, &[("a.vision", "1")]).await, 404);
        let nowhere = Ballot {
            group: wave.trim_start_matches("/surveys/").to_owned(),
            token: fresh.token.clone(),
            seal: fresh.seal.clone(),
        };
        assert_eq!(answer(&world, &wave, &nowhere, &[("a.vision", "1")]).await, 404);
        for unfit in [
            &[][..],
            &[("a.vision", "99")],
            &[("a.vision", "x")],
            &[("a.unknown", "1")],
            &[("a.example", &"x".repeat(2001))],
            &[("a.example", "a\0b")],
            &[("a.example", "\u{202e}x")],
        ] {
            assert_eq!(answer(&world, &wave, &fresh, unfit).await, 422, "{unfit:?}");
        }
        let wave_of_nobody = "/surveys/00000000-0000-4000-8000-000000000000";
        assert_eq!(answer(&world, wave_of_nobody, &fresh, &[("a.vision", "1")]).await, 404);
        here[0].get(&wave).await.ok().hides("percent on the upper side");
        ruth.get(&wave).await.ok().shows("8 of 8 have taken a ballot").hides("percent on the upper side");

        // While it is open nothing of it lies in the database.
        let dump = world.t.dump();
        assert!(dump["wave_ballot"].is_empty() && dump["wave_words"].is_empty());
        assert!(!format!("{dump:?}").contains("Time to meet"));

        assert_eq!(here[0].post(&format!("{wave}/end"), &[]).await.status, 404, "not a leader");
        ruth.post(&format!("{wave}/end"), &[]).await.leads_to();
        tend(&world.app).await.unwrap();
        // The report is everybody's who was asked: the principal's group is too small to stand alone.
        for who in [&here[3], &ruth] {
            let report = who
                .get(&wave)
                .await
                .ok()
                .shows("7 of 8 answered.")
                .shows("71 percent on the upper side")
                .shows("Time to meet");
            report.hides("Cedar Street, leaders");
        }
        assert_eq!(answer(&world, &wave, &fresh, &[("a.vision", "1")]).await, 404, "late");
        let over = here[0].post(&format!("{wave}/ballot"), &[]).await.ok();
        assert_eq!(serde_json::from_str::<Value>(&over.body).unwrap()["said"], "ended");
        // Who was asked is forgotten, the keys are gone, the urn is burnt.
        let dump = world.t.dump();
        assert!(dump["wave_asked"].is_empty());
        assert_eq!(dump["wave_ballot"].len(), 7);
        let urns = std::fs::read_dir(world.app.options.data.join("urns")).unwrap().count();
        assert_eq!(urns, 0);
        let groups = format!("{:?}", dump["wave_group"]);
        assert!(!groups.contains("3082"), "a key is left: {groups}");
        for other in [&ben, &far] {
            assert_eq!(other.get(&wave).await.status, 404);
        }
    });
}

#[test]
fn what_was_answered_outlives_a_server_that_dies_and_a_wave_ends_by_itself() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here: Vec<Actor> = ["Ana", "Tom", "Mia", "Wen", "Luis"]
            .into_iter()
            .map(|name| world.person(name, Role::Teacher, world.cedar))
            .collect();
        let wave = begin(&ruth, &world.cedar.to_string()).await;
        tend(&world.app).await.unwrap();
        let chance = &mut StdRng::seed_from_u64(12);
        for who in &here {
            let ballot = take(who, &wave, chance).await;
            assert_eq!(
                answer(&world, &wave, &ballot, &[("a.vision", "4"), ("a.leaders", "7")]).await,
                422,
                "no such answer"
            );
            assert_eq!(answer(&world, &wave, &ballot, &[("a.vision", "4")]).await, 200);
        }
        // Another program on the same database and folder, after the last day.
        let app = crate::App::new(world.t.db.clone(), world.app.options.clone());
        world.t.clock.travel(at(1, 23, 59));
        tend(&app).await.unwrap();
        here[0].get(&wave).await.ok().hides("5 of 6 answered");
        world.t.clock.travel(at(2, 0, 1));
        tend(&app).await.unwrap();
        ruth.get(&wave).await.ok().shows("5 of 6 answered.").shows("100 percent on the upper side");
    });
}

/// T8: plays the operator, who has everything that is stored. Twenty people take a ballot and answer, one after the other, in between
/// others use the system. Whoever knows the order in which they took their ballots guesses that the answers lie in the same order: in the
/// database's rows, in its file and log, in the urn. By chance one of twenty is right on average.
#[test]
fn t8_the_operator_with_everything_stored_does_no_better_than_chance() {
    on_engine(Engine::Sqlite, |world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        const NAMES: [&str; 20] = [
            "Aa", "Bb", "Cc", "Dd", "Ee", "Ff", "Gg", "Hh", "Ii", "Jj", "Kk", "Ll", "Mm", "Nn", "Oo", "Pp", "Qq", "Rr",
            "Ss", "Tt",
        ];
        let here: Vec<Actor> = NAMES.into_iter().map(|name| world.person(name, Role::Teacher, world.cedar)).collect();
        let mut right: BTreeMap<&str, usize> = BTreeMap::new();
        const RUNS: u64 = 20;
        for run in 0..RUNS {
            let wave = begin(&ruth, &world.cedar.to_string()).await;
            tend(&world.app).await.unwrap();
            let chance = &mut StdRng::seed_from_u64(100 + run);
            // A different order each time, as people come.
            let mut order: Vec<usize> = (0..20).collect();
            rand::seq::SliceRandom::shuffle(&mut order[..], chance);
            let mark = |who: usize| format!("what {who:02} says in run {run:02}");
            // Everybody chooses differently: who knows somebody's codes knows the ballot.
            let code = |who: usize| [1 + who % 4, 1 + who / 4 % 4, 1 + who / 16, 1, 1];
            for who in &order {
                let ballot = take(&here[*who], &wave, chance).await;
                let chosen = code(*who);
                let mut answers = vec![("a.example", mark(*who))];
                answers.extend(ITEMS.iter().zip(&chosen).map(|(item, code)| (*item, code.to_string())));
                let answers: Vec<(&str, &str)> = answers.iter().map(|(item, text)| (*item, text.as_str())).collect();
                assert_eq!(answer(&world, &wave, &ballot, &answers).await, 200);
                here[(*who + 7) % 20].get("/").await.ok();
            }
            let urn = world.app.options.data.join("urns").join(wave.trim_start_matches("/surveys/"));
            let guess = |right: &mut BTreeMap<&str, usize>, name: &'static str, bytes: &[u8]| {
                let text = String::from_utf8_lossy(bytes);
                let mut lies: Vec<(usize, usize)> =
                    (0..20).filter_map(|who| text.rfind(&mark(who)).map(|at| (at, who))).collect();
                assert_eq!(lies.len(), 20, "the operator has all answers in {name}");
                lies.sort_unstable();
                let hits = lies.iter().zip(&order).filter(|((_, who), took)| who == *took).count();
                *right.entry(name).or_default() += hits;
            };
            guess(&mut right, "the urn", &std::fs::read(&urn).unwrap());
            ruth.post(&format!("{wave}/end"), &[]).await.leads_to();
            tend(&world.app).await.unwrap();
            // Who is known by their words is looked for in the ballot that lies at the same place.
            let (id, words) =
                (wave.trim_start_matches("/surveys/").replace('-', ""), world.t.as_they_lie("wave_words"));
            let said: Vec<usize> = words
                .iter()
                .filter(|row| row.contains(&id))
                .map(|row| (0..20).find(|who| row.contains(&mark(*who))).unwrap())
                .collect();
            let chose: Vec<usize> = world
                .t
                .as_they_lie("wave_ballot")
                .iter()
                .filter(|row| row.contains(&id))
                .map(|row| (0..20).find(|who| row.ends_with(&code(*who).map(|c| c.to_string()).join(","))).unwrap())
                .collect();
            assert_eq!((said.len(), chose.len()), (20, 20));
            *right.entry("words beside ballots").or_default() +=
                said.iter().zip(&chose).filter(|(s, c)| s == c).count();
            let rows = world.t.dump()["wave_words"].join("\n");
            guess(&mut right, "the rows, sorted", rows.as_bytes());
            let file = world.t.db.path().unwrap().to_owned();
            let log = std::fs::read(file.with_extension("db-wal")).unwrap_or_default();
            guess(&mut right, "the file and its log", &[std::fs::read(&file).unwrap(), log].concat());
        }
        for (name, right) in right {
            // 20 expected in 20 runs, standard deviation 4.5.
            assert!(right <= 38, "{name}: {right} of 400 guesses right, by chance 20");
        }
        // And nothing that is kept beside an answer tells a person or a time.
        let dump = world.t.dump();
        for table in ["wave_ballot", "wave_words"] {
            let text = format!("{:?}", dump[table]);
            assert!(
                here.iter()
                    .all(|who| !text.contains(&who.id.to_string()) && !text.contains(&who.id.0.simple().to_string()))
            );
        }
        assert!(dump["event"].iter().all(|e| !e.contains("ballot")));
    });
}
