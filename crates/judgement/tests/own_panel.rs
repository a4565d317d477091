//! The classical model against every number of the reference panel.
#![allow(clippy::unwrap_used, reason = "a test may stop at what cannot be")]

mod panels;

use judgement::classical::{DecisionMaker, Model, Rule, Scores};
use judgement::leave_one_out::leave_one_out;
use judgement::robust::{without_each_expert, without_each_seed};
use panels::{near, own};

/// Half a unit of the eighth decimal, and room for rounding.
const EIGHT: f64 = 5.1e-9;
const FIVE: f64 = 5.1e-6;

fn scores(found: &Scores, [calibration, real, total]: [f64; 3]) {
    near(found.calibration, calibration, EIGHT);
    near(found.information_real, real, EIGHT);
    near(found.information_total, total, EIGHT);
}

fn quantiles(made: &DecisionMaker, item: usize, wanted: [f64; 3]) {
    for (found, wanted) in made.items[item].as_ref().unwrap().quantiles.iter().zip(wanted) {
        near(*found, wanted, FIVE);
    }
}

#[test]
fn experts() {
    let panel = own();
    let model = Model::new(&panel).unwrap();
    assert_eq!(model.least_seeds(), 10);
    let wanted = [
        ([0, 2, 8, 0], [0.113_468_5, 0.613_823_99, 0.567_514_11]),
        ([4, 1, 4, 1], [0.002_809_55, 0.967_808_05, 0.919_963_03]),
        ([0, 6, 4, 0], [0.473_500_88, 0.214_800_50, 0.183_561_64]),
        ([5, 0, 0, 5], [5.53e-10, 1.398_058_76, 1.373_868_96]),
    ];
    for (found, (counts, wanted)) in model.experts().iter().zip(wanted) {
        assert_eq!(found.counts, counts);
        scores(found, wanted);
    }
    near(model.experts()[3].calibration, 5.53e-10, 5.1e-13);
}

#[test]
fn decision_makers() {
    let panel = own();
    let model = Model::new(&panel).unwrap();

    let global = model.decision_maker(Rule::GLOBAL).unwrap();
    scores(&global.scores, [0.113_468_50, 0.241_565_87, 0.209_925_29]);
    quantiles(&global, 10, [46.149_86, 73.933_93, 117.668_09]);
    quantiles(&global, 11, [333.403_92, 544.766_66, 1_045.756_77]);
    for (found, wanted) in global.weights.iter().zip([0.400_108_47, 0.015_620_12, 0.584_271_41, 0.0]) {
        near(*found, wanted, EIGHT);
    }

    for rule in [Rule::GLOBAL_OPTIMISED, Rule::ITEM_OPTIMISED] {
        let optimised = model.decision_maker(rule).unwrap();
        near(optimised.threshold, 0.473_500_88, EIGHT);
        scores(&optimised.scores, [0.473_500_88, 0.214_800_50, 0.183_561_64]);
        quantiles(&optimised, 10, [45.0, 75.0, 120.0]);
        quantiles(&optimised, 11, [333.333_33, 600.0, 1_080.0]);
        assert_eq!(optimised.weights.iter().filter(|w| **w > 0.0).count(), 1);
    }

    let item = model.decision_maker(Rule::ITEM).unwrap();
    scores(&item.scores, [0.113_468_50, 0.253_365_50, 0.229_680_14]);
    quantiles(&item, 10, [48.233_13, 73.292_84, 113.285_87]);
    quantiles(&item, 11, [333.503_81, 509.809_13, 950.190_50]);
    near(item.weights.iter().sum(), 1.0, 1e-12);

    let equal = model.decision_maker(Rule::EQUAL).unwrap();
    scores(&equal.scores, [0.473_500_88, 0.105_895_84, 0.101_797_39]);
    quantiles(&equal, 10, [45.592_49, 70.525_11, 111.614_19]);
    quantiles(&equal, 11, [341.701_81, 562.724_15, 1_055.000_23]);
}

#[test]
fn curves_agree_with_quantiles() {
    let panel = own();
    let model = Model::new(&panel).unwrap();
    for rule in Rule::ALL {
        for pooled in model.decision_maker(rule).unwrap().items {
            let pooled = pooled.unwrap();
            for (level, quantile) in panels::LEVELS.iter().zip(&pooled.quantiles) {
                near(pooled.curve.cdf(*quantile), *level, 1e-12);
                near(pooled.curve.quantile(*level) / quantile, 1.0, 1e-12);
            }
            assert!(pooled.curve.points.windows(2).all(|p| p[0].0 < p[1].0 && p[0].1 <= p[1].1));
            near(pooled.curve.points.last().unwrap().1, 1.0, 1e-12);
        }
    }
}

#[test]
fn robustness() {
    let panel = own();
    let seeds = without_each_seed(&panel, Rule::GLOBAL).unwrap();
    assert_eq!(seeds.len(), 10);
    scores(seeds[0].scores.as_ref().unwrap(), [0.184_017_91, 0.261_025_46, 0.223_992_96]);
    scores(seeds[5].scores.as_ref().unwrap(), [0.044_105_25, 0.199_274_69, 0.169_632_36]);
    assert_eq!(seeds[5].id, "item6");

    let experts = without_each_expert(&panel, Rule::GLOBAL).unwrap();
    assert_eq!(experts.len(), 4);
    scores(experts[0].scores.as_ref().unwrap(), [0.473_500_88, 0.214_530_31, 0.183_306_27]);
    scores(experts[2].scores.as_ref().unwrap(), [0.113_468_50, 0.411_183_89, 0.378_499_89]);
}

#[test]
fn out_of_sample() {
    let panel = own();
    let global = leave_one_out(&panel, Rule::GLOBAL).unwrap();
    assert_eq!(global.counts, [0, 2, 8, 0]);
    near(global.calibration, 0.113_469, 5.1e-7);
    near(global.score.unwrap(), 0.034_446, 5.1e-7);
    let first = global.hidden[0].forecast.as_ref().unwrap();
    for (found, wanted) in first.quantiles.iter().zip([42.443_86, 64.825_67, 109.033_68]) {
        near(*found, wanted, FIVE);
    }

    let optimised = leave_one_out(&panel, Rule::GLOBAL_OPTIMISED).unwrap();
    assert_eq!(optimised.counts, [0, 6, 4, 0]);
    near(optimised.calibration, 0.473_501, 5.1e-7);
    near(optimised.score.unwrap(), 0.028_310, 5.1e-7);

    near(leave_one_out(&panel, Rule::ITEM).unwrap().score.unwrap(), 0.035_625, 5.1e-7);

    let equal = leave_one_out(&panel, Rule::EQUAL).unwrap();
    assert_eq!(equal.counts, [0, 4, 6, 0]);
    near(equal.calibration, 0.473_501, 5.1e-7);
    near(equal.score.unwrap(), 0.049_848, 5.1e-7);
    let first = equal.hidden[0].forecast.as_ref().unwrap();
    for (found, wanted) in first.quantiles.iter().zip([36.706_23, 59.717_27, 103.106_69]) {
        near(*found, wanted, FIVE);
    }

    assert_eq!(judgement::leave_one_out::default_rules(&panel).unwrap().len(), 4);
}
