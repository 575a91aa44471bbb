//! By which standards the district learns: the set of 2022, adopted last autumn; what people say of three of them, where they
//! see them, what one would see, and how visits to each other grow.

use learning::continuum::{Continuum, Mark, Marks};
use learning::standards::Set;
use rooms::standards::{self, About, NewList, NewMaterial, NewRemark, Reach, Thing, Whose};
use rooms::{Stop, communities};
use store::{DistrictId, Error, GoalId, PersonId, Tx, args, sql};

use crate::aims::Aims;
use crate::circles::Circles;
use crate::life::school_day;
use crate::people::Staff;
use crate::places::Places;
use crate::{Ground, at};

sql! {
    GOALS_OF = "select id from goal where owner_community = $1 order by at, id";
}

const STUDENTS: &str = "They say what they are learning and how they will know | They say which page they are on\n\
    They explain their way to each other, also when it was wrong | They wait until the teacher says what is right\n\
    They notice that their teachers learn too, and say so | They think that teachers are done with learning";
const EDUCATORS: &str = "We bring our students’ work and ask what it shows\n\
    We write down what we expect before we try something\n\
    We name a question before a colleague comes to visit";
const PRINCIPALS: &str = "Keeps the hour for team learning free of everything else\n\
    Visits as a learner, with a question of the host, and keeps nothing in a file\n\
    Answers a team’s request for help within two weeks";
const VISITS: &str = "Asking for a visit\nThe host names a question of their own before the visit\nThe host says what lesson it will be\nThe visitor chooses what to look at\n\n\
    Looking\nThe visitor writes down what students say and do\nThe visitor writes down what the teacher does\nThe visitor notes what they liked\n\n\
    Talking afterwards\nBoth look at the notes and the host says what they see\nThe visitor says what they saw and the host answers\nThe visitor gives advice\nNobody talks about it";

/// Tells how the standards came to be the district's.
pub(crate) fn tell(
    tx: &mut Tx<'_>,
    ground: &Ground,
    places: &Places,
    staff: &Staff,
    circles: &Circles,
    aims: &Aims,
) -> Result<(), Error> {
    write(tx, ground, places, staff, circles, aims).map_err(|stop| match stop {
        Stop::Broken(e) => e,
        _ => Error::Ours("the sample's standards must hold".into()),
    })
}

fn write(
    tx: &mut Tx<'_>,
    ground: &Ground,
    places: &Places,
    staff: &Staff,
    circles: &Circles,
    aims: &Aims,
) -> Result<(), Stop> {
    let (boss, district) = (staff.superintendent, places.district);
    let day = |n: i64| school_day(ground.first_day.saturating_add(jiff::Span::new().days(n)));
    let Some(set) = Set::built_in().into_iter().find(|s| s.key == "standards-2022") else { return Ok(()) };
    let Some(cedar) = staff.schools.first() else { return Ok(()) };
    let third: Vec<PersonId> = cedar.teachers.get("03").into_iter().flatten().map(|t| t.person).collect();
    let (Some(&ana), Some(&priya)) = (third.first(), third.get(1)) else { return Ok(()) };
    let learning = staff.directors.first().copied().unwrap_or(boss);

    tx.travel(at(day(40), 9, 15));
    let why = "Nine schools talked them over in September. We take the wording of 2022: it names families.";
    standards::adopt(tx, boss, district, &set, (day(45), why))?;

    // Three of them are talked about.
    let said = |tx: &mut Tx<'_>,
                n: i64,
                by: PersonId,
                key: &str,
                (element, text, answers): (&str, &str, Option<uuid::Uuid>)|
     -> Result<uuid::Uuid, Stop> {
        tx.travel(at(day(n), 15, 40));
        let standard = set.standard(key).ok_or(Stop::Nothing)?;
        Ok(standards::remark(
            tx,
            by,
            district,
            (&set, standard),
            Reach::District,
            &NewRemark { element, answers, text },
        )?)
    };
    let inquiry = "culture-of-collaborative-inquiry";
    let first = said(
        tx,
        52,
        cedar.coach,
        inquiry,
        (
            "engage-in-continuous-improvement",
            "In grade 3 the second cycle was the one that counted: the first taught us what to measure.",
            None,
        ),
    )?;
    said(
        tx,
        53,
        ana,
        inquiry,
        (
            "engage-in-continuous-improvement",
            "And to write down first what we expect. I was wrong, and that was the lesson.",
            Some(first),
        ),
    )?;
    said(
        tx,
        58,
        priya,
        inquiry,
        (
            "share-responsibility-for-improving",
            "We say “my class” when it goes well and “the third grade” when it doesn’t.",
            None,
        ),
    )?;
    said(
        tx,
        66,
        learning,
        "evidence",
        ("", "Where do we measure what adults learned, and not only what children scored?", None),
    )?;
    said(
        tx,
        80,
        cedar.principal,
        "resources",
        (
            "monitor-the-use-and",
            "The weekly hour of the teams is our largest expense. Nobody had ever added it up.",
            None,
        ),
    )?;

    // What helps to understand one of them.
    tx.travel(at(day(60), 10, 0));
    let material = NewMaterial {
        title: "What a cycle looks like from the inside",
        link: Some("https://standards.learningforward.org/"),
        file: None,
        captions: None,
        note: "The publisher’s own pages on the standards. Read one page before the meeting, not all eleven.",
    };
    standards::add_material(tx, learning, district, (&set, set.standard(inquiry).ok_or(Stop::Nothing)?), &material)?;

    look_fors(tx, (boss, priya), district, &set, circles, at(day(70), 11, 0))?;
    visits(tx, (learning, priya), district, circles, ground)?;

    // Seen in the district's goals, in two schools', and in the third grade's.
    tx.travel(at(day(90), 13, 0));
    let curriculum = "curriculum-assessment-instruction";
    let at_key = |standard, element| (set.key.as_str(), standard, element);
    for goal in &aims.district {
        standards::cite(tx, boss, district, at_key(curriculum, "assess-student-learning"), Thing::Goal(*goal))?;
    }
    for (school, goals) in staff.schools.iter().zip(&aims.schools).take(2) {
        standards::cite(
            tx,
            school.principal,
            district,
            at_key(inquiry, "share-responsibility-for-improving"),
            Thing::Goal(goals[1]),
        )?;
    }
    let readers = circles.teams.iter().find(|k| k.school == Some(0) && k.grade == Some("03"));
    if let Some(readers) = readers {
        tx.travel(ground.end.plus_days(-18));
        let goals: Vec<GoalId> = tx.rows(GOALS_OF, args![readers.id], |r| r.get(0))?;
        for goal in goals.iter().take(1) {
            standards::cite(
                tx,
                priya,
                district,
                at_key(inquiry, "engage-in-continuous-improvement"),
                Thing::Goal(*goal),
            )?;
        }
        // And what it studies next.
        let on = ground.end.date_in(&crate::zone()).saturating_add(jiff::Span::new().days(16));
        let note = "What would our students notice if we did this well?";
        standards::plan_study(
            tx,
            priya,
            district,
            Whose::Community(readers.id),
            (&set, "learning-designs"),
            (on, note),
        )?;
    }
    Ok(())
}

/// What one would see: of students and of principals, said by the district; of themselves, by the third grade.
fn look_fors(
    tx: &mut Tx<'_>,
    (boss, priya): (PersonId, PersonId),
    district: DistrictId,
    set: &Set,
    circles: &Circles,
    when: store::Time,
) -> Result<(), Stop> {
    tx.travel(when);
    let inquiry = "culture-of-collaborative-inquiry";
    let of = |whose, standard, about, role, lines| NewList { whose, standard, about, role, lines };
    standards::begin_look_fors(tx, boss, district, set, &of(Whose::District, inquiry, About::Student, "", STUDENTS))?;
    standards::begin_look_fors(
        tx,
        boss,
        district,
        set,
        &of(Whose::District, "resources", About::Expect, "Principals", PRINCIPALS),
    )?;
    let readers = circles.teams.iter().find(|k| k.school == Some(0) && k.grade == Some("03"));
    if let Some(readers) = readers {
        let ours = of(Whose::Community(readers.id), inquiry, About::Educator, "", EDUCATORS);
        standards::begin_look_fors(tx, priya, district, set, &ours)?;
    }
    Ok(())
}

/// How visits grow, and where the third grade saw itself in winter and sees itself now.
fn visits(
    tx: &mut Tx<'_>,
    (learning, priya): (PersonId, PersonId),
    district: DistrictId,
    circles: &Circles,
    ground: &Ground,
) -> Result<(), Stop> {
    let components = Continuum::read(VISITS).map_err(|_| Stop::Nothing)?;
    let about = "For teams that open their doors to each other. Worded with the coaches in January.".to_owned();
    let continuum = Continuum { title: "Visiting each other’s classrooms".into(), about, components };
    let day = |n: i64| school_day(ground.first_day.saturating_add(jiff::Span::new().days(n)));
    tx.travel(at(day(150), 10, 0));
    let id = standards::begin_continuum(tx, learning, district, Whose::District, &continuum, None)?;
    let readers = circles.teams.iter().find(|k| k.school == Some(0) && k.grade == Some("03"));
    let Some(readers) = readers else { return Ok(()) };
    let community = communities::known(tx, readers.id)?.ok_or(Stop::Nothing)?;
    let mark = |component, variation, evidence: &str| Mark { component, variation, evidence: evidence.into() };
    let winter = Marks(vec![
        mark(0, 1, "Of our three visits in the fall none had a question beforehand."),
        mark(2, 2, "All three ended with a list of tips."),
    ]);
    let now = Marks(vec![
        mark(0, 0, "Both visits since spring break began with a question on the door."),
        mark(1, 1, "The notes are mostly about us; two lines are about children."),
        mark(2, 1, "We let the host speak last."),
    ]);
    for (n, marks) in [(160, &winter), (255, &now)] {
        let on = day(n);
        tx.travel(at(on, 15, 50));
        standards::mark_continuum(tx, priya, &community, (id, 1, continuum.title.as_str()), (on, marks), true)?;
    }
    Ok(())
}
