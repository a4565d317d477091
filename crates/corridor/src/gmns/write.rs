//! From a case to a package of GMNS 0.96.
//!
//! | case | GMNS |
//! |---|---|
//! | place | node with the place's id; `node_type` is its kind, `zone_id` its economy |
//! | place and layer | node `PLACE:LAYER` with the place as `parent_node_id` |
//! | economy | zone |
//! | layer | use, and `facility_type` and `allowed_uses` of its links |
//! | link | undirected link between the two nodes of its layer |
//! | transfer | directed link of length 0 between the nodes of the two layers; `facility_type` is its kind |
//!
//! `capacity` stays empty: GMNS counts passenger cars an hour and lane there, a case counts tonnes or vehicles a day.
//! Everything else that a case says stands in the `ext_` files beside the package, in full.

use std::collections::{BTreeMap, BTreeSet};

use case::Case;
use case::cell::Cell;
use case::prefer::Preference;
use case::settings::AnalysisCurrency;
use case::tables::{CostMeasure, Layer, Stage};
use case::value::economy::Economy;
use case::value::unit::Unit;

use super::ext;
use super::fault::{count, listed};
use super::package::{Config, IdType, Link, Node, Package, Table, UseDefinition, VERSION, Zone};
use super::preferred::{self, OneLink, OnePlace};

/// A case as a package.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// The package; [`Package::files`] gives its files.
    pub package: Package,
    /// What a reader of the package should know, one sentence each.
    pub remarks: Vec<String>,
}

/// The columns of link.csv that GMNS has and a case has nothing for; GMNS asks for every column of its schema.
const PASSED_THROUGH: [&str; 3] = ["bike_facility", "ped_facility", "parking"];
/// Most that GMNS takes for a speed.
const MAX_SPEED: f64 = 200.0;

/// The package of a case as of its day.
pub fn of_case(case: &Case) -> Exported {
    let mut exported = network(case);
    exported.package.beside = ext::write(case);
    exported
}

/// The tables of GMNS alone.
pub(super) fn network(case: &Case) -> Exported {
    let places = preferred::places(case);
    let links = preferred::links(case);
    let mut remarks = Vec::new();

    let unplaced: Vec<&str> = places.values().filter(|place| place.at.is_none()).map(|place| place.id).collect();
    let can_stand = |place: &str| places.get(place).is_some_and(|place| place.at.is_some());
    let (drawn, left): (Vec<&OneLink<'_>>, Vec<&OneLink<'_>>) =
        links.iter().partition(|link| can_stand(link.from) && can_stand(link.to));
    if !unplaced.is_empty() {
        let number = count(unplaced.len(), "place without coordinates stands", "places without coordinates stand");
        remarks.push(format!("{number} in ext_places.csv alone, because a node needs them: {}", listed(&unplaced)));
    }
    if !left.is_empty() {
        let number = count(left.len(), "link stands", "links stand");
        remarks.push(format!(
            "{number} in ext_links.csv alone, because an end has no node: {}",
            listed(left.iter().map(|link| link.id))
        ));
    }
    remark_on_links(&drawn, case, &mut remarks);

    let speeds = speeds(case);
    let nodes = nodes(&places, &drawn);
    let layers: BTreeSet<Layer> = drawn.iter().flat_map(|link| layers(link)).collect();
    let package = Package {
        config: Table { rows: vec![config(case)], extra: Vec::new() },
        zones: Table { rows: zones(case, &nodes), extra: Vec::new() },
        nodes: Table { rows: nodes, extra: Vec::new() },
        links: Table {
            rows: drawn.iter().map(|link| gmns_link(link, &places, speeds.get(link.id).copied())).collect(),
            extra: PASSED_THROUGH.map(str::to_owned).to_vec(),
        },
        use_definitions: Table { rows: layers.into_iter().map(use_of).collect(), extra: Vec::new() },
        ..Package::default()
    };
    Exported { package, remarks }
}

fn remark_on_links(drawn: &[&OneLink<'_>], case: &Case, remarks: &mut Vec<String>) {
    let pending: Vec<&str> = drawn.iter().filter(|l| l.stage != Stage::Existing).map(|link| link.id).collect();
    if !pending.is_empty() {
        remarks.push(format!(
            "{} not open yet; GMNS has no column for it, see `stage` and `opened_on` in ext_links.csv: {}",
            count(pending.len(), "link is", "links are"),
            listed(&pending)
        ));
    }
    let passing: Vec<&str> = drawn.iter().filter(|link| !link.via.is_empty()).map(|link| link.id).collect();
    if !passing.is_empty() {
        remarks.push(format!(
            "{} places on the way, which only the geometry shows; see `via` in ext_links.csv: {}",
            count(passing.len(), "link passes", "links pass"),
            listed(&passing)
        ));
    }
    if !case.tables().capacities.is_empty() {
        remarks.push(
            "`capacity` is empty: GMNS counts passenger cars an hour and lane there; see ext_capacities.csv".to_owned(),
        );
    }
    remarks.push(
        "`persons_per_vehicle` and `pce` in use_definition.csv are 1 because GMNS asks for a number; the case has none"
            .to_owned(),
    );
}

fn config(case: &Case) -> Config {
    let frame = case.frame();
    Config {
        dataset_name: Some(frame.map_or_else(|| case.economy_name(case.economy()), |frame| frame.title.clone())),
        short_length: Some("m".to_owned()),
        long_length: Some("km".to_owned()),
        speed: Some("km/h".to_owned()),
        crs: Some("EPSG:4326".to_owned()),
        geometry_field_format: Some("WKT".to_owned()),
        currency: Some(frame.map_or(AnalysisCurrency::Usd, |frame| frame.currency).as_str().to_owned()),
        version_number: Some(VERSION),
        id_type: Some(IdType::String),
        extra: Vec::new(),
    }
}

/// The id of the node of a place on a layer. A place's id has no colon, so no two nodes get the same.
fn layer_node(place: &str, layer: Layer) -> String {
    format!("{place}:{layer}")
}

/// The layer on which a link begins and the one on which it ends.
fn layers(link: &OneLink<'_>) -> [Layer; 2] {
    link.transfer.map_or([link.layer, link.layer], |(_, from, to)| [from, to])
}

/// Places first, then their layer nodes, in order of ids.
fn nodes(places: &BTreeMap<&str, OnePlace<'_>>, links: &[&OneLink<'_>]) -> Vec<Node> {
    let ends: BTreeSet<(&str, Layer)> = links
        .iter()
        .flat_map(|link| {
            let [first, last] = layers(link);
            [(link.from, first), (link.to, last)]
        })
        .collect();
    let node = |place: &OnePlace<'_>, layer: Option<Layer>| {
        let [x_coord, y_coord] = place.at?;
        Some(Node {
            node_id: layer.map_or_else(|| place.id.to_owned(), |layer| layer_node(place.id, layer)),
            name: Some(layer.map_or_else(|| place.name.to_owned(), |layer| format!("{} ({layer})", place.name))),
            x_coord,
            y_coord,
            node_type: Some(layer.map_or(place.kind.as_str(), Layer::as_str).to_owned()),
            zone_id: Some(place.economy.to_string()),
            parent_node_id: layer.map(|_| place.id.to_owned()),
            ..Node::default()
        })
    };
    let of_places = places.values().filter_map(|place| node(place, None));
    let of_layers = ends.iter().filter_map(|(place, layer)| node(places.get(place)?, Some(*layer)));
    of_places.chain(of_layers).collect()
}

fn zones(case: &Case, nodes: &[Node]) -> Vec<Zone> {
    let used: BTreeSet<&str> = nodes.iter().filter_map(|node| node.zone_id.as_deref()).collect();
    used.into_iter()
        .map(|id| Zone {
            zone_id: id.to_owned(),
            name: Economy::parse(id).ok().map(|economy| case.economy_name(economy)),
            ..Zone::default()
        })
        .collect()
}

fn use_of(layer: Layer) -> UseDefinition {
    let kind = Layer::kind();
    let meaning = kind.words.iter().find(|(word, _)| *word == layer.as_str()).map(|(_, meaning)| *meaning);
    UseDefinition {
        id: layer.as_str().to_owned(),
        persons_per_vehicle: 1.0,
        pce: 1.0,
        description: meaning.map(|meaning| format!("goods: {meaning}")),
        ..UseDefinition::default()
    }
}

/// Speeds of links, km/h, that hold on the day of the view.
fn speeds(case: &Case) -> BTreeMap<&str, f64> {
    let Ok(unit) = Unit::parse("km/h") else { return BTreeMap::new() };
    let day = case.as_of();
    let rows = case.tables().costs.iter().filter(|row| {
        row.measure == CostMeasure::Speed
            && row.product_id.is_none()
            && row.valid_from.first_day() <= day
            && row.valid_to.is_none_or(|end| end.last_day() >= day)
    });
    let mut speeds = BTreeMap::new();
    for row in Preference::of(case).order(rows) {
        let speed = row.value.value().zip(row.unit.factor_to(&unit)).map(|(value, factor)| value * factor);
        if let Some(speed) = speed.filter(|speed| *speed <= MAX_SPEED) {
            speeds.entry(row.subject_id.as_str()).or_insert(speed);
        }
    }
    speeds
}

fn gmns_link(link: &OneLink<'_>, places: &BTreeMap<&str, OnePlace<'_>>, speed: Option<f64>) -> Link {
    let [first, last] = layers(link);
    let allowed = if first == last { first.to_string() } else { format!("{first},{last}") };
    let way = [link.from].into_iter().chain(link.via.iter().copied()).chain([link.to]);
    let points: Vec<String> = way
        .filter_map(|place| places.get(place)?.at)
        .map(|[longitude, latitude]| format!("{longitude} {latitude}"))
        .collect();
    Link {
        link_id: link.id.to_owned(),
        name: Some(link.name.to_owned()),
        from_node_id: layer_node(link.from, first),
        to_node_id: layer_node(link.to, last),
        directed: link.transfer.is_some(),
        geometry: link.transfer.is_none().then(|| format!("LINESTRING ({})", points.join(", "))),
        dir_flag: Some(0),
        length: if link.transfer.is_some() { Some(0.0) } else { link.length_km },
        facility_type: Some(link.transfer.map_or(link.layer.as_str(), |(kind, ..)| kind.as_str()).to_owned()),
        free_speed: speed,
        allowed_uses: Some(allowed),
        extra: PASSED_THROUGH.map(|_| String::new()).to_vec(),
        ..Link::default()
    }
}
