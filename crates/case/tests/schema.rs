//! The schema says what the loader does: the shipped case, the template and the pages agree with it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use case::bundle::Bundle;
use case::load::load;
use case::schema::{self, Key, Shape};

use common::{economy, mongolia, one_line, text};

/// Ten landlocked economies of four continents.
const ECONOMIES: [&str; 10] = ["KGZ", "BOL", "PRY", "CHE", "LAO", "NPL", "RWA", "ZMB", "TCD", "UZB"];

#[test]
fn every_file_of_the_shipped_case_is_in_the_schema() {
    let schema = schema::schema();
    let listed: Vec<String> = schema
        .resources
        .iter()
        .map(|resource| resource.path.clone())
        .chain(schema.documents.iter().map(|document| document.file.to_owned()))
        .collect();
    for name in mongolia().names() {
        let path = if name.starts_with("judgements/") { "judgements/*.csv" } else { name };
        assert!(listed.iter().any(|known| known == path), "{name} is not in the schema");
    }
    // 16 tables at the top, the judgements, 4 documents.
    assert_eq!(listed.len(), 21);
}

#[test]
fn headers_of_the_shipped_case_are_the_columns_of_the_schema() {
    let bundle = mongolia();
    for table in schema::tables() {
        let file = if table.file.ends_with('/') { "judgements/institutions.csv" } else { table.file };
        let content = text(&bundle, file);
        let header = content.lines().find(|line| !line.starts_with('#')).unwrap();
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        assert_eq!(header, columns.join(","), "{file}");
    }
}

#[test]
fn the_shipped_case_has_no_errors() {
    let loaded = load(&mongolia());
    let errors: Vec<String> = loaded.diagnostics.iter().filter(|d| d.is_error()).map(one_line).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(loaded.folder.is_some());
}

#[test]
fn new_folders_of_ten_economies_pass_without_a_warning() {
    for code in ECONOMIES {
        let loaded = load(&Bundle::from_files(code, case::template::template(economy(code))));
        assert!(
            loaded.diagnostics.is_empty(),
            "{code}: {:?}",
            loaded.diagnostics.iter().map(one_line).collect::<Vec<_>>()
        );
        let folder = loaded.folder.unwrap();
        let view = folder.as_of(folder.default_as_of());
        assert_eq!(view.economy().as_str(), code);
        assert!(view.tables().counts().iter().all(|(_, rows)| *rows == 1), "{code}: an example row is missing");
    }
}

#[test]
fn the_page_of_the_schema_names_every_file_column_and_key() {
    fn check(page: &str, keys: &[Key]) {
        for key in keys {
            assert!(page.contains(key.name), "{}", key.name);
            assert!(page.contains(key.description), "{}", key.name);
            match &key.shape {
                Shape::Table(inner) => check(page, inner),
                Shape::List(item) | Shape::Map(item) => {
                    if let Shape::Table(inner) = item.as_ref() {
                        check(page, inner);
                    }
                }
                Shape::Value(_) => {}
            }
        }
    }
    let page = schema::markdown();
    for table in schema::tables() {
        let (_, section) = page.split_once(&format!("\n## {}", table.file)).unwrap_or_else(|| panic!("{}", table.file));
        let section = section.split("\n## ").next().unwrap();
        for column in &table.columns {
            assert!(section.contains(&format!("\n| `{}` |", column.name)), "{} lacks {}", table.file, column.name);
        }
    }
    for document in schema::documents() {
        let (_, section) = page.split_once(&format!("\n## {}", document.file)).unwrap();
        check(section.split("\n## ").next().unwrap(), &document.keys);
    }
}

#[test]
fn every_column_is_described_and_the_needed_ones_have_an_example() {
    for table in schema::tables() {
        assert!(!table.description.is_empty(), "{}", table.file);
        for column in &table.columns {
            let name = format!("{} {}", table.file, column.name);
            assert!(!column.description.is_empty() && !column.kind.description.is_empty(), "{name}");
            assert!(!column.kind.required || !column.example.is_empty(), "{name} needs an example");
            for (word, meaning) in &column.kind.words {
                assert!(!meaning.is_empty(), "{name}: {word} is not explained");
            }
        }
        for key in table.key {
            assert!(table.columns.iter().any(|column| column.name == *key), "{} has no {key}", table.file);
        }
    }
}

#[test]
fn what_the_schema_calls_needed_the_loader_refuses_when_empty() {
    let good = common::good();
    for table in schema::tables() {
        let file = if table.file.ends_with('/') { "judgements/institutions.csv" } else { table.file };
        for column in &table.columns {
            let mut bundle = good.clone();
            common::set(&mut bundle, file, 2, column.name, "");
            let refused = load(&bundle)
                .diagnostics
                .iter()
                .any(|d| d.code.id() == "C010" && d.place.file == file && d.place.name.as_deref() == Some(column.name));
            // A day is needed where no lag gives it, a unit where there is a figure: rules of rows, not of columns.
            if column.name == "known_on" || column.name.ends_with("unit") {
                continue;
            }
            assert_eq!(refused, column.kind.required, "{file} {}", column.name);
        }
    }
}
