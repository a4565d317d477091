//! `landlocked scenarios`: the futures that a case's record implies.

use crate::arguments::Scenarios;
use crate::failure::Failure;
use crate::open;
use crate::paper;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Scenarios, screen: &Screen) -> Result<(), Failure> {
    let case = open::case(&options.case, screen)?;
    let count = usize::try_from(options.n).unwrap_or(1000);
    let found = dossier::prospects::scenarios::scenarios(&case, count, options.seed)?;
    if options.form.json {
        return super::json(&found.data);
    }
    if options.form.csv {
        return screen::print(&figure::csv::render(&found.table));
    }
    screen::print(paper::pages(&found.dossier, screen).trim_start_matches('\n'))
}
