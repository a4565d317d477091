//! Solvers that lie: the bracket holds the optimum all the same, or there is an error.

use std::sync::atomic::{AtomicU64, Ordering};

use balance::engine::{Engine, Engines, Highs};
use balance::instance::cvb1::{self, SEED, Variant};
use balance::{Answer, Ask, BalanceError, Go, LShaped, Settings, TwoStage, extensive};
use proptest::prelude::*;
use solve::{Basis, ColumnId, Limit, Options, Outcome, Place, Problem, Row, RowId, Solution, SolveError};

use super::programmes::small;
use super::texts::FARMER;
use super::{alone, ask, check, near, read};

/// Which engines lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Futures,
    Master,
    All,
}

/// Engines that lie now and then.
#[derive(Debug)]
struct Liars {
    who: Who,
    /// Columns of the recourse, by which its engines are known.
    columns: usize,
    /// How often, in a hundred.
    often: u64,
    /// Only lies about the first so many solves of an engine; all without.
    first: Option<u64>,
    /// One kind of lie, or all.
    kind: Option<u64>,
    random: AtomicU64,
}

impl Liars {
    fn new(programme: &TwoStage, who: Who, often: u64, seed: u64) -> Self {
        let columns = programme.recourse.column_count();
        Self { who, columns, often, first: None, kind: None, random: AtomicU64::new(seed) }
    }
}

impl Engines for Liars {
    fn load(&self, problem: Problem) -> Result<Box<dyn Engine>, SolveError> {
        let who = if problem.column_count() == self.columns { Who::Futures } else { Who::Master };
        let engine = Highs.load(problem)?;
        if self.who != who && self.who != Who::All {
            return Ok(engine);
        }
        let seed = self.random.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
        let (often, first, kind) = (self.often, self.first.unwrap_or(u64::MAX), self.kind);
        Ok(Box::new(Liar { engine, random: Random(seed), often, first, kind, solves: 0, last: None }))
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn number(&mut self) -> f64 {
        f64::from(u32::try_from(self.below(2001)).unwrap()) / 100.0 - 10.0
    }
}

struct Liar {
    engine: Box<dyn Engine>,
    random: Random,
    often: u64,
    first: u64,
    kind: Option<u64>,
    solves: u64,
    last: Option<Solution>,
}

const KINDS: u64 = 13;

impl Liar {
    fn lies(&mut self) -> bool {
        self.random.below(100) < self.often
    }

    fn scrambled(&mut self, places: &[Place]) -> Vec<Place> {
        let mut places = places.to_vec();
        for at in (1..places.len()).rev() {
            places.swap(at, usize::try_from(self.random.below(at as u64 + 1)).unwrap());
        }
        places
    }

    fn lie(&mut self, kind: u64, truth: Outcome) -> Result<Outcome, SolveError> {
        match kind {
            0 => return Err(SolveError::Failed("it went wrong".to_owned())),
            1 => return Ok(Outcome::Stopped { limit: Limit::Time, best: None }),
            2 => return Ok(Outcome::Infeasible { ray: None }),
            3 => {
                let ray = (0..self.engine.problem().row_count()).map(|_| self.random.number()).collect();
                return Ok(Outcome::Infeasible { ray: Some(ray) });
            }
            4 => return Ok(Outcome::Unbounded { direction: None }),
            _ => {}
        }
        let Outcome::Optimal(mut told) = truth else { return Ok(truth) };
        let random = &mut self.random;
        match kind {
            // A wrong point, that looks better.
            5 => {
                for value in &mut told.columns {
                    *value += random.number() / 5.0;
                }
                told.objective -= 100.0;
            }
            // A point at its bounds, which is feasible at times.
            6 => {
                let problem = self.engine.problem();
                for (j, value) in told.columns.iter_mut().enumerate() {
                    let bound =
                        if random.below(2) == 0 { problem.column_lower()[j] } else { problem.column_upper()[j] };
                    *value = if bound.is_finite() { bound } else { *value };
                }
            }
            // Wrong duals, with a certificate that praises them.
            7 | 8 => {
                for dual in told.duals.iter_mut().flat_map(|duals| duals.rows.iter_mut()) {
                    *dual = if kind == 7 { random.number() } else { 1.01 * *dual };
                }
                told.certificate.bound += 1e3;
                told.certificate.relative_gap = 0.0;
            }
            // No duals.
            9 => told.duals = None,
            // What it said before: of another future, or another plan.
            10 => return Ok(Outcome::Optimal(self.last.clone().unwrap_or(told))),
            // Vectors of other sizes.
            11 => {
                told.columns.pop();
                if let Some(duals) = &mut told.duals {
                    duals.rows.push(1.0);
                }
                told.basis = Some(Basis { columns: vec![Place::Basic], rows: Vec::new() });
            }
            _ => {
                for value in told.duals.iter_mut().flat_map(|duals| duals.rows.iter_mut()).chain(&mut told.columns) {
                    *value = if random.below(3) == 0 { f64::NAN } else { *value };
                }
            }
        }
        Ok(Outcome::Optimal(told))
    }
}

impl Engine for Liar {
    fn set_cost(&mut self, column: ColumnId, cost: f64) -> Result<(), SolveError> {
        self.engine.set_cost(column, cost)
    }

    fn set_row_bounds(&mut self, row: RowId, lower: f64, upper: f64) -> Result<(), SolveError> {
        self.engine.set_row_bounds(row, lower, upper)
    }

    fn set_column_bounds(&mut self, column: ColumnId, lower: f64, upper: f64) -> Result<(), SolveError> {
        self.engine.set_column_bounds(column, lower, upper)
    }

    fn add_rows(&mut self, rows: &[Row]) -> Result<(), SolveError> {
        self.engine.add_rows(rows)
    }

    fn remove_rows(&mut self, rows: &[RowId]) -> Result<(), SolveError> {
        self.engine.remove_rows(rows)
    }

    fn problem(&self) -> &Problem {
        self.engine.problem()
    }

    fn set_basis(&mut self, basis: &Basis) -> Result<(), SolveError> {
        if !self.lies() {
            return self.engine.set_basis(basis);
        }
        match self.random.below(3) {
            0 => Err(SolveError::Refused { call: "a basis" }),
            _ => {
                let basis = Basis { columns: self.scrambled(&basis.columns), rows: self.scrambled(&basis.rows) };
                self.engine.set_basis(&basis)
            }
        }
    }

    fn clear(&mut self) -> Result<(), SolveError> {
        self.engine.clear()
    }

    fn solve(&mut self) -> Result<Outcome, SolveError> {
        self.solves += 1;
        let truth = self.engine.solve()?;
        let told = if self.solves <= self.first && self.lies() {
            let kind = self.kind.unwrap_or_else(|| self.random.below(KINDS));
            self.lie(kind, truth.clone())
        } else {
            Ok(truth.clone())
        };
        if let Outcome::Optimal(solution) = truth {
            self.last = Some(solution);
        }
        told
    }
}

fn asked(programme: &TwoStage, ask: &Ask, liars: &Liars) -> Result<Answer, BalanceError> {
    LShaped::new(programme, Settings { engines: liars, ..alone() })?.solve(ask, &mut |_| Go::On)
}

/// The bracket holds the optimum, or there is an error; whether it is closed.
#[track_caller]
fn is_honest(found: Result<Answer, BalanceError>, ask: &Ask, optimum: f64, context: &str) -> bool {
    let answer = match found {
        Ok(answer) => answer,
        Err(error) => {
            eprintln!("{context}: {error}");
            return false;
        }
    };
    check(&answer, ask.risk);
    let room = 1e-8 * (1.0 + optimum.abs());
    let bracket = answer.bracket;
    assert!(
        bracket.lower <= optimum + room && optimum <= bracket.upper + room,
        "{context}: {optimum} is not in {bracket:?}"
    );
    bracket.closed
}

fn optimum(programme: &TwoStage, ask: &Ask) -> f64 {
    extensive::of_programme(programme, ask.risk).unwrap().solve(&Options::default()).unwrap().objective
}

#[test]
fn every_lie_about_the_farmer_is_found_out() {
    let programme = read(FARMER);
    let ask = ask(0.5, 0.8);
    let optimum = optimum(&programme, &ask);
    for who in [Who::Futures, Who::Master] {
        for kind in 0..KINDS {
            for (often, first) in [(100, Some(1)), (100, Some(2)), (100, None), (30, None)] {
                let liars = Liars { first, kind: Some(kind), ..Liars::new(&programme, who, often, kind) };
                let context = format!("{who:?}, lie {kind}, {often} %, first {first:?}");
                let closed = is_honest(asked(&programme, &ask, &liars), &ask, optimum, &context);
                assert!(closed, "{context}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lies_at_random_times_do_not_move_a_bracket(
        small in small(),
        who in prop::sample::select(&[Who::Futures, Who::Master, Who::All][..]),
        often in prop::sample::select(&[10_u64, 40, 80, 100][..]),
        lambda in prop::sample::select(&[0.0, 0.5, 1.0][..]),
        seed in any::<u64>(),
    ) {
        let programme = small.build();
        let ask = ask(lambda, 0.7);
        let liars = Liars::new(&programme, who, often, seed);
        is_honest(asked(&programme, &ask, &liars), &ask, optimum(&programme, &ask), &format!("{who:?}, {often} %"));
    }
}

#[test]
fn lies_about_the_benchmark_are_found_out() {
    let programme = cvb1::cvb1(SEED, 2, Variant::default()).unwrap();
    let ask = ask(0.5, 0.95);
    let truth =
        LShaped::new(&programme, alone()).unwrap().solve(&Ask { gap: 1e-9, ..ask.clone() }, &mut |_| Go::On).unwrap();
    let liars = Liars::new(&programme, Who::All, 15, 7);
    let answer = asked(&programme, &ask, &liars).unwrap();
    check(&answer, ask.risk);
    assert!(answer.bracket.closed);
    assert!(answer.bracket.lower <= truth.bracket.upper && truth.bracket.lower <= answer.bracket.upper);
    near(answer.bracket.upper, truth.bracket.upper, 1e-6);
}
