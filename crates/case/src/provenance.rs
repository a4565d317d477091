//! Where a row comes from, how far it is to be trusted, and since when it could be known.

use serde::Serialize;

use crate::cell::words;
use crate::reader::RowReader;
use crate::table::{Column, column};
use crate::value::date::Date;
use crate::value::id::SourceId;

words! {
    /// How far a fact is to be trusted. The order is the first step of the preferred-source rule.
    pub enum Confidence {
        /// a named official, operator or trade-press figure with a date
        High = "high",
        /// second-hand, or inferred
        Medium = "medium",
        /// a promoter's claim, an odd unit, or unchecked
        Low = "low",
    }
}

words! {
    /// What a row rests on.
    pub enum Basis {
        /// stands in the source
        Sourced = "sourced",
        /// computed from sourced figures; the note says how
        Derived = "derived",
        /// set by the case's author, and shown as an assumption
        Assumed = "assumed",
        /// from memory or a hint, not yet checked against a source
        Unverified = "unverified",
    }
}

words! {
    /// How close a source stands to the origin of its facts. The order is the second step of the preferred-source rule.
    pub enum Origin {
        /// the body that measured or decided, in its own publication
        Primary = "primary",
        /// names that body and reprints its figure
        Reprint = "reprint",
        /// compiled or second-hand: maps, encyclopaedias, overviews
        Secondary = "secondary",
        /// the case's own author
        Own = "own",
    }
}

/// The last five columns of every table of facts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Provenance {
    /// The publication.
    pub source_id: SourceId,
    /// How far to trust it.
    pub confidence: Confidence,
    /// What it rests on.
    pub basis: Basis,
    /// The day the row could first be known, where the row says so itself.
    pub known_on: Option<Date>,
    /// Anything a reader of the row should know.
    pub note: Option<String>,
}

impl Provenance {
    /// The columns, in order.
    pub(crate) fn columns() -> [Column; 5] {
        [
            column::<SourceId>("source_id", "the publication the row was taken from", "example_source"),
            column::<Confidence>("confidence", "how far to trust the row", "low"),
            column::<Basis>("basis", "what the row rests on", "assumed"),
            column::<Option<Date>>(
                "known_on",
                "the day the row could first be known; a view as of an earlier day does not hold it. Only observations.csv and trade.csv may leave it empty: then it is the last day of the period plus the publication lag",
                "2020-01-01",
            ),
            column::<Option<String>>("note", "anything a reader of the row should know", "an example, to be replaced"),
        ]
    }

    pub(crate) fn read(reader: &mut RowReader<'_>) -> Option<Self> {
        let source_id = reader.cell("source_id");
        let confidence = reader.cell("confidence");
        let basis = reader.cell("basis");
        let known_on = reader.cell("known_on");
        let note = reader.cell("note");
        Some(Self { source_id: source_id?, confidence: confidence?, basis: basis?, known_on: known_on?, note: note? })
    }
}
