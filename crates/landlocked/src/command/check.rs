//! `landlocked check`: every fault of a folder in one run.

use case::load::load;

use crate::arguments::Check;
use crate::failure::Failure;
use crate::faults;
use crate::keep;
use crate::open;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Check, screen: &Screen) -> Result<(), Failure> {
    let bundle = open::bundle(options.folder.as_deref())?;
    let loaded = load(&bundle);
    if options.json {
        for diagnostic in &loaded.diagnostics {
            super::json(diagnostic)?;
        }
    } else {
        screen::print(&faults::render(&loaded.diagnostics, loaded.files, options.all, screen.style.colour))?;
    }
    if options.folder.is_none()
        && let Some(folder) = &loaded.folder
        && keep::study::built_in_is_old(&folder.as_of(folder.default_as_of()))
    {
        screen::message(
            "warning: the study that is compiled in was made for other data and is not shown; `landlocked balance` computes it anew",
        );
    }
    match loaded.diagnostics.iter().filter(|d| d.is_error()).count() {
        0 => Ok(()),
        errors => Err(Failure::Faults { errors }),
    }
}
