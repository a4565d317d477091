//! Numbers as they are printed, and round steps for an axis.

use ::words::text;

use crate::scale::{finite, widen};

/// `12,538.7`: commas between thousands, an ASCII hyphen for minus, never `-0`.
///
/// Values that are no number print as `–`; at most 15 decimals are shown.
pub fn format(value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return "\u{2013}".to_owned();
    }
    let plain = format!("{:.*}", usize::from(decimals.min(15)), value.abs());
    let (whole, fraction) = match plain.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (plain.as_str(), None),
    };
    let mut out = String::with_capacity(plain.len() + plain.len().div_ceil(3) + 1);
    if value < 0.0 && plain.chars().any(|c| c.is_ascii_digit() && c != '0') {
        out.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number nobody chose decimals for: about four significant digits, no trailing zeros.
pub fn auto(value: f64) -> String {
    if !value.is_finite() {
        return format(value, 0);
    }
    let size = value.abs();
    if size <= 0.0 {
        return "0".to_owned();
    }
    if !(1e-6..1e15).contains(&size) {
        return format!("{value:.3e}");
    }
    let decimals = (3.0 - size.log10().floor()).clamp(0.0, 9.0) as u8;
    let text = format(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The ticks of a value axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// The ends of the axis: the data lie between them.
    pub domain: (f64, f64),
    /// Values on round numbers, rising, at most eleven, all inside `domain`.
    pub values: Vec<f64>,
    /// Their labels, all with the same decimals and the same magnitude word.
    pub labels: Vec<String>,
}

/// Round ticks that enclose `low..=high`, near `target` steps of 1, 2, 2.5 or 5 times a power of ten.
pub fn ticks(low: f64, high: f64, target: usize) -> Ticks {
    let (low, high) = match (finite(Some(low)), finite(Some(high))) {
        (Some(a), Some(b)) => widen((a.min(b), a.max(b))),
        _ => (0.0, 1.0),
    };
    let target = target.clamp(2, 8) as f64;
    let step = round_step((high - low) / target);
    let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    // Far from zero with a tiny span the whole steps can no longer be told apart.
    if !(first.is_finite() && last.is_finite()) || first.abs().max(last.abs()) > 1e12 {
        return Ticks { domain: (low, high), values: vec![low, high], labels: vec![auto(low), auto(high)] };
    }
    let count = (last - first).clamp(1.0, 10.0) as u32;
    let values: Vec<f64> = (0..=count).map(|i| (first + f64::from(i)) * step).collect();
    let domain = match (values.first(), values.last()) {
        (Some(first), Some(last)) => (first.min(low), last.max(high)),
        _ => (low, high),
    };
    let labels = labels(&values, step);
    Ticks { domain, values, labels }
}

/// The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is not below `rough`.
fn round_step(rough: f64) -> f64 {
    if !rough.is_finite() || rough <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(rough.log10().floor());
    let part = rough / power;
    let factor = [1.0, 2.0, 2.5, 5.0].into_iter().find(|f| part <= f + 1e-9).unwrap_or(10.0);
    factor * power
}

/// Compact labels: `2.5 M` for millions, `bn`, `tn`; commas below; powers of ten far out.
fn labels(values: &[f64], step: f64) -> Vec<String> {
    let size = values.iter().fold(0.0, |size, value| f64::max(size, value.abs()));
    if size >= 1e15 || (size > 0.0 && size < 1e-4) {
        return values.iter().map(|value| scientific(*value, step)).collect();
    }
    let (divisor, told): (f64, fn(String) -> String) = match size {
        s if s >= 1e12 => (1e12, |number| text!("{number} tn")),
        s if s >= 1e9 => (1e9, |number| text!("{number} bn")),
        s if s >= 1e6 => (1e6, |number| text!("{number} M")),
        _ => (1.0, |number| number),
    };
    let decimals = decimals_of(step / divisor);
    values
        .iter()
        .map(|value| if value.abs() < step * 0.5 { "0".to_owned() } else { told(format(value / divisor, decimals)) })
        .collect()
}

fn scientific(value: f64, step: f64) -> String {
    if value.abs() < step * 0.5 { "0".to_owned() } else { format!("{value:.1e}").replace(".0e", "e") }
}

/// The decimals that tell multiples of a round step apart.
fn decimals_of(step: f64) -> u8 {
    (0..=9)
        .find(|decimals| {
            let scaled = step * 10_f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-6 && scaled >= 0.5
        })
        .map_or(9, |decimals| decimals as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_signs() {
        for (value, decimals, expected) in [
            (12_538.74, 1, "12,538.7"),
            (-12_538.75, 0, "-12,539"),
            (0.0, 0, "0"),
            (-0.04, 1, "0.0"),
            (999.0, 0, "999"),
            (1000.0, 0, "1,000"),
            (1_234_567.0, 2, "1,234,567.00"),
            (f64::NAN, 1, "\u{2013}"),
        ] {
            assert_eq!(format(value, decimals), expected);
        }
    }

    #[test]
    fn automatic_digits() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.5, "12.5"),
            (0.123_456, "0.1235"),
            (12_538.7, "12,539"),
            (100.0, "100"),
            (3e20, "3.000e20"),
        ] {
            assert_eq!(auto(value), expected);
        }
    }

    #[test]
    fn ticks_are_round_and_enclose() {
        let cases: [(f64, f64, &[&str]); 6] = [
            (0.0, 97.0, &["0", "20", "40", "60", "80", "100"]),
            (0.0, 4_700_000.0, &["0", "1 M", "2 M", "3 M", "4 M", "5 M"]),
            (-3.0, 7.0, &["-4", "-2", "0", "2", "4", "6", "8"]),
            (0.0, 0.9, &["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            (0.0, 12_000.0, &["0", "2,500", "5,000", "7,500", "10,000", "12,500"]),
            (0.0, 0.0, &["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ];
        for (low, high, expected) in cases {
            assert_eq!(ticks(low, high, 5).labels, expected, "{low}..{high}");
        }
    }

    #[test]
    fn ticks_of_anything() {
        for low in [f64::NAN, f64::INFINITY, -1e300, -1e149, 0.0, 1e-320, 5.0, 1e16, 1e149] {
            for high in [f64::NEG_INFINITY, -7.0, 0.0, 1e-310, 1e16 + 2.0, 1e150, f64::MAX] {
                let ticks = ticks(low, high, 5);
                assert!((2..=11).contains(&ticks.values.len()), "{low} {high}");
                assert!(ticks.values.iter().all(|v| v.is_finite()), "{low} {high}");
                assert_eq!(ticks.values.len(), ticks.labels.len());
            }
        }
    }
}
