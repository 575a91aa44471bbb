//! The way between a browser and an open text: a web socket. Text frames are JSON, binary frames begin with a byte that says
//! what they are; both are described in `web/scripts/notes/wire.ts`.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use store::{MeetingId, PersonId};
use tokio::sync::mpsc;

use super::room::{Said, Seat, Texts, Told};
use super::wire;
use crate::meetings::page;
use crate::{App, Cx, Stop, w};

const HELLO: u8 = 1;
const UPDATE: u8 = 2;
const SYNC: u8 = 3;
const SAVED: u8 = 4;
const LATE: u8 = 5;

/// A browser says something at least every ten seconds; one that is silent for so long is gone.
const SILENCE: Duration = Duration::from_secs(35);
/// How long the other side has to close once it was told to.
const FAREWELL: Duration = Duration::from_secs(5);
/// What a place in the text takes as JSON, at most.
const MOST_WORDS: usize = 2048;

/// Opens the way for somebody who writes in this meeting.
pub(super) async fn join(
    cx: Cx,
    Path(id): Path<MeetingId>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let app = cx.app.clone();
    // The cookie isn't sent from another site; that the page is ours is asked all the same.
    let ours = from_here(&headers);
    cx.read(move |c, me| {
        let (_, community) = page::find(c, me, id)?;
        if !community.works_here() {
            return Err(Stop::NotYours(w::MEETING_MEMBERS_ONLY));
        }
        if !ours {
            return Err(Stop::Bare(StatusCode::FORBIDDEN));
        }
        let upgrade = upgrade.map_err(|_| Stop::Bare(StatusCode::UPGRADE_REQUIRED))?;
        Ok(Joining { app, id, upgrade, person: me.person, session: me.session.clone(), name: me.name.clone() })
    })
    .await
}

fn from_here(headers: &HeaderMap) -> bool {
    let word = |name| headers.get(name).and_then(|v| v.to_str().ok());
    let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
    let origin = word(header::ORIGIN).and_then(|o| o.split_once("://")).map(|(_, host)| host);
    site.is_none_or(|s| s == "same-origin") && origin.is_none_or(|o| Some(o) == word(header::HOST))
}

/// Somebody who was let in; the socket begins back in the runtime.
struct Joining {
    app: Arc<App>,
    id: MeetingId,
    upgrade: WebSocketUpgrade,
    person: PersonId,
    session: String,
    name: String,
}

impl IntoResponse for Joining {
    fn into_response(self) -> Response {
        let Joining { app, id, upgrade, person, session, name } = self;
        let most = wire::MOST + 64;
        upgrade
            .max_message_size(most)
            .max_frame_size(most)
            .on_upgrade(move |socket| async move {
                let (tell, hear) = mpsc::channel(512);
                // The number of a seat is for this node and this sitting only.
                let number = u64::try_from(app.db.chance().blind_id().as_u128() & 0xffff_ffff_ffff).unwrap_or(0);
                let say = Texts::join(&app, id, number, Seat { person, session, name, tell });
                drop(app);
                let socket = speak(socket, number, &say, hear).await;
                let _ = say.send(Said::Leave(number)).await;
                if let Some(socket) = socket {
                    end(socket).await;
                }
            })
            .into_response()
    }
}

/// Carries what is said and told; gives the socket back where it still has to be closed.
async fn speak(
    mut socket: WebSocket,
    number: u64,
    say: &mpsc::Sender<Said>,
    mut hear: mpsc::Receiver<Told>,
) -> Option<WebSocket> {
    loop {
        tokio::select! {
            told = hear.recv() => {
                let frame = match told {
                    Some(Told::Close) | None => break,
                    Some(told) => frame(told),
                };
                if socket.send(frame).await.is_err() {
                    return None;
                }
            }
            came = tokio::time::timeout(SILENCE, socket.recv()) => {
                let Ok(Some(Ok(message))) = came else { break };
                let said = match message {
                    Message::Binary(bytes) => binary(number, &bytes),
                    Message::Text(text) if text.as_str() == "?" => {
                        if socket.send(Message::Text("!".into())).await.is_err() {
                            return None;
                        }
                        continue;
                    }
                    Message::Text(text) if text.len() <= MOST_WORDS => Some(Said::Here(number, text.as_str().to_owned())),
                    Message::Ping(_) | Message::Pong(_) => continue,
                    Message::Text(_) | Message::Close(_) => None,
                };
                let Some(said) = said else { break };
                // One that has closed has told why; that is still to be heard.
                let _ = say.send(said).await;
            }
        }
    }
    Some(socket)
}

/// Closes the way. What still comes in is read and dropped until the other side has closed too: a connection that ends with
/// something unread in it is reset, and the other side may lose the last word it was told.
async fn end(mut socket: WebSocket) {
    if socket.send(Message::Close(None)).await.is_ok() {
        let closed = async { while let Some(Ok(_)) = socket.recv().await {} };
        let _ = tokio::time::timeout(FAREWELL, closed).await;
    }
}

fn binary(number: u64, bytes: &Bytes) -> Option<Said> {
    let (kind, rest) = bytes.split_first()?;
    match *kind {
        HELLO => Some(Said::Hello(number, rest.to_vec())),
        UPDATE => {
            let (n, update) = rest.split_first_chunk::<4>()?;
            Some(Said::Update(number, u32::from_be_bytes(*n), update.to_vec()))
        }
        _ => None,
    }
}

fn frame(told: Told) -> Message {
    let numbered = |kind: u8, n: u32| [&[kind][..], &n.to_be_bytes()].concat();
    match told {
        Told::Sync { vector, lacks } => {
            let length = u32::try_from(vector.len()).unwrap_or(u32::MAX).to_be_bytes();
            Message::Binary([&[SYNC][..], &length, &vector, &lacks].concat().into())
        }
        Told::Update(update) => Message::Binary([&[UPDATE][..], &update].concat().into()),
        Told::Saved(n) => Message::Binary(numbered(SAVED, n).into()),
        Told::Late(n) => Message::Binary(numbered(LATE, n).into()),
        Told::Word(json) => Message::Text(json.into()),
        Told::Close => Message::Close(None),
    }
}
