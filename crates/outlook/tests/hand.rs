//! A small invented case whose episodes, shares and rates stand here as arithmetic.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write;

use case::bundle::Bundle;
use case::cell::Cell;
use case::load::load;
use case::value::date::{Date, Month};
use case::value::economy::Economy;
use case::{Case, CaseFolder};
use corridor::goods::Goods;
use corridor::network::Network;
use outlook::draws::{Assumed, AssumedClosure, Basis, Draw, Horizon, Method, Parameter, Triangle, effective_size};

/// Home is KGZ. `example_gate` (100 trucks a day, by the template) and `east` (50) lead to KAZ, as does `pass`, which
/// nobody counted; `south` leads to UZB, and nobody counted that either.
const ROWS: &[(&str, &str)] = &[
    ("places.csv", "mine,Mine,mine,KGZ,,"),
    ("places.csv", "beyond,Beyond,crossing,KAZ,,"),
    ("places.csv", "beyond_south,Beyond south,city,UZB,,"),
    ("places.csv", "east,East,crossing,KGZ,,"),
    ("places.csv", "pass,Pass,crossing,KGZ,,"),
    ("places.csv", "south,South,crossing,KGZ,,"),
    ("links.csv", "haul,Haul,mine,example_gate,road,existing,,100,,,,,"),
    ("links.csv", "over,Over the border,example_gate,beyond,road,existing,,1,,,,,"),
    ("links.csv", "over_east,Over the border,east,beyond,road,existing,,1,,,,,"),
    ("links.csv", "over_pass,Over the border,pass,beyond,road,existing,,1,,,,,"),
    ("links.csv", "over_south,Over the border,south,beyond_south,road,existing,,1,,,,,"),
    ("products.csv", "ore,Ore,commodity,not_stated,,t,total"),
    ("production.csv", "mine_design,mine,total,design_capacity,2019,12,,Mt/year"),
    ("production.csv", "ore_design,mine,ore,design_capacity,2019,1,,Mt/year"),
    ("capacities.csv", "load,haul,payload,,open,100,,t/truck,2020-01-01,,"),
    ("capacities.csv", "east_open,east,throughput,,open,50,,truck/day,2020-01-01,,"),
    // Episode 1: September to November of 2020.
    ("capacities.csv", "gate_shut,example_gate,throughput,,closed,,,,2020-09-01,2020-10-31,"),
    ("capacities.csv", "east_less,east,throughput,,limited,10,,truck/day,2020-10-01,2020-11-30,"),
    // Episode 2: June of 2021, at one gate of two.
    ("capacities.csv", "east_shut,east,throughput,,closed,,,,2021-06-01,2021-06-30,"),
    ("costs.csv", "wait_1,east,waiting_time,road,,4,,h,2020,2020"),
    ("costs.csv", "wait_2,east,waiting_time,road,,10,,h,2021,2021"),
    ("costs.csv", "wait_3,east,waiting_time,rail,,40,,h,2021,2021"),
];

/// Monthly exports of both goods from 2017 to 2020, in MUSD and kt: prices that jump about.
fn trade(files: &mut BTreeMap<String, String>) {
    let text = files.get_mut("trade.csv").unwrap();
    let mut month = Month::new(2017, 1).unwrap();
    let (mut total, mut ore) = (100.0, 50.0);
    for step in 0..48_i32 {
        total *= 1.0 + 0.01 * f64::from((step * 7) % 11 - 5);
        ore *= 1.0 + 0.02 * f64::from((step * 5) % 13 - 6);
        for (product, price) in [("total", total), ("ore", ore)] {
            for (measure, value, unit) in [("value", price, "MUSD"), ("quantity", 1000.0, "kt")] {
                writeln!(
                    text,
                    "KGZ,WLD,export,{product},{month},{measure},{value},{unit},not_stated,first,,30,example_source,low,assumed,,"
                )
                .unwrap();
            }
        }
        month = month.plus(1);
    }
}

/// The case with more rows: file, cells, and the day they are known.
fn folder_with(more: &[(&str, &str, &str)]) -> CaseFolder {
    let mut files = case::template::template(Economy::parse("KGZ").unwrap());
    let all = ROWS.iter().map(|(file, row)| (*file, *row, "2020-01-01")).chain(more.iter().copied());
    for (file, row, known_on) in all {
        let text = files.get_mut(file).unwrap();
        writeln!(text, "{row},example_source,low,assumed,{known_on},").unwrap();
    }
    trade(&mut files);
    let loaded = load(&Bundle::from_files("hand", files));
    assert!(loaded.folder.is_some(), "{:?}", loaded.diagnostics);
    loaded.folder.unwrap()
}

fn view(day: &str) -> Case {
    folder_with(&[]).as_of(Date::parse(day).unwrap())
}

fn method(case: &Case, assumed: &Assumed) -> Method {
    let network = Network::of(case);
    Method::of(&network, &Goods::of(&network), assumed).unwrap()
}

fn month(text: &str) -> Month {
    let (year, month) = text.split_once('-').unwrap();
    Month::new(year.parse().unwrap(), month.parse().unwrap()).unwrap()
}

fn horizon(months: usize) -> Horizon {
    Horizon { first: month("2022-01"), months, buyers: 2, projects: 3 }
}

fn assumed() -> Assumed {
    Assumed {
        closures: vec![AssumedClosure { subject: "UZB".to_owned(), per_year: 0.4, mean_months: 3.0, open: 0.25 }],
        buyer_spread: 0.1,
        opening_delay: Some(Triangle { low: 0.0, mode: 6.0, high: 24.0 }),
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// Mean and its standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    #[allow(clippy::cast_precision_loss, reason = "a count of draws")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

fn parameter(method: &Method, name: &str, about: &str) -> Parameter {
    method.parameters().into_iter().find(|p| p.name == name && p.about == about).unwrap()
}

#[test]
fn gates_and_their_neighbours() {
    let method = method(&view("2021-12-31"), &Assumed::default());
    let gates: Vec<(&str, &str)> =
        method.gates().iter().map(|gate| (gate.place.as_str(), gate.neighbour.as_ref().unwrap().as_str())).collect();
    assert_eq!(gates, [("east", "KAZ"), ("example_gate", "KAZ"), ("pass", "KAZ"), ("south", "UZB")]);
}

#[test]
fn episodes_as_the_rows_say() {
    let method = method(&view("2021-12-31"), &Assumed::default());
    let [first, second] = method.episodes() else { unreachable!("{:?}", method.episodes()) };
    assert_eq!((first.first, first.last), (month("2020-09"), month("2020-11")));
    let path = |gate: usize| -> Vec<f64> { first.gates[gate].shares.iter().map(|share| share.unwrap()).collect() };
    // 10 of 50 trucks; closed; 100 of 100.
    assert!(path(0).iter().zip([1.0, 0.2, 0.2]).all(|(a, b)| near(*a, b)), "{:?}", path(0));
    assert!(path(1).iter().zip([0.0, 0.0, 1.0]).all(|(a, b)| near(*a, b)), "{:?}", path(1));
    assert!(first.mean.iter().zip([0.5, 0.1, 0.6]).all(|(a, b)| near(*a, b)));
    assert!(near(first.hit_share(), 1.0) && !first.running);
    let rows: Vec<String> = first.rows.iter().map(ToString::to_string).collect();
    assert!(rows.iter().filter(|row| row.starts_with("capacities.csv")).count() >= 2, "{rows:?}");

    assert_eq!((second.first, second.last), (month("2021-06"), month("2021-06")));
    assert!(near(second.hit_share(), 0.5) && near(second.mean[0], 0.0));

    // Shares are known from July of 2020, when six months stand before: 18 months.
    let (_, rate) = method.rates().next().unwrap();
    let rate = rate.unwrap();
    assert!(near(rate.years, 1.5) && near(rate.per_year, 2.5 / 1.5) && rate.n == 2);
    assert!(rate.low < rate.per_year && rate.per_year < rate.high);
}

#[test]
fn what_is_missing_is_said() {
    let case = view("2021-12-31");
    let plain = method(&case, &Assumed::default());
    let rate = parameter(&plain, "closure_rate", "UZB");
    assert!(rate.basis == Basis::Missing && rate.value.is_none() && rate.words.contains("no record"), "{rate:?}");
    assert_eq!(parameter(&plain, "gate_months", "pass").basis, Basis::Missing);
    let south = plain.gate("south").unwrap();
    assert!((0..200).all(|s| plain.draw(1, s, &horizon(36)).open[south].iter().all(|share| near(*share, 1.0))));

    let with = method(&case, &assumed());
    assert!(parameter(&with, "closure_rate", "UZB").words.contains("assumed closures apply"));
    assert!(
        with.parameters().iter().any(|p| p.basis == Basis::Assumed && p.about == "UZB" && p.name == "closure_open")
    );
    let closed = (0..200).filter(|s| with.draw(1, *s, &horizon(36)).open[south].iter().any(|x| near(*x, 0.25)));
    // 1 - exp(-1.2) of the futures: 140 of 200.
    assert!((120..160).contains(&closed.count()));
}

#[test]
fn an_assumption_about_a_recorded_neighbour_is_not_used() {
    let closure =
        |subject: &str| AssumedClosure { subject: subject.to_owned(), per_year: 12.0, mean_months: 2.0, open: 0.125 };
    let with = |subject: &str| Assumed { closures: vec![closure(subject)], ..Assumed::default() };
    let case = view("2021-12-31");
    let (plain, kaz) = (method(&case, &Assumed::default()), method(&case, &with("KAZ")));
    assert_eq!(plain.draw(1, 0, &horizon(36)), kaz.draw(1, 0, &horizon(36)));
    assert!(parameter(&kaz, "closure_open", "KAZ").words.contains("not used"));
    assert!(parameter(&method(&case, &with("XYZ")), "closure_open", "XYZ").words.contains("not used"));
    // A single gate closes besides.
    let pass = method(&case, &with("pass"));
    let gate = pass.gate("pass").unwrap();
    let (a, b) = (plain.draw(1, 0, &horizon(36)), pass.draw(1, 0, &horizon(36)));
    assert!(b.open[gate].iter().any(|x| *x <= 0.125) && a.open[gate] != b.open[gate]);
    assert_eq!(a.open[0], b.open[0]);
}

#[test]
fn nothing_known_later_is_used() {
    let later = [
        ("capacities.csv", "peek_1,example_gate,throughput,,closed,,,,2020-12-01,2021-01-31,", "2021-06-01"),
        ("capacities.csv", "peek_2,pass,throughput,,limited,3,,truck/day,2020-07-01,,", "2021-06-01"),
        ("capacities.csv", "peek_3,haul,payload,,open,10,,t/truck,2020-08-01,,", "2021-06-01"),
        ("costs.csv", "peek_4,east,waiting_time,road,,90,,h,2020,2020", "2021-06-01"),
        ("costs.csv", "peek_5,pass,waiting_time,road,,5,,h,2020,2020", "2021-06-01"),
        ("links.csv", "peek_6,Later,south,beyond,road,existing,,1,,,,,", "2021-06-01"),
        ("trade.csv", "KGZ,WLD,export,ore,2021-01,value,999,MUSD,not_stated,first,,30", "2021-06-01"),
        ("trade.csv", "KGZ,WLD,export,ore,2021-01,quantity,9,kt,not_stated,first,,30", "2021-06-01"),
    ];
    let day = Date::parse("2021-03-31").unwrap();
    // Trade rows follow the planted ones: lines differ, numbers must not.
    let (clean, planted) = (folder_with(&[]).as_of(day), folder_with(&later).as_of(day));
    let (a, b) = (method(&clean, &assumed()), method(&planted, &assumed()));
    for s in 0..50 {
        assert_eq!(a.draw(3, s, &horizon(36)), b.draw(3, s, &horizon(36)));
    }
    assert_eq!(a.episodes(), b.episodes());
    let bare = |method: &Method| -> Vec<Parameter> {
        method.parameters().into_iter().map(|p| Parameter { rows: Vec::new(), ..p }).collect()
    };
    assert_eq!(bare(&a), bare(&b));
    // The same rows, once known, change much.
    let known = folder_with(&later).as_of(Date::parse("2021-12-31").unwrap());
    assert_ne!(method(&known, &assumed()).episodes(), method(&view("2021-12-31"), &assumed()).episodes());
}

#[test]
fn a_future_depends_on_seed_and_number_alone() {
    let case = view("2021-12-31");
    let (a, b) = (method(&case, &assumed()), method(&case, &assumed()));
    let text = |draw: &Draw| serde_json::to_string(draw).unwrap();
    let hundred: Vec<String> = (0..100).map(|s| text(&a.draw(11, s, &horizon(36)))).collect();
    let backwards: Vec<String> = (0..100).rev().map(|s| text(&b.draw(11, s, &horizon(36)))).collect();
    assert!(hundred.iter().eq(backwards.iter().rev()));
    let threads = std::thread::scope(|scope| {
        let halves = [0, 50].map(|from| {
            let a = &a;
            scope.spawn(move || (from..from + 50).map(|s| text(&a.draw(11, s, &horizon(36)))).collect::<Vec<_>>())
        });
        halves.map(|half| half.join().unwrap()).concat()
    });
    assert_eq!(threads, hundred);
    assert_ne!(text(&a.draw(12, 0, &horizon(36))), hundred[0]);
    // A longer look begins with the shorter one.
    let (short, long) = (a.draw(11, 5, &horizon(12)), a.draw(11, 5, &horizon(36)));
    assert!(short.open.iter().zip(&long.open).all(|(short, long)| short[..] == long[..12]));
    assert!(short.price.iter().zip(&long.price).all(|(short, long)| short[..] == long[..12]));
}

#[test]
fn one_gate_more_changes_no_other_stream() {
    let more = [
        ("places.csv", "aside,Aside,crossing,KGZ,,", "2020-01-01"),
        ("links.csv", "over_aside,Over the border,aside,beyond,road,existing,,1,,,,,", "2020-01-01"),
    ];
    let day = Date::parse("2021-12-31").unwrap();
    let (small, large) = (folder_with(&[]).as_of(day), folder_with(&more).as_of(day));
    let (small, large) = (method(&small, &assumed()), method(&large, &assumed()));
    assert_eq!(large.gates()[0].place, "aside");
    for s in 0..50 {
        let (a, b) = (small.draw(1, s, &horizon(36)), large.draw(1, s, &horizon(36)));
        assert_eq!((a.price, a.buyer, a.opening), (b.price, b.buyer, b.opening));
        assert_eq!((a.open[..].to_vec(), a.delay_h), (b.open[1..].to_vec(), b.delay_h[1..].to_vec()));
    }
}

#[test]
fn replayed_shares_come_from_the_record() {
    let method = method(&view("2021-12-31"), &Assumed::default());
    let [east, gate, pass] = ["east", "example_gate", "pass"].map(|id| method.gate(id).unwrap());
    let mut seen = [0; 3];
    for s in 0..300 {
        let draw = method.draw(5, s, &horizon(36));
        for (place, gate, allowed) in
            [(0, east, vec![1.0, 0.2, 0.0]), (1, gate, vec![1.0, 0.0]), (2, pass, vec![1.0, 0.5, 0.1, 0.6, 0.0])]
        {
            for share in &draw.open[gate] {
                assert!(allowed.iter().any(|value| near(*value, *share)), "{place}: {share}");
                seen[place] += usize::from(*share < 1.0);
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
}

#[test]
fn uncounted_gates_are_hit_as_often_as_counted_ones() {
    let method = method(&view("2021-12-31"), &Assumed::default());
    let [gate, pass] = ["example_gate", "pass"].map(|id| method.gate(id).unwrap());
    // One month ahead: an onset replays episode 1 (all gates hit) or 2 (half of them) with the same chance.
    let one = Horizon { months: 1, ..horizon(1) };
    let (mut onsets, mut hit, mut own) = (0.0, 0.0, 0.0);
    for s in 0..20_000 {
        let draw = method.draw(2, s, &one);
        onsets += f64::from(u32::try_from(draw.onsets).unwrap());
        hit += f64::from(u8::from(draw.open[pass][0] < 1.0));
        own += f64::from(u8::from(draw.open[gate][0] < 1.0));
    }
    // 1 - exp(-(2.5 / 1.5) / 12) = 0.1297 of the futures; se 0.0024.
    assert!((onsets / 20_000.0 - 0.1297_f64).abs() < 0.006, "{}", onsets / 20_000.0);
    // 1/2 x 1 + 1/2 x 1/2; se 0.0085.
    assert!((hit / onsets - 0.75_f64).abs() < 0.03, "{}", hit / onsets);
    // Closed in the first month of episode 1 alone.
    assert!((own / onsets - 0.5_f64).abs() < 0.03, "{}", own / onsets);
}

#[test]
fn an_episode_that_has_not_ended_goes_on() {
    let method = method(&view("2020-10-31"), &Assumed::default());
    let [episode] = method.episodes() else { unreachable!("{:?}", method.episodes()) };
    assert!(episode.running && episode.months() == 2);
    // Four known months, two outside: too few for a rate.
    assert!(method.rates().all(|(_, rate)| rate.is_none()));
    let gate = method.gate("example_gate").unwrap();
    let at = |first: &str| Horizon { first: month(first), ..horizon(4) };
    for s in 0..20 {
        // No ended one lasted longer: as long again, two months.
        assert!(
            method.draw(1, s, &at("2020-11")).open[gate].iter().zip([0.0, 0.0, 1.0, 1.0]).all(|(a, b)| near(*a, b))
        );
        assert!(
            method.draw(1, s, &at("2020-12")).open[gate].iter().zip([0.0, 1.0, 1.0, 1.0]).all(|(a, b)| near(*a, b))
        );
        assert!(method.draw(1, s, &at("2021-06")).open[gate].iter().all(|a| near(*a, 1.0)));
    }
}

#[test]
fn prices_have_mean_one_and_move_together() {
    let method = method(&view("2021-12-31"), &assumed());
    assert_eq!(method.prices().iter().map(|record| record.good.as_str()).collect::<Vec<_>>(), ["ore", "total"]);
    assert!(method.prices().iter().all(|record| record.sd[0].0 == 47 && record.sd[2].0 == 36));
    let draws: Vec<Draw> = (0..20_000).map(|s| method.draw(9, s, &horizon(36))).collect();
    for good in 0..2 {
        for at in [0, 11, 35] {
            let (mean, error) = mean(&draws.iter().map(|draw| draw.price[good][at]).collect::<Vec<_>>());
            assert!((mean - 1.0).abs() < 3.5 * error, "{good} {at}: {mean} +- {error}");
        }
        // The spread of the logs over 12 months is that of the record.
        let logs: Vec<f64> = draws.iter().map(|draw| draw.price[good][11].ln()).collect();
        let (_, error) = mean(&logs);
        let sd = error * 20_000_f64.sqrt();
        let record = &method.prices()[good];
        let wanted = record.sd[0].1.unwrap() * (12.0 * record.variance_ratio.unwrap()).sqrt();
        assert!((sd / wanted - 1.0).abs() < 0.03, "{good}: {sd} {wanted}");
    }
    // Every move is one that the record made in a month, the same month for both goods.
    let moves: Vec<_> = method.prices().iter().map(|record| record.moves.clone().unwrap()).collect();
    for draw in draws.iter().take(50) {
        let step = |good: usize| draw.price[good][0].ln() + moves[good].correction;
        let same = moves[0].by_month.iter().zip(&moves[1].by_month);
        assert!(same.filter_map(|(a, b)| a.zip(*b)).any(|(a, b)| near(a, step(0)) && near(b, step(1))));
    }
    let (buyer, error) = mean(&draws.iter().map(|draw| draw.buyer[1][2]).collect::<Vec<_>>());
    assert!((buyer - 1.0).abs() < 3.5 * error && (6.5e-4..7.7e-4).contains(&error), "{buyer} +- {error}");
}

#[test]
fn a_short_record_has_no_price() {
    let method = method(&view("2018-12-31"), &Assumed::default());
    assert!(method.prices().iter().all(|record| record.moves.is_none()));
    // Nothing else is known by then but trade.
    assert!(method.draw(1, 0, &horizon(12)).price.iter().flatten().all(|factor| near(*factor, 1.0)));
}

#[test]
fn waits_and_openings() {
    let method = method(&view("2021-12-31"), &assumed());
    let (east, pass) = (method.gate("east").unwrap(), method.gate("pass").unwrap());
    let (mut all, mut late) = (Vec::new(), Vec::new());
    for s in 0..4_000 {
        let draw = method.draw(4, s, &horizon(36));
        for gate in [east, pass] {
            // 4 and 10 hours by road: 0 or 6 beyond the shortest; one wait by rail tells nothing.
            assert!(draw.delay_h[gate].iter().all(|hours| near(*hours, 0.0) || near(*hours, 6.0)));
            assert!(draw.delay_h[gate].chunks(12).all(|year| year.iter().all(|hours| near(*hours, year[0]))));
        }
        all.push(draw.delay_h[pass][0]);
        assert!(draw.opening.len() == 3 && draw.opening.iter().all(|late| (0.0..=24.0).contains(late)));
        late.push(draw.opening[2]);
    }
    let (hours, error) = mean(&all);
    assert!((hours - 3.0).abs() < 3.5 * error, "{hours}");
    // (0 + 6 + 24) / 3
    let (months, error) = mean(&late);
    assert!((months - 10.0).abs() < 3.5 * error, "{months}");
    assert_eq!(parameter(&method, "delay", "pass").basis, Basis::Missing);
    assert_eq!(parameter(&method, "delay", "east").n, 2);
}

/// Months of all gates below a half.
fn closed_months(draw: &Draw) -> f64 {
    draw.open.iter().flatten().map(|share| f64::from(u8::from(*share < 0.5))).sum()
}

/// A weighted mean over a sample of equal size, and its standard error.
fn weighted(values: &[(f64, f64)]) -> (f64, f64) {
    mean(&values.iter().map(|(value, weight)| value * weight).collect::<Vec<_>>())
}

#[test]
fn weighted_futures_agree_with_plain_ones() {
    // Only an assumed, rare closing: 0.05 a year, two months as a rule. By 2020-08 the record holds no episode.
    let rare = Assumed {
        closures: vec![AssumedClosure { subject: "UZB".to_owned(), per_year: 0.05, mean_months: 2.0, open: 0.0 }],
        ..Assumed::default()
    };
    let method = method(&view("2020-08-31"), &rare);
    assert!(method.episodes().is_empty());
    let ask = Horizon { first: month("2020-09"), months: 24, buyers: 0, projects: 0 };
    let plain: Vec<f64> = (0..300_000).map(|s| closed_months(&method.draw(1, s, &ask))).collect();
    let drawn: Vec<(f64, f64)> = (0..30_000)
        .map(|s| method.draw_weighted(2, s, &ask, 10.0))
        .map(|draw| (closed_months(&draw), draw.weight))
        .collect();
    let weights: Vec<f64> = drawn.iter().map(|(_, weight)| *weight).collect();
    let (sum, error) = mean(&weights);
    assert!((sum - 1.0).abs() < 3.0 * error, "weights sum to {sum} +- {error}");
    let size = effective_size(&weights);
    assert!(size > 3_000.0 && size < 30_000.0, "{size}");
    let tail = |months: f64| f64::from(u8::from(months >= 5.0));
    let pairs = [
        (mean(&plain), weighted(&drawn)),
        (
            mean(&plain.iter().map(|months| tail(*months)).collect::<Vec<_>>()),
            weighted(&drawn.iter().map(|(months, weight)| (tail(*months), *weight)).collect::<Vec<_>>()),
        ),
    ];
    for ((plain, a), (weighted, b)) in pairs {
        assert!((plain - weighted).abs() < 2.0 * a.hypot(b), "{plain} +- {a}, {weighted} +- {b}");
        // A tenth of the draws is nearly as good.
        assert!(b < 2.0 * a, "{a} {b}");
    }
    // Drawn as often as they come, futures weigh 1.
    assert_eq!(method.draw(2, 7, &ask), method.draw_weighted(2, 7, &ask, f64::NAN));
    assert!(near(method.draw(2, 7, &ask).weight, 1.0));
}
