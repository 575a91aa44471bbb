use super::*;
use crate::shape::LANGUAGES;

fn of(key: &str) -> Set {
    Set::built_in().into_iter().find(|s| s.key == key).unwrap()
}

#[test]
fn the_sets_that_come_along_are_whole_where_sources_are_and_say_where_not() {
    let sets = Set::built_in();
    let keys: Vec<&str> = sets.iter().map(|s| s.key.as_str()).collect();
    assert_eq!(keys, BUILT_IN.map(|(key, _)| key));
    for set in &sets {
        assert_eq!(set.languages, LANGUAGES, "{}", set.key);
        assert_eq!(set.translated, ["es"], "the Spanish words are ours, and say so");
        assert!(set.source.has("en") && set.stem.has("en"), "{}", set.key);
        for standard in &set.standards {
            // What has no statement, or fewer than three elements, says what is missing; what says so lacks it.
            let whole = standard.text.has("en") && standard.elements.len() == 3;
            assert_eq!(standard.missing.has("en"), !whole, "{} {}", set.key, standard.key);
        }
    }
    let [old, new] = ["standards-2011", "standards-2022"].map(of);
    assert_eq!((old.standards.len(), old.frames.len(), new.standards.len(), new.frames.len()), (7, 0, 11, 3));
    assert_eq!((old.published.as_deref(), new.published.as_deref()), (Some("2011"), Some("2022-04")));
    assert_eq!(of("standards-2022-renamed").published, None, "the day of the renaming was not found");
    let first = &old.standards[0];
    assert_eq!(
        old.sentence(first, "en").unwrap(),
        "Professional learning that increases educator effectiveness and results for all students occurs within learning \
         communities committed to continuous improvement, collective responsibility, and goal alignment."
    );
    assert_eq!(new.sentence(new.standard("equity-foundations").unwrap(), "en"), None);
    let frames: Vec<usize> = new.frames.iter().map(|f| new.of_frame(Some(&f.key)).count()).collect();
    assert_eq!(frames, [3, 4, 4]);
}

#[test]
fn a_set_says_everything_that_is_wrong_with_it() {
    let mut set = of("standards-2022");
    set.key = "No Key".into();
    set.published = Some("2022-13".into());
    set.translated.push("fr".into());
    set.standards[0].frame = Some("nowhere".into());
    set.standards[1].key = set.standards[2].key.clone();
    set.standards[3].text = Text::default();
    set.standards[4].name.0.remove("es");
    set.standards[5].name.0.insert("fr".into(), "x".into());
    set.standards[6].name.0.insert("en".into(), "x\u{202e}".into());
    let key = set.standards[2].elements[0].key.clone();
    set.standards[2].elements[1].key = key.clone();
    let twice = set.standards[2].key.clone();
    let [at3, at4, at5, at6] = [3, 4, 5, 6].map(|n: usize| set.standards[n].key.clone());
    let found = set.problems();
    for problem in [
        Problem::BadKey { at: "No Key".into() },
        Problem::Published,
        Problem::Languages,
        Problem::UnknownFrame { at: "equity-practices".into(), key: "nowhere".into() },
        Problem::KeyTwice { at: format!("standards.{twice}") },
        Problem::NoText { at: at3 },
        Problem::NoWords { at: at4, language: "es".into() },
        Problem::OtherLanguage { at: at5, language: "fr".into() },
        Problem::Words { at: at6 },
        Problem::KeyTwice { at: format!("{twice}.{key}") },
    ] {
        assert!(found.contains(&problem), "{problem} is not among {found:?}");
        assert!(!problem.to_string().is_empty());
    }
    assert_eq!(found.len(), 10);
}

#[test]
fn what_is_no_set_is_refused_with_its_place() {
    let huge = " ".repeat(LONGEST + 1);
    assert_eq!(Set::parse(&huge), Err(Unfit::TooLong));
    for (bad, line) in [("", 1), ("[]", 1), ("{\n \"key\": 3}", 2), ("{\"key\":\"a\",\"key\":\"b\"}", 1)] {
        let Err(Unfit::NotRead { line: at, .. }) = Set::parse(bad) else { panic!("{bad}") };
        assert_eq!(at, line, "{bad}");
    }
    let unknown = serde_json::to_string(&of("standards-2011")).unwrap().replacen("\"version\"", "\"score\"", 1);
    assert!(matches!(Set::parse(&unknown), Err(Unfit::NotRead { .. })), "there is no place for a score");
    let deep = "[".repeat(100_000);
    assert!(matches!(Set::parse(&deep), Err(Unfit::NotRead { .. })));
}

#[test]
fn a_copy_has_one_language_remembers_its_origin_and_can_be_reworded_line_by_line() {
    let set = of("standards-2022");
    for bad in ["standards-2022", "standards-2011", "No"] {
        assert!(set.copied(bad, "en").is_err(), "{bad}");
    }
    let copy = set.copied("our-standards", "es").unwrap();
    assert!(copy.problems().is_empty(), "{:?}", copy.problems());
    assert_eq!((copy.languages.len(), copy.translated_for("en")), (1, true));
    assert_eq!(copy.copied_from.as_ref().unwrap().key, "standards-2022");
    // Lines out and in again: nothing changes.
    for set in Set::built_in() {
        let copy = set.copied("our-own", "en").unwrap();
        let lines = outline(&copy, "en");
        let (frames, standards) = read_outline(&lines, "en", Some(&copy)).unwrap();
        assert_eq!((frames, standards), (copy.frames.clone(), copy.standards.clone()));
    }
}

#[test]
fn reworded_lines_keep_who_they_are() {
    let was = of("standards-2011").copied("ours", "en").unwrap();
    let lines = "## Learning Communities\noccurs in communities\nthat share\n- Engage in continuous improvement\n- Something new\n\
                 ## Ways of leading {leadership}\ntakes leaders\n- Something new\n- Something new\n? One more is missing\n## ¿?\nx";
    let (frames, standards) = read_outline(lines, "en", Some(&was)).unwrap();
    assert!(frames.is_empty());
    let keys: Vec<&str> = standards.iter().map(|s| s.key.as_str()).collect();
    assert_eq!(keys, ["learning-communities", "leadership", "standard"]);
    assert_eq!(standards[0].elements[0].key, was.standards[0].elements[0].key);
    assert_eq!(standards[0].text.get("en"), "occurs in communities that share");
    let keys: Vec<&str> = standards[1].elements.iter().map(|e| e.key.as_str()).collect();
    assert_eq!(keys, ["something-new", "something-new-2"]);
    assert_eq!(standards[1].missing.get("en"), "One more is missing");
}

#[test]
fn every_line_that_cannot_be_read_is_named() {
    let lines = "words first\n## A {a}\n- \n## B {a}\n## C {Not A Key}\n-x {b}\n- y {b}";
    let wrong = read_outline(lines, "en", None).unwrap_err();
    let wrong: Vec<(usize, Wrong)> = wrong.into_iter().map(|l| (l.line, l.wrong)).collect();
    assert_eq!(
        wrong,
        [(1, Wrong::BeforeTheFirst), (3, Wrong::NoWords), (4, Wrong::Twice), (5, Wrong::Key), (7, Wrong::Twice)]
    );
}
