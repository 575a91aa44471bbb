//! The room's story, as its actors tell it.

use axum::http::StatusCode;
use store::CommunityId;

use super::{Part, join};
use crate::Role;
use crate::testing::{Actor, World, on_each};

fn founded(world: &World, by: &Actor) -> CommunityId {
    world.community(world.cedar, "Grade 3 Readers", &[(by.id, Part::Facilitator)])
}

#[test]
fn a_teacher_begins_a_community_and_a_colleague_joins() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        ana.get("/communities").await.ok().shows("You are not in a community yet.");
        let cedar = world.cedar.to_string();
        let fields = [
            ("_once", "x1"),
            ("org", cedar.as_str()),
            ("name", "Grade 3 Readers"),
            ("basis", "students"),
            ("composition", "horizontal"),
            ("mode", "blended"),
        ];
        let members = ana.post("/communities/new", &fields).await.leads_to();
        assert_eq!(
            ana.post("/communities/new", &fields).await.leads_to(),
            members,
            "a double click makes one community"
        );
        let page = members.strip_suffix("/members").unwrap().to_owned();
        ana.get(&members).await.ok().shows("Tom Test");
        ana.post(&members, &[("person", &tom.id.to_string()), ("part", "invited")]).await.leads_to();
        tom.get("/communities").await.ok().shows("One community has asked you to join.");
        tom.get(&page).await.ok().shows("has asked you to join").hides("data-testid=\"invite\"");
        tom.post(&format!("{page}/answer"), &[("answer", "yes")]).await.leads_to();
        ana.get(&page).await.ok().shows("2 members").shows("Seen by the 2 members of Grade 3 Readers.");
    });
}

#[test]
fn only_who_facilitates_or_leads_the_school_changes_it() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let other = world.person("Ole", Role::Principal, world.oak);
        let id = founded(&world, &ana);
        let edit = format!("/communities/{id}/edit");
        assert_eq!(tom.get(&edit).await.status, StatusCode::FORBIDDEN);
        assert_eq!(other.get(&edit).await.status, StatusCode::FORBIDDEN);
        may.get(&edit).await.ok();
        let tom_id = tom.id.to_string();
        let change = format!("/communities/{id}/members/change");
        assert_eq!(
            tom.post(&change, &[("person", &tom_id), ("part", "facilitator")]).await.status,
            StatusCode::FORBIDDEN
        );
        let invited = tom_id.as_str();
        ana.post(&format!("/communities/{id}/members"), &[("person", invited)]).await.leads_to();
        let forced = ana.post(&change, &[("person", invited), ("part", "facilitator")]).await;
        assert_eq!(forced.status, StatusCode::FORBIDDEN, "an invitation is answered by who got it");
    });
}

#[test]
fn another_districts_ids_are_nobody_and_nothing() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let lea = world.person("Lea", Role::DistrictAdministrator, world.lake);
        let id = founded(&world, &ana);
        let unknown = CommunityId(uuid::Uuid::from_u128(7));
        for path in ["", "/edit", "/members"] {
            let theirs = lea.get(&format!("/communities/{id}{path}")).await;
            let nothing = lea.get(&format!("/communities/{unknown}{path}")).await;
            assert_eq!(
                (theirs.status, theirs.gist()),
                (nothing.status, nothing.gist().replace(&unknown.to_string(), &id.to_string()))
            );
        }
        let lea_id = lea.id.to_string();
        let asked = ana.post(&format!("/communities/{id}/members"), &[("person", &lea_id)]).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
        let lake = world.lake.to_string();
        let fields =
            [("org", lake.as_str()), ("name", "X"), ("basis", "goal"), ("composition", "mixed"), ("mode", "virtual")];
        assert_eq!(ana.post("/communities/new", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn two_tabs_keep_both_texts() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let id = founded(&world, &ana);
        let edit = format!("/communities/{id}/edit");
        let with = |name: &'static str| {
            [("_rev", "1"), ("name", name), ("basis", "students"), ("composition", "horizontal"), ("mode", "virtual")]
        };
        ana.post(&edit, &with("First name")).await.leads_to();
        let second = ana.post(&edit, &with("Second name")).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        second.shows("First name").shows("Second name");
    });
}

#[test]
fn the_last_facilitator_cannot_vanish_and_whoever_leaves_sees_no_more() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let id = founded(&world, &ana);
        let tom_id = tom.id;
        world.write(move |tx| Ok(join(tx, id, tom_id, Part::Facilitator, None)?));
        ana.post(&format!("/communities/{id}/leave"), &[]).await.leads_to();
        assert_eq!(tom.post(&format!("/communities/{id}/leave"), &[]).await.status, StatusCode::FORBIDDEN);
        ana.get(&format!("/communities/{id}")).await.ok().shows("Seen by everyone in Riverbend.");
    });
}

#[test]
fn a_resting_community_is_read_and_taken_up_again() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let id = founded(&world, &ana);
        ana.post(&format!("/communities/{id}/archive"), &[("to", "archive")]).await.leads_to();
        ana.get(&format!("/communities/{id}")).await.ok().shows("This community is resting.");
        ana.get("/communities").await.ok().shows("You are not in a community yet.");
        ana.post(&format!("/communities/{id}/archive"), &[("to", "open")]).await.leads_to();
        ana.get("/communities").await.ok().shows("You learn in one community.");
    });
}

#[test]
fn a_leader_sees_who_has_no_community_at_their_own_places() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let ben = world.person("Ben", Role::Teacher, world.cedar);
        let oda = world.person("Oda", Role::Teacher, world.oak);
        let pia = world.person("Pia", Role::Principal, world.cedar);
        let dora = world.person("Dora", Role::DistrictAdministrator, world.office());
        assert_eq!(ana.get("/communities/coverage").await.status, axum::http::StatusCode::NOT_FOUND);
        let (district, cedar, by) = (world.district, world.cedar, ana.id);
        world.write(move |tx| {
            let new = super::NewCommunity {
                district,
                org: cedar,
                name: "Readers",
                purpose: "Read",
                basis: "students",
                composition: "vertical",
                mode: "face-to-face",
                grades: "",
                subjects: "",
            };
            Ok(super::add(tx, &new, Some(by))?)
        });
        let page = pia.get("/communities/coverage").await.ok();
        let page = page.shows("1 of 2 teachers have no community yet").shows(&ben.name);
        page.hides(&oda.name);
        dora.get("/communities/coverage").await.ok().shows("2 of 3 teachers").shows(&oda.name);
        let at = format!("/communities/coverage?school={}", world.oak);
        dora.get(&at).await.ok().shows(&oda.name).hides("Ben Test");
        pia.get(&format!("/people/{}", ana.id)).await.ok().shows("Readers");
    });
}
