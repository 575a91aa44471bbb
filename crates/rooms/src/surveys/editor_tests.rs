use learning::instrument::{Answer, Instrument};
use store::sql;

use crate::Role;
use crate::testing::{Actor, Answer as Page, World, on_each};

sql! { BODIES = "select body from instrument order by at, id"; }

/// The newest version of what the districts have of their own.
fn stored(world: &World) -> Vec<Instrument> {
    let bodies: Vec<String> = world.write(|tx| Ok(tx.rows(BODIES, &[], |r| r.get(0))?));
    bodies.iter().map(|b| serde_json::from_str(b).unwrap()).collect()
}

/// The fields of the form on a page, as a browser sends them when nobody changed anything.
fn form_of(page: &Page, action_ends: &str) -> Vec<(String, String)> {
    let html = scraper::Html::parse_document(&page.body);
    let select = |s: &str| scraper::Selector::parse(s).unwrap();
    let form = html
        .select(&select("form"))
        .find(|f| f.value().attr("action").is_some_and(|a| a.ends_with(action_ends)))
        .expect("the form");
    let mut sent = Vec::new();
    for field in form.select(&select("input, textarea, select")) {
        let v = field.value();
        let Some(name) = v.attr("name").map(str::to_owned) else { continue };
        let value = match (v.name(), v.attr("type")) {
            ("textarea", _) => field.text().collect(),
            ("select", _) => {
                let chosen = field.select(&select("option[selected]")).next();
                let chosen = chosen.or_else(|| field.select(&select("option")).next());
                chosen.and_then(|o| o.value().attr("value").map(str::to_owned)).unwrap_or_default()
            }
            (_, Some("checkbox" | "radio")) if v.attr("checked").is_none() => continue,
            _ => v.attr("value").unwrap_or_default().to_owned(),
        };
        sent.push((name, value));
    }
    sent
}

async fn send(who: &Actor, path: &str, form: &[(String, String)], change: &[(&str, &str)]) -> Page {
    let mut sent: Vec<(String, String)> = form.iter().filter(|(k, _)| k != "_once").cloned().collect();
    for (name, value) in change {
        let known = sent.iter_mut().find(|(k, _)| k == name);
        match known {
            Some((_, v)) => *v = (*value).to_owned(),
            None => sent.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    who.post(path, &sent).await
}

#[test]
fn a_leader_makes_an_instrument_their_own_and_asks_it() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let ben = world.person("Ben", Role::Principal, world.oak);
        let dora = world.person("Dora", Role::DistrictAdministrator, world.office());
        let far = world.person("Far", Role::Principal, world.lake);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        for name in ["Tom", "Mia", "Wen", "Luis"] {
            world.person(name, Role::Teacher, world.cedar);
        }
        assert_eq!(ana.get("/surveys/instruments").await.status, 404);
        assert_eq!(ana.post("/surveys/instruments", &[("from", "empty")]).await.status, 404);
        ruth.get("/surveys/instruments").await.ok().shows("Where are we now?").shows("Strongly agree");
        assert_eq!(ruth.post("/surveys/instruments", &[("from", "no-such")]).await.status, 422);
        let edit = ruth.post("/surveys/instruments", &[("from", "where-are-we-now")]).await.leads_to();
        let path = edit.trim_end_matches("/edit").to_owned();
        // Leaders of the district's places see it; who made it and who leads the district change it.
        ben.get(&path).await.ok().hides("Change the questions");
        assert_eq!(ben.get(&edit).await.status, 403);
        dora.get(&edit).await.ok();
        for (who, status) in [(&far, 404), (&ana, 404)] {
            assert_eq!(who.get(&path).await.status, status);
            assert_eq!(who.get(&edit).await.status, status);
            assert_eq!(who.post(&format!("{path}/state"), &[("to", "ready"), ("_rev", "1")]).await.status, status);
        }
        assert_eq!(far.post("/surveys/instruments", &[("from", path.rsplit('/').next().unwrap())]).await.status, 404);

        // Words, a new question in both languages, another order, one question out.
        let page = ruth.get(&edit).await.ok();
        let form = form_of(&page, "/edit");
        let change = [
            ("title.en", "Our autumn question"),
            ("title.es", "Nuestra pregunta de otoño"),
            ("i.new-1.text.en", "I know whom to ask."),
            ("i.new-1.text.es", "Sé a quién preguntar."),
            ("i.new-1.answer", "agreement"),
            ("i.example.out", "on"),
            ("i.vision.at", "9"),
        ];
        assert_eq!(send(&ruth, &edit, &form, &change).await.leads_to(), path);
        let now = stored(&world).remove(0);
        assert_eq!((now.version, now.title.get("es")), (2, "Nuestra pregunta de otoño"));
        assert!(now.item("example").is_none());
        let keys: Vec<&str> = now.items.iter().map(|i| i.key.as_str()).collect();
        assert_eq!(keys.last(), Some(&"vision"), "{keys:?}");
        let new = now.item("item-1").unwrap();
        assert_eq!((new.text.get("es"), &new.answer), ("Sé a quién preguntar.", &Answer::Scale("agreement".into())));
        // Somebody who opened it before keeps both texts, and what was added stays.
        let stale = send(&dora, &edit, &form, &[("title.en", "Dora’s title")]).await;
        assert_eq!(stale.status, 409);
        let together = form_of(&stale, "/edit");
        let stale = stale.shows("Our autumn question").shows("Dora’s title");
        drop(stale);
        send(&dora, &edit, &together, &[("title.es", "De Dora")]).await.leads_to();
        let now = stored(&world).remove(0);
        assert_eq!((now.version, now.title.get("en"), now.title.get("es")), (3, "Dora’s title", "De Dora"));
        assert!(now.item("item-1").is_some(), "what the other added");

        // Words that are missing are said beside their field, and until then it isn't ready.
        let form = form_of(&ruth.get(&edit).await.ok(), "/edit");
        assert_eq!(
            send(&ruth, &edit, &form, &[("i.item-1.text.es", ""), ("d.new-1.name.en", "Ours")]).await.leads_to(),
            edit
        );
        ruth.get(&edit).await.ok().shows("Words are missing here").shows("e-i.item-1.text.es");
        assert_eq!(ruth.post(&format!("{path}/state"), &[("to", "ready"), ("_rev", "4")]).await.status, 422);
        ruth.get("/surveys/new").await.ok().hides("Dora’s title");
        let form = form_of(&ruth.get(&edit).await.ok(), "/edit");
        let good = [("i.item-1.text.es", "Sé a quién."), ("d.dimension-1.out", "on"), ("languages", "en, es")];
        send(&ruth, &edit, &form, &good).await.leads_to();
        for bad in [("title.en", "x\u{202e}y"), ("threshold", "many"), ("languages", ""), ("lead.es", &"x".repeat(900))]
        {
            let form = form_of(&ruth.get(&edit).await.ok(), "/edit");
            assert_eq!(send(&ruth, &edit, &form, &[bad]).await.status, 422, "{bad:?}");
        }
        assert_eq!(
            ruth.post(&format!("{path}/state"), &[("to", "ready"), ("_rev", "4")]).await.status,
            422,
            "changed since"
        );
        ruth.post(&format!("{path}/state"), &[("to", "ready"), ("_rev", "5")]).await.leads_to();
        // It is offered to every leader of the district, and asked as it is now worded.
        ben.get("/surveys/new").await.ok().shows("Dora’s title");
        far.get("/surveys/new").await.ok().hides("Dora’s title");
        let key = now.key.clone();
        let cedar = world.cedar.to_string();
        let asks = [("instrument", key.as_str()), ("org", cedar.as_str()), ("until", "2026-10-01")];
        let wave = ruth.post("/surveys/new", &asks).await.leads_to();
        ana.get(&wave).await.ok().shows("I know whom to ask.");
        // One that is ready stays fit to be asked; people who are asked keep their words.
        let form = form_of(&ruth.get(&edit).await.ok(), "/edit");
        assert_eq!(send(&ruth, &edit, &form, &[("i.item-1.text.en", "")]).await.status, 422);
        send(&ruth, &edit, &form, &[("i.item-1.text.en", "Another question")]).await.leads_to();
        ana.get(&wave).await.ok().shows("I know whom to ask.").hides("Another question");
        ruth.get(&path).await.ok().shows("6 versions are kept").shows("Another question");
        ruth.post(&format!("{path}/state"), &[("to", "away"), ("_rev", "6")]).await.leads_to();
        ruth.get("/surveys/new").await.ok().hides("Dora’s title");
        ruth.get("/surveys/instruments").await.ok().shows("Put away");
    });
}

#[test]
fn from_nothing_to_something_that_can_be_asked() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let edit = ruth.post("/surveys/instruments", &[("from", "empty")]).await.leads_to();
        let page = ruth.get(&edit).await.ok().hides("Words are missing");
        let form = form_of(&page, "/edit");
        let words = [
            ("languages", "en"),
            ("title.en", "One question"),
            ("lead.en", "It takes a minute."),
            ("i.new-1.text.en", "What should we stop doing?"),
            ("i.new-1.answer", ""),
            ("s.agreement.out", "on"),
            ("more-scale", "how-often"),
        ];
        let path = send(&ruth, &edit, &form, &words).await.leads_to();
        assert_eq!(stored(&world)[0].problems(), []);
        ruth.get(&path).await.ok().shows("What should we stop doing?").shows("It is ready to ask");
    });
}

const TABLE: &str = "key,text_en,text_es,dimension,reversed,scale\r\n\
                     safe,I feel safe here.,Me siento a salvo aquí.,Climate,no,agreement\r\n\
                     leave,\"I think, often, of leaving.\",Pienso en irme.,Climate,yes,agreement\r\n\
                     wish,What do you wish for?,¿Qué desea?,,,open\r\n";

#[test]
fn what_a_district_has_licensed_comes_along_or_says_what_to_set_right() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let path = "/surveys/instruments/import";
        let about =
            [("licence", "© Example Press, used under license 12"), ("title", "Climate check"), ("asked", "staff")];
        assert_eq!(ana.get(path).await.status, 404);
        ruth.get(path).await.ok().shows("how-often");
        let bring = |bytes: Vec<u8>| {
            let (ruth, about) = (&ruth, &about);
            async move { ruth.upload(path, about, ("file", "items.csv", &bytes)).await }
        };
        // A table as Excel writes it: with a mark before it.
        let made = bring([b"\xef\xbb\xbf", TABLE.as_bytes()].concat()).await.leads_to();
        assert!(made.ends_with("/edit"), "the lead is to be written");
        let now = stored(&world).remove(0);
        let leave = now.item("leave").unwrap();
        assert!(leave.reversed && leave.text.get("en") == "I think, often, of leaving.");
        assert_eq!((now.items.len(), now.dimensions.len(), now.dimensions[0].least), (3, 1, 1));
        assert_eq!(now.item("wish").unwrap().answer, Answer::Open);
        assert!(now.source.get("es").contains("Example Press"));
        let asked = [("text", TABLE), ("licence", ""), ("title", "x"), ("asked", "staff")];
        assert_eq!(ruth.post(path, &asked).await.status, 422, "a licence is needed");
        bring(TABLE.replace(',', ";").replace("\"I think; often; of leaving.\"", "I think").into_bytes())
            .await
            .leads_to();

        let rows = |rows: &str| format!("key,text_en,dimension,reversed,scale\n{rows}\n").into_bytes();
        let (windows, _, _) = ("key,text_es,scale\nsi,¿Sí?,open\n", 0, 0);
        let windows: Vec<u8> = windows.chars().map(|c| c as u8).collect();
        let count = stored(&world).len();
        for (bytes, says) in [
            (windows, "CSV UTF-8"),
            (b"\xff\xfek\0e\0y\0".to_vec(), "CSV UTF-8"),
            (b"PK\x03\x04workbook".to_vec(), "That is a workbook"),
            (vec![b'x'; 513 * 1024], "larger than 512 KB"),
            (b"  \n".to_vec(), "Choose a file"),
            (b"key;text_en\na;b\n".to_vec(), "no column scale"),
            (b"key,text_en,scale,scale\na,b,open,open\n".to_vec(), "Two columns are called scale"),
            (b"key,text_en,scale,colour\na,b,open,red\n".to_vec(), "Nobody knows the column colour"),
            (rows("a,One,,,open\na,Two,,,open"), "Row 3: This key stands twice"),
            (rows("A b,One,,,open"), "Row 2: A key takes"),
            (rows("a,,,,open"), "Row 2: Words are missing"),
            (rows("a,=HYPERLINK(1),,,open"), "Row 2: It begins like a formula"),
            (rows("a,Hi <script>alert(1)</script>,,,open"), "Row 2: It holds code"),
            (rows("a,be\u{7}ll,,,open"), "Row 2: Signs that nobody can see"),
            (rows("a,One,,maybe,open"), "Row 2: Under “reversed”"),
            (rows("a,One,,,thermometer"), "Row 2: There is no such scale"),
            (rows("a,One,,yes,open"), "Row 2: Only a question with a scale"),
            (rows(&(0..90).map(|n| format!("a{n},One,,,open\n")).collect::<String>()), "more questions or languages"),
            (rows(""), "at least one question"),
            (b"{\"key\": 1}".to_vec(), "not an instrument in our form"),
            (b"{".to_vec(), "not an instrument in our form"),
        ] {
            let answer = bring(bytes).await;
            assert_eq!(answer.status, 422, "{says}");
            answer.shows(says);
        }
        // JSON: our own form, with a key of its own.
        let ours = Instrument::built_in().remove(5);
        let json = |i: &Instrument| serde_json::to_vec(i).unwrap();
        bring(json(&ours)).await.shows("comes with Perennial");
        let mut bad = ours.copied("licensed-1").unwrap();
        bad.items[1].key = bad.items[0].key.clone();
        bring(json(&bad)).await.shows("This key stands twice");
        let mut bad = ours.copied("licensed-1").unwrap();
        bad.scales[0].points[0].label.0.insert("en".into(), "<img src=x onerror=alert(1)>".into());
        bring(json(&bad)).await.shows("It holds code");
        assert_eq!(stored(&world).len(), count, "nothing is kept of what was refused");
        let good = ours.copied("licensed-1").unwrap();
        let at = bring(json(&good)).await.leads_to();
        ruth.get(&at).await.ok().shows("Example Press").shows("It is ready to ask");
        bring(json(&good)).await.shows("has one with the key licensed-1");
    });
}

#[test]
fn what_the_handbook_shows_can_be_brought_along() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let page = include_str!("../../../../docs/book/src/tasks/surveys.md");
        let shown = |mark: &str| {
            let (_, rest) = page.split_once(mark).unwrap();
            let (text, _) = rest.split_once("```").unwrap();
            text.lines().map(|line| line.trim_start().to_owned() + "\n").collect::<String>()
        };
        for text in [shown("```csv\n"), shown("```json\n")] {
            let form = [("text", text.as_str()), ("licence", "© Example"), ("title", "Ours"), ("asked", "staff")];
            ruth.post("/surveys/instruments/import", &form).await.leads_to();
        }
        assert_eq!(stored(&world).len(), 2);
    });
}
