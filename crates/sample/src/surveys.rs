//! What people said when they were asked: the persona's school where it is, in fall and in spring; central office and schools about
//! each other; and what came of it.

use learning::instrument::Instrument;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use rooms::surveys::{self, Asking, Pulse};
use store::{CommunityId, DistrictId, Error, OrgId, PersonId, Time, Tx, WaveId};

use crate::circles::Circles;
use crate::people::Staff;
use crate::places::Places;
use crate::{Ground, at};

/// How far people agree with each statement, of a hundred: strongly agree, agree, disagree, strongly disagree; the rest has no opinion.
type Sees = [u32; 4];
/// Where the school saw itself in fall, and in spring: most see a shared vision, fewer see it lived; meeting every week helped.
const BEFORE: [Sees; 5] = [[18, 40, 24, 8], [8, 28, 36, 12], [12, 38, 30, 10], [4, 20, 44, 26], [10, 30, 34, 16]];
const SEES: [Sees; 5] = [[24, 48, 16, 4], [10, 30, 34, 10], [14, 40, 28, 8], [6, 28, 40, 20], [22, 46, 20, 6]];
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
/// What the team said of itself.
const TOGETHER: [[&str; 2]; 6] = [
    ["The first five minutes without any business.", "Let us begin on time, so that we can end on time."],
    ["That we look at one piece of student work each time.", "Say more often what did not work."],
    ["Everybody brings something they tried.", "Write down who does what before we go."],
    ["The calm when we disagree.", "Ask Cedar’s second grade team in once a month."],
    ["Tuesdays.", "Less time on dates and forms; they can stand in a letter."],
    ["That newcomers speak first.", "Try it in class before we judge it."],
];
/// What the school was told afterwards.
const TOLD: [(i8, i8, &str, &str); 3] = [
    (
        4,
        28,
        "heard",
        "Most of you see where we want to go. Few of you see it in an ordinary week, and many never read our definition of professional learning.",
    ),
    (
        5,
        12,
        "decided",
        "Tuesday afternoons stay free for teams from August on. I move what the office asks of you to Thursdays.",
    ),
    (
        6,
        2,
        "changed",
        "The definition has one page now, and every team’s agenda begins with it. Since May no Tuesday was taken away.",
    ),
];

/// How far families of the school say that each statement is true: welcome and safe, less well told how to help, seldom asked.
const FAMILIES_SEE: [Sees; 8] = [
    [52, 34, 8, 3],
    [58, 30, 6, 2],
    [38, 40, 14, 4],
    [24, 38, 24, 10],
    [30, 32, 22, 12],
    [14, 28, 34, 18],
    [22, 36, 26, 10],
    [8, 20, 36, 28],
];
/// What families wrote, by item, as they write it.
const FAMILY_WORDS: [(&str, &str); 24] = [
    ("going-well", "My daughter reads to her brother every night now."),
    ("going-well", "La maestra nos llama por teléfono cuando hay buenas noticias, no solo cuando hay problemas."),
    ("going-well", "The morning greeting at the door."),
    ("going-well", "Mi hijo llega contento."),
    ("going-well", "Ms. Reyes sends pictures of what they read."),
    ("going-well", "Los viernes de lectura en español."),
    ("going-well", "He talks about fractions at dinner. I never did."),
    ("going-well", "Everybody knows my child’s name."),
    ("going-well", "La biblioteca abierta por la tarde."),
    ("going-well", "Homework is short and makes sense."),
    ("going-well", "They told us in October how she was doing, and not only in June."),
    ("going-well", "The new playground rules."),
    ("better", "Las cartas llegan en inglés y una semana después en español."),
    ("better", "I work nights. Every meeting is at four."),
    ("better", "Tell us how to help with reading. One page would do."),
    ("better", "Pregunten antes de cambiar el horario del autobús."),
    ("better", "Less paper, please. A message is enough."),
    ("better", "No sé a quién llamar cuando algo pasa en el autobús."),
    ("better", "The report card says “approaching”. Approaching what?"),
    ("better", "Que haya alguien que hable mam en la oficina."),
    ("better", "More recess."),
    ("better", "Call back. I left two messages in September."),
    ("better", "Que nos enseñen a ayudar con matemáticas en casa."),
    ("better", "It would help to know what they learn next month."),
];
/// What families were told, in English and in Spanish.
const FAMILIES_TOLD: [(i8, i8, &str, &str, &str); 3] = [
    (
        11,
        30,
        "heard",
        "You feel welcome and your children feel safe. Many of you don’t know how to help at home, and few were asked before the buses changed. Letters in Spanish come too late.",
        "Ustedes se sienten bienvenidos y sus hijos se sienten seguros. Muchos no saben cómo ayudar en casa, y a pocos se les preguntó antes de cambiar los autobuses. Las cartas en español llegan tarde.",
    ),
    (
        12,
        11,
        "decided",
        "No letter goes home in one language alone any more. Teachers write one page on helping with reading, before winter break. Two evening meetings a term begin at seven.",
        "Ninguna carta sale ya en un solo idioma. Las maestras escriben una página sobre cómo ayudar con la lectura, antes de las vacaciones de invierno. Dos reuniones por período empiezan a las siete de la noche.",
    ),
    (
        2,
        8,
        "changed",
        "The page on reading went home on December 16, in English, Spanish and Mam. Since January every letter came in both languages on the same day.",
        "La página sobre la lectura llegó a casa el 16 de diciembre, en inglés, español y mam. Desde enero todas las cartas llegaron en los dos idiomas el mismo día.",
    ),
];

fn built_in(key: &str) -> Result<Instrument, Error> {
    let found = Instrument::built_in().into_iter().find(|i| i.key == key);
    found.ok_or_else(|| Error::Ours(format!("the survey {key} is not built in")))
}

/// An answer by chance, of somebody who leans that far to see things well or badly (−25 to 25). Codes of the scale: 4 is "strongly agree", 1 "strongly disagree", 9 "no opinion".
fn code(rng: &mut StdRng, lean: i32, sees: &Sees) -> u8 {
    let mut left = (rng.random_range(0..100) + lean).clamp(0, 99).unsigned_abs();
    for (share, code) in sees.iter().zip([4, 3, 2, 1]) {
        if left < *share {
            return code;
        }
        left -= share;
    }
    9
}

/// Asks and counts: of a hundred people so many answer.
fn ask(
    tx: &mut Tx<'_>,
    district: DistrictId,
    asking: &Asking<'_>,
    (begins, ends): (Time, Time),
    mut answer: impl FnMut(PersonId) -> Option<surveys::Said>,
) -> Result<Option<WaveId>, Error> {
    tx.travel(begins);
    let Some(wave) = surveys::begin(tx, district, asking)? else { return Ok(None) };
    tx.travel(ends);
    surveys::conclude(tx, wave, &mut answer)?;
    Ok(Some(wave))
}

/// The surveys of the year, and of the one before.
pub(crate) fn asked(
    tx: &mut Tx<'_>,
    ground: &Ground,
    seed: u64,
    places: &Places,
    staff: &Staff,
    circles: &Circles,
) -> Result<(), Error> {
    let district = places.district;
    let [first, second, ..] = staff.schools.as_slice() else { return Ok(()) };
    let (principal, school) = (first.principal, first.org);
    let year = ground.tested.year();
    let day = |year, month, day| at(jiff::civil::date(year, month, day), 15, 0);
    let mut rng = StdRng::seed_from_u64(seed.wrapping_mul(7919));
    let where_now = built_in("where-are-we-now")?;
    for (begins, ends, sees) in
        [(day(year - 1, 10, 1), day(year - 1, 10, 15), BEFORE), (day(year, 4, 7), day(year, 4, 21), SEES)]
    {
        let asking = Asking {
            instrument: &where_now,
            org: school,
            only: &[],
            wide: false,
            until: day(year, 4, 21),
            by: principal,
        };
        let mut words = WORDS.iter();
        let answer = |_| {
            (rng.random_range(0..100) < 82).then(|| {
                let lean = rng.random_range(-25..=25);
                let codes = sees.iter().map(|s| code(&mut rng, lean, s)).collect();
                let said = words.next().map(|(item, text)| ((*item).to_owned(), (*text).to_owned()));
                (codes, said.into_iter().collect())
            })
        };
        let wave = ask(tx, district, &asking, (begins, ends), answer)?;
        if let (Some(wave), true) = (wave, sees == SEES) {
            for (month, on, kind, text) in TOLD {
                tx.travel(day(year, month, on));
                surveys::tell_of(tx, wave, principal, kind, text)?;
            }
        }
    }
    // The central office and two schools: the office thinks that it listens and that help comes when it is asked for; schools see it less so.
    let two = built_in("two-sides")?;
    let only = [places.org(), places.office, first.org, second.org];
    let (by, until) = (staff.superintendent, day(year, 3, 14));
    let asking = Asking { instrument: &two, org: places.org(), only: &only, wide: true, until, by };
    ask(tx, district, &asking, (day(year, 3, 1), day(year, 3, 14)), |person| {
        let (inside, lean) = (person == by || staff.directors.contains(&person), rng.random_range(-15..=15));
        (rng.random_range(0..100) < 85).then(|| {
            let of = |item: usize| -> Sees {
                match (inside, item % 3) {
                    (true, 0) => [34, 52, 8, 2],
                    (false, 0) => [8, 34, 38, 14],
                    (true, _) => [20, 50, 20, 4],
                    (false, _) => [16, 48, 24, 6],
                }
            };
            (
                (0..two.items.iter().filter(|i| i.answer.scale().is_some()).count())
                    .map(|item| code(&mut rng, lean, &of(item)))
                    .collect(),
                Vec::new(),
            )
        })
    })?;
    families(tx, (district, school, principal), year, &mut rng)?;
    pulses(tx, places.district, &mut rng, (principal, school), circles, year)?;
    tx.travel(ground.end);
    Ok(())
}

/// In fall the school asks its families, tells them what came of it, and answers one of them without knowing whom.
fn families(
    tx: &mut Tx<'_>,
    (district, school, principal): (DistrictId, OrgId, PersonId),
    year: i16,
    rng: &mut StdRng,
) -> Result<(), Error> {
    let day = |year, month, day| at(jiff::civil::date(year, month, day), 15, 0);
    let voice = built_in("family-voice")?;
    tx.travel(day(year - 1, 10, 26));
    let until = day(year - 1, 11, 16);
    let Some(wave) = surveys::ask_families(tx, (district, school), &voice, until, principal, &[(school, 140)])? else {
        return Ok(());
    };
    tx.travel(until);
    let mut words = FAMILY_WORDS.iter();
    let said = (0..96).map(|_| {
        let lean = rng.random_range(-20..=20);
        let codes = FAMILIES_SEE.iter().map(|sees| match code(rng, lean, sees) {
            9 => 8,
            code => code,
        });
        let codes = codes.collect();
        let own = words.next().map(|(item, text)| ((*item).to_owned(), (*text).to_owned()));
        (codes, own.into_iter().collect())
    });
    let said = said.collect();
    surveys::conclude_families(tx, wave, said)?;
    for (month, on, kind, en, es) in FAMILIES_TOLD {
        tx.travel(day(if month > 8 { year - 1 } else { year }, month, on));
        let note = surveys::tell_of(tx, wave, principal, kind, en)?;
        surveys::open_to_families(tx, wave, note, &[("es", es)])?;
    }
    tx.travel(day(year - 1, 12, 2));
    let on = |month, day| jiff::civil::date(year - 1, month, day);
    let answer = "I am sorry. What was it about, and is there a time of the day at which a call reaches you?";
    let back = "The bus. It comes ten minutes early some days. After six in the evening is good, but write it to all families, please.";
    let key = rng.random();
    surveys::talked(
        tx,
        wave,
        "Call back. I left two messages in September.",
        &key,
        (principal, answer, on(12, 2)),
        Some((back, on(12, 4))),
    )?;
    Ok(())
}

/// The third grade's team at the persona's school, asked in fall and in spring how it is doing. All of them answer: of six, fewer than five
/// would show nothing.
fn pulses(
    tx: &mut Tx<'_>,
    district: DistrictId,
    rng: &mut StdRng,
    (by, org): (PersonId, OrgId),
    circles: &Circles,
    year: i16,
) -> Result<(), Error> {
    let health = built_in("community-health")?;
    let teams: Vec<CommunityId> =
        circles.teams.iter().filter(|t| t.school == Some(0) && t.grade == Some("03")).map(|t| t.id).collect();
    let day = |year, month, day| at(jiff::civil::date(year, month, day), 15, 30);
    // What was hard in fall: to say that something went wrong, and to try things between meetings.
    for (begins, ends, hard) in [
        (day(year - 1, 11, 3), day(year - 1, 11, 12), [4, 28, 40, 22]),
        (day(year, 5, 5), day(year, 5, 14), [16, 44, 26, 8]),
    ] {
        tx.travel(begins);
        let pulse = Pulse { instrument: &health, org, communities: &teams, until: ends, by };
        let Some(wave) = surveys::ask_communities(tx, district, &pulse)? else { continue };
        tx.travel(ends);
        let scaled: Vec<&str> =
            health.items.iter().filter(|i| i.answer.scale().is_some()).map(|i| i.key.as_str()).collect();
        let mut words = TOGETHER.iter();
        surveys::conclude(tx, wave, |_| {
            let lean = rng.random_range(-20..=20);
            let sees = |key: &&str| match *key {
                "say-it-failed" | "between" => hard,
                "hold-back" | "few-decide" => [6, 24, 44, 20],
                _ => [26, 48, 16, 4],
            };
            let codes = scaled.iter().map(|key| code(rng, lean, &sees(key))).collect();
            let said = words.next().map(|said| ["keep", "change"].into_iter().zip(said));
            let said = said.into_iter().flatten().map(|(item, text)| (item.to_owned(), (*text).to_owned()));
            Some((codes, said.collect()))
        })?;
    }
    Ok(())
}
