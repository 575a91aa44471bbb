//! Meetings: every other week since the fall, the next one today, with what such a team says, decides and takes on.

use jiff::ToSpan as _;
use learning::protocol::Protocol;
use rand::RngExt as _;
use rooms::Stop;
use rooms::communities::{self, Community};
use rooms::meetings::votes::{self, NewVote, Showing, Way};
use rooms::meetings::{self, Lane, Meeting, NewItem, NewMeeting, NewProtected};
use store::{DistrictId, GoalId, PersonId, Time, Tx, args, sql};

use crate::circles::Circle;
use crate::life::school_day;
use crate::people::Staff;
use crate::{Ground, zone};

/// What is on the agenda: title, what for, minutes.
const AGENDA: [(&str, &str, i64); 4] = [
    ("Check in", "One sentence each: what went well since last time?", 4),
    ("What our evidence says", "Look together first, explain second. What surprises us?", 18),
    ("Our next step", "What does each of us try until we meet again?", 14),
    ("Plus and delta", "What helped us learn today, and what do we change?", 5),
];

/// What was noted at the four points of a meeting, what was decided with its reason, and what somebody took on.
struct Talk {
    notes: [&'static [&'static str]; 4],
    decided: Option<(&'static str, &'static str)>,
    promised: &'static str,
    /// It was agreed by fingers in two rounds: how it was worded at first, what was asked, and what worried somebody.
    agreed: Option<[&'static str; 3]>,
    /// What was chosen among, by dots, after a question.
    among: &'static [&'static str],
    /// What they wrote together in one text, by two of them.
    together: [&'static str; 2],
}

/// Under which step of a data talk a line was noted: its place, its key, what is written down there.
const TALKED: [(usize, &str, &str); 3] =
    [(1, "notice", "noticings"), (1, "notice", "noticings"), (2, "infer", "explanations")];

const TALKS: [Talk; 5] = [
    Talk {
        notes: [
            &["Two children asked to read to the class by themselves."],
            &[
                "Nine of 24 read under 60 words a minute; in September it was thirteen.",
                "The ones who stall are not the ones we thought.",
                "Nobody in the fourth row gained anything. Why?",
            ],
            &["Everyone listens to three children a day and writes down one word about each."],
            &["Plus: we looked before we talked. Delta: the copies came late."],
        ],
        decided: Some(("We listen to the same three children until we meet again", "one reading each says too little")),
        promised: "Copy the listening sheet for everybody",
        agreed: None,
        among: &[],
        together: [
            "What we want to know: who stalls, and at which words?",
            "We listen without helping for one minute. Then we write down one word about each child, not a number.",
        ],
    },
    Talk {
        notes: [
            &["The library has new partner books."],
            &[
                "Pairs of very different readers stall. Twice the stronger one read for both.",
                "Where the text was easy for both, both got faster.",
            ],
            &["Each of us swaps the texts of two pairs and looks again on Friday."],
            &["Plus: a real question. Delta: we ran over by five minutes."],
        ],
        decided: Some(("Pairs get texts that the slower reader can read alone", "hard texts made one of two silent")),
        promised: "Bring recordings of two pairs",
        agreed: Some([
            "Every pair swaps its text this week",
            "Also the pairs that read well now?",
            "Two of my pairs read gladly; I do not want to take their book away.",
        ]),
        among: &[],
        together: [
            "How we put pairs together: the slower reader chooses the text.",
            "If one of the two goes silent for a page, we stop and change the text, not the pair.",
        ],
    },
    Talk {
        notes: [
            &["Quiet week. Good."],
            &[
                "With the easier texts eleven of fourteen pairs keep going to the end.",
                "It costs us the first five minutes.",
            ],
            &["We visit each other once before the holidays, and look only at how the pairs begin."],
            &["Plus: numbers from everybody. Delta: start with them next time."],
        ],
        decided: None,
        promised: "Make the plan of who visits whom",
        agreed: None,
        among: &[],
        together: [
            "What visitors look at: how the pairs begin, nothing else.",
            "What visitors write down: the minute at which the last pair reads.",
        ],
    },
    Talk {
        notes: [
            &["One class could not try it: two fire drills."],
            &[
                "What we saw at the visits: the beginning takes two minutes where the books lie ready, eight where they don't.",
            ],
            &["Books lie ready before the bell. Three weeks, then we count again."],
            &["Plus: the visits. Delta: more time for them."],
        ],
        decided: Some(("Books lie ready on the tables before the lesson", "it gives back six minutes a day")),
        promised: "Ask the principal for cover at the visits",
        agreed: None,
        among: &[],
        together: [
            "Before the bell: books on the tables, pairs on the board.",
            "After three weeks each of us counts the minutes of one lesson.",
        ],
    },
    Talk {
        notes: [
            &["Everybody has tried it at least twice."],
            &["The children know whose turn it is without being told.", "Two families asked how to do it at home."],
            &["One page for families, in both languages, with three sentences of how to."],
            &["Plus: short and to the point. Delta: nothing this time."],
        ],
        decided: None,
        promised: "Write the page for families",
        agreed: None,
        among: &[
            "What do families need first?",
            "One page with three sentences of how to",
            "An evening at school",
            "A short video",
        ],
        together: [
            "For families: sit side by side. Your child reads first, you read the same page after.",
            "Stop when it stops being nice. Five minutes are enough.",
        ],
    },
];

sql! {
    GOAL = "select id from goal where owner_community = $1 and at < $2 order by kind desc, at limit 1";
}

/// The meetings of one community since `from`; today's is planned when `today` says so.
pub(crate) fn meet(
    tx: &mut Tx<'_>,
    ground: &mut Ground,
    circle: &Circle,
    from: jiff::civil::Date,
    today: bool,
) -> Result<(), Stop> {
    let now = tx.now();
    let last = ground.end.date_in(&zone());
    let community = communities::known(tx, circle.id)?.ok_or(Stop::Nothing)?;
    let mut day = school_day(from);
    keep_norms(tx, ground, circle, &community, day, today)?;
    let mut nth = ground.rng.random_range(0..TALKS.len());
    while day.saturating_add(3.days()) < last {
        hold(tx, ground, circle, &community, day, &TALKS[nth % TALKS.len()])?;
        nth += 1;
        day = school_day(day.saturating_add(14.days()));
    }
    tx.travel(ground.end.plus_days(-1));
    if let Some(lead) = circle.members.first().copied() {
        // A visitor on any day of the week finds the team before its meeting.
        let on = if today { last } else { school_day(last.saturating_add(4.days())) };
        let meeting = plan(tx, lead, &community, on)?;
        hold_by(tx, &community, meeting, "Plus and delta", "plus-delta")?;
        if circle.school == Some(0) && circle.grade.is_none() {
            // A parent sits in as a guest.
            let word =
                "We look at how reading goes on from grade to grade. Come in by the library door; coffee is there.";
            meetings::ask_guests(tx, lead, &community, meeting, word)?;
        }
        if today {
            let field_trip = NewItem { title: "Field trip forms", purpose: "", lane: Lane::Housekeeping, minutes: 3 };
            meetings::add_item(tx, lead, &community, Some(meeting), &field_trip, None)?;
        }
    }
    tx.travel(now);
    Ok(())
}

/// What such teams agree on; each has some of it.
const NORMS: [&str; 8] = [
    "We begin on time and end on time.",
    "We look at the work first and explain it second.",
    "We talk about students as if they sat with us.",
    "Everybody speaks before anybody speaks twice.",
    "What is said here stays here; what we learned goes out.",
    "We ask before we advise.",
    "Who can't come says so and reads the minutes.",
    "Each of us tries one thing until we meet again.",
];

/// Their norms, agreed on the day before they first met; one team's are due for another look today.
fn keep_norms(
    tx: &mut Tx<'_>,
    ground: &mut Ground,
    circle: &Circle,
    community: &Community,
    first: jiff::civil::Date,
    due: bool,
) -> Result<(), Stop> {
    let begin = ground.rng.random_range(0..NORMS.len());
    let lines: Vec<String> = (0..4).map(|n| NORMS[(begin + 3 * n) % NORMS.len()].to_owned()).collect();
    let last = ground.end.date_in(&zone());
    let look_again = if due { last } else { last.saturating_add(35.days()) };
    tx.travel(crate::at(first, 15, 5).plus_days(-1));
    let norms = communities::Proposal { lines: &lines, changed: "", look_again: Some(look_again) };
    Ok(communities::norms_agreed(tx, community, &circle.members, &norms)?)
}

fn plan(tx: &mut Tx<'_>, by: PersonId, community: &Community, on: jiff::civil::Date) -> Result<store::MeetingId, Stop> {
    let at = jiff::civil::time(15, 15, 0, 0);
    let new = NewMeeting { title: "Team meeting", on, at, minutes: 45, place: "Room 12", every: None };
    let meeting = meetings::plan(tx, by, community, &zone(), &new)?;
    for (title, purpose, minutes) in AGENDA {
        let item = NewItem { title, purpose, lane: Lane::Learning, minutes };
        meetings::add_item(tx, by, community, Some(meeting), &item, None)?;
    }
    Ok(meeting)
}

fn hold(
    tx: &mut Tx<'_>,
    ground: &mut Ground,
    circle: &Circle,
    community: &Community,
    day: jiff::civil::Date,
    talk: &Talk,
) -> Result<(), Stop> {
    let members = &circle.members;
    let Some(lead) = members.first().copied() else { return Ok(()) };
    let begins = crate::at(day, 15, 15);
    tx.travel(begins.plus_days(-2));
    let id = plan(tx, lead, community, day)?;
    hold_by(tx, community, id, "What our evidence says", "data-talk")?;
    let dates = NewItem { title: "Dates and forms", purpose: "", lane: Lane::Housekeeping, minutes: 4 };
    meetings::add_item(tx, lead, community, Some(id), &dates, None)?;
    tx.travel(begins.plus_seconds(i64::from(ground.rng.random_range(0..4)) * 60));
    let planned = meetings::known(tx, id)?.ok_or(Stop::Nothing)?;
    meetings::begin(tx, community, &planned)?;
    let mut there = Vec::new();
    for person in members {
        let how = match ground.rng.random_range(0..100) {
            0..8 => "away",
            8..14 => "online",
            _ => "here",
        };
        meetings::attend(tx, *person, community, id, *person, how)?;
        if how != "away" {
            there.push(*person);
        }
    }
    let now = tx.now();
    let goal: Option<GoalId> = tx.one(GOAL, args![circle.id, now], |r| r.get(0))?;
    for (n, (_, _, minutes)) in AGENDA.iter().enumerate() {
        let meeting = meetings::known(tx, id)?.ok_or(Stop::Nothing)?;
        let item = meeting.now.map(|(item, _)| item);
        for (k, line) in talk.notes[n].iter().enumerate() {
            later(tx, 50 + 40 * i64::try_from(k).unwrap_or(0));
            let by = members[(n + k) % members.len()];
            match TALKED.get(k).filter(|_| n == 1) {
                Some((place, step, capture)) => {
                    go_to_step(tx, community, &meeting, *place)?;
                    let under = (Some(*step), Some(*capture));
                    meetings::write_under(tx, by, community, &meeting, item, under, line)?;
                }
                None => meetings::write_down(tx, by, community, &meeting, item, line)?,
            }
        }
        if (1..=2).contains(&n) {
            // Two of them write in the shared text; a version a point is what the job would have kept.
            let by = members[(n + 1) % members.len()];
            meetings::write_together(tx, by, &meeting, talk.together[n - 1])?;
            meetings::keep_version(tx, id)?;
        }
        if n == 2 {
            match (talk.decided, talk.agreed) {
                (Some(decided), Some(agreed)) if there.len() > 2 => {
                    agree(tx, community, &meeting, &there, decided, agreed, goal)?;
                }
                (Some(decided), _) => {
                    meetings::decide(tx, lead, community, &meeting, decided, goal)?;
                }
                (None, _) if !talk.among.is_empty() => {
                    give_dots(tx, community, &meeting, &there, talk, goal)?;
                }
                (None, _) => {}
            }
            let who = members[ground.rng.random_range(0..members.len())];
            let due = day.saturating_add(12.days());
            let promise = meetings::commit(tx, lead, community, Some(id), who, talk.promised, Some(due))?;
            // What was promised is kept, but for the last time, when there has been no time yet.
            let evening = crate::at(due, 18, 0);
            if evening < ground.end {
                let now = tx.now();
                tx.travel(evening);
                meetings::done(tx, who, community, promise, Some(id), talk.promised)?;
                tx.travel(now);
            }
        }
        let over = i64::from(ground.rng.random_range(-1..3));
        later(tx, (minutes + over).max(1) * 60 - 60);
        meetings::go_on(tx, community, &meeting)?;
    }
    // What has to be said as well comes last.
    later(tx, 60 * (3 + i64::from(day.day() % 5)));
    let meeting = meetings::known(tx, id)?.ok_or(Stop::Nothing)?;
    meetings::go_on(tx, community, &meeting)?;
    let meeting = meetings::known(tx, id)?.ok_or(Stop::Nothing)?;
    meetings::end(tx, lead, community, &meeting)
}

/// Holds a point of a meeting by a protocol that comes with the product.
fn hold_by(tx: &mut Tx<'_>, community: &Community, id: store::MeetingId, point: &str, key: &str) -> Result<(), Stop> {
    let protocol = Protocol::built_in().into_iter().find(|p| p.key == key).ok_or(Stop::Nothing)?;
    let point = meetings::items(tx, id)?.into_iter().find(|i| i.title == point).ok_or(Stop::Nothing)?;
    meetings::hold_by(tx, community.district, point.id, &protocol, None)
}

/// Goes on to a step of the point that is on.
fn go_to_step(tx: &mut Tx<'_>, community: &Community, meeting: &Meeting, place: usize) -> Result<(), Stop> {
    let on = meeting.now.map(|(item, _)| item);
    let items = meetings::items(tx, meeting.id)?;
    let Some(item) = items.iter().find(|i| Some(i.id) == on) else { return Ok(()) };
    for from in 0..place {
        meetings::step_on(tx, community, meeting, item, from, from + 1)?;
    }
    Ok(())
}

/// A proposal that nearly everybody is for; one is heard, the wording changes, and then all agree.
fn agree(
    tx: &mut Tx<'_>,
    community: &Community,
    meeting: &Meeting,
    there: &[PersonId],
    (text, why): (&str, &str),
    [first, asked, worry]: [&'static str; 3],
    goal: Option<GoalId>,
) -> Result<(), Stop> {
    let (by, doubts) = (there[0], there[there.len() - 1]);
    let new = NewVote { way: Way::Fingers, text: first, why, goal, options: &[], dots: 0 };
    let Some(vote) = votes::propose(tx, by, community, meeting, &new)? else { return Ok(()) };
    later(tx, 30);
    votes::say(tx, there[1], community, meeting, vote, ("question", asked))?;
    for (seen, wording) in [(0, first), (1, text)] {
        later(tx, 40);
        votes::open(tx, by, community, meeting, vote, (seen, wording))?;
        for (n, person) in there.iter().enumerate() {
            let fingers = if seen == 0 && *person == doubts { 1 } else { [4, 5, 3, 4, 4, 5][n % 6] };
            let round = i64::try_from(seen + 1).unwrap_or(1);
            votes::cast(tx, *person, community, meeting, vote, (round, &Showing::Fingers(fingers)))?;
        }
        if seen == 0 {
            later(tx, 60);
            votes::hear(tx, doubts, community, meeting, vote, (doubts, worry))?;
        }
    }
    votes::keep(tx, by, community, meeting, vote, (text, why))
}

/// A question with a few answers, found with three dots each.
fn give_dots(
    tx: &mut Tx<'_>,
    community: &Community,
    meeting: &Meeting,
    there: &[PersonId],
    talk: &Talk,
    goal: Option<GoalId>,
) -> Result<(), Stop> {
    let (Some(by), [question, options @ ..]) = (there.first().copied(), talk.among) else { return Ok(()) };
    let options: Vec<String> = options.iter().map(|o| (*o).to_owned()).collect();
    let new = NewVote { way: Way::Dots, text: question, why: "", goal, options: &options, dots: 3 };
    let Some(vote) = votes::propose(tx, by, community, meeting, &new)? else { return Ok(()) };
    later(tx, 60);
    votes::open(tx, by, community, meeting, vote, (0, question))?;
    for (n, person) in there.iter().enumerate() {
        let dots = [[2, 1, 0], [1, 1, 1], [3, 0, 0]][n % 3];
        votes::cast(tx, *person, community, meeting, vote, (1, &Showing::Dots(dots.to_vec())))?;
    }
    votes::keep(tx, by, community, meeting, vote, (&options[0], "it has the most dots"))
}

/// Every principal keeps an hour free on the day the teams meet.
pub(crate) fn keep_time(tx: &mut Tx<'_>, ground: &Ground, district: DistrictId, staff: &Staff) -> Result<(), Stop> {
    let last = ground.end.date_in(&zone());
    let day = school_day(last.saturating_sub(75.days()));
    tx.travel(crate::at(ground.first_day, 9, 0));
    for school in &staff.schools {
        let new = NewProtected {
            district,
            org: school.org,
            weekday: i64::from(day.weekday().to_monday_one_offset()),
            from: jiff::civil::time(15, 0, 0, 0),
            until: jiff::civil::time(16, 0, 0, 0),
            since: ground.first_day,
        };
        meetings::protect(tx, school.principal, &new)?;
    }
    tx.travel(ground.end);
    Ok(())
}

fn later(tx: &mut Tx<'_>, seconds: i64) {
    let then: Time = tx.now().plus_seconds(seconds);
    tx.travel(then);
}
