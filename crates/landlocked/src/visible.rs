//! The tables of a case folder as of a day: rows that were not known yet are left out, so that a copy tells nothing that
//! the dossier does not.

use std::collections::BTreeSet;

use case::Case;
use case::bundle::{Bundle, Content};
use document::{Dossier, SourceView};

/// The file in which sources stand: each row of it may be a title of later.
const SOURCES: &str = "sources.csv";

/// The CSV files of a folder with the rows that were known by the day of the view.
pub(crate) fn tables(bundle: &Bundle, case: &Case, dossier: &Dossier) -> Vec<(String, Vec<u8>)> {
    let known: BTreeSet<(&str, u32)> =
        case.tables().provenance().into_iter().map(|(at, _, _)| (&*at.file, at.line)).collect();
    let mut all = Vec::new();
    for name in bundle.names().filter(|name| name.rsplit('.').next() == Some("csv")) {
        let Some(Content::Bytes(bytes)) = bundle.get(name) else { continue };
        let text = String::from_utf8_lossy(bytes);
        let kept = if name == SOURCES {
            sources(&text, &dossier.sources)
        } else {
            rows(&text, |line| known.contains(&(name, line)))
        };
        all.push((name.to_owned(), kept.into_bytes()));
    }
    all
}

/// Remarks, the header, and the rows that are known by their first line.
fn rows(text: &str, known: impl Fn(u32) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut header = false;
    let (mut open, mut keep) = (false, true);
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        // A cell in quotes may go on in the next line.
        if !open {
            let remark = line.starts_with('#') || line.trim().is_empty();
            keep = remark || !header || known(number);
            header = header || !remark;
        }
        if line.matches('"').count() % 2 == 1 {
            open = !open;
        }
        if keep {
            out.push_str(line);
        }
    }
    out
}

/// The sources that visible rows cite; the title of one that was printed later is withheld, as everywhere.
fn sources(text: &str, known: &[SourceView]) -> String {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let Ok(header) = reader.headers().cloned() else { return String::new() };
    let at = |name: &str| header.iter().position(|own| own == name);
    let (id, title) = (at("source_id"), at("title"));
    // Writing to memory cannot fail.
    let _ = writer.write_record(&header);
    for record in reader.records().filter_map(Result::ok) {
        let own = id.and_then(|place| record.get(place)).unwrap_or_default();
        let Some(view) = known.iter().find(|source| source.id == own) else { continue };
        let withheld = title.filter(|_| view.after_as_of);
        let cells = record
            .iter()
            .enumerate()
            .map(|(place, cell)| if Some(place) == withheld { view.title.as_str() } else { cell });
        let _ = writer.write_record(cells);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_rows_stay_and_a_row_may_have_several_lines() {
        let text = "# remark\na,b\n1,\"x\ny\"\n2,z\n3,\"q\nr\"\n";
        assert_eq!(rows(text, |line| line == 3), "# remark\na,b\n1,\"x\ny\"\n");
        assert_eq!(rows(text, |line| line > 3), "# remark\na,b\n2,z\n3,\"q\nr\"\n");
    }
}
