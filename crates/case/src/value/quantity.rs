//! Quantities that cannot be mixed up: each is a type of its own, and only products that make sense compile.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};

use serde::Serialize;

macro_rules! quantity {
    ($( $(#[doc = $doc:literal])* $Name:ident in $unit:literal; )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
        #[serde(transparent)]
        pub struct $Name(f64);

        impl $Name {
            /// The unit.
            pub const UNIT: &'static str = $unit;

            /// A finite amount; `None` for NaN and infinities.
            pub fn new(value: f64) -> Option<Self> {
                value.is_finite().then_some(Self(value))
            }

            /// The bare number, in the unit of the type.
            pub fn get(self) -> f64 {
                self.0
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}", self.0, $unit)
            }
        }

        impl Add for $Name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl Sub for $Name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl Mul<f64> for $Name {
            type Output = Self;
            fn mul(self, times: f64) -> Self {
                Self(self.0 * times)
            }
        }

        impl Div for $Name {
            type Output = f64;
            fn div(self, other: Self) -> f64 {
                self.0 / other.0
            }
        }

        impl Sum for $Name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Self(0.0), Add::add)
            }
        }
    )*};
}

macro_rules! product {
    ($($A:ident * $B:ident = $C:ident;)*) => {$(
        impl Mul<$B> for $A {
            type Output = $C;
            fn mul(self, other: $B) -> $C {
                $C(self.0 * other.0)
            }
        }

        impl Div<$A> for $C {
            type Output = $B;
            fn div(self, other: $A) -> $B {
                $B(self.0 / other.0)
            }
        }

        impl Div<$B> for $C {
            type Output = $A;
            fn div(self, other: $B) -> $A {
                $A(self.0 / other.0)
            }
        }
    )*};
}

quantity! {
    /// Mass in tonnes.
    Tonnes in "t";
    /// Money in current US dollars.
    Usd in "USD";
    /// Price per tonne in current US dollars.
    UsdPerTonne in "USD/t";
}

product! {
    Tonnes * UsdPerTonne = Usd;
}

/// A part of a whole, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Share(f64);

impl Share {
    /// A share; `None` outside 0..=1 (a rounding error of 1e-9 above 1 counts as 1).
    pub fn new(value: f64) -> Option<Self> {
        (-1e-9..=1.0 + 1e-9).contains(&value).then(|| Self(value.clamp(0.0, 1.0)))
    }

    /// Part over whole; `None` when the whole is not above zero or the part exceeds it.
    pub fn of(part: f64, whole: f64) -> Option<Self> {
        if whole > 0.0 { Self::new(part / whole) } else { None }
    }

    /// The fraction, 0 to 1.
    pub fn get(self) -> f64 {
        self.0
    }

    /// In percent, 0 to 100.
    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_over_mass_is_a_price() {
        let price: UsdPerTonne = Usd::new(6_503_248_160.0).unwrap() / Tonnes::new(31_821_570.0).unwrap();
        assert!((price.get() - 204.366).abs() < 1e-3);
    }

    #[test]
    fn nothing_is_nan() {
        assert!(Tonnes::new(f64::NAN).is_none());
        assert!(Share::of(1.0, 0.0).is_none());
        assert!(Share::of(3.0, 2.0).is_none());
        assert!(Share::new(f64::NAN).is_none());
    }
}
