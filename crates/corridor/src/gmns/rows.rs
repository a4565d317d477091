//! From cells to the rows of each table.

use super::package::{Geometry, Link, LinkTod, Node, UseDefinition, UseGroup, Zone};
use super::read::Units;
use super::sheet::{Cell, RowCells};
use super::unit::convert;

const ANY: f64 = f64::INFINITY;

/// A number in the unit of the program. Where the unit is not known the package is refused anyway.
fn scaled(value: Option<f64>, factor: Option<f64>) -> Option<f64> {
    value.map(|value| convert(value, factor.unwrap_or(1.0)))
}

// All cells first, then `?`, so that one row can report all its faults.

pub(super) fn node(cells: &mut RowCells<'_, '_, '_>, units: Units) -> Cell<Node> {
    let node_id = cells.needed("node_id");
    let (east, north) = if units.degrees { (180.0, 90.0) } else { (ANY, ANY) };
    let x_coord = cells.needed_number("x_coord", -east, east);
    let y_coord = cells.needed_number("y_coord", -north, north);
    let z_coord = cells.number("z_coord", -ANY, ANY);
    Ok(Node {
        node_id: node_id?,
        name: cells.text("name"),
        x_coord: x_coord?,
        y_coord: y_coord?,
        z_coord: scaled(z_coord?, units.short),
        node_type: cells.text("node_type"),
        ctrl_type: cells.text("ctrl_type"),
        zone_id: cells.text("zone_id"),
        parent_node_id: cells.text("parent_node_id"),
        extra: cells.sheet.extra_cells(cells.row),
    })
}

pub(super) fn link(cells: &mut RowCells<'_, '_, '_>, units: Units) -> Cell<Link> {
    let link_id = cells.needed("link_id");
    let from_node_id = cells.needed("from_node_id");
    let to_node_id = cells.needed("to_node_id");
    let directed = cells.truth("directed");
    let dir_flag = match cells.text("dir_flag").as_deref() {
        None => Ok(None),
        Some("1") => Ok(Some(1)),
        Some("-1") => Ok(Some(-1)),
        Some("0") => Ok(Some(0)),
        Some(_) => Err(cells.fault("dir_flag", "`1`, `-1` or `0`", "write one of the three, or empty the cell")),
    };
    let length = cells.number("length", 0.0, ANY);
    let grade = cells.number("grade", -100.0, 100.0);
    let capacity = cells.number("capacity", 0.0, ANY);
    let free_speed = cells.number("free_speed", 0.0, 200.0);
    let lanes = cells.whole("lanes");
    let toll = cells.number("toll", -ANY, ANY);
    let row_width = cells.number("row_width", 0.0, ANY);
    Ok(Link {
        link_id: link_id?,
        name: cells.text("name"),
        from_node_id: from_node_id?,
        to_node_id: to_node_id?,
        directed: directed?,
        geometry_id: cells.text("geometry_id"),
        geometry: cells.text("geometry"),
        parent_link_id: cells.text("parent_link_id"),
        dir_flag: dir_flag?,
        length: scaled(length?, units.long),
        grade: grade?,
        facility_type: cells.text("facility_type"),
        capacity: capacity?,
        free_speed: scaled(free_speed?, units.speed),
        lanes: lanes?,
        allowed_uses: cells.text("allowed_uses"),
        toll: toll?,
        jurisdiction: cells.text("jurisdiction"),
        row_width: scaled(row_width?, units.short),
        extra: cells.sheet.extra_cells(cells.row),
    })
}

pub(super) fn geometry(cells: &mut RowCells<'_, '_, '_>) -> Cell<Geometry> {
    Ok(Geometry {
        geometry_id: cells.needed("geometry_id")?,
        geometry: cells.text("geometry"),
        extra: cells.sheet.extra_cells(cells.row),
    })
}

pub(super) fn zone(cells: &mut RowCells<'_, '_, '_>) -> Cell<Zone> {
    Ok(Zone {
        zone_id: cells.needed("zone_id")?,
        name: cells.text("name"),
        boundary: cells.text("boundary"),
        super_zone: cells.text("super_zone"),
        extra: cells.sheet.extra_cells(cells.row),
    })
}

pub(super) fn use_definition(cells: &mut RowCells<'_, '_, '_>) -> Cell<UseDefinition> {
    let id = cells.needed("use");
    let persons_per_vehicle = cells.needed_number("persons_per_vehicle", 0.0, ANY);
    let pce = cells.needed_number("pce", 0.0, ANY);
    Ok(UseDefinition {
        id: id?,
        persons_per_vehicle: persons_per_vehicle?,
        pce: pce?,
        special_conditions: cells.text("special_conditions"),
        description: cells.text("description"),
        extra: cells.sheet.extra_cells(cells.row),
    })
}

pub(super) fn use_group(cells: &mut RowCells<'_, '_, '_>) -> Cell<UseGroup> {
    let id = cells.needed("use_group");
    let uses = cells.needed("uses");
    Ok(UseGroup {
        id: id?,
        uses: uses?,
        description: cells.text("description"),
        extra: cells.sheet.extra_cells(cells.row),
    })
}

pub(super) fn link_tod(cells: &mut RowCells<'_, '_, '_>, units: Units) -> Cell<LinkTod> {
    let link_tod_id = cells.needed("link_tod_id");
    let link_id = cells.needed("link_id");
    let when = match cells.text("time_day") {
        None if cells.text("timeday_id").is_none() => Err(cells.fault(
            "time_day",
            "`time_day` or `timeday_id`",
            "write weekdays and hours as `XXXXXXXX_HHMM_HHMM`, or the id of a time set",
        )),
        when => Ok(when),
    };
    let capacity = cells.number("capacity", 0.0, ANY);
    let free_speed = cells.number("free_speed", 0.0, 200.0);
    let lanes = cells.whole("lanes");
    let toll = cells.number("toll", -ANY, ANY);
    Ok(LinkTod {
        link_tod_id: link_tod_id?,
        link_id: link_id?,
        timeday_id: cells.text("timeday_id"),
        time_day: when?,
        capacity: capacity?,
        free_speed: scaled(free_speed?, units.speed),
        lanes: lanes?,
        allowed_uses: cells.text("allowed_uses"),
        toll: toll?,
        extra: cells.sheet.extra_cells(cells.row),
    })
}
