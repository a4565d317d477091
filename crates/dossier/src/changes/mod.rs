//! The page of changes: figures that stand in more than one print, which of them is used, and what cannot be known.

mod pairs;

use ::words::{mark, text};
use case::Case;
use document::{Block, Change, Page, Print, Section, TableView};
use figure::{Cell, Column, Table};
use trade::flows::Flows;

use crate::book::Book;
use crate::corridors::enter::Entry;
use crate::words::{as_is, capital, day, decimals, say, told};
use pairs::{Pair, Printed};

/// Id of the page.
pub(crate) const PAGE: &str = "changes";
/// Rows of the table at most.
const SHOWN: usize = 60;
/// Prints that differ by less agree: what rounding does, percent.
const ROUNDING: f64 = 0.05;

/// The page, and everything that was found.
pub(crate) fn page(book: &mut Book, case: &Case, flows: &Flows<'_>) -> (Page, Vec<Change>) {
    let pairs = pairs::all(case, flows);
    let (apart, alike): (Vec<Pair>, Vec<Pair>) =
        pairs.into_iter().partition(|pair| pair.percent().is_none_or(|percent| percent.abs() >= ROUNDING));
    let mut changes: Vec<(Change, f64)> = apart.iter().map(|pair| (change(book, pair), pair.weight())).collect();
    changes.sort_by(|(a, _), (b, _)| b.on.cmp(&a.on).then(a.id.cmp(&b.id)));
    let mut sections = vec![Section {
        id: "revised".to_owned(),
        title: text!("Figures in more than one print"),
        blocks: revised(book, &apart, &changes, alike.len()),
    }];
    sections.push(Section { id: "unknown".to_owned(), title: text!("What cannot be known"), blocks: unknown(case) });
    let page = Page {
        id: PAGE.to_owned(),
        title: text!("Changes"),
        question: text!("What was revised, and which figure is used?"),
        under: Some("data".to_owned()),
        sections,
    };
    (page, changes.into_iter().map(|(change, _)| change).collect())
}

/// Enters both prints and their difference.
fn change(book: &mut Book, pair: &Pair) -> Change {
    let (old, new, used) = pair.in_time();
    let mut enter = |what: &str, printed: &Printed| {
        let label = format!("{}, {}, {}", capital(&pair.what), pair.period, printed.by);
        Entry::new(format!("{}.{what}", pair.id), label, pair.unit, decimals(printed.value))
            .by(mark("as printed there, in the unit of the print that is used"))
            .id(book, printed.value, &printed.rows)
    };
    let (old_id, new_id) = (enter("old", old), enter("new", new));
    let difference = pair.percent().map(|percent| {
        let rows = case::trace::merge([old.rows.as_slice(), new.rows.as_slice()]);
        Entry::new(
            format!("{}.percent", pair.id),
            text!("{what}, {period}: later print less earlier", what = capital(&pair.what), period = pair.period),
            "%",
            1,
        )
        .by(mark("(later - earlier) / earlier"))
        .signed()
        .id(book, percent, &rows)
    });
    Change {
        id: pair.id.clone(),
        what: pair.what.clone(),
        period: pair.period.clone(),
        old: old_id,
        new: new_id,
        difference,
        used,
        reason: pair.reason.clone(),
        on: Some(new.known_on),
    }
}

fn revised(book: &mut Book, apart: &[Pair], changes: &[(Change, f64)], alike: usize) -> Vec<Block> {
    if changes.is_empty() {
        let words = match alike {
            0 => text!("No figure of the case stands in more than one print."),
            1 => text!("1 figure stands in two prints that agree but for rounding; none differs."),
            count => text!("{count} figures stand in two prints that agree but for rounding; none differs."),
        };
        return vec![Block::Text(say(&words, &[]))];
    }
    let mut words = match changes.len() {
        1 => text!("1 figure stands in two prints that differ"),
        count => text!("{count} figures stand in two prints that differ"),
    };
    if alike > 0 {
        words = format!("{words}; {}", text!("{count} more agree but for rounding", count = alike));
    }
    words = format!("{words}. {}", text!("Earlier and later mean the days on which they could be known."));
    let mut blocks = vec![Block::Text(say(&words, &[]))];
    let newest = changes.first().map(|(change, _)| change);
    let widest = changes.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(change, _)| change);
    blocks.extend(newest.and_then(|change| one(change, true)));
    blocks.extend(widest.filter(|widest| Some(*widest) != newest).and_then(|change| one(change, false)));
    // The most telling ones, shown in the order of time.
    let mut weights: Vec<f64> = changes.iter().map(|(_, weight)| *weight).collect();
    weights.sort_by(|a, b| b.total_cmp(a));
    let least = weights.get(SHOWN - 1).copied().unwrap_or(f64::NEG_INFINITY);
    let shown = changes.iter().filter(|(_, weight)| *weight >= least).take(SHOWN);
    let rows: Vec<Vec<Cell>> = shown
        .filter_map(|(change, _)| Some(row(book, apart.iter().find(|pair| pair.id == change.id)?, change)))
        .collect();
    blocks.push(Block::Table(table(rows, changes.len())));
    blocks
}

/// One of them in a sentence: the newest, or the widest.
fn one(change: &Change, newest: bool) -> Option<Block> {
    let Change { what, period, used, reason, .. } = change;
    let print = print(*used);
    let words = if newest {
        text!(
            "The newest of them: {what}, {period}, {{}} in the earlier print and {{}} in the later, {{}}. Used is the {print}: {reason}."
        )
    } else {
        text!(
            "The widest of them: {what}, {period}, {{}} in the earlier print and {{}} in the later, {{}}. Used is the {print}: {reason}."
        )
    };
    Some(Block::Text(say(&words, &[&change.old, &change.new, change.difference.as_ref()?])))
}

fn print(print: Print) -> String {
    match print {
        Print::Old => text!("earlier"),
        Print::New => text!("later"),
    }
}

fn row(book: &Book, pair: &Pair, change: &Change) -> Vec<Cell> {
    let (old, new, _) = pair.in_time();
    vec![
        Cell::text(format!("{}, {}", capital(&change.what), told(pair.unit))),
        Cell::text(change.period.clone()),
        book.cell(&change.old),
        Cell::text(old.by.clone()),
        book.cell(&change.new),
        Cell::text(change.on.map_or_else(|| new.by.clone(), |on| format!("{}, {}", new.by, day(on)))),
        change.difference.as_ref().map_or_else(Cell::not_applicable, |id| book.cell(id)),
        Cell::text(format!("{}: {}", print(change.used), change.reason)),
    ]
}

fn table(rows: Vec<Vec<Cell>>, all: usize) -> TableView {
    let number = |name: String| Column { name, unit: None, numeric: true };
    let shown = rows.len();
    let mut notes = vec![text!(
        "The day is the one on which the later print could be known: the day its row names, or the end of the period and the usual lag."
    )];
    if shown < all {
        notes.push(text!("The {shown} that differ most of {all}; the dossier as JSON holds all."));
    }
    TableView {
        id: "changes".to_owned(),
        title: text!("Two prints of one figure, the newest first"),
        table: Table {
            columns: vec![
                Column::text(text!("what")),
                Column::text(text!("for")),
                number(text!("earlier print")),
                Column::text(text!("by")),
                number(text!("later print")),
                Column::text(text!("by, known on")),
                Column::number(text!("difference"), "%"),
                Column::text(text!("used, and why")),
            ],
            rows,
        },
        notes,
    }
}

/// What no row can tell: editions before those at hand.
fn unknown(case: &Case) -> Vec<Block> {
    let mut blocks = vec![Block::Text(say(
        &text!(
            "A figure that stands in one print may have been revised before: the case holds the editions that were found, not all that were printed. What a table said before the first edition at hand is known only where somebody reprinted it. As of {day}, the editions are these.",
            day = day(case.as_of())
        ),
        &[],
    ))];
    let mut vintages: Vec<&str> = case.tables().trade.iter().map(|row| row.vintage.as_str()).collect();
    vintages.sort_unstable();
    vintages.dedup();
    blocks.extend(vintages.into_iter().filter(|vintage| !case.vintage_description(vintage).is_empty()).map(
        |vintage| {
            let words = format!("{}: {}", capital(case.vintage_name(vintage)), case.vintage_description(vintage));
            Block::Text(as_is(&words))
        },
    ));
    blocks
}
