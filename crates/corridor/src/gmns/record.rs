//! The columns of each table of GMNS 0.96, and a package as text.

use super::package::{Config, Files, Geometry, Link, LinkTod, Node, Package, Table, UseDefinition, UseGroup, Zone};

/// A column and whether a cell of it must be filled.
pub(super) type Column = (&'static str, bool);

/// A row of a table of GMNS.
pub(super) trait Record {
    /// Its file.
    const FILE: &'static str;
    /// The columns that are read, in the order in which they are written.
    const COLUMNS: &'static [Column];
    /// The cells of these columns.
    fn cells(&self) -> Vec<String>;
    /// The cells passed through.
    fn extra(&self) -> &[String];
}

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

fn number<N: std::fmt::Display>(value: Option<N>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

impl Record for Node {
    const FILE: &'static str = "node.csv";
    const COLUMNS: &'static [Column] = &[
        ("node_id", true),
        ("name", false),
        ("x_coord", true),
        ("y_coord", true),
        ("z_coord", false),
        ("node_type", false),
        ("ctrl_type", false),
        ("zone_id", false),
        ("parent_node_id", false),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.node_id.clone(),
            text(self.name.as_ref()),
            self.x_coord.to_string(),
            self.y_coord.to_string(),
            number(self.z_coord),
            text(self.node_type.as_ref()),
            text(self.ctrl_type.as_ref()),
            text(self.zone_id.as_ref()),
            text(self.parent_node_id.as_ref()),
        ]
    }

    fn extra(&self) -> &[String] {
        &self.extra
    }
}

impl Record for Link {
    const FILE: &'static str = "link.csv";
    const COLUMNS: &'static [Column] = &[
        ("link_id", true),
        ("name", false),
        ("from_node_id", true),
        ("to_node_id", true),
        ("directed", true),
        ("geometry_id", false),
        ("geometry", false),
        ("parent_link_id", false),
        ("dir_flag", false),
        ("length", false),
        ("grade", false),
        ("facility_type", false),
        ("capacity", false),
        ("free_speed", false),
        ("lanes", false),
        ("allowed_uses", false),
        ("toll", false),
        ("jurisdiction", false),
        ("row_width", false),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.link_id.clone(),
            text(self.name.as_ref()),
            self.from_node_id.clone(),
            self.to_node_id.clone(),
            self.directed.to_string(),
            text(self.geometry_id.as_ref()),
            text(self.geometry.as_ref()),
            text(self.parent_link_id.as_ref()),
            number(self.dir_flag),
            number(self.length),
            number(self.grade),
            text(self.facility_type.as_ref()),
            number(self.capacity),
            number(self.free_speed),
            number(self.lanes),
            text(self.allowed_uses.as_ref()),
            number(self.toll),
            text(self.jurisdiction.as_ref()),
            number(self.row_width),
        ]
    }

    fn extra(&self) -> &[String] {
        &self.extra
    }
}

impl Record for Geometry {
    const FILE: &'static str = "geometry.csv";
    const COLUMNS: &'static [Column] = &[("geometry_id", true), ("geometry", false)];

    fn cells(&self) -> Vec<String> {
        vec![self.geometry_id.clone(), text(self.geometry.as_ref())]
    }

    fn extra(&self) -> &[String] {
        &self.extra
    }
}

impl Record for Zone {
    const FILE: &'static str = "zone.csv";
    const COLUMNS: &'static [Column] =
        &[("zone_id", true), ("name", false), ("boundary", false), ("super_zone", false)];

    fn cells(&self) -> Vec<String> {
        vec![
            self.zone_id.clone(),
            text(self.name.as_ref()),
            text(self.boundary.as_ref()),
            text(self.super_zone.as_ref()),
        ]
    }

    fn extra(&self) -> &[String] {
        &self.extra
    }
}

impl Record for UseDefinition {
    const FILE: &'static str = "use_definition.csv";
    const COLUMNS: &'static [Column] = &[
        ("use", true),
        ("persons_per_vehicle", true),
        ("pce", true),
        ("special_conditions", false),
        ("description", false),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.persons_per_vehicle.to_string(),
            self.pce.to_string(),
            text(self.special_conditions.as_ref()),
            text(self.description.as_ref()),
        ]
    }

    fn extra(&self) -> &[String] {
        &self.extra
    }
}

impl Record for UseGroup {
    const FILE: &'static str = "use_group.csv";
    const COLUMNS: &'static [Column] = &[("use_group", true), ("uses", true), ("description", false)];

    fn cells(&self) -> Vec<String> {
        vec![self.id.clone(), self.uses.clone(), text(self.description.as_ref())]
    }

    fn extra(&self) -> &[String] {
        &self.extra
    }
}

impl Record for LinkTod {
    const FILE: &'static str = "link_tod.csv";
    const COLUMNS: &'static [Column] = &[
        ("link_tod_id", true),
        ("link_id", true),
        ("timeday_id", false),
        ("time_day", false),
        ("capacity", false),
        ("free_speed", false),
        ("lanes", false),
        ("allowed_uses", false),
        ("toll", false),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.link_tod_id.clone(),
            self.link_id.clone(),
            text(self.timeday_id.as_ref()),
            text(self.time_day.as_ref()),
            number(self.capacity),
            number(self.free_speed),
            number(self.lanes),
            text(self.allowed_uses.as_ref()),
            number(self.toll),
        ]
    }

    fn extra(&self) -> &[String] {
        &self.extra
    }
}

impl Record for Config {
    const FILE: &'static str = "config.csv";
    const COLUMNS: &'static [Column] = &[
        ("dataset_name", false),
        ("short_length", false),
        ("long_length", false),
        ("speed", false),
        ("crs", false),
        ("geometry_field_format", false),
        ("currency", false),
        ("version_number", false),
        ("id_type", false),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            text(self.dataset_name.as_ref()),
            text(self.short_length.as_ref()),
            text(self.long_length.as_ref()),
            text(self.speed.as_ref()),
            text(self.crs.as_ref()),
            text(self.geometry_field_format.as_ref()),
            text(self.currency.as_ref()),
            number(self.version_number),
            self.id_type.map_or_else(String::new, |kind| kind.as_str().to_owned()),
        ]
    }

    fn extra(&self) -> &[String] {
        &self.extra
    }
}

/// One line of CSV (RFC 4180). By hand, because the writer of a crate can fail and this cannot.
pub(super) fn csv_line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    let cells: Vec<String> = cells
        .into_iter()
        .map(|cell| {
            let cell = cell.as_ref();
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.to_owned()
            }
        })
        .collect();
    format!("{}\n", cells.join(","))
}

fn table<R: Record>(table: &Table<R>) -> String {
    let header = R::COLUMNS.iter().map(|(name, _)| *name).chain(table.extra.iter().map(String::as_str));
    let mut out = csv_line(header);
    for row in &table.rows {
        let mut cells = row.cells();
        // A row has as many cells as the header, whatever was put into it.
        cells.extend((0..table.extra.len()).map(|index| row.extra().get(index).cloned().unwrap_or_default()));
        out.push_str(&csv_line(cells));
    }
    out
}

impl Package {
    /// The package as files. node.csv, link.csv and config.csv are always written, the others when they have rows.
    pub fn files(&self) -> Files {
        fn add<R: Record>(files: &mut Files, of: &Table<R>, always: bool) {
            if always || !of.rows.is_empty() {
                files.insert(R::FILE.to_owned(), table(of));
            }
        }
        let mut files = self.beside.clone();
        add(&mut files, &self.nodes, true);
        add(&mut files, &self.links, true);
        add(&mut files, &self.config, true);
        add(&mut files, &self.geometries, false);
        add(&mut files, &self.zones, false);
        add(&mut files, &self.use_definitions, false);
        add(&mut files, &self.use_groups, false);
        add(&mut files, &self.link_tods, false);
        files
    }
}
