//! Futures on their mean and futures alone: what the value of the stochastic solution and of perfect information are
//! computed from (Birge 1982, The value of the stochastic solution in stochastic linear programs with fixed recourse,
//! Mathematical Programming 24).

use std::collections::BTreeMap;

use solve::Options;

use crate::extensive::{ExtensiveError, of_programme};
use crate::risk::Risk;
use crate::two_stage::{Future, Listed, TwoStage};

/// The programme with one future: the mean of all, number by number. A side or bound that is infinite in a future of
/// any probability is infinite. A limit on average holds for the one future.
pub fn mean_value(programme: &TwoStage) -> TwoStage {
    let futures = programme.futures.as_ref();
    let recourse = &programme.recourse;
    let mut costs = Means::default();
    let (mut row_lower, mut row_upper) = (Means::default(), Means::default());
    let (mut lower, mut upper) = (Means::default(), Means::default());
    let mut technology = Means::default();
    for s in 0..futures.count() {
        let probability = futures.probability(s);
        if probability <= 0.0 {
            continue;
        }
        let future = futures.future(s);
        for (column, cost) in &future.costs {
            costs.add(*column, probability, *cost);
        }
        for (row, low, high) in &future.rows {
            row_lower.add(*row, probability, *low);
            row_upper.add(*row, probability, *high);
        }
        for (column, low, high) in &future.bounds {
            lower.add(*column, probability, *low);
            upper.add(*column, probability, *high);
        }
        for (place, value) in &future.technology {
            technology.add(*place, probability, *value);
        }
    }
    let both = |low: Means, high: Means, lowers: &[f64], uppers: &[f64]| {
        let pairs = low.close(|at| lowers[at]).into_iter().zip(high.close(|at| uppers[at]));
        pairs.map(|((at, low), (_, high))| (at, low, high)).collect()
    };
    let future = Future {
        costs: costs.close(|at| recourse.costs()[at]),
        rows: both(row_lower, row_upper, recourse.row_lower(), recourse.row_upper()),
        bounds: both(lower, upper, recourse.column_lower(), recourse.column_upper()),
        technology: technology.close(|at| programme.technology[at].value),
    };
    with(programme, future)
}

/// The programme with one of its futures, which is certain. A limit on average holds for it alone.
///
/// # Panics
/// When there is no such future.
pub fn alone(programme: &TwoStage, s: usize) -> TwoStage {
    with(programme, programme.futures.future(s).into_owned())
}

/// The smallest losses of the futures if each were known beforehand: wait and see.
///
/// With a limit on average each future keeps it alone, so the mean of these losses is then no bound of the optimum.
///
/// # Errors
/// Why a future alone has no answer.
pub fn wait_and_see(programme: &TwoStage, options: &Options) -> Result<Vec<f64>, ExtensiveError> {
    let solve = |s: usize| Ok(of_programme(&alone(programme, s), Risk::default())?.solve(options)?.objective);
    (0..programme.futures.count()).map(solve).collect()
}

fn with(programme: &TwoStage, future: Future) -> TwoStage {
    TwoStage {
        name: programme.name.clone(),
        first: programme.first.clone(),
        recourse: programme.recourse.clone(),
        technology: programme.technology.clone(),
        on_average: programme.on_average,
        measured: programme.measured.clone(),
        futures: Box::new(Listed::new(vec![(1.0, future)])),
    }
}

// Sums of probability and of probability times value, by number.
#[derive(Debug, Default)]
struct Means(BTreeMap<u32, (f64, f64)>);

impl Means {
    fn add(&mut self, at: u32, probability: f64, value: f64) {
        let sums = self.0.entry(at).or_default();
        sums.0 += probability;
        sums.1 += probability * value;
    }

    // The means; in futures that say nothing the number is as it stands.
    fn close(self, usual: impl Fn(usize) -> f64) -> Vec<(u32, f64)> {
        let mean = |(at, (probability, sum)): (u32, (f64, f64))| {
            let rest = 1.0 - probability;
            (at, if rest > 1e-12 { sum + rest * usual(at as usize) } else { sum / probability })
        };
        self.0.into_iter().map(mean).collect()
    }
}
