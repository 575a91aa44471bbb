//! Guests of a community at its meetings: asked to one, they see when and where it is, what is on its agenda, and a word to them.
//! Never notes, decisions, votes or commitments: those stay with the members.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, form, html};
use store::{Audience, Conn, MeetingId, Principal, Time, Tx, args, audience, sees, sql};

use super::meeting::{self, Meeting, State};
use super::page;
use crate::communities::{Community, Membership, Part};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

const WORD: usize = 600;
/// Guests see meetings that were, for so many days.
const BACK_DAYS: i64 = 60;

sql! {
    ASK = "insert into meeting_guests (meeting, district, community, word, audience, by, at) values ($1, $2, $3, $4, $5, $6, $7) \
           on conflict (meeting) do update set word = excluded.word, audience = excluded.audience, by = excluded.by, at = excluded.at";
    NOT = "delete from meeting_guests where meeting = $1";
    WORD_OF = "select word from meeting_guests where meeting = $1";
    OPEN_TO = "select m.id, m.title, m.starts, m.minutes, m.place, m.state, g.word from meeting_guests g join meeting m on m.id = g.meeting \
               where g.community = $3 and m.state <> 'cancelled' and m.starts > $4 and ", sees!("g"), " order by m.starts, m.id limit 20";
    TITLES = "select i.meeting, i.title, i.minutes from item i join meeting_guests g on g.meeting = i.meeting \
              where g.community = $3 and i.state <> 'carried' and ", sees!("g"), " order by i.n, i.id limit 200";
}

/// Asks the guests of a community to a meeting, with a word to them.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn ask_guests(
    tx: &mut Tx<'_>,
    me: store::PersonId,
    community: &Community,
    meeting: MeetingId,
    word: &str,
) -> Result<(), Stop> {
    let seen = Audience::of([Principal::Community(community.id), Principal::Guests(community.id)]);
    let seen = audience::store(tx, community.district, &seen)?;
    let now = tx.now();
    tx.exec(ASK, args![meeting, community.district, community.id, word, seen, me, now])?;
    meeting::stirs(tx, community, meeting)
}

/// On the meeting's page, for members of a community that has guests: whether they are asked to it, and what they see.
pub(super) fn door(
    c: &mut Conn,
    me: &Viewer,
    community: &Community,
    meeting: &Meeting,
    members: &[Membership],
) -> Result<Markup, Stop> {
    let lang = me.lang();
    let guests: Vec<&str> = members.iter().filter(|m| m.part == Part::Guest).map(|m| m.name.as_str()).collect();
    if guests.is_empty() || !community.works_here() || meeting.state == State::Cancelled {
        return Ok(html! {});
    }
    let word: Option<String> = c.one(WORD_OF, args![meeting.id], |r| r.get(0))?;
    let asked = word.is_some();
    let f = Fields::prefilled([("word", word.unwrap_or_default())]);
    Ok(html! {
        details.more data-testid="guests" {
            summary { @if asked { (lang.t(w::GUESTS_ASKED)) } @else { (lang.t(w::GUESTS_ASK)) } }
            p.small { (lang.say(w::guests_who(guests.join(", ")))) }
            (form(&me.who, &format!("/meetings/{}/guests", meeting.id), None, html! {
                (Field::new("word", lang.t(w::GUESTS_WORD)).hint(lang.t(w::GUESTS_WORD_HINT)).area(lang, &f, 2))
                p { span.audience { (lang.t(w::GUESTS_SEE)) } }
                div.actions {
                    button.button.small.second name="to" value="ask" { (lang.t(if asked { face::w::SAVE } else { w::GUESTS_ASK_GO })) }
                    @if asked { button.button.small.quiet name="to" value="not" { (lang.t(w::GUESTS_NOT)) } }
                }
            }))
        }
    })
}

/// Asks the guests to a meeting, or no longer. The word to them can be written after it too: what came out.
pub(super) async fn ask(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find(tx, me, id)?;
        if !community.works_here() {
            return Err(Stop::NotYours(w::MEETING_MEMBERS_ONLY));
        }
        let word = f.text("word", WORD);
        let to = f.choice("to", &["ask", "not"]);
        if f.refused() {
            return Err(Stop::again(page::meeting_page(tx, me, &meeting, &community, f)?));
        }
        if to == "ask" && meeting.state != State::Cancelled {
            ask_guests(tx, me.person, &community, id, &word)?;
        } else {
            tx.exec(NOT, args![id])?;
            meeting::stirs(tx, &community, id)?;
        }
        Ok(Go::to(format!("/meetings/{id}")))
    })
    .await
}

/// A meeting as a guest sees it.
struct Open {
    id: MeetingId,
    title: String,
    starts: Time,
    minutes: i64,
    place: String,
    state: State,
    word: String,
}

/// On the community's page, for a guest: the meetings they are asked to, with agenda and the word to them.
pub(super) fn on_community(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let from = me.now.plus_days(-BACK_DAYS);
    let open = c.rows(OPEN_TO, args![me.person, me.now, community.id, from], |r| {
        let state: String = r.get(5)?;
        Ok(Open {
            id: r.get(0)?,
            title: r.get(1)?,
            starts: r.get(2)?,
            minutes: r.get(3)?,
            place: r.get(4)?,
            state: State::named(&state),
            word: r.get(6)?,
        })
    })?;
    let titles: Vec<(MeetingId, String, i64)> =
        c.rows(TITLES, args![me.person, me.now, community.id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let (past, ahead): (Vec<_>, Vec<_>) = open.iter().partition(|m| m.state == State::Closed);
    let meeting = |m: &Open| {
        let items: Vec<_> = titles.iter().filter(|(of, _, _)| *of == m.id).collect();
        html! {
            li {
                div {
                    strong { (face::date_long(lang, m.starts.date_in(&me.zone))) }
                    small {
                        (m.title) ", " (face::time_of_day(lang, m.starts, &me.zone)) ", " (lang.say(w::meeting_minutes(m.minutes)))
                        @if !m.place.is_empty() { ", " (m.place) }
                    }
                    @if !m.word.is_empty() { p.lines { (m.word) } }
                    @if !items.is_empty() {
                        ol.small { @for (_, title, minutes) in &items { li { (title) " " (lang.say(w::meeting_minutes(*minutes))) } } }
                    }
                }
            }
        }
    };
    Ok(html! {
        section aria-labelledby="meetings-head" data-testid="guest-meetings" {
            h2 #meetings-head { (lang.t(w::GUESTS_MEETINGS)) }
            @if ahead.is_empty() { p { (lang.t(w::GUESTS_MEETINGS_NONE)) } }
            ul.list { @for m in ahead { (meeting(m)) } }
            @if !past.is_empty() {
                details.more { summary { (lang.t(w::MEETINGS_PAST)) } ul.list { @for m in past { (meeting(m)) } } }
            }
        }
    })
}
