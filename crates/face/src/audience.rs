//! The "who can see this" line: the same value that the queries use, put into words.

use std::collections::HashMap;

use store::{Audience, Principal};
use uuid::Uuid;
use words::Lang;

use crate::w;

/// Names for the principals of an audience, and how many a community has. Looked up by the page, in its language.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub of: HashMap<Uuid, String>,
    pub members: HashMap<Uuid, i64>,
    /// Who is looking: "only you" is said to them.
    pub viewer: Option<Uuid>,
}

/// The audience in a full sentence.
pub fn line(lang: Lang, audience: &Audience, names: &Names) -> String {
    let name = |id: Uuid| names.of.get(&id).cloned().unwrap_or_else(|| "…".into());
    match audience.principals() {
        [] => return lang.t(w::AUDIENCE_NOBODY).into(),
        [Principal::Everyone, ..] => return lang.t(w::AUDIENCE_EVERYONE).into(),
        [Principal::Person(p)] if Some(p.0) == names.viewer => return lang.t(w::AUDIENCE_YOU).into(),
        [Principal::Person(a), Principal::Person(b)] => return lang.say(w::audience_pair(name(a.0), name(b.0))),
        _ => {}
    }
    let parts: Vec<String> = audience
        .principals()
        .iter()
        .map(|p| match p {
            Principal::Everyone => lang.t(w::AUDIENCE_EVERYONE).into(),
            Principal::Person(id) => lang.say(w::audience_person(name(id.0))),
            Principal::Community(id) => {
                lang.say(w::audience_community(names.members.get(&id.0).copied().unwrap_or(0), name(id.0)))
            }
            Principal::Peers(id) => lang.say(w::audience_peers(name(id.0))),
            Principal::Facilitators(id) => lang.say(w::audience_facilitators(name(id.0))),
            Principal::Staff(id) => lang.say(w::audience_staff(name(id.0))),
            Principal::Leaders(id) => lang.say(w::audience_leaders(name(id.0))),
            Principal::District(id) => lang.say(w::audience_district(name(id.0))),
            Principal::Guests(id) => lang.say(w::audience_guests(name(id.0))),
        })
        .collect();
    lang.say(w::audience_seen(join(lang, &parts)))
}

/// "a, b and c".
fn join(lang: Lang, parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.t(w::AND)),
    }
}
