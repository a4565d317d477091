//! outlook.toml: each fault is named where it stands, and a question is asked from the day it was written.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use case::load::load;

use common::{date, good, one_line, replace, text};

/// The faults of the good folder with a piece of outlook.toml replaced.
fn faults(from: &str, to: &str) -> Vec<String> {
    let mut bundle = good();
    replace(&mut bundle, "outlook.toml", from, to);
    let loaded = load(&bundle);
    assert_eq!(loaded.folder.is_none(), loaded.diagnostics.iter().any(case::Diagnostic::is_error), "{from} {to}");
    loaded.diagnostics.iter().map(one_line).collect()
}

fn check(from: &str, to: &str, message: &str) {
    assert_eq!(faults(from, to), [message], "{from} as {to}");
}

#[test]
fn unknown_names_are_told_with_what_was_meant() {
    check(
        "measure = \"example_series\"",
        "measure = \"exemple_series\"",
        "error[C018 unknown-reference] outlook.toml:4:11, key `measure`: found `exemple_series` | expected an id that series.csv defines | mend did you mean `example_series`?",
    );
    check(
        "export:ore:quantity",
        "export:ores:quantity",
        "error[C018 unknown-reference] outlook.toml:11:11, key `measure`: found `ores` | expected an id that products.csv defines | mend did you mean `ore`?",
    );
    check(
        "export:ore:quantity",
        "export:ore",
        "error[C015 unknown-word] outlook.toml:11:11, key `measure`: found `export:ore` | expected the id of a series, or a flow, a good and a measure: `export:PRODUCT:quantity` | mend write it in one of these ways",
    );
    check(
        "export:ore:quantity",
        "exports:ore:quantity",
        "error[C015 unknown-word] outlook.toml:11:11, key `measure`: found `exports:ore:quantity` | expected one of `export`, `import` | mend did you mean `export`?",
    );
    check(
        "\"example_event\"",
        "\"example_events\"",
        "error[C018 unknown-reference] outlook.toml:5:9, key `event`: found `example_events` | expected an id that events.csv defines | mend did you mean `example_event`?",
    );
    check(
        "controls = []",
        "controls = [\"example_serie\"]",
        "error[C018 unknown-reference] outlook.toml:6:13, key `controls`: found `example_serie` | expected an id that series.csv defines | mend did you mean `example_series`?",
    );
    check(
        "controls = []",
        "reopened_by = \"spring\"\ncontrols = []",
        "error[C018 unknown-reference] outlook.toml:6:15, key `reopened_by`: found `spring` | expected an id that events.csv defines | mend add a row for it to events.csv",
    );
    check(
        "controls = []",
        "model = \"levels\"\ncontrols = []",
        "error[C015 unknown-word] outlook.toml:6:9, key `model`: found `levels` | expected one of `level`, `trend` | mend did you mean `level`?",
    );
}

#[test]
fn what_a_forecast_leaves_out_is_asked_about_in_the_file() {
    check(
        "[\"gate_effect\"]",
        "[\"gate_effects\"]",
        "error[C018 unknown-reference] outlook.toml:13:12, key `without`: found `gate_effects` | expected the id of an [[effect]] of this file | mend did you mean `gate_effect`?",
    );
    // The place is that of the list, although an id before it has the word too.
    check(
        "[\"gate_effect\"]",
        "[\"ore\"]",
        "error[C018 unknown-reference] outlook.toml:13:12, key `without`: found `ore` | expected the id of an [[effect]] of this file | mend add an [[effect]] for it",
    );
    assert_eq!(faults("without = [\"gate_effect\"]\n", ""), [""; 0], "a forecast may leave out nothing");
}

#[test]
fn a_horizon_is_1_to_60() {
    for wrong in ["0", "61"] {
        check(
            "horizon = 2",
            &format!("horizon = {wrong}"),
            &format!(
                "error[C012 out-of-range] outlook.toml:12:1, key `horizon`: found {wrong} | expected a whole number from 1 to 60 | mend correct the number"
            ),
        );
    }
    // Written with other blanks, it is found all the same.
    assert!(faults("horizon = 2", "horizon=0")[0].starts_with("error[C012 out-of-range] outlook.toml:12:1"));
    for right in ["1", "60"] {
        assert_eq!(faults("horizon = 2", &format!("horizon = {right}")), [""; 0]);
    }
}

#[test]
fn an_id_stands_once_among_all_questions() {
    let message = "error[C037 duplicate-entry] outlook.toml:9:7, key `id`: found question `gate_effect` twice | expected each once | mend give one of them another id";
    check("id = \"ore_next\"", "id = \"gate_effect\"", message);
}

#[test]
fn a_question_is_not_known_before_it_was_written() {
    let mut bundle = good();
    let later = text(&bundle, "outlook.toml").replacen("2020-01-01", "2021-03-01", 1);
    bundle.insert("outlook.toml", later);
    let folder = load(&bundle).folder.unwrap();
    let asked = |day: &str| {
        let view = folder.as_of(date(day));
        let without = view.forecasts().iter().map(|forecast| forecast.without.len()).sum::<usize>();
        (view.effects().len(), view.forecasts().len(), without)
    };
    assert_eq!(asked("2019-12-31"), (0, 0, 0));
    // Nor is its id, where another question names it.
    assert_eq!(asked("2021-02-28"), (0, 1, 0));
    assert_eq!(asked("2021-03-01"), (1, 1, 1));
}
