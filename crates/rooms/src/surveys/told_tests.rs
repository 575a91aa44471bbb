use axum::http::StatusCode;

use super::codes_tests::{begin_families, first_scale, groups, print, send, sheet, texts, texts_of};
use super::urns::tend;
use crate::Role;
use crate::testing::{Actor, Answer, World, on_each};

/// Families of a school answer with codes until the survey is ended; returns the wave and the last part of the address on a slip.
async fn answered(world: &World, leader: &Actor, count: usize) -> (String, String) {
    let wave = begin_families(world, leader).await;
    let group = groups(leader, &wave).await.remove(0);
    let codes = print(world, leader, &wave, &group, &sheet(1), 12).await;
    let (scale, open) = first_scale(world);
    let mut at = String::new();
    for (n, code) in codes.iter().take(count).enumerate() {
        let said = format!("Familia {n:02}");
        let thanks = send(world, code, &[(scale.as_str(), "4"), (open.as_str(), &said)]).await.leads_to();
        at = thanks.strip_prefix("/answer/thanks?at=").unwrap().to_owned();
        world.stranger().get(&thanks).await.ok().shows(&format!("/heard/{at}"));
    }
    leader.post(&format!("{wave}/end"), &[]).await.leads_to();
    tend(&world.app).await.unwrap();
    (wave, at)
}

/// What families are told: what they read is all that an answer says.
async fn reads(world: &World, path: &str) -> (StatusCode, String) {
    let page = world.stranger().get(path).await;
    (page.status, texts_of(&page))
}

/// A page asked for by a browser that has it.
async fn again(world: &World, path: &str, tag: &str) -> Answer {
    let request = axum::http::Request::builder().uri(path).header("if-none-match", tag);
    world.stranger().send(request.body(axum::body::Body::empty()).unwrap()).await
}

fn note_of(page: &Answer) -> String {
    page.body.split("/tell/").nth(1).unwrap().split('/').next().unwrap().to_owned()
}

#[test]
fn families_read_what_came_of_it_without_an_account_and_only_what_is_opened() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let ben = world.person("Ben", Role::Principal, world.oak);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let (wave, at) = answered(&world, &ruth, 12).await;
        let (path, tell) = (format!("/heard/{at}"), format!("{wave}/tell"));
        // Before anything is told, and where nothing ever was, the same stands.
        let nothing = reads(&world, "/heard/222222").await;
        assert_eq!(nothing.0, 404);
        assert_eq!(reads(&world, &path).await, nothing);
        for other in ["/heard/x", "/heard/%25", "/heard/00000000-0000-4000-8000-000000000000"] {
            assert_eq!(reads(&world, other).await, nothing, "{other}");
        }
        world.stranger().get("/heard").await.ok().shows("What came of it");
        let loose = format!(" {}-{} ", &at[..3].to_lowercase(), &at[3..].replace('0', "o").replace('1', "l"));
        let query = loose.replace(' ', "%20");
        assert_eq!(world.stranger().get(&format!("/heard?at={query}")).await.leads_to(), path);
        assert_eq!(world.stranger().get("/heard?at=what").await.status, 404);

        // What is told to those who work there stays with them.
        assert_eq!(tom.post(&tell, &[("kind", "heard"), ("text", "x"), ("families", "yes")]).await.status, 404);
        ruth.post(&tell, &[("kind", "heard"), ("text", "For us alone.")]).await.leads_to();
        assert_eq!(reads(&world, &path).await, nothing);
        let long = "x".repeat(1501);
        let unfit = [("kind", "decided"), ("text", "y"), ("families", "yes"), ("t.es", long.as_str())];
        assert_eq!(ruth.post(&tell, &unfit).await.status, 422);
        let item = first_scale(&world).0.trim_start_matches("a.").to_owned();
        let fields = [
            ("kind", "decided"),
            ("text", "We call you back within two days."),
            ("item", item.as_str()),
            ("families", "yes"),
            ("t.es", "Le devolvemos la llamada en dos días."),
        ];
        ruth.post(&tell, &fields).await.leads_to();
        let page = world.stranger().get(&path).await.ok();
        let page = page.shows("We call you back within two days.").shows("12 of 12 answered.").shows("Cedar Street");
        let page = page
            .shows("100 percent on the upper side")
            .hides("For us alone.")
            .hides("Ruth")
            .hides("Familia 03")
            .hides("/surveys/");
        world
            .stranger()
            .get(&format!("{path}?lang=es"))
            .await
            .ok()
            .shows("Le devolvemos la llamada")
            .hides("We call you back");
        // A language of the words alone.
        world
            .stranger()
            .get(&format!("{path}?words=es"))
            .await
            .ok()
            .shows("Le devolvemos la llamada")
            .shows("What came of it");
        // Whoever has the page already isn't sent it again; nothing of a person is in it, and nobody keeps it unasked.
        let tag = page.headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(page.headers["cache-control"], "no-cache");
        assert!(page.headers.get("set-cookie").is_none());
        assert_eq!(again(&world, &path, &tag).await.status, 304);
        assert_eq!(again(&world, &format!("{path}?lang=es"), &tag).await.status, 200);

        // Who may open and close it: who leads the place.
        let seen = ruth.get(&wave).await.ok();
        let seen = seen.shows(&path).shows("Families read it too.");
        tom.get(&wave).await.ok().shows("Families read it too.").hides("/families\"");
        let away = format!("{tell}/{}/families", note_of(&seen));
        for other in [&tom, &ben, &lea] {
            assert_eq!(other.post(&away, &[("to", "open")]).await.status, 404);
        }
        assert_eq!(ruth.post(&away, &[("to", "wide")]).await.status, 404);
        let stranger = format!("{tell}/00000000-0000-4000-8000-000000000000/families");
        assert_eq!(ruth.post(&stranger, &[("to", "open")]).await.status, 404);
        // The first of them is what was for those who work there; opened twice it is opened once.
        for _ in 0..2 {
            ruth.post(&away, &[("to", "open")]).await.leads_to();
        }
        world.stranger().get(&path).await.ok().shows("For us alone.");
        let all: Vec<String> =
            seen.body.split("/tell/").skip(1).map(|p| p.split('/').next().unwrap().to_owned()).collect();
        for note in &all {
            if note.len() == 36 {
                ruth.post(&format!("{tell}/{note}/families"), &[("to", "closed")]).await.leads_to();
            }
        }
        // Taken back it is gone at once, also for who has it.
        assert_eq!(reads(&world, &path).await, nothing);
        assert_eq!(again(&world, &path, &tag).await.status, 404);
    });
}

#[test]
fn families_are_shown_no_figures_of_too_few_and_staff_surveys_have_no_such_page() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let (wave, at) = answered(&world, &ruth, 4).await;
        let item = first_scale(&world).0.trim_start_matches("a.").to_owned();
        let fields =
            [("kind", "heard"), ("text", "Few of you answered."), ("item", item.as_str()), ("families", "yes")];
        ruth.post(&format!("{wave}/tell"), &fields).await.leads_to();
        let page = world.stranger().get(&format!("/heard/{at}")).await.ok();
        page.shows("Few of you answered.").hides("4 of 12").hides("percent on the upper side");
        // The note is withdrawn with the page.
        let seen = ruth.get(&wave).await.ok();
        ruth.post(&format!("{wave}/tell/{}/away", note_of(&seen)), &[]).await.leads_to();
        assert_eq!(reads(&world, &format!("/heard/{at}")).await.0, 404);

        // Those who work there have a page of their own.
        for name in ["Ana", "Mia", "Wen", "Luis", "Sam"] {
            world.person(name, Role::Teacher, world.cedar);
        }
        let cedar = world.cedar.to_string();
        let staff = [("instrument", "where-are-we-now"), ("org", cedar.as_str()), ("until", "2026-10-01")];
        let wave = ruth.post("/surveys/new", &staff).await.leads_to();
        tend(&world.app).await.unwrap();
        ruth.post(&format!("{wave}/end"), &[]).await.leads_to();
        tend(&world.app).await.unwrap();
        let tell = format!("{wave}/tell");
        ruth.get(&tell).await.ok().hides("name=\"families\"");
        ruth.post(&tell, &[("kind", "heard"), ("text", "Ours."), ("families", "yes")]).await.leads_to();
        let seen = ruth.get(&wave).await.ok().hides("/heard/").hides("Families read it too");
        let open = format!("{tell}/{}/families", note_of(&seen));
        assert_eq!(ruth.post(&open, &[("to", "open")]).await.status, 404);
        let stored = world.t.dump();
        assert!(stored["wave_note"].iter().all(|note| !note.contains("Ours.") || !note.contains("true")));
    });
}

#[test]
fn every_slip_says_where_it_will_stand() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let wave = begin_families(&world, &ruth).await;
        let group = groups(&ruth, &wave).await.remove(0);
        let path = format!("{wave}/codes");
        let fields = [("group", group.as_str()), ("sheet", &sheet(4)), ("count", "3")];
        let made = ruth.post(&path, &fields).await;
        let cookie = made.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let session = format!("perennial={}; {cookie}", ruth.session().unwrap());
        let request = axum::http::Request::builder().uri(made.leads_to()).header("cookie", session);
        let page = world.stranger().send(request.body(axum::body::Body::empty()).unwrap()).await.ok();
        // On each, in both languages, the same.
        let slips = texts(&page, "slips").remove(0);
        assert_eq!(slips.matches("/heard/").count(), 6, "{slips}");
        let at: std::collections::BTreeSet<&str> = slips.split("/heard/").skip(1).map(|rest| &rest[..6]).collect();
        assert_eq!(at.len(), 1);
    });
}
