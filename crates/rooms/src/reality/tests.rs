//! What stands in the way, as those tell it who note it.

use axum::http::StatusCode;
use store::OrgId;

use super::{Kind, Place, came_from, href, note};
use crate::communities::Part;
use crate::testing::{Actor, Answer, World, on_each};
use crate::viewer::{self, Proof};
use crate::{Role, Stop, Viewer};

/// The path of the first thing of this kind that a page links.
fn first(page: &Answer, before: &str) -> String {
    let mark = format!("href=\"{before}");
    let found = page.body.match_indices(&mark).find_map(|(at, _)| {
        let from = at + "href=\"".len();
        let path = page.body.get(from..from + before.len() + 36)?;
        path[before.len()..].parse::<uuid::Uuid>().ok().map(|_| path.to_owned())
    });
    found.unwrap_or_else(|| panic!("no {before} on the page: {}", page.gist()))
}

/// Notes something and gives its path.
async fn noted(who: &Actor, place: &str, fields: &[(&str, &str)]) -> String {
    let mut all = vec![("place", place), ("kind", "barrier")];
    all.extend(fields);
    let list = who.post("/reality/new", &all).await.leads_to();
    first(&who.get(&list).await.ok(), "/reality/")
}

/// A vision of one passage that holds at a place; gives what stands for the passage in a form.
async fn vision(writes: &Actor, adopts: &Actor, place: &str, text: &str) -> String {
    let draft = writes.post("/vision/new", &[("place", place), ("kind", "vision"), ("text", text)]).await.leads_to();
    let day = adopts.get(&draft).await.ok();
    let home = first(&day, "/vision/");
    let on = [("_rev", "1"), ("on", "2026-09-01"), ("review", "2027-09-01")];
    adopts.post(&format!("{draft}/adopt"), &on).await.leads_to();
    let page = writes.get(&home).await.ok();
    let at = page.body.find("id=\"c-").expect("a passage") + "id=\"c-".len();
    format!("{}:{}", home.trim_start_matches("/vision/"), &page.body[at..at + 36])
}

/// The viewer behind an actor, inside a transaction.
fn viewer_of(tx: &mut store::Tx<'_>, secret: String) -> Result<Viewer, Stop> {
    Ok(viewer::find(tx, &Proof::Session(secret), None, "/")?.ok_or(Stop::Nothing)?.0)
}

fn today(world: &World) -> String {
    world.t.db.now().date_in(&jiff::tz::TimeZone::get("America/Chicago").unwrap()).to_string()
}

#[test]
fn what_stands_in_the_way_is_noted_worked_on_and_gone_and_how_it_stood_stays() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let cedar = world.cedar.to_string();
        ana.get("/reality").await.ok().shows("What stands between Cedar Street and its vision?");
        ana.get("/vision").await.ok().shows("What stands between Cedar Street and its vision?");
        let passage = vision(&ana, &may, &cedar, "Every team meets each week.").await;
        let hall = [
            ("text", "The bell schedule leaves no common hour."),
            ("about", passage.as_str()),
            ("structure", "schedule"),
            ("changer", "The principal"),
            ("tried", "Swapped lunch duty in May."),
            ("owner", &ana.id.to_string()),
            ("_once", "b1"),
        ];
        let barrier = noted(&ana, &cedar, &hall).await;
        assert_eq!(noted(&ana, &cedar, &hall).await, barrier, "sent twice, noted once");
        let chance = [("place", cedar.as_str()), ("kind", "opportunity"), ("text", "The grant pays substitutes.")];
        tom.post("/reality/new", &chance).await.leads_to();
        let page = tom.get("/reality").await.ok();
        let page = page.shows("One thing stands in the way of Cedar Street, and one can help.");
        page.shows("A schedule").shows("Can be changed by: The principal").shows("The grant pays substitutes.");
        tom.get("/vision").await.ok().shows("The bell schedule leaves no common hour.");
        let one = may.get(&barrier).await.ok().shows("Every team meets each week.").shows("Swapped lunch duty in May.");
        one.shows("Noted by Ana Test").shows("Open");
        // Settled things have a reason and a day that isn't in the future.
        let go = format!("{barrier}/state");
        let on = today(&world);
        for (state, why, since, says) in [
            ("gone", "", on.as_str(), "Say why: whoever comes later should understand."),
            ("gone", "New schedule.", "2027-01-01", "Choose today or a day before."),
            ("gone", "New schedule.", "", "id=\"e-since\""),
            ("vanished", "x", on.as_str(), "id=\"e-state\""),
        ] {
            let sent = [("_rev", "1"), ("state", state), ("why", why), ("since", since)];
            let answer = may.post(&go, &sent).await;
            assert_eq!(answer.status, 422, "{state} {since}");
            answer.shows(says);
        }
        let worked =
            [("_rev", "1"), ("state", "worked"), ("why", "A new plan is drafted."), ("since", &on), ("_once", "s1")];
        let to = may.post(&go, &worked).await.leads_to();
        assert_eq!(may.post(&go, &worked).await.leads_to(), to);
        // Tom saw it open: what he sends doesn't go over it.
        let gone = [("_rev", "1"), ("state", "gone"), ("why", "I think so."), ("since", on.as_str())];
        let stale = tom.post(&go, &gone).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("A new plan is drafted.").shows("I think so.").shows("name=\"_rev\" value=\"2\"");
        let gone = [("_rev", "2"), ("state", "gone"), ("why", "Common hour on Wednesdays."), ("since", on.as_str())];
        tom.post(&go, &gone).await.leads_to();
        let page = ana.get(&barrier).await.ok().shows("Common hour on Wednesdays.").shows("How it stood before");
        page.shows("A new plan is drafted.").shows("May Test");
        let list = ana.get("/reality").await.ok().shows("Nothing noted stands in the way of Cedar Street, and one can");
        list.shows("Settled").shows("Common hour on Wednesdays.");
    });
}

#[test]
fn two_who_word_it_at_once_keep_both_texts_and_choices_that_were_not_offered_are_refused() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let pio = world.person("Pio", Role::Principal, world.oak);
        let (cedar, oak) = (world.cedar.to_string(), world.oak.to_string());
        let theirs = vision(&oda, &pio, &oak, "Oak reads.").await;
        let barrier = noted(&ana, &cedar, &[("text", "No common hour.")]).await;
        let edit = format!("{barrier}/edit");
        let sent = [("place", cedar.as_str()), ("_rev", "1"), ("text", "No hour in common."), ("changer", "The board")];
        tom.post(&edit, &sent).await.leads_to();
        let both = ana.post(&edit, &[("_rev", "1"), ("text", "From the other tab.")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("From the other tab.").shows("No hour in common.").shows("Tom Test").shows("The board");
        for (name, value) in [
            ("about", theirs.as_str()),
            ("about", "nonsense"),
            ("owner", &oda.id.to_string()),
            ("structure", "weather"),
            ("text", ""),
        ] {
            let mut sent = vec![("_rev", "2"), ("text", "Fine.")];
            sent.retain(|(n, _)| *n != name);
            sent.push((name, value));
            let answer = ana.post(&edit, &sent).await;
            assert_eq!(answer.status, 422, "{name}={value}");
            answer.shows(&format!("id=\"e-{name}\""));
        }
        ana.get(&barrier).await.ok().shows("No hour in common.");
        let long = "x".repeat(601);
        let sent = [("place", cedar.as_str()), ("kind", "barrier"), ("text", long.as_str())];
        assert_eq!(ana.post("/reality/new", &sent).await.status, 422);
    });
}

#[test]
fn a_place_is_looked_at_by_who_works_there_and_a_community_by_its_members() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let cal = world.person("Cal", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let team = world.community(world.cedar, "Readers", &[(ana.id, Part::Facilitator)]);
        let (cedar, team, district) = (world.cedar.to_string(), team.to_string(), world.office().to_string());
        let school = noted(&ana, &cedar, &[("text", "No common hour.")]).await;
        let inside = noted(&ana, &team, &[("text", "We never visit each other.")]).await;
        let whole = noted(&oda, &district, &[("text", "Two calendars.")]).await;
        for (who, sees) in [
            (&ana, [true, true, true]),
            (&cal, [true, false, true]),
            (&may, [true, false, true]),
            (&lou, [true, false, true]),
            (&oda, [false, false, true]),
            (&gus, [false, false, false]),
            (&lil, [false, false, false]),
        ] {
            for (path, may) in [&school, &inside, &whole].into_iter().zip(sees) {
                let expected = if may { StatusCode::OK } else { StatusCode::NOT_FOUND };
                assert_eq!(who.get(path).await.status, expected, "{} {path}", who.name);
                let sent = [("_rev", "1"), ("state", "worked"), ("since", "2026-09-01")];
                if !may {
                    assert_eq!(who.post(&format!("{path}/state"), &sent).await.status, StatusCode::NOT_FOUND);
                    assert_eq!(who.get(&format!("{path}/edit")).await.status, StatusCode::NOT_FOUND);
                }
            }
        }
        // The list of a place that isn't theirs doesn't say that it is there; the leader's is.
        for (who, at, status) in [
            (&oda, &cedar, 404),
            (&cal, &team, 404),
            (&may, &team, 404),
            (&lil, &cedar, 404),
            (&gus, &cedar, 403),
            (&lou, &cedar, 200),
            (&ana, &team, 200),
        ] {
            assert_eq!(who.get(&format!("/reality?at={at}")).await.status, status, "{} {at}", who.name);
            let sent = [("place", at.as_str()), ("kind", "barrier"), ("text", "zq")];
            let expected = if status == 200 { 303 } else { status };
            assert_eq!(who.post("/reality/new", &sent).await.status, expected, "{} notes at {at}", who.name);
        }
        let home = format!("/communities/{team}");
        ana.get(&home).await.ok().shows("We never visit each other.");
        cal.get(&home).await.ok().hides("We never visit").hides("/reality");
        gus.get("/vision").await.ok().hides("/reality").hides("Two calendars");
        may.get("/").await.ok().hides("We never visit");
    });
}

#[test]
fn rooms_above_note_through_the_door_and_learn_what_came_from_a_page() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let team = world.community(world.cedar, "Readers", &[(ana.id, Part::Member)]);
        let (cedar, oak, lake) = (world.cedar, world.oak, world.lake);
        let secret = |who: &Actor| store::hash_secret(who.session().unwrap());
        let (a, g, o, l) = (secret(&ana), secret(&gus), secret(&oda), secret(&lil));
        let from = "/surveys/11111111-1111-4111-8111-111111111111";
        let made = world.write(move |tx| {
            let me = viewer_of(tx, a)?;
            let mut made = Vec::new();
            for (kind, place, text) in [
                (Kind::Barrier, Place::Org(cedar), "No time to visit"),
                (Kind::Opportunity, Place::Community(team), "We trust each other"),
                (Kind::Question, Place::Org(cedar), "Why do so few agree?"),
            ] {
                made.push(note(tx, &me, kind, place, text, from, "Where are we now?")?);
            }
            for (place, text, from) in [
                (Place::Org(oak), "zq", from),
                (Place::Org(lake), "zq", from),
                (Place::Org(OrgId(team.0)), "zq", from),
                (Place::Community(store::CommunityId(cedar.0)), "zq", from),
                (Place::Org(cedar), "zq", "https://example.org"),
                (Place::Org(cedar), "zq", "//example.org"),
            ] {
                assert!(
                    matches!(note(tx, &me, Kind::Barrier, place, text, from, ""), Err(Stop::Nothing)),
                    "{place:?} {from}"
                );
            }
            for text in ["  ".to_owned(), "x".repeat(1001)] {
                let refused = note(tx, &me, Kind::Question, Place::Org(cedar), &text, from, "");
                assert!(matches!(refused, Err(Stop::Refused(_))));
            }
            let found = came_from(tx, &me, from)?;
            let kinds: Vec<_> = found.iter().map(|(kind, id, text)| (*kind, *id, text.as_str())).collect();
            let expected = [
                (Kind::Barrier, made[0], "No time to visit"),
                (Kind::Opportunity, made[1], "We trust each other"),
                (Kind::Question, made[2], "Why do so few agree?"),
            ];
            assert_eq!(kinds, expected);
            for other in [g, o, l] {
                let me = viewer_of(tx, other)?;
                assert!(came_from(tx, &me, from)?.is_empty(), "{}", me.name);
                assert!(note(tx, &me, Kind::Barrier, Place::Org(cedar), "zq", from, "").is_err());
            }
            assert!(came_from(tx, &me, "")?.is_empty());
            Ok(made)
        });
        let page = ana.get(&href(Kind::Barrier, made[0])).await.ok();
        page.shows("It comes from").shows("Where are we now?").shows(&format!("href=\"{from}\""));
        ana.get(&href(Kind::Opportunity, made[1])).await.ok().shows("We trust each other");
    });
}

#[test]
fn a_statement_shows_passage_by_passage_how_far_it_has_come() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let (cedar, district) = (world.cedar.to_string(), world.office().to_string());
        let passage = vision(&ana, &lou, &district, "Every team meets each week.").await;
        let page = format!("/vision/{}/progress", passage.split(':').next().unwrap());
        ana.get(page.trim_end_matches("/progress")).await.ok().shows(&page);
        ana.get(&page).await.ok().shows("Nothing you can see carries this passage");
        let hall = [("text", "No common hour."), ("about", passage.as_str()), ("changer", "The board")];
        let school = noted(&ana, &cedar, &hall).await;
        noted(&oda, &district, &[("text", "Two calendars."), ("about", passage.as_str())]).await;
        let first = [("place", cedar.as_str()), ("text", "A protected hour"), ("about", passage.as_str())];
        let first: Vec<_> = first.into_iter().chain([("from", "2026-09-14"), ("until", "2027-06-01")]).collect();
        may.post("/priorities/new", &first).await.leads_to();
        let answered = [("for", district.as_str()), ("text", "The board hears a story each month.")];
        lou.post("/questions/keep-moving", &answered).await.leads_to();
        let own = [("for", "me"), ("text", "Only mine to read.")];
        lou.post("/questions/keep-moving", &own).await.leads_to();
        let seen =
            ana.get(&page).await.ok().shows("2 barriers stand in the way at Riverbend.").shows("No common hour.");
        let seen = seen.shows("Two calendars.").shows("A protected hour").shows("The board hears a story each month.");
        let seen = seen.hides("Only mine to read.").hides("Nothing you can see");
        // That the statement is opened to everybody doesn't open this page, and the page doesn't say so.
        let home = page.trim_end_matches("/progress");
        let rev = lou.get(home).await.ok();
        let at =
            rev.body.rfind("name=\"_rev\" value=\"").expect("the form to open it") + "name=\"_rev\" value=\"".len();
        let rev: String = rev.body[at..].chars().take_while(char::is_ascii_digit).collect();
        lou.post(&format!("{home}/public"), &[("_rev", &rev), ("to", "open")]).await.leads_to();
        ana.get(&page).await.ok().hides("Anyone can").shows("each of them sees here only what they may see");
        drop(seen);
        let on = today(&world);
        let gone = [("_rev", "1"), ("state", "gone"), ("why", "It is in the schedule."), ("since", on.as_str())];
        may.post(&format!("{school}/state"), &gone).await.leads_to();
        let seen = ana.get(&page).await.ok().shows("One barrier stands in the way at Riverbend; one is gone.");
        seen.shows("It is in the schedule.");
        // At the other school one sees the district's, and nothing of this school's.
        let seen = oda.get(&page).await.ok().shows("Two calendars.").hides("No common hour.").hides("A protected hour");
        seen.shows("One barrier stands in the way at Riverbend.");
        for who in [&gus, &lil] {
            assert_eq!(who.get(&page).await.status, StatusCode::NOT_FOUND, "{}", who.name);
        }
    });
}
