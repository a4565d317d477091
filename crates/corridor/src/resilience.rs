//! What breaks the network: each line and crossing taken away for some months, alone and in pairs.
//!
//! Criticality of an element: the optimum over a year with it less the optimum with it closed for the first months
//! (network interdiction by enumeration, which is exact for one or two elements). A plan that knows the closing
//! beforehand loses least, so these losses are lower bounds.

use std::collections::{BTreeMap, BTreeSet};

use case::tables::PlaceKind;
use case::value::date::{Date, Month};
use serde::Serialize;

use crate::flow::{FlowError, FlowSolution, Goal, Programme, Start, total};
use crate::goods::Goods;
use crate::network::{Changes, Layer, Network};
use crate::plan::{Plan, Planned};
use crate::score::quantile;
use crate::simulate::gates;

/// Months over which losses are counted.
pub const YEAR: usize = 12;
/// Lengths of closings, months.
pub const LENGTHS: [usize; 3] = [1, 3, 6];

/// A line or crossing that can fail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Element {
    /// Id of the line or place.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is a crossing.
    pub is_crossing: bool,
    /// Arcs of the model that go with it.
    #[serde(skip)]
    pub arcs: Vec<usize>,
}

/// What a closing does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Loss {
    /// Ids of what is closed: one, or two.
    pub closed: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// Months closed.
    pub months: usize,
    /// Thousand USD of income less carriage lost over the year.
    pub lost_kusd: f64,
    /// kt not sold over the year.
    pub lost_kt: f64,
    /// Where more goes instead during the closing: name of the place beyond the border, kt more.
    pub instead: Vec<(String, f64)>,
    /// The first month, from 1, in which a mine must cut its output because its stock is full.
    pub cut_in_month: Option<usize>,
}

/// The loss by length of closing of one element.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LossCurve {
    /// The element.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Thousand USD lost for a closing of 0, 1, 2 ... months.
    pub lost_kusd: Vec<f64>,
}

/// Part of income kept as elements fail one after another.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct FailureCurves {
    /// In the worst order, one at a time: name of what fails, part kept after it.
    pub worst: Vec<(String, f64)>,
    /// In random order: mean part kept, lowest and highest tenth, after 0, 1, 2 ... failures.
    pub random: Vec<(f64, f64, f64)>,
}

/// Everything that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resilience {
    /// The first month of the closings.
    pub from: Month,
    /// Income less carriage of the undisturbed year, thousand USD.
    pub base_kusd: f64,
    /// kt sold in the undisturbed year.
    pub base_kt: f64,
    /// Closings of one element, the largest loss at three months first.
    pub singles: Vec<Loss>,
    /// Closings of two, the largest loss at three months first.
    pub pairs: Vec<Loss>,
    /// Loss by length of closing, for the elements that carry something.
    pub curves: Vec<LossCurve>,
    /// Failures one after another, for a month each.
    pub failures: FailureCurves,
    /// Programmes solved.
    pub solved: usize,
}

/// Closes everything once, and every pair.
///
/// # Errors
/// When a plan has no optimum.
pub fn resilience(
    network: &Network<'_>,
    goods: &Goods,
    from: Month,
    seen_until: Date,
    lengths: &[usize],
    seed: u64,
) -> Result<Resilience, FlowError> {
    let plan = Plan {
        network,
        goods,
        changes: Changes::default(),
        months: (0..YEAR).map_while(|step| Some(from.plus(i32::try_from(step).ok()?))).collect(),
        seen_until: Some(seen_until),
        goal: Goal::Profit,
        stocks: true,
    };
    let planned = plan.build();
    let elements = elements(network, &planned);
    let mut bench = Bench::new(&planned)?;
    let base = bench.base.clone();
    let mut singles = Vec::new();
    let mut carrying: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    let mut alone: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (index, element) in elements.iter().enumerate() {
        for months in lengths {
            // What carries nothing may be closed without changing the optimum.
            let idle = !carriers(&elements, &base, *months).contains(&index);
            let solution = if idle { base.clone() } else { bench.closed(&[element], *months)? };
            carrying.insert((index, *months), carriers(&elements, &solution, *months));
            let loss = bench.loss(&[element], *months, &solution);
            alone.insert((index, *months), loss.lost_kusd);
            singles.push(loss);
        }
    }
    let base_carriers = carriers(&elements, &base, YEAR);
    let mut pairs = Vec::new();
    for a in &base_carriers {
        for b in (0..elements.len()).filter(|b| b != a) {
            // Each pair once: both carry in the undisturbed year, or only one does.
            if base_carriers.contains(&b) && b < *a {
                continue;
            }
            for months in lengths {
                // Without flow on b when a is closed, closing b too changes nothing.
                if carrying.get(&(*a, *months)).is_some_and(|set| set.contains(&b)) {
                    let pair = [&elements[*a], &elements[b]];
                    let solution = bench.closed(&pair, *months)?;
                    let loss = bench.loss(&pair, *months, &solution);
                    let more = loss.lost_kusd - alone[&(*a, *months)].max(alone[&(b, *months)]);
                    // A pair that loses no more than its worse half says nothing new.
                    if more > 1e-6 * base.objective.abs().max(1.0) {
                        pairs.push(loss);
                    }
                }
            }
        }
    }
    rank(&mut singles);
    rank(&mut pairs);
    let curves = curves(&mut bench, &elements, &base_carriers, &alone)?;
    // What only carries once something else has failed can fail too.
    let pool: BTreeSet<usize> = carrying.values().fold(base_carriers, |pool, carriers| &pool | carriers);
    let failures = failures(&mut bench, &elements, &pool, seed)?;
    Ok(Resilience {
        from,
        base_kusd: base.objective,
        base_kt: total(base.sold.iter().flatten().copied()),
        singles,
        pairs,
        curves,
        failures,
        solved: bench.solved,
    })
}

/// The largest loss at three months first; lengths of one closing stay together.
fn rank(losses: &mut [Loss]) {
    let mut at_three: BTreeMap<Vec<String>, f64> = BTreeMap::new();
    for loss in losses.iter() {
        let known = at_three.entry(loss.closed.clone()).or_insert(0.0);
        if loss.months == 3 || *known == 0.0 {
            *known = loss.lost_kusd;
        }
    }
    // To the dollar: what differs by rounding alone is a tie, and ties go by id.
    let size = |loss: &Loss| at_three[&loss.closed] * 1000.0;
    losses.sort_by(|a, b| {
        size(b).round().total_cmp(&size(a).round()).then(a.closed.cmp(&b.closed)).then(a.months.cmp(&b.months))
    });
}

/// The lines and crossings of the model, by id.
fn elements(network: &Network<'_>, planned: &Planned) -> Vec<Element> {
    let mut by_id: BTreeMap<(bool, String), Element> = BTreeMap::new();
    let mut add = |id: &str, name: &str, is_crossing: bool, arc: usize| {
        by_id
            .entry((is_crossing, id.to_owned()))
            .or_insert_with(|| Element { id: id.to_owned(), name: name.to_owned(), is_crossing, arcs: Vec::new() })
            .arcs
            .push(arc);
    };
    for (arc, ix) in planned.arcs.iter().enumerate() {
        let network_arc = &network.arcs[ix.0];
        // A transfer goes with its lines; a gate goes with its crossing.
        if let Some(line) =
            network.line_of_arc(network_arc).filter(|line| line.layer != Layer::Transfer && !network_arc.border)
        {
            add(&line.id, &line.name, false, arc);
        }
        for crossing in &network_arc.crossings {
            let place = &network.places[crossing.0];
            // Both sides of one gate fail together: the home side stands for it.
            if place.economy == network.case.economy() && place.kind == PlaceKind::Crossing {
                add(&place.id, &place.name, true, arc);
            }
        }
    }
    by_id.into_values().collect()
}

/// Which elements carry something in the first months.
fn carriers(elements: &[Element], solution: &FlowSolution, months: usize) -> BTreeSet<usize> {
    let carries = |element: &Element| {
        element.arcs.iter().any(|arc| (0..months.min(YEAR)).any(|period| solution.arc_total(*arc, period) > 1e-6))
    };
    (0..elements.len()).filter(|index| carries(&elements[*index])).collect()
}

/// The programme of the year, closed and opened again.
struct Bench<'p> {
    planned: &'p Planned,
    programme: Programme,
    base: FlowSolution,
    solved: usize,
}

impl<'p> Bench<'p> {
    fn new(planned: &'p Planned) -> Result<Self, FlowError> {
        let mut programme = Programme::new(planned.model.clone(), &Start::default())?;
        let base = programme.solve()?;
        Ok(Self { planned, programme, base, solved: 1 })
    }

    /// The optimum with elements closed for the first months.
    fn closed(&mut self, elements: &[&Element], months: usize) -> Result<FlowSolution, FlowError> {
        self.set(elements, months, false)?;
        let solution = self.programme.solve();
        self.set(elements, months, true)?;
        self.solved += 1;
        solution
    }

    fn set(&mut self, elements: &[&Element], months: usize, open: bool) -> Result<(), FlowError> {
        for arc in elements.iter().flat_map(|element| &element.arcs) {
            for period in 0..months.min(YEAR) {
                self.programme.set_open(*arc, period, open)?;
            }
        }
        Ok(())
    }

    fn loss(&self, elements: &[&Element], months: usize, solution: &FlowSolution) -> Loss {
        let sold = |of: &FlowSolution| total(of.sold.iter().flatten().copied());
        let during = |of: &FlowSolution| {
            let mut by_place: BTreeMap<String, f64> = BTreeMap::new();
            for period in 0..months.min(YEAR) {
                for gate in gates(self.planned, of, period) {
                    *by_place.entry(gate.name).or_default() += gate.kt;
                }
            }
            by_place
        };
        let before = during(&self.base);
        let mut instead: Vec<(String, f64)> = during(solution)
            .into_iter()
            .map(|(name, kt)| (name.clone(), kt - before.get(&name).copied().unwrap_or(0.0)))
            .filter(|(_, more)| *more > 0.5)
            .collect();
        instead.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Loss {
            closed: elements.iter().map(|element| element.id.clone()).collect(),
            names: elements.iter().map(|element| element.name.clone()).collect(),
            months,
            lost_kusd: (self.base.objective - solution.objective).max(0.0),
            lost_kt: (sold(&self.base) - sold(solution)).max(0.0),
            instead,
            cut_in_month: self.first_cut(solution),
        }
    }

    /// Income less carriage of a solution, without what working on is worth to the mines.
    fn net(&self, solution: &FlowSolution) -> f64 {
        let supplies = self.planned.model.supplies.iter().zip(&solution.output);
        let working = supplies
            .flat_map(|(supply, output)| output.iter().enumerate().map(|(period, mass)| supply.cost_in(period) * mass));
        solution.objective + total(working)
    }

    /// The first month in which a mine that works as early as it can finds no more room for what does not leave.
    fn first_cut(&self, solution: &FlowSolution) -> Option<usize> {
        let model = &self.planned.model;
        let nodes: BTreeSet<usize> = model.supplies.iter().map(|supply| supply.node).collect();
        let cut = |node: usize| {
            let room = model.nodes[node].stock.as_ref()?.room;
            let mut held = 0.0;
            (0..model.periods).find(|period| {
                let supplies = model.supplies.iter().filter(|supply| supply.node == node);
                let most = total(supplies.map(|supply| supply.most[*period]).filter(|most| most.is_finite()));
                let arcs = (0..model.arcs.len()).filter(|arc| model.arcs[*arc].from == node);
                held += most - total(arcs.map(|arc| solution.arc_total(arc, *period)));
                let full = held > room + 1e-3;
                held = held.min(room);
                full
            })
        };
        nodes.into_iter().filter_map(cut).min().map(|period| period + 1)
    }
}

/// Loss for closings of 0 to 6 months, of what carries something.
fn curves(
    bench: &mut Bench<'_>,
    elements: &[Element],
    carriers: &BTreeSet<usize>,
    alone: &BTreeMap<(usize, usize), f64>,
) -> Result<Vec<LossCurve>, FlowError> {
    let mut curves = Vec::new();
    for (index, element) in
        carriers.iter().map(|index| (index, &elements[*index])).filter(|(_, element)| element.is_crossing)
    {
        let mut lost = vec![0.0];
        for months in 1..=6 {
            let known = alone.get(&(*index, months)).copied();
            let loss = match known {
                Some(loss) => loss,
                None => (bench.base.objective - bench.closed(&[element], months)?.objective).max(0.0),
            };
            lost.push(loss);
        }
        curves.push(LossCurve { id: element.id.clone(), name: element.name.clone(), lost_kusd: lost });
    }
    Ok(curves)
}

/// Random orders drawn.
const DRAWS: usize = 60;
/// A part of income below which nothing is left.
const NOTHING: f64 = 1e-9;

/// What is left after some failures, and which elements carry it.
#[derive(Debug, Clone)]
struct Kept {
    part: f64,
    carriers: BTreeSet<usize>,
}

/// Failures one after another, each for the rest of the year: in the worst order and in random ones.
fn failures(
    bench: &mut Bench<'_>,
    elements: &[Element],
    pool: &BTreeSet<usize>,
    seed: u64,
) -> Result<FailureCurves, FlowError> {
    let pool: Vec<usize> = pool.iter().copied().collect();
    let base = bench.net(&bench.base).max(1e-9);
    let whole = Kept { part: 1.0, carriers: carriers(elements, &bench.base, YEAR) };
    let mut known: BTreeMap<BTreeSet<usize>, Kept> = BTreeMap::from([(BTreeSet::new(), whole)]);
    // The part kept when one more element fails, and the set that has failed then.
    let mut kept = |bench: &mut Bench<'_>, failed: &BTreeSet<usize>, next: usize| {
        let mut with = failed.clone();
        with.insert(next);
        if let Some(kept) = known.get(&with) {
            return Ok::<_, FlowError>((kept.part, with));
        }
        // What carries nothing in an optimum may fail without changing it; where nothing is left, nothing can be lost.
        let before = known.get(failed).filter(|before| before.part <= NOTHING || !before.carriers.contains(&next));
        let kept = match before {
            Some(before) => before.clone(),
            None => {
                let list: Vec<&Element> = with.iter().map(|index| &elements[*index]).collect();
                let solution = bench.closed(&list, YEAR)?;
                let part = (bench.net(&solution) / base).clamp(0.0, 1.0);
                Kept { part, carriers: carriers(elements, &solution, YEAR) }
            }
        };
        let part = kept.part;
        known.insert(with.clone(), kept);
        Ok((part, with))
    };
    let mut worst = Vec::new();
    let mut failed = BTreeSet::new();
    while failed.len() < pool.len() {
        let mut next: Option<(usize, f64)> = None;
        for index in pool.iter().filter(|index| !failed.contains(*index)) {
            let (part, _) = kept(bench, &failed, *index)?;
            if next.is_none_or(|(_, best)| part < best - 1e-12) {
                next = Some((*index, part));
            }
        }
        let Some((index, part)) = next else { break };
        failed.insert(index);
        worst.push((elements[index].name.clone(), part));
        if part <= NOTHING {
            break;
        }
    }
    let mut draws: Vec<Vec<f64>> = vec![Vec::new(); pool.len() + 1];
    for draw in 0..DRAWS {
        let mut failed = BTreeSet::new();
        draws[0].push(1.0);
        for (step, place) in shuffled(pool.len(), seed, draw).into_iter().enumerate() {
            let (part, with) = kept(bench, &failed, pool[place])?;
            failed = with;
            draws[step + 1].push(part);
        }
    }
    let random = draws
        .into_iter()
        .map(|mut parts| {
            parts.sort_by(f64::total_cmp);
            #[allow(clippy::cast_precision_loss, reason = "a count of draws")]
            let mean = parts.iter().sum::<f64>() / parts.len().max(1) as f64;
            (mean, quantile(&parts, 0.1).unwrap_or(0.0), quantile(&parts, 0.9).unwrap_or(0.0))
        })
        .collect();
    Ok(FailureCurves { worst, random })
}

/// The places 0..n in an order that follows from a seed and the number of the draw (Fisher and Yates 1938, with
/// `SplitMix64` of Steele, Lea and Flood 2014).
fn shuffled(n: usize, seed: u64, draw: usize) -> Vec<usize> {
    let mut state = seed ^ (draw as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut order: Vec<usize> = (0..n).collect();
    for place in (1..n).rev() {
        #[allow(clippy::cast_possible_truncation, reason = "below the length of the list")]
        let other = (next() % (place as u64 + 1)) as usize;
        order.swap(place, other);
    }
    order
}
