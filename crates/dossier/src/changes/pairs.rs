//! Rows about one thing, held against the one that is used.

use std::collections::BTreeMap;

use ::words::text;
use case::Case;
use case::entry::{Entry, RowRef};
use case::prefer::Preference;
use case::tables::{Flow, FlowMeasure, TradeFlow};
use case::value::date::{Date, When};
use case::value::period::Period;
use document::Print;
use trade::flows::{FlowKey, Flows};

use crate::corridors::enter::slug;
use crate::overview::product_name;
use crate::words::{small, spaced, unit_word};

/// One print of a figure.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    pub(super) value: f64,
    /// Who printed it.
    pub(super) by: String,
    pub(super) rows: Vec<RowRef>,
    pub(super) known_on: Date,
}

/// The print that is used and another one.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) id: String,
    pub(super) what: String,
    pub(super) period: String,
    pub(super) unit: &'static str,
    pub(super) used: Printed,
    pub(super) other: Printed,
    pub(super) reason: String,
}

impl Pair {
    /// The earlier print, the later one, and which of them is used. Of the same day, the one that is used counts as later.
    pub(super) fn in_time(&self) -> (&Printed, &Printed, Print) {
        if self.used.known_on < self.other.known_on {
            (&self.used, &self.other, Print::Old)
        } else {
            (&self.other, &self.used, Print::New)
        }
    }

    /// Later less earlier, percent of the earlier; `None` when that is 0.
    pub(super) fn percent(&self) -> Option<f64> {
        let (old, new, _) = self.in_time();
        (old.value.abs() > 0.0).then(|| (new.value / old.value - 1.0) * 100.0)
    }

    /// How telling it is: the size of the difference.
    pub(super) fn weight(&self) -> f64 {
        self.percent().map_or(f64::MAX, f64::abs)
    }
}

/// All pairs: trade, series, output, prices, lengths.
pub(super) fn all(case: &Case, flows: &Flows<'_>) -> Vec<Pair> {
    let rule = Preference::of(case);
    let mut pairs = trade(case, flows);
    let tables = case.tables();
    let names: BTreeMap<&str, (&str, &'static str)> = tables
        .series
        .iter()
        .map(|series| (series.series_id.as_str(), (series.name.as_str(), unit_word(series.unit.as_str()))))
        .collect();
    pairs.extend(grouped(case, &rule, &tables.observations, |row| {
        let (name, unit) = names.get(row.series_id.as_str())?;
        Some(Thing {
            key: format!("series.{}.{}", row.series_id, slug(&row.period.to_string())),
            what: small(name),
            period: row.period.to_string(),
            unit,
            value: row.value.value()?,
        })
    }));
    pairs.extend(grouped(case, &rule, &tables.production, |row| {
        Some(Thing {
            key: format!(
                "production.{}.{}.{}.{}",
                row.place_id,
                row.product_id,
                row.measure,
                slug(&row.period.to_string())
            ),
            what: text!(
                "{measure} of {product}, {place}",
                measure = spaced(row.measure.as_str()),
                product = product_name(case, &row.product_id).to_lowercase(),
                place = case.subject_name(row.place_id.as_str())
            ),
            period: row.period.to_string(),
            unit: unit_word(row.unit.as_str()),
            value: row.value.value()?,
        })
    }));
    pairs.extend(grouped(case, &rule, &tables.links, |row| {
        Some(Thing {
            key: format!("length.{}.{}.{}", row.link_id, row.stage, slug(row.stage.as_str())),
            what: text!("length of {line}", line = row.name),
            period: row.stage.to_string(),
            unit: "km",
            value: row.length_km.value()?,
        })
    }));
    once(pairs)
}

/// The same figure by the same office, reprinted by several sources, is one print.
fn once(pairs: Vec<Pair>) -> Vec<Pair> {
    let mut kept: Vec<Pair> = Vec::new();
    for pair in pairs {
        let same = |known: &&mut Pair| {
            known.what == pair.what
                && known.period == pair.period
                && known.other.by == pair.other.by
                && (known.other.value - pair.other.value).abs() <= 1e-9 * pair.other.value.abs()
        };
        match kept.iter_mut().rev().find(same) {
            Some(known) => {
                known.other.rows.extend(pair.other.rows);
                known.other.known_on = known.other.known_on.min(pair.other.known_on);
            }
            None => kept.push(pair),
        }
    }
    kept
}

/// What a row is about, and its figure.
struct Thing {
    /// A part of an id, with the period.
    key: String,
    what: String,
    period: String,
    unit: &'static str,
    value: f64,
}

fn grouped<R>(
    case: &Case,
    rule: &Preference<'_>,
    table: &[Entry<R>],
    thing: impl Fn(&R) -> Option<Thing>,
) -> Vec<Pair> {
    let mut groups: BTreeMap<String, Vec<(&Entry<R>, Thing)>> = BTreeMap::new();
    for entry in table {
        if let Some(thing) = thing(&entry.row) {
            groups.entry(format!("{}.{}", thing.key, thing.unit)).or_default().push((entry, thing));
        }
    }
    let sources = case.sources();
    let by = |entry: &Entry<R>| {
        let id = &entry.provenance.source_id;
        sources.get(id).and_then(|source| source.publisher.clone()).unwrap_or_else(|| id.to_string())
    };
    let mut pairs = Vec::new();
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by(|(a, _), (b, _)| rule.compare(a, b));
        let Some(((best, used), others)) = group.split_first() else { continue };
        // Two figures of one source are two things that it tells, not two prints of one.
        let own = &best.provenance.source_id;
        for (entry, other) in others.iter().filter(|(entry, _)| entry.provenance.source_id != *own) {
            pairs.push(Pair {
                id: format!("changes.{}.{}", used.key, place(&entry.at)),
                what: used.what.clone(),
                // A period, or the stage of a way.
                period: spaced(&used.period),
                unit: used.unit,
                used: printed(best, used.value, by(best)),
                other: printed(entry, other.value, by(entry)),
                reason: why(case, best, entry),
            });
        }
    }
    pairs
}

fn printed<R>(entry: &Entry<R>, value: f64, by: String) -> Printed {
    Printed { value, by, rows: vec![entry.at.clone()], known_on: entry.known_on }
}

fn place(row: &RowRef) -> String {
    slug(&row.to_string())
}

fn trade(case: &Case, flows: &Flows<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for key in flows.keys() {
        for period in flows.periods(key) {
            let rows: Vec<&Entry<TradeFlow>> =
                flows.rows(key, period).iter().copied().filter(|row| row.value.value().is_some()).collect();
            let Some(best) = rows.first() else { continue };
            let Some(figure) = flows.figure(key, period) else { continue };
            let (unit, factor) = match key.measure {
                FlowMeasure::Value => ("M USD", 1e6),
                FlowMeasure::Quantity => (unit_word(best.unit.as_str()), best.unit.factor()),
            };
            let summed = figure.summed;
            let used = Printed {
                value: figure.amount.value / factor,
                by: if summed {
                    text!("sum of the months")
                } else {
                    case.vintage_name(best.vintage.as_str()).to_owned()
                },
                known_on: if summed { known_on(flows, key, period) } else { best.known_on },
                rows: figure.amount.rows,
            };
            for row in rows.iter().skip(usize::from(!summed)) {
                let Some(value) = row.value.value() else { continue };
                pairs.push(Pair {
                    id: format!(
                        "changes.{}.{}.{}.{}.{}.{}.{}",
                        key.reporter,
                        key.partner,
                        key.flow,
                        key.product,
                        key.measure,
                        slug(&period.to_string()),
                        place(&row.at)
                    ),
                    what: flow_name(case, key),
                    period: period.to_string(),
                    unit,
                    used: used.clone(),
                    other: Printed {
                        value: value * row.unit.factor() / factor,
                        ..printed(row, value, case.vintage_name(row.vintage.as_str()).to_owned())
                    },
                    reason: if summed {
                        text!("months are what the office publishes and revises, so their sum is used")
                    } else {
                        why(case, best, row)
                    },
                });
            }
        }
    }
    pairs
}

/// The day on which the last of the months could be known.
fn known_on(flows: &Flows<'_>, key: &FlowKey, period: Period) -> Date {
    let months = period.months().unwrap_or_default();
    let days = months.into_iter().filter_map(|month| Some(flows.rows(key, Period::Month(month)).first()?.known_on));
    days.max().unwrap_or_else(|| period.last_day())
}

fn flow_name(case: &Case, key: &FlowKey) -> String {
    let good = product_name(case, &key.product).to_lowercase();
    let partner = key.partner.economy().map(|_| case.partner_name(key.partner));
    let flow = match (key.flow, partner) {
        (Flow::Export, Some(partner)) => text!("exports of {good} to {partner}"),
        (Flow::Export, None) => text!("exports of {good}"),
        (Flow::Import, Some(partner)) => text!("imports of {good} from {partner}"),
        (Flow::Import, None) => text!("imports of {good}"),
    };
    let measure = match key.measure {
        FlowMeasure::Value => text!("value"),
        FlowMeasure::Quantity => text!("quantity"),
    };
    if key.reporter == case.economy() {
        format!("{flow}, {measure}")
    } else {
        text!("{flow}, {measure}, as {reporter} records them", reporter = case.economy_name(key.reporter))
    }
}

/// Why one row is preferred to another: the first step of the rule at which they differ.
fn why<R>(case: &Case, used: &Entry<R>, other: &Entry<R>) -> String {
    let sources = case.sources();
    let of = |entry: &Entry<R>| sources.get(&entry.provenance.source_id).copied();
    let (a, b) = (of(used), of(other));
    let published = |source: Option<&Entry<case::tables::Source>>| source?.published.map(When::last_day);
    if used.provenance.confidence != other.provenance.confidence {
        text!("it has the higher confidence")
    } else if a.map(|source| source.origin) != b.map(|source| source.origin) {
        text!("its source is closer to the origin of the figure")
    } else if published(a) != published(b) {
        text!("its source was published later")
    } else {
        text!("its row stands first in the folder")
    }
}
