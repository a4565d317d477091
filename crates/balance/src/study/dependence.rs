//! What it costs to depend less on the neighbour: the frontier with a limit on the share of value that goes by it, on
//! average over the futures.

use corridor::goods::Goods;
use corridor::network::Network;
use solve::{ColumnId, Kind};

use super::frontier::{in_million, point};
use super::run::{Bench, Doing};
use super::{Limited, Point};
use crate::ask::Ask;
use crate::country::{Country, CountryError, VALUE, Wanted};
use crate::lshaped::{Answer, Go, LShaped, Settings, Told};

/// Relative gap: a limit serves no other one, so these points are dearer.
const GAP: f64 = 1e-5;
/// By how much the limit is moved to check what a point of it costs.
const MOVED: f64 = 0.001;
/// The weight nearest to one that still counts the mean.
const NEARLY_ONE: f64 = 0.999;

pub(super) fn run(
    bench: &mut Bench<'_>,
    network: &Network<'_>,
    goods: &Goods,
    wanted: &Wanted,
    frontier: &[Point],
    watch: &mut dyn FnMut(&Doing) -> Go,
) -> Result<Vec<Limited>, CountryError> {
    // A study that is limited itself has no free share to begin from.
    let Some(free) = frontier.iter().map(|point| point.share.value).reduce(f64::max) else { return Ok(Vec::new()) };
    if wanted.realised_share.is_some() || free <= 0.0 {
        return Ok(Vec::new());
    }
    let parts = bench.parts;
    let of = parts.limits.len() * parts.limited_lambdas.len();
    let mut found = Vec::new();
    for (at, part) in parts.limits.iter().enumerate() {
        // In tenths of a percentage point.
        let limit = (free * part * 1000.0).round() / 1000.0;
        let country = limited(network, goods, wanted, limit)?;
        let mut method = LShaped::new(&country.programme, Settings { threads: parts.threads, ..Settings::default() })?;
        for (nth, lambda) in parts.limited_lambdas.iter().enumerate() {
            let done = at * parts.limited_lambdas.len() + nth;
            let mut stopped = false;
            let answer = solve(bench, &mut method, *lambda, &mut |progress| {
                let go = watch(&Doing { part: "dependence", done, of, progress: Some(progress) });
                stopped |= go == Go::Stop;
                go
            })?;
            if stopped {
                bench.stopped = true;
                return Ok(found);
            }
            let told = method.tell(&answer.x)?;
            let multiplier = multiplier(bench, &country, &mut method, *lambda, &answer)?;
            let is_middle = nth == parts.limited_lambdas.len().div_ceil(2) - 1;
            let again =
                if is_middle { Some(moved(bench, network, goods, wanted, limit, *lambda, &answer)?) } else { None };
            let probabilities = method.probabilities();
            let mut entry = entry(&country, bench, frontier, limit, *lambda, &answer, &told, probabilities);
            let value: f64 =
                told.measures.iter().zip(probabilities).map(|(measures, p)| p * country.values(measures).1).sum();
            // Thousand USD of objective for a unit of value moved away, times a hundredth of all value.
            entry.a_point = multiplier / VALUE * value / 100.0 / 1000.0;
            entry.again = again;
            found.push(entry);
        }
    }
    Ok(found)
}

fn limited(network: &Network<'_>, goods: &Goods, wanted: &Wanted, limit: f64) -> Result<Country, CountryError> {
    Country::of(network, goods, &Wanted { realised_share: Some(limit), ..wanted.clone() })
}

fn solve(
    bench: &Bench<'_>,
    method: &mut LShaped<'_>,
    lambda: f64,
    watch: &mut dyn FnMut(crate::Progress) -> Go,
) -> Result<Answer, CountryError> {
    let ask = Ask { gap: GAP.max(bench.parts.gap), ..bench.ask(lambda.min(NEARLY_ONE)) };
    Ok(method.solve(&ask, &mut |progress| watch(*progress))?)
}

/// What a point less and a point more cost by solving again, million USD for a percentage point.
fn moved(
    bench: &Bench<'_>,
    network: &Network<'_>,
    goods: &Goods,
    wanted: &Wanted,
    limit: f64,
    lambda: f64,
    answer: &Answer,
) -> Result<(f64, f64), CountryError> {
    let settings = Settings { threads: bench.parts.threads, ..Settings::default() };
    let at = |limit: f64| -> Result<f64, CountryError> {
        let country = limited(network, goods, wanted, limit)?;
        Ok(solve(bench, &mut LShaped::new(&country.programme, settings)?, lambda, &mut |_| Go::On)?.measured.objective)
    };
    let a_point = MOVED * 100.0 * 1000.0;
    Ok((
        (at(limit - MOVED)? - answer.measured.objective) / a_point,
        (answer.measured.objective - at(limit + MOVED)?) / a_point,
    ))
}

/// The multiplier of the limit; where projects were chosen by whole numbers, with these as they were chosen.
fn multiplier(
    bench: &Bench<'_>,
    country: &Country,
    method: &mut LShaped<'_>,
    lambda: f64,
    answer: &Answer,
) -> Result<f64, CountryError> {
    if !answer.bracket.claimed {
        return Ok(answer.multiplier);
    }
    let mut ask = Ask { gap: GAP.max(bench.parts.gap), ..bench.ask(lambda.min(NEARLY_ONE)) };
    let kinds = country.programme.first.kinds().iter().enumerate();
    let whole = kinds.filter(|(_, kind)| **kind == Kind::Integer);
    ask.bounds.extend(whole.map(|(j, _)| (ColumnId(j), answer.x[j].round(), answer.x[j].round())));
    Ok(method.solve(&ask, &mut |_| Go::On)?.multiplier)
}

#[allow(clippy::too_many_arguments, reason = "the parts of one entry, from one caller")]
fn entry(
    country: &Country,
    bench: &Bench<'_>,
    frontier: &[Point],
    limit: f64,
    lambda: f64,
    answer: &Answer,
    told: &Told,
    probabilities: &[f64],
) -> Limited {
    let mut found = point(country, lambda, bench.parts.alpha, &answer.x, told, None, probabilities);
    found.bracket = Some(in_million(answer.bracket));
    found.rounds = answer.rounds;
    let of = |point: &Point| (1.0 - lambda) * point.income.value + lambda * point.worst.value;
    let free = frontier.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    Limited {
        limit,
        premium: free - of(&found),
        a_point: 0.0,
        again: None,
        broken: (found.share.value - limit).max(0.0),
        point: found,
    }
}
