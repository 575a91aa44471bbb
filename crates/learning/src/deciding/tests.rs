use super::*;
use proptest::prelude::*;

fn fingers(number: u8) -> Fingers {
    Fingers::new(number).unwrap()
}

/// A vote in which the people 0, 1, 2, … voted this, all of them present.
fn voted(numbers: &[u8]) -> FistToFive<usize> {
    let mut vote = FistToFive::begin(Scale::fist_to_five(), 1, 0..numbers.len());
    for (person, number) in numbers.iter().enumerate() {
        vote.round_mut().cast(person, fingers(*number)).unwrap();
    }
    vote
}

#[test]
fn the_scale_that_comes_with_us_is_right() {
    let scale = Scale::fist_to_five();
    assert_eq!((scale.problems(), scale.threshold), (vec![], 3));
    assert_eq!(Scale::from_json(&serde_json::to_string(&scale).unwrap()).unwrap(), scale);
    assert!(scale.meaning(fingers(0)).get("en").starts_with("No."));
    assert!(scale.meaning(fingers(5)).get("es").contains("a favor"));
    let json = serde_json::to_string(&scale).unwrap().replace(",\"threshold\":3", "");
    assert_eq!(Scale::from_json(&json).unwrap().threshold, 3, "three unless a charter says otherwise");
}

#[test]
fn every_fault_of_a_scale_is_named() {
    let problems_after = |change: &dyn Fn(&mut Scale)| {
        let mut scale = Scale::fist_to_five();
        change(&mut scale);
        scale.problems()
    };
    assert_eq!(problems_after(&|s| s.key = "Fist to five".into()), [ScaleProblem::BadKey]);
    assert_eq!(
        problems_after(&|s| drop(s.meanings[1].0.remove("es"))),
        [ScaleProblem::NoWords { number: 1, language: "es".into() }]
    );
    let same = |language: &str| ScaleProblem::SameWords { number: 4, language: language.into() };
    assert_eq!(problems_after(&|s| s.meanings[4] = s.meanings[3].clone()), [same("en"), same("es")]);
    assert_eq!(problems_after(&|s| s.threshold = 0), [ScaleProblem::Threshold]);
    assert_eq!(problems_after(&|s| s.threshold = 6), [ScaleProblem::Threshold]);
    assert_eq!(problems_after(&|s| s.threshold = 5), []);
    let five = serde_json::to_value(Scale::fist_to_five()).map(|mut v| {
        v["meanings"].as_array_mut().unwrap().pop();
        v.to_string()
    });
    assert!(Scale::from_json(&five.unwrap()).is_err(), "five meanings are no scale");
}

#[test]
fn a_hand_has_five_fingers() {
    assert_eq!(Fingers::new(6), None);
    assert_eq!(serde_json::from_str::<Fingers>("5").unwrap(), fingers(5));
    assert!(serde_json::from_str::<Fingers>("6").is_err() && serde_json::from_str::<Fingers>("-1").is_err());
}

#[test]
fn votes_are_hidden_until_the_last_one_present_has_voted() {
    let mut vote = FistToFive::begin(Scale::fist_to_five(), 1, ["ana", "ben", "carla"]);
    vote.round_mut().cast("ana", fingers(1)).unwrap();
    vote.round_mut().cast("ana", fingers(4)).unwrap();
    vote.round_mut().cast("ben", fingers(3)).unwrap();
    assert_eq!(vote.round_mut().cast("dan", fingers(3)), Err(Refused::NotPresent));
    assert_eq!((vote.round().votes(), vote.outcome(), vote.unheard()), (None, None, vec![]));
    assert_eq!(vote.round().waiting().collect::<Vec<_>>(), [&"carla"]);
    assert_eq!((vote.round().count(), vote.round().own(&"ana")), (2, Some(fingers(4))));
    assert_eq!((vote.hear(&"ana"), vote.again(["ana"])), (Err(Refused::Hidden), Err(Refused::Hidden)));
    vote.round_mut().cast("carla", fingers(5)).unwrap();
    assert_eq!(vote.outcome(), Some(Outcome::Consensus));
    assert_eq!(vote.round().votes().unwrap()["ana"], fingers(4), "one may think again while it is hidden");
    assert_eq!(vote.round_mut().cast("ana", fingers(0)), Err(Refused::Shown));
    assert_eq!(vote.round_mut().arrive("dan"), Err(Refused::Shown));
    assert_eq!(vote.round_mut().leave(&"ana"), Err(Refused::Shown));
    assert_eq!(vote.round_mut().close(), Err(Refused::Shown));
}

#[test]
fn the_facilitator_may_close_with_the_votes_there_are() {
    let mut vote = FistToFive::begin(Scale::fist_to_five(), 2, ["ana", "ben", "carla"]);
    vote.round_mut().cast("ana", fingers(4)).unwrap();
    vote.round_mut().cast("ben", fingers(2)).unwrap();
    vote.round_mut().close().unwrap();
    assert_eq!(vote.outcome(), Some(Outcome::HeardFirst { below: vec!["ben"] }));
    assert_eq!(vote.round_mut().cast("carla", fingers(5)), Err(Refused::Shown));
}

#[test]
fn whoever_comes_late_is_waited_for_and_whoever_leaves_is_not() {
    let mut vote = FistToFive::begin(Scale::fist_to_five(), 1, ["ana", "ben"]);
    vote.round_mut().cast("ana", fingers(3)).unwrap();
    vote.round_mut().leave(&"ana").unwrap();
    vote.round_mut().arrive("carla").unwrap();
    vote.round_mut().cast("ben", fingers(3)).unwrap();
    assert!(!vote.round().shown());
    vote.round_mut().leave(&"carla").unwrap();
    assert_eq!(vote.round().votes().unwrap().len(), 2, "a vote that was cast stays");
    assert_eq!(vote.outcome(), Some(Outcome::Consensus));
}

#[test]
fn consensus_is_nobody_below_three() {
    assert_eq!(voted(&[3, 3, 3]).outcome(), Some(Outcome::Consensus));
    assert_eq!(voted(&[5, 2, 5]).outcome(), Some(Outcome::HeardFirst { below: vec![1] }));
    assert_eq!(voted(&[0, 0]).outcome(), Some(Outcome::HeardFirst { below: vec![0, 1] }));
    assert_eq!(voted(&[5]).outcome(), Some(Outcome::Consensus));
    let mut strict = Scale::fist_to_five();
    strict.threshold = 4;
    let round = voted(&[3, 4]).round().clone();
    assert_eq!(
        FistToFive::restored(strict, 1, vec![], round).outcome(),
        Some(Outcome::HeardFirst { below: vec![0] }),
        "the line is the one of this vote's scale"
    );
}

#[test]
fn nobody_and_too_few_decide_nothing() {
    let mut nobody = FistToFive::<u8>::begin(Scale::fist_to_five(), 0, []);
    assert_eq!((nobody.round().shown(), nobody.outcome()), (false, None));
    nobody.round_mut().close().unwrap();
    assert_eq!(nobody.outcome(), Some(Outcome::NoQuorum { voted: 0, needed: 1 }));
    assert_eq!(nobody.again([1]), Ok(()), "nobody spoke up, so nobody need be heard");
    let few = FistToFive::restored(Scale::fist_to_five(), 3, vec![], voted(&[5, 0]).round().clone());
    assert_eq!(few.outcome(), Some(Outcome::NoQuorum { voted: 2, needed: 3 }));
    let mut few = few;
    assert_eq!(few.again([0, 1, 2]), Err(Refused::NotHeard), "whoever spoke up is heard, quorum or not");
    few.hear(&1).unwrap();
    assert_eq!(few.again([0, 1, 2]), Ok(()));
    assert_eq!([0, 1, 2, 3, 4, 10].map(majority), [0, 1, 2, 2, 3, 6]);
}

#[test]
fn a_second_round_waits_until_everyone_below_the_line_is_heard() {
    let mut vote = voted(&[1, 4, 0]);
    assert_eq!((vote.again(0..3), vote.unheard()), (Err(Refused::NotHeard), vec![0, 2]));
    assert_eq!(vote.hear(&1), Err(Refused::NotBelow));
    assert_eq!(vote.hear(&7), Err(Refused::NotBelow));
    vote.hear(&2).unwrap();
    vote.hear(&2).unwrap();
    assert_eq!((vote.again(0..3), vote.unheard()), (Err(Refused::NotHeard), vec![0]));
    vote.hear(&0).unwrap();
    vote.again(0..4).unwrap();
    assert_eq!((vote.round().shown(), vote.round().count(), vote.round().waiting().count()), (false, 0, 4));
    for person in 0..4 {
        vote.round_mut().cast(person, fingers(3)).unwrap();
    }
    assert_eq!(vote.outcome(), Some(Outcome::Consensus));
    assert_eq!(vote.again(0..4), Err(Refused::Agreed));
    let rounds: Vec<_> = vote.rounds().map(|r| vote.outcome_of(r).unwrap()).collect();
    assert_eq!(rounds, [Outcome::HeardFirst { below: vec![0, 2] }, Outcome::Consensus], "what was said first is kept");
    assert_eq!(vote.rounds().next().unwrap().heard().len(), 2);
}

fn ballot(dots: &[(&'static str, u32)]) -> BTreeMap<&'static str, u32> {
    dots.iter().copied().collect()
}

const OPTIONS: [&str; 4] = ["reading", "writing", "number", "art"];
const THREE: Dots = Dots { per_person: 3, per_option: 2 };

#[test]
fn a_person_has_so_many_dots_and_an_option_takes_so_many_of_them() {
    let check = |dots: &[(&'static str, u32)]| THREE.check(&OPTIONS, &ballot(dots));
    assert_eq!(check(&[]), Ok(()));
    assert_eq!(check(&[("reading", 2), ("art", 1)]), Ok(()));
    assert_eq!(check(&[("reading", 3)]), Err(DotProblem::TooManyOnOne { option: "reading", most: 2 }));
    assert_eq!(check(&[("reading", 2), ("art", 2)]), Err(DotProblem::TooMany { placed: 4, most: 3 }));
    assert_eq!(check(&[("music", 1)]), Err(DotProblem::NoSuchOption { option: "music" }));
    let vast = Dots { per_person: u32::MAX, per_option: u32::MAX };
    let all = ballot(&[("reading", u32::MAX), ("art", u32::MAX)]);
    assert_eq!(
        vast.check(&OPTIONS, &all),
        Err(DotProblem::TooMany { placed: 2 * u64::from(u32::MAX), most: u32::MAX })
    );
}

#[test]
fn ties_are_named_and_not_broken() {
    let ballots = BTreeMap::from([
        (1, ballot(&[("writing", 2), ("number", 1)])),
        (2, ballot(&[("number", 1), ("reading", 2)])),
        (3, ballot(&[("reading", 1)])),
    ]);
    let tally = THREE.tally(&OPTIONS, &ballots).unwrap();
    let ranks: Vec<_> = tally.iter().map(|r| (r.place, r.dots, r.options.clone())).collect();
    assert_eq!(ranks, [(1, 3, vec!["reading"]), (2, 2, vec!["writing", "number"]), (4, 0, vec!["art"])]);
    assert_eq!(best(&tally, 1), Best { chosen: vec!["reading"], tied: vec![], places_left: 0 });
    assert_eq!(best(&tally, 2), Best { chosen: vec!["reading"], tied: vec!["writing", "number"], places_left: 1 });
    assert_eq!(best(&tally, 4).chosen, ["reading", "writing", "number"], "what got no dot is never chosen");
    assert_eq!(best(&tally, 0), Best { chosen: vec![], tied: vec![], places_left: 0 });
    let spoiled = BTreeMap::from([(1, ballot(&[("reading", 3)]))]);
    assert!(THREE.tally(&OPTIONS, &spoiled).is_err());
}

#[test]
fn without_ballots_everything_ties_at_nothing() {
    let tally = THREE.tally::<u8, _>(&OPTIONS, &BTreeMap::new()).unwrap();
    assert_eq!(tally, [Rank { place: 1, dots: 0, options: OPTIONS.to_vec() }]);
    assert_eq!(best(&tally, 2).chosen, Vec::<&str>::new());
    assert_eq!(THREE.tally::<u8, u8>(&[], &BTreeMap::new()), Ok(vec![]));
    assert_eq!(THREE.tally::<u8, _>(&[7, 7], &BTreeMap::new()).unwrap()[0].options, [7]);
}

proptest! {
    /// Whatever is voted: hidden until the last vote, then consensus exactly when nobody is below the line; everyone below
    /// must be heard before it goes on; and all of it is kept.
    #[test]
    fn nobody_below_the_line_is_passed_over(
        numbers in prop::collection::vec(0u8..=5, 1..12), threshold in 1u8..=5, quorum in 0usize..14
    ) {
        let scale = Scale { threshold, ..Scale::fist_to_five() };
        let mut vote = FistToFive::begin(scale.clone(), quorum, 0..numbers.len());
        for (person, number) in numbers.iter().enumerate() {
            prop_assert!(vote.outcome().is_none() && vote.round().votes().is_none());
            vote.round_mut().cast(person, fingers(*number)).unwrap();
        }
        let below: Vec<usize> = (0..numbers.len()).filter(|p| numbers[*p] < threshold).collect();
        let expected = if numbers.len() < quorum {
            Outcome::NoQuorum { voted: numbers.len(), needed: quorum }
        } else if below.is_empty() {
            Outcome::Consensus
        } else {
            Outcome::HeardFirst { below: below.clone() }
        };
        prop_assert_eq!(vote.outcome(), Some(expected.clone()));
        for person in &below {
            prop_assert_eq!(vote.again([0]), Err(Refused::NotHeard));
            prop_assert_eq!(vote.hear(person), Ok(()));
        }
        let first = vote.round().clone();
        prop_assert_eq!(vote.again([0]).is_ok(), expected != Outcome::Consensus);
        prop_assert_eq!(vote.rounds().next().unwrap(), &first);
        prop_assert_eq!(vote.scale(), &scale);
    }

    /// No dot is lost or counted twice, places follow from dots, and the best are never more than there are places.
    #[test]
    fn every_dot_counts_once(
        options in 0u8..6, ballots in prop::collection::vec(prop::collection::btree_map(0u8..6, 0u32..4, 0..6), 0..10),
        places in 0usize..8
    ) {
        let rule = Dots { per_person: 6, per_option: 3 };
        let options: Vec<u8> = (0..options).collect();
        let good: BTreeMap<usize, _> =
            ballots.iter().cloned().enumerate().filter(|(_, b)| rule.check(&options, b).is_ok()).collect();
        let all: BTreeMap<usize, _> = ballots.into_iter().enumerate().collect();
        prop_assert_eq!(rule.tally(&options, &all).is_ok(), good.len() == all.len());
        let tally = rule.tally(&options, &good).unwrap();
        let counted: u64 = tally.iter().map(|r| r.dots * r.options.len() as u64).sum();
        prop_assert_eq!(counted, good.values().flat_map(|b| b.values()).map(|d| u64::from(*d)).sum::<u64>());
        prop_assert!(tally.windows(2).all(|w| w[0].dots > w[1].dots && w[0].place + w[0].options.len() == w[1].place));
        let mut listed: Vec<u8> = tally.iter().flat_map(|r| r.options.clone()).collect();
        listed.sort_unstable();
        prop_assert_eq!(&listed, &options);
        let best = best(&tally, places);
        let dotted = tally.iter().filter(|r| r.dots > 0).map(|r| r.options.len()).sum::<usize>();
        prop_assert_eq!(best.chosen.len() + best.places_left, if best.tied.is_empty() { places.min(dotted) } else { places });
        prop_assert!(best.tied.is_empty() || best.tied.len() > best.places_left && best.places_left > 0);
    }
}
