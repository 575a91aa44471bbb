//! Alignment: one goal serves another. One side offers, the other answers; many may serve many; no way leads back to where it
//! began. Teams choose, leaders propose: nothing is linked that the other side did not accept.

use learning::alignment::{self, End, Problem};
use store::{AlignmentId, Audience, DistrictId, Error, GoalId, PersonId, Principal, Time, Tx, args, audience, sql};

use super::goal::{self, Goal};
use super::queries;
use crate::{Stop, w};

/// What became of an offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    Accepted,
    Declined,
    Withdrawn,
}

impl Answer {
    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Answer::Accepted => "accepted",
            Answer::Declined => "declined",
            Answer::Withdrawn => "withdrawn",
        }
    }

    /// The answer of a stored name.
    pub fn named(name: &str) -> Option<Answer> {
        [Answer::Accepted, Answer::Declined, Answer::Withdrawn].into_iter().find(|a| a.stored() == name)
    }

    fn verb(self) -> &'static str {
        match self {
            Answer::Accepted => "alignment.accepted",
            Answer::Declined => "alignment.declined",
            Answer::Withdrawn => "alignment.withdrawn",
        }
    }
}

/// A link that is offered (no answer yet) or accepted.
#[derive(Clone, Debug)]
pub struct Link {
    pub id: AlignmentId,
    /// The goal that serves.
    pub below: GoalId,
    /// The goal it serves.
    pub above: GoalId,
    /// Which side offered.
    pub offered_from: End,
    pub answer: Option<Answer>,
    pub offered_by: PersonId,
    pub offered_by_name: String,
    pub at: Time,
}

impl Link {
    /// Whether both sides said yes.
    pub fn accepted(&self) -> bool {
        self.answer == Some(Answer::Accepted)
    }

    /// As the rules of alignment see it.
    pub fn to_align(&self) -> alignment::Link<GoalId> {
        alignment::Link {
            child: self.below,
            parent: self.above,
            offered_by: self.offered_from,
            accepted: self.accepted(),
        }
    }
}

/// An offer that waits for an answer.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub id: AlignmentId,
    /// The side that offered; the other one answers.
    pub offered_from: End,
    pub at: Time,
    /// The name of who offered.
    pub offered_by: String,
    pub below: GoalId,
    pub below_text: String,
    pub below_owner: String,
    pub above: GoalId,
    pub above_text: String,
    pub above_owner: String,
    /// It is others' to answer in the first place; the viewer could, from above.
    pub from_above: bool,
}

impl Waiting {
    /// The goal that waits for the answer, and the one that was offered to it.
    pub fn asked(&self) -> (GoalId, &str, &str) {
        match self.offered_from {
            End::Child => (self.above, &self.above_text, &self.below_text),
            End::Parent => (self.below, &self.below_text, &self.above_text),
        }
    }
}

/// An offer in short: what is offered to which goal, when and by whom.
#[derive(Clone, Debug)]
pub struct Offered {
    pub at: Time,
    /// The name of who offered.
    pub by: String,
    /// The goal that waits for the answer, and its text.
    pub goal: GoalId,
    pub mine: String,
    /// The text of the goal that was offered to it.
    pub theirs: String,
}

impl From<Waiting> for Offered {
    fn from(offer: Waiting) -> Offered {
        let (goal, mine, theirs) = offer.asked();
        let (mine, theirs) = (mine.to_owned(), theirs.to_owned());
        Offered { at: offer.at, by: offer.offered_by, goal, mine, theirs }
    }
}

/// Why a link wasn't offered or answered.
#[derive(Debug)]
pub enum Refusal {
    /// One of the two isn't there, or not for this person to see, or not of this district.
    Nothing,
    /// This person doesn't speak for the side they act for.
    NotYours,
    /// The rules of alignment say no.
    Rule(Problem),
    Broken(Error),
}

impl From<Error> for Refusal {
    fn from(e: Error) -> Refusal {
        Refusal::Broken(e)
    }
}

impl From<Refusal> for Stop {
    fn from(r: Refusal) -> Stop {
        match r {
            Refusal::Nothing => Stop::Nothing,
            Refusal::NotYours => Stop::NotYours(w::GOALS_ONLY_OWNER),
            Refusal::Rule(problem) => Stop::Refused(problem_word(problem)),
            Refusal::Broken(e) => Stop::Broken(e),
        }
    }
}

/// A problem in words.
pub(super) fn problem_word(problem: Problem) -> face::Word {
    match problem {
        Problem::Itself => w::GOALS_LINK_ITSELF,
        Problem::Downwards => w::GOALS_LINK_DOWNWARDS,
        Problem::Already => w::GOALS_LINK_ALREADY,
        Problem::Loop => w::GOALS_LINK_LOOP,
        Problem::OwnOffer => w::GOALS_LINK_OWN,
        Problem::AcceptedAlready => w::GOALS_LINK_ANSWERED,
        Problem::Unknown | Problem::ServesNothing | Problem::ServesNoStudentGoal => w::GOALS_LINK_UNKNOWN,
    }
}

sql! {
    // Offers of one district wait for each other, so that two of them can't close a loop together.
    TAKE_TURNS = "update org set changed = changed where id = $1";
    LIVE = "select a.below, a.above, a.side, a.answer from alignment a where a.district = $1 and (a.answer is null or a.answer = 'accepted')";
    INSERT = "insert into alignment (id, district, below, above, offered_by, offered_at, side, answer, answered_by, answered_at) \
              values ($1, $2, $3, $4, $5, $6, $7, null, null, null)";
    ANSWER = "update alignment set answer = $2, answered_by = $3, answered_at = $4 where id = $1 and answer is null";
    UNDO = "update alignment set answer = 'withdrawn', answered_by = $2, answered_at = $3 where id = $1 and answer = 'accepted'";
    FIND = "select below, above, side, answer, offered_by, offered_at from alignment where id = $1";
    SPEAKERS = "select count(distinct x.person) from ( \
        select g.owner_person as person from goal g where g.id = $1 and g.owner_person is not null \
        union select m.person from goal g join membership m on m.community = g.owner_community \
        where g.id = $1 and m.since <= $2 and m.until > $2 and m.part in ('member', 'facilitator') \
        union select r.person from goal g join org_above a on a.below = g.owner_org join role r on r.org = a.above \
        where g.id = $1 and r.since <= $2 and r.until > $2 and r.role in ('principal', 'siteAdministrator', 'districtAdministrator') \
        union select r.person from goal g join role r on r.org = g.district \
        where g.id = $1 and g.level in ('state', 'national') and r.since <= $2 and r.until > $2 and r.role = 'districtAdministrator' \
        ) x join person p on p.id = x.person where p.left_at is null and p.active and x.person <> $3";
    BLIND = "select count(*) from holding h where h.kind = $1 and h.who = $2 and h.since <= $3 and h.until > $3 and not exists ( \
        select 1 from audience_member am join holding s on s.kind = am.kind and s.who = am.who \
        where am.audience = $4 and s.person = h.person and s.since <= $3 and s.until > $3)";
    OPEN = "update goal set audience = $2 where id = $1";
}

/// Offers that `below` serves `above`, from the side `from`, for which `by` speaks. The goal on that side is opened to those
/// who answer, if they couldn't see it. When nobody else speaks for the other side and `by` does, it is accepted at once.
///
/// # Errors
/// [`Refusal`]: unknown or foreign goals, not one's own side, or a link the rules don't allow. Nothing is changed then.
pub fn offer(tx: &mut Tx<'_>, by: PersonId, below: GoalId, above: GoalId, from: End) -> Result<AlignmentId, Refusal> {
    let low = goal::seen_by(tx, by, below)?.ok_or(Refusal::Nothing)?;
    let high = goal::seen_by(tx, by, above)?.ok_or(Refusal::Nothing)?;
    if !goal::in_reach(tx, low.district, &high)? || low.ended.is_some() || high.ended.is_some() {
        return Err(Refusal::Nothing);
    }
    let (mine, theirs) = if from == End::Child { (&low, &high) } else { (&high, &low) };
    if !mine.ours {
        return Err(Refusal::NotYours);
    }
    let now = tx.now();
    tx.exec(TAKE_TURNS, args![low.district])?;
    let links = live(tx, low.district)?;
    alignment::may_offer(&[low.to_align(), high.to_align()], &links, &below, &above).map_err(Refusal::Rule)?;
    let id = AlignmentId(tx.fresh_id());
    let side = if from == End::Child { "below" } else { "above" };
    tx.exec(INSERT, args![id, low.district, below, above, by, now, side])?;
    let mine = open_to(tx, mine, theirs.owner.principal(), by)?;
    tell_both(tx, by, &mine, theirs, "alignment.offered")?;
    if theirs.ours && others(tx, theirs, by)? == 0 {
        settle(tx, by, id, &mine, theirs, Answer::Accepted)?;
    }
    Ok(id)
}

/// Answers an offer for the side that didn't make it, or withdraws it for the side that did.
///
/// # Errors
/// [`Refusal`]: unknown, not for this person to answer, or answered already. Nothing is changed then.
pub fn answer(tx: &mut Tx<'_>, by: PersonId, id: AlignmentId, answer: Answer) -> Result<(), Refusal> {
    let link = find(tx, id)?.ok_or(Refusal::Nothing)?;
    let low = goal::seen_by(tx, by, link.below)?.ok_or(Refusal::Nothing)?;
    let high = goal::seen_by(tx, by, link.above)?.ok_or(Refusal::Nothing)?;
    let (offering, answering) = if link.offered_from == End::Child { (&low, &high) } else { (&high, &low) };
    match (answer, link.answer) {
        (_, Some(Answer::Declined | Answer::Withdrawn)) => Err(Refusal::Rule(Problem::AcceptedAlready)),
        // What both agreed, either side can end.
        (Answer::Withdrawn, Some(Answer::Accepted)) if low.ours || high.ours => {
            let now = tx.now();
            tx.exec(UNDO, args![id, by, now])?;
            tell_both(tx, by, &low, &high, "alignment.ended").map_err(Refusal::Broken)
        }
        (_, Some(Answer::Accepted)) => Err(Refusal::Rule(Problem::AcceptedAlready)),
        (Answer::Withdrawn, None) if offering.ours => settle(tx, by, id, &low, &high, answer),
        (Answer::Withdrawn, None) => Err(Refusal::NotYours),
        (_, None) if !answering.ours => Err(Refusal::NotYours),
        (_, None) if link.offered_by == by => Err(Refusal::Rule(Problem::OwnOffer)),
        (_, None) => settle(tx, by, id, &low, &high, answer),
    }
}

fn settle(
    tx: &mut Tx<'_>,
    by: PersonId,
    id: AlignmentId,
    one: &Goal,
    other: &Goal,
    how: Answer,
) -> Result<(), Refusal> {
    let now = tx.now();
    if tx.exec(ANSWER, args![id, how.stored(), by, now])? == 0 {
        return Err(Refusal::Rule(Problem::AcceptedAlready));
    }
    tell_both(tx, by, one, other, how.verb()).map_err(Refusal::Broken)
}

/// One event on each goal, each with its own goal's text and audience, so that neither tells of the other more than it may.
fn tell_both(tx: &mut Tx<'_>, by: PersonId, one: &Goal, other: &Goal, verb: &'static str) -> Result<(), Error> {
    for goal in [one, other] {
        goal::tell(tx, goal, by, verb, goal.audience, &goal.short())?;
    }
    Ok(())
}

/// Lets those who answer see what they are asked about.
fn open_to(tx: &mut Tx<'_>, goal: &Goal, who: Principal, by: PersonId) -> Result<Goal, Error> {
    let now = tx.now();
    let known = audience::load(tx, goal.audience)?;
    let mut goal = goal.clone();
    if known.principals().contains(&who) {
        return Ok(goal);
    }
    let (kind, id) = who.columns();
    if tx.count(BLIND, args![kind, id, now, goal.audience])? == 0 {
        return Ok(goal);
    }
    let wider = Audience::of(known.principals().iter().copied().chain([who]));
    goal.audience = audience::store(tx, goal.district, &wider)?;
    tx.exec(OPEN, args![goal.id, goal.audience])?;
    goal::tell(tx, &goal, by, "goal.opened", goal.audience, &goal.short())?;
    Ok(goal)
}

/// How many people beside `by` speak for a goal's owner.
pub(super) fn others(tx: &mut Tx<'_>, goal: &Goal, by: PersonId) -> Result<i64, Error> {
    let now = tx.now();
    tx.count(SPEAKERS, args![goal.id, now, by])
}

fn live(tx: &mut Tx<'_>, district: DistrictId) -> Result<Vec<alignment::Link<GoalId>>, Error> {
    tx.rows(LIVE, args![district], |r| {
        let side: String = r.get(2)?;
        let answer: Option<String> = r.get(3)?;
        Ok(alignment::Link {
            child: r.get(0)?,
            parent: r.get(1)?,
            offered_by: if side == "above" { End::Parent } else { End::Child },
            accepted: answer.is_some(),
        })
    })
}

/// The link, whoever asks: only for the rules.
pub(super) fn find(tx: &mut Tx<'_>, id: AlignmentId) -> Result<Option<Link>, Error> {
    tx.one(FIND, args![id], |r| {
        let side: String = r.get(2)?;
        let answer: Option<String> = r.get(3)?;
        Ok(Link {
            id,
            below: r.get(0)?,
            above: r.get(1)?,
            offered_from: if side == "above" { End::Parent } else { End::Child },
            answer: answer.as_deref().and_then(Answer::named),
            offered_by: r.get(4)?,
            offered_by_name: String::new(),
            at: r.get(5)?,
        })
    })
}

/// One step of the way from a goal to the top.
#[derive(Clone, Debug)]
pub struct Step<G = Goal> {
    pub goal: G,
    /// Whether the link to it from the step before is accepted; an offer otherwise.
    pub accepted: bool,
    /// When that link was offered, and by which side.
    pub offered: Time,
    pub offered_from: End,
}

/// A goal in short.
#[derive(Clone, Debug)]
pub struct Brief {
    pub id: GoalId,
    pub text: String,
}

/// The way a goal leads, one step after the other: at each, the accepted link before an offered one, the older before the
/// newer. Other ways there may be are on the goals' own pages. What an educator goal leads to, unless it has a way of its own, is
/// what the student goal leads to that it serves: that one comes with the way, if the viewer can see it. `goals` and `links` are
/// those [`queries::above`] gives, by one question to the database, however long the way.
pub(super) fn way_up(goal: &Goal, mut goals: Vec<Goal>, links: &[Link]) -> (Option<Goal>, Vec<Step>) {
    let served = goals.iter().find(|g| Some(g.id) == goal.serves).cloned();
    let goes_on = |g: &Goal| links.iter().any(|l| l.below == goal.id && l.above == g.id) && g.ended.is_none();
    let from = served.as_ref().map(|s| s.id).filter(|_| !goals.iter().any(goes_on)).unwrap_or(goal.id);
    goals.retain(|g| g.ended.is_none() || g.id == from);
    (served, follow(from, goals, links, |g| g.id).1)
}

/// The way a goal leads, with no more of its goals than their texts. The goal itself comes with it, if the viewer can see it.
pub fn way_in_short(
    c: &mut store::Conn,
    me: &crate::Viewer,
    goal: GoalId,
) -> Result<(Option<Brief>, Vec<Step<Brief>>), Error> {
    let (goals, links) = queries::above_in_short(c, me, goal)?;
    Ok(follow(goal, goals, &links, |g| g.id))
}

fn follow<G>(goal: GoalId, mut goals: Vec<G>, links: &[Link], id: impl Fn(&G) -> GoalId) -> (Option<G>, Vec<Step<G>>) {
    let start = goals.iter().position(|g| id(g) == goal).map(|at| goals.swap_remove(at));
    let mut way: Vec<Step<G>> = Vec::new();
    let mut here = goal;
    while let Some(link) = links
        .iter()
        .filter(|l| l.below == here && goals.iter().any(|g| id(g) == l.above))
        .min_by_key(|l| (!l.accepted(), l.at, l.id))
    {
        let Some(at) = goals.iter().position(|g| id(g) == link.above) else { break };
        here = link.above;
        // Taken out, so that the way ends whatever the links are.
        let goal = goals.swap_remove(at);
        way.push(Step { goal, accepted: link.accepted(), offered: link.at, offered_from: link.offered_from });
    }
    (start, way)
}
