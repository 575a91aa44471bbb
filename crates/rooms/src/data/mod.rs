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
pub use need::{Need, NewNeed, Whose, add_need, need, needs_like, needs_of, rest_need_on};
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

/// What the newest results of a test and grade say about a subgroup attribute in each of these schools, for the sample district and
/// for reports: the same protected findings as the pages'. A school without results, or without any that may be shown, is left out.
pub fn findings_by(
    c: &mut Conn,
    district: (DistrictId, &str),
    test: &str,
    grade: &str,
    schools: &[(OrgId, String)],
    attribute: &str,
    made: Date,
) -> Result<Vec<(OrgId, Finding)>, Error> {
    let sats = queries::of_test(c, district.0, test)?;
    let Some(at) = sats.iter().find(|s| s.grade == grade) else { return Ok(Vec::new()) };
    let (kinds, minimum) = (queries::kinds(c, district.0)?, queries::minimum(c, district.0)?);
    let prior = sats.iter().find(|s| s.period < at.period);
    // A sitting is worked out as a whole, once for all of them.
    let sitting = queries::sitting(c, district.0, at, prior, &kinds, minimum)?;
    let about = |school: &(OrgId, String)| {
        let by = finding::By::Attribute(attribute.to_owned());
        let found =
            finding::about(at, &sitting, district.1, Some(school.clone()), by, made).groups(&sitting, attribute);
        (school.0, found)
    };
    let shown = |(_, f): &(OrgId, Finding)| f.lines.iter().any(|l| l.measured.is_some());
    Ok(schools.iter().map(about).filter(shown).collect())
}
