//! Which steps does a cycle have? A shape is data: versioned, worded in every language of the district, to be copied and
//! edited. Three shapes come with the crate; the rules (here and in [`crate::moves`]) know no step by name.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A text in several languages: language tag (`en`, `es`) to words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The words in `language`, else in English, else in any language, else nothing. `es-MX` finds `es`.
    pub fn get(&self, language: &str) -> &str {
        let base = language.split('-').next().unwrap_or(language);
        [language, base, "en"]
            .iter()
            .find_map(|l| self.0.get(*l))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Whether there are words (not only blanks) in `language`.
    pub fn has(&self, language: &str) -> bool {
        self.0.get(language).is_some_and(|words| !words.trim().is_empty())
    }
}

/// The shape of a cycle of improvement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Short name for addresses and files: small letters, digits and hyphens.
    pub key: String,
    /// Rises with every edit; a running cycle keeps the version it began with.
    pub version: u32,
    /// Its name.
    pub name: Text,
    /// When to take it, in a sentence or two.
    pub about: Text,
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// How a cycle can end.
    pub outcomes: Vec<Outcome>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Short name within the shape.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// Teaches the step in two sentences, in place.
    pub why: Text,
    /// What sort of step it is, so that rooms know what to lay beside it.
    pub kind: StepKind,
    /// The few short fields to write in.
    pub fields: Vec<Field>,
    /// Here results come in. From the moment this step is opened, a prediction can no longer be written.
    #[serde(default)]
    pub evidence: bool,
    /// Here we write what we expect, before we know.
    #[serde(default)]
    pub asks_prediction: bool,
}

/// What sort of work a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Looking at results and voices; naming a need.
    Need,
    /// Setting goals.
    Goals,
    /// Learning what is needed.
    Knowledge,
    /// Choosing and planning what to try.
    Strategies,
    /// Trying it, with peers' support.
    Apply,
    /// Looking at what happened.
    Evidence,
    /// Deciding what follows and what others should know.
    Decide,
    /// None of these; a district's own.
    Other,
}

/// One thing to write in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Short name within the step.
    pub key: String,
    /// What is asked.
    pub label: Text,
    /// Help in a few words.
    #[serde(default)]
    pub hint: Text,
    /// What kind of answer.
    pub kind: FieldKind,
    /// The choices of a `choice` field.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Marked as the field that makes the step complete. Never blocks a move.
    #[serde(default)]
    pub required: bool,
    /// Where a first value comes from, as `step.field` of an earlier step (an earlier cycle's when the step is the first).
    #[serde(default)]
    pub prefill: Option<String>,
    /// This field holds the prediction; only in steps that ask one.
    #[serde(default)]
    pub prediction: bool,
}

/// What kind of answer a field takes. The words after `Date` are things in the product that can be picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    Longtext,
    /// A number.
    Number,
    /// A day.
    Date,
    /// One of a few choices.
    Choice,
    /// A person.
    Person,
    /// A need.
    Need,
    /// A goal.
    Goal,
    /// A measure.
    Measure,
    /// A strategy in the library.
    Strategy,
    /// Anything in the library.
    Resource,
    /// A visit.
    Visit,
}

/// One choice of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Short name within the field.
    pub key: String,
    /// Its words.
    pub label: Text,
}

/// One way a cycle can end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Short name within the shape.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// What it means, in a sentence or two.
    pub why: Text,
    /// Can only be chosen once results came in (a step with `evidence` was opened).
    #[serde(default)]
    pub needs_evidence: bool,
    /// Suggests that the next cycle grows out of this one.
    #[serde(default)]
    pub grows: bool,
}

/// What is wrong with a shape. `step`, `field`, … are keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// A key is empty or holds other signs than small letters, digits, hyphens.
    BadKey {
        /// Where, as a path of keys.
        at: String,
    },
    /// The same key twice in one list.
    KeyTwice {
        /// Where, as a path of keys.
        at: String,
    },
    /// Words are missing in a language.
    NoWords {
        /// Where, as a path of keys.
        at: String,
        /// Which language.
        language: String,
    },
    /// A shape needs at least two steps.
    TooFewSteps,
    /// A step has nothing to write.
    NoFields {
        /// The step.
        at: String,
    },
    /// A cycle must be able to end.
    NoOutcomes,
    /// Without results no cycle can be judged: no step has `evidence`.
    NoEvidence,
    /// No step asks a prediction before the first step in which results come in.
    NoPredictionBeforeResults,
    /// A prediction is asked in or after the first step in which results come in.
    PredictionAfterResults {
        /// The step.
        at: String,
    },
    /// A step that asks a prediction has no field for it, or a field is marked as prediction in a step that asks none.
    PredictionField {
        /// The step.
        at: String,
    },
    /// A choice field with fewer than two choices, or choices on another kind of field.
    Choices {
        /// The field.
        at: String,
    },
    /// A first value is taken from a field that doesn't exist or comes later.
    Prefill {
        /// The field.
        at: String,
    },
}

/// The languages every shape must be worded in.
pub const LANGUAGES: [&str; 2] = ["en", "es"];

impl Shape {
    /// Reads a shape from JSON, without judging it.
    pub fn from_json(json: &str) -> Result<Shape, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// The shapes that come with the crate: the six actions, the five stages of a team's year, plan-do-study-act.
    pub fn built_in() -> Vec<Shape> {
        [
            include_str!("../shapes/six-actions.json"),
            include_str!("../shapes/five-stage.json"),
            include_str!("../shapes/pdsa.json"),
            include_str!("../shapes/inquiry.json"),
            include_str!("../shapes/seven-steps.json"),
        ]
        .map(|json| Shape::from_json(json).expect("a test reads each of these files"))
        .into()
    }

    /// The step of this key, with its place.
    pub fn step(&self, key: &str) -> Option<(usize, &Step)> {
        self.steps.iter().enumerate().find(|(_, s)| s.key == key)
    }

    /// The outcome of this key.
    pub fn outcome(&self, key: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|o| o.key == key)
    }

    /// Place of the first step in which results come in.
    pub fn first_evidence(&self) -> Option<usize> {
        self.steps.iter().position(|s| s.evidence)
    }

    /// Everything that is wrong with the shape; nothing when it can be used.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        check_key(&mut found, &self.key, &self.key);
        check_words(&mut found, &self.key, [&self.name, &self.about]);
        if self.steps.len() < 2 {
            found.push(Problem::TooFewSteps);
        }
        check_twice(&mut found, &self.key, self.steps.iter().map(|s| &s.key));
        let mut earlier: BTreeSet<String> = BTreeSet::new();
        for (place, step) in self.steps.iter().enumerate() {
            self.check_step(&mut found, place, step, &mut earlier);
        }
        self.check_order(&mut found);
        if self.outcomes.is_empty() {
            found.push(Problem::NoOutcomes);
        }
        check_twice(&mut found, "outcomes", self.outcomes.iter().map(|o| &o.key));
        for outcome in &self.outcomes {
            let at = format!("outcomes.{}", outcome.key);
            check_key(&mut found, &outcome.key, &at);
            check_words(&mut found, &at, [&outcome.name, &outcome.why]);
        }
        found
    }

    fn check_step(&self, found: &mut Vec<Problem>, place: usize, step: &Step, earlier: &mut BTreeSet<String>) {
        check_key(found, &step.key, &step.key);
        check_words(found, &step.key, [&step.name, &step.why]);
        if step.fields.is_empty() {
            found.push(Problem::NoFields { at: step.key.clone() });
        }
        if step.asks_prediction != step.fields.iter().any(|f| f.prediction) {
            found.push(Problem::PredictionField { at: step.key.clone() });
        }
        check_twice(found, &step.key, step.fields.iter().map(|f| &f.key));
        for field in &step.fields {
            let at = format!("{}.{}", step.key, field.key);
            check_key(found, &field.key, &at);
            check_words(found, &at, [&field.label]);
            if !field.hint.0.is_empty() {
                check_words(found, &format!("{at}.hint"), [&field.hint]);
            }
            let enough =
                if field.kind == FieldKind::Choice { field.choices.len() >= 2 } else { field.choices.is_empty() };
            if !enough {
                found.push(Problem::Choices { at: at.clone() });
            }
            check_twice(found, &at, field.choices.iter().map(|c| &c.key));
            for choice in &field.choices {
                let at = format!("{at}.{}", choice.key);
                check_key(found, &choice.key, &at);
                check_words(found, &at, [&choice.label]);
            }
            if let Some(from) = &field.prefill
                && !(earlier.contains(from) || place == 0 && self.has_field(from))
            {
                found.push(Problem::Prefill { at });
            }
        }
        earlier.extend(step.fields.iter().map(|f| format!("{}.{}", step.key, f.key)));
    }

    fn has_field(&self, path: &str) -> bool {
        self.steps.iter().any(|s| s.fields.iter().any(|f| format!("{}.{}", s.key, f.key) == path))
    }

    fn check_order(&self, found: &mut Vec<Problem>) {
        let Some(results) = self.first_evidence() else {
            found.push(Problem::NoEvidence);
            return;
        };
        if !self.steps[..results].iter().any(|s| s.asks_prediction) {
            found.push(Problem::NoPredictionBeforeResults);
        }
        let late = self.steps[results..].iter().filter(|s| s.asks_prediction);
        found.extend(late.map(|s| Problem::PredictionAfterResults { at: s.key.clone() }));
    }
}

fn check_key(found: &mut Vec<Problem>, key: &str, at: &str) {
    if !is_key(key) {
        found.push(Problem::BadKey { at: at.to_owned() });
    }
}

fn check_words<'a>(found: &mut Vec<Problem>, at: &str, texts: impl IntoIterator<Item = &'a Text>) {
    let missing = without_words(texts).into_iter();
    found.extend(missing.map(|l| Problem::NoWords { at: at.to_owned(), language: l.to_owned() }));
}

fn check_twice<'a>(found: &mut Vec<Problem>, at: &str, keys: impl Iterator<Item = &'a String>) {
    found.extend(twice(keys).into_iter().map(|k| Problem::KeyTwice { at: format!("{at}.{k}") }));
}

/// Whether this can be a key: small letters, digits and hyphens, at least one of them.
pub(crate) fn is_key(key: &str) -> bool {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !key.is_empty() && key.chars().all(fine)
}

/// The languages in which at least one of the texts has no words.
pub(crate) fn without_words<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Vec<&'static str> {
    let texts: Vec<&Text> = texts.into_iter().collect();
    LANGUAGES.into_iter().filter(|l| texts.iter().any(|t| !t.has(l))).collect()
}

/// The keys that stand more than once.
pub(crate) fn twice<'a>(keys: impl Iterator<Item = &'a String>) -> BTreeSet<&'a String> {
    let mut seen = BTreeSet::new();
    keys.filter(|k| !seen.insert(*k)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pdsa() -> Shape {
        Shape::from_json(include_str!("../shapes/pdsa.json")).unwrap()
    }

    #[test]
    fn the_shapes_that_come_with_us_are_right() {
        let shapes = Shape::built_in();
        let keys: Vec<&str> = shapes.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys, ["six-actions", "five-stage", "pdsa", "inquiry", "seven-steps"]);
        for shape in &shapes {
            assert_eq!(shape.problems(), [], "{}", shape.key);
            let again = Shape::from_json(&serde_json::to_string(shape).unwrap()).unwrap();
            assert_eq!(&again, shape);
        }
        assert_eq!(shapes.iter().map(|s| s.steps.len()).collect::<Vec<_>>(), [6, 5, 4, 6, 7]);
    }

    #[test]
    fn every_step_teaches_in_two_sentences_and_asks_two_to_four_things() {
        for shape in Shape::built_in() {
            for step in &shape.steps {
                let at = format!("{}.{}", shape.key, step.key);
                assert!((2..=4).contains(&step.fields.len()), "{at} has {} fields", step.fields.len());
                for language in LANGUAGES {
                    let why = step.why.get(language);
                    let sentences = why.matches(['.', '?', '!']).count();
                    assert_eq!(sentences, 2, "{at} in {language}: {why}");
                    assert!(why.chars().count() <= 260, "{at} in {language} is long");
                }
                assert_ne!(step.why.get("en"), step.why.get("es"), "{at}");
            }
        }
    }

    #[test]
    fn every_fault_is_named() {
        let problems_after = |change: &dyn Fn(&mut Shape)| {
            let mut shape = pdsa();
            change(&mut shape);
            shape.problems()
        };
        let first = pdsa().steps[0].key.clone();
        let field = format!("{first}.{}", pdsa().steps[0].fields[0].key);
        assert_eq!(problems_after(&|s| s.key = "Plan!".into()), [Problem::BadKey { at: "Plan!".into() }]);
        assert_eq!(
            problems_after(&|s| drop(s.steps[0].name.0.remove("es"))),
            [Problem::NoWords { at: first.clone(), language: "es".into() }]
        );
        assert_eq!(
            problems_after(&|s| s.steps[0].fields[0].label = Text::default()).len(),
            2,
            "both languages are missing at {field}"
        );
        assert_eq!(problems_after(&|s| s.outcomes.clear()), [Problem::NoOutcomes]);
        assert!(problems_after(&|s| s.steps.truncate(1)).contains(&Problem::TooFewSteps));
        assert!(problems_after(&|s| s.steps.truncate(1)).contains(&Problem::NoEvidence));
        assert!(problems_after(&|s| s.steps.reverse()).contains(&Problem::NoPredictionBeforeResults));
        assert!(
            problems_after(&|s| s.steps.reverse()).contains(&Problem::PredictionAfterResults { at: first.clone() })
        );
        assert!(
            problems_after(&|s| s.steps[0].asks_prediction = false)
                .contains(&Problem::PredictionField { at: first.clone() })
        );
        assert!(problems_after(&|s| s.steps[1].fields.clear()).iter().any(|p| matches!(p, Problem::NoFields { .. })));
        assert!(
            problems_after(&|s| s.steps[1].key = first.clone())
                .contains(&Problem::KeyTwice { at: format!("pdsa.{first}") })
        );
        assert_eq!(
            problems_after(&|s| s.steps[0].fields[0].kind = FieldKind::Choice),
            [Problem::Choices { at: field.clone() }]
        );
        assert_eq!(
            problems_after(&|s| s.steps[0].fields[0].prefill = Some("nowhere.at-all".into())),
            [Problem::Prefill { at: field.clone() }]
        );
        assert!(Shape::from_json("{\"key\": \"x\"}").is_err());
    }

    #[test]
    fn words_fall_back_kindly() {
        let name = &pdsa().name;
        assert_eq!(name.get("es-MX"), name.get("es"));
        assert_eq!(name.get("fr"), name.get("en"));
        assert_eq!(Text::default().get("en"), "");
    }
}
