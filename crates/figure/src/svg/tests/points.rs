//! Points of pictures of whatever data: inside, as many as are drawn, and a part of a figure that never panics.

use super::*;
use crate::shown;
use crate::shown::distance::{Measure, line};
use crate::svg::{Point, points, points_script, print, print_chart, share};
use crate::view::Unfit;

/// How many data marks a chart draws; `None` where room decides.
fn count(chart: &Chart) -> Option<usize> {
    Some(match chart {
        Chart::Lines(chart) => {
            let times = shown::times(chart).filter(|times| shown::values(chart, *times).is_some());
            let runs = |times| chart.series.iter().flat_map(move |series| shown::runs(series, times)).flatten().count();
            times.map_or(0, runs)
        }
        Chart::Bars(chart) => chart.bars.iter().filter(|bar| drawable(bar.value)).count(),
        Chart::Ranges(chart) => {
            chart.rows.iter().flat_map(|row| &row.points).filter(|point| drawable(Some(point.value))).count()
        }
        Chart::Stack(chart) => {
            chart.parts.iter().flat_map(|part| &part.values).filter(|value| drawable(**value)).count()
        }
        Chart::Timeline(chart) => {
            let entries = chart.lanes.iter().flat_map(|lane| &lane.entries);
            let shown = shown::timeline_domain(chart).is_some();
            entries.filter(|entry| shown && crate::scale::finite_time(entry.start).is_some()).count()
        }
        Chart::Scatter(chart) => {
            chart.series.iter().flat_map(|series| &series.points).filter(|point| point.place().is_some()).count()
        }
        Chart::Distance(chart) if drawn(chart) => {
            let sums = |measure| chart.routes.iter().map(move |route| line(route, measure).points.len()).sum::<usize>();
            Measure::BOTH.map(sums).iter().sum()
        }
        Chart::Distance(_) => 0,
        Chart::Map(_) => return None,
    })
}

fn drawable(value: Option<f64>) -> bool {
    crate::scale::finite(value).is_some()
}

fn assert_inside(svg: &str, points: &[Point]) {
    let document = Document::parse(svg).unwrap();
    let view: Vec<f64> =
        document.root_element().attribute("viewBox").unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
    for point in points {
        let inside = (0.0..=view[2]).contains(&point.x) && (0.0..=view[3]).contains(&point.y);
        assert!(inside, "{point:?} outside {view:?}");
    }
}

proptest! {
    #[test]
    fn every_mark_that_is_drawn_is_a_point_inside(chart in any_chart()) {
        let figure = figure(chart);
        for width in [Width::Wide, Width::Narrow] {
            let points = points(&figure, width);
            assert_inside(&render(&figure, width), &points);
            if let Some(count) = count(&figure.chart) {
                prop_assert_eq!(points.len(), count);
            }
        }
        let script = points_script(&figure);
        let called = script.starts_with("landlocked.points(\"a \\u003cb\\u003e\",{\"wide\":[");
        let safe = !script.contains(['<', '\u{2028}']);
        prop_assert!(called && safe, "{}", script);
    }

    #[test]
    fn a_picture_for_paper_is_plain(chart in any_chart()) {
        let figure = figure(chart);
        for svg in [print(&figure, Width::Wide, "Cite <this>"), print(&figure, Width::Narrow, "")] {
            check(&svg);
            prop_assert!(!svg.contains("var(") && !svg.contains("<style") && !svg.contains("class="));
        }
        for svg in [print_chart(&figure, Width::Wide), share(&figure, "Cite")] {
            prop_assert!(Document::parse(&svg).is_ok());
            prop_assert!(!svg.contains("var(") && !svg.contains("<style") && !svg.contains("class="));
        }
    }

    #[test]
    fn every_window_and_choice_of_every_chart_is_answered(
        chart in any_chart(),
        from in prop::option::of(prop_oneof![time(), value()]),
        to in prop::option::of(prop_oneof![time(), value()]),
        chosen in prop::collection::vec(0_usize..9, 0..4),
    ) {
        let figure = figure(chart);
        match figure.within(from, to) {
            Ok(part) => {
                check(&render(&part, Width::Narrow));
                prop_assert!(count(&part.chart) <= count(&figure.chart));
            }
            Err(Unfit::NoTime) => prop_assert!(figure.span().is_none() || figure.grain().is_none()),
            Err(_) => prop_assert!(from.or(to).is_some()),
        }
        let slugs = figure.series_slugs();
        let chosen: Vec<String> = chosen.iter().filter_map(|place| slugs.get(*place)).map(|one| one.slug.clone()).collect();
        match figure.only(&chosen) {
            Ok(part) => {
                check(&render(&part, Width::Wide));
                let left: Vec<String> = part.series_slugs().into_iter().map(|one| one.slug).collect();
                prop_assert!(left.len() <= slugs.len());
            }
            Err(Unfit::NoSeries) => prop_assert!(slugs.is_empty()),
            Err(_) => prop_assert!(chosen.is_empty()),
        }
    }
}

#[test]
fn places_and_links_of_a_map_say_how_they_are() {
    let map = samples::map();
    let points = points(&map, Width::Wide);
    let of =
        |at: &str| points.iter().find(|point| point.at == at).map(|point| (point.series.as_str(), point.text.as_str()));
    assert_eq!(of("South Gate"), Some(("crossing", "limited, 190 lorries a day")));
    assert_eq!(of("Saltmarsh road"), Some(("links", "road, limited, 310 kt")));
    assert_eq!(of("Red Ridge mine"), Some(("mine", "mine")));
    assert!(of("Upland").is_none(), "an area has no mark");
    let later = super::super::points(&map.at_frame(2), Width::Wide);
    assert!(later.iter().any(|point| point.at == "South Gate" && point.text == "open, 720 lorries a day"));
}
