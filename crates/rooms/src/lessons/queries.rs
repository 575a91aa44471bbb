//! What the room asks the database.

use store::{CommunityId, Conn, CycleId, DistrictId, Error, LessonId, Row, StrategyId, args, pattern, sees, sql};

use super::lesson::Lesson;
use crate::Viewer;

/// The columns [`read`] reads, of alias `l` with the names around it, and the tables they come from.
macro_rules! lesson {
    () => {
        "select l.id, l.district, d.name, l.community, m.name, o.name, l.cycle, l.strategy, l.title, l.tried, l.found, l.advice, \
         l.outcome, l.shared_at, l.audience, p.name, l.at, l.rev, \
         exists (select 1 from audience_member ev where ev.audience = l.audience and ev.kind = 0) \
         from lesson l join community m on m.id = l.community join org o on o.id = m.org join org d on d.id = l.district \
         join person p on p.id = l.by "
    };
}

sql! {
    FIND = lesson!(), "where l.id = $3 and ", sees!("l");
    PUBLIC = lesson!(), "where l.id = $1 and l.state = 'shared' and exists (select 1 from audience_member a where a.audience = l.audience and a.kind = 0)";
    OF_CYCLE = lesson!(), "where l.cycle = $3 and ", sees!("l");
    OF_STRATEGY = lesson!(), "where l.strategy = $3 and l.state = 'shared' and ", sees!("l"), " order by l.shared_at desc, l.id limit 50";
    RECENT = lesson!(), "where l.state = 'shared' and ", sees!("l"), " order by l.shared_at desc, l.id desc limit 10";
    DRAFTS = lesson!(), "where l.state = 'draft' and ", sees!("l"), " order by l.at desc, l.id limit 50";
    // A filter that isn't used is a case of its own, as in the directory.
    SEARCH = lesson!(), "where l.state = 'shared' and case when $3 = '' then true else l.outcome = $3 end \
             and case when cast($4 as uuid) is null then true else l.strategy = $4 end \
             and case when $5 = '' then true else lower(l.title) like $5 escape '!' or lower(l.tried) like $5 escape '!' \
             or lower(l.found) like $5 escape '!' or lower(l.advice) like $5 escape '!' or lower(m.name) like $5 escape '!' end and ",
             sees!("l"), " and case when cast($6 as uuid) is null then true \
             else (l.shared_at, l.id) < (select a.shared_at, a.id from lesson a where a.id = $6) end \
             order by l.shared_at desc, l.id desc limit $7";
    ID_OF_CYCLE = "select id from lesson where cycle = $1";
    PLACE = "select district, community, title from lesson where id = $1";
}

/// The lesson, if the viewer can see it.
pub fn find(c: &mut Conn, me: &Viewer, id: LessonId) -> Result<Option<Lesson>, Error> {
    c.one(FIND, args![me.person, me.now, id], read)
}

/// The lesson, if anyone at all can see it.
pub(super) fn public(c: &mut Conn, id: LessonId) -> Result<Option<Lesson>, Error> {
    c.one(PUBLIC, args![id], read)
}

/// The lesson of a cycle, if the viewer can see it.
pub fn of_cycle(c: &mut Conn, me: &Viewer, cycle: CycleId) -> Result<Option<Lesson>, Error> {
    c.one(OF_CYCLE, args![me.person, me.now, cycle], read)
}

/// The shared lessons about a strategy that the viewer can see, newest first.
pub(super) fn of_strategy(c: &mut Conn, me: &Viewer, strategy: StrategyId) -> Result<Vec<Lesson>, Error> {
    c.rows(OF_STRATEGY, args![me.person, me.now, strategy], read)
}

/// The lessons shared last that the viewer can see, from other districts too: at most ten.
pub fn recent_for(c: &mut Conn, me: &Viewer) -> Result<Vec<Lesson>, Error> {
    c.rows(RECENT, args![me.person, me.now], read)
}

/// The drafts of the viewer's communities.
pub(super) fn drafts(c: &mut Conn, me: &Viewer) -> Result<Vec<Lesson>, Error> {
    c.rows(DRAFTS, args![me.person, me.now], read)
}

/// Shared lessons by outcome, strategy and words, newest first, those after `after`: at most `most`; empty `outcome` and `words` mean any.
pub(super) fn search(
    c: &mut Conn,
    me: &Viewer,
    outcome: &str,
    strategy: Option<StrategyId>,
    words: &str,
    after: Option<LessonId>,
    most: usize,
) -> Result<Vec<Lesson>, Error> {
    c.rows(SEARCH, args![me.person, me.now, outcome, strategy, pattern(words, "%", "%"), after, most], read)
}

/// The id of a cycle's lesson, whoever asks: only to draft it once.
pub(super) fn id_of_cycle(c: &mut Conn, cycle: CycleId) -> Result<Option<LessonId>, Error> {
    c.one(ID_OF_CYCLE, args![cycle], |r| r.get(0))
}

/// Where a lesson belongs, and its title.
pub(super) fn place(c: &mut Conn, id: LessonId) -> Result<Option<(DistrictId, CommunityId, String)>, Error> {
    c.one(PLACE, args![id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

fn read(r: &Row<'_>) -> Result<Lesson, Error> {
    Ok(Lesson {
        id: r.get(0)?,
        district: r.get(1)?,
        district_name: r.get(2)?,
        community: r.get(3)?,
        community_name: r.get(4)?,
        place: r.get(5)?,
        cycle: r.get(6)?,
        strategy: r.maybe(7)?,
        title: r.get(8)?,
        tried: r.get(9)?,
        found: r.get(10)?,
        advice: r.get(11)?,
        outcome: r.get(12)?,
        shared: r.maybe(13)?,
        audience: r.get(14)?,
        by_name: r.get(15)?,
        at: r.get(16)?,
        rev: r.get(17)?,
        public: r.get(18)?,
    })
}
