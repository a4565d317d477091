//! Where today's policy stands beside the frontier, and what would move it there.

use ::words::{mark, tell, text};
use balance::study::Today;
use figure::{Cell, Column, Table};

use super::frontier::{income, point_id, share, tolerance, worst};
use super::ground::{DIFFERENCE, Ground, decimals_of};
use crate::book::Book;
use crate::corridors::enter::{Entry, slug};
use crate::words::{plain, say};
use document::{Block, Sentence, TableView};

const EQUAL_RISK: &str = mark(
    "the frontier, between its points, less today's policy at the same income in the worst futures, in the same fresh futures",
);
const EQUAL_INCOME: &str =
    mark("the frontier, between its points, less today's policy at the same mean income, in the same fresh futures");

/// Today's policy, if it was looked at.
fn found<'a>(ground: &Ground<'a>) -> Option<&'a Today> {
    let today = &ground.study.today;
    (!today.point.plan.is_empty() && !ground.study.frontier.is_empty()).then_some(today)
}

/// Whether nothing that can be told lies between today's policy and the frontier.
fn is_on_it(ground: &Ground<'_>) -> bool {
    let bracket = tolerance(ground);
    let near = |distance: Option<f64>| distance.is_some_and(|distance| distance <= bracket);
    near(ground.study.income_at_equal_risk()) || near(ground.study.worst_at_equal_income())
}

/// Where it stands, in a sentence.
pub(crate) fn answer(book: &mut Book, ground: &Ground<'_>) -> Option<Sentence> {
    let today = found(ground)?;
    let at = point_id(None);
    let mut ids = vec![
        income(book, ground, &at, &today.point),
        worst(book, ground, &at, &today.point),
        share(book, ground, &at, &today.point),
    ];
    let policy = text!(
        "Today's policy earns {{}} on average and {{}} in the {tail} of futures, with {{}} of the value of the goods in the model through {by}",
        tail = ground.tail(),
        by = ground.neighbour()
    );
    let place = if is_on_it(ground) {
        text!("it lies on the frontier, as far as its bracket can tell.")
    } else {
        let risk = ground.study.income_at_equal_risk().map(|more| {
            let label = text!("More mean income on the frontier, at the same income in the worst futures as today");
            ground.money("balance.today.income_at_equal_risk", label).by(EQUAL_RISK).id(book, more)
        });
        let same = ground.study.worst_at_equal_income().map(|more| {
            let label = text!("More income in the worst futures on the frontier, at the same mean income as today");
            ground.money("balance.today.worst_at_equal_income", label).by(EQUAL_INCOME).id(book, more)
        });
        // Holes with their numbers: the words before may name theirs in another order.
        let place = match (&risk, &same) {
            (Some(_), Some(_)) => text!(
                "at the same risk the frontier earns {{4}} more on average, at the same mean income {{5}} more in the worst futures."
            ),
            (Some(_), None) => text!("at the same risk the frontier earns {{4}} more on average."),
            (None, Some(_)) => text!("at the same mean income the frontier earns {{4}} more in the worst futures."),
            (None, None) => text!(
                "the frontier reaches neither its mean income nor its income in the worst futures, which cannot be and points to a limit that today's policy breaks."
            ),
        };
        ids.extend(risk);
        ids.extend(same);
        place
    };
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(&format!("{policy}; {place}"), &ids))
}

/// What would move it, in a sentence.
pub(crate) fn moves(ground: &Ground<'_>) -> Option<Sentence> {
    let today = found(ground)?;
    let nearest = ground.study.frontier.get(today.nearest)?;
    let mut named: Vec<&str> = today.changes.iter().map(|change| change.name.as_str()).collect();
    let more = named.len().saturating_sub(4);
    named.truncate(4);
    let (weight, names) = (plain(nearest.lambda), named.join("; "));
    let words = if named.is_empty() {
        text!("No decision of it differs from the nearest point of the frontier, that of weight {weight}.")
    } else if more > 0 {
        text!("What differs from the nearest point of the frontier, that of weight {weight}: {names}; and {more} more.")
    } else {
        text!("What differs from the nearest point of the frontier, that of weight {weight}: {names}.")
    };
    Some(say(&words, &[]))
}

pub(crate) fn blocks(book: &mut Book, ground: &Ground<'_>) -> Vec<Block> {
    let Some(today) = found(ground) else { return Vec::new() };
    let mut blocks: Vec<Block> = Vec::new();
    blocks.extend(overlap(ground, today).map(Block::Text));
    if !today.changes.is_empty() {
        blocks.push(Block::Table(table(book, ground, today)));
    }
    blocks
}

/// Whether fresh futures tell the two apart.
fn overlap(ground: &Ground<'_>, today: &Today) -> Option<Sentence> {
    let nearest = ground.study.frontier.get(today.nearest)?;
    let meet = today.point.income.high >= nearest.income.low && nearest.income.high >= today.point.income.low;
    let words = if meet {
        text!(
            "In fresh futures the 90 % bands of mean income of today's policy and of the nearest point overlap; both were tried in the same futures, so that their difference is more certain than the bands are."
        )
    } else {
        text!("In fresh futures the 90 % bands of mean income of today's policy and of the nearest point lie apart.")
    };
    (ground.study.fresh > 0).then(|| say(&words, &[]))
}

fn table(book: &mut Book, ground: &Ground<'_>, today: &Today) -> TableView {
    let rows = today
        .changes
        .iter()
        .map(|change| {
            let mut cell = |end: &str, value: f64| {
                let label = format!("{}, {}, {}", change.name, tell(end), change.unit);
                Entry::new(format!("balance.today.{}.{end}", slug(&change.id)), label, "", decimals_of(value))
                    .by(DIFFERENCE)
                    .cell(book, value, &ground.rows)
            };
            let (now, then) = (cell(mark("today"), change.from), cell(mark("frontier"), change.to));
            vec![Cell::text(&change.name), now, then, Cell::text(&change.unit)]
        })
        .collect();
    let number = |name: String| Column { numeric: true, ..Column::text(name) };
    TableView {
        id: "balance-today".to_owned(),
        title: text!("What would have to change to reach the frontier"),
        table: Table {
            columns: vec![
                Column::text(text!("decision")),
                number(text!("today")),
                number(text!("on the frontier")),
                Column::text(text!("unit")),
            ],
            rows,
        },
        notes: Vec::new(),
    }
}
