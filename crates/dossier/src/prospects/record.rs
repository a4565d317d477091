//! Who was right before: the voices at earlier dates, and institutions whose time has come.

use figure::{Cell, Column, Table};
use forecast::voices::Voice;
use outlook::forecasts::ForecastStudy;
use outlook::institutions::Expected;

use super::ground::Ground;
use crate::book::Book;
use crate::corridors::enter::{Entry, slug};
use crate::words::unit_word;
use document::{Block, Section, TableView};

const ROLLING: &str = "forecasts from earlier dates, each from the figures before it alone; mean over dates";

/// The sections.
pub(super) fn sections(book: &mut Book, studies: &[ForecastStudy]) -> Vec<Section> {
    let mut blocks: Vec<Block> = voices(book, studies).map(Block::Table).into_iter().collect();
    blocks.extend(institutions(book, studies).map(Block::Table));
    if blocks.is_empty() {
        return Vec::new();
    }
    vec![Section { id: "track-record".to_owned(), title: "Who was right before".to_owned(), blocks }]
}

fn voices(book: &mut Book, studies: &[ForecastStudy]) -> Option<TableView> {
    let mut rows = Vec::new();
    for study in studies {
        let Some(outlook) = study.outcome.answer() else { continue };
        let ground = Ground::of(&study.measured, format!("score.{}", slug(&study.id)));
        let naive = outlook
            .voices
            .iter()
            .find(|fan| fan.voice == Voice::SeasonalNaive)
            .and_then(|fan| fan.score)
            .map(|score| score.pinball);
        for fan in &outlook.voices {
            let Some(score) = fan.score else { continue };
            let key = slug(fan.voice.name());
            let mut enter = |what: &str, label: &str, unit: &'static str, decimals: u8, value: f64| {
                Entry::new(
                    format!("{}.{key}.{what}", ground.prefix),
                    format!("{label} of the {}, {}", fan.voice.name(), study.name),
                    unit,
                    decimals,
                )
                .by(ROLLING)
                .cell(book, value, &ground.rows)
            };
            let mut row = vec![
                Cell::text(study.name.clone()),
                Cell::text(fan.voice.name()),
                Cell::text(score.origins.to_string()),
                enter("mase", "Scaled error", "", 2, score.mase),
                enter("pinball", "Scaled pinball loss", "", 3, score.pinball),
            ];
            row.push(match naive {
                Some(naive) if naive > 0.0 => enter("skill", "Skill", "%", 0, 100.0 * (1.0 - score.pinball / naive)),
                _ => Cell::missing(),
            });
            row.push(enter("covers_80", "Part within the band of 80 %", "%", 0, 100.0 * score.covers_80));
            row.push(enter("covers_95", "Part within the band of 95 %", "%", 0, 100.0 * score.covers_95));
            rows.push(row);
        }
    }
    (!rows.is_empty()).then(|| TableView {
        id: "voices".to_owned(),
        title: "The voices at earlier dates".to_owned(),
        table: Table {
            columns: vec![
                Column::text("series"),
                Column::text("voice"),
                Column::text("dates"),
                Column::number("error (MASE)", String::new()),
                Column::number("pinball", String::new()),
                Column::number("skill", "%"),
                Column::number("within 80 %", "%"),
                Column::number("within 95 %", "%"),
            ],
            rows,
        },
        notes: vec![
            "Error and pinball loss are divided by the mean change from a year before; lower is better. Skill is against last year's value again."
                .to_owned(),
        ],
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
                    .by("as published, against the figures of the case, in the unit of the series");
                if signed { entry.signed() } else { entry }.cell(book, value, &expected.rows)
            };
            let who = format!("{}, made {}", expected.forecaster, expected.made_on);
            let mut row = vec![
                Cell::text(study.measured.name.clone()),
                Cell::text(expected.period.clone()),
                Cell::text(who.clone()),
                Cell::text(expected.relation.replace('_', " ")),
                enter("expected", format!("Expected by {who}"), false, value),
                enter("came", format!("What came in {}", expected.period), false, outcome),
            ];
            row.push(match expected.error() {
                Some(error) => enter("error", format!("Expected less what came, {who}"), true, error),
                None => Cell::not_applicable(),
            });
            rows.push(row);
        }
    }
    (!rows.is_empty()).then(|| TableView {
        id: "institutions".to_owned(),
        title: "Institutions whose time has come".to_owned(),
        table: Table {
            columns: vec![
                Column::text("of what"),
                Column::text("for"),
                Column::text("by whom"),
                Column::text("relation"),
                Column { name: "expected".to_owned(), unit: None, numeric: true },
                Column { name: "came".to_owned(), unit: None, numeric: true },
                Column { name: "error".to_owned(), unit: None, numeric: true },
            ],
            rows,
        },
        notes: vec![
            "Each stands as it was published. A target (at least, above) is no forecast, so it has no error. What came is the figure known by the day of the view, which may be another vintage than the one meant."
                .to_owned(),
        ],
    })
}
