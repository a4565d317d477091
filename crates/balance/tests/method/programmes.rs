//! Small random programmes in which something can always follow.

use std::ops::Range;

use balance::{Entry, Future, Listed, TwoStage};
use proptest::prelude::*;
use solve::{ColumnId, Problem};

/// Workshops that can be made larger now, and goods that are made in them later; what is asked for and not made is
/// bought. Small whole numbers, so that nothing hangs on rounding.
#[derive(Debug, Clone)]
pub(crate) struct Small {
    /// For each workshop what a unit of it costs, and how many units there may be.
    pub(crate) workshops: Vec<(i32, i32)>,
    /// Units of all workshops together.
    pub(crate) budget: i32,
    /// Hours in a workshop for a unit of a good, `[workshop][good]`.
    pub(crate) hours: Vec<Vec<i32>>,
    /// What a unit that is bought costs.
    pub(crate) price: i32,
    pub(crate) futures: Vec<SmallFuture>,
    /// Units of money for one.
    pub(crate) money: f64,
    /// Added to the costs of a column that is always 1.
    pub(crate) constant: f64,
}

#[derive(Debug, Clone)]
pub(crate) struct SmallFuture {
    pub(crate) weight: u32,
    /// For each good what making it costs (below 0: earns), and how much is asked for.
    pub(crate) goods: Vec<(i32, i32)>,
    /// For each workshop its hours, and the hours that a further unit gives.
    pub(crate) workshops: Vec<(i32, i32)>,
}

fn future(workshops: usize, goods: usize) -> impl Strategy<Value = SmallFuture> {
    (1..5_u32, prop::collection::vec((-9..4, 0..8), goods), prop::collection::vec((0..6, 0..4), workshops))
        .prop_map(|(weight, goods, workshops)| SmallFuture { weight, goods, workshops })
}

pub(crate) fn small() -> impl Strategy<Value = Small> {
    small_with(1..6)
}

pub(crate) fn small_with(futures: Range<usize>) -> impl Strategy<Value = Small> {
    (1..4_usize, 1..4_usize).prop_flat_map(move |(workshops, goods)| {
        (
            prop::collection::vec((-1..6, 1..7), workshops),
            0..12,
            prop::collection::vec(prop::collection::vec(0..4, goods), workshops),
            4..15,
            prop::collection::vec(future(workshops, goods), futures.clone()),
        )
            .prop_map(|(workshops, budget, hours, price, futures)| Small {
                workshops,
                budget,
                hours,
                price,
                futures,
                money: 1.0,
                constant: 0.0,
            })
    })
}

impl Small {
    pub(crate) fn build(&self) -> TwoStage {
        let mut first = Problem::new();
        for (w, (cost, most)) in self.workshops.iter().enumerate() {
            first.add_column(format!("workshop {w}"), self.money * f64::from(*cost), 0.0, f64::from(*most)).unwrap();
        }
        let all: Vec<(ColumnId, f64)> = (0..self.workshops.len()).map(|w| (ColumnId(w), 1.0)).collect();
        first.add_row("budget", f64::NEG_INFINITY, f64::from(self.budget), &all).unwrap();
        let goods = self.futures[0].goods.len();
        let mut recourse = Problem::new();
        for g in 0..goods {
            recourse.add_column(format!("made {g}"), 0.0, 0.0, 20.0).unwrap();
        }
        for g in 0..goods {
            recourse.add_column(format!("bought {g}"), self.money * f64::from(self.price), 0.0, f64::INFINITY).unwrap();
        }
        recourse.add_column("one", self.constant, 1.0, 1.0).unwrap();
        for g in 0..goods {
            let entries = [(ColumnId(g), 1.0), (ColumnId(goods + g), 1.0)];
            recourse.add_row(format!("asked {g}"), 0.0, f64::INFINITY, &entries).unwrap();
        }
        for (w, hours) in self.hours.iter().enumerate() {
            let entries: Vec<_> = hours.iter().enumerate().map(|(g, h)| (ColumnId(g), f64::from(*h))).collect();
            recourse.add_row(format!("hours {w}"), f64::NEG_INFINITY, 0.0, &entries).unwrap();
        }
        let place = |index: usize| u32::try_from(index).unwrap();
        let technology =
            (0..self.hours.len()).map(|w| Entry { row: place(goods + w), column: place(w), value: 0.0 }).collect();
        let total: u32 = self.futures.iter().map(|future| future.weight).sum();
        let future = |future: &SmallFuture| {
            let costs = future.goods.iter().enumerate();
            let asked = future.goods.iter().enumerate();
            let hours = future.workshops.iter().enumerate();
            let rows = asked.map(|(g, (_, asked))| (place(g), f64::from(*asked), f64::INFINITY));
            let capacities = hours.clone().map(|(w, (h, _))| (place(goods + w), f64::NEG_INFINITY, f64::from(*h)));
            let made = Future {
                costs: costs.map(|(g, (cost, _))| (place(g), self.money * f64::from(*cost))).collect(),
                rows: rows.chain(capacities).collect(),
                bounds: Vec::new(),
                technology: hours.map(|(w, (_, each))| (place(w), -f64::from(*each))).collect(),
            };
            (f64::from(future.weight) / f64::from(total), made)
        };
        TwoStage {
            name: "workshops".to_owned(),
            first,
            recourse,
            technology,
            on_average: None,
            measured: Vec::new(),
            futures: Box::new(Listed::new(self.futures.iter().map(future).collect())),
        }
    }

    /// The same with rows of the recourse in another order.
    pub(crate) fn build_permuted(&self) -> TwoStage {
        let built = self.build();
        let rows = built.recourse.row_count();
        let moved = |r: u32| u32::try_from(rows - 1).unwrap() - r;
        let mut recourse = Problem::new();
        for j in 0..built.recourse.column_count() {
            let (lower, upper) = (built.recourse.column_lower()[j], built.recourse.column_upper()[j]);
            recourse.add_column("", built.recourse.costs()[j], lower, upper).unwrap();
        }
        for r in (0..rows).rev() {
            let (columns, values) = built.recourse.entries(solve::RowId(r));
            let entries: Vec<_> = columns.iter().zip(values).map(|(j, v)| (ColumnId(*j as usize), *v)).collect();
            let (lower, upper) = (built.recourse.row_lower()[r], built.recourse.row_upper()[r]);
            recourse.add_row("", lower, upper, &entries).unwrap();
        }
        let futures = (0..built.futures.count()).map(|s| {
            let mut future = built.futures.future(s).into_owned();
            for (r, ..) in &mut future.rows {
                *r = moved(*r);
            }
            (built.futures.probability(s), future)
        });
        let futures = Box::new(Listed::new(futures.collect()));
        let technology = built.technology.iter().map(|entry| Entry { row: moved(entry.row), ..*entry }).collect();
        TwoStage { recourse, technology, futures, ..built }
    }
}
