//! The addresses of events and people.

/// Id of the page of all events.
pub const EVENTS: &str = "events";
/// First part of the ids of the pages of people.
pub const PEOPLE: &str = "people";

/// An id as it stands in an address: lower case, hyphens.
pub fn slug(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// Id of the page of an event.
pub fn event(id: &str) -> String {
    format!("{EVENTS}/{}", slug(id))
}

/// Id of the page of a person.
pub fn person(id: &str) -> String {
    format!("{PEOPLE}/{}", slug(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_hyphens() {
        assert_eq!(event("gate_opened_2020"), "events/gate-opened-2020");
        assert_eq!(person("A b"), "people/a-b");
    }
}
