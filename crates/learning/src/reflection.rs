//! Which questions are thought about again and again? A question is data: versioned, worded in every
//! language of the district. Eight come with the crate: six about a vision of professional learning and two about learning
//! together. Each one's `source` names what it was made after; the words are our own.

use std::sync::LazyLock;

use crate::shape::{LANGUAGES, Text, is_key};
use serde::{Deserialize, Serialize};

/// Who can be asked a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// A school, a department, a district: the people there answer together.
    Place,
    /// A learning community answers together.
    Community,
    /// One person, for themselves.
    Person,
}

/// A question to think about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Short name for addresses and files: small letters, digits and hyphens.
    pub key: String,
    /// Rises with every edit.
    pub version: u32,
    /// Who can be asked.
    pub asked: Vec<Asked>,
    /// The question.
    pub text: Text,
    /// What helps to answer it, in a sentence or two.
    pub why: Text,
    /// What it was made after.
    pub source: Text,
}

const BUILT_IN: &str = include_str!("../questions/built-in.json");

impl Question {
    /// The questions that come with the crate, in the order in which they are asked.
    pub fn built_in() -> &'static [Question] {
        static ALL: LazyLock<Vec<Question>> =
            LazyLock::new(|| serde_json::from_str(BUILT_IN).expect("a test parses this file"));
        &ALL
    }

    /// Whether it can be asked of somebody like this.
    pub fn is_for(&self, asked: Asked) -> bool {
        self.asked.contains(&asked)
    }

    /// Whether it has a fit key, somebody to ask, and words in every language of ours.
    pub fn whole(&self) -> bool {
        is_key(&self.key)
            && self.version > 0
            && !self.asked.is_empty()
            && LANGUAGES.iter().all(|l| self.text.has(l) && self.why.has(l) && self.source.has(l))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_that_come_along_are_whole_and_their_own() {
        let all = Question::built_in();
        assert_eq!(all.len(), 8);
        for question in all {
            assert!(question.whole(), "{}", question.key);
            for text in [&question.text, &question.why, &question.source] {
                assert_ne!(text.get("en"), text.get("es"), "{}", question.key);
            }
            assert_eq!(all.iter().filter(|q| q.key == question.key).count(), 1);
        }
        assert_eq!(all.iter().filter(|q| q.is_for(Asked::Place)).count(), 6, "six are about the vision of a place");
        assert!(all.iter().all(|q| q.is_for(Asked::Person) && q.is_for(Asked::Community)));
    }

    #[test]
    fn a_question_without_words_or_with_an_unfit_key_is_not_whole() {
        let fine = Question::built_in()[0].clone();
        for spoil in [
            |q: &mut Question| q.key = "Not a key".into(),
            |q: &mut Question| q.asked.clear(),
            |q: &mut Question| q.version = 0,
            |q: &mut Question| drop(q.text.0.insert("es".into(), " ".into())),
            |q: &mut Question| drop(q.source.0.remove("en")),
        ] {
            let mut question = fine.clone();
            spoil(&mut question);
            assert!(!question.whole(), "{question:?}");
        }
    }
}
