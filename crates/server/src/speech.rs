//! The words of the templates: `t("a text with {name}", name=value)`, in the language in force.

use ::words::compose;
use minijinja::value::{Kwargs, Value};
use minijinja::{Error, ErrorKind};

/// The function `t`: a text with `name=value` in place of `{name}`. A place without a value stays: the script fills it.
#[allow(clippy::needless_pass_by_value, reason = "a function takes its arguments so")]
pub(crate) fn text(english: &str, values: Kwargs) -> Result<String, Error> {
    let named: Result<Vec<_>, Error> =
        values.args().map(|name| Ok((name, values.get::<Value>(name)?.to_string()))).collect();
    compose(english, &named?).map_err(|why| Error::new(ErrorKind::InvalidOperation, why.to_string()))
}

#[cfg(test)]
mod tests {
    use ::words::{Language, TRIAL, within};

    use super::*;
    use crate::site::TEMPLATES;
    use document::vocabulary::told;

    /// The calls of `t` in a template: the text and what follows it, up to the bracket.
    fn calls(template: &str) -> Vec<(&str, &str)> {
        let begins = |before: &str| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
        template
            .match_indices("t(\"")
            .filter(|(at, _)| begins(template.get(..*at).unwrap()))
            .map(|(at, lead)| {
                let (text, rest) = template.get(at + lead.len()..).unwrap().split_once('"').unwrap();
                (text, rest.split_once(" }}").map_or(rest, |(values, _)| values))
            })
            .collect()
    }

    #[test]
    fn every_place_of_a_text_has_its_value() {
        for (name, template) in TEMPLATES {
            for (text, values) in calls(template) {
                for place in text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()) {
                    let given = [format!(", {place}="), format!("({place}=")].iter().any(|lead| values.contains(lead));
                    assert!(given, "{name}: {place} of {text}");
                }
            }
        }
        assert!(TEMPLATES.iter().map(|(_, template)| calls(template).len()).sum::<usize>() > 100);
    }

    #[test]
    fn templates_say_every_word_by_the_function() {
        for (name, template) in TEMPLATES {
            for line in template.lines() {
                let mut bare = outside(line);
                for attribute in ["aria-label", "aria-valuetext", "placeholder", "title", "alt"] {
                    let lead = format!(" {attribute}=\"");
                    for rest in line.split(&lead).skip(1) {
                        bare.push_str(&outside(rest.split_once('"').unwrap().0));
                    }
                }
                let said: Vec<&str> = bare.split_whitespace().filter(|word| is_word(word)).collect();
                assert!(said.is_empty(), "{name}: {said:?} belongs into t(\"...\"): {line}");
            }
        }
    }

    fn is_word(text: &str) -> bool {
        // Names of formats are the same in every language.
        let formats = ["PNG", "SVG", "CSV", "JSON"];
        text.chars().filter(char::is_ascii_alphabetic).count() > 2 && !formats.contains(&text)
    }

    /// What stands outside of tags, braces and comments.
    fn outside(line: &str) -> String {
        let mut out = String::new();
        let mut depth = 0_i32;
        for c in line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").chars() {
            match c {
                '<' | '{' => depth += 1,
                '>' | '}' if depth > 0 => depth -= 1,
                _ if depth == 0 => out.push(c),
                _ => {}
            }
        }
        out
    }

    fn render(template: &str) -> Result<String, Error> {
        let mut templates = minijinja::Environment::new();
        templates.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
        templates.add_function("t", text);
        templates.add_filter("told", told);
        templates.render_named_str("x.html", template, minijinja::context! { what => "<{n}>", kind => "border" })
    }

    #[test]
    fn values_take_their_places_and_are_escaped_once() {
        assert_eq!(render("{{ t(\"{n} & {what}, {rest}\", what=what, n=2) }}").unwrap(), "2 &amp; &lt;{n}&gt;, {rest}");
        assert!(render("{{ t(\"all\", n=2) }}").is_err());
    }

    #[test]
    fn the_language_in_force_is_asked() {
        within(&Language::of(TRIAL).unwrap(), || {
            assert_eq!(render("{{ t(\"{n} rows\", n=2) }}").unwrap(), "\u{4e8}\u{ab}2 r\u{f6}ws\u{bb}\u{8bed}");
            assert_eq!(
                render("{{ kind | told }}, {{ 'Rail' | told }}").unwrap(),
                "\u{4e8}\u{ab}b\u{f6}rd\u{eb}r\u{bb}\u{8bed}, Rail"
            );
        });
    }
}
