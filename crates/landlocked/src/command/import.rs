//! `landlocked import`: a case of a network in the format of others.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use case::bundle::{Bundle, Content};
use case::load::load;
use corridor::gmns;

use crate::arguments::Import;
use crate::disk;
use crate::failure::Failure;
use crate::faults;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Import, screen: &Screen) -> Result<(), Failure> {
    let folder = Bundle::from_dir(&options.gmns)?;
    let mut bytes: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for name in folder.names() {
        if let Some(Content::Bytes(content)) = folder.get(name) {
            bytes.insert(name.to_owned(), content.clone());
        }
    }
    let refuse = |found: &[gmns::GmnsFault]| {
        for fault in found {
            screen::message(&fault.to_string());
        }
        Failure::Package { faults: found.len() }
    };
    let files = gmns::decode(&bytes).map_err(|found| refuse(&found))?;
    let read = gmns::read(&files);
    let Some(package) = read.package else { return Err(refuse(&read.faults)) };
    let import =
        gmns::Import { economy: options.economy, gateways: options.gateway.clone(), known_on: options.known_on };
    let made = gmns::to_case(&package, &import);
    let loaded = load(&Bundle::from_files(options.folder.display().to_string(), made.files.clone()));
    if loaded.folder.is_none() {
        screen::message(faults::render(&loaded.diagnostics, loaded.files, false, screen.message_colour).trim_end());
        return Err(Failure::Faults { errors: loaded.diagnostics.iter().filter(|d| d.is_error()).count() });
    }
    disk::write_folder(&options.folder, made.files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))?;
    if options.json {
        return super::json(&serde_json::json!({
            "files": made.files.keys().collect::<Vec<_>>(),
            "missing": made.missing,
            "remarks": made.remarks,
        }));
    }
    let mut text =
        format!("{}: {} files for {}.\n", options.folder.display(), made.files.len(), options.economy.iso_name());
    let mut list = |title: &str, lines: &[String]| {
        if !lines.is_empty() {
            text.push_str(title);
            text.push('\n');
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
        }
    };
    list("Still missing:", &made.missing);
    list("Decided on the way:", &made.remarks);
    let _ = writeln!(text, "Next: landlocked check {}", options.folder.display());
    screen::print(&text)
}
