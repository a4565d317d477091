//! What it costs to depend less on the neighbour.

use balance::study::{LIMITED_FUTURES, Limited, Point};
use figure::{Cell, Column, Table};

use super::frontier::{income, share, worst};
use super::ground::{Ground, part_of_id};
use crate::book::Book;
use crate::words::{plain, say};
use document::{Block, Sentence, TableView};

const PREMIUM: &str =
    "objective of the best plan without the limit less that with it: (1 - weight) mean + weight worst";
const DUAL: &str = "dual value of the limit on the average share, for a percentage point of the value sold";
const AGAIN: &str = "change of the objective when the limit is moved by a tenth of a point, for a whole point";

/// A limit counts as broken from here on.
const BROKEN: f64 = 5e-4;

/// What of a point with a limit.
pub(crate) fn point_id(limited: &Limited) -> String {
    format!("limit_{}_weight_{}", part_of_id(limited.limit), part_of_id(limited.point.lambda))
}

/// The limit itself, in percent.
pub(crate) fn limit(book: &mut Book, ground: &Ground<'_>, limited: &Limited) -> String {
    let id = format!("balance.limit.{}", part_of_id(limited.limit));
    let label = format!("Limit on the average share of value that goes by {}", ground.neighbour());
    ground.percent(book, (id, label), "part of the share without a limit, in whole percentage points", limited.limit)
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
    let label = format!("What a percentage point less by {} costs, at this limit and weight", ground.neighbour());
    ground.money(format!("balance.{}.a_point", point_id(limited)), label).by(DUAL).id(book, limited.a_point)
}

fn premium(book: &mut Book, ground: &Ground<'_>, limited: &Limited) -> String {
    let label = format!("What the limit on the share by {} costs of the objective", ground.neighbour());
    ground.money(format!("balance.{}.premium", point_id(limited)), label).by(PREMIUM).id(book, limited.premium)
}

/// What less dependence costs, in a sentence.
pub(crate) fn answer(book: &mut Book, ground: &Ground<'_>) -> Option<Sentence> {
    let by = ground.neighbour();
    let Some(found) = spoken(ground) else {
        let first = ground.study.limited.first()?;
        let (bound, reached) = (limit(book, ground, first), reached(book, ground, first));
        return Some(say(
            &format!("No plan keeps the share of value that goes by {by} at {{}}: the least that is reached is {{}}."),
            &[&bound, &reached],
        ));
    };
    let ids = [limit(book, ground, found), premium(book, ground, found), a_point(book, ground, found)];
    let mut words = format!(
        "At weight {}, at most {{}} of the value by {by} costs {{}} over {}, and a point less dependence there costs {{}}",
        plain(found.point.lambda),
        ground.years()
    );
    let mut ids: Vec<String> = ids.into();
    if let Some((lower, higher)) = found.again {
        words.push_str(" ({} and {} by solving again with the limit a tenth of a point lower and higher)");
        for (what, value) in [("again_lower", lower), ("again_higher", higher)] {
            ids.push(again(book, ground, found, what, value));
        }
    }
    words.push('.');
    if let Some(broken) = ground.study.limited.iter().find(|limited| !keeps(limited)) {
        words.push_str(" At {} keeping it would cost more than it may, and the limit is broken.");
        ids.push(limit(book, ground, broken));
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(&words, &ids))
}

fn again(book: &mut Book, ground: &Ground<'_>, limited: &Limited, what: &str, value: f64) -> String {
    let label = format!("What a percentage point less by {} costs, by solving again", ground.neighbour());
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
                Cell::text(format!("{} and {}", book.shown(&ids[0]), book.shown(&ids[1])))
            }
            None => Cell::not_applicable(),
        };
        let kept = if keeps(limited) { "yes" } else { "no: nothing can" };
        let weight = Cell::text(plain(point.lambda));
        rows.push(vec![weight, bound, Cell::text(kept), by, cost, dual, checked, mean, bad]);
    }
    vec![Block::Table(TableView {
        id: "balance-dependence".to_owned(),
        title: format!("What less dependence on {} costs", ground.neighbour()),
        table: Table {
            columns: vec![
                Column::text("weight of the worst futures"),
                Column::number("limit", "%"),
                Column::text("kept"),
                Column::number("share reached", "%"),
                Column::number("cost of the limit", "M USD"),
                Column::number("a point less costs", "M USD"),
                Column::text("by solving again"),
                Column::number("mean income", "M USD"),
                Column::number(format!("income, {}", ground.tail()), "M USD"),
            ],
            rows,
        },
        notes: vec![format!(
            "The limit holds on average over the futures; {} of them are used here, since no cut serves two limits. Where keeping it would cost more than 40 USD for a dollar of value, the plan breaks it, and the cost holds that price of what is above.",
            ground.study.wanted.futures.min(LIMITED_FUTURES)
        )],
    })]
}
