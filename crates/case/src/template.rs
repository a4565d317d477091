//! A new case folder: headers, comments, one example row in each table. Made from the same definitions as the schema.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::reader::header_line;
use crate::schema;
use crate::settings::FORMAT;
use crate::table::{Column, Table};
use crate::value::economy::Economy;

/// The files of a new folder for an economy, by name. They pass every check.
pub fn template(economy: Economy) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    files.insert("case.toml".to_owned(), settings(economy));
    for table in schema::tables() {
        let file =
            if table.file.ends_with('/') { format!("{}institutions.csv", table.file) } else { table.file.to_owned() };
        files.insert(file, csv(&table, economy));
    }
    files
}

fn settings(economy: Economy) -> String {
    let code = economy.as_str();
    let name = economy.iso_name();
    format!(
        r#"# A case of landlocked. `landlocked schema` explains every file and column; `landlocked check .` finds what is wrong.
# The rows of this folder are examples: replace them, file by file, beginning with sources.csv.

format = {FORMAT}
title = "{name}: an example case"
economy = "{code}"
question = "How should {name} balance the opportunities and risks of its gateways?"
summary = "Replace this paragraph: what the case holds, and why."
# The economies that goods must cross, by ISO 3166-1 alpha-3 code.
gateways = []
# The day the case is seen from.
as_of = "2021-12-31"
# The day title, question and summary were first public.
known_on = "2020-01-01"
source_id = "example_source"
language = "en"
currency = "USD"

# The part of the earth that maps show; take the leading # away to use it.
# [region]
# name = "{name}"
# west = 60
# south = 30
# east = 90
# north = 45
# parallels = [33, 42]
# meridian = 75

# The choice between income and risk: the neighbour whose risk is weighed, and over how long.
# [balance]
# neighbour = "CHE"
# from = "2022-01"
# periods = 12
# months = 3

# Short names of economies, where they should differ from ISO 3166-1.
[names]

# Groups of economies that statistics name: three letters that begin with X.
[groups]

# Vintages (editions) of trade statistics that trade.csv names.
[vintages.first]
name = "first published figure"
description = "As the office first published it."
"#
    )
}

fn csv(table: &Table, economy: Economy) -> String {
    let mut out = format!("# {}\n# Rows differ in: {}.\n", one_line(table.description), table.key.join(", "));
    for column in &table.columns {
        let _ = writeln!(
            out,
            "# {}: {}{}",
            column.name,
            one_line(column.description),
            if column.kind.required { " (needed)" } else { "" }
        );
    }
    out.push_str(&header_line(table));
    out.push('\n');
    let cells: Vec<String> = table.columns.iter().map(|column| example(column, economy)).collect();
    out.push_str(&cells.join(","));
    out.push('\n');
    out
}

fn example(column: &Column, economy: Economy) -> String {
    let text = column.example.replace("{economy}", economy.as_str());
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
