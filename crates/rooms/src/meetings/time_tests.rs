//! Time to learn together, as a community and as who leads its school tell it.

use axum::http::StatusCode;
use store::CommunityId;

use crate::Role;
use crate::communities::Part;
use crate::testing::{Actor, World, on_each};

fn circle(world: &World, by: &Actor, org: store::OrgId) -> CommunityId {
    world.community(org, "Grade 3 Readers", &[(by.id, Part::Facilitator)])
}

async fn planned(by: &Actor, id: CommunityId, on: &str, at: &str) -> String {
    let fields =
        [("title", "Team meeting"), ("on", on), ("at", at), ("length", "45"), ("every", "0"), ("agenda", "empty")];
    by.post(&format!("/communities/{id}/meetings/new"), &fields).await.leads_to()
}

/// Holds a meeting with thirty minutes of learning and ten of housekeeping.
async fn held(world: &World, by: &Actor, meeting: &str) {
    for (item, lane) in [("Our results", "learning"), ("Field trip forms", "housekeeping")] {
        by.post(&format!("{meeting}/items"), &[("item", item), ("minutes", "20"), ("lane", lane)]).await.leads_to();
    }
    by.post(&format!("{meeting}/begin"), &[]).await.leads_to();
    world.t.clock.travel(world.t.db.now().plus_seconds(1800));
    let page = by.get(meeting).await.ok().body;
    let value = |name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("the way on");
        rest[..36].to_owned()
    };
    let (from, next) = (value("from"), value("next"));
    by.post(&format!("{meeting}/on"), &[("from", &from), ("next", &next), ("to", "on")]).await.leads_to();
    world.t.clock.travel(world.t.db.now().plus_seconds(600));
    by.post(&format!("{meeting}/end"), &[]).await.leads_to();
}

#[test]
fn a_community_and_its_leaders_see_how_the_time_was_used_and_whether_it_lay_in_the_workday() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let ole = world.person("Ole", Role::Principal, world.oak);
        let dora = world.person("Dora", Role::DistrictAdministrator, world.office());
        let id = circle(&world, &ana, world.cedar);
        let (time, leaders) = (format!("/communities/{id}/time"), "/communities/time");
        ana.get(&time).await.ok().shows("No meeting has been held yet").shows("No time of the workday is kept free");
        // May keeps Mondays free, from the day of the test on.
        let cedar = world.cedar.to_string();
        let keep = "/communities/time/protected";
        let today = world.t.db.now().date_in(&jiff::tz::TimeZone::get("America/Chicago").unwrap());
        let weekday = i64::from(today.weekday().to_monday_one_offset()).to_string();
        let (today, other_day) = (today.to_string(), today.yesterday().unwrap().to_string());
        let given = [
            ("school", cedar.as_str()),
            ("weekday", weekday.as_str()),
            ("from", "15:00"),
            ("until", "16:00"),
            ("since", other_day.as_str()),
        ];
        for (who, status) in [(&ana, StatusCode::NOT_FOUND), (&ole, StatusCode::NOT_FOUND)] {
            assert_eq!(who.post(keep, &given).await.status, status);
        }
        for (name, value) in [("until", "14:00"), ("from", "noon"), ("weekday", "8"), ("since", "")] {
            let wrong: Vec<_> = given.iter().map(|(n, v)| if *n == name { (*n, value) } else { (*n, *v) }).collect();
            assert_eq!(may.post(keep, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        }
        may.post(keep, &given).await.leads_to();
        // One inside, one too late in the day, one called off; one nobody began.
        let inside = planned(&ana, id, &today, "15:15").await;
        let late = planned(&ana, id, &today, "15:30").await;
        let off = planned(&ana, id, &today, "15:00").await;
        planned(&ana, id, &today, "06:00").await;
        held(&world, &ana, &inside).await;
        held(&world, &ana, &late).await;
        ana.post(&format!("{off}/cancel"), &[]).await.leads_to();
        world.t.clock.travel(world.t.db.now().plus_days(2));
        let page = ana.get(&time).await.ok();
        let page = page.shows("75 % of the time in the meetings went to learning").shows("of 4 planned");
        page.shows("One meeting lay outside the time that is kept free.").shows("<td>60</td><td>20</td>");
        // Who isn't in it sees it not, its leader neither: she sees the school.
        assert_eq!(tom.get(&time).await.status, StatusCode::FORBIDDEN);
        assert_eq!(may.get(&time).await.status, StatusCode::FORBIDDEN);
        assert_eq!(ana.get(leaders).await.status, StatusCode::NOT_FOUND);
        let school = may.get(leaders).await.ok().shows("75 % of the time").shows("One meeting lay outside");
        school.hides("Grade 3 Readers").hides("Ana Test").hides("Our results").hides("Team meeting");
        ole.get(leaders).await.ok().shows("No meeting has been held yet");
        let at_cedar = format!("{leaders}?school={cedar}");
        assert_eq!(ole.get(&at_cedar).await.status, StatusCode::NOT_FOUND);
        dora.get(&at_cedar).await.ok().shows("75 % of the time");
        dora.get(leaders).await.ok().shows("75 % of the time");
        // No longer kept free: what was inside then still is.
        let shown = may.get(&format!("{keep}?school={cedar}")).await.ok().body;
        let (_, rest) = shown.split_once("name=\"time\" value=\"").expect("a time that can end");
        let end = [("school", cedar.as_str()), ("time", &rest[..36])];
        assert_eq!(ole.post(&format!("{keep}/end"), &end).await.status, StatusCode::NOT_FOUND);
        may.post(&format!("{keep}/end"), &end).await.leads_to();
        may.get(leaders).await.ok().shows("One meeting lay outside").hides("data-testid=\"kept-times\"");
    });
}
