//! What a point says stands in the table, digit for digit.

mod samples;

use figure::svg::{self, Point, Width};
use figure::{
    BandLevel, Cell, Chart, Column, Figure, Grain, LineBand, LineSeries, Lines, Stack, StackPart, Table, XAxis, month_x,
};

fn figure(chart: Chart, table: Table) -> Figure {
    Figure { chart, table, ..samples::bars() }
}

fn texts(figure: &Figure) -> Vec<(String, String, String)> {
    let points = svg::points(figure, Width::Wide);
    points.into_iter().map(|Point { series, at, text, .. }| (series, at, text)).collect()
}

/// Two lines and a band over three months; the table prints two decimals and knows a shorter unit.
fn months() -> Figure {
    let month = |m| month_x(2020, m);
    let series = |name: &str, points: [Option<f64>; 3]| LineSeries {
        name: name.into(),
        points: points.into_iter().zip(1..).map(|(value, m)| (month(m), value)).collect(),
        ..LineSeries::default()
    };
    let chart = Chart::Lines(Lines {
        x: XAxis { grain: Grain::Month, ..XAxis::default() },
        series: vec![
            series("observed", [Some(1200.0), None, Some(1250.5)]),
            series("expected", [None, Some(1200.0), Some(1300.0)]),
        ],
        bands: vec![LineBand {
            name: "95 %".into(),
            points: vec![(month(3), Some((1100.0, 1500.0)))],
            level: BandLevel::Middle,
        }],
        unit: "thousand tonnes a month".into(),
        ..Lines::default()
    });
    let number = |text: &str, value| Cell::number(text, value, None);
    let table = Table {
        columns: vec![
            Column::text("when"),
            Column::number("observed", "kt"),
            Column::number("expected", "kt"),
            Column::number("low", "kt"),
            Column::number("high", "kt"),
        ],
        rows: vec![
            vec![Cell::text("2020-01"), number("1,200.00", 1200.0)],
            vec![Cell::text("2020-02"), Cell::missing(), number("1,200.0", 1200.0)],
            vec![
                Cell::text("2020-03"),
                number("1,250.50", 1250.5),
                number("1,300.0", 1300.0),
                number("1,100", 1100.0),
                number("1,500", 1500.0),
            ],
        ],
    };
    figure(chart, table)
}

#[test]
fn lines_say_what_the_table_prints_and_name_the_bands_of_their_time() {
    let said: Vec<(String, String, String)> = [
        ("observed", "Jan 2020", "1,200.00 kt"),
        ("observed", "Mar 2020", "1,250.50 kt; 95 %: 1,100 to 1,500"),
        ("expected", "Feb 2020", "1,200.0 kt"),
        ("expected", "Mar 2020", "1,300.0 kt; 95 %: 1,100 to 1,500"),
    ]
    .map(|(series, at, text)| (series.into(), at.into(), text.into()))
    .into();
    assert_eq!(texts(&months()), said);
}

#[test]
fn every_number_of_every_point_is_in_the_table() {
    let figure = months();
    let printed: Vec<_> = figure.table.rows.iter().flatten().map(Cell::shown).collect();
    for (_, at, text) in texts(&figure) {
        for number in text.split([' ', ';']).filter(|word| word.contains(',')) {
            assert!(printed.iter().any(|shown| shown == number), "{number} at {at} is not in the table");
        }
    }
}

#[test]
fn parts_of_columns_stand_in_their_row() {
    let chart = Chart::Stack(Stack {
        labels: vec!["2021".into(), "2022".into()],
        parts: vec![
            StackPart { name: "salt".into(), values: vec![Some(60.0), Some(40.0)] },
            StackPart { name: "timber".into(), values: vec![Some(40.0), None] },
        ],
        unit: "%".into(),
    });
    let table = Table {
        columns: vec![Column::text("year"), Column::number("salt", "%"), Column::number("timber", "%")],
        rows: vec![
            vec![Cell::text("2021"), Cell::number("60.0", 60.0, None), Cell::number("40.00", 40.0, None)],
            vec![Cell::text("2022"), Cell::number("40.0", 40.0, None), Cell::missing()],
        ],
    };
    let said = texts(&figure(chart, table));
    let said: Vec<(&str, &str, &str)> = said.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(said, [("salt", "2021", "60.0 %"), ("salt", "2022", "40.0 %"), ("timber", "2021", "40.00 %")]);
}

#[test]
fn other_charts_say_what_the_picture_prints() {
    let has = |figure: &Figure, series: &str, at: &str, text: &str| {
        let all = texts(figure);
        assert!(all.contains(&(series.into(), at.into(), text.into())), "{series}, {at}, {text}: {all:?}");
    };
    has(&samples::bars(), "", "Reopening of the north gate", "+612 (380 to 845)");
    has(&samples::ranges(), "first release", "North gate", "52.0");
    has(&samples::timeline(), "Border", "Full reopening", "8 January 2023");
    has(&samples::timeline(), "Talks", "Visit", "Sep 2019");
    has(&samples::scatter(), "today", "today", "205 in the worst years, 588 on average");
    has(&samples::distance(), "Rail by the north gate", "300 km, border dwell", "48 h");
    has(&samples::distance(), "Rail by the north gate", "1,000 km", "790 USD");
    has(&samples::fan(), "counted", "Jan 2020", "122.5 thousand tonnes a month");
}

#[test]
fn a_script_holds_the_points_of_both_widths() {
    let figure = months();
    let script = svg::points_script(&figure);
    let list =
        script.strip_prefix("landlocked.points(\"effects\",").and_then(|rest| rest.strip_suffix(");\n")).unwrap();
    let value: serde_json::Value = serde_json::from_str(list).unwrap();
    assert_eq!(value["series"], serde_json::json!(["observed", "expected"]));
    for (name, width) in [("wide", Width::Wide), ("narrow", Width::Narrow)] {
        let points = svg::points(&figure, width);
        assert_eq!(value[name].as_array().unwrap().len(), points.len());
        for (own, point) in value[name].as_array().unwrap().iter().zip(&points) {
            let series = value["series"][usize::try_from(own[2].as_u64().unwrap()).unwrap()].as_str().unwrap();
            assert_eq!(own, &serde_json::json!([point.x, point.y, own[2], point.at, point.text]));
            assert_eq!(series, point.series);
        }
    }
}
