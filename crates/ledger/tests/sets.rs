//! Question sets: what is read, and that each fault is found at its place.

use jiff::civil::date;
use ledger::{Kind, QuestionSet, Scale};

const GOOD: &str = r#"
title = "Rainfall of next year"
closes_on = 2027-01-31

[[question]]
id = "rain"
text = "How much rain falls?"
unit = "mm"
scale = "log"
levels = [0.1, 0.25, 0.5, 0.75, 0.9]
lower = 0
upper = 5_000.5
resolves_on = 2028-01-31
realisation = 412.5
target = "rain_station"
period = "2027-04"

[[question]]
id = "dry"
text = "Is there a month without rain?"
kind = "probability"
resolves_on = "2028-01-31"

[[member]]
name = "A. Member"
[[member]]
name = "B. <Member>"
"#;

#[test]
fn a_set_is_read_whole() {
    let set = QuestionSet::parse(GOOD).unwrap();
    assert_eq!(set.title, "Rainfall of next year");
    assert_eq!(set.closes_on, Some(date(2027, 1, 31)));
    assert_eq!(set.members, ["A. Member", "B. <Member>"]);
    assert_eq!(set.text, GOOD);
    let [rain, dry] = set.questions.as_slice() else { panic!("two questions") };
    assert_eq!((rain.kind, rain.scale, rain.unit.as_str()), (Kind::Quantiles, Scale::Log, "mm"));
    assert_eq!(rain.levels, [0.1, 0.25, 0.5, 0.75, 0.9]);
    assert_eq!((rain.lower, rain.upper, rain.realisation), (Some(0.0), Some(5000.5), Some(412.5)));
    let target = rain.target.as_ref().unwrap();
    assert_eq!((target.series.as_str(), target.period.to_string().as_str()), ("rain_station", "2027-04"));
    assert_eq!((dry.kind, dry.levels.len(), dry.target.as_ref()), (Kind::Probability, 0, None));
    assert_eq!(dry.resolves_on, date(2028, 1, 31));
}

/// The good set with one text in place of another: the faults.
fn faults(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "{from}");
    let error = QuestionSet::parse(&GOOD.replacen(from, to, 1)).expect_err("a fault");
    error.0.iter().map(ToString::to_string).collect()
}

#[test]
fn each_fault_names_line_and_column() {
    let one = |from: &str, to: &str, starts: &str| {
        let found = faults(from, to);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(starts), "{found:?}");
    };
    one("title = \"Rainfall of next year\"", "", "line 1, column 1: the file has no `title`");
    one("title = \"Rainfall of next year\"", "title = \" \"", "line 2, column 9: `title` is empty");
    one("closes_on = 2027-01-31", "closes_on = 2027-01-31T10:00:00Z", "line 3, column 13: `closes_on` is");
    one("closes_on = 2027-01-31", "closes_on = 7", "line 3, column 13: `closes_on` is `7`: give a day");
    one("closes_on", "closes_at", "line 3, column 1: `closes_at` is not known here");
    one("id = \"rain\"", "id = \"rain fall\"", "line 6, column 6: the name `rain fall`");
    one("id = \"dry\"", "id = \"rain\"", "line 19, column 6: there are two questions `rain`");
    one("scale = \"log\"", "scale = \"ln\"", "line 9, column 9: `scale` is `\"ln\"`: give `uniform` or `log`");
    one("[0.1, 0.25", "[0.25, 0.25", "line 10, column 10: levels are");
    one("[0.1, 0.25", "[\"0.1\", 0.25", "line 10, column 10: `levels` is");
    one("lower = 0", "lower = 6000", "line 11, column 9: the lower bound `6000` is not below");
    one("lower = 0", "lower = inf", "line 11, column 9: `lower` is `inf`: give a finite number");
    one("realisation = 412.5", "realisation = -3", "line 14, column 15: the realisation `-3` lies outside");
    one("period = \"2027-04\"", "period = \"April\"", "line 16, column 10: `April` is no period");
    one("period = \"2027-04\"", "", "line 15, column 10: a `target` needs its `period`");
    one("resolves_on = 2028-01-31\n", "\n", "line 5, column 1: this question has no `resolves_on`");
    one("B. <Member>", "A. Member", "line 27, column 8: there are two members `A. Member`");
    one("title = \"Rainfall", "title = Rainfall", "line 2, column");
    one("[[member]]\nname = \"A. Member\"", "[[member]]\nnäme = 1", "line 25, column");
}

#[test]
fn a_file_without_questions_or_of_another_shape_is_refused() {
    let first = |text: &str| QuestionSet::parse(text).unwrap_err().to_string();
    assert!(first("title = \"T\"").contains("there is no question"));
    assert!(first("title = \"T\"\nquestion = 3").contains("line 2, column 12: `question` is `3`"));
    assert!(first("title = \"T\"\n[question]\nid = \"x\"").contains("tables, each begun with `[[question]]`"));
    assert!(!first(&format!("a = {}", "[".repeat(100_000))).is_empty());
}

#[test]
fn several_faults_are_told_at_once_in_the_order_of_the_text() {
    let found = QuestionSet::parse("[[question]]\nid = 1\n[[member]]\n").unwrap_err();
    let lines: Vec<usize> = found.0.iter().map(|fault| fault.line).collect();
    assert!(found.0.len() >= 4 && lines.is_sorted(), "{found}");
}
