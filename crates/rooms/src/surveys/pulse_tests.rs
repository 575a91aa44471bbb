use rand::SeedableRng as _;
use rand::rngs::StdRng;
use store::{CommunityId, args};

use super::tests::{LONG_AGO, NAMES, answer, take};
use super::urns::tend;
use crate::Role;
use crate::communities::Part;
use crate::testing::{Actor, Answer, World, on_each};

/// People of Cedar Street and their community; the first facilitates it.
fn team(world: &World, name: &'static str, people: &[&Actor]) -> CommunityId {
    let parts: Vec<_> =
        people.iter().enumerate().map(|(n, a)| (a.id, if n == 0 { Part::Facilitator } else { Part::Member })).collect();
    world.community(world.cedar, name, &parts)
}

fn teachers(world: &World, names: &[&'static str]) -> Vec<Actor> {
    names.iter().map(|name| world.person(name, Role::Teacher, world.cedar)).collect()
}

fn form(instrument: &str) -> Vec<(&str, &str)> {
    vec![("instrument", instrument), ("until", "2026-10-01")]
}

async fn ask(who: &Actor, community: CommunityId, instrument: &str) -> Answer {
    who.post(&format!("/communities/{community}/pulse"), &form(instrument)).await
}

/// Everybody answers with a code, and the wave is over.
async fn answered(world: &World, wave: &str, ends: &Actor, who: &[&Actor], codes: [&str; 2], seed: u64) {
    tend(&world.app).await.unwrap();
    let chance = &mut StdRng::seed_from_u64(seed);
    for (at, who) in who.iter().enumerate() {
        let code = codes[at % 2];
        let ballot = take(who, wave, chance).await;
        let says = [("a.clear-aim", code), ("a.confidence", code), ("a.keep", "Our walks between rooms")];
        assert_eq!(answer(world, wave, &ballot, &says).await, 200);
        assert_eq!(answer(world, wave, &ballot, &says).await, 200, "sent twice is kept once");
    }
    ends.post(&format!("{wave}/end"), &[]).await.leads_to();
    tend(&world.app).await.unwrap();
}

#[test]
fn a_community_is_asked_how_it_works_together_and_only_its_people_read_it() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here = teachers(&world, &NAMES[..9]);
        let people: Vec<&Actor> = here[..8].iter().collect();
        let (ana, outside) = (&here[0], &here[8]);
        let far = world.person("Far", Role::Teacher, world.lake);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let boss = world.person("Bo", Role::Principal, world.oak);
        let team = team(&world, "Grade 3", &people);
        world.write({
            let (gus, ana) = (gus.id, ana.id);
            move |tx| Ok(crate::communities::join(tx, team, gus, Part::Guest, Some(ana))?)
        });
        let page = format!("/communities/{team}/pulse");
        // Who may ask.
        for who in [outside, &far, &gus, &boss] {
            assert_eq!(who.get(&page).await.status, 404, "{}", who.name);
            assert_eq!(ask(who, team, "community-health").await.status, 404, "{}", who.name);
        }
        assert_eq!(people[1].get(&page).await.status, 403, "a member who doesn't facilitate");
        assert_eq!(ask(people[1], team, "community-health").await.status, 403);
        ruth.get(&page)
            .await
            .ok()
            .shows("8 people can say how they work together in Grade 3")
            .shows("You are not among them");
        let stranger = "/communities/00000000-0000-4000-8000-000000000000/pulse";
        assert_eq!(ana.get(stranger).await.status, 404);
        ana.get(&format!("/communities/{team}")).await.ok().shows("Ask how we work together");
        people[1].get(&format!("/communities/{team}")).await.ok().hides("Ask how we work together");
        ana.get(&page)
            .await
            .ok()
            .shows("Shown when 5 of 8 have answered.")
            .hides("You are not among them")
            .shows("How well do we work together?")
            // Of sides, of leaders, of families: not of a community.
            .hides("central office and schools")
            .hides("What you can do instead");
        for bad in [
            vec![("instrument", "two-sides"), ("until", "2026-10-01")],
            vec![("instrument", "family-voice"), ("until", "2026-10-01")],
            vec![("instrument", "no-such"), ("until", "2026-10-01")],
            vec![("instrument", "community-health"), ("until", "2020-10-01")],
            vec![
                ("instrument", "community-health"),
                ("until", "2026-10-01"),
                ("with", "00000000-0000-4000-8000-000000000000"),
            ],
            vec![("instrument", "community-health"), ("until", "2026-10-01"), ("with", "x")],
        ] {
            assert_eq!(ana.post(&page, &bad).await.status, 422, "{bad:?}");
        }

        // The principal isn't among them: she may ask, and doesn't read it. Here the facilitator asks.
        let wave = ask(ana, team, "community-health").await.leads_to();
        assert!(wave.starts_with("/surveys/"));
        let twice = ask(ana, team, "community-health").await;
        assert_eq!(twice.status, 422);
        twice.shows("are being asked the same now");
        for who in [&ruth, outside, &far, &gus, &boss] {
            assert_eq!(who.get(&wave).await.status, 404, "{}", who.name);
            assert_eq!(who.post(&format!("{wave}/ballot"), &[]).await.status, 404);
            assert_eq!(who.post(&format!("{wave}/end"), &[]).await.status, 404);
        }
        people[4].get("/").await.ok().shows("Nobody can find out what you say");
        people[4].get(&wave).await.ok().shows("Grade 3").shows("at least 5 answers").hides("have taken a ballot");
        people[4].get(&format!("/communities/{team}")).await.ok().shows("Answer without your name");
        assert_eq!(people[4].post(&format!("{wave}/end"), &[]).await.status, 404, "a member");
        answered(&world, &wave, ana, &people[..7], ["1", "2"], 1).await;
        people[5]
            .get(&wave)
            .await
            .ok()
            .shows("7 of 8 answered.")
            .shows("Our walks between rooms")
            .shows("0 percent on the upper side");
        for who in [&ruth, outside, &far, &gus, &boss] {
            assert_eq!(who.get(&wave).await.status, 404, "{}", who.name);
            assert_eq!(who.get(&format!("{wave}/report.csv")).await.status, 404);
        }
        people[5].get(&format!("/communities/{team}")).await.ok().shows("What you all said").hides("Ask again");
        // What came of it is told by who facilitates.
        let tell = [("kind", "decided"), ("text", "We end ten minutes earlier")];
        assert_eq!(people[5].post(&format!("{wave}/tell"), &tell).await.status, 404);
        ana.post(&format!("{wave}/tell"), &tell).await.leads_to();
        people[5].get(&wave).await.ok().shows("We end ten minutes earlier");
        let words = format!("{wave}/words/keep");
        assert!(!people[5].get(&words).await.ok().body.contains("name=\"voice\""));
        assert!(ana.get(&words).await.ok().body.contains("name=\"voice\""));

        // Three weeks later the same is asked again, and stands beside it.
        let soon = ask(ana, team, "community-health").await;
        assert_eq!(soon.status, 422);
        world.write(|tx| Ok(tx.exec(LONG_AGO, args![])?));
        let again = ask(ana, team, "community-health").await.leads_to();
        answered(&world, &again, ana, &people, ["4", "3"], 2).await;
        people[5].get(&again).await.ok().shows("Higher than on").shows("From time to time");
    });
}

#[test]
fn a_community_that_is_too_small_is_told_first_and_several_are_asked_as_one() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here = teachers(&world, &NAMES[..7]);
        let three = team(&world, "Reading", &[&here[0], &here[1], &here[2]]);
        let four = team(&world, "Numbers", &[&here[3], &here[4], &here[5], &here[0]]);
        let oak = world.person("Oa", Role::Teacher, world.oak);
        let other = world.community(world.oak, "Oak readers", &[(oak.id, Part::Facilitator)]);
        let page = format!("/communities/{three}/pulse");
        // Told before anybody is asked, and kindly; the facilitator of one alone can't ask the other.
        here[0]
            .get(&page)
            .await
            .ok()
            .shows("3 people work in Reading: too few to ask without names")
            .shows("Below 5 answers")
            .shows(&format!("/questions?for={three}"))
            .shows("Whoever leads Cedar Street can ask several")
            .hides("name=\"instrument\"");
        here[0].get(&format!("/questions?for={three}")).await.ok();
        let few = ask(&here[0], three, "community-health").await;
        assert_eq!(few.status, 422);
        few.shows("too few people for these questions");
        let id = four.to_string();
        let mut both = form("community-health");
        both.push(("with", &id));
        assert_eq!(here[0].post(&page, &both).await.status, 422, "a community one doesn't facilitate");
        // Who leads the school can: both as one group, nobody counted twice.
        ruth.get(&page).await.ok().shows("They answer as one group").shows("Numbers");
        let away = other.to_string();
        let mut wrong = form("community-health");
        wrong.push(("with", &away));
        assert_eq!(ruth.post(&page, &wrong).await.status, 422, "of another school");
        assert_eq!(ruth.post(&page, &both).await.leads_to(), format!("/communities/{three}"));
        let listed = here[5].get("/surveys").await.ok().shows("Numbers, Reading");
        let wave = listed.body.split("href=\"/surveys/").find(|p| p.contains("How are we doing")).unwrap();
        let wave = format!("/surveys/{}", wave.split('"').next().unwrap());
        here[6].get("/surveys").await.ok().hides("Numbers, Reading");
        assert_eq!(ruth.get(&wave).await.status, 404, "she isn't among them");
        let people: Vec<&Actor> = here[..6].iter().collect();
        answered(&world, &wave, &here[3], &people, ["4", "3"], 3).await;
        let report = here[2].get(&wave).await.ok();
        report.shows("6 of 6 answered.").shows("100 percent on the upper side").hides("Smaller places together");
    });
}

#[test]
fn reports_of_people_who_overlap_cannot_be_subtracted() {
    on_each(|world| async move {
        let ruth = world.person("Ruth", Role::Principal, world.cedar);
        let here = teachers(&world, &NAMES[..12]);
        let people: Vec<&Actor> = here[..9].iter().collect();
        let first = team(&world, "Grade 3", &people);
        let second = team(&world, "Leads", &[&here[9], &here[10], &here[11], &here[0], &here[1], &ruth, &here[2]]);
        let (cedar, office) = (world.cedar.to_string(), world.office().to_string());
        let school = |org| [("instrument", "community-health"), ("org", org), ("until", "2026-10-01")];
        let wave = ask(&here[0], first, "community-health").await.leads_to();
        // While nine of thirteen are asked, the school is too small: what is left of it would be four.
        let refused = ruth.post("/surveys/new", &school(cedar.as_str())).await;
        assert_eq!(refused.status, 422);
        refused.shows("Most of these people are being asked the same now");
        // Three of the seven leads are in it: eight would have to answer. Something else can be asked.
        here[9].get(&format!("/communities/{second}/pulse")).await.ok().shows("Not now").shows("Shown when 5 of 7");
        assert_eq!(ask(&here[9], second, "community-health").await.status, 422);
        let other = ask(&here[9], second, "leading-learning").await.leads_to();
        ruth.get(&other).await.ok().shows("Leads").shows("A written policy says what good professional learning is.");
        // A copy under another name asks the same.
        let made = ruth.post("/surveys/instruments", &[("from", "community-health")]).await.leads_to();
        let id = made.trim_start_matches("/surveys/instruments/").split('/').next().unwrap().to_owned();
        let state = format!("/surveys/instruments/{id}/state");
        ruth.post(&state, &[("to", "ready"), ("_rev", "1")]).await.leads_to();
        let page = here[9].get(&format!("/communities/{second}/pulse")).await.ok();
        let copy = page.body.split("name=\"instrument\" value=\"").find(|p| p.contains("together? (copy)")).unwrap();
        let refused = ask(&here[9], second, copy.split('"').next().unwrap()).await;
        assert_eq!(refused.status, 422);
        refused.shows("are being asked the same now");
        answered(&world, &wave, &here[0], &people, ["4", "3"], 4).await;
        assert_eq!(ruth.post("/surveys/new", &school(cedar.as_str())).await.status, 422, "ended, but just now");

        // A larger school is asked: everything of it is shown only when as many more answered as were asked before.
        teachers(&world, &NAMES);
        let large = ruth.post("/surveys/new", &school(cedar.as_str())).await.leads_to();
        ruth.get(&large).await.ok().shows("at least 14 answers");
        // And now the community again: all of its people were asked with the school.
        let refused = ask(&here[9], second, "community-health").await;
        assert_eq!(refused.status, 422);
        refused.shows("here or at their school");
        // The district above is asked at no time near the school.
        let denise = world.person("Denise", Role::DistrictAdministrator, world.office());
        assert_eq!(denise.post("/surveys/new", &school(office.as_str())).await.status, 422);
        // A community whose people share one with those who were asked: one more has to answer.
        world.t.clock.travel(store::testing::MONDAY.plus_days(1));
        let others = teachers(&world, &["Va", "Vb", "Vc", "Vd", "Ve", "Vf", "Vg"]);
        let mut third: Vec<&Actor> = others.iter().collect();
        third.push(&here[3]);
        let third = team(&world, "Arts", &third);
        others[0].get(&format!("/communities/{third}/pulse")).await.ok().shows("Shown when 6 of 8 have answered.");
        let arts = ask(&others[0], third, "community-health").await.leads_to();
        others[1].get(&arts).await.ok().shows("at least 6 answers");
    });
}

#[test]
fn leaders_and_staff_stand_face_to_face_over_all_places_and_places_beside_each_other() {
    on_each(|world| async move {
        let denise = world.person("Denise", Role::DistrictAdministrator, world.office());
        let (ruth, sue) = (
            world.person("Ruth", Role::Principal, world.cedar),
            world.person("Sue", Role::SiteAdministrator, world.cedar),
        );
        let (ben, bo) =
            (world.person("Ben", Role::Principal, world.oak), world.person("Bo", Role::SiteAdministrator, world.oak));
        let cedar = teachers(&world, &NAMES[..8]);
        let oak: Vec<Actor> = NAMES[8..15].iter().map(|name| world.person(name, Role::Teacher, world.oak)).collect();
        let office = world.office().to_string();
        let fields =
            [("instrument", "where-are-we-now"), ("org", office.as_str()), ("until", "2026-10-01"), ("cut", "roles")];
        // Alone a school's two leaders would stand out.
        let school = world.cedar.to_string();
        let alone =
            [("instrument", "where-are-we-now"), ("org", school.as_str()), ("until", "2026-10-01"), ("cut", "roles")];
        let few = ruth.post("/surveys/new", &alone).await;
        assert_eq!(few.status, 422);
        few.shows("Too few lead there");
        let wave = denise.post("/surveys/new", &fields).await.leads_to();
        tend(&world.app).await.unwrap();
        let chance = &mut StdRng::seed_from_u64(7);
        let leaders = [&denise, &ruth, &sue, &ben, &bo];
        let everybody: Vec<(&Actor, [&str; 2])> = leaders
            .iter()
            .map(|a| (*a, ["4", "4"]))
            .chain(cedar.iter().map(|a| (a, ["1", "2"])))
            .chain(oak.iter().map(|a| (a, ["2", "3"])))
            .collect();
        for (at, (who, codes)) in everybody.iter().enumerate() {
            let ballot = take(who, &wave, chance).await;
            assert_eq!(answer(&world, &wave, &ballot, &[("a.vision", codes[at % 2])]).await, 200);
        }
        denise.post(&format!("{wave}/end"), &[]).await.leads_to();
        tend(&world.app).await.unwrap();
        let report = cedar[0].get(&wave).await.ok();
        let report = report
            .shows("20 of 20 answered.")
            .shows("Leaders see this higher")
            .shows("Places beside each other")
            .shows("Everybody else: Cedar Street")
            .shows("Everybody else: Oak Hill")
            // Two leaders of a school are never a group.
            .hides("Leaders: Cedar Street")
            .hides("Cedar Street, leaders");
        assert_eq!(report.body.matches("data-testid=\"places\"").count(), 1, "one table: leaders have no places");
        let csv = denise.get(&format!("{wave}/report.csv")).await.ok().body;
        assert!(csv.contains("Leaders,5,4.0000"), "{csv}");
        assert!(csv.contains("Everybody else,15,"), "{csv}");
        // A report by places says why roles don't stand over them.
        world.write(|tx| Ok(tx.exec(LONG_AGO, args![])?));
        let wave = denise.post("/surveys/new", &fields[..3]).await.leads_to();
        tend(&world.app).await.unwrap();
        for (who, codes) in &everybody {
            let ballot = take(who, &wave, chance).await;
            assert_eq!(answer(&world, &wave, &ballot, &[("a.vision", codes[0])]).await, 200);
        }
        denise.post(&format!("{wave}/end"), &[]).await.leads_to();
        tend(&world.app).await.unwrap();
        cedar[0]
            .get(&wave)
            .await
            .ok()
            .shows("both at once could give a few people away")
            .hides("Leaders see this higher");
    });
}
