//! Seals on forms: a form is taken only from whom it was given to, and once.

use ledger::token::hex;
use sha2::{Digest, Sha256};

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;

/// HMAC with SHA-256 (RFC 2104). By hand from the hash that is here anyway: ten lines, held to the vectors of RFC 4231.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut padded = [0_u8; BLOCK];
    let short = if key.len() > BLOCK { Sha256::digest(key).to_vec() } else { key.to_vec() };
    for (place, byte) in padded.iter_mut().zip(short) {
        *place = byte;
    }
    let keyed = |pad: u8| Sha256::new_with_prefix(padded.map(|byte| byte ^ pad));
    let inner = keyed(0x36).chain_update(message).finalize();
    keyed(0x5c).chain_update(inner).finalize().into()
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

/// What seals forms.
pub(crate) struct Sealer {
    key: [u8; 32],
}

impl Sealer {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// A seal for one purpose, which names for whom it is, and one single-use number.
    pub(crate) fn seal(&self, purpose: &str, nonce: &str) -> String {
        let mac = hmac(&self.key, format!("{purpose}\n{nonce}").as_bytes());
        format!("{nonce}.{}", hex(&mac))
    }

    /// The single-use number of a seal that was made for this purpose.
    pub(crate) fn open<'a>(&self, purpose: &str, seal: &'a str) -> Option<&'a str> {
        let (nonce, _) = seal.split_once('.')?;
        same(self.seal(purpose, nonce).as_bytes(), seal.as_bytes()).then_some(nonce)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test cases 1, 2, 3, 4, 6 and 7 (5 is cut short, which is not done here).
    #[test]
    fn the_vectors_of_rfc_4231_hold() {
        let counted: Vec<u8> = (1..=25).collect();
        let long = b"This is a test using a larger than block-size key and a larger than block-size data. \
                     The key needs to be hashed before being used by the HMAC algorithm.";
        let cases: [(&[u8], &[u8], &str); 6] = [
            (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (&counted, &[0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (&[0xaa; 131], long, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
        ];
        for (key, message, expected) in cases {
            assert_eq!(hex(&hmac(key, message)), expected);
        }
    }

    #[test]
    fn a_seal_opens_for_its_purpose_alone() {
        let sealer = Sealer::new([7; 32]);
        let seal = sealer.seal("answer 1", "abc");
        assert_eq!(sealer.open("answer 1", &seal), Some("abc"));
        assert_eq!(sealer.open("answer 2", &seal), None);
        assert_eq!(Sealer::new([8; 32]).open("answer 1", &seal), None);
        for wrong in
            ["", ".", "abc", "abc.", &seal.replacen("abc", "abd", 1), &format!("{seal}0"), &seal.to_uppercase()]
        {
            assert_eq!(sealer.open("answer 1", wrong), None, "{wrong}");
        }
    }
}
