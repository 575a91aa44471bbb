//! What does a group do together, stage by stage, when it looks for a vision? A workshop is data: versioned, worded in every
//! language of the district. Six come with the crate; the rules know no stage by name.
//!
//! What comes with us takes its purposes from the tools 2.1 to 2.6 of Learning Forward's *Becoming a Learning System* (2014), as
//! its index of tools states them, and silent writing, clustering and dots from common practice. The stages, the times and all
//! words are our own.

use crate::deciding::Dots;
use crate::shape::{Text, is_key, twice, without_words};
use serde::{Deserialize, Serialize};

/// A session of a group on one screen and everyone's phones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workshop {
    /// Short name: small letters, digits and hyphens.
    pub key: String,
    /// Rises with every edit; what was begun keeps the version it began with.
    pub version: u32,
    /// Its name.
    pub name: Text,
    /// When to take it and what comes out, in two sentences.
    pub about: Text,
    /// Whose idea it is.
    pub source: Text,
    /// What the group looks at, besides what is worded here.
    #[serde(default)]
    pub brings: Brings,
    /// What is compared, unless the group names its own: at least two, or none when nothing is compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Text>,
    /// What the group does, in order.
    pub stages: Vec<Stage>,
}

/// What a group brings along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brings {
    /// Nothing.
    #[default]
    Nothing,
    /// A text of its own or a link, in place of ours.
    Text,
    /// The report of a survey.
    Report,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Short name within the workshop.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// How long it usually takes; at least one minute.
    pub minutes: u32,
    /// Tells the group what to do, in one or two sentences.
    pub prompt: Text,
    /// What is done.
    pub work: Work,
}

/// What is done in a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Work {
    /// Everyone reads.
    Read {
        /// What, unless the group brought its own.
        #[serde(default)]
        text: Text,
    },
    /// Everyone writes in silence: nobody sees the others' words.
    Write {
        /// What is asked.
        questions: Vec<Question>,
        /// Each question is asked of each of the workshop's options.
        #[serde(default)]
        each_option: bool,
    },
    /// All see what was written in that stage.
    Reveal {
        /// The key of the writing.
        of: String,
    },
    /// What was written is put under headings.
    Cluster {
        /// The key of the writing.
        of: String,
    },
    /// Everyone gives dots.
    Vote {
        /// The key of the writing whose headings and slips are voted on; none: the workshop's options.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        /// How many each has.
        dots: Dots,
    },
    /// Words are put together, beginning from what got most dots.
    Draft {
        /// The kind of statement it can become: `vision`, `mission`, `description`.
        statement: String,
    },
    /// The group talks.
    Talk,
}

/// Something that is asked in silence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Short name within the stage.
    pub key: String,
    /// The question.
    pub label: Text,
    /// Answers that lie there from the start, to be set beside the group's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Text>,
}

/// What is wrong with a workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A key is empty or holds other signs than small letters, digits, hyphens.
    BadKey {
        /// Where.
        at: String,
    },
    /// A key stands twice.
    KeyTwice {
        /// Where.
        at: String,
    },
    /// Words are missing in a language.
    NoWords {
        /// Where.
        at: String,
        /// Which language.
        language: String,
    },
    /// There is no stage.
    NoStages,
    /// A stage has no time.
    NoMinutes {
        /// Where.
        at: String,
    },
    /// A stage takes up a writing that doesn't come before it.
    NotWritten {
        /// Where.
        at: String,
    },
    /// Something is seen, put in order or voted on that was never shown to all.
    NotShown {
        /// Where.
        at: String,
    },
    /// Nothing is asked.
    NoQuestions {
        /// Where.
        at: String,
    },
    /// Options are asked about or voted on, and there are fewer than two.
    NoOptions {
        /// Where.
        at: String,
    },
    /// Nobody has a dot, or more dots may go on one line than a person has.
    Dots {
        /// Where.
        at: String,
    },
    /// A draft can't become such a statement.
    NoSuchStatement {
        /// Where.
        at: String,
    },
    /// Nobody could read anything.
    NothingToRead {
        /// Where.
        at: String,
    },
}

/// The kinds of statements a draft can become.
pub const STATEMENTS: [&str; 3] = ["vision", "mission", "description"];

impl Workshop {
    /// The workshops that come with the crate, in the order of their use.
    pub fn built_in() -> Vec<Workshop> {
        [
            include_str!("../workshops/shared-vision.json"),
            include_str!("../workshops/blue-sky.json"),
            include_str!("../workshops/forecasting.json"),
            include_str!("../workshops/culture-report.json"),
            include_str!("../workshops/leadership-report.json"),
            include_str!("../workshops/key-elements.json"),
        ]
        .into_iter()
        .map(|json| Workshop::from_json(json).expect("a test reads these files"))
        .collect()
    }

    /// Reads one from JSON, without judging it.
    ///
    /// # Errors
    /// When it isn't JSON of this shape.
    pub fn from_json(json: &str) -> Result<Workshop, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// The stage at a place, from 0.
    pub fn stage(&self, at: usize) -> Option<&Stage> {
        self.stages.get(at)
    }

    /// The place of the stage of this key.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.stages.iter().position(|s| s.key == key)
    }

    /// The questions of a writing; none when the stage of this key isn't one.
    pub fn questions(&self, key: &str) -> &[Question] {
        match self.place(key).map(|n| &self.stages[n].work) {
            Some(Work::Write { questions, .. }) => questions,
            _ => &[],
        }
    }

    /// Whether what was written in the stage of this key may be seen by all, when the furthest stage that was reached is
    /// `reached`: from the first stage that shows it on, and for good.
    pub fn shown(&self, key: &str, reached: usize) -> bool {
        let shows = |s: &Stage| match &s.work {
            Work::Reveal { of } | Work::Cluster { of } => of == key,
            Work::Vote { of, .. } => of.as_deref() == Some(key),
            _ => false,
        };
        self.stages.iter().position(shows).is_some_and(|n| n <= reached)
    }

    /// Whether words can be added to the stage of this key: while it is on, and after it was shown until they are voted on.
    pub fn takes_words(&self, key: &str, at: usize, reached: usize) -> Words {
        let Some(place) = self.place(key).filter(|_| !self.questions(key).is_empty()) else { return Words::Closed };
        let voted = |s: &Stage| matches!(&s.work, Work::Vote { of, .. } if of.as_deref() == Some(key));
        let vote = self.stages.iter().position(voted).unwrap_or(self.stages.len());
        if place > reached || reached >= vote {
            Words::Closed
        } else if self.shown(key, reached) {
            Words::Seen
        } else if at == place {
            Words::Silent
        } else {
            Words::Closed
        }
    }

    /// Whether the dots of the vote at this place may be seen: when the group went on from it. Then none is given any more.
    pub fn counted(&self, place: usize, reached: usize) -> bool {
        matches!(self.stage(place).map(|s| &s.work), Some(Work::Vote { .. })) && reached > place
    }

    /// The last vote before a place.
    pub fn vote_before(&self, place: usize) -> Option<usize> {
        (0..place.min(self.stages.len())).rev().find(|n| matches!(self.stages[*n].work, Work::Vote { .. }))
    }

    /// How long all stages take, in minutes.
    pub fn minutes(&self) -> u32 {
        self.stages.iter().map(|s| s.minutes).sum()
    }

    /// Everything that is wrong with it; nothing when it can be used.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        let key = |found: &mut Vec<Problem>, key: &str| {
            if !is_key(key) {
                found.push(Problem::BadKey { at: key.to_owned() });
            }
        };
        key(&mut found, &self.key);
        words(&mut found, &self.key, [&self.name, &self.about, &self.source].into_iter().chain(&self.options));
        if self.stages.is_empty() {
            found.push(Problem::NoStages);
        }
        found
            .extend(twice(self.stages.iter().map(|s| &s.key)).into_iter().map(|k| Problem::KeyTwice { at: k.clone() }));
        for (n, stage) in self.stages.iter().enumerate() {
            key(&mut found, &stage.key);
            words(&mut found, &stage.key, [&stage.name, &stage.prompt]);
            if stage.minutes == 0 {
                found.push(Problem::NoMinutes { at: stage.key.clone() });
            }
            self.check(&mut found, n, stage);
        }
        found
    }

    fn check(&self, found: &mut Vec<Problem>, n: usize, stage: &Stage) {
        let at = stage.key.clone();
        let written = |of: &str| self.place(of).is_some_and(|p| p < n) && !self.questions(of).is_empty();
        let few = self.options.len() < 2;
        match &stage.work {
            Work::Read { text } if text.0.is_empty() => {
                if self.brings == Brings::Nothing {
                    found.push(Problem::NothingToRead { at });
                }
            }
            Work::Read { text } => words(found, &at, [text]),
            Work::Write { questions, each_option } => {
                if questions.is_empty() {
                    found.push(Problem::NoQuestions { at: at.clone() });
                }
                if *each_option && few {
                    found.push(Problem::NoOptions { at: at.clone() });
                }
                let keys = twice(questions.iter().map(|q| &q.key)).into_iter();
                found.extend(keys.map(|k| Problem::KeyTwice { at: format!("{at}.{k}") }));
                for q in questions {
                    if !is_key(&q.key) {
                        found.push(Problem::BadKey { at: format!("{at}.{}", q.key) });
                    }
                    words(found, &format!("{at}.{}", q.key), std::iter::once(&q.label).chain(&q.given));
                }
            }
            Work::Reveal { of } => {
                if !written(of) {
                    found.push(Problem::NotWritten { at });
                }
            }
            Work::Cluster { of } | Work::Vote { of: Some(of), .. } if !written(of) => {
                found.push(Problem::NotWritten { at });
            }
            Work::Cluster { of } | Work::Vote { of: Some(of), .. } if n == 0 || !self.shown(of, n - 1) => {
                found.push(Problem::NotShown { at });
            }
            Work::Vote { of: None, .. } if few => found.push(Problem::NoOptions { at }),
            Work::Vote { dots, .. } if dots.per_option == 0 || dots.per_option > dots.per_person => {
                found.push(Problem::Dots { at });
            }
            Work::Draft { statement } if !STATEMENTS.contains(&statement.as_str()) => {
                found.push(Problem::NoSuchStatement { at });
            }
            Work::Cluster { .. } | Work::Vote { .. } | Work::Draft { .. } | Work::Talk => {}
        }
    }
}

/// Whether a writing takes words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// In silence: nobody else sees them yet.
    Silent,
    /// They are seen at once.
    Seen,
    /// Not now.
    Closed,
}

fn words<'a>(found: &mut Vec<Problem>, at: &str, texts: impl IntoIterator<Item = &'a Text>) {
    let missing = without_words(texts).into_iter();
    found.extend(missing.map(|l| Problem::NoWords { at: at.to_owned(), language: l.to_owned() }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blue_sky() -> Workshop {
        Workshop::from_json(include_str!("../workshops/blue-sky.json")).unwrap()
    }

    #[test]
    fn the_workshops_that_come_with_us_are_right() {
        let all = Workshop::built_in();
        let keys: Vec<&str> = all.iter().map(|w| w.key.as_str()).collect();
        let known = ["shared-vision", "blue-sky", "forecasting", "culture-report", "leadership-report", "key-elements"];
        assert_eq!(keys, known);
        for w in &all {
            assert_eq!(w.problems(), [], "{}", w.key);
            assert_eq!(&Workshop::from_json(&serde_json::to_string(w).unwrap()).unwrap(), w);
            assert!((30..=120).contains(&w.minutes()), "{} takes {} minutes", w.key, w.minutes());
        }
    }

    #[test]
    fn words_are_silent_until_they_are_shown_and_closed_when_they_are_voted_on() {
        let w = blue_sky();
        let (write, shows, vote) = (w.place("write").unwrap(), w.place("reveal").unwrap(), w.place("vote").unwrap());
        assert_eq!(w.takes_words("write", 0, 0), Words::Closed, "not begun");
        assert_eq!(w.takes_words("write", write, write), Words::Silent);
        assert!(!w.shown("write", write) && w.shown("write", shows));
        assert_eq!(w.takes_words("write", shows, shows), Words::Seen);
        assert_eq!(w.takes_words("write", write, shows), Words::Seen, "going back hides nothing");
        assert_eq!(w.takes_words("write", vote, vote), Words::Closed);
        assert_eq!(w.takes_words("write", write, vote), Words::Closed);
        assert_eq!(w.takes_words("reveal", shows, shows), Words::Closed, "not a writing");
        assert!(!w.counted(vote, vote) && w.counted(vote, vote + 1) && !w.counted(shows, vote + 1));
        assert_eq!((w.vote_before(vote), w.vote_before(vote + 1)), (None, Some(vote)));
    }

    #[test]
    fn what_could_not_be_held_is_named() {
        let mut w = blue_sky();
        let vote = w.place("vote").unwrap();
        let reveal = w.place("reveal").unwrap();
        w.stages.swap(reveal, 1);
        assert!(w.problems().contains(&Problem::NotWritten { at: "reveal".into() }));
        let mut w = blue_sky();
        w.stages.retain(|s| !matches!(s.work, Work::Reveal { .. } | Work::Cluster { .. }));
        assert!(w.problems().contains(&Problem::NotShown { at: "vote".into() }));
        let mut w = blue_sky();
        w.stages[vote].work = Work::Vote { of: None, dots: Dots { per_person: 3, per_option: 1 } };
        assert_eq!(w.problems(), [Problem::NoOptions { at: "vote".into() }]);
        w.options = vec![w.name.clone(), w.about.clone()];
        assert_eq!(w.problems(), []);
        w.stages[vote].work = Work::Vote { of: None, dots: Dots { per_person: 1, per_option: 2 } };
        w.stages[0].minutes = 0;
        w.stages[0].name.0.remove("es");
        let found = w.problems();
        for wrong in [
            Problem::Dots { at: "vote".into() },
            Problem::NoMinutes { at: "imagine".into() },
            Problem::NoWords { at: "imagine".into(), language: "es".into() },
        ] {
            assert!(found.contains(&wrong), "{wrong:?}");
        }
        w.stages.clear();
        assert!(w.problems().contains(&Problem::NoStages));
    }
}
