//! The reader of network design problems: a small one by hand, and each of its faults.

use balance::netdes::{self, Fault};

use super::{MEAN, near, solved};

/// Three nodes; one unit goes from 1 to 3, straight (cost 10 to build) or over 2 (3 and 4 to build). With half of the
/// probability the way over 2 can carry nothing on its second arc.
const SMALL: &str = "A small one.
+
3
0.5
10
0,1,1;0,0,1;0,0,0
0,3,10;0,0,4;0,0,0
2
0.5,0.5
--Scenarios--
0,1,5;0,0,1;0,0,0
0,2,2;0,0,2;0,0,0
1,0,-1
--- End of Scenario k = 0 ---
0,1,5;0,0,1;0,0,0
0,2,2;0,0,0;0,0,0
1,0,-1
--- End of Scenario k = 1 ---
";

#[test]
fn a_small_network_is_built_as_by_hand() {
    let programme = netdes::read(SMALL).unwrap();
    assert_eq!(programme.first.column_name(solve::ColumnId(1)), "1-3");
    // Straight only: 10 + 5. All three: 17 + (2 + 5) / 2.
    let found = solved(&programme, MEAN);
    near(found.objective, 15.0);
    near(found.first[0], 0.0);
    near(found.first[1], 1.0);
    // When the straight arc costs 50 a unit in the first scenario, all three: 17 + (2 + 5) / 2 against 10 + 55 / 2.
    let dear = SMALL.replacen("0,1,5;", "0,1,50;", 1);
    near(solved(&netdes::read(&dear).unwrap(), MEAN).objective, 20.5);
}

#[test]
fn faults_are_told_with_their_line() {
    for (found, instead, line, fault) in [
        ("+\n", "", 18, Fault::NoBegin),
        ("1,0,-1\n--- End of Scenario k = 1 ---\n", "", 17, Fault::Missing("the balances")),
        ("--- End of Scenario k = 1 ---\n", "1,1\n", 18, Fault::TooMuch("1,1".to_owned())),
        ("0.5\n10", "x\n10", 4, Fault::NotANumber("x".to_owned(), "the density")),
        ("+\n3\n", "+\n0\n", 3, Fault::NotACount("0".to_owned(), "number of nodes")),
        ("0,3,10;", "0,3;", 7, Fault::Count { what: "the fixed costs", found: 2, expected: 3 }),
        ("0,3,10;", "", 7, Fault::Count { what: "rows of a matrix", found: 2, expected: 3 }),
        ("1,0,-1", "1,0,0", 13, Fault::Balance(1.0)),
        ("0,2,2;", "0,2,-2;", 12, Fault::Negative(-2.0, "the capacities")),
        ("0.5,0.5", "0.5,0.25", 9, Fault::Probabilities(0.75)),
    ] {
        let text = SMALL.replacen(found, instead, 1);
        let error = netdes::read(&text).unwrap_err();
        assert_eq!((error.line, &error.fault), (line, &fault), "{error}");
    }
    let error = netdes::read(&SMALL.replacen("0.5,0.5", "0.5,nan", 1)).unwrap_err();
    assert_eq!(error.to_string(), "line 9: `nan` is no number in the probabilities");
}
