//! Faults of a case as people read them.

use std::collections::BTreeMap;
use std::fmt::Write;

use case::Diagnostic;
use case::diagnostic::Severity;
use figure::text::width;

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
    let mut told = vec![
        format!("found {}, expected {}", diagnostic.found, diagnostic.expected),
        format!("mend: {}", diagnostic.mend),
    ];
    told.extend(diagnostic.related.iter().map(|related| format!("see {}: {}", related.place, related.text)));
    let line = diagnostic.place.line.map(|line| line.to_string()).unwrap_or_default();
    let excerpt = diagnostic.excerpt.as_ref().map_or("", |excerpt| excerpt.text.as_str());
    let offset = diagnostic.excerpt.as_ref().map_or(0, |excerpt| excerpt.offset as usize);
    // What lies behind the end of the line is marked at its end.
    let marked = (offset, (diagnostic.place.width as usize).max(1));
    below(out, &line, (excerpt, Some(marked)), &told, (start, end));
    out.push('\n');
}

/// What stands below the head of a fault: the line of the file with marks below its faulty part (from which character, and
/// how many), then what is told about it.
pub(crate) fn below(
    out: &mut String,
    line: &str,
    (excerpt, marked): (&str, Option<(usize, usize)>),
    told: &[String],
    (start, end): (&str, &str),
) {
    let margin = " ".repeat(line.len().max(2));
    if !excerpt.trim().is_empty() {
        let _ = writeln!(out, "{margin} |\n{line:>2} | {excerpt}");
        let marks = marked.map(|(from, count)| {
            let columns = |from: usize, count: usize| -> usize {
                width(&excerpt.chars().skip(from).take(count).collect::<String>())
            };
            let room = " ".repeat(columns(0, from) + from.saturating_sub(excerpt.chars().count()));
            format!(" {room}{start}{}{end}", "^".repeat(columns(from, count).max(1)))
        });
        let _ = writeln!(out, "{margin} |{}", marks.unwrap_or_default());
    }
    for words in told {
        let _ = writeln!(out, "{margin} = {words}");
    }
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn marks_stand_below_wide_letters() {
        let mut out = String::new();
        below(&mut out, "7", ("\u{7164}\u{70ad},\u{7164}1", Some((3, 2))), &["no number".to_owned()], ("", ""));
        assert_eq!(out, "   |\n 7 | \u{7164}\u{70ad},\u{7164}1\n   |      ^^^\n   = no number\n");
    }

    #[test]
    fn a_place_behind_the_line_is_marked_once() {
        let mut out = String::new();
        below(&mut out, "12", ("ab", Some((2, 5))), &[], ("<", ">"));
        assert_eq!(out, "   |\n12 | ab\n   |   <^>\n");
        out.clear();
        below(&mut out, "", ("  ", None), &["told".to_owned()], ("", ""));
        assert_eq!(out, "   = told\n");
    }
}
