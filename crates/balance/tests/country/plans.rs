//! Optima by hand, and what a study says of them.

use balance::study::{Parts, run};
use balance::{Ask, Go, LShaped, Risk, Settings};

use crate::{BARE, Folder, country, few};

fn best(folder: &Folder, ask: &Ask) -> (balance::Answer, Vec<String>) {
    let country = country(&folder.case(), &few()).unwrap();
    let answer = LShaped::new(&country.programme, Settings::default()).unwrap().solve(ask, &mut |_| Go::On).unwrap();
    (answer, country.decisions.iter().map(|decided| decided.id.clone()).collect())
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-6 * (1.0 + wanted.abs()), "{found} is not {wanted}");
}

#[test]
fn an_expansion_that_pays_is_taken_whole_and_charged_for_the_horizon_alone() {
    let mut folder = Folder::new();
    folder.add("decisions.csv", "lanes,More lanes,expansion,example_gate,,100,truck/day,,,1,,MUSD,,");
    let (answer, _) = best(&folder, &Ask::default());
    // Another 590 kt at 40 USD; 1 MUSD over one year, of which two months are in the horizon.
    near(-answer.measured.mean, 2.0 * BARE - 1000.0 / 6.0);
    near(answer.x[0], 1.0);
    assert!(answer.bracket.closed && !answer.bracket.claimed);
}

#[test]
fn a_project_that_opens_later_earns_later_and_not_at_all_without_what_it_needs() {
    let mut folder = Folder::new();
    folder.add("decisions.csv", "lanes,More lanes,project,example_gate,,100,truck/day,,2021-03,1,,MUSD,road,");
    folder.add("links.csv", "second,Second road,mine,example_gate,road,planned,,100,,,,,");
    folder.add("decisions.csv", "road,A road,project,second,,10,Mt/year,,,600,,MUSD,,");
    let (answer, ids) = best(&folder, &Ask::default());
    // The road costs 100 MUSD in two months and brings nothing by itself, the lanes 310 kt in March.
    assert_eq!(ids, ["lanes", "road"]);
    near(-answer.measured.mean, BARE);
    near(answer.x[0], 0.0);
    let mut cheap = Folder::new();
    cheap.add("decisions.csv", "lanes,More lanes,project,example_gate,,100,truck/day,,2021-03,1,,MUSD,,");
    let (answer, _) = best(&cheap, &Ask::default());
    near(-answer.measured.mean, BARE + 310.0 * 40.0 - 1000.0 / 12.0);
    near(answer.x[0], 1.0);
}

#[test]
fn what_nothing_limits_cannot_be_widened() {
    let mut folder = Folder::new();
    folder.add("decisions.csv", "road,A road,expansion,haul,,10,Mt/year,,,6,,MUSD,,");
    folder.add("decisions.csv", "lanes,More lanes,project,example_gate,,100,truck/day,,,1,,MUSD,,");
    let country = country(&folder.case(), &few()).unwrap();
    assert_eq!(country.left_out.len(), 1);
    assert_eq!(country.left_out[0].id, "road");
    assert_eq!(country.left_out[0].why, "is about a line that nothing is known to limit");
}

#[test]
fn a_contract_below_the_price_of_the_day_is_a_loss_where_that_price_is_certain() {
    let mut folder = Folder::new();
    folder.add("decisions.csv", "sale,Sale,contract,near,total,400,kt/month,100,,,,,,");
    folder.add("assumptions.csv", "discount,contract_discount,,,10,0,20,percent");
    folder.add("assumptions.csv", "fine,shortfall_penalty,,,20,0,30,percent");
    let case = folder.case();
    let country = country(&case, &few()).unwrap();
    let mut method = LShaped::new(&country.programme, Settings::default()).unwrap();
    let answer = method.solve(&Ask::default(), &mut |_| Go::On).unwrap();
    near(-answer.measured.mean, BARE);
    near(answer.x[0], 0.0);
    // Today: 100 kt a month at 45 instead of 50.
    let month = 365.25 / 12.0;
    let amount = 100.0 / (365.25 / 12.0) * month;
    let told = method.tell(&country.today()).unwrap();
    near(-told.losses[0], BARE - 2.0 * amount * 5.0);
    // 400 kt a month are more than pass: what is short costs 50 and a fine of 9 for each tonne, beside what it earned.
    let told = method.tell(&[400.0]).unwrap();
    let short = 800.0 - 590.0;
    near(-told.losses[0], 800.0 * 45.0 - 590.0 * 10.0 - short * 59.0);
}

#[test]
fn stock_that_was_bought_is_sold_through_what_is_free() {
    let mut folder = Folder::new();
    // The mine gives 1 kt a month only: the gate has room for the stock.
    folder.add("production.csv", "small_design,mine,total,design_capacity,2020,0.012,,Mt/year");
    folder.add("decisions.csv", "pile,Pile,stock,mine,total,50,kt,,,2,,USD/t,,");
    let (answer, _) = best(&folder, &Ask::default());
    // It costs 2 USD and has been mined at 10 USD a tonne.
    let without = BARE;
    let gained = -answer.measured.mean - without;
    assert!(answer.x[0] == 0.0 && gained.abs() < 1e-6, "a mine that gives enough needs no stock: {gained}");
}

#[test]
fn a_study_of_alike_futures_has_one_point_and_no_risk() {
    let mut folder = Folder::new();
    folder.add("decisions.csv", "lanes,More lanes,expansion,example_gate,,100,truck/day,50,,1,,MUSD,,");
    let case = folder.case();
    let parts = Parts { lambdas: vec![0.0, 0.5, 1.0], fresh: 10, limits: Vec::new(), ..Parts::default() };
    let ran = run(&case, &few(), &parts, None, &mut |_| Go::On).unwrap();
    let study = &ran.study;
    let income = (2.0 * BARE - 1000.0 / 6.0) / 1000.0;
    for point in &study.frontier {
        near(point.income.value, income);
        near(point.worst.value, income);
        near(point.income.fresh, income);
        near(point.share.value, 1.0);
        near(point.sold[0], 2.0 * 590.0 * 6.0);
    }
    assert!(study.steps.iter().all(|step| step.decisions.is_empty() && step.ways.is_empty()));
    // Half of the lanes are there today.
    near(study.today.point.income.value, (1.5 * BARE - 500.0 / 6.0) / 1000.0);
    near(study.income_at_equal_risk().unwrap(), income - study.today.point.income.value);
    assert_eq!(study.today.changes.len(), 1);
    near(study.today.changes[0].from, 50.0);
    near(study.today.changes[0].to, 100.0);
    // Alone and within the plan it is worth the same, and knowing the future is worth nothing.
    let worth = (BARE - 1000.0 / 6.0) / 1000.0;
    near(study.projects[0].alone, worth);
    near(study.projects[0].within, worth);
    assert!(study.value.perfect_information.abs() < 1e-3 && study.value.stochastic_solution.abs() < 1e-3);
    // Mining at 5 and 20 USD: 1180 kt each.
    let mining = study.tornado.iter().find(|bar| study.figures[bar.figure].id == "mining").unwrap();
    near(mining.objective.0 - mining.objective.1, 1180.0 * 5.0 / 1000.0);
    near(mining.objective.1 - mining.objective.2, 1180.0 * 10.0 / 1000.0);
    // From its cuts it is the same study, and those of another case are refused.
    let again = run(&case, &few(), &parts, Some(&ran.cuts), &mut |_| Go::On).unwrap();
    assert_eq!(again.study.frontier.len(), study.frontier.len());
    near(again.study.frontier[0].income.value, study.frontier[0].income.value);
    let mut other = Folder::new();
    other.add("decisions.csv", "lanes,More lanes,expansion,example_gate,,90,truck/day,50,,1,,MUSD,,");
    let other = country(&other.case(), &few()).unwrap();
    let mut method = LShaped::new(&other.programme, Settings::default()).unwrap();
    assert!(matches!(method.resume(&ran.cuts), Err(balance::lshaped::SavedError::Fingerprint)));
    let _ = Risk::default();
}
