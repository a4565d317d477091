//! `landlocked routes`, `throughput`, `resilience` and `hindcast`: single questions about the network.

use ::words::text;
use corridor::ways::By;
use dossier::corridors::answer::{Question, answer, forecast_record};

use crate::arguments::{Case, Compared, Form, Hindcast, Resilience, Routes, Throughput};
use crate::disk;
use crate::failure::Failure;
use crate::open;
use crate::paper;
use crate::screen::{self, Screen};

pub(crate) fn routes(options: &Routes, screen: &Screen) -> Result<(), Failure> {
    let question = Question::Routes {
        from: options.from.clone(),
        to: options.to.clone(),
        by: match options.by {
            Compared::Cost => By::Cost,
            Compared::Time => By::Time,
            Compared::Generalised => By::Generalised,
        },
        k: usize::from(options.k),
        good: options.good.clone(),
        scenario: options.changed.scenario.clone(),
        closes: options.changed.without.clone(),
        on: options.on,
    };
    print(&options.case, &question, &options.form, screen)
}

pub(crate) fn throughput(options: &Throughput, screen: &Screen) -> Result<(), Failure> {
    let question = Question::Throughput {
        month: options.month,
        mass: options.mass,
        scenario: options.changed.scenario.clone(),
        closes: options.changed.without.clone(),
        builds: options.with.clone(),
    };
    print(&options.case, &question, &options.form, screen)
}

pub(crate) fn resilience(options: &Resilience, screen: &Screen) -> Result<(), Failure> {
    let mut months: Vec<usize> = options.months.iter().map(|months| usize::from(*months)).collect();
    months.sort_unstable();
    months.dedup();
    print(&options.case, &Question::Resilience { months }, &options.form, screen)
}

pub(crate) fn hindcast(options: &Hindcast, screen: &Screen) -> Result<(), Failure> {
    let case = open::case(&options.case, screen)?;
    if let Some(path) = &options.store {
        disk::write_file(path, &forecast_record(&case)?)?;
        screen::message(&text!("{file}: the forecast as of {day}", file = path.display(), day = case.as_of()));
    }
    show(&case, &Question::Hindcast, &options.form, screen)
}

fn print(case: &Case, question: &Question, form: &Form, screen: &Screen) -> Result<(), Failure> {
    show(&open::case(case, screen)?, question, form, screen)
}

fn show(case: &case::Case, question: &Question, form: &Form, screen: &Screen) -> Result<(), Failure> {
    let found = answer(case, question)?;
    if form.json {
        return super::json(&found.data);
    }
    if form.csv {
        return screen::print(&figure::csv::render(&found.table));
    }
    screen::print(paper::pages(&found.dossier, screen).trim_start_matches('\n'))
}
