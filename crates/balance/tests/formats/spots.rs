//! Every kind of number that can be random, and what becomes of it.

use balance::extensive;
use balance::risk::Risk;
use balance::smps::{NotTwoStage, Spot};
use solve::ColumnId;

use super::texts::CAPACITY;
use super::{MEAN, grown, near, read, solved};

const RISK: Risk = Risk { lambda: 0.5, alpha: 0.5 };

/// The capacity of `hand`, with another stoch file.
fn both(stoch: &str, risk: Risk) -> f64 {
    let [core, time, _] = CAPACITY;
    let read = read(core, time, stoch);
    let tree = grown(&read, risk).objective;
    near(solved(&read.two_stage().unwrap(), risk).objective, tree);
    tree
}

fn indep(mode: &str, lines: &str) -> String {
    format!("STOCH\nINDEP DISCRETE {mode}\n{lines}ENDATA\n")
}

#[test]
fn numbers_are_replaced_added_and_multiplied() {
    // The core has a demand of 6.
    let replaced = both(&indep("", " RHS DEMAND 4 0.5\n RHS DEMAND 8 0.5\n"), RISK);
    near(replaced, -12.0);
    near(both(&indep("ADD", " RHS DEMAND -2 0.5\n RHS DEMAND 2 0.5\n"), RISK), replaced);
    near(
        both(&indep("MULTIPLY", " rhs DEMAND 0.6666666666666666 .5\n rhs DEMAND 1.3333333333333333 .5\n"), RISK),
        replaced,
    );
    // Prices: 5 or 3; the demand is 6.
    let replaced = both(&indep("", " Y LOSS -5 0.5\n Y LOSS -3 0.5\n"), MEAN);
    near(replaced, 12.0 - 24.0);
    near(both(&indep("ADD", " Y LOSS 0 0.5\n Y LOSS 2 0.5\n"), MEAN), replaced);
    near(both(&indep("MULTIPLY", " Y LOSS 1 0.5\n Y LOSS 0.6 0.5\n"), MEAN), replaced);
}

#[test]
fn entries_of_t_may_be_random_even_where_the_core_has_none() {
    // Half of the capacity fails or none does: E[min(6, a x)] * 5 - 2 x, best at x = 6: 12 - 0.5 * (30 + 15).
    near(both(&indep("", " X SOLD -1 LATER 0.5\n X SOLD -0.5 LATER 0.5\n"), MEAN), 12.0 - 22.5);
    // Capacity adds to demand by 0 or by 1: at x = 10 sales are 6 or 10.
    near(both(&indep("", " X DEMAND 0 LATER 0.5\n X DEMAND -1 LATER 0.5\n"), MEAN), 20.0 - 0.5 * (30.0 + 50.0));
}

#[test]
fn bounds_of_later_columns_may_be_random() {
    let stoch = indep("", " UP BND Y 4 0.5\n UP BND Y 5 LATER 0.5\n");
    // x = 5: its last unit is sold in one half for 5.
    near(both(&stoch, MEAN), 10.0 - 0.5 * (20.0 + 25.0));
    let stoch = indep("", " FX BND Y 0 0.5\n FX BND Y 5 0.5\n");
    near(both(&stoch, MEAN), 10.0 - 12.5);
    let stoch =
        "STOCH\nBLOCKS DISCRETE\n BL B LATER 0.5\n LO BND Y 2\n UP BND Y 4\n BL B LATER 0.5\n UP BND Y 5\nENDATA\n";
    near(both(stoch, MEAN), 10.0 - 0.5 * (20.0 + 25.0));
}

#[test]
fn a_random_cost_of_the_first_period_is_carried_by_a_copy() {
    // Capacity costs 1 or 3, and this is known later; the demand is 6.
    let stoch = indep("", " X LOSS 1 LATER 0.5\n X LOSS 3 LATER 0.5\n");
    near(both(&stoch, MEAN), 12.0 - 30.0);
    near(both(&stoch, Risk { lambda: 1.0, alpha: 0.5 }), 18.0 - 30.0);
}

#[test]
fn a_random_constant_is_a_loss() {
    // A right-hand side of the objective is minus a constant.
    let stoch = indep("", " RHS LOSS 7 LATER 0.5\n RHS LOSS -3 LATER 0.5\n");
    near(both(&stoch, MEAN), 12.0 - 30.0 - 2.0);
    near(both(&stoch, Risk { lambda: 1.0, alpha: 0.5 }), 12.0 - 30.0 + 3.0);
}

#[test]
fn a_maximum_is_the_minimum_of_its_negative() {
    let [core, time, _] = CAPACITY;
    let core =
        core.replace("ROWS\n", "OBJSENSE\n MAX\nROWS\n").replace("LOSS               2.0", "LOSS              -2.0");
    let core = core.replace("LOSS              -5.0", "LOSS               5.0");
    let stoch = indep("", " Y LOSS 5 0.5\n Y LOSS 3 0.5\n RHS LOSS -7 0.5\n RHS LOSS 3 0.5\n");
    let read = read(&core, time, &stoch);
    assert!(read.maximise && read.warnings[0].contains("maximum"));
    // The constant is +7 or -3 of income.
    near(grown(&read, MEAN).objective, 12.0 - 24.0 - 2.0);
    near(solved(&read.two_stage().unwrap(), MEAN).objective, 12.0 - 24.0 - 2.0);
}

#[test]
fn limits_of_the_first_period_hold_in_every_scenario() {
    let [core, time, _] = CAPACITY;
    let random = |lines: &str| read(core, time, &indep("", lines));
    let sides = random(" RHS MOST 3 0.5\n RHS MOST 5 0.5\n");
    near(grown(&sides, MEAN).objective, 6.0 - 15.0);
    assert_eq!(sides.two_stage().unwrap_err(), NotTwoStage::First("row `MOST`".to_owned()));
    let entries = random(" X MOST 2 0.5\n X MOST 4 0.5\n");
    near(grown(&entries, MEAN).objective, 5.0 - 12.5);
    assert_eq!(entries.two_stage().unwrap_err(), NotTwoStage::First("row `MOST`".to_owned()));
    let bounds = random(" UP BND X 3 0.5\n UP BND X 5 0.5\n");
    near(grown(&bounds, MEAN).objective, 6.0 - 15.0);
    assert_eq!(bounds.two_stage().unwrap_err(), NotTwoStage::First("column `X`".to_owned()));
}

#[test]
fn what_is_the_same_in_all_scenarios_is_no_longer_random() {
    let [core, time, _] = CAPACITY;
    let stoch = "STOCH\nSCENARIOS\n SC A ROOT 0.5 NOW\n X LOSS 1\n RHS MOST 5\n LO BND X 1\n UP BND X 9\n X MOST 2\n \
                 RHS LOSS 1\n SC B A 0.5 LATER\n RHS DEMAND 2\nENDATA\n";
    let read = read(core, time, stoch);
    assert!(read.tree.nodes[0].changes.iter().any(|change| change.spot == Spot::Cost(ColumnId(0))));
    // 2 x <= 5, so x = 2.5; sales are 2.5 or 2; the constant is -1.
    let found = solved(&read.two_stage().unwrap(), MEAN);
    near(found.objective, 2.5 - 0.5 * (12.5 + 10.0) - 1.0);
    near(grown(&read, MEAN).objective, found.objective);
}

#[test]
fn random_recourse_is_left_to_the_extensive_form() {
    // x + w z >= 4 with w = 1 or 2; x costs 2.5, z costs 3: buy nothing now.
    let core = "NAME\nROWS\n N C\n G R\nCOLUMNS\n X C 2.5 R 1\n Z C 3 R 1\nRHS\n B R 4\nENDATA\n";
    let time = "TIME\nPERIODS\n X C A\n Z R B\nENDATA\n";
    let stoch = "STOCH\nINDEP DISCRETE\n Z R 1 B 0.5\n Z R 2 B 0.5\nENDATA\n";
    let read = read(core, time, stoch);
    let labels = ("row `R`".to_owned(), "column `Z`".to_owned());
    assert_eq!(read.two_stage().unwrap_err(), NotTwoStage::Recourse { row: labels.0, column: labels.1 });
    let found = grown(&read, MEAN);
    near(found.objective, 9.0);
    near(found.losses[1], 6.0);
    near(found.first[0], 0.0);
}

#[test]
fn whole_numbers_later_are_left_to_the_extensive_form() {
    // x + z >= 2 or 3, z whole, x up to 1.5: x = 1 and z = 1 or 2.
    let core = "NAME\nROWS\n N C\n G R\nCOLUMNS\n X C 1 R 1\n M1 'MARKER' 'INTORG'\n Z C 3 R 1\n M2 'MARKER' 'INTEND'\n\
                RHS\n B R 2\nBOUNDS\n UP U X 1.5\n UP U Z 9\nENDATA\n";
    let time = "TIME\nPERIODS\n X C A\n Z R B\nENDATA\n";
    let stoch = "STOCH\nINDEP DISCRETE\n B R 2 B 0.5\n B R 3 B 0.5\nENDATA\n";
    let read = read(core, time, stoch);
    assert_eq!(read.two_stage().unwrap_err(), NotTwoStage::WholeNumbers("column `Z`".to_owned()));
    let found = grown(&read, MEAN);
    near(found.objective, 5.5);
    near(found.first[0], 1.0);
    assert_eq!(found.proof, solve::Proof::Claim);
    near(grown(&read, Risk { lambda: 1.0, alpha: 0.5 }).objective, 7.0);
}

#[test]
fn ranges_move_with_their_right_hand_side() {
    let core = "NAME\nROWS\n N C\n L R\nCOLUMNS\n X C 1 R 1\n Z C 3 R 1\nRHS\n B R 4\nRANGES\n G R 1\nENDATA\n";
    let time = "TIME\nPERIODS\n X C A\n Z R B\nENDATA\n";
    let stoch = "STOCH\nINDEP DISCRETE\n B R 3 0.5\n B R 7 0.5\nENDATA\n";
    let read = read(core, time, stoch);
    // x + z from 2 to 3 or from 6 to 7: x = 3, then 0 or 3 more.
    near(grown(&read, MEAN).objective, 3.0 + 4.5);
    near(solved(&read.two_stage().unwrap(), MEAN).objective, 7.5);
}

#[test]
fn names_with_blanks_and_missing_sets_are_read_by_position() {
    let core = "NAME
ROWS
 N  THE LOSS
 G  NEED
COLUMNS
    BUY NOW   THE LOSS           1.0   NEED               1.0
    BUY LATE  THE LOSS           3.0   NEED               1.0
RHS
    B         NEED               1.0
ENDATA
";
    let time = "TIME
PERIODS
    BUY NOW   THE LOSS                 DAY 1
    BUY LATE  NEED                     DAY 2
ENDATA
";
    let stoch = "STOCH
SCENARIOS     DISCRETE
 SC ONE       ROOT               0.5   DAY 2
    RHS       NEED               2.0
 SC TWO       ONE                0.5   DAY 2
    RHS       NEED               6.0
    BUY LATE  THE LOSS           1.5
ENDATA
";
    let read = read(core, time, stoch);
    // x = 2, then 4 at 1.5 in one half.
    near(grown(&read, MEAN).objective, 2.0 + 3.0);
    assert_eq!(read.periods[1].name, "DAY 2");
}

#[test]
fn a_conflict_is_told_by_name() {
    let [core, time, _] = CAPACITY;
    let read = read(core, time, &indep("", " LO BND Y 20 0.5\n LO BND Y 0 0.5\n"));
    let form = extensive::of_programme(&read.two_stage().unwrap(), MEAN).unwrap();
    let error = form.solve(&solve::Options::default()).unwrap_err().to_string();
    assert!(error.contains("`DEMAND in future 0` (at most 6)") && error.contains("`Y in future 0`"), "{error}");
    let error = extensive::of_tree(&read, Risk { lambda: 2.0, alpha: 0.5 }).unwrap_err().to_string();
    assert_eq!(error, "the programme cannot be: a lambda of 2: use a number from 0 to 1");
    let error = extensive::of_tree(&read, Risk { lambda: 0.0, alpha: 1.0 }).unwrap_err().to_string();
    assert_eq!(error, "the programme cannot be: an alpha of 1: use a number from 0 to below 1");
}
