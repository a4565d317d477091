//! The tables of a case folder as of a day: rows that were not known yet are left out, so that a copy tells nothing that
//! the dossier does not.

use std::collections::BTreeSet;

use case::Case;
use case::bundle::{Bundle, Content};
use case::records::{Record, Records};
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
        let Some(records) = Records::of(bytes) else { continue };
        let kept = if name == SOURCES {
            sources(&records, &dossier.sources)
        } else {
            rows(&records, |record| known.contains(&(name, record.line)).then(|| record.clone()))
        };
        all.push((name.to_owned(), kept.into_bytes()));
    }
    all
}

/// Remarks, the header, and the rows that `known` gives, as it gives them. What stood between other characters than
/// commas stands between commas: the package says so of all its tables.
fn rows(file: &Records, known: impl Fn(&Record) -> Option<Record>) -> String {
    let mut out = String::with_capacity(file.text.len());
    let mut at = 0;
    for (place, record) in file.all.iter().enumerate() {
        out.push_str(file.text.get(at..record.span.start).unwrap_or_default());
        at = record.span.end;
        let kept = if place == 0 { Some(record.clone()) } else { known(record) };
        let Some(kept) = kept else { continue };
        if kept == *record && file.delimiter == b',' {
            out.push_str(file.text.get(record.span.clone()).unwrap_or_default());
        } else {
            out.push_str(&line(&kept.cells));
        }
    }
    out.push_str(file.text.get(at..).unwrap_or_default());
    out
}

/// Cells as a line of CSV.
fn line(cells: &[String]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(cells);
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The sources that visible rows cite; the title of one that was printed later is withheld, as everywhere.
fn sources(file: &Records, known: &[SourceView]) -> String {
    let header = file.all.first().map_or(&[][..], |record| record.cells.as_slice());
    let at = |name: &str| header.iter().position(|own| own.trim() == name);
    let (id, title) = (at("source_id"), at("title"));
    rows(file, |record| {
        let own = record.cells.get(id?)?.trim();
        let view = known.iter().find(|source| source.id == own)?;
        let mut kept = record.clone();
        if let Some(cell) = title.filter(|_| view.after_as_of).and_then(|place| kept.cells.get_mut(place)) {
            view.title.clone_into(cell);
        }
        Some(kept)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str, lines: &[u32]) -> String {
        rows(&Records::of(text.as_bytes()).unwrap(), |record| lines.contains(&record.line).then(|| record.clone()))
    }

    #[test]
    fn only_known_rows_stay_and_a_row_may_have_several_lines() {
        let text = "# remark\na,b\n1,\"x\ny\"\n2,z\n3,\"q\nr\"\n";
        assert_eq!(known(text, &[3]), "# remark\na,b\n1,\"x\ny\"\n");
        assert_eq!(known(text, &[5, 6]), "# remark\na,b\n2,z\n3,\"q\nr\"\n");
    }

    #[test]
    fn quotes_in_remarks_and_inside_cells_let_no_later_row_through() {
        assert_eq!(known("# 3' 6\" here\na,b\n1,2\n3,4\n", &[3]), "# 3' 6\" here\na,b\n1,2\n");
        assert_eq!(known("a,b\nThe 5\" line,2\n3,4\n5,6\n", &[2, 4]), "a,b\nThe 5\" line,2\n5,6\n");
    }

    #[test]
    fn the_header_stays_behind_a_byte_order_mark_and_other_separators_become_commas() {
        assert_eq!(known("\u{feff}# remark\na,b\n1,2\n", &[]), "# remark\na,b\n");
        assert_eq!(known("# remark\na;b\n1;x, y\n3;4\n", &[3]), "# remark\na,b\n1,\"x, y\"\n");
    }

    #[test]
    fn cited_sources_stay_whatever_stands_between_their_cells() {
        let source = |id: &str, after_as_of: bool| SourceView {
            id: id.to_owned(),
            title: "withheld".to_owned(),
            publisher: None,
            url: None,
            published: None,
            origin: "primary".to_owned(),
            licence: None,
            note: None,
            rows: 1,
            after_as_of,
        };
        let file = Records::of(b"# remark\nsource_id;title\na;A\nb;B\nc;C\n").unwrap();
        let kept = sources(&file, &[source("a", false), source("c", true)]);
        assert_eq!(kept, "# remark\nsource_id,title\na,A\nc,withheld\n");
    }
}
