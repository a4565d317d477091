//! What a gate was let pass, month by month, from its dated regimes.
//!
//! A day is *counted* when a row of throughput gives a figure for it (or a straight line between two rows does), not
//! older than [`STALE_DAYS`]; *closed* when a row says so; *not known* otherwise. An opening without a figure is no
//! count, nor is what a terminal could handle: neither tells that trucks passed. Rates are those of a full day, so that
//! holidays, which the network takes from its own calendar, are not counted twice.

use std::collections::BTreeMap;

use case::entry::RowRef;
use case::tables::CapacityMeasure;
use case::trace::merge;
use case::value::date::{Date, Month};
use corridor::gate::{Gate as Regime, GateRegimes};
use corridor::goods::{Good, Goods};
use corridor::network::Network;
use corridor::payload::Payload;
use corridor::regime::{Held, State};

use super::count::number;

/// Days after which a count no longer speaks for another day, as for waiting times in `corridor`.
const STALE_DAYS: i32 = 730;

/// What a gate was let pass in a month.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Level {
    /// Tonnes on the counted days, if all of each were worked.
    pub tonnes: f64,
    /// Days with a count.
    pub counted: usize,
    /// Days closed.
    pub closed: usize,
    /// Days of which nobody tells.
    pub unknown: usize,
    /// The rows.
    pub rows: Vec<RowRef>,
}

impl Level {
    /// Days of the month.
    pub(super) fn days(&self) -> usize {
        self.counted + self.closed + self.unknown
    }

    /// Tonnes a day; `None` unless every day is counted or closed.
    pub(super) fn per_day(&self) -> Option<f64> {
        (self.unknown == 0 && self.days() > 0).then(|| self.tonnes / number(self.days()))
    }

    /// Whether any day is known.
    pub(super) fn is_known(&self) -> bool {
        self.counted + self.closed > 0
    }
}

/// The months of a gate for the good of which most of its rows speak (then most months, then the first by id), and that
/// good's index; `None` when no row speaks of any.
pub(super) fn levels(
    network: &Network<'_>,
    goods: &Goods,
    place: &str,
    months: &[Month],
) -> Option<(usize, Vec<Level>)> {
    let of_good = |(index, good): (usize, &Good)| -> Option<(usize, Vec<Level>)> {
        let levels = levels_of_good(network, goods, good, place, months)?;
        levels.iter().any(Level::is_known).then_some((index, levels))
    };
    goods.goods.iter().enumerate().filter_map(of_good).max_by_key(|(index, levels)| {
        let rows = merge(levels.iter().map(|level| level.rows.as_slice())).len();
        let known = levels.iter().filter(|level| level.is_known()).count();
        (rows, known, std::cmp::Reverse(*index))
    })
}

/// The months over which a gate's rows of throughput speak: from the first of them to the last whole month by the day of
/// the view. Empty when none does.
pub(super) fn span(network: &Network<'_>, place: &str) -> Vec<Month> {
    let regimes = network.regimes.of_subject(place).filter(|(key, _)| key.measure == CapacityMeasure::Throughput);
    let first = regimes.filter_map(|(_, regime)| regime.changes().first().copied()).min();
    let first = first.and_then(|day| Month::new(day.year(), day.month()));
    let (Some(first), Some(last)) = (first, last_whole_month(network.case.as_of())) else { return Vec::new() };
    (0..=last.index() - first.index()).map(|step| first.plus(step)).collect()
}

/// The last month that is over by the end of a day.
pub(super) fn last_whole_month(day: Date) -> Option<Month> {
    let month = Month::new(day.year(), day.month())?;
    Some(if month.last_day() <= day { month } else { month.plus(-1) })
}

fn levels_of_good(
    network: &Network<'_>,
    goods: &Goods,
    good: &Good,
    place: &str,
    months: &[Month],
) -> Option<Vec<Level>> {
    let regimes = GateRegimes::of(&network.regimes, place, &good.chain)?;
    let near = near(network, goods, good, place);
    let mut weigh = Weigh { network, good, near, payloads: BTreeMap::new() };
    Some(
        months
            .iter()
            .map(|month| {
                weigh.payloads.clear();
                let mut level = Level::default();
                let mut lists: Vec<Vec<RowRef>> = Vec::new();
                let mut day = Some(month.first_day());
                while let Some(today) = day.filter(|day| *day <= month.last_day()) {
                    let rows = match regimes.on(today) {
                        Regime::Closed(rows) => {
                            level.closed += 1;
                            Some(rows)
                        }
                        Regime::Counted { own, all } => weigh.smaller(own, all, today).map(|(tonnes, rows)| {
                            level.counted += 1;
                            level.tonnes += tonnes;
                            rows
                        }),
                        Regime::NoRegime | Regime::Uncounted { .. } => None,
                    };
                    match rows {
                        Some(rows) if lists.last() != Some(&rows) => lists.push(rows),
                        Some(_) => {}
                        None => level.unknown += 1,
                    }
                    day = today.tomorrow().ok();
                }
                level.rows = merge(lists.iter().map(Vec::as_slice));
                level
            })
            .collect(),
    )
}

/// Where payloads are looked for: the gate, lines that begin or end there, mines of the good.
fn near(network: &Network<'_>, goods: &Goods, good: &Good, place: &str) -> Vec<String> {
    let mut near = vec![place.to_owned()];
    let touching =
        network.arcs.iter().filter(|arc| network.from_place(arc).id == place || network.to_place(arc).id == place);
    near.extend(touching.filter_map(|arc| network.line_of_arc(arc).map(|line| line.id.clone())));
    let mines = goods.mines.iter().filter(|mine| goods.goods[mine.good].id == good.id);
    near.extend(mines.map(|mine| network.places[mine.place.0].id.clone()));
    near.dedup();
    near
}

/// From counts of vehicles to tonnes of a good.
struct Weigh<'w, 'a> {
    network: &'w Network<'a>,
    good: &'w Good,
    near: Vec<String>,
    /// Payloads of the month by vehicle.
    payloads: BTreeMap<&'static str, Option<Payload>>,
}

impl Weigh<'_, '_> {
    /// The smaller of the counts of the good and of all goods on a day, tonnes, with its rows; `None` where neither is a
    /// fresh count with a payload.
    fn smaller(&mut self, own: Option<State<'_>>, all: Option<State<'_>>, day: Date) -> Option<(f64, Vec<RowRef>)> {
        let states = [own, all];
        states.into_iter().flatten().filter_map(|state| self.tonnes(&state, day)).min_by(|a, b| a.0.total_cmp(&b.0))
    }

    fn tonnes(&mut self, state: &State<'_>, day: Date) -> Option<(f64, Vec<RowRef>)> {
        let age = state.since.until(day).map_or(i32::MAX, |span| span.get_days());
        if !matches!(state.held, Held::Stated | Held::Interpolated) || age > STALE_DAYS {
            return None;
        }
        let (rate, unit) = (state.rate?, state.unit?);
        // The base unit of time is the day, that of mass the tonne.
        let per_day = rate.mid * unit.factor();
        let vehicle = unit.rate_of()?;
        if vehicle == "mass" {
            return Some((per_day, state.rows.clone()));
        }
        let (network, good, near) = (self.network, self.good, &self.near);
        let payload = self.payloads.entry(vehicle).or_insert_with(|| {
            let chain: Vec<&str> = good.chain.iter().map(String::as_str).collect();
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            network.payloads.get(vehicle, &chain, &near, day)
        });
        let payload = payload.as_ref()?;
        Some((per_day * payload.tonnes.mid, merge([state.rows.as_slice(), payload.rows.as_slice()])))
    }
}
