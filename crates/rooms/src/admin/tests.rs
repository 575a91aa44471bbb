//! Administration, as those who look after a server tell it.

use crate::testing::on_each;

const FORM: [(&str, &str); 8] = [
    ("given", "Ines"),
    ("family", "Park"),
    ("email", "ines@riverbend.example"),
    ("password", "a long enough one"),
    ("start", "empty"),
    ("name", "Riverbend"),
    ("zone", "America/Denver"),
    ("lang", "es"),
];

#[test]
fn a_new_server_welcomes_its_first_person_once() {
    on_each(|world| async move {
        let nobody = world.stranger();
        assert_eq!(nobody.get("/").await.leads_to(), "/welcome");
        assert_eq!(nobody.get("/sign-in").await.leads_to(), "/welcome");
        nobody.get("/welcome").await.ok().shows("Nobody is here yet").hides("The sample district");
        let mut short = FORM;
        short[3].1 = "short";
        short[6].1 = "Nowhere/Atall";
        let answer = nobody.post("/welcome", &short).await;
        assert_eq!(answer.status, 422, "{}", answer.gist());
        nobody.get("/welcome").await.ok();

        let answer = nobody.post("/welcome", &FORM).await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        assert_eq!(answer.leads_to(), "/");
        let request = axum::http::Request::get("/account").header("cookie", cookie);
        let account = nobody.send(request.body(axum::body::Body::empty()).unwrap()).await;
        account.ok().shows("Ines Park").shows("lang=\"es\"");

        assert_eq!(nobody.get("/welcome").await.status, 404);
        assert_eq!(nobody.post("/welcome", &FORM).await.status, 404);
        assert_eq!(nobody.get("/").await.leads_to(), "/sign-in?next=/");
    });
}
