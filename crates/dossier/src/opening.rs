//! The front page in three sentences: what happened, how sure that is, what next; and the next date to watch.

use ::words::text;
use case::Case;
use case::entry::RowRef;
use case::tables::Flow;
use case::value::date::{Date, When};
use document::{EventView, Next, Sentence, address};

use crate::book::Book;
use crate::exchange;
use crate::overview::Facts;
use crate::prospects::{OUTLOOK, Prospects, opening};
use crate::words::{as_is, day, say, when};

/// At most three sentences, each with its likely range.
pub(crate) fn sentences(book: &mut Book, case: &Case, facts: &Facts, prospects: &Prospects) -> Vec<Sentence> {
    let border = opening::border(book, case, prospects);
    let ahead = opening::ahead(book, prospects);
    let buyer = dependence(book, case, facts);
    let (happened, sure) = match border.closed {
        Some(closed) => (Some(closed), border.since.or(buyer)),
        None => (buyer, border.since),
    };
    [happened, sure, ahead].into_iter().flatten().collect()
}

/// How much the main buyer takes, by the record that is used and by the others.
fn dependence(book: &mut Book, case: &Case, facts: &Facts) -> Option<Sentence> {
    let year = facts.dependence.last()?;
    let buyer = facts.main_buyer?;
    let total = facts.exports.iter().find(|total| total.year == year.year)?;
    let total = exchange::total_number(book, Flow::Export, total);
    let mut shares: Vec<(f64, String)> = year
        .vintages
        .iter()
        .map(|vintage| {
            let id = exchange::share_number(book, case, facts.main_buyer, year.year, vintage);
            (vintage.share.value.percent(), id)
        })
        .collect();
    let used = shares.first()?.1.clone();
    shares.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (low, high) = (&shares.first()?.1, &shares.last()?.1);
    let (buyer, seller, year) = (case.economy_name(buyer), case.economy_name(case.economy()), year.year);
    Some(if low == high {
        let words = text!(
            "{buyer} took {{}} of {seller}'s exports of {{}} in {year}; one record tells it, so no range can be given."
        );
        say(&words, &[&used, &total])
    } else {
        let words = text!(
            "{buyer} took {{}} of {seller}'s exports of {{}} in {year}, likely between {{}} and {{}} as the records differ."
        );
        say(&words, &[&used, &total, low, high])
    })
}

/// The next dated thing after the day of the view that was known by then.
pub(crate) fn next(book: &mut Book, case: &Case, events: &[EventView], prospects: &Prospects) -> Option<Next> {
    let mut found = dated(case, events);
    if let Some(due) = opening::due(book, case, prospects) {
        found.push(Next {
            on: due.on,
            when: day(due.on),
            text: due.text,
            event: None,
            page: OUTLOOK.to_owned(),
            row: Some(due.row),
            source_id: None,
        });
    }
    found.retain(|next| next.on > case.as_of());
    let mut next = found.into_iter().min_by_key(|next| next.on)?;
    if next.source_id.is_none() {
        next.source_id = source_of(case, next.row.as_ref());
    }
    Some(next)
}

/// Events that begin or end, lines that open, targets that fall due, the panel.
fn dated(case: &Case, events: &[EventView]) -> Vec<Next> {
    let tables = case.tables();
    let mut found = Vec::new();
    for row in &tables.events {
        let Some(event) = events.iter().find(|event| event.row == row.at) else { continue };
        let mut add = |at: When, text: String| {
            found.push(Next {
                on: at.last_day(),
                when: when(at),
                text: as_is(&text),
                event: Some(event.id.clone()),
                page: event.page.clone(),
                row: Some(row.at.clone()),
                source_id: Some(event.source_id.clone()),
            });
        };
        let title = event.title.trim_end_matches('.');
        if row.starts_on.first_day() > case.as_of() {
            add(row.starts_on, text!("{event} begins.", event = title));
        }
        if let Some(end) = row.ends_on.filter(|end| *end != row.starts_on) {
            add(end, text!("{event} ends.", event = title));
        }
    }
    let mut planned = |on: Date, words: String, at: When, page: &str, row: Option<RowRef>| {
        found.push(Next {
            on,
            when: when(at),
            text: as_is(&words),
            event: None,
            page: page.to_owned(),
            row,
            source_id: None,
        });
    };
    for link in &tables.links {
        if let Some(opened) = link.opened_on.filter(|opened| opened.first_day() > case.as_of()) {
            planned(
                opened.last_day(),
                text!("{way} is to open.", way = link.name),
                opened,
                "corridors",
                Some(link.at.clone()),
            );
        }
    }
    for target in &tables.judgements {
        let on = target.period.last_day();
        let words = text!(
            "{target} for {period}, by {forecaster}, can be held against what came.",
            target = target.target,
            period = target.period,
            forecaster = target.forecaster
        );
        planned(on, words, When::Day(on), address::EVENTS, Some(target.at.clone()));
    }
    if let Some(panel) = case.panel() {
        let words = text!("The panel \u{201c}{title}\u{201d} is held.", title = panel.title);
        planned(panel.held_on, words, When::Day(panel.held_on), "panel", None);
        if let Some(last) = found.last_mut().filter(|last| last.page == "panel") {
            last.source_id = Some(panel.source_id.to_string());
        }
    }
    found
}

fn source_of(case: &Case, row: Option<&RowRef>) -> Option<String> {
    let row = row?;
    let provenance = case.tables().provenance();
    provenance.into_iter().find(|(at, _, _)| *at == row).map(|(_, provenance, _)| provenance.source_id.to_string())
}
