//! The gates of the home economy, and whose border they stand at.

use case::tables::PlaceKind;
use case::value::economy::Economy;
use corridor::network::{Network, PlaceIx};
use serde::Serialize;

/// A crossing place of the home economy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gate {
    /// Id of the place.
    pub place: String,
    /// The economy on the other side: that to which lines of the case lead through this gate; of several, the first by
    /// code. `None` when no line leads over the border here: then nothing can be sent through it either.
    pub neighbour: Option<Economy>,
}

/// Every crossing place of the home economy, in order of its id.
pub(super) fn gates(network: &Network<'_>) -> Vec<Gate> {
    let home = network.case.economy();
    let mut gates: Vec<Gate> = network
        .places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.kind == PlaceKind::Crossing && place.economy == home)
        .map(|(index, place)| Gate { place: place.id.clone(), neighbour: neighbour(network, PlaceIx(index)) })
        .collect();
    gates.sort_by(|a, b| a.place.cmp(&b.place));
    gates
}

fn neighbour(network: &Network<'_>, gate: PlaceIx) -> Option<Economy> {
    let home = network.case.economy();
    network
        .arcs
        .iter()
        .filter(|arc| arc.border && arc.crossings.contains(&gate))
        .flat_map(|arc| [network.from_place(arc).economy, network.to_place(arc).economy])
        .filter(|economy| *economy != home)
        .min()
}
