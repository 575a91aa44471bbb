//! What the people of the persona's school said last spring, when they were asked where they are: most see a shared vision, fewer see it lived.

use learning::instrument::Instrument;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use rooms::surveys;
use store::{DistrictId, Error, OrgId, PersonId, Tx, args, sql};

use crate::{Ground, at};

sql! {
    PRINCIPAL = "select r.person, r.org from persona n join role r on r.person = n.person where n.name = 'principal' and n.district = $1 \
                 and r.role = 'principal' order by r.org limit 1";
}

/// How far people agree with each statement, of a hundred: strongly agree, agree, disagree, strongly disagree; the rest has no opinion.
const SEES: [[u32; 4]; 5] = [[24, 48, 16, 4], [10, 30, 34, 10], [14, 40, 28, 8], [6, 28, 40, 20], [22, 46, 20, 6]];
/// What was said in one's own words, by item.
const WORDS: [(&str, &str); 11] = [
    ("example", "Our team looks at the fluency results together every second Tuesday."),
    ("example", "I have not seen the definition anywhere since August."),
    ("example", "Two colleagues came to my room this fall, and it helped."),
    ("example", "Meetings get cancelled when there are not enough substitutes."),
    ("example", "Our principal sits in when we plan and asks good questions."),
    ("example", "We share what worked, rarely what did not."),
    ("first-change", "Keep Tuesday afternoon free of everything else."),
    ("first-change", "Time to visit each other."),
    ("first-change", "Say in one page what good learning for us looks like."),
    ("first-change", "Fewer goals, and the same ones in every meeting."),
    ("first-change", "Begin with the question the teams have, not with a program."),
];

/// The school was asked in April, and the report is there.
pub(crate) fn asked_in_spring(tx: &mut Tx<'_>, ground: &Ground, seed: u64, district: DistrictId) -> Result<(), Error> {
    let found: Option<(PersonId, OrgId)> = tx.one(PRINCIPAL, args![district], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let Some((principal, school)) = found else { return Ok(()) };
    let Some(instrument) = Instrument::built_in().into_iter().find(|i| i.key == "where-are-we-now") else {
        return Ok(());
    };
    let april = |day| at(jiff::civil::date(ground.tested.year(), 4, day), 15, 0);
    tx.travel(april(7));
    if let Some(wave) = surveys::begin(tx, (district, school), &instrument, april(21), principal)? {
        tx.travel(april(21));
        let mut rng = StdRng::seed_from_u64(seed.wrapping_mul(7919));
        let mut words = WORDS.iter();
        surveys::conclude(tx, wave, |_| {
            (rng.random_range(0..100) < 82).then(|| {
                let codes = SEES.iter().map(|sees| {
                    let (mut at, mut left) = (0, rng.random_range(0..100u32));
                    while at < 4 && left >= sees[at] {
                        left -= sees[at];
                        at += 1;
                    }
                    // Codes of the scale: 4 is "strongly agree", 1 "strongly disagree", 9 "no opinion".
                    [4, 3, 2, 1, 9][at]
                });
                (
                    codes.collect(),
                    words.next().map(|(item, text)| ((*item).to_owned(), (*text).to_owned())).into_iter().collect(),
                )
            })
        })?;
    }
    tx.travel(ground.end);
    Ok(())
}
