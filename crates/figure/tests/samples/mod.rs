//! One figure of each kind with invented numbers, for goldens and the gallery.

#![allow(dead_code, reason = "each user takes some of the samples")]

mod fan;
mod network;

pub(crate) use fan::fan;
pub(crate) use network::{distance, map};

use figure::{
    Bar, Bars, Cell, Chart, Column, Dash, EventMark, Figure, Grain, Lane, LineSeries, Lines, Marker, RangePoint,
    RangeRow, Ranges, Scatter, ScatterPoint, ScatterSeries, SourceNote, Stack, StackPart, Table, Timeline,
    TimelineEntry, XAxis, month_x,
};

fn frame(id: &str, title: &str, measure: &str, unit: &str, chart: Chart, table: Table) -> Figure {
    Figure {
        id: id.into(),
        title: title.into(),
        measure: measure.into(),
        unit: unit.into(),
        place: "four gates of an invented upland".into(),
        period: "2018 to 2023".into(),
        chart,
        table,
        sources: vec![
            SourceNote {
                id: "yearbook".into(),
                text: "Yearbook of Goods from the Office of Counting, retrieved 3 May 2023".into(),
                url: None,
            },
            SourceNote {
                id: "gates".into(),
                text: "Monthly gate reports from the Gate Authority, retrieved 5 May 2023".into(),
                url: None,
            },
        ],
        notes: vec!["The last three months are provisional; figures before 2019 follow the older definition.".into()],
        alt: String::new(),
    }
}

fn wave(month: u32, level: f64, closed: (u32, u32), growth: f64) -> f64 {
    let season = (f64::from(month) * std::f64::consts::TAU / 12.0).sin() * level * 0.12;
    let wobble = (f64::from(month * 37 % 11) - 5.0) * level * 0.018;
    let base = level + season + wobble + f64::from(month) * growth;
    if (closed.0..closed.1).contains(&month) { base * 0.12 } else { base }
}

pub(crate) fn lines() -> Figure {
    let months = || (2018..=2023).flat_map(|year| (1..=12).map(move |month| month_x(year, month))).zip(0_u32..65);
    let series = |name: &str, level: f64, closed, growth: f64, dash, emphasis| LineSeries {
        name: name.into(),
        points: months()
            .map(|(x, m)| {
                let reported = name != "Hill gate" || !(30..34).contains(&m);
                (x, reported.then(|| wave(m, level, closed, growth)))
            })
            .collect(),
        dash,
        emphasis,
    };
    let chart = Chart::Lines(Lines {
        x: XAxis { grain: Grain::Month, from: None, to: None },
        series: vec![
            series("North gate", 1900.0, (26, 34), 11.0, Dash::Solid, true),
            series("Hill gate", 1150.0, (45, 50), 9.0, Dash::Dashed, false),
            series("River crossing and its ferry", 1120.0, (26, 31), 9.0, Dash::Dotted, false),
            series("East gate", 300.0, (0, 0), 2.0, Dash::DashDot, false),
        ],
        bands: Vec::new(),
        marks: vec![
            EventMark {
                x: month_x(2020, 2),
                label: "Gates closed to travellers".into(),
                when: "10 February 2020".into(),
            },
            EventMark { x: month_x(2020, 9), label: "Green lane opens".into(), when: "September 2020".into() },
            EventMark { x: month_x(2023, 1), label: "Full reopening".into(), when: "8 January 2023".into() },
        ],
        unit: "thousand tonnes a month".into(),
        zero_based: true,
    });
    frame(
        "gates-monthly",
        "Goods through the north gate doubled within a year of the reopening, to 2,600 thousand tonnes a month",
        "Goods carried outward",
        "thousand tonnes a month",
        chart,
        table(),
    )
}

pub(crate) fn bars() -> Figure {
    let bar = |label: &str, value: Option<f64>, range: Option<(f64, f64)>, shown: &str, emphasis| Bar {
        label: label.into(),
        value,
        low: range.map(|r| r.0),
        high: range.map(|r| r.1),
        shown: shown.into(),
        emphasis,
    };
    let chart = Chart::Bars(Bars {
        bars: vec![
            bar("Reopening of the north gate", Some(612.4), Some((380.0, 845.0)), "+612 (380 to 845)", true),
            bar("Green lane for goods", Some(214.0), Some((-40.0, 470.0)), "+214 (-40 to 470)", false),
            bar("New railway to the river crossing, first stage", Some(96.5), None, "+96.5", false),
            bar("Closing of the hill gate", Some(-341.0), Some((-520.0, -150.0)), "-341 (-520 to -150)", false),
            bar("Tariff reform", Some(0.0), None, "0", false),
            bar("Container pilot", None, None, "not reported", false),
        ],
        unit: "thousand tonnes a month, difference from the path without the event".into(),
    });
    frame(
        "effects",
        "The reopening added 612 thousand tonnes a month; only one other event has a range clear of zero",
        "Effect of dated events on goods carried",
        "thousand tonnes a month",
        chart,
        table(),
    )
}

pub(crate) fn ranges() -> Figure {
    let row = |label: &str, values: &[(f64, &str)]| RangeRow {
        label: label.into(),
        points: values
            .iter()
            .zip([
                ("first release", Marker::Ring),
                ("revised, May 2023", Marker::Circle),
                ("partner's report", Marker::Square),
            ])
            .map(|((value, shown), (name, marker))| RangePoint {
                name: name.into(),
                value: *value,
                shown: (*shown).into(),
                marker,
            })
            .collect(),
    };
    let chart = Chart::Ranges(Ranges {
        rows: vec![
            row("North gate", &[(52.0, "52.0"), (58.4, "58.4"), (61.3, "61.3")]),
            row("Hill gate", &[(21.3, "21.3"), (19.8, "19.8"), (20.1, "20.1")]),
            row("River crossing and its ferry", &[(15.2, "15.2"), (13.1, "13.1"), (f64::NAN, "not reported")]),
            row("East gate", &[(5.1, "5.1"), (5.1, "5.1")]),
        ],
        unit: "percent of goods carried".into(),
        reference: Some(25.0),
    });
    frame(
        "shares",
        "The revision lifts the north gate's share from 52.0 to 58.4 percent",
        "Share of gates in goods carried",
        "percent",
        chart,
        table(),
    )
}

pub(crate) fn timeline() -> Figure {
    let entry = |start, end, label: &str, when: &str, emphasis| TimelineEntry {
        start,
        end,
        label: label.into(),
        when: when.into(),
        emphasis,
    };
    let chart = Chart::Timeline(Timeline {
        from: 2018.0,
        to: 2023.5,
        lanes: vec![
            Lane {
                name: "Border".into(),
                entries: vec![
                    entry(
                        month_x(2020, 2),
                        Some(month_x(2023, 1)),
                        "Closed to travellers",
                        "10 February 2020 to 8 January 2023",
                        true,
                    ),
                    entry(
                        month_x(2020, 9),
                        Some(month_x(2021, 10)),
                        "Green lane for goods",
                        "September 2020 to October 2021",
                        false,
                    ),
                    entry(month_x(2023, 1), None, "Full reopening", "8 January 2023", true),
                ],
            },
            Lane {
                name: "Building".into(),
                entries: vec![
                    entry(month_x(2018, 6), Some(month_x(2022, 9)), "Railway to the river crossing", "", false),
                    entry(month_x(2022, 9), None, "First train", "9 September 2022", false),
                    entry(
                        month_x(2022, 11),
                        None,
                        "Second line opens with a long ceremony and many guests",
                        "25 November 2022",
                        false,
                    ),
                ],
            },
            Lane {
                name: "Talks".into(),
                entries: vec![
                    entry(month_x(2018, 4), None, "Treaty", "2018", false),
                    entry(month_x(2019, 9), None, "Visit", "", false),
                    entry(month_x(2022, 11), None, "Visit", "28 November 2022", false),
                ],
            },
        ],
    });
    frame("events", "Five years of closings and openings", "Dated events", "", chart, table())
}

pub(crate) fn stack() -> Figure {
    let part = |name: &str, values: [Option<f64>; 6]| StackPart { name: name.into(), values: values.to_vec() };
    let chart = Chart::Stack(Stack {
        labels: ["2018", "2019", "2020", "2021", "2022", "2023, first quarter"].map(String::from).to_vec(),
        parts: vec![
            part("North gate", [Some(48.0), Some(50.0), Some(40.0), Some(44.0), Some(52.0), Some(58.4)]),
            part("Hill gate", [Some(24.0), Some(23.0), Some(30.0), Some(28.0), Some(22.0), Some(19.8)]),
            part("River crossing and its ferry", [Some(20.0), Some(19.0), Some(22.0), None, Some(16.0), Some(13.1)]),
            part("East gate", [Some(6.0), Some(6.0), Some(6.0), Some(6.0), Some(7.0), Some(5.1)]),
            part("Other", [Some(2.0), Some(2.0), Some(2.0), Some(3.0), Some(3.0), Some(3.6)]),
        ],
        unit: "percent of goods carried".into(),
    });
    frame(
        "parts",
        "The north gate now carries more than half of all goods",
        "Share of gates in goods carried",
        "percent",
        chart,
        table(),
    )
}

pub(crate) fn scatter() -> Figure {
    let point = |label: &str, x: f64, y: f64, (wide, high): (f64, f64)| ScatterPoint {
        label: label.into(),
        x,
        y,
        x_band: Some((x - wide, x + wide)),
        y_band: Some((y - high, y + high)),
        shown: format!("{x:.0} in the worst years, {y:.0} on average"),
    };
    let frontier = [
        point("0", 212.0, 640.0, (22.0, 9.0)),
        point("0.25", 246.0, 634.0, (20.0, 9.0)),
        point("0.5", 262.0, 628.0, (18.0, 8.0)),
        point("0.75", 268.0, 622.0, (17.0, 8.0)),
        point("1", 270.0, 601.0, (17.0, 8.0)),
    ];
    let chart = Chart::Scatter(Scatter {
        across: "income in the worst 5 % of years, M".into(),
        up: "mean income, M".into(),
        series: vec![
            ScatterSeries {
                name: "frontier, by weight of the worst years".into(),
                marker: Marker::Circle,
                joined: true,
                points: frontier.into(),
            },
            ScatterSeries {
                name: "today".into(),
                marker: Marker::Square,
                joined: false,
                points: vec![point("today", 205.0, 588.0, (23.0, 9.0))],
            },
        ],
    });
    frame(
        "trade-off",
        "A quarter of the weight on bad years costs 6 of income and saves 34",
        "Mean income against income in bad years",
        "M",
        chart,
        table(),
    )
}

pub(crate) fn table() -> Table {
    let number = |text: &str, value: f64| Cell::number(text, value, Some("n".into()));
    Table {
        columns: vec![
            Column::text("Gate"),
            Column::number("Goods carried, 2021", "kt"),
            Column::number("Goods carried, 2022", "kt"),
            Column::text("What is counted"),
        ],
        rows: vec![
            vec![
                Cell::text("North gate"),
                number("12,538.7", 12_538.7),
                number("25,102.0", 25_102.0),
                Cell::text("All goods leaving by road and rail, in both directions of the lane"),
            ],
            vec![Cell::text("Hill gate"), number("9,004.1", 9_004.1), Cell::missing(), Cell::text("Road only")],
            vec![
                Cell::text("River crossing and its ferry"),
                number("0", 0.0),
                Cell::not_reported(),
                Cell::text("Rail and ferry"),
            ],
            vec![
                Cell::text("East gate"),
                Cell::not_applicable(),
                number("2,310.5", 2310.5),
                Cell::text("Opened in 2022"),
            ],
        ],
    }
}

pub(crate) fn all() -> Vec<Figure> {
    vec![lines(), fan(), bars(), ranges(), timeline(), stack(), map(), distance(), scatter()]
}
