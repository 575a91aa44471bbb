//! Lengths in drawings.

use std::fmt::{Display, Formatter, Result};

/// A length in a drawing, written to a tenth: hundreds stand on a page, and whole numbers are written much faster.
#[derive(Clone, Copy)]
pub(crate) struct To(pub f64);

impl Display for To {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let tenths = (self.0 * 10.0 + 0.5_f64.copysign(self.0)) as i64;
        // From the last digit to the first, and written in one go.
        let (mut digits, mut at) = ([0_u8; 24], 24);
        let mut put = |digit: u8| {
            at -= 1;
            digits[at] = digit;
        };
        let (mut whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        if part > 0 {
            put(b'0' + part as u8);
            put(b'.');
        }
        loop {
            put(b'0' + (whole % 10) as u8);
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        if tenths < 0 {
            put(b'-');
        }
        f.write_str(std::str::from_utf8(&digits[at..]).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::To;

    #[test]
    fn a_length_has_a_tenth_only_where_it_needs_one() {
        let written = [0.0, -0.04, 0.26, -0.26, 12.0, -7.96, 399.95, 1e300].map(|x| To(x).to_string());
        assert_eq!(written, ["0", "0", "0.3", "-0.3", "12", "-8", "400", "922337203685477580.7"]);
    }
}
