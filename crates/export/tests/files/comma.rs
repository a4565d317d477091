//! CSV, read by another reader.

use export::csv;

use crate::sample::dossier;

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_file_a_table_with_units_marks_and_all_digits() {
    let files = csv(&dossier());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "README.txt",
            "weights.csv",
            "words.csv",
            "goods.csv",
            "roads-weights.csv",
            "numbers.csv",
            "rows.csv",
            "events.csv",
            "sources.csv"
        ]
    );
    let weights = records(&files[1].1);
    assert_eq!(weights[0], ["month", "weight [kt]", "change [%]", "weight [t a day]"]);
    assert_eq!(weights[1], ["2019-01", "0", "not_applicable", "98.5"]);
    assert_eq!(weights[2][1], "missing");
    assert_eq!(weights[3][1], "not_reported");
    assert_eq!(weights[4], ["2019-04", "12538.74", "-0.01", "0.30000000000000004"]);
    assert_eq!(files[1].1, figure::csv::render(&dossier().figures[0]).into_bytes());
}

#[test]
fn words_of_numbers_are_not_lost() {
    let files = csv(&dossier());
    let words = records(&files[2].1);
    assert_eq!(words[0], ["who", "value", "value, as printed"]);
    assert_eq!(words[1], ["'=1+1", "15", "at least 15 Mt"]);
    assert_eq!(words[2], ["a \"b\", c\nd", "cannot be told", "cannot be told"]);
    assert_eq!(words[4], ["", "missing", "\u{2013}"]);
}

#[test]
fn the_readme_lists_all() {
    let files = csv(&dossier());
    let readme = String::from_utf8(files[0].1.clone()).unwrap();
    for (name, _) in &files[1..] {
        assert!(readme.contains(&format!("\n{name}\n")), "{name}");
    }
    for part in [
        "As of: 2021-03-20",
        &"ab12".repeat(16),
        "weight [kt]",
        "https://example.org/a?b=1&c=2",
        "Counted at the gate.",
    ] {
        assert!(readme.contains(part), "{part}");
    }
}
