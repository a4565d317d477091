//! The path of a request as a log may show it.

use std::fmt::Write as _;

/// The most characters that are shown.
pub(crate) const MOST: usize = 512;
/// What follows this segment is a key, wherever it stands.
const SECRET: &[u8] = b"elicit";
/// How often a path may have been escaped on its way here.
const LAYERS: usize = 4;

/// A path without line breaks, quotes, keys, and what is beyond [`MOST`] characters.
pub(crate) fn shown(path: &str) -> String {
    let mut shown = String::new();
    let mut secret = false;
    for (at, segment) in path.split('/').enumerate() {
        if at > 0 {
            shown.push('/');
        }
        let plain = unescaped(segment);
        let names = plain.windows(SECRET.len()).any(|part| part.eq_ignore_ascii_case(SECRET));
        // A segment may hold the word and a key: `elicit%2FKEY`.
        let holds = names && plain.len() > SECRET.len();
        if (secret || holds) && !segment.is_empty() {
            shown.push('*');
        } else {
            escape(segment, &mut shown);
        }
        secret |= names;
        if shown.len() > MOST {
            shown.truncate(MOST - 3);
            shown.push_str("...");
            break;
        }
    }
    if shown.is_empty() { "-".to_owned() } else { shown }
}

/// Adds a text in printable ASCII without quotes and spaces.
pub(crate) fn escape(text: &str, to: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && byte != b'"' && byte != b'\\' {
            to.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(to, "%{byte:02X}");
        }
    }
}

/// A segment without escapes, however many layers of them it has.
fn unescaped(segment: &str) -> Vec<u8> {
    let mut plain = segment.as_bytes().to_vec();
    for _ in 0..LAYERS {
        let next = unescaped_once(&plain);
        if next.len() == plain.len() {
            break;
        }
        plain = next;
    }
    plain
}

fn unescaped_once(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let escaped = match after {
            [high, low, ..] if *first == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        if let (Some((high, low)), Some((_, beyond))) = (escaped, after.split_at_checked(2)) {
            plain.push((high << 4) | low);
            rest = beyond;
        } else {
            plain.push(*first);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_are_shown_as_they_are() {
        for (path, wanted) in [
            ("/", "/"),
            ("/fig/trade.total.svg", "/fig/trade.total.svg"),
            ("/a//b/", "/a//b/"),
            ("/%2e%2e/x", "/%2e%2e/x"),
            ("/a\"b\\c d", "/a%22b%5Cc%20d"),
            ("/caf\u{e9}", "/caf%C3%A9"),
            ("*", "*"),
            ("", "-"),
        ] {
            assert_eq!(shown(path), wanted);
        }
    }

    #[test]
    fn keys_are_never_shown() {
        for (path, wanted) in [
            ("/elicit", "/elicit"),
            ("/elicit/KEY", "/elicit/*"),
            ("/elicit/chair/KEY/answers.csv", "/elicit/*/*/*"),
            ("/base/elicit/KEY", "/base/elicit/*"),
            ("//elicit//KEY", "//elicit//*"),
            ("/ELICIT/KEY", "/ELICIT/*"),
            ("/%65licit/KEY", "/*/*"),
            ("/%2565licit/KEY", "/*/*"),
            ("/elicit%2FKEY", "/*"),
            ("/elicit%252fKEY", "/*"),
            ("/elicit\\KEY", "/*"),
            ("/elicit/%", "/elicit/*"),
        ] {
            let shown = shown(path);
            // The escaped word itself may be shown or hidden; what follows may not.
            assert!(!shown.contains("KEY"), "{path} is shown as {shown}");
            if !path.contains("65") {
                assert_eq!(shown, wanted, "{path}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_path_stays_one_short_word(path in ".{0,2000}") {
            let shown = shown(&path);
            prop_assert!(!shown.is_empty() && shown.len() <= MOST);
            prop_assert!(shown.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"'));
        }

        #[test]
        fn no_key_gets_through(before in "[a-z/%.]{0,20}", key in "KEY[0-9]{4}", after in "[a-z/]{0,20}") {
            let path = format!("{before}/elicit/{key}{after}");
            prop_assert!(!shown(&path).contains(&key));
        }
    }
}
