//! From the command line to a dossier.

use balance::study::Study;
use case::Case;
use case::bundle::Bundle;
use case::load::{Loaded, load};
use dossier::Dossier;
use words::Language;

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
    Ok(with_bundle(options, screen)?.1)
}

/// The same, with its files. From here on the program speaks the language of the case.
pub(crate) fn with_bundle(options: &arguments::Case, screen: &Screen) -> Result<(Bundle, Case), Failure> {
    let bundle = bundle(options.folder.as_deref())?;
    let Loaded { folder, diagnostics, files } = load(&bundle);
    let Some(folder) = folder else {
        screen::message(faults::render(&diagnostics, files, false, screen.message_colour).trim_end());
        return Err(Failure::Faults { errors: diagnostics.iter().filter(|d| d.is_error()).count() });
    };
    let day = options.as_of.unwrap_or_else(|| folder.default_as_of());
    let mut case = folder.as_of(day);
    if let Some(tag) = &options.language {
        case = case.in_language(tag);
    }
    // A language without a catalogue has its facts, and the words of the code.
    words::speak(&Language::of(case.language()).unwrap_or(Language::ENGLISH));
    Ok((bundle, case))
}

/// The dossier of a case with what was kept of its balance, or its faults on standard error.
pub(crate) fn dossier(options: &arguments::Case, screen: &Screen) -> Result<Dossier, Failure> {
    let case = case(options, screen)?;
    Ok(dossier_of(&case, keep::study::study(&case).as_ref(), screen))
}

/// The dossier of a case: the one assembled before, else a fresh one, which is kept.
pub(crate) fn dossier_of(case: &Case, study: Option<&Study>, screen: &Screen) -> Dossier {
    if let Some(dossier) = keep::dossier::get(case, study) {
        return dossier;
    }
    let dossier = fresh(case, study, screen);
    keep::dossier::put_in_cache(case, study, &dossier);
    dossier
}

/// A dossier assembled anew.
pub(crate) fn fresh(case: &Case, study: Option<&Study>, screen: &Screen) -> Dossier {
    screen.progress("assembling the dossier: trade, network, effects and forecasts\u{2026}");
    let dossier = dossier::assemble_with(case, study);
    screen.progress_ends();
    dossier
}
