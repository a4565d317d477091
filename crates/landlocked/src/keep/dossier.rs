//! Dossiers that were assembled before. They are read only by the code that made them: the key holds the hash of the
//! case, the day, the language, the build, and the study of the balance.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use balance::study::Study;
use case::Case;
use document::kept::{self, KeptError};
use dossier::Dossier;

use super::{folder, put};
use crate::failure::Failure;
use crate::{built_in, disk};

/// What a dossier is made of. A study may be of fewer points than another of the same case: its own text counts.
fn key(case: &Case, study: Option<&Study>) -> String {
    let mut hasher = DefaultHasher::new();
    study.and_then(|study| serde_json::to_string(study).ok()).hash(&mut hasher);
    let language = case.language();
    format!("{}-{}-{language}-{:016x}-{}", case.hash(), case.as_of(), hasher.finish(), env!("LANDLOCKED_BUILD"))
}

/// The file of a key in the cache.
fn file(key: &str) -> Option<PathBuf> {
    Some(folder("dossier")?.join(format!("{key}.json")))
}

/// A dossier that was assembled before: compiled in, else from the cache.
pub(crate) fn get(case: &Case, study: Option<&Study>) -> Option<Dossier> {
    let key = key(case, study);
    compiled_in(&key).or_else(|| from_cache(&key))
}

fn compiled_in(key: &str) -> Option<Dossier> {
    // Without the key in it, it need not be read.
    let text = built_in::dossier().filter(|text| begins_with_key(text, key))?;
    kept::read(text, key).ok()
}

/// Whether a key stands among the first bytes of a text: they may end inside a letter.
fn begins_with_key(text: &str, key: &str) -> bool {
    let head = text.as_bytes();
    let head = head.get(..1000).unwrap_or(head);
    head.windows(key.len().max(1)).any(|bytes| bytes == key.as_bytes())
}

/// A file that is of no use is made anew, without a word.
fn from_cache(key: &str) -> Option<Dossier> {
    let bytes = disk::kept(&file(key)?)?;
    kept::read(&String::from_utf8_lossy(&bytes), key).ok()
}

/// Keeps a dossier for the next run.
pub(crate) fn put_in_cache(case: &Case, study: Option<&Study>, dossier: &Dossier) {
    let key = key(case, study);
    // What JSON cannot hold is not kept, and is assembled at every run.
    let Ok(text) = kept::write(dossier, &key) else { return };
    put(file(&key), text.as_bytes());
}

/// Writes a dossier to a file of the user's choice, as it is kept.
pub(crate) fn write(path: &Path, case: &Case, study: Option<&Study>, dossier: &Dossier) -> Result<(), Failure> {
    let text = kept::write(dossier, &key(case, study)).map_err(|why: KeptError| Failure::NoAnswer {
        why: format!("the dossier cannot be kept: {why}"),
        help: "this is a fault of the program; please report it with the case",
    })?;
    disk::write_file(path, &format!("{text}\n"))
}

#[cfg(test)]
mod tests {
    use super::begins_with_key;

    #[test]
    fn a_key_is_found_whatever_letter_the_head_ends_in() {
        for before in ["", "x", "xx"] {
            let text = format!("{before}the-key {}", "\u{448}".repeat(600));
            assert!(begins_with_key(&text, "the-key"), "{} bytes before it", before.len());
        }
        assert!(begins_with_key("the-key", "the-key"), "a short text");
        assert!(!begins_with_key(&format!("{}the-key", "x".repeat(1000)), "the-key"), "far behind");
    }
}
