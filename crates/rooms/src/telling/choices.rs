//! What a person wants to be told, and when: the rules, without a database.

use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;
use store::Time;

/// How often a digest comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Digest {
    None,
    /// On Mondays.
    Weekly,
    Daily,
}

impl Digest {
    /// The names it is stored under and sent as.
    pub const NAMES: [&'static str; 3] = ["weekly", "daily", "none"];

    /// The choice of a stored name.
    pub fn named(name: &str) -> Digest {
        match name {
            "weekly" => Digest::Weekly,
            "daily" => Digest::Daily,
            _ => Digest::None,
        }
    }

    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Digest::Weekly => "weekly",
            Digest::Daily => "daily",
            Digest::None => "none",
        }
    }
}

/// What may come at once, in a letter of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AtOnce {
    /// A meeting was planned.
    pub planned: bool,
    /// Its day, time or place was changed.
    pub changed: bool,
    /// It was called off.
    pub cancelled: bool,
}

impl AtOnce {
    /// The names they are stored under and sent as.
    pub const NAMES: [&'static str; 3] = ["planned", "changed", "cancelled"];

    /// What stored names say.
    pub fn named(names: &str) -> AtOnce {
        let has = |name: &str| names.split(',').any(|n| n == name);
        AtOnce { planned: has("planned"), changed: has("changed"), cancelled: has("cancelled") }
    }

    /// The names they are stored under.
    pub fn stored(self) -> String {
        let chosen = [self.planned, self.changed, self.cancelled];
        let names = Self::NAMES.into_iter().zip(chosen).filter(|(_, yes)| *yes);
        names.map(|(name, _)| name).collect::<Vec<_>>().join(",")
    }

    /// Whether nothing does.
    pub fn is_none(self) -> bool {
        self == AtOnce::default()
    }
}

/// What a person chose, or what is usual.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choices {
    pub digest: Digest,
    /// The hour of the day at which the digest comes, 0 to 23.
    pub hour: i8,
    /// From this hour to that one nothing is sent; the same hour twice: never quiet.
    pub quiet: (i8, i8),
    /// Whether anything is sent on a Saturday or Sunday.
    pub weekends: bool,
    pub at_once: AtOnce,
}

impl Choices {
    /// What somebody gets who chose nothing: a letter a week, on a Monday before school, and nothing else.
    pub const USUAL: Choices = Choices {
        digest: Digest::Weekly,
        hour: 7,
        quiet: (18, 7),
        weekends: false,
        at_once: AtOnce { planned: false, changed: false, cancelled: false },
    };

    fn is_quiet(&self, hour: i8) -> bool {
        let (from, to) = self.quiet;
        match from.cmp(&to) {
            std::cmp::Ordering::Equal => false,
            std::cmp::Ordering::Less => (from..to).contains(&hour),
            std::cmp::Ordering::Greater => hour >= from || hour < to,
        }
    }

    /// The first moment from `at` on at which something may be sent.
    pub fn held_until(&self, at: Time, zone: &TimeZone) -> Time {
        let mut local = zone.to_datetime(at.stamp());
        let mut moved = false;
        // At most a Friday evening, a Saturday and a Sunday, and the night before Monday.
        for _ in 0..6 {
            let next = if !self.weekends && matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday) {
                local.date().tomorrow().ok().map(|d| d.at(0, 0, 0, 0))
            } else if self.is_quiet(local.hour()) {
                let (_, to) = self.quiet;
                let day = if local.hour() < to { Some(local.date()) } else { local.date().tomorrow().ok() };
                day.map(|d| d.at(to, 0, 0, 0))
            } else {
                None
            };
            let Some(next) = next else { break };
            (local, moved) = (next, true);
        }
        if moved { moment(local, zone).max(at) } else { at }
    }

    /// When the next digest after `now` is due; the end of time without one.
    pub fn next_digest(&self, now: Time, zone: &TimeZone) -> Time {
        let mut day = zone.to_datetime(now.stamp()).date();
        for _ in 0..15 {
            let fits = match self.digest {
                Digest::None => return Time::NEVER,
                Digest::Weekly => day.weekday() == Weekday::Monday,
                Digest::Daily => self.weekends || !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
            };
            if fits {
                let due = self.held_until(moment(day.at(self.hour, 0, 0, 0), zone), zone);
                if due > now {
                    return due;
                }
            }
            let Ok(tomorrow) = day.tomorrow() else { break };
            day = tomorrow;
        }
        Time::NEVER
    }
}

/// The moment of a local date and time. A time that a change of clocks leaves out is the one after it.
pub(super) fn moment(local: DateTime, zone: &TimeZone) -> Time {
    local.to_zoned(zone.clone()).map_or(Time::NEVER, |z| z.timestamp().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn chicago() -> TimeZone {
        TimeZone::get("America/Chicago").unwrap()
    }

    fn at(local: DateTime) -> Time {
        moment(local, &chicago())
    }

    #[test]
    fn a_digest_comes_at_its_local_hour_on_both_sides_of_a_change_of_clocks() {
        let choices = Choices::USUAL;
        for zone in ["America/Chicago", "Europe/Berlin", "Australia/Sydney", "Asia/Kathmandu"] {
            let zone = TimeZone::get(zone).unwrap();
            let mut now = moment(date(2026, 1, 1).at(12, 0, 0, 0), &zone);
            for _ in 0..60 {
                let next = choices.next_digest(now, &zone);
                let local = zone.to_datetime(next.stamp());
                assert_eq!((local.weekday(), local.hour(), local.minute()), (Weekday::Monday, 7, 0));
                assert!(next > now && (next.seconds() - now.seconds()) <= 7 * 86_400 + 3600);
                now = next;
            }
        }
    }

    #[test]
    fn nothing_is_sent_in_quiet_hours_or_at_weekends() {
        let zone = chicago();
        let friday = date(2026, 11, 20);
        let usual = Choices::USUAL;
        assert_eq!(usual.held_until(at(friday.at(12, 30, 0, 0)), &zone), at(friday.at(12, 30, 0, 0)));
        let monday = at(date(2026, 11, 23).at(7, 0, 0, 0));
        for held in [
            friday.at(18, 0, 0, 0),
            friday.at(23, 59, 0, 0),
            date(2026, 11, 21).at(9, 0, 0, 0),
            date(2026, 11, 23).at(6, 59, 0, 0),
        ] {
            assert_eq!(usual.held_until(at(held), &zone), monday, "{held}");
        }
        let any = Choices { weekends: true, quiet: (9, 9), ..usual };
        assert_eq!(any.held_until(at(date(2026, 11, 21).at(3, 0, 0, 0)), &zone), at(date(2026, 11, 21).at(3, 0, 0, 0)));
        let noon = Choices { quiet: (11, 14), weekends: true, ..usual };
        assert_eq!(noon.held_until(at(friday.at(11, 0, 0, 0)), &zone), at(friday.at(14, 0, 0, 0)));
        let late = Choices { digest: Digest::Daily, hour: 20, ..usual };
        assert_eq!(
            late.next_digest(at(friday.at(8, 0, 0, 0)), &zone),
            monday,
            "an hour that is quiet comes when it is over"
        );
        assert_eq!(Choices { digest: Digest::None, ..usual }.next_digest(monday, &zone), Time::NEVER);
    }
}
