//! The file in which a chair writes down a panel: title, questions, members.
//!
//! ```toml
//! title = "Rainfall of next year"
//! closes_on = 2027-01-31            # the last day for answers, in UTC; may be left out
//!
//! [[question]]
//! id = "rain"
//! text = "How much rain falls in 2027 at the station?"
//! unit = "mm"
//! kind = "quantiles"                # or "probability"; left out: quantiles
//! levels = [0.05, 0.5, 0.95]        # left out: these
//! scale = "uniform"                 # or "log"; left out: uniform
//! lower = 0                         # bounds of what is possible; may be left out
//! upper = 5000
//! resolves_on = 2028-01-31
//! realisation = 412.5               # only for a question whose answer the chair knows: it weighs the members
//! target = "rain_station"           # the series and period it is about; both or neither
//! period = "2027"
//!
//! [[member]]
//! name = "A. Member"
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::panel::{Kind, NewPanel, NewQuestion, Part, Scale, Target};
use crate::period::Period;

/// The levels of a question that gives none.
pub const LEVELS: [f64; 3] = [0.05, 0.5, 0.95];
/// Syntax errors listed of one file: one broken quote makes many.
const MOST_SYNTAX_ERRORS: usize = 5;

/// A panel as its chair wrote it down.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionSet {
    /// What the panel is about.
    pub title: String,
    /// The last day (in UTC) on which it takes answers.
    pub closes_on: Option<Date>,
    /// Its questions, in their order.
    pub questions: Vec<NewQuestion>,
    /// The names of its members.
    pub members: Vec<String>,
    /// The whole text, kept as evidence.
    pub text: String,
}

/// A fault of a question set, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetFault {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// What is wrong, and how to mend it.
    pub message: String,
}

impl fmt::Display for SetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// A question set that cannot be read: every fault, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct SetError(pub Vec<SetFault>);

impl QuestionSet {
    /// Reads a question set.
    ///
    /// # Errors
    /// Every fault of the text, with line and column.
    pub fn parse(text: &str) -> Result<Self, SetError> {
        let mut reader = Reader { text, faults: Vec::new() };
        let set = match DeTable::parse_recoverable(text) {
            (root, errors) if errors.is_empty() => Some(reader.set(root.get_ref())),
            (_, errors) => {
                for error in errors.into_iter().take(MOST_SYNTAX_ERRORS) {
                    let what = error.message().lines().next().unwrap_or("a syntax error").to_owned();
                    reader.fault(&error.span().unwrap_or(0..0), what);
                }
                None
            }
        };
        match set {
            Some(set) if reader.faults.is_empty() => Ok(set),
            _ => {
                reader.faults.sort_by_key(|fault| (fault.line, fault.column));
                Err(SetError(reader.faults))
            }
        }
    }

    pub(crate) fn panel(&self) -> NewPanel {
        NewPanel { title: self.title.clone(), question_set: self.text.clone(), closes_on: self.closes_on }
    }
}

/// A table with the place where it stands.
struct Section<'a> {
    table: &'a DeTable<'a>,
    span: Range<usize>,
    what: &'static str,
}

struct Reader<'a> {
    text: &'a str,
    faults: Vec<SetFault>,
}

impl Reader<'_> {
    fn fault(&mut self, span: &Range<usize>, message: String) {
        let before = self.text.get(..span.start.min(self.text.len())).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        self.faults.push(SetFault {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            message,
        });
    }

    fn set(&mut self, root: &DeTable<'_>) -> QuestionSet {
        let whole = Section { table: root, span: 0..0, what: "the file" };
        self.known(&whole, &["title", "closes_on", "question", "member"]);
        let title = self.text_of(&whole, "title", true);
        let closes_on = self.day(&whole, "closes_on", false);
        let mut questions = Vec::new();
        for part in self.parts(&whole, "question") {
            questions.push(self.question(&part));
        }
        let mut names = BTreeSet::new();
        let mut members = Vec::new();
        for part in self.parts(&whole, "member") {
            self.known(&part, &["name"]);
            let name = self.text_of(&part, "name", true);
            if !name.is_empty() && !names.insert(name.clone()) {
                self.fault_at(&part, "name", format!("there are two members `{name}`: give another name"));
            }
            members.push(name);
        }
        let mut ids = BTreeSet::new();
        for (part, question) in self.parts(&whole, "question").iter().zip(&questions) {
            if !question.name.is_empty() && !ids.insert(question.name.as_str()) {
                self.fault_at(part, "id", format!("there are two questions `{}`: give another id", question.name));
            }
        }
        if questions.is_empty() && !root.contains_key("question") {
            self.fault(&(0..0), "there is no question: begin one with `[[question]]`".to_owned());
        }
        QuestionSet { title, closes_on, questions, members, text: self.text.to_owned() }
    }

    fn question(&mut self, part: &Section<'_>) -> NewQuestion {
        self.known(
            part,
            &[
                "id",
                "text",
                "unit",
                "kind",
                "levels",
                "scale",
                "lower",
                "upper",
                "resolves_on",
                "realisation",
                "target",
                "period",
            ],
        );
        let before = self.faults.len();
        let kind = self.choice(part, "kind", Kind::NAMES, Kind::named).unwrap_or(Kind::Quantiles);
        let levels = self.levels(part, kind);
        let question = NewQuestion {
            name: self.text_of(part, "id", true),
            text: self.text_of(part, "text", true),
            kind,
            unit: self.text_of(part, "unit", false),
            scale: self.choice(part, "scale", Scale::NAMES, Scale::named).unwrap_or(Scale::Uniform),
            levels,
            lower: self.number(part, "lower"),
            upper: self.number(part, "upper"),
            resolves_on: self.day(part, "resolves_on", true).unwrap_or_default(),
            realisation: self.number(part, "realisation"),
            target: self.target(part),
        };
        // Rules over several keys make sense only where each key could be read.
        if self.faults.len() == before
            && let Some((wrong, why)) = question.fault()
        {
            self.fault_at(part, key_of(wrong), why);
        }
        question
    }

    fn target(&mut self, part: &Section<'_>) -> Option<Target> {
        let series = self.text_of(part, "target", false);
        let period = self.text_of(part, "period", false);
        match (series.is_empty(), period.is_empty()) {
            (true, true) => None,
            (false, false) => match period.parse::<Period>() {
                Ok(period) => Some(Target { series, period }),
                Err(why) => {
                    self.fault_at(part, "period", why.to_string());
                    None
                }
            },
            (true, false) => {
                self.fault_at(part, "period", "a `period` needs its `target`: give both or neither".to_owned());
                None
            }
            (false, true) => {
                self.fault_at(part, "target", "a `target` needs its `period`: give both or neither".to_owned());
                None
            }
        }
    }

    fn levels(&mut self, part: &Section<'_>, kind: Kind) -> Vec<f64> {
        let Some(value) = part.table.get("levels") else {
            return if kind == Kind::Quantiles { LEVELS.to_vec() } else { Vec::new() };
        };
        let read = value.get_ref().as_array().map(|list| list.iter().map(|item| number(item.get_ref())).collect());
        match read {
            Some(Some(levels)) => levels,
            _ => {
                self.wrong(value, "levels", "a list of numbers, as `[0.05, 0.5, 0.95]`");
                Vec::new()
            }
        }
    }

    fn text_of(&mut self, part: &Section<'_>, key: &str, needed: bool) -> String {
        let Some(value) = part.table.get(key) else {
            if needed {
                self.fault(&part.span, format!("{} has no `{key}`: add `{key} = \"...\"`", part.what));
            }
            return String::new();
        };
        match value.get_ref().as_str() {
            Some(text) if needed && text.trim().is_empty() => {
                self.fault(&value.span(), format!("`{key}` is empty: write it out"));
                String::new()
            }
            Some(text) => text.trim().to_owned(),
            None => {
                self.wrong(value, key, "a text in quotes");
                String::new()
            }
        }
    }

    fn number(&mut self, part: &Section<'_>, key: &str) -> Option<f64> {
        let value = part.table.get(key)?;
        let read = number(value.get_ref()).filter(|number| number.is_finite());
        if read.is_none() {
            self.wrong(value, key, "a finite number, without quotes");
        }
        read
    }

    fn day(&mut self, part: &Section<'_>, key: &str, needed: bool) -> Option<Date> {
        let Some(value) = part.table.get(key) else {
            if needed {
                self.fault(&part.span, format!("{} has no `{key}`: add a day, as `{key} = 2027-01-31`", part.what));
            }
            return None;
        };
        let text = match value.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        // A day alone: a time of day would be dropped in silence.
        let day = (text.len() == 10).then(|| text.parse().ok()).flatten();
        if day.is_none() {
            self.wrong(value, key, "a day, as `2027-01-31`");
        }
        day
    }

    fn choice<T>(&mut self, part: &Section<'_>, key: &str, names: &str, named: fn(&str) -> Option<T>) -> Option<T> {
        let value = part.table.get(key)?;
        let read = value.get_ref().as_str().and_then(named);
        if read.is_none() {
            self.wrong(value, key, names);
        }
        read
    }

    /// The tables under a `[[key]]`.
    fn parts<'a>(&mut self, whole: &Section<'a>, key: &'static str) -> Vec<Section<'a>> {
        let Some(value) = whole.table.get(key) else { return Vec::new() };
        let tables = value.get_ref().as_array().map(|list| {
            let part = |item: &'a Spanned<DeValue<'a>>| {
                let what = if key == "question" { "this question" } else { "this member" };
                Some(Section { table: item.get_ref().as_table()?, span: item.span(), what })
            };
            list.iter().map(part).collect::<Option<Vec<_>>>()
        });
        match tables {
            Some(Some(tables)) => tables,
            _ => {
                self.wrong(value, key, &format!("tables, each begun with `[[{key}]]`"));
                Vec::new()
            }
        }
    }

    fn known(&mut self, part: &Section<'_>, keys: &[&str]) {
        for (key, _) in part.table {
            let name = key.get_ref();
            if !keys.contains(&name.as_ref()) {
                let known: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
                self.fault(&key.span(), format!("`{name}` is not known here: {} has {}", part.what, known.join(", ")));
            }
        }
    }

    /// A fault at a key of a table, or at the table where the key is not given.
    fn fault_at(&mut self, part: &Section<'_>, key: &str, message: String) {
        let span = part.table.get(key).map_or(part.span.clone(), Spanned::span);
        self.fault(&span, message);
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, key: &str, expected: &str) {
        let found = self.text.get(value.span()).unwrap_or_default();
        let shown: String = found.lines().next().unwrap_or_default().chars().take(40).collect();
        self.fault(&value.span(), format!("`{key}` is `{shown}`: give {expected}"));
    }
}

/// The key that a part of a question stands under.
fn key_of(part: Part) -> &'static str {
    match part {
        Part::Name => "id",
        Part::Text => "text",
        Part::Levels => "levels",
        Part::Scale => "scale",
        Part::Support => "lower",
        Part::Realisation => "realisation",
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    let digits = match value {
        DeValue::Integer(whole) if whole.radix() == 10 => whole.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    digits.parse().ok()
}
