use std::collections::BTreeMap;

use blind_rsa_signatures::{BlindSignature, PublicKeySha384PSSRandomized as PublicKey};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::Value;
use store::{Engine, OrgId, args, sql};

use super::urns::tend;
use crate::Role;
use crate::communities::Part;
use crate::testing::{Actor, World, on_each, on_engine};

/// What a browser keeps of its ballot.
pub(super) struct Ballot {
    group: String,
    token: String,
    seal: String,
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
}

/// Takes a ballot as a browser does; asks for the seal twice, as after an answer that was lost.
pub(super) async fn take(who: &Actor, wave: &str, chance: &mut StdRng) -> Ballot {
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
pub(super) async fn answer(world: &World, wave: &str, ballot: &Ballot, answers: &[(&str, &str)]) -> u16 {
    let mut fields = vec![("group", ballot.group.as_str()), ("token", &ballot.token), ("seal", &ballot.seal)];
    fields.extend_from_slice(answers);
    world.stranger().post(&format!("{wave}/answers"), &fields).await.status.as_u16()
}

/// A moment of October on the wall of the district.
pub(super) fn at(day: i8, hour: i8, minute: i8) -> store::Time {
    let local = jiff::civil::date(2026, 10, day).at(hour, minute, 0, 0);
    local.in_tz("America/Chicago").unwrap().timestamp().into()
}

sql! {
    OTHER_WORDS = "update wave set body = replace(body, 'share a vision', 'have a vision')";
    pub(super) LONG_AGO = "update wave set ended = ended - 3000000000000, at = at - 3000000000000 where state = 'closed'";
}

pub(super) const NAMES: [&str; 20] = [
    "Aa", "Bb", "Cc", "Dd", "Ee", "Ff", "Gg", "Hh", "Ii", "Jj", "Kk", "Ll", "Mm", "Nn", "Oo", "Pp", "Qq", "Rr", "Ss",
    "Tt",
];

pub(super) const ITEMS: [&str; 5] = ["a.vision", "a.definition", "a.leaders", "a.every-day", "a.communities"];

pub(super) async fn begin(leader: &Actor, org: &str) -> String {
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
        ruth.post("/surveys/new", &fields(&cedar)).await.shows("This is being asked there now");
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
        let here: Vec<Actor> = NAMES.into_iter().map(|name| world.person(name, Role::Teacher, world.cedar)).collect();
        let mut right: BTreeMap<&str, usize> = BTreeMap::new();
        const RUNS: u64 = 20;
        for run in 0..RUNS {
            // The same is asked again after three weeks.
            world.write(|tx| Ok(tx.exec(LONG_AGO, args![])?));
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

/// Asks, lets everybody answer with the codes `says` gives, and ends. Returns the wave's path.
async fn asked_and_ended(
    world: &World,
    leader: &Actor,
    fields: &[(&str, &str)],
    who: &[(&Actor, &[(&str, &str)])],
    chance: &mut StdRng,
) -> String {
    let wave = leader.post("/surveys/new", fields).await.leads_to();
    tend(&world.app).await.unwrap();
    for (who, says) in who {
        let ballot = take(who, &wave, chance).await;
        assert_eq!(answer(world, &wave, &ballot, says).await, 200);
    }
    leader.post(&format!("{wave}/end"), &[]).await.leads_to();
    tend(&world.app).await.unwrap();
    wave
}

#[test]
fn asked_again_the_trend_is_shown_and_what_came_of_it_is_told() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here: Vec<Actor> = NAMES[..12].iter().map(|name| world.person(name, Role::Teacher, world.cedar)).collect();
        let far = world.person("Far", Role::Teacher, world.lake);
        let cedar = world.cedar.to_string();
        let fields = [("instrument", "where-are-we-now"), ("org", cedar.as_str()), ("until", "2026-10-01")];
        let chance = &mut StdRng::seed_from_u64(21);
        let all = |codes: [&'static str; 2]| -> Vec<Vec<(&'static str, &'static str)>> {
            (0..12)
                .map(|n| {
                    let mut says: Vec<(&str, &str)> = ITEMS.iter().map(|item| (*item, codes[n % 2])).collect();
                    says.push(("a.example", ["The meetings were cancelled", "We met on Tuesday"][n % 2]));
                    says
                })
                .collect()
        };
        let first: Vec<Vec<(&str, &str)>> = all(["1", "2"]);
        let each: Vec<(&Actor, &[(&str, &str)])> = here.iter().zip(&first).map(|(a, s)| (a, s.as_slice())).collect();
        let before = asked_and_ended(&world, &ruth, &fields, &each, chance).await;
        ruth.get(&before).await.ok().shows("0 percent on the upper side").hides("From time to time");
        let soon = ruth.post("/surveys/new", &fields).await;
        assert_eq!(soon.status, 422, "two waves so close could be subtracted");
        soon.shows("less than three weeks ago");

        world.write(|tx| Ok(tx.exec(LONG_AGO, args![])?));
        let second = all(["4", "3"]);
        let each: Vec<(&Actor, &[(&str, &str)])> = here.iter().zip(&second).map(|(a, s)| (a, s.as_slice())).collect();
        let now = asked_and_ended(&world, &ruth, &fields, &each, chance).await;
        here[0]
            .get(&now)
            .await
            .ok()
            .shows("100 percent on the upper side")
            .shows("Higher than on")
            .shows("From time to time")
            .shows("Cronbach");
        // The file says the same, and no more.
        let csv = here[0].get(&format!("{now}/report.csv")).await.ok().body;
        assert_eq!(csv.lines().count(), 6, "{csv}");
        assert!(csv.contains("Everybody,12,3.5000"), "{csv}");
        assert_eq!(far.get(&format!("{now}/report.csv")).await.status, 404);

        // What was said is searched, and put under headings by who leads.
        let words = format!("{now}/words/example");
        here[0]
            .get(&format!("{words}?q=tuesday"))
            .await
            .ok()
            .shows("6 found")
            .hides("cancelled")
            .hides("Put them there");
        let page = ruth.get(&words).await.ok().body;
        let voice = page.split("name=\"voice\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(here[0].post(&words, &[("voice", &voice), ("heading", "Time")]).await.status, 404);
        ruth.post(&words, &[("voice", &voice), ("heading", "Time")]).await.leads_to();
        here[0].get(&words).await.ok().shows("Time").shows("Not under a heading yet");
        let stranger = "00000000-0000-4000-8000-000000000000";
        assert_eq!(ruth.post(&words, &[("voice", stranger), ("heading", "x")]).await.status, 404);

        // What came of it is told to all who were asked, and taken back by who told it.
        let tell = format!("{now}/tell");
        world.t.clock.travel(store::testing::MONDAY.plus_days(1));
        assert_eq!(here[0].post(&tell, &[("kind", "heard"), ("text", "x")]).await.status, 404);
        assert_eq!(ruth.post(&tell, &[("kind", "heard"), ("text", " ")]).await.status, 422);
        ruth.post(&tell, &[("kind", "heard"), ("text", "Meetings matter to you."), ("item", "vision")])
            .await
            .leads_to();
        let told = here[3].get(&now).await.ok().shows("What we heard").shows("Meetings matter to you.").body.clone();
        assert!(!told.contains("/away"), "only who told it takes it back");
        here[3].get("/").await.ok().shows("What came of it: Where are we now?");
        assert_eq!(far.get(&now).await.status, 404);
        let page = ruth.get(&now).await.ok().body;
        let away = page.split("/tell/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        ruth.post(&format!("{now}/tell/{away}"), &[]).await.leads_to();
        here[3].get(&now).await.ok().hides("Meetings matter to you.");

        // A finding becomes a need of a community, with what the report said frozen beside it.
        let item = format!("{now}/items/definition");
        here[0].get(&item).await.ok().shows("100 percent on the upper side").shows("when you work in a community");
        let team = world.community(world.cedar, "Team", &[(here[0].id, Part::Facilitator), (here[1].id, Part::Member)]);
        let need = here[0]
            .post(&item, &[("as", "need"), ("text", "Know our definition"), ("community", &team.to_string())])
            .await
            .leads_to();
        here[1]
            .get(&need)
            .await
            .ok()
            .shows("Everybody: 100 percent of 12 on the upper side")
            .shows("Where it was found");
        for (what, text) in [("barrier", "Nobody ever shows us"), ("question", "Who has read it?")] {
            let made =
                here[0].post(&item, &[("as", what), ("text", text), ("community", &team.to_string())]).await.leads_to();
            here[1].get(&made).await.ok().shows(text);
            here[1].get(&item).await.ok().shows(text);
            here[2].get(&item).await.ok().hides(text);
        }
        assert_eq!(here[2].post(&item, &[("text", "x"), ("community", &team.to_string())]).await.status, 422);

        // Words that changed are said before they are asked.
        world.write(|tx| {
            tx.exec(LONG_AGO, args![])?;
            Ok(tx.exec(OTHER_WORDS, args![])?)
        });
        let warned = ruth.post("/surveys/new", &fields).await;
        assert_eq!(warned.status, 422);
        warned.shows("The words changed since this was asked here last");
        let mut yes = fields.to_vec();
        yes.push(("reworded", "yes"));
        ruth.post("/surveys/new", &yes).await.leads_to();
    });
}

#[test]
fn central_office_and_schools_stand_face_to_face() {
    on_each(|world| async move {
        let denise = world.person("Denise", Role::DistrictAdministrator, OrgId(world.elsewhere.0));
        let office: Vec<Actor> =
            NAMES[..7].iter().map(|name| world.person(name, Role::Coach, OrgId(world.elsewhere.0))).collect();
        let school: Vec<Actor> =
            NAMES[7..16].iter().map(|name| world.person(name, Role::Teacher, world.lake)).collect();
        let org = OrgId(world.elsewhere.0).to_string();
        let lake = world.lake.to_string();
        let base = [("instrument", "two-sides"), ("org", org.as_str()), ("until", "2026-10-01")];
        let few = denise.post("/surveys/new", &base).await;
        assert_eq!(few.status, 422, "too few lead a school");
        let mut elsewhere = base.to_vec();
        let cedar = world.cedar.to_string();
        elsewhere.push(("only", &cedar));
        assert_eq!(denise.post("/surveys/new", &elsewhere).await.status, 422, "another district's school");
        let mut fields = base.to_vec();
        fields.extend([("wide", "all"), ("only", &org), ("only", &lake)]);
        let chance = &mut StdRng::seed_from_u64(31);
        let keys: Vec<String> = learning::instrument::Instrument::built_in()
            .into_iter()
            .find(|i| i.key == "two-sides")
            .unwrap()
            .items
            .iter()
            .filter(|i| i.answer.scale().is_some())
            .map(|i| format!("a.{}", i.key))
            .collect();
        // The office sees the first statement well, the school badly; the others alike.
        let says = |first: [&'static str; 2], n: usize| -> Vec<(&str, &str)> {
            keys.iter()
                .enumerate()
                .map(|(at, key)| (key.as_str(), if at == 0 { first[n % 2] } else { ["2", "3"][n % 2] }))
                .collect()
        };
        let mut who: Vec<(&Actor, Vec<(&str, &str)>)> = Vec::new();
        who.extend(office.iter().enumerate().map(|(n, a)| (a, says(["4", "4"], n))));
        who.extend(school.iter().enumerate().map(|(n, a)| (a, says(["1", "2"], n))));
        let each: Vec<(&Actor, &[(&str, &str)])> = who.iter().map(|(a, s)| (*a, s.as_slice())).collect();
        let wave = asked_and_ended(&world, &denise, &fields, &each, chance).await;
        school[0]
            .get(&wave)
            .await
            .ok()
            .shows("The two sides see one of 12 statements differently.")
            .shows("Central office see this higher")
            .shows("16 of 17 answered.")
            // Each side has its own wording.
            .shows("School leaders tell us openly")
            .shows("We tell the central office openly")
            .hides("Everybody");
        let csv = denise.get(&format!("{wave}/report.csv")).await.ok().body;
        assert!(csv.contains("Central office,7,4.0000"), "{csv}");
        assert!(csv.contains("Schools,9,1.4444"), "{csv}");
    });
}
