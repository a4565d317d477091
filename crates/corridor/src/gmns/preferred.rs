//! Each place and link of a case once: the rows about it, by the preferred-source rule.

use std::collections::BTreeMap;

use case::prefer::Preference;
use case::tables::{Layer, Link, Place, PlaceKind, Stage, TransferKind};
use case::value::date::When;
use case::value::economy::Economy;
use case::{Case, Entry};

/// A place.
#[derive(Debug, Clone)]
pub(crate) struct OnePlace<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) kind: PlaceKind,
    pub(crate) economy: Economy,
    /// Longitude and latitude, degrees, of the best row that has both.
    pub(crate) at: Option<[f64; 2]>,
    /// The source of the position, else of the best row.
    pub(crate) source: &'a str,
}

/// A link.
#[derive(Debug, Clone)]
pub(crate) struct OneLink<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) layer: Layer,
    /// How far it has come by the row that sees it furthest.
    pub(crate) stage: Stage,
    /// When it opened, by the best row that says so.
    pub(crate) opened_on: Option<When>,
    /// Kilometres, by the best row of that stage, else by the best row.
    pub(crate) length_km: Option<f64>,
    /// Places on the way, by the best row that names any.
    pub(crate) via: Vec<&'a str>,
    /// For a transfer: its kind and the layers it joins.
    pub(crate) transfer: Option<(TransferKind, Layer, Layer)>,
    /// The source of the length, else of the best row.
    pub(crate) source: &'a str,
}

fn grouped<'a, R>(rows: &'a [Entry<R>], id: impl Fn(&'a R) -> &'a str) -> BTreeMap<&'a str, Vec<&'a Entry<R>>> {
    let mut groups: BTreeMap<&str, Vec<&Entry<R>>> = BTreeMap::new();
    for row in rows {
        groups.entry(id(&row.row)).or_default().push(row);
    }
    groups
}

/// The places in order of their ids.
pub(crate) fn places(case: &Case) -> BTreeMap<&str, OnePlace<'_>> {
    let rule = Preference::of(case);
    grouped(&case.tables().places, |row: &Place| row.place_id.as_str())
        .into_iter()
        .filter_map(|(id, rows)| {
            let rows = rule.order(rows);
            let best = *rows.first()?;
            let placed = rows.iter().find_map(|row| Some((row, [row.lon?.0, row.lat?.0])));
            let place = OnePlace {
                id,
                name: &best.name,
                kind: best.kind,
                economy: best.economy,
                at: placed.map(|(_, at)| at),
                source: placed.map_or(best, |(row, _)| row).provenance.source_id.as_str(),
            };
            Some((id, place))
        })
        .collect()
}

/// The links in order of their ids.
pub(crate) fn links(case: &Case) -> Vec<OneLink<'_>> {
    let rule = Preference::of(case);
    grouped(&case.tables().links, |row: &Link| row.link_id.as_str())
        .into_iter()
        .filter_map(|(id, rows)| {
            let rows = rule.order(rows);
            let best = *rows.first()?;
            let stage = rows.iter().map(|row| row.stage).min()?;
            let measured = || rows.iter().filter(|row| row.length_km.value().is_some());
            let length = measured().find(|row| row.stage == stage).or_else(|| measured().next());
            Some(OneLink {
                id,
                name: &best.name,
                from: best.from_place.as_str(),
                to: best.to_place.as_str(),
                layer: best.layer,
                stage,
                opened_on: rows.iter().find_map(|row| row.opened_on),
                length_km: length.and_then(|row| row.length_km.value()),
                via: rows
                    .iter()
                    .find(|row| !row.via.is_empty())
                    .map_or_else(Vec::new, |row| row.via.iter().map(|stop| stop.place.as_str()).collect()),
                transfer: rows.iter().find_map(|row| Some((row.transfer?, row.from_layer?, row.to_layer?))),
                source: length.copied().unwrap_or(best).provenance.source_id.as_str(),
            })
        })
        .collect()
}
