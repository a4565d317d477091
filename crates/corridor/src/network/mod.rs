//! The network of a case: places, layers, lines and the arcs they make, with everything dated.

mod build;
mod geography;
mod snapshot;

pub use geography::great_circle_km;
pub use snapshot::{Changes, Snapshot};

use std::collections::BTreeMap;

use case::Case;
use case::entry::RowRef;
pub use case::tables::{Layer, Stage};
use case::tables::{PlaceKind, TransferKind, TransportMode};
use case::value::date::{Date, When};
use case::value::economy::Economy;
use serde::Serialize;

use crate::interest::Interest;
use crate::payload::Payloads;
use crate::range::Range;
use crate::regime::Regimes;

/// Index of a place in [`Network::places`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PlaceIx(pub usize);
/// Index of a line in [`Network::lines`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct LineIx(pub usize);
/// Index of an arc in [`Network::arcs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ArcIx(pub usize);

/// A place, as the preferred rows describe it.
#[derive(Debug, Clone)]
pub struct Place {
    /// Id.
    pub id: String,
    /// Name as readers see it.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// The economy it lies in.
    pub economy: Economy,
    /// Longitude and latitude, degrees, where known.
    pub position: Option<(f64, f64)>,
    /// The preferred row.
    pub row: RowRef,
}

/// What a node stands for: goods that begin or end at a place, or goods on one layer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Port {
    /// Goods that begin their way here.
    Out,
    /// Goods that have come to the end of it.
    In,
    /// Goods on a layer.
    On(Layer),
}

/// A node: a place and what it stands for there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// The place.
    pub place: PlaceIx,
    /// Beginning, end or layer.
    pub port: Port,
}

/// A link of the case: a rail line, road or transfer, merged from the rows that describe it.
#[derive(Debug, Clone)]
pub struct Line {
    /// Id.
    pub id: String,
    /// Name as readers see it.
    pub name: String,
    /// Mode and gauge.
    pub layer: Layer,
    /// The places it joins, in order: both ends and the stops between.
    pub stops: Vec<PlaceIx>,
    /// The crossing whose gate it passes, where that is none of its ends.
    pub crossing: Option<PlaceIx>,
    /// How goods change layer, and from which to which.
    pub transfer: Option<(TransferKind, Layer, Layer)>,
    /// How far it has come by the day of the view.
    pub stage: Stage,
    /// The day it opened, where known.
    pub opened_on: Option<When>,
    /// Length in km as sources give it: the preferred one in the middle, with the row.
    pub length_km: Option<(Range, RowRef)>,
    /// All its rows.
    pub rows: Vec<RowRef>,
}

impl Line {
    /// Whether it carried, or could carry, goods on a day: built, and opened by then.
    pub fn exists_on(&self, day: Date) -> bool {
        self.stage == Stage::Existing && self.opened_on.is_none_or(|opened| opened.first_day() <= day)
    }

    /// Whether it is a railway.
    pub fn is_rail(&self) -> bool {
        is_rail(self.layer)
    }
}

/// Where the length of an arc comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthBasis {
    /// A source gives it, or the distances of two stops.
    Stated,
    /// Its part of the line's length, by straight distances between the stops.
    Shared,
    /// No source gives it: the straight distance, a lower bound.
    StraightLine,
    /// Neither a length nor two positions are known.
    Unknown,
}

/// What an arc does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArcKind {
    /// Goods begin at a place.
    Load,
    /// Goods end at a place.
    Unload,
    /// Goods move along a segment of a line, forwards or backwards.
    Move {
        /// The line.
        line: LineIx,
        /// Which segment, from 0.
        segment: usize,
        /// Against the order of the stops.
        reverse: bool,
    },
    /// Goods change layer.
    Transfer {
        /// The link of the layer `transfer`.
        line: LineIx,
    },
}

/// A directed arc between two nodes.
#[derive(Debug, Clone)]
pub struct Arc {
    /// Index of the node it leaves.
    pub from: usize,
    /// Index of the node it reaches.
    pub to: usize,
    /// What it does.
    pub kind: ArcKind,
    /// Kilometres.
    pub km: f64,
    /// Where the length comes from.
    pub length: LengthBasis,
    /// Whether its ends lie in two economies.
    pub border: bool,
    /// The crossings whose gates it passes; only for arcs over a border.
    pub crossings: Vec<PlaceIx>,
}

impl Arc {
    /// The line it belongs to.
    pub fn line(&self) -> Option<LineIx> {
        match self.kind {
            ArcKind::Move { line, .. } | ArcKind::Transfer { line } => Some(line),
            ArcKind::Load | ArcKind::Unload => None,
        }
    }
}

/// The network of a case, in all its times.
#[derive(Debug, Clone)]
pub struct Network<'a> {
    /// The case as of the day of the view.
    pub case: &'a Case,
    /// Places, by id.
    pub places: Vec<Place>,
    /// Lines, by id.
    pub lines: Vec<Line>,
    /// Nodes: of each place its beginning, its end and its layers.
    pub nodes: Vec<Node>,
    /// Arcs.
    pub arcs: Vec<Arc>,
    /// Links that name a place not known by the day of the view: they are left out.
    pub left_out: Vec<String>,
    /// Dated capacities.
    pub regimes: Regimes<'a>,
    /// Payloads.
    pub payloads: Payloads<'a>,
    /// What money costs.
    pub interest: Interest,
    place_of: BTreeMap<String, PlaceIx>,
    line_of: BTreeMap<String, LineIx>,
}

impl<'a> Network<'a> {
    /// Builds the network of a case.
    pub fn of(case: &'a Case) -> Self {
        build::network(case)
    }

    /// The network as it stood on a day.
    pub fn on(&self, day: Date) -> Snapshot<'_, 'a> {
        Snapshot::new(self, day, Changes::default())
    }

    /// The network as it stood on a day, with changes: what is closed, and what is built before its time.
    pub fn on_with(&self, day: Date, changes: Changes) -> Snapshot<'_, 'a> {
        Snapshot::new(self, day, changes)
    }

    /// A place by id.
    pub fn place(&self, id: &str) -> Option<PlaceIx> {
        self.place_of.get(id).copied()
    }

    /// A line by id.
    pub fn line(&self, id: &str) -> Option<LineIx> {
        self.line_of.get(id).copied()
    }

    /// The node of a place, if it has one of that kind.
    pub fn node(&self, place: PlaceIx, port: Port) -> Option<usize> {
        self.nodes.binary_search(&Node { place, port }).ok()
    }

    /// The place at which an arc begins.
    pub fn from_place(&self, arc: &Arc) -> &Place {
        &self.places[self.nodes[arc.from].place.0]
    }

    /// The place at which an arc ends.
    pub fn to_place(&self, arc: &Arc) -> &Place {
        &self.places[self.nodes[arc.to].place.0]
    }

    /// The line of an arc.
    pub fn line_of_arc(&self, arc: &Arc) -> Option<&Line> {
        arc.line().map(|line| &self.lines[line.0])
    }

    /// The mode of an arc; `None` for loading and unloading.
    pub fn mode(&self, arc: &Arc) -> Option<TransportMode> {
        let line = self.line_of_arc(arc)?;
        match line.transfer {
            Some((_, from, to)) if is_rail(from) && is_rail(to) => Some(TransportMode::Rail),
            Some(_) => None,
            None => mode(line.layer),
        }
    }

    /// A good and the goods it is a part of, the narrowest first.
    pub fn product_chain(&self, product: &str) -> Vec<String> {
        let mut chain = vec![product.to_owned()];
        let mut at = product.to_owned();
        while let Some(parent) = self
            .case
            .tables()
            .products
            .iter()
            .find(|row| row.product_id.as_str() == at)
            .and_then(|row| row.part_of.as_ref())
        {
            at = parent.to_string();
            if chain.contains(&at) {
                break;
            }
            chain.push(at.clone());
        }
        chain
    }
}

/// Whether a layer is a railway.
pub fn is_rail(layer: Layer) -> bool {
    matches!(layer, Layer::Rail1520 | Layer::Rail1435 | Layer::Rail1067 | Layer::Rail1000)
}

/// The mode of transport of a layer.
pub fn mode(layer: Layer) -> Option<TransportMode> {
    match layer {
        Layer::Road => Some(TransportMode::Road),
        Layer::Sea => Some(TransportMode::Sea),
        Layer::Air => Some(TransportMode::Air),
        Layer::Multimodal => Some(TransportMode::Multimodal),
        Layer::Pipeline | Layer::Transfer => None,
        _ => Some(TransportMode::Rail),
    }
}
