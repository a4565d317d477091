//! Builds anew when a shipped case gets or loses a file, since the macro that embeds them sees only those it knew; and
//! names the build: a dossier that was kept is of use to the code that made it alone.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The crates whose code is in a dossier's digits and words.
const MAKERS: [&str; 14] = [
    "balance",
    "case",
    "corridor",
    "document",
    "dossier",
    "figure",
    "forecast",
    "judgement",
    "outlook",
    "score",
    "series",
    "solve",
    "trade",
    "words",
];

fn main() {
    println!("cargo::rerun-if-changed=../../cases");
    let mut hasher = DefaultHasher::new();
    for name in MAKERS {
        let folder = Path::new("..").join(name).join("src");
        println!("cargo::rerun-if-changed={}", folder.display());
        for path in files(&folder) {
            path.hash(&mut hasher);
            std::fs::read(&path).unwrap_or_default().hash(&mut hasher);
        }
    }
    println!("cargo::rustc-env=LANDLOCKED_BUILD={:016x}", hasher.finish());
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    println!("cargo::rustc-env=LANDLOCKED_BUILT={}", today());
}

/// All files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut inner: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    inner.sort();
    inner.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The day of the build; a packager fixes it by `SOURCE_DATE_EPOCH`.
fn today() -> String {
    let told = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    let moment =
        told.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()).unwrap_or_else(jiff::Timestamp::now);
    jiff::tz::TimeZone::UTC.to_datetime(moment).date().to_string()
}
