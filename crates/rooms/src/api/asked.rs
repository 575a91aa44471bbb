//! What a request to the API asks: pages of a list, fields of a body, the conditions of a write.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use face::Fields;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Stop, w};

/// `?limit=&cursor=` of a list.
#[derive(Deserialize)]
pub(super) struct Paged {
    limit: Option<usize>,
    cursor: Option<String>,
}

/// As many items as a page has unless it asks for fewer.
const MOST: usize = 100;

impl Paged {
    /// One page of `all`, in the order of their ids, as the API answers lists.
    pub(super) fn page<T>(
        &self,
        mut all: Vec<T>,
        id: impl Fn(&T) -> Uuid,
        show: impl Fn(&T) -> Value,
    ) -> Result<Value, Stop> {
        let after = match self.cursor.as_deref() {
            None | Some("") => None,
            Some(text) => Some(text.parse::<Uuid>().map_err(|_| Stop::Refused(w::API_CURSOR))?),
        };
        let limit = self.limit.unwrap_or(MOST).clamp(1, MOST);
        all.sort_by_key(|item| id(item));
        let rest: Vec<&T> = all.iter().filter(|item| after.is_none_or(|a| id(item) > a)).collect();
        let next = if rest.len() > limit { Some(id(rest[limit - 1])) } else { None };
        Ok(json!({ "items": rest.iter().take(limit).map(|item| show(item)).collect::<Vec<_>>(), "next": next }))
    }
}

/// The body of a write: a JSON object. Its texts, numbers and truths become fields, checked as those of a form are.
pub(super) struct Body {
    pub object: serde_json::Map<String, Value>,
    pub fields: Fields,
}

impl Body {
    /// Reads a body.
    pub(super) fn read(bytes: &Bytes) -> Result<Body, Stop> {
        let Ok(Value::Object(object)) = serde_json::from_slice(bytes) else { return Err(Stop::Refused(w::API_BODY)) };
        let values = object.iter().filter_map(|(name, value)| {
            let text = match value {
                Value::String(s) => s.clone(),
                Value::Number(n) => n.to_string(),
                Value::Bool(b) => b.to_string(),
                _ => return None,
            };
            Some((name.clone(), text))
        });
        Ok(Body { fields: Fields::new(values.collect()), object })
    }

    /// Goes on unless a field needs another look.
    pub(super) fn checked(&self) -> Result<(), Stop> {
        if self.fields.refused() { Err(Stop::Invalid(self.fields.problems().to_vec())) } else { Ok(()) }
    }
}

/// The `Idempotency-Key` of a write, cut to a length that can be kept.
pub(super) fn key(headers: &HeaderMap) -> Option<String> {
    let key = headers.get("idempotency-key").and_then(|v| v.to_str().ok())?;
    Some(key.chars().take(200).collect())
}

/// The revision in `If-Match`, which a change must name.
pub(super) fn revision(headers: &HeaderMap) -> Result<i64, Stop> {
    let text = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok()).unwrap_or("");
    text.trim().trim_matches('"').parse().map_err(|_| Stop::Refused(w::API_IF_MATCH))
}
