//! Deciding together: something is proposed, talked over and voted on by zero to five fingers; or one of several is found with
//! dots. The rules of agreement are [`learning::deciding`]'s; here a vote is kept, and nobody's hand leaves this file before its
//! round is shown.

use std::collections::BTreeMap;

use learning::deciding::{self, Dots, Fingers, FistToFive, Outcome, Rank, Refused, Scale, majority};
use store::{CommunityId, Conn, Error, GoalId, ItemId, MeetingId, PersonId, Row, Time, Tx, VoteId, args, sees, sql};
use uuid::Uuid;

use super::meeting::{self, Meeting};
use super::{deciding as log, queries};
use crate::communities::{self, Community};
use crate::{Stop, Viewer, w};

/// How something is decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Zero to five fingers, until nobody is below the line.
    Fingers,
    /// Each has some dots to give.
    Dots,
}

/// What is before a meeting, or was.
#[derive(Clone, Debug)]
pub struct Vote {
    pub id: VoteId,
    pub meeting: MeetingId,
    pub community: CommunityId,
    pub way: Way,
    /// The proposal as it is worded now, or the question.
    pub text: String,
    pub why: String,
    pub goal: Option<(GoalId, String)>,
    /// What the fingers mean, as it stood on the ballot.
    pub scale: Scale,
    pub options: Vec<String>,
    /// Dots each person has.
    pub dots: u32,
    pub by: PersonId,
    /// None: it is open.
    pub ended: Option<Time>,
    /// It ended in a decision.
    pub decided: bool,
    pub rounds: Vec<Round>,
    pub lines: Vec<Line>,
}

/// One showing of hands or dots.
#[derive(Clone, Debug)]
pub struct Round {
    pub id: Uuid,
    pub n: i64,
    /// The wording that was voted on.
    pub text: String,
    pub shown: bool,
    hands: Vec<Hand>,
}

/// What one person showed; nothing when they were there as it was shown and had not voted.
#[derive(Clone, Debug)]
struct Hand {
    person: PersonId,
    fingers: Option<Fingers>,
    dots: Option<Vec<u32>>,
}

/// Something that was said about it.
#[derive(Clone, Debug)]
pub struct Line {
    /// question, reaction, concern
    pub kind: String,
    round: Option<Uuid>,
    /// Whose concern.
    pub about: Option<PersonId>,
    pub text: String,
    pub by: PersonId,
}

/// A vote about to be put before a meeting.
pub struct NewVote<'a> {
    pub way: Way,
    pub text: &'a str,
    pub why: &'a str,
    pub goal: Option<GoalId>,
    pub options: &'a [String],
    pub dots: u32,
}

sql! {
    PROPOSE = "insert into vote (id, district, community, meeting, item, kind, text, why, goal, scale, options, dots, audience, by, at, ended, decision) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, null, null)";
    VOTES = "select v.id, v.meeting, v.community, v.kind, v.text, v.why, v.goal, g.text, v.scale, v.options, v.dots, v.by, v.ended, \
             v.decision is not null, r.id, r.n, r.text, r.shown is not null from vote v left join goal g on g.id = v.goal \
             left join vote_round r on r.vote = v.id where v.meeting = $1 order by v.at, v.id, r.n";
    // The hands raised, then the lines said, so that both are one question.
    RAISED_AND_SAID = "select 0 as part, r.vote, h.round, h.person, h.fingers, h.dots, null, null, null as at, null as id \
                       from vote v join vote_round r on r.vote = v.id join vote_hand h on h.round = r.id where v.meeting = $1 \
                       union all select 1, l.vote, l.round, l.by, null, l.text, l.kind, l.about, l.at, l.id \
                       from vote v join vote_line l on l.vote = v.id where v.meeting = $1 order by 1, 9, 10";
    MEETING_OF = "select v.meeting from vote v where v.id = $3 and ", sees!("v");
    LOCK = "update vote set text = text where id = $1 and ended is null";
    SAY = "insert into vote_line (id, district, vote, round, kind, about, text, by, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OPEN = "insert into vote_round (id, district, vote, n, text, by, at, shown) values ($1, $2, $3, $4, $5, $6, $7, null)";
    REWORD = "update vote set text = $2 where id = $1";
    CAST = "insert into vote_hand (round, person, district, fingers, dots, at) values ($1, $2, $3, $4, $5, $6) \
            on conflict (round, person) do update set fingers = excluded.fingers, dots = excluded.dots, at = excluded.at";
    SHOW = "update vote_round set shown = $2 where id = $1 and shown is null";
    NOT_COUNTED = "delete from vote_hand where round = $1 and person = $2";
    END = "update vote set ended = $2, decision = $3 where id = $1 and ended is null";
    WITH_HANDS = "update decision set hands = $2 where id = $1";
}

/// Everything that was and is before a meeting, oldest first. Ask only for a meeting the viewer can see.
pub(super) fn of_meeting(c: &mut Conn, id: MeetingId) -> Result<Vec<Vote>, Error> {
    let mut votes: Vec<Vote> = Vec::new();
    c.each(VOTES, args![id], &mut |r| {
        let vote: VoteId = r.get(0)?;
        if votes.last().is_none_or(|v| v.id != vote) {
            votes.push(read(r, vote)?);
        }
        if let (Some(last), Some(id)) = (votes.last_mut(), r.maybe::<Uuid>(14)?) {
            last.rounds.push(Round { id, n: r.get(15)?, text: r.get(16)?, shown: r.get(17)?, hands: Vec::new() });
        }
        Ok(())
    })?;
    c.each(RAISED_AND_SAID, args![id], &mut |r| {
        let (vote, round, person): (VoteId, Option<Uuid>, PersonId) = (r.get(1)?, r.maybe(2)?, r.get(3)?);
        let Some(vote) = votes.iter_mut().find(|v| v.id == vote) else { return Ok(()) };
        if r.get::<i64>(0)? == 1 {
            vote.lines.push(Line { kind: r.get(6)?, round, about: r.maybe(7)?, text: r.get(5)?, by: person });
            return Ok(());
        }
        let (fingers, dots): (Option<i64>, Option<String>) = (r.maybe(4)?, r.get(5)?);
        if let Some(round) = vote.rounds.iter_mut().find(|r| Some(r.id) == round) {
            round.hands.push(Hand {
                person,
                fingers: fingers.and_then(|f| u8::try_from(f).ok()).and_then(Fingers::new),
                dots: dots.map(|d| d.split(',').map(|n| n.parse().unwrap_or(0)).collect()),
            });
        }
        Ok(())
    })?;
    Ok(votes)
}

fn read(r: &Row<'_>, id: VoteId) -> Result<Vote, Error> {
    let (kind, scale, options): (String, Option<String>, Option<String>) = (r.get(3)?, r.get(8)?, r.get(9)?);
    let scale = match scale {
        Some(json) => Scale::from_json(&json).map_err(|e| Error::Ours(format!("a stored scale can't be read: {e}")))?,
        None => Scale::fist_to_five(),
    };
    Ok(Vote {
        id,
        meeting: r.get(1)?,
        community: r.get(2)?,
        way: if kind == "dots" { Way::Dots } else { Way::Fingers },
        text: r.get(4)?,
        why: r.get(5)?,
        goal: r.maybe(6)?.zip(r.maybe(7)?),
        scale,
        options: options.map(|o| o.lines().map(str::to_owned).collect()).unwrap_or_default(),
        dots: r.maybe::<i64>(10)?.and_then(|d| u32::try_from(d).ok()).unwrap_or(0),
        by: r.get(11)?,
        ended: r.maybe(12)?,
        decided: r.get(13)?,
        rounds: Vec::new(),
        lines: Vec::new(),
    })
}

/// The meeting a vote is before, if the viewer can see the vote.
pub(super) fn meeting_of(c: &mut Conn, me: &Viewer, id: VoteId) -> Result<Option<MeetingId>, Error> {
    c.one(MEETING_OF, args![me.person, me.now, id], |r| r.get(0))
}

/// Who may vote: who said they are there, in the room or online, and does the community's work now.
pub(super) fn voters(c: &mut Conn, community: &Community, meeting: MeetingId) -> Result<Vec<PersonId>, Error> {
    let members = communities::members(c, community.id)?;
    let here = queries::present(c, meeting)?;
    Ok(here.into_iter().filter(|p| members.iter().any(|m| m.person == *p && m.works())).collect())
}

/// How a vote stands.
pub(super) enum Stand {
    /// It is talked over; nobody has voted.
    Talk,
    /// A round is open: who is there and has not voted, and how many have.
    Open { waiting: Vec<PersonId>, voted: usize },
    /// Fingers were shown.
    Shown { outcome: Outcome<PersonId>, unheard: Vec<PersonId> },
    /// Dots were shown, best first.
    Ranked(Vec<Rank<usize>>),
}

impl Round {
    /// The round as the rules see it. While it is hidden the present are those who may vote now, and who isn't in the community
    /// any more is out with their hand; once it is shown it knows itself who was in it.
    fn rule(
        &self,
        voters: &[PersonId],
        works: impl Fn(&PersonId) -> bool,
        heard: Vec<PersonId>,
    ) -> deciding::Round<PersonId> {
        let zero = Fingers::try_from(0).ok();
        let votes = self.hands.iter().filter(|h| self.shown || works(&h.person)).filter_map(|h| {
            let fingers = h.fingers.or(h.dots.as_ref().and(zero))?;
            Some((h.person, fingers))
        });
        let present: Vec<PersonId> = match self.shown {
            true => self.hands.iter().map(|h| h.person).collect(),
            false => voters.to_vec(),
        };
        deciding::Round::restored(present, votes, self.shown, heard)
    }

    /// How many showed each number; nothing while it is hidden.
    pub(super) fn counts(&self) -> Option<[usize; 6]> {
        self.shown.then(|| {
            let mut counts = [0; 6];
            for fingers in self.hands.iter().filter_map(|h| h.fingers) {
                counts[usize::from(u8::from(fingers))] += 1;
            }
            counts
        })
    }
}

impl Vote {
    /// The last round.
    pub(super) fn round(&self) -> Option<&Round> {
        self.rounds.last()
    }

    fn heard(&self, round: &Round) -> Vec<PersonId> {
        let concerns = self.lines.iter().filter(|l| l.kind == "concern" && l.round == Some(round.id));
        concerns.filter_map(|l| l.about).collect()
    }

    /// All the rounds by the rules; the quorum is more than half of those who are in the last one.
    fn fist(&self, voters: &[PersonId], works: impl Fn(&PersonId) -> bool) -> Option<FistToFive<PersonId>> {
        let (last, before) = self.rounds.split_last()?;
        let rule = |round: &Round| round.rule(voters, &works, self.heard(round));
        let people = if last.shown { last.hands.len() } else { voters.len() };
        let earlier = before.iter().map(rule).collect();
        Some(FistToFive::restored(self.scale.clone(), majority(people), earlier, rule(last)))
    }

    /// How it stands, among those who may vote now.
    pub(super) fn stand(&self, voters: &[PersonId], works: impl Fn(&PersonId) -> bool) -> Stand {
        let Some(round) = self.round() else { return Stand::Talk };
        let rule = round.rule(voters, &works, Vec::new());
        if !round.shown {
            return Stand::Open { waiting: rule.waiting().copied().collect(), voted: rule.count() };
        }
        if self.way == Way::Dots {
            return Stand::Ranked(self.tally(round));
        }
        let fist = self.fist(voters, works);
        let unheard = fist.as_ref().map(FistToFive::unheard).unwrap_or_default();
        let outcome = fist.as_ref().and_then(FistToFive::outcome);
        // A round that is shown has an outcome; without one nothing could be decided.
        let none = Outcome::NoQuorum { voted: 0, needed: 1 };
        Stand::Shown { outcome: outcome.unwrap_or(none), unheard }
    }

    /// The options by their dots, best first; only of a round that is shown.
    fn tally(&self, round: &Round) -> Vec<Rank<usize>> {
        let options: Vec<usize> = (0..self.options.len()).collect();
        let ballots: BTreeMap<PersonId, BTreeMap<usize, u32>> = round
            .hands
            .iter()
            .filter(|_| round.shown)
            .filter_map(|h| Some((h.person, ballot(h.dots.as_deref()?))))
            .collect();
        self.rule_of_dots().tally(&options, &ballots).unwrap_or_default()
    }

    fn rule_of_dots(&self) -> Dots {
        Dots { per_person: self.dots, per_option: self.dots }
    }

    /// The viewer's own fingers in the open round, for themselves alone.
    pub(super) fn own_fingers(&self, me: PersonId) -> Option<u8> {
        self.own(me)?.fingers.map(u8::from)
    }

    /// The viewer's own dots in the open round, for themselves alone.
    pub(super) fn own_dots(&self, me: PersonId) -> Option<&[u32]> {
        self.own(me)?.dots.as_deref()
    }

    fn own(&self, me: PersonId) -> Option<&Hand> {
        self.round()?.hands.iter().find(|h| h.person == me)
    }

    /// Those below the line in a round that is shown: they were heard, or will be.
    pub(super) fn below(&self, round: &Round) -> impl Iterator<Item = PersonId> {
        let low = |h: &&Hand| h.fingers.is_some_and(|f| u8::from(f) < self.scale.threshold);
        round.hands.iter().filter(|_| round.shown).filter(low).map(|h| h.person)
    }

    /// Everybody of whom it tells: who proposed it, showed a hand or said something, and whose concern it was.
    pub(super) fn people(&self) -> impl Iterator<Item = PersonId> {
        let hands = self.rounds.iter().flat_map(|r| &r.hands).map(|h| h.person);
        let said = self.lines.iter().flat_map(|l| std::iter::once(l.by).chain(l.about));
        std::iter::once(self.by).chain(hands).chain(said)
    }

    /// The options by their dots, when they were shown.
    pub(super) fn ranking(&self) -> Vec<Rank<usize>> {
        match self.round() {
            Some(round) if round.shown && self.way == Way::Dots => self.tally(round),
            _ => Vec::new(),
        }
    }
}

fn ballot(dots: &[u32]) -> BTreeMap<usize, u32> {
    dots.iter().copied().enumerate().collect()
}

/// Puts something before a meeting that runs. One thing at a time: false when something is open already, and nothing is changed.
///
/// # Errors
/// [`Stop::Refused`] when the meeting doesn't run. The caller has asked whether the goal is the community's.
pub fn propose(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    new: &NewVote<'_>,
) -> Result<Option<VoteId>, Stop> {
    meeting.runs()?;
    let (id, now) = (VoteId(tx.fresh_id()), tx.now());
    let item: Option<ItemId> = meeting.now.map(|(item, _)| item);
    let (kind, scale, options) = match new.way {
        Way::Fingers => {
            let scale = serde_json::to_string(&Scale::fist_to_five()).map_err(|e| Error::Ours(e.to_string()))?;
            ("hands", Some(scale), None)
        }
        Way::Dots => ("dots", None, Some(new.options.join("\n"))),
    };
    let dots = (new.way == Way::Dots).then(|| i64::from(new.dots));
    let (district, inside) = (community.district, community.inside);
    let row = args![
        id,
        district,
        community.id,
        meeting.id,
        item,
        kind,
        new.text,
        new.why,
        new.goal,
        scale,
        options,
        dots,
        inside,
        by,
        now
    ];
    match tx.attempt(|tx| tx.exec(PROPOSE, row)) {
        Err(Error::Taken(_)) => return Ok(None),
        other => other?,
    };
    meeting::tell(tx, community, meeting.id, Some(by), "proposal.made", new.text)?;
    Ok(Some(id))
}

/// The vote to change, held so that two who change it come one after the other.
fn at_work(tx: &mut Tx<'_>, meeting: &Meeting, id: VoteId) -> Result<Vote, Stop> {
    meeting.runs()?;
    let open = tx.exec(LOCK, args![id])? == 1;
    let vote = of_meeting(tx, meeting.id)?.into_iter().find(|v| v.id == id).ok_or(Stop::Nothing)?;
    if open { Ok(vote) } else { Err(Stop::Refused(w::VOTE_IS_OVER)) }
}

fn refused(why: Refused) -> Stop {
    match why {
        Refused::NotPresent => Stop::Refused(w::VOTE_NOT_PRESENT),
        Refused::Shown => Stop::Refused(w::VOTE_IS_SHOWN),
        Refused::Hidden => Stop::Refused(w::VOTE_IS_HIDDEN),
        Refused::NotHeard => Stop::Refused(w::VOTE_NOT_HEARD),
        Refused::Agreed => Stop::Refused(w::VOTE_AGREED),
        Refused::NotBelow | Refused::NotANumberOfFingers => Stop::Nothing,
    }
}

/// Refuses what may only be done after a round was shown.
fn still_hidden(vote: &Vote) -> Result<(), Stop> {
    match vote.round() {
        Some(round) if !round.shown => Err(Stop::Refused(w::VOTE_IS_HIDDEN)),
        _ => Ok(()),
    }
}

/// Adds what somebody asks or says about it.
///
/// # Errors
/// [`Stop::Refused`] when the meeting doesn't run or the vote is over.
pub fn say(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    id: VoteId,
    (kind, text): (&'static str, &str),
) -> Result<(), Stop> {
    at_work(tx, meeting, id)?;
    let (row, now, nobody) = (tx.fresh_id(), tx.now(), None::<PersonId>);
    tx.exec(SAY, args![row, community.district, id, None::<Uuid>, kind, nobody, text, by, now])?;
    meeting::stirs(tx, community, meeting.id)
}

/// Opens the next round after the `seen` there were, with this wording. False when somebody opened it a moment ago: then nothing
/// is changed.
///
/// # Errors
/// [`Stop::Refused`] while the last round is hidden, when it agreed, or when somebody below the line has not been heard.
pub fn open(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    id: VoteId,
    (seen, wording): (usize, &str),
) -> Result<bool, Stop> {
    let vote = at_work(tx, meeting, id)?;
    if vote.rounds.len() != seen {
        return Ok(false);
    }
    still_hidden(&vote)?;
    let people = voters(tx, community, meeting.id)?;
    if vote.way == Way::Dots && seen > 0 {
        return Err(Stop::Refused(w::VOTE_IS_SHOWN));
    }
    if let Some(mut fist) = vote.fist(&people, |p| people.contains(p)) {
        fist.again(people.iter().copied()).map_err(refused)?;
    }
    let (round, now, n) = (tx.fresh_id(), tx.now(), i64::try_from(seen + 1).unwrap_or(i64::MAX));
    tx.exec(OPEN, args![round, community.district, id, n, wording, by, now])?;
    tx.exec(REWORD, args![id, wording])?;
    meeting::stirs(tx, community, meeting.id)?;
    Ok(true)
}

/// What somebody shows.
pub enum Showing {
    Fingers(u8),
    /// Dots on each option, in order.
    Dots(Vec<u32>),
}

/// Casts a vote in round `n`, or changes one's own. The last one of those who are there shows the round.
///
/// # Errors
/// [`Stop::Refused`] when the round is shown or somebody isn't there; [`Stop::Nothing`] for what can't be shown.
pub fn cast(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    id: VoteId,
    (n, showing): (i64, &Showing),
) -> Result<(), Stop> {
    let vote = at_work(tx, meeting, id)?;
    let round = vote.round().filter(|r| r.n == n && !r.shown).ok_or(Stop::Refused(w::VOTE_IS_SHOWN))?;
    let people = voters(tx, community, meeting.id)?;
    let (fingers, dots) = match (showing, vote.way) {
        (Showing::Fingers(n), Way::Fingers) => (Fingers::new(*n).ok_or(Stop::Nothing)?, None),
        (Showing::Dots(dots), Way::Dots) if dots.len() == vote.options.len() => {
            let options: Vec<usize> = (0..dots.len()).collect();
            let kept = vote.rule_of_dots().check(&options, &ballot(dots));
            kept.map_err(|_| Stop::Refused(w::VOTE_TOO_MANY_DOTS))?;
            let text: Vec<String> = dots.iter().map(u32::to_string).collect();
            (Fingers::new(0).ok_or(Stop::Nothing)?, Some(text.join(",")))
        }
        _ => return Err(Stop::Nothing),
    };
    match round.rule(&people, |p| people.contains(p) || *p == by, Vec::new()).cast(by, fingers) {
        // All who are there now have voted, because somebody went: until it is shown, one may still change one's mind.
        Ok(()) | Err(Refused::Shown) if people.contains(&by) => {}
        Ok(()) => {}
        Err(why) => return Err(refused(why)),
    }
    let shown = dots.is_none().then(|| i64::from(u8::from(fingers)));
    let now = tx.now();
    tx.exec(CAST, args![round.id, by, community.district, shown, dots, now])?;
    meeting::stirs(tx, community, meeting.id)?;
    settle(tx, community, meeting)
}

/// Shows the open round when everybody who is there has voted. Asked after a vote, and when somebody comes or goes.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub(super) fn settle(tx: &mut Tx<'_>, community: &Community, meeting: &Meeting) -> Result<(), Stop> {
    let open = of_meeting(tx, meeting.id)?.into_iter().find(|v| v.ended.is_none());
    let Some(vote) = open else { return Ok(()) };
    let Some(round) = vote.round().filter(|r| !r.shown) else { return Ok(()) };
    let people = voters(tx, community, meeting.id)?;
    let works = workers(tx, community)?;
    if round.rule(&people, |p| works.contains(p), Vec::new()).shown() {
        freeze(tx, community, meeting, round, &people, &works)?;
    }
    Ok(())
}

fn workers(c: &mut Conn, community: &Community) -> Result<Vec<PersonId>, Error> {
    let members = communities::members(c, community.id)?;
    Ok(members.into_iter().filter(communities::Membership::works).map(|m| m.person).collect())
}

/// The round is shown, and knows from now on who was in it. Whoever isn't in the community any more isn't counted.
fn freeze(
    tx: &mut Tx<'_>,
    community: &Community,
    meeting: &Meeting,
    round: &Round,
    people: &[PersonId],
    works: &[PersonId],
) -> Result<(), Stop> {
    let now = tx.now();
    if tx.exec(SHOW, args![round.id, now])? == 0 {
        return Ok(());
    }
    for hand in round.hands.iter().filter(|h| !works.contains(&h.person)) {
        tx.exec(NOT_COUNTED, args![round.id, hand.person])?;
    }
    for person in people.iter().filter(|p| round.hands.iter().all(|h| h.person != **p)) {
        let nothing = (None::<i64>, None::<String>);
        tx.exec(CAST, args![round.id, *person, community.district, nothing.0, nothing.1, now])?;
    }
    meeting::stirs(tx, community, meeting.id)
}

/// Shows round `n` with the votes there are: for who facilitates, and for anyone when nobody is waited for. Shown twice is once.
///
/// # Errors
/// [`Stop::Refused`] when nobody has voted, or for somebody who doesn't facilitate while others are waited for.
pub fn show(
    tx: &mut Tx<'_>,
    community: &Community,
    meeting: &Meeting,
    id: VoteId,
    (n, leads): (i64, bool),
) -> Result<(), Stop> {
    let vote = at_work(tx, meeting, id)?;
    let round = vote.round().filter(|r| r.n == n).ok_or(Stop::Nothing)?;
    if round.shown {
        return Ok(());
    }
    let people = voters(tx, community, meeting.id)?;
    let works = workers(tx, community)?;
    let rule = round.rule(&people, |p| works.contains(p), Vec::new());
    if rule.count() == 0 {
        return Err(Stop::Refused(w::VOTE_NOBODY_YET));
    }
    if !leads && !rule.shown() {
        return Err(Stop::NotYours(w::VOTE_FACILITATOR_SHOWS));
    }
    freeze(tx, community, meeting, round, &people, &works)
}

/// Writes down what somebody below the line is worried about; they are heard then.
///
/// # Errors
/// [`Stop::Refused`] while the round is hidden; [`Stop::Nothing`] for somebody who isn't below the line.
pub fn hear(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    id: VoteId,
    (person, text): (PersonId, &str),
) -> Result<(), Stop> {
    let vote = at_work(tx, meeting, id)?;
    still_hidden(&vote)?;
    let round = vote.round().filter(|_| vote.way == Way::Fingers).ok_or(Stop::Nothing)?.id;
    let mut fist = vote.fist(&[], |_| true).ok_or(Stop::Nothing)?;
    fist.hear(&person).map_err(refused)?;
    let (row, now) = (tx.fresh_id(), tx.now());
    tx.exec(SAY, args![row, community.district, id, Some(round), "concern", Some(person), text, by, now])?;
    meeting::stirs(tx, community, meeting.id)
}

/// What was agreed, or what the dots say, becomes a decision in the log: with why, the goal, and how many showed what.
///
/// # Errors
/// [`Stop::Refused`] when nothing was shown yet or somebody is below the line.
pub fn keep(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    id: VoteId,
    (text, why): (&str, &str),
) -> Result<(), Stop> {
    let vote = at_work(tx, meeting, id)?;
    match vote.stand(&[], |_| true) {
        Stand::Shown { outcome: Outcome::Consensus, .. } | Stand::Ranked(_) => {}
        Stand::Shown { .. } => return Err(Stop::Refused(w::VOTE_NOT_AGREED)),
        Stand::Talk | Stand::Open { .. } => return Err(Stop::Refused(w::VOTE_IS_HIDDEN)),
    }
    let text = if vote.way == Way::Fingers { vote.text.as_str() } else { text };
    let decision = log::keep(tx, by, community, meeting, (text, why), vote.goal.as_ref().map(|(id, _)| *id))?;
    if vote.way == Way::Fingers {
        let rounds = vote.rounds.iter().filter_map(Round::counts);
        let counts: Vec<String> = rounds.map(|c| c.map(|n| n.to_string()).join(",")).collect();
        tx.exec(WITH_HANDS, args![decision, counts.join(";")])?;
    }
    let now = tx.now();
    tx.exec(END, args![id, now, Some(decision)])?;
    Ok(())
}

/// Lets it go for today, undecided. What was hidden stays hidden.
///
/// # Errors
/// [`Stop::Refused`] when the meeting doesn't run or the vote is over.
pub fn let_go(tx: &mut Tx<'_>, community: &Community, meeting: &Meeting, id: VoteId) -> Result<(), Stop> {
    at_work(tx, meeting, id)?;
    let now = tx.now();
    tx.exec(END, args![id, now, None::<Uuid>])?;
    meeting::stirs(tx, community, meeting.id)
}
