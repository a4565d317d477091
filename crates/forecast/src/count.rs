/// A count as a real number; counts here are far below 2^52.
#[allow(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}
