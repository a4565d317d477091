//! What each assumption does to the answer: the programme built anew with the figure at each end of its range, and solved
//! again. New prices and costs make cuts invalid, so fewer futures are used than for the frontier.

use corridor::goods::Goods;
use corridor::network::Network;

use super::run::{Bench, Doing, NEARLY_ONE, built};
use super::{Bar, Point};
use crate::ask::Ask;
use crate::country::{Country, CountryError, End, Wanted};
use crate::lshaped::{Answer, Go, LShaped, Settings};

/// Futures: enough to rank assumptions.
const FUTURES: usize = 50;
/// Relative gap.
const GAP: f64 = 1e-4;

pub(super) fn run(
    bench: &mut Bench<'_>,
    network: &Network<'_>,
    goods: &Goods,
    wanted: &Wanted,
    middle: &Point,
    watch: &mut dyn FnMut(&Doing) -> Go,
) -> Result<Vec<Bar>, CountryError> {
    let base = Wanted { futures: wanted.futures.min(FUTURES), ..wanted.clone() };
    let figures = &bench.country.figures.0;
    let of = 1 + figures.len();
    let settings = Settings { threads: bench.parts.threads, ..Settings::default() };
    let ask = Ask { gap: GAP.max(bench.parts.gap), ..bench.ask(middle.lambda.min(NEARLY_ONE)) };
    let solve = |moved: Option<(String, End)>| -> Result<(Answer, Country), CountryError> {
        let country = Country::of(network, goods, &Wanted { moved, ..base.clone() })?;
        let answer = LShaped::new(&country.programme, settings)?.solve(&ask, &mut |_| Go::On)?;
        Ok((answer, country))
    };
    let (as_used, country) = solve(None)?;
    let built = built(&country);
    let income = |answer: &Answer| -answer.measured.objective / 1000.0;
    // A decision is taken when more than half of it is.
    let taken = |answer: &Answer| -> Vec<bool> { built.iter().map(|column| answer.x[column.0] > 0.5).collect() };
    let differs = |answer: &Answer| -> Vec<String> {
        let before = taken(&as_used);
        let after = taken(answer);
        let changed = built.iter().zip(before.iter().zip(&after)).filter(|(_, (before, after))| before != after);
        changed.map(|(column, _)| country.decisions[column.0].id.clone()).collect()
    };
    let mut bars = Vec::new();
    for (at, figure) in figures.iter().enumerate() {
        if watch(&Doing { part: "assumptions", done: 1 + at, of, progress: None }) == Go::Stop {
            bench.stopped = true;
            return Ok(bars);
        }
        let (Some(low), Some(high)) = (figure.low, figure.high) else { continue };
        if low >= high {
            continue;
        }
        let (low, _) = solve(Some((figure.id.clone(), End::Low)))?;
        let (high, _) = solve(Some((figure.id.clone(), End::High)))?;
        bars.push(Bar {
            figure: at,
            objective: (income(&low), income(&as_used), income(&high)),
            low_changes: differs(&low),
            high_changes: differs(&high),
        });
    }
    Ok(bars)
}
