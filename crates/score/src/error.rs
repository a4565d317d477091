//! Why there is no score.

/// Why there is no score.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScoreError {
    /// Nothing to score.
    #[error("no {what}: give at least {least}")]
    Empty {
        /// What is missing.
        what: &'static str,
        /// How many are needed.
        least: usize,
    },
    /// A number that is not finite.
    #[error("{what} is `{value}`: give a finite number")]
    NotFinite {
        /// Which number.
        what: &'static str,
        /// What was given.
        value: f64,
    },
    /// A scale that is zero or less.
    #[error("{what} is `{value}`: give a number above 0")]
    NotPositive {
        /// Which number.
        what: &'static str,
        /// What was given.
        value: f64,
    },
    /// A probability or level outside its range.
    #[error("{what} is `{value}`: give a number {range}")]
    Probability {
        /// Which number.
        what: &'static str,
        /// What was given.
        value: f64,
        /// What is allowed, in words.
        range: &'static str,
    },
    /// Lists that must be of one length are not.
    #[error("{left} {what} but {right}: give one for each")]
    Lengths {
        /// What is counted on the left.
        what: &'static str,
        /// How many on the left.
        left: usize,
        /// How many, and of what, on the right.
        right: String,
    },
    /// Numbers that must increase do not.
    #[error("{what} do not increase: `{left}` is followed by `{right}`")]
    NotIncreasing {
        /// Which numbers.
        what: &'static str,
        /// The first of the two.
        left: f64,
        /// The one that follows.
        right: f64,
    },
    /// The weighted interval score needs the median and levels in pairs `p`, `1 - p`.
    #[error("level `{level}` has no partner: give the median, and each other level `p` with `1 - p`")]
    NotSymmetric {
        /// The level without partner.
        level: f64,
    },
    /// The naive method has no error, so that no skill can be measured against it.
    #[error("the mean score of the naive method is `{value}`: skill needs one above 0")]
    PerfectNaive {
        /// The mean score of the naive method.
        value: f64,
    },
}

/// `value` when it is finite.
pub(crate) fn finite(what: &'static str, value: f64) -> Result<f64, ScoreError> {
    if value.is_finite() { Ok(value) } else { Err(ScoreError::NotFinite { what, value }) }
}

/// `value` when it is finite and above 0.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64, ScoreError> {
    if finite(what, value)? > 0.0 { Ok(value) } else { Err(ScoreError::NotPositive { what, value }) }
}

/// `value` when it lies strictly between 0 and 1.
pub(crate) fn level(what: &'static str, value: f64) -> Result<f64, ScoreError> {
    if value > 0.0 && value < 1.0 {
        Ok(value)
    } else {
        Err(ScoreError::Probability { what, value, range: "above 0 and below 1" })
    }
}

/// `value` when it lies between 0 and 1, ends included.
pub(crate) fn probability(what: &'static str, value: f64) -> Result<f64, ScoreError> {
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err(ScoreError::Probability { what, value, range: "from 0 to 1" })
    }
}

/// The mean of some numbers, in order; 0 for none.
pub(crate) fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}
