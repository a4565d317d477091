//! The log.

mod support;

use proptest::prelude::*;
use support::{Server, quick};

#[test]
fn a_line_names_what_was_asked_and_what_was_given() {
    let server = Server::start(quick());
    server.exchange(
        b"GET /?key=secret HTTP/1.1\r\nhost: x\r\n\r\nGET /elicit/KEY HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    let lines = server.lines(2);
    let (first, took) = lines[0].rsplit_once(' ').unwrap();
    assert_eq!(first, "127.0.0.1 - - [21/Sep/2026:14:13:20 +0000] \"GET / HTTP/1.1\" 200 6");
    assert!(took.parse::<u64>().is_ok());
    assert!(lines[1].contains("\"GET /elicit/* HTTP/1.1\" 200 5 "), "{lines:?}");
}

#[test]
fn what_is_no_request_has_a_line_too() {
    let server = Server::start(quick());
    server.exchange(b"nonsense\r\n\r\n");
    assert!(server.lines(1)[0].ends_with(" \"-\" 400 0 0"));
}

#[test]
fn a_line_stays_a_line_whatever_is_asked() {
    let server = Server::start(quick());
    let asked = std::cell::Cell::new(0);
    proptest!(ProptestConfig::with_cases(200), |(method in "[A-Z!#$%&'*+.^_`|~0-9-]{1,20}", path in proptest::collection::vec(any::<u8>(), 0..1500))| {
        let mut request = method.into_bytes();
        request.extend_from_slice(b" /");
        request.extend_from_slice(&path);
        request.extend_from_slice(b" HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        server.exchange(&request);
        asked.set(asked.get() + 1);
    });
    server.answers();
    for line in server.lines(asked.get()) {
        assert!(line.is_ascii() && !line.contains(['\r', '\n', '\0', '\x1b']), "{line:?}");
        assert_eq!(line.matches('"').count(), 2, "{line:?}");
        assert!(line.len() < 1_000, "{line:?}");
    }
}
