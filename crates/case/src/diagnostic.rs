//! Faults as values: what is wrong, where, what was expected and how to mend it.

use std::fmt;

use serde::Serialize;

use crate::code::Code;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The folder cannot be used before this is mended.
    Error,
    /// The folder can be used; the author should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A place in a file of the case folder. Lines count as a text editor counts, columns in characters; both from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Default)]
pub struct Place {
    /// File inside the folder, with `/` between its parts.
    pub file: String,
    /// Line, if the fault has one.
    pub line: Option<u32>,
    /// Column in characters, if the fault has one.
    pub column: Option<u32>,
    /// Width of the faulty text in characters; 0 where nothing can be underlined.
    pub width: u32,
    /// The header name of the CSV column or the key of the TOML value.
    pub name: Option<String>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        if let Some(name) = &self.name {
            let is_table =
                !std::path::Path::new(&self.file).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
            write!(f, ", {} `{name}`", if is_table { "column" } else { "key" })?;
        }
        Ok(())
    }
}

/// Another place that belongs to the same fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub text: String,
}

/// One fault of a case folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code; `landlocked explain CODE` prints its page.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// The line of the file, shortened around the fault.
    pub excerpt: Option<Excerpt>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// How to mend it.
    pub mend: String,
    /// Other places of the same fault.
    pub related: Vec<Related>,
}

/// A piece of one line of a file, for showing a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// The text, without control characters.
    pub text: String,
    /// Where the faulty text begins in it, in characters from 0.
    pub offset: u32,
}

impl Diagnostic {
    /// A fault of `code` in `place`, with the code's own severity.
    pub fn new(
        code: Code,
        place: Place,
        found: impl Into<String>,
        expected: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: code.severity(),
            place,
            excerpt: None,
            found: found.into(),
            expected: expected.into(),
            mend: mend.into(),
            related: Vec::new(),
        }
    }

    /// Whether the folder can be used in spite of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A list of faults that cannot grow without bound: what is past the limit of a file is only counted.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Vec<Diagnostic>,
    /// Errors and warnings of each file, kept or not: many warnings must not hide an error.
    in_file: std::collections::BTreeMap<(String, Severity), u32>,
}

/// Errors, and warnings, kept for one file; a file with more is broken as a whole.
const KEPT_PER_FILE: u32 = 500;

impl Faults {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        let file = (diagnostic.place.file.clone(), diagnostic.severity);
        let count = self.in_file.entry(file).or_insert(0);
        *count = count.saturating_add(1);
        if *count <= KEPT_PER_FILE {
            self.list.push(diagnostic);
        }
    }

    /// Whether another error of a file would be kept; if not, it is counted here, so that nobody need word it.
    pub(crate) fn has_room(&mut self, file: &str) -> bool {
        match self.in_file.get_mut(&(file.to_owned(), Severity::Error)) {
            Some(count) if *count >= KEPT_PER_FILE => {
                *count = count.saturating_add(1);
                false
            }
            _ => true,
        }
    }

    pub(crate) fn any_error(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    /// The faults in order of file, line and column; a file with too many says how many were left out.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        for ((file, severity), count) in &self.in_file {
            if *count > KEPT_PER_FILE {
                let mut many = Diagnostic::new(
                    Code::TooManyFaults,
                    Place::file(file.clone()),
                    format!("{count} {severity}s, the first {KEPT_PER_FILE} are listed"),
                    "a file in the format that `landlocked schema` prints",
                    "mend the first faults and check again: one cause often makes many",
                );
                // Too many warnings are still only warnings.
                many.severity = *severity;
                self.list.push(many);
            }
        }
        self.list.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        self.list
    }
}
