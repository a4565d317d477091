//! Words of a package in the words of a case: layers, kinds of places and of transfers, economies.

use std::collections::BTreeMap;

use case::cell::Cell;
use case::tables::{Layer, PlaceKind, TransferKind, TransportMode};
use case::value::economy::Economy;

use super::package::{Link, Package, Zone};

/// Words of a facility or use that mean a layer; rail without a gauge is of standard gauge.
const LAYERS: &[(Layer, &[&str])] = &[
    (Layer::Rail1435, &["rail", "railway", "railroad", "train", "freight_train"]),
    (Layer::Sea, &["sea", "ferry", "ship", "vessel", "barge", "waterway", "water", "maritime", "river", "canal"]),
    (Layer::Air, &["air", "airway", "flight", "aviation", "plane", "aircraft"]),
    (Layer::Pipeline, &["pipeline", "pipe"]),
    (
        Layer::Road,
        &[
            "road",
            "street",
            "highway",
            "freeway",
            "motorway",
            "expressway",
            "arterial",
            "trunk",
            "primary",
            "secondary",
            "tertiary",
            "collector",
            "local",
            "residential",
            "unclassified",
            "ramp",
            "track",
            "truck",
            "trucks",
            "hgv",
            "lorry",
            "auto",
            "car",
            "vehicle",
            "bus",
            "hot",
            "hov",
            "sov",
        ],
    ),
];

/// Gauges in mm.
const GAUGES: &[(&str, Layer)] =
    &[("1520", Layer::Rail1520), ("1435", Layer::Rail1435), ("1067", Layer::Rail1067), ("1000", Layer::Rail1000)];

/// Words of `node_type` beside the kinds of places themselves.
const KINDS: &[(PlaceKind, &[&str])] = &[
    (PlaceKind::Crossing, &["border", "border_crossing", "customs", "border_post", "gate"]),
    (PlaceKind::Terminal, &["yard", "dry_port", "rail_yard", "inland_port", "freight_terminal", "station", "depot"]),
    (PlaceKind::Port, &["seaport", "sea_port", "harbour", "harbor"]),
    (PlaceKind::Airport, &["aerodrome"]),
    (PlaceKind::City, &["town", "village", "settlement"]),
    (PlaceKind::Mine, &["quarry"]),
    (PlaceKind::Oilfield, &["oil_field", "gas_field"]),
    (PlaceKind::Market, &["smelter", "steel_works", "refinery", "power_station"]),
];

/// A word in lower case with underscores between its parts.
fn plain(text: &str) -> String {
    text.trim().to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

/// The layer of a link, and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The package says so.
    Said(Layer),
    /// Rail, and no gauge is said.
    NoGauge,
    /// Nothing that this program knows is said.
    Unknown,
}

impl Found {
    /// The layer that is taken.
    pub(super) fn layer(self) -> Layer {
        match self {
            Self::Said(layer) => layer,
            Self::NoGauge => Layer::Rail1435,
            Self::Unknown => Layer::Road,
        }
    }
}

fn layer_of_word(text: &str) -> Option<Found> {
    let word = plain(text);
    if let Ok(layer) = Layer::parse(&word)
        && layer != Layer::Transfer
    {
        return Some(Found::Said(layer));
    }
    let parts: Vec<&str> = word.split('_').chain([word.as_str()]).collect();
    let (layer, _) = LAYERS.iter().find(|(_, words)| parts.iter().any(|part| words.contains(part)))?;
    if *layer != Layer::Rail1435 {
        return Some(Found::Said(*layer));
    }
    let gauge = GAUGES.iter().find(|(gauge, _)| parts.iter().any(|part| part.trim_end_matches("mm") == *gauge));
    Some(gauge.map_or(Found::NoGauge, |(_, layer)| Found::Said(*layer)))
}

/// The layer of a link by its `facility_type`, else by the first of its `allowed_uses` that says one.
pub(super) fn layer(link: &Link, package: &Package) -> Found {
    if let Some(found) = link.facility_type.as_deref().and_then(layer_of_word) {
        return found;
    }
    let groups = &package.use_groups.rows;
    let uses = link.allowed_uses.as_deref().unwrap_or("");
    split(uses)
        .find_map(|word| {
            layer_of_word(word).or_else(|| {
                let group = groups.iter().find(|group| group.id == word)?;
                split(&group.uses).find_map(layer_of_word)
            })
        })
        .unwrap_or(Found::Unknown)
}

fn split(uses: &str) -> impl Iterator<Item = &str> {
    uses.split([',', ';']).map(str::trim).filter(|word| !word.is_empty())
}

/// The kind of transfer that a link says it is.
pub(super) fn transfer(link: &Link) -> Option<TransferKind> {
    link.facility_type.as_deref().and_then(|word| TransferKind::parse(&plain(word)).ok())
}

/// The kind of transfer between two layers, where the package does not say.
pub(super) fn transfer_between(from: Layer, to: Layer) -> TransferKind {
    let rail = |layer: Layer| GAUGES.iter().any(|(_, gauge)| *gauge == layer);
    match (rail(from), rail(to)) {
        (true, true) => TransferKind::GaugeChangeTransship,
        _ if from == Layer::Sea || to == Layer::Sea => TransferKind::RailSea,
        (false, false) => TransferKind::ContainerStuffing,
        _ => TransferKind::RoadRail,
    }
}

/// The kind of a place; `None` for words that a case has no kind for.
pub(super) fn kind(node_type: &str) -> Option<PlaceKind> {
    let word = plain(node_type);
    PlaceKind::parse(&word)
        .ok()
        .or_else(|| KINDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(kind, _)| *kind))
}

/// The mode of transport on a layer.
pub(super) fn mode(layer: Layer) -> Option<TransportMode> {
    match layer {
        Layer::Road => Some(TransportMode::Road),
        Layer::Rail1520 | Layer::Rail1435 | Layer::Rail1067 | Layer::Rail1000 => Some(TransportMode::Rail),
        Layer::Sea => Some(TransportMode::Sea),
        Layer::Air => Some(TransportMode::Air),
        Layer::Multimodal => Some(TransportMode::Multimodal),
        Layer::Pipeline | Layer::Transfer => None,
    }
}

/// The economy of each zone whose id, name or zone of the next level is a code of ISO 3166-1.
pub(super) fn economies(zones: &[Zone]) -> BTreeMap<&str, Economy> {
    /// Levels of zones that are looked through.
    const LEVELS: usize = 8;
    let by_id: BTreeMap<&str, &Zone> = zones.iter().map(|zone| (zone.zone_id.as_str(), zone)).collect();
    let code = |text: &str| Economy::parse(&text.trim().to_uppercase()).ok();
    zones
        .iter()
        .filter_map(|zone| {
            let levels = std::iter::successors(Some(zone), |zone| by_id.get(zone.super_zone.as_deref()?).copied());
            let economy = levels
                .take(LEVELS)
                .find_map(|zone| code(&zone.zone_id).or_else(|| zone.name.as_deref().and_then(code)))?;
            Some((zone.zone_id.as_str(), economy))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_facilities() {
        for (word, found) in [
            ("rail_1520", Some(Found::Said(Layer::Rail1520))),
            ("Railway 1067 mm", Some(Found::Said(Layer::Rail1067))),
            ("rail-1000mm", Some(Found::Said(Layer::Rail1000))),
            ("Railroad", Some(Found::NoGauge)),
            ("motorway_link", Some(Found::Said(Layer::Road))),
            ("Ferry", Some(Found::Said(Layer::Sea))),
            ("transfer", None),
            ("crosswalk", None),
        ] {
            assert_eq!(layer_of_word(word), found, "{word}");
        }
    }

    #[test]
    fn zones_lead_to_economies() {
        let zone = |id: &str, name: Option<&str>, above: Option<&str>| Zone {
            zone_id: id.to_owned(),
            name: name.map(str::to_owned),
            super_zone: above.map(str::to_owned),
            ..Zone::default()
        };
        let zones = [zone("1", Some("che"), None), zone("2", None, Some("1")), zone("3", None, Some("3"))];
        let economies = economies(&zones);
        assert_eq!(economies["2"].as_str(), "CHE");
        assert!(!economies.contains_key("3"));
    }
}
