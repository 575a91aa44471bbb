//! The pure rules of a learning system. Nothing in here reads a clock, a file or a database: values go in, an answer
//! comes out, and the answer says what it rests on and how sure it is.
//!
//! | question | module |
//! |---|---|
//! | What do these values look like? | [`describe`] |
//! | How sure are we, in one word? | [`certainty`] |
//! | Do two groups differ, did the same students grow? | [`difference`], [`growth`] |
//! | What share, and do two shares differ? | [`proportion`] |
//! | How much do groups differ among themselves? | [`spread`] |
//! | May this count be shown, or would it point at somebody? | [`suppress`] |
//! | May this group's result be shown beside what is out already? | [`release`] |
//! | The same for many places at once | [`wide`] |
//! | Is there a signal on this run chart? | [`runchart`] |
//! | Which steps does a cycle have, and where may it go next? | [`shape`], [`moves`] |
//! | Which goal serves which? | [`alignment`] |
//! | Which steps does a conversation have, and who speaks now? | [`protocol`] |
//! | How much of a planned time is left? | [`clock`] |
//! | Where does a meeting stand, and how much of it was learning? | [`agenda`] |
//! | Do we agree, and who must be heard first? | [`deciding`] |
//! | What does a group do, stage by stage, when it looks for a vision? | [`workshop`] |
//! | What is asked, in which words, and did the words change? | [`instrument`] |
//! | Which standards, from when, in whose words? | [`standards`] |
//! | How does a practice look, from the most to the least desired? | [`continuum`] |
//! | What did they answer, how sure is it, and where do two groups or two waves differ? | [`survey`] |
//! | Which questions are thought about again and again? | [`reflection`] |
//! | How much time of learning was that? | [`hours`] |
//! | What does a state ask for, and how far is somebody? | [`credit`] |
//!
//! Every statistic names its source, is tried at its edges, and is checked on public data against an independent
//! implementation (`verify/star.py`, `tests/star.rs`; of surveys `verify/survey.py`, `tests/survey.rs`).
#![warn(missing_docs)]

pub mod agenda;
pub mod alignment;
pub mod certainty;
pub mod clock;
pub mod continuum;
pub mod credit;
pub mod deciding;
pub mod describe;
pub mod difference;
pub mod distributions;
pub mod growth;
pub mod hours;
pub mod instrument;
pub mod moves;
pub mod proportion;
pub mod protocol;
pub mod reflection;
pub mod release;
pub mod runchart;
pub mod shape;
pub mod spread;
pub mod standards;
pub mod suppress;
pub mod survey;
pub mod wide;
pub mod workshop;

pub use certainty::{Cannot, Interval, Reading};

/// The usual confidence level of an interval: in the long run 95 of 100 such intervals hold the true value.
pub const USUAL_LEVEL: f64 = 0.95;
