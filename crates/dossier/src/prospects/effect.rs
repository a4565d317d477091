//! What an event did: the words, three panels, the referees.

use ::words::{mark, tell, text};
use figure::{BandLevel, Cell, Chart, Column, Dash, EventMark, LineBand, LineSeries, Lines, Table};
use outlook::effects::{EffectStudy, EventSeen, Outcome, Told};
use outlook::measured::Grain;
use series::effect::counterfactual::Month;
use series::effect::law::Interval;
use series::effect::words::Verdict;

use super::ground::{Ground, REPORTED};
use super::{BORDER, doubt};
use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::words::{as_is, say, small, unit};
use document::{Block, Headline, Section, Sentence, TableView};

/// How the answer is found.
pub(super) const GRID: &str = mark(
    "forecast of the steps before the event, subtracted from what was observed; exact posterior on a grid of variance ratios",
);
const COURSE: &str =
    mark("closure and reopening in one model over the whole series; exact posterior on a grid of variance ratios");
/// Steps shown before an event.
const SHOWN_BEFORE: i32 = 48;

pub(super) fn ground(study: &EffectStudy) -> Ground<'_> {
    let mut ground = Ground::of(&study.measured, format!("effect.{}", slug(&study.id)));
    // A number rests on the event's row too.
    for event in [&study.event, &study.reopened_by].into_iter().flatten() {
        ground.rows.push(event.row.clone());
    }
    ground
}

/// From the first step of the event to the last that is looked at.
pub(super) fn span(ground: &Ground<'_>, outcome: &Outcome) -> (String, String) {
    let step = |month: Option<&Month>| month.map_or(0, |month| ground.measured.step(month.month));
    let months = &outcome.effect.months;
    (ground.label(step(months.first())), ground.label(step(months.last())))
}

/// The average effect as numbers: mean, lower and upper end.
pub(super) fn average(book: &mut Book, ground: &Ground<'_>, outcome: &Outcome) -> [String; 3] {
    let label = text!("Mean effect {each}, {series}", each = ground.each(), series = ground.measured.name);
    ground.band(book, "average", &label, GRID, &outcome.effect.average, true)
}

/// The finding in a sentence.
fn finding(book: &mut Book, study: &EffectStudy, outcome: &Outcome) -> Sentence {
    let ground = ground(study);
    let ids = average(book, &ground, outcome);
    let (from, to) = span(&ground, outcome);
    let label = text!("Expected {each}, {series}", each = ground.each(), series = ground.measured.name);
    let expected = ground.band(book, "expected", &label, GRID, &outcome.effect.expected, false);
    let observed = ground.number(
        book,
        ground
            .entry("observed", text!("Observed {each}, {series}", each = ground.each(), series = ground.measured.name))
            .by(mark("mean of the figures")),
        outcome.effect.observed,
    );
    let series = small(&ground.measured.name);
    let each = ground.each();
    let words = match outcome.effect.verdict {
        Verdict::Lower => text!(
            "From {from} to {to} {series} were lower than they would have been: {{}} {each} observed against {{}} expected, a difference of {{}} with a band of 95 % from {{}} to {{}}."
        ),
        Verdict::Higher => text!(
            "From {from} to {to} {series} were higher than they would have been: {{}} {each} observed against {{}} expected, a difference of {{}} with a band of 95 % from {{}} to {{}}."
        ),
        Verdict::CannotBeTold => text!(
            "What happened to {series} from {from} to {to} cannot be told: {{}} {each} observed against {{}} expected, a difference of {{}} whose band from {{}} to {{}} is wider than the figures themselves."
        ),
        _ => text!(
            "From {from} to {to} there is no clear effect on {series}: {{}} {each} observed against {{}} expected, a difference of {{}} with a band of 95 % from {{}} to {{}}."
        ),
    };
    say(&words, &[&observed, &expected[0], &ids[0], &ids[1], &ids[2]])
}

/// The finding for the front page: the first effect that has an answer.
pub(super) fn headline(book: &mut Book, study: &EffectStudy) -> Option<Headline> {
    let outcome = study.outcome.answer()?;
    let stepped = step(book, study, outcome);
    let caveat = match (&stepped, &outcome.placebo) {
        (Some(_), _) => Some(from_before(book, study, outcome)),
        (None, Some(placebo)) if placebo.too_narrow => Some(say(
            &text!(
                "The band has been too narrow here before: at dates at which nothing happened it missed more often than chance allows."
            ),
            &[],
        )),
        _ => None,
    };
    Some(Headline {
        id: "border-effect".to_owned(),
        sentence: stepped.unwrap_or_else(|| finding(book, study, outcome)),
        caveat,
        figure: Some(figure_id(study, "")),
        page: BORDER.to_owned(),
    })
}

/// What a forecast from the steps before alone says beside the model of one step.
pub(super) fn from_before(book: &mut Book, study: &EffectStudy, outcome: &Outcome) -> Sentence {
    let ids = average(book, &ground(study), outcome);
    let words = if outcome.effect.verdict.is_clear() {
        text!(
            "That it was one step is assumed; held against a forecast from before alone the difference is {{}}, 95 % between {{}} and {{}}."
        )
    } else {
        text!(
            "That it was one step is assumed; held against a forecast from before alone no effect is clear: {{}}, 95 % between {{}} and {{}}."
        )
    };
    say(&words, &[&ids[0], &ids[1], &ids[2]])
}

/// How far the level stepped when the border closed, where the band of that step leaves out 0: middle and both ends.
pub(super) fn stepped(book: &mut Book, study: &EffectStudy, outcome: &Outcome) -> Option<[String; 3]> {
    let band = outcome.reopening.as_ref()?.answer()?.closure.posterior;
    let ground = ground(study);
    let label = text!("Effect of the closure, {series}", series = ground.measured.name);
    (band.upper < 0.0 || band.lower > 0.0).then(|| ground.band(book, "closure", &label, COURSE, &band, true))
}

// The same in words, with the part that was given back.
fn step(book: &mut Book, study: &EffectStudy, outcome: &Outcome) -> Option<Sentence> {
    let share = outcome.reopening.as_ref()?.answer()?.share.as_ref()?;
    let ids = stepped(book, study, outcome)?;
    let ground = ground(study);
    let shares = shares(book, &ground, &share.posterior);
    Some(say(
        &text!(
            "Taken as one step, the closing of the border moved {series} by {{}} {each} (95 %: {{}} to {{}}); of that the reopening had given back {{}} by the day of the view (95 %: {{}} to {{}}).",
            series = small(&ground.measured.name),
            each = ground.each()
        ),
        &[&ids[0], &ids[1], &ids[2], &shares[0], &shares[1], &shares[2]],
    ))
}

/// The part given back: median and both ends, per cent.
pub(super) fn shares(book: &mut Book, ground: &Ground<'_>, share: &Interval) -> [String; 3] {
    let series = &ground.measured.name;
    [
        ("share", text!("Part of the closure's effect given back, {series}"), share.median),
        ("share_low", text!("Part given back, lower end of the band, {series}"), share.lower),
        ("share_high", text!("Part given back, upper end of the band, {series}"), share.upper),
    ]
    .map(|(id, label, value)| {
        let entry = Entry::new(format!("{}.{id}", ground.prefix), label, "%", 0).by(COURSE);
        entry.id(book, 100.0 * value, &ground.rows)
    })
}

fn figure_id(study: &EffectStudy, part: &str) -> String {
    let id = study.id.replace('_', "-");
    if part.is_empty() { format!("effect-{id}") } else { format!("effect-{id}-{part}") }
}

/// Id of the page of one effect.
pub(super) fn page_id(study: &EffectStudy) -> String {
    format!("effect-of-{}", study.id.replace('_', "-"))
}

/// The finding and its picture, for the page of all effects.
pub(super) fn short(book: &mut Book, study: &EffectStudy) -> Section {
    let mut blocks = Vec::new();
    match &study.outcome {
        Told::CannotBeTold(why) => blocks.push(Block::Text(say(&text!("Cannot be told: {why}."), &[]))),
        Told::Answer(outcome) => {
            let ground = ground(study);
            blocks.push(Block::Text(finding(book, study, outcome)));
            blocks.extend(reopening(book, &ground, outcome).into_iter().map(Block::Text));
            blocks.push(Block::FigureLink(figure_id(study, "")));
        }
    }
    blocks.push(Block::PageLink { id: page_id(study), title: study.name.clone() });
    Section { id: study.id.replace('_', "-"), title: study.name.clone(), blocks }
}

/// Everything about one event and one series.
pub(super) fn section(book: &mut Book, study: &EffectStudy) -> Section {
    let mut blocks = Vec::new();
    match &study.outcome {
        Told::CannotBeTold(why) => {
            blocks.push(Block::Text(say(&text!("Cannot be told: {why}."), &[])));
            blocks.push(Block::Table(figures(book, study)));
        }
        Told::Answer(outcome) => {
            let ground = ground(study);
            blocks.push(Block::Text(finding(book, study, outcome)));
            blocks.extend(reopening(book, &ground, outcome).into_iter().map(Block::Text));
            let path = panel(book, study, &ground, outcome);
            blocks.push(Block::Figure(path));
            for part in [Part::Monthly, Part::Total] {
                let id = difference(book, study, &ground, outcome, part);
                blocks.push(Block::Figure(id));
            }
            blocks.push(Block::Table(doubt::referees(book, study, &ground, outcome)));
            if let Some(table) = doubt::placebo(book, study, &ground, outcome) {
                blocks.push(Block::Table(table));
            }
        }
    }
    if let Some(note) = &study.note {
        blocks.push(Block::Text(as_is(note)));
    }
    Section { id: format!("told-{}", study.id.replace('_', "-")), title: study.name.clone(), blocks }
}

// The few figures of a series that is too short.
fn figures(book: &mut Book, study: &EffectStudy) -> TableView {
    let ground = Ground::of(&study.measured, format!("effect.{}", slug(&study.id)));
    let rows = study
        .measured
        .values
        .iter()
        .enumerate()
        .filter_map(|(place, value)| {
            let step = study.measured.step(place);
            let label = format!("{}, {}", study.measured.name, ground.label(step));
            let entry = ground.entry(&format!("value.{}", slug(&ground.label(step))), label).by(REPORTED);
            Some(vec![Cell::text(ground.label(step)), entry.cell(book, (*value)?, &study.measured.rows[place])])
        })
        .collect();
    TableView {
        id: format!("values-{}", study.id.replace('_', "-")),
        title: text!("{series}: all figures known", series = study.measured.name),
        table: Table {
            columns: vec![Column::text(text!("when")), Column::number(text!("value"), unit(&study.measured.unit))],
            rows,
        },
        notes: Vec::new(),
    }
}

/// What the reopening gave: middle and both ends.
pub(super) fn given_back(book: &mut Book, ground: &Ground<'_>, band: &Interval) -> [String; 3] {
    let label = text!("Effect of the reopening, {series}", series = ground.measured.name);
    ground.band(book, "reopening", &label, COURSE, band, true)
}

// Words on closure and reopening in one model.
fn reopening(book: &mut Book, ground: &Ground<'_>, outcome: &Outcome) -> Vec<Sentence> {
    let mut said = Vec::new();
    match &outcome.reopening {
        Some(Told::Answer(both)) => {
            let label = text!("Effect of the closure, {series}", series = ground.measured.name);
            let closure = ground.band(book, "closure", &label, COURSE, &both.closure.posterior, true);
            let given = given_back(book, ground, &both.reopening.posterior);
            said.push(say(
                &text!(
                    "In one model of closure and reopening over the whole series the level changed by {{}} {each} at the closure (95 %: {{}} to {{}}) and by {{}} at the reopening (95 %: {{}} to {{}}); {since}.",
                    each = ground.each(),
                    since = since(ground, both.months_since)
                ),
                &[&closure[0], &closure[1], &closure[2], &given[0], &given[1], &given[2]],
            ));
            match &both.share {
                Some(share) => {
                    let ids = shares(book, ground, &share.posterior);
                    said.push(say(
                        &text!(
                            "Of the change at the closure the reopening has undone {{}} (95 %: {{}} to {{}}; below nought it went further)."
                        ),
                        &[&ids[0], &ids[1], &ids[2]],
                    ));
                }
                None => said.push(say(
                    &text!(
                        "What part was given back cannot be told, because the band of the closure's own effect holds 0."
                    ),
                    &[],
                )),
            }
        }
        Some(Told::CannotBeTold(why)) => said.push(say(&text!("Of the reopening: {why}."), &[])),
        None => {}
    }
    match &outcome.half_life {
        Some(Told::Answer(half)) => said.push(match half.untold {
            Some(why) => say(&text!("How fast it recovers cannot be told: {why}.", why = tell(why)), &[]),
            None => {
                let id = Entry::new(
                    format!("{}.half_life", ground.prefix),
                    text!("Half-life of the recovery"),
                    mark("months"),
                    1,
                )
                .by(mark("likeliest on a grid from 1 to 24 months"))
                .id(book, half.likeliest, &ground.rows);
                say(&text!("Half of what is left comes back every {{}}."), &[&id])
            }
        }),
        Some(Told::CannotBeTold(why)) => said.push(say(&text!("How fast it recovers cannot be told: {why}."), &[])),
        None => {}
    }
    said
}

// How many steps are known since a reopening.
fn since(ground: &Ground<'_>, steps: usize) -> String {
    match (ground.measured.grain, steps) {
        (Grain::Month, 1) => text!("1 month since the reopening is known"),
        (Grain::Month, _) => text!("{steps} months since the reopening are known"),
        (Grain::Year, 1) => text!("1 year since the reopening is known"),
        (Grain::Year, _) => text!("{steps} years since the reopening are known"),
        (Grain::Row(_), 1) => text!("1 row since the reopening is known"),
        (Grain::Row(_), _) => text!("{steps} rows since the reopening are known"),
    }
}

fn event_mark(ground: &Ground<'_>, step: i32, event: Option<&EventSeen>) -> Option<EventMark> {
    let event = event?;
    Some(EventMark { x: ground.x(step), label: event.title.clone(), when: crate::words::when_of(&event.starts_on) })
}

fn marks(study: &EffectStudy, ground: &Ground<'_>) -> Vec<EventMark> {
    let first = event_mark(ground, study.from, study.event.as_ref());
    let second = study.reopened.and_then(|step| event_mark(ground, step, study.reopened_by.as_ref()));
    first.into_iter().chain(second).collect()
}

// Observed against counterfactual.
fn panel(book: &mut Book, study: &EffectStudy, ground: &Ground<'_>, outcome: &Outcome) -> String {
    let measured = &study.measured;
    let from = (study.from - SHOWN_BEFORE).max(measured.first);
    let observed: Vec<(f64, Option<f64>)> =
        (from..measured.end()).map(|step| (ground.x(step), measured.at(step))).collect();
    let at = |month: &Month| ground.x(measured.step(month.month));
    let months = &outcome.effect.months;
    let expected = months.iter().map(|month| (at(month), Some(month.expected.mean))).collect();
    let band = months.iter().map(|month| (at(month), Some((month.expected.lower, month.expected.upper)))).collect();
    let mut rows = ground.history(book, from..study.from, 3);
    rows.extend(months.iter().map(|month| row(book, ground, month)));
    // What is drawn beyond the last step that was looked at.
    let after = months.last().map_or(study.from, |month| measured.step(month.month) + 1);
    rows.extend(ground.history(book, after..measured.end(), 3));
    let ids = average(book, ground, outcome);
    let (name, each) = (&study.name, ground.each());
    let size = book.text(&ids[0]);
    let size = size.trim_start_matches(['-', '+']);
    let title = match outcome.effect.verdict {
        Verdict::Lower => text!("{study}: {size} {each} less than would have come", study = name),
        Verdict::Higher => text!("{study}: {size} {each} more than would have come", study = name),
        verdict => format!("{name}: {}", tell(verdict.words())),
    };
    let (first, last) = (ground.label(from), ground.label(measured.end() - 1));
    book.figure(Draft {
        id: figure_id(study, ""),
        title,
        measure: text!("{series}, observed and expected without the event", series = measured.name),
        unit: unit(&measured.unit),
        place: String::new(),
        period: text!("{from} to {to}", from = first, to = last),
        chart: Chart::Lines(Lines {
            x: ground.axis(from),
            series: vec![
                LineSeries { name: text!("observed"), points: observed, dash: Dash::Solid, emphasis: true },
                LineSeries { name: text!("expected"), points: expected, dash: Dash::Dashed, emphasis: false },
            ],
            bands: vec![LineBand { name: "95 %".to_owned(), points: band, level: BandLevel::Middle }],
            marks: marks(study, ground),
            unit: unit(&measured.unit),
            zero_based: true,
        }),
        table: Table {
            columns: vec![
                Column::text(text!("when")),
                Column::number(text!("observed"), unit(&measured.unit)),
                Column::number(text!("expected"), unit(&measured.unit)),
                Column::number(text!("low"), unit(&measured.unit)),
                Column::number(text!("high"), unit(&measured.unit)),
            ],
            rows,
        },
        notes: vec![text!(
            "Expected by a model of {figures} figures before the event: {model}.",
            figures = outcome.effect.observed_before,
            model = study.model
        )],
        rows: ground.rows.clone(),
    })
}

fn row(book: &mut Book, ground: &Ground<'_>, month: &Month) -> Vec<Cell> {
    let step = ground.measured.step(month.month);
    let when = ground.label(step);
    let key = slug(&when);
    let observed = ground.observed(book, step);
    let label = text!("Expected without the event, {when}");
    let ids = ground.band(book, &format!("expected.{key}"), &label, GRID, &month.expected, false);
    vec![Cell::text(when), observed, book.cell(&ids[0]), book.cell(&ids[1]), book.cell(&ids[2])]
}

/// How the difference is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Monthly,
    Total,
}

// The difference, step by step or added up.
fn difference(book: &mut Book, study: &EffectStudy, ground: &Ground<'_>, outcome: &Outcome, part: Part) -> String {
    let (measured, name) = (&study.measured, &study.name);
    let (key, measure, empty) = match part {
        Part::Monthly => {
            ("monthly", text!("Observed less expected, step by step"), text!("{study}, step by step", study = name))
        }
        Part::Total => ("total", text!("Observed less expected, added up"), text!("{study}, added up", study = name)),
    };
    let of = |month: &Month| if part == Part::Total { month.cumulative } else { month.effect };
    let mut line = Vec::new();
    let mut band = Vec::new();
    let (from, to) = span(ground, outcome);
    let mut rows = Vec::new();
    let mut title = empty;
    for month in &outcome.effect.months {
        let step = measured.step(month.month);
        let (x, when) = (ground.x(step), ground.label(step));
        line.push((x, of(month).map(|found| found.mean)));
        band.push((x, of(month).map(|found| (found.lower, found.upper))));
        let Some(found) = of(month) else {
            rows.push(vec![Cell::text(when), Cell::missing(), Cell::missing(), Cell::missing()]);
            continue;
        };
        let series = &measured.name;
        let label = match part {
            Part::Monthly => text!("Difference step by step in {when}, {series}"),
            Part::Total => text!("Difference added up in {when}, {series}"),
        };
        let ids = ground.band(book, &format!("{key}.{}", slug(&when)), &label, GRID, &found, true);
        // The last that is known is the finding.
        let size = book.text(&ids[0]);
        title = match part {
            Part::Monthly => text!("In {when} the difference was {size}"),
            Part::Total => text!("Added up to {when}: {size}"),
        };
        rows.push(vec![Cell::text(when), book.cell(&ids[0]), book.cell(&ids[1]), book.cell(&ids[2])]);
    }
    let shown = unit(&measured.unit);
    book.figure(Draft {
        id: figure_id(study, key),
        title,
        measure,
        unit: shown.clone(),
        place: String::new(),
        period: text!("{from} to {to}"),
        chart: Chart::Lines(Lines {
            x: ground.axis(study.from),
            series: vec![LineSeries { name: text!("difference"), points: line, dash: Dash::Solid, emphasis: true }],
            bands: vec![LineBand { name: "95 %".to_owned(), points: band, level: BandLevel::Middle }],
            marks: Vec::new(),
            unit: shown.clone(),
            zero_based: true,
        }),
        table: Table {
            columns: vec![
                Column::text(text!("when")),
                Column::number(text!("difference"), shown.clone()),
                Column::number(text!("low"), shown.clone()),
                Column::number(text!("high"), shown),
            ],
            rows,
        },
        notes: Vec::new(),
        rows: ground.rows.clone(),
    })
}
