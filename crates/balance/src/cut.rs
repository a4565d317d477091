//! Cuts that hold for any dual values, and the pool that keeps those of every round.
//!
//! For any row duals `pi` of a future, `d = q - W'pi`, and with every sign that points to an infinite side set to 0,
//! `Q(x) >= sum_r (pi_r+ lower_r - pi_r- upper_r) + sum_j min(d_j b_j-, d_j b_j+) - (T'pi)'x`: weak duality with the sides
//! of rows without x. A wrong answer of a solver makes a cut weak, not false.

use serde::{Deserialize, Serialize};
use solve::certificate::Sum;
use solve::{ColumnId, Row, RowId};

use crate::range::{OwnData, Ranges};
use crate::two_stage::TwoStage;

/// Up to this size a reduced cost on a column without bound is the rounding of zero.
const ROUNDING: f64 = 1e-9;
/// Up to this size it counts as zero too, because solvers do so, but the cut is marked.
const TOLERANCE: f64 = 1e-7;

/// `Q_s(x, A) >= constant + slope'x + budget A`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Cut {
    pub(crate) constant: f64,
    /// `[first-stage column]`
    pub(crate) slope: Vec<f64>,
    /// Slope of the future's own budget; 0 without a limit on average.
    pub(crate) budget: f64,
    /// Whether a column without any bound had a reduced cost between 1e-9 and 1e-7 that counted as zero.
    pub(crate) rounded: bool,
}

impl Cut {
    /// The cut that duals give for a future; `None` when a column without bound has the wrong reduced cost, so that there
    /// is none.
    pub(crate) fn of(programme: &TwoStage, data: &OwnData, ranges: &Ranges, duals: &[f64]) -> Option<Self> {
        let mut reduced = data.costs.clone();
        let mut constant = Sum::from(programme.recourse.offset());
        let mut slope = vec![0.0; programme.first.column_count()];
        let kept = |r: usize| {
            let dual = duals[r];
            let side = if dual > 0.0 { data.row_lower[r] } else { data.row_upper[r] };
            (dual != 0.0 && dual.is_finite() && side.is_finite()).then_some((dual, side))
        };
        for r in 0..duals.len() {
            let Some((dual, side)) = kept(r) else { continue };
            constant.add(dual * side);
            let (columns, values) = programme.recourse.entries(RowId(r));
            for (column, value) in columns.iter().zip(values) {
                reduced[*column as usize] -= dual * value;
            }
        }
        for (entry, value) in programme.technology.iter().zip(&data.technology) {
            if let Some((dual, _)) = kept(entry.row as usize) {
                slope[entry.column as usize] -= dual * value;
            }
        }
        let mut rounded = false;
        for (j, d) in reduced.into_iter().enumerate() {
            let own = if d > 0.0 { data.column_lower[j] } else { data.column_upper[j] };
            let wide = if d > 0.0 { ranges.lower[j] } else { ranges.upper[j] };
            let bound = if own.is_finite() { own } else { wide };
            if bound.is_finite() {
                constant.add(d * bound);
            } else if d.abs() <= TOLERANCE {
                rounded |= d.abs() > ROUNDING;
            } else {
                return None;
            }
        }
        let budget =
            programme.on_average.and_then(|limit| kept(limit.row as usize)).map_or(0.0, |(dual, _)| dual.min(0.0));
        Some(Self { constant: constant.value(), slope, budget, rounded })
    }

    /// `cut <= 0` as a row over the plan, its largest entry scaled to 1, for one that says what a future can follow.
    pub(crate) fn row(&self, s: usize) -> Row {
        let scale = self.scale();
        let entries = self.slope.iter().enumerate().map(|(j, slope)| (ColumnId(j), slope * scale)).collect();
        let name = format!("what future {s} can follow");
        Row { name, lower: f64::NEG_INFINITY, upper: -self.constant * scale, entries }
    }

    /// What brings its largest slope to 1.
    pub(crate) fn scale(&self) -> f64 {
        1.0 / self.slope.iter().fold(1e-9_f64, |size, slope| size.max(slope.abs()))
    }

    /// Its value at a plan.
    pub(crate) fn at(&self, x: &[f64], budget: f64) -> f64 {
        self.constant + dot(&self.slope, x) + self.budget * budget
    }
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A plan that was tried: what every future lost there, and the cut it gave.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Visit {
    /// The plan.
    pub(crate) x: Vec<f64>,
    /// Budgets of the futures; empty without a limit on average.
    pub(crate) budgets: Vec<f64>,
    /// `Q_s`, without `c'x`; infinite where the future was not solved there.
    pub(crate) recourse: Vec<f64>,
    /// Cuts; `None` where there is none.
    pub(crate) cuts: Vec<Option<Cut>>,
    /// Activities of the measured rows; empty where the future was not solved there.
    pub(crate) measures: Vec<Vec<f64>>,
}

#[cfg(test)]
mod tests {
    use solve::{Options, Outcome, Session};

    use super::*;
    use crate::instance::cvb1::{SEED, Variant, cvb1};

    struct Random(u64);

    impl Random {
        // From 0 to below 1.
        fn part(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(1_u32 << 31)
        }
    }

    // The value of a future and its duals, solved on its own.
    fn solved(programme: &TwoStage, data: &OwnData, session: &mut Session, x: &[f64], budget: f64) -> (f64, Vec<f64>) {
        let mut shift = vec![0.0; data.row_lower.len()];
        for (entry, value) in programme.technology.iter().zip(&data.technology) {
            shift[entry.row as usize] += value * x[entry.column as usize];
        }
        for (r, shift) in shift.iter().enumerate() {
            let more = if programme.on_average.is_some_and(|limit| limit.row as usize == r) { budget } else { 0.0 };
            let (lower, upper) = (data.row_lower[r] - shift, data.row_upper[r] - shift + more);
            session.set_row_bounds(RowId(r), lower, upper).unwrap();
        }
        let Ok(Outcome::Optimal(solution)) = session.solve() else { panic!("no optimum") };
        (solution.objective, solution.duals.unwrap().rows)
    }

    fn loaded(programme: &TwoStage, data: &OwnData) -> Session {
        let mut problem = programme.recourse.clone();
        for (j, cost) in data.costs.iter().enumerate() {
            problem.set_cost(ColumnId(j), *cost).unwrap();
            problem.set_column_bounds(ColumnId(j), data.column_lower[j], data.column_upper[j]).unwrap();
        }
        Session::new(problem, &Options::warm_starts()).unwrap()
    }

    fn any_duals_give_a_cut_below_the_value(programme: &TwoStage, plans: usize) {
        let ranges = Ranges::of(programme).unwrap();
        let mut random = Random(5);
        let first = &programme.first;
        let drawn: Vec<(Vec<f64>, f64)> = (0..plans)
            .map(|_| {
                let x = first.column_lower().iter().zip(first.column_upper());
                let x = x.map(|(lower, upper)| lower + random.part() * (upper - lower)).collect();
                (x, programme.on_average.map_or(0.0, |limit| (random.part() - 0.5) * limit.most))
            })
            .collect();
        let mut others: Vec<Vec<f64>> = vec![vec![0.0; programme.recourse.row_count()]];
        let (mut cuts, mut tight) = (0, 0);
        for s in 0..programme.futures.count() {
            let mut data = OwnData::new(programme);
            data.set(programme, &programme.futures.future(s));
            let mut session = loaded(programme, &data);
            let found: Vec<_> =
                drawn.iter().map(|(x, budget)| solved(programme, &data, &mut session, x, *budget)).collect();
            let mut tried = others.clone();
            for (at, (_, duals)) in found.iter().enumerate() {
                tried.push(duals.clone());
                tried.push(duals.iter().map(|dual| dual * (0.5 + random.part())).collect());
                if at == 0 {
                    others.push(duals.clone());
                }
            }
            for size in [0.1, 10.0, 1e4] {
                tried.push((0..data.row_lower.len()).map(|_| (random.part() - 0.5) * size).collect());
            }
            tried.push(vec![f64::NAN; data.row_lower.len()]);
            for duals in tried {
                let Some(cut) = Cut::of(programme, &data, &ranges, &duals) else {
                    // Only the excess over a limit on average has no bound.
                    assert!(programme.on_average.is_some());
                    continue;
                };
                assert!(!cut.rounded && cut.constant.is_finite());
                for ((x, budget), (value, _)) in drawn.iter().zip(&found) {
                    let below = value - cut.at(x, *budget);
                    assert!(below >= -1e-9 * (1.0 + value.abs()), "{} is above {value}", cut.at(x, *budget));
                    cuts += 1;
                    tight += usize::from(below <= 1e-9 * (1.0 + value.abs()));
                }
            }
        }
        assert!(tight >= plans * programme.futures.count() && tight < cuts, "{tight} of {cuts} are tight");
    }

    #[test]
    fn any_duals_give_a_cut_below_the_value_of_the_benchmark() {
        any_duals_give_a_cut_below_the_value(&cvb1(SEED, 3, Variant::default()).unwrap(), 5);
        let limited = Variant { realised_share: Some(0.5), ..Variant::default() };
        any_duals_give_a_cut_below_the_value(&cvb1(SEED, 2, limited).unwrap(), 4);
    }

    #[test]
    fn any_duals_give_a_cut_below_the_value_of_a_small_programme() {
        // Units made from what is bought now, up to what is asked for, and bought dear where that is not enough.
        let mut first = solve::Problem::new();
        first.add_column("bought", 1.0, 0.0, 10.0).unwrap();
        first.add_column("room", 1.0, -3.0, 4.0).unwrap();
        let mut recourse = solve::Problem::new();
        let made = recourse.add_column("made", -2.0, 0.0, f64::INFINITY).unwrap();
        let dear = recourse.add_column("dear", 5.0, 0.0, f64::INFINITY).unwrap();
        let stock = recourse.add_column("stock", 0.5, -6.0, f64::INFINITY).unwrap();
        recourse.add_row("stuff", 0.0, 0.0, &[(made, 1.0), (stock, 1.0)]).unwrap();
        recourse.add_row("room", f64::NEG_INFINITY, 8.0, &[(made, 1.0)]).unwrap();
        recourse.add_row("asked", 4.0, 9.0, &[(made, 1.0), (dear, 1.0)]).unwrap();
        let technology =
            vec![crate::Entry { row: 0, column: 0, value: -1.0 }, crate::Entry { row: 1, column: 1, value: -1.0 }];
        let future = |cost: f64, room: f64| crate::Future {
            costs: vec![(0, cost)],
            rows: vec![(1, f64::NEG_INFINITY, room)],
            bounds: vec![(2, -room, f64::INFINITY)],
            technology: vec![(0, -room / 8.0)],
        };
        let futures = Box::new(crate::Listed::alike(vec![future(-2.0, 8.0), future(1.0, 5.0), future(-9.0, 6.0)]));
        let name = String::new();
        let programme = TwoStage { name, first, recourse, technology, on_average: None, measured: Vec::new(), futures };
        any_duals_give_a_cut_below_the_value(&programme, 100);
    }

    #[test]
    fn a_reduced_cost_on_a_column_without_bounds_leaves_no_cut() {
        let mut recourse = solve::Problem::new();
        recourse.add_column("free", 1.0, f64::NEG_INFINITY, f64::INFINITY).unwrap();
        recourse.add_row("row", 0.0, f64::INFINITY, &[(ColumnId(0), 1.0)]).unwrap();
        let programme = TwoStage {
            name: String::new(),
            first: solve::Problem::new(),
            recourse,
            technology: Vec::new(),
            on_average: None,
            measured: Vec::new(),
            futures: Box::new(crate::Listed::alike(vec![crate::Future::default()])),
        };
        // The row bounds it from below: that is enough for duals that are too small, and not for those too large.
        let ranges = Ranges::of(&programme).unwrap();
        let of = |dual: f64| Cut::of(&programme, &OwnData::new(&programme), &ranges, &[dual]);
        assert_eq!(of(1.0).map(|cut| (cut.constant, cut.rounded)), Some((0.0, false)));
        assert_eq!(of(0.5).map(|cut| (cut.constant, cut.rounded)), Some((0.0, false)));
        assert_eq!(of(1.0 + 1e-8).map(|cut| (cut.constant, cut.rounded)), Some((0.0, true)));
        assert_eq!(of(1.1), None);
    }
}
