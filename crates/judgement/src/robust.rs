//! How much a decision maker hangs on one seed question, or on one expert.

use serde::Serialize;

use crate::classical::{ClassicalError, Model, Rule, Scores};
use crate::panel::{Panel, PanelError};

/// The decision maker without one seed question or one expert.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Without {
    /// The item or expert left out.
    pub id: String,
    /// The scores of the decision maker that is then made, or why there is none.
    pub scores: Result<Scores, ClassicalError>,
}

/// The decision maker by `rule` without each seed question in turn, in the order of the panel: counts, their number,
/// weights and decision maker anew; ranges of the other items stay.
///
/// # Errors
///
/// The panel itself is not sound.
pub fn without_each_seed(panel: &Panel, rule: Rule) -> Result<Vec<Without>, PanelError> {
    panel.check()?;
    Ok(panel
        .seeds()
        .map(|item| Without { id: panel.items[item].id.clone(), scores: scores(&panel.without_item(item), rule) })
        .collect())
}

/// The decision maker by `rule` without each expert in turn, in the order of the panel: ranges, counts, their number,
/// weights and decision maker anew.
///
/// # Errors
///
/// The panel itself is not sound.
pub fn without_each_expert(panel: &Panel, rule: Rule) -> Result<Vec<Without>, PanelError> {
    panel.check()?;
    let without = |expert: usize| Without {
        id: panel.experts[expert].id.clone(),
        scores: scores(&panel.without_expert(expert), rule),
    };
    Ok((0..panel.experts.len()).map(without).collect())
}

fn scores(panel: &Panel, rule: Rule) -> Result<Scores, ClassicalError> {
    Ok(Model::new(panel)?.decision_maker(rule)?.scores)
}
