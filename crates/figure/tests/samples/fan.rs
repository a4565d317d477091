//! A forecast with its bands, in invented numbers.

use figure::{BandLevel, Chart, Dash, Figure, Grain, LineBand, LineSeries, Lines, XAxis, month_x};

use super::{frame, table};

/// Months of history, and months ahead.
const HISTORY: u32 = 48;
const AHEAD: u32 = 18;

fn month(m: u32) -> f64 {
    month_x(2020, 1) + f64::from(m) / 12.0
}

fn level(m: u32) -> f64 {
    let season = (f64::from(m) * std::f64::consts::TAU / 12.0).sin() * 22.0;
    let wobble = if m < HISTORY { (f64::from(m * 37 % 11) - 5.0) * 3.5 } else { 0.0 };
    140.0 + season + wobble + f64::from(m) * 1.5
}

pub(crate) fn fan() -> Figure {
    let last = HISTORY - 1;
    let ahead = || last..=last + AHEAD;
    let band = |name: &str, reach: f64, level_of: BandLevel| LineBand {
        name: name.into(),
        points: ahead()
            .map(|m| {
                let spread = f64::from(m - last).sqrt() * reach;
                (month(m), Some((level(m) - spread * 0.8, level(m) + spread * 1.2)))
            })
            .collect(),
        level: level_of,
    };
    let line = |name: &str, months: std::ops::RangeInclusive<u32>, dash, emphasis| LineSeries {
        name: name.into(),
        points: months.map(|m| (month(m), Some(level(m)))).collect(),
        dash,
        emphasis,
    };
    let chart = Chart::Lines(Lines {
        x: XAxis { grain: Grain::Month, from: None, to: None },
        series: vec![
            line("counted", 0..=last, Dash::Solid, true),
            line("median of the forecast", last..=last + AHEAD, Dash::Dashed, false),
        ],
        bands: vec![
            band("50 %", 6.0, BandLevel::Strong),
            band("80 %", 12.0, BandLevel::Middle),
            band("95 %", 19.0, BandLevel::Light),
        ],
        marks: Vec::new(),
        unit: "thousand tonnes a month".into(),
        zero_based: true,
    });
    let mut figure = frame(
        "fan",
        "In June 2025 the north gate will carry 184 to 345 thousand tonnes, in 95 of 100 cases",
        "Goods carried outward, forecast",
        "thousand tonnes a month",
        chart,
        table(),
    );
    figure.place = "the north gate of an invented upland".into();
    figure.period = "2020 to June 2025".into();
    figure.notes = vec!["Counted to December 2023, forecast from then on.".into()];
    figure
}
