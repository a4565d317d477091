//! What is drawn: each stream has generators of its own, so that one more gate does not change a price.

pub use series::random::Random;
pub(super) use series::random::word;

/// A stream of random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Gates that narrow.
    Closures = 1,
    /// Prices of goods.
    Prices = 2,
    /// Prices of single buyers.
    Buyers = 3,
    /// Hours of waiting.
    Delays = 4,
    /// Works that open late.
    Openings = 5,
}

impl Stream {
    /// The generator of a seed, a scenario and a part of the stream (a gate, a good, a neighbour). For one seed and part,
    /// different scenarios have different states.
    pub fn of(self, seed: u64, scenario: u64, part: u64) -> Random {
        Random::keyed(&[seed, self as u64, part, scenario])
    }
}
