//! A sentence that follows from the interval, and from nothing else.

use ::words::mark;
use serde::Serialize;

use super::law::Interval;

/// What a band says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The whole band lies below 0.
    Lower,
    /// The whole band lies above 0.
    Higher,
    /// The band holds 0.
    NotClear,
    /// The whole band lies within a margin that was given beforehand.
    WithinMargin,
    /// The band is no band, or wider than what it is about.
    CannotBeTold,
}

/// The verdict of a band. `margin` is the size, in units of the band, below which an effect would not matter; `size` is
/// the level that would have been, against which a band can be too wide to say anything.
pub fn verdict(band: &Interval, margin: Option<f64>, size: Option<f64>) -> Verdict {
    let Interval { lower, upper, .. } = *band;
    if !lower.is_finite() || !upper.is_finite() || lower > upper {
        return Verdict::CannotBeTold;
    }
    if margin.is_some_and(|margin| lower > -margin && upper < margin) {
        return Verdict::WithinMargin;
    }
    if upper < 0.0 {
        return Verdict::Lower;
    }
    if lower > 0.0 {
        return Verdict::Higher;
    }
    if size.is_some_and(|size| upper - lower > 2.0 * size.abs()) { Verdict::CannotBeTold } else { Verdict::NotClear }
}

impl Verdict {
    /// The verdict in words, as it stands in a sentence about the series; a marked word.
    pub fn words(self) -> &'static str {
        match self {
            Self::Lower => mark("lower than it would have been"),
            Self::Higher => mark("higher than it would have been"),
            Self::NotClear => mark("no clear effect"),
            Self::WithinMargin => mark("no effect larger than the margin"),
            Self::CannotBeTold => mark("cannot be told"),
        }
    }

    /// Whether a direction is claimed.
    pub fn is_clear(self) -> bool {
        matches!(self, Self::Lower | Self::Higher)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effect::law::Law;
    use crate::effect::mixture::Mixture;
    use proptest::prelude::*;

    fn agrees(law: &Law, level: f64) {
        let band = law.interval(level);
        let said = verdict(&band, None, None);
        let is_clear = law.tail() < 0.5 * (1.0 - level);
        match said {
            Verdict::Lower => assert!(band.upper < 0.0 && is_clear),
            Verdict::Higher => assert!(band.lower > 0.0 && is_clear),
            Verdict::NotClear => {
                assert!(band.lower <= 0.0 && band.upper >= 0.0 && !is_clear, "{band:?} {}", law.tail());
            }
            other => panic!("{other:?} {band:?} {law:?}"),
        }
        assert_eq!(said.words() == "no clear effect", band.lower <= 0.0 && band.upper >= 0.0);
    }

    proptest! {
        #[test]
        fn sentence_sign_band_and_probability_agree(
            centre in -4.0..4.0_f64, other in -4.0..4.0_f64, scale in 0.01..3.0_f64, degrees in 3.0..200.0_f64,
            level in prop_oneof![Just(0.5), Just(0.8), Just(0.95)],
            draws in proptest::collection::vec(-3.0..5.0_f64, 50..400),
        ) {
            agrees(&Law::Exact(Mixture::new([(0.7, centre, scale), (0.3, other, 2.0 * scale)], degrees)), level);
            agrees(&Law::of_draws(draws), level);
        }
    }

    #[test]
    fn no_effect_needs_a_margin() {
        let band = Interval { mean: 0.1, median: 0.1, standard_deviation: 0.1, lower: -0.1, upper: 0.3 };
        assert_eq!(verdict(&band, None, None), Verdict::NotClear);
        assert_eq!(verdict(&band, Some(0.5), None), Verdict::WithinMargin);
        assert_eq!(verdict(&band, Some(0.2), None), Verdict::NotClear);
        assert_eq!(verdict(&band, None, Some(0.1)), Verdict::CannotBeTold);
        let none = Interval { lower: f64::NAN, ..band };
        assert_eq!(verdict(&none, None, None), Verdict::CannotBeTold);
    }
}
