//! `landlocked check`: every fault of a folder in one run.

use case::load::load;

use crate::arguments::Check;
use crate::failure::Failure;
use crate::faults;
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
    match loaded.diagnostics.iter().filter(|d| d.is_error()).count() {
        0 => Ok(()),
        errors => Err(Failure::Faults { errors }),
    }
}
