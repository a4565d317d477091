//! From a number to the rows and sources behind it.

use serde::Serialize;

use crate::model::{Dossier, Number, RowView, SourceView};

/// A number with everything it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace<'a> {
    /// The number.
    pub number: &'a Number,
    /// Its rows, in order.
    pub rows: Vec<&'a RowView>,
    /// Their sources, each once.
    pub sources: Vec<&'a SourceView>,
}

/// Why an id leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no number of the dossier has the id `{id}`")]
pub struct UnknownNumber {
    /// The id asked for.
    pub id: String,
    /// Ids that are near.
    pub near: Vec<String>,
}

/// Finds a number by id.
///
/// # Errors
/// When no number has the id; ids that are near come with it.
pub fn trace<'a>(dossier: &'a Dossier, id: &str) -> Result<Trace<'a>, UnknownNumber> {
    let Some(number) = dossier.numbers.get(id) else {
        let parts: Vec<&str> = id.split('.').filter(|part| !part.is_empty()).collect();
        let mut near: Vec<(usize, &String)> = dossier
            .numbers
            .keys()
            .map(|key| (parts.iter().filter(|part| key.split('.').any(|k| k == **part)).count(), key))
            .filter(|(alike, _)| *alike > 0)
            .collect();
        near.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        return Err(UnknownNumber {
            id: id.to_owned(),
            near: near.into_iter().take(8).map(|(_, key)| key.clone()).collect(),
        });
    };
    let rows: Vec<&RowView> = number.rows.iter().filter_map(|row| dossier.rows.get(&row.to_string())).collect();
    let sources = dossier.sources.iter().filter(|source| rows.iter().any(|row| row.source_id == source.id)).collect();
    Ok(Trace { number, rows, sources })
}
