//! Lists of numbers as JSON text.

use crate::error::LedgerError;

/// A list as JSON, each number in the fewest digits that give it back.
pub(crate) fn to_json(numbers: &[f64]) -> String {
    let shown: Vec<String> = numbers.iter().map(|number| format!("{number:?}")).collect();
    format!("[{}]", shown.join(","))
}

/// The list again, to the last bit. By hand, because the JSON library of the workspace may miss the last bit of a
/// number unless a switch is set that would hold for every crate.
pub(crate) fn from_json(text: &str) -> Result<Vec<f64>, LedgerError> {
    let damaged = || LedgerError::Damaged { value: text.to_owned(), expected: "a list of numbers" };
    let inner = text.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or_else(damaged)?;
    if inner.trim().is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Option<Vec<f64>> =
        inner.split(',').map(|part| part.trim().parse().ok().filter(|number: &f64| number.is_finite())).collect();
    numbers.ok_or_else(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_to_the_last_bit() {
        let lists: [&[f64]; 4] = [&[], &[0.05, 0.5, 0.95], &[0.1 + 0.2, 1e300, -5e-324, 1e21], &[60.0]];
        for list in lists {
            let text = to_json(list);
            let again = from_json(&text).unwrap();
            assert!(again.iter().zip(list).all(|(a, b)| a.to_bits() == b.to_bits()), "{text}");
            assert_eq!(again.len(), list.len());
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        }
        for wrong in ["", "[1", "[a]", "[1,,2]", "[NaN]", "{}"] {
            assert!(from_json(wrong).is_err(), "{wrong}");
        }
    }
}
