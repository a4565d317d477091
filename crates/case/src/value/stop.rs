//! A place on the way of a link, with its distance from the beginning.

use std::fmt;

use serde::Serialize;

use super::id::PlaceId;
use super::reading::parse_number;
use crate::cell::{Cell, CellFault, Kind, Reference};
use crate::code::Code;

/// A place that a link passes: `north_town`, or `north_town@120` where its distance from `from_place` in km is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(into = "String")]
pub struct Stop {
    /// The place.
    pub place: PlaceId,
    /// Kilometres from the beginning of the link.
    pub km: Option<f64>,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.km {
            Some(km) => write!(f, "{}@{km}", self.place),
            None => write!(f, "{}", self.place),
        }
    }
}

impl From<Stop> for String {
    fn from(stop: Stop) -> Self {
        stop.to_string()
    }
}

impl Cell for Stop {
    fn kind() -> Kind {
        Kind {
            name: "stop",
            description: "the id of a place, and after `@` its distance from the beginning in km where it is known: `north_town@120`",
            json_type: "string",
            required: true,
            pattern: Some(r"^[a-z][a-z0-9_]{0,63}(@\d+(\.\d+)?)?$"),
            refers: &["places.csv"],
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let Some((place, km)) = text.split_once('@') else {
            return Ok(Self { place: PlaceId::parse(text)?, km: None });
        };
        let km = parse_number(km.trim())?;
        if km < 0.0 {
            return Err(CellFault::new(Code::NegativeValue, "a distance of 0 km or more", "write it without its sign"));
        }
        Ok(Self { place: PlaceId::parse(place.trim())?, km: Some(km) })
    }

    fn refer<'a>(&'a self, seen: &mut dyn FnMut(Reference<'a>)) {
        self.place.refer(seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_may_have_a_distance() {
        let stop = Stop::parse("north_town@120.5").unwrap();
        assert_eq!((stop.place.as_str(), stop.km), ("north_town", Some(120.5)));
        assert_eq!(stop.to_string(), "north_town@120.5");
        assert_eq!(Stop::parse("north_town").unwrap().km, None);
        for text in ["North@1", "a@", "a@x", "a@-1", "@5"] {
            assert!(Stop::parse(text).is_err(), "{text}");
        }
    }
}
