//! Tables: one definition of a row loads its file, prints its schema, writes its header and its example.

use serde::Serialize;

use crate::cell::{Cell, Kind};
use crate::reader::RowReader;

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Header name.
    pub name: &'static str,
    /// What it holds.
    pub description: &'static str,
    /// What its cells may hold.
    pub kind: Kind,
    /// A cell as `landlocked new` writes it.
    pub example: &'static str,
}

/// A CSV file of the case folder.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// File name; a name that ends in `/` stands for every CSV file of that folder.
    pub file: &'static str,
    /// What a row is.
    pub description: &'static str,
    /// The columns, in the order of the header.
    pub columns: Vec<Column>,
    /// The columns that together tell rows apart.
    pub key: &'static [&'static str],
    /// The column whose ids other files may name.
    pub defines: Option<&'static str>,
    /// Whether every row ends with the columns of provenance.
    pub provenance: bool,
}

/// A row type of a table.
pub trait Row: Sized {
    /// The definition of its table, without the columns of provenance.
    fn own_table() -> Table;

    /// Reads the row's own cells; every faulty cell is reported, then `None`.
    fn read(reader: &mut RowReader<'_>) -> Option<Self>;

    /// The definition of its table, with the columns of provenance where it has them.
    fn table() -> Table {
        let mut table = Self::own_table();
        if table.provenance {
            table.columns.extend(crate::provenance::Provenance::columns());
        }
        table
    }
}

/// Declares a row as a struct and, by the same words, its table.
macro_rules! table {
    (
        $(#[doc = $doc:literal])*
        pub struct $Row:ident in $file:literal, key [$($key:ident),*] $(, defines $defines:ident)? $(, provenance $provenance:literal)? {
            $( $(#[doc = $fdoc:literal])* $field:ident : $ty:ty = $example:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        pub struct $Row {
            $( $(#[doc = $fdoc])* pub $field: $ty, )*
        }

        impl $crate::table::Row for $Row {
            fn own_table() -> $crate::table::Table {
                #[allow(unused_mut, unused_assignments)]
                let mut defines = None;
                $( defines = Some(stringify!($defines)); )?
                #[allow(unused_mut, unused_assignments)]
                let mut provenance = true;
                $( provenance = $provenance; )?
                $crate::table::Table {
                    file: $file,
                    description: concat!($($doc),*).trim_ascii(),
                    columns: vec![$(
                        $crate::table::Column {
                            name: stringify!($field),
                            description: concat!($($fdoc),*).trim_ascii(),
                            kind: <$ty as $crate::cell::Cell>::kind(),
                            example: $example,
                        },
                    )*],
                    key: &[$( stringify!($key) ),*],
                    defines,
                    provenance,
                }
            }

            fn read(reader: &mut $crate::reader::RowReader<'_>) -> Option<Self> {
                // All cells first, so that one row can report all its faults.
                $( let $field = reader.cell::<$ty>(stringify!($field)); )*
                Some(Self { $( $field: $field?, )* })
            }
        }
    };
}
pub(crate) use table;

/// The definition of one column from a cell type.
pub(crate) fn column<T: Cell>(name: &'static str, description: &'static str, example: &'static str) -> Column {
    Column { name, description, kind: T::kind(), example }
}
