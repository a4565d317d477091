//! How prices move together: a joint bootstrap of recorded months.
//!
//! A future draws months of the record with replacement, the same month for every good, and adds up the log changes of
//! the unit values. The drift is taken out so that the expected factor of every month is 1: no view on direction. Each
//! good's changes are scaled so that their sum over 12 months has the recorded variance over 12 months (the variance
//! ratio of Lo and `MacKinlay` 1988, Stock market prices do not follow random walks, Review of Financial Studies 1, eqs.
//! 12 to 14), since a plan over years is hurt by the spread over years; the spread over one month is then off by the
//! root of that ratio.

use std::collections::BTreeMap;

use ::words::{mark, text};
use case::entry::RowRef;
use case::value::date::Month;
use corridor::goods::Goods;
use corridor::network::Network;
use serde::Serialize;
use trade::flows::Flows;

use super::count::number;
use super::parameter::{Basis, Parameter};
use super::random::{Random, Stream, word};
use super::unit_value::UnitValues;

/// Monthly changes that a good needs.
const LEAST_CHANGES: usize = 24;

/// The horizon at which the spread of the draws is that of the record, months.
const AGREE: i32 = 12;

/// Horizons that are reported, months.
const HORIZONS: [i32; 3] = [1, 3, AGREE];

/// Two-sided 90 % of a normal variable.
const NINETY: f64 = 1.644_853_626_951_472_2;

/// What the record says of the price of one good.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PriceRecord {
    /// Id of the good.
    pub good: String,
    /// Months left out because their unit value is no price.
    pub left_out: Vec<Month>,
    /// Standard deviation of the recorded log change over 1, 3 and 12 months, with the number of changes; changes over
    /// several months overlap. `None` with fewer than two.
    pub sd: [(usize, Option<f64>); 3],
    /// Variance over 12 months as a multiple of 12 times that of one month.
    pub variance_ratio: Option<f64>,
    /// How the prices of a future move; `None` when the record is too short: then the factor is 1.
    pub moves: Option<Moves>,
    /// The rows.
    pub rows: Vec<RowRef>,
}

/// The moves of one good's price.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moves {
    /// Scaled log changes without their mean, by month of the pool; `None` where this good has none.
    pub by_month: Vec<Option<f64>>,
    /// The same without gaps: what is drawn in place of a gap, for this good alone.
    pub own: Vec<f64>,
    /// Log of the mean of their exponentials: what a month takes off, so that the mean factor is 1.
    pub correction: f64,
}

/// The prices of the goods.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Prices {
    /// By good.
    pub goods: Vec<PriceRecord>,
    /// Months of the record in which the price of some good changed, in order.
    pub pool: Vec<Month>,
}

impl Prices {
    pub(super) fn of(network: &Network<'_>, goods: &Goods) -> Self {
        let flows = Flows::of(network.case);
        let values: Vec<UnitValues> =
            goods.goods.iter().map(|good| UnitValues::of(network, &flows, &good.id)).collect();
        let changes: Vec<BTreeMap<Month, f64>> = values.iter().map(|values| values.changes(1)).collect();
        let long = |changes: &&BTreeMap<Month, f64>| changes.len() >= LEAST_CHANGES;
        let mut pool: Vec<Month> = changes.iter().filter(long).flat_map(|changes| changes.keys().copied()).collect();
        pool.sort_unstable();
        pool.dedup();
        let record = |((good, values), changes): ((&corridor::goods::Good, UnitValues), &BTreeMap<Month, f64>)| {
            let ratio = variance_ratio(&values);
            PriceRecord {
                good: good.id.clone(),
                sd: HORIZONS.map(|months| {
                    let over: Vec<f64> = values.changes(months).into_values().collect();
                    (over.len(), deviation(&over))
                }),
                variance_ratio: ratio,
                moves: long(&changes).then(|| Moves::of(changes, &pool, ratio.unwrap_or(1.0))),
                left_out: values.left_out,
                rows: values.rows,
            }
        };
        let goods = goods.goods.iter().zip(values).zip(&changes).map(record).collect();
        Self { goods, pool }
    }

    /// Price factors, `[good][month]`, of mean 1.
    pub(super) fn draw(&self, seed: u64, scenario: u64, months: usize) -> Vec<Vec<f64>> {
        let mut joint = Stream::Prices.of(seed, scenario, 0);
        let picks: Vec<usize> = (0..months).map(|_| joint.below(self.pool.len())).collect();
        let of_good = |record: &PriceRecord| {
            let Some(moves) = &record.moves else { return vec![1.0; months] };
            let mut alone: Option<Random> = None;
            let mut log = 0.0;
            picks
                .iter()
                .map(|pick| {
                    let change = moves.by_month[*pick].unwrap_or_else(|| {
                        let alone = alone.get_or_insert_with(|| Stream::Prices.of(seed, scenario, word(&record.good)));
                        moves.own[alone.below(moves.own.len())]
                    });
                    log += change - moves.correction;
                    log.exp()
                })
                .collect()
        };
        self.goods.iter().map(of_good).collect()
    }

    pub(super) fn parameters(&self) -> Vec<Parameter> {
        self.goods.iter().flat_map(parameters).collect()
    }
}

impl Moves {
    fn of(changes: &BTreeMap<Month, f64>, pool: &[Month], ratio: f64) -> Self {
        let n = number(changes.len());
        let mean = changes.values().sum::<f64>() / n;
        // A draw with replacement has the variance with n below the line.
        let scale = (ratio * n / (n - 1.0)).sqrt();
        let by_month: Vec<Option<f64>> =
            pool.iter().map(|month| changes.get(month).map(|change| (change - mean) * scale)).collect();
        let own: Vec<f64> = by_month.iter().flatten().copied().collect();
        let correction = (own.iter().map(|change| change.exp()).sum::<f64>() / n).ln();
        Self { by_month, own, correction }
    }
}

/// Standard deviation with n - 1; `None` with fewer than two values.
fn deviation(values: &[f64]) -> Option<f64> {
    let n = number(values.len());
    let mean = values.iter().sum::<f64>() / n;
    let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    (values.len() > 1).then(|| (squares / (n - 1.0)).sqrt())
}

/// The variance ratio at 12 months with overlapping changes and its correction for small samples; where months are
/// missing, the changes that are there are counted. `None` with fewer than 12 changes over 12 months.
fn variance_ratio(values: &UnitValues) -> Option<f64> {
    let short: Vec<f64> = values.changes(1).into_values().collect();
    let long: Vec<f64> = values.changes(AGREE).into_values().collect();
    let (n, q) = (number(short.len()), f64::from(AGREE));
    if short.len() < LEAST_CHANGES || number(long.len()) < q {
        return None;
    }
    let mean = short.iter().sum::<f64>() / n;
    let one = short.iter().map(|change| (change - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let many = long.iter().map(|change| (change - q * mean).powi(2)).sum::<f64>();
    let many = many / (q * number(long.len()) * (1.0 - q / n));
    (one > 0.0).then(|| many / one)
}

fn parameters(record: &PriceRecord) -> Vec<Parameter> {
    let about = record.good.as_str();
    if record.moves.is_none() {
        let words =
            text!("fewer than {needed} monthly changes of the unit value: the factor is 1", needed = LEAST_CHANGES);
        let missing = Parameter::new("price_sd_1", about, Basis::Missing, None, mark("log"));
        return vec![missing.resting_on(record.sd[0].0, record.rows.clone()).said(words)];
    }
    let mut all = Vec::new();
    for (months, (n, sd)) in HORIZONS.into_iter().zip(record.sd) {
        let Some(sd) = sd else { continue };
        // Overlapping changes are worth about as many as do not overlap.
        let error = NINETY * sd / (2.0 * (number(n) / f64::from(months)).max(1.0)).sqrt();
        let over = if months == 1 {
            text!("standard deviation of the log change of the unit value over 1 month")
        } else {
            text!("standard deviation of the log change of the unit value over {months} months")
        };
        let words = match record.left_out.len() {
            0 => over,
            1 => text!("{over}; one month left out as no price"),
            many => text!("{over}; {many} months left out as no prices"),
        };
        all.push(
            Parameter::new(&format!("price_sd_{months}"), about, Basis::Estimated, Some(sd), mark("log"))
                .between((sd - error).max(0.0), sd + error)
                .resting_on(n, record.rows.clone())
                .said(words),
        );
    }
    let n = record.sd[0].0;
    match record.variance_ratio {
        Some(ratio) => {
            // Asymptotic variance of the ratio under a random walk, Lo and `MacKinlay` (1988), eq. 14.
            let q = f64::from(AGREE);
            let error = NINETY * (2.0 * (2.0 * q - 1.0) * (q - 1.0) / (3.0 * q * number(n))).sqrt();
            all.push(
                Parameter::new("price_variance_ratio", about, Basis::Estimated, Some(ratio), mark("ratio"))
                    .between((ratio - error).max(0.0), ratio + error)
                    .resting_on(n, record.rows.clone())
                    .said(text!(
                        "variance over 12 months over 12 times that of one month; monthly changes are scaled by its root"
                    )),
            );
        }
        None => all.push(
            Parameter::new("price_variance_ratio", about, Basis::Missing, None, mark("ratio"))
                .resting_on(n, record.rows.clone())
                .said(text!("too few changes over 12 months: monthly changes are taken as they are")),
        ),
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_of_a_walk_and_of_noise() {
        let first = Month::new(2000, 1).unwrap();
        let mut random = Stream::Prices.of(3, 0, 0);
        let steps: Vec<f64> = (0..2400).map(|_| random.normal() * 0.1).collect();
        let mut level = 0.0;
        let walk = |(step, change): (i32, &f64)| {
            level += change;
            (first.plus(step), level)
        };
        let walk = UnitValues { logs: (0..).zip(&steps).map(walk).collect(), ..UnitValues::default() };
        let noise = |(step, change): (i32, &f64)| (first.plus(step), *change);
        let noise = UnitValues { logs: (0..).zip(&steps).map(noise).collect(), ..UnitValues::default() };
        let (walk, noise) = (variance_ratio(&walk).unwrap(), variance_ratio(&noise).unwrap());
        assert!((walk - 1.0).abs() < 0.2, "{walk}");
        assert!((noise - 1.0 / 12.0).abs() < 0.02, "{noise}");
    }

    #[test]
    fn moves_have_mean_factor_one_and_the_asked_variance() {
        let first = Month::new(2000, 1).unwrap();
        let changes: BTreeMap<Month, f64> =
            (0..).zip([0.1, -0.3, 0.25, 0.4]).map(|(step, change)| (first.plus(step), change)).collect();
        let pool: Vec<Month> = (0..5).map(|step| first.plus(step)).collect();
        let moves = Moves::of(&changes, &pool, 0.5);
        assert_eq!(moves.by_month[4], None);
        let mean = moves.own.iter().map(|change| (change - moves.correction).exp()).sum::<f64>() / 4.0;
        assert!((mean - 1.0).abs() < 1e-12);
        let squares = moves.own.iter().map(|change| change * change).sum::<f64>() / 4.0;
        let sample = deviation(&[0.1, -0.3, 0.25, 0.4]).unwrap();
        assert!((squares - 0.5 * sample * sample).abs() < 1e-12);
    }
}
