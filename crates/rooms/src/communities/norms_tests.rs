//! Norms, as the members of a community tell it.

use axum::http::StatusCode;
use store::CommunityId;

use super::Part;
use crate::Role;
use crate::testing::{Actor, World, on_each};

pub(super) fn circle(world: &World, members: &[(&Actor, Part)]) -> CommunityId {
    let people: Vec<_> = members.iter().map(|(a, part)| (a.id, *part)).collect();
    world.community(world.cedar, "Grade 3 Readers", &people)
}

const LINES: &str = "- We begin on time\n2. We look before we judge\n5 minutes each, no more";

#[test]
fn norms_hold_when_everybody_said_yes_and_every_version_stays() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let id = circle(&world, &[(&ana, Part::Facilitator), (&tom, Part::Member), (&gus, Part::Guest)]);
        let (page, home) = (format!("/communities/{id}/norms"), format!("/communities/{id}"));
        ana.get(&home).await.ok().shows("No norms yet.");
        ana.post(&page, &[("n", "0"), ("_rev", "0"), ("lines", LINES), ("again", "2026-09-20")]).await.leads_to();
        let seen = tom.get(&home).await.ok();
        let seen = seen.shows("1 of 2 have agreed").shows("<li>We look before we judge</li>");
        seen.shows("<li>5 minutes each, no more</li>").shows("I agree");
        gus.get(&page).await.ok().hides("We begin on time");
        let agree = format!("{page}/agree");
        tom.post(&agree, &[("n", "1"), ("_rev", "1"), ("_once", "t1")]).await.leads_to();
        let held = tom
            .get(&page)
            .await
            .ok()
            .shows("3 sentences everybody here keeps to")
            .shows("Agreed today: ")
            .shows(", Tom Test.");
        held.shows("the guests of Grade 3 Readers");
        gus.get(&home).await.ok().shows("We begin on time").hides("agreed").hides("Agreed");
        // Looked at again: the same day's words with one more, agreed to by both; the first version stays to be read.
        let more = "We begin on time\nWe look before we judge\nPhones stay in the bag";
        let again = [
            ("n", "1"),
            ("_rev", "2"),
            ("lines", more),
            ("changed", "The clock did not help."),
            ("again", "2026-12-01"),
        ];
        tom.post(&page, &again).await.leads_to();
        let open = ana.get(&page).await.ok().shows("<ins>Phones stay in the bag</ins>");
        open.shows("<del>5 minutes each, no more</del>").shows("The clock did not help.").shows("What holds");
        // What she saw before it changed isn't what she says yes to.
        ana.post(&agree, &[("n", "2"), ("_rev", "9")]).await.leads_to();
        ana.get(&page).await.ok().shows("1 of 2 have agreed so far");
        ana.post(&agree, &[("n", "2"), ("_rev", "1")]).await.leads_to();
        ana.get(&page).await.ok().shows("data-testid=\"norms-history\"").shows("5 minutes each, no more");
    });
}

#[test]
fn what_others_said_yes_to_is_never_rewritten_and_two_tabs_keep_both() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let zoe = world.person("Zoe", Role::Teacher, world.cedar);
        let id = circle(&world, &[(&ana, Part::Facilitator), (&tom, Part::Member), (&zoe, Part::Member)]);
        let page = format!("/communities/{id}/norms");
        ana.post(&page, &[("n", "0"), ("_rev", "0"), ("lines", "First try")]).await.leads_to();
        // Nobody else has agreed: she says it better in place. Tom's page is older: both texts stay.
        ana.post(&page, &[("n", "1"), ("_rev", "1"), ("lines", "Second try")]).await.leads_to();
        let both = tom.post(&page, &[("n", "1"), ("_rev", "1"), ("lines", "Mine instead")]).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.shows("Second try").shows("Mine instead");
        tom.post(&format!("{page}/agree"), &[("n", "1"), ("_rev", "2")]).await.leads_to();
        ana.post(&page, &[("n", "1"), ("_rev", "2"), ("lines", "Third try")]).await.leads_to();
        let now = zoe.get(&page).await.ok();
        now.shows("Third try").shows("1 of 3 have agreed");
        let kept = world.write(move |tx| {
            store::sql! { KEPT = "select count(*) from norms s join norms_assent a on a.norms = s.id where s.community = $1 and s.lines = 'Second try'"; }
            Ok(tx.count(KEPT, store::args![id])?)
        });
        assert_eq!(kept, 2, "who agreed to the second stays written down");
        // Too few for the facilitator to say that it holds; with half it does, and Zoe can still agree.
        let settle = format!("{page}/settle");
        let refused = ana.post(&settle, &[("n", "2"), ("_rev", "1")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        tom.post(&format!("{page}/agree"), &[("n", "2"), ("_rev", "1")]).await.leads_to();
        assert_eq!(tom.post(&settle, &[("n", "2"), ("_rev", "1")]).await.status, StatusCode::FORBIDDEN);
        ana.post(&settle, &[("n", "2"), ("_rev", "1")]).await.leads_to();
        zoe.get(&page).await.ok().shows("One sentence everybody here keeps to").shows("I agree");
        zoe.post(&format!("{page}/agree"), &[("n", "2"), ("_rev", "2")]).await.leads_to();
        zoe.get(&page).await.ok().hides("Not yet");
    });
}

#[test]
fn norms_are_made_by_members_only_and_are_short() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let id = circle(&world, &[(&ana, Part::Facilitator), (&gus, Part::Guest)]);
        let page = format!("/communities/{id}/norms");
        let sent = [("n", "0"), ("_rev", "0"), ("lines", "We begin on time")];
        for who in [&may, &gus] {
            assert_eq!(who.post(&page, &sent).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(may.get(&page).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lea.get(&page).await.status, StatusCode::NOT_FOUND);
        let many = ["One"; 13].join("\n");
        for (lines, again, why) in [
            ("", "2027-01-01", "id=\"e-lines\""),
            (" - \n•", "2027-01-01", "id=\"e-lines\""),
            (many.as_str(), "2027-01-01", "Twelve are the most."),
            ("x".repeat(161).as_str(), "2027-01-01", "longer than 160"),
            ("Fine", "2020-01-01", "Choose a day to come."),
        ] {
            let answer = ana.post(&page, &[("n", "0"), ("_rev", "0"), ("lines", lines), ("again", again)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.shows(why);
        }
    });
}

#[test]
fn norms_stand_on_the_page_of_the_meeting_and_their_day_is_offered_to_the_agenda() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let id = circle(&world, &[(&ana, Part::Facilitator)]);
        let sent = [("n", "0"), ("_rev", "0"), ("lines", "We look before we judge"), ("again", "2026-09-21")];
        ana.post(&format!("/communities/{id}/norms"), &sent).await.leads_to();
        let plan = |on: &'static str| {
            [
                ("title", "Team meeting"),
                ("on", on),
                ("at", "15:15"),
                ("length", "45"),
                ("every", "0"),
                ("agenda", "empty"),
            ]
        };
        let new = format!("/communities/{id}/meetings/new");
        let before = ana.post(&new, &plan("2026-09-20")).await.leads_to();
        ana.get(&before).await.ok().shows("We look before we judge").hides("offer-norms");
        let due = ana.post(&new, &plan("2026-09-21")).await.leads_to();
        ana.get(&due).await.ok().shows("offer-norms");
        let item = [("item", "Look at our norms again"), ("minutes", "10"), ("lane", "learning")];
        ana.post(&format!("{due}/items"), &item).await.leads_to();
        ana.get(&due).await.ok().shows("Look at our norms again").hides("offer-norms");
        ana.post(&format!("{due}/begin"), &[]).await.leads_to();
        ana.get(&due).await.ok().shows("data-testid=\"norms-in-sight\"").shows("We look before we judge");
    });
}
