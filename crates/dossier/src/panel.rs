//! The page Panel: who was asked what, and what in the case bears on each claim.

use ::words::text;
use case::Case;
use case::settings::Role;
use case::value::id::EvidenceId;

use crate::words::{say, spaced, weekday};
use document::{AudioView, Block, ClaimView, EventView, EvidenceView, Page, PanelView, PersonView, Section};

pub(crate) fn page(case: &Case) -> Page {
    let sections = if case.panel().is_some() {
        Vec::new()
    } else {
        vec![Section {
            id: "none".to_owned(),
            title: text!("No panel"),
            blocks: vec![Block::Text(say(
                &text!("The case has no panel, or none was public on the day of this view."),
                &[],
            ))],
        }]
    };
    Page {
        id: "panel".to_owned(),
        title: text!("Panel"),
        question: text!("Who was asked what, and what bears on each claim?"),
        under: None,
        sections,
    }
}

pub(crate) fn view(case: &Case, events: &[EventView]) -> Option<PanelView> {
    let panel = case.panel()?;
    let mut people: Vec<PersonView> = panel
        .person
        .iter()
        .map(|person| PersonView {
            id: person.id.to_string(),
            name: person.name.clone(),
            role: person.role.to_string(),
            title: person.title.clone(),
            bio: person.bio.clone(),
            handle: person.handle.clone(),
            source_id: person.source_id.to_string(),
        })
        .collect();
    people.sort_by_key(|person| person.role != Role::Chair.as_str());
    Some(PanelView {
        known_on: panel.known_on,
        title: panel.title.clone(),
        host: panel.host.clone(),
        held: weekday(panel.held_on),
        held_on: panel.held_on,
        starts_at: panel.starts_at.clone(),
        timezone: panel.timezone.clone(),
        // A key to the faces, which say it in the language in force.
        mode: panel.mode.as_str().replace('_', " "),
        url: panel.url.clone(),
        hashtag: panel.hashtag.clone(),
        sequence: panel.sequence.unwrap_or(0),
        question: panel.question.clone(),
        r#abstract: panel.r#abstract.clone(),
        audio: panel.audio.as_ref().zip(panel.recorded_on()).map(|(audio, known_on)| AudioView {
            url: audio.url.to_string(),
            bytes: audio.bytes,
            r#type: audio.r#type.to_string(),
            seconds: audio.duration.seconds(),
            known_on,
        }),
        people,
        claims: panel
            .claim
            .iter()
            .map(|claim| ClaimView {
                number: claim.number,
                text: claim.text.clone(),
                evidence: claim.evidence.iter().filter_map(|id| evidence(case, events, id)).collect(),
            })
            .collect(),
        source_id: panel.source_id.to_string(),
    })
}

/// The evidence behind an id, if it was known by the day of the view.
fn evidence(case: &Case, events: &[EventView], id: &EvidenceId) -> Option<EvidenceView> {
    let tables = case.tables();
    let (title, href) = match id.kind {
        "event" => {
            let event = events.iter().find(|event| event.id == id.id)?;
            (format!("{} ({})", event.title, event.when), format!("/{}", event.page))
        }
        "series" => {
            let series = tables.series.iter().find(|row| row.series_id.as_str() == id.id)?;
            (series.name.clone(), "/events#series".to_owned())
        }
        "place" => {
            let place = tables.places.iter().find(|row| row.place_id.as_str() == id.id)?;
            (place.name.clone(), "/data#places".to_owned())
        }
        "link" => {
            let link = tables.links.iter().find(|row| row.link_id.as_str() == id.id)?;
            (link.name.clone(), "/data#links".to_owned())
        }
        "product" => {
            let product = tables.products.iter().find(|row| row.product_id.as_str() == id.id)?;
            (text!("Trade in {good}", good = product.name.to_lowercase()), "/trade".to_owned())
        }
        "judgement" => {
            let row = tables.judgements.iter().find(|row| row.judgement_id.as_str() == id.id)?;
            (
                text!(
                    "{forecaster}: {target} for {period}",
                    forecaster = row.forecaster,
                    target = row.target,
                    period = row.period
                ),
                "/events#forecasts".to_owned(),
            )
        }
        "capacity" => {
            let row = tables.capacities.iter().find(|row| row.capacity_id.as_str() == id.id)?;
            (
                format!("{}: {}", case.subject_name(row.subject_id.as_str()), spaced(row.measure.as_str())),
                "/data#files".to_owned(),
            )
        }
        "cost" => {
            let row = tables.costs.iter().find(|row| row.cost_id.as_str() == id.id)?;
            (
                format!("{}: {}", case.subject_name(row.subject_id.as_str()), spaced(row.measure.as_str())),
                "/data#files".to_owned(),
            )
        }
        _ => return None,
    };
    Some(EvidenceView { id: id.to_string(), title, href })
}
