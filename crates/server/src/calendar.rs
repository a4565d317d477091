//! The panel, and all events, as iCalendar files (RFC 5545), which any calendar can take in.
//!
//! Written by hand: events of a dozen lines need folding and escaping, and no more.

use ::words::text;
use document::{Dossier, EventView, PanelView, PersonView};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime;

use crate::occasion::{Attendance, Start};
use crate::speech::told;

/// Most octets in a line, without its break (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// A calendar with the panel as its only event. It names no organiser and no attendee: both need a mail address.
pub(crate) fn render(panel: &PanelView, program: &str) -> String {
    let start = Start::of(panel);
    // An event without an hour must not make the day look taken.
    let taken = if matches!(start, Start::Day(_)) { "TRANSPARENT" } else { "OPAQUE" };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//landlocked//landlocked {}//EN", escaped(program)),
        "CALSCALE:GREGORIAN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", uid(&panel.url)),
        format!("DTSTAMP:{}T000000Z", panel.known_on.strftime("%Y%m%d")),
        begins(&start),
        format!("SUMMARY:{}", escaped(&panel.title)),
        format!("DESCRIPTION:{}", escaped(&description(panel, &start))),
        format!("LOCATION:{}", escaped(&location(panel))),
        format!("URL:{}", panel.url),
    ];
    lines.extend(panel.people.iter().map(|person| {
        let who = format!("{}, {}: {}", person.name, told(&person.role), person.title);
        format!("CONTACT:{}", escaped(&who))
    }));
    lines.extend(["STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR"].map(str::to_owned));
    lines.insert(lines.len() - 2, format!("TRANSP:{taken}"));
    lines.iter().map(|line| fold(line)).collect()
}

/// A calendar with one all-day entry for each dated event. One that is known to a month or a year only spans it, and says so.
pub(crate) fn events(dossier: &Dossier) -> String {
    let meta = &dossier.meta;
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//landlocked//landlocked {}//EN", escaped(&meta.program)),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(&meta.title)),
    ];
    lines.extend(dossier.events.iter().filter_map(|event| entry(event, dossier)).flatten());
    lines.extend(next(dossier).unwrap_or_default());
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

fn entry(event: &EventView, dossier: &Dossier) -> Option<Vec<String>> {
    let (first, mut last) = days(&event.starts_on)?;
    if let Some((_, end)) = event.ends_on.as_deref().and_then(days) {
        last = last.max(end);
    }
    let precise = event.starts_on.len() == "2023-03-20".len();
    let known = dossier.rows.get(&event.row.to_string()).map_or(dossier.meta.as_of, |row| row.known_on);
    let summary = if precise { event.title.clone() } else { format!("{} ({})", event.title, event.when) };
    let mut description = format!("{}: {}", event.when, event.summary);
    if let Some(effect) = &event.effect {
        description = format!("{description}\n\n{effect}");
    }
    Some(vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:event-{}@{}.landlocked", event.slug, dossier.meta.economy.to_ascii_lowercase()),
        format!("DTSTAMP:{}T000000Z", known.strftime("%Y%m%d")),
        format!("DTSTART;VALUE=DATE:{}", first.strftime("%Y%m%d")),
        // The end is the first day after it.
        format!("DTEND;VALUE=DATE:{}", last.tomorrow().ok()?.strftime("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&summary)),
        format!("DESCRIPTION:{}", escaped(&description)),
        format!("CATEGORIES:{}", escaped(&told(&event.kind))),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ])
}

/// The next date to watch, where it is none of the events.
fn next(dossier: &Dossier) -> Option<Vec<String>> {
    let next = dossier.next.as_ref().filter(|next| next.event.is_none())?;
    Some(vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:next-{}@{}.landlocked", next.on, dossier.meta.economy.to_ascii_lowercase()),
        format!("DTSTAMP:{}T000000Z", dossier.meta.as_of.strftime("%Y%m%d")),
        format!("DTSTART;VALUE=DATE:{}", next.on.strftime("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next.on.tomorrow().ok()?.strftime("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&dossier.plain(&next.text))),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ])
}

/// The first and the last day that `2023-03-20`, `2023-03` or `2023` could mean.
fn days(when: &str) -> Option<(Date, Date)> {
    let first: Date = format!("{when}-01-01").get(..10)?.parse().ok()?;
    let last = match when.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        _ => first,
    };
    Some((first, last))
}

/// The same for every version of the panel: a calendar that takes it in again replaces it.
fn uid(url: &str) -> String {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    address.chars().map(|c| if c.is_ascii_alphanumeric() || ".-".contains(c) { c } else { '-' }).collect()
}

/// A day, a moment in UTC, or, where the zone is not known, what the clock shows there.
fn begins(start: &Start) -> String {
    match start {
        Start::Day(day) => format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")),
        Start::Clock(clock) => format!("DTSTART:{}", clock.strftime("%Y%m%dT%H%M%S")),
        Start::Moment(moment) => format!("DTSTART:{}", utc(moment.timestamp())),
    }
}

fn utc(moment: Timestamp) -> String {
    strtime::format("%Y%m%dT%H%M%SZ", moment).unwrap_or_default()
}

fn description(panel: &PanelView, start: &Start) -> String {
    let zone = &panel.timezone;
    let hour = match start {
        Start::Day(_) => text!("The start time is not stated."),
        Start::Clock(clock) => text!("Starts at {hour} in the time zone {zone}.", hour = clock.strftime("%H:%M")),
        Start::Moment(moment) => text!("Starts at {hour} in the time zone {zone}.", hour = moment.strftime("%H:%M")),
    };
    let line = |person: &PersonView| format!("{} ({}), {}", person.name, told(&person.role), person.title);
    let mut paragraphs = vec![panel.question.clone()];
    paragraphs.push(panel.people.iter().map(line).collect::<Vec<_>>().join("\n"));
    paragraphs.push(format!("{} {hour}", text!("Host: {host}.", host = panel.host)));
    paragraphs.push(panel.url.clone());
    paragraphs.join("\n\n")
}

fn location(panel: &PanelView) -> String {
    match Attendance::of(panel) {
        Attendance::Online => text!("Online"),
        Attendance::Room => panel.host.clone(),
        Attendance::Mixed => text!("{host}, and online", host = panel.host),
    }
}

/// A value of the type TEXT (RFC 5545, 3.3.11).
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\r' => escaped.push_str("\\n"),
            ',' | ';' | '\\' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A line with its break, folded so that no part is longer than [`OCTETS`] and no character is split. Control characters
/// may not stand in a line and are left out, so that no value can begin a line of its own.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 2);
    let mut octets = 0;
    for c in line.chars().filter(|c| !c.is_control() || *c == '\t') {
        if octets + c.len_utf8() > OCTETS {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(c);
        octets += c.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::occasion::tests::panel;

    /// Takes the folds out again, as RFC 5545 says.
    fn unfold(text: &str) -> String {
        text.replace("\r\n ", "").replace("\r\n\t", "")
    }

    #[test]
    fn a_panel_is_one_event() {
        let calendar = render(&panel(), "1.2.3");
        let unfolded = unfold(&calendar);
        let lines: Vec<&str> = unfolded.split_terminator("\r\n").collect();
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//landlocked//landlocked 1.2.3//EN",
                "CALSCALE:GREGORIAN",
                "BEGIN:VEVENT",
                "UID:ways.example-panels-2023-day-20",
                "DTSTAMP:20230301T000000Z",
                "DTSTART;VALUE=DATE:20230320",
                "SUMMARY:Rails\\, roads\\; and \\\\ ways",
                "DESCRIPTION:Which way?\\nAnd why?\\n\\nAda (chair)\\, Reader\\, School of <Trade>\\nBo (speaker)\\, Reader\\, \
                 School of <Trade>\\n\\nHost: School of Ways. The start time is not stated.\\n\\n\
                 https://ways.example/panels/2023?day=20",
                "LOCATION:Online",
                "URL:https://ways.example/panels/2023?day=20",
                "CONTACT:Ada\\, chair: Reader\\, School of <Trade>",
                "CONTACT:Bo\\, speaker: Reader\\, School of <Trade>",
                "STATUS:CONFIRMED",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
        assert_eq!(calendar, render(&panel(), "1.2.3"));
    }

    #[test]
    fn the_hour_is_given_in_utc_where_the_zone_is_known() {
        let at = |hour: &str, zone: &str| {
            let panel = PanelView { starts_at: Some(hour.to_owned()), timezone: zone.to_owned(), ..panel() };
            unfold(&render(&panel, ""))
        };
        assert!(at("13:00", "Asia/Kathmandu").contains("\r\nDTSTART:20230320T071500Z\r\n"));
        assert!(at("02:00", "Asia/Kathmandu").contains("\r\nDTSTART:20230319T201500Z\r\n"));
        assert!(at("13:00", "Asia/Kathmandu").contains("Starts at 13:00 in the time zone Asia/Kathmandu."));
        assert!(at("13:00", "Asia/Kathmandu").contains("\r\nTRANSP:OPAQUE\r\n"));
        assert!(at("13:00", "Nowhere/Atall").contains("\r\nDTSTART:20230320T130000\r\n"));
    }

    #[test]
    fn the_place_follows_the_mode() {
        for (mode, wanted) in
            [("online", "Online"), ("in person", "School of Ways"), ("mixed", "School of Ways\\, and online")]
        {
            let calendar = render(&PanelView { mode: mode.to_owned(), ..panel() }, "");
            assert!(calendar.contains(&format!("\r\nLOCATION:{wanted}\r\n")), "{mode}: {calendar}");
        }
    }

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\r\nf\rg:\"h\""), "a\\,b\\;c\\\\d\\ne\\nf\\ng:\"h\"");
    }

    #[test]
    fn an_address_cannot_begin_a_line() {
        let url = "https://ways.example/\r\nATTENDEE:mailto:a@b.example".to_owned();
        let calendar = unfold(&render(&PanelView { url, ..panel() }, "1\r\nX-A:b"));
        assert!(!calendar.contains("\nATTENDEE") && !calendar.contains("\nX-A"), "{calendar}");
    }

    #[test]
    fn a_line_of_75_octets_stays_whole() {
        assert_eq!(fold(&"x".repeat(75)), format!("{}\r\n", "x".repeat(75)));
        assert_eq!(fold(&"x".repeat(76)), format!("{}\r\n x\r\n", "x".repeat(75)));
        // The 75th octet would fall into the two of the last letter.
        assert_eq!(fold(&format!("{}é", "x".repeat(74))), format!("{}\r\n é\r\n", "x".repeat(74)));
        assert_eq!(fold(&"x".repeat(75 + 74 + 1)).matches("\r\n ").count(), 2);
    }

    proptest! {
        #[test]
        fn folding_loses_nothing_and_keeps_lines_short(line in "[^\\p{Cc}]{0,400}") {
            let folded = fold(&line);
            let body = folded.strip_suffix("\r\n").unwrap();
            for part in body.split("\r\n") {
                prop_assert!(part.len() <= OCTETS, "{} octets: {part:?}", part.len());
            }
            prop_assert!(body.split("\r\n").skip(1).all(|part| part.starts_with(' ')));
            prop_assert_eq!(body.replace("\r\n ", ""), line);
        }

        #[test]
        fn escaped_text_reads_back(value in "[a-z,;\\\\\n é語]{0,60}") {
            let mut read = String::new();
            let escaped = escaped(&value);
            let mut chars = escaped.chars();
            while let Some(c) = chars.next() {
                match c {
                    '\\' => match chars.next().unwrap() {
                        'n' => read.push('\n'),
                        other => read.push(other),
                    },
                    ',' | ';' | '\n' => prop_assert!(false, "{c:?} stands bare in {escaped:?}"),
                    other => read.push(other),
                }
            }
            prop_assert_eq!(read, value);
        }
    }
}
