//! What institutions expected, as they published it, beside what came.

use case::Case;
use case::entry::RowRef;
use case::tables::Relation;
use serde::Serialize;

use crate::measured::Measured;

/// A published expectation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expected {
    /// Its id in judgements/.
    pub id: String,
    /// Who made it.
    pub forecaster: String,
    /// When it was made, as precisely as known.
    pub made_on: String,
    /// What it is for, as written.
    pub period: String,
    /// The year it is for, where it is for a year.
    pub year: Option<i16>,
    /// `equal`, `about`, `at_least` or `above`.
    pub relation: String,
    /// The figure, in the unit of the series.
    pub value: f64,
    /// The higher end of a range.
    pub value_high: Option<f64>,
    /// What came, where it was known by the day of the view.
    pub outcome: Option<f64>,
    /// The rows: of the expectation, then of what came.
    pub rows: Vec<RowRef>,
}

impl Expected {
    /// Expected less outcome, for expectations of one figure.
    pub fn error(&self) -> Option<f64> {
        let is_figure = self.value_high.is_none() && ["equal", "about"].contains(&self.relation.as_str());
        Some(self.value - self.outcome?).filter(|_| is_figure)
    }
}

/// The expectations of a target, in the unit of a series, in order of the time they are for and of their making.
pub fn expected(case: &Case, target: &str, measured: &Measured) -> Vec<Expected> {
    let mut rows: Vec<_> = case.tables().judgements.iter().filter(|row| row.target == target).collect();
    rows.sort_by_key(|row| (row.period, row.made_on.first_day(), row.judgement_id.clone()));
    let unit = <case::value::unit::Unit as case::cell::Cell>::parse(&measured.unit).ok();
    rows.into_iter()
        .filter_map(|row| {
            let factor = unit.as_ref().and_then(|unit| row.unit.factor_to(unit))?;
            let (outcome, mut came) = measured
                .of_period(&row.period.to_string())
                .map_or((None, Vec::new()), |(value, rows)| (Some(value), rows));
            let mut behind = vec![row.at.clone()];
            behind.append(&mut came);
            Some(Expected {
                id: row.judgement_id.to_string(),
                forecaster: row.forecaster.clone(),
                made_on: row.made_on.to_string(),
                period: row.period.to_string(),
                year: row.period.year(),
                relation: relation(row.relation).to_owned(),
                value: row.value.value()? * factor,
                value_high: row.value_high.value().map(|high| high * factor),
                outcome,
                rows: behind,
            })
        })
        .collect()
}

fn relation(relation: Relation) -> &'static str {
    relation.as_str()
}
