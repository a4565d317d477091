//! What a question about time looks at: a series of series.csv, or the trade in a good.

use std::fmt;

use serde::Serialize;

use super::id::{ProductId, SeriesId};
use crate::cell::{Cell, CellFault, Kind, Reference};
use crate::code::Code;
use crate::tables::{Flow, FlowMeasure};

/// A series of measurements, written as its id, or as `export:PRODUCT:quantity` for the trade in a good with all partners.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub enum MeasureId {
    /// A series of series.csv.
    Series(SeriesId),
    /// Trade in a good with all partners, as the economy itself reports it.
    Trade(Flow, ProductId, FlowMeasure),
}

impl fmt::Display for MeasureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Series(id) => id.fmt(f),
            Self::Trade(flow, product, measure) => write!(f, "{flow}:{product}:{measure}"),
        }
    }
}

impl From<MeasureId> for String {
    fn from(measure: MeasureId) -> Self {
        measure.to_string()
    }
}

impl Cell for MeasureId {
    fn kind() -> Kind {
        Kind {
            name: "measure",
            description: "the id of a series, or `export:PRODUCT:quantity`, `export:PRODUCT:value`, `import:PRODUCT:quantity` or `import:PRODUCT:value`",
            json_type: "string",
            required: true,
            pattern: Some("^([a-z][a-z0-9_]{0,63}|(export|import):[a-z][a-z0-9_]{0,63}:(quantity|value))$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let parts: Vec<&str> = text.split(':').collect();
        match parts.as_slice() {
            [id] => SeriesId::parse(id).map(Self::Series),
            [flow, product, measure] => {
                Ok(Self::Trade(Flow::parse(flow)?, ProductId::parse(product)?, FlowMeasure::parse(measure)?))
            }
            _ => Err(CellFault::new(
                Code::UnknownWord,
                "the id of a series, or a flow, a good and a measure: `export:PRODUCT:quantity`",
                "write it in one of these ways",
            )),
        }
    }

    fn refer<'a>(&'a self, seen: &mut dyn FnMut(Reference<'a>)) {
        match self {
            Self::Series(id) => id.refer(seen),
            Self::Trade(_, product, _) => product.refer(seen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing() {
        for text in ["freight_total", "export:ore:quantity", "import:all_goods:value"] {
            assert_eq!(MeasureId::parse(text).unwrap().to_string(), text);
        }
        for text in ["export:ore", "sale:ore:quantity", "export:Ore:quantity", "export:ore:tonnes", "a:b:c:d", ""] {
            assert!(MeasureId::parse(text).is_err(), "{text}");
        }
    }
}
