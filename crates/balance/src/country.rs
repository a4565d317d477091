//! A case as a two-stage programme: what its folder says can be decided now, the network on which goods go later, and the
//! futures that its record suggests.
//!
//! Mass is in kt, money in thousand USD (USD/t is thousand USD/kt), discounted to the first period. A loss below zero is an
//! income.
//! - **Now:** contracts (kt a period, at a price fixed now), and expansions, projects and stocks as a part of what the case
//!   allows, 0 to 1; a project is 0 or 1.
//! - **Later:** flows over the network of `corridor`, output, stock, deliveries to buyers, spot sales and shortfall.
//! - Capacities: those of the day of the view, times the part of it that a future leaves open, and what was decided from
//!   the period in which it opens.
//! - Mining costs, penalties, interest and the like are rows of `assumptions.csv`.

mod build;
mod decided;
mod figures;
mod future;
mod network;
mod periods;

use case::entry::RowRef;
use case::tables::DecisionKind;
use case::value::date::Month;
use case::value::economy::Economy;
use corridor::goods::Goods;
use corridor::network::Network;
use outlook::draws::{AssumedFault, Horizon, Method};
use serde::{Deserialize, Serialize};
use solve::{ColumnId, Row, RowId};

pub(crate) use build::VALUE;
pub use figures::{End, Figure, Figures, Judged};
pub use periods::Periods;

use crate::error::BalanceError;
use crate::two_stage::{Futures, TwoStage};

/// How many futures, of which seed, and what is asked of them beside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// Futures.
    pub futures: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// At most this part of the value sold, on average over futures, may go by the neighbour.
    pub realised_share: Option<f64>,
    /// One assumption at an end of its range.
    pub moved: Option<(String, End)>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { futures: 200, seed: 20_230_320, realised_share: None, moved: None }
    }
}

/// Something that is decided now: a column of the first stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    /// Id of the row of the case.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What sort of decision it is, as the case writes it.
    pub kind: String,
    /// The most that can be decided, in `unit`.
    pub most: f64,
    /// Unit of the row.
    pub unit: String,
    /// What the column counts for one unit of `unit`.
    pub per_unit: f64,
    /// What today's policy sets, as the column counts.
    pub today: f64,
    /// Cost of all of it over the horizon, thousand USD; below zero for the revenue of a contract.
    pub cost: f64,
    /// Index of the buyer of a contract.
    pub buyer: Option<usize>,
    /// Which first period it can work in, where it is not at once.
    pub opens: Option<usize>,
    /// The row of the case.
    #[serde(skip)]
    pub rows: Vec<RowRef>,
}

/// A market for one good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Buyer {
    /// Id of the row of the case.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Index of the good.
    pub good: usize,
    /// Code of the economy of the buyer.
    pub economy: String,
    /// Code of the neighbour that the goods enter first.
    pub gateway: String,
    /// Expected price, USD a tonne.
    pub price: f64,
    /// Carriage beyond the gate, USD a tonne.
    pub carriage: f64,
    /// Most that the market takes, kt a year; `None` where no limit is known.
    pub most: Option<f64>,
    /// Crossings, lines or ports of which goods must pass one; none: every gate to the gateway leads there.
    pub via: Vec<String>,
    /// The rows of the case.
    #[serde(skip)]
    pub rows: Vec<RowRef>,
}

/// A decision or buyer of the case that has no place in the programme, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its id.
    pub id: String,
    /// Why, as the end of a sentence that begins with its name.
    pub why: String,
}

/// What is told of each future beside its loss; all in the order of [`TwoStage::measured`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measures {
    /// kt delivered, by buyer: the first measures, as many as there are buyers.
    pub buyers: usize,
    /// kt that leave by each gate, by id and name: the next ones.
    pub gates: Vec<(String, String)>,
}

/// Why a case has no programme.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CountryError {
    /// The case names nothing to decide, or no buyer.
    #[error("the case has no {0}: it needs rows in {1}")]
    Nothing(&'static str, &'static str),
    /// Nothing limits what can be sold, so that a share of it has no meaning.
    #[error("nothing in the case limits what can be sold: a mine without a limit sends through a gate without one")]
    Unlimited,
    /// Figures of the case cannot be.
    #[error(transparent)]
    Assumed(#[from] AssumedFault),
    /// The programme cannot be, or has no answer.
    #[error(transparent)]
    Balance(#[from] BalanceError),
    /// A number was refused.
    #[error(transparent)]
    Problem(#[from] solve::ProblemError),
    /// The network has no programme.
    #[error("the network has no programme: {0}")]
    Flow(String),
}

/// The method by which futures of a case are drawn, and the months drawn. What a panel judged stands in place of the
/// author's figures.
///
/// # Errors
/// When an assumption of the case is no possible figure.
pub fn draws(network: &Network<'_>, goods: &Goods, judged: &[Judged]) -> Result<(Method, Horizon), CountryError> {
    build::draws(network, goods, judged)
}

/// A case as a programme, with the way back from its columns.
#[derive(Debug)]
pub struct Country {
    /// The programme.
    pub programme: TwoStage,
    /// The neighbour whose risk is weighed.
    pub neighbour: Economy,
    /// What is decided now, in the order of first-stage columns.
    pub decisions: Vec<Decided>,
    /// The buyers.
    pub buyers: Vec<Buyer>,
    /// Names of the goods.
    pub goods: Vec<String>,
    /// The periods.
    pub periods: Periods,
    /// What is measured.
    pub measures: Measures,
    /// The row that limits what expansions, projects and stocks cost together, thousand USD; without a side.
    pub budget: RowId,
    /// What has no place in the programme.
    pub left_out: Vec<LeftOut>,
    /// Gates that carry nothing because nobody counted them and nothing is decided on them.
    pub uncounted: Vec<String>,
    /// Figures of the case that no record gives, as used.
    pub figures: Figures,
    /// The method of the draws.
    pub method: Method,
    /// The seed of the futures.
    pub seed: u64,
    frame: future::Frame,
}

impl Country {
    /// Builds the programme of a case.
    ///
    /// # Errors
    /// When the case has nothing to decide, or its figures make no programme.
    pub fn of(network: &Network<'_>, goods: &Goods, wanted: &Wanted) -> Result<Self, CountryError> {
        build::country(network, goods, wanted)
    }

    /// Fresh futures: those from a number on, of the same seed.
    pub fn fresh(&self, seed: u64, first: usize, count: usize) -> Box<dyn Futures> {
        self.frame.futures(&self.method, seed, first, count)
    }

    /// The plan of today's policy.
    pub fn today(&self) -> Vec<f64> {
        self.decisions.iter().map(|decided| decided.today).collect()
    }

    /// At most this part of the value of contracts may be with buyers that goods reach by the neighbour.
    pub fn contract_limit(&self, share: f64) -> Row {
        let neighbour = self.neighbour.to_string();
        let entries = self.decisions.iter().enumerate().filter_map(|(column, decided)| {
            let buyer = &self.buyers[decided.buyer?];
            let via = if buyer.gateway == neighbour { 1.0 } else { 0.0 };
            Some((ColumnId(column), buyer.price * (via - share)))
        });
        Row {
            name: format!("at most {:.0} % of the value of contracts by {neighbour}", share * 100.0),
            lower: f64::NEG_INFINITY,
            upper: 0.0,
            entries: entries.collect(),
        }
    }

    /// What was measured of a future, as parts: value by the neighbour and in all (thousand USD, at expected prices).
    pub fn values(&self, measures: &[f64]) -> (f64, f64) {
        let neighbour = self.neighbour.to_string();
        let (mut by, mut all) = (0.0, 0.0);
        for (buyer, kt) in self.buyers.iter().zip(measures) {
            all += buyer.price * kt;
            if buyer.gateway == neighbour {
                by += buyer.price * kt;
            }
        }
        (by, all)
    }

    /// Columns of decisions of a kind.
    pub fn columns_of(&self, kind: DecisionKind) -> Vec<usize> {
        let word = kind.as_str();
        self.decisions.iter().enumerate().filter(|(_, decided)| decided.kind == word).map(|(at, _)| at).collect()
    }

    /// The first month of the horizon and how many there are.
    pub fn months(&self) -> &[Month] {
        &self.periods.months
    }
}
