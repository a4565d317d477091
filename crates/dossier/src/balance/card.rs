//! One plan on a card: its measures, what is decided, who buys, which way goods go.

use ::words::text;
use balance::study::{Point, Study};
use case::Case;
use document::plan::{Choice, PointCard};
use figure::{Cell, Column, Table, number};

use super::frontier::{income, point_id, share, worst};
use super::ground::{Ground, amount, decimals_of};
use super::{dependence, frontier};
use crate::book::Book;
use crate::corridors::enter::{Entry, slug};
use crate::words::plain;

/// The numbers of a card: entered into the book, or made for one question alone.
enum Numbers<'b> {
    Book(&'b mut Book),
    Alone,
}

/// What a number of a card is.
struct Said<'s> {
    at: &'s str,
    what: String,
    label: String,
}

impl Numbers<'_> {
    fn amount(&mut self, ground: &Ground<'_>, said: Said<'_>, value: f64) -> Cell {
        let decimals = decimals_of(value);
        match self {
            Numbers::Book(book) => Entry::new(format!("balance.{}.{}", said.at, said.what), said.label, "", decimals)
                .by(super::ground::PLANNED)
                .cell(book, value, &ground.rows),
            Numbers::Alone => Cell::number(number::format(value, decimals), value, None),
        }
    }

    fn measures(&mut self, ground: &Ground<'_>, at: &str, point: &Point) -> [Cell; 3] {
        match self {
            Numbers::Book(book) => {
                let ids =
                    [income(book, ground, at, point), worst(book, ground, at, point), share(book, ground, at, point)];
                ids.map(|id| book.cell(&id))
            }
            Numbers::Alone => {
                let money = |value: f64| {
                    let value = ground.borne(value);
                    Cell::number(number::format(value, ground.decimals()), value, None)
                };
                let by = point.share.fresh * 100.0;
                [money(point.income.fresh), money(point.worst.fresh), Cell::number(number::format(by, 1), by, None)]
            }
        }
    }
}

/// All plans of a study.
pub(crate) fn choice(book: &mut Book, ground: &Ground<'_>) -> Option<Choice> {
    let mut cards = Vec::new();
    for point in &ground.study.frontier {
        let at = point_id(Some(point));
        cards.push(card(&mut Numbers::Book(book), ground, &at, point, None));
    }
    for limited in &ground.study.limited {
        let at = dependence::point_id(limited);
        cards.push(card(&mut Numbers::Book(book), ground, &at, &limited.point, Some(limited.limit)));
    }
    (!cards.is_empty()).then(|| Choice { neighbour: ground.neighbour(), cards })
}

/// The card of a plan that was computed for one question.
pub fn exact(case: &Case, study: &Study, point: &Point, limit: Option<f64>) -> PointCard {
    let ground = Ground::of(case, study);
    let mut card = card(&mut Numbers::Alone, &ground, "", point, limit);
    card.notes.push(text!(
        "Computed for this question in the {futures} futures of the study, in {rounds} rounds; tried in no fresh ones.",
        futures = frontier::count(study.wanted.futures),
        rounds = point.rounds
    ));
    card
}

fn card(numbers: &mut Numbers<'_>, ground: &Ground<'_>, at: &str, point: &Point, limit: Option<f64>) -> PointCard {
    let study = ground.study;
    let by = ground.neighbour();
    let weight = plain(point.lambda);
    let title = match limit {
        Some(limit) => text!(
            "Weight {weight} of the worst futures, at most {limit} % through {by}",
            limit = plain((limit * 1000.0).round() / 10.0)
        ),
        None => text!("Weight {weight} of the worst futures, no limit on the share through {by}"),
    };
    let [mean, bad, part] = numbers.measures(ground, at, point);
    let row = |name: String, cell: Cell, unit: &str| vec![Cell::text(name), cell, Cell::text(unit)];
    // As printed: a share that reads higher than its limit does not keep it.
    let tenths = |part: f64| (part * 1000.0).round();
    let broken = limit.filter(|limit| tenths(point.share.value) > tenths(*limit));
    let by_neighbour =
        if broken.is_some() { text!("share through {by}: limit not kept") } else { text!("share through {by}") };
    let measures = vec![
        row(text!("mean income"), mean, "M USD"),
        row(text!("income, {tail} of futures", tail = ground.tail()), bad, "M USD"),
        row(by_neighbour, part, "%"),
    ];
    let mut plan = Vec::new();
    for (decided, value) in study.decisions.iter().zip(&point.plan) {
        if decided.per_unit <= 0.0 {
            continue;
        }
        let value = value / decided.per_unit;
        let said = Said {
            at,
            what: format!("plan_{}", slug(&decided.id)),
            label: format!("{}, {}", decided.name, decided.unit),
        };
        let cell = numbers.amount(ground, said, value);
        plan.push(vec![
            Cell::text(&decided.name),
            cell,
            Cell::text(text!("of {most} {unit}", most = amount(decided.most), unit = decided.unit)),
        ]);
    }
    let mut sold = Vec::new();
    for (nth, value) in point.sold.iter().enumerate() {
        let name = ground.buyer(nth);
        let id = study.buyers.get(nth).map(|buyer| slug(&format!("{}_{}", buyer.id, buyer.good))).unwrap_or_default();
        let said = Said { at, what: format!("sold_{id}"), label: text!("Sold to {name}, kt a year") };
        let cell = numbers.amount(ground, said, *value);
        sold.push(row(name, cell, "kt/year"));
    }
    let mut passed = Vec::new();
    for ((id, name), value) in study.gates.iter().zip(&point.passed) {
        let said = Said { at, what: format!("passed_{}", slug(id)), label: text!("By {name}, kt a year") };
        let cell = numbers.amount(ground, said, *value);
        passed.push(row(name.clone(), cell, "kt/year"));
    }
    let table = |[first, second, third]: [String; 3], rows| Table {
        columns: vec![Column::text(first), Column { numeric: true, ..Column::text(second) }, Column::text(third)],
        rows,
    };
    let mut notes = Vec::new();
    if let Some(limit) = broken {
        notes.push(text!(
            "Nothing keeps this limit: {share} % is as near as a plan comes to {limit} %.",
            share = number::format(point.share.value * 100.0, 1),
            limit = number::format(limit * 100.0, 1)
        ));
    }
    if limit.is_some() {
        notes.push(text!(
            "Made for fewer futures than the plans without a limit, and tried in no fresh ones: what the limit costs is told in the same futures, in the table of limits."
        ));
    }
    PointCard {
        weight: point.lambda,
        limit,
        title,
        measures: table([text!("measure"), text!("value"), text!("unit")], measures),
        plan: table([text!("decided now"), text!("amount"), text!("of what is possible")], plan),
        buyers: table([text!("buyer"), text!("sold"), text!("unit")], sold),
        ways: table([text!("way over the border"), text!("passes"), text!("unit")], passed),
        notes,
    }
}
