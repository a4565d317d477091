//! A fitted law as plain data: its distribution function, density and quantiles.

use score::normal;
use serde::{Deserialize, Serialize};
use statrs::function::{beta, gamma};

/// Degrees of freedom of the Student laws that are fitted; three is the usual choice of the SHELF protocol.
pub const FREEDOM: f64 = 3.0;

/// Above this shape the gamma law is normal in its cube root to more digits than its series can give.
const LARGE_SHAPE: f64 = 1e7;

/// Above this the smaller shape of a beta law leaves its continued fraction too long to be summed.
const LARGE_SHAPES: f64 = 3e4;

/// A kind of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Normal, on the whole line.
    Normal,
    /// Normal in the logarithm of what lies above the lower bound.
    LogNormal,
    /// Gamma, above the lower bound.
    Gamma,
    /// Beta, between both bounds.
    Beta,
    /// Student's t with [`FREEDOM`] degrees of freedom, on the whole line.
    StudentT,
    /// Student's t in the logarithm of what lies above the lower bound; its mean is infinite.
    LogStudentT,
}

/// A law of one number. Bounds, means, locations and standard deviations are in the unit of that number; all else has
/// no unit, unless a field says so.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "family", rename_all = "snake_case")]
pub enum Law {
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation, above 0.
        sd: f64,
    },
    /// `log(x - lower)` is normal.
    LogNormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm, above 0.
        sigma: f64,
        /// Lower bound.
        lower: f64,
    },
    /// `x - lower` follows a gamma law.
    Gamma {
        /// Shape, above 0.
        shape: f64,
        /// Rate, above 0, for one unit of the number.
        rate: f64,
        /// Lower bound.
        lower: f64,
    },
    /// `(x - lower) / (upper - lower)` follows a beta law.
    Beta {
        /// First shape, above 0.
        a: f64,
        /// Second shape, above 0.
        b: f64,
        /// Lower bound.
        lower: f64,
        /// Upper bound.
        upper: f64,
    },
    /// `(x - location) / scale` follows Student's t.
    StudentT {
        /// Middle.
        location: f64,
        /// Scale, above 0.
        scale: f64,
        /// Degrees of freedom, above 0.
        freedom: f64,
    },
    /// `(log(x - lower) - mu) / sigma` follows Student's t.
    LogStudentT {
        /// Middle of the logarithm.
        mu: f64,
        /// Scale of the logarithm, above 0.
        sigma: f64,
        /// Degrees of freedom, above 0.
        freedom: f64,
        /// Lower bound.
        lower: f64,
    },
}

impl Law {
    /// The kind of law.
    pub fn family(&self) -> Family {
        match self {
            Law::Normal { .. } => Family::Normal,
            Law::LogNormal { .. } => Family::LogNormal,
            Law::Gamma { .. } => Family::Gamma,
            Law::Beta { .. } => Family::Beta,
            Law::StudentT { .. } => Family::StudentT,
            Law::LogStudentT { .. } => Family::LogStudentT,
        }
    }

    /// The probability of at most `x` (in the unit of the number), from 0 to 1.
    pub fn cdf(&self, x: f64) -> f64 {
        match *self {
            Law::Normal { mean, sd } => normal::cdf((x - mean) / sd),
            Law::LogNormal { mu, sigma, lower } => above(x - lower, |y| normal::cdf((y.ln() - mu) / sigma)),
            Law::Gamma { shape, rate, lower } => above(x - lower, |y| gamma_cdf(shape, y * rate)),
            Law::Beta { a, b, lower, upper } => beta_cdf(a, b, (x - lower) / (upper - lower)),
            Law::StudentT { location, scale, freedom } => student_cdf(freedom, (x - location) / scale),
            Law::LogStudentT { mu, sigma, freedom, lower } => {
                above(x - lower, |y| student_cdf(freedom, (y.ln() - mu) / sigma))
            }
        }
    }

    /// The density at `x`, for one unit of the number; 0 at and outside the bounds.
    pub fn pdf(&self, x: f64) -> f64 {
        match *self {
            Law::Normal { mean, sd } => normal::pdf((x - mean) / sd) / sd,
            Law::LogNormal { mu, sigma, lower } => {
                above(x - lower, |y| normal::pdf((y.ln() - mu) / sigma) / (sigma * y))
            }
            Law::Gamma { shape, rate, lower } => above(x - lower, |y| {
                (shape * rate.ln() + (shape - 1.0) * y.ln() - rate * y - gamma::ln_gamma(shape)).exp()
            }),
            Law::Beta { a, b, lower, upper } => {
                let (width, z) = (upper - lower, (x - lower) / (upper - lower));
                if z > 0.0 && z < 1.0 {
                    ((a - 1.0) * z.ln() + (b - 1.0) * (-z).ln_1p() - ln_beta(a, b)).exp() / width
                } else {
                    0.0
                }
            }
            Law::StudentT { location, scale, freedom } => student_pdf(freedom, (x - location) / scale) / scale,
            Law::LogStudentT { mu, sigma, freedom, lower } => {
                above(x - lower, |y| student_pdf(freedom, (y.ln() - mu) / sigma) / (sigma * y))
            }
        }
    }

    /// The number, in its unit, that is not passed with probability `p`. At `p` = 0 and 1 the ends of the law, which
    /// may be infinite; not a number for `p` outside 0 to 1.
    pub fn quantile(&self, p: f64) -> f64 {
        if !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        match *self {
            Law::Normal { mean, sd } => mean + sd * normal::quantile(p),
            Law::LogNormal { mu, sigma, lower } => lower + (mu + sigma * normal::quantile(p)).exp(),
            Law::Gamma { shape, rate, lower } => lower + gamma_quantile(shape, p) / rate,
            Law::Beta { a, b, lower, upper } => lower + (upper - lower) * beta_quantile(a, b, p),
            Law::StudentT { location, scale, freedom } => location + scale * student_quantile(freedom, p),
            Law::LogStudentT { mu, sigma, freedom, lower } => lower + (mu + sigma * student_quantile(freedom, p)).exp(),
        }
    }

    /// The mean, in the unit of the number; infinite for a Student law in logarithms, not a number for a Student law of
    /// at most one degree of freedom.
    pub fn mean(&self) -> f64 {
        match *self {
            Law::Normal { mean, .. } => mean,
            Law::LogNormal { mu, sigma, lower } => lower + (mu + 0.5 * sigma * sigma).exp(),
            Law::Gamma { shape, rate, lower } => lower + shape / rate,
            Law::Beta { a, b, lower, upper } => lower + (upper - lower) * a / (a + b),
            Law::StudentT { location, freedom, .. } => {
                if freedom > 1.0 {
                    location
                } else {
                    f64::NAN
                }
            }
            Law::LogStudentT { .. } => f64::INFINITY,
        }
    }

    /// Whether every parameter is finite, every scale and shape is above 0 and the bounds are in order: what the other
    /// functions ask of a law that was read from somewhere. They give no number for a law that is not sound.
    pub fn is_sound(&self) -> bool {
        let good = |place: &[f64], scale: &[f64]| {
            place.iter().all(|v| v.is_finite()) && scale.iter().all(|v| v.is_finite() && *v > 0.0)
        };
        match *self {
            Law::Normal { mean, sd } => good(&[mean], &[sd]),
            Law::LogNormal { mu, sigma, lower } => good(&[mu, lower], &[sigma]),
            Law::Gamma { shape, rate, lower } => good(&[lower], &[shape, rate]),
            Law::Beta { a, b, lower, upper } => good(&[lower, upper], &[a, b, upper - lower]),
            Law::StudentT { location, scale, freedom } => good(&[location], &[scale, freedom]),
            Law::LogStudentT { mu, sigma, freedom, lower } => good(&[mu, lower], &[sigma, freedom]),
        }
    }
}

/// `of(y)` above 0, and 0 elsewhere.
fn above(y: f64, of: impl FnOnce(f64) -> f64) -> f64 {
    if y > 0.0 {
        of(y)
    } else if y.is_nan() {
        f64::NAN
    } else {
        0.0
    }
}

/// The gamma law of rate 1.
fn gamma_cdf(shape: f64, y: f64) -> f64 {
    if !(shape > 0.0 && shape.is_finite()) || y.is_nan() {
        return f64::NAN;
    }
    if y <= 0.0 {
        return 0.0;
    }
    if y.is_infinite() {
        return 1.0;
    }
    if shape > LARGE_SHAPE {
        // Wilson and Hilferty (1931).
        let spread = 1.0 / (9.0 * shape);
        return normal::cdf(((y / shape).cbrt() - (1.0 - spread)) / spread.sqrt());
    }
    gamma::checked_gamma_lr(shape, y).unwrap_or(f64::NAN)
}

fn gamma_quantile(shape: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let mut high = shape + 1.0;
    while gamma_cdf(shape, high) < p && high.is_finite() {
        high *= 2.0;
    }
    invert(|y| gamma_cdf(shape, y), 0.0, high, p)
}

fn ln_beta(a: f64, b: f64) -> f64 {
    gamma::ln_gamma(a) + gamma::ln_gamma(b) - gamma::ln_gamma(a + b)
}

/// The beta law on 0 to 1.
fn beta_cdf(a: f64, b: f64, z: f64) -> f64 {
    if z.is_nan() {
        f64::NAN
    } else if z <= 0.0 {
        0.0
    } else if z >= 1.0 {
        1.0
    } else if a.min(b) > LARGE_SHAPES {
        // Paulson (1942): normal in the cube root of the ratio, here right to 1e-7.
        let ratio = (b * z / (a * (1.0 - z))).cbrt();
        let (of_a, of_b) = (1.0 / (9.0 * a), 1.0 / (9.0 * b));
        normal::cdf((ratio * (1.0 - of_b) - (1.0 - of_a)) / (ratio * ratio * of_b + of_a).sqrt())
    } else {
        beta::checked_beta_reg(a, b, z).map_or(f64::NAN, |p| p.clamp(0.0, 1.0))
    }
}

fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.0 {
        0.0
    } else if p >= 1.0 {
        1.0
    } else {
        invert(|z| beta_cdf(a, b, z), 0.0, 1.0, p)
    }
}

/// Student's t through the incomplete beta function.
fn student_cdf(freedom: f64, t: f64) -> f64 {
    if t.is_infinite() {
        return if t > 0.0 { 1.0 } else { 0.0 };
    }
    let tail = 0.5 * beta_cdf(0.5 * freedom, 0.5, freedom / (freedom + t * t));
    if t > 0.0 { 1.0 - tail } else { tail }
}

fn student_pdf(freedom: f64, t: f64) -> f64 {
    (-0.5 * freedom.ln() - ln_beta(0.5 * freedom, 0.5) - 0.5 * (freedom + 1.0) * (t * t / freedom).ln_1p()).exp()
}

fn student_quantile(freedom: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    // By symmetry the lower tail, where no digit is lost to 1 - tail.
    let tail = p.min(1.0 - p);
    let mut low = -1.0;
    while student_cdf(freedom, low) > tail && low > -1e150 {
        low *= 2.0;
    }
    let t = invert(|t| student_cdf(freedom, t), low, 0.0, tail);
    if p > 0.5 { -t } else { t }
}

/// Where a distribution function reaches `p`, between `low` and `high`, by halving until the ends are neighbours.
pub(crate) fn invert(cdf: impl Fn(f64) -> f64, mut low: f64, mut high: f64, p: f64) -> f64 {
    for _ in 0..300 {
        let middle = low + 0.5 * (high - low);
        if middle <= low || middle >= high {
            break;
        }
        if cdf(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    low + 0.5 * (high - low)
}
