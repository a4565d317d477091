//! The time/cost-distance chart: the worked example of the method, and lines that stop.

mod samples;

use figure::svg::{self, Width};
use figure::text::{self, TextStyle};
use figure::{Chart, DistanceChart, Figure};

fn chart(figure: &Figure) -> &DistanceChart {
    match &figure.chart {
        Chart::Distance(chart) => chart,
        other => panic!("{other:?}"),
    }
}

/// UN ESCAP time/cost-distance method, worked example per 20 tonnes.
#[test]
fn the_worked_example_ends_at_its_totals() {
    let figure = samples::distance();
    let route = &chart(&figure).routes[0];
    let points: Vec<(f64, Option<f64>, Option<f64>)> =
        route.points.iter().map(|point| (point.km, point.hours, point.usd)).collect();
    let expected = [
        (0.0, 0.0, 0.0),
        (50.0, 2.0, 100.0),
        (50.0, 8.0, 120.0),
        (300.0, 18.0, 270.0),
        (300.0, 48.0, 310.0),
        (300.0, 60.0, 370.0),
        (1000.0, 88.0, 790.0),
    ];
    assert_eq!(points, expected.map(|(km, hours, usd)| (km, Some(hours), Some(usd))));
    let alt = figure.alt_text();
    let told =
        "Rail by the north gate: 1,000 km, time 88 h, cost 790 USD per 20 tonnes; longest stop border dwell, 30 h.";
    assert!(alt.contains(told), "{alt}");
    let text = text::render(&figure, 100, TextStyle::default());
    assert!(text.contains("  1,000     88                790"), "{text}");
    for width in [Width::Wide, Width::Narrow] {
        let svg = svg::render(&figure, width);
        assert!(svg.contains("88 h") && svg.contains("790"));
        // Where a line would run through the name of a stop, the stop is named in the table alone.
        assert!(width == Width::Narrow || svg.contains("gauge change"));
    }
}

#[test]
fn a_line_stops_where_it_is_not_known() {
    let figure = samples::distance();
    for width in [Width::Wide, Width::Narrow] {
        let words = svg::standalone(&figure, width).replace("</tspan>", "");
        // At the end of the line in both panels, in the note, and twice in the text alternative.
        assert_eq!(words.matches("not known").count(), 5, "{words}");
    }
    assert!(figure.note_lines().iter().any(|line| line.contains("the rest of the route is not known")));
    assert!(
        figure.alt_text().contains("Rail by the east gate: 1,220 km, time 60 h up to 420 km, not known from there on")
    );
    for columns in [48, 100] {
        let text = text::render(&figure, columns, TextStyle::default());
        assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains("not known from here on"), "{text}");
    }
}

#[test]
fn a_band_joins_low_and_high_sums() {
    let figure = samples::distance();
    let svg = svg::render(&figure, Width::Wide);
    // One band in each panel: only one route has low and high legs.
    assert_eq!(svg.matches("fill-opacity").count(), 2);
    assert!(
        text::render(&figure, 100, TextStyle::default()).contains("from low to high: 25 to 88 hours, 620 to 980 USD")
    );
    assert!(figure.alt_text().contains("time 42 h (25 to 88)"));
}

#[test]
fn without_anything_it_says_so() {
    let mut figure = samples::distance();
    figure.chart = Chart::Distance(DistanceChart::default());
    assert!(svg::render(&figure, Width::Wide).contains("no values"));
    assert!(text::render(&figure, 80, TextStyle::default()).contains("no values"));
}
