//! Protocols, as those who hold a meeting by them tell it.

use axum::http::StatusCode;
use store::{args, sql};

use super::tests::{Team, count, item_of, planned, team};
use crate::Role;
use crate::testing::{Answer, World, on_each};

sql! {
    NOTE = "select count(*) from note where text = $1 and step = 'feedback' and capture = 'cool'";
    CARRIED = "select id from item where title = $1 and came_from is not null";
    COPY = "select id from protocol order by at desc limit 1";
    MINUTES = "select minutes from item where title = $1 order by at desc limit 1";
}

/// What stands in a hidden field.
fn hidden(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let found = page.body.split(&mark).nth(1).and_then(|r| r.split('"').next());
    found.unwrap_or_else(|| panic!("no {name} in {}", page.gist())).to_owned()
}

fn minutes(world: &World, title: &'static str) -> i64 {
    world.write(move |tx| Ok(tx.one(MINUTES, args![title], |r| r.get(0))?.unwrap_or(0)))
}

/// A planned meeting with one point of forty minutes, and the address of that point.
async fn with_point(world: &World, team: &Team) -> (String, String) {
    let page = planned(team, &[("agenda", "empty"), ("length", "90")]).await;
    let fields = [("item", "Ben's lesson"), ("minutes", "40"), ("lane", "learning")];
    team.ana.post(&format!("{page}/items"), &fields).await.leads_to();
    let point = format!("/items/{}", item_of(world, "Ben's lesson"));
    (page, point)
}

#[test]
fn a_point_is_held_by_a_protocol_step_by_step_and_the_minutes_keep_the_steps() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, cleo, may, .. } = &team;
        let (page, point) = with_point(&world, &team).await;
        let choose = format!("{point}/protocol");
        let form = ana.get(&point).await.ok().shows("How do we hold it?").shows("Tuning, 78 minutes");
        let (rev, presenter) = (hidden(&form, "_rev"), ben.id.to_string());
        let fields =
            [("_rev", rev.as_str()), ("protocol", "tuning"), ("presenter", presenter.as_str()), ("time", "keep")];
        ana.post(&choose, &fields).await.leads_to();
        // Forty minutes are not enough, and the page says so kindly.
        let short = ana.get(&point).await.ok().shows("Tuning asks for 78 minutes and has 40 here");
        cleo.get(&page).await.ok().shows("Tuning, Ben Test presents");
        // Who chooses on a page that is no longer true sees how it is now.
        let stale = cleo.post(&choose, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("Somebody changed this point a moment ago");
        let rev = hidden(&short, "_rev");
        let fit = [("_rev", rev.as_str()), ("protocol", "tuning"), ("presenter", &presenter), ("time", "fit")];
        ana.post(&choose, &fit).await.leads_to();
        assert_eq!(minutes(&world, "Ben's lesson"), 78);
        ana.get(&point).await.ok().shows("Tuning has its time: 78 minutes.");
        // Nobody presents who isn't in the team, no protocol is taken that isn't there, and seven steps need seven minutes.
        let rev = hidden(&ana.get(&point).await, "_rev");
        for (protocol, who) in [("tuning", may.id.to_string()), ("nothing", String::new())] {
            let wrong = [("_rev", rev.as_str()), ("protocol", protocol), ("presenter", &who), ("time", "fit")];
            assert_eq!(ana.post(&choose, &wrong).await.status, StatusCode::NOT_FOUND);
        }

        ana.post(&format!("{page}/begin"), &[]).await.leads_to();
        let on = cleo.get(&page).await.ok().shows("Tuning, step 1 of 7:").shows("Ana Test speaks.");
        on.shows("data-testid=\"next-step\">Next step: Presentation");
        // Two people go on at once, one of them on an old page: it moves by one.
        let step = format!("{point}/step");
        for who in [ana, ben] {
            who.post(&step, &[("from", "0"), ("to", "on")]).await.leads_to();
        }
        ben.get(&page).await.ok().shows("step 2 of 7").shows("Ben Test speaks.").shows("The focus question");
        for from in ["1", "2", "3"] {
            ana.post(&step, &[("from", from), ("to", "on")]).await.leads_to();
        }
        let feedback = cleo.get(&page).await.ok().shows("step 5 of 7").shows("Everyone but Ben Test speaks.");
        assert_eq!(hidden(&feedback, "step"), "feedback");
        feedback.shows("Add: Warm feedback").shows("Add: Cool feedback");
        let item = point.rsplit('/').next().unwrap_or_default().to_owned();
        let note = |text: &'static str, step: &'static str, capture: &'static str| {
            [("note", text), ("item", ""), ("step", step), ("capture", capture), ("_once", text)]
        };
        let send = async |mut fields: [(&'static str, &'static str); 5], item: &str| {
            fields[1].1 = "";
            let with: Vec<(&str, &str)> =
                fields.iter().map(|(k, v)| if *k == "item" { (*k, item) } else { (*k, *v) }).collect();
            cleo.post(&format!("{page}/notes"), &with).await
        };
        send(note("The goal is hidden on page two.", "feedback", "cool"), &item).await.leads_to();
        send(note("The goal is hidden on page two.", "feedback", "cool"), &item).await.leads_to();
        assert_eq!(count(&world, NOTE, "The goal is hidden on page two."), 1, "a double click is one line");
        for (step, capture) in [("feedback", "nothing"), ("nothing", "cool")] {
            let made_up = send(note("Made up.", step, capture), &item).await;
            assert_eq!(made_up.status, StatusCode::NOT_FOUND);
        }
        // One step back, and no step beyond the last.
        ana.post(&step, &[("from", "4"), ("to", "back")]).await.leads_to();
        cleo.get(&page).await.ok().shows("step 4 of 7").shows("Nobody speaks.");
        ana.post(&step, &[("from", "3"), ("to", "on")]).await.leads_to();
        for from in ["4", "5", "6", "99"] {
            ana.post(&step, &[("from", from), ("to", "on")]).await.leads_to();
        }
        cleo.get(&page).await.ok().shows("step 7 of 7").hides("data-testid=\"next-step\"");
        for bad in ["", "-1", "x"] {
            assert_eq!(ana.post(&step, &[("from", bad), ("to", "on")]).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(may.post(&step, &[("from", "6"), ("to", "back")]).await.status, StatusCode::NOT_FOUND);

        ana.post(&format!("{page}/end"), &[]).await.leads_to();
        let minutes = ben.get(&page).await.ok().shows("Warm and cool feedback").shows("Cool feedback");
        minutes.shows("The goal is hidden on page two.").hides("data-testid=\"next-step\"");
        let late = ana.post(&step, &[("from", "6"), ("to", "back")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_point_that_is_carried_keeps_its_protocol_and_one_that_is_taken_out_takes_it_along() {
    on_each(|world| async move {
        let team = team(&world);
        let (page, point) = with_point(&world, &team).await;
        let next = planned(&team, &[("agenda", "empty"), ("on", "2026-09-21")]).await;
        let rev = hidden(&team.ana.get(&point).await, "_rev");
        let fields = [("_rev", rev.as_str()), ("protocol", "check-in"), ("presenter", ""), ("time", "fit")];
        team.ana.post(&format!("{point}/protocol"), &fields).await.leads_to();
        team.ana.post(&format!("{page}/begin"), &[]).await.leads_to();
        let on = item_of(&world, "Ben's lesson");
        team.ana.post(&format!("{page}/on"), &[("from", &on), ("to", "carry")]).await.leads_to();
        team.ben.get(&next).await.ok().shows("Ben's lesson").shows("Check-in");
        let carried: Option<uuid::Uuid> = world.write(|tx| Ok(tx.one(CARRIED, args!["Ben's lesson"], |r| r.get(0))?));
        let carried = carried.expect("what was carried");
        team.ben.post(&format!("/items/{carried}/move"), &[("to", "out")]).await.leads_to();
        team.ben.get(&next).await.ok().hides("Check-in");
    });
}

#[test]
fn a_team_makes_a_protocol_its_own_and_shares_it_with_the_district() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, may, .. } = &team;
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let lil = world.person("Lil", Role::Teacher, world.lake);
        ana.get("/protocols").await.ok().shows("7 protocols for conversations that lead somewhere<").shows("Data talk");
        let read = oda
            .get("/protocols/tuning")
            .await
            .ok()
            .shows("Warm and cool feedback")
            .shows("7 steps, at least 78 minutes");
        read.shows("Coalition of Essential Schools");
        assert_eq!(ana.get("/protocols/tuning/edit").await.status, StatusCode::FORBIDDEN, "what comes with us stays");
        let whose = team.id.to_string();
        let once = [("whose", whose.as_str()), ("_once", "c1")];
        let edit = ana.post("/protocols/tuning/copy", &once).await.leads_to();
        assert_eq!(ana.post("/protocols/tuning/copy", &once).await.leads_to(), edit, "a double click is one copy");
        let page = edit.trim_end_matches("/edit").to_owned();
        ana.get("/protocols").await.ok().shows("and one of your own").shows("Tuning, our way");
        // Its members see it; nobody else does, nor can guess it.
        ben.get(&page).await.ok().shows("Made from");
        for other in [&oda, may, &lil] {
            assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND);
            assert_eq!(other.get(&edit).await.status, StatusCode::NOT_FOUND);
            assert_eq!(
                other.post(&format!("{page}/copy"), &[("whose", "district")]).await.status,
                StatusCode::NOT_FOUND
            );
            other.get("/protocols").await.ok().hides("our way");
        }
        // A copy for a team one isn't in is refused.
        assert_eq!(oda.post("/protocols/tuning/copy", &once[..1]).await.status, StatusCode::NOT_FOUND);

        let rev = hidden(&ana.get(&edit).await.ok(), "_rev");
        let base = |rev: &str, seen: &str, name: &str, prompt: &str| {
            [
                ("_rev", rev),
                ("name", name),
                ("about", "When an hour is too long."),
                ("source", ""),
                ("least", "3"),
                ("most", "8"),
                ("seen", seen),
                ("s0-key", "presentation"),
                ("s0-name", "Show it"),
                ("s0-prompt", prompt),
                ("s0-minutes", "8"),
                ("s0-who", "presenter"),
                ("s0-capture", "The focus question"),
                ("s1-key", ""),
                ("s1-name", "Ask & answer"),
                ("s1-prompt", "Ask. The presenter answers."),
                ("s1-minutes", "7"),
                ("s1-who", "participants"),
                ("s1-capture", ""),
            ]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
        };
        let send = async |who: &crate::testing::Actor, fields: [(String, String); 19]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            who.post(&edit, &fields).await
        };
        send(ana, base(&rev, "community", "Short tuning", "Show your work.")).await.leads_to();
        let short = ben.get(&page).await.ok().shows("Short tuning").shows("2 steps, at least 15 minutes");
        short.shows("Ask &amp; answer").hides("Debrief");
        // Ben wrote on the old page: both texts stay.
        let stale = send(ben, base(&rev, "community", "Tuning light", "Show your lesson.")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("Tuning light").shows("Short tuning").shows("Show your lesson.").shows("Show your work.");
        // What can't be is said beside its field.
        let mut wrong = base("2", "community", "x", "y");
        wrong[4].1 = "1".into();
        wrong[10].1 = "0".into();
        let refused = send(ana, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("at least two people are needed").shows("Whole minutes");
        // Whoever may not see it can't share it either; the team does, and then everyone in the district has it.
        assert_eq!(send(&oda, base("2", "district", "x", "y")).await.status, StatusCode::NOT_FOUND);
        send(ana, base("2", "district", "Short tuning", "Show your work.")).await.leads_to();
        oda.get(&page).await.ok().shows("Short tuning");
        assert_eq!(send(&oda, base("3", "district", "x", "y")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lil.get(&page).await.status, StatusCode::NOT_FOUND, "another district's");
        // It goes on an agenda with one tap, and an edit leaves that meeting as it was.
        let meeting = planned(&team, &[("agenda", "empty")]).await;
        let id = meeting.rsplit('/').next().unwrap_or_default();
        let point = ben.post(&format!("{page}/use"), &[("meeting", id)]).await.leads_to();
        ben.get(&meeting).await.ok().shows("Short tuning");
        assert_eq!(oda.post(&format!("{page}/use"), &[("meeting", id)]).await.status, StatusCode::NOT_FOUND);
        send(ana, base("3", "community", "Another name", "Show it.")).await.leads_to();
        ben.get(&point).await.ok().shows("Short tuning has its time: 15 minutes.");
        assert_eq!(oda.get(&page).await.status, StatusCode::NOT_FOUND, "taken back from the district");
        let copied: Option<uuid::Uuid> = world.write(|tx| Ok(tx.one(COPY, &[], |r| r.get(0))?));
        assert!(page.ends_with(&copied.expect("one copy").to_string()));
    });
}
