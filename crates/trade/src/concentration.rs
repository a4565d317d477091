//! How concentrated a set of shares is.
//!
//! Herfindahl-Hirschman index H = sum of squared shares (Hirschman 1945, Herfindahl 1950); the normalised form
//! H* = (H - 1/n) / (1 - 1/n) as UNCTAD publishes it for export partners and products; the effective number 1/H
//! (Adelman 1969).

use serde::Serialize;

/// Concentration of shares that add up to at most 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Concentration {
    /// Sum of squared shares, 1/n to 1. What is not broken down counts as many infinitely small shares: a lower bound.
    pub hhi: f64,
    /// The same, with what is not broken down as one more share: an upper bound.
    pub hhi_high: f64,
    /// Normalised: 0 when all shares are equal, 1 when one takes all. Of the lower bound, over the shares listed.
    pub normalised: f64,
    /// 1 / H: as many equal partners would be as concentrated. Of the lower bound.
    pub effective_number: f64,
    /// Shares above zero.
    pub count: usize,
}

impl Concentration {
    /// From shares, each 0 to 1, in any order. `None` when none is above zero or they add up to more than 1.005: parts
    /// and total may come from tables that differ by rounding or revision, but not by more.
    pub fn of(shares: &[f64]) -> Option<Self> {
        let positive: Vec<f64> = shares.iter().copied().filter(|share| *share > 0.0).collect();
        let sum: f64 = positive.iter().sum();
        if positive.is_empty() || !sum.is_finite() || sum > 1.005 {
            return None;
        }
        let hhi: f64 = positive.iter().map(|share| share * share).sum();
        let rest = (1.0 - sum).max(0.0);
        let n: f64 = positive.iter().map(|_| 1.0).sum();
        let normalised = if positive.len() > 1 { (hhi - 1.0 / n) / (1.0 - 1.0 / n) } else { 1.0 };
        Some(Self {
            hhi,
            hhi_high: hhi + rest * rest,
            normalised: normalised.clamp(0.0, 1.0),
            effective_number: 1.0 / hhi,
            count: positive.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        // 0.8^2 + 0.1^2 + 0.1^2 = 0.66; (0.66 - 1/3) / (2/3) = 0.49; 1/0.66 = 1.5152
        let c = Concentration::of(&[0.8, 0.1, 0.1]).unwrap();
        assert!((c.hhi - 0.66).abs() < 1e-12);
        assert!((c.normalised - 0.49).abs() < 1e-12);
        assert!((c.effective_number - 1.515_151_5).abs() < 1e-6);
        assert!((c.hhi_high - 0.66).abs() < 1e-9);
    }

    #[test]
    fn what_is_not_broken_down_widens_the_bracket() {
        let c = Concentration::of(&[0.5, 0.3]).unwrap();
        assert!((c.hhi - 0.34).abs() < 1e-12);
        assert!((c.hhi_high - 0.38).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_say() {
        assert!(Concentration::of(&[]).is_none());
        assert!(Concentration::of(&[0.0]).is_none());
        assert!(Concentration::of(&[0.9, 0.9]).is_none());
        assert!(Concentration::of(&[f64::NAN]).is_none());
    }

    proptest! {
        #[test]
        fn bounds_and_order(parts in proptest::collection::vec(0.01_f64..1.0, 1..30), turn in 0_usize..30) {
            let sum: f64 = parts.iter().sum();
            let shares: Vec<f64> = parts.iter().map(|part| part / sum).collect();
            let c = Concentration::of(&shares).unwrap();
            let n: f64 = shares.iter().map(|_| 1.0).sum();
            prop_assert!(c.hhi <= 1.0 + 1e-9 && c.hhi >= 1.0 / n - 1e-9);
            prop_assert!(c.effective_number <= n + 1e-6);
            let mut turned = shares.clone();
            turned.rotate_left(turn % shares.len());
            prop_assert!((Concentration::of(&turned).unwrap().hhi - c.hhi).abs() < 1e-12);
        }

        #[test]
        fn merging_two_partners_never_lowers_it(parts in proptest::collection::vec(0.01_f64..1.0, 2..30)) {
            let sum: f64 = parts.iter().sum();
            let shares: Vec<f64> = parts.iter().map(|part| part / sum).collect();
            let mut merged = shares.clone();
            let last = merged.pop().unwrap();
            merged[0] += last;
            prop_assert!(Concentration::of(&merged).unwrap().hhi >= Concentration::of(&shares).unwrap().hhi - 1e-12);
        }
    }
}
