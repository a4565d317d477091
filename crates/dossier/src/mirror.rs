//! The page Mirror: do both sides record the same trade, and what explains the gap?

use ::words::{mark, tell, text};
use case::Case;
use case::tables::EventKind;
use case::trace::Traced;
use case::value::period::Period;
use case::value::quantity::Tonnes;
use figure::{Cell, Chart, Column, Stack, StackPart, Table};
use trade::mirror::{Ends, Mirror, MirrorPair, Remainder};

use crate::book::{Book, Draft, Meaning};
use crate::integrity::{self, gap_number, gap_tonnes_number, left_number, left_of_all_number, millions, pair_id};
use crate::overview::{self, Facts, product_name};
use crate::words::{counted, say};
use document::{Block, EventView, Page, Section, Sentence, TableView};

/// Id of the page.
pub(crate) const PAGE: &str = "mirror";

/// Gaps of less are called near, percent.
const NEARLY: f64 = 10.0;

/// The page: answer, what the gap is made of, both records, what bears on it.
pub(crate) fn page(book: &mut Book, case: &Case, facts: &Facts, events: &[EventView]) -> Page {
    let mut sections = Vec::new();
    let mut add = |id: &str, title: String, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            sections.push(Section { id: id.to_owned(), title, blocks });
        }
    };
    add("answer", text!("The answer"), answer(book, case, facts));
    add("split", text!("What the gap is made of"), split(book, case, facts));
    add("records", text!("Both records"), integrity::blocks(book, case, facts));
    if sections.is_empty() {
        sections.push(Section {
            id: "none".to_owned(),
            title: text!("One side only"),
            blocks: vec![Block::Text(say(
                &text!("No partner's record of a good in tonnes was known by the day of this view, so both sides cannot be compared."),
                &[],
            ))],
        });
    } else {
        let bearing = bearing(events);
        if !bearing.is_empty() {
            sections.push(Section { id: "bearing".to_owned(), title: text!("What bears on it"), blocks: bearing });
        }
    }
    Page {
        id: PAGE.to_owned(),
        title: text!("Mirror"),
        question: text!("Do both sides record the same trade?"),
        under: None,
        sections,
    }
}

/// The good with most pairs.
fn main(facts: &Facts) -> Option<&Mirror> {
    facts.mirrors.iter().filter(|mirror| !mirror.pairs.is_empty()).max_by_key(|mirror| mirror.pairs.len())
}

fn answer(book: &mut Book, case: &Case, facts: &Facts) -> Vec<Block> {
    let Some(mirror) = main(facts) else { return Vec::new() };
    let mut blocks = Vec::new();
    blocks.extend(both_records(book, case, mirror).map(Block::Text));
    if let Some(headline) = overview::mirror_headline(book, case, facts) {
        blocks.push(Block::Text(headline.sentence));
        blocks.extend(headline.caveat.map(Block::Text));
    }
    blocks
}

/// How far both records lie apart, over the years and over the months that can be compared.
fn both_records(book: &mut Book, case: &Case, mirror: &Mirror) -> Option<Sentence> {
    let years = mirror.ends(true, false).filter(|ends| ends.count > 1)?;
    let months = mirror.ends(false, false);
    let near = |ends: &Ends<'_>| ends.widest_percent() < NEARLY;
    let verdict = match (near(&years), months.as_ref().is_none_or(near)) {
        (true, true) => text!("Nearly."),
        (true, false) => text!("Nearly over whole years, not in single months."),
        (false, _) => text!("No."),
    };
    let mut ids = vec![gap_number(book, case, years.low), gap_number(book, case, years.high)];
    let of_years = text!(
        "Of {all} years that the seller reports {count} can be compared; in them {buyer}'s record of {good} lies {{}} to {{}} off the seller's exports to all destinations.",
        all = mirror.seller_years.len(),
        count = years.count,
        buyer = case.economy_name(mirror.partner),
        good = product_name(case, &mirror.product).to_lowercase()
    );
    let mut words = format!("{verdict} {of_years}");
    if let Some(months) = months {
        ids.extend([gap_number(book, case, months.low), gap_number(book, case, months.high)]);
        let of_months = counted(
            months.count,
            mark("In {count} single month that can be compared it lies {{}} off."),
            mark("In {count} single months that can be compared it lies {{}} to {{}} off."),
        );
        words = format!("{words} {of_months}");
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(&words, &ids))
}

fn split(book: &mut Book, case: &Case, facts: &Facts) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (index, mirror) in facts.mirrors.iter().filter(|mirror| !mirror.pairs.is_empty()).enumerate() {
        let mut periods: Vec<Period> = mirror.pairs.iter().map(|pair| pair.period).collect();
        periods.dedup();
        // Years before months, as in the picture.
        periods.sort_by_key(|period| (period.year().is_none(), period.first_day()));
        let rows: Vec<Vec<Cell>> = periods.iter().map(|period| row(book, case, mirror, *period)).collect();
        let id = |what: &str| if index == 0 { what.to_owned() } else { format!("{what}-{}", index + 1) };
        // Years where there are any: columns of one length of time.
        let years = periods.iter().filter(|period| period.year().is_some()).count();
        let drawn: Vec<&Vec<Cell>> = rows.iter().take(if years > 0 { years } else { rows.len() }).collect();
        blocks.push(Block::Figure(picture(book, case, mirror, id("mirror-gap"), &drawn)));
        blocks.push(Block::Table(table(case, mirror, id("mirror-split"), rows)));
    }
    if !blocks.is_empty() {
        let told = [
            text!(
                "Definition: the seller's record counts all destinations, the buyer's what came from this seller. What went to others is taken off where the seller reports it. A destination follows the invoice, not the way of the goods: what was invoiced to others may have come to this buyer all the same, and then this part explains nothing."
            ),
            text!(
                "Valuation: both records are in tonnes, so price terms (FOB at the seller's border, CIF at the buyer's) open no gap here. Records of value of both sides are not compared."
            ),
            text!(
                "Timing: goods that leave at the end of a period are recorded by the buyer in the next. A shift of up to one month is allowed for."
            ),
            text!(
                "Open: what neither explains if none of what was invoiced to others came to this buyer. It is no proof of anything; other codes, moisture and slips look the same as goods that were not declared."
            ),
        ];
        let told = told.iter().map(|words| Block::Text(say(words, &[])));
        blocks.splice(0..0, told);
    }
    blocks
}

/// The parts of the gap of one period; they add up to the gap to all.
fn row(book: &mut Book, case: &Case, mirror: &Mirror, period: Period) -> Vec<Cell> {
    let of = |like: bool| mirror.pairs.iter().find(|pair| pair.period == period && pair.like_for_like == like);
    let (all, like) = (of(false), of(true));
    let gap = all.or(like).map_or_else(Cell::missing, |pair| {
        let id = gap_tonnes_number(book, pair);
        book.cell(&id)
    });
    let definition = match (all, like) {
        (Some(all), Some(like)) => part(
            book,
            (
                "definition",
                text!("Part of the gap that other destinations explain"),
                mark("gap to all less gap to this buyer"),
            ),
            all,
            &all.gap.with(&like.gap, |all, like| *all - *like),
        ),
        (None, _) => Cell::not_applicable(),
        (Some(_), None) => Cell::missing(),
    };
    let left = like.and_then(|pair| match &pair.remainder {
        Remainder::Told { left, .. } => Some((pair, left)),
        Remainder::CannotBeTold(_) => None,
    });
    let timing = left.map_or_else(Cell::missing, |(pair, left)| {
        let timing = pair.gap.with(left, |gap, left| *gap - *left);
        let what = (
            "timing",
            text!("Part of the gap that timing explains"),
            mark("gap to this buyer less what is left after a shift of up to a month"),
        );
        part(book, what, pair, &timing)
    });
    let open = match left {
        Some((pair, _)) => left_number(book, case, pair).map_or_else(Cell::missing, |id| book.cell(&id)),
        None => Cell::text(text!("cannot be told")),
    };
    vec![Cell::text(period.to_string()), gap, definition, Cell::not_applicable(), timing, open]
}

/// The columns of [`row`].
const PERIOD: usize = 0;
const GAP: usize = 1;
const DEFINITION: usize = 2;
const TIMING: usize = 4;
const OPEN: usize = 5;

/// The parts of the gap as columns. What could not be split is a part of its own, so that nothing open is hidden.
fn picture(book: &mut Book, case: &Case, mirror: &Mirror, id: String, rows: &[&Vec<Cell>]) -> String {
    let value = |row: &[Cell], column: usize| row.get(column).and_then(|cell| cell.value);
    let cell = |row: &[Cell], column: usize| row.get(column).cloned().unwrap_or_else(Cell::missing);
    let told = |row: &[Cell]| value(row, OPEN).is_some();
    let parts =
        [(mark("definition"), DEFINITION), (mark("timing"), TIMING), (mark("open"), OPEN)].map(|(name, column)| {
            StackPart { name: tell(name).into_owned(), values: rows.iter().map(|row| value(row, column)).collect() }
        });
    let whole = |row: &&Vec<Cell>| if told(row) { Some(0.0) } else { value(row, GAP) };
    let unsplit = StackPart { name: text!("not split"), values: rows.iter().map(whole).collect() };
    let labels: Vec<String> = rows.iter().map(|row| cell(row, PERIOD).shown().into_owned()).collect();
    let good = product_name(case, &mirror.product).to_lowercase();
    let last = rows.iter().rev().find(|row| told(row)).map(|row| (cell(row, PERIOD), cell(row, OPEN)));
    let title = match last {
        Some((period, open)) => {
            let of = |pair: &&MirrorPair| pair.like_for_like && pair.period.to_string() == period.shown();
            let all = mirror.pairs.iter().find(of).and_then(|pair| left_of_all_number(book, case, pair));
            text!(
                "{period}: {open} Mt of {good} stay open after timing if none that was invoiced to others came to this buyer, {all} Mt if all did",
                period = period.shown(),
                open = open.shown(),
                all = all.map_or_else(String::new, |id| book.shown(&id))
            )
        }
        None => text!("No gap of {good} can be split: the seller does not report its part for this buyer"),
    };
    let number = |name: &'static str| Column::number(tell(name), "Mt");
    let columns = [mark("gap"), mark("definition"), mark("timing"), mark("open"), mark("not split")].map(number);
    let table = rows
        .iter()
        .map(|row| {
            let rest = if told(row) { Cell::not_applicable() } else { cell(row, GAP) };
            let open = if told(row) { cell(row, OPEN) } else { Cell::missing() };
            vec![cell(row, PERIOD), cell(row, GAP), cell(row, DEFINITION), cell(row, TIMING), open, rest]
        })
        .collect();
    book.figure(Draft {
        id,
        title,
        measure: text!(
            "{buyer}'s record of {good} less the seller's, by what explains it",
            buyer = case.economy_name(mirror.partner)
        ),
        unit: "Mt".to_owned(),
        place: case.economy_name(case.economy()),
        period: match (labels.first(), labels.last()) {
            (Some(first), Some(last)) => text!("{from} to {to}", from = first, to = last),
            _ => String::new(),
        },
        chart: Chart::Stack(Stack { labels, parts: parts.into_iter().chain([unsplit]).collect(), unit: "Mt".to_owned() }),
        table: Table {
            columns: std::iter::once(Column::text(text!("period"))).chain(columns).collect(),
            rows: table,
        },
        notes: vec![text!(
            "A dash above a column: the seller does not report its part for this buyer, so the gap cannot be split and stands whole."
        )],
        rows: Vec::new(),
    })
}

fn part(
    book: &mut Book,
    (part, label, method): (&str, String, &'static str),
    pair: &MirrorPair,
    tonnes: &Traced<Tonnes>,
) -> Cell {
    book.enter(
        Meaning {
            id: format!("mirror.{part}.{}", pair_id(pair)),
            label: format!("{label}, {}", pair.period),
            unit: "Mt",
            decimals: 2,
            signed: true,
            method,
        },
        &millions(tonnes),
    )
}

fn table(case: &Case, mirror: &Mirror, id: String, rows: Vec<Vec<Cell>>) -> TableView {
    let columns = [mark("gap"), mark("definition"), mark("valuation"), mark("timing"), mark("open")]
        .map(|name| Column::number(tell(name), "Mt"));
    TableView {
        id,
        title: text!(
            "{buyer}'s record of {good} less the seller's, by what explains it",
            buyer = case.economy_name(mirror.partner),
            good = product_name(case, &mirror.product).to_lowercase()
        ),
        table: Table { columns: std::iter::once(Column::text(text!("period"))).chain(columns).collect(), rows },
        notes: vec![text!(
            "Definition, timing and open add up to the gap. Where the seller does not report its part for this buyer, nothing can be taken off, and what is open cannot be told."
        )],
    }
}

/// Events of law and inquiry, the latest first.
fn bearing(events: &[EventView]) -> Vec<Block> {
    let links: Vec<Block> = events
        .iter()
        .rev()
        .filter(|event| event.kind == EventKind::Legal.as_str())
        .map(|event| Block::PageLink { id: event.page.clone(), title: format!("{}: {}", event.when, event.title) })
        .collect();
    if links.is_empty() {
        return links;
    }
    let words = text!(
        "Events of law and inquiry on record, the latest first. What they allege is the word of those who are named there; no row says how much of the gap they explain."
    );
    std::iter::once(Block::Text(say(&words, &[]))).chain(links).collect()
}
