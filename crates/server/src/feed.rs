//! The latest events and the panel as an RSS 2.0 feed.
//!
//! Written by hand: a feed of one kind of item needs escaping, and no more.

use std::fmt::Write as _;

use dossier::{Dossier, EventView, Meta, PanelView};
use jiff::civil::Date;

/// Most events in the feed; the panel comes on top.
const LATEST: usize = 50;
/// Longest name of a host with its port: 253 octets in DNS, a colon, five digits.
const HOST: usize = 259;

/// An entry of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// The same in every feed that has the entry.
    guid: String,
    title: String,
    /// Path inside the site.
    path: String,
    /// The first day that the date of the entry could mean.
    date: Date,
    category: String,
    paragraphs: Vec<String>,
}

/// The entries of a dossier, latest first.
pub(crate) fn items(dossier: &Dossier) -> Vec<Item> {
    let economy = &dossier.meta.economy;
    let events = dossier.events.iter().rev().filter_map(|event| Item::of_event(event, economy)).take(LATEST);
    let mut items: Vec<Item> = events.chain(dossier.panel.as_ref().map(Item::of_panel)).collect();
    // Stable: events of one day keep their order.
    items.sort_by_key(|item| std::cmp::Reverse(item.date));
    items
}

impl Item {
    fn of_event(event: &EventView, economy: &str) -> Option<Self> {
        let mut paragraphs = vec![format!("{}: {}", event.when, event.summary)];
        paragraphs.extend(event.effect.clone());
        Some(Self {
            guid: format!("landlocked:{economy}:event:{}", event.id),
            title: event.title.clone(),
            path: format!("/developments#event-{}", event.id),
            date: first_day(&event.starts_on)?,
            category: event.kind.replace('_', " "),
            paragraphs,
        })
    }

    fn of_panel(panel: &PanelView) -> Self {
        let people: Vec<String> =
            panel.people.iter().map(|person| format!("{} ({})", person.name, person.role)).collect();
        Self {
            guid: panel.url.clone(),
            title: format!("Panel: {}", panel.title),
            path: "/panel".to_owned(),
            date: panel.held_on,
            category: "panel".to_owned(),
            paragraphs: vec![
                format!("{}: {}", panel.held, panel.question),
                format!("{}: {}.", panel.host, people.join(", ")),
            ],
        }
    }

    fn write(&self, out: &mut String, base: &str) {
        // Readers take a description for HTML, so its words are escaped once for HTML and once for XML.
        let paragraphs: Vec<String> = self.paragraphs.iter().map(|words| escape(words)).collect();
        let description = format!("<p>{}</p>", paragraphs.join("</p><p>"));
        let _ = writeln!(
            out,
            "<item>\n<title>{}</title>\n<link>{}</link>\n<guid isPermaLink=\"false\">{}</guid>\n<pubDate>{}</pubDate>\n\
             <category>{}</category>\n<description>{}</description>\n</item>",
            escape(&self.title),
            escape(&format!("{base}{}", self.path)),
            escape(&self.guid),
            rfc_822(self.date),
            escape(&self.category),
            escape(&description),
        );
    }
}

/// The feed; `base` stands before every path.
pub(crate) fn render(meta: &Meta, items: &[Item], base: &str) -> String {
    let description = meta.question.as_ref().unwrap_or(&meta.title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n<title>{}</title>\n\
         <link>{}</link>\n<description>{}</description>\n<language>{}</language>\n<lastBuildDate>{}</lastBuildDate>\n\
         <atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        escape(&meta.title),
        escape(&format!("{base}/")),
        escape(description),
        escape(&meta.language),
        rfc_822(meta.as_of),
        escape(&format!("{base}/feed.xml")),
    );
    for item in items {
        item.write(&mut out, base);
    }
    out.push_str("</channel>\n</rss>\n");
    out
}

/// What leads to the host that a request names, or nothing when the name is not one: links then begin at the root.
pub(crate) fn base(host: Option<&str>) -> String {
    let is_name = |host: &&str| {
        (1..=HOST).contains(&host.len()) && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".:-".contains(&b))
    };
    host.filter(is_name).map(|host| format!("http://{host}")).unwrap_or_default()
}

/// The first day that `2023-03-20`, `2023-03` or `2023` could mean.
fn first_day(when: &str) -> Option<Date> {
    format!("{when}-01-01").get(..10)?.parse().ok()
}

/// Midnight of a day as RFC 822 writes it, with four digits of the year as RSS wants them.
fn rfc_822(day: Date) -> String {
    day.strftime("%a, %d %b %Y 00:00:00 GMT").to_string()
}

/// Text for XML and HTML, without the characters that XML 1.0 does not have.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(c),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use roxmltree::Document;

    use super::*;
    use crate::occasion::tests::panel;

    fn meta() -> Meta {
        Meta {
            title: "Ways & means".to_owned(),
            question: None,
            summary: None,
            economy: "XXX".to_owned(),
            economy_name: "Nowhere".to_owned(),
            gateways: Vec::new(),
            as_of: date(2023, 3, 31),
            language: "en".to_owned(),
            case_hash: String::new(),
            program: String::new(),
            rows: 0,
            sources: 0,
            unsourced: 0,
            later_prints: 0,
        }
    }

    fn item(words: &str) -> Item {
        Item {
            guid: "landlocked:XXX:event:gate".to_owned(),
            title: words.to_owned(),
            path: "/developments#event-gate".to_owned(),
            date: date(2022, 1, 1),
            category: "border".to_owned(),
            paragraphs: vec![words.to_owned()],
        }
    }

    fn text<'a>(document: &'a Document<'_>, name: &str) -> Vec<&'a str> {
        let plain = document.descendants().filter(|node| node.tag_name().namespace().is_none());
        plain.filter(|node| node.has_tag_name(name)).map(|node| node.text().unwrap_or("")).collect()
    }

    #[test]
    fn a_feed_has_a_channel_and_items() {
        let xml = render(&meta(), &[Item::of_panel(&panel()), item("<5 % & \"more\"")], "http://h:1");
        let document = Document::parse(&xml).unwrap();
        assert_eq!(text(&document, "title"), ["Ways & means", "Panel: Rails, roads; and \\ ways", "<5 % & \"more\""]);
        assert_eq!(
            text(&document, "link")[..3],
            ["http://h:1/", "http://h:1/panel", "http://h:1/developments#event-gate"]
        );
        assert_eq!(text(&document, "pubDate"), ["Mon, 20 Mar 2023 00:00:00 GMT", "Sat, 01 Jan 2022 00:00:00 GMT"]);
        assert_eq!(text(&document, "description")[2], "<p>&lt;5 % &amp; &quot;more&quot;</p>");
        assert_eq!(text(&document, "guid")[1], "landlocked:XXX:event:gate");
        let own = document.descendants().find(|node| node.attribute("rel") == Some("self")).unwrap();
        assert_eq!(own.attribute("href"), Some("http://h:1/feed.xml"));
        assert_eq!(own.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    }

    #[test]
    fn a_feed_without_entries_is_a_feed() {
        let xml = render(&meta(), &[], "");
        let document = Document::parse(&xml).unwrap();
        assert_eq!(text(&document, "link")[0], "/");
        assert!(text(&document, "item").is_empty());
    }

    #[test]
    fn only_a_name_becomes_a_base() {
        for (host, wanted) in [
            (Some("127.0.0.1:8080"), "http://127.0.0.1:8080"),
            (Some("ways-and.example"), "http://ways-and.example"),
            (Some(""), ""),
            (Some("ways.example/<script>"), ""),
            (Some("a@b.example"), ""),
            (Some("a b"), ""),
            (Some("wäys.example"), ""),
            (None, ""),
        ] {
            assert_eq!(base(host), wanted, "{host:?}");
        }
        assert_eq!(base(Some(&"a".repeat(HOST + 1))), "");
        assert_ne!(base(Some(&"a".repeat(HOST))), "");
    }

    #[test]
    fn a_month_or_a_year_is_its_first_day() {
        assert_eq!(first_day("2022"), Some(date(2022, 1, 1)));
        assert_eq!(first_day("2022-07"), Some(date(2022, 7, 1)));
        assert_eq!(first_day("2022-07-15"), Some(date(2022, 7, 15)));
        assert_eq!(first_day("soon"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_well_formed(words in any::<String>()) {
            let xml = render(&meta(), &[item(&words)], "");
            let document = Document::parse(&xml).unwrap();
            let kept: String = words.chars().filter(|c| matches!(c, '\t' | '\n') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))).collect();
            prop_assert_eq!(text(&document, "title")[1], kept);
        }
    }
}
