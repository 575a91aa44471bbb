//! A lesson: drafted when a cycle ends, edited by the team, shared when they choose to.

use store::{
    Audience, AudienceId, CommunityId, CycleId, DistrictId, LessonId, PersonId, Principal, StrategyId, Time, Tx, args,
    audience, events, sql,
};

use super::queries;
use crate::{Stop, cycles, w};

/// A lesson as its viewer may see it.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub id: LessonId,
    pub district: DistrictId,
    pub district_name: String,
    pub community: CommunityId,
    pub community_name: String,
    /// The school or office the community belongs to.
    pub place: String,
    pub cycle: CycleId,
    pub strategy: Option<StrategyId>,
    pub title: String,
    /// What the team did.
    pub tried: String,
    /// What it found, with the figures.
    pub found: String,
    /// What it would tell a colleague.
    pub advice: String,
    /// How the cycle ended: adopt, adapt, abandon.
    pub outcome: String,
    pub shared: Option<Time>,
    pub audience: AudienceId,
    pub by_name: String,
    pub at: Time,
    pub rev: i64,
    /// Whether anyone can read it without signing in.
    pub public: bool,
}

/// The words of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub title: String,
    pub tried: String,
    pub found: String,
    pub advice: String,
}

/// How far a lesson is shared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Everyone in the district.
    District,
    /// Anyone at all.
    Everyone,
}

sql! {
    INSERT = "insert into lesson (id, district, community, cycle, strategy, title, tried, found, advice, outcome, state, audience, by, at, \
              shared_at, rev) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'draft', $11, $12, $13, null, 1)";
    UPDATE = "update lesson set title = $3, tried = $4, found = $5, advice = $6, by = $7, rev = rev + 1 where id = $1 and rev = $2";
    SHARE = "update lesson set state = 'shared', audience = $2, shared_at = $3, rev = rev + 1 where id = $1";
    TAKE_BACK = "update lesson set state = 'draft', audience = $2, shared_at = null, rev = rev + 1 where id = $1";
}

/// Puts down a lesson of a closed cycle as a draft for its team.
///
/// # Errors
/// [`Stop::Refused`] when the cycle hasn't ended or has its lesson already; [`Stop::Nothing`] when it isn't there.
pub fn add(tx: &mut Tx<'_>, by: PersonId, cycle: CycleId, text: &Text) -> Result<LessonId, Stop> {
    let ended = cycles::ended(tx, cycle)?.ok_or(Stop::Refused(w::LESSON_NOT_YET))?;
    if queries::id_of_cycle(tx, cycle)?.is_some() {
        return Err(Stop::Refused(w::LESSON_IS_THERE));
    }
    let (id, now) = (LessonId(tx.fresh_id()), tx.now());
    let outcome = ended.outcome.as_deref().unwrap_or("");
    tx.exec(
        INSERT,
        args![
            id,
            ended.district,
            ended.community,
            cycle,
            ended.links.strategy,
            &text.title,
            &text.tried,
            &text.found,
            &text.advice,
            outcome,
            ended.audience,
            by,
            now
        ],
    )?;
    let about = (ended.district, ended.community);
    tell(tx, id, about, by, "lesson.drafted", ended.audience, &text.title)?;
    Ok(id)
}

/// Changes the words of a lesson that was read at version `was.rev`; false when somebody saved first.
pub(super) fn change(tx: &mut Tx<'_>, by: PersonId, was: &Lesson, text: &Text) -> Result<bool, Stop> {
    let done = tx.exec(UPDATE, args![was.id, was.rev, &text.title, &text.tried, &text.found, &text.advice, by])? == 1;
    if done {
        tell(tx, was.id, (was.district, was.community), by, "lesson.changed", was.audience, &text.title)?;
    }
    Ok(done)
}

/// Shares a lesson with everyone in the district, or with anyone. The caller has asked whether `by` works in its community.
///
/// # Errors
/// [`Stop::Nothing`] when it isn't there.
pub fn share(tx: &mut Tx<'_>, by: PersonId, lesson: LessonId, reach: Reach) -> Result<(), Stop> {
    let (district, community, title) = queries::place(tx, lesson)?.ok_or(Stop::Nothing)?;
    let who = match reach {
        Reach::District => Principal::District(district),
        Reach::Everyone => Principal::Everyone,
    };
    let seen = audience::store(tx, district, &Audience::of([who]))?;
    let now = tx.now();
    tx.exec(SHARE, args![lesson, seen, now])?;
    // Everyone in the district may know that it was shared; the world learns of it by reading.
    let told = audience::store(tx, district, &Audience::of([Principal::District(district)]))?;
    tell(tx, lesson, (district, community), by, "lesson.shared", told, &title)
}

/// Makes a shared lesson the team's own draft again.
///
/// # Errors
/// [`Stop::Nothing`] when it isn't there.
pub fn take_back(tx: &mut Tx<'_>, by: PersonId, lesson: LessonId) -> Result<(), Stop> {
    let (district, community, title) = queries::place(tx, lesson)?.ok_or(Stop::Nothing)?;
    let inside = audience::store(tx, district, &Audience::of([Principal::Community(community)]))?;
    tx.exec(TAKE_BACK, args![lesson, inside])?;
    tell(tx, lesson, (district, community), by, "lesson.taken_back", inside, &title)
}

fn tell(
    tx: &mut Tx<'_>,
    lesson: LessonId,
    (district, community): (DistrictId, CommunityId),
    by: PersonId,
    verb: &'static str,
    audience: AudienceId,
    title: &str,
) -> Result<(), Stop> {
    let event = events::Event {
        district,
        actor: Some(by),
        verb,
        thing: ("lesson", lesson.0),
        community: Some(community),
        org: None,
        audience,
        about: title,
    };
    Ok(events::write(tx, &event)?)
}
