//! The whole dossier, of a small case and of the shipped one: nothing in it leads nowhere.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its own files should stop")]

mod sample;

use std::collections::BTreeSet;
use std::path::Path;

use case::Case;
use case::bundle::Bundle;
use case::load::load;
use case::value::date::Date;
use document::search;
use dossier::{Block, Dossier, Page, Piece, Sentence};
use figure::Table;
use jiff::civil::date;
use sample::{case, study};

/// The shipped case as of a day.
fn shipped(day: Date) -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/mongolia");
    load(&Bundle::from_dir(&folder).unwrap()).folder.unwrap().as_of(day)
}

fn sentences(page: &Page) -> impl Iterator<Item = &Sentence> {
    page.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Text(sentence) => Some(sentence),
        _ => None,
    })
}

fn numbers_exist(dossier: &Dossier, sentence: &Sentence) {
    for piece in &sentence.0 {
        match piece {
            Piece::Number { id } => assert!(dossier.numbers.contains_key(id), "no number {id}"),
            Piece::Term { id, text } => {
                assert!(dossier.terms.iter().any(|term| term.id == *id), "no term {id}");
                assert!(!text.is_empty());
            }
            Piece::Text(text) => assert!(!text.is_empty()),
        }
    }
}

fn cells_exist(dossier: &Dossier, table: &Table) {
    for id in table.rows.iter().flatten().filter_map(|cell| cell.number_id.as_ref()) {
        assert!(dossier.numbers.contains_key(id), "no number {id}");
    }
}

/// Everything that points somewhere points at something.
fn holds_together(dossier: &Dossier) {
    let pages: BTreeSet<&str> = dossier.pages.iter().map(|page| page.id.as_str()).collect();
    assert_eq!(pages.len(), dossier.pages.len(), "two pages of one id");
    let leads = |id: &str, from: &str| assert!(pages.contains(id), "{from} leads to {id}, which is no page");
    for page in &dossier.pages {
        let sections: BTreeSet<&str> = page.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(sections.len(), page.sections.len(), "{}: two sections of one id", page.id);
        assert!(!page.title.is_empty() && !page.question.is_empty(), "{}", page.id);
        if let Some(under) = &page.under {
            leads(under, &page.id);
        }
        let mut seen = BTreeSet::new();
        for sentence in sentences(page) {
            numbers_exist(dossier, sentence);
            for piece in &sentence.0 {
                if let Piece::Term { id, .. } = piece {
                    assert!(seen.insert(id), "{} is marked twice on {}", id, page.id);
                }
            }
        }
        for block in page.sections.iter().flat_map(|section| &section.blocks) {
            match block {
                Block::PageLink { id, title } => {
                    leads(id, &page.id);
                    assert!(!title.is_empty());
                }
                Block::Figure(id) | Block::FigureLink(id) => assert!(dossier.figure(id).is_some(), "no figure {id}"),
                Block::Table(view) => cells_exist(dossier, &view.table),
                Block::Text(_) => {}
            }
        }
    }
    for figure in &dossier.figures {
        cells_exist(dossier, &figure.table);
    }
    for headline in &dossier.headlines {
        leads(&headline.page, &headline.id);
        numbers_exist(dossier, &headline.sentence);
    }
    dossier.opening.iter().for_each(|sentence| numbers_exist(dossier, sentence));
    for event in &dossier.events {
        leads(&event.page, &event.id);
        assert!(event.page.ends_with(&event.slug));
    }
    for evidence in dossier.panel.iter().flat_map(|panel| &panel.claims).flat_map(|claim| &claim.evidence) {
        leads(evidence.href.trim_start_matches('/').split('#').next().unwrap(), &evidence.id);
    }
    if let Some(next) = &dossier.next {
        leads(&next.page, "the next date");
        assert!(next.on > dossier.meta.as_of);
        numbers_exist(dossier, &next.text);
        assert!(next.row.iter().all(|row| dossier.rows.contains_key(&row.to_string())));
        let source = next.source_id.as_ref().unwrap();
        assert!(dossier.sources.iter().any(|known| known.id == *source), "{source}");
    }
    for change in &dossier.changes {
        let ids = [Some(&change.old), Some(&change.new), change.difference.as_ref()];
        assert!(ids.into_iter().flatten().all(|id| dossier.numbers.contains_key(id)), "{change:?}");
        assert!(change.on.is_some_and(|on| on <= dossier.meta.as_of), "{change:?}");
    }
    assert!(dossier.changes.windows(2).all(|pair| pair[0].on >= pair[1].on));
    for scenario in &dossier.scenarios {
        leads(&scenario.page, &scenario.id);
        assert!(!scenario.numbers.is_empty() && !scenario.title.is_empty() && !scenario.question.is_empty());
        assert!(scenario.numbers.iter().all(|id| dossier.numbers.contains_key(id)), "{:?}", scenario.numbers);
        let axes = &scenario.grid.axes;
        assert_eq!(axes.len(), scenario.unasked.len());
        for (axis, at) in axes.iter().zip(&scenario.unasked) {
            assert!(axis.values.iter().any(|value| (value - at).abs() <= 0.0), "{at} is not on {axis:?}");
        }
        for output in &scenario.grid.outputs {
            let shown = figure::grid::interpolate(axes, &output.values, &scenario.unasked);
            assert!(shown.is_some_and(f64::is_finite), "{}", output.name);
        }
    }
    for (id, number) in &dossier.numbers {
        assert!(!number.rows.is_empty() && !number.method.is_empty(), "{id}");
    }
    found_leads_somewhere(dossier, &leads);
}

fn found_leads_somewhere(dossier: &Dossier, leads: &impl Fn(&str, &str)) {
    let entries = search::entries(dossier);
    assert_eq!(entries, search::entries(dossier));
    for entry in entries {
        assert!(!entry.words.is_empty() && entry.words.len() <= 40, "{entry:?}");
        let (page, anchor) = entry.address.split_once('#').unwrap_or((&entry.address, ""));
        let page = page.trim_start_matches('/');
        if let Some(figure) = page.strip_prefix("fig/") {
            assert!(dossier.figure(figure).is_some(), "{figure}");
        } else if page.is_empty() {
            leads("dossier", &entry.title);
        } else {
            leads(page, &entry.title);
            let known = dossier.page(page).unwrap().sections.iter().any(|section| {
                anchor.is_empty() || section.id == anchor || anchor == format!("section-{}", section.id)
            });
            assert!(known || anchor.starts_with("source-") || anchor.is_empty(), "{}", entry.address);
        }
    }
}

#[test]
fn a_small_case_leads_nowhere_wrong() {
    let dossier = dossier::assemble_with(&case(), Some(&study()));
    holds_together(&dossier);
    let method = dossier.page("method").unwrap();
    assert!(method.sections.iter().any(|section| section.id == "balance"));
    // Nothing is asked of its series, so nothing is told of effects.
    assert!(!method.sections.iter().any(|section| section.id == "effects"));
    assert!(dossier.terms.iter().any(|term| term.id == "frontier"));
    assert_eq!(dossier.page("glossary").unwrap().sections.len(), dossier.terms.len());
}

#[test]
fn marks_are_made_once_however_often_they_are_asked_for() {
    let mut dossier = dossier::assemble_with(&case(), Some(&study()));
    let before = dossier.clone();
    dossier::glossary::mark(&mut dossier);
    assert!(before == dossier);
}

#[test]
fn the_shipped_case_leads_nowhere_wrong() {
    let dossier = dossier::assemble(&shipped(date(2023, 3, 20)));
    holds_together(&dossier);
    assert_eq!(dossier.opening.len(), 3);
    for sentence in &dossier.opening {
        let told = dossier.plain(sentence);
        assert!(
            told.contains("likely between") || told.contains("0 % between") || told.contains("5 % between"),
            "{told}"
        );
    }
    assert!(dossier.next.is_some());
    assert!(!dossier.changes.is_empty());
    let mirror = dossier.page("mirror").unwrap();
    let sections: Vec<&str> = mirror.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(sections, ["answer", "split", "records", "bearing"]);
    for person in &dossier.panel.as_ref().unwrap().people {
        let page = dossier.page(&document::address::person(&person.id)).unwrap();
        assert_eq!(page.under.as_deref(), Some("panel"));
    }
    // An event that was asked about tells what was found.
    let reopened = dossier.events.iter().filter_map(|event| dossier.page(&event.page));
    let told = reopened.filter(|page| page.sections.iter().any(|section| section.id == "changed")).count();
    assert!(told >= 3, "{told}");
    if let Some(path) = std::env::var_os("DOSSIER_SHOW") {
        std::fs::write(path, serde_json::to_string(&dossier).unwrap()).unwrap();
    }
}

#[test]
fn an_earlier_day_knows_no_later_event_and_no_panel() {
    let dossier = dossier::assemble(&shipped(date(2021, 6, 30)));
    holds_together(&dossier);
    let late = dossier::assemble(&shipped(date(2023, 3, 20)));
    let pages = |dossier: &Dossier| dossier.pages.iter().filter(|page| page.id.starts_with("events/")).count();
    assert!(pages(&dossier) > 0 && pages(&dossier) < pages(&late));
    assert_eq!(pages(&dossier), dossier.events.len());
    assert!(!dossier.pages.iter().any(|page| page.id.starts_with("people/")));
}

#[test]
fn a_judgement_stands_on_the_page_of_the_person_of_that_id_alone() {
    let mut dossier = dossier::assemble(&shipped(date(2023, 3, 20)));
    let person = dossier.panel.as_ref().unwrap().people[1].id.clone();
    let panel = serde_json::json!({
        "levels": [0.05, 0.5, 0.95], "experts": [{ "id": person }, { "id": "m2" }], "items": [], "answers": [[], []],
    });
    let closed = dossier::prospects::kept::ClosedPanel {
        title: "Asked".to_owned(),
        closed: "2023-03-01".to_owned(),
        panel: serde_json::from_value(panel).unwrap(),
        units: Vec::new(),
        resolves: Vec::new(),
    };
    dossier::prospects::kept::add_judgements(&mut dossier, &[closed]);
    holds_together(&dossier);
    let recorded = |page: &&Page| page.sections.iter().any(|section| section.id == "recorded");
    let pages: Vec<&str> = dossier.pages.iter().filter(recorded).map(|page| page.id.as_str()).collect();
    assert_eq!(pages, [document::address::person(&person)]);
    let method = dossier.page("method").unwrap();
    assert!(method.sections.iter().any(|section| section.id == "judgement"));
    assert!(dossier.terms.iter().any(|term| term.id == "classical-model"));
}
