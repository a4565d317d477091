//! `landlocked panel`: expert judgement.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ::words::{mark, tell, text};
use balance::country::Judged;
use dossier::prospects::kept::ClosedPanel;
use figure::text::Wide;
use jiff::{Span, Timestamp};
use judgement::classical::{DecisionMaker, Model, Pooled, Rule, Scores, Threshold, Weighting};
use judgement::leave_one_out::{OutOfSample, leave_one_out};
use judgement::robust::{Without, without_each_expert, without_each_seed};
use judgement::{Item, excalibur};
use ledger::panel::PanelId;
use ledger::{Question, QuestionSet, Results, Target};
use serde::Serialize;

use super::score::{ledger, stored};
use crate::arguments::{Panel, PanelAct, PanelClose, PanelList, PanelNew, PanelScore};
use crate::disk;
use crate::failure::Failure;
use crate::screen::{self, Screen};
use crate::stopwatch;

/// Days for which a member's link is good after the panel closes, or after it was made when nothing says when it closes.
const DAYS: i64 = 90;

pub(crate) fn run(options: &Panel, _: &Screen) -> Result<(), Failure> {
    match &options.act {
        PanelAct::Score(options) => score(options),
        PanelAct::New(options) => new(options),
        PanelAct::List(options) => list(options),
        PanelAct::Close(options) => close(options),
        PanelAct::Results(options) => results(options),
    }
}

#[derive(Serialize)]
struct ExpertScore<'a> {
    id: &'a str,
    #[serde(flatten)]
    scores: &'a Scores,
    weight_global: f64,
}

#[derive(Serialize)]
struct PooledItem<'a> {
    item: &'a str,
    realisation: Option<f64>,
    quantiles: Option<&'a [f64]>,
}

#[derive(Serialize)]
struct Maker<'a> {
    name: &'static str,
    calibration: f64,
    information_real: f64,
    information_total: f64,
    threshold: f64,
    weights: &'a [f64],
    counts: &'a [usize],
    items: Vec<PooledItem<'a>>,
}

#[derive(Serialize)]
struct Scored<'a> {
    levels: &'a [f64],
    experts: Vec<ExpertScore<'a>>,
    decision_makers: Vec<Maker<'a>>,
    leave_one_out: Vec<OutOfSample>,
    robust_without_seed: Vec<Without>,
    robust_without_expert: Vec<Without>,
}

fn name(rule: Rule) -> &'static str {
    match (rule.weighting, rule.threshold) {
        (Weighting::Global, Threshold::Optimised) => mark("global, optimised"),
        (Weighting::Item, Threshold::Optimised) => mark("item, optimised"),
        (Weighting::Global, _) => mark("global"),
        (Weighting::Item, _) => mark("item"),
        (Weighting::Equal, _) => mark("equal"),
    }
}

fn score(options: &PanelScore) -> Result<(), Failure> {
    let (dtt, rls) = (disk::read_bytes(&options.dtt)?, disk::read_bytes(&options.rls)?);
    let unfit = |why: String| Failure::Unfit {
        why,
        help: "files of Excalibur have fixed columns: `.dtt` with the quantiles, `.rls` with the realisations",
    };
    let panel =
        excalibur::read(&dtt, &rls).map_err(|error| unfit(format!("{} and {}: {error}", options.dtt, options.rls)))?;
    let model = Model::new(&panel).map_err(|error| unfit(error.to_string()))?;
    let makers: Vec<(Rule, DecisionMaker)> =
        Rule::ALL.iter().filter_map(|rule| Some((*rule, model.decision_maker(*rule).ok()?))).collect();
    let refused = |error: judgement::PanelError| unfit(error.to_string());
    let out = [Rule::GLOBAL, Rule::GLOBAL_OPTIMISED, Rule::ITEM, Rule::EQUAL]
        .into_iter()
        .map(|rule| leave_one_out(&panel, rule).map_err(refused))
        .collect::<Result<Vec<_>, _>>()?;
    let global = makers.iter().find(|(rule, _)| *rule == Rule::GLOBAL).map(|(_, maker)| maker);
    let scored = Scored {
        levels: &panel.levels,
        experts: panel
            .experts
            .iter()
            .zip(model.experts())
            .enumerate()
            .map(|(at, (expert, scores))| ExpertScore {
                id: &expert.id,
                scores,
                weight_global: global.and_then(|maker| maker.weights.get(at)).copied().unwrap_or(0.0),
            })
            .collect(),
        decision_makers: makers
            .iter()
            .map(|(rule, maker)| Maker {
                name: name(*rule),
                calibration: maker.scores.calibration,
                information_real: maker.scores.information_real,
                information_total: maker.scores.information_total,
                threshold: maker.threshold,
                weights: &maker.weights,
                counts: &maker.scores.counts,
                items: panel
                    .items
                    .iter()
                    .zip(&maker.items)
                    .map(|(item, pooled)| PooledItem {
                        item: &item.id,
                        realisation: item.realisation,
                        quantiles: pooled.as_ref().map(|pooled| pooled.quantiles.as_slice()),
                    })
                    .collect(),
            })
            .collect(),
        leave_one_out: out,
        robust_without_seed: without_each_seed(&panel, Rule::GLOBAL).map_err(refused)?,
        robust_without_expert: without_each_expert(&panel, Rule::GLOBAL).map_err(refused)?,
    };
    if options.json {
        return super::json(&scored);
    }
    screen::print(&shown(&scored))
}

fn shown(scored: &Scored<'_>) -> String {
    let mut text = text!("Experts");
    let _ = writeln!(
        text,
        "\n{:<26}{:>14}{:>12}{:>12}{:>10}",
        "",
        Wide(text!("calibration")),
        Wide(text!("inf. real")),
        Wide(text!("inf. total")),
        Wide(text!("weight"))
    );
    for expert in &scored.experts {
        let _ = writeln!(
            text,
            "{:<26}{:>14.6e}{:>12.5}{:>12.5}{:>10.4}",
            Wide(&expert.id),
            expert.scores.calibration,
            expert.scores.information_real,
            expert.scores.information_total,
            expert.weight_global
        );
    }
    let _ = writeln!(text, "\n{}", text!("Decision makers, in sample"));
    for maker in &scored.decision_makers {
        let _ = writeln!(
            text,
            "{:<26}{:>14.8}{:>12.5}{:>12.5}{:>10}",
            Wide(tell(maker.name)),
            maker.calibration,
            maker.information_real,
            maker.information_total,
            if maker.threshold > 0.0 { format!("> {:.2e}", maker.threshold) } else { String::new() }
        );
    }
    let _ = writeln!(text, "\n{}", text!("The same on seed questions that they have not seen (leave one out)"));
    let _ = writeln!(text, "{:<26}{:>14}{:>12}", "", Wide(text!("calibration")), Wide(text!("score")));
    for out in &scored.leave_one_out {
        let score = out.score.map_or_else(|| "-".to_owned(), |score| format!("{score:.5}"));
        let _ = writeln!(text, "{:<26}{:>14.6}{score:>12}", Wide(tell(name(out.rule))), out.calibration);
    }
    let _ = writeln!(text, "\n{}", text!("Targets: quantiles by equal weights, and by optimised global weights"));
    let of = |wanted: &str| scored.decision_makers.iter().find(|maker| maker.name == wanted);
    if let (Some(equal), Some(best)) = (of("equal"), of("global, optimised")) {
        for (a, b) in equal.items.iter().zip(&best.items).filter(|(a, _)| a.realisation.is_none()) {
            let list = |values: Option<&[f64]>| {
                values.map_or_else(
                    || "-".to_owned(),
                    |values| values.iter().map(|value| figure::number::auto(*value)).collect::<Vec<_>>().join("  "),
                )
            };
            let _ = writeln!(text, "{:<26}{}   |   {}", Wide(a.item), list(a.quantiles), list(b.quantiles));
        }
    }
    text
}

#[derive(Serialize)]
struct Links {
    panel: String,
    chair: String,
    members: Vec<MemberLink>,
}

#[derive(Serialize)]
struct MemberLink {
    name: String,
    link: String,
}

fn new(options: &PanelNew) -> Result<(), Failure> {
    let text = disk::read_text(&options.set)?;
    let set = QuestionSet::parse(&text).map_err(|error| Failure::Unfit {
        why: format!("{} has faults:\n{error}", options.set),
        help: "mend them; nothing was made",
    })?;
    let now = stopwatch::now();
    let closes = set
        .closes_on
        .and_then(|day| jiff::tz::Offset::UTC.to_timestamp(day.at(23, 59, 59, 0)).ok())
        .map_or(now, |end| end.max(now));
    let expires: Timestamp = closes.checked_add(Span::new().hours(24 * DAYS)).unwrap_or(closes);
    let mut ledger = ledger(&options.data.data)?;
    let founded = ledger.found(&set, now, expires).map_err(stored)?;
    let address = options.address.trim_end_matches('/');
    let links = Links {
        panel: founded.panel.to_string(),
        chair: format!("{address}/elicit/chair/{}", founded.chair.as_str()),
        members: founded
            .members
            .iter()
            .map(|(_, name, token)| MemberLink {
                name: name.clone(),
                link: format!("{address}/elicit/{}", token.as_str()),
            })
            .collect(),
    };
    if options.json {
        return super::json(&links);
    }
    let mut out = text!("Panel {number}: {title}", number = links.panel, title = set.title);
    let _ = writeln!(out, "\n\n{}\n  {}\n\n{}", text!("Chair"), links.chair, text!("Members"));
    for member in &links.members {
        let _ = writeln!(out, "  {}\n    {}", member.name, member.link);
    }
    let _ = writeln!(
        out,
        "\n{}",
        text!(
            "Each link is shown this once: only its fingerprint is kept. `landlocked serve --data DIR` serves the panel."
        )
    );
    screen::print(&out)
}

fn list(options: &PanelList) -> Result<(), Failure> {
    let ledger = ledger(&options.data.data)?;
    let panels = ledger.panels().map_err(stored)?;
    if options.json {
        return super::json(&panels);
    }
    if panels.is_empty() {
        return screen::print(&(text!("No panel yet: `landlocked panel new --set FILE --data DIR` makes one.") + "\n"));
    }
    let mut text = String::new();
    for panel in &panels {
        let answered = ledger.turnout(panel.id).map_err(stored)?;
        let some = answered.iter().filter(|member| member.answered > 0).count();
        let (title, all) = (&panel.title, answered.len());
        let words = match panel.closed_by(stopwatch::now()) {
            Some(time) => text!("{title}: {some} of {all} members have answered, closed {time}"),
            None => text!("{title}: {some} of {all} members have answered, open"),
        };
        let _ = writeln!(text, "{}  {words}", panel.id);
    }
    screen::print(&text)
}

fn id(number: i64) -> PanelId {
    PanelId(number)
}

fn close(options: &PanelClose) -> Result<(), Failure> {
    let mut ledger = ledger(&options.data.data)?;
    let at = ledger.close_panel(id(options.panel), stopwatch::now()).map_err(stored)?;
    if options.json {
        return super::json(&at);
    }
    screen::print(&(text!("Panel {number} is closed, {time}.", number = options.panel, time = at) + "\n"))
}

fn results(options: &PanelClose) -> Result<(), Failure> {
    let ledger = ledger(&options.data.data)?;
    let results = ledger.results(id(options.panel), stopwatch::now()).map_err(stored)?;
    if options.json {
        return super::json(&results);
    }
    let mut text = format!("{}\n", results.panel.title);
    let latest = results.latest();
    for question in &results.questions {
        let unit = if question.unit.is_empty() { text!("no unit") } else { question.unit.clone() };
        let _ = writeln!(text, "\n{} ({unit})", question.text);
        for member in &results.members {
            let said = latest.get(&(question.id, member.id)).map_or_else(
                || text!("no answer"),
                |answer| match &answer.given {
                    ledger::Given::Quantiles(values) => {
                        values.iter().map(|value| figure::number::auto(*value)).collect::<Vec<_>>().join("  ")
                    }
                    ledger::Given::Probability(p) => format!("{} %", figure::number::auto(100.0 * p)),
                },
            );
            let _ = writeln!(text, "  {:<30}{said}", Wide(&member.name));
        }
    }
    match elicit::classical(&results) {
        Ok(weights) => {
            let _ = writeln!(text, "\n{}", text!("Weights by the classical model (global, optimised)"));
            for weight in weights {
                let name =
                    results.members.iter().find(|member| member.id == weight.member).map_or("", |member| &member.name);
                let _ = writeln!(text, "  {:<30}{:.3}", Wide(name), weight.weight);
            }
        }
        Err(why) => {
            let _ = writeln!(text, "\n{}", text!("Equal weights: {why}."));
        }
    }
    screen::print(&text)
}

/// A closed panel whose answers can be pooled.
pub(super) struct Closed {
    pub(super) panel: ledger::Panel,
    results: Results,
    gathered: judgement::Panel,
    at: Timestamp,
}

impl Closed {
    /// All of them in a ledger, the latest last.
    pub(super) fn all(ledger: &ledger::Ledger) -> Result<Vec<Self>, Failure> {
        let now = stopwatch::now();
        let mut all = Vec::new();
        for panel in ledger.panels().map_err(stored)? {
            let Some(at) = panel.closed_by(now) else { continue };
            let results = ledger.results(panel.id, now).map_err(stored)?;
            if let Some(Ok(gathered)) = elicit::gather(&results) {
                all.push(Self { panel, results, gathered, at });
            }
        }
        Ok(all)
    }

    /// Levels of the pooled quantiles.
    pub(super) fn levels(&self) -> &[f64] {
        &self.gathered.levels
    }

    fn question(&self, item: &Item) -> Option<&Question> {
        self.results.questions.iter().find(|question| question.name == item.id)
    }

    /// Questions about a series or an assumption, each with the panel's law by equal weights.
    pub(super) fn pooled(&self) -> Vec<(&Question, &Target, Pooled)> {
        let made = Model::new(&self.gathered).ok().and_then(|model| model.decision_maker(Rule::EQUAL).ok());
        let laws = made.into_iter().flat_map(|made| made.items);
        let about = |(item, law): (&Item, Option<Pooled>)| {
            let question = self.question(item)?;
            Some((question, question.target.as_ref()?, law?))
        };
        self.gathered.items.iter().zip(laws).filter_map(about).collect()
    }
}

/// The closed panels of a ledger as the page of judgements shows them.
pub(super) fn closed(ledger: &ledger::Ledger) -> Result<Vec<ClosedPanel>, Failure> {
    let shown = |closed: Closed| {
        let of = |what: fn(&Question) -> String| {
            closed.gathered.items.iter().map(|item| closed.question(item).map_or_else(String::new, what)).collect()
        };
        ClosedPanel {
            units: of(|question| question.unit.clone()),
            resolves: of(|question| question.resolves_on.to_string()),
            title: closed.panel.title,
            closed: closed.at.to_string().chars().take(10).collect(),
            panel: closed.gathered,
        }
    };
    Ok(Closed::all(ledger)?.into_iter().map(shown).collect())
}

/// What closed panels say of rows of assumptions.csv, pooled with equal weights; the panel closed last counts.
pub(super) fn judged(ledger: &ledger::Ledger, case: &case::Case) -> Result<Vec<Judged>, Failure> {
    let mut all: BTreeMap<String, Judged> = BTreeMap::new();
    for closed in Closed::all(ledger)? {
        for (_, target, law) in closed.pooled() {
            let assumed = case.tables().assumptions.iter().any(|row| row.assumption_id.as_str() == target.series);
            if let (true, Some(low), Some(high)) = (assumed, law.quantiles.first(), law.quantiles.last()) {
                let said = Judged { id: target.series.clone(), value: law.curve.quantile(0.5), range: (*low, *high) };
                all.insert(said.id.clone(), said);
            }
        }
    }
    Ok(all.into_values().collect())
}
