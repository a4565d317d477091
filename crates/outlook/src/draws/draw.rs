//! One future.

use case::value::date::Month;
use serde::Serialize;

/// Which months are drawn, for how many buyers and projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// The first month.
    pub first: Month,
    /// How many.
    pub months: usize,
    /// Buyers with a price factor of their own.
    pub buyers: usize,
    /// Projects that may open late.
    pub projects: usize,
}

/// One future.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draw {
    /// Part of its usual level that a gate lets pass, 0 to 1: `[gate of Method::gates][month]`.
    pub open: Vec<Vec<f64>>,
    /// Price as a multiple of the price now, of mean 1: `[good of Goods::goods][month]`.
    pub price: Vec<Vec<f64>>,
    /// Price of one buyer as a multiple of that of all, of mean 1: `[buyer][period of 12 months]`.
    pub buyer: Vec<Vec<f64>>,
    /// Hours of waiting beyond the shortest recorded: `[gate of Method::gates][month]`.
    pub delay_h: Vec<Vec<f64>>,
    /// Months by which a project opens late: `[project]`.
    pub opening: Vec<f64>,
    /// Closures that begin in it, of all neighbours and assumptions.
    pub onsets: usize,
    /// How many times more likely the future is than it was drawn: 1 unless closures were drawn more often.
    pub weight: f64,
}
