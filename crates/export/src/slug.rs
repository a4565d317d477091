//! Ids that can be file names everywhere.

use std::collections::BTreeSet;

/// Most characters of a slug, so that a file name with its ending fits every file system.
const MOST: usize = 80;

/// Names that one operating system keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Lower case ASCII letters and digits, all else one `separator`; never empty.
pub(crate) fn slug(text: &str, separator: char) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if out.len() >= MOST {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with(separator) {
            out.push(separator);
        }
    }
    let kept = out.trim_end_matches(separator).to_owned();
    let device = DEVICES.contains(&kept.as_str())
        || (kept.len() == 4
            && (kept.starts_with("com") || kept.starts_with("lpt"))
            && kept.ends_with(|c: char| c.is_ascii_digit()));
    match kept.as_str() {
        "" => "unnamed".to_owned(),
        _ if device => format!("{kept}{separator}table"),
        _ => kept,
    }
}

/// The name, or the name with the first number from 2 that makes it new; the answer is entered into `taken`.
pub(crate) fn unique(name: &str, separator: char, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut count = 2_u32;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}{separator}{count}");
        count += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_names_of_files_everywhere() {
        for (text, expected) in [
            ("main-buyer-share", "main-buyer-share"),
            ("Exports H*", "exports-h"),
            ("../../etc/passwd", "etc-passwd"),
            ("\u{8FDB}\u{53E3}", "unnamed"),
            ("", "unnamed"),
            ("CON", "con-table"),
            ("lpt1", "lpt1-table"),
            ("9 %", "9"),
        ] {
            assert_eq!(slug(text, '-'), expected, "{text}");
        }
        assert_eq!(slug(&"x".repeat(300), '-').len(), MOST);
    }

    #[test]
    fn the_second_of_a_name_is_numbered() {
        let mut taken = BTreeSet::new();
        let names: Vec<String> = ["low", "low_2", "low", "low"].iter().map(|n| unique(n, '_', &mut taken)).collect();
        assert_eq!(names, ["low", "low_2", "low_3", "low_4"]);
    }
}
