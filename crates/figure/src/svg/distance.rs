//! Time and cost over distance: two panels one above the other, kilometres across in both.

use super::doc::{Anchor, Doc, Type};
use super::ends::{self, End, NAME};
use super::lines::{TICK, grid, tick_room};
use super::measure::{Label, line_height};
use super::path::Path;
use super::place::{Room, Spot, afar, around};
use super::seen::{Said, Seen};
use super::theme::Role;
use super::{Area, nothing};
use crate::geo::clip::Rect;
use crate::model::{Dash, DistanceChart, RouteLine};
use crate::number::{self, Ticks};
use crate::scale::Scale;
use crate::shown::distance::{self, Jump, Line, Measure};

/// The size of the names of stops.
const STOP: f64 = 11.0;

/// One panel with its place.
struct Panel {
    measure: Measure,
    rect: Rect,
    across: Scale,
    up: Scale,
}

impl Panel {
    fn at(&self, km: f64, value: f64) -> (f64, f64) {
        (self.across.at(km), self.up.at(value))
    }
}

pub(super) fn draw(chart: &DistanceChart, doc: &mut Doc, area: Area) -> f64 {
    let domains = Measure::BOTH.map(|measure| distance::values(chart, measure));
    let Some(km) = distance::kilometres(chart).filter(|_| domains.iter().any(Option::is_some)) else {
        return nothing(doc, area);
    };
    let ticks = domains.map(|domain| {
        let (low, high) = domain.unwrap_or((0.0, 1.0));
        number::ticks(low, high, 4)
    });
    let gutter = ticks.iter().map(|ticks| tick_room(ticks, area.width() * 0.24)).fold(0.0, f64::max);
    let left = area.left + gutter + 8.0;
    let mut ends = Measure::BOTH.map(|measure| names(chart, measure, area));
    let right = Measure::BOTH.into_iter().zip(&mut ends).map(|(measure, ends)| {
        let shares = shares(chart, measure, km);
        ends::right_edge(ends, &shares, (left, area.right))
    });
    let right = right.fold(area.right, f64::min).max(left + 20.0);

    let mut top = area.top;
    for ((measure, ends), ticks) in Measure::BOTH.into_iter().zip(ends).zip(&ticks) {
        let kind = Type::plain(TICK, Role::Muted);
        top = doc.paragraph(area.left, top, area.width(), kind, &measure.unit(chart), 2) + 10.0;
        let height = f64::max(
            if area.narrow { 190.0 } else { 220.0 },
            ends.iter().map(|end| end.label.height(NAME) + 3.0).sum(),
        );
        let rect = Rect { left, top, right, bottom: top + height };
        let panel = Panel {
            measure,
            rect,
            across: Scale::new(km, (left, right)),
            up: Scale::new(ticks.domain, (rect.bottom, rect.top)),
        };
        draw_panel(doc, chart, &panel, ticks, ends, area);
        top = rect.bottom + 12.0;
        if measure == Measure::Money {
            top = kilometres(doc, km, &panel, area);
        }
    }
    top
}

/// The part of the axis after which each route ends.
fn shares(chart: &DistanceChart, measure: Measure, km: (f64, f64)) -> Vec<Option<f64>> {
    let share = |at: f64| (at - km.0) / (km.1 - km.0).max(1e-9);
    let last = |route| distance::line(route, measure).points.last().map(|spot| share(spot.km));
    chart.routes.iter().map(last).collect()
}

/// The words at the ends of the lines.
fn names(chart: &DistanceChart, measure: Measure, area: Area) -> Vec<End> {
    let room = area.width() * if area.narrow { 0.36 } else { 0.29 };
    let make = |(i, route): (usize, &RouteLine)| {
        let fit = |words: &str, most: usize| Label::fit(words, NAME, route.emphasis, room, most);
        let label = fit(&route.name, 3).above(fit(&distance::sum_words(route, measure), 2));
        End { label, bold: route.emphasis, role: Role::Series(i), at: None, inner: false }
    };
    chart.routes.iter().enumerate().map(make).collect()
}

fn draw_panel(doc: &mut Doc, chart: &DistanceChart, panel: &Panel, ticks: &Ticks, mut ends: Vec<End>, area: Area) {
    let Rect { left, top, right, bottom } = panel.rect;
    grid(doc, ticks, panel.up, (left, right), area);
    let lines: Vec<Line> = chart.routes.iter().map(|route| distance::line(route, panel.measure)).collect();
    for (i, line) in lines.iter().enumerate() {
        let bands: Vec<Vec<(f64, f64)>> = distance::bands(line).iter().map(|band| outline(panel, band)).collect();
        doc.area(&Path::rings(&bands), Role::Series(i), 0.16);
    }
    let mut room = Room::new(Rect { left: left + 2.0, top: top - 6.0, right, bottom: bottom - 1.0 });
    let mut order: Vec<usize> = (0..chart.routes.len()).collect();
    order.sort_by_key(|i| chart.routes.get(*i).is_some_and(|route| route.emphasis));
    for i in order {
        let (Some(line), Some(route)) = (lines.get(i), chart.routes.get(i)) else {
            continue;
        };
        let course: Vec<(f64, f64)> = line.points.iter().map(|spot| panel.at(spot.km, spot.value)).collect();
        draw_line(doc, line, route, &course, Role::Series(i));
        for (spot, at) in line.points.iter().zip(&course) {
            doc.mark(|| seen(chart, panel.measure, (i, line), spot, *at));
        }
        room.ink(&course, 1.2);
        if let (Some(end), Some(last)) = (ends.get_mut(i), course.last()) {
            end.at = Some(*last);
        }
    }
    ends::draw(doc, &ends, panel.rect, &mut room);
    name_stops(doc, panel, &lines, room);
}

/// What a point of a route says: the sum so far, how far along, and what ends there.
fn seen(
    chart: &DistanceChart,
    measure: Measure,
    (i, line): (usize, &Line),
    spot: &distance::Spot,
    at: (f64, f64),
) -> Seen {
    let stop = line
        .jumps
        .iter()
        .find(|jump| (jump.km - spot.km).abs() < 1e-9 && (jump.to - spot.value).abs() < 1e-9 && !jump.label.is_empty());
    let km = format!("{} km", number::auto(spot.km));
    let unit = match measure {
        Measure::Hours => "h".to_owned(),
        Measure::Money => chart.money.clone(),
    };
    let band = spot.low.zip(spot.high).map(|(low, high)| (String::new(), low.min(high), low.max(high)));
    Seen {
        at,
        series: (i, chart.routes.get(i).map(|route| route.name.clone()).unwrap_or_default()),
        label: stop.map_or_else(|| km.clone(), |stop| format!("{km}, {}", stop.label)),
        time: None,
        said: Said::Value { value: spot.value, unit, bands: band.into_iter().collect() },
    }
}

/// The edge of a band: along the high sums, back along the low ones.
fn outline(panel: &Panel, band: &[(f64, f64, f64)]) -> Vec<(f64, f64)> {
    let high = band.iter().map(|(km, _, high)| panel.at(*km, *high));
    high.chain(band.iter().rev().map(|(km, low, _)| panel.at(*km, *low))).collect()
}

fn draw_line(doc: &mut Doc, line: &Line, route: &RouteLine, course: &[(f64, f64)], role: Role) {
    let width = if route.emphasis { 2.8 } else { 1.9 };
    doc.runs(&[course.to_vec()], role, width, route.dash);
    if route.dash != Dash::Solid {
        // Where a dashed line turns the corner must be seen.
        let corners = course.iter().skip(1).rev().skip(1);
        corners.for_each(|corner| doc.dot(*corner, width * 0.55, role));
    }
    if let Some(last) = course.last() {
        if line.open {
            doc.disc(*last, width + 1.8, Role::Ground, role, 1.6);
        } else {
            doc.dot(*last, width + 0.7, role);
        }
    }
}

/// Names of stops beside the upright parts, the longest first; those without room keep theirs as a tooltip.
fn name_stops(doc: &mut Doc, panel: &Panel, lines: &[Line], mut room: Room) {
    let mut jumps: Vec<(usize, &Jump)> =
        lines.iter().enumerate().flat_map(|(i, line)| line.jumps.iter().map(move |jump| (i, jump))).collect();
    jumps.retain(|(_, jump)| !jump.label.is_empty());
    jumps.sort_by(|a, b| b.1.size().abs().total_cmp(&a.1.size().abs()));
    for (i, jump) in jumps {
        let kind = Type::plain(STOP, Role::Series(i));
        let (x, from) = panel.at(jump.km, jump.from);
        let to = panel.up.at(jump.to);
        let middle = f64::midpoint(from, to);
        let words = format!("{}, {}", jump.label, size(jump, panel.measure));
        // A stop that costs next to nothing is named in the panel of hours.
        let slight = panel.measure == Measure::Money && (to - from).abs() < 12.0;
        let label = kind.label(&jump.label, 130.0, 3);
        let lines = label.lines.len().max(1) as f64 - 1.0;
        let extent = (label.width, lines * line_height(STOP) + 1.1 * STOP);
        let mut spots: Vec<Spot> = Vec::new();
        for part in [0.5, 0.3, 0.7] {
            spots.extend(around((x, from + part * (to - from)), 2.0, extent));
        }
        spots.extend(afar((x, middle), 2.0, extent));
        // A name that would be cut, or crossed by a line, says less than none.
        spots.retain(|spot| label.full.is_none() && room.bare(&spot.rect, 1.0));
        let spot = if slight { None } else { room.settle(&spots, None) };
        doc.open(&words);
        if let Some(spot) = spot {
            if let Some((from, to)) = spot.leader {
                doc.line(from, to, Role::Axis, 0.6, Some("1 2.5"));
            }
            doc.text(spot.text_x(), spot.rect.top + 0.86 * STOP, spot.anchor, kind, &label);
        } else {
            doc.dot((x, middle), 2.2, Role::Series(i));
        }
        doc.close();
    }
}

fn size(jump: &Jump, measure: Measure) -> String {
    let size = number::auto(jump.size());
    match measure {
        Measure::Hours => format!("{size} h"),
        Measure::Money => size,
    }
}

/// The kilometres below the lower panel; the answer is where they end.
fn kilometres(doc: &mut Doc, km: (f64, f64), panel: &Panel, area: Area) -> f64 {
    let kind = Type::plain(TICK, Role::Muted);
    let bottom = panel.rect.bottom;
    let ticks = number::ticks(km.0, km.1, if area.narrow { 3 } else { 6 });
    let inside = ticks.values.iter().zip(&ticks.labels).filter(|(value, _)| panel.across.holds(**value));
    let mut free = f64::NEG_INFINITY;
    for (value, label) in inside {
        let x = panel.across.at(*value);
        doc.line((x, bottom), (x, bottom + 5.0), Role::Axis, 1.0, None);
        let label = kind.label(&format!("{label} km"), area.width(), 1);
        let half = label.width / 2.0;
        let centre = x.min(area.right - half).max(area.left + half);
        if centre - half >= free {
            free = centre + half + 6.0;
            doc.text(centre, bottom + 6.0 + TICK, Anchor::Middle, kind, &label);
        }
    }
    bottom + 8.0 + line_height(TICK)
}
