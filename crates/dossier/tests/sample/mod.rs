//! A small invented country with two gates, and a study of it made by hand: numbers that are easy to follow.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a sample that cannot be read should stop the test")]

use balance::country::{Buyer, Decided, Figure, LeftOut, Periods, Wanted};
use balance::study::{Bar, Change, Limited, Measure, Pair, Parameter, Point, Step, Study, Today, Value, Worth};
use case::Case;
use case::bundle::Bundle;
use case::cell::Cell as _;
use case::load::load;
use case::value::date::Date;
use case::value::economy::Economy;

const ROWS: &str = include_str!("../../../landlocked/tests/common/two_gates.txt");

/// The country as of the day of its folder.
pub(crate) fn case() -> Case {
    case_with(&[], None)
}

/// The country with more rows (file, row), as of a day; that of its folder when `None`.
pub(crate) fn case_with(more: &[(&str, &str)], day: Option<Date>) -> Case {
    let mut files = case::template::template(Economy::parse("KGZ").unwrap());
    let rows: Vec<(&str, &str)> =
        ROWS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect();
    for (name, text) in &mut files {
        let cleared = rows.iter().any(|(file, _)| file == name) && name != "products.csv";
        if cleared || ["calendar.csv", "costs.csv", "events.csv"].contains(&name.as_str()) {
            *text = text.lines().filter(|line| !line.starts_with("example_")).flat_map(|line| [line, "\n"]).collect();
        }
    }
    for (file, row) in rows.iter().chain(more) {
        let text = files.get_mut(*file).unwrap();
        text.push_str(row);
        text.push('\n');
    }
    let settings = files.get_mut("case.toml").unwrap();
    *settings = settings.replace("gateways = []", "gateways = [\"KAZ\", \"UZB\"]");
    let loaded = load(&Bundle::from_files("two gates", files));
    let folder = loaded.folder.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    folder.as_of(day.unwrap_or_else(|| folder.default_as_of()))
}

fn measure(value: f64, fresh: f64, half: f64) -> Measure {
    Measure { value, fresh, low: fresh - half, high: fresh + half }
}

fn bracket(objective: f64) -> balance::Bracket {
    balance::Bracket {
        lower: -objective,
        upper: -objective + 0.001,
        gap: 1e-6,
        closed: true,
        claimed: false,
        worst_cut: 1e-9,
        rounded_cuts: 0,
    }
}

/// `[contract north, contract south, lanes north, lanes south]` as parts, with what it comes to.
fn point(lambda: f64, plan: [f64; 4], income: f64, worst: f64, share: f64) -> Point {
    Point {
        lambda,
        bracket: Some(bracket((1.0 - lambda) * income + lambda * worst)),
        plan: plan.into(),
        income: measure(income, income - 4.0, 5.0),
        worst: measure(worst, worst - 10.0, 12.0),
        share: measure(share, share - 0.01, 0.02),
        contracts: Some(0.5),
        sold: vec![4000.0, 2000.0 * plan[3]],
        passed: vec![4000.0, 2000.0 * plan[3]],
        rounds: 3,
    }
}

fn decided(id: &str, name: &str, kind: &str, (most, unit): (f64, &str), today: f64) -> Decided {
    Decided {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        most,
        unit: unit.to_owned(),
        per_unit: 1.0 / most,
        today,
        cost: 0.0,
        buyer: None,
        opens: None,
        rows: Vec::new(),
    }
}

fn buyer(id: &str, name: &str, economy: &str) -> Buyer {
    Buyer {
        id: id.to_owned(),
        name: name.to_owned(),
        good: 0,
        economy: economy.to_owned(),
        gateway: economy.to_owned(),
        price: 60.0,
        carriage: 0.0,
        most: None,
        via: Vec::new(),
        rows: Vec::new(),
    }
}

fn figure(id: &str, kind: &str, (value, low, high): (f64, f64, f64), unit: &str) -> Figure {
    Figure {
        id: id.to_owned(),
        kind: kind.to_owned(),
        subject: String::new(),
        product: "ore".to_owned(),
        value,
        low: Some(low),
        high: Some(high),
        unit: unit.to_owned(),
        assumed: true,
        note: "invented".to_owned(),
        row: None,
    }
}

fn change(id: &str, name: &str, from: f64, to: f64, unit: &str) -> Change {
    Change { id: id.to_owned(), name: name.to_owned(), from, to, unit: unit.to_owned() }
}

fn limited(limit: f64, point: Point, premium: f64, again: Option<(f64, f64)>) -> Limited {
    let broken = (point.share.value - limit).max(0.0);
    Limited { limit, premium, a_point: premium / 10.0, again, broken, point }
}

/// A study with every part.
#[allow(clippy::too_many_lines, reason = "a list of values")]
pub(crate) fn study() -> Study {
    let frontier = vec![
        point(0.0, [0.0, 0.0, 1.0, 1.0], 400.0, 200.0, 0.7),
        point(0.5, [0.0, 1.0, 1.0, 1.0], 390.0, 240.0, 0.7),
        point(1.0, [0.0, 1.0, 1.0, 1.0], 390.0, 240.0, 0.7),
    ];
    let today = Point { bracket: None, rounds: 0, ..point(0.0, [0.75, 0.0, 0.0, 0.0], 300.0, 150.0, 0.8) };
    Study {
        fingerprint: "by hand".to_owned(),
        as_of: "2021-12-31".to_owned(),
        neighbour: "KAZ".to_owned(),
        wanted: Wanted::default(),
        alpha: 0.95,
        fresh: 1000,
        periods: Periods { months: Vec::new(), count: 4, length: 3, names: vec!["2022-01".to_owned()] },
        decisions: vec![
            decided("contract_north", "Ore sold ahead to the north", "contract", (200.0, "kt/month"), 0.75),
            decided("contract_south", "Ore sold ahead to the south", "contract", (100.0, "kt/month"), 0.0),
            decided("more_north", "More lanes at the north gate", "expansion", (50.0, "truck/day"), 0.0),
            decided("more_south", "More lanes at the south gate", "expansion", (60.0, "truck/day"), 0.0),
        ],
        buyers: vec![
            buyer("north_smelter", "Smelters in the north", "KAZ"),
            buyer("south_smelter", "Smelters in the south", "UZB"),
        ],
        goods: vec!["Ore".to_owned()],
        gates: vec![
            ("over_north".to_owned(), "Over the north border".to_owned()),
            ("over_south".to_owned(), "Over the south border".to_owned()),
        ],
        figures: vec![
            figure("ore_mining", "mining_cost", (20.0, 10.0, 30.0), "USD/t"),
            figure("discount", "contract_discount", (2.0, 0.0, 5.0), "percent"),
        ],
        parameters: vec![
            Parameter {
                name: "length of a closure".to_owned(),
                about: "north".to_owned(),
                value: Some(4.0),
                low: None,
                high: None,
                unit: "month".to_owned(),
                basis: "estimated".to_owned(),
                n: 1,
                rows: vec!["capacities.csv:99999".to_owned()],
                words: "one episode, replayed".to_owned(),
            },
            Parameter {
                name: "rate of closures".to_owned(),
                about: "south".to_owned(),
                value: None,
                low: None,
                high: None,
                unit: "event/year".to_owned(),
                basis: "missing".to_owned(),
                n: 0,
                rows: Vec::new(),
                words: "nothing is on record".to_owned(),
            },
        ],
        left_out: vec![LeftOut { id: "tunnel".to_owned(), why: "is about something that no mine reaches".to_owned() }],
        uncounted: vec!["West gate".to_owned()],
        steps: vec![
            Step {
                decisions: vec![change("contract_south", "Ore sold ahead to the south", 0.0, 100.0, "kt/month")],
                ways: Vec::new(),
            },
            Step { decisions: Vec::new(), ways: Vec::new() },
        ],
        today: Today {
            point: today,
            nearest: 1,
            changes: vec![
                change("contract_north", "Ore sold ahead to the north", 150.0, 0.0, "kt/month"),
                change("more_north", "More lanes at the north gate", 0.0, 50.0, "truck/day"),
            ],
        },
        limited: vec![
            limited(0.6, point(0.5, [0.0, 1.0, 0.5, 1.0], 350.0, 220.0, 0.6), 30.0, Some((3.1, 2.9))),
            limited(0.4, point(0.5, [0.0, 1.0, 0.0, 1.0], 300.0, 200.0, 0.5), 65.0, None),
        ],
        projects: vec![
            Worth { decision: 2, within: 60.0, alone: 55.0, within_gap: 0.002, taken: 1.0 },
            Worth { decision: 3, within: 61.0, alone: 56.0, within_gap: 0.002, taken: 1.0 },
        ],
        pairs: vec![Pair { first: 2, second: 3, together: 116.0, beyond: 5.0 }],
        tornado: vec![
            Bar { figure: 1, objective: (316.0, 315.0, 313.0), low_changes: Vec::new(), high_changes: Vec::new() },
            Bar {
                figure: 0,
                objective: (370.0, 315.0, 260.0),
                low_changes: Vec::new(),
                high_changes: vec!["more_south".to_owned()],
            },
        ],
        value: Value {
            recourse: 400.0,
            mean_promise: 420.0,
            mean_plan: 395.0,
            stochastic_solution: 5.0,
            wait_and_see: 410.0,
            perfect_information: 10.0,
        },
        failed: Vec::new(),
        frontier,
    }
}
