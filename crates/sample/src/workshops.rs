//! One workshop from last spring: Cedar Street's teachers looked into a blue sky for three quarters of an hour, and what they saw is
//! still there to be read. What stood in the way went on to where barriers are kept.

use std::collections::BTreeMap;

use rooms::Stop;
use rooms::reality::{self, NewReality, Side};
use rooms::vision::Place;
use rooms::workshops::{self, NewWorkshop, Workshop};
use store::{Error, PersonId, Tx, WorkshopId};

use crate::people::Staff;
use crate::places::Places;
use crate::{Ground, at};

/// Headings with their slips; under none, what stood alone.
const SEEN: [(&str, &[&str]); 5] = [
    (
        "They read because they want to",
        &[
            "A boy reads on the stairs and doesn’t hear the bell",
            "Two girls argue about the end of a book",
            "The library is open at seven, and full",
            "A first grader reads the lunch menu to a friend",
        ],
    ),
    (
        "They can say how they found out",
        &[
            "A student says: I was wrong, and then I looked again",
            "Somebody explains fractions with a loaf of bread",
            "A child asks a visitor: how do you know?",
        ],
    ),
    (
        "We learn together, and it shows",
        &[
            "Three teachers sit around one child’s notebook",
            "Nobody closes the door when a colleague comes by",
            "A new teacher says what doesn’t work, and is thanked",
            "Thursday afternoon is ours, and nobody takes it",
        ],
    ),
    (
        "Families are part of it",
        &[
            "A grandmother shows a class how she counts in Spanish",
            "A father says at the gate what his son learns just now",
        ],
    ),
    ("", &["It smells of soup", "The gym has a roof that doesn’t leak"]),
];

const WORDS: &str = "Every child here reads because they want to, and can say how they found out.\n\
                     We learn from their work, together, every week, and say openly what doesn’t work yet.\n\
                     Families know what their children are learning, and teach us what we don’t know.";

/// Tells how it was held.
pub(crate) fn held_in_spring(tx: &mut Tx<'_>, ground: &Ground, places: &Places, staff: &Staff) -> Result<(), Error> {
    hold(tx, ground, places, staff).map_err(|stop| match stop {
        Stop::Broken(e) => e,
        _ => Error::Ours("the sample's workshop must hold".into()),
    })
}

fn now(tx: &mut Tx<'_>, id: WorkshopId) -> Result<Workshop, Stop> {
    workshops::known(tx, id)?.ok_or(Stop::Nothing)
}

fn hold(tx: &mut Tx<'_>, ground: &Ground, places: &Places, staff: &Staff) -> Result<(), Stop> {
    let Some(cedar) = staff.schools.first() else { return Ok(()) };
    let third = cedar.teachers.get("03").into_iter().flatten();
    let others = cedar.teachers.iter().filter(|(grade, _)| **grade != "03").flat_map(|(_, all)| all);
    let people: Vec<PersonId> = third.chain(others).map(|t| t.person).take(14).chain([cedar.coach]).collect();
    let shapes = learning::workshop::Workshop::built_in();
    let Some(shape) = shapes.into_iter().find(|s| s.key == "blue-sky") else { return Ok(()) };
    let on = ground.tested.saturating_sub(jiff::Span::new().days(19));
    let moment = |minute: i8| at(on, 15, minute);
    let place = Place { org: cedar.org, community: None, name: cedar.name.clone() };
    let lead = cedar.principal;
    tx.travel(moment(5));
    let new = NewWorkshop {
        district: places.district,
        place: place.clone(),
        shape,
        title: "Cedar Street in five years",
        text: "",
        link: "",
        wave: None,
        options: Vec::new(),
        lang: face::Lang::En,
    };
    let id = workshops::begin(tx, lead, &new)?;
    tx.travel(moment(10));
    let held = now(tx, id)?;
    workshops::go(tx, &held, 1)?;
    let held = now(tx, id)?;
    let mut writers = people.iter().cycle();
    let mut slips = Vec::new();
    for (heading, texts) in SEEN {
        let mut under = Vec::new();
        for text in texts {
            let by = *writers.next().unwrap_or(&lead);
            under.push(workshops::write(tx, by, &held, ("write", "see", None), text)?);
        }
        slips.push((heading, under));
    }
    for (minute, stage) in [(18, 2), (25, 3)] {
        tx.travel(moment(minute));
        let held = now(tx, id)?;
        workshops::go(tx, &held, stage)?;
    }
    let held = now(tx, id)?;
    for (heading, under) in slips.iter().filter(|(heading, _)| !heading.is_empty()) {
        workshops::put_under(tx, &held, "write", under, heading)?;
    }
    tx.travel(moment(34));
    workshops::go(tx, &held, 4)?;
    let held = now(tx, id)?;
    let lines = workshops::on_ballot(tx, &held)?;
    for (n, person) in people.iter().enumerate() {
        // Everybody is for reading; the other dots lie where somebody's heart is.
        let ballot: BTreeMap<_, _> =
            [0, 1 + n % 3, 2 + n % 2].iter().filter_map(|k| Some((lines.get(*k)?.0, 1))).collect();
        workshops::give_dots(tx, *person, &held, &ballot)?;
    }
    tx.travel(moment(38));
    workshops::go(tx, &held, 5)?;
    tx.travel(moment(51));
    let held = now(tx, id)?;
    workshops::word(tx, cedar.coach, &held, WORDS, 1)?;
    let roof = lines.iter().find(|(_, text)| text.contains("roof"));
    let barrier = "The gym’s roof leaks, and the money for it is the county’s";
    if let Some((line, _)) = roof {
        let source = (held.path(), held.title.clone());
        let new = NewReality { source: (&source.0, &source.1), ..NewReality::of(Side::Barrier, barrier, on) };
        let noted = reality::add(tx, lead, places.district, &place, &new)?;
        workshops::keep_line(tx, lead, &held, ("barrier", &format!("/reality/{noted}")), (*line, barrier))?;
    }
    tx.travel(moment(53));
    workshops::end(tx, lead, &held)
}
