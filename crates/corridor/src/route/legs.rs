//! The parts of a route: goods move, or something is done with them at a place.

use case::RowRef;
use serde::Serialize;

use crate::range::Range;

/// What happens on a leg. On moving legs kilometres are made; activities take time and money at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LegKind {
    /// Moves by road.
    Road,
    /// Moves by rail, of any gauge.
    Rail,
    /// Moves by sea or inland water.
    Sea,
    /// Moves by air.
    Air,
    /// Moves by pipeline.
    Pipeline,
    /// Moves by several modes known only as a whole.
    Multimodal,
    /// Is loaded or unloaded.
    Loading,
    /// Stands at a border: queue, checks, papers.
    BorderDwell,
    /// Changes gauge, by bogies or by reloading.
    GaugeChange,
    /// Changes between road, rail and ship.
    Transfer,
    /// Anything else that is done with it, a stay in port among them.
    Handling,
}

impl LegKind {
    /// Whether kilometres are made. Hours of moving legs count for the speed without delay.
    pub fn is_moving(self) -> bool {
        match self {
            Self::Road | Self::Rail | Self::Sea | Self::Air | Self::Pipeline | Self::Multimodal => true,
            Self::Loading | Self::BorderDwell | Self::GaugeChange | Self::Transfer | Self::Handling => false,
        }
    }
}

/// One part of a route. A figure that nobody has is `None`, never zero.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leg {
    /// What happens.
    pub kind: LegKind,
    /// Of an activity, the place where it happens; of a moving leg, the place it leads to.
    pub place: String,
    /// The border crossing that the leg is part of, from the entry of the first post to the exit of the second: queue,
    /// checks, loading and gauge change there. `None` on the rest of the way.
    pub crossing: Option<String>,
    /// Length, km; 0 for an activity.
    pub km: Option<f64>,
    /// Time, hours.
    pub hours: Option<Range>,
    /// Cost, USD for the load that the route is costed for; the same load on all legs.
    pub usd: Option<Range>,
    /// The rows that it rests on.
    pub rows: Vec<RowRef>,
}

impl Leg {
    /// Length, km; `None` where it is not known or cannot be a length.
    pub fn length(&self) -> Option<f64> {
        self.km.filter(|km| km.is_finite() && *km >= 0.0)
    }

    /// Time, hours; `None` where it is not known or cannot be a time.
    pub fn time(&self) -> Option<Range> {
        self.hours.filter(|hours| is_amount(*hours))
    }

    /// Cost, USD; `None` where it is not known or cannot be a cost.
    pub fn cost(&self) -> Option<Range> {
        self.usd.filter(|usd| is_amount(*usd))
    }
}

/// Whether a range is one of finite figures of 0 or more, in order.
pub(super) fn is_amount(range: Range) -> bool {
    range.low >= 0.0 && range.low <= range.mid && range.mid <= range.high && range.high.is_finite()
}
