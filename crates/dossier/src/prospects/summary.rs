//! All effects at a glance, and how they are told.

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
        let relative = relative(book, &ground, outcome);
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
    blocks.push(Block::Text(say(
        "Two questions are asked of a closure. The first holds the months after it against a forecast from the months before alone, and the longer a closure lasts the less such a forecast knows. The second fits closure and reopening together over all months and asks how far the level stepped when the border closed; it knows more, and assumes more: that the closure was one step.",
        &[],
    )));
    Section { id: "effects-all".to_owned(), title: "All effects at a glance".to_owned(), blocks }
}

// The effect in parts of what was expected: ids of mean, lower and upper end.
fn relative(book: &mut Book, ground: &Ground<'_>, outcome: &Outcome) -> Option<([String; 3], Interval)> {
    let relative = outcome.effect.relative?;
    let mut percent = |id: &str, label: &str, value: f64| {
        Entry::new(format!("{}.{id}", ground.prefix), format!("{label}, {}", ground.measured.name), "%", 0)
            .by(GRID)
            .signed()
            .id(book, 100.0 * value, &ground.rows)
    };
    let ids = [
        percent("relative", "Effect in parts of what was expected", relative.mean),
        percent("relative_low", "Effect in parts of what was expected, lower end", relative.lower),
        percent("relative_high", "Effect in parts of what was expected, upper end", relative.upper),
    ];
    Some((ids, relative))
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
