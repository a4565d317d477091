//! Values put into their places.

/// A text with `{name}` or `{name:...}` filled by name; `{{` and `}}` are braces. A place without a value stays as it is.
#[must_use]
pub fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = from.strip_prefix("{{") {
            out.push('{');
            rest = after;
        } else if let Some(after) = from.strip_prefix("}}") {
            out.push('}');
            rest = after;
        } else if let Some((inside, after)) = from.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
            let name = inside.split(':').next().unwrap_or_default();
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => out.push_str(value),
                None => out.extend(["{", inside, "}"]),
            }
            rest = after;
        } else {
            // A brace alone.
            let mut chars = from.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_may_move() {
        let values = [("what", "coal".to_owned()), ("share", "96.1".to_owned())];
        assert_eq!(fill("{share:.1} % of {what}", &values), "96.1 % of coal");
        assert_eq!(fill("{what}: {share} %", &values), "coal: 96.1 %");
    }

    #[test]
    fn braces_and_unknown_places_stay() {
        assert_eq!(fill("{{}} and {{2}}, {none}, {, }", &[]), "{} and {2}, {none}, {, }");
        assert_eq!(fill("Ө{a}语", &[("a", "{b}".to_owned())]), "Ө{b}语");
    }
}
