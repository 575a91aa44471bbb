//! Being there by code, and guests at a meeting, as it is told by who was in the room.

use axum::http::StatusCode;
use store::CommunityId;

use crate::Role;
use crate::communities::Part;
use crate::testing::{Actor, World, on_each};

fn circle(world: &World, members: &[(&Actor, Part)]) -> CommunityId {
    let people: Vec<_> = members.iter().map(|(a, part)| (a.id, *part)).collect();
    world.community(world.cedar, "Grade 3 Readers", &people)
}

async fn planned(by: &Actor, id: CommunityId) -> String {
    let fields = [
        ("title", "Team meeting"),
        ("on", "2026-09-14"),
        ("at", "15:15"),
        ("length", "45"),
        ("place", "Room 12"),
        ("every", "0"),
        ("agenda", "usual"),
    ];
    by.post(&format!("/communities/{id}/meetings/new"), &fields).await.leads_to()
}

/// The digits the screen shows.
async fn shown(by: &Actor, meeting: &str) -> String {
    let page = by.get(&format!("{meeting}/code")).await.ok();
    assert!(page.headers.contains_key("refresh"), "the screen looks again by itself");
    let (_, rest) = page.body.split_once("data-testid=\"code\" aria-label=\"").expect("a code on the screen");
    rest[..6].to_owned()
}

#[test]
fn who_types_the_code_on_the_screen_is_there_and_stays_there() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let zoe = world.person("Zoe", Role::Teacher, world.cedar);
        let eve = world.person("Eve", Role::Teacher, world.cedar);
        let id = circle(&world, &[(&ana, Part::Facilitator), (&tom, Part::Member), (&zoe, Part::Member)]);
        let meeting = planned(&ana, id).await;
        let (code, present) = (format!("{meeting}/code"), format!("{meeting}/present"));
        assert_eq!(ana.post(&code, &[("to", "show")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        ana.post(&format!("{meeting}/begin"), &[]).await.leads_to();
        assert_eq!(zoe.post(&code, &[("to", "show")]).await.status, StatusCode::FORBIDDEN);
        ana.post(&code, &[("to", "show")]).await.leads_to();
        assert_eq!(zoe.get(&code).await.status, StatusCode::FORBIDDEN, "the code is read in the room");
        let first = shown(&ana, &meeting).await;
        tom.get(&meeting).await.ok().shows("data-testid=\"type-code\"");
        // Saying it without the code leads to the field; nobody says it for somebody else, but who leads the meeting.
        assert_eq!(tom.post(&format!("{meeting}/here"), &[("how", "here")]).await.leads_to(), present);
        let zoe_id = zoe.id.to_string();
        let for_zoe = [("how", "here"), ("person", zoe_id.as_str())];
        let said = tom.post(&format!("{meeting}/here"), &for_zoe).await;
        assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY);
        tom.get(&meeting).await.ok().hides("In the room: Ana Test, Tom Test");
        tom.post(&present, &[("code", &first)]).await.leads_to();
        tom.get(&present).await.ok().shows("You are here");
        // The phone sleeps for half an hour: Tom is still there, and the page Zoe opened before takes the code of now.
        world.t.clock.travel(world.t.db.now().plus_seconds(1800));
        tom.get(&present).await.ok().shows("You are here");
        let again = zoe.post(&present, &[("code", &first), ("_once", "z1")]).await.leads_to();
        zoe.get(&again).await.ok().shows("These are not the digits on the screen now.");
        let now = shown(&ana, &meeting).await;
        assert_ne!(now, first);
        world.t.clock.travel(world.t.db.now().plus_seconds(60));
        zoe.post(&present, &[("code", &format!("{} {}", &now[..3], &now[3..])), ("_once", "z2")]).await.leads_to();
        let page = ana.get(&meeting).await.ok();
        page.shows("Ana Test, Tom Test, Zoe Test");
        // Who isn't in it, and a meeting that is over, get nothing.
        assert_eq!(eve.post(&present, &[("code", &now)]).await.status, StatusCode::NOT_FOUND);
        ana.post(&format!("{meeting}/end"), &[]).await.leads_to();
        assert_eq!(zoe.post(&present, &[("code", &now)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        tom.get(&meeting).await.ok().shows("Ana Test, Tom Test, Zoe Test");
    });
}

#[test]
fn guesses_are_counted_and_answered_alike_and_the_facilitators_tap_remains() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let id = circle(&world, &[(&ana, Part::Facilitator), (&tom, Part::Member)]);
        let meeting = planned(&ana, id).await;
        ana.post(&format!("{meeting}/begin"), &[]).await.leads_to();
        let present = format!("{meeting}/present");
        // No code is shown, a wrong one, letters, nothing: one answer.
        let mut answers = vec![tom.post(&present, &[("code", "123456")]).await.leads_to()];
        ana.post(&format!("{meeting}/code"), &[("to", "show")]).await.leads_to();
        let right = shown(&ana, &meeting).await;
        let wrong = if right == "123456" { "123457" } else { "123456" };
        for code in [wrong, "letters", "", "1234567", "0", wrong, wrong, wrong, wrong] {
            answers.push(tom.post(&present, &[("code", code)]).await.leads_to());
        }
        assert!(answers.iter().all(|a| *a == answers[0]), "{answers:?}");
        // The eleventh guess isn't looked at, even when it is right; a quarter of an hour later it is.
        let limited = tom.post(&present, &[("code", &right)]).await;
        assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
        tom.get(&present).await.ok().hides("You are here");
        let tom_id = tom.id.to_string();
        ana.post(&format!("{meeting}/here"), &[("how", "here"), ("person", &tom_id)]).await.leads_to();
        tom.get(&present).await.ok().shows("You are here");
    });
}

#[test]
fn a_guest_sees_the_meeting_they_are_asked_to_and_nothing_of_the_work() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let ivy = world.person("Ivy", Role::Guest, world.cedar);
        let id = circle(&world, &[(&ana, Part::Facilitator)]);
        let other = circle(&world, &[(&ana, Part::Facilitator)]);
        let home = format!("/communities/{id}");
        // Before they are asked in, the community isn't there for them; afterwards only the one that asked.
        assert_eq!(gus.get(&home).await.status, StatusCode::NOT_FOUND);
        gus.get("/communities").await.ok().hides("Grade 3 Readers");
        let gus_id = gus.id.to_string();
        // Whatever is pressed, somebody from outside comes in as a guest.
        let members = format!("{home}/members");
        ana.post(&members, &[("person", &gus_id), ("part", "invited")]).await.leads_to();
        let change = ana.post(&format!("{members}/change"), &[("person", &gus_id), ("part", "member")]).await;
        assert_eq!(change.status, StatusCode::FORBIDDEN);
        gus.get(&home).await.ok().shows("Every third grader reads").shows("no meeting ahead").hides("/people/");
        assert_eq!(gus.get(&format!("/communities/{other}")).await.status, StatusCode::NOT_FOUND);
        let meeting = planned(&ana, id).await;
        gus.get(&home).await.ok().hides("Room 12");
        let ask = format!("{meeting}/guests");
        assert_eq!(gus.post(&ask, &[("to", "ask")]).await.status, StatusCode::NOT_FOUND);
        ana.post(&ask, &[("to", "ask"), ("word", "Come in by the library door.")]).await.leads_to();
        let seen = gus.get(&home).await.ok();
        seen.shows("Room 12").shows("Come in by the library door.").shows("Check in");
        assert_eq!(gus.get(&meeting).await.status, StatusCode::NOT_FOUND);
        // It is held: what was noted, decided and taken on stays inside; the word afterwards is theirs.
        ana.post(&format!("{meeting}/begin"), &[]).await.leads_to();
        ana.post(&format!("{meeting}/notes"), &[("note", "zqnote of a child")]).await.leads_to();
        ana.post(&format!("{meeting}/decisions"), &[("decision", "zqdecision"), ("why", "zqwhy")]).await.leads_to();
        let ana_id = ana.id.to_string();
        ana.post(&format!("{meeting}/commitments"), &[("todo", "zqtodo"), ("who", &ana_id)]).await.leads_to();
        ana.post(&format!("{meeting}/end"), &[]).await.leads_to();
        ana.post(&ask, &[("to", "ask"), ("word", "We agreed on a reading hour.")]).await.leads_to();
        for path in [home.as_str(), "/", "/decisions", "/commitments", "/communities", "/people", "/cycles", "/goals"] {
            gus.get(path).await.ok().hides("zqnote").hides("zqdecision").hides("zqwhy").hides("zqtodo");
        }
        gus.get(&home).await.ok().shows("We agreed on a reading hour.");
        assert_eq!(ivy.get(&home).await.status, StatusCode::NOT_FOUND);
        // Not any more: it is gone from their page.
        ana.post(&ask, &[("to", "not")]).await.leads_to();
        gus.get(&home).await.ok().hides("We agreed on a reading hour.");
    });
}
