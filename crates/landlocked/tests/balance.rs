//! `landlocked balance` and what it keeps: the real program on a small invented country.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files should stop")]

mod common;

use std::path::{Path, PathBuf};

use balance::country::Wanted;
use balance::study::{Kept, Study};
use common::{Server, append, landlocked, stderr, stdout, text, two_gates};
use tempfile::{TempDir, tempdir};

/// The country in a folder of its own, with a cache of its own.
struct Place {
    _dir: TempDir,
    folder: PathBuf,
    cache: PathBuf,
}

fn place() -> Place {
    let dir = tempdir().unwrap();
    let (folder, cache) = (dir.path().join("two_gates"), dir.path().join("cache"));
    two_gates(&folder);
    Place { _dir: dir, folder, cache }
}

impl Place {
    fn run(&self, arguments: &[&str], code: i32) -> std::process::Output {
        let output = landlocked(arguments).env("XDG_CACHE_HOME", &self.cache).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        output
    }

    fn balance(&self, more: &[&str]) -> std::process::Output {
        self.run(&[&["balance", text(&self.folder)], more].concat(), 0)
    }

    fn kept(&self, end: &str) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.cache.join("landlocked/balance")) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.extension().is_some_and(|own| own == end)).collect()
    }
}

/// A report as one line: where it breaks depends on its words.
fn flat(output: &std::process::Output) -> String {
    stdout(output).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Few futures: enough to go through every part.
const FEW: [&str; 6] = ["--scenarios", "8", "--fresh", "10", "--lambda", "0,0.5,1"];

fn study(output: &std::process::Output) -> Study {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_part_is_computed_printed_and_given_as_json_and_csv() {
    let place = place();
    let printed = stdout(&place.balance(&FEW));
    for words in [
        "The points of the frontier in three measures",
        "What would have to change to reach the frontier",
        "What less dependence on Kazakhstan costs",
        "What two are worth together",
        "over its range the answer moves by",
        "How far each point is proven",
    ] {
        assert!(printed.contains(words), "no “{words}” in\n{printed}");
    }
    let wide: Vec<&str> = printed.lines().filter(|line| unicode_width::UnicodeWidthStr::width(*line) > 80).collect();
    assert!(wide.is_empty(), "too wide: {wide:#?}");
    let found = study(&place.balance(&[&FEW[..], &["--json"]].concat()));
    assert_eq!((found.frontier.len(), found.projects.len(), found.pairs.len()), (3, 2, 1));
    let incomes: Vec<f64> = found.frontier.iter().map(|point| point.income.value).collect();
    assert!(incomes.windows(2).all(|pair| pair[0] >= pair[1] - 1e-3), "{incomes:?}");
    assert!(found.frontier.iter().all(|point| point.bracket.is_some_and(|bracket| bracket.closed)));
    let csv = stdout(&place.balance(&[&FEW[..], &["--csv"]].concat()));
    assert!(csv.starts_with("plan,weight,limit on the share,mean income [MUSD],"), "{csv}");
    assert_eq!(csv.lines().filter(|line| line.starts_with("frontier,")).count(), 3);
    // Not with the usual options: cuts are kept, the page is not made of it.
    assert_eq!((place.kept("cuts").len(), place.kept("json").len()), (1, 0));
}

#[test]
fn the_same_question_gives_the_same_study_with_and_without_its_cuts_and_for_any_number_of_threads() {
    let place = place();
    let options = [&FEW[..], &["--json", "--only", "frontier"]].concat();
    let first = study(&place.balance(&options));
    let again = study(&place.balance(&[&options[..], &["--threads", "1"]].concat()));
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-4 * (1.0 + a.abs());
    for (a, b) in first.frontier.iter().zip(&again.frontier) {
        assert!(near(a.income.value, b.income.value) && near(a.worst.value, b.worst.value), "{a:?}\n{b:?}");
    }
    let alone = [&options[..], &["--no-keep", "--threads", "1"]].concat();
    assert_eq!(first, study(&place.balance(&alone)));
}

#[test]
fn the_usual_study_is_kept_shown_by_report_and_served() {
    let place = place();
    let before = flat(&place.run(&["report", text(&place.folder)], 0));
    assert!(before.contains("has not been computed on this machine yet"), "{before}");
    // The frontier alone is quick, and stands until there is more.
    let made = place.balance(&["--only", "frontier"]);
    assert!(stderr(&made).contains("computed in"));
    assert_eq!(place.kept("json").len(), 1);
    let report = flat(&place.run(&["report", text(&place.folder)], 0));
    assert!(report.contains("The points of the frontier in three measures"), "{report}");
    assert!(report.contains("Not part of this study:"));
    let server = Server::start_in(&[text(&place.folder)], &place.cache);
    let (status, page) = server.get("/balance?weight=0.3");
    assert_eq!(status, 200);
    assert!(page.contains("<h3>Weight 0.3 of the worst futures"), "{page}");
    assert!(!page.contains("nearest one is shown"));
    assert!(page.contains("data-exact=\"/balance/point\""), "{page}");
    assert!(server.get("/balance?weight=0.33").1.contains("the nearest one is shown"));
    assert!(server.get("/balance?weight=nonsense").1.contains("a number from 0 to 1"));
    let (status, card) = server.get("/balance/point?weight=0.35");
    assert_eq!(status, 200, "{card}");
    assert!(card.contains("<h3>Weight 0.35 of the worst futures"), "{card}");
    assert_eq!(server.get("/balance/point?weight=2").0, 400);
    // An id of a number on the page leads to its rows.
    assert_eq!(server.get("/trace/balance.weight_0_5.income").0, 200);
}

#[test]
fn a_study_of_other_data_is_told_and_computed_anew() {
    let place = place();
    place.balance(&["--only", "frontier"]);
    let [kept] = &place.kept("json")[..] else { panic!("one study is kept") };
    std::fs::write(kept, std::fs::read_to_string(kept).unwrap().replacen("\"key\":\"", "\"key\":\"0", 1)).unwrap();
    let report = place.run(&["report", text(&place.folder)], 0);
    assert!(stderr(&report).contains("made for other data"), "{}", stderr(&report));
    assert!(flat(&report).contains("has not been computed"));
    std::fs::write(&place.kept("cuts")[0], b"no cuts").unwrap();
    let made = place.balance(&["--only", "frontier"]);
    assert!(stderr(&made).contains("made for other data") && stderr(&made).contains("computed in"));
    // Another row is another case, with a study of its own.
    append(
        &place.folder,
        "assumptions.csv",
        "more,stock_cost,,ore,1,0,2,USD/t/month,example_source,low,assumed,2020-01-01,\n",
    );
    assert!(flat(&place.run(&["report", text(&place.folder)], 0)).contains("has not been computed"));
}

#[test]
fn what_cannot_be_computed_says_why() {
    let place = place();
    let none = place.folder.with_file_name("none");
    place.run(&["new", text(&none), "--economy", "KGZ"], 0);
    let buyers = none.join("buyers.csv");
    let rows = std::fs::read_to_string(&buyers).unwrap();
    std::fs::write(
        &buyers,
        rows.lines().filter(|l| !l.starts_with("example_")).flat_map(|l| [l, "\n"]).collect::<String>(),
    )
    .unwrap();
    let decisions = none.join("decisions.csv");
    let rows = std::fs::read_to_string(&decisions).unwrap();
    let bare: String = rows.lines().filter(|l| !l.starts_with("example_")).flat_map(|l| [l, "\n"]).collect();
    std::fs::write(&decisions, bare).unwrap();
    let output = place.run(&["balance", text(&none)], 3);
    assert!(stdout(&output).is_empty() && stderr(&output).contains("the case has no"), "{}", stderr(&output));
    let report = flat(&place.run(&["report", text(&none)], 0));
    assert!(report.contains("there is nothing to choose between"), "{report}");
    place.run(&["balance", text(&place.folder), "--lambda", "2"], 2);
    place.run(&["balance", text(&place.folder), "--budget", "-1"], 2);
}

#[test]
fn a_study_can_be_written_to_a_file() {
    let place = place();
    let file = place.folder.with_file_name("study.json");
    place.balance(&[&FEW[..], &["--only", "frontier", "--no-keep"]].concat());
    place.balance(&[&FEW[..], &["--only", "frontier", "--keep", text(&file)]].concat());
    let text = std::fs::read_to_string(&file).unwrap();
    let kept: Kept = serde_json::from_str(&text).unwrap();
    assert_eq!(kept.study.frontier.len(), 3);
    assert_eq!(Kept::read(&text, &kept.key).unwrap(), kept.study);
}

#[test]
fn the_study_compiled_in_is_of_the_built_in_case() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let name = std::fs::read_to_string(cases.join("default")).unwrap();
    let asset = cases.join(format!("{}.balance.json", name.trim()));
    let Ok(text) = std::fs::read_to_string(&asset) else { return };
    let bundle = case::bundle::Bundle::from_dir(&cases.join(name.trim())).unwrap();
    let folder = case::load::load(&bundle).folder.unwrap();
    let key = balance::study::key(&folder.as_of(folder.default_as_of()), &Wanted::default());
    if let Err(why) = Kept::read(&text, &key) {
        panic!("{}: {why}. Make it again: `landlocked balance --again --keep {}`", asset.display(), asset.display());
    }
}
