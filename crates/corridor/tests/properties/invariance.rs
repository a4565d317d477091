//! The same problem said otherwise has the same optimum.

use corridor::flow::{FlowArc, FlowModel, FlowNode, Limit, Use};
use proptest::prelude::*;

use crate::cases;
use crate::models::{Shape, models, profit, same};

/// An order of 0..n that a number stands for.
fn order(n: usize, number: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut rest = number;
    for place in (1..n).rev() {
        let choices = u64::try_from(place + 1).unwrap();
        order.swap(place, usize::try_from(rest % choices).unwrap());
        rest = rest.div_euclid(choices);
    }
    order
}

/// Nodes, limits, supplies and sales in another order, the arcs too.
fn relabelled(model: &FlowModel, number: u64) -> FlowModel {
    let mut other = model.clone();
    let nodes = order(model.nodes.len(), number);
    for (old, new) in nodes.iter().enumerate() {
        other.nodes[*new] = model.nodes[old].clone();
    }
    let arcs = order(model.arcs.len(), number.rotate_left(17));
    for (old, new) in arcs.iter().enumerate() {
        let arc = &model.arcs[old];
        other.arcs[*new] = FlowArc { from: nodes[arc.from], to: nodes[arc.to], ..arc.clone() };
    }
    for used in other.limits.iter_mut().flat_map(|limit| &mut limit.uses) {
        used.arc = arcs[used.arc];
    }
    for supply in &mut other.supplies {
        supply.node = nodes[supply.node];
    }
    for sale in &mut other.sales {
        sale.node = nodes[sale.node];
    }
    let shuffle = order(model.limits.len(), number.rotate_left(31));
    other.limits = shuffle.into_iter().map(|place| other.limits[place].clone()).collect();
    other.supplies.reverse();
    other.sales.reverse();
    other
}

/// An arc cut in two at a new node: half the cost on each part, the time and the limits on the first.
fn in_series(model: &FlowModel, arc: usize) -> FlowModel {
    let mut other = model.clone();
    let middle = other.nodes.len();
    other.nodes.push(FlowNode { name: "middle".into(), stock: None });
    for (_, cost) in &mut other.arcs[arc].goods {
        *cost /= 2.0;
    }
    let second = FlowArc { from: middle, transit: 0, ..other.arcs[arc].clone() };
    other.arcs[arc].to = middle;
    other.arcs.push(second);
    other
}

/// An arc in two halves side by side: half the own limit for each, both in every limit over several arcs.
fn side_by_side(model: &FlowModel, arc: usize) -> FlowModel {
    let mut other = model.clone();
    let twin = other.arcs.len();
    other.arcs.push(other.arcs[arc].clone());
    let half: Vec<f64> = model.limits[arc].capacity.iter().map(|capacity| capacity / 2.0).collect();
    for limit in other.limits.iter_mut().skip(model.arcs.len()) {
        let twins: Vec<Use> =
            limit.uses.iter().filter(|used| used.arc == arc).map(|used| Use { arc: twin, ..*used }).collect();
        limit.uses.extend(twins);
    }
    other.limits[arc].capacity.clone_from(&half);
    let uses = vec![Use { arc: twin, good: None, weight: 1.0 }];
    other.limits.push(Limit { name: "half".into(), uses, capacity: half });
    other
}

/// All money times one factor, all mass times another.
fn scaled(model: &FlowModel, money: f64, mass: f64) -> FlowModel {
    let mut other = model.clone();
    let by_mass = money / mass;
    for node in &mut other.nodes {
        if let Some(stock) = &mut node.stock {
            stock.room *= mass;
            stock.holding_cost *= by_mass;
        }
    }
    for (_, cost) in other.arcs.iter_mut().flat_map(|arc| &mut arc.goods) {
        *cost *= by_mass;
    }
    other.limits.iter_mut().flat_map(|limit| &mut limit.capacity).for_each(|value| *value *= mass);
    for supply in &mut other.supplies {
        supply.most.iter_mut().for_each(|value| *value *= mass);
        supply.cost *= by_mass;
    }
    for sale in &mut other.sales {
        sale.most.iter_mut().for_each(|value| *value *= mass);
        sale.price.iter_mut().for_each(|value| *value *= by_mass);
    }
    other
}

/// Each period as two with half of every rate.
fn split_in_time(model: &FlowModel) -> FlowModel {
    fn twice(values: &[f64], factor: f64) -> Vec<f64> {
        values.iter().flat_map(|value| [value * factor; 2]).collect()
    }
    let mut other = model.clone();
    other.periods *= 2;
    for limit in &mut other.limits {
        limit.capacity = twice(&limit.capacity, 0.5);
    }
    for supply in &mut other.supplies {
        supply.most = twice(&supply.most, 0.5);
    }
    for sale in &mut other.sales {
        sale.most = twice(&sale.most, 0.5);
        sale.price = twice(&sale.price, 1.0);
    }
    other
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn other_labels_and_another_order(model in models(Shape::ALL), number in any::<u64>()) {
        prop_assert!(same(profit(&relabelled(&model, number)), profit(&model)));
    }

    #[test]
    fn an_arc_cut_in_two_and_one_of_two_halves(model in models(Shape::ALL), arc in 0..8_usize) {
        let arc = arc % model.arcs.len();
        let expected = profit(&model);
        prop_assert!(same(profit(&in_series(&model, arc)), expected));
        prop_assert!(same(profit(&side_by_side(&model, arc)), expected));
    }

    #[test]
    fn other_units_of_money_and_mass(model in models(Shape::ALL)) {
        let expected = profit(&model);
        prop_assert!(same(profit(&scaled(&model, 1000.0, 1.0)) / 1000.0, expected));
        prop_assert!(same(profit(&scaled(&model, 1.0, 1000.0)), expected));
        prop_assert!(same(profit(&scaled(&model, 1000.0, 1000.0)) / 1000.0, expected));
    }

    #[test]
    fn a_place_that_nothing_touches(model in models(Shape::ALL)) {
        let mut other = model.clone();
        other.nodes.push(FlowNode::default());
        prop_assert!(same(profit(&other), profit(&model)));
    }

    #[test]
    fn periods_in_two_halves(model in models(Shape { goods: 2, transit: false, holding: false })) {
        prop_assert!(same(profit(&split_in_time(&model)), profit(&model)));
    }
}
