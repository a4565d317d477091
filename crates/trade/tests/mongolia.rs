//! The shipped case gives the numbers that were published.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use case::Case;
use case::bundle::Bundle;
use case::cell::Cell;
use case::load::load;
use case::tables::{Flow, FlowMeasure, ProductKind};
use case::value::date::Date;
use case::value::economy::Economy;
use case::value::id::ProductId;
use case::value::period::Period;
use trade::dependence::dependence;
use trade::flows::Flows;
use trade::mirror::{MirrorPair, mirrors};
use trade::products::{product_key, product_years};
use trade::totals::totals;

fn as_of(day: &str) -> Case {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/mongolia"));
    load(&Bundle::from_dir(path).unwrap()).folder.unwrap().as_of(Date::parse(day).unwrap())
}

fn case() -> Case {
    as_of("2023-03-20")
}

fn china() -> Economy {
    Economy::parse("CHN").unwrap()
}

/// Coal as both sides recorded it: period, Mongolia Mt, China Mt, gap in percent of Mongolia's record, and whether
/// Mongolia's record counts China alone. National Statistics Office, HS 2701 and 2702, all destinations, or Mongolian
/// customs, China alone; General Administration of Customs of China, all coal.
const COAL: [(&str, f64, f64, f64, bool); 16] = [
    ("2011", 21.296, 20.7, -2.8, false),
    ("2012", 20.915, 21.6, 3.3, false),
    ("2013", 18.373, 17.3, -5.8, false),
    ("2016", 25.811, 26.32, 2.0, false),
    ("2017", 33.399, 33.58, 0.5, false),
    ("2022", 31.822, 31.15, -2.1, false),
    ("2022", 29.8, 31.15, 4.5, true),
    ("2016-12", 3.613, 3.48, -3.7, false),
    ("2017-09", 2.305, 2.49, 8.0, false),
    ("2017-11", 2.9, 2.76, -4.8, false),
    ("2017-12", 2.071, 2.83, 36.7, false),
    ("2021-12", 0.619, 0.947_993, 53.1, false),
    ("2022-03", 1.225, 1.0, -18.4, false),
    ("2022-12", 4.632, 4.99, 7.7, false),
    ("2023-02", 4.401, 4.6, 4.5, false),
    ("2017-09", 2.26, 2.49, 10.2, true),
];

#[test]
fn coal_in_both_records() {
    let case = case();
    let mirrors = mirrors(&case, &Flows::of(&case));
    let coal = mirrors.iter().find(|m| m.product.as_str() == "coal" && m.partner == china()).unwrap();
    assert_eq!(coal.pairs.len(), COAL.len());
    for (period, ours, theirs, gap, like_for_like) in COAL {
        let fits = |pair: &&MirrorPair| pair.period.to_string() == period && pair.like_for_like == like_for_like;
        let pair = coal.pairs.iter().find(fits).unwrap_or_else(|| panic!("no pair of {period}"));
        let megatonnes = |side: &trade::mirror::Side| side.quantity.value.get() / 1e6;
        assert!((megatonnes(&pair.seller) - ours).abs() < 0.006, "{period}: {}", megatonnes(&pair.seller));
        assert!((megatonnes(&pair.buyer) - theirs).abs() < 0.006, "{period}: {}", megatonnes(&pair.buyer));
        // Published to one decimal, so half of it either way.
        assert!((pair.gap_percent.value - gap).abs() <= 0.05 + 1e-9, "{period}: {}", pair.gap_percent.value);
        assert!(!pair.gap.rows.is_empty());
    }
}

#[test]
fn coal_of_2022() {
    let case = case();
    let flows = Flows::of(&case);
    let coal = ProductId::parse("coal").unwrap();
    let figure = |measure| flows.figure(&product_key(&case, &coal, measure), Period::Year(2022)).unwrap().amount.value;
    let (tonnes, dollars) = (figure(FlowMeasure::Quantity), figure(FlowMeasure::Value));
    assert!((tonnes / 1e6 - 31.821_57).abs() < 1e-4, "{tonnes}");
    assert!((dollars / 1e6 - 6503.248).abs() < 0.01, "{dollars}");
    // 6,503.248 MUSD / 31.82157 Mt = 204.37 USD/t
    assert!((dollars / tonnes - 204.37).abs() < 0.01);
}

/// Exports in million USD: National Statistics Office, twelve months summed.
#[test]
fn exports_of_a_year() {
    let case = case();
    let years = totals(&case, &Flows::of(&case), Flow::Export);
    for (year, musd) in [(2012, 4384.5), (2022, 12_538.7)] {
        let total = years.iter().find(|total| total.year == year).unwrap();
        assert!((total.value.value.get() / 1e6 - musd).abs() < 0.06, "{year}: {}", total.value.value);
        assert!(total.summed && total.value.rows.len() == 12, "{year}");
    }
}

/// 11,061.5764 / 12,538.7 = 88.2 percent by the statistics office, 10,586.67 / 12,538.7 = 84.4 by UN Comtrade.
#[test]
fn part_of_the_main_buyer_by_vintage() {
    let case = case();
    let years = dependence(&case, &Flows::of(&case), Flow::Export, china());
    let year = years.iter().find(|year| year.year == 2022).unwrap();
    for (vintage, percent) in [("current", 88.2), ("un_comtrade", 84.4)] {
        let found = year.vintages.iter().find(|v| v.vintage == vintage).unwrap().share.value.percent();
        assert!((found - percent).abs() < 0.05, "{vintage}: {found}");
    }
    // The UN's figure comes 60 days after the year: on 1 March 2023, not a day before.
    let has_un = |day: &str| {
        let case = as_of(day);
        dependence(&case, &Flows::of(&case), Flow::Export, china())
            .iter()
            .any(|year| year.year == 2022 && year.vintages.iter().any(|v| v.vintage == "un_comtrade"))
    };
    assert!(has_un("2023-03-01") && !has_un("2023-02-28"));
}

/// Sections of the Harmonized System in 2022, million USD; together they stay below all exports.
#[test]
fn sections_of_2022() {
    let case = case();
    let years = product_years(&case, &Flows::of(&case), ProductKind::Section);
    let year = years.iter().find(|year| year.year == 2022).unwrap();
    let published = [
        ("mineral_products", 10_543.268_92),
        ("precious_stones_metals", 1_135.442_86),
        ("textiles", 486.156_3),
        ("base_metals", 98.870_37),
        ("live_animals_products", 65.256_8),
        ("food_products", 23.710_09),
    ];
    let found: Vec<&str> = year.products.iter().map(|p| p.product.as_str()).collect();
    assert_eq!(found, published.map(|(id, _)| id), "largest first");
    for (product, (id, musd)) in year.products.iter().zip(published) {
        assert!((product.value.value.get() / 1e6 - musd).abs() < 1e-3, "{id}: {}", product.value.value);
    }
    // 12,538.7 - 12,352.70534 = 185.99466
    assert!((year.rest.value.get() / 1e6 - 185.995).abs() < 0.06);
    // 10,543.269 / 12,538.7 = 84.1 percent
    assert!((year.products[0].share.value.percent() - 84.1).abs() < 0.05);
}

/// The gold of 2016 and of 2017 is booked whole in January: whoever reads these months must be told.
#[test]
fn gold_booked_in_january_carries_a_note() {
    let case = case();
    for (period, tonnes) in [("2016-01", 19.17), ("2017-01", 14.55)] {
        let rows = || case.tables().trade.iter().filter(|row| row.period.to_string() == period);
        let warned = |product: &str| {
            rows()
                .filter(|row| {
                    row.product_id.as_str() == product && row.flow == Flow::Export && row.partner.as_str() == "WLD"
                })
                .all(|row| row.provenance.note.as_deref().is_some_and(|note| note.contains("booked in January")))
        };
        assert!(rows().any(|row| row.product_id.as_str() == "gold" && row.value.value() == Some(tonnes)), "{period}");
        assert!(warned("gold") && warned("total"), "{period}");
        // The other months say zero, and why.
        let later = period.replace("-01", "-02");
        let zero = case
            .tables()
            .trade
            .iter()
            .find(|row| row.product_id.as_str() == "gold" && row.period.to_string() == later)
            .unwrap();
        assert!(zero.value.value() == Some(0.0) && zero.provenance.note.is_some());
    }
}
