//! The pages of what is kept beside a case: closed panels of experts, and the track record.

use ::words::{mark, text};
use figure::{Cell, Chart, Column, Figure, Marker, RangePoint, RangeRow, Ranges, Table, number};
use judgement::classical::{DecisionMaker, Model, Rule};
use judgement::leave_one_out::leave_one_out;
use judgement::panel::Panel;
use outlook::record::{Standing, Who};

use super::of_person;
use crate::words::{counted, say, unit};
use document::{Block, Dossier, Page, Section, TableView};

/// Id of the page of closed panels.
pub const JUDGEMENTS: &str = "judgements";
/// Id of the page of the track record.
pub const RECORD: &str = "record";

/// A panel of experts that is closed.
#[derive(Debug, Clone)]
pub struct ClosedPanel {
    /// What it is about.
    pub title: String,
    /// When it closed.
    pub closed: String,
    /// What its members said.
    pub panel: Panel,
    /// Unit of each item.
    pub units: Vec<String>,
    /// The day on which each item is known.
    pub resolves: Vec<String>,
}

/// Adds the page Judgements; nothing without a closed panel.
pub fn add_judgements(dossier: &mut Dossier, panels: &[ClosedPanel]) {
    if panels.is_empty() {
        return;
    }
    let mut sections = Vec::new();
    for (place, closed) in panels.iter().enumerate() {
        sections.push(panel(dossier, place, closed));
    }
    sections.push(Section {
        id: "judgements-method".to_owned(),
        title: text!("How judgements are pooled"),
        blocks: vec![Block::Text(say(
            &text!(
                "Equal weights give every member the same voice. The classical model (Cooke 1991) weighs members by how often the truth fell where they said it would (calibration) and by how narrow they were (information) on questions whose answer only the chair knew. In the sample that chose the weights they nearly always look better than equal ones; on questions they have not seen often not, so both are shown."
            ),
            &[],
        ))],
    });
    for closed in panels {
        for expert in &closed.panel.experts {
            let words =
                text!("Answered the questions of “{panel}”, closed {day}.", panel = closed.title, day = closed.closed);
            of_person::add(dossier, &expert.id, &words, (JUDGEMENTS, &text!("Judgements")));
        }
    }
    add(
        dossier,
        Page {
            id: JUDGEMENTS.to_owned(),
            title: text!("Judgements"),
            question: text!("What do experts expect, and how well did they know what could be checked?"),
            under: None,
            sections,
        },
    );
}

// Before the page of data. The pages of methods and words then tell of it too.
fn add(dossier: &mut Dossier, page: Page) {
    let place = dossier.pages.iter().position(|page| page.id == "data").unwrap_or(dossier.pages.len());
    dossier.pages.insert(place, page);
    crate::method::renew(&mut dossier.pages);
    crate::glossary::mark(dossier);
}

fn shown(value: f64) -> String {
    number::auto(value)
}

fn point(name: String, value: f64, marker: Marker) -> RangePoint {
    RangePoint { name, value, shown: shown(value), marker }
}

// Lowest, middle and highest quantile of a row.
fn row(label: &str, quantiles: &[f64]) -> RangeRow {
    let mut points = Vec::new();
    if let (Some(low), Some(high)) = (quantiles.first(), quantiles.last()) {
        points.push(point(text!("lowest quantile"), *low, Marker::Triangle));
        if let Some(middle) = quantiles.get(quantiles.len() >> 1).filter(|_| quantiles.len() > 2) {
            points.push(point(text!("middle quantile"), *middle, Marker::Circle));
        }
        points.push(point(text!("highest quantile"), *high, Marker::Triangle));
    }
    RangeRow { label: label.to_owned(), points }
}

fn panel(dossier: &mut Dossier, place: usize, closed: &ClosedPanel) -> Section {
    let panel = &closed.panel;
    let mut blocks = vec![Block::Text(say(
        &text!(
            "{members} answered {questions}; closed {day}.",
            members = counted(panel.experts.len(), mark("{count} member"), mark("{count} members")),
            questions = counted(panel.items.len(), mark("{count} question"), mark("{count} questions")),
            day = closed.closed
        ),
        &[],
    ))];
    match Model::new(panel) {
        Err(why) => blocks.push(Block::Text(say(&text!("Its answers cannot be pooled: {why}."), &[]))),
        Ok(model) => {
            let equal = model.decision_maker(Rule::EQUAL).ok();
            let has_seeds = panel.seeds().next().is_some();
            let weighed = if has_seeds { model.decision_maker(Rule::GLOBAL_OPTIMISED).ok() } else { None };
            for item in 0..panel.items.len() {
                let figure = item_figure(place, item, closed, equal.as_ref(), weighed.as_ref());
                blocks.push(Block::Figure(figure.id.clone()));
                dossier.figures.push(figure);
            }
            if has_seeds {
                blocks.push(Block::Table(weights(place, panel, &model, weighed.as_ref())));
                blocks.extend(out_of_sample(place, panel, &model).map(Block::Table));
            } else {
                blocks.push(Block::Text(say(
                    &text!(
                        "No question had an answer that the chair knew, so members cannot be weighed: all weigh the same."
                    ),
                    &[],
                )));
            }
        }
    }
    Section { id: format!("panel-{}", place + 1), title: closed.title.clone(), blocks }
}

fn item_figure(
    place: usize,
    item: usize,
    closed: &ClosedPanel,
    equal: Option<&DecisionMaker>,
    weighed: Option<&DecisionMaker>,
) -> Figure {
    let panel = &closed.panel;
    let asked = &panel.items[item];
    let unit = unit(closed.units.get(item).map_or("", String::as_str));
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut add = |label: &str, quantiles: &[f64]| {
        rows.push(row(label, quantiles));
        let mut row = vec![Cell::text(label)];
        row.extend(quantiles.iter().map(|value| Cell::number(shown(*value), *value, None)));
        cells.push(row);
    };
    for (expert, answers) in panel.experts.iter().zip(&panel.answers) {
        if let Some(Some(quantiles)) = answers.get(item) {
            add(&expert.id, quantiles);
        }
    }
    let pooled =
        |maker: Option<&DecisionMaker>| maker?.items.get(item)?.as_ref().map(|pooled| pooled.quantiles.clone());
    let equal = pooled(equal);
    if let Some(quantiles) = &equal {
        add(&text!("Panel, equal weights"), quantiles);
    }
    if let Some(quantiles) = pooled(weighed) {
        add(&text!("Panel, classical model"), &quantiles);
    }
    let question = asked.question.clone().unwrap_or_else(|| asked.id.clone());
    let middle = equal.as_ref().and_then(|quantiles| quantiles.get(quantiles.len() >> 1));
    let title = middle.map_or_else(
        || question.clone(),
        |middle| {
            let middle = format!("{} {unit}", shown(*middle));
            text!("{question} The panel's middle, with equal weights: {middle}", middle = middle.trim_end())
        },
    );
    let mut columns = vec![Column::text(text!("who"))];
    columns
        .extend(panel.levels.iter().map(|level| Column::number(format!("{} %", shown(100.0 * level)), unit.clone())));
    let mut notes = Vec::new();
    if let Some(day) = closed.resolves.get(item) {
        notes.push(text!("The answer is known on {day}."));
    }
    if let Some(realised) = asked.realisation {
        notes.push(text!("A question whose answer the chair knew: {value} {unit}.", value = shown(realised)));
    }
    Figure {
        id: format!("judgement-{}-{}", place + 1, item + 1),
        title,
        measure: text!("Quantiles as given, and pooled"),
        unit: unit.clone(),
        place: String::new(),
        period: String::new(),
        chart: Chart::Ranges(Ranges { rows, unit, reference: asked.realisation }),
        table: Table { columns, rows: cells },
        sources: Vec::new(),
        notes,
        alt: String::new(),
    }
}

fn cell(value: f64, decimals: u8) -> Cell {
    Cell::number(number::format(value, decimals), value, None)
}

fn weights(place: usize, panel: &Panel, model: &Model<'_>, weighed: Option<&DecisionMaker>) -> TableView {
    let rows = panel
        .experts
        .iter()
        .zip(model.experts())
        .enumerate()
        .map(|(at, (expert, scores))| {
            vec![
                Cell::text(expert.id.clone()),
                cell(scores.calibration, 4),
                cell(scores.information_real, 3),
                weighed.and_then(|maker| maker.weights.get(at)).map_or_else(Cell::missing, |weight| cell(*weight, 3)),
            ]
        })
        .collect();
    TableView {
        id: format!("weights-{}", place + 1),
        title: text!("Members by the classical model"),
        table: Table {
            columns: vec![
                Column::text(text!("member")),
                Column::number(text!("calibration"), String::new()),
                Column::number(text!("information"), String::new()),
                Column::number(text!("weight"), String::new()),
            ],
            rows,
        },
        notes: vec![text!(
            "Calibration is the probability that a member whose quantiles are right would be off by as much."
        )],
    }
}

fn out_of_sample(place: usize, panel: &Panel, model: &Model<'_>) -> Option<TableView> {
    let mut rows = Vec::new();
    for (rule, name) in [
        (Rule::EQUAL, text!("equal weights")),
        (Rule::GLOBAL, text!("classical, global")),
        (Rule::GLOBAL_OPTIMISED, text!("classical, optimised")),
    ] {
        let (Ok(inside), Ok(outside)) = (model.decision_maker(rule), leave_one_out(panel, rule)) else { continue };
        rows.push(vec![
            Cell::text(name),
            cell(inside.scores.calibration, 4),
            cell(inside.scores.information_real, 3),
            cell(outside.calibration, 4),
            outside.score.map_or_else(Cell::missing, |score| cell(score, 4)),
        ]);
    }
    (!rows.is_empty()).then(|| TableView {
        id: format!("out-of-sample-{}", place + 1),
        title: text!("The panel on questions it has seen, and on those it has not"),
        table: Table {
            columns: vec![
                Column::text(text!("weights")),
                Column::number(text!("calibration"), String::new()),
                Column::number(text!("information"), String::new()),
                Column::number(text!("calibration, left out"), String::new()),
                Column::number(text!("loss, left out"), String::new()),
            ],
            rows,
        },
        notes: vec![text!(
            "Left out: each question's answer is hidden in turn, and the panel weighed by the others is held against it. A lower loss is better."
        )],
    })
}

/// Adds the page Track record; nothing without forecasts that were kept.
pub fn add_record(dossier: &mut Dossier, standings: &[Standing]) {
    if standings.is_empty() {
        return;
    }
    let mut rows = Vec::new();
    for standing in standings {
        let kind = match standing.who {
            Who::Model => text!("model"),
            Who::Naive => text!("naive"),
            Who::Institution => text!("institution"),
            Who::Panel => text!("panel"),
        };
        let share = |share: Option<f64>| share.map_or_else(Cell::missing, |share| cell(100.0 * share, 0));
        let mut row = vec![
            Cell::text(standing.target.clone()),
            Cell::text(kind),
            Cell::text(standing.shown()),
            Cell::text(standing.kept.to_string()),
            Cell::text(standing.scored.to_string()),
            standing.loss.or(standing.brier).map_or_else(Cell::missing, |loss| cell(loss, 3)),
            share(standing.covers_80),
            share(standing.covers_95),
        ];
        row.extend(match standing.skill {
            Some(skill) => [cell(skill.skill, 2), cell(skill.low, 2), cell(skill.high, 2)],
            None => [Cell::missing(), Cell::missing(), Cell::missing()],
        });
        rows.push(row);
    }
    for standing in standings {
        let words = text!(
            "{series}: {forecasts} kept, {scored} of them with an outcome.",
            series = standing.target,
            forecasts = counted(standing.kept, mark("{count} forecast"), mark("{count} forecasts")),
            scored = standing.scored
        );
        of_person::add(dossier, &standing.forecaster, &words, (RECORD, &text!("Track record")));
    }
    let scored: usize = standings.iter().map(|standing| standing.scored).sum();
    let kept: usize = standings.iter().map(|standing| standing.kept).sum();
    let table = TableView {
        id: "track-record".to_owned(),
        title: text!("{kept} forecasts kept, {scored} of them with an outcome"),
        table: Table {
            columns: vec![
                Column::text(text!("series")),
                Column::text(text!("kind")),
                Column::text(text!("who")),
                Column::text(text!("kept")),
                Column::text(text!("scored")),
                Column { name: text!("loss"), unit: None, numeric: true },
                Column::number(text!("within 80 %"), "%"),
                Column::number(text!("within 95 %"), "%"),
                Column::number(text!("skill"), String::new()),
                Column::number(text!("low"), String::new()),
                Column::number(text!("high"), String::new()),
            ],
            rows,
        },
        notes: vec![
            text!(
                "Loss is twice the mean pinball loss in the unit of the series (for symmetric levels the weighted interval score; for one figure the absolute error), for probabilities the Brier score. Skill is against the naive rival on the same periods, with a band of 95 %."
            ),
            text!(
                "A forecast is kept with the version of the case, the day and the seed before its outcome is known, and can never be changed."
            ),
        ],
    };
    add(
        dossier,
        Page {
            id: RECORD.to_owned(),
            title: text!("Track record"),
            question: text!("Who was right?"),
            under: None,
            sections: vec![Section {
                id: "record-all".to_owned(),
                title: text!("All forecasters"),
                blocks: vec![Block::Table(table)],
            }],
        },
    );
}
