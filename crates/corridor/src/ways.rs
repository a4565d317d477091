//! Ways through the network: cheapest, fastest, or by generalised cost, with their legs.

use std::collections::{BTreeMap, BTreeSet};

use case::value::date::Date;
use case::value::economy::Economy;
use serde::Serialize;

use crate::charge::{Charges, Part};
use crate::gate::{Gate, GateRegimes};
use crate::network::{Arc, Changes, Network, PlaceIx, Port, Snapshot};
use crate::range::Range;
use crate::route::{ArcIx, Delay, Graph, Leg, NodeIx, Profile, RouteError, Totals, Weights, Workspace, k_shortest};

/// Most paths that are looked at for a few ways: one path may differ from another only by a detour back to a place.
const MOST_ASKED: usize = 64;

/// By what ways are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Money alone.
    Cost,
    /// Hours alone.
    Time,
    /// Money, and the time of goods under way at its cost.
    #[default]
    Generalised,
}

/// What travels: which good, worth how much.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Load {
    /// The good, then what it is a part of; empty for goods in general.
    pub chain: Vec<String>,
    /// USD a tonne, for the cost of time; 0 where no price is known.
    pub usd_per_t: f64,
}

/// A way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Way {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Its legs, USD a tonne.
    pub legs: Vec<Leg>,
    /// Cumulative km, hours and USD after each leg, and the totals.
    pub profile: Profile,
    /// What it was chosen by: USD a tonne, or hours; what is not known counts as nothing.
    pub weight: f64,
    /// Generalised cost, USD a tonne; what is not known counts as nothing.
    pub generalised: f64,
    /// The cost of the time, USD a tonne.
    pub delay: f64,
    /// Known sums where something is not known: at least so much.
    pub at_least: Totals,
    /// Ids of the lines, in order.
    pub lines: Vec<String>,
    /// Codes of the economies that it touches, in order, each once.
    pub economies: Vec<String>,
    /// Ids of the crossings it passes.
    pub crossings: Vec<String>,
    /// Parts whose money or time follows from a general rate or a straight distance.
    pub estimated: bool,
}

impl Way {
    /// Whether time and money of every leg are known: else its sums are lower bounds, which rank it against no other.
    pub fn is_complete(&self) -> bool {
        self.profile.totals.without_hours.is_empty() && self.profile.totals.without_usd.is_empty()
    }

    /// Whether it touches an economy.
    pub fn crosses(&self, economy: Economy) -> bool {
        self.economies.iter().any(|code| code == economy.as_str())
    }
}

/// Finds ways on a day for a load.
#[derive(Debug)]
pub struct Finder<'n, 'a> {
    network: &'n Network<'a>,
    load: Load,
    graph: Graph,
    /// The network arc of each arc of the graph.
    arcs: Vec<usize>,
    parts: Vec<Vec<Part>>,
    delay: Delay,
}

impl<'n, 'a> Finder<'n, 'a> {
    /// Prepares the network of a day.
    ///
    /// # Errors
    /// When the network is too large to index.
    pub fn new(network: &'n Network<'a>, day: Date, changes: Changes, load: Load) -> Result<Self, RouteError> {
        let snapshot = network.on_with(day, changes);
        let charges = Charges::of(network);
        let mut arcs = Vec::new();
        let mut ends = Vec::new();
        let mut parts = Vec::new();
        for (index, arc) in network.arcs.iter().enumerate() {
            if snapshot.usable(arc) && !is_shut(&snapshot, arc, &load.chain) {
                arcs.push(index);
                ends.push((node(arc.from)?, node(arc.to)?));
                parts.push(charges.parts(arc, &load.chain, day));
            }
        }
        let graph = Graph::new(network.nodes.len(), &ends)?;
        let interest = network.interest.yearly;
        let delay = Delay { value: load.usd_per_t, interest, decay: 0.0, vehicle: 0.0, payload: 1.0 };
        Ok(Self { network, load, graph, arcs, parts, delay })
    }

    /// The k best ways from a place to another, best first, none of them through one place twice; none when there is no
    /// way.
    ///
    /// # Errors
    /// When a weight cannot be.
    pub fn ways(&self, from: PlaceIx, to: PlaceIx, by: By, k: usize) -> Result<Vec<Way>, RouteError> {
        let (Some(start), Some(end)) = (self.network.node(from, Port::Out), self.network.node(to, Port::In)) else {
            return Ok(Vec::new());
        };
        let rate = self.delay.rate()?;
        let by_arc: Vec<f64> = self.parts.iter().map(|parts| weight(parts, by, rate)).collect();
        let weights = Weights::new(&self.graph, &by_arc)?;
        let mut workspace = Workspace::default();
        let mut asked = k;
        loop {
            let mut paths = k_shortest(&mut workspace, &self.graph, weights, node(start)?, node(end)?, asked)?;
            let all = paths.len() < asked;
            paths.retain(|path| !self.returns(&path.arcs));
            if paths.len() >= k || all || asked >= MOST_ASKED {
                paths.truncate(k);
                return Ok(paths.into_iter().map(|path| self.way(from, to, &path.arcs, path.cost, rate)).collect());
            }
            asked = (asked * 2).min(MOST_ASKED);
        }
    }

    /// Whether a path comes back to a place that it has left, be it on another layer.
    fn returns(&self, path: &[ArcIx]) -> bool {
        let mut left: BTreeSet<PlaceIx> = BTreeSet::new();
        path.iter().any(|arc| {
            let arc = &self.network.arcs[self.arcs[arc.index()]];
            let (from, to) = (self.network.nodes[arc.from].place, self.network.nodes[arc.to].place);
            from != to && (!left.insert(from) || left.contains(&to))
        })
    }

    fn way(&self, from: PlaceIx, to: PlaceIx, path: &[ArcIx], cost: f64, rate: f64) -> Way {
        let mut legs: Vec<Leg> = Vec::new();
        let mut lines: Vec<String> = Vec::new();
        let mut economies: Vec<String> = Vec::new();
        let mut crossings: Vec<String> = Vec::new();
        let mut estimated = false;
        let mut last_line = None;
        for arc_ix in path {
            let arc = &self.network.arcs[self.arcs[arc_ix.index()]];
            for place in [self.network.from_place(arc), self.network.to_place(arc)] {
                push_new(&mut economies, place.economy.as_str());
            }
            for crossing in &arc.crossings {
                push_new(&mut crossings, &self.network.places[crossing.0].id);
            }
            let line = self.network.line_of_arc(arc).map(|line| line.id.clone());
            if let Some(line) = &line {
                push_new(&mut lines, line);
            }
            for part in &self.parts[arc_ix.index()] {
                estimated |= part.estimated;
                let leg = Leg {
                    kind: part.kind,
                    place: part.place.clone(),
                    crossing: part.crossing.clone(),
                    km: part.km,
                    hours: part.hours,
                    usd: part.usd_per_t,
                    rows: part.rows.clone(),
                };
                // Segments of one line in a row are one leg.
                match legs.last_mut().filter(|last| last.kind == leg.kind && leg.kind.is_moving() && last_line == line)
                {
                    Some(last) => join(last, leg),
                    None => legs.push(leg),
                }
            }
            last_line = line;
        }
        let profile = Profile::of(&legs);
        let known = |leg: &Leg| Leg {
            km: Some(leg.km.unwrap_or(0.0)),
            hours: Some(leg.hours.unwrap_or_default()),
            usd: Some(leg.usd.unwrap_or_default()),
            ..leg.clone()
        };
        let at_least = Profile::of(&legs.iter().map(known).collect::<Vec<_>>()).totals;
        let hours: f64 = legs.iter().filter_map(|leg| leg.hours).map(|hours| hours.mid).sum();
        let usd: f64 = legs.iter().filter_map(|leg| leg.usd).map(|usd| usd.mid).sum();
        Way {
            from: self.network.places[from.0].name.clone(),
            to: self.network.places[to.0].name.clone(),
            legs,
            profile,
            weight: cost,
            generalised: usd + hours * rate,
            delay: hours * rate,
            at_least,
            lines,
            economies,
            crossings,
            estimated,
        }
    }

    /// The load.
    pub fn load(&self) -> &Load {
        &self.load
    }
}

fn push_new(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

/// Adds a leg to the one before it.
fn join(last: &mut Leg, next: Leg) {
    let sum = |a: Option<Range>, b: Option<Range>| a.zip(b).map(|(a, b)| a.plus(b));
    last.km = last.km.zip(next.km).map(|(a, b)| a + b);
    last.hours = sum(last.hours, next.hours);
    last.usd = sum(last.usd, next.usd);
    last.place = next.place;
    last.rows = case::trace::merge([last.rows.as_slice(), next.rows.as_slice()]);
}

/// Whether a regime of the day shuts an arc to the good.
fn is_shut(snapshot: &Snapshot<'_, '_>, arc: &Arc, chain: &[String]) -> bool {
    let network = snapshot.network;
    let subjects = arc
        .crossings
        .iter()
        .map(|crossing| network.places[crossing.0].id.as_str())
        .chain(network.line_of_arc(arc).map(|line| line.id.as_str()));
    subjects.into_iter().any(|subject| {
        GateRegimes::of(&network.regimes, subject, chain)
            .is_some_and(|regimes| matches!(regimes.on(snapshot.day), Gate::Closed(_)))
    })
}

fn weight(parts: &[Part], by: By, rate: f64) -> f64 {
    let usd: f64 = parts.iter().filter_map(|part| part.usd_per_t).map(|usd| usd.mid).sum();
    let hours: f64 = parts.iter().filter_map(|part| part.hours).map(|hours| hours.mid).sum();
    match by {
        By::Cost => usd,
        By::Time => hours,
        By::Generalised => usd + hours * rate,
    }
}

fn node(index: usize) -> Result<NodeIx, RouteError> {
    u32::try_from(index).map(NodeIx).map_err(|_| RouteError::TooMany { count: index })
}

/// Ways from each of some places to each of others, best first.
///
/// # Errors
/// When a weight cannot be.
pub fn matrix(
    finder: &Finder<'_, '_>,
    from: &[PlaceIx],
    to: &[PlaceIx],
    by: By,
    k: usize,
) -> Result<BTreeMap<(PlaceIx, PlaceIx), Vec<Way>>, RouteError> {
    let mut all = BTreeMap::new();
    for a in from {
        for b in to.iter().filter(|b| *b != a) {
            let ways = finder.ways(*a, *b, by, k)?;
            if !ways.is_empty() {
                all.insert((*a, *b), ways);
            }
        }
    }
    Ok(all)
}
