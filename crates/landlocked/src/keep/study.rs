//! Studies that were computed before: in the user's cache, and the one compiled in for the built-in case.

use std::path::PathBuf;

use balance::country::Wanted;
use balance::study::{self, Kept, KeptError, Study};
use case::Case;

use super::{folder, put};
use crate::failure::Failure;
use crate::{built_in, disk, screen};

/// The file in which something is kept.
fn file(key: &str, end: &str) -> Option<PathBuf> {
    Some(folder("balance")?.join(format!("{key}.{end}")))
}

/// The study of a case with the usual options: from the cache, else the one compiled in.
pub(crate) fn study(case: &Case) -> Option<Study> {
    let key = study::key(case, &Wanted::default());
    from_cache(&key).or_else(|| compiled_in(&key))
}

/// A study in the cache; one that is of no use is told.
pub(crate) fn from_cache(key: &str) -> Option<Study> {
    let path = file(key, "json")?;
    let bytes = disk::kept(&path)?;
    match Kept::read(&String::from_utf8_lossy(&bytes), key) {
        Ok(study) => Some(study),
        Err(why) => {
            screen::message(&format!("warning: {} is not used: {why}", path.display()));
            None
        }
    }
}

/// The study compiled in, if it was made for this key.
fn compiled_in(key: &str) -> Option<Study> {
    // Without the key in it, it need not be read.
    let text = built_in::study().filter(|text| text.contains(key))?;
    Kept::read(text, key).ok()
}

/// Whether a study is compiled in that is of other data than the built-in case.
pub(crate) fn built_in_is_old(case: &Case) -> bool {
    let key = study::key(case, &Wanted::default());
    built_in::study().is_some_and(|text| Kept::read(text, &key).is_err())
}

/// Plans and cuts of an earlier run.
pub(crate) fn cuts(key: &str) -> Option<Vec<u8>> {
    disk::kept(&file(key, "cuts")?)
}

/// Keeps plans and cuts. A cache that cannot be written is told and is no failure.
pub(crate) fn put_cuts(key: &str, cuts: &[u8]) {
    put(file(key, "cuts"), cuts);
}

/// Keeps a study, as [`put_cuts`].
pub(crate) fn put_study(key: &str, study: &Study) {
    match as_text(key, study) {
        Ok(text) => put(file(key, "json"), text.as_bytes()),
        Err(why) => screen::message(&format!("warning: the study is not kept: {why}")),
    }
}

/// Writes a study to a file of the user's choice.
pub(crate) fn write(path: &std::path::Path, key: &str, study: &Study) -> Result<(), Failure> {
    let text = as_text(key, study).map_err(|why| Failure::NoAnswer {
        why: format!("the study cannot be kept: {why}"),
        help: "this is a fault of the program; please report it with the case",
    })?;
    disk::write_file(path, &format!("{text}\n"))
}

fn as_text(key: &str, study: &Study) -> Result<String, KeptError> {
    Kept::new(key, study.clone()).to_json()
}
