//! What a recording on the web is: its address, its type and how long it takes.

use std::fmt;

use serde::Serialize;

use crate::cell::{Cell, CellFault, Kind};
use crate::code::Code;

/// The longest address that is taken.
const MAX_ADDRESS: usize = 2000;

/// An address on the web, as it stands in a feed: `https://host.example/talk.mp3`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WebAddress(String);

impl WebAddress {
    /// The address as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Cell for WebAddress {
    fn kind() -> Kind {
        Kind {
            name: "address",
            description: "an address, `https://host.example/talk.mp3`, without spaces",
            json_type: "string",
            required: true,
            pattern: Some(r"^https?://[A-Za-z0-9]"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let has_host = rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        let plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b));
        if has_host && plain && text.len() <= MAX_ADDRESS {
            return Ok(Self(text.to_owned()));
        }
        let mend = "copy the address from the bar of a browser, which writes other letters as `%` and digits";
        Err(CellFault::new(Code::BadRecording, Self::kind().description, mend))
    }
}

/// The type of a sound as the web names it: `audio/mpeg`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SoundType(String);

impl SoundType {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SoundType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Cell for SoundType {
    fn kind() -> Kind {
        Kind {
            name: "type of sound",
            description: "a media type: `audio/mpeg` for MP3, `audio/x-m4a` for M4A",
            json_type: "string",
            required: true,
            pattern: Some(r"^audio/[a-z0-9.+-]+$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let is_name = |name: &str| {
            !name.is_empty()
                && name.len() <= 64
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".+-".contains(&b))
        };
        if text.strip_prefix("audio/").is_some_and(is_name) {
            return Ok(Self(text.to_owned()));
        }
        Err(CellFault::new(Code::BadRecording, Self::kind().description, "write the type in lower case"))
    }
}

/// How long something takes, in whole seconds, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Duration(u32);

impl Duration {
    /// The seconds.
    pub fn seconds(self) -> u32 {
        self.0
    }
}

impl Cell for Duration {
    fn kind() -> Kind {
        Kind {
            name: "duration",
            description: "an ISO 8601 duration, `PT58M30S`, or whole seconds",
            json_type: "string",
            required: true,
            pattern: Some(r"^(\d+|PT(\d+H)?(\d+M)?(\d+S)?)$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let seconds = if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { seconds(text) };
        seconds.filter(|seconds| *seconds > 0).map(Self).ok_or_else(|| {
            CellFault::new(
                Code::BadRecording,
                Self::kind().description,
                "write hours, minutes and seconds in this order, as `PT1H2M30S`, or the seconds as one number",
            )
        })
    }
}

/// The seconds of `PT1H2M30S`: each part at most once, the larger before the smaller, digits alone.
fn seconds(text: &str) -> Option<u32> {
    let mut rest = text.strip_prefix("PT").filter(|rest| !rest.is_empty())?;
    let mut all: u32 = 0;
    for (letter, each) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((number, after)) = rest.split_once(letter) {
            if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            all = all.checked_add(number.parse::<u32>().ok()?.checked_mul(each)?)?;
            rest = after;
        }
    }
    rest.is_empty().then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_iso_8601_or_seconds() {
        for (text, wanted) in
            [("PT1H", 3600), ("PT58M30S", 3510), ("PT1H2M3S", 3723), ("PT90M", 5400), ("3510", 3510), ("PT5S", 5)]
        {
            assert_eq!(Duration::parse(text).map(Duration::seconds), Ok(wanted), "{text}");
        }
        for text in
            ["", "PT", "0", "PT0S", "-5", "1.5", "58:30", "PT30S1M", "PT1H1H", "P1D", "PTH", "PT+5S", "PT99999999H"]
        {
            assert_eq!(Duration::parse(text).unwrap_err().code, Code::BadRecording, "{text}");
        }
    }

    #[test]
    fn an_address_leads_to_the_web() {
        for text in ["https://host.example/a.mp3?b=c&d=%20", "http://1.example", "https://host.example:8080/"] {
            assert_eq!(WebAddress::parse(text).unwrap().as_str(), text);
        }
        let long = format!("https://host.example/{}", "a".repeat(MAX_ADDRESS));
        for text in
            ["host.example/a.mp3", "ftp://host.example/a", "https://", "https:///a", "https://a b", "https://é", &long]
        {
            assert_eq!(WebAddress::parse(text).unwrap_err().code, Code::BadRecording, "{text}");
        }
    }

    #[test]
    fn a_recording_is_a_sound() {
        assert_eq!(SoundType::parse("audio/x-m4a").unwrap().as_str(), "audio/x-m4a");
        for text in ["audio/", "mp3", "video/mp4", "audio/MPEG", "audio/a b", "audio/a;b"] {
            assert!(SoundType::parse(text).is_err(), "{text}");
        }
    }
}
