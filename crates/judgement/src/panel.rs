//! What a panel of experts said, as plain data: levels, items, experts, and for each expert and item the quantiles
//! given.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The scale on which an item is spread evenly when nothing is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// The number itself.
    Uniform,
    /// Its natural logarithm; answers and realisation are then above 0.
    Log,
}

impl Scale {
    /// A number on this scale.
    pub fn of(self, value: f64) -> f64 {
        match self {
            // Adding 0 turns -0 into 0, so that the two are sorted as one.
            Scale::Uniform => value + 0.0,
            Scale::Log => value.ln() + 0.0,
        }
    }

    /// The number, in its unit, that this scale maps to `value`.
    pub fn back(self, value: f64) -> f64 {
        match self {
            Scale::Uniform => value,
            Scale::Log => value.exp(),
        }
    }
}

/// A question of the panel: a seed question (or calibration question) when its answer is known, else a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its name; no two items share one.
    pub id: String,
    /// Its scale.
    pub scale: Scale,
    /// The true answer of a seed question, in the unit of the item.
    pub realisation: Option<f64>,
    /// The text of the question.
    pub question: Option<String>,
}

/// A member of the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expert {
    /// The name the results carry. No result rests on it.
    pub id: String,
}

/// A panel. [`Panel::check`] says whether it is sound; all analyses do so first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// The probabilities the quantiles belong to, strictly increasing, above 0 and below 1.
    pub levels: Vec<f64>,
    /// The items.
    pub items: Vec<Item>,
    /// The experts.
    pub experts: Vec<Expert>,
    /// For each expert and item the quantiles in the unit of the item, one for each level, strictly increasing; `None`
    /// where the expert gave no answer.
    pub answers: Vec<Vec<Option<Vec<f64>>>>,
}

/// Why a panel is not sound. Experts and items are named by their ids.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
pub enum PanelError {
    /// No levels, items or experts.
    #[error("the panel has no {what}: give at least one")]
    None {
        /// What is missing.
        what: &'static str,
    },
    /// A level that is not strictly between 0 and 1.
    #[error("the level `{level}` is not above 0 and below 1: give a probability, not a per cent")]
    Level {
        /// The level.
        level: f64,
    },
    /// Levels that do not increase.
    #[error("the level `{left}` is followed by `{right}`: give levels from the lowest up, each once")]
    LevelsNotIncreasing {
        /// The first of the two.
        left: f64,
        /// The one that follows.
        right: f64,
    },
    /// Two items of one name.
    #[error("two items are called `{item}`: give each its own name")]
    SameItem {
        /// The name.
        item: String,
    },
    /// Not one list of answers for each expert.
    #[error("{given} lists of answers for {experts} experts: give one for each")]
    Experts {
        /// Lists of answers.
        given: usize,
        /// Experts.
        experts: usize,
    },
    /// Not one answer, or none, for each item.
    #[error("expert `{expert}` has {given} answers for {items} items: give one for each, or none in its place")]
    Items {
        /// The expert.
        expert: String,
        /// Answers.
        given: usize,
        /// Items.
        items: usize,
    },
    /// Not one quantile for each level.
    #[error("expert `{expert}` gave {given} quantiles for `{item}`, which needs {levels}: give one for each level")]
    Quantiles {
        /// The expert.
        expert: String,
        /// The item.
        item: String,
        /// Quantiles.
        given: usize,
        /// Levels.
        levels: usize,
    },
    /// A number that is not finite.
    #[error("{whose} of `{item}` holds `{value}`: give finite numbers")]
    NotFinite {
        /// Whose number: an expert's answer, or the realisation.
        whose: String,
        /// The item.
        item: String,
        /// The number.
        value: f64,
    },
    /// Quantiles that do not increase, on the scale of the item.
    #[error("expert `{expert}` gave `{left}` and then `{right}` for `{item}`: quantiles must increase strictly")]
    NotIncreasing {
        /// The expert.
        expert: String,
        /// The item.
        item: String,
        /// The first of the two.
        left: f64,
        /// The one that follows.
        right: f64,
    },
    /// A number of 0 or less on a log scale.
    #[error("{whose} of `{item}` holds `{value}`, and its scale is a log scale: give numbers above 0")]
    NotPositive {
        /// Whose number: an expert's answer, or the realisation.
        whose: String,
        /// The item.
        item: String,
        /// The number.
        value: f64,
    },
    /// No item has a realisation.
    #[error("no item has a realisation: weights by performance need at least one seed question")]
    NoSeeds,
    /// All numbers of an item are so close, or so far apart, that there is no range around them.
    #[error("the answers to `{item}` leave no range to measure information in: look at its numbers")]
    NoRange {
        /// The item.
        item: String,
    },
}

impl Panel {
    /// A panel that is sound.
    ///
    /// # Errors
    ///
    /// The first thing [`Panel::check`] finds.
    pub fn new(
        levels: Vec<f64>,
        items: Vec<Item>,
        experts: Vec<Expert>,
        answers: Vec<Vec<Option<Vec<f64>>>>,
    ) -> Result<Panel, PanelError> {
        let panel = Panel { levels, items, experts, answers };
        panel.check()?;
        Ok(panel)
    }

    /// Whether the panel is sound.
    ///
    /// # Errors
    ///
    /// The first thing that is not; see [`PanelError`].
    pub fn check(&self) -> Result<(), PanelError> {
        self.check_levels()?;
        let mut names = BTreeSet::new();
        for item in &self.items {
            if !names.insert(&item.id) {
                return Err(PanelError::SameItem { item: item.id.clone() });
            }
            if let Some(value) = item.realisation {
                check_number(value, item, || "the realisation".to_owned())?;
            }
        }
        if self.answers.len() != self.experts.len() {
            return Err(PanelError::Experts { given: self.answers.len(), experts: self.experts.len() });
        }
        for (expert, answers) in self.experts.iter().zip(&self.answers) {
            if answers.len() != self.items.len() {
                let expert = expert.id.clone();
                return Err(PanelError::Items { expert, given: answers.len(), items: self.items.len() });
            }
            for (item, answer) in self.items.iter().zip(answers) {
                if let Some(quantiles) = answer {
                    self.check_answer(expert, item, quantiles)?;
                }
            }
        }
        Ok(())
    }

    fn check_levels(&self) -> Result<(), PanelError> {
        for (what, none) in
            [("levels", self.levels.is_empty()), ("items", self.items.is_empty()), ("experts", self.experts.is_empty())]
        {
            if none {
                return Err(PanelError::None { what });
            }
        }
        if let Some(level) = self.levels.iter().find(|l| !(**l > 0.0 && **l < 1.0)) {
            return Err(PanelError::Level { level: *level });
        }
        match self.levels.windows(2).find(|pair| pair[0] >= pair[1]) {
            Some(pair) => Err(PanelError::LevelsNotIncreasing { left: pair[0], right: pair[1] }),
            None => Ok(()),
        }
    }

    fn check_answer(&self, expert: &Expert, item: &Item, quantiles: &[f64]) -> Result<(), PanelError> {
        if quantiles.len() != self.levels.len() {
            return Err(PanelError::Quantiles {
                expert: expert.id.clone(),
                item: item.id.clone(),
                given: quantiles.len(),
                levels: self.levels.len(),
            });
        }
        for value in quantiles {
            check_number(*value, item, || format!("the answer of `{}`", expert.id))?;
        }
        match quantiles.windows(2).find(|pair| item.scale.of(pair[0]) >= item.scale.of(pair[1])) {
            Some(pair) => Err(PanelError::NotIncreasing {
                expert: expert.id.clone(),
                item: item.id.clone(),
                left: pair[0],
                right: pair[1],
            }),
            None => Ok(()),
        }
    }

    /// The places of the seed questions among the items, in order.
    pub fn seeds(&self) -> impl Iterator<Item = usize> {
        self.items.iter().enumerate().filter(|(_, item)| item.realisation.is_some()).map(|(place, _)| place)
    }

    /// The places of the targets among the items, in order.
    pub fn targets(&self) -> impl Iterator<Item = usize> {
        self.items.iter().enumerate().filter(|(_, item)| item.realisation.is_none()).map(|(place, _)| place)
    }

    /// The panel without one item, by its place; the same panel when there is none.
    #[must_use]
    pub fn without_item(&self, item: usize) -> Panel {
        let mut panel = self.clone();
        if item < panel.items.len() {
            panel.items.remove(item);
            for answers in panel.answers.iter_mut().filter(|answers| item < answers.len()) {
                answers.remove(item);
            }
        }
        panel
    }

    /// The panel without one expert, by its place; the same panel when there is none.
    #[must_use]
    pub fn without_expert(&self, expert: usize) -> Panel {
        let mut panel = self.clone();
        if expert < panel.experts.len() && expert < panel.answers.len() {
            panel.experts.remove(expert);
            panel.answers.remove(expert);
        }
        panel
    }

    /// The panel as if the true answer of one item, by its place, were not known.
    #[must_use]
    pub fn with_hidden(&self, item: usize) -> Panel {
        let mut panel = self.clone();
        if let Some(item) = panel.items.get_mut(item) {
            item.realisation = None;
        }
        panel
    }
}

fn check_number(value: f64, item: &Item, whose: impl Fn() -> String) -> Result<(), PanelError> {
    if !value.is_finite() {
        return Err(PanelError::NotFinite { whose: whose(), item: item.id.clone(), value });
    }
    if item.scale == Scale::Log && value <= 0.0 {
        return Err(PanelError::NotPositive { whose: whose(), item: item.id.clone(), value });
    }
    Ok(())
}
