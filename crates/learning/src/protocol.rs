//! Which steps does a conversation have, who speaks in each, and where are we now? A protocol is data: versioned, worded in
//! every language of the district, to be copied and edited. Seven come with the crate; the rules know no step by name.
//!
//! What comes with us takes names, steps and times from published protocols and says so in each one's `source`: the Coalition
//! of Essential Schools (Tuning; Consultancy, by Gene Thompson-Grove, Paula Evans and Faith Dunne), the National School Reform
//! Faculty (Success Analysis, Daniel Baron), Wellman and Lipton and Nancy Love (data-driven dialogue), and City, Elmore,
//! Fiarman and Teitel (instructional rounds). The words are our own. Where no minimum time is published the minutes are our
//! own too, and the `source` says that as well.

use crate::clock::{Clock, seconds};
use crate::shape::{Text, is_key, twice, without_words};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A structured conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// Short name for addresses and files: small letters, digits and hyphens.
    pub key: String,
    /// Rises with every edit; a meeting keeps the version it began with.
    pub version: u32,
    /// Its name.
    pub name: Text,
    /// When to take it, in two sentences.
    pub about: Text,
    /// Where the steps and the times come from; may be left out.
    #[serde(default, skip_serializing_if = "has_no_words")]
    pub source: Text,
    /// What it was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<Origin>,
    /// It works from so many people on. Advice, never a barrier.
    pub min_people: u32,
    /// It works up to so many people. Advice, never a barrier.
    pub max_people: u32,
    /// The steps in their order.
    pub steps: Vec<Step>,
}

/// The protocol that a copy was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Its key.
    pub key: String,
    /// Its version at that time.
    pub version: u32,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Short name within the protocol.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// The published minimum, in minutes; at least one.
    pub minutes: u32,
    /// Who speaks.
    pub who: Who,
    /// Tells the group what to do and who is silent, in one or two sentences.
    pub prompt: Text,
    /// What is written down here; often nothing, sometimes two things (warm feedback and cool feedback).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capture: Vec<Capture>,
}

/// Who speaks in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Everyone.
    Everyone,
    /// The person whose work or question it is.
    Presenter,
    /// Everyone but the presenter. (The presenter answers when the step is one of questions; the prompt says so.)
    Participants,
    /// The person who leads the conversation.
    Facilitator,
    /// Nobody: everyone thinks, reads or writes.
    Silent,
}

/// A field to write in during a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// Short name within the step.
    pub key: String,
    /// What is written there.
    pub label: Text,
    /// How much room it takes.
    pub kind: CaptureKind,
}

/// How much room a captured text takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureKind {
    /// One line.
    Text,
    /// Several lines.
    Longtext,
}

/// Where a conversation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now<'a> {
    /// Place of the step, from 0.
    pub place: usize,
    /// The step.
    pub step: &'a Step,
    /// Seconds left in the step; past the end of the whole protocol, seconds over.
    pub clock: Clock,
}

/// A protocol whose minutes were scaled to the time there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitted {
    /// The same protocol with other minutes; they add up to the time there is.
    pub protocol: Protocol,
    /// Keys of the steps that got less than their published minimum.
    pub below: Vec<String>,
}

impl Fitted {
    /// Whether any step fell below its published minimum, so that a page can say so.
    pub fn below_published(&self) -> bool {
        !self.below.is_empty()
    }
}

/// What is wrong with a protocol. `at` is a path of keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// A key is empty or holds other signs than small letters, digits, hyphens.
    BadKey {
        /// Where.
        at: String,
    },
    /// The same key twice in one list.
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
    /// A protocol without steps.
    NoSteps,
    /// A step of no minutes.
    NoMinutes {
        /// The step.
        at: String,
    },
    /// Nobody, or more at least than at most, or a presenter without anyone to listen.
    People,
    /// This key belongs to a protocol that comes with the product: copy it under a key of your own.
    BuiltIn {
        /// The key.
        key: String,
    },
    /// A copy needs another key than the one it is made from.
    SameKey {
        /// The key.
        key: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::BadKey { at } => write!(f, "{at}: a key takes small letters, digits and hyphens"),
            Problem::KeyTwice { at } => write!(f, "{at}: the same key stands twice"),
            Problem::NoWords { at, language } => write!(f, "{at}: words are missing in {language}"),
            Problem::NoSteps => write!(f, "a protocol needs at least one step"),
            Problem::NoMinutes { at } => write!(f, "{at}: a step takes at least one minute"),
            Problem::People => write!(f, "the least and the greatest number of people do not fit"),
            Problem::BuiltIn { key } => write!(f, "{key}: copy it under a key of your own"),
            Problem::SameKey { key } => write!(f, "{key}: a copy needs another key"),
        }
    }
}

const BUILT_IN: [(&str, &str); 7] = [
    ("tuning", include_str!("../protocols/tuning.json")),
    ("consultancy", include_str!("../protocols/consultancy.json")),
    ("data-talk", include_str!("../protocols/data-talk.json")),
    ("rounds-debrief", include_str!("../protocols/rounds-debrief.json")),
    ("success-analysis", include_str!("../protocols/success-analysis.json")),
    ("check-in", include_str!("../protocols/check-in.json")),
    ("plus-delta", include_str!("../protocols/plus-delta.json")),
];

impl Protocol {
    /// Reads a protocol from JSON, without judging it. An unknown field is an error.
    pub fn from_json(json: &str) -> Result<Protocol, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// The protocols that come with the crate: tuning, consultancy, data talk, rounds debrief, success analysis, check-in,
    /// plus/delta.
    pub fn built_in() -> Vec<Protocol> {
        BUILT_IN.map(|(_, json)| Protocol::from_json(json).expect("a test reads each of these files")).into()
    }

    /// Whether this key belongs to a protocol that comes with the crate.
    pub fn is_built_in(key: &str) -> bool {
        BUILT_IN.iter().any(|(k, _)| *k == key)
    }

    /// The step of this key, with its place.
    pub fn step(&self, key: &str) -> Option<(usize, &Step)> {
        self.steps.iter().enumerate().find(|(_, s)| s.key == key)
    }

    /// Minutes of all steps together.
    pub fn minutes(&self) -> u32 {
        self.steps.iter().fold(0, |sum: u32, s| sum.saturating_add(s.minutes))
    }

    /// Whether somebody must be named as presenter before it begins.
    pub fn needs_presenter(&self) -> bool {
        self.steps.iter().any(|s| matches!(s.who, Who::Presenter | Who::Participants))
    }

    /// Whether it suits a group of so many people. Advice: a group may take it anyway.
    pub fn suits(&self, people: u32) -> bool {
        (self.min_people..=self.max_people).contains(&people)
    }

    /// Where the conversation stands `elapsed` seconds after it began, when every step takes its minutes. A step ends as the
    /// next begins. Past the end it stays at the last step and counts what is over. Before the beginning (negative) it stands
    /// at the beginning. `None` for a protocol without steps.
    ///
    /// Where a facilitator moves on by hand, take [`Step::clock`] instead.
    pub fn at(&self, elapsed: i64) -> Option<Now<'_>> {
        let mut since = elapsed.max(0);
        let last = self.steps.len().checked_sub(1)?;
        for (place, step) in self.steps.iter().enumerate() {
            if since < seconds(step.minutes) || place == last {
                return Some(Now { place, step, clock: step.clock(since) });
            }
            since -= seconds(step.minutes);
        }
        None
    }

    /// The same protocol in `minutes` minutes: every step keeps its share of the time, none gets less than one minute, and
    /// the minutes add up exactly (largest remainders, Hamilton's method; of equal remainders the earlier step's). `None` when
    /// there are fewer minutes than steps, or no steps.
    ///
    /// Fit the protocol as published, not one that was fitted before: what counts as the minimum is what `self` says.
    pub fn fitted(&self, minutes: u32) -> Option<Fitted> {
        let planned: Vec<u64> = self.steps.iter().map(|s| u64::from(s.minutes)).collect();
        let given = share(&planned, u64::from(minutes))?;
        let mut protocol = self.clone();
        for (step, given) in protocol.steps.iter_mut().zip(given) {
            step.minutes = u32::try_from(given).unwrap_or(minutes); // a share is never more than the whole
        }
        let both = self.steps.iter().zip(&protocol.steps);
        let below = both.filter(|(was, is)| is.minutes < was.minutes).map(|(was, _)| was.key.clone()).collect();
        Some(Fitted { protocol, below })
    }

    /// A copy under a key of one's own, at version 1, that remembers where it came from. The copy may be edited.
    pub fn copied(&self, key: &str) -> Result<Protocol, Problem> {
        if !is_key(key) {
            Err(Problem::BadKey { at: key.to_owned() })
        } else if Protocol::is_built_in(key) {
            Err(Problem::BuiltIn { key: key.to_owned() })
        } else if key == self.key {
            Err(Problem::SameKey { key: key.to_owned() })
        } else {
            let copied_from = Some(Origin { key: self.key.clone(), version: self.version });
            Ok(Protocol { key: key.to_owned(), version: 1, copied_from, ..self.clone() })
        }
    }

    /// The next version, after `change`. Key and origin stay whatever `change` does. Refused with everything that would be
    /// wrong; what comes with the crate is refused as it is, and wants to be [copied](Protocol::copied) first.
    pub fn edited(&self, change: impl FnOnce(&mut Protocol)) -> Result<Protocol, Vec<Problem>> {
        if Protocol::is_built_in(&self.key) {
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

    /// Everything that is wrong with the protocol; nothing when it can be used.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        check_key(&mut found, &self.key, &self.key);
        check_words(&mut found, &self.key, [&self.name, &self.about]);
        if !has_no_words(&self.source) {
            check_words(&mut found, &format!("{}.source", self.key), [&self.source]);
        }
        let least = if self.needs_presenter() { 2 } else { 1 };
        if self.min_people < least || self.max_people < self.min_people {
            found.push(Problem::People);
        }
        if self.steps.is_empty() {
            found.push(Problem::NoSteps);
        }
        check_twice(&mut found, &self.key, self.steps.iter().map(|s| &s.key));
        for step in &self.steps {
            step.check(&mut found);
        }
        found
    }
}

impl Step {
    /// What is left of this step `elapsed` seconds after it was opened, and how far over it is.
    pub fn clock(&self, elapsed: i64) -> Clock {
        Clock::of(seconds(self.minutes), elapsed)
    }

    fn check(&self, found: &mut Vec<Problem>) {
        check_key(found, &self.key, &self.key);
        check_words(found, &self.key, [&self.name, &self.prompt]);
        if self.minutes == 0 {
            found.push(Problem::NoMinutes { at: self.key.clone() });
        }
        check_twice(found, &self.key, self.capture.iter().map(|c| &c.key));
        for capture in &self.capture {
            let at = format!("{}.{}", self.key, capture.key);
            check_key(found, &capture.key, &at);
            check_words(found, &at, [&capture.label]);
        }
    }
}

/// Shares out `total` in proportion to `planned`, whole numbers of at least one each. Whoever's share would be less than one
/// gets one, and the others share what remains.
fn share(planned: &[u64], total: u64) -> Option<Vec<u64>> {
    if planned.is_empty() || total < planned.len() as u64 {
        return None;
    }
    let even = vec![1; planned.len()];
    let planned = if planned.iter().all(|p| *p == 0) { &even } else { planned };
    let mut small = vec![false; planned.len()];
    let (rest, weight) = loop {
        let rest = total - small.iter().filter(|s| **s).count() as u64;
        let weight: u64 = planned.iter().zip(&small).filter(|(_, s)| !**s).map(|(p, _)| p).sum();
        let mut grew = false;
        for (p, small) in planned.iter().zip(&mut small).filter(|(_, s)| !**s) {
            *small = p * rest < weight;
            grew |= *small;
        }
        if !grew {
            break (rest, weight);
        }
    };
    let mut given: Vec<u64> =
        planned.iter().zip(&small).map(|(p, small)| if *small { 1 } else { p * rest / weight }).collect();
    let mut by_remainder: Vec<usize> = (0..planned.len()).filter(|i| !small[*i]).collect();
    by_remainder.sort_by_key(|i| std::cmp::Reverse(planned[*i] * rest % weight)); // a stable sort: the earlier first
    let missing = total - given.iter().sum::<u64>();
    for place in by_remainder.into_iter().take(missing as usize) {
        given[place] += 1;
    }
    Some(given)
}

fn has_no_words(text: &Text) -> bool {
    text.0.is_empty()
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

#[cfg(test)]
mod tests;
