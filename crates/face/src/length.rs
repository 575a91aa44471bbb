//! Lengths in drawings.

use std::fmt::{Display, Formatter, Result};

/// A length in a drawing, written to a tenth: hundreds stand on a page, and whole numbers are written much faster.
#[derive(Clone, Copy)]
pub(crate) struct To(pub f64);

impl Display for To {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let tenths = (self.0 * 10.0).round() as i64;
        if tenths < 0 {
            f.write_str("-")?;
        }
        let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        Display::fmt(&whole, f)?;
        f.write_str(["", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9"][part as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::To;

    #[test]
    fn a_length_has_a_tenth_only_where_it_needs_one() {
        let written = [0.0, -0.04, 0.26, -0.26, 12.0, -7.96, 399.95].map(|x| To(x).to_string());
        assert_eq!(written, ["0", "0", "0.3", "-0.3", "12", "-8", "400"]);
    }
}
