//! `landlocked balance`: the frontier between income and risk of a case.

use ::words::text;
use balance::Go;
use balance::country::{CountryError, Wanted};
use balance::study::{self, Doing, Parts, Ran, Study};
use figure::number;

use crate::arguments::{Balance, Only};
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::screen::{self, Screen};
use crate::stopwatch::Stopwatch;
use crate::{keep, open, paper};

pub(crate) fn run(options: &Balance, screen: &Screen) -> Result<(), Failure> {
    let interrupt = Interrupt::listen();
    let case = open::case(&options.case, screen)?;
    let wanted = wanted(options);
    let parts = parts(options);
    let key = study::key(&case, &wanted);
    let usual = is_usual(&parts);
    let asked_before = usual || (options.only == Only::Frontier && usual_frontier(&parts));
    let kept = if options.no_keep || options.again || !asked_before { None } else { keep::study::from_cache(&key) };
    let enough = |study: &Study| {
        if usual { is_whole(study) } else { study.frontier.len() == parts.lambdas.len() }
    };
    let study = match kept.filter(enough) {
        Some(study) => {
            screen::message(&text!("computed before and kept; `--again` computes it anew"));
            study
        }
        None => compute(&case, &wanted, &parts, (&key, usual), options, (&interrupt, screen))?,
    };
    if let Some(path) = &options.keep {
        keep::study::write(path, &key, &study)?;
        screen::message(&text!("{file}: the study as of {day}", file = path.display(), day = case.as_of()));
    }
    if options.form.json {
        return super::json(&study);
    }
    if options.form.csv {
        return screen::print(&figure::csv::render(&dossier::balance::points(&study)));
    }
    screen::print(paper::pages(&dossier::balance::alone(&case, &study), screen).trim_start_matches('\n'))
}

fn wanted(options: &Balance) -> Wanted {
    let usual = Wanted::default();
    Wanted {
        futures: options.scenarios.map_or(usual.futures, |count| count as usize),
        seed: options.seed.unwrap_or(usual.seed),
        realised_share: options.dependence_max,
        moved: None,
    }
}

fn parts(options: &Balance) -> Parts {
    let usual = match options.only {
        Only::Frontier => Parts::frontier_only(),
        Only::All => Parts::default(),
    };
    let mut lambdas = options.lambda.clone();
    lambdas.sort_by(f64::total_cmp);
    lambdas.dedup();
    Parts {
        lambdas: if lambdas.is_empty() { usual.lambdas } else { lambdas },
        alpha: options.alpha.unwrap_or(usual.alpha),
        fresh: options.fresh.map_or(usual.fresh, |count| count as usize),
        threads: options.threads.map_or(usual.threads, usize::from),
        budget: options.budget,
        contract_share: options.contracts_max,
        dependence_max: options.dependence_max,
        ..usual
    }
}

/// Whether a study with these parts is the one that `report` and `serve` show: only threads may differ.
fn is_usual(parts: &Parts) -> bool {
    let usual = Parts::default();
    *parts == Parts { threads: parts.threads, dependence_max: parts.dependence_max, ..usual }
}

/// How much of a study there is: points of the frontier, and parts beside it.
fn extent(study: &Study) -> (usize, usize) {
    let parts = [study.limited.is_empty(), study.projects.is_empty(), study.tornado.is_empty()];
    (study.frontier.len(), parts.into_iter().filter(|lacks| !lacks).count())
}

/// Whether nothing of a study is missing.
fn is_whole(study: &Study) -> bool {
    let limited = study.wanted.realised_share.is_some() || !study.limited.is_empty();
    !study.frontier.is_empty() && limited && !study.tornado.is_empty()
}

fn compute(
    case: &case::Case,
    wanted: &Wanted,
    parts: &Parts,
    (key, usual): (&str, bool),
    options: &Balance,
    (interrupt, screen): (&Interrupt, &Screen),
) -> Result<Study, Failure> {
    let clock = Stopwatch::start();
    let cuts = if options.no_keep { None } else { keep::study::cuts(key) };
    let mut teller = Teller { screen, part: "", since: Stopwatch::start() };
    let ran = study::run(case, wanted, parts, cuts.as_deref(), &mut |doing| {
        interrupt.heed(true);
        teller.tell(doing);
        if interrupt.asked() { Go::Stop } else { Go::On }
    });
    interrupt.heed(false);
    screen.progress_ends();
    let Ran { study, cuts, stopped } = ran.map_err(|error| failure(&error))?;
    if !options.no_keep {
        keep::study::put_cuts(key, &cuts);
    }
    if study.frontier.is_empty() {
        return Err(Failure::NoAnswer {
            why: "stopped before the first point was found".to_owned(),
            help: "what was found out is kept: the next run begins there",
        });
    }
    // A part of a study is kept only where there is nothing better.
    let whole = usual && !stopped;
    let partial = usual_frontier(parts) && study.wanted.realised_share.is_none();
    let better = || keep::study::from_cache(key).is_none_or(|kept| extent(&kept) <= extent(&study));
    if !options.no_keep && (whole || (partial && better())) {
        keep::study::put_study(key, &study);
    }
    if stopped {
        screen::message(&text!(
            "stopped: {count} of {all} points of the frontier stand; the bracket of the last one may be wider than asked for",
            count = study.frontier.len(),
            all = parts.lambdas.len()
        ));
    }
    screen::message(&text!("computed in {seconds:.2} s", seconds = clock.seconds()));
    Ok(study)
}

/// Whether the frontier of these parts is the usual one.
fn usual_frontier(parts: &Parts) -> bool {
    let usual = Parts::default();
    parts.lambdas == usual.lambdas
        && (parts.alpha - usual.alpha).abs() < f64::EPSILON
        && parts.fresh == usual.fresh
        && parts.budget.is_none()
        && parts.contract_share.is_none()
}

fn failure(error: &CountryError) -> Failure {
    let help = match error {
        CountryError::Nothing(..) => "`landlocked schema` says what these rows hold",
        CountryError::Balance(balance::BalanceError::Infeasible(_) | balance::BalanceError::NoRecourse { .. }) => {
            "loosen one of these limits, on the command line or in the case"
        }
        _ => "`landlocked check` finds faults of the case; if there is none, please report this with the case",
    };
    Failure::NoAnswer { why: error.to_string(), help }
}

/// Tells where a study stands.
struct Teller<'s> {
    screen: &'s Screen,
    part: &'static str,
    since: Stopwatch,
}

impl Teller<'_> {
    fn tell(&mut self, doing: &Doing) {
        if self.part != doing.part {
            self.part = doing.part;
            self.since = Stopwatch::start();
        }
        let step = (doing.done + 1).min(doing.of);
        let mut words = vec![text!("{part}: {step} of {all}", part = part(doing.part), all = doing.of)];
        if let Some(progress) = doing.progress {
            words.push(text!("round {round}", round = progress.round));
            if progress.lower.is_finite() && progress.upper.is_finite() {
                // Losses in thousand USD as income in million.
                let income = |loss: f64| number::auto(-loss / 1000.0);
                let (low, high) = (income(progress.upper), income(progress.lower));
                words.push(text!("{low} to {high} M USD"));
            }
        }
        if doing.done > 0 {
            #[allow(clippy::cast_precision_loss, reason = "a count of steps")]
            let left = self.since.seconds() / doing.done as f64 * doing.of.saturating_sub(doing.done) as f64;
            words.push(text!("about {time} left", time = length(left)));
        }
        self.screen.progress(&words.join(", "));
    }
}

/// A part of a study, as it is told.
fn part(part: &str) -> String {
    match part {
        "frontier" => text!("frontier"),
        "fresh futures" => text!("fresh futures"),
        "dependence" => text!("dependence"),
        "projects" => text!("projects"),
        "assumptions" => text!("assumptions"),
        "value" => text!("value"),
        other => other.to_owned(),
    }
}

/// `40 s`, `3 min`.
fn length(seconds: f64) -> String {
    if seconds < 90.0 { format!("{seconds:.0} s") } else { format!("{:.0} min", seconds / 60.0) }
}
