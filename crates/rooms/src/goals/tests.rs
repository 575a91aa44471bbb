//! Goals, as the people of a district set, measure and align them.

use axum::http::StatusCode;
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

/// A teacher, a colleague and their principal; and a goal of the teacher, of the teachers' community and of the school.
fn ladder(world: &World) -> ([PersonId; 3], [GoalId; 3]) {
    let ana = world.person("Ana", Role::Teacher, world.cedar);
    let tom = world.person("Tom", Role::Teacher, world.cedar);
    let paula = world.person("Paula", Role::Principal, world.cedar);
    let readers = community(world, world.district, world.cedar, "Grade 3 Readers", &[&ana, &tom]);
    let mine = set(world, Level::Individual, Owner::Person(ana.id), "I hear every child read weekly", ana.id);
    let team = set(world, Level::Team, Owner::Community(readers), "100 words a minute by May", ana.id);
    let school = set(world, Level::School, Owner::Org(world.cedar), "Every third grader reads", paula.id);
    ([ana.id, tom.id, paula.id], [mine, team, school])
}

#[test]
fn who_leads_nothing_is_told_of_the_same_offers_in_short() {
    on_each(|world| async move {
        let ([a, t, p], [mine, team, school]) = ladder(&world);
        world.write(move |tx| {
            offer(tx, a, mine, team, End::Child)?;
            offer(tx, p, team, school, End::Parent)?;
            // Who offered isn't asked; the principal leads the school, whose offer is her own.
            for (person, count) in [(t, 2), (a, 1), (p, 0)] {
                let me = crate::viewer::of(tx, person)?.ok_or(Stop::Nothing)?;
                let told = |offer: super::Offered| (offer.goal, offer.mine, offer.theirs, offer.by, offer.at);
                let short: Vec<_> = super::offered(tx, &me)?.into_iter().map(told).collect();
                let long = super::queries::waiting_for(tx, &me)?.into_iter().filter(|offer| !offer.from_above);
                let long: Vec<_> = long.map(super::Offered::from).map(told).collect();
                assert_eq!((&short, short.len()), (&long, count), "{}", me.name);
            }
            Ok(())
        });
    });
}

#[test]
fn the_doors_work_together() {
    on_each(|world| async move {
        let ([a, t, p], [mine, team, school]) = ladder(&world);
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

/// Sets a goal as a person does; gives its path.
async fn set_by_form(who: &Actor, owner: &str, kind: &str, text: &str, serves: &str) -> String {
    let fields = [("owner", owner), ("kind", kind), ("text", text), ("serves", serves), ("sight", "usual")];
    who.post("/goals/new", &fields).await.leads_to()
}

fn id_of(path: &str) -> GoalId {
    path.trim_start_matches("/goals/").parse().unwrap()
}

#[test]
fn an_educator_goal_names_the_student_goal_it_serves() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana]);
        let owner = format!("community:{readers}");
        let form = |serves: &'static str| {
            vec![
                ("owner", owner.clone()),
                ("kind", "educator".into()),
                ("text", "We lead partner reading".to_owned()),
                ("serves", serves.to_owned()),
                ("sight", "usual".into()),
            ]
        };
        let sent = form("");
        let pairs: Vec<_> = sent.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let refused = ana.post("/goals/new", &pairs).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("needs the student goal it is for").shows("We lead partner reading");
        let student = set_by_form(&ana, &owner, "student", "100 words a minute by May", "").await;
        let ours = set_by_form(&ana, &owner, "educator", "We lead partner reading", &id_of(&student).to_string()).await;
        // What serves an educator goal must not be an educator goal.
        let wrong = [
            ("owner", owner.as_str()),
            ("kind", "educator"),
            ("text", "More"),
            ("serves", &ours[7..]),
            ("sight", "usual"),
        ];
        ana.post("/goals/new", &wrong).await.shows("choose a student goal");
        ana.get(&ours).await.ok().shows("100 words a minute by May");
        ana.get(&student).await.ok().shows("We lead partner reading").shows("what we learn for it");
        ana.get("/goals").await.ok().shows("goal-picture").shows("One of your 2 goals leads on");
        ana.get("/goals?as=list").await.ok().shows("goal-tree");
        ana.get(&format!("/communities/{readers}"))
            .await
            .ok()
            .shows("What we aim at")
            .shows("100 words a minute by May");
        let no_door = world.t.db.write_now({
            let new = goal(world.district, Level::Team, Kind::Educator, Owner::Community(readers), None, "x", ana.id);
            move |tx| add(tx, &new)
        });
        assert!(no_door.is_err());
    });
}

#[test]
fn a_link_is_offered_answered_and_taken_back() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let zoe = world.person("Zoe", Role::Teacher, world.oak);
        let paula = world.person("Paula", Role::Principal, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana, &tom]);
        let team = set_by_form(&ana, &format!("community:{readers}"), "student", "100 words a minute by May", "").await;
        let school =
            set_by_form(&paula, &format!("school:{}", world.cedar), "student", "Every third grader reads", "").await;
        ana.get(&format!("{team}/align")).await.ok().shows("Every third grader reads");
        let above = id_of(&school).to_string();
        assert_eq!(ana.post(&format!("{team}/align"), &[("above", &above)]).await.leads_to(), team);
        ana.get(&team).await.ok().shows("You offered this").shows("waits for the other side");
        // Nobody answers their own offer, and a teacher doesn't answer for the school.
        let link = paula.get("/goals").await.ok().shows("would like to serve your goal");
        let answer = action_in(&link.body, "/alignments/");
        let forbidden = tom.post(&answer, &[("answer", "accepted")]).await;
        assert_eq!(forbidden.status, StatusCode::FORBIDDEN, "{}", forbidden.gist());
        assert_eq!(zoe.post(&answer, &[("answer", "accepted")]).await.status, StatusCode::NOT_FOUND);
        paula.post(&answer, &[("answer", "accepted")]).await.leads_to();
        ana.get(&team).await.ok().shows("Both sides agreed").shows("A link was agreed");
        paula.get(&school).await.ok().shows("One goal serves it").shows("100 words a minute by May");
        paula.get("/goals").await.ok().hides("waiting-offers");
        assert_eq!(paula.post(&answer, &[("answer", "declined")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Either side can undo; then it may be offered again, and declined.
        tom.post(&answer, &[("answer", "withdrawn")]).await.leads_to();
        ana.get(&team).await.ok().shows("A link was undone").hides("Both sides agreed");
        ana.post(&format!("{team}/align"), &[("above", &above)]).await.leads_to();
        let again = action_in(&paula.get("/goals").await.body, "/alignments/");
        paula.post(&again, &[("answer", "declined")]).await.leads_to();
        ana.get(&team).await.ok().shows("A link was declined");
        // And offered a third time, and taken back by the one who offered.
        ana.post(&format!("{team}/align"), &[("above", &above)]).await.leads_to();
        let third = action_in(&paula.get("/goals").await.body, "/alignments/");
        assert_eq!(paula.post(&third, &[("answer", "withdrawn")]).await.status, StatusCode::FORBIDDEN);
        ana.post(&third, &[("answer", "withdrawn")]).await.leads_to();
        paula.get("/goals").await.ok().hides("waiting-offers");
        assert_eq!(links(&world), 3);
    });
}

/// The first form action in a page that contains `part`.
fn action_in(body: &str, part: &str) -> String {
    body.split("action=\"").skip(1).map(|s| s.split('"').next().unwrap()).find(|a| a.contains(part)).unwrap().to_owned()
}

#[test]
fn a_leader_proposes_and_the_team_answers() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let paula = world.person("Paula", Role::Principal, world.cedar);
        let dora = world.person("Dora", Role::DistrictAdministrator, world.office());
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana]);
        let team = set_by_form(&ana, &format!("community:{readers}"), "student", "100 words a minute by May", "").await;
        let school =
            set_by_form(&paula, &format!("school:{}", world.cedar), "student", "Every third grader reads", "").await;
        let district =
            set_by_form(&dora, &format!("district:{}", world.district), "student", "Reading by nine", "").await;
        let state = set_by_form(&dora, &format!("state:{}", world.district), "student", "Readers for life", "").await;
        let below = id_of(&team).to_string();
        paula.post(&format!("{school}/align"), &[("below", &below)]).await.leads_to();
        let page = ana.get("/goals").await.ok().shows("Cedar Street proposes that your goal serve theirs");
        let answer = action_in(&page.body, "/alignments/");
        let own = paula.post(&answer, &[("answer", "accepted")]).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
        ana.post(&answer, &[("answer", "accepted")]).await.leads_to();
        paula.post(&format!("{school}/align"), &[("above", &id_of(&district).to_string())]).await.leads_to();
        let up = action_in(&dora.get("/goals").await.body, "/alignments/");
        dora.post(&up, &[("answer", "accepted")]).await.leads_to();
        // Nobody of the state is here: the district's only leader speaks for both ends, so the link stands at once.
        dora.post(&format!("{district}/align"), &[("above", &id_of(&state).to_string())]).await.leads_to();
        dora.get(&state).await.ok().shows("noted by Riverbend").shows("Both sides agreed");
        let way = ana.get(&team).await.ok().shows("Readers for life");
        let places: Vec<_> = ["Every third grader reads", "Reading by nine", "Readers for life"]
            .iter()
            .map(|t| way.body.find(t).unwrap())
            .collect();
        assert!(places.is_sorted(), "the way goes up step by step");
        dora.get("/goals").await.ok().shows("one serves it");
    });
}

#[test]
fn no_way_leads_round_in_a_circle() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let (a, b, c) = (
            set(&world, Level::Individual, Owner::Person(ana.id), "one", ana.id),
            set(&world, Level::Individual, Owner::Person(ana.id), "two", ana.id),
            set(&world, Level::Individual, Owner::Person(ana.id), "three", ana.id),
        );
        // Both ends are her own: accepted at once.
        ana.post(&format!("/goals/{a}/align"), &[("above", &b.to_string())]).await.leads_to();
        ana.post(&format!("/goals/{b}/align"), &[("above", &c.to_string())]).await.leads_to();
        ana.get(&format!("/goals/{c}/align")).await.ok().hides(&format!("name=\"above\" value=\"{a}\""));
        let round = ana.post(&format!("/goals/{c}/align"), &[("above", &a.to_string())]).await;
        assert_eq!(round.status, StatusCode::UNPROCESSABLE_ENTITY);
        round.shows("round in a circle");
        let itself = ana.post(&format!("/goals/{c}/align"), &[("above", &c.to_string())]).await;
        itself.shows("lead to itself");
        assert_eq!(links(&world), 2);
    });
}

#[test]
fn another_districts_goal_can_stand_at_neither_end() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let lee = world.person("Lee", Role::Principal, world.lake);
        let mine = set(&world, Level::Individual, Owner::Person(ana.id), "mine", ana.id);
        let elsewhere = world.elsewhere;
        let (lake, by) = (world.lake, lee.id);
        let theirs = world.write(move |tx| {
            Ok(add(tx, &goal(elsewhere, Level::School, Kind::Student, Owner::Org(lake), None, "theirs", by))?)
        });
        for (at, field, other) in
            [(mine, "above", theirs), (mine, "below", theirs), (theirs, "above", mine), (theirs, "below", mine)]
        {
            let tried = ana.post(&format!("/goals/{at}/align"), &[(field, &other.to_string())]).await;
            assert_eq!(tried.status, StatusCode::NOT_FOUND, "{field}");
        }
        let unknown = ana.get(&format!("/goals/{}", uuid::Uuid::nil())).await;
        let foreign = ana.get(&format!("/goals/{theirs}")).await;
        assert_eq!((unknown.status, unknown.gist()), (foreign.status, foreign.gist()));
        for path in ["edit", "align", "measures/new"] {
            assert_eq!(ana.get(&format!("/goals/{theirs}/{path}")).await.status, StatusCode::NOT_FOUND);
        }
        let fields = [
            ("owner", format!("school:{}", world.lake)),
            ("kind", "student".into()),
            ("text", "x".into()),
            ("sight", "usual".into()),
        ];
        let pairs: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        assert_eq!(ana.post("/goals/new", &pairs).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(links(&world), 0);
    });
}

#[test]
fn two_tabs_keep_both_texts() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana, &tom]);
        let path = set_by_form(&ana, &format!("community:{readers}"), "student", "first words", "").await;
        let edit = format!("{path}/edit");
        ana.post(&edit, &[("text", "Ana's words"), ("sight", "keep"), ("_rev", "1")]).await.leads_to();
        let stale = tom.post(&edit, &[("text", "Tom's words"), ("sight", "keep"), ("_rev", "1")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("Tom's words").shows("Ana's words").shows("by Ana Test").shows("name=\"_rev\" value=\"2\"");
        tom.post(&edit, &[("text", "both words"), ("sight", "keep"), ("_rev", "2")]).await.leads_to();
        ana.get(&path).await.ok().shows("both words").shows("first words → Ana");
    });
}

#[test]
fn ending_a_goal_keeps_it() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let path = set_by_form(&ana, "me", "student", "I hear every child", "").await;
        assert_eq!(ana.post(&format!("{path}/end"), &[("how", "deleted")]).await.status, StatusCode::NOT_FOUND);
        ana.post(&format!("{path}/end"), &[("how", "reached")]).await.leads_to();
        ana.get(&path).await.ok().shows("Reached, just now.").shows("The goal was reached");
        ana.get("/goals").await.ok().hides("I hear every child");
        assert_eq!(ana.get(&format!("{path}/measures/new")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        ana.post(&format!("{path}/end"), &[("how", "resume")]).await.leads_to();
        ana.get("/goals").await.ok().shows("I hear every child");
    });
}

#[test]
fn values_are_noted_corrected_and_refused() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let paula = world.person("Paula", Role::Principal, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana]);
        let path = set_by_form(&ana, &format!("community:{readers}"), "student", "100 words a minute", "").await;
        let new = format!("{path}/measures/new");
        let wrong = [
            ("name", "Words"),
            ("unit", "words a minute"),
            ("better", "higher"),
            ("baseline", "90"),
            ("target", "80"),
            ("baseline_on", "2026-02-30"),
        ];
        let refused = ana.post(&new, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("target lies on the wrong side").shows("year-month-day").shows("value=\"Words\"");
        let good = [
            ("name", "Words"),
            ("unit", "words a minute"),
            ("better", "higher"),
            ("baseline", "78"),
            ("target", "100"),
            ("change", "partner reading"),
            ("change_on", "2026-08-10"),
        ];
        assert_eq!(paula.post(&new, &good).await.status, StatusCode::FORBIDDEN);
        let measure = ana.post(&new, &good).await.leads_to();
        for (on, value, n) in [
            ("", "5", ""),
            ("2026-13-01", "5", ""),
            ("2026-09-07", "five", ""),
            ("2026-09-07", "", ""),
            ("2026-09-07", "1e99", ""),
            ("2030-01-01", "5", ""),
            ("2026-09-07", "5", "2.5"),
            ("2026-09-07", "5", "0"),
        ] {
            let refused = ana.post(&measure, &[("on", on), ("value", value), ("n", n), ("note", "kept words")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{on} {value} {n}");
            refused.shows("problems").shows("kept words");
        }
        ana.post(&measure, &[("on", "2026-09-07"), ("value", "79"), ("n", "112")]).await.leads_to();
        ana.post(&measure, &[("on", "2026-09-07"), ("value", "79,5"), ("n", "112")]).await.leads_to();
        ana.get(&path).await.ok().shows("79 words a minute → 79.5 words a minute");
        let bad = ana.post(&format!("{measure}/paste"), &[("lines", "2026-06-01 77 112\nyesterday 80")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        bad.shows("Line 2 needs another look").shows("2026-06-01 77 112");
        paula.get(&measure).await.ok().hides("77</td>");
        let lines: String = (0..16)
            .map(|i| {
                format!(
                    "{} {}\n",
                    date(2026, 5, 1).checked_add(jiff::Span::new().days(7 * i)).unwrap(),
                    if i < 8 { 77 + i % 3 } else { 85 + i % 3 }
                )
            })
            .collect();
        ana.post(&format!("{measure}/paste"), &[("lines", &lines)]).await.leads_to();
        // Whoever sees the goal sees its values; a value from few stays with the team, and so does the event that tells of it.
        ana.post(&measure, &[("on", "2026-09-08"), ("value", "66.6"), ("n", "3")]).await.leads_to();
        ana.get(&path).await.ok().shows("66.6");
        paula
            .get(&path)
            .await
            .ok()
            .shows("79.5")
            .hides("66.6")
            .shows("One value from fewer than ten is not shown here");
        ana.get(&measure).await.ok().shows("partner reading").shows("Anhøj and Olesen 2014").shows("middle before");
        // The measure of another goal, or none, is not there.
        let other = set_by_form(&ana, "me", "student", "other", "").await;
        let id = measure.rsplit('/').next().unwrap();
        assert_eq!(ana.get(&format!("{other}/measures/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            ana.post(&format!("{other}/measures/{id}"), &[("on", "2026-09-07"), ("value", "1")]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(paula.post(&measure, &[("on", "2026-09-07"), ("value", "1")]).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn what_a_team_measures_of_its_own_learning_stays_with_it() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let paula = world.person("Paula", Role::Principal, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana]);
        let owner = format!("community:{readers}");
        let student = set_by_form(&ana, &owner, "student", "100 words a minute", "").await;
        let path = set_by_form(&ana, &owner, "educator", "We lead partner reading", &id_of(&student).to_string()).await;
        let fields = [("name", "Say routine"), ("unit", "of us"), ("better", "higher")];
        let measure = ana.post(&format!("{path}/measures/new"), &fields).await.leads_to();
        ana.post(&measure, &[("on", "2026-09-07"), ("value", "41.5"), ("n", "20")]).await.leads_to();
        ana.get(&path).await.ok().shows("41.5");
        for page in [path.clone(), measure.clone(), format!("/communities/{readers}")] {
            paula.get(&page).await.ok().hides("41.5");
        }
        paula.get(&path).await.ok().shows("stays with Grade 3 Readers");
        // A room that knows the goal by its id alone gets as much of it, no more and no less.
        let (district, goal) = (world.district, id_of(&path));
        for (who, seen) in [(ana.id, [1, 0]), (paula.id, [0, 1])] {
            let found = world.write(move |tx| {
                let secret = crate::people::begin_session(tx, district, who, "test")?;
                let proof = crate::viewer::Proof::Session(store::hash_secret(&secret));
                let me = crate::viewer::find(tx, &proof, None, "/goals")?.map(|(me, _)| me).ok_or(Stop::Nothing)?;
                Ok(super::measures_of(tx, &me, goal)?)
            });
            assert_eq!(found.iter().map(|w| [w.observations.len(), w.withheld]).collect::<Vec<_>>(), [seen]);
        }
    });
}

#[test]
fn a_private_goal_is_shown_only_to_those_it_is_offered_to() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let paula = world.person("Paula", Role::Principal, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&tom]);
        let team = set_by_form(&tom, &format!("community:{readers}"), "student", "100 words a minute", "").await;
        let own = set_by_form(&ana, "me", "student", "quiet plan of mine", "").await;
        for other in [&tom, &paula] {
            assert_eq!(other.get(&own).await.status, StatusCode::NOT_FOUND);
            other.get("/goals?as=list").await.ok().hides("quiet plan");
        }
        ana.post(&format!("{own}/align"), &[("above", &id_of(&team).to_string())]).await.leads_to();
        tom.get(&own).await.ok().shows("quiet plan of mine");
        tom.get(&team).await.ok().shows("quiet plan of mine");
        assert_eq!(paula.get(&own).await.status, StatusCode::NOT_FOUND);
        paula.get(&team).await.ok().hides("quiet plan");
        // A team's goal for its members alone is not on the leader's list.
        let inside = [
            ("owner", format!("community:{readers}")),
            ("kind", "student".into()),
            ("text", "among ourselves".into()),
            ("sight", "inside".into()),
        ];
        let pairs: Vec<_> = inside.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let hidden = tom.post("/goals/new", &pairs).await.leads_to();
        assert_eq!(paula.get(&hidden).await.status, StatusCode::NOT_FOUND);
        paula.get(&format!("/communities/{readers}")).await.ok().shows("100 words a minute").hides("among ourselves");
    });
}

#[test]
fn a_page_asks_no_more_when_there_are_more_goals() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let paula = world.person("Paula", Role::Principal, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana, &tom]);
        let grow = |from: usize, to: usize| {
            let (district, cedar, a, p) = (world.district, world.cedar, ana.id, paula.id);
            world.write(move |tx| {
                for _ in from..to {
                    let low = add(
                        tx,
                        &goal(district, Level::Team, Kind::Student, Owner::Community(readers), None, "team goal", a),
                    )?;
                    let high = add(
                        tx,
                        &goal(district, Level::School, Kind::Student, Owner::Org(cedar), None, "school goal", p),
                    )?;
                    let link = offer(tx, a, low, high, End::Child)?;
                    answer(tx, p, link, Answer::Accepted)?;
                }
                Ok(())
            });
        };
        let (district, who) = (world.district, ana.id);
        let count = || {
            world.write(move |tx| {
                let secret = crate::people::begin_session(tx, district, who, "test")?;
                let proof = crate::viewer::Proof::Session(store::hash_secret(&secret));
                let me = crate::viewer::find(tx, &proof, None, "/goals")?.map(|(me, _)| me).ok_or(Stop::Nothing)?;
                let list = super::pages::tree::Asked::list();
                let community = communities::find(tx, &me, readers)?.ok_or(Stop::Nothing)?;
                let mine = super::mine(tx, &me)?;
                let start = tx.statements();
                super::pages::tree::picture_page(tx, &me)?;
                let picture = tx.statements() - start;
                super::pages::tree::list_page(tx, &me, &list)?;
                let all = tx.statements() - start - picture;
                super::of_community_section(tx, &me, &community)?;
                let section = tx.statements() - start - picture - all;
                super::pages::one::goal_page(tx, &me, mine[0].id)?;
                let one = tx.statements() - start - picture - all - section;
                Ok([picture, all, section, one])
            })
        };
        grow(0, 2);
        let few = count();
        grow(2, 30);
        let many = count();
        assert_eq!(few, many);
        assert!(many.iter().all(|n| *n <= 15), "{many:?}");
    });
}

#[test]
fn who_looks_at_a_goal_hears_that_it_was_answered() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let paula = world.person("Paula", Role::Principal, world.cedar);
        let readers = community(&world, world.district, world.cedar, "Grade 3 Readers", &[&ana]);
        let team = set_by_form(&ana, &format!("community:{readers}"), "student", "100 words a minute by May", "").await;
        let school =
            set_by_form(&paula, &format!("school:{}", world.cedar), "student", "Every third grader reads", "").await;
        let topic = format!("goal:{}", id_of(&team));
        ana.get(&team)
            .await
            .ok()
            .shows(&format!("data-live=\"/live?on={topic}\""))
            .shows(&format!("data-live-on=\"{topic}\""));
        let _background = crate::start_background(&world.app);
        let ear = ana.clone();
        // The stream has no end, so hearing is given a while and what came is looked at.
        let heard = tokio::spawn(async move { ear.hear(&format!("/live?on={topic}"), "alignment.accepted").await });
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        ana.post(&format!("{team}/align"), &[("above", &id_of(&school).to_string())]).await.leads_to();
        let answer = action_in(&paula.get("/goals").await.body, "/alignments/");
        paula.post(&answer, &[("answer", "accepted")]).await.leads_to();
        assert!(heard.await.unwrap(), "the open page of the goal is told");
    });
}

#[test]
fn a_text_is_cut_between_its_words() {
    let cut = [
        ("  Two \n words ", 9),
        ("Two words, three", 12),
        ("Two words", 8),
        ("Verylongword here", 5),
        ("ñandúes ágiles", 7),
        ("", 5),
    ]
    .map(|(text, most)| super::shorten(text, most));
    assert_eq!(cut, ["Two words", "Two words…", "Two…", "Veryl…", "ñandúes…", ""]);
}
