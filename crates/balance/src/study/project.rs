//! What each project and expansion is worth: within the best plan, alone, and in pairs. Only bounds of the plan change, so
//! all cuts serve.

use std::collections::BTreeMap;

use solve::ColumnId;

use super::run::{Bench, Doing, built};
use super::{Pair, Worth};
use crate::ask::Ask;
use crate::country::CountryError;
use crate::lshaped::{Answer, Go, LShaped};

/// Relative gap of these questions: enough for a sum that a reader compares.
const GAP: f64 = 1e-5;

/// The worth of each, and of pairs.
type Found = (Vec<Worth>, Vec<Pair>);

pub(super) fn run(
    bench: &mut Bench<'_>,
    method: &mut LShaped<'_>,
    watch: &mut dyn FnMut(&Doing) -> Go,
) -> Result<Found, CountryError> {
    let columns = built(bench.country);
    let count = columns.len();
    let of = 2 + 2 * count + (1..count).sum::<usize>();
    let mut done = 0;
    let base = Ask { gap: GAP.max(bench.parts.gap), ..bench.ask(bench.parts.middle()) };
    let mut stopped = false;
    // The best plan with some columns held at nothing.
    let mut without = |closed: &[ColumnId]| -> Result<Answer, CountryError> {
        let mut ask = base.clone();
        ask.bounds.extend(closed.iter().map(|column| (*column, 0.0, 0.0)));
        let answer = method.solve(&ask, &mut |progress| {
            let go = watch(&Doing { part: "projects", done, of, progress: Some(*progress) });
            stopped |= go == Go::Stop;
            go
        })?;
        done += 1;
        Ok(answer)
    };
    let income = |answer: &Answer| -answer.measured.objective / 1000.0;
    let best = without(&[])?;
    let none = income(&without(&columns)?);
    let mut worths = Vec::with_capacity(count);
    let mut alone: BTreeMap<usize, f64> = BTreeMap::new();
    for column in &columns {
        let missing = without(&[*column])?;
        let others: Vec<ColumnId> = columns.iter().copied().filter(|other| other != column).collect();
        let only = income(&without(&others)?) - none;
        alone.insert(column.0, only);
        worths.push(Worth {
            decision: column.0,
            within: income(&best) - income(&missing),
            alone: only,
            within_gap: (best.bracket.upper - best.bracket.lower + missing.bracket.upper - missing.bracket.lower)
                / 1000.0,
            taken: best.x[column.0],
        });
    }
    let mut pairs = Vec::new();
    for (at, first) in columns.iter().enumerate() {
        for second in &columns[at + 1..] {
            let others: Vec<ColumnId> =
                columns.iter().copied().filter(|other| other != first && other != second).collect();
            let together = income(&without(&others)?) - none;
            let beyond = together - alone[&first.0] - alone[&second.0];
            pairs.push(Pair { first: first.0, second: second.0, together, beyond });
        }
    }
    bench.stopped |= stopped;
    if stopped { Ok((Vec::new(), Vec::new())) } else { Ok((worths, pairs)) }
}
