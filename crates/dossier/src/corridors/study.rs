//! The analyses of the network, run once for all sections and faces.

use std::collections::BTreeMap;

use ::words::text;
use case::Case;
use case::entry::{Entry, RowRef};
use case::tables::{FlowMeasure, TradeFlow};
use case::trace::merge;
use case::value::date::{Date, Month};
use case::value::economy::Partner;
use case::value::id::ProductId;
use case::value::period::Period;
use corridor::flow::{FlowError, Goal};
use corridor::gate::{Gate, GateRegimes};
use corridor::goods::Goods;
use corridor::hindcast::{ForecastMonth, Hindcast, Record, forecast, hindcast, past_errors};
use corridor::line::{Addition, additions, candidates};
use corridor::network::{Changes, Network};
use corridor::resilience::{LENGTHS, Resilience, resilience};
use corridor::through::{Through, through};
use corridor::throughput::{Ask, Throughput, throughput};
use trade::flows::{FlowKey, Flows, figure};
use trade::products::product_key;

/// The seed of random orders of failure: the same case gives the same digits.
pub(crate) const SEED: u64 = 20_230_320;
/// The last month that the forecast reaches: the end of the second year after the one of the view.
const FORECAST_YEARS: i16 = 2;
/// Months that a hindcast covers at most: twelve years.
const MOST_MONTHS: i32 = 144;

/// The official series of the good that earns most, with the rows of each month.
#[derive(Debug, Clone, Default)]
pub(crate) struct Official {
    pub(crate) kt: Record,
    pub(crate) rows: BTreeMap<Month, Vec<RowRef>>,
}

/// Value over quantity of a good in the official record, over the last twelve months that have both.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    pub(crate) usd_per_t: f64,
    /// The last of the months.
    pub(crate) last: Month,
    pub(crate) rows: Vec<RowRef>,
}

/// What hangs on each gateway, under one set of changes.
#[derive(Debug, Clone)]
pub(crate) struct ThroughRow {
    /// Id of the scenario; empty for the network as it stands.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) figures: Vec<Through>,
}

/// The network and what was found about it. An analysis without a result that can be stood behind gives its reason.
#[derive(Debug)]
pub(crate) struct Study<'a> {
    pub(crate) case: &'a Case,
    pub(crate) network: Network<'a>,
    pub(crate) goods: Goods,
    /// The day of the view.
    pub(crate) day: Date,
    /// The month after it: what could leave in it with the regimes of the day.
    pub(crate) month: Month,
    pub(crate) best: Found<Throughput>,
    pub(crate) most: Found<Throughput>,
    /// The good that earns most in the optimum.
    pub(crate) main: Option<usize>,
    pub(crate) official: Official,
    /// What each good earned by the official record; `None` where no twelve months in a row have value and quantity.
    pub(crate) recorded: Vec<Option<Recorded>>,
    pub(crate) through: Vec<ThroughRow>,
    pub(crate) additions: Found<Vec<Addition>>,
    pub(crate) resilience: Found<Resilience>,
    pub(crate) hindcast: Found<Hindcast>,
    pub(crate) forecast: Found<Vec<ForecastMonth>>,
}

/// A result, nothing to ask for, or the reason why there is none.
#[derive(Debug)]
pub(crate) enum Found<T> {
    Here(T),
    Nothing,
    Failed(String),
}

impl<T> Found<T> {
    fn of(result: Result<T, FlowError>) -> Self {
        match result {
            Ok(found) => Self::Here(found),
            Err(error) => Self::Failed(error.to_string()),
        }
    }

    pub(crate) fn get(&self) -> Option<&T> {
        match self {
            Self::Here(found) => Some(found),
            _ => None,
        }
    }

    /// Why there is no result, where one was looked for.
    pub(crate) fn failure(&self) -> Option<&str> {
        match self {
            Self::Failed(why) => Some(why),
            _ => None,
        }
    }
}

/// What of a study is wanted: faces that ask one question do not wait for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "one switch an analysis")]
pub(crate) struct Wanted {
    pub(crate) through: bool,
    pub(crate) additions: bool,
    pub(crate) resilience: bool,
    pub(crate) hindcast: bool,
}

impl Wanted {
    pub(crate) const ALL: Self = Self { through: true, additions: true, resilience: true, hindcast: true };
    pub(crate) const NONE: Self = Self { through: false, additions: false, resilience: false, hindcast: false };
}

impl<'a> Study<'a> {
    /// Runs the analyses wanted; the long ones side by side.
    pub(crate) fn of(case: &'a Case, flows: &Flows<'_>, wanted: Wanted) -> Self {
        let network = Network::of(case);
        let goods = Goods::of(&network);
        let day = case.as_of();
        let month = Month::new(day.year(), day.month()).map_or_else(first_month, |month| month.plus(1));
        let ask = |goal, worth| Ask { month, seen_until: day, changes: Changes::default(), goal, worth };
        let flows_out = !goods.mines.is_empty();
        let best =
            if flows_out { Found::of(throughput(&network, &goods, &ask(Goal::Profit, true))) } else { Found::Nothing };
        let most =
            if flows_out { Found::of(throughput(&network, &goods, &ask(Goal::Mass, false))) } else { Found::Nothing };
        let main = best.get().and_then(main_good);
        let official = main.map(|good| official(case, flows, &goods.goods[good].id)).unwrap_or_default();
        let recorded = goods.goods.iter().map(|good| recorded(case, flows, &good.id)).collect();
        let months = main.map(|_| hindcast_months(&network, &goods, best.get(), &official)).unwrap_or_default();
        let carries = best.get().is_some_and(|best| best.sold_kt.iter().any(|kt| *kt > 0.0));

        let (mut hind, mut ahead) = (Found::Nothing, Found::Nothing);
        let mut losses = Found::Nothing;
        let mut added = Found::Nothing;
        let mut rows = Vec::new();
        let past = main.filter(|_| wanted.hindcast && !months.is_empty());
        let language = &::words::current();
        std::thread::scope(|scope| {
            let failing = scope.spawn(|| {
                if !(wanted.resilience && carries) {
                    return Found::Nothing;
                }
                ::words::within(language, || Found::of(resilience(&network, &goods, month, day, &LENGTHS, SEED)))
            });
            let coming = scope.spawn(|| match past {
                Some(good) => ::words::within(language, || {
                    Found::of(forecast_after(&network, &goods, good, &months, &official.kt, day))
                }),
                None => Found::Nothing,
            });
            if let Some(good) = past {
                hind = Found::of(hindcast(&network, &goods, good, &months, &official.kt));
            }
            if wanted.additions && carries {
                added = Found::of(additions(&network, &goods, month, day, &candidates(&network, day)));
            }
            if wanted.through && flows_out {
                rows = through_rows(case, &network, &goods, month, day);
            }
            // A thread that broke off has no result to give.
            ahead = coming.join().unwrap_or(Found::Failed(text!("the computation broke off")));
            losses = failing.join().unwrap_or(Found::Failed(text!("the computation broke off")));
        });
        Self {
            case,
            day,
            month,
            best,
            most,
            main,
            official,
            recorded,
            through: rows,
            additions: added,
            resilience: losses,
            hindcast: hind,
            forecast: ahead,
            network,
            goods,
        }
    }

    /// Name of a good.
    pub(crate) fn good_name(&self, good: usize) -> &str {
        self.goods.goods.get(good).map_or("", |good| good.name.as_str())
    }

    /// Name of the good that earns most, in lower case, as it stands in sentences.
    pub(crate) fn main_name(&self) -> String {
        self.main.map_or_else(String::new, |good| self.good_name(good).to_lowercase())
    }
}

fn first_month() -> Month {
    Month::new(2000, 1).unwrap_or_else(|| unreachable!("January 2000 is a month"))
}

/// The good with the largest sales.
fn main_good(best: &Throughput) -> Option<usize> {
    let earned = |good: &usize| best.sold_kt[*good] * best.prices.get(*good).copied().unwrap_or(0.0);
    (0..best.sold_kt.len()).filter(|good| earned(good) > 0.0).max_by(|a, b| earned(a).total_cmp(&earned(b)))
}

/// What the case's economy recorded of its exports of a good, by month, kt.
fn official(case: &Case, flows: &Flows<'_>, good: &str) -> Official {
    let mut found = Official::default();
    let Some(product) = product_id(case, good) else { return found };
    let key = FlowKey {
        reporter: case.economy(),
        partner: Partner::World,
        flow: case::tables::Flow::Export,
        product,
        measure: FlowMeasure::Quantity,
    };
    for period in flows.periods(&key) {
        if let (Period::Month(month), Some(figure)) = (period, flows.direct(&key, period)) {
            found.kt.insert(month, figure.amount.value / 1000.0);
            found.rows.insert(month, figure.amount.rows);
        }
    }
    found
}

/// Value over quantity of a good, exports to all partners, over the last twelve months that have both in one edition.
fn recorded(case: &Case, flows: &Flows<'_>, good: &str) -> Option<Recorded> {
    let product = product_id(case, good)?;
    let rows = |measure, month| flows.rows(&product_key(case, &product, measure), Period::Month(month));
    let pair = |month: Month| {
        rows(FlowMeasure::Value, month).iter().find_map(|value| {
            let other = |row: &&&Entry<TradeFlow>| row.vintage == value.vintage;
            let same = rows(FlowMeasure::Quantity, month).iter().find(other)?;
            Some((figure(value)?.amount.value, figure(same)?.amount.value, [value.at.clone(), same.at.clone()]))
        })
    };
    let last = flows
        .periods(&product_key(case, &product, FlowMeasure::Value))
        .filter_map(|period| if let Period::Month(month) = period { Some(month) } else { None })
        .filter(|month| pair(*month).is_some())
        .max()?;
    let pairs: Vec<_> = (0..12).map(|back| pair(last.plus(-back))).collect::<Option<_>>()?;
    let (usd, tonnes) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let lists = pairs.iter().map(|(_, _, rows)| rows.as_slice());
    (usd > 0.0 && tonnes > 0.0).then(|| Recorded { usd_per_t: usd / tonnes, last, rows: merge(lists) })
}

fn product_id(case: &Case, good: &str) -> Option<ProductId> {
    case.tables().products.iter().find(|row| row.product_id.as_str() == good).map(|row| row.product_id.clone())
}

/// From the first January since which every gate that carries the good today was counted, to the last month recorded.
fn hindcast_months(network: &Network<'_>, goods: &Goods, best: Option<&Throughput>, official: &Official) -> Vec<Month> {
    let (Some(best), Some(last)) = (best, official.kt.keys().next_back().copied()) else { return Vec::new() };
    let Some(good) = main_good(best) else { return Vec::new() };
    let chain = &goods.goods[good].chain;
    let first_counted = |subject: &str| -> Option<Date> {
        let regimes = GateRegimes::of(&network.regimes, subject, chain)?;
        let mut days: Vec<Date> =
            network.regimes.of_subject(subject).flat_map(|(_, regime)| regime.changes()).collect();
        days.sort();
        days.into_iter().find(|day| matches!(regimes.on(*day), Gate::Counted { .. }))
    };
    let gates = best.limits.iter().filter(|limit| limit.is_place && limit.good.is_none_or(|own| own == good));
    let since = gates.filter(|limit| limit.used > 0.0).filter_map(|limit| first_counted(&limit.subject)).max();
    let Some(since) = since else { return Vec::new() };
    let year = if since.month() == 1 && since.day() == 1 { since.year() } else { since.year() + 1 };
    let Some(first) = Month::new(year, 1) else { return Vec::new() };
    let count = (last.index() - first.index() + 1).clamp(0, MOST_MONTHS);
    (0..count).map(|step| first.plus(step)).collect()
}

fn forecast_after(
    network: &Network<'_>,
    goods: &Goods,
    good: usize,
    months: &[Month],
    record: &Record,
    day: Date,
) -> Result<Vec<ForecastMonth>, FlowError> {
    let (Some(last), Some(end)) = (months.last(), Month::new(day.year() + FORECAST_YEARS, 12)) else {
        return Ok(Vec::new());
    };
    let errors = past_errors(network, goods, good, months, record)?;
    forecast(network, goods, good, *last, (end.index() - last.index()).max(0), &errors)
}

fn through_rows(case: &Case, network: &Network<'_>, goods: &Goods, month: Month, day: Date) -> Vec<ThroughRow> {
    let mut sets = vec![(String::new(), text!("As the network stands"), Changes::default())];
    for scenario in case.scenarios() {
        sets.push((scenario.id.to_string(), scenario.name.clone(), Changes::of_scenario(scenario)));
    }
    sets.into_iter()
        .map(|(id, name, changes)| ThroughRow {
            id,
            name,
            figures: case
                .gateways()
                .iter()
                .filter_map(|gateway| through(network, goods, *gateway, month, day, &changes).ok())
                .collect(),
        })
        .collect()
}
