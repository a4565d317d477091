//! Names as they stand in an address: lower case ASCII and hyphens.

/// Lower case letters and digits of ASCII; what lies between them becomes one hyphen.
///
/// ```
/// assert_eq!(figure::slug::slug("Salt, by rail (kt)"), "salt-by-rail-kt");
/// ```
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    if out.ends_with('-') {
        out.pop();
    }
    out
}

/// The slugs of a list of names; a name without a letter of ASCII is called by its place: `series-3`.
pub(crate) fn slugs<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let own = |(place, name): (usize, &str)| match slug(name) {
        empty if empty.is_empty() => format!("series-{}", place + 1),
        slug => slug,
    };
    names.into_iter().enumerate().map(own).collect()
}

/// Which of the names a heading belongs to: the longest that is the heading or begins it by whole words.
pub(crate) fn owner<'a>(heading: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let begins = |name: &&str| heading.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    names.into_iter().filter(|name| !name.is_empty()).filter(begins).max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_ascii() {
        assert_eq!(slug("  North Gate: 80 % "), "north-gate-80");
        assert_eq!(slug("Өвөр"), "");
        assert_eq!(slugs(["", "A b", "Ү"]), ["series-1", "a-b", "series-3"]);
    }

    #[test]
    fn a_heading_belongs_to_the_longest_name_that_begins_it() {
        assert_eq!(owner("exports-of-salt-share", ["exports", "exports-of-salt"]), Some("exports-of-salt"));
        assert_eq!(owner("exports-h", ["exports", "imports"]), Some("exports"));
        assert_eq!(owner("exportsh", ["exports"]), None);
        assert_eq!(owner("year", [""]), None);
    }
}
