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

/// So many places of a kind are listed by name.
const LISTED: usize = 4;

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
    // Many places are counted, not listed: nobody reads the names of eighty schools.
    let many = |of: fn(&Principal) -> bool| match audience.principals().iter().filter(|p| of(p)).count() {
        n if n > LISTED => Some(n),
        _ => None,
    };
    let staff = many(|p| matches!(p, Principal::Staff(_)));
    let leaders = many(|p| matches!(p, Principal::Leaders(_)));
    let mut parts: Vec<String> = audience
        .principals()
        .iter()
        .filter(|p| match p {
            Principal::Staff(_) => staff.is_none(),
            Principal::Leaders(_) => leaders.is_none(),
            _ => true,
        })
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
    parts.extend(staff.map(|n| lang.say(w::audience_staff_of(n))));
    parts.extend(leaders.map(|n| lang.say(w::audience_leaders_of(n))));
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
