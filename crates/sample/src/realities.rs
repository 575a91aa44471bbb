//! What stands in the way of the district's vision and what can help, what was put first because of it, and what was answered a
//! year ago and is due for another look.

use rooms::Stop;
use rooms::reality::{
    self, Carrier, NewAnswer, NewPriority, NewProcess, NewQuestion, NewReality, Side, State, Structure, Verdict,
};
use rooms::vision::{self, Place};
use store::{Error, PersonId, StatementId, Tx, args, sql};

use crate::circles::Circles;
use crate::life::school_day;
use crate::people::Staff;
use crate::places::Places;
use crate::{Ground, at, zone};

sql! {
    VISION_OF = "select id from statement where org = $1 and community is null and kind = 'vision'";
}

/// Tells what was noted, put first and answered.
pub(crate) fn tell(
    tx: &mut Tx<'_>,
    ground: &Ground,
    places: &Places,
    staff: &Staff,
    circles: &Circles,
) -> Result<(), Error> {
    write(tx, ground, places, staff, circles).map_err(|stop| match stop {
        Stop::Broken(e) => e,
        _ => Error::Ours("what the sample says of reality must hold".into()),
    })
}

/// Something noted: on which side, what, about which passage, what it is made of, who can change it, what was tried.
struct Noted {
    side: Side,
    text: &'static str,
    passage: usize,
    structure: Option<Structure>,
    changer: &'static str,
    tried: &'static str,
}

const DISTRICT: [Noted; 5] = [
    Noted {
        side: Side::Barrier,
        text: "Seven of our schools share their teachers of art and music, so no hour is free for all teams of a school at once.",
        passage: 2,
        structure: Some(Structure::Schedule),
        changer: "The principals together, with the transport office",
        tried: "Two schools moved lunch by twenty minutes. It held until the buses changed in November.",
    },
    Noted {
        side: Side::Barrier,
        text: "Our forms ask for hours and signatures, so a talk of ninety minutes counts and a term of visits doesn’t.",
        passage: 2,
        structure: Some(Structure::Policy),
        changer: "The board",
        tried: "",
    },
    Noted {
        side: Side::Barrier,
        text: "Letters to families are written in English and translated a week later, if at all.",
        passage: 3,
        structure: Some(Structure::Habit),
        changer: "The superintendent’s office",
        tried: "Riverside’s parent group translated three of them by hand.",
    },
    Noted {
        side: Side::Opportunity,
        text: "The reading grant pays substitutes for two mornings a month until June.",
        passage: 0,
        structure: None,
        changer: "The directors of learning",
        tried: "",
    },
    Noted {
        side: Side::Opportunity,
        text: "Nine principals visit each other already and say it is the best morning of their month.",
        passage: 2,
        structure: None,
        changer: "",
        tried: "",
    },
];

fn write(tx: &mut Tx<'_>, ground: &Ground, places: &Places, staff: &Staff, circles: &Circles) -> Result<(), Stop> {
    let (boss, district) = (staff.superintendent, places.district);
    let learning = staff.directors.first().copied().unwrap_or(boss);
    let whole = Place { org: places.org(), community: None, name: places.name.clone() };
    let Some(cedar) = staff.schools.first() else { return Ok(()) };
    let school = Place { org: cedar.org, community: None, name: cedar.name.clone() };
    let third: Vec<PersonId> = cedar.teachers.get("03").into_iter().flatten().map(|t| t.person).collect();
    let Some(&ana) = third.first() else { return Ok(()) };
    let day = |n: i64| school_day(ground.first_day.saturating_add(jiff::Span::new().days(n)));
    let today = ground.end.date_in(&zone());
    let vision: StatementId = tx.one(VISION_OF, args![whole.org], |r| r.get(0))?.ok_or(Stop::Nothing)?;
    let passages: Vec<uuid::Uuid> = {
        let (_, kept) = vision::known(tx, vision)?.ok_or(Stop::Nothing)?;
        kept.holding().map(|d| d.clauses.iter().map(|c| c.id).collect()).unwrap_or_default()
    };

    // The district looks at itself, two weeks after it adopted its vision.
    let mut ids = Vec::new();
    for (n, noted) in (0_i64..).zip(&DISTRICT) {
        tx.travel(at(day(47 + n * 3), 15, 20));
        let by = if n % 2 == 0 { learning } else { cedar.principal };
        let new = NewReality {
            about: passages.get(noted.passage).map(|p| (vision, *p)),
            structure: noted.structure,
            changer: noted.changer,
            tried: noted.tried,
            owner: (n < 2).then_some(learning),
            ..NewReality::of(noted.side, noted.text, day(47 + n * 3))
        };
        ids.push(reality::add(tx, by, district, &whole, &new)?);
    }
    tx.travel(at(day(120), 9, 10));
    let why = "Letters go out in both languages on the same day; two offices share one template.";
    reality::step(tx, boss, ids[2], (State::Gone, why, day(120)))?;
    tx.travel(at(day(130), 11, 0));
    let why = "Nine more principals have asked to join. Pairs are drawn for spring.";
    reality::step(tx, learning, ids[4], (State::Worked, why, day(130)))?;

    // Two things are put first; one of them was looked back at twice.
    tx.travel(at(day(62), 10, 30));
    let hour = NewPriority {
        text: "Every team has one protected hour a week, in the schedule and on no other list.",
        know: "In February, nine of ten teams met in each of the last four weeks.",
        about: passages.get(2).map(|p| (vision, *p)),
        takes: &ids[..1],
        lead: Some(learning),
        from: day(62),
        until: today.saturating_add(jiff::Span::new().days(150)),
    };
    let hour = reality::prefer(tx, boss, district, &whole, &hour)?.ok_or(Stop::Nothing)?;
    tx.travel(at(day(66), 9, 0));
    let visits = NewPriority {
        text: "Principals learn from each other’s schools, two mornings a month.",
        know: "Each principal can name one thing they took home and what became of it.",
        about: passages.get(2).map(|p| (vision, *p)),
        takes: &ids[3..],
        lead: Some(boss),
        from: day(66),
        until: today.saturating_add(jiff::Span::new().days(90)),
    };
    reality::prefer(tx, boss, district, &whole, &visits)?;
    for (n, text) in [
        (
            105,
            "Five schools have the hour in the schedule. In two it is lost to assemblies; their principals said so before we asked.",
        ),
        (160, "The teams that meet have stopped asking for it. The others ask why they don’t have it."),
    ] {
        tx.travel(at(day(n), 16, 15));
        reality::look(tx, learning, district, hour, text)?;
    }

    // What was answered a year ago waits to be looked at again.
    let due = today.saturating_add(jiff::Span::new().days(-2));
    tx.travel(at(day(20), 14, 0));
    let text = "Between meetings, nothing did. We printed the vision on the agenda and never asked about it. This year the board hears one story from a team at each meeting.";
    let new = NewAnswer { question: "keep-moving", text, shared: None, again_on: Some(due) };
    reality::reflect(tx, boss, district, Some(&whole), &new)?;
    tx.travel(at(day(24), 16, 30));
    let text = "We help each other’s students when we are asked. We aren’t asked often, and a newcomer would think that doors are closed for a reason.";
    let new = NewAnswer { question: "all-our-students", text, shared: None, again_on: Some(due) };
    reality::reflect(tx, cedar.principal, district, Some(&school), &new)?;
    tx.travel(at(day(30), 17, 5));
    let text = "That I can say “I don’t know how” in front of four people. It took until spring.";
    let new = NewAnswer { question: "went-well", text, shared: None, again_on: Some(due) };
    reality::reflect(tx, ana, district, None, &new)?;
    if let Some(readers) = circles.teams.iter().find(|k| k.school == Some(0) && k.grade == Some("03")) {
        let team = Place { org: cedar.org, community: Some(readers.id), name: String::new() };
        tx.travel(at(day(90), 15, 50));
        let text = "Finding out what a colleague does that works, without making it sound like an inspection. We now ask for one question before each visit.";
        let new = NewAnswer {
            question: "was-hard",
            text,
            shared: None,
            again_on: Some(today.saturating_add(jiff::Span::new().days(120))),
        };
        reality::reflect(tx, ana, district, Some(&team), &new)?;
        let new = NewReality {
            structure: Some(Structure::Space),
            changer: "The principal",
            ..NewReality::of(Side::Barrier, "Two of us teach in the annex; every visit costs ten minutes.", day(92))
        };
        reality::add(tx, ana, district, &team, &new)?;
    }

    // The school's own: what stands in its way, a question nobody has answered yet, what carries learning there.
    tx.travel(at(day(100), 15, 45));
    let new = NewReality {
        structure: Some(Structure::Schedule),
        changer: "The principal, with the specialists",
        tried: "A swap of lunch duty in October; it lasted three weeks.",
        ..NewReality::of(Side::Barrier, "Grades K and 1 have no hour in common with the specialists.", day(100))
    };
    reality::add(tx, ana, district, &school, &new)?;
    let new = NewReality::of(
        Side::Opportunity,
        "Five families have offered to read aloud in Spanish on Friday mornings.",
        day(101),
    );
    reality::add(tx, cedar.coach, district, &school, &new)?;
    tx.travel(at(day(140), 8, 20));
    let new = NewQuestion { text: "Which of our students has nobody asked anything this week?", source: ("", "") };
    reality::ask(tx, cedar.coach, district, Some(&school), &new)?;
    for (kind, name, whom, well, verdict) in [
        (
            Carrier::Process,
            "Mentors for the first two years",
            "new teachers",
            "Strong in the first year. In the second nobody has the time.",
            Verdict::Change,
        ),
        (
            Carrier::Process,
            "Requests for a substitute so that somebody can visit",
            "everybody who teaches",
            "Answered within two days since the grant.",
            Verdict::Keep,
        ),
        (
            Carrier::Process,
            "The yearly catalogue of workshops",
            "whoever signs up",
            "Eleven of forty were taken; nobody could name what changed in class.",
            Verdict::Stop,
        ),
        (
            Carrier::Expectation,
            "Each team meets every week and keeps what it decided",
            "all teams",
            "Seven of nine do.",
            Verdict::Keep,
        ),
        (
            Carrier::Expectation,
            "Everyone is visited once a term, by invitation",
            "everybody who teaches",
            "Met in third grade; elsewhere people wait to be asked.",
            Verdict::Change,
        ),
    ] {
        tx.travel(at(day(145), 13, 30));
        let on = day(145);
        let new = NewProcess { kind, name, whom, well, verdict: Some(verdict), owner: Some(cedar.principal), on };
        reality::carry(tx, cedar.principal, district, &school, &new)?;
    }
    // What comes after this is told from the last days on, as before.
    tx.travel(ground.end.plus_days(-3));
    Ok(())
}
