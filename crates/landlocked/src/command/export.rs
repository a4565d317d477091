//! `landlocked export`: the network in formats of others.

use corridor::{geojson, gmns};

use crate::arguments::Export;
use crate::disk;
use crate::failure::Failure;
use crate::open;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Export, screen: &Screen) -> Result<(), Failure> {
    if options.gmns.is_none() && options.geojson.is_none() {
        return Err(Failure::NothingToWrite);
    }
    let case = open::case(&options.case, screen)?;
    if let Some(folder) = &options.gmns {
        let exported = gmns::of_case(&case);
        let files = exported.package.files();
        disk::write_folder(folder, files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))?;
        for remark in &exported.remarks {
            screen::message(remark);
        }
        screen::print(&format!("{}: GMNS 0.96, {} files\n", folder.display(), files.len()))?;
    }
    if let Some(path) = &options.geojson {
        let found = geojson::of_case(&case, &dossier::corridors::answer::map_properties(&case));
        disk::write_file(path, &found.to_text())?;
        if !found.left_out.is_empty() {
            screen::message(&format!("left out, because their position is not known: {}", found.left_out.join(", ")));
        }
        screen::print(&format!("{}: GeoJSON, {} features\n", path.display(), found.features.len()))?;
    }
    Ok(())
}
