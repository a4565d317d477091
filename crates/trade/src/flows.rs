//! Which rows report a flow, and which of them is used.

use std::collections::BTreeMap;

use case::Case;
use case::entry::Entry;
use case::prefer::Preference;
use case::tables::{Flow, FlowMeasure, ProductKind, TradeFlow};
use case::trace::{Traced, merge};
use case::value::date::Month;
use case::value::economy::{Economy, Partner};
use case::value::id::ProductId;
use case::value::period::Period;

/// What a flow is: who reports it, with whom, in which direction, of what good, in money or in quantity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FlowKey {
    /// Who reports.
    pub reporter: Economy,
    /// The other side.
    pub partner: Partner,
    /// Direction, seen from the reporter.
    pub flow: Flow,
    /// The good.
    pub product: ProductId,
    /// Value or quantity.
    pub measure: FlowMeasure,
}

/// A figure in the base unit of its measure (USD, t, bbl), with the words that tell what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The figure.
    pub amount: Traced<f64>,
    /// The vintage of its rows.
    pub vintage: String,
    /// What is counted; empty when the source does not say.
    pub definition: String,
    /// Whether it is the sum of months.
    pub summed: bool,
}

/// The trade rows of a case by flow and period, each in order of preference.
#[derive(Debug)]
pub struct Flows<'a> {
    rows: BTreeMap<FlowKey, BTreeMap<Period, Vec<&'a Entry<TradeFlow>>>>,
    /// The product that is all goods together.
    pub total: Option<ProductId>,
}

impl<'a> Flows<'a> {
    /// Indexes the trade rows of a case.
    pub fn of(case: &'a Case) -> Self {
        let rule = Preference::of(case);
        let mut rows: BTreeMap<FlowKey, BTreeMap<Period, Vec<&Entry<TradeFlow>>>> = BTreeMap::new();
        for entry in &case.tables().trade {
            let key = FlowKey {
                reporter: entry.reporter,
                partner: entry.partner,
                flow: entry.flow,
                product: entry.product_id.clone(),
                measure: entry.measure,
            };
            rows.entry(key).or_default().entry(entry.period).or_default().push(entry);
        }
        for period in rows.values_mut().flat_map(BTreeMap::values_mut) {
            period.sort_by(|a, b| rule.compare(a, b));
        }
        Self {
            rows,
            total: case
                .tables()
                .products
                .iter()
                .find(|product| product.kind == ProductKind::Total)
                .map(|product| product.product_id.clone()),
        }
    }

    /// Every flow that some row reports.
    pub fn keys(&self) -> impl Iterator<Item = &FlowKey> {
        self.rows.keys()
    }

    /// The periods that some row reports of a flow.
    pub fn periods(&self, key: &FlowKey) -> impl Iterator<Item = Period> + '_ {
        self.rows.get(key).into_iter().flat_map(|periods| periods.keys().copied())
    }

    /// The rows of exactly this period, best first, those without a figure included.
    pub fn rows(&self, key: &FlowKey, period: Period) -> &[&'a Entry<TradeFlow>] {
        self.rows.get(key).and_then(|periods| periods.get(&period)).map_or(&[], Vec::as_slice)
    }

    /// The preferred row of exactly this period that has a figure.
    pub fn direct(&self, key: &FlowKey, period: Period) -> Option<Figure> {
        self.rows(key, period).iter().find_map(|entry| figure(entry))
    }

    /// The sum of the months of a period; `None` unless every month has a figure.
    pub fn sum_of_months(&self, key: &FlowKey, months: &[Month]) -> Option<Figure> {
        let parts: Vec<Figure> =
            months.iter().map(|month| self.direct(key, Period::Month(*month))).collect::<Option<_>>()?;
        let first = parts.first()?;
        Some(Figure {
            amount: Traced {
                value: parts.iter().map(|part| part.amount.value).sum(),
                rows: merge(parts.iter().map(|part| part.amount.rows.as_slice())),
            },
            vintage: first.vintage.clone(),
            definition: first.definition.clone(),
            summed: months.len() > 1,
        })
    }

    /// The figure of a period: the sum of its months where all are reported, else the row of the period itself.
    /// Months come first because they are what the office publishes and revises; the year follows from them.
    pub fn figure(&self, key: &FlowKey, period: Period) -> Option<Figure> {
        let summed = match period {
            Period::Month(_) | Period::Day(_) => None,
            _ => period.months().and_then(|months| self.sum_of_months(key, &months)),
        };
        summed.or_else(|| self.direct(key, period))
    }

    /// The calendar years for which there is a figure of a flow.
    pub fn years(&self, key: &FlowKey) -> Vec<i16> {
        let mut years: Vec<i16> = self.periods(key).map(|period| period.first_day().year()).collect();
        years.sort_unstable();
        years.dedup();
        years.retain(|year| self.figure(key, Period::Year(*year)).is_some());
        years
    }
}

/// The figure of one row in the base unit of its measure.
pub fn figure(entry: &Entry<TradeFlow>) -> Option<Figure> {
    let value = entry.value.value()? * entry.unit.factor();
    value.is_finite().then(|| Figure {
        amount: Traced::from_row(value, entry),
        vintage: entry.vintage.to_string(),
        definition: entry.definition.clone().unwrap_or_default(),
        summed: false,
    })
}
