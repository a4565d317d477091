//! How many plain futures a weighted sample is worth.

/// The effective size of a weighted sample, `(sum w)^2 / sum w^2` (Kish 1965; Kong 1992 for importance sampling): the
/// number of equal weights that would estimate a mean as well. 0 without weights, or when all are 0.
pub fn effective_size(weights: &[f64]) -> f64 {
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::effective_size;

    #[test]
    fn equal_weights_count_full() {
        assert!((effective_size(&[0.25; 4]) - 4.0).abs() < 1e-12);
        // (1 + 2 + 3)^2 / (1 + 4 + 9)
        assert!((effective_size(&[1.0, 2.0, 3.0]) - 36.0 / 14.0).abs() < 1e-12);
        assert!(effective_size(&[]).abs() < 1e-300);
    }
}
