//! Flows worked out by hand: a border with a closure, a gauge break, pairs of removals.
#![allow(clippy::unwrap_used, reason = "tests")]

use corridor::flow::{FlowArc, FlowModel, FlowNode, Limit, Programme, Sale, Start, Stock, Supply, Use};

fn node(name: &str, stock: Option<(f64, f64)>) -> FlowNode {
    FlowNode { name: name.into(), stock: stock.map(|(room, holding_cost)| Stock { room, holding_cost }) }
}

fn arc(name: &str, from: usize, to: usize, cost: f64) -> FlowArc {
    FlowArc { name: name.into(), from, to, goods: vec![(0, cost)], transit: 0 }
}

fn limit(name: &str, arc: usize, capacity: Vec<f64>) -> Limit {
    Limit { name: name.into(), uses: vec![Use { arc, good: None, weight: 1.0 }], capacity }
}

/// One product, four periods: mine with stock, haul, border with stock, crossing slots.
fn border(slots: [f64; 4]) -> FlowModel {
    FlowModel {
        periods: 4,
        goods: vec!["ore".into()],
        nodes: vec![node("mine", Some((15.0, 1.0))), node("border", Some((10.0, 2.0))), node("world", None)],
        arcs: vec![arc("haul", 0, 1, 5.0), arc("slots", 1, 2, 3.0)],
        limits: vec![limit("haul", 0, vec![20.0; 4]), limit("slots", 1, slots.to_vec())],
        supplies: vec![Supply {
            name: "mine".into(),
            node: 0,
            good: 0,
            most: vec![10.0; 4],
            cost: 20.0,
            cost_rise: 0.0,
        }],
        sales: vec![Sale {
            name: "world".into(),
            node: 2,
            good: 0,
            most: vec![f64::INFINITY; 4],
            price: vec![50.0; 4],
        }],
        ..FlowModel::default()
    }
}

fn optimum(model: FlowModel) -> f64 {
    let solution = Programme::new(model, &Start::default()).unwrap().solve().unwrap();
    assert!(solution.certificate.accepts());
    assert!(solution.conservation < 1e-9);
    solution.objective
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "found {found}, expected {expected}");
}

#[test]
fn h1_a_border_with_a_closure() {
    near(optimum(border([8.0, 0.0, 12.0, 12.0])), 698.0);
    near(optimum(border([8.0, 0.0, 0.0, 12.0])), 438.0);
    near(optimum(border([12.0; 4])), 880.0);
    let mut programme = Programme::new(border([8.0, 0.0, 12.0, 12.0]), &Start::default()).unwrap();
    let duals: Vec<f64> = programme.solve().unwrap().limits[1].iter().map(|dual| dual.worth).collect();
    for (found, expected) in duals.iter().zip([22.0, 22.0, 21.0, 20.0]) {
        near(*found, expected);
    }
}

#[test]
fn h1_the_loss_grows_with_the_length_of_the_closure() {
    let closed = |months: usize| {
        let mut slots = [12.0; 4];
        slots[1..=months].fill(0.0);
        optimum(border(slots))
    };
    for (months, profit) in [(1, 742.0), (2, 482.0), (3, 220.0)] {
        near(closed(months), profit);
    }
}

#[test]
fn h2_a_gauge_break() {
    let model = FlowModel {
        periods: 1,
        goods: vec!["ore".into()],
        nodes: ["mine", "border rail", "border road", "border rail on", "world"]
            .iter()
            .map(|n| node(n, None))
            .collect(),
        arcs: vec![
            arc("rail", 0, 1, 6.0),
            arc("road", 0, 2, 14.0),
            arc("transfer a", 1, 3, 4.0),
            arc("transfer b", 2, 3, 3.0),
            arc("rail on", 3, 4, 10.0),
        ],
        limits: vec![
            limit("rail", 0, vec![20.0]),
            limit("road", 1, vec![15.0]),
            limit("transfer a", 2, vec![8.0]),
            limit("transfer b", 3, vec![10.0]),
            limit("rail on", 4, vec![20.0]),
        ],
        supplies: vec![Supply { name: "mine".into(), node: 0, good: 0, most: vec![20.0], cost: 20.0, cost_rise: 0.0 }],
        sales: vec![Sale { name: "world".into(), node: 4, good: 0, most: vec![f64::INFINITY], price: vec![60.0] }],
        ..FlowModel::default()
    };
    let solution = Programme::new(model, &Start::default()).unwrap().solve().unwrap();
    near(solution.objective, 290.0);
    near(solution.arc_total(0, 0), 8.0);
    near(solution.arc_total(1, 0), 10.0);
    for (limit, expected) in [0.0, 0.0, 20.0, 13.0, 0.0].into_iter().enumerate() {
        near(solution.limits[limit][0].worth, expected);
    }
}

#[test]
fn h3_pairs_of_removals() {
    let arcs = ["feeder", "a_in", "b_in", "bypass", "b_gate"];
    let capacity = [10.0, 10.0, f64::INFINITY, 4.0, 10.0];
    let profit = |removed: &[&str]| {
        let model = FlowModel {
            periods: 1,
            goods: vec!["ore".into()],
            nodes: ["m", "h", "b", "world"].iter().map(|n| node(n, None)).collect(),
            arcs: vec![
                arc("feeder", 0, 1, 2.0),
                arc("a_in", 1, 3, 5.0),
                arc("b_in", 1, 2, 0.0),
                arc("bypass", 0, 2, 9.0),
                arc("b_gate", 2, 3, 8.0),
            ],
            limits: arcs
                .iter()
                .enumerate()
                .map(|(index, name)| {
                    limit(name, index, vec![if removed.contains(name) { 0.0 } else { capacity[index] }])
                })
                .collect(),
            supplies: vec![Supply {
                name: "mine".into(),
                node: 0,
                good: 0,
                most: vec![10.0],
                cost: 20.0,
                cost_rise: 0.0,
            }],
            sales: vec![Sale { name: "world".into(), node: 3, good: 0, most: vec![f64::INFINITY], price: vec![40.0] }],
            ..FlowModel::default()
        };
        optimum(model)
    };
    near(profit(&[]), 130.0);
    let losses: [(&[&str], f64); 10] = [
        (&["feeder"], 118.0),
        (&["a_in"], 30.0),
        (&["b_gate"], 0.0),
        (&["bypass"], 0.0),
        (&["a_in", "b_gate"], 130.0),
        (&["b_gate", "feeder"], 130.0),
        (&["bypass", "feeder"], 130.0),
        (&["a_in", "feeder"], 118.0),
        (&["a_in", "bypass"], 30.0),
        (&["b_gate", "bypass"], 0.0),
    ];
    for (removed, loss) in losses {
        near(130.0 - profit(removed), loss);
    }
}

#[test]
fn goods_under_way_and_in_stock_at_the_start_are_kept() {
    let start = Start { stock: vec![(1, 0, 5.0)], arriving: vec![(1, 0, 2, 3.0)] };
    let mut model = border([8.0, 8.0, 8.0, 8.0]);
    model.supplies[0].most = vec![0.0; 4];
    let solution = Programme::new(model, &start).unwrap().solve().unwrap();
    near(solution.sold[0].iter().sum::<f64>(), 8.0);
}

#[test]
fn a_transit_of_one_period_arrives_one_later() {
    let mut model = border([20.0; 4]);
    model.arcs[0].transit = 1;
    let solution = Programme::new(model, &Start::default()).unwrap().solve().unwrap();
    near(solution.sold[0][0], 0.0);
    near(solution.sold[0].iter().sum::<f64>(), 30.0);
}
