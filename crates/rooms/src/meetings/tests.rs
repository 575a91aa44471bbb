//! The room's story, as its actors tell it.

use axum::http::StatusCode;
use store::{CommunityId, args, sql};

use crate::Role;
use crate::communities::Part;
use crate::testing::{Actor, World, on_each};

sql! {
    ITEM_OF = "select id from item where title = $1 and meeting is not null order by at desc limit 1";
    PLACED = "select count(*) from item where title = $1 and meeting is null";
    NOTES = "select count(*) from note where text = $1";
    EVENTS = "select count(*) from event where verb = $1";
}

/// Ana facilitates a team with Ben and Cleo at Cedar Street; May leads the school.
pub(super) struct Team {
    pub ana: Actor,
    pub ben: Actor,
    pub cleo: Actor,
    pub may: Actor,
    pub id: CommunityId,
}

pub(super) fn team(world: &World) -> Team {
    let ana = world.person("Ana", Role::Teacher, world.cedar);
    let ben = world.person("Ben", Role::Teacher, world.cedar);
    let cleo = world.person("Cleo", Role::Teacher, world.cedar);
    let may = world.person("May", Role::Principal, world.cedar);
    let people = [(ana.id, Part::Facilitator), (ben.id, Part::Member), (cleo.id, Part::Member)];
    let id = world.community(world.cedar, "Grade 3 Readers", &people);
    Team { ana, ben, cleo, may, id }
}

/// A meeting planned for the day of the test, with the usual agenda; gives its address.
pub(super) async fn planned(team: &Team, more: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("title", "Team meeting"),
        ("on", "2026-09-14"),
        ("at", "15:15"),
        ("length", "45"),
        ("place", "Room 12"),
        ("every", "0"),
        ("agenda", "usual"),
    ];
    for (name, value) in more {
        fields.retain(|(n, _)| n != name);
        fields.push((name, value));
    }
    team.ana.post(&format!("/communities/{}/meetings/new", team.id), &fields).await.leads_to()
}

pub(super) fn item_of(world: &World, title: &'static str) -> String {
    world.write(move |tx| {
        let id: Option<uuid::Uuid> = tx.one(ITEM_OF, args![title], |r| r.get(0))?;
        Ok(id.expect("an item of that title").to_string())
    })
}

pub(super) fn count(world: &World, sql: store::Sql, text: &'static str) -> i64 {
    world.write(move |tx| Ok(tx.count(sql, args![text])?))
}

#[test]
fn a_team_holds_a_meeting_and_the_minutes_are_there() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, cleo, may, id } = &team;
        let list = format!("/communities/{id}/meetings");
        ana.get(&list).await.ok().shows("No meeting is planned.");
        let page = planned(&team, &[]).await;
        ben.get(&page)
            .await
            .ok()
            .shows("What our evidence says")
            .shows("45 of 45 minutes are planned.")
            .shows("Facilitates");
        ben.post(
            &format!("{page}/items"),
            &[("item", "Which text do we share?"), ("minutes", "12"), ("lane", "learning")],
        )
        .await
        .leads_to();
        cleo.get(&page).await.ok().shows("Which text do we share?").shows("That is 12 too many.");
        // Nothing of what belongs to the meeting itself can be done before it begins.
        for (way, fields) in [
            ("notes", &[("note", "too early")][..]),
            ("decisions", &[("decision", "too early")]),
            ("commitments", &[("todo", "too early"), ("who", &ana.id.to_string())]),
            ("end", &[]),
            ("here", &[("how", "here")]),
        ] {
            let early = ana.post(&format!("{page}/{way}"), fields).await;
            assert!(early.status.is_client_error(), "{way}: {}", early.status);
        }
        cleo.post(&format!("{page}/here"), &[("how", "away")]).await.leads_to();
        ana.get(&page).await.ok().shows("Cleo Test cannot come.");
        cleo.post(&format!("{page}/here"), &[("how", "coming")]).await.leads_to();

        ana.post(&format!("{page}/begin"), &[]).await.leads_to();
        ben.post(&format!("{page}/begin"), &[]).await.leads_to();
        ben.get(&page).await.ok().shows("Here: Ana Test").shows("data-testid=\"on\">Check in");
        ben.post(&format!("{page}/here"), &[("how", "online")]).await.leads_to();
        ben.post(&format!("{page}/here"), &[("how", "here"), ("person", &cleo.id.to_string())]).await.leads_to();
        ana.get(&page).await.ok().shows("Here: Ana Test, Cleo Test").shows("Online: Ben Test");

        // Two people press "next" at once: the meeting goes on by one.
        let check_in = item_of(&world, "Check in");
        let evidence = item_of(&world, "What our evidence says");
        world.t.clock.travel(world.t.clock.now().plus_seconds(300));
        for who in [ana, ben] {
            who.post(&format!("{page}/on"), &[("from", &check_in), ("next", &evidence), ("to", "on")]).await.leads_to();
        }
        cleo.get(&page).await.ok().shows("data-testid=\"on\">What our evidence says").shows("5 of 4 minutes");
        let noted = [("note", "Pairs of very different readers stall."), ("item", evidence.as_str()), ("_once", "n1")];
        cleo.post(&format!("{page}/notes"), &noted).await.leads_to();
        cleo.post(&format!("{page}/notes"), &noted).await.leads_to();
        assert_eq!(count(&world, NOTES, "Pairs of very different readers stall."), 1, "a double click is one line");
        ben.post(&format!("{page}/decisions"), &[("decision", "We swap texts"), ("why", "they were too hard")])
            .await
            .leads_to();
        ben.post(
            &format!("{page}/commitments"),
            &[("todo", "Bring recordings"), ("who", &cleo.id.to_string()), ("due", "2026-09-18")],
        )
        .await
        .leads_to();
        world.t.clock.travel(world.t.clock.now().plus_seconds(1200));
        ana.post(&format!("{page}/end"), &[]).await.leads_to();

        let minutes = cleo.get(&page).await.ok();
        let minutes = minutes.shows("Pairs of very different readers stall.").shows("20 of 20 minutes");
        let minutes = minutes.shows("Because they were too hard").shows("Bring recordings").shows("Online: Ben Test");
        minutes.shows("Carried to the next meeting").hides("data-testid=\"end-meeting\"");
        // What was not reached waits, and what has ended stays as it is.
        assert_eq!(count(&world, PLACED, "Which text do we share?"), 1);
        for (way, fields) in [
            ("notes", &[("note", "too late")][..]),
            ("decisions", &[("decision", "too late")]),
            ("items", &[("item", "too late"), ("minutes", "5"), ("lane", "learning")]),
            ("begin", &[]),
            ("here", &[("how", "away")]),
        ] {
            assert_eq!(
                ana.post(&format!("{page}/{way}"), fields).await.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{way}"
            );
        }
        ana.get(&list).await.ok().shows("Which text do we share?").shows("data-testid=\"past\"");
        ana.get("/decisions?find=TEXTS").await.ok().shows("We swap texts").shows("3 people were there");
        ana.get("/decisions?find=zebra").await.ok().shows("Nothing was decided about");
        cleo.get("/").await.ok().shows("Bring recordings");
        // The principal sees that the team meets, and not a word of it.
        assert_eq!(may.get(&page).await.status, StatusCode::NOT_FOUND);
        may.get(&format!("/communities/{id}"))
            .await
            .ok()
            .shows("1 of 1 planned meetings were held.")
            .hides("swap texts");
        may.get("/decisions").await.ok().hides("We swap texts");
        assert_eq!(count(&world, EVENTS, "meeting.held_here"), 1);
    });
}

#[test]
fn what_was_taken_on_is_settled_only_by_who_took_it() {
    on_each(|world| async move {
        let team = team(&world);
        let page = planned(&team, &[]).await;
        team.ana.post(&format!("{page}/begin"), &[]).await.leads_to();
        let ben = team.ben.id.to_string();
        team.ana.post(&format!("{page}/commitments"), &[("todo", "Ask the library"), ("who", &ben)]).await.leads_to();
        let mine = team.ben.get("/commitments").await.ok().shows("You took on one thing").shows("Ask the library");
        let at = mine.body.find("action=\"/commitments/").expect("a form to settle it") + 8;
        let path = mine.body[at..].split('"').next().unwrap_or_default().to_owned();
        assert_eq!(team.ana.post(&path, &[("to", "done")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(team.may.post(&path, &[("to", "done")]).await.status, StatusCode::NOT_FOUND);
        team.ben.post(&path, &[("to", "done")]).await.leads_to();
        team.ben.get("/commitments").await.ok().shows("Nothing waits for you").shows("Done lately");
        team.ben.post(&path, &[("to", "open")]).await.leads_to();
        team.ben.get("/commitments").await.ok().shows("You took on one thing");
        let may = team.may.id.to_string();
        let outside = team.ana.post(&format!("{page}/commitments"), &[("todo", "x"), ("who", &may)]).await;
        assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY, "only members take things on");
    });
}

#[test]
fn a_row_keeps_its_time_of_day_across_the_change_of_clocks_and_what_is_left_is_carried_along() {
    on_each(|world| async move {
        let team = team(&world);
        let more = [("on", "2026-10-26"), ("every", "1"), ("until", "2026-11-16")];
        let first = planned(&team, &more).await;
        let list = team.ana.get(&format!("/communities/{}/meetings", team.id)).await.ok();
        assert_eq!(list.body.matches("3:15 PM").count(), 4, "{}", list.gist());
        team.ana.post(&format!("{first}/begin"), &[]).await.leads_to();
        let on = item_of(&world, "Check in");
        team.ana.post(&format!("{first}/on"), &[("from", &on), ("to", "carry")]).await.leads_to();
        team.ana.post(&format!("{first}/end"), &[]).await.leads_to();
        let next = world.write(|tx| {
            sql! { SECOND = "select id from meeting where on_date = '2026-11-02'"; }
            let id: Option<uuid::Uuid> = tx.one(SECOND, &[], |r| r.get(0))?;
            Ok(id.expect("the second meeting"))
        });
        team.ben.get(&format!("/meetings/{next}")).await.ok().shows("Check in").shows("from last time");
        let wrong = [("on", "2026-10-26"), ("every", "1"), ("until", "2026-10-01")];
        let mut fields = vec![("title", "x"), ("at", "25:99"), ("length", "0"), ("agenda", "empty")];
        fields.extend(wrong);
        let refused = team.ana.post(&format!("/communities/{}/meetings/new", team.id), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("A time of day like 15:15").shows("Whole minutes").shows("Until which day?");
    });
}

#[test]
fn the_agenda_is_moved_parked_and_brought_back_and_two_tabs_keep_both_texts() {
    on_each(|world| async move {
        let team = team(&world);
        let page = planned(&team, &[("agenda", "empty")]).await;
        for title in ["First", "Second"] {
            let fields = [("item", title), ("minutes", "5"), ("lane", "learning")];
            team.ana.post(&format!("{page}/items"), &fields).await.leads_to();
        }
        let second = item_of(&world, "Second");
        team.ben.post(&format!("/items/{second}/move"), &[("to", "up")]).await.leads_to();
        let shown = team.ben.get(&page).await.ok();
        assert!(shown.body.find("Second") < shown.body.find("First"), "{}", shown.gist());
        let rev = team.ana.get(&format!("/items/{second}")).await.ok();
        let rev = rev.body.split("name=\"_rev\" value=\"").nth(1).and_then(|r| r.split('"').next()).unwrap().to_owned();
        let edit = |title: &'static str| {
            [
                ("_rev", rev.clone()),
                ("title", title.to_owned()),
                ("purpose", String::new()),
                ("minutes", "7".into()),
                ("lane", "learning".into()),
            ]
        };
        let send = async |who: &Actor, title| {
            let fields = edit(title);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            who.post(&format!("/items/{second}"), &fields).await
        };
        send(&team.ana, "Ana's words").await.leads_to();
        let stale = send(&team.ben, "Ben's words").await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("Ben's words").shows("Ana's words");
        team.ana.post(&format!("/items/{second}/move"), &[("to", "park")]).await.leads_to();
        let id = page.rsplit('/').next().unwrap_or_default().to_owned();
        team.ben.post(&format!("/items/{second}/move"), &[("to", "here"), ("meeting", &id)]).await.leads_to();
        team.ben.get(&page).await.ok().shows("Ana's words");
        team.ben.post(&format!("/items/{second}/move"), &[("to", "out")]).await.leads_to();
        team.ben.get(&page).await.ok().hides("Ana's words");
        // Who doesn't work there can't tell that there is such an item.
        let first = item_of(&world, "First");
        assert_eq!(team.may.get(&format!("/items/{first}")).await.status, StatusCode::NOT_FOUND);
        // Called off: its agenda waits.
        team.ana.post(&format!("{page}/cancel"), &[]).await.leads_to();
        assert_eq!(count(&world, PLACED, "First"), 1);
        assert_eq!(team.ana.post(&format!("{page}/begin"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn what_a_meeting_decided_stands_in_the_cycle_it_worked_on() {
    on_each(|world| async move {
        let team = team(&world);
        let Team { ana, ben, may, id, .. } = &team;
        let cycle = crate::cycles::tests::cycle(&world, ana.id, *id, "six-actions");
        let on_cycle = format!("/cycles/{cycle}");
        let page = planned(&team, &[]).await;
        ana.post(&format!("{page}/begin"), &[]).await.leads_to();
        ana.post(&format!("{page}/decisions"), &[("decision", "We swap the texts of two pairs"), ("why", "")])
            .await
            .leads_to();
        let todo = [("todo", "Bring recordings"), ("who", &ben.id.to_string())];
        ben.post(&format!("{page}/commitments"), &todo).await.leads_to();
        // Only when it has ended: until then it may still be taken back.
        ben.get(&on_cycle).await.ok().hides("We swap the texts");
        ana.post(&format!("{page}/end"), &[]).await.leads_to();
        ana.post(&format!("{page}/end"), &[]).await;
        let shown = ben.get(&on_cycle).await.ok();
        shown
            .shows("From our meetings")
            .shows("Decided: We swap the texts of two pairs")
            .shows("Ben")
            .shows("Bring recordings");
        // Whoever leads the school sees neither the cycle's inside nor what was said.
        let theirs = may.get(&on_cycle).await;
        assert!(theirs.status == StatusCode::NOT_FOUND || !theirs.body.contains("We swap the texts"));
        assert_eq!(count_met(&world), 1);
    });
}

sql! { MET = "select count(*) from cycle_meeting"; }

fn count_met(world: &World) -> i64 {
    world.write(move |tx| Ok(tx.count(MET, &[])?))
}
