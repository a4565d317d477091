//! Buyers, decisions and assumptions: what each rule refuses, and what it lets pass.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use case::bundle::Bundle;
use case::cell::Cell;
use case::load::load;
use case::tables::{AssumptionKind, DecisionKind};
use case::value::date::Month;

use common::{add, date, good, mongolia, replace, set};

const REST: &str = "example_source,low,assumed,2020-01-01,";

/// Codes and places of what is wrong with the good folder after a change.
fn found(change: impl FnOnce(&mut Bundle)) -> Vec<String> {
    let mut bundle = good();
    change(&mut bundle);
    load(&bundle).diagnostics.iter().map(|d| format!("{} {}", d.code.id(), d.place)).collect()
}

/// What is wrong with rows added to a file, by code and column.
fn with(file: &str, rows: &[&str]) -> Vec<String> {
    let named = found(|bundle| rows.iter().for_each(|row| add(bundle, file, &format!("{row},{REST}"))));
    named
        .iter()
        .map(|text| {
            let (code, rest) = text.split_once(' ').unwrap();
            format!("{code} {}", rest.split('`').nth(1).unwrap())
        })
        .collect()
}

/// The first code and column that one row of decisions.csv gives; empty when it passes.
fn decision(row: &str) -> String {
    with("decisions.csv", &[row]).into_iter().next().unwrap_or_default()
}

#[test]
fn each_kind_of_decision_passes() {
    // id, name, kind, subject, good, most, unit, today, opens_on, cost, cost_high, cost_unit, needs, excludes
    for row in [
        "a,A,contract,example_buyer,total,1,kt/year,,,,,,,",
        "a,A,stock,north_mine,ore,5,kt,0,2022-03,2,3,USD/t,,",
        "a,A,expansion,mine_road,,5,truck/day,5,2022,1,,MUSD,example_contract,",
        "a,A,expansion,example_gate,ore,0.5,Mt/year,,2022-03-05,1,2,kUSD,,",
        "a,A,project,mine_road,,8,train/day,8,,1,2,bnUSD,,",
    ] {
        assert_eq!(decision(row), "", "{row}");
    }
}

#[test]
fn a_contract_is_with_a_buyer_of_the_good_and_everything_else_at_a_place_or_on_a_link() {
    assert_eq!(decision("a,A,contract,example_gate,ore,1,kt/year,,,,,,,"), "C018 subject_id");
    assert_eq!(decision("a,A,contract,nobody,ore,1,kt/year,,,,,,,"), "C018 subject_id");
    assert_eq!(decision("a,A,contract,example_buyer,ore,1,kt/year,,,,,,,"), "C018 product_id");
    for kind in ["expansion", "project"] {
        assert_eq!(decision(&format!("a,A,{kind},example_buyer,,1,truck/day,,,,,,,")), "C018 subject_id");
    }
    assert_eq!(decision("a,A,stock,example_buyer,ore,1,kt,,,,,,,"), "C018 subject_id");
}

/// A buyers.csv with a row that cannot be read may hold the good that is missing.
#[test]
fn a_good_is_not_called_unbought_while_buyers_are_broken() {
    let named = found(|bundle| {
        add(bundle, "decisions.csv", &format!("a,A,contract,example_buyer,ore,1,kt/year,,,,,,,,{REST}"));
        add(bundle, "buyers.csv", &format!("example_buyer,B,KGZ,ore,KGZ,,much,,,,,,,,,{REST}"));
    });
    assert_eq!(named, ["C011 buyers.csv:3:30, column `price`"]);
}

#[test]
fn units_fit_the_kind_of_decision() {
    for (unit, wrong) in [("kt/month", false), ("Mt/year", false), ("kt", true), ("truck/day", true)] {
        let row = format!("a,A,contract,example_buyer,total,1,{unit},,,,,,,");
        assert_eq!(decision(&row) == "C020 unit", wrong, "contract in {unit}");
        let row = format!("a,A,stock,north_mine,ore,1,{unit},,,,,,,");
        assert_eq!(decision(&row) == "C020 unit", unit != "kt", "stock in {unit}");
        let row = format!("a,A,project,mine_road,,1,{unit},,,,,,,");
        assert_eq!(decision(&row) == "C020 unit", unit == "kt", "project in {unit}");
    }
    assert_eq!(decision("a,A,expansion,mine_road,,1,MUSD/year,,,,,,,"), "C020 unit");
    assert_eq!(decision("a,A,expansion,mine_road,,1,truck/day,,,5,,USD/t,,"), "C020 cost_unit");
    assert_eq!(decision("a,A,expansion,mine_road,,1,truck/day,,,5,,MEUR,,"), "C020 cost_unit");
    assert_eq!(decision("a,A,stock,north_mine,ore,1,kt,,,5,,MUSD,,"), "C020 cost_unit");
    assert_eq!(decision("a,A,project,mine_road,,1,truck/day,,,5,,,,"), "C010 cost_unit");
    assert_eq!(decision("a,A,project,mine_road,,1,truck/day,,,5,4,MUSD,,"), "C021 cost_high");
}

#[test]
fn a_decision_has_the_cells_of_its_kind() {
    assert_eq!(decision("a,A,project,mine_road,,,truck/day,,,,,,,"), "C042 most");
    assert_eq!(decision("a,A,stock,north_mine,,1,kt,,,,,,,"), "C042 product_id");
    assert_eq!(decision("a,A,contract,example_buyer,total,1,kt/year,,,5,,USD/t,,"), "C042 cost");
    assert_eq!(decision("a,A,contract,example_buyer,total,1,kt/year,,,,,USD/t,,"), "C042 cost");
}

#[test]
fn todays_policy_is_possible() {
    let gate = |id: &str, today: &str, needs: &str, excludes: &str| {
        format!("{id},{id},expansion,example_gate,,2,truck/day,{today},,,,,{needs},{excludes}")
    };
    assert_eq!(decision(&gate("a", "2", "", "")), "");
    assert_eq!(decision(&gate("a", "2.1", "", "")), "C044 today");
    assert_eq!(decision("a,A,project,mine_road,,8,train/day,4,,,,,,"), "C044 today");
    assert_eq!(decision("a,A,project,mine_road,,8,train/day,0,,,,,,"), "");
    let both = |a: String, b: String| with("decisions.csv", &[&a, &b]);
    assert_eq!(both(gate("a", "1", "b", ""), gate("b", "", "", "")), ["C044 today"]);
    assert_eq!(both(gate("a", "1", "b", ""), gate("b", "1", "", "")), [""; 0]);
    assert_eq!(both(gate("a", "1", "", "b"), gate("b", "1", "", "")), ["C044 today"]);
    assert_eq!(both(gate("a", "1", "", "b"), gate("b", "", "", "")), [""; 0]);
}

#[test]
fn decisions_do_not_need_what_they_exclude_nor_lead_in_a_circle() {
    let gate = |id: &str, needs: &str, excludes: &str| {
        format!("{id},{id},expansion,example_gate,,2,truck/day,,,,,,{needs},{excludes}")
    };
    let all = |rows: &[String]| with("decisions.csv", &rows.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(all(&[gate("a", "", "a")]), ["C043 excludes"]);
    assert_eq!(all(&[gate("a", "b", "b"), gate("b", "", "")]), ["C043 excludes"]);
    assert_eq!(all(&[gate("a", "b", ""), gate("b", "", "a")]), ["C043 excludes"]);
    assert_eq!(all(&[gate("a", "", "b"), gate("b", "", "a")]), [""; 0], "both sides may say it");
    assert_eq!(all(&[gate("a", "c", "")]), ["C018 needs"]);
    assert_eq!(all(&[gate("a", "", "c")]), ["C018 excludes"]);
    assert_eq!(all(&[gate("a", "a", "")]), ["C024 needs"]);
    // What needs the circle can never be taken either; what the circle needs can.
    let rows = [gate("a", "b;d", ""), gate("b", "a", ""), gate("c", "b", ""), gate("d", "", ""), gate("e", "d", "")];
    assert_eq!(all(&rows), ["C024 needs"; 3]);
}

/// The first code and column that one row of buyers.csv gives.
fn buyer(row: &str) -> String {
    with("buyers.csv", &[row]).into_iter().next().unwrap_or_default()
}

#[test]
fn numbers_of_a_buyer_have_their_units() {
    // id, name, economy, good, gateway, via, price x3, carriage x3, most x3
    assert_eq!(buyer("b,B,CHE,ore,CHE,,,,,,,,,,"), "", "nothing but the market itself");
    assert_eq!(buyer("b,B,CHE,ore,CHE,mine_road;example_gate,5,6,USD/kg,1,2,USD/t,1,2,Mt/year"), "");
    assert_eq!(buyer("b,B,CHE,ore,CHE,nowhere,,,,,,,,,"), "C018 via");
    assert_eq!(buyer("b,B,XEU,ore,CHE,,,,,,,,,,"), "C018 economy");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,5,,,,,,,,"), "C010 price_unit");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,,,,5,,,,,"), "C010 carriage_unit");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,,,,,,,5,,"), "C010 most_unit");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,5,,EUR/t,,,,,,"), "C020 price_unit");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,,,,5,,USD,,,"), "C020 carriage_unit");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,,,,,,,5,,Mt"), "C020 most_unit");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,5,4,USD/t,,,,,,"), "C021 price_high");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,,,,5,4,USD/t,,,"), "C021 carriage_high");
    assert_eq!(buyer("b,B,CHE,ore,CHE,,,,,,,,5,4,Mt/year"), "C021 most_high");
}

#[test]
fn rows_of_one_buyer_tell_of_one_place() {
    let rows = |second: &str| with("buyers.csv", &["b,B,CHE,ore,CHE,example_gate,,,,,,,,,", second]);
    assert_eq!(rows("b,B again,CHE,total,CHE,example_gate,5,,USD/t,,,,,,"), [""; 0]);
    assert_eq!(rows("b,B,UZB,total,CHE,example_gate,,,,,,,,,"), ["C046 economy"]);
    assert_eq!(rows("b,B,CHE,total,UZB,example_gate,,,,,,,,,"), ["C046 gateway"]);
    assert_eq!(rows("b,B,CHE,total,CHE,,,,,,,,,,"), ["C046 via"]);
    assert_eq!(rows("b,B,CHE,ore,CHE,example_gate,,,,,,,,,"), ["C017 buyer_id"], "the same source again");
}

/// The first code and column that one row of assumptions.csv gives.
fn assumption(row: &str) -> String {
    with("assumptions.csv", &[row]).into_iter().next().unwrap_or_default()
}

#[test]
fn an_assumed_figure_stands_in_its_range() {
    assert_eq!(assumption("a,project_life,,,20,20,20,year"), "");
    assert_eq!(assumption("a,project_life,,,,10,30,year"), "C045 value");
    assert_eq!(assumption("a,project_life,,,9,10,30,year"), "C045 value");
    assert_eq!(assumption("a,project_life,,,31,10,30,year"), "C045 value");
    assert_eq!(assumption("a,project_life,,,20,,30,year"), "C045 low");
    assert_eq!(assumption("a,project_life,,,20,10,,year"), "C045 high");
    let fact = |row: &str| {
        found(|bundle| add(bundle, "assumptions.csv", &format!("{row},example_source,low,sourced,2020-01-01,")))
    };
    assert_eq!(fact("a,project_life,,,20,,,year"), [""; 0], "a fact needs no range");
    assert_eq!(fact("a,project_life,,,20,21,,year"), ["C045 assumptions.csv:3:18, column `value`"]);
}

#[test]
fn each_kind_of_assumption_has_its_unit() {
    let fitting = |kind: AssumptionKind| match kind {
        AssumptionKind::ContractDiscount | AssumptionKind::ShortfallPenalty | AssumptionKind::BuyerSpread => "percent",
        AssumptionKind::MiningCost => "USD/t",
        AssumptionKind::ProjectInterest => "percent/year",
        AssumptionKind::ProjectLife => "year",
        AssumptionKind::RouteClosure => "event/year",
        AssumptionKind::RouteClosureLength | AssumptionKind::OpeningDelay => "month",
        AssumptionKind::WaitingCost => "USD/t/day",
        AssumptionKind::StockCost => "USD/t/month",
    };
    for kind in AssumptionKind::ALL {
        for product in ["", "ore"] {
            assert_eq!(assumption(&format!("a,{kind},,{product},1,1,1,{}", fitting(*kind))), "", "{kind}");
            assert_eq!(assumption(&format!("a,{kind},,{product},1,1,1,km")), "C020 unit", "{kind}");
        }
    }
}

#[test]
fn an_assumption_may_be_about_a_place_a_link_a_buyer_a_decision_or_an_economy() {
    for subject in ["example_gate", "example_road", "example_buyer", "example_contract", "CHE"] {
        assert_eq!(assumption(&format!("a,opening_delay,{subject},,1,1,1,month")), "", "{subject}");
    }
    assert_eq!(assumption("a,opening_delay,nothing,,1,1,1,month"), "C018 subject_id");
    assert_eq!(assumption("a,opening_delay,QQQ,,1,1,1,month"), "C022 subject_id");
}

#[test]
fn the_balance_is_of_a_gateway_and_bounded() {
    let asked = |neighbour: &str, from: &str, periods: &str, months: &str| {
        found(|bundle| {
            replace(bundle, "case.toml", "gateways = []", "gateways = [\"KGZ\", \"CHE\"]");
            let table = format!(
                "[balance]\nneighbour = \"{neighbour}\"\nfrom = \"{from}\"\nperiods = {periods}\nmonths = {months}\n[names]"
            );
            replace(bundle, "case.toml", "[names]", &table);
        })
    };
    assert_eq!(asked("CHE", "2022-01", "120", "12"), [""; 0]);
    assert_eq!(asked("UZB", "2022-01", "12", "3"), ["C047 case.toml:13:1, key `neighbour`"]);
    assert_eq!(asked("CHE", "2022", "12", "3"), ["C013 case.toml:14:8, key `from`"]);
    assert_eq!(asked("CHE", "2022-01-01", "12", "3"), ["C013 case.toml:14:8, key `from`"]);
    assert_eq!(asked("CHE", "2022-01", "0", "3"), ["C012 case.toml:15:1, key `periods`"]);
    assert_eq!(asked("CHE", "2022-01", "121", "3"), ["C012 case.toml:15:1, key `periods`"]);
    assert_eq!(asked("CHE", "2022-01", "12", "13"), ["C012 case.toml:16:1, key `months`"]);
}

/// A chain of needs is looked at once for each need, however long it is.
#[test]
fn a_circle_of_very_many_decisions_is_refused_in_bounded_time() {
    let many = 20_000;
    let row = |i: usize| format!("d{i},D,expansion,example_gate,,1,truck/day,,,,,,d{},,{REST}", (i + 1) % many);
    let begun = std::time::Instant::now();
    let named = found(|bundle| add(bundle, "decisions.csv", &(0..many).map(row).collect::<Vec<_>>().join("\n")));
    assert!(begun.elapsed() < std::time::Duration::from_mins(1));
    assert!(named.iter().any(|text| text.starts_with("C024")));
}

/// What can be decided from the day of the shipped case speaks only of what is in the case on that day.
#[test]
fn the_shipped_case_decides_on_what_is_known() {
    let folder = load(&mongolia()).folder.unwrap();
    let case = folder.as_of(folder.default_as_of());
    let balance = case.balance().unwrap();
    assert_eq!(balance.from, Month::parse("2023-04").unwrap());
    assert!(case.gateways().contains(&balance.neighbour));
    assert!(folder.as_of(date("2023-03-19")).balance().is_none(), "the question was not public yet");

    let tables = case.tables();
    let on_map = |id: &str| {
        tables.places.iter().any(|row| row.place_id.as_str() == id)
            || tables.links.iter().any(|row| row.link_id.as_str() == id)
    };
    let bought = |id: &str| tables.buyers.iter().any(|row| row.buyer_id.as_str() == id);
    let decided = |id: &str| tables.decisions.iter().any(|row| row.decision_id.as_str() == id);
    for row in &tables.decisions {
        let subject = row.subject_id.as_str();
        let known = if row.kind == DecisionKind::Contract { bought(subject) } else { on_map(subject) };
        assert!(known, "{}: {subject}", row.decision_id);
        assert!(row.needs.iter().chain(&row.excludes).all(|id| decided(id.as_str())), "{}", row.decision_id);
    }
    for row in &tables.buyers {
        assert!(row.via.iter().all(|id| on_map(id.as_str())), "{}", row.buyer_id);
    }
    for row in &tables.assumptions {
        let Some(subject) = row.subject_id.as_ref().map(case::value::id::AboutId::as_str) else { continue };
        let economy = subject.starts_with(|c: char| c.is_ascii_uppercase());
        assert!(economy || on_map(subject) || bought(subject) || decided(subject), "{}", row.assumption_id);
    }
    for kind in AssumptionKind::ALL {
        assert!(tables.assumptions.iter().any(|row| row.kind == *kind), "no row of {kind}");
    }
}

/// Whether rows agree is told by id, so that a cell changed in one of them is found.
#[test]
fn a_changed_gateway_in_the_shipped_case_is_found() {
    let mut bundle = mongolia();
    set(&mut bundle, "buyers.csv", 3, "gateway", "RUS");
    let named: Vec<_> = load(&bundle).diagnostics.iter().filter(|d| d.is_error()).map(|d| d.code.id()).collect();
    assert_eq!(named, ["C046"]);
}
