//! From the network on a day to a flow model over months: what is there, what limits it, what it costs and earns.
//!
//! Mass is in kt, money in thousand USD, so that a price in USD/t is one in thousand USD/kt. Goods are sold at the
//! first place beyond the border, at the border price: what happens to them there is the buyer's affair. Mining costs
//! are in no case, so *income* here is income less carriage, before mining.

use std::collections::{BTreeMap, BTreeSet};

use case::entry::RowRef;
use case::tables::{PlaceKind, TransportMode};
use case::value::date::{Date, Month};
use serde::Serialize;

use crate::capacity::{MonthCapacity, Question, month_capacity};
use crate::charge::Charges;
use crate::gate::GateRegimes;
use crate::flow::{FlowArc, FlowModel, FlowNode, Goal, Limit, Sale, Stock, Supply, Use};
use crate::goods::{Goods, border_price};
use crate::network::{ArcIx, ArcKind, Changes, LineIx, Network, PlaceIx, Port, Snapshot};
use crate::rest::Calendar;

/// Yearly interest on goods under way and on later sales, as a fraction: an assumption of the method, since no case
/// gives it.
pub const INTEREST: f64 = 0.12;

/// What working on is worth to a mine, thousand USD/kt: enough to fill the stock, too little to move anything else.
const WORKING_ON: f64 = 1e-3;

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
    /// Its name.
    pub name: String,
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

/// A subject of limits: a gate for one mode, or a segment of a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Gate(PlaceIx, Option<TransportMode>),
    Segment(LineIx, usize),
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
        let mut capacities: BTreeMap<(Subject, usize), Vec<MonthCapacity>> = BTreeMap::new();
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
                if counted || (!arc.border && !told) {
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

    /// The gates and the line segment that an arc passes.
    fn subjects(&self, ix: ArcIx) -> Vec<Subject> {
        let network = self.plan.network;
        let arc = &network.arcs[ix.0];
        let mode = network.mode(arc);
        let mut subjects: Vec<Subject> =
            arc.crossings.iter().map(|crossing| Subject::Gate(*crossing, mode)).collect();
        match arc.kind {
            ArcKind::Move { line, segment, .. } => subjects.push(Subject::Segment(line, segment)),
            ArcKind::Transfer { line } => {
                subjects.push(Subject::Segment(line, 0));
                let place = network.nodes[arc.from].place;
                // A yard that is counted limits what is reloaded there.
                if network.places[place.0].kind != PlaceKind::Crossing {
                    subjects.push(Subject::Gate(place, None));
                }
            }
            ArcKind::Load | ArcKind::Unload => {}
        }
        subjects
    }

    fn subject_id(&self, subject: &Subject) -> (&'n str, &'n str) {
        let network = self.plan.network;
        match subject {
            Subject::Gate(place, _) => (&network.places[place.0].id, &network.places[place.0].name),
            Subject::Segment(line, _) => (&network.lines[line.0].id, &network.lines[line.0].name),
        }
    }

    /// The capacity of a subject for a good in every month.
    fn capacity(&self, subject: &Subject, good: usize) -> Vec<MonthCapacity> {
        let network = self.plan.network;
        let good = &self.plan.goods.goods[good];
        let (id, _) = self.subject_id(subject);
        // Most lines have no row at all.
        if GateRegimes::of(&network.regimes, id, &good.chain).is_none() {
            return self.plan.months.iter().map(|month| MonthCapacity::silent(*month)).collect();
        }
        let (mode, economies) = match subject {
            Subject::Gate(place, mode) => {
                let mut economies = vec![network.places[place.0].economy];
                economies.extend(network.arcs.iter().filter(|arc| arc.crossings.contains(place)).flat_map(|arc| {
                    [network.from_place(arc).economy, network.to_place(arc).economy]
                }));
                economies.sort();
                economies.dedup();
                (*mode, economies)
            }
            Subject::Segment(line, _) => (crate::network::mode(network.lines[line.0].layer), Vec::new()),
        };
        let ignores: &[&str] = match mode {
            Some(TransportMode::Road) => &["wagon", "train"],
            Some(TransportMode::Rail) => &["truck"],
            _ => &[],
        };
        let mut near = vec![id.to_owned()];
        near.extend(network.arcs.iter().filter(|arc| {
            network.from_place(arc).id == id || network.to_place(arc).id == id
        }).filter_map(|arc| network.line_of_arc(arc).map(|line| line.id.clone())));
        let mines = self.plan.goods.mines.iter().filter(|mine| self.plan.goods.goods[mine.good].id == good.id);
        near.extend(mines.map(|mine| network.places[mine.place.0].id.clone()));
        near.dedup();
        let calendar = Calendar::of(network.case, id, &economies, mode);
        let ask = Question { subject: id, chain: &good.chain, near: &near, calendar: &calendar, ignores };
        self.plan.months.iter().map(|month| month_capacity(network, &ask, *month, self.plan.seen_until)).collect()
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

    fn assemble(
        self,
        months: &[Month],
        capacities: &BTreeMap<(Subject, usize), Vec<MonthCapacity>>,
        sales: &BTreeSet<(usize, usize)>,
    ) -> Planned {
        let (network, goods) = (self.plan.network, self.plan.goods);
        let charges = Charges::of(network);
        let mut unpriced = BTreeSet::new();
        let mut price_rows = Vec::new();
        let prices: Vec<f64> = goods
            .goods
            .iter()
            .map(|good| {
                border_price(network, good, self.day).map_or(0.0, |price| {
                    price_rows.extend(price.rows);
                    price.usd_per_t.mid
                })
            })
            .collect();
        let mut model = FlowModel {
            periods: months.len(),
            goods: goods.goods.iter().map(|good| good.name.clone()).collect(),
            nodes: network
                .nodes
                .iter()
                .map(|node| FlowNode { name: network.places[node.place.0].name.clone(), stock: None })
                .collect(),
            goal: self.plan.goal,
            ..FlowModel::default()
        };
        let mut place_of_arc: BTreeMap<ArcIx, usize> = BTreeMap::new();
        for (ix, allowed) in &self.arcs {
            let arc = &network.arcs[ix.0];
            let mut hours = 0.0_f64;
            let lanes = allowed
                .iter()
                .map(|good| {
                    let parts = charges.parts(arc, &goods.goods[*good].chain, self.day);
                    let usd: f64 = parts.iter().filter_map(|part| part.usd_per_t).map(|range| range.mid).sum();
                    let time: f64 = parts.iter().filter_map(|part| part.hours).map(|range| range.mid).sum();
                    if parts.iter().any(|part| part.usd_per_t.is_none()) {
                        unpriced.extend(network.line_of_arc(arc).map(|line| line.id.clone()));
                    }
                    hours = hours.max(time);
                    (*good, usd + prices[*good] * INTEREST / 8760.0 * time)
                })
                .collect();
            place_of_arc.insert(*ix, model.arcs.len());
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of months")]
            let transit = (hours / HOURS_IN_MONTH).floor() as usize;
            model.arcs.push(FlowArc {
                name: network.line_of_arc(arc).map_or_else(String::new, |line| line.name.clone()),
                from: arc.from,
                to: arc.to,
                goods: lanes,
                transit,
            });
        }
        let limits = self.limits(&mut model, &place_of_arc, capacities);
        let supplies = self.supplies(&mut model, months);
        let mut sale_places = Vec::new();
        for (node, good) in sales {
            if !model.arcs.iter().any(|arc| arc.to == *node && arc.goods.iter().any(|(known, _)| known == good)) {
                continue;
            }
            sale_places.push(network.places[network.nodes[*node].place.0].id.clone());
            model.sales.push(Sale {
                name: network.places[network.nodes[*node].place.0].name.clone(),
                node: *node,
                good: *good,
                most: vec![f64::INFINITY; months.len()],
                price: (0..months.len()).map(|later| prices[*good] * discount(later)).collect(),
            });
        }
        Planned {
            arcs: self.arcs.iter().map(|(ix, _)| *ix).collect(),
            model,
            limits,
            supplies,
            sale_places,
            uncounted: self.uncounted.into_iter().collect(),
            unpriced: unpriced.into_iter().collect(),
            prices,
            price_rows: case::trace::merge([price_rows.as_slice()]),
            months: months.to_vec(),
        }
    }

    fn limits(
        &self,
        model: &mut FlowModel,
        place_of_arc: &BTreeMap<ArcIx, usize>,
        capacities: &BTreeMap<(Subject, usize), Vec<MonthCapacity>>,
    ) -> Vec<LimitOrigin> {
        // Which arcs and goods each subject concerns.
        let mut concerned: BTreeMap<Subject, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        for (ix, goods) in &self.arcs {
            for subject in self.subjects(*ix) {
                let by_good = concerned.entry(subject).or_default();
                for good in goods {
                    by_good.entry(*good).or_default().push(place_of_arc[ix]);
                }
            }
        }
        let mut origins = Vec::new();
        for (subject, by_good) in &concerned {
            let (id, name) = self.subject_id(subject);
            let origin = |good, unit: String, payload_t, months: Vec<MonthCapacity>| LimitOrigin {
                subject: id.to_owned(),
                name: name.to_owned(),
                is_place: matches!(subject, Subject::Gate(..)),
                good,
                unit,
                payload_t,
                worked_days: months.iter().map(|month| month.worked_days).collect(),
                months,
            };
            let mut shared_uses = Vec::new();
            let mut shared: Option<(&Vec<MonthCapacity>, f64, Vec<f64>)> = None;
            for (good, arcs) in by_good {
                let Some(months) = capacities.get(&(subject.clone(), *good)) else { continue };
                let open: Vec<bool> =
                    (0..months.len()).map(|month| self.is_open(subject, *good, arcs, month, capacities)).collect();
                let limit = |of: fn(&MonthCapacity) -> f64| -> Vec<f64> {
                    let of_month = |(month, open): (&MonthCapacity, &bool)| if *open { f64::INFINITY } else { of(month) };
                    months.iter().zip(&open).map(of_month).collect()
                };
                // Nothing limits in any month.
                if months.iter().all(|month| month.runs.is_empty()) || open.iter().all(|open| *open) {
                    continue;
                }
                let all_shared = months.iter().all(|month| month.shared);
                if all_shared {
                    let payload = payload_of(months);
                    let weight = if shared_unit(months) == "t" { 1.0 } else { 1.0 / payload };
                    shared_uses.extend(arcs.iter().map(|arc| Use { arc: *arc, good: Some(*good), weight }));
                    // Days closed to one good alone are in the count of the others.
                    let units = limit(|month| month.shared_units / 1000.0);
                    let sum = |units: &[f64]| units.iter().sum::<f64>();
                    if shared.as_ref().is_none_or(|(.., most)| sum(most) < sum(&units)) {
                        shared = Some((months, payload, units));
                    }
                }
                // A good under the common count alone needs no row of its own.
                if !all_shared || months.iter().any(|month| month.own) {
                    let unit = months.iter().flat_map(|month| &month.runs).find(|run| !run.unit.is_empty());
                    let unit = unit.map_or("t", |run| run.unit.as_str()).to_owned();
                    model.limits.push(Limit {
                        name: name.to_owned(),
                        uses: arcs.iter().map(|arc| Use { arc: *arc, good: Some(*good), weight: 1.0 }).collect(),
                        capacity: limit(|month| month.tonnes.mid / 1000.0),
                    });
                    origins.push(origin(Some(*good), unit, payload_of(months), months.clone()));
                }
            }
            if let Some((months, payload, capacity)) = shared {
                model.limits.push(Limit { name: name.to_owned(), uses: shared_uses, capacity });
                origins.push(origin(None, shared_unit(months).to_owned(), payload, months.clone()));
            }
        }
        origins
    }

    /// Whether a subject leaves a month open to a good: nobody speaks of some day, and nobody needs to, since the arcs
    /// lie at home or something else on them is counted.
    fn is_open(
        &self,
        subject: &Subject,
        good: usize,
        arcs: &[usize],
        month: usize,
        capacities: &BTreeMap<(Subject, usize), Vec<MonthCapacity>>,
    ) -> bool {
        let of = |subject: &Subject| capacities.get(&(subject.clone(), good)).and_then(|months| months.get(month));
        let Some(own) = of(subject).filter(|own| own.leaves_open()) else { return false };
        let counts = |other: &MonthCapacity| other.is_counted() && (other.is_known() || !own.is_counted());
        arcs.iter().all(|arc| {
            let (ix, _) = &self.arcs[*arc];
            !self.plan.network.arcs[ix.0].border
                || self.subjects(*ix).iter().filter(|other| *other != subject).filter_map(of).any(counts)
        })
    }

    fn supplies(&self, model: &mut FlowModel, months: &[Month]) -> Vec<usize> {
        let (network, goods) = (self.plan.network, self.plan.goods);
        let mut supplies = Vec::new();
        for (index, mine) in goods.mines.iter().enumerate() {
            let Some(node) = network.node(mine.place, Port::Out) else { continue };
            if !model.arcs.iter().any(|arc| arc.from == node && arc.goods.iter().any(|(good, _)| *good == mine.good)) {
                continue;
            }
            let most: Vec<f64> = months
                .iter()
                .map(|month| {
                    let days = f64::from(month.first_day().days_in_month());
                    let day = month.last_day().min(self.day);
                    mine.most_t_year(day).map_or(f64::INFINITY, |tonnes| tonnes / 365.25 * days / 1000.0)
                })
                .collect();
            let room = mine.stock_room_t.filter(|_| self.plan.stocks && !mine.rates.is_empty());
            if let Some(room) = room {
                // Two goods of one mine have the room of both.
                let other = model.nodes[node].stock.as_ref().map_or(0.0, |stock| stock.room);
                model.nodes[node].stock = Some(Stock { room: other + room / 1000.0, holding_cost: 0.0 });
            }
            supplies.push(index);
            model.supplies.push(Supply {
                name: network.places[mine.place.0].name.clone(),
                node,
                good: mine.good,
                most,
                cost: if room.is_some() { -WORKING_ON } else { 0.0 },
            });
        }
        supplies
    }
}

/// Tonnes in the vehicle of the last counted run; 1 where mass is counted.
fn payload_of(months: &[MonthCapacity]) -> f64 {
    months.iter().rev().flat_map(|month| month.runs.iter().rev()).map(|run| run.payload_t.mid).find(|t| *t > 0.0).unwrap_or(1.0)
}

fn shared_unit(months: &[MonthCapacity]) -> &str {
    months.iter().map(|month| month.shared_unit.as_str()).find(|unit| !unit.is_empty()).unwrap_or("t")
}

/// What money a number of months later is worth now: of two months alike, goods are sold in the earlier.
fn discount(months: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a count of months")]
    let years = months as f64 / 12.0;
    (1.0 + INTEREST).powf(-years)
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
