//! A page for each event: what happened, what was computed of it, which claims rest on it, and where it is told.

use ::words::{mark, text};
use case::Case;
use case::entry::Entry;
use case::provenance::Basis;
use case::tables::Event;
use case::value::date::When;
use document::{Block, EventView, Page, PanelView, Section, Sentence, SourceView, address};
use figure::Chart;
use outlook::effects::EffectStudy;

use crate::book::Book;
use crate::corridors::enter::Entry as Number;
use crate::prospects;
use crate::words::{as_is, capital, decimals, say, spaced, unit, unit_word, when};

/// What the pages are made of.
#[derive(Debug)]
pub(crate) struct Ground<'a> {
    pub(crate) events: &'a [EventView],
    pub(crate) effects: &'a [EffectStudy],
    pub(crate) panel: Option<&'a PanelView>,
    pub(crate) sources: &'a [SourceView],
}

/// The pages, in the order of the events.
pub(crate) fn pages(book: &mut Book, case: &Case, ground: &Ground<'_>) -> Vec<Page> {
    let rows = &case.tables().events;
    ground
        .events
        .iter()
        .filter_map(|event| Some(page(book, ground, event, rows.iter().find(|row| row.at == event.row)?)))
        .collect()
}

fn page(book: &mut Book, ground: &Ground<'_>, event: &EventView, row: &Entry<Event>) -> Page {
    let mut sections = Vec::new();
    let mut add = |id: &str, title: String, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            sections.push(Section { id: id.to_owned(), title, blocks });
        }
    };
    add("happened", text!("What happened"), happened(book, event, row));
    let computed = computed(book, ground, event);
    let drawn = drawn(book, event, &computed);
    add("changed", text!("What was computed of it"), computed);
    add("figures", text!("Figures that mark it"), drawn);
    add("claims", text!("Claims that rest on it"), claims(ground, event));
    add("story", text!("The same story"), story(ground, event));
    add("source", text!("Where it is told"), vec![Block::Text(source(ground, event))]);
    Page {
        id: event.page.clone(),
        title: event.title.clone(),
        question: text!("What happened, and what hangs on it?"),
        under: Some(address::EVENTS.to_owned()),
        sections,
    }
}

fn happened(book: &mut Book, event: &EventView, row: &Entry<Event>) -> Vec<Block> {
    let mut blocks = vec![Block::Text(as_is(&time(row))), Block::Text(as_is(&event.summary))];
    if !event.subjects.is_empty() {
        blocks.push(Block::Text(as_is(&text!("It concerns {subjects}.", subjects = event.subjects.join(", ")))));
    }
    blocks.extend(measured(book, event, row).map(Block::Text));
    blocks
}

/// When, and how precisely that is known.
fn time(row: &Entry<Event>) -> String {
    let start = row.starts_on;
    let vague = |when: When| !matches!(when, When::Day(_));
    match row.ends_on.filter(|end| *end != start) {
        Some(end) => {
            let least = if vague(start) { start } else { end };
            let (start, end) = (when(start), when(end));
            match least {
                When::Day(_) => text!("From {start} to {end}."),
                When::Month(_) => text!("From {start} to {end}; the day is not known."),
                When::Year(_) => text!("From {start} to {end}; only the year is known."),
            }
        }
        None => match start {
            When::Day(_) => text!("On {day}.", day = when(start)),
            When::Month(_) => text!("In {month}; the day is not known.", month = when(start)),
            When::Year(_) => text!("In {year}; only the year is known.", year = when(start)),
        },
    }
}

/// The measured effect, and whether the source says it or it was derived or assumed.
fn measured(book: &mut Book, event: &EventView, row: &Entry<Event>) -> Option<Sentence> {
    let basis = row.provenance.basis;
    let Some(low) = row.value.value() else {
        return row.effect.as_ref().map(|words| as_is(&stated(basis, &format!("{words}."))));
    };
    let what = row.effect.clone().unwrap_or_else(|| text!("measured"));
    let given = row.unit.as_ref().map_or("", |unit| unit.as_str());
    let printed = unit_word(given);
    let mut enter = |part: &str, value: f64| {
        Number::new(format!("event.{}.{part}", event.id), format!("{}: {what}", event.title), printed, decimals(value))
            .by(method(basis))
            .id(book, value, std::slice::from_ref(&row.at))
    };
    let mut ids = vec![enter("value", low)];
    let high = row.value_high.value();
    ids.extend(high.map(|high| enter("value_high", high)));
    // A unit made of several has no word of its own beside the number.
    let beside = if printed.is_empty() { unit(given) } else { String::new() };
    let effect = what.replace(['{', '}'], "");
    let words = match (high.is_some(), beside.is_empty()) {
        (false, true) => format!("{effect}: {{}}."),
        (true, true) => text!("{effect}: {{}} to {{}}."),
        (false, false) => format!("{effect}: {{}} {beside}."),
        (true, false) => text!("{effect}: {{}} to {{}} {unit}.", unit = beside),
    };
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(&stated(basis, &words), &ids))
}

/// A measured effect with the word for what it rests on.
fn stated(basis: Basis, effect: &str) -> String {
    match basis {
        Basis::Sourced => text!("As the source says, {effect}"),
        Basis::Derived => text!("Derived, {effect}"),
        Basis::Assumed => text!("Assumed, {effect}"),
        Basis::Unverified => text!("Not checked, {effect}"),
    }
}

/// How a measured effect came about.
fn method(basis: Basis) -> &'static str {
    match basis {
        Basis::Sourced => mark("as the source says"),
        Basis::Derived => mark("derived, as the note of the row says"),
        Basis::Assumed => mark("assumed"),
        Basis::Unverified => mark("not checked against the source"),
    }
}

/// Effects of this case that hang on the event.
fn computed(book: &mut Book, ground: &Ground<'_>, event: &EventView) -> Vec<Block> {
    let hangs =
        |study: &&EffectStudy| [&study.event, &study.reopened_by].into_iter().flatten().any(|seen| seen.id == event.id);
    ground.effects.iter().filter(hangs).flat_map(|study| prospects::told(book, study)).collect()
}

/// Figures in which a line bears the name of the event.
fn drawn(book: &Book, event: &EventView, computed: &[Block]) -> Vec<Block> {
    book.figures()
        .iter()
        .filter(|figure| match &figure.chart {
            Chart::Lines(lines) => lines.marks.iter().any(|mark| mark.label == event.title),
            _ => false,
        })
        .map(|figure| Block::FigureLink(figure.id.clone()))
        .filter(|block| !computed.contains(block))
        .collect()
}

fn claims(ground: &Ground<'_>, event: &EventView) -> Vec<Block> {
    let id = format!("event:{}", event.id);
    let rests = ground
        .panel
        .into_iter()
        .flat_map(|panel| &panel.claims)
        .filter(|claim| claim.evidence.iter().any(|evidence| evidence.id == id));
    let mut blocks: Vec<Block> = rests
        .map(|claim| Block::Text(as_is(&text!("Claim {number}: {claim}", number = claim.number, claim = claim.text))))
        .collect();
    if !blocks.is_empty() {
        blocks.push(Block::PageLink { id: "panel".to_owned(), title: text!("The panel and its claims") });
    }
    blocks
}

/// Other events of the same story, in order of time.
fn story(ground: &Ground<'_>, event: &EventView) -> Vec<Block> {
    let Some(episode) = &event.episode else { return Vec::new() };
    ground
        .events
        .iter()
        .filter(|other| other.episode.as_ref() == Some(episode) && other.id != event.id)
        .map(|other| Block::PageLink { id: other.page.clone(), title: format!("{}: {}", other.when, other.title) })
        .collect()
}

fn source(ground: &Ground<'_>, event: &EventView) -> Sentence {
    let found = ground.sources.iter().find(|source| source.id == event.source_id);
    let source = found.map_or_else(|| event.source_id.clone(), SourceView::citation);
    let mut words = text!(
        "{source}. Row {row}, confidence {level}.",
        source = source.trim_end_matches('.'),
        row = event.row,
        level = spaced(&event.confidence)
    );
    if let Some(note) = &event.note {
        words = format!("{words} {}.", capital(note).trim_end_matches('.'));
    }
    as_is(&words)
}
