//! Time and chance are passed in, so that a test can travel and repeat.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, Ordering},
};

use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

/// A moment in UTC, in microseconds since 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// Later than any other moment: a holding without an end.
    pub const NEVER: Time = Time(i64::MAX);

    /// This moment and `seconds` more (or fewer, when negative).
    pub fn plus_seconds(self, seconds: i64) -> Time {
        Time(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// This moment and `days` times 24 hours more.
    pub fn plus_days(self, days: i64) -> Time {
        self.plus_seconds(days * 86_400)
    }

    /// Whole seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The same moment for calendar work. Moments outside jiff's range become its edge.
    pub fn stamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::MAX)
    }

    /// The civil date of this moment in a time zone.
    pub fn date_in(self, zone: &jiff::tz::TimeZone) -> jiff::civil::Date {
        zone.to_datetime(self.stamp()).date()
    }
}

impl From<jiff::Timestamp> for Time {
    fn from(stamp: jiff::Timestamp) -> Time {
        Time(stamp.as_microsecond())
    }
}

impl From<Time> for crate::Val {
    fn from(time: Time) -> crate::Val {
        crate::Val::Int(time.0)
    }
}

impl crate::Cell for Time {
    fn read(row: &crate::Row<'_>, at: usize) -> Result<Self, crate::Error> {
        i64::read(row, at).map(Time)
    }
}

/// Where the time comes from.
#[derive(Clone, Debug)]
pub struct Clock(Kind);

#[derive(Clone, Debug)]
enum Kind {
    System,
    Set(Arc<AtomicI64>),
    /// Since this moment of the machine's clock, time passes so many times as fast.
    Fast(Time, u32),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock(Kind::System)
    }

    /// A clock that stands at `time` until it is moved: for tests and for building sample history.
    pub fn set(time: Time) -> Clock {
        Clock(Kind::Set(Arc::new(AtomicI64::new(time.0))))
    }

    /// A clock that shows the machine's time now and from here on runs `speed` times as fast: to see a whole meeting in a minute.
    /// For sample districts only: when the program begins again, it begins at the machine's time.
    pub fn fast(speed: u32) -> Clock {
        Clock(Kind::Fast(Clock::system().now(), speed))
    }

    /// What time it is.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> Time {
        match &self.0 {
            Kind::System => jiff::Timestamp::now().into(),
            Kind::Set(at) => Time(at.load(Ordering::SeqCst)),
            Kind::Fast(from, speed) => {
                let passed = Time::from(jiff::Timestamp::now()).0 - from.0;
                Time(from.0 + passed.saturating_mul(i64::from(*speed)))
            }
        }
    }

    /// Moves a set clock to `time`; the machine's clock can't be moved.
    pub fn travel(&self, time: Time) {
        if let Kind::Set(at) = &self.0 {
            at.store(time.0, Ordering::SeqCst);
        }
    }
}

/// Where chance comes from: the machine's, or a seed for repeatable runs.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<StdRng>>);

impl Chance {
    /// Seeded from the operating system.
    pub fn system() -> Chance {
        #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
        let rng = StdRng::from_rng(&mut rand::rng());
        Chance(Arc::new(Mutex::new(rng)))
    }

    /// The same sequence for the same seed.
    pub fn seeded(seed: u64) -> Chance {
        Chance(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).fill_bytes(bytes);
    }

    /// An id that sorts by `now` (UUID version 7): for things, never for anonymous answers.
    pub fn id(&self, now: Time) -> Uuid {
        let mut bytes = [0u8; 10];
        self.fill(&mut bytes);
        let millis = u64::try_from(now.0 / 1000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    /// An id that says nothing about order or time (UUID version 4).
    pub fn blind_id(&self) -> Uuid {
        let mut bytes = [0u8; 16];
        self.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// A source of chance of one's own, for work that needs much of it or takes long.
    pub fn fork(&self) -> StdRng {
        let mut seed = [0u8; 32];
        self.fill(&mut seed);
        StdRng::from_seed(seed)
    }

    /// A secret of 256 bits as 64 hexadecimal digits.
    pub fn secret(&self) -> String {
        let mut bytes = [0u8; 32];
        self.fill(&mut bytes);
        crate::hex(&bytes)
    }

    /// Ids for many things made at one moment, each later in order than the one before: so that an index takes them at its end.
    pub fn series(&self, now: Time) -> Series {
        Series { chance: self.clone(), millis: u64::try_from(now.0 / 1000).unwrap_or(0), count: 0, block: Vec::new() }
    }
}

/// See [`Chance::series`]. UUID version 7 with a counter of 32 bits (RFC 9562, section 6.2, method 1) and 42 bits of chance.
pub struct Series {
    chance: Chance,
    millis: u64,
    count: u32,
    block: Vec<u8>,
}

impl Series {
    /// The next id. After four thousand million of them the series goes on in the next millisecond.
    pub fn id(&mut self) -> Uuid {
        if self.block.len() < 6 {
            self.block.resize(6 * 512, 0);
            self.chance.fill(&mut self.block);
        }
        let rest = self.block.len() - 6;
        let mut bytes = [0u8; 10];
        let [a, b, c, d] = self.count.to_be_bytes();
        // 12 bits beside the version, two bits for the variant, 20 bits: `from_unix_timestamp_millis` overwrites the gaps.
        bytes[0] = a >> 4;
        bytes[1] = (a << 4) | (b >> 4);
        bytes[2] = (b & 0x0f) << 2 | (c >> 6);
        bytes[3] = (c << 2) | (d >> 6);
        bytes[4] = d << 2;
        bytes[4] |= self.block[rest] & 0b11;
        bytes[5..].copy_from_slice(&self.block[rest + 1..]);
        self.block.truncate(rest);
        let id = uuid::Builder::from_unix_timestamp_millis(self.millis, &bytes).into_uuid();
        (self.count, self.millis) = match self.count.checked_add(1) {
            Some(next) => (next, self.millis),
            None => (0, self.millis + 1),
        };
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_rises_and_never_repeats() {
        for from in [0_u32, 15, 0x000f_fff0, 0x0fff_fff0, u32::MAX - 100] {
            let mut series = Chance::seeded(1).series(Time(1_789_401_600_000_000));
            series.count = from;
            let ids: Vec<_> = (0..2_000).map(|_| series.id()).collect();
            assert!(ids.windows(2).all(|w| w[0] < w[1]), "from {from}");
            assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        }
    }
}
