//! Reads stochastic programmes in SMPS: a core file (an MPS file of one scenario), a time file (where each stage
//! begins) and a stoch file (what is random).
//!
//! The format is that of Birge, Dempster, Gassmann, Gunn, King and Wallace (1987, A standard input format for
//! multiperiod stochastic linear programs, newsletter 17 of the Committee on Algorithms of the Mathematical Programming
//! Society) with the sections INDEP, BLOCKS and SCENARIOS, all DISCRETE, in free or fixed columns. The conventions:
//! - A column of the stoch file that is called as the set of right-hand sides means one of these; the objective as row
//!   means a cost, or with a right-hand side minus a constant. A bound is given as `UP set column value` (LO, FX).
//! - REPLACE (the default), ADD and MULTIPLY change the value of the core.
//! - The first listing of a block holds all its values; later ones only what differs from the first.
//! - What is random is known at the period that its line names, or else at that of its row or column. Nothing is random
//!   in the first period: what is there is known in the second.
//! - Probabilities that sum to within 1 % of 1 are rescaled, with a warning.
//!
//! ```
//! use balance::extensive;
//! use balance::risk::Risk;
//! use balance::smps::{self, Reading};
//!
//! // Capacity at 2 a unit now; 5 a unit sold later; demand is 4 or 8.
//! let core = "NAME\nROWS\n N loss\n L most\n L sold\n L demand\nCOLUMNS\n capacity loss 2 most 1\n \
//!             capacity sold -1\n sales loss -5 sold 1\n sales demand 1\nRHS\n rhs most 10\nENDATA\n";
//! let time = "TIME\nPERIODS\n capacity loss now\n sales sold later\nENDATA\n";
//! let stoch = "STOCH\nINDEP DISCRETE\n rhs demand 4 0.5\n rhs demand 8 0.5\nENDATA\n";
//! let read = smps::read(core, time, stoch, &Reading::default())?;
//! let form = extensive::of_programme(&read.two_stage()?, Risk { lambda: 0.5, alpha: 0.5 })?;
//! let found = form.solve(&solve::Options::default())?;
//! assert!((found.objective + 12.0).abs() < 1e-9); // the plan is 4
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use solve::mps::Sides;
use solve::problem::INFINITE;
use solve::{ColumnId, Problem, RowId};

mod branch;
mod card;
mod convert;
mod fault;
mod grow;
mod names;
mod places;
mod random;
mod stoch;
mod time;
mod tree;

pub use convert::NotTwoStage;
pub use fault::{Fault, SmpsError, Which};
pub use names::{Lookup, NamesError, listed, lookup};
pub use tree::{Node, Tree};

/// From how many scenarios on a sample must be asked for.
pub const MOST_SCENARIOS: usize = 100_000;

/// What a child scenario takes over from its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Inherit {
    /// The changes of all periods, as the format is defined.
    #[default]
    Parent,
    /// Only the changes of periods before its branch; later periods return to the core, as some libraries read it.
    Core,
}

/// Scenarios drawn at random.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// How many are drawn, at least 1. Equal ones become one of a larger probability.
    pub count: usize,
    /// Where the random numbers begin. Scenario s depends on the seed and s alone.
    pub seed: u64,
}

/// How the files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// What child scenarios take over.
    pub inherit: Inherit,
    /// A sample instead of all scenarios.
    pub sample: Option<Sample>,
}

/// A period: the columns and rows from its own first ones to those of the next period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its name.
    pub name: String,
    /// Its first column.
    pub column: usize,
    /// Its first row.
    pub row: usize,
}

/// A number of the programme that a scenario can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The constant of the objective (of the minimisation).
    Constant,
    /// The cost of a column (of the minimisation).
    Cost(ColumnId),
    /// The right-hand side of a row. [`Smps::row_bounds`] makes bounds of it.
    Side(RowId),
    /// The lower bound of a column.
    Lower(ColumnId),
    /// The upper bound of a column.
    Upper(ColumnId),
    /// An entry.
    Entry(RowId, ColumnId),
}

/// A number that a scenario changes, and its value there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Which number.
    pub spot: Spot,
    /// Its value, in the units of the programme.
    pub value: f64,
}

/// A stochastic programme with its tree of scenarios.
#[derive(Debug, Clone, PartialEq)]
pub struct Smps {
    /// The name that the core file gives.
    pub name: String,
    /// The programme of the core file, as a minimisation.
    pub core: Problem,
    /// What bounds the rows of the core, `[row]`.
    pub sides: Vec<Sides>,
    /// Whether the core asks for a maximum; costs are the negative ones then, and so are losses.
    pub maximise: bool,
    /// The periods, at least two.
    pub periods: Vec<Period>,
    /// The scenarios.
    pub tree: Tree,
    /// Which reading of child scenarios was used.
    pub inherit: Inherit,
    /// Whether the other reading gives another programme.
    pub readings_differ: bool,
    /// What a reader should know, one line each.
    pub warnings: Vec<String>,
}

impl Smps {
    /// The period of a column, counted from 0.
    pub fn column_stage(&self, column: ColumnId) -> usize {
        stage_of(&self.periods, |period| period.column <= column.0)
    }

    /// The period of a row, counted from 0.
    pub fn row_stage(&self, row: RowId) -> usize {
        stage_of(&self.periods, |period| period.row <= row.0)
    }

    /// The columns of a period.
    ///
    /// # Panics
    /// When there is no such period.
    pub fn columns_of(&self, stage: usize) -> std::ops::Range<usize> {
        let end = self.periods.get(stage + 1).map_or(self.core.column_count(), |next| next.column);
        self.periods[stage].column..end
    }

    /// The bounds that a row has with this right-hand side, infinite for none.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn row_bounds(&self, row: RowId, rhs: f64) -> (f64, f64) {
        bounds_of(Sides { rhs, ..self.sides[row.0] })
    }
}

// The last stage that has begun.
fn stage_of(periods: &[Period], begun: impl Fn(&Period) -> bool) -> usize {
    periods.partition_point(begun).saturating_sub(1)
}

fn bounds_of(sides: Sides) -> (f64, f64) {
    let (lower, upper) = sides.bounds();
    (infinite(lower), infinite(upper))
}

// Every size that counts as infinite made so.
fn infinite(value: f64) -> f64 {
    if value.abs() >= INFINITE { f64::INFINITY.copysign(value) } else { value }
}

/// Reads the texts of the three files.
///
/// # Errors
/// The first fault, with its file and line.
pub fn read(core: &str, time: &str, stoch: &str, reading: &Reading) -> Result<Smps, SmpsError> {
    let core = solve::mps::read(core).map_err(|error| SmpsError {
        file: Which::Core,
        line: error.line,
        fault: Fault::Core(error.fault),
    })?;
    let mut warnings = Vec::new();
    for set in &core.left_out {
        warnings
            .push(format!("the set `{set}` of the core file is left out, because another of its section comes first"));
    }
    if core.maximise {
        warnings.push("the core file asks for a maximum: a loss is the negative of its objective".to_owned());
    }
    let periods = time::read(time, &core)?;
    let places = places::Places::new(&core, &periods);
    let random = stoch::read(stoch, &places, &mut warnings)?;
    let grown = grow::grow(&random, &places, reading, &mut warnings)?;
    let (tree, readings_differ) = (grown.tree, grown.readings_differ);
    Ok(Smps {
        name: core.problem.name.clone(),
        core: core.problem,
        sides: core.sides,
        maximise: core.maximise,
        periods,
        tree,
        inherit: reading.inherit,
        readings_differ,
        warnings,
    })
}
