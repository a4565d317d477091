//! From the command line to a dossier.

use case::Case;
use case::bundle::Bundle;
use case::load::{Loaded, load};
use dossier::Dossier;

use crate::arguments;
use crate::built_in;
use crate::failure::Failure;
use crate::faults;
use crate::keep;
use crate::screen::{self, Screen};

/// Reads the folder named, or the built-in case.
pub(crate) fn bundle(folder: Option<&std::path::Path>) -> Result<Bundle, Failure> {
    match folder {
        Some(path) => Ok(Bundle::from_dir(path)?),
        None => Ok(built_in::bundle()),
    }
}

/// The case as of its day, or its faults on standard error.
pub(crate) fn case(options: &arguments::Case, screen: &Screen) -> Result<Case, Failure> {
    let bundle = bundle(options.folder.as_deref())?;
    let Loaded { folder, diagnostics, files } = load(&bundle);
    let Some(folder) = folder else {
        screen::message(faults::render(&diagnostics, files, false, screen.message_colour).trim_end());
        return Err(Failure::Faults { errors: diagnostics.iter().filter(|d| d.is_error()).count() });
    };
    let day = options.as_of.unwrap_or_else(|| folder.default_as_of());
    Ok(folder.as_of(day))
}

/// The dossier of a case with what was kept of its balance, or its faults on standard error.
pub(crate) fn dossier(options: &arguments::Case, screen: &Screen) -> Result<Dossier, Failure> {
    let case = case(options, screen)?;
    let study = keep::study(&case);
    Ok(dossier::assemble_with(&case, study.as_ref()))
}
