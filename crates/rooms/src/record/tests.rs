//! The room's story, as its actors tell it.

use store::{CommunityId, MeetingId, args, sql};

use crate::communities::{self, NewCommunity, Part};
use crate::testing::{Actor, World, on_each};
use crate::{Role, Stop};

sql! {
    ROWS = "select count(*) from hours where source = $1";
    ON_NOW = "select id from item where meeting = $1 and state = 'open' and began is not null";
    OPEN = "select id from item where meeting = $1 and state = 'open' and began is null order by n limit 1";
}

/// Ana facilitates a team with Ben and Cleo at Cedar Street; May leads the school.
struct Team {
    ana: Actor,
    ben: Actor,
    cleo: Actor,
    may: Actor,
    id: CommunityId,
}

fn team(world: &World) -> Team {
    let ana = world.person("Ana", Role::Teacher, world.cedar);
    let ben = world.person("Ben", Role::Teacher, world.cedar);
    let cleo = world.person("Cleo", Role::Teacher, world.cedar);
    let may = world.person("May", Role::Principal, world.cedar);
    let (district, org, by, others) = (world.district, world.cedar, ana.id, [ben.id, cleo.id]);
    let id = world.write(move |tx| {
        let new = NewCommunity {
            district,
            org,
            name: "Grade 3 Readers",
            purpose: "",
            basis: "students",
            composition: "horizontal",
            mode: "face-to-face",
            grades: "3",
            subjects: "",
        };
        let id = communities::add(tx, &new, Some(by))?;
        for person in others {
            communities::join(tx, id, person, Part::Member, Some(by))?;
        }
        Ok::<_, Stop>(id)
    });
    Team { ana, ben, cleo, may, id }
}

/// The team meets for an hour: so many minutes of learning, then as many of housekeeping as are left. Ben is there, Cleo is away.
async fn meets(world: &World, team: &Team, learning: i64) -> String {
    let list = format!("/communities/{}/meetings/new", team.id);
    let day = world.write(|tx| Ok(tx.now().date_in(&jiff::tz::TimeZone::UTC).to_string()));
    let fields = [
        ("title", "Team meeting"),
        ("on", day.as_str()),
        ("at", "15:15"),
        ("length", "60"),
        ("place", ""),
        ("every", "0"),
        ("agenda", "empty"),
    ];
    let page = team.ana.post(&list, &fields).await.leads_to();
    for (title, lane) in [("Evidence", "learning"), ("Forms", "housekeeping")] {
        team.ana.post(&format!("{page}/items"), &[("item", title), ("minutes", "30"), ("lane", lane)]).await.leads_to();
    }
    team.ana.post(&format!("{page}/begin"), &[]).await.leads_to();
    team.ben.post(&format!("{page}/here"), &[("how", "online")]).await.leads_to();
    team.cleo.post(&format!("{page}/here"), &[("how", "away")]).await.leads_to();
    let id: MeetingId = page.rsplit('/').next().unwrap().parse().unwrap();
    for minutes in [learning, 60 - learning] {
        world.t.clock.travel(world.t.clock.now().plus_seconds(minutes * 60));
        let (from, next) = world.write(move |tx| {
            let from: Option<uuid::Uuid> = tx.one(ON_NOW, args![id], |r| r.get(0))?;
            let next: Option<uuid::Uuid> = tx.one(OPEN, args![id], |r| r.get(0))?;
            Ok((from.map(|u| u.to_string()).unwrap_or_default(), next.map(|u| u.to_string()).unwrap_or_default()))
        });
        team.ana.post(&format!("{page}/on"), &[("from", &from), ("next", &next)]).await.leads_to();
    }
    page
}

fn rows(world: &World, source: &'static str) -> i64 {
    world.write(move |tx| Ok(tx.count(ROWS, args![source])?))
}

#[test]
fn a_meeting_that_ends_writes_the_hours_of_those_who_were_there() {
    on_each(|world| async move {
        let team = team(&world);
        team.ana.get("/record").await.ok().shows("Learning counts itself");
        let page = meets(&world, &team, 42).await;
        assert_eq!(rows(&world, "meeting"), 0, "nothing is counted before it ends");
        team.ana.post(&format!("{page}/end"), &[]).await.leads_to();
        // It ends once, whoever presses.
        let again = team.ben.post(&format!("{page}/end"), &[]).await;
        assert!(again.status.is_client_error() || again.status.is_redirection(), "{}", again.status);
        assert_eq!(rows(&world, "meeting"), 2);
        for who in [&team.ana, &team.ben] {
            who.get("/record")
                .await
                .ok()
                .shows("You have learned for 0.7 hours")
                .shows("42 minutes")
                .shows("Grade 3 Readers");
        }
        team.cleo.get("/record").await.ok().shows("Learning counts itself").hides("42 minutes");
        team.may.get("/record").await.ok().hides("42 minutes");
        // Told again, it is not counted again.
        let (community, id) = (team.id, page.rsplit('/').next().unwrap().parse::<MeetingId>().unwrap());
        world.write(move |tx| {
            let community = communities::known(tx, community)?.ok_or(Stop::Nothing)?;
            super::meeting_ended(tx, &community, id)
        });
        assert_eq!(rows(&world, "meeting"), 2);
    });
}
