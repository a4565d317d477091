//! What an arc costs and how long it takes, part by part.

use case::Case;
use corridor::charge::{Charges, Part};
use corridor::network::{Arc, ArcKind, Network};
use corridor::range::Range;
use corridor::route::LegKind;

use crate::folder::{case_of, chain, day, near};

fn with(rows: &str) -> Case {
    case_of(&format!(
        "place a city KGZ
         place b city KGZ
         place c city KGZ
         place gate crossing KGZ
         place beyond crossing KAZ
         link haul a b road length_km=100
         link rail a c rail_1520 length_km=300 via=b@120
         link over gate beyond road length_km=10
         transfer change gate beyond gauge_change_transship rail_1520 rail_1435
         transfer reload b b road_rail road rail_1520
         {rows}"
    ))
}

/// The parts of the first arc of a line, as it was on a day.
fn parts(case: &Case, line: &str, at: &str) -> Vec<Part> {
    let network = Network::of(case);
    let ix = network.line(line);
    let first = |arc: &&Arc| arc.line() == ix && !matches!(arc.kind, ArcKind::Move { reverse: true, .. });
    let arc = network.arcs.iter().find(first).unwrap();
    Charges::of(&network).parts(arc, &chain(), day(at))
}

fn one(case: &Case, line: &str) -> Part {
    parts(case, line, "2020-06-01").remove(0)
}

fn usd(case: &Case, line: &str) -> Option<f64> {
    one(case, line).usd_per_t.map(|usd| usd.mid)
}

#[test]
fn a_freight_row_of_the_line_is_its_price() {
    let case = with("cost haul freight 2020-01-01 20 USD/t value_high=24");
    let part = one(&case, "haul");
    assert_eq!((part.kind, part.km, part.estimated), (LegKind::Road, Some(100.0), false));
    assert_eq!(part.usd_per_t, Some(Range { low: 20.0, mid: 22.0, high: 24.0 }));
    // The length and the price stand behind it; the time is not known.
    assert_eq!(part.rows.iter().map(ToString::to_string).collect::<Vec<_>>(), ["costs.csv:2", "links.csv:2"]);
    assert_eq!(part.hours, None);
}

#[test]
fn prices_by_the_tonne_kilometre_and_by_the_vehicle_become_prices_by_the_tonne() {
    near(usd(&with("cost haul freight 2020-01-01 0.05 USD/t/km"), "haul").unwrap(), 5.0);
    let by_truck = with(
        "
        cost haul tariff 2020-01-01 2000 USD/truck
        capacity haul payload 2011-01-01 80 t/truck value_high=120",
    );
    // 2,000 USD over 120, 100 and 80 t.
    let range = one(&by_truck, "haul").usd_per_t.unwrap();
    near(range.low, 2000.0 / 120.0);
    near(range.mid, 20.0);
    near(range.high, 25.0);
    // Without a payload it is no price.
    assert_eq!(usd(&with("cost haul tariff 2020-01-01 2000 USD/truck"), "haul"), None);
}

#[test]
fn a_segment_has_its_part_of_the_price_and_time_of_the_line() {
    let case = with("cost rail freight 2020-01-01 30 USD/t\ncost rail transit_time 2020-01-01 20 h");
    let part = one(&case, "rail");
    // 120 of 300 km are two fifths.
    near(part.usd_per_t.unwrap().mid, 12.0);
    near(part.hours.unwrap().mid, 8.0);
    // By the tonne-kilometre it is counted once, for the 120 km.
    near(usd(&with("cost rail freight 2020-01-01 0.05 USD/t/km"), "rail").unwrap(), 6.0);
}

#[test]
fn without_a_price_of_its_own_a_line_costs_what_the_corridors_of_the_economy_cost() {
    let case = with(
        "
        cost KGZ corridor_cost 2020-01-01 1000 USD/20t/500km mode=road
        cost KGZ corridor_cost 2020-01-01 400 USD/20t/500km mode=rail
        cost KGZ speed 2020-01-01 40 km/h value_high=60 mode=road",
    );
    // 1,000 USD for 20 t and 500 km are 0.1 USD a tonne-kilometre.
    let part = one(&case, "haul");
    near(part.usd_per_t.unwrap().mid, 10.0);
    assert!(part.estimated);
    // 100 km at 60, 50 and 40 km/h.
    let hours = part.hours.unwrap();
    near(hours.low, 100.0 / 60.0);
    near(hours.mid, 2.0);
    near(hours.high, 2.5);
    near(usd(&case, "rail").unwrap(), 120.0 * 0.04);
    // Nothing is known of what no row speaks of.
    let none = with("");
    assert_eq!((one(&none, "haul").usd_per_t, one(&none, "haul").hours), (None, None));
}

#[test]
fn a_price_for_the_good_goes_before_one_for_any_good_and_another_mode_is_none() {
    let case = with(
        "
        cost haul freight 2020-01-01 20 USD/t
        cost haul freight 2020-01-01 15 USD/t product_id=ore",
    );
    near(usd(&case, "haul").unwrap(), 15.0);
    assert_eq!(usd(&with("cost haul freight 2020-01-01 15 USD/t mode=rail"), "haul"), None);
    // A price in another currency is not one in dollars.
    assert_eq!(usd(&with("cost haul freight 2020-01-01 15 EUR/t"), "haul"), None);
}

#[test]
fn the_row_nearest_in_time_speaks() {
    let case = with(
        "
        cost haul freight 2018-01-01 10 USD/t valid_to=2018-12-31
        cost haul freight 2020-01-01 20 USD/t valid_to=2020-12-31
        cost haul freight 2022-01-01 30 USD/t",
    );
    let at = |at: &str| parts(&case, "haul", at)[0].usd_per_t.unwrap().mid;
    for (day, price) in [
        ("2017-01-01", 10.0),
        ("2018-06-01", 10.0),
        ("2019-12-31", 10.0),
        ("2020-06-01", 20.0),
        ("2021-12-31", 20.0),
        ("2025-01-01", 30.0),
    ] {
        assert_eq!(at(day), price, "{day}");
    }
}

#[test]
fn a_border_asks_waiting_cost_and_fee_of_its_crossing() {
    let case = with(
        "
        cost gate waiting_time 2020-01-01 48 h mode=road
        cost gate border_cost 2020-01-01 200 USD/20t
        cost beyond border_fee 2020-01-01 1 USD/t
        cost over freight 2020-01-01 2 USD/t",
    );
    let parts = parts(&case, "over", "2020-06-01");
    let [moving, border] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!((moving.kind, border.kind), (LegKind::Road, LegKind::BorderDwell));
    assert_eq!((border.place.as_str(), border.crossing.as_deref(), border.km), ("gate", Some("gate"), Some(0.0)));
    near(border.hours.unwrap().mid, 48.0);
    // 200 USD for 20 t are 10 USD a tonne, and 1 beyond.
    near(border.usd_per_t.unwrap().mid, 11.0);
    let (sum, unknown) = {
        let network = Network::of(&case);
        let ix = network.line("over");
        let arc = network.arcs.iter().find(|arc| arc.line() == ix).unwrap();
        Charges::of(&network).usd_per_t(arc, &chain(), day("2020-06-01"))
    };
    near(sum.mid, 13.0);
    assert!(!unknown);
}

#[test]
fn a_waiting_time_of_years_ago_is_not_one_of_today() {
    let case = with("cost gate waiting_time 2018-01-01 48 h valid_to=2018-12-31");
    let hours = |at: &str| parts(&case, "over", at)[1].hours.map(|hours| hours.mid);
    assert_eq!(hours("2018-06-01"), Some(48.0));
    // 730 days after the last day of 2018.
    assert_eq!(hours("2020-12-30"), Some(48.0));
    assert_eq!(hours("2020-12-31"), None);
    assert_eq!(hours("2015-01-01"), None);
}

#[test]
fn a_change_of_gauge_costs_by_the_wagon() {
    let case = with(
        "
        cost change gauge_change 2020-01-01 640 USD/wagon
        cost change transit_time 2020-01-01 30 h
        cost gate waiting_time 2020-01-01 12 h mode=rail
        capacity change payload 2011-01-01 64 t/wagon",
    );
    let parts = parts(&case, "change", "2020-06-01");
    let [border, change] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!((border.kind, change.kind), (LegKind::BorderDwell, LegKind::GaugeChange));
    near(border.hours.unwrap().mid, 12.0);
    near(change.usd_per_t.unwrap().mid, 10.0);
    near(change.hours.unwrap().mid, 30.0);
    assert_eq!((change.crossing.as_deref(), change.km), (Some("gate"), Some(0.0)));
}

#[test]
fn reloading_between_road_and_rail_is_handling() {
    let case = with("cost reload handling 2020-01-01 3 USD/t");
    let part = one(&case, "reload");
    assert_eq!((part.kind, part.crossing), (LegKind::Transfer, None));
    near(part.usd_per_t.unwrap().mid, 3.0);
}

#[test]
fn a_place_that_asks_for_handling_does_so_of_all_that_reach_it() {
    let case = with("cost b handling 2020-01-01 4 USD/t\ncost haul freight 2020-01-01 20 USD/t");
    let parts = parts(&case, "haul", "2020-06-01");
    assert_eq!(parts.iter().map(|part| part.kind).collect::<Vec<_>>(), [LegKind::Road, LegKind::Handling]);
    near(parts[1].usd_per_t.unwrap().mid, 4.0);
}
