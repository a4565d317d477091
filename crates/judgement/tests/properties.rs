//! What holds for every panel: answers left out, experts without seed questions, any number of quantiles, both scales.

mod panels;

use judgement::classical::{ClassicalError, Model, Rule, Threshold, Weighting};
use judgement::leave_one_out::leave_one_out;
use judgement::robust::{without_each_expert, without_each_seed};
use judgement::{Panel, PanelError, Scale};
use panels::{any_panel, near, own};
use proptest::prelude::*;

#[test]
fn an_answer_left_out_counts_nowhere() {
    let mut panel = own();
    panel.answers[1][0] = None;
    panel.answers[1][10] = None;
    let model = Model::new(&panel).unwrap();
    assert_eq!(model.least_seeds(), 9);
    // The realisation 68 lay above the second expert's 5 % and below their median.
    assert_eq!(model.experts()[1].counts.iter().sum::<usize>(), 9);
    assert_eq!(model.experts()[0].counts, [0, 2, 8, 0]);
    let made = model.decision_maker(Rule::EQUAL).unwrap();
    for (expert, wanted) in [1.0 / 3.0, 0.0, 1.0 / 3.0, 1.0 / 3.0].into_iter().enumerate() {
        near(made.item_weights[10][expert], wanted, 1e-15);
    }
    near(made.item_weights[1][1], 0.25, 1e-15);
    assert!(model.experts()[1].information[10].is_none());
}

#[test]
fn an_expert_without_seed_questions_has_no_performance_weight() {
    let mut panel = own();
    for item in 0..10 {
        panel.answers[2][item] = None;
    }
    let model = Model::new(&panel).unwrap();
    assert_eq!((model.least_seeds(), model.experts()[2].seeds), (10, 0));
    assert!(model.experts()[2].calibration <= 0.0 && model.experts()[2].information_total > 0.0);
    let made = model.decision_maker(Rule::GLOBAL).unwrap();
    assert!(made.weights[2] <= 0.0 && made.items.iter().all(Option::is_some));
    near(model.decision_maker(Rule::EQUAL).unwrap().item_weights[10][2], 0.25, 1e-15);
}

#[test]
fn an_item_nobody_with_weight_answered_has_no_law() {
    let mut panel = own();
    for expert in [0, 1, 3] {
        panel.answers[expert][10] = None;
    }
    for expert in 0..4 {
        panel.answers[expert][11] = None;
    }
    let model = Model::new(&panel).unwrap();
    assert!(model.range(11).is_none() && model.range(99).is_none());
    let rule = Rule { weighting: Weighting::Global, threshold: Threshold::At(0.2) };
    let only_third = model.decision_maker(rule).unwrap();
    assert!(only_third.items[10].is_some() && only_third.items[11].is_none());
    panel.answers[2][10] = panel.answers[3][0].clone();
    panel.answers[3][10] = panel.answers[3][0].clone();
    panel.answers[2][10] = None;
    let model = Model::new(&panel).unwrap();
    let without_third = model.decision_maker(rule).unwrap();
    assert!(without_third.items[10].is_none() && without_third.item_weights[10].iter().all(|w| *w <= 0.0));
}

#[test]
fn a_threshold_nobody_reaches_leaves_no_decision_maker() {
    let panel = own();
    let rule = Rule { weighting: Weighting::Item, threshold: Threshold::At(0.9) };
    let refused = Model::new(&panel).unwrap().decision_maker(rule);
    assert_eq!(refused, Err(ClassicalError::NoWeight { threshold: 0.9 }));
}

#[test]
fn faults_of_a_panel_are_named() {
    let check = |change: fn(&mut Panel)| {
        let mut panel = own();
        change(&mut panel);
        assert_eq!(Model::new(&panel).err(), panel.check().err());
        panel.check().unwrap_err()
    };
    assert_eq!(check(|p| p.levels.clear()), PanelError::None { what: "levels" });
    assert_eq!(check(|p| p.levels[2] = 95.0), PanelError::Level { level: 95.0 });
    assert_eq!(check(|p| p.levels[2] = 0.5), PanelError::LevelsNotIncreasing { left: 0.5, right: 0.5 });
    assert_eq!(check(|p| p.items[1].id = "item1".to_owned()), PanelError::SameItem { item: "item1".to_owned() });
    assert!(matches!(check(|p| p.answers.truncate(2)), PanelError::Experts { given: 2, experts: 4 }));
    assert!(matches!(check(|p| p.answers[1].truncate(2)), PanelError::Items { given: 2, items: 12, .. }));
    assert!(matches!(check(|p| p.answers[1][1] = Some(vec![1.0])), PanelError::Quantiles { given: 1, levels: 3, .. }));
    assert!(matches!(check(|p| p.answers[1][1] = Some(vec![1.0, f64::INFINITY, 2.0])), PanelError::NotFinite { .. }));
    assert!(matches!(check(|p| p.answers[1][1] = Some(vec![1.0, 1.0, 2.0])), PanelError::NotIncreasing { .. }));
    assert!(matches!(check(|p| p.answers[1][8] = Some(vec![0.0, 1.0, 2.0])), PanelError::NotPositive { .. }));
    assert!(matches!(check(|p| p.items[8].realisation = Some(-1.0)), PanelError::NotPositive { .. }));
    assert!(matches!(check(|p| p.items[0].realisation = Some(f64::INFINITY)), PanelError::NotFinite { .. }));

    let mut panel = own();
    panel.levels = vec![0.5];
    for row in &mut panel.answers {
        row.iter_mut().flatten().for_each(|answer| answer.truncate(1));
        row[10] = Some(vec![5.0]);
    }
    assert_eq!(Model::new(&panel).err(), Some(PanelError::NoRange { item: "item11".to_owned() }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn decision_makers_of_any_panel(panel in any_panel()) {
        let Ok(model) = Model::new(&panel) else {
            // Only an item with one answer of one quantile leaves no range.
            prop_assert!(panel.levels.len() == 1);
            return Ok(());
        };
        for rule in Rule::ALL {
            let Ok(made) = model.decision_maker(rule) else { continue };
            prop_assert!((0.0..=1.0).contains(&made.scores.calibration));
            prop_assert!(made.scores.information_real > -1e-12 && made.scores.information_total > -1e-12);
            prop_assert!((made.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for (item, pooled) in made.items.iter().enumerate() {
                let Some(pooled) = pooled else { continue };
                prop_assert!((made.item_weights[item].iter().sum::<f64>() - 1.0).abs() < 1e-12);
                prop_assert!(pooled.quantiles.windows(2).all(|q| q[0] < q[1]));
                let range = model.range(item).unwrap();
                let scale = panel.items[item].scale;
                for (k, quantile) in pooled.quantiles.iter().enumerate() {
                    prop_assert!(scale.of(*quantile) > range.lower && scale.of(*quantile) < range.upper);
                    // Between the least and the greatest of the answers that were pooled.
                    let given = panel.answers.iter().zip(&made.item_weights[item])
                        .filter(|(_, weight)| **weight > 0.0)
                        .map(|(row, _)| row[item].as_ref().unwrap()[k]);
                    let (low, high) = given.fold((f64::INFINITY, 0.0f64), |(l, h), q| (l.min(q), h.max(q)));
                    prop_assert!(*quantile >= low * (1.0 - 1e-12) && *quantile <= high * (1.0 + 1e-12));
                }
            }
        }
        for rule in Rule::ALL {
            let _ = (without_each_seed(&panel, rule), without_each_expert(&panel, rule));
            let out = leave_one_out(&panel, rule).unwrap();
            prop_assert_eq!(out.hidden.len(), panel.seeds().count());
            prop_assert_eq!(out.counts.iter().sum::<usize>(), out.seeds);
            prop_assert!(out.score.is_none_or(|score| score.is_finite() && score >= 0.0));
        }
    }

    #[test]
    fn units_change_nothing(panel in any_panel(), factor in 0.01f64..100.0) {
        let mut other = panel.clone();
        for item in &mut other.items {
            item.realisation = item.realisation.map(|r| r * factor);
        }
        other.answers.iter_mut().flatten().flatten().flatten().for_each(|q| *q *= factor);
        let (Ok(model), Ok(changed)) = (Model::new(&panel), Model::new(&other)) else { return Ok(()) };
        // A realisation equal to a quantile can fall out of its bin by rounding.
        prop_assume!(model.experts().iter().zip(changed.experts()).all(|(a, b)| a.counts == b.counts));
        for (a, b) in model.experts().iter().zip(changed.experts()) {
            prop_assert!((a.information_total - b.information_total).abs() < 1e-9);
        }
        for rule in [Rule::GLOBAL, Rule::ITEM, Rule::EQUAL] {
            let (Ok(a), Ok(b)) = (model.decision_maker(rule), changed.decision_maker(rule)) else { continue };
            for (a, b) in a.items.iter().zip(&b.items) {
                let (Some(a), Some(b)) = (a, b) else { continue };
                for (a, b) in a.quantiles.iter().zip(&b.quantiles) {
                    prop_assert!((a * factor / b - 1.0).abs() < 1e-7);
                }
            }
        }
    }

    #[test]
    fn the_order_of_experts_changes_nothing(panel in any_panel()) {
        let mut other = panel.clone();
        other.experts.reverse();
        other.answers.reverse();
        let (Ok(model), Ok(turned)) = (Model::new(&panel), Model::new(&other)) else { return Ok(()) };
        let (Ok(a), Ok(b)) = (model.decision_maker(Rule::GLOBAL), turned.decision_maker(Rule::GLOBAL)) else {
            return Ok(());
        };
        prop_assert!((a.scores.information_total - b.scores.information_total).abs() < 1e-9);
    }

    #[test]
    fn a_mirrored_expert_is_as_good_to_the_last_digit(bins in prop::collection::vec(0usize..6, 3..20)) {
        let levels = vec![0.05, 0.25, 0.5, 0.75, 0.95];
        // The realisation 0 falls in bin `b` of -b + 0.5, ..., 4.5 - b.
        let answer = |bin: &usize| -> Vec<f64> {
            let shift = 0.5 - f64::from(u32::try_from(*bin).unwrap());
            (0..5).map(|k| shift + f64::from(k)).collect()
        };
        let mirrored = |answer: Vec<f64>| -> Vec<f64> { answer.into_iter().rev().map(|q| -q).collect() };
        let items = (0..bins.len()).map(|i| judgement::Item {
            id: i.to_string(), scale: Scale::Uniform, realisation: Some(0.0), question: None,
        }).collect();
        let answers = vec![
            bins.iter().map(|b| Some(answer(b))).collect(),
            bins.iter().map(|b| Some(mirrored(answer(b)))).collect(),
        ];
        let experts = ["a", "b"].map(|id| judgement::Expert { id: id.to_owned() }).to_vec();
        let panel = Panel::new(levels, items, experts, answers).unwrap();
        // Sums in another order differ in the last digit, which must not cut one of the two off.
        let made = Model::new(&panel).unwrap().decision_maker(Rule::GLOBAL_OPTIMISED).unwrap();
        prop_assert!((made.weights[0] - 0.5).abs() < 1e-9, "{:?}", made.weights);
    }

    #[test]
    fn numbers_of_any_size_are_no_panic(
        values in prop::collection::vec(prop::num::f64::ANY, 12), level in 0.0f64..1.0, log in any::<bool>(),
    ) {
        let scale = if log { Scale::Log } else { Scale::Uniform };
        let item = |id: &str, realisation| judgement::Item { id: id.to_owned(), scale, realisation, question: None };
        let mut answers: Vec<Vec<Option<Vec<f64>>>> =
            values.chunks(2).map(|pair| Some(pair.to_vec())).collect::<Vec<_>>().chunks(2).map(<[_]>::to_vec).collect();
        for answer in answers.iter_mut().flatten().flatten() {
            answer.iter_mut().filter(|_| log).for_each(|v| *v = v.abs());
            answer.sort_by(f64::total_cmp);
        }
        let experts = (0..answers.len()).map(|e| judgement::Expert { id: e.to_string() }).collect();
        let items = vec![item("a", Some(values[0].abs())), item("b", None)];
        let panel = Panel { levels: vec![0.5 * level, 0.5 + 0.5 * level], items, experts, answers };
        if let Ok(model) = Model::new(&panel) {
            for rule in Rule::ALL {
                if let Ok(made) = model.decision_maker(rule) {
                    prop_assert!(made.scores.information_total.is_finite());
                }
                let _ = (without_each_expert(&panel, rule), leave_one_out(&panel, rule));
            }
        }
    }
}
