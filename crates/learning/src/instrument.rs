//! What is asked, in which words, on which scale? An instrument is data: versioned, worded in the languages it says it has, to
//! be copied and edited, or brought along by a district that has licensed one. Eight come with the crate.
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
mod problems;

pub use crate::protocol::Origin;
use crate::shape::{LANGUAGES, Text, is_key};
pub use changes::{Change, Comparable, changed, comparable};
pub use problems::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

const BUILT_IN: [(&str, &str); 8] = [
    ("where-are-we-now", include_str!("../instruments/where-are-we-now.json")),
    ("seven-standards", include_str!("../instruments/seven-standards.json")),
    ("learning-communities", include_str!("../instruments/learning-communities.json")),
    ("community-health", include_str!("../instruments/community-health.json")),
    ("leading-learning", include_str!("../instruments/leading-learning.json")),
    ("two-sides", include_str!("../instruments/two-sides.json")),
    ("family-voice", include_str!("../instruments/family-voice.json")),
    ("working-together", include_str!("../instruments/working-together.json")),
];

impl Instrument {
    /// Reads an instrument from JSON and judges it: what comes back can be asked. An unknown field is an error.
    pub fn parse(json: &str) -> Result<Instrument, Unfit> {
        let read: Instrument = serde_json::from_str(json).map_err(|e| Unfit::NotRead(e.to_string()))?;
        let problems = read.problems();
        if problems.is_empty() { Ok(read) } else { Err(Unfit::Problems(problems)) }
    }

    /// What the instrument in this JSON is called; none when there is no telling. Reads and judges nothing else of it: for lists.
    pub fn title_in(json: &str) -> Option<Text> {
        #[derive(Deserialize)]
        struct Titled {
            title: Text,
        }
        serde_json::from_str::<Titled>(json).ok().map(|read| read.title)
    }

    /// The instruments that come with the crate: where are we now, seven standards, learning communities, community health,
    /// leading learning, two sides, family voice, working together.
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

fn has_no_words(text: &Text) -> bool {
    text.0.is_empty()
}

#[cfg(test)]
mod tests;
