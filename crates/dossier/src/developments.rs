//! The page Developments: dated events on one line, what was measured at the border, and what was expected.

use std::collections::BTreeMap;

use ::words::{mark, text};
use case::Case;
use case::entry::Entry;
use case::tables::{Event, EventKind, Frequency, Judgement, Relation, Series};
use case::trace::Traced;
use case::value::period::{Period, fractional_year};
use case::value::reading::Reading;
use figure::{Cell, Chart, Column, Dash, Grain, Lane, LineSeries, Lines, Table, Timeline, TimelineEntry, XAxis};

use crate::book::{Book, Draft, Meaning};
use crate::words::{capital, counted, decimals, plain, say, spaced, told, unit, unit_beside, unit_word, when};
use document::{Block, EventView, Page, Section, TableView, address};

/// Years that the timeline reaches back from the day of the view.
const YEARS_SHOWN: f64 = 3.5;
/// Events that a time chart marks at most.
const MARKED: usize = 3;
/// Years that two marks are apart at least.
const APART: f64 = 0.3;
/// Observations from which a series gets a picture.
const SERIES_MIN: usize = 5;

pub(crate) fn page(book: &mut Book, case: &Case) -> Page {
    let all = events(case);
    let mut sections = Vec::new();
    if !all.is_empty() {
        let mut blocks = vec![Block::Figure(timeline(book, case, &all))];
        blocks.push(Block::Text(say(
            &text!(
                "{events} on record as of {day}; the list of events holds all of them, each with a page of its own.",
                events = counted(all.len(), mark("{count} event"), mark("{count} events")),
                day = crate::words::day(case.as_of())
            ),
            &[],
        )));
        sections.push(Section { id: "what-happened".to_owned(), title: text!("What happened, and when"), blocks });
    }
    let series = series_figures(book, case);
    if !series.is_empty() {
        sections.push(Section {
            id: "series".to_owned(),
            title: text!("What was measured"),
            blocks: series.into_iter().map(Block::FigureLink).collect(),
        });
    }
    if let Some(table) = forecasts(book, case) {
        sections.push(Section {
            id: "forecasts".to_owned(),
            title: text!("What was expected"),
            blocks: vec![Block::Table(table)],
        });
    }
    Page {
        id: address::EVENTS.to_owned(),
        title: text!("Developments"),
        question: text!("What happened, when, and what was measured?"),
        under: None,
        sections,
    }
}

/// Every event known by the day of the view, in order of time.
pub(crate) fn events(case: &Case) -> Vec<EventView> {
    let mut views: Vec<EventView> = case.tables().events.iter().map(|entry| view(case, entry)).collect();
    views.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.id.cmp(&b.id)));
    views
}

fn view(case: &Case, entry: &Entry<Event>) -> EventView {
    let from = fractional_year(entry.starts_on.first_day());
    let spans = entry.ends_on.is_some() || entry.starts_on.first_day() != entry.starts_on.last_day();
    let end = entry.ends_on.unwrap_or(entry.starts_on);
    EventView {
        id: entry.event_id.to_string(),
        slug: address::slug(entry.event_id.as_str()),
        page: address::event(entry.event_id.as_str()),
        episode: entry.episode.as_ref().map(ToString::to_string),
        kind: entry.kind.to_string(),
        title: entry.title.clone(),
        starts_on: entry.starts_on.to_string(),
        ends_on: entry.ends_on.map(|end| end.to_string()),
        when: match entry.ends_on {
            Some(end) if end != entry.starts_on => {
                text!("{from} to {to}", from = when(entry.starts_on), to = when(end))
            }
            _ => when(entry.starts_on),
        },
        from,
        to: spans.then(|| fractional_year(end.last_day())),
        summary: entry.summary.clone(),
        subjects: entry.subjects.iter().map(|subject| case.subject_name(subject.as_str())).collect(),
        effect: effect(entry),
        confidence: entry.provenance.confidence.to_string(),
        source_id: entry.provenance.source_id.to_string(),
        row: entry.at.clone(),
        note: entry.provenance.note.clone(),
    }
}

/// A reading, or a range, with its unit.
fn range_text(low: Reading, high: Reading, unit_text: &str) -> Option<String> {
    let low = low.value()?;
    let last = plain(high.value().unwrap_or(low));
    let unit = unit_beside(unit_text, &last);
    let number = match high.value() {
        Some(_) => text!("{low} to {high}", low = plain(low), high = last),
        None => last,
    };
    Some(if unit.is_empty() { number } else { format!("{number} {unit}") })
}

fn effect(event: &Event) -> Option<String> {
    let figure = range_text(event.value, event.value_high, event.unit.as_ref().map_or("", |unit| unit.as_str()));
    match (&event.effect, figure) {
        (Some(words), Some(figure)) => Some(format!("{words}: {figure}")),
        (Some(words), None) => Some(words.clone()),
        (None, figure) => figure,
    }
}

/// The events that time charts mark: single days that the panel's claims rest on, border events first, the latest first,
/// and none so close to another that the names could not be read.
pub(crate) fn marked(case: &Case) -> Vec<EventView> {
    // In the order of the claims: of two events of one day the one cited first is marked.
    let cited: Vec<&str> = case
        .panel()
        .into_iter()
        .flat_map(|panel| &panel.claim)
        .flat_map(|claim| &claim.evidence)
        .filter(|evidence| evidence.kind == "event")
        .map(|evidence| evidence.id.as_str())
        .collect();
    let rank = |event: &EventView| cited.iter().position(|id| *id == event.id);
    let mut candidates: Vec<EventView> = events(case)
        .into_iter()
        .filter(|event| event.to.is_none() && rank(event).is_some())
        .filter(|event| [EventKind::Border, EventKind::Infrastructure].iter().any(|kind| event.kind == kind.as_str()))
        .collect();
    let border_first = |event: &EventView| event.kind != EventKind::Border.as_str();
    candidates.sort_by(|a, b| {
        border_first(a).cmp(&border_first(b)).then(b.from.total_cmp(&a.from)).then(rank(a).cmp(&rank(b)))
    });
    let mut marked: Vec<EventView> = Vec::new();
    for event in candidates {
        let apart = marked.iter().all(|known| (known.from - event.from).abs() >= APART);
        if apart && marked.len() < MARKED {
            marked.push(event);
        }
    }
    marked.sort_by(|a, b| a.from.total_cmp(&b.from));
    marked
}

fn timeline(book: &mut Book, case: &Case, all: &[EventView]) -> String {
    let to = fractional_year(case.as_of());
    let latest = all.last().map_or(to, |event| event.from);
    // A case whose events are older than the window still shows them, and no year is empty before the first of them.
    let from = (to - YEARS_SHOWN).min(latest - 1.0).floor();
    let shown = |event: &&EventView| event.to.unwrap_or(event.from) >= from;
    let first = all.iter().filter(shown).map(|event| event.from.max(from)).reduce(f64::min);
    let from = first.map_or(from, f64::floor);
    let lanes: Vec<Lane> = EventKind::ALL
        .iter()
        .map(|kind| Lane {
            name: capital(&spaced(kind.as_str())),
            entries: all
                .iter()
                .filter(|event| event.kind == kind.as_str() && event.to.unwrap_or(event.from) >= from)
                .map(|event| TimelineEntry {
                    start: event.from,
                    end: event.to,
                    label: event.title.clone(),
                    when: event.when.clone(),
                    emphasis: event.confidence == "high" && kind == &EventKind::Border,
                })
                .collect(),
        })
        .filter(|lane| !lane.entries.is_empty())
        .collect();
    let shown: usize = lanes.iter().map(|lane| lane.entries.len()).sum();
    let most = lanes.iter().max_by_key(|lane| lane.entries.len());
    let strong = lanes.iter().flat_map(|lane| &lane.entries).any(|entry| entry.emphasis);
    let mut notes = vec![text!(
        "A bar is a span, or a date known only to the month or year. The table lists all events, also older ones."
    )];
    if strong {
        notes.push(text!(
            "A bold name at an orange mark: an event at the border of which the case is sure; the other marks are blue."
        ));
    }
    book.figure(Draft {
        id: "timeline".to_owned(),
        title: text!(
            "{events} since {year}, {count} of them of the kind “{kind}”",
            events = counted(shown, mark("{count} dated event"), mark("{count} dated events")),
            year = plain_year(from),
            count = most.map_or(0, |lane| lane.entries.len()),
            kind = most.map_or_else(String::new, |lane| lane.name.to_lowercase())
        ),
        measure: text!("Policy, infrastructure, border, market and diplomatic events"),
        unit: String::new(),
        place: case.economy_name(case.economy()),
        period: text!("{from} to {to}", from = plain_year(from), to = crate::words::day(case.as_of())),
        chart: Chart::Timeline(Timeline { from, to: to + 0.02, lanes }),
        table: Table {
            columns: vec![
                Column::text(text!("when")),
                Column::text(text!("kind")),
                Column::text(text!("event")),
                Column::text(text!("measured effect")),
                Column::text(text!("source")),
            ],
            rows: all
                .iter()
                .map(|event| {
                    vec![
                        Cell::text(event.when.clone()),
                        Cell::text(spaced(&event.kind)),
                        Cell::text(event.title.clone()),
                        event.effect.clone().map_or_else(Cell::missing, Cell::text),
                        Cell::text(event.source_id.clone()),
                    ]
                })
                .collect(),
        },
        notes,
        rows: all.iter().map(|event| event.row.clone()).collect(),
    })
}

fn plain_year(year: f64) -> String {
    figure::number::format(year, 0).replace(',', "")
}

/// A picture of each series with enough figures.
fn series_figures(book: &mut Book, case: &Case) -> Vec<String> {
    let rule = case::prefer::Preference::of(case);
    let mut by_series: BTreeMap<&str, BTreeMap<Period, Vec<&Entry<case::tables::Observation>>>> = BTreeMap::new();
    for entry in &case.tables().observations {
        by_series.entry(entry.series_id.as_str()).or_default().entry(entry.period).or_default().push(entry);
    }
    let mut ids = Vec::new();
    for series in &case.tables().series {
        let Some(periods) = by_series.get(series.series_id.as_str()) else { continue };
        let chosen: Vec<(Period, &Entry<case::tables::Observation>)> = periods
            .iter()
            .filter_map(|(period, rows)| Some((*period, *rule.order(rows.iter().copied()).first()?)))
            .collect();
        if chosen.iter().filter(|(_, row)| row.value.value().is_some()).count() >= SERIES_MIN {
            ids.push(series_figure(book, case, series, &chosen));
        }
    }
    ids
}

fn series_figure(
    book: &mut Book,
    case: &Case,
    series: &Entry<Series>,
    chosen: &[(Period, &Entry<case::tables::Observation>)],
) -> String {
    let mut points: Vec<(f64, Option<f64>)> = Vec::new();
    let mut rows = Vec::new();
    let mut ordered: Vec<_> = chosen.to_vec();
    ordered.sort_by_key(|(period, _)| (period.first_day(), period.last_day()));
    let monthly = series.frequency == Frequency::Monthly;
    let unit_text = unit_word(series.unit.as_str());
    let mut last = None;
    for (period, row) in &ordered {
        let x = match period {
            Period::Year(year) => f64::from(*year),
            Period::Month(month) => figure::month_x(i32::from(month.year()), u32::from(month.month().unsigned_abs())),
            other => other.middle(),
        };
        // A figure of another length of time (a year to date) would not be comparable on the line.
        let comparable = match series.frequency {
            Frequency::Annual => period.year().is_some(),
            Frequency::Monthly => matches!(period, Period::Month(_)),
            _ => true,
        };
        if comparable {
            points.push((x, row.value.value()));
        }
        let cell = match row.value {
            Reading::Value(value) => {
                last = comparable.then_some((*period, value)).or(last);
                let decimals = decimals(value);
                book.enter(
                    Meaning {
                        id: format!("series.{}.{}", series.series_id, period.to_string().replace('/', "_")),
                        label: format!("{}, {period}", series.name),
                        unit: unit_text,
                        decimals,
                        signed: false,
                        method: mark("as reported; where sources differ, the row that the preferred-source rule picks"),
                    },
                    &Traced::from_row(value, row),
                )
            }
            Reading::Missing => Cell::missing(),
            Reading::NotReported => Cell::not_reported(),
            Reading::NotApplicable => Cell::not_applicable(),
        };
        rows.push(vec![Cell::text(period.to_string()), cell]);
    }
    let title = match last {
        Some((period, value)) => text!(
            "{series}: {value} {unit} in {period}",
            series = series.name,
            value = plain(value),
            unit = told(unit_text)
        ),
        None => series.name.clone(),
    };
    let (first_period, last_period) = (ordered.first().map(|p| p.0), ordered.last().map(|p| p.0));
    book.figure(Draft {
        id: format!("series-{}", series.series_id.as_str().replace('_', "-")),
        title,
        measure: series.name.clone(),
        unit: unit(series.unit.as_str()),
        place: case.subject_name(series.subject_id.as_str()),
        period: match (first_period, last_period) {
            (Some(first), Some(last)) => text!("{from} to {to}", from = first, to = last),
            _ => String::new(),
        },
        chart: Chart::Lines(Lines {
            x: XAxis { grain: if monthly { Grain::Month } else { Grain::Year }, from: None, to: None },
            series: vec![LineSeries { name: series.name.clone(), points, dash: Dash::Solid, emphasis: true }],
            bands: Vec::new(),
            marks: Vec::new(),
            unit: unit(series.unit.as_str()),
            zero_based: false,
        }),
        table: Table {
            columns: vec![Column::text(text!("period")), Column::number(text!("value"), unit(series.unit.as_str()))],
            rows,
        },
        notes: vec![text!(
            "Measured by {reporter}. Counted: {definition}.",
            reporter = series.reporter,
            definition = series.definition.trim_end_matches('.')
        )],
        rows: vec![series.at.clone()],
    })
}

/// Forecasts and targets, in the order in which they were made.
fn forecasts(book: &mut Book, case: &Case) -> Option<TableView> {
    let mut judgements: Vec<&Entry<Judgement>> = case.tables().judgements.iter().collect();
    judgements.sort_by_key(|j| (j.target.clone(), j.period, j.made_on.first_day()));
    let rows: Vec<Vec<Cell>> = judgements
        .iter()
        .map(|judgement| {
            let shown = range_text(judgement.value, judgement.value_high, judgement.unit.as_str());
            let value = match (judgement.value.value(), shown) {
                (Some(value), Some(shown)) => {
                    let id = book.number(
                        Meaning {
                            id: format!("judgement.{}", judgement.judgement_id),
                            label: text!(
                                "{target} {period}, {forecaster}, made {when}",
                                target = judgement.target,
                                period = judgement.period,
                                forecaster = judgement.forecaster,
                                when = when(judgement.made_on)
                            ),
                            unit: unit_word(judgement.unit.as_str()),
                            decimals: decimals(value),
                            signed: false,
                            method: mark("as the institution published it"),
                        },
                        &Traced::from_row(value, judgement),
                    );
                    let shown = match judgement.relation {
                        Relation::Equal => shown,
                        Relation::AtLeast => text!("at least {value}", value = shown),
                        Relation::Above => text!("above {value}", value = shown),
                        Relation::About => text!("about {value}", value = shown),
                    };
                    Cell::number(shown, value, Some(id))
                }
                _ => Cell::missing(),
            };
            vec![
                Cell::text(judgement.target.clone()),
                Cell::text(judgement.period.to_string()),
                Cell::text(judgement.forecaster.clone()),
                Cell::text(when(judgement.made_on)),
                value,
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| TableView {
        id: "forecasts".to_owned(),
        title: text!("Forecasts and targets of institutions, as they were made"),
        table: Table {
            columns: vec![
                Column::text(text!("of what")),
                Column::text(text!("for")),
                Column::text(text!("by whom")),
                Column::text(text!("made")),
                Column { name: text!("value"), unit: None, numeric: true },
            ],
            rows,
        },
        notes: vec![text!("Each stands as it was published; none is the program's own.")],
    })
}
