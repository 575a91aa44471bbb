//! The library, as colleagues use it.

use crate::Role;
use crate::cycles::tests::community;
use crate::testing::on_each;

const PARTNER: [(&str, &str); 4] = [
    ("name", "Partner reading"),
    ("what", "Two children read aloud to each other in turns. Twenty minutes, three times a week."),
    ("evidence", "moderate"),
    ("source", "Fuchs and others 1997, https://doi.org/10.3102/00028312034001174"),
];

#[test]
fn a_strategy_is_put_in_found_changed_and_kept_apart_from_other_districts() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let ben = world.person("Ben", Role::Teacher, world.oak);
        let lea = world.person("Lea", Role::Teacher, world.lake);
        ana.get("/library").await.ok().shows("Begin with one you trust").shows("Demonstrates a rationale");
        let bad = ana.post("/library/strategies", &[("name", ""), ("what", "x"), ("evidence", "magic")]).await;
        assert_eq!(bad.status, 422);
        bad.shows("2 things need another look");
        let path = ana.post("/library/strategies", &PARTNER).await.leads_to();
        ben.get(&path)
            .await
            .ok()
            .shows("Moderate evidence")
            .shows("Not tried here yet")
            .shows("href=\"https://doi.org/10.3102/00028312034001174\"");
        ben.get("/library?q=PARTNER").await.ok().shows("One strategy matches");
        ben.get("/library?q=abacus").await.ok().shows("Nothing matches");
        ben.get("/library?level=strong").await.ok().hides("Partner reading");
        let edit = format!("{path}/edit");
        let mut changed = PARTNER.to_vec();
        changed[0].1 = "Reading in pairs";
        changed.push(("_rev", "1"));
        ben.post(&path, &changed).await.leads_to();
        let late = ana.post(&path, &changed).await;
        assert_eq!(late.status, 409);
        late.shows("Somebody changed this while you were writing");
        for (at, form) in [(&path, false), (&edit, false), (&path, true)] {
            let answer = if form { lea.post(at, &changed).await } else { lea.get(at).await };
            assert_eq!(answer.status, 404, "{at}");
        }
        lea.get("/library").await.ok().hides("Reading in pairs");
    });
}

#[test]
fn teams_that_tried_and_kept_it_are_counted_once_each_and_not_named() {
    on_each(|world| async move {
        let ana = world.person("Ana", Role::Teacher, world.cedar);
        let ben = world.person("Ben", Role::Teacher, world.oak);
        let path = ana.post("/library/strategies", &PARTNER).await.leads_to();
        let strategy = path.rsplit('/').next().unwrap().to_owned();
        let first = community(&world, &[ana.id]);
        let second = community(&world, &[ana.id]);
        let begin = [("title", "Fluency"), ("shape", "pdsa"), ("strategy", strategy.as_str())];
        for team in [first, first, second] {
            let cycle = ana.post(&format!("/communities/{team}/cycles"), &begin).await.leads_to();
            let step = format!("{cycle}/move");
            ana.post(&step, &[("kind", "on"), ("to", "do")]).await.leads_to();
            if team == first {
                let noted = [("step", "do"), ("w-noticed", "It went well")];
                ana.post(&format!("{cycle}/entries"), &noted).await.leads_to();
                ana.post(&format!("{cycle}/predict"), &[("to", "study"), ("how", "without")]).await.leads_to();
                ana.post(&format!("{cycle}/close"), &[("outcome", "adopt"), ("why", "It helped")]).await.leads_to();
            }
        }
        let page = ben.get(&path).await.ok().shows("Tried by one team, kept by one.");
        page.hides("Grade 3 Readers");
    });
}
