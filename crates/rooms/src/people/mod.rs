//! People: organizations, people, roles, signing in. Lies at the bottom of the house: every other room calls it, it calls none.

mod account;
mod directory;
mod directory_queries;
#[cfg(test)]
mod directory_tests;
mod invitations;
mod names;
mod organization;
mod passwords;
mod person;
mod queries;
mod roster;
mod roster_page;
mod sign_in;
#[cfg(test)]
mod tests;
mod tokens;

pub use names::{Names, names};
pub(crate) use names::{few_ids, many_ids, of_ids};
pub use organization::{NewOrg, add_org, org_kind, orgs_above};
pub(crate) use passwords::make as make_password;
pub use passwords::{SHORTEST as SHORTEST_PASSWORD, hash as hash_password};
pub use person::{NewPerson, add_person, begin_session, give_role, leave, make_pass, make_token, set_password_hash};
pub(crate) use queries::{WINDOW_SECONDS, tried, tries};
pub use queries::{anybody, audience_line, district_of, districts, find_by_email};
pub use roster::{Brake, Counts, Progress, Refused, RosterError, RosterOptions, RosterReport, import_roster};
pub(crate) use sign_in::{device, session_cookie};

use crate::{Routes, Rule};

/// What a room above shows on a person's page, as much as this viewer may see.
pub type Section = fn(&mut store::Conn, &crate::Viewer, store::PersonId) -> Result<face::Markup, crate::Stop>;

/// The largest roster one may send, in bytes: a zip of a million people is about 60 MB.
const LARGEST_SET: usize = 512 * 1024 * 1024;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", Rule::Public, sign_in::page)
        .post("/sign-in", Rule::Public, sign_in::with_password)
        .post("/sign-in/link", Rule::Public, sign_in::ask_link)
        .get("/sign-in/link", Rule::Public, sign_in::link_sent)
        .get("/sign-in/with/{secret}", Rule::Public, sign_in::open_pass)
        .post("/sign-in/with/{secret}", Rule::Public, sign_in::use_pass)
        .post("/sign-out", Rule::SignedIn, sign_in::sign_out)
        .get("/demo/as/{persona}", Rule::Demo, sign_in::demo)
        .get("/account", Rule::SignedIn, account::page)
        .post("/account", Rule::SignedIn, account::save)
        .post("/account/password", Rule::SignedIn, account::save_password)
        .post("/account/sessions/end", Rule::SignedIn, account::end_others)
        .get("/account/tokens", Rule::SignedIn, tokens::page)
        .post("/account/tokens", Rule::SignedIn, tokens::create)
        .post("/account/tokens/end", Rule::SignedIn, tokens::end)
        .get("/demo/mailbox", Rule::Demo, tokens::mailbox)
        .get("/people", Rule::SignedIn, directory::list)
        .get("/people/new", Rule::Leader, invitations::new)
        .post("/people/new", Rule::Leader, invitations::create)
        .get("/people/{id}", Rule::SignedIn, directory::show)
        .post("/people/{id}/roles", Rule::Leader, invitations::give)
        .post("/people/{id}/roles/end", Rule::Leader, invitations::end_role)
        .post("/people/{id}/invite", Rule::Leader, invitations::again)
        .post("/people/{id}/end", Rule::Admin, invitations::end)
        .get("/admin/roster", Rule::Admin, roster_page::list)
        .upload("/admin/roster", Rule::Admin, roster_page::send, LARGEST_SET)
        .get("/admin/roster/{run}", Rule::Admin, roster_page::show)
        .post("/admin/roster/{run}/apply", Rule::Admin, roster_page::apply)
        .post("/admin/roster/{run}/drop", Rule::Admin, roster_page::discard)
}
