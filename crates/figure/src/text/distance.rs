//! Time and cost over distance in braille, one panel below the other, then the steps of each route.

use ::words::text;

use super::canvas::{ASCII, Canvas};
use super::pen::Pen;
use super::wrap::{left, right, shorten, width, wrap};
use crate::model::{DistanceChart, RouteLine};
use crate::number;
use crate::scale::Scale;
use crate::shown::distance::{self, Line, Measure};
use crate::spread::spread;

const ROWS: usize = 11;

pub(super) fn draw(chart: &DistanceChart, columns: usize, pen: Pen) -> Vec<String> {
    let domains = Measure::BOTH.map(|measure| distance::values(chart, measure));
    let Some(km) = distance::kilometres(chart).filter(|_| domains.iter().any(Option::is_some)) else {
        return vec![text!("no values")];
    };
    let mut out = Vec::new();
    for (measure, domain) in Measure::BOTH.into_iter().zip(domains) {
        if let Some(domain) = domain {
            out.extend(panel(chart, measure, (km, domain), columns, pen));
        }
    }
    for (i, route) in chart.routes.iter().enumerate() {
        out.push(String::new());
        let name = named(route, i, pen);
        out.extend(wrap(&name, columns).iter().map(|line| pen.series(i, line)));
        out.extend(steps(chart, route, columns));
        let range = range(chart, route);
        out.extend(wrap(&range, columns.saturating_sub(2)).iter().map(|line| format!("  {line}")));
    }
    out
}

/// The sums of all low and of all high values at the end of a route.
fn range(chart: &DistanceChart, route: &RouteLine) -> String {
    let told = Measure::BOTH.map(|measure| {
        let line = distance::line(route, measure);
        let (low, high) = line.points.last().and_then(|last| Some((last.low?, last.high?)))?;
        let (low, high) = (number::auto(low), number::auto(high));
        Some(text!("{low} to {high} {unit}", unit = measure.unit(chart)))
    });
    let told: Vec<String> = told.into_iter().flatten().collect();
    if told.is_empty() { String::new() } else { text!("from low to high: {sums}", sums = told.join(", ")) }
}

/// The name of a route; without braille it begins with its mark.
fn named(route: &RouteLine, place: usize, pen: Pen) -> String {
    let mark = if pen.unicode() { None } else { ASCII.get(place % ASCII.len()) };
    format!("{}{}", mark.map(|mark| format!("{mark} ")).unwrap_or_default(), route.name.trim())
}

fn panel(
    chart: &DistanceChart,
    measure: Measure,
    (km, values): ((f64, f64), (f64, f64)),
    columns: usize,
    pen: Pen,
) -> Vec<String> {
    let lines: Vec<Line> = chart.routes.iter().map(|route| distance::line(route, measure)).collect();
    let rows = lines.len().clamp(ROWS, 40);
    let ticks = number::ticks(values.0, values.1, 4);
    let gutter = ticks.labels.iter().map(|label| width(label)).max().unwrap_or(0).min(14);
    let room = (columns as f64 * 0.36) as usize;
    let end = |(i, route): (usize, &RouteLine)| {
        let open = room < 34 && distance::line(route, measure).open;
        let sum = if open { text!("not known") } else { distance::sum_words(route, measure) };
        // The sum is short and says most: the name gives way to it.
        let name = shorten(&named(route, i, pen), room.saturating_sub(width(&sum) + 2).max(4));
        shorten(&if name.is_empty() { sum } else { format!("{name}: {sum}") }, room)
    };
    let ends: Vec<String> = chart.routes.iter().enumerate().map(end).collect();
    let names = ends.iter().map(|end| width(end)).max().unwrap_or(0);
    let plot = columns.saturating_sub(gutter + 3 + names).max(8);

    let mut canvas = Canvas::new(plot, rows, pen.unicode());
    let (dots_across, dots_down) = canvas.size();
    let across = Scale::new(km, (0.0, dots_across as f64 - 1.0));
    let down = Scale::new(ticks.domain, (dots_down as f64 - 1.0, 0.0));
    for (i, line) in lines.iter().enumerate() {
        let dash = chart.routes.get(i).map(|route| route.dash).unwrap_or_default();
        let placed: Vec<(f64, f64)> =
            line.points.iter().map(|spot| (across.at(spot.km), down.at(spot.value))).collect();
        for pair in placed.windows(2) {
            if let [from, to] = pair {
                canvas.course(*from, *to, i, dash);
            }
        }
        if let [only] = placed.as_slice() {
            canvas.line(*only, *only, i, dash);
        }
    }

    let row = Scale::new(ticks.domain, (rows as f64 - 1.0, 0.0));
    let wanted: Vec<(f64, f64)> = lines
        .iter()
        .map(|line| (line.points.last().map_or(rows as f64, |last| row.at(last.value).round()) + 0.5, 1.0))
        .collect();
    let mut taken: Vec<usize> = Vec::new();
    for centre in spread(&wanted, 0.0, rows as f64) {
        let own = (centre.floor().max(0.0) as usize).min(rows - 1);
        let free = (0..rows).filter(|row| !taken.contains(row)).min_by_key(|free| free.abs_diff(own));
        taken.push(free.unwrap_or(own));
    }

    let mut out: Vec<String> = wrap(&measure.unit(chart), columns).iter().map(|line| pen.dim(line)).collect();
    for place in 0..rows {
        let tick = ticks.values.iter().zip(&ticks.labels).find(|(value, _)| row.at(**value).round() as usize == place);
        let label = tick.map(|(_, label)| shorten(label, gutter)).unwrap_or_default();
        let axis = if tick.is_some() { pen.either('┤', '+') } else { pen.either('│', '|') };
        let name = taken.iter().position(|own| *own == place);
        let name = name.and_then(|i| Some(pen.series(i, ends.get(i)?))).unwrap_or_default();
        out.push(format!("{} {axis}{} {name}", right(&label, gutter), canvas.row(place, pen)));
    }
    let base = pen.either('─', '-').to_string().repeat(plot);
    out.push(format!("{} {}{base}", " ".repeat(gutter), pen.either('└', '+')));
    let first = shorten(&format!("{} km", number::auto(km.0)), plot >> 1);
    let last = shorten(&format!("{} km", number::auto(km.1)), plot >> 1);
    let last = right(&last, plot.saturating_sub(width(&first)));
    out.push(format!("{}{first}{last}", " ".repeat(gutter + 2)));
    out
}

/// The sums after each step, one line each.
fn steps(chart: &DistanceChart, route: &RouteLine, columns: usize) -> Vec<String> {
    let number = |value: Option<f64>| crate::scale::finite(value).map_or_else(|| "\u{2013}".to_owned(), number::auto);
    let mut rows = vec![["km".to_owned(), Measure::Hours.unit(chart), Measure::Money.unit(chart), String::new()]];
    let known = Measure::BOTH.map(|measure| distance::line(route, measure));
    for (place, point) in route.points.iter().filter(|point| crate::scale::finite(Some(point.km)).is_some()).enumerate()
    {
        // From the first unknown sum on the later ones are not told either: the line has stopped.
        let sum = |line: &Line| number(line.points.get(place).map(|spot| spot.value));
        let [hours, money] = &known;
        let stops = |line: &Line| line.open && line.points.len() == place;
        let mut label = point.label.trim().to_owned();
        let note = match (stops(hours), stops(money)) {
            (true, true) => text!("not known from here on"),
            (true, false) => text!("hours not known from here on"),
            (false, true) => text!("money not known from here on"),
            (false, false) => String::new(),
        };
        if !note.is_empty() {
            label = if label.is_empty() { note } else { format!("{label}: {note}") };
        }
        rows.push([number(Some(point.km)), sum(hours), sum(money), label]);
    }
    let most = columns.saturating_sub(12).div_euclid(4);
    let mut widths = [0_usize; 3];
    for row in &rows {
        for (own, cell) in widths.iter_mut().zip(row) {
            *own = (*own).max(width(&crate::words::clean(cell))).min(most);
        }
    }
    let mut out = Vec::new();
    for row in &rows {
        let [km, hours, money, label] = row;
        let cells: Vec<String> =
            [km, hours, money].into_iter().zip(widths).map(|(cell, room)| right(&shorten(cell, room), room)).collect();
        let head = format!("  {}", cells.join("  "));
        let labels = wrap(label, columns.saturating_sub(width(&head) + 2));
        out.push(format!("{head}  {}", labels.first().map(String::as_str).unwrap_or_default()));
        out.extend(labels.iter().skip(1).map(|line| format!("{}  {line}", left("", width(&head)))));
    }
    out
}
