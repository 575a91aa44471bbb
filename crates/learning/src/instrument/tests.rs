use super::*;
use std::collections::BTreeSet;

fn built_in(key: &str) -> Instrument {
    Instrument::built_in().into_iter().find(|i| i.key == key).unwrap()
}

fn trust() -> Instrument {
    built_in("community-health")
}

/// Every text of an instrument that a person reads while answering, with where it stands.
fn all_words(instrument: &Instrument) -> Vec<(String, &Text)> {
    let mut found = vec![("title".to_owned(), &instrument.title), ("lead".to_owned(), &instrument.lead)];
    for item in &instrument.items {
        if item.by_side.is_empty() {
            found.push((item.key.clone(), &item.text));
        }
        found.extend(item.by_side.iter().map(|(side, words)| (format!("{}.{side}", item.key), words)));
    }
    for scale in &instrument.scales {
        found.extend(scale.points.iter().map(|p| (format!("{}.{}", scale.key, p.code), &p.label)));
        found.extend(scale.outside.iter().map(|o| (format!("{}.{}", scale.key, o.code), &o.label)));
    }
    found
}

/// The same for the items on a scale alone.
fn statements(instrument: &Instrument) -> Vec<(String, &Text)> {
    let closed = |at: &str| {
        let item = instrument.item(at.split('.').next().unwrap());
        item.is_some_and(|i| i.answer != Answer::Open)
    };
    all_words(instrument).into_iter().filter(|(at, _)| closed(at)).collect()
}

#[test]
fn the_instruments_that_come_with_us_are_right() {
    let all = Instrument::built_in();
    for (instrument, (key, _)) in all.iter().zip(BUILT_IN) {
        assert_eq!(instrument.key, key);
        assert_eq!(instrument.problems(), [], "{key}");
        assert!(instrument.speaks_all(), "{key}");
        assert!(instrument.source.get("en").starts_with("The words are ours; after "), "{key}");
        assert!(instrument.source.get("es").starts_with("El texto es nuestro; según "), "{key}");
        let again = Instrument::parse(&serde_json::to_string(instrument).unwrap()).unwrap();
        assert_eq!(&again, instrument);
        assert_eq!(changed(instrument, &again), []);
        let open = instrument.items.iter().filter(|i| i.answer == Answer::Open).count();
        assert!((1..=2).contains(&open), "{key} has one or two open questions");
        for scale in &instrument.scales {
            assert!(!scale.outside.is_empty(), "{key}: whoever has no opinion can say so");
        }
    }
    let closed = |i: &Instrument| i.items.iter().filter(|i| i.answer != Answer::Open).count();
    assert_eq!(all.iter().map(closed).collect::<Vec<_>>(), [5, 21, 12, 12, 16, 12, 8, 13]);
    let dimensions = |key: &str| built_in(key).dimensions.iter().map(|d| d.key.clone()).collect::<Vec<_>>();
    assert_eq!(
        dimensions("seven-standards"),
        ["learning-communities", "leadership", "resources", "data", "learning-designs", "implementation", "outcomes"]
    );
    assert_eq!(
        dimensions("learning-communities"),
        ["continuous-improvement", "collective-responsibility", "alignment-accountability"]
    );
}

#[test]
fn no_opinion_has_no_value_and_comes_last() {
    let scale = &built_in("where-are-we-now").scales[0];
    let english: Vec<&str> = scale.points.iter().map(|p| p.label.get("en")).collect();
    assert_eq!(english, ["Strongly agree", "Agree", "Disagree", "Strongly disagree"]);
    assert_eq!(scale.points.iter().map(|p| p.value).collect::<Vec<_>>(), [4.0, 3.0, 2.0, 1.0]);
    assert_eq!(scale.outside.iter().map(|o| o.label.get("en")).collect::<Vec<_>>(), ["No opinion"]);
}

#[test]
fn both_sides_are_asked_the_same_thing_in_their_own_words() {
    let two = built_in("two-sides");
    let sides: Vec<(&str, Asked)> = two.sides.iter().map(|s| (s.key.as_str(), s.who)).collect();
    assert_eq!(sides, [("central-office", Asked::CentralOffice), ("schools", Asked::SchoolLeaders)]);
    for item in two.items.iter().filter(|i| i.answer != Answer::Open) {
        let (office, schools) = (item.words(Some("central-office")), item.words(Some("schools")));
        for language in LANGUAGES {
            assert_ne!(office.get(language), schools.get(language), "{}", item.key);
        }
    }
    let both = two.item("works-well").unwrap();
    assert_eq!(both.words(Some("schools")), both.words(None));
}

#[test]
fn statements_are_short_and_say_one_thing() {
    for instrument in Instrument::built_in() {
        for (at, text) in statements(&instrument) {
            for (language, most) in [("en", 18), ("es", 22)] {
                let words = text.get(language);
                let at = format!("{}.{at} in {language}: {words}", instrument.key);
                assert!(words.split_whitespace().count() <= most, "{at} is long");
                assert_eq!(words.matches(['.', '?', '!', ';']).count(), 1, "{at} is not one sentence");
                assert!(words.ends_with('.'), "{at}");
            }
            // A statement that denies something is hard to disagree with.
            let english = format!(" {} ", text.get("en").to_lowercase());
            for denial in [" not ", "n't ", " never ", " no ", " without "] {
                assert!(!english.contains(denial), "{}.{at} denies: {english}", instrument.key);
            }
            let spanish = format!(" {} ", text.get("es").to_lowercase());
            for denial in [" no ", " nunca ", " sin ", " ningún ", " ninguna "] {
                assert!(!spanish.contains(denial), "{}.{at} denies: {spanish}", instrument.key);
            }
        }
    }
}

/// Grade level by Kincaid et al. (1975): 0.39 words a sentence + 11.8 syllables a word − 15.59; a syllable is a group of vowels,
/// a silent e at the end left out.
fn grade(text: &str) -> f64 {
    let syllables = |word: &str| {
        let word = word.to_lowercase();
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        let vowel = |c: char| "aeiouy".contains(c);
        let groups = word.split(|c: char| !vowel(c)).filter(|g| !g.is_empty()).count();
        let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
        (groups - usize::from(silent)).max(1)
    };
    let words: Vec<&str> = text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).collect();
    let sentences = text.matches(['.', '?', '!']).count().max(1);
    let all: usize = words.iter().map(|w| syllables(w)).sum();
    0.39 * words.len() as f64 / sentences as f64 + 11.8 * all as f64 / words.len() as f64 - 15.59
}

#[test]
fn the_english_is_plain() {
    for instrument in Instrument::built_in() {
        let statements: Vec<&str> = statements(&instrument).into_iter().map(|(_, t)| t.get("en")).collect();
        let grade = grade(&statements.join(" "));
        let most = if instrument.asked == [Asked::Families] { 5.0 } else { 8.5 };
        assert!(grade <= most, "{} is at grade {grade:.1}", instrument.key);
    }
}

#[test]
fn spanish_speaks_as_usted_and_is_spanish() {
    for instrument in Instrument::built_in() {
        for (at, text) in all_words(&instrument) {
            let words = format!(" {} ", text.get("es").to_lowercase());
            for not_ours in ["vosotros", "vuestr", " tú ", " tu ", " tus ", " te ", " ti "] {
                assert!(!words.contains(not_ours), "{}.{at}: {not_ours}", instrument.key);
            }
            // "No" is the one word that is the same in both.
            assert!(text.get("en") != text.get("es") || text.get("en") == "No", "{}.{at}", instrument.key);
        }
    }
}

#[test]
fn every_fault_is_named() {
    let after = |change: &dyn Fn(&mut Instrument)| {
        let mut instrument = trust();
        change(&mut instrument);
        instrument.problems()
    };
    let at = |at: &str| at.to_owned();
    let no_words = |at: &str, language: &str| Problem::NoWords { at: at.into(), language: language.into() };
    assert_eq!(after(&|i| i.key = "My own!".into()), [Problem::BadKey { at: at("My own!") }]);
    assert_eq!(after(&|i| drop(i.lead.0.remove("es"))), [no_words("community-health.lead", "es")]);
    assert_eq!(after(&|i| drop(i.items[3].text.0.remove("en"))), [no_words("say-it-failed", "en")]);
    assert_eq!(
        after(&|i| i.items[3].text.0.insert("es".into(), " ".into()).into_iter().for_each(drop)),
        [no_words("say-it-failed", "es")]
    );
    assert_eq!(
        after(&|i| i.items[3].text.0.insert("fr".into(), "Oui".into()).into_iter().for_each(drop)),
        [Problem::OtherLanguage { at: at("say-it-failed"), language: at("fr") }]
    );
    assert_eq!(after(&|i| drop(i.scales[0].outside[0].label.0.remove("es"))), [no_words("agreement.9", "es")]);
    assert_eq!(after(&|i| i.source = Text::default()), [], "a source may be left out");
    assert!(after(&|i| i.languages.push("vi".into())).contains(&no_words("trust", "vi")));
    assert_eq!(after(&|i| i.languages.push("en".into())).first(), Some(&Problem::Languages));
    assert_eq!(after(&|i| i.items[4].key = at("worth-it")), [Problem::KeyTwice { at: at("items.worth-it") }]);
    assert_eq!(after(&|i| i.asked.clear()), [Problem::NobodyAsked]);
    assert_eq!(after(&|i| i.threshold = 2), [Problem::Threshold]);
    assert_eq!(after(&|i| i.scales[0].outside[0].code = 4), [Problem::Code { at: at("agreement"), code: 4 }]);
    assert_eq!(after(&|i| i.scales[0].points[0].code = 0), [Problem::Code { at: at("agreement"), code: 0 }]);
    assert_eq!(after(&|i| i.scales[0].points[0].value = 2.5), [Problem::Values { at: at("agreement") }]);
    assert_eq!(after(&|i| i.scales[0].points[1].value = 4.0), [Problem::Values { at: at("agreement") }]);
    assert_eq!(after(&|i| i.scales[0].points.truncate(1)), [Problem::TooFewPoints { at: at("agreement") }]);
    assert_eq!(
        after(&|i| i.items[0].dimension = Some(at("none"))),
        [Problem::UnknownDimension { at: at("clear-aim"), key: at("none") }]
    );
    assert_eq!(
        after(&|i| i.items[0].answer = Answer::Scale(at("none"))),
        [Problem::MixedScales { at: at("purpose") }, Problem::UnknownScale { at: at("clear-aim"), key: at("none") }]
    );
    assert_eq!(after(&|i| i.dimensions[1].least = 4), [Problem::Least { at: at("trust") }]);
    assert_eq!(after(&|i| i.dimensions[1].least = 0), [Problem::Least { at: at("trust") }]);
    assert_eq!(after(&|i| i.items[12].reversed = true), [Problem::ReversedWithoutScale { at: at("keep") }]);
    assert_eq!(
        after(&|i| i.items[0].by_side = BTreeMap::from([(at("us"), i.items[0].text.clone())])),
        [Problem::TextTwice { at: at("clear-aim") }, Problem::UnknownSide { at: at("clear-aim.us") }]
    );
    assert!(after(&|i| i.items.clear()).contains(&Problem::NoItems));
    let side = Side { key: at("us"), who: Asked::Leaders, name: trust().title };
    assert_eq!(
        after(&|i| i.sides = vec![side.clone()]),
        [Problem::Sides, Problem::SideNotAsked { at: at("us") }],
        "one side is no two-sided instrument"
    );
    let mut two = built_in("two-sides");
    two.items[0].by_side.remove("schools");
    assert_eq!(two.problems(), [Problem::SideWithoutWords { at: at("bad-news.schools") }]);
    let said = Instrument::parse(&serde_json::to_string(&two).unwrap()).unwrap_err().to_string();
    assert_eq!(said, "bad-news.schools: this side has no words");
    let odd = serde_json::to_string(&two).unwrap().replace("\"threshold\"", "\"treshold\"");
    assert!(Instrument::parse(&odd).unwrap_err().to_string().contains("unknown field `treshold`"));
    assert!(matches!(Instrument::parse("{"), Err(Unfit::NotRead(_))));
}

#[test]
fn a_district_edits_a_copy_and_never_ours() {
    let ours = trust();
    assert_eq!(ours.edited(|_| ()), Err(vec![Problem::BuiltIn { key: "community-health".into() }]));
    assert_eq!(ours.copied("two-sides"), Err(Problem::BuiltIn { key: "two-sides".into() }));
    assert_eq!(ours.copied("Our own"), Err(Problem::BadKey { at: "Our own".into() }));
    let copy = ours.copied("our-pulse").unwrap();
    assert_eq!(copy.copied("our-pulse"), Err(Problem::SameKey { key: "our-pulse".into() }));
    assert_eq!(copy.copied_from, Some(Origin { key: "community-health".into(), version: 1 }));
    let next = copy.edited(|i| (i.key, i.version, i.threshold) = ("x".into(), 90, 8)).unwrap();
    assert_eq!((next.key.as_str(), next.version, next.threshold), ("our-pulse", 2, 8));
    assert_eq!(next.edited(|i| i.threshold = 1), Err(vec![Problem::Threshold]));
}

#[test]
fn a_change_of_words_is_seen_and_breaks_the_trend_of_what_it_touches() {
    let old = trust().copied("ours").unwrap();
    let whole = comparable(&old, &old);
    assert_eq!((whole.items.len(), whole.dimensions.len()), (14, 4));
    let after = |change: &dyn Fn(&mut Instrument)| {
        let new = old.edited(change).unwrap();
        let left = comparable(&old, &new);
        let lost = |all: &BTreeSet<String>, left: &BTreeSet<String>| all.difference(left).cloned().collect::<Vec<_>>();
        (changed(&old, &new), lost(&whole.items, &left.items), lost(&whole.dimensions, &left.dimensions))
    };
    fn put(text: &mut Text, language: &str, words: &str) {
        text.0.insert(language.into(), words.into());
    }
    let none: Vec<String> = Vec::new();
    // Blanks and the order of the items are no change of words.
    let blanks = after(&|i| {
        put(&mut i.items[9].text, "en", "We keep  the norms that we agreed on. ");
        i.items.swap(0, 9);
    });
    assert_eq!(blanks, (vec![], none.clone(), none.clone()));
    let (changes, items, dimensions) = after(&|i| put(&mut i.items[9].text, "en", "We keep our norms."));
    let expected = Change::Words {
        item: "norms".into(),
        side: None,
        language: "en".into(),
        was: "We keep the norms that we agreed on.".into(),
        is: "We keep our norms.".into(),
    };
    assert_eq!((changes, items, dimensions), (vec![expected], vec!["norms".into()], vec!["our-word".into()]));
    // Turning an item around leaves the item's own trend whole, but not that of the score.
    let turned = after(&|i| i.items[9].reversed = true);
    assert_eq!(turned, (vec![Change::Turned { item: "norms".into() }], none.clone(), vec!["our-word".into()]));
    let moved = after(&|i| i.items[9].dimension = Some("trust".into()));
    assert_eq!((moved.1, moved.2), (none.clone(), vec!["our-word".to_owned(), "trust".to_owned()]));
    let gone = after(&|i| drop(i.items.remove(9)));
    assert_eq!(gone.0, [Change::Gone { item: "norms".into() }]);
    assert_eq!((gone.1, gone.2), (vec!["norms".to_owned()], vec!["our-word".to_owned()]));
    let new = after(&|i| i.items.push(Item { key: "more".into(), ..i.items[13].clone() }));
    assert_eq!(new, (vec![Change::New { item: "more".into() }], none.clone(), none.clone()));
    let open = after(&|i| (i.items[9].answer, i.items[9].dimension) = (Answer::Open, None));
    assert_eq!(open.1, ["norms"]);
    let least = after(&|i| i.dimensions[3].least = 3);
    assert_eq!(least.0, [Change::Least { dimension: "our-word".into(), was: 2, is: 3 }]);
    assert_eq!((least.1, least.2), (none.clone(), vec!["our-word".to_owned()]));
    // What is said on the scale touches every item answered on it, and no open one.
    let label = after(&|i| put(&mut i.scales[0].outside[0].label, "es", "Prefiero no opinar"));
    assert!(matches!(&label.0[..], [Change::Label { code: 9, .. }]), "{:?}", label.0);
    assert_eq!((label.1.len(), label.2.len()), (12, 4));
    let points = after(&|i| i.scales[0].points.iter_mut().for_each(|p| p.value *= 2.0));
    assert_eq!((points.0, points.1.len()), (vec![Change::Points { scale: "agreement".into() }], 12));
}

#[test]
fn one_side_reworded_and_a_new_language() {
    let old = built_in("two-sides").copied("ours").unwrap();
    let new = old
        .edited(|i| {
            let side = i.items[0].by_side.get_mut("schools").unwrap();
            side.0.insert("es".into(), "Hablamos claro con la oficina central.".into());
        })
        .unwrap();
    let changes = changed(&old, &new);
    assert!(
        matches!(&changes[..], [Change::Words { item, side: Some(side), language, .. }]
            if item == "bad-news" && side == "schools" && language == "es"),
        "{changes:?}"
    );
    let mut english = old.clone();
    english.languages = vec!["en".into()];
    let changes = changed(&english, &old);
    assert_eq!(changes, [Change::LanguageNew { language: "es".into() }]);
    assert_eq!(changed(&old, &english), [Change::LanguageGone { language: "es".into() }]);
    assert_eq!(comparable(&english, &old).items.len(), old.items.len(), "a translation changes no question");
}

#[test]
fn a_title_is_read_without_the_rest() {
    for (key, json) in BUILT_IN {
        assert_eq!(Instrument::title_in(json).as_ref(), Some(&built_in(key).title));
    }
    // What could not be asked any more still has its name in a list.
    let title = Instrument::title_in(r#"{ "title": { "en": "As it was" }, "of an earlier": [1] }"#).expect("a title");
    assert_eq!(title.get("es"), "As it was");
    assert_eq!(Instrument::title_in("{"), None);
}
