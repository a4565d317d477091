//! Links that nobody can guess.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::error::LedgerError;

/// Bytes of a token: 256 bits.
const BYTES: usize = 32;

/// The secret part of a link: 256 random bits as 64 hexadecimal digits. It is given out once; the ledger keeps only its
/// SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken(String);

impl LinkToken {
    /// A new one, from the random numbers of the system.
    pub(crate) fn random() -> Result<Self, LedgerError> {
        Ok(Self(hex(&random_bytes::<BYTES>()?)))
    }

    /// The digits, as they stand in a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for LinkToken {
    /// Without the secret: what is debugged ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken(..)")
    }
}

/// What the ledger keeps of a token; `None` when the text cannot be one.
pub(crate) fn hash(token: &str) -> Option<[u8; 32]> {
    let well_formed =
        token.len() == 2 * BYTES && token.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    well_formed.then(|| Sha256::digest(token.as_bytes()).into())
}

/// Random bytes of the system.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], LedgerError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(LedgerError::Random)?;
    Ok(bytes)
}

/// A single-use number for a form: 128 random bits as hexadecimal digits.
///
/// # Errors
/// When the system gives no random numbers.
pub fn nonce() -> Result<String, LedgerError> {
    Ok(hex(&random_bytes::<16>()?))
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_only_well_formed_ones_have_a_hash() {
        let (one, other) = (LinkToken::random().unwrap(), LinkToken::random().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.as_str().len(), 64);
        assert!(hash(one.as_str()).is_some());
        assert_ne!(hash(one.as_str()), hash(other.as_str()));
        for wrong in ["", "abc", &"g".repeat(64), &"A".repeat(64), &"a".repeat(65), &"é".repeat(32)] {
            assert_eq!(hash(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{one:?}"), "LinkToken(..)");
    }

    #[test]
    fn hex_has_two_digits_a_byte() {
        assert_eq!(hex(&[0, 15, 255]), "000fff");
    }
}
