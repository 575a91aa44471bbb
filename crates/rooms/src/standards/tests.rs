//! Standards, as those tell it who learn by them.

use axum::http::StatusCode;
use store::{args, sql};

use crate::Role;
use crate::testing::{Actor, Answer, World, on_each};

const LINES: &str = "# First {first}\n## We learn together {together}\nhappens in teams\n- Weekly {weekly}\n## We lead {lead}\n? Its words were not found";

pub(super) fn day(world: &World, days: i64) -> String {
    world.t.db.now().plus_days(days).date_in(&jiff::tz::TimeZone::get("America/Chicago").unwrap()).to_string()
}

/// The hidden fields that an adoption sends back.
async fn adopt(who: &Actor, key: &str, from: &str, why: &str) -> Answer {
    let path = format!("/standards/sets/{key}/adopt");
    let page = who.get(&path).await;
    let hidden = |name: &str| {
        let at = page.body.find(&format!("name=\"{name}\" value=\"")).map(|n| n + name.len() + 15)?;
        page.body[at..].split('"').next().map(str::to_owned)
    };
    let (rev, version) = (hidden("_rev").unwrap_or_default(), hidden("version").unwrap_or_default());
    who.post(&path, &[("_rev", &rev), ("version", &version), ("from", from), ("why", why)]).await
}

#[test]
fn a_district_adopts_a_dated_set_and_a_later_one_ends_it_while_all_of_it_stays() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        ana.get("/standards").await.ok().shows("Nothing says yet which standards we learn by.");
        ana.get("/vision").await.ok().shows("data-testid=\"standards-in-force\"").shows("Nothing adopted yet");
        let all = ana
            .get("/standards/sets")
            .await
            .ok()
            .shows("3 sets of standards")
            .shows("7 standards")
            .shows("11 standards in 3 frames");
        all.hides("Bring along a set");
        let (today, soon, late) = (day(&world, 0), day(&world, 20), day(&world, 900));
        for who in [&ana, &may] {
            assert_eq!(adopt(who, "standards-2011", &today, "").await.status, StatusCode::FORBIDDEN);
        }
        for (from, why) in
            [("", "id=\"e-from\""), ("soon", "id=\"e-from\""), (late.as_str(), "within the next two years")]
        {
            let answer = adopt(&lou, "standards-2011", from, "").await;
            assert_eq!(answer.status, 422, "{from}");
            answer.shows(why);
        }
        assert_eq!(adopt(&lou, "standards-1901", &today, "").await.status, StatusCode::NOT_FOUND);
        // Sent twice by a double click, it is one adoption.
        let path = "/standards/sets/standards-2011/adopt";
        let once = [
            ("_rev", "0"),
            ("version", "1"),
            ("from", today.as_str()),
            ("why", "Our teams <b>read</b> them."),
            ("_once", "x1"),
        ];
        assert_eq!(lou.post(path, &once).await.leads_to(), lou.post(path, &once).await.leads_to());
        // Another tab, opened before, doesn't adopt over it.
        assert_eq!(lou.post(path, &once[..4]).await.status, 422);
        let page = ana.get("/standards").await.ok().shows("7 standards say together how we learn, since");
        let page =
            page.shows("Professional learning that increases educator effectiveness and results for all students …");
        page.shows("occurs within learning communities").shows("Adopted by Lou Test").shows("&lt;b&gt;read&lt;/b&gt;");
        ana.get("/vision").await.ok().shows("Standards for Professional Learning, 2011");
        adopt(&lou, "standards-2011", &today, "").await.shows("This very wording was adopted last.");
        let early = day(&world, -1);
        adopt(&lou, "standards-2022", &early, "").await.shows("Choose a day on or after");
        // The next one is dated ahead; until then the first holds.
        adopt(&lou, "standards-2022", &soon, "Eleven in three frames.").await.leads_to();
        ana.get("/standards")
            .await
            .ok()
            .shows("7 standards say")
            .shows("Standards for Professional Learning, 2022 holds");
        world.t.clock.travel(world.t.db.now().plus_days(21));
        let page = ana
            .get("/standards")
            .await
            .ok()
            .shows("11 standards say together")
            .shows("Rigorous Content for Each Learner");
        page.shows("The wording of 2022 was found in no source we could read.");
        let history = ana.get("/standards/adoptions").await.ok().shows("Sets have been adopted 2 times.");
        history.shows("Our teams").shows("Eleven in three frames.").hides("Take it back");
        // Of Lakeside nothing shows, and nothing of here shows there.
        lea.get("/standards").await.ok().shows("Nothing says yet").hides("Eleven");
    });
}

#[test]
fn an_adoption_is_taken_back_only_before_its_day() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let soon = day(&world, 20);
        adopt(&lou, "standards-2011", &soon, "").await.leads_to();
        let page = lou.get("/standards/adoptions").await.ok().shows("Take it back");
        let at = page.body.find("/standards/adoptions/").unwrap();
        let back = page.body[at..].split('"').next().unwrap().to_owned();
        assert_eq!(ana.post(&back, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lea.post(&back, &[]).await.status, StatusCode::NOT_FOUND);
        lou.post(&back, &[]).await.leads_to();
        assert_eq!(lou.post(&back, &[]).await.status, 422, "once is enough");
        ana.get("/standards/adoptions")
            .await
            .ok()
            .shows("taken back before its day")
            .shows("No set has been adopted yet.");
        adopt(&lou, "standards-2022", &day(&world, 0), "").await.leads_to();
        let page = lou.get("/standards/adoptions").await.ok().hides("Take it back");
        sql! { HELD = "select id from standard_adoption where taken_back_at is null"; }
        let held: uuid::Uuid = world.t.db.read_now(|c| c.one(HELD, args![], |r| r.get(0))).unwrap().unwrap();
        assert_eq!(lou.post(&format!("/standards/adoptions/{held}/back"), &[]).await.status, 422, "what holds stays");
        drop(page);
    });
}

/// S4-8: whole, never ticked off.
#[test]
fn standards_are_shown_whole_and_nothing_can_be_ticked_off_or_adds_up() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        adopt(&lou, "standards-2022", &day(&world, 0), "").await.leads_to();
        let set = learning::standards::Set::built_in().remove(1);
        for path in ["/standards", "/standards/sets/standards-2022", "/standards/sets/standards-2022/standard/evidence"]
        {
            for who in [&lou, &ana] {
                let page = who.get(path).await.ok();
                let main = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
                // How far a file was sent shows only while it is.
                let main = main.replace("<progress hidden", "");
                for sign in ["✓", "✔", "☑", "%", "<progress", "<meter", "class=\"box", "name=\"done\"", "aria-checked"]
                {
                    assert!(!main.contains(sign), "{path} shows {sign}");
                }
                // No word that makes of standards a list to get through.
                for word in ["score", "complete", "checklist", "checked", " of 11", " of 7"] {
                    assert!(!page.gist().to_lowercase().contains(word), "{path} says {word}");
                }
                if path.ends_with("evidence") {
                    // One standard is never alone: the way to those beside it is there.
                    page.shows("rel=\"prev\"").shows("rel=\"next\"");
                } else {
                    for standard in &set.standards {
                        let name = standard.name.get("en").replace('&', "&amp;");
                        assert!(page.body.matches(&name).count() >= 2, "{path}: {name} in the picture and in the list");
                    }
                }
            }
        }
        ana.get("/standards?lang=es")
            .await
            .ok()
            .shows("11 estándares dicen juntos")
            .shows("El texto publicado".to_lowercase().as_str());
    });
}

#[test]
fn a_district_brings_along_its_own_set_and_rewords_it_and_every_wording_stays() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let new = "/standards/sets/new";
        let sent = [("title", "Our state’s"), ("stem", "Learning"), ("lines", LINES), ("language", "en")];
        assert_eq!(ana.post(new, &sent).await.status, StatusCode::FORBIDDEN);
        assert_eq!(ana.get(new).await.status, StatusCode::FORBIDDEN);
        let path = lou.post(new, &sent).await.leads_to();
        assert_eq!(path, "/standards/sets/our-state-s");
        let page = ana
            .get(&path)
            .await
            .ok()
            .shows("happens in teams")
            .shows("Its words were not found")
            .shows("Wording 1, by Lou Test");
        page.hides("Reword it").hides("Adopt this set");
        ana.get(&format!("{path}/standard/together"))
            .await
            .ok()
            .shows("Learning </span>happens in teams.")
            .shows("Weekly");
        for foreign in
            [path.clone(), format!("{path}/edit"), format!("{path}/file"), format!("{path}/standard/together")]
        {
            assert_eq!(lea.get(&foreign).await.status, StatusCode::NOT_FOUND, "{foreign}");
        }
        assert_eq!(ana.get(&format!("{path}/standard/nothing")).await.status, StatusCode::NOT_FOUND);
        adopt(&lou, "our-state-s", &day(&world, 0), "").await.leads_to();
        // Reworded: what holds changes only when the new wording is adopted.
        let edit = format!("{path}/edit");
        assert_eq!(
            ana.post(&edit, &[("_rev", "1"), ("title", "x"), ("lines", LINES)]).await.status,
            StatusCode::FORBIDDEN
        );
        let anew = LINES.replace("happens in teams", "happens in teams that last");
        let fields = [
            ("_rev", "1"),
            ("title", "Our state’s"),
            ("stem", "Learning"),
            ("lines", anew.as_str()),
            ("why", "Teams must last."),
        ];
        lou.post(&edit, &fields).await.leads_to();
        ana.get("/standards").await.ok().shows("happens in teams").hides("that last");
        lou.get(&path)
            .await
            .ok()
            .shows("that last")
            .shows("An earlier wording holds here")
            .shows("Teams must last.")
            .shows("2 wordings");
        // From an older tab: both texts.
        let late = lou.post(&edit, &[("_rev", "1"), ("title", "Mine"), ("lines", "## Other\nwords")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.shows("## Other").shows("that last").shows("name=\"_rev\" value=\"2\"");
        // The same again is no new wording.
        lou.post(&edit, &[("_rev", "2"), ("title", "Our state’s"), ("stem", "Learning"), ("lines", &anew)])
            .await
            .leads_to();
        lou.get(&path).await.ok().shows("2 wordings");
        adopt(&lou, "our-state-s", &day(&world, 0), "").await.leads_to();
        ana.get("/standards").await.ok().shows("that last");
        // Out and in again under another key; and a copy of what is published, in the language one reads.
        let file = lou.get(&format!("{path}/file")).await.ok();
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("our-state-s.json"));
        let json = file.body.replace("\"our-state-s\"", "\"brought\"");
        lou.upload(new, &[("title", "")], ("file", "set.json", json.as_bytes())).await.leads_to();
        ana.get("/standards/sets/brought").await.ok().shows("that last").shows("Wording 1");
        let copy = lou.post("/standards/sets/standards-2011/copy", &[("title", "Seven of ours")]).await.leads_to();
        lou.get(&copy).await.ok().shows("## Learning Communities {learning-communities}");
        assert_eq!(lou.get("/standards/sets/standards-2011/edit").await.status, 422);
        assert_eq!(
            ana.post("/standards/sets/standards-2011/copy", &[("title", "x")]).await.status,
            StatusCode::FORBIDDEN
        );
        // Two sets of one name stand side by side.
        assert_eq!(lou.post(new, &sent).await.leads_to(), "/standards/sets/our-state-s-2");
        assert_eq!(lou.post(new, &[("title", "New"), ("lines", "## A\nb")]).await.leads_to(), "/standards/sets/new-2");
    });
}

#[test]
fn bad_files_say_what_is_wrong_line_by_line_and_nothing_is_kept() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let new = "/standards/sets/new";
        let set = learning::standards::Set::built_in().remove(2);
        let json = serde_json::to_string(&set).unwrap().replacen("\"standards-2011\"", "\"ours\"", 1);
        let twice = json.replacen("\"key\":\"leadership\"", "\"key\":\"learning-communities\"", 1);
        let unknown = json.replacen("\"version\"", "\"score\"", 1);
        let doubled = json.replacen("\"version\":1", "\"version\":1,\"version\":2", 1);
        let built_in = serde_json::to_string(&set).unwrap();
        let huge = format!("{{{}", " ".repeat(300_000));
        let many: String = (0..60).map(|n| format!("## S{n}\nwords\n")).collect();
        let bad: [(&str, &[u8], &str); 10] = [
            ("broken", b"{ \"key\": ", "Not a set as JSON: line 1"),
            ("twice", twice.as_bytes(), "the same key stands twice"),
            ("unknown", unknown.as_bytes(), "score"),
            ("doubled", doubled.as_bytes(), "duplicate field"),
            ("built-in", built_in.as_bytes(), "there is a set with this key already"),
            ("huge", huge.as_bytes(), "longer than a set of standards can be"),
            ("lines", b"words\n## A {A B}\n## {a}", "Line 1: words stand before the first standard."),
            ("empty", b"\xff\xfe\x00", "id=\"e-lines\""),
            ("many", many.as_bytes(), "standards: from 1 to 40."),
            ("nothing", b"## A", "a: write the statement, or say what was not found."),
        ];
        for (name, file, why) in bad {
            let answer = lou.upload(new, &[("title", "Mine"), ("language", "en")], ("file", name, file)).await;
            assert_eq!(answer.status, 422, "{name}: {}", answer.gist());
            answer.shows(why);
        }
        let lines = lou.upload(new, &[("title", "Mine")], ("file", "l", b"words\n## A {A B}\n## {a}\n-")).await;
        lines.shows("Line 2: a key in braces").shows("Line 3: words are missing").shows("Line 4: words are missing");
        let untitled = lou.post(new, &[("title", ""), ("lines", LINES)]).await;
        assert_eq!(untitled.status, 422);
        untitled.shows("id=\"e-title\"");
        sql! { KEPT = "select count(*) from standard_set"; }
        assert_eq!(world.t.db.read_now(|c| c.count(KEPT, args![])).unwrap(), 0);
        // A script is words like any other.
        let script = "## <script>alert(1)</script>\n<img src=x onerror=alert(1)>";
        let path = lou.post(new, &[("title", "<i>Ours</i>"), ("lines", script)]).await.leads_to();
        lou.get(&path)
            .await
            .ok()
            .shows("&lt;script&gt;alert(1)")
            .hides("<script>alert(1)")
            .hides("<img src=x")
            .hides("<i>Ours");
    });
}

#[test]
fn a_standard_has_materials_and_who_cannot_hear_a_video_can_read_it() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.oak);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let page = "/standards/sets/standards-2011/standard/learning-communities";
        let add = format!("{page}/materials");
        ana.get(page)
            .await
            .ok()
            .shows("Nothing is here yet.")
            .shows("Engage in continuous improvement")
            .shows("3 elements");
        let link = "https://example.org/video";
        for (fields, why) in [
            (vec![("title", "A"), ("kind", "link")], "begins with https"),
            (vec![("title", "A"), ("kind", "link"), ("link", "javascript:alert(1)")], "begins with https"),
            (vec![("title", ""), ("kind", "link"), ("link", link)], "id=\"e-title\""),
            (vec![("title", "A"), ("kind", "poem"), ("link", link)], "id=\"problems\"".split('"').nth(1).unwrap()),
            (vec![("title", "A"), ("kind", "file")], "Choose a file"),
            (vec![("title", "A"), ("kind", "video"), ("link", link)], "so that everybody can follow"),
        ] {
            let answer = ana.post(&add, &fields).await;
            assert_eq!(answer.status, 422, "{fields:?}");
            answer.shows(why);
        }
        assert_eq!(
            gus.post(&add, &[("title", "A"), ("kind", "link"), ("link", link)]).await.status,
            StatusCode::FORBIDDEN
        );
        let video = [
            ("title", "How teams learn"),
            ("kind", "video"),
            ("link", link),
            ("transcript", "First we look."),
            ("_once", "m1"),
        ];
        for _ in 0..2 {
            ana.post(&add, &video).await.leads_to();
        }
        world.t.clock.travel(world.t.db.now().plus_seconds(60));
        ana.post(&add, &[("title", "With captions"), ("kind", "video"), ("link", link), ("captions", "yes")])
            .await
            .leads_to();
        ana.upload(&add, &[("title", "A page to print"), ("kind", "file")], ("file", "page.txt", b"words"))
            .await
            .leads_to();
        let shown = tom
            .get(page)
            .await
            .ok()
            .shows("First we look.")
            .shows("With captions.")
            .shows("A page to print")
            .hides("Remove</button>");
        assert_eq!(shown.body.matches("How teams learn").count(), 1);
        let at = shown.body.find("href=\"/files/").unwrap() + 6;
        let file = shown.body[at..].split('"').next().unwrap().to_owned();
        assert_eq!(tom.get(&file).await.status, StatusCode::OK);
        assert_eq!(lea.get(&file).await.status, StatusCode::NOT_FOUND);
        lea.get(page).await.ok().hides("How teams learn");
        let mine = ana.get(page).await.ok();
        let at = mine.body.find("/standards/materials/").unwrap();
        let remove = mine.body[at..].split('"').next().unwrap().to_owned();
        assert_eq!(tom.post(&remove, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lea.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
        lou.post(&remove, &[]).await.leads_to();
        assert_eq!(ana.post(&remove, &[]).await.status, StatusCode::NOT_FOUND, "it is gone");
        tom.get(page).await.ok().hides("How teams learn");
        // Of another standard it is no material.
        tom.get("/standards/sets/standards-2011/standard/leadership").await.ok().hides("With captions.");
    });
}
