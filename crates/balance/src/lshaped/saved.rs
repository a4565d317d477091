//! What was found out, as bytes: a solve goes on where it stopped, and other questions begin with all that is known.
//!
//! A line with the version and the fingerprint of the data, then numbers, little-endian. Cuts hold for other weights of
//! risk, budgets, limits of contracts and tighter bounds of the plan; not for other prices, costs, demands or networks. A
//! file with another fingerprint is refused.

use super::LShaped;
use crate::cut::{Cut, Visit};

const HEAD: &str = "landlocked cuts 1 ";

/// Why saved cuts are not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SavedError {
    /// The bytes are no saved cuts, or of another version.
    #[error("these are no cuts of this version")]
    Version,
    /// They were made for other data.
    #[error("these cuts were made for other data")]
    Fingerprint,
    /// The bytes end too early or hold impossible counts.
    #[error("the file of cuts is damaged")]
    Damaged,
}

impl LShaped<'_> {
    /// A fingerprint of all data that cuts rest on.
    pub fn fingerprint(&self) -> String {
        let ranges = &self.evaluator.ranges;
        let bounds: Vec<f64> = ranges.lower.iter().chain(&ranges.upper).copied().collect();
        self.programme.fingerprint(&bounds)
    }

    /// All plans tried and cuts found, as bytes.
    pub fn save(&self) -> Vec<u8> {
        let mut out = format!("{HEAD}{}\n", self.fingerprint()).into_bytes();
        let mut writer = Writer(&mut out);
        writer.count(self.visits.len());
        for visit in &self.visits {
            writer.numbers(&visit.x);
            writer.numbers(&visit.budgets);
            writer.numbers(&visit.recourse);
            writer.count(visit.cuts.len());
            for cut in &visit.cuts {
                writer.cut(cut.as_ref());
            }
            for measures in &visit.measures {
                writer.numbers(measures);
            }
        }
        writer.count(self.rays.len());
        for (s, ray) in &self.rays {
            writer.count(*s);
            writer.cut(Some(ray));
        }
        out
    }

    /// Takes in what was saved. Nothing is taken in when it is refused.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn resume(&mut self, bytes: &[u8]) -> Result<(), SavedError> {
        let rest = bytes.strip_prefix(HEAD.as_bytes()).ok_or(SavedError::Version)?;
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or(SavedError::Damaged)?;
        if rest[..end] != *self.fingerprint().as_bytes() {
            return Err(SavedError::Fingerprint);
        }
        let (columns, futures) = (self.programme.first.column_count(), self.probabilities.len());
        let mut reader = Reader(&rest[end + 1..]);
        let mut visits = Vec::new();
        for _ in 0..reader.count()? {
            let (x, budgets, recourse) = (reader.numbers()?, reader.numbers()?, reader.numbers()?);
            if x.len() != columns || recourse.len() != futures || !(budgets.is_empty() || budgets.len() == futures) {
                return Err(SavedError::Damaged);
            }
            if reader.count()? != futures {
                return Err(SavedError::Damaged);
            }
            let cuts = (0..futures).map(|_| reader.cut(columns)).collect::<Result<Vec<_>, _>>()?;
            let measures = (0..futures).map(|_| reader.numbers()).collect::<Result<Vec<_>, _>>()?;
            visits.push(Visit { x, budgets, recourse, cuts, measures });
        }
        let mut rays = Vec::new();
        for _ in 0..reader.count()? {
            let s = reader.count()?;
            let ray = reader.cut(columns)?.filter(|_| s < futures).ok_or(SavedError::Damaged)?;
            rays.push((s, ray));
        }
        if !reader.0.is_empty() {
            return Err(SavedError::Damaged);
        }
        self.master = None;
        self.visits = visits;
        self.rays = rays;
        Ok(())
    }
}

struct Writer<'o>(&'o mut Vec<u8>);

impl Writer<'_> {
    fn count(&mut self, count: usize) {
        self.0.extend((count as u64).to_le_bytes());
    }

    fn number(&mut self, number: f64) {
        self.0.extend(number.to_le_bytes());
    }

    fn numbers(&mut self, numbers: &[f64]) {
        self.count(numbers.len());
        for number in numbers {
            self.number(*number);
        }
    }

    fn cut(&mut self, cut: Option<&Cut>) {
        let Some(cut) = cut else { return self.0.push(0) };
        self.0.push(if cut.rounded { 2 } else { 1 });
        self.number(cut.constant);
        self.number(cut.budget);
        self.numbers(&cut.slope);
    }
}

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], SavedError> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or(SavedError::Damaged)?;
        self.0 = rest;
        Ok(*head)
    }

    // A count that the bytes left can hold, so that a damaged one asks for no memory.
    fn count(&mut self) -> Result<usize, SavedError> {
        let count = u64::from_le_bytes(self.take()?);
        usize::try_from(count).ok().filter(|count| *count <= self.0.len()).ok_or(SavedError::Damaged)
    }

    fn number(&mut self) -> Result<f64, SavedError> {
        Ok(f64::from_le_bytes(self.take()?))
    }

    fn numbers(&mut self) -> Result<Vec<f64>, SavedError> {
        let count = self.count()?;
        (0..count).map(|_| self.number()).collect()
    }

    fn cut(&mut self, columns: usize) -> Result<Option<Cut>, SavedError> {
        let [sort] = self.take()?;
        if sort == 0 {
            return Ok(None);
        }
        let (constant, budget, slope) = (self.number()?, self.number()?, self.numbers()?);
        let sound =
            sort <= 2 && slope.len() == columns && constant.is_finite() && slope.iter().all(|value| value.is_finite());
        if sound { Ok(Some(Cut { constant, slope, budget, rounded: sort == 2 })) } else { Err(SavedError::Damaged) }
    }
}
