//! Standards lived: talked over, seen in people's own work, looked for, and grown into – as those tell it who do it.

use axum::http::StatusCode;
use store::{CommunityId, PersonId, args, sql};

use super::tests::day;
use crate::Role;
use crate::communities::Part;
use crate::cycles::{self, Links, NewCycle};
use crate::goals::{self, Level, NewGoal, Owner, Sight};
use crate::lessons::{self, Reach, Text};
use crate::testing::{Answer, World, on_each};

const PAGE: &str = "/standards/sets/standards-2011/standard/learning-communities";
const NOWHERE: &str = "00000000-0000-4000-8000-00000000feed";

/// The set of 2011 holds.
fn adopted(world: &World) {
    let (lou, district, set) = (
        world.person("Lex", Role::DistrictAdministrator, world.office()).id,
        world.district,
        learning::standards::Set::built_in().remove(2),
    );
    world.write(move |tx| {
        let on = tx.now().date_in(&jiff::tz::TimeZone::UTC).saturating_add(jiff::Span::new().days(-3));
        super::adopt(tx, lou, district, &set, (on, ""))?;
        Ok(())
    });
}

/// The first address on a page that begins so and ends there.
fn way(page: &Answer, begins: &str, ends: &str) -> String {
    let found = page.body.split('"').find(|part| part.starts_with(begins) && part.ends_with(ends));
    found.unwrap_or_else(|| panic!("no way to {begins}…{ends} in {}", page.gist())).to_owned()
}

#[test]
fn people_talk_a_standard_over_with_whom_they_choose_and_their_words_stay_theirs() {
    on_each(|world| async move {
        adopted(&world);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.oak);
        let may = world.person("May", Role::Principal, world.cedar);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]);
        let say = format!("{PAGE}/remarks");
        ana.get(PAGE).await.ok().shows("What do you think of it?").shows("Nobody has said anything yet.");
        let (us, school) = (format!("community:{team}"), format!("school:{}", world.cedar));
        let element = "engage-in-continuous-improvement";
        let wide =
            [("text", "Ours is <b>monthly</b> at best."), ("seen", "district"), ("element", element), ("_once", "t1")];
        for _ in 0..2 {
            ana.post(&say, &wide).await.leads_to();
        }
        ana.post(&say, &[("text", "Only for my school."), ("seen", &school)]).await.leads_to();
        ana.post(&say, &[("text", "Only for my team."), ("seen", &us)]).await.leads_to();
        let page = tom.get(PAGE).await.ok().shows("One remark").shows("&lt;b&gt;monthly&lt;/b&gt;").shows("Ana Test");
        let page = page.hides("Only for my school.").hides("Only for my team.").hides("/edit\"");
        may.get(PAGE).await.ok().shows("Only for my school.").hides("Only for my team.");
        gus.get(PAGE).await.ok().hides("monthly").hides("Ana Test");
        lea.get(PAGE).await.ok().hides("monthly");
        ana.get("/standards").await.ok().shows("3 remarks");
        // An answer stands below what it answers and reaches whom that reaches.
        let first = page.body.split("id=\"r-").nth(1).unwrap()[..36].to_owned();
        tom.post(&say, &[("text", "With us it is weekly."), ("answers", &first), ("seen", &us)]).await.leads_to();
        may.get(PAGE).await.ok().shows("With us it is weekly.");
        for (fields, status) in [
            (vec![("text", ""), ("seen", "district")], 422),
            (vec![("text", "x")], 422),
            (vec![("text", "x"), ("seen", us.as_str())], 422),
            (vec![("text", "x"), ("seen", "district"), ("element", "nothing")], 422),
            (vec![("text", "x"), ("answers", NOWHERE)], 404),
        ] {
            assert_eq!(tom.post(&say, &fields).await.status, status, "{fields:?}");
        }
        assert_eq!(tom.post(&say, &[("text", &"x".repeat(2001)), ("seen", "district")]).await.status, 422);
        assert_eq!(gus.post(&say, &[("text", "x"), ("seen", "district")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lea.post(&say, &[("text", "x"), ("answers", &first)]).await.status, StatusCode::NOT_FOUND);
        let other = "/standards/sets/standards-2011/standard/leadership/remarks";
        assert_eq!(tom.post(other, &[("text", "x"), ("answers", &first)]).await.status, StatusCode::NOT_FOUND);
        // One's own words are changed and taken back, by nobody else.
        let (edit, back) = (format!("/standards/remarks/{first}/edit"), format!("/standards/remarks/{first}/back"));
        assert_eq!(tom.get(&edit).await.status, StatusCode::FORBIDDEN);
        assert_eq!(may.post(&back, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lea.post(&back, &[]).await.status, StatusCode::NOT_FOUND);
        ana.post(&edit, &[("_rev", "1"), ("text", "Ours is weekly now.")]).await.leads_to();
        let both = ana.post(&edit, &[("_rev", "1"), ("text", "From another tab.")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("From another tab.").shows("Ours is weekly now.");
        tom.get(PAGE).await.ok().shows("Ours is weekly now.").shows("changed");
        ana.post(&back, &[]).await.leads_to();
        tom.get(PAGE)
            .await
            .ok()
            .hides("weekly now")
            .shows("Taken back by who wrote it.")
            .shows("With us it is weekly.");
        assert_eq!(ana.post(&back, &[]).await.status, StatusCode::NOT_FOUND);
    });
}

/// A goal of the team that its school sees, one of Ana's own, a cycle of the team and its lesson, which the district reads.
fn work(world: &World, team: CommunityId, by: PersonId) -> (String, String, String, String) {
    let district = world.district;
    world.write(move |tx| {
        let set = |tx: &mut store::Tx<'_>, level, owner, text: &'static str| {
            let (kind, sight) = (goals::Kind::Student, Sight::Usual);
            goals::add(
                tx,
                &NewGoal { district, level, kind, owner, serves: None, need: None, text, sight, by: Some(by) },
            )
        };
        let shared = set(tx, Level::Team, Owner::Community(team), "Ninety words a minute by May")?;
        let own = set(tx, Level::Individual, Owner::Person(by), "I hear every child read weekly")?;
        let title = "Repeated reading";
        let new =
            NewCycle { community: team, shape: "pdsa", title, links: Links::default(), grew_from: None, due: None };
        let cycle = cycles::begin(tx, by, &new)?;
        cycles::close(tx, by, cycle, "abandon", "It took too long", "Choral reading")?;
        let part = |s: &str| s.to_owned();
        let text = Text { title: part("Short texts work"), tried: part("a"), found: part("b"), advice: part("c") };
        let lesson = lessons::add(tx, by, cycle, &text)?;
        lessons::share(tx, by, lesson, Reach::District)?;
        Ok((shared.to_string(), own.to_string(), cycle.to_string(), lesson.to_string()))
    })
}

#[test]
fn a_standard_is_seen_in_a_try_by_those_who_may_see_the_try() {
    on_each(|world| async move {
        adopted(&world);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let ida = world.person("Ida", Role::Teacher, world.cedar);
        let rob = world.person("Rob", Role::Principal, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let members = [(ana.id, Part::Facilitator), (tom.id, Part::Member), (rob.id, Part::Member)];
        let team = world.community(world.cedar, "Grade 3 Readers", &members);
        let new = [("title", "Repeated reading"), ("shape", "six-actions")];
        let cycle = ana.post(&format!("/communities/{team}/cycles"), &new).await.leads_to();
        ana.post(&format!("{cycle}/move"), &[("kind", "on"), ("to", "apply")]).await.leads_to();
        let sent = [("step", "apply"), ("w-tried", "I lost them after ten minutes."), ("seen", "peers")];
        let to = ana.post(&format!("{cycle}/entries"), &sent).await.leads_to();
        let entry = to.split("#e-").nth(1).expect("the entry").to_owned();
        let way = format!("/entries/{entry}/standards");
        ana.get(&cycle).await.ok().shows(&way);
        rob.get(&cycle).await.ok().hides(&entry);
        let improve = "learning-communities/engage-in-continuous-improvement";
        ana.post(&way, &[("set", "standards-2011"), ("at", improve)]).await.leads_to();
        tom.get(PAGE).await.ok().shows("seen in one piece").shows("ten minutes").shows("a try, Grade 3 Readers");
        tom.get(&cycle).await.ok().shows("Standards seen here").shows("Engage in continuous improvement");
        for who in [&rob, &ida] {
            who.get(PAGE).await.ok().hides("ten minutes").hides(&entry).hides("seen in one piece");
            who.get("/standards").await.ok().hides("Seen in:");
        }
        rob.get(&cycle).await.ok().hides("standards-here");
        for who in [&rob, &ida, &lea] {
            assert_eq!(who.get(&way).await.status, StatusCode::NOT_FOUND, "{}", who.name);
            let sent = [("set", "standards-2011"), ("at", improve)];
            assert_eq!(who.post(&way, &sent).await.status, StatusCode::NOT_FOUND, "{}", who.name);
        }
        ana.post(&way, &[("set", "standards-2011"), ("was", improve)]).await.leads_to();
        tom.get(PAGE).await.ok().hides("ten minutes").shows("Nothing you can see points here yet.");
    });
}

#[test]
fn a_standard_shows_where_it_is_seen_to_those_who_may_see_that() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]);
        let (shared, own, cycle, lesson) = work(&world, team, ana.id);
        let ways = [
            format!("/goals/{shared}"),
            format!("/goals/{own}"),
            format!("/cycles/{cycle}"),
            format!("/lessons/{lesson}"),
        ];
        ana.get(&format!("{}/standards", ways[0])).await.ok().shows("Nothing says yet which standards");
        ana.get(&ways[0]).await.ok().hides("Do you see a standard in it?");
        adopted(&world);
        let (improve, whole) = ("learning-communities/engage-in-continuous-improvement", "learning-communities/");
        ana.get(PAGE).await.ok().shows("Nothing you can see points here yet.");
        for (n, way) in ways.iter().enumerate() {
            let ask =
                if n == 2 { "Say in what of this cycle a standard is seen" } else { "Do you see a standard in it?" };
            ana.get(way).await.ok().shows(ask);
            let at = if n == 3 { whole } else { improve };
            for _ in 0..2 {
                ana.post(&format!("{way}/standards"), &[("set", "standards-2011"), ("at", at), ("_once", "c1")])
                    .await
                    .leads_to();
            }
        }
        let page = ana.get(PAGE).await.ok().shows("Learning Communities is seen in 4 pieces of our own work.");
        page.shows("Ninety words")
            .shows("I hear every child")
            .shows("Repeated reading")
            .shows("Short texts work")
            .shows("Seen in the standard as a whole");
        ana.get(&ways[2]).await.ok().shows("Standards seen here").shows("Engage in continuous improvement");
        // The school sees its team's goal, the district the lesson, and nobody what they may not see anyway.
        tom.get(PAGE)
            .await
            .ok()
            .shows("Ninety words")
            .shows("Short texts work")
            .hides("I hear every child")
            .hides("Repeated reading");
        oda.get(PAGE).await.ok().shows("seen in one piece").shows("Short texts work").hides("Ninety words");
        oda.get("/standards").await.ok().shows("Seen in:").shows("Short texts work").hides("Ninety words");
        lea.get(PAGE).await.ok().hides("Short texts work").hides("Ninety words");
        tom.get(&ways[0]).await.ok().shows("Standards seen here").hides("/standards\"");
        for (who, way, status) in [
            (&tom, &ways[0], 403),
            (&tom, &ways[1], 404),
            (&tom, &ways[2], 404),
            (&tom, &ways[3], 403),
            (&lea, &ways[0], 404),
            (&lea, &ways[3], 404),
        ] {
            let sent = [("set", "standards-2011"), ("at", improve)];
            assert_eq!(who.post(&format!("{way}/standards"), &sent).await.status, status, "{way} {}", who.name);
            assert_eq!(who.get(&format!("{way}/standards")).await.status, status, "{way} {}", who.name);
        }
        let to = format!("{}/standards", ways[0]);
        for (set, at, status) in [
            ("standards-2011", "learning-communities/nothing", 404),
            ("standards-2011", "nothing/", 404),
            ("standards-2011", "no slash", 404),
            ("standards-2022", improve, 422),
        ] {
            assert_eq!(ana.post(&to, &[("set", set), ("at", at)]).await.status, status, "{set} {at}");
        }
        // What another tab chose isn't taken away; what one lets go is.
        let second = "learning-communities/develop-collective-responsibility";
        ana.post(&to, &[("set", "standards-2011"), ("at", second)]).await.leads_to();
        ana.get(&ways[0]).await.ok().shows("Engage in continuous improvement; Develop collective responsibility");
        let one = [("set", "standards-2011"), ("was", improve), ("was", second), ("at", second)];
        ana.post(&to, &one).await.leads_to();
        ana.get(&ways[0])
            .await
            .ok()
            .hides("Engage in continuous improvement")
            .shows("Develop collective responsibility");
    });
}

#[test]
fn a_point_of_an_agenda_and_a_decision_show_a_standard_and_a_point_taken_off_takes_it_along() {
    on_each(|world| async move {
        adopted(&world);
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]);
        let (plan, on) = (format!("/communities/{team}/meetings/new"), day(&world, 0));
        let new = [
            ("title", "Readers"),
            ("on", on.as_str()),
            ("at", "15:15"),
            ("length", "45"),
            ("every", "0"),
            ("agenda", "empty"),
        ];
        let meeting = ana.post(&plan, &new).await.leads_to();
        for title in ["Check in", "Who visits whom"] {
            let item = [("item", title), ("lane", "learning"), ("minutes", "10")];
            ana.post(&format!("{meeting}/items"), &item).await.leads_to();
        }
        ana.post(&format!("{meeting}/begin"), &[]).await.leads_to();
        ana.post(&format!("{meeting}/decisions"), &[("decision", "We visit each other in October")]).await.leads_to();
        let page = ana.get(&meeting).await.ok().shows("Say in which point or decision a standard is seen");
        let before = page.body.find("/standards\">Who visits").expect("the way there");
        let at = page.body[..before].rfind("href=\"").expect("a link") + "href=\"".len();
        let point = page.body[at..before].to_owned() + "/standards";
        let decision = way(&page, "/decisions/", "/standards");
        for way in [&point, &decision] {
            assert_eq!(tom.get(way).await.status, StatusCode::NOT_FOUND);
            ana.post(way, &[("set", "standards-2011"), ("at", "learning-communities/")]).await.leads_to();
        }
        ana.get(&meeting).await.ok().shows("Standards seen here").shows("Learning Communities");
        ana.get(PAGE).await.ok().shows("Who visits whom").shows("We visit each other in October").shows("2 pieces");
        tom.get(PAGE).await.ok().hides("Who visits whom").hides("We visit each other");
        ana.post(&point.replace("/standards", "/move"), &[("to", "out")]).await.leads_to();
        ana.get(PAGE).await.ok().hides("Who visits whom").shows("We visit each other in October");
    });
}

#[test]
fn look_fors_and_expectations_are_written_by_those_they_belong_to_and_every_wording_stays() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.oak);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let new = "/standards/look-fors/new";
        assert_eq!(tom.get(new).await.status, StatusCode::FORBIDDEN, "in no community");
        assert_eq!(lou.get(new).await.status, 422, "no set holds");
        adopted(&world);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]).to_string();
        lou.get("/standards/look-fors").await.ok().shows("What would a visitor notice?");
        lou.get(&format!("{new}?example=yes&about=student"))
            .await
            .ok()
            .shows("They notice that their teachers learn too");
        ana.get(new).await.ok().hides("What we expect");
        let lines = "Students ask <i>each other</i> | Students wait\n- They say what they learn";
        let sent =
            [("whose", "district"), ("about", "student"), ("standard", "learning-communities"), ("lines", lines)];
        assert_eq!(ana.post(new, &sent).await.status, 422, "the district's is not hers");
        let list = lou.post(new, &sent).await.leads_to();
        tom.get(&list)
            .await
            .ok()
            .shows("2 things to see.")
            .shows("&lt;i&gt;each other&lt;/i&gt;")
            .shows("Where it is not so yet")
            .shows("Students wait");
        tom.get(PAGE).await.ok().shows("What one would see").shows("They say what they learn");
        assert_eq!(lea.get(&list).await.status, StatusCode::NOT_FOUND);
        lea.get("/standards/look-fors").await.ok().hides("They say what they learn");
        let expect = [
            ("whose", "district"),
            ("about", "expect"),
            ("role", "Principals"),
            ("lines", "Keeps an hour free"),
            ("standard", ""),
        ];
        let expected = lou.post(new, &expect).await.leads_to();
        ana.get(&expected)
            .await
            .ok()
            .shows("Riverbend says what it expects.")
            .shows("Principals")
            .shows("Keeps an hour free");
        let ours =
            [("whose", team.as_str()), ("about", "educator"), ("standard", ""), ("lines", "We bring students’ work")];
        let own = ana.post(new, &ours).await.leads_to();
        assert_eq!(tom.get(&own).await.status, StatusCode::NOT_FOUND, "its members' own");
        let (many, bare) = ("x\n".repeat(61), "| nothing before the bar");
        for (field, value) in [
            ("lines", ""),
            ("lines", many.as_str()),
            ("lines", bare),
            ("about", "poem"),
            ("about", "expect"),
            ("whose", NOWHERE),
            ("standard", "nothing"),
        ] {
            let mut sent = ours.to_vec();
            sent.push((field, value));
            let answer = ana.post(new, &sent).await;
            assert_eq!(answer.status, 422, "{field} {value:.20}");
        }
        let edit = format!("{list}/edit");
        assert_eq!(ana.get(&edit).await.status, StatusCode::FORBIDDEN);
        assert_eq!(ana.post(&edit, &[("_rev", "1"), ("lines", "x")]).await.status, StatusCode::FORBIDDEN);
        lou.post(&edit, &[("_rev", "1"), ("lines", "Students ask each other"), ("why", "Shorter.")]).await.leads_to();
        let both = lou.post(&edit, &[("_rev", "1"), ("lines", "From another tab")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("From another tab").shows("Students ask each other");
        let page = tom.get(&list).await.ok().shows("One thing to see.").shows("2 wordings").shows("Shorter.");
        page.shows("They say what they learn");
    });
}

const ROWS: &str = "Asking\nThe host names a question\nThe visitor chooses\n\nTalking\nAbout the question\nAbout what one liked\nNot at all";

#[test]
fn a_community_says_where_it_sees_itself_with_evidence_and_nothing_is_summed() {
    on_each(|world| async move {
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.oak);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]).to_string();
        let other = world.community(world.oak, "Oak Math", &[(tom.id, Part::Facilitator)]).to_string();
        let new = "/standards/continua/new";
        assert_eq!(world.person("Nia", Role::Teacher, world.oak).get(new).await.status, StatusCode::FORBIDDEN);
        lou.get("/standards/continua").await.ok().shows("How would you know it if you saw it?");
        ana.get(&format!("{new}?example=yes")).await.ok().shows("Visiting each other’s classrooms");
        for (rows, why) in [
            ("", "id=\"e-rows\""),
            ("Only a name", "Line 1: a component has two to seven lines"),
            ("A\nx\nx", "Line 3: this stands above already."),
        ] {
            let answer = lou.post(new, &[("whose", "district"), ("title", "Visits"), ("rows", rows)]).await;
            assert_eq!(answer.status, 422, "{rows}");
            answer.shows(why);
        }
        let sent = [("whose", "district"), ("title", "<b>Visits</b>"), ("about", ""), ("rows", ROWS), ("from", "")];
        assert_eq!(ana.post(new, &sent).await.status, 422, "the district's is not hers");
        let path = lou.post(new, &sent).await.leads_to();
        let page =
            ana.get(&path).await.ok().shows("&lt;b&gt;Visits&lt;/b&gt;").shows("Most wanted").shows("Least wanted");
        page.shows("Say where Grade 3 Readers sees itself");
        assert_eq!(lea.get(&path).await.status, StatusCode::NOT_FOUND);
        let mark = format!("{path}/mark");
        let today = day(&world, 0);
        let marks = |community: &str, seen: &'static str, evidence: &'static str| {
            let (community, today) = (community.to_owned(), today.clone());
            vec![
                ("_rev".to_owned(), "1".to_owned()),
                ("community".into(), community),
                ("at-0".into(), "1".into()),
                ("why-0".into(), evidence.into()),
                ("at-1".into(), String::new()),
                ("on".into(), today),
                ("seen".into(), seen.into()),
            ]
        };
        let post = async |who: &crate::testing::Actor, fields: &[(String, String)]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            who.post(&mark, &fields).await
        };
        assert_eq!(ana.get(&format!("{mark}?community={other}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(post(&ana, &marks(&other, "us", "x")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            post(&lou, &marks(&team, "us", "x")).await.status,
            StatusCode::NOT_FOUND,
            "leaders don't say it for them"
        );
        assert_eq!(lou.get(&mark).await.status, StatusCode::FORBIDDEN);
        let unsaid = post(&ana, &marks(&team, "us", "")).await;
        assert_eq!(unsaid.status, 422);
        unsaid.shows("Say in a sentence what it rests on.");
        for (field, value) in [("at-0", "7"), ("at-0", ""), ("on", "2999-01-01"), ("seen", "all")] {
            let mut sent = marks(&team, "us", "x");
            sent.push((field.into(), value.into()));
            assert_eq!(post(&ana, &sent).await.status, 422, "{field} {value}");
        }
        post(&ana, &marks(&team, "us", "Four visits, all their choice.")).await.leads_to();
        post(&tom, &marks(&other, "district", "Our list of October.")).await.leads_to();
        let page = ana
            .get(&path)
            .await
            .ok()
            .shows("Four visits, all their choice.")
            .shows("Our list of October.")
            .shows("2 communities say");
        tom.get(&path).await.ok().hides("Four visits").shows("One community says").shows("Our list of October.");
        lou.get(&path).await.ok().hides("Four visits");
        let main = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        for word in ["%", "average", "score", "level 2", "points", "<progress", "<meter"] {
            assert!(!main.to_lowercase().contains(word), "{word}");
        }
        // Said again, the earlier saying stays; reworded, what was said of a component that reads as before stands.
        world.t.clock.travel(world.t.db.now().plus_days(20));
        let mut again = marks(&team, "us", "Now they ask, in three of four.");
        again.push(("at-0".into(), "0".into()));
        again.push(("on".into(), day(&world, 0)));
        post(&ana, &again).await.leads_to();
        ana.get(&path).await.ok().shows("Now they ask").shows("Said 3 times").shows("Four visits");
        let edit = format!("{path}/edit");
        assert_eq!(
            ana.post(&edit, &[("_rev", "1"), ("title", "x"), ("rows", ROWS)]).await.status,
            StatusCode::FORBIDDEN
        );
        let rows = format!("Choosing whom\nWho asks\nWho is sent\n\n{ROWS}");
        lou.post(&edit, &[("_rev", "1"), ("title", "Visits"), ("rows", &rows), ("why", "One more")]).await.leads_to();
        let both = lou.post(&edit, &[("_rev", "1"), ("title", "Mine"), ("rows", ROWS)]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        assert_eq!(post(&ana, &marks(&team, "us", "x")).await.status, 422, "it was reworded since");
        let page = ana.get(&path).await.ok().shows("Choosing whom").shows("Now they ask").shows("2 wordings");
        assert!(page.body.find("The host names a question").unwrap() < page.body.find("Now they ask").unwrap());
        // A copy is one's own.
        ana.get(&format!("{path}/copy")).await.ok().shows("Choosing whom");
        let from = path.rsplit('/').next().unwrap();
        let copy = [("whose", team.as_str()), ("title", "Our visits"), ("rows", rows.as_str()), ("from", from)];
        let copied = ana.post(new, &copy).await.leads_to();
        assert_eq!(tom.get(&copied).await.status, StatusCode::NOT_FOUND);
        ana.get(&copied).await.ok().hides("Now they ask");
        assert_eq!(
            tom.post(
                new,
                &[("whose", &other), ("title", "x"), ("rows", &rows), ("from", copied.rsplit('/').next().unwrap())]
            )
            .await
            .status,
            404
        );
    });
}

#[test]
fn a_community_plans_what_to_study_puts_it_on_its_agenda_and_the_plan_says_when_it_was_talked_about() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.oak);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]);
        let (study, whose, soon) = ("/standards/study", team.to_string(), day(&world, 10));
        ana.get(study).await.ok().shows("With which standard do you begin?").hides("Plan it");
        adopted(&world);
        assert_eq!(tom.post(study, &[("whose", &whose)]).await.status, StatusCode::FORBIDDEN);
        let sent = [
            ("whose", whose.as_str()),
            ("standard", "data"),
            ("on", soon.as_str()),
            ("note", "What do we count?"),
            ("_once", "s1"),
        ];
        for (field, value) in [("whose", "district"), ("standard", "nothing"), ("on", ""), ("on", "2001-01-01")] {
            let mut bad = sent[..4].to_vec();
            bad.push((field, value));
            assert_eq!(ana.post(study, &bad).await.status, 422, "{field} {value}");
        }
        for _ in 0..2 {
            ana.post(study, &sent).await.leads_to();
        }
        let page = ana.get(study).await.ok().shows("Data is studied next, on").shows("What do we count?");
        assert_eq!(page.body.matches("/agenda\"").count(), 1);
        let (put, remove) = (way(&page, "/standards/study/", "/agenda"), way(&page, "/standards/study/", "/remove"));
        tom.get(study).await.ok().hides("What do we count?");
        for who in [&tom, &lea] {
            assert_eq!(who.post(&put, &[]).await.status, StatusCode::NOT_FOUND);
            assert_eq!(who.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
        }
        for _ in 0..2 {
            ana.post(&put, &[]).await.leads_to();
        }
        ana.get(study).await.ok().shows("Waits among the points").hides("/agenda\"");
        sql! { POINTS = "select count(*) from item where title = 'Study together: Data' and meeting is null";
        ONTO = "update item set meeting = (select id from meeting limit 1) where title = 'Study together: Data'"; }
        assert_eq!(world.t.db.read_now(|c| c.count(POINTS, args![])).unwrap(), 1, "put once");
        // It comes to a meeting, which is held: the plan says so, and the standard is seen there.
        let (plan, on) = (format!("/communities/{team}/meetings/new"), day(&world, 0));
        let new = [
            ("title", "Readers"),
            ("on", on.as_str()),
            ("at", "15:15"),
            ("length", "45"),
            ("every", "0"),
            ("agenda", "empty"),
        ];
        let meeting = ana.post(&plan, &new).await.leads_to();
        world.write(|tx| Ok(tx.exec(ONTO, args![]).map(|_| ())?));
        ana.get(study).await.ok().shows("On the agenda of");
        ana.post(&format!("{meeting}/begin"), &[]).await.leads_to();
        ana.post(&format!("{meeting}/end"), &[]).await.leads_to();
        ana.get(study).await.ok().shows("Talked about on").shows("No standard is planned");
        ana.get("/standards/sets/standards-2011/standard/data").await.ok().shows("Study together: Data");
        // The district's own plan, taken out again by who made it.
        lou.post(study, &[("whose", "district"), ("standard", "resources"), ("on", &soon), ("note", "")])
            .await
            .leads_to();
        let page = tom.get(study).await.ok().shows("Resources is studied next").hides("/remove\"");
        drop(page);
        let remove = way(&lou.get(study).await.ok(), "/standards/study/", "/remove");
        assert_eq!(tom.post(&remove, &[]).await.status, StatusCode::FORBIDDEN);
        lou.post(&remove, &[]).await.leads_to();
        tom.get(study).await.ok().hides("Resources is studied next");
    });
}

#[test]
fn three_lenses_show_a_community_what_its_own_work_has_of_the_first_standard_and_give_no_mark() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]);
        let page = format!("/communities/{team}");
        let shown = ana.get(&page).await.ok().shows("Three lenses on how we learn together").shows("No cycle yet.");
        shown.shows("Nobody has taken anything on yet.").shows("No goal yet.");
        may.get(&page).await.ok().hides("Three lenses");
        work(&world, team, ana.id);
        let by = ana.id;
        world.write(move |tx| {
            let community = crate::communities::known(tx, team)?.ok_or(crate::Stop::Nothing)?;
            let kept = crate::meetings::commit(tx, by, &community, None, by, "Bring two recordings", None)?;
            crate::meetings::commit(tx, by, &community, None, by, "Ask the library", None)?;
            sql! { DONE = "update commitment set done_at = $2 where id = $1"; }
            let now = tx.now();
            tx.exec(DONE, args![kept, now])?;
            Ok(())
        });
        let shown = ana
            .get(&page)
            .await
            .ok()
            .shows("No cycle is under way, one has ended.")
            .shows("You can see no try in class.");
        let shown =
            shown.shows("One commitment was kept. One is open.").shows("One goal. None leads up to a goal above yet.");
        let lenses = shown.body.split("data-testid=\"lenses\"").nth(1).unwrap().split("</section>").next().unwrap();
        for sign in ["%", "score", "✓", "<meter", "<progress", " of 3"] {
            assert!(!lenses.contains(sign), "{sign}");
        }
    });
}
