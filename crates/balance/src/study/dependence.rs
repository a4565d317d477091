//! What it costs to depend less on the neighbour: the frontier with a limit on the share of value that goes by it, on
//! average over the futures.

use corridor::goods::Goods;
use corridor::network::Network;
use solve::{ColumnId, Kind};

use super::Limited;
use super::frontier::{in_million, point};
use super::run::{Bench, Doing, NEARLY_ONE};
use crate::ask::Ask;
use crate::country::{Country, CountryError, VALUE, Wanted};
use crate::lshaped::{Answer, Go, LShaped, Settings};

/// Most futures: a limit serves no other one, and no cut serves two of them.
pub const LIMITED_FUTURES: usize = 50;
/// Relative gap: a limit serves no other one, so these points are dearer.
const GAP: f64 = 1e-5;
/// By how much the limit is moved to check what a point of it costs.
const MOVED: f64 = 0.001;

pub(super) fn run(
    bench: &mut Bench<'_>,
    network: &Network<'_>,
    goods: &Goods,
    wanted: &Wanted,
    watch: &mut dyn FnMut(&Doing) -> Go,
) -> Result<Vec<Limited>, CountryError> {
    let parts = bench.parts;
    // A study that is limited itself has no free share to begin from.
    if wanted.realised_share.is_some() || parts.limits.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = &Wanted { futures: wanted.futures.min(LIMITED_FUTURES), ..wanted.clone() };
    let of = (1 + parts.limits.len()) * parts.limited_lambdas.len();
    let mut done = 0;
    let mut stopped = false;
    // Each weight without a limit first, in the same futures: what the limit costs is told beside it.
    let free = Country::of(network, goods, wanted)?;
    let mut method = LShaped::new(&free.programme, settings(bench))?;
    let mut objectives = Vec::new();
    let mut largest = 0.0_f64;
    for lambda in &parts.limited_lambdas {
        let answer = solve(bench, &mut method, *lambda, &mut |progress| {
            let go = watch(&Doing { part: "dependence", done, of, progress: Some(progress) });
            stopped |= go == Go::Stop;
            go
        })?;
        let told = method.tell(&answer.x)?;
        largest =
            largest.max(point(&free, *lambda, parts.alpha, &answer.x, &told, None, method.probabilities()).share.value);
        objectives.push(answer.measured.objective);
        done += 1;
    }
    let mut found = Vec::new();
    for part in &parts.limits {
        // In tenths of a percentage point.
        let limit = (largest * part * 1000.0).round() / 1000.0;
        let country = limited(network, goods, wanted, limit)?;
        let mut method = LShaped::new(&country.programme, settings(bench))?;
        for (nth, lambda) in parts.limited_lambdas.iter().enumerate() {
            let answer = solve(bench, &mut method, *lambda, &mut |progress| {
                let go = watch(&Doing { part: "dependence", done, of, progress: Some(progress) });
                stopped |= go == Go::Stop;
                go
            })?;
            if stopped {
                bench.stopped = true;
                return Ok(found);
            }
            done += 1;
            let told = method.tell(&answer.x)?;
            let multiplier = multiplier(bench, &country, &mut method, *lambda, &answer)?;
            let is_middle = nth == parts.limited_lambdas.len().div_ceil(2) - 1;
            let again =
                if is_middle { Some(moved(bench, network, goods, wanted, limit, *lambda, &answer)?) } else { None };
            let probabilities = method.probabilities();
            let mut point = point(&country, *lambda, parts.alpha, &answer.x, &told, None, probabilities);
            point.bracket = Some(in_million(answer.bracket));
            point.rounds = answer.rounds;
            let value: f64 =
                told.measures.iter().zip(probabilities).map(|(measures, p)| p * country.values(measures).1).sum();
            found.push(Limited {
                limit,
                premium: (answer.measured.objective - objectives[nth]) / 1000.0,
                // Thousand USD of objective for a unit of value moved away, times a hundredth of all value.
                a_point: multiplier / VALUE * value / 100.0 / 1000.0,
                again,
                broken: (point.share.value - limit).max(0.0),
                point,
            });
        }
    }
    Ok(found)
}

fn settings(bench: &Bench<'_>) -> Settings<'static> {
    Settings { threads: bench.parts.threads, ..Settings::default() }
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
    let at = |limit: f64| -> Result<f64, CountryError> {
        let country = limited(network, goods, wanted, limit)?;
        Ok(solve(bench, &mut LShaped::new(&country.programme, settings(bench))?, lambda, &mut |_| Go::On)?
            .measured
            .objective)
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
