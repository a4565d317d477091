//! How far a simulated or forecast series is from the record.
//!
//! Mean absolute error, bias (mean of simulated minus recorded) and the correlation of Pearson (1895), beside two naive
//! rivals: the same month a year before, and a constant (Hyndman and Athanasopoulos 2021, Forecasting: principles and
//! practice, ch. 5.2 and 5.8).

use serde::Serialize;

/// The scores of one series against the record.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// Months in which both are known.
    pub months: usize,
    /// Mean absolute error, in the unit of the series.
    pub mae: f64,
    /// Mean error: above zero when too much is simulated.
    pub bias: f64,
    /// Correlation of Pearson; `None` when one of the series does not vary.
    pub correlation: Option<f64>,
}

impl Score {
    /// Scores pairs of simulated and recorded values; `None` without pairs.
    pub fn of(pairs: &[(f64, f64)]) -> Option<Self> {
        if pairs.is_empty() {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "a count of months")]
        let n = pairs.len() as f64;
        let mean = |f: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(f).sum::<f64>() / n;
        let (x, y) = (mean(&|p| p.0), mean(&|p| p.1));
        let cross = mean(&|p| (p.0 - x) * (p.1 - y));
        let (spread_x, spread_y) = (mean(&|p| (p.0 - x).powi(2)).sqrt(), mean(&|p| (p.1 - y).powi(2)).sqrt());
        let varies = spread_x > 1e-12 && spread_y > 1e-12;
        Some(Self {
            months: pairs.len(),
            mae: mean(&|p| (p.0 - p.1).abs()),
            bias: x - y,
            correlation: varies.then(|| cross / (spread_x * spread_y)),
        })
    }
}

/// The value below which a part of the sorted values lies, by linear interpolation (type 7 of Hyndman and Fan 1996).
pub fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    #[allow(clippy::cast_precision_loss, reason = "a count of values")]
    let at = part.clamp(0.0, 1.0) * last as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let below = at.floor() as usize;
    let (low, high) = (sorted.get(below)?, sorted.get((below + 1).min(last))?);
    Some(low + (high - low) * (at - at.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_by_hand() {
        let score = Score::of(&[(1.0, 2.0), (3.0, 2.0), (5.0, 5.0)]).unwrap();
        assert!((score.mae - 2.0 / 3.0).abs() < 1e-12);
        assert!(score.bias.abs() < 1e-12);
        // cov = ((-2)(-1) + 0(-1) + 2*2)/3 = 2; sd = sqrt(8/3), sqrt(2); r = 2 / sqrt(16/3) = 0.8660
        assert!((score.correlation.unwrap() - 0.866_025_403_784).abs() < 1e-9);
        assert_eq!(Score::of(&[(1.0, 1.0), (1.0, 2.0)]).unwrap().correlation, None);
        assert!(Score::of(&[]).is_none());
    }

    #[test]
    fn quantiles_of_type_seven() {
        let sorted = [1.0, 2.0, 3.0, 4.0];
        assert!((quantile(&sorted, 0.5).unwrap() - 2.5).abs() < 1e-12);
        assert!((quantile(&sorted, 0.1).unwrap() - 1.3).abs() < 1e-12);
        assert!(quantile(&[], 0.5).is_none());
    }
}
