//! Dossiers that are kept between runs, and the one that is compiled in.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files should stop")]

mod common;

use std::path::Path;

use common::{landlocked, run, stderr, text};
use serde_json::Value;
use tempfile::tempdir;

fn report(cache: &Path, more: &[&str]) -> Vec<u8> {
    let mut arguments = vec!["report", "--json"];
    arguments.extend(more);
    let output = landlocked(&arguments).env("XDG_CACHE_HOME", cache).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    output.stdout
}

fn kept(cache: &Path) -> Vec<std::path::PathBuf> {
    let folder = cache.join("landlocked/dossier");
    let mut all: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

#[test]
fn what_is_kept_is_what_was_assembled_and_a_damaged_file_is_made_anew() {
    let dir = tempdir().unwrap();
    let day = ["--as-of", "2019-06-30"];
    let first = report(dir.path(), &day);
    let files = kept(dir.path());
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(report(dir.path(), &day), first, "what is read back differs from what was assembled");
    let good = std::fs::read(&files[0]).unwrap();
    for damage in [&b"{"[..], b"", b"null", &good[..1000]] {
        std::fs::write(&files[0], damage).unwrap();
        assert_eq!(report(dir.path(), &day), first);
        assert_eq!(std::fs::read(&files[0]).unwrap(), good, "the damaged file is not replaced");
    }
    report(dir.path(), &["--as-of", "2019-07-31"]);
    assert_eq!(kept(dir.path()).len(), 2, "another day is another dossier");
}

/// Where two values differ; numbers may in their last digits, which no reader sees.
fn difference(old: &Value, new: &Value, at: &str) -> Option<String> {
    match (old, new) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a.keys().chain(b.keys());
            names.into_iter().find_map(|name| {
                let (Some(a), Some(b)) = (a.get(name), b.get(name)) else {
                    return Some(format!("{at}.{name} is new or gone"));
                };
                difference(a, b, &format!("{at}.{name}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(place, (a, b))| difference(a, b, &format!("{at}[{place}]")))
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            ((a - b).abs() > 1e-6 * a.abs().max(1e-6)).then(|| format!("{at}: {a} became {b}"))
        }
        _ => (old != new).then(|| format!("{at}: {old} became {new}")),
    }
}

#[test]
fn the_dossier_that_is_compiled_in_is_the_one_that_the_code_makes() {
    let dir = tempdir().unwrap();
    let file = dir.path().join("fresh.json");
    let made = run(&["report", "--keep", text(&file)]);
    assert!(made.status.success(), "{}", stderr(&made));
    let read = |path: &Path| -> Value { serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap() };
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let name = std::fs::read_to_string(cases.join("default")).unwrap();
    let shipped = read(&cases.join(format!("{}.dossier.json", name.trim())));
    let found = difference(&shipped, &read(&file), "");
    assert!(
        found.is_none(),
        "{}: renew it with `cargo run --release -p landlocked -- report --keep cases/{}.dossier.json`",
        found.unwrap(),
        name.trim()
    );
}
