//! The tables of what was measured over time, and of trade as either side records it.

use super::Dated;
use crate::cell::words;
use crate::table::table;
use crate::value::date::Date;
use crate::value::economy::{Economy, Partner};
use crate::value::id::{ProductId, SeriesId, SubjectId, VintageId};
use crate::value::period::Period;
use crate::value::reading::{Amount, Reading};
use crate::value::unit::Unit;

words! {
    /// How often a series is measured.
    pub enum Frequency {
        /// every day
        Daily = "daily",
        /// every month
        Monthly = "monthly",
        /// every quarter
        Quarterly = "quarterly",
        /// every year
        Annual = "annual",
        /// now and then
        Irregular = "irregular",
    }
}

table! {
    /// What is measured over time; the figures stand in observations.csv.
    pub struct Series in "series.csv", key [series_id], defines series_id {
        /// id
        series_id: SeriesId = "example_series",
        /// name as readers see it
        name: String = "Example series",
        /// unit of its observations
        unit: Unit = "count",
        /// how often it is measured
        frequency: Frequency = "annual",
        /// the place, link or economy
        subject_id: SubjectId = "{economy}",
        /// the good, where it is about one
        product_id: Option<ProductId> = "",
        /// who measured it
        reporter: String = "Example office",
        /// what is counted
        definition: String = "what is counted, and what is not",
        /// days from the end of a period to its publication
        publication_lag_days: u32 = "30",
    }
}

table! {
    /// The figures of the series.
    pub struct Observation in "observations.csv", key [series_id, period, source_id] {
        /// the series
        series_id: SeriesId = "example_series",
        /// the time it covers
        period: Period = "2019",
        /// the figure, or the lower one of a range
        value: Reading = "1",
        /// the higher one of a range
        value_high: Reading = "",
    }
}

words! {
    /// Direction of a flow, seen from the reporter.
    pub enum Flow {
        /// goods leave the reporter
        Export = "export",
        /// goods enter the reporter
        Import = "import",
    }
}

words! {
    /// What of a flow is measured.
    pub enum FlowMeasure {
        /// its value in money
        Value = "value",
        /// its quantity
        Quantity = "quantity",
    }
}

words! {
    /// How a flow is valued.
    pub enum Valuation {
        /// free on board, at the reporter's border
        Fob = "fob",
        /// with insurance and freight
        Cif = "cif",
        /// the source does not say
        NotStated = "not_stated",
        /// quantities have no valuation
        NotApplicable = "not_applicable",
    }
}

table! {
    /// Trade as reported by either side. Rows that differ in vintage or source stand side by side.
    pub struct TradeFlow in "trade.csv", key [reporter, partner, flow, product_id, period, measure, vintage, source_id] {
        /// who reports
        reporter: Economy = "{economy}",
        /// the other side
        partner: Partner = "WLD",
        /// direction, seen from the reporter
        flow: Flow = "export",
        /// the good
        product_id: ProductId = "total",
        /// the time it covers
        period: Period = "2019",
        /// value or quantity
        measure: FlowMeasure = "value",
        /// the figure
        value: Amount = "100",
        /// unit
        unit: Unit = "MUSD",
        /// how it is valued
        valuation: Valuation = "not_stated",
        /// the vintage, declared in case.toml
        vintage: VintageId = "first",
        /// what is counted
        definition: Option<String> = "",
        /// days from the end of the period to publication
        lag_days: u32 = "30",
    }
}

impl Dated for Series {}

impl Dated for Observation {
    fn measured_to(&self) -> Option<(Date, Option<u32>)> {
        Some((self.period.last_day(), None))
    }
}

impl Dated for TradeFlow {
    fn measured_to(&self) -> Option<(Date, Option<u32>)> {
        Some((self.period.last_day(), Some(self.lag_days)))
    }
}
