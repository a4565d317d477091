//! The reader of MPS files: what it understands, and how it names what it does not.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests; numbers are read as they stand")]

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use solve::{ColumnId, Highs, Kind, Problem, RowId, Solver, mps};

const NONE: f64 = f64::INFINITY;

/// Two mines, a border, a contract; every section and every type of row.
const MINES: &str = "\
* A comment.
NAME          MINES
ROWS
 N  PROFIT
 L  BORDER
 G  CONTRACT
 E  MIX
 N  TONNES
COLUMNS
    COAL      PROFIT           -30.0   BORDER             1.0
    COAL      CONTRACT           1.0   MIX                1.0
    COAL      TONNES             1.0
    ORE       PROFIT           -20.0   BORDER             1.0
    ORE       MIX               -2.0   TONNES             1.0
RHS
    RHS       PROFIT            -7.5   BORDER            12.0
    RHS       CONTRACT           1.0
RANGES
    RNG       BORDER             4.0   MIX                1.5
BOUNDS
 UP BND       COAL              10.0
 LO BND       ORE                1.0
ENDATA
";

fn row(problem: &Problem, row: usize) -> (f64, f64) {
    (problem.row_lower()[row], problem.row_upper()[row])
}

fn column(problem: &Problem, column: usize) -> (f64, f64) {
    (problem.column_lower()[column], problem.column_upper()[column])
}

#[test]
fn all_sections_are_read() {
    let read = mps::read(MINES).unwrap();
    let problem = &read.problem;
    assert_eq!(problem.name, "MINES");
    assert_eq!((read.objective.as_str(), read.right_hand_side.as_str(), read.maximise), ("PROFIT", "RHS", false));
    assert_eq!((problem.row_count(), problem.column_count(), problem.entry_count()), (3, 2, 5));
    assert_eq!(problem.costs(), [-30.0, -20.0]);
    assert_eq!(problem.offset(), 7.5);
    assert_eq!(row(problem, 0), (8.0, 12.0));
    assert_eq!(row(problem, 1), (1.0, NONE));
    assert_eq!(row(problem, 2), (0.0, 1.5));
    assert_eq!(problem.entries(RowId(2)), (&[0, 1][..], &[1.0, -2.0][..]));
    assert_eq!((column(problem, 0), column(problem, 1)), ((0.0, 10.0), (1.0, NONE)));
    assert_eq!((problem.column_name(ColumnId(1)), problem.row_name(RowId(1))), ("ORE", "CONTRACT"));
    // COAL = 2 ORE + 1.5 and COAL + ORE = 12: ORE 3.5, COAL 8.5; 7.5 - 255 - 70.
    let solution = Highs::default().solve(problem).unwrap().optimal().unwrap();
    assert!((solution.objective + 317.5).abs() < 1e-7);
}

#[test]
fn free_format_needs_no_columns_and_no_names_of_sets() {
    let free = "NAME mines\nROWS\n N profit\n L a_border_with_a_long_name\n E mix\nCOLUMNS\n coal profit -30\n \
                coal a_border_with_a_long_name 1 mix 1\n ore mix -2.D0 profit -2E1\nRHS\n a_border_with_a_long_name 12 mix 1\n\
                RANGES\n mix -1\nBOUNDS\n UP coal 10\n MI ore\nENDATA\n";
    let problem = mps::read(free).unwrap().problem;
    assert_eq!(row(&problem, 0), (-NONE, 12.0));
    assert_eq!(row(&problem, 1), (0.0, 1.0));
    assert_eq!(problem.costs(), [-30.0, -20.0]);
    assert_eq!(problem.entries(RowId(1)), (&[0, 1][..], &[1.0, -2.0][..]));
    assert_eq!((column(&problem, 0), column(&problem, 1)), ((0.0, 10.0), (-NONE, NONE)));
}

#[test]
fn the_bounds_of_rows_can_be_made_again() {
    let read = mps::read(MINES).unwrap();
    for (index, sides) in read.sides.iter().enumerate() {
        assert_eq!(sides.bounds(), row(&read.problem, index));
    }
    let border = mps::Sides { rhs: 20.0, ..read.sides[0] };
    assert_eq!((border.sort, border.range, border.bounds()), (mps::Sort::Less, Some(4.0), (16.0, 20.0)));
    assert!(read.left_out.is_empty());
}

#[test]
fn sets_that_do_not_count_are_named_once() {
    let text = MINES
        .replace(" LO BND       ORE                1.0", " LO SECOND    ORE                1.0\n UP SECOND    ORE 5");
    let read = mps::read(&text).unwrap();
    assert_eq!(read.left_out, ["SECOND"]);
    assert_eq!(column(&read.problem, 1), (0.0, NONE));
}

#[test]
fn fields_and_numbers_are_read_alone() {
    assert_eq!(mps::fields(" UP BND       two words 4.0"), ["UP", "BND", "two word", "4.0", "", ""]);
    assert_eq!(mps::number("-1.5D+03"), Ok(-1500.0));
    assert_eq!(mps::number("nan"), Err(mps::Fault::NotANumber("nan".to_owned())));
}

#[test]
fn names_with_blanks_are_read_by_position() {
    let fixed = "\
NAME          BLANKS
ROWS
 N  COST
 L  MY ROW
COLUMNS
    MY COL    COST               1.0   MY ROW             2.0
RHS
              MY ROW             4.0
BOUNDS
 FR           MY COL
ENDATA
";
    let problem = mps::read(fixed).unwrap().problem;
    assert_eq!((problem.column_name(ColumnId(0)), problem.row_name(RowId(0))), ("MY COL", "MY ROW"));
    assert_eq!(row(&problem, 0), (-NONE, 4.0));
    assert_eq!(column(&problem, 0), (-NONE, NONE));
}

fn with_bounds(markers: bool, bounds: &str) -> Problem {
    let [begin, end] = if markers {
        ["    M1        'MARKER'                 'INTORG'\n", "    M2        'MARKER'                 'INTEND'\n"]
    } else {
        ["", ""]
    };
    let text = format!(
        "NAME\nROWS\n N  COST\nCOLUMNS\n{begin}    X         COST               1.0\n{end}    Y         COST               1.0\n\
         RHS\nBOUNDS\n{bounds}ENDATA\n"
    );
    mps::read(&text).unwrap().problem
}

#[test]
fn every_type_of_bound_is_read() {
    for (bounds, expected, kind) in [
        (" UP B X 4\n", (0.0, 4.0), Kind::Continuous),
        (" UP B X -4\n", (-NONE, -4.0), Kind::Continuous),
        (" LO B X -9\n UP B X -4\n", (-9.0, -4.0), Kind::Continuous),
        (" FX B X 4\n", (4.0, 4.0), Kind::Continuous),
        (" FR B X\n", (-NONE, NONE), Kind::Continuous),
        (" MI B X\n UP B X 4\n", (-NONE, 4.0), Kind::Continuous),
        (" UP B X 4\n PL B X\n", (0.0, NONE), Kind::Continuous),
        (" BV B X\n", (0.0, 1.0), Kind::Integer),
        (" LI B X 2\n UI B X 5\n", (2.0, 5.0), Kind::Integer),
        (" UP B X 1e30\n", (0.0, NONE), Kind::Continuous),
        (" FR X\n", (-NONE, NONE), Kind::Continuous),
        (" BV B X 1\n", (0.0, 1.0), Kind::Integer),
        (" UP B X 4\n UP OTHER X 3\n", (0.0, 4.0), Kind::Continuous),
    ] {
        let problem = with_bounds(false, bounds);
        assert_eq!((column(&problem, 0), problem.kinds()[0]), (expected, kind), "{bounds}");
        assert_eq!(column(&problem, 1), (0.0, NONE));
    }
}

#[test]
fn markers_make_whole_numbers() {
    let problem = with_bounds(true, "");
    assert_eq!(problem.kinds(), [Kind::Integer, Kind::Continuous]);
    assert_eq!(column(&problem, 0), (0.0, 1.0));
    assert_eq!(column(&with_bounds(true, " LO B X 0\n"), 0), (0.0, NONE));
}

#[test]
fn a_maximum_is_read_as_the_minimum_of_the_negative() {
    for sense in ["OBJSENSE\n    MAX\n", "OBJSENSE MAXIMIZE\n"] {
        let text = MINES.replace("ROWS\n", &format!("{sense}ROWS\n"));
        let read = mps::read(&text).unwrap();
        assert!(read.maximise);
        assert_eq!((read.problem.costs(), read.problem.offset()), (&[30.0, 20.0][..], -7.5));
    }
}

#[test]
fn faults_are_told_with_their_line() {
    let changed = |from: &str, to: &str| mps::read(&MINES.replacen(from, to, 1)).unwrap_err().to_string();
    assert_eq!(changed("ROWS", "ROSE"), "line 3: `ROSE` is no section of an MPS file");
    assert_eq!(changed(" L  BORDER", " Q  BORDER"), "line 5: `Q` is no type of row: use N, L, G or E");
    assert_eq!(changed(" L  BORDER", " L"), "line 5: expected a type and the name of a row");
    assert_eq!(changed("CONTRACT\n", "BORDER\n"), "line 6: `BORDER` stands twice");
    assert_eq!(changed("-30.0", "-3O.0"), "line 10: `-3O.0` is not a number");
    assert_eq!(changed("-30.0", "nan"), "line 10: `nan` is not a number");
    assert_eq!(changed("-30.0", "1e40"), "line 10: `1e40` is too large to be computed with");
    assert_eq!(
        changed("CONTRACT           1.0   MIX", "CONTRAST           1.0   MIX"),
        "line 11: there is no row `CONTRAST`"
    );
    assert_eq!(changed("COAL      CONTRACT", "COAL      BORDER"), "line 11: `BORDER` stands twice");
    assert_eq!(changed("ORE       MIX", "COAL      MIX"), "line 14: `COAL` stands twice");
    assert_eq!(
        changed("    COAL      TONNES             1.0\n", "    COAL\n"),
        "line 12: expected a column, then rows with numbers"
    );
    assert_eq!(changed("CONTRACT           1.0\nRANGES", "CONTRACT\nRANGES"), "line 17: there is no row `RHS`");
    assert_eq!(changed(" UP BND       COAL", " UP BND       COKE"), "line 21: there is no column `COKE`");
    assert_eq!(changed(" UP BND", " XX BND"), "line 21: `XX` is no type of bound");
    assert_eq!(changed(" UP BND", " SC BND"), "line 21: `SC` is beyond linear and mixed-integer programmes");
    assert_eq!(
        changed(" UP BND       COAL              10.0", " UP COAL"),
        "line 21: expected a type of bound, a set, a column and a number"
    );
    assert_eq!(
        changed(" UP BND       COAL              10.0", " LO B COAL 5\n UP B COAL 4"),
        "line 22: the bounds of column `COAL` leave no value: from 5 to 4"
    );
    assert_eq!(changed("ENDATA\n", ""), "line 23: the file ends without ENDATA");
    assert_eq!(
        changed("ENDATA", "QUADOBJ\nENDATA"),
        "line 23: `QUADOBJ` is beyond linear and mixed-integer programmes"
    );
    assert_eq!(
        changed("ROWS\n", "OBJSENSE BEST\nROWS\n"),
        "line 3: `BEST` is no sense of the objective: use MIN or MAX"
    );
    assert_eq!(changed("ROWS", " ROWS"), "line 3: no section asks for this line");
    assert_eq!(
        mps::read("NAME\nROWS\n E  A\nCOLUMNS\nENDATA\n").unwrap_err().to_string(),
        "line 5: no row of type N: the objective is missing"
    );
    assert_eq!(mps::read("").unwrap_err().to_string(), "line 1: the file ends without ENDATA");
}

/// Programmes with known optima, as small files.
#[test]
fn small_files_have_their_optima() {
    // Chvatal (1983), chapter 1: max 5x + 4y + 3z has 13 at (2, 0, 1).
    let chvatal = "NAME CHVATAL\nOBJSENSE\n MAX\nROWS\n N OBJ\n L A\n L B\n L C\nCOLUMNS\n X OBJ 5 A 2\n X B 4 C 3\n \
                   Y OBJ 4 A 3\n Y B 1 C 4\n Z OBJ 3 A 1\n Z B 2 C 2\nRHS\n R A 5 B 11\n R C 8\nENDATA\n";
    // A knapsack of 10 with weights 3, 4, 5, 9 and values 3, 4, 4, 10: the last alone is best; its half would not be.
    let knapsack = "NAME KNAPSACK\nROWS\n N OBJ\n L W\nCOLUMNS\n M 'MARKER' 'INTORG'\n A OBJ -3 W 3\n B OBJ -4 W 4\n \
                    C OBJ -4 W 5\n D OBJ -10 W 9\n M 'MARKER' 'INTEND'\nRHS\n R W 10\nENDATA\n";
    for (text, optimum) in [(chvatal, -13.0), (knapsack, -10.0)] {
        let problem = mps::read(text).unwrap().problem;
        let solution = Highs::default().solve(&problem).unwrap().optimal().unwrap();
        assert!((solution.objective - optimum).abs() < 1e-7, "{}", problem.name);
        assert!(solution.certificate.accepts());
    }
}

fn config() -> ProptestConfig {
    let seeds = FileFailurePersistence::WithSource("seeds");
    ProptestConfig { failure_persistence: Some(Box::new(seeds)), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        let _ = mps::read(&text);
    }

    #[test]
    fn damaged_files_are_read_or_refused(at in 0..MINES.len(), length in 0..40_usize, put in "[ -~\n]{0,9}") {
        let end = (at + length).min(MINES.len());
        let mut text = MINES.to_owned();
        text.replace_range(at..end, &put);
        if let Err(error) = mps::read(&text) {
            prop_assert!(error.line >= 1 && error.line <= text.lines().count() + 1);
        }
    }

    #[test]
    fn lines_in_any_order_are_read_or_refused(order in Just((0..MINES.lines().count()).collect::<Vec<_>>()).prop_shuffle()) {
        let lines: Vec<&str> = MINES.lines().collect();
        let text: Vec<&str> = order.iter().map(|index| lines[*index]).collect();
        let _ = mps::read(&text.join("\n"));
    }
}
