//! What must hold of every programme: random small ones, by two solvers and from wrong bases.
#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use solve::flow::{Arc, Network};
use solve::{
    Basis, Certificate, ColumnId, Highs, Micro, Options, Outcome, Place, Problem, RowId, Session, Solver, Status,
    certificate, infeasible,
};

const NONE: f64 = f64::INFINITY;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("seeds"))),
        ..ProptestConfig::default()
    }
}

/// Bounds of one side or both, or an equality, in halves.
fn bounds() -> impl Strategy<Value = (f64, f64)> {
    let half = (-20..=20_i32).prop_map(|value| f64::from(value) / 2.0);
    (half.clone(), 0..=20_i32, 0..=4_u8).prop_map(|(from, width, sort)| match sort {
        0 => (from, NONE),
        1 => (-NONE, from),
        2 => (from, from),
        3 => (-NONE, NONE),
        _ => (from, from + f64::from(width) / 2.0),
    })
}

/// A small programme; rows and columns of any sort, entries and costs in whole numbers. It may have no point, or no end.
fn any_problem() -> impl Strategy<Value = Problem> {
    (1..=7_usize, 0..=6_usize).prop_flat_map(|(columns, rows)| {
        let column = (-9..=9_i32, bounds());
        let row = (bounds(), prop::collection::vec(prop_oneof![2 => Just(0), 3 => -5..=5_i32], columns));
        let all = (prop::collection::vec(column, columns), prop::collection::vec(row, rows), -9..=9_i32);
        all.prop_map(|(columns, rows, offset)| build(&columns, &rows, offset))
    })
}

type ColumnData = (i32, (f64, f64));
type RowData = ((f64, f64), Vec<i32>);

fn build(columns: &[ColumnData], rows: &[RowData], offset: i32) -> Problem {
    let mut problem = Problem::new();
    problem.set_offset(f64::from(offset)).unwrap();
    for (cost, (lower, upper)) in columns {
        problem.add_column("", f64::from(*cost), *lower, *upper).unwrap();
    }
    for ((lower, upper), entries) in rows {
        let entries: Vec<_> = entries.iter().enumerate().map(|(j, value)| (ColumnId(j), f64::from(*value))).collect();
        problem.add_row("", *lower, *upper, &entries).unwrap();
    }
    problem
}

/// A programme like ours: amounts from 0 up, shared capacities, profits. It always has an optimum.
fn capacities() -> impl Strategy<Value = Problem> {
    (2..=8_usize, 1..=6_usize).prop_flat_map(|(columns, rows)| {
        let column = (-30..=5_i32, (0..=20_i32).prop_map(|most| (0.0, f64::from(most))));
        let row = (
            (0..=40_i32).prop_map(|most| (-NONE, f64::from(most))),
            prop::collection::vec(prop_oneof![1 => Just(0), 2 => 1..=3_i32], columns),
        );
        (prop::collection::vec(column, columns), prop::collection::vec(row, rows))
            .prop_map(|(columns, rows)| build(&columns, &rows, 0))
    })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-7 * (1.0 + a.abs())
}

fn optimum(problem: &Problem) -> f64 {
    Highs { options: Options::many_small() }.solve(problem).unwrap().optimal().unwrap().objective
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn two_solvers_agree_and_every_answer_is_proven(problem in any_problem()) {
        let micro = Micro.solve(&problem).unwrap();
        for options in [Options::default(), Options::many_small()] {
            let highs = Highs { options }.solve(&problem).unwrap();
            prop_assert_eq!(highs.status(), micro.status());
            match (&highs, &micro) {
                (Outcome::Optimal(highs), Outcome::Optimal(micro)) => {
                    prop_assert!(close(highs.objective, micro.objective), "{} and {}", highs.objective, micro.objective);
                    prop_assert!(highs.certificate.accepts());
                    // The bound holds for the other solver's point too.
                    prop_assert!(highs.certificate.bound <= micro.objective + 1e-7 * (1.0 + micro.objective.abs()));
                }
                (Outcome::Infeasible { ray }, _) => {
                    let ray = ray.as_ref().expect("a proof");
                    prop_assert!(certificate::infeasibility(&problem, ray) > 0.0);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn a_wrong_basis_costs_time_not_truth(
        problem in any_problem(),
        places in prop::collection::vec(0..5_u8, 20),
        other in prop::collection::vec(-9..=9_i32, 7),
    ) {
        let mut session = Session::new(problem.clone(), &Options::many_small()).unwrap();
        let expected = session.solve().unwrap();
        let place = |code: &u8| [Place::Lower, Place::Basic, Place::Upper, Place::Zero, Place::Nonbasic][usize::from(*code)];
        let places: Vec<Place> = places.iter().map(place).collect();
        let (columns, rows) = (problem.column_count(), problem.row_count());
        let scrambled = Basis { columns: places[..columns].to_vec(), rows: places[columns..columns + rows].to_vec() };
        // HiGHS may refuse a basis outright; it may not answer wrongly from one.
        let _ = session.set_basis(&scrambled);
        same(&session.solve().unwrap(), &expected)?;
        // Other costs and back, warm.
        for (column, cost) in other.iter().enumerate().take(columns) {
            session.set_cost(ColumnId(column), f64::from(*cost)).unwrap();
        }
        let _ = session.solve().unwrap();
        for (column, cost) in problem.costs().iter().enumerate() {
            session.set_cost(ColumnId(column), *cost).unwrap();
        }
        same(&session.solve().unwrap(), &expected)?;
    }

    #[test]
    fn the_bound_of_any_duals_is_below_the_optimum(problem in any_problem(), duals in prop::collection::vec(-9..=9_i32, 6)) {
        if let Outcome::Optimal(solution) = Highs::default().solve(&problem).unwrap() {
            let duals: Vec<f64> = duals[..problem.row_count()].iter().map(|dual| f64::from(*dual)).collect();
            let bound = certificate::dual_value(&problem, &duals).value;
            prop_assert!(bound <= solution.objective + 1e-9 * (1.0 + solution.objective.abs()), "{bound}");
            let claimed = Certificate::of_pair(&problem, &solution.columns, &duals);
            prop_assert!(claimed.gap >= -1e-9 * (1.0 + solution.objective.abs()));
        }
    }

    #[test]
    fn whole_numbers_are_found_by_both(problem in capacities(), whole in prop::collection::vec(any::<bool>(), 8)) {
        let mut problem = problem;
        for column in (0..problem.column_count()).filter(|column| whole[*column]) {
            problem.set_kind(ColumnId(column), solve::Kind::Integer).unwrap();
        }
        let highs = Highs::default().solve(&problem).unwrap().optimal().unwrap();
        let micro = Micro.solve(&problem).unwrap().optimal().unwrap();
        prop_assert!(close(highs.objective, micro.objective), "{} and {}", highs.objective, micro.objective);
        prop_assert!(highs.certificate.accepts(), "{:?}", highs.certificate);
    }

    #[test]
    fn more_capacity_never_costs_and_its_dual_is_its_first_worth(problem in capacities(), row in 0..6_usize) {
        let row = RowId(row % problem.row_count());
        let solution = Highs::default().solve(&problem).unwrap().optimal().unwrap();
        let dual = solution.duals().unwrap().row(row);
        prop_assert!(dual <= 0.0);
        let capacity = problem.row_upper()[row.0];
        let with = |capacity: f64| {
            let mut changed = problem.clone();
            changed.set_row_bounds(row, -NONE, capacity).unwrap();
            optimum(&changed)
        };
        let mut last = solution.objective;
        for more in [0.5, 1.0, 5.0, 100.0] {
            let value = with(capacity + more);
            prop_assert!(value <= last + 1e-9);
            // The dual promises at least what comes: profit is concave in capacity.
            prop_assert!(value >= solution.objective + dual * more - 1e-7);
            last = value;
        }
        // It lies between the differences to both sides, and is the difference where they agree.
        let step = 1e-3;
        let up = (with(capacity + step) - solution.objective) / step;
        prop_assert!(dual <= up + 1e-6, "{dual} and {up}");
        if capacity >= step {
            let down = (solution.objective - with(capacity - step)) / step;
            prop_assert!(dual >= down - 1e-6, "{dual} and {down}");
        }
    }

    #[test]
    fn a_conflict_is_one_and_each_of_its_limits_is_needed(problem in any_problem()) {
        let infeasible = Highs::default().solve(&problem).unwrap().status() == Status::Infeasible;
        let found = infeasible::conflict(&problem).unwrap();
        prop_assert_eq!(infeasible, found.is_some());
        let Some(found) = found else { return Ok(()) };
        prop_assert!(!found.limits.is_empty());
        for left_out in 0..=found.limits.len() {
            let limits = found.limits.iter().enumerate().filter(|(index, _)| *index != left_out).map(|(_, limit)| limit);
            let status = Highs::default().solve(&only(&problem, limits)).unwrap().status();
            prop_assert_eq!(status == Status::Infeasible, left_out == found.limits.len(), "{}", found);
        }
    }

    #[test]
    fn three_ways_to_a_flow_agree(network in networks()) {
        let flow = network.solve();
        let problem = programme(&network);
        let highs = Highs { options: Options::many_small() }.solve(&problem).unwrap();
        let micro = Micro.solve(&problem).unwrap();
        match flow {
            Ok(flow) => {
                prop_assert_eq!(flow.check(&network), Ok(()));
                #[allow(clippy::cast_precision_loss, reason = "small whole numbers")]
                let objective = flow.objective as f64;
                prop_assert!(close(objective, highs.optimal().unwrap().objective));
                prop_assert!(close(objective, micro.optimal().unwrap().objective));
            }
            Err(_) => {
                prop_assert_eq!(highs.status(), Status::Infeasible);
                prop_assert_eq!(micro.status(), Status::Infeasible);
            }
        }
    }

    #[test]
    fn the_greatest_flow_is_the_smallest_cut(network in networks()) {
        // An arc back from the last node to the first, whose flow earns 1 a unit; all other arcs are free.
        let mut circle = network.clone();
        circle.supplies.fill(0);
        circle.arcs.iter_mut().for_each(|arc| arc.cost = 0);
        let (source, sink) = (0, network.supplies.len() - 1);
        circle.arcs.push(Arc { from: sink, to: source, capacity: 1_000_000, cost: -1 });
        let flow = circle.solve().unwrap();
        prop_assert_eq!(flow.check(&circle), Ok(()));
        // What can still be reached from the source, and the capacity out of it.
        let mut reached = vec![false; circle.supplies.len()];
        reached[source] = true;
        for _ in 0..circle.supplies.len() {
            for (arc, flow) in network.arcs.iter().zip(&flow.flows) {
                reached[arc.to] |= reached[arc.from] && *flow < arc.capacity;
                reached[arc.from] |= reached[arc.to] && *flow > 0;
            }
        }
        let cut = |inside: &[bool]| -> i128 {
            let across = network.arcs.iter().filter(|arc| inside[arc.from] && !inside[arc.to]);
            across.map(|arc| i128::from(arc.capacity)).sum()
        };
        prop_assert!(!reached[sink]);
        prop_assert_eq!(-flow.objective, cut(&reached));
        // By trying all cuts.
        let middle = circle.supplies.len() - 2;
        let smallest = (0..1_u32 << middle).map(|mask| {
            let mut inside: Vec<bool> = vec![true];
            inside.extend((0..middle).map(|node| mask >> node & 1 == 1));
            inside.push(false);
            cut(&inside)
        });
        prop_assert_eq!(Some(-flow.objective), smallest.min());
    }
}

fn same(found: &Outcome, expected: &Outcome) -> Result<(), TestCaseError> {
    prop_assert_eq!(found.status(), expected.status());
    if let (Outcome::Optimal(found), Outcome::Optimal(expected)) = (found, expected) {
        prop_assert!(close(found.objective, expected.objective), "{} and {}", found.objective, expected.objective);
        prop_assert!(found.certificate.accepts());
    }
    Ok(())
}

/// The problem with these limits and the signs of its columns alone.
fn only<'a>(problem: &Problem, limits: impl Iterator<Item = &'a infeasible::Limit>) -> Problem {
    let mut changed = problem.clone();
    for column in 0..problem.column_count() {
        let lower = if problem.column_lower()[column].abs() <= 0.0 { 0.0 } else { -NONE };
        changed.set_column_bounds(ColumnId(column), lower, NONE).unwrap();
    }
    for row in 0..problem.row_count() {
        changed.set_row_bounds(RowId(row), -NONE, NONE).unwrap();
    }
    for limit in limits {
        let raise = |lower: f64, upper: f64| match limit.side {
            infeasible::Side::AtLeast => (limit.bound, upper),
            infeasible::Side::AtMost => (lower, limit.bound),
        };
        match limit.part {
            infeasible::Part::Row(row) => {
                let (lower, upper) = raise(changed.row_lower()[row.0], changed.row_upper()[row.0]);
                changed.set_row_bounds(row, lower, upper).unwrap();
            }
            infeasible::Part::Column(column) => {
                let (lower, upper) = raise(changed.column_lower()[column.0], changed.column_upper()[column.0]);
                // A sign and a limit of one column may contradict each other alone; as a row they may stand.
                changed.add_row("", lower, upper, &[(column, 1.0)]).unwrap();
            }
        }
    }
    changed
}

/// A small network in which supplies may or may not get through.
fn networks() -> impl Strategy<Value = Network> {
    (2..=6_usize).prop_flat_map(|nodes| {
        let arc = (0..nodes, 0..nodes, 0..=12_i64, -5..=20_i64);
        (prop::collection::vec(arc, 0..=15), prop::collection::vec(-6..=6_i64, nodes)).prop_map(
            |(arcs, mut supplies)| {
                let surplus: i64 = supplies.iter().sum();
                supplies[0] -= surplus;
                let arcs =
                    arcs.into_iter().map(|(from, to, capacity, cost)| Arc { from, to, capacity, cost }).collect();
                Network { supplies, arcs }
            },
        )
    })
}

/// The same network as a linear programme.
#[allow(clippy::cast_precision_loss, reason = "small whole numbers")]
fn programme(network: &Network) -> Problem {
    let mut problem = Problem::new();
    let mut entries = vec![Vec::new(); network.supplies.len()];
    for arc in &network.arcs {
        let column = problem.add_column("", arc.cost as f64, 0.0, arc.capacity as f64).unwrap();
        entries[arc.from].push((column, 1.0));
        entries[arc.to].push((column, -1.0));
    }
    for (entries, supply) in entries.iter().zip(&network.supplies) {
        problem.add_row("", *supply as f64, *supply as f64, entries).unwrap();
    }
    problem
}
