//! What can go wrong when files are made.

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The workbook cannot hold the table: more than a million rows, or more than 16,384 columns.
    #[error("the workbook cannot be written; take the CSV files, which have no such limits")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The columnar file cannot be written.
    #[error("the Parquet file cannot be written; take the CSV files")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// A table has more rows or columns than the format counts.
    #[error("the table `{id}` is too large for this format; take the CSV files")]
    TooLarge {
        /// Id of the table.
        id: String,
    },
}
