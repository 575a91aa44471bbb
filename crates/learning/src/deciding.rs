//! Do we agree, and who must be heard first? Two ways for a group to decide: fist-to-five, which looks for consensus, and dots,
//! which find what matters most to the group.
//!
//! Fist-to-five, as LeanDog and MG Rush teach it: everyone shows no to five fingers; consensus is when nobody is below three;
//! whoever is below is heard, and then the group shows again. Published meanings of the same number contradict one another
//! (one finger is "I won't block it" in one and "a serious concern" in another), so the meanings are data: they are shown on
//! the ballot and kept with the vote. Showing at the same moment keeps people from following one another, so a round stays
//! hidden until all who are present have voted or the facilitator closes it.
//!
//! Dots (dot voting) is common practice; the limit per option and the naming of ties are our own.

use crate::shape::{Text, is_key, without_words};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What the numbers of a fist-to-five mean, and where the line is. Kept with the vote, so that an edit never changes what
/// people meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Short name: small letters, digits and hyphens.
    pub key: String,
    /// Rises with every edit.
    pub version: u32,
    /// What 0, 1, 2, 3, 4 and 5 mean.
    pub meanings: [Text; 6],
    /// The lowest number that goes along, 1 to 5.
    #[serde(default = "usual_threshold")]
    pub threshold: u8,
}

/// What is wrong with a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum ScaleProblem {
    /// The key is empty or holds other signs than small letters, digits, hyphens.
    BadKey,
    /// A number's meaning is missing in a language.
    NoWords {
        /// The number.
        number: u8,
        /// Which language.
        language: String,
    },
    /// Two numbers have the same words in a language, so nobody could tell them apart.
    SameWords {
        /// The second of the two numbers.
        number: u8,
        /// Which language.
        language: String,
    },
    /// The line must be one of 1 to 5: at 0 everything would be consensus, above 5 nothing.
    Threshold,
}

impl Scale {
    /// Three fingers go along, unless a charter says otherwise.
    pub const USUAL_THRESHOLD: u8 = 3;

    /// The scale that comes with the crate.
    pub fn fist_to_five() -> Scale {
        Scale::from_json(include_str!("../scales/fist-to-five.json")).expect("a test reads this file")
    }

    /// Reads a scale from JSON, without judging it. Other than six meanings is an error.
    pub fn from_json(json: &str) -> Result<Scale, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// What this number means.
    pub fn meaning(&self, fingers: Fingers) -> &Text {
        &self.meanings[usize::from(fingers.0)]
    }

    /// Everything that is wrong with the scale; nothing when it can be used.
    pub fn problems(&self) -> Vec<ScaleProblem> {
        let mut found = Vec::new();
        if !is_key(&self.key) {
            found.push(ScaleProblem::BadKey);
        }
        for (number, meaning) in (0u8..).zip(&self.meanings) {
            for language in without_words([meaning]) {
                found.push(ScaleProblem::NoWords { number, language: language.to_owned() });
            }
            for (language, words) in &meaning.0 {
                let mut before = self.meanings[..usize::from(number)].iter();
                if before.any(|m| m.has(language) && m.0.get(language) == Some(words)) {
                    found.push(ScaleProblem::SameWords { number, language: language.clone() });
                }
            }
        }
        if !(1..=5).contains(&self.threshold) {
            found.push(ScaleProblem::Threshold);
        }
        found
    }
}

fn usual_threshold() -> u8 {
    Scale::USUAL_THRESHOLD
}

/// No to five fingers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Fingers(u8);

impl Fingers {
    /// `None` above five.
    pub fn new(number: u8) -> Option<Fingers> {
        (number <= 5).then_some(Fingers(number))
    }
}

impl TryFrom<u8> for Fingers {
    type Error = Refused;

    fn try_from(number: u8) -> Result<Fingers, Refused> {
        Fingers::new(number).ok_or(Refused::NotANumberOfFingers)
    }
}

impl From<Fingers> for u8 {
    fn from(fingers: Fingers) -> u8 {
        fingers.0
    }
}

/// Why something can't be done in a vote now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// Only 0 to 5.
    NotANumberOfFingers,
    /// This person isn't among those present.
    NotPresent,
    /// The round is shown; nothing in it changes any more.
    Shown,
    /// The round isn't shown yet.
    Hidden,
    /// This person isn't below the line, so there is nothing to hear first.
    NotBelow,
    /// Somebody below the line has not been heard yet.
    NotHeard,
    /// There is consensus already.
    Agreed,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refused::NotANumberOfFingers => "a vote is a number from 0 to 5",
            Refused::NotPresent => "only those who are present vote",
            Refused::Shown => "this round is shown already",
            Refused::Hidden => "this round is not shown yet",
            Refused::NotBelow => "this person is not below the line",
            Refused::NotHeard => "somebody below the line has not been heard yet",
            Refused::Agreed => "there is consensus already",
        })
    }
}

impl std::error::Error for Refused {}

/// One showing of hands. The votes come out of it only when it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round<P: Ord> {
    present: BTreeSet<P>,
    votes: BTreeMap<P, Fingers>,
    closed: bool,
    heard: BTreeSet<P>,
}

impl<P: Ord> Round<P> {
    /// A round with nothing in it yet.
    pub fn new(present: impl IntoIterator<Item = P>) -> Round<P> {
        Round::restored(present, [], false, [])
    }

    /// A round as it was stored: who was present in it, who voted what, whether the facilitator closed it, who was heard. Who
    /// is present belongs to the round: whoever enters the room after it was shown isn't in it, or it would hide again.
    pub fn restored(
        present: impl IntoIterator<Item = P>,
        votes: impl IntoIterator<Item = (P, Fingers)>,
        closed: bool,
        heard: impl IntoIterator<Item = P>,
    ) -> Round<P> {
        let (present, votes) = (present.into_iter().collect(), votes.into_iter().collect());
        Round { present, votes, closed, heard: heard.into_iter().collect() }
    }

    /// Whether the votes may be seen: all who are present have voted, or the facilitator closed the round. With nobody present
    /// only the latter.
    pub fn shown(&self) -> bool {
        self.closed || !self.votes.is_empty() && self.waiting().next().is_none()
    }

    /// Who is present and has not voted. This may be seen while the votes are hidden.
    pub fn waiting(&self) -> impl Iterator<Item = &P> {
        self.present.iter().filter(|p| !self.votes.contains_key(p))
    }

    /// How many have voted. This may be seen while the votes are hidden.
    pub fn count(&self) -> usize {
        self.votes.len()
    }

    /// One's own vote, for oneself alone.
    pub fn own(&self, person: &P) -> Option<Fingers> {
        self.votes.get(person).copied()
    }

    /// All votes; `None` while they are hidden.
    pub fn votes(&self) -> Option<&BTreeMap<P, Fingers>> {
        self.shown().then_some(&self.votes)
    }

    /// Who was heard.
    pub fn heard(&self) -> &BTreeSet<P> {
        &self.heard
    }

    /// Casts a vote or changes one's own. The last one of those present shows the round.
    pub fn cast(&mut self, person: P, fingers: Fingers) -> Result<(), Refused> {
        self.still_hidden()?;
        if !self.present.contains(&person) && !self.votes.contains_key(&person) {
            return Err(Refused::NotPresent);
        }
        self.votes.insert(person, fingers);
        Ok(())
    }

    /// Somebody comes in and may vote.
    pub fn arrive(&mut self, person: P) -> Result<(), Refused> {
        self.still_hidden()?;
        self.present.insert(person);
        Ok(())
    }

    /// Somebody goes. A vote that was cast stays; without one, nobody waits for them any more.
    pub fn leave(&mut self, person: &P) -> Result<(), Refused> {
        self.still_hidden()?;
        self.present.remove(person);
        Ok(())
    }

    /// The facilitator closes the round with the votes there are.
    pub fn close(&mut self) -> Result<(), Refused> {
        self.still_hidden()?;
        self.closed = true;
        Ok(())
    }

    fn still_hidden(&self) -> Result<(), Refused> {
        if self.shown() { Err(Refused::Shown) } else { Ok(()) }
    }
}

/// How a round came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome<P> {
    /// Nobody is below the line.
    Consensus,
    /// Whoever is below the line is heard before anything else happens.
    HeardFirst {
        /// The people below the line, in the order of their ids.
        below: Vec<P>,
    },
    /// Too few voted to decide anything.
    NoQuorum {
        /// How many voted.
        voted: usize,
        /// How many were needed.
        needed: usize,
    },
}

/// A vote by fist-to-five, with all its rounds and what the numbers meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FistToFive<P: Ord> {
    scale: Scale,
    quorum: usize,
    earlier: Vec<Round<P>>,
    now: Round<P>,
}

/// More than half of so many people, the usual quorum: 0 of nobody, 1 of one, 2 of two, 2 of three.
pub fn majority(people: usize) -> usize {
    if people == 0 { 0 } else { people / 2 + 1 }
}

impl<P: Ord + Clone> FistToFive<P> {
    /// A vote that begins. The scale is kept as it is now. `quorum` is how many must vote; at least one is always needed.
    pub fn begin(scale: Scale, quorum: usize, present: impl IntoIterator<Item = P>) -> FistToFive<P> {
        FistToFive::restored(scale, quorum, Vec::new(), Round::new(present))
    }

    /// A vote as it was stored: the rounds before, oldest first, and the last one.
    pub fn restored(scale: Scale, quorum: usize, earlier: Vec<Round<P>>, now: Round<P>) -> FistToFive<P> {
        FistToFive { scale, quorum: quorum.max(1), earlier, now }
    }

    /// What the numbers mean in this vote.
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// The last round.
    pub fn round(&self) -> &Round<P> {
        &self.now
    }

    /// The last round, to cast votes in, or to close.
    pub fn round_mut(&mut self) -> &mut Round<P> {
        &mut self.now
    }

    /// Every round, the oldest first.
    pub fn rounds(&self) -> impl Iterator<Item = &Round<P>> {
        self.earlier.iter().chain([&self.now])
    }

    /// How the last round came out; `None` while it is hidden.
    pub fn outcome(&self) -> Option<Outcome<P>> {
        self.outcome_of(&self.now)
    }

    /// How one of the rounds came out; `None` while it is hidden.
    pub fn outcome_of(&self, round: &Round<P>) -> Option<Outcome<P>> {
        let voted = round.votes()?.len();
        let below = self.below(round);
        Some(if voted < self.quorum {
            Outcome::NoQuorum { voted, needed: self.quorum }
        } else if below.is_empty() {
            Outcome::Consensus
        } else {
            Outcome::HeardFirst { below }
        })
    }

    /// Who is below the line and has not been heard; nobody while the round is hidden.
    pub fn unheard(&self) -> Vec<P> {
        self.below(&self.now).into_iter().filter(|p| !self.now.heard.contains(p)).collect()
    }

    /// Marks somebody below the line as heard. Twice is once.
    pub fn hear(&mut self, person: &P) -> Result<(), Refused> {
        if !self.now.shown() {
            return Err(Refused::Hidden);
        }
        if !self.below(&self.now).contains(person) {
            return Err(Refused::NotBelow);
        }
        self.now.heard.insert(person.clone());
        Ok(())
    }

    /// Another round, with those who are present now: only when the last one is shown, did not agree, and everyone below the
    /// line has been heard. (That also holds when there was no quorum: whoever spoke up is heard.)
    pub fn again(&mut self, present: impl IntoIterator<Item = P>) -> Result<(), Refused> {
        match self.outcome() {
            None => Err(Refused::Hidden),
            Some(Outcome::Consensus) => Err(Refused::Agreed),
            Some(_) if !self.unheard().is_empty() => Err(Refused::NotHeard),
            Some(_) => {
                let over = std::mem::replace(&mut self.now, Round::new(present));
                self.earlier.push(over);
                Ok(())
            }
        }
    }

    fn below(&self, round: &Round<P>) -> Vec<P> {
        let votes = round.votes().into_iter().flatten();
        votes.filter(|(_, f)| f.0 < self.scale.threshold).map(|(p, _)| p.clone()).collect()
    }
}

/// The rule of a vote by dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dots {
    /// How many dots each person has. Not all need be placed.
    pub per_person: u32,
    /// How many of them may go on one option.
    pub per_option: u32,
}

/// Why a ballot of dots doesn't count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum DotProblem<O> {
    /// There is no such option.
    NoSuchOption {
        /// The option.
        option: O,
    },
    /// More dots on one option than are allowed.
    TooManyOnOne {
        /// The option.
        option: O,
        /// How many there may be.
        most: u32,
    },
    /// More dots than a person has.
    TooMany {
        /// How many were placed.
        placed: u64,
        /// How many there are.
        most: u32,
    },
}

/// Options with equally many dots. More than one option is a tie, and stays one: nobody is put first by the order of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank<O> {
    /// The place, from 1; after a tie of two at 1 comes 3.
    pub place: usize,
    /// Dots on each of these options.
    pub dots: u64,
    /// The options, in the order they were offered.
    pub options: Vec<O>,
}

/// The best few of a tally.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Best<O> {
    /// These are in.
    pub chosen: Vec<O>,
    /// These tie for the places that are left, so the group talks. Empty when nothing ties at the line.
    pub tied: Vec<O>,
    /// How many places they tie for.
    pub places_left: usize,
}

impl Dots {
    /// Whether a ballot (dots on each option) keeps to the rule.
    pub fn check<O: Ord + Clone>(&self, options: &[O], ballot: &BTreeMap<O, u32>) -> Result<(), DotProblem<O>> {
        for (option, dots) in ballot {
            if !options.contains(option) {
                return Err(DotProblem::NoSuchOption { option: option.clone() });
            }
            if *dots > self.per_option {
                return Err(DotProblem::TooManyOnOne { option: option.clone(), most: self.per_option });
            }
        }
        let placed: u64 = ballot.values().map(|d| u64::from(*d)).sum();
        if placed > u64::from(self.per_person) {
            return Err(DotProblem::TooMany { placed, most: self.per_person });
        }
        Ok(())
    }

    /// Counts the ballots, each person's once, best first; every option stands in it, also one without dots. An option that
    /// is offered twice counts as one. The first ballot that breaks the rule is the error, and nothing is counted.
    pub fn tally<P: Ord, O: Ord + Clone>(
        &self,
        options: &[O],
        ballots: &BTreeMap<P, BTreeMap<O, u32>>,
    ) -> Result<Vec<Rank<O>>, DotProblem<O>> {
        let mut sums: BTreeMap<&O, u64> = options.iter().map(|o| (o, 0)).collect();
        for ballot in ballots.values() {
            self.check(options, ballot)?;
            for (option, dots) in ballot {
                *sums.entry(option).or_default() += u64::from(*dots);
            }
        }
        let mut by_dots: BTreeMap<u64, Vec<O>> = BTreeMap::new();
        for option in options {
            if let Some(dots) = sums.remove(option) {
                by_dots.entry(dots).or_default().push(option.clone());
            }
        }
        let mut place = 1;
        let rank = |(dots, options): (u64, Vec<O>)| {
            let rank = Rank { place, dots, options };
            place += rank.options.len();
            rank
        };
        Ok(by_dots.into_iter().rev().map(rank).collect())
    }
}

/// The best `places` options of a tally. An option without a dot is never among them; a tie at the line is named, not broken.
pub fn best<O: Clone>(tally: &[Rank<O>], places: usize) -> Best<O> {
    let mut best = Best { chosen: Vec::new(), tied: Vec::new(), places_left: 0 };
    for rank in tally.iter().filter(|r| r.dots > 0) {
        let left = places - best.chosen.len();
        if rank.options.len() <= left {
            best.chosen.extend(rank.options.iter().cloned());
        } else {
            if left > 0 {
                (best.tied, best.places_left) = (rank.options.clone(), left);
            }
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests;
