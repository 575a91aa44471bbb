//! The results of Project STAR come in the way a district's own do: the file as it is, and a mapping that says what is what.

use std::io::Cursor;

use rooms::data::{Import, Mapping, load_results};
use store::{Error, Tx};

use crate::places::Places;
use crate::{Ground, classes, star};

/// The keys of the two tests: reading and mathematics.
pub(crate) const TESTS: [&str; 2] = ["stanford-achievement-test-reading", "stanford-achievement-test-mathematics"];

/// Imports every score of the file.
pub(crate) fn bring_in(tx: &mut Tx<'_>, ground: &Ground, places: &Places) -> Result<(), Error> {
    let mapping = Mapping::parse(&mapping(ground)).map_err(Error::Ours)?;
    let import = Import {
        district: places.district,
        source: classes::SOURCE.into(),
        file: "mlmRev__star.csv.gz".into(),
        mapping,
        dry_run: false,
        skip_refused: false,
        schools: None,
        by: None,
        run: None,
    };
    let report =
        load_results(tx, &import, Box::new(Cursor::new(star::PACKED))).map_err(|e| Error::Ours(e.to_string()))?;
    match report.refused.first() {
        Some(refused) if !report.applied => Err(Error::Ours(refused.to_string())),
        _ => Ok(()),
    }
}

/// One group of children: in grade 3 last spring, a grade lower each spring before.
fn mapping(ground: &Ground) -> String {
    let spring = |before| {
        let year = jiff::Span::new().years(before);
        ground.tested.checked_sub(year).unwrap_or(ground.tested)
    };
    let (k, first, second, third) = (spring(3), spring(2), spring(1), spring(0));
    format!(
        r#"
name = "Project STAR"
unit = "scaled score"
grade = {{ column = "gr", map = {{ K = "KG", 1 = "01", 2 = "02", 3 = "03" }} }}
period = {{ column = "gr", map = {{ K = "{k}", 1 = "{first}", 2 = "{second}", 3 = "{third}" }} }}
school = "sch"
class = "tch"
[student]
id = "id"
known_only = true
[facets]
class-type = {{ column = "cltype", map = {{ small = "small", reg = "regular", "reg+A" = "regular with aide" }} }}
ethnicity = {{ column = "eth", map = {{ W = "white", B = "black", A = "asian", H = "hispanic", I = "american indian", O = "other" }} }}
gender = {{ column = "sx", map = {{ F = "female", M = "male" }} }}
lunch = {{ column = "ses", map = {{ F = "free or reduced", N = "paid" }} }}
[[score]]
column = "read"
test = {{ value = "Stanford Achievement Test, reading" }}
subject = {{ value = "Reading" }}
[[score]]
column = "math"
test = {{ value = "Stanford Achievement Test, mathematics" }}
subject = {{ value = "Mathematics" }}
"#
    )
}
