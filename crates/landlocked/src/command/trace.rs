//! `landlocked trace`: from a number to its rows and sources.

use std::fmt::Write;

use dossier::trace::{Trace as Found, trace};
use figure::text::wrap;

use crate::arguments::Trace;
use crate::failure::Failure;
use crate::open;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Trace, screen: &Screen) -> Result<(), Failure> {
    let dossier = open::dossier(&options.case, screen)?;
    if options.id == "all" {
        if options.json {
            return super::json(&dossier.numbers);
        }
        let mut lines = String::new();
        for number in dossier.numbers.values() {
            let _ = writeln!(lines, "{}  {}  ({})", number.id, number.text(), number.label);
        }
        return screen::print(&lines);
    }
    let found = trace(&dossier, &options.id).map_err(|unknown| Failure::UnknownNumber {
        id: unknown.id,
        near: if unknown.near.is_empty() {
            "`landlocked trace all` lists every id".to_owned()
        } else {
            format!("near: {}; `landlocked trace all` lists every id", unknown.near.join(", "))
        },
    })?;
    if options.json {
        return super::json(&found);
    }
    screen::print(&words(&found, screen.columns))
}

fn words(found: &Found<'_>, columns: usize) -> String {
    let mut out = String::new();
    let mut put = |indent: usize, text: &str| {
        for line in wrap(text, columns.saturating_sub(indent)) {
            let _ = writeln!(out, "{}{line}", " ".repeat(indent));
        }
    };
    put(0, &format!("{}: {}", found.number.label, found.number.text()));
    put(2, &format!("id: {}", found.number.id));
    put(2, &format!("at full precision: {} {}", found.number.value, found.number.unit));
    put(2, &format!("method: {}", found.number.method));
    put(0, "");
    put(0, &format!("Rows ({})", found.rows.len()));
    for row in &found.rows {
        let cells: Vec<String> = row.cells.iter().map(|(name, text)| format!("{name}={text}")).collect();
        put(2, &format!("{}  known on {}, confidence {}, {}", row.at, row.known_on, row.confidence, row.basis));
        put(4, &cells.join(" "));
        put(4, &format!("source: {}", row.source_id));
        if let Some(note) = &row.note {
            put(4, &format!("note: {note}"));
        }
    }
    put(0, "");
    put(0, &format!("Sources ({})", found.sources.len()));
    for source in &found.sources {
        put(2, &format!("{}: {}", source.id, source.citation()));
        if let Some(url) = &source.url {
            put(4, url);
        }
    }
    out
}
