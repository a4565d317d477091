//! Versions of the data: each is named by the first signs of its hash, the same in pages and for programs.

/// So many signs name a version at least.
pub(crate) const LEAST: usize = 7;
/// So many are shown.
const SHOWN: usize = 12;

/// What a reader names by some signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// The version that is shown.
    This,
    /// Another one.
    Other,
    /// None: there are too few signs.
    Nothing,
}

/// What some signs name where the data have this hash.
pub(crate) fn named(signs: &str, hash: &str) -> Named {
    match signs.chars().count() {
        0..LEAST => Named::Nothing,
        _ if hash.starts_with(signs) => Named::This,
        _ => Named::Other,
    }
}

/// A hash as it is shown.
pub(crate) fn shown(hash: &str) -> String {
    hash.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_counted_and_not_bytes() {
        let hash = "0123456789abcdef0123456789abcdef";
        for (signs, wanted) in [
            ("0123456", Named::This),
            ("0123456789ab", Named::This),
            (hash, Named::This),
            ("012345", Named::Nothing),
            ("語語語", Named::Nothing),
            ("1234567", Named::Other),
            ("0123456789abcdef0123456789abcdef0", Named::Other),
        ] {
            assert_eq!(named(signs, hash), wanted, "{signs}");
        }
        assert_eq!(shown(hash), "0123456789ab");
    }
}
