//! How many files the process may open; each connection is one.

/// Files that are left to the rest of the program.
#[cfg(unix)]
const RESERVE: u64 = 64;

/// Raises the soft limit of open files to the hard limit, and tells how many connections there can be under it. Nothing is
/// wrong when the system refuses: then there are fewer. Where the limit cannot be learnt, it is found by reaching it.
#[cfg(unix)]
pub(crate) fn raise() -> usize {
    use rlimit::{Resource, increase_nofile_limit};
    let _ = increase_nofile_limit(u64::MAX);
    match Resource::NOFILE.get() {
        Ok((files, _)) => usize::try_from(files.saturating_sub(RESERVE)).unwrap_or(usize::MAX),
        Err(_) => usize::MAX,
    }
}

/// Elsewhere the system sets no such limit.
#[cfg(not(unix))]
pub(crate) fn raise() -> usize {
    usize::MAX
}
