//! TOML 1.0 documents of a case, written from their values. By hand, because the reader of the workspace does not write.

use std::fmt::Write;

use serde_json::{Map, Value};

/// A document with its keys in the order given; keys that the order does not name follow.
pub(super) fn document(table: &Map<String, Value>, order: &[&str]) -> String {
    let mut out = String::new();
    write_table(&mut out, &[], table, order);
    out
}

fn write_table(out: &mut String, path: &[String], table: &Map<String, Value>, order: &[&str]) {
    let place = |key: &str| order.iter().position(|known| *known == key).unwrap_or(order.len());
    let mut keys: Vec<&String> = table.keys().collect();
    keys.sort_by_key(|key| place(key));
    // Values first: what follows a table header belongs to that table.
    for (name, value) in keys.iter().filter_map(|name| Some((name, table.get(*name)?))) {
        if let Some(text) = inline(value) {
            let _ = writeln!(out, "{} = {text}", key(name));
        }
    }
    for (name, value) in keys.iter().filter_map(|name| Some((name, table.get(*name)?))) {
        let mut path = path.to_vec();
        path.push(key(name));
        match value {
            Value::Object(inner) => {
                let _ = writeln!(out, "\n[{}]", path.join("."));
                write_table(out, &path, inner, &[]);
            }
            Value::Array(items) if inline(value).is_none() => {
                for inner in items.iter().filter_map(Value::as_object) {
                    let _ = writeln!(out, "\n[[{}]]", path.join("."));
                    write_table(out, &path, inner, &[]);
                }
            }
            _ => {}
        }
    }
}

/// A value that stands behind its key; `None` for tables, lists of tables, and values that are not there.
fn inline(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(quoted(text)),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(inline).collect();
            items.map(|items| format!("[{}]", items.join(", ")))
        }
    }
}

fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_before_tables() {
        let value = serde_json::json!({
            "b": {"k": {"name": "x"}}, "a": ["p", "q"], "none": null, "n": 1, "list": [{"id": "i"}], "text": "a \"b\"\n",
        });
        let text = document(value.as_object().unwrap(), &["n", "a"]);
        assert_eq!(
            text,
            "n = 1\na = [\"p\", \"q\"]\ntext = \"a \\\"b\\\"\\n\"\n\n[b]\n\n[b.k]\nname = \"x\"\n\n[[list]]\nid = \"i\"\n"
        );
    }
}
