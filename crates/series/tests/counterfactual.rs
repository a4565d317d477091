//! The counterfactual by its three methods: honest where nothing happened, and as published on public sets.
#![allow(clippy::print_stdout, reason = "shown with --nocapture")]

mod common;

use std::path::Path;

use common::{near, null, own, some};
use series::components::Components;
use series::effect::controls::leave_one_out;
use series::effect::counterfactual::{Method, Question};
use series::effect::gibbs::{Run, sample};
use series::effect::words::Verdict;
use series::random::Random;

fn question<'a>(series: &'a [Option<f64>], covariates: &'a [&'a [f64]], before: usize) -> Question<'a> {
    Question { series, before, covariates, components: Components::LEVEL, level: 0.95, draws: 900, seed: 1 }
}

#[test]
fn bands_are_honest_at_every_drift() {
    for (drift, expected) in [(0.0, 0.973), (0.05, 0.955), (0.2, 0.930)] {
        let all = null(400, drift);
        if (drift - 0.05).abs() < 1e-9 {
            near(all[0].0[0].unwrap(), -0.242_793, 1e-6);
            near(all[0].0.iter().flatten().sum(), -142.756_245, 1e-5);
        }
        let mut held = 0;
        for (y, x) in &all {
            let effect = question(y, &[x], 80).answer(Method::ExactGrid).unwrap();
            held += i32::from(effect.average.lower <= 0.0 && effect.average.upper >= 0.0);
        }
        let share = f64::from(held) / 400.0;
        println!("drift {drift}: the band of 95 % holds 0 in {share} of 400");
        assert!((0.92..=0.98).contains(&share), "{drift} {share}");
        near(share, expected, 0.011);
    }
}

#[test]
fn the_published_priors_are_too_narrow_where_the_level_drifts() {
    let all = null(60, 0.2);
    let held = all
        .iter()
        .filter(|(y, x)| {
            let effect = question(y, &[x], 80).answer(Method::PublishedPriors).unwrap();
            effect.average.lower <= 0.0 && effect.average.upper >= 0.0
        })
        .count();
    assert!((15..=36).contains(&held), "{held} of 60, published .418");
}

fn table(name: &str) -> Option<Vec<Vec<f64>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/event_effect_sets").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let rows = text.lines().skip(1).map(|line| line.split(',').filter_map(|cell| cell.trim().parse().ok()).collect());
    Some(rows.collect())
}

#[test]
fn public_sets() {
    let Some(rows) = table("arma_data.csv") else { return };
    let y: Vec<f64> = (0..100).map(|t| rows[t][1] + if t >= 70 { 1.0 } else { 0.0 }).collect();
    let x: Vec<f64> = (0..100).map(|t| rows[t][0]).collect();
    let y = some(&y);
    let covariates: [&[f64]; 1] = [&x];
    let asked = Question { draws: 5400, ..question(&y, &covariates, 70) };
    let published = asked.answer(Method::PublishedPriors).unwrap();
    near(published.average.mean, 0.89, 0.03);
    near(published.average.standard_deviation, 0.305, 0.02);
    near(published.average.lower, 0.29, 0.04);
    near(published.average.upper, 1.49, 0.04);
    near(100.0 * published.relative.unwrap().mean, 0.74, 0.02);
    assert_eq!(published.verdict, Verdict::Higher);
    let plug_in = asked.answer(Method::MaximumLikelihood).unwrap();
    near(plug_in.average.mean, 0.7803, 2e-3);
    near(plug_in.average.standard_deviation, 0.3117, 0.01);

    let Some(rows) = table("google_data.csv") else { return };
    let column = |c: usize| -> Vec<f64> { rows[..91].iter().map(|row| row[c]).collect() };
    let (y, x1, x2) = (some(&column(0)), column(1), column(2));
    let covariates: [&[f64]; 2] = [&x1, &x2];
    let asked = Question { draws: 5400, ..question(&y, &covariates, 61) };
    let published = asked.answer(Method::PublishedPriors).unwrap();
    near(published.average.mean, 27.0, 0.5);
    near(published.average.lower, 18.4, 1.0);
    near(published.average.upper, 35.6, 1.0);
    let grid = asked.answer(Method::ExactGrid).unwrap();
    println!("exact grid: {:?}", grid.average);
    let without = leave_one_out(&asked, Method::ExactGrid).unwrap();
    assert_eq!(without.len(), 2);
    assert!(grid.average.lower < published.average.mean && published.average.mean < grid.average.upper);
}

#[test]
fn spike_and_slab_tells_a_covariate_from_noise() {
    let (y, x) = null(1, 0.05).remove(0);
    let mut stream = common::Stream::new(77);
    let rows: Vec<Vec<f64>> = (0..110).map(|_| (0..6).map(|_| stream.normal()).collect()).collect();
    let mut columns = vec![x];
    columns.extend((0..6).map(|j| rows.iter().map(|row| row[j]).collect::<Vec<f64>>()));
    let standard = |values: &[f64]| -> Vec<f64> {
        let before = &values[..80];
        let mean = before.iter().sum::<f64>() / 80.0;
        let deviation = (before.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 79.0).sqrt();
        values.iter().map(|x| (x - mean) / deviation).collect()
    };
    let y: Vec<f64> = y.into_iter().flatten().collect();
    let y = some(&standard(&y)[..80]);
    let columns: Vec<Vec<f64>> = columns.iter().map(|column| standard(column)).collect();
    let before: Vec<&[f64]> = columns.iter().map(|column| &column[..80]).collect();
    let after: Vec<&[f64]> = columns.iter().map(|column| &column[80..]).collect();
    let run = Run { draws: 5400, burn: 600, ..Run::PUBLISHED };
    let drawn = sample(&y, &before, &after, 30, &run, &mut Random::keyed(&[1])).unwrap();
    near(drawn.inclusion[1], 1.0, 1e-3);
    for (j, share) in drawn.inclusion.iter().enumerate().filter(|(j, _)| *j != 1) {
        assert!(*share < 0.15, "column {j}: {share}");
    }
}

#[test]
fn a_season_and_a_trend_are_followed() {
    let (y, _) = own(120, 85, 120);
    for method in [Method::ExactGrid, Method::MaximumLikelihood] {
        let asked = Question { components: Components::TREND.with_fixed_season(12), ..question(&y, &[], 85) };
        let effect = asked.answer(method).unwrap();
        near(effect.average.mean, -34.85, 1.5);
        assert_eq!(effect.verdict, Verdict::Lower);
        assert_eq!(effect.months.len(), 35);
        let last = effect.months[34].cumulative.unwrap();
        near(last.mean, effect.total.mean, 1e-6);
        near(last.lower, effect.total.lower, 1e-4);
        near(effect.total.mean, 35.0 * effect.average.mean, 1e-6);
        assert!(effect.tail < 1e-3, "{}", effect.tail);
    }
    let season = Question { components: Components::LEVEL.with_fixed_season(12), ..question(&y, &[], 85) };
    assert_eq!(season.answer(Method::PublishedPriors).unwrap().verdict, Verdict::Lower);
}

#[test]
fn what_cannot_be_answered() {
    let (y, _) = own(30, 85, 120);
    assert!(question(&y, &[], 30).answer(Method::ExactGrid).is_err());
    assert!(question(&y, &[], 2).answer(Method::ExactGrid).is_err());
    let short = [1.0, 2.0];
    assert!(question(&y, &[&short], 20).answer(Method::ExactGrid).is_err());
    let constant = vec![Some(1.0); 30];
    assert!(question(&constant, &[], 20).answer(Method::MaximumLikelihood).is_err());
    let broken = vec![Some(f64::NAN); 30];
    assert!(question(&broken, &[], 20).answer(Method::PublishedPriors).is_err());
}
