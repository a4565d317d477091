//! Time and cost over distance, route by route.

use ::words::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Dash;
use crate::shown::distance::{self, Measure};

/// A time/cost-distance chart (UN ESCAP): kilometres across, hours up in one panel and money up in a
/// second panel below.
///
/// Sloping parts are moves; upright parts are activities without distance, such as loading or
/// waiting at a border.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DistanceChart {
    /// One line each.
    pub routes: Vec<RouteLine>,
    /// The unit of the money, for example `USD per tonne`.
    pub money: String,
}

impl DistanceChart {
    /// What the marks that occur mean.
    pub(super) fn legend(&self) -> Vec<String> {
        let lines: Vec<_> =
            self.routes.iter().flat_map(|route| Measure::BOTH.map(|measure| distance::line(route, measure))).collect();
        let mut out = Vec::new();
        if lines.iter().any(|line| line.jumps.iter().any(|jump| jump.size() > 0.0)) {
            out.push(text!("an upright part of a line: time or money that is spent without moving"));
        }
        if lines.iter().any(|line| !distance::bands(line).is_empty()) {
            out.push(text!("a band: from the sum of all low to the sum of all high values"));
        }
        if lines.iter().any(|line| line.open) {
            out.push(text!("an open end of a line: the rest of the route is not known"));
        }
        out
    }
}

/// One route.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RouteLine {
    /// Printed at the line's end.
    pub name: String,
    /// From origin to destination, with running sums. The first point is the origin.
    pub points: Vec<DistancePoint>,
    /// The line's pattern, so that colour is never the only carrier.
    pub dash: Dash,
    /// Drawn heavier than the others.
    pub emphasis: bool,
    /// The hours of the whole route, as printed; made from the last point when empty.
    pub hours_shown: String,
    /// The money of the whole route, as printed; made from the last point when empty.
    pub money_shown: String,
}

/// The sums at one point of a route.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DistancePoint {
    /// Kilometres from the origin.
    pub km: f64,
    /// Hours from the origin; from the first `None` on the rest of the line is not known.
    pub hours: Option<f64>,
    /// Money spent from the origin, in the unit of the chart; from the first `None` on not known.
    pub usd: Option<f64>,
    /// Hours, when every leg so far takes its low value.
    pub hours_low: Option<f64>,
    /// Hours, when every leg so far takes its high value.
    pub hours_high: Option<f64>,
    /// Money, when every leg so far takes its low value.
    pub usd_low: Option<f64>,
    /// Money, when every leg so far takes its high value.
    pub usd_high: Option<f64>,
    /// The place or activity of the upright part that ends here; empty where the goods moved.
    pub label: String,
}
