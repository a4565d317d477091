//! Laws fitted to quantiles or other pairs of value and probability, as in the SHELF protocol (Oakley and O'Hagan): the
//! parameters with the least sum of squares of `F(value) - probability`.

use serde::{Deserialize, Serialize};

pub use crate::law::{FREEDOM, Family, Law};
use crate::minimise::simplex;
use score::normal;

/// Where the number can lie, in its unit. A bound that is missing does not limit.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Support {
    /// Nothing lies below.
    pub lower: Option<f64>,
    /// Nothing lies above.
    pub upper: Option<f64>,
}

/// A law and how well it keeps to the points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    /// The law.
    pub law: Law,
    /// Sum over the points of the squared difference between the law's probability and the given one; no unit.
    pub ssq: f64,
}

/// Why no law was fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
pub enum FitError {
    /// Fewer than two points with different probabilities strictly between 0 and 1.
    #[error("`{given}` usable points: give at least 2 values with different probabilities above 0 and below 1")]
    TooFewPoints {
        /// How many can be used.
        given: usize,
    },
    /// A value or a bound that is not finite.
    #[error("the value `{value}` is not finite: give a number")]
    NotFinite {
        /// What was given.
        value: f64,
    },
    /// A probability outside 0 to 1.
    #[error("the probability `{probability}` of the value `{value}` is not one: give a number from 0 to 1")]
    Probability {
        /// The value that it was given for.
        value: f64,
        /// What was given.
        probability: f64,
    },
    /// Values that are not strictly increasing, or probabilities that fall, when the points are sorted by value.
    #[error(
        "the value `{low}` with probability `{low_probability}` and the value `{high}` with probability \
         `{high_probability}` are not in order: a higher value needs a higher probability"
    )]
    NotIncreasing {
        /// The lower value.
        low: f64,
        /// Its probability.
        low_probability: f64,
        /// The higher value, or the same one.
        high: f64,
        /// Its probability.
        high_probability: f64,
    },
    /// A value beyond a bound.
    #[error("the value `{value}` lies beyond the bound `{bound}`: move one of the two")]
    OutsideSupport {
        /// The value.
        value: f64,
        /// The bound.
        bound: f64,
    },
    /// Bounds in the wrong order.
    #[error("the lower bound `{lower}` is not below the upper bound `{upper}`: give a lower one")]
    Bounds {
        /// The lower bound.
        lower: f64,
        /// The upper bound.
        upper: f64,
    },
    /// The family needs a bound that is not given.
    #[error("a law of the family `{family:?}` needs {needs}: give it, or choose another family")]
    NeedsBound {
        /// The family.
        family: Family,
        /// What it needs, in words.
        needs: &'static str,
    },
    /// No finite parameters were found.
    #[error("no law of the family `{family:?}` comes near the points: choose another family, or look at the values")]
    NoFit {
        /// The family.
        family: Family,
    },
}

/// The families [`best`] tries, in the order in which it prefers them when they fit alike.
pub const CANDIDATES: [Family; 5] = [Family::Normal, Family::LogNormal, Family::Gamma, Family::Beta, Family::StudentT];

/// Sums of squares that differ by less than this are alike for [`best`]: a thousandth of a per cent of probability.
const ALIKE: f64 = 1e-10;

/// The law of `family` that comes nearest to `points`, each a value (in the unit of the number) and the probability
/// that the number is at most that value. Order does not matter. Log-normal, gamma and log-Student laws begin at the
/// lower bound; the beta law lies between both; normal and Student laws ignore the support, as the protocol has it.
///
/// # Errors
///
/// See [`FitError`].
pub fn fit(points: &[(f64, f64)], support: Support, family: Family) -> Result<Fitted, FitError> {
    fit_sorted(&checked(points, support)?, support, family)
}

/// The law with the least sum of squares among the [`CANDIDATES`] whose bounds are given; the earlier one when two fit
/// alike.
///
/// # Errors
///
/// See [`FitError`].
pub fn best(points: &[(f64, f64)], support: Support) -> Result<Fitted, FitError> {
    let points = checked(points, support)?;
    let mut best: Result<Fitted, FitError> = Err(FitError::NoFit { family: Family::Normal });
    for family in CANDIDATES {
        if let Ok(next) = fit_sorted(&points, support, family)
            && best.as_ref().map_or(true, |b| next.ssq < b.ssq - ALIKE)
        {
            best = Ok(next);
        }
    }
    best
}

fn checked(points: &[(f64, f64)], support: Support) -> Result<Vec<(f64, f64)>, FitError> {
    for bound in [support.lower, support.upper].into_iter().flatten() {
        if !bound.is_finite() {
            return Err(FitError::NotFinite { value: bound });
        }
    }
    if let (Some(lower), Some(upper)) = (support.lower, support.upper)
        && lower >= upper
    {
        return Err(FitError::Bounds { lower, upper });
    }
    for &(value, probability) in points {
        if !value.is_finite() {
            return Err(FitError::NotFinite { value });
        }
        if !(0.0..=1.0).contains(&probability) {
            return Err(FitError::Probability { value, probability });
        }
        if let Some(bound) = support.lower.filter(|l| value < *l).or(support.upper.filter(|u| value > *u)) {
            return Err(FitError::OutsideSupport { value, bound });
        }
    }
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    for pair in points.windows(2) {
        let ((low, low_probability), (high, high_probability)) = (pair[0], pair[1]);
        if low >= high || low_probability > high_probability {
            return Err(FitError::NotIncreasing { low, low_probability, high, high_probability });
        }
    }
    let usable = usable(&points, f64::NEG_INFINITY);
    if usable.len() < 2 {
        return Err(FitError::TooFewPoints { given: usable.len() });
    }
    Ok(points)
}

/// Points above `floor` with probabilities inside 0 to 1, the first of each probability.
fn usable(points: &[(f64, f64)], floor: f64) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for &(value, p) in points {
        if value > floor && p > 0.0 && p < 1.0 && kept.last().is_none_or(|last| p > last.1) {
            kept.push((value, p));
        }
    }
    kept
}

fn fit_sorted(points: &[(f64, f64)], support: Support, family: Family) -> Result<Fitted, FitError> {
    let ssq = |law: &Law| points.iter().map(|(v, p)| (law.cdf(*v) - p).powi(2)).sum::<f64>();
    let mut best: Option<Fitted> = None;
    for start in starts(points, support, family)? {
        let (at, least) = simplex(|x| ssq(&start.law(x)), [0.0, 0.0], 0.3);
        let law = start.law(at);
        if law.is_sound() && least.is_finite() && best.is_none_or(|b| least < b.ssq) {
            best = Some(Fitted { law, ssq: least });
        }
    }
    best.ok_or(FitError::NoFit { family })
}

/// A first guess, from which two numbers without unit lead to every law of the family.
struct Start {
    family: Family,
    /// Middle and spread, in the unit of the number, of its logarithm, or of the share between the bounds.
    middle: f64,
    spread: f64,
    lower: f64,
    upper: f64,
}

impl Start {
    fn law(&self, [shift, stretch]: [f64; 2]) -> Law {
        let Start { lower, upper, .. } = *self;
        let (middle, spread) = (self.middle + shift * self.spread, self.spread * stretch.exp());
        match self.family {
            Family::Normal => Law::Normal { mean: middle, sd: spread },
            Family::LogNormal => Law::LogNormal { mu: middle, sigma: spread, lower },
            Family::StudentT => Law::StudentT { location: middle, scale: spread, freedom: FREEDOM },
            Family::LogStudentT => Law::LogStudentT { mu: middle, sigma: spread, freedom: FREEDOM, lower },
            Family::Gamma => {
                // Middle is the logarithm of the mean, spread the standard deviation over the mean.
                let shape = spread.powi(-2).clamp(1e-6, 1e12);
                Law::Gamma { shape, rate: shape / middle.exp(), lower }
            }
            Family::Beta => {
                // Middle is the log-odds of the mean, spread the standard deviation of the log-odds, nearly.
                let mean = 1.0 / (1.0 + (-middle).exp());
                let total = (1.0 / (mean * (1.0 - mean) * spread * spread)).clamp(1e-6, 1e14);
                Law::Beta { a: mean * total, b: (1.0 - mean) * total, lower, upper }
            }
        }
    }
}

fn starts(points: &[(f64, f64)], support: Support, family: Family) -> Result<Vec<Start>, FitError> {
    let needs = |needs| FitError::NeedsBound { family, needs };
    let floor = || support.lower.ok_or_else(|| needs("a lower bound"));
    let (lower, upper) = match family {
        Family::Normal | Family::StudentT => (f64::NEG_INFINITY, f64::INFINITY),
        Family::LogNormal | Family::Gamma | Family::LogStudentT => (floor()?, f64::INFINITY),
        Family::Beta => (floor()?, support.upper.ok_or_else(|| needs("a lower and an upper bound"))?),
    };
    let on_line = |value: f64| match family {
        Family::Normal | Family::StudentT => value,
        Family::LogNormal | Family::Gamma | Family::LogStudentT => (value - lower).ln(),
        Family::Beta => ((value - lower) / (upper - value)).ln(),
    };
    let inner: Vec<(f64, f64)> = usable(points, lower)
        .into_iter()
        .filter(|p| p.0 < upper)
        .map(|(value, p)| (on_line(value), normal::quantile(p)))
        .collect();
    let (Some(first), Some(last)) = (inner.first(), inner.last()) else {
        return Err(FitError::TooFewPoints { given: 0 });
    };
    if inner.len() < 2 {
        return Err(FitError::TooFewPoints { given: inner.len() });
    }
    // A straight line through values against normal quantiles: all points, then the outer two.
    let outer = (last.0 - first.0) / (last.1 - first.1);
    let lines = [regression(&inner), (first.0 - outer * first.1, outer)];
    let mut starts = Vec::new();
    for (middle, spread) in lines {
        for stretch in [1.0, 0.4, 2.5] {
            starts.push(Start { family, middle, spread: spread * stretch, lower, upper });
        }
    }
    Ok(starts)
}

/// Intercept and slope of the first numbers of the pairs against the second.
fn regression(pairs: &[(f64, f64)]) -> (f64, f64) {
    let mut count = 0.0;
    let (mut y, mut x) = (0.0, 0.0);
    for pair in pairs {
        count += 1.0;
        y += pair.0;
        x += pair.1;
    }
    let (y, x) = (y / count, x / count);
    let slope =
        pairs.iter().map(|p| (p.0 - y) * (p.1 - x)).sum::<f64>() / pairs.iter().map(|p| (p.1 - x).powi(2)).sum::<f64>();
    (y - slope * x, slope)
}
