//! What is asked, in which words, on which scale? An instrument is data: versioned, worded in the languages it says it has, to
//! be copied and edited, or brought along by a district that has licensed one. Seven come with the crate.
//!
//! What comes with us is worded by us, after ideas that each instrument's `source` names. Standards keep their published names,
//! because a name is what people look for; no sentence of anybody else's instrument is repeated.
//!
//! **Answers outside the scale.** "No opinion", "I don't know" and "does not apply" are answers: they are counted and shown. They
//! have a code and no value, so no mean can ever take them for a middle ([`crate::survey`]).
//!
//! **Locked wording.** A wave keeps the version that it asked. Before it is asked again [`changed`] says what differs, and
//! [`comparable`] what may still stand in one trend.

mod changes;

pub use crate::protocol::Origin;
use crate::shape::{LANGUAGES, Text, is_key, twice};
pub use changes::{Change, Comparable, changed, comparable};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A set of items to be asked together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Short name for addresses and files: small letters, digits and hyphens.
    pub key: String,
    /// Rises with every edit; a wave keeps the version it asked.
    pub version: u32,
    /// The languages in which all of it is worded (`en`, `es`, …), the first one first on screen.
    pub languages: Vec<String>,
    /// Its title.
    pub title: Text,
    /// What it is for and how to answer, said to the person who answers.
    pub lead: Text,
    /// Where it comes from; for a licensed one, its licence. May be left out.
    #[serde(default, skip_serializing_if = "has_no_words")]
    pub source: Text,
    /// What it was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<Origin>,
    /// Who is asked.
    pub asked: Vec<Asked>,
    /// The two sides of a two-sided instrument, or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Side>,
    /// A group's result is shown from so many answers on; at least [`LEAST_THRESHOLD`]. A district may ask for more, never less.
    pub threshold: u32,
    /// The scales that items are answered on.
    pub scales: Vec<Scale>,
    /// What the items measure together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<Dimension>,
    /// The items in their order.
    pub items: Vec<Item>,
}

/// No result of fewer people than this may ever be shown: of two, each one knows the other's answer.
pub const LEAST_THRESHOLD: u32 = 3;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Everyone who works here.
    Staff,
    /// Teachers.
    Teachers,
    /// Leaders of a school or of the district.
    Leaders,
    /// People of the district's central office.
    CentralOffice,
    /// Leaders of schools.
    SchoolLeaders,
    /// Families of students.
    Families,
}

/// One of the two groups that a two-sided instrument puts face to face.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Short name within the instrument.
    pub key: String,
    /// Who answers on this side.
    pub who: Asked,
    /// Its name in a report.
    pub name: Text,
}

/// A scale: the answers an item offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Short name within the instrument.
    pub key: String,
    /// The points in the order they are offered; their values rise or fall all along.
    pub points: Vec<Point>,
    /// Answers that lie outside the scale and have no value; offered after the points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<Outside>,
}

/// One point of a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// What a ballot stores: 1 to 255. It stays what it is when labels are reworded.
    pub code: u8,
    /// What it counts in a mean.
    pub value: f64,
    /// What it says.
    pub label: Text,
}

/// An answer outside the scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// What a ballot stores: 1 to 255, other than any point's.
    pub code: u8,
    /// What it says.
    pub label: Text,
}

/// What several items measure together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Short name within the instrument.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// A person has a score here when so many of its items were answered on the scale.
    pub least: u32,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Short name that stays through all versions: the trend hangs on it.
    pub key: String,
    /// Its words, where everybody is asked the same.
    #[serde(default, skip_serializing_if = "has_no_words")]
    pub text: Text,
    /// Its words for each side, where the sides are asked in words of their own: key of the side to words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_side: BTreeMap<String, Text>,
    /// The dimension it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimension: Option<String>,
    /// How it is answered.
    pub answer: Answer,
    /// Whether agreeing speaks against the dimension. A score turns it around; a report of the item alone never does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reversed: bool,
}

/// How an item is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// In one's own words.
    Open,
    /// On the scale of this key.
    Scale(String),
}

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

/// Why a text is no instrument that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is not the JSON of an instrument; says where and why.
    NotRead(String),
    /// It was read, and this is wrong with it.
    Problems(Vec<Problem>),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::NotRead(why) => f.write_str(why),
            Unfit::Problems(problems) => {
                let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for Unfit {}

const BUILT_IN: [(&str, &str); 7] = [
    ("where-are-we-now", include_str!("../instruments/where-are-we-now.json")),
    ("seven-standards", include_str!("../instruments/seven-standards.json")),
    ("learning-communities", include_str!("../instruments/learning-communities.json")),
    ("community-health", include_str!("../instruments/community-health.json")),
    ("leading-learning", include_str!("../instruments/leading-learning.json")),
    ("two-sides", include_str!("../instruments/two-sides.json")),
    ("family-voice", include_str!("../instruments/family-voice.json")),
];

impl Instrument {
    /// Reads an instrument from JSON and judges it: what comes back can be asked. An unknown field is an error.
    pub fn parse(json: &str) -> Result<Instrument, Unfit> {
        let read: Instrument = serde_json::from_str(json).map_err(|e| Unfit::NotRead(e.to_string()))?;
        let problems = read.problems();
        if problems.is_empty() { Ok(read) } else { Err(Unfit::Problems(problems)) }
    }

    /// The instruments that come with the crate: where are we now, seven standards, learning communities, community health,
    /// leading learning, two sides, family voice.
    pub fn built_in() -> Vec<Instrument> {
        BUILT_IN.map(|(_, json)| Instrument::parse(json).expect("a test parses each of these files")).into()
    }

    /// Whether this key belongs to an instrument that comes with the crate.
    pub fn is_built_in(key: &str) -> bool {
        BUILT_IN.iter().any(|(k, _)| *k == key)
    }

    /// The item of this key.
    pub fn item(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|i| i.key == key)
    }

    /// The scale on which an item is answered; none for an open item.
    pub fn scale_of(&self, item: &Item) -> Option<&Scale> {
        match &item.answer {
            Answer::Open => None,
            Answer::Scale(key) => self.scales.iter().find(|s| s.key == *key),
        }
    }

    /// The items of a dimension that are answered on a scale, in their order.
    pub fn items_of<'a>(&'a self, dimension: &'a str) -> impl Iterator<Item = &'a Item> {
        let here = move |i: &&Item| i.dimension.as_deref() == Some(dimension) && i.answer != Answer::Open;
        self.items.iter().filter(here)
    }

    /// Whether it is worded in every language the product speaks. (A licensed one may come in one language alone.)
    pub fn speaks_all(&self) -> bool {
        LANGUAGES.iter().all(|l| self.languages.iter().any(|has| has == l))
    }

    /// A copy under a key of one's own, at version 1, that remembers where it came from. The copy may be edited.
    pub fn copied(&self, key: &str) -> Result<Instrument, Problem> {
        if !is_key(key) {
            Err(Problem::BadKey { at: key.to_owned() })
        } else if Instrument::is_built_in(key) {
            Err(Problem::BuiltIn { key: key.to_owned() })
        } else if key == self.key {
            Err(Problem::SameKey { key: key.to_owned() })
        } else {
            let copied_from = Some(Origin { key: self.key.clone(), version: self.version });
            Ok(Instrument { key: key.to_owned(), version: 1, copied_from, ..self.clone() })
        }
    }

    /// The next version, after `change`. Key and origin stay whatever `change` does. Refused with everything that would be
    /// wrong; what comes with the crate is refused as it is, and wants to be [copied](Instrument::copied) first.
    pub fn edited(&self, change: impl FnOnce(&mut Instrument)) -> Result<Instrument, Vec<Problem>> {
        if Instrument::is_built_in(&self.key) {
            return Err(vec![Problem::BuiltIn { key: self.key.clone() }]);
        }
        let mut next = self.clone();
        change(&mut next);
        next.key.clone_from(&self.key);
        next.copied_from.clone_from(&self.copied_from);
        next.version = self.version.saturating_add(1);
        let problems = next.problems();
        if problems.is_empty() { Ok(next) } else { Err(problems) }
    }

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

impl Item {
    /// Its words for a side (`None`: for everybody). An item of one wording has the same for every side.
    pub fn words(&self, side: Option<&str>) -> &Text {
        side.and_then(|s| self.by_side.get(s)).unwrap_or(&self.text)
    }
}

impl Answer {
    /// The key of the scale, for an item that has one.
    pub fn scale(&self) -> Option<&str> {
        match self {
            Answer::Open => None,
            Answer::Scale(key) => Some(key),
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

fn has_no_words(text: &Text) -> bool {
    text.0.is_empty()
}

#[cfg(test)]
mod tests;
