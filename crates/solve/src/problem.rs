//! A linear or mixed-integer programme as plain data: `min offset + c'x` with `lower <= A x <= upper` for every row
//! and `lower <= x <= upper` for every column.

mod change;

pub(crate) use change::merge;

/// From this size on a bound counts as infinite, as in MPS files and in the solvers.
pub const INFINITE: f64 = 1e20;

/// The largest entry or cost that is taken; beyond it no solver works to a tolerance worth having.
pub const LARGEST: f64 = 1e14;

/// The number of a column, counted from 0 in the order of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub usize);

/// The number of a row, counted from 0 in the order of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub usize);

/// Which values a column may take between its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Any real number.
    #[default]
    Continuous,
    /// Whole numbers only.
    Integer,
}

/// A column with its entries in rows that exist already.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// What messages call it; may be empty.
    pub name: String,
    /// Cost per unit, in units of the objective.
    pub cost: f64,
    /// Least value; minus infinity for none.
    pub lower: f64,
    /// Greatest value; infinity for none.
    pub upper: f64,
    /// Continuous or whole numbers.
    pub kind: Kind,
    /// Row and coefficient; two entries in one row are added up.
    pub entries: Vec<(RowId, f64)>,
}

/// A row with its entries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// What messages call it; may be empty.
    pub name: String,
    /// Least activity; minus infinity for none.
    pub lower: f64,
    /// Greatest activity; infinity for none.
    pub upper: f64,
    /// Column and coefficient; two entries in one column are added up.
    pub entries: Vec<(ColumnId, f64)>,
}

/// What is wrong with data given to a [`Problem`]. `what` says in the caller's own names where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProblemError {
    /// A number is NaN.
    #[error("the {what} is not a number")]
    NotANumber {
        /// Such as: cost of column `truck`.
        what: String,
    },
    /// The lower bound is above the upper one, or a bound is infinite on the wrong side.
    #[error("the bounds of {what} leave no value: from {lower} to {upper}")]
    NoValue {
        /// The row or column.
        what: String,
        /// Its lower bound.
        lower: f64,
        /// Its upper bound.
        upper: f64,
    },
    /// A cost or an entry is infinite, or too large to be computed with.
    #[error("the {what} is {value}, and {LARGEST:e} is the largest that can be computed with")]
    TooLarge {
        /// Such as: cost of column `truck`.
        what: String,
        /// Its value.
        value: f64,
    },
    /// There is no column of this number.
    #[error("there is no column {index}: the problem has {columns} columns")]
    NoSuchColumn {
        /// The number asked for.
        index: usize,
        /// How many there are.
        columns: usize,
    },
    /// There is no row of this number.
    #[error("there is no row {index}: the problem has {rows} rows")]
    NoSuchRow {
        /// The number asked for.
        index: usize,
        /// How many there are.
        rows: usize,
    },
    /// More columns, rows or entries than 32-bit numbers count.
    #[error("the problem has more than {} columns, rows or entries", i32::MAX)]
    TooMany,
}

/// A programme to minimise. Its parts can be read as slices; the methods that change it check what they are given, so
/// that every `Problem` is one that solvers can take.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Problem {
    /// What messages call the problem; may be empty.
    pub name: String,
    offset: f64,
    costs: Vec<f64>,
    column_lower: Vec<f64>,
    column_upper: Vec<f64>,
    kinds: Vec<Kind>,
    column_names: Vec<String>,
    row_lower: Vec<f64>,
    row_upper: Vec<f64>,
    row_names: Vec<String>,
    // Entries by rows: those of row r are at ends[r - 1]..ends[r], columns ascending, none twice, none zero.
    ends: Vec<usize>,
    columns_of_entries: Vec<u32>,
    values: Vec<f64>,
    integers: usize,
}

impl Problem {
    /// A problem without rows, columns and name.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many columns there are.
    pub fn column_count(&self) -> usize {
        self.costs.len()
    }

    /// How many rows there are.
    pub fn row_count(&self) -> usize {
        self.ends.len()
    }

    /// How many entries are not zero.
    pub fn entry_count(&self) -> usize {
        self.values.len()
    }

    /// Whether any column takes whole numbers only.
    pub fn has_integers(&self) -> bool {
        self.integers > 0
    }

    /// The constant of the objective.
    pub fn offset(&self) -> f64 {
        self.offset
    }

    /// Cost per unit, `[column]`.
    pub fn costs(&self) -> &[f64] {
        &self.costs
    }

    /// Lower bounds, `[column]`.
    pub fn column_lower(&self) -> &[f64] {
        &self.column_lower
    }

    /// Upper bounds, `[column]`.
    pub fn column_upper(&self) -> &[f64] {
        &self.column_upper
    }

    /// Kinds, `[column]`.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// Lower bounds, `[row]`.
    pub fn row_lower(&self) -> &[f64] {
        &self.row_lower
    }

    /// Upper bounds, `[row]`.
    pub fn row_upper(&self) -> &[f64] {
        &self.row_upper
    }

    /// The entries of a row: columns in ascending order, and their coefficients.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn entries(&self, row: RowId) -> (&[u32], &[f64]) {
        let (begin, end) = (self.begin(row), self.ends[row.0]);
        (&self.columns_of_entries[begin..end], &self.values[begin..end])
    }

    /// The name of a column as it was given, empty when it has none.
    pub fn column_name(&self, column: ColumnId) -> &str {
        self.column_names.get(column.0).map_or("", String::as_str)
    }

    /// The name of a row as it was given, empty when it has none.
    pub fn row_name(&self, row: RowId) -> &str {
        self.row_names.get(row.0).map_or("", String::as_str)
    }

    /// What a message calls a column: its name in backticks, or its number.
    pub fn column_label(&self, column: ColumnId) -> String {
        label("column", self.column_name(column), column.0)
    }

    /// What a message calls a row: its name in backticks, or its number.
    pub fn row_label(&self, row: RowId) -> String {
        label("row", self.row_name(row), row.0)
    }

    fn begin(&self, row: RowId) -> usize {
        if row.0 == 0 { 0 } else { self.ends[row.0 - 1] }
    }
}

fn label(sort: &str, name: &str, index: usize) -> String {
    if name.is_empty() { format!("{sort} {index}") } else { format!("{sort} `{name}`") }
}
