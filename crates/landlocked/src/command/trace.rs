//! `landlocked trace`: from a number to its rows and sources.

use std::fmt::Write;

use ::words::{tell, text};
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
    put(2, &text!("id: {id}", id = found.number.id));
    put(2, &text!("at full precision: {value} {unit}", value = found.number.value, unit = found.number.unit));
    put(2, &text!("method: {method}", method = found.number.method));
    put(0, "");
    put(0, &text!("Rows ({count})", count = found.rows.len()));
    for row in &found.rows {
        let cells: Vec<String> = row.cells.iter().map(|(name, text)| format!("{name}={text}")).collect();
        put(
            2,
            &text!(
                "{row}  known on {day}, confidence {level}, {basis}",
                row = row.at,
                day = row.known_on,
                level = tell(&row.confidence),
                basis = tell(&row.basis)
            ),
        );
        put(4, &cells.join(" "));
        put(4, &text!("source: {source}", source = row.source_id));
        if let Some(note) = &row.note {
            put(4, &text!("note: {note}"));
        }
    }
    put(0, "");
    put(0, &text!("Sources ({count})", count = found.sources.len()));
    for source in &found.sources {
        put(2, &format!("{}: {}", source.id, source.citation()));
        if let Some(url) = &source.url {
            put(4, url);
        }
    }
    out
}
