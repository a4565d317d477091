//! What a form must be: from our page, not too long, not too often, and of values that can stand.

#[allow(dead_code, reason = "not every test needs all of it")]
mod common;

use std::io::{Read, Write};
use std::time::Duration;

use common::{FULL, Server, doors, limits};
use elicit::Rate;

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn forms_without_a_seal_or_from_elsewhere_are_refused() {
    let (server, founded) = Server::start();
    let (chair, members) = doors(&founded);
    let door = &members[0];
    assert_eq!(server.post(door, &[("v2-0", "30")]).status, 403);
    for wrong in ["", ".", "abc.def", &format!("{}0", server.get(door).seal())] {
        assert_eq!(server.post(door, &[("seal", wrong), ("v2-0", "30")]).status, 403, "{wrong}");
        assert_eq!(server.post(&chair, &[("seal", wrong), ("sure", "yes")]).status, 403, "{wrong}");
    }
    let seal = server.get(door).seal();
    let form = [("seal", seal.as_str()), ("v2-0", "30")];
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/page"),
    ] {
        assert_eq!(server.post_with(door, &form, &[foreign]).status, 403, "{foreign:?}");
        let chairs = server.get(&chair).seal();
        assert_eq!(server.post_with(&chair, &[("seal", &chairs), ("sure", "yes")], &[foreign]).status, 403);
    }
    assert_eq!(server.ledger().revisions(founded.members[0].0).unwrap(), []);
    // What a browser sends from a page without referrer.
    let own = [("sec-fetch-site", "same-origin"), ("origin", "null")];
    assert_eq!(server.post_with(door, &form, &own).status, 303);
}

#[test]
fn wrong_values_come_back_with_what_was_typed() {
    let (server, founded) = Server::start();
    let (_, members) = doors(&founded);
    let got = server.fill(
        &members[0],
        &[("v1-0", "300"), ("v1-1", "200"), ("v1-2", "1,234"), ("c1", "my \"reason\""), ("v2-0", "120")],
    );
    assert_eq!(got.status, 422);
    let page = &got.text;
    for text in [
        "role=\"alert\"",
        "<title>Please check: ",
        "value=\"300\"",
        "value=\"200\"",
        "value=\"1,234\"",
        "my &quot;reason&quot;</textarea>",
        "can be read in two ways: write 1234 or 1.234",
        "aria-invalid=\"true\" aria-describedby=\"v1-2-wrong\"",
        "id=\"v1-2-wrong\"",
        "<a href=\"#v1-2\">",
        "A chance lies between 0 and 100 %.",
        "value=\"120\"",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let seal = got.seal();
    let got = server.post(&members[0], &[("seal", &seal), ("v1-0", "300"), ("v1-1", "200"), ("v1-2", "400")]);
    assert_eq!(got.status, 422);
    assert!(got.text.contains("This must be above the value before it"), "{}", got.text);
    let got = server.fill(&members[0], &[("v1-0", "-5"), ("v1-1", "200"), ("v1-2", "400")]);
    assert!(got.status == 422 && got.text.contains("cannot be below 0"), "{}", got.text);
    let got = server.fill(&members[0], &[]);
    assert!(got.status == 422 && got.text.contains("Nothing was answered yet"), "{}", got.text);
    assert_eq!(server.ledger().revisions(founded.members[0].0).unwrap(), []);
    // The form that came back can be sent.
    assert_eq!(server.post(&members[0], &[("seal", &seal), ("v2-0", "12")]).status, 303);
}

#[test]
fn forms_that_are_too_long_or_no_forms_are_refused() {
    let (server, founded) = Server::start();
    let (_, members) = doors(&founded);
    let seal = server.get(&members[0]).seal();
    for kilobytes in [66, 200] {
        let long = "x".repeat(kilobytes * 1024);
        let got = server.post(&members[0], &[("seal", &seal), ("v2-0", "30"), ("c2", &long)]);
        assert!(got.status == 413 && got.text.contains("This form is too long"), "{}", got.status);
    }
    let long = "x".repeat(20_000);
    let got = server.post(&members[0], &[("seal", &seal), ("v2-0", "30"), ("c2", &long)]);
    assert!(got.status == 422 && got.text.contains("This is too long"), "{}", got.status);
    for (kind, body) in [("application/json", b"{}".as_slice()), ("text/plain", b"seal=x"), (FORM, b"v2-0=1&v2-0=2")] {
        assert_eq!(server.post_raw(&members[0], kind, body).status, 400, "{kind}");
    }
    assert_eq!(server.post_raw(&members[0], FORM, b"%ff=%fe&&&==\xff\x00").status, 403);
    assert_eq!(server.ledger().revisions(founded.members[0].0).unwrap(), []);
}

#[test]
fn one_link_and_one_address_are_slowed_down() {
    let slow = Rate { burst: 5, per_second: 1.0 };
    let (server, founded) = Server::with(common::SET, |desk| desk.with_limits(limits(|l| l.per_link = slow)));
    let (chair, members) = doors(&founded);
    for _ in 0..5 {
        assert_eq!(server.get(&members[0]).status, 200);
    }
    let got = server.get(&members[0]);
    assert_eq!((got.status, got.header("retry-after")), (429, "1"));
    assert_eq!(server.post(&members[0], &FULL).status, 429);
    assert_eq!(server.get(&members[1]).status, 200, "another link is open");
    server.pass(2);
    assert_eq!(server.get(&members[0]).status, 200);
    for _ in 0..5 {
        assert_eq!(server.get(&chair).status, 200);
    }
    assert_eq!(server.get(&chair).status, 429);

    let (server, founded) = Server::with(common::SET, |desk| desk.with_limits(limits(|l| l.per_address = slow)));
    let (_, members) = doors(&founded);
    for n in 0..5 {
        assert_eq!(server.get(&format!("/elicit/{n}")).status, 404);
    }
    assert_eq!(server.get("/elicit/5").status, 429, "guesses count");
    assert_eq!(server.get(&members[0]).status, 429);
    server.pass(1);
    assert_eq!(server.get(&members[0]).status, 200);
}

#[test]
fn a_form_that_never_ends_is_given_up() {
    let patience = Duration::from_millis(300);
    let (server, founded) = Server::with(common::SET, |desk| desk.with_limits(limits(|l| l.patience = patience)));
    let (_, members) = doors(&founded);
    let mut stream = std::net::TcpStream::connect(server.address).unwrap();
    write!(
        stream,
        "POST {} HTTP/1.1\r\nhost: x\r\ncontent-type: {FORM}\r\ncontent-length: 100\r\n\r\nseal=",
        members[0]
    )
    .unwrap();
    let mut said = [0; 2048];
    let length = stream.read(&mut said).unwrap();
    let said = String::from_utf8_lossy(&said[..length]).to_lowercase();
    assert!(said.starts_with("http/1.1 408") && said.contains("content-security-policy"), "{said}");
    assert_eq!(server.get(&members[0]).status, 200);
}

#[test]
fn a_fault_is_told_to_the_program_and_not_to_the_reader() {
    let (tell, told) = std::sync::mpsc::channel();
    let tell = std::sync::Mutex::new(tell);
    let hear = move |fault: &str| tell.lock().unwrap().send(fault.to_owned()).unwrap();
    let (server, founded) = Server::with(common::SET, |desk| desk.with_faults(hear));
    let (_, members) = doors(&founded);
    // A level that nobody wrote: the file was damaged from outside.
    let raw = rusqlite::Connection::open(server.ledger().path()).unwrap();
    raw.execute_batch("DROP TRIGGER questions_stay; UPDATE questions SET levels = '[damaged' WHERE id = 1").unwrap();
    let got = server.get(&members[0]);
    assert_eq!(got.status, 500);
    assert!(!got.text.contains("damaged") && got.text.contains("please tell the chair"), "{}", got.text);
    assert_eq!(told.recv().unwrap(), "the ledger holds `[damaged` where a list of numbers should stand");
}

#[test]
fn every_answer_has_its_headers() {
    let slow = Rate { burst: 12, per_second: 0.001 };
    let (server, founded) = Server::with(common::SET, |desk| desk.with_limits(limits(|l| l.per_address = slow)));
    let (chair, members) = doors(&founded);
    let long = "x".repeat(66 * 1024);
    let answers = [
        (200, server.get(&members[0])),
        (200, server.get(&chair)),
        (200, server.get("/elicit/style.css")),
        (404, server.get("/elicit/none")),
        (404, server.get("/nothing")),
        (409, server.get(&format!("{chair}/answers.csv"))),
        (403, server.post(&members[0], &[])),
        (413, server.post(&members[0], &[("c1", &long)])),
        (422, server.fill(&members[0], &[])),
        (303, server.fill(&members[0], &FULL)),
        (303, server.fill(&chair, &[("sure", "yes")])),
        (429, server.get(&members[0])),
    ];
    for (status, answer) in &answers {
        assert_eq!(answer.status, *status);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{status}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"));
        assert!(!policy.contains("unsafe") && !policy.contains("script"));
        assert_eq!(answer.header("cache-control"), "no-store", "{status}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        let inline =
            answer.text.contains("<script") || answer.text.contains("<style") || answer.text.contains(" style=");
        assert!(!inline && !answer.text.contains(" onclick"), "{status}");
    }
}
