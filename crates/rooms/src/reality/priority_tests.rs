//! Priorities, processes and expectations, as those tell it who carry them.

use axum::http::StatusCode;

use crate::Role;
use crate::communities::Part;
use crate::testing::{Actor, Answer, World, on_each};

/// The path of the newest thing of this kind that a page links.
fn linked(page: &Answer, before: &str, text: &str) -> String {
    let end = page.body.find(text).unwrap_or_else(|| panic!("{text}: {}", page.gist()));
    let at = page.body[..end].rfind(&format!("href=\"{before}")).expect("a link") + "href=\"".len();
    page.body[at..at + before.len() + 36].to_owned()
}

async fn first(who: &Actor, place: &str, text: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("place", place), ("text", text), ("from", "2026-09-14"), ("until", "2027-06-01")];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend(more);
    who.post("/priorities/new", &fields).await
}

fn today(world: &World) -> String {
    world.t.db.now().date_in(&jiff::tz::TimeZone::get("America/Chicago").unwrap()).to_string()
}

#[test]
fn three_things_are_put_first_and_a_fourth_waits_until_one_is_laid_aside() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let pio = world.person("Pio", Role::Principal, world.oak);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let (cedar, oak) = (world.cedar.to_string(), world.oak.to_string());
        let barrier = [("place", cedar.as_str()), ("kind", "barrier"), ("text", "No common hour.")];
        let list = ana.post("/reality/new", &barrier).await.leads_to();
        let hour = linked(&ana.get(&list).await.ok(), "/reality/", "No common hour.");
        let id = hour.trim_start_matches("/reality/").to_owned();
        // Who leads the place names them, and from afar nobody.
        assert_eq!(first(&ana, &cedar, "A protected hour", &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(first(&pio, &cedar, "A protected hour", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(first(&gus, &cedar, "A protected hour", &[]).await.status, StatusCode::FORBIDDEN);
        let theirs = [("place", oak.as_str()), ("kind", "barrier"), ("text", "Oak’s own.")];
        let list = pio.post("/reality/new", &theirs).await.leads_to();
        let foreign = linked(&pio.get(&list).await.ok(), "/reality/", "Oak’s own.");
        let foreign = foreign.trim_start_matches("/reality/").to_owned();
        for more in [
            ("takes", foreign.as_str()),
            ("until", "2026-09-14"),
            ("until", ""),
            ("owner", &pio.id.to_string()),
            ("text", ""),
            ("about", "x:y"),
        ] {
            assert_eq!(first(&may, &cedar, "A protected hour", &[more]).await.status, 422, "{more:?}");
        }
        let sent =
            [("takes", id.as_str()), ("owner", &ana.id.to_string()), ("know", "All nine teams meet."), ("_once", "p1")];
        let to = first(&may, &cedar, "A protected hour", &sent).await.leads_to();
        assert_eq!(first(&may, &cedar, "A protected hour", &sent).await.leads_to(), to);
        ana.get("/reality").await.ok().shows("One thing is put first").shows("Led by Ana Test");
        ana.get(&hour).await.ok().shows("Taken on by").shows("A protected hour");
        first(&lou, &cedar, "Visits in every team", &[]).await.leads_to();
        first(&may, &cedar, "Families at the table", &[]).await.leads_to();
        let page = may.get("/reality").await.ok().shows("3 things are put first");
        let hour = linked(&page, "/priorities/", "A protected hour");
        // The fourth: what was written stays, and the three stand there to choose from.
        let fourth = first(&may, &cedar, "A new reading series", &[]).await;
        assert_eq!(fourth.status, 422);
        fourth.shows("Three are carried already.").shows("A new reading series").shows("Families at the table");
        let full =
            may.get(&format!("/priorities/new?at={cedar}")).await.ok().shows("Three things are put first already.");
        full.hides("name=\"text\"");
        may.get("/reality").await.ok().hides("A new reading series");
        // Another place has three of its own.
        first(&pio, &oak, "Oak’s first", &[]).await.leads_to();
        assert_eq!(pio.get(&hour).await.status, StatusCode::NOT_FOUND);
        // Worded by two at once.
        let edit = format!("{hour}/edit");
        let word = |rev, text| [("_rev", rev), ("text", text), ("from", "2026-09-14"), ("until", "2027-06-01")];
        lou.post(&edit, &word("1", "An hour that nobody takes")).await.leads_to();
        let both = may.post(&edit, &word("1", "From the other tab")).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("From the other tab").shows("An hour that nobody takes").shows("Lou Test");
        // Everybody there looks back; only who names them lays them aside, with why, and not what they haven't seen.
        ana.post(&format!("{hour}/looks"), &[("look", "Six of nine teams met.")]).await.leads_to();
        assert_eq!(ana.post(&format!("{hour}/looks"), &[("look", " ")]).await.status, 422);
        may.get(&hour).await.ok().shows("Six of nine teams met.");
        let lay = format!("{hour}/lay");
        assert_eq!(ana.post(&lay, &[("_rev", "2"), ("why", "x")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(pio.post(&lay, &[("_rev", "2"), ("why", "x")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(may.post(&lay, &[("_rev", "2"), ("why", "")]).await.status, 422);
        assert_eq!(may.post(&lay, &[("_rev", "1"), ("why", "Done.")]).await.status, 422);
        may.post(&lay, &[("_rev", "2"), ("why", "The schedule has it now.")]).await.leads_to();
        assert_eq!(may.post(&lay, &[("_rev", "3"), ("why", "Again.")]).await.status, 422);
        first(&may, &cedar, "A new reading series", &[]).await.leads_to();
        let page = ana.get("/reality").await.ok().shows("3 things are put first").shows("A new reading series");
        page.shows("One was laid aside").shows("The schedule has it now.");
    });
}

#[test]
fn a_community_puts_three_things_first_itself() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let cal = world.person("Cal", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let team = world.community(world.cedar, "Readers", &[(ana.id, Part::Member)]).to_string();
        for text in ["One", "Two", "Three"] {
            first(&ana, &team, text, &[]).await.leads_to();
        }
        assert_eq!(first(&ana, &team, "Four", &[]).await.status, 422);
        for other in [&cal, &may] {
            assert_eq!(first(other, &team, "Four", &[]).await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn what_carries_learning_is_looked_at_again_and_what_was_seen_stays() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let cedar = world.cedar.to_string();
        let on = today(&world);
        let page = ana.get("/processes").await.ok();
        page.shows("What carries learning at Cedar Street, and what do you expect of it?");
        for (name, value) in
            [("name", ""), ("on", ""), ("on", "2027-01-01"), ("verdict", "maybe"), ("owner", &oda.id.to_string())]
        {
            let mut sent =
                vec![("place", cedar.as_str()), ("kind", "process"), ("name", "Mentors"), ("on", on.as_str())];
            sent.retain(|(n, _)| *n != name);
            sent.push((name, value));
            assert_eq!(ana.post("/processes/new", &sent).await.status, 422, "{name}={value}");
        }
        let mentors = [
            ("place", cedar.as_str()),
            ("kind", "process"),
            ("name", "Mentors for two years"),
            ("whom", "new teachers"),
            ("well", "Good in the first year."),
            ("verdict", "keep"),
            ("on", on.as_str()),
            ("_once", "m1"),
        ];
        let to = ana.post("/processes/new", &mentors).await.leads_to();
        assert_eq!(ana.post("/processes/new", &mentors).await.leads_to(), to);
        let weekly = [
            ("place", cedar.as_str()),
            ("kind", "expectation"),
            ("name", "Each team meets every week"),
            ("whom", "all teams"),
            ("well", "Seven of nine do."),
            ("verdict", "change"),
            ("on", on.as_str()),
        ];
        may.post("/processes/new", &weekly).await.leads_to();
        let page = ana.get(&to).await.ok().shows("one thing is to be changed or stopped.").shows("For new teachers");
        let page = page.shows("Of all teams").shows("Seven of nine do.");
        let one = linked(&page, "/processes/", "Mentors for two years");
        let edit = format!("{one}/edit");
        let again = |rev, well, verdict| {
            [
                ("_rev", rev),
                ("name", "Mentors for two years"),
                ("well", well),
                ("verdict", verdict),
                ("on", "2026-09-14"),
            ]
        };
        may.post(&edit, &again("1", "Nobody comes in the second year.", "change")).await.leads_to();
        let both = ana.post(&edit, &again("1", "Still good.", "keep")).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("Still good.").shows("Nobody comes in the second year.").shows("May Test");
        let page = ana.get(&one).await.ok().shows("Nobody comes in the second year.").shows("What was seen before");
        page.shows("Good in the first year.");
        for other in [&oda, &lil] {
            assert_eq!(other.get(&one).await.status, StatusCode::NOT_FOUND);
            assert_eq!(other.get(&edit).await.status, StatusCode::NOT_FOUND);
            assert_eq!(other.get(&to).await.status, StatusCode::NOT_FOUND);
            assert_eq!(other.post(&edit, &again("2", "zq", "stop")).await.status, StatusCode::NOT_FOUND);
            assert_eq!(other.post("/processes/new", &mentors[..7]).await.status, StatusCode::NOT_FOUND);
        }
    });
}
