//! The frontier: weights of risk from the mean to the tail, all cuts reused, each point tried out in fresh futures.

use super::run::{Bench, Doing, FRESH_FROM, NEARLY_ONE};
use super::{Change, Measure, Point, Step, Today};
use crate::country::{Country, CountryError};
use crate::lshaped::{Bracket, Go, LShaped, Told};
use crate::risk::Risk;

/// The part of what is possible by which a decision must move to be told.
const TOLD: f64 = 0.01;
/// The quantile of a 90 % band of a normal distribution.
const BAND: f64 = 1.6449;

/// What was found.
pub(super) struct Found {
    pub(super) points: Vec<Point>,
    pub(super) steps: Vec<Step>,
    pub(super) today: Today,
}

pub(super) fn run(
    bench: &mut Bench<'_>,
    method: &mut LShaped<'_>,
    watch: &mut dyn FnMut(&Doing) -> Go,
) -> Result<Found, CountryError> {
    let country = bench.country;
    let lambdas = bench.parts.lambdas.clone();
    let mut solved: Vec<(f64, Vec<f64>, Bracket, usize)> = Vec::new();
    for (done, lambda) in lambdas.iter().enumerate() {
        let ask = bench.ask(lambda.min(NEARLY_ONE));
        let mut stopped = false;
        let answer = method.solve(&ask, &mut |progress| {
            let go = watch(&Doing { part: "frontier", done, of: lambdas.len(), progress: Some(*progress) });
            stopped |= go == Go::Stop;
            go
        });
        bench.stopped |= stopped;
        let answer = match answer {
            Ok(answer) => answer,
            // Stopped before any plan was found for this weight: the points before it stand.
            Err(_) if stopped => break,
            Err(error) => return Err(error.into()),
        };
        let mut x = answer.x.clone();
        if let Some((_, before, ..)) = solved.last()
            && !stopped
            && let Some((near, _)) = method.nearest_to(before, &ask, &answer.x, answer.measured.objective)?
        {
            x = near;
        }
        solved.push((*lambda, x, answer.bracket, answer.rounds));
        if stopped {
            break;
        }
    }
    let mut plans: Vec<Vec<f64>> = solved.iter().map(|(_, x, ..)| x.clone()).collect();
    let today = country.today();
    plans.push(today.clone());
    let told = plans.iter().map(|x| method.tell(x)).collect::<Result<Vec<_>, _>>()?;
    watch(&Doing { part: "fresh futures", done: 0, of: 1, progress: None });
    // A limit on the average is one of the futures that a plan was made for: in others it has no meaning.
    let fresh = if bench.stopped || country.programme.on_average.is_some() || bench.parts.fresh == 0 {
        vec![None; plans.len()]
    } else {
        let futures = country.fresh(seed(bench), FRESH_FROM, bench.parts.fresh);
        method.tell_in(futures.as_ref(), &plans)?.into_iter().map(Some).collect()
    };
    let probabilities = method.probabilities();
    let mut points: Vec<Point> = Vec::new();
    for (((lambda, x, bracket, rounds), told), fresh) in solved.iter().zip(&told).zip(&fresh) {
        let mut point = point(country, *lambda, bench.parts.alpha, x, told, fresh.as_ref(), probabilities);
        point.bracket = Some(in_million(*bracket));
        point.rounds = *rounds;
        points.push(point);
    }
    let last = points.len();
    let steps = (1..points.len()).map(|at| step(country, &points[at - 1], &points[at])).collect();
    let place = point(country, 0.0, bench.parts.alpha, &today, &told[last], fresh[last].as_ref(), probabilities);
    let today = compare(country, place, &points);
    Ok(Found { points, steps, today })
}

fn seed(bench: &Bench<'_>) -> u64 {
    bench.country.seed
}

/// A bracket of losses in thousand USD as one of losses in million USD.
pub(super) fn in_million(bracket: Bracket) -> Bracket {
    Bracket { lower: bracket.lower / 1000.0, upper: bracket.upper / 1000.0, ..bracket }
}

/// A plan as a point.
pub(super) fn point(
    country: &Country,
    lambda: f64,
    alpha: f64,
    x: &[f64],
    told: &Told,
    fresh: Option<&Told>,
    probabilities: &[f64],
) -> Point {
    let risk = Risk { lambda, alpha };
    let found = risk.of(&told.losses, probabilities);
    let share = share_of(country, told, probabilities);
    let (income, worst, by) = match fresh {
        Some(fresh) => {
            let same = even(fresh.losses.len());
            let out = risk.of(&fresh.losses, &same);
            let (se_mean, se_worst) = errors(&fresh.losses, &same, alpha);
            let (out_share, se_share) = share_with_error(country, fresh);
            (
                measure(-found.mean, -out.mean, se_mean, 1000.0),
                measure(-found.cvar, -out.cvar, se_worst, 1000.0),
                measure(share, out_share, se_share, 1.0),
            )
        }
        None => {
            let (se_mean, se_worst) = errors(&told.losses, probabilities, alpha);
            (
                measure(-found.mean, -found.mean, se_mean, 1000.0),
                measure(-found.cvar, -found.cvar, se_worst, 1000.0),
                measure(share, share, 0.0, 1.0),
            )
        }
    };
    let years = country.periods.years() * periods(country);
    let mean = |row: usize| -> f64 {
        told.measures.iter().zip(probabilities).map(|(measures, p)| measures[row] * p).sum::<f64>() / years
    };
    let buyers = country.measures.buyers;
    Point {
        lambda,
        bracket: None,
        plan: x.to_vec(),
        income,
        worst,
        share: by,
        contracts: contracts(country, x),
        sold: (0..buyers).map(mean).collect(),
        passed: (0..country.measures.gates.len()).map(|gate| mean(buyers + gate)).collect(),
        rounds: 0,
    }
}

#[allow(clippy::cast_precision_loss, reason = "a count of periods")]
fn periods(country: &Country) -> f64 {
    country.periods.count as f64
}

#[allow(clippy::cast_precision_loss, reason = "a count of futures")]
fn even(count: usize) -> Vec<f64> {
    vec![1.0 / count as f64; count]
}

fn measure(value: f64, fresh: f64, error: f64, unit: f64) -> Measure {
    let (value, fresh, error) = (value / unit, fresh / unit, error / unit);
    Measure { value, fresh, low: fresh - BAND * error, high: fresh + BAND * error }
}

/// Standard errors of the mean and of the mean of the worst, by their influence functions.
pub(super) fn errors(losses: &[f64], probabilities: &[f64], alpha: f64) -> (f64, f64) {
    let found = Risk { lambda: 1.0, alpha }.of(losses, probabilities);
    let (mut mean, mut worst) = (0.0, 0.0);
    for (loss, p) in losses.iter().zip(probabilities) {
        let influence = found.threshold + (loss - found.threshold).max(0.0) / (1.0 - alpha) - found.cvar;
        mean += (p * (loss - found.mean)).powi(2);
        worst += (p * influence).powi(2);
    }
    (mean.sqrt(), worst.sqrt())
}

fn share_of(country: &Country, told: &Told, probabilities: &[f64]) -> f64 {
    let (mut by, mut all) = (0.0, 0.0);
    for (measures, p) in told.measures.iter().zip(probabilities) {
        let (via, sum) = country.values(measures);
        by += p * via;
        all += p * sum;
    }
    if all > 0.0 { by / all } else { 0.0 }
}

/// A ratio of two means, with its error by linearisation.
fn share_with_error(country: &Country, told: &Told) -> (f64, f64) {
    let values: Vec<(f64, f64)> = told.measures.iter().map(|measures| country.values(measures)).collect();
    let all: f64 = values.iter().map(|(_, all)| all).sum();
    let by: f64 = values.iter().map(|(by, _)| by).sum();
    if all <= 0.0 {
        return (0.0, 0.0);
    }
    let share = by / all;
    let squares: f64 = values.iter().map(|(by, all)| (by - share * all).powi(2)).sum();
    (share, squares.sqrt() / all)
}

fn contracts(country: &Country, x: &[f64]) -> Option<f64> {
    let neighbour = country.neighbour.to_string();
    let (mut by, mut all) = (0.0, 0.0);
    for (decided, amount) in country.decisions.iter().zip(x) {
        let Some(buyer) = decided.buyer.map(|buyer| &country.buyers[buyer]) else { continue };
        all += buyer.price * amount;
        if buyer.gateway == neighbour {
            by += buyer.price * amount;
        }
    }
    (all > 1e-6).then(|| by / all)
}

/// Decisions that differ between two plans, in the units of the case.
pub(super) fn changes(country: &Country, from: &[f64], to: &[f64]) -> Vec<Change> {
    let mut found = Vec::new();
    for (at, decided) in country.decisions.iter().enumerate() {
        let whole = decided.most * decided.per_unit;
        if (to[at] - from[at]).abs() > TOLD * whole && decided.per_unit > 0.0 {
            found.push(Change {
                id: decided.id.clone(),
                name: decided.name.clone(),
                from: from[at] / decided.per_unit,
                to: to[at] / decided.per_unit,
                unit: decided.unit.clone(),
            });
        }
    }
    found
}

fn step(country: &Country, from: &Point, to: &Point) -> Step {
    let largest = from.passed.iter().chain(&to.passed).fold(0.0_f64, |most, kt| most.max(*kt));
    let ways = country
        .measures
        .gates
        .iter()
        .enumerate()
        .filter(|(at, _)| (to.passed[*at] - from.passed[*at]).abs() > TOLD * largest);
    Step {
        decisions: changes(country, &from.plan, &to.plan),
        ways: ways
            .map(|(at, (id, name))| Change {
                id: id.clone(),
                name: name.clone(),
                from: from.passed[at],
                to: to.passed[at],
                unit: "kt/year".to_owned(),
            })
            .collect(),
    }
}

/// Where a plan stands beside the frontier.
fn compare(country: &Country, place: Point, points: &[Point]) -> Today {
    // The weight at which the plan loses least beside the best.
    let behind = |point: &Point| {
        let of = |other: &Point| (1.0 - point.lambda) * other.income.value + point.lambda * other.worst.value;
        of(point) - of(&place)
    };
    let nearest = (0..points.len()).min_by(|a, b| behind(&points[*a]).total_cmp(&behind(&points[*b]))).unwrap_or(0);
    Today {
        changes: points.get(nearest).map(|point| changes(country, &place.plan, &point.plan)).unwrap_or_default(),
        nearest,
        point: place,
    }
}

/// The place of a policy before anything was computed.
pub(super) fn nowhere() -> Today {
    let none = Measure { value: 0.0, fresh: 0.0, low: 0.0, high: 0.0 };
    let point = Point {
        lambda: 0.0,
        bracket: None,
        plan: Vec::new(),
        income: none,
        worst: none,
        share: none,
        contracts: None,
        sold: Vec::new(),
        passed: Vec::new(),
        rounds: 0,
    };
    Today { point, nearest: 0, changes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outlook::draws::Stream;

    // Losses with an exponential tail: mean 1, and 1 + ln 20 in the worst 5 %.
    #[test]
    fn bands_of_fresh_futures_hold_the_truth_about_as_often_as_they_say() {
        let (repeats, count) = (1000_u32, 1000_u16);
        let mut hits = (0_u32, 0_u32);
        for repeat in 0..repeats {
            let mut random = Stream::Prices.of(7, u64::from(repeat), 0);
            let losses: Vec<f64> = (0..count).map(|_| -(1.0 - random.uniform()).ln()).collect();
            let same = even(losses.len());
            let found = Risk { lambda: 1.0, alpha: 0.95 }.of(&losses, &same);
            let (mean, worst) = errors(&losses, &same, 0.95);
            hits.0 += u32::from((found.mean - 1.0).abs() <= BAND * mean);
            hits.1 += u32::from((found.cvar - (1.0 + 20.0_f64.ln())).abs() <= BAND * worst);
        }
        for hits in [hits.0, hits.1] {
            assert!((850..=950).contains(&hits), "{hits} of {repeats} bands of 90 % hold the truth");
        }
    }
}
