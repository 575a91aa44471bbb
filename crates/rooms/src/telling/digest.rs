//! The digest: one letter for a day or a week, of what others did in one's communities. It is put together at the moment it is
//! sent, from what its reader may see at that moment; without anything to tell there is none. However long nothing could be
//! sent, it is one letter, about everything since the last.

use std::sync::Arc;
use std::time::Duration;

use face::{Lang, Markup, html};
use store::{CommunityId, Conn, PersonId, Time};

use super::choices::{self, Choices, Digest};
use super::queries::{self, Shown};
use super::{letter, stop};
use crate::mailer::{self, Failure, Outgoing};
use crate::meetings::{self, Commitment};
use crate::viewer;
use crate::{App, Stop, Viewer, home, w};

/// The name of the job that sends one person's digest.
pub(crate) const DIGEST: &str = "digest";
/// How many sentences of one community stand in a letter.
const MOST_LINES: usize = 8;
/// What is newer is told next time: a change that is being written may carry a moment that is already past.
const SETTLED_SECONDS: i64 = 10;
/// How far back the first digest and a preview go, and how far ahead meetings are named, in days.
const WEEK: i64 = 7;

/// What a digest says.
pub(super) struct Told {
    pub since: Time,
    pub until: Time,
    pub groups: Vec<Group>,
    /// What the reader took on and is due within a week, or late.
    pub mine: Vec<Commitment>,
    /// Whether any of that is due before the next letter.
    pub reminds: bool,
    /// The meetings of the next seven days.
    pub ahead: Vec<Shown>,
}

/// What happened in one community.
pub(super) struct Group {
    pub id: CommunityId,
    pub name: String,
    pub lines: Vec<Line>,
    /// How many more there are than are said.
    pub more: usize,
}

/// One sentence: who did what, what it is about, and where that is.
pub(super) struct Line {
    pub said: String,
    pub about: String,
    pub path: Option<String>,
    pub at: Time,
}

impl Told {
    /// Whether there is nothing to tell. A meeting ahead alone is no news: it stands in the calendar. Nor is what is late: it
    /// was told when it was due.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && !self.reminds
    }
}

/// Everything a person may see of what happened after `since`, until now. The same thing done by the same person twice is
/// said once.
pub(super) fn gather_told(c: &mut Conn, me: &Viewer, chosen: &Choices, since: Time) -> Result<Told, Stop> {
    let lang = me.lang();
    let until = me.now.plus_seconds(-SETTLED_SECONDS).max(since);
    let mut groups: Vec<Group> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for sign in queries::signs(c, me.person, since, until)? {
        if !seen.insert((sign.who.clone(), sign.verb.clone(), sign.thing, sign.about.clone())) {
            continue;
        }
        if groups.last().is_none_or(|g| g.id != sign.community) {
            groups.push(Group { id: sign.community, name: sign.community_name.clone(), lines: Vec::new(), more: 0 });
        }
        let Some(group) = groups.last_mut() else { continue };
        if group.lines.len() == MOST_LINES {
            group.more += 1;
            continue;
        }
        let said = home::said(&sign.verb, &sign.who).unwrap_or_else(|| w::sign_other(sign.who.as_str()));
        group.lines.push(Line {
            said: lang.say(said),
            about: sign.about,
            path: home::page_of(&sign.kind, sign.thing),
            at: sign.at,
        });
    }
    let mut ahead = queries::meetings(c, me.person, me.now)?;
    // Until this time of day in a week: a week has an hour more or fewer when the clocks change in it.
    let week = me.zone.to_datetime(me.now.stamp()).saturating_add(jiff::Span::new().days(WEEK));
    let week = choices::moment(week, &me.zone);
    ahead.retain(|m| !m.cancelled && m.starts < week);
    let mut mine = meetings::open_commitments(c, me)?;
    mine.retain(|t| t.due.is_some());
    // What is due on a day before the next letter is reminded in this one: on a Friday, what is due on Sunday.
    let next = chosen.next_digest(me.now, &me.zone).date_in(&me.zone);
    let reminds = mine.iter().filter_map(|t| t.due).any(|due| due >= me.today() && due < next);
    Ok(Told { since, until, groups, mine, reminds, ahead })
}

/// From when on the next digest tells: since the last one, or the last seven days for whom nothing was told yet.
pub(super) fn since(kept: Option<&queries::Kept>, now: Time) -> Time {
    kept.map_or(now.plus_days(-WEEK), |k| k.told)
}

/// What stands in the subject: nothing of what happened, nobody's name.
pub(super) fn subject(lang: Lang, choice: Digest) -> &'static str {
    lang.t(if choice == Digest::Daily { w::TELLING_SUBJECT_DAY } else { w::TELLING_SUBJECT_WEEK })
}

/// The letter as plain text and as a page.
pub(super) fn written(me: &Viewer, told: &Told, address: &str, stop: &str) -> (String, String) {
    (text(me, told, address, stop), page(me, told, address, stop).into_string())
}

fn since_words(me: &Viewer, told: &Told) -> String {
    me.lang().say(w::telling_since(face::date_long(me.lang(), told.since.date_in(&me.zone))))
}

fn meeting_words(me: &Viewer, m: &Shown) -> String {
    let (lang, zone) = (me.lang(), &me.zone);
    let day = face::date_long(lang, m.starts.date_in(zone));
    let time = face::time_of_day(lang, m.starts, zone);
    letter::joined([&day, &time, &m.title, &m.community, &m.place])
}

fn mine_words(me: &Viewer, t: &Commitment) -> String {
    let due = t.due.map(|d| face::near(me.lang(), d, me.today())).unwrap_or_default();
    letter::joined([&t.text, &t.community_name, &due])
}

pub(super) fn text(me: &Viewer, told: &Told, address: &str, stop: &str) -> String {
    use std::fmt::Write as _;
    let lang = me.lang();
    let mut out = format!("{}\n{}\n", lang.say(w::telling_hello(me.given.as_str())), since_words(me, told));
    for group in &told.groups {
        let _ = write!(out, "\n{}\n", group.name);
        for line in &group.lines {
            let day = face::date_short(lang, line.at.date_in(&me.zone), me.today());
            let _ = writeln!(out, "- {} ({day})", letter::spaced(&line.said, &line.about));
            if let Some(path) = &line.path {
                let _ = writeln!(out, "  {address}{path}");
            }
        }
        if group.more > 0 {
            let _ = writeln!(out, "- {}\n  {address}/communities/{}", lang.say(w::telling_more(group.more)), group.id);
        }
    }
    if !told.mine.is_empty() {
        let _ = write!(out, "\n{}\n", lang.t(w::TELLING_MINE));
        for t in &told.mine {
            let _ = writeln!(out, "- {}", mine_words(me, t));
        }
        let _ = writeln!(out, "  {address}/commitments");
    }
    if !told.ahead.is_empty() {
        let _ = write!(out, "\n{}\n", lang.t(w::TELLING_AHEAD));
        for m in &told.ahead {
            let _ = writeln!(out, "- {}\n  {address}/meetings/{}", meeting_words(me, m), m.id);
        }
    }
    let _ = write!(out, "\n-- \n{}", letter::foot(lang, address, stop, w::TELLING_FOOT_DIGEST));
    out
}

fn page(me: &Viewer, told: &Told, address: &str, stop: &str) -> Markup {
    let lang = me.lang();
    let title = lang.say(w::telling_hello(me.given.as_str()));
    let body = html! {
        p style=(letter::SOFT) { (since_words(me, told)) }
        @for group in &told.groups {
            h2 style=(letter::HEAD) { a href={ (address) "/communities/" (group.id) } style=(letter::PLAIN_LINK) { (group.name) } }
            ul style=(letter::LIST) {
                @for line in &group.lines {
                    li style=(letter::ITEM) {
                        (line.said) " "
                        @if let Some(path) = &line.path { a href={ (address) (path) } style=(letter::LINK) { (line.about) } } @else { (line.about) }
                        " " span style=(letter::SMALL) { (face::date_short(lang, line.at.date_in(&me.zone), me.today())) }
                    }
                }
                @if group.more > 0 {
                    li style=(letter::ITEM) { a href={ (address) "/communities/" (group.id) } style=(letter::LINK) { (lang.say(w::telling_more(group.more))) } }
                }
            }
        }
        @if !told.mine.is_empty() {
            h2 style=(letter::HEAD) { (lang.t(w::TELLING_MINE)) }
            ul style=(letter::LIST) {
                @for t in &told.mine { li style=(letter::ITEM) { a href={ (address) "/commitments" } style=(letter::LINK) { (mine_words(me, t)) } } }
            }
        }
        @if !told.ahead.is_empty() {
            h2 style=(letter::HEAD) { (lang.t(w::TELLING_AHEAD)) }
            ul style=(letter::LIST) {
                @for m in &told.ahead { li style=(letter::ITEM) { a href={ (address) "/meetings/" (m.id) } style=(letter::LINK) { (meeting_words(me, m)) } } }
            }
        }
    };
    letter::page(lang, &title, body, address, stop, w::TELLING_FOOT_DIGEST)
}

/// What stands ready to be sent.
struct Ready {
    letter: Outgoing,
    since: Time,
    until: Time,
}

/// What is to be done about one person's digest.
enum Next {
    Nothing,
    /// There was nothing to tell up to now.
    Empty(Time, Time),
    /// Not in quiet hours.
    Wait(Time),
    Send(Box<Ready>),
}

fn prepared(c: &mut Conn, person: PersonId, address: &str) -> Result<Next, Stop> {
    let Some(reach) = queries::reach(c, person)? else { return Ok(Next::Nothing) };
    let (Some(to), Some(kept)) = (reach.email, reach.kept) else { return Ok(Next::Nothing) };
    if reach.choices.digest == Digest::None {
        return Ok(Next::Nothing);
    }
    let now = c.now();
    let held = reach.choices.held_until(now, &reach.zone);
    if held > now {
        return Ok(Next::Wait(held));
    }
    let Some(me) = viewer::of(c, person)? else { return Ok(Next::Nothing) };
    let told = gather_told(c, &me, &reach.choices, kept.told)?;
    if told.is_empty() {
        return Ok(Next::Empty(told.since, told.until));
    }
    let stop = stop::link(address, person, stop::DIGEST, &kept.key);
    let (text, html) = written(&me, &told, address, &stop);
    let letter = Outgoing {
        // The same until it has gone out: what begins where the last one ended.
        name: format!("digest.{}.{}", person.0.simple(), told.since.seconds()),
        to,
        subject: subject(me.lang(), reach.choices.digest).to_owned(),
        text,
        html: Some(html),
        calendar: None,
        stop: Some(stop),
    };
    Ok(Next::Send(Box::new(Ready { letter, since: told.since, until: told.until })))
}

/// Sends one person's digest, if there is anything to tell; gives a moment to wait for when it is quiet now.
pub(crate) async fn send_digest(app: &App, what: &str) -> Result<Option<Time>, Failure> {
    let person = PersonId(what.parse().map_err(|_| Failure::Refused("not a person".into()))?);
    let address = app.options.address.clone();
    let next = app.db.read(move |c| prepared(c, person, &address)).await;
    let next = next.map_err(|stop| Failure::Refused(stop.say(Lang::En).1))?;
    let (since, until, kept) = match next {
        Next::Nothing => return Ok(None),
        Next::Wait(until) => return Ok(Some(until)),
        Next::Empty(since, until) => (since, until, None),
        Next::Send(ready) => {
            let kept = letter::to_keep(app, person, &ready.letter);
            mailer::hand_over(app, ready.letter).await?;
            (ready.since, ready.until, kept)
        }
    };
    let noted = app.db.write(move |tx| {
        queries::told(tx, person, since, until)?;
        letter::keep(tx, kept)
    });
    noted.await.map(|()| None).map_err(Failure::from)
}

/// How often is looked for digests that are due, and for people who are new.
const LOOKS: Duration = Duration::from_secs(30);
const NEW_LOOKS: u32 = 120;

/// Promises digests when they are due, until the program ends.
pub(crate) async fn run(app: Arc<App>) {
    let mut looks = 0;
    loop {
        if mailer::sends(&app) {
            let done = async {
                if looks % NEW_LOOKS == 0 {
                    greet(&app).await?;
                }
                promise_due(&app).await
            };
            if let Err(e) = done.await {
                tracing::warn!("digests wait: {e}");
            }
        }
        looks = looks.wrapping_add(1);
        tokio::time::sleep(LOOKS).await;
    }
}

/// Whoever works in a community and chose nothing is told what is usual, from now on.
pub(crate) async fn greet(app: &App) -> Result<(), store::Error> {
    let mut after = PersonId(uuid::Uuid::nil());
    loop {
        let new = app.db.read(move |c| queries::new_people(c, after)).await?;
        let Some((last, ..)) = new.last() else { return Ok(()) };
        after = *last;
        app.db
            .write(move |tx| {
                for (person, district, zone) in new {
                    queries::greet(tx, district, person, &zone)?;
                }
                Ok::<_, store::Error>(())
            })
            .await?;
    }
}

/// Promises the digests that are due, each once: whichever node moves a person's next one on promises this one.
pub(crate) async fn promise_due(app: &App) -> Result<(), store::Error> {
    loop {
        let due = app.db.read(queries::due).await?;
        if due.is_empty() {
            return Ok(());
        }
        app.db
            .write(move |tx| {
                let now = tx.now();
                for person in due {
                    let reach = queries::reach(tx, person)?;
                    let kept = reach.as_ref().and_then(|r| r.kept.as_ref());
                    let next = match (&reach, kept) {
                        (Some(reach), Some(_)) => reach.choices.next_digest(now, &reach.zone),
                        // Who has left gets none.
                        _ => Time::NEVER,
                    };
                    match kept.map(|k| k.due) {
                        None => queries::stop_digest(tx, person)?,
                        Some(was) if was <= now && queries::next(tx, person, was, next)? => {
                            store::jobs::promise_once(tx, DIGEST, &person.to_string(), now)?;
                        }
                        Some(_) => {}
                    }
                }
                Ok::<_, store::Error>(())
            })
            .await?;
    }
}
