//! What a cell of a table, or a value of a document, may hold: one trait that reads it and describes it.

use serde::Serialize;

use crate::code::Code;

/// The schema of a cell. The loader reads by it, `landlocked schema` prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Kind {
    /// Name of the type, for example `date`.
    pub name: &'static str,
    /// What may stand there, for people.
    pub description: &'static str,
    /// The Frictionless Table Schema type closest to it.
    pub json_type: &'static str,
    /// Whether an empty cell is a fault.
    pub required: bool,
    /// The words it takes, each with its meaning; empty when it is not a choice.
    pub words: Vec<(&'static str, &'static str)>,
    /// A regular expression that every value matches, where there is one.
    pub pattern: Option<&'static str>,
    /// Least and greatest number, where there is a limit.
    pub range: (Option<f64>, Option<f64>),
    /// The tables whose ids it may name.
    pub refers: &'static [&'static str],
    /// Whether it holds several values joined by semicolons.
    pub list: bool,
}

/// Why a text is no value of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The code of the fault.
    pub code: Code,
    /// What was expected.
    pub expected: String,
    /// How to mend it.
    pub mend: String,
}

impl CellFault {
    pub(crate) fn new(code: Code, expected: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { code, expected: expected.into(), mend: mend.into() }
    }
}

/// A type that a cell can hold.
pub trait Cell: Sized {
    /// Its schema.
    fn kind() -> Kind;

    /// Reads a text that is trimmed and not empty.
    ///
    /// # Errors
    /// When the text is no value of the type: the code, what was expected and how to mend it.
    fn parse(text: &str) -> Result<Self, CellFault>;

    /// What an empty cell means; `None` when the cell must be filled.
    fn absent() -> Option<Self> {
        None
    }

    /// Hands over every id that the value names.
    fn refer<'a>(&'a self, _seen: &mut dyn FnMut(Reference<'a>)) {}
}

/// An id of another table that a cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The id.
    pub id: &'a str,
    /// The tables that may define it.
    pub tables: &'static [&'static str],
}

impl<T: Cell> Cell for Option<T> {
    fn kind() -> Kind {
        Kind { required: false, ..T::kind() }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        T::parse(text).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn refer<'a>(&'a self, seen: &mut dyn FnMut(Reference<'a>)) {
        if let Some(value) = self {
            value.refer(seen);
        }
    }
}

/// Several values joined by semicolons; an empty cell is an empty list.
impl<T: Cell> Cell for Vec<T> {
    fn kind() -> Kind {
        Kind { required: false, list: true, pattern: None, json_type: "string", ..T::kind() }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(T::parse).collect()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn refer<'a>(&'a self, seen: &mut dyn FnMut(Reference<'a>)) {
        for value in self {
            value.refer(seen);
        }
    }
}

impl Cell for String {
    fn kind() -> Kind {
        Kind { name: "text", description: "text", json_type: "string", required: true, ..Kind::default() }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        // Line ends may stand in a quoted cell, in the way of any system.
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r')) {
            return Err(CellFault::new(
                Code::NotUtf8,
                "text without control characters",
                "delete the invisible characters of this cell",
            ));
        }
        // Sentences say by braces where their numbers stand, and names of the case stand in sentences.
        if text.contains(['{', '}']) {
            return Err(CellFault::new(
                Code::CurlyBraces,
                "text without curly braces",
                "write round or square brackets instead",
            ));
        }
        Ok(text.to_owned())
    }
}

impl Cell for u32 {
    fn kind() -> Kind {
        Kind {
            name: "whole number",
            description: "a whole number, 0 or more",
            json_type: "integer",
            required: true,
            range: (Some(0.0), Some(f64::from(Self::MAX))),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        text.parse().map_err(|_| CellFault::new(Code::NotANumber, "a whole number, 0 or more", "write digits alone"))
    }
}

/// Declares a choice of words as an enum that reads, prints and describes itself.
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        pub enum $Name:ident {
            $( $(#[doc = $vdoc:literal])* $Variant:ident = $word:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub enum $Name {
            $( $(#[doc = $vdoc])* #[serde(rename = $word)] $Variant, )*
        }

        impl $Name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$( Self::$Variant, )*];

            /// The word as it stands in case files.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$Variant => $word, )* }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::cell::Cell for $Name {
            fn kind() -> $crate::cell::Kind {
                $crate::cell::Kind {
                    name: "word",
                    description: "one of the words listed",
                    json_type: "string",
                    required: true,
                    words: vec![$( ($word, concat!($($vdoc),*).trim_ascii()), )*],
                    ..$crate::cell::Kind::default()
                }
            }

            fn parse(text: &str) -> Result<Self, $crate::cell::CellFault> {
                match text {
                    $( $word => Ok(Self::$Variant), )*
                    _ => Err($crate::cell::unknown_word(text, &[$( $word, )*])),
                }
            }
        }
    };
}
pub(crate) use words;

/// The fault of a word that is none of those allowed, with the nearest one.
pub(crate) fn unknown_word(text: &str, words: &[&str]) -> CellFault {
    CellFault::new(
        Code::UnknownWord,
        format!("one of {}", quote_all(words.iter().copied())),
        did_you_mean(text, words.iter().copied())
            .map_or_else(|| "write one of these words".to_owned(), |near| format!("did you mean `{near}`?")),
    )
}

/// The known word nearest to a text, if one is near.
pub fn did_you_mean<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Comparing long texts would cost time and mend nothing.
    if text.len() > 80 {
        return None;
    }
    let lower = text.to_lowercase();
    known
        .into_iter()
        // A folder may define very many ids.
        .take(5_000)
        .map(|word| (strsim::jaro_winkler(&lower, &word.to_lowercase()), word))
        .filter(|(likeness, _)| *likeness > 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

/// Words in backticks, joined by commas.
pub(crate) fn quote_all<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
