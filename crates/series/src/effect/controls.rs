//! The same effect with each control left out: does it hang on one of them?

use serde::Serialize;

use super::counterfactual::{Method, Question};
use super::law::Interval;
use super::words::Verdict;
use crate::error::SeriesError;

/// The effect without one control.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Without {
    /// The control left out, by place.
    pub control: usize,
    /// Mean effect a month.
    pub average: Interval,
    /// What the band says.
    pub verdict: Verdict,
}

/// Answers a question once for each control, without it.
///
/// # Errors
/// As for [`Question::answer`].
pub fn leave_one_out(question: &Question<'_>, method: Method) -> Result<Vec<Without>, SeriesError> {
    (0..question.covariates.len())
        .map(|control| {
            let mut covariates = question.covariates.to_vec();
            covariates.remove(control);
            let effect = Question { covariates: &covariates, ..*question }.answer(method)?;
            Ok(Without { control, average: effect.average, verdict: effect.verdict })
        })
        .collect()
}
