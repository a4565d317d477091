//! What is left out, how the answer was found, and what certifies it.

use ::words::{mark, tell, text};
use balance::study::{Point, Study};
use corridor::goods::{Goods, border_price};
use corridor::network::Network;

use figure::{Cell, Column, Table};

use super::frontier::{count, point_id};
use super::ground::{Ground, bracket_width};
use crate::book::Book;
use crate::corridors::counted_line;
use crate::corridors::enter::Entry;
use crate::words::{period, plain, say, small};
use document::{Block, TableView};

/// What has no place in the programme, and why.
pub(crate) fn left_out(ground: &Ground<'_>) -> Vec<Block> {
    let mut texts = Vec::new();
    for left in &ground.study.left_out {
        texts.push(format!("{} {}.", ground.name(&left.id), tell(left.why.trim_end_matches('.'))));
    }
    let network = Network::of(ground.case);
    let line_at = |gate: &str| {
        let place = network.places.iter().position(|place| place.name == gate)?;
        counted_line(&network, place, &[], ground.case.as_of()).map(|line| line.name.as_str())
    };
    let (in_part, none): (Vec<&String>, Vec<&String>) =
        ground.study.uncounted.iter().partition(|gate| line_at(gate).is_some());
    if !none.is_empty() {
        texts.push(text!(
            "Gates that carry nothing here, because nobody counted them and nothing is decided on them: {gates}.",
            gates = none.into_iter().map(String::as_str).collect::<Vec<_>>().join("; ")
        ));
    }
    for gate in in_part {
        texts.push(text!(
            "At {gate} only {line} carries; what else passes there is not counted.",
            line = line_at(gate).unwrap_or_default()
        ));
    }
    let prices: Vec<String> = Goods::of(&network)
        .goods
        .iter()
        .filter_map(|good| {
            let price = border_price(&network, good, ground.case.as_of())?;
            Some(format!("{} ({})", small(&good.name), period(price.period)))
        })
        .collect();
    if !prices.is_empty() {
        texts.push(text!(
            "Prices start from the last one at the border that the case holds, and move from there in each future: {goods}.",
            goods = prices.join("; ")
        ));
    }
    for (part, why) in &ground.study.failed {
        let why = why.trim_end_matches('.');
        texts.push(text!("The part {part} could not be computed: {why}.", part = tell(part)));
    }
    texts.into_iter().map(|text| Block::Text(say(&text, &[]))).collect()
}

/// How the answer was found, and how far it is proven.
pub(crate) fn blocks(book: &mut Book, ground: &Ground<'_>) -> Vec<Block> {
    let study = ground.study;
    let plan = text!(
        "A plan is chosen now: contracts, expansions, projects and stocks. Later, in each of {futures} futures (seed {seed}), goods go where they earn most within what is open. The objective is (1 - weight) x mean income + weight x mean income in the {tail} of futures, over {period}, discounted.",
        futures = count(study.wanted.futures),
        seed = study.wanted.seed,
        tail = ground.tail(),
        period = ground.period()
    );
    let solved = if study.fresh > 0 {
        text!(
            "It is solved by cuts (multi-cut L-shaped method; conditional value at risk after Rockafellar and Uryasev), and each plan is tried in {count} fresh futures.",
            count = count(study.fresh)
        )
    } else {
        text!(
            "It is solved by cuts (multi-cut L-shaped method; conditional value at risk after Rockafellar and Uryasev)."
        )
    };
    let mut blocks = vec![Block::Text(say(&format!("{plan} {solved}"), &[]))];
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
        Entry::new(
            "balance.certificate.gap",
            text!("Widest relative gap of all brackets"),
            mark("parts per million"),
            1,
        )
        .by(mark("upper less lower end, over 1 + the size of the objective"))
        .id(book, gap * 1e6, &ground.rows),
        Entry::new("balance.certificate.width", text!("Widest bracket of all points"), "M USD", 3)
            .by(mark("upper less lower end of the objective"))
            .id(book, width, &ground.rows),
        Entry::new(
            "balance.certificate.worst_cut",
            text!("Cut farthest below the loss of its future, relative"),
            mark("parts per million"),
            2,
        )
        .by(mark("each cut is a lower bound by weak duality; this is how far the weakest one lies below"))
        .id(book, cut * 1e6, &ground.rows),
    ];
    let mut words = vec![text!(
        "Every point has a bracket: no plan does better than its upper end. The widest is {{}} of the objective, {{}}; the cut farthest below the loss of its future lies {{}} below it."
    )];
    let all = points.len();
    if claimed > 0 {
        words.push(text!(
            "For {claimed} of {all} points the far end is the claim of the solver, which searched whole numbers, and is not proven."
        ));
    }
    if open > 0 {
        words.push(text!("{open} of {all} points have a bracket wider than was asked for."));
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(Block::Text(say(&words.join(" "), &ids)))
}

/// How far each point of the frontier is proven.
fn proofs(book: &mut Book, ground: &Ground<'_>) -> TableView {
    let mut rows = Vec::new();
    for point in &ground.study.frontier {
        let at = point_id(Some(point));
        let weight = plain(point.lambda);
        let gap = point.bracket.filter(|bracket| bracket.gap.is_finite()).map(|bracket| {
            Entry::new(format!("balance.{at}.gap"), text!("Relative gap of the bracket, weight {weight}"), "ppm", 1)
                .by(mark("upper less lower end of the bracket of the objective, over 1 + its size, in millionths"))
                .cell(book, bracket.gap * 1e6, &ground.rows)
        });
        let width = bracket_width(point).map(|width| {
            Entry::new(format!("balance.{at}.width"), text!("Width of the bracket, weight {weight}"), "M USD", 3)
                .by(mark("upper less lower end of the bracket of the objective"))
                .cell(book, width, &ground.rows)
        });
        #[allow(clippy::cast_precision_loss, reason = "a count of rounds")]
        let rounds = Entry::new(format!("balance.{at}.rounds"), text!("Rounds of the method, weight {weight}"), "", 0)
            .by(mark("master and futures solved in turn"))
            .cell(book, point.rounds as f64, &ground.rows);
        let ways = match point.bracket {
            None => text!("no bracket"),
            Some(bracket) if bracket.claimed => text!("claim of the solver"),
            Some(bracket) if !bracket.closed => text!("proven, wider than asked for"),
            Some(_) => text!("proven"),
        };
        let cells = [gap.unwrap_or_else(Cell::missing), width.unwrap_or_else(Cell::missing), rounds];
        rows.push([vec![Cell::text(weight)], cells.into(), vec![Cell::text(ways)]].concat());
    }
    TableView {
        id: "balance-proofs".to_owned(),
        title: text!("How far each point is proven"),
        table: Table {
            columns: vec![
                Column::text(text!("weight")),
                Column::number(text!("gap"), "ppm"),
                Column::number(text!("width of the bracket"), "M USD"),
                Column { numeric: true, ..Column::text(text!("rounds")) },
                Column::text(text!("upper end")),
            ],
            rows,
        },
        notes: vec![text!("A gap of 1 ppm: no plan does better by more than a millionth of the objective.")],
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
        .money("balance.value.stochastic_solution", text!("Value of planning for many futures (VSS)"))
        .by(mark("best mean income less the mean income of the plan made for the mean future"))
        .id(book, value.stochastic_solution);
    let promise = ground
        .money("balance.value.mean_promise", text!("What the plan made for the mean future promises"))
        .by(mark("optimum of the mean future alone"))
        .id(book, value.mean_promise);
    let evpi = ground
        .money("balance.value.perfect_information", text!("Value of knowing the future (EVPI)"))
        .by(mark("mean of the best incomes where each future is known before, less the best mean income"))
        .id(book, value.perfect_information);
    let words = if value.mean_promise > value.mean_plan {
        text!(
            "Planning for many futures instead of their mean is worth {{}} of mean income; the plan made for the mean future promises {{}}, which it does not keep. Knowing the future beforehand would be worth {{}} more."
        )
    } else {
        text!(
            "Planning for many futures instead of their mean is worth {{}} of mean income; the plan made for the mean future promises {{}}. Knowing the future beforehand would be worth {{}} more."
        )
    };
    Some(Block::Text(say(&words, &[&vss, &promise, &evpi])))
}
