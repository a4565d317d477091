//! Public series with published estimates.

mod common;

use common::{near, public, some, step};
use series::components::Components;
use series::estimate::fit;

#[test]
fn nile() {
    let y = some(&public("Nile"));
    let found = fit(Components::LEVEL, &y, &[]).unwrap();
    near(found.variances.noise, 15098.52, 151.0);
    near(found.variances.level, 1469.18, 14.7);
    near(found.log_likelihood, -633.4646, 1e-3);
    let dam = step(100, 28);
    let found = fit(Components::LEVEL, &y, &[&dam]).unwrap();
    near(found.variances.noise, 16135.9, 161.0);
    assert!(found.variances.level < 1e-3, "{:?}", found.variances);
    near(found.log_likelihood, -623.2922, 1e-3);
    near(found.coefficients[0].value, -247.7778, 1e-3);
    near(found.coefficients[0].standard_error, 28.291, 1e-2);
}

#[test]
fn belt_law() {
    let y: Vec<f64> = public("UKDriverDeaths").iter().map(|value| value.ln()).collect();
    let law = step(192, 169);
    let found = fit(Components::LEVEL.with_fixed_season(12), &some(&y), &[&law]).unwrap();
    near(found.variances.noise, 0.003_800_81, 3.8e-5);
    near(found.variances.level, 0.000_448_88, 4.5e-6);
    near(found.log_likelihood, 186.2254, 1e-3);
    near(found.coefficients[0].value, -0.239_806, 1e-5);
    near(found.coefficients[0].standard_error, 0.052_385, 1e-4);
}

#[test]
fn air_passengers() {
    let y: Vec<f64> = public("AirPassengers").iter().map(|value| value.ln()).collect();
    let found = fit(Components::TREND.with_season(12), &some(&y), &[]).unwrap();
    near(found.variances.noise, 1.2951e-4, 1.3e-6);
    near(found.variances.level, 6.9945e-4, 7e-6);
    near(found.variances.slope, 0.0, 1e-9);
    near(found.variances.season, 6.4129e-5, 6.4e-7);
    near(found.log_likelihood, 217.4204, 1e-3);
    let forecast = found.forecast(12, &[]).unwrap();
    let expected = [457.27, 438.42, 490.11, 500.66, 505.12, 568.31, 650.89, 648.87, 547.43, 495.21, 431.95, 484.53];
    for (mean, expected) in forecast.mean.iter().zip(expected) {
        near(mean.exp(), expected, 0.05);
    }
    for (month, expected) in [(0, 0.0392), (5, 0.0721), (11, 0.0974)] {
        near(forecast.standard_deviation[month], expected, 2e-4);
    }
}

#[test]
fn missing_months_are_no_zeros() {
    let mut y = some(&public("Nile"));
    let whole = fit(Components::LEVEL, &y, &[]).unwrap();
    for value in y.iter_mut().skip(20).step_by(5) {
        *value = None;
    }
    let found = fit(Components::LEVEL, &y, &[]).unwrap();
    near(found.variances.noise / whole.variances.noise, 1.0, 0.3);
    let end = found.forecast(1, &[]).unwrap().mean[0];
    near(end, whole.forecast(1, &[]).unwrap().mean[0], 40.0);
}
