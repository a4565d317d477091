//! A package of the General Modeling Network Specification (GMNS) 0.96 in memory.
//!
//! The specification is `zephyr-data-specs/GMNS`. Lengths in memory are in km (`length`) and m (`z_coord`,
//! `row_width`), speeds in km/h, coordinates in degrees of WGS 84, whatever the files said. Columns that this program
//! does not read are kept as they are, in order.

use std::collections::BTreeMap;

/// Files by name, as text.
pub type Files = BTreeMap<String, String>;

/// The version of GMNS that is read and written.
pub const VERSION: f64 = 0.96;

/// A table: its rows, and the header names of the columns that are passed through unread.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<R> {
    /// The rows, in the order of the file.
    pub rows: Vec<R>,
    /// Header names of the columns passed through; each row has a text for each of them.
    pub extra: Vec<String>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), extra: Vec::new() }
    }
}

/// A row of node.csv: a point where links begin and end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// Its id.
    pub node_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Longitude, degrees east.
    pub x_coord: f64,
    /// Latitude, degrees north.
    pub y_coord: f64,
    /// Altitude, m.
    pub z_coord: Option<f64>,
    /// What it is.
    pub node_type: Option<String>,
    /// How an intersection is controlled.
    pub ctrl_type: Option<String>,
    /// The zone it lies in.
    pub zone_id: Option<String>,
    /// The node it belongs to.
    pub parent_node_id: Option<String>,
    /// The columns passed through.
    pub extra: Vec<String>,
}

/// A row of link.csv: a way between two nodes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Link {
    /// Its id.
    pub link_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Where it begins.
    pub from_node_id: String,
    /// Where it ends.
    pub to_node_id: String,
    /// Whether it can be travelled only from its beginning to its end.
    pub directed: bool,
    /// Its geometry in geometry.csv.
    pub geometry_id: Option<String>,
    /// Its geometry, well-known text.
    pub geometry: Option<String>,
    /// The link it belongs to.
    pub parent_link_id: Option<String>,
    /// 1: the geometry runs from beginning to end; -1: the other way; 0: not said.
    pub dir_flag: Option<i8>,
    /// Length, km.
    pub length: Option<f64>,
    /// Slope in percent, -100 to 100, downhill below zero.
    pub grade: Option<f64>,
    /// What kind of way it is.
    pub facility_type: Option<String>,
    /// Passenger-car equivalents an hour and lane; never tonnes.
    pub capacity: Option<f64>,
    /// Speed without hindrance, km/h.
    pub free_speed: Option<f64>,
    /// Lanes in the direction of travel.
    pub lanes: Option<u32>,
    /// Uses or groups of uses that may travel on it, joined by commas.
    pub allowed_uses: Option<String>,
    /// Toll, in the currency of the configuration.
    pub toll: Option<f64>,
    /// Owner or operator.
    pub jurisdiction: Option<String>,
    /// Width of the whole right of way, m.
    pub row_width: Option<f64>,
    /// The columns passed through, among them `bike_facility`, `ped_facility` and `parking`.
    pub extra: Vec<String>,
}

/// A row of geometry.csv.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Geometry {
    /// Its id.
    pub geometry_id: String,
    /// Well-known text.
    pub geometry: Option<String>,
    /// The columns passed through.
    pub extra: Vec<String>,
}

/// A row of zone.csv.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Zone {
    /// Its id.
    pub zone_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its border, well-known text.
    pub boundary: Option<String>,
    /// The zone it is a part of.
    pub super_zone: Option<String>,
    /// The columns passed through.
    pub extra: Vec<String>,
}

/// A row of `use_definition.csv`: a kind of vehicle or use.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UseDefinition {
    /// Its id; the column is called `use`.
    pub id: String,
    /// Persons in one vehicle.
    pub persons_per_vehicle: f64,
    /// Passenger-car equivalents of one vehicle.
    pub pce: f64,
    /// Conditions.
    pub special_conditions: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// The columns passed through.
    pub extra: Vec<String>,
}

/// A row of `use_group.csv`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UseGroup {
    /// Its id; the column is called `use_group`.
    pub id: String,
    /// The uses, joined by commas.
    pub uses: String,
    /// What it is.
    pub description: Option<String>,
    /// The columns passed through.
    pub extra: Vec<String>,
}

/// A row of `link_tod.csv`: what differs on a link at some hours and weekdays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinkTod {
    /// Its id.
    pub link_tod_id: String,
    /// The link.
    pub link_id: String,
    /// A set of hours and days, by id.
    pub timeday_id: Option<String>,
    /// Hours and days as `XXXXXXXX_HHMM_HHMM`: Sunday to Saturday, holiday, from, to.
    pub time_day: Option<String>,
    /// Passenger-car equivalents an hour and lane.
    pub capacity: Option<f64>,
    /// Speed without hindrance, km/h.
    pub free_speed: Option<f64>,
    /// Lanes.
    pub lanes: Option<u32>,
    /// Uses.
    pub allowed_uses: Option<String>,
    /// Toll, in the currency of the configuration.
    pub toll: Option<f64>,
    /// The columns passed through.
    pub extra: Vec<String>,
}

/// What ids are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdType {
    /// Texts.
    String,
    /// Whole numbers.
    Integer,
}

impl IdType {
    /// The word as it stands in config.csv.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
        }
    }
}

/// The one row of config.csv. Units are those of the package in memory: `m`, `km`, `km/h` where the file named any.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// Name of the network.
    pub dataset_name: Option<String>,
    /// Unit of widths and altitudes.
    pub short_length: Option<String>,
    /// Unit of lengths.
    pub long_length: Option<String>,
    /// Unit of speeds.
    pub speed: Option<String>,
    /// Coordinate system.
    pub crs: Option<String>,
    /// Format of geometries.
    pub geometry_field_format: Option<String>,
    /// Currency of tolls.
    pub currency: Option<String>,
    /// Version of GMNS.
    pub version_number: Option<f64>,
    /// What ids are made of.
    pub id_type: Option<IdType>,
    /// The columns passed through.
    pub extra: Vec<String>,
}

/// A package.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Package {
    /// config.csv; at most one row.
    pub config: Table<Config>,
    /// node.csv
    pub nodes: Table<Node>,
    /// link.csv
    pub links: Table<Link>,
    /// geometry.csv
    pub geometries: Table<Geometry>,
    /// zone.csv
    pub zones: Table<Zone>,
    /// `use_definition.csv`
    pub use_definitions: Table<UseDefinition>,
    /// `use_group.csv`
    pub use_groups: Table<UseGroup>,
    /// `link_tod.csv`
    pub link_tods: Table<LinkTod>,
    /// Files beside these, kept as they are: other tables of GMNS, and what GMNS has no table for (`ext_*`).
    pub beside: Files,
}

/// A link in one direction of travel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arc<'a> {
    /// The link.
    pub link: &'a Link,
    /// The node where travel begins.
    pub from: &'a str,
    /// The node where travel ends.
    pub to: &'a str,
}

impl Package {
    /// Every direction of travel: a directed link is one, a link with `directed` false is two that are opposed.
    pub fn arcs(&self) -> Vec<Arc<'_>> {
        let mut arcs = Vec::with_capacity(self.links.rows.len());
        for link in &self.links.rows {
            arcs.push(Arc { link, from: &link.from_node_id, to: &link.to_node_id });
            if !link.directed {
                arcs.push(Arc { link, from: &link.to_node_id, to: &link.from_node_id });
            }
        }
        arcs
    }
}
