//! Limits: on contracts, on what goes by the neighbour, on what projects cost, and those that contradict each other.

use balance::country::{CountryError, Wanted};
use balance::study::{Parts, run};
use balance::{Ask, BalanceError, Go, LShaped, Settings};

use crate::{BARE, Folder, country, few};

/// The same country with a second gate to a second neighbour, of fifty trucks a day, at a price of 40 USD.
fn two_ways() -> Folder {
    let mut folder = Folder::new();
    folder.add("places.csv", "pass,Pass,crossing,KGZ,,");
    folder.add("places.csv", "far_side,Far side,crossing,CHN,,");
    folder.add("links.csv", "climb,Climb,mine,pass,road,existing,,200,,,,,");
    folder.add("links.csv", "over_pass,Over the pass,pass,far_side,road,existing,,1,,,,,");
    folder.add("capacities.csv", "pass_trucks,pass,throughput,,open,50,,truck/day,2020-01-01,,");
    folder.add("capacities.csv", "climb_load,climb,payload,,open,100,,t/truck,2020-01-01,,");
    folder.add("buyers.csv", "far,Far buyers,CHN,total,CHN,,40,,USD/t,,,,,,");
    folder.add("decisions.csv", "near_sale,Near sale,contract,near,total,200,kt/month,,,,,,,");
    folder.add("decisions.csv", "far_sale,Far sale,contract,far,total,100,kt/month,,,,,,,");
    folder
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-5 * (1.0 + wanted.abs()), "{found} is not {wanted}");
}

#[test]
fn less_by_the_neighbour_is_sold_where_the_share_is_limited() {
    let case = two_ways().case();
    // Free: 590 kt near at 50, 295 kt far at 40: of 41,300 thousand USD 71.4 % go by the neighbour.
    let free = BARE + 295.0 * 30.0;
    let parts = Parts {
        lambdas: vec![0.0, 1.0],
        limits: vec![0.7],
        limited_lambdas: vec![0.0],
        fresh: 0,
        tornado: false,
        projects: false,
        value: false,
        ..Parts::default()
    };
    let ran = run(&case, &few(), &parts, None, &mut |_| Go::On).unwrap();
    near(ran.study.frontier[0].income.value, free / 1000.0);
    near(ran.study.frontier[0].share.value, 29_500.0 / 41_300.0);
    // At most half: near sales of the value of the far ones, 11,800 thousand USD or 236 kt.
    let limited = &ran.study.limited[0];
    near(limited.limit, 0.5);
    near(limited.point.share.value, 0.5);
    near(limited.point.income.value, (236.0 * 40.0 + 295.0 * 30.0) / 1000.0);
    near(limited.premium, (590.0 - 236.0) * 40.0 / 1000.0);
    // d income / d limit = 40 d(kt), kt = (s / (1 - s)) 295 * 40 / 50: at a half a point is 40 * 236 * 4 / 100.
    near(limited.a_point, 40.0 * 236.0 * 4.0 / 100.0 / 1000.0);
    let (less, more) = limited.again.unwrap();
    assert!(more <= limited.a_point * 1.01 && less <= limited.a_point * 1.01 && (less - more).abs() < 0.01 * more);
    assert!(limited.broken < 1e-6);
}

#[test]
fn a_limit_on_contracts_binds_contracts_alone() {
    let case = two_ways().case();
    let country = country(&case, &few()).unwrap();
    let ask = Ask { rows: vec![country.contract_limit(0.6)], ..Ask::default() };
    let mut method = LShaped::new(&country.programme, Settings::default()).unwrap();
    let answer = method.solve(&ask, &mut |_| Go::On).unwrap();
    near(-answer.measured.mean, BARE + 295.0 * 30.0);
    let (near_value, far_value) = (answer.x[0] * 50.0, answer.x[1] * 40.0);
    assert!(near_value <= 0.6 * (near_value + far_value) + 1e-6);
}

#[test]
fn limits_that_contradict_each_other_are_named_in_the_words_of_the_case() {
    let case = two_ways().case();
    let country = country(&case, &few()).unwrap();
    let mut floor = country.contract_limit(0.2);
    (floor.lower, floor.upper) = (1.0, f64::INFINITY);
    floor.name = "at least a fifth by the neighbour".to_owned();
    let ask = Ask { rows: vec![country.contract_limit(0.1), floor], ..Ask::default() };
    let error =
        LShaped::new(&country.programme, Settings::default()).unwrap().solve(&ask, &mut |_| Go::On).unwrap_err();
    let BalanceError::Infeasible(words) = &error else { panic!("{error}") };
    assert!(words.contains("at most 10 % of the value of contracts by KAZ"), "{words}");
    assert!(words.contains("at least a fifth by the neighbour"), "{words}");
}

#[test]
fn without_decisions_or_buyers_a_case_says_what_it_needs() {
    let error = country(&Folder::new().case(), &few()).unwrap_err();
    assert_eq!(error.to_string(), "the case has no decision: it needs rows in decisions.csv");
    let mut folder = Folder::new();
    folder.add("decisions.csv", "nowhere,Nowhere,expansion,beyond,,10,train/day,,,1,,MUSD,,");
    assert!(matches!(country(&folder.case(), &few()), Err(CountryError::Nothing("decision", _))));
}

#[test]
fn futures_are_a_prefix_of_more_futures() {
    let case = two_ways().case();
    let few = country(&case, &Wanted { futures: 3, ..Wanted::default() }).unwrap();
    let many = country(&case, &Wanted { futures: 9, ..Wanted::default() }).unwrap();
    for s in 0..3 {
        assert_eq!(few.programme.futures.future(s), many.programme.futures.future(s));
    }
    let fresh = few.fresh(Wanted::default().seed, 5, 2);
    assert_eq!(fresh.future(0), many.programme.futures.future(5));
}
