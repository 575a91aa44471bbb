use std::collections::BTreeMap;

use store::{Engine, OrgId, Time};

use super::paper::Code;
use super::urns::tend;
use crate::Role;
use crate::testing::{Actor, Answer, World, on_each, on_engine};

const SHEET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

pub(super) fn sheet(n: u8) -> String {
    format!("{n:02x}{}", &SHEET[2..])
}

/// The texts of the elements with a mark for tests.
pub(super) fn texts(page: &Answer, testid: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(&page.body);
    let marked = scraper::Selector::parse(&format!("[data-testid=\"{testid}\"]")).unwrap();
    html.select(&marked).map(|e| e.text().collect::<String>().trim().to_owned()).collect()
}

/// The ids of the groups that codes can be made for.
pub(super) async fn groups(leader: &Actor, wave: &str) -> Vec<String> {
    let page = leader.get(&format!("{wave}/codes")).await.ok();
    let html = scraper::Html::parse_document(&page.body);
    let group = scraper::Selector::parse("input[name=group]").unwrap();
    html.select(&group).map(|e| e.value().attr("value").unwrap().to_owned()).collect()
}

/// Makes a sheet and reads it as the browser that asked for it does.
pub(super) async fn print(
    world: &World,
    leader: &Actor,
    wave: &str,
    group: &str,
    sheet: &str,
    count: usize,
) -> Vec<String> {
    let path = format!("{wave}/codes");
    let fields = [("group", group), ("sheet", sheet), ("count", &count.to_string())];
    let made = leader.post(&path, &fields).await;
    let cookie = made.headers.get("set-cookie").unwrap().to_str().unwrap().to_owned();
    assert!(
        cookie.contains(&format!("Path={path}")) && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict")
    );
    let to = made.leads_to();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let request = axum::http::Request::builder().uri(&to);
    let session = format!("perennial={}; {cookie}", leader.session().unwrap());
    let request = request.header("cookie", session).body(axum::body::Body::empty()).unwrap();
    texts(&world.stranger().send(request).await.ok(), "slip-code")
}

pub(super) async fn send(world: &World, code: &str, answers: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("code", code), ("send", "1")];
    fields.extend_from_slice(answers);
    world.stranger().post("/answer", &fields).await
}

/// A school of six who work there, one of whom leads it.
fn school(world: &World) -> (Actor, Vec<Actor>) {
    let ruth = world.person("Ruth", Role::Principal, world.cedar);
    let people = ["Ana", "Tom", "Mia", "Wen", "Luis"];
    (ruth, people.into_iter().map(|name| world.person(name, Role::Teacher, world.cedar)).collect())
}

async fn begin(leader: &Actor, org: OrgId) -> String {
    let org = org.to_string();
    let fields = [("instrument", "where-are-we-now"), ("org", org.as_str()), ("until", "2026-10-01")];
    leader.post("/surveys/new", &fields).await.leads_to()
}

#[test]
fn who_has_no_script_answers_with_a_code_from_a_sheet() {
    on_each(|world| async move {
        let (ruth, here) = school(&world);
        let ben = world.person("Ben", Role::Principal, world.oak);
        let far = world.person("Far", Role::Principal, world.lake);
        let wave = begin(&ruth, world.cedar).await;
        ruth.get(&format!("{wave}/codes")).await.ok().hides("make-codes").shows("the ballots are being made");
        tend(&world.app).await.unwrap();
        let path = format!("{wave}/codes");
        let group = groups(&ruth, &wave).await.remove(0);
        // Who may not, and what can't be.
        let fields = |count: &'static str| [("group", group.clone()), ("sheet", sheet(1)), ("count", count.to_owned())];
        for (who, status) in [(&here[0], 404), (&ben, 404), (&far, 404)] {
            let f = fields("1");
            let f: Vec<(&str, &str)> = f.iter().map(|(k, v)| (*k, v.as_str())).collect();
            assert_eq!(who.get(&path).await.status, status);
            assert_eq!(who.post(&path, &f).await.status, status);
            assert_eq!(who.get(&format!("{path}/sheet")).await.status, status);
        }
        for count in ["0", "7", "-1", "x", "2001"] {
            let f = fields(count);
            let f: Vec<(&str, &str)> = f.iter().map(|(k, v)| (*k, v.as_str())).collect();
            assert_eq!(ruth.post(&path, &f).await.status, 422, "{count}");
        }
        let short = [("group", group.as_str()), ("sheet", "abc"), ("count", "1")];
        assert_eq!(ruth.post(&path, &short).await.status, 422);
        let nowhere = [("group", "00000000-0000-4000-8000-000000000000"), ("sheet", SHEET), ("count", "1")];
        assert_eq!(ruth.post(&path, &nowhere).await.status, 404);

        // A sheet is shown where it was asked for, is made once however often it is sent, and is kept nowhere.
        let codes = print(&world, &ruth, &wave, &group, &sheet(1), 4).await;
        assert_eq!(codes.len(), 4);
        assert_eq!(print(&world, &ruth, &wave, &group, &sheet(1), 4).await, codes);
        assert_eq!(ruth.get(&format!("{path}/sheet")).await.ok().body.matches("slip-code").count(), 0);
        let stored = world.t.dump();
        assert_eq!(stored["wave_code"].len(), 4);
        let all = format!("{stored:?}");
        assert!(codes.iter().all(|c| !all.contains(c.as_str()) && !all.contains(&c.replace('-', ""))));
        let third = [("group", group.as_str()), ("sheet", &sheet(2)), ("count", "3")];
        assert_eq!(ruth.post(&path, &third).await.status, 422, "as many codes as people, not more");
        here[0].get(&wave).await.ok().shows("4 codes were printed").shows("I answer on paper");

        // The public page: a slip, a code of nobody, the questions in either language with what was chosen so far.
        let stranger = world.stranger();
        stranger.get("/answer").await.ok().shows("Answer with a code");
        assert_eq!(stranger.post("/answer", &[("code", "ABCD")]).await.status, 422);
        let nobodys = Code::of(&sheet(9), 0).written();
        let closed = stranger.post("/answer", &[("code", &nobodys)]).await;
        assert_eq!(closed.status, 404);
        let closed = texts_of(&closed);
        let sloppy = codes[0].to_lowercase().replace('-', " ");
        stranger
            .post("/answer", &[("code", &sloppy)])
            .await
            .ok()
            .shows("Strongly agree")
            .shows("What should change first?");
        let es = [("code", codes[0].as_str()), ("words", "es"), ("a.example", "hola"), ("a.vision", "4")];
        let page = stranger.post("/answer?lang=es", &es).await.ok().shows("hola").shows("Muy de acuerdo");
        assert!(page.body.contains("checked"));
        let unfit = send(&world, &codes[0], &[]).await;
        assert_eq!(unfit.status, 422);
        assert_eq!(send(&world, &codes[0], &[("a.vision", "99")]).await.status, 422);

        // Used: the same once more is kept once, anything else is told what an unknown code is told.
        assert_eq!(
            send(&world, &codes[0], &[("a.vision", "4"), ("a.example", "On paper")]).await.leads_to(),
            "/answer/thanks"
        );
        assert_eq!(
            send(&world, &codes[0], &[("a.vision", "4"), ("a.example", "On paper")]).await.leads_to(),
            "/answer/thanks"
        );
        stranger.get("/answer/thanks").await.ok();
        let spent = send(&world, &codes[0], &[("a.vision", "1")]).await;
        assert_eq!((spent.status.as_u16(), texts_of(&spent)), (404, closed.clone()));
        // Another wave's code goes into that wave alone.
        let other = begin_families(&world, &ruth).await;
        let other_group = groups(&ruth, &other).await.remove(0);
        let crossed = [("group", other_group.as_str()), ("sheet", SHEET), ("count", "1")];
        assert_eq!(ruth.post(&path, &crossed).await.status, 404, "a group of another wave");

        // Who answers on paper has taken their ballot.
        assert_eq!(here[0].post(&format!("{wave}/paper"), &[]).await.leads_to(), wave);
        here[0].get(&wave).await.ok().shows("You answer on paper");
        let again = here[0].post(&format!("{wave}/ballot"), &[("blinded", &"ab".repeat(256))]).await.ok();
        assert!(again.body.contains("taken"));
        assert_eq!(far.post(&format!("{wave}/paper"), &[]).await.status, 404);
        let stored = world.t.dump();
        assert_eq!(stored["wave_code"].len(), 4, "nothing says that a code was used");
        assert!(stored["wave_ballot"].is_empty());

        for code in &codes[1..] {
            send(&world, code, &[("a.vision", "3")]).await.leads_to();
        }
        let rest = print(&world, &ruth, &wave, &group, &sheet(3), 2).await;
        for code in &rest {
            send(&world, code, &[("a.vision", "3")]).await.leads_to();
        }
        // One whose codes are all used up still has their ballot in the browser: the report says that more came than were asked.
        ruth.post(&format!("{wave}/end"), &[]).await.leads_to();
        tend(&world.app).await.unwrap();
        here[1]
            .get(&wave)
            .await
            .ok()
            .shows("6 of 6 answered.")
            .shows("100 percent on the upper side")
            .hides("overfull");
        let late = send(&world, &codes[1], &[("a.vision", "3")]).await;
        assert_eq!((late.status.as_u16(), texts_of(&late)), (404, closed));
        let id = wave.trim_start_matches("/surveys/").replace('-', "");
        assert!(
            world.t.dump()["wave_code"].iter().all(|row| !row.replace('-', "").contains(&id)),
            "forgotten at the end"
        );
        assert_eq!(ruth.get(&path).await.status, 422, "it has ended");
        // Who guesses is stopped where they guess, and nobody else is.
        let mut stopped = 0;
        for _ in 0..12 {
            stopped += usize::from(stranger.post("/answer", &[("code", &nobodys)]).await.status == 429);
        }
        assert!(stopped >= 2);
        assert_eq!(stranger.post("/answer", &[("code", &codes[0])]).await.status, 404);
        let tries = format!("{:?}", world.t.dump()["attempt"]);
        assert!(codes.iter().all(|c| !tries.contains(&c[..4])), "{tries}");
    });
}

pub(super) fn texts_of(page: &Answer) -> String {
    let html = scraper::Html::parse_document(&page.body);
    let main = scraper::Selector::parse("main").unwrap();
    html.select(&main).flat_map(|e| e.text()).collect()
}

pub(super) async fn begin_families(world: &World, leader: &Actor) -> String {
    let field = format!("n.{}", world.cedar);
    let fields = [("instrument", "family-voice"), (field.as_str(), "12"), ("until", "2026-10-01")];
    let wave = leader.post("/surveys/families", &fields).await.leads_to();
    tend(&world.app).await.unwrap();
    wave
}

#[test]
fn families_say_what_they_see_without_an_account() {
    on_each(|world| async move {
        let (ruth, here) = school(&world);
        let ben = world.person("Ben", Role::Principal, world.oak);
        let dora = world.person("Dora", Role::DistrictAdministrator, world.office());
        let (cedar, oak) = (format!("n.{}", world.cedar), format!("n.{}", world.oak));
        assert_eq!(here[0].get("/surveys/families").await.status, 404);
        ruth.get("/surveys/families").await.ok().shows("How is school for your family?").shows(&cedar).hides(&oak);
        let fields = |n: &'static str| [("instrument", "family-voice"), (cedar.as_str(), n), ("until", "2026-10-01")];
        for (n, says) in [
            ("", "at least one school"),
            ("9", "Too few families"),
            ("x", "number"),
            ("1.5", "Between"),
            ("99999", "Between"),
        ] {
            let answer = ruth.post("/surveys/families", &fields(n)).await;
            assert_eq!(answer.status, 422, "{n}");
            if says != "Between" && says != "number" {
                answer.shows(says);
            }
        }
        // A school one doesn't lead is not in the form, and sending it asks nobody.
        let foreign = [("instrument", "family-voice"), (oak.as_str(), "50"), ("until", "2026-10-01")];
        assert_eq!(ruth.post("/surveys/families", &foreign).await.status, 422);
        let staff = [("instrument", "where-are-we-now"), (cedar.as_str(), "50"), ("until", "2026-10-01")];
        assert_eq!(ruth.post("/surveys/families", &staff).await.status, 422, "not for families");

        // The district asks two schools at once.
        let both =
            [("instrument", "family-voice"), (cedar.as_str(), "12"), (oak.as_str(), "30"), ("until", "2026-10-01")];
        let wave = dora.post("/surveys/families", &both).await.leads_to();
        tend(&world.app).await.unwrap();
        ruth.post("/surveys/families", &fields("12")).await.shows("being asked there now");
        // Staff of the schools see it, nobody of them can answer it.
        here[0].get(&wave).await.ok().hides("data-survey").hides("have taken a ballot");
        assert_eq!(here[0].post(&format!("{wave}/ballot"), &[]).await.status, 403);
        assert_eq!(ruth.get(&format!("{wave}/codes")).await.status, 403, "the district's");
        let all = groups(&dora, &wave).await;
        assert_eq!(all.len(), 2);
        let mut codes = Vec::new();
        for (n, group) in all.iter().enumerate() {
            codes.push(print(&world, &dora, &wave, group, &sheet(n as u8), 12).await);
        }
        for (at, code) in codes[0].iter().enumerate() {
            let said = format!("Familia {at:02}");
            let open = [("code", code.as_str()), ("words", "es")];
            world
                .stranger()
                .post("/answer?lang=es", &open)
                .await
                .ok()
                .shows("¿Cómo le va a su familia con la escuela?")
                .shows("Sí, siempre");
            let first = first_scale(&world);
            send(&world, code, &[(first.0.as_str(), "4"), (first.1.as_str(), &said)]).await.leads_to();
        }
        for code in codes[1].iter().take(4) {
            send(&world, code, &[(first_scale(&world).0.as_str(), "1")]).await.leads_to();
        }
        dora.post(&format!("{wave}/end"), &[]).await.leads_to();
        tend(&world.app).await.unwrap();
        // Sixteen answered. Four of one school are not shown, and so not the twelve of the other beside all.
        for who in [&here[0], &ben, &dora] {
            who.get(&wave)
                .await
                .ok()
                .shows("16 of 42 answered.")
                .shows("75 percent on the upper side")
                .shows("Familia 03")
                .hides("100 percent")
                .hides("overfull");
        }
        assert!(world.t.dump()["wave_asked"].is_empty() && world.t.dump()["wave_code"].is_empty());
    });
}

/// The fields of the first item on a scale and of the first open one of what families are asked.
pub(super) fn first_scale(_: &World) -> (String, String) {
    let i = learning::instrument::Instrument::built_in().into_iter().find(|i| i.key == "family-voice").unwrap();
    let name = |open: bool| {
        let item = i.items.iter().find(|x| (x.answer == learning::instrument::Answer::Open) == open).unwrap();
        format!("a.{}", item.key)
    };
    (name(false), name(true))
}

#[test]
fn more_answers_than_people_are_told_in_the_report() {
    let told = super::codes::overfull(face::Lang::En, 7, 6).map(|m| m.into_string()).unwrap_or_default();
    assert!(told.contains("7 of 6"), "{told}");
    assert!(super::codes::overfull(face::Lang::En, 6, 6).is_none());
}

/// T8 for codes: the operator has everything stored and knows from the paper in which order the codes lay on the sheet and who drew which.
/// After the end nothing stored tells which ballot a code became: where rows lie says no more than chance, and no id can be worked out.
#[test]
fn t8_after_the_end_a_sheet_of_codes_says_nothing_about_ballots() {
    on_engine(Engine::Sqlite, |world| async move {
        let (ruth, here) = school(&world);
        let mut right: BTreeMap<&str, usize> = BTreeMap::new();
        const RUNS: u8 = 12;
        const EACH: usize = 20;
        for run in 0..RUNS {
            let wave = world.write(move |tx| {
                let mut i =
                    learning::instrument::Instrument::built_in().into_iter().find(|i| i.key == "family-voice").unwrap();
                i.key = format!("run-{run}");
                let until: Time = tx.now().plus_days(3);
                let wave = super::families::begin(
                    tx,
                    (world.district, world.cedar),
                    &i,
                    until,
                    ruth.id,
                    &[(world.cedar, 20)],
                )?;
                Ok(format!("/surveys/{}", wave.unwrap()))
            });
            tend(&world.app).await.unwrap();
            let group = groups(&ruth, &wave).await.remove(0);
            let codes = print(&world, &ruth, &wave, &group, &sheet(run), EACH).await;
            let mark = |at: usize| format!("code {at:02} in run {run:02}");
            let open = first_scale(&world).1;
            for (at, code) in codes.iter().enumerate() {
                send(&world, code, &[(open.as_str(), &mark(at))]).await.leads_to();
                here[at % 5].get("/").await.ok();
            }
            let hits = |text: &str| {
                let mut lies: Vec<(usize, usize)> =
                    (0..EACH).filter_map(|at| text.rfind(&mark(at)).map(|place| (place, at))).collect();
                assert_eq!(lies.len(), EACH);
                lies.sort_unstable();
                lies.iter().enumerate().filter(|(n, (_, at))| n == at).count()
            };
            let urn = world.app.options.data.join("urns").join(wave.trim_start_matches("/surveys/"));
            *right.entry("the urn").or_default() += hits(&String::from_utf8_lossy(&std::fs::read(&urn).unwrap()));
            // The hashes lie in their own order, not in the sheet's.
            let rows = world.t.as_they_lie("wave_code").join("\n");
            let place = |code: &String| rows.find(&Code::typed(code).unwrap().hash()).unwrap();
            let mut lies: Vec<(usize, usize)> = codes.iter().enumerate().map(|(at, c)| (place(c), at)).collect();
            lies.sort_unstable();
            *right.entry("hashes").or_default() += lies.iter().enumerate().filter(|(n, (_, at))| n == at).count();
            ruth.post(&format!("{wave}/end"), &[]).await.leads_to();
            tend(&world.app).await.unwrap();
            *right.entry("words as they lie").or_default() += hits(&world.t.as_they_lie("wave_words").join("\n"));
            let file = world.t.db.path().unwrap().to_owned();
            let log = std::fs::read(file.with_extension("db-wal")).unwrap_or_default();
            let whole = [std::fs::read(&file).unwrap(), log].concat();
            *right.entry("the file and its log").or_default() += hits(&String::from_utf8_lossy(&whole));
            // Without the key no id of a ballot comes from a code.
            let ballots = world.t.dump()["wave_ballot"].join("\n").replace('-', "");
            for code in &codes {
                let code = Code::typed(code).unwrap();
                for key in ["", &group, wave.trim_start_matches("/surveys/")] {
                    let id = super::urns::id_of(&ballot::spent(&code.token(key)), "").simple().to_string();
                    assert!(!ballots.contains(&id));
                }
            }
            assert!(world.t.dump()["wave_code"].is_empty());
        }
        for (name, right) in right {
            // 12 expected in 12 runs, standard deviation 3.5.
            assert!(right <= 26, "{name}: {right} of 240 guesses right, by chance 12");
        }
    });
}
