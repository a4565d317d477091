//! What is wrong with a file of the three, and where.

/// Which of the three files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// The programme of one scenario.
    Core,
    /// Where each period begins.
    Time,
    /// What is random.
    Stoch,
}

impl std::fmt::Display for Which {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Core => "core file",
            Self::Time => "time file",
            Self::Stoch => "stoch file",
        })
    }
}

/// What is wrong with the files, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{file}, line {line}: {fault}")]
pub struct SmpsError {
    /// In which file.
    pub file: Which,
    /// The line, counted from 1. After the last line for what is missing at the end.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// The core is no MPS file that can be read.
    #[error(transparent)]
    Core(#[from] solve::mps::Fault),
    /// The first line is not the one that the file begins with.
    #[error("found `{found}`, and the file begins with {expected}")]
    FirstLine {
        /// Its first word.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A line does not have the parts that its section asks for.
    #[error("found `{found}`, expected {expected}")]
    Shape {
        /// The line.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// Data before the first section.
    #[error("found `{0}` before any section that asks for it")]
    Stray(String),
    /// A section that does not exist.
    #[error("`{0}` is no section of this file")]
    UnknownSection(String),
    /// A section that exists and is not read.
    #[error("`{0}` is not read: use INDEP, BLOCKS or SCENARIOS, all DISCRETE")]
    Unsupported(String),
    /// A time file that names the period of each row and column.
    #[error(
        "`{0}` belongs to a time file of the EXPLICIT kind, which is not read: name the first column and row \
         of each period under PERIODS"
    )]
    Explicit(String),
    /// A continuous distribution.
    #[error("`{0}` is a continuous distribution, which is not read: use DISCRETE, with values and probabilities")]
    Continuous(String),
    /// A word of a section that is not known.
    #[error("found `{0}`, expected DISCRETE, REPLACE, ADD or MULTIPLY")]
    UnknownWord(String),
    /// Scenarios and independent elements in one file.
    #[error("`{0}` in a file that has another kind of section already: SCENARIOS cannot stand with INDEP or BLOCKS")]
    Mixed(String),
    /// No column has this name, and the set of right-hand sides is not called so.
    #[error("there is no column `{0}`")]
    UnknownColumn(String),
    /// No row has this name.
    #[error("there is no row `{0}`")]
    UnknownRow(String),
    /// No period has this name.
    #[error("there is no period `{0}`")]
    UnknownPeriod(String),
    /// No scenario above has this name.
    #[error("no scenario above is called `{0}`")]
    UnknownScenario(String),
    /// Something stands twice where it may stand once.
    #[error("{0} stands twice")]
    Twice(String),
    /// Not a number, or NaN.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// A number too large to be computed with.
    #[error("`{0}` is too large to be computed with")]
    TooLarge(String),
    /// A right-hand side or bound that leaves no value.
    #[error("`{0}` leaves no value to {1}")]
    NoValue(String, String),
    /// A type of bound that cannot be random.
    #[error("`{0}` is no type of bound that a scenario can change: use UP, LO or FX")]
    BoundType(String),
    /// A period begins before the one above it.
    #[error("the period `{period}` begins at `{found}`, before the period above it")]
    Order {
        /// The period.
        period: String,
        /// Its first column or row.
        found: String,
    },
    /// The first period does not begin at the first column or row.
    #[error("the first period begins at `{found}`, and the core at `{expected}`")]
    Start {
        /// Its first column or row.
        found: String,
        /// That of the core.
        expected: String,
    },
    /// Fewer than two periods.
    #[error("found {0} periods, expected two or more")]
    FewPeriods(usize),
    /// A row needs a column of a later period.
    #[error("the row `{row}` belongs to an earlier period than its column `{column}`")]
    Upward {
        /// The row.
        row: String,
        /// Its column.
        column: String,
    },
    /// What is random together is given two periods.
    #[error("{what} has the period `{found}` here and `{expected}` above")]
    PeriodDiffers {
        /// What is random.
        what: String,
        /// Its period here.
        found: String,
        /// Its period above.
        expected: String,
    },
    /// Not a probability.
    #[error("`{0}` is no probability: use a number from 0 to 1")]
    Probability(String),
    /// Probabilities that do not sum to 1.
    #[error("the probabilities of {what} sum to {sum}, and not to 1")]
    Sum {
        /// Of what.
        what: String,
        /// To what they sum.
        sum: f64,
    },
    /// Nothing is random.
    #[error("nothing is random here: expected INDEP, BLOCKS or SCENARIOS with data")]
    Nothing,
    /// More scenarios than can be solved at once.
    #[error("there are {0:e} scenarios, and at most {most} are taken: ask for a sample", most = super::MOST_SCENARIOS)]
    TooMany(f64),
    /// More nodes than can be kept.
    #[error("{scenarios} scenarios over {periods} periods are too many: ask for a smaller sample")]
    TooManyNodes {
        /// Scenarios, or drawn ones.
        scenarios: usize,
        /// Periods.
        periods: usize,
    },
    /// A sample of no scenario.
    #[error("a sample needs at least one scenario")]
    EmptySample,
    /// The file ends before ENDATA.
    #[error("the file ends without ENDATA")]
    NoEnd,
}
