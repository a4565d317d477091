//! The real program on questions about time: effects, forecasts and futures, of tables and of cases.

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{append, run, stderr, stdout, text};
use serde_json::Value;
use tempfile::tempdir;

/// Runs and checks the exit code.
fn check(arguments: &[&str], code: i32) -> Output {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
    output
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&check(arguments, 0).stdout).expect("JSON")
}

/// Standard error without its line ends and margins: long messages are wrapped.
fn told(output: &Output) -> String {
    stderr(output).split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" ")
}

/// A small error that repeats after 11 rows, between -1 and 1.
fn noise(row: i32) -> f64 {
    f64::from((row * 7) % 11 - 5) / 5.0
}

/// 48 rows at a level of 100 that fall by 20 after row 36, and a series beside them that does not.
fn fallen(change: impl Fn(i32, String) -> String) -> String {
    (1..=48).fold("row,sales,calm\n".to_owned(), |mut text, row| {
        let level = if row > 36 { 80.0 } else { 100.0 };
        let cell = change(row, format!("{:.2}", level + noise(row)));
        let _ = writeln!(text, "r{row},{cell},{:.2}", 50.0 + noise(row + 4));
        text
    })
}

fn write(folder: &Path, name: &str, content: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("written");
    path
}

/// Few draws: enough to go through every method.
const ASK: [&str; 6] = ["--response", "sales", "--pre", "36", "--draws", "200"];

fn effect(path: &Path, more: &[&str]) -> Vec<String> {
    let all = ["effect", "--csv", text(path)].into_iter().chain(more.iter().copied());
    all.map(str::to_owned).collect()
}

fn of(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

#[test]
fn a_planted_step_is_found_in_a_table() {
    let dir = tempdir().unwrap();
    let path = write(dir.path(), "fallen.csv", &fallen(|_, cell| cell));
    let asked = effect(&path, &[&ASK[..], &["--json"]].concat());
    let found = json(&of(&asked));
    let average = &found["outcome"]["answer"]["effect"]["average"];
    let number = |name: &str| average[name].as_f64().unwrap();
    assert!((number("mean") + 20.0).abs() < 2.0, "{average}");
    assert!(number("lower") < number("mean") && number("mean") < number("upper") && number("upper") < 0.0, "{average}");
    let others = found["outcome"]["answer"]["others"].as_array().unwrap();
    let methods: Vec<&str> = others.iter().map(|other| other["method"].as_str().unwrap()).collect();
    assert_eq!(methods, ["published_priors", "maximum_likelihood"]);
    assert_eq!((&found["from"], &found["measured"]["name"]), (&Value::from(37), &Value::from("sales")));
    assert_eq!(check(&of(&asked), 0).stdout, check(&of(&asked), 0).stdout, "two runs give the same bytes");

    let said = stdout(&check(&of(&effect(&path, &ASK)), 0));
    assert!(said.starts_with("sales after row 36: lower than it would have been.\n"), "{said}");
    for words in ["over 12 rows", "exact grid", "published priors", "maximum likelihood"] {
        assert!(said.contains(words), "`{words}` in {said}");
    }
    // Nothing was planted in the column beside it.
    let calm = stdout(&check(&of(&effect(&path, &["--response", "calm", "--pre", "36", "--draws", "200"])), 0));
    assert!(calm.contains("calm after row 36: no clear effect"), "{calm}");
}

#[test]
fn controls_and_a_reopening_are_answered_beside_the_effect() {
    let dir = tempdir().unwrap();
    // Half of the fall comes back after row 42.
    let text = fallen(|row, cell| if row > 42 { format!("{}", cell.parse::<f64>().unwrap() + 10.0) } else { cell });
    let path = write(dir.path(), "half.csv", &text);
    let asked = effect(&path, &[&ASK[..], &["--reopened", "42", "--controls", "calm"]].concat());
    let said = stdout(&check(&of(&asked), 0));
    assert!(said.contains("Without calm: ") && said.contains("Closure -") && said.contains(", reopening "), "{said}");
    let found = json(&of(&[asked.clone(), vec!["--json".to_owned()]].concat()));
    assert_eq!((&found["reopened"], &found["controls"][0]), (&Value::from(43), &Value::from("calm")));
    let both = &found["outcome"]["answer"]["reopening"]["answer"];
    let mean = |part: &str| both[part]["posterior"]["mean"].as_f64().unwrap();
    assert!((mean("closure") + 20.0).abs() < 3.0 && (mean("reopening") - 10.0).abs() < 4.0, "{both}");
    let faded = stdout(&check(&of(&[asked, vec!["--fade".to_owned()]].concat()), 0));
    assert!(faded.contains("Half-life of the recovery"), "{faded}");
}

#[test]
fn tables_of_spreadsheets_and_missing_cells_are_read() {
    let dir = tempdir().unwrap();
    let mean = |name: &str, content: &str| {
        let path = write(dir.path(), name, content);
        let found = json(&of(&effect(&path, &[&ASK[..], &["--json"]].concat())));
        let values = found["measured"]["values"].as_array().unwrap().iter().filter(|value| value.is_number()).count();
        (values, found["outcome"]["answer"]["effect"]["average"]["mean"].as_f64().unwrap())
    };
    let (all, plain) = mean("plain.csv", &fallen(|_, cell| cell));
    assert_eq!(all, 48);
    let semicolons = fallen(|_, cell| cell).replace(',', ";");
    assert_eq!(mean("semicolons.csv", &semicolons), (all, plain));
    assert_eq!(mean("tabs.csv", &semicolons.replace(';', "\t")), (all, plain));
    let saved = format!("\u{feff}{}", fallen(|_, cell| cell).replace('\n', "\r\n"));
    assert_eq!(mean("saved.csv", &saved), (all, plain), "a byte order mark and other line ends");
    let (some, near) = mean(
        "gaps.csv",
        &fallen(|row, cell| match row {
            4 => "NA".to_owned(),
            9 => String::new(),
            20 => ".".to_owned(),
            40 => "null".to_owned(),
            _ => cell,
        }),
    );
    assert!(some == 44 && (near - plain).abs() < 1.0, "{some} {near} {plain}");
}

#[test]
fn what_is_wrong_with_a_table_is_named_with_its_place() {
    let dir = tempdir().unwrap();
    let path = write(dir.path(), "fallen.csv", &fallen(|_, cell| cell));
    let fails = |path: &Path, more: &[&str], code: i32| told(&check(&of(&effect(path, more)), code));
    let message = fails(&path, &["--response", "sale", "--pre", "36"], 2);
    assert!(message.contains("has no column `sale`") && message.contains("did you mean `sales`?"), "{message}");
    let message = fails(&path, &["--response", "turnover", "--pre", "36"], 2);
    assert!(message.contains("its columns are row, sales, calm"), "{message}");
    let message = fails(&path, &["--response", "sales"], 2);
    assert!(message.contains("nothing says when the event was") && message.contains("`--pre N`"), "{message}");
    let message = fails(&path, &["--pre", "36"], 2);
    assert!(message.contains("2 columns of numbers") && message.contains("name the column"), "{message}");
    let message = fails(&path, &["--response", "sales", "--pre", "36", "--controls", "clam"], 2);
    assert!(message.contains("did you mean `calm`?"), "{message}");

    let bad = write(dir.path(), "bad.csv", &fallen(|row, cell| if row == 7 { "many".to_owned() } else { cell }));
    let message = fails(&bad, &ASK, 2);
    // The path may be wrapped; its end and the line are one word.
    assert!(message.contains("bad.csv:8, column `sales`: `many` is no number"), "{message}");
    let endless = write(dir.path(), "endless.csv", &fallen(|row, cell| if row == 7 { "inf".to_owned() } else { cell }));
    assert!(fails(&endless, &ASK, 2).contains("`inf` is no number"));

    let message = fails(&dir.path().join("none.csv"), &ASK, 4);
    assert!(message.contains("could not be read"), "{message}");
    // What clap refuses.
    for wrong in [
        &["effect", "--pre", "36"][..],
        &["effect", "coal", "--csv", "x.csv"],
        &["effect", "--event", "x"],
        &["effect", "--csv", "x.csv", "--level", "1"],
        &["effect", "--csv", "x.csv", "--draws", "10"],
        &["forecast", "--csv", "x.csv", "--horizon", "0"],
        &["scenarios", "--n", "0"],
        &["scenarios", "--json", "--csv"],
    ] {
        check(wrong, 2);
    }
}

#[test]
fn too_little_is_said_to_be_too_little() {
    let dir = tempdir().unwrap();
    let path = write(dir.path(), "fallen.csv", &fallen(|_, cell| cell));
    let said = stdout(&check(&of(&effect(&path, &["--response", "sales", "--pre", "6"])), 0));
    assert_eq!(said, "Cannot be told: 6 figures before the event are too few for a band, which needs 12.\n");
    let found = json(&of(&effect(&path, &["--response", "sales", "--pre", "6", "--json"])));
    assert!(found["outcome"]["cannot_be_told"].as_str().unwrap().contains("too few"), "{found}");
    // All rows before the event, and more than there are.
    for pre in ["48", "500"] {
        let said = stdout(&check(&of(&effect(&path, &["--response", "sales", "--pre", pre])), 0));
        assert!(said.starts_with("Cannot be told: "), "{said}");
    }
}

/// Ten years of months with a season, ending in a year that is not over.
fn seasonal(months: i32) -> String {
    (0..months).fold("month,freight\n".to_owned(), |mut text, month| {
        let season = if month % 12 < 6 { 20.0 } else { -20.0 };
        let _ = writeln!(text, "m{month},{:.3}", 200.0 + season + 3.0 * noise(month));
        text
    })
}

fn rising(values: &[Value]) -> bool {
    let number = |value: &Value| value.as_f64().expect("a number");
    values.windows(2).all(|pair| number(&pair[0]) <= number(&pair[1]))
}

#[test]
fn a_table_is_forecast_with_quantiles_that_never_cross() {
    let dir = tempdir().unwrap();
    let path = write(dir.path(), "freight.csv", &seasonal(66));
    let asked = ["forecast", "--csv", text(&path), "--horizon", "12", "--json"];
    let found = json(&asked);
    for (key, value) in
        [("column", Value::from("freight")), ("observed", 66.into()), ("period", 12.into()), ("horizon", 12.into())]
    {
        assert_eq!(found[key], value, "{key}");
    }
    let outlook = &found["answer"];
    assert_eq!(outlook["first"], 67);
    let levels = outlook["levels"].as_array().unwrap();
    assert!(levels.len() == 7 && rising(levels), "{levels:?}");
    let voices = outlook["voices"].as_array().unwrap();
    let names: Vec<&str> = voices.iter().map(|voice| voice["voice"].as_str().unwrap()).collect();
    assert_eq!(names, ["blend", "average", "mstl", "structural", "seasonal_naive"]);
    for voice in voices {
        let months = voice["fan"]["months"].as_array().unwrap();
        assert_eq!(months.len(), 12);
        for month in months {
            let values = month.as_array().unwrap();
            assert!(values.len() == 7 && rising(values), "{voice}");
        }
    }
    // Rows 67 to 72 are the second half of a year, 73 to 78 the first of the next.
    let median = |row: usize| voices[0]["fan"]["months"][row][3].as_f64().unwrap();
    assert!((0..6).all(|row| median(row) < 195.0) && (6..12).all(|row| median(row) > 205.0), "{voices:?}");
    assert_eq!(check(&asked, 0).stdout, check(&asked, 0).stdout, "two runs give the same bytes");

    let said = stdout(&check(&asked[..5], 0));
    assert!(
        said.starts_with("freight, by the blend:") && said.contains("\n    67") && said.contains("\n    78"),
        "{said}"
    );
    assert!(said.contains("seasonal naive") && !said.contains("too few rows"), "{said}");

    let message = told(&check(&["forecast", "--csv", text(&path), "--column", "freigth"], 2));
    assert!(message.contains("did you mean `freight`?"), "{message}");
    let short = write(dir.path(), "short.csv", "a\n1\n2\n3\n");
    let said = stdout(&check(&["forecast", "--csv", text(&short)], 0));
    assert!(said.starts_with("Cannot be told: "), "{said}");
}

/// A new country with one monthly series of six years that falls in 2021, and the event that made it fall.
fn fallen_country(folder: &Path) {
    check(&["new", text(folder), "--economy", "BWA"], 0);
    let tail = "example_source,high,sourced,2014-01-01,";
    append(folder, "series.csv", &format!("trucks,Trucks,truck,monthly,BWA,,Office,trucks counted,10,{tail}\n"));
    for month in 0..81_i32 {
        let level = if month >= 72 { 60.0 } else { 100.0 };
        let (year, of_year) = (2015 + month.div_euclid(12), month % 12 + 1);
        let value = level + 3.0 * noise(month);
        append(
            folder,
            "observations.csv",
            &format!("trucks,{year}-{of_year:02},{value:.1},,example_source,high,sourced,,\n"),
        );
    }
    append(
        folder,
        "events.csv",
        "strike,,border,Strike of drivers,2021-01-01,,Drivers stay at home.,BWA,,,,,example_source,high,sourced,2021-01-02,\n",
    );
    append(
        folder,
        "events.csv",
        "agreed,,border,Strike ends,2021-07-01,,Drivers drive.,BWA,,,,,example_source,high,sourced,2021-07-02,\n",
    );
    let questions = "[[effect]]\nid = \"strike_effect\"\nname = \"Trucks in the strike\"\nmeasure = \"trucks\"\nevent = \"strike\"\ncontrols = []\nknown_on = 2021-02-01\n\n[[forecast]]\nid = \"trucks_next\"\nname = \"Trucks by month\"\nmeasure = \"trucks\"\nhorizon = 6\nwithout = []\nknown_on = 2021-02-01\n";
    write(folder, "outlook.toml", questions);
    let checked = check(&["check", text(folder)], 0);
    assert!(stdout(&checked).contains("0 errors"), "{}", stdout(&checked));
}

#[test]
fn the_questions_of_a_case_and_any_series_and_event_of_it() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("bwa");
    fallen_country(&folder);
    let of_case = |arguments: &[&'static str]| -> Vec<&str> { [arguments, &["--case", text(&folder)]].concat() };

    let all = json(&of_case(&["effect", "--json"]));
    let asked = json(&of_case(&["effect", "trucks", "--event", "strike", "--json"]));
    for found in [&all[0], &asked[0]] {
        let effect = &found["outcome"]["answer"]["effect"];
        assert!((effect["average"]["mean"].as_f64().unwrap() + 40.0).abs() < 4.0, "{effect}");
        assert_eq!(effect["words"], "lower than it would have been");
        assert_eq!(found["event"]["id"], "strike");
    }
    assert_eq!(all[0]["id"], "strike_effect");
    let both = json(&of_case(&["effect", "trucks", "--event", "strike,agreed", "--json"]));
    assert_eq!(both[0]["reopened_by"]["id"], "agreed");
    assert!(both[0]["outcome"]["answer"]["reopening"]["answer"].is_object(), "{}", both[0]["outcome"]);
    let page = stdout(&check(&of_case(&["effect", "strike_effect"]), 0));
    assert!(page.contains("Trucks in the strike"), "{page}");

    let message = told(&check(&of_case(&["effect", "trucks"]), 2));
    assert!(message.contains("nothing says which event") && message.contains("--event ID"), "{message}");
    let message = told(&check(&of_case(&["effect", "trucks", "--event", "strikes"]), 2));
    assert!(
        message.contains("the case has no event `strikes`") && message.contains("did you mean `strike`?"),
        "{message}"
    );
    let message = told(&check(&of_case(&["effect", "Strike effect", "--event", "strike"]), 2));
    assert!(message.contains("the case has no question and no series"), "{message}");
    // Neither the question nor the event was known by then.
    check(&of_case(&["effect", "trucks", "--event", "strike", "--as-of", "2021-01-01"]), 2);
    check(&of_case(&["effect", "--as-of", "2021-01-31"]), 3);

    let found = json(&of_case(&["forecast", "--json"]));
    let outlook = &found[0]["outcome"]["answer"];
    assert_eq!(
        (&found[0]["id"], outlook["voices"][0]["fan"]["months"].as_array().unwrap().len()),
        (&"trucks_next".into(), 6)
    );
    let two = json(&of_case(&["forecast", "trucks_next", "--horizon", "2", "--json"]));
    assert_eq!(two[0]["outcome"]["answer"]["voices"][0]["fan"]["months"].as_array().unwrap().len(), 2);
    let series = json(&of_case(&["forecast", "trucks", "--json"]));
    assert_eq!(series[0]["outcome"]["answer"]["voices"][0]["fan"]["months"].as_array().unwrap().len(), 12);
    let page = stdout(&check(&of_case(&["forecast"]), 0));
    assert!(page.contains("Trucks by month"), "{page}");
    check(&of_case(&["forecast", "--as-of", "2021-01-31"]), 3);
}

#[test]
fn futures_have_one_shape_and_the_same_bytes_for_a_seed() {
    let found = json(&["scenarios", "--n", "20", "--json"]);
    for key in ["seed", "first", "months", "gates", "goods", "parameters", "futures"] {
        assert!(!found[key].is_null(), "no {key}");
    }
    let (gates, goods) = (found["gates"].as_array().unwrap().len(), found["goods"].as_array().unwrap().len());
    let months = usize::try_from(found["months"].as_u64().unwrap()).unwrap();
    let futures = found["futures"].as_array().unwrap();
    assert!(futures.len() == 20 && gates > 0 && goods > 0 && months > 0);
    for future in futures {
        let open = future["open"].as_array().unwrap();
        assert!(open.len() == gates && open.iter().all(|gate| gate.as_array().unwrap().len() == months));
        let price = future["price"].as_array().unwrap();
        assert!(price.len() == goods && price.iter().all(|good| good.as_array().unwrap().len() == months));
    }
    let csv = stdout(&check(&["scenarios", "--n", "20", "--csv"], 0));
    let mut lines = csv.lines();
    let cells = lines.next().unwrap().split(',').count();
    let rows: Vec<&str> = lines.collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.split(',').count() == cells), "{csv}");
    assert_eq!(rows.len() % 20, 0, "as many rows for every future");
    let again = check(&["scenarios", "--n", "20", "--seed", "7", "--csv"], 0);
    assert_eq!(csv, stdout(&again), "7 is the seed when none is given");
    assert_ne!(csv, stdout(&check(&["scenarios", "--n", "20", "--seed", "8", "--csv"], 0)));
    // The first futures do not depend on how many there are.
    let more = json(&["scenarios", "--n", "21", "--json"]);
    assert_eq!(&more["futures"].as_array().unwrap()[..20], &futures[..]);
}
