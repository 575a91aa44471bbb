//! A year of cycles: needs, goals, tries, evidence and endings of every team, told by the people who were there.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan as _;
use jiff::civil::Date;
use rand::RngExt as _;
use rooms::Stop;
use rooms::cycles::{self, Links, Move, NewCycle, NewEntry};
use rooms::data::{self, Finding};
use rooms::goals::{self, Answer, Better, End, Ending, Kind, Level, NewGoal, NewMeasure, NewObservation, Owner, Sight};
use rooms::lessons;
use rooms::library::{self, NewStrategy};
use store::{
    Audience, CycleId, DistrictId, Error, GoalId, MeasureId, OrgId, PersonId, Principal, StrategyId, Time, Tx,
};

use crate::aims::{self, Aims, refused};
use crate::circles::{Circle, Circles, grade_name};
use crate::people::Staff;
use crate::places::Places;
use crate::themes::{ALSO_LOOKED_AT, CIRCLE_THEMES, FLUENCY, FOUND, PRACTICES, SUPPORT, THEMES, Theme};
use crate::{Ground, at, star};

/// One cycle of one team, as it is going to be told.
struct Story<'a> {
    circle: &'a Circle,
    theme: &'static Theme,
    shape: &'static str,
    /// adopt, adapt or abandon.
    outcome: &'static str,
    begin: Date,
    /// From beginning to end, in days; what lies after today hasn't happened.
    days: i64,
    grew_from: Option<CycleId>,
    /// Of the team of the book's pictures: nothing left to chance that a visitor looks for.
    pictured: bool,
}

struct Teller<'a, 'b, 'c> {
    tx: &'a mut Tx<'b>,
    ground: &'c mut Ground,
    places: &'c Places,
    aims: &'c Aims,
    strategies: Vec<StrategyId>,
    figures: HashMap<(u32, &'static str), String>,
    /// By test (0 reading, 1 mathematics), grade and school.
    findings: HashMap<(usize, &'static str, OrgId), Finding>,
    staff: &'c Staff,
}

/// Tells the year of every community.
pub(crate) fn tell(
    tx: &mut Tx<'_>,
    ground: &mut Ground,
    star: &[star::Row],
    places: &Places,
    staff: &Staff,
    circles: &Circles,
    aims: &Aims,
) -> Result<(), Error> {
    let strategies = fill_library(tx, ground, places.district, staff)?;
    let figures = figures(star, ground);
    let findings = findings(tx, ground, places, staff)?;
    let mut teller = Teller { tx, ground, places, aims, strategies, figures, findings, staff };
    for circle in circles.teams.iter().chain(&circles.vertical).chain(&circles.across) {
        teller.year_of(circle).map_err(told)?;
    }
    let whole = [&circles.principals, &circles.office, &circles.new_teachers];
    for (circle, theme) in whole.into_iter().zip(&CIRCLE_THEMES) {
        teller.year_with(circle, &[theme], false).map_err(told)?;
    }
    // Where visitors look: the first school's communities, and those that reach beyond a school.
    let near = circles.teams.iter().chain(&circles.vertical).filter(|c| c.school == Some(0));
    for circle in near.chain(&circles.across).chain(whole) {
        let from = teller.ground.end.date_in(&crate::zone()).saturating_sub(75.days());
        let today = circle.school == Some(0) && circle.grade == Some("03");
        crate::meetings::meet(teller.tx, teller.ground, circle, from, today).map_err(told)?;
    }
    crate::meetings::keep_time(teller.tx, teller.ground, teller.places.district, staff).map_err(told)?;
    Ok(())
}

fn told(stop: Stop) -> Error {
    match stop {
        Stop::Broken(e) => e,
        Stop::Refused(why) => Error::Ours(format!("the sample's own story was refused: {why:?}")),
        _ => Error::Ours("the sample's own story was refused".into()),
    }
}

fn fill_library(
    tx: &mut Tx<'_>,
    ground: &Ground,
    district: DistrictId,
    staff: &Staff,
) -> Result<Vec<StrategyId>, Error> {
    let mut ids = Vec::with_capacity(PRACTICES.len());
    for (n, p) in PRACTICES.iter().enumerate() {
        let n = i64::try_from(n).unwrap_or(0);
        tx.travel(at(ground.first_day.saturating_add(n.days()), 10, 20));
        let new = NewStrategy { district, name: p.name, what: p.what, evidence: p.evidence, source: p.source };
        ids.push(library::add(tx, &new, staff.directors.first().copied())?);
    }
    Ok(ids)
}

/// The real figures a team finds for its grade and school, as it would write them down; by school and grade. Groups of fewer
/// than ten are not spoken of.
fn figures(star: &[star::Row], ground: &Ground) -> HashMap<(u32, &'static str), String> {
    let mut groups: BTreeMap<(u32, &'static str), [Vec<f64>; 2]> = BTreeMap::new();
    for row in star {
        if let (Some(score), Some(lunch)) = (row.reading, row.lunch) {
            groups.entry((row.school, row.grade)).or_default()[usize::from(lunch)].push(score);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred students")]
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let say = |(place, [paid, free]): ((u32, &'static str), [Vec<f64>; 2])| {
        let (_, grade) = place;
        let all: Vec<f64> = paid.iter().chain(&free).copied().collect();
        let spring = format!(
            "Stanford reading, {}, spring {}: mean {:.0} points over {} students",
            grade_name(grade).to_lowercase(),
            tested_on(ground, grade).year(),
            mean(&all),
            all.len()
        );
        let text = if paid.len() >= 10 && free.len() >= 10 {
            let (p, f) = (mean(&paid), mean(&free));
            let way = if p >= f { "more" } else { "less" };
            format!(
                "{spring}; the {} who pay for lunch {:.0} points {way} than the {} who don’t.",
                paid.len(),
                (p - f).abs(),
                free.len()
            )
        } else {
            format!("{spring}. The groups are too small to compare.")
        };
        (place, text)
    };
    groups.into_iter().map(say).collect()
}

/// What the data room says of every school and grade about free lunch: what needs of students rest on.
fn findings(
    tx: &mut Tx<'_>,
    ground: &Ground,
    places: &Places,
    staff: &Staff,
) -> Result<HashMap<(usize, &'static str, OrgId), Finding>, Error> {
    let schools: Vec<_> = staff.schools.iter().map(|s| (s.org, s.name.clone())).collect();
    let mut all = HashMap::new();
    for (n, test) in crate::results::TESTS.into_iter().enumerate() {
        for grade in ["KG", "01", "02", "03"] {
            let made = tested_on(ground, grade).saturating_add(100.days());
            let district = (places.district, places.name.as_str());
            for (school, finding) in data::findings_by(tx, district, test, grade, &schools, "lunch", made)? {
                all.insert((n, grade, school), finding);
            }
        }
    }
    Ok(all)
}

/// When the results of a grade came: the group is in grade 3 at the last tests.
fn tested_on(ground: &Ground, grade: &str) -> Date {
    let before = match grade {
        "03" => 0,
        "02" => 1,
        "01" => 2,
        _ => 3,
    };
    ground.tested.saturating_sub(before.years())
}

impl Teller<'_, '_, '_> {
    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.ground.rng.random_range(0..from.len())]
    }

    fn chance(&mut self, of_a_hundred: u32) -> bool {
        self.ground.rng.random_range(0..100) < of_a_hundred
    }

    /// The cycles of one team, each where it stands today.
    fn year_of(&mut self, circle: &Circle) -> Result<(), Stop> {
        let pictured = circle.school == Some(0) && circle.grade == Some("03");
        let fitting: Vec<&'static Theme> = THEMES
            .iter()
            .filter(|t| circle.grade.map_or(t.serves == 0 && t.grades.contains(&"03"), |g| t.grades.contains(&g)))
            .collect();
        self.year_with(circle, &fitting, pictured)
    }

    /// The same with what may be worked on.
    fn year_with(&mut self, circle: &Circle, fitting: &[&'static Theme], pictured: bool) -> Result<(), Stop> {
        let today = self.ground.end.date_in(&crate::zone());
        let mut begin = self.ground.first_day.saturating_add(i64::from(self.ground.rng.random_range(18..50)).days());
        let mut grew_from = None;
        let mut theme = self.pick(fitting);
        let mut nth = 0;
        while begin < today {
            let last = pictured && today.duration_since(begin).as_hours() < 24 * 150;
            if last {
                // What a visitor finds on the desk: partner reading, in the middle of being tried.
                let story = Story {
                    circle,
                    theme: &THEMES[FLUENCY],
                    shape: "six-actions",
                    outcome: "adopt",
                    begin: today.saturating_sub(68.days()),
                    days: 96,
                    grew_from: None,
                    pictured,
                };
                self.turn(&story)?;
                return Ok(());
            }
            if pictured || self.chance(if nth == 0 { 74 } else { 60 }) {
                let shape = self.pick(&["six-actions", "six-actions", "six-actions", "five-stage", "pdsa"]);
                let days = i64::from(match shape {
                    "pdsa" => self.ground.rng.random_range(18..40),
                    _ => self.ground.rng.random_range(62..118),
                });
                let outcome = self.pick(&["adopt", "adopt", "adapt", "adapt", "abandon"]);
                if pictured {
                    let left: Vec<_> = fitting.iter().copied().filter(|t| t.title != THEMES[FLUENCY].title).collect();
                    theme = self.pick(&left);
                }
                let story = Story { circle, theme, shape, outcome, begin, days, grew_from, pictured };
                let (cycle, closed) = self.turn(&story)?;
                if !closed {
                    return Ok(());
                }
                // A cycle that ends with a change is taken up again; others make room for something else.
                (grew_from, theme) = match outcome {
                    "adapt" => (Some(cycle), theme),
                    _ => (None, self.pick(fitting)),
                };
                nth += 1;
                let ended = school_day(begin.saturating_add(days.days()));
                begin = school_day(ended.saturating_add(11.days()));
            } else {
                begin = school_day(begin.saturating_add(i64::from(self.ground.rng.random_range(40..80)).days()));
            }
        }
        Ok(())
    }

    /// One cycle, up to today. Gives its id and whether it is closed.
    fn turn(&mut self, story: &Story<'_>) -> Result<(CycleId, bool), Stop> {
        let members = &story.circle.members;
        let lead = members.first().copied().ok_or(Stop::Nothing)?;
        let again = if story.grew_from.is_some() { ", once more" } else { "" };
        let title = if story.pictured && story.theme.title == THEMES[FLUENCY].title {
            "Fluency in the third grade".to_owned()
        } else {
            match story.circle.grade {
                Some(grade) => format!("{}: {}{again}", grade_name(grade), story.theme.title.to_lowercase()),
                None => format!("{}{again}", story.theme.title),
            }
        };
        self.travel(story.begin, 0);
        let due = story.begin.saturating_add(story.days.days());
        let cycle = cycles::begin(
            self.tx,
            lead,
            &NewCycle {
                community: story.circle.id,
                shape: story.shape,
                title: &title,
                links: Links::default(),
                grew_from: story.grew_from,
                due: Some(due),
            },
        )?;
        let mut page = Page {
            t: self,
            story,
            cycle,
            lead,
            links: Links::default(),
            own: Vec::new(),
            measure: None,
            first: None,
            last: None,
            outcome_in_words: String::new(),
            at: 0,
        };
        let ended = match story.shape {
            "pdsa" => page.pdsa(),
            "five-stage" => page.five_stage(),
            _ => page.six_actions(),
        };
        match ended {
            Ok(()) => Ok((cycle, true)),
            Err(Rest::Today) => Ok((cycle, false)),
            Err(Rest::Stop(stop)) => Err(stop),
        }
    }

    fn travel(&mut self, date: Date, later: i8) {
        let minute = i8::try_from(self.ground.rng.random_range(0..42)).unwrap_or(0);
        self.tx.travel(at(school_day(date), 15 + later, minute));
    }
}

/// Why a story isn't told to its end.
enum Rest {
    /// What comes next hasn't happened yet.
    Today,
    Stop(Stop),
}

impl From<Stop> for Rest {
    fn from(stop: Stop) -> Rest {
        Rest::Stop(stop)
    }
}

impl From<Error> for Rest {
    fn from(e: Error) -> Rest {
        Rest::Stop(Stop::Broken(e))
    }
}

/// A cycle being told.
struct Page<'p, 'a, 'b, 'c, 's> {
    t: &'p mut Teller<'a, 'b, 'c>,
    story: &'p Story<'s>,
    cycle: CycleId,
    lead: PersonId,
    links: Links,
    /// Goals that members set for themselves in this cycle.
    own: Vec<(GoalId, PersonId)>,
    measure: Option<MeasureId>,
    /// The first and the last value that was noted.
    first: Option<f64>,
    last: Option<f64>,
    /// What was found, with the figures, for the lesson.
    outcome_in_words: String,
    /// How far it is, in hundredths of its length.
    at: i64,
}

impl Page<'_, '_, '_, '_, '_> {
    /// Goes on to this share of the cycle's length; stops at today.
    fn by(&mut self, hundredths: i64) -> Result<Date, Rest> {
        self.at = hundredths;
        let date = school_day(self.story.begin.saturating_add((self.story.days * hundredths / 100).days()));
        let minute = i8::try_from(self.t.ground.rng.random_range(0..55)).unwrap_or(0);
        let then = at(date, 15, minute);
        if then >= self.t.ground.end {
            return Err(Rest::Today);
        }
        // Never back: two steps of a short cycle may fall on the same day.
        let now = self.t.tx.now();
        self.t.tx.travel(then.max(Time(now.0 + 60_000_000)));
        if self.t.tx.now() >= self.t.ground.end {
            return Err(Rest::Today);
        }
        Ok(date)
    }

    fn go(&mut self, to: &str) -> Result<(), Rest> {
        Ok(cycles::go(self.t.tx, self.lead, self.cycle, &Move::GoOn { to: to.into() }, "")?)
    }

    fn somebody(&mut self) -> PersonId {
        let members = &self.story.circle.members;
        members[self.t.ground.rng.random_range(0..members.len())]
    }

    fn write(&mut self, by: PersonId, step: &str, fields: &[(&str, &str)], peers: bool) -> Result<(), Rest> {
        let fields = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let new = NewEntry { cycle: self.cycle, step, fields, peers, evidence: Vec::new() };
        cycles::write_entry(self.t.tx, by, &new)?;
        Ok(())
    }

    fn link(&mut self) -> Result<(), Rest> {
        Ok(cycles::link(self.t.tx, self.lead, self.cycle, self.links)?)
    }

    /// What was looked at: the real figures of the school and grade, and something of the team's own.
    fn looked_at(&mut self) -> String {
        let own = self.t.pick(ALSO_LOOKED_AT);
        let school = self.story.circle.school.and_then(|s| self.t.staff.schools.get(s));
        let known = school.zip(self.story.circle.grade.and_then(|g| self.tested(g)));
        match known.and_then(|(school, grade)| self.t.figures.get(&(school.star, grade))) {
            Some(figures) => format!("{figures} {own}"),
            None => own.to_owned(),
        }
    }

    /// Names the team's two needs: the students' with the finding it rests on, and the team's own beside it.
    fn name_needs(&mut self) -> Result<(), Rest> {
        let (story, theme) = (self.story, self.story.theme);
        let school = story.circle.school.and_then(|s| self.t.staff.schools.get(s));
        let known = school.zip(story.circle.grade.and_then(|g| self.tested(g)));
        let finding =
            known.and_then(|(school, grade)| self.t.findings.get(&(theme.serves, grade, school.org)).cloned());
        // Some teams let the whole district see what they found.
        let who = if self.t.chance(35) {
            Principal::District(self.t.places.district)
        } else {
            Principal::Community(story.circle.id)
        };
        let audience = store::audience::store(self.t.tx, self.t.places.district, &Audience::of([who]))?;
        let new = data::NewNeed {
            district: self.t.places.district,
            community: story.circle.id,
            whose: data::Whose::Students,
            text: theme.student_need,
            finding: finding.as_ref(),
            for_need: None,
            audience,
            lang: face::Lang::En,
        };
        let student = data::add_need(self.t.tx, &new, self.lead)?;
        let own = data::NewNeed {
            whose: data::Whose::Educators,
            text: theme.educator_need,
            finding: None,
            for_need: Some(student),
            ..new
        };
        let educator = data::add_need(self.t.tx, &own, self.lead)?;
        self.links.student_need = Some(student);
        self.links.educator_need = Some(educator);
        self.link()
    }

    /// The grade whose results were there when the cycle began: the team's own, or the one its students came from.
    fn tested(&self, grade: &'static str) -> Option<&'static str> {
        let below = match grade {
            "03" => Some("02"),
            "02" => Some("01"),
            "01" => Some("KG"),
            _ => None,
        };
        let known = |g: &&str| tested_on(self.t.ground, g) < self.story.begin;
        Some(grade).filter(|g| known(g)).or(below.filter(|g| known(g)))
    }

    /// A goal for students and one for the team, a measure with values from before, and the way up offered.
    fn set_goals(&mut self) -> Result<(), Rest> {
        let (t, story) = (&mut *self.t, self.story);
        let owner = Owner::Community(story.circle.id);
        let new = NewGoal {
            district: t.places.district,
            level: Level::Team,
            kind: Kind::Student,
            owner,
            serves: None,
            need: self.links.student_need,
            text: story.theme.student_goal,
            sight: Sight::Usual,
            by: Some(self.lead),
        };
        let student = goals::add(t.tx, &new)?;
        let educator = goals::add(
            t.tx,
            &NewGoal {
                kind: Kind::Educator,
                serves: Some(student),
                need: self.links.educator_need,
                text: story.theme.educator_goal,
                ..new
            },
        )?;
        self.links.student_goal = Some(student);
        self.links.educator_goal = Some(educator);
        self.link()?;
        self.add_measure(student)?;
        self.offer_up(student)?;
        self.own_goals(student, educator)
    }

    fn add_measure(&mut self, goal: GoalId) -> Result<(), Rest> {
        let (t, theme) = (&mut *self.t, self.story.theme);
        let Some(goal) = goals::seen_by(t.tx, self.lead, goal)? else { return Ok(()) };
        let from = tenth(theme.from + t.ground.rng.random_range(-1.0..1.0) * theme.noise * 1.5);
        let today = t.tx.now().date_in(&crate::zone());
        // The strategy begins at this share of the cycle; the chart marks the day.
        let change_on = school_day(self.story.begin.saturating_add((self.story.days * 34 / 100).days()));
        let new = NewMeasure {
            name: theme.measure,
            unit: theme.unit,
            baseline: Some(from),
            baseline_on: Some(today),
            target: Some(theme.to),
            target_on: self.story.begin.checked_add(self.story.days.days()).ok(),
            better: Better::Higher,
            change_on: Some(change_on),
            change: PRACTICES[theme.practice].name,
        };
        self.measure = Some(goals::add_measure(t.tx, &goal, &new, self.lead)?);
        Ok(())
    }

    /// Offers the team's goal to its school (or, across schools, to the district), which mostly says yes, and sometimes hasn't
    /// answered yet.
    fn offer_up(&mut self, student: GoalId) -> Result<(), Rest> {
        let (t, story) = (&mut *self.t, self.story);
        let above = aims::school_goal(t.aims, story.circle.school, story.theme.serves);
        let link = goals::offer(t.tx, self.lead, student, above, End::Child).map_err(refused)?;
        let then = t.tx.now().plus_days(i64::from(t.ground.rng.random_range(1..6))).plus_seconds(4000);
        let answers = match story.circle.school {
            Some(at) => t.staff.schools.get(at).map(|s| s.principal),
            None => Some(t.staff.superintendent),
        };
        let Some(answers) = answers.filter(|_| then < t.ground.end && (story.pictured || t.chance(93))) else {
            return Ok(());
        };
        let now = t.tx.now();
        t.tx.travel(then);
        let answer = if !story.pictured && t.chance(4) { Answer::Declined } else { Answer::Accepted };
        if answers != self.lead {
            goals::answer(t.tx, answers, link, answer).map_err(refused)?;
        }
        t.tx.travel(now);
        Ok(())
    }

    /// Some teachers set a goal of their own under the team's; some of these wait for the team's yes.
    fn own_goals(&mut self, student: GoalId, educator: GoalId) -> Result<(), Rest> {
        let story = self.story;
        let share = if story.pictured { 60 } else { 12 };
        for (n, person) in story.circle.members.iter().enumerate().skip(1) {
            // Ana's is agreed; the one of the next waits for Priya's answer.
            let wanted = story.pictured && (n == 1 || n == 2);
            if !self.t.chance(share) && !wanted {
                continue;
            }
            let text = OWN_GOALS[self.t.ground.rng.random_range(0..OWN_GOALS.len())];
            let text = if wanted && n == 1 { "I hear every child read, every week." } else { text };
            let now = self.t.tx.now();
            self.t.tx.travel(now.plus_seconds(1800 + i64::try_from(n).unwrap_or(0) * 700));
            let goal = goals::add(
                self.t.tx,
                &NewGoal {
                    district: self.t.places.district,
                    level: Level::Individual,
                    kind: Kind::Educator,
                    owner: Owner::Person(*person),
                    serves: Some(student),
                    need: None,
                    text,
                    sight: Sight::With(story.circle.id),
                    by: Some(*person),
                },
            )?;
            self.own.push((goal, *person));
            let link = goals::offer(self.t.tx, *person, goal, educator, End::Child).map_err(refused)?;
            let agreed = if wanted { n == 1 } else { self.t.chance(80) };
            if agreed {
                goals::answer(self.t.tx, self.lead, link, Answer::Accepted).map_err(refused)?;
            }
            self.t.tx.travel(now);
        }
        Ok(())
    }

    /// Values up to this day, one a week: level before the change, then as the outcome has it.
    fn observe(&mut self, weeks: std::ops::Range<i64>) -> Result<(), Rest> {
        let Some(measure) = self.measure else { return Ok(()) };
        let theme = self.story.theme;
        let gain = match self.story.outcome {
            "adopt" => theme.gain,
            "adapt" => theme.gain * 0.45,
            _ => 0.0,
        };
        let change = self.story.days * 34 / 100;
        for week in weeks {
            let day = week * 7;
            let on = school_day(self.story.begin.saturating_add(day.days()));
            let then = at(on, 16, i8::try_from(week.rem_euclid(50)).unwrap_or(0));
            if then >= self.t.ground.end {
                return Ok(());
            }
            #[expect(clippy::cast_precision_loss, reason = "some weeks")]
            let grown = if day <= change { 0.0 } else { gain * (1.0 - (-((day - change) as f64) / 28.0).exp()) };
            let wobble = (self.t.ground.rng.random_range(-1.0..1.0) + self.t.ground.rng.random_range(-1.0..1.0))
                * theme.noise
                * 0.8;
            let value = tenth((theme.from + grown + wobble).max(0.0));
            let value = if theme.unit == "%" { value.min(100.0) } else { value };
            let n = i64::from(self.t.ground.rng.random_range(0..5))
                + 18 * i64::try_from(self.story.circle.members.len().min(6)).unwrap_or(1);
            self.first.get_or_insert(value);
            self.last = Some(value);
            let (now, by) = (self.t.tx.now(), self.somebody());
            self.t.tx.travel(then);
            goals::observe(self.t.tx, by, measure, &NewObservation { on, value, n: Some(n), note: "" })?;
            self.t.tx.travel(now.max(then));
        }
        Ok(())
    }

    fn strategy(&mut self) -> Result<&'static str, Rest> {
        let practice = self.story.theme.practice;
        self.links.strategy = self.t.strategies.get(practice).copied();
        self.link()?;
        Ok(PRACTICES[practice].name)
    }

    /// Tries by several people between two shares of the way, each told once.
    fn tries(&mut self, step: &str, field: &str, from: i64, to: i64, most: usize) -> Result<(), Rest> {
        let theme = self.story.theme;
        let told = crate::people::draw(&mut self.t.ground.rng, theme.tries, most);
        let count = i64::try_from(told.len().max(1)).unwrap_or(1);
        for (n, text) in told.into_iter().enumerate() {
            let n = i64::try_from(n).unwrap_or(0);
            self.by(from + (to - from) * n / count)?;
            let by = self.somebody();
            let support = self.t.pick(SUPPORT);
            // What didn't go well is often told to peers only.
            let peers = self.t.chance(25);
            let mut fields = vec![(field, text)];
            if step == "apply" {
                fields.push(("support", support));
            }
            if step == "do" {
                fields.push(("as-planned", if n % 3 == 1 { "partly" } else { "yes" }));
            }
            self.write(by, step, &fields, peers)?;
        }
        Ok(())
    }

    fn found(&mut self) -> (&'static str, &'static str) {
        let fitting: Vec<_> = FOUND.iter().filter(|f| f.0 == self.story.outcome).collect();
        let (_, compared, text) = fitting[self.t.ground.rng.random_range(0..fitting.len())];
        let theme = self.story.theme;
        self.outcome_in_words = match (self.first, self.last) {
            (Some(first), Some(last)) => {
                let (first, last) = (plain(first), plain(last));
                format!("{text} {}: from {first} to {last} {}.", theme.measure, theme.unit)
            }
            _ => (*text).to_owned(),
        };
        (compared, text)
    }

    fn lesson(&self) -> &'static str {
        let lessons = &self.story.theme.lessons;
        match self.story.outcome {
            "adopt" => lessons.adopt,
            "adapt" => lessons.adapt,
            _ => lessons.abandon,
        }
    }

    fn close(&mut self) -> Result<(), Rest> {
        let (why, next) = match self.story.outcome {
            "adopt" => ("We keep it and tell the others.", "Help one other team begin."),
            "adapt" => (
                "Part of it helped. We change that part and go once more around.",
                "The same with the change we agreed on.",
            ),
            _ => (
                "It isn’t for us, or not now. We know why, and that’s worth the weeks.",
                "Something else for the same need.",
            ),
        };
        cycles::close(self.t.tx, self.lead, self.cycle, self.story.outcome, why, next)?;
        self.end_goals()?;
        self.tell_others()
    }

    /// What was aimed at in this cycle is reached, partly reached, or let go.
    fn end_goals(&mut self) -> Result<(), Rest> {
        let ending = match (self.story.outcome, self.last) {
            ("adopt", Some(last)) if last >= self.story.theme.to => Ending::Reached,
            ("abandon", _) => Ending::LetGo,
            _ => Ending::Partly,
        };
        let own = std::mem::take(&mut self.own);
        let team = [self.links.educator_goal, self.links.student_goal].into_iter().flatten().map(|g| (g, self.lead));
        for (goal, by) in own.into_iter().chain(team) {
            if let Some(goal) = goals::seen_by(self.t.tx, by, goal)? {
                goals::end(self.t.tx, &goal, ending, by)?;
            }
        }
        Ok(())
    }

    /// Most endings become a lesson: the team's draft, most of them shared in the district, some with anyone.
    fn tell_others(&mut self) -> Result<(), Rest> {
        let (outcome, theme) = (self.story.outcome, self.story.theme);
        let written = match outcome {
            "adopt" => 88,
            "adapt" => 66,
            _ => 58,
        };
        if !self.story.pictured && !self.t.chance(written) {
            return Ok(());
        }
        let practice = PRACTICES[theme.practice].name;
        let title = match outcome {
            "adopt" => format!("{practice}: what made it hold"),
            "adapt" => format!("{practice}: what we changed"),
            _ => format!("{practice}: why we let it go"),
        };
        let weeks = (self.story.days / 7).max(1);
        let people = self.story.circle.members.len();
        let text = lessons::Text {
            title,
            tried: format!("{practice}, for about {weeks} weeks, {people} of us."),
            found: self.outcome_in_words.clone(),
            advice: self.lesson().to_owned(),
        };
        self.after_a_day()?;
        let by = self.somebody();
        let lesson = lessons::add(self.t.tx, by, self.cycle, &text)?;
        let reach = match self.t.ground.rng.random_range(0..100) {
            0..12 => lessons::Reach::Everyone,
            12..86 => lessons::Reach::District,
            _ => return Ok(()),
        };
        self.after_a_day()?;
        lessons::share(self.t.tx, self.lead, lesson, reach)?;
        Ok(())
    }

    /// The next school day or two; stops at today.
    fn after_a_day(&mut self) -> Result<(), Rest> {
        let today = self.t.tx.now().date_in(&crate::zone());
        let day = school_day(today.saturating_add(i64::from(self.t.ground.rng.random_range(1..4)).days()));
        let then = at(day, 16, i8::try_from(self.t.ground.rng.random_range(0..59)).unwrap_or(0));
        if then >= self.t.ground.end {
            // The cycle is closed; what comes after it hasn't happened yet.
            return Ok(());
        }
        self.t.tx.travel(then);
        Ok(())
    }

    fn six_actions(&mut self) -> Result<(), Rest> {
        let theme = self.story.theme;
        let looked_at = self.looked_at();
        self.name_needs()?;
        self.write(
            self.lead,
            "needs",
            &[("student-need", theme.student_need), ("educator-need", theme.educator_need), ("looked-at", &looked_at)],
            false,
        )?;
        self.by(8)?;
        self.go("goals")?;
        self.write(
            self.lead,
            "goals",
            &[("student-goal", theme.student_goal), ("educator-goal", theme.educator_goal), ("measure", theme.measure)],
            false,
        )?;
        self.set_goals()?;
        self.by(16)?;
        self.go("knowledge")?;
        for text in crate::people::draw(&mut self.t.ground.rng, theme.learned, 2) {
            let by = self.somebody();
            self.write(by, "knowledge", &[("learned", text)], false)?;
            self.by(self.at + 5)?;
        }
        self.by(28)?;
        self.observe(0..self.story.days * 28 / 700)?;
        self.go("strategies")?;
        let name = self.strategy()?;
        let (because, prediction) = (self.t.pick(theme.because), self.t.pick(theme.predictions));
        self.write(
            self.lead,
            "strategies",
            &[("strategy", name), ("because", because), ("prediction", prediction)],
            false,
        )?;
        self.by(34)?;
        self.go("apply")?;
        let most = if self.story.pictured { 6 } else { 4 };
        let done = self.tries("apply", "tried", 37, if self.story.pictured { 76 } else { 82 }, most);
        self.observe(self.story.days * 28 / 700..self.story.days / 7)?;
        done?;
        self.by(88)?;
        self.go("evidence")?;
        let (compared, text) = self.found();
        let lesson = self.lesson();
        self.write(self.lead, "evidence", &[("result", text), ("compared", compared), ("lesson", lesson)], false)?;
        self.by(100)?;
        self.close()
    }

    fn five_stage(&mut self) -> Result<(), Rest> {
        let theme = self.story.theme;
        let looked_at = self.looked_at();
        self.name_needs()?;
        self.write(self.lead, "analyze", &[("need", theme.student_need), ("looked-at", &looked_at)], false)?;
        self.by(10)?;
        self.go("set-goals")?;
        self.write(
            self.lead,
            "set-goals",
            &[("student-goal", theme.student_goal), ("team-goal", theme.educator_goal), ("measure", theme.measure)],
            false,
        )?;
        self.set_goals()?;
        self.by(18)?;
        self.go("learn")?;
        let learned = self.t.pick(theme.learned);
        self.write(
            self.lead,
            "learn",
            &[("together", learned), ("alone", "Each of us reads one chapter and brings one page.")],
            false,
        )?;
        self.by(32)?;
        self.observe(0..self.story.days * 32 / 700)?;
        self.go("implement")?;
        let name = self.strategy()?;
        let prediction = self.t.pick(theme.predictions);
        self.write(self.lead, "implement", &[("strategy", name), ("prediction", prediction)], false)?;
        let done = self.tries("implement", "support", 40, 76, 3);
        self.observe(self.story.days * 32 / 700..self.story.days / 7)?;
        done?;
        self.by(80)?;
        self.go("adjust")?;
        let ((compared, text), lesson) = (self.found(), self.lesson());
        self.write(self.lead, "adjust", &[("result", text), ("compared", compared), ("lesson", lesson)], false)?;
        self.by(100)?;
        self.close()
    }

    fn pdsa(&mut self) -> Result<(), Rest> {
        let theme = self.story.theme;
        let name = self.strategy()?;
        let prediction = self.t.pick(theme.predictions);
        self.write(
            self.lead,
            "plan",
            &[
                ("change", name),
                ("question", "Does it help our students, in our rooms, in the time we have?"),
                ("prediction", prediction),
                ("measure", theme.measure),
            ],
            false,
        )?;
        self.by(20)?;
        self.go("do")?;
        self.tries("do", "noticed", 25, 70, 3)?;
        self.by(76)?;
        self.go("study")?;
        let ((compared, text), lesson) = (self.found(), self.lesson());
        self.write(self.lead, "study", &[("result", text), ("compared", compared), ("learned", lesson)], false)?;
        self.by(92)?;
        self.go("act")?;
        self.write(self.lead, "act", &[("next", "The same with the other half of the grade.")], false)?;
        self.by(100)?;
        self.close()
    }
}

const OWN_GOALS: &[&str] = &[
    "I ask before I explain, in every lesson.",
    "I bring one piece of student work to every meeting.",
    "I visit one colleague a month and am visited once.",
    "I wait five seconds after a question, also when it hurts.",
    "I plan the first ten minutes with Monday in mind, not with the book.",
];

fn plain(value: f64) -> String {
    format!("{value:.1}").trim_end_matches(".0").to_owned()
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// This day, or the next on which there is school.
pub(crate) fn school_day(mut day: Date) -> Date {
    loop {
        let (month, date) = (day.month(), day.day());
        let off = match month {
            6 => date > 6,
            7 => true,
            8 => date < 15,
            12 => date > 19,
            1 => date < 4,
            // Thanksgiving week from its Wednesday on, near enough.
            11 => (25..=29).contains(&date),
            _ => false,
        };
        if !off && day.weekday().to_monday_zero_offset() < 5 {
            return day;
        }
        day = match day.tomorrow() {
            Ok(next) => next,
            Err(_) => return day,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn school_days_leave_out_summer_weekends_and_holidays() {
        assert_eq!(school_day(date(2026, 7, 4)), date(2026, 8, 17));
        assert_eq!(school_day(date(2026, 12, 24)), date(2027, 1, 4));
        assert_eq!(school_day(date(2026, 10, 7)), date(2026, 10, 7));
        assert_eq!(school_day(date(2026, 10, 10)), date(2026, 10, 12));
    }
}
