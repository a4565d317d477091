#![doc = include_str!("lib.md")]

mod columnar;
mod comma;
mod error;
mod kind;
mod package;
mod printed;
mod sheet;
mod slug;
mod tables;
mod workbook;

pub use columnar::parquet;
pub use comma::csv;
pub use error::ExportError;
pub use kind::ColumnKind;
pub use package::{Licence, PackageMeta, datapackage, descriptor};
pub use sheet::{Sheet, SheetKind};
pub use tables::tables;
pub use workbook::{number_format, xlsx};
