//! Scenarios from grids that were computed beforehand: the values asked for, and what comes of them between the points.

use ::words::text;
use document::scenario::Scenario;
use figure::grid::{Axis, Grid, interpolate};
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
    /// What is shown unasked is how things are, not only where the control stands.
    today: bool,
    /// Something else than what is shown unasked was asked for.
    moved: bool,
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
    /// What it starts from today, where it is counted.
    number: Option<Unasked>,
}

/// One result.
#[derive(Debug, Serialize)]
struct Outcome<'a> {
    name: &'a str,
    label: &'a str,
    unit: &'a str,
    text: String,
    /// What it is unasked.
    number: Option<Unasked>,
}

/// A number of the dossier that stands beside a lever or a result.
#[derive(Debug, Serialize)]
struct Unasked {
    id: String,
    text: String,
    label: String,
    unit: String,
}

impl<'a> Levers<'a> {
    pub(crate) fn of(scenario: &'a Scenario, said: &Said, dossier: &document::Dossier) -> Self {
        let grid = &printable(&scenario.grid);
        let mut vain = None;
        // The numbers are those of the levers, if they have some, then those of the results.
        let starts = scenario.numbers.len().saturating_sub(scenario.grid.outputs.len());
        let number = |place: usize| {
            let number = dossier.numbers.get(scenario.numbers.get(place)?)?;
            Some(Unasked {
                id: number.id.clone(),
                text: number.text(),
                label: number.label.clone(),
                unit: number.unit.clone(),
            })
        };
        let axes: Vec<Lever<'a>> = scenario
            .grid
            .axes
            .iter()
            .zip(&scenario.unasked)
            .enumerate()
            .map(|(place, (axis, unasked))| Lever {
                number: number(place).filter(|_| place < starts),
                ..lever(axis, *unasked, said, &mut vain)
            })
            .collect();
        let at: Vec<f64> = axes.iter().map(|axis| axis.value).collect();
        let outputs = scenario
            .grid
            .outputs
            .iter()
            .enumerate()
            .map(|(place, output)| Outcome {
                // Where a number is missing, the others would stand one place off: units tell.
                number: number(starts + place).filter(|number| number.unit == output.unit),
                name: &output.name,
                label: &output.label,
                unit: &output.unit,
                text: grid
                    .outputs
                    .get(place)
                    .and_then(|printed| interpolate(&grid.axes, &printed.values, &at))
                    .map_or_else(|| "\u{2013}".to_owned(), |value| number::format(value, output.decimals)),
            })
            .collect();
        // Without the sign no value can end the element.
        let grid = serde_json::to_string(grid).unwrap_or_default().replace('<', "\\u003c");
        Self {
            id: &scenario.id,
            title: &scenario.title,
            question: &scenario.question,
            today: starts > 0,
            moved: axes.iter().any(|axis| (axis.value - axis.unasked).abs() > 0.0),
            axes,
            outputs,
            notes: &scenario.notes,
            grid: Value::from_safe_string(grid),
            vain,
        }
    }
}

/// A grid with three digits more than are printed: pages carry it, and the rest of its digits is a tenth of a page.
fn printable(grid: &Grid) -> Grid {
    let mut grid = grid.clone();
    for output in &mut grid.outputs {
        let fine = 10_f64.powi(i32::from(output.decimals) + 3);
        output.values.iter_mut().flatten().for_each(|value| *value = (*value * fine).round() / fine);
    }
    grid
}

fn lever<'a>(axis: &'a Axis, unasked: f64, said: &Said, vain: &mut Option<String>) -> Lever<'a> {
    let least = axis.values.first().copied().unwrap_or(0.0);
    let most = axis.values.last().copied().unwrap_or(0.0);
    let asked = said.get(&axis.name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let value = match asked.map(str::parse::<f64>) {
        None => unasked,
        Some(Ok(value)) if (least..=most).contains(&value) => value,
        Some(asked) => {
            let shown = asked.ok().filter(|asked| !asked.is_nan()).map_or(unasked, |asked| asked.clamp(least, most));
            *vain = Some(text!(
                "\u{201c}{axis}\u{201d} is a number from {least} to {most}: {shown} is shown.",
                axis = axis.label
            ));
            shown
        }
    };
    Lever { name: &axis.name, label: &axis.label, unit: &axis.unit, least, most, value, unasked, number: None }
}
