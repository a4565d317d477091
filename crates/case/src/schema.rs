//! The published schema of every file: made from the definitions that the loader uses.

use std::fmt::Write;

use serde::Serialize;

use crate::cell::{Cell, Kind};
use crate::document::document_of;
pub use crate::document::{Document, Key, Shape};
use crate::settings::{Panel, Questions, Scenarios, Settings};
use crate::table::{Row, Table};
use crate::tables;
use crate::value::unit;

/// Every table of a case, sources first.
pub fn tables() -> Vec<Table> {
    vec![
        tables::Source::table(),
        tables::Place::table(),
        tables::Link::table(),
        tables::Capacity::table(),
        tables::Rest::table(),
        tables::Cost::table(),
        tables::Product::table(),
        tables::Production::table(),
        tables::Market::table(),
        tables::Buyer::table(),
        tables::Decision::table(),
        tables::Assumption::table(),
        tables::Series::table(),
        tables::Observation::table(),
        tables::TradeFlow::table(),
        tables::Event::table(),
        tables::Judgement::table(),
    ]
}

/// Every document of a case.
pub fn documents() -> Vec<Document> {
    vec![document_of::<Settings>(), document_of::<Panel>(), document_of::<Scenarios>(), document_of::<Questions>()]
}

/// The whole schema as one value.
#[derive(Debug, Clone, Serialize)]
pub struct Schema {
    /// Version of the case format.
    pub format: u32,
    /// CSV files, as Frictionless Table Schemas.
    pub resources: Vec<Resource>,
    /// TOML files.
    pub documents: Vec<Document>,
    /// Atoms that units are made of.
    pub unit_atoms: Vec<&'static str>,
}

/// A CSV file as a Frictionless data resource.
#[derive(Debug, Clone, Serialize)]
pub struct Resource {
    /// Name without extension.
    pub name: String,
    /// File, or a pattern of files.
    pub path: String,
    /// What a row is.
    pub description: &'static str,
    /// Its Table Schema.
    pub schema: TableSchema,
}

/// A Frictionless Table Schema.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableSchema {
    /// The columns.
    pub fields: Vec<Field>,
    /// The columns that tell rows apart.
    pub primary_key: &'static [&'static str],
    /// Texts that mean a missing value.
    pub missing_values: &'static [&'static str],
}

/// A column in a Frictionless Table Schema.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    /// Header name.
    pub name: &'static str,
    /// Type in the terms of Table Schema.
    #[serde(rename = "type")]
    pub json_type: &'static str,
    /// What it holds.
    pub description: &'static str,
    /// An example.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub example: &'static str,
    /// What its cells may hold, in full.
    pub kind: Kind,
    /// Constraints in the terms of Table Schema.
    pub constraints: Constraints,
}

/// Constraints of a column in the terms of Table Schema.
#[derive(Debug, Clone, Serialize)]
pub struct Constraints {
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    words: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<f64>,
}

/// The schema of the case format.
pub fn schema() -> Schema {
    Schema {
        format: crate::settings::FORMAT,
        resources: tables().iter().map(resource).collect(),
        documents: documents(),
        unit_atoms: unit::atoms().collect(),
    }
}

fn resource(table: &Table) -> Resource {
    let folder = table.file.ends_with('/');
    Resource {
        name: table.file.trim_end_matches('/').trim_end_matches(".csv").to_owned(),
        path: if folder { format!("{}*.csv", table.file) } else { table.file.to_owned() },
        description: table.description,
        schema: TableSchema {
            fields: table
                .columns
                .iter()
                .map(|column| {
                    // A list or a reading is text to a tool that knows only single numbers.
                    let plain = column.kind.json_type != "string";
                    Field {
                        name: column.name,
                        json_type: column.kind.json_type,
                        description: column.description,
                        example: column.example,
                        constraints: Constraints {
                            required: column.kind.required,
                            pattern: if plain { None } else { column.kind.pattern },
                            words: if column.kind.list {
                                Vec::new()
                            } else {
                                column.kind.words.iter().map(|w| w.0).collect()
                            },
                            minimum: column.kind.range.0.filter(|_| plain),
                            maximum: column.kind.range.1.filter(|_| plain),
                        },
                        kind: column.kind.clone(),
                    }
                })
                .collect(),
            primary_key: table.key,
            missing_values: &[""],
        },
    }
}

/// The schema as Markdown, for people.
pub fn markdown() -> String {
    let mut out = String::new();
    out.push_str("# The case folder\n\nPlain files that a person edits in a spreadsheet or a text editor. CSV: UTF-8, commas, a header line, one fact a\nrow; lines that begin with `#` are comments; an empty cell is a missing value.\n");
    for document in documents() {
        let _ = write!(
            out,
            "\n## {}\n\n{}\n\n| key | needed | what | holds |\n|---|---|---|---|\n",
            document.file, document.description
        );
        keys(&mut out, &document.keys, "");
    }
    for table in tables() {
        let file = if table.file.ends_with('/') { format!("{}*.csv", table.file) } else { table.file.to_owned() };
        let _ = write!(
            out,
            "\n## {file}\n\n{} Rows differ in: {}.\n\n| column | needed | what | holds |\n|---|---|---|---|\n",
            table.description,
            table.key.join(", ")
        );
        for column in &table.columns {
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} |",
                column.name,
                if column.kind.required { "yes" } else { "" },
                column.description,
                holds(&column.kind).replace('|', "\\|"),
            );
        }
    }
    let _ = write!(
        out,
        "\n## Units\n\n{}\n\nAtoms: {} and currencies by ISO 4217 code, for example `USD`, `kUSD`, `MUSD`, `bnUSD`.\n",
        unit::Unit::kind().description,
        unit::atoms().map(|a| format!("`{a}`")).collect::<Vec<_>>().join(" ")
    );
    out
}

fn keys(out: &mut String, keys_of: &[Key], prefix: &str) {
    for key in keys_of {
        let (name, kind, inner) = match &key.shape {
            Shape::Value(kind) => (key.name.to_owned(), holds(kind), None),
            Shape::Map(item) => match item.as_ref() {
                Shape::Table(inner) => {
                    (format!("[{}.ID]", key.name), "tables under ids of your own".to_owned(), Some(inner))
                }
                _ => (format!("[{}]", key.name), "keys of your own".to_owned(), None),
            },
            Shape::Table(inner) => (format!("[{}]", key.name), "a table".to_owned(), Some(inner)),
            Shape::List(item) => match item.as_ref() {
                Shape::Table(inner) => (format!("[[{}]]", key.name), "a list of tables".to_owned(), Some(inner)),
                Shape::Value(kind) => (key.name.to_owned(), format!("a list, each {}", holds(kind)), None),
                _ => (key.name.to_owned(), "a list".to_owned(), None),
            },
        };
        let _ = writeln!(
            out,
            "| `{prefix}{name}` | {} | {} | {} |",
            if key.required { "yes" } else { "" },
            key.description,
            kind.replace('|', "\\|")
        );
        if let Some(inner) = inner {
            keys(out, inner, &format!("{prefix}{} . ", key.name));
        }
    }
}

fn holds(kind: &Kind) -> String {
    let mut text = if kind.words.is_empty() {
        kind.description.to_owned()
    } else {
        kind.words.iter().map(|(word, meaning)| format!("`{word}` ({meaning})")).collect::<Vec<_>>().join(", ")
    };
    if kind.list {
        text = format!("a list joined by `;`, each {text}");
    }
    if !kind.refers.is_empty() {
        let _ = write!(text, "; defined in {}", kind.refers.join(" or "));
    }
    text
}
