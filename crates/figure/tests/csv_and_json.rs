//! The table survives the way through another CSV reader; JSON keeps the whole figure.

mod samples;

use figure::{Cell, CellState, Column, Table};
use proptest::prelude::*;

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        any::<f64>().prop_map(|value| Cell::number("shown", value, None)),
        ".{0,20}".prop_map(Cell::text),
        "[=+@-][a-z\"\n,]{0,8}".prop_map(Cell::text),
        Just(Cell::missing()),
        Just(Cell::not_reported()),
        Just(Cell::not_applicable()),
    ]
}

proptest! {
    #[test]
    fn a_table_is_read_back(rows in prop::collection::vec(prop::collection::vec(cell(), 0..4), 0..8)) {
        let columns = vec![Column::text("Name"), Column::number("Weight, net", "kt"), Column::text("\"Note\"")];
        let table = Table { columns, rows };
        let text = figure::csv::render(&table);
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        prop_assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), ["Name", "Weight, net [kt]", "\"Note\""]);
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(records.len(), table.rows.len());
        for (record, row) in records.iter().zip(&table.rows) {
            prop_assert_eq!(record.len(), 3);
            for (place, field) in record.iter().enumerate() {
                let Some(cell) = row.get(place) else {
                    prop_assert_eq!(field, "missing");
                    continue;
                };
                match (cell.state, cell.value) {
                    (CellState::Value, Some(value)) if value.is_finite() => {
                        prop_assert_eq!(field.parse::<f64>().unwrap().to_bits(), value.to_bits());
                    }
                    (CellState::Text, _) => {
                        prop_assert_eq!(field.strip_prefix('\'').filter(|_| !cell.text.starts_with('\'')).unwrap_or(field), &cell.text);
                        prop_assert!(!field.starts_with(['=', '+', '-', '@']));
                    }
                    (state, _) => prop_assert_eq!(field, state.word().unwrap_or("missing")),
                }
            }
        }
    }

    #[test]
    fn a_table_fits_the_terminal(
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..7), 0..8),
        columns in 40_usize..=120,
    ) {
        use unicode_width::UnicodeWidthStr;
        let names = vec![Column::text("Name"), Column::number("Weight, net", "kt"), Column::text("Note")];
        let table = Table { columns: names, rows };
        for line in figure::text::table(&table, columns, figure::text::TextStyle::default()).lines() {
            prop_assert!(line.width() <= columns, "{}", line);
        }
    }
}

#[test]
fn json_keeps_the_figure_and_writes_what_is_no_number_as_null() {
    let figure = samples::ranges();
    let json: serde_json::Value = serde_json::to_value(&figure).unwrap();
    assert_eq!(json["chart"]["kind"], "ranges");
    assert_eq!(json["chart"]["rows"][0]["points"][1]["shown"], "58.4");
    assert_eq!(json["chart"]["rows"][2]["points"][2]["value"], serde_json::Value::Null);
    assert_eq!(json["table"]["rows"][1][2]["state"], "missing");
    assert_eq!(json["sources"][0]["id"], "yearbook");
}

#[test]
fn json_names_the_states_of_a_map_and_the_sums_of_a_route() {
    let map: serde_json::Value = serde_json::to_value(samples::map()).unwrap();
    assert_eq!(map["chart"]["kind"], "map");
    assert_eq!(map["chart"]["frame"], 1);
    assert_eq!(map["chart"]["places"][4]["kind"], "crossing");
    assert_eq!(map["chart"]["links"][3]["mode"], "other_gauge");
    assert_eq!(map["chart"]["frames"][1]["key"], "2020-03");
    assert_eq!(map["chart"]["frames"][1]["links"][1]["status"], "not_built");
    assert_eq!(map["chart"]["frames"][1]["places"][0], serde_json::Value::Null);
    assert_eq!(map["chart"]["frames"][1]["places"][4]["shown"], "190 lorries a day");
    let routes: serde_json::Value = serde_json::to_value(samples::distance()).unwrap();
    assert_eq!(routes["chart"]["kind"], "distance");
    assert_eq!(routes["chart"]["routes"][0]["points"][6]["usd"], 790.0);
    assert_eq!(routes["chart"]["routes"][2]["points"][4]["hours"], serde_json::Value::Null);
    let csv = figure::csv::render(&samples::distance());
    assert!(csv.contains("Rail by the north gate,under way,1000,88,790\n") && csv.contains(",1220,missing,missing\n"));
}

#[test]
fn the_same_digits_in_table_csv_and_picture() {
    let figure = samples::bars();
    let svg = figure::svg::render(&figure, figure::svg::Width::Wide);
    let text = figure::text::render(&figure, 100, figure::text::TextStyle::default());
    for shown in ["+612 (380 to 845)", "-341 (-520 to -150)", "+96.5", "not reported"] {
        assert!(svg.contains(shown) && text.contains(shown) && figure.alt_text().contains(shown), "{shown}");
    }
}
