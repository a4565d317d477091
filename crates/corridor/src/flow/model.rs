//! The model as plain data. Quantities are in one unit of mass chosen by the caller (t or kt), money in one currency
//! for each unit of that mass; a period is what the caller makes it, usually a month.

use serde::Serialize;

/// Room for goods at a node from one period to the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stock {
    /// Most that can lie there at the end of a period, all goods together.
    pub room: f64,
    /// Money for each unit of mass and period.
    pub holding_cost: f64,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct FlowNode {
    /// Name, for messages.
    pub name: String,
    /// Stockpile or yard, where there is one.
    pub stock: Option<Stock>,
}

/// A directed arc that some goods may use.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct FlowArc {
    /// Name, for messages.
    pub name: String,
    /// Node it leaves.
    pub from: usize,
    /// Node it reaches.
    pub to: usize,
    /// Goods that may use it, each with its cost for a unit of mass.
    pub goods: Vec<(usize, f64)>,
    /// Whole periods from departure to arrival.
    pub transit: usize,
}

/// A part of a limit: mass on an arc counts times `weight`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Use {
    /// The arc.
    pub arc: usize,
    /// The good; `None` for all goods.
    pub good: Option<usize>,
    /// Units of the limit for a unit of mass: 1 where the limit is in mass, 1/payload where it is in vehicles.
    pub weight: f64,
}

/// A capacity over one or several arcs, by the period of departure.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Limit {
    /// Name, for messages and results.
    pub name: String,
    /// What counts against it.
    pub uses: Vec<Use>,
    /// The capacity of each period.
    pub capacity: Vec<f64>,
}

/// Goods that can be produced at a node.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Supply {
    /// Name.
    pub name: String,
    /// Where.
    pub node: usize,
    /// What.
    pub good: usize,
    /// Most in each period; infinite where no limit is known.
    pub most: Vec<f64>,
    /// Money for a unit of mass in the first period; below zero where working on is worth something by itself.
    pub cost: f64,
    /// What it rises by from each period to the next: above zero where of two periods alike the earlier is preferred.
    pub cost_rise: f64,
}

impl Supply {
    /// Money for a unit of mass in a period.
    pub fn cost_in(&self, period: usize) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a count of periods")]
        let periods = period as f64;
        self.cost + self.cost_rise * periods
    }
}

/// Goods that can be sold at a node.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Sale {
    /// Name.
    pub name: String,
    /// Where.
    pub node: usize,
    /// What.
    pub good: usize,
    /// Most in each period; infinite where no limit is known.
    pub most: Vec<f64>,
    /// Money for a unit of mass in each period.
    pub price: Vec<f64>,
}

/// What is made as large as possible: two different questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// Income from sales less the costs of carriage, production and stock.
    #[default]
    Profit,
    /// Mass sold, whatever it earns.
    Mass,
}

/// A flow problem over periods.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct FlowModel {
    /// How many periods.
    pub periods: usize,
    /// Names of the goods.
    pub goods: Vec<String>,
    /// Nodes.
    pub nodes: Vec<FlowNode>,
    /// Arcs.
    pub arcs: Vec<FlowArc>,
    /// Limits.
    pub limits: Vec<Limit>,
    /// Supplies.
    pub supplies: Vec<Supply>,
    /// Sales.
    pub sales: Vec<Sale>,
    /// What is made as large as possible.
    pub goal: Goal,
}

/// A model that cannot be: an index or a number out of place.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ModelError {
    /// An index that points nowhere.
    #[error("{what} `{name}` names a {target} that is not there")]
    Dangling {
        /// What names it.
        what: &'static str,
        /// Its name.
        name: String,
        /// What is missing.
        target: &'static str,
    },
    /// A list by period of the wrong length.
    #[error("{what} `{name}` has {found} periods, the model has {expected}")]
    Periods {
        /// What has it.
        what: &'static str,
        /// Its name.
        name: String,
        /// Its length.
        found: usize,
        /// The model's.
        expected: usize,
    },
    /// A number that is not finite, or below zero where that cannot be.
    #[error("{what} `{name}` has {number}, which cannot be")]
    Number {
        /// What has it.
        what: &'static str,
        /// Its name.
        name: String,
        /// The number.
        number: f64,
    },
}

impl FlowModel {
    /// Checks indices, lengths and numbers.
    ///
    /// # Errors
    /// The first thing that cannot be.
    pub fn check(&self) -> Result<(), ModelError> {
        let (nodes, goods) = (self.nodes.len(), self.goods.len());
        let dangling = |what, name: &str, target| ModelError::Dangling { what, name: name.to_owned(), target };
        let number = |what, name: &str, number: f64| ModelError::Number { what, name: name.to_owned(), number };
        let lengths = |what, name: &str, found: usize| {
            if found == self.periods {
                Ok(())
            } else {
                Err(ModelError::Periods { what, name: name.to_owned(), found, expected: self.periods })
            }
        };
        for arc in &self.arcs {
            if arc.from >= nodes || arc.to >= nodes {
                return Err(dangling("arc", &arc.name, "node"));
            }
            for (good, cost) in &arc.goods {
                if *good >= goods {
                    return Err(dangling("arc", &arc.name, "good"));
                }
                if !cost.is_finite() || *cost < 0.0 {
                    return Err(number("arc", &arc.name, *cost));
                }
            }
        }
        for node in &self.nodes {
            if let Some(stock) = &node.stock {
                for value in [stock.room, stock.holding_cost] {
                    if value.is_nan() || value < 0.0 {
                        return Err(number("stock", &node.name, value));
                    }
                }
            }
        }
        for limit in &self.limits {
            lengths("limit", &limit.name, limit.capacity.len())?;
            if let Some(value) = limit.capacity.iter().find(|value| value.is_nan() || **value < 0.0) {
                return Err(number("limit", &limit.name, *value));
            }
            for used in &limit.uses {
                if used.arc >= self.arcs.len() {
                    return Err(dangling("limit", &limit.name, "arc"));
                }
                if used.good.is_some_and(|good| good >= goods) {
                    return Err(dangling("limit", &limit.name, "good"));
                }
                if !used.weight.is_finite() || used.weight < 0.0 {
                    return Err(number("limit", &limit.name, used.weight));
                }
            }
        }
        for supply in &self.supplies {
            if supply.node >= nodes || supply.good >= goods {
                return Err(dangling("supply", &supply.name, "node or good"));
            }
            lengths("supply", &supply.name, supply.most.len())?;
            if let Some(value) = supply.most.iter().find(|value| value.is_nan() || **value < 0.0) {
                return Err(number("supply", &supply.name, *value));
            }
            if let Some(value) = [supply.cost, supply.cost_rise].into_iter().find(|value| !value.is_finite()) {
                return Err(number("supply", &supply.name, value));
            }
        }
        for sale in &self.sales {
            if sale.node >= nodes || sale.good >= goods {
                return Err(dangling("sale", &sale.name, "node or good"));
            }
            lengths("sale", &sale.name, sale.most.len())?;
            lengths("sale", &sale.name, sale.price.len())?;
            let bad = |value: &&f64| value.is_nan() || **value < 0.0;
            if let Some(value) = sale.most.iter().find(bad).or_else(|| sale.price.iter().find(bad)) {
                return Err(number("sale", &sale.name, *value));
            }
        }
        Ok(())
    }
}
