//! Taking a ballot, as the person one is; and answering with it, as nobody.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ballot::seal::{self, Key, Token};
use ballot::urn::Put;
use face::Fields;
use learning::instrument::{Answer, Instrument};
use serde_json::json;
use store::{WaveGroupId, WaveId, hex};

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
            return Err(Stop::Refused(w::SURVEY_ENDED));
        }
        let mine = mine.ok_or(Stop::NotYours(w::SURVEY_NOT_ASKED))?;
        let Some((public, key)) = mine.keys else { return Ok(json!({ "wait": true })) };
        if blinded.is_empty() {
            return Ok(json!({ "group": mine.group, "public": public, "taken": mine.taken }));
        }
        let asked = bytes(&blinded, 256).ok_or(Stop::Refused(w::SURVEY_NO_BALLOT))?;
        if !queries::take(tx, id, me.person, &blinded)? && mine.blinded != blinded {
            return Err(Stop::Refused(w::SURVEY_TAKEN));
        }
        let key = Key::kept(&unhex(&key)).map_err(|e| store::Error::Ours(e.to_string()))?;
        let sealed = key.seal(&mut chance, &asked).map_err(|_| Stop::Refused(w::SURVEY_NO_BALLOT))?;
        Ok(json!({ "seal": hex(&sealed) }))
    })
    .await
}

/// What was answered, if it fits the questions: a code of the item's own scale, words where words are asked for, and nothing else.
pub(super) fn fits(instrument: &Instrument, group: WaveGroupId, f: &Fields) -> Option<Answered> {
    let (mut codes, mut words) = (Vec::new(), Vec::new());
    for item in &instrument.items {
        let given = f.raw(&format!("a.{}", item.key)).trim();
        match &item.answer {
            Answer::Open => {
                if given.chars().count() > LONGEST {
                    return None;
                }
                if !given.is_empty() {
                    words.push((item.key.clone(), given.to_owned()));
                }
            }
            Answer::Scale(_) => {
                let scale = instrument.scale_of(item)?;
                let all: BTreeSet<u8> =
                    scale.points.iter().map(|p| p.code).chain(scale.outside.iter().map(|o| o.code)).collect();
                let code = if given.is_empty() { 0 } else { given.parse().ok().filter(|c| all.contains(c))? };
                codes.push(code);
            }
        }
    }
    // Nothing at all is no answer, but a slip.
    (codes.iter().any(|c| *c > 0) || !words.is_empty()).then_some(Answered { group, codes, words })
}

/// Takes an answer from nobody in particular: whoever has a sealed ballot. Nothing of the request is kept but what was answered.
pub(super) async fn answer(State(app): State<Arc<App>>, Path(id): Path<WaveId>, sent: Sent) -> Response {
    let f = sent.fields;
    let token = bytes(f.raw("token"), 64).and_then(|b| <[u8; 64]>::try_from(b).ok()).map(Token::new);
    let check = {
        let (app, seal, group) = (app.clone(), bytes(f.raw("seal"), 256), f.raw("group").parse::<WaveGroupId>().ok());
        async move {
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
            let ((_, open, body), public) = known.ok_or(Refused::Unknown)?;
            if !open {
                return Err(Refused::Ended);
            }
            let (Some(group), Some(public), Some(seal), Some(token)) = (group, public, seal, token) else {
                return Err(Refused::Seal);
            };
            if !seal::holds(&unhex(&public), &token, &seal) {
                return Err(Refused::Seal);
            }
            let instrument = Instrument::parse(&body).map_err(|e| store::Error::Ours(e.to_string()))?;
            fits(&instrument, group, &f).ok_or(Refused::Unfit)
        }
    };
    let put = urns::put(&app, id, token.unwrap_or(Token::new([0; 64])), check).await;
    let said = |status: StatusCode, what: &str| (status, axum::Json(json!({ "said": what }))).into_response();
    match put {
        Ok(Ok(Put::Kept | Put::There)) => said(StatusCode::OK, "kept"),
        Ok(Ok(Put::Spent)) => said(StatusCode::CONFLICT, "spent"),
        Ok(Ok(Put::Large) | Err(Refused::Unfit)) => said(StatusCode::UNPROCESSABLE_ENTITY, "unfit"),
        Ok(Err(Refused::Unknown)) => said(StatusCode::NOT_FOUND, "unknown"),
        Ok(Err(Refused::Ended)) => said(StatusCode::GONE, "ended"),
        Ok(Err(Refused::Seal)) => said(StatusCode::FORBIDDEN, "seal"),
        Ok(Err(Refused::Broken(e))) => {
            tracing::warn!("an answer could not be taken: {e}");
            said(StatusCode::SERVICE_UNAVAILABLE, "later")
        }
        Err(e) => {
            tracing::warn!("an answer could not be kept: {e}");
            said(StatusCode::SERVICE_UNAVAILABLE, "later")
        }
    }
}
