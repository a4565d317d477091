//! What can be wrong with a series.

/// Why a series cannot be modelled.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SeriesError {
    /// Too few values for the parts of the model.
    #[error("{observed} values are too few for this model, which needs at least {needed}")]
    TooShort {
        /// Values observed.
        observed: usize,
        /// Values needed.
        needed: usize,
    },
    /// A value is not finite.
    #[error("the value at place {place} is not a finite number")]
    NotFinite {
        /// Its place, from 0.
        place: usize,
    },
    /// A regressor has another length than the series and its future.
    #[error("regressor {regressor} has {found} values instead of {expected}")]
    Length {
        /// Its place, from 0.
        regressor: usize,
        /// Values it has.
        found: usize,
        /// Values it should have.
        expected: usize,
    },
    /// A regressor cannot be told from the level, the season or another regressor.
    #[error("regressor {regressor} cannot be told from the level, the season or the other regressors")]
    Collinear {
        /// Its place, from 0.
        regressor: usize,
    },
    /// The series does not vary.
    #[error("the series does not vary")]
    Constant,
    /// No likelihood could be computed.
    #[error("the likelihood of the model cannot be computed for this series")]
    NoLikelihood,
    /// The window of an event is empty or outside the series.
    #[error("there is no value between places {from} and {to}")]
    Window {
        /// First place.
        from: usize,
        /// Place after the last one.
        to: usize,
    },
}
