//! The rules of the house: what may know what, and that no code knows a country.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use case::bundle::Bundle;
use case::load::load;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What each crate may use, as ARCHITECTURE.md says.
const MAY_USE: &[(&str, &[&str])] = &[
    ("words-macro", &[]),
    ("words", &["words-macro"]),
    ("case", &[]),
    ("figure", &[]),
    ("solve", &[]),
    ("trade", &["case"]),
    ("corridor", &["case", "solve"]),
    ("score", &[]),
    ("series", &[]),
    ("forecast", &["score", "series"]),
    ("judgement", &["score"]),
    ("outlook", &["case", "trade", "corridor", "score", "series", "forecast", "judgement"]),
    ("ledger", &[]),
    ("elicit", &["judgement", "ledger"]),
    ("balance", &["case", "corridor", "outlook", "solve"]),
    ("document", &["case", "figure"]),
    (
        "dossier",
        &["balance", "case", "trade", "corridor", "document", "figure", "forecast", "judgement", "outlook", "series"],
    ),
    ("typeface", &[]),
    ("raster", &["typeface"]),
    ("export", &["case", "document", "figure"]),
    ("brief", &["case", "document", "figure", "typeface"]),
    ("listen", &[]),
    ("server", &["document", "figure", "raster"]),
    (
        "landlocked",
        &[
            "balance",
            "brief",
            "case",
            "corridor",
            "document",
            "dossier",
            "elicit",
            "export",
            "figure",
            "forecast",
            "judgement",
            "ledger",
            "listen",
            "outlook",
            "series",
            "server",
            "solve",
            "trade",
        ],
    ),
];

#[test]
fn a_lower_room_never_knows_a_higher_one() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let listed: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, listed, "a crate came or went: say in MAY_USE and ARCHITECTURE.md what it may use");
    for package in packages {
        let name = package["name"].as_str().expect("name");
        let allowed = MAY_USE.iter().find(|(known, _)| *known == name).expect("listed").1;
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let used = dependency["name"].as_str().expect("name");
            let ours = dependency.get("path").is_some_and(|path| !path.is_null());
            // Words belong to every room.
            assert!(!ours || used == "words" || allowed.contains(&used), "crate `{name}` may not use `{used}`");
        }
    }
}

/// The source files of all crates, without their tests.
fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root().join("crates"))
        .expect("crates")
        .map(|entry| entry.expect("entry").path().join("src"))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && path.file_name().is_some_and(|n| n != "tests.rs") {
                let text = std::fs::read_to_string(&path).expect("text");
                files.push((path, without_tests(&text)));
            }
        }
    }
    files
}

/// Code without what is compiled for tests alone, which may speak of real places. Code is formatted: an item is one line, or
/// ends with a line that stands as far in as its attribute.
fn without_tests(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let begins = line.trim_start();
        if !begins.starts_with("#[cfg(test)]") && !begins.starts_with("#[cfg(all(test") {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        let depth = line.len() - begins.len();
        let item = lines.by_ref().find(|line| !line.trim_start().starts_with("#["));
        if item.is_some_and(|line| !line.ends_with([';', '}'])) {
            let end = |line: &&str| {
                line.len() > depth && line.trim_start().len() + depth == line.len() && line.ends_with(['}', ';'])
            };
            assert!(lines.by_ref().any(|line| end(&line)), "an item for tests has no end: is the file formatted?");
        }
    }
    kept
}

#[test]
fn only_what_is_for_tests_is_passed_over() {
    let code = "use a;\n#[cfg(test)]\nmod tests;\nuse b;\nimpl C {\n    #[cfg(test)]\n    #[allow(x)]\n    fn d() {\n        \
                e {\n        }\n    }\n    fn f() {}\n}\n#[cfg(all(test, unix))]\nmod more {\n    g;\n}\nuse h;\n";
    assert_eq!(without_tests(code), "use a;\nuse b;\nimpl C {\n    fn f() {}\n}\nuse h;\n");
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase).collect()
}

#[test]
fn no_crate_knows_a_country_a_place_or_a_product() {
    let cases = root().join("cases");
    let mut names: BTreeSet<String> = BTreeSet::new();
    let folders = std::fs::read_dir(cases).expect("cases").map(|entry| entry.expect("entry").path());
    for case in folders.filter(|path| path.is_dir()) {
        let loaded = load(&Bundle::from_dir(&case).expect("a folder"));
        let folder = loaded.folder.expect("a case without faults");
        let view = folder.as_of(case::value::date::Date::MAX);
        let tables = view.tables();
        names.insert(view.economy_name(view.economy()));
        names.extend(view.gateways().iter().map(|gate| view.economy_name(*gate)));
        names.extend(tables.trade.iter().filter_map(|row| row.partner.economy()).map(|e| view.economy_name(e)));
        names.extend(tables.places.iter().map(|place| place.place_id.to_string()));
        names.extend(
            tables.products.iter().filter(|p| p.kind == case::tables::ProductKind::Commodity).map(|p| p.name.clone()),
        );
    }
    // A name of several words is looked for by its first: `Iron ore` as `iron`.
    let first: BTreeSet<String> = names
        .iter()
        .filter_map(|name| name.split([' ', '_', ',']).next())
        .map(str::to_lowercase)
        .filter(|name| name.len() > 3 && !["united", "south", "republic"].contains(&name.as_str()))
        .collect();
    assert!(first.contains("mongolia") && first.contains("coal"), "the list of names is empty: {first:?}");
    // English words that are also ids of places, or stand in the terms of the field.
    let meant_otherwise = ["crude", "border", "chita", "small"];
    for (path, code) in sources() {
        let used: Vec<String> = words(&code)
            .intersection(&first)
            .filter(|word| !meant_otherwise.contains(&word.as_str()))
            .cloned()
            .collect();
        assert!(used.is_empty(), "{} names {used:?}: a new country is data only", path.display());
    }
}

#[test]
fn only_the_command_line_prints_and_only_the_bundle_reads_files() {
    for (path, code) in sources() {
        let shown = path.display().to_string();
        let reads = ["std::fs", "tokio::fs", "File::open"].iter().any(|way| code.contains(way));
        let may_read = shown.ends_with("case/src/bundle.rs") || shown.ends_with("landlocked/src/disk.rs");
        assert!(!reads || may_read, "{shown} touches the disk");
        let clock =
            ["SystemTime", "Instant::now", "Zoned::now", "Timestamp::now"].iter().any(|clock| code.contains(clock));
        // How long a solve took is said beside its result and is no part of it.
        // The accept loop waits, and says in its log how long an answer took.
        let may_tell = shown.ends_with("landlocked/src/stopwatch.rs") || shown.ends_with("listen/src/moment.rs");
        assert!(!clock || may_tell, "{shown} reads a clock");
    }
}
