//! Figures that no record gives: rows of `assumptions.csv`, with their ranges, as the programme uses them.

use case::entry::RowRef;
use case::model::Case;
use case::provenance::Basis;
use case::tables::AssumptionKind;
use case::value::unit::Unit;
use outlook::draws::Triangle;
use serde::{Deserialize, Serialize};

/// An end of the range of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The least that can be defended.
    Low,
    /// The most that can be defended.
    High,
}

/// A figure as it is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Id of the row.
    pub id: String,
    /// What it is, as the case writes it.
    pub kind: String,
    /// What it holds for; empty for all.
    pub subject: String,
    /// The good it holds for; empty for all.
    pub product: String,
    /// The value, in `unit`.
    pub value: f64,
    /// Its range.
    pub low: Option<f64>,
    /// Its range.
    pub high: Option<f64>,
    /// Unit as written.
    pub unit: String,
    /// Whether the author of the case set it.
    pub assumed: bool,
    /// Why this figure.
    pub note: String,
    /// The row.
    #[serde(skip)]
    pub row: Option<RowRef>,
}

/// A figure as a panel of experts judges it, in place of the author's.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Id of the row of `assumptions.csv`.
    pub id: String,
    /// The panel's median, in the unit of the row.
    pub value: f64,
    /// Its lowest and highest quantile.
    pub range: (f64, f64),
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Figures(pub Vec<Figure>);

impl Figures {
    /// Those of a case, one of them moved to an end of its range.
    pub(super) fn of(case: &Case, moved: Option<&(String, End)>) -> Self {
        let rows = case.tables().assumptions.iter().filter_map(|row| {
            let (low, high) = (row.low.value(), row.high.value());
            let value = match moved {
                Some((id, End::Low)) if id == row.assumption_id.as_str() => low.or(row.value.value()),
                Some((id, End::High)) if id == row.assumption_id.as_str() => high.or(row.value.value()),
                _ => row.value.value(),
            };
            Some(Figure {
                id: row.assumption_id.to_string(),
                kind: row.kind.as_str().to_owned(),
                subject: row.subject_id.as_ref().map(ToString::to_string).unwrap_or_default(),
                product: row.product_id.as_ref().map(ToString::to_string).unwrap_or_default(),
                value: value?,
                low,
                high,
                unit: row.unit.as_str().to_owned(),
                assumed: row.provenance.basis == Basis::Assumed,
                note: row.provenance.note.clone().unwrap_or_default(),
                row: Some(row.at.clone()),
            })
        });
        Self(rows.collect())
    }

    /// The same with what a panel judged in place of the author's figures.
    pub(super) fn judged(mut self, judged: &[Judged]) -> Self {
        for figure in &mut self.0 {
            if let Some(said) = judged.iter().find(|said| said.id == figure.id) {
                figure.value = said.value;
                (figure.low, figure.high) = (Some(said.range.0), Some(said.range.1));
            }
        }
        self
    }

    /// The figure of a kind for a subject and a good, by the row that names most of both; in the unit asked for.
    pub(super) fn get(&self, kind: AssumptionKind, subject: &str, chain: &[String], unit: &str) -> Option<f64> {
        let figure = self.find(kind, subject, chain)?;
        figure.value_in(figure.value, unit)
    }

    fn find(&self, kind: AssumptionKind, subject: &str, chain: &[String]) -> Option<&Figure> {
        let rank = |figure: &Figure| {
            let of_subject = figure.subject == subject && !subject.is_empty();
            let place = chain.iter().position(|product| *product == figure.product);
            let fits = (figure.subject.is_empty() || of_subject) && (figure.product.is_empty() || place.is_some());
            fits.then(|| (!of_subject, place.unwrap_or(chain.len())))
        };
        let all = self.0.iter().filter(|figure| figure.kind == kind.as_str());
        all.filter_map(|figure| Some((rank(figure)?, figure))).min_by_key(|(rank, _)| *rank).map(|(_, figure)| figure)
    }

    /// How many months late a decision may open: least, most likely, most.
    pub(super) fn triangle(&self, decision: &str) -> Option<Triangle> {
        let figure = self.find(AssumptionKind::OpeningDelay, decision, &[])?;
        let of = |value: f64| figure.value_in(value, "month");
        let mode = of(figure.value)?;
        let low = figure.low.and_then(of).unwrap_or(mode).min(mode);
        Some(Triangle { low, mode, high: figure.high.and_then(of).unwrap_or(mode).max(mode) })
    }

    /// All figures of a kind.
    pub(super) fn all(&self, kind: AssumptionKind) -> impl Iterator<Item = &Figure> + '_ {
        self.0.iter().filter(move |figure| figure.kind == kind.as_str())
    }
}

impl Figure {
    /// A value of this figure in another unit of its kind.
    pub(super) fn value_in(&self, value: f64, unit: &str) -> Option<f64> {
        Some(value * Unit::parse_plain(&self.unit)?.factor_to(&Unit::parse_plain(unit)?)?)
    }
}
