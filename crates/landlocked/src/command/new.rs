//! `landlocked new`: a folder that passes `check` and opens.

use crate::arguments::New;
use crate::disk::write_folder;
use crate::failure::Failure;
use crate::screen;

pub(crate) fn run(options: &New) -> Result<(), Failure> {
    let files = case::template::template(options.economy);
    let names: Vec<&String> = files.keys().collect();
    write_folder(&options.folder, files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))?;
    if options.json {
        return super::json(&names);
    }
    let folder = options.folder.display();
    screen::print(&format!(
        "{folder}: {} files for {}. Replace the example rows, beginning with sources.csv.\n\
         Next: landlocked check {folder}\n      landlocked report {folder}\n",
        names.len(),
        options.economy.iso_name(),
    ))
}
