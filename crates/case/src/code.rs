//! The codes of faults: stable, never reused, each with a page of its own.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::diagnostic::Severity;

macro_rules! codes {
    ($( $variant:ident = $id:literal, $name:literal, $severity:ident, $page:literal; )*) => {
        /// What kind of fault a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( #[doc = $page] $variant, )*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )*];

            /// The short id, for example `C014`.
            pub fn id(self) -> &'static str {
                match self { $( Self::$variant => $id, )* }
            }

            /// The name, for example `negative-value`.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// Whether the fault stops the folder from being used.
            pub fn severity(self) -> Severity {
                match self { $( Self::$variant => Severity::$severity, )* }
            }

            /// The page that `landlocked explain` prints.
            pub fn page(self) -> &'static str {
                match self { $( Self::$variant => $page, )* }
            }
        }
    };
}

codes! {
    FileMissing = "C001", "file-missing", Error, "A file that every case needs is not in the folder. `landlocked schema` lists the files; a table without rows is a file with its header line alone.";
    FileUnreadable = "C002", "file-unreadable", Error, "The file is there but cannot be read: it is a folder, a pipe or a device, its permissions forbid it, or a link leads in a circle.";
    FileTooLarge = "C003", "file-too-large", Error, "Case files are facts a person edits; none may be over 32 MiB, nor have over 200,000 rows; TOML documents at most 1 MiB. What is past the limit was not read. Larger records belong into a database, and their sums into the case.";
    NotUtf8 = "C004", "not-utf8", Error, "The file holds bytes that are not UTF-8 text. Spreadsheets offer \"CSV UTF-8\" when saving; other programs call it the encoding or character set.";
    MissingColumn = "C005", "missing-column", Error, "The header lacks a column of this table. Columns may stand in any order, but all must be there; a column without facts has empty cells.";
    UnknownColumn = "C006", "unknown-column", Error, "The header names a column that this table does not have. It may be misspelt, or belong to another file.";
    DuplicateColumn = "C007", "duplicate-column", Error, "The header names the same column twice, so a cell would have two values.";
    RowLength = "C008", "row-length", Error, "The row has more or fewer cells than the header. A comma inside a text needs double quotes around the whole cell.";
    CellTooLong = "C009", "cell-too-long", Error, "A cell is longer than 10,000 characters. Often a double quote was opened and never closed, and swallowed the rest of the file.";
    ValueRequired = "C010", "value-required", Error, "The cell is empty, and this column may not be. Where the fact is not known, leave the row out, or write `not_reported` or `not_applicable` in columns that allow them.";
    NotANumber = "C011", "not-a-number", Error, "The cell should hold a number: digits, a point before decimals, no thousands separators, no unit, no percent sign. NaN, infinities and spreadsheet errors are not numbers.";
    OutOfRange = "C012", "out-of-range", Error, "The number lies outside what can be: a latitude over 90 degrees, a share over 100 percent, a magnitude over 1e15.";
    NotADate = "C013", "not-a-date", Error, "The cell should hold an ISO 8601 date, and one that exists: `2023-03-20`; in columns that allow less precision also `2023-03` or `2023`; periods also `2022-Q1`, `2022-H1` and `2022-01/2022-08`.";
    NegativeValue = "C014", "negative-value", Error, "The quantity cannot be below zero here.";
    UnknownWord = "C015", "unknown-word", Error, "The column takes one of a few words; this is none of them.";
    BadId = "C016", "bad-id", Error, "Ids are lower case ASCII letters, digits and underscores, begin with a letter, and have at most 64 characters. They become part of addresses.";
    DuplicateId = "C017", "duplicate-id", Error, "Two rows say the same thing about the same thing: their key columns agree. Disagreeing sources may both stay where `source_id` is part of the key.";
    UnknownReference = "C018", "unknown-reference", Error, "The cell names an id that no row of the referenced files defines.";
    UnknownUnit = "C019", "unknown-unit", Error, "The unit is not one that `landlocked schema` lists. Units are atoms joined by `/`, such as `kt`, `MUSD`, `truck/day` or `USD/t`.";
    UnitMismatch = "C020", "unit-mismatch", Error, "The unit measures another kind of thing than the column, the series or the kind of row does: a quantity in USD, a price in tonnes, a contract in trucks a day.";
    PeriodReversed = "C021", "period-reversed", Error, "The period ends before it begins, or the higher value is below the lower one.";
    UnknownEconomy = "C022", "unknown-economy", Error, "Economies are ISO 3166-1 alpha-3 codes such as `CHE`; `WLD` is all partners together; groups are three letters that begin with X and are declared in case.toml.";
    ClosedWithValue = "C023", "closed-with-value", Error, "A closed crossing lets nothing pass: `value`, `value_high` and `unit` stay empty, and `status` says `closed`.";
    Cycle = "C024", "cycle", Error, "Rows refer to each other in a circle: a product is part of itself, a decision needs itself.";
    TomlSyntax = "C025", "toml-syntax", Error, "The file is not TOML that can be read.";
    UnknownKey = "C026", "unknown-key", Error, "The file has a key that this document does not know. It may be misspelt, or stand in another table.";
    MissingKey = "C027", "missing-key", Error, "The document needs this key.";
    KnownBeforeEnd = "C028", "known-before-end", Error, "The row says it was known before the period it measures was over. A figure of that kind is a forecast and belongs into judgements/.";
    WrongType = "C029", "wrong-type", Error, "The value has another type than this key takes.";
    HsCode = "C030", "hs-code", Error, "A code of the Harmonized System has 2, 4, 6, 8 or 10 digits, kept as text so that leading zeros stay.";
    LinkEndsDiffer = "C031", "link-ends-differ", Error, "Rows of one link from different sources must agree on its two ends and its layer; they may differ on lengths and dates.";
    FormatVersion = "C032", "format-version", Error, "The folder is written in a version of the case format that this program does not read.";
    TooManyFaults = "C034", "too-many-faults", Error, "The file has so many faults that only the first are listed.";
    NotSupportedEncoding = "C035", "utf-16", Error, "The file is UTF-16, as spreadsheets write \"Unicode text\". Save it as \"CSV UTF-8\".";
    EmptyTable = "C036", "empty-table", Error, "The table must have at least one row.";
    DuplicateKey = "C037", "duplicate-entry", Error, "Two entries of the document have the same id or number.";
    HeaderMissing = "C038", "header-missing", Error, "The file has no header line.";
    LayerWithoutTransfer = "C039", "layer-change-without-transfer", Error, "Two links of different gauge, or of different mode at a yard or junction, meet at a place, and no transfer joins them there: goods could not go on. A transfer is a row of links.csv with the layer `transfer`, its kind, and the layers it joins.";
    TransferIncomplete = "C040", "transfer-incomplete", Error, "A link of the layer `transfer` says how goods change layer (`transfer`) and from which to which (`from_layer`, `to_layer`). Other links leave these three cells empty.";
    CapacityWithoutPeriod = "C041", "capacity-without-period", Error, "What a gate or line lets pass is an amount in a time: `truck/day`, `Mt/year`. Without the time it cannot be compared with anything.";
    DecisionIncomplete = "C042", "decision-incomplete", Error, "A decision says how much can be decided on (`most`); a contract and a stock say of which good; a contract has no cost of its own, because what it costs is its price.";
    NeedsAndExcludes = "C043", "needs-and-excludes", Error, "A decision excludes itself, or one that it needs or that needs it: the two could never be taken.";
    TodayImpossible = "C044", "today-impossible", Error, "`today` says what today's policy sets, and other policies are compared with it. So it must be possible itself: at most `most`, for a project nothing or all of it, with what it needs and without what it excludes.";
    AssumptionRange = "C045", "assumption-range", Error, "A figure of assumptions.csv stands between the least and the most that can be defended. A row of the basis `assumed` must give both, so that a reader can see whether the answer hangs on the figure; a fact may leave them empty.";
    BuyerDiffers = "C046", "buyer-differs", Error, "Rows of one buyer must agree on its economy, its gateway and the way to it; they may differ on prices, carriage and amounts.";
    NotAGateway = "C047", "not-a-gateway", Error, "Goods on the way to a buyer enter a neighbour first, and the balance weighs the risk of one: both are economies that `gateways` in case.toml lists.";
    BadRecording = "C048", "bad-recording", Error, "The recording of a panel is told to readers of podcasts, who need it whole: the address of the file (`https://...`), its size in bytes, its media type (`audio/mpeg`) and how long it takes, as an ISO 8601 duration (`PT58M30S`) or in seconds. Where one of them is not known, leave out the whole table.";
    CurlyBraces = "C049", "curly-braces", Error, "The text holds a curly brace. Sentences of a dossier mark by curly braces where their numbers stand, so a number could move to where the text has one. Round or square brackets do the same for readers.";
    SeparatorMended = "S001", "separator-mended", Warning, "The file separates its cells by semicolons or tabs, as spreadsheets do in some countries. It was read so; save it with commas, because lists inside cells use semicolons.";
    SourcesDisagree = "S003", "sources-disagree", Warning, "Two sources give different values for the same thing. Both rows stay; one rule picks the value used (confidence, then closeness to the origin, then date of publication), and readers see the range.";
    EndAfterKnown = "S004", "end-after-known", Warning, "The row was known on a day before its own end. Where the end had not been announced, write two rows, so that an earlier view of the case does not learn it.";
    UnusedSource = "S005", "unused-source", Warning, "No row cites this source.";
    QuoteMended = "S006", "quotes-mended", Warning, "A cell begins with an apostrophe or stands in curly quotes, as spreadsheets write text. It was read without them.";
    MineWithoutLink = "S008", "mine-without-link", Warning, "No link begins or ends at this mine or field, so nothing can leave it: it stands on the map alone, and no route or flow is computed for it.";
    UnknownFile = "S007", "unknown-file", Warning, "The folder holds a file that no case reads.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id(), self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    /// Reads an id (`C014`) or a name (`negative-value`), in any case.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.id().eq_ignore_ascii_case(text) || code.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// A text that names no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no code of a fault")]
pub struct UnknownCode(pub String);

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_and_names_are_unique() {
        let ids: BTreeSet<_> = Code::ALL.iter().map(|c| c.id()).collect();
        let names: BTreeSet<_> = Code::ALL.iter().map(|c| c.name()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn a_code_is_read_back_from_id_and_name() {
        assert_eq!("c014".parse(), Ok(Code::NegativeValue));
        assert_eq!("negative-value".parse(), Ok(Code::NegativeValue));
        assert!("C999".parse::<Code>().is_err());
    }
}
