//! The classical model and the reader against two public panels.
#![allow(clippy::unwrap_used, reason = "a test may stop at what cannot be")]

mod panels;

use judgement::classical::{Model, Rule};
use judgement::{Panel, excalibur};
use panels::{near, public};

fn check(panel: &Panel, rule: Rule, calibration: f64, real: f64, total: Option<f64>, threshold: Option<f64>) {
    let made = Model::new(panel).unwrap().decision_maker(rule).unwrap();
    near(made.scores.calibration, calibration, 1e-8);
    near(made.scores.information_real, real, 1e-8);
    if let Some(total) = total {
        near(made.scores.information_total, total, 1e-8);
    }
    if let Some(threshold) = threshold {
        near(made.threshold, threshold, 1e-8);
    }
}

fn shape(panel: &Panel) -> (usize, usize, usize) {
    assert_eq!(panel.levels, [0.05, 0.25, 0.5, 0.75, 0.95]);
    (panel.experts.len(), panel.seeds().count(), panel.targets().count())
}

#[test]
fn first_panel() {
    let Some((dtt, rls)) = public("Arkansas") else { return };
    let panel = excalibur::read(&dtt, &rls).unwrap();
    assert_eq!(shape(&panel), (4, 10, 20));
    check(&panel, Rule::GLOBAL, 0.498_797_92, 0.335_545_06, Some(0.417_954_80), None);
    check(&panel, Rule::GLOBAL_OPTIMISED, 0.498_797_92, 0.337_228_03, None, Some(0.007_144_74));
    check(&panel, Rule::ITEM, 0.498_797_92, 0.521_436_73, None, None);
    check(&panel, Rule::EQUAL, 0.385_812_12, 0.197_468_16, None, None);
    assert!(panel.items[0].question.as_ref().unwrap().starts_with("How much did monthly enrollment"));
}

#[test]
fn second_panel() {
    let Some((dtt, rls)) = public("tobacco") else { return };
    let panel = excalibur::read(&dtt, &rls).unwrap();
    assert_eq!(shape(&panel), (7, 10, 11));
    check(&panel, Rule::GLOBAL, 0.663_905_91, 0.527_674_25, Some(0.463_348_43), None);
    check(&panel, Rule::GLOBAL_OPTIMISED, 0.687_586_87, 1.062_177_07, None, Some(0.687_586_87));
    check(&panel, Rule::ITEM, 0.498_797_92, 0.790_443_75, None, None);
    check(&panel, Rule::EQUAL, 0.200_172_88, 0.451_390_69, None, None);
}

#[test]
fn what_was_read_is_written_again() {
    for name in ["Arkansas", "tobacco"] {
        let Some((dtt, rls)) = public(name) else { continue };
        let panel = excalibur::read(&dtt, &rls).unwrap();
        let files = excalibur::write(&panel).unwrap();
        assert_eq!(excalibur::read(&files.dtt, &files.rls).unwrap(), panel, "{name}");
        // Byte for byte but for blanks at ends of lines.
        let trimmed = |text: &[u8]| {
            let text = String::from_utf8_lossy(text).into_owned();
            text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(trimmed(files.rls.as_bytes()), trimmed(&rls), "{name}");
        assert_eq!(trimmed(files.dtt.as_bytes()), trimmed(&dtt), "{name}");
    }
}
