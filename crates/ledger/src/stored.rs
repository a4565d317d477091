//! Values as they stand in the file, and back.

use std::str::FromStr;

use rusqlite::Row;

use crate::error::LedgerError;
use crate::forecast::ForecasterKind;
use crate::panel::{Kind, Scale};

/// A text of the file as a value; `expected` says what it should be.
pub(crate) fn read<T: FromStr>(text: &str, expected: &'static str) -> Result<T, LedgerError> {
    text.parse().map_err(|_| LedgerError::Damaged { value: text.to_owned(), expected })
}

/// A text column as a value.
pub(crate) fn column<T: FromStr>(row: &Row<'_>, name: &str, expected: &'static str) -> Result<T, LedgerError> {
    read(&row.get::<_, String>(name)?, expected)
}

/// A text column that may be empty as a value.
pub(crate) fn maybe<T: FromStr>(row: &Row<'_>, name: &str, expected: &'static str) -> Result<Option<T>, LedgerError> {
    row.get::<_, Option<String>>(name)?.map(|text| read(&text, expected)).transpose()
}

/// An enum whose cases have names in the file.
macro_rules! named {
    ($type:ty, $expected:literal, $($name:literal => $case:ident),+) => {
        impl $type {
            /// Its name in the file and in question sets.
            pub fn name(self) -> &'static str {
                match self { $(Self::$case => $name),+ }
            }

            /// The names of all, in words.
            pub const NAMES: &'static str = $expected;

            /// The one of a name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$case),)+ _ => None }
            }

            pub(crate) fn of_column(row: &Row<'_>, column: &str) -> Result<Self, LedgerError> {
                let value: String = row.get(column)?;
                Self::named(&value).ok_or(LedgerError::Damaged { value, expected: $expected })
            }
        }
    };
}

named!(Kind, "`quantiles` or `probability`", "quantiles" => Quantiles, "probability" => Probability);
named!(Scale, "`uniform` or `log`", "uniform" => Uniform, "log" => Log);
named!(
    ForecasterKind,
    "`model`, `naive`, `institution` or `panel`",
    "model" => Model,
    "naive" => Naive,
    "institution" => Institution,
    "panel" => Panel
);
