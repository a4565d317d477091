//! TOML documents: as with tables, one definition reads the file and prints its schema.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::cell::{Cell, Kind, did_you_mean, quote_all};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Faults};
use crate::reader::shorten;
use crate::text::SourceText;

/// Syntax errors listed of one document.
const MAX_SYNTAX_ERRORS: usize = 20;

/// The schema of a value of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One value.
    Value(Kind),
    /// A list of values.
    List(Box<Shape>),
    /// A table whose keys the author chooses.
    Map(Box<Shape>),
    /// A table with these keys.
    Table(Vec<Key>),
}

/// A key of a document.
#[derive(Debug, Clone, Serialize)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub description: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What stands there.
    pub shape: Shape,
}

/// A TOML file of the case folder.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// File name.
    pub file: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Its keys.
    pub keys: Vec<Key>,
}

/// A type that a value of a document can hold.
pub(crate) trait Value: Sized {
    fn shape() -> Shape;
    fn read(reader: &mut DocumentReader<'_>, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Self>;
    fn absent() -> Option<Self> {
        None
    }
}

/// An id that a document names, to be checked when all files are read.
#[derive(Debug, Clone)]
pub(crate) struct NamedReference {
    pub(crate) id: String,
    pub(crate) tables: &'static [&'static str],
    pub(crate) span: Range<usize>,
    pub(crate) name: String,
}

/// Reads one document, collecting faults and the ids it names.
#[derive(Debug)]
pub(crate) struct DocumentReader<'a> {
    pub(crate) source: &'a SourceText,
    pub(crate) faults: &'a mut Faults,
    pub(crate) references: Vec<NamedReference>,
}

impl DocumentReader<'_> {
    /// Reads the whole text as a table of type `T`.
    pub(crate) fn document<T: FromTable>(&mut self) -> Option<T> {
        let (root, errors) = DeTable::parse_recoverable(&self.source.text);
        let broken = !errors.is_empty();
        // One broken quote makes an error of every line after it; the first tell enough.
        for error in errors.into_iter().take(MAX_SYNTAX_ERRORS) {
            let span = error.span().unwrap_or(0..0);
            self.faults.push(self.source.fault(
                Code::TomlSyntax,
                span,
                None,
                error.message().lines().next().unwrap_or("a syntax error").to_owned(),
                "TOML: `key = \"value\"` lines under `[table]` headers",
                "look for a missing quote, bracket or equals sign in this line or the one before",
            ));
        }
        let value = T::from_table(self, root.get_ref(), root.span());
        if broken { None } else { value }
    }

    pub(crate) fn fault(
        &mut self,
        code: Code,
        name: &str,
        span: Range<usize>,
        found: impl Into<String>,
        expected: impl Into<String>,
        mend: impl Into<String>,
    ) {
        let diagnostic: Diagnostic = self.source.fault(code, span, Some(name), found, expected, mend);
        self.faults.push(diagnostic);
    }

    /// The value of one key of a table.
    pub(crate) fn key<T: Value>(&mut self, table: &DeTable<'_>, name: &str, whole: &Range<usize>) -> Option<T> {
        match table.get(name) {
            Some(value) => T::read(self, name, value),
            None => T::absent().or_else(|| {
                self.fault(
                    Code::MissingKey,
                    name,
                    whole.start..whole.start,
                    format!("no key `{name}`"),
                    describe(&T::shape()),
                    format!("add a line `{name} = ...`"),
                );
                None
            }),
        }
    }

    /// Reports the keys that a table does not know.
    pub(crate) fn unknown_keys(&mut self, table: &DeTable<'_>, known: &[&'static str]) {
        for (key, _) in table {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let mend = did_you_mean(name, known.iter().copied())
                    .map_or_else(|| "delete the key".to_owned(), |near| format!("did you mean `{near}`?"));
                self.fault(
                    Code::UnknownKey,
                    &shorten(name),
                    key.span(),
                    format!("key `{}`", shorten(name)),
                    format!("the keys {}", quote_all(known.iter().copied())),
                    mend,
                );
            }
        }
    }

    fn wrong_type(&mut self, name: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        self.fault(
            Code::WrongType,
            name,
            value.span(),
            format!("a value of type {}", value.get_ref().type_str()),
            expected.to_owned(),
            "write the value in the type expected",
        );
    }

    /// A cell type written as a TOML string, number or date.
    pub(crate) fn cell<T: Cell>(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            DeValue::Datetime(when) => when.to_string(),
            _ => {
                self.wrong_type(name, value, T::kind().description);
                return None;
            }
        };
        let text = text.trim();
        if text.is_empty() {
            self.fault(
                Code::ValueRequired,
                name,
                value.span(),
                "an empty text",
                T::kind().description,
                "write a value, or delete the key if it is optional",
            );
            return None;
        }
        match T::parse(text) {
            Ok(read) => {
                let references = &mut self.references;
                read.refer(&mut |reference| {
                    references.push(NamedReference {
                        id: reference.id.to_owned(),
                        tables: reference.tables,
                        span: value.span(),
                        name: name.to_owned(),
                    });
                });
                Some(read)
            }
            Err(fault) => {
                self.fault(fault.code, name, value.span(), format!("`{}`", shorten(text)), fault.expected, fault.mend);
                None
            }
        }
    }
}

/// A shape in a few words.
fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Value(kind) => kind.description.to_owned(),
        Shape::List(item) => format!("a list, each {}", describe(item)),
        Shape::Map(item) => format!("a table of your own keys, each {}", describe(item)),
        Shape::Table(keys) => format!("a table with {}", quote_all(keys.iter().map(|key| key.name))),
    }
}

/// A struct that a table of a document becomes.
pub(crate) trait FromTable: Sized {
    /// What it is for.
    const DESCRIPTION: &'static str;
    /// The file that holds it, when it is a whole document.
    const FILE: Option<&'static str>;

    fn keys() -> Vec<Key>;
    fn from_table(reader: &mut DocumentReader<'_>, table: &DeTable<'_>, whole: Range<usize>) -> Option<Self>;
}

impl<T: FromTable> Value for T {
    fn shape() -> Shape {
        Shape::Table(T::keys())
    }

    fn read(reader: &mut DocumentReader<'_>, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(table) => T::from_table(reader, table, value.span()),
            _ => {
                reader.wrong_type(name, value, "a table");
                None
            }
        }
    }
}

impl<T: Value> Value for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn read(reader: &mut DocumentReader<'_>, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Self> {
        T::read(reader, name, value).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Value> Value for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn read(reader: &mut DocumentReader<'_>, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Self> {
        let DeValue::Array(items) = value.get_ref() else {
            reader.wrong_type(name, value, &describe(&Self::shape()));
            return None;
        };
        let read: Vec<Option<T>> = items.iter().map(|item| T::read(reader, name, item)).collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }

    fn read(reader: &mut DocumentReader<'_>, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong_type(name, value, &describe(&Self::shape()));
            return None;
        };
        let read: Vec<Option<(String, T)>> = table
            .iter()
            .map(|(key, item)| {
                let key: &str = key.get_ref();
                T::read(reader, key, item).map(|item| (key.to_owned(), item))
            })
            .collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl Value for f64 {
    fn shape() -> Shape {
        Shape::Value(Kind {
            name: "number",
            description: "a number",
            json_type: "number",
            required: true,
            ..Kind::default()
        })
    }

    fn read(reader: &mut DocumentReader<'_>, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Self> {
        match reader.cell::<crate::value::reading::Reading>(name, value)? {
            crate::value::reading::Reading::Value(number) => Some(number),
            _ => {
                reader.wrong_type(name, value, "a number");
                None
            }
        }
    }
}

/// Lets cell types stand as values of documents.
macro_rules! cell_values {
    ($($ty:ty),* $(,)?) => {$(
        impl $crate::document::Value for $ty {
            fn shape() -> $crate::document::Shape {
                $crate::document::Shape::Value(<$ty as $crate::cell::Cell>::kind())
            }

            fn read(
                reader: &mut $crate::document::DocumentReader<'_>,
                name: &str,
                value: &toml::Spanned<toml::de::DeValue<'_>>,
            ) -> Option<Self> {
                reader.cell(name, value)
            }
        }
    )*};
}
pub(crate) use cell_values;

cell_values!(
    String,
    u32,
    crate::value::date::Date,
    crate::value::date::Month,
    crate::value::date::When,
    crate::value::economy::Economy,
    crate::value::id::RowId,
    crate::value::id::SourceId,
    crate::value::id::SubjectId,
    crate::value::id::EvidenceId,
    crate::provenance::Basis,
);

/// The key of a field: `r#abstract` is a field, `abstract` the key.
pub(crate) fn key_name(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// The first of at most one file name.
pub(crate) const fn first(files: &[&'static str]) -> Option<&'static str> {
    match files {
        [file, ..] => Some(file),
        [] => None,
    }
}

/// The schema of a document.
pub(crate) fn document_of<D: FromTable>() -> Document {
    Document { file: D::FILE.unwrap_or_default(), description: D::DESCRIPTION, keys: D::keys() }
}

/// Declares a table of a document as a struct and, by the same words, its schema.
macro_rules! document {
    (
        $(#[doc = $doc:literal])*
        pub struct $Name:ident $(in $file:literal)? {
            $( $(#[doc = $fdoc:literal])* $field:ident : $ty:ty, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        pub struct $Name {
            $( $(#[doc = $fdoc])* pub $field: $ty, )*
        }

        impl $crate::document::FromTable for $Name {
            const DESCRIPTION: &'static str = concat!($($doc),*).trim_ascii();
            const FILE: Option<&'static str> = $crate::document::first(&[$( $file )?]);

            fn keys() -> Vec<$crate::document::Key> {
                vec![$(
                    $crate::document::Key {
                        name: $crate::document::key_name(stringify!($field)),
                        description: concat!($($fdoc),*).trim_ascii(),
                        required: <$ty as $crate::document::Value>::absent().is_none(),
                        shape: <$ty as $crate::document::Value>::shape(),
                    },
                )*]
            }

            fn from_table(
                reader: &mut $crate::document::DocumentReader<'_>,
                table: &toml::de::DeTable<'_>,
                whole: std::ops::Range<usize>,
            ) -> Option<Self> {
                reader.unknown_keys(table, &[$( $crate::document::key_name(stringify!($field)) ),*]);
                $( let $field = reader.key::<$ty>(table, $crate::document::key_name(stringify!($field)), &whole); )*
                Some(Self { $( $field: $field?, )* })
            }
        }
    };
}
pub(crate) use document;
