//! From the network on a day to a flow model over months: what is there, what limits it, what it costs and earns.
//!
//! Mass is in kt, money in thousand USD, so that a price in USD/t is one in thousand USD/kt. Goods are sold at the
//! first place beyond the border, at the border price: what happens to them there is the buyer's affair. Mining costs
//! are in no case, so *income* here is income less carriage, before mining.

mod assemble;
mod limits;

use std::collections::{BTreeMap, BTreeSet};

use case::entry::RowRef;
use case::value::date::{Date, Month};
use serde::Serialize;

use self::limits::{Capacities, Subject};
use crate::capacity::MonthCapacity;
use crate::flow::{FlowModel, Goal};
use crate::goods::{Goods, border_price};
use crate::network::{ArcIx, ArcKind, Changes, Network, Port, Snapshot};

/// What working on is worth to a mine, thousand USD/kt: enough to fill the stock, too little to move anything else.
const WORKING_ON: f64 = 1e-3;

/// Part of it by which working on a month later is worth less: a mine does not wait to fill its stock.
const SOONER: f64 = 0.01;

/// Hours in a mean month.
const HOURS_IN_MONTH: f64 = 365.25 * 24.0 / 12.0;

/// What is to be planned.
#[derive(Debug, Clone)]
pub struct Plan<'n, 'a> {
    /// The network.
    pub network: &'n Network<'a>,
    /// Its goods and mines.
    pub goods: &'n Goods,
    /// What differs from the record.
    pub changes: Changes,
    /// The months, in order.
    pub months: Vec<Month>,
    /// The day up to which regimes are seen: later days keep its state. `None`: all regimes of the view.
    pub seen_until: Option<Date>,
    /// What is made as large as possible.
    pub goal: Goal,
    /// Whether mines may keep stock from month to month.
    pub stocks: bool,
}

/// What a limit of the model stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LimitOrigin {
    /// Id of the place or line.
    pub subject: String,
    /// Its name; for a part of a line with its two ends.
    pub name: String,
    /// Which part of a line with stops on its way, from 0 at its beginning; `None` for all else.
    pub part: Option<usize>,
    /// Whether it is a place (a gate), not a line.
    pub is_place: bool,
    /// The good it limits alone; `None` for all goods together.
    pub good: Option<usize>,
    /// `t`, or the vehicle counted.
    pub unit: String,
    /// Tonnes in a vehicle, of the good that uses most of it; 1 where mass is counted.
    pub payload_t: f64,
    /// Days worked, by month.
    pub worked_days: Vec<f64>,
    /// The capacity, by month, with its runs and rows.
    #[serde(skip)]
    pub months: Vec<MonthCapacity>,
}

/// A gate of which nobody says how much passes: it carries nothing in the model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Uncounted {
    /// Id of the crossing or line.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// Index of the good.
    pub good: usize,
}

/// The model with the way back to the network.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The model, in kt and thousand USD.
    pub model: FlowModel,
    /// The network arc of each arc of the model.
    pub arcs: Vec<ArcIx>,
    /// What each limit stands for.
    pub limits: Vec<LimitOrigin>,
    /// The mine of each supply, by index in [`Goods::mines`].
    pub supplies: Vec<usize>,
    /// The id of the place of each sale.
    pub sale_places: Vec<String>,
    /// Gates left out because nobody counted them.
    pub uncounted: Vec<Uncounted>,
    /// Lines of which some cost is not known: it counts as nothing.
    pub unpriced: Vec<String>,
    /// Price at the border by good, USD a tonne; 0 where none is known.
    pub prices: Vec<f64>,
    /// Rows of the prices at the border.
    pub price_rows: Vec<RowRef>,
    /// The months.
    pub months: Vec<Month>,
}

impl Plan<'_, '_> {
    /// Builds the model.
    pub fn build(&self) -> Planned {
        let day = self.seen_until.or_else(|| self.months.last().map(|month| month.last_day()));
        let day = day.unwrap_or_else(|| self.network.case.as_of());
        Builder::new(self, day).build()
    }
}

struct Builder<'p, 'n, 'a> {
    plan: &'p Plan<'n, 'a>,
    snapshot: Snapshot<'n, 'a>,
    day: Date,
    /// Network arcs used, with the goods that may use each.
    arcs: Vec<(ArcIx, Vec<usize>)>,
    uncounted: BTreeSet<Uncounted>,
}

impl<'p, 'n, 'a> Builder<'p, 'n, 'a> {
    fn new(plan: &'p Plan<'n, 'a>, day: Date) -> Self {
        Self {
            plan,
            snapshot: plan.network.on_with(day, plan.changes.clone()),
            day,
            arcs: Vec::new(),
            uncounted: BTreeSet::new(),
        }
    }

    fn build(mut self) -> Planned {
        let network = self.plan.network;
        let months = self.plan.months.clone();
        let mut capacities: Capacities = BTreeMap::new();
        // Home arcs and those that lead out; nothing is carried on beyond the border, nor in.
        let home = network.case.economy();
        let candidates: Vec<ArcIx> = (0..network.arcs.len())
            .map(ArcIx)
            .filter(|ix| {
                let arc = &network.arcs[ix.0];
                network.from_place(arc).economy == home && self.snapshot.usable(arc) && arc.kind != ArcKind::Unload
            })
            .collect();
        let mut allowed: BTreeMap<ArcIx, Vec<usize>> = BTreeMap::new();
        for ix in candidates {
            let arc = &network.arcs[ix.0];
            for good in 0..self.plan.goods.goods.len() {
                let mut counted = false;
                let mut told = false;
                for subject in self.subjects(ix) {
                    let key = (subject.clone(), good);
                    if !capacities.contains_key(&key) {
                        let found = self.capacity(&subject, good);
                        capacities.insert(key.clone(), found);
                    }
                    let found = &capacities[&key];
                    counted |= found.iter().any(|month| !month.runs.is_empty());
                    told |= found.iter().any(|month| month.limited);
                }
                // A crossing needs a count; a line at home only where a row says that it works under a limit.
                if counted || (!arc.border && !told) || self.is_counted_elsewhere(ix) {
                    allowed.entry(ix).or_default().push(good);
                } else {
                    self.note_uncounted(ix, good);
                }
            }
        }
        let sales = self.sale_nodes(&allowed);
        self.prune(&mut allowed, &sales);
        self.arcs = allowed.into_iter().collect();
        self.assemble(&months, &capacities, &sales)
    }

    /// Whether whoever asks says how much passes one of the gates or the line of an arc.
    fn is_counted_elsewhere(&self, ix: ArcIx) -> bool {
        self.subjects(ix).iter().any(|subject| self.plan.changes.counts.contains(self.subject_id(subject).0))
    }

    fn note_uncounted(&mut self, ix: ArcIx, good: usize) {
        let arc = &self.plan.network.arcs[ix.0];
        let subject = match arc.crossings.first() {
            Some(crossing) => Subject::Gate(*crossing, None),
            None => match arc.line() {
                Some(line) => Subject::Segment(line, 0),
                None => return,
            },
        };
        let (id, name) = self.subject_id(&subject);
        self.uncounted.insert(Uncounted { subject: id.to_owned(), name: name.to_owned(), good });
    }

    /// Where goods are sold: the nodes beyond the border, with the goods that have a price.
    fn sale_nodes(&self, allowed: &BTreeMap<ArcIx, Vec<usize>>) -> BTreeSet<(usize, usize)> {
        let network = self.plan.network;
        let mut sales = BTreeSet::new();
        for (ix, goods) in allowed {
            let arc = &network.arcs[ix.0];
            if arc.border {
                for good in goods {
                    if border_price(network, &self.plan.goods.goods[*good], self.day).is_some() {
                        sales.insert((arc.to, *good));
                    }
                }
            }
        }
        sales
    }

    /// Keeps a good on an arc only where a mine of it can reach the arc, and the arc a sale.
    fn prune(&self, allowed: &mut BTreeMap<ArcIx, Vec<usize>>, sales: &BTreeSet<(usize, usize)>) {
        let network = self.plan.network;
        for good in 0..self.plan.goods.goods.len() {
            let arcs: Vec<(usize, usize)> = allowed
                .iter()
                .filter(|(_, goods)| goods.contains(&good))
                .map(|(ix, _)| (network.arcs[ix.0].from, network.arcs[ix.0].to))
                .collect();
            let mines = self.plan.goods.mines.iter().filter(|mine| mine.good == good);
            let starts = mines.filter_map(|mine| network.node(mine.place, Port::Out)).collect();
            let ends = sales.iter().filter(|(_, sold)| *sold == good).map(|(node, _)| *node).collect();
            let ahead = reach(&arcs, starts, false);
            let behind = reach(&arcs, ends, true);
            for (ix, goods) in allowed.iter_mut() {
                let arc = &network.arcs[ix.0];
                if !ahead.contains(&arc.from) || !behind.contains(&arc.to) {
                    goods.retain(|other| *other != good);
                }
            }
        }
        allowed.retain(|_, goods| !goods.is_empty());
    }
}

/// The nodes that can be reached from some along arcs, or from which some can be reached.
fn reach(arcs: &[(usize, usize)], from: BTreeSet<usize>, backwards: bool) -> BTreeSet<usize> {
    let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (a, b) in arcs {
        let (a, b) = if backwards { (*b, *a) } else { (*a, *b) };
        next.entry(a).or_default().push(b);
    }
    let mut found = from.clone();
    let mut open: Vec<usize> = from.into_iter().collect();
    while let Some(node) = open.pop() {
        for other in next.get(&node).into_iter().flatten() {
            if found.insert(*other) {
                open.push(*other);
            }
        }
    }
    found
}
