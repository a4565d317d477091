//! The recording of the panel as a podcast of one episode (RSS 2.0 with the names of iTunes).
//!
//! Written by hand, as the other feed is. What the case does not say is left out, also where some programs would like it.

use std::fmt::Write as _;

use document::{AudioView, Meta, PanelView};
use jiff::ZonedDateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

use crate::feed::escape;
use crate::occasion::{Start, name};

/// The namespace of what podcasts add to RSS.
const ITUNES: &str = "http://www.itunes.com/dtds/podcast-1.0.dtd";

/// The feed; `link` leads to a path of the site from outside.
pub(crate) fn render(meta: &Meta, panel: &PanelView, audio: &AudioView, link: &dyn Fn(&str) -> String) -> String {
    let published = published(panel, audio).and_then(|moment| rfc2822::to_string(&moment).ok());
    let published = published.map(|date| format!("<pubDate>{date}</pubDate>\n")).unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <rss version=\"2.0\" xmlns:itunes=\"{ITUNES}\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n\
         <title>{title}</title>\n<link>{front}</link>\n\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{own}\"/>\n\
         <description>{about}</description>\n<language>{language}</language>\n<itunes:author>{host}</itunes:author>\n\
         <item>\n<title>{talk}</title>\n<link>{page}</link>\n<description>{content}</description>\n\
         <guid isPermaLink=\"false\">{guid}</guid>\n{published}\
         <enclosure url=\"{url}\" length=\"{bytes}\" type=\"{kind}\"/>\n\
         <itunes:author>{host}</itunes:author>\n<itunes:duration>{seconds}</itunes:duration>\n</item>\n\
         </channel>\n</rss>\n",
        title = escape(&meta.title),
        front = escape(&link("/")),
        own = escape(&link("/podcast.xml")),
        about = escape(&panel.question),
        language = escape(&meta.text_language),
        host = escape(&panel.host),
        talk = escape(&panel.title),
        page = escape(&link("/panel")),
        content = escape(&panel.r#abstract),
        guid = escape(&name(panel, &meta.economy)),
        url = escape(&audio.url),
        bytes = audio.bytes,
        kind = escape(&audio.r#type),
        seconds = audio.seconds,
    )
}

/// When it could first be heard: on the day of the panel the hour at which that began, where it is known, else midnight.
fn published(panel: &PanelView, audio: &AudioView) -> Option<ZonedDateTime> {
    match Start::of(panel) {
        Start::Moment(moment) if moment.date() == audio.known_on => Some(moment),
        _ => audio.known_on.at(0, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).ok(),
    }
}

/// A duration as ISO 8601 writes it: `PT58M30S`.
pub(crate) fn iso(seconds: u32) -> String {
    let minutes = seconds.div_euclid(60);
    let mut out = "PT".to_owned();
    for (count, letter) in [(minutes.div_euclid(60), 'H'), (minutes.rem_euclid(60), 'M'), (seconds.rem_euclid(60), 'S')]
    {
        if count > 0 {
            // Writing to a text cannot fail.
            let _ = write!(out, "{count}{letter}");
        }
    }
    if seconds == 0 { "PT0S".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use roxmltree::{Document, Node};

    use super::*;
    use crate::feed::tests::meta;
    use crate::occasion::tests::{audio, panel};

    fn told<'a>(item: Node<'a, '_>, name: &str) -> Option<&'a str> {
        item.children().find(|node| node.tag_name().name() == name)?.text()
    }

    #[test]
    fn an_episode_says_where_it_is_heard_and_how_long() {
        let panel = panel();
        let xml = render(&meta(), &panel, &audio(), &|path| format!("https://h.example/w{path}"));
        let whole = Document::parse(&xml).unwrap();
        assert_eq!(whole.root_element().tag_name().name(), "rss");
        assert_eq!(whole.root_element().attribute("version"), Some("2.0"));
        let channel = whole.root_element().first_element_child().unwrap();
        assert_eq!(told(channel, "title"), Some("Ways & means"));
        assert_eq!(told(channel, "language"), Some("en"));
        let own = channel.children().find(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "link"))).unwrap();
        assert_eq!(own.attribute("href"), Some("https://h.example/w/podcast.xml"));
        let items: Vec<_> = channel.children().filter(|node| node.has_tag_name("item")).collect();
        assert_eq!(items.len(), 1);
        let item = items[0];
        assert_eq!(told(item, "title"), Some("Rails, roads; and \\ ways"));
        assert_eq!(told(item, "link"), Some("https://h.example/w/panel"));
        assert_eq!(told(item, "description"), Some("A year </script><!-- on."));
        assert_eq!(told(item, "pubDate"), Some("Tue, 21 Mar 2023 00:00:00 +0000"));
        let guid = item.children().find(|node| node.has_tag_name("guid")).unwrap();
        assert_eq!(guid.attribute("isPermaLink"), Some("false"));
        assert_eq!(guid.text(), Some("panel-page-of-ways@xxx.landlocked"));
        let file = item.children().find(|node| node.has_tag_name("enclosure")).unwrap();
        assert_eq!(file.attribute("url"), Some("https://ways.example/talk.mp3?a=1&b=2"));
        assert_eq!(file.attribute("length"), Some("56160000"));
        assert_eq!(file.attribute("type"), Some("audio/mpeg"));
        let length = item.children().find(|node| node.has_tag_name((ITUNES, "duration"))).unwrap();
        assert_eq!(length.text(), Some("3510"));
    }

    #[test]
    fn what_is_heard_on_the_day_itself_is_no_older_than_the_panel() {
        let held = PanelView {
            starts_at: Some("13:00".to_owned()),
            timezone: "Europe/London".to_owned(),
            held_on: date(2023, 3, 27),
            ..panel()
        };
        let same_day = AudioView { known_on: date(2023, 3, 27), ..audio() };
        let xml = render(&meta(), &held, &same_day, &str::to_owned);
        assert!(xml.contains("<pubDate>Mon, 27 Mar 2023 13:00:00 +0100</pubDate>"), "{xml}");
    }

    #[test]
    fn durations_are_written_as_the_case_may_write_them() {
        for (seconds, wanted) in [(3600, "PT1H"), (3510, "PT58M30S"), (3723, "PT1H2M3S"), (5, "PT5S"), (0, "PT0S")] {
            assert_eq!(iso(seconds), wanted);
        }
    }
}
