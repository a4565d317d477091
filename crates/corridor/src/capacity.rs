//! From counts a day to tonnes a month: `K = sum over days of units a day x payload x part of the day worked`.
//!
//! Each run of equal days keeps its factors and their rows, so that a tonne of capacity can be traced.

use std::collections::BTreeMap;

use case::entry::RowRef;
use case::tables::RegimeStatus;
use case::trace::merge;
use case::value::date::{Date, Month};
use serde::Serialize;

use crate::gate::{Gate, GateRegimes};
use crate::network::Network;
use crate::payload::Payload;
use crate::range::Range;
use crate::regime::{Held, State};
use crate::rest::{Calendar, OpenShare};

/// Days in a row with the same state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Days worked: whole days less rest and holidays.
    pub worked_days: f64,
    /// Open, limited or closed.
    pub status: RegimeStatus,
    /// How the state comes about.
    pub held: Held,
    /// Units a day on a full day, the mean over the run.
    pub per_day: Range,
    /// The unit counted: `truck`, `wagon`, `train`, `container`, or `t` where mass itself is given.
    pub unit: String,
    /// Tonnes in one unit; 1 where mass is given.
    pub payload_t: Range,
    /// Tonnes in the run.
    pub tonnes: Range,
    /// The rows of count, payload and calendar.
    pub rows: Vec<RowRef>,
}

/// What a subject lets pass of one good in a month.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct MonthCapacity {
    /// Runs of equal days; days without a count are in none.
    pub runs: Vec<Run>,
    /// Tonnes in the month, the counted days alone.
    pub tonnes: Range,
    /// Days on which nobody says how much passes.
    pub uncounted_days: u32,
    /// Whether on some of these days a row says that it works under a limit.
    pub limited: bool,
    /// Days on which no row speaks of the subject.
    pub silent_days: u32,
    /// Whether a count of this good alone limits on some day, or the gate is closed to it.
    pub own: bool,
    /// Whether a count of all goods limits on every counted day.
    pub shared: bool,
    /// The sum of these counts over the days worked, all goods together, and the unit counted.
    pub shared_units: f64,
    /// Unit of `shared_units`: a vehicle, or `t`.
    pub shared_unit: String,
    /// Days worked in all runs.
    pub worked_days: f64,
}

impl MonthCapacity {
    /// Whether every day is counted or closed.
    pub fn is_known(&self) -> bool {
        self.uncounted_days == 0 && self.silent_days == 0
    }

    /// The rows of all runs.
    pub fn rows(&self) -> Vec<RowRef> {
        merge(self.runs.iter().map(|run| run.rows.as_slice()))
    }
}

/// What is asked of a subject: which good, near which places payloads are looked for, on which calendar.
#[derive(Debug, Clone)]
pub struct Question<'q, 'a> {
    /// Id of the place or link.
    pub subject: &'q str,
    /// The good, then what it is a part of.
    pub chain: &'q [String],
    /// Ids of the subject and its neighbours, for payloads.
    pub near: &'q [String],
    /// Its calendar.
    pub calendar: &'q Calendar<'a>,
    /// Counts of these vehicles do not concern it: trucks do not limit a railway.
    pub ignores: &'q [&'q str],
}

/// The capacity of a month.
///
/// With `frozen`, the regime of that day holds for every later day: what could be expected on it. Working days and
/// holidays stay those of the month.
pub fn month_capacity(network: &Network<'_>, ask: &Question<'_, '_>, month: Month, frozen: Option<Date>) -> MonthCapacity {
    let days = u32::from(month.first_day().days_in_month().unsigned_abs());
    let Some(regimes) = GateRegimes::of(&network.regimes, ask.subject, ask.chain) else {
        return MonthCapacity { silent_days: days, ..MonthCapacity::default() };
    };
    let mut found = MonthCapacity { shared: true, ..MonthCapacity::default() };
    let mut payloads = BTreeMap::new();
    let mut day = month.first_day();
    for _ in 0..days {
        let seen = frozen.map_or(day, |frozen| day.min(frozen));
        match regimes.on(seen) {
            Gate::NoRegime => found.silent_days += 1,
            Gate::Uncounted { limited, .. } => {
                found.uncounted_days += 1;
                found.limited |= limited;
            }
            Gate::Closed(rows) => {
                found.own = true;
                found.shared = false;
                push(&mut found.runs, closed(day, rows));
            }
            Gate::Counted { own, all } => {
                let own = own.filter(|state| !ignored(state, ask.ignores));
                let all = all.filter(|state| !ignored(state, ask.ignores));
                if own.is_none() && all.is_none() {
                    found.silent_days += 1;
                } else {
                    counted(network, ask, day, seen, own.as_ref(), all.as_ref(), &mut payloads, &mut found);
                }
            }
        }
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    found.shared &= !found.runs.is_empty();
    found.tonnes = found.runs.iter().fold(Range::default(), |sum, run| sum.plus(run.tonnes));
    found
}

/// Payloads of a month by vehicle.
type Payloads = BTreeMap<String, Option<Payload>>;

/// Adds a counted day: both counts limit where both are there, so the smaller is what this good alone could use.
#[allow(clippy::too_many_arguments, reason = "the parts of one day, from one caller")]
fn counted(
    network: &Network<'_>,
    ask: &Question<'_, '_>,
    day: Date,
    seen: Date,
    own: Option<&State<'_>>,
    all: Option<&State<'_>>,
    payloads: &mut Payloads,
    found: &mut MonthCapacity,
) {
    let open = ask.calendar.on(day, &network.regimes);
    let runs = own.into_iter().chain(all).filter_map(|state| run(network, ask, day, seen, state, &open, payloads));
    let Some(least) = runs.min_by(|a, b| a.tonnes.mid.total_cmp(&b.tonnes.mid)) else {
        // A count without a payload is no amount.
        found.uncounted_days += 1;
        return;
    };
    found.own |= own.is_some();
    found.shared &= all.is_some();
    found.worked_days += least.worked_days;
    if let Some((per_day, unit)) = all.and_then(per_day) {
        found.shared_units += per_day.mid * least.worked_days;
        unit.clone_into(&mut found.shared_unit);
    }
    push(&mut found.runs, least);
}

fn closed(day: Date, rows: Vec<RowRef>) -> Run {
    Run {
        first: day,
        last: day,
        worked_days: 0.0,
        status: RegimeStatus::Closed,
        held: Held::Stated,
        per_day: Range::default(),
        unit: String::new(),
        payload_t: Range::default(),
        tonnes: Range::default(),
        rows,
    }
}

fn ignored(state: &State<'_>, ignores: &[&str]) -> bool {
    state.unit.and_then(case::value::unit::Unit::rate_of).is_some_and(|vehicle| ignores.contains(&vehicle))
}

/// One day of a state.
fn run(
    network: &Network<'_>,
    ask: &Question<'_, '_>,
    day: Date,
    seen: Date,
    state: &State<'_>,
    open: &OpenShare,
    payloads: &mut Payloads,
) -> Option<Run> {
    let (per_day, unit) = per_day(state)?;
    if !payloads.contains_key(unit) {
        let found = if unit == "t" {
            Some(Payload { tonnes: Range::point(1.0), rows: Vec::new() })
        } else {
            let chain: Vec<&str> = ask.chain.iter().map(String::as_str).collect();
            let near: Vec<&str> = ask.near.iter().map(String::as_str).collect();
            network.payloads.get(unit, &chain, &near, seen)
        };
        payloads.insert(unit.to_owned(), found);
    }
    let payload = payloads.get(unit)?.as_ref()?;
    Some(Run {
        first: day,
        last: day,
        worked_days: open.share,
        status: state.status,
        held: state.held,
        per_day,
        unit: unit.to_owned(),
        payload_t: payload.tonnes,
        tonnes: per_day.product(payload.tonnes).times(open.share),
        rows: merge([state.rows.as_slice(), payload.rows.as_slice(), open.rows.as_slice()]),
    })
}

/// Units a day and what they are; mass in tonnes.
pub(crate) fn per_day<'s>(state: &State<'s>) -> Option<(Range, &'s str)> {
    let (rate, unit) = (state.rate?, state.unit?);
    // The base unit of time is the day, that of mass the tonne.
    let rate = rate.times(unit.factor());
    match unit.rate_of()? {
        "mass" => Some((rate, "t")),
        vehicle => Some((rate, vehicle)),
    }
}

/// Adds a day to the last run when it says the same, else begins a new one.
fn push(runs: &mut Vec<Run>, day: Run) {
    if let Some(last) = runs.last_mut() {
        let same = last.status == day.status
            && last.held == day.held
            && last.unit == day.unit
            && last.payload_t == day.payload_t
            && (last.per_day == day.per_day || day.held == Held::Interpolated);
        if same {
            let days = crate::regime::days_between(last.first, day.first);
            let mean = |old: f64, new: f64| (old * days + new) / (days + 1.0);
            last.per_day = Range {
                low: mean(last.per_day.low, day.per_day.low),
                mid: mean(last.per_day.mid, day.per_day.mid),
                high: mean(last.per_day.high, day.per_day.high),
            };
            last.last = day.last;
            last.worked_days += day.worked_days;
            last.tonnes = last.tonnes.plus(day.tonnes);
            if day.rows.iter().any(|row| !last.rows.contains(row)) {
                last.rows = merge([last.rows.as_slice(), day.rows.as_slice()]);
            }
            return;
        }
    }
    runs.push(day);
}
