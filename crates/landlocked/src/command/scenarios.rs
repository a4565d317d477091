//! `landlocked scenarios`: the futures that a case's record implies.

use crate::arguments::Scenarios;
use crate::failure::Failure;
use crate::open;
use crate::paper;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Scenarios, screen: &Screen) -> Result<(), Failure> {
    let case = open::case(&options.case, screen)?;
    let judged = match &options.data {
        Some(folder) => super::panel::judged(&super::score::ledger(folder)?, &case)?,
        None => Vec::new(),
    };
    let count = usize::try_from(options.n).unwrap_or(1000);
    let found = dossier::prospects::scenarios::scenarios(&case, count, options.seed, &judged)?;
    if options.form.json {
        return super::json(&found.data);
    }
    if options.form.csv {
        return screen::print(&figure::csv::render(&found.table));
    }
    screen::print(paper::pages(&found.dossier, screen).trim_start_matches('\n'))
}
