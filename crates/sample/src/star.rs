//! Project STAR as it is in the repository: one row a student and grade.

use std::io::Read as _;

/// One student's results in one grade.
pub(crate) struct Row {
    /// STAR's student.
    pub student: u32,
    pub school: u32,
    /// `KG`, `01`, `02`, `03`, as OneRoster writes grades (CEDS).
    pub grade: &'static str,
    /// STAR's teacher: who taught this class.
    pub teacher: u32,
    /// `small`, `regular`, `regular with aide`.
    pub size: &'static str,
    /// Stanford Achievement Test scaled scores.
    pub reading: Option<f64>,
    pub math: Option<f64>,
    /// Free or reduced-price lunch.
    pub lunch: &'static str,
    pub gender: &'static str,
    pub ethnicity: &'static str,
    /// `inner city`, `suburban`, `rural`, `urban`.
    pub setting: &'static str,
    /// Years the teacher had taught, where known.
    pub taught: Option<f64>,
}

const PACKED: &[u8] = include_bytes!("../../../sample/star/mlmRev__star.csv.gz");

/// Every row, in the file's order.
pub(crate) fn read() -> Vec<Row> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(PACKED)
        .read_to_string(&mut text)
        .expect("the file is part of the program and a test reads it");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().filter_map(|r| r.ok().and_then(|r| row(&r))).collect()
}

fn row(r: &csv::StringRecord) -> Option<Row> {
    let cell = |at: usize| r.get(at).unwrap_or("");
    Some(Row {
        student: cell(1).parse().ok()?,
        school: cell(2).parse().ok()?,
        grade: match cell(3) {
            "K" => "KG",
            "1" => "01",
            "2" => "02",
            "3" => "03",
            _ => return None,
        },
        size: match cell(4) {
            "small" => "small",
            "reg" => "regular",
            "reg+A" => "regular with aide",
            _ => "",
        },
        taught: cell(7).parse().ok(),
        reading: cell(9).parse().ok(),
        math: cell(10).parse().ok(),
        lunch: match cell(11) {
            "F" => "free or reduced",
            "N" => "paid",
            _ => "",
        },
        setting: match cell(12) {
            "inner" => "inner city",
            "suburb" => "suburban",
            "rural" => "rural",
            _ => "urban",
        },
        gender: match cell(13) {
            "F" => "female",
            "M" => "male",
            _ => "",
        },
        ethnicity: match cell(14) {
            "W" => "white",
            "B" => "black",
            "A" => "asian",
            "H" => "hispanic",
            "I" => "american indian",
            "O" => "other",
            _ => "",
        },
        teacher: cell(18).parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_file_is_read() {
        let rows = read();
        assert_eq!(rows.len(), 26_796, "as sample/star/README.md says");
        let schools: std::collections::BTreeSet<_> = rows.iter().map(|r| r.school).collect();
        assert_eq!(schools.len(), 80);
        assert!(rows.iter().all(|r| !r.size.is_empty()));
        assert_eq!(rows.iter().filter(|r| r.reading.is_some()).count(), 24_262);
    }
}
