//! Data: student results in, what they say, and the needs found in them. Calls people and communities.
//!
//! Results come in through [`import_results`]; they leave only protected: a whole sitting is worked out at once for everybody
//! (`sitting.rs`), and every page, picture, CSV and frozen need is made of the same plain [`Finding`].

mod drawing;
mod finding;
mod import;
mod need;
mod pages;
mod queries;
mod saying;
mod scope;
mod sitting;
#[cfg(test)]
mod tests;

pub use finding::Finding;
pub use import::{Counts, Failed, Given, Import, Mapping, Progress, Refused, Report, import_results, load_results};
pub use need::{Need, NewNeed, Whose, add_need, need, needs_like, needs_of};
pub use saying::{grade_name, period_name, says};

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use face::Markup;
use jiff::civil::Date;
use store::{Conn, DistrictId, Error, OrgId};

use crate::communities::Community;
use crate::sent::LARGEST_FILE;
use crate::{Routes, Rule, Stop, Viewer};

/// The ways into the room.
pub fn routes() -> Routes {
    use pages::{import, needs, results};
    let large = DefaultBodyLimit::max(LARGEST_FILE as usize + 65_536);
    Routes::new()
        .get("/data", Rule::SignedIn, results::list)
        .get("/data/import", Rule::Leader, import::page)
        .post("/data/import", Rule::Leader, import::send.layer(large))
        .get("/data/import/{id}", Rule::Leader, import::one)
        .post("/data/import/{id}/mapping", Rule::Leader, import::map)
        .post("/data/import/{id}/apply", Rule::Leader, import::apply)
        .get("/data/{test}", Rule::SignedIn, results::one)
        .get("/data/{test}/table.csv", Rule::SignedIn, results::table)
        .get("/data/{test}/need", Rule::SignedIn, needs::from_finding)
        .post("/data/{test}/need", Rule::SignedIn, needs::create)
        .get("/communities/{id}/needs/new", Rule::SignedIn, needs::new)
        .post("/communities/{id}/needs", Rule::SignedIn, needs::create_own)
        .get("/needs/{id}", Rule::SignedIn, needs::show)
        .post("/needs/{id}", Rule::SignedIn, needs::save)
        .get("/needs/{id}/edit", Rule::SignedIn, needs::edit)
}

/// What the room shows on a community's page: its needs.
pub fn community_section(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    pages::needs::section(c, me, community)
}

/// What the results of a place say about a subgroup attribute, for the sample district and for reports: the same protected finding as the
/// page's. None when that test has no results, or none that may be shown.
pub fn finding_by(
    c: &mut Conn,
    district: (DistrictId, &str),
    test: &str,
    grade: &str,
    school: Option<(OrgId, String)>,
    attribute: &str,
    today: Date,
) -> Result<Option<Finding>, Error> {
    let sats = queries::of_test(c, district.0, test)?;
    let Some(at) = sats.iter().find(|s| s.grade == grade) else { return Ok(None) };
    let (kinds, minimum) = (queries::kinds(c, district.0)?, queries::minimum(c, district.0)?);
    let prior = sats.iter().find(|s| s.period < at.period);
    let sitting = queries::sitting(c, district.0, at, prior, &kinds, minimum)?;
    let by = finding::By::Attribute(attribute.to_owned());
    let found = finding::about(at, &sitting, district.1, school, by, today).groups(&sitting, attribute);
    Ok(Some(found).filter(|f| f.lines.iter().any(|l| l.measured.is_some())))
}
