//! The study of a case: the frontier between income and risk, what moves it, and where today's policy stands.
//!
//! A [`Study`] is plain data: it is computed once ([`run`]), kept as JSON, and rendered by faces that compute nothing. Money
//! is in million USD over the horizon, discounted; mass in kt a year; shares are parts of 1; an income is a loss with its
//! sign turned.

mod beside;
mod dependence;
mod frontier;
mod keep;
mod project;
mod tornado;
mod value;

use serde::{Deserialize, Serialize};

use crate::country::{Buyer, Decided, Figure, LeftOut, Periods, Wanted};
use crate::lshaped::Bracket;

pub use dependence::LIMITED_FUTURES;
pub use keep::{Kept, KeptError};
pub use run::{Desk, Doing, Parts, Ran, key, run};

mod run;

/// What was found out about a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Study {
    /// Fingerprint of the programme: data, futures and method. Another one means that the study is of other data.
    pub fingerprint: String,
    /// Day of the view.
    pub as_of: String,
    /// Code of the neighbour whose risk is weighed.
    pub neighbour: String,
    /// What was asked.
    pub wanted: Wanted,
    /// Where the tail begins: 0.95 is the worst 5 %.
    pub alpha: f64,
    /// Fresh futures in which plans were tried out.
    pub fresh: usize,
    /// The periods.
    pub periods: Periods,
    /// What is decided now, in the order in which plans count.
    pub decisions: Vec<Decided>,
    /// Who buys.
    pub buyers: Vec<Buyer>,
    /// Names of the goods.
    pub goods: Vec<String>,
    /// Ways over the border, by id and name, in the order in which points count them.
    pub gates: Vec<(String, String)>,
    /// Figures of the case that no record gives, as used.
    pub figures: Vec<Figure>,
    /// What the draws rest on.
    pub parameters: Vec<Parameter>,
    /// Decisions and buyers without a place in the programme.
    pub left_out: Vec<LeftOut>,
    /// Gates that carry nothing because nobody counted them.
    pub uncounted: Vec<String>,
    /// The frontier: from the greatest mean income to the greatest income in the worst futures.
    pub frontier: Vec<Point>,
    /// What changes from each point to the next.
    pub steps: Vec<Step>,
    /// Today's policy.
    pub today: Today,
    /// Points with a limit on the share that depends on the neighbour.
    pub limited: Vec<Limited>,
    /// What each project and expansion is worth.
    pub projects: Vec<Worth>,
    /// What two of them are worth together.
    pub pairs: Vec<Pair>,
    /// What each assumption does to the answer.
    pub tornado: Vec<Bar>,
    /// What planning for many futures is worth, and what knowing the future would be.
    pub value: Value,
    /// Parts that could not be computed, and why.
    pub failed: Vec<(String, String)>,
}

/// A number with what fresh futures say of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// In the futures that the plan was made for.
    pub value: f64,
    /// In fresh futures; where none were drawn the same as in its own. This is what is told of a plan: in the futures that
    /// it was made for it may look better or worse than it is.
    pub fresh: f64,
    /// Ends of the 90 % band of the fresh one.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A plan and what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Weight of the worst futures.
    pub lambda: f64,
    /// The bracket of the objective, in million USD of loss: no plan loses less than `lower`, and an income is a loss below
    /// zero.
    pub bracket: Option<Bracket>,
    /// The plan, in the order of decisions, as columns count.
    pub plan: Vec<f64>,
    /// Mean income.
    pub income: Measure,
    /// Mean income in the worst futures.
    pub worst: Measure,
    /// Part of the value sold that goes by the neighbour, on average.
    pub share: Measure,
    /// The same of the value of contracts; `None` without contracts.
    pub contracts: Option<f64>,
    /// kt a year to each buyer, on average.
    pub sold: Vec<f64>,
    /// kt a year by each way over the border, on average.
    pub passed: Vec<f64>,
    /// Rounds of the method.
    pub rounds: usize,
}

/// Something that differs between two points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Id of the decision, buyer or way.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Before, in `unit`.
    pub from: f64,
    /// After.
    pub to: f64,
    /// Unit.
    pub unit: String,
}

/// From one point of the frontier to the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Decisions that move by more than 1 % of what is possible.
    pub decisions: Vec<Change>,
    /// Ways over the border whose tonnes change, kt a year.
    pub ways: Vec<Change>,
}

/// Where today's policy stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Today {
    /// What it comes to.
    pub point: Point,
    /// The point of the frontier nearest to it by the weight at which it does best.
    pub nearest: usize,
    /// What would have to change to get there.
    pub changes: Vec<Change>,
}

/// A point with a limit on the share that goes by the neighbour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Limited {
    /// The limit on the average share.
    pub limit: f64,
    /// The point.
    pub point: Point,
    /// What the limit costs of the objective, beside the best plan without it in the same futures, at most
    /// [`LIMITED_FUTURES`].
    pub premium: f64,
    /// What a percentage point less costs, by the dual of the limit.
    pub a_point: f64,
    /// The same by solving again with the limit a tenth of a point lower and higher; `None` where that was not done.
    pub again: Option<(f64, f64)>,
    /// Part of the value by which the limit is broken, because nothing can keep it.
    pub broken: f64,
}

/// What a project or expansion is worth, at one weight of risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// Index of the decision.
    pub decision: usize,
    /// What the best plan loses of the objective without it.
    pub within: f64,
    /// What it adds to the best plan without any other project or expansion.
    pub alone: f64,
    /// How far these are certain, either way.
    pub within_gap: f64,
    /// Part of it in the best plan, 0 to 1.
    pub taken: f64,
}

/// What two are worth together, without all others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Index of a decision.
    pub first: usize,
    /// Index of another one.
    pub second: usize,
    /// What both add together.
    pub together: f64,
    /// That less what each adds alone: above zero they need each other, below zero one does for the other.
    pub beyond: f64,
}

/// What an assumption does to the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Index among the figures.
    pub figure: usize,
    /// The objective at the low end, as used, and at the high end.
    pub objective: (f64, f64, f64),
    /// Projects taken and left at the low end, as against the plan as used: ids.
    pub low_changes: Vec<String>,
    /// The same at the high end.
    pub high_changes: Vec<String>,
}

/// What the method itself is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// Best mean income over all futures with one plan.
    pub recourse: f64,
    /// Income promised by a plan made for the mean future alone.
    pub mean_promise: f64,
    /// What that plan earns over all futures.
    pub mean_plan: f64,
    /// `recourse - mean_plan`: the value of the stochastic solution.
    pub stochastic_solution: f64,
    /// Mean of the best incomes where each future is known before.
    pub wait_and_see: f64,
    /// `wait_and_see - recourse`: the value of perfect information.
    pub perfect_information: f64,
}

/// What a parameter of the draws is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// What it is.
    pub name: String,
    /// What it is about.
    pub about: String,
    /// The value; `None` when it is missing.
    pub value: Option<f64>,
    /// Its range.
    pub low: Option<f64>,
    /// Its range.
    pub high: Option<f64>,
    /// Unit.
    pub unit: String,
    /// `estimated`, `assumed` or `missing`.
    pub basis: String,
    /// Observations.
    pub n: usize,
    /// Rows it rests on, as `file:line`.
    pub rows: Vec<String>,
    /// How it was found.
    pub words: String,
}
