//! News for open pages. An event is told to a connection only if its person can see it at that moment, asked of the same
//! tables that every page asks; the page then fetches what changed with the person's own rights. Nothing private is in the news
//! itself: a kind, an id, a verb.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::Query;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use store::{PersonId, Time, args, sql};
use tokio::sync::mpsc;

use crate::{App, Cx, Routes, Rule};

/// Connections that wait for news.
#[derive(Default)]
pub struct Hub {
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    by_person: HashMap<PersonId, Vec<Listener>>,
}

struct Listener {
    id: u64,
    session: String,
    topics: Vec<String>,
    tell: mpsc::Sender<News>,
}

#[derive(Clone, Debug)]
enum News {
    Happened {
        topic: String,
        verb: String,
    },
    /// This person can't be here any more.
    Gone,
}

/// Takes a listener off the list when its connection ends.
struct Leave {
    app: Arc<App>,
    person: PersonId,
    id: u64,
}

impl Drop for Leave {
    fn drop(&mut self) {
        let mut open = self.app.live.lock();
        if let Some(list) = open.by_person.get_mut(&self.person) {
            list.retain(|l| l.id != self.id);
            if list.is_empty() {
                open.by_person.remove(&self.person);
            }
        }
    }
}

impl Hub {
    fn lock(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(|p| p.into_inner())
    }

    /// How many connections are open.
    pub fn listeners(&self) -> usize {
        self.lock().by_person.values().map(Vec::len).sum()
    }
}

pub(crate) fn routes() -> Routes {
    Routes::new().get("/live", Rule::SignedIn, listen)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    on: String,
    /// Milliseconds since the page that listens was asked for.
    ago: Option<i64>,
}

/// Opens a stream of news about the things in `?on=kind:id,…`; `home` stands for everything one can see. With `ago=` it begins with
/// what others did while the page was on its way, a minute at most.
async fn listen(cx: Cx, Query(asked): Query<Asked>) -> Response {
    let app = cx.app.clone();
    cx.read(move |_, me| {
        let topics: Vec<String> = asked.on.split(',').filter(|t| !t.is_empty()).take(64).map(str::to_owned).collect();
        let (tell, hear) = mpsc::channel(64);
        let missed = asked.ago.map(|ago| Missed {
            person: me.person,
            from: Time(me.now.0 - ago.clamp(0, 60_000) * 1000).plus_seconds(-OVERLAP_SECONDS),
            topics: topics.clone(),
            tell: tell.clone(),
        });
        let mut open = app.live.lock();
        open.next += 1;
        let id = open.next;
        open.by_person.entry(me.person).or_default().push(Listener { id, session: me.session.clone(), topics, tell });
        drop(open);
        Ok(Listening { hear, leave: Leave { app: app.clone(), person: me.person, id }, missed })
    })
    .await
}

/// A connection that was let in; it becomes a stream back in the runtime, where its clock ticks.
struct Listening {
    hear: mpsc::Receiver<News>,
    leave: Leave,
    missed: Option<Missed>,
}

/// What may have happened between the page and its connection.
struct Missed {
    person: PersonId,
    from: Time,
    topics: Vec<String>,
    tell: mpsc::Sender<News>,
}

impl Missed {
    /// Looks after the connection is on the list, so that nothing falls between the two; what is told twice is fetched once.
    async fn catch_up(self, app: Arc<App>) {
        let (person, from) = (self.person, self.from);
        match app.db.read(move |c| store::events::missed(c, person, from)).await {
            Ok(all) => {
                for event in all {
                    for topic in topics(&event).into_iter().filter(|t| self.topics.contains(t)) {
                        let _ = self.tell.send(News::Happened { topic, verb: event.verb.clone() }).await;
                    }
                }
            }
            Err(e) => tracing::warn!("a page may have missed news: {e}"),
        }
    }
}

impl IntoResponse for Listening {
    fn into_response(self) -> Response {
        if let Some(missed) = self.missed {
            tokio::spawn(missed.catch_up(self.leave.app.clone()));
        }
        stream(self.hear, self.leave)
    }
}

fn stream(hear: mpsc::Receiver<News>, leave: Leave) -> Response {
    let events = futures_util::stream::unfold(Some((hear, leave)), |state| async {
        let (mut hear, leave) = state?;
        let news = hear.recv().await?;
        let (event, next) = match news {
            News::Happened { topic, verb } => {
                let (thing, id) = topic.split_once(':').unwrap_or((&topic, ""));
                let data = serde_json::json!({ "thing": thing, "id": id, "verb": verb }).to_string();
                (Event::default().data(data), Some((hear, leave)))
            }
            News::Gone => (Event::default().event("gone").data("{}"), None),
        };
        Some((Ok::<_, Infallible>(event), next))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}

sql! {
    STILL_HERE = "select (select count(*) from session s join person p on p.id = s.person \
                  where s.hash = $1 and s.expires > $2 and p.left_at is null and p.active) \
                  + (select count(*) from token s join person p on p.id = s.person \
                  where s.hash = $1 and s.expires > $2 and s.ended is null and p.left_at is null and p.active)";
}

/// Whether the session or token with this hash still lets somebody in.
pub(crate) fn still_here(c: &mut store::Conn, session: &str) -> Result<bool, store::Error> {
    let now = c.now();
    Ok(c.count(STILL_HERE, args![session, now])? > 0)
}

/// How far back each look goes: a transaction may commit some time after the moment it wrote down, and the first word of a page takes
/// some time to come here.
const OVERLAP_SECONDS: i64 = 10;
/// How soon a session that ended elsewhere is noticed.
const SWEEP: Duration = Duration::from_secs(3);

/// Tells open pages what happened, on this node or another, until the program ends.
pub(crate) async fn run(app: Arc<App>) {
    let mut news = app.db.news();
    let mut from = app.db.now();
    let mut told: HashSet<uuid::Uuid> = HashSet::new();
    let mut swept = tokio::time::Instant::now();
    let mut nobody = true;
    loop {
        // News of this node comes at once; that of other nodes within a quarter of a second.
        let _ = tokio::time::timeout(Duration::from_millis(250), news.changed()).await;
        if app.live.listeners() == 0 {
            (from, nobody) = (app.db.now(), true);
            continue;
        }
        if std::mem::take(&mut nobody) {
            // What happened before anybody listened is on their pages already.
            match before(&app, from).await {
                Ok(seen) => told = seen,
                Err(e) => tracing::warn!("news may come twice: {e}"),
            }
        }
        if swept.elapsed() > SWEEP {
            swept = tokio::time::Instant::now();
            sweep(&app).await;
        }
        // Taken before the look: what is written while it lasts belongs to the next one.
        let looked = app.db.now();
        match tell(&app, from.plus_seconds(-OVERLAP_SECONDS), &told).await {
            Ok(seen) => {
                from = looked;
                told = seen;
            }
            Err(e) => {
                tracing::warn!("news is late: {e}");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// The ids of what had happened up to `from`, as far back as a look goes.
async fn before(app: &Arc<App>, from: Time) -> Result<HashSet<uuid::Uuid>, store::Error> {
    let past = app.db.read(move |c| store::events::since(c, from.plus_seconds(-OVERLAP_SECONDS))).await?;
    Ok(past.into_iter().filter(|e| e.at <= from).map(|e| e.id).collect())
}

/// Tells what is new since `from`; gives the ids of everything in that time, to know it next time.
async fn tell(app: &Arc<App>, from: Time, told: &HashSet<uuid::Uuid>) -> Result<HashSet<uuid::Uuid>, store::Error> {
    let known = told.clone();
    let happened = app
        .db
        .read(move |c| {
            let all = store::events::since(c, from)?;
            let mut seen = HashSet::new();
            let mut new = Vec::new();
            for event in all {
                seen.insert(event.id);
                if !known.contains(&event.id) {
                    let holders = store::audience::holders(c, event.audience)?;
                    new.push((event, holders));
                }
            }
            Ok::<_, store::Error>((seen, new))
        })
        .await?;
    let (seen, new) = happened;
    let open = app.live.lock();
    for (event, holders) in new {
        let topics = topics(&event);
        for listener in holders.iter().filter_map(|p| open.by_person.get(p)).flatten() {
            for topic in topics.iter().filter(|t| listener.topics.contains(t)) {
                // A connection that is 64 pieces of news behind will fetch everything when it reads one of them.
                let _ = listener.tell.try_send(News::Happened { topic: topic.clone(), verb: event.verb.clone() });
            }
        }
    }
    Ok(seen)
}

/// The names under which a page may listen to what happened.
fn topics(event: &store::events::Happened) -> Vec<String> {
    let mut topics = vec![format!("{}:{}", event.kind, event.thing), "home".to_owned()];
    topics.extend(event.community.map(|c| format!("community:{c}")));
    topics
}

/// Ends the connections of people who signed out or left, and of tokens that ended.
async fn sweep(app: &Arc<App>) {
    let sessions: Vec<String> = {
        let open = app.live.lock();
        open.by_person.values().flatten().map(|l| l.session.clone()).collect::<HashSet<_>>().into_iter().collect()
    };
    let ended = app
        .db
        .read(move |c| {
            let mut ended = HashSet::new();
            for session in sessions {
                if !still_here(c, &session)? {
                    ended.insert(session);
                }
            }
            Ok::<_, store::Error>(ended)
        })
        .await;
    let Ok(ended) = ended else { return };
    if ended.is_empty() {
        return;
    }
    let mut open = app.live.lock();
    for list in open.by_person.values_mut() {
        list.retain(|l| {
            let stays = !ended.contains(&l.session);
            if !stays {
                let _ = l.tell.try_send(News::Gone);
            }
            stays
        });
    }
}
