//! Cycles, as communities turn them.

use store::{CommunityId, CycleId, PersonId};

use super::*;
use crate::communities::Part;
use crate::testing::{World, on_each};
use crate::{Role, Stop, w};

/// A community at Cedar Street with these people; the first facilitates.
pub(crate) fn community(world: &World, people: &[PersonId]) -> CommunityId {
    let part = |n| if n == 0 { Part::Facilitator } else { Part::Member };
    let people: Vec<_> = people.iter().enumerate().map(|(n, id)| (*id, part(n))).collect();
    world.community(world.cedar, "Grade 3 Readers", &people)
}

/// A cycle of a shape, just begun.
pub(crate) fn cycle(world: &World, by: PersonId, community: CommunityId, shape: &'static str) -> CycleId {
    world.write(move |tx| {
        let links = Links::default();
        let new = NewCycle { community, shape, title: "Fluency in the third grade", links, grew_from: None, due: None };
        begin(tx, by, &new)
    })
}

fn said(key: &str, text: &str) -> Written {
    Written::from([(key.to_owned(), text.to_owned())])
}

fn on(to: &str) -> Move {
    Move::GoOn { to: to.to_owned() }
}

fn note<'a>(cycle: CycleId, step: &'a str, key: &str, text: &str) -> NewEntry<'a> {
    NewEntry { cycle, step, fields: said(key, text), peers: false, evidence: Vec::new() }
}

/// The word a door refuses with.
fn refused<T>(outcome: Result<T, Stop>) -> face::Word {
    match outcome {
        Err(Stop::Refused(word)) => word,
        Err(other) => panic!("{:?}", other.say(face::Lang::En)),
        Ok(_) => panic!("it was not refused"),
    }
}

#[test]
fn every_shape_turns_through_the_same_engine_and_keeps_its_way() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id]);
        for shape in learning::shape::Shape::built_in() {
            let key: &'static str = shape.key.clone().leak();
            let id = cycle(&world, ana.id, team, key);
            let me = ana.id;
            world.write(move |tx| {
                for step in &shape.steps {
                    if shape.steps[0].key != step.key {
                        go(tx, me, id, &on(&step.key), "")?;
                    }
                    for field in step.fields.iter().filter(|f| f.required || f.prediction) {
                        write_entry(tx, me, &note(id, &step.key, &field.key, "as we said"))?;
                    }
                }
                close(tx, me, id, "adopt", "it helped", "the other classes")?;
                let turn = queries::turn(tx, id)?.ok_or(Stop::Nothing)?;
                assert_eq!(turn.cycle.state, State::Closed);
                assert_eq!(turn.moved.len(), shape.steps.len() + 1, "{}", shape.key);
                assert_eq!(turn.moved.last().map(|m| m.why.as_str()), Some("it helped"));
                Ok(())
            });
        }
    });
}

#[test]
fn results_wait_for_a_prediction_and_a_prediction_does_not_wait_for_results() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id]);
        let id = cycle(&world, ana.id, team, "pdsa");
        let me = ana.id;
        world.write(move |tx| {
            assert_eq!(refused(write_entry(tx, me, &note(id, "study", "result", "92"))), w::CYCLE_PREDICTION_FIRST);
            go(tx, me, id, &on("do"), "")?;
            assert_eq!(refused(go(tx, me, id, &on("study"), "")), w::CYCLE_PREDICTION_FIRST);
            write_entry(tx, me, &note(id, "plan", "prediction", "plus 8 words"))?;
            go(tx, me, id, &on("study"), "")?;
            assert_eq!(
                refused(write_entry(tx, me, &note(id, "plan", "prediction", "plus 12"))),
                w::CYCLE_PREDICTION_LATE
            );
            write_entry(tx, me, &note(id, "study", "result", "92"))?;
            Ok(())
        });
    });
}

/// The path of the newest cycle of a community, begun through the form.
async fn begun(ana: &crate::testing::Actor, team: CommunityId, shape: &str) -> String {
    let form = [("title", "Fluency in the third grade"), ("shape", shape)];
    ana.post(&format!("/communities/{team}/cycles"), &form).await.leads_to()
}

#[test]
fn a_team_turns_a_cycle_through_its_pages() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id, tom.id]);
        ana.get("/cycles").await.ok().shows("No cycle is under way with you");
        ana.get(&format!("/communities/{team}/cycles/new"))
            .await
            .ok()
            .shows("Six actions")
            .shows("Plan, do, study, act");
        let cycle = begun(&ana, team, "six-actions").await;
        ana.get(&cycle).await.ok().shows("What do students need?").shows("first cycle here");
        let write = format!("{cycle}/entries");
        let step = |s: &'static str, k: &'static str, t: &'static str| vec![("step", s), (k, t)];
        let need = step("needs", "w-student-need", "Half of our third graders read fewer than 80 words a minute");
        ana.post(&write, &need).await.leads_to();
        let seen = tom.get(&cycle).await.ok().shows("Half of our third graders").shows("Ana Test");
        seen.shows("selected>Half of our third graders read fewer than 80");
        let go = |to: &'static str| vec![("kind", "on"), ("to", to)];
        let step_on = format!("{cycle}/move");
        ana.post(&step_on, &go("goals")).await.leads_to();
        let goals = [
            ("step", "goals"),
            ("w-student-goal", "Every third grader reads 100 words a minute by May"),
            ("w-educator-goal", "Each of us leads partner reading"),
        ];
        ana.post(&write, &goals).await.leads_to();
        ana.get(&cycle).await.ok().shows("For students").shows("For us").shows("Each of us leads partner reading");
        ana.post(&step_on, &go("apply")).await.leads_to();
        ana.get(&cycle).await.ok().shows("We went past this step").shows("Leaders see that a try was made");
        tom.post(&write, &step("apply", "w-tried", "Pairs by distance, not by friendship")).await.leads_to();
        let asked = ana.post(&step_on, &go("evidence")).await;
        assert_eq!(asked.status, 422);
        asked.shows("Before you look: what do you expect?").shows("a surprise is what teaches most");
        let predict = format!("{cycle}/predict");
        let empty = ana.post(&predict, &[("to", "evidence"), ("how", "predict")]).await;
        assert_eq!(empty.status, 422);
        let said = [("to", "evidence"), ("how", "predict"), ("w-prediction", "plus 8 words by December")];
        ana.post(&predict, &said).await.leads_to();
        ana.get(&cycle).await.ok().shows("We expect: plus 8 words by December").shows("What happened?");
        ana.post(&write, &step("evidence", "w-result", "plus 11 words")).await.leads_to();
        tom.get("/cycles").await.ok().shows("One cycle is under way with you").shows("after one try");
        tom.get(&format!("/communities/{team}")).await.ok().shows("Fluency in the third grade");
    });
}

/// Writes at the step the cycle is at.
async fn try_in_class(who: &crate::testing::Actor, cycle: &str, text: &str, seen: &str) -> crate::testing::Answer {
    who.post(&format!("{cycle}/entries"), &[("step", "apply"), ("w-tried", text), ("seen", seen)]).await
}

#[test]
fn leaders_see_that_a_try_was_made_and_not_its_words_and_a_leader_inside_sees_no_peers_words() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let pia = world.person("Pia", Role::Principal, world.cedar);
        let rob = world.person("Rob", Role::Principal, world.cedar);
        let team = community(&world, &[ana.id, tom.id, rob.id]);
        let cycle = begun(&ana, team, "six-actions").await;
        ana.post(&format!("{cycle}/move"), &[("kind", "on"), ("to", "apply")]).await.leads_to();
        try_in_class(&ana, &cycle, "words for all members", "inside").await.leads_to();
        try_in_class(&ana, &cycle, "words for peers alone", "peers").await.leads_to();
        tom.get(&cycle).await.ok().shows("words for all members").shows("words for peers alone");

        assert_eq!(pia.get(&cycle).await.status, 404);
        assert_eq!(try_in_class(&pia, &cycle, "a hint from above", "inside").await.status, 404);
        let page = pia.get(&format!("/communities/{team}")).await.ok();
        let page = page.shows("Six actions: 2 tries, 2 entries").shows("What is written stays with the members");
        page.hides("words for").hides("Fluency in the third grade").hides("Apply with support, Ana");

        rob.get(&cycle).await.ok().shows("words for all members").hides("words for peers alone");
        let rob_tries = try_in_class(&rob, &cycle, "what the leader did", "peers").await.leads_to();
        rob.get(&rob_tries).await.ok().shows("what the leader did");
        rob.get("/").await.ok().hides("words for peers alone");
        pia.get("/").await.ok().hides("words for");
    });
}

#[test]
fn what_rests_can_be_taken_up_and_what_ended_can_not_be_changed() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id]);
        let cycle = begun(&ana, team, "five-stage").await;
        let (write, step) = (format!("{cycle}/entries"), format!("{cycle}/move"));
        let need = [("step", "analyze"), ("w-need", "They guess at long words")];
        let entry = ana.post(&write, &need).await.leads_to();
        let entry = entry.split("#e-").nth(1).unwrap().to_owned();
        ana.post(&step, &[("kind", "pause"), ("why", "Testing weeks")]).await.leads_to();
        ana.get(&cycle).await.ok().shows("let this cycle rest").shows("Testing weeks");
        let resting = ana.post(&write, &need).await;
        assert_eq!(resting.status, 422);
        resting.shows("Take it up again first");
        ana.post(&step, &[("kind", "resume")]).await.leads_to();
        let back = [("kind", "back"), ("to", "analyze")];
        assert_eq!(ana.post(&step, &back).await.status, 422, "there is nothing before the first step");
        ana.post(&step, &[("kind", "on"), ("to", "learn")]).await.leads_to();
        ana.post(&step, &back).await.leads_to();
        let way = ana.get(&cycle).await.ok();
        way.shows("let it rest").shows("took it up again").shows("went on to").shows("went back to");
        assert_eq!(ana.post(&format!("{cycle}/close"), &[("outcome", "adopt"), ("why", "x")]).await.status, 422);
        ana.post(&format!("{cycle}/close"), &[("outcome", "abandon"), ("why", "Not the time")]).await.leads_to();
        for (path, fields) in [
            (write.clone(), need.to_vec()),
            (step.clone(), vec![("kind", "on"), ("to", "learn")]),
            (step, vec![("kind", "resume")]),
            (format!("{cycle}/close"), vec![("outcome", "abandon"), ("why", "again")]),
            (format!("{write}/{entry}"), vec![("w-need", "other words"), ("_rev", "1")]),
            (format!("{write}/{entry}/remove"), vec![("_rev", "1")]),
            (format!("{cycle}/edit"), vec![("title", "Another"), ("_rev", "1")]),
        ] {
            let answer = ana.post(&path, &fields).await;
            assert_eq!(answer.status, 422, "{path}: {}", answer.gist());
        }
        ana.get(&cycle).await.ok().shows("They guess at long words").hides("Add it");
    });
}

#[test]
fn ids_of_others_answer_as_if_they_were_not_there() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let ben = world.person("Ben", Role::Teacher, world.oak);
        let lea = world.person("Lea", Role::Teacher, world.lake);
        let team = community(&world, &[ana.id]);
        let bens = community(&world, &[ben.id]);
        let cycle = begun(&ana, team, "six-actions").await;
        let id = cycle.rsplit('/').next().unwrap().to_owned();
        let other = begun(&ben, bens, "six-actions").await;
        let said = [("step", "needs"), ("w-student-need", "x")];
        let entry = ana.post(&format!("{cycle}/entries"), &said).await.leads_to();
        let entry = entry.split("#e-").nth(1).unwrap().to_owned();
        for who in [&ben, &lea] {
            for path in [
                cycle.clone(),
                format!("{cycle}/edit"),
                format!("{cycle}/close"),
                format!("{cycle}/entries/{entry}"),
                format!("/communities/{bens}/cycles/new?from={id}"),
            ] {
                assert_eq!(who.get(&path).await.status, 404, "{path}");
            }
            for path in [
                format!("{cycle}/edit"),
                format!("{cycle}/close"),
                format!("{cycle}/move"),
                format!("{cycle}/predict"),
                format!("{cycle}/entries"),
                format!("{cycle}/entries/{entry}"),
                format!("{cycle}/entries/{entry}/remove"),
            ] {
                assert_eq!(who.post(&path, &said).await.status, 404, "{path}");
            }
        }
        // An entry under a cycle it doesn't belong to, a cycle to grow from that isn't the team's, picks that aren't theirs.
        assert_eq!(ben.get(&format!("{other}/entries/{entry}")).await.status, 404);
        let begin = |more: (&'static str, String)| {
            let (ben, path) = (ben.clone(), format!("/communities/{bens}/cycles"));
            async move { ben.post(&path, &[("title", "Mine"), ("shape", "pdsa"), (more.0, &more.1)]).await.status }
        };
        assert_eq!(begin(("from", id.clone())).await, 404);
        let (district, elsewhere) = (world.district, world.elsewhere);
        let goal = world.write(move |tx| {
            let new = crate::goals::NewGoal {
                district,
                level: crate::goals::Level::Team,
                kind: crate::goals::Kind::Student,
                owner: crate::goals::Owner::Community(team),
                serves: None,
                need: None,
                text: "Every third grader reads",
                sight: crate::goals::Sight::Inside,
                by: Some(ana.id),
            };
            Ok(crate::goals::add(tx, &new)?)
        });
        assert_eq!(begin(("goal", goal.to_string())).await, 404);
        let step = [("step", "goals"), ("pick-student-goal", &goal.to_string())];
        ben.post(&format!("{other}/move"), &[("kind", "on"), ("to", "goals")]).await.leads_to();
        assert_eq!(ben.post(&format!("{other}/entries"), &step).await.status, 404);
        let lakes = world.write(move |tx| {
            let new = crate::library::NewStrategy {
                district: elsewhere,
                name: "Theirs",
                what: "x",
                evidence: crate::library::Evidence::Strong,
                source: "",
            };
            Ok(crate::library::add(tx, &new, Some(lea.id))?)
        });
        assert_eq!(begin(("strategy", lakes.to_string())).await, 404);
    });
}

#[test]
fn a_form_sent_twice_is_one_entry_and_an_entry_changed_twice_keeps_both_texts() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id, tom.id]);
        let cycle = begun(&ana, team, "six-actions").await;
        let write = format!("{cycle}/entries");
        let once = [("step", "needs"), ("w-student-need", "only once"), ("_once", "mark-1")];
        let first = ana.post(&write, &once).await.leads_to();
        assert_eq!(ana.post(&write, &once).await.leads_to(), first);
        let page = ana.get(&cycle).await.ok();
        assert_eq!(page.body.matches("data-testid=\"entry\"").count(), 1);
        let empty = ana.post(&write, &[("step", "needs"), ("w-student-need", "  ")]).await;
        assert_eq!(empty.status, 422);
        empty.shows("One sentence, one number or one photo is enough");

        let entry = format!("{write}/{}", first.split("#e-").nth(1).unwrap());
        assert_eq!(tom.get(&entry).await.status, 403, "a colleague's entry is theirs");
        ana.get(&entry).await.ok().shows("only once");
        let change = |text: &'static str| [("w-student-need", text), ("_rev", "1")];
        ana.post(&entry, &change("from the laptop")).await.leads_to();
        let late = ana.post(&entry, &change("from the phone")).await;
        assert_eq!(late.status, 409);
        late.shows("from the laptop").shows("from the phone");
        ana.get(&entry).await.ok().shows("What it said before").shows("only once");
        ana.post(&format!("{entry}/remove"), &[("_rev", "2")]).await.leads_to();
        tom.get(&cycle).await.ok().hides("from the laptop");
        assert_eq!(ana.get(&entry).await.status, 404);
    });
}

#[test]
fn a_prediction_stays_as_it_was_once_results_were_seen() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id]);
        let cycle = begun(&ana, team, "pdsa").await;
        let write = format!("{cycle}/entries");
        let plan = [("step", "plan"), ("w-change", "Partner reading"), ("w-prediction", "plus 8")];
        let entry = ana.post(&write, &plan).await.leads_to();
        let entry = format!("{write}/{}", entry.split("#e-").nth(1).unwrap());
        ana.post(&format!("{cycle}/move"), &[("kind", "on"), ("to", "study")]).await.leads_to();
        let changed = [("w-change", "Partner reading"), ("w-prediction", "plus 11, as I said"), ("_rev", "1")];
        assert_eq!(ana.post(&entry, &changed).await.status, 422);
        assert_eq!(ana.post(&format!("{entry}/remove"), &[("_rev", "1")]).await.status, 422);
        ana.post(&entry, &[("w-change", "Reading in pairs"), ("_rev", "1")]).await.leads_to();
        ana.get(&cycle).await.ok().shows("plus 8").hides("plus 11").shows("Reading in pairs");
    });
}

#[test]
fn a_file_from_hell_is_kept_and_given_out_harmless() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let ben = world.person("Ben", Role::Teacher, world.oak);
        let team = community(&world, &[ana.id]);
        let cycle = begun(&ana, team, "six-actions").await;
        let write = format!("{cycle}/entries");
        let step = [("step", "needs")];
        let html: &[u8] = b"<!DOCTYPE html><script>alert(document.cookie)</script>";
        let svg: &[u8] = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82";
        for (name, bytes) in [("photo.png", html), ("drawing.svg", svg), ("board.png", png)] {
            ana.upload(&write, &step, ("file", name, bytes)).await.leads_to();
        }
        let page = ana.get(&cycle).await.ok();
        let files: Vec<String> = page
            .body
            .split("href=\"/files/")
            .skip(1)
            .map(|s| format!("/files/{}", s.split('"').next().unwrap()))
            .collect();
        assert_eq!(files.len(), 3);
        let header = |a: &crate::testing::Answer, name: &str| a.headers[name].to_str().unwrap().to_owned();
        for file in &files {
            let given = ana.get(file).await.ok();
            assert_eq!(header(&given, "x-content-type-options"), "nosniff");
            assert!(header(&given, "content-security-policy").contains("sandbox"));
            if given.body.contains("script") || given.body.contains("svg") {
                assert_eq!(header(&given, "content-type"), "application/octet-stream");
                assert!(header(&given, "content-disposition").starts_with("attachment"));
            } else {
                assert_eq!(header(&given, "content-type"), "image/png");
                assert!(header(&given, "content-disposition").starts_with("inline"));
            }
            assert_eq!(ben.get(file).await.status, 404, "a file is seen by whom its entry is seen");
            assert!(world.stranger().get(file).await.leads_to().starts_with("/sign-in"));
        }
        let photo = crate::files::photo_with_its_place();
        ana.upload(&write, &step, ("file", "class.jpg", &photo)).await.leads_to();
        let page = ana.get(&cycle).await.ok().body;
        let path = page.split("href=\"/files/").filter_map(|s| s.split('"').next()).map(|id| format!("/files/{id}"));
        let fresh = path.skip(1).find(|path| !files.contains(path)).unwrap();
        let given = ana.get(&fresh).await.ok();
        assert_eq!(header(&given, "content-type"), "image/jpeg");
        given.shows("els").hides("GPS");
        let broken = ana.upload(&write, &step, ("file", "half.png", b"\x89PNG\r\n\x1a\n half")).await;
        assert_eq!(broken.status, 422);
        broken.shows("This picture can’t be read.");
        let none = ana.upload(&write, &step, ("file", "empty.txt", b"")).await;
        assert_eq!(none.status, 422, "an empty file is nothing");
        let huge = vec![b'x'; usize::try_from(crate::files::LARGEST).unwrap() + 1];
        let refused =
            ana.upload(&write, &[("step", "needs"), ("w-student-need", "kept")], ("file", "film.txt", &huge)).await;
        assert_eq!(refused.status, 422);
        refused.shows("larger than 25 MB").shows(">kept</textarea>");
    });
}

#[test]
fn more_than_a_page_takes_is_answered_with_a_page_in_ones_own_language() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id]);
        let cycle = begun(&ana, team, "six-actions").await;
        let film = vec![b'x'; super::handlers::MOST_SENT + 1];
        let refused = ana.upload(&format!("{cycle}/entries"), &[("step", "needs")], ("file", "film.mp4", &film)).await;
        assert_eq!(refused.status, 413);
        refused.shows("larger than what this page takes").shows("Go back").shows("href=\"/communities\"");
        let long = "x".repeat(3 * 1024 * 1024);
        let refused = ana.post("/goals/new?lang=es", &[("text", &long)]).await;
        assert_eq!(refused.status, 413);
        refused.shows("Es más grande de lo que admite esta página").shows("Vuelva atrás");
    });
}

#[test]
fn a_number_goes_on_the_goals_run_chart_in_the_same_move() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id]);
        let cycle = begun(&ana, team, "six-actions").await;
        let write = format!("{cycle}/entries");
        ana.post(&format!("{cycle}/move"), &[("kind", "on"), ("to", "goals")]).await.leads_to();
        ana.post(&write, &[("step", "goals"), ("w-student-goal", "100 words a minute by May")]).await.leads_to();
        let page = ana.get(&cycle).await.ok().shows("Nothing has been measured for the goal yet");
        let goal = page.body.split("href=\"/goals/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let measure =
            [("name", "Words read correctly"), ("unit", "words a minute"), ("better", "higher"), ("watched", "other")];
        ana.post(&format!("/goals/{goal}/measures/new"), &measure).await.leads_to();
        let page = ana.get(&cycle).await.ok();
        let measure = page.body.split("<option value=\"").find(|o| o.contains("Words read correctly")).unwrap();
        let measure = measure.split('"').next().unwrap().to_owned();
        let number =
            [("step", "goals"), ("value", "78,5"), ("measure", measure.as_str()), ("on", "2026-09-14"), ("n", "112")];
        ana.post(&write, &number).await.leads_to();
        ana.get(&cycle).await.ok().shows("on the run chart").shows("78.5").shows("One value is too few to tell");
        let wrong = [("step", "goals"), ("value", "many"), ("link", "javascript:alert(1)")];
        let refused = ana.post(&write, &wrong).await;
        assert_eq!(refused.status, 422);
        refused.shows("2 things need another look").shows("begins with https://");
    });
}
