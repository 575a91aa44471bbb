//! What becomes of a cycle: a lesson, and the next cycle.

use store::CommunityId;

use crate::Role;
use crate::cycles::tests::community;
use crate::testing::{Actor, World, on_each};

/// A team turns a short cycle up to its results; gives the cycle's path.
async fn turned(ana: &Actor, team: CommunityId, title: &str) -> String {
    let cycle =
        ana.post(&format!("/communities/{team}/cycles"), &[("title", title), ("shape", "pdsa")]).await.leads_to();
    let (write, step) = (format!("{cycle}/entries"), format!("{cycle}/move"));
    let planned = [("step", "plan"), ("w-change", "Partner reading"), ("w-prediction", "plus 8 words a minute")];
    ana.post(&write, &planned).await.leads_to();
    ana.post(&step, &[("kind", "on"), ("to", "do")]).await.leads_to();
    ana.post(&write, &[("step", "do"), ("w-noticed", "Pairs by distance work best")]).await.leads_to();
    ana.post(&step, &[("kind", "on"), ("to", "study")]).await.leads_to();
    let study = [("step", "study"), ("w-result", "plus 11 words"), ("w-learned", "Begin with short texts")];
    ana.post(&write, &study).await.leads_to();
    cycle
}

fn people(world: &World) -> (Actor, Actor, Actor) {
    let person = |name, role, org| world.person(name, role, org);
    (
        person("Ana", Role::Teacher, world.cedar),
        person("Ben", Role::Teacher, world.oak),
        person("Lea", Role::Teacher, world.lake),
    )
}

fn rev_of(page: &str) -> String {
    let after = page.split("name=\"_rev\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[test]
fn a_cycle_ends_in_a_lesson_and_the_next_cycle_grows_out_of_it() {
    on_each(|world| async move {
        let (ana, ben, lea) = people(&world);
        let team = community(&world, &[ana.id]);
        let cycle = turned(&ana, team, "Fluency in the third grade").await;
        ana.get(&format!("{cycle}/close")).await.ok().shows("How does this cycle end?").shows("Adapt");
        let end =
            [("outcome", "adapt"), ("why", "It helped the quiet ones"), ("next", "Short texts in the second grade")];
        let lesson = ana.post(&format!("{cycle}/close"), &end).await.leads_to();
        let draft = ana
            .get(&lesson)
            .await
            .ok()
            .shows("We expected: plus 8 words a minute")
            .shows("What happened: plus 11 words");
        let draft = draft.shows("Begin with short texts").shows("It helped the quiet ones");
        assert_eq!(ben.get(&lesson).await.status, 404);
        let public = format!("/public{lesson}");
        assert_eq!(world.stranger().get(&public).await.status, 404);
        let rev = rev_of(&draft.body);
        let share = format!("{lesson}/share");
        ana.post(&share, &[("to", "district"), ("_rev", &rev)]).await.leads_to();
        ben.get(&lesson).await.ok().shows("Grade 3 Readers").hides("Share it with");
        ben.get("/lessons").await.ok().shows("What teams have learned");
        assert_eq!(lea.get(&lesson).await.status, 404);
        assert_eq!(world.stranger().get(&public).await.status, 404);
        let rev = rev_of(&ana.get(&lesson).await.ok().body);
        ana.post(&share, &[("to", "everyone"), ("_rev", &rev)]).await.leads_to();
        world.stranger().get(&public).await.ok().shows("Begin with short texts").hides("Ana Test");
        lea.get("/lessons").await.ok().shows("Fluency in the third grade").shows("Riverbend");
        let rev = rev_of(&ana.get(&lesson).await.ok().body);
        ana.post(&share, &[("to", "team"), ("_rev", &rev)]).await.leads_to();
        assert_eq!(world.stranger().get(&public).await.status, 404);

        let page =
            ana.get(&cycle).await.ok().shows("Next: Short texts in the second grade").shows("The lesson of this cycle");
        assert!(page.body.contains(&format!("/communities/{team}/cycles/new?from=")));
        let from = cycle.rsplit('/').next().unwrap();
        let next = ana.get(&format!("/communities/{team}/cycles/new?from={from}")).await.ok();
        next.shows("value=\"Short texts in the second grade\"");
        let form = [("title", "Short texts"), ("shape", "pdsa"), ("from", from)];
        world.t.clock.travel(world.t.db.now().plus_days(1));
        let next = ana.post(&format!("/communities/{team}/cycles"), &form).await.leads_to();
        let opened = ana.get(&next).await.ok().shows("second cycle here");
        opened.shows(">Short texts in the second grade</textarea>");
    });
}

#[test]
fn what_was_let_go_stays_findable() {
    on_each(|world| async move {
        let (ana, ben, _) = people(&world);
        let team = community(&world, &[ana.id]);
        let first = turned(&ana, team, "Echo reading").await;
        let second = turned(&ana, team, "Partner reading").await;
        for (cycle, outcome) in [(&first, "abandon"), (&second, "adopt")] {
            let end = [("outcome", outcome), ("why", "We said so")];
            let lesson = ana.post(&format!("{cycle}/close"), &end).await.leads_to();
            let rev = rev_of(&ana.get(&lesson).await.body);
            ana.post(&format!("{lesson}/share"), &[("to", "district"), ("_rev", &rev)]).await.leads_to();
        }
        ben.get("/lessons").await.ok().shows("Echo reading").shows("Partner reading").shows("Let go");
        ben.get("/lessons?outcome=abandon").await.ok().shows("One lesson matches").shows("Echo reading");
        ben.get("/lessons?q=ECHO").await.ok().shows("One lesson matches");
        ben.get("/lessons?q=%25").await.ok().shows("No lesson matches");
    });
}

#[test]
fn a_lesson_is_the_teams_own_and_two_who_write_at_once_keep_both_texts() {
    on_each(|world| async move {
        let (ana, ben, lea) = people(&world);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let team = community(&world, &[ana.id, tom.id]);
        let cycle = turned(&ana, team, "Partner reading").await;
        let lesson =
            ana.post(&format!("{cycle}/close"), &[("outcome", "adopt"), ("why", "It helped")]).await.leads_to();
        let rev = rev_of(&ana.get(&format!("{lesson}/edit")).await.ok().body);
        let text = |found: &'static str| [("title", "Partner reading"), ("found", found), ("advice", "Begin small")];
        let with = |found, rev: &str| {
            text(found)
                .map(|(k, v)| (k.to_owned(), v.to_owned()))
                .into_iter()
                .chain([("_rev".to_owned(), rev.to_owned())])
                .collect::<Vec<_>>()
        };
        let send = |fields: Vec<(String, String)>, who: Actor, path: String| async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            who.post(&path, &fields).await
        };
        send(with("Ana's words", &rev), ana.clone(), lesson.clone()).await.leads_to();
        let late = send(with("Tom's words", &rev), tom.clone(), lesson.clone()).await;
        assert_eq!(late.status, 409);
        late.shows("Tom's words").shows("Ana's words");
        for stranger in [&ben, &lea] {
            assert_eq!(stranger.get(&format!("{lesson}/edit")).await.status, 404);
            assert_eq!(send(with("mine now", &rev), stranger.clone(), lesson.clone()).await.status, 404);
            assert_eq!(stranger.post(&format!("{lesson}/share"), &[("to", "everyone")]).await.status, 404);
        }
        let unsaid = tom.post(&format!("{lesson}/share"), &[("to", "everyone"), ("_rev", "1")]).await;
        assert_eq!(unsaid.status, 422, "what was read isn't what is there now");
    });
}

#[test]
fn many_lessons_come_a_page_at_a_time_each_once() {
    on_each(|world| async move {
        let (ana, ben, _) = people(&world);
        let team = community(&world, &[ana.id]);
        let by = ana.id;
        world.write(move |tx| {
            for n in 0..45 {
                let title = format!("Lesson number {n:02}");
                let links = crate::cycles::Links::default();
                let new = crate::cycles::NewCycle {
                    community: team,
                    shape: "pdsa",
                    title: &title,
                    links,
                    grew_from: None,
                    due: None,
                };
                let cycle = crate::cycles::begin(tx, by, &new)?;
                crate::cycles::close(tx, by, cycle, "abandon", "No time", "")?;
                let text = super::Text { title: title.clone(), ..super::Text::default() };
                let lesson = super::add(tx, by, cycle, &text)?;
                super::share(tx, by, lesson, super::Reach::District)?;
            }
            Ok(())
        });
        let (mut seen, mut path) = (Vec::new(), "/lessons".to_owned());
        for page in 1..=3 {
            let shown = ben.get(&path).await.ok();
            let titles = shown.body.match_indices("Lesson number ").map(|(at, _)| shown.body[at..at + 16].to_owned());
            let titles: Vec<_> = titles.collect();
            assert_eq!(titles.len(), if page < 3 { 20 } else { 5 }, "page {page}");
            seen.extend(titles);
            let link = shown.body.split("rel=\"next\" href=\"").nth(1).and_then(|l| l.split('"').next());
            path = link.unwrap_or_default().replace("&amp;", "&");
        }
        assert_eq!(path, "", "the last page leads no further");
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 45);
        ben.get("/lessons?q=number").await.ok().shows("More than a page of lessons match");
    });
}
