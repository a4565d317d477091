//! Random flow models: a few nodes, arcs with limits of their own, limits over several arcs, stocks, supplies, sales.

use corridor::flow::{FlowArc, FlowModel, FlowNode, FlowSolution, Limit, Programme, Sale, Start, Stock, Supply, Use};
use proptest::prelude::*;

/// How large a random model is, and whether things of it may take time or cost something to keep.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) goods: usize,
    pub(crate) transit: bool,
    pub(crate) holding: bool,
}

impl Shape {
    /// Everything that a model can have.
    pub(crate) const ALL: Self = Self { goods: 2, transit: true, holding: true };
}

/// Small whole numbers by period.
fn amounts(periods: usize, most: u32) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((0..=most).prop_map(f64::from), periods)
}

/// A model in which each arc has a limit of its own, at the arc's place in the list of limits; limits over several arcs
/// follow.
pub(crate) fn models(shape: Shape) -> impl Strategy<Value = FlowModel> {
    (1..=3_usize, 1..=shape.goods, 3..=5_usize).prop_flat_map(move |(periods, goods, nodes)| {
        (
            prop::collection::vec(arc(periods, goods, nodes, shape.transit), nodes - 1..=8),
            prop::collection::vec(prop::option::of((0..=15_u32, 0..=3_u32)), nodes),
            prop::collection::vec((0..nodes, 0..goods, amounts(periods, 15), 0..=20_u32), 1..=3),
            prop::collection::vec(
                (0..nodes, 0..goods, prop::option::of(amounts(periods, 20)), amounts(periods, 60)),
                1..=3,
            ),
            prop::collection::vec(
                (prop::collection::vec((0..8_usize, 0..3_usize), 2..=3), amounts(periods, 25)),
                0..=2,
            ),
        )
            .prop_map(move |(arcs, stocks, supplies, sales, bundles)| {
                let mut model = FlowModel {
                    periods,
                    goods: (0..goods).map(|good| format!("good {good}")).collect(),
                    ..FlowModel::default()
                };
                for (place, stock) in stocks.into_iter().enumerate() {
                    let holding = |cost| if shape.holding { f64::from(cost) } else { 0.0 };
                    let stock = stock.map(|(room, cost)| Stock { room: f64::from(room), holding_cost: holding(cost) });
                    model.nodes.push(FlowNode { name: format!("node {place}"), stock });
                }
                for (arc, capacity) in arcs {
                    let uses = vec![Use { arc: model.arcs.len(), good: None, weight: 1.0 }];
                    model.limits.push(Limit { name: format!("limit {}", model.arcs.len()), uses, capacity });
                    model.arcs.push(arc);
                }
                for (node, good, most, cost) in supplies {
                    let (name, cost) = ("supply".to_owned(), f64::from(cost));
                    model.supplies.push(Supply { name, node, good, most, cost, cost_rise: 0.0 });
                }
                for (node, good, most, price) in sales {
                    let most = most.unwrap_or_else(|| vec![f64::INFINITY; periods]);
                    model.sales.push(Sale { name: "sale".to_owned(), node, good, most, price });
                }
                for (parts, capacity) in bundles {
                    let uses = parts.into_iter().map(|(arc, weight)| {
                        let weight = [0.5, 1.0, 2.0][weight];
                        Use { arc: arc % model.arcs.len(), good: None, weight }
                    });
                    model.limits.push(Limit { name: "bundle".to_owned(), uses: uses.collect(), capacity });
                }
                // A chain from the first node to the last, along which the first good can often be sold.
                for from in 0..nodes - 1 {
                    (model.arcs[from].from, model.arcs[from].to) = (from, from + 1);
                }
                (model.supplies[0].node, model.supplies[0].good) = (0, 0);
                (model.sales[0].node, model.sales[0].good) = (nodes - 1, 0);
                model
            })
    })
}

fn arc(periods: usize, goods: usize, nodes: usize, transit: bool) -> impl Strategy<Value = (FlowArc, Vec<f64>)> {
    let costs = prop::collection::vec(prop::option::weighted(0.8, 0..=12_u32), goods);
    let ends = (0..nodes, 1..nodes).prop_map(move |(from, step)| (from, (from + step) % nodes));
    (ends, costs, 0..=3_usize, amounts(periods, 20)).prop_map(move |((from, to), costs, slow, capacity)| {
        let goods = costs.into_iter().enumerate().filter_map(|(good, cost)| Some((good, f64::from(cost?)))).collect();
        let transit = usize::from(transit && slow == 3);
        (FlowArc { name: format!("{from}-{to}"), from, to, goods, transit }, capacity)
    })
}

/// The optimum, whose certificate must hold.
pub(crate) fn solve(model: &FlowModel) -> FlowSolution {
    solved(&mut Programme::new(model.clone(), &Start::default()).unwrap())
}

pub(crate) fn solved(programme: &mut Programme) -> FlowSolution {
    let solution = programme.solve().unwrap();
    assert!(solution.certificate.accepts());
    solution
}

pub(crate) fn profit(model: &FlowModel) -> f64 {
    solve(model).objective
}

/// Equal up to rounding.
pub(crate) fn same(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-6 * expected.abs().max(1.0)
}
