//! What does a state ask for, and how far is somebody? A credit rule is data with a date and a source: how many credits within how
//! many years, how many minutes make one, and of what kind some of them have to be. Rules change, and reference pages contradict
//! each other even about the same state; so a rule says where it was read and when, and none of this is legal advice.
//!
//! The three rules that come along are examples of real ones. A district chooses one, or none.

use serde::{Deserialize, Serialize};

/// A text in the languages we speak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

impl Said {
    /// The text in the language with this tag; English when it is another.
    pub fn of(&self, tag: &str) -> &str {
        if tag == "es" { &self.es } else { &self.en }
    }
}

/// A part of the credits that must be of some kind, or may be no more of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Stays the same when the words change.
    pub key: String,
    /// What it is called.
    pub name: Said,
    /// At least so many of a hundred credits.
    #[serde(default)]
    pub at_least: Option<u32>,
    /// At most so many of a hundred credits.
    #[serde(default)]
    pub at_most: Option<u32>,
}

/// What a state asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Names it in settings and addresses: `tx-cpe`.
    pub key: String,
    /// Where it holds and for whom.
    pub name: Said,
    /// What a credit is called.
    pub unit: Said,
    /// How many minutes make one credit.
    pub minutes_per_credit: u32,
    /// How many credits are asked for in one period.
    pub credits: u32,
    /// How many years a period lasts.
    pub years: u32,
    /// What some of them have to be about. The program doesn't know what a meeting was about, so it says these and doesn't count them.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// What has to be known beside the numbers.
    pub notes: Said,
    /// How many years after a period its records should be kept, when the rule says so.
    #[serde(default)]
    pub keep_years: Option<u32>,
    /// Where it is written.
    pub law: String,
    /// Where it was read.
    pub source: String,
    /// When it was read, YYYY-MM-DD.
    pub read_on: String,
}

/// How far somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Whole credits so far.
    pub credits: u32,
    /// Minutes beyond the last whole credit.
    pub minutes_over: u32,
    /// How many credits are asked for.
    pub asked: u32,
}

impl Progress {
    /// How many whole credits are still to come.
    pub fn left(&self) -> u32 {
        self.asked.saturating_sub(self.credits)
    }

    /// The share of what is asked for, from 0 to 1, the minutes beyond the last whole credit left out.
    pub fn share(&self) -> f64 {
        if self.asked == 0 { 1.0 } else { (f64::from(self.credits) / f64::from(self.asked)).min(1.0) }
    }
}

const COMING_ALONG: [&str; 3] =
    [include_str!("credit/il-pd.json"), include_str!("credit/ny-ctle.json"), include_str!("credit/tx-cpe.json")];

impl Rule {
    /// The rules that the program comes with, by their keys.
    ///
    /// # Panics
    /// Never: a test reads the files.
    pub fn all() -> Vec<Rule> {
        COMING_ALONG.iter().map(|text| Rule::read(text).expect("a test reads these files")).collect()
    }

    /// The rule of that key, if the program comes with one.
    pub fn named(key: &str) -> Option<Rule> {
        Rule::all().into_iter().find(|r| r.key == key)
    }

    /// Reads a rule from JSON; none when it isn't one or can't be reckoned with.
    pub fn read(json: &str) -> Option<Rule> {
        let rule: Rule = serde_json::from_str(json).ok()?;
        let shares = rule.categories.iter().flat_map(|c| [c.at_least, c.at_most]).flatten();
        let sane = rule.minutes_per_credit > 0
            && (1..=40).contains(&rule.years)
            && (1..=10_000).contains(&rule.credits)
            && shares.into_iter().all(|share| share <= 100);
        sane.then_some(rule)
    }

    /// How far somebody is with so many minutes on record within the period. Only whole credits count, reckoned once from all
    /// minutes together: forty minutes and twenty make an hour.
    pub fn progress(&self, minutes: i64) -> Progress {
        let minutes = u32::try_from(minutes.max(0)).unwrap_or(u32::MAX);
        let per = self.minutes_per_credit.max(1);
        Progress { credits: minutes / per, minutes_over: minutes % per, asked: self.credits }
    }

    /// How many credits at least, or at most, have to be of a category.
    pub fn of_category(&self, category: &Category) -> (Option<u32>, Option<u32>) {
        let part = |share: u32| (u64::from(self.credits) * u64::from(share)).div_ceil(100) as u32;
        (category.at_least.map(part), category.at_most.map(|share| self.credits * share / 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_rules_that_come_along_are_read_and_say_where_they_are_from() {
        let all = Rule::all();
        assert_eq!(all.iter().map(|r| r.key.as_str()).collect::<Vec<_>>(), ["il-pd", "ny-ctle", "tx-cpe"]);
        for rule in &all {
            assert!(rule.source.starts_with("https://"), "{}", rule.key);
            assert_eq!(rule.read_on.len(), 10, "{}", rule.key);
            for said in [&rule.name, &rule.unit, &rule.notes] {
                assert!(!said.en.is_empty() && !said.es.is_empty(), "{}", rule.key);
            }
        }
        let (illinois, new_york, texas) = (&all[0], &all[1], &all[2]);
        assert_eq!((illinois.credits, illinois.years), (120, 5));
        assert_eq!((new_york.credits, new_york.years, new_york.keep_years), (100, 5, Some(3)));
        assert_eq!((texas.credits, texas.years), (150, 5));
        assert_eq!(new_york.of_category(&new_york.categories[0]), (Some(15), None));
    }

    #[test]
    fn nonsense_is_no_rule() {
        let fine = COMING_ALONG[0];
        assert!(Rule::read(fine).is_some());
        for (was, is) in [
            ("\"minutes_per_credit\": 60", "\"minutes_per_credit\": 0"),
            ("\"years\": 5", "\"years\": 0"),
            ("\"credits\": 120", "\"credits\": 0"),
            ("\"key\"", "\"other\""),
        ] {
            assert!(Rule::read(&fine.replacen(was, is, 1)).is_none(), "{is}");
        }
    }

    proptest! {
        #[test]
        fn credits_and_what_is_over_are_all_there_is(minutes in -500i64..200_000) {
            for rule in Rule::all() {
                let p = rule.progress(minutes);
                prop_assert_eq!(i64::from(p.credits * rule.minutes_per_credit + p.minutes_over), minutes.max(0));
                prop_assert!(p.minutes_over < rule.minutes_per_credit);
                prop_assert!((0.0..=1.0).contains(&p.share()));
                prop_assert_eq!(p.left() == 0, p.credits >= rule.credits);
                prop_assert!(rule.progress(minutes + 1).credits >= p.credits);
            }
        }
    }
}
