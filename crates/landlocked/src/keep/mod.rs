//! What was computed before and need not be again: in the user's cache, and compiled in for the built-in case.

pub(crate) mod dossier;
pub(crate) mod study;

use std::path::PathBuf;

use crate::{disk, screen};

/// Where what is computed is kept: `$XDG_CACHE_HOME/landlocked/KIND`, or `~/.cache/landlocked/KIND`.
fn folder(kind: &str) -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache")))?;
    Some(cache.join("landlocked").join(kind))
}

/// So many files of a kind are kept; those read longest ago go first.
const MOST: usize = 24;

/// Keeps a file. A cache that cannot be written is told and is no failure.
fn put(path: Option<PathBuf>, bytes: &[u8]) {
    let Some(path) = path else { return };
    if let Err(why) = disk::keep(&path, bytes) {
        screen::message(&format!("warning: nothing is kept for the next run: {why}"));
    }
    if let Some(folder) = path.parent() {
        disk::prune(folder, MOST);
    }
}
