//! The tables that a choice between income and risk needs: who buys, what can be decided, what no source tells.

use super::Dated;
use crate::cell::words;
use crate::table::table;
use crate::value::date::When;
use crate::value::economy::{Economy, Partner};
use crate::value::id::{AboutId, BuyerId, DecidedId, DecisionId, ProductId, RowId, WayId};
use crate::value::reading::Amount;
use crate::value::unit::Unit;

table! {
    /// Markets that goods can be sold to, one row for each good. Several sources may each tell a part of one buyer and good: an empty cell says nothing. Rows of one buyer agree on its economy, its gateway and the way to it.
    pub struct Buyer in "buyers.csv", key [buyer_id, product_id, source_id, known_on], defines buyer_id {
        /// id
        buyer_id: BuyerId = "example_buyer",
        /// name as readers see it
        name: String = "Example buyers",
        /// the economy of the buyer
        economy: Partner = "{economy}",
        /// the good
        product_id: ProductId = "total",
        /// the neighbour that the goods enter first: what this buyer depends on; one of the gateways of case.toml
        gateway: Economy = "{economy}",
        /// crossings, lines or ports on the way: only goods that pass one of them reach this buyer; empty when every gate to the gateway leads there
        via: Vec<WayId> = "",
        /// the price, or the lower one of a range; empty for the price at the border, of markets.csv
        price: Amount = "60",
        /// the higher one of a range
        price_high: Amount = "",
        /// unit of the price
        price_unit: Option<Unit> = "USD/t",
        /// carriage from the gate to where the price holds, or the lower figure of a range; empty when the price holds at the gate
        carriage: Amount = "5",
        /// the higher one of a range
        carriage_high: Amount = "",
        /// unit of the carriage
        carriage_unit: Option<Unit> = "USD/t",
        /// what the market takes at most from this country in a time, or the lower figure of a range; empty when no limit is known
        most: Amount = "10",
        /// the higher one of a range
        most_high: Amount = "",
        /// unit of `most`
        most_unit: Option<Unit> = "kt/year",
    }
}

words! {
    /// What kind of decision it is.
    pub enum DecisionKind {
        /// sales fixed ahead, any amount up to `most`
        Contract = "contract",
        /// more capacity at a gate or on a line, any amount up to `most`
        Expansion = "expansion",
        /// built as a whole or not at all; `most` is the capacity it adds
        Project = "project",
        /// a stock to be held, any amount up to `most`
        Stock = "stock",
    }
}

table! {
    /// What can be decided now.
    pub struct Decision in "decisions.csv", key [decision_id], defines decision_id {
        /// id
        decision_id: DecisionId = "example_contract",
        /// name as readers see it
        name: String = "Example contract",
        /// what kind of decision it is
        kind: DecisionKind = "contract",
        /// for a contract the buyer, else the place or link
        subject_id: DecidedId = "example_buyer",
        /// the good; a contract and a stock need it
        product_id: Option<ProductId> = "total",
        /// the most that can be decided on
        most: Amount = "2",
        /// unit of `most` and `today`: a contract in the good a month or year, a stock in the good, else what passes in a time, as `truck/day`
        unit: Unit = "kt/month",
        /// what today's policy sets, in the same unit; for a project 0 or `most`; empty is 0
        today: Amount = "1",
        /// from when it works; empty is at once
        opens_on: Option<When> = "",
        /// what it costs, or the lower figure of a range: for a project and an expansion all of `most`, for a stock each unit; a contract has none
        cost: Amount = "",
        /// the higher one of a range
        cost_high: Amount = "",
        /// unit of the cost: money, for a stock money for the good, as `USD/t`
        cost_unit: Option<Unit> = "",
        /// decisions without which this one does nothing
        needs: Vec<DecisionId> = "",
        /// decisions that cannot be taken beside this one; one side is enough
        excludes: Vec<DecisionId> = "",
    }
}

words! {
    /// What a figure is that an answer needs.
    pub enum AssumptionKind {
        /// how far below the price expected at the time a contract sells; percent
        ContractDiscount = "contract_discount",
        /// what each unit costs that was sold by contract and not delivered, beside what the buyer then pays elsewhere: the contract price, or that of the day where it is higher; percent of the contract price
        ShortfallPenalty = "shortfall_penalty",
        /// what mining, washing and loading a good costs, without carriage; money for the good, as `USD/t`
        MiningCost = "mining_cost",
        /// interest on money put into projects; percent in a time, as `percent/year`
        ProjectInterest = "project_interest",
        /// for how long a project earns; a time, as `year`
        ProjectLife = "project_life",
        /// standard deviation of one buyer's price around the price common to all; percent
        BuyerSpread = "buyer_spread",
        /// how often in a time a route, or the gates of a neighbour, close; `event/year`
        RouteClosure = "route_closure",
        /// how long they then stay closed; a time, as `month`
        RouteClosureLength = "route_closure_length",
        /// how much later than planned a project opens: least, most likely and greatest delay; a time, as `month`
        OpeningDelay = "opening_delay",
        /// what it costs that goods wait; money for the good in a time, as `USD/t/day`
        WaitingCost = "waiting_cost",
        /// what it costs to keep goods on stock; money for the good in a time, as `USD/t/month`
        StockCost = "stock_cost",
    }
}

table! {
    /// Figures that the answer needs and that statistics do not give. A row without subject or good holds wherever no row names it. Most are `assumed`; a row with another basis is a fact that stands in for an assumption.
    pub struct Assumption in "assumptions.csv", key [assumption_id], defines assumption_id {
        /// id
        assumption_id: RowId = "example_mining_cost",
        /// what figure it is
        kind: AssumptionKind = "mining_cost",
        /// the place, link, buyer, decision or economy it holds for; empty for all
        subject_id: Option<AboutId> = "",
        /// the good it holds for; empty for all
        product_id: Option<ProductId> = "total",
        /// the figure that is used
        value: Amount = "30",
        /// the least that can be defended; needed where `basis` is `assumed`
        low: Amount = "20",
        /// the most that can be defended; needed where `basis` is `assumed`
        high: Amount = "40",
        /// unit
        unit: Unit = "USD/t",
    }
}

impl Dated for Buyer {}
impl Dated for Decision {}
impl Dated for Assumption {}
