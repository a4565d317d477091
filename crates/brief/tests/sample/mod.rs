//! A small dossier of a place that does not exist.

#![allow(dead_code, reason = "each test uses a part of it")]

use document::Dossier;
use figure::{Bar, Bars, Cell, Chart, Column, Figure, SourceNote, Table};
use serde_json::{Value, json};

/// The number of the first finding, as printed.
pub(crate) const SHARE: &str = "61.5 %";
/// A name in another script.
pub(crate) const GATE: &str = "\u{7518}\u{5176}\u{6BDB}\u{90FD}";
/// Another.
pub(crate) const TOWN: &str = "\u{4E8}\u{432}\u{4E9}\u{440}\u{445}\u{430}\u{43D}\u{433}\u{430}\u{439}";

/// A figure with bars.
pub(crate) fn figure(id: &str, bars: u16) -> Figure {
    let names: Vec<(u16, String)> = (0..bars).map(|at| (at, format!("Gate {at}"))).collect();
    let value = |at: &u16| 100.0 + f64::from(*at);
    Figure {
        id: id.to_owned(),
        title: format!("The north gate carries most ({id})"),
        measure: "Goods carried".into(),
        unit: "thousand tonnes".into(),
        place: "Northland".into(),
        period: "2022".into(),
        chart: Chart::Bars(Bars {
            bars: names
                .iter()
                .map(|(at, name)| Bar {
                    label: name.clone(),
                    value: Some(value(at)),
                    shown: format!("{}", value(at)),
                    ..Bar::default()
                })
                .collect(),
            unit: "thousand tonnes".into(),
        }),
        table: Table {
            columns: vec![Column::text("Gate"), Column::number("Goods carried", "kt")],
            rows: names
                .iter()
                .map(|(at, name)| vec![Cell::text(name), Cell::number(value(at).to_string(), value(at), None)])
                .collect(),
        },
        sources: vec![SourceNote {
            id: "yearbook".into(),
            text: "Yearbook from the statistics office".into(),
            url: None,
        }],
        notes: vec!["Provisional.".into()],
        alt: String::new(),
    }
}

fn source(id: &str, title: &str) -> Value {
    json!({
        "id": id, "title": title, "publisher": "Office of Numbers", "url": format!("https://example.org/{id}"),
        "published": "2023-02-01", "origin": "primary", "licence": "CC BY 4.0", "note": null, "rows": 1,
        "after_as_of": false
    })
}

fn number(id: &str, shown: &str, unit: &str, row: &str) -> (String, Value) {
    let value = json!({
        "id": id, "label": "a number", "value": 1.5, "shown": shown, "unit": unit, "method": "sum", "rows": [row]
    });
    (id.to_owned(), value)
}

fn row(at: &str, source: &str) -> (String, Value) {
    let value = json!({
        "at": at, "cells": [["value", "1"]], "source_id": source, "confidence": "high", "basis": "sourced",
        "known_on": "2023-01-01", "note": null
    });
    (at.to_owned(), value)
}

fn event(id: &str, title: &str, from: f64) -> Value {
    json!({
        "id": id, "slug": id, "page": format!("events/{id}"), "episode": null, "kind": "opening", "title": title,
        "starts_on": "2023-01-08", "ends_on": null, "when": "8 January 2023", "from": from, "to": null,
        "summary": format!("The gate {GATE} opened again."), "subjects": ["North gate"], "effect": "twice as much",
        "confidence": "high", "source_id": "gazette", "row": "events.csv:2", "note": null
    })
}

fn panel() -> Value {
    json!({
        "known_on": "2023-03-01", "title": "What now for the gates?", "host": "An institute",
        "held": "Monday 20 March 2023", "held_on": "2023-03-20", "sequence": 0, "starts_at": null, "timezone": "Europe/London",
        "mode": "online", "url": "https://example.org/panel", "hashtag": "#gates", "question": "What now?",
        "abstract": "A talk about gates.",
        "people": [{
            "id": "a_b", "name": "A. Bee", "role": "chair", "title": "Keeper", "bio": "Keeps gates.",
            "handle": null, "source_id": "gazette"
        }],
        "claims": [{
            "number": 1, "text": "Gates matter.",
            "evidence": [{"id": "event:opened", "title": "The gate opens", "href": "/events/opened"}]
        }],
        "source_id": "gazette"
    })
}

fn pages() -> Value {
    let method = json!({
        "id": "how", "title": "How it was done", "blocks": [{"kind": "text", "content": [{"text": "By adding."}]}]
    });
    let rows: Vec<Vec<Cell>> = (0..60).map(|at| vec![Cell::text(format!("Row {at}")), Cell::missing()]).collect();
    let table = Table { columns: vec![Column::text("Name"), Column::number("Weight", "kt")], rows };
    json!([
        {"id": "front", "title": "Dossier", "question": "What happened?", "under": null, "sections": [
            {"id": "pictures", "title": "Pictures", "blocks": [{"kind": "figure", "content": "gates"}]}
        ]},
        {"id": "trade", "title": "Trade", "question": "What moves?", "under": null, "sections": [
            {"id": "who", "title": "Who buys", "blocks": [
                {"kind": "text", "content": [{"text": "The share was "}, {"number": {"id": "share"}}, {"text": "."}]},
                {"kind": "figure", "content": "gates"},
                {"kind": "figure_link", "content": "roads"},
                {"kind": "table", "content": {"id": "long", "title": "All of them", "table": table, "notes": ["A remark."]}}
            ]},
            method
        ]},
        {"id": "more", "title": "More of it", "question": "", "under": "trade", "sections": [method]}
    ])
}

/// The dossier.
pub(crate) fn dossier() -> Dossier {
    let headline = |id: &str, figure: Option<&str>, pieces: Value| json!({"id": id, "sentence": pieces, "caveat": [{"text": "By one record only."}], "figure": figure, "page": "trade"});
    let numbers: serde_json::Map<String, Value> = [
        number("share", "61.5", "%", "flows.csv:2"),
        number("tonnes", "1,200", "kt", "flows.csv:3"),
        number("days", "34", "days", "events.csv:2"),
        number("cost", "27.8", "USD/t", "flows.csv:2"),
    ]
    .into_iter()
    .collect();
    let rows: serde_json::Map<String, Value> =
        [row("flows.csv:2", "yearbook"), row("flows.csv:3", "yearbook"), row("events.csv:2", "gazette")]
            .into_iter()
            .collect();
    let value = json!({
        "meta": {
            "id": "northland_panel", "text_language": "en", "title": "Gates of Northland", "question": "Which gate should be widened?",
            "summary": format!("Northland has two gates, {GATE} and {TOWN}."), "economy": "XXN",
            "economy_name": "Northland", "gateways": ["East", "West"], "as_of": "2023-03-20", "language": "en",
            "case_hash": "ab".repeat(32), "program": "0.1.0", "rows": 3, "sources": 2, "unsourced": 0, "later_prints": 1
        },
        "opening": [],
        "next": {
            "on": "2023-06-30", "when": "30 June 2023", "text": [{"text": "the second gate is due"}], "event": null,
            "page": "trade", "row": null, "source_id": null
        },
        "headlines": [
            headline("one", Some("gates"), json!([{"text": "The north gate took "}, {"number": {"id": "share"}}, {"text": " of all goods."}])),
            headline("two", None, json!([{"number": {"id": "tonnes"}}, {"text": format!(" left by {GATE} and {TOWN}.")}])),
            headline("three", Some("roads"), json!([{"text": "A lorry waited "}, {"number": {"id": "days"}}, {"text": "."}])),
            headline("four", None, json!([{"text": "A tonne cost "}, {"number": {"id": "cost"}}, {"text": "."}])),
        ],
        "pages": pages(),
        "figures": [figure("gates", 3), figure("roads", 5)],
        "numbers": numbers,
        "events": [event("opened", "The gate opens", 2023.02), event("shut", "The gate closes", 2020.1)],
        "panel": panel(),
        "choice": null,
        "scenarios": [],
        "terms": [{"id": "gate", "name": "gate", "aliases": [], "text": "Where goods pass."}],
        "changes": [],
        "sources": [source("yearbook", "Yearbook of trade"), source("gazette", "Gazette")],
        "rows": rows,
    });
    serde_json::from_value(value).expect("a dossier")
}

/// A dossier that says nothing.
pub(crate) fn empty() -> Dossier {
    let mut dossier = dossier();
    dossier.meta.question = None;
    dossier.meta.summary = None;
    dossier.meta.gateways.clear();
    dossier.opening.clear();
    dossier.next = None;
    dossier.headlines.clear();
    dossier.pages.clear();
    dossier.figures.clear();
    dossier.numbers.clear();
    dossier.events.clear();
    dossier.panel = None;
    dossier.terms.clear();
    dossier.sources.clear();
    dossier.rows.clear();
    dossier
}
