//! The record: what each educator has learned, which fills itself from meetings and from work on cycles. A by-product: it is one
//! page, off the front, and it is the person's own. Calls people, communities, cycles and meetings.

mod award;
mod award_pages;
mod award_queries;
mod certificate_pages;
mod check;
mod hours_pages;
mod ledger;
mod own;
mod own_page;
mod paper;
mod queries;
mod reach;
mod rules;
#[cfg(test)]
mod tests;

pub use award::{Award, GIVING, NewAward, REMINDING, decide, give, remind, revoke};
pub(crate) use award_pages::community_section;
pub use ledger::{correct, entry_written, meeting_ended};
pub(crate) use own::of_person;

use std::sync::Arc;

use store::{AwardId, CertificateId};

use crate::{App, Routes, Rule, Stop};

/// The largest form with a file: what a file may be, and its words.
const MOST_SENT: usize = crate::files::LARGEST as usize + 1024 * 1024;

/// The ways into the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/record", Rule::SignedIn, own_page::show)
        .get("/record/paper.pdf", Rule::SignedIn, own_page::print)
        .post("/record/licence", Rule::SignedIn, own_page::licence)
        .get("/record/own", Rule::SignedIn, own::new)
        .upload("/record/own", Rule::SignedIn, own::create, MOST_SENT)
        .get("/record/own/{id}", Rule::SignedIn, own::show)
        .post("/record/own/{id}/answer", Rule::SignedIn, own::answer)
        .post("/record/own/{id}/withdraw", Rule::SignedIn, own::withdraw)
        .get("/record/reach", Rule::Leader, reach::show)
        .get("/record/rules", Rule::Leader, rules::show)
        .post("/record/rules", Rule::Leader, rules::save)
        .get("/record/certificates", Rule::Leader, award_pages::list_district)
        .get("/record/certificates/new", Rule::Leader, award_pages::new_district)
        .post("/record/certificates/new", Rule::Leader, award_pages::give_district)
        .get("/communities/{id}/hours", Rule::SignedIn, hours_pages::of_community)
        .get("/meetings/{id}/hours", Rule::SignedIn, hours_pages::of_meeting)
        .post("/meetings/{id}/hours", Rule::SignedIn, hours_pages::correct)
        .get("/communities/{id}/certificates", Rule::SignedIn, award_pages::list)
        .get("/communities/{id}/certificates/new", Rule::SignedIn, award_pages::new)
        .post("/communities/{id}/certificates/new", Rule::SignedIn, award_pages::give)
        .get("/awards/{id}", Rule::SignedIn, award_pages::show)
        .get("/certificates/{id}", Rule::SignedIn, certificate_pages::show)
        .get("/certificates/{id}/paper.pdf", Rule::SignedIn, certificate_pages::print)
        .post("/certificates/{id}/name", Rule::SignedIn, certificate_pages::name)
        .post("/certificates/{id}/revoke", Rule::SignedIn, award_pages::revoke)
        .get("/check", Rule::Public, check::ask)
        .get("/check/{secret}", Rule::Public, check::show)
}

/// Does a job of this room. What it does is kept from being done twice by the rows themselves.
pub(crate) async fn do_job(app: &Arc<App>, job: &store::jobs::Job) -> Result<(), String> {
    let id: uuid::Uuid = job.what.parse().map_err(|_| "not an id".to_owned())?;
    let (giving, address) = (job.kind == GIVING, app.options.address.clone());
    let done = app.db.write(move |tx| {
        if giving { give(tx, &address, AwardId(id)).map(drop) } else { remind(tx, &address, CertificateId(id)) }
    });
    done.await.map_err(|stop: Stop| stop.say(face::Lang::En).1)
}
