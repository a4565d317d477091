//! Conservation, capacity, monotony, concavity, dual values, closings, and the maximum flow.

use corridor::flow::{FlowModel, Goal, Programme, Start};
use corridor::route::{Graph, NodeIx, max_flow};
use proptest::prelude::*;

use crate::cases;
use crate::models::{Shape, models, profit, same, solve, solved};

/// Nothing appears or vanishes at any node, good and period, and nothing exceeds its bound, to 1e-7.
fn is_feasible(model: &FlowModel) -> Result<(), TestCaseError> {
    let solution = solve(model);
    let mut balance = vec![vec![vec![0.0_f64; model.periods]; model.goods.len()]; model.nodes.len()];
    for (arc, lanes) in model.arcs.iter().zip(&solution.flow) {
        for ((good, _), lane) in arc.goods.iter().zip(lanes) {
            for (period, mass) in lane.iter().enumerate() {
                prop_assert!(*mass >= 0.0);
                balance[arc.from][*good][period] -= mass;
                match balance[arc.to][*good].get_mut(period + arc.transit) {
                    Some(at) => *at += mass,
                    None => prop_assert_eq!(*mass, 0.0),
                }
            }
        }
    }
    for (supply, made) in model.supplies.iter().zip(&solution.output) {
        for (period, mass) in made.iter().enumerate() {
            prop_assert!((0.0..=supply.most[period] + 1e-7).contains(mass));
            balance[supply.node][supply.good][period] += mass;
        }
    }
    for (sale, sold) in model.sales.iter().zip(&solution.sold) {
        for (period, mass) in sold.iter().enumerate() {
            prop_assert!((0.0..=sale.most[period] + 1e-7).contains(mass));
            balance[sale.node][sale.good][period] -= mass;
        }
    }
    for (node, held) in solution.stock.iter().enumerate() {
        let Some(stock) = &model.nodes[node].stock else { continue };
        for period in 0..model.periods {
            prop_assert!(held.iter().map(|row| row[period]).sum::<f64>() <= stock.room + 1e-7);
            for (good, row) in held.iter().enumerate() {
                balance[node][good][period] -= row[period];
                if period + 1 < model.periods {
                    balance[node][good][period + 1] += row[period];
                }
            }
        }
    }
    prop_assert!(balance.iter().flatten().flatten().all(|mass| mass.abs() <= 1e-7), "{balance:?}");
    for limit in &model.limits {
        for (period, capacity) in limit.capacity.iter().enumerate() {
            let used: f64 = limit.uses.iter().map(|used| used.weight * solution.arc_total(used.arc, period)).sum();
            prop_assert!(used <= capacity + 1e-7, "{used} of {capacity}");
        }
    }
    let income: f64 = (0..model.periods).map(|period| solution.income(model, period)).sum();
    let carried = model.arcs.iter().zip(&solution.flow);
    let carriage: f64 = carried
        .flat_map(|(arc, lanes)| arc.goods.iter().zip(lanes).map(|((_, cost), lane)| cost * lane.iter().sum::<f64>()))
        .sum();
    let made: f64 =
        model.supplies.iter().zip(&solution.output).map(|(supply, row)| supply.cost * row.iter().sum::<f64>()).sum();
    let kept: f64 = model
        .nodes
        .iter()
        .zip(&solution.stock)
        .filter_map(|(node, held)| Some(node.stock.as_ref()?.holding_cost * held.iter().flatten().sum::<f64>()))
        .sum();
    prop_assert!(same(solution.objective, income - carriage - made - kept));
    Ok(())
}

/// A change that can only help, by its number.
fn relieve(model: &mut FlowModel, which: usize, place: usize, by: f64) {
    fn add(values: &mut [f64], by: f64) {
        for value in values {
            *value += by;
        }
    }
    let pick = |count: usize| place % count;
    match which {
        0 => {
            let at = pick(model.limits.len());
            add(&mut model.limits[at].capacity, by);
        }
        1 => {
            let at = pick(model.sales.len());
            add(&mut model.sales[at].most, by);
        }
        2 => {
            let at = pick(model.sales.len());
            add(&mut model.sales[at].price, by);
        }
        3 => {
            let at = pick(model.supplies.len());
            add(&mut model.supplies[at].most, by);
        }
        4 => {
            let at = pick(model.nodes.len());
            if let Some(stock) = &mut model.nodes[at].stock {
                stock.room += by;
            }
        }
        5 => {
            let at = pick(model.supplies.len());
            model.supplies[at].cost -= by;
        }
        6 => {
            let at = pick(model.arcs.len());
            for (_, cost) in &mut model.arcs[at].goods {
                *cost = (*cost - by).max(0.0);
            }
        }
        _ => {
            let at = pick(model.nodes.len());
            if let Some(stock) = &mut model.nodes[at].stock {
                stock.holding_cost = (stock.holding_cost - by).max(0.0);
            }
        }
    }
}

/// A model with one period whose own limit an arc has been closed in for some periods.
fn closed(programme: &mut Programme, arcs: &[usize], periods: usize) -> f64 {
    let count = programme.model().periods;
    for (arc, period) in arcs.iter().flat_map(|arc| (0..periods.min(count)).map(move |period| (*arc, period))) {
        programme.set_open(arc, period, false).unwrap();
    }
    let profit = solved(programme).objective;
    for (arc, period) in arcs.iter().flat_map(|arc| (0..periods.min(count)).map(move |period| (*arc, period))) {
        programme.set_open(arc, period, true).unwrap();
    }
    profit
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn goods_are_kept_and_limits_hold(model in models(Shape::ALL)) {
        is_feasible(&model)?;
    }

    #[test]
    fn what_relieves_never_lowers_the_profit(model in models(Shape::ALL), which in 0..8_usize, place in 0..24_usize, by in 1..10_u32) {
        let before = profit(&model);
        let mut relieved = model;
        relieve(&mut relieved, which, place, f64::from(by));
        prop_assert!(profit(&relieved) >= before - 1e-6);
    }

    #[test]
    fn the_profit_is_concave_along_a_capacity(model in models(Shape::ALL), limit in 0..10_usize, ends in (0..30_u32, 0..30_u32)) {
        let at = limit % model.limits.len();
        let with = |capacity: f64| {
            let mut model = model.clone();
            model.limits[at].capacity.fill(capacity);
            profit(&model)
        };
        let (a, b) = (f64::from(ends.0), f64::from(ends.1));
        let (low, mid, high) = (with(a), with(f64::midpoint(a, b)), with(b));
        prop_assert!(mid >= f64::midpoint(low, high) - 1e-6, "{low} {mid} {high}");
    }

    /// More, the dual value, less: in this order. Where the first and last agree, the dual value is both.
    #[test]
    fn a_dual_value_lies_between_the_one_sided_differences(model in models(Shape::ALL), limit in 0..10_usize, period in 0..3_usize) {
        let (at, period) = (limit % model.limits.len(), period % model.periods);
        let mut programme = Programme::new(model.clone(), &Start::default()).unwrap();
        let base = solved(&mut programme);
        let dual = base.limits[at][period];
        let step = 1e-3;
        programme.set_capacity(at, period, dual.capacity + step).unwrap();
        let more = (solved(&mut programme).objective - base.objective) / step;
        prop_assert!(more <= dual.worth + 1e-4, "{more} {dual:?}");
        if dual.capacity >= 1.0 {
            programme.set_capacity(at, period, dual.capacity - step).unwrap();
            let less = (base.objective - solved(&mut programme).objective) / step;
            prop_assert!(dual.worth <= less + 1e-4, "{less} {dual:?}");
            if less - more < 1e-4 {
                prop_assert!((dual.worth - more).abs() < 2e-4);
            }
        }
        // What is lost by closing is at least what the capacity is worth.
        programme.set_capacity(at, period, 0.0).unwrap();
        let lost = base.objective - solved(&mut programme).objective;
        prop_assert!(lost >= dual.worth * dual.capacity - 1e-6, "{lost} {dual:?}");
        // Changed back, the programme gives the optimum of the model again.
        programme.set_capacity(at, period, dual.capacity).unwrap();
        prop_assert!(same(solved(&mut programme).objective, base.objective));
        prop_assert_eq!(programme.model(), &model);
    }

    #[test]
    fn closings_lose_more_together_and_more_the_longer(model in models(Shape::ALL), a in 0..8_usize, b in 0..8_usize) {
        let (a, b) = (a % model.arcs.len(), b % model.arcs.len());
        let mut programme = Programme::new(model.clone(), &Start::default()).unwrap();
        let base = solved(&mut programme).objective;
        let tiny = 1e-6 * base.abs().max(1.0);
        let mut before = base;
        for periods in 1..=model.periods {
            let alone = [closed(&mut programme, &[a], periods), closed(&mut programme, &[b], periods)];
            let pair = closed(&mut programme, &[a, b], periods);
            prop_assert!(pair <= alone[0].min(alone[1]) + tiny);
            prop_assert!(alone[0] <= before + tiny);
            before = alone[0];
        }
        // A closing is a capacity of zero.
        let mut shut = model;
        shut.limits[a].capacity.fill(0.0);
        prop_assert!(same(profit(&shut), before));
    }

    #[test]
    fn what_leads_nowhere_carries_nothing(model in models(Shape::ALL), from in 0..5_usize) {
        let mut model = model;
        let end = model.nodes.len();
        model.nodes.push(corridor::flow::FlowNode { name: "end".into(), stock: None });
        let goods = (0..model.goods.len()).map(|good| (good, 0.0)).collect();
        let arc = model.arcs.len();
        model.arcs.push(corridor::flow::FlowArc { name: "dead end".into(), from: from % end, to: end, goods, transit: 0 });
        let solution = solve(&model);
        for period in 0..model.periods {
            prop_assert!(solution.arc_total(arc, period) <= 1e-7);
        }
    }

    #[test]
    fn the_most_mass_of_one_good_is_the_maximum_flow(model in models(Shape { goods: 1, transit: false, holding: false }), to in 1..5_usize) {
        let sink = to % model.nodes.len();
        prop_assume!(sink != 0);
        let mut model = model;
        // One month, every arc open to the good, from the first node to another; nothing limits what comes and goes.
        model.periods = 1;
        model.limits.truncate(model.arcs.len());
        for limit in &mut model.limits {
            limit.capacity.truncate(1);
        }
        for arc in &mut model.arcs {
            arc.goods = vec![(0, 1.0)];
        }
        for node in &mut model.nodes {
            node.stock = None;
        }
        model.supplies.truncate(1);
        model.sales.truncate(1);
        model.supplies[0].node = 0;
        model.supplies[0].most = vec![f64::INFINITY];
        model.sales[0].node = sink;
        model.sales[0].most = vec![f64::INFINITY];
        model.sales[0].price.truncate(1);
        model.goal = Goal::Mass;
        let node = |index: usize| NodeIx(u32::try_from(index).unwrap());
        let ends: Vec<_> = model.arcs.iter().map(|arc| (node(arc.from), node(arc.to))).collect();
        let capacity: Vec<f64> = model.limits.iter().map(|limit| limit.capacity[0]).collect();
        let graph = Graph::new(model.nodes.len(), &ends).unwrap();
        let flow = max_flow(&graph, &capacity, &[node(0)], &[node(sink)]).unwrap();
        prop_assert!(same(profit(&model), flow.value), "{} is not {}", profit(&model), flow.value);
    }
}
