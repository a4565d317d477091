//! The own series, whose truth is known: closure and reopening, placebo windows, the echo of a shock.

mod common;

use common::{near, own, step};
use series::components::Components;
use series::effect::placebo;
use series::effect::reopening::Course;
use series::effect::shape::{Shape, values};
use series::estimate::fit;

const LEVEL: Components = Components::LEVEL;

type Expected<'a> = (Components, &'a [&'a [f64]], [f64; 7]);

fn sum(y: &[Option<f64>]) -> f64 {
    y.iter().flatten().sum()
}

#[test]
fn the_series_itself() {
    let (y, x) = own(120, 85, 120);
    near(y[0].unwrap(), 107.169_839, 1e-6);
    near(y[1].unwrap(), 112.120_836, 1e-6);
    near(y[2].unwrap(), 105.229_079, 1e-6);
    near(sum(&y), 15_431.757_340, 1e-5);
    near(x.iter().sum(), 7_403.883_921, 1e-5);
    near(sum(&own(150, 85, 120).0), 21_435.142_534, 1e-5);
}

#[test]
fn a_step_with_and_without_a_covariate() {
    let (y, x) = own(120, 85, 120);
    let closure = step(120, 85);
    let model = LEVEL.with_fixed_season(12);
    let found = fit(model, &y, &[&closure, &x]).unwrap();
    near(found.variances.noise, 18.2367, 0.18);
    near(found.variances.level, 1.798_86, 0.018);
    near(found.log_likelihood, -353.4062, 1e-3);
    near(found.coefficients[0].value, -31.6050, 1e-3);
    near(found.coefficients[0].standard_error, 3.5306, 1e-2);
    near(found.coefficients[1].value, 1.277_08, 1e-4);
    near(found.coefficients[1].standard_error, 0.213_71, 1e-3);
    let found = fit(model, &y, &[&closure]).unwrap();
    near(found.variances.noise, 21.1786, 0.22);
    near(found.variances.level, 3.8707, 0.04);
    near(found.log_likelihood, -367.6310, 1e-3);
    near(found.coefficients[0].value, -29.7078, 1e-3);
    near(found.coefficients[0].standard_error, 4.4435, 1e-2);
}

#[test]
fn forecast_from_the_months_before() {
    let (y, _) = own(120, 85, 120);
    let found = fit(Components::TREND.with_fixed_season(12), &y[..85], &[]).unwrap();
    near(found.variances.noise, 22.755, 0.23);
    near(found.log_likelihood, -246.3714, 1e-3);
    let forecast = found.forecast(35, &[]).unwrap();
    let observed = sum(&y[85..]) / 35.0;
    near(observed - forecast.average.0, -34.8488, 2e-3);
    near(forecast.mean[34], 176.141, 1e-2);
    near(forecast.standard_deviation[34], 5.674, 2e-2);
}

#[test]
fn closure_and_reopening() {
    let (y, x) = own(150, 85, 120);
    let level = LEVEL.with_fixed_season(12);
    let trend = Components::TREND.with_fixed_season(12);
    let cases: [Expected<'_>; 4] = [
        (level, &[], [-29.889, 4.426, 45.925, 4.431, 1.536, 0.275, -464.1242]),
        (level, &[&x], [-31.735, 3.483, 43.017, 3.530, 1.356, 0.190, -445.6429]),
        (trend, &[], [-35.415, 1.548, 45.018, 1.367, 1.2712, 0.0699, -444.7170]),
        (trend, &[&x], [-35.087, 1.396, 43.296, 1.269, 1.2340, 0.0627, -430.4271]),
    ];
    for (components, covariates, [closure, c_se, reopening, r_se, share, share_se, likelihood]) in cases {
        let course = Course {
            series: &y,
            covariates,
            components,
            closed: (85, 1.0),
            reopened: (120, 1.0),
            shape: Shape::Step,
            level: 0.95,
            seed: 1,
        };
        let found = course.estimate().unwrap();
        near(found.log_likelihood, likelihood, 1e-3);
        near(found.closure.value, closure, 2e-3);
        near(found.closure.standard_error, c_se, 5e-3);
        near(found.reopening.value, reopening, 2e-3);
        near(found.reopening.standard_error, r_se, 5e-3);
        let recovery = found.share.unwrap();
        near(recovery.value, share, 1e-3);
        near(recovery.standard_error, share_se, 1e-3);
        // The posterior knows that variances are not known, and still holds the truth.
        let band = recovery.posterior;
        assert!(band.lower < 1.2857 && 1.2857 < band.upper, "{band:?}");
        assert!(found.closure.posterior.lower < -35.0 && -35.0 < found.closure.posterior.upper, "{found:?}");
        assert_eq!(found.months_since, 30);
        near(found.path[100].mean, found.closure.posterior.mean, 1e-9);
        near(found.path[130].mean, found.net.posterior.mean, 1e-9);
    }
}

#[test]
fn half_life_of_a_recovery() {
    let (mut y, _) = own(150, 85, usize::MAX);
    let ramp = values(Shape::Fade { half_life: 6.0 }, 120, 1.0, 150);
    for (y, ramp) in y.iter_mut().zip(&ramp) {
        *y = y.map(|y| y + 31.5 * ramp);
    }
    near(sum(&y), 20_780.958_192, 1e-5);
    let course = Course {
        series: &y,
        covariates: &[],
        components: Components::TREND.with_fixed_season(12),
        closed: (85, 1.0),
        reopened: (120, 1.0),
        shape: Shape::Fade { half_life: 6.7 },
        level: 0.95,
        seed: 1,
    };
    near(course.estimate().unwrap().log_likelihood, -444.523, 2e-3);
    let profile = course.half_life().unwrap();
    for (half_life, likelihood, share, error) in [
        (3.0, -451.367, 0.769, 0.059),
        (4.0, -447.509, 0.817, 0.061),
        (5.0, -445.484, 0.863, 0.064),
        (6.0, -444.655, 0.908, 0.067),
        (8.0, -444.833, 0.999, 0.074),
        (10.0, -445.939, 1.092, 0.082),
        (12.0, -447.218, 1.187, 0.090),
    ] {
        let tried = profile.tried.iter().find(|tried| (tried.half_life - half_life).abs() < 1e-9).unwrap();
        // The printed value for three months is of a lower, local maximum.
        near(tried.log_likelihood, likelihood, if half_life < 3.5 { 0.1 } else { 2e-3 });
        assert!(tried.log_likelihood > likelihood - 2e-3);
        if half_life > 3.5 {
            near(tried.share, share, 1e-3);
            near(tried.standard_error, error, 1e-3);
        }
    }
    near(profile.likeliest, 6.7, 0.3);
    near(profile.interval.0.unwrap(), 4.4, 0.1);
    near(profile.interval.1.unwrap(), 10.8, 0.1);
    assert_eq!(profile.untold, None);
    let short = Course { series: &y[..124], ..course };
    assert!(short.half_life().unwrap().untold.is_some());
}

#[test]
fn placebo_windows() {
    let (y, _) = own(120, 85, 120);
    let model = Components::TREND.with_fixed_season(12);
    let placebo = placebo::run(85, 35, |cut, months| {
        let forecast = fit(model, &y[..cut], &[]).ok()?.forecast(months, &[]).ok()?;
        let observed = sum(&y[cut..cut + months]) / 12.0;
        Some((observed - forecast.average.0, forecast.average.1))
    })
    .unwrap();
    assert_eq!(placebo.windows.len(), 13);
    let at = |cut: usize| placebo.windows.iter().find(|window| window.before == cut).unwrap().effect;
    near(at(36), 2.521, 5e-3);
    near(at(54), -3.649, 5e-3);
    near(at(72), -2.677, 5e-3);
    near(placebo.rms, 1.022, 5e-3);
    near(placebo.effect.0, -34.704, 5e-3);
    near(placebo.effect.1, -17.94, 0.05);
    near(placebo.rank, 1.0 / 14.0, 1e-12);
    assert!(!placebo.too_narrow);
}

#[test]
fn a_shock_does_not_come_back_a_year_later() {
    let (clean, _) = own(120, usize::MAX, usize::MAX);
    let mut shaken = clean.clone();
    for value in &mut shaken[85..88] {
        *value = value.map(|value| value - 35.0);
    }
    let model = Components::TREND.with_season(12);
    let event = values(Shape::Pulse { until: 88 }, 85, 1.0, 108);
    let base = fit(model, &clean[..96], &[]).unwrap().forecast(12, &[]).unwrap().mean;
    let blind = fit(model, &shaken[..96], &[]).unwrap().forecast(12, &[]).unwrap().mean;
    let fitted = fit(model, &shaken[..96], &[&event[..96]]).unwrap();
    near(fitted.coefficients[0].value, -35.18, 0.01);
    let aware = fitted.forecast(12, &[&event[96..]]).unwrap().mean;
    let echo = |found: &[f64]| (1..4).map(|h| found[h] - base[h]).sum::<f64>() / 3.0;
    near(echo(&blind), -10.48, 0.02);
    near(echo(&aware), 0.05, 0.02);
    let error = |found: &[f64]| (0..12).map(|h| (found[h] - clean[96 + h].unwrap()).abs()).sum::<f64>() / 12.0;
    near(error(&blind), 6.93, 0.02);
    near(error(&aware), 3.49, 0.02);
}
