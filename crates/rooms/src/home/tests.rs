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
