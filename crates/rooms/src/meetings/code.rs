//! Being there by a code: the room's screen shows six digits that change every minute, and who types them is in the room.
//!
//! A code is worked out from the meeting's secret and the minute, and stored nowhere. The one of the minute before still counts,
//! for who types slowly. Guesses are counted per person as at sign-in, and a wrong code, an old one and one for a meeting where no
//! code is shown get the same answer. Who is there once stays there: a phone may sleep for the rest of the meeting.

use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, submit};
use serde::Deserialize;
use store::{Conn, MeetingId, Time, args, hash_secret, sql};

use super::meeting::Meeting;
use super::{page, running};
use crate::communities::Community;
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// Guesses per person and quarter of an hour.
const MOST_TRIES: i64 = 10;
const SECONDS: i64 = 60;
/// Minutes before this one whose code still counts.
const OLD: i64 = 1;

sql! {
    SECRET = "select secret from meeting_code where meeting = $1";
    SHOW = "insert into meeting_code (meeting, district, secret, by, at) values ($1, $2, $3, $4, $5) on conflict (meeting) do nothing";
    STOP = "delete from meeting_code where meeting = $1";
}

/// The six digits of a minute: the first 32 bits of SHA-256 over the secret and the minute, modulo a million. (That favours the
/// first 967 296 codes by one part in 4 295, which helps nobody who has ten guesses.)
fn digits(secret: &str, minute: i64) -> String {
    let hash = hash_secret(&format!("{secret} {minute}"));
    let bits = u32::from_str_radix(hash.get(..8).unwrap_or_default(), 16).unwrap_or_default();
    format!("{:06}", bits % 1_000_000)
}

fn minute(at: Time) -> i64 {
    at.seconds().div_euclid(SECONDS)
}

fn fits(secret: &str, typed: &str, now: Time) -> bool {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (0..=OLD).any(|back| digits(secret, minute(now) - back) == typed)
}

/// Whether codes are shown at a meeting.
pub(super) fn on(c: &mut Conn, meeting: MeetingId) -> Result<bool, Stop> {
    Ok(secret(c, meeting)?.is_some())
}

fn secret(c: &mut Conn, meeting: MeetingId) -> Result<Option<String>, Stop> {
    Ok(c.one(SECRET, args![meeting], |r| r.get(0))?)
}

/// Whether the viewer leads this meeting: facilitates the community or, by turn, this meeting.
pub(super) fn leads(me: &Viewer, meeting: &Meeting, community: &Community) -> bool {
    community.facilitates() || meeting.facilitator == Some(me.person)
}

/// On the page of a running meeting: the way to the screen for who leads it, and the way to type the code.
pub(super) fn ways(c: &mut Conn, me: &Viewer, meeting: &Meeting, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let shown = secret(c, meeting.id)?.is_some();
    let path = format!("/meetings/{}", meeting.id);
    Ok(html! {
        @if shown { p { a.button.small.second href={ (path) "/present" } data-testid="type-code" { (lang.t(w::CODE_TYPE)) } } }
        @if leads(me, meeting, community) {
            @if shown { p { a.button.small.quiet href={ (path) "/code" } { (lang.t(w::CODE_SCREEN)) } } }
            @else {
                (form(&me.who, &format!("{path}/code"), None, html! {
                    button.button.small.quiet name="to" value="show" data-testid="show-code" { (lang.t(w::CODE_SHOW)) }
                }))
            }
        }
    })
}

/// Shows codes at this meeting from now on, or no longer.
pub(super) async fn show(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting.runs()?;
        if !leads(me, &meeting, &community) {
            return Err(Stop::NotYours(w::CODE_WHO));
        }
        if f.raw("to") == "stop" {
            tx.exec(STOP, args![id])?;
            return Ok(Go::to(format!("/meetings/{id}#here")));
        }
        let (secret, now) = (tx.secret(), tx.now());
        tx.exec(SHOW, args![id, community.district, secret, me.person, now])?;
        Ok(Go::to(format!("/meetings/{id}/code")))
    })
    .await
}

/// The screen in the room: the code of this minute, large, and who is there already.
pub(super) async fn screen(cx: Cx, Path(id): Path<MeetingId>) -> Response {
    let address = cx.app.options.address.clone();
    let mut response = cx
        .page(move |c, me| {
            let lang = me.lang();
            let (meeting, community) = page::find_to_change(c, me, id)?;
            meeting.runs()?;
            if !leads(me, &meeting, &community) {
                return Err(Stop::NotYours(w::CODE_WHO));
            }
            let secret = secret(c, id)?.ok_or(Stop::Nothing)?;
            let code = digits(&secret, minute(me.now));
            let (first, last) = code.split_at(3);
            let here = super::queries::here(c, id)?.iter().filter(|(_, how)| how != "away").count();
            let audience = community.audience_line(c, me, community.inside)?;
            let left = SECONDS - me.now.seconds().rem_euclid(SECONDS);
            let body = html! {
                (heading(html! { a href={ "/meetings/" (id) } { (meeting.title) } }, lang.t(w::CODE_TITLE), html! { (lang.say(w::code_where(format!("{address}/meetings/{id}/present")))) }))
                div.sheet.code {
                    p.digits data-testid="code" aria-label=(code) { (first) " " (last) }
                    p { (lang.say(w::code_left(left))) }
                    p #here data-live-on={ "meeting:" (id) } data-live-get={ "/meetings/" (id) "/code" } { (lang.say(w::code_here(here))) }
                }
                (form(&me.who, &format!("/meetings/{id}/code"), None, html! {
                    div.actions { button.button.small.quiet name="to" value="stop" { (lang.t(w::CODE_STOP)) } }
                }))
            };
            Ok(Page::new(Room::Communities, lang.t(w::CODE_TITLE), audience, body).live([format!("meeting:{id}")]))
        })
        .await;
    if response.status().is_success() {
        // The screen stands alone in the room: it looks again by itself, also without script.
        response.headers_mut().insert("refresh", HeaderValue::from_static("10"));
    }
    response
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    again: Option<String>,
}

/// On one's own phone: the field for the code.
pub(super) async fn present(cx: Cx, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let (meeting, community) = page::find(c, me, id)?;
        if !community.works_here() {
            return Err(Stop::NotYours(w::MEETING_MEMBERS_ONLY));
        }
        let here = super::queries::here(c, id)?.iter().any(|(p, how)| *p == me.person && how != "away");
        let audience = community.audience_line(c, me, community.inside)?;
        let title = lang.t(if here { w::PRESENT_YES } else { w::PRESENT_TITLE });
        let over = meeting.runs().is_err();
        let mut f = Fields::default();
        if asked.again.is_some() && !here {
            f.wrong("code", w::CODE_WRONG);
        }
        let body = html! {
            (heading(html! { a href={ "/meetings/" (id) } { (community.name) ", " (meeting.title) } }, title, html! {
                @if here { (lang.t(w::PRESENT_STAYS)) } @else if over { (lang.t(w::MEETING_NOT_BEGUN)) }
            }))
            @if here { p.actions { a.button href={ "/meetings/" (id) } { (lang.t(w::PRESENT_ON)) } } }
            @else if !over {
                div.narrow {
                    (form(&me.who, &format!("/meetings/{id}/present"), None, html! {
                        (Field::new("code", lang.t(w::CODE_FIELD)).hint(lang.t(w::CODE_FIELD_HINT)).needed().input(lang, &f, "tel"))
                        p { span.audience { (audience) } }
                        div.actions { (submit(lang.t(w::CODE_GO))) }
                    }))
                }
            }
        };
        Ok(Page::new(Room::Communities, title, audience, body))
    })
    .await
}

/// Says that somebody is in the room, by the code they read there.
pub(super) async fn by_code(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting.runs()?;
        if people::tried(tx, &format!("code {}", me.person))? > MOST_TRIES {
            return Err(Stop::TooMany(people::WINDOW_SECONDS));
        }
        let fits = secret(tx, id)?.is_some_and(|secret| fits(&secret, f.raw("code"), me.now));
        if !fits {
            // Not refused: what is refused is rolled back, and the guess must stay counted.
            return Ok(Go::to(format!("/meetings/{id}/present?again=1")));
        }
        running::attend(tx, me.person, &community, id, me.person, "here")?;
        Ok(Go::to(format!("/meetings/{id}/present")))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_lasts_its_minute_and_the_next() {
        let at = |seconds: i64| Time(0).plus_seconds(seconds);
        let code = digits("secret", 100);
        assert_eq!(code.len(), 6);
        assert!(fits("secret", &code, at(100 * 60)) && fits("secret", &code, at(101 * 60 + 59)));
        assert!(!fits("secret", &code, at(102 * 60)) && !fits("secret", &code, at(100 * 60 - 1)));
        assert!(fits("secret", &format!(" {} {} ", &code[..3], &code[3..]), at(100 * 60)));
        assert!(!fits("another", &code, at(100 * 60)), "each meeting has its own");
    }
}
