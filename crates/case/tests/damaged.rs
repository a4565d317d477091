//! Damaged copies of the shipped case: each is refused with the place named, mended without loss, or accepted with the
//! one change; none makes the loader panic or hang.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod common;
mod damage;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use case::bundle::Bundle;
use case::load::{Loaded, load};
use case::value::date::Date;

use damage::{Damage, Expect};

/// Generous: a load takes well under a second.
const LONGEST: Duration = Duration::from_mins(1);

fn counts(loaded: &Loaded) -> Option<Vec<(&'static str, usize)>> {
    loaded.folder.as_ref().map(|folder| folder.as_of(Date::MAX).tables().counts())
}

/// Whether what happened is what must happen; the words of the failure if not.
fn judge(damage: &Damage, loaded: &Loaded, original: &[(&'static str, usize)]) -> Result<(), String> {
    let counted = counts(loaded);
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
    let told = || errors.iter().take(3).map(|d| common::one_line(d)).collect::<Vec<_>>().join("\n    ");
    if counted.is_some() != errors.is_empty() {
        return Err(format!("a folder beside {} errors: {}", errors.len(), told()));
    }
    match &damage.expect {
        Expect::Refused { code, line } => {
            if counted.is_some() {
                return Err("accepted".to_owned());
            }
            let named = errors.iter().any(|d| {
                d.place.file == damage.file
                    && line.is_none_or(|line| d.place.line == Some(line))
                    && code.is_none_or(|code| d.code.id() == code)
            });
            if named { Ok(()) } else { Err(format!("nothing names {code:?} {}:{line:?}; {}", damage.file, told())) }
        }
        Expect::Mended { code } => {
            if counted.as_deref() != Some(original) {
                return Err(format!("not mended: {}", told()));
            }
            let pointed_out =
                |code: &str| loaded.diagnostics.iter().any(|d| d.code.id() == code && d.place.file == damage.file);
            if code.is_none_or(pointed_out) { Ok(()) } else { Err(format!("mended without {code:?}")) }
        }
        Expect::Emptied => {
            let empty = counted.is_some_and(|counted| counted.contains(&(damage.file_name(), 0)));
            if empty { Ok(()) } else { Err(format!("not accepted as empty: {}", told())) }
        }
        Expect::Either => Ok(()),
    }
}

/// Whether a copy loads, and what is wrong with how it went.
fn outcome(
    damage: &Damage,
    original: &[(&'static str, usize)],
    thinned: &[(&'static str, usize)],
) -> (bool, Option<String>) {
    let begun = Instant::now();
    let loaded = load(&damage.bundle);
    let taken = begun.elapsed();
    let original = if damage.file == "trade.csv" { original } else { thinned };
    let judged = if taken > LONGEST { Err(format!("took {taken:?}")) } else { judge(damage, &loaded, original) };
    (loaded.folder.is_some(), judged.err().map(|why| format!("{}: {why}", damage.name())))
}

/// Slow: about 40 s of one processor without optimisation.
#[test]
fn every_damaged_copy_is_refused_mended_or_accepted_as_it_must_be() {
    let original = counts(&load(&common::mongolia())).expect("the shipped case has no errors");
    let thinned = counts(&load(&damage::thinned(common::mongolia()))).expect("nor with fewer trade rows");
    let damages = damage::all();
    let total = damages.len();
    assert!(total >= 200, "only {total} damaged copies");
    let mut summary: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut failures = Vec::new();
    // On two threads: a load of the whole case takes a tenth of a second without optimisation.
    let half = |part: &[Damage]| -> Vec<(bool, Option<String>)> {
        part.iter().map(|damage| outcome(damage, &original, &thinned)).collect()
    };
    let (first, second) = damages.split_at(total.midpoint(0));
    let outcomes = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(second));
        let mut outcomes = half(first);
        outcomes.extend(other.join().expect("no load panics"));
        outcomes
    });
    for (damage, (loaded, failure)) in damages.iter().zip(outcomes) {
        summary.entry(damage.kind).or_default()[usize::from(loaded)] += 1;
        failures.extend(failure);
    }
    eprintln!("{total} damaged copies\n{:<32} refused  loaded", "kind");
    for (kind, [refused, loaded]) in &summary {
        eprintln!("{kind:<32} {refused:>7} {loaded:>7}");
    }
    assert!(failures.is_empty(), "{} of {total} failed:\n{}", failures.len(), failures.join("\n"));
}

/// Hostile files, made to cost time or memory rather than to be read.
#[test]
fn hostile_files_are_refused_in_bounded_time() {
    let check = |what: &str, file: &str, content: String, code: &str| {
        let mut bundle = common::good();
        bundle.insert(file, content);
        let begun = Instant::now();
        let loaded = load(&bundle);
        assert!(begun.elapsed() < LONGEST, "{what}: {:?}", begun.elapsed());
        assert!(loaded.folder.is_none(), "{what} was accepted");
        let codes: Vec<_> = loaded.diagnostics.iter().map(|d| d.code.id()).collect();
        assert!(codes.contains(&code), "{what}: {codes:?}");
    };
    let trade = common::text(&common::good(), "trade.csv");
    let products = common::text(&common::good(), "products.csv");
    let links = common::text(&common::good(), "links.csv");
    let row = "example_source,low,assumed,2020-01-01,";
    let settings = common::text(&common::good(), "case.toml");
    check("half a million lines of one cell", "trade.csv", trade.clone() + &"x\n".repeat(500_000), "C034");
    check(
        "more rows than a file may have",
        "trade.csv",
        trade.clone() + &(",".repeat(16) + "\n").repeat(200_001),
        "C003",
    );
    check("a line of a million cells", "trade.csv", trade.clone() + &",".repeat(1_000_000), "C008");
    check("a header of a million cells", "trade.csv", "x,".repeat(1_000_000), "C006");
    check("a million lone carriage returns and quotes", "trade.csv", trade.clone() + &"\"\r".repeat(1_000_000), "C034");
    check("a quote and a million line ends", "trade.csv", trade + "\"" + &"\r".repeat(1_000_000), "C009");
    let chain = (0..50_000).map(|i| format!("p{i},P,commodity,HS2017,,t,p{},{row}\n", (i + 1) % 50_000));
    check("a circle of 50,000 products", "products.csv", products + &chain.collect::<String>(), "C024");
    let dangling = (0..50_000).map(|i| format!("l{i},L,from_{i},to_{i},road,existing,,1,,,,,,{row}\n"));
    check("100,000 unknown places", "links.csv", links + &dangling.collect::<String>(), "C018");
    check("a TOML file of 2 MB", "case.toml", settings.clone() + &"# remark\n".repeat(250_000), "C003");
    check("a hundred thousand brackets", "case.toml", settings.clone() + "x = " + &"[".repeat(100_000), "C025");
    check("a hundred thousand inline tables", "case.toml", settings.clone() + "x = " + &"{a=".repeat(100_000), "C025");
    check("broken TOML in 60,000 lines", "case.toml", settings + &"= = \"\n".repeat(60_000), "C025");
}

/// A key of very many dotted parts must neither overflow the stack nor hang, whether it is refused or not.
#[test]
fn a_dotted_key_of_very_many_parts_is_refused() {
    for (open, close) in [("", " = 1"), ("[", "]")] {
        let mut bundle = common::good();
        let settings = common::text(&bundle, "case.toml");
        bundle.insert("case.toml", format!("{settings}\n{open}{}a{close}\n", "a.".repeat(60_000)));
        assert!(load(&bundle).folder.is_none());
    }
}

#[test]
fn a_file_of_a_gigabyte_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    copy(&common::mongolia(), folder.path());
    let file = std::fs::OpenOptions::new().write(true).open(folder.path().join("trade.csv")).unwrap();
    file.set_len(1 << 30).unwrap();
    let before = peak_memory();
    let bundle = Bundle::from_dir(folder.path()).unwrap();
    assert_eq!(bundle.get("trade.csv"), Some(&case::bundle::Content::TooLarge(1 << 30)));
    refused(&bundle, "C003", "trade.csv");
    // Where the system tells its peak: far from a gigabyte more.
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after < before + (512 << 20), "{before} to {after} bytes");
    }
}

#[cfg(unix)]
#[test]
fn pipes_circles_and_folders_in_place_of_a_file_are_refused() {
    let place = |make: &dyn Fn(&std::path::Path) -> bool| {
        let folder = tempfile::tempdir().unwrap();
        copy(&common::mongolia(), folder.path());
        let path = folder.path().join("trade.csv");
        std::fs::remove_file(&path).unwrap();
        if make(&path) {
            refused(&Bundle::from_dir(folder.path()).unwrap(), "C002", "trade.csv");
        }
    };
    // Where there is no mkfifo there is no pipe to try.
    place(&|path| std::process::Command::new("mkfifo").arg(path).status().is_ok_and(|status| status.success()));
    place(&|path| std::os::unix::fs::symlink(path, path).is_ok());
    place(&|path| std::fs::create_dir(path).is_ok());
    place(&|path| std::os::unix::fs::symlink("/nowhere", path).is_ok());
    place(&|path| std::os::unix::fs::symlink("/dev/zero", path).is_ok());
}

fn refused(bundle: &Bundle, code: &str, file: &str) {
    let loaded = load(bundle);
    assert!(loaded.folder.is_none());
    assert!(
        loaded.diagnostics.iter().any(|d| d.code.id() == code && d.place.file == file),
        "{:?}",
        loaded.diagnostics.iter().map(common::one_line).collect::<Vec<_>>()
    );
}

fn copy(bundle: &Bundle, to: &std::path::Path) {
    std::fs::create_dir(to.join("judgements")).unwrap();
    for name in bundle.names() {
        std::fs::write(to.join(name), common::text(bundle, name)).unwrap();
    }
}

/// The most memory this process has held, in bytes, where Linux tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}
