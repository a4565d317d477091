//! A map in characters: outlines as light marks, links as dots in braille, crossings as numbers, other
//! places as letters; below it the key and the list of crossings and links.

use ::words::text;

use super::canvas::Canvas;
use super::pen::Pen;
use super::wrap::{width, wrap};
use crate::geo::base::base;
use crate::geo::clip::Rect;
use crate::geo::window::{View, Window};
use crate::model::{Dash, LinkStatus, Map, PlaceMark};
use crate::shown::map as words;

/// Crossings and links that are listed; the table has the rest.
const MOST: usize = 30;
const MOST_LINKS: usize = 8;

pub(super) fn draw(map: &Map, columns: usize, pen: Pen) -> Vec<String> {
    let Some(window) = Window::of(map) else {
        return vec![text!("no values")];
    };
    let mut out = Vec::new();
    let moment = map.shown().map_or("", |frame| frame.label.trim());
    out.extend(wrap(moment, columns).iter().map(|line| pen.bold(line)));
    // A character is about twice as high as wide.
    let across = columns.min(110);
    let window = window.shaped(0.3, 80.0 / across as f64);
    let rows = ((across as f64 * window.shape() / 2.0).round() as usize).clamp(6, 40);
    let view = window.into(Rect { left: 0.0, top: 0.0, right: across as f64, bottom: rows as f64 });
    let mut sheet = Sheet::new(across, rows);
    sheet.outlines(&view, pen);
    sheet.links(map, &view, pen);
    let drawn = sheet.places(map, &view);
    sheet.areas(map, &view);
    out.extend((0..rows).map(|row| sheet.row(row, pen)));
    out.extend(key(map, &drawn, columns, pen));
    out.extend(crossings(map, &drawn, columns, pen));
    out.extend(links(map, columns, pen));
    out
}

/// What a character of the map is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    Empty,
    Outline,
    Link(usize),
    Mark,
    Area,
}

/// A grid of characters.
struct Sheet {
    columns: usize,
    rows: usize,
    cells: Vec<(char, Ink)>,
}

impl Sheet {
    fn new(columns: usize, rows: usize) -> Self {
        Self { columns, rows, cells: vec![(' ', Ink::Empty); columns * rows] }
    }

    fn cell(&mut self, column: usize, row: usize) -> Option<&mut (char, Ink)> {
        if column < self.columns { self.cells.get_mut(row * self.columns + column) } else { None }
    }

    /// Borders and coasts.
    fn outlines(&mut self, view: &View, pen: Pen) {
        let base = base(view, 0.25);
        let kinds = [(&base.coasts, '~'), (&base.borders, pen.either('\u{B7}', '.'))];
        for (lines, mark) in kinds {
            for pair in lines.iter().flat_map(|line| line.windows(2)) {
                let [from, to] = pair else {
                    continue;
                };
                let steps = ((to.0 - from.0).abs().max((to.1 - from.1).abs()) * 2.0).ceil().clamp(1.0, 1000.0);
                for step in 0..=(steps as usize) {
                    let part = step as f64 / steps;
                    let (x, y) = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
                    if let Some(cell) = self.cell(x.max(0.0) as usize, y.max(0.0) as usize) {
                        *cell = (mark, Ink::Outline);
                    }
                }
            }
        }
    }

    /// Links by status: the open ones last, so that they are seen.
    fn links(&mut self, map: &Map, view: &View, pen: Pen) {
        let mut order: Vec<(usize, usize)> =
            (0..map.links.len()).map(|link| (layer(status(map, link)), link)).collect();
        order.sort_unstable();
        let mut canvas = Canvas::new(self.columns, self.rows, pen.unicode());
        let (dots_across, dots_down) = canvas.size();
        let scale = (dots_across as f64 / self.columns as f64, dots_down as f64 / self.rows as f64);
        let mut crosses = Vec::new();
        for (_, link) in order {
            let Some(course) = map.links.get(link) else {
                continue;
            };
            let own = status(map, link);
            let runs = view.line(&course.points);
            for pair in runs.iter().flat_map(|run| run.windows(2)) {
                if let [from, to] = pair {
                    let dot = |point: &(f64, f64)| (point.0 * scale.0, point.1 * scale.1);
                    canvas.course(dot(from), dot(to), owner(own), dash(own));
                }
            }
            if own == Some(LinkStatus::Closed) {
                crosses.extend(runs.iter().max_by_key(|run| run.len()).and_then(|run| middle(run)));
            }
        }
        for row in 0..self.rows {
            for column in 0..self.columns {
                let found = canvas.character(column, row);
                if let (Some((braille, owner)), Some(cell)) = (found, self.cell(column, row)) {
                    *cell = (if pen.unicode() { braille } else { letter(owner) }, Ink::Link(owner));
                }
            }
        }
        for (x, y) in crosses {
            if let Some(cell) = self.cell(x.max(0.0) as usize, y.max(0.0) as usize) {
                *cell = (pen.either('\u{2715}', 'x'), Ink::Link(owner(Some(LinkStatus::Closed))));
            }
        }
    }

    /// Marks of places, crossings first; one whose character is taken moves beside it. The answer is
    /// the places that are on the map.
    fn places(&mut self, map: &Map, view: &View) -> Vec<usize> {
        let mut order: Vec<usize> = (0..map.places.len()).collect();
        order.sort_by_key(|place| map.places.get(*place).map(|own| own.kind));
        let numbers: Vec<usize> = numbered(map);
        let mut drawn = Vec::new();
        for place in order {
            let Some(own) = map.places.get(place).filter(|own| own.kind != PlaceMark::Area) else {
                continue;
            };
            let Some((x, y)) = view.at((own.lon, own.lat)).filter(|at| view.rect.holds(*at)) else {
                continue;
            };
            let mark = match numbers.iter().position(|other| *other == place) {
                Some(number) => numeral(number),
                None => initial(own.kind),
            };
            let (column, row) = (x as usize, y as usize);
            let beside =
                [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1), (2, 0), (-2, 0)];
            for (right, down) in beside {
                let place_of = column.checked_add_signed(right).zip(row.checked_add_signed(down));
                let cell = place_of.and_then(|(column, row)| self.cell(column, row));
                if let Some(cell) = cell.filter(|cell| cell.1 != Ink::Mark) {
                    *cell = (mark, Ink::Mark);
                    drawn.push(place);
                    break;
                }
            }
        }
        drawn
    }

    /// Names of areas where nothing but outlines lies under them.
    fn areas(&mut self, map: &Map, view: &View) {
        for own in map.places.iter().filter(|own| own.kind == PlaceMark::Area && own.label) {
            let name: Vec<char> = crate::words::clean(&own.name).to_uppercase().chars().collect();
            let plain = name.iter().all(|c| width(c.encode_utf8(&mut [0; 4])) == 1);
            let Some((x, y)) = view.at((own.lon, own.lat)).filter(|at| view.rect.holds(*at)) else {
                continue;
            };
            let half = name.len() >> 1;
            let (row, start) = (y as usize, (x as usize).saturating_sub(half));
            let free = (start..start + name.len())
                .all(|column| self.cell(column, row).is_some_and(|cell| matches!(cell.1, Ink::Empty | Ink::Outline)));
            if plain && free {
                for (i, c) in name.into_iter().enumerate() {
                    if let Some(cell) = self.cell(start + i, row) {
                        *cell = (c, Ink::Area);
                    }
                }
            }
        }
    }

    fn row(&self, row: usize, pen: Pen) -> String {
        let cells = self.cells.iter().skip(row * self.columns).take(self.columns);
        let mut out = String::new();
        for (c, ink) in cells {
            let c = c.encode_utf8(&mut [0; 4]).to_owned();
            out.push_str(&match ink {
                Ink::Empty => c,
                Ink::Outline | Ink::Area => pen.dim(&c),
                Ink::Link(owner) => pen.series(*owner, &c),
                Ink::Mark => pen.bold(&c),
            });
        }
        out.trim_end().to_owned()
    }
}

fn status(map: &Map, link: usize) -> Option<LinkStatus> {
    map.link_state(link).map(|state| state.status)
}

/// Later layers cover earlier ones.
fn layer(status: Option<LinkStatus>) -> usize {
    match status {
        Some(LinkStatus::Unknown) => 0,
        Some(LinkStatus::NotOpened | LinkStatus::NotBuilt) => 1,
        Some(LinkStatus::Closed) => 2,
        Some(LinkStatus::Limited) => 3,
        None | Some(LinkStatus::Open) => 4,
    }
}

/// The number of the colour.
fn owner(status: Option<LinkStatus>) -> usize {
    match status {
        None | Some(LinkStatus::Open) => 0,
        Some(LinkStatus::Closed) => 1,
        Some(LinkStatus::NotBuilt) => 3,
        Some(LinkStatus::Limited) => 4,
        Some(LinkStatus::Unknown) => 5,
        // The colour of what is not built, with a letter of its own.
        Some(LinkStatus::NotOpened) => 9,
    }
}

/// The mark of a link without braille.
fn letter(owner: usize) -> char {
    match owner {
        0 => '#',
        4 => '=',
        1 => '-',
        3 => '+',
        9 => ':',
        _ => '?',
    }
}

fn dash(status: Option<LinkStatus>) -> Dash {
    match status {
        None | Some(LinkStatus::Open) => Dash::Solid,
        Some(LinkStatus::Limited) => Dash::DashDot,
        Some(LinkStatus::Closed | LinkStatus::Unknown) => Dash::Dotted,
        Some(LinkStatus::NotOpened | LinkStatus::NotBuilt) => Dash::Dashed,
    }
}

fn middle(run: &[(f64, f64)]) -> Option<(f64, f64)> {
    let (first, last) = (run.get(run.len().saturating_sub(1) >> 1)?, run.get(run.len() >> 1)?);
    Some((f64::midpoint(first.0, last.0), f64::midpoint(first.1, last.1)))
}

/// The crossings in the order of their numbers.
fn numbered(map: &Map) -> Vec<usize> {
    let places = map.places.iter().enumerate();
    places.filter(|(_, own)| own.kind == PlaceMark::Crossing).map(|(place, _)| place).take(MOST).collect()
}

/// 1 to 9, then a to z.
fn numeral(number: usize) -> char {
    match number {
        0..9 => char::from_digit(number as u32 + 1, 10),
        _ => char::from_digit((number + 1) as u32, 36),
    }
    .unwrap_or('*')
}

fn initial(kind: PlaceMark) -> char {
    match kind {
        PlaceMark::Crossing => 'X',
        PlaceMark::Mine => 'M',
        PlaceMark::Port => 'P',
        PlaceMark::Market => 'K',
        PlaceMark::Terminal => 'T',
        PlaceMark::City => 'C',
        PlaceMark::Junction => 'J',
        PlaceMark::Area | PlaceMark::Other => 'o',
    }
}

/// What the characters mean, with the names of the places they stand for.
fn key(map: &Map, drawn: &[usize], columns: usize, pen: Pen) -> Vec<String> {
    let mut out = Vec::new();
    let states: Vec<LinkStatus> = LinkStatus::ALL
        .into_iter()
        .filter(|own| (0..map.links.len()).any(|link| status(map, link) == Some(*own)))
        .collect();
    if !states.is_empty() {
        let sample = |own: LinkStatus| {
            let sample = match (own, pen.unicode()) {
                (_, false) => letter(owner(Some(own))).to_string().repeat(3),
                (LinkStatus::Open, true) => "\u{2812}\u{2812}\u{2812}".to_owned(),
                (LinkStatus::Limited, true) => "\u{2812}\u{2802}\u{2812}\u{2802}".to_owned(),
                (LinkStatus::Closed, true) => "\u{2802}\u{2715}\u{2802}".to_owned(),
                (LinkStatus::NotOpened | LinkStatus::NotBuilt, true) => "\u{2812}\u{2812} \u{2812}\u{2812}".to_owned(),
                (LinkStatus::Unknown, true) => "\u{2802} \u{2802}".to_owned(),
            };
            format!("{sample} {}", own.word())
        };
        let mut line = text!("links:");
        let indent = " ".repeat(width(&line));
        for entry in states.into_iter().map(sample) {
            if width(&line) + 2 + width(&entry) > columns {
                out.push(std::mem::replace(&mut line, indent.clone()));
            }
            line.push_str("  ");
            line.push_str(&entry);
        }
        out.push(line);
    }
    for kind in PlaceMark::ALL.into_iter().filter(|kind| !matches!(kind, PlaceMark::Crossing | PlaceMark::Area)) {
        let own = drawn.iter().filter(|place| map.places.get(**place).is_some_and(|place| place.kind == kind));
        let names: Vec<String> =
            own.map(|place| words::place_name(map, *place)).filter(|name| !name.is_empty()).collect();
        let any = drawn.iter().any(|place| map.places.get(*place).is_some_and(|place| place.kind == kind));
        if any {
            let told = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("; ");
            let told = if names.len() > MOST { text!("{names}; and more", names = told) } else { told };
            let line = format!("{} {}: {told}", initial(kind), kind.word());
            out.extend(wrap(line.trim_end_matches([' ', ':']), columns));
        }
    }
    out
}

/// The crossings by number, with their states.
fn crossings(map: &Map, drawn: &[usize], columns: usize, pen: Pen) -> Vec<String> {
    let mut out = Vec::new();
    let numbers = numbered(map);
    for (number, place) in numbers.iter().enumerate() {
        if number == 0 {
            out.push(pen.bold(&text!("Crossings")));
        }
        let mut line = words::place(map, *place);
        if !drawn.contains(place) {
            line = text!("{crossing}, not on this map", crossing = line);
        }
        for (i, text) in wrap(&line, columns.saturating_sub(4)).iter().enumerate() {
            let head = if i == 0 { numeral(number) } else { ' ' };
            out.push(format!("  {head} {text}"));
        }
    }
    let all = map.places.iter().filter(|own| own.kind == PlaceMark::Crossing).count();
    if all > numbers.len() {
        out.push(format!("  {}", text!("and {count} more", count = all - numbers.len())));
    }
    out
}

/// The links that carry most.
fn links(map: &Map, columns: usize, pen: Pen) -> Vec<String> {
    let mut loads: Vec<(f64, usize)> = (0..map.links.len())
        .filter_map(|link| Some((crate::scale::finite(map.link_state(link)?.weight)?, link)))
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    loads.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut out = Vec::new();
    for (place, (_, link)) in loads.iter().take(MOST_LINKS).enumerate() {
        if place == 0 {
            out.push(pen.bold(&text!("Links that carry most")));
        }
        out.extend(wrap(&words::link(map, *link), columns.saturating_sub(4)).iter().map(|line| format!("    {line}")));
    }
    out
}
