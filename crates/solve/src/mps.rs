//! Reads linear and mixed-integer programmes in MPS, free or fixed.
//!
//! Sections: NAME, OBJSENSE, ROWS, COLUMNS (with INTORG and INTEND markers), RHS, RANGES, BOUNDS (UP, LO, FX, FR, MI,
//! PL, BV, LI, UI) and ENDATA. The usual conventions hold:
//! - The first row of type N is the objective; further ones are left out. Its right-hand side is minus a constant.
//! - Of several right-hand sides, ranges or bounds the first named set counts.
//! - A range R makes a row of type L reach from `rhs - |R|` to rhs, G from rhs to `rhs + |R|`, E from rhs to `rhs + R`
//!   or back, by the sign of R.
//! - Integer columns without a bound are 0 or 1. A negative UP without a lower bound makes the lower one infinite.

use crate::problem::{Problem, ProblemError};

mod card;
mod data;
mod reader;

use card::Format;

pub use card::{fields, number};
pub use data::{Sides, Sort};

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Mps {
    /// The programme, as a minimisation. Rows and columns stand in the order of the file, without rows of type N.
    pub problem: Problem,
    /// The name of the row that is the objective.
    pub objective: String,
    /// The name of the set of right-hand sides, if it has one.
    pub right_hand_side: String,
    /// Types, right-hand sides and ranges of the rows, `[row]`: what the bounds of the problem's rows were made from.
    pub sides: Vec<Sides>,
    /// Sets of right-hand sides, ranges or bounds that were left out, because another one of their section comes first.
    pub left_out: Vec<String>,
    /// Whether the file asks for a maximum; the costs of the problem are the negative ones then.
    pub maximise: bool,
}

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct MpsError {
    /// The line, counted from 1. After the last line for what is missing at the end.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A line does not have the parts that its section asks for.
    #[error("expected {expected}")]
    Shape {
        /// What was expected.
        expected: &'static str,
    },
    /// A section that does not exist.
    #[error("`{0}` is no section of an MPS file")]
    UnknownSection(String),
    /// A section or type that exists, but is none of linear programmes.
    #[error("`{0}` is beyond linear and mixed-integer programmes")]
    Unsupported(String),
    /// Data before the first section, or in one that has none.
    #[error("no section asks for this line")]
    Stray,
    /// Not a type of row.
    #[error("`{0}` is no type of row: use N, L, G or E")]
    RowType(String),
    /// Not a type of bound.
    #[error("`{0}` is no type of bound")]
    BoundType(String),
    /// Neither a minimum nor a maximum.
    #[error("`{0}` is no sense of the objective: use MIN or MAX")]
    Sense(String),
    /// Not a number, or NaN.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// A number too large to be computed with.
    #[error("`{0}` is too large to be computed with")]
    TooLarge(String),
    /// No row has this name.
    #[error("there is no row `{0}`")]
    UnknownRow(String),
    /// No column has this name.
    #[error("there is no column `{0}`")]
    UnknownColumn(String),
    /// Two rows, or two stretches of columns, have one name.
    #[error("`{0}` stands twice")]
    Twice(String),
    /// The file has no row of type N.
    #[error("no row of type N: the objective is missing")]
    NoObjective,
    /// The file ends before ENDATA.
    #[error("the file ends without ENDATA")]
    NoEnd,
    /// The numbers make no programme.
    #[error(transparent)]
    Problem(#[from] ProblemError),
}

/// Reads a file. It is read as free format; if that fails because names hold blanks, as fixed format.
///
/// # Errors
/// The first fault, with its line.
pub fn read(text: &str) -> Result<Mps, MpsError> {
    reader::read(text, Format::Free).or_else(|free| reader::read(text, Format::Fixed).map_err(|_| free))
}
