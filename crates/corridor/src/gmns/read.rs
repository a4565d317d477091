//! From files to a package: every fault of every table in one run.

use std::collections::BTreeMap;

use case::diagnostic::Place;

use super::fault::{Faults, GmnsFault, quoted};
use super::package::{
    Config, Files, Geometry, IdType, Link, LinkTod, Node, Package, Table, UseDefinition, UseGroup, Zone,
};
use super::record::Record;
use super::sheet::{Cell, RowCells, Sheet};
use super::unit::{self, LENGTH_WORDS, SPEED_WORDS};
use super::{references, rows};

/// What reading a package gives: the package when it has no faults, and every fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The package; `None` when there is a fault.
    pub package: Option<Package>,
    /// The faults in order of file, line and column.
    pub faults: Vec<GmnsFault>,
}

/// Decodes files from UTF-8, with or without a byte order mark.
///
/// # Errors
/// One fault for each file that is not UTF-8, at its first broken byte.
pub fn decode(files: &BTreeMap<String, Vec<u8>>) -> Result<Files, Vec<GmnsFault>> {
    let mut texts = Files::new();
    let mut faults = Vec::new();
    for (name, bytes) in files {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                texts.insert(name.clone(), text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
            }
            Err(error) => {
                let good = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or(&[]));
                let line = good.matches('\n').count() + 1;
                let column = good.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
                faults.push(GmnsFault::new(
                    Place {
                        line: u32::try_from(line).ok(),
                        column: u32::try_from(column).ok(),
                        ..Place::file(name.clone())
                    },
                    format!("byte {:#04x}, which is not UTF-8", bytes.get(error.valid_up_to()).copied().unwrap_or(0)),
                    "text in UTF-8",
                    "save the file again as UTF-8",
                ));
            }
        }
    }
    if faults.is_empty() { Ok(texts) } else { Err(faults) }
}

/// The units of a package, as factors to those in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Units {
    /// Metres in a `short_length`; `None` when the package does not say.
    pub(super) short: Option<f64>,
    /// Kilometres in a `long_length`.
    pub(super) long: Option<f64>,
    /// Kilometres an hour in a `speed`.
    pub(super) speed: Option<f64>,
    /// Whether coordinates are degrees; where they are not, the coordinate system is the one fault that is told.
    pub(super) degrees: bool,
}

/// Reads a package of GMNS 0.96. Never panics and never stops early, whatever the files hold.
///
/// node.csv and link.csv must be there. Units are converted by config.csv; a number in a unit that config.csv does not
/// name is a fault, because it cannot be guessed. Files that GMNS or this program has no table for are kept.
pub fn read(files: &Files) -> Read {
    let mut faults = Faults::default();
    let sheets = Sheets {
        config: sheet::<Config>(files, false, &mut faults),
        nodes: sheet::<Node>(files, true, &mut faults),
        links: sheet::<Link>(files, true, &mut faults),
        geometries: sheet::<Geometry>(files, false, &mut faults),
        zones: sheet::<Zone>(files, false, &mut faults),
        use_definitions: sheet::<UseDefinition>(files, false, &mut faults),
        use_groups: sheet::<UseGroup>(files, false, &mut faults),
        link_tods: sheet::<LinkTod>(files, false, &mut faults),
    };
    let (config, units) = config(sheets.config.as_ref(), &mut faults);
    units_used(&sheets, units, &mut faults);
    let package = Package {
        config,
        nodes: table(sheets.nodes.as_ref(), &mut faults, |cells| rows::node(cells, units)),
        links: table(sheets.links.as_ref(), &mut faults, |cells| rows::link(cells, units)),
        geometries: table(sheets.geometries.as_ref(), &mut faults, rows::geometry),
        zones: table(sheets.zones.as_ref(), &mut faults, rows::zone),
        use_definitions: table(sheets.use_definitions.as_ref(), &mut faults, rows::use_definition),
        use_groups: table(sheets.use_groups.as_ref(), &mut faults, rows::use_group),
        link_tods: table(sheets.link_tods.as_ref(), &mut faults, |cells| rows::link_tod(cells, units)),
        beside: files.iter().filter(|(name, _)| !is_table(name)).map(|(n, text)| (n.clone(), text.clone())).collect(),
    };
    references::check(&sheets, &mut faults);
    let faults = faults.finish();
    Read { package: faults.is_empty().then_some(package), faults }
}

/// The cells of every table that the package has.
#[derive(Debug)]
pub(super) struct Sheets<'t> {
    config: Option<Sheet<'t>>,
    pub(super) nodes: Option<Sheet<'t>>,
    pub(super) links: Option<Sheet<'t>>,
    pub(super) geometries: Option<Sheet<'t>>,
    pub(super) zones: Option<Sheet<'t>>,
    pub(super) use_definitions: Option<Sheet<'t>>,
    pub(super) use_groups: Option<Sheet<'t>>,
    pub(super) link_tods: Option<Sheet<'t>>,
}

fn is_table(name: &str) -> bool {
    [
        Config::FILE,
        Node::FILE,
        Link::FILE,
        Geometry::FILE,
        Zone::FILE,
        UseDefinition::FILE,
        UseGroup::FILE,
        LinkTod::FILE,
    ]
    .contains(&name)
}

fn sheet<'t, R: Record>(files: &'t Files, required: bool, faults: &mut Faults) -> Option<Sheet<'t>> {
    match files.get(R::FILE) {
        Some(text) => Sheet::read::<R>(text, faults),
        None => {
            if required {
                faults.push(R::FILE, || {
                    GmnsFault::new(
                        Place::file(R::FILE),
                        "no such file in the package",
                        "a package with node.csv and link.csv",
                        format!("add `{}`", R::FILE),
                    )
                });
            }
            None
        }
    }
}

fn table<R: Record>(
    sheet: Option<&Sheet<'_>>,
    faults: &mut Faults,
    mut read: impl FnMut(&mut RowCells<'_, '_, '_>) -> Cell<R>,
) -> Table<R> {
    let Some(sheet) = sheet else { return Table::default() };
    let mut rows = Vec::with_capacity(sheet.len());
    for row in 0..sheet.len() {
        if let Ok(record) = read(&mut RowCells { sheet, row, faults }) {
            rows.push(record);
        }
    }
    Table { rows, extra: sheet.extra_names() }
}

/// The configuration and the units it names.
fn config(sheet: Option<&Sheet<'_>>, faults: &mut Faults) -> (Table<Config>, Units) {
    let mut units = Units { short: None, long: None, speed: None, degrees: true };
    let mut config = table(sheet, faults, |cells| {
        let version_number = cells.number("version_number", 0.0, f64::INFINITY);
        let id_type = match cells.text("id_type").as_deref() {
            None => Ok(None),
            Some("string") => Ok(Some(IdType::String)),
            Some("integer") => Ok(Some(IdType::Integer)),
            Some(_) => Err(cells.fault("id_type", "`string` or `integer`", "write one of the two words")),
        };
        let mut unit = |column: &str, size: fn(&str) -> Option<f64>, words: &str| match cells.text(column) {
            None => Ok(None),
            Some(text) => match size(&text) {
                Some(size) => Ok(Some(size)),
                None => Err(cells.fault(column, words, "write one of these words")),
            },
        };
        let short = unit("short_length", unit::metres, LENGTH_WORDS);
        let long = unit("long_length", unit::metres, LENGTH_WORDS);
        let speed = unit("speed", unit::kilometres_an_hour, SPEED_WORDS);
        if cells.text("crs").is_some_and(|crs| !unit::is_wgs84(&crs)) {
            let mend = "transform the coordinates to EPSG:4326 first";
            units.degrees = false;
            return Err(cells.fault("crs", "`EPSG:4326`, longitude and latitude of WGS 84", mend));
        }
        units = Units { short: short?, long: long?.map(|metres| metres / 1000.0), speed: speed?, degrees: true };
        Ok(Config {
            dataset_name: cells.text("dataset_name"),
            short_length: units.short.map(|_| "m".to_owned()),
            long_length: units.long.map(|_| "km".to_owned()),
            speed: units.speed.map(|_| "km/h".to_owned()),
            crs: cells.text("crs").map(|_| "EPSG:4326".to_owned()),
            geometry_field_format: cells.text("geometry_field_format"),
            currency: cells.text("currency"),
            version_number: version_number?,
            id_type: id_type?,
            extra: cells.sheet.extra_cells(cells.row),
        })
    });
    if let Some(sheet) = sheet.filter(|sheet| sheet.len() > 1) {
        faults.push(Config::FILE, || {
            GmnsFault::new(sheet.place(1, "dataset_name"), "a second row", "exactly one row", "delete all rows but one")
        });
    }
    config.rows.truncate(1);
    (config, units)
}

/// A number in a unit that nobody named is refused, once for each unit, where the unit should stand.
fn units_used(sheets: &Sheets<'_>, units: Units, faults: &mut Faults) {
    let used = |sheet: Option<&Sheet<'_>>, column: &str| -> Option<Place> {
        let sheet = sheet?;
        (0..sheet.len()).find(|row| !sheet.text(*row, column).is_empty()).map(|row| sheet.place(row, column))
    };
    let nodes = sheets.nodes.as_ref();
    let links = sheets.links.as_ref();
    let short = used(links, "row_width").or_else(|| used(nodes, "z_coord"));
    let long = used(links, "length");
    let speed = used(links, "free_speed").or_else(|| used(sheets.link_tods.as_ref(), "free_speed"));
    for (unit, place, known, words) in [
        ("short_length", short, units.short, LENGTH_WORDS),
        ("long_length", long, units.long, LENGTH_WORDS),
        ("speed", speed, units.speed, SPEED_WORDS),
    ] {
        let (Some(place), None) = (place, known) else { continue };
        // A unit that is written but not known has a fault of its own.
        if sheets.config.as_ref().is_some_and(|config| !config.text(0, unit).is_empty()) {
            continue;
        }
        faults.push(Config::FILE, || {
            let at = sheets.config.as_ref().map_or_else(|| Place::file(Config::FILE), |sheet| sheet.place(0, unit));
            let found = match &sheets.config {
                Some(sheet) if sheet.has(unit) => "an empty cell",
                Some(_) => "a header without this column",
                None => "no such file in the package",
            };
            GmnsFault::new(
                at,
                format!("{found}, and {} is in it ({place})", quoted(place.name.as_deref().unwrap_or_default())),
                words,
                format!("write the unit under `{unit}` in config.csv"),
            )
        });
    }
}
