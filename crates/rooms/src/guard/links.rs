//! T3, both ends of a link: whatever form or call names a second thing, a thing that isn't for this person to see can't stand
//! there. It is refused and nothing changes. And who is only invited gets what a colleague gets.

use super::forms::{self, Form, Seen};
use super::routes::call;
use super::scene::{self, Ids, Scene, Whose, fill};
use store::Engine;

use crate::testing::on_each;
use crate::{Method, Route, routes};

const NOBODYS: &str = "00000000-0000-4000-8000-00000000feed";

/// The ids in a text.
fn ids_in(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
    parts.filter(|p| p.len() == 36 && p.parse::<uuid::Uuid>().is_ok()).map(str::to_owned).collect()
}

/// Ids that must not work: everything of another district, and what is closed at another school of this one.
fn strangers(scene: &Scene) -> Vec<(String, String)> {
    let lake = scene.things[&Whose::Lake].iter().map(|(k, v)| (format!("lake's {k}"), v.clone()));
    let closed = [
        "community",
        "goal",
        "goal-educator",
        "goal-own",
        "measure",
        "need",
        "need-educator",
        "cycle",
        "entry",
        "file",
        "lesson",
        "protocol",
        "vote",
        "draft",
        "decision",
        "standard-remark",
        "study",
        "continuum",
        "look-list",
        "reality",
        "reality-school",
        "workshop",
        "question",
        "reflection",
        "priority",
        "process",
    ];
    let oak = scene.things[&Whose::Oak]
        .iter()
        .filter(|(k, _)| closed.contains(k))
        .map(|(k, v)| (format!("oak's {k}"), v.clone()));
    let all = lake.chain(oak).chain([("nobody's".to_owned(), NOBODYS.to_owned())]);
    all.filter(|(_, id)| id.parse::<uuid::Uuid>().is_ok()).collect()
}

/// What a kind is a variety of: an educator's goal is a goal.
fn base(kind: &str) -> &str {
    kind.split('-').next().unwrap_or(kind)
}

/// One form of each make: the same way in with the same fields is tried once.
fn makes(seen: &[Seen], ids: &Ids) -> Vec<(&'static str, Route, Form)> {
    let mut makes: Vec<(&'static str, Route, Form)> = Vec::new();
    for ((method, path), forms) in forms::all(seen, ids) {
        for (by, form) in forms {
            let names: Vec<&str> = form.fields.iter().map(|f| f.name.as_str()).collect();
            let known = makes.iter().any(|(_, route, m)| {
                route.path == path && m.fields.iter().map(|f| f.name.as_str()).eq(names.iter().copied())
            });
            if !known {
                makes.push((by, Route { method, path, rule: crate::Rule::SignedIn }, form));
            }
        }
    }
    makes
}

/// Makes the field at `at` count: no other button is pressed, and nothing else makes the form pass it over.
fn alone(form: &mut Form, at: usize) {
    let name = form.fields[at].name.clone();
    let other = |n: usize, f: &forms::Field| n != at && (f.kind == forms::Kind::Button || f.name == name);
    let mut n = 0;
    let mut kept = 0;
    form.fields.retain(|f| {
        n += 1;
        let keep = !other(n - 1, f);
        kept += usize::from(keep && n - 1 < at);
        keep
    });
    // A strategy that is picked stands in for words, and words win; only an educator goal serves another.
    let words = name.strip_prefix("pick-").map(|key| format!("w-{key}"));
    for field in &mut form.fields {
        if Some(&field.name) == words.as_ref() {
            field.kind = forms::Kind::Hidden;
            field.value.clear();
        }
        if name == "serves" && field.name == "kind" {
            field.value = "educator".into();
        }
    }
    form.fields.swap(0, kept);
}

#[test]
fn no_form_takes_the_id_of_a_thing_that_is_not_for_this_person() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let ours = &scene.things[&Whose::Ours];
        let mut play = scene.play();
        let who = ["facilitator", "member", "principal", "leader", "admin", "invited"];
        let seen = forms::walk(&play, ours, &who, 100).await;
        let strangers = strangers(&scene);
        // Which id stands there is decided above the database, and SQLite has tried every kind in every place: on PostgreSQL, whose scenes cost
        // more, a place is tried with things of its own kind.
        let all_kinds = play.world.t.db.engine() == Engine::Sqlite;
        let (mut wrong, mut tried) = (Vec::new(), 0);
        for (by, route, form) in makes(&seen, ours) {
            let mut sample = form.clone();
            let went = forms::send(play.actor(by), &route, &mut sample).await;
            if went.status.is_redirection() {
                play = scene.play();
            }
            let mut before = play.world.t.dump();
            for (at, field) in form.fields.iter().enumerate() {
                let values = std::iter::once(&field.value).chain(&field.options);
                let Some(shape) = values.filter(|v| !ids_in(v).is_empty()).max_by_key(|v| v.len()) else { continue };
                let own: Vec<&str> =
                    ours.iter().filter(|(_, id)| shape.contains(*id)).map(|(kind, _)| base(kind)).collect();
                let kin =
                    |whose: &str| own.is_empty() || own.contains(&base(whose.rsplit(' ').next().unwrap_or(whose)));
                for (whose, id) in strangers.iter().filter(|(whose, id)| all_kinds || id == NOBODYS || kin(whose)) {
                    let mut mixed = sample.clone();
                    alone(&mut mixed, at);
                    mixed.fields[0].value = ids_in(shape).iter().fold(shape.clone(), |v, was| v.replace(was, id));
                    mixed.fields[0].kind = forms::Kind::Hidden;
                    let answer = call(play.actor(by), &route, &mixed.action, Some(&mixed), ours).await;
                    let after = play.world.t.dump();
                    let changed = scene::changed(&before, &after);
                    before = after;
                    tried += 1;
                    // Ending what isn't there leaves everything as it was wanted.
                    let ended = route.path.ends_with("/end") && answer.status.is_redirection();
                    if !(answer.status.is_client_error() || ended) || !changed.is_empty() {
                        wrong.push(format!(
                            "POST {} as {by}, {} = {whose}: {:.160}\n    {}",
                            route.path,
                            field.name,
                            answer.gist(),
                            changed.join("\n    ")
                        ));
                        play = scene.play();
                        before = play.world.t.dump();
                    }
                }
            }
        }
        assert!(tried > 100, "only {tried} mixtures were tried");
        assert!(wrong.is_empty(), "{} of {tried} mixtures:\n{}", wrong.len(), wrong.join("\n"));
    });
}

#[test]
fn no_call_takes_the_id_of_a_thing_that_is_not_for_this_person() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let ours = &scene.things[&Whose::Ours];
        let play = scene.play();
        let mut wrong = Vec::new();
        for route in routes().list().iter().filter(|r| r.path.starts_with("/api/") && r.method != Method::Get) {
            let named = ids_in(&scene::json_for(route, ours).to_string());
            for (key, own) in ours.iter().filter(|(_, id)| named.contains(id)) {
                for (whose, id) in strangers(&scene) {
                    let mut mixed = ours.clone();
                    mixed.insert(key, id);
                    let before = play.world.t.dump();
                    let answer = call(play.actor("facilitator"), route, &fill(route.path, ours), None, &mixed).await;
                    let changed = scene::changed(&before, &play.world.t.dump());
                    if !answer.status.is_client_error() || !changed.is_empty() {
                        wrong.push(format!(
                            "{} with {whose} for {key} {own}: {:.160} {changed:#?}",
                            route.path,
                            answer.gist()
                        ));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// What only who is invited may do: answer; and what they alone may not, since they were asked already: ask to come in.
const ANSWERS: [&str; 3] = ["/communities/{id}/answer", "/communities/{id}/leave", "/communities/{id}/join"];

#[test]
fn an_invitation_gives_nothing_until_it_is_accepted() {
    let table = include_str!("routes.txt");
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    let column = |name: &str| names.iter().position(|n| *n == name).unwrap() + 2;
    let (invited, colleague, former) = (column("invited"), column("colleague"), column("former"));
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        if !ANSWERS.contains(&words[1]) {
            assert_eq!(words[invited], words[colleague], "{line}");
        }
        assert_eq!(words[former], words[colleague], "who left is a colleague again: {line}");
    }
}
