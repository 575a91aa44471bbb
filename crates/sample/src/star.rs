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
    /// Stanford Achievement Test scaled score.
    pub reading: Option<f64>,
    /// Whether the student had free or reduced-price lunch, where known.
    pub lunch: Option<bool>,
    /// `inner city`, `suburban`, `rural`, `urban`.
    pub setting: &'static str,
    /// Years the teacher had taught, where known.
    pub taught: Option<f64>,
}

impl Row {
    /// 0 for kindergarten.
    pub(crate) fn grade_number(&self) -> u8 {
        match self.grade {
            "03" => 3,
            "02" => 2,
            "01" => 1,
            _ => 0,
        }
    }
}

/// The file as it is in the repository.
pub(crate) const PACKED: &[u8] = include_bytes!("../../../sample/star/mlmRev__star.csv.gz");

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
        taught: cell(7).parse().ok(),
        reading: cell(9).parse().ok(),
        lunch: match cell(11) {
            "F" => Some(true),
            "N" => Some(false),
            _ => None,
        },
        setting: match cell(12) {
            "inner" => "inner city",
            "suburb" => "suburban",
            "rural" => "rural",
            _ => "urban",
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
        assert_eq!(rows.iter().filter(|r| r.reading.is_some()).count(), 24_262);
    }
}
