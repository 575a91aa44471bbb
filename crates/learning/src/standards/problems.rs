//! What can be wrong with a set of standards, said so that whoever brings one along can set it right.

use super::{Set, Standard, has_no_words};
use crate::shape::{Text, is_key, twice};
use std::fmt;

/// So many standards a set may have: one looks at them together.
pub const MOST_STANDARDS: usize = 40;
/// So many frames.
pub const MOST_FRAMES: usize = 12;
/// So many elements of one standard.
pub const MOST_ELEMENTS: usize = 20;
/// So many characters of one text.
const LONGEST_TEXT: usize = 2_000;
/// So many characters of a key.
const LONGEST_KEY: usize = 80;

/// What is wrong with a set. `at` is a path of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // `at`, `key`, `language`, `most` say the same everywhere: where, which key, which language, how many
pub enum Problem {
    /// A key is empty, longer than 80 signs, or holds others than small letters, digits, hyphens.
    BadKey { at: String },
    /// The same key twice in one list.
    KeyTwice { at: String },
    /// It names no language, one twice, or one that is no language tag; or one is translated that it doesn't have.
    Languages,
    /// Words are missing in a language.
    NoWords { at: String, language: String },
    /// Words in a language that the set does not say it has.
    OtherLanguage { at: String, language: String },
    /// A text longer than 2,000 characters, or with signs that control a screen.
    Words { at: String },
    /// The day of publishing is no year, month or day.
    Published,
    /// A standard names a frame that does not exist.
    UnknownFrame { at: String, key: String },
    /// A frame without standards.
    EmptyFrame { at: String },
    /// A set without standards, or with more than it may have.
    Count { at: String, most: usize },
    /// A standard without a statement that doesn't say what is missing.
    NoText { at: String },
    /// This key belongs to a set that comes with the product, or to the set that is copied.
    Taken { key: String },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::BadKey { at } => write!(f, "{at}: a key takes small letters, digits and hyphens"),
            Problem::KeyTwice { at } => write!(f, "{at}: the same key stands twice"),
            Problem::Languages => write!(f, "languages: name at least one, each once, such as en or pt-BR"),
            Problem::NoWords { at, language } => write!(f, "{at}: words are missing in {language}"),
            Problem::OtherLanguage { at, language } => write!(f, "{at}: {language} is not among the languages"),
            Problem::Words { at } => write!(f, "{at}: at most {LONGEST_TEXT} characters, none that control a screen"),
            Problem::Published => write!(f, "published: a year, a month or a day, such as 2022-04"),
            Problem::UnknownFrame { at, key } => write!(f, "{at}: there is no frame {key}"),
            Problem::EmptyFrame { at } => write!(f, "{at}: no standard belongs to it"),
            Problem::Count { at, most } => write!(f, "{at}: from 1 to {most}"),
            Problem::NoText { at } => write!(f, "{at}: give a statement, or say what is missing"),
            Problem::Taken { key } => write!(f, "{key}: this key is taken"),
        }
    }
}

impl Set {
    /// Everything that is wrong with the set; nothing when it can be adopted.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Found { languages: &self.languages, problems: Vec::new() };
        let at = self.key.as_str();
        found.key(at, at);
        let tag = |l: &String| (1..=20).contains(&l.len()) && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let known = |l: &String| self.languages.contains(l);
        if self.languages.is_empty()
            || self.languages.len() > 20
            || !self.languages.iter().all(tag)
            || !twice(self.languages.iter()).is_empty()
            || !self.translated.iter().all(known)
        {
            found.add(Problem::Languages);
        }
        found.words("title", &self.title);
        found.maybe("source", &self.source);
        found.maybe("stem", &self.stem);
        found.plain("publisher", &self.publisher);
        if !self.published.as_deref().is_none_or(is_day) {
            found.add(Problem::Published);
        }
        if !(1..=MOST_STANDARDS).contains(&self.standards.len()) {
            found.add(Problem::Count { at: "standards".into(), most: MOST_STANDARDS });
        }
        if self.frames.len() > MOST_FRAMES {
            found.add(Problem::Count { at: "frames".into(), most: MOST_FRAMES });
        }
        found.twice("frames", self.frames.iter().map(|f| &f.key));
        found.twice("standards", self.standards.iter().map(|s| &s.key));
        for frame in &self.frames {
            found.key(&frame.key, &frame.key);
            found.words(&frame.key, &frame.name);
            if self.of_frame(Some(&frame.key)).next().is_none() {
                found.add(Problem::EmptyFrame { at: frame.key.clone() });
            }
        }
        for standard in &self.standards {
            standard.check(self, &mut found);
        }
        found.problems
    }
}

impl Standard {
    fn check(&self, set: &Set, found: &mut Found<'_>) {
        let at = self.key.as_str();
        found.key(at, at);
        found.words(at, &self.name);
        found.maybe(&format!("{at}.text"), &self.text);
        found.maybe(&format!("{at}.missing"), &self.missing);
        if has_no_words(&self.text) && has_no_words(&self.missing) {
            found.add(Problem::NoText { at: at.to_owned() });
        }
        if let Some(key) = self.frame.as_ref().filter(|k| set.frames.iter().all(|f| f.key != **k)) {
            found.add(Problem::UnknownFrame { at: at.to_owned(), key: key.clone() });
        }
        if self.elements.len() > MOST_ELEMENTS {
            found.add(Problem::Count { at: format!("{at}.elements"), most: MOST_ELEMENTS });
        }
        found.twice(at, self.elements.iter().map(|e| &e.key));
        for element in &self.elements {
            let at = format!("{at}.{}", element.key);
            found.key(&element.key, &at);
            found.words(&at, &element.text);
        }
    }
}

/// A year, a month or a day.
fn is_day(text: &str) -> bool {
    let number = |part: &str, length: usize, most: u32| {
        part.len() == length && part.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n)) && !part.starts_with('+')
    };
    let parts: Vec<&str> = text.split('-').collect();
    match parts[..] {
        [y] => number(y, 4, 2200),
        [y, m] => number(y, 4, 2200) && number(m, 2, 12),
        [y, m, d] => number(y, 4, 2200) && number(m, 2, 12) && number(d, 2, 31),
        _ => false,
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
        if !is_key(key) || key.len() > LONGEST_KEY {
            self.add(Problem::BadKey { at: at.to_owned() });
        }
    }

    fn plain(&mut self, at: &str, text: &str) {
        let controls =
            |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if text.chars().count() > LONGEST_TEXT || text.chars().any(controls) {
            self.add(Problem::Words { at: at.to_owned() });
        }
    }

    fn maybe(&mut self, at: &str, text: &Text) {
        if !has_no_words(text) {
            self.words(at, text);
        }
    }

    fn words(&mut self, at: &str, text: &Text) {
        for language in self.languages.iter().filter(|l| !text.has(l)) {
            self.problems.push(Problem::NoWords { at: at.to_owned(), language: language.clone() });
        }
        for (language, words) in &text.0 {
            if !self.languages.contains(language) {
                self.add(Problem::OtherLanguage { at: at.to_owned(), language: language.clone() });
            }
            self.plain(at, words);
        }
    }

    fn twice<'k>(&mut self, at: &str, keys: impl Iterator<Item = &'k String>) {
        let found = twice(keys).into_iter().map(|k| Problem::KeyTwice { at: format!("{at}.{k}") });
        self.problems.extend(found);
    }
}
