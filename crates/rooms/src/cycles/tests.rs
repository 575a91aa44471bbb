//! Cycles, as communities turn them.

use store::{CommunityId, CycleId, PersonId};

use super::*;
use crate::communities::{self, NewCommunity, Part};
use crate::testing::{World, on_each};
use crate::{Role, Stop, w};

/// A community at Cedar Street with these people; the first facilitates.
pub(crate) fn community(world: &World, people: &[PersonId]) -> CommunityId {
    let (district, org, people) = (world.district, world.cedar, people.to_vec());
    world.write(move |tx| {
        let new = NewCommunity {
            district,
            org,
            name: "Grade 3 Readers",
            purpose: "Every third grader reads",
            basis: "students",
            composition: "horizontal",
            mode: "face-to-face",
            grades: "3",
            subjects: "Reading",
        };
        let id = communities::add(tx, &new, people.first().copied())?;
        for person in people.iter().skip(1) {
            communities::join(tx, id, *person, Part::Member, None)?;
        }
        Ok(id)
    })
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
        tom.get(&cycle).await.ok().shows("Half of our third graders").shows("Ana Test");
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
