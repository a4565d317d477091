//! From a package to the files of a case folder.
//!
//! A package with the files of a case beside it (`ext_places.csv`, `ext_links.csv`) gives that case again, row for row;
//! nodes and links that were added to it since become rows of the case. A package from elsewhere becomes a case that
//! passes every check, with a list of what it lacks.

use std::collections::{BTreeMap, BTreeSet};

use case::bundle::Bundle;
use case::code::Code;
use case::tables::Layer;
use case::value::date::Date;
use case::value::economy::Economy;
use case::{Case, CaseFolder, load, schema};

use super::fault::{count, listed};
use super::foreign::{Converted, convert};
use super::layout::Known;
use super::package::{Files, Package};
use super::{blank, ext, preferred, write};

/// What a package does not say itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The economy the case is about. A package with the files of a case beside it names its own.
    pub economy: Economy,
    /// The economies its goods must cross; as above.
    pub gateways: Vec<Economy>,
    /// The day from which rows without a source of their own count as known, and from which the case is seen.
    pub known_on: Date,
}

/// A case folder made of a package.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The files by name; one may stand in a folder, `judgements/institutions.csv`.
    pub files: Files,
    /// What the case still lacks, one sentence each; empty for a package with the files of a case beside it.
    pub missing: Vec<String>,
    /// What was decided on the way, one sentence each.
    pub remarks: Vec<String>,
}

/// The case folder of a package.
pub fn to_case(package: &Package, import: &Import) -> Imported {
    if ext::is_ours(&package.beside) { ours(package, import) } else { foreign(package, import) }
}

fn foreign(package: &Package, import: &Import) -> Imported {
    let converted = convert(package, Known::default(), import.economy, import.known_on);
    let missing = missing(package, import, &converted);
    let dataset = dataset(package);
    let name = import.economy.iso_name();
    let title = dataset.clone().unwrap_or_else(|| format!("{name}: network from a GMNS package"));
    let question = format!("What can the network of {name} carry?");
    let summary =
        "Made from a GMNS 0.96 package: places, links, lengths and speeds. Every row is assumed until a source \
                   is found for it."
            .to_owned();

    let mut files = Files::new();
    blank::complete(&mut files);
    let texts = [title.as_str(), question.as_str(), summary.as_str()];
    let settings = blank::settings(import.economy, &import.gateways, import.known_on, texts);
    files.insert("case.toml".to_owned(), ext::document_text("case.toml", &settings));
    blank::append(&mut files, "sources.csv", &[blank::source(dataset.as_deref())]);
    blank::append(&mut files, "products.csv", &[blank::total(import.known_on)]);
    blank::append(&mut files, "places.csv", &converted.places);
    blank::append(&mut files, "links.csv", &converted.links);
    blank::append(&mut files, "costs.csv", &converted.costs);
    Imported { files, missing, remarks: converted.remarks }
}

/// The name of the network, fit for a title.
fn dataset(package: &Package) -> Option<String> {
    let name = package.config.rows.first()?.dataset_name.as_deref()?;
    let clean: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    Some(clean.trim().to_owned()).filter(|name| !name.is_empty())
}

fn missing(package: &Package, import: &Import, converted: &Converted) -> Vec<String> {
    let mut missing = vec![
        "sources.csv: the package names no sources; every row rests on `gmns_import` and is assumed".to_owned(),
        "capacities.csv: no row; GMNS counts passenger cars an hour and lane, a case tonnes or vehicles a day"
            .to_owned(),
        if converted.costs.is_empty() {
            "costs.csv: no row".to_owned()
        } else {
            "costs.csv: speeds alone; no freight, handling or border cost".to_owned()
        },
        "products.csv: all goods together alone".to_owned(),
        "production.csv, markets.csv: no row; nothing is produced or bought".to_owned(),
        "calendar.csv: no row; every crossing works every day".to_owned(),
        "links.csv: `stage`, `opened_on`, `via` and `crossing_id`; every link counts as existing".to_owned(),
        "case.toml: title, question and summary are a frame to be filled".to_owned(),
    ];
    if import.gateways.is_empty() {
        missing.push("case.toml: `gateways`, the economies that goods must cross".to_owned());
    }
    let lengths = package.links.rows.iter().filter(|link| link.length.is_none()).count();
    if lengths > 0 {
        missing.push(format!("links.csv: the length of {}", count(lengths, "link", "links")));
    }
    let left = [
        ("tolls", package.links.rows.iter().any(|link| link.toll.is_some())),
        ("capacities in passenger cars", package.links.rows.iter().any(|link| link.capacity.is_some())),
        ("hours of links (link_tod.csv)", !package.link_tods.rows.is_empty()),
        ("geometries", package.links.rows.iter().any(|link| link.geometry.is_some() || link.geometry_id.is_some())),
    ];
    let left: Vec<&str> = left.iter().filter(|(_, there)| *there).map(|(what, _)| *what).collect();
    if !left.is_empty() {
        missing.push(format!("left behind, because a case has no column for it: {}", left.join(", ")));
    }
    missing
}

fn ours(package: &Package, import: &Import) -> Imported {
    let mut files = ext::folder(&package.beside);
    let mut remarks = Vec::new();
    let mut cites = false;
    if !files.contains_key("case.toml") {
        let title = dataset(package).unwrap_or_else(|| import.economy.iso_name().to_owned());
        let untold = "The package has no ext_case.toml.";
        let settings = blank::settings(import.economy, &import.gateways, import.known_on, [&title, untold, untold]);
        files.insert("case.toml".to_owned(), ext::document_text("case.toml", &settings));
        remarks.push("the package has no ext_case.toml; title, question and summary are to be filled".to_owned());
        cites = true;
    }
    let added = blank::complete(&mut files);
    if !added.is_empty() {
        remarks.push(format!("the package lacks the files of {}, which stay empty", listed(&added)));
    }
    if blank::is_empty(&files, "products.csv") {
        blank::append(&mut files, "products.csv", &[blank::total(import.known_on)]);
        cites = true;
    }
    if cites || blank::is_empty(&files, "sources.csv") {
        blank::append(&mut files, "sources.csv", &[blank::source(dataset(package).as_deref())]);
    }

    let Some(folder) = loaded(&mut files, &mut remarks) else {
        remarks.push(
            "the files beside the package do not pass the check of a case; what node.csv and link.csv add to them was \
             not looked at"
                .to_owned(),
        );
        return Imported { files, missing: Vec::new(), remarks };
    };
    let case = folder.as_of(Date::MAX);
    if case.economy() != import.economy {
        remarks.push(format!("the package is about {}; {} as asked for was not used", case.economy(), import.economy));
    }
    let again = write::network(&case).package;
    let known = known(&case, &again);
    compare(package, &again, &mut remarks);
    let mut converted = convert(package, known, case.economy(), import.known_on);
    remarks.append(&mut converted.remarks);
    if !converted.places.is_empty() || !converted.links.is_empty() {
        let places = count(converted.places.len(), "place", "places");
        let links = count(converted.links.len(), "link", "links");
        remarks.push(format!("{places} and {links} of node.csv and link.csv are new and were added as assumed"));
        if !cites {
            blank::append(&mut files, "sources.csv", &[blank::source(dataset(package).as_deref())]);
        }
        blank::append(&mut files, "places.csv", &converted.places);
        blank::append(&mut files, "links.csv", &converted.links);
        blank::append(&mut files, "costs.csv", &converted.costs);
    }
    Imported { files, missing: Vec::new(), remarks }
}

/// Loads the folder. A view as of an early day may hold rows that name a place or link which only became known later;
/// such rows are left out, until no row names what the package does not have.
fn loaded(files: &mut Files, remarks: &mut Vec<String>) -> Option<CaseFolder> {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    let folder = loop {
        let loaded = load::load(&Bundle::from_files("package", files.clone()));
        let mut lines: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for fault in loaded.diagnostics.iter().filter(|fault| fault.code == Code::UnknownReference) {
            let file = fault.place.file.as_str();
            lines.entry(file).or_default().extend(fault.place.line);
            *names.entry(format!("{file} names {}", fault.found.replace('`', ""))).or_insert(0) += 1;
        }
        let mut shorter = false;
        // Documents have no rows to leave out.
        for (file, lines) in lines {
            let is_document = schema::documents().iter().any(|document| document.file == file);
            let Some(text) = files.get_mut(file).filter(|_| !is_document) else { continue };
            let rest = blank::without_lines(text, &lines);
            shorter |= rest.len() < text.len();
            *text = rest;
        }
        if loaded.folder.is_some() || !shorter {
            break loaded.folder;
        }
        left.extend(names);
    };
    if !left.is_empty() {
        remarks.push(format!(
            "rows were left out because they name what the package does not have: {}",
            listed(left.iter().map(|(what, times)| format!("{what} ({})", count(*times, "row", "rows"))))
        ));
    }
    folder
}

/// What the case has, so that only what is new is converted.
fn known(case: &Case, again: &Package) -> Known {
    let mut known = Known::default();
    let tables = case.tables();
    for place in preferred::places(case).values() {
        known.ids.take(place.id);
        known.places.insert(place.id.to_owned(), (place.kind, place.economy));
    }
    for cost in &tables.costs {
        known.ids.take(cost.cost_id.as_str());
    }
    for node in &again.nodes.rows {
        let place = node.parent_node_id.as_ref().unwrap_or(&node.node_id);
        known.nodes.insert(node.node_id.clone(), place.clone());
    }
    known.links.extend(again.links.rows.iter().map(|link| link.link_id.clone()));
    for link in &tables.links {
        known.ids.take(link.link_id.as_str());
        let ends = [link.from_place.as_str(), link.to_place.as_str()];
        match (link.layer, link.from_layer, link.to_layer) {
            (Layer::Transfer, Some(from), Some(to)) => {
                for place in ends {
                    known.joined.entry(place.to_owned()).or_default().extend([(from, to), (to, from)]);
                }
            }
            (layer, ..) => {
                for place in ends.into_iter().chain(link.via.iter().map(|stop| stop.place.as_str())) {
                    known.layers.entry(place.to_owned()).or_default().insert(layer);
                }
            }
        }
    }
    known
}

/// Says where the tables of GMNS no longer say what the files beside them say; these are followed.
fn compare(package: &Package, again: &Package, remarks: &mut Vec<String>) {
    let nodes: BTreeMap<&str, _> = package.nodes.rows.iter().map(|node| (node.node_id.as_str(), node)).collect();
    let links: BTreeMap<&str, _> = package.links.rows.iter().map(|link| (link.link_id.as_str(), link)).collect();
    let bits = |value: Option<f64>| value.map(f64::to_bits);
    let (mut gone, mut changed) = (Vec::new(), Vec::new());
    for node in &again.nodes.rows {
        match nodes.get(node.node_id.as_str()) {
            None => gone.push(node.node_id.as_str()),
            Some(now) => {
                let same = bits(Some(now.x_coord)) == bits(Some(node.x_coord))
                    && bits(Some(now.y_coord)) == bits(Some(node.y_coord))
                    && (&now.name, &now.node_type, &now.zone_id) == (&node.name, &node.node_type, &node.zone_id);
                if !same {
                    changed.push(node.node_id.as_str());
                }
            }
        }
    }
    for link in &again.links.rows {
        match links.get(link.link_id.as_str()) {
            None => gone.push(link.link_id.as_str()),
            Some(now) => {
                let same = bits(now.length) == bits(link.length)
                    && (&now.from_node_id, &now.to_node_id, now.directed, &now.name, &now.facility_type)
                        == (&link.from_node_id, &link.to_node_id, link.directed, &link.name, &link.facility_type);
                if !same {
                    changed.push(link.link_id.as_str());
                }
            }
        }
    }
    if !gone.is_empty() {
        let number = count(gone.len(), "row is", "rows are");
        remarks.push(format!(
            "{number} no longer in node.csv or link.csv and stayed in the case; delete them in ext_places.csv or \
             ext_links.csv: {}",
            listed(&gone)
        ));
    }
    if !changed.is_empty() {
        let number = count(changed.len(), "row differs", "rows differ");
        remarks.push(format!(
            "{number} in node.csv or link.csv from the files beside them, which were followed; change ext_places.csv or \
             ext_links.csv: {}",
            listed(&changed)
        ));
    }
}
