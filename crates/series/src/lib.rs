//! Structural time series: level, slope, season and regressors, and what dated events did to a series. Plain numbers in
//! and out; nothing here knows where a series comes from.
//!
//! | module | answers |
//! |---|---|
//! | [`components`], [`filter`] | the model as data, and the Kalman filter with an exact diffuse start |
//! | [`estimate`] | maximum likelihood, coefficients by generalised least squares, forecasts |
//! | [`smooth`], [`simulate`] | smoothed states and signals; draws of the states and of the future |
//! | [`effect`] | observed against counterfactual; closure and reopening in one model; placebo windows; words |
//! | [`random`] | random numbers that depend on a key alone |
//!
//! Months count from 0. A missing month is `None`, and skips the update; it is never a zero.
//!
//! Methods: Durbin and Koopman (2012), Time Series Analysis by State Space Methods; Harvey (1989), Forecasting,
//! Structural Time Series Models and the Kalman Filter; Brodersen et al. (2015), Inferring causal impact using Bayesian
//! structural time-series models, Annals of Applied Statistics 9:247.
#![allow(clippy::indexing_slicing, reason = "indices come from the lengths of the arrays that are indexed")]
#![allow(clippy::many_single_char_names, reason = "the letters of the formulas")]

pub mod components;
mod count;
pub mod effect;
mod error;
pub mod estimate;
pub mod filter;
mod forecast;
mod horizon;
mod nelder_mead;
mod quasi_newton;
pub mod random;
mod rotor;
pub mod simulate;
pub mod smooth;

pub use error::SeriesError;
