//! T4, empty scope: who has no role, no community, or only a school that was closed sees none of anybody's things, anywhere.

use store::{OrgId, args, sql};

use super::forms;
use super::scene::{self, Play, Scene, Whose};
use crate::communities::{self, Part};
use crate::people::{self, NewOrg, NewPerson};
use crate::testing::{Actor, World, on_each};
use crate::{Method, Role, routes};

sql! {
    CLOSE = "update org set active = false where id = $1";
}

/// Every page and list this actor can come to from where the scene is; what of the scene's texts it shows.
async fn seen_by(play: &Play, scene: &Scene) -> Vec<String> {
    let mut shown = Vec::new();
    let names: Vec<&'static str> = play.actors.iter().map(|(name, _)| *name).collect();
    for whose in [Whose::Ours, Whose::Oak, Whose::Lake] {
        let ids = &scene.things[&whose];
        for page in forms::walk(play, ids, &names, 200).await {
            shown.extend(tokens(&page.body, &page.path).map(|t| format!("{} at {}: {t}", page.by, page.path)));
        }
        for route in routes().list().iter().filter(|r| r.method == Method::Get && r.path != "/live") {
            // A calendar address is itself what lets one in: whoever was given it sees what its person sees.
            if route.path.starts_with("/calendar/") {
                continue;
            }
            for (name, actor) in &play.actors {
                let path = scene::fill(route.path, ids);
                let answer = actor.get(&path).await;
                shown.extend(tokens(&answer.body, &path).map(|t| format!("{name} at {path}: {t}")));
            }
        }
    }
    // What was shared with everyone is for everyone, and says which team it comes from.
    let shared =
        |line: &String| ["lessonpublic", "/public/lessons/", "statementpublic"].iter().any(|t| line.contains(t));
    let named = |line: &String| line.contains(" at /lessons") && line.ends_with("team");
    // Whoever was shown a certificate's code may see what it is for; nothing else of the scene stands there.
    let checked = |line: &String| line.contains(" at /check/") && line.ends_with("award");
    shown.retain(|line| !shared(line) && !named(line) && !checked(line));
    shown.sort();
    shown.dedup();
    shown
}

/// The texts of the scene in a page, but for its own address, which the asker knew.
fn tokens(html: &str, path: &str) -> impl Iterator<Item = String> {
    let html = html.replace(path.split('?').next().unwrap_or(path), "");
    let parts = html.split(|c: char| !c.is_ascii_alphanumeric());
    let found = parts.filter(|p| ["zqours", "zqoak", "zqlake"].iter().any(|t| p.starts_with(t)));
    found.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// A person of Riverbend without any role, signed in.
fn without_role(world: &World, given: &'static str) -> Actor {
    let district = world.district;
    let (id, secret) = world.write(move |tx| {
        let new = NewPerson { district, given, family: "Test", email: None, source: "", sourced_id: "" };
        let id = people::add_person(tx, &new)?;
        Ok((id, people::begin_session(tx, district, id, "test")?))
    });
    let mut actor = world.stranger();
    actor.sign_in(id, &secret);
    actor
}

#[test]
fn who_has_nothing_here_sees_nothing_here() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let mut play = scene.play();
        let world = &play.world;
        let district = world.district;
        // A school of Riverbend that is closed, with a teacher and a principal who have no other; they were in a community there,
        // and in the scene's.
        let closed: OrgId = world.write(move |tx| {
            let new = NewOrg {
                district: Some(district),
                parent: Some(OrgId(district.0)),
                kind: "school",
                name: "Closed School",
                zone: "America/Chicago",
                lang: "en",
                source: "",
                sourced_id: "",
            };
            Ok(people::add_org(tx, &new)?)
        });
        let teacher = world.person("Tess", Role::Teacher, closed);
        let principal = world.person("Pete", Role::Principal, closed);
        let community = scene.things[&Whose::Ours]["community"].parse().unwrap();
        let (tess, pete) = (teacher.id, principal.id);
        world.write(move |tx| {
            communities::join(tx, community, tess, Part::Member, None)?;
            tx.exec(CLOSE, args![closed])?;
            store::audience::refresh(tx, tess)?;
            Ok(store::audience::refresh(tx, pete)?)
        });
        let nora = without_role(world, "Nora");
        // Asked into the scene's community, and has not answered.
        let ivy = without_role(world, "Ivy");
        let invited = ivy.id;
        world.write(move |tx| Ok(communities::join(tx, community, invited, Part::Invited, None)?));
        let stranger = world.stranger();
        play.actors = vec![
            ("nobody", stranger),
            ("no-role", nora),
            ("teacher-of-closed", teacher),
            ("principal-of-closed", principal),
        ];
        let shown = seen_by(&play, &scene).await;
        assert!(shown.is_empty(), "{} times:\n{}", shown.len(), shown.join("\n"));
        // An invitation names the community that asks, and nothing in it.
        play.actors = vec![("invited-without-role", ivy)];
        let mut shown = seen_by(&play, &scene).await;
        shown.retain(|line| !line.ends_with(": zqoursteam") && !line.ends_with(": zqourspurpose"));
        assert!(shown.is_empty(), "{} times:\n{}", shown.len(), shown.join("\n"));
    });
}

#[test]
fn a_member_sees_what_who_has_nothing_does_not() {
    // The test above proves something only if its eyes are open.
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let mut play = scene.play();
        play.actors.retain(|(name, _)| *name == "member");
        let shown = seen_by(&play, &scene).await;
        for token in [
            "zqoursteam",
            "zqoursteamgoal",
            "zqoursmeasure",
            "zqourscycle",
            "zqoursentry",
            "zqourslesson",
            "zqoursstrategy",
        ] {
            assert!(shown.iter().any(|line| line.ends_with(&format!(": {token}"))), "{token} is never shown");
        }
        assert!(!shown.iter().any(|line| line.contains(": zqlake")), "{shown:#?}");
    });
}
