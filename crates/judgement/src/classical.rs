//! The classical model of structured expert judgement (Cooke 1991): experts are weighted by how well they answer seed
//! questions, and pooled into decision makers that are scored like an expert.
//!
//! | module | holds |
//! |---|---|
//! | [`calibration`] | statistical accuracy: the p-value of the bins in which realisations fell |
//! | [`information`] | how much narrower than the background the answers are |
//! | [`model`] | the experts of a panel, scored; a decision maker by any rule |
//! | [`decision`] | what a decision maker is |

pub mod calibration;
pub mod decision;
pub mod information;
pub mod model;

use serde::{Deserialize, Serialize};

use crate::panel::PanelError;

pub use decision::{Curve, DecisionMaker, Pooled};
pub use model::{Model, Scores};

/// How experts are weighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weighting {
    /// By calibration times the mean information on seed questions.
    Global,
    /// By calibration times the information on the item at hand.
    Item,
    /// All alike.
    Equal,
}

/// The calibration below which an expert gets no weight. Equal weights know no threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// This calibration, from 0 to 1; 0 keeps everybody.
    At(f64),
    /// The calibration of that expert for which the decision maker's calibration times information is largest, the
    /// lowest such one.
    Optimised,
}

/// A rule that makes one decision maker of a panel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// How experts are weighted.
    pub weighting: Weighting,
    /// Below which calibration they get no weight.
    pub threshold: Threshold,
}

impl Rule {
    /// Global weights of all experts.
    pub const GLOBAL: Rule = Rule { weighting: Weighting::Global, threshold: Threshold::At(0.0) };
    /// Global weights, optimised.
    pub const GLOBAL_OPTIMISED: Rule = Rule { weighting: Weighting::Global, threshold: Threshold::Optimised };
    /// Item weights of all experts.
    pub const ITEM: Rule = Rule { weighting: Weighting::Item, threshold: Threshold::At(0.0) };
    /// Item weights, optimised.
    pub const ITEM_OPTIMISED: Rule = Rule { weighting: Weighting::Item, threshold: Threshold::Optimised };
    /// Equal weights.
    pub const EQUAL: Rule = Rule { weighting: Weighting::Equal, threshold: Threshold::At(0.0) };
    /// The five rules above, in their order.
    pub const ALL: [Rule; 5] = [Rule::GLOBAL, Rule::GLOBAL_OPTIMISED, Rule::ITEM, Rule::ITEM_OPTIMISED, Rule::EQUAL];
}

/// Why there is no decision maker.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
pub enum ClassicalError {
    /// The panel is not sound.
    #[error(transparent)]
    Panel(#[from] PanelError),
    /// No expert has any weight on any item.
    #[error("no expert reaches the threshold `{threshold}` with any weight: lower it, or weight equally")]
    NoWeight {
        /// The calibration asked for.
        threshold: f64,
    },
}
