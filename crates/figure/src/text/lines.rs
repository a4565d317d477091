//! A line chart in braille: value labels at the left, names at the line ends, bands shaded, events as letters.

use ::words::text;

use super::bands;
use super::canvas::{ASCII, Canvas};
use super::pen::Pen;
use super::wrap::{left, right, shorten, width, wrap};
use crate::model::{EventMark, LineSeries, Lines};
use crate::number;
use crate::scale::Scale;
use crate::shown::{self, runs};
use crate::spread::spread;
use crate::time;

/// Times and values shown, in dots or characters.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) times: (f64, f64),
    values: (f64, f64),
    plot: usize,
    rows: usize,
}

impl Frame {
    pub(super) fn column(&self, x: f64) -> usize {
        let scale = Scale::new(self.times, (0.0, self.plot as f64 - 1.0));
        scale.at(x).round() as usize
    }

    /// The time in the middle of a column.
    pub(super) fn time(&self, column: usize) -> f64 {
        Scale::new((0.0, self.plot as f64 - 1.0), self.times).at(column as f64)
    }

    pub(super) fn row(&self, value: f64) -> usize {
        let scale = Scale::new(self.values, (self.rows as f64 - 1.0, 0.0));
        scale.at(value).round() as usize
    }
}

pub(super) fn draw(chart: &Lines, columns: usize, pen: Pen) -> Vec<String> {
    let domain = shown::times(chart).and_then(|times| Some((times, shown::values(chart, times)?)));
    let Some((times, values)) = domain else {
        return vec![text!("no values")];
    };
    let rows = chart.series.len().clamp(12, 40);
    let ticks = number::ticks(values.0, values.1, 4);
    let gutter = ticks.labels.iter().map(|label| width(label)).max().unwrap_or(0).min(14);
    let names = names(chart, (columns as f64 * 0.3) as usize, pen);
    let names_room = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let plot = columns.saturating_sub(gutter + 2 + names_room + 1).max(8);
    let frame = Frame { times, values: ticks.domain, plot, rows };

    let marks = marks(chart, times);
    let canvas = draw_series(chart, &marks, frame, pen);
    let name_rows = name_rows(chart, frame);

    let indent = " ".repeat(gutter + 2);
    let mut out = bands::key(chart, times, columns, pen);
    out.extend(wrap(&chart.unit, columns).iter().map(|line| pen.dim(line)));
    if !marks.is_empty() {
        out.push(format!("{indent}{}", letters(&marks, frame)));
    }
    for place in 0..rows {
        let tick = ticks.values.iter().zip(&ticks.labels).find(|(value, _)| frame.row(**value) == place);
        let label = tick.map(|(_, label)| shorten(label, gutter)).unwrap_or_default();
        let axis = if tick.is_some() { pen.either('┤', '+') } else { pen.either('│', '|') };
        let name = name_rows.iter().position(|row| *row == place);
        let name = name.and_then(|i| Some(pen.series(i, names.get(i)?))).unwrap_or_default();
        out.push(format!("{} {axis}{} {name}", right(&label, gutter), canvas.row(place, pen)));
    }
    out.push(format!("{} {}{}", " ".repeat(gutter), pen.either('└', '+'), base(pen, plot)));
    out.push(format!("{indent}{}", times_line(chart, frame)));
    for (place, mark) in marks.iter().enumerate() {
        let parts = [mark.label.trim(), mark.when.trim()];
        let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        for (i, line) in wrap(&words, columns.saturating_sub(4)).iter().enumerate() {
            let head = if i == 0 { letter(place) } else { ' ' };
            out.push(format!("  {head} {line}"));
        }
    }
    out
}

/// The names at the line ends; without braille each begins with its mark.
fn names(chart: &Lines, room: usize, pen: Pen) -> Vec<String> {
    let name = |(i, series): (usize, &LineSeries)| {
        let mark = if pen.unicode() { None } else { ASCII.get(i % ASCII.len()) };
        let mark = mark.map(|mark| format!("{mark} ")).unwrap_or_default();
        shorten(&format!("{mark}{}", series.name), room)
    };
    chart.series.iter().enumerate().map(name).collect()
}

/// The lines as dots, behind them the posts of the events, behind these the bands.
fn draw_series(chart: &Lines, marks: &[&EventMark], frame: Frame, pen: Pen) -> Canvas {
    let mut canvas = Canvas::new(frame.plot, frame.rows, pen.unicode());
    let (across_dots, down_dots) = canvas.size();
    let across = Scale::new(frame.times, (0.0, across_dots as f64 - 1.0));
    let down = Scale::new(frame.values, (down_dots as f64 - 1.0, 0.0));
    bands::shade(&mut canvas, chart, frame, pen);
    for mark in marks {
        canvas.post(frame.column(mark.x), pen.either('┊', ':'));
    }
    for (i, series) in chart.series.iter().enumerate() {
        for run in runs(series, frame.times) {
            let placed: Vec<(f64, f64)> = run.iter().map(|(x, y)| (across.at(*x), down.at(*y))).collect();
            for pair in placed.windows(2) {
                if let [from, to] = pair {
                    canvas.line(*from, *to, i, series.dash);
                }
            }
            if let [only] = placed.as_slice() {
                canvas.line(*only, *only, i, series.dash);
            }
        }
    }
    canvas
}

/// The row of each name: that of the line's end, moved apart where two would meet.
fn name_rows(chart: &Lines, frame: Frame) -> Vec<usize> {
    let rows = frame.rows as f64;
    let wanted: Vec<(f64, f64)> = chart
        .series
        .iter()
        .map(|series| {
            let runs = runs(series, frame.times);
            let last = runs.last().and_then(|run| run.last());
            (last.map_or(rows - 0.5, |(_, y)| frame.row(*y) as f64 + 0.5), 1.0)
        })
        .collect();
    let rows_of = |centre: &f64| (centre.floor().max(0.0) as usize).min(frame.rows - 1);
    let mut taken: Vec<usize> = Vec::new();
    for centre in &spread(&wanted, 0.0, rows) {
        let row = rows_of(centre);
        // A cluster that starts between two rows may round into its neighbour.
        let free = (0..frame.rows).filter(|row| !taken.contains(row)).min_by_key(|free| free.abs_diff(row));
        taken.push(free.unwrap_or(row));
    }
    taken
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
fn letters(marks: &[&EventMark], frame: Frame) -> String {
    let mut line = vec![' '; frame.plot];
    for (place, mark) in marks.iter().enumerate() {
        let start = frame.column(mark.x);
        let free = (start..frame.plot).find(|at| line.get(*at) == Some(&' '));
        if let Some(spot) = free.and_then(|at| line.get_mut(at)) {
            *spot = letter(place);
        }
    }
    line.into_iter().collect()
}

/// Years or months below the plot.
fn times_line(chart: &Lines, frame: Frame) -> String {
    let Frame { times, plot, .. } = frame;
    let most = (plot as f64 / 7.0) as usize;
    let mut line = String::new();
    let mut used = 0;
    for tick in time::ticks(times.0, times.1, chart.x.grain, most) {
        let text = match &tick.year {
            Some(year) => text!("{month} {year}", month = tick.label),
            None => tick.label,
        };
        let long = width(&text);
        let at = frame.column(tick.x).saturating_sub(long >> 1).min(plot.saturating_sub(long));
        if (at > used || used == 0) && at + long <= plot {
            line = left(&line, at);
            line.push_str(&text);
            used = at + long;
        }
    }
    line
}
