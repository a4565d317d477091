//! Small invented folders; what must come out stands in the tests as arithmetic.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, reason = "tests; sums of whole numbers are exact")]

use std::fmt::Write;

use case::Case;
use case::bundle::{Bundle, Content};
use case::cell::Cell;
use case::load::load;
use case::tables::{Flow, ProductKind};
use case::value::date::Date;
use case::value::economy::Economy;
use trade::dependence::dependence;
use trade::flows::Flows;
use trade::mirror::{Mirror, MirrorPair, Reason, Remainder, mirrors};
use trade::partners::{main_buyer, partner_years};
use trade::products::product_years;
use trade::totals::totals;

const REST: &str = "30,example_source,low,assumed,,";

fn economy(code: &str) -> Economy {
    Economy::parse(code).unwrap()
}

/// A folder of Kyrgyzstan with these rows of trade, each `reporter partner flow product period measure value unit
/// vintage`; `-` is an empty cell.
fn case_of(rows: &[&str]) -> Case {
    let mut bundle = Bundle::from_files("hand", case::template::template(economy("KGZ")));
    let text = |bundle: &Bundle, file: &str| match bundle.get(file) {
        Some(Content::Bytes(bytes)) => String::from_utf8(bytes.clone()).unwrap(),
        other => panic!("{other:?}"),
    };
    let settings = text(&bundle, "case.toml").replace("[groups]", "[groups]\nXEU = \"a union\"");
    bundle.insert("case.toml", settings + "[vintages.second]\nname = \"second\"\ndescription = \"Revised.\"\n");
    let mut products = text(&bundle, "products.csv");
    for (id, part_of) in [("ore", "total"), ("fine_ore", "ore"), ("wool", "total")] {
        writeln!(products, "{id},{id},commodity,HS2017,,t,{part_of},example_source,low,assumed,2000-01-01,").unwrap();
    }
    bundle.insert("products.csv", products);
    let trade = text(&bundle, "trade.csv");
    let header = trade.lines().find(|line| line.starts_with("reporter,")).unwrap();
    let mut table = format!("{header}\n");
    for row in rows {
        let c: Vec<&str> = row.split_whitespace().map(|cell| if cell == "-" { "" } else { cell }).collect();
        let [reporter, partner, flow, product, period, measure, value, unit, vintage] = c.as_slice() else {
            panic!("{row}")
        };
        writeln!(
            table,
            "{reporter},{partner},{flow},{product},{period},{measure},{value},{unit},not_stated,{vintage},,{REST}"
        )
        .unwrap();
    }
    bundle.insert("trade.csv", table);
    let loaded = load(&bundle);
    let errors: Vec<String> = loaded
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .map(|d| format!("{} {} {}", d.code, d.place, d.found))
        .collect();
    loaded.folder.unwrap_or_else(|| panic!("{errors:?}")).as_of(Date::MAX)
}

/// Exports in 2019 by partner or product, in MUSD.
fn sold(partner: &str, product: &str, value: &str) -> String {
    format!("KGZ {partner} export {product} 2019 value {value} MUSD first")
}

fn case_with(rows: &[String]) -> Case {
    case_of(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn shares_are_parts_of_the_total_and_the_rest_is_named() {
    let case = case_with(&[sold("WLD", "total", "200"), sold("KAZ", "total", "60"), sold("CHE", "total", "120")]);
    let years = partner_years(&case, &Flows::of(&case), Flow::Export);
    let year = &years[0];
    // 120/200 = 0.6, 60/200 = 0.3; rest 200 - 180 = 20.
    let shares: Vec<(String, f64)> =
        year.partners.iter().map(|p| (p.partner.to_string(), p.share.value.get())).collect();
    assert_eq!(shares, [("CHE".to_owned(), 0.6), ("KAZ".to_owned(), 0.3)]);
    assert_eq!(year.rest.value.get(), 20e6);
    assert_eq!(main_buyer(&years), Some(economy("CHE")));
    // 0.36 + 0.09 = 0.45; with the rest as one more buyer + 0.1^2 = 0.46; (0.45 - 1/2) / (1/2) < 0, so 0; 1/0.45.
    let c = year.concentration.as_ref().unwrap();
    assert!((c.value.hhi - 0.45).abs() < 1e-12);
    assert!((c.value.hhi_high - 0.46).abs() < 1e-12);
    assert!((c.value.effective_number - 1.0 / 0.45).abs() < 1e-12);
    // Rows 2, 3 and 4 stand behind it.
    assert_eq!(c.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn a_group_is_not_added_to_its_members() {
    let case = case_with(&[sold("WLD", "total", "100"), sold("DEU", "total", "40"), sold("XEU", "total", "55")]);
    let years = partner_years(&case, &Flows::of(&case), Flow::Export);
    assert_eq!(years[0].partners.len(), 1);
    assert_eq!(years[0].rest.value.get(), 60e6);
}

#[test]
fn a_year_is_the_sum_of_its_months_where_all_twelve_are_there() {
    let check = |months: &[&str], expected: f64, summed: bool| {
        let mut rows = vec![sold("WLD", "total", "100")];
        for (index, value) in months.iter().enumerate() {
            rows.push(format!("KGZ WLD export total 2019-{:02} value {value} MUSD first", index + 1));
        }
        let case = case_with(&rows);
        let years = totals(&case, &Flows::of(&case), Flow::Export);
        assert_eq!((years[0].value.value.get(), years[0].summed), (expected, summed), "{months:?}");
    };
    check(&["10"; 12], 120e6, true);
    check(&["10"; 11], 100e6, false);
    // Zero is a figure: 11 x 10 + 0 = 110. What is missing or not reported is none: the annual row holds.
    let with = |last| [["10"; 11].as_slice(), &[last]].concat();
    check(&with("0"), 110e6, true);
    check(&with("not_reported"), 100e6, false);
    check(&with("not_applicable"), 100e6, false);
    check(&with("-"), 100e6, false);
}

#[test]
fn growth_is_on_the_year_before_where_it_is_known_and_above_zero() {
    let year = |year: i32, value: &str| format!("KGZ WLD export total {year} value {value} MUSD first");
    let case = case_with(&[year(2015, "80"), year(2016, "100"), year(2018, "50"), year(2019, "0"), year(2020, "5")]);
    let grown: Vec<(i16, Option<f64>)> = totals(&case, &Flows::of(&case), Flow::Export)
        .iter()
        .map(|total| (total.year, total.growth_percent.as_ref().map(|growth| growth.value)))
        .collect();
    // 100/80 - 1 = 25 percent; 2017 is not known; 0/50 - 1 = -100 percent; on zero there is no growth.
    assert_eq!(grown, [(2015, None), (2016, Some(25.0)), (2018, None), (2019, Some(-100.0)), (2020, None)]);
}

#[test]
fn a_unit_value_needs_value_and_quantity() {
    let check = |quantity: Option<&str>, expected: Option<f64>| {
        let mut rows = vec![sold("WLD", "total", "100"), sold("WLD", "ore", "5")];
        rows.extend(quantity.map(|q| format!("KGZ WLD export ore 2019 quantity {q} kt first")));
        let case = case_with(&rows);
        let years = product_years(&case, &Flows::of(&case), ProductKind::Commodity);
        assert_eq!(years[0].products[0].unit_value.as_ref().map(|u| u.value), expected, "{quantity:?}");
    };
    // 5,000,000 USD / 20,000 t = 250 USD/t
    check(Some("20"), Some(250.0));
    for none in [None, Some("0"), Some("-"), Some("not_reported")] {
        check(none, None);
    }
}

#[test]
fn a_part_of_a_listed_good_does_not_count_twice() {
    let listed = |rows: &[String]| -> Vec<(String, f64)> {
        let case = case_with(rows);
        let years = product_years(&case, &Flows::of(&case), ProductKind::Commodity);
        years[0].products.iter().map(|p| (p.product.to_string(), p.share.value.percent())).collect()
    };
    let (all, fine, wool) = (sold("WLD", "total", "100"), sold("WLD", "fine_ore", "15"), sold("WLD", "wool", "30"));
    let whole = [all.clone(), sold("WLD", "ore", "40"), fine.clone(), wool.clone()];
    assert_eq!(listed(&whole), [("ore".to_owned(), 40.0), ("wool".to_owned(), 30.0)]);
    // Without a figure of the whole, the part is what is known.
    assert_eq!(listed(&[all, fine, wool]), [("wool".to_owned(), 30.0), ("fine_ore".to_owned(), 15.0)]);
}

#[test]
fn what_is_missing_is_no_partner_of_zero() {
    let names = |value: &str| -> Vec<String> {
        let case = case_with(&[sold("WLD", "total", "100"), sold("CHE", "total", "40"), sold("KAZ", "total", value)]);
        let years = partner_years(&case, &Flows::of(&case), Flow::Export);
        years[0].partners.iter().map(|p| format!("{} {}", p.partner, p.share.value.percent())).collect()
    };
    assert_eq!(names("0"), ["CHE 40", "KAZ 0"]);
    for none in ["-", "not_reported", "not_applicable"] {
        assert_eq!(names(none), ["CHE 40"], "{none}");
    }
    // Nor is there a year without a total.
    for none in ["-", "not_reported"] {
        let case = case_with(&[sold("WLD", "total", none), sold("CHE", "total", "40")]);
        assert!(partner_years(&case, &Flows::of(&case), Flow::Export).is_empty(), "{none}");
    }
}

#[test]
fn dependence_shows_every_vintage_and_which_is_used() {
    let case = case_with(&[
        sold("WLD", "total", "200"),
        sold("CHE", "total", "120"),
        "KGZ CHE export total 2019 value 110 MUSD second".to_owned(),
        "KGZ CHE export total 2018 value 1 MUSD first".to_owned(),
    ]);
    let years = dependence(&case, &Flows::of(&case), Flow::Export, economy("CHE"));
    // 2018 has no total. 120/200 = 0.60 and 110/200 = 0.55; all else equal, the row that stands first is used.
    assert_eq!(years.len(), 1);
    let vintages: Vec<(&str, f64, bool)> =
        years[0].vintages.iter().map(|v| (v.vintage.as_str(), v.share.value.get(), v.preferred)).collect();
    assert_eq!(vintages, [("first", 0.6, true), ("second", 0.55, false)]);
    assert_eq!(years[0].range(), Some((0.55, 0.6)));
}

/// Kilotonnes of ore: the seller's months to all (January 10, February 12), to the buyer in February 9, and the buyer's
/// record of February.
fn february(bought: &str) -> Mirror {
    let case = case_of(&[
        "KGZ WLD export ore 2019-01 quantity 10 kt first",
        "KGZ WLD export ore 2019-02 quantity 12 kt first",
        "KGZ CHE export ore 2019-02 quantity 9 kt first",
        &format!("CHE KGZ import ore 2019-02 quantity {bought} kt first"),
    ]);
    mirrors(&case, &Flows::of(&case)).remove(0)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

#[test]
fn both_records_of_the_seller_are_compared() {
    let mirror = february("8.4");
    let [all, this]: [MirrorPair; 2] = mirror.pairs.try_into().unwrap();
    // To all: 8.4 - 12 = -3.6, 30 percent of 12. To this buyer: 8.4 - 9 = -0.6, 6.667 percent of 9.
    assert!(!all.like_for_like && near(all.gap.value.get(), -3600.0) && near(all.gap_percent.value, -30.0));
    assert!(this.like_for_like && near(this.gap.value.get(), -600.0) && near(this.gap_percent.value, -20.0 / 3.0));
    assert_eq!(all.remainder, Remainder::CannotBeTold(Reason::NoDestination));
}

#[test]
fn timing_explains_a_gap_whose_interval_crosses_zero() {
    let check = |bought: &str, without: f64, with: f64, left: f64, of_all: f64| {
        let mirror = february(bought);
        let Remainder::Told { without_shift, with_shift, left: found, left_percent, left_of_all } =
            &mirror.pairs[1].remainder
        else {
            panic!("{bought} is not told")
        };
        assert!(near(without_shift.value.get(), without), "{bought}: {without_shift:?}");
        assert!(near(with_shift.value.get(), with), "{bought}: {with_shift:?}");
        assert!(near(found.value.get(), left), "{bought}: {found:?}");
        assert!(near(left_percent.value, left / 9000.0 * 100.0));
        assert!(near(left_of_all.value.get(), of_all), "{bought}: {left_of_all:?}");
    };
    // A month earlier, 9/12 of 10 = 7.5 kt left for this buyer. 8.4 lies between 7.5 and 9: nothing is left.
    // If all 12 of this month or all 10 of the month before came to this buyer, at least 1.6 less arrived.
    check("8.4", -600.0, 900.0, 0.0, -1600.0);
    // 9.9 is above both: 0.9 more than 9, 2.4 more than 7.5; the smaller stays.
    check("9.9", 900.0, 2400.0, 900.0, -100.0);
    // 7.0 is below both: 2.0 less than 9, 0.5 less than 7.5.
    check("7.0", -2000.0, -500.0, -500.0, -3000.0);
    check("9", 0.0, 1500.0, 0.0, -1000.0);
    // 11 lies between 10 and 12: of all that was sold nothing is left.
    check("11", 2000.0, 3500.0, 2000.0, 0.0);
}

#[test]
fn a_remainder_without_months_or_destination_cannot_be_told() {
    let case = case_of(&[
        "KGZ WLD export ore 2019 quantity 100 kt first",
        "KGZ CHE export ore 2019 quantity 80 kt first",
        "CHE KGZ import ore 2019 quantity 84 kt first",
        "CHE KGZ import ore 2018 quantity 70 kt first",
        "CHE KGZ import wool 2019 quantity 1 kt first",
        "CHE KGZ import ore 2017 quantity not_reported kt first",
    ]);
    let mirrors = mirrors(&case, &Flows::of(&case));
    let ore = mirrors.iter().find(|m| m.product.as_str() == "ore").unwrap();
    let reasons: Vec<&Remainder> = ore.pairs.iter().map(|pair| &pair.remainder).collect();
    assert_eq!(reasons, [&Remainder::CannotBeTold(Reason::NoDestination), &Remainder::CannotBeTold(Reason::NoMonths)]);
    assert!(near(ore.pairs[1].gap_percent.value, 5.0));
    // Only the buyer reports 2018; nobody reports 2017; of wool the seller reports nothing.
    assert_eq!(ore.unpaired.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2018"]);
    let wool = mirrors.iter().find(|m| m.product.as_str() == "wool").unwrap();
    assert!(wool.pairs.is_empty() && wool.unpaired.len() == 1);
}

#[test]
fn the_ends_of_the_gaps_count_the_years_that_can_be_compared_and_the_months() {
    let case = case_of(&[
        "KGZ WLD export ore 2018 quantity 70 kt first",
        "KGZ WLD export ore 2019 quantity 100 kt first",
        "KGZ WLD export ore 2020 quantity 200 kt first",
        "KGZ WLD export ore 2021-02 quantity 10 kt first",
        "KGZ WLD export ore 2021-03 quantity 10 kt first",
        "CHE KGZ import ore 2019 quantity 96 kt first",
        "CHE KGZ import ore 2020 quantity 206 kt first",
        "CHE KGZ import ore 2021-02 quantity 8 kt first",
        "CHE KGZ import ore 2021-03 quantity 15 kt first",
    ]);
    let mirror = mirrors(&case, &Flows::of(&case)).remove(0);
    // Years: 96/100 - 1 = -4 percent, 206/200 - 1 = +3 percent; months: -20 and +50 percent. 2018 has no counterpart.
    let (years, months) = (mirror.ends(true, false).unwrap(), mirror.ends(false, false).unwrap());
    assert_eq!((mirror.seller_years.len(), years.count, months.count), (3, 2, 2));
    assert!(near(years.low.gap_percent.value, -4.0) && near(years.high.gap_percent.value, 3.0));
    assert!(near(months.low.gap_percent.value, -20.0) && near(months.high.gap_percent.value, 50.0));
    assert!(near(years.widest_percent(), 4.0) && mirror.ends(true, true).is_none());
}

#[test]
fn a_seller_who_reports_zero_does_not_make_the_buyers_record_vanish() {
    let unpaired = |sold: &str| {
        let case = case_of(&[
            &format!("KGZ WLD export ore 2019 quantity {sold} kt first"),
            "CHE KGZ import ore 2019 quantity 5 kt first",
        ]);
        let mirror = mirrors(&case, &Flows::of(&case)).remove(0);
        (mirror.pairs.len(), mirror.unpaired.len())
    };
    assert_eq!(unpaired("5"), (1, 0));
    assert_eq!(unpaired("0"), (0, 1));
    assert_eq!(unpaired("not_reported"), (0, 1));
    assert_eq!(unpaired("-"), (0, 1));
}
