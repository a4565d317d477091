//! Nothing of others before the panel closes, all of it afterwards, and never as markup.

#[allow(dead_code, reason = "not every test needs all of it")]
mod common;

use std::fmt::Write;
use std::sync::Arc;

use common::{Server, doors};
use elicit::Weight;

#[test]
fn nothing_of_others_is_shown_before_the_panel_closes() {
    let (server, founded) = Server::start();
    let (chair, members) = doors(&founded);
    let planted = [
        ("v1-0", "61377042"),
        ("v1-1", "61377043.5"),
        ("v1-2", "61377044"),
        ("c1", "planted61377042"),
        ("v2-0", "61.377042"),
    ];
    assert_eq!(server.fill(&members[0], &planted).status, 303);
    assert_eq!(server.fill(&members[1], &[("v1-0", "10"), ("v1-1", "20"), ("v1-2", "30")]).status, 303);
    let seal = server.get(&chair).seal();
    let pages = || {
        vec![
            server.get(&members[1]).text,
            server.fill(&members[1], &[("v1-0", "x")]).text,
            server.post(&members[1], &[]).text,
            server.get(&chair).text,
            server.post(&chair, &[("seal", &seal)]).text,
            server.get(&format!("{chair}/answers.csv")).text,
            server.get("/elicit/none").text,
        ]
    };
    for page in pages() {
        for secret in ["6137704", "61.377", "planted", "7712345"] {
            assert!(!page.contains(secret), "{secret}: {page}");
        }
    }
    assert!(!server.get(&members[0]).text.contains("7712345"), "what came stays with the chair");
    let page = server.get(&chair).text;
    assert!(page.contains("2 of 2 have answered") && page.contains("2 of 3"), "{page}");

    server.close(&chair);
    let page = server.get(&members[1]).text;
    assert!(page.contains("<th scope=\"col\" class=\"num\">Panel</th>") && page.contains("curve pool"), "{page}");
    for secret in ["planted", "61377043.5", "7712345", "Ada"] {
        assert!(!page.contains(secret), "a member sees the pool, not the others: {secret}");
    }
    let page = server.get(&chair).text;
    for text in [
        "61377042, 61377043.5, 61377044",
        "planted61377042",
        "61.377 %",
        "Ada",
        "7712345.25",
        "Equal weights (members: 2)",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
}

#[test]
fn the_pool_of_two_lies_between_them() {
    let (server, founded) = Server::start();
    let (chair, members) = doors(&founded);
    for (door, values) in members.iter().zip([["90", "100", "110", "20"], ["100", "110", "120", "40"]]) {
        let fields = [("v1-0", values[0]), ("v1-1", values[1]), ("v1-2", values[2]), ("v2-0", values[3])];
        assert_eq!(server.fill(door, &fields).status, 303);
    }
    server.close(&chair);
    let page = server.get(&members[0]).text;
    assert!(
        page.contains("<th scope=\"row\">50 % below</th><td class=\"num\">100</td><td class=\"num\">105</td>"),
        "{page}"
    );
    assert!(
        page.contains("<th scope=\"row\">that it comes</th><td class=\"num\">20 %</td><td class=\"num\">30 %</td>"),
        "{page}"
    );
}

#[test]
fn the_chair_gets_every_answer_as_a_file() {
    let (server, founded) = Server::start();
    let (chair, members) = doors(&founded);
    assert_eq!(server.fill(&members[0], &[("v2-0", "30"), ("c2", "=HYPERLINK(\"x\"), \"quoted\"")]).status, 303);
    server.pass(90);
    assert_eq!(server.fill(&members[0], &[("v2-0", "35"), ("v1-0", "1"), ("v1-1", "2"), ("v1-2", "3")]).status, 303);
    assert_eq!(server.get(&format!("{chair}/answers.csv")).status, 409);
    server.close(&chair);
    let file = server.get(&format!("{chair}/answers.csv"));
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(file.header("content-disposition").starts_with("attachment"));
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), 5, "{rows:?}");
    let first = &rows[0];
    assert_eq!(
        (first[0].as_str(), first[3].as_str(), first[5].as_str(), first[7].as_str()),
        ("dry", "Ada", "no", "0.3")
    );
    assert_eq!(first[8], "'=HYPERLINK(\"x\"), \"quoted\"");
    assert_ne!(rows[0][4], rows[4][4], "each has its time");
    assert!(rows.iter().filter(|row| row[0] == "rain").all(|row| row[5] == "yes"));
}

#[test]
fn weights_come_through_the_seam() {
    let weigh: elicit::Classical = Arc::new(|results| {
        let weight = |(n, member): (usize, &ledger::Member)| Weight {
            member: member.id,
            weight: if n == 0 { 1.0 } else { 0.0 },
            calibration: Some(0.4321),
            information: None,
        };
        Ok(results.members.iter().enumerate().map(weight).collect())
    });
    let (server, founded) = Server::with(common::SET, |desk| desk.with_classical(weigh));
    let (chair, members) = doors(&founded);
    assert_eq!(server.fill(&members[0], &[("v2-0", "20")]).status, 303);
    assert_eq!(server.fill(&members[1], &[("v2-0", "40")]).status, 303);
    server.close(&chair);
    let page = server.get(&chair).text;
    assert!(page.contains("Weights by calibration") && page.contains("0.4321"), "{page}");
    assert!(page.contains("By calibration (members: 1)</th><td>20 %</td>"), "{page}");
    assert!(page.contains("Equal weights (members: 2)</th><td>30 %</td>"), "{page}");
}

#[test]
fn names_comments_and_units_are_never_markup() {
    let attack = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'`{{123456*1001}}{% raw %}";
    let set = common::SET
        .replace("\"Ada\"", &format!("\"{attack}\""))
        .replace("unit = \"mm\"", &format!("unit = \"{attack}\""))
        .replace("How much rain falls?", attack);
    let (server, founded) = Server::with(&set, |desk| desk);
    let (chair, members) = doors(&founded);
    let comment = "</textarea><script>alert(2)</script>\"'&amp; \u{202e}x\u{0}y";
    let fields = [("v1-0", "1"), ("v1-1", "2"), ("v1-2", "3"), ("c1", comment)];
    assert_eq!(server.fill(&members[0], &fields).status, 303);
    let wrong = server
        .fill(&members[0], &[("v1-0", "\"><script>alert(3)</script>"), ("v1-1", "2"), ("v1-2", "3"), ("c1", comment)]);
    assert_eq!(wrong.status, 422);
    let mut pages = vec![server.get(&members[0]).text, wrong.text, server.get(&chair).text];
    server.close(&chair);
    pages.extend([server.get(&members[0]).text, server.get(&chair).text]);
    for page in &pages {
        for markup in ["<script", "<img", "</textarea><", "123579456"] {
            assert!(!page.contains(markup), "{markup}: {page}");
        }
    }
    assert!(pages[0].contains("&lt;script&gt;alert(2)&lt;"), "{}", pages[0]);
    assert!(pages[4].contains("{{123456*1001}}"), "{}", pages[4]);
}

#[test]
fn who_met_the_seed_questions_weighs_more() {
    let mut set = "title = \"T\"\n".to_owned();
    for n in 0..10 {
        let came = 100 + n;
        write!(
            set,
            "[[question]]\nid = \"s{n}\"\ntext = \"Seed {n}\"\nresolves_on = 2026-01-01\nrealisation = {came}\n"
        )
        .unwrap();
    }
    set.push_str("[[question]]\nid = \"t\"\ntext = \"Target\"\nresolves_on = 2028-01-01\n");
    set.push_str("[[member]]\nname = \"Good\"\n[[member]]\nname = \"Bad\"\n[[member]]\nname = \"Silent\"\n");
    let (server, founded) = Server::with(&set, |desk| desk);
    let (chair, members) = doors(&founded);
    // One says what came, half the time from below; the other is always far off, and narrow.
    for (door, off, target) in [(&members[0], 0.0, ["90", "100", "110"]), (&members[1], 500.0, ["900", "1000", "1100"])]
    {
        let mut fields = Vec::new();
        for n in 0..10_u32 {
            let middle = 100.0 + f64::from(n) + off + if n % 2 == 0 { 0.5 } else { -0.5 };
            for (place, value) in [middle - 10.0, middle, middle + 10.0].iter().enumerate() {
                fields.push((format!("v{}-{place}", n + 1), value.to_string()));
            }
        }
        fields.extend(target.iter().enumerate().map(|(place, value)| (format!("v11-{place}"), (*value).to_owned())));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(server.fill(door, &fields).status, 303);
    }
    server.close(&chair);
    let page = server.get(&chair).text;
    let weight = |name: &str| {
        let row = page.split("Weights by calibration").nth(1).unwrap();
        let row = row.split(&format!("<th scope=\"row\">{name}</th><td class=\"num\">")).nth(1)?;
        row.split('<').next().map(str::to_owned)
    };
    assert_eq!((weight("Good"), weight("Bad"), weight("Silent")), (Some("1".to_owned()), Some("0".to_owned()), None));
    assert!(
        page.contains("50\u{a0}%:\u{a0}100; 75\u{a0}%"),
        "the weighted pool of the target is that of the good one: {page}"
    );
}
