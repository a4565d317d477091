//! Windows of time and choices of series, worked out by hand.

mod samples;

use figure::view::Unfit;
use figure::{
    Cell, Chart, Column, EventMark, Figure, Grain, LineSeries, Lines, Stack, StackPart, Table, XAxis, month_x,
};

/// Monthly exports and imports of 2019 and 2020, with an event in March 2020.
fn months() -> Figure {
    let months = || (2019..=2020).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let line = |name: &str, by: f64| LineSeries {
        name: name.into(),
        points: months().map(|(year, month)| (month_x(year, month), Some(by * f64::from(month)))).collect(),
        ..LineSeries::default()
    };
    let rows = months().map(|(year, month)| {
        let number = |by: f64| Cell::number(format!("{}", by * f64::from(month)), by * f64::from(month), None);
        vec![Cell::text(format!("{year}-{month:02}")), number(1.0), number(2.0), number(9.0)]
    });
    Figure {
        id: "months".into(),
        period: "2019 to 2020".into(),
        alt: "As the author put it.".into(),
        chart: Chart::Lines(Lines {
            x: XAxis { grain: Grain::Month, ..XAxis::default() },
            series: vec![line("Exports", 1.0), line("Imports", 2.0)],
            marks: vec![EventMark { x: month_x(2020, 3) + 0.03, label: "Closed".into(), when: String::new() }],
            ..Lines::default()
        }),
        table: Table {
            columns: vec![
                Column::text("month"),
                Column::number("exports", "kt"),
                Column::number("exports, share", "%"),
                Column::number("imports", "kt"),
            ],
            rows: rows.chain([vec![Cell::text("all months")]]).collect(),
        },
        ..samples::lines()
    }
}

fn firsts(figure: &Figure) -> Vec<&str> {
    figure.table.rows.iter().filter_map(|row| row.first()).map(|cell| cell.text.as_str()).collect()
}

fn lines(figure: &Figure) -> &Lines {
    match &figure.chart {
        Chart::Lines(lines) => lines,
        _ => panic!("no lines"),
    }
}

#[test]
fn both_months_of_a_window_are_inside_in_chart_and_table() {
    let whole = months();
    assert_eq!(whole.grain(), Some(Grain::Month));
    assert_eq!(whole.span(), Some((month_x(2019, 1), month_x(2020, 12))));
    let part = whole.within(Some(month_x(2019, 11)), Some(month_x(2020, 3))).unwrap();
    assert_eq!(firsts(&part), ["2019-11", "2019-12", "2020-01", "2020-02", "2020-03", "all months"]);
    for series in &lines(&part).series {
        let values: Vec<f64> = series.points.iter().filter_map(|(_, value)| *value).collect();
        let by = if series.name == "Exports" { 1.0 } else { 2.0 };
        assert_eq!(values, [11.0, 12.0, 1.0, 2.0, 3.0].map(|month| by * month));
    }
    assert_eq!(lines(&part).marks.len(), 1, "an event in the last month");
    assert_eq!(part.period, "Nov 2019 to Mar 2020");
    assert!(part.alt_text().contains("11 in Nov 2019"), "{}", part.alt_text());
    let early = whole.within(None, Some(month_x(2019, 2))).unwrap();
    assert_eq!(firsts(&early), ["2019-01", "2019-02", "all months"]);
    assert!(lines(&early).marks.is_empty());
    let year = figure::time::parse("2020").unwrap();
    assert_eq!(firsts(&whole.within(Some(year.from), Some(year.to)).unwrap()).len(), 13);
    assert_eq!(whole.within(None, None).unwrap(), whole);
}

#[test]
fn a_window_that_is_none_is_named() {
    let whole = months();
    let no = |from, to| whole.within(from, to).unwrap_err();
    assert_eq!(no(Some(2020.5), Some(2019.0)), Unfit::NoWindow);
    assert_eq!(no(Some(f64::NAN), None), Unfit::NoWindow);
    assert_eq!(no(None, Some(f64::INFINITY)), Unfit::NoWindow);
    assert_eq!(no(Some(1990.0), Some(1991.0)), Unfit::NothingInside);
    assert_eq!(no(Some(2030.0), None), Unfit::NoWindow, "it begins after the figure ends");
    for figure in [samples::bars(), samples::ranges(), samples::map(), samples::distance(), samples::scatter()] {
        assert_eq!(figure.within(Some(2019.0), Some(2020.0)), Err(Unfit::NoTime), "{}", figure.id);
        assert_eq!((figure.span(), figure.grain()), (None, None));
    }
}

#[test]
fn columns_of_years_and_lanes_of_events_have_windows_too() {
    let stack = samples::stack();
    assert_eq!((stack.grain(), stack.span()), (Some(Grain::Year), Some((2018.0, 2022.0))));
    let part = stack.within(Some(2019.0), Some(2020.9)).unwrap();
    let Chart::Stack(Stack { labels, parts, .. }) = &part.chart else { panic!("no stack") };
    assert_eq!(labels, &["2019", "2020", "2023, first quarter"], "what is no period stays");
    let StackPart { values, .. } = &parts[0];
    assert_eq!(values, &[Some(50.0), Some(40.0), Some(58.4)]);

    let timeline = samples::timeline();
    assert_eq!(timeline.grain(), Some(Grain::Month));
    let part = timeline.within(Some(month_x(2022, 11)), Some(month_x(2022, 11))).unwrap();
    let Chart::Timeline(chart) = &part.chart else { panic!("no timeline") };
    let labels: Vec<&str> =
        chart.lanes.iter().flat_map(|lane| &lane.entries).map(|entry| entry.label.as_str()).collect();
    assert_eq!(labels, ["Closed to travellers", "Second line opens with a long ceremony and many guests", "Visit"]);
    assert!(chart.to - chart.from < 0.09, "one month");
    assert_eq!(part.period, "Nov 2022");
}

#[test]
fn tables_alone_have_windows() {
    let table = months().table;
    assert_eq!(table.within(Some(2020.0), None, Grain::Month).rows.len(), 13);
    assert_eq!(table.within(Some(2020.9), Some(2020.95), Grain::Year).rows.len(), 13);
    assert_eq!(table.within(Some(2021.0), Some(2020.0), Grain::Month), table);
    assert_eq!(table.within(Some(f64::NAN), None, Grain::Month), table);
}

#[test]
fn a_series_that_is_left_out_takes_its_columns_with_it() {
    let whole = months();
    let slugs: Vec<String> = whole.series_slugs().into_iter().map(|one| one.slug).collect();
    assert_eq!(slugs, ["exports", "imports"]);
    let heads = |figure: &Figure| figure.table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    let part = whole.only(&["imports".into(), "nothing".into()]).unwrap();
    assert_eq!(heads(&part), ["month", "imports"]);
    assert_eq!(part.table.rows[0].len(), 2);
    assert_eq!(part.table.rows[24].len(), 1);
    assert_eq!(lines(&part).series.len(), 1);
    assert!(!part.alt_text().contains("Exports"));
    let part = whole.only(&["exports".into()]).unwrap();
    assert_eq!(heads(&part), ["month", "exports", "exports, share"]);
    assert_eq!(whole.only(&slugs).unwrap(), whole);
    assert_eq!(whole.only(&[]), Err(Unfit::Unknown));
    assert_eq!(whole.only(&["nothing".into()]), Err(Unfit::Unknown));
    assert_eq!(samples::bars().only(&["a".into()]), Err(Unfit::NoSeries));
}

#[test]
fn a_route_that_is_left_out_takes_its_rows_with_it() {
    let part = samples::distance().only(&["road-by-the-hill-gate".into()]).unwrap();
    assert!(!part.table.rows.is_empty());
    assert!(part.table.rows.iter().all(|row| row[0].text == "Road by the hill gate"));
}

#[test]
fn values_of_a_row_can_be_chosen() {
    let part = samples::ranges().only(&["first-release".into(), "partner-s-report".into()]).unwrap();
    let Chart::Ranges(chart) = &part.chart else { panic!("no dot plot") };
    let names: Vec<&str> = chart.rows[0].points.iter().map(|point| point.name.as_str()).collect();
    assert_eq!(names, ["first release", "partner's report"]);
    assert_eq!(chart.rows.len(), 4);
}

#[test]
fn values_in_the_middle_of_a_year_stay_with_their_year() {
    let points = vec![(2019.125, Some(1.0)), (2019.375, Some(2.0)), (2020.125, Some(3.0)), (2021.125, Some(4.0))];
    let series = vec![LineSeries { name: "quarters".into(), points, ..LineSeries::default() }];
    let rows = ["2019-Q1", "2019-Q2", "2020-Q1", "2021-Q1"].map(|quarter| vec![Cell::text(quarter)]);
    let whole = Figure {
        chart: Chart::Lines(Lines { series, ..Lines::default() }),
        table: Table { columns: vec![Column::text("period")], rows: rows.into() },
        ..samples::lines()
    };
    let part = whole.within(Some(2019.0), Some(2019.0)).unwrap();
    assert_eq!(firsts(&part), ["2019-Q1", "2019-Q2"]);
    assert_eq!(figure::svg::points(&part, figure::svg::Width::Wide).len(), 2);
    assert_eq!(part.period, "2019");
}

#[test]
fn what_the_whole_figure_leaves_out_is_in_no_part_of_it() {
    let points = vec![(2018.0, Some(1.0)), (2019.0, Some(2.0)), (2020.0, Some(3.0))];
    let series = vec![LineSeries { points, ..LineSeries::default() }];
    let x = XAxis { from: None, to: Some(2019.0), ..XAxis::default() };
    let whole = Figure { chart: Chart::Lines(Lines { x, series, ..Lines::default() }), ..samples::lines() };
    let part = whole.within(Some(2019.0), Some(2020.0)).unwrap();
    assert_eq!(lines(&part).series[0].points, [(2019.0, Some(2.0))]);
    assert_eq!(whole.within(Some(2020.0), Some(2021.0)), Err(Unfit::NothingInside));
}
