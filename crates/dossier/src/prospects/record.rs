//! Who was right before: the voices at earlier dates, and institutions whose time has come.

use ::words::{mark, text};
use figure::{Cell, Column, Table};
use outlook::forecasts::{ForecastStudy, voice_name};
use outlook::institutions::Expected;

use super::scored::scored;
use crate::book::Book;
use crate::corridors::enter::{Entry, slug};
use crate::words::{spaced, unit_word};
use document::{Block, Section, TableView};

/// The sections.
pub(super) fn sections(book: &mut Book, studies: &[ForecastStudy]) -> Vec<Section> {
    let mut blocks: Vec<Block> = voices(book, studies).map(Block::Table).into_iter().collect();
    blocks.extend(institutions(book, studies).map(Block::Table));
    if blocks.is_empty() {
        return Vec::new();
    }
    vec![Section { id: "track-record".to_owned(), title: text!("Who was right before"), blocks }]
}

fn voices(book: &mut Book, studies: &[ForecastStudy]) -> Option<TableView> {
    let mut rows = Vec::new();
    for study in studies {
        let Some(outlook) = study.outcome.answer() else { continue };
        for fan in &outlook.voices {
            let Some(scored) = scored(book, study, outlook, fan.voice) else { continue };
            let mut row = vec![
                Cell::text(study.name.clone()),
                Cell::text(voice_name(fan.voice)),
                Cell::text(scored.dates.to_string()),
            ];
            let numbers =
                [Some(scored.mase), Some(scored.pinball), scored.skill, Some(scored.in_80), Some(scored.in_95)];
            row.extend(numbers.map(|id| id.map_or_else(Cell::missing, |id| book.cell(&id))));
            rows.push(row);
        }
    }
    (!rows.is_empty()).then(|| TableView {
        id: "voices".to_owned(),
        title: text!("The voices at earlier dates"),
        table: Table {
            columns: vec![
                Column::text(text!("series")),
                Column::text(text!("voice")),
                Column::text(text!("dates")),
                Column::number(text!("error (MASE)"), String::new()),
                Column::number(text!("pinball"), String::new()),
                Column::number(text!("skill"), "%"),
                Column::number(text!("within 80 %"), "%"),
                Column::number(text!("within 95 %"), "%"),
            ],
            rows,
        },
        notes: vec![text!(
            "Error and pinball loss are divided by the mean change from a year before; lower is better. Skill is against last year's value again."
        )],
    })
}

fn institutions(book: &mut Book, studies: &[ForecastStudy]) -> Option<TableView> {
    let mut rows = Vec::new();
    for study in studies {
        let came: Vec<(&Expected, f64, f64)> =
            study.expected.iter().filter_map(|expected| Some((expected, expected.outcome?, expected.value))).collect();
        for (expected, outcome, value) in came {
            let unit = unit_word(&study.measured.unit);
            let key = format!("record.{}", slug(&expected.id));
            let mut enter = |what: &str, label: String, signed: bool, value: f64| {
                let entry = Entry::new(format!("{key}.{what}"), label, unit, 1)
                    .by(mark("as published, against the figures of the case, in the unit of the series"));
                if signed { entry.signed() } else { entry }.cell(book, value, &expected.rows)
            };
            let who = text!("{who}, made {made}", who = expected.forecaster, made = expected.made_on);
            let mut row = vec![
                Cell::text(study.measured.name.clone()),
                Cell::text(expected.period.clone()),
                Cell::text(who.clone()),
                Cell::text(relation(&expected.relation)),
                enter("expected", text!("Expected by {who}"), false, value),
                enter("came", text!("What came in {when}", when = expected.period), false, outcome),
            ];
            row.push(match expected.error() {
                Some(error) => enter("error", text!("Expected less what came, {who}"), true, error),
                None => Cell::not_applicable(),
            });
            rows.push(row);
        }
    }
    (!rows.is_empty()).then(|| TableView {
        id: "institutions".to_owned(),
        title: text!("Institutions whose time has come"),
        table: Table {
            columns: vec![
                Column::text(text!("of what")),
                Column::text(text!("for")),
                Column::text(text!("by whom")),
                Column::text(text!("relation")),
                Column { name: text!("expected"), unit: None, numeric: true },
                Column { name: text!("came"), unit: None, numeric: true },
                Column { name: text!("error"), unit: None, numeric: true },
            ],
            rows,
        },
        notes: vec![text!(
            "Each stands as it was published. A target (at least, above) is no forecast, so it has no error. What came is the figure known by the day of the view, which may be another vintage than the one meant."
        )],
    })
}

fn relation(word: &str) -> String {
    match word {
        "equal" => text!("equal"),
        "at_least" => text!("at least"),
        "above" => text!("above"),
        "about" => text!("about"),
        other => spaced(other),
    }
}
