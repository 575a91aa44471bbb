//! What the room asks the database. `$1` is the person who looks and `$2` is now, in every statement that shows something.

use std::collections::{HashMap, HashSet};

use store::{
    AlignmentId, CommunityId, Conn, DistrictId, Error, GoalId, MeasureId, OrgId, PersonId, Row, Sql, Time, Val, args,
    sees, sql,
};

use super::align::{Answer, Brief, Link, Offered, Waiting};
use super::goal::{Ending, Goal, Kind, Owner, level_named};
use super::measure::{Better, Measure, Observation, Watched};
use crate::Viewer;
use crate::communities::Community;
use crate::people::{Names, few_ids, many_ids, of_ids};
use learning::alignment::{End, Level};

/// True for goals of alias `$t` for whose owner the person in `$1` speaks at the time in `$2`: their own, those of a community
/// they work in, those of an organization they lead (or lead from above), and state and national texts of a district they lead.
macro_rules! speaks {
    ($t:literal) => {
        concat!(
            " (",
            speaks_as_member!($t),
            " or exists (select 1 from role sr join org_above sa on sa.above = sr.org where sa.below = ",
            $t,
            ".owner_org \
             and sr.person = $1 and sr.since <= $2 and sr.until > $2 \
             and sr.role in ('principal', 'siteAdministrator', 'districtAdministrator')) \
             or (",
            $t,
            ".level in ('state', 'national') and exists (select 1 from role sd where sd.org = ",
            $t,
            ".district \
             and sd.person = $1 and sd.since <= $2 and sd.until > $2 and sd.role = 'districtAdministrator'))) "
        )
    };
}

/// The same for somebody who leads nothing.
macro_rules! speaks_as_member {
    ($t:literal) => {
        concat!(
            " (coalesce(",
            $t,
            ".owner_person = $1, false) \
             or exists (select 1 from membership sm join community sc on sc.id = sm.community \
             where sm.community = ",
            $t,
            ".owner_community and sm.person = $1 and sm.since <= $2 and sm.until > $2 \
             and sm.part in ('member', 'facilitator') and sc.archived_at is null)) "
        )
    };
}

/// The columns [`read`] reads, of alias `g` with its owner's names, and the tables they come from.
macro_rules! goal_columns {
    () => {
        goal_columns!(speaks!("g"))
    };
    // For goals that are only shown: whether the person speaks for their owners isn't asked.
    ($speaks:expr) => {
        goal_columns!("coalesce(op.name, oc.name, oo.name, ''), coalesce(oc.org, oo.id)", $speaks)
    };
    ($owner:literal, $speaks:expr) => {
        concat!(
            "g.id, g.district, g.level, g.kind, g.owner_person, g.owner_community, g.owner_org, ",
            $owner,
            ", g.serves, g.need, g.text, g.audience, g.by, g.at, g.rev, g.ended_at, g.ending,",
            $speaks
        )
    };
}
/// The same without what their owners are called and where these are at home: whoever asks knows it, or looks it up for all of them
/// at once with [`name_owners`].
macro_rules! goal_columns_alone {
    () => {
        goal_columns_alone!("false")
    };
    ($speaks:expr) => {
        goal_columns!("'', cast(null as uuid)", $speaks)
    };
}
macro_rules! goal_names {
    () => {
        " left join person op on op.id = g.owner_person left join community oc on oc.id = g.owner_community \
         left join org oo on oo.id = g.owner_org "
    };
}
/// How many columns [`goal_columns!`] has.
const GOAL_COLUMNS: usize = 19;

/// The goals for whose owners the person in `$1` speaks at the time in `$2`, found from who they are: the same as [`speaks!`]
/// says of each, without asking each. A goal may come more than once: whoever asks sees to it that it counts once.
macro_rules! ours {
    ($how:literal) => {
        concat!("ours (goal) as ", $how, "(", ours_of_member!("og.id", ""),
         "union all select og.id from role orl join org_above oa on oa.above = orl.org join goal og on og.owner_org = oa.below \
         where orl.person = $1 and orl.since <= $2 and orl.until > $2 and orl.role in ('principal', 'siteAdministrator', 'districtAdministrator') \
         union all select og.id from role od join goal og on og.district = od.org and og.level in ('state', 'national') \
         where od.person = $1 and od.since <= $2 and od.until > $2 and od.role = 'districtAdministrator') ")
    };
}

/// All of them there are to somebody who leads nothing: `$columns` of their own and of those of their communities.
macro_rules! ours_of_member {
    ($columns:literal, $and:expr) => {
        concat!(
            " select ", $columns, " from goal og where og.owner_person = $1 ", $and,
            " union all select ", $columns, " from membership om join community oc on oc.id = om.community \
             join goal og on og.owner_community = om.community where om.person = $1 and om.since <= $2 and om.until > $2 \
             and om.part in ('member', 'facilitator') and oc.archived_at is null ", $and
        )
    };
}

/// The offers to those goals that others made and nobody answered.
macro_rules! offers {
    () => {
        "w as materialized ( \
         select x.id, x.side, x.offered_at, x.offered_by, x.below, x.above from ours cross join alignment x \
         where x.below = ours.goal and x.side = 'above' and x.answer is null and x.offered_by <> $1 \
         union all select x.id, x.side, x.offered_at, x.offered_by, x.below, x.above from ours cross join alignment x \
         where x.above = ours.goal and x.side = 'below' and x.answer is null and x.offered_by <> $1) "
    };
}

/// The way up from the goals in `first`, over links that are offered or accepted, as far as the person can see: goal by goal,
/// each with the link that leads to it.
macro_rules! climb {
    ($before:expr, $first:expr) => {
        concat!(
            "with recursive ",
            $before,
            "up (goal, link, depth) as (",
            $first,
            " union select a.above, a.id, up.depth + 1 from up join alignment a on a.below = up.goal \
             join goal t on t.id = a.above where (a.answer is null or a.answer = 'accepted') and up.depth < 12 and ",
            sees!("t"),
            ") "
        )
    };
}
/// The same from the goals of one's own that haven't ended.
macro_rules! climb_ours {
    () => {
        climb!(
            concat!(ours!(""), ", "),
            concat!(
                "select f.id, cast(null as uuid), 0 from ours cross join goal f where f.id = ours.goal and f.district = $3 \
                 and f.ended_at is null and ",
                sees!("f")
            )
        )
    };
}
/// The columns [`read_link`] reads after a goal's, of alias `a`.
macro_rules! link_columns {
    () => {
        link_columns!("lp.name")
    };
    // For links of which nobody asks who offered them, or whoever asks looks that up.
    ($name:literal) => {
        concat!("a.id, a.below, a.above, a.side, a.answer, a.offered_by, ", $name, ", a.offered_at")
    };
}

/// The goals that are linked to $3, by links that are offered or accepted, each with its link.
macro_rules! linked {
    ($speaks:expr) => {
        concat!(
            "select ",
            goal_columns_alone!($speaks),
            ", ",
            link_columns!("''"),
            " from alignment a join goal g on g.id = case when a.below = $3 then a.above else a.below end \
             where (a.below = $3 or a.above = $3) and (a.answer is null or a.answer = 'accepted') and ",
            sees!("g"),
            " order by a.offered_at, a.id"
        )
    };
}

/// Which values of a measure the person may see: whoever speaks for the goal all; others none of what a team or one person
/// notes of its own learning, and none that rests on fewer than ten students.
macro_rules! watches {
    ($ours:literal) => {
        concat!(
            "(",
            $ours,
            " or ((g.kind = 'student' or g.level not in ('individual', 'team')) and (o.n is null or o.n >= 10))) "
        )
    };
}

/// The columns [`read_watched`] reads: a measure `m` of a goal `g` and one of its observations `o`.
macro_rules! watched_columns {
    ($ours:literal) => {
        concat!(
            "m.id, m.goal, m.name, m.unit, m.baseline, m.baseline_on, m.target, m.target_on, m.better, m.change_on, m.change, m.rev, \
             o.id, o.on_date, o.value, o.n, o.note, o.by, o.at,",
            watches!($ours)
        )
    };
}

/// What is watched: the measures of `$from` with their observations, once without one where there is none.
macro_rules! watched {
    ($ours:literal, $from:expr) => {
        concat!(
            "select ",
            watched_columns!($ours),
            " from ",
            $from,
            " left join observation o on o.measure = m.id order by m.id, o.on_date"
        )
    };
}

/// The same for a goal of which whoever asks doesn't know whether the person speaks for its owner.
macro_rules! watched_of {
    ($speaks:expr) => {
        concat!(
            "with g as materialized (select g.id, g.kind, g.level,",
            $speaks,
            "as ours from goal g where g.id = $3 and ",
            sees!("g"),
            ") ",
            watched!("g.ours", "g join measure m on m.goal = g.id")
        )
    };
}

/// The communities and organizations with the ids `$ids`: each with its name and where it is at home.
macro_rules! owners {
    ($ids:expr) => {
        concat!(
            "select id, name, org from community where id in ",
            $ids,
            " union all select id, name, id from org where id in ",
            $ids
        )
    };
}

sql! {
    FIND = "select ", goal_columns!(), " from goal g", goal_names!(), "where g.id = $3 and ", sees!("g");
    FIND_AS_MEMBER = "select ", goal_columns!(speaks_as_member!("g")), " from goal g", goal_names!(), "where g.id = $3 and ", sees!("g");
    OF_COMMUNITY = "select ", goal_columns_alone!(), " from goal g \
        where g.owner_community = $3 and g.ended_at is null and ", sees!("g"), " order by g.kind desc, g.at, g.id";
    MINE = "select ", goal_columns!(), " from goal g", goal_names!(), "where g.ended_at is null and (g.owner_person = $1 \
        or g.owner_community in (select mm.community from membership mm join community mc on mc.id = mm.community \
        where mm.person = $1 and mm.since <= $2 and mm.until > $2 and mm.part in ('member', 'facilitator') and mc.archived_at is null)) \
        and ", sees!("g"), " order by g.owner_person is null, g.at, g.id";
    OF_DISTRICT = "select ", goal_columns!(), " from goal g", goal_names!(),
        "where g.district = $3 and g.ended_at is null and ", sees!("g"), " order by g.at, g.id limit 3000";
    STUDENT_GOALS = "select ", goal_columns!(), " from goal g", goal_names!(),
        "where g.district = $3 and g.kind = 'student' and g.ended_at is null and ", sees!("g"), " order by g.at, g.id limit 3000";
    SERVING = "select ", goal_columns_alone!(), " from goal g where g.serves = $3 and g.ended_at is null and ", sees!("g"), " order by g.at, g.id";
    PICTURE = climb_ours!(), "select ", goal_columns!(), ", ", link_columns!(), " from (select distinct goal, link from up) up \
        join goal g on g.id = up.goal", goal_names!(), "left join alignment a on a.id = up.link left join person lp on lp.id = a.offered_by \
        where g.ended_at is null order by g.at, g.id, a.offered_at, a.id";
    WAY_UP = climb!("", concat!("select f.id, cast(null as uuid), 0 from goal f where f.id = $3 and ", sees!("f"),
        " union select f.id, cast(null as uuid), 0 from goal s join goal f on f.id = s.serves where s.id = $3 and ", sees!("f"))),
        "select ", goal_columns_alone!(), ", ", link_columns!("''"), " from up join goal g on g.id = up.goal \
        left join alignment a on a.id = up.link where g.ended_at is null or up.link is null";
    // The same in short: what [`read_link`] reads after a goal's id and text. They are carried along the way, so
    // that none is looked up again at its end.
    WAY_IN_SHORT = "with recursive up (goal, text, ended, depth, link, below, side, answer, by, at) as ( \
        select f.id, f.text, cast(null as bigint), 0, cast(null as uuid), cast(null as uuid), cast(null as text), cast(null as text), \
        cast(null as uuid), cast(null as bigint) from goal f where f.id = $3 and ", sees!("f"), " \
        union select a.above, t.text, t.ended_at, up.depth + 1, a.id, a.below, a.side, a.answer, a.offered_by, a.offered_at \
        from up join alignment a on a.below = up.goal join goal t on t.id = a.above \
        where (a.answer is null or a.answer = 'accepted') and up.depth < 12 and ", sees!("t"), ") \
        select goal, text, link, below, goal, side, answer, by, '', at from up where ended is null";
    LINKS = "select a.id, a.below, a.above, a.side, a.answer, a.offered_by, p.name, a.offered_at from alignment a \
        join person p on p.id = a.offered_by \
        join goal b on b.id = a.below join goal t on t.id = a.above \
        where a.district = $3 and (a.answer is null or a.answer = 'accepted') and b.ended_at is null and t.ended_at is null \
        and ", sees!("b"), " and ", sees!("t"), " order by a.offered_at, a.id limit 5000";
    LINKED = linked!(speaks!("g"));
    LINKED_ALONE = linked!("false");
    WORKS_IN = "select sm.community from membership sm join community sc on sc.id = sm.community where sm.person = $1 \
        and sm.since <= $2 and sm.until > $2 and sm.part in ('member', 'facilitator') and sc.archived_at is null";
    OWNERS = owners!(few_ids!());
    MANY_OWNERS = owners!(many_ids!());
    BENEATH = climb_ours!(), "select s.above, cast(sum(s.n) as bigint) from ( \
        select a.above, b.audience, count(*) as n from (select distinct goal from up) u cross join alignment a cross join goal b \
        where a.above = u.goal and b.id = a.below and a.answer = 'accepted' and b.ended_at is null group by a.above, b.audience) s \
        where ", sees!("s"), " group by s.above";
    // Both materialized and in this order: SQLite would otherwise ask the whole of what follows once for each of the eight ways to a goal.
    WAITING = "with ", ours!("materialized "), ", ", offers!(), "\
        select w.id, w.side, w.offered_at, p.name, b.id, b.text, coalesce(bp.name, bc.name, bo.name, ''), \
        t.id, t.text, coalesce(tp.name, tc.name, tt.name, ''), \
        case when exists (select 1 from role r where r.person = $1 and r.until > $2 \
                          and (r.org = case when w.side = 'above' then b.owner_org else t.owner_org end)) then 0 \
             when (case when w.side = 'above' then b.owner_org else t.owner_org end) is null then 1 else 2 end as distance \
        from w cross join person p \
        cross join goal b left join person bp on bp.id = b.owner_person left join community bc on bc.id = b.owner_community \
        left join org bo on bo.id = b.owner_org \
        cross join goal t left join person tp on tp.id = t.owner_person left join community tc on tc.id = t.owner_community \
        left join org tt on tt.id = t.owner_org \
        where p.id = w.offered_by and b.id = w.below and t.id = w.above and b.ended_at is null and t.ended_at is null \
        and ", sees!("b"), " and ", sees!("t"), " order by distance, w.offered_at desc, w.id limit 200";
    // For somebody who leads nothing, and without the names of the goals' owners. What is said of one's own goal is carried along,
    // so that it isn't looked up again at the end.
    WAITING_OF_MEMBER = "with ours (goal, text) as materialized (",
        ours_of_member!("og.id, og.text", concat!("and og.ended_at is null and ", sees!("og"))), "), w as materialized ( \
        select x.id, x.offered_at, x.offered_by, ours.goal, ours.text, x.above as other from ours cross join alignment x \
        where x.below = ours.goal and x.side = 'above' and x.answer is null and x.offered_by <> $1 \
        union all select x.id, x.offered_at, x.offered_by, ours.goal, ours.text, x.below from ours cross join alignment x \
        where x.above = ours.goal and x.side = 'below' and x.answer is null and x.offered_by <> $1) \
        select w.id, w.offered_at, p.name, w.goal, w.text, o.text from w cross join person p cross join goal o \
        where p.id = w.offered_by and o.id = w.other and o.ended_at is null and ", sees!("o"), " order by w.offered_at desc, w.id limit 200";
    WATCHED = watched!("$4", concat!("goal g join measure m on m.goal = g.id and g.id = $3 and ", sees!("g")));
    WATCHED_OF = watched_of!(speaks!("g"));
    WATCHED_OF_MEMBER = watched_of!(speaks_as_member!("g"));
    AIMS_OF_COMMUNITY = "select g.id, g.text, g.kind, g.level, ", watched_columns!("$4"), " from goal g \
        left join measure m on m.goal = g.id left join observation o on o.measure = m.id \
        where g.owner_community = $3 and g.ended_at is null and ", sees!("g"), " order by g.kind desc, g.at, g.id, m.id, o.on_date";
    MEASURE = "select m.id, m.goal, m.name, m.unit, m.baseline, m.baseline_on, m.target, m.target_on, m.better, m.change_on, m.change, m.rev \
        from measure m join goal g on g.id = m.goal where m.id = $3 and ", sees!("g");
    WHO_NOTED = "select distinct o.by, p.name from observation o join person p on p.id = o.by where o.measure = $1";
    LAST_CHANGED_BY = "select p.name from event e join person p on p.id = e.actor where e.thing = $1 and e.verb = $2 order by e.at desc, e.id desc limit 1";
    PLACES = "select o.id, o.name, o.kind from org o where o.district = $1 and o.active and o.kind in ('school', 'district') order by o.kind, o.name";
    PLACES_UP = "select o.id, o.name, o.kind from org_above a join org o on o.id = a.above where a.below = $1 and o.kind in ('state', 'national') \
        order by a.distance";
    COMMUNITIES = "select c.id, c.name from community c where c.district = $3 and c.archived_at is null and ", sees!("c"), " order by c.name limit 500";
}

/// The goal, if this person can see it.
pub(super) fn find_for(c: &mut Conn, person: PersonId, now: Time, id: GoalId) -> Result<Option<Goal>, Error> {
    c.one(FIND, args![person, now, id], read)
}

/// The goal, if the viewer can see it.
pub fn find(c: &mut Conn, me: &Viewer, id: GoalId) -> Result<Option<Goal>, Error> {
    // A role at a place that is closed counts for nothing.
    let sql = if me.leads() { FIND } else { FIND_AS_MEMBER };
    c.one(sql, args![me.person, me.now, id], read)
}

/// What a community aims at now, as much as the viewer may see: student goals first.
pub fn of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Vec<Goal>, Error> {
    c.rows(OF_COMMUNITY, args![me.person, me.now, community.id], |r| read_of(community, r))
}

/// What the viewer and their communities aim at now: their own first.
pub fn mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Goal>, Error> {
    c.rows(MINE, args![me.person, me.now], read)
}

/// Every goal of the district that the viewer can see and that hasn't ended, oldest first.
pub fn of_district(c: &mut Conn, me: &Viewer) -> Result<Vec<Goal>, Error> {
    c.rows(OF_DISTRICT, args![me.person, me.now, me.district], read)
}

/// The student goals an educator goal could serve.
pub(super) fn student_goals(c: &mut Conn, me: &Viewer) -> Result<Vec<Goal>, Error> {
    c.rows(STUDENT_GOALS, args![me.person, me.now, me.district], read)
}

/// The educator goals that serve a student goal, without their owners' names and whether the viewer speaks for these.
pub(super) fn serving(c: &mut Conn, me: &Viewer, goal: GoalId) -> Result<Vec<Goal>, Error> {
    c.rows(SERVING, args![me.person, me.now, goal], read)
}

/// The goals for which the viewer speaks and everything they lead to, oldest first, with the links between them.
pub(super) fn picture(c: &mut Conn, me: &Viewer) -> Result<(Vec<Goal>, Vec<Link>), Error> {
    climbed(c, PICTURE, args![me.person, me.now, me.district])
}

/// A goal and the one it serves, the goals that lie on the ways up from them, and the links that lead there, in no order and a
/// link once for each way to it. No goal says what its owner is called and whether the viewer speaks for them, and no link who
/// offered it.
pub(super) fn above(c: &mut Conn, me: &Viewer, goal: GoalId) -> Result<(Vec<Goal>, Vec<Link>), Error> {
    climbed(c, WAY_UP, args![me.person, me.now, goal])
}

/// The same with no more of the goals than their ids and texts.
pub(super) fn above_in_short(c: &mut Conn, me: &Viewer, goal: GoalId) -> Result<(Vec<Brief>, Vec<Link>), Error> {
    climb(c, (WAY_IN_SHORT, args![me.person, me.now, goal]), 2, |r| Ok(Brief { id: r.get(0)?, text: r.get(1)? }))
}

fn climbed(c: &mut Conn, sql: Sql, args: &[Val]) -> Result<(Vec<Goal>, Vec<Link>), Error> {
    climb(c, (sql, args), GOAL_COLUMNS, read)
}

/// A goal comes once for each link that leads to it; `columns` says where the link begins.
fn climb<G>(
    c: &mut Conn,
    (sql, args): (Sql, &[Val]),
    columns: usize,
    read: impl Fn(&Row<'_>) -> Result<G, Error>,
) -> Result<(Vec<G>, Vec<Link>), Error> {
    let (mut goals, mut links, mut known) = (Vec::new(), Vec::new(), HashSet::new());
    c.each(sql, args, &mut |r| {
        if known.insert(r.get::<GoalId>(0)?) {
            goals.push(read(r)?);
        }
        if r.get::<Option<uuid::Uuid>>(columns)?.is_some() {
            links.push(read_link(r, columns)?);
        }
        Ok(())
    })?;
    Ok((goals, links))
}

/// The links of the viewer's district, offered or accepted, whose two ends they see.
pub fn links(c: &mut Conn, me: &Viewer) -> Result<Vec<Link>, Error> {
    c.rows(LINKS, args![me.person, me.now, me.district], |r| read_link(r, 0))
}

/// The links of a goal, offered or accepted, each with the goal at its other end, as far as the viewer sees those: without the names
/// of who offered and of the goals' owners. Show them only to who can see the goal.
pub(super) fn linked(c: &mut Conn, me: &Viewer, goal: GoalId) -> Result<Vec<(Link, Goal)>, Error> {
    let read = |r: &Row<'_>| Ok((read_link(r, GOAL_COLUMNS)?, read(r)?));
    if me.leads() {
        return c.rows(LINKED, args![me.person, me.now, goal], read);
    }
    let mut all = c.rows(LINKED_ALONE, args![me.person, me.now, goal], read)?;
    let works_in: HashSet<CommunityId> =
        c.rows(WORKS_IN, args![me.person, me.now], |r| r.get(0))?.into_iter().collect();
    for (_, goal) in &mut all {
        goal.ours = match goal.owner {
            Owner::Person(person) => person == me.person,
            Owner::Community(community) => works_in.contains(&community),
            Owner::Org(_) => false,
        };
    }
    Ok(all)
}

/// Says of goals that came without it what their owners are called and where these are at home. `people` are the names of those
/// among them who are persons.
pub(super) fn name_owners<'a>(
    c: &mut Conn,
    people: &Names,
    goals: impl IntoIterator<Item = &'a mut Goal>,
) -> Result<(), Error> {
    let mut goals: Vec<&mut Goal> = goals.into_iter().collect();
    let mut asked: Vec<uuid::Uuid> = Vec::new();
    for goal in &mut goals {
        match goal.owner {
            Owner::Person(person) => people.of(person).clone_into(&mut goal.owner_name),
            Owner::Community(CommunityId(id)) | Owner::Org(OrgId(id)) => asked.push(id),
        }
    }
    let mut names: HashMap<uuid::Uuid, (String, OrgId)> = HashMap::new();
    of_ids(c, (OWNERS, MANY_OWNERS), asked, &mut |r| {
        names.insert(r.get(0)?, (r.get(1)?, r.get(2)?));
        Ok(())
    })?;
    for goal in goals {
        if let Owner::Community(CommunityId(id)) | Owner::Org(OrgId(id)) = goal.owner
            && let Some((name, org)) = names.get(&id)
        {
            (goal.owner_name, goal.org) = (name.clone(), Some(*org));
        }
    }
    Ok(())
}

/// How many goals the viewer can see serve each goal of [`picture`], by accepted links.
pub(super) fn beneath(c: &mut Conn, me: &Viewer) -> Result<HashMap<GoalId, i64>, Error> {
    Ok(c.rows(BENEATH, args![me.person, me.now, me.district], |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect())
}

/// The offers that wait for an answer the viewer can give: first those to the organizations they work at and to their own
/// goals, then those they could answer from above; the newest first.
pub fn waiting_for(c: &mut Conn, me: &Viewer) -> Result<Vec<Waiting>, Error> {
    let mut all = c.rows(WAITING, args![me.person, me.now], |r| {
        let side: String = r.get(1)?;
        Ok(Waiting {
            id: r.get(0)?,
            offered_from: end_named(&side),
            at: r.get(2)?,
            offered_by: r.get(3)?,
            below: r.get(4)?,
            below_text: r.get(5)?,
            below_owner: r.get(6)?,
            above: r.get(7)?,
            above_text: r.get(8)?,
            above_owner: r.get(9)?,
            from_above: r.get::<i64>(10)? == 2,
        })
    })?;
    // Who leads a place in two ways is told of it twice.
    all.dedup_by_key(|w| w.id);
    Ok(all)
}

/// What is offered to the viewer in the first place, the newest first: to their own goals and those of their communities and of
/// the organizations they lead, not of those further down.
pub fn offered(c: &mut Conn, me: &Viewer) -> Result<Vec<Offered>, Error> {
    if me.leads() {
        let waiting = waiting_for(c, me)?.into_iter().filter(|offer| !offer.from_above);
        return Ok(waiting.map(Offered::from).collect());
    }
    let mut all = c.rows(WAITING_OF_MEMBER, args![me.person, me.now], |r| {
        let offer = (r.get(3)?, r.get(4)?, r.get(5)?);
        Ok((
            r.get::<AlignmentId>(0)?,
            Offered { at: r.get(1)?, by: r.get(2)?, goal: offer.0, mine: offer.1, theirs: offer.2 },
        ))
    })?;
    all.dedup_by_key(|(id, _)| *id);
    Ok(all.into_iter().map(|(_, offer)| offer).collect())
}

/// What is watched for a goal, with the values the viewer may see, in the order of time.
pub fn measures(c: &mut Conn, me: &Viewer, goal: &Goal) -> Result<Vec<Watched>, Error> {
    watched(c, WATCHED, args![me.person, me.now, goal.id, goal.ours])
}

/// The same for a goal that is known by its id alone.
pub fn measures_of(c: &mut Conn, me: &Viewer, goal: GoalId) -> Result<Vec<Watched>, Error> {
    // Most values are for everybody who sees the goal: whether the viewer speaks for its owner is asked where one is not.
    let all = watched(c, WATCHED, args![me.person, me.now, goal, false])?;
    if all.iter().all(|w| w.withheld == 0) {
        return Ok(all);
    }
    // A role at a place that is closed counts for nothing.
    let sql = if me.leads() { WATCHED_OF } else { WATCHED_OF_MEMBER };
    watched(c, sql, args![me.person, me.now, goal])
}

/// A goal of a community in short, with what is watched for it as [`measures_of`] gives it.
pub(super) struct Aim {
    pub id: GoalId,
    pub text: String,
    pub kind: Kind,
    pub level: Level,
    pub watched: Vec<Watched>,
}

/// The goals that [`of_community`] gives.
pub(super) fn aims_of_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Vec<Aim>, Error> {
    let mut all: Vec<Aim> = Vec::new();
    c.each(AIMS_OF_COMMUNITY, args![me.person, me.now, community.id, community.works_here()], &mut |r| {
        let id: GoalId = r.get(0)?;
        if all.last().is_none_or(|aim| aim.id != id) {
            let (kind, level): (String, String) = (r.get(2)?, r.get(3)?);
            let (kind, level) = (Kind::named(&kind), level_named(&level).unwrap_or(Level::Team));
            all.push(Aim { id, text: r.get(1)?, kind, level, watched: Vec::new() });
        }
        match all.last_mut() {
            Some(aim) if r.get::<Option<uuid::Uuid>>(4)?.is_some() => read_watched(&mut aim.watched, r, 4),
            _ => Ok(()),
        }
    })?;
    Ok(all)
}

/// Who noted the values of a measure, by name. Ask only for a measure the viewer can see.
pub(super) fn who_noted(c: &mut Conn, id: MeasureId) -> Result<HashMap<PersonId, String>, Error> {
    Ok(c.rows(WHO_NOTED, args![id], |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect())
}

/// The measure, if this person sees its goal.
pub(super) fn measure_for(c: &mut Conn, person: PersonId, now: Time, id: MeasureId) -> Result<Option<Measure>, Error> {
    c.one(MEASURE, args![person, now, id], |r| read_measure(r, 0))
}

/// Who last did this to the goal, for "saved by".
pub(super) fn last_by(c: &mut Conn, goal: GoalId, verb: &'static str) -> Result<String, Error> {
    Ok(c.one(LAST_CHANGED_BY, args![goal, verb], |r| r.get(0))?.unwrap_or_default())
}

/// An organization whose goals there can be.
pub(super) struct Place {
    pub id: OrgId,
    pub name: String,
    pub kind: String,
}

/// The schools of a district and the district itself, by name.
pub(super) fn places(c: &mut Conn, district: DistrictId) -> Result<Vec<Place>, Error> {
    c.rows(PLACES, args![district], read_place)
}

/// The state and the nation above a district, nearest first.
pub(super) fn places_up(c: &mut Conn, district: DistrictId) -> Result<Vec<Place>, Error> {
    c.rows(PLACES_UP, args![district], read_place)
}

fn read_place(r: &Row<'_>) -> Result<Place, Error> {
    Ok(Place { id: r.get(0)?, name: r.get(1)?, kind: r.get(2)? })
}

/// The communities of the district the viewer may know of, by name.
pub(super) fn communities(c: &mut Conn, me: &Viewer) -> Result<Vec<(CommunityId, String)>, Error> {
    c.rows(COMMUNITIES, args![me.person, me.now, me.district], |r| Ok((r.get(0)?, r.get(1)?)))
}

fn end_named(side: &str) -> End {
    if side == "above" { End::Parent } else { End::Child }
}

fn read(r: &Row<'_>) -> Result<Goal, Error> {
    let level: String = r.get(2)?;
    let kind: String = r.get(3)?;
    let owner = match (r.maybe(4)?, r.maybe(5)?, r.maybe(6)?) {
        (Some(person), _, _) => Owner::Person(person),
        (_, Some(community), _) => Owner::Community(community),
        (_, _, Some(org)) => Owner::Org(org),
        _ => return Err(Error::Ours("a goal of nobody".into())),
    };
    let ended: Option<Time> = r.maybe(16)?;
    let ending: Option<String> = r.get(17)?;
    Ok(Goal {
        id: r.get(0)?,
        district: r.get(1)?,
        level: level_named(&level).unwrap_or(Level::Team),
        kind: Kind::named(&kind),
        owner,
        owner_name: r.get(7)?,
        org: r.maybe(8)?,
        serves: r.maybe(9)?,
        need: r.maybe(10)?,
        text: r.get(11)?,
        audience: r.get(12)?,
        by: r.maybe(13)?,
        at: r.get(14)?,
        rev: r.get(15)?,
        ended: ended.map(|at| (at, ending.as_deref().and_then(Ending::named).unwrap_or(Ending::LetGo))),
        ours: r.get(18)?,
    })
}

/// A goal of a community the viewer knows: who works in it speaks for it.
fn read_of(community: &Community, r: &Row<'_>) -> Result<Goal, Error> {
    let (owner_name, org, ours) = (community.name.clone(), Some(community.org), community.works_here());
    Ok(Goal { owner_name, org, ours, ..read(r)? })
}

/// A link whose columns begin at `at`.
fn read_link(r: &Row<'_>, at: usize) -> Result<Link, Error> {
    let side: String = r.get(at + 3)?;
    let answer: Option<String> = r.get(at + 4)?;
    Ok(Link {
        id: r.get(at)?,
        below: r.get(at + 1)?,
        above: r.get(at + 2)?,
        offered_from: end_named(&side),
        answer: answer.as_deref().and_then(Answer::named),
        offered_by: r.get(at + 5)?,
        offered_by_name: r.get(at + 6)?,
        at: r.get(at + 7)?,
    })
}

fn read_measure(r: &Row<'_>, at: usize) -> Result<Measure, Error> {
    let better: String = r.get(at + 8)?;
    Ok(Measure {
        id: r.get(at)?,
        goal: r.get(at + 1)?,
        name: r.get(at + 2)?,
        unit: r.get(at + 3)?,
        baseline: r.get(at + 4)?,
        baseline_on: r.maybe(at + 5)?,
        target: r.get(at + 6)?,
        target_on: r.maybe(at + 7)?,
        better: Better::named(&better),
        change_on: r.maybe(at + 9)?,
        change: r.get(at + 10)?,
        rev: r.get(at + 11)?,
    })
}

fn watched(c: &mut Conn, sql: Sql, about: &[Val]) -> Result<Vec<Watched>, Error> {
    let mut all: Vec<Watched> = Vec::new();
    c.each(sql, about, &mut |r| read_watched(&mut all, r, 0))?;
    Ok(all)
}

/// Reads an observation, and its measure where it isn't the last one's.
fn read_watched(all: &mut Vec<Watched>, r: &Row<'_>, at: usize) -> Result<(), Error> {
    let id: MeasureId = r.get(at)?;
    if all.last().is_none_or(|w| w.measure.id != id) {
        all.push(Watched { measure: read_measure(r, at)?, observations: Vec::new(), withheld: 0 });
    }
    let (Some(watched), Some(id)) = (all.last_mut(), r.maybe(at + 12)?) else { return Ok(()) };
    // Whether the viewer may see its value.
    if !r.get::<bool>(at + 19)? {
        watched.withheld += 1;
        return Ok(());
    }
    watched.observations.push(Observation {
        id,
        on: r.get(at + 13)?,
        value: r.get(at + 14)?,
        n: r.get(at + 15)?,
        note: r.get(at + 16)?,
        by: r.maybe(at + 17)?,
        at: r.get(at + 18)?,
    });
    Ok(())
}

/// The goal a measure belongs to, if the viewer can see it.
pub fn of_measure(c: &mut Conn, me: &Viewer, id: MeasureId) -> Result<Option<Goal>, Error> {
    match measure_for(c, me.person, me.now, id)? {
        Some(measure) => find(c, me, measure.goal),
        None => Ok(None),
    }
}
