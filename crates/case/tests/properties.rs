//! What holds for every folder: no panic, no dependence on the order of rows, views that only grow.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::BTreeSet;

use case::bundle::Bundle;
use case::cell::Cell;
use case::load::{Loaded, load};
use case::model::Case;
use case::value::date::{Date, When};
use case::value::period::Period;
use case::value::reading::Reading;
use case::value::unit::Unit;
use proptest::prelude::*;

use common::{add, cells, good, line, set, text};

/// The folder of the other tests with a few rows more in the tables whose order is turned.
fn fuller() -> Bundle {
    let mut bundle = good();
    let p = "example_source,low,assumed";
    for year in 2010..2019 {
        add(&mut bundle, "observations.csv", &format!("example_series,{year},{year},,{p},,"));
        add(
            &mut bundle,
            "trade.csv",
            &format!("KGZ,CHE,export,ore,{year},quantity,5,kt,not_applicable,first,,30,{p},,"),
        );
        add(&mut bundle, "places.csv", &format!("place_{year},A place,mine,KGZ,,,{p},{year}-01-01,"));
        add(&mut bundle, "events.csv", &format!("event_{year},,border,T,{year},,S,place_{year},,,,,{p},{year}-06-01,"));
    }
    bundle
}

fn names() -> Vec<String> {
    good().names().map(str::to_owned).collect()
}

/// A folder exactly when there is no error, and views that hold what they must.
fn check(loaded: &Loaded) {
    assert_eq!(loaded.folder.is_none(), loaded.diagnostics.iter().any(case::Diagnostic::is_error));
    if let Some(folder) = &loaded.folder {
        let view = folder.as_of(folder.default_as_of());
        assert!(view.tables().provenance().iter().all(|(_, _, known_on)| *known_on <= view.as_of()));
    }
}

/// The rows of a view as text without their lines, in order of the text.
fn content(case: &Case) -> Vec<String> {
    let t = case.tables();
    let mut rows: Vec<String> = Vec::new();
    macro_rules! all {
        ($($table:ident)*) => {$( rows.extend(t.$table.iter().map(|e| format!("{:?} {:?} {}", e.row, e.provenance, e.known_on))); )*};
    }
    all!(sources places links capacities costs products production markets series observations trade events judgements);
    rows.sort();
    rows
}

fn day() -> impl Strategy<Value = Date> {
    (1990_i16..2040, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn when() -> impl Strategy<Value = String> {
    (1800_i16..=2200, 1_i8..=12, 1_i8..=28, 0..3).prop_map(|(year, month, day, parts)| match parts {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    })
}

fn period() -> impl Strategy<Value = String> {
    prop_oneof![
        when(),
        (1800_i16..=2200, 1..=2).prop_map(|(year, half)| format!("{year}-H{half}")),
        (1800_i16..=2200, 1..=4).prop_map(|(year, quarter)| format!("{year}-Q{quarter}")),
        (when(), when()).prop_map(|(a, b)| {
            let first = |text: &str| When::parse(text).unwrap().first_day();
            if first(&a) <= first(&b) { format!("{a}/{b}") } else { format!("{b}/{a}") }
        }),
    ]
}

fn unit() -> impl Strategy<Value = String> {
    let atoms: Vec<&str> = case::value::unit::atoms().chain(["USD", "kUSD", "MCNY", "bnEUR"]).collect();
    let part = (prop::sample::select(atoms), prop::option::of(1_u32..1000))
        .prop_map(|(atom, times)| times.map_or_else(|| atom.to_owned(), |times| format!("{times}{atom}")));
    prop::collection::vec(part, 1..=4).prop_map(|parts| parts.join("/"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_file_are_read_or_refused(file in prop::sample::select(names()), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut bundle = good();
        bundle.insert(file, bytes);
        check(&load(&bundle));
    }

    #[test]
    fn any_text_after_a_good_file_is_read_or_refused(file in prop::sample::select(names()), more in "[a-z0-9,;\"\\[\\]{}=.#'\r\n\t \u{201c}\u{0}é-]{0,200}") {
        let mut bundle = good();
        add(&mut bundle, &file, &more);
        check(&load(&bundle));
    }

    #[test]
    fn any_text_in_any_cell_is_read_or_refused(file in prop::sample::select(names()), column in any::<prop::sample::Index>(), to in "\\PC{0,30}|[0-9.e+-]{1,12}|[0-9/QH-]{4,16}") {
        prop_assume!(std::path::Path::new(&file).extension().is_some_and(|e| e == "csv"));
        let mut bundle = good();
        let header = cells(text(&bundle, &file).lines().next().unwrap());
        set(&mut bundle, &file, 2, column.get(&header).as_str(), &to);
        check(&load(&bundle));
    }

    #[test]
    fn the_order_of_rows_changes_neither_faults_nor_content(
        file in prop::sample::select(vec!["observations.csv", "trade.csv", "places.csv", "events.csv", "products.csv"]),
        order in Just((0..11_usize).collect::<Vec<_>>()).prop_shuffle(),
        fault in prop::option::of((2_usize..10, any::<prop::sample::Index>(), "[a-zA-Z0-9-]{0,6}")),
    ) {
        let mut bundle = fuller();
        if let Some((at, column, to)) = fault {
            let old = text(&bundle, file);
            let at = at.min(old.lines().count());
            set(&mut bundle, file, at, column.get(&cells(old.lines().next().unwrap())).as_str(), &to);
        }
        let old = text(&bundle, file);
        let rows: Vec<&str> = old.lines().skip(1).collect();
        let turned = order.iter().filter_map(|at| rows.get(*at)).copied();
        let mut other = bundle.clone();
        other.insert(file, std::iter::once(old.lines().next().unwrap()).chain(turned).flat_map(|row| [row, "\n"]).collect::<String>());
        let (before, after) = (load(&bundle), load(&other));
        let codes = |loaded: &Loaded| loaded.diagnostics.iter().map(|d| d.code).collect::<BTreeSet<_>>();
        prop_assert_eq!(codes(&before), codes(&after));
        let all = |loaded: &Loaded| loaded.folder.as_ref().map(|folder| content(&folder.as_of(Date::MAX)));
        prop_assert_eq!(all(&before), all(&after));
    }

    #[test]
    fn periods_and_dates_print_as_they_were_written(when in when(), period in period()) {
        prop_assert_eq!(When::parse(&when).unwrap().to_string(), when);
        let read = Period::parse(&period).unwrap();
        prop_assert_eq!(read.to_string(), period);
        prop_assert!(read.first_day() <= read.last_day());
        if let Some(months) = read.months() {
            prop_assert_eq!(months.first().unwrap().first_day(), read.first_day());
            prop_assert_eq!(months.last().unwrap().last_day(), read.last_day());
        }
    }

    #[test]
    fn units_print_as_they_were_written_and_convert_back(a in unit(), b in unit()) {
        let (x, y) = (Unit::parse(&a).unwrap(), Unit::parse(&b).unwrap());
        prop_assert_eq!(x.as_str(), &a);
        prop_assert_eq!(Unit::parse(&x.to_string()).unwrap(), x.clone());
        if let Some(there) = x.factor_to(&y) {
            let back = y.factor_to(&x).unwrap();
            prop_assert!((there * back - 1.0).abs() < 1e-9);
        } else {
            prop_assert!(!x.is_like(&y));
        }
    }

    #[test]
    fn readings_print_as_numbers_that_read_back(number in -1e15_f64..1e15) {
        for reading in [Reading::Value(number), Reading::NotReported, Reading::NotApplicable] {
            prop_assert_eq!(Reading::parse(&reading.to_string()), Ok(reading));
        }
    }

    #[test]
    fn lines_of_csv_are_split_as_they_were_joined(row in prop::collection::vec("[a-z,;\"# ]{0,8}", 1..6)) {
        prop_assert_eq!(cells(&line(&row, ',')), row);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_later_view_holds_all_of_an_earlier_one(a in day(), b in day()) {
        let folder = load(&fuller()).folder.unwrap();
        let (first, last) = (folder.as_of(a.min(b)), folder.as_of(a.max(b)));
        let later: BTreeSet<String> = content(&last).into_iter().collect();
        for row in content(&first) {
            prop_assert!(later.contains(&row), "{row}");
        }
        prop_assert_eq!(folder.as_of(a), folder.as_of(a));
    }
}

/// A folder made of an earlier view's rows alone gives the same view: what is later had no part in it.
#[test]
fn a_view_does_not_change_when_later_rows_are_taken_away() {
    let bundle = fuller();
    let day = common::date("2014-06-30");
    let folder = load(&bundle).folder.unwrap();
    let view = folder.as_of(day);
    let kept: BTreeSet<(String, u32)> =
        view.tables().provenance().iter().map(|(at, _, _)| (at.file.to_string(), at.line)).collect();
    let mut earlier = bundle.clone();
    for file in ["observations.csv", "trade.csv", "events.csv"] {
        let old = text(&bundle, file);
        let lines = old
            .lines()
            .enumerate()
            .filter(|(at, _)| *at == 0 || kept.contains(&(file.to_owned(), u32::try_from(at + 1).unwrap())));
        earlier.insert(file, lines.flat_map(|(_, line)| [line, "\n"]).collect::<String>());
    }
    // The panel's claim and the question about a series name an event that is not known yet.
    earlier.remove("panel.toml");
    earlier.remove("outlook.toml");
    assert_ne!(text(&earlier, "trade.csv"), text(&bundle, "trade.csv"));
    assert_eq!(content(&load(&earlier).folder.unwrap().as_of(day)), content(&view));
}
