//! What somebody took on, with a day: carried until it is done or let go, on one page across all communities.

use axum::extract::Path;
use axum::response::Response;
use face::{Drawing, Fields, Markup, Page, Room, empty, form, heading, html};
use jiff::civil::Date;
use store::{CommitmentId, CommunityId, Conn, Error, MeetingId, PersonId, Time, Tx, args, events, sql};

use super::{page, queries};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// What was done stays in sight for so long.
const DONE_DAYS: i64 = 14;

/// What somebody took on.
#[derive(Clone, Debug)]
pub struct Commitment {
    pub id: CommitmentId,
    pub community: CommunityId,
    pub community_name: String,
    pub meeting: Option<MeetingId>,
    pub text: String,
    pub who: PersonId,
    pub who_name: String,
    pub due: Option<Date>,
    pub done: Option<Time>,
    pub let_go: Option<Time>,
    pub at: Time,
}

impl Commitment {
    /// Whether it still waits to be done.
    pub fn open(&self) -> bool {
        self.done.is_none() && self.let_go.is_none()
    }
}

sql! {
    INSERT = "insert into commitment (id, district, community, meeting, text, who, due, audience, by, at, done_at, let_go_at, ended_by) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, null, null)";
    DONE = "update commitment set done_at = $2, let_go_at = null, ended_by = $3 where id = $1";
    LET_GO = "update commitment set let_go_at = $2, done_at = null, ended_by = $3 where id = $1";
    AGAIN = "update commitment set let_go_at = null, done_at = null, ended_by = null where id = $1";
}

/// What the viewer has taken on and not done yet, in all communities, what is due first.
///
/// # Errors
/// When the database fails.
pub(super) fn mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Commitment>, Error> {
    let all = queries::mine(c, me, Time::NEVER)?;
    Ok(all.into_iter().filter(Commitment::open).collect())
}

/// Notes what a member takes on. The caller has asked whether `who` works in the community.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn commit(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: Option<MeetingId>,
    who: PersonId,
    text: &str,
    due: Option<Date>,
) -> Result<CommitmentId, Stop> {
    let (id, now) = (CommitmentId(tx.fresh_id()), tx.now());
    let due = due.map(|d| d.to_string());
    tx.exec(INSERT, args![id, community.district, community.id, meeting, text, who, due, community.inside, by, now])?;
    tell(tx, community, (id, meeting), by, "commitment.made", text)?;
    Ok(id)
}

fn tell(
    tx: &mut Tx<'_>,
    community: &Community,
    (commitment, meeting): (CommitmentId, Option<MeetingId>),
    by: PersonId,
    verb: &'static str,
    about: &str,
) -> Result<(), Stop> {
    let thing = meeting.map_or(("commitment", commitment.0), |m| ("meeting", m.0));
    let event = events::Event {
        district: community.district,
        actor: Some(by),
        verb,
        thing,
        community: Some(community.id),
        org: Some(community.org),
        audience: community.inside,
        about,
    };
    Ok(events::write(tx, &event)?)
}

/// Says that what somebody took on is done. The caller has asked whether `by` took it on.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn done(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    id: CommitmentId,
    meeting: Option<MeetingId>,
    text: &str,
) -> Result<(), Stop> {
    let now = tx.now();
    tx.exec(DONE, args![id, now, by])?;
    tell(tx, community, (id, meeting), by, "commitment.done", text)
}

/// Takes something on at a meeting, for oneself or for a member who says yes in the room.
pub(super) async fn add(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting.runs()?;
        let text = f.needed("todo", 300);
        let due = f.date("due");
        let who = f.pick::<PersonId>("who");
        let members = communities::members(tx, community.id)?;
        let works = |p: &PersonId| members.iter().any(|m| m.person == *p && m.works());
        if who.as_ref().is_none_or(|p| !works(p)) {
            f.wrong("who", face::w::ERROR_CHOICE);
        }
        if f.refused() {
            return Err(Stop::again(page::meeting_page(tx, me, &meeting, &community, f)?));
        }
        commit(tx, me.person, &community, Some(id), who.unwrap_or(me.person), &text, due)?;
        Ok(Go::to(format!("/meetings/{id}#committed")))
    })
    .await
}

/// My commitments across all communities.
pub(super) async fn page(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let all = queries::mine(c, me, me.now.plus_days(-DONE_DAYS))?;
        let (open, done): (Vec<_>, Vec<_>) = all.into_iter().partition(Commitment::open);
        let title = lang.say(w::commitments_title(open.len()));
        let body = html! {
            (heading(html! { a href="/" { (lang.t(face::w::ROOM_HOME)) } }, &title, html! { (lang.t(w::COMMITMENTS_LEAD)) }))
            @if open.is_empty() && done.is_empty() {
                section { (empty(Drawing::Table, lang.t(w::COMMITMENTS_NONE), lang.t(w::COMMITMENTS_NONE_WHY), Some(("/communities", lang.t(face::w::ROOM_COMMUNITIES))))) }
            }
            @if !open.is_empty() {
                section aria-label=(title) { ul.list data-testid="my-commitments" { @for t in &open { (row(me, t, true)) } } }
            }
            @if !done.is_empty() {
                section aria-labelledby="done" {
                    h2 #done { (lang.t(w::COMMITMENTS_DONE)) }
                    ul.list { @for t in &done { (row(me, t, true)) } }
                }
            }
        };
        Ok(Page::new(Room::Home, title, lang.t(w::COMMITMENTS_AUDIENCE), body).live(["home".to_owned()]))
    })
    .await
}

/// One commitment, with the way to settle it for who may.
pub(super) fn row(me: &Viewer, t: &Commitment, place: bool) -> Markup {
    let lang = me.lang();
    let late = t.open() && t.due.is_some_and(|d| d < me.today());
    html! {
        li {
            div {
                @if let Some(meeting) = t.meeting { a href={ "/meetings/" (meeting) } { (t.text) } } @else { (t.text) }
                small {
                    @if place { (t.community_name) } @else { (t.who_name) }
                    @if let Some(due) = t.due { ", " span.now[late] { (lang.say(w::commitment_due(face::near(lang, due, me.today())))) } }
                    @if t.let_go.is_some() { ", " (lang.t(w::COMMITMENT_WAS_LET_GO)) }
                }
            }
            @if t.who == me.person {
                (form(&me.who, &format!("/commitments/{}", t.id), None, html! {
                    @if t.open() {
                        button.button.small.second name="to" value="done" data-testid="commitment-done" { (lang.t(w::COMMITMENT_DONE)) }
                        " " button.button.small.quiet name="to" value="let-go" { (lang.t(w::COMMITMENT_LET_GO)) }
                    } @else {
                        button.button.small.quiet name="to" value="open" { (lang.t(w::COMMITMENT_AGAIN)) }
                    }
                }))
            } @else {
                span.when { @if t.done.is_some() { span.chip.good { (lang.t(w::COMMITMENT_IS_DONE)) } } }
            }
        }
    }
}

/// Done, let go, or taken up again: by whoever took it on.
pub(super) async fn settle(cx: Cx, Path(id): Path<CommitmentId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f: &mut Fields| {
        let known = queries::commitment(tx, me, id)?.ok_or(Stop::Nothing)?;
        if known.who != me.person {
            return Err(Stop::NotYours(w::COMMITMENT_NOT_YOURS));
        }
        let community = communities::find(tx, me, known.community)?.ok_or(Stop::Nothing)?;
        let now = tx.now();
        let verb = match f.choice("to", &["done", "let-go", "open"]) {
            "done" => {
                done(tx, me.person, &community, id, known.meeting, &known.text)?;
                return Ok(Go::to("/commitments"));
            }
            "let-go" => {
                tx.exec(LET_GO, args![id, now, me.person])?;
                "commitment.let_go"
            }
            "open" => {
                tx.exec(AGAIN, args![id])?;
                "commitment.taken_up"
            }
            _ => return Err(Stop::Nothing),
        };
        tell(tx, &community, (id, known.meeting), me.person, verb, &known.text)?;
        Ok(Go::to("/commitments"))
    })
    .await
}
