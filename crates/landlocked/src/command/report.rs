//! `landlocked report`: the dossier in the terminal.

use crate::arguments::Report;
use crate::failure::Failure;
use crate::open;
use crate::paper;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Report, screen: &Screen) -> Result<(), Failure> {
    let dossier = open::dossier(&options.case, screen)?;
    if options.json {
        return super::json(&dossier);
    }
    screen::print(&paper::whole(&dossier, screen))
}
