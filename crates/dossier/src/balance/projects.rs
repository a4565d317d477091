//! What each project and expansion is worth: within the best plan, alone, and two together.

use std::fmt::Write as _;

use balance::study::{Pair, Worth};
use figure::{Cell, Chart, Column, Marker, RangePoint, RangeRow, Ranges, Table};

use super::ground::Ground;
use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::words::say;
use document::{Block, Sentence, TableView};

/// Id of the picture.
pub(crate) const PROJECTS: &str = "projects";
const WITHIN: &str = "objective of the best plan less that of the best plan without this decision";
const ALONE: &str = "objective of the best plan with this decision alone less that without any project or expansion";
const TOGETHER: &str = "objective of the best plan with these two alone less that without any project or expansion";
const BEYOND: &str = "worth of the two together less the worth of each alone";
/// Pairs listed.
const PAIRS: usize = 20;

fn id(ground: &Ground<'_>, at: usize) -> String {
    ground.study.decisions.get(at).map_or_else(|| at.to_string(), |decided| slug(&decided.id))
}

fn name(ground: &Ground<'_>, at: usize) -> String {
    ground.study.decisions.get(at).map(|decided| decided.name.clone()).unwrap_or_default()
}

fn within(book: &mut Book, ground: &Ground<'_>, worth: &Worth) -> String {
    let label = format!("Worth within the best plan: {}", name(ground, worth.decision));
    let at = format!("balance.project.{}.within", id(ground, worth.decision));
    ground.money(at, label).by(WITHIN).id(book, worth.within)
}

fn alone(book: &mut Book, ground: &Ground<'_>, worth: &Worth) -> String {
    let label = format!("Worth alone: {}", name(ground, worth.decision));
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
        return Some(say(
            "No project or expansion adds to the best plan more than its bracket can tell: without any one of them another plan does as well.",
            &[],
        ));
    }
    let mut words = format!(
        "{} moves the frontier most: without it the best plan earns {{}} less over {years}",
        name(ground, first.decision)
    );
    let mut ids = vec![within(book, ground, first)];
    if let Some(second) = ranked.get(1).filter(|second| second.within > second.within_gap) {
        let _ = write!(words, "; next comes {} with {{}}", name(ground, second.decision));
        ids.push(within(book, ground, second));
    }
    words.push('.');
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(&words, &ids))
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
            ("within the best plan", worth.within, &inside, Marker::Circle),
            ("alone", worth.alone, &only, Marker::Ring),
        ];
        let label = name(ground, worth.decision);
        let points = points.map(|(name, value, id, marker)| RangePoint {
            name: name.to_owned(),
            value: ground.borne(value),
            shown: book.shown(id),
            marker,
        });
        let at = id(ground, worth.decision);
        let taken =
            Entry::new(format!("balance.project.{at}.taken"), format!("Part of it in the best plan: {label}"), "%", 0)
                .by("first stage of the best plan")
                .cell(book, worth.taken * 100.0, &ground.rows);
        let told = if worth.within > worth.within_gap { "yes" } else { "less than the bracket tells" };
        let (inside, only) = (book.cell(&inside), book.cell(&only));
        picture.push(RangeRow { label: label.clone(), points: points.into() });
        table.push(vec![Cell::text(label), inside, only, taken, Cell::text(told)]);
    }
    let title = if first.within > first.within_gap {
        let id = within(book, ground, first);
        format!("{}: without it the best plan earns {} less", name(ground, first.decision), book.text(&id))
    } else {
        "No single project or expansion is missed: another plan does as well".to_owned()
    };
    Some(book.figure(Draft {
        id: PROJECTS.to_owned(),
        title,
        measure: "What each project and expansion adds to the objective".to_owned(),
        unit: "M USD, discounted".to_owned(),
        place: ground.case.economy_name(ground.case.economy()),
        period: ground.period(),
        chart: Chart::Ranges(Ranges { rows: picture, unit: "M USD".to_owned(), reference: None }),
        table: Table {
            columns: vec![
                Column::text("decision"),
                Column::number("within the best plan", "M USD"),
                Column::number("alone", "M USD"),
                Column::number("taken", "%"),
                Column::text("clear of the bracket"),
            ],
            rows: table,
        },
        notes: vec![
            "After its cost. Below zero alone: it costs more than it brings when nothing else is built.".to_owned(),
        ],
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
            let names = format!("{} and {}", name(ground, pair.first), name(ground, pair.second));
            let both = ground.money(format!("{at}.together"), format!("Worth together: {names}")).by(TOGETHER);
            let both = both.cell(book, pair.together);
            let more = ground
                .money(format!("{at}.beyond"), format!("Beyond the worth of each alone: {names}"))
                .by(BEYOND)
                .signed();
            let more = more.cell(book, pair.beyond);
            vec![Cell::text(name(ground, pair.first)), Cell::text(name(ground, pair.second)), both, more]
        })
        .collect();
    (count > 0).then(|| TableView {
        id: "balance-pairs".to_owned(),
        title: "What two are worth together".to_owned(),
        table: Table {
            columns: vec![
                Column::text("first"),
                Column::text("second"),
                Column::number("together", "M USD"),
                Column::number("beyond each alone", "M USD"),
            ],
            rows,
        },
        notes: vec![format!(
            "Above zero the two need each other, below zero one does the work of the other. {} of {count} pairs, those that matter most to each other.",
            count.min(PAIRS)
        )],
    })
}
