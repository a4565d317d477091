//! What each project and expansion is worth: within the best plan, alone, and two together.

use ::words::{mark, text};
use balance::study::{Pair, Worth};
use figure::{Cell, Chart, Column, Marker, RangePoint, RangeRow, Ranges, Table};

use super::ground::Ground;
use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::words::say;
use document::{Block, Sentence, TableView};

/// Id of the picture.
pub(crate) const PROJECTS: &str = "projects";
const WITHIN: &str = mark("objective of the best plan less that of the best plan without this decision");
const ALONE: &str =
    mark("objective of the best plan with this decision alone less that without any project or expansion");
const TOGETHER: &str =
    mark("objective of the best plan with these two alone less that without any project or expansion");
const BEYOND: &str = mark("worth of the two together less the worth of each alone");
/// Pairs listed.
const PAIRS: usize = 20;

fn id(ground: &Ground<'_>, at: usize) -> String {
    ground.study.decisions.get(at).map_or_else(|| at.to_string(), |decided| slug(&decided.id))
}

fn name(ground: &Ground<'_>, at: usize) -> String {
    ground.study.decisions.get(at).map(|decided| decided.name.clone()).unwrap_or_default()
}

fn within(book: &mut Book, ground: &Ground<'_>, worth: &Worth) -> String {
    let label = text!("Worth within the best plan: {decision}", decision = name(ground, worth.decision));
    let at = format!("balance.project.{}.within", id(ground, worth.decision));
    ground.money(at, label).by(WITHIN).id(book, worth.within)
}

fn alone(book: &mut Book, ground: &Ground<'_>, worth: &Worth) -> String {
    let label = text!("Worth alone: {decision}", decision = name(ground, worth.decision));
    let at = format!("balance.project.{}.alone", id(ground, worth.decision));
    ground.money(at, label).by(ALONE).id(book, worth.alone)
}

/// By worth within the best plan, the greatest first.
fn ranked<'a>(ground: &Ground<'a>) -> Vec<&'a Worth> {
    let mut all: Vec<&Worth> = ground.study.projects.iter().collect();
    all.sort_by(|a, b| {
        b.within.total_cmp(&a.within).then(b.alone.total_cmp(&a.alone)).then(a.decision.cmp(&b.decision))
    });
    all
}

/// Which project moves the frontier most, in a sentence.
pub(crate) fn answer(book: &mut Book, ground: &Ground<'_>) -> Option<Sentence> {
    let ranked = ranked(ground);
    let first = ranked.first()?;
    let years = ground.years();
    if first.within <= first.within_gap {
        let words = text!(
            "No project or expansion adds to the best plan more than its bracket can tell: without any one of them another plan does as well."
        );
        return Some(say(&words, &[]));
    }
    let most = name(ground, first.decision);
    let of_first = within(book, ground, first);
    if let Some(second) = ranked.get(1).filter(|second| second.within > second.within_gap) {
        let words = text!(
            "{most} moves the frontier most: without it the best plan earns {{}} less over {years}; next comes {second} with {{}}.",
            second = name(ground, second.decision)
        );
        return Some(say(&words, &[&of_first, &within(book, ground, second)]));
    }
    let words = text!("{most} moves the frontier most: without it the best plan earns {{}} less over {years}.");
    Some(say(&words, &[&of_first]))
}

pub(crate) fn blocks(book: &mut Book, ground: &Ground<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = figure(book, ground).map(Block::Figure).into_iter().collect();
    blocks.extend(pairs(book, ground).map(Block::Table));
    blocks
}

fn figure(book: &mut Book, ground: &Ground<'_>) -> Option<String> {
    let ranked = ranked(ground);
    let first = ranked.first()?;
    let mut picture = Vec::new();
    let mut table = Vec::new();
    for worth in &ranked {
        let (inside, only) = (within(book, ground, worth), alone(book, ground, worth));
        let points = [
            (text!("within the best plan"), worth.within, &inside, Marker::Circle),
            (text!("alone"), worth.alone, &only, Marker::Ring),
        ];
        let label = name(ground, worth.decision);
        let points = points.map(|(name, value, id, marker)| RangePoint {
            name,
            value: ground.borne(value),
            shown: book.shown(id),
            marker,
        });
        let at = id(ground, worth.decision);
        let taken =
            Entry::new(format!("balance.project.{at}.taken"), text!("Part of it in the best plan: {label}"), "%", 0)
                .by(mark("first stage of the best plan"))
                .cell(book, worth.taken * 100.0, &ground.rows);
        let told = if worth.within > worth.within_gap { text!("yes") } else { text!("less than the bracket tells") };
        let (inside, only) = (book.cell(&inside), book.cell(&only));
        picture.push(RangeRow { label: label.clone(), points: points.into() });
        table.push(vec![Cell::text(label), inside, only, taken, Cell::text(told)]);
    }
    let title = if first.within > first.within_gap {
        let id = within(book, ground, first);
        text!(
            "{decision}: without it the best plan earns {worth} less",
            decision = name(ground, first.decision),
            worth = book.text(&id)
        )
    } else {
        text!("No single project or expansion is missed: another plan does as well")
    };
    Some(book.figure(Draft {
        id: PROJECTS.to_owned(),
        title,
        measure: text!("What each project and expansion adds to the objective"),
        unit: text!("M USD, discounted"),
        place: ground.case.economy_name(ground.case.economy()),
        period: ground.period(),
        chart: Chart::Ranges(Ranges { rows: picture, unit: "M USD".to_owned(), reference: None }),
        table: Table {
            columns: vec![
                Column::text(text!("decision")),
                Column::number(text!("within the best plan"), "M USD"),
                Column::number(text!("alone"), "M USD"),
                Column::number(text!("taken"), "%"),
                Column::text(text!("clear of the bracket")),
            ],
            rows: table,
        },
        notes: vec![text!(
            "After its cost. Below zero alone: it costs more than it brings when nothing else is built."
        )],
        rows: ground.rows.clone(),
    }))
}

fn pairs(book: &mut Book, ground: &Ground<'_>) -> Option<TableView> {
    let mut all: Vec<&Pair> = ground.study.pairs.iter().collect();
    all.sort_by(|a, b| b.beyond.abs().total_cmp(&a.beyond.abs()).then((a.first, a.second).cmp(&(b.first, b.second))));
    let count = all.len();
    all.truncate(PAIRS);
    let rows: Vec<Vec<Cell>> = all
        .into_iter()
        .map(|pair| {
            let at = format!("balance.pair.{}+{}", id(ground, pair.first), id(ground, pair.second));
            let names =
                text!("{first} and {second}", first = name(ground, pair.first), second = name(ground, pair.second));
            let both = ground.money(format!("{at}.together"), text!("Worth together: {names}")).by(TOGETHER);
            let both = both.cell(book, pair.together);
            let more = ground
                .money(format!("{at}.beyond"), text!("Beyond the worth of each alone: {names}"))
                .by(BEYOND)
                .signed();
            let more = more.cell(book, pair.beyond);
            vec![Cell::text(name(ground, pair.first)), Cell::text(name(ground, pair.second)), both, more]
        })
        .collect();
    (count > 0).then(|| TableView {
        id: "balance-pairs".to_owned(),
        title: text!("What two are worth together"),
        table: Table {
            columns: vec![
                Column::text(text!("first")),
                Column::text(text!("second")),
                Column::number(text!("together"), "M USD"),
                Column::number(text!("beyond each alone"), "M USD"),
            ],
            rows,
        },
        notes: vec![text!(
            "Above zero the two need each other, below zero one does the work of the other. {shown} of {count} pairs, those that matter most to each other.",
            shown = count.min(PAIRS)
        )],
    })
}
