//! Who sees whom, who brings people in, and what a link or a token opens.

use axum::http::StatusCode;
use store::args;

use crate::testing::{Actor, World, on_each};
use crate::{Role, Stop};

store::sql! {
    LAST_MAIL = "select body from mail where address = $1 order by made desc, id desc limit 1";
    LETTERS = "select count(*) from mail where address = $1";
    ID_OF = "select id from person where email = $1";
}

fn lead(world: &World) -> (Actor, Actor, Actor, Actor) {
    (
        world.person("Ana", Role::Teacher, world.cedar),
        world.person("Pia", Role::Principal, world.cedar),
        world.person("Ida", Role::SystemAdministrator, world.office()),
        world.person("Lou", Role::Teacher, world.lake),
    )
}

#[test]
fn the_directory_shows_who_works_here_and_guests_see_nobody() {
    on_each(|world| async move {
        let (ana, _, _, lou) = lead(&world);
        let gus = world.person("Gus", Role::Guest, world.cedar);
        ana.get("/people")
            .await
            .ok()
            .shows("Who works in Riverbend")
            .shows("Pia Test")
            .hides("Lou Test")
            .hides("Gus Test");
        gus.get("/people").await.ok().hides("Ana Test").shows("Only who works here");
        assert_eq!(gus.get(&format!("/people/{}", ana.id)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lou.get(&format!("/people/{}", ana.id)).await.status, StatusCode::NOT_FOUND);
        ana.get(&format!("/people/{}", ana.id)).await.ok().shows("Teacher, Cedar Street").shows("@school.test");
        ana.get("/people?find=pi").await.ok().shows("Pia Test").hides("Ida Test");
        ana.get("/people?role=principal").await.ok().shows("Pia Test").hides("Ida Test");
        ana.get(&format!("/people?school={}", world.oak)).await.ok().shows("Nobody fits");
        ana.get("/people?find=%25&school=x&after=%20&grade=_&subject=%27%3B--").await.ok().shows("Nobody fits");
    });
}

#[test]
fn a_page_shows_fifty_and_the_next_goes_on_where_it_ended() {
    on_each(|world| async move {
        let (ana, ..) = lead(&world);
        let (district, cedar) = (world.district, world.cedar);
        world.write(move |tx| {
            for n in 0..70 {
                let family = format!("Family{:02}", n % 60);
                let new = super::NewPerson {
                    district,
                    given: "Same",
                    family: &family,
                    email: None,
                    source: "",
                    sourced_id: "",
                };
                let id = super::add_person(tx, &new)?;
                super::give_role(tx, district, id, cedar, Role::Teacher, "03,04", "Mathematics")?;
            }
            Ok(())
        });
        let first = ana.get("/people?subject=math&grade=03").await.ok();
        assert_eq!(first.body.matches("Same Family").count(), 50);
        let at = first.body.find("rel=\"next\" href=\"").unwrap() + 17;
        let next = first.body[at..].split('"').next().unwrap().replace("&amp;", "&");
        let second = ana.get(&next).await.ok();
        assert_eq!(second.body.matches("Same Family").count(), 20);
        assert!(!second.body.contains("rel=\"next\""));
        ana.get("/people?grade=3").await.ok().shows("Nobody fits");
    });
}

#[test]
fn whoever_is_added_comes_in_with_the_letter_and_only_with_the_newest() {
    on_each(|world| async move {
        let (ana, pia, ..) = lead(&world);
        let cedar = world.cedar.to_string();
        let form =
            [("given", "Noa"), ("family", "Bell"), ("email", "Noa@School.test"), ("role", "teacher"), ("org", &cedar)];
        assert_eq!(ana.post("/people/new", &form).await.status, StatusCode::NOT_FOUND);
        let page = pia.post("/people/new", &form).await.leads_to();
        assert_eq!(pia.post("/people/new", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let link = |world: &World| {
            let body: String =
                world.write(|tx| tx.one(LAST_MAIL, args!["noa@school.test"], |r| r.get(0))?.ok_or(Stop::Nothing));
            body.split_whitespace().find_map(|w| w.strip_prefix("http://perennial.test")).unwrap().to_owned()
        };
        let first = link(&world);
        world.t.clock.travel(world.t.clock.now().plus_seconds(60));
        pia.get(&page).await.ok().shows("Has not signed in yet");
        assert_eq!(pia.post(&format!("{page}/invite"), &[]).await.leads_to(), page);
        let second = link(&world);
        assert_ne!(first, second);
        let stranger = world.stranger();
        assert_eq!(stranger.get(&first).await.status, StatusCode::NOT_FOUND);
        stranger.get(&second).await.ok().shows("Welcome, Noa");
        assert_eq!(stranger.post(&second, &[("password", "a long enough one")]).await.leads_to(), "/");
        assert_eq!(stranger.get(&second).await.status, StatusCode::NOT_FOUND);
        // Somebody who is here isn't invited again.
        pia.post(&format!("{page}/invite"), &[]).await.leads_to();
        assert_eq!(world.t.db.read_now(|c| c.count(LETTERS, args!["noa@school.test"])).unwrap(), 2);
        let none = [("given", ""), ("family", "x"), ("email", "no address"), ("role", "teacher"), ("org", "x")];
        assert_eq!(pia.post("/people/new", &none).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_leader_gives_what_is_below_them_at_their_place_and_an_administrator_all() {
    on_each(|world| async move {
        let (ana, pia, ida, lou) = lead(&world);
        let (cedar, oak, lake) = (world.cedar.to_string(), world.oak.to_string(), world.lake.to_string());
        let page = format!("/people/{}", ana.id);
        let roles = format!("{page}/roles");
        for (role, org) in
            [("principal", &cedar), ("systemAdministrator", &cedar), ("coach", &oak), ("coach", &lake), ("x", &cedar)]
        {
            let answer = pia.post(&roles, &[("role", role), ("org", org)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{role}");
        }
        assert_eq!(ana.post(&roles, &[("role", "coach"), ("org", &cedar)]).await.status, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            pia.post(&roles, &[("role", "coach"), ("org", &cedar)]).await.leads_to();
        }
        let shown = pia.get(&page).await.ok().shows("Coach, Cedar Street");
        assert_eq!(shown.body.matches("name=\"id\"").count(), 2);
        let lou_page = format!("/people/{}/roles", lou.id);
        assert_eq!(ida.post(&lou_page, &[("role", "coach"), ("org", &cedar)]).await.status, StatusCode::NOT_FOUND);
        ida.post(&roles, &[("role", "principal"), ("org", &oak)]).await.leads_to();
        // What an administrator gave, a leader doesn't take away.
        let shown = pia.get(&page).await.ok().shows("Principal, Oak Hill");
        assert_eq!(shown.body.matches("name=\"id\"").count(), 2);
        let own = format!("/people/{}/roles", pia.id);
        assert_eq!(pia.post(&own, &[("role", "coach"), ("org", &cedar)]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(pia.post(&format!("{page}/end"), &[]).await.status, StatusCode::NOT_FOUND);
        ida.post(&format!("{page}/end"), &[]).await.leads_to();
        assert_eq!(ana.get("/account").await.leads_to(), "/sign-in?next=/account");
        assert_eq!(pia.get(&page).await.status, StatusCode::NOT_FOUND);
        ida.get(&page).await.ok().shows("This person has left");
        assert_eq!(ida.post(&format!("/people/{}/end", ida.id), &[]).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_token_is_shown_once_and_ends_when_its_person_says_so() {
    on_each(|world| async move {
        let (ana, pia, ..) = lead(&world);
        let made = ana.post("/account/tokens", &[("name", "<b>export"), ("days", "30")]).await;
        let cookie = made.headers["set-cookie"].to_str().unwrap().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=60"));
        assert_eq!(made.leads_to(), "/account/tokens");
        let secret = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
        let page = ana.get("/account/tokens").await.ok().shows("&lt;b&gt;export").hides(&secret);
        let hash = store::hash_secret(&secret);
        assert!(page.body.contains(&hash));
        pia.post("/account/tokens/end", &[("token", &hash)]).await.leads_to();
        ana.get("/account/tokens").await.ok().shows("One program can act for you");
        ana.post("/account/tokens/end", &[("token", &hash)]).await.leads_to();
        ana.get("/account/tokens").await.ok().shows("No program acts for you");
        let bad = [("name", ""), ("days", "9999")];
        assert_eq!(ana.post("/account/tokens", &bad).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.stranger().get("/demo/mailbox").await.status, StatusCode::NOT_FOUND);
    });
}
