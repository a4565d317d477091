//! The latest events, the figures that were revised, and the panel as an Atom feed (RFC 4287).
//!
//! Written by hand: a feed of one kind of entry needs escaping, and no more. Every date is one of the case, never of a clock.

use std::fmt::Write as _;

use ::words::text;
use axum::http::{HeaderMap, header};
use document::address::slug;
use document::change::{Change, Print};
use document::vocabulary::told;
use document::{Dossier, EventView, Meta, PanelView, days};
use jiff::civil::Date;

use crate::occasion::name;

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
    let changes = dossier.changes.iter().filter_map(|change| Item::of_change(change, dossier)).take(LATEST);
    let mut items: Vec<Item> =
        events.chain(changes).chain(dossier.panel.as_ref().map(|panel| Item::of_panel(panel, economy))).collect();
    // Stable: events of one day keep their order.
    items.sort_by_key(|item| std::cmp::Reverse(item.date));
    items
}

impl Item {
    fn of_event(event: &EventView, economy: &str) -> Option<Self> {
        let mut paragraphs = vec![format!("{}: {}", event.when, event.summary)];
        paragraphs.extend(event.effect.clone());
        Some(Self {
            guid: format!("tag:landlocked,2023:{economy}/event/{}", event.id),
            title: event.title.clone(),
            path: format!("/{}", event.page),
            date: days(&event.starts_on)?.0,
            category: told(&event.kind),
            paragraphs,
        })
    }

    /// A figure that was revised: what it was, what it is, and why the one is used.
    fn of_change(change: &Change, dossier: &Dossier) -> Option<Self> {
        let (old, new) = (dossier.numbers.get(&change.old)?, dossier.numbers.get(&change.new)?);
        let reason = &change.reason;
        let used = match change.used {
            Print::Old => text!("Used is the earlier one: {reason}"),
            Print::New => text!("Used is the later one: {reason}"),
        };
        Some(Self {
            guid: format!("tag:landlocked,2023:{}/change/{}", dossier.meta.economy, change.id),
            title: text!(
                "{what}, {period}: {old} became {new}",
                what = change.what,
                period = change.period,
                old = old.text(),
                new = new.text()
            ),
            path: "/changes".to_owned(),
            date: change.on?,
            category: "revision".to_owned(),
            paragraphs: vec![used],
        })
    }

    fn of_panel(panel: &PanelView, economy: &str) -> Self {
        let people: Vec<String> =
            panel.people.iter().map(|person| format!("{} ({})", person.name, told(&person.role))).collect();
        Self {
            guid: format!("tag:landlocked,2023:{economy}/{}", name(panel, economy)),
            title: text!("Panel: {title}", title = panel.title),
            path: "/panel".to_owned(),
            date: panel.held_on,
            category: "panel".to_owned(),
            paragraphs: vec![
                format!("{}: {}", panel.held, panel.question),
                format!("{}: {}.", panel.host, people.join(", ")),
            ],
        }
    }

    fn write(&self, out: &mut String, link: &dyn Fn(&str) -> String) {
        // The content is HTML, so its words are escaped once for HTML and once for XML.
        let paragraphs: Vec<String> = self.paragraphs.iter().map(|words| escape(words)).collect();
        let content = format!("<p>{}</p>", paragraphs.join("</p><p>"));
        let _ = writeln!(
            out,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<link href=\"{}\"/>\n<updated>{}</updated>\n\
             <category term=\"{}\"/>\n<content type=\"html\">{}</content>\n</entry>",
            escape(&self.guid),
            escape(&self.title),
            escape(&link(&self.path)),
            midnight(self.date),
            escape(&self.category),
            escape(&content),
        );
    }
}

/// The id of the feed, which stays whatever the title and the host: cases of one economy are told apart by their own ids.
fn id(meta: &Meta) -> String {
    let own = if meta.id.is_empty() { String::new() } else { format!("/case/{}", slug(&meta.id)) };
    format!("tag:landlocked,2023:{}{own}", meta.economy)
}

/// The feed; `link` leads to a path of the site from outside.
pub(crate) fn render(meta: &Meta, items: &[Item], link: &dyn Fn(&str) -> String) -> String {
    let subtitle = meta.question.as_ref().unwrap_or(&meta.title);
    let updated = items.iter().map(|item| item.date).max().unwrap_or(meta.as_of);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{}</id>\n<title>{}</title>\n\
         <subtitle>{}</subtitle>\n<updated>{}</updated>\n<author><name>landlocked {}</name></author>\n\
         <link href=\"{}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
        escape(&meta.language),
        escape(&id(meta)),
        escape(&meta.title),
        escape(subtitle),
        midnight(updated),
        escape(&meta.program),
        escape(&link("/")),
        escape(&link("/feed.xml")),
    );
    for item in items {
        item.write(&mut out, link);
    }
    out.push_str("</feed>\n");
    out
}

/// What leads to the host that a request names, or nothing when the name is not one: links then begin at the root.
pub(crate) fn base(scheme: &str, host: Option<&str>) -> String {
    let is_name = |host: &&str| {
        (1..=HOST).contains(&host.len()) && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".:-".contains(&b))
    };
    host.filter(is_name).map(|host| format!("{scheme}://{host}")).unwrap_or_default()
}

/// The host that a request names, with the scheme that a proxy in front of the server may tell: the best guess at where
/// readers find a site that was not told its address.
pub(crate) fn host(headers: &HeaderMap) -> String {
    let mut hosts = headers.get_all(header::HOST).iter();
    // Two names for one host are none.
    let host = hosts.next().filter(|_| hosts.next().is_none()).and_then(|host| host.to_str().ok());
    let told = headers.get("x-forwarded-proto").and_then(|scheme| scheme.to_str().ok());
    base(if told == Some("https") { "https" } else { "http" }, host)
}

/// Midnight of a day as RFC 3339 writes it.
fn midnight(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// Text for XML and HTML, without the characters that XML 1.0 does not have.
pub(crate) fn escape(text: &str) -> String {
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
pub(crate) mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use roxmltree::Document;

    use super::*;
    use crate::occasion::tests::panel;

    /// What an invented dossier is about.
    pub(crate) fn meta() -> Meta {
        Meta {
            id: "panel_of_ways".to_owned(),
            title: "Ways & means".to_owned(),
            question: None,
            summary: None,
            economy: "XXX".to_owned(),
            economy_name: "Nowhere".to_owned(),
            gateways: Vec::new(),
            as_of: date(2023, 3, 31),
            language: "en".to_owned(),
            text_language: "en".to_owned(),
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
            guid: "tag:landlocked,2023:XXX/event/gate".to_owned(),
            title: words.to_owned(),
            path: "/events/gate".to_owned(),
            date: date(2022, 1, 1),
            category: "border".to_owned(),
            paragraphs: vec![words.to_owned()],
        }
    }

    fn text<'a>(document: &'a Document<'_>, name: &str) -> Vec<&'a str> {
        let named = |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == name;
        document.descendants().filter(named).map(|node| node.text().unwrap_or("")).collect()
    }

    #[test]
    fn a_feed_has_entries_with_absolute_links() {
        let xml = render(&meta(), &[Item::of_panel(&panel(), "XXX"), item("<5 % & \"more\"")], &|path| {
            format!("http://h:1{path}")
        });
        let document = Document::parse(&xml).unwrap();
        assert_eq!(document.root_element().tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
        assert_eq!(text(&document, "title"), ["Ways & means", "Panel: Rails, roads; and \\ ways", "<5 % & \"more\""]);
        let links: Vec<_> = document.descendants().filter_map(|node| node.attribute("href")).collect();
        assert_eq!(links, ["http://h:1/", "http://h:1/feed.xml", "http://h:1/panel", "http://h:1/events/gate"]);
        assert_eq!(
            text(&document, "updated"),
            ["2023-03-20T00:00:00Z", "2023-03-20T00:00:00Z", "2022-01-01T00:00:00Z"]
        );
        assert_eq!(text(&document, "content")[1], "<p>&lt;5 % &amp; &quot;more&quot;</p>");
        assert_eq!(text(&document, "id")[2], "tag:landlocked,2023:XXX/event/gate");
    }

    #[test]
    fn ids_stay_when_the_day_changes_and_tell_cases_apart() {
        let ids = |meta: &Meta, panel: &PanelView| {
            let xml = render(meta, &[Item::of_panel(panel, &meta.economy)], &str::to_owned);
            let document = Document::parse(&xml).unwrap();
            text(&document, "id").into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let own = ids(&meta(), &panel());
        let wanted =
            ["tag:landlocked,2023:XXX/case/panel-of-ways", "tag:landlocked,2023:XXX/panel-page-of-ways@xxx.landlocked"];
        assert_eq!(own, wanted);
        let later = PanelView { held_on: date(2023, 4, 3), ..panel() };
        assert_eq!(ids(&meta(), &later), own);
        let other =
            ids(&Meta { id: "other".to_owned(), ..meta() }, &PanelView { source_id: "b".to_owned(), ..panel() });
        assert!(other.iter().zip(&own).all(|(other, own)| other != own), "{other:?}");
    }

    #[test]
    fn a_feed_without_entries_is_a_feed() {
        let xml = render(&meta(), &[], &str::to_owned);
        let document = Document::parse(&xml).unwrap();
        assert_eq!(text(&document, "updated"), ["2023-03-31T00:00:00Z"]);
        assert!(text(&document, "entry").is_empty());
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
            assert_eq!(base("http", host), wanted, "{host:?}");
        }
        assert_eq!(base("http", Some(&"a".repeat(HOST + 1))), "");
        assert_ne!(base("http", Some(&"a".repeat(HOST))), "");
    }

    proptest! {
        #[test]
        fn any_text_is_well_formed(words in any::<String>()) {
            let xml = render(&meta(), &[item(&words)], &str::to_owned);
            let document = Document::parse(&xml).unwrap();
            let kept: String = words.chars().filter(|c| matches!(c, '\t' | '\n') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))).collect();
            prop_assert_eq!(text(&document, "title")[1], kept);
        }
    }
}
