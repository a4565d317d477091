//! The shipped case: what its months, lines and hindcast must say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::path::Path;
use std::sync::LazyLock;

use case::bundle::Bundle;
use case::cell::Cell;
use case::load::load;
use case::tables::{Flow, FlowMeasure, RegimeStatus};
use case::value::date::{Date, Month};
use case::value::period::Period;
use case::{Case, CaseFolder};
use corridor::flow::{Goal, Programme, Start};
use corridor::goods::Goods;
use corridor::hindcast::{Record, forecast, hindcast};
use corridor::line::{DeadEnd, additions, candidates};
use corridor::network::{Changes, Network, Port};
use corridor::plan::{Plan, Planned};
use corridor::resilience::{LENGTHS, resilience};
use corridor::simulate::{HORIZON, SimulatedMonth, simulate};
use corridor::through::{destinations, mines, through};
use corridor::throughput::{Ask, Throughput, throughput};
use corridor::ways::{By, Finder, Load, matrix};

const DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/mongolia");

static FOLDER: LazyLock<CaseFolder> =
    LazyLock::new(|| load(&Bundle::from_dir(Path::new(DIR)).unwrap()).folder.unwrap());

/// The case on the day from which it is seen.
static CASE: LazyLock<Case> = LazyLock::new(|| FOLDER.as_of(FOLDER.default_as_of()));
static NETWORK: LazyLock<Network<'static>> = LazyLock::new(|| Network::of(&CASE));
static GOODS: LazyLock<Goods> = LazyLock::new(|| Goods::of(&NETWORK));

fn month(year: i16, month: i8) -> Month {
    Month::new(year, month).unwrap()
}

/// The months from January of 2017 to February of 2023.
fn span() -> Vec<Month> {
    (0..74).map(|step| month(2017, 1).plus(step)).collect()
}

fn coal() -> usize {
    GOODS.find("coal").unwrap()
}

/// Coal exports to all partners by month, kt, as the economy's own office last published them.
fn record(case: &Case) -> Record {
    let rows = case.tables().trade.iter().filter(|row| {
        row.reporter == case.economy()
            && row.partner.as_str() == "WLD"
            && row.flow == Flow::Export
            && row.product_id.as_str() == "coal"
            && row.measure == FlowMeasure::Quantity
            && row.vintage.as_str() == "current"
    });
    let kt = |value: f64, factor: f64| value * factor / 1000.0;
    rows.filter_map(|row| match row.period {
        Period::Month(month) => Some((month, kt(row.value.value()?, row.unit.factor()))),
        _ => None,
    })
    .collect()
}

fn planned(at: Month) -> Planned {
    let plan = Plan {
        network: &NETWORK,
        goods: &GOODS,
        changes: Changes::default(),
        months: vec![at],
        seen_until: Some(at.last_day()),
        goal: Goal::Profit,
        stocks: false,
    };
    plan.build()
}

fn optimum(at: Month, seen_until: Date, goal: Goal, worth: bool) -> Throughput {
    let found =
        throughput(&NETWORK, &GOODS, &Ask { month: at, seen_until, changes: Changes::default(), goal, worth }).unwrap();
    assert!(found.certificate.violation <= 1e-7, "{at}: {:?}", found.certificate);
    assert!(found.certificate.gap <= 1e-9, "{at}: {:?}", found.certificate);
    assert!(found.certificate.conservation <= 1e-7, "{at}: {:?}", found.certificate);
    found
}

#[test]
fn the_optimum_of_every_month_has_a_certificate() {
    for at in span() {
        let found = optimum(at, at.last_day(), Goal::Profit, false);
        let most = optimum(at, at.last_day(), Goal::Mass, false);
        assert!(most.sold_kt.iter().sum::<f64>() >= found.sold_kt.iter().sum::<f64>() - 1e-6, "{at}");
        for limit in &found.limits {
            assert!(limit.used <= limit.capacity * (1.0 + 1e-9) + 1e-7, "{at}: {} {}", limit.subject, limit.used);
        }
    }
    // With the worth of what binds, from the day of the view.
    let found = optimum(month(2023, 4), CASE.as_of(), Goal::Profit, true);
    let bind =
        found.limits.iter().filter(|limit| limit.usd_per_vehicle_a_day.is_some() || limit.usd_per_mt_a_year.is_some());
    assert!(bind.count() >= 1);
    assert!(!found.rows.is_empty());
}

#[test]
fn a_gate_closed_all_month_carries_nothing() {
    let mut closed = Vec::new();
    for at in span() {
        let planned = planned(at);
        let solution = Programme::new(planned.model.clone(), &Start::default()).unwrap().solve().unwrap();
        for (limit, of_model) in planned.limits.iter().zip(&planned.model.limits) {
            let capacity = &limit.months[0];
            let shut = capacity.is_known() && capacity.runs.iter().all(|run| run.status == RegimeStatus::Closed);
            if !shut {
                continue;
            }
            closed.push(format!("{} {at}", limit.subject));
            for used in &of_model.uses {
                let kt = used.good.map_or_else(
                    || solution.arc_total(used.arc, 0),
                    |good| solution.on_arc(&planned.model, used.arc, good, 0),
                );
                assert!(kt <= 1e-9, "{} in {at}: {kt} kt", limit.subject);
            }
        }
    }
    // Shiveekhuren was shut from October of 2021 to May of 2022.
    for number in [11, 12] {
        assert!(closed.contains(&format!("shiveekhuren 2021-{number}")), "{closed:?}");
    }
}

#[test]
fn the_hindcast_is_certified_and_beats_the_same_month_of_the_year_before_by_a_third() {
    let found = hindcast(&NETWORK, &GOODS, coal(), &span(), &record(&CASE)).unwrap();
    assert_eq!(found.months.len(), 74);
    for compared in &found.months {
        let simulated = &compared.simulated;
        assert!(simulated.violation <= 1e-7 && simulated.gap <= 1e-9, "{}: {simulated:?}", simulated.month);
        assert!(compared.recorded_kt.is_some(), "{} is not recorded", simulated.month);
    }
    let scores = found.compare(month(2019, 1), month(2022, 12)).unwrap();
    assert_eq!(scores.model.months, 48);
    assert!(scores.against_seasonal() <= -1.0 / 3.0, "{scores:?}");
    assert!(scores.model.mae < scores.constant.mae, "{scores:?}");
}

#[test]
fn the_simulation_does_not_see_what_was_exported() {
    let span: Vec<Month> = span().into_iter().take(30).collect();
    let whole = simulate(&NETWORK, &GOODS, &span, None, HORIZON).unwrap();
    let mut bundle = Bundle::from_dir(Path::new(DIR)).unwrap();
    let trade = String::from_utf8(std::fs::read(Path::new(DIR).join("trade.csv")).unwrap()).unwrap();
    let header: String = trade
        .lines()
        .take_while(|line| line.starts_with('#') || line.starts_with("reporter"))
        .collect::<Vec<_>>()
        .join("\n");
    bundle.insert("trade.csv", header);
    let folder = load(&bundle).folder.unwrap();
    let case = folder.as_of(FOLDER.default_as_of());
    assert!(record(&case).is_empty() && !record(&CASE).is_empty());
    let network = Network::of(&case);
    let without = simulate(&network, &Goods::of(&network), &span, None, HORIZON).unwrap();
    assert_eq!(whole, without);
}

/// The months of a shorter run, and of a view that does not know yet what came later.
#[test]
fn a_month_is_simulated_from_what_was_known_alone() {
    let span: Vec<Month> = span().into_iter().take(20).collect();
    let whole = simulate(&NETWORK, &GOODS, &span, None, HORIZON).unwrap();
    let short = simulate(&NETWORK, &GOODS, &span[..9], None, HORIZON).unwrap();
    assert_eq!(whole[..9], short);
    // What came to be known later, gathered under the day of the view, changes nothing of an earlier view.
    let early = Date::parse("2021-06-30").unwrap();
    let view = FOLDER.as_of(early);
    assert!(view.tables().capacities.iter().all(|row| row.known_on <= early));
    let kt = |found: &[SimulatedMonth]| found.iter().map(|month| month.sold_kt.clone()).collect::<Vec<_>>();
    let network = Network::of(&view);
    let of_view = simulate(&network, &Goods::of(&network), &span, None, HORIZON).unwrap();
    let mut bundle = Bundle::from_dir(Path::new(DIR)).unwrap();
    let later = "\nlate_row,gashuunsukhait,throughput,coal,closed,,,,2017-03,,,case_author,low,assumed,2021-07-01,\n";
    let capacities = std::fs::read_to_string(Path::new(DIR).join("capacities.csv")).unwrap();
    bundle.insert("capacities.csv", format!("{}{later}", capacities.trim_end()));
    let with = load(&bundle).folder.unwrap();
    let view = with.as_of(early);
    let network = Network::of(&view);
    assert_eq!(kt(&simulate(&network, &Goods::of(&network), &span, None, HORIZON).unwrap()), kt(&of_view));
    let after = with.as_of(Date::parse("2021-07-01").unwrap());
    let network = Network::of(&after);
    assert_ne!(kt(&simulate(&network, &Goods::of(&network), &span, None, HORIZON).unwrap()), kt(&of_view));
}

/// On the day of the view one of the two lines is not yet open and the other ends at a gate that nobody counted.
#[test]
fn the_lines_to_zuunbayan_and_khangi_carry_nothing_and_it_is_said_why() {
    let at = month(2023, 4);
    let found = optimum(at, CASE.as_of(), Goal::Profit, false);
    for line in ["tt_zb_rail", "zb_khangi_rail"] {
        assert!(found.lines.iter().all(|(id, _, _)| id != line), "{line}");
    }
    let both = [NETWORK.line("tt_zb_rail").unwrap(), NETWORK.line("zb_khangi_rail").unwrap()];
    assert!(both.iter().all(|line| candidates(&NETWORK, CASE.as_of()).contains(line)));
    let added = additions(&NETWORK, &GOODS, at, CASE.as_of(), &both).unwrap();
    let [to_zuunbayan, to_khangi] = added.as_slice() else { panic!("{added:?}") };
    // Under construction: counted as built, it would lead on to the main line, not to Khangi.
    assert!(!to_zuunbayan.built);
    assert!(to_khangi.built && to_khangi.on_line_kt <= 1e-9 && to_khangi.added_kusd.abs() <= 1e-3);
    let khangi = &NETWORK.places[NETWORK.place("khangi").unwrap().0].name;
    assert_eq!(to_khangi.dead_end, Some(DeadEnd::NoCountedGate { place: khangi.clone() }));
    // Nor does anything go to Khangi when both are built.
    let changes = Changes::default().building("tt_zb_rail").building("zb_khangi_rail");
    let ask = Ask { month: at, seen_until: CASE.as_of(), changes, goal: Goal::Mass, worth: false };
    let with = throughput(&NETWORK, &GOODS, &ask).unwrap();
    assert!(with.lines.iter().all(|(id, _, _)| id != "zb_khangi_rail"));
}

#[test]
fn what_breaks_the_network_is_told_in_order() {
    let at = month(2023, 4);
    let found = resilience(&NETWORK, &GOODS, at, CASE.as_of(), &LENGTHS, 7).unwrap();
    let tiny = 1e-6 * found.base_kusd;
    let alone = |id: &str, months| {
        found
            .singles
            .iter()
            .find(|loss| loss.closed == [id] && loss.months == months)
            .map_or(0.0, |loss| loss.lost_kusd)
    };
    for loss in &found.singles {
        assert!(alone(&loss.closed[0], 1) <= alone(&loss.closed[0], 3) + tiny);
        assert!(alone(&loss.closed[0], 3) <= alone(&loss.closed[0], 6) + tiny);
    }
    for pair in &found.pairs {
        for id in &pair.closed {
            assert!(pair.lost_kusd >= alone(id, pair.months) - tiny, "{pair:?}");
        }
    }
    assert!(!found.curves.is_empty());
    for curve in &found.curves {
        assert!(curve.lost_kusd.is_sorted_by(|a, b| *a <= b + tiny), "{curve:?}");
    }
    assert!(found.failures.worst.is_sorted_by(|a, b| a.1 >= b.1));
    assert!(found.failures.worst.last().is_some_and(|(_, part)| *part < 1e-6));
}

#[test]
fn with_one_neighbour_closed_the_mass_that_can_leave_is_no_more_than_before() {
    let at = month(2023, 4);
    let most = optimum(at, CASE.as_of(), Goal::Mass, false).sold_kt.iter().sum::<f64>();
    for economy in CASE.gateways() {
        let found = through(&NETWORK, &GOODS, *economy, at, CASE.as_of(), &Changes::default()).unwrap();
        assert!(found.only_through <= found.best_through && found.best_through <= found.pairs);
        assert!(found.kt.1 <= found.kt.0 + 1e-9 && found.kusd.1 <= found.kusd.0 + 1e-6);
        assert!(found.most_without_kt <= most + 1e-6);
    }
}

#[test]
fn ways_from_every_mine_are_in_order_and_pass_no_place_twice() {
    let load = Load { chain: GOODS.goods[coal()].chain.clone(), usd_per_t: 150.0 };
    let finder = Finder::new(&NETWORK, CASE.as_of(), Changes::default(), load).unwrap();
    let all = matrix(&finder, &mines(&GOODS), &destinations(&NETWORK), By::Generalised, 3).unwrap();
    assert!(!all.is_empty());
    for ways in all.values() {
        assert!(ways.is_sorted_by(|a, b| a.weight <= b.weight + 1e-9));
        for way in ways {
            let moving: Vec<&str> =
                way.legs.iter().filter(|leg| leg.kind.is_moving()).map(|leg| leg.place.as_str()).collect();
            assert!(moving.iter().enumerate().all(|(at, place)| !moving[..at].contains(place)), "{moving:?}");
            assert!(!moving.contains(&way.from.as_str()));
        }
    }
}

#[test]
fn the_forecast_holds_the_last_regime() {
    let errors = corridor::hindcast::PastErrors { classes: vec![(36, vec![-100.0, 0.0, 50.0])] };
    let found = forecast(&NETWORK, &GOODS, coal(), month(2023, 2), 4, &errors).unwrap();
    assert_eq!(found.len(), 4);
    for step in &found {
        assert!(step.model_kt > 0.0 && step.p10_kt <= step.p50_kt && step.p50_kt <= step.p90_kt);
    }
}

#[test]
fn every_mine_with_a_way_out_stands_on_a_line() {
    for mine in &GOODS.mines {
        let out = NETWORK.node(mine.place, Port::Out).unwrap();
        assert!(NETWORK.arcs.iter().any(|arc| arc.from == out), "{}", NETWORK.places[mine.place.0].name);
    }
}
