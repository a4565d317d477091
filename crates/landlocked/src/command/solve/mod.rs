//! `landlocked solve`: a stochastic programme in the formats of the field.

mod answer;
mod files;
mod print;
mod task;
mod value;

use serde::Serialize;

use crate::arguments::Solve;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::screen::{self, Screen};
use crate::stopwatch::Stopwatch;

#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    about: &'a task::About,
    sample: Option<Sampled>,
    lambda: f64,
    alpha: f64,
    gap_asked: f64,
    #[serde(flatten)]
    answer: &'a answer::Answer,
    first_stage: &'a [task::Decided],
    value: Option<&'a value::Value>,
}

#[derive(Serialize)]
struct Sampled {
    count: u32,
    seed: u64,
}

pub(crate) fn run(options: &Solve, screen: &Screen) -> Result<(), Failure> {
    let interrupt = Interrupt::listen();
    let clock = Stopwatch::start();
    let task = task::Task::new(files::open(options, screen)?);
    let question = answer::Question { options, screen, interrupt: &interrupt };
    let answer = question.solve(&task, question.risk())?;
    let value = options.value.then(|| value::value(&question, &task, &answer)).transpose();
    screen.progress_ends();
    let value = value?;
    let first = task.first_stage(&answer.first);
    if answer.stopped {
        screen::message("stopped: the plan is the best so far, and its bracket is wider than asked for");
    } else if !answer.bracket.closed {
        screen::message("the bracket is wider than asked for");
    }
    screen::message(&format!("read and solved in {:.2} s", clock.seconds()));
    if options.json {
        return super::json(&Printed {
            about: &task.about,
            sample: options.sample.map(|count| Sampled { count, seed: options.seed }),
            lambda: options.lambda,
            alpha: options.alpha,
            gap_asked: options.gap,
            answer: &answer,
            first_stage: &first,
            value: value.as_ref(),
        });
    }
    let sheet =
        print::Sheet { about: &task.about, options, answer: &answer, first: &first, value: value.as_ref(), screen };
    screen::print(&sheet.write())
}
