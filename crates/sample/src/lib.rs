//! The sample district.
//!
//! Its 79 schools, its students' results and which teacher taught which class are Project STAR's, unchanged (`sample/star`);
//! the names of places and people, and the year of community life, are made up. The same seed makes the same district.
//!
//! STAR followed one group of children from kindergarten to grade 3. They are in grade 3 last spring, in grade 2 the spring
//! before, and so on; only the dates are moved.

mod aims;
mod circles;
mod classes;
mod life;
mod meetings;
mod names;
mod people;
mod places;
mod realities;
mod results;
mod standards;
mod star;
mod statements;
mod surveys;
mod telling;
mod themes;
mod workshops;

use rand::{SeedableRng as _, rngs::StdRng};
use store::{Db, DistrictId, Error, Time, Tx, args, sql};

pub use people::Staff;

/// What to build.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The same seed makes the same people and history.
    pub seed: u64,
    /// How many districts like it.
    pub scale: u32,
    /// Whether to name the personas that demo mode signs in as.
    pub personas: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { seed: 1, scale: 1, personas: true }
    }
}

/// A persona of demo mode, and whom it stands for.
#[derive(Clone, Debug)]
pub struct Persona {
    /// `teacher`, `facilitator`, …: what stands in `/demo/as/{name}`.
    pub name: &'static str,
    /// Who it is: "Ana Ruiz, grade 2 at Cedar Street School".
    pub who: String,
}

/// What was built.
#[derive(Clone, Debug)]
pub struct Built {
    pub districts: Vec<DistrictId>,
    pub personas: Vec<Persona>,
}

/// What everything in one district is built from.
pub(crate) struct Ground {
    pub rng: StdRng,
    /// When the building happens: history ends here.
    pub end: Time,
    /// The first day of the history, in August.
    pub first_day: jiff::civil::Date,
    /// The day of the newest test results: last May.
    pub tested: jiff::civil::Date,
}

sql! {
    LOOKED = "update person set looked_at = $2 where district = $1";
}

/// Builds the sample district in one transaction.
///
/// # Errors
/// Whatever the database says; then nothing was built.
pub fn build(db: &Db, options: Options) -> Result<Built, Error> {
    db.write_now(move |tx| build_in(tx, options))
}

/// [`build`] within a transaction of the caller.
///
/// # Errors
/// Whatever the database says.
pub fn build_in(tx: &mut Tx<'_>, options: Options) -> Result<Built, Error> {
    let end = tx.now();
    let mut built = Built { districts: Vec::new(), personas: Vec::new() };
    let star = star::read();
    for n in 0..options.scale.max(1) {
        let (first_day, tested) = school_year(end);
        let rng = StdRng::seed_from_u64(options.seed.wrapping_mul(1_000_003).wrapping_add(u64::from(n)));
        let mut ground = Ground { rng, end, first_day, tested };
        tx.travel(at(first_day, 8, 0));
        let places = places::found(tx, n)?;
        let staff = people::hire(tx, &mut ground, &star, &places, n)?;
        classes::enrol(tx, &star, &places, &staff)?;
        results::bring_in(tx, &ground, &places)?;
        let circles = circles::gather(tx, &mut ground, &places, &staff)?;
        let aims = aims::set(tx, &mut ground, &star, &places, &staff)?;
        life::tell(tx, &mut ground, &star, &places, &staff, &circles, &aims)?;
        statements::tell(tx, &ground, &places, &staff, &circles, &aims)?;
        standards::tell(tx, &ground, &places, &staff, &circles, &aims)?;
        realities::tell(tx, &ground, &places, &staff, &circles)?;
        if n == 0 {
            surveys::asked(tx, &ground, options.seed, &places, &staff, &circles)?;
        }
        // What happened in the last days is new to everybody.
        tx.exec(LOOKED, args![places.district, end.plus_days(-6)])?;
        built.districts.push(places.district);
        if n == 0 && options.personas {
            built.personas = people::personas(tx, &places, &staff)?;
            telling::promise(tx, &ground, places.district)?;
            workshops::held_in_spring(tx, &ground, &places, &staff)?;
        }
    }
    tx.travel(end);
    tx.grown_all()?;
    Ok(built)
}

/// The day the history begins, and the day of the last tests: a whole school year lies between them.
fn school_year(end: Time) -> (jiff::civil::Date, jiff::civil::Date) {
    let today = end.date_in(&zone());
    let spring = jiff::civil::date(today.year(), 5, 12);
    let year = if today > jiff::civil::date(today.year(), 6, 10) { spring.year() } else { spring.year() - 1 };
    (jiff::civil::date(year - 1, 8, 15), jiff::civil::date(year, 5, 12))
}

/// The zone of the sample district.
pub(crate) const ZONE: &str = "America/Chicago";

pub(crate) fn zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(ZONE).unwrap_or(jiff::tz::TimeZone::UTC)
}

/// A moment in the district's own time.
pub(crate) fn at(date: jiff::civil::Date, hour: i8, minute: i8) -> Time {
    let local = date.at(hour, minute, 0, 0).to_zoned(zone());
    // Only at the edges of jiff's calendar has a civil time no moment; the sample stays in this century.
    local.map_or(Time(0), |z| z.timestamp().into())
}
