//! Each fault of the three files once: the file, the line, what was found and what was expected.

use balance::smps::{self, Fault, Reading, SmpsError, Which};

use super::periods::{CORE, SCENARIOS, TIME};

fn error(core: &str, time: &str, stoch: &str) -> SmpsError {
    smps::read(core, time, stoch, &Reading::default()).unwrap_err()
}

#[track_caller]
fn is(error: &SmpsError, file: Which, line: usize, fault: &Fault) {
    assert_eq!((error.file, error.line, &error.fault), (file, line, fault), "{error}");
}

fn text(word: &str) -> String {
    word.to_owned()
}

#[test]
fn faults_of_the_core_name_it() {
    let found = error(&CORE.replace("THIRD 5", "FOURTH 5"), TIME, SCENARIOS);
    is(&found, Which::Core, 14, &Fault::Core(solve::mps::Fault::UnknownRow(text("FOURTH"))));
    assert_eq!(found.to_string(), "core file, line 14: there is no row `FOURTH`");
}

#[test]
fn faults_of_the_time_file_name_it() {
    let periods = "the first column, the first row and the name of a period";
    let third = " Z THIRD THREE\n";
    for (found, instead, line, fault) in [
        ("TIME STOCK", "STOCH STOCK", 1, Fault::FirstLine { found: text("STOCH"), expected: "TIME" }),
        ("PERIODS LP\n", "", 2, Fault::Stray(text("X LOSS ONE"))),
        ("PERIODS LP", "PERIODS EXPLICIT", 2, Fault::Explicit(text("PERIODS EXPLICIT"))),
        ("ENDATA", "ROWS\n SECOND TWO\nENDATA", 6, Fault::Explicit(text("ROWS"))),
        ("LP", "FAST", 2, Fault::Shape { found: text("PERIODS FAST"), expected: "PERIODS, or PERIODS LP" }),
        ("ENDATA", "STAGES\nENDATA", 6, Fault::UnknownSection(text("STAGES"))),
        (third, " Z THREE\n", 5, Fault::Shape { found: text("Z THREE"), expected: periods }),
        (third, " W THIRD THREE\n", 5, Fault::UnknownColumn(text("W"))),
        (third, " Z FOURTH THREE\n", 5, Fault::UnknownRow(text("FOURTH"))),
        (third, " Z THIRD TWO\n", 5, Fault::Twice(text("the period `TWO`"))),
        (third, " X THIRD THREE\n", 5, Fault::Order { period: text("THREE"), found: text("X") }),
        (
            "Y SECOND TWO\n Z THIRD",
            "Y THIRD TWO\n Z SECOND",
            5,
            Fault::Order { period: text("THREE"), found: text("SECOND") },
        ),
        (" X LOSS", " Y LOSS", 3, Fault::Start { found: text("Y"), expected: text("X") }),
        ("LOSS ONE", "THIRD ONE", 3, Fault::Start { found: text("THIRD"), expected: text("SECOND") }),
        (" Y SECOND TWO\n Z THIRD THREE\n", "", 4, Fault::FewPeriods(1)),
        ("Y SECOND", "Y THIRD", 4, Fault::Upward { row: text("SECOND"), column: text("Y") }),
        ("ENDATA\n", "", 6, Fault::NoEnd),
    ] {
        is(&error(CORE, &TIME.replace(found, instead), SCENARIOS), Which::Time, line, &fault);
    }
}

#[test]
fn faults_of_scenarios_name_the_stoch_file() {
    let shape = |found: &str, expected: &'static str| Fault::Shape { found: text(found), expected };
    for (found, instead, line, fault) in [
        ("STOCH", "CORE", 1, Fault::FirstLine { found: text("CORE"), expected: "STOCH" }),
        ("SCENARIOS DISCRETE REPLACE\n", "", 2, Fault::Stray(text("SC A 'ROOT' 0.25 ONE"))),
        ("SCENARIOS", "LATTICE", 2, Fault::UnknownSection(text("LATTICE"))),
        ("SCENARIOS", "NODES", 2, Fault::Unsupported(text("NODES"))),
        ("REPLACE", "DIVIDE", 2, Fault::UnknownWord(text("DIVIDE"))),
        (" SC A 'ROOT' 0.25 ONE\n", "", 3, shape("Y LOSS 2", "a line that begins with SC")),
        (
            "A 'ROOT' 0.25",
            "A 'ROOT'",
            3,
            shape("SC A 'ROOT' ONE", "SC, a scenario, its parent, a probability and a period"),
        ),
        (" Y LOSS 2\n", " Y 2\n", 4, shape("Y 2", "a column, then rows with numbers")),
        ("0.25 TWO", "0.25 FOUR", 8, Fault::UnknownPeriod(text("FOUR"))),
        ("SC D C", "SC D E", 10, Fault::UnknownScenario(text("E"))),
        ("SC D C", "SC B C", 10, Fault::Twice(text("the scenario `B`"))),
        ("Y LOSS 4", "Y LOSS 4 LOSS 5", 9, Fault::Twice(text("the cost of column `Y`"))),
        ("Y LOSS 4", "W LOSS 4", 9, Fault::UnknownColumn(text("W"))),
        ("Y LOSS 4", "Y GAIN 4", 9, Fault::UnknownRow(text("GAIN"))),
        ("Y LOSS 4", "Y LOSS four", 9, Fault::NotANumber(text("four"))),
        ("Y LOSS 4", "Y LOSS 1e15", 9, Fault::TooLarge(text("1e15"))),
        ("Y LOSS 4", "RHS THIRD 1e30", 9, Fault::NoValue(text("1e30"), text("row `THIRD`"))),
        ("Y LOSS 4", "UP BND Y -1e30", 9, Fault::NoValue(text("-1e30"), text("column `Y`"))),
        ("Y LOSS 4", "LO BND Y 1e30", 9, Fault::NoValue(text("1e30"), text("column `Y`"))),
        ("Y LOSS 4", "MI BND Y 0", 9, Fault::BoundType(text("MI"))),
        ("Y LOSS 4", "Z SECOND 1", 9, Fault::Upward { row: text("SECOND"), column: text("Z") }),
        ("0.25 TWO", "1.25 TWO", 8, Fault::Probability(text("1.25"))),
        ("0.25 TWO", "0.5 TWO", 3, Fault::Sum { what: text("the scenarios"), sum: 1.25 }),
        ("ENDATA", "INDEP DISCRETE\nENDATA", 12, Fault::Mixed(text("INDEP"))),
        ("ENDATA\n", "", 12, Fault::NoEnd),
    ] {
        is(&error(CORE, TIME, &SCENARIOS.replacen(found, instead, 1)), Which::Stoch, line, &fault);
    }
}

#[test]
fn faults_of_independent_elements_name_the_stoch_file() {
    let expected = "a column, a row, a number, a period (or none) and a probability";
    for (lines, line, fault) in [
        ("INDEP UNIFORM\n", 2, Fault::Continuous(text("UNIFORM"))),
        ("INDEP NORMAL\n", 2, Fault::Continuous(text("NORMAL"))),
        ("BLOCKS LINTR\n", 2, Fault::Continuous(text("LINTR"))),
        ("CHANCE\n", 2, Fault::Unsupported(text("CHANCE"))),
        ("INDEP\n", 3, Fault::Nothing),
        ("INDEP\n Y LOSS 2\n", 3, Fault::Shape { found: text("Y LOSS 2"), expected }),
        ("INDEP\n Y LOSS 2 -0.5\n", 3, Fault::Probability(text("-0.5"))),
        ("INDEP\n FR BND Y 2 0.5\n", 3, Fault::BoundType(text("FR"))),
        ("INDEP\n UP BND W 2 TWO 0.5\n", 3, Fault::UnknownColumn(text("W"))),
        ("INDEP\n Y LOSS 2 0.5\n Y LOSS 3 0.4\n", 3, Fault::Sum { what: text("the cost of column `Y`"), sum: 0.9 }),
        (
            "INDEP\n Y LOSS 2 TWO 0.5\n Y LOSS 3 THREE 0.5\n",
            4,
            Fault::PeriodDiffers { what: text("the cost of column `Y`"), found: text("THREE"), expected: text("TWO") },
        ),
        (
            "INDEP\n FX BND Y 2 0.5\n FX BND Y 3 0.5\n UP BND Y 4 1\n",
            5,
            Fault::Twice(text("the upper bound of column `Y`")),
        ),
        ("BLOCKS\n BL B TWO 1\n Y LOSS 2\nINDEP\n Y LOSS 2 1\n", 6, Fault::Twice(text("the cost of column `Y`"))),
        ("BLOCKS\n BL B TWO 1\n Y LOSS 2\n Y LOSS 3\n", 5, Fault::Twice(text("the cost of column `Y`"))),
        ("BLOCKS\n BL B TWO 1\n Y LOSS 2\n BL C TWO 1\n Y LOSS 3\n", 6, Fault::Twice(text("the cost of column `Y`"))),
        (
            "BLOCKS\n BL B TWO 0.5\n Y LOSS 2\n BL B THREE 0.5\n",
            5,
            Fault::PeriodDiffers { what: text("the block `B`"), found: text("THREE"), expected: text("TWO") },
        ),
        ("BLOCKS\n BL B TWO 0.5\n", 3, Fault::Sum { what: text("the block `B`"), sum: 0.5 }),
    ] {
        is(&error(CORE, TIME, &format!("STOCH\n{lines}ENDATA\n")), Which::Stoch, line, &fault);
    }
}

#[test]
fn bounds_that_cross_are_told_when_the_programme_is_made() {
    let core = CORE.replace(" Z LOSS 5 THIRD 1\n", " Z LOSS 5 THIRD 1\n W LOSS 5 THIRD 1\n");
    let stoch = "STOCH\nINDEP\n LO BND W 2 0.5\n LO BND W 3 0.5\n UP BND W 1 1\nENDATA\n";
    let time = "TIME\nPERIODS\n X LOSS ONE\n Y SECOND TWO\nENDATA\n";
    let read = smps::read(&core, time, stoch, &Reading::default()).unwrap();
    assert!(read.two_stage().unwrap_err().to_string().contains("bounds"));
    let error = balance::extensive::of_tree(&read, super::MEAN).unwrap_err().to_string();
    assert!(error.contains("`W at node 1` leave no value: from 2 to 1"), "{error}");
}

#[test]
fn sets_that_are_left_out_are_told() {
    let core = CORE.replace("ENDATA", "BOUNDS\n UP ONE X 9\n UP TWO Y 0\nENDATA");
    let read = smps::read(&core, TIME, SCENARIOS, &Reading::default()).unwrap();
    assert!(read.warnings[0].contains("the set `TWO` of the core file is left out"), "{:?}", read.warnings);
}
