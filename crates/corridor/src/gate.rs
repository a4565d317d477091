//! What the regimes of a gate or line say about one good on one day.
//!
//! A gate may be counted for all goods and for single goods, at different times. The newest state holds; two of the
//! same day hold together. A state that is open without a count takes what can be loaded there, what the terminal
//! handles, or what the line was designed for, where that began after the last count; else the last count is taken
//! again; failing that too, nobody knows what passes, and the gate is *uncounted*. So is a gate that works under a
//! limit which nobody tells.

use case::entry::RowRef;
use case::tables::{CapacityMeasure, RegimeStatus};
use case::value::date::Date;

use crate::regime::{Held, Regime, Regimes, Slot, State};

/// What holds for one good at one subject on a day.
#[derive(Debug, Clone)]
pub enum Gate<'a> {
    /// No row says anything: a road without a limit, or a crossing nobody counted.
    NoRegime,
    /// Nothing passes.
    Closed(Vec<RowRef>),
    /// It works, and nobody says how much passes.
    Uncounted {
        /// Whether a row says that it works under a limit.
        limited: bool,
        /// The rows.
        rows: Vec<RowRef>,
    },
    /// Counts that limit, of this good alone and of all goods; at least one is there.
    Counted {
        /// Of this good.
        own: Option<State<'a>>,
        /// Of all goods together.
        all: Option<State<'a>>,
    },
}

/// What is asked of when a gate is open without a count, in this order.
const FACILITIES: [CapacityMeasure; 3] = [CapacityMeasure::Loading, CapacityMeasure::Terminal, CapacityMeasure::Design];

/// A pair of regimes of one measure: of a good alone and of all goods.
#[derive(Debug, Clone, Copy, Default)]
struct Pair<'r, 'a> {
    own: Option<&'r Regime<'a>>,
    all: Option<&'r Regime<'a>>,
}

/// The regimes of one subject for one good, looked up once and asked for many days.
#[derive(Debug, Clone)]
pub struct GateRegimes<'r, 'a> {
    throughput: Pair<'r, 'a>,
    facilities: Vec<Pair<'r, 'a>>,
}

impl<'r, 'a> GateRegimes<'r, 'a> {
    /// The regimes of a subject for a good (`chain`: the good, then what it is a part of); `None` when no row speaks of
    /// what passes there.
    pub fn of(regimes: &'r Regimes<'a>, subject: &str, chain: &[String]) -> Option<Self> {
        let pair = |measure| Pair {
            own: chain.iter().find_map(|product| regimes.get(subject, measure, Some(product))),
            all: regimes.get(subject, measure, None),
        };
        let some = |pair: &Pair<'_, '_>| pair.own.is_some() || pair.all.is_some();
        let throughput = pair(CapacityMeasure::Throughput);
        let facilities: Vec<Pair<'r, 'a>> = FACILITIES.into_iter().map(pair).filter(some).collect();
        (some(&throughput) || !facilities.is_empty()).then_some(Self { throughput, facilities })
    }

    /// Which rows speak on a day: days with the same answer have the same state.
    pub(crate) fn slots(&self, day: Date) -> Vec<Slot> {
        let pairs = std::iter::once(&self.throughput).chain(&self.facilities);
        pairs.flat_map(|pair| [pair.own, pair.all]).flatten().map(|regime| regime.slot(day)).collect()
    }

    /// Whether the gate is closed to all goods on a day, not to this one alone.
    pub(crate) fn shut_to_all(&self, day: Date) -> bool {
        let all = self.throughput.all.and_then(|regime| regime.on(day));
        all.is_some_and(|state| state.status == RegimeStatus::Closed)
    }

    /// The state on a day.
    pub fn on(&self, day: Date) -> Gate<'a> {
        let Pair { own: own_regime, all: all_regime } = self.throughput;
        let own = own_regime.and_then(|regime| regime.on(day));
        let all = all_regime.and_then(|regime| regime.on(day));
        let Some(since) = own.iter().chain(&all).map(|state| state.since).max() else {
            return self.facility(day).map_or(Gate::NoRegime, |(_, gate)| gate);
        };
        let own = own.filter(|state| state.since == since);
        let all = all.filter(|state| state.since == since);
        let newest: Vec<&State<'a>> = own.iter().chain(&all).collect();
        let rows: Vec<RowRef> = newest.iter().flat_map(|state| state.rows.iter().cloned()).collect();
        if newest.iter().any(|state| state.status == RegimeStatus::Closed) {
            return Gate::Closed(rows);
        }
        if newest.iter().any(|state| state.rate.is_some()) {
            let counted = |state: Option<State<'a>>| state.filter(|state| state.rate.is_some());
            return Gate::Counted { own: counted(own), all: counted(all) };
        }
        let limited = newest.iter().any(|state| state.status == RegimeStatus::Limited);
        self.without_count(day, limited, rows)
    }

    /// Open or limited without a figure: a facility that began after the last count speaks, else that count.
    fn without_count(&self, day: Date, limited: bool, rows: Vec<RowRef>) -> Gate<'a> {
        let counted = |regime: Option<&Regime<'a>>| {
            regime.and_then(|regime| regime.last_counted(day)).map(|state| State {
                // Opened again without a limit: the count is taken from before, not the limit.
                status: RegimeStatus::Open,
                held: Held::Resumed,
                rows: state.rows.iter().chain(&rows).cloned().collect(),
                ..state
            })
        };
        let (own, all) = (counted(self.throughput.own), counted(self.throughput.all));
        let last = own.iter().chain(&all).map(|state| state.since).max();
        if let Some((since, gate)) = self.facility(day)
            && last.is_none_or(|last| since > last)
        {
            return gate;
        }
        match last {
            Some(since) if !limited => Gate::Counted {
                own: own.filter(|state| state.since == since),
                all: all.filter(|state| state.since == since),
            },
            _ => Gate::Uncounted { limited, rows },
        }
    }

    /// What can be loaded, handled, or was designed for: the first of these that has a rate, and since when.
    fn facility(&self, day: Date) -> Option<(Date, Gate<'a>)> {
        let state = |regime: Option<&Regime<'a>>| -> Option<State<'a>> {
            let state = regime?.on(day)?;
            let counted = state.rate.is_some() && state.unit.is_some_and(case::value::unit::Unit::is_rate);
            counted.then_some(State { held: Held::Fallback, ..state })
        };
        self.facilities.iter().find_map(|pair| {
            let (own, all) = (state(pair.own), state(pair.all));
            let since = own.iter().chain(&all).map(|state| state.since).max()?;
            Some((since, Gate::Counted { own, all }))
        })
    }
}
