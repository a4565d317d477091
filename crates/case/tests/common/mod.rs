//! What the tests of the case share: the shipped folder, a small good one, cells of CSV lines, seeded numbers.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test file uses its own part")]

use std::path::Path;

use case::Diagnostic;
use case::bundle::{Bundle, Content};
use case::cell::Cell;
use case::value::date::Date;
use case::value::economy::Economy;

pub(crate) const MONGOLIA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/mongolia");

/// The shipped case.
pub(crate) fn mongolia() -> Bundle {
    Bundle::from_dir(Path::new(MONGOLIA)).unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub(crate) fn economy(code: &str) -> Economy {
    Economy::parse(code).unwrap()
}

/// The text of a file of a bundle.
pub(crate) fn text(bundle: &Bundle, file: &str) -> String {
    match bundle.get(file) {
        Some(Content::Bytes(bytes)) => String::from_utf8(bytes.clone()).unwrap(),
        other => panic!("{file}: {other:?}"),
    }
}

/// The cells of one line of CSV; no cell of our folders holds a line end.
pub(crate) fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

/// One line of CSV; a cell that holds the separator, a quote or a hash is quoted.
pub(crate) fn line(cells: &[String], separator: char) -> String {
    let quote = |cell: &String| {
        let special = cell.contains([separator, '"', '\n', '\r']) || cell.starts_with('#');
        if special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    cells.iter().map(quote).collect::<Vec<_>>().join(&separator.to_string())
}

/// Every line of a file that is no comment, changed: the header (index 0) and the rows.
pub(crate) fn map_rows(text: &str, mut change: impl FnMut(usize, &str) -> String) -> String {
    let mut index = 0;
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with('#') || line.is_empty() {
            out.push_str(line);
        } else {
            out.push_str(&change(index, line));
            index += 1;
        }
        out.push('\n');
    }
    out
}

/// The place of a column in the header of a file.
pub(crate) fn column(text: &str, name: &str) -> usize {
    let header = text.lines().find(|line| !line.starts_with('#')).unwrap();
    cells(header).iter().position(|cell| cell == name).unwrap_or_else(|| panic!("no column {name}"))
}

/// Puts a text into the cell of a line (from 1) of a file.
pub(crate) fn set(bundle: &mut Bundle, file: &str, line_number: usize, name: &str, to: &str) {
    let old = text(bundle, file);
    let place = column(&old, name);
    let mut lines: Vec<String> = old.lines().map(str::to_owned).collect();
    let mut row = cells(&lines[line_number - 1]);
    to.clone_into(&mut row[place]);
    lines[line_number - 1] = line(&row, ',');
    bundle.insert(file, lines.join("\n") + "\n");
}

/// Adds a line at the end of a file.
pub(crate) fn add(bundle: &mut Bundle, file: &str, row: &str) {
    let old = text(bundle, file);
    bundle.insert(file, format!("{old}{row}\n"));
}

/// Replaces a piece of a file, which must stand there.
pub(crate) fn replace(bundle: &mut Bundle, file: &str, from: &str, to: &str) {
    let old = text(bundle, file);
    assert!(old.contains(from), "{file} lacks {from}");
    bundle.insert(file, old.replacen(from, to, 1));
}

/// A small good folder of an economy: the template without comments, so that rows stand on line 2, and a few rows more.
pub(crate) fn good() -> Bundle {
    let files = case::template::template(economy("KGZ")).into_iter().map(|(name, content)| {
        let bare = |line: &&str| !line.starts_with('#') && !line.is_empty();
        let content: String = content.lines().filter(bare).flat_map(|line| [line, "\n"]).collect();
        (name, content)
    });
    let mut bundle = Bundle::from_files("good", files);
    let provenance = "example_source,low,assumed,2020-01-01,";
    add(&mut bundle, "products.csv", &format!("ore,Ore,commodity,HS2017,2603,t,total,{provenance}"));
    add(&mut bundle, "places.csv", &format!("north_mine,North mine,mine,KGZ,41.5,75.5,{provenance}"));
    add(
        &mut bundle,
        "links.csv",
        &format!("mine_road,Mine road,north_mine,example_gate,road,existing,,60,,,,,,{provenance}"),
    );
    add(
        &mut bundle,
        "trade.csv",
        "KGZ,CHE,export,ore,2019,quantity,5,kt,not_applicable,first,,30,example_source,low,assumed,2020-02-01,",
    );
    bundle.insert("scenarios.toml", SCENARIOS);
    bundle.insert("panel.toml", PANEL);
    bundle.insert("outlook.toml", OUTLOOK);
    bundle
}

const SCENARIOS: &str = r#"[[scenario]]
id = "gate_shut"
name = "Gate shut"
question = "What if the gate is shut?"
closes = ["example_gate"]
from = "2022-01"
basis = "assumed"
known_on = "2020-01-01"
"#;

/// A question of each kind; the one about the future leaves out what the other asks about.
const OUTLOOK: &str = r#"[[effect]]
id = "gate_effect"
name = "The series since the event"
measure = "example_series"
event = "example_event"
controls = []
known_on = "2020-01-01"
[[forecast]]
id = "ore_next"
name = "Ore by year"
measure = "export:ore:quantity"
horizon = 2
without = ["gate_effect"]
known_on = "2020-01-01"
"#;

const PANEL: &str = r#"known_on = "2020-01-01"
source_id = "example_source"
title = "A panel"
host = "A house"
held_on = "2020-02-01"
timezone = "Europe/Zurich"
mode = "online"
url = "https://example.org"
question = "Which way?"
abstract = "About ways."
[[person]]
id = "ann"
name = "Ann"
role = "chair"
title = "Chair"
bio = "She leads."
source_id = "example_source"
[[claim]]
number = 1
text = "Ways matter."
evidence = ["event:example_event"]
"#;

/// A diagnostic as one line.
pub(crate) fn one_line(d: &Diagnostic) -> String {
    format!("{}[{}] {}: found {} | expected {} | mend {}", d.severity, d.code, d.place, d.found, d.expected, d.mend)
}

/// Numbers from a seed: `SplitMix64` (Steele, Lea, Flood 2014).
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below a bound above 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound).unwrap()).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
