//! Tables as files for a spreadsheet.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};

/// A file to be kept, of these lines; `name` without its ending.
pub(crate) fn of(name: &str, lines: &[Vec<String>]) -> Response {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    let mut out = csv::Writer::from_writer(Vec::new());
    for line in lines {
        // Writing to memory can't fail.
        let _ = out.write_record(line.iter().map(|c| safe(c)));
    }
    (headers, out.into_inner().unwrap_or_default()).into_response()
}

/// A text that no spreadsheet takes for a formula.
fn safe(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok();
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if !number => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_are_texts() {
        for (cell, wished) in [
            ("=1+1", "'=1+1"),
            ("@x", "'@x"),
            ("-5.2", "-5.2"),
            ("-x", "'-x"),
            ("+1", "+1"),
            ("\tx", "'\tx"),
            ("a", "a"),
        ] {
            assert_eq!(super::safe(cell), wished);
        }
    }
}
