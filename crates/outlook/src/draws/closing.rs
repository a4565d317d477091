//! How closures are drawn: what replays recorded episodes, and what is assumed.

use case::value::date::Month;

use super::assumed::AssumedClosure;
use super::episode::Episode;
use super::gate::Gate;
use super::random::{Random, Stream, word};
use super::rate::monthly;

/// Something that closes gates now and then: a neighbour with its record, or an assumption.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Source {
    /// Word of its generator's key.
    key: u64,
    /// Beginnings a year.
    per_year: f64,
    /// Index of each gate it concerns, with the word of the generator that tells whether a gate without a record is hit.
    gates: Vec<(usize, u64)>,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// Recorded episodes, one of them at random.
    Replay { replays: Vec<Replay>, running: Option<Running> },
    /// A length drawn, a share given.
    Assumed { mean_months: f64, open: f64 },
}

/// An episode as the gates of a source go through it.
#[derive(Debug, Clone, PartialEq)]
struct Replay {
    /// By gate of the source, by month; `None` where the gate has no record in it.
    paths: Vec<Option<Vec<f64>>>,
    /// The mean share of the gates hit, by month.
    mean: Vec<f64>,
    /// The part of the counted gates that was hit.
    hit: f64,
}

/// An episode that had not ended when the record did.
#[derive(Debug, Clone, PartialEq)]
struct Running {
    /// Its last month again.
    now: Replay,
    /// The last month of the record.
    last: Month,
    /// Months it had lasted.
    elapsed: usize,
    /// Lengths of ended episodes that lasted longer, months.
    longer: Vec<usize>,
}

/// What a source did to one future.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Drawn {
    /// Log of how many times more likely the path is than it was drawn.
    pub log_weight: f64,
    /// Beginnings.
    pub onsets: usize,
}

/// Months of a future that a closure covers: from `from`, `length` of them.
#[derive(Debug, Clone, Copy)]
struct Covered {
    from: usize,
    length: usize,
}

impl Source {
    /// A neighbour's record; `None` when there is no episode to replay. `episodes` are its own or, where it has none,
    /// those of the others; only its own can be running.
    pub(super) fn replay(
        name: &str,
        per_year: f64,
        episodes: &[&Episode],
        own: bool,
        gates: &[Gate],
        of: &[usize],
    ) -> Option<Self> {
        let replay = |episode: &&Episode| Replay {
            paths: of.iter().map(|gate| episode.path(&gates[*gate].place).filter(|_| own)).collect(),
            mean: episode.mean.clone(),
            hit: episode.hit_share(),
        };
        let replays: Vec<Replay> = episodes.iter().map(replay).collect();
        let running = episodes.iter().zip(&replays).find(|(episode, _)| own && episode.running);
        let running = running.map(|(episode, replay)| Running {
            now: replay.last_month(),
            last: episode.last,
            elapsed: episode.months(),
            longer: episodes
                .iter()
                .filter(|other| !other.running && other.months() > episode.months())
                .map(|other| other.months())
                .collect(),
        });
        let kind = Kind::Replay { replays, running };
        (!episodes.is_empty()).then(|| Self { key: word(name), per_year, gates: keys(name, gates, of), kind })
    }

    /// An assumption about some gates.
    pub(super) fn assumed(closure: &AssumedClosure, gates: &[Gate], of: &[usize]) -> Self {
        let name = format!("assumed/{}", closure.subject);
        Self {
            key: word(&name),
            per_year: closure.per_year,
            gates: keys(&name, gates, of),
            kind: Kind::Assumed { mean_months: closure.mean_months, open: closure.open },
        }
    }

    /// Draws the beginnings of a future, `times` as often as they come, and lowers the shares of its gates.
    /// `open` is `[gate][month]`; of two closures of one gate the smaller share holds.
    pub(super) fn draw(&self, seed: u64, scenario: u64, first: Month, times: f64, open: &mut [Vec<f64>]) -> Drawn {
        let mut random = Stream::Closures.of(seed, scenario, self.key);
        let months = self.gates.first().map_or(0, |(gate, _)| open[*gate].len());
        if let Kind::Replay { running: Some(running), .. } = &self.kind {
            let covered = Covered { from: 0, length: running.left(first, &mut random) };
            self.apply(&running.now, covered, seed, scenario, open);
        }
        let (plain, drawn) = (monthly(self.per_year), monthly(self.per_year * times));
        let mut result = Drawn::default();
        for from in 0..months {
            if random.uniform() >= drawn {
                // log of exp(-rate) / exp(-times x rate)
                result.log_weight += (times - 1.0) * self.per_year / 12.0;
                continue;
            }
            result.log_weight += (plain / drawn).ln();
            result.onsets += 1;
            match &self.kind {
                Kind::Replay { replays, .. } => {
                    let replay = &replays[random.below(replays.len())];
                    self.apply(replay, Covered { from, length: replay.mean.len() }, seed, scenario, open);
                }
                Kind::Assumed { mean_months, open: share } => {
                    let length = geometric(*mean_months, months - from, random.uniform());
                    for (gate, _) in &self.gates {
                        lower(&mut open[*gate][from..], std::iter::repeat_n(*share, length));
                    }
                }
            }
        }
        result
    }

    fn apply(&self, replay: &Replay, covered: Covered, seed: u64, scenario: u64, open: &mut [Vec<f64>]) {
        let Covered { from, length } = covered;
        for ((gate, key), path) in self.gates.iter().zip(&replay.paths) {
            let month = u64::try_from(from).unwrap_or(u64::MAX);
            let path = match path {
                Some(path) => path,
                // One number for each gate and beginning, so that one gate more changes no other.
                None if Stream::Closures.of(seed, scenario, key.wrapping_add(month)).uniform() < replay.hit => {
                    &replay.mean
                }
                None => continue,
            };
            // A running episode keeps its last month for as long as it is left.
            let last = path.last().copied().unwrap_or(1.0);
            lower(&mut open[*gate][from..], path.iter().copied().chain(std::iter::repeat(last)).take(length));
        }
    }
}

impl Replay {
    fn last_month(&self) -> Self {
        let last = |path: &Vec<f64>| path.last().copied().into_iter().collect();
        Self {
            paths: self.paths.iter().map(|path| path.as_ref().map(last)).collect(),
            mean: last(&self.mean),
            hit: self.hit,
        }
    }
}

impl Running {
    /// Months of the future that it still covers: the rest of an ended episode that lasted longer, chosen at random;
    /// without one, as long again as it has lasted.
    fn left(&self, first: Month, random: &mut Random) -> usize {
        let pick = random.below(self.longer.len());
        let left = self.longer.get(pick).map_or(self.elapsed, |length| length - self.elapsed);
        // Months between the end of the record and the beginning of the future are over.
        let passed = usize::try_from(first.index() - self.last.index() - 1).unwrap_or(0);
        left.saturating_sub(passed)
    }
}

fn keys(name: &str, gates: &[Gate], of: &[usize]) -> Vec<(usize, u64)> {
    of.iter().map(|gate| (*gate, word(&format!("{name}/{}", gates[*gate].place)))).collect()
}

fn lower(open: &mut [f64], shares: impl Iterator<Item = f64>) {
    for (open, share) in open.iter_mut().zip(shares) {
        *open = open.min(share);
    }
}

/// A geometric length of 1 month or more with a given mean, cut at `most`, from a uniform number.
fn geometric(mean: f64, most: usize, uniform: f64) -> usize {
    let further = ((-uniform).ln_1p() / (-1.0 / mean).ln_1p()).floor();
    let longest = super::count::number(most);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `most`")]
    let further = further.clamp(0.0, longest) as usize;
    (1 + further).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_geometric() {
        assert_eq!(geometric(1.0, 36, 0.999), 1);
        assert_eq!(geometric(1.0, 36, 0.0), 1);
        // Half of the lengths of mean 2 are 1, a quarter 2.
        assert_eq!([0.1, 0.49, 0.51, 0.74, 0.76].map(|u| geometric(2.0, 36, u)), [1, 1, 2, 2, 3]);
        assert_eq!(geometric(1e9, 36, 0.999), 36);
        let mut random = Stream::Closures.of(1, 0, 0);
        let sum: usize = (0..100_000).map(|_| geometric(3.0, 1000, random.uniform())).sum();
        assert!((super::super::count::number(sum) / 1e5 - 3.0).abs() < 0.03);
    }
}
