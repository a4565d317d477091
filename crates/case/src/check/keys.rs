//! No two rows say the same thing about the same thing.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::diagnostic::{Faults, Related};
use crate::load::Parsed;
use crate::reader::shorten;
use crate::table::Row;

/// Reports rows whose key columns agree.
pub(crate) fn unique<R: Row>(parsed: &[Parsed<'_, R>], faults: &mut Faults) {
    let table = R::table();
    let mut seen: BTreeMap<Vec<&str>, (usize, usize)> = BTreeMap::new();
    for (file, part) in parsed.iter().enumerate() {
        for index in 0..part.sheet.len() {
            let key: Vec<&str> = table.key.iter().map(|column| part.sheet.text(index, column).trim()).collect();
            // An empty id has been reported as such.
            if key.first().is_none_or(|id| id.is_empty()) {
                continue;
            }
            let Some((first_file, first_index)) = seen.get(&key).copied() else {
                seen.insert(key, (file, index));
                continue;
            };
            let column = table.key.first().copied().unwrap_or_default();
            let mut fault = part.sheet.fault(
                index,
                column,
                Code::DuplicateId,
                format!("`{}` again", shorten(&key.join(", "))),
                format!("one row for each {}", table.key.join(", ")),
                "delete one of the rows, or give it an id of its own",
            );
            if let Some(first) = parsed.get(first_file) {
                let other = first.sheet.fault(first_index, column, Code::DuplicateId, "", "", "");
                fault.related.push(Related { place: other.place, text: "the first row".to_owned() });
            }
            faults.push(fault);
        }
    }
}
