//! Routes on graphs small enough to work out by hand, and the worked example of a time/cost-distance chart.
#![allow(clippy::unwrap_used, reason = "tests")]

use corridor::route::{
    ArcIx, Graph, Indicators, Leg, LegKind, NodeIx, Path, Profile, Range, RouteError, Weighted, Weights, Workspace,
    indicator, k_shortest, max_flow, over_routes,
};

fn graph(nodes: usize, ends: &[(u32, u32)]) -> Graph {
    Graph::new(nodes, &ends.iter().map(|(from, to)| (NodeIx(*from), NodeIx(*to))).collect::<Vec<_>>()).unwrap()
}

fn arcs(indices: &[u32]) -> Vec<ArcIx> {
    indices.iter().copied().map(ArcIx).collect()
}

fn best(graph: &Graph, weights: &[f64], from: u32, to: u32) -> Option<Path> {
    Workspace::default().path(graph, Weights::new(graph, weights).unwrap(), NodeIx(from), NodeIx(to)).unwrap()
}

fn k_best(graph: &Graph, weights: &[f64], from: u32, to: u32, k: usize) -> Vec<Path> {
    let weights = Weights::new(graph, weights).unwrap();
    k_shortest(&mut Workspace::default(), graph, weights, NodeIx(from), NodeIx(to), k).unwrap()
}

#[test]
fn the_cheaper_detour_and_what_is_closed() {
    let g = graph(4, &[(0, 2), (0, 1), (1, 2), (2, 0)]);
    assert_eq!(best(&g, &[9.0, 3.0, 4.0, 1.0], 0, 2), Some(Path { cost: 7.0, arcs: arcs(&[1, 2]) }));
    assert_eq!(best(&g, &[9.0, f64::INFINITY, 4.0, 1.0], 0, 2), Some(Path { cost: 9.0, arcs: arcs(&[0]) }));
    assert_eq!(best(&g, &[f64::INFINITY, f64::INFINITY, 4.0, 1.0], 0, 2), None);
    assert_eq!(best(&g, &[1.0; 4], 0, 3), None);
    assert_eq!(best(&g, &[1.0; 4], 3, 3), Some(Path { cost: 0.0, arcs: vec![] }));
}

#[test]
fn of_equal_costs_the_first_in_the_dictionary() {
    // Both ways cost 2; arc 1 comes before arc 2. Parallel arcs 0 and 4 cost the same.
    let g = graph(4, &[(3, 2), (0, 1), (0, 3), (1, 2), (3, 2)]);
    assert_eq!(best(&g, &[1.0; 5], 0, 2).unwrap().arcs, arcs(&[1, 3]));
    let all = k_best(&g, &[1.0; 5], 0, 2, 9);
    assert_eq!(
        all.iter().map(|path| path.arcs.clone()).collect::<Vec<_>>(),
        [arcs(&[1, 3]), arcs(&[2, 0]), arcs(&[2, 4])]
    );
}

#[test]
fn arcs_of_weight_zero_make_no_loop() {
    // 0 -> 1 -> 2 -> 1 costs nothing for ever; 1 -> 2 -> 3 and 1 -> 3 both cost 1.
    let g = graph(4, &[(0, 1), (1, 2), (2, 1), (2, 3), (1, 3)]);
    let weights = [0.0, 0.0, 0.0, 1.0, 1.0];
    assert_eq!(best(&g, &weights, 0, 3).unwrap().arcs, arcs(&[0, 1, 3]));
    assert_eq!(k_best(&g, &weights, 0, 3, 9).len(), 2);
    let tree = Workspace::default().tree(&g, Weights::new(&g, &weights).unwrap(), NodeIx(0)).unwrap().clone();
    assert_eq!(tree.path(&g, NodeIx(3)), best(&g, &weights, 0, 3));
    assert_eq!((tree.source(), tree.distance(NodeIx(2)), tree.distance(NodeIx(9))), (NodeIx(0), Some(0.0), None));
}

#[test]
fn yen_on_the_graph_of_the_textbooks() {
    // c d e f g h = 0..5; the three best ways from c to h cost 5, 7 and 8: c-e-f-h, c-e-g-h, c-d-f-h.
    let g = graph(6, &[(0, 1), (0, 2), (1, 3), (2, 1), (2, 3), (2, 4), (3, 4), (3, 5), (4, 5)]);
    let weights = [3.0, 2.0, 4.0, 1.0, 2.0, 3.0, 2.0, 1.0, 2.0];
    let found = k_best(&g, &weights, 0, 5, 3);
    assert_eq!(found.iter().map(|path| path.cost).collect::<Vec<_>>(), [5.0, 7.0, 8.0]);
    assert_eq!(found[0].nodes(&g, NodeIx(0)), [0, 2, 3, 5].map(NodeIx));
    assert_eq!(found[1].nodes(&g, NodeIx(0)), [0, 2, 4, 5].map(NodeIx));
    assert_eq!(found[2].nodes(&g, NodeIx(0)), [0, 1, 3, 5].map(NodeIx));
    assert_eq!(k_best(&g, &weights, 0, 5, 0), []);
    assert_eq!(k_best(&g, &weights, 5, 0, 3), []);
    assert_eq!(k_best(&g, &weights, 4, 4, 3), [Path { cost: 0.0, arcs: vec![] }]);
}

#[test]
fn what_is_refused() {
    let g = graph(2, &[(0, 1), (1, 0)]);
    let refused = |weights: &[f64]| Weights::new(&g, weights).unwrap_err();
    assert_eq!(refused(&[1.0]), RouteError::WrongLength { found: 1, expected: 2 });
    assert_eq!(refused(&[1.0, -2.0]), RouteError::NegativeWeight { arc: ArcIx(1), weight: -2.0 });
    assert!(matches!(refused(&[f64::NAN, 0.0]), RouteError::NegativeWeight { arc: ArcIx(0), .. }));
    assert_eq!(refused(&[1.0, -2.0]).to_string(), "`-2` at arc `1`: give a number of 0 or more, or infinity");
    let weights = Weights::new(&g, &[1.0, 1.0]).unwrap();
    let mut workspace = Workspace::default();
    let outside = RouteError::NoSuchNode { node: NodeIx(2), nodes: 2 };
    assert_eq!(workspace.path(&g, weights, NodeIx(0), NodeIx(2)), Err(outside.clone()));
    assert_eq!(workspace.tree(&g, weights, NodeIx(2)).unwrap_err(), outside);
    let smaller = graph(2, &[(0, 1)]);
    assert!(matches!(
        k_shortest(&mut workspace, &smaller, weights, NodeIx(0), NodeIx(1), 2),
        Err(RouteError::WrongLength { found: 2, expected: 1 })
    ));
}

#[test]
fn a_cut_of_two_arcs() {
    // Supply 10 at m: feeder m-h (10), a_in h-w (10), b_in h-b (no limit), bypass m-b (4), b_gate b-w (10).
    let (feeder, a_in, b_gate, bypass) = (0, 1, 4, 3);
    let g = graph(4, &[(0, 1), (1, 3), (1, 2), (0, 2), (2, 3)]);
    let (m, w) = ([NodeIx(0)], [NodeIx(3)]);
    let found = max_flow(&g, &[10.0, 10.0, f64::INFINITY, 4.0, 10.0], &m, &w).unwrap();
    assert!((found.value - 14.0).abs() < 1e-12);
    assert_eq!(found.cut, arcs(&[feeder, bypass]));
    assert_eq!(found.source_side, [true, false, false, false]);
    assert!(found.unique);
    // With the gate at 4, a_in at 10 and the feeder at 10, two cuts of 14 stop the flow.
    let tied = max_flow(&g, &[10.0, 10.0, f64::INFINITY, 4.0, 4.0], &m, &w).unwrap();
    assert!(!tied.unique && (tied.value - 14.0).abs() < 1e-12);
    assert_eq!(tied.cut, arcs(&[feeder, bypass]));
    // A closed gate and a closed line: nothing passes, nothing is saturated.
    let closed = max_flow(&g, &[10.0, 0.0, f64::INFINITY, 4.0, 0.0], &m, &w).unwrap();
    assert!(closed.value.abs() < 1e-12 && closed.cut.is_empty() && closed.unique);
    let open = max_flow(&g, &[f64::INFINITY, 10.0, f64::INFINITY, 4.0, f64::INFINITY], &m, &w).unwrap_err();
    assert_eq!(open, RouteError::Unbounded { path: arcs(&[feeder, 2, b_gate]) });
    assert_ne!(a_in, b_gate);
}

#[test]
fn several_sources_and_sinks() {
    // Two mines send 0.1 + 0.2 to a line of 0.3: what rounding leaves over on the way does not move the cut.
    let g = graph(4, &[(0, 2), (1, 2), (2, 3)]);
    let found = max_flow(&g, &[0.1, 0.2, 0.3], &[NodeIx(0), NodeIx(1)], &[NodeIx(3)]).unwrap();
    assert!((found.value - 0.3).abs() < 1e-12);
    assert_eq!(found.cut, arcs(&[0, 1]));
    assert!(!found.unique);
    // A sink on the way to another is passed only by what the first does not take: nothing.
    let line = graph(3, &[(0, 1), (1, 2)]);
    let near = max_flow(&line, &[5.0, 3.0], &[NodeIx(0)], &[NodeIx(1), NodeIx(2)]).unwrap();
    assert!((near.value - 5.0).abs() < 1e-12);
    assert_eq!(max_flow(&line, &[5.0, 3.0], &[], &[NodeIx(2)]), Err(RouteError::NoTerminal));
    assert_eq!(
        max_flow(&line, &[5.0, 3.0], &[NodeIx(0)], &[NodeIx(0)]),
        Err(RouteError::SourceIsSink { node: NodeIx(0) })
    );
    assert!(matches!(
        max_flow(&line, &[5.0, f64::NAN], &[NodeIx(0)], &[NodeIx(2)]),
        Err(RouteError::NegativeWeight { arc: ArcIx(1), .. })
    ));
}

/// The worked example: coal by road to a loading yard, by rail of one gauge to the border, by another behind it; costs
/// for 20 t.
fn example() -> Vec<Leg> {
    let leg = |kind, place: &str, at_border: bool, km, hours, usd| Leg {
        kind,
        place: place.to_owned(),
        crossing: at_border.then(|| "border".to_owned()),
        km: Some(km),
        hours: Some(Range::point(hours)),
        usd: Some(Range::point(usd)),
        rows: vec![],
    };
    vec![
        leg(LegKind::Road, "yard", false, 50.0, 2.0, 100.0),
        leg(LegKind::Loading, "yard", false, 0.0, 6.0, 20.0),
        leg(LegKind::Rail, "border", false, 250.0, 10.0, 150.0),
        leg(LegKind::BorderDwell, "border", true, 0.0, 30.0, 40.0),
        leg(LegKind::GaugeChange, "border", true, 0.0, 12.0, 60.0),
        leg(LegKind::Rail, "market", false, 700.0, 28.0, 420.0),
    ]
}

#[test]
fn points_of_the_worked_example() {
    let profile = Profile::of(&example());
    let points: Vec<_> = profile
        .points
        .iter()
        .map(|point| (point.km.unwrap(), point.hours.unwrap().mid, point.usd.unwrap().mid))
        .collect();
    assert_eq!(
        points,
        [
            (0.0, 0.0, 0.0),
            (50.0, 2.0, 100.0),
            (50.0, 8.0, 120.0),
            (300.0, 18.0, 270.0),
            (300.0, 48.0, 310.0),
            (300.0, 60.0, 370.0),
            (1000.0, 88.0, 790.0),
        ]
    );
    assert_eq!((profile.totals.km, profile.totals.hours), (Some(1000.0), profile.points[6].hours));
}

#[test]
fn indicators_of_the_worked_example() {
    let legs = example();
    let found = Indicators::of(&legs, Some("border"), 20.0).unwrap();
    let near = |found: Option<Range>, expected: f64| {
        let found = found.unwrap();
        assert!(!found.is_wide() && (found.mid - expected).abs() < 5e-5, "{found:?} is not {expected}");
    };
    near(found.border_hours, 42.0);
    near(found.border_usd, 100.0);
    near(found.usd_per_500_km, 395.0);
    near(found.speed_without_delay, 25.0);
    near(found.speed_with_delay, 11.3636);
    // Costed for one tonne the legs cost a twentieth, and the indicators are the same.
    let mut by_tonne = legs.clone();
    for leg in &mut by_tonne {
        leg.usd = leg.usd.map(|usd| usd.times(0.05));
    }
    let same = Indicators::of(&by_tonne, Some("border"), 1.0).unwrap();
    near(same.border_usd, 100.0);
    near(same.usd_per_500_km, 395.0);
    // By rail alone: 570 USD over 950 km, and 950 km in 38 hours.
    let rail = || legs.iter().filter(|leg| leg.kind == LegKind::Rail);
    near(indicator::usd_per_500_km(rail(), 20.0).unwrap(), 300.0);
    near(indicator::speed_with_delay(rail()), 25.0);
    assert!(Indicators::of(&legs, None, 0.0).is_err());
    assert_eq!(Indicators::of(&legs, Some("elsewhere"), 20.0).unwrap().border_hours, None);
}

#[test]
fn what_is_not_known_stays_not_known() {
    let mut legs = example();
    legs[3].hours = None;
    legs[4].usd = None;
    legs[5].km = Some(f64::INFINITY);
    let profile = Profile::of(&legs);
    let known: Vec<_> = profile.points.iter().map(|p| (p.km.is_some(), p.hours.is_some(), p.usd.is_some())).collect();
    assert_eq!(
        known,
        [
            (true, true, true),
            (true, true, true),
            (true, true, true),
            (true, true, true),
            (true, false, true),
            (true, false, false),
            (false, false, false),
        ]
    );
    let totals = &profile.totals;
    assert_eq!((totals.km, totals.hours, totals.usd), (None, None, None));
    assert_eq!((&totals.without_km, &totals.without_hours, &totals.without_usd), (&vec![5], &vec![3], &vec![4]));
    let found = Indicators::of(&legs[..5], Some("border"), 20.0).unwrap();
    assert_eq!((found.border_hours, found.border_usd, found.usd_per_500_km), (None, None, None));
    assert_eq!(found.speed_with_delay, None);
    // Nobody knows how long the queue takes; how fast the trucks and trains move is known: 300 km in 12 hours.
    assert!((found.speed_without_delay.unwrap().mid - 25.0).abs() < 1e-12);
}

#[test]
fn bands_join_the_sums_of_lows_and_highs() {
    let mut legs = example();
    legs[3].hours = Some(Range { low: 10.0, mid: 30.0, high: 90.0 });
    let totals = Profile::of(&legs).totals;
    assert_eq!(totals.hours, Some(Range { low: 68.0, mid: 88.0, high: 148.0 }));
    let speed = indicator::speed_with_delay(&legs).unwrap();
    assert!((speed.low - 1000.0 / 148.0).abs() < 1e-12 && (speed.high - 1000.0 / 68.0).abs() < 1e-12);
}

#[test]
fn mean_by_tonnes_and_median_by_routes() {
    let route = |tonnes, hours: f64| Weighted { tonnes, value: Some(Range::point(hours)) };
    // (1 * 10 + 2 * 20 + 7 * 90) / 10 = 68; median of 10, 20, 90 = 20.
    let routes = [route(1.0, 10.0), route(7.0, 90.0), route(2.0, 20.0), Weighted { tonnes: 9.0, value: None }];
    let found = over_routes(&routes).unwrap();
    assert!((found.mean.unwrap().mid - 68.0).abs() < 1e-12);
    assert!((found.median.unwrap().mid - 20.0).abs() < 1e-12);
    assert_eq!((found.routes, found.without), (3, 1));
    let two = over_routes(&[route(0.0, 10.0), route(0.0, 30.0)]).unwrap();
    assert_eq!((two.mean, two.median.map(|value| value.mid)), (None, Some(20.0)));
    let none = over_routes(&[]).unwrap();
    assert_eq!((none.mean, none.median, none.routes), (None, None, 0));
    assert!(over_routes(&[route(-1.0, 10.0)]).is_err());
}
