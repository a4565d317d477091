//! Scenarios from grids that were computed beforehand: the values asked for, and what comes of them between the points.

use std::collections::BTreeMap;

use ::words::text;
use document::scenario::Scenario;
use figure::grid::{Axis, interpolate};
use figure::number;
use minijinja::value::Value;
use serde::Serialize;

use crate::wish::Said;

/// A scenario for a template.
#[derive(Debug, Serialize)]
pub(crate) struct Levers<'a> {
    id: &'a str,
    title: &'a str,
    question: &'a str,
    axes: Vec<Lever<'a>>,
    outputs: Vec<Outcome<'a>>,
    notes: &'a [String],
    numbers: Vec<BTreeMap<&'static str, String>>,
    /// The grid as JSON, safe inside of a script element.
    grid: Value,
    /// What was asked for in vain.
    vain: Option<String>,
}

/// One thing to vary.
#[derive(Debug, Serialize)]
struct Lever<'a> {
    name: &'a str,
    label: &'a str,
    unit: &'a str,
    least: f64,
    most: f64,
    value: f64,
    unasked: f64,
}

/// One result.
#[derive(Debug, Serialize)]
struct Outcome<'a> {
    name: &'a str,
    label: &'a str,
    unit: &'a str,
    text: String,
}

impl<'a> Levers<'a> {
    pub(crate) fn of(scenario: &'a Scenario, said: &Said, dossier: &document::Dossier) -> Self {
        let mut vain = None;
        let axes: Vec<Lever<'a>> = scenario
            .grid
            .axes
            .iter()
            .zip(&scenario.unasked)
            .map(|(axis, unasked)| lever(axis, *unasked, said, &mut vain))
            .collect();
        let at: Vec<f64> = axes.iter().map(|axis| axis.value).collect();
        let outputs = scenario
            .grid
            .outputs
            .iter()
            .map(|output| Outcome {
                name: &output.name,
                label: &output.label,
                unit: &output.unit,
                text: interpolate(&scenario.grid.axes, &output.values, &at)
                    .map_or_else(|| "\u{2013}".to_owned(), |value| number::format(value, output.decimals)),
            })
            .collect();
        let numbers = scenario.numbers.iter().filter_map(|id| dossier.numbers.get(id)).map(|number| {
            BTreeMap::from([("id", number.id.clone()), ("text", number.text()), ("label", number.label.clone())])
        });
        // Without the sign no value can end the element.
        let grid = serde_json::to_string(&scenario.grid).unwrap_or_default().replace('<', "\\u003c");
        Self {
            id: &scenario.id,
            title: &scenario.title,
            question: &scenario.question,
            axes,
            outputs,
            notes: &scenario.notes,
            numbers: numbers.collect(),
            grid: Value::from_safe_string(grid),
            vain,
        }
    }
}

fn lever<'a>(axis: &'a Axis, unasked: f64, said: &Said, vain: &mut Option<String>) -> Lever<'a> {
    let least = axis.values.first().copied().unwrap_or(0.0);
    let most = axis.values.last().copied().unwrap_or(0.0);
    let asked = said.get(&axis.name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let value = match asked.map(str::parse::<f64>) {
        None => unasked,
        Some(Ok(value)) if (least..=most).contains(&value) => value,
        Some(_) => {
            *vain = Some(text!(
                "\u{201c}{axis}\u{201d} is a number from {least} to {most}: {unasked} is shown.",
                axis = axis.label
            ));
            unasked
        }
    };
    Lever { name: &axis.name, label: &axis.label, unit: &axis.unit, least, most, value, unasked }
}
