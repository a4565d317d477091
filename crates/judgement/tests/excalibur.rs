//! Reading and writing the pair of files: round trips, faults by place, and damage of every kind.
#![allow(clippy::unwrap_used, reason = "a test may stop at what cannot be")]

mod panels;

use judgement::classical::{Model, Rule};
use judgement::excalibur::{File, ReadError, WriteError, read, write};
use judgement::{Panel, PanelError};
use panels::{any_panel, own};
use proptest::prelude::*;

#[test]
fn six_digits_survive() {
    let panel = own();
    let files = write(&panel).unwrap();
    assert!(files.dtt.starts_with("* CLASS ASCII OUTPUT FILE. NQ=   3   QU=   5  50  95\n"));
    let again = read(&files.dtt, &files.rls).unwrap();
    assert_eq!((&again.levels, &again.experts, &again.items), (&panel.levels, &panel.experts, &panel.items));
    for (found, wanted) in again.answers.iter().flatten().zip(panel.answers.iter().flatten()) {
        for (found, wanted) in found.as_ref().unwrap().iter().zip(wanted.as_ref().unwrap()) {
            assert!((found / wanted - 1.0).abs() <= 1.8e-6, "{found} {wanted}");
        }
    }
    // Once rounded, nothing changes any more.
    assert_eq!(write(&again).unwrap(), files);
}

#[test]
fn line_ends_blank_lines_and_old_encodings() {
    let mut panel = own();
    panel.items[0].id = "caf\u{e9} % $".to_owned();
    panel.items[0].question = Some("How many \u{20ac}?".to_owned());
    panel.answers[2][3] = None;
    let files = write(&panel).unwrap();
    let wanted = read(&files.dtt, &files.rls).unwrap();
    assert_eq!(wanted.items[0].question.as_deref(), Some("How many \u{20ac}?"));
    assert_eq!(wanted.answers[2][3], None);

    let windows = |text: &str| format!("\r\n{}\r\n\u{1a}", text.replace('\n', "\r\n"));
    assert_eq!(read(windows(&files.dtt), windows(&files.rls)).unwrap(), wanted);

    // One byte for each letter, as programs of the time wrote them.
    panel.items[0].question = None;
    let files = write(&panel).unwrap();
    let latin = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>();
    let found = read(latin(&files.dtt), latin(&files.rls)).unwrap();
    assert_eq!(found.items[0].id, "caf\u{e9} % $");
    assert_eq!(found.answers, wanted.answers);

    // The euro sign of Windows-1252 is no control character.
    let euro = |text: &str| latin(text).iter().map(|b| if *b == 0xe9 { 0x80 } else { *b }).collect::<Vec<u8>>();
    assert_eq!(read(euro(&files.dtt), euro(&files.rls)).unwrap().items[0].id, "caf\u{20ac} % $");

    let lower = files.dtt.replace(" UNI ", " uni ").replace(" LOG ", " Log ");
    assert_eq!(read(lower, files.rls).unwrap().answers, wanted.answers);
}

/// Replaces columns (from 1) of a line (from 1).
fn put(text: &str, line: usize, column: usize, new: &str) -> String {
    let lines = text.lines().enumerate().map(|(place, old)| {
        if place + 1 != line {
            return old.to_owned();
        }
        let (head, tail) = (old.get(..column - 1).unwrap(), old.get(column - 1 + new.len()..).unwrap_or_default());
        format!("{head}{new}{tail}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn fault(dtt: &str, rls: &str) -> (File, usize, usize, String) {
    match read(dtt, rls) {
        Err(ReadError::Text { file, line, column, found, expected }) => {
            (file, line, column, format!("{found} | {expected}"))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn faults_name_file_line_and_column() {
    let files = write(&own()).unwrap();
    let (dtt, rls) = (files.dtt.as_str(), files.rls.as_str());
    let at = |(file, line, column, text): (File, usize, usize, String), wanted: (File, usize, usize, &str)| {
        assert_eq!((file, line, column), (wanted.0, wanted.1, wanted.2), "{text}");
        assert!(text.contains(wanted.3), "{text}");
    };
    at(fault(&put(dtt, 1, 40, "XX="), rls), (File::Dtt, 1, 1, "`QU=` and the levels"));
    at(fault(&put(dtt, 1, 41, "  50  50  95"), rls), (File::Dtt, 1, 47, "`50` | levels in per cent"));
    at(fault(&put(dtt, 1, 31, "   4"), rls), (File::Dtt, 1, 41, "3 levels | 4, as `NQ=` says"));
    at(fault(&put(dtt, 2, 2, "   x"), rls), (File::Dtt, 2, 1, "`x` | the number of an expert in columns 1 to 5"));
    at(fault(&put(dtt, 3, 7, "     Ex9"), rls), (File::Dtt, 3, 7, "`Ex9` | `Ex1`, the id of expert 1"));
    at(fault(&put(dtt, 3, 16, "    "), rls), (File::Dtt, 3, 16, "nothing | the number of an item"));
    at(fault(&put(dtt, 3, 21, "         item1"), rls), (File::Dtt, 3, 21, "each item once"));
    at(fault(&put(dtt, 3, 21, "       unknown"), rls), (File::Dtt, 13, 1, "12 items of expert 1 | 13, as all have"));
    at(fault(&put(dtt, 3, 36, "LIN"), rls), (File::Dtt, 3, 35, "`LIN` | `UNI` or `LOG` in columns 36 to 38"));
    at(fault(&put(dtt, 14, 36, "LOG"), rls), (File::Dtt, 14, 35, "`UNI`, the scale of `item1` in line 2"));
    at(
        fault(&put(dtt, 2, 55, " 9.000O0E+0001"), rls),
        (File::Dtt, 2, 54, "`9.000O0E+0001` | a quantile in columns 54 to 68"),
    );
    at(fault(&put(dtt, 2, 55, " 9.00000E+0004"), rls), (File::Dtt, 2, 69, "a number above `90000`"));
    at(fault(&put(dtt, 2, 55, "-9.99500E+0002"), rls), (File::Dtt, 2, 69, "all quantiles or none"));
    at(fault(&put(dtt, 2, 70, "-9.99500E+0002"), rls), (File::Dtt, 2, 69, "all quantiles or none"));
    at(fault(&put(dtt, 10, 40, "-9.00000E+0004"), rls), (File::Dtt, 10, 39, "the scale is `LOG`"));
    at(fault(&put(dtt, 2, 40, "           NaN"), rls), (File::Dtt, 2, 39, "a quantile"));
    let cut: String = dtt.lines().take(1).chain([" 1"]).collect::<Vec<_>>().join("\n");
    at(fault(&cut, rls), (File::Dtt, 2, 16, "nothing | the number of an item"));
    at(fault(dtt.lines().next().unwrap(), rls), (File::Dtt, 1, 1, "a line for each expert and item"));
    at(fault("", rls), (File::Dtt, 1, 1, "the end of the file"));

    at(fault(dtt, ""), (File::Rls, 1, 1, "`item1` is missing"));
    at(fault(dtt, &put(rls, 3, 7, "       unknown")), (File::Rls, 3, 7, "the id of an item of the .dtt"));
    at(fault(dtt, &put(rls, 3, 7, "         item1")), (File::Rls, 3, 7, "each item once"));
    at(fault(dtt, &put(rls, 3, 22, "         seven")), (File::Rls, 3, 22, "a realisation in columns 22 to 35"));
    at(fault(dtt, &put(rls, 3, 37, "LOG")), (File::Rls, 3, 36, "`UNI`, the scale of `item3` in line 4 of the .dtt"));
    at(fault(dtt, &put(rls, 9, 22, " 0.00000E+0000")), (File::Rls, 9, 22, "the scale is `LOG`"));
    let short = rls.lines().take(11).collect::<Vec<_>>().join("\n");
    at(fault(dtt, &short), (File::Rls, 11, 1, "`item12` is missing"));

    let message = read(dtt, put(rls, 3, 22, "         seven")).unwrap_err().to_string();
    let wanted =
        ".rls, line 3, column 22: found `seven`, expected a realisation in columns 22 to 35, like `1.25000E+0001`";
    assert_eq!(message, wanted);

    let no_seeds: String = (1..=10).fold(rls.to_owned(), |text, line| put(&text, line, 22, "-9.99500E+0002"));
    // Without a seed question experts can be pooled, and not weighed.
    let panel = read(dtt, no_seeds).unwrap();
    let model = Model::new(&panel).unwrap();
    assert!(model.decision_maker(Rule::EQUAL).is_ok());
    assert_eq!(model.decision_maker(Rule::GLOBAL), Err(PanelError::NoSeeds.into()));
}

#[test]
fn what_does_not_fit_is_not_written() {
    let change = |change: fn(&mut Panel)| {
        let mut panel = own();
        change(&mut panel);
        write(&panel).unwrap_err()
    };
    assert!(matches!(change(|p| p.items[0].id = "fifteen letters".to_owned()), WriteError::Name { most: 14, .. }));
    assert!(matches!(change(|p| p.experts[0].id = "nine more".to_owned()), WriteError::Name { most: 8, .. }));
    assert!(matches!(change(|p| p.experts[0].id = String::new()), WriteError::Name { .. }));
    assert!(matches!(change(|p| p.items[0].question = Some("a\nb".to_owned())), WriteError::Question { .. }));
    assert!(matches!(change(|p| p.items[0].realisation = Some(-991.0)), WriteError::Missing { .. }));
    assert!(matches!(change(|p| p.answers[0][0] = Some(vec![1.0, 1.000_000_1, 2.0])), WriteError::TooClose { .. }));
    assert!(matches!(change(|p| p.answers[0][0] = Some(vec![1.0, 1.0, 2.0])), WriteError::Panel(_)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_panel_survives(panel in any_panel()) {
        let files = write(&panel).unwrap();
        let again = read(&files.dtt, &files.rls).unwrap();
        for (found, wanted) in again.levels.iter().zip(&panel.levels) {
            prop_assert!((found - wanted).abs() < 1e-12);
        }
        prop_assert_eq!((again.items, again.experts, again.answers), (panel.items, panel.experts, panel.answers));
    }

    #[test]
    fn no_bytes_are_a_panic(
        dtt in prop::collection::vec(any::<u8>(), 0..400), rls in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = read(&dtt, &rls);
        let mut headed = b"* NQ=   2 QU=  5  95\n".to_vec();
        headed.extend(&dtt);
        let _ = read(&headed, &rls);
    }

    #[test]
    fn no_damage_is_a_panic(
        at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..6),
        of_rls in any::<bool>(),
    ) {
        let files = write(&own()).unwrap();
        let (mut dtt, mut rls) = (files.dtt.into_bytes(), files.rls.into_bytes());
        let target = if of_rls { &mut rls } else { &mut dtt };
        for (index, byte, kind) in at {
            if target.is_empty() {
                break;
            }
            let place = index.index(target.len());
            match kind {
                0 => target[place] = byte,
                1 => { target.remove(place); }
                2 => target.insert(place, byte),
                _ => target.truncate(place),
            }
        }
        if let Ok(panel) = read(&dtt, &rls) {
            prop_assert!(panel.check().is_ok());
        }
    }
}
