//! What a file says about itself.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The header of a CSV file: the first line that is no comment, a text a column. `None` where there is none, or where
/// it is not UTF-8.
pub(super) fn header(bytes: &[u8]) -> Option<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(bytes);
    let header = reader.headers().ok()?;
    (!header.is_empty()).then(|| header.iter().map(str::to_owned).collect())
}

/// The line of the header, from 1: the first that is neither empty nor a comment.
pub(super) fn header_line(bytes: &[u8]) -> usize {
    let before = |line: &&[u8]| line.first().is_none_or(|byte| matches!(byte, b'#' | b'\r'));
    bytes.split(|byte| *byte == b'\n').take_while(before).count() + 1
}

/// SHA-256 as the standard writes it.
pub(super) fn hash(bytes: &[u8]) -> String {
    let mut out = "sha256:".to_owned();
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}
