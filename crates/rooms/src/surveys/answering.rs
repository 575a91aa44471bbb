//! Taking a ballot, as the person one is; and answering with it, as nobody.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ballot::seal::{self, Key, Token};
use ballot::urn::Put;
use face::Fields;
use learning::instrument::{Answer, Instrument};
use serde_json::json;
use store::{WaveGroupId, WaveId, hex};

use super::paper::is_reply_hash;
use super::queries;
use super::urns::{self, Answered, Refused};
use crate::{App, Cx, Sent, Stop, w};

/// What one may say in one's own words, in characters.
pub(super) const LONGEST: usize = 2000;

/// Bytes from hexadecimal digits, if these are so many.
fn bytes(text: &str, count: usize) -> Option<Vec<u8>> {
    if text.len() != 2 * count || !text.is_ascii() {
        return None;
    }
    (0..count).map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    bytes(text, text.len() / 2).unwrap_or_default()
}

/// Gives who is asked what they need for a ballot; with `blinded`, seals it. What was sealed once is sealed again word for word, so that an
/// answer that was lost on its way can be asked for again; anything else is a second ballot.
pub(super) async fn take(cx: Cx, Path(id): Path<WaveId>, sent: Sent) -> Response {
    let mut chance = cx.app.db.chance().fork();
    let blinded = sent.fields.raw("blinded").to_ascii_lowercase();
    cx.json_act(StatusCode::OK, None, move |tx, me| {
        let wave = queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        let mine = queries::mine(tx, id, me.person)?;
        if !wave.runs(me.now) {
            return Ok(json!({ "said": "ended" }));
        }
        let mine = mine.ok_or(Stop::NotYours(w::SURVEY_NOT_ASKED))?;
        let Some((public, key)) = mine.keys else { return Ok(json!({ "wait": true })) };
        if blinded.is_empty() {
            return Ok(json!({ "group": mine.group, "public": public, "taken": mine.taken }));
        }
        let asked = bytes(&blinded, 256).ok_or(Stop::Refused(w::SURVEY_NO_BALLOT))?;
        if !queries::take(tx, id, me.person, &blinded)? && mine.blinded != blinded {
            return Ok(json!({ "said": "taken" }));
        }
        let key = Key::kept(&unhex(&key)).map_err(|e| store::Error::Ours(e.to_string()))?;
        let sealed = key.seal(&mut chance, &asked).map_err(|_| Stop::Refused(w::SURVEY_NO_BALLOT))?;
        Ok(json!({ "seal": hex(&sealed) }))
    })
    .await
}

/// What was answered, if it fits the questions: a code of the item's own scale, words where words are asked for, and nothing else.
pub(super) fn fits(instrument: &Instrument, group: WaveGroupId, f: &mut Fields) -> Option<Answered> {
    let (mut codes, mut words, mut replies) = (Vec::new(), Vec::new(), Vec::new());
    for item in &instrument.items {
        let name = format!("a.{}", item.key);
        match &item.answer {
            Answer::Open => {
                let said = f.text(&name, LONGEST);
                if !said.is_empty() {
                    let hash = f.raw(&format!("r.{}", item.key));
                    if is_reply_hash(hash) {
                        replies.push((item.key.clone(), hash.to_owned()));
                    }
                    words.push((item.key.clone(), said));
                }
            }
            Answer::Scale(_) => {
                let scale = instrument.scale_of(item)?;
                let all: BTreeSet<u8> =
                    scale.points.iter().map(|p| p.code).chain(scale.outside.iter().map(|o| o.code)).collect();
                let given = f.raw(&name).trim();
                let code = if given.is_empty() { 0 } else { given.parse().ok().filter(|c| all.contains(c))? };
                codes.push(code);
            }
        }
    }
    // Nothing at all is no answer, but a slip.
    let any = codes.iter().any(|c| *c > 0) || !words.is_empty();
    (any && !f.refused()).then_some(Answered { group, codes, words, replies })
}

/// Looks whether a ballot is one of the wave's and its answers fit. Nothing is remembered of one that isn't.
async fn check(app: &Arc<App>, id: WaveId, token: Option<Token>, mut f: Fields) -> Result<(Token, Answered), Refused> {
    let (seal, group) = (bytes(f.raw("seal"), 256), f.raw("group").parse::<WaveGroupId>().ok());
    let known = app
        .db
        .read(move |c| {
            let public = match group {
                Some(group) => queries::public(c, id, group)?,
                None => None,
            };
            Ok::<_, store::Error>(queries::state(c, id)?.map(|state| (state, public)))
        })
        .await?;
    let ((_, open, body), public) = known.ok_or(Refused::Nothing)?;
    if !open {
        return Err(Refused::Nothing);
    }
    let (Some(group), Some(public), Some(seal), Some(token)) = (group, public, seal, token) else {
        return Err(Refused::Nothing);
    };
    let holds = tokio::task::spawn_blocking(move || seal::holds(&unhex(&public), &token, &seal));
    if !holds.await.unwrap_or(false) {
        return Err(Refused::Nothing);
    }
    let instrument = Instrument::parse(&body).map_err(|e| store::Error::Ours(e.to_string()))?;
    Ok((token, fits(&instrument, group, &mut f).ok_or(Refused::Unfit)?))
}

/// Takes an answer from nobody in particular: whoever has a sealed ballot. Nothing of the request is kept but what was answered.
///
/// Without a ballot of the wave nothing is told, not even that there is one: a wave that has ended, one that never was and a seal that
/// doesn't hold answer alike.
pub(super) async fn answer(cx: Cx, Path(id): Path<WaveId>, sent: Sent) -> Response {
    let app = cx.app.clone();
    let f = sent.fields;
    let token = bytes(f.raw("token"), 64).and_then(|b| <[u8; 64]>::try_from(b).ok()).map(Token::new);
    let checked = check(&app, id, token, f).await;
    let put = match checked {
        Ok((token, answered)) => urns::put(&app, id, token, answered).await,
        Err(e) => Err(e),
    };
    let said = |status: StatusCode, what: &str| (status, axum::Json(json!({ "said": what }))).into_response();
    match put {
        Ok(Put::Kept | Put::There) => said(StatusCode::OK, "kept"),
        Ok(Put::Spent) => said(StatusCode::CONFLICT, "spent"),
        Ok(Put::Large) | Err(Refused::Unfit) => said(StatusCode::UNPROCESSABLE_ENTITY, "unfit"),
        Err(Refused::Nothing) => cx.stop(Stop::Nothing, None),
        Err(Refused::Broken(e)) => {
            tracing::warn!("an answer could not be taken: {e}");
            said(StatusCode::SERVICE_UNAVAILABLE, "later")
        }
    }
}
