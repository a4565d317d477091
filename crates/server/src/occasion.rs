//! When a panel begins and where it is held, as precisely as its page says, and what calendars and feeds know it by.

use document::PanelView;
use document::address::slug;
use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime;
use jiff::tz::TimeZoneDatabase;

/// When a panel begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Start {
    /// The hour is not stated.
    Day(Date),
    /// On the clock of a time zone that is not known here.
    Clock(DateTime),
    /// The moment.
    Moment(ZonedDateTime),
}

impl Start {
    pub(crate) fn of(panel: &PanelView) -> Self {
        let Some(hour) = panel.starts_at.as_deref().and_then(|hour| hour.parse::<Time>().ok()) else {
            return Self::Day(panel.held_on);
        };
        let clock = panel.held_on.to_datetime(hour);
        // The zones that are built in, not those of the machine.
        match TimeZoneDatabase::bundled().get(&panel.timezone).and_then(|zone| clock.to_zoned_datetime(zone)) {
            Ok(moment) => Self::Moment(moment),
            Err(_) => Self::Clock(clock),
        }
    }

    /// As ISO 8601 writes it: `2023-03-20`, `2023-03-20T13:00:00`, `2023-03-20T13:00:00+00:00`.
    pub(crate) fn iso(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Clock(clock) => clock.to_string(),
            Self::Moment(moment) => strtime::format("%Y-%m-%dT%H:%M:%S%:z", moment).unwrap_or_default(),
        }
    }
}

/// The name of a panel in calendars and feeds. It is made of ids of the case alone, so that it stays when the day, the
/// address or the host changes: who took it in before gets the new state instead of a second entry.
pub(crate) fn name(panel: &PanelView, economy: &str) -> String {
    format!("panel-{}@{}.landlocked", slug(&panel.source_id), economy.to_ascii_lowercase())
}

/// What a panel can be found by.
pub(crate) fn keywords(panel: &PanelView) -> Vec<&str> {
    panel.hashtag.iter().map(String::as_str).collect()
}

/// How people take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attendance {
    /// Over the web.
    Online,
    /// In one room.
    Room,
    /// Both.
    Mixed,
}

impl Attendance {
    pub(crate) fn of(panel: &PanelView) -> Self {
        match panel.mode.as_str() {
            "online" => Self::Online,
            "mixed" => Self::Mixed,
            _ => Self::Room,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use document::{AudioView, ClaimView, EvidenceView, PersonView};
    use jiff::civil::date;

    use super::*;

    fn person(name: &str, role: &str) -> PersonView {
        PersonView {
            id: name.to_lowercase(),
            name: name.to_owned(),
            role: role.to_owned(),
            title: "Reader, School of <Trade>".to_owned(),
            bio: "Reads & writes.".to_owned(),
            handle: None,
            source_id: "page".to_owned(),
        }
    }

    /// An invented recording.
    pub(crate) fn audio() -> AudioView {
        AudioView {
            url: "https://ways.example/talk.mp3?a=1&b=2".to_owned(),
            bytes: 56_160_000,
            r#type: "audio/mpeg".to_owned(),
            seconds: 3510,
            known_on: date(2023, 3, 21),
        }
    }

    /// An invented panel, with text that every format must escape.
    pub(crate) fn panel() -> PanelView {
        PanelView {
            known_on: date(2023, 3, 1),
            title: "Rails, roads; and \\ ways".to_owned(),
            host: "School of Ways".to_owned(),
            held: "Monday 20 March 2023".to_owned(),
            held_on: date(2023, 3, 20),
            starts_at: None,
            timezone: "Asia/Kathmandu".to_owned(),
            mode: "online".to_owned(),
            url: "https://ways.example/panels/2023?day=20".to_owned(),
            hashtag: None,
            sequence: 0,
            question: "Which way?\nAnd why?".to_owned(),
            r#abstract: "A year </script><!-- on.".to_owned(),
            audio: None,
            people: vec![person("Ada", "chair"), person("Bo", "speaker")],
            claims: vec![ClaimView {
                number: 3,
                text: "All ways lead south.".to_owned(),
                evidence: vec![EvidenceView {
                    id: "event:gate_opened".to_owned(),
                    title: "Gate opened".to_owned(),
                    href: "/events/gate-opened".to_owned(),
                }],
            }],
            source_id: "page_of_ways".to_owned(),
        }
    }

    fn at(hour: &str, zone: &str) -> Start {
        Start::of(&PanelView { starts_at: Some(hour.to_owned()), timezone: zone.to_owned(), ..panel() })
    }

    #[test]
    fn a_start_is_as_precise_as_the_page() {
        assert_eq!(Start::of(&panel()).iso(), "2023-03-20");
        assert_eq!(at("13:00", "Asia/Kathmandu").iso(), "2023-03-20T13:00:00+05:45");
        assert_eq!(at("13:00", "Nowhere/Atall").iso(), "2023-03-20T13:00:00");
        assert_eq!(at("noon", "Asia/Kathmandu").iso(), "2023-03-20");
    }

    #[test]
    fn a_name_outlives_every_change_but_that_of_its_ids() {
        let own = name(&panel(), "XXX");
        assert_eq!(own, "panel-page-of-ways@xxx.landlocked");
        let changed = PanelView {
            url: "https://other.example".to_owned(),
            held_on: date(2023, 4, 3),
            title: "Ways".to_owned(),
            sequence: 3,
            ..panel()
        };
        assert_eq!(name(&changed, "XXX"), own);
        assert_ne!(name(&PanelView { source_id: "other".to_owned(), ..panel() }, "XXX"), own);
    }

    #[test]
    fn summer_time_is_known() {
        let summer = PanelView { held_on: date(2023, 7, 3), starts_at: Some("13:00".to_owned()), ..panel() };
        assert_eq!(
            Start::of(&PanelView { timezone: "Europe/London".to_owned(), ..summer }).iso(),
            "2023-07-03T13:00:00+01:00"
        );
    }
}
