//! Fits and pools against the numbers of the SHELF example: two experts, quartiles, support 0 to 100.

use judgement::fit::{CANDIDATES, Family, FitError, Law, Support, best, fit};
use judgement::pool::{LinearPool, quantile_average_of_laws};
use proptest::prelude::*;

const SUPPORT: Support = Support { lower: Some(0.0), upper: Some(100.0) };
const A: [(f64, f64); 3] = [(25.0, 0.25), (30.0, 0.5), (35.0, 0.75)];
const B: [(f64, f64); 3] = [(30.0, 0.25), (35.0, 0.5), (50.0, 0.75)];

fn near(found: f64, wanted: f64, half_digit: f64) {
    assert!((found - wanted).abs() <= half_digit, "{found} is not {wanted}");
}

#[test]
fn expert_a() {
    let Law::Normal { mean, sd } = fit(&A, SUPPORT, Family::Normal).unwrap().law else { panic!() };
    near(mean, 30.0, 1e-6);
    near(sd, 7.41301, 5.1e-6);

    let beta = fit(&A, SUPPORT, Family::Beta).unwrap();
    let Law::Beta { a, b, .. } = beta.law else { panic!() };
    near(a, 11.58807, 5.1e-6);
    near(b, 26.71157, 5.1e-6);
    near(beta.ssq, 4.1942e-5, 5.1e-10);

    let Law::LogNormal { mu, sigma, .. } = fit(&A, SUPPORT, Family::LogNormal).unwrap().law else { panic!() };
    near(mu, 3.39331, 5.1e-6);
    near(sigma, 0.24997, 5.1e-6);

    let Law::Gamma { shape, rate, .. } = fit(&A, SUPPORT, Family::Gamma).unwrap().law else { panic!() };
    near(shape, 16.3878, 5.1e-5);
    near(rate, 0.53801, 5.1e-6);

    // The quartiles lie evenly: the normal law meets them all, and so does Student's, which comes later.
    assert_eq!(best(&A, SUPPORT).unwrap().law.family(), Family::Normal);
}

#[test]
fn expert_b() {
    let Law::Normal { mean, sd } = fit(&B, SUPPORT, Family::Normal).unwrap().law else { panic!() };
    near(mean, 37.93953, 5.1e-6);
    near(sd, 16.05960, 5.1e-6);

    let beta = fit(&B, SUPPORT, Family::Beta).unwrap();
    let Law::Beta { a, b, .. } = beta.law else { panic!() };
    near(a, 3.76504, 5.1e-6);
    near(b, 6.00068, 5.1e-6);
    near(beta.ssq, 8.5912e-3, 5.1e-8);

    let log_normal = fit(&B, SUPPORT, Family::LogNormal).unwrap();
    let Law::LogNormal { mu, sigma, .. } = log_normal.law else { panic!() };
    near(mu, 3.61387, 5.1e-6);
    near(sigma, 0.39803, 5.1e-6);
    near(log_normal.ssq, 6.1172e-3, 5.1e-8);

    assert_eq!(best(&B, SUPPORT).unwrap().law, log_normal.law);
}

#[test]
fn pool_of_the_two_betas() {
    let laws = [A, B].map(|points| fit(&points, SUPPORT, Family::Beta).unwrap().law).to_vec();
    let pool = LinearPool::equal(laws.clone()).unwrap();
    near(pool.quantile(0.05), 17.3955, 5.1e-5);
    near(pool.quantile(0.50), 32.4715, 5.1e-5);
    near(pool.quantile(0.95), 58.675, 5.1e-5);
    near(pool.cdf(40.0), 0.728_775, 5.1e-7);

    // Averaging quantiles is another thing: each is half the sum, and the highest lies further in.
    let average = quantile_average_of_laws(&laws, &[1.0, 1.0], &[0.05, 0.5, 0.95]).unwrap();
    near(average[2], 0.5 * (laws[0].quantile(0.95) + laws[1].quantile(0.95)), 1e-9);
    assert!(average[2] < pool.quantile(0.95) - 1.0);
}

#[test]
fn two_points_are_met_by_every_family() {
    let points = [(12.0, 0.1), (30.0, 0.9)];
    for family in
        [Family::Normal, Family::LogNormal, Family::Gamma, Family::Beta, Family::StudentT, Family::LogStudentT]
    {
        let fitted = fit(&points, SUPPORT, family).unwrap();
        assert!(fitted.ssq < 1e-14, "{fitted:?}");
        near(fitted.law.quantile(0.1), 12.0, 1e-5);
        near(fitted.law.quantile(0.9), 30.0, 1e-5);
    }
}

#[test]
fn narrow_answers_in_a_wide_support() {
    let support = Support { lower: Some(0.0), upper: Some(1e6) };
    let points = [(499_990.0, 0.05), (500_000.0, 0.5), (500_010.0, 0.95)];
    for family in [Family::Normal, Family::LogNormal, Family::Gamma, Family::Beta] {
        let fitted = fit(&points, support, family).unwrap();
        assert!(fitted.ssq < 1e-7, "{fitted:?}");
    }
}

#[test]
fn what_cannot_be_fitted_is_named() {
    let none = Support::default();
    assert_eq!(fit(&[(1.0, 0.5)], none, Family::Normal), Err(FitError::TooFewPoints { given: 1 }));
    assert_eq!(fit(&A, none, Family::Beta), Err(FitError::NeedsBound { family: Family::Beta, needs: "a lower bound" }));
    assert_eq!(
        best(&[(1.0, 0.5), (1.0, 0.7)], none),
        Err(FitError::NotIncreasing { low: 1.0, low_probability: 0.5, high: 1.0, high_probability: 0.7 })
    );
    assert_eq!(
        best(&[(1.0, 0.5), (2.0, 0.3)], none),
        Err(FitError::NotIncreasing { low: 1.0, low_probability: 0.5, high: 2.0, high_probability: 0.3 })
    );
    assert_eq!(best(&[(-1.0, 0.5), (2.0, 0.7)], SUPPORT), Err(FitError::OutsideSupport { value: -1.0, bound: 0.0 }));
    assert_eq!(best(&[(1.0, 50.0), (2.0, 95.0)], none), Err(FitError::Probability { value: 1.0, probability: 50.0 }));
    let turned = Support { lower: Some(2.0), upper: Some(1.0) };
    assert_eq!(best(&A, turned), Err(FitError::Bounds { lower: 2.0, upper: 1.0 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_law_behind_the_points_is_found(
        family in prop::sample::select(CANDIDATES.to_vec()),
        middle in 0.2f64..0.8,
        spread in 0.05f64..0.9,
    ) {
        let law = match family {
            Family::Normal => Law::Normal { mean: 100.0 * middle, sd: 10.0 * spread },
            Family::LogNormal => Law::LogNormal { mu: 4.0 * middle, sigma: spread, lower: 0.0 },
            Family::Gamma => Law::Gamma { shape: spread.powi(-2), rate: middle, lower: 0.0 },
            Family::Beta => {
                let total = 2.0 + spread.powi(-2);
                Law::Beta { a: middle * total, b: (1.0 - middle) * total, lower: 0.0, upper: 1.0 }
            }
            _ => Law::StudentT { location: 100.0 * middle, scale: 10.0 * spread, freedom: 3.0 },
        };
        let points: Vec<(f64, f64)> =
            [0.05, 0.25, 0.5, 0.75, 0.95].iter().map(|p| (law.quantile(*p), *p)).collect();
        let upper = if family == Family::Beta { 1.0 } else { 1e9 };
        let lower = if matches!(family, Family::Normal | Family::StudentT) { None } else { Some(0.0) };
        let fitted = fit(&points, Support { lower, upper: Some(upper) }, family).unwrap();
        prop_assert!(fitted.ssq < 1e-12, "{law:?} {fitted:?}");
        for p in [0.01, 0.4, 0.99] {
            prop_assert!((fitted.law.cdf(law.quantile(p)) - p).abs() < 1e-5);
        }
    }

    #[test]
    fn any_points_give_a_law_or_a_reason(
        points in prop::collection::vec((prop::num::f64::ANY, -0.1f64..1.1), 0..6),
        lower in prop::option::of(prop::num::f64::ANY),
        upper in prop::option::of(prop::num::f64::ANY),
    ) {
        let support = Support { lower, upper };
        for family in CANDIDATES.into_iter().chain([Family::LogStudentT]) {
            if let Ok(fitted) = fit(&points, support, family) {
                prop_assert!(fitted.law.is_sound());
            }
        }
        let _ = best(&points, support);
    }

    #[test]
    fn any_increasing_points_give_a_law(
        start in -1e6f64..1e6,
        steps in prop::collection::vec(1e-3f64..1e5, 2..6),
    ) {
        let mut value = start;
        let count = f64::from(u32::try_from(steps.len()).unwrap());
        let mut points = Vec::new();
        let mut p = 0.0;
        for step in &steps {
            value += step;
            p += 1.0 / (count + 1.0);
            points.push((value, p));
        }
        let support = Support { lower: Some(start), upper: Some(value + 1.0) };
        for family in CANDIDATES {
            prop_assert!(fit(&points, support, family).is_ok(), "{family:?} {points:?}");
        }
    }

    #[test]
    fn quantiles_invert_the_distribution(p in 0.001f64..0.999, a in 0.8f64..50.0, b in 0.8f64..50.0) {
        for law in [
            Law::Beta { a, b, lower: -3.0, upper: 9.0 },
            Law::Gamma { shape: a, rate: b, lower: 2.0 },
            Law::StudentT { location: a, scale: b, freedom: 3.0 },
            Law::LogStudentT { mu: a / 25.0, sigma: b / 50.0, freedom: 3.0, lower: 0.0 },
            Law::LogNormal { mu: a / 25.0, sigma: b / 50.0, lower: 0.0 },
            Law::Normal { mean: a, sd: b },
        ] {
            prop_assert!((law.cdf(law.quantile(p)) - p).abs() < 1e-8, "{law:?} {p}");
            let x = law.quantile(p);
            let step = 1e-6 * (law.quantile(0.6) - law.quantile(0.4));
            let slope = (law.cdf(x + step) - law.cdf(x - step)) / (2.0 * step);
            prop_assert!((law.pdf(x) / slope - 1.0).abs() < 1e-2, "{law:?} {p} {} {slope}", law.pdf(x));
        }
    }
}
