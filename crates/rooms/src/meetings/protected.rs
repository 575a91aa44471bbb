//! The times of the workday that a place keeps free for learning together: dated, so that what was counts as it was. Kept by who
//! leads the place.

use axum::extract::Query;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, Word, form, heading, html, problems, submit};
use serde::Deserialize;
use store::{Conn, OrgId};
use uuid::Uuid;

use super::time_queries::{self as queries, NewProtected, Protected, clock};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    school: Option<Uuid>,
}

const DAYS: [Word; 7] = [
    w::WEEKDAY_MONDAY,
    w::WEEKDAY_TUESDAY,
    w::WEEKDAY_WEDNESDAY,
    w::WEEKDAY_THURSDAY,
    w::WEEKDAY_FRIDAY,
    w::WEEKDAY_SATURDAY,
    w::WEEKDAY_SUNDAY,
];

fn day(weekday: i64) -> Word {
    usize::try_from(weekday - 1).ok().and_then(|n| DAYS.get(n)).copied().unwrap_or(DAYS[0])
}

fn line(me: &Viewer, p: &Protected) -> Markup {
    let lang = me.lang();
    html! {
        (lang.say(w::time_kept(lang.t(day(p.weekday)), p.from.as_str(), p.until.as_str())))
        small {
            @match p.ended {
                Some(end) => (lang.say(w::time_kept_until(face::date_short(lang, end, me.today()), face::date_short(lang, p.since, me.today())))),
                None => (lang.say(w::time_kept_since(face::date_short(lang, p.since, me.today())))),
            }
        }
    }
}

/// The times that are kept free now, for a page about time.
pub(super) fn times(me: &Viewer, all: &[Protected], place: &str) -> Markup {
    let now: Vec<&Protected> = all.iter().filter(|p| p.ended.is_none_or(|end| end > me.today())).collect();
    html! {
        @if !now.is_empty() {
            section aria-labelledby="kept" {
                h2 #kept { (me.lang().say(w::time_kept_at(place))) }
                ul.list data-testid="kept-times" { @for p in now { li { div { (line(me, p)) } } } }
            }
        }
    }
}

/// The place a form or address names, if the viewer leads it.
fn place(c: &mut Conn, me: &Viewer, org: Option<OrgId>) -> Result<(OrgId, String), Stop> {
    let org = org.ok_or(Stop::Nothing)?;
    Ok((org, queries::leads(c, me, org)?.ok_or(Stop::Nothing)?))
}

pub(super) async fn page(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        // Without a place, the first the viewer leads.
        let first = me.hats.iter().find(|h| h.role.evaluates()).map(|h| h.org);
        let at = place(c, me, asked.school.map(OrgId).or(first))?;
        let fields = Fields::prefilled([
            ("weekday", "3".to_owned()),
            ("from", "15:00".to_owned()),
            ("until", "16:00".to_owned()),
            ("since", me.today().to_string()),
        ]);
        kept_page(c, me, &at, &fields)
    })
    .await
}

fn kept_page(c: &mut Conn, me: &Viewer, (org, name): &(OrgId, String), f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let times = queries::protected(c, *org)?;
    let days: Vec<(String, String)> =
        DAYS.iter().zip(1..).map(|(word, n): (&Word, i64)| (n.to_string(), lang.t(*word).to_owned())).collect();
    let title = lang.say(w::time_kept_at(name.as_str()));
    let audience = lang.say(face::w::audience_seen(lang.say(face::w::audience_district(me.district_name.as_str()))));
    let body = html! {
        (heading(html! { a href={ "/communities/time?school=" (org) } { (name) } }, &title, html! { (lang.t(w::TIME_KEEP_LEAD)) }))
        (problems(lang, f))
        ul.list.tight data-testid="kept-times" {
            @for p in &times {
                li {
                    div { (line(me, p)) }
                    @if p.ended.is_none() {
                        (form(&me.who, "/communities/time/protected/end", None, html! {
                            input type="hidden" name="school" value=(org);
                            input type="hidden" name="time" value=(p.id);
                            button.button.small.quiet { (lang.t(w::TIME_KEEP_END)) }
                        }))
                    }
                }
            }
        }
        section aria-labelledby="new" {
            h2 #new { (lang.t(w::TIME_KEEP)) }
            div.narrow {
                (form(&me.who, "/communities/time/protected", None, html! {
                    input type="hidden" name="school" value=(org);
                    div.row {
                        (Field::new("weekday", lang.t(w::TIME_WEEKDAY)).needed().select(lang, f, &days))
                        (Field::new("from", lang.t(w::TIME_FROM)).needed().input(lang, f, "time"))
                        (Field::new("until", lang.t(w::TIME_UNTIL)).needed().input(lang, f, "time"))
                    }
                    (Field::new("since", lang.t(w::TIME_SINCE)).needed().input(lang, f, "date"))
                    p { span.audience { (audience) } }
                    div.actions { (submit(lang.t(w::TIME_KEEP_GO))) }
                }))
            }
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body))
}

fn back(org: OrgId) -> Go {
    Go::to(format!("/communities/time/protected?school={org}"))
}

pub(super) async fn keep(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let org = f.pick::<OrgId>("school");
        let at = place(tx, me, org)?;
        let weekday = f.pick::<i64>("weekday").filter(|n| (1..=7).contains(n));
        let (from, until) = (clock(f.raw("from")), clock(f.raw("until")));
        let since = f.date("since");
        for (name, missing) in [("weekday", weekday.is_none()), ("from", from.is_none()), ("until", until.is_none())] {
            if missing {
                f.wrong(name, face::w::ERROR_CHOICE);
            }
        }
        if since.is_none() && f.problem_of("since").is_none() {
            f.wrong("since", face::w::ERROR_NEEDED);
        }
        if from.zip(until).is_some_and(|(from, until)| from >= until) {
            f.wrong("until", w::TIME_UNTIL_WRONG);
        }
        let (Some(weekday), Some(from), Some(until), Some(since), false) = (weekday, from, until, since, f.refused())
        else {
            return Err(Stop::again(kept_page(tx, me, &at, f)?));
        };
        let new = NewProtected { district: me.district, org: at.0, weekday, from, until, since };
        queries::protect(tx, me.person, &new)?;
        Ok(back(at.0))
    })
    .await
}

/// Keeps a time free no longer, from today.
pub(super) async fn end(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let org = f.pick::<OrgId>("school");
        let (org, _) = place(tx, me, org)?;
        let time = f.pick::<Uuid>("time").ok_or(Stop::Nothing)?;
        if !queries::unprotect(tx, me.person, org, time, me.today())?
            && !queries::protected(tx, org)?.iter().any(|p| p.id == time)
        {
            return Err(Stop::Nothing);
        }
        Ok(back(org))
    })
    .await
}
