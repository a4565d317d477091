//! What breaks the network: closings alone, in pairs, longer and longer, and one after another.

use std::collections::BTreeMap;

use case::Case;
use corridor::goods::Goods;
use corridor::network::Network;
use corridor::resilience::{LENGTHS, Loss, Resilience, resilience};

use crate::folder::{case_of, day, month, near};

/// A mine with two gates: `gate` of 100 trucks a day near by, `post` of 40 farther off, and a road that leads nowhere.
const TWO_GATES: &str = "
    place mine mine KGZ
    place gate crossing KGZ
    place beyond crossing KAZ
    place post crossing KGZ
    place far crossing CHN
    place nowhere city KGZ
    link haul mine gate road length_km=100
    link over gate beyond road length_km=10
    link long mine post road length_km=300
    link out post far road length_km=10
    link idle mine nowhere road length_km=10
    price KGZ ore 2019 50 USD/t
    capacity haul payload 2010-01-01 100 t/truck
    capacity gate throughput 2019-01-01 100 truck/day
    capacity post throughput 2019-01-01 40 truck/day
    cost haul freight 2019-01-01 10 USD/t
    cost long freight 2019-01-01 30 USD/t
";

fn with(rows: &str) -> Case {
    case_of(&format!("{TWO_GATES}{rows}"))
}

/// 2021 has 365 days, January 31 of them, the first three months 90.
fn of(case: &Case, seed: u64) -> Resilience {
    let network = Network::of(case);
    resilience(&network, &Goods::of(&network), month(2021, 1), day("2021-01-31"), &LENGTHS, seed).unwrap()
}

const PLENTY: &str = "production mine ore design_capacity 2010 36.525 Mt/year\n";
const SCARCE: &str = "production mine ore design_capacity 2010 3.6525 Mt/year\n";

fn loss<'r>(found: &'r [Loss], closed: &[&str], months: usize) -> Option<&'r Loss> {
    found.iter().find(|loss| loss.closed == closed && loss.months == months)
}

/// What a kt earns in each of the first months of a year from now on.
fn discounted(per_day: [f64; 12]) -> f64 {
    let days = [31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];
    (0..12)
        .map(|month| {
            days[month] * per_day[month] * 50.0 * 1.12_f64.powf(-f64::from(u8::try_from(month).unwrap()) / 12.0)
        })
        .sum()
}

#[test]
fn where_the_mine_has_plenty_each_gate_loses_what_it_carried() {
    let found = of(&with(PLENTY), 1);
    near(found.base_kt, 365.0 * 14.0);
    // Sales of 14 kt a day, less 10 x 10 and 4 x 30 thousand USD of carriage.
    near(found.base_kusd, discounted([14.0; 12]) - 365.0 * 220.0);
    let gate = loss(&found.singles, &["gate"], 1).unwrap();
    near(gate.lost_kt, 310.0);
    // 10 kt on each of 31 days, each kt 50 less 10.
    near(gate.lost_kusd, 310.0 * 40.0);
    assert!(gate.instead.is_empty());
    // Without a stock it gives less as soon as the gate is shut, but no stock is ever full.
    assert_eq!(gate.cut_in_month, None);
    // The road to a gate is as good as the gate; what carries nothing loses nothing.
    near(loss(&found.singles, &["haul"], 1).unwrap().lost_kusd, gate.lost_kusd);
    assert!(loss(&found.singles, &["idle"], 1).is_none_or(|idle| idle.lost_kusd == 0.0));
    // Largest loss at three months first, lengths together.
    let order: Vec<(String, usize)> =
        found.singles.iter().map(|loss| (loss.closed.join(" "), loss.months)).take(6).collect();
    let expected = [("gate", 1), ("gate", 3), ("gate", 6), ("haul", 1), ("haul", 3), ("haul", 6)];
    assert_eq!(order, expected.map(|(id, months)| (id.to_owned(), months)));
}

#[test]
fn where_the_mine_is_scarce_the_other_gate_takes_over_and_only_both_together_stop_it() {
    let found = of(&with(SCARCE), 1);
    // 10 kt a day by the near gate; with it shut, 4 go by the far one.
    near(found.base_kt, 3650.0);
    let gate = loss(&found.singles, &["gate"], 1).unwrap();
    near(gate.lost_kt, 31.0 * 6.0);
    near(gate.lost_kusd, 31.0 * (10.0 * 40.0 - 4.0 * 20.0));
    assert_eq!(gate.instead.len(), 1);
    assert_eq!(gate.instead[0].0, "far");
    near(gate.instead[0].1, 124.0);
    near(loss(&found.singles, &["post"], 1).unwrap().lost_kusd, 0.0);
    let pair = loss(&found.pairs, &["gate", "post"], 1).unwrap();
    near(pair.lost_kusd, 310.0 * 40.0);
    // A pair that loses no more than its worse half is not told.
    assert!(loss(&found.pairs, &["gate", "haul"], 1).is_none() && loss(&found.pairs, &["haul", "gate"], 1).is_none());
}

#[test]
fn losses_never_shrink_with_the_length_and_no_pair_loses_less_than_its_halves() {
    for (rows, stock) in [(PLENTY, ""), (SCARCE, "production mine ore stock 2018-12-31 900 kt\n"), (SCARCE, "")] {
        let found = of(&with(&format!("{rows}{stock}")), 7);
        let mut by_closed: BTreeMap<&[String], Vec<(usize, f64)>> = BTreeMap::new();
        for loss in found.singles.iter().chain(&found.pairs) {
            by_closed.entry(&loss.closed).or_default().push((loss.months, loss.lost_kusd));
        }
        let tiny = 1e-6 * found.base_kusd;
        for lengths in by_closed.values() {
            assert!(lengths.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1 + tiny), "{lengths:?}");
        }
        let alone = |id: &String, months| {
            found.singles.iter().find(|loss| loss.closed == [id.clone()] && loss.months == months).unwrap().lost_kusd
        };
        for pair in &found.pairs {
            let worse = pair.closed.iter().map(|id| alone(id, pair.months)).fold(0.0, f64::max);
            assert!(pair.lost_kusd >= worse - tiny, "{pair:?}");
        }
        for curve in &found.curves {
            assert_eq!((curve.lost_kusd.len(), curve.lost_kusd[0]), (7, 0.0));
            assert!(curve.lost_kusd.is_sorted_by(|a, b| *a <= b + tiny), "{curve:?}");
            // The curve goes through the losses of the single closings.
            for months in LENGTHS {
                assert!((curve.lost_kusd[months] - alone(&curve.id, months)).abs() <= tiny);
            }
        }
        let parts: Vec<f64> = found.failures.worst.iter().map(|(_, part)| *part).collect();
        assert!(parts.is_sorted_by(|a, b| a >= b) && parts.last().is_some_and(|last| *last < 1e-6), "{parts:?}");
        let (first, last) = (found.failures.random[0], *found.failures.random.last().unwrap());
        assert_eq!(first, (1.0, 1.0, 1.0));
        assert!(last.0 < 1e-6);
        assert!(found.failures.random.iter().all(|(mean, low, high)| low <= mean && mean <= high));
    }
}

#[test]
fn a_stock_absorbs_a_short_closing_and_a_long_one_cuts_the_mine() {
    // The mine gives 8 kt a day, the gate lets 10 pass: 248 kt of January fit into the stock and leave later.
    let rows = "production mine ore design_capacity 2010 2.922 Mt/year\nproduction mine ore stock 2018-12-31 300 kt\n";
    let case = case_of(&format!("{TWO_GATES}{rows}").replace("capacity post", "# capacity post"));
    let found = of(&case, 1);
    let months = |months| loss(&found.singles, &["gate"], months).unwrap();
    near(months(1).lost_kt, 0.0);
    assert_eq!(months(1).cut_in_month, None);
    // Late sales lose a little interest, far less than the goods are worth.
    assert!(months(1).lost_kusd > 0.0 && months(1).lost_kusd < 0.1 * 248.0 * 40.0);
    // Of 720 kt in three months 300 fit: 420 are never mined, from February on.
    near(months(3).lost_kt, 420.0);
    assert_eq!(months(3).cut_in_month, Some(2));
}

#[test]
fn the_same_seed_gives_the_same_curves() {
    let case = with(PLENTY);
    let (first, again, other) = (of(&case, 5), of(&case, 5), of(&case, 6));
    assert_eq!(first, again);
    assert_eq!(first.failures.worst, other.failures.worst);
    assert_eq!(first.singles, other.singles);
}
