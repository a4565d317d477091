//! What it costs to depend less on the neighbour.

use ::words::{mark, text};
use balance::study::{LIMITED_FUTURES, Limited, Point};
use figure::{Cell, Column, Table};

use super::frontier::{income, share, worst};
use super::ground::{Ground, part_of_id};
use crate::book::Book;
use crate::words::{plain, say};
use document::{Block, Sentence, TableView};

const PREMIUM: &str =
    mark("objective of the best plan without the limit less that with it: (1 - weight) mean + weight worst");
const DUAL: &str = mark("dual value of the limit on the average share, for a percentage point of the value sold");
const AGAIN: &str = mark("change of the objective when the limit is moved by a tenth of a point, for a whole point");

/// A limit counts as broken from here on.
const BROKEN: f64 = 5e-4;

/// What of a point with a limit.
pub(crate) fn point_id(limited: &Limited) -> String {
    format!("limit_{}_weight_{}", part_of_id(limited.limit), part_of_id(limited.point.lambda))
}

/// The limit itself, in percent.
pub(crate) fn limit(book: &mut Book, ground: &Ground<'_>, limited: &Limited) -> String {
    let id = format!("balance.limit.{}", part_of_id(limited.limit));
    let label = text!("Limit on the average share of value that goes through {by}", by = ground.neighbour());
    let method = mark("part of the share without a limit, in whole percentage points");
    ground.percent(book, (id, label), method, limited.limit)
}

/// Whether something keeps to the limit.
fn keeps(limited: &Limited) -> bool {
    limited.broken <= BROKEN
}

/// The one that is spoken of: the loosest limit that a plan keeps, at the weight in the middle.
fn spoken<'a>(ground: &Ground<'a>) -> Option<&'a Limited> {
    let kept = || ground.study.limited.iter().filter(|limited| keeps(limited));
    let loosest = kept().map(|limited| limited.limit).fold(f64::NEG_INFINITY, f64::max);
    let of = kept().filter(|limited| limited.limit >= loosest);
    of.min_by(|a, b| (a.point.lambda - 0.5).abs().total_cmp(&(b.point.lambda - 0.5).abs()))
}

fn a_point(book: &mut Book, ground: &Ground<'_>, limited: &Limited) -> String {
    let label =
        text!("What a percentage point less through {by} costs, at this limit and weight", by = ground.neighbour());
    ground.money(format!("balance.{}.a_point", point_id(limited)), label).by(DUAL).id(book, limited.a_point)
}

fn premium(book: &mut Book, ground: &Ground<'_>, limited: &Limited) -> String {
    let label = text!("What the limit on the share through {by} costs of the objective", by = ground.neighbour());
    ground.money(format!("balance.{}.premium", point_id(limited)), label).by(PREMIUM).id(book, limited.premium)
}

/// What less dependence costs, in a sentence.
pub(crate) fn answer(book: &mut Book, ground: &Ground<'_>) -> Option<Sentence> {
    let by = ground.neighbour();
    let Some(found) = spoken(ground) else {
        let first = ground.study.limited.first()?;
        let (bound, reached) = (limit(book, ground, first), reached(book, ground, first));
        return Some(say(
            &text!(
                "No plan keeps the share of value that goes through {by} at {{}}: the least that is reached is {{}}."
            ),
            &[&bound, &reached],
        ));
    };
    let ids = [limit(book, ground, found), premium(book, ground, found), a_point(book, ground, found)];
    let (weight, years) = (plain(found.point.lambda), ground.years());
    let futures = ground.study.wanted.futures.min(LIMITED_FUTURES);
    let mut ids: Vec<String> = ids.into();
    let mut words = if let Some((lower, higher)) = found.again {
        for (what, value) in [("again_lower", lower), ("again_higher", higher)] {
            ids.push(again(book, ground, found, what, value));
        }
        text!(
            "Where the worst futures weigh {weight} of the whole, sending at most {{}} of the value through {by} costs {{}} over {years}, in a model of {futures} futures. A percentage point less than that would cost {{}}; by solving again with the limit a tenth of a point lower and higher {{}} and {{}}."
        )
    } else {
        text!(
            "Where the worst futures weigh {weight} of the whole, sending at most {{}} of the value through {by} costs {{}} over {years}, in a model of {futures} futures. A percentage point less than that would cost {{}}."
        )
    };
    if let Some(broken) = ground.study.limited.iter().find(|limited| !keeps(limited)) {
        ids.push(limit(book, ground, broken));
        // A hole with its number: the sentence before may name its own in another order.
        let hole = format!("{{{}}}", ids.len());
        let dear = text!(
            "At {limit} no plan keeps it: keeping it would cost more than 40 USD for a dollar of value.",
            limit = hole
        );
        words = format!("{words} {dear}");
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(&words, &ids))
}

fn again(book: &mut Book, ground: &Ground<'_>, limited: &Limited, what: &str, value: f64) -> String {
    let label = text!("What a percentage point less through {by} costs, by solving again", by = ground.neighbour());
    ground.money(format!("balance.{}.{what}", point_id(limited)), label).by(AGAIN).id(book, value)
}

fn reached(book: &mut Book, ground: &Ground<'_>, limited: &Limited) -> String {
    share(book, ground, &point_id(limited), &limited.point)
}

pub(crate) fn blocks(book: &mut Book, ground: &Ground<'_>) -> Vec<Block> {
    if ground.study.limited.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for limited in &ground.study.limited {
        let at = point_id(limited);
        let point: &Point = &limited.point;
        let ids = [
            limit(book, ground, limited),
            premium(book, ground, limited),
            a_point(book, ground, limited),
            income(book, ground, &at, point),
            worst(book, ground, &at, point),
            reached(book, ground, limited),
        ];
        let [bound, cost, dual, mean, bad, by] = ids.map(|id| book.cell(&id));
        let checked = match limited.again {
            Some((lower, higher)) => {
                let ids = [("again_lower", lower), ("again_higher", higher)]
                    .map(|(what, value)| again(book, ground, limited, what, value));
                Cell::text(text!("{lower} and {higher}", lower = book.shown(&ids[0]), higher = book.shown(&ids[1])))
            }
            None => Cell::not_applicable(),
        };
        let kept = if keeps(limited) { text!("yes") } else { text!("no: nothing can") };
        let weight = Cell::text(plain(point.lambda));
        rows.push(vec![weight, bound, Cell::text(kept), by, cost, dual, checked, mean, bad]);
    }
    vec![Block::Table(TableView {
        id: "balance-dependence".to_owned(),
        title: text!("What less dependence on {by} costs", by = ground.neighbour()),
        table: Table {
            columns: vec![
                Column::text(text!("weight of the worst futures")),
                Column::number(text!("limit"), "%"),
                Column::text(text!("kept")),
                Column::number(text!("share reached"), "%"),
                Column::number(text!("cost of the limit"), "M USD"),
                Column::number(text!("a point less costs"), "M USD"),
                Column::text(text!("by solving again")),
                Column::number(text!("mean income"), "M USD"),
                Column::number(text!("income, {tail}", tail = ground.tail()), "M USD"),
            ],
            rows,
        },
        notes: vec![text!(
            "The limit holds on average over the futures; {count} of them are used here, since no cut serves two limits. Where keeping it would cost more than 40 USD for a dollar of value, the plan breaks it, and the cost holds that price of what is above.",
            count = ground.study.wanted.futures.min(LIMITED_FUTURES)
        )],
    })]
}
