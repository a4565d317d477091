//! Random numbers that depend on a key alone: xoshiro256++ (Blackman and Vigna 2021, Scrambled linear pseudorandom
//! number generators, ACM TOMS 47:36), its state filled by `SplitMix64` (Steele, Lea and Flood 2014, Fast splittable
//! pseudorandom number generators, OOPSLA) from the words of the key. By hand, because the generators at hand either do
//! not promise the same digits in their next version or are a dependency for thirty lines.

/// What is drawn: each has generators of its own, so that one more gate does not change a price.
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

/// A generator.
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
}

/// The increment of `SplitMix64`, 2^64 over the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of `SplitMix64`: a bijection that spreads every bit.
fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// A name as a word of a key: FNV-1a, 64 bits.
pub(super) fn word(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Random {
    /// The generator of a seed, a stream, a scenario and a part of the stream (a gate, a good, a neighbour). For one
    /// seed, stream and part, different scenarios have different states.
    pub fn of(seed: u64, stream: Stream, scenario: u64, part: u64) -> Self {
        let key = [seed, stream as u64, part, scenario];
        let mut at = key.into_iter().fold(0, |at: u64, word| mix(at.wrapping_add(GOLDEN) ^ word));
        let mut next = || {
            at = at.wrapping_add(GOLDEN);
            mix(at)
        };
        Self { state: [next(), next(), next(), next()] }
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.state;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = s[3].rotate_left(45);
        out
    }

    /// Uniform on [0, 1), a multiple of 2^-53.
    pub fn uniform(&mut self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let whole = (self.bits() >> 11) as f64;
        whole * (1.0 / 9_007_199_254_740_992.0)
    }

    /// One of `0..n`, each as likely as the others (Lemire 2019, Fast random integer generation in an interval); 0 when
    /// `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n64 = u64::try_from(n).unwrap_or(u64::MAX);
        if n64 < 2 {
            return 0;
        }
        let floor = n64.wrapping_neg() % n64;
        loop {
            let wide = u128::from(self.bits()) * u128::from(n64);
            #[allow(clippy::cast_possible_truncation, reason = "the lower half is meant")]
            let low = wide as u64;
            if low >= floor {
                return usize::try_from(wide >> 64).unwrap_or(0);
            }
        }
    }

    /// Standard normal, by the polar method (Marsaglia and Bray 1964); the second number of a pair is not kept.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers() {
        // The reference implementation of xoshiro256++ from the state 1, 2, 3, 4.
        let mut random = Random { state: [1, 2, 3, 4] };
        let first: Vec<u64> = (0..5).map(|_| random.bits()).collect();
        assert_eq!(
            first,
            [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205]
        );
        // SplitMix64 from 1234567.
        let steps = (1..=3).map(|step: u64| mix(1_234_567_u64.wrapping_add(GOLDEN.wrapping_mul(step))));
        assert_eq!(
            steps.collect::<Vec<_>>(),
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
        // FNV-1a of "a".
        assert_eq!(word("a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn moments() {
        let mut random = Random::of(1, Stream::Prices, 2, 3);
        let n = 100_000;
        let normal: Vec<f64> = (0..n).map(|_| random.normal()).collect();
        let mean = normal.iter().sum::<f64>() / f64::from(n);
        let square = normal.iter().map(|x| x * x).sum::<f64>() / f64::from(n);
        assert!(mean.abs() < 0.01 && (square - 1.0).abs() < 0.015, "{mean} {square}");
        let uniform = (0..n).map(|_| random.uniform()).sum::<f64>() / f64::from(n);
        assert!((uniform - 0.5).abs() < 0.003, "{uniform}");
        let mut counts = [0; 7];
        for _ in 0..70_000 {
            counts[random.below(7)] += 1;
        }
        assert!(counts.iter().all(|count| (9_600..10_400).contains(count)), "{counts:?}");
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn every_word_of_the_key_counts() {
        let keys = [(1, Stream::Prices, 0, 0), (2, Stream::Prices, 0, 0), (1, Stream::Buyers, 0, 0)];
        let more = [(1, Stream::Prices, 1, 0), (1, Stream::Prices, 0, 1)];
        let mut first: Vec<u64> = keys
            .into_iter()
            .chain(more)
            .map(|(seed, stream, s, part)| Random::of(seed, stream, s, part).bits())
            .collect();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), 5);
    }
}
