//! The panel as linked data (JSON-LD, in the terms of schema.org), which search engines and calendars read.
//!
//! Addresses inside the site are relative: readers resolve them against the page that holds the data.

use dossier::PanelView;
use dossier::model::{ClaimView, PersonView};
use serde_json::{Value, json};

use crate::occasion::{Attendance, Start};

/// The panel and the claims of its page, as the content of a script element of the type `application/ld+json`.
pub(crate) fn data(panel: &PanelView) -> String {
    let mut graph = vec![event(panel)];
    graph.extend(panel.claims.iter().map(|claim| self::claim(claim, panel)));
    let whole = json!({ "@context": "https://schema.org", "@graph": graph });
    // Without the sign no value can end the element or begin a comment in it.
    whole.to_string().replace('<', "\\u003c")
}

fn event(panel: &PanelView) -> Value {
    let on_the_web = json!({ "@type": "VirtualLocation", "url": panel.url });
    // The room is not stated, only who held it.
    let in_a_room = json!({ "@type": "Place", "name": panel.host });
    let (mode, location) = match Attendance::of(panel) {
        Attendance::Online => ("OnlineEventAttendanceMode", on_the_web),
        Attendance::Room => ("OfflineEventAttendanceMode", in_a_room),
        Attendance::Mixed => ("MixedEventAttendanceMode", json!([on_the_web, in_a_room])),
    };
    json!({
        "@type": "Event",
        "@id": "#event",
        "name": panel.title,
        "description": panel.r#abstract,
        "startDate": Start::of(panel).iso(),
        "eventAttendanceMode": format!("https://schema.org/{mode}"),
        "eventStatus": "https://schema.org/EventScheduled",
        "location": location,
        "organizer": { "@type": "Organization", "name": panel.host },
        "url": panel.url,
        "performer": panel.people.iter().map(person).collect::<Vec<_>>(),
        "about": { "@type": "Question", "name": panel.question },
    })
}

fn person(person: &PersonView) -> Value {
    json!({
        "@type": "Person",
        "@id": format!("#person-{}", person.id),
        "name": person.name,
        "jobTitle": person.title,
        "description": person.bio,
    })
}

/// A claim of the panel's page, which is nobody's in particular, and what bears on it, for or against.
fn claim(claim: &ClaimView, panel: &PanelView) -> Value {
    let evidence =
        claim.evidence.iter().map(|item| json!({ "@type": "CreativeWork", "name": item.title, "url": item.href }));
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
    use crate::occasion::tests::panel;

    fn read(panel: &PanelView) -> Value {
        serde_json::from_str(&data(panel)).unwrap()
    }

    #[test]
    fn an_event_says_who_when_and_what() {
        let whole = read(&panel());
        let event = &whole["@graph"][0];
        assert_eq!(event["@type"], "Event");
        assert_eq!(event["name"], "Rails, roads; and \\ ways");
        assert_eq!(event["startDate"], "2023-03-20");
        assert_eq!(event["eventAttendanceMode"], "https://schema.org/OnlineEventAttendanceMode");
        assert_eq!(event["location"]["@type"], "VirtualLocation");
        assert_eq!(event["performer"][0]["name"], "Ada");
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
        assert_eq!(claim["citation"][0]["url"], "/developments#event-gate_opened");
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
    fn nothing_can_end_the_element() {
        let text = data(&panel());
        assert!(!text.contains('<'), "{text}");
        assert_eq!(read(&panel())["@graph"][0]["description"], "A year </script><!-- on.");
    }
}
