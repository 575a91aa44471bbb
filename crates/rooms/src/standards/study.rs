//! Which standard to study when: a district's plan, and a community's. A community puts what it planned on its agenda with one
//! tap; the point then says itself when it was talked about.

use axum::extract::Path;
use axum::response::Response;
use face::{Drawing, Field, Fields, Markup, Page, Room, empty, form, heading, html, problems, submit};
use jiff::civil::Date;
use learning::standards::Set;
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, ItemId, MeetingId, PersonId, Principal, Row, Tx, args,
    audience, sees, sql,
};
use uuid::Uuid;

use super::list::day;
use super::look::Whose;
use super::look_pages::{owners, value};
use super::queries::{self, tell_of};
use super::seen;
use super::set::{said, standard_path};
use crate::communities;
use crate::meetings::{self, Lane, NewItem};
use crate::vision::Thing;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

const NOTE: usize = 400;
/// So many minutes an agenda is offered for a standard.
const MINUTES: i64 = 20;

/// A standard that is planned to be studied.
#[derive(Clone, Debug)]
struct Planned {
    id: Uuid,
    community: Option<CommunityId>,
    whose: String,
    set: String,
    standard: String,
    on: Date,
    note: String,
    audience: AudienceId,
    by: PersonId,
    item: Option<ItemId>,
    /// The meeting on whose agenda its point stands, with its day, and whether it has ended.
    meeting: Option<(MeetingId, Date, bool)>,
}

/// The columns [`read`] reads.
macro_rules! planned {
    () => {
        "select s.id, s.community, coalesce(k.name, o.name), s.set_key, s.standard, s.on_day, s.note, s.audience, s.by, s.item, \
         m.id, m.on_date, m.state = 'closed' and coalesce(j.state, i.state) <> 'carried' from standard_study s join org o on o.id = s.district left join community k on k.id = s.community \
         left join item i on i.id = s.item left join item j on j.came_from = i.id and i.state = 'carried' \
         left join meeting m on m.id = case when i.state = 'carried' then j.meeting else i.meeting end and m.state <> 'cancelled' "
    };
}

sql! {
    ALL = planned!(), "where s.district = $3 and s.gone_at is null and ", sees!("s"), " order by s.on_day, s.id limit 300";
    ONE = planned!(), "where s.district = $3 and s.id = $4 and s.gone_at is null and ", sees!("s");
    ADD = "insert into standard_study (id, district, community, set_key, standard, on_day, note, audience, by, at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    PUT = "update standard_study set item = $2 where id = $1 and item is null";
    REMOVE = "update standard_study set gone_at = $2 where id = $1 and gone_at is null";
}

fn read(r: &Row<'_>) -> Result<Planned, Error> {
    let meeting: Option<MeetingId> = r.maybe(10)?;
    let meeting = match meeting {
        Some(id) => Some((id, r.get(11)?, r.get(12)?)),
        None => None,
    };
    Ok(Planned {
        id: r.get(0)?,
        community: r.maybe(1)?,
        whose: r.get(2)?,
        set: r.get(3)?,
        standard: r.get(4)?,
        on: r.get(5)?,
        note: r.get(6)?,
        audience: r.get(7)?,
        by: r.get(8)?,
        item: r.maybe(9)?,
        meeting,
    })
}

/// Plans to study a standard on a day. A district's plan is seen by everyone in it, a community's by its members.
///
/// # Errors
/// When the database fails.
pub fn plan(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    whose: Whose,
    (set, standard): (&Set, &str),
    (on, note): (Date, &str),
) -> Result<Uuid, Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let (principal, community) = match whose {
        Whose::District => (Principal::District(district), None),
        Whose::Community(k) => (Principal::Community(k), Some(k)),
    };
    let seen = audience::store(tx, district, &Audience::of([principal]))?;
    tx.exec(ADD, args![id, district, community, set.key.as_str(), standard, on.to_string(), note, seen, by, now])?;
    let about = set.standard(standard).map_or("", |s| s.name.get("en"));
    tell_of(tx, by, district, (id, seen), ("standards.planned", about))?;
    Ok(id)
}

pub(super) async fn page(cx: Cx) -> Response {
    cx.page(|c, me| {
        let f = Fields::prefilled([("on", me.in_days(14).to_string())]);
        study_page(c, me, &f)
    })
    .await
}

fn study_page(c: &mut Conn, me: &Viewer, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let set = queries::holding(c, me)?;
    let planned = c.rows(ALL, args![me.person, me.now, me.district], read)?;
    let owners = owners(c, me)?;
    let mine: Vec<(CommunityId, String)> = owners
        .iter()
        .filter_map(|(o, name)| if let Whose::Community(id) = o { Some((*id, name.clone())) } else { None })
        .collect();
    let (ahead, past): (Vec<&Planned>, Vec<&Planned>) =
        planned.iter().partition(|p| p.on >= me.today() && !p.meeting.is_some_and(|(_, _, ended)| ended));
    let title = match ahead.first() {
        Some(next) => lang.say(w::study_title(day(me, next.on), name_of(me, set.as_ref(), next))),
        None => lang.t(w::STUDY_NONE).to_owned(),
    };
    let may = set.is_some() && !owners.is_empty();
    let body = html! {
        (heading(html! { a href="/standards" { (lang.t(w::STANDARDS)) } }, &title, html! { (lang.t(w::STUDY_LEAD)) }))
        @if planned.is_empty() { (empty(Drawing::Table, lang.t(w::STUDY_EMPTY), lang.t(w::STUDY_EMPTY_WHY), None)) }
        @if !ahead.is_empty() { ul.list data-testid="planned" { @for p in &ahead { (row(me, set.as_ref(), p, &mine)) } } }
        @if !past.is_empty() {
            section aria-labelledby="studied" { h2 #studied { (lang.t(w::STUDY_PAST)) } ul.list data-testid="studied-list" { @for p in &past { (row(me, set.as_ref(), p, &mine)) } } }
        }
        @if let Some(set) = set.as_ref().filter(|_| may) {
            section.narrow aria-labelledby="plan" {
                h2 #plan { (lang.t(w::STUDY_PLAN)) }
                (problems(lang, f))
                (form(&me.who, "/standards/study", None, html! {
                    @let whose: Vec<(String, String)> = owners.iter().map(|(o, name)| (value(*o), name.clone())).collect();
                    @let standards: Vec<(String, String)> = set.standards.iter().map(|s| (s.key.clone(), said(me, &s.name).to_owned())).collect();
                    (Field::new("whose", lang.t(w::STUDY_WHOSE)).needed().select(lang, f, &whose))
                    (Field::new("standard", lang.t(w::STUDY_WHICH)).needed().select(lang, f, &standards))
                    (Field::new("on", lang.t(w::STUDY_ON)).needed().input(lang, f, "date"))
                    (Field::new("note", lang.t(w::STUDY_NOTE)).hint(lang.t(w::STUDY_NOTE_HINT)).input(lang, f, "text"))
                    p { span.audience { (lang.t(w::LOOK_NEW_AUDIENCE)) } }
                    div.actions { (submit(lang.t(w::STUDY_PLAN_GO))) }
                }))
            }
        }
    };
    Ok(Page::new(Room::Goals, title, lang.say(w::look_audience(me.district_name.as_str())), body))
}

fn name_of(me: &Viewer, set: Option<&Set>, p: &Planned) -> String {
    let found = set.filter(|s| s.key == p.set).and_then(|s| s.standard(&p.standard));
    found.map_or_else(|| p.standard.clone(), |s| said(me, &s.name).to_owned())
}

fn row(me: &Viewer, set: Option<&Set>, p: &Planned, mine: &[(CommunityId, String)]) -> Markup {
    let lang = me.lang();
    let works = p.community.is_some_and(|id| mine.iter().any(|(k, _)| *k == id));
    html! {
        li {
            div {
                a href=(standard_path(&p.set, &p.standard)) { (name_of(me, set, p)) }
                @if !p.note.is_empty() { p.said { (p.note) } }
                small {
                    (p.whose) ". "
                    @match p.meeting {
                        Some((id, on, true)) => a href={ "/meetings/" (id) } { (lang.say(w::study_talked(day(me, on)))) },
                        Some((id, on, false)) => a href={ "/meetings/" (id) } { (lang.say(w::study_on_agenda(day(me, on)))) },
                        None => @if p.item.is_some() { (lang.t(w::STUDY_WAITS)) },
                    }
                }
            }
            span.when {
                (day(me, p.on))
                @if works && p.item.is_none() { (form(&me.who, &format!("/standards/study/{}/agenda", p.id), None, html! { button.button.small.second data-testid="put-on-agenda" { (lang.t(w::STUDY_PUT)) } })) }
                @if p.item.is_none() && (works || p.by == me.person || (p.community.is_none() && me.leads_district())) { (form(&me.who, &format!("/standards/study/{}/remove", p.id), None, html! { button.link { (lang.t(w::STANDARD_REMOVE)) } })) }
            }
        }
    }
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let owners = owners(tx, me)?;
        if owners.is_empty() {
            return Err(Stop::NotYours(w::LOOK_WHO_WRITES));
        }
        let set = queries::holding(tx, me)?.ok_or(Stop::Refused(w::LOOK_NO_SET))?;
        let whose = owners.iter().find(|(o, _)| value(*o) == f.raw("whose")).map(|(o, _)| *o);
        let standard = f.raw("standard").to_owned();
        let (on, note) = (f.date("on"), f.text("note", NOTE));
        if whose.is_none() {
            f.wrong("whose", face::w::ERROR_CHOICE);
        }
        if set.standard(&standard).is_none() {
            f.wrong("standard", face::w::ERROR_CHOICE);
        }
        if on.is_none_or(|on| on < me.today() || on > me.in_days(800)) && f.problem_of("on").is_none() {
            f.wrong("on", w::STUDY_WHEN);
        }
        let (Some(whose), Some(on), false) = (whose, on, f.refused()) else {
            return Err(Stop::again(study_page(tx, me, f)?));
        };
        plan(tx, me.person, me.district, whose, (&set, &standard), (on, &note))?;
        Ok(Go::to("/standards/study"))
    })
    .await
}

/// Puts what a community planned on its list of points for the next meetings.
pub(super) async fn agenda(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let p = tx.one(ONE, args![me.person, me.now, me.district, id], read)?.ok_or(Stop::Nothing)?;
        let community = match p.community {
            Some(k) => communities::find(tx, me, k)?.filter(|k| k.works_here() && me.works_here()),
            None => None,
        };
        let Some(community) = community else { return Err(Stop::NotYours(w::STUDY_WHO_PUTS)) };
        if p.item.is_none() {
            let set = queries::holding(tx, me)?;
            let title = me.lang().say(w::study_item(name_of(me, set.as_ref(), &p)));
            let new = NewItem { title: &title, purpose: &p.note, lane: Lane::Learning, minutes: MINUTES };
            let item = meetings::add_item(tx, me.person, &community, None, &new, None)?;
            tx.exec(PUT, args![id, item])?;
            seen::cite(tx, me.person, me.district, (&p.set, &p.standard, ""), Thing::Item(item))?;
        }
        Ok(Go::to("/standards/study"))
    })
    .await
}

pub(super) async fn remove(cx: Cx, Path(id): Path<Uuid>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let p = tx.one(ONE, args![me.person, me.now, me.district, id], read)?.ok_or(Stop::Nothing)?;
        let works = match p.community {
            Some(k) => communities::find(tx, me, k)?.is_some_and(|k| k.works_here()),
            None => me.leads_district(),
        };
        if !me.works_here() || !(works || p.by == me.person) {
            return Err(Stop::NotYours(w::LOOK_WHO_WRITES));
        }
        let now = tx.now();
        tx.exec(REMOVE, args![id, now])?;
        tell_of(tx, me.person, me.district, (id, p.audience), ("standards.unplanned", ""))?;
        Ok(Go::to("/standards/study"))
    })
    .await
}
