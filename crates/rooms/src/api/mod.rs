//! The API: the same things as the pages, as JSON, through the same doors with the same rules. Stands on top, beside home.
//!
//! Bearer tokens act as their person. Lists page by cursor; writes take `Idempotency-Key`, changes take `If-Match`; errors are
//! RFC 9457 problem documents; unknown and forbidden ids answer alike.

mod asked;
mod openapi;
mod reading;
#[cfg(test)]
mod tests;
mod writing;

use crate::{Routes, Rule};

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/openapi.json", Rule::Public, openapi::document)
        .get("/api/v1/me", Rule::SignedIn, reading::me)
        .get("/api/v1/communities", Rule::SignedIn, reading::communities)
        .get("/api/v1/communities/{id}", Rule::SignedIn, reading::community)
        .get("/api/v1/communities/{id}/members", Rule::SignedIn, reading::members)
        .get("/api/v1/goals", Rule::SignedIn, reading::goals)
        .post("/api/v1/goals", Rule::SignedIn, writing::set_goal)
        .get("/api/v1/goals/{id}", Rule::SignedIn, reading::goal)
        .get("/api/v1/goals/{id}/measures", Rule::SignedIn, reading::measures)
        .post("/api/v1/measures/{id}/observations", Rule::SignedIn, writing::observe)
        .post("/api/v1/alignments", Rule::SignedIn, writing::offer)
        .post("/api/v1/alignments/{id}/answer", Rule::SignedIn, writing::answer)
        .get("/api/v1/cycles", Rule::SignedIn, reading::cycles)
        .get("/api/v1/cycles/{id}", Rule::SignedIn, reading::cycle)
        .get("/api/v1/cycles/{id}/entries", Rule::SignedIn, reading::entries)
        .post("/api/v1/cycles/{id}/entries", Rule::SignedIn, writing::write_entry)
        .patch("/api/v1/entries/{id}", Rule::SignedIn, writing::change_entry)
}
