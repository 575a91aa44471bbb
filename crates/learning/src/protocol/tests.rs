use super::*;
use crate::shape::LANGUAGES;
use proptest::prelude::*;

fn tuning() -> Protocol {
    Protocol::built_in().remove(0)
}

fn of_minutes(minutes: &[u32]) -> Protocol {
    let mut made = tuning();
    let step = made.steps[0].clone();
    let steps = minutes.iter().enumerate();
    made.steps = steps.map(|(i, m)| Step { key: format!("step-{i}"), minutes: *m, ..step.clone() }).collect();
    made
}

fn minutes_of(protocol: &Protocol) -> Vec<u32> {
    protocol.steps.iter().map(|s| s.minutes).collect()
}

#[test]
fn the_protocols_that_come_with_us_are_right() {
    let all = Protocol::built_in();
    for (protocol, (key, _)) in all.iter().zip(BUILT_IN) {
        assert_eq!(protocol.key, key);
        assert_eq!(protocol.problems(), [], "{key}");
        assert!(!has_no_words(&protocol.source), "{key} says where it comes from");
        let again = Protocol::from_json(&serde_json::to_string(protocol).unwrap()).unwrap();
        assert_eq!(&again, protocol);
    }
    assert_eq!(all.iter().map(Protocol::minutes).collect::<Vec<_>>(), [78, 45, 35, 70, 40, 5, 5]);
}

#[test]
fn tuning_takes_the_times_of_the_coalition_of_essential_schools() {
    let tuning = tuning();
    assert_eq!(minutes_of(&tuning), [10, 20, 5, 3, 15, 15, 10]);
    let who: Vec<Who> = tuning.steps.iter().map(|s| s.who).collect();
    use Who::*;
    assert_eq!(who, [Facilitator, Presenter, Participants, Silent, Participants, Presenter, Everyone]);
    let feedback: Vec<&str> = tuning.step("feedback").unwrap().1.capture.iter().map(|c| c.key.as_str()).collect();
    assert_eq!(feedback, ["warm", "cool"]);
}

#[test]
fn a_data_talk_predicts_before_it_looks() {
    let talk = Protocol::built_in().remove(2);
    let keys: Vec<&str> = talk.steps.iter().map(|s| s.key.as_str()).collect();
    assert_eq!(keys, ["predict", "notice", "infer", "act"]);
    assert!(talk.steps.iter().all(|s| s.capture.len() == 1) && !talk.needs_presenter());
}

#[test]
fn every_step_says_in_one_or_two_sentences_what_to_do_and_who_is_silent() {
    for protocol in Protocol::built_in() {
        for language in LANGUAGES {
            let sentences = |text: &Text| text.get(language).matches(['.', '?', '!']).count();
            assert_eq!(sentences(&protocol.about), 2, "{} in {language}", protocol.key);
            for step in &protocol.steps {
                let at = format!("{}.{} in {language}", protocol.key, step.key);
                let prompt = step.prompt.get(language);
                assert!((1..=2).contains(&sentences(&step.prompt)), "{at}: {prompt}");
                assert!(prompt.chars().count() <= 260, "{at} is long");
                assert_ne!(step.prompt.get("en"), step.prompt.get("es"), "{at}");
                if matches!(step.who, Who::Silent | Who::Presenter) {
                    assert!(prompt.contains("silen"), "{at} says who is silent");
                }
            }
        }
    }
}

#[test]
fn spanish_speaks_to_the_group_as_ustedes() {
    for protocol in Protocol::built_in() {
        for step in &protocol.steps {
            let words = step.prompt.get("es").to_lowercase();
            for not_ours in ["vosotros", "vuestr", "tú ", " tu ", " usted "] {
                assert!(!words.contains(not_ours), "{}.{}: {not_ours}", protocol.key, step.key);
            }
        }
    }
}

#[test]
fn every_fault_is_named() {
    let problems_after = |change: &dyn Fn(&mut Protocol)| {
        let mut protocol = tuning();
        change(&mut protocol);
        protocol.problems()
    };
    let no_words = |at: &str, language: &str| Problem::NoWords { at: at.into(), language: language.into() };
    assert_eq!(problems_after(&|p| p.key = "My own!".into()), [Problem::BadKey { at: "My own!".into() }]);
    assert_eq!(problems_after(&|p| p.key.clear()), [Problem::BadKey { at: String::new() }]);
    assert_eq!(problems_after(&|p| drop(p.about.0.remove("es"))), [no_words("tuning", "es")]);
    assert_eq!(problems_after(&|p| drop(p.source.0.remove("en"))), [no_words("tuning.source", "en")]);
    assert_eq!(problems_after(&|p| p.source = Text::default()), [], "a source may be left out");
    assert_eq!(problems_after(&|p| drop(p.steps[3].prompt.0.remove("es"))), [no_words("pause", "es")]);
    assert_eq!(
        problems_after(&|p| p.steps[3].name.0.insert("es".into(), " ".into()).into_iter().for_each(drop)),
        [no_words("pause", "es")]
    );
    assert_eq!(
        problems_after(&|p| p.steps[4].capture[0].label = Text::default()),
        [no_words("feedback.warm", "en"), no_words("feedback.warm", "es")]
    );
    assert_eq!(problems_after(&|p| p.steps.clear()), [Problem::NoSteps]);
    assert_eq!(problems_after(&|p| p.steps[3].minutes = 0), [Problem::NoMinutes { at: "pause".into() }]);
    assert_eq!(problems_after(&|p| p.steps[4].key = "Feed back".into()).len(), 1);
    assert_eq!(problems_after(&|p| p.steps[6].key = "pause".into()), [Problem::KeyTwice { at: "tuning.pause".into() }]);
    assert_eq!(
        problems_after(&|p| p.steps[4].capture[1].key = "warm".into()),
        [Problem::KeyTwice { at: "feedback.warm".into() }]
    );
    assert_eq!(
        problems_after(&|p| p.steps[4].capture[1].key = "Cool".into()),
        [Problem::BadKey { at: "feedback.Cool".into() }]
    );
    assert_eq!(problems_after(&|p| (p.min_people, p.max_people) = (0, 3)), [Problem::People]);
    assert_eq!(problems_after(&|p| (p.min_people, p.max_people) = (4, 3)), [Problem::People]);
    assert_eq!(problems_after(&|p| p.min_people = 1), [Problem::People], "a presenter needs a listener");
    assert_eq!(problems_after(&|p| (p.min_people, p.max_people) = (2, 2)), []);
    let alone = |p: &mut Protocol| {
        p.min_people = 1;
        p.steps.iter_mut().for_each(|s| s.who = Who::Silent);
    };
    assert_eq!(problems_after(&alone), [], "without a presenter one may do it alone");
    assert!(Protocol::from_json("{\"key\": \"x\"}").is_err());
    let odd = serde_json::to_string(&tuning()).unwrap().replace("\"who\"", "\"speaks\"");
    assert!(Protocol::from_json(&odd).is_err(), "an unknown field is an error");
    assert_eq!(Problem::NoMinutes { at: "pause".into() }.to_string(), "pause: a step takes at least one minute");
}

#[test]
fn a_district_edits_a_copy_and_never_ours() {
    let ours = tuning();
    assert_eq!(ours.edited(|_| ()), Err(vec![Problem::BuiltIn { key: "tuning".into() }]));
    assert_eq!(ours.copied("check-in"), Err(Problem::BuiltIn { key: "check-in".into() }));
    assert_eq!(ours.copied("Our own"), Err(Problem::BadKey { at: "Our own".into() }));
    let copy = ours.copied("our-tuning").unwrap();
    assert_eq!(copy.copied("our-tuning"), Err(Problem::SameKey { key: "our-tuning".into() }));
    assert_eq!((copy.version, copy.problems()), (1, vec![]));
    assert_eq!(copy.copied_from, Some(Origin { key: "tuning".into(), version: ours.version }));
    let shorter = copy
        .edited(|p| {
            p.steps.truncate(5);
            (p.key, p.version, p.copied_from) = ("tuning".into(), 90, None);
        })
        .unwrap();
    assert_eq!((shorter.key.as_str(), shorter.version, shorter.steps.len()), ("our-tuning", 2, 5));
    assert_eq!(shorter.copied_from, copy.copied_from);
    assert_eq!(shorter.edited(|p| p.steps.clear()), Err(vec![Problem::NoSteps]));
    assert_eq!(minutes_of(&ours), minutes_of(&copy), "the copied one is as it was");
}

#[test]
fn the_clock_knows_the_step_what_is_left_and_what_is_over() {
    let tuning = tuning();
    let at = |elapsed| {
        let now = tuning.at(elapsed).unwrap();
        (now.step.key.as_str(), now.clock.left, now.clock.over)
    };
    assert_eq!(at(-30), ("introduction", 600, 0));
    assert_eq!(at(0), ("introduction", 600, 0));
    assert_eq!(at(599), ("introduction", 1, 0));
    assert_eq!(at(600), ("presentation", 1200, 0));
    assert_eq!(at((10 + 20 + 5) * 60 + 100), ("pause", 80, 0));
    assert_eq!(at(78 * 60 - 1), ("debrief", 1, 0));
    assert_eq!(at(78 * 60), ("debrief", 0, 0));
    assert_eq!(at(80 * 60), ("debrief", 0, 120));
    assert_eq!(tuning.steps[3].clock(200), Clock { left: 0, over: 20 });
    assert_eq!(of_minutes(&[]).at(5), None);
    let with_empty_steps = of_minutes(&[0, 1, 0]);
    assert_eq!(with_empty_steps.at(0).unwrap().place, 1, "a step of no time is passed over");
    assert_eq!(with_empty_steps.at(70).unwrap().clock, Clock { left: 0, over: 10 });
}

#[test]
fn a_protocol_fits_the_time_there_is_and_says_what_that_costs() {
    let tuning = tuning();
    let same = tuning.fitted(78).unwrap();
    assert_eq!((&same.protocol, same.below_published()), (&tuning, false));
    let twice = tuning.fitted(156).unwrap();
    assert_eq!((minutes_of(&twice.protocol), twice.below_published()), (vec![20, 40, 10, 6, 30, 30, 20], false));
    let half = tuning.fitted(39).unwrap();
    assert_eq!((minutes_of(&half.protocol), half.below.len()), (vec![5, 10, 3, 2, 7, 7, 5], 7));
    let one_each = tuning.fitted(7).unwrap();
    assert_eq!(minutes_of(&one_each.protocol), [1; 7]);
    assert_eq!(tuning.fitted(6), None);
    assert_eq!(of_minutes(&[]).fitted(10), None);
    assert_eq!(minutes_of(&of_minutes(&[0, 0]).fitted(5).unwrap().protocol), [3, 2]);
    assert_eq!(minutes_of(&of_minutes(&[1, 98, 1]).fitted(10).unwrap().protocol), [1, 8, 1]);
    assert_eq!(of_minutes(&[1, 98, 1]).fitted(99).unwrap().below, ["step-1"]);
    let vast = of_minutes(&[u32::MAX, u32::MAX]);
    assert_eq!(vast.minutes(), u32::MAX);
    assert_eq!(minutes_of(&vast.fitted(u32::MAX).unwrap().protocol), [2_147_483_648, 2_147_483_647]);
}

#[test]
fn size_is_advice_and_a_presenter_is_asked_for_where_one_is_needed() {
    let tuning = tuning();
    assert!(tuning.suits(6) && tuning.suits(12) && !tuning.suits(5) && !tuning.suits(13) && !tuning.suits(0));
    let needing: Vec<String> =
        Protocol::built_in().into_iter().filter(Protocol::needs_presenter).map(|p| p.key).collect();
    assert_eq!(needing, ["tuning", "consultancy", "success-analysis"]);
}

proptest! {
    /// At every second the steps before, what is left and what is over tell the same time.
    #[test]
    fn the_clock_never_loses_a_second(
        minutes in prop::collection::vec(0u32..40, 1..12), elapsed in -100i64..40_000
    ) {
        let protocol = of_minutes(&minutes);
        let now = protocol.at(elapsed).unwrap();
        let end_of_step: i64 = minutes[..=now.place].iter().map(|m| seconds(*m)).sum();
        prop_assert_eq!(end_of_step - now.clock.left + now.clock.over, elapsed.max(0));
        prop_assert!(now.clock.over == 0 || now.place == minutes.len() - 1);
        prop_assert!(now.clock.left <= seconds(now.step.minutes));
        prop_assert!(protocol.at(elapsed + 1).unwrap().place >= now.place);
    }

    /// The time there is is used to the minute, nobody gets nothing, longer steps stay longer, and "below the published
    /// minimum" is said exactly when there is too little time.
    #[test]
    fn fitting_is_fair(minutes in prop::collection::vec(0u32..60, 1..12), there_is in 0u32..600) {
        let protocol = of_minutes(&minutes);
        let Some(fitted) = protocol.fitted(there_is) else {
            prop_assert!((there_is as usize) < minutes.len());
            return Ok(());
        };
        let given = minutes_of(&fitted.protocol);
        prop_assert_eq!(given.iter().sum::<u32>(), there_is);
        prop_assert!(given.iter().all(|m| *m >= 1));
        for (a, x) in minutes.iter().zip(&given) {
            for (b, y) in minutes.iter().zip(&given) {
                prop_assert!(a <= b || x >= y, "{minutes:?} became {given:?}");
            }
        }
        if minutes.iter().all(|m| *m >= 1) {
            prop_assert_eq!(fitted.below_published(), there_is < protocol.minutes());
        }
    }
}
