//! Meetings: planned with an agenda, held from one page, kept as minutes; what was decided and who took on what.
//! Calls people, communities, goals and cycles.

mod agenda;
mod code;
#[cfg(test)]
mod code_tests;
mod commitments;
mod cycle;
mod deciding;
mod guests;
mod meeting;
mod norms;
mod page;
mod planning;
mod protected;
mod protocol_form;
mod protocol_pages;
#[cfg(test)]
mod protocol_tests;
mod protocols;
mod queries;
mod rows;
mod running;
mod sections;
mod steps;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod time;
mod time_queries;
#[cfg(test)]
mod time_tests;
mod vote_acts;
#[cfg(test)]
mod vote_tests;
mod vote_view;
pub mod votes;

pub use commitments::{Commitment, commit, done};
pub(crate) use cycle::on_cycle;
pub use deciding::keep as decide;
pub use guests::ask_guests;
pub use meeting::{Lane, Meeting, NewItem, NewMeeting, State, add_item, begin, end, moment, plan};
pub use protocols::{change as change_protocol, copy as copy_protocol, find as find_protocol};
pub(crate) use queries::taken_on;
pub use queries::{agenda_of, find, items, known, present};
pub use rows::{MOVED, Moved, Stood};
pub use running::{attend, go_on, write_down, write_under};
pub(crate) use sections::community_section;
pub use sections::{on_home, open_commitments};
pub use steps::{choose as hold_by, step_on};
pub use text::{keep_version, write_together};
pub use time_queries::{NewProtected, protect};

use crate::{Routes, Rule, Stop};

/// What a room above writes down when a meeting has ended, in the same transaction.
pub type After = fn(&mut store::Tx<'_>, &crate::communities::Community, store::MeetingId) -> Result<(), Stop>;

/// What a room above shows on a meeting's page, as much as this viewer may see.
pub type Section = fn(&mut store::Conn, &crate::Viewer, &Here<'_>) -> Result<face::Markup, Stop>;

/// A meeting where it is shown: whose it is, its agenda and what was decided, as far as the viewer sees it, each in order.
pub struct Here<'a> {
    pub meeting: &'a Meeting,
    pub community: &'a crate::communities::Community,
    pub items: &'a [meeting::Item],
    pub decided: &'a [deciding::Decision],
}

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/communities/{id}/meetings", Rule::SignedIn, planning::list)
        .get("/communities/{id}/meetings/new", Rule::SignedIn, planning::new)
        .post("/communities/{id}/meetings/new", Rule::SignedIn, planning::create)
        .get("/communities/{id}/time", Rule::SignedIn, time::of_community)
        .get("/communities/time", Rule::Leader, time::for_leaders)
        .get("/communities/time/protected", Rule::Leader, protected::page)
        .post("/communities/time/protected", Rule::Leader, protected::keep)
        .post("/communities/time/protected/end", Rule::Leader, protected::end)
        .post("/communities/{id}/backlog", Rule::SignedIn, agenda::park_new)
        .get("/meetings/{id}", Rule::SignedIn, page::show)
        .get("/meetings/{id}/edit", Rule::SignedIn, planning::edit)
        .post("/meetings/{id}/edit", Rule::SignedIn, planning::save)
        .post("/meetings/{id}/cancel", Rule::SignedIn, planning::cancel)
        .post("/meetings/{id}/items", Rule::SignedIn, agenda::add)
        .get("/items/{id}", Rule::SignedIn, agenda::edit)
        .post("/items/{id}", Rule::SignedIn, agenda::save)
        .post("/items/{id}/move", Rule::SignedIn, agenda::shift)
        .post("/items/{id}/protocol", Rule::SignedIn, steps::take)
        .post("/items/{id}/step", Rule::SignedIn, steps::step)
        .post("/meetings/{id}/votes", Rule::SignedIn, vote_acts::propose)
        .post("/votes/{id}/lines", Rule::SignedIn, vote_acts::say)
        .post("/votes/{id}/open", Rule::SignedIn, vote_acts::open)
        .post("/votes/{id}/cast", Rule::SignedIn, vote_acts::cast)
        .post("/votes/{id}/show", Rule::SignedIn, vote_acts::show)
        .post("/votes/{id}/hear", Rule::SignedIn, vote_acts::hear)
        .post("/votes/{id}/keep", Rule::SignedIn, vote_acts::keep)
        .post("/votes/{id}/end", Rule::SignedIn, vote_acts::let_go)
        .get("/protocols", Rule::SignedIn, protocol_pages::list)
        .get("/protocols/{key}", Rule::SignedIn, protocol_pages::one)
        .post("/protocols/{key}/copy", Rule::SignedIn, protocol_pages::copy)
        .post("/protocols/{key}/use", Rule::SignedIn, protocol_pages::take)
        .get("/protocols/{key}/edit", Rule::SignedIn, protocol_form::edit)
        .post("/protocols/{key}/edit", Rule::SignedIn, protocol_form::save)
        .post("/meetings/{id}/begin", Rule::SignedIn, running::begin)
        .post("/meetings/{id}/on", Rule::SignedIn, running::on)
        .post("/meetings/{id}/here", Rule::SignedIn, running::here)
        .get("/meetings/{id}/code", Rule::SignedIn, code::screen)
        .post("/meetings/{id}/code", Rule::SignedIn, code::show)
        .get("/meetings/{id}/present", Rule::SignedIn, code::present)
        .post("/meetings/{id}/present", Rule::SignedIn, code::by_code)
        .post("/meetings/{id}/guests", Rule::SignedIn, guests::ask)
        .post("/meetings/{id}/notes", Rule::SignedIn, running::note)
        .post("/meetings/{id}/decisions", Rule::SignedIn, deciding::decide)
        .post("/meetings/{id}/commitments", Rule::SignedIn, commitments::add)
        .post("/meetings/{id}/end", Rule::SignedIn, running::end)
        .get("/decisions", Rule::SignedIn, deciding::log)
        .get("/commitments", Rule::SignedIn, commitments::page)
        .post("/commitments/{id}", Rule::SignedIn, commitments::settle)
        .and(text::routes())
}
