//! The page Data & sources: what the case holds, where its sources disagree, what is missing, and whom it cites.

use std::collections::BTreeMap;

use ::words::{mark, text};
use case::Case;
use case::entry::Entry;
use case::prefer::Preference;
use case::provenance::Basis;
use case::tables::Link;
use case::trace::Traced;
use figure::{Cell, Column, Table};

use crate::book::{Book, Meaning};
use crate::changes;
use crate::words::{say, spaced, when};
use document::{Block, Page, Section, SourceView, TableView};

pub(crate) fn page(book: &mut Book, case: &Case) -> Page {
    let mut sections = vec![Section {
        id: "files".to_owned(),
        title: text!("What the case holds"),
        blocks: vec![Block::Table(files(case))],
    }];
    let mut add = |id: &str, title: String, table: Option<TableView>| {
        if let Some(table) = table {
            sections.push(Section { id: id.to_owned(), title, blocks: vec![Block::Table(table)] });
        }
    };
    add("links", text!("Ways, and where sources disagree on them"), links(book, case));
    add("places", text!("Places"), places(case));
    add("assumptions", text!("Assumptions, and rows not checked against a source"), assumptions(case));
    add("scenarios", text!("What-if questions"), scenarios(case));
    let revised = Block::PageLink { id: changes::PAGE.to_owned(), title: text!("Figures in more than one print") };
    sections.push(Section {
        id: "holes".to_owned(),
        title: text!("What is missing, and what was revised"),
        blocks: vec![holes(case), revised],
    });
    Page {
        id: "data".to_owned(),
        title: text!("Data & sources"),
        question: text!("Where does each number come from, and what is missing?"),
        under: None,
        sections,
    }
}

/// The sources that visible rows cite, most cited first.
pub(crate) fn sources(case: &Case) -> Vec<SourceView> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, provenance, _) in case.tables().provenance() {
        *counts.entry(provenance.source_id.as_str()).or_default() += 1;
    }
    let mut views: Vec<SourceView> = case
        .tables()
        .sources
        .iter()
        .map(|source| {
            let after_as_of = source.published.is_some_and(|published| published.first_day() > case.as_of());
            SourceView {
                id: source.source_id.to_string(),
                // A headline printed later may tell what was learnt later; the address stays, so that the row can be checked.
                title: if after_as_of {
                    text!("title withheld: published after {day}", day = crate::words::day(case.as_of()))
                } else {
                    source.title.clone()
                },
                publisher: source.publisher.clone(),
                url: source.url.clone(),
                published: source.published.map(when),
                origin: source.origin.to_string(),
                licence: source.licence.clone(),
                note: source.row.note.clone().filter(|_| !after_as_of),
                rows: counts.get(source.source_id.as_str()).copied().unwrap_or(0),
                after_as_of,
            }
        })
        .collect();
    views.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.id.cmp(&b.id)));
    views
}

fn files(case: &Case) -> TableView {
    TableView {
        id: "files".to_owned(),
        title: text!("Rows by file, as of the day of the view"),
        table: Table {
            columns: vec![Column::text(text!("file")), Column { name: text!("rows"), unit: None, numeric: true }],
            rows: case
                .tables()
                .counts()
                .into_iter()
                .map(|(file, rows)| {
                    // Row counts are far below 2^52.
                    #[allow(clippy::cast_precision_loss)]
                    let value = rows as f64;
                    vec![Cell::text(file), Cell::number(figure::number::format(value, 0), value, None)]
                })
                .collect(),
        },
        notes: Vec::new(),
    }
}

/// Links by id, each with the value used and the range over all sources.
fn links(book: &mut Book, case: &Case) -> Option<TableView> {
    let rule = Preference::of(case);
    let mut by_id: BTreeMap<&str, Vec<&Entry<Link>>> = BTreeMap::new();
    for link in &case.tables().links {
        by_id.entry(link.link_id.as_str()).or_default().push(link);
    }
    let rows: Vec<Vec<Cell>> = by_id
        .values()
        .filter_map(|claims| {
            let ordered = rule.order(claims.iter().copied());
            let first = *ordered.first()?;
            let measured: Vec<&&Entry<Link>> = ordered.iter().filter(|link| link.length_km.value().is_some()).collect();
            let used = measured.first().and_then(|link| Some((**link, link.length_km.value()?)));
            let lengths: Vec<f64> = measured.iter().filter_map(|link| link.length_km.value()).collect();
            let used = used.map_or_else(Cell::missing, |(link, km)| {
                book.enter(
                    Meaning {
                        id: format!("link.length.{}", link.link_id),
                        label: text!("Length of {way}", way = link.name),
                        unit: "km",
                        decimals: 1,
                        signed: false,
                        method: mark("the row that the preferred-source rule picks (confidence, then closeness to the origin, then date)"),
                    },
                    &Traced::from_row(km, link),
                )
            });
            let low = lengths.iter().copied().min_by(f64::total_cmp);
            let high = lengths.iter().copied().max_by(f64::total_cmp);
            let range = match (low, high) {
                (Some(low), Some(high)) if high - low > 1e-9 => {
                    Cell::text(text!(
                        "{low} to {high} km in {count} rows",
                        low = crate::words::plain(low),
                        high = crate::words::plain(high),
                        count = lengths.len()
                    ))
                }
                _ => Cell::text(""),
            };
            let opened = ordered.iter().find_map(|link| link.opened_on).map(when);
            Some(vec![
                Cell::text(first.name.clone()),
                Cell::text(spaced(first.layer.as_str())),
                Cell::text(spaced(first.stage.as_str())),
                opened.map_or_else(Cell::missing, Cell::text),
                used,
                range,
            ])
        })
        .collect();
    (!rows.is_empty()).then(|| TableView {
        id: "links".to_owned(),
        title: text!("Rail lines, roads and other ways"),
        table: Table {
            columns: vec![
                Column::text(text!("way")),
                Column::text(text!("layer")),
                Column::text(text!("stage")),
                Column::text(text!("opened")),
                Column::number(text!("length used"), "km"),
                Column::text(text!("sources disagree")),
            ],
            rows,
        },
        notes: vec![text!("Where sources disagree both rows stay; one rule picks the length used: confidence, then closeness to the origin, then date of publication.")],
    })
}

fn places(case: &Case) -> Option<TableView> {
    let rows: Vec<Vec<Cell>> = case
        .tables()
        .places
        .iter()
        .map(|place| {
            let degrees = |value: Option<f64>| {
                value.map_or_else(Cell::missing, |value| Cell::number(figure::number::format(value, 2), value, None))
            };
            vec![
                Cell::text(place.name.clone()),
                Cell::text(spaced(place.kind.as_str())),
                Cell::text(case.economy_name(place.economy)),
                degrees(place.lat.map(|lat| lat.0)),
                degrees(place.lon.map(|lon| lon.0)),
                Cell::text(match place.provenance.basis {
                    Basis::Sourced => String::new(),
                    other => spaced(other.as_str()),
                }),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| TableView {
        id: "places".to_owned(),
        title: text!("Mines, crossings, cities, ports and markets"),
        table: Table {
            columns: vec![
                Column::text(text!("place")),
                Column::text(text!("kind")),
                Column::text(text!("economy")),
                Column::number(text!("latitude"), "deg"),
                Column::number(text!("longitude"), "deg"),
                Column::text(text!("remark")),
            ],
            rows,
        },
        notes: vec![text!("Coordinates are rounded to two decimals, about a kilometre.")],
    })
}

fn assumptions(case: &Case) -> Option<TableView> {
    let rows: Vec<Vec<Cell>> = case
        .tables()
        .provenance()
        .into_iter()
        .filter(|(_, p, _)| matches!(p.basis, Basis::Assumed | Basis::Unverified))
        .map(|(at, p, _)| {
            vec![
                Cell::text(at.to_string()),
                Cell::text(spaced(p.basis.as_str())),
                Cell::text(p.note.clone().unwrap_or_default()),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| TableView {
        id: "assumptions".to_owned(),
        title: text!("Rows that rest on no source"),
        table: Table {
            columns: vec![Column::text(text!("row")), Column::text(text!("rests on")), Column::text(text!("note"))],
            rows,
        },
        notes: Vec::new(),
    })
}

fn scenarios(case: &Case) -> Option<TableView> {
    let rows: Vec<Vec<Cell>> = case
        .scenarios()
        .iter()
        .map(|scenario| {
            let closed: Vec<String> = scenario.closes.iter().map(|id| case.subject_name(id.as_str())).collect();
            vec![
                Cell::text(scenario.name.clone()),
                Cell::text(scenario.question.clone()),
                Cell::text(closed.join(", ")),
                Cell::text(spaced(scenario.basis.as_str())),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| TableView {
        id: "scenarios".to_owned(),
        title: text!("Scenarios of the case"),
        table: Table {
            columns: vec![
                Column::text(text!("scenario")),
                Column::text(text!("asks")),
                Column::text(text!("closes")),
                Column::text(text!("rests on")),
            ],
            rows,
        },
        notes: vec![text!("These are questions, not forecasts.")],
    })
}

/// What the case does not hold, counted.
fn holes(case: &Case) -> Block {
    let tables = case.tables();
    let unplaced = tables.places.iter().filter(|place| place.lat.is_none() || place.lon.is_none()).count();
    let measured: std::collections::BTreeSet<_> =
        tables.links.iter().filter(|l| l.length_km.value().is_some()).map(|l| &l.link_id).collect();
    let links: std::collections::BTreeSet<_> = tables.links.iter().map(|l| &l.link_id).collect();
    let no_length = links.difference(&measured).count();
    let silent = tables
        .series
        .iter()
        .filter(|series| {
            !tables.observations.iter().any(|o| o.series_id == series.series_id && o.value.value().is_some())
        })
        .count();
    let mut missing = 0;
    let mut not_reported = 0;
    for reading in tables.observations.iter().map(|o| o.value).chain(tables.trade.iter().map(|t| t.value.0)) {
        match reading {
            case::value::reading::Reading::Missing => missing += 1,
            case::value::reading::Reading::NotReported => not_reported += 1,
            _ => {}
        }
    }
    let mut bare: Vec<&str> =
        tables.counts().into_iter().filter(|(_, rows)| *rows == 0).map(|(file, _)| file).collect();
    bare.sort_unstable();
    let mut told = text!(
        "Places without coordinates: {unplaced}. Ways without a length: {no_length}. Series without a figure: {silent}. \
         Figures marked missing: {missing}; not reported: {not_reported}."
    );
    if !bare.is_empty() {
        told = format!("{told} {}", text!("No rows at all: {files}.", files = bare.join(", ")));
    }
    Block::Text(say(&format!("{told} {}", text!("Nothing of this is filled in silently.")), &[]))
}
