//! Parquet, read back row by row.

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use export::parquet;
use serde_json::Value;

use crate::sample::dossier;

type Reader = SerializedFileReader<bytes::Bytes>;

fn read(id: &str) -> Reader {
    let files = parquet(&dossier()).unwrap();
    let (_, bytes) = files.into_iter().find(|(name, _)| *name == format!("{id}.parquet")).unwrap();
    SerializedFileReader::new(bytes.into()).unwrap()
}

fn names(reader: &Reader) -> Vec<String> {
    let schema = reader.metadata().file_metadata().schema_descr();
    schema.columns().iter().map(|column| column.name().to_owned()).collect()
}

fn rows(reader: &Reader) -> Vec<Vec<Field>> {
    reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect())
        .collect()
}

fn text(text: &str) -> Field {
    Field::Str(text.to_owned())
}

#[test]
fn numbers_keep_every_bit_and_four_things_stay_four() {
    let reader = read("weights");
    assert_eq!(names(&reader), ["month", "weight", "weight_state", "change", "change_state", "weight_2"]);
    let rows = rows(&reader);
    // 17,897 days from 1970-01-01 to 2019-01-01.
    assert_eq!(rows[0][0], Field::Date(17_897));
    assert_eq!(rows[0][1..3], [Field::Double(0.0), text("value")]);
    assert_eq!(rows[1][1..3], [Field::Null, text("missing")]);
    assert_eq!(rows[2][1..3], [Field::Null, text("not_reported")]);
    assert_eq!(rows[0][3..5], [Field::Null, text("not_applicable")]);
    let Field::Double(value) = rows[3][5] else { panic!("no double") };
    assert_eq!(value.to_bits(), (0.1_f64 + 0.2).to_bits());
}

#[test]
fn words_of_numbers_stand_beside_them() {
    let reader = read("words");
    assert_eq!(names(&reader), ["who", "value", "value_state", "value_printed"]);
    let rows = rows(&reader);
    assert_eq!(rows[0], [text("=1+1"), Field::Double(15.0), text("value"), text("at least 15 Mt")]);
    assert_eq!(rows[1][1..], [Field::Null, text("words"), text("cannot be told")]);
    assert_eq!(rows[3][0], text(""));
}

#[test]
fn counts_and_days_have_types() {
    let numbers = rows(&read("numbers"));
    assert_eq!(numbers[0][6], Field::Long(2));
    let known_on = rows(&read("rows"));
    assert_eq!(known_on[0][4], Field::Date(18_292));
}

#[test]
fn the_file_tells_what_it_is() {
    let reader = read("weights");
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
    let get = |key: &str| metadata.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.clone()).unwrap();
    assert_eq!(get("title"), "The north gate carries most");
    assert_eq!(get("as_of"), "2021-03-20");
    assert_eq!(get("case_sha256"), "ab12".repeat(16));
    let columns: Value = serde_json::from_str(&get("columns")).unwrap();
    assert_eq!(columns[1]["heading"], "weight");
    assert_eq!(columns[1]["unit"], "kt");
    assert_eq!(columns[0]["kind"], "month");
    let sources: Value = serde_json::from_str(&get("sources")).unwrap();
    assert_eq!(sources[0]["url"], "https://example.org/a?b=1&c=2");
}

#[test]
fn the_same_dossier_gives_the_same_bytes() {
    assert_eq!(parquet(&dossier()).unwrap(), parquet(&dossier()).unwrap());
}

#[test]
fn a_table_without_rows_or_columns_is_a_file() {
    let mut empty = dossier();
    empty.figures[0].table = figure::Table::default();
    empty.figures[1].table.rows.clear();
    for (name, bytes) in parquet(&empty).unwrap() {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes));
        assert!(reader.is_ok(), "{name}");
    }
}
