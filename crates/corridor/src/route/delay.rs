//! What time costs: interest on goods under way, loss of their value, and the vehicle that waits with them.
//!
//! `USD/t = hours * (v r / 8760 + v delta / 24 + phi / payload)`. Added to the cost of the arc where the hours are spent,
//! so that routes, flows and charts use the same number.

use super::error::{RouteError, not_negative, positive};
use super::legs::is_amount;
use crate::range::Range;

/// Hours of a year.
const HOURS_A_YEAR: f64 = 8760.0;
/// Hours of a day.
const HOURS_A_DAY: f64 = 24.0;

/// What an hour costs one good in one kind of vehicle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delay {
    /// Value of the goods, USD/t.
    pub value: f64,
    /// Interest, a fraction a year: 0.12 is 12 %.
    pub interest: f64,
    /// Part of the value lost each day to perishing and lateness, a fraction; 0 for goods that keep.
    pub decay: f64,
    /// Cost of one waiting vehicle, USD/h.
    pub vehicle: f64,
    /// What one vehicle carries, t.
    pub payload: f64,
}

impl Delay {
    /// Cost of an hour, USD per tonne and hour.
    ///
    /// # Errors
    /// [`RouteError::OutOfRange`] for a payload that is not above zero, or another field below zero or not finite.
    pub fn rate(&self) -> Result<f64, RouteError> {
        let value = not_negative("the value of goods", self.value)?;
        let interest = not_negative("the interest", self.interest)?;
        let decay = not_negative("the daily loss of value", self.decay)?;
        let vehicle = not_negative("the cost of a waiting vehicle", self.vehicle)?;
        let payload = positive("the payload", self.payload)?;
        not_negative(
            "the cost of an hour",
            value * interest / HOURS_A_YEAR + value * decay / HOURS_A_DAY + vehicle / payload,
        )
    }

    /// Cost of so many hours, USD/t.
    ///
    /// # Errors
    /// [`RouteError::OutOfRange`] as in [`Delay::rate`], or for hours below zero or not finite.
    pub fn cost(&self, hours: f64) -> Result<f64, RouteError> {
        not_negative("the cost of a delay", not_negative("the hours of a delay", hours)? * self.rate()?)
    }

    /// Cost of hours known as a range, USD/t.
    ///
    /// # Errors
    /// [`RouteError::OutOfRange`] as in [`Delay::rate`], or for hours that are not finite, of 0 or more and in order.
    pub fn cost_range(&self, hours: Range) -> Result<Range, RouteError> {
        let rate = self.rate()?;
        if is_amount(hours) && is_amount(hours.times(rate)) {
            return Ok(hours.times(rate));
        }
        let expected = "finite hours of 0 or more, low to high";
        Err(RouteError::OutOfRange { what: "the range of the hours of a delay", value: hours.mid, expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BULK: Delay = Delay { value: 150.0, interest: 0.12, decay: 0.0, vehicle: 10.0, payload: 100.0 };

    #[test]
    fn two_days_of_coal() {
        // 48 * (150 * 0.12 / 8760 + 10 / 100) = 48 * (0.0020548 + 0.1) = 4.8986
        assert!((BULK.cost(48.0).unwrap() - 4.8986).abs() < 5e-5);
        let range = BULK.cost_range(Range::between(0.0, 96.0)).unwrap();
        assert!(range.low.abs() < 1e-12 && (range.mid - 4.8986).abs() < 5e-5);
        assert!((range.high - 2.0 * range.mid).abs() < 1e-12);
    }

    #[test]
    fn two_days_of_fruit() {
        // 48 * 1000 * 0.03 / 24 = 60
        let fruit = Delay { value: 1000.0, interest: 0.0, decay: 0.03, vehicle: 0.0, payload: 20.0 };
        assert!((fruit.cost(48.0).unwrap() - 60.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_refused() {
        assert!(Delay { payload: 0.0, ..BULK }.rate().is_err());
        assert!(Delay { value: f64::NAN, ..BULK }.rate().is_err());
        assert!(Delay { decay: -0.1, ..BULK }.rate().is_err());
        assert!(Delay { value: f64::MAX, interest: f64::MAX, ..BULK }.rate().is_err());
        assert!(BULK.cost(-1.0).is_err());
        assert!(BULK.cost_range(Range { low: 2.0, mid: 1.0, high: 3.0 }).is_err());
        assert!(BULK.cost_range(Range::point(f64::INFINITY)).is_err());
    }
}
