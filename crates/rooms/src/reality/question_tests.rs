//! Questions and answers, as those tell it who think about them.

use axum::http::StatusCode;
use jiff::civil::date;

use super::questions::{due, usual_look};
use super::{Kind, NewAnswer, Place, note, reflect};
use crate::communities::Part;
use crate::testing::{Actor, Answer, World, on_each};
use crate::viewer::{self, Proof};
use crate::{Role, Stop};

const KEY: &str = "/questions/keep-moving";

/// The path of the newest answer on a page.
fn newest(page: &Answer) -> String {
    let at =
        page.body.find("href=\"/answers/").unwrap_or_else(|| panic!("an answer: {}", page.gist())) + "href=\"".len();
    page.body[at..at + "/answers/".len() + 36].to_owned()
}

fn day(world: &World, days: i64) -> String {
    world.t.db.now().plus_days(days).date_in(&jiff::tz::TimeZone::get("America/Chicago").unwrap()).to_string()
}

/// Answers a question and gives the path of the answer.
async fn answers(who: &Actor, key: &str, whose: &str, fields: &[(&str, &str)]) -> String {
    let mut all = vec![("for", whose)];
    all.extend(fields);
    let to = who.post(key, &all).await.leads_to();
    newest(&who.get(&to).await.ok())
}

#[test]
fn an_answer_stands_beside_an_empty_box_when_its_day_has_come() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        ana.get("/questions")
            .await
            .ok()
            .shows("8 questions to think about.")
            .shows("What keeps us moving toward the vision");
        let page = ana.get(&format!("{KEY}?for=me")).await.ok();
        let year =
            usual_look(world.t.db.now().date_in(&jiff::tz::TimeZone::get("America/Chicago").unwrap())).to_string();
        page.shows("Only you see this.").shows(&format!("value=\"{year}\"")).shows("chapter 2");
        for (fields, problem) in [
            (vec![("text", "")], "id=\"e-text\""),
            (vec![("text", "Well."), ("again", "2020-01-01")], "Choose a day to come."),
            (vec![("text", "Well."), ("share", "11111111-1111-4111-8111-111111111111")], "id=\"e-share\""),
        ] {
            let mut all = vec![("for", "me")];
            all.extend(fields);
            let refused = ana.post(KEY, &all).await;
            assert_eq!(refused.status, 422);
            if problem != "id=\"e-share\"" {
                refused.shows(problem);
            }
        }
        let soon = day(&world, 10);
        let sent = [("text", "The calendar keeps us moving."), ("again", soon.as_str()), ("_once", "q1")];
        let first = answers(&ana, KEY, "me", &sent).await;
        assert_eq!(answers(&ana, KEY, "me", &sent).await, first, "sent twice, kept once");
        ana.get("/").await.ok().hides("Look again:");
        ana.get("/questions").await.ok().shows("1 of 8 questions are answered.");
        world.t.clock.travel(world.t.db.now().plus_days(11));
        ana.get("/").await.ok().shows("Look again: What keeps us moving");
        ana.get("/questions").await.ok().shows("One question is due for another look.");
        // The old one stands there; the box is empty.
        let page = ana.get(&format!("{KEY}?for=me")).await.ok().shows("The calendar keeps us moving.");
        page.shows("What do you say today?").shows("rows=\"8\" required></textarea>");
        let second = answers(&ana, KEY, "me", &[("text", "Each other, mostly."), ("again", "")]).await;
        assert_ne!(second, first);
        let page = ana.get(&format!("{KEY}?for=me")).await.ok().shows("Each other, mostly.");
        page.shows("The calendar keeps us moving.");
        ana.get("/").await.ok().hides("Look again:");
        // Worded anew: the wording before stays, and somebody else's second tab doesn't go over it.
        let edit = format!("{second}/edit");
        ana.post(&edit, &[("_rev", "1"), ("text", "Each other, always.")]).await.leads_to();
        let both = ana.post(&edit, &[("_rev", "1"), ("text", "From the other tab.")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("From the other tab.").shows("Each other, always.");
        ana.get(&second).await.ok().shows("Each other, mostly.").shows("How it was worded before");
    });
}

#[test]
fn a_private_answer_is_seen_by_nobody_and_a_shared_one_by_peers() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let fay = world.person("Fay", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ada = world.person("Ada", Role::SystemAdministrator, world.office());
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let team = world.community(
            world.cedar,
            "Readers",
            &[(fay.id, Part::Facilitator), (ana.id, Part::Member), (may.id, Part::Member)],
        );
        let secret = "I am afraid of the visits.";
        let soon = day(&world, 5);
        let own = answers(&ana, KEY, "me", &[("text", secret), ("again", &soon)]).await;
        let everybody = [&fay, &tom, &may, &lou, &ada, &lil, &gus];
        world.t.clock.travel(world.t.db.now().plus_days(6));
        let places = ["/", KEY, "/questions", "/reality", "/vision", &format!("/communities/{team}")];
        for who in everybody {
            for path in [own.as_str(), &format!("{own}/edit")] {
                assert_eq!(who.get(path).await.status, StatusCode::NOT_FOUND, "{} {path}", who.name);
            }
            let sent = [("_rev", "1"), ("text", "Not theirs.")];
            assert_eq!(who.post(&format!("{own}/edit"), &sent).await.status, StatusCode::NOT_FOUND);
            for path in places {
                who.get(path).await.hides(secret).hides(&own).hides("Look again:");
            }
        }
        // No event but her own says that she wrote it, and none says what.
        let long_ago = world.t.db.now().plus_days(-400);
        let events = world.t.db.read_now(move |c| store::events::since(c, long_ago)).unwrap();
        let told: Vec<_> = events.iter().filter(|e| e.kind == "reflection").collect();
        assert_eq!(told.len(), 1);
        assert!(events.iter().all(|e| !e.about.contains("afraid")));
        let person = ana.id;
        let audience = told[0].audience;
        let seen = world.t.db.read_now(move |c| store::audience::load(c, audience)).unwrap();
        assert_eq!(seen, store::Audience::of([store::Principal::Person(person)]));
        // She words it anew and shares it: who evaluates nobody in the community reads it, and not what she took out.
        let team_id = team.to_string();
        let softer = [("_rev", "1"), ("text", "Visits are new to me."), ("share", team_id.as_str()), ("again", "")];
        ana.post(&format!("{own}/edit"), &softer).await.leads_to();
        fay.get(&own).await.ok().shows("Visits are new to me.").hides(secret).hides("/edit\"");
        fay.get(KEY).await.ok().shows("What others let you read").shows("Visits are new to me.").shows("Ana Test");
        assert_eq!(fay.get(&format!("{own}/edit")).await.status, StatusCode::FORBIDDEN);
        ana.get(&own).await.ok().shows(secret);
        for who in [&tom, &may, &lou, &ada, &lil, &gus] {
            assert_eq!(who.get(&own).await.status, StatusCode::NOT_FOUND, "{}", who.name);
            who.get(KEY).await.hides("Visits are new");
        }
        // And takes it back.
        ana.post(&format!("{own}/edit"), &[("_rev", "2"), ("text", "Visits are new to me.")]).await.leads_to();
        assert_eq!(fay.get(&own).await.status, StatusCode::NOT_FOUND);
        // Into a community that isn't hers nothing is shared.
        let theirs = world.community(world.cedar, "Counters", &[(tom.id, Part::Member)]).to_string();
        let sent = [("_rev", "3"), ("text", "x"), ("share", theirs.as_str())];
        assert_eq!(ana.post(&format!("{own}/edit"), &sent).await.status, 422);
    });
}

#[test]
fn places_and_communities_answer_together_and_ask_their_own() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let lil = world.person("Lil", Role::Teacher, world.lake);
        let team = world.community(world.cedar, "Readers", &[(ana.id, Part::Facilitator)]);
        let (cedar, team) = (world.cedar.to_string(), team.to_string());
        let soon = day(&world, 5);
        let school = answers(&ana, KEY, &cedar, &[("text", "Our Monday notes."), ("again", &soon)]).await;
        let hard =
            answers(&ana, "/questions/was-hard", &team, &[("text", "Finding the hour."), ("again", &soon)]).await;
        // Learning together is no question for a place, and one's place is needed to answer for it.
        for (who, key, whose, status) in [
            (&ana, "/questions/was-hard", &cedar, 404),
            (&tom, "/questions/was-hard", &team, 404),
            (&oda, KEY, &cedar, 404),
            (&lil, KEY, &cedar, 404),
            (&ana, "/questions/no-such-question", &cedar, 404),
        ] {
            assert_eq!(who.post(key, &[("for", whose), ("text", "zq")]).await.status, status, "{} {key}", who.name);
            assert_eq!(who.get(&format!("{key}?for={whose}")).await.status, status, "{} {key}", who.name);
        }
        // Everybody at the school may word its answer anew; the wording before stays for all.
        let edit = [("_rev", "1"), ("text", "Our Monday notes, and the garden."), ("again", soon.as_str())];
        tom.post(&format!("{school}/edit"), &edit).await.leads_to();
        may.get(&school).await.ok().shows("and the garden").shows("How it was worded before");
        for who in [&tom, &may, &oda, &lil] {
            assert_eq!(who.get(&hard).await.status, StatusCode::NOT_FOUND, "{}", who.name);
        }
        oda.get(KEY).await.ok().hides("Monday notes");
        assert_eq!(oda.get(&school).await.status, StatusCode::NOT_FOUND);
        // On the day it waits for who wrote it and for who leads the place.
        world.t.clock.travel(world.t.db.now().plus_days(6));
        may.get("/").await.ok().shows("Look again: What keeps us moving").shows("Cedar Street");
        ana.get("/").await.ok().shows("Look again: What is hard in learning together");
        tom.get("/").await.ok().hides("Look again:");
        // A question of their own, asked on the page and through the door.
        let asked = ana.post("/questions", &[("for", &cedar), ("text", "Who isn’t heard here?"), ("_once", "a")]).await;
        let asked = asked.leads_to();
        let again = ana.post("/questions", &[("for", &cedar), ("text", "Who isn’t heard here?"), ("_once", "a")]).await;
        assert_eq!(again.leads_to(), asked);
        assert_eq!(ana.post("/questions", &[("for", &cedar), ("text", " ")]).await.status, 422);
        assert_eq!(oda.post("/questions", &[("for", &cedar), ("text", "zq")]).await.status, StatusCode::NOT_FOUND);
        may.get(&format!("/questions?for={cedar}")).await.ok().shows("Who isn’t heard here?");
        let bare = asked.split('?').next().unwrap().to_owned();
        tom.get(&bare).await.ok().shows("Asked by Ana Test.").shows("Questions: Cedar Street");
        for who in [&oda, &lil] {
            assert_eq!(who.get(&bare).await.status, StatusCode::NOT_FOUND);
            assert_eq!(who.post(&bare, &[("for", "me"), ("text", "zq")]).await.status, StatusCode::NOT_FOUND);
        }
        let own = answers(&tom, &bare, "me", &[("text", "The evening staff.")]).await;
        may.get(&bare).await.ok().hides("The evening staff.");
        assert_eq!(may.get(&own).await.status, StatusCode::NOT_FOUND);
        let (me, place) = (store::hash_secret(ana.session().unwrap()), world.cedar);
        let noted = world.write(move |tx| {
            let me = viewer::find(tx, &Proof::Session(me), None, "/")?.ok_or(Stop::Nothing)?.0;
            note(tx, &me, Kind::Question, Place::Org(place), "Why so few?", "/surveys", "Surveys")
        });
        let page = tom.get(&format!("/questions/{noted}")).await.ok().shows("Why so few?").shows("It comes from");
        page.shows("href=\"/surveys\"");
        tom.get(&format!("/questions?for={cedar}")).await.ok().shows("Why so few?");
        tom.get("/reality").await.ok().shows("Why so few?");
        let (key, by, district) = (noted.to_string(), ana.id, world.district);
        world.write(move |tx| {
            let new = NewAnswer { question: &key, text: "We ask too late.", shared: None, again_on: None };
            Ok(reflect(tx, by, district, None, &new)?)
        });
        ana.get(&format!("/questions/{noted}?for=me")).await.ok().shows("We ask too late.");
    });
}

#[test]
fn an_answer_is_due_on_its_day_and_until_it_is_answered_again() {
    assert_eq!(usual_look(date(2026, 9, 14)), date(2027, 9, 14));
    assert_eq!(usual_look(date(2028, 2, 29)), date(2029, 2, 28));
    assert_eq!(usual_look(jiff::civil::Date::MAX), jiff::civil::Date::MAX);
    assert!(!due(&[], date(2027, 1, 1)), "nothing was answered");
}
