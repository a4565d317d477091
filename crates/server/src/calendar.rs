//! The panel, and all events, as iCalendar files (RFC 5545), which any calendar can take in.
//!
//! Written by hand: events of a dozen lines need folding and escaping, and no more.

use ::words::text;
use document::vocabulary::told;
use document::{Dossier, EventView, Meta, PanelView, PersonView, address, days};
use jiff::Timestamp;
use jiff::fmt::strtime;

use crate::occasion::{Attendance, Start, keywords, name};
use crate::zone;

/// Most octets in a line, without its break (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// A calendar with the panel as its only event. It names no organiser and no attendee: both need a mail address. `link`
/// leads to a path of the site from outside, where its address is known.
pub(crate) fn render(panel: &PanelView, meta: &Meta, link: Option<&dyn Fn(&str) -> String>) -> String {
    let start = Start::of(panel);
    // An event without an hour must not make the day look taken.
    let taken = if matches!(start, Start::Day(_)) { "TRANSPARENT" } else { "OPAQUE" };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//landlocked//landlocked {}//EN", escaped(&meta.program)),
        "CALSCALE:GREGORIAN".to_owned(),
    ];
    if let Start::Moment(moment) = &start {
        lines.extend(zone::lines(moment).unwrap_or_default());
    }
    lines.extend([
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", name(panel, &meta.economy)),
        format!("SEQUENCE:{}", panel.sequence),
        format!("DTSTAMP:{}T000000Z", panel.known_on.strftime("%Y%m%d")),
    ]);
    lines.extend(times(&start));
    lines.extend([
        format!("SUMMARY:{}", escaped(&panel.title)),
        format!("DESCRIPTION:{}", escaped(&description(panel, &start))),
        format!("LOCATION:{}", escaped(&location(panel))),
        format!("URL:{}", panel.url),
    ]);
    let keywords: Vec<String> = keywords(panel).into_iter().map(escaped).collect();
    if !keywords.is_empty() {
        lines.push(format!("CATEGORIES:{}", keywords.join(",")));
    }
    lines.extend(panel.people.iter().map(|person| {
        let who = format!("{}, {}: {}", person.name, told(&person.role), person.title);
        let page = link.map(|link| format!(";ALTREP=\"{}\"", link(&format!("/{}", address::person(&person.id)))));
        format!("CONTACT{}:{}", page.unwrap_or_default(), escaped(&who))
    }));
    lines.push(format!("TRANSP:{taken}"));
    lines.extend(["STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR"].map(str::to_owned));
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

/// A whole day, whose end is the day after it; the hour on the clock of its zone; or, where the zone is not known, what the
/// clock shows there. How long it took is not known, and is not said.
fn times(start: &Start) -> Vec<String> {
    match start {
        Start::Day(day) => {
            let mut lines = vec![format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d"))];
            lines.extend(day.tomorrow().ok().map(|next| format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d"))));
            lines
        }
        Start::Clock(clock) => vec![format!("DTSTART:{}", clock.strftime("%Y%m%dT%H%M%S"))],
        Start::Moment(moment) => {
            let clock = moment.datetime().strftime("%Y%m%dT%H%M%S").to_string();
            vec![match moment.time_zone().iana_name() {
                Some(zone) => format!("DTSTART;TZID={zone}:{clock}"),
                None => format!("DTSTART:{}", utc(moment.timestamp())),
            }]
        }
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
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use super::*;
    use crate::feed::tests::meta;
    use crate::occasion::tests::panel;

    fn render(panel: &PanelView, program: &str) -> String {
        super::render(panel, &Meta { program: program.to_owned(), ..meta() }, None)
    }

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
                "UID:panel-page-of-ways@xxx.landlocked",
                "SEQUENCE:0",
                "DTSTAMP:20230301T000000Z",
                "DTSTART;VALUE=DATE:20230320",
                "DTEND;VALUE=DATE:20230321",
                "SUMMARY:Rails\\, roads\\; and \\\\ ways",
                "DESCRIPTION:Which way?\\nAnd why?\\n\\nAda (chair)\\, Reader\\, School of <Trade>\\nBo (speaker)\\, Reader\\, \
                 School of <Trade>\\n\\nHost: School of Ways. The start time is not stated.\\n\\n\
                 https://ways.example/panels/2023?day=20",
                "LOCATION:Online",
                "URL:https://ways.example/panels/2023?day=20",
                "CONTACT:Ada\\, chair: Reader\\, School of <Trade>",
                "CONTACT:Bo\\, speaker: Reader\\, School of <Trade>",
                "TRANSP:TRANSPARENT",
                "STATUS:CONFIRMED",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
        assert_eq!(calendar, render(&panel(), "1.2.3"));
    }

    fn at(day: Date, hour: &str, zone: &str) -> String {
        let panel = PanelView { held_on: day, starts_at: Some(hour.to_owned()), timezone: zone.to_owned(), ..panel() };
        unfold(&render(&panel, ""))
    }

    /// The beginning in UTC as a calendar works it out that knows no zone but the one in the file: the clock, less the
    /// offset of the last change that began before it.
    fn by_the_file_alone(calendar: &str) -> String {
        let zone = calendar.split("BEGIN:VTIMEZONE").nth(1).unwrap().split("END:VTIMEZONE").next().unwrap();
        let event = calendar.split("BEGIN:VEVENT").nth(1).unwrap();
        let value = |text: &str, lead: &str| {
            let line = text.lines().find(|line| line.starts_with(lead)).unwrap();
            line.rsplit(':').next().unwrap().trim().to_owned()
        };
        let clock = value(event, "DTSTART");
        let named = event.lines().find_map(|line| line.strip_prefix("DTSTART;TZID=")).unwrap();
        assert_eq!(named.split(':').next().unwrap(), value(zone, "TZID"));
        let parts = zone.split("BEGIN:").skip(1).map(|part| (value(part, "DTSTART"), value(part, "TZOFFSETTO")));
        let (_, offset) = parts.filter(|(begins, _)| *begins <= clock).max().unwrap();
        let (sign, digits) = offset.split_at(1);
        let (hours, minutes) = digits.split_at(2);
        let minutes = hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap();
        let minutes = if sign == "-" { -minutes } else { minutes };
        let clock: jiff::civil::DateTime = strtime::parse("%Y%m%dT%H%M%S", &clock).unwrap().to_datetime().unwrap();
        let moment = clock.checked_sub(jiff::SignedDuration::from_mins(minutes)).unwrap();
        moment.strftime("%Y-%m-%dT%H:%MZ").to_string()
    }

    #[test]
    fn the_hour_stands_on_the_clock_of_its_zone_which_the_file_brings() {
        let calendar = at(date(2023, 3, 20), "13:00", "Europe/London");
        assert!(calendar.contains("\r\nDTSTART;TZID=Europe/London:20230320T130000\r\n"), "{calendar}");
        assert!(!calendar.contains("DTEND") && calendar.contains("\r\nTRANSP:OPAQUE\r\n"), "{calendar}");
        assert!(calendar.contains("Starts at 13:00 in the time zone Europe/London."), "{calendar}");
        let unknown = at(date(2023, 3, 20), "13:00", "Nowhere/Atall");
        assert!(unknown.contains("\r\nDTSTART:20230320T130000\r\n") && !unknown.contains("VTIMEZONE"), "{unknown}");
    }

    /// Summer time begins in London on 26 March 2023.
    #[test]
    fn a_week_later_the_same_hour_is_an_hour_earlier() {
        for (day, zone, wanted) in [
            (date(2023, 3, 20), "Europe/London", "2023-03-20T13:00Z"),
            (date(2023, 3, 27), "Europe/London", "2023-03-27T12:00Z"),
            (date(2023, 3, 20), "Asia/Ulaanbaatar", "2023-03-20T05:00Z"),
            (date(2023, 3, 20), "Asia/Kathmandu", "2023-03-20T07:15Z"),
            (date(2023, 7, 3), "America/St_Johns", "2023-07-03T15:30Z"),
            (date(2023, 3, 20), "Etc/UTC", "2023-03-20T13:00Z"),
        ] {
            assert_eq!(by_the_file_alone(&at(day, "13:00", zone)), wanted, "{day} {zone}");
        }
    }

    #[test]
    fn a_change_keeps_the_name_and_raises_the_number() {
        let moved = PanelView { held_on: date(2023, 4, 3), sequence: 2, ..panel() };
        let calendar = unfold(&render(&moved, ""));
        assert!(calendar.contains("\r\nUID:panel-page-of-ways@xxx.landlocked\r\nSEQUENCE:2\r\n"), "{calendar}");
        assert!(calendar.contains("\r\nDTSTART;VALUE=DATE:20230403\r\nDTEND;VALUE=DATE:20230404\r\n"), "{calendar}");
    }

    #[test]
    fn keywords_are_categories_and_people_lead_to_their_pages() {
        let tagged = PanelView { hashtag: Some("#Ways,2023".to_owned()), ..panel() };
        let link = |path: &str| format!("https://dossier.example{path}");
        let calendar = unfold(&super::render(&tagged, &meta(), Some(&link)));
        assert!(calendar.contains("\r\nCATEGORIES:#Ways\\,2023\r\n"), "{calendar}");
        assert!(calendar.contains("\r\nCONTACT;ALTREP=\"https://dossier.example/people/ada\":Ada\\, "), "{calendar}");
        assert!(!unfold(&render(&panel(), "")).contains("CATEGORIES"));
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
