//! The list of tables that every format follows.

use export::{ColumnKind, SheetKind, tables};
use figure::Cell;

use crate::sample::dossier;

#[test]
fn figures_then_tables_then_registers() {
    let sheets = tables(&dossier());
    let ids: Vec<&str> = sheets.iter().map(|sheet| sheet.id.as_str()).collect();
    assert_eq!(ids, ["weights", "words", "goods", "roads-weights", "numbers", "rows", "events", "sources"]);
    assert_eq!(sheets[0].kind, SheetKind::Figure);
    assert_eq!(sheets[2].kind, SheetKind::Table);
    assert_eq!(sheets[0].subtitle, "Goods carried, thousand tonnes, 2019");
    assert_eq!(sheets[0].kinds, [ColumnKind::Month, ColumnKind::Number, ColumnKind::Number, ColumnKind::Number]);
    for sheet in &sheets {
        assert_eq!(sheet.kinds.len(), sheet.table.columns.len(), "{}", sheet.id);
        assert!(sheet.table.rows.iter().all(|row| row.len() == sheet.kinds.len()), "{}", sheet.id);
    }
}

#[test]
fn ids_do_not_depend_on_the_order_of_pages() {
    let mut turned = dossier();
    turned.pages.reverse();
    let mut ids: Vec<String> = tables(&turned).into_iter().map(|sheet| sheet.id).collect();
    ids.sort();
    let mut expected: Vec<String> = tables(&dossier()).into_iter().map(|sheet| sheet.id).collect();
    expected.sort();
    assert_eq!(ids, expected);
}

#[test]
fn a_table_of_a_page_has_the_sources_of_its_numbers() {
    let sheets = tables(&dossier());
    let goods = sheets.iter().find(|sheet| sheet.id == "goods").unwrap();
    let sources: Vec<&str> = goods.sources.iter().map(|source| source.text.as_str()).collect();
    assert_eq!(sources, ["Yearbook s1 from An office", "Yearbook s2 from An office"]);
}

#[test]
fn registers_say_where_numbers_come_from() {
    let sheets = tables(&dossier());
    let register = |id: &str| &sheets.iter().find(|sheet| sheet.id == id).unwrap().table.rows;
    let texts = |row: &[Cell]| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();

    let north = texts(&register("numbers")[0]);
    assert_eq!(
        north,
        ["gate.north", "Goods through gate.north", "12,538.7", "12,538.7", "kt", "as counted", "2", "s1; s2"]
    );
    let rows: Vec<String> = register("rows").iter().map(|row| row[0].text.clone()).collect();
    assert_eq!(rows, ["gates.csv:2", "gates.csv:3", "gates.csv:11"]);
    assert_eq!(register("rows")[0][5].text, r#"{"weight": "12538.74", "about": "a \"gate\""}"#);
    let days = |row: &[Cell]| (row[6].text.clone(), row[7].text.clone());
    assert_eq!(days(&register("events")[0]), ("2019-03-01".to_owned(), "2019-03-31".to_owned()));
    assert_eq!(days(&register("events")[1]), ("2020-01-01".to_owned(), "2021-02-05".to_owned()));
    assert_eq!(register("sources")[1][3], Cell::missing());
    assert_eq!(register("sources")[0][3].text, "https://example.org/a?b=1&c=2");
}
