//! Where sources disagree, and which of them nothing cites.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Faults, Place as Spot, Related};
use crate::entry::{Entry, RowRef};
use crate::model::{CaseFolder, Tables};
use crate::prefer::Preference;
use crate::settings::{Panel, Settings};
use crate::text::SourceText;
use crate::value::date::Date;

/// Relative difference from which two figures disagree.
const TOLERANCE: f64 = 1e-9;

/// Reports, for links and observations, rows of different sources about the same thing that give different figures.
/// Vintages of trade stand side by side by design and are not reported.
pub(crate) fn disagreements(folder: &CaseFolder, texts: &BTreeMap<String, SourceText>, faults: &mut Faults) {
    let rule = Preference::over(&folder.tables.sources);
    let mut groups: BTreeMap<String, Vec<&Entry<crate::tables::Link>>> = BTreeMap::new();
    for link in &folder.tables.links {
        if link.length_km.value().is_some() {
            groups.entry(link.link_id.to_string()).or_default().push(link);
        }
    }
    for rows in groups.values() {
        report(&rule, rows, |row| row.length_km.value(), "length_km", texts, faults);
    }
    let mut groups: BTreeMap<_, Vec<&Entry<crate::tables::Observation>>> = BTreeMap::new();
    for row in &folder.tables.observations {
        if row.value.value().is_some() {
            groups.entry((&row.series_id, row.period)).or_default().push(row);
        }
    }
    for rows in groups.values() {
        report(&rule, rows, |row| row.value.value(), "value", texts, faults);
    }
}

fn report<R>(
    rule: &Preference<'_>,
    rows: &[&Entry<R>],
    value: impl Fn(&R) -> Option<f64>,
    column: &str,
    texts: &BTreeMap<String, SourceText>,
    faults: &mut Faults,
) {
    let ordered = rule.order(rows.iter().copied());
    let Some((chosen, losers)) = ordered.split_first() else { return };
    let Some(best) = value(&chosen.row) else { return };
    for loser in losers {
        let Some(other) = value(&loser.row) else { continue };
        if (other - best).abs() <= TOLERANCE * best.abs() {
            continue;
        }
        let mut diagnostic = Diagnostic::new(
            Code::SourcesDisagree,
            line_place(&loser.at, column, texts),
            format!("{other} here, {best} at {}", chosen.at),
            "both rows may stay",
            format!("nothing, if both sources say so: the preferred-source rule picks {best}"),
        );
        diagnostic.related.push(Related {
            place: line_place(&chosen.at, column, texts),
            text: format!("{best}, the row that is used"),
        });
        faults.push(diagnostic);
    }
}

fn line_place(at: &RowRef, column: &str, texts: &BTreeMap<String, SourceText>) -> Spot {
    debug_assert!(texts.contains_key(&at.file));
    Spot {
        line: Some(at.line),
        column: Some(1),
        name: Some(column.to_owned()),
        ..Spot::file(at.file.clone())
    }
}

/// Reports sources that no row and no document cites.
pub(crate) fn unused_sources(tables: &Tables, settings: &Settings, panel: Option<&Panel>, faults: &mut Faults) {
    let mut cited: BTreeSet<_> = tables.provenance().into_iter().map(|(_, p, _): (_, _, Date)| &p.source_id).collect();
    cited.insert(&settings.source_id);
    if let Some(panel) = panel {
        cited.insert(&panel.source_id);
        cited.extend(panel.person.iter().map(|person| &person.source_id));
    }
    for source in &tables.sources {
        if !cited.contains(&source.source_id) {
            faults.push(Diagnostic::new(
                Code::UnusedSource,
                Spot { line: Some(source.at.line), column: Some(1), name: Some("source_id".to_owned()), ..Spot::file("sources.csv") },
                format!("`{}`, which nothing cites", source.source_id),
                "a source that a row cites",
                "cite it, or delete the row",
            ));
        }
    }
}
