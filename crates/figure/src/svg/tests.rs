//! Every picture, of whatever data: well formed, inside its view box, with every name in it.

use proptest::prelude::*;
use roxmltree::{Document, Node};

#[path = "../../tests/samples/mod.rs"]
mod samples;

use super::{Width, measure, print, render, render_frame, standalone, standalone_frame};
use crate::model::*;
use crate::table::Table;
use crate::words::clean;

fn figure(chart: Chart) -> Figure {
    Figure {
        id: "a <b>".into(),
        title: "A title & more".into(),
        measure: "Weight".into(),
        unit: "kt".into(),
        place: String::new(),
        period: String::new(),
        chart,
        table: Table::default(),
        sources: vec![SourceNote { id: "s".into(), text: "A source".into(), url: None }],
        notes: vec!["A note".into()],
        alt: String::new(),
    }
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

/// The corners of what an element paints, text measured as the layout measures it.
fn corners(node: Node<'_, '_>) -> Vec<(f64, f64)> {
    match node.tag_name().name() {
        "rect" => {
            let (x, y) = (number(node, "x"), number(node, "y"));
            vec![(x, y), (x + number(node, "width"), y + number(node, "height"))]
        }
        "circle" => {
            let (x, y, r) = (number(node, "cx"), number(node, "cy"), number(node, "r"));
            vec![(x - r, y - r), (x + r, y + r)]
        }
        "path" => path(node.attribute("d").unwrap()),
        "text" => {
            let size = number(node, "font-size");
            assert!(size >= 11.0, "type of {size}");
            let bold = node.attribute("font-weight").is_some();
            let mut out = Vec::new();
            let mut line = |x: f64, y: f64, text: &str| {
                let width = measure::width(text.trim_end(), size, bold);
                let left = match node.attribute("text-anchor") {
                    Some("middle") => x - width / 2.0,
                    Some("end") => x - width,
                    _ => x,
                };
                out.extend([(left, y - size * 0.8), (left + width, y + size * 0.25)]);
            };
            let spans: Vec<Node<'_, '_>> = node.children().filter(|n| n.has_tag_name("tspan")).collect();
            for span in &spans {
                line(number(*span, "x"), number(*span, "y"), span.text().unwrap());
            }
            if spans.is_empty() {
                let text: String = node.children().filter(Node::is_text).filter_map(|n| n.text()).collect();
                line(number(node, "x"), number(node, "y"), &text);
            }
            out
        }
        _ => Vec::new(),
    }
}

/// The points of a path of absolute moves and lines, and of relative lines.
fn path(d: &str) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for piece in d.split_inclusive(|c: char| c.is_ascii_alphabetic()).scan(' ', |command, piece| {
        let own = *command;
        *command = piece.chars().last().filter(char::is_ascii_alphabetic).unwrap_or(' ');
        Some((own, piece.trim_end_matches(|c: char| c.is_ascii_alphabetic())))
    }) {
        let (command, numbers) = piece;
        let spaced = numbers.replace('-', " -");
        let numbers: Vec<f64> = spaced.split_whitespace().map(|n| n.parse().unwrap()).collect();
        assert!(numbers.len().is_multiple_of(2), "{d}");
        for pair in numbers.chunks(2) {
            let from = if command == 'l' { *points.last().unwrap() } else { (0.0, 0.0) };
            points.push((from.0 + pair[0], from.1 + pair[1]));
        }
    }
    points
}

#[test]
fn the_reader_of_paths_reads_both_ways_of_writing() {
    assert_eq!(path("M1 2L3 4Z"), [(1.0, 2.0), (3.0, 4.0)]);
    assert_eq!(path("M1 2l.5-1.5 2 0ZM7-8l0 0"), [(1.0, 2.0), (1.5, 0.5), (3.5, 0.5), (7.0, -8.0), (7.0, -8.0)]);
}

/// Checks one picture; the answer is all its text, run together.
fn check(svg: &str) -> String {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let root = document.root_element();
    let view: Vec<f64> = root.attribute("viewBox").unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
    assert_eq!(root.attribute("role"), Some("img"));
    for node in root.descendants() {
        let in_pattern = node.ancestors().any(|a| a.tag_name().name() == "pattern");
        for (x, y) in corners(node).into_iter().filter(|_| !in_pattern) {
            let inside = x >= -0.11 && x <= view[2] + 0.11 && y >= -0.11 && y <= view[3] + 0.11;
            assert!(inside, "({x}, {y}) outside {view:?}: {:?}\n{svg}", node.range());
        }
        if let Some(id) = node.attribute("id") {
            assert!(id.starts_with("fig-a--b--"), "{id}");
        }
    }
    let mut words = String::new();
    for text in root.descendants().filter(Node::is_text) {
        words.push_str(text.text().unwrap());
        if text.parent().is_some_and(|parent| parent.tag_name().name() != "tspan") {
            words.push('\n');
        }
    }
    words
}

fn check_all(chart: Chart, names: &[String]) {
    let figure = figure(chart);
    for width in [Width::Wide, Width::Narrow] {
        for svg in [render(&figure, width), standalone(&figure, width)] {
            let words = check(&svg);
            for name in names {
                // Nobody points at anything on a phone: a label that is cut there stands whole in the table alone.
                assert!(width == Width::Narrow || words.contains(&clean(name)), "{name:?} is not in\n{words}");
            }
        }
    }
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        5 => -1000.0..1000.0,
        1 => any::<f64>(),
        1 => Just(0.0),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::MAX, f64::MIN_POSITIVE, -1e150, 1e15]),
    ]
}

fn maybe() -> impl Strategy<Value = Option<f64>> {
    prop::option::weighted(0.8, value())
}

fn time() -> impl Strategy<Value = f64> {
    prop_oneof![8 => 2000.0..2030.0, 1 => any::<f64>(), 1 => Just(2020.0)]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,9}( [a-z]{1,9}){0,4}",
        1 => ".{0,12}",
        1 => "[A-Za-z ]{40,160}",
        1 => Just(String::new()),
    ]
}

fn dash() -> impl Strategy<Value = Dash> {
    prop::sample::select(vec![Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::DashDot])
}

fn marker() -> impl Strategy<Value = Marker> {
    prop::sample::select(vec![Marker::Circle, Marker::Ring, Marker::Square, Marker::Triangle])
}

fn any_band() -> impl Strategy<Value = LineBand> {
    let level = prop::sample::select(vec![BandLevel::Light, BandLevel::Middle, BandLevel::Strong]);
    let points = prop::collection::vec((time(), prop::option::weighted(0.8, (value(), value()))), 0..20);
    (name(), points, level).prop_map(|(name, points, level)| LineBand { name, points, level })
}

fn any_lines() -> impl Strategy<Value = Lines> {
    let points = prop::collection::vec((time(), maybe()), 0..30);
    let series = (name(), points, dash(), any::<bool>()).prop_map(|(name, points, dash, emphasis)| LineSeries {
        name,
        points,
        dash,
        emphasis,
    });
    let mark = (time(), name(), name()).prop_map(|(x, label, when)| EventMark { x, label, when });
    (
        prop::collection::vec(series, 0..9),
        prop::collection::vec(any_band(), 0..5),
        prop::collection::vec(mark, 0..6),
        prop::option::of(time()),
        prop::option::of(time()),
        name(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(series, bands, marks, from, to, unit, zero_based, monthly)| Lines {
            x: XAxis { grain: if monthly { Grain::Month } else { Grain::Year }, from, to },
            series,
            bands,
            marks,
            unit,
            zero_based,
        })
}

fn any_bars() -> impl Strategy<Value = Bars> {
    let bar = (name(), maybe(), maybe(), maybe(), name(), any::<bool>())
        .prop_map(|(label, value, low, high, shown, emphasis)| Bar { label, value, low, high, shown, emphasis });
    (prop::collection::vec(bar, 0..9), name()).prop_map(|(bars, unit)| Bars { bars, unit })
}

fn any_ranges() -> impl Strategy<Value = Ranges> {
    let point = (name(), value(), name(), marker()).prop_map(|(name, value, shown, marker)| RangePoint {
        name,
        value,
        shown,
        marker,
    });
    let row = (name(), prop::collection::vec(point, 0..6)).prop_map(|(label, points)| RangeRow { label, points });
    (prop::collection::vec(row, 0..6), name(), maybe()).prop_map(|(rows, unit, reference)| Ranges {
        rows,
        unit,
        reference,
    })
}

fn any_timeline() -> impl Strategy<Value = Timeline> {
    let entry = (time(), prop::option::of(time()), name(), name(), any::<bool>())
        .prop_map(|(start, end, label, when, emphasis)| TimelineEntry { start, end, label, when, emphasis });
    let lane = (name(), prop::collection::vec(entry, 0..8)).prop_map(|(name, entries)| Lane { name, entries });
    (time(), time(), prop::collection::vec(lane, 0..5)).prop_map(|(from, to, lanes)| Timeline { from, to, lanes })
}

fn any_stack() -> impl Strategy<Value = Stack> {
    let part = (name(), prop::collection::vec(maybe(), 0..9)).prop_map(|(name, values)| StackPart { name, values });
    (prop::collection::vec(name(), 0..40), prop::collection::vec(part, 0..8), name())
        .prop_map(|(labels, parts, unit)| Stack { labels, parts, unit })
}

fn degrees() -> impl Strategy<Value = (f64, f64)> {
    let edge = prop::sample::select(vec![-180.0, -90.0, 0.0, 90.0, 180.0, 360.0, f64::NAN, f64::INFINITY]);
    prop_oneof![
        8 => (85.0..136.0, 35.0..55.0),
        2 => (-180.0..180.0, -90.0..90.0),
        1 => (edge.clone(), edge),
        1 => (value(), value()),
        1 => Just((104.0, 45.0)),
    ]
}

fn region() -> impl Strategy<Value = MapRegion> {
    let real =
        Just(MapRegion { west: 86.0, south: 36.0, east: 135.0, north: 54.0, parallels: (38.0, 52.0), meridian: 104.0 });
    let any = (degrees(), degrees(), degrees(), any::<bool>()).prop_map(|(a, b, parallels, turned)| MapRegion {
        west: if turned { a.0.max(b.0) } else { a.0.min(b.0) },
        south: a.1.min(b.1),
        east: if turned { a.0.min(b.0) } else { a.0.max(b.0) },
        north: a.1.max(b.1),
        parallels,
        meridian: parallels.0,
    });
    prop_oneof![3 => real, 2 => any, 1 => Just(MapRegion::default())]
}

fn any_map() -> impl Strategy<Value = Map> {
    let place = (name(), prop::sample::select(PlaceMark::ALL.to_vec()), degrees(), any::<bool>())
        .prop_map(|(name, kind, (lon, lat), label)| MapPlace { id: "place".into(), name, kind, lon, lat, label });
    let link = (name(), prop::sample::select(LinkMode::ALL.to_vec()), prop::collection::vec(degrees(), 0..5))
        .prop_map(|(name, mode, points)| MapLink { id: "link".into(), name, mode, points });
    let status = || prop::sample::select(LinkStatus::ALL.to_vec());
    let state = (status(), maybe(), name()).prop_map(|(status, weight, shown)| LinkState { status, weight, shown });
    let own = prop::option::of((status(), name()).prop_map(|(status, shown)| PlaceState { status, shown }));
    let frame = (name(), prop::collection::vec(state, 0..7), prop::collection::vec(own, 0..12)).prop_map(
        |(label, links, places)| MapFrame { key: label.clone(), label, links, places, ..MapFrame::default() },
    );
    (
        region(),
        prop::collection::vec(place, 0..14),
        prop::collection::vec(link, 0..7),
        prop::collection::vec(frame, 0..3),
        0_usize..4,
        name(),
    )
        .prop_map(|(region, places, links, frames, frame, unit)| Map {
            region,
            places,
            links,
            frames,
            frame,
            unit,
        })
}

fn any_distance() -> impl Strategy<Value = DistanceChart> {
    let sums = (maybe(), maybe(), maybe(), maybe(), maybe(), maybe());
    let point =
        (prop_oneof![3 => value(), 1 => Just(300.0)], sums, name()).prop_map(|(km, sums, label)| DistancePoint {
            km,
            hours: sums.0,
            usd: sums.1,
            hours_low: sums.2,
            hours_high: sums.3,
            usd_low: sums.4,
            usd_high: sums.5,
            label,
        });
    let route = (name(), prop::collection::vec(point, 0..9), dash(), any::<bool>(), name()).prop_map(
        |(name, points, dash, emphasis, shown)| RouteLine {
            name,
            points,
            dash,
            emphasis,
            hours_shown: shown,
            money_shown: String::new(),
        },
    );
    (prop::collection::vec(route, 0..6), name()).prop_map(|(routes, money)| DistanceChart { routes, money })
}

fn any_scatter() -> impl Strategy<Value = Scatter> {
    let both = || prop::option::of((value(), value()));
    let point = (name(), value(), value(), both(), both(), name())
        .prop_map(|(label, x, y, x_band, y_band, shown)| ScatterPoint { label, x, y, x_band, y_band, shown });
    let series = (name(), marker(), any::<bool>(), prop::collection::vec(point, 0..12))
        .prop_map(|(name, marker, joined, points)| ScatterSeries { name, marker, joined, points });
    (name(), name(), prop::collection::vec(series, 0..4)).prop_map(|(across, up, series)| Scatter {
        across,
        up,
        series,
    })
}

fn any_chart() -> impl Strategy<Value = Chart> {
    prop_oneof![
        1 => any_lines().prop_map(Chart::Lines),
        1 => any_bars().prop_map(Chart::Bars),
        1 => any_ranges().prop_map(Chart::Ranges),
        1 => any_timeline().prop_map(Chart::Timeline),
        1 => any_stack().prop_map(Chart::Stack),
        2 => any_map().prop_map(Chart::Map),
        2 => any_distance().prop_map(Chart::Distance),
        1 => any_scatter().prop_map(Chart::Scatter),
    ]
}

/// What has to be readable in the picture, in words of the author.
fn names(chart: &Chart) -> Vec<String> {
    match chart {
        Chart::Lines(chart) if crate::shown::times(chart).and_then(|t| crate::shown::values(chart, t)).is_some() => {
            let bands = chart.bands.iter().map(|band| band.name.clone());
            chart.series.iter().map(|series| series.name.clone()).chain(bands).collect()
        }
        Chart::Bars(chart) => chart.bars.iter().flat_map(|bar| [bar.label.clone(), bar.shown_text()]).collect(),
        Chart::Ranges(chart) => chart
            .rows
            .iter()
            .flat_map(|row| {
                let shown = row.points.iter().map(RangePoint::shown_text);
                shown.chain([row.label.clone()]).collect::<Vec<_>>()
            })
            .collect(),
        Chart::Stack(chart) if crate::shown::stack_domain(chart).is_some() => {
            chart.parts.iter().map(|part| part.name.clone()).chain(chart.labels.clone()).collect()
        }
        Chart::Timeline(chart) if crate::shown::timeline_domain(chart).is_some() => {
            chart.lanes.iter().flat_map(|lane| lane.entries.iter().map(|e| e.label.clone())).collect()
        }
        Chart::Map(map) if crate::geo::window::Window::of(map).is_some() => {
            let crossings = map.places.iter().filter(|place| place.kind == PlaceMark::Crossing);
            crossings.map(|place| place.name.clone()).collect()
        }
        Chart::Distance(chart) if drawn(chart) => chart.routes.iter().map(|route| route.name.clone()).collect(),
        Chart::Scatter(chart) if crate::shown::scatter_domain(chart).is_some() => {
            let drawn = |point: &&ScatterPoint| point.place().is_some();
            let points = chart.series.iter().flat_map(|series| &series.points).filter(drawn);
            let names = chart.series.iter().map(|series| series.name.clone());
            names.chain(points.map(|point| point.label.clone())).collect()
        }
        _ => Vec::new(),
    }
}

fn drawn(chart: &DistanceChart) -> bool {
    use crate::shown::distance::{Measure, values};
    Measure::BOTH.iter().any(|measure| values(chart, *measure).is_some())
}

proptest! {
    #[test]
    fn every_picture_is_well_formed_complete_and_inside(chart in any_chart()) {
        let names = names(&chart);
        check_all(chart, &names);
    }

    #[test]
    fn text_is_never_wider_than_asked(
        chart in any_chart(),
        columns in 40_usize..=120,
        colour: bool,
        unicode: bool,
    ) {
        use unicode_width::UnicodeWidthStr;
        let style = crate::text::TextStyle { colour, unicode };
        let text = crate::text::render(&figure(chart), columns, style);
        for line in text.lines() {
            let mut plain = String::new();
            let mut rest = line;
            while let Some((before, after)) = rest.split_once('\u{1b}') {
                plain.push_str(before);
                rest = after.split_once('m').map_or("", |(_, rest)| rest);
            }
            plain.push_str(rest);
            prop_assert!(plain.width() <= columns, "{} > {columns}: {plain}", plain.width());
        }
    }

    #[test]
    fn the_text_alternative_is_never_empty(chart in any_chart()) {
        prop_assert!(figure(chart).alt_text().split_whitespace().count() >= 2);
    }
}

#[test]
fn inline_follows_the_page_and_standing_alone_brings_its_own() {
    let bar = Bar { label: "North".into(), value: Some(3.0), shown: "3.0".into(), ..Bar::default() };
    let figure = figure(Chart::Bars(Bars { bars: vec![bar], unit: "kt".into() }));
    let inline = render(&figure, Width::Narrow);
    assert!(inline.contains("viewBox=\"0 0 360 "));
    assert!(inline.contains("aria-label=\"Bar chart of Weight, kt. North 3.0.\""));
    assert!(inline.contains("var(--fig-s1, #0b5ea8)") && !inline.contains("<style>"));
    let alone = standalone(&figure, Width::Wide);
    assert!(alone.contains("viewBox=\"0 0 720 ") && !alone.contains("var("));
    assert!(alone.contains("prefers-color-scheme:dark"));
    for words in
        ["<title id=\"fig-a--b--wide-title\">A title &amp; more</title>", "<desc", "Source: A source.", "Note: A note"]
    {
        assert!(alone.contains(words), "{words}");
    }
}

#[test]
fn a_gap_is_not_bridged() {
    let points =
        vec![(2018.0, Some(1.0)), (2019.0, Some(2.0)), (2020.0, None), (2021.0, Some(3.0)), (2022.0, Some(4.0))];
    let series = LineSeries { name: "North".into(), points, ..LineSeries::default() };
    let svg = render(&figure(Chart::Lines(Lines { series: vec![series], ..Lines::default() })), Width::Wide);
    let document = Document::parse(&svg).unwrap();
    let line = document
        .descendants()
        .find(|node| node.attribute("stroke-linejoin").is_some() && node.has_tag_name("path"))
        .unwrap();
    let path = line.attribute("d").unwrap();
    assert_eq!((path.matches('M').count(), path.matches('L').count()), (2, 2), "{path}");
}

/// The boxes of the lines of text, a little smaller than the type.
fn boxes(svg: &str) -> Vec<[f64; 4]> {
    let document = Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts
        .flat_map(|node| {
            let corners = corners(node);
            corners.chunks(2).map(|pair| [pair[0].0, pair[0].1 + 2.0, pair[1].0, pair[1].1 - 2.0]).collect::<Vec<_>>()
        })
        .collect()
}

/// The first two lines of text that cover each other.
fn covered(svg: &str) -> Option<([f64; 4], [f64; 4])> {
    let boxes = boxes(svg);
    let meet = |a: &[f64; 4], b: &[f64; 4]| !(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]);
    let pairs = boxes.iter().enumerate().flat_map(|(i, a)| boxes.iter().skip(i + 1).map(move |b| (*a, *b)));
    pairs.into_iter().find(|(a, b)| meet(a, b))
}

#[test]
fn no_text_covers_another() {
    for figure in samples::all() {
        let frames = figure.frames().len().max(1);
        for width in [Width::Wide, Width::Narrow] {
            for frame in 0..frames {
                let met = covered(&standalone_frame(&figure, width, frame));
                assert_eq!(met, None, "{} {width:?} {frame}", figure.id);
            }
        }
    }
}

/// The rectangles that an element paints: of a line without area each straight piece.
fn painted(node: Node<'_, '_>) -> Vec<[f64; 4]> {
    let around = |points: &[(f64, f64)]| {
        let all = |pick: fn(f64, f64) -> f64, of: fn(&(f64, f64)) -> f64| points.iter().map(of).reduce(pick).unwrap();
        [all(f64::min, |p| p.0), all(f64::min, |p| p.1), all(f64::max, |p| p.0), all(f64::max, |p| p.1)]
    };
    let points = corners(node);
    if node.attribute("fill") == Some("none") {
        let data = node.attribute("d").unwrap();
        // Between two moves the pen is up.
        return data
            .split_inclusive(['M', 'm'])
            .map(|run| path(&format!("M{}", run.trim_end_matches(['M', 'm']))))
            .flat_map(|run| run.windows(2).map(around).collect::<Vec<_>>())
            .collect();
    }
    if points.is_empty() { Vec::new() } else { vec![around(&points)] }
}

#[test]
fn where_a_text_stands_on_something_it_has_ground_around_its_letters() {
    let meet = |a: &[f64; 4], b: &[f64; 4]| a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
    let (mut on, mut off) = (0, 0);
    for figure in samples::all() {
        let svg = print(&figure, Width::Wide, "A credit");
        let document = Document::parse(&svg).unwrap();
        // The first one is the ground.
        let mut marks: Vec<[f64; 4]> = Vec::new();
        for node in document.root_element().descendants().filter(Node::is_element).skip(2) {
            if node.ancestors().any(|other| other.has_tag_name("defs")) {
                continue;
            }
            if !node.has_tag_name("text") {
                marks.extend(painted(node));
                continue;
            }
            let letters: Vec<_> = corners(node).chunks(2).map(|c| [c[0].0, c[0].1, c[1].0, c[1].1]).collect();
            let stands_on = letters.iter().any(|line| marks.iter().any(|mark| meet(line, mark)));
            let has = node.attribute("paint-order").is_some();
            assert!(has || !stands_on, "{}: {:?} of {svg}", figure.id, node.text());
            *(if has { &mut on } else { &mut off }) += 1;
        }
    }
    // Most stand on the bare ground, and there an edge in its colour would change nothing.
    assert!(on > 0 && off > 2 * on, "{on} with, {off} without");
}

proptest! {
    #[test]
    fn no_text_of_a_map_covers_another(map in any_map()) {
        let figure = figure(Chart::Map(map));
        for width in [Width::Wide, Width::Narrow] {
            prop_assert_eq!(covered(&render(&figure, width)), None);
        }
    }

    #[test]
    fn every_frame_can_be_asked_for(map in any_map(), frame in 0_usize..5) {
        let figure = figure(Chart::Map(map));
        check(&render_frame(&figure, Width::Narrow, frame));
        check(&standalone_frame(&figure, Width::Wide, frame));
    }
}

mod points;
