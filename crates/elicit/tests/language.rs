//! In the trial language every message stands in brackets: what stands outside of them is in no catalogue.

#[allow(dead_code, reason = "not every test needs all of it")]
mod common;

use common::{FULL, SET, Server, doors};
use words::{Language, TRIAL};

/// What is not translated: texts of the panel, what a member wrote, and the time zone.
const FACTS: [&str; 9] = [
    "Rain <of> next year",
    "How much rain falls?",
    "Is there a dry month?",
    "How much rain fell the year before?",
    "Ada",
    "Ben",
    "because",
    "UTC",
    "7712345.25",
];

/// What a reader sees or hears of a page: text outside of tags, and labels.
fn shown(page: &str) -> String {
    let mut out = String::new();
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        out.push(' ');
        out.push_str(text);
        if let Some((_, label)) = tag.split_once("aria-label=\"") {
            out.push(' ');
            out.push_str(label.split_once('"').expect("a label ends").0);
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Words outside of brackets.
fn bare(page: &str) -> Vec<String> {
    let text = FACTS.iter().fold(shown(page), |text, fact| text.replace(fact, ""));
    let mut out = String::new();
    let mut depth = 0_u32;
    for c in text.replace("\u{4e8}\u{ab}", "\u{ab}").replace("\u{bb}\u{8bed}", "\u{bb}").chars() {
        match c {
            '\u{ab}' => depth += 1,
            '\u{bb}' => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{text}");
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    out.split_whitespace().filter(is_word).map(str::to_owned).collect()
}

#[test]
fn every_word_of_every_page_is_in_the_catalogue() {
    let trial = Language::of(TRIAL).expect("the trial language");
    let (server, founded) = Server::with(SET, |desk| desk.with_language(trial));
    let (chair, members) = doors(&founded);
    let mut pages = vec![server.get(&members[0]), server.get(&chair), server.get("/elicit/none")];
    pages.push(server.fill(&members[0], &[]));
    pages.push(server.fill(&members[0], &[("v1-0", "x"), ("v1-1", "1,200"), ("v1-2", "1.2.3"), ("v2-0", "101")]));
    pages.push(server.fill(&members[0], &[("v1-0", "-1"), ("v1-1", "-2"), ("v1-2", ""), ("c2", "because")]));
    pages.push(server.post(&members[0], &FULL));
    for (door, low) in members.iter().zip(["200", "210"]) {
        let own: Vec<(&str, &str)> =
            FULL.iter().map(|(name, text)| (*name, if *name == "v1-0" { low } else { text })).collect();
        let seeds = [("v3-0", "7000000"), ("v3-1", "7700000"), ("v3-2", "8000000")];
        assert_eq!(server.fill(door, &[own.as_slice(), &seeds].concat()).status, 303);
        assert_eq!(server.fill(door, &FULL).status, 303);
    }
    pages.extend([server.get(&members[0]), server.get(&chair), server.get(&format!("{chair}/answers.csv"))]);
    pages.push(server.fill(&chair, &[]));
    server.close(&chair);
    pages.extend([server.get(&members[0]), server.get(&chair), server.post(&chair, &[])]);
    for page in &pages {
        assert!(page.text.contains("<html lang=\"en-XA\">"), "{}", page.text);
        assert_eq!(bare(&page.text), Vec::<String>::new(), "{}", page.text);
        assert!(!shown(&page.text).contains(['{', '}']), "a value is missing: {}", page.text);
    }
    let held = server.get(&format!("{chair}/answers.csv")).text;
    assert!(
        held.starts_with("question,text,unit,") && !held.contains('\u{ab}'),
        "a file of data is not translated: {held}"
    );
}
