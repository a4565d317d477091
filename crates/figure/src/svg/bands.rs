//! Bands under the lines of a chart: a light area with a thin edge, so that it is seen in print and where a
//! reader's own colours are forced.

use ::words::text;

use super::Area;
use super::doc::{Anchor, Doc, Type};
use super::ends::NAME;
use super::lines::TICK;
use super::measure::line_height;
use super::path::Path;
use super::place::Room;
use super::theme::Role;
use crate::model::{BandLevel, Lines};
use crate::scale::Scale;
use crate::shown::bands;

/// Width and height of a sample in the key.
const SAMPLE: (f64, f64) = (20.0, 11.0);

/// How much of the ground an area covers. All three over one another leave every line a contrast of 3:1.
pub(super) fn opacity(level: BandLevel) -> f64 {
    match level {
        BandLevel::Light => 0.15,
        BandLevel::Middle => 0.2,
        BandLevel::Strong => 0.25,
    }
}

/// What areas that lie over one another cover together.
pub(super) fn together(levels: &[BandLevel]) -> f64 {
    1.0 - levels.iter().map(|level| 1.0 - opacity(*level)).product::<f64>()
}

/// The bands, the wide ones first.
pub(super) fn draw(doc: &mut Doc, chart: &Lines, times: (f64, f64), across: Scale, up: Scale) {
    for band in bands::widest_first(chart, times).into_iter().filter_map(|place| chart.bands.get(place)) {
        let rings: Vec<Vec<(f64, f64)>> = bands::runs(band, times).iter().map(|run| outline(run, across, up)).collect();
        doc.band(&Path::rings(&rings), Role::Soft, opacity(band.level));
    }
}

/// A name of a line had better not lie in a band: there it reads as one of the band.
pub(super) fn ink(chart: &Lines, times: (f64, f64), (across, up): (Scale, Scale), room: &mut Room) {
    let Some(widest) = bands::widest_first(chart, times).first().and_then(|place| chart.bands.get(*place)) else {
        return;
    };
    for run in bands::runs(widest, times) {
        for (x, low, high) in run {
            room.ink(&[(across.at(x), up.at(low)), (across.at(x), up.at(high))], 1.0);
        }
    }
}

/// The edge of a run: along the high values, back along the low ones.
pub(super) fn outline(run: &[bands::Edge], across: Scale, up: Scale) -> Vec<(f64, f64)> {
    let high = run.iter().map(|(x, _, high)| (across.at(*x), up.at(*high)));
    high.chain(run.iter().rev().map(|(x, low, _)| (across.at(*x), up.at(*low)))).collect()
}

/// A sample of each band with its name, in wrapped lines above the plot; the answer is where they end.
pub(super) fn key(doc: &mut Doc, chart: &Lines, times: (f64, f64), area: Area) -> f64 {
    let key = bands::key(chart, times);
    if key.is_empty() {
        return area.top;
    }
    let kind = Type::plain(NAME, Role::Ink);
    let muted = Type::plain(TICK, Role::Muted);
    let (width, height) = SAMPLE;
    let (mut x, mut y) = (area.left, area.top);
    let lead = muted.label(&if key.len() == 1 { text!("band:") } else { text!("bands:") }, area.width(), 1);
    doc.text(x, muted.centred(y + line_height(NAME) / 2.0), Anchor::Start, muted, &lead);
    x += lead.width + 10.0;
    for entry in &key {
        let label = kind.label(&entry.name, area.width() - width - 7.0, 2);
        if x > area.left && x + width + 7.0 + label.width > area.right {
            (x, y) = (area.left, y + line_height(NAME) + 4.0);
        }
        let middle = y + line_height(NAME) / 2.0;
        let (top, bottom) = (middle - height / 2.0, middle + height / 2.0);
        let sample = vec![(x + 0.5, top), (x + width, top), (x + width, bottom), (x + 0.5, bottom)];
        doc.band(&Path::rings([&sample]), Role::Soft, together(&entry.levels));
        doc.text(x + width + 7.0, kind.centred(middle), Anchor::Start, kind, &label);
        y += label.height(NAME) - line_height(NAME);
        x += width + 7.0 + label.width + 20.0;
    }
    y + line_height(NAME) + 8.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Chart, LineBand, LineSeries};
    use crate::svg::doc::Doc;
    use crate::svg::theme::Paint;
    use crate::{Figure, Table, svg};

    const ACROSS: (f64, f64) = (10.0, 110.0);
    const UP: (f64, f64) = (200.0, 100.0);

    fn drawn(bands: Vec<LineBand>, times: (f64, f64), values: (f64, f64)) -> String {
        let mut doc = Doc::new(Paint::Literal, String::new(), 120.0);
        draw(&mut doc, &Lines { bands, ..Lines::default() }, times, Scale::new(times, ACROSS), Scale::new(values, UP));
        let svg = doc.finish(210.0, "", "");
        svg.split_once("/>").unwrap().1.trim_end().trim_end_matches("</svg>").to_owned()
    }

    fn band(level: BandLevel, points: &[(f64, Option<(f64, f64)>)]) -> LineBand {
        LineBand { name: "80 %".into(), points: points.to_vec(), level }
    }

    #[test]
    fn a_band_of_two_points_has_four_corners() {
        // Across 10 is 2020 and 110 is 2021; up 200 is 0 and 100 is 50, so that 1 is two units.
        let points = [(2020.0, Some((10.0, 20.0))), (2021.0, Some((5.0, 30.0)))];
        assert_eq!(
            drawn(vec![band(BandLevel::Light, &points)], (2020.0, 2021.0), (0.0, 50.0)),
            "<path d=\"M10 160l100-20 0 50-100-10Z\" fill=\"#7b8b9c\" stroke=\"#7b8b9c\" \
             class=\"fill-soft stroke-soft\" fill-opacity=\"0.15\" stroke-width=\".6\" stroke-linejoin=\"round\"/>"
        );
    }

    #[test]
    fn a_gap_parts_a_band_in_one_path() {
        let whole = Some((10.0, 20.0));
        let points =
            [(2020.0, whole), (2021.0, whole), (2022.0, None), (2023.0, whole), (2024.0, Some((f64::NAN, 1.0)))];
        let svg = drawn(vec![band(BandLevel::Middle, &points)], (2020.0, 2024.0), (0.0, 50.0));
        // A moment alone is an upright line.
        assert!(svg.starts_with("<path d=\"M10 160l25 0 0 20-25 0ZM85 160l0 20Z\""), "{svg}");
        assert_eq!(svg.matches("<path").count(), 1);
    }

    #[test]
    fn wide_bands_lie_below_narrow_ones_and_what_is_no_number_is_not_drawn() {
        let narrow = band(BandLevel::Strong, &[(2020.0, Some((20.0, 22.0))), (2021.0, Some((20.0, 22.0)))]);
        let wide = band(BandLevel::Light, &[(2020.0, Some((10.0, 40.0))), (2021.0, Some((10.0, 40.0)))]);
        let none = band(BandLevel::Light, &[(f64::NAN, Some((1.0, 2.0))), (2020.0, Some((1.0, f64::INFINITY)))]);
        let svg = drawn(vec![narrow, none, wide], (2020.0, 2021.0), (0.0, 50.0));
        let places: Vec<usize> = ["\"0.15\"", "\"0.25\""].iter().map(|part| svg.find(part).unwrap()).collect();
        assert!(places.is_sorted(), "{svg}");
        assert_eq!(svg.matches("<path").count(), 2);
    }

    #[test]
    fn a_sample_is_as_dark_as_its_band() {
        // 1 - 0.85 * 0.8 * 0.75 = 0.49
        let all = together(&[BandLevel::Light, BandLevel::Middle, BandLevel::Strong]);
        assert!((all - 0.49).abs() < 1e-9);
        assert!((together(&[BandLevel::Light]) - 0.15).abs() < 1e-9);
    }

    #[test]
    fn a_chart_shows_key_bands_lines_in_this_order() {
        let points = [(2020.0, Some((10.0, 20.0))), (2021.0, Some((5.0, 30.0)))];
        let series = LineSeries {
            name: "median".into(),
            points: vec![(2020.0, Some(15.0)), (2021.0, Some(16.0))],
            ..LineSeries::default()
        };
        let lines = Lines { series: vec![series], bands: vec![band(BandLevel::Light, &points)], ..Lines::default() };
        let figure = Figure {
            id: "f".into(),
            title: "t".into(),
            measure: String::new(),
            unit: String::new(),
            place: String::new(),
            period: String::new(),
            chart: Chart::Lines(lines),
            table: Table::default(),
            sources: Vec::new(),
            notes: Vec::new(),
            alt: String::new(),
        };
        let picture = svg::render(&figure, svg::Width::Narrow);
        let at = |part: &str| picture.find(part).unwrap_or_else(|| panic!("{part} is not in {picture}"));
        let line = picture.rfind("stroke=\"var(--fig-s1").unwrap();
        assert!(at(">band:<") < at(">80 %<") && at(">80 %<") < at("var(--fig-grid"));
        assert!(at("var(--fig-grid") < picture.rfind("fill-opacity").unwrap());
        assert!(picture.rfind("fill-opacity").unwrap() < line);
        let reading = "Reading: a shaded band: from its low to its high value.";
        assert_eq!(figure.note_lines(), [reading]);
    }

    proptest! {
        #[test]
        fn no_band_leaves_the_plot(
            points in prop::collection::vec((any::<f64>(), prop::option::of((any::<f64>(), any::<f64>()))), 0..20),
            near in prop::collection::vec((1990.0..2040.0, prop::option::of((-90.0..90.0, -90.0..90.0))), 0..20),
            values in (-50.0..0.0, 1.0..50.0),
        ) {
            let band = band(BandLevel::Light, &points.into_iter().chain(near).collect::<Vec<_>>());
            let times = (2000.0, 2030.0);
            let (across, up) = (Scale::new(times, ACROSS), Scale::new(values, UP));
            for (x, y) in bands::runs(&band, times).iter().flat_map(|run| outline(run, across, up)) {
                prop_assert!((ACROSS.0..=ACROSS.1).contains(&x) && (UP.1..=UP.0).contains(&y), "{x} {y}");
            }
            drawn(vec![band], times, values);
        }
    }
}
