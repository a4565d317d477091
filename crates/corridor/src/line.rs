//! What a railway adds: the same month with and without it.

use case::value::date::{Date, Month};
use serde::Serialize;

use crate::flow::{FlowError, Goal, total};
use crate::goods::Goods;
use crate::network::{ArcKind, Changes, Layer, Line, LineIx, Network, Stage};
use crate::throughput::{Ask, Throughput, throughput};

/// Years back in which a line counts as new.
const NEW_YEARS: i16 = 10;
/// Kilometres from which a road is a haul that a railway can take over; shorter ones are hops at the border.
const HAUL_KM: f64 = 50.0;

/// Why a line carries nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum DeadEnd {
    /// No line goes on from its end.
    NoLineOn {
        /// Name of the place where it ends.
        place: String,
    },
    /// Lines go on, but the gate there is closed or nobody counted it.
    NoCountedGate {
        /// Name of the place where it ends.
        place: String,
    },
    /// Goods could go on, but another way is cheaper or limits elsewhere bind.
    NotWorthIt,
}

/// A month with and without a line.
#[derive(Debug, Clone, Serialize)]
pub struct Addition {
    /// Id of the line.
    pub line: String,
    /// Its name.
    pub name: String,
    /// Whether it is built on the day, or counted as built for the comparison.
    pub built: bool,
    /// Kilometres, where known.
    pub km: Option<f64>,
    /// kt on the line with it.
    pub on_line_kt: f64,
    /// kt sold in all, with and without.
    pub sold_kt: (f64, f64),
    /// USD a tonne of carriage over all that is sold, with and without.
    pub carriage_usd_per_t: (f64, f64),
    /// Thousand USD from sales, with and without.
    pub income_kusd: (f64, f64),
    /// Thousand USD of income less carriage that the line adds in the month.
    pub added_kusd: f64,
    /// Trucks a day on long roads, loaded, with and without.
    pub trucks_a_day: (f64, f64),
    /// The limit that binds hardest with the line: its name, and what one more unit is worth in the money of the model.
    pub chokepoint: Option<String>,
    /// Why it carries nothing, when it does.
    pub dead_end: Option<DeadEnd>,
}

/// The railways that are new, being built or planned, by id.
pub fn candidates(network: &Network<'_>, day: Date) -> Vec<LineIx> {
    let home = network.case.economy();
    (0..network.lines.len())
        .map(LineIx)
        .filter(|ix| {
            let line = &network.lines[ix.0];
            let touches_home = line.stops.iter().any(|place| network.places[place.0].economy == home);
            let new = match line.stage {
                Stage::Existing => {
                    line.opened_on.is_some_and(|opened| opened.first_day().year() + NEW_YEARS >= day.year())
                }
                Stage::UnderConstruction | Stage::Planned => true,
            };
            line.is_rail() && touches_home && new
        })
        .collect()
}

/// The month with and without each line; `together` adds lines that are counted as built in both.
///
/// # Errors
/// When a month has no optimum.
pub fn additions(
    network: &Network<'_>,
    goods: &Goods,
    month: Month,
    seen_until: Date,
    lines: &[LineIx],
) -> Result<Vec<Addition>, FlowError> {
    lines.iter().map(|line| addition(network, goods, month, seen_until, *line)).collect()
}

fn addition(
    network: &Network<'_>,
    goods: &Goods,
    month: Month,
    seen_until: Date,
    ix: LineIx,
) -> Result<Addition, FlowError> {
    let line = &network.lines[ix.0];
    let built = line.exists_on(seen_until);
    let solve = |changes: Changes| {
        throughput(network, goods, &Ask { month, seen_until, changes, goal: Goal::Profit, worth: false })
    };
    let with = solve(with_line(network, line))?;
    let without = solve(Changes::default().closing(line.id.clone()))?;
    let on_line = with.lines.iter().find(|(id, _, _)| *id == line.id).map_or(0.0, |(_, _, kt)| *kt);
    let days = f64::from(month.first_day().days_in_month());
    let sold = |found: &Throughput| total(found.sold_kt.iter().copied());
    let per_t = |found: &Throughput| if sold(found) > 0.0 { found.carriage_kusd / sold(found) } else { 0.0 };
    let chokepoint = with
        .limits
        .iter()
        .zip(&with.solution.limits)
        .filter(|(limit, dual)| dual[0].worth > 1e-6 && limit.used >= limit.capacity * (1.0 - 1e-9))
        .max_by(|a, b| (a.1[0].worth * a.1[0].capacity).total_cmp(&(b.1[0].worth * b.1[0].capacity)))
        .map(|(limit, _)| limit.name.clone());
    Ok(Addition {
        line: line.id.clone(),
        name: line.name.clone(),
        built,
        km: line.length_km.as_ref().map(|(km, _)| km.mid),
        on_line_kt: on_line,
        sold_kt: (sold(&with), sold(&without)),
        carriage_usd_per_t: (per_t(&with), per_t(&without)),
        income_kusd: (with.income_kusd, without.income_kusd),
        added_kusd: with.net_kusd - without.net_kusd,
        trucks_a_day: (
            trucks(network, goods, &with, days, seen_until),
            trucks(network, goods, &without, days, seen_until),
        ),
        chokepoint,
        dead_end: (on_line <= 1e-6).then(|| dead_end(network, line, seen_until)),
    })
}

/// The line counted as built, with the transfers that are planned with it.
pub fn with_line(network: &Network<'_>, line: &Line) -> Changes {
    let mut changes = Changes::default().building(line.id.clone());
    for other in network.lines.iter().filter(|other| other.layer == Layer::Transfer && other.stage != Stage::Existing) {
        if other.stops.iter().any(|place| line.stops.contains(place)) {
            changes = changes.building(other.id.clone());
        }
    }
    changes
}

/// Loaded trucks a day on roads that are hauls, not hops.
fn trucks(network: &Network<'_>, goods: &Goods, found: &Throughput, days: f64, day: Date) -> f64 {
    let by_road = found.lines.iter().filter_map(|(id, _, kt)| {
        let line = &network.lines[network.line(id)?.0];
        let long = network
            .arcs
            .iter()
            .any(|arc| arc.line().is_some_and(|ix| network.lines[ix.0].id == *id) && arc.km >= HAUL_KM);
        if line.layer != Layer::Road || !long {
            return None;
        }
        let chain: Vec<&str> = goods.goods.first().map(|good| good.chain.iter().map(String::as_str).collect())?;
        let payload = network.payloads.get("truck", &chain, &[line.id.as_str()], day)?;
        Some(kt * 1000.0 / payload.tonnes.mid / days)
    });
    total(by_road)
}

/// Why goods do not take a line: what lies beyond each of its ends.
fn dead_end(network: &Network<'_>, line: &Line, day: Date) -> DeadEnd {
    let snapshot = network.on_with(day, Changes::default().building(line.id.clone()));
    let ends = [line.stops.first(), line.stops.last()];
    for place in ends.into_iter().flatten() {
        let is_source = network.places[place.0].kind == case::tables::PlaceKind::Mine;
        if is_source {
            continue;
        }
        let onward: Vec<_> = network
            .arcs
            .iter()
            .filter(|arc| {
                network.nodes[arc.from].place == *place
                    && matches!(arc.kind, ArcKind::Move { .. } | ArcKind::Transfer { .. })
            })
            .filter(|arc| network.line_of_arc(arc).is_some_and(|other| other.id != line.id) && snapshot.usable(arc))
            .collect();
        let name = network.places[place.0].name.clone();
        if onward.is_empty() {
            return DeadEnd::NoLineOn { place: name };
        }
        if onward.iter().all(|arc| arc.border) {
            return DeadEnd::NoCountedGate { place: name };
        }
    }
    DeadEnd::NotWorthIt
}
