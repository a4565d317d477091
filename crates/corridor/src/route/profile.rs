//! Hours and money over the kilometres of a route: the points of the time/cost-distance chart of UN ESCAP.
//!
//! x is the way made so far, y the hours or the money spent so far. Moving legs slope, activities are vertical jumps.

use case::RowRef;
use case::trace::merge;
use serde::Serialize;

use super::legs::Leg;
use crate::range::Range;

/// What has been spent up to a point of a route. What some leg before it lacks is not known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// Way made, km.
    pub km: Option<f64>,
    /// Time spent, hours.
    pub hours: Option<Range>,
    /// Money spent, USD for the load that the legs are costed for.
    pub usd: Option<Range>,
}

/// What a whole route takes, and which of its legs leave that open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Totals {
    /// Length, km; `None` if a leg lacks it.
    pub km: Option<f64>,
    /// Time, hours; `None` if a leg lacks it.
    pub hours: Option<Range>,
    /// Cost, USD for the load that the legs are costed for; `None` if a leg lacks it.
    pub usd: Option<Range>,
    /// Legs without a length, by their place in the list, from 0.
    pub without_km: Vec<usize>,
    /// Legs without hours.
    pub without_hours: Vec<usize>,
    /// Legs without a cost.
    pub without_usd: Vec<usize>,
    /// The rows behind all legs, each once.
    pub rows: Vec<RowRef>,
}

/// A route point by point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// One more than legs: the first is zero everywhere, the one after it is reached by the first leg, and so on.
    pub points: Vec<Point>,
    /// The last point, to the last digit, and what is missing.
    pub totals: Totals,
}

impl Profile {
    /// The profile of a route, its legs given in the order of travel.
    pub fn of(legs: &[Leg]) -> Self {
        let mut now = Point { km: Some(0.0), hours: Some(Range::point(0.0)), usd: Some(Range::point(0.0)) };
        let mut points = vec![now];
        for leg in legs {
            now = Point {
                km: now.km.zip(leg.length()).map(|(sum, km)| sum + km),
                hours: now.hours.zip(leg.time()).map(|(sum, hours)| sum.plus(hours)),
                usd: now.usd.zip(leg.cost()).map(|(sum, usd)| sum.plus(usd)),
            };
            points.push(now);
        }
        let without = |lacks: fn(&Leg) -> bool| {
            legs.iter().enumerate().filter(|(_, leg)| lacks(leg)).map(|(index, _)| index).collect()
        };
        let totals = Totals {
            km: now.km,
            hours: now.hours,
            usd: now.usd,
            without_km: without(|leg| leg.length().is_none()),
            without_hours: without(|leg| leg.time().is_none()),
            without_usd: without(|leg| leg.cost().is_none()),
            rows: merge(legs.iter().map(|leg| leg.rows.as_slice())),
        };
        Self { points, totals }
    }
}
