//! The stoch file: what is random.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::card::{self, Format, Line};
use super::fault::{Fault, SmpsError, Which};
use super::places::{Mode, Places};
use super::random::{Element, Outcome, Random, Scenario, rescale};
use super::{Change, Spot};

/// Reads the file. It is read as free format; if that fails because names hold blanks, as fixed format.
pub(super) fn read(text: &str, places: &Places<'_>, warnings: &mut Vec<String>) -> Result<Random, SmpsError> {
    let mut notes = Vec::new();
    let random = read_as(text, places, Format::Free, &mut notes).or_else(|free| {
        notes.clear();
        read_as(text, places, Format::Fixed, &mut notes).map_err(|_| free)
    })?;
    warnings.append(&mut notes);
    Ok(random)
}

fn read_as(text: &str, places: &Places<'_>, format: Format, warnings: &mut Vec<String>) -> Result<Random, SmpsError> {
    let mut reader = Reader::new(places);
    let end = card::lines(text, format, Which::Stoch, "STOCH", |line, number| match line {
        Line::Header(words) => reader.header(&words),
        Line::Data(words) => reader.line(&words, number),
    })?;
    reader.finish(end, warnings).map_err(|(line, fault)| SmpsError { file: Which::Stoch, line, fault })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Independent,
    Blocks,
    Scenarios,
}

#[derive(Debug)]
struct Reader<'a> {
    places: &'a Places<'a>,
    section: Option<Section>,
    mode: Mode,
    elements: Vec<Element>,
    // Which element changes a number.
    owners: BTreeMap<Spot, usize>,
    blocks: HashMap<String, usize>,
    scenarios: Vec<Scenario>,
    names: HashMap<String, usize>,
    first_scenario: usize,
    // The block or scenario that lines belong to, what it has listed, and where its changes stand.
    open: Option<usize>,
    listed: BTreeSet<Spot>,
    at: BTreeMap<Spot, usize>,
}

impl<'a> Reader<'a> {
    fn new(places: &'a Places<'a>) -> Self {
        Self {
            places,
            section: None,
            mode: Mode::Replace,
            elements: Vec::new(),
            owners: BTreeMap::new(),
            blocks: HashMap::new(),
            scenarios: Vec::new(),
            names: HashMap::new(),
            first_scenario: 0,
            open: None,
            listed: BTreeSet::new(),
            at: BTreeMap::new(),
        }
    }

    fn header(&mut self, words: &[&str]) -> Result<(), Fault> {
        let word = words.first().copied().unwrap_or_default();
        let section = match word.to_ascii_uppercase().as_str() {
            "INDEP" => Section::Independent,
            "BLOCKS" => Section::Blocks,
            "SCENARIOS" => Section::Scenarios,
            "NODES" | "DISTRIB" | "SIMPLE" | "ROBUST" | "PLINQUAD" | "CHANCE" | "ICC" => {
                return Err(Fault::Unsupported(card::shown(word)));
            }
            _ => return Err(Fault::UnknownSection(card::shown(word))),
        };
        let scenarios = section == Section::Scenarios;
        if self.section.is_some_and(|before| (before == Section::Scenarios) != scenarios) {
            return Err(Fault::Mixed(card::shown(word)));
        }
        self.mode = Mode::Replace;
        for word in words.iter().skip(1) {
            match word.to_ascii_uppercase().as_str() {
                "DISCRETE" => {}
                "REPLACE" => self.mode = Mode::Replace,
                "ADD" => self.mode = Mode::Add,
                "MULTIPLY" => self.mode = Mode::Multiply,
                "UNIFORM" | "NORMAL" | "GAMMA" | "BETA" | "LOGNORM" | "LOGNORMAL" | "EXPONENTIAL" | "MVNORMAL"
                | "SUB" | "LINTR" => return Err(Fault::Continuous(card::shown(word))),
                _ => return Err(Fault::UnknownWord(card::shown(word))),
            }
        }
        self.section = Some(section);
        self.open = None;
        Ok(())
    }

    fn line(&mut self, words: &[&str], number: usize) -> Result<(), Fault> {
        let stray = || Fault::Stray(card::shown(&words.join(" ")));
        match self.section.ok_or_else(stray)? {
            Section::Independent => self.independent(words, number),
            Section::Blocks => match words {
                ["BL", name, period, probability] => self.block(name, period, probability, number),
                ["BL", ..] => Err(card::shape(words, "BL, the name of a block, a period and a probability")),
                _ => {
                    let element = self.open.ok_or_else(|| card::shape(words, "a line that begins with BL"))?;
                    self.changes(words)?.into_iter().try_for_each(|change| self.in_block(element, change))
                }
            },
            Section::Scenarios => match words {
                ["SC", name, parent, probability, period] => self.scenario((name, parent), probability, period, number),
                ["SC", ..] => Err(card::shape(words, "SC, a scenario, its parent, a probability and a period")),
                _ => {
                    let scenario = self.open.ok_or_else(|| card::shape(words, "a line that begins with SC"))?;
                    for change in self.changes(words)? {
                        if !self.listed.insert(change.spot) {
                            return Err(Fault::Twice(self.places.label(change.spot)));
                        }
                        self.scenarios[scenario].changes.push(change);
                    }
                    Ok(())
                }
            },
        }
    }

    // A line of numbers: `column row value` once or twice, or `UP set column value`.
    fn changes(&self, words: &[&str]) -> Result<Vec<Change>, Fault> {
        let change = |spot: Spot, word: &str| Ok(Change { spot, value: self.places.value(spot, self.mode, word)? });
        match words {
            [sort, _, column, value] => {
                self.places.bounds(sort, column)?.into_iter().map(|spot| change(spot, value)).collect()
            }
            [column, row, value] => Ok(vec![change(self.places.spot(column, row)?, value)?]),
            [column, row, value, second, other] => Ok(vec![
                change(self.places.spot(column, row)?, value)?,
                change(self.places.spot(column, second)?, other)?,
            ]),
            _ => Err(card::shape(words, "a column, then rows with numbers")),
        }
    }

    fn independent(&mut self, words: &[&str], number: usize) -> Result<(), Fault> {
        let expected = "a column, a row, a number, a period (or none) and a probability";
        let is_bound = |sort: &str, column: &str| {
            matches!(sort.to_ascii_uppercase().as_str(), "UP" | "LO" | "FX" | "FR" | "MI" | "PL" | "BV" | "UI" | "LI")
                && self.places.column(column).is_some()
        };
        let (spots, value, period, probability) = match words {
            [sort, _, column, value, period, probability] => {
                (self.places.bounds(sort, column)?, value, Some(period), probability)
            }
            [sort, _, column, value, probability] if is_bound(sort, column) => {
                (self.places.bounds(sort, column)?, value, None, probability)
            }
            [column, row, value, period, probability] => {
                (vec![self.places.spot(column, row)?], value, Some(period), probability)
            }
            [column, row, value, probability] => (vec![self.places.spot(column, row)?], value, None, probability),
            _ => return Err(card::shape(words, expected)),
        };
        let probability = card::probability(probability)?;
        let mut changes = Vec::with_capacity(spots.len());
        for &spot in &spots {
            changes.push(Change { spot, value: self.places.value(spot, self.mode, value)? });
        }
        let Some(&first) = spots.first() else { return Err(card::shape(words, expected)) };
        let stage = period.map_or_else(|| Ok(self.places.stage_of(first)), |name| self.places.stage(name))?.max(1);
        let owner = self.owners.get(&first).copied();
        let label = self.places.label(first);
        let element = match owner {
            Some(element) => {
                self.same_period(element, stage)?;
                element
            }
            None => {
                self.elements.push(Element { label, line: number, stage, outcomes: Vec::new() });
                self.elements.len() - 1
            }
        };
        // All lines of an element change the same numbers, and no block does.
        let same = self.elements[element]
            .outcomes
            .first()
            .is_none_or(|outcome| outcome.changes.iter().map(|change| change.spot).eq(spots.iter().copied()));
        if !same || self.blocks.values().any(|block| *block == element) {
            return Err(Fault::Twice(self.places.label(first)));
        }
        for &spot in &spots {
            self.own(spot, element)?;
        }
        self.elements[element].outcomes.push(Outcome { probability, changes });
        Ok(())
    }

    fn own(&mut self, spot: Spot, element: usize) -> Result<(), Fault> {
        let owner = *self.owners.entry(spot).or_insert(element);
        if owner == element { Ok(()) } else { Err(Fault::Twice(self.places.label(spot))) }
    }

    fn same_period(&self, element: usize, stage: usize) -> Result<(), Fault> {
        let Element { label, stage: expected, .. } = &self.elements[element];
        if *expected == stage {
            return Ok(());
        }
        let name = |stage: usize| self.places.periods[stage].name.clone();
        Err(Fault::PeriodDiffers { what: label.clone(), found: name(stage), expected: name(*expected) })
    }

    fn block(&mut self, name: &str, period: &str, probability: &str, number: usize) -> Result<(), Fault> {
        let stage = self.places.stage(period)?.max(1);
        let probability = card::probability(probability)?;
        let element = match self.blocks.get(name) {
            Some(&element) => {
                self.same_period(element, stage)?;
                element
            }
            None => {
                let label = format!("the block `{}`", card::shown(name));
                self.elements.push(Element { label, line: number, stage, outcomes: Vec::new() });
                self.blocks.insert(name.to_owned(), self.elements.len() - 1);
                self.elements.len() - 1
            }
        };
        let outcomes = &mut self.elements[element].outcomes;
        let changes = outcomes.first().map_or_else(Vec::new, |first| first.changes.clone());
        self.listed.clear();
        self.at = changes.iter().enumerate().map(|(at, change)| (change.spot, at)).collect();
        outcomes.push(Outcome { probability, changes });
        self.open = Some(element);
        Ok(())
    }

    fn in_block(&mut self, element: usize, change: Change) -> Result<(), Fault> {
        self.own(change.spot, element)?;
        if !self.listed.insert(change.spot) {
            return Err(Fault::Twice(self.places.label(change.spot)));
        }
        if let Some(outcome) = self.elements[element].outcomes.last_mut() {
            match self.at.get(&change.spot) {
                Some(&at) => outcome.changes[at] = change,
                None => {
                    self.at.insert(change.spot, outcome.changes.len());
                    outcome.changes.push(change);
                }
            }
        }
        Ok(())
    }

    fn scenario(
        &mut self,
        (name, parent): (&str, &str),
        probability: &str,
        period: &str,
        number: usize,
    ) -> Result<(), Fault> {
        let stage = self.places.stage(period)?.max(1);
        let probability = card::probability(probability)?;
        let parent = parent.trim_matches('\'');
        let parent = match self.names.get(parent) {
            Some(&above) => Some(above),
            None if parent.eq_ignore_ascii_case("ROOT") => None,
            None => return Err(Fault::UnknownScenario(card::shown(parent))),
        };
        if self.scenarios.is_empty() {
            self.first_scenario = number;
        }
        if self.names.insert(name.to_owned(), self.scenarios.len()).is_some() {
            return Err(Fault::Twice(format!("the scenario `{}`", card::shown(name))));
        }
        self.listed.clear();
        self.open = Some(self.scenarios.len());
        self.scenarios.push(Scenario { name: name.to_owned(), parent, probability, stage, changes: Vec::new() });
        Ok(())
    }

    fn finish(self, end: usize, warnings: &mut Vec<String>) -> Result<Random, (usize, Fault)> {
        let (mut elements, mut scenarios) = (self.elements, self.scenarios);
        let mut rescaled = Vec::new();
        for Element { label, line, outcomes, .. } in &mut elements {
            let probabilities = outcomes.iter_mut().map(|outcome| &mut outcome.probability);
            if rescale(probabilities, || label.clone()).map_err(|fault| (*line, fault))? {
                rescaled.push(label.clone());
            }
        }
        let all = "the scenarios";
        if !scenarios.is_empty() {
            let probabilities = scenarios.iter_mut().map(|scenario| &mut scenario.probability);
            if rescale(probabilities, || all.to_owned()).map_err(|fault| (self.first_scenario, fault))? {
                rescaled.push(all.to_owned());
            }
        }
        if let Some((first, others)) = rescaled.split_first() {
            let and = if others.is_empty() { String::new() } else { format!(" and {} others", others.len()) };
            warnings.push(format!("the probabilities of {first}{and} did not sum to 1 and were rescaled"));
        }
        match (elements.is_empty(), scenarios.is_empty()) {
            (true, true) => Err((end, Fault::Nothing)),
            (false, _) => Ok(Random::Elements(elements)),
            (true, false) => Ok(Random::Scenarios(scenarios)),
        }
    }
}
