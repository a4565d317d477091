//! Units of measurement: read from text, compared by dimension, converted by factor.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::cell::{Cell, CellFault, Kind, did_you_mean};
use crate::code::Code;

/// One unit that others are made of: its name, what it measures, and how many base units it is.
struct Atom(&'static str, &'static str, f64);

/// The atoms, money apart.
const ATOMS: &[Atom] = &[
    Atom("kg", "mass", 1e-3),
    Atom("t", "mass", 1.0),
    Atom("kt", "mass", 1e3),
    Atom("Mt", "mass", 1e6),
    Atom("Gt", "mass", 1e9),
    Atom("mm", "length", 1e-6),
    Atom("m", "length", 1e-3),
    Atom("km", "length", 1.0),
    Atom("h", "time", 1.0 / 24.0),
    Atom("day", "time", 1.0),
    Atom("week", "time", 7.0),
    Atom("month", "time", 365.25 / 12.0),
    Atom("year", "time", 365.25),
    Atom("kWh", "energy", 1e-6),
    Atom("MWh", "energy", 1e-3),
    Atom("GWh", "energy", 1.0),
    Atom("bbl", "volume", 1.0),
    Atom("kbbl", "volume", 1e3),
    Atom("Mbbl", "volume", 1e6),
    Atom("percent", "ratio", 0.01),
    Atom("ratio", "ratio", 1.0),
    Atom("person", "person", 1.0),
    Atom("kperson", "person", 1e3),
    Atom("Mperson", "person", 1e6),
    Atom("truck", "truck", 1.0),
    Atom("wagon", "wagon", 1.0),
    Atom("train", "train", 1.0),
    Atom("container", "container", 1.0),
    Atom("TEU", "TEU", 1.0),
    Atom("vehicle", "vehicle", 1.0),
    Atom("lane", "lane", 1.0),
    Atom("port", "port", 1.0),
    Atom("trip", "trip", 1.0),
    Atom("event", "event", 1.0),
    Atom("complaint", "complaint", 1.0),
    Atom("count", "count", 1.0),
];

/// What may stand before the code of a currency, and how many of it that is.
const MONEY: &[(&str, f64)] = &[("", 1.0), ("k", 1e3), ("M", 1e6), ("bn", 1e9)];

/// What an atom measures and how many base units it is. Currencies are ISO 4217 codes; each is a dimension of its own,
/// because no exchange rate is assumed.
fn atom(name: &str) -> Option<(&'static str, f64)> {
    if let Some(Atom(_, base, size)) = ATOMS.iter().find(|atom| atom.0 == name) {
        return Some((base, *size));
    }
    MONEY.iter().find_map(|(prefix, size)| {
        let code = name.strip_prefix(prefix).filter(|code| code.len() == 3)?;
        iso_currency::Currency::from_code(code).map(|currency| (currency.code(), *size))
    })
}

/// A unit such as `kt`, `USD/t` or `USD/20t/500km`.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    text: String,
    factor: f64,
    dimension: Vec<(&'static str, i8)>,
}

impl Unit {
    /// The unit as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many of `other` one of this unit is; `None` when they measure different things.
    pub fn factor_to(&self, other: &Self) -> Option<f64> {
        (self.dimension == other.dimension).then(|| self.factor / other.factor)
    }

    /// A unit from its text; `None` when it is none. [`Cell::parse`] tells why.
    pub fn parse_plain(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }

    /// Whether both measure the same thing.
    pub fn is_like(&self, other: &Self) -> bool {
        self.dimension == other.dimension
    }

    /// Whether it measures nothing but `base`, for example `mass` or `USD`.
    pub fn measures(&self, base: &str) -> bool {
        matches!(self.dimension.as_slice(), [(only, 1)] if *only == base)
    }

    /// Whether it is something in a time, as `truck/day` or `Mt/year`.
    pub fn is_rate(&self) -> bool {
        matches!(self.dimension.as_slice(), [(_, 1), ("time", -1)] | [("time", -1), (_, 1)])
    }

    /// What is counted in a rate: the dimension above the line, `truck` of `truck/day`; `None` when it is no rate.
    pub fn rate_of(&self) -> Option<&'static str> {
        if !self.is_rate() {
            return None;
        }
        self.dimension.iter().find(|(_, power)| *power == 1).map(|(base, _)| *base)
    }

    /// The dimensions with their powers, in order of their names.
    pub fn powers(&self) -> &[(&'static str, i8)] {
        &self.dimension
    }

    /// How many of the base unit (t, USD, km, day, GWh, bbl, 1) one of this unit is.
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// What it measures, in words: `mass`, `USD per mass`.
    pub fn dimension(&self) -> String {
        let part = |above: bool| -> Vec<&str> {
            self.dimension.iter().filter(|(_, power)| (*power > 0) == above).map(|(base, _)| *base).collect()
        };
        let (above, below) = (part(true), part(false));
        if below.is_empty() { above.join(" x ") } else { format!("{} per {}", above.join(" x "), below.join(" and ")) }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Names of the atoms, money apart, for schema and messages.
pub fn atoms() -> impl Iterator<Item = &'static str> {
    ATOMS.iter().map(|atom| atom.0)
}

impl Cell for Unit {
    fn kind() -> Kind {
        Kind {
            name: "unit",
            description: "unit atoms joined by `/`, each may follow a whole number: `kt`, `MUSD`, `truck/day`, `USD/20t/500km`; money is an ISO 4217 code, after nothing, `k`, `M` or `bn`",
            json_type: "string",
            required: true,
            pattern: Some(r"^[0-9]*[A-Za-z]+(/[0-9]*[A-Za-z]+)*$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let mut factor = 1.0;
        let mut dimension: Vec<(&'static str, i8)> = Vec::new();
        for (index, part) in text.split('/').take(6).enumerate() {
            let name = part.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = part.strip_suffix(name).unwrap_or("");
            let times = if digits.is_empty() {
                Some(1.0)
            } else {
                digits.parse::<u32>().ok().filter(|n| *n > 0).map(f64::from)
            };
            let (Some((base, size)), Some(times)) = (atom(name), times) else {
                return Err(unknown_unit(name));
            };
            let power = if index == 0 { 1 } else { -1 };
            factor *= (times * size).powi(i32::from(power));
            match dimension.iter_mut().find(|(known, _)| *known == base) {
                Some((_, sum)) => *sum += power,
                None => dimension.push((base, power)),
            }
        }
        if text.split('/').count() > 5 {
            return Err(unknown_unit(text));
        }
        dimension.retain(|(_, power)| *power != 0);
        dimension.sort_unstable();
        Ok(Self { text: text.to_owned(), factor, dimension })
    }
}

fn unknown_unit(name: &str) -> CellFault {
    let known = [
        ("tons", "t"),
        ("tonnes", "t"),
        ("tonne", "t"),
        ("thousand tonnes", "kt"),
        ("million tonnes", "Mt"),
        ("%", "percent"),
        ("trucks", "truck"),
        ("days", "day"),
        ("hours", "h"),
        ("hour", "h"),
        ("yr", "year"),
        ("million USD", "MUSD"),
        ("thousand USD", "kUSD"),
        ("M USD", "MUSD"),
        ("bn USD", "bnUSD"),
        ("persons", "person"),
        ("$", "USD"),
        ("kusd", "kUSD"),
        ("musd", "MUSD"),
    ];
    let near = known
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, ours)| *ours)
        .or_else(|| did_you_mean(name, atoms().chain(["USD", "kUSD", "MUSD", "bnUSD"])));
    CellFault::new(
        Code::UnknownUnit,
        "a unit made of the atoms that `landlocked schema` lists, joined by `/`",
        near.map_or_else(|| "use one of these units".to_owned(), |near| format!("did you mean `{near}`?")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        Unit::parse(text).unwrap()
    }

    #[test]
    fn tonnes_and_kilotonnes_convert() {
        assert_eq!(unit("Mt").factor_to(&unit("kt")), Some(1000.0));
        assert_eq!(unit("kUSD").factor_to(&unit("MUSD")), Some(0.001));
        assert_eq!(unit("kt").factor_to(&unit("USD")), None);
        assert_eq!(unit("USD").factor_to(&unit("CNY")), None);
    }

    #[test]
    fn a_corridor_cost_becomes_a_cost_per_tonne_kilometre() {
        // 440 USD for 20 t over 500 km = 440 / 10,000 = 0.044 USD/t/km
        let per = unit("USD/20t/500km").factor_to(&unit("USD/t/km")).unwrap();
        assert!((440.0 * per - 0.044).abs() < 1e-12);
    }

    #[test]
    fn unknown_units_are_refused_with_a_guess() {
        assert_eq!(Unit::parse("tonnes").unwrap_err().mend, "did you mean `t`?");
        assert_eq!(Unit::parse("trucks/day").unwrap_err().mend, "did you mean `truck`?");
        for text in ["", "/", "0t", "t/", "99999999999t", "t/t/t/t/t/t/t"] {
            assert!(Unit::parse(text).is_err(), "{text}");
        }
    }
}
