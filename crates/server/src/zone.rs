//! A time zone as a calendar file holds it (RFC 5545, 3.6.5): the offsets around one moment, so that a calendar which does
//! not know the zone by its name puts the event at the same time.

use jiff::tz::{Dst, Offset, TimeZone, TimeZoneTransition};
use jiff::{Timestamp, ZonedDateTime};

/// Before any zone that a calendar knows had rules.
const ALWAYS: &str = "16010101T000000";

/// The zone of a moment, from the change that was in force then to the next one; `None` for a zone without a name.
pub(crate) fn lines(moment: &ZonedDateTime) -> Option<Vec<String>> {
    let zone = moment.time_zone();
    let mut all = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", zone.iana_name()?)];
    // A change at the very moment is in force at it.
    match next_second(moment.timestamp()).and_then(|after| zone.preceding(after).next()) {
        Some(change) => all.extend(changed(zone, &change)),
        None => all.extend(part("STANDARD", ALWAYS, moment.offset(), moment.offset(), None)),
    }
    if let Some(change) = zone.following(moment.timestamp()).next() {
        all.extend(changed(zone, &change));
    }
    all.push("END:VTIMEZONE".to_owned());
    Some(all)
}

/// A change of the offset. It begins at what the clock showed by the old offset.
fn changed(zone: &TimeZone, change: &TimeZoneTransition<'_>) -> Vec<String> {
    let before = Timestamp::from_second(change.timestamp().as_second() - 1).unwrap_or(change.timestamp());
    let from = zone.to_offset(before);
    let kind = if change.dst() == Dst::Yes { "DAYLIGHT" } else { "STANDARD" };
    let begins = from.to_datetime(change.timestamp()).strftime("%Y%m%dT%H%M%S").to_string();
    part(kind, &begins, from, change.offset(), Some(change.abbreviation()))
}

fn part(kind: &str, begins: &str, from: Offset, to: Offset, name: Option<&str>) -> Vec<String> {
    let mut all = vec![
        format!("BEGIN:{kind}"),
        format!("DTSTART:{begins}"),
        format!("TZOFFSETFROM:{}", written(from)),
        format!("TZOFFSETTO:{}", written(to)),
    ];
    all.extend(name.map(|name| format!("TZNAME:{name}")));
    all.push(format!("END:{kind}"));
    all
}

/// `+0545`; with seconds where an old offset has them.
fn written(offset: Offset) -> String {
    let all = offset.seconds().unsigned_abs();
    let (hours, minutes, seconds) = (all.div_euclid(3600), all.div_euclid(60).rem_euclid(60), all.rem_euclid(60));
    let sign = if offset.seconds() < 0 { '-' } else { '+' };
    let tail = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{tail}")
}

fn next_second(moment: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(moment.as_second().checked_add(1)?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZoneDatabase;

    use super::*;

    fn at(year: i16, month: i8, day: i8, zone: &str) -> ZonedDateTime {
        let zone = TimeZoneDatabase::bundled().get(zone).unwrap();
        date(year, month, day).at(13, 0, 0, 0).to_zoned_datetime(zone).unwrap()
    }

    #[test]
    fn a_zone_is_told_by_the_changes_around_a_moment() {
        let wanted = [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/London",
            "BEGIN:STANDARD",
            "DTSTART:20221030T020000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0000",
            "TZNAME:GMT",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:20230326T010000",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0100",
            "TZNAME:BST",
            "END:DAYLIGHT",
            "END:VTIMEZONE",
        ];
        assert_eq!(lines(&at(2023, 3, 20, "Europe/London")).unwrap(), wanted);
        // By its own name, however it is written in the case.
        assert_eq!(lines(&at(2023, 3, 20, "europe/london")).unwrap(), wanted);
    }

    #[test]
    fn a_zone_without_changes_has_one_offset() {
        let kathmandu = lines(&at(2023, 3, 20, "Asia/Kathmandu")).unwrap();
        assert_eq!(kathmandu.iter().filter(|line| line.starts_with("BEGIN")).count(), 2, "{kathmandu:?}");
        assert!(kathmandu.contains(&"TZOFFSETTO:+0545".to_owned()), "{kathmandu:?}");
        let utc = lines(&at(2023, 3, 20, "Etc/UTC")).unwrap();
        assert!(utc.contains(&"DTSTART:16010101T000000".to_owned()), "{utc:?}");
        assert!(utc.contains(&"TZOFFSETTO:+0000".to_owned()), "{utc:?}");
    }

    #[test]
    fn offsets_west_and_with_seconds_are_written() {
        assert_eq!(written(Offset::from_seconds(-12_600).unwrap()), "-0330");
        assert_eq!(written(Offset::from_seconds(-75).unwrap()), "-000115");
    }
}
