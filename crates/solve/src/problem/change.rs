//! How a problem is built and changed, and what is refused on the way.

use super::{Column, ColumnId, INFINITE, Kind, LARGEST, Problem, ProblemError, Row, RowId, label};

impl Problem {
    /// Adds a continuous column without entries. Bounds may be infinite.
    ///
    /// # Errors
    /// When the cost is no number or too large, or the bounds leave no value.
    pub fn add_column(
        &mut self,
        name: impl Into<String>,
        cost: f64,
        lower: f64,
        upper: f64,
    ) -> Result<ColumnId, ProblemError> {
        let name = name.into();
        self.push_column(name, cost, lower, upper, Kind::Continuous)
    }

    /// Adds a column of whole numbers without entries.
    ///
    /// # Errors
    /// As for [`Problem::add_column`].
    pub fn add_integer(
        &mut self,
        name: impl Into<String>,
        cost: f64,
        lower: f64,
        upper: f64,
    ) -> Result<ColumnId, ProblemError> {
        let name = name.into();
        self.push_column(name, cost, lower, upper, Kind::Integer)
    }

    fn push_column(
        &mut self,
        name: String,
        cost: f64,
        lower: f64,
        upper: f64,
        kind: Kind,
    ) -> Result<ColumnId, ProblemError> {
        let id = ColumnId(self.costs.len());
        let what = || label("column", &name, id.0);
        check_size(id.0)?;
        check_coefficient(cost, || format!("cost of {}", what()))?;
        let (lower, upper) = check_bounds(lower, upper, what)?;
        self.costs.push(cost);
        self.column_lower.push(lower);
        self.column_upper.push(upper);
        self.kinds.push(kind);
        self.column_names.push(name);
        self.integers += usize::from(kind == Kind::Integer);
        Ok(id)
    }

    /// Adds a row. Two entries in one column are added up; entries that are zero are left out.
    ///
    /// # Errors
    /// When an entry is no number, too large or in no column, or the bounds leave no value.
    pub fn add_row(
        &mut self,
        name: impl Into<String>,
        lower: f64,
        upper: f64,
        entries: &[(ColumnId, f64)],
    ) -> Result<RowId, ProblemError> {
        let id = RowId(self.ends.len());
        let name = name.into();
        let what = || label("row", &name, id.0);
        check_size(id.0)?;
        check_size(self.values.len() + entries.len())?;
        let (lower, upper) = check_bounds(lower, upper, what)?;
        let mut own = Vec::with_capacity(entries.len());
        for &(column, value) in entries {
            self.check_column(column)?;
            check_coefficient(value, || format!("entry of {} in {}", self.column_label(column), what()))?;
            own.push((index32(column.0)?, value));
        }
        merge(&mut own);
        for (column, value) in own {
            self.columns_of_entries.push(column);
            self.values.push(value);
        }
        self.ends.push(self.values.len());
        self.row_lower.push(lower);
        self.row_upper.push(upper);
        self.row_names.push(name);
        Ok(id)
    }

    /// Adds rows in one go; all or none.
    ///
    /// # Errors
    /// As for [`Problem::add_row`].
    pub fn add_rows(&mut self, rows: &[Row]) -> Result<(), ProblemError> {
        let before = self.row_count();
        for row in rows {
            if let Err(error) = self.add_row(row.name.clone(), row.lower, row.upper, &row.entries) {
                self.truncate_rows(before);
                return Err(error);
            }
        }
        Ok(())
    }

    fn truncate_rows(&mut self, rows: usize) {
        self.ends.truncate(rows);
        self.row_lower.truncate(rows);
        self.row_upper.truncate(rows);
        self.row_names.truncate(rows);
        let entries = self.ends.last().copied().unwrap_or(0);
        self.columns_of_entries.truncate(entries);
        self.values.truncate(entries);
    }

    /// Adds columns with entries in rows that exist; all or none. Costs one pass over the whole problem.
    ///
    /// # Errors
    /// As for [`Problem::add_column`], or when an entry is in no row.
    pub fn add_columns(&mut self, columns: &[Column]) -> Result<(), ProblemError> {
        let mut grown = self.clone();
        let mut added: Vec<Vec<(u32, f64)>> = vec![Vec::new(); self.row_count()];
        for column in columns {
            let id = grown.push_column(column.name.clone(), column.cost, column.lower, column.upper, column.kind)?;
            for &(row, value) in &column.entries {
                grown.check_row(row)?;
                check_coefficient(value, || format!("entry of {} in {}", grown.column_label(id), self.row_label(row)))?;
                added[row.0].push((index32(id.0)?, value));
            }
        }
        grown.ends.clear();
        grown.columns_of_entries.clear();
        grown.values.clear();
        for (row, new) in added.iter_mut().enumerate() {
            merge(new);
            let (columns, values) = self.entries(RowId(row));
            grown.columns_of_entries.extend_from_slice(columns);
            grown.values.extend_from_slice(values);
            grown.columns_of_entries.extend(new.iter().map(|entry| entry.0));
            grown.values.extend(new.iter().map(|entry| entry.1));
            grown.ends.push(grown.values.len());
        }
        check_size(grown.values.len())?;
        *self = grown;
        Ok(())
    }

    /// Removes rows. Those that stay keep their order and move up, so their ids change.
    ///
    /// # Errors
    /// When there is no such row; then none is removed.
    pub fn remove_rows(&mut self, rows: &[RowId]) -> Result<(), ProblemError> {
        let mut keep = vec![true; self.row_count()];
        for &row in rows {
            self.check_row(row)?;
            keep[row.0] = false;
        }
        let old = std::mem::take(self);
        *self = Self {
            ends: Vec::with_capacity(old.ends.len()),
            columns_of_entries: Vec::with_capacity(old.values.len()),
            values: Vec::with_capacity(old.values.len()),
            row_lower: kept(&old.row_lower, &keep),
            row_upper: kept(&old.row_upper, &keep),
            row_names: Vec::new(),
            ..old
        };
        let mut begin = 0;
        for ((end, name), keep) in old.ends.iter().zip(old.row_names).zip(keep) {
            if keep {
                self.columns_of_entries.extend_from_slice(&old.columns_of_entries[begin..*end]);
                self.values.extend_from_slice(&old.values[begin..*end]);
                self.ends.push(self.values.len());
                self.row_names.push(name);
            }
            begin = *end;
        }
        Ok(())
    }

    /// Sets the constant of the objective.
    ///
    /// # Errors
    /// When it is no number or too large.
    pub fn set_offset(&mut self, offset: f64) -> Result<(), ProblemError> {
        check_coefficient(offset, || "constant of the objective".to_owned())?;
        self.offset = offset;
        Ok(())
    }

    /// Sets the cost of a column.
    ///
    /// # Errors
    /// When there is no such column, or the cost is no number or too large.
    pub fn set_cost(&mut self, column: ColumnId, cost: f64) -> Result<(), ProblemError> {
        self.check_column(column)?;
        check_coefficient(cost, || format!("cost of {}", self.column_label(column)))?;
        self.costs[column.0] = cost;
        Ok(())
    }

    /// Sets the bounds of a column.
    ///
    /// # Errors
    /// When there is no such column, or the bounds leave no value.
    pub fn set_column_bounds(&mut self, column: ColumnId, lower: f64, upper: f64) -> Result<(), ProblemError> {
        self.check_column(column)?;
        let (lower, upper) = check_bounds(lower, upper, || self.column_label(column))?;
        self.column_lower[column.0] = lower;
        self.column_upper[column.0] = upper;
        Ok(())
    }

    /// Sets the bounds of a row.
    ///
    /// # Errors
    /// When there is no such row, or the bounds leave no value.
    pub fn set_row_bounds(&mut self, row: RowId, lower: f64, upper: f64) -> Result<(), ProblemError> {
        self.check_row(row)?;
        let (lower, upper) = check_bounds(lower, upper, || self.row_label(row))?;
        self.row_lower[row.0] = lower;
        self.row_upper[row.0] = upper;
        Ok(())
    }

    /// Sets one coefficient. Costs the moving of all later entries when it was zero before or becomes zero.
    ///
    /// # Errors
    /// When there is no such row or column, or the value is no number or too large.
    pub fn set_entry(&mut self, row: RowId, column: ColumnId, value: f64) -> Result<(), ProblemError> {
        self.check_row(row)?;
        self.check_column(column)?;
        check_coefficient(value, || format!("entry of {} in {}", self.column_label(column), self.row_label(row)))?;
        let begin = self.begin(row);
        let index = index32(column.0)?;
        let found = self.columns_of_entries[begin..self.ends[row.0]].binary_search(&index);
        match found {
            Ok(at) if value != 0.0 => self.values[begin + at] = value,
            Ok(at) => {
                self.columns_of_entries.remove(begin + at);
                self.values.remove(begin + at);
                self.ends[row.0..].iter_mut().for_each(|end| *end -= 1);
            }
            Err(_) if value == 0.0 => {}
            Err(at) => {
                check_size(self.values.len())?;
                self.columns_of_entries.insert(begin + at, index);
                self.values.insert(begin + at, value);
                self.ends[row.0..].iter_mut().for_each(|end| *end += 1);
            }
        }
        Ok(())
    }

    /// Gives a column another kind.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn set_kind(&mut self, column: ColumnId, kind: Kind) -> Result<(), ProblemError> {
        self.check_column(column)?;
        self.integers -= usize::from(self.kinds[column.0] == Kind::Integer);
        self.integers += usize::from(kind == Kind::Integer);
        self.kinds[column.0] = kind;
        Ok(())
    }

    fn check_column(&self, column: ColumnId) -> Result<(), ProblemError> {
        let columns = self.column_count();
        if column.0 < columns { Ok(()) } else { Err(ProblemError::NoSuchColumn { index: column.0, columns }) }
    }

    fn check_row(&self, row: RowId) -> Result<(), ProblemError> {
        let rows = self.row_count();
        if row.0 < rows { Ok(()) } else { Err(ProblemError::NoSuchRow { index: row.0, rows }) }
    }
}

fn kept(values: &[f64], keep: &[bool]) -> Vec<f64> {
    values.iter().zip(keep).filter_map(|(value, keep)| keep.then_some(*value)).collect()
}

// Sorts by index, adds up entries of one index and drops zeros.
pub(crate) fn merge<Index: Copy + Ord>(entries: &mut Vec<(Index, f64)>) {
    if !entries.is_sorted_by(|a, b| a.0 < b.0) {
        entries.sort_by_key(|entry| entry.0);
        entries.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 += next.1;
            }
            same
        });
    }
    entries.retain(|entry| entry.1 != 0.0);
}

fn index32(index: usize) -> Result<u32, ProblemError> {
    u32::try_from(index).map_err(|_| ProblemError::TooMany)
}

fn check_size(count: usize) -> Result<(), ProblemError> {
    if i32::try_from(count).is_ok_and(|count| count < i32::MAX) { Ok(()) } else { Err(ProblemError::TooMany) }
}

fn check_coefficient(value: f64, what: impl FnOnce() -> String) -> Result<(), ProblemError> {
    if value.is_nan() {
        Err(ProblemError::NotANumber { what: what() })
    } else if value.abs() > LARGEST {
        Err(ProblemError::TooLarge { what: what(), value })
    } else {
        Ok(())
    }
}

// The bounds with every size from INFINITE on made infinite.
fn check_bounds(lower: f64, upper: f64, what: impl Fn() -> String) -> Result<(f64, f64), ProblemError> {
    if lower.is_nan() {
        return Err(ProblemError::NotANumber { what: format!("lower bound of {}", what()) });
    }
    if upper.is_nan() {
        return Err(ProblemError::NotANumber { what: format!("upper bound of {}", what()) });
    }
    if lower > upper || lower >= INFINITE || upper <= -INFINITE {
        return Err(ProblemError::NoValue { what: what(), lower, upper });
    }
    let lower = if lower <= -INFINITE { f64::NEG_INFINITY } else { lower };
    let upper = if upper >= INFINITE { f64::INFINITY } else { upper };
    Ok((lower, upper))
}
