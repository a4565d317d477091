//! Where sources disagree, and which of them nothing cites.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Faults, Place as Spot, Related};
use crate::entry::Entry;
use crate::model::{CaseFolder, Tables};
use crate::prefer::Preference;
use crate::reader::Sheet;
use crate::settings::{Panel, Settings};
use crate::table::Row;
use crate::text::SourceText;
use crate::value::date::Date;

/// Relative difference from which two figures disagree.
const TOLERANCE: f64 = 1e-9;

/// Reports, for links and observations, rows of different sources about the same thing that give different figures.
/// Vintages of trade stand side by side by design and are not reported.
pub(crate) fn disagreements(folder: &CaseFolder, texts: &BTreeMap<String, SourceText>, faults: &mut Faults) {
    let rule = Preference::over(&folder.tables.sources);
    let links = folder.tables.links.iter().filter(|row| row.length_km.value().is_some());
    report(&rule, links, |row| &row.link_id, |row| row.length_km.value(), "length_km", texts, faults);
    let observations = folder.tables.observations.iter().filter(|row| row.value.value().is_some());
    report(&rule, observations, |row| (&row.series_id, row.period), |row| row.value.value(), "value", texts, faults);
}

/// Compares the rows about one thing, told apart by `subject`, with the one that the rule picks.
fn report<'r, R: Row + 'r, K: Ord>(
    rule: &Preference<'_>,
    rows: impl Iterator<Item = &'r Entry<R>>,
    subject: impl Fn(&'r R) -> K,
    value: impl Fn(&R) -> Option<f64>,
    column: &str,
    texts: &BTreeMap<String, SourceText>,
    faults: &mut Faults,
) {
    let mut groups: BTreeMap<K, Vec<&Entry<R>>> = BTreeMap::new();
    for row in rows {
        groups.entry(subject(&row.row)).or_default().push(row);
    }
    groups.retain(|_, rows| rows.len() > 1);
    let Some(text) = texts.get(R::own_table().file).filter(|_| !groups.is_empty()) else { return };
    // The cells once more, for their places; faults of the file have been reported before.
    let Some(sheet) = Sheet::read(text, &R::table(), &mut Faults::default()) else { return };
    let index: BTreeMap<u32, usize> = (0..sheet.len()).map(|index| (sheet.line(index), index)).collect();
    let at = |row: &Entry<R>| index.get(&row.at.line).copied().unwrap_or(0);

    for rows in groups.values() {
        let ordered = rule.order(rows.iter().copied());
        let Some((chosen, losers)) = ordered.split_first() else { continue };
        let Some(best) = value(&chosen.row) else { continue };
        for loser in losers {
            let Some(other) = value(&loser.row) else { continue };
            if (other - best).abs() <= TOLERANCE * best.abs() {
                continue;
            }
            let mut diagnostic = sheet.fault(
                at(loser),
                column,
                Code::SourcesDisagree,
                format!("{other} here, {best} at {}", chosen.at),
                "one figure, or several sources that differ",
                format!("nothing, if both sources say so: the preferred-source rule picks {best}"),
            );
            let place = sheet.fault(at(chosen), column, Code::SourcesDisagree, "", "", "").place;
            diagnostic.related.push(Related { place, text: format!("{best}, the row that is used") });
            faults.push(diagnostic);
        }
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
                Spot {
                    line: Some(source.at.line),
                    column: Some(1),
                    name: Some("source_id".to_owned()),
                    ..Spot::file("sources.csv")
                },
                format!("`{}`, which nothing cites", source.source_id),
                "a source that a row cites",
                "cite it, or delete the row",
            ));
        }
    }
}
