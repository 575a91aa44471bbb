//! Which standards for professional learning, from when, in whose words? A set is data: dated, with its source, to be copied and
//! reworded, or brought along by a district whose state has its own. Three come with the crate.
//!
//! Published names, stems and statements are quoted, each set's `source` says from where. What stands in no source that could be
//! read is left out, and `missing` says so: nothing is filled in from memory. Words in a language that the publisher did not
//! write are marked as translated.
//!
//! Nothing here can be ticked off, and nothing adds up: a standard has words and elements, and no state.

mod outline;
mod problems;

use crate::shape::Text;
pub use outline::{Line, Wrong, outline, read_outline};
pub use problems::{MOST_ELEMENTS, MOST_FRAMES, MOST_STANDARDS, Problem};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A set of standards as it was published or worded at some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Short name for addresses and files: small letters, digits and hyphens.
    pub key: String,
    /// Rises with every edit; an adoption names the version that was adopted.
    pub version: u32,
    /// The languages in which all of it is worded, the first one first.
    pub languages: Vec<String>,
    /// Those among them whose words are a translation, not the publisher's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translated: Vec<String>,
    /// Its name.
    pub title: Text,
    /// When it was published: a year, a month or a day (`2022`, `2022-04`, `2022-04-05`); none when that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    /// What is quoted from where.
    #[serde(default, skip_serializing_if = "has_no_words")]
    pub source: Text,
    /// What it was copied from, as key and version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<crate::protocol::Origin>,
    /// The words that introduce every standard; each statement goes on from here.
    #[serde(default, skip_serializing_if = "has_no_words")]
    pub stem: Text,
    /// What groups the standards, or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<Frame>,
    /// The standards in their order.
    pub standards: Vec<Standard>,
}

/// A group of standards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Short name within the set.
    pub key: String,
    /// Its name.
    pub name: Text,
}

/// One standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Short name that stays through all versions: what is said of it and what cites it hang on it.
    pub key: String,
    /// The frame it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
    /// Its name.
    pub name: Text,
    /// The statement, which goes on from the stem; none when it was not found.
    #[serde(default, skip_serializing_if = "has_no_words")]
    pub text: Text,
    /// Its core elements or constructs, as far as they were found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<Element>,
    /// What of it was not found.
    #[serde(default, skip_serializing_if = "has_no_words")]
    pub missing: Text,
}

/// A core element or construct of a standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Short name within the standard that stays through all versions.
    pub key: String,
    /// Its words.
    pub text: Text,
}

/// Why a text is no set that can be adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Longer than [`LONGEST`] bytes.
    TooLong,
    /// It is not the JSON of a set: where, and what the reader stumbled over.
    NotRead {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// In English, as the reader says it.
        why: String,
    },
    /// It was read, and this is wrong with it.
    Problems(Vec<Problem>),
}

/// The longest text of a set that is read, in bytes.
pub const LONGEST: usize = 200_000;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::TooLong => write!(f, "longer than {LONGEST} bytes"),
            Unfit::NotRead { line, column, why } => write!(f, "line {line}, column {column}: {why}"),
            Unfit::Problems(problems) => {
                let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for Unfit {}

const BUILT_IN: [(&str, &str); 3] = [
    ("standards-2022-renamed", include_str!("../standards/standards-2022-renamed.json")),
    ("standards-2022", include_str!("../standards/standards-2022.json")),
    ("standards-2011", include_str!("../standards/standards-2011.json")),
];

impl Set {
    /// Reads a set from JSON and judges it: what comes back can be adopted. An unknown field is an error.
    ///
    /// # Errors
    /// [`Unfit`] says where and why.
    pub fn parse(json: &str) -> Result<Set, Unfit> {
        if json.len() > LONGEST {
            return Err(Unfit::TooLong);
        }
        let read: Set = serde_json::from_str(json).map_err(|e| {
            let text = e.to_string();
            // The reader ends its message with the place, which we say in our own words.
            let why = text.rsplit_once(" at line ").map_or(text.as_str(), |(why, _)| why).to_owned();
            Unfit::NotRead { line: e.line(), column: e.column(), why }
        })?;
        let problems = read.problems();
        if problems.is_empty() { Ok(read) } else { Err(Unfit::Problems(problems)) }
    }

    /// The sets that come with the crate, the newest first: 2022 as renamed since, 2022, 2011.
    pub fn built_in() -> Vec<Set> {
        BUILT_IN.map(|(_, json)| Set::parse(json).expect("a test parses each of these files")).into()
    }

    /// Whether this key belongs to a set that comes with the crate.
    pub fn is_built_in(key: &str) -> bool {
        BUILT_IN.iter().any(|(k, _)| *k == key)
    }

    /// The standard of this key.
    pub fn standard(&self, key: &str) -> Option<&Standard> {
        self.standards.iter().find(|s| s.key == key)
    }

    /// The standards of a frame (`None`: of no frame), in their order.
    pub fn of_frame<'a>(&'a self, frame: Option<&'a str>) -> impl Iterator<Item = &'a Standard> {
        self.standards.iter().filter(move |s| s.frame.as_deref() == frame)
    }

    /// The stem and the statement as one sentence; none when the statement was not found.
    pub fn sentence(&self, standard: &Standard, language: &str) -> Option<String> {
        let text = standard.text.get(language).trim();
        if text.is_empty() {
            return None;
        }
        let stem = self.stem.get(language).trim();
        let end = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        Some(if stem.is_empty() { format!("{text}{end}") } else { format!("{stem} {text}{end}") })
    }

    /// The language in which somebody who reads `language` gets its words.
    pub fn language_for<'a>(&'a self, language: &str) -> &'a str {
        let found =
            self.languages.iter().find(|l| *l == language).or_else(|| self.languages.iter().find(|l| *l == "en"));
        found.or(self.languages.first()).map_or("en", String::as_str)
    }

    /// Whether what somebody who reads `language` gets is a translation.
    pub fn translated_for(&self, language: &str) -> bool {
        let got = self.language_for(language);
        self.translated.iter().any(|l| l == got)
    }

    /// A copy in one language under a key of one's own, at version 1, that remembers where it came from; it may be reworded.
    ///
    /// # Errors
    /// When the key can't be taken.
    pub fn copied(&self, key: &str, language: &str) -> Result<Set, Problem> {
        if !crate::shape::is_key(key) {
            return Err(Problem::BadKey { at: key.to_owned() });
        }
        if Set::is_built_in(key) || key == self.key {
            return Err(Problem::Taken { key: key.to_owned() });
        }
        let language = self.language_for(language).to_owned();
        let only = |text: &Text| {
            Text(text.0.iter().filter(|(l, _)| **l == language).map(|(l, t)| (l.clone(), t.clone())).collect())
        };
        Ok(Set {
            key: key.to_owned(),
            version: 1,
            copied_from: Some(crate::protocol::Origin { key: self.key.clone(), version: self.version }),
            translated: self.translated.iter().filter(|l| **l == language).cloned().collect(),
            title: only(&self.title),
            source: only(&self.source),
            stem: only(&self.stem),
            frames: self.frames.iter().map(|f| Frame { key: f.key.clone(), name: only(&f.name) }).collect(),
            standards: self
                .standards
                .iter()
                .map(|s| Standard {
                    key: s.key.clone(),
                    frame: s.frame.clone(),
                    name: only(&s.name),
                    text: only(&s.text),
                    elements: s.elements.iter().map(|e| Element { key: e.key.clone(), text: only(&e.text) }).collect(),
                    missing: only(&s.missing),
                })
                .collect(),
            languages: vec![language.clone()],
            published: self.published.clone(),
            publisher: self.publisher.clone(),
        })
    }
}

pub(crate) fn has_no_words(text: &Text) -> bool {
    text.0.is_empty()
}

#[cfg(test)]
mod tests;
