//! The answer: by decomposition, by the extensive form, or by both.

use balance::engine::Highs;
use balance::extensive::{Extensive, ExtensiveError, Form, Size};
use balance::risk::{Measured, Risk};
use balance::two_stage::TwoStage;
use balance::{Ask, BalanceError, Go, LShaped, Progress, Settings};
use serde::Serialize;
use solve::{Options, Proof};

use super::task::Task;
use crate::arguments::{Method, Solve};
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::screen::Screen;

/// Up to this many rows the extensive form is solved beside decomposition.
const REFEREE_ROWS: usize = 20_000;
/// The same where whole numbers are searched for, which takes far longer.
const REFEREE_ROWS_WHOLE: usize = 2_000;
/// Up to this many rows it stands in where decomposition fails.
const SUBSTITUTE_ROWS: usize = 300_000;
/// From this many rows on interior point is faster than the simplex method.
const INTERIOR_FROM: usize = 20_000;
/// How far apart two methods may lie beyond their brackets, relative to 1 + |objective|: rounding.
const ROUNDING: f64 = 1e-7;

/// An answer, by whatever method.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Answer {
    pub(super) method: &'static str,
    pub(super) objective: f64,
    pub(super) bracket: Bracket,
    /// Whether somebody stopped the search.
    pub(super) stopped: bool,
    /// The mean loss.
    pub(super) mean: f64,
    /// The mean loss of the worst scenarios.
    pub(super) cvar: f64,
    /// The loss at which these begin.
    pub(super) threshold: f64,
    #[serde(skip)]
    pub(super) first: Vec<f64>,
    /// Rounds of the decomposition.
    pub(super) rounds: Option<usize>,
    /// Programmes of one scenario solved.
    pub(super) solves: Option<u64>,
    /// The size of the extensive form, where it was solved.
    pub(super) extensive: Option<Size>,
    pub(super) referee: Option<Referee>,
    pub(super) notes: Vec<String>,
}

/// How good the plan is.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Bracket {
    /// No plan loses less.
    pub(super) lower: f64,
    /// The plan given loses this much.
    pub(super) upper: f64,
    /// `(upper - lower) / (1 + |upper|)`
    pub(super) gap: f64,
    /// Whether it is as narrow as asked for.
    pub(super) closed: bool,
    /// Where the lower end comes from.
    pub(super) proof: &'static str,
    /// The cut that lies farthest below its scenario's loss, relative to it; none without cuts.
    pub(super) worst_cut: Option<f64>,
    /// Cuts for which a reduced cost below 1e-9 on a column without bounds was taken for zero; none without cuts.
    pub(super) rounded_cuts: Option<usize>,
}

/// What the extensive form says beside decomposition.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Referee {
    pub(super) objective: f64,
    pub(super) lower: f64,
    pub(super) proof: &'static str,
    pub(super) agrees: bool,
}

pub(super) const WEAK_DUALITY: &str = "weak_duality";
pub(super) const CLAIM: &str = "claim";
pub(super) const TOLERANCE: &str = "tolerance";
const NONE: &str = "none";

/// The question that is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) options: &'a Solve,
    pub(super) screen: &'a Screen,
    pub(super) interrupt: &'a Interrupt,
}

impl Question<'_> {
    pub(super) fn risk(&self) -> Risk {
        Risk { lambda: self.options.lambda, alpha: self.options.alpha }
    }

    /// How HiGHS is run on a whole programme.
    pub(super) fn whole(&self, form: &Form) -> Options {
        let whole_numbers = form.problem().has_integers();
        Options {
            interior_point: form.size().rows >= INTERIOR_FROM && !whole_numbers,
            whole_number_gap: self.options.gap,
            ..Options::default()
        }
    }

    /// Solves it, by the method asked for.
    pub(super) fn solve(&self, task: &Task, risk: Risk) -> Result<Answer, Failure> {
        let method = self.options.method;
        let Some(programme) = task.two_stage.as_deref() else {
            let why = task.unfit.clone().unwrap_or_default();
            if method == Method::Decomposition {
                return Err(Failure::Unfit {
                    why: format!("decomposition does not take this programme: {why}"),
                    help: "`--method extensive` solves all scenarios in one programme",
                });
            }
            let mut answer = self.extensive(task, risk)?;
            answer.notes.push(format!("solved as one programme, because {why}"));
            return Ok(answer);
        };
        match method {
            Method::Extensive => self.extensive(task, risk),
            Method::Decomposition => self.decompose(programme, risk).map_err(|error| self.failed(&error)),
            Method::Auto => match self.decompose(programme, risk) {
                Ok(answer) => self.judged(task, risk, answer),
                Err(error) if self.may_substitute(task, &error) => {
                    let mut answer = self.extensive(task, risk)?;
                    answer.notes.push(format!("solved as one programme, because decomposition failed: {error}"));
                    Ok(answer)
                }
                Err(error) => Err(self.failed(&error)),
            },
        }
    }

    fn may_substitute(&self, task: &Task, error: &BalanceError) -> bool {
        let hopeless = matches!(error, BalanceError::Infeasible(_));
        !hopeless && !self.interrupt.asked() && task.form_rows() <= SUBSTITUTE_ROWS
    }

    fn decompose(&self, programme: &TwoStage, risk: Risk) -> Result<Answer, BalanceError> {
        let threads = self.options.threads.map_or_else(|| Settings::default().threads, usize::from);
        let mut method = LShaped::new(programme, Settings { threads, engines: &Highs, ..Settings::default() })?;
        let ask = Ask { risk, gap: self.options.gap, rounds: self.options.rounds as usize, ..Ask::default() };
        self.interrupt.heed(true);
        let found = method.solve(&ask, &mut |progress: &Progress| {
            self.screen.progress(&format!(
                "round {}: {} scenarios, the objective lies in [{}, {}]",
                progress.round,
                progress.futures,
                super::print::shown(progress.lower),
                super::print::shown(progress.upper)
            ));
            if self.interrupt.asked() { Go::Stop } else { Go::On }
        });
        self.screen.progress_ends();
        let found = found?;
        let bracket = Bracket {
            lower: found.bracket.lower,
            upper: found.bracket.upper,
            gap: found.bracket.gap,
            closed: found.bracket.closed,
            proof: if found.bracket.claimed { CLAIM } else { WEAK_DUALITY },
            worst_cut: Some(found.bracket.worst_cut),
            rounded_cuts: Some(found.bracket.rounded_cuts),
        };
        let mut answer = Answer::new("decomposition", bracket, found.measured, found.x);
        answer.stopped = self.interrupt.asked() && !answer.bracket.closed;
        answer.rounds = Some(found.rounds);
        answer.solves = Some(found.solves);
        Ok(answer)
    }

    fn extensive(&self, task: &Task, risk: Risk) -> Result<Answer, Failure> {
        // There is nothing to show before it has been solved.
        self.interrupt.heed(false);
        self.screen.progress(&format!("solving {} scenarios in one programme", task.about.scenarios));
        let found = self.whole_form(task, risk);
        self.screen.progress_ends();
        self.interrupt.heed(true);
        let (found, size) = found.map_err(|error| failed_whole(&error))?;
        let gap = (found.objective - found.bound) / (1.0 + found.objective.abs());
        let bracket = Bracket {
            lower: found.bound,
            upper: found.objective,
            gap,
            closed: gap <= self.options.gap,
            proof: word(found.proof),
            worst_cut: None,
            rounded_cuts: None,
        };
        let mut answer = Answer::new("extensive", bracket, found.measured, found.first);
        answer.extensive = Some(size);
        Ok(answer)
    }

    fn whole_form(&self, task: &Task, risk: Risk) -> Result<(Extensive, Size), ExtensiveError> {
        let form = task.form(risk)?;
        Ok((form.solve(&self.whole(&form))?, form.size()))
    }

    // The answer of decomposition beside that of the extensive form, where this is small.
    fn judged(&self, task: &Task, risk: Risk, mut answer: Answer) -> Result<Answer, Failure> {
        let most = if task.about.whole_numbers { REFEREE_ROWS_WHOLE } else { REFEREE_ROWS };
        if !answer.bracket.closed && !answer.stopped {
            answer.notes.push("more `--rounds` narrow the bracket; `--method extensive` goes another way".to_owned());
        }
        if !answer.bracket.closed || task.form_rows() > most || self.interrupt.asked() {
            return Ok(answer);
        }
        let (found, size) = match self.whole_form(task, risk) {
            Ok(found) => found,
            Err(error) => {
                answer.notes.push(format!("the extensive form gave no answer to compare with: {error}"));
                return Ok(answer);
            }
        };
        let room = ROUNDING * (1.0 + answer.objective.abs());
        let agrees = found.bound <= answer.bracket.upper + room && answer.bracket.lower <= found.objective + room;
        if !agrees {
            return Err(Failure::NoAnswer {
                why: format!(
                    "no result that can be stood behind: decomposition finds the optimum in [{}, {}], the extensive \
                     form in [{}, {}]",
                    answer.bracket.lower, answer.bracket.upper, found.bound, found.objective
                ),
                help: "this is a fault of the program; please report it with the files",
            });
        }
        answer.extensive = Some(size);
        answer.referee =
            Some(Referee { objective: found.objective, lower: found.bound, proof: word(found.proof), agrees });
        Ok(answer)
    }

    fn failed(&self, error: &BalanceError) -> Failure {
        if self.interrupt.asked() {
            return Failure::NoAnswer {
                why: "stopped before any plan was found".to_owned(),
                help: "give it more time; `--sample N` draws fewer scenarios",
            };
        }
        let help = match error {
            BalanceError::Infeasible(_) | BalanceError::NoRecourse { .. } => INFEASIBLE,
            BalanceError::Unbounded { .. } => UNBOUNDED,
            _ => "`--method extensive` goes another way",
        };
        Failure::NoAnswer { why: error.to_string(), help }
    }
}

impl Answer {
    fn new(method: &'static str, bracket: Bracket, measured: Measured, first: Vec<f64>) -> Self {
        Self {
            method,
            objective: bracket.upper,
            bracket,
            stopped: false,
            mean: measured.mean,
            cvar: measured.cvar,
            threshold: measured.threshold,
            first,
            rounds: None,
            solves: None,
            extensive: None,
            referee: None,
            notes: Vec::new(),
        }
    }
}

const INFEASIBLE: &str = "the limits cannot all be kept: loosen one of them";
const UNBOUNDED: &str = "give an upper or lower bound to the columns that earn";

fn failed_whole(error: &ExtensiveError) -> Failure {
    let help = match error {
        ExtensiveError::Infeasible(_) => INFEASIBLE,
        ExtensiveError::Unbounded => UNBOUNDED,
        _ => "`--sample N` draws fewer scenarios",
    };
    Failure::NoAnswer { why: error.to_string(), help }
}

fn word(proof: Proof) -> &'static str {
    match proof {
        Proof::None => NONE,
        Proof::Claim => CLAIM,
        Proof::Tolerance => TOLERANCE,
        Proof::WeakDuality => WEAK_DUALITY,
    }
}
