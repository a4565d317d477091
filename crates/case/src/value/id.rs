//! Ids of rows. Each kind is a type of its own, so that a place cannot stand where a product belongs.

use std::fmt;

use serde::Serialize;

use crate::cell::{Cell, CellFault, Kind, Reference};
use crate::code::Code;

/// Most characters of an id.
const MAX_ID: usize = 64;

fn check_id(text: &str) -> Result<(), CellFault> {
    let mut chars = text.chars();
    let begins_well = chars.next().is_some_and(|c| c.is_ascii_lowercase());
    let goes_on_well = chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if begins_well && goes_on_well && text.len() <= MAX_ID {
        return Ok(());
    }
    let mended: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' })
        .take(MAX_ID)
        .collect();
    let mend = if mended.chars().next().is_some_and(|c| c.is_ascii_lowercase()) {
        format!("write `{mended}`, here and wherever it is named")
    } else {
        "begin with a letter from a to z".to_owned()
    };
    Err(CellFault::new(Code::BadId, "an id: a letter a-z, then letters, digits and underscores, 64 at most", mend))
}

macro_rules! ids {
    ($( $(#[doc = $doc:literal])* $Name:ident refers $tables:expr; )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $Name(String);

        impl $Name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Cell for $Name {
            fn kind() -> Kind {
                Kind {
                    name: "id",
                    description: "an id: a letter a-z, then letters, digits and underscores, 64 at most",
                    json_type: "string",
                    required: true,
                    pattern: Some("^[a-z][a-z0-9_]{0,63}$"),
                    refers: $tables,
                    ..Kind::default()
                }
            }

            fn parse(text: &str) -> Result<Self, CellFault> {
                check_id(text).map(|()| Self(text.to_owned()))
            }

            fn refer<'a>(&'a self, seen: &mut dyn FnMut(Reference<'a>)) {
                let tables: &'static [&'static str] = $tables;
                if !tables.is_empty() {
                    seen(Reference { id: &self.0, tables });
                }
            }
        }
    )*};
}

ids! {
    /// A publication that facts were taken from.
    SourceId refers &["sources.csv"];
    /// A place: mine, crossing, city, port.
    PlaceId refers &["places.csv"];
    /// A way between two places.
    LinkId refers &["links.csv"];
    /// A good that is traded.
    ProductId refers &["products.csv"];
    /// A series of measurements.
    SeriesId refers &["series.csv"];
    /// A market that goods can be sold to.
    BuyerId refers &["buyers.csv"];
    /// Something that can be decided.
    DecisionId refers &["decisions.csv"];
    /// What goods pass on their way: a place or a link.
    WayId refers &["places.csv", "links.csv"];
    /// What a decision is about: a buyer, a place or a link.
    DecidedId refers &["buyers.csv", "places.csv", "links.csv"];
    /// A dated event.
    EventId refers &["events.csv"];
    /// A vintage of a statistic, declared in case.toml.
    VintageId refers &["case.toml [vintages]"];
    /// The id of a row that nothing else needs to name, or that others name by `table:id`.
    RowId refers &[];
    /// The story that several events belong to.
    EpisodeId refers &[];
}

/// Ids in whose place the code of an economy may stand.
macro_rules! subjects {
    ($( $(#[doc = $doc:literal])* $Name:ident refers $tables:expr, $description:literal; )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $Name(String);

        impl $Name {
            /// The id or code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Cell for $Name {
            fn kind() -> Kind {
                Kind {
                    name: "subject",
                    description: $description,
                    json_type: "string",
                    required: true,
                    pattern: Some("^([a-z][a-z0-9_]{0,63}|[A-Z]{3})$"),
                    refers: $tables,
                    ..Kind::default()
                }
            }

            fn parse(text: &str) -> Result<Self, CellFault> {
                if text.len() == 3 && text.chars().all(|c| c.is_ascii_uppercase()) {
                    super::economy::Economy::parse(text)?;
                } else {
                    check_id(text)?;
                }
                Ok(Self(text.to_owned()))
            }

            fn refer<'a>(&'a self, seen: &mut dyn FnMut(Reference<'a>)) {
                if !self.0.starts_with(|c: char| c.is_ascii_uppercase()) {
                    seen(Reference { id: &self.0, tables: $tables });
                }
            }
        }
    )*};
}

subjects! {
    /// What a fact is about: a place, a link or an economy.
    SubjectId refers &["places.csv", "links.csv"],
        "what the row is about: the id of a place or link, or the ISO code of an economy";
    /// What an assumption is about: a place, a link, a buyer, a decision or an economy.
    AboutId refers &["places.csv", "links.csv", "buyers.csv", "decisions.csv"],
        "what the row is about: the id of a place, link, buyer or decision, or the ISO code of an economy";
}

/// Something of the case that a claim rests on, written `kind:id`, for example `event:reopening_2023`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct EvidenceId {
    /// The file that defines the id.
    pub table: &'static str,
    /// The word before the colon.
    pub kind: &'static str,
    /// The id.
    pub id: String,
}

impl EvidenceId {
    const KINDS: &'static [(&'static str, &'static str)] = &[
        ("event", "events.csv"),
        ("series", "series.csv"),
        ("place", "places.csv"),
        ("link", "links.csv"),
        ("product", "products.csv"),
        ("judgement", "judgements/"),
        ("capacity", "capacities.csv"),
        ("cost", "costs.csv"),
    ];
}

impl From<EvidenceId> for String {
    fn from(evidence: EvidenceId) -> Self {
        evidence.to_string()
    }
}

impl fmt::Display for EvidenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

impl Cell for EvidenceId {
    fn kind() -> Kind {
        Kind {
            name: "evidence",
            description: "`event:`, `series:`, `place:`, `link:`, `product:`, `judgement:`, `capacity:` or `cost:`, then the id of a row",
            json_type: "string",
            required: true,
            pattern: Some("^(event|series|place|link|product|judgement|capacity|cost):[a-z][a-z0-9_]{0,63}$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let fault = || {
            CellFault::new(
                Code::UnknownWord,
                "`event:ID`, `series:ID`, `place:ID`, `link:ID`, `product:ID`, `judgement:ID`, `capacity:ID` or `cost:ID`",
                "write the kind of row, a colon and its id",
            )
        };
        let (kind, id) = text.split_once(':').ok_or_else(fault)?;
        let (kind, table) = Self::KINDS.iter().copied().find(|(known, _)| *known == kind).ok_or_else(fault)?;
        check_id(id)?;
        Ok(Self { table, kind, id: id.to_owned() })
    }

    fn refer<'a>(&'a self, seen: &mut dyn FnMut(Reference<'a>)) {
        let tables: &'static [&'static str] = match self.kind {
            "event" => &["events.csv"],
            "series" => &["series.csv"],
            "place" => &["places.csv"],
            "link" => &["links.csv"],
            "product" => &["products.csv"],
            "capacity" => &["capacities.csv"],
            "cost" => &["costs.csv"],
            _ => &["judgements/"],
        };
        seen(Reference { id: &self.id, tables });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_words() {
        assert!(PlaceId::parse("north_mine").is_ok());
        let fault = PlaceId::parse("North Mine").unwrap_err();
        assert_eq!(fault.mend, "write `north_mine`, here and wherever it is named");
        assert!(PlaceId::parse("1st").is_err());
        assert!(PlaceId::parse(&"a".repeat(65)).is_err());
    }

    #[test]
    fn a_subject_is_a_place_or_an_economy() {
        assert!(SubjectId::parse("CHE").is_ok());
        assert!(SubjectId::parse("QQQ").is_err());
        let place = SubjectId::parse("north_gate").unwrap();
        let mut seen = Vec::new();
        place.refer(&mut |reference| seen.push(reference.id));
        assert_eq!(seen, ["north_gate"]);
    }

    #[test]
    fn evidence_names_its_table() {
        let evidence = EvidenceId::parse("event:reopening").unwrap();
        assert_eq!(evidence.table, "events.csv");
        assert_eq!(evidence.to_string(), "event:reopening");
        assert!(EvidenceId::parse("rumour:x").is_err());
    }
}
