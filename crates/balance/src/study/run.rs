//! From a case to its study: which questions are asked, in which order, and what is reused.

mod desk;

use case::Case;
use case::tables::DecisionKind;
use corridor::goods::Goods;
use corridor::network::Network;
use serde::Serialize;
use sha2::{Digest, Sha256};
use solve::{ColumnId, Row};

pub use desk::Desk;

use super::{Parameter, Study, dependence, frontier, project, tornado, value};
use crate::ask::Ask;
use crate::country::{Country, CountryError, Wanted};
use crate::lshaped::{Go, LShaped, Progress, Settings};
use crate::risk::Risk;

/// Changes whenever the method changes what a study says of the same case.
const METHOD: u32 = 1;
/// At this weight the mean is still worth something, so that among plans alike in the tail the better one is found.
pub(crate) const NEARLY_ONE: f64 = 0.999;
/// The number from which on futures are fresh: no plan is made for these.
pub(crate) const FRESH_FROM: usize = 10_000;

/// What a kept study was made for: the case, the day of the view, what was asked, and the method.
pub fn key(case: &Case, wanted: &Wanted) -> String {
    let wanted = serde_json::to_string(wanted).unwrap_or_default();
    let text = format!("{METHOD}\n{}\n{}\n{wanted}", case.hash(), case.as_of());
    Sha256::digest(text.as_bytes()).iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// What is computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Weights of the worst futures, ascending.
    pub lambdas: Vec<f64>,
    /// Where the tail begins.
    pub alpha: f64,
    /// Fresh futures in which plans are tried out.
    pub fresh: usize,
    /// Limits on the share that goes by the neighbour, as parts of the free share: 0.9 is a tenth less.
    pub limits: Vec<f64>,
    /// Weights at which these limits are asked for.
    pub limited_lambdas: Vec<f64>,
    /// Whether projects and pairs are valued.
    pub projects: bool,
    /// Whether each assumption is moved.
    pub tornado: bool,
    /// Whether the mean future and perfect information are valued.
    pub value: bool,
    /// Threads.
    pub threads: usize,
    /// Relative gap of the points of the frontier.
    pub gap: f64,
    /// Most that expansions, projects and stocks may cost together, million USD over the horizon.
    pub budget: Option<f64>,
    /// Most of the value of contracts that may be by the neighbour.
    pub contract_share: Option<f64>,
    /// Most of the value sold that may go by the neighbour, on average.
    pub dependence_max: Option<f64>,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            lambdas: (0..=10).map(|tenth| f64::from(tenth) / 10.0).collect(),
            alpha: 0.95,
            fresh: 1000,
            limits: vec![0.998, 0.996, 0.994, 0.99],
            limited_lambdas: vec![0.0, 0.5, 1.0],
            projects: true,
            tornado: true,
            value: true,
            threads: Settings::default().threads,
            gap: 1e-6,
            budget: None,
            contract_share: None,
            dependence_max: None,
        }
    }
}

impl Parts {
    /// The frontier alone.
    pub fn frontier_only() -> Self {
        Self { limits: Vec::new(), projects: false, tornado: false, value: false, ..Self::default() }
    }

    /// The weight at which projects and assumptions are looked at: the middle one.
    pub(crate) fn middle(&self) -> f64 {
        self.lambdas.get(self.lambdas.len().saturating_sub(1).div_ceil(2)).copied().unwrap_or(0.5)
    }
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Doing {
    /// Which part: `frontier`, `fresh futures`, `dependence`, `projects`, `assumptions`, `value`.
    pub part: &'static str,
    /// How many of its steps are done.
    pub done: usize,
    /// Of how many.
    pub of: usize,
    /// Where the solve in hand stands.
    pub progress: Option<Progress>,
}

/// A study with what is needed to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Ran {
    /// The study; parts that were not reached are empty.
    pub study: Study,
    /// Plans and cuts, to begin with the next time.
    pub cuts: Vec<u8>,
    /// Whether it was stopped before its end.
    pub stopped: bool,
}

/// What the parts of a study have in common.
pub(crate) struct Bench<'b> {
    pub(crate) country: &'b Country,
    pub(crate) parts: &'b Parts,
    pub(crate) ask: Ask,
    /// Whether the watcher has said stop.
    pub(crate) stopped: bool,
}

impl Bench<'_> {
    pub(crate) fn ask(&self, lambda: f64) -> Ask {
        self.ask.with_risk(Risk { lambda, alpha: self.parts.alpha })
    }
}

/// Makes the study of a case. `cuts` are those of an earlier run of the same case; others are refused in silence, because
/// all can be found again.
///
/// # Errors
/// When the case has no programme, no plan keeps its limits, or a future cannot be solved.
pub fn run(
    case: &Case,
    wanted: &Wanted,
    parts: &Parts,
    cuts: Option<&[u8]>,
    watch: &mut dyn FnMut(&Doing) -> Go,
) -> Result<Ran, CountryError> {
    let network = Network::of(case);
    let goods = Goods::of(&network);
    let wanted = Wanted { realised_share: parts.dependence_max.or(wanted.realised_share), ..wanted.clone() };
    let country = Country::of(&network, &goods, &wanted)?;
    let settings = Settings { threads: parts.threads, ..Settings::default() };
    let mut method = LShaped::new(&country.programme, settings)?;
    if let Some(cuts) = cuts {
        let _ = method.resume(cuts);
    }
    let mut bench = Bench { country: &country, parts, ask: limits(&country, parts), stopped: false };
    let mut study = begin(case, &country, &wanted, parts, method.fingerprint());
    let found = frontier::run(&mut bench, &mut method, watch)?;
    (study.frontier, study.steps) = (found.points, found.steps);
    study.today = found.today;
    let cuts = method.save();
    let middle = study.frontier.iter().min_by(|a, b| {
        let far = |point: &super::Point| (point.lambda - parts.middle()).abs();
        far(a).total_cmp(&far(b))
    });
    if let Some(middle) = middle.cloned() {
        let mut failed = Vec::new();
        let mut note = |part: &str, error: &CountryError| failed.push((part.to_owned(), error.to_string()));
        // A part that fails takes nothing away from the others.
        if parts.projects && !bench.stopped {
            match project::run(&mut bench, &mut method, watch) {
                Ok(found) => (study.projects, study.pairs) = found,
                Err(error) => note(words::mark("projects"), &error),
            }
        }
        if parts.value && !bench.stopped {
            match value::run(&mut bench, &mut method, &study.frontier, watch) {
                Ok(found) => study.value = found,
                Err(error) => note(words::mark("value"), &error),
            }
        }
        if !bench.stopped {
            match dependence::run(&mut bench, &network, &goods, &wanted, watch) {
                Ok(found) => study.limited = found,
                Err(error) => note(words::mark("dependence"), &error),
            }
        }
        if parts.tornado && !bench.stopped {
            match tornado::run(&mut bench, &network, &goods, &wanted, &middle, watch) {
                Ok(found) => study.tornado = found,
                Err(error) => note(words::mark("assumptions"), &error),
            }
        }
        study.failed = failed;
    }
    Ok(Ran { study, cuts, stopped: bench.stopped })
}

/// The limits that every question of a study has.
pub(crate) fn limits(country: &Country, parts: &Parts) -> Ask {
    let mut ask = Ask { gap: parts.gap, ..Ask::default() };
    if let Some(budget) = parts.budget {
        ask.sides.push((country.budget, f64::NEG_INFINITY, budget * 1000.0));
    }
    ask.rows.extend(parts.contract_share.map(|share| -> Row { country.contract_limit(share) }));
    ask
}

/// Columns of expansions, projects and stocks.
pub(crate) fn built(country: &Country) -> Vec<ColumnId> {
    let mut columns = country.columns_of(DecisionKind::Project);
    columns.extend(country.columns_of(DecisionKind::Expansion));
    columns.sort_unstable();
    columns.into_iter().map(ColumnId).collect()
}

fn begin(case: &Case, country: &Country, wanted: &Wanted, parts: &Parts, fingerprint: String) -> Study {
    // A study is kept in English, whatever language is in force: pages say it in theirs.
    let told = words::within(&words::Language::ENGLISH, || country.method.parameters());
    // A delay is drawn from 0 to 1 and put into the range of each project, which stands among the figures.
    let parameters = told.into_iter().filter(|found| found.name != "opening_delay").map(|found| Parameter {
        name: found.name,
        about: found.about,
        value: found.value,
        low: found.low,
        high: found.high,
        unit: found.unit.to_owned(),
        basis: serde_json::to_value(found.basis)
            .ok()
            .and_then(|word| Some(word.as_str()?.to_owned()))
            .unwrap_or_default(),
        n: found.n,
        rows: found.rows.iter().map(ToString::to_string).collect(),
        words: found.words,
    });
    Study {
        fingerprint,
        as_of: case.as_of().to_string(),
        neighbour: country.neighbour.to_string(),
        wanted: wanted.clone(),
        alpha: parts.alpha,
        fresh: parts.fresh,
        periods: country.periods.clone(),
        decisions: country.decisions.clone(),
        buyers: country.buyers.clone(),
        goods: country.goods.clone(),
        gates: country.measures.gates.clone(),
        figures: country.figures.0.clone(),
        parameters: parameters.collect(),
        left_out: country.left_out.clone(),
        uncounted: country.uncounted.clone(),
        frontier: Vec::new(),
        steps: Vec::new(),
        today: frontier::nowhere(),
        limited: Vec::new(),
        projects: Vec::new(),
        pairs: Vec::new(),
        tornado: Vec::new(),
        value: value::NONE,
        failed: Vec::new(),
    }
}
