//! Dated regimes: what a gate or line was let pass on a day, from rows that each hold from a day on.
//!
//! Rules. A row without an end holds until the next row without an end (step); a row with an end holds for its days
//! only, and the standing state comes back after it. Where a row asks for `linear`, its value moves in a straight line
//! to that of the next standing row; a row that says open or limited without a figure begins at zero. Nothing is
//! interpolated to or from a closing, and nothing is said about days before the first row.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use case::Case;
use case::entry::{Entry, RowRef};
use case::prefer::Preference;
use case::tables::{Capacity, CapacityMeasure, Interpolation, RegimeStatus};
use case::value::date::{Date, When};
use case::value::unit::Unit;

use crate::range::Range;

/// What a regime is about: a place or link, a measure, and a good where it is for one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegimeKey {
    /// Id of the place or link.
    pub subject: String,
    /// What is measured.
    pub measure: CapacityMeasure,
    /// The good; `None` for all goods.
    pub product: Option<String>,
}

/// What speaks in a regime on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// No row.
    Nothing,
    /// A row with an end, above the standing row whose count it may take again.
    Bounded(usize, Option<usize>),
    /// A row without one.
    Standing(usize),
    /// A value between two rows, of this day alone.
    Between(Date),
}

/// Rows that begin on one day, best first.
#[derive(Debug, Clone)]
struct Step<'a> {
    from: Date,
    to: Option<Date>,
    rows: Vec<&'a Entry<Capacity>>,
}

/// How a state comes about on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// A row holds.
    Stated,
    /// Between two rows, in a straight line.
    Interpolated,
    /// The gate is open without a figure: the count before its closing is taken again.
    Resumed,
    /// The gate is open without a count: what can be loaded, handled, or was designed for is taken.
    Fallback,
}

/// The state of one regime on a day.
#[derive(Debug, Clone)]
pub struct State<'a> {
    /// Open, limited or closed.
    pub status: RegimeStatus,
    /// The figure in `unit`, where there is one; a closed gate has none.
    pub rate: Option<Range>,
    /// The unit of the figure.
    pub unit: Option<&'a Unit>,
    /// The day its row began: newer states replace older ones of the same subject.
    pub since: Date,
    /// Stated or interpolated.
    pub held: Held,
    /// The rows it rests on.
    pub rows: Vec<RowRef>,
}

/// The rows of one subject, measure and good in time.
#[derive(Debug, Clone, Default)]
pub struct Regime<'a> {
    standing: Vec<Step<'a>>,
    bounded: Vec<Step<'a>>,
}

impl<'a> Regime<'a> {
    /// The state on a day; `None` before the first row and where no row covers the day.
    pub fn on(&self, day: Date) -> Option<State<'a>> {
        let bounded = self.bounded.iter().rev().find(|step| step.from <= day && step.to.is_some_and(|to| day <= to));
        if let Some(step) = bounded {
            return step.state();
        }
        let place = self.standing.iter().rposition(|step| step.from <= day)?;
        let step = self.standing.get(place)?;
        let state = step.state()?;
        let linear = step.rows.first().is_some_and(|row| row.interpolation == Some(Interpolation::Linear));
        if linear && state.status != RegimeStatus::Closed {
            let next = self.standing.get(place + 1).and_then(|next| Some((next.from, next.state()?)));
            if let Some(between) = next.and_then(|next| interpolate(&state, step.from, next, day)) {
                return Some(between);
            }
        }
        Some(state)
    }

    /// Which row speaks on a day, so that days alike can be told without looking at them again; an interpolated day is
    /// like no other.
    pub(crate) fn slot(&self, day: Date) -> Slot {
        let bounded = self.bounded.iter().rposition(|step| step.from <= day && step.to.is_some_and(|to| day <= to));
        let standing = self.standing.iter().rposition(|step| step.from <= day);
        if let Some(place) = bounded {
            return Slot::Bounded(place, standing);
        }
        let Some(place) = standing else { return Slot::Nothing };
        let linear = self.standing.get(place).and_then(|step| step.rows.first());
        match linear {
            Some(row) if row.interpolation == Some(Interpolation::Linear) => Slot::Between(day),
            _ => Slot::Standing(place),
        }
    }

    /// The last standing state with a figure that began on or before a day.
    pub fn last_counted(&self, day: Date) -> Option<State<'a>> {
        self.standing
            .iter()
            .rev()
            .filter(|step| step.from <= day)
            .filter_map(Step::state)
            .find(|state| state.rate.is_some())
    }

    /// The days on which something changes, in order.
    pub fn changes(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self.standing.iter().map(|step| step.from).collect();
        for step in &self.bounded {
            days.push(step.from);
            days.extend(step.to.and_then(|to| to.tomorrow().ok()));
        }
        days.sort();
        days.dedup();
        days
    }

    fn add(&mut self, row: &'a Entry<Capacity>) {
        let (from, to) = (row.valid_from.first_day(), row.valid_to.map(When::last_day));
        let steps = if to.is_some() { &mut self.bounded } else { &mut self.standing };
        match steps.iter_mut().find(|step| step.from == from && step.to == to) {
            Some(step) => step.rows.push(row),
            None => steps.push(Step { from, to, rows: vec![row] }),
        }
    }

    fn order(&mut self, rule: &Preference<'_>) {
        let by_day = |a: &Step<'_>, b: &Step<'_>| -> Ordering { a.from.cmp(&b.from).then(b.to.cmp(&a.to)) };
        for steps in [&mut self.standing, &mut self.bounded] {
            steps.sort_by(by_day);
            for step in steps.iter_mut() {
                step.rows.sort_by(|a, b| rule.compare(a, b));
            }
        }
    }
}

impl<'a> Step<'a> {
    /// What the best row says; other rows of the same day widen its range.
    fn state(&self) -> Option<State<'a>> {
        let best = *self.rows.first()?;
        let mut state = State {
            status: best.status,
            rate: Range::of_cells(best.value.value(), best.value_high.value()),
            unit: best.unit.as_ref(),
            since: self.from,
            held: Held::Stated,
            rows: self.rows.iter().map(|row| row.at.clone()).collect(),
        };
        for other in self.rows.iter().skip(1) {
            let range = Range::of_cells(other.value.value(), other.value_high.value());
            let factor = other.unit.as_ref().zip(state.unit).and_then(|(unit, own)| unit.factor_to(own));
            if let (Some(rate), Some(range), Some(factor)) = (state.rate, range, factor) {
                state.rate = Some(rate.widened(range.times(factor)));
            }
        }
        Some(state)
    }
}

/// A straight line from one standing state to the next; `None` where one of them is closed or has no figure to reach.
fn interpolate<'a>(state: &State<'a>, from: Date, next: (Date, State<'a>), day: Date) -> Option<State<'a>> {
    let (until, target) = next;
    let (rate, unit) = (target.rate?, target.unit?);
    if target.status == RegimeStatus::Closed {
        return None;
    }
    let start = match (state.rate, state.unit) {
        (Some(start), Some(own)) => start.times(own.factor_to(unit)?),
        _ => Range::point(0.0),
    };
    let part = days_between(from, day) / days_between(from, until).max(1.0);
    let mix = |a: f64, b: f64| a + (b - a) * part;
    Some(State {
        status: state.status,
        rate: Some(Range {
            low: mix(start.low, rate.low),
            mid: mix(start.mid, rate.mid),
            high: mix(start.high, rate.high),
        }),
        unit: Some(unit),
        since: state.since,
        held: Held::Interpolated,
        rows: state.rows.iter().chain(&target.rows).cloned().collect(),
    })
}

/// Days from one day to another.
pub(crate) fn days_between(from: Date, to: Date) -> f64 {
    let span = from.until(to).map(|span| span.get_days()).unwrap_or_default();
    f64::from(span)
}

/// All regimes of a case.
#[derive(Debug, Clone)]
pub struct Regimes<'a> {
    /// By subject; within one, in order of measure and good.
    by_subject: BTreeMap<String, Vec<(RegimeKey, Regime<'a>)>>,
}

impl<'a> Regimes<'a> {
    /// Indexes the capacity rows of a case.
    pub fn of(case: &'a Case) -> Self {
        let rule = Preference::of(case);
        let mut all: BTreeMap<RegimeKey, Regime<'a>> = BTreeMap::new();
        for row in &case.tables().capacities {
            let key = RegimeKey {
                subject: row.subject_id.to_string(),
                measure: row.measure,
                product: row.product_id.as_ref().map(ToString::to_string),
            };
            all.entry(key).or_default().add(row);
        }
        let mut by_subject: BTreeMap<String, Vec<(RegimeKey, Regime<'a>)>> = BTreeMap::new();
        for (key, mut regime) in all {
            regime.order(&rule);
            by_subject.entry(key.subject.clone()).or_default().push((key, regime));
        }
        Self { by_subject }
    }

    /// One regime.
    pub fn get(&self, subject: &str, measure: CapacityMeasure, product: Option<&str>) -> Option<&Regime<'a>> {
        self.of_subject(subject)
            .find(|(key, _)| key.measure == measure && key.product.as_deref() == product)
            .map(|(_, regime)| regime)
    }

    /// Every regime of a subject.
    pub fn of_subject(&self, subject: &str) -> impl Iterator<Item = (&RegimeKey, &Regime<'a>)> {
        self.by_subject.get(subject).into_iter().flatten().map(|(key, regime)| (key, regime))
    }

    /// Every regime.
    pub fn iter(&self) -> impl Iterator<Item = (&RegimeKey, &Regime<'a>)> {
        self.by_subject.values().flatten().map(|(key, regime)| (key, regime))
    }
}
