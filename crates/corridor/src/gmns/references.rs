//! Ids of a package: each once, and none that leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Faults, GmnsFault, quoted};
use super::package::{Geometry, Link, LinkTod, Node, UseDefinition, UseGroup, Zone};
use super::read::Sheets;
use super::record::Record;
use super::sheet::Sheet;

/// Reports ids that stand twice and ids that nothing defines. Ids are taken from the cells, so that a row with another
/// fault still defines its id.
pub(super) fn check(sheets: &Sheets<'_>, faults: &mut Faults) {
    let nodes = ids::<Node>(sheets.nodes.as_ref(), "node_id", faults);
    let links = ids::<Link>(sheets.links.as_ref(), "link_id", faults);
    let geometries = ids::<Geometry>(sheets.geometries.as_ref(), "geometry_id", faults);
    let zones = ids::<Zone>(sheets.zones.as_ref(), "zone_id", faults);
    ids::<UseDefinition>(sheets.use_definitions.as_ref(), "use", faults);
    ids::<UseGroup>(sheets.use_groups.as_ref(), "use_group", faults);
    ids::<LinkTod>(sheets.link_tods.as_ref(), "link_tod_id", faults);

    let mut refer = |sheet: Option<&Sheet<'_>>, file, column, known: &Known<'_>, defined_in| {
        named(sheet, file, column, known, defined_in, faults);
    };
    let of_nodes = sheets.nodes.as_ref();
    let of_links = sheets.links.as_ref();
    refer(of_nodes, Node::FILE, "zone_id", &zones, Zone::FILE);
    refer(of_nodes, Node::FILE, "parent_node_id", &nodes, Node::FILE);
    refer(of_links, Link::FILE, "from_node_id", &nodes, Node::FILE);
    refer(of_links, Link::FILE, "to_node_id", &nodes, Node::FILE);
    refer(of_links, Link::FILE, "geometry_id", &geometries, Geometry::FILE);
    refer(of_links, Link::FILE, "parent_link_id", &links, Link::FILE);
    refer(sheets.zones.as_ref(), Zone::FILE, "super_zone", &zones, Zone::FILE);
    refer(sheets.link_tods.as_ref(), LinkTod::FILE, "link_id", &links, Link::FILE);
}

/// The ids of a table; `None` when the package has no such file, or its header could not be read.
type Known<'t> = Option<BTreeSet<&'t str>>;

fn ids<'s, R: Record>(sheet: Option<&'s Sheet<'_>>, column: &str, faults: &mut Faults) -> Known<'s> {
    let sheet = sheet?;
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for row in 0..sheet.len() {
        let id = sheet.text(row, column);
        // An empty id has been reported as such.
        if id.is_empty() {
            continue;
        }
        let earlier = *first.entry(id).or_insert(row);
        if earlier != row {
            faults.push(R::FILE, || {
                GmnsFault::new(
                    sheet.place(row, column),
                    format!("{} again, as in line {}", quoted(id), sheet.place(earlier, column).line.unwrap_or(0)),
                    "each id once",
                    "delete one of the rows, or give it an id of its own",
                )
            });
        }
    }
    Some(first.into_keys().collect())
}

/// Reports the cells of a column that name an id which the table does not define. A table that is not there defines
/// nobody knows what: many packages name zones and geometries and leave their tables out.
fn named(
    sheet: Option<&Sheet<'_>>,
    file: &str,
    column: &str,
    known: &Known<'_>,
    defined_in: &str,
    faults: &mut Faults,
) {
    let (Some(sheet), Some(known)) = (sheet, known) else { return };
    for row in 0..sheet.len() {
        let id = sheet.text(row, column);
        if !id.is_empty() && !known.contains(id) {
            faults.push(file, || {
                GmnsFault::new(
                    sheet.place(row, column),
                    quoted(id),
                    format!("an id that {defined_in} defines"),
                    format!("add a row for it to {defined_in}, or correct the id"),
                )
            });
        }
    }
}
