//! The crossings: what each was let pass, what that is in tonnes, what is used of it and what one more is worth.

use std::collections::BTreeMap;

use ::words::{mark, text};
use case::entry::{Entry as Row, RowRef};
use case::provenance::Basis;
use case::tables::{Capacity, CapacityMeasure, PlaceKind, RegimeStatus};
use case::trace::merge;
use case::value::date::Date;
use corridor::gate::{Gate, GateRegimes};
use corridor::network::{Line, Network};
use corridor::plan::Uncounted;
use corridor::regime::{Held, State};
use corridor::throughput::LimitUse;
use figure::{Cell, Column, LinkStatus, Table};

use crate::book::Book;
use crate::corridors::enter::{Entry, range_text};
use crate::corridors::study::Study;
use crate::words::{day, month, spaced, when};
use document::TableView;

/// What holds at a crossing on a day for a good, in words and for a map.
#[derive(Debug, Clone)]
pub(crate) struct GateState {
    pub(crate) status: LinkStatus,
    /// The count, for example `1,046 trucks a day`; empty when there is none.
    pub(crate) count: String,
    /// Since when, and how it comes about.
    pub(crate) how: String,
    /// When it was counted, where that is more than a year before the day.
    pub(crate) long_ago: Option<String>,
}

impl GateState {
    /// The count as a map shows it, on which nothing else says when it was made.
    pub(crate) fn dated(&self) -> String {
        match &self.long_ago {
            Some(when) if !self.count.is_empty() => text!("{count}, counted {when}", count = self.count),
            _ => self.count.clone(),
        }
    }
}

/// The state of a subject for a good on a day.
pub(crate) fn state(study: &Study<'_>, subject: &str, chain: &[String], on: Date) -> GateState {
    let unknown = |how: String| GateState { status: LinkStatus::Unknown, count: String::new(), how, long_ago: None };
    let Some(regimes) = GateRegimes::of(&study.network.regimes, subject, chain) else {
        return unknown(text!("no count in the case"));
    };
    match regimes.on(on) {
        Gate::NoRegime => unknown(text!("no count in the case")),
        Gate::Uncounted { limited, .. } => GateState {
            status: if limited { LinkStatus::Limited } else { LinkStatus::Open },
            ..unknown(text!("works, and nobody says how much passes"))
        },
        Gate::Closed(_) => GateState { status: LinkStatus::Closed, ..unknown(text!("closed")) },
        Gate::Counted { own, all } => {
            let states: Vec<&State<'_>> = own.iter().chain(&all).collect();
            let good = chain.first().and_then(|id| study.goods.find(id));
            let good = good.map_or_else(|| text!("this good"), |good| study.good_name(good).to_lowercase());
            let counts: Vec<String> = own
                .iter()
                .map(|state| count_words(state, &good))
                .chain(all.iter().map(|state| count_words(state, &text!("all goods"))))
                .collect();
            let limited = states.iter().any(|state| state.status == RegimeStatus::Limited);
            GateState {
                status: if limited { LinkStatus::Limited } else { LinkStatus::Open },
                count: counts.join("; "),
                how: states.first().map_or_else(String::new, |state| how(study, state)),
                long_ago: states
                    .first()
                    .filter(|state| state.held != Held::Interpolated && is_long_ago(state.since, on))
                    .map(|state| since(study, state)),
            }
        }
    }
}

fn count_words(state: &State<'_>, good: &str) -> String {
    let unit = state.unit.map_or("", case::value::unit::Unit::as_str);
    let (thing, time) = unit.split_once('/').unwrap_or((unit, ""));
    let number = state.rate.map_or_else(String::new, |rate| range_text(rate, 0));
    let time = spaced(time);
    match thing {
        "truck" => text!("{number} trucks a {time} of {good}"),
        "train" => text!("{number} trains a {time} of {good}"),
        "wagon" => text!("{number} wagons a {time} of {good}"),
        "container" => text!("{number} containers a {time} of {good}"),
        "vehicle" => text!("{number} vehicles a {time} of {good}"),
        unit => text!("{number} {unit} a {time} of {good}", unit = spaced(unit)),
    }
}

/// The first line over the border at a crossing that is counted on a day, where no count speaks of the crossing itself.
pub(crate) fn counted_line<'n>(
    network: &'n Network<'_>,
    crossing: usize,
    chain: &[String],
    on: Date,
) -> Option<&'n Line> {
    let gate = |subject: &str| GateRegimes::of(&network.regimes, subject, chain).map(|regimes| regimes.on(on));
    let place = network.places.get(crossing)?;
    if matches!(gate(&place.id), Some(Gate::Counted { .. } | Gate::Closed(_))) {
        return None;
    }
    let arcs = network.arcs.iter().filter(|arc| arc.crossings.iter().any(|other| other.0 == crossing));
    arcs.filter(|arc| network.from_place(arc).economy == network.case.economy())
        .filter_map(|arc| network.line_of_arc(arc))
        .find(|line| line.exists_on(on) && matches!(gate(&line.id), Some(Gate::Counted { .. })))
}

/// The state of a crossing: its own, or where nobody counted it, that of the line there that is counted.
pub(crate) fn crossing_state(study: &Study<'_>, crossing: usize, chain: &[String], on: Date) -> GateState {
    let own = state(study, &study.network.places[crossing].id, chain, on);
    if !own.count.is_empty() || own.status == LinkStatus::Closed {
        return own;
    }
    let Some(line) = counted_line(&study.network, crossing, chain, on) else { return own };
    let theirs = state(study, &line.id, chain, on);
    let status = if own.status == LinkStatus::Unknown { theirs.status } else { own.status };
    GateState { status, count: text!("{count} on {line}", count = theirs.count, line = line.name), ..theirs }
}

/// What is said of crossings of which one line alone is counted, by the names of the crossings.
pub(crate) fn by_one_line(study: &Study<'_>, uncounted: &[&Uncounted]) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    for gate in uncounted {
        let Some(place) = study.network.place(&gate.subject) else { continue };
        let chain = study.goods.goods.get(gate.good).map(|good| good.chain.clone()).unwrap_or_default();
        let Some(line) = counted_line(&study.network, place.0, &chain, study.day) else { continue };
        let state = state(study, &line.id, &chain, study.day);
        let words = text!(
            "At {crossing} only {line} carries in the model ({how}); what else passes there is not counted.",
            crossing = gate.name,
            line = line.name,
            how = state.how
        );
        said.insert(gate.name.clone(), words);
    }
    said
}

/// Whether a day is more than a year before another.
pub(crate) fn is_long_ago(then: Date, now: Date) -> bool {
    (then.year() + 1, then.month(), then.day()) < (now.year(), now.month(), now.day())
}

/// The row of a count: the first of those that a state rests on.
fn count_row<'s>(study: &Study<'s>, state: &State<'_>) -> Option<&'s Row<Capacity>> {
    let at = state.rows.first()?;
    study.case.tables().capacities.iter().find(|row| row.at == *at)
}

/// Since when a state holds, as precisely as its row knows it.
fn since(study: &Study<'_>, state: &State<'_>) -> String {
    count_row(study, state).map_or_else(|| day(state.since), |row| when(row.valid_from))
}

fn how(study: &Study<'_>, state: &State<'_>) -> String {
    let row = count_row(study, state);
    let since = since(study, state);
    let words = match (state.held, row.map(|row| row.provenance.basis)) {
        (Held::Stated, Some(Basis::Derived)) => text!("derived, since {since}"),
        (Held::Stated, Some(Basis::Assumed)) => text!("assumed, since {since}"),
        (Held::Stated, Some(Basis::Unverified)) => text!("not checked against a source, since {since}"),
        (Held::Stated, _) => text!("counted, since {since}"),
        (Held::Interpolated, _) => text!("between two counts, since {since}"),
        (Held::Resumed, Some(Basis::Derived)) => text!("open without a count: the last figure, derived, of {since}"),
        (Held::Resumed, _) => text!("open without a count: the last count, of {since}"),
        (Held::Fallback, _) => text!("open without a count: what can be handled, since {since}"),
    };
    // How a figure was computed, and whether it is a bound, stands in the note of its row.
    let computed = row.filter(|row| matches!(row.provenance.basis, Basis::Derived | Basis::Assumed));
    match computed.and_then(|row| row.provenance.note.as_deref()) {
        Some(note) => format!("{words} ({})", note.strip_prefix("derived: ").unwrap_or(note)),
        None => words,
    }
}

/// The table of crossings on the day of the view.
pub(crate) fn table(book: &mut Book, study: &Study<'_>) -> Option<TableView> {
    let home = study.case.economy();
    let chain = study.main.map(|good| study.goods.goods[good].chain.clone()).unwrap_or_default();
    let crossings: Vec<usize> = (0..study.network.places.len())
        .filter(|index| {
            let place = &study.network.places[*index];
            place.kind == PlaceKind::Crossing && place.economy == home
        })
        .collect();
    let mut rows: Vec<(f64, Vec<Cell>)> = crossings.iter().map(|index| row(book, study, *index, &chain)).collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    (!rows.is_empty()).then(|| TableView {
        id: "crossings".to_owned(),
        title: text!(
            "Crossings on {day}, and what could pass in {month}",
            day = day(study.day),
            month = month(study.month)
        ),
        table: Table {
            columns: vec![
                Column::text(text!("crossing")),
                Column::text(text!("leads to")),
                Column::text(text!("state")),
                Column::text(text!("count")),
                Column::text(text!("how it is known")),
                Column::number(text!("days worked"), ""),
                Column::number(text!("capacity"), text!("kt a month")),
                Column::number(text!("lowest"), text!("kt a month")),
                Column::number(text!("highest"), text!("kt a month")),
                Column::number(text!("used in the optimum"), "kt"),
                Column::number(text!("one more vehicle a day is worth"), text!("thousand USD a month")),
            ],
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        },
        notes: vec![
            text!(
                "Capacity of {good}: units a day x payload x days worked; lowest and highest by the ranges of count and payload. A derived figure is computed from others, as the brackets say. A crossing without a count carries nothing in the model, unless a line over the border there is counted, which its row then names: that is a hole in what is known, not a zero.",
                good = if study.main.is_some() { study.main_name() } else { text!("all goods") }
            ),
            text!("The worth of one more vehicle a day is what the optimum of the month gains by it; where a little more and a little less differ, both stand in the table of limits below."),
        ],
    })
}

const SUM: &str = mark("sum over the days of the month of units a day x payload x part of the day worked");

fn row(book: &mut Book, study: &Study<'_>, index: usize, chain: &[String]) -> (f64, Vec<Cell>) {
    let place = &study.network.places[index];
    let state = crossing_state(study, index, chain, study.day);
    let line = counted_line(&study.network, index, chain, study.day).map(|line| line.id.as_str());
    let beyond: Vec<String> = beyond(study, index);
    let limits: Vec<&LimitUse> = study
        .best
        .get()
        .map(|best| {
            best.limits
                .iter()
                .filter(|limit| match line {
                    Some(line) => !limit.is_place && limit.subject == line,
                    None => limit.is_place && limit.subject == place.id,
                })
                .collect()
        })
        .unwrap_or_default();
    let own = limits.iter().find(|limit| limit.good.is_some() && limit.good == study.main);
    let shared = limits.iter().find(|limit| limit.good.is_none());
    let limit = own.or(shared).copied();
    let rows: Vec<RowRef> =
        limit.map_or_else(Vec::new, |limit| merge(limit.runs.iter().map(|run| run.rows.as_slice())));
    let rows = if rows.is_empty() { vec![place.row.clone()] } else { rows };
    let id = |what: &str| format!("corridor.crossing.{}.{what}", place.id);
    let mut kt = |what: &str, label: String, value: Option<f64>, method: &'static str| match value {
        Some(value) => Entry::new(id(what), format!("{label}, {}, {}", place.name, month(study.month)), "kt", 0)
            .by(method)
            .cell(book, value, &rows),
        None => Cell::missing(),
    };
    // Beside the capacity for one good stands what passes of that good.
    let used = limit.filter(|limit| limit.good.is_some()).map_or_else(|| used_kt(study, &place.id), |limit| limit.used);
    let mid = limit.map(|limit| limit.runs.iter().map(|run| run.tonnes.mid).sum::<f64>() / 1000.0);
    let ends = limit.map(|limit| {
        let low = limit.runs.iter().map(|run| run.tonnes.low).sum::<f64>() / 1000.0;
        let high = limit.runs.iter().map(|run| run.tonnes.high).sum::<f64>() / 1000.0;
        (low, high)
    });
    let capacity = kt("capacity", text!("Capacity"), mid, SUM);
    let low = kt("capacity_low", text!("Lowest capacity"), ends.map(|ends| ends.0), SUM);
    let high = kt("capacity_high", text!("Highest capacity"), ends.map(|ends| ends.1), SUM);
    let used_cell = kt(
        "used",
        text!("Used in the optimum"),
        limit.map(|_| used),
        mark("mass that passes the border here in the month with the largest income less carriage"),
    );
    let worked = match limit {
        Some(limit) => {
            let label = text!("Days worked, {crossing}, {month}", crossing = place.name, month = month(study.month));
            Entry::new(id("worked_days"), label, mark("days"), 1)
                .by(mark("days of the month less rest days and holidays of the calendar"))
                .cell(book, limit.worked_days, &rows)
        }
        None => Cell::missing(),
    };
    let worth = limits.iter().filter_map(|limit| limit.usd_per_vehicle_a_day).map(|worth| worth.more).reduce(f64::max);
    let worth = match (worth, limit) {
        (Some(worth), _) => worth_cell(book, study, &place.id, &place.name, worth, &rows),
        // Free capacity is worth nothing more.
        (None, Some(limit)) if limit.used < limit.capacity => {
            worth_cell(book, study, &place.id, &place.name, 0.0, &rows)
        }
        _ => Cell::missing(),
    };
    let cells = vec![
        Cell::text(place.name.clone()),
        Cell::text(beyond.join(", ")),
        Cell::text(state.status.word()),
        Cell::text(if state.count.is_empty() { "\u{2013}".to_owned() } else { state.count.clone() }),
        Cell::text(state.how.clone()),
        worked,
        capacity,
        low,
        high,
        used_cell,
        worth,
    ];
    (mid.unwrap_or(-1.0), cells)
}

/// What one more vehicle a day at a crossing is worth, thousand USD a month.
pub(crate) fn worth_number(
    book: &mut Book,
    study: &Study<'_>,
    id: &str,
    name: &str,
    usd: f64,
    rows: &[RowRef],
) -> String {
    Entry::new(
        format!("corridor.crossing.{id}.one_more"),
        text!("What one more vehicle a day is worth, {crossing}, {month}", crossing = name, month = month(study.month)),
        mark("thousand USD a month"),
        0,
    )
    .by(mark("gain of the optimum with 0.1 % more capacity, for one vehicle a day more: income less carriage, before mining costs"))
    .id(book, usd / 1000.0, rows)
}

fn worth_cell(book: &mut Book, study: &Study<'_>, id: &str, name: &str, usd: f64, rows: &[RowRef]) -> Cell {
    let id = worth_number(book, study, id, name, usd, rows);
    book.cell(&id)
}

/// kt of all goods over the border at a crossing in the optimum.
pub(crate) fn used_kt(study: &Study<'_>, crossing: &str) -> f64 {
    let Some(best) = study.best.get() else { return 0.0 };
    let lines: Vec<&str> = study
        .network
        .arcs
        .iter()
        .filter(|arc| arc.crossings.iter().any(|place| study.network.places[place.0].id == crossing))
        .filter_map(|arc| study.network.line_of_arc(arc).map(|line| line.id.as_str()))
        .collect();
    best.lines.iter().filter(|(id, _, _)| lines.contains(&id.as_str())).map(|(_, _, kt)| kt).sum()
}

/// Names of the economies that lie beyond a crossing.
fn beyond(study: &Study<'_>, index: usize) -> Vec<String> {
    let mut names: Vec<String> = study
        .network
        .arcs
        .iter()
        .filter(|arc| arc.crossings.iter().any(|place| place.0 == index))
        .map(|arc| study.case.economy_name(study.network.to_place(arc).economy))
        .filter(|name| *name != study.case.economy_name(study.case.economy()))
        .collect();
    names.sort();
    names.dedup();
    if names.is_empty() { vec![text!("no link known")] } else { names }
}

/// Whether a crossing was ever counted.
pub(crate) fn is_counted(study: &Study<'_>, subject: &str) -> bool {
    study.network.regimes.of_subject(subject).any(|(key, _)| key.measure == CapacityMeasure::Throughput)
}
