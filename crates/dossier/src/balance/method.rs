//! What is left out, how the answer was found, and what certifies it.

use std::fmt::Write as _;

use balance::study::{Point, Study};

use figure::{Cell, Column, Table};

use super::frontier::{count, point_id};
use super::ground::{Ground, bracket_width};
use crate::book::Book;
use crate::corridors::enter::Entry;
use crate::words::{plain, say};
use document::{Block, TableView};

/// What has no place in the programme, and why.
pub(crate) fn left_out(ground: &Ground<'_>) -> Vec<Block> {
    let mut texts = Vec::new();
    for left in &ground.study.left_out {
        texts.push(format!("{} {}.", ground.name(&left.id), left.why.trim_end_matches('.')));
    }
    if !ground.study.uncounted.is_empty() {
        texts.push(format!(
            "Gates that carry nothing here, because nobody counted them and nothing is decided on them: {}.",
            ground.study.uncounted.join("; ")
        ));
    }
    for (part, why) in &ground.study.failed {
        texts.push(format!("The part {part} could not be computed: {}.", why.trim_end_matches('.')));
    }
    texts.into_iter().map(|text| Block::Text(say(&text, &[]))).collect()
}

/// How the answer was found, and how far it is proven.
pub(crate) fn blocks(book: &mut Book, ground: &Ground<'_>) -> Vec<Block> {
    let study = ground.study;
    let mut words = format!(
        "A plan is chosen now: contracts, expansions, projects and stocks. Later, in each of {} futures (seed {}), goods go where they earn most within what is open. The objective is (1 - weight) x mean income + weight x mean income in the {} of futures, over {}, discounted. It is solved by cuts (multi-cut L-shaped method; conditional value at risk after Rockafellar and Uryasev)",
        count(study.wanted.futures),
        study.wanted.seed,
        ground.tail(),
        ground.period()
    );
    if study.fresh > 0 {
        let _ = write!(words, ", and each plan is tried in {} fresh futures", count(study.fresh));
    }
    words.push('.');
    let mut blocks = vec![Block::Text(say(&words, &[]))];
    blocks.extend(certificate(book, ground));
    blocks.push(Block::Table(proofs(book, ground)));
    blocks.extend(value(book, ground));
    blocks
}

fn certificate(book: &mut Book, ground: &Ground<'_>) -> Option<Block> {
    let points: Vec<&Point> = all(ground.study).collect();
    let brackets = || points.iter().filter_map(|point| point.bracket);
    let gap = brackets().map(|bracket| bracket.gap).filter(|gap| gap.is_finite()).fold(0.0, f64::max);
    let width = points.iter().filter_map(|point| bracket_width(point)).fold(0.0, f64::max);
    let cut = brackets().map(|bracket| bracket.worst_cut.abs()).fold(0.0, f64::max);
    brackets().next()?;
    let open = brackets().filter(|bracket| !bracket.closed).count();
    let claimed = brackets().filter(|bracket| bracket.claimed).count();
    let ids = [
        Entry::new("balance.certificate.gap", "Widest relative gap of all brackets", "parts per million", 1)
            .by("upper less lower end, over 1 + the size of the objective")
            .id(book, gap * 1e6, &ground.rows),
        Entry::new("balance.certificate.width", "Widest bracket of all points", "M USD", 3)
            .by("upper less lower end of the objective")
            .id(book, width, &ground.rows),
        Entry::new(
            "balance.certificate.worst_cut",
            "Cut farthest below the loss of its future, relative",
            "parts per million",
            2,
        )
        .by("each cut is a lower bound by weak duality; this is how far the weakest one lies below")
        .id(book, cut * 1e6, &ground.rows),
    ];
    let mut words = "Every point has a bracket: no plan does better than its upper end. The widest is {} of the objective, {}; the cut farthest below the loss of its future lies {} below it.".to_owned();
    if claimed > 0 {
        let _ = write!(
            words,
            " For {claimed} of {} points the far end is the claim of the solver, which searched whole numbers, and is not proven.",
            points.len()
        );
    }
    if open > 0 {
        let _ = write!(words, " {open} of {} points have a bracket wider than was asked for.", points.len());
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(Block::Text(say(&words, &ids)))
}

/// How far each point of the frontier is proven.
fn proofs(book: &mut Book, ground: &Ground<'_>) -> TableView {
    let mut rows = Vec::new();
    for point in &ground.study.frontier {
        let at = point_id(Some(point));
        let weight = plain(point.lambda);
        let gap = point.bracket.filter(|bracket| bracket.gap.is_finite()).map(|bracket| {
            Entry::new(format!("balance.{at}.gap"), format!("Relative gap of the bracket, weight {weight}"), "ppm", 1)
                .by("upper less lower end of the bracket of the objective, over 1 + its size, in millionths")
                .cell(book, bracket.gap * 1e6, &ground.rows)
        });
        let width = bracket_width(point).map(|width| {
            Entry::new(format!("balance.{at}.width"), format!("Width of the bracket, weight {weight}"), "M USD", 3)
                .by("upper less lower end of the bracket of the objective")
                .cell(book, width, &ground.rows)
        });
        #[allow(clippy::cast_precision_loss, reason = "a count of rounds")]
        let rounds =
            Entry::new(format!("balance.{at}.rounds"), format!("Rounds of the method, weight {weight}"), "", 0)
                .by("master and futures solved in turn")
                .cell(book, point.rounds as f64, &ground.rows);
        let ways = match point.bracket {
            None => "no bracket",
            Some(bracket) if bracket.claimed => "claim of the solver",
            Some(bracket) if !bracket.closed => "proven, wider than asked for",
            Some(_) => "proven",
        };
        let cells = [gap.unwrap_or_else(Cell::missing), width.unwrap_or_else(Cell::missing), rounds];
        rows.push([vec![Cell::text(weight)], cells.into(), vec![Cell::text(ways)]].concat());
    }
    TableView {
        id: "balance-proofs".to_owned(),
        title: "How far each point is proven".to_owned(),
        table: Table {
            columns: vec![
                Column::text("weight"),
                Column::number("gap", "ppm"),
                Column::number("width of the bracket", "M USD"),
                Column { numeric: true, ..Column::text("rounds") },
                Column::text("upper end"),
            ],
            rows,
        },
        notes: vec!["A gap of 1 ppm: no plan does better by more than a millionth of the objective.".to_owned()],
    }
}

fn all(study: &Study) -> impl Iterator<Item = &Point> {
    study.frontier.iter().chain(study.limited.iter().map(|limited| &limited.point))
}

fn value(book: &mut Book, ground: &Ground<'_>) -> Option<Block> {
    let value = &ground.study.value;
    if value.wait_and_see.abs() + value.recourse.abs() <= 0.0 {
        return None;
    }
    let vss = ground
        .money("balance.value.stochastic_solution", "Value of planning for many futures (VSS)")
        .by("best mean income less the mean income of the plan made for the mean future")
        .id(book, value.stochastic_solution);
    let promise = ground
        .money("balance.value.mean_promise", "What the plan made for the mean future promises")
        .by("optimum of the mean future alone")
        .id(book, value.mean_promise);
    let evpi = ground
        .money("balance.value.perfect_information", "Value of knowing the future (EVPI)")
        .by("mean of the best incomes where each future is known before, less the best mean income")
        .id(book, value.perfect_information);
    let kept = if value.mean_promise > value.mean_plan { "promises {}, which it does not keep" } else { "promises {}" };
    let words = format!(
        "Planning for many futures instead of their mean is worth {{}} of mean income; the plan made for the mean future {kept}. Knowing the future beforehand would be worth {{}} more."
    );
    Some(Block::Text(say(&words, &[&vss, &promise, &evpi])))
}
