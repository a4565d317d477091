//! The tables of a case: what each row says.

mod choice;
mod goods;
mod network;
mod record;
mod said;

use crate::provenance::Origin;
use crate::table::table;
use crate::value::date::{Date, When};
use crate::value::id::SourceId;

pub use choice::{Assumption, AssumptionKind, Buyer, Decision, DecisionKind};
pub use goods::{Market, MarketMeasure, Product, ProductKind, Production, ProductionMeasure, Terms};
pub use network::{
    Capacity, CapacityMeasure, Cost, CostMeasure, Interpolation, Layer, Link, Place, PlaceKind, RegimeStatus, Rest,
    Stage, TransferKind, TransportMode, Weekday,
};
pub use record::{Flow, FlowMeasure, Frequency, Observation, Series, TradeFlow, Valuation};
pub use said::{Event, EventKind, Judgement, Relation};

table! {
    /// The publications that rows cite.
    pub struct Source in "sources.csv", key [source_id], defines source_id, provenance false {
        /// id that rows cite
        source_id: SourceId = "example_source",
        /// title of the publication or table
        title: String = "Example: replace this row by your first source",
        /// who published it
        publisher: Option<String> = "",
        /// where it can be read
        url: Option<String> = "",
        /// when it was published, as precisely as it says
        published: Option<When> = "2020",
        /// how close it stands to the origin of its facts
        origin: Origin = "own",
        /// licence or terms, where known
        licence: Option<String> = "",
        /// anything a reader should know
        note: Option<String> = "",
    }
}

/// A day that a row of a table measures up to, and the lag after which it is published: what `known_on` follows from.
pub(crate) trait Dated {
    /// The last day of the period measured, and the publication lag in days when the table has one.
    fn measured_to(&self) -> Option<(Date, Option<u32>)> {
        None
    }
}
