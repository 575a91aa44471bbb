//! Where does a meeting stand, and how much of its time went to learning? An agenda is a list of items, each with its planned
//! minutes and a lane: learning, or housekeeping, which has a budget of its own so that it does not eat the meeting.
//!
//! Points in time are whole seconds since any one beginning (the Unix epoch will do), lengths are seconds unless a name says
//! minutes. A meeting does one thing at a time: an item that nobody closed ended when the next one began, so that no second
//! is counted twice. The lanes and the share shown are our own; no published definition stands behind them.

use crate::clock::{Clock, seconds};
use serde::{Deserialize, Serialize};

/// What the time of an item is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Learning: results, goals, a protocol, a try, a visit.
    Learning,
    /// What has to be said as well: dates, forms, announcements.
    Housekeeping,
}

/// One item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// How long it is meant to take, in minutes; zero is allowed.
    pub minutes: u32,
    /// What its time is for.
    pub lane: Lane,
    /// When it really began.
    #[serde(default)]
    pub began: Option<i64>,
    /// When it really ended. An item that ended without having begun was left out.
    #[serde(default)]
    pub ended: Option<i64>,
}

/// What the rules need of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    /// When the meeting is meant to begin.
    pub start: i64,
    /// When the whole meeting was closed. From then on nothing runs any more.
    #[serde(default)]
    pub closed: Option<i64>,
    /// How many minutes housekeeping may take.
    pub housekeeping_minutes: u32,
    /// The items in their order.
    pub items: Vec<Item>,
}

/// Which part of the meeting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", content = "place", rename_all = "snake_case")]
pub enum At {
    /// No item has begun.
    Before,
    /// This item (its place, from 0) runs.
    Item(usize),
    /// Between two items.
    Between,
    /// Closed, or every item ended.
    After,
}

/// Where a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// Which part of the meeting it is.
    pub at: At,
    /// Of the item that runs: what is left, or how far over it is. Zero when none runs.
    pub item: Clock,
    /// Place of the item that comes next: the first that neither began nor was left out.
    pub next: Option<usize>,
    /// When the meeting is meant to end.
    pub planned_end: i64,
    /// When it will end if what is still to come takes its planned minutes; afterwards, when it ended.
    pub expected_end: i64,
    /// How far over the meeting is, in seconds: expected end past planned end. Zero when in time or early.
    pub over: i64,
}

/// Planned begin and end of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// When it is meant to begin.
    pub begins: i64,
    /// When it is meant to end.
    pub ends: i64,
}

/// Planned beside actual time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// Planned seconds.
    pub planned: i64,
    /// Seconds it really took until now.
    pub actual: i64,
}

/// What became of the budget for housekeeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Housekeeping {
    /// What is left of the budget, or how far over it the meeting is.
    pub clock: Clock,
    /// How far the plan alone is over the budget, in seconds; known before the meeting.
    pub planned_over: i64,
}

/// Where the time went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Time for learning.
    pub learning: Times,
    /// Time for housekeeping.
    pub housekeeping: Times,
    /// Each item in the order of the agenda; `None` for its actual time when it never began.
    pub items: Vec<(i64, Option<i64>)>,
    /// Seconds between the first begin and the last end that belong to no item.
    pub between: i64,
}

impl Account {
    /// Share (0 to 1) of the time on items that went to learning; `None` when no time has passed. Time between items counts
    /// on neither side.
    pub fn learning_share(&self) -> Option<f64> {
        share(self.learning.actual, self.housekeeping.actual)
    }

    /// The same share as it was planned; `None` when no time was planned.
    pub fn planned_share(&self) -> Option<f64> {
        share(self.learning.planned, self.housekeeping.planned)
    }
}

impl Agenda {
    /// Planned begin and end of every item, one after the other from the start.
    pub fn slots(&self) -> Vec<Slot> {
        let mut begins = self.start;
        let slot = |item: &Item| {
            let slot = Slot { begins, ends: begins.saturating_add(seconds(item.minutes)) };
            begins = slot.ends;
            slot
        };
        self.items.iter().map(slot).collect()
    }

    /// When the meeting is meant to end.
    pub fn planned_end(&self) -> i64 {
        self.slots().last().map_or(self.start, |slot| slot.ends)
    }

    /// Where the meeting stands at the time `now`.
    pub fn now(&self, now: i64) -> Now {
        let waiting = |item: &Item| item.began.is_none() && item.ended.is_none();
        let next = self.items.iter().position(waiting).filter(|_| self.closed.is_none());
        let at = match self.running() {
            _ if self.closed.is_some() => At::After,
            Some(place) => At::Item(place),
            None if self.items.iter().all(|i| i.began.is_none()) && next.is_some() => At::Before,
            None if next.is_some() => At::Between,
            None if self.items.is_empty() => At::Before,
            None => At::After,
        };
        let item = match at {
            At::Item(place) => self.item_clock(place, now),
            _ => Clock::default(),
        };
        let planned_end = self.planned_end();
        let to_come = self.items.iter().filter(|i| waiting(i)).map(|i| seconds(i.minutes)).sum::<i64>();
        let expected_end = match at {
            At::After => self.closed.or_else(|| self.last_end()).unwrap_or(planned_end),
            At::Before => now.max(self.start).saturating_add(to_come),
            At::Item(_) | At::Between => now.saturating_add(item.left).saturating_add(to_come),
        };
        Now { at, item, next, planned_end, expected_end, over: expected_end.saturating_sub(planned_end).max(0) }
    }

    /// The budget for housekeeping at the time `now`.
    pub fn housekeeping(&self, now: i64) -> Housekeeping {
        let budget = seconds(self.housekeeping_minutes);
        let times = self.account(now).housekeeping;
        Housekeeping { clock: Clock::of(budget, times.actual), planned_over: (times.planned - budget).max(0) }
    }

    /// Where the time went until `now`; an item that still runs counts as far as it got. The same during the meeting and after.
    pub fn account(&self, now: i64) -> Account {
        let took: Vec<Option<i64>> = (0..self.items.len()).map(|place| self.took(place, now)).collect();
        let lane = |lane: Lane| {
            let of_lane = || self.items.iter().zip(&took).filter(|(item, _)| item.lane == lane);
            Times {
                planned: of_lane().map(|(item, _)| seconds(item.minutes)).sum(),
                actual: of_lane().filter_map(|(_, took)| *took).sum(),
            }
        };
        let (learning, housekeeping) = (lane(Lane::Learning), lane(Lane::Housekeeping));
        let first = self.items.iter().filter_map(|i| i.began).min();
        let last = (0..self.items.len()).filter_map(|place| self.end_of(place, now)).max();
        let whole = first.zip(last).map_or(0, |(first, last)| last.saturating_sub(first));
        let between = (whole - learning.actual - housekeeping.actual).max(0);
        let items = self.items.iter().zip(took).map(|(item, took)| (seconds(item.minutes), took)).collect();
        Account { learning, housekeeping, items, between }
    }

    /// The item that began last, unless it ended. Of two that began in the same second, the later in the list.
    fn running(&self) -> Option<usize> {
        let begun = self.items.iter().enumerate().filter_map(|(place, i)| Some((i.began?, place)));
        begun.max().map(|(_, place)| place).filter(|place| self.items[*place].ended.is_none())
    }

    fn item_clock(&self, place: usize, now: i64) -> Clock {
        let item = &self.items[place];
        Clock::of(seconds(item.minutes), now.saturating_sub(item.began.unwrap_or(now)))
    }

    /// Seconds an item took; nothing when it never began.
    fn took(&self, place: usize, now: i64) -> Option<i64> {
        let began = self.items[place].began?;
        Some(self.end_of(place, now)?.saturating_sub(began))
    }

    /// When an item that began ended: at its end, at the begin of the one after it, at the close, or now; whichever was first.
    fn end_of(&self, place: usize, now: i64) -> Option<i64> {
        let item = &self.items[place];
        let began = item.began?;
        let others = self.items.iter().enumerate().filter_map(|(other, i)| Some((i.began?, other)));
        let next = others.filter(|other| *other > (began, place)).min().map(|(began, _)| began);
        let ends = [item.ended, next, self.closed, Some(now)];
        ends.into_iter().flatten().min().map(|end| end.max(began))
    }

    fn last_end(&self) -> Option<i64> {
        self.items.iter().filter(|i| i.began.is_some()).filter_map(|i| i.ended).max()
    }
}

fn share(part: i64, rest: i64) -> Option<f64> {
    (part + rest > 0).then(|| part as f64 / (part + rest) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const START: i64 = 1_000_000;

    fn item(minutes: u32, lane: Lane) -> Item {
        Item { minutes, lane, began: None, ended: None }
    }

    fn ran(minutes: u32, lane: Lane, began: i64, ended: i64) -> Item {
        Item { began: Some(START + began * 60), ended: Some(START + ended * 60), ..item(minutes, lane) }
    }

    fn agenda(items: Vec<Item>) -> Agenda {
        Agenda { start: START, closed: None, housekeeping_minutes: 5, items }
    }

    /// An hour: five minutes of news, a protocol of forty-five, ten to decide.
    fn hour() -> Agenda {
        agenda(vec![item(5, Lane::Housekeeping), item(45, Lane::Learning), item(10, Lane::Learning)])
    }

    fn minute(minute: i64) -> i64 {
        START + minute * 60
    }

    #[test]
    fn items_stand_one_after_the_other() {
        let slots = hour().slots();
        assert_eq!(slots[1], Slot { begins: minute(5), ends: minute(50) });
        assert_eq!(hour().planned_end(), minute(60));
        assert_eq!(agenda(vec![]).planned_end(), START);
    }

    #[test]
    fn before_it_begins_every_minute_of_waiting_makes_it_late() {
        let early = hour().now(minute(-30));
        assert_eq!((early.at, early.next, early.expected_end, early.over), (At::Before, Some(0), minute(60), 0));
        let late = hour().now(minute(4));
        assert_eq!((late.at, late.expected_end, late.over), (At::Before, minute(64), 240));
    }

    #[test]
    fn the_item_that_runs_shows_what_is_left_and_carries_its_overrun_to_the_end() {
        let mut meeting = hour();
        meeting.items[0] = ran(5, Lane::Housekeeping, 0, 8);
        meeting.items[1].began = Some(minute(8));
        let now = meeting.now(minute(18));
        assert_eq!((now.at, now.next), (At::Item(1), Some(2)));
        assert_eq!(now.item, Clock { left: 35 * 60, over: 0 });
        assert_eq!((now.planned_end, now.expected_end, now.over), (minute(60), minute(63), 180));
        let later = meeting.now(minute(55));
        assert_eq!(later.item, Clock { left: 0, over: 120 });
        assert_eq!((later.expected_end, later.over), (minute(65), 300));
    }

    #[test]
    fn a_short_item_gives_its_time_back() {
        let mut meeting = hour();
        meeting.items[0] = ran(5, Lane::Housekeeping, 0, 2);
        let now = meeting.now(minute(2));
        assert_eq!((now.at, now.next, now.item), (At::Between, Some(1), Clock::default()));
        assert_eq!((now.expected_end, now.over), (minute(57), 0));
    }

    #[test]
    fn what_was_left_out_takes_no_time() {
        let mut meeting = hour();
        meeting.items[0].ended = Some(minute(0));
        let now = meeting.now(minute(0));
        assert_eq!((now.at, now.next, now.expected_end), (At::Before, Some(1), minute(55)));
        let account = meeting.account(minute(0));
        assert_eq!((account.items[0], account.learning_share()), ((300, None), None));
    }

    #[test]
    fn a_meeting_ends_with_its_last_item_or_when_it_is_closed() {
        let done = agenda(vec![ran(5, Lane::Learning, 0, 5), ran(5, Lane::Learning, 5, 12)]);
        let now = done.now(minute(90));
        assert_eq!((now.at, now.next, now.expected_end, now.over), (At::After, None, minute(12), 120));
        let mut closed = hour();
        closed.items[0].began = Some(START);
        closed.closed = Some(minute(20));
        let now = closed.now(minute(90));
        assert_eq!((now.at, now.next, now.expected_end, now.over), (At::After, None, minute(20), 0));
        assert_eq!(closed.account(minute(90)).housekeeping.actual, 20 * 60);
    }

    #[test]
    fn an_item_nobody_closed_ended_when_the_next_began() {
        let mut meeting = hour();
        meeting.items[0].began = Some(minute(0));
        meeting.items[1].began = Some(minute(6));
        assert_eq!(meeting.now(minute(10)).at, At::Item(1));
        let account = meeting.account(minute(10));
        assert_eq!((account.housekeeping.actual, account.learning.actual), (360, 240));
        meeting.items[1].ended = Some(minute(20));
        assert_eq!(meeting.now(minute(21)).at, At::Between, "what was forgotten does not come up again");
    }

    #[test]
    fn the_share_of_learning_counts_the_time_that_was_really_spent() {
        let meeting = agenda(vec![
            ran(5, Lane::Housekeeping, 0, 15),
            ran(45, Lane::Learning, 20, 50),
            ran(10, Lane::Learning, 50, 65),
        ]);
        let account = meeting.account(minute(70));
        assert_eq!(account.learning, Times { planned: 55 * 60, actual: 45 * 60 });
        assert_eq!(account.housekeeping, Times { planned: 5 * 60, actual: 15 * 60 });
        assert_eq!(account.learning_share(), Some(0.75));
        assert_eq!(account.planned_share(), Some(55.0 / 60.0));
        assert_eq!(account.between, 5 * 60);
        assert_eq!(account.items, [(300, Some(900)), (2700, Some(1800)), (600, Some(900))]);
    }

    #[test]
    fn housekeeping_has_a_budget_in_the_plan_and_in_the_meeting() {
        let mut meeting = hour();
        assert_eq!(meeting.housekeeping(START), Housekeeping { clock: Clock { left: 300, over: 0 }, planned_over: 0 });
        meeting.items[0].began = Some(START);
        assert_eq!(meeting.housekeeping(minute(3)).clock, Clock { left: 120, over: 0 });
        assert_eq!(meeting.housekeeping(minute(7)).clock, Clock { left: 0, over: 120 });
        meeting.housekeeping_minutes = 15;
        assert_eq!(meeting.housekeeping(START).planned_over, 0, "a plan within its budget is not over it");
        meeting.housekeeping_minutes = 0;
        assert_eq!(meeting.housekeeping(START).planned_over, 300);
    }

    #[test]
    fn an_empty_agenda_has_no_share_and_no_end_to_be_late_for() {
        let nothing = agenda(vec![]);
        assert_eq!(nothing.now(minute(-1)).at, At::Before);
        let account = nothing.account(minute(5));
        assert_eq!((account.learning_share(), account.planned_share(), account.between), (None, None, 0));
        let zero = agenda(vec![ran(0, Lane::Learning, 3, 3)]);
        assert_eq!(zero.account(minute(5)).learning_share(), None, "no time, no share");
        assert_eq!(zero.now(minute(5)).over, 180);
    }

    fn any_item() -> impl Strategy<Value = Item> {
        let time = || prop::option::of(-600i64..9_000);
        (0u32..90, any::<bool>(), time(), time()).prop_map(|(minutes, learning, began, ended)| Item {
            minutes,
            lane: if learning { Lane::Learning } else { Lane::Housekeeping },
            began: began.map(|t| START + t),
            ended: ended.map(|t| START + t),
        })
    }

    proptest! {
        /// However items were begun, ended, forgotten and overlapped: no second counts twice and none gets lost.
        #[test]
        fn the_time_adds_up(
            items in prop::collection::vec(any_item(), 0..8), now in -900i64..12_000,
            closed in prop::option::of(0i64..10_000)
        ) {
            let now = START + now;
            let meeting = Agenda { closed: closed.map(|t| START + t), ..agenda(items) };
            let account = meeting.account(now);
            let on_items = account.learning.actual + account.housekeeping.actual;
            let begun: Vec<i64> = meeting.items.iter().filter_map(|i| i.began).collect();
            let ends = (0..meeting.items.len()).filter_map(|i| meeting.end_of(i, now)).max();
            let whole = begun.iter().min().zip(ends).map_or(0, |(first, last)| last - first);
            prop_assert_eq!(on_items + account.between, whole);
            prop_assert!(account.items.iter().all(|(planned, took)| *planned >= 0 && took.is_none_or(|t| t >= 0)));
            prop_assert_eq!(account.items.iter().filter_map(|(_, took)| *took).sum::<i64>(), on_items);
            prop_assert!(account.learning_share().is_none_or(|s| (0.0..=1.0).contains(&s)));
            prop_assert_eq!(account.learning_share().is_none(), on_items == 0);
            let planned: i64 = meeting.items.iter().map(|i| seconds(i.minutes)).sum();
            prop_assert_eq!(account.learning.planned + account.housekeeping.planned, planned);
            prop_assert_eq!(meeting.planned_end(), START + planned);
        }

        /// While an item runs within its minutes the expected end stands still; when it overruns or nothing runs, it moves
        /// with the clock.
        #[test]
        fn the_expected_end_moves_only_when_time_is_lost(
            items in prop::collection::vec(any_item(), 0..8), now in 0i64..12_000
        ) {
            let meeting = agenda(items);
            let (one, two) = (meeting.now(START + now), meeting.now(START + now + 1));
            prop_assert_eq!(one.at, two.at);
            prop_assert!(one.over >= 0 && one.over == (one.expected_end - one.planned_end).max(0));
            let before_it_began = matches!(one.at, At::Item(i) if meeting.items[i].began.is_some_and(|t| t > START + now));
            let moved = two.expected_end - one.expected_end;
            let lost = match one.at {
                At::After => 0,
                At::Item(_) if one.item.left > 0 && !before_it_began => 0,
                _ => 1,
            };
            prop_assert_eq!(moved, lost);
            prop_assert_eq!(matches!(one.at, At::Item(_)) || one.item == Clock::default(), true);
        }
    }
}
