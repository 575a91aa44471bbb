//! The API keeps the rules of the pages, and its description keeps to the routes.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use store::args;

use super::openapi::describe;
use crate::communities::{NewCommunity, Part, add, join};
use crate::cycles;
use crate::testing::{Actor, World, on_each};
use crate::{Method, Role, routes};

/// Asks the API with a token in place of a cookie.
async fn ask(
    world: &World,
    who: &Actor,
    method: &str,
    path: &str,
    body: Option<Value>,
    headers: &[(&str, &str)],
) -> (StatusCode, Value) {
    store::sql! {
        TOKEN = "insert into token (hash, person, district, name, made, expires, ended) values ($1, $2, $3, 'test', 0, $4, null) \
                 on conflict (hash) do nothing";
    }
    let secret = format!("secret of {}", who.id);
    let (hash, id, district) = (store::hash_secret(&secret), who.id, world.district);
    world.write(move |tx| Ok(tx.exec(TOKEN, args![hash, id, district, store::Time::NEVER])?));
    let mut request =
        Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {secret}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = body.map_or(Body::empty(), |b| Body::from(b.to_string()));
    let answer = world.stranger().send(request.body(body).unwrap()).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
}

#[test]
fn the_description_names_every_route_and_no_other() {
    let described = describe();
    let mut from_document: Vec<(String, String)> = Vec::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        from_document.extend(methods.as_object().unwrap().keys().map(|m| (path.clone(), m.clone())));
    }
    let mut from_routes: Vec<(String, String)> = routes()
        .list()
        .iter()
        .filter(|r| r.path.starts_with("/api/v1/"))
        .map(|r| {
            let method = match r.method {
                Method::Get => "get",
                Method::Post => "post",
                Method::Put => "put",
                Method::Patch => "patch",
                Method::Delete => "delete",
            };
            (r.path.to_owned(), method.to_owned())
        })
        .collect();
    from_document.sort();
    from_routes.sort();
    assert_eq!(from_document, from_routes);
}

#[test]
fn a_token_acts_as_its_person_and_nothing_more() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let (status, me) = ask(&world, &ana, "GET", "/api/v1/me", None, &[]).await;
        assert_eq!((status, me["name"].as_str()), (StatusCode::OK, Some("Ana Test")));
        let nobody = world.stranger().get("/api/v1/me").await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
        assert_eq!(nobody.headers["content-type"], "application/problem+json");

        let (district, org, ana_id) = (world.district, world.cedar, ana.id);
        let cycle = world.write(move |tx| {
            let new = NewCommunity {
                district,
                org,
                name: "Readers",
                purpose: "",
                basis: "students",
                composition: "mixed",
                mode: "blended",
                grades: "",
                subjects: "",
            };
            let community = add(tx, &new, Some(ana_id))?;
            cycles::ensure_shapes(tx)?;
            let links = cycles::Links::default();
            let new = cycles::NewCycle {
                community,
                shape: "pdsa",
                title: "Partner reading",
                links,
                grew_from: None,
                due: None,
            };
            let cycle = cycles::begin(tx, ana_id, &new)?;
            Ok((cycle, community))
        });
        let (cycle, community) = cycle;
        let path = format!("/api/v1/cycles/{cycle}/entries");
        let (_, shown) = ask(&world, &ana, "GET", &format!("/api/v1/cycles/{cycle}"), None, &[]).await;
        let step = shown["step"].as_str().unwrap().to_owned();
        let shape = learning::shape::Shape::built_in().into_iter().find(|s| s.key == "pdsa").unwrap();
        let field = shape.steps[0].fields[0].key.clone();
        let body = json!({ "step": step, "fields": { (field.clone()): "Pairs by distance" } });

        let (unknown, _) = ask(&world, &tom, "POST", &path, Some(body.clone()), &[]).await;
        assert_eq!(unknown, StatusCode::NOT_FOUND, "whoever isn't in the community can't know of its cycle");

        let once = [("Idempotency-Key", "k1")];
        let (status, first) = ask(&world, &ana, "POST", &path, Some(body.clone()), &once).await;
        assert_eq!(status, StatusCode::CREATED, "{first}");
        let (_, again) = ask(&world, &ana, "POST", &path, Some(body), &once).await;
        assert_eq!(first["id"], again["id"]);
        let (_, list) = ask(&world, &ana, "GET", &format!("{path}?limit=1"), None, &[]).await;
        assert_eq!((list["items"].as_array().unwrap().len(), &list["next"]), (1, &Value::Null));

        let entry = format!("/api/v1/entries/{}", first["id"].as_str().unwrap());
        let change = |text: &str| Some(json!({ "fields": { (field.clone()): text } }));
        let (status, _) = ask(&world, &ana, "PATCH", &entry, change("One"), &[("If-Match", "\"1\"")]).await;
        assert_eq!(status, StatusCode::OK);
        let (status, stale) = ask(&world, &ana, "PATCH", &entry, change("Two"), &[("If-Match", "\"1\"")]).await;
        assert_eq!(status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(stale["yours"][&field], "Two");
        assert_eq!(stale["theirs"]["fields"][&field], "One");

        let tom_id = tom.id;
        world.write(move |tx| Ok(join(tx, community, tom_id, Part::Member, None)?));
        let (status, _) = ask(&world, &tom, "PATCH", &entry, change("Three"), &[("If-Match", "\"2\"")]).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn what_needs_another_look_is_said_by_field() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let own = json!({ "text": "I hear every child read weekly", "kind": "student", "ownerPerson": ana.id });
        let (status, goal) = ask(&world, &ana, "POST", "/api/v1/goals", Some(own), &[]).await;
        assert_eq!((status, goal["level"].as_str()), (StatusCode::CREATED, Some("individual")), "{goal}");
        let educator = json!({ "text": "I learn", "kind": "educator", "ownerPerson": ana.id });
        let (status, problem) = ask(&world, &ana, "POST", "/api/v1/goals", Some(educator), &[]).await;
        assert_eq!(
            (status, problem["errors"][0]["field"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("serves"))
        );
        let schools = json!({ "text": "All", "kind": "student", "ownerOrganization": world.cedar });
        let (status, _) = ask(&world, &ana, "POST", "/api/v1/goals", Some(schools), &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (status, _) = ask(&world, &ana, "GET", "/api/v1/goals?cursor=nonsense", None, &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}
