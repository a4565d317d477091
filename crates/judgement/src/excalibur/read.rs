//! Both files to a panel.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{Line, ended, lines};
use super::{File, ReadError};
use crate::panel::{Expert, Item, Panel, Scale};

/// Columns of a `.dtt`, from 0, the end not included.
const EXPERT: (usize, usize) = (0, 5);
const EXPERT_ID: (usize, usize) = (6, 14);
const ITEM: (usize, usize) = (15, 19);
const ITEM_ID: (usize, usize) = (20, 34);
const SCALE: (usize, usize) = (34, 38);
const VALUES: usize = 38;
/// Width of a quantile's field.
pub(super) const WIDTH: usize = 15;

/// Columns of a `.rls`.
const RLS_ITEM: (usize, usize) = (0, 5);
const RLS_ID: (usize, usize) = (6, 20);
const RLS_VALUE: (usize, usize) = (21, 35);
const RLS_SCALE: (usize, usize) = (35, 39);
const RLS_QUESTION: usize = 39;

/// Whether a value stands for a missing one.
pub(super) fn stands_for_missing(value: f64) -> bool {
    (-1000.0..=-990.0).contains(&value)
}

/// The panel in the contents of a `.dtt` and a `.rls`. Lines may end in either way, blank lines are skipped, bytes that
/// are not ASCII are let stand in names and questions. Items are joined by id, in the order of the `.dtt`; of two
/// questions for an item that of the `.rls` is taken.
///
/// # Errors
///
/// The first place where something cannot be read, quantiles do not increase, a log scale has a value of 0 or less, or
/// files, experts or items do not match; see [`ReadError`].
pub fn read(dtt: impl AsRef<[u8]>, rls: impl AsRef<[u8]>) -> Result<Panel, ReadError> {
    let mut answers = Answers::read(&lines(File::Dtt, dtt.as_ref()))?;
    answers.join(&lines(File::Rls, rls.as_ref()))?;
    let (experts, answers_of): (Vec<Expert>, Vec<_>) =
        answers.experts.into_iter().map(|e| (Expert { id: e.id }, e.answers.into_values().collect())).unzip();
    Ok(Panel::new(answers.levels, answers.items, experts, answers_of)?)
}

/// An expert of a `.dtt`.
struct Answerer {
    number: u32,
    id: String,
    /// By the place of the item.
    answers: BTreeMap<usize, Option<Vec<f64>>>,
    last_line: usize,
}

/// A `.dtt`.
struct Answers {
    levels: Vec<f64>,
    items: Vec<Item>,
    /// The place of each item, and the first line it stands in.
    places: BTreeMap<String, (usize, usize)>,
    experts: Vec<Answerer>,
}

impl Answers {
    fn read(lines: &[Line]) -> Result<Answers, ReadError> {
        let (head, rows) = lines.split_first().ok_or_else(|| ended(File::Dtt, "a first line with `QU=` and levels"))?;
        let levels = levels(head)?;
        let mut answers = Answers { levels, items: Vec::new(), places: BTreeMap::new(), experts: Vec::new() };
        let mut of_number: BTreeMap<u32, usize> = BTreeMap::new();
        for line in rows {
            answers.row(line, &mut of_number)?;
        }
        if answers.experts.is_empty() {
            return Err(head.error(0, "no line after this one", "a line for each expert and item"));
        }
        answers.same_items(rows)?;
        Ok(answers)
    }

    fn row(&mut self, line: &Line, of_number: &mut BTreeMap<u32, usize>) -> Result<(), ReadError> {
        let number = line.cut(EXPERT.0, EXPERT.1).count("the number of an expert")?;
        let id_field = line.cut(EXPERT_ID.0, EXPERT_ID.1);
        // Some panels leave their experts nameless: the number is then the name.
        let id = if id_field.text.is_empty() { number.to_string() } else { id_field.name("the id of an expert")? };
        let place = *of_number.entry(number).or_insert_with(|| {
            let answers = BTreeMap::new();
            self.experts.push(Answerer { number, id: id.clone(), answers, last_line: line.number() });
            self.experts.len() - 1
        });
        if self.experts[place].id != id {
            return Err(id_field.error(format!("`{}`, the id of expert {number} above", self.experts[place].id)));
        }
        let item = self.item(line)?;
        let answer = quantiles(line, &self.items[item], self.levels.len())?;
        let expert = &mut self.experts[place];
        expert.last_line = line.number();
        if expert.answers.insert(item, answer).is_some() {
            let expected = format!("each item once for expert {number}");
            return Err(line.cut(ITEM_ID.0, ITEM_ID.1).error(expected));
        }
        Ok(())
    }

    /// The place of the item of a row, which may be a new one.
    fn item(&mut self, line: &Line) -> Result<usize, ReadError> {
        line.cut(ITEM.0, ITEM.1).count("the number of an item")?;
        let id = line.cut(ITEM_ID.0, ITEM_ID.1).name("the id of an item")?;
        let scale = scale(line, SCALE)?;
        let text = line.rest(VALUES + WIDTH * self.levels.len()).text;
        let question = (!text.is_empty()).then_some(text);
        let Some((place, first)) = self.places.get(&id).copied() else {
            let place = self.items.len();
            self.places.insert(id.clone(), (place, line.number()));
            self.items.push(Item { id, scale, realisation: None, question });
            return Ok(place);
        };
        let item = &mut self.items[place];
        if item.scale != scale {
            let expected = format!("`{}`, the scale of `{id}` in line {first}", name_of(item.scale));
            return Err(line.cut(SCALE.0, SCALE.1).error(expected));
        }
        item.question = item.question.take().or(question);
        Ok(place)
    }

    /// Every expert has a line for every item.
    fn same_items(&self, rows: &[Line]) -> Result<(), ReadError> {
        for expert in &self.experts {
            let Some(missing) = (0..self.items.len()).find(|item| !expert.answers.contains_key(item)) else { continue };
            let found = format!("{} items of expert {}", expert.answers.len(), expert.number);
            let expected =
                format!("{}, as all have together: `{}` is missing", self.items.len(), self.items[missing].id);
            if let Some(line) = rows.iter().find(|line| line.number() == expert.last_line) {
                return Err(line.error(0, found, expected));
            }
        }
        Ok(())
    }

    /// Takes realisations and questions from a `.rls`.
    fn join(&mut self, rows: &[Line]) -> Result<(), ReadError> {
        let mut seen = BTreeSet::new();
        for line in rows {
            line.cut(RLS_ITEM.0, RLS_ITEM.1).count("the number of an item")?;
            let field = line.cut(RLS_ID.0, RLS_ID.1);
            let id = field.name("the id of an item")?;
            let Some((place, first)) = self.places.get(&id).copied() else {
                return Err(field.error("the id of an item of the .dtt"));
            };
            if !seen.insert(place) {
                return Err(field.error("each item once"));
            }
            let value = line.cut(RLS_VALUE.0, RLS_VALUE.1);
            let item = &mut self.items[place];
            item.realisation = value.value("a realisation")?;
            let scale_field = line.cut(RLS_SCALE.0, RLS_SCALE.1);
            if !scale_field.text.is_empty() && scale(line, RLS_SCALE)? != item.scale {
                let expected = format!("`{}`, the scale of `{id}` in line {first} of the .dtt", name_of(item.scale));
                return Err(scale_field.error(expected));
            }
            if item.scale == Scale::Log && item.realisation.is_some_and(|r| r <= 0.0) {
                return Err(value.error("a number above 0, since the scale is `LOG`"));
            }
            let question = line.rest(RLS_QUESTION).text;
            if !question.is_empty() {
                item.question = Some(question);
            }
        }
        let Some((id, _)) = self.places.iter().find(|(_, (place, _))| !seen.contains(place)) else { return Ok(()) };
        let expected = format!("a line for each item of the .dtt: `{id}` is missing");
        match rows.last() {
            Some(line) => Err(line.error(0, "the last line", expected)),
            None => Err(ended(File::Rls, &expected)),
        }
    }
}

/// The levels of the first line, as probabilities.
fn levels(head: &Line) -> Result<Vec<f64>, ReadError> {
    let text = head.text();
    let after = |mark: &str| {
        let at = text.to_ascii_uppercase().find(mark)?;
        let rest = text.get(at + mark.len()..)?;
        Some((text.get(..at)?.chars().count() + mark.len(), rest.to_owned()))
    };
    let Some((column, list)) = after("QU=") else {
        return Err(head.error(
            0,
            format!("`{}`", head.rest(0).text.escape_debug()),
            "`QU=` and the levels in per cent",
        ));
    };
    let mut levels: Vec<f64> = Vec::new();
    let mut at = column;
    for word in list.split(char::is_whitespace) {
        match word.parse::<f64>() {
            _ if word.is_empty() => {}
            Ok(level) if level > 0.0 && level < 100.0 && levels.last().is_none_or(|last| level / 100.0 > *last) => {
                levels.push(level / 100.0);
            }
            _ => {
                let expected = "levels in per cent, above 0 and below 100, from the lowest up";
                return Err(head.error(at, format!("`{}`", word.escape_debug()), expected));
            }
        }
        at += word.chars().count() + 1;
    }
    let said = after("NQ=").and_then(|(_, rest)| rest.split_whitespace().next()?.parse::<usize>().ok());
    if levels.is_empty() || said.is_some_and(|said| said != levels.len()) {
        let wanted = said.map_or_else(|| "at least one level".to_owned(), |said| format!("{said}, as `NQ=` says"));
        return Err(head.error(column, format!("{} levels", levels.len()), wanted));
    }
    Ok(levels)
}

/// The answer of a row; all quantiles, or none.
fn quantiles(line: &Line, item: &Item, levels: usize) -> Result<Option<Vec<f64>>, ReadError> {
    let mut values: Vec<f64> = Vec::with_capacity(levels);
    let mut missing = 0;
    for k in 0..levels {
        let field = line.cut(VALUES + WIDTH * k, VALUES + WIDTH * (k + 1));
        let Some(value) = field.value("a quantile")? else {
            missing += 1;
            continue;
        };
        if missing > 0 {
            return Err(
                field.error("a missing value, since one before it is missing: an answer has all quantiles or none")
            );
        }
        if item.scale == Scale::Log && value <= 0.0 {
            return Err(field.error("a number above 0, since the scale is `LOG`"));
        }
        if let Some(last) = values.last().filter(|last| item.scale.of(**last) >= item.scale.of(value)) {
            return Err(field.error(format!("a number above `{last}`, the quantile before it")));
        }
        values.push(value);
    }
    match (values.len(), missing) {
        (_, 0) => Ok(Some(values)),
        (0, _) => Ok(None),
        (given, _) => {
            let field = line.cut(VALUES + WIDTH * given, VALUES + WIDTH * (given + 1));
            Err(field.error("a number, since the quantiles before it are given: an answer has all quantiles or none"))
        }
    }
}

fn scale(line: &Line, columns: (usize, usize)) -> Result<Scale, ReadError> {
    let field = line.cut(columns.0, columns.1);
    match field.text.to_ascii_uppercase().as_str() {
        "UNI" => Ok(Scale::Uniform),
        "LOG" => Ok(Scale::Log),
        _ => Err(field.error(format!("`UNI` or `LOG` in columns {} to {}", columns.0 + 2, columns.1))),
    }
}

/// The name of a scale in these files.
pub(super) fn name_of(scale: Scale) -> &'static str {
    match scale {
        Scale::Uniform => "UNI",
        Scale::Log => "LOG",
    }
}
