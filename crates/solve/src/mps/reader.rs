//! Goes through the lines of a file, section by section.

use std::collections::HashMap;

use super::card::{self, Format};
use super::data::{ColumnData, RowData, Sort, Target};
use super::{Fault, Mps, MpsError};
use crate::problem::{ColumnId, Kind, LARGEST, Problem, ProblemError};

pub(super) fn read(text: &str, format: Format) -> Result<Mps, MpsError> {
    let mut reader = Reader::new(format);
    let mut section = Section::Start;
    let mut last = 0;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end();
        last = index + 1;
        let at = |fault| MpsError { line: index + 1, fault };
        if line.is_empty() || line.starts_with('*') {
            continue;
        }
        if line.starts_with(char::is_whitespace) {
            reader.line(section, line, index + 1).map_err(at)?;
        } else {
            section = reader.header(line).map_err(at)?;
            if section == Section::End {
                return reader.finish(index + 1);
            }
        }
    }
    Err(MpsError { line: last + 1, fault: Fault::NoEnd })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Start,
    Sense,
    Rows,
    Columns,
    Rhs,
    Ranges,
    Bounds,
    End,
}

#[derive(Debug)]
struct Reader {
    format: Format,
    name: String,
    maximise: bool,
    objective: Option<String>,
    constant: f64,
    targets: HashMap<String, Target>,
    rows: Vec<RowData>,
    column_ids: HashMap<String, usize>,
    columns: Vec<ColumnData>,
    whole: bool,
    // The sets that count: the first of each section.
    rhs_set: Option<String>,
    range_set: Option<String>,
    bound_set: Option<String>,
    left_out: Vec<String>,
}

impl Reader {
    fn new(format: Format) -> Self {
        Self {
            format,
            name: String::new(),
            maximise: false,
            objective: None,
            constant: 0.0,
            targets: HashMap::new(),
            rows: Vec::new(),
            column_ids: HashMap::new(),
            columns: Vec::new(),
            whole: false,
            rhs_set: None,
            range_set: None,
            bound_set: None,
            left_out: Vec::new(),
        }
    }

    fn header(&mut self, line: &str) -> Result<Section, Fault> {
        let (word, rest) = line.split_once(char::is_whitespace).map_or((line, ""), |(word, rest)| (word, rest.trim()));
        match word.to_ascii_uppercase().as_str() {
            "NAME" => {
                rest.clone_into(&mut self.name);
                Ok(Section::Start)
            }
            "OBJSENSE" if rest.is_empty() => Ok(Section::Sense),
            "OBJSENSE" => self.sense(rest).map(|()| Section::Start),
            "ROWS" => Ok(Section::Rows),
            "COLUMNS" => Ok(Section::Columns),
            "RHS" => Ok(Section::Rhs),
            "RANGES" => Ok(Section::Ranges),
            "BOUNDS" => Ok(Section::Bounds),
            "ENDATA" => Ok(Section::End),
            "OBJSENSEMAX" | "OBJNAME" | "QUADOBJ" | "QMATRIX" | "QSECTION" | "QCMATRIX" | "SOS" | "SOS1" | "SOS2"
            | "SETS" | "CSECTION" | "INDICATORS" | "LAZYCONS" | "USERCUTS" | "PWLOBJ" => {
                Err(Fault::Unsupported(word.to_owned()))
            }
            _ => Err(Fault::UnknownSection(word.to_owned())),
        }
    }

    fn sense(&mut self, word: &str) -> Result<(), Fault> {
        self.maximise = match word.to_ascii_uppercase().as_str() {
            "MIN" | "MINIMIZE" | "MINIMISE" => false,
            "MAX" | "MAXIMIZE" | "MAXIMISE" => true,
            _ => return Err(Fault::Sense(word.to_owned())),
        };
        Ok(())
    }

    fn line(&mut self, section: Section, line: &str, number: usize) -> Result<(), Fault> {
        match section {
            Section::Sense => self.sense(line.trim()),
            Section::Rows => self.row(line),
            Section::Columns => self.column(line, number),
            Section::Rhs => self.right_hand_side(line),
            Section::Ranges => self.range(line),
            Section::Bounds => self.bound(line, number),
            Section::Start | Section::End => Err(Fault::Stray),
        }
    }

    fn row(&mut self, line: &str) -> Result<(), Fault> {
        let (sort, name) = card::row(line, self.format)?;
        let sort = match sort.to_ascii_uppercase().as_str() {
            "N" => None,
            "L" => Some(Sort::Less),
            "G" => Some(Sort::Greater),
            "E" => Some(Sort::Equal),
            _ => return Err(Fault::RowType(sort.to_owned())),
        };
        let target = match sort {
            None if self.objective.is_none() => {
                self.objective = Some(name.to_owned());
                Target::Objective
            }
            None => Target::LeftOut,
            Some(_) => Target::Row(self.rows.len()),
        };
        if self.targets.insert(name.to_owned(), target).is_some() {
            return Err(Fault::Twice(name.to_owned()));
        }
        if let Some(sort) = sort {
            self.rows.push(RowData::new(name, sort));
        }
        Ok(())
    }

    fn target(&self, name: &str) -> Result<Target, Fault> {
        self.targets.get(name).copied().ok_or_else(|| Fault::UnknownRow(name.to_owned()))
    }

    fn column(&mut self, line: &str, number: usize) -> Result<(), Fault> {
        if let Some(begins) = card::marker(line) {
            self.whole = begins;
            return Ok(());
        }
        let card = card::pairs(line, self.format, true)?;
        let id = match self.columns.last() {
            Some(last) if last.name == card.head => self.columns.len() - 1,
            _ => {
                let id = self.columns.len();
                if self.column_ids.insert(card.head.to_owned(), id).is_some() {
                    return Err(Fault::Twice(card.head.to_owned()));
                }
                let kind = if self.whole { Kind::Integer } else { Kind::Continuous };
                self.columns.push(ColumnData::new(card.head, kind, number));
                id
            }
        };
        for (row, value) in card.pairs {
            let target = self.target(row)?;
            let coefficient = coefficient(value)?;
            match target {
                Target::LeftOut => {}
                Target::Objective => {
                    if self.columns[id].cost.replace(coefficient).is_some() {
                        return Err(Fault::Twice(row.to_owned()));
                    }
                }
                Target::Row(index) => {
                    let data = &mut self.rows[index];
                    if data.last.replace(id) == Some(id) {
                        return Err(Fault::Twice(row.to_owned()));
                    }
                    data.entries.push((ColumnId(id), coefficient));
                }
            }
        }
        Ok(())
    }

    fn right_hand_side(&mut self, line: &str) -> Result<(), Fault> {
        let card = card::pairs(line, self.format, false)?;
        let counts = counts(&mut self.rhs_set, card.head, &mut self.left_out);
        for (row, value) in card.pairs {
            let target = self.target(row)?;
            match target {
                Target::Objective if counts => self.constant = -coefficient(value)?,
                Target::Row(index) if counts => self.rows[index].sides.rhs = card::number(value)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn range(&mut self, line: &str) -> Result<(), Fault> {
        let card = card::pairs(line, self.format, false)?;
        let counts = counts(&mut self.range_set, card.head, &mut self.left_out);
        for (row, value) in card.pairs {
            let target = self.target(row)?;
            let value = card::number(value)?;
            if let Target::Row(index) = target
                && counts
            {
                self.rows[index].sides.range = Some(value);
            }
        }
        Ok(())
    }

    fn bound(&mut self, line: &str, number: usize) -> Result<(), Fault> {
        let card = card::bound(line, self.format, |name| self.column_ids.contains_key(name))?;
        let sort = card.sort.to_ascii_uppercase();
        let id = self.column_ids.get(card.column).copied();
        let id = id.ok_or_else(|| Fault::UnknownColumn(card.column.to_owned()))?;
        let needed = || {
            let expected = "a number after the column";
            card.value.ok_or(Fault::Shape { expected }).and_then(card::number)
        };
        let (lower, upper, kind) = match sort.as_str() {
            "UP" => (None, Some(needed()?), None),
            "LO" => (Some(needed()?), None, None),
            "FX" => (Some(needed()?), Some(needed()?), None),
            "LI" => (Some(needed()?), None, Some(Kind::Integer)),
            "UI" => (None, Some(needed()?), Some(Kind::Integer)),
            "BV" => (Some(0.0), Some(1.0), Some(Kind::Integer)),
            "FR" => (Some(f64::NEG_INFINITY), Some(f64::INFINITY), None),
            "MI" => (Some(f64::NEG_INFINITY), None, None),
            "PL" => (None, Some(f64::INFINITY), None),
            "SC" | "SI" => return Err(Fault::Unsupported(sort)),
            _ => return Err(Fault::BoundType(card.sort.to_owned())),
        };
        if !counts(&mut self.bound_set, card.set, &mut self.left_out) {
            return Ok(());
        }
        let column = &mut self.columns[id];
        column.line = number;
        column.bounded = true;
        column.lower = lower.or(column.lower);
        column.upper = upper.or(column.upper);
        column.kind = kind.unwrap_or(column.kind);
        Ok(())
    }

    fn finish(self, end: usize) -> Result<Mps, MpsError> {
        let at_end = |fault: ProblemError| MpsError { line: end, fault: fault.into() };
        let sign = if self.maximise { -1.0 } else { 1.0 };
        let mut problem = Problem::new();
        problem.name = self.name;
        problem.set_offset(sign * self.constant).map_err(at_end)?;
        for column in self.columns {
            let line = column.line;
            let (lower, upper) = column.bounds();
            let id = problem.add_column(column.name, sign * column.cost.unwrap_or(0.0), lower, upper);
            id.and_then(|id| problem.set_kind(id, column.kind))
                .map_err(|fault| MpsError { line, fault: fault.into() })?;
        }
        let sides = self.rows.iter().map(|row| row.sides).collect();
        for row in self.rows {
            let (lower, upper) = row.sides.bounds();
            problem.add_row(row.name, lower, upper, &row.entries).map_err(at_end)?;
        }
        let objective = self.objective.ok_or(MpsError { line: end, fault: Fault::NoObjective })?;
        let right_hand_side = self.rhs_set.unwrap_or_default();
        let (maximise, left_out) = (self.maximise, self.left_out);
        Ok(Mps { problem, objective, right_hand_side, sides, left_out, maximise })
    }
}

// Whether a set is the first one of its section. The others are noted once each.
fn counts(first: &mut Option<String>, set: &str, left_out: &mut Vec<String>) -> bool {
    let counts = first.get_or_insert_with(|| set.to_owned()) == set;
    if !counts && left_out.last().is_none_or(|last| last != set) && !left_out.iter().any(|name| name == set) {
        left_out.push(set.to_owned());
    }
    counts
}

fn coefficient(word: &str) -> Result<f64, Fault> {
    let value = card::number(word)?;
    if value.abs() <= LARGEST { Ok(value) } else { Err(Fault::TooLarge(word.to_owned())) }
}
