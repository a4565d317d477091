//! Random small folders: months in order, views of the past, closed gates, ways.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use case::value::date::{Date, Month};
use case::{Case, CaseFolder};
use corridor::flow::{Goal, Programme, Start};
use corridor::goods::Goods;
use corridor::network::{Changes, Network};
use corridor::plan::Plan;
use corridor::resilience::resilience;
use corridor::simulate::{HORIZON, SimulatedMonth, simulate};
use corridor::throughput::{Ask, throughput};
use corridor::ways::{By, Finder, Load};
use proptest::prelude::*;

use crate::cases;
use crate::folder::{chain, day, folder, month, months, near};

/// What a row of a gate says.
#[derive(Debug, Clone, Copy)]
enum Says {
    Closed,
    Open,
    Limited,
    Trucks(u32),
    Linear(u32),
}

/// A row of a gate: the day from which it holds, for how many days where it ends, whether it is of ore alone.
#[derive(Debug, Clone, Copy)]
struct Row {
    from: u32,
    days: Option<u32>,
    ore: bool,
    says: Says,
}

fn says() -> impl Strategy<Value = Says> {
    prop_oneof![
        1 => Just(Says::Closed),
        1 => Just(Says::Open),
        1 => Just(Says::Limited),
        4 => (0..300_u32).prop_map(Says::Trucks),
        1 => (0..300_u32).prop_map(Says::Linear),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    (0..400_u32, prop::option::weighted(0.3, 0..40_u32), any::<bool>(), says())
        .prop_map(|(from, days, ore, says)| Row { from, days, ore, says })
}

/// A folder: rows of each of its gates, what the mine gives in a day and has room for, and cost of each way.
#[derive(Debug, Clone)]
struct Spec {
    gates: Vec<(Vec<Row>, u32)>,
    kt_day: u32,
    room: Option<u32>,
    salt: bool,
}

fn specs() -> impl Strategy<Value = Spec> {
    let gate = (prop::collection::vec(row(), 0..6), 0..60_u32);
    let gates = prop::collection::vec(gate, 1..=3);
    (gates, 1..40_u32, prop::option::of(1..900_u32), any::<bool>()).prop_map(|(gates, kt_day, room, salt)| Spec {
        gates,
        kt_day,
        room,
        salt,
    })
}

fn day_after(days: u32) -> Date {
    let span = jiff::ToSpan::days(i64::from(days));
    day("2020-01-01").checked_add(span).unwrap()
}

impl Row {
    fn line(self, gate: usize, more: &str) -> String {
        let (value, words) = match self.says {
            Says::Closed => ("- -".to_owned(), "status=closed"),
            Says::Open => ("- -".to_owned(), ""),
            Says::Limited => ("- -".to_owned(), "status=limited"),
            Says::Trucks(trucks) => (format!("{trucks} truck/day"), ""),
            Says::Linear(trucks) => (format!("{trucks} truck/day"), "interpolation=linear"),
        };
        let end = self.days.map_or(String::new(), |days| format!("valid_to={}", day_after(self.from + days)));
        let good = if self.ore { "product_id=ore" } else { "" };
        format!("capacity gate_{gate} throughput {} {value} {words} {end} {good} {more}", day_after(self.from))
    }
}

impl Spec {
    fn lines(&self) -> String {
        let known = "known_on=2020-01-01";
        let mut out = String::from("place mine mine KGZ\nplace end junction KGZ\nlink dead mine end rail_1520\n");
        writeln!(out, "production mine ore design_capacity 2010 {} kt/day {known}", self.kt_day).unwrap();
        if let Some(room) = self.room {
            writeln!(out, "production mine ore stock 2018-12-31 {room} kt {known}").unwrap();
        }
        if self.salt {
            writeln!(out, "product salt total\nprice KGZ salt 2019 70 USD/t {known}").unwrap();
            writeln!(out, "production mine salt design_capacity 2010 3 kt/day {known}").unwrap();
        }
        writeln!(out, "price KGZ ore 2019 50 USD/t {known}\ncapacity mine payload 2010-01-01 100 t/truck").unwrap();
        for (gate, (rows, cost)) in self.gates.iter().enumerate() {
            writeln!(out, "place gate_{gate} crossing KGZ\nplace beyond_{gate} crossing KAZ").unwrap();
            writeln!(out, "link haul_{gate} mine gate_{gate} road\nlink over_{gate} gate_{gate} beyond_{gate} road")
                .unwrap();
            writeln!(out, "cost haul_{gate} freight 2019-01-01 {cost} USD/t").unwrap();
            for row in rows {
                writeln!(out, "{}", row.line(gate, "")).unwrap();
            }
        }
        out
    }

    fn folder(&self) -> CaseFolder {
        folder(&self.lines())
    }
}

fn run(case: &Case, span: &[Month]) -> Vec<SimulatedMonth> {
    let network = Network::of(case);
    simulate(&network, &Goods::of(&network), span, None, HORIZON).unwrap()
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn a_rolling_run_is_the_beginning_of_a_longer_one(spec in specs(), length in 1..8_i32) {
        let case = spec.folder().as_of(Date::MAX);
        let long = run(&case, &months(2020, 1, 10));
        let short = run(&case, &months(2020, 1, length));
        prop_assert_eq!(&short[..], &long[..short.len()]);
        for month in &long {
            prop_assert!(month.violation <= 1e-7 && month.gap <= 1e-9);
            // Nothing is kept beyond the room that there is.
            prop_assert!(month.stock_kt <= f64::from(spec.room.unwrap_or(0)) + 1e-6, "{}", month.stock_kt);
            prop_assert!(month.lines.iter().all(|(line, _)| line != "dead"));
        }
    }

    #[test]
    fn a_row_known_later_changes_nothing_before_its_day(spec in specs(), gate in 0..3_usize, later in row()) {
        let without = spec.folder().as_of(day("2021-12-31"));
        let gate = gate % spec.gates.len();
        let lines = format!("{}{}", spec.lines(), later.line(gate, "known_on=2022-01-01"));
        let with = folder(&lines).as_of(day("2021-12-31"));
        let span = months(2020, 1, 6);
        prop_assert_eq!(run(&with, &span), run(&without, &span));
    }

    /// Regimes after the end of a month are not seen in it.
    #[test]
    fn a_regime_that_begins_later_changes_nothing_before(spec in specs(), gate in 0..3_usize, later in row()) {
        // A row to which a straight line leads is seen beforehand: that is what the line says.
        prop_assume!(!spec.gates.iter().flat_map(|(rows, _)| rows).any(|row| matches!(row.says, Says::Linear(_))));
        let gate = gate % spec.gates.len();
        let later = Row { from: 121 + later.from, ..later };
        let lines = format!("{}{}", spec.lines(), later.line(gate, ""));
        let kt = |case: &Case| run(case, &months(2020, 1, 4)).into_iter().map(|month| month.sold_kt).collect::<Vec<_>>();
        prop_assert_eq!(kt(&folder(&lines).as_of(Date::MAX)), kt(&spec.folder().as_of(Date::MAX)));
    }

    #[test]
    fn no_gate_lets_pass_more_than_its_month_and_a_closed_one_nothing(spec in specs(), step in 0..13_i32) {
        let case = spec.folder().as_of(Date::MAX);
        let network = Network::of(&case);
        let goods = Goods::of(&network);
        let at = month(2020, 1).plus(step);
        for goal in [Goal::Profit, Goal::Mass] {
            let plan = Plan {
                network: &network, goods: &goods, changes: Changes::default(), months: vec![at],
                seen_until: Some(at.last_day()), goal, stocks: false,
            };
            let planned = plan.build();
            let solution = Programme::new(planned.model.clone(), &Start::default()).unwrap().solve().unwrap();
            prop_assert!(solution.certificate.accepts() && solution.conservation <= 1e-7);
            let mut through: BTreeMap<(String, usize), f64> = BTreeMap::new();
            for (arc, ix) in planned.arcs.iter().enumerate() {
                for crossing in &network.arcs[ix.0].crossings {
                    for (place, (good, _)) in planned.model.arcs[arc].goods.iter().enumerate() {
                        let id = network.places[crossing.0].id.clone();
                        *through.entry((id, *good)).or_default() += solution.flow[arc][place][0];
                    }
                }
            }
            for (limit, of_model) in planned.limits.iter().zip(&planned.model.limits) {
                let kt = |good: usize| through.get(&(limit.subject.clone(), good)).copied().unwrap_or(0.0);
                match limit.good {
                    Some(good) => prop_assert!(kt(good) * 1000.0 <= limit.months[0].tonnes.mid + 1e-3),
                    None => {
                        // The goods without a newer count of their own; each travels in trucks of 100 t.
                        let under: BTreeSet<usize> = of_model.uses.iter().filter_map(|used| used.good).collect();
                        let all: f64 = under.into_iter().map(kt).sum();
                        prop_assert!(all * 1000.0 <= limit.months[0].shared_units * 100.0 + 1e-3);
                    }
                }
            }
            // Days that nobody counts, or on which it is closed, carry nothing.
            for (gate, (rows, _)) in spec.gates.iter().enumerate() {
                let counts = rows.iter().any(|row| matches!(row.says, Says::Trucks(_) | Says::Linear(_)));
                if !counts {
                    let sum: f64 = (0..goods.goods.len()).filter_map(|good| through.get(&(format!("gate_{gate}"), good))).sum();
                    prop_assert!(sum.abs() <= 1e-9);
                }
            }
            // Home is left by no dead end.
            prop_assert!(planned.arcs.iter().all(|ix| network.line_of_arc(&network.arcs[ix.0]).is_none_or(|line| line.id != "dead")
                || solution.arc_total(planned.arcs.iter().position(|other| other == ix).unwrap(), 0) <= 1e-9));
        }
    }

    #[test]
    fn income_less_carriage_is_what_the_plan_makes_largest(spec in specs(), step in 0..13_i32) {
        let case = spec.folder().as_of(Date::MAX);
        let network = Network::of(&case);
        let at = month(2020, 1).plus(step);
        let ask = |goal| Ask { month: at, seen_until: at.last_day(), changes: Changes::default(), goal, worth: true };
        let goods = Goods::of(&network);
        let profit = throughput(&network, &goods, &ask(Goal::Profit)).unwrap();
        let mass = throughput(&network, &goods, &ask(Goal::Mass)).unwrap();
        near(profit.net_kusd, profit.solution.objective);
        prop_assert!(profit.net_kusd >= mass.net_kusd - 1e-6 * mass.net_kusd.abs().max(1.0));
        let sum = |sold: &[f64]| sold.iter().sum::<f64>();
        prop_assert!(sum(&mass.sold_kt) >= sum(&profit.sold_kt) - 1e-6);
        // What one more of a limit is worth is never more than what one less costs.
        for worth in profit.limits.iter().flat_map(|limit| [limit.usd_per_vehicle_a_day, limit.usd_per_mt_a_year]).flatten() {
            prop_assert!(worth.more <= worth.less * (1.0 + 1e-6) + 1e-3, "{worth:?}");
        }
    }
}

/// Roads between places at random, each with a price.
fn roads() -> impl Strategy<Value = Vec<(usize, usize, u32)>> {
    prop::collection::vec((0..6_usize, 1..6_usize, 1..50_u32), 4..12)
        .prop_map(|roads| roads.into_iter().map(|(from, step, cost)| (from, (from + step) % 6, cost)).collect())
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn ways_are_in_order_without_loops_and_without_the_best_the_second_is_best(roads in roads(), rails in roads()) {
        let mut lines = String::new();
        for place in 0..6 {
            let economy = if place < 4 { "KGZ" } else { "KAZ" };
            writeln!(lines, "place p{place} city {economy}\ntransfer up{place} p{place} p{place} road_rail road rail_1520").unwrap();
            writeln!(lines, "cost up{place} handling 2019-01-01 2 USD/t").unwrap();
        }
        for (layer, list) in [("road", &roads), ("rail_1520", &rails)] {
            for (index, (from, to, cost)) in list.iter().enumerate() {
                writeln!(lines, "link {layer}_{index} p{from} p{to} {layer} length_km=7").unwrap();
                writeln!(lines, "cost {layer}_{index} freight 2019-01-01 {cost} USD/t").unwrap();
            }
        }
        let case = folder(&lines).as_of(Date::MAX);
        let network = Network::of(&case);
        let (from, to) = (network.place("p0").unwrap(), network.place("p5").unwrap());
        let find = |changes: Changes, k| {
            let load = Load { chain: chain(), usd_per_t: 0.0 };
            Finder::new(&network, day("2020-01-01"), changes, load).unwrap().ways(from, to, By::Cost, k).unwrap()
        };
        let found = find(Changes::default(), 5);
        prop_assert!(found.is_sorted_by(|a, b| a.weight <= b.weight + 1e-9));
        let mut seen = BTreeSet::new();
        for way in &found {
            near(way.weight, way.legs.iter().filter_map(|leg| leg.usd).map(|usd| usd.mid).sum());
            near(way.at_least.usd.unwrap().mid, way.weight);
            near(way.profile.points.last().unwrap().km.unwrap(), way.legs.iter().filter_map(|leg| leg.km).sum());
            let places: Vec<&str> = way.legs.iter().filter(|leg| leg.kind.is_moving()).map(|leg| leg.place.as_str()).collect();
            prop_assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len());
            prop_assert!(!places.contains(&"p0"));
            prop_assert!(seen.insert(way.lines.clone()));
        }
        // With one of its lines closed, the best of the others is at least as good as any that does not take the line.
        if let Some(line) = found.first().and_then(|best| best.lines.first()) {
            let others = find(Changes::default().closing(line.clone()), 1);
            let second = found.iter().find(|way| !way.lines.contains(line));
            if let Some(second) = second {
                near(others[0].weight, second.weight);
            }
            prop_assert!(others.iter().all(|way| !way.lines.contains(line) && way.weight >= found[0].weight - 1e-9));
        }
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn no_pair_loses_less_than_its_halves_nor_a_longer_closing_less_than_a_shorter(spec in specs()) {
        let case = spec.folder().as_of(Date::MAX);
        let network = Network::of(&case);
        let at = month(2020, 8);
        let found = resilience(&network, &Goods::of(&network), at, at.last_day(), &[1, 4], 3).unwrap();
        let tiny = 1e-5 * found.base_kusd.abs().max(1.0);
        let alone = |id: &str, months| {
            let closed = |loss: &&corridor::resilience::Loss| loss.closed == [id] && loss.months == months;
            found.singles.iter().find(closed).map_or(0.0, |loss| loss.lost_kusd)
        };
        for loss in &found.singles {
            prop_assert!(loss.lost_kusd <= found.base_kusd + tiny);
            prop_assert!(alone(&loss.closed[0], 1) <= alone(&loss.closed[0], 4) + tiny);
        }
        for pair in &found.pairs {
            for id in &pair.closed {
                prop_assert!(pair.lost_kusd >= alone(id, pair.months) - tiny);
            }
        }
        for curve in &found.curves {
            prop_assert!(curve.lost_kusd.is_sorted_by(|a, b| *a <= b + tiny), "{:?}", curve.lost_kusd);
        }
    }
}
