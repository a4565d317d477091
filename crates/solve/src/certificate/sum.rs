//! A sum that keeps what rounding loses (Neumaier 1974), so that a gap of 1e-9 is not drowned by large terms.

/// A sum that keeps what rounding loses.
#[derive(Debug, Clone, Copy)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl From<f64> for Sum {
    fn from(total: f64) -> Self {
        Self { total, lost: 0.0 }
    }
}

impl Sum {
    /// Adds a term.
    pub fn add(&mut self, term: f64) {
        let total = self.total + term;
        let (large, small) = if self.total.abs() >= term.abs() { (self.total, term) } else { (term, self.total) };
        self.lost += (large - total) + small;
        self.total = total;
    }

    /// The sum.
    pub fn value(self) -> f64 {
        self.total + self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_terms_between_large_ones_are_kept() {
        let mut sum = Sum::from(1e16);
        sum.add(1.0);
        sum.add(-1e16);
        assert!((sum.value() - 1.0).abs() < 1e-12);
    }
}
