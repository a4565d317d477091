//! The method: estimated once for a view, then drawn from.

use std::collections::BTreeMap;

use ::words::{mark, text};
use case::entry::RowRef;
use case::trace::merge;
use case::value::date::Month;
use case::value::economy::Economy;
use corridor::goods::Goods;
use corridor::network::Network;

use super::assumed::{Assumed, AssumedClosure, AssumedFault, Used};
use super::closing::Source;
use super::count::number;
use super::delay::Delays;
use super::draw::{Draw, Horizon};
use super::episode::{Episode, NeighbourRecord};
use super::gate::{Gate, gates};
use super::level::{last_whole_month, levels, span};
use super::opening::triangular;
use super::parameter::{Basis, Parameter};
use super::price::{PriceRecord, Prices};
use super::random::{Stream, word};
use super::rate::Rate;
use super::share::{MonthShare, THRESHOLD, WINDOW_MONTHS, shares};

/// Months of a period in which a buyer's price and a gate's wait stay as they are.
const PERIOD: usize = 12;

/// Known months outside episodes that a rate needs: a record of closings alone tells how one looked, not how often.
const LEAST_OPEN: usize = 12;

/// What the record says of one neighbour.
#[derive(Debug, Clone, PartialEq)]
struct Neighbour {
    economy: Economy,
    /// How often an episode begins; `None` when too little is known outside of them.
    rate: Option<Rate>,
    /// The rows of the known months.
    rows: Vec<RowRef>,
}

/// What the record of a case says about its futures, as of the day of the view.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    gates: Vec<Gate>,
    /// The record of each gate, in the order of the gates: the good counted, and the months.
    records: Vec<Option<(String, Vec<MonthShare>)>>,
    /// Each neighbour to which a gate leads, by code.
    neighbours: Vec<Neighbour>,
    episodes: Vec<Episode>,
    sources: Vec<Source>,
    prices: Prices,
    delays: Delays,
    assumed: Assumed,
}

impl Method {
    /// Estimates from the case of the network, which holds nothing that was known after its day.
    ///
    /// # Errors
    /// When an assumption is no possible figure.
    pub fn of(network: &Network<'_>, goods: &Goods, assumed: &Assumed) -> Result<Self, AssumedFault> {
        assumed.check()?;
        let gates = gates(network);
        let records = gates.iter().map(|gate| {
            let months = span(network, &gate.place);
            let (good, levels) = levels(network, goods, &gate.place, &months)?;
            Some((goods.goods[good].id.clone(), shares(&months, &levels)))
        });
        let mut method = Self {
            records: records.collect(),
            prices: Prices::of(network, goods),
            delays: Delays::of(network, &gates),
            assumed: assumed.clone(),
            gates,
            neighbours: Vec::new(),
            episodes: Vec::new(),
            sources: Vec::new(),
        };
        method.read_neighbours(network);
        method.gather_sources();
        Ok(method)
    }

    /// Episodes and rates of each neighbour.
    fn read_neighbours(&mut self, network: &Network<'_>) {
        let mut by_neighbour: BTreeMap<Economy, Vec<(String, Vec<MonthShare>)>> = BTreeMap::new();
        for (gate, record) in self.gates.iter().zip(&self.records) {
            let Some(neighbour) = gate.neighbour else { continue };
            let of_neighbour = by_neighbour.entry(neighbour).or_default();
            of_neighbour.extend(record.iter().map(|(_, shares)| (gate.place.clone(), shares.clone())));
        }
        let last = last_whole_month(network.case.as_of());
        for (economy, gates) in by_neighbour {
            let mut neighbour = Neighbour { economy, rate: None, rows: Vec::new() };
            if let Some((record, last)) = NeighbourRecord::of(economy, gates).zip(last) {
                let episodes = record.episodes(last);
                let inside = |month: &&Month| episodes.iter().any(|e| (e.first..=e.last).contains(*month));
                let open = record.known.len() - record.known.iter().filter(inside).count();
                if open >= LEAST_OPEN {
                    neighbour.rate = Rate::of(episodes.len(), number(record.known.len()) / 12.0);
                }
                neighbour.rows = record.rows;
                self.episodes.extend(episodes);
            }
            self.neighbours.push(neighbour);
        }
    }

    /// What closes gates: the record of each neighbour; where that tells no rate, what is assumed of it, besides an
    /// episode that has not ended; and what is assumed of single gates.
    fn gather_sources(&mut self) {
        let mut sources = Vec::new();
        for neighbour in &self.neighbours {
            let of = self.gates_to(neighbour.economy);
            let code = neighbour.economy.as_str();
            let own = self.own_episodes(neighbour.economy);
            // A gate that never closed in the record closes rarely, and then as others did.
            let (episodes, is_own) = match (own.is_empty(), neighbour.rate) {
                (true, Some(_)) => (self.episodes.iter().collect(), false),
                _ => (own, true),
            };
            let per_year = neighbour.rate.map_or(0.0, |rate| rate.per_year);
            sources.extend(Source::replay(code, per_year, &episodes, is_own, &self.gates, &of));
            if neighbour.rate.is_none() {
                let closures = self.assumed.closures.iter().filter(|closure| closure.subject == code);
                sources.extend(closures.map(|closure| Source::assumed(closure, &self.gates, &of)));
            }
        }
        for closure in &self.assumed.closures {
            if let Some(gate) = self.gate(&closure.subject) {
                sources.push(Source::assumed(closure, &self.gates, &[gate]));
            }
        }
        self.sources = sources;
    }

    fn own_episodes(&self, neighbour: Economy) -> Vec<&Episode> {
        self.episodes.iter().filter(|episode| episode.neighbour == neighbour).collect()
    }

    fn gates_to(&self, neighbour: Economy) -> Vec<usize> {
        let leads = |(index, gate): (usize, &Gate)| (gate.neighbour == Some(neighbour)).then_some(index);
        self.gates.iter().enumerate().filter_map(leads).collect()
    }

    /// Every crossing place of the home economy, counted or not, in order of its id.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The index of a gate by the id of its place.
    pub fn gate(&self, place: &str) -> Option<usize> {
        self.gates.iter().position(|gate| gate.place == place)
    }

    /// The recorded shares of a gate, month by month, and the id of the good they are of; `None` without a record.
    pub fn shares(&self, gate: usize) -> Option<(&str, &[MonthShare])> {
        let (good, shares) = self.records.get(gate)?.as_ref()?;
        Some((good, shares))
    }

    /// The recorded episodes, by neighbour and time.
    pub fn episodes(&self) -> &[Episode] {
        &self.episodes
    }

    /// How often an episode begins, by neighbour; `None` where fewer than twelve months are known outside of episodes:
    /// then the caller's assumption holds.
    pub fn rates(&self) -> impl Iterator<Item = (Economy, Option<Rate>)> + '_ {
        self.neighbours.iter().map(|neighbour| (neighbour.economy, neighbour.rate))
    }

    /// What the record says of prices, in the order of the goods.
    pub fn prices(&self) -> &[PriceRecord] {
        &self.prices.goods
    }

    /// Future `s` of a seed; it depends on nothing else. The first months of a longer horizon are the same.
    pub fn draw(&self, seed: u64, s: u64, horizon: &Horizon) -> Draw {
        self.draw_weighted(seed, s, horizon, 1.0)
    }

    /// Future `s` of a seed with closures drawn `times` as often as they come (importance sampling; below 1 or no number
    /// counts as 1), and how many times more likely it is than it was drawn ([`Draw::weight`]). Means over futures with
    /// these weights are those of plain futures. Where one of few futures carries most of the weight,
    /// [`effective_size`](super::effective_size) says so.
    pub fn draw_weighted(&self, seed: u64, s: u64, horizon: &Horizon, times: f64) -> Draw {
        let times = if times.is_finite() { times.max(1.0) } else { 1.0 };
        let Horizon { first, months, buyers, projects } = *horizon;
        let mut open = vec![vec![1.0; months]; self.gates.len()];
        let (mut log_weight, mut onsets) = (0.0, 0);
        for source in &self.sources {
            let drawn = source.draw(seed, s, first, times, &mut open);
            log_weight += drawn.log_weight;
            onsets += drawn.onsets;
        }
        let periods = months.div_ceil(PERIOD);
        let mut random = Stream::Openings.of(seed, s, 0);
        let late = |_| self.assumed.opening_delay.map_or(0.0, |triangle| triangular(triangle, random.uniform()));
        Draw {
            open,
            price: self.prices.draw(seed, s, months),
            buyer: (0..buyers).map(|buyer| self.buyer(seed, s, buyer, periods)).collect(),
            delay_h: (0..self.gates.len()).map(|gate| self.delay(seed, s, gate, months)).collect(),
            opening: (0..projects).map(late).collect(),
            onsets,
            weight: f64::exp(log_weight),
        }
    }

    /// One buyer's factors: log-normal of mean 1, one for each period.
    fn buyer(&self, seed: u64, s: u64, buyer: usize, periods: usize) -> Vec<f64> {
        let spread = self.assumed.buyer_spread;
        let mut random = Stream::Buyers.of(seed, s, u64::try_from(buyer).unwrap_or(u64::MAX));
        (0..periods).map(|_| (spread * random.normal() - 0.5 * spread * spread).exp()).collect()
    }

    /// One gate's hours: a recorded excess for each period.
    fn delay(&self, seed: u64, s: u64, gate: usize, months: usize) -> Vec<f64> {
        let excesses = self.delays.of_gate(gate);
        if excesses.is_empty() {
            return vec![0.0; months];
        }
        let mut random = Stream::Delays.of(seed, s, word(&self.gates[gate].place));
        let mut hours = Vec::with_capacity(months);
        while hours.len() < months {
            let drawn = excesses[random.below(excesses.len())];
            hours.extend(std::iter::repeat_n(drawn, PERIOD.min(months - hours.len())));
        }
        hours
    }

    /// Everything the method rests on: estimated, assumed or missing.
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut all = vec![
            Parameter::new("closure_threshold", "", Basis::Assumed, Some(THRESHOLD), mark("share")).said(text!(
                "a month in which a gate lets pass less than this part of its usual level is part of an episode"
            )),
            Parameter::new("closure_window", "", Basis::Assumed, Some(f64::from(WINDOW_MONTHS)), mark("month"))
                .said(text!("the usual level is one reached in a third of the counted months of this time before")),
        ];
        all.extend(self.neighbours.iter().flat_map(|neighbour| self.of_neighbour(neighbour)));
        all.extend((0..self.gates.len()).map(|gate| self.of_gate(gate)));
        all.extend(self.prices.parameters());
        all.extend(self.of_delays());
        all.extend(self.assumed.parameters(|closure| self.used(closure)));
        all
    }

    fn used(&self, closure: &AssumedClosure) -> Used {
        if self.gate(&closure.subject).is_some() {
            return Used::Yes;
        }
        match self.neighbours.iter().find(|neighbour| neighbour.economy.as_str() == closure.subject) {
            Some(neighbour) if neighbour.rate.is_none() => Used::Yes,
            Some(_) => Used::HasRecord,
            None => Used::Unknown,
        }
    }

    fn of_neighbour(&self, neighbour: &Neighbour) -> Vec<Parameter> {
        let code = neighbour.economy.as_str();
        let own = self.own_episodes(neighbour.economy);
        let known = neighbour.rows.clone();
        let per_year = if let Some(rate) = neighbour.rate {
            let words = text!(
                "(episodes + 1/2) / years: {episodes} in {years:.1} years of known months; the interval is that of Jeffreys",
                episodes = rate.n,
                years = rate.years
            );
            Parameter::new("closure_rate", code, Basis::Estimated, Some(rate.per_year), mark("per year"))
                .between(rate.low, rate.high)
                .resting_on(rate.n, known)
                .said(words)
        } else {
            let told = if known.is_empty() {
                text!("no record: no month of any gate has a share")
            } else {
                text!(
                    "fewer than {needed} known months outside episodes: the record tells not how often they come",
                    needed = LEAST_OPEN
                )
            };
            let assumed = self.assumed.closures.iter().any(|closure| closure.subject == code);
            let then =
                if assumed { text!("the assumed closures apply") } else { text!("nothing is assumed, so none begins") };
            Parameter::new("closure_rate", code, Basis::Missing, None, mark("per year"))
                .resting_on(own.len(), known)
                .said(format!("{told}; {then}"))
        };
        let lengths: Vec<f64> = own.iter().map(|episode| number(episode.months())).collect();
        let length = if lengths.is_empty() {
            let words = match neighbour.rate {
                Some(_) => text!("no episode in the record: those of the other neighbours are replayed"),
                None => text!("no episode in the record"),
            };
            Parameter::new("closure_length", code, Basis::Missing, None, mark("month")).said(words)
        } else {
            let ends = lengths.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), x| (a.min(*x), b.max(*x)));
            let words = if own.iter().any(|episode| episode.running) {
                text!("mean of the recorded episodes, with the shortest and the longest; the last has not ended")
            } else {
                text!("mean of the recorded episodes, with the shortest and the longest")
            };
            let mean = lengths.iter().sum::<f64>() / number(lengths.len());
            Parameter::new("closure_length", code, Basis::Estimated, Some(mean), mark("month"))
                .between(ends.0, ends.1)
                .resting_on(lengths.len(), merge(own.iter().map(|episode| episode.rows.as_slice())))
                .said(words)
        };
        vec![per_year, length]
    }

    fn of_gate(&self, index: usize) -> Parameter {
        let gate = &self.gates[index];
        let missing = Parameter::new("gate_months", &gate.place, Basis::Missing, None, mark("month"));
        if gate.neighbour.is_none() {
            return missing.said(text!("no line of the case leads over the border here"));
        }
        let record = self.records.get(index).and_then(Option::as_ref);
        let told = |shares: &[MonthShare]| -> Vec<MonthShare> {
            shares.iter().filter(|month| month.share.is_some()).cloned().collect()
        };
        let Some((good, known)) = record.map(|(good, shares)| (good, told(shares))).filter(|(_, k)| !k.is_empty())
        else {
            return missing.said(text!(
                "nobody counted it: an episode of its neighbour hits it with the chance that it hit the counted gates"
            ));
        };
        let below = known.iter().filter(|month| month.share.is_some_and(|share| share < THRESHOLD)).count();
        let rows = merge(known.iter().map(|month| month.rows.as_slice()));
        Parameter::new("gate_months", &gate.place, Basis::Estimated, Some(number(known.len())), mark("month"))
            .resting_on(known.len(), rows)
            .said(text!("months with a share, as for `{good}`; {below} of them below the threshold"))
    }

    fn of_delays(&self) -> Vec<Parameter> {
        let mean = |excesses: &[f64]| excesses.iter().sum::<f64>() / number(excesses.len()).max(1.0);
        let most = |excesses: &[f64]| excesses.iter().copied().fold(0.0, f64::max);
        let mut all = Vec::new();
        for (gate, own) in self.gates.iter().zip(&self.delays.own) {
            let about = gate.place.as_str();
            all.push(if own.is_empty() {
                let words = if self.delays.pooled.is_empty() {
                    text!("no two waits of one mode are recorded anywhere: no delay")
                } else {
                    text!("no two waits of one mode are recorded here: those of all gates are drawn")
                };
                Parameter::new("delay", about, Basis::Missing, None, "h").said(words)
            } else {
                Parameter::new("delay", about, Basis::Estimated, Some(mean(own)), "h").between(0.0, most(own)).said(
                    text!("mean of the recorded waits beyond the shortest of the gate and mode, with the largest"),
                )
            });
        }
        for (parameter, rows) in all.iter_mut().zip(&self.delays.rows) {
            (parameter.n, parameter.rows) = (rows.len(), rows.clone());
        }
        if !self.delays.pooled.is_empty() {
            let pooled = &self.delays.pooled;
            all.push(
                Parameter::new("delay", "", Basis::Estimated, Some(mean(pooled)), "h")
                    .between(0.0, most(pooled))
                    .resting_on(pooled.len(), merge(self.delays.rows.iter().map(Vec::as_slice)))
                    .said(text!("waits of all gates, for gates without a record of their own")),
            );
        }
        all
    }
}
