//! How much of a planned time is left, and how far over it are we? All times here are whole seconds; nothing reads a clock.

use serde::{Deserialize, Serialize};

/// A planned time, some of which has passed. At most one of the two is more than zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Seconds that are left.
    pub left: i64,
    /// Seconds past the end.
    pub over: i64,
}

impl Clock {
    /// `planned` and `elapsed` in seconds. What is negative counts as zero: two machines' clocks may differ a little.
    pub fn of(planned: i64, elapsed: i64) -> Clock {
        let (planned, elapsed) = (planned.max(0), elapsed.max(0));
        Clock { left: (planned - elapsed).max(0), over: (elapsed - planned).max(0) }
    }
}

/// Seconds of so many minutes.
pub fn seconds(minutes: u32) -> i64 {
    i64::from(minutes) * 60
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn time_runs_out_and_then_over() {
        assert_eq!(Clock::of(60, 0), Clock { left: 60, over: 0 });
        assert_eq!(Clock::of(60, 59), Clock { left: 1, over: 0 });
        assert_eq!(Clock::of(60, 60), Clock { left: 0, over: 0 });
        assert_eq!(Clock::of(60, 61), Clock { left: 0, over: 1 });
        assert_eq!(Clock::of(60, -5), Clock { left: 60, over: 0 });
        assert_eq!(Clock::of(-60, 5), Clock { left: 0, over: 5 });
        assert_eq!(seconds(u32::MAX), 4_294_967_295 * 60);
    }

    proptest! {
        #[test]
        fn left_and_over_make_up_the_difference(planned in any::<i64>(), elapsed in any::<i64>()) {
            let clock = Clock::of(planned, elapsed);
            prop_assert!(clock.left >= 0 && clock.over >= 0 && (clock.left == 0 || clock.over == 0));
            prop_assert_eq!(clock.left - clock.over, planned.max(0) - elapsed.max(0));
        }
    }
}
