//! The goals above the teams': the nation's, the state's, the district's and every school's, with what the tests say of them.

use std::collections::HashMap;

use rooms::goals::{self, Answer, Better, End, Kind, Level, NewGoal, NewMeasure, NewObservation, Owner, Sight};
use store::{Error, GoalId, PersonId, Tx};

use crate::people::Staff;
use crate::places::Places;
use crate::{Ground, at, star};

/// The two student goals of a place: reading and mathematics.
pub(crate) struct Aims {
    pub district: [GoalId; 2],
    /// By school, in the order of the staff.
    pub schools: Vec<[GoalId; 2]>,
}

/// The made-up district's own cut: a third grader reads with understanding from here on (about six in ten do).
const READS: f64 = 600.0;

/// Sets the goals from the top down, and offers each upward.
pub(crate) fn set(
    tx: &mut Tx<'_>,
    ground: &mut Ground,
    star: &[star::Row],
    places: &Places,
    staff: &Staff,
) -> Result<Aims, Error> {
    let boss = staff.superintendent;
    let mut add = Adding { tx, places };
    let day = |n: i64| ground.first_day.saturating_add(jiff::Span::new().days(n));
    add.tx.travel(at(day(1), 9, 10));
    let nation = add.goal(
        Level::National,
        Owner::Org(places.nation),
        "Every child in the nation reads with understanding at the end of grade 3.",
        boss,
    )?;
    add.tx.travel(at(day(1), 9, 25));
    let state = [
        add.goal(
            Level::State,
            Owner::Org(places.state),
            "By 2030 eight in ten third graders of Meridian read with understanding.",
            boss,
        )?,
        add.goal(
            Level::State,
            Owner::Org(places.state),
            "By 2030 seven in ten third graders of Meridian solve problems of several steps.",
            boss,
        )?,
    ];
    add.link(boss, state[0], nation, boss)?;
    add.tx.travel(at(day(3), 11, 0));
    let short = places.name.split(' ').next().unwrap_or(&places.name).to_owned();
    let district = [
        add.goal(
            Level::District,
            Owner::Org(places.org()),
            &format!("{short} goal 1: reading by nine. Every child reads with understanding at the end of grade 3."),
            boss,
        )?,
        add.goal(
            Level::District,
            Owner::Org(places.org()),
            &format!("{short} goal 2: every child explains how they solved a problem, and solves it."),
            boss,
        )?,
    ];
    for (below, above) in district.iter().zip(state) {
        add.link(boss, *below, above, boss)?;
    }
    let learning = NewGoal {
        kind: Kind::Educator,
        serves: Some(district[0]),
        ..add.about(
            Level::District,
            Owner::Org(places.org()),
            "Every principal and director learns in a community of their own and turns two cycles a year.",
            boss,
        )
    };
    goals::add(add.tx, &learning)?;
    let shares = shares(star);
    add.watch(boss, district[0], &shares[&0], ground, 70.0)?;
    let mut schools = Vec::with_capacity(staff.schools.len());
    for (n, school) in staff.schools.iter().enumerate() {
        let short = school.name.trim_end_matches(" School");
        let day = day(6 + i64::try_from(n % 9).unwrap_or(0));
        let minute = i8::try_from(n % 55).unwrap_or(0);
        add.tx.travel(at(day, 13, minute));
        let own = [
            add.goal(
                Level::School,
                Owner::Org(school.org),
                &format!("{short}: every third grader reads."),
                school.principal,
            )?,
            add.goal(
                Level::School,
                Owner::Org(school.org),
                &format!("{short}: we hear every child explain a problem, every week."),
                school.principal,
            )?,
        ];
        if let Some(share) = shares.get(&school.star) {
            add.watch(school.principal, own[0], share, ground, (share.1 + 15.0).min(95.0).round())?;
        }
        add.tx.travel(at(day, 14, minute));
        // Reading is agreed with the district everywhere; in mathematics some schools haven't asked yet.
        add.offered(school.principal, own[0], district[0])?.map_or(Ok(()), |link| add.answer(ground, boss, link))?;
        if n % 3 != 1 {
            // The last to ask did so these weeks; the district has not answered Cedar Street and two others yet.
            let late = matches!(n, 0 | 9 | 20);
            if late {
                let days = i64::try_from(n).unwrap_or(0);
                add.tx.travel(at(last_monday(ground).saturating_sub(jiff::Span::new().days(days)), 10, 5));
            }
            let link = add.offered(school.principal, own[1], district[1])?;
            if let (Some(link), false) = (link, late) {
                add.answer(ground, boss, link)?;
            }
        }
        schools.push(own);
    }
    Ok(Aims { district, schools })
}

/// The last Monday before the end.
fn last_monday(ground: &Ground) -> jiff::civil::Date {
    let today = ground.end.date_in(&crate::zone());
    let back = i64::from(today.weekday().to_monday_zero_offset());
    today.saturating_sub(jiff::Span::new().days(if back == 0 { 7 } else { back }))
}

struct Adding<'a, 'b, 'c> {
    tx: &'a mut Tx<'b>,
    places: &'c Places,
}

type Link = store::AlignmentId;

impl Adding<'_, '_, '_> {
    fn about<'t>(&self, level: Level, owner: Owner, text: &'t str, by: PersonId) -> NewGoal<'t> {
        NewGoal {
            district: self.places.district,
            level,
            kind: Kind::Student,
            owner,
            serves: None,
            need: None,
            text,
            sight: Sight::Usual,
            by: Some(by),
        }
    }

    fn goal(&mut self, level: Level, owner: Owner, text: &str, by: PersonId) -> Result<GoalId, Error> {
        let new = self.about(level, owner, text, by);
        goals::add(self.tx, &new)
    }

    /// Offers, and has it answered when it wasn't settled at once.
    fn link(&mut self, by: PersonId, below: GoalId, above: GoalId, answers: PersonId) -> Result<(), Error> {
        let link = goals::offer(self.tx, by, below, above, End::Child).map_err(refused)?;
        match goals::answer(self.tx, answers, link, Answer::Accepted) {
            Err(goals::Refusal::Broken(e)) => Err(e),
            // Accepted already, because one person speaks for both sides.
            _ => Ok(()),
        }
    }

    fn offered(&mut self, by: PersonId, below: GoalId, above: GoalId) -> Result<Option<Link>, Error> {
        goals::offer(self.tx, by, below, above, End::Child).map(Some).map_err(refused)
    }

    fn answer(&mut self, ground: &Ground, by: PersonId, link: Link) -> Result<(), Error> {
        let later = self.tx.now().plus_days(3);
        if later < ground.end {
            self.tx.travel(later);
            goals::answer(self.tx, by, link, Answer::Accepted).map_err(refused)?;
        }
        Ok(())
    }

    /// The share of third graders who read, last spring: the one figure that the tests give for this goal.
    fn watch(&mut self, by: PersonId, goal: GoalId, share: &Share, ground: &Ground, target: f64) -> Result<(), Error> {
        let Some(goal) = goals::seen_by(self.tx, by, goal)? else { return Ok(()) };
        let measure = NewMeasure {
            name: "Third graders at 600 points or more in reading",
            unit: "%",
            baseline: None,
            baseline_on: None,
            target: Some(target),
            target_on: ground.tested.checked_add(jiff::Span::new().years(2)).ok(),
            better: Better::Higher,
            change_on: None,
            change: "",
        };
        let measure = goals::add_measure(self.tx, &goal, &measure, by)?;
        let known = at(ground.tested.saturating_add(jiff::Span::new().days(24)), 10, 0);
        let now = self.tx.now();
        self.tx.travel(known);
        let value = NewObservation {
            on: ground.tested,
            value: (share.1 * 10.0).round() / 10.0,
            n: Some(share.0),
            note: "Stanford Achievement Test",
        };
        goals::observe(self.tx, by, measure, &value)?;
        self.tx.travel(now);
        Ok(())
    }
}

pub(crate) fn refused(refusal: goals::Refusal) -> Error {
    match refusal {
        goals::Refusal::Broken(e) => e,
        other => Error::Ours(format!("the sample's links must hold: {other:?}")),
    }
}

/// How many third graders were tested, and which share of them (in percent) reads.
type Share = (i64, f64);

/// By Project STAR's school; the whole district under 0.
fn shares(star: &[star::Row]) -> HashMap<u32, Share> {
    let mut counts: HashMap<u32, (i64, i64)> = HashMap::new();
    for row in star.iter().filter(|r| r.grade == "03") {
        let Some(score) = row.reading else { continue };
        for place in [0, row.school] {
            let (all, reads) = counts.entry(place).or_default();
            *all += 1;
            *reads += i64::from(score >= READS);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "thousands of students")]
    counts.into_iter().map(|(place, (all, reads))| (place, (all, reads as f64 * 100.0 / all as f64))).collect()
}

/// The goals of one school a team's goal can serve, by a theme's [`serves`](crate::themes::Theme::serves).
pub(crate) fn school_goal(aims: &Aims, school: Option<usize>, serves: usize) -> GoalId {
    match school.and_then(|at| aims.schools.get(at)) {
        Some(own) => own[serves],
        None => aims.district[serves],
    }
}
