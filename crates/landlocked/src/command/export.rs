//! `landlocked export`: the dossier and the network in formats of others.

use std::path::Path;

use ::words::text;
use corridor::{geojson, gmns};
use dossier::Dossier;

use crate::arguments::Export;
use crate::disk;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::open;
use crate::publish;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Export, screen: &Screen) -> Result<(), Failure> {
    Interrupt::listen();
    let of_dossier =
        options.xlsx.is_some() || options.csv.is_some() || options.parquet.is_some() || options.datapackage.is_some();
    if options.gmns.is_none() && options.geojson.is_none() && !of_dossier {
        return Err(Failure::NothingToWrite);
    }
    let folders = [&options.gmns, &options.csv, &options.parquet, &options.datapackage];
    for folder in folders.into_iter().flatten() {
        disk::must_be_free(folder)?;
    }
    let (bundle, case) = open::with_bundle(&options.case, screen)?;
    if let Some(folder) = &options.gmns {
        let exported = gmns::of_case(&case);
        let files = exported.package.files();
        disk::write_folder(folder, files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))?;
        for remark in &exported.remarks {
            screen::message(remark);
        }
        print(folder, "GMNS 0.96", files.len())?;
    }
    if let Some(path) = &options.geojson {
        let found = geojson::of_case(&case, &dossier::corridors::answer::map_properties(&case));
        disk::write_file(path, &found.to_text())?;
        if !found.left_out.is_empty() {
            let places = found.left_out.join(", ");
            screen::message(&text!("left out, because their position is not known: {places}"));
        }
        let told = text!("{file}: GeoJSON, {count} features", file = path.display(), count = found.features.len());
        screen::print(&(told + "\n"))?;
    }
    if !of_dossier {
        return Ok(());
    }
    let study = crate::keep::study::study(&case);
    let dossier = open::dossier_of(&case, study.as_ref(), screen);
    if let Some(folder) = &options.datapackage {
        let files = publish::package(&bundle, &case, &dossier);
        write(folder, "Frictionless Data Package", &files)?;
    }
    tables(options, &dossier, screen)
}

/// The tables of the dossier.
fn tables(options: &Export, dossier: &Dossier, screen: &Screen) -> Result<(), Failure> {
    let fail = |why: export::ExportError| Failure::NoAnswer {
        why: format!("the tables could not be written: {why}"),
        help: "this is a fault of the program; please report it with the case",
    };
    if let Some(path) = &options.xlsx {
        screen.progress(&text!("writing the workbook\u{2026}"));
        let bytes = export::xlsx(dossier);
        screen.progress_ends();
        disk::write_bytes(path, &bytes.map_err(fail)?)?;
        let count = export::tables(dossier).len();
        screen::print(&(text!("{file}: Excel, {count} tables", file = path.display()) + "\n"))?;
    }
    if let Some(folder) = &options.csv {
        write(folder, "CSV", &export::csv(dossier))?;
    }
    if let Some(folder) = &options.parquet {
        write(folder, "Parquet", &export::parquet(dossier).map_err(fail)?)?;
    }
    Ok(())
}

fn print(folder: &Path, format: &str, files: usize) -> Result<(), Failure> {
    screen::print(&(text!("{folder}: {format}, {files} files", folder = folder.display()) + "\n"))
}

fn write(folder: &Path, what: &str, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    disk::write_folder(folder, files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))?;
    print(folder, what, files.len())
}
