//! Every picture, of whatever data: well formed, inside its view box, with every name in it.

use proptest::prelude::*;
use roxmltree::{Document, Node};

#[path = "../../tests/samples/mod.rs"]
mod samples;

use super::{Width, measure, render, standalone};
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
        "path" => {
            let path = node.attribute("d").unwrap().replace(['M', 'L', 'Z'], " ");
            let numbers: Vec<f64> = path.split_whitespace().map(|n| n.parse().unwrap()).collect();
            numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
        }
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
                assert!(words.contains(&clean(name)), "{name:?} is not in\n{words}");
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
        prop::collection::vec(mark, 0..6),
        prop::option::of(time()),
        prop::option::of(time()),
        name(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(series, marks, from, to, unit, zero_based, monthly)| Lines {
            x: XAxis { grain: if monthly { Grain::Month } else { Grain::Year }, from, to },
            series,
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

fn any_chart() -> impl Strategy<Value = Chart> {
    prop_oneof![
        any_lines().prop_map(Chart::Lines),
        any_bars().prop_map(Chart::Bars),
        any_ranges().prop_map(Chart::Ranges),
        any_timeline().prop_map(Chart::Timeline),
        any_stack().prop_map(Chart::Stack),
    ]
}

/// What has to be readable in the picture, in words of the author.
fn names(chart: &Chart) -> Vec<String> {
    match chart {
        Chart::Lines(chart) if crate::shown::times(chart).and_then(|t| crate::shown::values(chart, t)).is_some() => {
            chart.series.iter().map(|series| series.name.clone()).collect()
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
        _ => Vec::new(),
    }
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

#[test]
fn no_text_covers_another() {
    for figure in samples::all() {
        for width in [Width::Wide, Width::Narrow] {
            let boxes = boxes(&standalone(&figure, width));
            for (place, a) in boxes.iter().enumerate() {
                for b in boxes.iter().skip(place + 1) {
                    let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                    assert!(apart, "{} {width:?}: {a:?} {b:?}", figure.id);
                }
            }
        }
    }
}
