//! `landlocked explain`: the page of a fault's code.

use std::fmt::Write;

use case::code::Code;
use serde::Serialize;

use crate::arguments::Explain;
use crate::failure::Failure;
use crate::screen::{self, Screen};

#[derive(Serialize)]
struct Page {
    code: Code,
    name: &'static str,
    severity: case::diagnostic::Severity,
    meaning: &'static str,
}

pub(crate) fn run(options: &Explain, screen: &Screen) -> Result<(), Failure> {
    let codes: Vec<Code> = if options.code == "all" {
        Code::ALL.to_vec()
    } else {
        vec![options.code.parse().map_err(|_| Failure::UnknownCode { code: options.code.clone() })?]
    };
    let pages: Vec<Page> = codes
        .iter()
        .map(|code| Page { code: *code, name: code.name(), severity: code.severity(), meaning: code.page() })
        .collect();
    if options.json {
        return super::json(&pages);
    }
    let mut text = String::new();
    for page in &pages {
        let _ = writeln!(text, "{} ({})", page.code, page.severity);
        for line in figure::text::wrap(page.meaning, screen.columns.saturating_sub(2)) {
            let _ = writeln!(text, "  {line}");
        }
        if pages.len() > 1 {
            text.push('\n');
        }
    }
    screen::print(&text)
}
