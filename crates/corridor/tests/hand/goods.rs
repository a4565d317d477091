//! Which goods are modelled, what mines can give, and what is earned at the border.

use case::Case;
use corridor::goods::{Goods, Mine, OutputBasis, border_price};
use corridor::in_time::Nearness;
use corridor::network::Network;

use crate::folder::{case_of, day, near};

fn with(rows: &str) -> Case {
    case_of(&format!(
        "place mine mine KGZ
         place gate crossing KGZ
         place foreign mine KAZ
         source second own 2021
         product fine_ore ore
         {rows}"
    ))
}

fn mine(rows: &str) -> Mine {
    let case = with(rows);
    let network = Network::of(&case);
    let mut goods = Goods::of(&network);
    assert_eq!(goods.mines.len(), 1);
    goods.mines.remove(0)
}

/// The limit on a day, kt a year.
fn most(mine: &Mine, at: &str) -> f64 {
    mine.most_t_year(day(at)).unwrap() / 1000.0
}

#[test]
fn the_design_of_a_mine_is_its_limit_whatever_came_out() {
    let found = mine(
        "
        production mine ore design_capacity 2010 2 Mt/year
        production mine ore output 2019 3 Mt
        production mine ore design_capacity 2020 5 Mt/year",
    );
    assert_eq!(found.basis, OutputBasis::Design);
    near(most(&found, "2015-01-01"), 2000.0);
    near(most(&found, "2020-06-01"), 5000.0);
    // Before the first figure, that figure.
    near(most(&found, "2000-01-01"), 2000.0);
}

#[test]
fn a_design_told_with_little_trust_does_not_overrule_what_came_out() {
    let found = mine(
        "
        production mine ore design_capacity 2010 50 Mt/year confidence=low
        production mine ore output 2019 3 Mt",
    );
    assert_eq!(found.basis, OutputBasis::HighestReported);
    assert!((most(&found, "2020-01-01") - 3000.0).abs() < 3.0);
}

#[test]
fn without_a_design_a_mine_can_give_what_it_once_gave() {
    let found = mine(
        "
        production mine ore output 2018 365 kt
        production mine ore output 2019-04 60 kt
        production mine ore sales 2020 366 kt",
    );
    assert_eq!((found.basis, found.rates.len()), (OutputBasis::HighestReported, 3));
    // 365 kt in 365 days are 1 kt a day; 60 kt in 30 days are 2; 366 kt in 366 days are 1 again.
    for (at, per_day) in [("2018-06-01", 1.0), ("2019-04-01", 2.0), ("2021-01-01", 2.0), ("2017-01-01", 1.0)] {
        near(most(&found, at), per_day * 365.25);
    }
    assert_eq!(found.rows.len(), 3);
}

#[test]
fn a_mine_without_a_figure_has_no_limit_and_none_of_its_reserves() {
    let found = mine("production mine ore reserves 2010 100 Mt");
    assert_eq!((found.basis, found.most_t_year(day("2020-01-01"))), (OutputBasis::NotKnown, None));
    assert_eq!(found.rows.len(), 1);
}

#[test]
fn there_is_room_for_the_largest_stock_ever_reported() {
    let found = mine(
        "
        production mine ore stock 2018-12-31 200 kt
        production mine ore stock 2019-12-31 1.5 Mt
        production mine ore stock 2020-12-31 900 kt
        production mine ore output 2019 3 Mt",
    );
    near(found.stock_room_t.unwrap(), 1.5e6);
    assert_eq!(mine("production mine ore output 2019 3 Mt").stock_room_t, None);
}

#[test]
fn kinds_of_one_good_are_modelled_as_that_good() {
    let case = with(
        "
        production mine fine_ore output 2019 1 Mt
        production mine ore output 2018 2 Mt
        production foreign ore output 2019 9 Mt
        production gate ore output 2019 9 Mt",
    );
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    assert_eq!(goods.goods.iter().map(|good| good.id.as_str()).collect::<Vec<_>>(), ["ore"]);
    assert_eq!(
        (goods.goods[0].chain.join(" "), goods.goods[0].kinds.join(" ")),
        ("ore total".into(), "fine_ore".into())
    );
    assert_eq!((goods.find("fine_ore"), goods.find("ore"), goods.find("total")), (Some(0), Some(0), None));
    // Mines abroad and places that are no mines give nothing.
    assert_eq!(goods.mines.len(), 1);
    assert_eq!(goods.mines[0].rates.len(), 2);
}

#[test]
fn the_price_at_the_border_is_that_nearest_in_time() {
    let case = with(
        "
        production mine ore output 2019 1 Mt
        price KGZ ore 2018 40 USD/t value_high=60
        price KGZ ore 2020-03 70 USD/t
        price KGZ ore 2020-03 80 USD/t terms=benchmark
        price gate fine_ore 2021 90 USD/t
        price foreign ore 2020-04 1 USD/t
        price KGZ ore 2020-04 500 CNY/t",
    );
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    let at = |at: &str| {
        let price = border_price(&network, &goods.goods[0], day(at)).unwrap();
        (price.usd_per_t.mid, price.nearness)
    };
    assert_eq!(at("2018-06-01"), (50.0, Nearness::Covers));
    assert_eq!(at("2019-12-01"), (50.0, Nearness::Before));
    assert_eq!(at("2020-03-31"), (70.0, Nearness::Covers));
    // A price of a kind, at a crossing; benchmarks, other places and other currencies do not count.
    assert_eq!(at("2021-06-01"), (90.0, Nearness::Covers));
    assert_eq!(at("2017-01-01"), (50.0, Nearness::After));
}

#[test]
fn without_a_price_there_is_none() {
    let case = with("production mine ore output 2019 1 Mt");
    let network = Network::of(&case);
    assert_eq!(border_price(&network, &Goods::of(&network).goods[0], day("2020-01-01")), None);
}
