//! Results under other circumstances: by hand in an invented country with two gates, and in the shipped case.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its own files should stop")]

mod sample;

use std::path::Path;

use balance::study::Study;
use case::Case;
use case::bundle::Bundle;
use case::load::load;
use case::value::date::Date;
use document::Scenario;
use document::plan::Choice;
use dossier::Dossier;
use figure::grid::{Output, interpolate};
use figure::number;
use jiff::civil::date;
use sample::{case, case_with, study};

/// The folder of the shipped case, and the file of its study.
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/mongolia");
/// Most bytes that all grids of a dossier may take as JSON.
const MOST_BYTES: usize = 50_000;

const TAIL: &str = "example_source,low,assumed,2020-01-01,";

fn shipped(day: Date) -> Case {
    load(&Bundle::from_dir(Path::new(SHIPPED)).unwrap()).folder.unwrap().as_of(day)
}

fn shipped_study() -> Study {
    let text = std::fs::read_to_string(format!("{SHIPPED}.balance.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(kept["study"].clone()).unwrap()
}

fn named<'d>(dossier: &'d Dossier, id: &str) -> &'d Scenario {
    dossier.scenarios.iter().find(|scenario| scenario.id == id).unwrap()
}

fn output<'s>(scenario: &'s Scenario, name: &str) -> &'s Output {
    scenario.grid.outputs.iter().find(|output| output.name == name).unwrap()
}

fn at(scenario: &Scenario, name: &str, at: &[f64]) -> Option<f64> {
    interpolate(&scenario.grid.axes, &output(scenario, name).values, at)
}

/// As a face prints it.
fn shown(scenario: &Scenario, name: &str, place: &[f64]) -> String {
    number::format(at(scenario, name, place).unwrap(), output(scenario, name).decimals)
}

fn near(found: Option<f64>, wanted: f64) {
    assert!(
        found.is_some_and(|found| (found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0)),
        "{found:?} is not {wanted}"
    );
}

#[test]
fn the_month_of_two_gates_is_what_the_arithmetic_says() {
    let dossier = dossier::assemble(&case());
    let month = named(&dossier, "month");
    let names: Vec<&str> = month.grid.axes.iter().map(|axis| axis.name.as_str()).collect();
    assert_eq!((names, month.page.as_str()), (vec!["gate", "price"], "corridors"));
    assert_eq!(month.grid.axes[0].label, "Trucks a day at North gate, of the count of 31 December 2021");
    assert_eq!(month.unasked, [100.0, 100.0]);
    let outputs: Vec<&str> = month.grid.outputs.iter().map(|output| output.name.as_str()).collect();
    assert_eq!(outputs, ["income", "sold", "share", "carriage"]);
    // January 2022: 31 days of 100 trucks in the north and 30 in the south, 100 t each; 60 USD/t.
    for (gate, price, sold) in [
        (100.0, 100.0, 403.0),
        (0.0, 100.0, 93.0),
        (50.0, 100.0, 248.0),
        (125.0, 50.0, 480.5),
        // What the mine was designed for is told with low confidence, so it binds nothing.
        (150.0, 150.0, 558.0),
        (200.0, 100.0, 713.0),
    ] {
        near(at(month, "sold", &[gate, price]), sold);
        near(at(month, "income", &[gate, price]), sold * 60.0 * price / 100.0 / 1000.0);
        near(at(month, "carriage", &[gate, price]), 0.0);
    }
    near(at(month, "share", &[100.0, 125.0]), 310.0 / 403.0 * 100.0);
    near(at(month, "share", &[0.0, 125.0]), 0.0);
    near(at(month, "share", &[50.0, 50.0]), 155.0 / 248.0 * 100.0);
    // Between two points, on a straight line.
    near(at(month, "sold", &[60.0, 100.0]), 248.0 + 0.4 * 77.5);
    let start: Vec<String> = month.numbers.iter().map(|id| dossier.numbers[id].text()).collect();
    assert_eq!(start, ["100 trucks a day", "60.0 USD/t", "24.2 M USD", "403 kt", "76.9 %", "0.0 M USD"]);
    let rows = &dossier.numbers[&month.numbers[0]].rows;
    let cells: Vec<String> = rows.iter().map(|row| dossier.rows[&row.to_string()].cells[0].1.clone()).collect();
    assert!(cells.contains(&"north_again".to_owned()) && cells.contains(&"load_north".to_owned()), "{cells:?}");
}

#[test]
fn where_the_mine_binds_a_wider_gate_earns_no_more() {
    let sure = format!("mine_sure,mine,ore,design_capacity,2019,6,,Mt/year,{}", TAIL.replace("low", "high"));
    let dossier = dossier::assemble(&case_with(&[("production.csv", sure.as_str())], None));
    let month = named(&dossier, "month");
    assert!(month.title.ends_with("if the gate or the price were other"), "{}", month.title);
    // 6 Mt in a year of 365.25 days, 31 of them: less than the 558 kt of both gates.
    let most = 6000.0 / 365.25 * 31.0;
    for gate in [150.0, 200.0] {
        near(at(month, "sold", &[gate, 100.0]), most);
        near(at(month, "income", &[gate, 150.0]), most * 0.09);
    }
}

#[test]
fn a_lower_price_leaves_what_is_not_worth_its_carriage_and_moves_the_interest() {
    let cost = |id: &str, line: &str, measure: &str, value: &str, unit: &str| {
        format!("{id},{line},{measure},road,,{value},,{unit},2019-01-01,,{TAIL}")
    };
    let rows = [
        cost("north_freight", "haul_north", "freight", "10", "USD/t"),
        cost("south_freight", "haul_south", "freight", "40", "USD/t"),
        cost("north_time", "haul_north", "transit_time", "87.6", "h"),
    ];
    let rows: Vec<(&str, &str)> = rows.iter().map(|row| ("costs.csv", row.as_str())).collect();
    let dossier = dossier::assemble(&case_with(&rows, None));
    let month = named(&dossier, "month");
    // 87.6 hours are a hundredth of a year: 0.10 % of the price, at the interest that the case asks of projects.
    let north = |price: f64, kt: f64| kt * (10.0 + price * 0.001) / 1000.0;
    near(at(month, "carriage", &[100.0, 100.0]), north(60.0, 310.0) + 93.0 * 0.04);
    near(at(month, "carriage", &[100.0, 150.0]), north(90.0, 310.0) + 93.0 * 0.04);
    // At 30 USD/t no tonne pays 40 for its carriage to the south.
    near(at(month, "sold", &[100.0, 50.0]), 310.0);
    near(at(month, "income", &[100.0, 50.0]), 9.3);
    near(at(month, "share", &[100.0, 50.0]), 100.0);
    near(at(month, "carriage", &[100.0, 50.0]), north(30.0, 310.0));
    // With the north shut and that price nothing is sold: of nothing there is no part.
    near(at(month, "sold", &[0.0, 50.0]), 0.0);
    assert_eq!(at(month, "share", &[0.0, 50.0]), None);
}

#[test]
fn a_planned_railway_takes_its_part_of_its_planned_capacity() {
    let link = format!("south_rail,Railway south,mine,south_town,rail_1520,planned,,210,,south,,,,{TAIL}");
    let plan = format!("south_plan,south_rail,design,,open,1.2,,Mt/year,2019,,,{TAIL}");
    let dossier =
        dossier::assemble(&case_with(&[("links.csv", link.as_str()), ("capacities.csv", plan.as_str())], None));
    let month = named(&dossier, "month");
    assert_eq!(month.grid.axes[2].values, [0.0, 50.0, 100.0]);
    assert_eq!(month.grid.axes[2].label, "Railway south built, of its planned capacity");
    assert_eq!(month.unasked, [100.0, 100.0, 0.0]);
    let whole = 1200.0 / 365.25 * 31.0;
    for (line, rail) in [(0.0, 0.0), (50.0, whole / 2.0), (100.0, whole)] {
        near(at(month, "sold", &[100.0, 100.0, line]), 403.0 + rail);
        near(at(month, "sold", &[0.0, 100.0, line]), 93.0 + rail);
        near(at(month, "income", &[50.0, 50.0, line]), (248.0 + rail) * 0.03);
    }
    let room = &dossier.numbers[&month.numbers[2]];
    assert_eq!(room.text(), "102 kt");
    assert!(room.rows.iter().any(|row| dossier.rows[&row.to_string()].cells[0].1 == "south_plan"));
}

#[test]
fn a_railway_of_which_nobody_says_what_it_carries_is_there_or_not() {
    let rows = [
        ("links.csv", format!("north_rail,Railway north,mine,north,rail_1520,existing,2019,100,,,,,,{TAIL}")),
        ("links.csv", format!("reload,Reloading,north,north,transfer,existing,,,,,road_rail,rail_1520,road,{TAIL}")),
        ("costs.csv", format!("by_road,haul_north,freight,road,,10,,USD/t,2019-01-01,,{TAIL}")),
        ("costs.csv", format!("by_rail,north_rail,freight,rail,,4,,USD/t,2019-01-01,,{TAIL}")),
    ];
    let rows: Vec<(&str, &str)> = rows.iter().map(|(file, row)| (*file, row.as_str())).collect();
    let dossier = dossier::assemble(&case_with(&rows, None));
    let month = named(&dossier, "month");
    assert_eq!((month.grid.axes[2].values.as_slice(), month.unasked[2]), (&[0.0, 100.0][..], 100.0));
    near(at(month, "carriage", &[100.0, 100.0, 100.0]), 1.24);
    near(at(month, "carriage", &[100.0, 100.0, 0.0]), 3.1);
    near(at(month, "sold", &[100.0, 100.0, 0.0]), 403.0);
    assert!(month.notes.iter().any(|note| note.contains("No row says what it can carry")), "{:?}", month.notes);
}

#[test]
fn nothing_known_later_moves_a_lever_and_without_a_gate_there_is_none() {
    let later = "north_later,north,throughput,,open,500,,truck/day,2021-06-01,,,example_source,low,assumed,2022-03-01,";
    let later = [("capacities.csv", later)];
    let plain = dossier::assemble(&case());
    let planted = dossier::assemble(&case_with(&later, None));
    assert_eq!(named(&plain, "month"), named(&planted, "month"));
    let after = dossier::assemble(&case_with(&later, Some(date(2022, 3, 1))));
    assert_eq!(after.numbers[&named(&after, "month").numbers[0]].text(), "500 trucks a day");
    // Before anything was known.
    assert!(dossier::assemble(&case_with(&[], Some(date(2019, 12, 31)))).scenarios.is_empty());
    // Both gates closed.
    let shut = |gate: &str| format!("{gate}_now,{gate},throughput,,closed,,,,2021-12-01,,,{TAIL}");
    let (north, south) = (shut("north"), shut("south"));
    let rows = [("capacities.csv", north.as_str()), ("capacities.csv", south.as_str())];
    assert!(dossier::assemble(&case_with(&rows, None)).scenarios.is_empty());
}

/// At the weight of every card without a limit, the grid prints the digits of the card.
fn prints_as_the_cards(scenario: &Scenario, choice: &Choice) {
    let cards: Vec<_> = choice.cards.iter().filter(|card| card.limit.is_none()).collect();
    assert_eq!(scenario.grid.axes[0].values.len(), cards.len());
    for card in cards {
        assert_eq!(scenario.grid.outputs.len(), card.measures.rows.len());
        for (output, row) in scenario.grid.outputs.iter().zip(&card.measures.rows) {
            assert_eq!(shown(scenario, &output.name, &[card.weight]), row[1].text, "{} {}", card.weight, output.name);
            assert_eq!(output.unit, row[2].text);
        }
    }
}

#[test]
fn the_weights_print_what_the_cards_print() {
    let mut study = study();
    let dossier = dossier::assemble_with(&case(), Some(&study));
    let weight = named(&dossier, "weight");
    prints_as_the_cards(weight, dossier.choice.as_ref().unwrap());
    assert_eq!((weight.page.as_str(), weight.unasked.as_slice()), ("balance", &[0.5][..]));
    // A quarter of the way from 0 to 1, so half of that to the plan at 0.5; in fresh futures 4 and 10 below its own.
    near(at(weight, "income", &[0.25]), 391.0);
    near(at(weight, "worst", &[0.25]), 210.0);
    near(at(weight, "share", &[0.25]), 69.0);
    let start: Vec<String> = weight.numbers.iter().map(|id| dossier.numbers[id].text()).collect();
    assert_eq!(start, ["386.0 M USD", "230.0 M USD", "69.0 %"]);
    // A wide bracket takes the same digits from both.
    for point in &mut study.frontier {
        point.bracket =
            point.bracket.map(|bracket| balance::Bracket { upper: bracket.lower + 7.0, closed: false, ..bracket });
        point.income.fresh += 3.0;
    }
    let dossier = dossier::assemble_with(&case(), Some(&study));
    prints_as_the_cards(named(&dossier, "weight"), dossier.choice.as_ref().unwrap());
    // One plan alone leaves nothing to choose, and without a study there is none.
    study.frontier.truncate(1);
    for kept in [Some(&study), None] {
        let dossier = dossier::assemble_with(&case(), kept);
        assert!(dossier.scenarios.iter().all(|scenario| scenario.id != "weight"));
    }
}

#[test]
fn the_shipped_case_starts_from_the_digits_of_its_pages() {
    let (case, study) = (shipped(date(2023, 3, 20)), shipped_study());
    let dossier = dossier::assemble_with(&case, Some(&study));
    assert_eq!(dossier.scenarios.len(), 2);
    prints_as_the_cards(named(&dossier, "weight"), dossier.choice.as_ref().unwrap());
    let month = named(&dossier, "month");
    assert_eq!(month.grid.axes.len(), 3);
    let number = |what: &str| &dossier.numbers[&format!("corridor.optimum.2023-04.as_is.{what}")];
    for what in ["income", "carriage"] {
        assert_eq!(shown(month, what, &month.unasked), number(what).shown, "{what}");
        let near = (at(month, what, &month.unasked).unwrap() - number(what).value).abs();
        assert!(near <= 0.0, "{what} is off by {near}");
    }
    let by = |part: &str| month.numbers.iter().find(|id| id.contains(part)).map(|id| &dossier.numbers[id]).unwrap();
    for (what, part) in [("sold", ".lever.sold."), ("share", ".lever.share.")] {
        assert_eq!(shown(month, what, &month.unasked), by(part).shown, "{what}");
    }
    // Every point has its certificate, and neither a wider gate nor a better price lowers what is earned.
    for output in &month.grid.outputs {
        assert!(output.values.iter().all(Option::is_some), "{}", output.name);
    }
    let net = |place: &[f64]| at(month, "income", place).unwrap() - at(month, "carriage", place).unwrap();
    let [gate, price, line] = month.grid.axes.as_slice() else { panic!("{:?}", month.grid.axes) };
    for (nth, axis) in [gate, price, line].into_iter().enumerate() {
        for pair in axis.values.windows(2) {
            let [mut low, mut high] = [month.unasked.clone(), month.unasked.clone()];
            (low[nth], high[nth]) = (pair[0], pair[1]);
            assert!(net(&high) >= net(&low) - 1e-6, "{}: {pair:?}", axis.name);
        }
    }
    for id in dossier.scenarios.iter().flat_map(|scenario| &scenario.numbers) {
        let rows = &dossier.numbers[id].rows;
        assert!(!rows.is_empty());
        assert!(rows.iter().all(|row| dossier.rows[&row.to_string()].known_on <= date(2023, 3, 20)), "{id}");
    }
    let bytes = serde_json::to_string(&dossier.scenarios).unwrap();
    assert!(bytes.len() <= MOST_BYTES, "{} bytes", bytes.len());
    if let Some(path) = std::env::var_os("SCENARIOS_SHOW") {
        std::fs::write(path, &bytes).unwrap();
    }
    let again = dossier::assemble_with(&case, Some(&study));
    assert!(serde_json::to_string(&again.scenarios).unwrap() == bytes, "two runs differ");
    let early = dossier::assemble(&shipped(date(2021, 6, 30)));
    for scenario in &early.scenarios {
        assert!(scenario.title.contains("July 2021"), "{}", scenario.title);
    }
}

/// What the grid of the shipped case costs, in processor time of one thread. Run by hand:
/// `cargo test --release -p dossier --test scenarios -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a test"]
#[allow(clippy::print_stderr, reason = "a measurement is read")]
fn the_grid_of_the_shipped_case_is_cheap() {
    use corridor::lever::{Bench, Levers, Position};
    let case = shipped(date(2023, 3, 20));
    let network = corridor::network::Network::of(&case);
    let goods = corridor::goods::Goods::of(&network);
    let month = case::value::date::Month::new(2023, 4).unwrap();
    let lines = corridor::line::candidates(&network, case.as_of());
    let spent = || -> f64 {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
        text.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e9
    };
    let before = spent();
    let levers = Levers { month, seen_until: case.as_of(), good: 0, line: lines.get(1).copied() };
    let bench = Bench::of(&network, &goods, levers).unwrap().unwrap();
    let laid = spent();
    let mut solved = 0;
    for nth in 0..120 {
        let part = f64::from(nth % 8) * 0.25;
        let place = Position { gate: part, price: 0.5 + f64::from(nth % 5) * 0.25, line: f64::from(nth % 3) * 0.5 };
        solved += u32::from(bench.at(place).is_ok());
    }
    let done = spent();
    eprintln!("laid out in {:.3} s, {solved} points in {:.3} s of processor time", laid - before, done - laid);
}
