//! A series of a case on an even grid of months or years, each value with its rows.

use std::collections::BTreeMap;

use ::words::text;
use case::Case;
use case::entry::{Entry, RowRef};
use case::prefer::Preference;
use case::tables::{Flow, FlowMeasure, Frequency, Observation};
use case::value::date::{Date, Month};
use case::value::economy::Partner;
use case::value::id::{ProductId, SeriesId};
use case::value::measure::MeasureId;
use case::value::period::Period;
use serde::Serialize;
use trade::flows::{FlowKey, Flows};

/// The steps of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Month by month.
    Month,
    /// Year by year.
    Year,
    /// Row by row of a table without dates, with so many rows in a season (1 for none).
    Row(usize),
}

impl Grain {
    /// Values in a year.
    pub fn period(self) -> usize {
        match self {
            Self::Month => 12,
            Self::Year => 1,
            Self::Row(period) => period.max(1),
        }
    }

    /// The step of a day: months since year 0, or the year. Rows have no days, and stand for years.
    pub fn step_of(self, day: Date) -> i32 {
        match self {
            Self::Month => i32::from(day.year()) * 12 + i32::from(day.month()) - 1,
            Self::Year | Self::Row(_) => i32::from(day.year()),
        }
    }

    /// A step as people read it: `2020-03`, `2020`, or the number of a row.
    pub fn label(self, step: i32) -> String {
        match self {
            Self::Month => format!("{:04}-{:02}", step.div_euclid(12), step.rem_euclid(12) + 1),
            Self::Year | Self::Row(_) => step.to_string(),
        }
    }

    /// The month of a step; `None` where steps are no months.
    pub fn month(self, step: i32) -> Option<Month> {
        match self {
            Self::Month => {
                Month::new(i16::try_from(step.div_euclid(12)).ok()?, i8::try_from(step.rem_euclid(12) + 1).ok()?)
            }
            Self::Year | Self::Row(_) => None,
        }
    }

    /// The step of a day, and the part of it that lies on or after the day.
    pub fn begin(self, day: Date) -> (i32, f64) {
        let step = self.step_of(day);
        (step, self.share_from(step, day))
    }

    /// The part of a step that lies on or after a day, 0 to 1.
    pub fn share_from(self, step: i32, day: Date) -> f64 {
        let here = self.step_of(day);
        if step != here {
            return f64::from(u8::from(step > here));
        }
        let (gone, whole) = match self {
            Self::Month => (i32::from(day.day()) - 1, i32::from(day.days_in_month())),
            Self::Year | Self::Row(_) => (i32::from(day.day_of_year()) - 1, i32::from(day.days_in_year())),
        };
        f64::from(whole - gone) / f64::from(whole)
    }
}

/// A series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// Its id, as questions write it.
    pub id: String,
    /// Its name for readers.
    pub name: String,
    /// Its name in English whatever the readers' language, for ids.
    #[serde(skip)]
    pub key: String,
    /// Unit of its values.
    pub unit: String,
    /// Its steps.
    pub grain: Grain,
    /// The first step: months since year 0, or the year.
    pub first: i32,
    /// By step; `None` where there is no figure.
    pub values: Vec<Option<f64>>,
    /// The rows behind each.
    pub rows: Vec<Vec<RowRef>>,
}

impl Measured {
    /// The rows of a column, numbered from 1, with so many rows in a season (1 for none).
    pub fn of_rows(name: &str, values: Vec<Option<f64>>, period: usize) -> Self {
        Self {
            id: name.to_owned(),
            name: name.to_owned(),
            key: name.to_owned(),
            unit: String::new(),
            grain: Grain::Row(period),
            first: 1,
            rows: vec![Vec::new(); values.len()],
            values,
        }
    }

    /// The series of a measure; `None` where the case has no figure of it.
    pub fn of(case: &Case, flows: &Flows<'_>, measure: &MeasureId) -> Option<Self> {
        match measure {
            MeasureId::Series(id) => Self::observed(case, id, measure),
            MeasureId::Trade(flow, product, kind) => {
                let key = FlowKey {
                    reporter: case.economy(),
                    partner: Partner::World,
                    flow: *flow,
                    product: product.clone(),
                    measure: *kind,
                };
                Self::traded(case, flows, &key, measure)
            }
        }
    }

    fn observed(case: &Case, id: &SeriesId, measure: &MeasureId) -> Option<Self> {
        let series = case.tables().series.iter().find(|series| &series.series_id == id)?;
        let grain = if series.frequency == Frequency::Monthly { Grain::Month } else { Grain::Year };
        let rule = Preference::of(case);
        let mut by_step: BTreeMap<i32, Vec<&Entry<Observation>>> = BTreeMap::new();
        for row in case.tables().observations.iter().filter(|row| &row.series_id == id) {
            if let Some(step) = step(grain, row.period) {
                by_step.entry(step).or_default().push(row);
            }
        }
        let found = by_step.into_iter().filter_map(|(step, rows)| {
            let row = rule.order(rows).into_iter().find(|row| row.value.value().is_some())?;
            // A range stands for its middle.
            let (low, high) = (row.value.value()?, row.value_high.value());
            Some((step, (high.map_or(low, |high| f64::midpoint(low, high)), vec![row.at.clone()])))
        });
        Self::on_grid(found.collect(), measure, series.name.clone(), series.unit.as_str().to_owned(), grain)
    }

    fn traded(case: &Case, flows: &Flows<'_>, key: &FlowKey, measure: &MeasureId) -> Option<Self> {
        let product = case.tables().products.iter().find(|row| row.product_id == key.product)?;
        let (unit, factor) = match key.measure {
            FlowMeasure::Quantity => (product.unit.as_str().to_owned(), product.unit.factor()),
            FlowMeasure::Value => ("MUSD".to_owned(), 1e6),
        };
        let mut months = BTreeMap::new();
        for period in flows.periods(key) {
            if let (Some(step), Some(figure)) = (step(Grain::Month, period), flows.direct(key, period)) {
                months.insert(step, (figure.amount.value / factor, figure.amount.rows));
            }
        }
        let (name, english) = (name_of(key, &product.name), key_of(key, &product.name));
        let named = |found: Self| Self { key: english, ..found };
        // Without months there may be years.
        if months.len() < 2 {
            let years = flows.years(key).into_iter().filter_map(|year| {
                let figure = flows.figure(key, Period::Year(year))?;
                Some((i32::from(year), (figure.amount.value / factor, figure.amount.rows)))
            });
            return Self::on_grid(years.collect(), measure, name, unit, Grain::Year).map(named);
        }
        Self::on_grid(months, measure, name, unit, Grain::Month).map(named)
    }

    fn on_grid(
        mut found: BTreeMap<i32, (f64, Vec<RowRef>)>,
        measure: &MeasureId,
        name: String,
        unit: String,
        grain: Grain,
    ) -> Option<Self> {
        let first = *found.keys().next()?;
        let last = *found.keys().next_back()?;
        let (mut values, mut rows) = (Vec::new(), Vec::new());
        for step in first..=last {
            let (value, of) = found.remove(&step).map_or((None, Vec::new()), |(value, rows)| (Some(value), rows));
            values.push(value);
            rows.push(of);
        }
        Some(Self { id: measure.to_string(), key: name.clone(), name, unit, grain, first, values, rows })
    }

    /// The step after the last.
    pub fn end(&self) -> i32 {
        self.first + i32::try_from(self.values.len()).unwrap_or(i32::MAX)
    }

    /// The place of a step, which may lie beyond the end; `None` before the first.
    pub fn place(&self, step: i32) -> Option<usize> {
        usize::try_from(step - self.first).ok()
    }

    /// The step of a place.
    pub fn step(&self, place: usize) -> i32 {
        self.first + i32::try_from(place).unwrap_or(i32::MAX)
    }

    /// The value of a step.
    pub fn at(&self, step: i32) -> Option<f64> {
        self.values.get(self.place(step)?).copied().flatten()
    }

    /// The same from one month on and up to another; an annual series keeps whole years.
    #[must_use]
    pub fn between(mut self, from: Option<Month>, until: Option<Month>) -> Self {
        if let Some(place) = from.and_then(|from| self.place(self.grain.step_of(from.first_day()))) {
            let place = place.min(self.values.len());
            self.values.drain(..place);
            self.rows.drain(..place);
            self.first += i32::try_from(place).unwrap_or(0);
        }
        if let Some(place) = until.and_then(|until| self.place(self.grain.step_of(until.first_day()))) {
            self.values.truncate(place + 1);
            self.rows.truncate(place + 1);
        }
        self
    }

    /// The value of a period as it is written, with its rows: that of the step, or the sum of the months of a year.
    pub fn of_period(&self, period: &str) -> Option<(f64, Vec<RowRef>)> {
        if let Some(place) = (0..self.values.len()).find(|place| self.grain.label(self.step(*place)) == period) {
            return Some((self.values[place]?, self.rows[place].clone()));
        }
        let year: i32 = period.parse().ok().filter(|_| self.grain == Grain::Month)?;
        let places: Vec<usize> =
            (year * 12..year * 12 + 12).map(|step| self.place(step)).collect::<Option<Vec<usize>>>()?;
        let mut sum = 0.0;
        for place in &places {
            sum += self.values.get(*place).copied().flatten()?;
        }
        let rows = case::trace::merge(places.iter().map(|place| self.rows[*place].as_slice()));
        Some((sum, rows))
    }

    /// The rows behind all values, each once.
    pub fn all_rows(&self) -> Vec<RowRef> {
        case::trace::merge(self.rows.iter().map(Vec::as_slice))
    }
}

fn step(grain: Grain, period: Period) -> Option<i32> {
    match (grain, period) {
        (Grain::Month, Period::Month(month)) => Some(month.index()),
        (Grain::Year, period) => period.year().map(i32::from),
        (Grain::Month | Grain::Row(_), _) => None,
    }
}

fn name_of(key: &FlowKey, product: &str) -> String {
    match (key.flow, key.measure) {
        (Flow::Export, FlowMeasure::Quantity) => text!("{product} exports"),
        (Flow::Import, FlowMeasure::Quantity) => text!("{product} imports"),
        (Flow::Export, FlowMeasure::Value) => text!("{product} exports, value"),
        (Flow::Import, FlowMeasure::Value) => text!("{product} imports, value"),
    }
}

// The same in English.
fn key_of(key: &FlowKey, product: &str) -> String {
    match key.measure {
        FlowMeasure::Quantity => format!("{product} {}s", key.flow),
        FlowMeasure::Value => format!("{product} {}s, value", key.flow),
    }
}

/// The measures of a case that have months or years enough to be asked about, by id.
pub fn measures(case: &Case, flows: &Flows<'_>) -> Vec<MeasureId> {
    let series = case.tables().series.iter().map(|series| MeasureId::Series(series.series_id.clone()));
    let traded = flows
        .keys()
        .filter(|key| key.reporter == case.economy() && key.partner == Partner::World)
        .map(|key| MeasureId::Trade(key.flow, ProductId::clone(&key.product), key.measure));
    let mut all: Vec<MeasureId> = series.chain(traded).collect();
    all.retain(|measure| {
        Measured::of(case, flows, measure).is_some_and(|found| found.values.iter().flatten().count() >= ENOUGH)
    });
    all.sort();
    all
}

/// Values below which nothing can be asked of a series.
const ENOUGH: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use case::cell::Cell;

    #[test]
    fn shares_of_a_step() {
        let day = Date::parse("2023-01-08").unwrap();
        let january = Grain::Month.step_of(day);
        assert!((Grain::Month.share_from(january, day) - 24.0 / 31.0).abs() < 1e-12);
        assert!(Grain::Month.share_from(january - 1, day) < 1e-12);
        assert!((Grain::Month.share_from(january + 1, day) - 1.0).abs() < 1e-12);
        assert_eq!(Grain::Month.label(january), "2023-01");
        assert!((Grain::Year.share_from(2023, day) - 358.0 / 365.0).abs() < 1e-12);
    }
}
