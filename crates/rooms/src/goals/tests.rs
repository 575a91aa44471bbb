//! Goals, as the people of a district set, measure and align them.

use jiff::civil::date;
use learning::alignment::Problem;
use store::{CommunityId, DistrictId, GoalId, OrgId, PersonId, sql};

use super::{
    Answer, Better, End, Kind, Level, NewGoal, NewMeasure, NewObservation, Owner, Refusal, Sight, add, add_measure,
    answer, observe, offer,
};
use crate::communities::{self, NewCommunity, Part};
use crate::testing::{Actor, World, on_each};
use crate::{Role, Stop};

sql! {
    HOW_MANY_LINKS = "select count(*) from alignment";
}

/// A community at a school with these members; the first facilitates.
fn community(world: &World, district: DistrictId, org: OrgId, name: &'static str, members: &[&Actor]) -> CommunityId {
    let members: Vec<PersonId> = members.iter().map(|m| m.id).collect();
    world.write(move |tx| {
        let new = NewCommunity {
            district,
            org,
            name,
            purpose: "",
            basis: "students",
            composition: "horizontal",
            mode: "face-to-face",
            grades: "03",
            subjects: "reading",
        };
        let id = communities::add(tx, &new, members.first().copied())?;
        for member in members.iter().skip(1) {
            communities::join(tx, id, *member, Part::Member, None)?;
        }
        Ok(id)
    })
}

fn set(world: &World, level: Level, owner: Owner, text: &'static str, by: PersonId) -> GoalId {
    let district = world.district;
    world.write(move |tx| Ok(add(tx, &goal(district, level, Kind::Student, owner, None, text, by))?))
}

fn goal(
    district: DistrictId,
    level: Level,
    kind: Kind,
    owner: Owner,
    serves: Option<GoalId>,
    text: &'static str,
    by: PersonId,
) -> NewGoal<'static> {
    NewGoal { district, level, kind, owner, serves, need: None, text, sight: Sight::Usual, by: Some(by) }
}

fn links(world: &World) -> i64 {
    world.write(|tx| Ok(tx.count(HOW_MANY_LINKS, &[])?))
}

#[test]
fn every_statement_of_the_room_prepares_on_both_engines() {
    on_each(|world| async move {
        world.write(|tx| {
            for s in store::register().filter(|s| s.file.contains("/goals/")) {
                tx.prepare_only(s.text, false).unwrap_or_else(|e| panic!("{}: {e}", s.name));
            }
            Ok(())
        });
    });
}

#[test]
fn the_doors_work_together() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let paula = world.person("Paula", Role::Principal, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana, &tom]);
        let mine = set(&world, Level::Individual, Owner::Person(ana.id), "I hear every child read weekly", ana.id);
        let team = set(&world, Level::Team, Owner::Community(readers), "100 words a minute by May", ana.id);
        let school = set(&world, Level::School, Owner::Org(world.cedar), "Every third grader reads", paula.id);
        let (a, p, t) = (ana.id, paula.id, tom.id);
        world.write(move |tx| {
            let up = offer(tx, a, mine, team, End::Child)?;
            assert!(matches!(answer(tx, a, up, Answer::Accepted), Err(Refusal::Rule(Problem::OwnOffer))));
            answer(tx, t, up, Answer::Accepted)?;
            let on = offer(tx, p, team, school, End::Parent)?;
            answer(tx, a, on, Answer::Accepted)?;
            assert!(matches!(offer(tx, p, team, school, End::Parent), Err(Refusal::Rule(Problem::Already))));
            let found = super::goal::seen_by(tx, a, team)?.ok_or(Stop::Nothing)?;
            let new = NewMeasure {
                name: "Words read correctly",
                unit: "words a minute",
                baseline: Some(78.0),
                baseline_on: Some(date(2026, 8, 31)),
                target: Some(100.0),
                target_on: Some(date(2027, 5, 20)),
                better: Better::Higher,
                change_on: None,
                change: "",
            };
            let measure = add_measure(tx, &found, &new, a)?;
            let value = |on, value| NewObservation { on, value, n: Some(112), note: "" };
            observe(tx, a, measure, &value(date(2026, 9, 7), 79.0))?;
            observe(tx, t, measure, &value(date(2026, 9, 7), 79.5))?;
            assert!(observe(tx, p, measure, &value(date(2026, 9, 14), 81.0)).is_err());
            Ok(())
        });
        assert_eq!(links(&world), 2);
    });
}
