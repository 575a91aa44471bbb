//! What people see when they come in.

use crate::Role;
use crate::communities::{NewCommunity, Part, add, join};
use crate::testing::on_each;

#[test]
fn whoever_has_no_community_is_shown_the_first_step() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        ana.get("/").await.ok().shows("Something can begin here.");
    });
}

#[test]
fn an_invitation_is_the_first_thing_to_do_and_a_leader_sees_numbers_without_words() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let tom = world.person("Tom", Role::Teacher, world.cedar);
        let may = world.person("May", Role::Principal, world.cedar);
        let (district, org, ana_id, tom_id) = (world.district, world.cedar, ana.id, tom.id);
        world.write(move |tx| {
            let new = NewCommunity {
                district,
                org,
                name: "Grade 3 Readers",
                purpose: "",
                basis: "students",
                composition: "horizontal",
                mode: "blended",
                grades: "3",
                subjects: "",
            };
            let id = add(tx, &new, Some(ana_id))?;
            Ok(join(tx, id, tom_id, Part::Invited, Some(ana_id))?)
        });
        tom.get("/").await.ok().shows("Answer Grade 3 Readers").shows("One small thing is yours to do.");
        may.get("/").await.ok().shows("One of 1 communities was at work").shows("never what it says");
    });
}

#[test]
fn looking_is_a_decision_and_not_a_side_effect_of_opening_the_page() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        store::sql! { LOOKED = "select looked_at from person where id = $1"; }
        let looked = |id| world.write(move |tx| Ok(tx.count(LOOKED, store::args![id])?));
        let before = looked(ana.id);
        world.t.clock.travel(store::testing::MONDAY.plus_days(1));
        ana.get("/").await.ok();
        assert_eq!(looked(ana.id), before);
        ana.post("/seen", &[]).await.leads_to();
        assert!(looked(ana.id) > before);
    });
}

#[test]
fn whatever_is_told_of_a_community_is_told_in_a_sentence() {
    let rooms = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut verbs = std::collections::BTreeSet::new();
    for room in ["communities", "cycles", "data", "goals", "lessons", "meetings"] {
        for file in std::fs::read_dir(rooms.join(room)).unwrap().flatten() {
            let path = file.path();
            if path.extension().is_none_or(|e| e != "rs") || path.ends_with("tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            verbs.extend(text.split('"').skip(1).step_by(2).filter(|t| is_verb(t)).map(str::to_owned));
        }
    }
    // Those that end in `here` say that something was done, not by whom; home counts them and tells nothing.
    let silent: Vec<_> =
        verbs.iter().filter(|v| !v.ends_with("_here") && super::page::said(v, "Ana").is_none()).collect();
    assert!(verbs.len() > 30 && silent.is_empty(), "no words for {silent:?}, of {verbs:?}");
}

fn is_verb(text: &str) -> bool {
    const OF: [&str; 12] = [
        "alignment",
        "commitment",
        "community",
        "cycle",
        "decision",
        "entry",
        "goal",
        "lesson",
        "measure",
        "meeting",
        "need",
        "observation",
    ];
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '-');
    text.split_once('.').is_some_and(|(thing, did)| OF.contains(&thing) && plain(did))
}
