//! Coming in, leaving and resting, as it is told by who does it.

use axum::http::StatusCode;
use store::{args, sql};

use super::Part;
use super::norms_tests::circle;
use crate::Role;
use crate::testing::on_each;

sql! { RESTED = "update community set archived_at = $2 where id = $1"; }

#[test]
fn who_asks_is_let_in_with_one_tap_and_an_open_door_needs_none() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let id = circle(&world, &[(&ana, Part::Facilitator)]);
        let page = format!("/communities/{id}");
        let join = format!("{page}/join");
        tom.get(&page).await.ok().shows("data-testid=\"ask-in\"");
        tom.post(&join, &[("text", "I teach grade 3 too"), ("_once", "a")]).await.leads_to();
        tom.post(&join, &[("text", "I teach grade 3 too"), ("_once", "b")]).await.leads_to();
        tom.get(&page).await.ok().shows("You asked to join").hides("data-testid=\"at-the-door\"");
        ana.get("/").await.ok().shows("Somebody would like to join Grade 3 Readers");
        ana.get(&page).await.ok().shows("One person would like to join").shows("I teach grade 3 too");
        // Nobody else sees who stands at the door, and nobody else answers.
        oda.get(&page).await.ok().hides("I teach grade 3 too");
        let requests = format!("{page}/requests");
        let tom_id = tom.id.to_string();
        let yes = [("person", tom_id.as_str()), ("answer", "yes")];
        assert_eq!(tom.post(&requests, &yes).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lil.post(&requests, &yes).await.status, StatusCode::NOT_FOUND);
        assert_eq!(gus.post(&join, &[]).await.status, StatusCode::NOT_FOUND, "a guest is asked in");
        assert_eq!(lil.post(&join, &[]).await.status, StatusCode::NOT_FOUND);
        ana.post(&requests, &yes).await.leads_to();
        ana.post(&requests, &yes).await.leads_to();
        tom.get(&page).await.ok().shows("2 members").shows("/meetings/new");
        // Not now is said kindly, and to Oda alone; she may ask again and take it back.
        oda.post(&join, &[]).await.leads_to();
        let oda_id = oda.id.to_string();
        ana.post(&requests, &[("person", &oda_id), ("answer", "no")]).await.leads_to();
        oda.get(&page).await.ok().shows("not at this time").shows("data-testid=\"ask-in\"");
        oda.post(&join, &[]).await.leads_to();
        oda.post(&format!("{join}/withdraw"), &[]).await.leads_to();
        ana.post(&requests, &[("person", &oda_id), ("answer", "yes")]).await.leads_to();
        ana.get(&page).await.ok().hides("Oda Test").shows("2 members");
        // Now the door is open, then shut.
        let edit = |rev: &'static str, joining: &'static str| {
            [
                ("_rev", rev),
                ("name", "Grade 3 Readers"),
                ("basis", "students"),
                ("composition", "horizontal"),
                ("mode", "virtual"),
                ("joining", joining),
            ]
        };
        ana.post(&format!("{page}/edit"), &edit("1", "closed")).await.leads_to();
        assert_eq!(oda.post(&join, &[]).await.status, StatusCode::FORBIDDEN);
        oda.get(&page).await.ok().hides("ask-in");
        ana.post(&format!("{page}/edit"), &edit("2", "open")).await.leads_to();
        oda.get(&page).await.ok().shows("data-testid=\"join\"");
        oda.post(&join, &[]).await.leads_to();
        oda.get(&page).await.ok().shows("3 members");
    });
}

#[test]
fn the_last_who_facilitates_hands_over_in_the_same_step() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let eve = world.person("Eve", Role::Teacher, world.cedar);
        let id = circle(&world, &[(&ana, Part::Facilitator), (&tom, Part::Member)]);
        let page = format!("/communities/{id}");
        let leave = format!("{page}/leave");
        assert_eq!(eve.get(&leave).await.status, StatusCode::NOT_FOUND);
        tom.get(&leave).await.ok().hides("Who facilitates from now on?");
        ana.get(&leave).await.ok().shows("Who facilitates from now on?").shows("Tom Test");
        let asked = ana.post(&leave, &[]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        asked.shows("Choose who takes over from you.");
        let outsider = ana.post(&leave, &[("heir", &eve.id.to_string())]).await;
        assert_eq!(outsider.status, StatusCode::UNPROCESSABLE_ENTITY);
        ana.post(&leave, &[("heir", &tom.id.to_string())]).await.leads_to();
        tom.get(&page).await.ok().shows("one member").shows("data-testid=\"invite\"");
        tom.get(&leave).await.ok().shows("You are the only one here.");
        assert_eq!(tom.post(&leave, &[]).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn what_rests_is_read_on_and_taken_up_again_for_thirty_days_then_by_the_administrator() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let eve = world.person("Eve", Role::Teacher, world.cedar);
        let ada = world.person("Ada", Role::SystemAdministrator, world.office());
        let id = circle(&world, &[(&ana, Part::Facilitator), (&tom, Part::Member)]);
        let page = format!("/communities/{id}");
        let fields = [
            ("title", "Team meeting"),
            ("on", "2026-09-14"),
            ("at", "15:15"),
            ("length", "45"),
            ("every", "0"),
            ("agenda", "usual"),
        ];
        let meeting = ana.post(&format!("{page}/meetings/new"), &fields).await.leads_to();
        let archive = format!("{page}/archive");
        assert_eq!(tom.post(&archive, &[("to", "archive")]).await.status, StatusCode::FORBIDDEN);
        ana.post(&archive, &[("to", "archive")]).await.leads_to();
        // Gone from the lists and from home; read by who could read it, and by nobody else.
        tom.get("/communities").await.ok().hides("Grade 3 Readers");
        tom.get("/").await.ok().hides("todays-meeting");
        tom.get(&page).await.ok().shows("This community is resting.").hides("name=\"to\"");
        tom.get(&format!("{page}/meetings")).await.ok().shows("Team meeting");
        tom.get(&meeting).await.ok().hides("begin-meeting");
        assert_eq!(eve.get(&meeting).await.status, StatusCode::NOT_FOUND);
        assert_eq!(tom.post(&format!("{meeting}/begin"), &[]).await.status, StatusCode::FORBIDDEN);
        eve.get("/communities/archived").await.ok().hides("Grade 3 Readers");
        tom.get("/communities/archived").await.ok().shows("Grade 3 Readers").hides("Take it up again");
        ana.get("/communities/archived").await.ok().shows("Take it up again");
        ana.post(&archive, &[("to", "open")]).await.leads_to();
        tom.get("/communities").await.ok().shows("Grade 3 Readers");
        // After thirty days only the administrator does it; what is in it is still there.
        ana.post(&archive, &[("to", "archive")]).await.leads_to();
        world.write(move |tx| {
            let long_ago = tx.now().plus_days(-31);
            Ok(tx.exec(RESTED, args![id, long_ago])?)
        });
        ana.get("/communities/archived").await.ok().shows("Grade 3 Readers").hides("Take it up again");
        assert_eq!(ana.post(&archive, &[("to", "open")]).await.status, StatusCode::FORBIDDEN);
        ana.get(&meeting).await.ok().shows("Team meeting");
        ada.get("/communities/archived").await.ok().shows("Take it up again");
        ada.post(&archive, &[("to", "open")]).await.leads_to();
        tom.get("/communities").await.ok().shows("Grade 3 Readers");
    });
}

#[test]
fn a_team_of_the_central_office_works_like_any_other_and_reaches_across_schools() {
    on_each(|world| async move {
        let director = world.person("Dee", Role::Other, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let lead = world.person("Lou", Role::DistrictAdministrator, world.office());
        let org = world.office().to_string();
        let fields = [
            ("org", org.as_str()),
            ("name", "Reading office"),
            ("basis", "responsibility"),
            ("composition", "vertical"),
            ("mode", "blended"),
        ];
        let members = director.post("/communities/new", &fields).await.leads_to();
        let page = members.trim_end_matches("/members").to_owned();
        for person in [&ana, &oda] {
            let found = director.get(&format!("{members}?find={}", &person.name[..3])).await.ok();
            found.shows(&person.name);
            director.post(&members, &[("person", &person.id.to_string()), ("part", "invited")]).await.leads_to();
            person.post(&format!("{page}/answer"), &[("answer", "yes")]).await.leads_to();
        }
        ana.get(&page).await.ok().shows("3 members").shows("They work at 2 schools.").shows("Across grades");
        // Norms, meetings, cycles and goals are there as for a team of a school.
        oda.get(&page).await.ok().shows("/norms").shows("/meetings/new").shows("/cycles/new");
        let call = "https://meet.example.org/reading";
        let meeting = [
            ("title", "Reading office"),
            ("on", "2026-09-14"),
            ("at", "15:15"),
            ("length", "45"),
            ("place", call),
            ("every", "0"),
            ("agenda", "usual"),
        ];
        let meeting = director.post(&format!("{page}/meetings/new"), &meeting).await.leads_to();
        oda.get(&meeting).await.ok().shows(&format!("href=\"{call}\""));
        // Who leads the district leads its office, and sees that it is there, not what it does.
        lead.get(&format!("{page}/edit")).await.ok();
        assert_eq!(lead.get(&meeting).await.status, StatusCode::NOT_FOUND);
    });
}
