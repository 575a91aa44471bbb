//! What can cite a passage of a statement or show a standard: goals, points of agendas, decisions, lessons, cycles, and what was
//! tried and written down in a cycle. Who may say so, and what a reader learns of it, is decided here for both.

use std::future::Future;

use axum::extract::Path;
use face::{Markup, Room, Word, html};
use store::{
    AudienceId, CommunityId, Conn, CycleId, EntryId, Error, GoalId, ItemId, LessonId, MeetingId, Row, Tx, args, sees,
    sql,
};
use uuid::Uuid;

use crate::cycles::{self, Here, Written};
use crate::{Cx, Sent, Stop, Viewer, communities, goals, lessons, meetings, w};

/// What can cite a passage, and what a standard can be seen in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    Goal(GoalId),
    Item(ItemId),
    Decision(Uuid),
    Lesson(LessonId),
    Cycle(CycleId),
    /// What was tried, seen or written down at a step of a cycle.
    Entry(EntryId),
}

impl Thing {
    /// Its id, whatever it is.
    pub fn id(self) -> Uuid {
        match self {
            Thing::Goal(id) => id.0,
            Thing::Item(id) => id.0,
            Thing::Decision(id) => id,
            Thing::Lesson(id) => id.0,
            Thing::Cycle(id) => id.0,
            Thing::Entry(id) => id.0,
        }
    }

    /// The six columns of which one names it: goal, item, decision, lesson, cycle, entry.
    pub(crate) fn columns(self) -> [Option<Uuid>; 6] {
        let at = match self {
            Thing::Goal(_) => 0,
            Thing::Item(_) => 1,
            Thing::Decision(_) => 2,
            Thing::Lesson(_) => 3,
            Thing::Cycle(_) => 4,
            Thing::Entry(_) => 5,
        };
        std::array::from_fn(|n| (n == at).then(|| self.id()))
    }

    /// The part of its address before the id.
    fn way(self) -> &'static str {
        match self {
            Thing::Goal(_) => "goals",
            Thing::Item(_) => "items",
            Thing::Decision(_) => "decisions",
            Thing::Lesson(_) => "lessons",
            Thing::Cycle(_) => "cycles",
            Thing::Entry(_) => "entries",
        }
    }
}

/// Of alias `ci`: the id of what cites.
macro_rules! thing_of {
    () => {
        " coalesce(ci.goal, ci.item, ci.decision, ci.lesson, ci.cycle, ci.entry) "
    };
}

/// Of a table of citations: those of the thing in a parameter, whatever it is.
macro_rules! of_thing {
    ($n:literal) => {
        concat!(
            " (goal = ",
            $n,
            " or item = ",
            $n,
            " or decision = ",
            $n,
            " or lesson = ",
            $n,
            " or cycle = ",
            $n,
            " or entry = ",
            $n,
            ") "
        )
    };
}

/// Whatever cites: for each row of a table of citations (alias `ci`) that is asked for, the columns of its head and then those
/// that [`Lived::read`] reads and when it was said. A branch for each kind of thing, each with the audience of the thing.
macro_rules! what_cites {
    ($head:literal, $table:literal, $asked:literal) => {
        concat!(
            "select ", $head, ", 'goal', g.id, g.id, g.text, coalesce(gm.name, go.name, gp.name), ci.at from ", $table,
            " ci join goal g on g.id = ci.goal left join community gm on gm.id = g.owner_community \
             left join org go on go.id = g.owner_org left join person gp on gp.id = g.owner_person where ", $asked, " and ",
            store::sees!("g"),
            " union all select ", $head, ", 'item', i.id, m.id, i.title, q.name, ci.at from ", $table,
            " ci join item i on i.id = ci.item join meeting m on m.id = i.meeting join community q on q.id = m.community where ",
            $asked, " and ", store::sees!("m"),
            " union all select ", $head, ", 'decision', x.id, x.meeting, x.text, y.name, ci.at from ", $table,
            " ci join decision x on x.id = ci.decision join community y on y.id = x.community where ", $asked, " and ",
            store::sees!("x"),
            " union all select ", $head, ", 'lesson', l.id, l.id, l.title, z.name, ci.at from ", $table,
            " ci join lesson l on l.id = ci.lesson join community z on z.id = l.community where ", $asked, " and ",
            store::sees!("l"),
            " union all select ", $head, ", 'cycle', k.id, k.id, k.title, v.name, ci.at from ", $table,
            " ci join cycle k on k.id = ci.cycle join community v on v.id = k.community where ", $asked, " and ",
            store::sees!("k"),
            " union all select ", $head, ", e.kind, e.id, e.cycle, case when e.fields = '{}' then n.title else e.fields end, f.name, ci.at from ",
            $table, " ci join entry e on e.id = ci.entry and e.gone_at is null join cycle n on n.id = e.cycle \
             join community f on f.id = n.community where ", $asked, " and ", store::sees!("e")
        )
    };
}

pub(crate) use {of_thing, thing_of, what_cites};

sql! {
    ITEM = "select i.title, m.id, m.community, m.audience from item i join meeting m on m.id = i.meeting where i.id = $3 and ", sees!("m");
    DECISION = "select x.text, x.meeting, x.community, x.audience from decision x where x.id = $3 and ", sees!("x");
    AUDIENCE_OF = "select audience from goal where id = $1 union all select coalesce(m.audience, k.inside) from item i join community k on k.id = i.community left join meeting m on m.id = i.meeting where i.id = $1 \
                   union all select audience from decision where id = $1 union all select audience from lesson where id = $1 \
                   union all select audience from cycle where id = $1 union all select audience from entry where id = $1";
}

/// Something that lives a passage or shows a standard, as its reader may know it.
#[derive(Clone, Debug)]
pub struct Lived {
    /// Where it can be seen.
    pub href: String,
    pub what: String,
    pub title: String,
    /// Whose it is.
    pub whose: String,
}

impl Lived {
    /// Reads five columns: what it is, its id, the id of its page, its words, whose it is.
    pub(crate) fn read(r: &Row<'_>, from: usize) -> Result<Lived, Error> {
        let what: String = r.get(from)?;
        let (id, page, words): (Uuid, Uuid, String) = (r.get(from + 1)?, r.get(from + 2)?, r.get(from + 3)?);
        let (href, title) = match what.as_str() {
            "goal" => (format!("/goals/{page}"), words),
            "item" => (format!("/meetings/{page}#agenda-head"), words),
            "decision" => (format!("/meetings/{page}#decided"), words),
            "lesson" => (format!("/lessons/{page}"), words),
            "cycle" => (format!("/cycles/{page}"), words),
            _ => (format!("/cycles/{page}#e-{id}"), serde_json::from_str(&words).map_or(words, |w| gist(&w))),
        };
        Ok(Lived { href, what, title, whose: r.get::<Option<String>>(from + 4)?.unwrap_or_default() })
    }

    /// What it is, in a word.
    fn kind(&self) -> Word {
        match self.what.as_str() {
            "goal" => w::VISION_A_GOAL,
            "item" => w::VISION_AN_ITEM,
            "decision" => w::VISION_A_DECISION,
            "lesson" => w::VISION_A_LESSON,
            "cycle" => w::VISION_A_CYCLE,
            "try" => w::VISION_A_TRY,
            _ => w::VISION_AN_ENTRY,
        }
    }
}

/// What stands for an entry where it is named: the longest of what was written, which is no choice of a list.
fn gist(written: &Written) -> String {
    written.values().max_by_key(|text| text.chars().count()).cloned().unwrap_or_default()
}

/// So many things are named at once.
const IN_SIGHT: usize = 3;

/// The things, as lines that lead to them; the first few in sight.
pub(crate) fn lines(me: &Viewer, found: &[&Lived]) -> Markup {
    let lang = me.lang();
    let (first, rest) = found.split_at(found.len().min(IN_SIGHT));
    let row = |one: &Lived| html! { li { a href=(one.href) { (goals::shorten(&one.title, 110)) } " " small { (lang.t(one.kind())) ", " (one.whose) } } };
    html! {
        ul { @for one in first { (row(one)) } }
        @if !rest.is_empty() { details.more { summary { (lang.say(face::w::more_of(rest.len()))) } ul { @for one in rest { (row(one)) } } } }
    }
}

/// A thing where it stands: its words, the page it stands on, the form that is sent, who sees it.
pub(crate) struct Standing {
    pub thing: Thing,
    pub title: String,
    pub back: String,
    pub path: String,
    pub room: Room,
    pub audience: AudienceId,
}

/// The thing, for somebody whose work it is. `end` is the last part of the form's address, `anchor` where a meeting's page shows
/// what was said.
pub(crate) fn standing(
    c: &mut Conn,
    me: &Viewer,
    thing: Thing,
    (end, anchor): (&str, &str),
    not_theirs: Word,
) -> Result<Standing, Stop> {
    let path = format!("/{}/{}/{end}", thing.way(), thing.id());
    let (title, back, room, audience, community) = match thing {
        Thing::Goal(id) => {
            let goal = goals::find(c, me, id)?.ok_or(Stop::Nothing)?;
            if !goal.ours || !me.works_here() {
                return Err(Stop::NotYours(not_theirs));
            }
            let back = format!("/goals/{id}");
            return Ok(Standing { thing, title: goal.text, back, path, room: Room::Goals, audience: goal.audience });
        }
        Thing::Lesson(id) => {
            let l = lessons::find(c, me, id)?.ok_or(Stop::Nothing)?;
            (l.title, format!("/lessons/{id}"), Room::Lessons, l.audience, l.community)
        }
        Thing::Cycle(id) => {
            let k = cycles::find(c, me, id)?.ok_or(Stop::Nothing)?;
            (k.title, format!("/cycles/{id}"), Room::Cycles, k.audience, k.community)
        }
        Thing::Entry(id) => {
            let entry = cycles::entry(c, me, id)?.ok_or(Stop::Nothing)?;
            let k = cycles::find(c, me, entry.cycle)?.ok_or(Stop::Nothing)?;
            let title = if entry.fields.is_empty() { k.title } else { gist(&entry.fields) };
            (title, format!("/cycles/{}#e-{id}", k.id), Room::Cycles, entry.audience, k.community)
        }
        Thing::Item(_) | Thing::Decision(_) => {
            let (title, meeting, community, audience) = of_meeting(c, me, thing)?.ok_or(Stop::Nothing)?;
            // As with the agenda itself: who doesn't work in the community doesn't learn that it is there.
            if !communities::find(c, me, community)?.is_some_and(|k| k.works_here()) {
                return Err(Stop::Nothing);
            }
            (title, format!("/meetings/{meeting}#{anchor}"), Room::Communities, audience, community)
        }
    };
    if !communities::find(c, me, community)?.is_some_and(|k| k.works_here()) || !me.works_here() {
        return Err(Stop::NotYours(not_theirs));
    }
    Ok(Standing { thing, title, back, path, room, audience })
}

/// A point or a decision of a meeting the viewer sees: its words, the meeting, the community.
fn of_meeting(
    c: &mut Conn,
    me: &Viewer,
    thing: Thing,
) -> Result<Option<(String, MeetingId, CommunityId, AudienceId)>, Error> {
    let sql = match thing {
        Thing::Item(_) => ITEM,
        Thing::Decision(_) => DECISION,
        _ => return Ok(None),
    };
    c.one(sql, args![me.person, me.now, thing.id()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// The points and decisions of a meeting, with their words: at most eighty.
pub(crate) fn in_meeting(here: &meetings::Here<'_>) -> Vec<(Thing, String)> {
    let items = here.items.iter().map(|i| (Thing::Item(i.id), i.title.clone()));
    let decided = here.decided.iter().map(|d| (Thing::Decision(d.id), d.text.clone()));
    items.chain(decided).take(80).collect()
}

/// A cycle and what the viewer sees of what was written in it, the newest first.
pub(crate) fn in_cycle(here: &Here<'_>) -> Vec<(Thing, String)> {
    let written = here.entries.iter().rev().filter(|e| !e.fields.is_empty());
    let written = written.map(|e| (Thing::Entry(e.id), gist(&e.fields)));
    std::iter::once((Thing::Cycle(here.cycle.id), here.cycle.title.clone())).chain(written).collect()
}

/// The fold from which one of several things is chosen that is to cite.
pub(crate) fn choose(me: &Viewer, things: &[(Thing, String)], end: &str, (summary, testid): (Word, &str)) -> Markup {
    html! {
        details.more {
            summary data-testid=(testid) { (me.lang().t(summary)) }
            ul.list.tight {
                @for (thing, title) in things {
                    li { a href={ "/" (thing.way()) "/" (thing.id()) "/" (end) } { (goals::shorten(title, 110)) } @if let Some(kind) = kind(*thing) { span.when { (me.lang().t(kind)) } } }
                }
            }
        }
    }
}

/// What it is, where several kinds stand in one list.
fn kind(thing: Thing) -> Option<Word> {
    match thing {
        Thing::Item(_) => Some(w::VISION_AN_ITEM),
        Thing::Decision(_) => Some(w::VISION_A_DECISION),
        Thing::Cycle(_) => Some(w::VISION_A_CYCLE),
        _ => None,
    }
}

/// Who sees the thing, whoever asks.
pub(crate) fn audience_of(tx: &mut Tx<'_>, thing: Thing) -> Result<AudienceId, Error> {
    let seen: Option<AudienceId> = tx.one(AUDIENCE_OF, args![thing.id()], |r| r.get(0))?;
    seen.ok_or_else(|| Error::Ours("nothing that could cite".into()))
}

/// The way to a form for one kind of thing.
pub(crate) fn opens<I, F>(
    of: fn(I) -> Thing,
    open: fn(Cx, Thing) -> F,
) -> impl Fn(Cx, Path<I>) -> F + Clone + Send + Sync + 'static
where
    I: 'static,
    F: Future + 'static,
{
    move |cx, Path(id)| open(cx, of(id))
}

/// The same for what is sent.
pub(crate) fn saves<I, F>(
    of: fn(I) -> Thing,
    save: fn(Cx, Thing, Sent) -> F,
) -> impl Fn(Cx, Path<I>, Sent) -> F + Clone + Send + Sync + 'static
where
    I: 'static,
    F: Future + 'static,
{
    move |cx, Path(id), sent| save(cx, of(id), sent)
}
