//! The one page on which a person says what reaches them, and when.

use axum::http::HeaderMap;
use axum::response::Response;
use face::{Field, Fields, Lang, Markup, Page, Room, form, heading, html, problems, submit};
use store::Conn;

use super::choices::{AtOnce, Choices, Digest};
use super::{digest, feed, queries};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// Holds a new calendar address for some minutes, on its page alone, so that it can be shown once.
const SHOWN_ONCE: &str = "perennial-feed";

pub(super) async fn show(cx: Cx, headers: HeaderMap) -> Response {
    let cookies = headers.get(axum::http::header::COOKIE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    let address = cx.app.options.address.clone();
    cx.page(move |c, me| {
        let fresh = cookies.split(';').find_map(|p| p.trim().strip_prefix(SHOWN_ONCE)?.strip_prefix('='));
        telling_page(c, me, &address, fresh, None)
    })
    .await
}

fn telling_page(
    c: &mut Conn,
    me: &Viewer,
    address: &str,
    fresh: Option<&str>,
    f: Option<&Fields>,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let reach = queries::reach(c, me.person)?.ok_or(Stop::Nothing)?;
    let choices = reach.choices;
    let own = prefilled(&choices);
    let fields = f.unwrap_or(&own);
    let next = choices.next_digest(me.now, &reach.zone);
    let title = if reach.email.is_none() {
        lang.t(w::TELLING_NO_ADDRESS).to_owned()
    } else if choices.digest == Digest::None {
        lang.t(if choices.at_once.is_none() { w::TELLING_NOTHING_COMES } else { w::TELLING_ONLY_MEETINGS }).to_owned()
    } else {
        let day = face::date_long(lang, next.date_in(&reach.zone));
        lang.say(w::telling_next(day, face::time_of_day(lang, next, &reach.zone)))
    };
    let lead = html! {
        @if choices.digest != Digest::None && reach.email.is_some() { (lang.t(w::TELLING_NEXT_IF)) " " a href="/telling/next" data-testid="preview" { (lang.t(w::TELLING_PREVIEW)) } }
        @else { (lang.t(w::TELLING_LEAD)) }
    };
    let body = html! {
        (heading(html! { a href="/account" { (me.name) } }, &title, lead))
        (problems(lang, fields))
        section aria-labelledby="mail-head" {
            h2 #mail-head { (lang.t(w::TELLING_MAIL)) }
            div.narrow { (choices_form(me, fields)) }
        }
        (calendar_section(c, me, address, fresh)?)
    };
    Ok(Page::new(Room::Door, title, lang.t(face::w::AUDIENCE_YOU), body))
}

fn prefilled(choices: &Choices) -> Fields {
    let (from, to) = choices.quiet;
    let mut values = vec![
        ("digest".to_owned(), choices.digest.stored().to_owned()),
        ("hour".to_owned(), choices.hour.to_string()),
        ("quiet_from".to_owned(), from.to_string()),
        ("quiet_to".to_owned(), to.to_string()),
    ];
    if choices.weekends {
        values.push(("weekends".to_owned(), "yes".to_owned()));
    }
    values.extend(
        choices.at_once.stored().split(',').filter(|n| !n.is_empty()).map(|n| ("at_once".to_owned(), n.to_owned())),
    );
    Fields::new(values)
}

fn choices_form(me: &Viewer, fields: &Fields) -> Markup {
    let lang = me.lang();
    let hours: Vec<(String, String)> = (0..24).map(|h: i8| (h.to_string(), hour_words(lang, h))).collect();
    let [weekly, daily, none] = Digest::NAMES;
    let kinds = AtOnce::NAMES.into_iter().zip([w::TELLING_PLANNED, w::TELLING_CHANGED, w::TELLING_CANCELLED]);
    form(
        &me.who,
        "/telling",
        None,
        html! {
            (Field::new("digest", lang.t(w::TELLING_DIGEST)).needed().choices(lang, fields, &[
                (weekly, lang.t(w::TELLING_WEEKLY), lang.t(w::TELLING_WEEKLY_WHAT)),
                (daily, lang.t(w::TELLING_DAILY), lang.t(w::TELLING_DAILY_WHAT)),
                (none, lang.t(w::TELLING_NONE), ""),
            ]))
            (Field::new("hour", lang.t(w::TELLING_HOUR)).needed().select(lang, fields, &hours))
            fieldset.field.choices #f-at_once {
                legend { (lang.t(w::TELLING_AT_ONCE)) }
                p.hint { (lang.t(w::TELLING_AT_ONCE_WHAT)) }
                @for (name, label) in kinds {
                    label { input type="checkbox" name="at_once" value=(name) checked[fields.all("at_once").any(|v| v == name)]; span { strong { (lang.t(label)) } } }
                }
            }
            div.row {
                (Field::new("quiet_from", lang.t(w::TELLING_QUIET_FROM)).needed().select(lang, fields, &hours))
                (Field::new("quiet_to", lang.t(w::TELLING_QUIET_TO)).needed().select(lang, fields, &hours))
            }
            label.check { input type="checkbox" name="weekends" value="yes" checked[fields.raw("weekends") == "yes"]; span { (lang.t(w::TELLING_WEEKENDS)) } }
            p.small { (lang.t(w::TELLING_QUIET_WHAT)) }
            p { span.audience { (lang.t(face::w::AUDIENCE_YOU)) } }
            (submit(lang.t(face::w::SAVE)))
        },
    )
}

/// "7:00 AM", "18:00".
fn hour_words(lang: Lang, hour: i8) -> String {
    let at = jiff::civil::date(2000, 1, 1).at(hour.clamp(0, 23), 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    at.map_or_else(|_| hour.to_string(), |z| face::time_of_day(lang, z.timestamp().into(), &jiff::tz::TimeZone::UTC))
}

pub(super) async fn save(cx: Cx, sent: Sent) -> Response {
    let address = cx.app.options.address.clone();
    cx.act(sent.fields, move |tx, me, f| {
        let digest = Digest::named(f.choice("digest", &Digest::NAMES));
        let (hour, from, to) = (hour(f, "hour"), hour(f, "quiet_from"), hour(f, "quiet_to"));
        let at_once = AtOnce::named(&f.all("at_once").collect::<Vec<_>>().join(","));
        let weekends = f.raw("weekends") == "yes";
        if f.refused() {
            return Err(Stop::again(telling_page(tx, me, &address, None, Some(f))?));
        }
        let choices = Choices { digest, hour, quiet: (from, to), weekends, at_once };
        queries::choose(tx, me.district, me.person, &me.zone, &choices)?;
        Ok(Go::to("/telling"))
    })
    .await
}

/// A whole hour of the day.
fn hour(f: &mut Fields, name: &str) -> i8 {
    let given = f.raw(name).parse().ok().filter(|h| (0..24).contains(h));
    if given.is_none() {
        f.wrong(name, face::w::ERROR_CHOICE);
    }
    given.unwrap_or(0)
}

/// What the next digest would say if it came now: made by the same code, from what its reader may see now.
pub(super) async fn next(cx: Cx) -> Response {
    let address = cx.app.options.address.clone();
    cx.page(move |c, me| {
        let lang = me.lang();
        let reach = queries::reach(c, me.person)?.ok_or(Stop::Nothing)?;
        let told = digest::gather_told(c, me, &reach.choices, digest::since(reach.kept.as_ref(), me.now))?;
        let title = lang.t(if told.is_empty() { w::TELLING_PREVIEW_EMPTY } else { w::TELLING_PREVIEW_TITLE });
        let body = html! {
            (heading(html! { a href="/telling" { (lang.t(w::TELLING_MAIL)) } }, title, html! { (lang.t(w::TELLING_PREVIEW_WHAT)) }))
            @if !told.is_empty() {
                section.sheet aria-labelledby="subject" data-testid="next-digest" {
                    h2 #subject { (digest::subject(lang, reach.choices.digest)) }
                    @for line in digest::text(me, &told, &address, "…").lines() {
                        @if line.trim().is_empty() { } @else { p.letter { (line) } }
                    }
                }
            }
            p.actions { a.button.second href="/telling" { (lang.t(w::ACCOUNT_TOLD_GO)) } }
        };
        Ok(Page::new(Room::Door, title, lang.t(face::w::AUDIENCE_YOU), body))
    })
    .await
}

fn calendar_section(c: &mut Conn, me: &Viewer, address: &str, fresh: Option<&str>) -> Result<Markup, Stop> {
    let lang = me.lang();
    let made = queries::has_feed(c, me.person)?;
    // Only what is this person's own address is shown.
    let of_mine = |c: &mut Conn, secret: &str| -> Result<bool, store::Error> {
        Ok(queries::feed_of(c, &store::hash_secret(secret))? == Some(me.person))
    };
    let fresh = match fresh {
        Some(secret) if of_mine(c, secret)? => Some(format!("{address}/calendar/{secret}.ics")),
        _ => None,
    };
    Ok(html! {
        section #calendar aria-labelledby="calendar-head" {
            h2 #calendar-head { (lang.t(w::TELLING_CALENDAR)) }
            p { (lang.t(w::TELLING_CALENDAR_WHAT)) }
            @if let Some(url) = &fresh {
                div.notice.new role="status" {
                    p { (lang.t(w::TELLING_CALENDAR_FRESH)) }
                    p { code data-testid="feed" { (url) } }
                    p.small { (lang.t(w::TELLING_CALENDAR_HOW)) }
                }
            } @else if let Some(made) = made {
                p data-testid="has-feed" { (lang.say(w::telling_calendar_since(face::since(lang, made, me.now, &me.zone)))) }
            }
            p { span.audience { (lang.t(w::TELLING_CALENDAR_AUDIENCE)) } }
            div.actions {
                (form(&me.who, "/telling/feed", None, html! {
                    button.button.second data-testid="new-feed" { (lang.t(if made.is_some() { w::TELLING_CALENDAR_AGAIN } else { w::TELLING_CALENDAR_MAKE })) }
                }))
                @if made.is_some() {
                    (form(&me.who, "/telling/feed/end", None, html! { button.button.quiet data-testid="end-feed" { (lang.t(w::TELLING_CALENDAR_END)) } }))
                }
            }
        }
    })
}

pub(super) async fn new_feed(cx: Cx, sent: Sent) -> Response {
    let secure = cx.app.options.secure_mark();
    cx.act(sent.fields, move |tx, me, _| {
        let secret = feed::make(tx, me.district, me.person)?;
        let cookie = format!("{SHOWN_ONCE}={secret}; Path=/telling; Max-Age=300; HttpOnly; SameSite=Strict{secure}");
        Ok(Go::to("/telling#calendar").cookie(cookie))
    })
    .await
}

pub(super) async fn end_feed(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, _| {
        queries::end_feed(tx, me.person)?;
        Ok(Go::to("/telling#calendar"))
    })
    .await
}
