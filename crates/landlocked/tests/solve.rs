//! The real program on stochastic programmes: answers that are known, three ways to name files, and faults by line.

mod common;

use std::path::{Path, PathBuf};

use common::{landlocked, run, stderr, stdout, text};
use tempfile::{TempDir, tempdir};

/// Birge and Louveaux's farmer, as SMPS; the probabilities are a third each, as files write it.
const FARMER: [(&str, &str); 3] = [
    (
        "farmer.cor",
        "NAME FARMER
ROWS
 N LOSS
 L ACRES
 G WHEAT
 G CORN
 L BEETS
COLUMNS
 X_WHEAT LOSS 150 ACRES 1
 X_WHEAT WHEAT 2.5
 X_CORN LOSS 230 ACRES 1
 X_CORN CORN 3
 X_BEETS LOSS 260 ACRES 1
 X_BEETS BEETS -20
 BUY_WHEAT LOSS 238 WHEAT 1
 SELL_WHEAT LOSS -170 WHEAT -1
 BUY_CORN LOSS 210 CORN 1
 SELL_CORN LOSS -150 CORN -1
 SELL_BEETS LOSS -36 BEETS 1
 DUMP_BEETS LOSS -10 BEETS 1
RHS
 RHS ACRES 500 WHEAT 200
 RHS CORN 240
BOUNDS
 UP BND SELL_BEETS 6000
ENDATA
",
    ),
    (
        "farmer.tim",
        "TIME FARMER
PERIODS
 X_WHEAT ACRES SPRING
 BUY_WHEAT WHEAT AUTUMN
ENDATA
",
    ),
    (
        "farmer.sto",
        "STOCH FARMER
BLOCKS DISCRETE
 BL WEATHER AUTUMN 0.333
 X_WHEAT WHEAT 2
 X_CORN CORN 2.4
 X_BEETS BEETS -16
 BL WEATHER AUTUMN 0.333
 X_WHEAT WHEAT 2.5
 X_CORN CORN 3
 X_BEETS BEETS -20
 BL WEATHER AUTUMN 0.333
 X_WHEAT WHEAT 3
 X_CORN CORN 3.6
 X_BEETS BEETS -24
ENDATA
",
    ),
];

/// A store over three periods: it may buy at 3, 4 and 5; demand is 2 in the second, then 0 or 4.
const STORE: [(&str, &str); 3] = [
    (
        "store.cor",
        "NAME STORE
ROWS
 N LOSS
 E FIRST
 E SECOND
 E THIRD
COLUMNS
 B1 LOSS 3 FIRST 1
 S1 FIRST -1 SECOND 1
 B2 LOSS 4 SECOND 1
 S2 SECOND -1 THIRD 1
 B3 LOSS 5 THIRD 1
 WASTE THIRD -1
RHS
 RHS SECOND 2 THIRD 2
BOUNDS
 UP BND B1 10
 UP BND B2 10
 UP BND B3 10
ENDATA
",
    ),
    ("store.tim", "TIME STORE\nPERIODS\n B1 FIRST NOW\n B2 SECOND NEXT\n B3 THIRD LAST\nENDATA\n"),
    (
        "store.sto",
        "STOCH STORE
SCENARIOS DISCRETE
 SC LOW ROOT 0.5 NEXT
 RHS SECOND 2
 RHS THIRD 0
 SC HIGH LOW 0.5 LAST
 RHS THIRD 4
ENDATA
",
    ),
];

fn written(files: &[(&str, &str)]) -> TempDir {
    let dir = tempdir().expect("a folder");
    for (name, content) in files {
        std::fs::write(dir.path().join(name), content).expect("written");
    }
    dir
}

/// Solves and gives the JSON.
fn solved(file: &Path, more: &[&str]) -> serde_json::Value {
    let mut arguments = vec!["solve", text(file), "--json"];
    arguments.extend(more);
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn refused(file: &Path, more: &[&str], code: i32) -> String {
    let mut arguments = vec!["solve", text(file)];
    arguments.extend(more);
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
    assert!(stdout(&output).is_empty());
    stderr(&output)
}

fn near(found: &serde_json::Value, expected: f64) {
    let found = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
    assert!((found - expected).abs() <= 1e-6 * (1.0 + expected.abs()), "{found} is not {expected}");
}

fn plan(json: &serde_json::Value) -> Vec<f64> {
    let columns = json["first_stage"].as_array().expect("columns");
    columns.iter().map(|column| column["value"].as_f64().expect("a value")).collect()
}

#[test]
fn the_farmer_has_the_figures_of_the_book() {
    let dir = written(&FARMER);
    let json = solved(&dir.path().join("farmer.cor"), &["--value"]);
    near(&json["objective"], -108_390.0);
    near(&json["mean"], -108_390.0);
    near(&json["cvar"], -48_820.0);
    for (found, expected) in plan(&json).iter().zip([170.0, 80.0, 250.0]) {
        assert!((found - expected).abs() < 1e-4, "{found} is not {expected}");
    }
    assert_eq!(json["first_stage"][1]["name"], "X_CORN");
    for (name, expected) in [
        ("rp", -108_390.0),
        ("ev", -118_600.0),
        ("eev", -107_240.0),
        ("vss", 1_150.0),
        ("ws", -115_405.555_556),
        ("evpi", 7_015.555_556),
    ] {
        near(&json["value"][name], expected);
    }
}

#[test]
fn a_farmer_who_fears_the_worst_grows_beets() {
    let dir = written(&FARMER);
    let json = solved(&dir.path().join("farmer.cor"), &["--lambda", "0.8333333333333334", "--alpha", "0.8"]);
    near(&serde_json::json!(json["objective"].as_f64().unwrap() * 6.0), -391_513.333_333);
    near(&json["mean"], -103_313.333_333);
    near(&json["cvar"], -57_640.0);
    for (found, expected) in plan(&json).iter().zip([100.0, 80.0, 320.0]) {
        assert!((found - expected).abs() < 1e-4, "{found} is not {expected}");
    }
}

#[test]
fn the_json_says_how_the_answer_was_found() {
    let dir = written(&FARMER);
    let json = solved(&dir.path().join("farmer.cor"), &[]);
    assert_eq!(json["name"], "FARMER");
    for (key, expected) in [("stages", 2), ("scenarios", 3), ("rows", 4), ("columns", 9), ("first_stage_columns", 3)] {
        assert_eq!(json[key], expected, "{key}");
    }
    assert_eq!(json["method"], "decomposition");
    assert_eq!(json["referee"]["agrees"], true);
    assert_eq!(json["bracket"]["proof"], "weak_duality");
    assert_eq!(json["bracket"]["closed"], true);
    assert_eq!(json["stopped"], false);
    assert!(json["rounds"].as_u64().unwrap() > 0);
    assert!(json["bracket"]["lower"].as_f64().unwrap() <= json["bracket"]["upper"].as_f64().unwrap());
    assert!(json["warnings"][0].as_str().unwrap().contains("rescaled"));
    assert!(json["child_scenarios"].is_null() && json["value"].is_null());

    let whole = solved(&dir.path().join("farmer.cor"), &["--method", "extensive"]);
    assert_eq!(whole["method"], "extensive");
    assert!(whole["rounds"].is_null() && whole["referee"].is_null());
    near(&whole["objective"], -108_390.0);
}

#[test]
fn people_read_the_same() {
    let dir = written(&FARMER);
    let output = run(&["solve", text(&dir.path().join("farmer.cor")), "--value"]);
    let printed = stdout(&output);
    for words in [
        "FARMER: 2 stages, 3 scenarios; 4 rows and 9 columns of one scenario, 3 decided",
        "-108,390",
        "The lower end is proven by weak duality.",
        "they agree",
        "X_BEETS",
        "EVPI",
        "7,015.555556",
    ] {
        assert!(printed.contains(words), "no {words}: {printed}");
    }
    assert!(printed.lines().all(|line| line.chars().count() <= 80), "{printed}");
    assert!(stderr(&output).starts_with("read and solved in "), "{}", stderr(&output));
}

#[test]
fn the_same_files_and_any_threads_give_the_same_bytes() {
    let dir = written(&FARMER);
    let file = dir.path().join("farmer.cor");
    let once = |threads| run(&["solve", text(&file), "--json", "--lambda", "0.5", "--threads", threads]).stdout;
    let first = once("1");
    assert!(!first.is_empty());
    assert_eq!(first, once("1"));
    assert_eq!(first, once("3"));
}

#[test]
fn files_are_named_in_four_ways() {
    let dir = written(&FARMER);
    std::fs::write(dir.path().join("all.smps"), "* the farmer\nfarmer.sto\nfarmer.tim\nfarmer.cor\n").unwrap();
    for name in ["farmer", "farmer.tim", "farmer.sto", "all.smps"] {
        near(&solved(&dir.path().join(name), &[])["objective"], -108_390.0);
    }
    let base = dir.path().join("farmer");
    let output = run(&["solve", "--smps", text(&base), "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    near(&json["objective"], -108_390.0);
    assert_eq!(json["files"].as_array().unwrap().len(), 3);
}

#[test]
fn a_bracket_that_stays_open_is_said_to_be_open() {
    let dir = written(&FARMER);
    let file = dir.path().join("farmer.cor");
    let json = solved(&file, &["--rounds", "1"]);
    assert_eq!(json["bracket"]["closed"], false);
    assert_eq!(json["stopped"], false);
    assert!(json["referee"].is_null());
    let (lower, upper) = (json["bracket"]["lower"].as_f64(), json["bracket"]["upper"].as_f64());
    assert!(upper.unwrap() >= -108_390.001 && lower.is_none_or(|lower| lower <= -108_389.999));
    let output = run(&["solve", text(&file), "--rounds", "1"]);
    let words = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("The bracket is wider than the 1.0e-6 asked for. Method: decomposition, 1 round."),
        "{words}"
    );
    assert!(stderr(&output).contains("wider than asked for"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_with_a_bracket_or_says_that_there_is_none() {
    use std::fmt::Write as _;
    use std::process::{Command, Stdio};

    // 2,500 scenarios take longer than the signal needs to arrive.
    let mut stoch = "STOCH FARMER\nINDEP DISCRETE\n".to_owned();
    for row in ["WHEAT", "CORN"] {
        for step in 0..50 {
            writeln!(stoch, " RHS {row} {} 0.02", 150 + 3 * step).unwrap();
        }
    }
    stoch.push_str("ENDATA\n");
    let dir = written(&[FARMER[0], FARMER[1], ("farmer.sto", &stoch)]);
    let file = dir.path().join("farmer");
    let arguments = ["solve", text(&file), "--json", "--lambda", "0.5", "--gap", "1e-9"];
    for wait in [50, 400] {
        let mut command = landlocked(&arguments);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        match output.status.code() {
            Some(0) => {
                let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
                assert!(json["stopped"].is_boolean() && json["objective"].is_number(), "{json}");
                assert_ne!(json["stopped"], json["bracket"]["closed"], "{json}");
            }
            Some(3) => assert!(stderr(&output).contains("there is no answer"), "{}", stderr(&output)),
            other => panic!("ended with {other:?}: {}", stderr(&output)),
        }
    }
}

#[test]
fn a_broken_file_gives_its_line() {
    let dir = written(&FARMER);
    let stoch = dir.path().join("farmer.sto");
    let broken = FARMER[2].1.replace("X_CORN CORN 3.6", "X_CORN CORN plenty");
    std::fs::write(&stoch, broken).unwrap();
    let said = refused(&dir.path().join("farmer.cor"), &[], 1);
    assert!(said.contains("farmer.sto:13\n"), "{said}");
    assert!(
        said.contains("13 |  X_CORN CORN plenty\n   |              ^^^^^^\n   = `plenty` is not a number"),
        "{said}"
    );
    assert!(said.contains("nothing was solved"), "{said}");

    std::fs::write(&stoch, FARMER[2].1.replace("DISCRETE", "NORMAL")).unwrap();
    let said = refused(&dir.path().join("farmer"), &[], 1);
    assert!(said.contains("farmer.sto:2\n") && said.contains("continuous distribution"), "{said}");

    std::fs::remove_file(&stoch).unwrap();
    let said = refused(&dir.path().join("farmer.cor"), &[], 4);
    assert!(said.contains("there is no stoch file") && said.contains("farmer.sto"), "{said}");

    std::fs::write(dir.path().join("two.smps"), "farmer.cor\nfarmer.tim\n").unwrap();
    let said = refused(&dir.path().join("two.smps"), &[], 1);
    assert!(said.contains("found 2 names in the list"), "{said}");

    std::fs::write(dir.path().join("net.dat"), "no network\n").unwrap();
    let said = refused(&dir.path().join("net.dat"), &[], 1);
    assert!(said.contains("net.dat:2\n") && said.contains("no line `+`"), "{said}");
}

#[test]
fn three_stages_go_to_the_extensive_form() {
    // 2 are bought at 3 for the sure demand. 4 more cost 12 now, 16 next, and 0.5 * 20 once the last demand is known.
    let dir = written(&STORE);
    let file = dir.path().join("store.cor");
    let json = solved(&file, &[]);
    assert_eq!(json["stages"], 3);
    assert_eq!(json["method"], "extensive");
    assert!(json["notes"][0].as_str().unwrap().contains("3 periods"), "{json}");
    assert_eq!(json["child_scenarios"]["inherit"], "parent");
    near(&json["objective"], 16.0);
    assert_eq!(plan(&json), [2.0, 2.0]);
    let said = refused(&file, &["--method", "decomposition"], 2);
    assert!(said.contains("3 periods") && said.contains("--method extensive"), "{said}");
}

#[test]
fn two_readings_of_a_child_are_told_apart() {
    // The child needs 4 instead of 2 next, and in the end its parent's 0 or the core's 2.
    let mut files = STORE;
    files[2].1 = "STOCH STORE
SCENARIOS DISCRETE
 SC LOW ROOT 0.5 NEXT
 RHS SECOND 2
 RHS THIRD 0
 SC HIGH LOW 0.5 NEXT
 RHS SECOND 4
ENDATA
";
    let dir = written(&files);
    let file = dir.path().join("store.cor");
    let parent = solved(&file, &[]);
    assert_eq!(parent["child_scenarios"]["readings_differ"], true);
    // 2 are bought now at 3, the others next at 4 if they are needed.
    near(&parent["objective"], 6.0 + 0.5 * 8.0);
    let core = solved(&file, &["--inherit", "core"]);
    assert_eq!(core["child_scenarios"]["inherit"], "core");
    near(&core["objective"], 6.0 + 0.5 * 16.0);
    let printed = stdout(&run(&["solve", text(&file)]));
    assert!(printed.contains("(`--inherit core`) gives") && printed.contains("another programme"), "{printed}");
}

#[test]
fn a_sample_is_drawn_by_its_seed() {
    let dir = written(&FARMER);
    let file = dir.path().join("farmer.cor");
    let json = solved(&file, &["--sample", "50", "--seed", "7"]);
    assert_eq!(json["sample"]["seed"], 7);
    assert!(json["scenarios"].as_u64().unwrap() <= 3);
    assert_eq!(json["objective"], solved(&file, &["--sample", "50", "--seed", "7"])["objective"]);
    assert_ne!(json["objective"], solved(&file, &["--sample", "50", "--seed", "8"])["objective"]);
}

#[test]
fn what_cannot_be_answered_says_why() {
    let mut files = FARMER;
    let too_much = FARMER[0].1.replace("BOUNDS\n", "BOUNDS\n LO BND X_CORN 600\n");
    files[0].1 = &too_much;
    let dir = written(&files);
    let said = refused(&dir.path().join("farmer.cor"), &[], 3);
    assert!(said.contains("no plan keeps all limits") && said.contains("ACRES"), "{said}");
    for wrong in [["--lambda", "1.5"], ["--alpha", "1"], ["--gap", "0"], ["--sample", "0"], ["--seed", "3"]] {
        refused(&dir.path().join("farmer.cor"), &wrong, 2);
    }
    refused(&dir.path().join("nothing"), &[], 4);
    assert_eq!(landlocked(&["solve"]).output().unwrap().status.code(), Some(2));
}

/// A folder of data that lies beside the checkout, where there is one.
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn data(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: no {folder} beside the checkout");
    None
}

#[test]
fn lands_has_the_published_optimum() {
    let Some(folder) = data("smps_lands") else { return };
    let json = solved(&folder.join("lands"), &["--value"]);
    near(&json["objective"], 28_639.0 / 75.0);
    for (found, expected) in plan(&json).iter().zip([8.0 / 3.0, 4.0, 10.0 / 3.0, 2.0]) {
        assert!((found - expected).abs() < 1e-4, "{found} is not {expected}");
    }
    for (name, expected) in
        [("ev", 378.666_667), ("eev", 383.986_667), ("vss", 2.133_333), ("ws", 380.166_667), ("evpi", 1.686_667)]
    {
        near(&json["value"][name], expected);
    }
    near(&solved(&folder.join("lands.sto"), &["--lambda", "0.5", "--alpha", "0.7"])["objective"], 425.983_333);
    near(&solved(&folder.join("lands.tim"), &["--lambda", "1", "--alpha", "0.7"])["objective"], 469.333_333);
}

#[test]
fn networks_have_the_published_optimum() {
    let Some(folder) = data("netdes") else { return };
    for (file, optimum) in [("network-10-10-L-01.dat", 88_557.3), ("network-10-10-L-02.dat", 108_122.65)] {
        let json = solved(&folder.join(file), &[]);
        near(&json["objective"], optimum);
        assert_eq!(json["bracket"]["proof"], "claim");
        assert!(plan(&json).iter().all(|built| (built - built.round()).abs() < 1e-6));
    }
}
