//! Economies by ISO 3166-1, and the partners that trade statistics name.

use std::fmt;

use serde::Serialize;

use crate::cell::{Cell, CellFault, Kind, Reference};
use crate::code::Code;

/// An economy: an ISO 3166-1 alpha-3 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Economy([u8; 3]);

impl Economy {
    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// The English short name of the standard.
    pub fn iso_name(&self) -> &'static str {
        celes::Country::from_alpha3(self.as_str()).map_or("", |country| country.long_name)
    }
}

impl fmt::Display for Economy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Economy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

fn unknown_economy(text: &str) -> CellFault {
    let by_name = celes::Country::get_countries()
        .into_iter()
        .find(|country| {
            country.long_name.eq_ignore_ascii_case(text)
                || country.alpha2.eq_ignore_ascii_case(text)
                || country.alpha3.eq_ignore_ascii_case(text)
        })
        .map(|country| country.alpha3);
    CellFault::new(
        Code::UnknownEconomy,
        "an ISO 3166-1 alpha-3 code, three capital letters",
        by_name.map_or_else(|| "look the code up in ISO 3166-1".to_owned(), |code| format!("write `{code}`")),
    )
}

impl Cell for Economy {
    fn kind() -> Kind {
        Kind {
            name: "economy",
            description: "an ISO 3166-1 alpha-3 code, for example `CHE`",
            json_type: "string",
            required: true,
            pattern: Some("^[A-Z]{3}$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let bytes: [u8; 3] = text.as_bytes().try_into().map_err(|_| unknown_economy(text))?;
        let known = bytes.iter().all(u8::is_ascii_uppercase) && celes::Country::from_alpha3(text).is_ok();
        if known { Ok(Self(bytes)) } else { Err(unknown_economy(text)) }
    }
}

/// Who the other side of a reported flow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partner {
    /// One economy.
    Economy(Economy),
    /// All partners together.
    World,
    /// Several economies together, declared in case.toml; never added to single partners.
    Group(Group),
}

/// The code of a group of economies: three letters that begin with X.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group([u8; 3]);

impl Group {
    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl Partner {
    /// The code as it stands in case files.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Economy(economy) => economy.as_str(),
            Self::World => "WLD",
            Self::Group(group) => group.as_str(),
        }
    }

    /// The economy, when it is one.
    pub fn economy(&self) -> Option<Economy> {
        match self {
            Self::Economy(economy) => Some(*economy),
            _ => None,
        }
    }
}

impl fmt::Display for Partner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Partner {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Cell for Partner {
    fn kind() -> Kind {
        Kind {
            name: "partner",
            description: "an ISO 3166-1 alpha-3 code, `WLD` for all partners together, or a group declared in case.toml",
            json_type: "string",
            required: true,
            pattern: Some("^[A-Z]{3}$"),
            refers: &["case.toml [groups]"],
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        if text == "WLD" {
            return Ok(Self::World);
        }
        match Economy::parse(text) {
            Ok(economy) => Ok(Self::Economy(economy)),
            // ISO 3166-1 leaves XAA to XZZ to users.
            Err(fault) => match <[u8; 3]>::try_from(text.as_bytes()) {
                Ok(bytes) if bytes.starts_with(b"X") && bytes.iter().all(u8::is_ascii_uppercase) => {
                    Ok(Self::Group(Group(bytes)))
                }
                _ => Err(fault),
            },
        }
    }

    fn refer<'a>(&'a self, seen: &mut dyn FnMut(Reference<'a>)) {
        if let Self::Group(group) = self {
            seen(Reference { id: group.as_str(), tables: &["case.toml [groups]"] });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_names_and_near_misses() {
        assert_eq!(Economy::parse("CHE").unwrap().iso_name(), "Switzerland");
        assert_eq!(Economy::parse("che").unwrap_err().mend, "write `CHE`");
        assert_eq!(Economy::parse("Switzerland").unwrap_err().mend, "write `CHE`");
        assert!(Economy::parse("QQQ").is_err());
        assert!(Economy::parse("ÄÖ").is_err());
    }

    #[test]
    fn partners_may_be_the_world_or_a_group() {
        assert_eq!(Partner::parse("WLD"), Ok(Partner::World));
        assert!(matches!(Partner::parse("XEU"), Ok(Partner::Group(_))));
        assert!(Partner::parse("YYY").is_err());
    }
}
