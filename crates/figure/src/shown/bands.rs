//! The bands of a line chart: their runs, which lies over which, and what the key says of them.

use ::words::text;

use crate::model::{BandLevel, LineBand, Lines, edge};

/// Time, low and high value.
pub(crate) type Edge = (f64, f64, f64);

/// Runs of consecutive values of a band inside the times shown: a gap ends a run.
pub(crate) fn runs(band: &LineBand, (from, to): (f64, f64)) -> Vec<Vec<Edge>> {
    let mut runs: Vec<Vec<Edge>> = Vec::new();
    let mut open = false;
    for point in &band.points {
        match edge(point).filter(|(x, _, _)| *x >= from - 1e-9 && *x <= to + 1e-9) {
            Some(edge) => {
                match runs.last_mut() {
                    Some(run) if open => run.push(edge),
                    _ => runs.push(vec![edge]),
                }
                open = true;
            }
            None => open = false,
        }
    }
    runs
}

/// The places of the bands in the chart, the widest first; of the same width in their own order.
///
/// A band is as wide as at its widest moment: so one that lies inside another, even where only a part of it is
/// known, never comes before that one.
pub(crate) fn widest_first(chart: &Lines, times: (f64, f64)) -> Vec<usize> {
    let width = |band: &LineBand| {
        runs(band, times).into_iter().flatten().map(|(_, low, high)| high - low).fold(f64::NEG_INFINITY, f64::max)
    };
    let mut order: Vec<(usize, f64)> = chart.bands.iter().map(width).enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    order.into_iter().map(|(place, _)| place).collect()
}

/// Whether every moment of the inner band is one of the outer band and lies in it.
fn holds(outer: &LineBand, inner: &LineBand, times: (f64, f64)) -> bool {
    let outer: Vec<Edge> = runs(outer, times).into_iter().flatten().collect();
    runs(inner, times)
        .iter()
        .flatten()
        .all(|(x, low, high)| outer.iter().any(|(own, from, to)| (own - x).abs() <= 1e-9 && from <= low && high <= to))
}

/// One entry of the key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// The band's name, or that it has no values.
    pub(crate) name: String,
    /// The levels that lie over one another in this band: its own, and those of the bands it lies in.
    pub(crate) levels: Vec<BandLevel>,
}

impl Entry {
    /// The band's own level.
    pub(crate) fn level(&self) -> BandLevel {
        self.levels.last().copied().unwrap_or_default()
    }
}

/// What is to be said of the bands, in the order of the chart; what would be said twice stands once.
pub(crate) fn key(chart: &Lines, times: (f64, f64)) -> Vec<Entry> {
    let order = widest_first(chart, times);
    let mut key: Vec<Entry> = Vec::new();
    for (place, band) in chart.bands.iter().enumerate() {
        let name = match band.name.trim() {
            "" => text!("unnamed"),
            name => name.to_owned(),
        };
        let drawn = !runs(band, times).is_empty();
        let name = if drawn { name } else { text!("{name} (no values)") };
        let below = order.iter().take_while(|other| **other != place).filter_map(|other| chart.bands.get(*other));
        let below = below.filter(|outer| drawn && holds(outer, band, times)).map(|outer| outer.level);
        let entry = Entry { levels: below.chain([band.level]).collect(), name };
        if !key.contains(&entry) {
            key.push(entry);
        }
    }
    key
}

/// Name, time, low and high value: the last known values of the widest band.
pub(crate) fn last_of_widest(chart: &Lines, times: (f64, f64)) -> Option<(&str, Edge)> {
    let band = chart.bands.get(*widest_first(chart, times).first()?)?;
    let last = runs(band, times).into_iter().flatten().last()?;
    Some((band.name.trim(), last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shown;

    const ALL: (f64, f64) = (2000.0, 2100.0);

    fn band(name: &str, level: BandLevel, points: &[(f64, Option<(f64, f64)>)]) -> LineBand {
        LineBand { name: name.into(), points: points.to_vec(), level }
    }

    fn chart(bands: Vec<LineBand>) -> Lines {
        Lines { bands, ..Lines::default() }
    }

    #[test]
    fn gaps_and_what_is_no_number_end_a_run() {
        let points = [
            (2020.0, Some((1.0, 2.0))),
            (2021.0, Some((5.0, 3.0))),
            (2022.0, None),
            (2023.0, Some((1.0, 4.0))),
            (2024.0, Some((f64::NAN, 4.0))),
            (2025.0, Some((1.0, f64::INFINITY))),
            (f64::NAN, Some((1.0, 2.0))),
            (2027.0, Some((0.0, 9.0))),
        ];
        let band = band("80 %", BandLevel::Middle, &points);
        let expected =
            vec![vec![(2020.0, 1.0, 2.0), (2021.0, 3.0, 5.0)], vec![(2023.0, 1.0, 4.0)], vec![(2027.0, 0.0, 9.0)]];
        assert_eq!(runs(&band, ALL), expected);
        assert_eq!(runs(&band, (2021.0, 2023.0)), [vec![(2021.0, 3.0, 5.0)], vec![(2023.0, 1.0, 4.0)]]);
        assert!(band.has_gap());
        assert!(!LineBand { points: points.get(..3).unwrap().to_vec(), ..band }.has_gap());
    }

    #[test]
    fn the_values_and_times_shown_take_bands_in() {
        let mut lines = chart(vec![band("95 %", BandLevel::Light, &[(2024.0, Some((-3.0, 40.0)))])]);
        lines.series.push(crate::model::LineSeries {
            points: vec![(2020.0, Some(10.0)), (2023.0, Some(12.0))],
            ..crate::model::LineSeries::default()
        });
        let times = shown::times(&lines).unwrap();
        assert_eq!(times, (2020.0, 2024.0));
        assert_eq!(shown::values(&lines, times), Some((-3.0, 40.0)));
        // Outside the times shown a band counts for nothing.
        lines.x.to = Some(2023.0);
        let times = shown::times(&lines).unwrap();
        assert_eq!(shown::values(&lines, times), Some((10.0, 12.0)));
        lines.series.clear();
        lines.x.to = None;
        let times = shown::times(&lines).unwrap();
        assert_eq!(shown::values(&lines, times), Some((-3.0, 40.0)), "a band alone");
        lines.bands = vec![band("95 %", BandLevel::Light, &[(2024.0, Some((f64::NAN, f64::MAX)))])];
        assert_eq!(shown::times(&lines), None);
    }

    #[test]
    fn wide_bands_come_first_and_the_key_knows_what_lies_in_what() {
        let lines = chart(vec![
            band("50 %", BandLevel::Strong, &[(2024.0, None), (2025.0, Some((18.0, 24.0)))]),
            band("95 %", BandLevel::Light, &[(2024.0, Some((19.0, 21.0))), (2025.0, Some((12.0, 34.0)))]),
            band("80 %", BandLevel::Middle, &[(2024.0, Some((19.5, 20.5))), (2025.0, Some((15.0, 29.0)))]),
            band("empty", BandLevel::Strong, &[(2024.0, None)]),
            band("aside", BandLevel::Light, &[(2024.0, Some((60.0, 61.0)))]),
        ]);
        assert_eq!(widest_first(&lines, ALL), [1, 2, 0, 4, 3]);
        let entry = |name: &str, levels: &[BandLevel]| Entry { name: name.into(), levels: levels.to_vec() };
        assert_eq!(
            key(&lines, ALL),
            [
                entry("50 %", &[BandLevel::Light, BandLevel::Middle, BandLevel::Strong]),
                entry("95 %", &[BandLevel::Light]),
                entry("80 %", &[BandLevel::Light, BandLevel::Middle]),
                entry("empty (no values)", &[BandLevel::Strong]),
                entry("aside", &[BandLevel::Light]),
            ]
        );
        assert_eq!(last_of_widest(&lines, ALL), Some(("95 %", (2025.0, 12.0, 34.0))));
    }
}
