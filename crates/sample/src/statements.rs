//! What the district and Cedar Street say they are here for: a vision that holds and is cited, a definition, a policy; and a
//! school's mission that is being drafted, with what people say of it.

use rooms::Stop;
use rooms::vision::{self, How, Kind, NewAdoption, NewDraft, Place, Thing};
use store::{DraftId, EntryId, Error, GoalId, PersonId, StatementId, Tx, args, sql};

use crate::aims::Aims;
use crate::circles::Circles;
use crate::life::school_day;
use crate::people::Staff;
use crate::places::Places;
use crate::{Ground, at};

const VISION: [&str; 4] = [
    "Every child leaves third grade reading for meaning and for joy.",
    "Every child is asked how they found an answer, and is listened to.",
    "Every adult who teaches them learns with colleagues every week, from the work of our own students.",
    "Families know what their children are learning, and help us see what we miss.",
];

/// Another wording of the same, that was laid beside it.
const BESIDE: [&str; 3] = [
    "By 2030 every child leaves third grade reading on level.",
    "Every child is asked how they found an answer, and is listened to.",
    "Every adult learns with colleagues.",
];

const DEFINITION: [&str; 4] = [
    "Professional learning here is what a team does with the evidence of its own students: it names a need, learns, tries, looks, and tries again.",
    "It happens in the workday, every week, in teams that share responsibility for the same students.",
    "It is supported in the classroom by colleagues and coaches, who answer the question they were asked.",
    "A single event without a next step is information. We welcome it, and we don’t call it professional learning.",
];

const POLICY: [&str; 3] = [
    "Every school keeps forty-five minutes a week free for its teams, inside the workday.",
    "Nothing else is put into that time without the principal’s word and another time in its place.",
    "The superintendent reports to the board each May how much of that time was kept.",
];

const MISSION: [&str; 3] = [
    "We hear every child read aloud every week, and we write down what we heard.",
    "We open our classrooms to each other.",
    "We tell families what we see, in the language they speak.",
];

const MISSION_BESIDE: [&str; 3] = [
    "We hear every child read aloud every week, and act on what we heard.",
    "We visit each other’s classrooms twice a term, by invitation.",
    "We tell families what we see, in the language they speak.",
];

sql! {
    GOALS_OF = "select id from goal where owner_community = $1 order by at, id limit 2";
    DECISIONS_OF = "select id from decision where community = $1 order by at, id limit 3";
    TRIES_OF = "select e.id from entry e join cycle c on c.id = e.cycle where c.community = $1 and e.kind = 'try' and e.gone_at is null \
                and e.at < $2 order by e.at desc, e.id limit 2";
}

fn texts(texts: &[&str]) -> NewDraft<'static> {
    NewDraft { passages: texts.iter().map(|t| (*t).to_owned()).collect(), why: "", from: None }
}

/// Tells how the statements of a district came about.
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
        _ => Error::Ours("the sample's statements must hold".into()),
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
    let boss = staff.superintendent;
    let district = places.district;
    let day = |n: i64| school_day(ground.first_day.saturating_add(jiff::Span::new().days(n)));
    let whole = Place { org: places.org(), community: None, name: places.name.clone() };
    let Some(cedar) = staff.schools.first() else { return Ok(()) };
    let third: Vec<PersonId> = cedar.teachers.get("03").into_iter().flatten().map(|t| t.person).collect();
    let (Some(&ana), Some(&priya)) = (third.first(), third.get(1)) else { return Ok(()) };
    let learning = staff.directors.first().copied().unwrap_or(boss);

    // The vision: two drafts, talked over for three weeks, adopted with one who said not yet.
    tx.travel(at(day(9), 10, 0));
    let (id, first) = vision::begin(tx, boss, district, &whole, (Kind::Vision, ""), texts(&VISION[..3]))?;
    let statement = vision::known(tx, id)?.ok_or(Stop::Nothing)?.0;
    tx.travel(at(day(11), 15, 40));
    vision::beside(tx, learning, &statement, texts(&BESIDE))?;
    tx.travel(at(day(15), 16, 5));
    let third_passage = clause(tx, id, first, 2)?;
    vision::remark(
        tx,
        ana,
        &statement,
        first,
        (third_passage, "Every week is right. In our grade it is the only hour that is ours."),
    )?;
    tx.travel(at(day(16), 8, 10));
    vision::stand(tx, cedar.principal, &statement, first, (How::NotYet, "Families are nowhere in it."))?;
    tx.travel(at(day(22), 11, 30));
    let (_, kept) = vision::known(tx, id)?.ok_or(Stop::Nothing)?;
    let was = kept.find(first).ok_or(Stop::Nothing)?.clone();
    let words = VISION.iter().map(|t| (*t).to_owned()).collect();
    let second = vision::reword(tx, boss, &statement, &was, (words, "Families are in it now."))?;
    for (n, school) in staff.schools.iter().take(9).enumerate() {
        tx.travel(at(day(24), 9, i8::try_from(n * 6).unwrap_or(0)));
        let how = if n % 4 == 3 { How::Live } else { How::Behind };
        vision::stand(tx, school.principal, &statement, second, (how, ""))?;
    }
    tx.travel(at(day(26), 14, 20));
    let not_yet = "“Reading for joy” can’t be measured, and what we don’t measure gets dropped in March.";
    vision::stand(tx, staff.directors.get(1).copied().unwrap_or(learning), &statement, second, (How::NotYet, not_yet))?;
    let heard = "We keep joy in it. Each spring the schools ask their third graders what they read when nobody tells them to, and the answers stand beside the test results.";
    let review = ground.end.date_in(&crate::zone()).saturating_add(jiff::Span::new().days(120));
    adopt(tx, boss, id, second, (day(33), review), heard, true)?;

    // What professional learning is, and when it happens.
    tx.travel(at(day(36), 9, 30));
    let (definition, draft) =
        vision::begin(tx, learning, district, &whole, (Kind::Definition, ""), texts(&DEFINITION))?;
    let known = vision::known(tx, definition)?.ok_or(Stop::Nothing)?.0;
    for (n, school) in staff.schools.iter().take(6).enumerate() {
        tx.travel(at(day(38), 10, i8::try_from(n * 7).unwrap_or(0)));
        vision::stand(tx, school.coach, &known, draft, (How::Behind, ""))?;
    }
    // Its day to be looked at again has come.
    let back = ground.end.date_in(&crate::zone()).saturating_sub(jiff::Span::new().days(12));
    adopt(tx, boss, definition, draft, (day(47), back), "", true)?;
    tx.travel(at(day(50), 9, 30));
    let (policy, draft) =
        vision::begin(tx, boss, district, &whole, (Kind::Policy, "Time for learning"), texts(&POLICY))?;
    adopt(tx, boss, policy, draft, (day(64), review), "", true)?;

    // Lived: the district's goals, Cedar Street's, and the third-grade team's, with what that team decided.
    tx.travel(at(day(70), 13, 0));
    let passages: Vec<_> = (0..VISION.len()).map(|n| clause(tx, id, second, n)).collect::<Result<_, _>>()?;
    let mut cite = |by: PersonId, of: StatementId, passage, thing| -> Result<(), Stop> {
        let statement = vision::known(tx, of)?.ok_or(Stop::Nothing)?.0;
        Ok(vision::cite(tx, by, &statement, passage, thing)?)
    };
    for (n, goal) in aims.district.iter().enumerate() {
        cite(boss, id, passages[n], Thing::Goal(*goal))?;
    }
    for (school, goals) in staff.schools.iter().zip(&aims.schools).take(5) {
        for (n, goal) in goals.iter().enumerate() {
            cite(school.principal, id, passages[n], Thing::Goal(*goal))?;
        }
    }
    let readers = circles.teams.iter().find(|k| k.school == Some(0) && k.grade == Some("03"));
    if let Some(readers) = readers {
        let of_team: Vec<GoalId> = tx.rows(GOALS_OF, args![readers.id], |r| r.get(0))?;
        let decided: Vec<uuid::Uuid> = tx.rows(DECISIONS_OF, args![readers.id], |r| r.get(0))?;
        // Everything it cites has been said by now.
        tx.travel(ground.end.plus_days(-20));
        let statement = vision::known(tx, id)?.ok_or(Stop::Nothing)?.0;
        for goal in of_team.iter().take(1) {
            vision::cite(tx, priya, &statement, passages[0], Thing::Goal(*goal))?;
        }
        // What they tried is evidence, for those who see it.
        let before = tx.now();
        let tried: Vec<EntryId> = tx.rows(TRIES_OF, args![readers.id, before], |r| r.get(0))?;
        for entry in tried {
            vision::cite(tx, priya, &statement, passages[1], Thing::Entry(entry))?;
        }
        for decision in decided.iter().take(2) {
            vision::cite(tx, priya, &statement, passages[2], Thing::Decision(*decision))?;
        }
    }

    // Cedar Street's mission is being drafted these days.
    let school = Place { org: cedar.org, community: None, name: cedar.name.clone() };
    let days_ago = |n: i64| ground.end.plus_days(-n);
    tx.travel(days_ago(9));
    let (mission, draft) = vision::begin(tx, ana, district, &school, (Kind::Mission, ""), texts(&MISSION))?;
    let (statement, kept) = vision::known(tx, mission)?.ok_or(Stop::Nothing)?;
    tx.travel(days_ago(7));
    let from = kept.find(draft);
    let beside = NewDraft { why: "Visits need a number, or they don’t happen.", from, ..texts(&MISSION_BESIDE) };
    vision::beside(tx, cedar.coach, &statement, beside)?;
    let (one, two) = (clause(tx, mission, draft, 0)?, clause(tx, mission, draft, 1)?);
    let said = [
        (1, 6, one, "With twenty-four children that is five a day. Can the reading partners write too?"),
        (2, 5, two, "Gladly, if it is the visitor’s learning and not my evaluation."),
        (0, 4, two, "That is what I mean. Shall we say “by invitation”?"),
    ];
    for (who, ago, passage, text) in said {
        tx.travel(days_ago(ago));
        if let Some(person) = third.get(who) {
            vision::remark(tx, *person, &statement, draft, (passage, text))?;
        }
    }
    let stands = [
        (1, How::Behind, ""),
        (4, How::Live, ""),
        (3, How::NotYet, "“Open our classrooms” has to say that nobody is judged there."),
    ];
    for (who, how, why) in stands {
        tx.travel(days_ago(3));
        if let Some(person) = third.get(who) {
            vision::stand(tx, *person, &statement, draft, (how, why))?;
        }
    }
    Ok(())
}

/// The id of a passage by its place.
fn clause(tx: &mut Tx<'_>, id: StatementId, draft: DraftId, n: usize) -> Result<uuid::Uuid, Stop> {
    let (_, kept) = vision::known(tx, id)?.ok_or(Stop::Nothing)?;
    kept.find(draft).and_then(|d| d.clauses.get(n)).map(|c| c.id).ok_or(Stop::Nothing)
}

fn adopt(
    tx: &mut Tx<'_>,
    by: PersonId,
    id: StatementId,
    draft: DraftId,
    (on, review): (jiff::civil::Date, jiff::civil::Date),
    heard: &str,
    open: bool,
) -> Result<(), Stop> {
    tx.travel(at(on, 15, 0));
    let statement = vision::known(tx, id)?.ok_or(Stop::Nothing)?.0;
    vision::adopt(tx, by, &statement, draft, &NewAdoption { on, review: Some(review), heard, open })?;
    Ok(())
}
