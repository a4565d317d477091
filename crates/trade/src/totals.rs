//! A year's trade in all, and its growth.

use case::Case;
use case::tables::{Flow, FlowMeasure};
use case::trace::Traced;
use case::value::economy::Partner;
use case::value::period::Period;
use case::value::quantity::Usd;

use crate::flows::{FlowKey, Flows};

/// A year's exports or imports, all goods, all partners.
#[derive(Debug, Clone, PartialEq)]
pub struct YearTotal {
    /// The year.
    pub year: i16,
    /// The value.
    pub value: Traced<Usd>,
    /// Whether it is the sum of the twelve months.
    pub summed: bool,
    /// Growth on the year before, in percent, where that year is known and above zero.
    pub growth_percent: Option<Traced<f64>>,
}

/// The key of all exports or imports of the case's economy; `None` when the case names no total product.
pub fn total_key(case: &Case, flows: &Flows<'_>, flow: Flow) -> Option<FlowKey> {
    Some(FlowKey {
        reporter: case.economy(),
        partner: Partner::World,
        flow,
        product: flows.total.clone()?,
        measure: FlowMeasure::Value,
    })
}

/// All years with a total, in order.
pub fn totals(case: &Case, flows: &Flows<'_>, flow: Flow) -> Vec<YearTotal> {
    let Some(key) = total_key(case, flows, flow) else { return Vec::new() };
    let mut all: Vec<YearTotal> = Vec::new();
    for year in flows.years(&key) {
        let Some(figure) = flows.figure(&key, Period::Year(year)) else { continue };
        let Some(usd) = Usd::new(figure.amount.value) else { continue };
        let value = figure.amount.map(|_| usd);
        let growth_percent = all
            .last()
            .filter(|before| before.year + 1 == year && before.value.value.get() > 0.0)
            .map(|before| before.value.with(&value, |old, new| (*new / *old - 1.0) * 100.0));
        all.push(YearTotal { year, value, summed: figure.summed, growth_percent });
    }
    all
}
