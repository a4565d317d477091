//! A case folder as a data package (Frictionless Data Package 1.0 and Table Schema 1.0).

mod file;
mod meta;
mod resource;

use serde_json::{Value, json};

pub use meta::{Licence, PackageMeta};

/// Where [`datapackage`] puts the case's files.
const FOLDER: &str = "data/";

/// A data package over the files of a case folder: `datapackage.json`, and each file unchanged in `data/`.
///
/// `files` are names inside the folder (`trade.csv`, `judgements/institutions.csv`) and bytes. Files whose name leads out
/// of a folder are left out. The package holds all rows of the files, those known after the day of a view too.
pub fn datapackage(files: &[(String, Vec<u8>)], meta: &PackageMeta) -> Vec<(String, Vec<u8>)> {
    let text = format!("{:#}\n", descriptor(files, meta, FOLDER));
    let copies = inside(files).map(|(name, bytes)| (format!("{FOLDER}{name}"), bytes.clone()));
    std::iter::once(("datapackage.json".to_owned(), text.into_bytes())).chain(copies).collect()
}

/// The descriptor of a data package: what [`datapackage`] writes into `datapackage.json`.
///
/// `prefix` stands before the name of each file, for example `data/`, or the address under which a server gives the
/// files. CSV files of the case format have a schema with types, constraints, primary key and foreign keys, in the
/// order of their own header; all others are plain resources. Lines that begin with `#` are declared as comments.
pub fn descriptor(files: &[(String, Vec<u8>)], meta: &PackageMeta, prefix: &str) -> Value {
    let mut files: Vec<&(String, Vec<u8>)> = inside(files).collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let tables = case::schema::tables();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let resources: Vec<Value> =
        files.iter().map(|(name, bytes)| resource::resource(name, bytes, prefix, &tables, &names)).collect();
    let tabular = resources.iter().all(|resource| resource.get("schema").is_some());
    let mut out = json!({
        "profile": if tabular { "tabular-data-package" } else { "data-package" },
        "name": meta.name,
        "title": meta.title,
        "version": meta.version,
        "created": format!("{}T00:00:00Z", meta.created),
        "licenses": meta.licences.iter().map(Licence::entry).collect::<Vec<_>>(),
        "sources": meta.sources.iter().map(meta::source).collect::<Vec<_>>(),
        "resources": resources,
    });
    if let (Some(description), Some(map)) = (&meta.description, out.as_object_mut()) {
        map.insert("description".to_owned(), Value::from(description.as_str()));
    }
    if let (true, Some(map)) = (meta.licences.is_empty(), out.as_object_mut()) {
        map.remove("licenses");
    }
    out
}

/// The files that stay inside the folder, by their names alone.
fn inside(files: &[(String, Vec<u8>)]) -> impl Iterator<Item = &(String, Vec<u8>)> {
    files.iter().filter(|(name, _)| {
        !name.contains(['\\', ':']) && name.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
    })
}
