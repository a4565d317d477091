//! A small dossier made by hand: four marks, signed and worded numbers, a half, months, names that collide.

use std::collections::BTreeMap;
use std::sync::Arc;

use case::entry::RowRef;
use document::{Block, Dossier, EventView, Meta, Number, Page, RowView, Section, SourceView, TableView};
use figure::{Bars, Cell, Chart, Column, Figure, SourceNote, Table};

/// The dossier.
pub(crate) fn dossier() -> Dossier {
    Dossier {
        meta: meta(),
        opening: Vec::new(),
        next: None,
        headlines: Vec::new(),
        pages: vec![page("gates", "goods", "By good"), page("roads", "weights", "Same id as a figure")],
        figures: vec![
            figure("weights", "The north gate carries most", weights()),
            figure("words", "Not all is known", words()),
        ],
        numbers: BTreeMap::from([
            (
                "gate.north".to_owned(),
                number("gate.north", 12_538.74, "12,538.7", &[("gates.csv", 2), ("gates.csv", 11)]),
            ),
            ("gate.south".to_owned(), number("gate.south", -0.1 - 0.2, "-0.3", &[("gates.csv", 3)])),
        ]),
        events: vec![event("opening", "2019-03", None), event("closing", "2020", Some("2021-02-05"))],
        panel: None,
        choice: None,
        terms: Vec::new(),
        scenarios: Vec::new(),
        changes: Vec::new(),
        sources: vec![source("s1", Some("https://example.org/a?b=1&c=2"), Some("CC BY 4.0")), source("s2", None, None)],
        rows: [row("gates.csv", 2, "s1"), row("gates.csv", 11, "s2"), row("gates.csv", 3, "s1")]
            .into_iter()
            .map(|row| (row.at.to_string(), row))
            .collect(),
    }
}

/// A table with zero, the three marks, a half that spreadsheets round otherwise, and a sign.
pub(crate) fn weights() -> Table {
    Table {
        columns: vec![
            Column::text("month"),
            Column::number("weight", "kt"),
            Column::number("change", "%"),
            Column::number("weight", "t a day"),
        ],
        rows: vec![
            vec![
                Cell::text("2019-01"),
                Cell::number("0", 0.0, None),
                Cell::not_applicable(),
                Cell::number("98", 98.5, None),
            ],
            vec![
                Cell::text("2019-02"),
                Cell::missing(),
                Cell::number("+0.5", 0.51, None),
                Cell::number("1,248.0", 1248.05, None),
            ],
            vec![
                Cell::text("2019-03"),
                Cell::not_reported(),
                Cell::number("-12,345.7", -12_345.678, None),
                Cell::number("2019", 2019.0, None),
            ],
            vec![
                Cell::text("2019-04"),
                Cell::number("12,538.7", 12_538.74, Some("gate.north".to_owned())),
                Cell::number("+0.0", -0.01, None),
                Cell::number("0.30", 0.1 + 0.2, None),
            ],
        ],
    }
}

/// A table whose printed numbers say more than their values, and words that look like formulas.
fn words() -> Table {
    Table {
        columns: vec![Column::text("who"), Column { name: "value".to_owned(), unit: None, numeric: true }],
        rows: vec![
            vec![Cell::text("=1+1"), Cell::number("at least 15 Mt", 15.0, None)],
            vec![Cell::text("a \"b\", c\nd"), Cell::text("cannot be told")],
            vec![Cell::text("_x0041_\u{8FDB}"), Cell::number("4.5 %", 4.5, None)],
            vec![Cell::text(""), Cell::missing()],
        ],
    }
}

fn figure(id: &str, title: &str, table: Table) -> Figure {
    Figure {
        id: id.to_owned(),
        title: title.to_owned(),
        measure: "Goods carried".to_owned(),
        unit: "thousand tonnes".to_owned(),
        place: String::new(),
        period: "2019".to_owned(),
        chart: Chart::Bars(Bars::default()),
        table,
        sources: vec![SourceNote {
            id: "s1".to_owned(),
            text: "Yearbook".to_owned(),
            url: Some("https://example.org/a?b=1&c=2".to_owned()),
        }],
        notes: vec!["Counted at the gate.".to_owned()],
        alt: String::new(),
    }
}

fn page(id: &str, table: &str, title: &str) -> Page {
    let view = TableView { id: table.to_owned(), title: title.to_owned(), table: weights(), notes: Vec::new() };
    Page {
        id: id.to_owned(),
        title: id.to_owned(),
        question: String::new(),
        under: None,
        sections: vec![Section { id: "all".to_owned(), title: String::new(), blocks: vec![Block::Table(view)] }],
    }
}

fn meta() -> Meta {
    Meta {
        id: "panel_of_ways".to_owned(),
        title: "Two gates: \"north\" & south".to_owned(),
        question: Some("Which gate carries most?".to_owned()),
        summary: None,
        economy: "XXX".to_owned(),
        economy_name: "Nowhere".to_owned(),
        gateways: Vec::new(),
        as_of: jiff::civil::date(2021, 3, 20),
        language: "en".to_owned(),
        text_language: "en".to_owned(),
        case_hash: "ab12".repeat(16),
        program: "0.1.0".to_owned(),
        rows: 3,
        sources: 2,
        unsourced: 0,
        later_prints: 0,
    }
}

fn number(id: &str, value: f64, shown: &str, rows: &[(&str, u32)]) -> Number {
    Number {
        id: id.to_owned(),
        label: format!("Goods through {id}"),
        value,
        shown: shown.to_owned(),
        unit: "kt".to_owned(),
        method: "as counted".to_owned(),
        rows: rows.iter().map(|(file, line)| at(file, *line)).collect(),
    }
}

fn at(file: &str, line: u32) -> RowRef {
    RowRef { file: Arc::from(file), line }
}

fn row(file: &str, line: u32, source: &str) -> RowView {
    RowView {
        at: at(file, line),
        cells: vec![("weight".to_owned(), "12538.74".to_owned()), ("about".to_owned(), "a \"gate\"".to_owned())],
        source_id: source.to_owned(),
        confidence: "high".to_owned(),
        basis: "sourced".to_owned(),
        known_on: jiff::civil::date(2020, 1, 31),
        note: None,
    }
}

fn event(id: &str, starts_on: &str, ends_on: Option<&str>) -> EventView {
    EventView {
        id: id.to_owned(),
        slug: id.to_owned(),
        page: format!("events/{id}"),
        episode: None,
        kind: "border".to_owned(),
        title: format!("The {id}"),
        starts_on: starts_on.to_owned(),
        ends_on: ends_on.map(str::to_owned),
        when: starts_on.to_owned(),
        from: 2019.0,
        to: None,
        summary: "A gate.".to_owned(),
        subjects: vec!["North gate".to_owned(), "South gate".to_owned()],
        effect: None,
        confidence: "high".to_owned(),
        source_id: "s2".to_owned(),
        row: at("gates.csv", 3),
        note: None,
    }
}

fn source(id: &str, url: Option<&str>, licence: Option<&str>) -> SourceView {
    SourceView {
        id: id.to_owned(),
        title: format!("Yearbook {id}"),
        publisher: Some("An office".to_owned()),
        url: url.map(str::to_owned),
        published: None,
        origin: "primary".to_owned(),
        licence: licence.map(str::to_owned),
        note: None,
        rows: 2,
        after_as_of: false,
    }
}
