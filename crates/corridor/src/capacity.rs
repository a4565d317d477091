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
use crate::regime::{Held, Slot, State};
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
    /// Whether a count of this good alone limits on some day, or the gate is closed to it alone.
    pub own: bool,
    /// Whether a count of all goods limits on every counted day; closed days are such days.
    pub shared: bool,
    /// The sum of these counts over the days worked, all goods together, and the unit counted.
    pub shared_units: f64,
    /// Unit of `shared_units`: a vehicle, or `t`.
    pub shared_unit: String,
    /// Days worked in all runs.
    pub worked_days: f64,
}

fn days_in(month: Month) -> u32 {
    u32::from(month.first_day().days_in_month().unsigned_abs())
}

impl MonthCapacity {
    /// A month of which no row speaks.
    pub(crate) fn silent(month: Month) -> Self {
        Self { silent_days: days_in(month), ..Self::default() }
    }

    /// Whether every day is counted or closed.
    pub fn is_known(&self) -> bool {
        self.uncounted_days == 0 && self.silent_days == 0
    }

    /// Whether there is a count on some day; a closing is none.
    pub fn is_counted(&self) -> bool {
        self.runs.iter().any(|run| run.status != RegimeStatus::Closed)
    }

    /// Whether on some day nobody says how much passes, and nobody that it is limited.
    pub fn leaves_open(&self) -> bool {
        !self.is_known() && !self.limited
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
pub fn month_capacity(
    network: &Network<'_>,
    ask: &Question<'_, '_>,
    month: Month,
    frozen: Option<Date>,
) -> MonthCapacity {
    let days = days_in(month);
    let Some(regimes) = GateRegimes::of(&network.regimes, ask.subject, ask.chain) else {
        return MonthCapacity::silent(month);
    };
    let mut found = MonthCapacity { shared: true, ..MonthCapacity::default() };
    let mut payloads = BTreeMap::new();
    // Most days are like the one before: only what differs is looked at anew.
    let mut before: Option<(Alike<'_>, DayState)> = None;
    let mut day = month.first_day();
    for _ in 0..days {
        let seen = frozen.map_or(day, |frozen| day.min(frozen));
        let like = (regimes.slots(seen), ask.calendar.share_on(day, &network.regimes));
        if before.as_ref().is_none_or(|(known, _)| *known != like) {
            before = Some((like, day_state(network, ask, day, seen, &regimes, &mut payloads)));
        }
        if let Some((_, state)) = &before {
            state.add_to(&mut found, day);
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

/// What two days have in common that are alike: the rows that speak, the part worked and the row that says so.
type Alike<'r> = (Vec<Slot>, (f64, Option<&'r RowRef>));

/// Payloads of a month by vehicle.
type Payloads = BTreeMap<String, Option<Payload>>;

/// What one day adds to a month.
#[derive(Debug, Clone)]
enum DayState {
    Silent,
    Uncounted { limited: bool },
    Closed { run: Run, own: bool },
    Counted { run: Run, own: bool, all: bool, units: Option<(f64, String)> },
}

impl DayState {
    fn add_to(&self, found: &mut MonthCapacity, day: Date) {
        match self {
            Self::Silent => found.silent_days += 1,
            Self::Uncounted { limited } => {
                found.uncounted_days += 1;
                found.limited |= limited;
            }
            Self::Closed { run, own } => {
                found.own |= own;
                push(&mut found.runs, run, day);
            }
            Self::Counted { run, own, all, units } => {
                found.own |= own;
                found.shared &= all;
                found.worked_days += run.worked_days;
                if let Some((counted, unit)) = units {
                    found.shared_units += counted;
                    unit.clone_into(&mut found.shared_unit);
                }
                push(&mut found.runs, run, day);
            }
        }
    }
}

/// The state of a day. Both counts limit where both are there: the smaller is what this good alone could use.
fn day_state(
    network: &Network<'_>,
    ask: &Question<'_, '_>,
    day: Date,
    seen: Date,
    regimes: &GateRegimes<'_, '_>,
    payloads: &mut Payloads,
) -> DayState {
    let (own, all) = match regimes.on(seen) {
        Gate::NoRegime => return DayState::Silent,
        Gate::Uncounted { limited, .. } => return DayState::Uncounted { limited },
        Gate::Closed(rows) => return DayState::Closed { run: closed(day, rows), own: !regimes.shut_to_all(seen) },
        Gate::Counted { own, all } => (own, all),
    };
    let own = own.filter(|state| !ignored(state, ask.ignores));
    let all = all.filter(|state| !ignored(state, ask.ignores));
    if own.is_none() && all.is_none() {
        return DayState::Silent;
    }
    let open = ask.calendar.on(day, &network.regimes);
    let runs = own.iter().chain(&all).filter_map(|state| run(network, ask, day, seen, state, &open, payloads));
    let Some(run) = runs.min_by(|a, b| a.tonnes.mid.total_cmp(&b.tonnes.mid)) else {
        // A count without a payload is no amount.
        return DayState::Uncounted { limited: false };
    };
    let units = all.as_ref().and_then(per_day).map(|(per_day, unit)| (per_day.mid * run.worked_days, unit.to_owned()));
    DayState::Counted { run, own: own.is_some(), all: all.is_some(), units }
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
fn push(runs: &mut Vec<Run>, like: &Run, day: Date) {
    if let Some(last) = runs.last_mut() {
        let same = last.status == like.status
            && last.held == like.held
            && last.unit == like.unit
            && last.payload_t == like.payload_t
            && (last.per_day == like.per_day || like.held == Held::Interpolated);
        if same {
            if last.per_day != like.per_day {
                let days = crate::regime::days_between(last.first, day);
                let mean = |old: f64, new: f64| (old * days + new) / (days + 1.0);
                last.per_day = Range {
                    low: mean(last.per_day.low, like.per_day.low),
                    mid: mean(last.per_day.mid, like.per_day.mid),
                    high: mean(last.per_day.high, like.per_day.high),
                };
            }
            last.last = day;
            last.worked_days += like.worked_days;
            last.tonnes = last.tonnes.plus(like.tonnes);
            if like.rows.iter().any(|row| !last.rows.contains(row)) {
                last.rows = merge([last.rows.as_slice(), like.rows.as_slice()]);
            }
            return;
        }
    }
    runs.push(Run { first: day, last: day, ..like.clone() });
}
