//! A mark of what an answer says, so that who has it already isn't sent it again.

use axum::http::{HeaderMap, header};

/// The mark of an answer.
pub(crate) fn of(answer: &[u8]) -> String {
    format!("\"{}\"", &store::hash_secret(&String::from_utf8_lossy(answer))[..32])
}

/// Whether who asks has the answer with this mark.
pub(crate) fn known(asked: &HeaderMap, mark: &str) -> bool {
    asked.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains(mark))
}
