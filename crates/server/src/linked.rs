//! The panel as linked data (JSON-LD, in the terms of schema.org), which search engines and calendars read.
//!
//! Addresses inside the site are relative: readers resolve them against the page that holds the data.

use document::address;
use document::vocabulary::told;
use document::{ClaimView, Dossier, PanelView, PersonView};
use serde_json::{Map, Value, json};

use crate::files::File;
use crate::occasion::{Attendance, Start, keywords};
use crate::{podcast, version};

/// How a path of the site stands in the page.
type Href<'a> = &'a dyn Fn(&str) -> String;

/// The panel and the claims of its page, as the content of a script element of the type `application/ld+json`.
/// Its texts are those of the case, in the language of the case.
pub(crate) fn data(panel: &PanelView, language: &str, href: Href<'_>) -> String {
    let mut graph = vec![event(panel, language, href)];
    graph.extend(panel.claims.iter().map(|claim| self::claim(claim, panel, href)));
    written(&json!({ "@context": "https://schema.org", "@graph": graph }))
}

/// Without the sign no value can end the element or begin a comment in it.
fn written(whole: &Value) -> String {
    whole.to_string().replace('<', "\\u003c")
}

/// A person of the panel, on their own page; `None` for other pages.
pub(crate) fn person_page(panel: &PanelView, page: &str, href: Href<'_>) -> Option<String> {
    let own = panel.people.iter().find(|person| address::person(&person.id) == page)?;
    let Value::Object(mut fields) = person(own, panel, href) else { return None };
    let mut whole = Map::from_iter([("@context".to_owned(), json!("https://schema.org"))]);
    whole.append(&mut fields);
    Some(written(&Value::Object(whole)))
}

/// The data of the case: what they cover, where they can be had.
pub(crate) fn dataset(dossier: &Dossier, files: &[File], href: Href<'_>) -> String {
    let meta = &dossier.meta;
    let mut copies = vec![json!({
        "@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": href("/dossier.json"),
    })];
    copies.extend(files.iter().filter(|file| !file.title.is_empty()).map(|file| {
        let kind = file.kind.split(';').next().unwrap_or_default();
        json!({ "@type": "DataDownload", "encodingFormat": kind, "contentUrl": href(&format!("/{}", file.name)), "name": file.title })
    }));
    let mut whole = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": "#case",
        "name": meta.title,
        "description": meta.summary.as_ref().or(meta.question.as_ref()).unwrap_or(&meta.title),
        "inLanguage": meta.text_language,
        "version": version::shown(&meta.case_hash),
        "dateModified": meta.as_of.to_string(),
        "spatialCoverage": { "@type": "Place", "name": meta.economy_name },
        "distribution": copies,
    });
    // Sources have licences of their own; one for all of them is not known.
    let years: Vec<i16> = dossier.events.iter().filter_map(|event| event.starts_on.get(..4)?.parse().ok()).collect();
    if let (Some(first), Value::Object(fields)) = (years.iter().min(), &mut whole) {
        fields.insert("temporalCoverage".to_owned(), json!(format!("{first}/{}", meta.as_of)));
    }
    written(&whole)
}

fn event(panel: &PanelView, language: &str, href: Href<'_>) -> Value {
    let on_the_web = json!({ "@type": "VirtualLocation", "url": panel.url });
    // The room is not stated, only who held it.
    let in_a_room = json!({ "@type": "Place", "name": panel.host });
    let (mode, location) = match Attendance::of(panel) {
        Attendance::Online => ("OnlineEventAttendanceMode", on_the_web),
        Attendance::Room => ("OfflineEventAttendanceMode", in_a_room),
        Attendance::Mixed => ("MixedEventAttendanceMode", json!([on_the_web, in_a_room])),
    };
    let mut performers: Vec<Value> = Vec::new();
    for one in &panel.people {
        let own = person(one, panel, href);
        // The chair is told apart by a role around the person.
        let role = json!({ "@type": "Role", "roleName": told(&one.role), "performer": own });
        performers.push(if one.role == "chair" { role } else { own });
    }
    let mut whole = json!({
        "@type": "Event",
        "@id": "#event",
        "name": panel.title,
        "description": panel.r#abstract,
        "inLanguage": language,
        "startDate": Start::of(panel).iso(),
        "endDate": panel.held_on.to_string(),
        "eventAttendanceMode": format!("https://schema.org/{mode}"),
        "eventStatus": "https://schema.org/EventScheduled",
        "location": location,
        "organizer": { "@type": "Organization", "name": panel.host },
        "url": panel.url,
        "performer": performers,
        "about": { "@type": "Question", "name": panel.question },
        "subjectOf": { "@type": "Dataset", "@id": format!("{}#case", href("/data")) },
    });
    if let Value::Object(fields) = &mut whole {
        let keywords = keywords(panel);
        if !keywords.is_empty() {
            fields.insert("keywords".to_owned(), json!(keywords));
        }
        if let Some(audio) = &panel.audio {
            let heard = json!({
                "@type": "AudioObject",
                "contentUrl": audio.url,
                "encodingFormat": audio.r#type,
                "duration": podcast::iso(audio.seconds),
                "uploadDate": audio.known_on.to_string(),
            });
            fields.insert("recordedIn".to_owned(), heard);
        }
    }
    whole
}

fn person(person: &PersonView, panel: &PanelView, href: Href<'_>) -> Value {
    json!({
        "@type": "Person",
        "@id": href(&format!("/{}", address::person(&person.id))),
        "url": href(&format!("/{}", address::person(&person.id))),
        "performerIn": { "@id": format!("{}#event", href("/panel")), "name": panel.title },
        "name": person.name,
        "jobTitle": person.title,
        "description": person.bio,
    })
}

/// A claim of the panel's page, which is nobody's in particular, and what bears on it, for or against.
fn claim(claim: &ClaimView, panel: &PanelView, href: Href<'_>) -> Value {
    let evidence = claim
        .evidence
        .iter()
        .map(|item| json!({ "@type": "CreativeWork", "name": item.title, "url": href(&item.href) }));
    json!({
        "@type": "Claim",
        "@id": format!("#claim-{}", claim.number),
        "position": claim.number,
        "text": claim.text,
        "appearance": { "@type": "WebPage", "url": panel.url },
        "citation": evidence.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::occasion::tests::{audio, panel};

    fn read(panel: &PanelView) -> Value {
        serde_json::from_str(&data(panel, "mn", &str::to_owned)).unwrap()
    }

    #[test]
    fn an_event_says_who_when_and_what() {
        let whole = read(&panel());
        let event = &whole["@graph"][0];
        assert_eq!(event["@type"], "Event");
        assert_eq!(event["name"], "Rails, roads; and \\ ways");
        assert_eq!(event["startDate"], "2023-03-20");
        assert_eq!(event["inLanguage"], "mn");
        assert_eq!(event["eventAttendanceMode"], "https://schema.org/OnlineEventAttendanceMode");
        assert_eq!(event["location"]["@type"], "VirtualLocation");
        assert_eq!(event["performer"][0]["roleName"], "chair");
        assert_eq!(event["performer"][0]["performer"]["name"], "Ada");
        assert_eq!(event["performer"][1]["jobTitle"], "Reader, School of <Trade>");
        assert_eq!(event["about"]["name"], "Which way?\nAnd why?");
    }

    #[test]
    fn claims_keep_their_number_and_their_evidence() {
        let whole = read(&panel());
        let claim = &whole["@graph"][1];
        assert_eq!(claim["@type"], "Claim");
        assert_eq!(claim["position"], 3);
        assert_eq!(claim["@id"], "#claim-3");
        assert_eq!(claim["citation"][0]["url"], "/events/gate-opened");
    }

    #[test]
    fn the_hour_and_the_room_are_said_when_known() {
        let mixed = PanelView { mode: "mixed".to_owned(), starts_at: Some("13:00".to_owned()), ..panel() };
        let event = &read(&mixed)["@graph"][0];
        assert_eq!(event["startDate"], "2023-03-20T13:00:00+05:45");
        assert_eq!(event["location"][1]["name"], "School of Ways");
        let room = read(&PanelView { mode: "in person".to_owned(), ..panel() });
        assert_eq!(room["@graph"][0]["location"]["@type"], "Place");
        assert_eq!(room["@graph"][0]["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode");
    }

    #[test]
    fn a_recording_and_keywords_are_there_or_left_out() {
        let bare = &read(&panel())["@graph"][0];
        assert!(bare.get("recordedIn").is_none() && bare.get("keywords").is_none());
        let heard = PanelView { audio: Some(audio()), hashtag: Some("#Ways".to_owned()), ..panel() };
        let event = &read(&heard)["@graph"][0];
        assert_eq!(event["recordedIn"]["@type"], "AudioObject");
        assert_eq!(event["recordedIn"]["contentUrl"], "https://ways.example/talk.mp3?a=1&b=2");
        assert_eq!(event["recordedIn"]["duration"], "PT58M30S");
        assert_eq!(event["keywords"], json!(["#Ways"]));
    }

    #[test]
    fn nothing_can_end_the_element() {
        let text = data(&panel(), "mn", &str::to_owned);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(read(&panel())["@graph"][0]["description"], "A year </script><!-- on.");
    }
}
