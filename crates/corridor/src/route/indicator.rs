//! The four trade facilitation indicators of CAREC's corridor performance measurement and monitoring (CPMM), taken from
//! the legs of a route.
//!
//! | | meaning |
//! |---|---|
//! | TFI1 | hours to move cargo through both posts of a border crossing, waiting, checks, loading and gauge change included |
//! | TFI2 | what the same costs, USD for 20 t |
//! | TFI3 | what 500 km of a section cost, USD for 20 t |
//! | TFI4 | speed, km/h: without delay (SWOD) by moving hours alone, with delay (SWD) by all hours |
//!
//! Road and rail are reported apart: every function takes the legs one by one, so that a section or a mode is a filter.

use serde::Serialize;

use super::error::{RouteError, not_negative, positive};
use super::legs::{Leg, is_amount};
use crate::range::Range;

/// Load for which the indicators state money, t.
pub const CPMM_TONNES: f64 = 20.0;
/// Length for which TFI3 is stated, km.
pub const CPMM_KM: f64 = 500.0;

/// The indicators of one route. `None` where a leg lacks the figure, or where there is nothing to measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Indicators {
    /// TFI1: time at the crossing, hours.
    pub border_hours: Option<Range>,
    /// TFI2: cost at the crossing, USD for 20 t.
    pub border_usd: Option<Range>,
    /// TFI3: cost of 500 km, USD for 20 t.
    pub usd_per_500_km: Option<Range>,
    /// TFI4, SWOD: speed without delay, km/h.
    pub speed_without_delay: Option<Range>,
    /// TFI4, SWD: speed with delay, km/h.
    pub speed_with_delay: Option<Range>,
}

impl Indicators {
    /// The indicators of a route whose legs are costed for `load` tonnes, TFI1 and TFI2 at `crossing`.
    ///
    /// # Errors
    /// [`RouteError::OutOfRange`] for a load that is not above zero.
    pub fn of(legs: &[Leg], crossing: Option<&str>, load: f64) -> Result<Self, RouteError> {
        Ok(Self {
            border_hours: crossing.and_then(|crossing| border_hours(legs, crossing)),
            border_usd: crossing.map_or(Ok(None), |crossing| border_usd(legs, crossing, load))?,
            usd_per_500_km: usd_per_500_km(legs, load)?,
            speed_without_delay: speed_without_delay(legs),
            speed_with_delay: speed_with_delay(legs),
        })
    }
}

/// TFI1: hours of all legs that are part of `crossing`; `None` if there are none or one lacks its hours.
pub fn border_hours<'a>(legs: impl IntoIterator<Item = &'a Leg>, crossing: &str) -> Option<Range> {
    at(legs, crossing).map(Leg::time).reduce(both)?
}

/// TFI2: cost of all legs that are part of `crossing`, USD for 20 t, the legs being costed for `load` tonnes; `None` if
/// there are none or one lacks its cost.
///
/// # Errors
/// [`RouteError::OutOfRange`] for a load that is not above zero.
pub fn border_usd<'a>(
    legs: impl IntoIterator<Item = &'a Leg>,
    crossing: &str,
    load: f64,
) -> Result<Option<Range>, RouteError> {
    let factor = CPMM_TONNES / positive("the load", load)?;
    Ok(at(legs, crossing)
        .map(Leg::cost)
        .reduce(both)
        .flatten()
        .map(|usd| usd.times(factor))
        .filter(|usd| is_amount(*usd)))
}

/// TFI3: cost of 500 km of the section that the legs make up, USD for 20 t, the legs being costed for `load` tonnes;
/// `None` if one lacks its cost or length, or there are no kilometres.
///
/// # Errors
/// [`RouteError::OutOfRange`] for a load that is not above zero.
pub fn usd_per_500_km<'a>(legs: impl IntoIterator<Item = &'a Leg>, load: f64) -> Result<Option<Range>, RouteError> {
    let factor = CPMM_TONNES / positive("the load", load)?;
    let sum = legs
        .into_iter()
        .try_fold((0.0, Range::point(0.0)), |(km, usd), leg| Some((km + leg.length()?, usd.plus(leg.cost()?))))
        .filter(|(km, _)| *km > 0.0);
    Ok(sum.map(|(km, usd)| usd.times(factor * CPMM_KM / km)).filter(|usd| is_amount(*usd)))
}

/// TFI4, SWOD: kilometres over the hours of moving legs, km/h; `None` if a moving leg lacks its hours or length, or may
/// take no time.
pub fn speed_without_delay<'a>(legs: impl IntoIterator<Item = &'a Leg>) -> Option<Range> {
    speed(legs.into_iter().filter(|leg| leg.kind.is_moving()))
}

/// TFI4, SWD: kilometres over the hours of all legs, km/h; `None` if a leg lacks its hours or length, or all may take no
/// time.
pub fn speed_with_delay<'a>(legs: impl IntoIterator<Item = &'a Leg>) -> Option<Range> {
    speed(legs.into_iter())
}

fn speed<'a>(mut legs: impl Iterator<Item = &'a Leg>) -> Option<Range> {
    let (km, hours) = legs
        .try_fold((0.0, Range::point(0.0)), |(km, hours), leg| Some((km + leg.length()?, hours.plus(leg.time()?))))?;
    // Where the low hours are zero there is no highest speed.
    let speed = Range { low: km / hours.high, mid: km / hours.mid, high: km / hours.low };
    Some(speed).filter(|speed| km > 0.0 && is_amount(*speed))
}

fn at<'a>(legs: impl IntoIterator<Item = &'a Leg>, crossing: &str) -> impl Iterator<Item = &'a Leg> {
    legs.into_iter().filter(move |leg| leg.crossing.as_deref() == Some(crossing))
}

fn both(sum: Option<Range>, next: Option<Range>) -> Option<Range> {
    Some(sum?.plus(next?))
}

/// The figure of one route among several.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Weighted {
    /// What moves along the route, t.
    pub tonnes: f64,
    /// Its indicator; `None` where it lacks one.
    pub value: Option<Range>,
}

/// An indicator over several routes: of a corridor, or of all routes through a crossing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OverRoutes {
    /// Mean by tonnes, in the unit of the indicator; `None` if nothing moves along a route that has a figure.
    pub mean: Option<Range>,
    /// Median, every route counted alike; `None` if no route has a figure.
    pub median: Option<Range>,
    /// Routes that have a figure. Mean and median are over these.
    pub routes: usize,
    /// Routes that lack it.
    pub without: usize,
}

/// One figure for several routes.
///
/// # Errors
/// [`RouteError::OutOfRange`] for tonnes that are below zero or not finite.
pub fn over_routes(routes: &[Weighted]) -> Result<OverRoutes, RouteError> {
    let mut known = Vec::new();
    for route in routes {
        let tonnes = not_negative("the tonnes of a route", route.tonnes)?;
        known.extend(route.value.filter(|value| is_amount(*value)).map(|value| (tonnes, value)));
    }
    let tonnes: f64 = known.iter().map(|(tonnes, _)| tonnes).sum();
    let weighted = known.iter().fold(Range::point(0.0), |sum, (t, value)| sum.plus(value.times(t / tonnes)));
    let median = |part: fn(Range) -> f64| middle(known.iter().map(|(_, value)| part(*value)).collect());
    Ok(OverRoutes {
        mean: (tonnes > 0.0).then_some(weighted),
        median: match (median(|value| value.low), median(|value| value.mid), median(|value| value.high)) {
            (Some(low), Some(mid), Some(high)) => Some(Range { low, mid, high }),
            _ => None,
        },
        routes: known.len(),
        without: routes.len() - known.len(),
    })
}

/// The middle of some figures, or half-way between the middle two.
fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (upper, lower) = (values.len().div_euclid(2), values.len().saturating_sub(1).div_euclid(2));
    Some(f64::midpoint(*values.get(lower)?, *values.get(upper)?))
}
