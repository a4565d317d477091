//! How much one link or one address may ask: buckets that fill up again, in bounded memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// How much may be asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Requests at once.
    pub burst: u32,
    /// Requests a second in the long run.
    pub per_second: f64,
}

/// What one asker may still ask.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// Requests left; may be a fraction.
    left: f64,
    at: Timestamp,
}

/// Buckets of many askers.
#[derive(Debug)]
pub(crate) struct Buckets<K> {
    rate: Rate,
    /// The most askers that are remembered.
    most: usize,
    kept: Mutex<BTreeMap<K, Bucket>>,
}

impl<K: Ord + Clone> Buckets<K> {
    pub(crate) fn new(rate: Rate, most: usize) -> Self {
        Self { rate, most: most.max(1), kept: Mutex::default() }
    }

    /// Takes one request of an asker.
    ///
    /// # Errors
    /// Seconds to wait, when there is none left.
    pub(crate) fn take(&self, asker: K, now: Timestamp) -> Result<(), u64> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let full = f64::from(self.rate.burst);
        if kept.len() >= self.most && !kept.contains_key(&asker) {
            // Whoever is full again is as good as unknown.
            kept.retain(|_, bucket| self.left(*bucket, now) < full);
            while kept.len() >= self.most {
                let Some(oldest) = kept.iter().min_by_key(|(_, bucket)| bucket.at).map(|(key, _)| key.clone()) else {
                    break;
                };
                kept.remove(&oldest);
            }
        }
        let bucket = kept.entry(asker).or_insert(Bucket { left: full, at: now });
        let left = self.left(*bucket, now);
        if left < 1.0 {
            *bucket = Bucket { left, at: now };
            return Err(self.wait(1.0 - left));
        }
        *bucket = Bucket { left: left - 1.0, at: now };
        Ok(())
    }

    fn left(&self, bucket: Bucket, now: Timestamp) -> f64 {
        // A clock that was put back gives nothing and takes nothing.
        let passed = now.duration_since(bucket.at).as_secs_f64().max(0.0);
        (bucket.left + passed * self.rate.per_second).min(f64::from(self.rate.burst))
    }

    fn wait(&self, missing: f64) -> u64 {
        let seconds = (missing / self.rate.per_second).ceil().clamp(1.0, 3_600.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 3600")]
        let seconds = seconds as u64;
        seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_790_000_000_000 + millis).unwrap()
    }

    fn buckets(most: usize) -> Buckets<u32> {
        Buckets::new(Rate { burst: 2, per_second: 0.5 }, most)
    }

    #[test]
    fn a_bucket_empties_and_fills_up_again() {
        let buckets = buckets(10);
        assert_eq!(buckets.take(1, at(0)), Ok(()));
        assert_eq!(buckets.take(1, at(0)), Ok(()));
        assert_eq!(buckets.take(1, at(0)), Err(2));
        assert_eq!(buckets.take(2, at(0)), Ok(()), "another asker has its own");
        assert_eq!(buckets.take(1, at(1_000)), Err(1));
        assert_eq!(buckets.take(1, at(2_000)), Ok(()));
        assert_eq!(buckets.take(1, at(2_000)), Err(2));
        assert_eq!(buckets.take(1, at(1_000_000)), Ok(()));
        assert_eq!(buckets.take(1, at(1_000_000)), Ok(()));
        assert_eq!(buckets.take(1, at(1_000_000)), Err(2), "never more than the burst");
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing() {
        let buckets = buckets(10);
        assert_eq!(buckets.take(1, at(100_000)), Ok(()));
        assert_eq!(buckets.take(1, at(0)), Ok(()));
        assert_eq!(buckets.take(1, at(0)), Err(2));
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let buckets = buckets(3);
        for asker in 0..1_000 {
            let _ = buckets.take(asker, at(i64::from(asker)));
            assert!(buckets.kept.lock().unwrap().len() <= 3);
        }
        let left: Vec<u32> = buckets.kept.lock().unwrap().keys().copied().collect();
        assert_eq!(left, [997, 998, 999]);
    }
}
