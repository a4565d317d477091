//! `landlocked extract`: the built-in case as a folder.

use crate::arguments::Extract;
use crate::built_in;
use crate::disk::write_folder;
use crate::failure::Failure;
use crate::screen;

pub(crate) fn run(options: &Extract) -> Result<(), Failure> {
    let files = built_in::files();
    write_folder(&options.folder, files.iter().map(|(name, bytes)| (name.as_str(), *bytes)))?;
    if options.json {
        let names: Vec<&String> = files.iter().map(|(name, _)| name).collect();
        return super::json(&names);
    }
    screen::print(&format!("{}: {} files of {}\n", options.folder.display(), files.len(), built_in::bundle().name))
}
