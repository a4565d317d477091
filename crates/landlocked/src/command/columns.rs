//! Columns of a table that belongs to no case.

use std::collections::BTreeMap;

use crate::disk;
use crate::failure::Failure;

/// Words for a value that is missing.
const MISSING: [&str; 6] = ["", "NA", "N/A", "NaN", ".", "null"];

/// The columns of a CSV file, by name, without those that hold no number.
#[derive(Debug)]
pub(super) struct Columns {
    path: String,
    names: Vec<String>,
    /// Line in the file, and cells.
    rows: Vec<(u64, Vec<String>)>,
}

impl Columns {
    pub(super) fn read(path: &str) -> Result<Self, Failure> {
        let text = disk::read_text(path)?;
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or("");
        // A comma where one is, else what spreadsheets write in some countries.
        let delimiter = if first.contains(',') {
            b','
        } else if first.contains(';') {
            b';'
        } else if first.contains('\t') {
            b'\t'
        } else {
            b','
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(false)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let broken = |error: csv::Error| Failure::Unfit {
            why: format!("{path} is no table: {error}"),
            help: "give a CSV file with a header and as many cells in every row",
        };
        let names: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        if rows.is_empty() {
            return Err(Failure::Unfit {
                why: format!("{path} has no rows"),
                help: "give a CSV file with a header and a row for each step",
            });
        }
        Ok(Self { path: path.to_owned(), names, rows })
    }

    /// A column by name.
    pub(super) fn column(&self, name: &str) -> Result<Vec<Option<f64>>, Failure> {
        let Some(place) = self.names.iter().position(|known| known == name) else {
            let near = case::near(name, self.names.iter().map(String::as_str));
            return Err(Failure::UnknownId {
                asked: format!("{} has no column `{name}`", self.path),
                near: near.map_or_else(
                    || format!("its columns are {}", self.names.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                ),
            });
        };
        if self.names.iter().filter(|known| *known == name).count() > 1 {
            return Err(Failure::Unfit {
                why: format!("{} has more than one column `{name}`", self.path),
                help: "give each column its own name",
            });
        }
        let mut values = Vec::with_capacity(self.rows.len());
        for (line, cells) in &self.rows {
            let text = cells.get(place).map_or("", String::as_str);
            if MISSING.contains(&text) {
                values.push(None);
                continue;
            }
            match text.parse::<f64>() {
                Ok(value) if value.is_finite() => values.push(Some(value)),
                _ => {
                    return Err(Failure::Unfit {
                        why: format!("{}:{line}, column `{name}`: `{text}` is no number", self.path),
                        help: "write numbers with a point, and leave a cell empty where there is none",
                    });
                }
            }
        }
        Ok(values)
    }

    /// The only column of numbers, or the name to ask for.
    pub(super) fn only(&self) -> Result<String, Failure> {
        let numbers: BTreeMap<usize, &String> = self
            .names
            .iter()
            .enumerate()
            .filter(|(_, name)| self.column(name).is_ok_and(|values| values.iter().flatten().count() > 1))
            .collect();
        match numbers.values().next() {
            Some(name) if numbers.len() == 1 => Ok((*name).clone()),
            _ => Err(Failure::Unfit {
                why: format!("{} has {} columns of numbers", self.path, numbers.len()),
                help: "name the column to look at",
            }),
        }
    }
}
