//! How much time of learning is that? Minutes come from what happened: the learning items of a meeting, and what somebody
//! recorded at a step of a cycle. Nothing is asked for a second time.
//!
//! The figures are data ([`Figures`]), ours and modest; no published definition stands behind them, so the page says them beside the hours. They are
//! meant to be too low rather than too high: a try in class counts for what surrounds it, never for the lesson itself.

use serde::{Deserialize, Serialize};

use crate::agenda::Agenda;

/// What came of it: the three kinds of result that districts tell apart. Knowing is not yet doing, and doing is not yet
/// students learning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Somebody learned something.
    Knowledge,
    /// Somebody used it.
    Application,
    /// It showed in what students learned.
    Impact,
}

impl Level {
    /// Every level, in order.
    pub const ALL: [Level; 3] = [Level::Knowledge, Level::Application, Level::Impact];

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Level::Knowledge => "knowledge",
            Level::Application => "application",
            Level::Impact => "impact",
        }
    }

    /// The level of a stored name; what is unknown is the lowest.
    pub fn named(name: &str) -> Level {
        match name {
            "application" => Level::Application,
            "impact" => Level::Impact,
            _ => Level::Knowledge,
        }
    }
}

/// For how many minutes what is recorded at a step of a cycle counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Since when these figures hold, YYYY-MM-DD as a number: 20260701.
    pub adopted: u32,
    /// A note.
    pub note: u32,
    /// A prediction.
    pub prediction: u32,
    /// A try: getting it ready and looking back, not the lesson itself.
    #[serde(rename = "try")]
    pub a_try: u32,
    /// Evidence gathered.
    pub evidence: u32,
    /// A result that was read and judged.
    pub result: u32,
    /// Of one person and one day, work on cycles counts for no more.
    pub most_a_day: u32,
    /// A meeting counts for no more than it was planned for and so many minutes more: one that nobody ended doesn't last all night.
    pub over: u32,
}

impl Figures {
    /// The figures that the program comes with.
    ///
    /// # Panics
    /// Never: a test reads the file.
    pub fn usual() -> Figures {
        Figures::read(include_str!("hours/usual.json")).expect("a test reads this file")
    }

    /// Reads figures from JSON; none when they are not figures, or when one is more than a day.
    pub fn read(json: &str) -> Option<Figures> {
        let f: Figures = serde_json::from_str(json).ok()?;
        let sane = [f.note, f.prediction, f.a_try, f.evidence, f.result, f.most_a_day, f.over];
        sane.into_iter().all(|minutes| minutes <= 24 * 60).then_some(f)
    }

    /// The minutes and the level of one record of this kind (`note`, `prediction`, `try`, `evidence`, `result`); nothing for a
    /// kind that doesn't count.
    pub fn work(&self, kind: &str) -> Option<(u32, Level)> {
        match kind {
            "note" => Some((self.note, Level::Knowledge)),
            "prediction" => Some((self.prediction, Level::Application)),
            "try" => Some((self.a_try, Level::Application)),
            "evidence" => Some((self.evidence, Level::Impact)),
            "result" => Some((self.result, Level::Impact)),
            _ => None,
        }
    }

    /// How many of `wanted` minutes of work on cycles still count on a day that has `already` so many.
    pub fn within_day(&self, wanted: u32, already: u32) -> u32 {
        wanted.min(self.most_a_day.saturating_sub(already))
    }

    /// The minutes of learning of a meeting that was planned for `planned` minutes: what its learning items really took, to the
    /// nearest minute. Housekeeping and the time between items don't count, and an item that was never begun counts for nothing.
    pub fn meeting(&self, agenda: &Agenda, planned: u32) -> u32 {
        // Every item ends at the close at the latest, so that the answer is the same whenever it is asked for.
        let Some(closed) = agenda.closed else { return 0 };
        let seconds = agenda.account(closed).learning.actual.max(0);
        let minutes = u32::try_from((seconds + 30) / 60).unwrap_or(u32::MAX);
        minutes.min(planned.saturating_add(self.over))
    }
}

/// What one must have been there for to get a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// At least so many of a hundred meetings that were held.
    pub at_least: u32,
    /// And at least so many minutes.
    pub least_minutes: i64,
}

impl Terms {
    /// Whether somebody who was at `times` of `held` meetings and has `minutes` on record gets it. Who has neither been there
    /// nor anything on record never does, whatever the terms say.
    pub fn met(&self, times: i64, held: i64, minutes: i64) -> bool {
        let there = self.at_least == 0 || (held > 0 && times * 100 >= i64::from(self.at_least) * held);
        there && minutes >= self.least_minutes && (times > 0 || minutes > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{Item, Lane};
    use proptest::prelude::*;

    fn ran(lane: Lane, began: i64, minutes: i64) -> Item {
        Item { minutes: 10, lane, began: Some(began), ended: Some(began + minutes * 60) }
    }

    fn held(items: Vec<Item>, closed: i64) -> Agenda {
        Agenda { start: 0, closed: Some(closed), housekeeping_minutes: 10, items }
    }

    #[test]
    fn the_figures_that_come_along_are_read() {
        let f = Figures::usual();
        assert_eq!(f.work("try"), Some((f.a_try, Level::Application)));
        assert_eq!(f.work("gossip"), None);
        assert!(Figures::read("{}").is_none() && Figures::read("nonsense").is_none());
        let long = include_str!("hours/usual.json").replace("30", "3000");
        assert!(Figures::read(&long).is_none(), "more than a day");
    }

    #[test]
    fn housekeeping_and_the_time_between_are_not_learning() {
        let f = Figures::usual();
        let agenda = held(
            vec![ran(Lane::Learning, 0, 20), ran(Lane::Housekeeping, 1200, 9), ran(Lane::Learning, 3600, 7)],
            9000,
        );
        assert_eq!(f.meeting(&agenda, 45), 27);
        assert_eq!(f.meeting(&Agenda { closed: None, ..agenda }, 45), 0, "a meeting that runs has not been held");
    }

    #[test]
    fn a_meeting_that_nobody_ended_does_not_last_all_night() {
        let f = Figures::usual();
        let night = Item { ended: None, ..ran(Lane::Learning, 0, 0) };
        assert_eq!(f.meeting(&held(vec![night], 14 * 3600), 45), 45 + f.over);
    }

    #[test]
    fn three_quarters_of_four_is_three() {
        let terms = Terms { at_least: 75, least_minutes: 60 };
        assert!(terms.met(3, 4, 60));
        assert!(!terms.met(2, 4, 600), "not often enough");
        assert!(!terms.met(4, 4, 59), "not long enough");
        assert!(!terms.met(0, 0, 600), "of no meeting nobody was at three quarters");
        assert!(!Terms { at_least: 0, least_minutes: 0 }.met(0, 10, 0), "nothing is not enough for anything");
    }

    proptest! {
        #[test]
        fn more_is_never_less(
            at_least in 0u32..=100, least_minutes in 0i64..600, times in 0i64..50, held in 0i64..50, minutes in 0i64..900,
        ) {
            let terms = Terms { at_least, least_minutes };
            let times = times.min(held);
            if terms.met(times, held, minutes) {
                prop_assert!(terms.met((times + 1).min(held), held, minutes));
                prop_assert!(terms.met(times, held, minutes + 1));
            }
        }

        #[test]
        fn a_day_never_has_more_than_it_may(wanted in proptest::collection::vec(0u32..200, 0..40)) {
            let f = Figures::usual();
            let sum = wanted.iter().fold(0, |sum, w| sum + f.within_day(*w, sum));
            prop_assert!(sum <= f.most_a_day);
            prop_assert_eq!(sum, wanted.iter().sum::<u32>().min(f.most_a_day));
        }

        #[test]
        fn a_meeting_counts_for_no_more_than_it_took(
            lengths in proptest::collection::vec((0i64..90, any::<bool>(), 0i64..20), 0..8), planned in 0u32..600,
        ) {
            let f = Figures::usual();
            let (mut items, mut at) = (Vec::new(), 0);
            for (minutes, learning, pause) in lengths {
                items.push(ran(if learning { Lane::Learning } else { Lane::Housekeeping }, at, minutes));
                at += (minutes + pause) * 60;
            }
            let minutes = f.meeting(&held(items, at), planned);
            prop_assert!(i64::from(minutes) * 60 <= at + 30);
            prop_assert!(minutes <= planned + f.over);
        }
    }
}
