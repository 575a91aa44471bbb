//! Signing in, as people do it.

use axum::http::StatusCode;
use store::args;

use super::{hash_password, leave, make_pass, set_password_hash};
use crate::testing::on_each;
use crate::{Role, Stop};

store::sql! {
    EMAIL_OF = "select email from person where id = $1";
    LAST_MAIL = "select body from mail order by made desc limit 1";
}

#[test]
fn a_stranger_is_led_to_the_door_and_on_from_there() {
    on_each(|world| async move {
        let stranger = world.stranger();
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        assert_eq!(stranger.get("/account").await.leads_to(), "/sign-in?next=/account");
        stranger.get("/sign-in?next=/account").await.ok().shows("value=\"/account\"");
        ana.get("/").await.ok().shows("Ana");
        ana.get("/?lang=es").await.ok().shows("Buenos días, Ana");
    });
}

#[test]
fn a_password_opens_and_a_wrong_one_says_what_an_unknown_address_says() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let email: String = world.write(move |tx| {
            set_password_hash(tx, ana.id, &hash_password("a long enough one", &[3; 16]))?;
            tx.one(EMAIL_OF, args![ana.id], |r| r.get(0))?.ok_or(Stop::Nothing)
        });
        let stranger = world.stranger();
        let right = stranger
            .post("/sign-in", &[("email", &email), ("password", "a long enough one"), ("next", "/account")])
            .await;
        assert!(right.headers["set-cookie"].to_str().unwrap().contains("HttpOnly"));
        assert_eq!(right.leads_to(), "/account");
        let wrong = stranger.post("/sign-in", &[("email", &email), ("password", "not the right one")]).await;
        let unknown =
            stranger.post("/sign-in", &[("email", "nobody@school.test"), ("password", "not the right one")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let without_address = |a: &crate::testing::Answer, address: &str| a.gist().replace(address, "");
        assert_eq!(without_address(&wrong, &email), without_address(&unknown, "nobody@school.test"));
    });
}

#[test]
fn guessing_is_slowed_down() {
    on_each(|world| async move {
        let stranger = world.stranger();
        for _ in 0..10 {
            let answer =
                stranger.post("/sign-in", &[("email", "x@school.test"), ("password", "wrong wrong wrong")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = stranger.post("/sign-in", &[("email", "x@school.test"), ("password", "wrong wrong wrong")]).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.headers.contains_key("retry-after"));
    });
}

#[test]
fn a_link_by_mail_opens_once_and_only_when_the_button_is_pressed() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let email: String = world.write(move |tx| tx.one(EMAIL_OF, args![ana.id], |r| r.get(0))?.ok_or(Stop::Nothing));
        let stranger = world.stranger();
        assert_eq!(stranger.post("/sign-in/link", &[("email", &email)]).await.leads_to(), "/sign-in/link");
        let body: String = world.write(|tx| tx.one(LAST_MAIL, &[], |r| r.get(0))?.ok_or(Stop::Nothing));
        let path = body.split_whitespace().find_map(|w| w.strip_prefix("http://perennial.test")).unwrap().to_owned();
        for _ in 0..2 {
            let opened = stranger.get(&path).await.ok().shows("Sign in as Ana Test");
            assert!(!opened.headers.contains_key("set-cookie"));
        }
        assert_eq!(stranger.post(&path, &[]).await.leads_to(), "/");
        assert_eq!(stranger.post(&path, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn whoever_leaves_is_out_everywhere_at_once() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        ana.get("/account").await.ok();
        let district = world.district;
        let pass = world.write(move |tx| {
            let pass = make_pass(tx, district, ana.id, "link", 600)?;
            leave(tx, ana.id)?;
            Ok(pass)
        });
        assert_eq!(ana.get("/account").await.leads_to(), "/sign-in?next=/account");
        assert_eq!(world.stranger().get(&format!("/sign-in/with/{pass}")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn demo_mode_is_not_there_outside_demo_mode() {
    on_each(|world| async move {
        assert_eq!(world.stranger().get("/demo/as/teacher").await.status, StatusCode::NOT_FOUND);
    });
}
