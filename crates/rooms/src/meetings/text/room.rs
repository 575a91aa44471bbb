//! A text that is open on this node: who is at it, what they sent, what they are told.
//!
//! Every open text has one task. It is a meeting point and keeps nothing: what is sent is checked, stored through the one writer
//! of the database, several updates at once, and only then acknowledged and passed on. So whatever anybody sees of another's
//! writing is saved. What other nodes stored, and who lost their place, is found by looking at the database again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use store::{DistrictId, MeetingId, PersonId};
use tokio::sync::mpsc;

use super::doc::{Bad, MOST_TEXT, Text, merged};
use super::{queries, wire};
use crate::meetings::State;
use crate::{App, Stop, live};

/// The texts that are open on this node.
#[derive(Default)]
pub struct Texts {
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    /// Each with a number, so that one that closes doesn't take its successor off the list.
    rooms: HashMap<MeetingId, (u64, mpsc::Sender<Said>)>,
}

/// What a browser is told.
#[derive(Clone, Debug)]
pub(super) enum Told {
    /// Everything they lack, and how far we know what they have.
    Sync {
        vector: Vec<u8>,
        lacks: Vec<u8>,
    },
    Update(Bytes),
    /// Everything up to here is stored.
    Saved(u32),
    /// It came after the end and is kept for its author.
    Late(u32),
    /// JSON.
    Word(String),
    /// Nothing more comes.
    Close,
}

/// Somebody at the text.
pub(super) struct Seat {
    pub person: PersonId,
    pub session: String,
    pub name: String,
    pub tell: mpsc::Sender<Told>,
}

/// What a browser says, or the room to itself.
pub(super) enum Said {
    Join(u64, Seat),
    Hello(u64, Vec<u8>),
    Update(u64, u32, Vec<u8>),
    /// Where somebody's cursor is, as JSON.
    Here(u64, String),
    Leave(u64),
    Look {
        sessions: bool,
    },
    Stored(Vec<Sent>, Result<Outcome, Stop>),
}

/// An update on its way into the database.
pub(super) struct Sent {
    seat: u64,
    person: PersonId,
    session: String,
    number: u32,
    bytes: Vec<u8>,
}

/// How the storing went.
pub(super) struct Outcome {
    /// The numbers the updates got, first and last; none when nothing was added.
    numbers: Option<(i64, i64)>,
    fates: Vec<Fate>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    /// The meeting is over.
    Late,
    /// Its author may not write here any more.
    Gone,
}

impl Texts {
    fn lock(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(|p| p.into_inner())
    }

    /// Takes a seat at a text; opens it when nobody has it open here. Gives the way to speak to it.
    pub(super) fn join(app: &Arc<App>, id: MeetingId, seat: u64, who: Seat) -> mpsc::Sender<Said> {
        let mut open = app.texts.lock();
        let mut joining = Said::Join(seat, who);
        if let Some((_, room)) = open.rooms.get(&id) {
            match room.try_send(joining) {
                Ok(()) => return room.clone(),
                // It is closing, or has more to do than it can: a new one finds everything in the database.
                Err(mpsc::error::TrySendError::Closed(back) | mpsc::error::TrySendError::Full(back)) => joining = back,
            }
        }
        let (say, hear) = mpsc::channel(1024);
        drop(say.try_send(joining));
        open.next += 1;
        let mine = open.next;
        open.rooms.insert(id, (mine, say.clone()));
        tokio::spawn(Room::run(app.clone(), id, mine, say.clone(), hear));
        say
    }

    /// Takes a room off the list, unless another has taken its place.
    fn forget(open: &mut Open, id: MeetingId, mine: u64) {
        if open.rooms.get(&id).is_some_and(|(number, _)| *number == mine) {
            open.rooms.remove(&id);
        }
    }

    fn rooms(&self) -> Vec<mpsc::Sender<Said>> {
        self.lock().rooms.values().map(|(_, say)| say.clone()).collect()
    }
}

/// How often the database is asked for what other nodes stored.
const TICK: Duration = Duration::from_millis(250);
/// How often it is asked whether everybody is still signed in.
const SWEEP: Duration = Duration::from_secs(3);

/// Makes the open texts look at the database when something may have happened, until the program ends.
pub(crate) async fn run(app: Arc<App>) {
    let mut news = app.db.news();
    let mut swept = tokio::time::Instant::now();
    loop {
        let told = tokio::time::timeout(TICK, news.changed()).await.is_ok();
        let sessions = swept.elapsed() > SWEEP;
        // With an embedded database everything happens here and is news.
        if !told && !sessions && app.db.engine() == store::Engine::Sqlite {
            continue;
        }
        if sessions {
            swept = tokio::time::Instant::now();
        }
        for room in app.texts.rooms() {
            // One that is too busy to be asked looks soon anyway.
            let _ = room.try_send(Said::Look { sessions });
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

struct Room {
    app: Arc<App>,
    id: MeetingId,
    district: DistrictId,
    say: mpsc::Sender<Said>,
    text: Text,
    /// How many of the stored updates are in `text`.
    known: i64,
    size: usize,
    over: Option<&'static str>,
    /// Each with the cursor they told last.
    seats: HashMap<u64, (Seat, Option<Option<Cursor>>)>,
    waiting: Vec<Sent>,
    /// Copies of what is being stored now.
    storing: Option<Vec<Vec<u8>>>,
}

impl Room {
    async fn run(app: Arc<App>, id: MeetingId, mine: u64, say: mpsc::Sender<Said>, mut hear: mpsc::Receiver<Said>) {
        match load(&app, id).await {
            Ok((text, known, head)) => {
                let mut room = Room {
                    app: app.clone(),
                    id,
                    district: head.district,
                    say,
                    text,
                    known,
                    size: usize::try_from(head.size).unwrap_or(usize::MAX),
                    over: over(&head),
                    seats: HashMap::new(),
                    waiting: Vec::new(),
                    storing: None,
                };
                while let Some(said) = hear.recv().await {
                    if !room.hear(said).await {
                        break;
                    }
                    if room.seats.is_empty() && room.storing.is_none() {
                        let mut open = app.texts.lock();
                        if hear.is_empty() {
                            Texts::forget(&mut open, id, mine);
                            return;
                        }
                    }
                }
                room.all(&Told::Close);
            }
            Err(stop) => {
                if let Stop::Broken(e) = &stop {
                    tracing::warn!("a shared text can't be opened: {e}");
                }
                hear.close();
                while let Some(said) = hear.recv().await {
                    if let Said::Join(_, seat) = said {
                        let _ = seat.tell.try_send(Told::Word(state(Some("away"))));
                        let _ = seat.tell.try_send(Told::Close);
                    }
                }
            }
        }
        Texts::forget(&mut app.texts.lock(), id, mine);
    }

    /// Hears one thing; false when the room has to close.
    async fn hear(&mut self, said: Said) -> bool {
        match said {
            Said::Join(number, seat) => {
                for (other, (_, at)) in &self.seats {
                    if let Some(at) = at {
                        let _ = seat.tell.try_send(Told::Word(here(*other, &self.seats[other].0.name, at)));
                    }
                }
                let _ = seat.tell.try_send(Told::Word(state(self.over)));
                self.seats.insert(number, (seat, None));
            }
            Said::Hello(number, vector) => self.greet(number, &vector).await,
            Said::Update(number, n, bytes) => self.take(number, n, bytes).await,
            Said::Here(number, at) => {
                let Some(at) = Cursor::read(&at) else {
                    self.refuse(number);
                    return true;
                };
                let Some((seat, place)) = self.seats.get_mut(&number) else { return true };
                let word = Told::Word(here(number, &seat.name, &at));
                *place = Some(at);
                self.others(number, &word);
            }
            Said::Leave(number) => {
                if self.seats.remove(&number).is_some() {
                    self.all(&Told::Word(serde_json::json!({ "t": "left", "seat": number }).to_string()));
                }
            }
            Said::Look { sessions } => {
                if let Err(e) = self.look(sessions).await {
                    tracing::warn!("a shared text is late: {e}");
                }
            }
            Said::Stored(sent, outcome) => return self.stored(sent, outcome).await,
        }
        self.store();
        true
    }

    /// Gives somebody who comes in what they lack. What is on its way into the database they hear of once it is stored, like
    /// everybody else.
    async fn greet(&mut self, number: u64, vector: &[u8]) {
        let stored;
        let text = match self.storing {
            None => &self.text,
            Some(_) => match load(&self.app, self.id).await {
                Ok((text, ..)) => {
                    stored = text;
                    &stored
                }
                Err(_) => return self.dismiss(number, "away"),
            },
        };
        match text.since(vector) {
            Ok(lacks) => self.tell(number, Told::Sync { vector: text.vector(), lacks }),
            Err(_) => self.refuse(number),
        }
    }

    /// Checks what somebody sent and puts it in line.
    async fn take(&mut self, number: u64, n: u32, bytes: Vec<u8>) {
        let Some((seat, _)) = self.seats.get(&number) else { return };
        let sent = Sent { seat: number, person: seat.person, session: seat.session.clone(), number: n, bytes };
        if self.over.is_some() {
            // It is kept for its author, not in this text; whether it is an update at all is asked here too.
            match wire::says_something(&sent.bytes) {
                Ok(true) => self.waiting.push(sent),
                Ok(false) => self.tell(number, Told::Saved(n)),
                Err(_) => self.refuse(number),
            }
            return;
        }
        if self.size.saturating_add(sent.bytes.len()) > MOST_TEXT {
            self.tell(number, Told::Word(state(Some("full"))));
            return;
        }
        let checked = wire::says_something(&sent.bytes).is_ok();
        match self.text.apply(&sent.bytes) {
            Ok(true) => {
                self.size += sent.bytes.len();
                self.waiting.push(sent);
            }
            Ok(false) => self.waiting.push(Sent { bytes: Vec::new(), ..sent }),
            Err(bad) => {
                if checked {
                    // The copy here may have been touched.
                    self.again().await;
                }
                match bad {
                    Bad::Foreign => self.refuse(number),
                    Bad::Early => {
                        self.tell(number, Told::Sync { vector: self.text.vector(), lacks: vec![0, 0] });
                    }
                }
            }
        }
    }

    /// Reads the text anew and puts what is on its way into it again.
    async fn again(&mut self) {
        if let Ok((text, known, _)) = load(&self.app, self.id).await {
            let way = self.storing.iter().flatten().chain(self.waiting.iter().map(|s| &s.bytes));
            for bytes in way.filter(|b| !b.is_empty()) {
                let _ = text.take(bytes);
            }
            (self.text, self.known) = (text, known);
        }
    }

    /// Stores what waits, when nothing is being stored.
    fn store(&mut self) {
        if self.storing.is_some() || self.waiting.is_empty() {
            return;
        }
        let sent = std::mem::take(&mut self.waiting);
        self.storing = Some(sent.iter().map(|s| s.bytes.clone()).collect());
        let (app, id, district, say) = (self.app.clone(), self.id, self.district, self.say.clone());
        tokio::spawn(async move {
            let what: Vec<_> = sent.iter().map(|s| (s.person, s.session.clone(), s.bytes.clone())).collect();
            let outcome = app.db.write(move |tx| keep(tx, id, district, what)).await;
            let _ = say.send(Said::Stored(sent, outcome)).await;
        });
    }

    /// What was stored is acknowledged and passed on.
    async fn stored(&mut self, sent: Vec<Sent>, outcome: Result<Outcome, Stop>) -> bool {
        self.storing = None;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(stop) => {
                if let Stop::Broken(e) = stop {
                    tracing::error!("a shared text can't be saved: {e}");
                }
                self.all(&Told::Word(state(Some("disk"))));
                return false;
            }
        };
        let mut gone = false;
        let mut parts: Vec<Vec<u8>> = Vec::new();
        let mut authors: Vec<u64> = Vec::new();
        for (sent, fate) in sent.iter().zip(&outcome.fates) {
            match fate {
                Fate::Kept => {
                    if !sent.bytes.is_empty() {
                        parts.push(sent.bytes.clone());
                        authors.push(sent.seat);
                    }
                    self.tell(sent.seat, Told::Saved(sent.number));
                }
                Fate::Late => self.tell(sent.seat, Told::Late(sent.number)),
                Fate::Gone => {
                    self.dismiss(sent.seat, "gone");
                    gone = true;
                }
            }
        }
        authors.dedup();
        if !parts.is_empty()
            && let Ok(update) = merged(&parts)
        {
            let word = Told::Update(update.into());
            match authors[..] {
                [one] => self.others(one, &word),
                // Those who have a part of it already are none the worse for it.
                _ => self.all(&word),
            }
        }
        if let Some((first, last)) = outcome.numbers {
            if first == self.known + 1 {
                self.known = last;
            } else if self.look(false).await.is_err() {
                return false;
            }
        }
        if gone {
            self.again().await;
        }
        if outcome.fates.contains(&Fate::Late) && self.look(false).await.is_err() {
            return false;
        }
        self.store();
        true
    }

    /// Asks the database what other nodes stored, whether the meeting is over, and who still has a place here.
    async fn look(&mut self, sessions: bool) -> Result<(), store::Error> {
        let (id, known) = (self.id, self.known);
        let asked: Vec<String> = match sessions {
            true => self.seats.values().map(|(s, _)| s.session.clone()).collect(),
            false => Vec::new(),
        };
        let found = self.app.db.read(move |c| {
            let Some(head) = queries::head(c, id)? else { return Ok(None) };
            let rows = if head.folded <= known { queries::after(c, id, known)? } else { Vec::new() };
            let writers = queries::writers(c, head.community)?;
            let mut ended = Vec::new();
            for session in asked {
                if !live::still_here(c, &session)? {
                    ended.push(session);
                }
            }
            Ok::<_, store::Error>(Some((head, rows, writers, ended)))
        });
        let Some((head, rows, writers, ended)) = found.await? else { return Ok(()) };
        for number in self.numbers(|seat| !writers.contains(&seat.person)) {
            self.dismiss(number, "gone");
        }
        for number in self.numbers(|seat| ended.contains(&seat.session)) {
            self.dismiss(number, "signed-out");
        }
        self.size = usize::try_from(head.size).unwrap_or(usize::MAX);
        if head.folded > known && head.n > known {
            // What this node hasn't seen was folded meanwhile: everything that is stored is read anew and passed on.
            let Ok((stored, ..)) = load(&self.app, self.id).await else { return Ok(()) };
            self.all(&Told::Update(stored.whole().into()));
            self.again().await;
        }
        for (bytes, n) in rows {
            if n > self.known {
                if self.text.take(&bytes).is_err() {
                    self.again().await;
                }
                self.known = self.known.max(n);
                self.all(&Told::Update(bytes.into()));
            }
        }
        let now = over(&head);
        if now != self.over {
            self.over = now;
            self.all(&Told::Word(state(now)));
        }
        Ok(())
    }

    fn numbers(&self, which: impl Fn(&Seat) -> bool) -> Vec<u64> {
        self.seats.iter().filter(|(_, (seat, _))| which(seat)).map(|(number, _)| *number).collect()
    }

    fn refuse(&mut self, number: u64) {
        self.dismiss(number, "refused");
    }

    /// Says why and closes somebody's connection.
    fn dismiss(&mut self, number: u64, why: &'static str) {
        self.tell(number, Told::Word(state(Some(why))));
        self.tell(number, Told::Close);
        if self.seats.remove(&number).is_some() {
            self.all(&Told::Word(serde_json::json!({ "t": "left", "seat": number }).to_string()));
        }
    }

    fn tell(&mut self, number: u64, told: Told) {
        // One who doesn't keep up is let go and reads everything when they come back: the socket ends with its channel.
        if self.seats.get(&number).is_some_and(|(seat, _)| seat.tell.try_send(told).is_err()) {
            self.seats.remove(&number);
        }
    }

    fn others(&mut self, but: u64, told: &Told) {
        self.seats.retain(|number, (seat, _)| *number == but || seat.tell.try_send(told.clone()).is_ok());
    }

    fn all(&mut self, told: &Told) {
        self.seats.retain(|_, (seat, _)| seat.tell.try_send(told.clone()).is_ok());
    }
}

async fn load(app: &Arc<App>, id: MeetingId) -> Result<(Text, i64, queries::Head), Stop> {
    let client = client(app);
    app.db
        .read(move |c| {
            let head = queries::head(c, id)?.ok_or(Stop::Nothing)?;
            let (text, known) = queries::text(c, id, client)?;
            Ok((text, known, head))
        })
        .await
}

/// A name for a writer in the text that nobody else has.
fn client(app: &App) -> u32 {
    let drawn = app.db.chance().blind_id().as_u128();
    u32::try_from(drawn & u128::from(u32::MAX)).unwrap_or(1)
}

/// Why nothing can be written any more, if so.
fn over(head: &queries::Head) -> Option<&'static str> {
    match head.state {
        State::Cancelled => Some("cancelled"),
        State::Closed => Some("ended"),
        State::Planned | State::Running => head.frozen.map(|_| "ended"),
    }
}

fn state(why: Option<&str>) -> String {
    serde_json::json!({ "t": "state", "why": why }).to_string()
}

/// Where somebody's cursor is, in Yjs' relative positions. Nothing else is passed on: other browsers trust what they are told.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Cursor {
    anchor: Place,
    head: Place,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Place {
    #[serde(rename = "type", default)]
    kind: Option<Letter>,
    #[serde(default)]
    tname: Option<Root>,
    #[serde(default)]
    item: Option<Letter>,
    #[serde(default)]
    assoc: i8,
}

/// One letter of one writer.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Letter {
    client: u64,
    clock: u32,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
enum Root {
    #[serde(rename = "text")]
    Text,
}

impl Cursor {
    /// A cursor, or that there is none; nothing when it is something else.
    fn read(json: &str) -> Option<Option<Cursor>> {
        let found: Option<Cursor> = serde_json::from_str(json).ok()?;
        let stands = |p: Place| p.kind.is_some() || p.tname.is_some() || p.item.is_some();
        found.is_none_or(|c| stands(c.anchor) && stands(c.head)).then_some(found)
    }
}

fn here(seat: u64, who: &str, at: &Option<Cursor>) -> String {
    serde_json::json!({ "t": "here", "seat": seat, "who": who, "at": at }).to_string()
}

/// Stores what was sent, each part if its author may write now.
fn keep(
    tx: &mut store::Tx<'_>,
    id: MeetingId,
    district: DistrictId,
    sent: Vec<(PersonId, String, Vec<u8>)>,
) -> Result<Outcome, Stop> {
    let head = queries::head(tx, id)?.ok_or(Stop::Nothing)?;
    let writers = queries::writers(tx, head.community)?;
    let mut sessions: HashMap<&str, bool> = HashMap::new();
    for (_, session, _) in &sent {
        if !sessions.contains_key(session.as_str()) {
            sessions.insert(session, live::still_here(tx, session)?);
        }
    }
    let may = |(person, session, _): &(PersonId, String, Vec<u8>)| {
        writers.contains(person) && sessions.get(session.as_str()) == Some(&true)
    };
    let mut fates: Vec<Fate> = sent.iter().map(|s| if may(s) { Fate::Kept } else { Fate::Gone }).collect();
    // Runs of one author are one row.
    let mut rows: Vec<(PersonId, Vec<Vec<u8>>)> = Vec::new();
    for (one, _) in sent.iter().zip(&fates).filter(|(s, fate)| **fate == Fate::Kept && !s.2.is_empty()) {
        match rows.last_mut().filter(|(person, _)| *person == one.0) {
            Some((_, parts)) => parts.push(one.2.clone()),
            None => rows.push((one.0, vec![one.2.clone()])),
        }
    }
    let rows: Vec<(PersonId, Vec<u8>)> = rows
        .into_iter()
        .map(|(person, parts)| Ok((person, merged(&parts)?)))
        .collect::<Result<_, Bad>>()
        .map_err(|_| Stop::Bare(axum::http::StatusCode::UNPROCESSABLE_ENTITY))?;
    if rows.is_empty() {
        return Ok(Outcome { numbers: None, fates });
    }
    let open = over(&head).is_none();
    let numbers = if open { queries::add(tx, id, district, &rows)? } else { None };
    if numbers.is_none() {
        for (person, bytes) in rows {
            queries::keep_late(tx, id, district, person, bytes)?;
        }
        for fate in fates.iter_mut().filter(|f| **f == Fate::Kept) {
            *fate = Fate::Late;
        }
    }
    Ok(Outcome { numbers, fates })
}
