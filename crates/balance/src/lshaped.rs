//! The multi-cut L-shaped method (Van Slyke and Wets 1969; Birge and Louveaux 1988): a master proposes a plan, every future
//! answers with its loss and a cut, until the best loss found and the bound of the master meet.
//!
//! What was found out for one question serves the next: all cuts and all plans tried are kept. A plan is tried half-way
//! between the best one and the master's as long as the bracket is wide. Large sets of futures begin with a part of them.

mod answer;
mod least;
mod master;
mod saved;
mod tell;

use std::collections::BTreeSet;
use std::sync::Arc;

use solve::{Kind, Problem};

pub use self::answer::{Answer, Bracket, Go, Progress, Settings};
pub use self::saved::SavedError;
pub use self::tell::Told;
use crate::ask::Ask;
use crate::cut::{Cut, Visit, dot};
use crate::error::BalanceError;
use crate::evaluate::{Evaluator, Found, Plan};
use crate::master::{Master, Proposal};
use crate::range::Ranges;
use crate::reach::Reach;
use crate::two_stage::TwoStage;

/// A programme loaded, with all that has been found out about it.
pub struct LShaped<'p> {
    programme: &'p TwoStage,
    settings: Settings<'p>,
    probabilities: Vec<f64>,
    evaluator: Evaluator<'p>,
    reach: Reach,
    master: Option<(usize, Master)>,
    visits: Vec<Visit>,
    rays: Vec<(usize, Cut)>,
    quality: Quality,
    solves: u64,
}

/// What all cuts so far are like.
#[derive(Debug, Clone, Copy, Default)]
struct Quality {
    worst: f64,
    rounded: usize,
}

/// The gap down to which plans are tried half-way.
const HALF_WAY: f64 = 1e-4;
/// The part of the bracket by which the lower bound must rise in a round for that.
const RISES: f64 = 0.1;
/// The gap to which a part of the futures, or a programme without its whole numbers, is solved before the rest comes in.
const PART: f64 = 4e-3;
/// Futures of the first part, and how many times more take part at each step.
const FIRST_PART: usize = 10;
const STEP: usize = 3;
/// How much wider than the tail the set of single futures is, where others are grouped.
const TAIL_ROOM: f64 = 3.0;
/// By how much the lower bound may pass the upper one, relative: rounding.
const CROSSED: f64 = 1e-9;

/// Where the futures of a part, and the question, stand.
struct Stage<'a> {
    ask: &'a Ask,
    /// The futures that take part: those before this one.
    size: usize,
    /// Their probabilities, which sum to 1.
    probabilities: Vec<f64>,
    /// Whether whole numbers are kept.
    whole: bool,
    gap: f64,
}

/// The best plan known, by index of its visit, and what it comes to.
#[derive(Debug, Clone, Copy)]
struct Best {
    visit: usize,
    objective: f64,
}

/// How a stage ended.
#[derive(Clone)]
struct Ended {
    lower: f64,
    best: Option<Best>,
    proposal: Option<Proposal>,
    rounds: usize,
    stopped: bool,
}

impl<'p> LShaped<'p> {
    /// Loads a programme.
    ///
    /// # Errors
    /// When the data are no programme.
    pub fn new(programme: &'p TwoStage, settings: Settings<'p>) -> Result<Self, BalanceError> {
        programme.check()?;
        let ranges = Arc::new(Ranges::of(programme)?);
        let futures = programme.futures.as_ref();
        Ok(Self {
            programme,
            settings,
            probabilities: (0..futures.count()).map(|s| futures.probability(s)).collect(),
            evaluator: Evaluator::new(programme, futures, ranges, settings.engines, settings.threads),
            reach: Reach::of(&programme.first)?,
            master: None,
            visits: Vec::new(),
            rays: Vec::new(),
            quality: Quality::default(),
            solves: 0,
        })
    }

    /// The programme.
    pub fn programme(&self) -> &'p TwoStage {
        self.programme
    }

    /// The probabilities of the futures.
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Answers a question. `watch` is told of every round and may stop it; then the bracket is wider than asked for.
    ///
    /// # Errors
    /// When no plan keeps all limits, when a future cannot be solved in any way, or when bounds contradict each other.
    pub fn solve(&mut self, ask: &Ask, watch: &mut dyn FnMut(&Progress) -> Go) -> Result<Answer, BalanceError> {
        ask.check(&self.programme.first)?;
        if let Err(error) = ask.check(self.reach.first()) {
            // Bounds that rows imply contradict those asked for.
            return Err(self.first_plan(ask).err().unwrap_or(error));
        }
        let count = self.probabilities.len();
        let has_whole = self.programme.first.has_integers();
        let rough = PART.max(ask.gap);
        let mut stages = Vec::new();
        if !self.visits.iter().any(|visit| self.losses(visit, count).is_some()) {
            let likely = |size: &usize| self.probabilities[..*size].iter().any(|p| *p > 0.0);
            stages.extend(parts(count).into_iter().filter(likely).map(|size| self.stage(ask, size, false, rough)));
        }
        let mut rounds = 0;
        let mut stopped = false;
        for stage in stages {
            let ended = self.run(&stage, rounds, watch)?;
            rounds = ended.rounds;
            stopped = ended.stopped;
            if stopped {
                break;
            }
        }
        let mut unless_stopped = |progress: &Progress| if stopped { Go::Stop } else { watch(progress) };
        let stage = self.stage(ask, count, false, ask.gap);
        let ended = self.run(&stage, rounds, &mut unless_stopped)?;
        if !has_whole {
            return self.answer(&stage, ended);
        }
        let whole = self.stage(ask, count, true, ask.gap);
        if let Some(ended) = self.whole_enough(&stage, &whole, &ended)? {
            return self.answer(&whole, ended);
        }
        let was_stopped = ended.stopped;
        let ended = self.run(&whole, ended.rounds, &mut |progress| {
            if was_stopped { Go::Stop } else { unless_stopped(progress) }
        })?;
        self.answer(&whole, ended)
    }

    // Where a plan with whole numbers is as good as the best one without, its bound is proven, not claimed, and nothing has
    // to be searched. The best one rounded is tried too.
    fn whole_enough(
        &mut self,
        relaxed: &Stage<'_>,
        whole: &Stage<'_>,
        found: &Ended,
    ) -> Result<Option<Ended>, BalanceError> {
        if found.stopped {
            return Ok(None);
        }
        let gap = |best: Option<Best>| best.map_or(f64::INFINITY, |best| relative_gap(found.lower, best.objective));
        let mut best = self.best(whole);
        if let Some(plan) = found.best.filter(|_| gap(best) > relaxed.gap) {
            let visit = &self.visits[plan.visit];
            let (x, budgets) = (self.rounded(&visit.x, true), visit.budgets.clone());
            if relaxed.ask.allows(&self.programme.first, &x) {
                self.visit(x, budgets, relaxed.size)?;
                best = self.best(whole);
            }
        }
        Ok((gap(best) <= relaxed.gap).then(|| Ended { best, ..found.clone() }))
    }

    fn stage<'a>(&self, ask: &'a Ask, size: usize, whole: bool, gap: f64) -> Stage<'a> {
        let part = &self.probabilities[..size];
        let total: f64 = part.iter().sum();
        Stage { ask, size, probabilities: part.iter().map(|p| p / total).collect(), whole, gap }
    }

    fn run(
        &mut self,
        stage: &Stage<'_>,
        begun: usize,
        watch: &mut dyn FnMut(&Progress) -> Go,
    ) -> Result<Ended, BalanceError> {
        let mut best = self.begin(stage)?;
        let mut ended = Ended { lower: f64::NEG_INFINITY, best, proposal: None, rounds: begun, stopped: false };
        let mut was_far = false;
        let mut last = None;
        loop {
            let proposal = self.propose(stage, best, last)?;
            let far = proposal.far;
            if proposal.open {
                // What it assumed is known better after this round.
                self.master = None;
            }
            let before = ended.lower;
            ended.lower = ended.lower.max(proposal.lower);
            let upper = best.map_or(f64::INFINITY, |best| best.objective);
            if ended.lower > upper + CROSSED * (1.0 + upper.abs()) && !proposal.claimed {
                return Err(BalanceError::Bracket { lower: ended.lower, upper });
            }
            let gap = relative_gap(ended.lower, upper);
            let progress =
                Progress { round: ended.rounds, futures: stage.size, lower: ended.lower, upper, solves: self.solves };
            let go = watch(&progress);
            ended.stopped = go == Go::Stop || ended.rounds >= stage.ask.rounds;
            if gap <= stage.gap || ended.stopped {
                ended.proposal = Some(proposal);
                return Ok(ended);
            }
            // Where the bound hardly rises the master knows enough, and half-way plans only halve what is left.
            let rises = ended.lower - before > RISES * (upper - ended.lower) || before.is_infinite();
            let half_way = gap > HALF_WAY && rises && !stage.whole;
            let (x, mut budgets) = match best.filter(|_| half_way) {
                Some(best) => {
                    let visit = &self.visits[best.visit];
                    let middle = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a + 0.5 * (b - a)).collect();
                    (middle(&visit.x, &proposal.x), middle(&visit.budgets, &proposal.budgets))
                }
                None => (self.rounded(&proposal.x, stage.whole), proposal.budgets.clone()),
            };
            keep_within(&mut budgets, &stage.probabilities);
            let (at, is_news) = self.try_out(x, budgets, stage.size)?;
            ended.rounds += 1;
            if far && was_far && !self.reach.widen()? {
                return Err(BalanceError::Unbounded { future: None });
            }
            let alone: BTreeSet<usize> = self.master.iter().flat_map(|(_, master)| master.cells().alone()).collect();
            let is_split = self.tail(stage, at, 1.0).iter().all(|s| alone.contains(s));
            if !far && !is_news && is_split {
                // The master insists on a plan about which all is known: the bracket is as narrow as it gets.
                ended.proposal = Some(proposal);
                return Ok(ended);
            }
            was_far = far;
            let better = self.objective(stage, at).filter(|found| best.is_none_or(|best| *found < best.objective));
            best = better.map(|objective| Best { visit: at, objective }).or(best);
            last = better.is_none().then_some(at);
            ended.best = best;
        }
    }

    // The best plan tried before that keeps the limits of the question, with all futures of the stage solved; a first one
    // where there is none.
    fn begin(&mut self, stage: &Stage<'_>) -> Result<Option<Best>, BalanceError> {
        if let Some(best) = self.best(stage) {
            return Ok(Some(best));
        }
        // The best of those that fewer futures have answered is completed first.
        let followed = |visit: &Visit| {
            self.rays.iter().all(|(s, ray)| ray.at(&visit.x, visit.budgets.get(*s).copied().unwrap_or(0.0)) <= 0.0)
        };
        let allowed = |visit: &Visit| allows(stage, self.reach.first(), &visit.x) && followed(visit);
        if let Some(at) = self.visits.iter().rposition(allowed) {
            self.complete(at, stage.size)?;
            return Ok(self.best(stage));
        }
        if self.visits.is_empty() {
            let x = self.first_plan(stage.ask)?;
            let budgets =
                if self.programme.on_average.is_some() { vec![0.0; self.probabilities.len()] } else { Vec::new() };
            self.visit(x, budgets, stage.size)?;
            return Ok(self.best(stage));
        }
        Ok(None)
    }

    fn best(&self, stage: &Stage<'_>) -> Option<Best> {
        let mut best: Option<Best> = None;
        for (visit, tried) in self.visits.iter().enumerate() {
            if !allows(stage, self.reach.first(), &tried.x) {
                continue;
            }
            if let Some(objective) = self.objective(stage, visit)
                && best.is_none_or(|best| objective < best.objective)
            {
                best = Some(Best { visit, objective });
            }
        }
        best
    }

    // What a plan comes to among the futures of a stage; `None` where one of them was not solved, or budgets sum above 0.
    fn objective(&self, stage: &Stage<'_>, visit: usize) -> Option<f64> {
        let visit = &self.visits[visit];
        let losses = self.losses(visit, stage.size)?;
        if stage.whole && !allows(stage, self.reach.first(), &visit.x) {
            return None;
        }
        if !visit.budgets.is_empty() {
            let spent: f64 = visit.budgets.iter().zip(&stage.probabilities).map(|(budget, p)| budget * p).sum();
            let size: f64 = visit.budgets.iter().zip(&stage.probabilities).map(|(budget, p)| budget.abs() * p).sum();
            if spent > 1e-9 * (1.0 + size) {
                return None;
            }
        }
        Some(stage.ask.risk.of(&losses, &stage.probabilities).objective)
    }

    fn losses(&self, visit: &Visit, size: usize) -> Option<Vec<f64>> {
        let paid = dot(self.programme.first.costs(), &visit.x) + self.programme.first.offset();
        let losses: Vec<f64> = visit.recourse[..size].iter().map(|value| paid + value).collect();
        losses.iter().all(|loss| loss.is_finite()).then_some(losses)
    }

    fn rounded(&self, x: &[f64], whole: bool) -> Vec<f64> {
        let kinds = self.programme.first.kinds();
        let round = |(x, kind): (&f64, &Kind)| if whole && *kind == Kind::Integer { x.round() } else { *x };
        x.iter().zip(kinds).map(round).collect()
    }

    // Tries a plan: every future of the stage answers. Gives the place of the visit.
    fn visit(&mut self, x: Vec<f64>, budgets: Vec<f64>, size: usize) -> Result<usize, BalanceError> {
        Ok(self.try_out(x, budgets, size)?.0)
    }

    // The same, and whether it told anything new.
    fn try_out(&mut self, x: Vec<f64>, budgets: Vec<f64>, size: usize) -> Result<(usize, bool), BalanceError> {
        let count = self.probabilities.len();
        let known = self.visits.iter().position(|visit| visit.x == x && visit.budgets == budgets);
        let at = known.unwrap_or(self.visits.len());
        if known.is_none() {
            let (recourse, cuts) = (vec![f64::INFINITY; count], vec![None; count]);
            self.visits.push(Visit { x, budgets, recourse, cuts, measures: vec![Vec::new(); count] });
        }
        Ok((at, self.complete(at, size)?))
    }

    // Asks those futures that have not answered a plan yet; whether that told anything new.
    fn complete(&mut self, at: usize, size: usize) -> Result<bool, BalanceError> {
        let visit = &self.visits[at];
        let open: Vec<usize> =
            (0..size).filter(|s| visit.cuts[*s].is_none() && visit.recourse[*s].is_infinite()).collect();
        let plan = Plan { x: &visit.x, budgets: &visit.budgets };
        let found = self.evaluator.run(&[plan], &open, &|| false)?.unwrap_or_default();
        self.solves += open.len() as u64;
        let mut is_news = false;
        let visit = &mut self.visits[at];
        for (s, answers) in open.into_iter().zip(found) {
            for answer in answers {
                match answer {
                    Found::Value { value, cut, slack, measures } => {
                        is_news = true;
                        visit.recourse[s] = value;
                        visit.measures[s] = measures;
                        if slack.is_finite() {
                            self.quality.worst = self.quality.worst.max(slack);
                        }
                        self.quality.rounded += usize::from(cut.as_ref().is_some_and(|cut| cut.rounded));
                        visit.cuts[s] = cut;
                    }
                    Found::Ray(ray) => {
                        let ray = (s, ray);
                        if !self.rays.contains(&ray) {
                            is_news = true;
                            self.rays.push(ray);
                        }
                    }
                }
            }
        }
        Ok(is_news)
    }

    fn answer(&self, stage: &Stage<'_>, ended: Ended) -> Result<Answer, BalanceError> {
        let best = ended.best.ok_or(BalanceError::NoPlan { rounds: ended.rounds })?;
        let visit = &self.visits[best.visit];
        let losses = self.losses(visit, stage.size).unwrap_or_default();
        let measured = stage.ask.risk.of(&losses, &stage.probabilities);
        let upper = measured.objective;
        let lower = ended.lower.min(upper);
        let gap = relative_gap(lower, upper);
        let claimed = ended.proposal.as_ref().is_some_and(|proposal| proposal.claimed);
        let (duals, multiplier) = ended.proposal.map_or((Vec::new(), 0.0), |found| (found.duals, found.multiplier));
        Ok(Answer {
            bracket: Bracket {
                lower,
                upper,
                gap,
                closed: gap <= stage.gap,
                claimed,
                worst_cut: self.quality.worst,
                rounded_cuts: self.quality.rounded,
            },
            x: visit.x.clone(),
            losses,
            measured,
            rounds: ended.rounds,
            duals,
            multiplier,
            solves: self.solves,
        })
    }
}

/// `(upper - lower) / (1 + |upper|)`; infinite while an end is missing.
fn relative_gap(lower: f64, upper: f64) -> f64 {
    if lower.is_finite() && upper.is_finite() { (upper - lower) / (1.0 + upper.abs()) } else { f64::INFINITY }
}

fn allows(stage: &Stage<'_>, first: &Problem, x: &[f64]) -> bool {
    if stage.whole { stage.ask.allows(first, x) } else { stage.ask.allows_relaxed(first, x) }
}

/// Takes from all budgets what rounding has put above their limit.
fn keep_within(budgets: &mut [f64], probabilities: &[f64]) {
    let spent: f64 = budgets.iter().zip(probabilities).map(|(budget, p)| budget * p).sum();
    for budget in budgets.iter_mut().take(probabilities.len()) {
        *budget -= spent.max(0.0);
    }
}

/// The numbers of futures that take part before all do.
fn parts(count: usize) -> Vec<usize> {
    let mut parts = Vec::new();
    let mut size = FIRST_PART;
    while size * 2 <= count {
        parts.push(size);
        size *= STEP;
    }
    parts
}
