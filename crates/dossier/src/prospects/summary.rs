//! All effects at a glance, and how they are told.

use ::words::{tell, text};
use figure::{Cell, Chart, Column, Marker, RangePoint, RangeRow, Ranges, Table};
use outlook::effects::{EffectStudy, Outcome};
use series::effect::law::Interval;

use super::effect::{GRID, average, ground, span};
use super::ground::Ground;
use crate::book::{Book, Draft};
use crate::corridors::enter::Entry;
use crate::words::say;
use document::{Block, Section, TableView};

/// All effects side by side.
pub(super) fn section(book: &mut Book, studies: &[EffectStudy]) -> Section {
    let mut rows = Vec::new();
    let mut drawn = Vec::new();
    let mut untold = Vec::new();
    for study in studies {
        let ground = ground(study);
        let name = Cell::text(study.name.clone());
        let Some(outcome) = study.outcome.answer() else {
            let mut row = vec![name];
            row.extend((0..5).map(|_| Cell::missing()));
            row.push(Cell::text(text!("cannot be told")));
            rows.push(row);
            untold.push(study.name.clone());
            continue;
        };
        let ids = average(book, &ground, outcome);
        let (from, to) = span(&ground, outcome);
        let relative = relative(book, &ground, outcome);
        let cells: Vec<Cell> = match &relative {
            Some((ids, _)) => ids.iter().map(|id| book.cell(id)).collect(),
            None => (0..3).map(|_| Cell::not_applicable()).collect(),
        };
        if let Some(([middle, low, high], relative)) = &relative {
            let point = |name: String, id: &str, value: f64, marker: Marker| RangePoint {
                name,
                value: 100.0 * value,
                shown: book.text(id),
                marker,
            };
            drawn.push(RangeRow {
                label: study.name.clone(),
                points: vec![
                    point(text!("band of 95 %"), low, relative.lower, Marker::Triangle),
                    point(text!("estimate"), middle, relative.mean, Marker::Circle),
                    point(text!("band of 95 %"), high, relative.upper, Marker::Triangle),
                ],
            });
        }
        let mut row = vec![name, Cell::text(text!("{from} to {to}"))];
        row.push(book.cell(&ids[0]));
        row.extend(cells);
        row.push(Cell::text(tell(outcome.effect.words)));
        rows.push(row);
    }
    let told = drawn.len();
    let mut blocks = Vec::new();
    let table = Table {
        columns: vec![
            Column::text(text!("what")),
            Column::text(text!("from, to")),
            Column { name: text!("mean effect a step, own unit"), unit: None, numeric: true },
            Column::number(text!("part"), "%"),
            Column::number(text!("low"), "%"),
            Column::number(text!("high"), "%"),
            Column::text(text!("says")),
        ],
        rows,
    };
    if told > 0 {
        let mut notes =
            vec![text!("A band that holds 0 claims nothing. Steps are months, or years where there are no months.")];
        if !untold.is_empty() {
            notes.push(text!("Not drawn, because it cannot be told: {names}.", names = untold.join("; ")));
        }
        let id = book.figure(Draft {
            id: "effects".to_owned(),
            title: title(studies),
            measure: text!("Effect in parts of what would have come"),
            unit: "%".to_owned(),
            place: String::new(),
            period: String::new(),
            chart: Chart::Ranges(Ranges { rows: drawn, unit: "%".to_owned(), reference: Some(0.0) }),
            table,
            notes,
            rows: Vec::new(),
        });
        blocks.push(Block::Figure(id));
    } else {
        blocks.push(Block::Table(TableView {
            id: "effects".to_owned(),
            title: text!("Effects"),
            table,
            notes: Vec::new(),
        }));
    }
    blocks.push(Block::Text(say(
        &text!(
            "Two questions are asked of a closure. The first holds the months after it against a forecast from the months before alone, and the longer a closure lasts the less such a forecast knows. The second fits closure and reopening together over all months and asks how far the level stepped when the border closed; it knows more, and assumes more: that the closure was one step."
        ),
        &[],
    )));
    Section { id: "effects-all".to_owned(), title: text!("All effects at a glance"), blocks }
}

/// Which effects are clear.
fn title(studies: &[EffectStudy]) -> String {
    let clear: Vec<&str> = studies
        .iter()
        .filter(|study| study.outcome.answer().is_some_and(|outcome| outcome.effect.verdict.is_clear()))
        .map(|study| study.name.as_str())
        .collect();
    let (effects, names) = (studies.len(), clear.join("; "));
    match clear.len() {
        0 => text!("No effect of {effects} stands clear of nought"),
        1 => text!("One effect of {effects} stands clear of nought: {names}"),
        count => text!("{count} effects of {effects} stand clear of nought: {names}"),
    }
}

// The effect in parts of what was expected: ids of mean, lower and upper end.
fn relative(book: &mut Book, ground: &Ground<'_>, outcome: &Outcome) -> Option<([String; 3], Interval)> {
    let relative = outcome.effect.relative?;
    let series = &ground.measured.name;
    let mut percent = |id: &str, label: String, value: f64| {
        Entry::new(format!("{}.{id}", ground.prefix), label, "%", 0).by(GRID).signed().id(
            book,
            100.0 * value,
            &ground.rows,
        )
    };
    let ids = [
        percent("relative", text!("Effect in parts of what was expected, {series}"), relative.mean),
        percent("relative_low", text!("Effect in parts of what was expected, lower end, {series}"), relative.lower),
        percent("relative_high", text!("Effect in parts of what was expected, upper end, {series}"), relative.upper),
    ];
    Some((ids, relative))
}

/// How it is done.
pub(super) fn method() -> Section {
    let words = [
        text!(
            "Each series is a level (and where the question says so a slope) that drifts, a season of twelve months, and noise. The months before an event are fitted, the months after are forecast, and what was observed is held against the forecast."
        ),
        text!(
            "How much the level drifts is not known, so it is not fixed: every ratio of drift to noise on a grid is weighed by how well it explains the months before. That widens the band as far as the series itself demands; on series in which nothing happens a band of 95 % holds 0 in 93 to 98 of 100, whether the level drifts or not."
        ),
        text!(
            "A sentence that claims an effect follows from the band and from nothing else. Placebo windows ask the same question at dates at which nothing happened."
        ),
        text!(
            "An effect is what changed at that date. Whether the event did it, or something else of the same months, no model of one series can tell."
        ),
    ];
    Section {
        id: "border-method".to_owned(),
        title: text!("How effects are told"),
        blocks: words.iter().map(|words| Block::Text(say(words, &[]))).collect(),
    }
}
