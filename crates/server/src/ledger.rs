//! Numbers and rows listed together, for sites of files: a page for each number would be most of such a site.

use document::{Dossier, Number, RowView};
use serde::Serialize;

use crate::links::{encoded, group};

/// A number with its rows as runs.
#[derive(Debug, Serialize)]
pub(crate) struct NumberLine<'a> {
    id: &'a str,
    label: &'a str,
    text: String,
    method: &'a str,
    runs: Vec<Run>,
}

/// Rows of one file that follow each other.
#[derive(Debug, Serialize)]
struct Run {
    file: String,
    /// Its path on the site.
    path: String,
    first: u32,
    /// `trade.csv:3-5`
    text: String,
}

/// A row with its line.
#[derive(Debug, Serialize)]
pub(crate) struct RowLine<'a> {
    line: u32,
    row: &'a RowView,
}

/// The path of the rows of a file.
pub(crate) fn path_of(file: &str) -> String {
    format!("/rows/{}", encoded(file))
}

/// The kinds of numbers, each once, in order.
pub(crate) fn groups(dossier: &Dossier) -> Vec<String> {
    let mut all: Vec<String> = dossier.numbers.keys().map(|id| group(id)).collect();
    all.sort();
    all.dedup();
    all
}

/// The numbers of a kind.
pub(crate) fn numbers<'a>(dossier: &'a Dossier, kind: &str) -> Vec<NumberLine<'a>> {
    dossier.numbers.values().filter(|number| group(&number.id) == kind).map(line).collect()
}

fn line(number: &Number) -> NumberLine<'_> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last = 0;
    for row in number.rows.iter() {
        match runs.last_mut() {
            Some(run) if run.file == *row.file && row.line == last + 1 => {
                run.text = format!("{}:{}-{}", row.file, run.first, row.line);
            }
            _ => runs.push(Run {
                file: row.file.to_string(),
                path: path_of(&row.file),
                first: row.line,
                text: row.to_string(),
            }),
        }
        last = row.line;
    }
    NumberLine { id: &number.id, label: &number.label, text: number.text(), method: &number.method, runs }
}

/// The files that rows stand in, each once, in order.
pub(crate) fn files(dossier: &Dossier) -> Vec<String> {
    let mut all: Vec<String> = dossier.rows.values().map(|row| row.at.file.to_string()).collect();
    all.sort();
    all.dedup();
    all
}

/// The rows of a file, in its order.
pub(crate) fn rows<'a>(dossier: &'a Dossier, file: &str) -> Vec<RowLine<'a>> {
    let of = dossier.rows.values().filter(|row| *row.at.file == *file);
    let mut all: Vec<RowLine<'_>> = of.map(|row| RowLine { line: row.at.line, row }).collect();
    all.sort_by_key(|row| row.line);
    all
}
