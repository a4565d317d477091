//! A programme of three periods by hand, in every form that a stoch file can take.
//!
//! Buy x now at 2.6, y in the second period at 2 or 4, z in the third at 5; together they must reach a demand of 4 or 6
//! (all halves). One more unit below 4 saves 3 later, above 4 only (2 + 2.5) / 2: x = 4. Then y = 2 where it costs 2,
//! and z = 2 where it cost 4 and demand is 6: 10.4 + 4 / 2 + 10 / 4 = 14.9.

use std::fmt::Write;

use balance::extensive;
use balance::risk::Risk;
use balance::smps::{self, Inherit, NotTwoStage, Reading, Sample, Smps};
use solve::Options;

use super::{MEAN, grown, near, read};

pub(crate) const CORE: &str = "NAME STOCK
ROWS
 N LOSS
 G SECOND
 G THIRD
COLUMNS
 X LOSS 2.6 SECOND 1
 X THIRD 1
 Y LOSS 3 SECOND 1
 Y THIRD 1
 Z LOSS 5 THIRD 1
RHS
 RHS SECOND 1
 RHS THIRD 5
ENDATA
";

pub(crate) const TIME: &str = "TIME STOCK
PERIODS LP
 X LOSS ONE
 Y SECOND TWO
 Z THIRD THREE
ENDATA
";

const INDEP: &str = "STOCH STOCK
INDEP DISCRETE
 Y LOSS 2 TWO 0.5
 RHS THIRD 4 THREE 0.5
 Y LOSS 4 TWO 0.5
 RHS THIRD 6 THREE 0.5
ENDATA
";

/// The second listing of a block holds what differs from the first.
const BLOCKS: &str = "STOCH STOCK
BLOCKS DISCRETE
 BL PRICE TWO 0.5
 Y LOSS 2
 RHS SECOND 1
 BL PRICE TWO 0.5
 Y LOSS 4
* The first listing of a block may leave out what is as in the core, such as 4 here if the core said so.
BLOCKS DISCRETE ADD
 BL DEMAND THREE 0.5
 RHS THIRD -1
 BL DEMAND THREE 0.5
 RHS THIRD 1
ENDATA
";

pub(crate) const SCENARIOS: &str = "STOCH STOCK
SCENARIOS DISCRETE REPLACE
 SC A 'ROOT' 0.25 ONE
 Y LOSS 2
 RHS THIRD 4
 SC B A 0.25 THREE
 RHS THIRD 6
 SC C A 0.25 TWO
 Y LOSS 4
 SC D C 0.25 THREE
 RHS THIRD 6
ENDATA
";

fn with(stoch: &str, inherit: Inherit) -> Smps {
    smps::read(CORE, TIME, stoch, &Reading { inherit, sample: None }).unwrap()
}

#[test]
fn every_form_gives_the_same_tree() {
    for stoch in [INDEP, BLOCKS, SCENARIOS] {
        let read = read(CORE, TIME, stoch);
        assert_eq!(read.tree.nodes.len(), 7);
        assert_eq!(read.tree.probabilities(), [0.25; 4]);
        let found = grown(&read, MEAN);
        near(found.objective, 14.9);
        near(found.first[0], 4.0);
        near(found.losses.iter().sum::<f64>() / 4.0, 14.9);
        // In the worst case everything is bought now.
        near(grown(&read, Risk { lambda: 1.0, alpha: 0.75 }).objective, 15.6);
        assert_eq!(read.two_stage().unwrap_err(), NotTwoStage::Periods(3));
    }
}

#[test]
fn scenarios_are_named_and_stand_in_the_order_of_the_file() {
    let read = with(SCENARIOS, Inherit::Parent);
    assert_eq!(read.tree.names, ["A", "B", "C", "D"]);
    let demand = |s: usize| {
        let known = read.tree.scenario(s);
        known[&smps::Spot::Side(solve::RowId(1))]
    };
    assert_eq!([demand(0), demand(1), demand(2), demand(3)], [4.0, 6.0, 4.0, 6.0]);
    assert_eq!(read.tree.path(read.tree.leaves[1])[..2], read.tree.path(read.tree.leaves[0])[..2]);
}

#[test]
fn child_scenarios_can_be_read_in_two_ways() {
    let parent = with(SCENARIOS, Inherit::Parent);
    assert!(parent.readings_differ);
    assert_eq!(parent.inherit, Inherit::Parent);
    assert!(parent.warnings[0].contains("(parent)"), "{:?}", parent.warnings);
    // C is at the demand of the core, 5, in its third period: x = 5, 13 + 2 / 2 + 5 / 4.
    let core = with(SCENARIOS, Inherit::Core);
    assert!(core.readings_differ);
    assert!(core.warnings[0].contains("(core)"), "{:?}", core.warnings);
    let found = grown(&core, MEAN);
    near(found.objective, 15.25);
    near(found.first[0], 5.0);
    // Where children say everything themselves both readings are the same.
    let plain = SCENARIOS.replace(" Y LOSS 4\n", " Y LOSS 4\n RHS THIRD 4\n");
    for inherit in [Inherit::Parent, Inherit::Core] {
        let read = with(&plain, inherit);
        assert!(!read.readings_differ && read.warnings.is_empty());
        near(grown(&read, MEAN).objective, 14.9);
    }
}

#[test]
fn scenarios_can_branch_from_the_core_at_any_period() {
    // All of A to C share the price of the core, 3, and D has a price of its own.
    let stoch = "NAME STOCK\nSCENARIOS\n SC A ROOT 0.25 THREE\n RHS THIRD 4\n SC B ROOT 0.25 THREE\n RHS THIRD 6\n \
                 SC C A 0.25 THREE\n RHS THIRD 6\n SC D ROOT 0.25 TWO\n Y LOSS 4\n RHS THIRD 4\nENDATA\n";
    let read = with(stoch, Inherit::Parent);
    // The root, two nodes in the second period, four in the third.
    assert_eq!(read.tree.nodes.len(), 7);
    assert_eq!(read.tree.nodes[1].probability, 0.75);
    // x = 4: later a unit costs 3 (or 4). From 4 to 6 it saves 3 * 0.75 at most. 10.4 + 0.75 * 2 * min(3, 10 / 3).
    near(grown(&read, MEAN).objective, 10.4 + 4.5);
}

#[test]
fn samples_are_the_same_for_the_same_seed_and_begin_alike() {
    let sampled = |stoch: &str, count: usize, seed: u64| {
        let sample = Some(Sample { count, seed });
        smps::read(CORE, TIME, stoch, &Reading { inherit: Inherit::Parent, sample }).unwrap()
    };
    for stoch in [INDEP, BLOCKS, SCENARIOS] {
        let many = sampled(stoch, 4_000, 1);
        assert_eq!(many, sampled(stoch, 4_000, 1));
        // Equal scenarios are one.
        assert_eq!(many.tree.leaves.len(), 4);
        assert!(many.tree.probabilities().iter().all(|p| (p - 0.25).abs() < 0.05));
        assert!(many.warnings.iter().any(|warning| warning.contains("sample")));
        assert!((grown(&many, MEAN).objective - 14.9).abs() < 0.3);
        let one = sampled(stoch, 1, 5);
        assert_eq!(one.tree.probabilities(), [1.0]);
        assert_eq!(one.tree.nodes.len(), 3);
    }
    // The first scenario of a larger sample is that of the smaller one.
    let first = sampled(INDEP, 1, 9).tree.scenario(0);
    assert_eq!(sampled(INDEP, 50, 9).tree.scenario(0), first);
}

#[test]
fn many_scenarios_ask_for_a_sample() {
    // 17 demands of two values each are 131,072 scenarios.
    let count = 17;
    let mut core = "NAME\nROWS\n N LOSS\n".to_owned();
    let (mut columns, mut stoch) = (" X LOSS 1\n".to_owned(), "STOCH\nINDEP DISCRETE\n".to_owned());
    for d in 0..count {
        let _ = writeln!(core, " G R{d}");
        let _ = writeln!(columns, " X R{d} 1");
        let _ = writeln!(stoch, " RHS R{d} 1 0.5\n RHS R{d} 2 0.5");
    }
    let _ = writeln!(core, "COLUMNS\n{columns} Y LOSS 3 R0 1\nENDATA");
    stoch += "ENDATA\n";
    let time = "TIME\nPERIODS\n X LOSS A\n Y R0 B\nENDATA\n";
    let read = |sample| smps::read(&core, time, &stoch, &Reading { inherit: Inherit::Parent, sample });
    let error = read(None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "stoch file, line 1: there are 1.31072e5 scenarios, and at most 100000 are taken: ask for a sample"
    );
    let sample = read(Some(Sample { count: 500, seed: 3 })).unwrap();
    assert!(sample.tree.leaves.len() > 490 && sample.tree.leaves.len() <= 500);
    assert_eq!(sample.tree.nodes.len(), sample.tree.leaves.len() + 1);
    let form = extensive::of_programme(&sample.two_stage().unwrap(), MEAN).unwrap();
    assert!(form.solve(&Options { interior_point: true, ..Options::default() }).unwrap().objective > 1.9);
    assert!(read(Some(Sample { count: 0, seed: 3 })).unwrap_err().to_string().ends_with("at least one scenario"));
    let error = read(Some(Sample { count: usize::MAX, seed: 3 })).unwrap_err();
    assert!(error.to_string().ends_with("ask for a smaller sample"), "{error}");
}
