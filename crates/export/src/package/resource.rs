//! A file of the case as a resource of a package.

use case::table::{Column, Table};
use serde_json::{Map, Value, json};

use super::file::{hash, header, header_line};
use crate::slug::slug;

/// Describes a file. `tables` are those of the case format, `names` all files of the package.
pub(super) fn resource(name: &str, bytes: &[u8], prefix: &str, tables: &[Table], names: &[&str]) -> Value {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut out = json!({
        "name": slug(stem, '-'),
        "path": format!("{prefix}{name}"),
        "profile": "data-resource",
        "format": ending,
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": hash(bytes),
    });
    let media = match ending {
        "csv" => Some("text/csv"),
        "toml" => Some("application/toml"),
        _ => None,
    };
    let table = tables.iter().find(|table| holds(table, name));
    let schema = table.and_then(|table| Some((table, schema(table, &header(bytes)?, tables, names))));
    if let Some(map) = out.as_object_mut() {
        if let Some(media) = media {
            map.insert("mediatype".to_owned(), media.into());
        }
        if let Some((table, schema)) = schema {
            map.insert("profile".to_owned(), "tabular-data-resource".into());
            map.insert("description".to_owned(), table.description.into());
            map.insert("dialect".to_owned(), dialect(bytes));
            map.insert("schema".to_owned(), schema);
        } else if let Some(document) = case::schema::documents().iter().find(|document| document.file == name) {
            map.insert("description".to_owned(), document.description.into());
        }
    }
    out
}

/// How the CSV is written (CSV Dialect 1.2). Where comments stand above the header, readers of the standard's second
/// edition need the line of the header too.
fn dialect(bytes: &[u8]) -> Value {
    let mut out = json!({"delimiter": ",", "doubleQuote": true, "header": true, "commentChar": "#"});
    let line = header_line(bytes);
    if let (true, Some(map)) = (line > 1, out.as_object_mut()) {
        map.insert("headerRows".to_owned(), json!([line]));
    }
    out
}

/// Whether a table is the one of a file; a table whose name ends in `/` is that of every CSV file of a folder.
fn holds(table: &Table, name: &str) -> bool {
    let csv = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "csv");
    if table.file.ends_with('/') { name.starts_with(table.file) && csv } else { table.file == name }
}

/// The Table Schema of a file, in the order of its own header.
fn schema(table: &Table, header: &[String], tables: &[Table], names: &[&str]) -> Value {
    let known = |name: &str| table.columns.iter().find(|column| column.name == name.trim());
    let has = |column: &str| header.iter().any(|name| name == column);
    let fields: Vec<Value> = header.iter().map(|name| field(name, known(name), table.key)).collect();
    let keys: Vec<Value> = header
        .iter()
        .filter_map(|name| {
            let (file, column) = reference(known(name)?, table, tables)?;
            let own = holds(table, file);
            (own || names.contains(&file)).then(|| {
                // An empty name is the table itself.
                let resource = if own { String::new() } else { slug(file.trim_end_matches(".csv"), '-') };
                json!({"fields": name, "reference": {"resource": resource, "fields": column}})
            })
        })
        .collect();
    let mut out = Map::new();
    out.insert("fields".to_owned(), fields.into());
    out.insert("missingValues".to_owned(), json!([""]));
    if table.key.iter().all(|column| has(column)) {
        out.insert("primaryKey".to_owned(), json!(table.key));
    }
    if !keys.is_empty() {
        out.insert("foreignKeys".to_owned(), keys.into());
    }
    out.into()
}

/// The one table and column whose ids a column holds; `None` where it may name ids of several tables, or several ids,
/// or where it defines the ids itself.
fn reference(column: &Column, own: &Table, tables: &[Table]) -> Option<(&'static str, &'static str)> {
    let [file] = column.kind.refers else { return None };
    let table = tables.iter().find(|table| table.file == *file)?;
    let defined = table.defines?;
    let defines = own.file == table.file && defined == column.name;
    (!defines && !column.kind.list).then_some((table.file, defined))
}

/// A column in the terms of Table Schema; any text where the case format does not know it.
fn field(name: &str, column: Option<&Column>, key: &[&str]) -> Value {
    let Some(column) = column else {
        return json!({"name": name, "type": "string", "format": "default"});
    };
    let kind = &column.kind;
    let mut constraints = Map::new();
    constraints.insert("required".to_owned(), kind.required.into());
    if key == [column.name] {
        constraints.insert("unique".to_owned(), true.into());
    }
    if kind.json_type == "string" {
        if let Some(pattern) = kind.pattern {
            constraints.insert("pattern".to_owned(), pattern.into());
        }
    } else {
        for (limit, value) in [("minimum", kind.range.0), ("maximum", kind.range.1)] {
            if let Some(value) = value {
                constraints.insert(limit.to_owned(), value.into());
            }
        }
    }
    if !kind.words.is_empty() && !kind.list {
        let words: Vec<&str> = kind.words.iter().map(|(word, _)| *word).collect();
        constraints.insert("enum".to_owned(), words.into());
    }
    json!({
        "name": name,
        "type": kind.json_type,
        "format": "default",
        "description": column.description,
        "constraints": constraints,
    })
}
