//! Faults of a case as people read them.

use std::collections::BTreeMap;
use std::fmt::Write;

use case::Diagnostic;
use case::diagnostic::Severity;

/// Faults of one code in one file that are shown before the rest is folded.
const SHOWN: usize = 20;

/// Every fault, then a line that counts them.
pub(crate) fn render(diagnostics: &[Diagnostic], files: usize, all: bool, colour: bool) -> String {
    let mut out = String::new();
    let mut shown: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let count = shown.entry((&diagnostic.place.file, diagnostic.code.id())).or_default();
        *count += 1;
        if all || *count <= SHOWN {
            one(&mut out, diagnostic, colour);
        }
    }
    for ((file, code), count) in shown {
        if !all && count > SHOWN {
            let _ =
                writeln!(out, "{file}: and {} more of {code} (`landlocked check --all` shows them)\n", count - SHOWN);
        }
    }
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let _ = writeln!(
        out,
        "check: {errors} {}, {warnings} {} in {files} {}",
        plural(errors, "error"),
        plural(warnings, "warning"),
        plural(files, "file")
    );
    out
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

fn one(out: &mut String, diagnostic: &Diagnostic, colour: bool) {
    let (start, end) = match (colour, diagnostic.severity) {
        (false, _) => ("", ""),
        (true, Severity::Error) => ("\u{1b}[1;31m", "\u{1b}[0m"),
        (true, Severity::Warning) => ("\u{1b}[1;33m", "\u{1b}[0m"),
    };
    let _ = writeln!(out, "{start}{}[{}]{end}: {}", diagnostic.severity, diagnostic.code, diagnostic.place);
    let line = diagnostic.place.line.map(|line| line.to_string()).unwrap_or_default();
    let margin = " ".repeat(line.len().max(2));
    let mark = format!("found {}, expected {}", diagnostic.found, diagnostic.expected);
    if let Some(excerpt) = diagnostic.excerpt.as_ref().filter(|excerpt| !excerpt.text.trim().is_empty()) {
        let _ = writeln!(out, "{margin} |");
        let _ = writeln!(out, "{line:>2} | {}", excerpt.text);
        let room = excerpt.text.chars().count().saturating_sub(excerpt.offset as usize);
        let width = (diagnostic.place.width as usize).clamp(1, room.max(1));
        let _ = writeln!(out, "{margin} | {}{start}{}{end}", " ".repeat(excerpt.offset as usize), "^".repeat(width));
    }
    let _ = writeln!(out, "{margin} = {mark}");
    let _ = writeln!(out, "{margin} = mend: {}", diagnostic.mend);
    for related in &diagnostic.related {
        let _ = writeln!(out, "{margin} = see {}: {}", related.place, related.text);
    }
    out.push('\n');
}
