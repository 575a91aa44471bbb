//! Statements, as those tell it who write them.

use axum::http::StatusCode;
use store::{args, sql};

use crate::Role;
use crate::communities::Part;
use crate::goals::{self, Level, NewGoal, Owner, Sight};
use crate::testing::{Actor, Answer, World, on_each};

const FIRST: &str = "Every child reads with joy.\nWe learn from each other every week.";

/// Begins a statement and gives the path of its draft.
async fn begin(who: &Actor, place: &str, kind: &str, text: &str) -> String {
    who.post("/vision/new", &[("place", place), ("kind", kind), ("text", text)]).await.leads_to()
}

/// The statement's page, from a page of one of its drafts.
fn statement(page: &Answer) -> String {
    let at = page.body.find("href=\"/vision/").expect("a way to the statement") + "href=\"".len();
    page.body[at..at + "/vision/".len() + 36].to_owned()
}

/// The id of the passage with this text on a draft's page.
fn clause(page: &Answer, text: &str) -> String {
    let end = page.body.find(&format!("<p class=\"said\">{text}")).expect("the passage");
    let at = page.body[..end].rfind("id=\"c-").expect("its id") + "id=\"c-".len();
    page.body[at..at + 36].to_owned()
}

async fn adopt(who: &Actor, draft: &str, rev: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("_rev", rev), ("on", "2026-09-01"), ("review", "2027-09-01")];
    fields.extend(more);
    who.post(&format!("{draft}/adopt"), &fields).await
}

fn today(world: &World) -> String {
    day(world, 0)
}

/// The day so many days from now, at the places of this world.
fn day(world: &World, days: i64) -> String {
    world.t.db.now().plus_days(days).date_in(&jiff::tz::TimeZone::get("America/Chicago").unwrap()).to_string()
}

#[test]
fn a_vision_is_drafted_talked_over_adopted_and_grows_on() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let cedar = world.cedar.to_string();
        ana.get("/vision").await.ok().shows("Why are you here together?");
        let first = begin(&ana, &cedar, "mission", FIRST).await;
        let page = tom.get(&first).await.ok().shows("Draft 1 waits for what you think.");
        let (home, weekly) = (statement(&page), clause(&page, "We learn from each other"));
        let said = [("clause", weekly.as_str()), ("remark", "Every week is a lot.")];
        tom.post(&format!("{first}/remarks"), &said).await.leads_to();
        let stand = [("_rev", "1"), ("how", "not-yet"), ("because", "Our families are not in it.")];
        tom.post(&format!("{first}/stand"), &stand).await.leads_to();
        ana.get(&first).await.ok().shows("one says not yet").shows("Our families are not in it.").shows("Tom Test");
        // What Tom spoke of stays as it is: her change is a new wording, in which the passage is still the same one.
        let text = "Every child reads with joy.\nWe learn from each other, every second week.\nFamilies are heard.";
        let second = ana.post(&format!("{first}/edit"), &[("_rev", "1"), ("text", text)]).await.leads_to();
        assert_ne!(second, first);
        let now = tom.get(&second).await.ok();
        let now = now.shows("Every week is a lot.").shows("of draft 1").shows("<ins>Families are heard.</ins>");
        now.shows("The wording changed since they said where they stand: Tom Test");
        tom.get(&first).await.ok().shows("This has been worded anew:").shows("We learn from each other every week.");
        // The same text sent again is no new wording.
        let same = tom.post(&format!("{second}/edit"), &[("_rev", "1"), ("text", text)]).await.leads_to();
        assert_eq!(same, second);
        for (who, how) in [(&tom, "behind"), (&may, "live")] {
            who.post(&format!("{second}/stand"), &[("_rev", "1"), ("how", how)]).await.leads_to();
        }
        let on = today(&world);
        let soon = day(&world, 10);
        let adopted = [("_rev", "1"), ("on", on.as_str()), ("review", soon.as_str()), ("_once", "a1")];
        let go = may.post(&format!("{second}/adopt"), &adopted).await.leads_to();
        assert_eq!(
            (go.as_str(), may.post(&format!("{second}/adopt"), &adopted).await.leads_to()),
            (home.as_str(), go.clone())
        );
        let held =
            ana.get(&home).await.ok().shows("The mission of Cedar Street holds since").shows("Families are heard.");
        held.shows("3 people took part").shows("Adopted by May Test");
        ana.get("/vision").await.ok().shows("One statement says what we are here for.");
        // At the other school one reads what holds, not how it came about.
        oda.get(&home).await.ok().shows("Families are heard.").hides("Tom Test").hides("every week");
        assert_eq!(oda.get(&first).await.status, StatusCode::NOT_FOUND);
        // Its day comes; a new draft grows out of it while it holds.
        world.t.clock.travel(world.t.db.now().plus_days(11));
        ana.get(&home).await.ok().shows("is due for another look");
        ana.get("/vision").await.ok().shows("due for another look");
        let grown = ana.get(&home).await.ok();
        let from = second.trim_start_matches("/drafts/").to_owned();
        grown.shows(&format!("drafts/new?from={from}"));
        let text = "Every child reads and writes with joy.\nFamilies are heard.";
        let third = ana.post(&format!("{home}/drafts/new"), &[("from", &from), ("text", text)]).await.leads_to();
        oda.get(&home).await.ok().shows("every second week").hides("reads and writes");
        let on = today(&world);
        may.post(&format!("{third}/adopt"), &[("_rev", "1"), ("on", &on), ("review", "2030-01-01")]).await.leads_to();
        let changed = oda.get(&home).await.ok().shows("<ins>and writes </ins>").shows("every second week");
        changed.shows("<del>We learn from each other, every second week.</del>");
        oda.get(&format!("{home}/versions")).await.ok().shows("2 wordings have been adopted.").hides("Draft 1");
        tom.get(&format!("{home}/versions")).await.ok().shows("Draft 1, by Ana Test");
    });
}

#[test]
fn two_tabs_keep_both_texts_also_when_the_draft_was_worded_anew_or_adopted() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let draft = begin(&ana, &world.cedar.to_string(), "vision", FIRST).await;
        let home = statement(&ana.get(&draft).await.ok());
        let edit = format!("{draft}/edit");
        // Nobody else has spoken: in place.
        let own = ana.post(&edit, &[("_rev", "1"), ("text", "Every child reads.")]).await.leads_to();
        assert_eq!(own, draft);
        let both = ana.post(&edit, &[("_rev", "1"), ("text", "From the other tab.")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("Every child reads.").shows("From the other tab.").shows("name=\"_rev\" value=\"2\"");
        // Tom words it anew: that is another wording, and what Ana sends to the old one leads there.
        let anew = tom.post(&edit, &[("_rev", "2"), ("text", "Every child reads, says Tom.")]).await.leads_to();
        let both = ana.post(&edit, &[("_rev", "2"), ("text", "Ana again.")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("says Tom").shows("Ana again.").shows(&format!("action=\"{anew}/edit\""));
        // Adopted meanwhile: it goes beside what holds. And nobody stands on or adopts what they haven't seen.
        assert_eq!(may.post(&format!("{anew}/stand"), &[("_rev", "7"), ("how", "behind")]).await.status, 422);
        assert_eq!(adopt(&may, &anew, "7", &[]).await.status, 422);
        adopt(&may, &anew, "1", &[]).await.leads_to();
        let both = ana.post(&format!("{anew}/edit"), &[("_rev", "1"), ("text", "Too late.")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("Too late.").shows("says Tom").shows(&format!("action=\"{home}/drafts/new\""));
        for (way, fields) in [
            ("stand", vec![("_rev", "2"), ("how", "behind")]),
            ("adopt", vec![("_rev", "2"), ("on", "2026-09-01"), ("review", "2027-09-01")]),
        ] {
            assert_eq!(may.post(&format!("{anew}/{way}"), &fields).await.status, 422, "{way}");
        }
        assert_eq!(may.get(&format!("{anew}/edit")).await.status, 422);
    });
}

#[test]
fn who_says_not_yet_is_heard_before_it_is_adopted_and_only_leaders_adopt() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let pio = world.person("Pio", Role::Principal, world.oak);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let draft = begin(&ana, &world.cedar.to_string(), "vision", FIRST).await;
        let home = statement(&ana.get(&draft).await.ok());
        let unsaid = ana.post(&format!("{draft}/stand"), &[("_rev", "1"), ("how", "not-yet")]).await;
        assert_eq!(unsaid.status, 422);
        unsaid.shows("Say why not yet");
        let no = [("_rev", "1"), ("how", "not-yet"), ("because", "Joy can’t be ordered.")];
        ana.post(&format!("{draft}/stand"), &no).await.leads_to();
        assert_eq!(adopt(&ana, &draft, "1", &[("heard", "x")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(adopt(&pio, &draft, "1", &[("heard", "x")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(adopt(&gus, &draft, "1", &[("heard", "x")]).await.status, StatusCode::NOT_FOUND);
        let unheard = adopt(&may, &draft, "1", &[]).await;
        assert_eq!(unheard.status, 422);
        unheard.shows("One person says not yet. What did you do about it?");
        let far = today(&world);
        for (on, review, why) in [
            ("2999-01-01", "2999-02-01", "id=\"e-on\""),
            (far.as_str(), "2020-01-01", "Choose a day after it was adopted."),
            ("", "2027-01-01", "id=\"e-on\""),
            (far.as_str(), "", "id=\"e-review\""),
        ] {
            let sent = [("_rev", "1"), ("heard", "We talked."), ("on", on), ("review", review)];
            let answer = may.post(&format!("{draft}/adopt"), &sent).await;
            assert_eq!(answer.status, 422, "{on} {review}");
            answer.shows(why);
        }
        // The district's leader leads the school too.
        adopt(&lou, &draft, "1", &[("heard", "We asked the children what joy is.")]).await.leads_to();
        let page = ana.get(&home).await.ok().shows("Joy can’t be ordered.").shows("We asked the children what joy is.");
        page.shows("Ana Test said not yet");
        // A guest reads what holds and nobody's name.
        gus.get(&home)
            .await
            .ok()
            .shows("Every child reads with joy.")
            .hides("Ana Test")
            .hides("Lou Test")
            .hides("Joy can");
        gus.get("/vision").await.ok().hides("Write a statement");
        assert_eq!(gus.get("/vision/new").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn drafts_stand_side_by_side_and_one_more_of_a_kind_stands_beside_the_others() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let river = world.office().to_string();
        // Anybody who works in the district takes part in what the district says.
        let one = begin(&ana, &river, "vision", "Every child reads.\nEvery adult learns.").await;
        let home = statement(&ana.get(&one).await.ok());
        let from = one.trim_start_matches("/drafts/").to_owned();
        let text = "Every child reads.\nEvery adult learns daily.";
        oda.post(&format!("{home}/drafts/new"), &[("from", &from), ("text", text)]).await.leads_to();
        let third = begin(&lou, &river, "vision", "All of us learn.").await;
        assert_eq!(statement(&lou.get(&third).await.ok()), home, "one vision at a place, with three drafts");
        let side = oda.get(&format!("{home}/drafts")).await.ok().shows("3 drafts differ in every passage.");
        side.shows("<ins>learns daily.</ins>").shows("Draft 3, by Lou Test");
        assert_eq!(gus.get(&format!("{home}/drafts")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(gus.get(&one).await.status, StatusCode::NOT_FOUND);
        gus.get("/vision").await.ok().hides("Ana Test").hides("Drafts under way");
        // Of policies there are several, by name.
        for name in ["Time for learning", "Visits", "Visits"] {
            let sent =
                [("place", river.as_str()), ("kind", "policy"), ("name", name), ("text", "We keep an hour free.")];
            lou.post("/vision/new", &sent).await.leads_to();
        }
        sql! { POLICIES = "select count(*) from statement where kind = 'policy'"; }
        assert_eq!(world.t.db.read_now(|c| c.count(POLICIES, args![])).unwrap(), 2);
        // Adopting one lays the others aside.
        assert_eq!(adopt(&ana, &one, "1", &[]).await.status, StatusCode::FORBIDDEN);
        adopt(&lou, &one, "1", &[]).await.leads_to();
        oda.get(&third).await.ok().shows("This was put by when another wording was adopted.");
        oda.get("/vision").await.ok().shows("data-testid=\"in-force\"").shows("Vision of Riverbend");
    });
}

#[test]
fn what_is_opened_to_everybody_can_be_read_without_an_account_and_nothing_else_can() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let nobody = world.stranger();
        let draft = begin(&ana, &world.cedar.to_string(), "vision", FIRST).await;
        let home = statement(&ana.get(&draft).await.ok());
        let public = format!("/public{home}");
        assert_eq!(nobody.get(&public).await.status, StatusCode::NOT_FOUND);
        adopt(&may, &draft, "1", &[]).await.leads_to();
        assert_eq!(nobody.get(&public).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            ana.post(&format!("{home}/public"), &[("_rev", "2"), ("to", "open")]).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(may.post(&format!("{home}/public"), &[("_rev", "1"), ("to", "open")]).await.status, 422);
        may.post(&format!("{home}/public"), &[("_rev", "2"), ("to", "open")]).await.leads_to();
        let page = nobody.get(&public).await.ok().shows("Every child reads with joy.").shows("Cedar Street");
        page.hides("May Test").hides("Ana Test");
        // Another district reads the public page and finds nothing else.
        for path in [home.clone(), draft.clone(), format!("{home}/versions"), format!("{home}/drafts")] {
            assert_eq!(lea.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(
            lea.post(&format!("{home}/public"), &[("_rev", "3"), ("to", "closed")]).await.status,
            StatusCode::NOT_FOUND
        );
        may.post(&format!("{home}/public"), &[("_rev", "3"), ("to", "closed")]).await.leads_to();
        assert_eq!(nobody.get(&public).await.status, StatusCode::NOT_FOUND);
        // Opened as it is adopted; the wording that ended isn't public any more.
        let next = ana.post(&format!("{home}/drafts/new"), &[("text", "Every child reads and asks.")]).await.leads_to();
        adopt(&may, &next, "1", &[("open", "yes")]).await.leads_to();
        nobody.get(&public).await.ok().shows("reads and asks").hides("with joy");
    });
}

#[test]
fn a_community_describes_itself_and_bad_input_says_what_is_wrong() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let id =
            world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator), (tom.id, Part::Member)]);
        let (id, oak, lake) = (id.to_string(), world.oak.to_string(), world.lake.to_string());
        let draft = begin(&tom, &id, "description", "We open our doors to each other.").await;
        let home = statement(&ana.get(&draft).await.ok());
        assert_eq!(may.get(&draft).await.status, StatusCode::NOT_FOUND, "a draft is the members' own");
        assert_eq!(adopt(&tom, &draft, "1", &[]).await.status, StatusCode::FORBIDDEN);
        adopt(&ana, &draft, "1", &[]).await.leads_to();
        may.get(&home).await.ok().shows("We open our doors to each other.").hides("Tom Test");
        let (many, long) = ("Line\n".repeat(61), "x".repeat(20_001));
        let cedar = world.cedar.to_string();
        for (place, kind, text, status, why) in [
            (id.as_str(), "policy", "x", 422, "Definitions and policies belong to a school or the district."),
            (cedar.as_str(), "vision", " \n ", 422, "id=\"e-text\""),
            (cedar.as_str(), "vision", many.as_str(), 422, "Sixty passages are the most."),
            (cedar.as_str(), "vision", long.as_str(), 422, "id=\"e-text\""),
            (cedar.as_str(), "poem", "x", 422, "id=\"e-kind\""),
            ("", "vision", "x", 422, "id=\"e-place\""),
            ("not an id", "vision", "x", 422, "id=\"e-place\""),
            (oak.as_str(), "vision", "x", 403, ""),
            (lake.as_str(), "vision", "x", 404, ""),
        ] {
            let answer = ana.post("/vision/new", &[("place", place), ("kind", kind), ("text", text)]).await;
            assert_eq!(answer.status, status, "{place} {kind}");
            answer.shows(why);
        }
        // A remark on a passage that isn't in it, and on a draft that is closed.
        let open = begin(&ana, &cedar, "vision", FIRST).await;
        let passage = clause(&ana.get(&open).await.ok(), "Every child reads");
        let nowhere = "00000000-0000-4000-8000-00000000feed";
        let remark =
            |clause: &str, text: &str| [("clause".to_owned(), clause.to_owned()), ("remark".into(), text.into())];
        for (clause, text, status) in
            [(nowhere, "x", 404), (passage.as_str(), "", 422), (passage.as_str(), &"x".repeat(1001), 422)]
        {
            let sent = remark(clause, text);
            let sent: Vec<(&str, &str)> = sent.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            assert_eq!(ana.post(&format!("{open}/remarks"), &sent).await.status, status, "{clause} {text:.5}");
        }
        let late = ana.post(&format!("{draft}/remarks"), &[("clause", nowhere), ("remark", "x")]).await;
        assert_eq!(late.status, 422);
    });
}

/// A goal of Ana's team that the school sees, one of her own that nobody else does.
fn goals_of(world: &World, team: store::CommunityId, by: store::PersonId) -> (String, String) {
    let district = world.district;
    world.write(move |tx| {
        let set = |tx: &mut store::Tx<'_>, level, owner, text: &'static str| {
            goals::add(
                tx,
                &NewGoal {
                    district,
                    level,
                    kind: goals::Kind::Student,
                    owner,
                    serves: None,
                    need: None,
                    text,
                    sight: Sight::Usual,
                    by: Some(by),
                },
            )
        };
        let shared = set(tx, Level::Team, Owner::Community(team), "Ninety words a minute by May")?;
        let own = set(tx, Level::Individual, Owner::Person(by), "I hear every child read weekly")?;
        Ok((shared.to_string(), own.to_string()))
    })
}

#[test]
fn a_passage_shows_where_it_is_lived_to_those_who_may_see_it() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]);
        let (shared, own) = goals_of(&world, team, ana.id);
        let draft = begin(&ana, &world.cedar.to_string(), "vision", FIRST).await;
        let shown = ana.get(&draft).await.ok();
        let home = statement(&shown);
        let (reads, weekly) = (clause(&shown, "Every child reads"), clause(&shown, "We learn from each other"));
        let cite = |goal: &str| format!("/goals/{goal}/cite");
        // A draft isn't there to be cited.
        ana.get(&cite(&shared)).await.ok().shows("No statement holds yet.");
        assert_eq!(ana.post(&cite(&shared), &[("clause", &reads)]).await.status, StatusCode::NOT_FOUND);
        adopt(&may, &draft, "1", &[]).await.leads_to();
        ana.get(&cite(&shared)).await.ok().shows("Every child reads with joy.");
        ana.get(&home).await.ok().shows("Nothing you can see cites this yet");
        for goal in [&shared, &own] {
            for _ in 0..2 {
                ana.post(&cite(goal), &[("clause", &reads), ("_once", "c1")]).await.leads_to();
            }
        }
        ana.get(&home)
            .await
            .ok()
            .shows("1 of 2 passages of the vision")
            .shows("Lived 2 times:")
            .shows("I hear every child");
        tom.get(&home).await.ok().shows("Lived once:").shows("Ninety words").hides("I hear every child");
        oda.get(&home).await.ok().hides("Ninety words").shows("Nothing you can see cites this yet.");
        ana.get("/vision").await.ok().shows("lived 2 times");
        let goal = tom.get(&format!("/goals/{shared}")).await.ok().shows("What we are here for, lived here");
        goal.shows("Every child reads with joy.").hides(&cite(&shared));
        // Two tabs: what one ticked, the other, opened before, doesn't take away; who unticks does.
        ana.post(&cite(&shared), &[("clause", &weekly)]).await.leads_to();
        ana.get(&home).await.ok().shows("2 of 2 passages of the vision");
        ana.post(&cite(&shared), &[("was", &reads), ("was", &weekly), ("clause", &reads)]).await.leads_to();
        ana.get(&home).await.ok().shows("1 of 2 passages of the vision");
        // Only whose goal it is; nothing of another district; no passage that isn't there.
        let nowhere = "00000000-0000-4000-8000-00000000feed";
        assert_eq!(tom.post(&cite(&shared), &[("clause", &weekly)]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(tom.post(&cite(&own), &[("clause", &weekly)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lea.post(&cite(&shared), &[("clause", &weekly)]).await.status, StatusCode::NOT_FOUND);
        for bad in [nowhere, "not an id"] {
            assert_eq!(ana.post(&cite(&shared), &[("clause", bad)]).await.status, StatusCode::NOT_FOUND, "{bad}");
        }
        // Worded anew and adopted, the passage is lived as before.
        let from = draft.trim_start_matches("/drafts/").to_owned();
        let text = "Every single child reads with joy.\nFamilies are heard.";
        let next = ana.post(&format!("{home}/drafts/new"), &[("from", &from), ("text", text)]).await.leads_to();
        adopt(&may, &next, "1", &[]).await.leads_to();
        tom.get(&home)
            .await
            .ok()
            .shows("Every single child")
            .shows("Ninety words")
            .shows("1 of 2 passages of the vision");
        // What cites shows each passage once, as it holds now and where it stands now.
        let heard = clause(&tom.get(&next).await.ok(), "Families are heard.");
        ana.post(&cite(&shared), &[("clause", &heard)]).await.leads_to();
        let from = next.trim_start_matches("/drafts/").to_owned();
        let text = "Families are heard and answered.\nEvery single child reads with joy.";
        let last = ana.post(&format!("{home}/drafts/new"), &[("from", &from), ("text", text)]).await.leads_to();
        adopt(&may, &last, "1", &[]).await.leads_to();
        let goal = tom.get(&format!("/goals/{shared}")).await.ok().hides("Families are heard.");
        let at = |text: &str| goal.body.match_indices(text).map(|(at, _)| at).collect::<Vec<_>>();
        let (heard, reads) = (at("Families are heard and answered."), at("Every single child reads with joy."));
        assert!(heard.len() == 1 && reads.len() == 1 && heard < reads, "{heard:?} {reads:?}");
    });
}

#[test]
fn a_decision_and_a_point_of_an_agenda_cite_what_the_school_says() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]);
        let draft = begin(&ana, &world.cedar.to_string(), "vision", FIRST).await;
        let shown = ana.get(&draft).await.ok();
        let (home, weekly) = (statement(&shown), clause(&shown, "We learn from each other"));
        let (plan, on) = (format!("/communities/{team}/meetings/new"), today(&world));
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
        ana.get(&meeting).await.ok().hides("Cite a passage");
        adopt(&may, &draft, "1", &[]).await.leads_to();
        ana.post(&format!("{meeting}/begin"), &[]).await.leads_to();
        ana.post(&format!("{meeting}/decisions"), &[("decision", "We visit each other in October")]).await.leads_to();
        let page = ana.get(&meeting).await.ok().shows("Cite a passage for a point or a decision");
        let way = |what: &str| {
            let end = page.body.find(what).expect("the way there");
            let at = page.body[..end].rfind("href=\"").expect("a link") + "href=\"".len();
            page.body[at..end].to_owned() + "/cite"
        };
        let (decision, point) = (way("/cite\">We visit"), way("/cite\">Who visits"));
        for way in [&decision, &point] {
            assert_eq!(tom.get(way).await.status, StatusCode::NOT_FOUND, "{way}");
            assert_eq!(tom.post(way, &[("clause", &weekly)]).await.status, StatusCode::NOT_FOUND, "{way}");
            ana.get(way).await.ok().shows("Which passage does it live?");
            ana.post(way, &[("clause", &weekly)]).await.leads_to();
        }
        ana.get(&meeting)
            .await
            .ok()
            .shows("What we are here for, lived here")
            .shows("We learn from each other every week.");
        ana.get(&home)
            .await
            .ok()
            .shows("We visit each other in October")
            .shows("Who visits whom")
            .shows("Lived 2 times:");
        tom.get(&home).await.ok().hides("We visit each other").hides("Who visits whom");
        // A point that is taken off the agenda takes its citation along.
        ana.post(&point.replace("/cite", "/move"), &[("to", "out")]).await.leads_to();
        ana.get(&home).await.ok().shows("Lived once:").hides("Who visits whom");
    });
}

sql! {
    CITED = "select count(*) from event v where v.verb = 'statement.cited' and ", store::sees!("v");
}

/// Writes what was tried in a cycle that is at that step, for all members or for the peers; its id.
async fn tried(who: &Actor, cycle: &str, text: &str, seen: &str) -> String {
    let sent = [("step", "apply"), ("w-tried", text), ("seen", seen)];
    let to = who.post(&format!("{cycle}/entries"), &sent).await.leads_to();
    to.split("#e-").nth(1).expect("the entry").to_owned()
}

#[test]
fn a_try_is_evidence_for_a_passage_to_those_who_may_see_the_try_and_to_nobody_else() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let ida = world.person("Ida", Role::Teacher, world.cedar);
        let rob = world.person("Rob", Role::Principal, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        // Rob is a member, and evaluates the others: what is for the peers isn't for him.
        let members = [(ana.id, Part::Facilitator), (tom.id, Part::Member), (rob.id, Part::Member)];
        let team = world.community(world.cedar, "Grade 3 Readers", &members);
        let new = [("title", "Fluency in the third grade"), ("shape", "six-actions")];
        let cycle = ana.post(&format!("/communities/{team}/cycles"), &new).await.leads_to();
        ana.post(&format!("{cycle}/move"), &[("kind", "on"), ("to", "apply")]).await.leads_to();
        let open = tried(&ana, &cycle, "I read the ending first.", "inside").await;
        let close = tried(&ana, &cycle, "I lost them after ten minutes.", "peers").await;
        let draft = begin(&ana, &world.cedar.to_string(), "vision", FIRST).await;
        let shown = ana.get(&draft).await.ok();
        let (home, weekly) = (statement(&shown), clause(&shown, "We learn from each other"));
        ana.get(&cycle).await.ok().hides("Cite a passage");
        adopt(&rob, &draft, "1", &[]).await.leads_to();
        let page = ana.get(&cycle).await.ok().shows("Cite a passage for this cycle");
        page.shows(&format!("/entries/{open}/cite")).shows(&format!("/entries/{close}/cite"));
        rob.get(&cycle).await.ok().shows(&format!("/entries/{open}/cite")).hides(&close);
        let (open, close) = (format!("/entries/{open}/cite"), format!("/entries/{close}/cite"));
        ana.get(&close).await.ok().shows("Which passage does it live?").shows("ten minutes");
        for way in [&open, &close] {
            for _ in 0..2 {
                ana.post(way, &[("clause", &weekly), ("_once", "c1")]).await.leads_to();
            }
        }
        // The passage of the school shows it to the members, the peers' to the peers, and to the school neither; nor how many.
        let page =
            tom.get(&home).await.ok().shows("Lived 2 times:").shows("ten minutes").shows("a try, Grade 3 Readers");
        page.shows(&close.replace("/entries/", "#e-").replace("/cite", ""));
        rob.get(&home).await.ok().shows("Lived once:").shows("the ending first").hides("ten minutes");
        ida.get(&home)
            .await
            .ok()
            .hides("Lived ")
            .hides("the ending first")
            .shows("Nothing you can see cites this yet.");
        ida.get("/vision").await.ok().hides("lived once").hides("lived 2");
        rob.get("/vision").await.ok().shows("lived once");
        tom.get("/vision").await.ok().shows("lived 2 times");
        // The news of it too: to those who see what cites.
        for (who, told) in [(&tom, 2), (&rob, 1), (&ida, 0), (&lea, 0)] {
            let (person, now) = (who.id, world.t.db.now());
            let found = world.t.db.read_now(move |c| c.count(CITED, args![person, now])).unwrap();
            assert_eq!(found, told, "{}", who.name);
        }
        rob.get(&cycle).await.ok().shows("What we are here for, lived here").hides("ten minutes");
        // Nobody but a member who sees the try, and nothing of another district.
        for (who, way, status) in [
            (&rob, &close, StatusCode::NOT_FOUND),
            (&ida, &open, StatusCode::NOT_FOUND),
            (&lea, &open, StatusCode::NOT_FOUND),
        ] {
            assert_eq!(who.get(way).await.status, status, "{} {way}", who.name);
            assert_eq!(who.post(way, &[("clause", &weekly)]).await.status, status, "{} {way}", who.name);
        }
        let away = begin(&lea, &world.lake.to_string(), "vision", FIRST).await;
        let theirs = clause(&lea.get(&away).await.ok(), "We learn from each other");
        assert_eq!(ana.post(&open, &[("clause", &theirs)]).await.status, StatusCode::NOT_FOUND);
        // A try that is taken out is evidence for nothing; neither is one that is cited no more.
        let gone = close.replace("/cite", "/remove").replace("/entries/", &format!("{cycle}/entries/"));
        ana.post(&gone, &[("_rev", "1")]).await.leads_to();
        tom.get(&home).await.ok().shows("Lived once:").hides("ten minutes");
        assert_eq!(ana.get(&close).await.status, StatusCode::NOT_FOUND);
        ana.post(&open, &[("was", &weekly)]).await.leads_to();
        tom.get(&home).await.ok().hides("the ending first").shows("Nothing you can see cites this yet.");
        // The cycle as a whole can cite too.
        ana.post(&format!("{cycle}/cite"), &[("clause", &weekly)]).await.leads_to();
        tom.get(&home).await.ok().shows("a cycle, Grade 3 Readers");
        ida.get(&home).await.ok().hides("Fluency in the third grade");
    });
}

#[test]
fn a_policy_is_adopted_by_name_with_a_day_to_look_again() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let river = world.office().to_string();
        let policy = |text: &'static str| {
            let place = river.clone();
            let lou = lou.clone();
            async move {
                let sent =
                    [("place", place.as_str()), ("kind", "policy"), ("name", "Time for learning"), ("text", text)];
                lou.post("/vision/new", &sent).await.leads_to()
            }
        };
        let first = policy("Forty-five minutes a week are free.").await;
        adopt(&lou, &first, "1", &[]).await.leads_to();
        let home = statement(&lou.get(&first).await.ok());
        let held = ana.get(&home).await.ok().shows("Policy of Riverbend: Time for learning");
        held.shows("Looked at again on September 1, 2027.");
        // One of the same name is another draft of it; once adopted, both wordings stay with their days.
        let second = policy("Sixty minutes a week are free.").await;
        let shown = lou.get(&second).await.ok();
        assert_eq!(statement(&shown), home);
        let minutes = clause(&shown, "Sixty minutes");
        adopt(&lou, &second, "1", &[]).await.leads_to();
        let all = ana.get(&format!("{home}/versions")).await.ok().shows("2 wordings have been adopted.");
        all.shows("Forty-five").shows("Sixty");
        // It reaches practice where a team cites it, and both sides show that.
        let team = world.community(world.cedar, "Grade 3 Readers", &[(ana.id, Part::Facilitator)]);
        let (shared, _) = goals_of(&world, team, ana.id);
        ana.post(&format!("/goals/{shared}/cite"), &[("clause", &minutes)]).await.leads_to();
        ana.get(&home).await.ok().shows("Lived once:").shows("Ninety words");
        ana.get(&format!("/goals/{shared}")).await.ok().shows("Sixty minutes a week are free.");
    });
}

#[test]
fn home_shows_the_vision_of_the_nearest_place_also_to_who_works_at_a_school_and_for_its_district() {
    on_each(|world| async move {
        let may = world.person("May", Role::Principal, world.cedar);
        let lou = world.person("Lou", Role::DistrictAdministrator, world.office());
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let (id, district, office) = (ana.id, world.district, world.office());
        world.write(move |tx| Ok(crate::people::give_role(tx, district, id, office, Role::Coach, "", "")?));
        ana.get("/").await.ok().hides("data-testid=\"vision\"");
        let all = begin(&lou, &office.to_string(), "vision", "Learning is everybody's work.\nIn every place.").await;
        adopt(&lou, &all, "1", &[]).await.leads_to();
        ana.get("/").await.ok().shows("Learning is everybody").shows("Vision of Riverbend").hides("In every place.");
        let ours = begin(&may, &world.cedar.to_string(), "vision", FIRST).await;
        adopt(&may, &ours, "1", &[]).await.leads_to();
        for (who, shown) in [
            (&ana, "Every child reads with joy."),
            (&may, "Every child reads with joy."),
            (&lou, "Learning is everybody"),
        ] {
            who.get("/").await.ok().shows(shown).hides("We learn from each other");
        }
    });
}
