//! A page for each event: what happened, what was computed of it, which claims rest on it, and where it is told.

use case::Case;
use case::entry::Entry;
use case::tables::Event;
use case::value::date::When;
use document::{Block, EventView, Page, PanelView, Section, Sentence, SourceView, address};
use figure::Chart;
use outlook::effects::EffectStudy;

use crate::book::Book;
use crate::corridors::enter::Entry as Number;
use crate::prospects;
use crate::words::{as_is, capital, decimals, say, unit, unit_word, when};

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
    let mut add = |id: &str, title: &str, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            sections.push(Section { id: id.to_owned(), title: title.to_owned(), blocks });
        }
    };
    add("happened", "What happened", happened(book, event, row));
    let computed = computed(book, ground, event);
    let drawn = drawn(book, event, &computed);
    add("changed", "What was computed of it", computed);
    add("figures", "Figures that mark it", drawn);
    add("claims", "Claims that rest on it", claims(ground, event));
    add("story", "The same story", story(ground, event));
    add("source", "Where it is told", vec![Block::Text(source(ground, event))]);
    Page {
        id: event.page.clone(),
        title: event.title.clone(),
        question: "What happened, and what hangs on it?".to_owned(),
        under: Some(address::EVENTS.to_owned()),
        sections,
    }
}

fn happened(book: &mut Book, event: &EventView, row: &Entry<Event>) -> Vec<Block> {
    let mut blocks = vec![Block::Text(as_is(&time(row))), Block::Text(as_is(&event.summary))];
    if !event.subjects.is_empty() {
        blocks.push(Block::Text(as_is(&format!("It concerns {}.", event.subjects.join(", ")))));
    }
    blocks.extend(measured(book, event, row).map(Block::Text));
    blocks
}

/// When, and how precisely that is known.
fn time(row: &Entry<Event>) -> String {
    let start = row.starts_on;
    let precise = |when: When| match when {
        When::Day(_) => "",
        When::Month(_) => "; the day is not known",
        When::Year(_) => "; only the year is known",
    };
    match row.ends_on.filter(|end| *end != start) {
        Some(end) => {
            let vague = if precise(start).is_empty() { precise(end) } else { precise(start) };
            format!("From {} to {}{vague}.", when(start), when(end))
        }
        None => match start {
            When::Day(_) => format!("On {}.", when(start)),
            _ => format!("In {}{}.", when(start), precise(start)),
        },
    }
}

/// The measured effect as the source says it.
fn measured(book: &mut Book, event: &EventView, row: &Entry<Event>) -> Option<Sentence> {
    let Some(low) = row.value.value() else {
        return row.effect.as_ref().map(|words| as_is(&format!("As the source says: {words}.")));
    };
    let what = row.effect.clone().unwrap_or_else(|| "measured".to_owned());
    let given = row.unit.as_ref().map_or("", |unit| unit.as_str());
    let printed = unit_word(given);
    let mut enter = |part: &str, value: f64| {
        Number::new(format!("event.{}.{part}", event.id), format!("{}: {what}", event.title), printed, decimals(value))
            .by("as the source says")
            .id(book, value, std::slice::from_ref(&row.at))
    };
    let mut ids = vec![enter("value", low)];
    let mut words = format!("As the source says, {}: {{}}", what.replace(['{', '}'], ""));
    if let Some(high) = row.value_high.value() {
        ids.push(enter("value_high", high));
        words.push_str(" to {}");
    }
    // A unit made of several has no word of its own beside the number.
    if printed.is_empty() && !unit(given).is_empty() {
        words = format!("{words} {}", unit(given));
    }
    words.push('.');
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(&words, &ids))
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
    let mut blocks: Vec<Block> =
        rests.map(|claim| Block::Text(as_is(&format!("Claim {}: {}", claim.number, claim.text)))).collect();
    if !blocks.is_empty() {
        blocks.push(Block::PageLink { id: "panel".to_owned(), title: "The panel and its claims".to_owned() });
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
    let mut words = found.map_or_else(|| event.source_id.clone(), SourceView::citation);
    words = format!("{}. Row {}, confidence {}.", words.trim_end_matches('.'), event.row, event.confidence);
    if let Some(note) = &event.note {
        words = format!("{words} {}.", capital(note).trim_end_matches('.'));
    }
    as_is(&words)
}
