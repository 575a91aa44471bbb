//! Letters about meetings: an invitation, a change, a calling off, to whoever chose to be told at once. What is told is the
//! difference between what a person was told last and how things stand when the letter goes out. So several changes in quiet
//! hours are one letter, a change that was taken back is none, and a job that runs twice finds nothing to tell.
//!
//! Each carries the meeting as a calendar part (iTIP, RFC 5546, in a mail, RFC 6047). A row is one recurring event in its
//! organization's zone, with what differs from the rule named one by one: that is what calendar programs can answer as one.

use jiff::Span;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use maud::html;
use store::{Conn, PersonId, Time};
use uuid::Uuid;

use super::choices::AtOnce;
use super::ical::{Writer, local, parameter, utc};
use super::queries::{self, Held};
use super::{feed, letter, stop};
use crate::mailer::{self, Failure, Outgoing};
use crate::meetings::{Moved, Stood};
use crate::{App, Viewer, viewer, w};

/// The job that writes to one person about one meeting or row.
pub(crate) const LETTER: &str = "letter";
/// How many meetings a letter names.
const MOST_NAMED: usize = 12;

/// Promises a letter to everybody who wants to be told at once.
pub(crate) async fn fan_out(app: &App, what: &str) -> Result<Option<Time>, Failure> {
    let moved: Moved = serde_json::from_str(what).map_err(|e| Failure::Refused(e.to_string()))?;
    let before = serde_json::to_string(&moved.before).map_err(|e| Failure::Refused(e.to_string()))?;
    let done = app.db.write(move |tx| {
        let now = tx.now();
        for person in queries::listeners(tx, moved.thing)? {
            // Who was never told of it was told, as far as they could see, how it stood before.
            queries::first_notice(tx, person, moved.thing, &before)?;
            store::jobs::promise_once(tx, LETTER, &format!("{person} {}", moved.thing), now)?;
        }
        Ok::<_, store::Error>(())
    });
    done.await.map(|()| None).map_err(Failure::from)
}

/// What differs for one meeting.
enum News<'a> {
    Added(&'a Held),
    Moved(&'a Held, Stood),
    Off(&'a Held),
}

impl News<'_> {
    /// Until when it is worth knowing: the beginning of the meeting, before or after the change.
    fn by(&self) -> Time {
        match self {
            News::Added(m) | News::Off(m) => m.starts,
            News::Moved(m, was) => m.starts.min(was.starts),
        }
    }
}

/// What differs between what was told and what is, of meetings still to come.
fn news<'a>(told: &[Stood], held: &'a [Held], now: Time) -> Vec<News<'a>> {
    let mut news = Vec::new();
    for m in held {
        let was = told.iter().find(|t| t.id == m.id.0);
        let ahead = m.starts > now || was.is_some_and(|w| w.starts > now);
        match was {
            _ if !ahead || m.is_past_or_runs => {}
            None if m.on => news.push(News::Added(m)),
            Some(was) if was.on && !m.on => news.push(News::Off(m)),
            Some(was) if !was.on && m.on => news.push(News::Added(m)),
            Some(was) if m.on && *was != m.stood() => news.push(News::Moved(m, was.clone())),
            _ => {}
        }
    }
    news
}

/// What is to be done for one person about one meeting or row.
enum Next {
    Nothing,
    /// Noted as told without a letter: they didn't choose to be told this.
    Quiet(String, String),
    Wait(Time),
    Send(Box<Outgoing>, String, String),
}

fn kind_of(told: &[Stood], news: &[News<'_>]) -> &'static str {
    if told.is_empty() {
        "planned"
    } else if news.iter().all(|n| matches!(n, News::Off(_))) {
        "cancelled"
    } else {
        "changed"
    }
}

/// Whether any of what happened is of a kind that was chosen.
fn chosen(at_once: AtOnce, told: &[Stood], news: &[News<'_>]) -> bool {
    news.iter().any(|n| match n {
        News::Added(_) if told.is_empty() => at_once.planned,
        News::Added(_) | News::Moved(..) => at_once.changed,
        News::Off(_) => at_once.cancelled,
    })
}

fn prepared(c: &mut Conn, person: PersonId, thing: Uuid, address: &str, sender: &str) -> Result<Next, store::Error> {
    let Some(reach) = queries::reach(c, person)? else { return Ok(Next::Nothing) };
    let (Some(to), Some(kept)) = (reach.email, reach.kept) else { return Ok(Next::Nothing) };
    let held = queries::held(c, person, thing)?;
    let Some(was) = queries::notice(c, person, thing)? else { return Ok(Next::Nothing) };
    let told: Vec<Stood> = serde_json::from_str(&was).map_err(|e| store::Error::Ours(e.to_string()))?;
    let now = c.now();
    let news = news(&told, &held, now);
    let Some(first) = news.iter().map(News::by).min() else { return Ok(Next::Nothing) };
    let is: Vec<Stood> = held.iter().map(Held::stood).collect();
    let is = serde_json::to_string(&is).map_err(|e| store::Error::Ours(e.to_string()))?;
    if !chosen(reach.choices.at_once, &told, &news) {
        return Ok(Next::Quiet(was, is));
    }
    let quiet_until = reach.choices.held_until(now, &reach.zone);
    // What begins before the quiet is over can't wait for its end.
    if quiet_until > now && first > quiet_until {
        return Ok(Next::Wait(quiet_until));
    }
    let Some(me) = viewer::of(c, person)? else { return Ok(Next::Nothing) };
    let kind = kind_of(&told, &news);
    let stop = stop::link(address, person, stop::MEETINGS, &kept.key);
    let (subject, text, html) = written(&me, kind, &news, address, &stop);
    let out = Calendar { address, sender, to: &to, name: &me.name };
    let calendar = out.of(&held, &news, kind == "cancelled");
    let method = if kind == "cancelled" { "CANCEL" } else { "REQUEST" };
    let letter = Outgoing {
        name: format!("meeting.{}.{}.{}", person.0.simple(), thing.simple(), sequence(&held)),
        to,
        subject,
        text,
        html: Some(html),
        calendar: Some((method, calendar)),
        stop: Some(stop),
    };
    Ok(Next::Send(Box::new(letter), was, is))
}

/// Writes to one person about one meeting or row, if there is anything they weren't told.
pub(crate) async fn send_letter(app: &App, what: &str) -> Result<Option<Time>, Failure> {
    let bad = || Failure::Refused("not a person and a meeting".into());
    let (person, thing) = what.split_once(' ').ok_or_else(bad)?;
    let (person, thing) = (PersonId(person.parse().map_err(|_| bad())?), thing.parse::<Uuid>().map_err(|_| bad())?);
    let (address, sender) = (app.options.address.clone(), mailer::sender(app));
    let next = app.db.read(move |c| prepared(c, person, thing, &address, &sender)).await?;
    let (was, is, kept) = match next {
        Next::Nothing => return Ok(None),
        Next::Wait(until) => return Ok(Some(until)),
        Next::Quiet(was, is) => (was, is, None),
        Next::Send(out, was, is) => {
            let kept = letter::to_keep(app, person, &out);
            mailer::hand_over(app, *out).await?;
            (was, is, kept)
        }
    };
    let noted = app.db.write(move |tx| {
        queries::noticed(tx, person, thing, &was, &is)?;
        letter::keep(tx, kept)
    });
    noted.await.map(|()| None).map_err(Failure::from)
}

/// Day, time, length, place: as the reader's clock shows them.
fn when(me: &Viewer, starts: Time, minutes: i64, place: &str) -> String {
    let (lang, zone) = (me.lang(), &me.zone);
    let day = face::date_long(lang, starts.date_in(zone));
    let time = face::time_of_day(lang, starts, zone);
    letter::joined([&lang.say(w::meeting_when(day, minutes, time)), place])
}

fn line(me: &Viewer, news: &News<'_>) -> String {
    let lang = me.lang();
    match news {
        News::Added(m) => when(me, m.starts, m.minutes, &m.place),
        News::Moved(m, was) => lang.say(w::telling_moved(
            when(me, was.starts, was.minutes, &was.place),
            when(me, m.starts, m.minutes, &m.place),
        )),
        News::Off(m) => when(me, m.starts, m.minutes, ""),
    }
}

/// Subject, plain text and page. The subject says that and when, never what the meeting or the community is called.
fn written(me: &Viewer, kind: &str, news: &[News<'_>], address: &str, stop: &str) -> (String, String, String) {
    use std::fmt::Write as _;
    let lang = me.lang();
    let meeting = |n: &News<'_>| match n {
        News::Added(m) | News::Moved(m, _) | News::Off(m) => (m.id, m.title.clone(), m.community.clone()),
    };
    let day = news.iter().map(News::by).min().map(|at| face::date_long(lang, at.date_in(&me.zone))).unwrap_or_default();
    let count = news.len();
    let subject = lang.say(match kind {
        "planned" => w::telling_subject_planned(count, day.as_str()),
        "cancelled" => w::telling_subject_cancelled(count, day.as_str()),
        _ => w::telling_subject_changed(count, day.as_str()),
    });
    let Some((first, title, community)) = news.first().map(meeting) else { return Default::default() };
    let what = letter::joined([&title, &community]);
    let lines: Vec<String> = news.iter().take(MOST_NAMED).map(|n| line(me, n)).collect();
    let more = count - lines.len();
    let url = format!("{address}/meetings/{first}");
    let mut text = format!("{}\n\n{subject}:\n{what}\n\n", lang.say(w::telling_hello(me.given.as_str())));
    for line in &lines {
        let _ = writeln!(text, "- {line}");
    }
    if more > 0 {
        let _ = writeln!(text, "- {}", lang.say(w::telling_more_meetings(more)));
    }
    let _ = write!(text, "\n{url}\n\n-- \n{}", letter::foot(lang, address, stop, w::TELLING_FOOT_MEETINGS));
    let body = html! {
        p style=(letter::SOFT) { (what) }
        ul style=(letter::LIST_APART) {
            @for line in &lines { li style=(letter::ITEM) { (line) } }
            @if more > 0 { li style=(letter::ITEM) { (lang.say(w::telling_more_meetings(more))) } }
        }
        p { a href=(url) style=(letter::LINK) { (lang.t(w::TELLING_OPEN_MEETING)) } }
    };
    let page = letter::page(lang, &subject, body, address, stop, w::TELLING_FOOT_MEETINGS);
    (subject, text, page.into_string())
}

/// Rises with every change to any of them.
fn sequence(held: &[Held]) -> i64 {
    held.iter().map(|m| m.rev).sum()
}

/// A calendar part to one person.
struct Calendar<'a> {
    address: &'a str,
    sender: &'a str,
    to: &'a str,
    name: &'a str,
}

impl Calendar<'_> {
    fn of(&self, held: &[Held], news: &[News<'_>], off: bool) -> String {
        let mut out = Writer::new(Some(if off { "CANCEL" } else { "REQUEST" }));
        let Some(first) = held.first() else { return out.end() };
        if first.weeks == 0 {
            self.event(&mut out, first, held, "", &[]);
            return out.end();
        }
        let zone = TimeZone::get(&first.zone).unwrap_or(TimeZone::UTC);
        let row = Row { zone_name: &first.zone, zone: &zone, weeks: first.weeks };
        out.zone(&first.zone, &zone, zone.to_datetime(first.starts.stamp()).date());
        if !off {
            self.row(&mut out, held, &row);
        } else if held.iter().all(|m| !m.on) {
            self.event(&mut out, first, held, "", &row.at("DTSTART", first.slot));
        } else {
            for n in news {
                if let News::Off(m) = n {
                    let mut lines = row.at("RECURRENCE-ID", m.slot);
                    lines.extend(row.at("DTSTART", m.slot));
                    self.event(&mut out, m, held, "", &lines);
                }
            }
        }
        out.end()
    }

    /// The whole row: its rule, what the rule would have and isn't, and each that is otherwise.
    fn row(&self, out: &mut Writer, held: &[Held], row: &Row<'_>) {
        let live: Vec<&Held> = held.iter().filter(|m| m.on).collect();
        let Some(master) = live.iter().min_by_key(|m| m.slot) else { return };
        let last = live.iter().map(|m| m.slot).max().unwrap_or(master.slot);
        let grid = row.grid(master.slot, last);
        let is_live = |slot: &DateTime| live.iter().any(|m| m.slot == *slot);
        let until = grid.last().copied().unwrap_or(last).to_zoned(row.zone.clone());
        let until: Time = until.map_or(Time::NEVER, |z| z.timestamp().into());
        let mut lines = row.at("DTSTART", master.slot);
        lines.push(("RRULE".into(), format!("FREQ=WEEKLY;INTERVAL={};UNTIL={}", row.weeks, utc(until))));
        lines.extend(grid.iter().filter(|slot| !is_live(slot)).flat_map(|slot| row.at("EXDATE", *slot)));
        lines.extend(live.iter().filter(|m| !grid.contains(&m.slot)).flat_map(|m| row.at("RDATE", m.slot)));
        self.event(out, master, held, "PT", &lines);
        for m in &live {
            let at = row.zone.to_datetime(m.starts.stamp());
            let same = (m.minutes, &m.title, &m.place) == (master.minutes, &master.title, &master.place);
            if at != m.slot || !same {
                let mut lines = row.at("RECURRENCE-ID", m.slot);
                lines.extend(row.at("DTSTART", at));
                self.event(out, m, held, "PT", &lines);
            }
        }
    }

    /// One event. `when` are the lines that say so; without any it is the meeting's moment in UTC.
    fn event(&self, out: &mut Writer, m: &Held, held: &[Held], duration: &str, when: &[(String, String)]) {
        let in_row = m.weeks > 0;
        let thing = if in_row { format!("row-{}", m.row) } else { format!("meeting-{}", m.id) };
        out.line("BEGIN", "VEVENT");
        out.line("UID", &format!("{thing}@{}", feed::domain(self.address)));
        out.line("DTSTAMP", &utc(held.iter().map(|m| m.changed).max().unwrap_or(m.changed)));
        out.line("SEQUENCE", &sequence(held).to_string());
        if when.is_empty() {
            out.line("DTSTART", &utc(m.starts));
            out.line("DTEND", &utc(m.starts.plus_seconds(m.minutes * 60)));
        }
        for (name, value) in when {
            out.line(name, value);
        }
        if !duration.is_empty() {
            out.line("DURATION", &format!("{duration}{}M", m.minutes));
        }
        out.text("SUMMARY", &format!("{}: {}", m.community, m.title));
        out.text("LOCATION", &m.place);
        out.line("URL", &format!("{}/meetings/{}", self.address, m.id));
        out.line("STATUS", if m.on { "CONFIRMED" } else { "CANCELLED" });
        out.line(&format!("ORGANIZER;CN={}", parameter(&m.community)), &format!("mailto:{}", self.sender));
        let answer = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE";
        out.line(&format!("ATTENDEE;CN={};{answer}", parameter(self.name)), &format!("mailto:{}", self.to));
        out.line("END", "VEVENT");
    }
}

/// The rule of a row.
struct Row<'a> {
    zone_name: &'a str,
    zone: &'a TimeZone,
    weeks: i64,
}

impl Row<'_> {
    /// A property that is a day and a time in the row's zone.
    fn at(&self, name: &str, at: DateTime) -> Vec<(String, String)> {
        vec![(format!("{name};TZID={}", self.zone_name), local(at))]
    }

    /// Every moment of the rule from one to another.
    fn grid(&self, first: DateTime, last: DateTime) -> Vec<DateTime> {
        let mut grid = vec![first];
        while let Some(next) = grid.last().and_then(|d| d.checked_add(Span::new().weeks(self.weeks.max(1))).ok()) {
            if next > last || grid.len() >= 400 {
                break;
            }
            grid.push(next);
        }
        grid
    }
}
