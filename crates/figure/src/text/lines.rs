//! A line chart in braille: value labels at the left, names at the line ends, events as letters.

use super::canvas::{ASCII, Canvas};
use super::pen::Pen;
use super::wrap::{left, right, shorten, width, wrap};
use crate::model::{EventMark, Lines};
use crate::number;
use crate::scale::Scale;
use crate::shown::{self, runs};
use crate::spread::spread;
use crate::time;

pub(super) fn draw(chart: &Lines, columns: usize, pen: Pen) -> Vec<String> {
    let domain = shown::times(chart).and_then(|times| Some((times, shown::values(chart, times)?)));
    let Some((times, values)) = domain else {
        return vec!["no values".to_owned()];
    };
    let rows = chart.series.len().clamp(12, 40);
    let ticks = number::ticks(values.0, values.1, 4);
    let gutter = ticks
        .labels
        .iter()
        .map(|label| width(label))
        .max()
        .unwrap_or(0)
        .min(14);
    let names: Vec<String> = chart
        .series
        .iter()
        .enumerate()
        .map(|(i, series)| {
            let mark = if pen.unicode() {
                None
            } else {
                ASCII.get(i % ASCII.len())
            };
            let mark = mark.map(|mark| format!("{mark} ")).unwrap_or_default();
            shorten(
                &format!("{mark}{}", series.name),
                (columns as f64 * 0.3) as usize,
            )
        })
        .collect();
    let names_room = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let plot = columns.saturating_sub(gutter + 2 + names_room + 1).max(8);

    let mut canvas = Canvas::new(plot, rows, pen.unicode());
    let (across_dots, down_dots) = canvas.size();
    let across = Scale::new(times, (0.0, across_dots as f64 - 1.0));
    let down = Scale::new(ticks.domain, (down_dots as f64 - 1.0, 0.0));
    let column = |x: f64| Scale::new(times, (0.0, plot as f64 - 1.0)).at(x).round() as usize;
    let row = |value: f64| {
        Scale::new(ticks.domain, (rows as f64 - 1.0, 0.0))
            .at(value)
            .round() as usize
    };

    let marks = marks(chart, times);
    for mark in &marks {
        canvas.post(column(mark.x), pen.either('┊', ':'));
    }
    let mut wanted: Vec<(f64, f64)> = Vec::new();
    for (i, series) in chart.series.iter().enumerate() {
        let runs = runs(series, times);
        for run in &runs {
            let placed: Vec<(f64, f64)> = run
                .iter()
                .map(|(x, y)| (across.at(*x), down.at(*y)))
                .collect();
            for pair in placed.windows(2) {
                if let [from, to] = pair {
                    canvas.line(*from, *to, i, series.dash);
                }
            }
            if let [only] = placed.as_slice() {
                canvas.line(*only, *only, i, series.dash);
            }
        }
        let last = runs.last().and_then(|run| run.last());
        wanted.push((
            last.map_or(rows as f64 - 0.5, |(_, y)| row(*y) as f64 + 0.5),
            1.0,
        ));
    }
    let places = spread(&wanted, 0.0, rows as f64);

    let mut out = wrap(&chart.unit, columns)
        .iter()
        .map(|line| pen.dim(line))
        .collect::<Vec<_>>();
    if !marks.is_empty() {
        out.push(format!(
            "{}{}",
            " ".repeat(gutter + 2),
            letters(&marks, plot, column)
        ));
    }
    for place in 0..rows {
        let tick = ticks
            .values
            .iter()
            .zip(&ticks.labels)
            .find(|(value, _)| row(**value) == place);
        let label = tick
            .map(|(_, label)| shorten(label, gutter))
            .unwrap_or_default();
        let axis = if tick.is_some() {
            pen.either('┤', '+')
        } else {
            pen.either('│', '|')
        };
        let name = names
            .iter()
            .zip(&places)
            .enumerate()
            .find(|(_, (_, centre))| (centre.floor().max(0.0) as usize).min(rows - 1) == place)
            .map(|(i, (name, _))| pen.series(i, name))
            .unwrap_or_default();
        out.push(format!(
            "{} {axis}{} {name}",
            right(&label, gutter),
            canvas.row(place, pen)
        ));
    }
    out.push(format!(
        "{} {}{}",
        " ".repeat(gutter),
        pen.either('└', '+'),
        base(pen, plot)
    ));
    out.push(format!(
        "{}{}",
        " ".repeat(gutter + 2),
        times_line(chart, times, plot, column)
    ));
    for (place, mark) in marks.iter().enumerate() {
        let words = [mark.label.trim(), mark.when.trim()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>();
        let lines = wrap(&words.join(", "), columns.saturating_sub(4));
        for (i, line) in lines.iter().enumerate() {
            let head = if i == 0 {
                letter(place).to_string()
            } else {
                " ".to_owned()
            };
            out.push(format!("  {head} {line}"));
        }
    }
    out
}

fn base(pen: Pen, plot: usize) -> String {
    pen.either('─', '-').to_string().repeat(plot)
}

/// The events inside the times shown, in order of time.
fn marks(chart: &Lines, times: (f64, f64)) -> Vec<&EventMark> {
    let inside = |mark: &&EventMark| mark.x >= times.0 - 1e-9 && mark.x <= times.1 + 1e-9;
    let mut marks: Vec<&EventMark> = chart.marks.iter().filter(inside).collect();
    marks.sort_by(|a, b| a.x.total_cmp(&b.x));
    marks
}

fn letter(place: usize) -> char {
    u8::try_from(place % 26).map_or('*', |place| char::from(b'a' + place))
}

/// The letters of the events above the plot; where two fall together the later moves right.
fn letters(marks: &[&EventMark], plot: usize, column: impl Fn(f64) -> usize) -> String {
    let mut line = vec![' '; plot];
    for (place, mark) in marks.iter().enumerate() {
        let start = column(mark.x);
        let free = (start..plot).find(|at| line.get(*at) == Some(&' '));
        if let Some(spot) = free.and_then(|at| line.get_mut(at)) {
            *spot = letter(place);
        }
    }
    line.into_iter().collect()
}

/// Years or months below the plot.
fn times_line(
    chart: &Lines,
    times: (f64, f64),
    plot: usize,
    column: impl Fn(f64) -> usize,
) -> String {
    let most = (plot as f64 / 7.0) as usize;
    let mut line = String::new();
    let mut used = 0;
    for tick in time::ticks(times.0, times.1, chart.x.grain, most) {
        let text = match &tick.year {
            Some(year) => format!("{} {year}", tick.label),
            None => tick.label,
        };
        let long = width(&text);
        let at = column(tick.x)
            .saturating_sub(long >> 1)
            .min(plot.saturating_sub(long));
        if (at > used || used == 0) && at + long <= plot {
            line = left(&line, at);
            line.push_str(&text);
            used = at + long;
        }
    }
    line
}
