//! What the room asks the database.

use store::{
    CommitmentId, CommunityId, Conn, Error, ItemId, MeetingId, PersonId, Row, Sql, Time, Val, args, pattern, sees, sql,
};

use super::commitments::Commitment;
use super::deciding::{Decision, Logged};
use super::meeting::{Item, Meeting, State, lane_named};
use super::steps;
use crate::Viewer;
use crate::communities::Community;

/// The columns [`read`] reads, of alias `m` with the names around it.
macro_rules! meeting {
    () => {
        meeting!("c.name, c.org", "join community c on c.id = m.community ")
    };
    ($around:literal, $join:literal) => {
        concat!(
            "select m.id, m.district, m.community, ",
            $around,
            ", m.title, m.on_date, m.at, m.starts, m.minutes, m.place, m.state, m.began, \
             m.ended, m.now_item, m.now_since, m.facilitator, m.scribe, m.timekeeper, m.audience, m.rev, m.by, m.series, \
             (select count(*) from item i where i.meeting = m.id) from meeting m ",
            $join
        )
    };
}

/// The columns [`read_of`] reads: of meetings of a community that whoever asks knows.
macro_rules! meeting_of {
    () => {
        meeting!("'', m.community", "")
    };
}

/// The columns [`read_item`] reads, of alias `i`.
macro_rules! item {
    () => {
        "select i.id, i.community, i.meeting, i.n, i.title, i.purpose, i.lane, i.minutes, i.state, i.began, i.ended, i.came_from, i.rev, i.by, \
         h.text, h.presenter, h.step, h.since from item i left join item_protocol h on h.item = i.id "
    };
}

/// The columns [`read_commitment`] reads, of alias `t`.
macro_rules! commitment {
    () => {
        "select t.id, t.community, c.name, t.meeting, t.text, t.who, p.name, t.due, t.done_at, t.let_go_at, t.at from commitment t \
         join community c on c.id = t.community join person p on p.id = t.who "
    };
}

/// The columns [`read_decision`] reads, of alias `d`, then those in `$more`, with the names around it and those of `$join`.
macro_rules! decision {
    ($more:literal, $join:literal) => {
        concat!(
            "select d.id, d.text, d.why, d.goal, g.text, d.hands",
            $more,
            " from decision d left join goal g on g.id = d.goal ",
            $join
        )
    };
}

/// True for what somebody took on, of alias `t`, and has neither done nor let go.
macro_rules! taken_on {
    () => {
        " t.done_at is null and t.let_go_at is null "
    };
}
pub(crate) use taken_on;

sql! {
    FIND = meeting!(), "where m.id = $3 and ", sees!("m");
    KNOWN = meeting!(), "where m.id = $1";
    AHEAD = meeting_of!(), "where m.community = $3 and m.state in ('planned', 'running') and ", sees!("m"), " order by m.starts, m.id limit 20";
    PAST = meeting_of!(), "where m.community = $3 and m.state = 'closed' and ", sees!("m"), " order by m.starts desc, m.id limit 60";
    // With its agenda, so that both are one question.
    TODAY = "select m.id, c.name, m.title, m.at, m.starts, m.place, m.state, i.title, i.minutes from membership w \
             join community c on c.id = w.community join meeting m on m.community = c.id left join item i on i.meeting = m.id \
             where w.person = $1 and w.since <= $2 and w.until > $2 and w.part in ('member', 'facilitator') and c.archived_at is null \
             and ((m.state = 'planned' and m.starts >= $3 and m.starts < $4) or (m.state = 'running' and m.starts > $5 and m.starts < $6)) and ",
            sees!("m"), " order by m.starts, m.id, i.n, i.id";
    AHEAD_OF_MINE = meeting!(), "where m.community in (select w.community from membership w where w.person = $1 and w.since <= $2 and w.until > $2 \
                    and w.part in ('member', 'facilitator')) and m.starts > $3 and m.state in ('planned', 'running') and ",
                    sees!("m"), " order by m.starts limit 20";
    PLANNED_OF_ROW = meeting!(), "where m.series = $1 and m.state = 'planned' and m.starts >= $2 order by m.starts, m.id";
    NEXT_AFTER = "select id from meeting where community = $1 and state = 'planned' and starts > $2 and id <> $3 order by starts limit 1";
    LAST_WITH_ITEMS = "select m.id from meeting m where m.community = $1 and m.state <> 'cancelled' and m.starts < $2 \
                       and exists (select 1 from item i where i.meeting = m.id) order by m.starts desc limit 1";
    ROTATION = "select person from membership where community = $1 and since <= $2 and until > $2 and part in ('member', 'facilitator') \
                order by case when part = 'facilitator' then 0 else 1 end, since, person";
    HELD = "select count(*) from meeting where community = $1 and state = 'closed'";
    HELD_AND_DUE = "select cast(coalesce(sum(case when state = 'closed' then 1 else 0 end), 0) as bigint), count(*) from meeting \
                    where community = $1 and (state = 'closed' or (starts < $2 and state <> 'running'))";
    ITEMS = item!(), "where i.meeting = $1 order by i.n, i.id";
    BACKLOG = item!(), "where i.community = $1 and i.meeting is null and i.state = 'open' order by i.n, i.id limit 100";
    ITEM = item!(), "where i.id = $1";
    // Who is there comes after what was noted, so that both are one question.
    NOTED = "select 0 as part, n.item, n.text, n.at, n.by, n.step, n.capture, n.id from note n where n.meeting = $1 \
             union all select 1, null, a.how, null, a.person, null, null, null from attendance a where a.meeting = $1 order by 1, 4, 8";
    HERE = "select person, how from attendance where meeting = $1";
    PRESENT = "select person from attendance where meeting = $1 and how in ('here', 'online') order by person";
    DECIDED = decision!("", ""), "where d.meeting = $3 and ", sees!("d"), " order by d.at, d.id";
    DECISIONS = decision!(", c.name, d.meeting, m.on_date, m.title, \
                (select count(*) from attendance a where a.meeting = d.meeting and a.how <> 'away')",
                "join community c on c.id = d.community join meeting m on m.id = d.meeting "), "where d.district = $3 and (cast($4 as uuid) is null or d.community = $4) and ($5 = '' or lower(d.text) like $5 escape '!' \
                or lower(d.why) like $5 escape '!' or lower(m.title) like $5 escape '!' or lower(coalesce(g.text, '')) like $5 escape '!') and ",
                sees!("d"), " order by d.at desc, d.id limit 100";
    COMMITTED = commitment!(), "where t.meeting = $3 and ", sees!("t"), " order by t.at, t.id";
    COMMITMENT = commitment!(), "where t.id = $3 and ", sees!("t");
    OPEN_OF_COMMUNITY = commitment!(), "where t.community = $3 and", taken_on!(), "and ", sees!("t"),
                        " order by case when t.due is null then 1 else 0 end, t.due, t.at limit 60";
    MINE = commitment!(), "where t.who = $1 and ((", taken_on!(), ") or t.done_at > $3) and ", sees!("t"),
           " order by case when t.done_at is null then 0 else 1 end, case when t.due is null then 1 else 0 end, t.due, t.at limit 200";
}

/// The meeting, if the viewer can see it.
pub fn find(c: &mut Conn, me: &Viewer, id: MeetingId) -> Result<Option<Meeting>, Error> {
    c.one(FIND, args![me.person, me.now, id], read)
}

/// The meeting as it stands, whoever asks: for callers that have asked whether they may.
pub fn known(c: &mut Conn, id: MeetingId) -> Result<Option<Meeting>, Error> {
    c.one(KNOWN, args![id], read)
}

/// The meetings of a community that are planned or run, the next first: at most twenty.
pub(super) fn ahead(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Vec<Meeting>, Error> {
    c.rows(AHEAD, args![me.person, me.now, community.id], |r| read_of(community, r))
}

/// The meetings a community has held, the last first: at most sixty.
pub(super) fn past(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Vec<Meeting>, Error> {
    c.rows(PAST, args![me.person, me.now, community.id], |r| read_of(community, r))
}

/// A meeting of today, in short.
pub(super) struct Today {
    pub id: MeetingId,
    pub community_name: String,
    pub title: String,
    /// The time of day in the organization's zone.
    pub at: String,
    pub starts: Time,
    pub place: String,
    pub state: State,
    /// The points of its agenda in order, each with its minutes.
    pub points: Vec<(String, i64)>,
}

/// The viewer's meetings of today that aren't over, in all their communities: the next five.
pub(super) fn today_of(c: &mut Conn, me: &Viewer) -> Result<Vec<Today>, Error> {
    // A meeting that runs may have begun yesterday evening; one at eight tomorrow isn't today's. A day may have 23 or 25 hours.
    let (begins, ends) = (me.begin_of(me.today()), me.begin_of(me.in_days(1)));
    let about = args![me.person, me.now, begins, ends, me.now.plus_days(-1), me.now.plus_days(1)];
    let mut all: Vec<Today> = Vec::new();
    c.each(TODAY, about, &mut |r| {
        let id: MeetingId = r.get(0)?;
        if all.last().is_none_or(|m| m.id != id) {
            let state: String = r.get(6)?;
            all.push(Today {
                id,
                community_name: r.get(1)?,
                title: r.get(2)?,
                at: r.get(3)?,
                starts: r.get(4)?,
                place: r.get(5)?,
                state: State::named(&state),
                points: Vec::new(),
            });
        }
        if let (Some(last), Some(title)) = (all.last_mut(), r.get::<Option<String>>(7)?) {
            last.points.push((title, r.get(8)?));
        }
        Ok(())
    })?;
    all.truncate(5);
    Ok(all)
}

/// The planned meetings of a row from a moment on: for callers that may change one of them.
pub(super) fn planned_of_row(c: &mut Conn, series: uuid::Uuid, from: Time) -> Result<Vec<Meeting>, Error> {
    c.rows(PLANNED_OF_ROW, args![series, from], read)
}

/// The meetings of the viewer's communities that are planned or run, the next first: at most twenty.
pub(super) fn ahead_of_mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Meeting>, Error> {
    c.rows(AHEAD_OF_MINE, args![me.person, me.now, me.now.plus_days(-1)], read)
}

/// The next planned meeting of a community after one.
pub(super) fn next_after(c: &mut Conn, id: CommunityId, meeting: &Meeting) -> Result<Option<MeetingId>, Error> {
    c.one(NEXT_AFTER, args![id, meeting.starts, meeting.id], |r| r.get(0))
}

/// The agenda of the last meeting before a moment.
pub(super) fn last_agenda(c: &mut Conn, id: CommunityId, before: Time) -> Result<Vec<Item>, Error> {
    let last: Option<MeetingId> = c.one(LAST_WITH_ITEMS, args![id, before], |r| r.get(0))?;
    last.map_or(Ok(Vec::new()), |last| items(c, last))
}

/// Who takes turns at a community's meetings: facilitators first, then by how long they are in.
pub(super) fn rotation(c: &mut Conn, id: CommunityId) -> Result<Vec<PersonId>, Error> {
    let now = c.now();
    c.rows(ROTATION, args![id, now], |r| r.get(0))
}

/// How many meetings a community has held.
pub(super) fn held(c: &mut Conn, id: CommunityId) -> Result<i64, Error> {
    c.count(HELD, args![id])
}

/// How many meetings a community has held, of those whose day has come.
pub(super) fn held_and_due(c: &mut Conn, id: CommunityId) -> Result<(i64, i64), Error> {
    let now = c.now();
    Ok(c.one(HELD_AND_DUE, args![id, now], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or((0, 0)))
}

/// The agenda of a meeting, in order. Ask only for a meeting the viewer can see.
pub fn items(c: &mut Conn, id: MeetingId) -> Result<Vec<Item>, Error> {
    read_items(c, ITEMS, args![id])
}

/// What waits for a place on an agenda.
pub(super) fn backlog(c: &mut Conn, id: CommunityId) -> Result<Vec<Item>, Error> {
    read_items(c, BACKLOG, args![id])
}

/// One item, whoever asks: the caller asks whether its community is theirs.
pub(super) fn item(c: &mut Conn, id: ItemId) -> Result<Option<Item>, Error> {
    Ok(read_items(c, ITEM, args![id])?.pop())
}

/// A line somebody wrote at a meeting.
pub(super) struct Note {
    pub item: Option<ItemId>,
    pub text: String,
    pub at: Time,
    pub by: PersonId,
    /// The step of the item's protocol under which it was written, and what was asked for there.
    pub step: Option<String>,
    pub capture: Option<String>,
}

/// Everything that was noted at a meeting, in order; and who is or was there, as [`here`] gives it.
pub(super) fn noted(c: &mut Conn, id: MeetingId) -> Result<(Vec<Note>, Vec<Present>), Error> {
    let (mut notes, mut here) = (Vec::new(), Vec::new());
    c.each(NOTED, args![id], &mut |r| {
        if r.get::<i64>(0)? == 1 {
            here.push((r.get(4)?, r.get(2)?));
        } else {
            notes.push(Note {
                item: r.maybe(1)?,
                text: r.get(2)?,
                at: r.get(3)?,
                by: r.get(4)?,
                step: r.get(5)?,
                capture: r.get(6)?,
            });
        }
        Ok(())
    })?;
    Ok((notes, here))
}

/// Somebody at a meeting: who, and how (here, online, away).
pub(super) type Present = (PersonId, String);

/// Who is or was there, in no order.
pub(super) fn here(c: &mut Conn, id: MeetingId) -> Result<Vec<Present>, Error> {
    c.rows(HERE, args![id], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Who was there, in the room or online: for a room that counts it.
pub fn present(c: &mut Conn, id: MeetingId) -> Result<Vec<PersonId>, Error> {
    c.rows(PRESENT, args![id], |r| r.get(0))
}

/// A meeting's agenda as the rules see it: what was planned and what it took.
pub fn agenda_of(c: &mut Conn, meeting: &Meeting) -> Result<learning::agenda::Agenda, Error> {
    Ok(meeting.agenda(&items(c, meeting.id)?))
}

/// What was decided at a meeting.
pub(super) fn decided(c: &mut Conn, me: &Viewer, id: MeetingId) -> Result<Vec<Decision>, Error> {
    c.rows(DECIDED, args![me.person, me.now, id], read_decision)
}

/// Decisions the viewer can see whose words contain `find`, newest first: at most a hundred.
pub(super) fn decisions(
    c: &mut Conn,
    me: &Viewer,
    community: Option<CommunityId>,
    find: &str,
) -> Result<Vec<Logged>, Error> {
    c.rows(DECISIONS, args![me.person, me.now, me.district, community, pattern(find, "%", "%")], |r| {
        let decision = read_decision(r)?;
        Ok(Logged {
            decision,
            community_name: r.get(6)?,
            meeting: r.get(7)?,
            on: r.get(8)?,
            meeting_title: r.get(9)?,
            present: r.get(10)?,
        })
    })
}

/// What was taken on at a meeting.
pub(super) fn committed(c: &mut Conn, me: &Viewer, id: MeetingId) -> Result<Vec<Commitment>, Error> {
    c.rows(COMMITTED, args![me.person, me.now, id], read_commitment)
}

/// One commitment, if the viewer can see it.
pub(super) fn commitment(c: &mut Conn, me: &Viewer, id: CommitmentId) -> Result<Option<Commitment>, Error> {
    c.one(COMMITMENT, args![me.person, me.now, id], read_commitment)
}

/// What members of a community have taken on and not done yet, what is due first.
pub(super) fn open_of(c: &mut Conn, me: &Viewer, community: CommunityId) -> Result<Vec<Commitment>, Error> {
    c.rows(OPEN_OF_COMMUNITY, args![me.person, me.now, community], read_commitment)
}

/// What the viewer has taken on, in all communities: what is open, and what was done since `since`.
pub(super) fn mine(c: &mut Conn, me: &Viewer, since: Time) -> Result<Vec<Commitment>, Error> {
    c.rows(MINE, args![me.person, me.now, since], read_commitment)
}

fn read(r: &Row<'_>) -> Result<Meeting, Error> {
    let state: String = r.get(11)?;
    let now_item: Option<ItemId> = r.maybe(14)?;
    let now_since: Option<Time> = r.maybe(15)?;
    Ok(Meeting {
        id: r.get(0)?,
        district: r.get(1)?,
        community: r.get(2)?,
        community_name: r.get(3)?,
        org: r.get(4)?,
        title: r.get(5)?,
        on: r.get(6)?,
        at: r.get(7)?,
        starts: r.get(8)?,
        minutes: r.get(9)?,
        place: r.get(10)?,
        state: State::named(&state),
        began: r.maybe(12)?,
        ended: r.maybe(13)?,
        now: now_item.zip(now_since),
        facilitator: r.maybe(16)?,
        scribe: r.maybe(17)?,
        timekeeper: r.maybe(18)?,
        audience: r.get(19)?,
        rev: r.get(20)?,
        by: r.get(21)?,
        series: r.maybe(22)?,
        points: r.get(23)?,
    })
}

/// A meeting of a community that is known.
fn read_of(community: &Community, r: &Row<'_>) -> Result<Meeting, Error> {
    Ok(Meeting { community_name: community.name.clone(), org: community.org, ..read(r)? })
}

fn read_item(r: &Row<'_>) -> Result<Item, Error> {
    let lane: String = r.get(6)?;
    Ok(Item {
        id: r.get(0)?,
        community: r.get(1)?,
        meeting: r.maybe(2)?,
        n: r.get(3)?,
        title: r.get(4)?,
        purpose: r.get(5)?,
        lane: lane_named(&lane),
        minutes: r.get(7)?,
        state: r.get(8)?,
        began: r.maybe(9)?,
        ended: r.maybe(10)?,
        carried_from: r.maybe(11)?,
        rev: r.get(12)?,
        by: r.get(13)?,
        held: None,
    })
}

/// The points of an agenda that `sql` selects, with how each is held.
fn read_items(c: &mut Conn, sql: Sql, about: &[Val]) -> Result<Vec<Item>, Error> {
    let mut held = Vec::new();
    let mut items = c.rows(sql, about, |r| {
        held.push(steps::read(r, 14)?);
        read_item(r)
    })?;
    for (item, by) in items.iter_mut().zip(held) {
        item.held = by.map(|by| by.with_its_protocol(c)).transpose()?;
    }
    Ok(items)
}

fn read_commitment(r: &Row<'_>) -> Result<Commitment, Error> {
    Ok(Commitment {
        id: r.get(0)?,
        community: r.get(1)?,
        community_name: r.get(2)?,
        meeting: r.maybe(3)?,
        text: r.get(4)?,
        who: r.get(5)?,
        who_name: r.get(6)?,
        due: r.maybe(7)?,
        done: r.maybe(8)?,
        let_go: r.maybe(9)?,
        at: r.get(10)?,
    })
}

fn read_decision(r: &Row<'_>) -> Result<Decision, Error> {
    Ok(Decision {
        id: r.get(0)?,
        text: r.get(1)?,
        why: r.get(2)?,
        goal: r.maybe(3)?.zip(r.maybe(4)?),
        hands: r.get(5)?,
    })
}
