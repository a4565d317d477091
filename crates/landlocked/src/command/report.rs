//! `landlocked report`: the dossier in the terminal.

use crate::arguments::Report;
use crate::failure::Failure;
use crate::keep;
use crate::open;
use crate::paper;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Report, screen: &Screen) -> Result<(), Failure> {
    if let Some(path) = &options.keep {
        let case = open::case(&options.case, screen)?;
        let study = keep::study::study(&case);
        return keep::dossier::write(path, &case, study.as_ref(), &open::fresh(&case, study.as_ref(), screen));
    }
    let dossier = open::dossier(&options.case, screen)?;
    if options.json {
        return super::json(&dossier);
    }
    screen::print(&paper::whole(&dossier, screen))
}
