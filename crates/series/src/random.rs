//! Random numbers that depend on a key alone: xoshiro256++ (Blackman and Vigna 2021, Scrambled linear pseudorandom
//! number generators, ACM TOMS 47:36), its state filled by `SplitMix64` (Steele, Lea and Flood 2014, Fast splittable
//! pseudorandom number generators, OOPSLA) from the words of the key. By hand, because the generators at hand either do
//! not promise the same digits in their next version or are a dependency for thirty lines.

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
pub fn word(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Random {
    /// The generator of a key. Keys that differ in their last word alone have different states.
    pub fn keyed(key: &[u64]) -> Self {
        let mut at = key.iter().fold(0, |at: u64, word| mix(at.wrapping_add(GOLDEN) ^ word));
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

    /// Gamma with a shape above 0 and scale 1 (Marsaglia and Tsang 2000, A simple method for generating gamma variables,
    /// ACM TOMS 26:363).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let lift = (1.0 - self.uniform()).powf(1.0 / shape);
            return self.gamma(shape + 1.0) * lift;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && (1.0 - self.uniform()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// Chi-squared with `degrees` degrees of freedom, above 0.
    pub fn chi_squared(&mut self, degrees: f64) -> f64 {
        2.0 * self.gamma(0.5 * degrees)
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
        let mut random = Random::keyed(&[1, 2, 3]);
        let n = 100_000;
        let mut moments = |draw: &mut dyn FnMut(&mut Random) -> f64| {
            let draws: Vec<f64> = (0..n).map(|_| draw(&mut random)).collect();
            let mean = draws.iter().sum::<f64>() / f64::from(n);
            (mean, draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(n))
        };
        let (mean, variance) = moments(&mut Random::normal);
        assert!(mean.abs() < 0.01 && (variance - 1.0).abs() < 0.015, "{mean} {variance}");
        let (mean, _) = moments(&mut Random::uniform);
        assert!((mean - 0.5).abs() < 0.003, "{mean}");
        for degrees in [0.8, 3.0, 50.0] {
            let (mean, variance) = moments(&mut |random| random.chi_squared(degrees));
            let error = (2.0 * degrees / f64::from(n)).sqrt();
            assert!((mean - degrees).abs() < 4.0 * error, "{mean}");
            assert!((variance / (2.0 * degrees) - 1.0).abs() < 0.06, "{variance}");
        }
        let mut counts = [0; 7];
        for _ in 0..70_000 {
            counts[random.below(7)] += 1;
        }
        assert!(counts.iter().all(|count| (9_600..10_400).contains(count)), "{counts:?}");
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn every_word_of_the_key_counts() {
        let keys: [&[u64]; 5] = [&[1, 2, 0, 0], &[2, 2, 0, 0], &[1, 3, 0, 0], &[1, 2, 1, 0], &[1, 2, 0, 1]];
        let mut first: Vec<u64> = keys.iter().map(|key| Random::keyed(key).bits()).collect();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), 5);
    }
}
