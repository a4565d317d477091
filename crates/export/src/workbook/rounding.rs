//! How a spreadsheet rounds: it takes a number as a decimal of 15 digits and rounds halves away from zero.

/// Significant digits that a spreadsheet keeps of a number when it shows it.
const DIGITS: usize = 15;

/// The absolute value with so many decimals, without separators, as a spreadsheet shows it.
pub(super) fn shown(value: f64, decimals: usize) -> String {
    // One digit before the point, the exponent after.
    let scientific = format!("{:.*e}", DIGITS - 1, value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((scientific.as_str(), "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();

    // The places that stay, from the first digit (never after the units) to the last decimal; then the next decides.
    let first = exponent.max(0);
    let last = -i32::try_from(decimals).unwrap_or(i32::MAX);
    let digit = |place: i32| usize::try_from(exponent - place).ok().and_then(|i| digits.get(i)).copied().unwrap_or(0);
    let mut kept: Vec<u8> = (last..=first).rev().map(digit).collect();
    let mut carry = digit(last - 1) >= 5;
    for digit in kept.iter_mut().rev() {
        if carry {
            carry = *digit == 9;
            *digit = if carry { 0 } else { *digit + 1 };
        }
    }
    if carry {
        kept.insert(0, 1);
    }
    let mut out: String = kept.iter().map(|digit| char::from(b'0' + digit)).collect();
    if decimals > 0 {
        out.insert(out.len().saturating_sub(decimals), '.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (value, decimals, expected) in [
            (0.0, 0, "0"),
            (0.0, 2, "0.00"),
            (0.125, 2, "0.13"),
            (2.675, 2, "2.68"),
            (1248.05, 1, "1248.1"),
            (98.5, 0, "99"),
            (-0.04, 1, "0.0"),
            (0.05, 1, "0.1"),
            (0.05, 0, "0"),
            (0.95, 1, "1.0"),
            (99.99, 1, "100.0"),
            (9.5, 0, "10"),
            (0.1 + 0.2, 17, "0.30000000000000000"),
            (123_456_789.0, 0, "123456789"),
            (1e20, 0, "100000000000000000000"),
            (5e-324, 3, "0.000"),
        ] {
            assert_eq!(shown(value, decimals), expected, "{value}");
        }
    }
}
