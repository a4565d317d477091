//! What an event did: the words, three panels, the referees.

use figure::{
    BandLevel, Cell, Chart, Column, Dash, EventMark, LineBand, LineSeries, Lines, Marker, RangePoint, RangeRow, Ranges,
    Table,
};
use outlook::effects::{EffectStudy, EventSeen, Outcome, Told};
use series::effect::counterfactual::{Method, Month};
use series::effect::law::Interval;
use series::effect::words::Verdict;

use super::BORDER;
use super::ground::Ground;
use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::model::{Block, Headline, Section, Sentence, TableView};
use crate::words::{capital, say, small, unit};

/// How the answer is found.
const GRID: &str = "forecast of the steps before the event, subtracted from what was observed; exact posterior on a grid of variance ratios";
const COURSE: &str =
    "closure and reopening in one model over the whole series; exact posterior on a grid of variance ratios";
const PLACEBO: &str = "the same method at dates at which nothing happened";
/// Steps shown before an event.
const SHOWN_BEFORE: i32 = 48;

fn ground(study: &EffectStudy) -> Ground<'_> {
    let mut ground = Ground::of(&study.measured, format!("effect.{}", slug(&study.id)));
    // A number rests on the event's row too.
    for event in [&study.event, &study.reopened_by].into_iter().flatten() {
        ground.rows.push(event.row.clone());
    }
    ground
}

/// From the first step of the event to the last that is looked at.
fn span(ground: &Ground<'_>, outcome: &Outcome) -> (String, String) {
    let step = |month: Option<&Month>| month.map_or(0, |month| ground.measured.step(month.month));
    let months = &outcome.effect.months;
    (ground.label(step(months.first())), ground.label(step(months.last())))
}

fn direction(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Lower => "less",
        Verdict::Higher => "more",
        _ => "off",
    }
}

/// The average effect as numbers: mean, lower and upper end.
fn average(book: &mut Book, ground: &Ground<'_>, outcome: &Outcome) -> [String; 3] {
    let label = format!("Mean effect {}, {}", ground.each(), ground.measured.name);
    ground.band(book, "average", &label, GRID, &outcome.effect.average, true)
}

/// The finding in a sentence.
fn finding(book: &mut Book, study: &EffectStudy, outcome: &Outcome) -> Sentence {
    let ground = ground(study);
    let ids = average(book, &ground, outcome);
    let (from, to) = span(&ground, outcome);
    let label = format!("Expected {}, {}", ground.each(), ground.measured.name);
    let expected = ground.band(book, "expected", &label, GRID, &outcome.effect.expected, false);
    let observed = ground.number(
        book,
        ground
            .entry("observed", format!("Observed {}, {}", ground.each(), ground.measured.name))
            .by("mean of the figures"),
        outcome.effect.observed,
    );
    let name = &ground.measured.name;
    let each = ground.each();
    let words = match outcome.effect.verdict {
        Verdict::Lower | Verdict::Higher => format!(
            "From {from} to {to} {} were {} than they would have been: {{}} {each} observed against {{}} expected, a difference of {{}} with a band of 95 % from {{}} to {{}}.",
            small(name),
            if outcome.effect.verdict == Verdict::Lower { "lower" } else { "higher" },
        ),
        Verdict::CannotBeTold => format!(
            "What happened to {} from {from} to {to} cannot be told: {{}} {each} observed against {{}} expected, a difference of {{}} whose band from {{}} to {{}} is wider than the figures themselves.",
            small(name)
        ),
        _ => format!(
            "From {from} to {to} there is no clear effect on {}: {{}} {each} observed against {{}} expected, a difference of {{}} with a band of 95 % from {{}} to {{}}.",
            small(name)
        ),
    };
    say(&words, &[&observed, &expected[0], &ids[0], &ids[1], &ids[2]])
}

/// The finding for the front page: the first effect that has an answer.
pub(super) fn headline(book: &mut Book, study: &EffectStudy) -> Option<Headline> {
    let outcome = study.outcome.answer()?;
    let sentence = finding(book, study, outcome);
    let caveat = outcome
        .placebo
        .as_ref()
        .is_some_and(|placebo| placebo.too_narrow)
        .then(|| say("The band has been too narrow here before: at dates at which nothing happened it missed more often than chance allows.", &[]));
    Some(Headline {
        id: "border-effect".to_owned(),
        sentence,
        caveat,
        figure: Some(figure_id(study, "")),
        page: BORDER.to_owned(),
    })
}

fn figure_id(study: &EffectStudy, part: &str) -> String {
    let id = study.id.replace('_', "-");
    if part.is_empty() { format!("effect-{id}") } else { format!("effect-{id}-{part}") }
}

/// All effects side by side.
pub(super) fn summary(book: &mut Book, studies: &[EffectStudy]) -> Section {
    let mut rows = Vec::new();
    let mut drawn = Vec::new();
    for study in studies {
        let ground = ground(study);
        let name = Cell::text(study.name.clone());
        let Some(outcome) = study.outcome.answer() else {
            let mut row = vec![name];
            row.extend((0..5).map(|_| Cell::missing()));
            row.push(Cell::text("cannot be told"));
            rows.push(row);
            continue;
        };
        let ids = average(book, &ground, outcome);
        let (from, to) = span(&ground, outcome);
        let relative = outcome.effect.relative.map(|relative| {
            let percent = |id: &str, label: &str, value: f64| {
                Entry::new(format!("{}.{id}", ground.prefix), format!("{label}, {}", ground.measured.name), "%", 0)
                    .by(GRID)
                    .signed()
                    .id(book, 100.0 * value, &ground.rows)
            };
            let ids = [
                ("relative", "Effect in parts of what was expected", relative.mean),
                ("relative_low", "Effect in parts of what was expected, lower end", relative.lower),
                ("relative_high", "Effect in parts of what was expected, upper end", relative.upper),
            ];
            let mut percent = percent;
            (ids.map(|(id, label, value)| percent(id, label, value)), relative)
        });
        let cells: Vec<Cell> = match &relative {
            Some((ids, _)) => ids.iter().map(|id| book.cell(id)).collect(),
            None => (0..3).map(|_| Cell::not_applicable()).collect(),
        };
        if let Some(([middle, low, high], relative)) = &relative {
            let point = |name: &str, id: &str, value: f64, marker: Marker| RangePoint {
                name: name.to_owned(),
                value: 100.0 * value,
                shown: book.text(id),
                marker,
            };
            drawn.push(RangeRow {
                label: study.name.clone(),
                points: vec![
                    point("band of 95 %", low, relative.lower, Marker::Triangle),
                    point("estimate", middle, relative.mean, Marker::Circle),
                    point("band of 95 %", high, relative.upper, Marker::Triangle),
                ],
            });
        }
        let mut row = vec![name, Cell::text(format!("{from} to {to}"))];
        row.push(book.cell(&ids[0]));
        row.extend(cells);
        row.push(Cell::text(outcome.effect.words));
        rows.push(row);
    }
    let told = drawn.len();
    let mut blocks = Vec::new();
    let table = Table {
        columns: vec![
            Column::text("what"),
            Column::text("from, to"),
            Column { name: "mean effect a step, own unit".to_owned(), unit: None, numeric: true },
            Column::number("part", "%"),
            Column::number("low", "%"),
            Column::number("high", "%"),
            Column::text("says"),
        ],
        rows,
    };
    let clear = studies
        .iter()
        .filter_map(|study| study.outcome.answer())
        .filter(|outcome| outcome.effect.verdict.is_clear())
        .count();
    if told > 0 {
        let title = format!("{clear} of {} effects stand clear of nought", studies.len());
        let id = book.figure(Draft {
            id: "effects".to_owned(),
            title,
            measure: "Effect in parts of what would have come".to_owned(),
            unit: "%".to_owned(),
            place: String::new(),
            period: String::new(),
            chart: Chart::Ranges(Ranges { rows: drawn, unit: "%".to_owned(), reference: Some(0.0) }),
            table,
            notes: vec![
                "A band that holds 0 claims nothing. Steps are months, or years where there are no months.".to_owned(),
            ],
            rows: Vec::new(),
        });
        blocks.push(Block::Figure(id));
    } else {
        blocks.push(Block::Table(TableView {
            id: "effects".to_owned(),
            title: "Effects".to_owned(),
            table,
            notes: Vec::new(),
        }));
    }
    Section { id: "effects-all".to_owned(), title: "All effects at a glance".to_owned(), blocks }
}

/// Everything about one event and one series.
pub(super) fn section(book: &mut Book, study: &EffectStudy) -> Section {
    let mut blocks = Vec::new();
    match &study.outcome {
        Told::CannotBeTold(why) => {
            blocks.push(Block::Text(say(&format!("Cannot be told: {why}."), &[])));
            blocks.push(Block::Table(figures(book, study)));
        }
        Told::Answer(outcome) => {
            let ground = ground(study);
            blocks.push(Block::Text(finding(book, study, outcome)));
            blocks.extend(reopening(book, &ground, outcome).into_iter().map(Block::Text));
            let path = panel(book, study, &ground, outcome);
            blocks.push(Block::Figure(path));
            for (part, title) in [("monthly", "step by step"), ("total", "added up")] {
                let id = difference(book, study, &ground, outcome, part, title);
                blocks.push(Block::Figure(id));
            }
            blocks.push(Block::Table(referees(book, study, &ground, outcome)));
            if let Some(table) = placebo(book, study, &ground, outcome) {
                blocks.push(Block::Table(table));
            }
        }
    }
    if let Some(note) = &study.note {
        blocks.push(Block::Text(say(note, &[])));
    }
    Section { id: format!("effect-of-{}", study.id.replace('_', "-")), title: study.name.clone(), blocks }
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
            let entry = ground.entry(&format!("value.{}", slug(&ground.label(step))), label).by("as reported");
            Some(vec![Cell::text(ground.label(step)), entry.cell(book, (*value)?, &study.measured.rows[place])])
        })
        .collect();
    TableView {
        id: format!("values-{}", study.id.replace('_', "-")),
        title: format!("{}: all figures known", study.measured.name),
        table: Table { columns: vec![Column::text("when"), Column::number("value", unit(&study.measured.unit))], rows },
        notes: Vec::new(),
    }
}

// Words on closure and reopening in one model.
fn reopening(book: &mut Book, ground: &Ground<'_>, outcome: &Outcome) -> Vec<Sentence> {
    let mut said = Vec::new();
    match &outcome.reopening {
        Some(Told::Answer(both)) => {
            let name = &ground.measured.name;
            let closure = ground.band(
                book,
                "closure",
                &format!("Effect of the closure, {name}"),
                COURSE,
                &both.closure.posterior,
                true,
            );
            let given = ground.band(
                book,
                "reopening",
                &format!("Effect of the reopening, {name}"),
                COURSE,
                &both.reopening.posterior,
                true,
            );
            let months = both.months_since;
            let since = format!(
                "{months} {}{} since the reopening {}",
                ground.step_word(),
                if months == 1 { "" } else { "s" },
                if months == 1 { "is known" } else { "are known" }
            );
            said.push(say(
                &format!(
                    "In one model of closure and reopening over the whole series the closure took {{}} {each} (95 %: {{}} to {{}}) and the reopening gave {{}} (95 %: {{}} to {{}}); {since}.",
                    each = ground.each()
                ),
                &[&closure[0], &closure[1], &closure[2], &given[0], &given[1], &given[2]],
            ));
            match &both.share {
                Some(share) => {
                    let percent =
                        |id: &str, label: &str, value: f64| {
                            Entry::new(format!("{}.{id}", ground.prefix), format!("{label}, {name}"), "%", 0)
                                .by(COURSE)
                                .id(book, 100.0 * value, &ground.rows)
                        };
                    let mut percent = percent;
                    let ids = [
                        percent("share", "Part of the closure's effect given back", share.posterior.median),
                        percent("share_low", "Part given back, lower end of the band", share.posterior.lower),
                        percent("share_high", "Part given back, upper end of the band", share.posterior.upper),
                    ];
                    said.push(say(
                        "Of what the closure took, the reopening has given back {} (95 %: {} to {}).",
                        &[&ids[0], &ids[1], &ids[2]],
                    ));
                }
                None => said.push(say(
                    "What part was given back cannot be told, because the band of the closure's own effect holds 0.",
                    &[],
                )),
            }
        }
        Some(Told::CannotBeTold(why)) => said.push(say(&format!("Of the reopening: {why}."), &[])),
        None => {}
    }
    match &outcome.half_life {
        Some(Told::Answer(half)) => said.push(match half.untold {
            Some(why) => say(&format!("How fast it recovers cannot be told: {why}."), &[]),
            None => {
                let id = Entry::new(format!("{}.half_life", ground.prefix), "Half-life of the recovery", "months", 1)
                    .by("likeliest on a grid from 1 to 24 months")
                    .id(book, half.likeliest, &ground.rows);
                say("Half of what is left comes back every {}.", &[&id])
            }
        }),
        Some(Told::CannotBeTold(why)) => said.push(say(&format!("How fast it recovers cannot be told: {why}."), &[])),
        None => {}
    }
    said
}

fn mark(ground: &Ground<'_>, step: i32, event: Option<&EventSeen>) -> Option<EventMark> {
    let event = event?;
    Some(EventMark { x: ground.x(step), label: event.title.clone(), when: event.starts_on.clone() })
}

fn marks(study: &EffectStudy, ground: &Ground<'_>) -> Vec<EventMark> {
    let first = mark(ground, study.from, study.event.as_ref());
    let second = study.reopened.and_then(|step| mark(ground, step, study.reopened_by.as_ref()));
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
    let rows = months.iter().map(|month| row(book, ground, month)).collect();
    let ids = average(book, ground, outcome);
    let title = match outcome.effect.verdict {
        Verdict::Lower | Verdict::Higher => format!(
            "{}: {} {} {} than would have come",
            study.name,
            book.text(&ids[0]).trim_start_matches(['-', '+']),
            ground.each(),
            direction(outcome.effect.verdict)
        ),
        verdict => format!("{}: {}", study.name, verdict.words()),
    };
    let (first, last) = (ground.label(from), ground.label(measured.end() - 1));
    book.figure(Draft {
        id: figure_id(study, ""),
        title,
        measure: format!("{}, observed and expected without the event", measured.name),
        unit: unit(&measured.unit),
        place: String::new(),
        period: format!("{first} to {last}"),
        chart: Chart::Lines(Lines {
            x: ground.axis(from),
            series: vec![
                LineSeries { name: "observed".to_owned(), points: observed, dash: Dash::Solid, emphasis: true },
                LineSeries { name: "expected".to_owned(), points: expected, dash: Dash::Dashed, emphasis: false },
            ],
            bands: vec![LineBand { name: "95 %".to_owned(), points: band, level: BandLevel::Middle }],
            marks: marks(study, ground),
            unit: unit(&measured.unit),
            zero_based: true,
        }),
        table: Table {
            columns: vec![
                Column::text("when"),
                Column::number("observed", unit(&measured.unit)),
                Column::number("expected", unit(&measured.unit)),
                Column::number("low", unit(&measured.unit)),
                Column::number("high", unit(&measured.unit)),
            ],
            rows,
        },
        notes: vec![format!(
            "Expected by a model of {} figures before the event: {}.",
            outcome.effect.observed_before, study.model
        )],
        rows: ground.rows.clone(),
    })
}

fn row(book: &mut Book, ground: &Ground<'_>, month: &Month) -> Vec<Cell> {
    let step = ground.measured.step(month.month);
    let when = ground.label(step);
    let key = slug(&when);
    let observed = month.observed.map_or_else(Cell::missing, |value| {
        let entry =
            ground.entry(&format!("observed.{key}"), format!("{}, {when}", ground.measured.name)).by("as reported");
        entry.cell(book, value, &ground.measured.rows[month.month])
    });
    let label = format!("Expected without the event, {when}");
    let ids = ground.band(book, &format!("expected.{key}"), &label, GRID, &month.expected, false);
    vec![Cell::text(when), observed, book.cell(&ids[0]), book.cell(&ids[1]), book.cell(&ids[2])]
}

// The difference, step by step or added up.
fn difference(
    book: &mut Book,
    study: &EffectStudy,
    ground: &Ground<'_>,
    outcome: &Outcome,
    part: &str,
    words: &str,
) -> String {
    let measured = &study.measured;
    let of = |month: &Month| if part == "total" { month.cumulative } else { month.effect };
    let mut line = Vec::new();
    let mut band = Vec::new();
    let mut last: Option<(String, Interval)> = None;
    for month in &outcome.effect.months {
        let step = measured.step(month.month);
        let x = ground.x(step);
        line.push((x, of(month).map(|found| found.mean)));
        band.push((x, of(month).map(|found| (found.lower, found.upper))));
        if let Some(found) = of(month) {
            last = Some((ground.label(step), found));
        }
    }
    let (from, to) = span(ground, outcome);
    let mut rows = Vec::new();
    let mut title = format!("{}, {words}", study.name);
    if let Some((when, found)) = last {
        let label = format!("Difference {words} in {when}, {}", measured.name);
        let ids = ground.band(book, &format!("{part}.{}", slug(&when)), &label, GRID, &found, true);
        title = if part == "total" {
            format!("Added up to {when}: {}", book.text(&ids[0]))
        } else {
            format!("In {when} the difference was {}", book.text(&ids[0]))
        };
        rows.push(vec![Cell::text(when), book.cell(&ids[0]), book.cell(&ids[1]), book.cell(&ids[2])]);
    }
    let shown = unit(&measured.unit);
    book.figure(Draft {
        id: figure_id(study, part),
        title,
        measure: format!("Observed less expected, {words}"),
        unit: shown.clone(),
        place: String::new(),
        period: format!("{from} to {to}"),
        chart: Chart::Lines(Lines {
            x: ground.axis(study.from),
            series: vec![LineSeries { name: "difference".to_owned(), points: line, dash: Dash::Solid, emphasis: true }],
            bands: vec![LineBand { name: "95 %".to_owned(), points: band, level: BandLevel::Middle }],
            marks: Vec::new(),
            unit: shown.clone(),
            zero_based: true,
        }),
        table: Table {
            columns: vec![
                Column::text("last step"),
                Column::number("difference", shown.clone()),
                Column::number("low", shown.clone()),
                Column::number("high", shown),
            ],
            rows,
        },
        notes: Vec::new(),
        rows: ground.rows.clone(),
    })
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::ExactGrid => "exact grid (shown)",
        Method::PublishedPriors => "published priors",
        Method::MaximumLikelihood => "maximum likelihood",
    }
}

// The mean effect by all methods, and without each control.
fn referees(book: &mut Book, study: &EffectStudy, ground: &Ground<'_>, outcome: &Outcome) -> TableView {
    let mut rows = Vec::new();
    let mut add = |book: &mut Book, id: String, name: String, band: &Interval, words: &str| {
        let label = format!("Mean effect {}, {name}", ground.each());
        let ids = ground.band(book, &id, &label, "as the row says", band, true);
        rows.push(vec![
            Cell::text(capital(&name)),
            book.cell(&ids[0]),
            book.cell(&ids[1]),
            book.cell(&ids[2]),
            Cell::text(words),
        ]);
    };
    for effect in std::iter::once(&outcome.effect).chain(&outcome.others) {
        let name = method_name(effect.method);
        add(book, format!("by.{}", slug(name)), name.to_owned(), &effect.average, effect.words);
    }
    for without in &outcome.without {
        let control = study.controls.get(without.control).map_or("a control", String::as_str);
        add(
            book,
            format!("without.{}", slug(control)),
            format!("exact grid, without {control}"),
            &without.average,
            without.verdict.words(),
        );
    }
    let shown = unit(&study.measured.unit);
    let mut notes = vec![
        "Published priors hold the level nearly still, and maximum likelihood takes its variances as known: both bands are too narrow where a level drifts.".to_owned(),
    ];
    if outcome.without.is_empty() {
        notes.push("No control: the case names no series that the event did not touch.".to_owned());
    }
    TableView {
        id: format!("referees-{}", study.id.replace('_', "-")),
        title: format!("{}: the same effect by other methods", study.name),
        table: Table {
            columns: vec![
                Column::text("method"),
                Column::number(format!("effect {}", ground.each()), shown.clone()),
                Column::number("low", shown.clone()),
                Column::number("high", shown),
                Column::text("says"),
            ],
            rows,
        },
        notes,
    }
}

// Dates at which nothing happened.
fn placebo(book: &mut Book, study: &EffectStudy, ground: &Ground<'_>, outcome: &Outcome) -> Option<TableView> {
    let placebo = outcome.placebo.as_ref()?;
    let shown = unit(&study.measured.unit);
    let mut rows = Vec::new();
    for window in &placebo.windows {
        let when = ground.label(study.measured.step(window.before));
        let key = slug(&when);
        let effect = ground
            .entry(&format!("placebo.{key}"), format!("Effect from {when}, when nothing happened"))
            .by(PLACEBO)
            .signed()
            .cell(book, window.effect, &ground.rows);
        let score = Entry::new(format!("{}.placebo_score.{key}", ground.prefix), format!("Score from {when}"), "", 2)
            .by("effect over the standard deviation of its band")
            .signed()
            .cell(book, window.score, &ground.rows);
        rows.push(vec![Cell::text(when), effect, score]);
    }
    let when = ground.label(study.from);
    let own = ground
        .entry("placebo.event", format!("Effect from {when}, the event, over as many steps"))
        .by(GRID)
        .signed()
        .cell(book, placebo.effect.0, &ground.rows);
    let score = Entry::new(format!("{}.placebo_score.event", ground.prefix), "Score of the event", "", 2)
        .by("effect over the standard deviation of its band")
        .signed()
        .cell(book, placebo.effect.1, &ground.rows);
    rows.push(vec![Cell::text(format!("{when}, the event")), own, score]);
    let missed = format!(
        "Of {} bands {} missed; the scores' root mean square is {} (1 when bands are right); as large an effect came in a share of {} of the windows, the event's own among them.",
        placebo.windows.len(),
        figure::number::auto((placebo.missed * 1000.0).round() / 10.0) + " %",
        figure::number::format(placebo.rms, 2),
        figure::number::format(placebo.rank, 2)
    );
    let mut notes = vec![missed];
    if placebo.too_narrow {
        notes.push("The band has been too narrow here before.".to_owned());
    }
    Some(TableView {
        id: format!("placebo-{}", study.id.replace('_', "-")),
        title: format!("{}: placebo windows of {} steps", study.name, placebo.months),
        table: Table {
            columns: vec![
                Column::text("from"),
                Column::number("effect", shown),
                Column::number("score", String::new()),
            ],
            rows,
        },
        notes,
    })
}

/// How it is done.
pub(super) fn method() -> Section {
    let words = [
        "Each series is a level (and where the question says so a slope) that drifts, a season of twelve months, and noise. The months before an event are fitted, the months after are forecast, and what was observed is held against the forecast.",
        "How much the level drifts is not known, so it is not fixed: every ratio of drift to noise on a grid is weighed by how well it explains the months before. That widens the band as far as the series itself demands; on series in which nothing happens a band of 95 % holds 0 in 93 to 98 of 100, whether the level drifts or not.",
        "A sentence that claims an effect follows from the band and from nothing else. Placebo windows ask the same question at dates at which nothing happened.",
        "An effect is what changed at that date. Whether the event did it, or something else of the same months, no model of one series can tell.",
    ];
    Section {
        id: "border-method".to_owned(),
        title: "How effects are told".to_owned(),
        blocks: words.iter().map(|words| Block::Text(say(words, &[]))).collect(),
    }
}
