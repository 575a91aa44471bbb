//! What can be wrong with an instrument, said so that whoever edits one can set it right.

use super::{Answer, Dimension, Instrument, Item, LEAST_THRESHOLD, Scale, has_no_words};
use crate::shape::{Text, is_key, twice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// What is wrong with an instrument. `at` is a path of keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
#[allow(missing_docs)] // `at`, `key`, `language` say the same everywhere: where, which key, which language
pub enum Problem {
    /// A key is empty or holds other signs than small letters, digits, hyphens.
    BadKey { at: String },
    /// The same key twice in one list.
    KeyTwice { at: String },
    /// It names no language, one twice, or one that is no language tag.
    Languages,
    /// Words are missing in a language.
    NoWords { at: String, language: String },
    /// Words in a language that the instrument does not say it has.
    OtherLanguage { at: String, language: String },
    /// Nobody is asked.
    NobodyAsked,
    /// One side, or more than two.
    Sides,
    /// A side is not among those who are asked.
    SideNotAsked { at: String },
    /// Words for a side that does not exist.
    UnknownSide { at: String },
    /// One side has no words of its own while another has.
    SideWithoutWords { at: String },
    /// Words for everybody and words by side at once.
    TextTwice { at: String },
    /// Fewer answers than [`LEAST_THRESHOLD`] would be shown.
    Threshold,
    /// A scale of fewer than two points.
    TooFewPoints { at: String },
    /// The code 0 (it stands for "not answered"), or one code twice in a scale.
    Code { at: String, code: u8 },
    /// Values that neither rise nor fall all along, or a value that is no number.
    Values { at: String },
    /// An instrument without items.
    NoItems,
    /// An item names a scale that does not exist.
    UnknownScale { at: String, key: String },
    /// An item names a dimension that does not exist.
    UnknownDimension { at: String, key: String },
    /// An open item cannot be turned around.
    ReversedWithoutScale { at: String },
    /// The items of a dimension are answered on different scales, so their mean would mean nothing.
    MixedScales { at: String },
    /// A dimension asks for no answered item, or for more items than it has on a scale.
    Least { at: String },
    /// This key belongs to an instrument that comes with the product: copy it under a key of your own.
    BuiltIn { key: String },
    /// A copy needs another key than the one it is made from.
    SameKey { key: String },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::BadKey { at } => write!(f, "{at}: a key takes small letters, digits and hyphens"),
            Problem::KeyTwice { at } => write!(f, "{at}: the same key stands twice"),
            Problem::Languages => write!(f, "languages: name at least one, each once, such as en or pt-BR"),
            Problem::NoWords { at, language } => write!(f, "{at}: words are missing in {language}"),
            Problem::OtherLanguage { at, language } => write!(f, "{at}: {language} is not among the languages"),
            Problem::NobodyAsked => write!(f, "asked: say who is asked"),
            Problem::Sides => write!(f, "sides: an instrument has two sides or none"),
            Problem::SideNotAsked { at } => write!(f, "{at}: this side is not among those who are asked"),
            Problem::UnknownSide { at } => write!(f, "{at}: there is no such side"),
            Problem::SideWithoutWords { at } => write!(f, "{at}: this side has no words"),
            Problem::TextTwice { at } => write!(f, "{at}: give words for everybody or words by side, not both"),
            Problem::Threshold => write!(f, "threshold: at least {LEAST_THRESHOLD} answers before a result is shown"),
            Problem::TooFewPoints { at } => write!(f, "{at}: a scale needs at least two points"),
            Problem::Code { at, code } => write!(f, "{at}: the code {code} is taken"),
            Problem::Values { at } => write!(f, "{at}: the values of the points rise or fall all along"),
            Problem::NoItems => write!(f, "an instrument needs at least one item"),
            Problem::UnknownScale { at, key } => write!(f, "{at}: there is no scale {key}"),
            Problem::UnknownDimension { at, key } => write!(f, "{at}: there is no dimension {key}"),
            Problem::ReversedWithoutScale { at } => write!(f, "{at}: only an item with a scale can be reversed"),
            Problem::MixedScales { at } => write!(f, "{at}: all items of a dimension take the same scale"),
            Problem::Least { at } => {
                write!(f, "{at}: the least number of answers must be 1 up to its items on a scale")
            }
            Problem::BuiltIn { key } => write!(f, "{key}: copy it under a key of your own"),
            Problem::SameKey { key } => write!(f, "{key}: a copy needs another key"),
        }
    }
}

impl Instrument {
    /// Everything that is wrong with the instrument; nothing when it can be asked.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Found { languages: &self.languages, problems: Vec::new() };
        let at = &self.key;
        found.key(at, at);
        let tag = |l: &String| !l.is_empty() && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if self.languages.is_empty() || !self.languages.iter().all(tag) || !twice(self.languages.iter()).is_empty() {
            found.add(Problem::Languages);
        }
        found.words(at, &self.title);
        found.words(&format!("{at}.lead"), &self.lead);
        if !has_no_words(&self.source) {
            found.words(&format!("{at}.source"), &self.source);
        }
        if self.asked.is_empty() {
            found.add(Problem::NobodyAsked);
        }
        if !matches!(self.sides.len(), 0 | 2) {
            found.add(Problem::Sides);
        }
        if self.threshold < LEAST_THRESHOLD {
            found.add(Problem::Threshold);
        }
        if self.items.is_empty() {
            found.add(Problem::NoItems);
        }
        found.twice("sides", self.sides.iter().map(|s| &s.key));
        found.twice("scales", self.scales.iter().map(|s| &s.key));
        found.twice("dimensions", self.dimensions.iter().map(|d| &d.key));
        found.twice("items", self.items.iter().map(|i| &i.key));
        for side in &self.sides {
            found.key(&side.key, &side.key);
            found.words(&side.key, &side.name);
            if !self.asked.contains(&side.who) {
                found.add(Problem::SideNotAsked { at: side.key.clone() });
            }
        }
        for scale in &self.scales {
            scale.check(&mut found);
        }
        for dimension in &self.dimensions {
            self.check_dimension(dimension, &mut found);
        }
        for item in &self.items {
            self.check_item(item, &mut found);
        }
        found.problems
    }

    fn check_dimension(&self, dimension: &Dimension, found: &mut Found<'_>) {
        let at = &dimension.key;
        found.key(at, at);
        found.words(at, &dimension.name);
        let scales: BTreeSet<&str> = self.items_of(at).filter_map(|i| i.answer.scale()).collect();
        if scales.len() > 1 {
            found.add(Problem::MixedScales { at: at.clone() });
        }
        if !(1..=self.items_of(at).count()).contains(&(dimension.least as usize)) {
            found.add(Problem::Least { at: at.clone() });
        }
    }

    fn check_item(&self, item: &Item, found: &mut Found<'_>) {
        let at = &item.key;
        found.key(at, at);
        if item.by_side.is_empty() {
            found.words(at, &item.text);
        } else {
            if !has_no_words(&item.text) {
                found.add(Problem::TextTwice { at: at.clone() });
            }
            for side in &self.sides {
                match item.by_side.get(&side.key) {
                    Some(words) => found.words(&format!("{at}.{}", side.key), words),
                    None => found.add(Problem::SideWithoutWords { at: format!("{at}.{}", side.key) }),
                }
            }
            for side in item.by_side.keys().filter(|k| self.sides.iter().all(|s| s.key != **k)) {
                found.add(Problem::UnknownSide { at: format!("{at}.{side}") });
            }
        }
        if let Some(key) = item.answer.scale().filter(|_| self.scale_of(item).is_none()) {
            found.add(Problem::UnknownScale { at: at.clone(), key: key.to_owned() });
        }
        if let Some(key) = item.dimension.as_ref().filter(|k| self.dimensions.iter().all(|d| d.key != **k)) {
            found.add(Problem::UnknownDimension { at: at.clone(), key: key.clone() });
        }
        if item.reversed && item.answer == Answer::Open {
            found.add(Problem::ReversedWithoutScale { at: at.clone() });
        }
    }
}

impl Scale {
    fn check(&self, found: &mut Found<'_>) {
        let at = &self.key;
        found.key(at, at);
        if self.points.len() < 2 {
            found.add(Problem::TooFewPoints { at: at.clone() });
        }
        let labels = self.points.iter().map(|p| (p.code, &p.label));
        let answers: Vec<(u8, &Text)> = labels.chain(self.outside.iter().map(|o| (o.code, &o.label))).collect();
        let mut taken = BTreeSet::from([0]);
        for (code, label) in answers {
            if !taken.insert(code) {
                found.add(Problem::Code { at: at.clone(), code });
            }
            found.words(&format!("{at}.{code}"), label);
        }
        let rise = self.points.windows(2).all(|w| w[0].value < w[1].value);
        let fall = self.points.windows(2).all(|w| w[0].value > w[1].value);
        if !(rise || fall) || self.points.iter().any(|p| !p.value.is_finite()) {
            found.add(Problem::Values { at: at.clone() });
        }
    }
}

/// What was found so far, with the languages every text must have.
struct Found<'a> {
    languages: &'a [String],
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn key(&mut self, key: &str, at: &str) {
        if !is_key(key) {
            self.add(Problem::BadKey { at: at.to_owned() });
        }
    }

    fn words(&mut self, at: &str, text: &Text) {
        let name = |language: &String| (at.to_owned(), language.clone());
        let missing = self.languages.iter().filter(|l| !text.has(l)).map(name);
        let missing = missing.map(|(at, language)| Problem::NoWords { at, language });
        let other = text.0.keys().filter(|l| !self.languages.contains(l)).map(name);
        let other = other.map(|(at, language)| Problem::OtherLanguage { at, language });
        let both: Vec<Problem> = missing.chain(other).collect();
        self.problems.extend(both);
    }

    fn twice<'k>(&mut self, at: &str, keys: impl Iterator<Item = &'k String>) {
        let found = twice(keys).into_iter().map(|k| Problem::KeyTwice { at: format!("{at}.{k}") });
        self.problems.extend(found);
    }
}
