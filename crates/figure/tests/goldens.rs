//! What a reader sees in a terminal, one of each chart. To renew a golden, run with
//! `FIGURE_WRITE_GOLDENS=1`, read the difference, and only then keep it.

mod samples;

use figure::text::{self, TextStyle};

fn check(name: &str, shown: &str) {
    let path = format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("FIGURE_WRITE_GOLDENS").is_some() {
        std::fs::write(&path, shown).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert!(shown == expected, "{name} differs. Now:\n{shown}\nKept:\n{expected}");
}

#[test]
fn charts() {
    for figure in samples::all() {
        check(&figure.id, &text::render(&figure, 80, TextStyle::default()));
    }
    let ascii = TextStyle { colour: false, unicode: false };
    check("gates-monthly-ascii", &text::render(&samples::lines(), 80, ascii));
    check("fan-ascii", &text::render(&samples::fan(), 80, ascii));
}

#[test]
fn tables() {
    check("table-wide", &text::table(&samples::table(), 110, TextStyle::default()));
    check("table-narrow", &text::table(&samples::table(), 64, TextStyle::default()));
    check("table-records", &text::table(&samples::table(), 40, TextStyle::default()));
}
