//! What a link opens, and what is refused.

#[allow(dead_code, reason = "not every test needs all of it")]
mod common;

use std::fmt::Write;

use common::{FULL, Server, doors};
use ledger::{Given, LedgerError};

#[test]
fn a_member_answers_and_is_told_what_the_answer_says() {
    let (server, founded) = Server::start();
    let (_, members) = doors(&founded);
    let page = server.get(&members[0]);
    assert_eq!(page.status, 200);
    for text in [
        "Rain &lt;of&gt; next year",
        "For Ada",
        "How much rain falls?",
        "In mm.",
        "Possible: 0\u{a0}mm or more.",
        "Known on 2028-01-31",
        "inputmode=\"decimal\"",
        "Low: 5 % chance that it lies below",
        "Middle: as likely below as above",
        "High: 5 % chance that it lies above",
        "Chance that it comes, 0 to 100 %",
    ] {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
    let sent = server.fill(&members[0], &FULL);
    assert_eq!((sent.status, sent.header("location")), (303, members[0].as_str()));
    let page = server.get(&members[0]);
    for text in [
        "are kept",
        "You say it is as likely below 300.5\u{a0}mm as above.",
        "The fitted law (",
        "<svg class=\"density\"",
        "of 100 events like this one, about 30 come",
        "value=\"300.5\"",
        "All you have sent: 1",
    ] {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
    let said = server.ledger().revisions(founded.members[0].0).unwrap();
    assert_eq!(said.len(), 2, "a question left empty has no answer");
    assert_eq!(said[0].given, Given::Quantiles(vec![200.0, 300.5, 450.0]));
}

#[test]
fn a_revision_keeps_the_old_answer() {
    let (server, founded) = Server::start();
    let (_, members) = doors(&founded);
    assert_eq!(server.fill(&members[0], &[("v2-0", "30")]).status, 303);
    server.pass(60);
    assert_eq!(server.fill(&members[0], &[("v2-0", "41")]).status, 303);
    let page = server.get(&members[0]).text;
    assert!(page.contains("All you have sent: 2") && page.contains("2: 30 %") && page.contains("2: 41 %"), "{page}");
    assert!(page.contains("value=\"41\"") && !page.contains("value=\"30\""));
    let said = server.ledger().revisions(founded.members[0].0).unwrap();
    assert_eq!(
        said.iter().map(|answer| &answer.given).collect::<Vec<_>>(),
        [&Given::Probability(0.3), &Given::Probability(0.41)]
    );
    assert!(said[0].given_at < said[1].given_at);
}

#[test]
fn a_members_link_opens_that_form_and_nothing_else() {
    let (server, founded) = Server::start();
    let (chair, members) = doors(&founded);
    let token = founded.members[0].2.as_str();
    for path in [
        format!("/elicit/chair/{token}"),
        format!("/elicit/chair/{token}/answers.csv"),
        format!("/elicit/{token}/answers.csv"),
        format!("/elicit/{token}/"),
        format!("/elicit/{}", founded.chair.as_str()),
        "/elicit/chair".to_owned(),
        "/elicit/".to_owned(),
        "/elicit".to_owned(),
        "/".to_owned(),
    ] {
        assert_eq!(server.get(&path).status, 404, "{path}");
    }
    let links = |path: &str| -> Vec<String> {
        let page = server.get(path).text;
        let after =
            ["href=\"", "src=\"", "action=\""].map(|name| page.split(name).skip(1).collect::<Vec<_>>()).concat();
        after.iter().filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    // A member's page leads nowhere else, and the chair's only to the chair's file.
    assert_eq!(links(&members[0]), ["data:,", "/elicit/style.css", "#main"]);
    assert_eq!(links(&chair), ["data:,", "/elicit/style.css", "#main"]);
    assert!(!server.get(&members[0]).text.contains("Ben"));
}

#[test]
fn guessed_and_malformed_links_are_refused_without_a_hint() {
    let (server, founded) = Server::start();
    let token = founded.members[0].2.as_str();
    let near: String = {
        let last = if token.ends_with('0') { '1' } else { '0' };
        token.chars().take(63).chain([last]).collect()
    };
    let guesses = [
        near,
        "0".repeat(64),
        token.to_uppercase(),
        token.chars().take(63).collect(),
        format!("{token}0"),
        "1".to_owned(),
        "%00".to_owned(),
        "%ff".to_owned(),
        "'%20OR%201=1--".to_owned(),
        "..%2f..%2fetc".to_owned(),
        "a".repeat(5_000),
    ];
    let expected = server.get(&format!("/elicit/{}", guesses[0]));
    assert_eq!(expected.status, 404);
    for guess in &guesses {
        for path in [format!("/elicit/{guess}"), format!("/elicit/chair/{guess}")] {
            let got = server.get(&path);
            assert_eq!((got.status, &got.text), (404, &expected.text), "{path}");
            let got = server.post(&path, &[("v2-0", "30")]);
            assert_eq!((got.status, &got.text), (404, &expected.text), "{path}");
        }
    }
    assert!(!expected.text.contains("Rain"), "{}", expected.text);
}

#[test]
fn expired_and_revoked_links_are_gone() {
    let (server, founded) = Server::start();
    let (_, members) = doors(&founded);
    let seal = server.get(&members[0]).seal();
    server.ledger().revoke(founded.members[1].0).unwrap();
    assert_eq!(server.get(&members[1]).status, 410);
    server.pass(1_000_000);
    assert_eq!(server.get(&members[0]).status, 410);
    assert_eq!(server.post(&members[0], &[("seal", &seal), ("v2-0", "30")]).status, 410);
    assert_eq!(server.ledger().revisions(founded.members[0].0).unwrap(), []);
}

#[test]
fn a_form_sent_twice_is_stored_once() {
    let (server, founded) = Server::start();
    let (_, members) = doors(&founded);
    let seal = server.get(&members[0]).seal();
    let form = [("seal", seal.as_str()), ("v2-0", "30")];
    assert_eq!(server.post(&members[0], &form).status, 303);
    let again = server.post(&members[0], &form);
    assert_eq!(again.status, 409);
    assert!(again.text.contains("This form was sent before") && again.text.contains(founded.members[0].2.as_str()));
    let changed = server.post(&members[0], &[("seal", &seal), ("v2-0", "x")]);
    assert_eq!(changed.status, 409, "a used form is told first");
    assert_eq!(server.ledger().revisions(founded.members[0].0).unwrap().len(), 1);
}

#[test]
fn forms_of_other_members_and_panels_are_refused() {
    let (server, founded) = Server::start();
    let (chair, members) = doors(&founded);
    let set = ledger::QuestionSet::parse(common::SET).unwrap();
    let other = server
        .ledger()
        .found(&set, "2026-09-01T00:00:00Z".parse().unwrap(), "2027-09-01T00:00:00Z".parse().unwrap())
        .unwrap();
    let (other_chair, others) = doors(&other);
    // The seal of one member's form does not open another's door, in this panel or the other, and no chair's.
    let seal = server.get(&members[0]).seal();
    for path in [&members[1], &others[0], &chair, &other_chair] {
        let got = server.post(path, &[("seal", &seal), ("v2-0", "30"), ("sure", "yes")]);
        assert_eq!(got.status, 403, "{path}");
    }
    let chairs = server.get(&chair).seal();
    assert_eq!(server.post(&other_chair, &[("seal", &chairs), ("sure", "yes")]).status, 403);
    assert_eq!(server.post(&members[0], &[("seal", &chairs), ("v2-0", "30")]).status, 403);
    // Questions of the other panel cannot be answered here.
    let foreign = server.ledger().questions(other.panel).unwrap()[1].id;
    let got = server.fill(&members[0], &[(&format!("v{foreign}-0"), "30")]);
    assert_eq!(got.status, 404);
    assert!(!got.text.contains("Rain"));
    for (member, ..) in founded.members.iter().chain(&other.members) {
        assert_eq!(server.ledger().revisions(*member).unwrap(), []);
    }
}

#[test]
fn a_closed_panel_takes_no_more() {
    let (server, founded) = Server::start();
    let (chair, members) = doors(&founded);
    let seal = server.get(&members[0]).seal();
    let chairs = server.get(&chair).seal();
    assert_eq!(server.fill(&chair, &[]).status, 422, "the box is not ticked");
    server.close(&chair);
    let got = server.post(&members[0], &[("seal", &seal), ("v2-0", "30")]);
    assert_eq!(got.status, 409);
    assert!(got.text.contains("This panel is closed"), "{}", got.text);
    assert_eq!(server.post(&chair, &[("seal", &chairs), ("sure", "yes")]).status, 409);
    let page = server.get(&members[0]);
    assert!(page.status == 200 && !page.text.contains("<form") && page.text.contains("The panel is closed since"));
    let error = server.ledger().submit(founded.members[0].0, "n", &[], "2026-10-01T00:00:00Z".parse().unwrap());
    assert!(matches!(error, Err(LedgerError::Closed { .. })));
}

#[test]
fn two_hundred_members_answer_at_once_and_none_is_lost() {
    let mut set = common::SET.to_owned();
    for n in 0..198 {
        writeln!(set, "[[member]]\nname = \"member {n}\"").unwrap();
    }
    let (server, founded) = Server::with(&set, |desk| desk);
    let (_, members) = doors(&founded);
    assert_eq!(members.len(), 200);
    std::thread::scope(|scope| {
        for (n, door) in members.iter().enumerate() {
            let server = &server;
            std::thread::Builder::new()
                .stack_size(256 * 1024)
                .spawn_scoped(scope, move || {
                    let [low, middle, high] = [1, 2, 4].map(|times| (times * (n + 1)).to_string());
                    let fields = [("v1-0", low.as_str()), ("v1-1", &middle), ("v1-2", &high), ("v2-0", "50")];
                    assert_eq!(server.fill(door, &fields).status, 303);
                })
                .unwrap();
        }
    });
    let ledger = server.ledger();
    for (n, (member, ..)) in founded.members.iter().enumerate() {
        let said = ledger.revisions(*member).unwrap();
        assert_eq!(said.len(), 2, "member {n}");
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let base = n as f64 + 1.0;
        assert_eq!(said[0].given, Given::Quantiles(vec![base, 2.0 * base, 4.0 * base]));
    }
    assert_eq!(ledger.integrity().unwrap(), "ok");
    // All of them are taken together on one page.
    let (chair, _) = doors(&founded);
    server.close(&chair);
    let page = server.get(&chair).text;
    assert!(page.contains("200 of 200 have answered") && page.contains("Equal weights (members: 200)"));
}
